# The registration desk
desk-title = مكتب التسجيل
desk-loading = جارٍ التحميل…
desk-pages = صفحات المكتب
desk-page = { $page ->
    [conferences] المؤتمرات
    [staff] الحسابات
    [keys] مفاتيح الأنظمة
    [audit] سجل المراجعة
   *[help] المساعدة
}
desk-sections = صفحات هذا المؤتمر
desk-section = { $section ->
    [overview] نظرة عامة
    [plan] الإعدادات
    [people] الأشخاص
    [import] استيراد جدول
    [accreditation] الاعتماد
    [check-in] تسجيل الحضور
    [messages] الرسائل
    [list] قائمة المشاركين
    [coaching] التدريب
    [locked] الموقوفون عن الدخول
   *[log] سجل المراجعة
}

# Signing in
desk-sign-in = تسجيل الدخول
desk-sign-in-lead = للمنظمين ومكتب التسجيل والفريق الفني.
desk-sign-in-lost = فقدتم كلمة المرور أو الهاتف؟ يجدد أحد المديرين حسابكم.
desk-sign-out = تسجيل الخروج ({ $name })
desk-name = اسم الحساب
desk-password = كلمة المرور
desk-code = الرمز من تطبيق المصادقة
desk-code-hint = ستة أرقام. يُستخدم كل رمز مرة واحدة.
desk-session-over = انتهت جلستكم
desk-session-over-text = سجلوا الدخول من جديد للمتابعة. ما كتبتموه ما زال موجودًا.
desk-leave = مغادرة المكتب
desk-locked-until = محاولات خاطئة كثيرة. الحساب مقفل حتى { $time }.

# What is wrong
desk-fault = { $code ->
    [signInFailed] الاسم أو كلمة المرور أو الرمز غير صحيح.
    [sessionUnknown] انتهت جلستكم. سجلوا الدخول من جديد.
    [csrfInvalid] تغيرت جلستكم. سجلوا الدخول من جديد.
    [lockedOut] محاولات خاطئة كثيرة. يمكن لأحد المديرين فتح الحساب.
    [busy] الخادم مشغول. حاولوا بعد قليل.
    [passwordWeak] اختاروا كلمة مرور أطول: اثنا عشر حرفًا على الأقل، خمسة منها مختلفة، ومن دون الاسم.
    [nameTaken] هذا الاسم مستخدم.
    [unknownStaff] لم يعد هذا الحساب موجودًا.
    [unknownConference] هذا المؤتمر غير موجود.
    [unknownPerson] لم يعد هذا الشخص مسجلًا.
    [unknownRegistration] لم يعد هذا التسجيل موجودًا.
    [unknownDeclaration] لم يعد هذا الإقرار موجودًا.
    [unknownLetter] لم تُقدَّم أي رسالة.
    [unknownDocument] لم يعد هذا الملف موجودًا.
    [documentsFull] ملفات هذا المؤتمر تشغل كل المساحة المخصصة لها.
    [changedMeanwhile] غيّر شخص آخر هذا في هذه الأثناء.
    [registrationNotOpen] التسجيل غير مفتوح.
    [registrationClosed] أُغلق التسجيل. ما زال بالإمكان قبول المتأخرين.
    [alreadyRegistered] هذا الرقم أو العنوان مسجل من قبل.
    [formForbids] شكل هذا المؤتمر لا يسمح بهذا النوع من الحضور.
    [participantsFull] كل الأماكن مشغولة.
    [activeFull] كل الأماكن النشطة مشغولة.
    [delegationFull] استُنفدت حصة الوفد.
    [onSiteFull] كل المقاعد في القاعة، أو مقاعد الوفد، مشغولة.
    [encodingUnclear] ترميز هذا الملف غير مؤكد. اختاروه أدناه.
    [channelMissing] لا يوجد عنوان للمراسلة.
    [wrongState] هذا غير ممكن في الحالة الراهنة للمؤتمر.
    [fileTypeRefused] هذا النوع من الملفات غير مقبول: يلزم PDF أو Word أو نص، باسم ينتهي بـ ‎.pdf أو ‎.docx أو ‎.txt.
    [nameInvalid] لا يمكن استخدام اسم الملف هذا.
    [unknownMessage] لم تعد هذه الرسالة موجودة.
    [unknownSlot] لم يعد هذا الموعد موجودًا.
    [slotFull] هذا الموعد ممتلئ.
    [unknownKey] لم يعد هذا المفتاح موجودًا.
   *[other] -
}
desk-field-refused = يرجى التحقق من: { $field }.
desk-column-needed = اختاروا العمود الذي يحوي: { $field }.
desk-table-refused = { $reason ->
    [binary] هذا ليس جدولًا. اختاروا ملف CSV أو XLSX.
    [empty] الملف فارغ.
   *[other] لا يمكن قراءة هذا الجدول. اختاروا ملف CSV أو XLSX فيه سطر عناوين. (السطر { $line })
}
desk-wrong = { $fault ->
    [needed] يرجى ملء هذا الحقل.
    [notNumber] عدد صحيح لا يتجاوز 100,000.
    [notTime] هذا التاريخ والوقت غير موجود.
    [tooEarly] هذا قبل البداية.
    [past] هذا الوقت قد مضى.
    [notLink] يلزم عنوان يبدأ بـ https://.
    [notZone] منطقة زمنية غير معروفة. مثال: Africa/Cairo
    [taken] هذا مستخدم من قبل.
    [virtual] ليس للمؤتمر الافتراضي مقاعد في القاعة.
    [notId] أحرف لاتينية صغيرة وأرقام وشرطات فقط؛ 48 على الأكثر.
   *[other] لا يقبل الخادم هذا.
}
desk-faults = { $count ->
    [zero] لا حقول تحتاج إلى انتباهكم.
    [one] حقل واحد يحتاج إلى انتباهكم. لم يُحفظ شيء بعد.
    [two] حقلان يحتاجان إلى انتباهكم. لم يُحفظ شيء بعد.
    [few] { $count } حقول تحتاج إلى انتباهكم. لم يُحفظ شيء بعد.
    [many] { $count } حقلًا يحتاج إلى انتباهكم. لم يُحفظ شيء بعد.
   *[other] { $count } حقل يحتاج إلى انتباهكم. لم يُحفظ شيء بعد.
}

# Conferences
desk-new = مؤتمر جديد
desk-new-go-on = مؤتمر جديد (غير محفوظ)
desk-no-conferences = لا توجد مؤتمرات بعد.
desk-closes-at = يُغلق التسجيل في { $time }
desk-state = { $state ->
    [draft] مسودة
    [planned] منشور، لم يُفتح بعد
    [open] التسجيل مفتوح
    [closed] التسجيل مغلق
   *[final] نهائي
}
desk-state-means = { $state ->
    [draft] لا يرى هذا المؤتمر سوى الموظفين. عند النشر يراه الجميع وتُفتح اجتماعاته للمسجلين.
    [planned] يرى الجميع المؤتمر. يُفتح التسجيل تلقائيًا في الوقت المحدد.
    [open] يمكن تسجيل الأشخاص. عند الموعد النهائي، أو حين تغلقونه، يتلقى المندوبون عن بُعد رموز الدخول.
    [closed] أُرسلت رموز الدخول. ما زال بالإمكان إضافة متأخرين؛ ويتلقون رموزهم فورًا.
   *[final] قائمة المشاركين نهائية. لا يمكن تغيير أي شيء في هذا المؤتمر بعد الآن.
}
desk-form = { $form ->
    [physical] حضوري
    [virtual] افتراضي
   *[hybrid] مختلط
}
desk-where = المرحلة الحالية
desk-places = الأماكن
desk-facts = لمحة
desk-step = { $step ->
    [publish] نشر
    [remove] حذف المسودة
    [close] إغلاق التسجيل
    [invite] إرسال الدعوات
    [reopen] إعادة فتح التسجيل
   *[final] جعل القائمة نهائية
}
desk-step-means = { $step ->
    [publish] سيرى الجميع المؤتمر، وتُفتح اجتماعاته للمسجلين. لا يُرسل شيء.
    [remove] تُحذف المسودة. لا يمكن التراجع عن ذلك.
    [close] يُغلق التسجيل الآن. وهذا ما يُرسل:
    [invite] يتلقى كل مدعو لم تصله دعوة بعد دعوةً بالبريد، فيها الموعد النهائي والجلسات.
    [reopen] يمكن تسجيل المزيد. تبقى الرموز المرسلة صالحة. لا يُرسل شيء.
   *[final] تصبح قائمة المشاركين نهائية، ولا يمكن تغيير أي شيء في المؤتمر بعد ذلك. لا يُرسل شيء.
}
desk-counting = جارٍ إحصاء من يتلقى ماذا…
desk-sent-access = { $count ->
    [zero] لا يتلقى أحد رمز دخول الآن.
    [one] مندوب واحد عن بُعد يتلقى رمز دخوله بالبريد.
    [two] مندوبان عن بُعد يتلقيان رمزي دخولهما بالبريد.
    [few] { $count } مندوبين عن بُعد يتلقون رموز دخولهم بالبريد.
    [many] { $count } مندوبًا عن بُعد يتلقون رموز دخولهم بالبريد.
   *[other] { $count } مندوب عن بُعد يتلقون رموز دخولهم بالبريد.
}
desk-sent-pending = { $count ->
    [zero] لا أحد ينتظر الاعتماد.
    [one] شخص واحد ينتظر الاعتماد ولا يتلقى شيئًا بعد.
    [two] شخصان ينتظران الاعتماد ولا يتلقيان شيئًا بعد.
    [few] { $count } أشخاص ينتظرون الاعتماد ولا يتلقون شيئًا بعد.
    [many] { $count } شخصًا ينتظرون الاعتماد ولا يتلقون شيئًا بعد.
   *[other] { $count } شخص ينتظرون الاعتماد ولا يتلقون شيئًا بعد.
}
desk-sent-without = { $count ->
    [zero] لكل المعتمدين عنوان.
    [one] شخص معتمد واحد ليس له عنوان ولا يتلقى شيئًا.
    [two] شخصان معتمدان ليس لهما عنوان ولا يتلقيان شيئًا.
    [few] { $count } أشخاص معتمدين ليس لهم عنوان ولا يتلقون شيئًا.
    [many] { $count } شخصًا معتمدًا ليس لهم عنوان ولا يتلقون شيئًا.
   *[other] { $count } شخص معتمد ليس لهم عنوان ولا يتلقون شيئًا.
}
desk-closed = { $count ->
    [zero] أُغلق التسجيل. لا رسائل تُرسل.
    [one] أُغلق التسجيل. رسالة واحدة في الطريق.
    [two] أُغلق التسجيل. رسالتان في الطريق.
    [few] أُغلق التسجيل. { $count } رسائل في الطريق.
    [many] أُغلق التسجيل. { $count } رسالة في الطريق.
   *[other] أُغلق التسجيل. { $count } رسالة في الطريق.
}
desk-meter = { $what ->
    [registered] المسجلون
    [active] الأماكن النشطة
    [onSite] مقاعد القاعة
    [waiting] على قائمة الانتظار
    [invited] المدعوون
   *[pending] بانتظار الاعتماد
}
desk-of = { $taken } من { $limit }

# The form of a conference
desk-part = { $part ->
    [basics] المؤتمر
    [dates] المواعيد
    [places] الأماكن والحصص
   *[rules] التسجيل
}
desk-plan-field = { $field ->
    [title] العنوان
    [conferenceId] الاسم القصير في العناوين
    [form] الشكل
    [venue] المكان
    [languages] لغات الترجمة الشفوية
    [startsAt] البداية
    [endsAt] النهاية
    [opensAt] فتح التسجيل
    [deadlineAt] الموعد النهائي للتسجيل
    [timezone] المنطقة الزمنية
    [participantsLimit] الحد الأقصى للمشاركين
    [activeLimit] الحد الأقصى للمشاركين النشطين
    [onSiteLimit] مقاعد القاعة
    [quota] حصة الوفد
    [quotas] حصص وفود معينة
    [onSiteQuota] مقاعد القاعة للوفد
    [delegations] الوفود
    [groups] المجموعات في القائمة بالترتيب
    [documents] الوثائق
    [sittings] الجلسات
    [accreditationRequired] الاعتماد مطلوب
    [accreditationMails] إبلاغ الأشخاص بالبريد بنتيجة اعتمادهم
    [ownForm] يمكن للأشخاص تسجيل أنفسهم في الصفحة العامة
    [webcastDeclarations] من تابع البث يمكنه الإقرار بذلك للقائمة النهائية
    [retentionDays] عدد الأيام حتى محو البيانات الشخصية
    [invitation] نص الدعوة
    [reminderDays] تذكير قبل الموعد النهائي بأيام
   *[other] -
}
desk-text-in = { $label } ({ $language })
desk-other-languages = لغات أخرى (مُلئ { $filled } من { $all })
desk-id-hint = جزء من كل رابط، مثل gc-2027. لا يمكن تغييره لاحقًا.
desk-dates-hint = كل الأوقات بتوقيت المنطقة الزمنية أدناه.
desk-opens-hint = فارغ: فور النشر.
desk-deadline-hint = فارغ: تغلقونه يدويًا.
desk-places-hint = الحقل الفارغ لا يضع حدًا.
desk-accreditation-hint = لا يتلقى أحد رمز دخول قبل موافقة المكتب.
desk-own-form-hint = حيث لا يوجد نظام تسجيل آخر.
desk-declarations-hint = يوافق المكتب على كل إقرار.
desk-invitation-hint = يُضاف إليه الموعد النهائي والجلسات.
desk-retention-hint = محسوبة من نهاية المؤتمر.
desk-sittings-hint = الجلسات التي تذكر الاجتماع نفسه تتشارك قاعته وقائمة متكلميه ورابطه.
desk-documents-hint = روابط أو ملفات تعرضها الصفحة العامة والاجتماع.
desk-delegations-hint = لا حاجة إلى إضافة البلدان: أسماؤها وترتيبها معروفة. أضيفوا وفدًا ليكون له حصة أو اسم أو موضع خاص.
desk-groups-hint = مفصولة بفواصل. المعروف منها: members وobservers وorganisations.
desk-sitting = الجلسة { $number }
desk-add-sitting = إضافة جلسة
desk-meeting = الاجتماع
desk-meeting-hint = جزء من الرابط /meeting/…
desk-public = علنية
desk-agenda = جدول الأعمال ({ $count })
desk-agenda-item = البند { $number } من جدول الأعمال
desk-agenda-number = الرقم
desk-add-agenda-item = إضافة بند
desk-document = الوثيقة { $number }
desk-add-document = إضافة وثيقة
desk-symbol = الرمز
desk-link = الرابط
desk-delegation = الوفد { $number }
desk-add-delegation = إضافة وفد
desk-own-quota = حصة خاصة
desk-group-of = المجموعة
desk-group-own = كما هو معروف
desk-group = { $group ->
    [members] الأعضاء
    [observers] المراقبون
    [organisations] المنظمات
   *[other] { $name }
}
desk-order = الترتيب قبل الاسم
desk-order-hint = فارغ: حسب الاسم.
desk-official-name = الاسم الرسمي
desk-remove = إزالة
desk-save = حفظ
desk-found = إنشاء المؤتمر
desk-discard = إلغاء التغييرات
desk-unsaved = لم يُحفظ بعد
desk-saved = حُفظ.
desk-merged = دُمجت النسختان. راجعوهما ثم احفظوا.
desk-meanwhile = حفظ شخص آخر هذا المؤتمر
desk-meanwhile-text = لم يضع شيء مما كتبتموه. اختاروا ما يبقى حيث غيّر كلاكما شيئًا.
desk-meanwhile-taken = غيّره الشخص الآخر وحده وأُخذ به: { $fields }
desk-ours = نسختي
desk-theirs = النسخة الأخرى
desk-merge = دمج ومراجعة
desk-yes-no = { $is ->
    [true] نعم
   *[false] لا
}

# People
desk-people = { $count ->
    [zero] لا أحد
    [one] شخص واحد
    [two] شخصان
    [few] { $count } أشخاص
    [many] { $count } شخصًا
   *[other] { $count } شخص
}
desk-searching = جارٍ البحث…
desk-find = الاسم أو الرقم أو العنوان أو الوفد
desk-any = الكل
desk-add-person = إضافة شخص
desk-export = حفظ بصيغة CSV
desk-field = { $field ->
    [number] رقم التسجيل
    [email] البريد الإلكتروني
    [honorific] اللقب
    [givenName] الاسم الأول
    [familyName] اسم العائلة
    [language] اللغة
    [phone] الهاتف
    [role] الدور
    [delegation] الوفد
    [function] المنصب
    [rank] الترتيب في الوفد
    [booth] المقصورة (اللغة)
    [attendance] الحضور
    [accreditation] الاعتماد
    [standing] التسجيل
    [reason] السبب
    [name] الاسم
    [encoding] الترميز
   *[other] { $field }
}
desk-role = { $role ->
    [delegate] مشارك نشط
    [passive] مشارك مستمع
    [chair] رئاسة
    [moderator] مشرف
    [interpreter] مترجم شفوي
   *[technician] فني
}
desk-attendance = { $attendance ->
    [onSite] حضوريًا
    [webcast] عبر البث
   *[remote] عن بُعد
}
desk-accreditation = { $accreditation ->
    [pending] معلّق
    [approved] معتمد
   *[refused] مرفوض
}
desk-standing = { $standing ->
    [registered] مسجل
    [waiting] على قائمة الانتظار
    [invited] مدعو
   *[cancelled] مسحوب
}
desk-locked = مقفل
desk-late = القبول كمتأخر بعد الموعد النهائي
desk-on-waiting-list = الإدراج في قائمة الانتظار
desk-register = تسجيل
desk-services = لهذا الشخص
desk-unlock = فتح القفل
desk-unlocked = فُتح القفل.
desk-new-access = رمز دخول جديد
desk-access-sent = رمز دخول جديد في الطريق.
desk-withdraw = سحب التسجيل
desk-withdrawn = سُحب التسجيل.
desk-restore = إعادة التسجيل
desk-everything = حفظ كل ما هو محفوظ عن هذا الشخص
desk-erase = محو هذا الشخص
desk-person-step = { $step ->
    [withdraw] يصبح المكان شاغرًا، ويتوقف رمز الدخول عن العمل.
    [access] يتوقف الرمز القديم فورًا، ويُرسل رمز جديد بالبريد.
   *[erase] يُمحى كل ما هو محفوظ عن هذا الشخص في كل المؤتمرات. لا يمكن التراجع عن ذلك.
}
desk-refused-because = سبب الرفض: { $reason }
desk-letter-attach = إضافة رسالة
desk-letter-other = استبدال الرسالة
desk-letter-open = فتح الرسالة
desk-letter-save = حفظ الرسالة
desk-no-letter = لا رسالة

# Import
desk-import-hint = جدول CSV أو XLSX فيه سطر عناوين. ترون ما سيغيره قبل أن يحدث أي شيء؛ والجدول نفسه مرتين لا يغير شيئًا.
desk-file = اختيار جدول
desk-file-other = اختيار ملف آخر
desk-look-again = قراءة من جديد
desk-reading = جارٍ قراءة الجدول…
desk-encoding = الترميز
desk-encoding-found = كما وُجد: { $encoding }
desk-encoding-any = التعرف تلقائيًا
desk-name-encoding = الترميز تخمين: قارنوا الأسطر الأولى واختاروه أعلاه.
desk-as-invited = دعوة هؤلاء الأشخاص فقط: لا يشغلون مكانًا بعد
desk-preview = ما سيغيره الجدول
desk-applied = أُخذ بالجدول
desk-outcome = { $outcome ->
    [added] جدد: { $number }
    [changed] مُعدَّلون: { $number }
    [unchanged] بلا تغيير: { $number }
   *[refused] غير مقبولين: { $number }
}
desk-refusals = أسطر لا يمكن قبولها
desk-refusals-hint = صححوها في جدولكم واختاروه من جديد، أو طبّقوا من دونها.
desk-row = السطر { $line }
desk-row-twice = الشخص نفسه في السطر { $line }.
desk-row-fields = لا يمكن قبول: { $fields }
desk-missing = { $count ->
    [zero] كل المسجلين في الجدول.
    [one] شخص مسجل واحد ليس في الجدول. لا يتغير شيء بالنسبة إليه.
    [two] شخصان مسجلان ليسا في الجدول. لا يتغير شيء بالنسبة إليهما.
    [few] { $count } أشخاص مسجلين ليسوا في الجدول. لا يتغير شيء بالنسبة إليهم.
    [many] { $count } شخصًا مسجلًا ليسوا في الجدول. لا يتغير شيء بالنسبة إليهم.
   *[other] { $count } شخص مسجل ليسوا في الجدول. لا يتغير شيء بالنسبة إليهم.
}
desk-see-people = عرض الأشخاص
desk-apply = { $count ->
    [zero] تطبيق: لا أحد
    [one] تطبيق: شخص واحد
    [two] تطبيق: شخصان
    [few] تطبيق: { $count } أشخاص
    [many] تطبيق: { $count } شخصًا
   *[other] تطبيق: { $count } شخص
}
desk-columns = ماذا يعني كل عمود
desk-columns-hint = يلزم اسم العائلة، ورقم تسجيل أو عنوان بريد إلكتروني.
desk-no-column = لا عمود
desk-first-rows = الأسطر الأولى

# Accreditation
desk-approve = اعتماد
desk-refuse = رفض
desk-reason = السبب
desk-reason-hint = قد يُبلَّغ به الشخص.
desk-decided = { $decision ->
    [approved] اعتُمد: { $name }
    [refused] رُفض: { $name }
   *[pending] معلّق من جديد: { $name }
}

# Check-in
desk-check-in = تسجيل الحضور
desk-check-in-hint = لمن يحضر شخصيًا. اكتبوا رقم البطاقة واضغطوا Enter، أو اختاروا اسمًا.
desk-sitting-of = الجلسة
desk-no-sittings = ليس لهذا المؤتمر جلسات بعد.
desk-find-badge = الرقم أو الاسم
desk-find-badge-hint = يسجل Enter الحضور حين يبقى شخص واحد.
desk-nobody = لم يُعثر على أحد
desk-here = سُجل حضوره
desk-here-already = سبق تسجيله
desk-present = { $count ->
    [zero] لم يُسجَّل حضور أحد
    [one] سُجل حضور شخص واحد
    [two] سُجل حضور شخصين
    [few] سُجل حضور { $count } أشخاص
    [many] سُجل حضور { $count } شخصًا
   *[other] سُجل حضور { $count } شخص
}
desk-obstacle = { $obstacle ->
    [standing] غير مسجل
    [accreditation] غير معتمد
   *[attendance] يشارك عن بُعد
}
desk-latest = الأحدث

# Messages
desk-messages = { $count ->
    [zero] لا رسائل
    [one] رسالة واحدة
    [two] رسالتان
    [few] { $count } رسائل
    [many] { $count } رسالة
   *[other] { $count } رسالة
}
desk-message-states = حالات الرسائل
desk-message-state = { $state ->
    [queued] بالانتظار
    [sending] قيد الإرسال
    [sent] أُرسلت
    [held] محتجزة
    [refused] مرتدة
    [failed] تعذر إرسالها
    [uncertain] غير مؤكدة
   *[expired] لاغية
}
desk-all = الكل
desk-refresh = تحديث
desk-held-hint = محتجزة: لم يُضبط خادم بريد أو بوابة رسائل قصيرة. اقرؤوا الرسالة وسلموها بأنفسكم.
desk-kind = { $kind ->
    [access] رمز دخول
    [oneTime] رمز لمرة واحدة
    [invitation] دعوة
    [reminder] تذكير
    [accreditation] اعتماد
    [onSite] المكان والمواعيد
    [changed] تغيير المواعيد
    [cancelled] إلغاء
    [coachingBooked] حُجز التدريب
    [coachingReminder] تذكير بالتدريب
    [coachingChanged] تغيّر التدريب
    [coachingCancelled] سُحب التدريب
   *[other] إشعار
}
desk-channel = { $channel ->
    [sms] رسالة قصيرة
   *[mail] بريد
}
desk-somebody = شخص ما
desk-read = قراءة
desk-send-again = إرسال من جديد
desk-look-noted = يُدوَّن هذا الاطلاع في سجل المراجعة.
desk-calendar = حفظ ملف التقويم
desk-more = عرض المزيد

# The official list
desk-list-language = لغة القائمة
desk-edition-label = الإصدار
desk-edition = { $edition ->
    [provisional] مؤقت
   *[final] نهائي
}
desk-edition-means = { $edition ->
    [provisional] كل المعتمدين في الوقت الحالي.
   *[final] كل المعتمدين حضوريًا، والمندوبون عن بُعد الذين دخلوا، والإقرارات المعتمدة.
}
desk-declarations = تابعوا البث
desk-no-declarations = لم يقر أحد بذلك بعد.

# Audit log
desk-who = { $who ->
    [system] الخادم
    [registration] مندوب
    [key] المفتاح { $id }
   *[other] { $id }
}
desk-act = { $act ->
    [conferenceAdded] أنشأ المؤتمر
    [conferenceChanged] غيّر المؤتمر
    [conferencePublished] نشر المؤتمر
    [conferenceRemoved] حذف المسودة
    [registrationClosed] أغلق التسجيل
    [registrationReopened] أعاد فتح التسجيل
    [listFinal] جعل القائمة نهائية
    [registered] سجّل شخصًا
    [registrationChanged] غيّر تسجيلًا
    [personChanged] غيّر بيانات شخص
    [personErased] محا شخصًا
    [personExported] سلّم بيانات شخص
    [tableImported] استورد جدولًا
    [letterAttached] أضاف رسالة
    [accreditation-approved] وافق على اعتماد
    [accreditation-refused] رفض اعتمادًا
    [accreditation-pending] أعاد اعتمادًا إلى الانتظار
    [declaration-approved] وافق على إقرار
    [declaration-refused] رفض إقرارًا
    [declaration-pending] أعاد إقرارًا إلى الانتظار
    [accessRenewed] أرسل رمز دخول جديدًا
    [unlocked] فتح قفل شخص
    [checkedIn] سجّل حضورًا
    [codeAsked] طلب رمزًا لمرة واحدة
    [authenticatorEnrolled] ربط تطبيق مصادقة
    [messageRead] قرأ رسالة محتجزة
    [sentAgain] أرسل رسالة من جديد
    [staffAdded] أنشأ حسابًا
    [staffDisabled] عطّل حسابًا
    [staffRenewed] جدّد حسابًا
    [staffUnlocked] فتح قفل حساب
    [invitationSent] أرسل دعوات
    [invitedReminded] ذكّر المدعوين
    [keyIssued] أصدر مفتاحًا
    [keyRevoked] أبطل مفتاحًا
    [slotAdded] عرض مواعيد تدريب
    [slotChanged] غيّر موعد تدريب
    [slotWithdrawn] سحب موعد تدريب
    [signInTried] حاول تسجيل الدخول
    [signedIn] سجّل الدخول
   *[other] { $name }
}

# Accounts
desk-accounts = الحسابات
desk-new-account = حساب جديد
desk-password-hint = اثنا عشر حرفًا على الأقل. سلموها شخصيًا.
desk-add-account = إنشاء الحساب
desk-disable = تعطيل
desk-disabled = معطّل
desk-disable-text = لن يستطيع { $name } تسجيل الدخول بعد الآن، وتنتهي كل جلساته المفتوحة.
desk-staff-role = { $role ->
    [administrator] مدير
    [organiser] منظم
    [desk] مكتب التسجيل
    [technician] فني
   *[auditor] مراجع
}
desk-role-may = { $role ->
    [administrator] يستطيع كل شيء، بما فيه الحسابات والبيانات الشخصية.
    [organiser] المؤتمرات والجداول والإغلاق والقائمة وسجل المراجعة، وكل ما يستطيعه المكتب.
    [desk] الأشخاص والاعتماد والرسائل وتسجيل الحضور وفتح القفل والقائمة.
    [technician] يطلع على المؤتمرات ويفتح قفل الأشخاص.
   *[auditor] يطلع على المؤتمرات وسجل المراجعة.
}
desk-enrolment = أُنشئ الحساب { $name }. يُعرض سر المصادقة هذه المرة فقط: امسحوه أو اكتبوه في التطبيق.
desk-enrolment-picture = رمز QR لسر المصادقة

# Keys
desk-keys-hint = يستخدم نظام آخر مفتاحًا بدل الحساب، مثلًا لتسجيل الأشخاص بالرقم.
desk-scopes = ما يسمح به المفتاح
desk-add-key = إصدار مفتاح
desk-key-secret = انسخوا السر الآن: يُعرض هذه المرة فقط.
desk-revoke = إبطال
desk-revoke-text = يُمنع النظام الذي يستخدم هذا المفتاح فورًا.
desk-revoked = لم يعد صالحًا
desk-key-used = آخر استخدام: { $time }
desk-key-unused = لم يُستخدم قط
desk-duty = { $duty ->
    [read] الاطلاع على المؤتمرات
    [people] الأشخاص
    [import] الجداول
    [accredit] الاعتماد
    [list] القائمة
   *[messages] الرسائل
}

# Coaching
desk-add-slots = عرض مواعيد
desk-slot-number = { $name ->
    [minutes] دقائق كل موعد
    [places] أماكن كل موعد
   *[count] كم موعدًا على التوالي
}
desk-slot-what = النوع
desk-slot-kind = { $kind ->
    [coaching] تدريب
   *[test] تجربة
}
desk-no-slots = لا مواعيد معروضة بعد.
desk-booked = حُجز { $taken } من { $places }
desk-came = حضر
desk-no-show = لم يحضر
desk-slot-withdraw = سحب الموعد
desk-slot-withdraw-text = يتلقى من حجز هذا الموعد رسالة بالبريد.
desk-slot-join = الدخول كفني

# Help
desk-help-title = { $topic ->
    [plan] 1 · إعداد مؤتمر
    [people] 2 · تسجيل الأشخاص
    [accreditation] 3 · الاعتماد
    [close] 4 · إغلاق التسجيل
    [entry] 5 · المساعدة على الدخول
    [check-in] 6 · تسجيل الحضور في القاعة
    [list] 7 · قائمة المشاركين
   *[privacy] البيانات الشخصية
}
desk-help-text = { $topic ->
    [plan] أنشئوا المؤتمر بعناوينه ومواعيده وأماكنه وجلساته. يبقى مسودة حتى تنشروه؛ عندئذ تُفتح صفحته العامة واجتماعاته.
    [people] استوردوا جدولًا، أو أضيفوا الأشخاص واحدًا واحدًا، أو دعوهم يسجلون أنفسهم حيث سمحتم بذلك. من لا يجد مكانًا يمكنه الانتظار؛ وتذهب الأماكن الشاغرة إلى من طال انتظارهم.
    [accreditation] افتحوا الرسالة، ثم وافقوا أو ارفضوا مع ذكر السبب. لا يتلقى رمز دخول ولا يرد في القائمة إلا المعتمدون.
    [close] عند الموعد النهائي، أو يدويًا، يتلقى كل مندوب معتمد عن بُعد رسالة واحدة بلغته فيها الرابط ورمز الدخول والتقويم. ومن يُعتمد لاحقًا يتلقى رسالته فورًا. لا تُرسل أي رسالة مرتين.
    [entry] يفتح المندوب الرابط ويكتب رمز الدخول، ثم رمزًا لمرة واحدة من البريد أو رسالة قصيرة أو تطبيق. بعد رموز خاطئة كثيرة يُقفل: ابحثوا عن الشخص وافتحوا قفله. رمز الدخول الجديد يلغي القديم.
    [check-in] عند الباب، اكتبوا رقم البطاقة أو بعض أحرف الاسم واضغطوا Enter. يُسجَّل حضور المندوبين عن بُعد بدخولهم الاجتماع.
    [list] تذكر القائمة المؤقتة كل المعتمدين. اجعلوها نهائية بعد الاجتماع؛ فتذكر عندئذ من حضر.
   *[privacy] يستطيع المديرون حفظ كل ما هو محفوظ عن شخص ومحوه. ويُمحى كل شيء تلقائيًا حين تنقضي الأيام المحددة في المؤتمر. لا يذكر سجل المراجعة أي اسم.
}

# ملفات الوثائق والموقوفون وإصدارات القائمة
desk-files = الملفات
desk-files-later = يمكن تقديم الملفات بعد إنشاء المؤتمر.
desk-file-language = لغة الملف
desk-add-file = تقديم ملف
desk-file-sending = يجري إرسال الملف…
desk-locked-hint = هنا ينتظر من استنفد كل رموز المرة الواحدة. تأكدوا من هويته قبل فتح القفل.
desk-nobody-locked = لا أحد موقوف عن الدخول.
desk-version-label = النسخة
desk-version-newest = الأحدث
desk-version = { $number }، بتاريخ { $time }
desk-new-edition = إعداد قائمة نهائية جديدة
desk-new-edition-text = تُدرج فيها الإقرارات التي بُتّ فيها منذ ذلك الحين. وتبقى النسخ السابقة.
desk-edition-same = لم يتغير شيء في القائمة: لا توجد نسخة جديدة.
desk-slot-edit = تغيير
desk-slot-edit-text = يتلقى من حجز هذا الموعد رسالة بالتغيير.
desk-key-expires = صالح حتى
desk-key-expires-hint = اتركوه فارغًا ليبقى المفتاح صالحًا حتى إلغائه.
desk-key-until = صالح حتى { $time }
desk-sent-on-site = { $count ->
    [zero] لا يتلقى أحد من الحاضرين المكان والمواعيد الآن.
    [one] شخص واحد حاضر في القاعة يتلقى المكان والمواعيد بالبريد.
    [two] شخصان حاضران في القاعة يتلقيان المكان والمواعيد بالبريد.
    [few] { $count } أشخاص حاضرين في القاعة يتلقون المكان والمواعيد بالبريد.
    [many] { $count } شخصًا حاضرًا في القاعة يتلقون المكان والمواعيد بالبريد.
   *[other] { $count } شخص حاضر في القاعة يتلقون المكان والمواعيد بالبريد.
}
