# Public page
check-title = افحص حاسوبك واتصالك
check-lead = دقائق قليلة قبل الاجتماع تستحق أن تُقضى هنا. لا يغادر حاسوبك شيء مما تقوله أو تعرضه، عدا صورة اختبار من الضوضاء. يمكنك تخطي كل خطوة أو إعادتها.
check-kind = كيف ستشارك؟
check-role = { $role ->
    [active] قد أتكلم: افحص كل شيء
   *[passive] أتابع فقط: السماعة والشبكة
}
check-again = افحص مرة أخرى

# Steps
arrival-step = الخطوة { $position } من { $steps }
arrival-title = { $step ->
    [browser] المتصفح
    [loudspeaker] السماعة أو سماعات الرأس
    [microphone] الميكروفون
    [echo] سماعة الرأس والصدى
    [camera] الكاميرا والإضاءة
    [network] الشبكة
   *[language] اللغة
}
arrival-lead = { $step ->
    [browser] ننظر في ما تستخدمه؛ لا يلزمك فعل شيء.
    [loudspeaker] تُسمع نغمة من اليسار أولًا ثم من اليمين. ضع سماعة الرأس قبل أن تبدأ.
    [microphone] اقرأ الجملة بصوت مسموع، ثم ستسمع نفسك؛ يبقى التسجيل على حاسوبك.
    [echo] تُشغَّل نغمة قصيرة صاعدة ويستمع ميكروفونك إليها. ضع سماعة الرأس كما في الاجتماع.
    [camera] ترى نفسك كما سيراك الآخرون. ينبغي أن يأتي الضوء من أمامك لا من نافذة خلفك.
    [network] يُجرَّب الطريق الحقيقي إلى الاجتماع ويُحمَّل نحو عشر ثوانٍ بسرعة 4 ميغابت/ث.
   *[language] أي لغة تود أن تسمع؟ يمكنك تغييرها في أي وقت أثناء الاجتماع.
}
arrival-outcome = { $outcome ->
    [good] سليم
    [warning] يُرجى الانتباه
    [failed] لا يعمل
   *[skipped] تم التخطي
}
arrival-advice = { $advice ->
    [browserUnknown] لم يُختبر هذا المتصفح مع المنتج. اختُبر Chrome وEdge وFirefox.
    [browserOld] متصفحك قديم. يُرجى تحديثه.
    [insecureContext] لم تُفتح هذه الصفحة عبر https، فلا يسمح المتصفح بالميكروفون ولا بالكاميرا. افتح العنوان الذي يبدأ بـ https.
    [noWebrtc] لا يستطيع هذا المتصفح إرسال الصوت والصورة الحيّين أو استقبالهما. استخدم Chrome أو Edge أو Firefox.
    [deviceDenied] لم يُسمح للمتصفح باستخدام الجهاز.
    [deviceMissing] لم يُعثر على الجهاز. صِله وانتظر لحظة ثم أعد الخطوة.
    [deviceBusy] يستخدم برنامج آخر هذا الجهاز. أغلق مكالمات الفيديو الأخرى وأعد الخطوة.
    [notHeard] تأكد من توصيل سماعة الرأس واختيار السماعة الصحيحة ورفع الصوت، ثم أعد الخطوة.
    [oneSide] أحد الجانبين صامت. أدخل القابس جيدًا أو استخدم سماعة أخرى.
    [micSilent] كان الميكروفون صامتًا. هل كُتم من مفتاح على الكبل، أم اختير ميكروفون آخر؟
    [micQuiet] صوتك منخفض جدًا. قرّب الميكروفون من فمك أو ارفع مستواه.
    [micClipping] صوتك مشوّه. اخفض مستوى الميكروفون أو أبعده قليلًا.
    [micNoisy] حولك ضوضاء. أغلق الباب والنوافذ وأطفئ المراوح واستخدم سماعة رأس.
    [micNotHeardBack] لم تسمع نفسك جيدًا، ولن يسمعك المترجمون كذلك: جرّب ميكروفونًا آخر.
    [echoFound] ميكروفونك يسمع سماعتك، فسيسمع الآخرون أنفسهم. يُرجى استخدام سماعة رأس.
    [cameraDark] صورتك مظلمة. ضع مصباحًا أمامك.
    [cameraBright] صورتك ساطعة جدًا. أبعد المصباح أو تجنّب الشمس.
    [cameraFlat] لا يكاد يُميَّز شيء في صورتك. هل خلفك نافذة أو على العدسة شيء؟
    [cameraStill] الصورة لا تتحرك. هل الكاميرا مغطاة؟
    [downSlow] يستقبل اتصالك أقل من 4 ميغابت/ث الموصى بها، فتكون الصور أصغر. استخدم كبلًا وأوقف التنزيلات.
    [upSlow] يرسل اتصالك أقل من 4 ميغابت/ث الموصى بها، فيراك الآخرون في صورة أصغر. استخدم كبلًا.
    [loss] تضيع حزم في الطريق. استخدم كبلًا بدل الشبكة اللاسلكية.
    [delay] الطريق إلى الخادم طويل: ستتأخر الردود.
    [jitter] تصل الحزم على نحو غير منتظم. استخدم كبلًا بدل الشبكة اللاسلكية.
    [noUdp] تحجب شبكتك UDP. يعمل الاجتماع عبر TCP مع تأخير أكبر. اطلب من مدير شبكتك السماح بـ UDP.
    [relayOnly] لا تسمح شبكتك بالاجتماع إلا عبر مُرحِّل. اطلب من مدير شبكتك السماح بـ UDP.
    [noPath] لا تمرر شبكتك صوتًا ولا صورة. جرّب شبكة أخرى أو اسأل مدير شبكتك.
    [testBusy] كثيرون يختبرون الآن. أعد الخطوة بعد دقيقة.
   *[testUnavailable] تعذّر اختبار الشبكة. أعد الخطوة أو واصل من دونها.
}
arrival-allow = { $browser ->
    [chrome] انقر العلامة بجانب العنوان، واسمح بالميكروفون والكاميرا، ثم أعد الخطوة.
    [edge] انقر القفل بجانب العنوان، واسمح بالميكروفون والكاميرا، ثم أعد الخطوة.
    [firefox] انقر العلامة المشطوبة في شريط العنوان، وأزل الحجب، ثم أعد الخطوة.
    [safari] اختر «إعدادات موقع الويب هذا» من قائمة Safari، واسمح بالميكروفون والكاميرا، ثم أعد الخطوة.
   *[other] اسمح بالميكروفون والكاميرا في إعدادات المتصفح، ثم أعد الخطوة.
}

# Sound
arrival-play = شغّل النغمة
arrival-side = { $side ->
    [left] اليسار…
    [right] اليمين…
   *[both] الجانبان…
}
arrival-heard = ماذا سمعت؟
arrival-heard-both = الجانبين
arrival-heard-one = جانبًا واحدًا
arrival-heard-none = لا شيء
arrival-speak-words = «شكرًا سيدتي الرئيسة. يرحب وفدي بهذا التقرير ويؤيد المقترح.»
arrival-record = سجّل أربع ثوانٍ
arrival-mic-stage = { $stage ->
    [recording] تكلّم الآن: يجري التسجيل…
   *[playing] هكذا يُسمع صوتك…
}
arrival-heard-yourself = هل سمعت نفسك بوضوح؟
arrival-heard-well = نعم
arrival-heard-badly = لا، أو بصعوبة
arrival-level = مستوى ميكروفونك
arrival-echo = ابحث عن الصدى

# Picture, network, language
arrival-camera = أظهر صورتي
arrival-own-picture = صورتك
arrival-network = اختبر الشبكة
arrival-phase = { $phase ->
    [waiting] آخرون يختبرون. رقمك في الطابور { $position }.
    [reaching] نبحث عن طرق إلى الخادم…
    [down] الاستقبال: { $rate } ميغابت/ث
   *[up] الإرسال: { $rate } ميغابت/ث
}
arrival-figures = ما قيس
arrival-down = الاستقبال
arrival-up = الإرسال
arrival-rate = { $rate } ميغابت/ث
arrival-loss-down = المفقود في الطريق إليك
arrival-loss-up = المفقود في الطريق منك
arrival-jitter = التذبذب
arrival-round-trip = الذهاب والإياب
arrival-ms = { $value } م.ث
arrival-path = { $path ->
    [udp] عبر UDP
    [tcp] عبر TCP
   *[relay] عبر مُرحِّل
}
arrival-path-outcome = { $outcome ->
    [works] يعمل
    [fails] لا يمر
   *[none] غير متاح
}
arrival-language = لغة الاستماع
arrival-choose = يُرجى الاختيار
arrival-floor = الأصل (القاعة)

# The way through, and the result
arrival-next = التالي
arrival-finish = اعرض النتيجة
arrival-skip = تخطَّ هذه الخطوة
arrival-back = رجوع
arrival-skip-all = واصل من دون الفحص
arrival-verdict = { $verdict ->
    [good] أنت جاهز
    [usable] يمكنك المشاركة، مع بعض التحفظات
   *[unfit] اتصالك لا يصلح للاجتماع
}
arrival-verdict-words = { $verdict ->
    [good] كل ما فُحص يعمل.
    [usable] سيعمل الاجتماع لديك؛ وما أُشير إليه أدناه يحسّنه.
   *[unfit] جرّب شبكة أخرى أو اطلب المساعدة من الدعم. يمكنك الدخول مع ذلك.
}
arrival-reference = الرقم المرجعي للدعم:
arrival-no-reference = تعذّر حفظ النتيجة للدعم. انسخها أو اطبعها.
arrival-repeat = أعد
arrival-repeat-step = أعد: { $step }
arrival-go-on = واصل
arrival-copy = انسخ النتيجة
arrival-copied = نُسخت
arrival-print = اطبع

# The test meeting
test-meeting = جرّب: الاجتماع التجريبي
test-meeting-words = يمنحك رئيس آلي الكلمة، وبعد ثوانٍ قليلة تسمع صوتك على قنوات اللغات.
