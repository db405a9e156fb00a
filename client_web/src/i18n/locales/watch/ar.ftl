# Pages of the webcast
watch-pages = الصفحات
watch-recordings = التسجيلات
watch-help = مساعدة
watch-gone = لا شيء في هذا العنوان، أو لم يعد فيه شيء.
watch-off = { $reason ->
    [inCamera] الجلسة ليست علنية.
    [sittingScheduled] لم تبدأ الجلسة بعد.
    [sittingSuspended] الجلسة معلّقة.
    [sittingClosed] رُفعت الجلسة.
    [notAllowed] هذا الاجتماع لا يُبث.
   *[none] لا يوجد بث في الوقت الحالي.
}
watch-last = مشاهدة آخر تسجيل
watch-authentic = الأصل وحده ذو حجية. والترجمة تعين على الفهم.

# Player
watch-player = المشغّل
watch-play = تشغيل
watch-pause = إيقاف مؤقت
watch-interrupted = انقطع. تجري المحاولة من جديد…
watch-position = الموضع
watch-behind = متأخر عن المباشر بمقدار { $value }
watch-live = مباشر
watch-from-start = من البداية
watch-language = اللغة
watch-original = الأصل (القاعة)
watch-no-captions = بلا شرح مكتوب
watch-captions-in = الشرح المكتوب: { $language }
watch-quality = الجودة
watch-quality-auto = تلقائية
watch-speed = السرعة
watch-in-picture = صورة داخل صورة
watch-sound-only = الصوت فقط
watch-sign = لغة الإشارة

# Beside it
watch-index = جدول الأعمال والمتكلمون
watch-index-empty = لم يتكلم أحد بعد.
watch-transcript = النص المكتوب
watch-transcript-language = لغة النص المكتوب
watch-transcript-search = البحث في النص المكتوب
watch-transcript-follow = متابعة الصورة
watch-transcript-empty = لم يُكتب شيء بعد.
watch-transcript-found = { $count ->
    [zero] لا أسطر
    [one] سطر واحد
    [two] سطران
    [few] { $count } أسطر
    [many] { $count } سطرًا
   *[other] { $count } سطر
}
watch-permalink = رابط
watch-whole = التسجيل كاملاً
watch-share = مشاركة
watch-address = العنوان
watch-embed = لصفحة أخرى
watch-downloads = التنزيلات
watch-all-languages = كل اللغات
watch-download = { $kind ->
    [mp4] صورة وصوت (MP4)
    [m4a] صوت (M4A)
    [vtt] شرح مكتوب (WebVTT)
    [chapters] الفصول (JSON)
   *[manifest] مجاميع التحقق (JSON)
}

# Recordings
watch-words = كلمات
watch-speaker = المتكلم
watch-item = بند جدول الأعمال
watch-from = من
watch-to = إلى
watch-search = بحث
watch-none = لم يُعثر على شيء.
watch-more = المزيد
watch-found = { $count ->
    [zero] لا تسجيلات
    [one] تسجيل واحد
    [two] تسجيلان
    [few] { $count } تسجيلات
    [many] { $count } تسجيلاً
   *[other] { $count } تسجيل
}

# Corrections
correct = تصحيح (للمشغّلين)
correct-staff-only = لا يصحح التسجيلات إلا الموظفون المكلفون بها.
correct-sign-in = تسجيل الدخول
correct-what = ماذا
correct-language = اللغة
correct-from = من (س:دد:ثث)
correct-to = إلى (س:دد:ثث)
correct-here = هنا
correct-file = اختيار ملف (WAV أو FLAC أو MP3)
correct-consented = من تُسمع أصواتهم فيه موافقون على التسجيل
correct-chapter = الفصل
correct-title = العنوان
correct-speaker = المتكلم
correct-delegation = الوفد
correct-why = السبب
correct-send = إنشاء مراجعة جديدة
correct-none = لم يُصحَّح شيء.
correct-made = التصحيحات
correct-revision = المراجعة { $number }: { $kind }
correct-kind = { $kind ->
    [mute] كتم مقطع
    [sound] استبدال الصوت
    [trim] قص البداية والنهاية
   *[chapter] تصحيح فصل
}
correct-state = { $state ->
    [making] قيد الإعداد
    [refused] مرفوض
   *[made] تم
}
correct-error = { $code ->
    [recordingNotReady] لم يُحفظ التسجيل كاملاً على القرص بعد.
    [soundUnreadable] لا يحتوي الملف على صوت يمكن قراءته.
    [nothingRecorded] لا شيء مسجلاً هناك.
    [notWritten] لم يقبله القرص.
   *[unknownRecording] لم يعد التسجيل موجوداً.
}
