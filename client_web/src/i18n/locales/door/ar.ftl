# First page
door-links = مساعدة
door-guide = دليل المستخدم
door-check = اختبار الاتصال
door-browser = لم يُختبر هذا المتصفح مع اجتماعاتنا. يُرجى استخدام Chrome أو Firefox أو Edge على حاسوب إن أمكن.
door-conferences = المؤتمرات والاجتماعات
door-running = جارٍ الآن
door-state = { $state ->
    [planned] لم يُفتح التسجيل بعد
    [open] التسجيل مفتوح
    [closed] أُغلق التسجيل
   *[final] قائمة المشاركين نهائية
}
door-enter = الدخول
door-register = التسجيل
door-webcast = البث الشبكي
door-on-air = على الهواء الآن
door-watch = مشاهدة: { $name }
door-recordings = تسجيلات الاجتماعات السابقة
door-details = البرنامج والوثائق
door-dates = التواريخ
door-zone = بتوقيت مكان الانعقاد ({ $zone })
door-venue-time = { $time } في مكان الانعقاد ({ $zone })
door-form = الشكل
door-form-words = { $form ->
    [physical] في القاعة
    [virtual] عبر الإنترنت
   *[hybrid] في القاعة وعبر الإنترنت
}
door-venue = المكان
door-deadline = آخر موعد للتسجيل

# A conference
door-programme = البرنامج
door-no-sittings = سيُنشر البرنامج هنا.
door-closed-sitting = جلسة مغلقة
door-agenda = جدول الأعمال
door-documents = الوثائق
door-registration = التسجيل
door-registered = شكرًا. إذا أمكن قبول تسجيلكم فستصلكم رسالة بالبريد الإلكتروني، ويصل رمز الدخول عند إغلاق التسجيل.
door-invitation = أنتم مدعوون
door-accept = قبول الدعوة والتسجيل
door-accepted = شكرًا، لقد سُجّلتم. سيصلكم رمز الدخول بالبريد الإلكتروني عند إغلاق التسجيل.
door-waiting = شُغلت جميع الأماكن: أنتم في قائمة الانتظار وستُبلَّغون عند شغور مكان.
door-answered = سبق الرد على هذه الدعوة.
door-decline = الاعتذار عن الدعوة
door-declined = لقد اعتذرتم عن الدعوة. أُبلغت الأمانة بذلك.
door-given-name = الاسم الأول
door-family-name = اسم العائلة
door-email = البريد الإلكتروني
door-email-hint = يُرسل إليه رمز الدخول والرموز المستخدمة مرة واحدة.
door-phone = الهاتف المحمول
door-phone-hint = اختياري، مع رمز البلد: ‎+41…
door-delegation-none = لا يوجد
door-delegation-other = منظمة…
door-organisation = اسم المنظمة
door-function = المنصب
door-role = تشاركون بصفة
door-role-words = { $role ->
    [delegate] مندوب يحق له الكلام
   *[passive] مستمع
}
door-attendance = تحضرون
door-attendance-words = { $attendance ->
    [remote] عن بُعد
   *[onSite] في القاعة
}
door-language = لغة الرسائل إليكم
door-letter = كتاب الاعتماد
door-letter-hint = ‏PDF أو Word أو نص. ويمكن تسليمه لاحقًا لمكتب التسجيل.
door-letter-choose = اختيار ملف
door-privacy = تُستخدم بياناتكم لهذا المؤتمر وحده وتُمحى بعده.
door-declaration = التصريح بالحضور عبر البث الشبكي
door-declaration-text = إذا تابعتم البث الشبكي وحده وتودون إدراجكم في القائمة النهائية للمشاركين، فأبلغوا الأمانة هنا.
door-declare = التصريح بالحضور
door-declared = شكرًا. ستبتّ الأمانة في الأمر.

# Entry
door-step = الخطوة { $number } من 3
door-access-title = أدخلوا رمز الدخول
door-access-text = وصلكم بالبريد الإلكتروني عند إغلاق التسجيل، ويتألف من اثني عشر حرفًا ورقمًا.
door-access-code = رمز الدخول
door-access-lost = ليس لديكم رمز؟ ابحثوا عن رسالة مكتب التسجيل، وكذلك في البريد غير المرغوب فيه، أو اطلبوا من المكتب رمزًا جديدًا.
door-next = التالي
door-session-ended = انتهت جلستكم. يُرجى تسجيل الدخول من جديد.
door-way-title = أكّدوا هويتكم
door-way-text = من أين تريدون الحصول على الرمز المستخدم مرة واحدة؟
door-way-none = لا يُعرف لكم بريد إلكتروني ولا هاتف محمول. يُرجى سؤال مكتب التسجيل.
door-way-words = { $channel ->
    [mail] بالبريد الإلكتروني
    [sms] برسالة نصية
   *[authenticator] من تطبيق المصادقة لديّ
}
door-other-code = رمز دخول آخر
door-code-title = أدخلوا الرمز المستخدم مرة واحدة
door-code-sent = { $channel ->
    [sms] أرسلنا ستة أرقام برسالة نصية إلى
   *[mail] أرسلنا ستة أرقام بالبريد الإلكتروني إلى
}
door-code-app = اكتبوا الأرقام الستة التي يعرضها تطبيق المصادقة الآن.
door-code = الرمز المستخدم مرة واحدة
door-code-life = صالح لمدة { $time } أخرى
door-code-over = انتهت صلاحية هذا الرمز. اطلبوا رمزًا آخر.
door-tries-left = { $count ->
    [zero] لم تبق أي محاولة قبل الحظر.
    [one] بقيت محاولة واحدة قبل الحظر.
    [two] بقيت محاولتان قبل الحظر.
    [few] بقيت { $count } محاولات قبل الحظر.
    [many] بقيت { $count } محاولة قبل الحظر.
   *[other] بقيت { $count } محاولة قبل الحظر.
}
door-sign-in = تسجيل الدخول
door-again = إرسال رمز آخر
door-again-in = إرسال رمز آخر بعد { $time }
door-other-way = طريقة أخرى
door-locked-title = رموز خاطئة كثيرة
door-locked-text = حمايةً لكم، لا يمكن لأحد حاليًا تسجيل الدخول بهذا الرمز.
door-locked-help = يُرجى الاتصال بمكتب التسجيل أو الكتابة إليه. سيرفع الحظر بعد التأكد من هويتكم، ثم ابدؤوا هنا من جديد.

# Signed in
door-welcome = مرحبًا، { $name }
door-own-meetings = جلساتكم
door-enter-meeting = دخول الاجتماع
door-not-open = لم يُفتح بعد
door-elsewhere = أنتم داخل الاجتماع على جهاز آخر.
door-move = الانتقال إلى هنا
door-check-title = افحصوا معداتكم
door-check-active = الميكروفون والكاميرا والسماعة والاتصال في بضع دقائق. قبل الاجتماع أفضل من أثنائه.
door-check-passive = الصوت والاتصال. لا حاجة إلى ميكروفون أو كاميرا.
door-check-now = بدء الفحص
door-check-back = العودة إلى جلساتي
door-coaching = جلسات التدريب
door-coaching-text = جرّبوا الاجتماع مسبقًا مع أحد الفنيين.
door-slot-kind = { $kind ->
    [coaching] جلسة تدريب
   *[test] اختبار فني
}
door-slot-free = { $count ->
    [zero] لا مكان شاغر
    [one] مكان شاغر واحد
    [two] مكانان شاغران
    [few] { $count } أماكن شاغرة
    [many] { $count } مكانًا شاغرًا
   *[other] { $count } مكان شاغر
}
door-slot-book = حجز
door-slot-give-back = إلغاء حجزي
door-slot-attend = الدخول
door-slot-waiting = غرفة الانتظار: تُفتح الجلسة بعد { $time }
door-own-data = بياناتكم
door-own-role = الدور
door-own-data-wrong = هل من خطأ؟ يمكن لمكتب التسجيل تصحيحه.
door-sign-out = تسجيل الخروج
door-app = تطبيق المصادقة
door-app-text = بتطبيق مصادقة على هاتفكم يمكنكم تسجيل الدخول دون انتظار رسالة.
door-app-enrolled = تطبيق المصادقة لديكم مُعدّ.
door-app-enrol = إعداد تطبيق
door-app-renew = إعداد تطبيق آخر
door-app-scan = امسحوا هذه الصورة بالتطبيق.
door-app-picture = رمز QR لتطبيق المصادقة
door-app-secret = أو اكتبوا فيه هذا المفتاح:
door-app-code = الأرقام الستة التي يعرضها التطبيق
door-app-confirm = تأكيد

# Refusals
door-fault-access = رمز الدخول هذا غير معروف. يُرجى التحقق منه.
door-fault-code = هذا الرمز خاطئ.
door-fault-app = هذا الرمز خاطئ. اكتبوا ما يعرضه التطبيق الآن.
door-fault-spent = لم يعد هناك رمز منتظر. اطلبوا رمزًا آخر.
door-fault-channel = لا يمكن إرسال رمز بهذه الطريقة.
door-fault-accreditation = لم يُوافق على اعتمادكم. يُرجى سؤال مكتب التسجيل.
door-fault-onsite = أنتم مسجلون للحضور في القاعة. للحضور عن بُعد يُرجى سؤال مكتب التسجيل.
door-fault-meeting = هذا الاجتماع غير مفتوح.
door-fault-fast = محاولات كثيرة. يُرجى الانتظار قليلًا ثم المحاولة من جديد.
door-fault-busy = يدخل عدد كبير من الأشخاص في وقت واحد. يُرجى المحاولة بعد لحظة.
door-fault-conference = هذا المؤتمر غير موجود أو لم يُنشر.
door-fault-not-open = لم يُفتح التسجيل بعد.
door-fault-closed = أُغلق التسجيل. يُرجى سؤال الأمانة.
door-fault-full = شُغلت جميع الأماكن.
door-fault-active = شُغلت جميع أماكن المندوبين المتكلمين. يمكنكم التسجيل مستمعين.
door-fault-delegation = شُغلت جميع أماكن هذا الوفد.
door-fault-seats = شُغلت جميع المقاعد في القاعة. يمكنكم الحضور عن بُعد.
door-fault-form = لا يتيح هذا المؤتمر هذه الطريقة في الحضور.
door-fault-field = في الاستمارة ما لا يمكن أن يكون صحيحًا. يُرجى التحقق منه.
door-fault-registered = شخص بهذه البيانات مسجل بالفعل.
door-fault-invitation = لم تعد هذه الدعوة صالحة.
door-fault-slot-full = اكتملت هذه الجلسة للتو. يُرجى اختيار غيرها.
door-fault-slot = لم تعد هذه الجلسة متاحة.

# Support
door-help = مساعدة
door-help-title = اسألوا الفنيين
door-help-text = يجيبون هنا ما دمتم على هذه الصفحة.
door-help-message = رسالتكم
door-helper = يساعدكم { $name }.
door-help-wait = أُحيلت رسالتكم. سيرد عليكم أحدهم هنا.
door-help-invited = يود { $name } التحدث معك: محادثة بينكما بالصوت والصورة.
door-help-meet = الانضمام إلى الدعم
