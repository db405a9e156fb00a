# Entry page
entry-title = تفضّلوا بالجلوس
entry-lead = تابعوا المناقشات بلغتكم، واطلبوا الكلمة، وتحدّثوا مع ترجمة فورية، في القاعة أو من أي مكان.
entry-self = لوحة اسمكم
entering = نصطحبكم إلى مقعدكم…
footer = اجتماعات مع ترجمة فورية، برنامج حر على خادمكم.
in-session = الجلسة منعقدة
no-meetings = لا يوجد اجتماع مفتوح حالياً.
closed-entry = الدخول إلى هذا الاجتماع بدعوة.
meeting-languages = اللغات
your-name = الاسم
guest-name = ضيف { $number }
delegation = الوفد
language-spoken = اللغة التي تتحدثون بها
booth = المقصورة
join = دخول
way-title = { $role ->
    [delegate] مندوب
    [passive] مشارك مستمع
    [chair] الرئاسة
    [interpreter] مترجم فوري
    [technician] الفريق الفني
   *[other] القاعة
}
way-text = { $role ->
    [delegate] استمعوا واطلبوا الكلمة وتحدّثوا عند إعطائها.
    [passive] تابعوا بأي لغة دون كاميرا أو ميكروفون.
    [chair] أديروا قائمة المتكلمين وأعطوا الكلمة.
    [interpreter] ترجموا من المقصورة.
    [technician] العناية بالمقصورات والصوت، أو كتابة التسميات النصية، أو الترجمة إلى لغة الإشارة.
   *[other] لحاسوب القاعة: يرسل صورتها وصوتها ويعرض المتكلم عن بُعد.
}
way-button = { $role ->
    [delegate] الدخول بصفة مندوب
    [passive] الدخول بصفة مشارك مستمع
    [chair] الدخول بصفة رئيس
    [interpreter] الدخول بصفة مترجم فوري
    [technician] الانضمام إلى الفريق الفني
   *[other] فتح صفحة القاعة
}
role = { $role ->
    [delegate] مندوب
    [passive] مشارك مستمع
    [chair] الرئاسة
    [deputy] نائب الرئيس
    [moderator] منسّق
    [interpreter] مترجم فوري
    [technician] فني
    [captioner] كاتب التسميات النصية
    [signer] مترجم لغة الإشارة
   *[room] القاعة
}
counts = { $participants ->
    [zero] لا يوجد مشاركون
    [one] المتصلون { $connected } من مشارك واحد
    [two] المتصلون { $connected } من مشاركَين
    [few] المتصلون { $connected } من { $participants } مشاركين
    [many] المتصلون { $connected } من { $participants } مشاركاً
   *[other] المتصلون { $connected } من { $participants } مشارك
}

# Page
preferences = التفضيلات
page-language = لغة الصفحات
appearance = المظهر
theme = { $theme ->
    [light] فاتح
    [dark] داكن
   *[auto] حسب النظام
}
close = إغلاق
dismiss = إخفاء
leave = مغادرة
off = متوقف
send = إرسال
loading = جارٍ التحميل…
try-now = المحاولة الآن
use-shortcuts = اختصارات بمفتاح واحد
camera-with-microphone = تشغيل الكاميرا مع الميكروفون
device-microphone = الميكروفون
device-camera = الكاميرا
device-loudspeaker = مكبر الصوت
device-default = يختاره النظام

# Stage
stage = المنصة
stage-empty = لا أحد يتكلم الآن.
stage-sound-only = صوت فقط
stage-waiting = المتكلم يستعد.
slot = { $slot ->
    [speaker] المتكلم
    [room] القاعة
    [screen] الشاشة المشتركة
   *[sign] لغة الإشارة
}
floor-language = لغة المتكلم
floor-language-unknown = غير معروفة بعد
speech-clock = مدة الكلمة
nobody-speaks = لا أحد يتكلم الآن.

# Listening
listening = الاستماع
listening-language = الاستماع بلغة
channel-floor = القاعة
channel-floor-detail = الأصل
channel-feed = { $feed ->
    [interpreted] ترجمة فورية
    [direct] لغة المتكلم
    [muted] متوقفة مؤقتاً
   *[none] لا ترجمة
}
volume = مستوى الصوت
original-underneath = الأصل في الخلفية

# One's own turn
own-floor = دوركم
passive-note = أنتم تتابعون هذا الاجتماع. الكلمة للمندوبين المشاركين.
request-floor = طلب الكلمة
withdraw-request = سحب الطلب
give-up-floor = إنهاء كلمتي
floor-free = اطلبوا الكلمة متى أردتم التحدث.
floor-list-closed = قائمة المتكلمين مغلقة.
floor-place = { $place ->
    [1] أنتم التالي في القائمة.
   *[other] ترتيبكم في القائمة: { $place }
}
floor-called = دوركم هو التالي. استعدّوا.
floor-granted = الكلمة لكم: شغّلوا الميكروفون.
floor-live = الميكروفون مفتوح. الجميع يسمعكم.
floor-at-will = يمكنكم تشغيل الميكروفون في أي وقت.
microphone = الميكروفون
turn-off-microphone = إغلاق الميكروفون
turn-on-microphone = تشغيل الميكروفون
microphone-open = الميكروفون مفتوح
turn-off-camera = إيقاف الكاميرا
turn-on-camera = تشغيل الكاميرا
self-view = الكاميرا الخاصة بكم
own-level = مستوى الميكروفون

# Side panel
panels = لوحات الاجتماع
tab-speakers = المتكلمون
tab-chat = الدردشة
tab-participants = المشاركون
waiting-count = { $count ->
    [zero] لا أحد ينتظر
    [one] شخص واحد ينتظر
    [two] شخصان ينتظران
    [few] { $count } أشخاص ينتظرون
    [many] { $count } شخصاً ينتظرون
   *[other] { $count } شخص ينتظرون
}
unread-count = { $count ->
    [zero] لا رسائل غير مقروءة
    [one] رسالة واحدة غير مقروءة
    [two] رسالتان غير مقروءتين
    [few] { $count } رسائل غير مقروءة
    [many] { $count } رسالة غير مقروءة
   *[other] { $count } رسالة غير مقروءة
}
list-of-speakers = قائمة المتكلمين
list-empty = القائمة فارغة.
list-closed = القائمة مغلقة.
you = أنتم
not-connected = غير متصل
request-kind = { $kind ->
    [pointOfOrder] نقطة نظام
    [rightOfReply] حق الرد
    [motion] اقتراح
    [reply] تعقيب
    [interposedQuestion] سؤال اعتراضي
   *[statement] بيان
}
request-state = { $state ->
    [queued] في الانتظار
    [called] تمت المناداة
    [granted] له الكلمة
    [paused] متوقف مؤقتًا
    [deferred] مؤجَّل
   *[speaking] يتكلم
}
event-chat = الدردشة العامة
chat-empty = لا توجد رسائل بعد.
chat-message = اكتبوا إلى الجميع
participants = المشاركون
find-participant = بحث
nobody-found = لم يُعثر على أحد.

# Chair
chair-now = المتكلم الآن
mute = كتم الصوت
grant-next = إعطاء الكلمة للتالي
grant-floor = إعطاء الكلمة
grant-floor-to = إعطاء الكلمة: { $name }
call-speaker = مناداة
call-speaker-name = مناداة: { $name }
end-speech = إنهاء
end-speech-of = إنهاء كلمة { $name }
remove-request = حذف { $name } من القائمة

# Console
chair-console = لوحة الرئاسة
sitting-number = الجلسة { $number }
sitting-state = { $state ->
    [scheduled] لم تُفتتح بعد
    [open] مفتوحة
    [suspended] معلّقة
   *[closed] مرفوعة
}
sitting-access = { $access ->
    [public] علنية
   *[closed] مغلقة
}
sitting-command = { $command ->
    [openSitting] افتتاح الجلسة
    [suspendSitting] تعليق
    [resumeSitting] استئناف
   *[closeSitting] رفع الجلسة
}
go-in-camera = جعلها مغلقة
make-public = جعلها علنية
in-the-chair = في الرئاسة: { $name }
chair-vacant = لا أحد في الرئاسة
take-chair = تولّي الرئاسة
clock-left = بقي { $time }
clock-ending = ينتهي قريبًا، بقي { $time }
clock-over = تجاوز الوقت بمقدار { $time }
clock-stopped = الساعة متوقفة
clock-open = دون حدّ
pause-speech = إيقاف مؤقت
resume-speech = متابعة
more-time = دقيقة إضافية
interrupted-speeches = كلمات أخرى لها حق الكلام
level-of = مستوى صوت { $name }
lists = القوائم
list-name = { $list ->
    [speakers] المتكلمون
    [replies] الردود
   *[rightsOfReply] حقوق الرد
}
list-state-label = حالة القائمة
list-state = { $state ->
    [open] القائمة مفتوحة
    [closed] القائمة مغلقة
   *[suspended] القائمة معلّقة
}
list-limit = الحد الأقصى { $limit }
add-speaker = إضافة متكلم
drag-handle = نقل { $name }: اسحب أو استعمل السهمين
drag-hint = اسحب، أو السهمان ↑ ↓
announce-moved = { $name }: المكان { $place } من { $total }
more-for = المزيد بشأن { $name }
move-up = إلى أعلى
move-down = إلى أسفل
swap-with = تبديل مع
defer = تجاوز
remove = حذف
origin = { $origin ->
    [remote] عن بُعد
    [seat] زر المقعد
    [liteClient] الهاتف
    [secretariat] الأمانة
   *[preRegistered] مسجّل مسبقًا
}
attending = { $attending ->
    [room] في القاعة
   *[remote] عن بُعد
}
deferred-for = { $reason ->
    [skipped] تم تجاوزه
    [noAnswer] لم يُجب
    [absent] غائب
   *[linkLost] انقطع الاتصال
}
call-answered = جاهز
microphone-heard = الميكروفون مسموع
microphone-silent = لا صوت بعد
microphone-tested = { $outcome ->
    [good] فُحص الميكروفون
    [skipped] لم يُفحص الميكروفون
   *[other] فحص الميكروفون: مشكلات
}
motion = { $motion ->
    [suspendMeeting] تعليق الجلسة
    [adjournMeeting] رفع الجلسة
    [adjournDebate] تأجيل المناقشة
    [closeDebate] إقفال باب المناقشة
   *[other] اقتراح آخر
}
motion-label = الاقتراح
kind = النوع
stops = إيقاف
mute-all = كتم الجميع
clear-list = إفراغ القائمة
end-all = إنهاء كل شيء
priority = الأولوية
hold-priority = أولوية الرئيس
release-priority = إنهاء الأولوية
clear-priority = الأولوية وإنهاء الكلمات
priority-held = أولوية الرئيس: ميكروفونات المندوبين صامتة والساعات متوقفة.
confirm-stop = { $stop ->
    [clear-list] يُحذف كل من ينتظر في هذه القائمة. لا يمكن التراجع.
    [end-all] تنتهي كل كلمة وتُفرَغ كل القوائم. لا يمكن التراجع.
   *[clear-priority] تُسمع نغمة التنبيه وتنتهي كل كلمة. يبقى المنتظرون في القائمة.
}
confirm-close-sitting = رفع الجلسة؟
confirm-close-sitting-text = تنتهي الكلمات. يحتفظ المنتظرون بأماكنهم للجلسة القادمة.
cancel = إلغاء
not-done = لم يُنفَّذ: { $act }.
done = تم: { $act }
undo = تراجع
try-again = إعادة المحاولة
command-held = لا اتصال. يُرسَل الأمر فور عودته.
contradicted-by = قرّر { $name } غير ذلك للتو.
act-grant = إعطاء الكلمة إلى { $name }
act-call = نداء { $name }
act-end = إنهاء كلمة { $name }
act-pause = إيقاف كلمة { $name } مؤقتًا
act-resume = متابعة كلمة { $name }
act-defer = تجاوز { $name }
act-remove = حذف { $name } من القائمة
act-move = نقل { $name }
act-swap = تبديل مكان { $name }
act-limit = تغيير وقت { $name }
act-add = إضافة { $name }
act-readd = إعادة آخر متكلم
act-clear-list = إفراغ القائمة
act-clear-floor = إنهاء كل شيء
act-mute-all = كتم الجميع
act-open-sitting = افتتاح الجلسة
act-suspend-sitting = تعليق الجلسة
act-resume-sitting = استئناف الجلسة
act-close-sitting = رفع الجلسة
act-public = جعل الجلسة علنية
act-in-camera = جعل الجلسة مغلقة
act-take-chair = تولّي الرئاسة
act-hold-priority = أولوية الرئيس
act-release-priority = إنهاء الأولوية
act-clear-priority = الأولوية وإنهاء الكلمات
act-rules = تغيير القواعد
act-open-item = فتح بند جدول الأعمال
act-close-item = إقفال بند جدول الأعمال
act-add-item = إضافة بند
act-remove-item = حذف بند
act-rename-item = إعادة تسمية بند
act-move-item = نقل بند
act-list-open = فتح القائمة
act-list-closed = إغلاق القائمة
act-list-suspended = تعليق القائمة
agenda = جدول الأعمال
agenda-empty = جدول الأعمال فارغ.
open-next-item = فتح البند التالي
open-item = فتح
open-item-named = فتح { $title }
close-item = إقفال
under-discussion = قيد المناقشة
item-up = { $title }: إلى أعلى
item-down = { $title }: إلى أسفل
item-rename = إعادة تسمية { $title }
item-remove = حذف { $title }
item-title = العنوان
new-item = بند جديد
save = حفظ
add = إضافة
add-person = إضافة { $name }
delegate-without-device = مندوب في القاعة دون جهاز
item-change-label = المنتظرون عند تغيير البند
item-change = { $change ->
    [keep] يبقون مع بندهم
    [purge] يُحذفون
   *[move] ينتقلون معه
}
confirm-purge = حذف المنتظرين؟
confirm-purge-text = يُحذف كل من ينتظر في قوائم هذا البند. لا يمكن التراجع.
rules = القواعد
floor-mode-label = كيف تُعطى الكلمة
floor-mode = { $mode ->
    [request] يعطيها الرئيس
    [autoNext] تلقائيًا للتالي
    [openWithLimit] فورًا، حتى الحد
    [override] فورًا، والأقدم يترك مكانه
    [pushToTalk] ما دام الميكروفون مفتوحًا
   *[operatorOnly] الأمانة وحدها تطلب
}
speakers-limit = متكلمون في آن واحد
time-policy-label = عند انتهاء الوقت
time-policy = { $policy ->
    [show] إظهار اللون الأحمر
    [bell] جرس أيضًا
   *[autoClose] جرس ثم إغلاق الميكروفون
}
amber = يتحول أصفر قبل
grace = مهلة بعد الحد
time-limits = وقت الكلام
time-limits-hint = دقائق:ثوانٍ. الفراغ يعني دون حد. يسري على الكلمات القادمة.
class-all = الجميع
times = الأوقات
times-column = { $column ->
    [delegation] الوفد
    [speeches] الكلمات
   *[spokenS] الوقت
}
not-spoken = لم يتكلم بعد
only-silent = من لم يتكلم بعد فقط
chair-key = { $key ->
    [N] الكلمة للتالي
    [C] نداء التالي
    [E] إنهاء الكلمة
    [P] إيقاف مؤقت أو متابعة
   *[U] تراجع
}
office = المنصب
control-only = تحكم فقط، دون صوت أو صورة

# Interpreter
console = وحدة تحكم المترجم
incoming = الوارد
incoming-level = مستوى الوارد
outgoing = الصادر
outgoing-channel = القناة
outgoing-level = مستوى الصادر
go-off-air = إنهاء البث
go-on-air = بدء البث
desk-mode = { $mode ->
    [on] على الهواء
    [pushToMute] مكتوم
   *[off] مغلق
}
push-to-mute = اضغطوا باستمرار للكتم
muted-while-held = مكتوم أثناء الضغط
boothmates = زملاء المقصورة
no-boothmate = أنتم وحدكم في هذه المقصورة.
next-speakers = المتكلمون التالون
shortcuts = اختصارات لوحة المفاتيح

# Room
room-controls = القاعة
full-screen = ملء الشاشة
leave-full-screen = إنهاء ملء الشاشة
hide-controls = إخفاء أدوات التحكم
show-controls = إظهار أدوات التحكم

# Connection
banner-offline = انقطع الاتصال بالاجتماع. يستمر الصوت حيثما أمكن؛ تجري إعادة الاتصال…
banner-media = انقطع الصوت والصورة؛ تجري إعادة الاتصال…
banner-poor = اتصالكم ضعيف وقد يتقطع الصوت. يفيد استعمال كابل أو الاقتراب من جهاز التوجيه، وكذلك إغلاق البرامج الأخرى.
banner-paused = توقفت الصورة مؤقتاً لأن اتصالكم بطيء جداً. الصوت مستمر.
sound-blocked = ينتظر المتصفح موافقتكم لتشغيل الصوت.
play-sound = تشغيل الصوت
ended-title = لقد غادرتم مقعدكم
use-here = استخدامه هنا
to-entry = إلى صفحة الدخول
ended-left = لقد غادرتم الاجتماع.
ended-withdrawn = سُحب تسجيلكم في هذا الاجتماع أو جرى تغييره. يُرجى الاتصال بمكتب التسجيل.
ended-replaced = مقعدكم مستخدم في نافذة أخرى.
ended-removed = أخرجتكم الرئاسة أو الأمانة من هذا الاجتماع. يمكنكم العودة عندما تسمحان بذلك.
ended-tooManyErrors = أغلق الخادم الاتصال بعد أخطاء متكررة.
ended-tokenUnknown = انتهت صلاحية مقعدكم. يُرجى الدخول من جديد.
ended-unknownMeeting = لم يعد هذا الاجتماع موجوداً.
ended-versionUnsupported = تم تحديث الخادم. يُرجى إعادة تحميل الصفحة.

# Announcements
announce-speaker = الكلمة الآن: { $name }.
announce-granted = الكلمة لكم: شغّلوا الميكروفون.
announce-called = دوركم هو التالي.
announce-speech-over = انتهت كلمتكم.
announce-place = ترتيبكم في القائمة: { $place }
announce-chat = { $name }: { $text }
notice-microphone-closed = أُغلق الميكروفون.

# Errors
error-unknown = حدث خطأ. يُرجى المحاولة مرة أخرى.
error-notPermitted = صفتكم لا تسمح بذلك.
error-notJoined = هذا المشارك غير متصل.
error-unknownParticipant = غادر هذا المشارك.
error-unknownRequest = لم يعد هذا الطلب في القائمة.
error-unknownChannel = هذه القناة غير موجودة.
error-unknownMeeting = هذا الاجتماع غير موجود.
error-unknownPeer = تم استبدال اتصال الوسائط.
error-alreadyRequested = أنتم في القائمة بالفعل.
error-noRequest = لستم في القائمة.
error-listClosed = قائمة المتكلمين مغلقة.
error-listSuspended = القائمة معلّقة في الوقت الحالي.
error-listFull = القائمة مكتملة.
error-itemNotOpen = هذا البند من جدول الأعمال ليس قيد المناقشة.
error-unknownItem = لم يعد هذا البند موجوداً في جدول الأعمال.
error-unknownSeat = لا أحد مسجّل على هذا المقعد.
error-notMember = يحق للأعضاء وحدهم تقديم الاقتراحات الإجرائية.
error-sittingNotOpen = الجلسة ليست مفتوحة.
error-operatorOnly = الأمانة وحدها تعطي الكلمة.
error-contradicted = قرّر شخص آخر على لوحة التحكم خلاف ذلك للتو.
error-attendsInRoom = أنتم في القاعة: استخدموا ميكروفون القاعة.
error-valueInvalid = هذه القيمة غير ممكنة.
error-wrongState = هذا غير ممكن حالياً.
error-floorNotGranted = ليست لكم الكلمة.
error-meetingFull = الاجتماع مكتمل العدد.
error-activeFull = شُغلت كل مقاعد المشاركين. يمكنكم الدخول بصفة مشارك مستمع.
error-deskTaken = هذه الوحدة مستخدمة.
error-noBooth = لا توجد مقصورة لهذه اللغة.
error-channelNotPermitted = لا يمكن لمقصورتكم البث على هذه القناة.
error-relayCycle = ستسمعون ترجمتكم أنتم. اختاروا قناة أخرى.
error-boothEmpty = لا أحد آخر في مقصورتكم يمكنه المشاركة في تسليم الميكروفون الآن.
error-unknownCall = أُغلق هذا النداء.
error-unknownTerm = لم يعد هذا المصطلح في المسرد.
error-glossaryFull = المسرد ممتلئ.
error-textEmpty = الرسالة فارغة.
error-textTooLong = الرسالة طويلة جداً.
error-tooFast = طلبات كثيرة. يُرجى الانتظار قليلاً.
error-journalUnavailable = تعذّر تسجيل ذلك الآن. حاولوا بعد قليل.
error-mediaUnavailable = الصوت والصورة غير متاحين حالياً.
error-sdpInvalid = رُفض وصف الوسائط من المتصفح.
error-tokenUnknown = انتهت صلاحية مقعدكم. يُرجى الدخول من جديد.
error-nameInvalid = يُرجى إدخال اسم.
error-frameTooLarge = الرسالة كبيرة جداً.
error-frameMalformed = لم يفهم الخادم الرسالة.
error-messageUnknown = لا يعرف الخادم هذه الرسالة.
error-messageInvalid = لم يقبل الخادم الرسالة.
error-joinExpected = الاتصال غير جاهز بعد.
error-alreadyJoined = هذا الاتصال مستخدم بالفعل.
error-versionUnsupported = تم تحديث الخادم. يُرجى إعادة تحميل الصفحة.
error-offline = لا يوجد اتصال بالخادم.
error-connectionLost = انقطع الاتصال. يُرجى المحاولة مرة أخرى.
error-timeout = لم يستجب الخادم في الوقت المناسب.
error-deviceDenied = لا يُسمح للمتصفح باستخدام الميكروفون أو الكاميرا. اسمحوا بذلك في شريط العنوان.
error-deviceMissing = لم يُعثر على ميكروفون أو كاميرا.
error-deviceBusy = يستخدم برنامج آخر الميكروفون أو الكاميرا.
error-alreadyPlaying = يجري بالفعل تشغيل بيان مسجَّل.
error-attendsRemotely = يشارك هذا الشخص عن بُعد: زر المقعد لا يعمل.
error-chatClosed = محادثة الاجتماع مغلقة.
error-chatQueueFull = رسائل كثيرة تنتظر الموافقة. حاول لاحقاً.
error-codeUnknown = رمز المقعد غير صالح. اطلب رمزاً جديداً من الأمانة.
error-entryRefused = أُخرجت من هذا الاجتماع ولا يمكنك العودة بعد.
error-fileTooLarge = الملف كبير جداً.
error-fileTypeRefused = لا يمكن استخدام هذا الملف. تُقبل البيانات بصيغة PDF أو Word أو نص عادي (UTF-8).
error-notPlaying = لا يجري تشغيل أي بيان مسجَّل.
error-placeClosed = ليس لهذا الاجتماع مندوبون هناك.
error-quotaReached = لم يبقَ لوفدك أي مقعد نشط.
error-slowMode = الوضع البطيء مفعَّل. انتظر قليلاً قبل الكتابة مرة أخرى.
error-statementDelivered = أُلقي البيان ولا يمكن تغييره بعد الآن.
error-statementsFull = ملفات كثيرة قيد الانتظار. اسحب أحدها أولاً.
error-unknownMessage = لم تعد هذه الرسالة موجودة.
error-unknownStatement = لم يعد هذا الملف موجوداً.

# جودة الاتصالات
quality-step = { $step ->
    [good] جيد
    [fair] متوسط
    [poor] ضعيف
   *[lost] مقطوع
}
quality-of = اتصال { $name }
quality-down = الاستقبال
quality-up = الإرسال
quality-loss = الفقد { $value }
quality-jitter = التذبذب { $value } مللي ثانية
quality-round-trip = ذهاباً وإياباً { $value } مللي ثانية
quality-unknown = لا توجد قياسات في الوقت الحالي.
own-quality = { $step ->
    [good] اتصالكم جيد
    [fair] اتصالكم متوسط
    [poor] اتصالكم ضعيف
   *[lost] اتصالكم مقطوع
}

# One's own turn, step by step
floor-ready = أنتم التالي. انتظروا حتى تُعطى لكم الكلمة.
floor-silent = الكلمة لكم. الميكروفون مغلق.
floor-granted-room = الكلمة لكم: تحدّثوا من مقعدكم.
floor-live-room = الكلمة لكم. الميكروفون عند مقعدكم مفتوح.
floor-paused = كلمتكم متوقفة مؤقتاً. تبقى الكلمة لكم.
floor-paused-for = { $reason ->
    [pointOfOrder] تُبحث الآن نقطة نظام. وقتكم متوقف.
    [interposedQuestion] يُطرح عليكم سؤال. وقتكم متوقف.
    [priority] الرئاسة تتكلم. وقتكم متوقف.
    [sitting] الجلسة معلّقة. وقتكم متوقف.
    [link] انقطع اتصالكم. وقتكم متوقف.
   *[chair] أوقفتها الرئاسة مؤقتاً. وقتكم متوقف.
}
floor-deferred = تم تجاوز دوركم مؤقتاً.
floor-deferred-for = { $reason ->
    [noAnswer] لم تردّوا على المناداة. عودوا لتكونوا الأول من جديد.
    [absent] كنتم غائبين عند المناداة. عودوا لتكونوا الأول من جديد.
    [linkLost] انقطع اتصالكم أثناء كلمتكم. عودوا لتكونوا الأول من جديد؛ وقتكم المتبقي محفوظ.
   *[skipped] عودوا لتكونوا الأول من جديد.
}
floor-no-item = لا يوجد بند قيد المناقشة.
floor-operator-only = الرئاسة هي التي تعطي الكلمة؛ لا تُقبل الطلبات.
floor-list-suspended = قائمة المتكلمين معلّقة مؤقتاً.
floor-other-kinds = يمكن تقديم طلبات أخرى.
floor-place-kept = ترتيبكم محفوظ.
floor-answer-within = أجيبوا خلال { $value }.
floor-armed = الميكروفون قيد الاختبار: لا أحد يسمعكم.
i-am-ready = أنا مستعد
come-back = العودة إلى القائمة
other-requests = طلبات أخرى
also-asked = طلبتم أيضاً
kind-words = { $kind ->
    [pointOfOrder] بشأن الإجراءات. تُسمع فوراً وتوقف المتكلم مؤقتاً.
    [rightOfReply] رد على ما قيل عن وفدكم، بعد آخر متكلم.
    [reply] رد قصير على المتكلم الحالي.
   *[interposedQuestion] سؤال قصير إلى المتكلم الحالي.
}
screen-ask = مشاركة شاشتي
screen-asked = طُلب الإذن من الرئاسة
screen-withdraw = إلغاء
screen-choose = اختيار ما يُعرض
screen-stop = إيقاف مشاركة الشاشة
screen-request = { $name } يطلب مشاركة شاشته.
screen-allow = السماح
screen-refuse = الرفض
screen-shared-by = يمكن لـ { $name } مشاركة شاشته.
screen-end = إيقاف المشاركة
notice-screen-stopped = لم تعد شاشتكم معروضة.
notice-tab-blocked = لم يسمح متصفحك بفتح علامة التبويب. اسمح بالنوافذ المنبثقة لهذه الصفحة واضغط مرة أخرى.
error-screenDenied = لا يُعرض شيء: لم تُختر أي نافذة، أو أن المتصفح لا يستطيع عرض شاشتكم.
own-attending = طريقة مشاركتكم
own-seat = المقعد { $value }
upgrade-ask = طلب مقعد مشارك
upgrade-waiting = ترتيبكم في قائمة الانتظار: { $place }
upgrade-accepted = قُبل الطلب. يُعرض عليكم مقعد فور توفّره.
upgrade-offered = لكم الآن مقعد مشارك.
upgrade-until = اقبلوه خلال { $value }.
upgrade-take = قبول المقعد
upgrade-decline = لا، شكراً
upgrade-withdraw = إنهاء الانتظار
upgrade-refused = لم يُقبل طلبكم لمقعد مشارك.
upgrade-lapsed = ذهب المقعد المعروض عليكم إلى شخص آخر.
sitting-words = { $state ->
    [scheduled] لم تبدأ الجلسة بعد.
    [suspended] الجلسة معلّقة.
    [closed] رُفعت الجلسة.
   *[open] الجلسة منعقدة.
}
in-camera = جلسة مغلقة
own-clock = وقت كلمتكم
clock-tone = { $tone ->
    [within] متبقية
    [ending] متبقية: يُرجى الختام
    [over] تجاوز الوقت
   *[open] من الكلام
}
clock-stands = الوقت متوقف
own-bell = رنين جرس عند انتهاء وقت كلمتي
announce-paused = كلمتكم متوقفة مؤقتاً. وقتكم متوقف.
announce-resumed = يمكنكم المتابعة: الميكروفون مفتوح من جديد.
announce-deferred = تم تجاوز دوركم. يمكنكم العودة.
announce-ending = الوقت المتبقي: { $value }
announce-over = انتهى وقت كلمتكم.

# Chat
chat-threads = المحادثات
chat-chair = الرئاسة
chat-support = الدعم التقني
chat-people = الأشخاص
chat-people-how = للكتابة إلى شخص بعينه، اختاروه من قائمة المشاركين.
chat-gone = غادر الاجتماع
inbox-chair = رسائل إلى الرئاسة
inbox-support = رسائل إلى الدعم
support-free = لم يتولَّ هذا أحد بعد.
support-yours = أنت تتولى هذا.
support-taken = { $name } يتولى هذا.
support-claim = تولَّ الأمر
support-release = أعِده
support-talk = التحدث معه
support-check = الفحص: { $verdict ->
    [good] كل شيء سليم،
    [usable] مع تحفظات،
   *[unfit] غير صالح،
}
support-check-step = { $step ->
    [browser] المتصفح
    [loudspeaker] السماعة
    [microphone] الميكروفون
    [echo] الصدى
    [camera] الكاميرا
    [network] الشبكة
   *[language] اللغة
}
support-check-outcome = { $outcome ->
    [good] سليم
    [warning] يحتاج إلى مراجعة
    [failed] لا يعمل
   *[skipped] تم تخطيه
}
support-check-network = الاستقبال { $down } ميغابت/ث، الإرسال { $up } ميغابت/ث
inbox-empty = لم يكتب أحد بعد.
chat-message-to = اكتبوا إلى { $name }
chat-read-only = لا يمكنكم الكتابة هنا.
chat-wait = يمكنكم الكتابة مجدداً بعد { $seconds } ث.
chat-moderated = تظهر الرسائل بعد الموافقة عليها.
chat-slow = الوضع البطيء: رسالة واحدة كل { $seconds } ث.
chat-waits = بانتظار الموافقة
chat-not-approved = لم تتم الموافقة
chat-older = رسائل أقدم
chat-hidden = رسالة مخفية
chat-hidden-by = أخفاها { $name }
chat-hide = إخفاء رسالة { $name }
chat-unhide = إظهار رسالة { $name } مجدداً
opens-elsewhere = (يُفتح في علامة تبويب جديدة)
chat-settings = الإشراف
chat-mode-label = دردشة الاجتماع
chat-mode = { $mode ->
    [moderated] بموافقة مسبقة
    [closed] مغلقة
   *[open] مفتوحة
}
chat-pace-label = الوضع البطيء
chat-pace = كل { $seconds } ث
chat-export = تصدير
chat-export-as = { $format }: تصدير دردشة الاجتماع
chat-held = { $count ->
    [zero] لا رسائل بانتظار الموافقة
    [one] رسالة واحدة بانتظار الموافقة
    [two] رسالتان بانتظار الموافقة
    [few] { $count } رسائل بانتظار الموافقة
    [many] { $count } رسالة بانتظار الموافقة
   *[other] { $count } رسالة بانتظار الموافقة
}
chat-approve = موافقة
chat-approve-of = موافقة على رسالة { $name }
chat-refuse = رفض
chat-refuse-of = رفض رسالة { $name }
announce-chats = { $count ->
    [zero] لا رسائل جديدة
    [one] رسالة جديدة واحدة
    [two] رسالتان جديدتان
    [few] { $count } رسائل جديدة
    [many] { $count } رسالة جديدة
   *[other] { $count } رسالة جديدة
}

# Moderation
person-more = تفاصيل وإجراءات: { $name }
person-write = كتابة رسالة خاصة
person-write-to = كتابة رسالة خاصة إلى { $name }
camera-muted = الصورة موقوفة
mute-microphone = كتم الميكروفون
stop-camera = إيقاف الكاميرا
allow-camera = السماح بالكاميرا مجدداً
stop-their-screen = إيقاف مشاركة الشاشة
rename = تغيير الاسم
move-to = الصفة
move-role = تغيير الصفة
attends-room = يشارك في القاعة
attends-remote = يشارك عن بُعد
put-out = إخراج من الاجتماع
put-out-sure = سيفقد { $name } مكانه ولن يتمكن من العودة إلا بإذنكم.
keep-in = إبقاء في الاجتماع
places = المقاعد الفاعلة
places-active = المشاركون الفاعلون
places-all = جميع المشاركين
quota = الحصة
quota-each = لكل وفد: { $number }
quota-set = تحديد الحصة
upgrades = طلبات مقعد فاعل
upgrades-count = { $count ->
    [zero] لا أحد يطلب مقعداً فاعلاً
    [one] شخص واحد يطلب مقعداً فاعلاً
    [two] شخصان يطلبان مقعداً فاعلاً
    [few] { $count } أشخاص يطلبون مقعداً فاعلاً
    [many] { $count } شخصاً يطلبون مقعداً فاعلاً
   *[other] { $count } شخص يطلبون مقعداً فاعلاً
}
upgrade-accept = قبول
upgrade-accept-of = قبول { $name }
upgrade-refuse = رفض
upgrade-refuse-of = رفض { $name }
upgrade-state = { $state ->
    [offered] عُرض عليه مقعد
   *[accepted] التالي
}
evicted = المُخرَجون
evicted-by = بواسطة { $name }، { $time }
allow-again = السماح مجدداً
allow-again-of = السماح مجدداً لـ { $name }
ask-again = محاولة العودة

# Statements
statements = البيانات
own-statement = بيانكم
own-statement-hint = لا يقرؤه قبل إلقائكم إلا المترجمون والرئاسة والأمانة. ملف PDF أو Word أو نص عادي، حتى 10 ميغابايت.
own-statement-delivered = ألقيتم بياناً: لم يعد بالإمكان تعديله.
statement-language = اللغة
statement-add = اختيار ملف
statement-replace = استبدال الملف
statement-withdraw = حذف { $name }
statement-sending = جارٍ إرسال { $name }
statement-read = { $language }: قراءة بيان { $name }
statement-tab = { $language }: فتح بيان { $name } في علامة تبويب جديدة
statement-save = { $language }: حفظ بيان { $name }
statement-of-speaker = بيان المتكلم
statements-waiting = لم تُلقَ بعد
statements-delivered = أُلقيت
statements-none = لم يُسلَّم أي بيان.
speaking-now = يتكلم الآن
recordings = بيانات مسجلة
recording-add = إضافة بيان مسجل
recording-choose = اختيار تسجيل
recording-play = تشغيل
recording-play-of = تشغيل بيان { $name } في الجلسة
recording-plays = يُشغَّل بيان مسجل.
recording-stop = إيقاف
recording-played = شُغِّل
ended-entryRefused = أُخرجتم من هذا الاجتماع ولا يمكنكم العودة بعد. اطلبوا من الأمانة السماح لكم بالدخول مجدداً.

# Seat page
seat-title = المقعد { $value }
seat-wait = لحظة من فضلكم…
seat-lost = لا يوجد اتصال. تجري إعادة المحاولة…
seat-speaking = الكلمة لكم.

# What waits for who moderates
decisions = بانتظار قراركم:

# The interpreter's console
slow-down-shown = طُلب الإبطاء
time-of-day = الوقت
booth-calm = لا إنذارات
acknowledge = علمت
console-settings = المفاتيح والإعدادات
own-sound-check = اختبار الصوت: خطواتك
booth-alarm = { $kind ->
    [dropped] كان { $name } على الهواء وانقطع اتصاله.
    [silent] لا ترجمة إلى { $name }: لا أحد على الهواء.
    [bothOpen] ميكروفونان مفتوحان: ميكروفونك وميكروفون { $name }.
    [bothMuted] لا أحد في المقصورة على الهواء.
    [lost] لا أحد يترجم إلى { $name }: تسمع القاعة.
   *[unfit] الترجمة معلّقة: الصوت رديء جدًا.
}
relay-keys = القاعة والترجمة الوسيطة
all-channels = كل القنوات
you-hear = تسمع: { $name }
bass = الجهير
treble = الحاد
hearing-protection = { $state ->
    [on] السمع محمي
    [starting] الحماية تبدأ
    [failed] الحماية من الخادم وحده
   *[off] بلا حماية
}
limiting = خُفّض
exposure = الدقيقة الأخيرة
exposure-warning = كانت الدقيقة الأخيرة عالية الصوت. اخفض الصوت لحماية سمعك.
desk-armed = جاهز: لا أحد يسمعك بعد
talk-on-air = أنت على الهواء
talking-while-held = المقصورة تسمعك
hold-to-talk = اضغط مطوّلًا لمخاطبة المقصورة
outgoing-b-choice = قناة B
handover = تسليم الميكروفون
take-over = تولَّ الميكروفون
take-over-sure = { $name } على الهواء وسيُقطع صوته فورًا.
handover-nobody = لا أحد من المقصورة على الهواء.
handover-to = التسليم إلى
handover-next = المكتب التالي
handover-offer = اعرض الميكروفون
handover-ask = اطلب الميكروفون
in-minutes = بعد { $number } د
handover-witness = ينتقل الميكروفون إلى { $name }.
handover-now = الآن
accept = اقبل
decline = اعتذر
second-sound = الصوت الثاني
second-choice = { $kind ->
    [booth] الزميل
    [floor] القاعة
   *[none] لا شيء
}
second-volume = مستوى الثاني
booth-signals = إشارات
slow-down = أبطئ
slow-down-sent = طُلب
sound-unfit = الصوت غير صالح
unfit-since = الترجمة معلّقة
direct = مباشر
call-help = { $kind ->
    [technician] الفني
    [chair] الرئيس
   *[cannotHear] لا أسمع
}
call-state = { $state ->
    [answered] قيد المعالجة
   *[called] تم النداء
}
relay-key = مفتاح الوسيط { $number }
booth-chat = المقصورة
glossary = المصطلحات
own-desk = المكتب
ready-phrases = عبارات جاهزة
phrase = { $kind ->
    [yourTurn] دورك بعد دقيقة؟
    [takeOver] تولَّ الآن من فضلك.
    [fiveMinutes] خمس دقائق أخرى.
    [number] الرقم من فضلك؟
    [name] الاسم من فضلك؟
    [term] المصطلح من فضلك؟
    [microphone] انتبه إلى ميكروفونك.
   *[thanks] شكرًا!
}
shift = المناوبة
turn-none = لا أحد على الهواء
turn-of = على الهواء: { $name }
turn-over = حان وقت التبديل
own-time = أنت في هذا الاجتماع
consent = الموافقة
consent-why = من دون موافقتك لا يُستعمل صوتك.
consent-recording = يجوز تسجيل صوتي
consent-webcast = يجوز بث صوتي
check-how = { $step ->
    [microphone] تكلّم: يرى الفني مستواك.
    [incoming] أصغِ إلى القاعة. هل تسمعها جيدًا؟
    [relay] اضغط مفتاح وسيط. هل تسمع تلك المقصورة؟
   *[pushToMute] اضغط مفتاح الكتم وأنت تتكلم: ينبغي أن يهبط مستواك.
}
check-good = جيد
check-bad = غير جيد
turn-log = سجل المناوبات
turn-log-empty = لم يكن أحد على الهواء بعد.
glossary-search = ابحث عن مصطلح
glossary-found = المصطلحات الموجودة: { $number }
glossary-none = لا يوجد مصطلح كهذا.
term-add = أضف مصطلحًا
term-remove = احذف { $name }
announce-handover = { $state ->
    [offered-active] عُرض على { $name }.
    [offered-passive] { $name } يعرض عليك الميكروفون: اقبل أو اعتذر.
    [asked-active] { $name } يطلب الميكروفون: اقبل أو اعتذر.
    [asked-passive] طلبته من { $name }.
    [accepted-active] { $name } جاهز لتولي الميكروفون.
    [accepted-passive] قُبل. ميكروفونك جاهز.
    [overlap-active] الميكروفونان مفتوحان: أغلق ميكروفونك.
   *[overlap-passive] الميكروفونان مفتوحان.
}
announce-on-air = أنت على الهواء.
announce-handover-over = انتهى التسليم.
announce-call-answered = نداؤك قيد المعالجة.
mate-talks = { $name } يخاطب المقصورة.
booth-key = { $act ->
    [microphone] فتح الميكروفون أو إغلاقه
    [mute] كتم ما دام مضغوطًا
    [talk] مخاطبة المقصورة ما دام مضغوطًا
    [floor] القاعة
    [relay] القاعة أو الوسيط
    [relay1] مفتاح الوسيط 1
    [relay2] مفتاح الوسيط 2
    [relay3] مفتاح الوسيط 3
    [store1] حفظ القناة في المفتاح 1
    [store2] حفظ القناة في المفتاح 2
    [store3] حفظ القناة في المفتاح 3
    [louder] أعلى
    [quieter] أخفض
    [mateLouder] الصوت الثاني أعلى
    [mateQuieter] الصوت الثاني أخفض
    [bassUp] جهير أكثر
    [bassDown] جهير أقل
    [trebleUp] حاد أكثر
    [trebleDown] حاد أقل
    [outgoingA] الخرج A
    [outgoingB] الخرج B
    [offer] عرض الميكروفون
    [ask] طلب الميكروفون
    [accept] قبول
    [decline] اعتذار
    [cancel] إلغاء التسليم
    [takeOver] تولي الميكروفون
    [slowDown] أبطئ
    [technician] نداء الفني
    [chair] نداء الرئيس
    [cannotHear] لا أسمع
    [unfit] الصوت غير صالح
    [direct] مباشر: القاعة تتكلم لغتنا
    [acknowledge] الإقرار بالإنذارات
   *[glossary] المصطلحات
}
engaged-here = مشغولة: { $name }
handover-words = { $state ->
    [offered-active] عرضته على { $name }.
    [offered-passive] { $name } يعرض عليك الميكروفون.
    [asked-active] { $name } يطلب الميكروفون.
    [asked-passive] طلبته من { $name }.
    [accepted-active] { $name } جاهز. أغلق ميكروفونك فيتولى فورًا.
    [accepted-passive] جاهز. تكون على الهواء حين يغلق { $name }، أو متى شئت.
    [overlap-active] الميكروفونان مفتوحان. أغلق ميكروفونك.
   *[overlap-passive] الميكروفونان مفتوحان.
}
auto-relay-how = الترجمة الوسيطة التلقائية: مفتاح القاعة يعطي المحور
# How somebody takes part, from the console
act-seat = المقعد { $value } لـ { $name }
act-seat-free = إخلاء المقعد { $value }
act-attends-room = { $name } يشارك في القاعة
act-attends-remote = { $name } يشارك عن بُعد
act-precedence = فئة الأسبقية لـ { $name }
seat-label = المقعد
seat-assign = تخصيص المقعد
precedence-label = فئة الأسبقية
precedence-delegation = حسب الوفد
allow-their-screen = السماح بمشاركة الشاشة
person-acts = الشخص…
person-acts-of = الشخص: { $name }

# Technician
technician-desk = منصة الفني
booths = المقصورات
booth-of = مقصورة { $name }
booth-empty = لا أحد في هذه المقصورة.
desks-taken = { $number } من { $total } مقاعد
paper-consent = موافقة خطية
paper-consent-of = موافقة خطية لمقصورة { $name }
paper-consent-why = للمترجمين الذين يتصلون عبر معدات وليس لهم مقعد هنا. من دون موافقتهم لا تُسمع أصواتهم في البث.
paper-consent-webcast = يجوز بث أصواتهم
paper-consent-recording = يجوز تسجيل أصواتهم
paper-consent-reference = موافقة مَن، وأين الوثيقة
paper-consent-record = تدوين
paper-consent-withdraw = سحب
paper-consent-told = { $kind ->
    [given] دوّن الموافقة { $name }، { $time }
   *[withdrawn] سحب الموافقة { $name }، { $time }
}
alarms = إنذارات
alarm-words = { $kind ->
    [noInterpretation] لا أحد يترجم
    [doubleMuted] جميع المقاعد مغلقة
    [doubleOpen] ميكروفونان مفتوحان: { $name }
    [dropped] انقطع اتصال { $name } أثناء البث
    [suspended] معلّقة: الصوت لا يصلح للترجمة
   *[unfit] صوت { $name } لا يصلح للترجمة
}
help-calls = نداءات المساعدة
help-kind = { $kind ->
    [technician] يطلب الفني
    [chair] يطلب الرئيس
   *[cannotHear] لا يسمع
}
help-answer = سأتولى ذلك
help-answer-of = سأتولى ذلك: { $name }
help-answered = يتولاه: { $name }
help-close = تم
help-close-of = تم: نداء { $name }
listen-to = استمعوا إلى { $name }
hear-booth = سماع المقصورة
hear-booth-of = سماع المقصورة { $name }
booth-volume = المقصورة المسموعة إلى جانب القناة
hops = ترجمات من القاعة: { $value }
patch = تحويل
patch-of = تحويل { $name }
patch-label = يسمع مستمعوها
patch-none = قناتهم
patched-to = تسمع { $name }
handover-state = { $state ->
    [offered] عُرض التسليم
    [asked] طُلب التسليم
    [accepted] قُبل التسليم
   *[overlap] التسليم جارٍ
}
engaged-by = القناة تستخدمها { $name }
desk-dropped = انقطع { $name }
time-on-air = مدة البث
desk-mark = { $kind ->
    [armed] جاهز
    [talking] يتحدث داخل المقصورة
    [forced] ترحيل مفروض
    [automatic] ترحيل تلقائي
    [lost] فُقد الترحيل
    [recording] التسجيل: موافق
   *[webcast] البث: موافق
}
silence-desk = إسكات
hand-to = إعطاء الميكروفون
force-relay = يسمع
force-none = كما اختار
interpreter = مترجم
interpreters = المترجمون
level = المستوى
print = طباعة
sound-check = فحص الصوت
sound-check-open = جارٍ
sound-check-begin = بدء فحص الصوت
sound-check-close = إنهاء فحص الصوت
sound-check-why = يؤدي كل مقعد أربع خطوات. تُقاس الميكروفونات ولا يسمعها أحد.
sound-check-how = اطلبوا من كل مترجم بالدور: التحدث، سماع القاعة، سماع الترحيل، الضغط المستمر للكتم. سجّلوا ما تسمعون وترون.
check-step = { $step ->
    [microphone] الميكروفون
    [incoming] القاعة
    [relay] الترحيل
   *[pushToMute] الكتم
}
check-verdict = { $state ->
    [passed] ناجح
    [failed] فاشل
    [missing] غائب
   *[waiting] متبقٍ
}
check-pass-of = { $title } ناجح: { $name }
check-fail-of = { $title } فاشل: { $name }
setup = الإعداد
interlock-label = التعشيق
interlock = { $mode ->
    [none] بلا: يُسمع كلاهما
    [override] تجاوز: الأولوية للأحدث
   *[interlock] تعشيق: الأول يحتفظ
}
interlock-between = { $kind ->
    [within] داخل المقصورة
    [betweenA] بين المقصورات، اللغة الأصلية (A)
   *[betweenB] بين المقصورات، لغة أخرى (B)
}
fallback-label = عندما لا يترجم أحد، يسمع المستمعون
fallback = { $policy ->
    [floor] القاعة
    [floorQuiet] القاعة بصوت أخفض
   *[silence] الصمت
}
auto-relay = ترحيل تلقائي
desks = المقاعد
desks-of = مقاعد مقصورة { $name }
b-channels = قنوات B
b-channels-of = قنوات B لمقصورة { $name }
setup-file = ملف الإعداد
setup-file-hint = التعشيق والمقصورات وقنوات B ومواضع الجلوس، في ملف واحد للاجتماع القادم.
setup-save = حفظ { $format }
setup-load = تحميل ملف
setup-loaded = تم تحميل الإعداد.
setup-loaded-partly = تم التحميل، باستثناء:

# Fitness of speakers for interpretation
fitness = { $step ->
    [good] الصوت جيد
    [poor] الصوت ضعيف
   *[unfit] الصوت غير صالح
}
fitness-reason = { $reason ->
    [loss] فقدان حزم
    [jitter] اتصال متقطع
    [band] صوت ضيق النطاق
    [clipping] مشوّه
    [quiet] خافت
    [loud] مرتفع
   *[noise] ضوضاء
}
fitness-advice = { $reason ->
    [loss] اتصالكم يفقد الصوت. استخدموا سلكاً أو اقتربوا من الموجّه، وأغلقوا البرامج الأخرى.
    [jitter] اتصالكم غير منتظم. استخدموا سلكاً أو اقتربوا من الموجّه.
    [band] ميكروفونكم يرسل صوتاً هاتفياً. استخدموا سماعة رأس USB لا بلوتوث.
    [clipping] صوتكم مشوّه. اخفضوا مستوى الميكروفون أو أبعدوه عن فمكم.
    [quiet] صوتكم خافت. قرّبوا الميكروفون أو ارفعوا مستواه.
    [loud] صوتكم مرتفع. أبعدوا الميكروفون أو اخفضوا مستواه.
    [noise] هناك ضوضاء حولكم. أغلقوا الأبواب والنوافذ واستخدموا سماعة رأس.
   *[unknown] استخدموا سماعة رأس سلكية، واقتربوا من الميكروفون، وتحدثوا في غرفة هادئة.
}
note-slower = يُرجى التمهل: المترجمون لا يستطيعون المواكبة.
note-unfit = صوتكم أضعف من أن يُترجم.
note-unfit-languages = لا تُترجم كلمتكم إلى: { $text }.
slow-down-count = طُلب التمهل: { $number }
suspended = الترجمة معلّقة لرداءة صوت المتحدث: { $text }.
channel-suspended = صوت غير صالح
channel-none = بلا صوت
channel-none-detail = كتم

# Captions
captions = التسميات النصية
captions-none = لا توجد تسميات نصية بعد.
caption-settings = إعدادات التسميات النصية
caption-language = لغة التسميات النصية
caption-size = الحجم
caption-size-of = { $kind ->
    [small] صغير
    [large] كبير
   *[medium] متوسط
}
caption-place = الموضع
caption-place-of = { $kind ->
    [over] فوق الصورة
   *[under] تحت الصورة
}
captions-aloud = يقرأ قارئ الشاشة التسميات النصية
caption-history = جميع التسميات حتى الآن
captioner-desk = منصة كاتب التسميات
captioner-language = أكتب بلغة
captioner-lines = آخر الأسطر
captioner-write = اكتبوا ما تسمعون
captioner-correcting = صحّحوا السطر الأخير
captioner-refused = لم يُعرض:
abbreviations = اختصارات
abbreviations-hint = اختصار في كل سطر: أم = الأمم المتحدة. يُكتب كاملاً عند ضغط مفتاح المسافة.
key-finish-line = إنهاء السطر
key-correct-line = تصحيح السطر الأخير
key-cancel-line = تركه كما هو

# Sign language
signer-desk = منصة مترجم لغة الإشارة
signing-start = في النوبة
signing-stop = خارج النوبة
signing-take-over = تولّي المهمة
signing-on = أنتم في النوبة. صورتكم معروضة بجانب المنصة.
signing-off = أنتم خارج النوبة. لا أحد يراكم.
signing-other = { $name } في النوبة.
sign-size = حجم صورة لغة الإشارة

# A call taken back
act-take-back-call = إلغاء مناداة { $name }
take-back-call = إلغاء المناداة

# Webcast
webcast = البث
webcast-on-record = يُسجَّل
webcast-on-record-why = ما يُبث يُسجَّل.
webcast-mode = { $mode ->
    [onAir] على الهواء
    [slate] لوحة ثابتة
   *[off] خارج الهواء
}
webcast-public = { $mode ->
    [onAir] الجمهور يرى هذا الاجتماع ويسمعه.
    [off] انتهى البث: الجمهور لا يرى شيئاً ولا يسمع.
   *[slate] الجمهور يرى اللوحة الثابتة ولا يسمع شيئاً من هذا الاجتماع.
}
webcast-showing = { $mode ->
    [onAir] المشاهدون يرون الاجتماع ويسمعونه.
    [slate] المشاهدون يرون اللوحة الثابتة ولا يسمعون شيئاً.
   *[off] المشاهدون لا يرون شيئاً.
}
webcast-held = يرى المشاهدون اللوحة الثابتة إلى أن تُفتتح الجلسة.
webcast-obstacle = { $reason ->
    [notAllowed] لا يجوز بث هذا الاجتماع.
    [inCamera] الجلسة مغلقة: لا يمكن بثها.
    [closed] رُفعت الجلسة: لا يمكن بثها.
   *[worker] خدمة البث غير متاحة. ما تبدأونه يُعرض فور عودتها.
}
webcast-go-on-air = إلى الهواء
webcast-begin-slate = البدء باللوحة الثابتة
webcast-show-slate = عرض اللوحة الثابتة
webcast-end = إنهاء البث
webcast-end-sure = هل يُنهى البث؟
webcast-end-text = يتوقف البث فوراً ويُعلم المشاهدون بانتهائه. ويبقى ما سُجّل.
webcast-alarms = إنذارات البث
webcast-alarms-count = { $count ->
    [zero] لا إنذارات
    [one] إنذار واحد
    [two] إنذاران
    [few] { $count } إنذارات
    [many] { $count } إنذاراً
   *[other] { $count } إنذار
}
webcast-alarm = { $kind ->
    [worker] خدمة البث غير متاحة: لا يصل المشاهدين شيء جديد.
    [push] إحدى وجهات البث لا يصلها شيء.
    [diskLow] القرص شبه ممتلئ.
    [diskFull] القرص ممتلئ: يستمر البث ولا يُسجّل شيء.
    [diskFailing] القرص لا يكتب: يستمر البث ولا يُسجّل شيء.
    [storageBehind] نسخ التسجيل في مخزن الكائنات متأخرة: تنتظر على القرص.
    [storageFailing] مخزن الكائنات لا يقبل نسخ التسجيل: تنتظر على القرص ولم يضع شيء.
    [indexDamaged] تعذّرت قراءة قائمة التسجيل فبدأت من جديد: آخر ما كان فيها باقٍ على القرص ويجب إرجاعه يدوياً.
    [silent] لا صوت.
    [dropped] صور كثيرة تُفقد.
   *[peak] الصوت عالٍ جداً: ذروات فوق ‎−1 dBTP.
}
webcast-settings = إعدادات البث
webcast-layout = ترتيب الصورة
webcast-layout-name = { $layout ->
    [speaker] المتكلم
    [speakerRoom] المتكلم والقاعة
    [screenSpeaker] الشاشة والمتكلم
   *[auto] تلقائي
}
webcast-delay = التأخير بالثواني
webcast-recorded = تسجيل
webcast-loudness = شدة الصوت
webcast-loudness-of = شدة الصوت: { $name }
webcast-loudness-words = الآن { $momentary } LUFS، وخلال دقيقة { $integrated } LUFS: { $tone ->
    [good] كما ينبغي
    [quiet] خافت جداً
    [loud] عالٍ جداً
   *[unknown] غير معروف بعد
}
webcast-integrated = خلال آخر دقيقة من الكلام
webcast-true-peak = الذروة الحقيقية في آخر ثانيتين
webcast-not-measured = لم يُقس بعد
webcast-silent = صمت { $value }
webcast-unrecorded = لا يُسجّل: لا موافقة
webcast-withheld = لا يُسمعون لعدم الموافقة: { $names }
webcast-viewers = المشاهدون
webcast-lag = التركيب والتغليف
webcast-ms = { $value } مللي ثانية
webcast-frames = صور مُنجزة
webcast-dropped = { $frames }، فُقد منها { $dropped }
webcast-disk = القرص
webcast-disk-state = { $state ->
    [ok] سليم
    [low] شبه ممتلئ
    [full] ممتلئ
   *[failing] لا يكتب
}
webcast-copies = النسخ في مخزن الكائنات
webcast-copies-state = { $state ->
    [ok] محدّثة
   *[behind] متأخرة
}
webcast-copies-failing = { $reason ->
    [settings] عنوان المخزن أو ملف المفاتيح في الإعدادات لا يصلح
    [unreachable] تعذّر الوصول
    [slow] لا جواب في الوقت
    [denied] المفاتيح مرفوضة
    [noBucket] الحاوية غير موجودة
   *[refused] مرفوض
}
webcast-copies-waiting = مقاطع في الانتظار: { $count }
webcast-pictures = المرئي الآن
webcast-no-picture = لا صورة
webcast-picture = { $slot ->
    [speaker] المتكلم
    [room] القاعة
    [screen] الشاشة
   *[sign] لغة الإشارة
}
webcast-player = مشغّل الجمهور
webcast-recording = التسجيل
webcast-recordings = التسجيلات
webcast-pushes = إلى هيئات البث
push-new = إضافة وجهة
push-all = جميع اللغات
push-start = بدء
push-stop = إيقاف
push-remove = حذف
push-remove-sure = أتريد حذف هذه الوجهة؟
push-remove-text = يُحذف مفتاحها معها، ويتوقف الإرسال إليها فوراً.
push-state = { $state ->
    [live] مباشر
    [connecting] جارٍ الاتصال
    [failing] متعثرة
    [waiting] تنتظر البث
   *[off] متوقفة
}
push-rate = { $value } ميغابت/ث
push-dropped = صور مسقطة: { $value }
push-retry = إعادة المحاولة بعد { $value } ث
push-reason = { $reason ->
    [addressInvalid] هذا العنوان غير ممكن.
    [hostForbidden] إعدادات الخادم لا تسمح بهذا العنوان.
    [hostUnknown] لا يوجد مضيف بهذا الاسم.
    [unreachable] لا يمكن الوصول إليها.
    [refused] لا أحد يستقبل هناك.
    [timeout] لا تجيب.
    [tlsInvalid] شهادتها غير صالحة.
    [rejected] لا تقبل البث. تحقق من المفتاح.
    [closed] أنهت الاتصال.
    [stalled] لا تأخذ ما يُرسل إليها.
    [srtMissing] بروتوكول SRT غير مثبت على الخادم (libsrt).
    [channelMissing] لا توجد هذه اللغة في البث.
   *[internal] خطأ في الخادم.
}
push-address = العنوان
push-language = اللغة
push-key = { $srt ->
    [true] معرّف البث (لا يُعرض ثانية)
   *[false] مفتاح البث (لا يُعرض ثانية)
}
push-passphrase = عبارة السر (لا تُعرض ثانية)
push-add = إضافة
error-webcastOff = لا يجوز بث هذا الاجتماع.
error-sittingInCamera = الجلسة ليست علنية: فلا بث لها.
error-unknownWebcast = لا يوجد هذا البث أو هذا البيان.
error-unknownPush = لا توجد هذه الوجهة.
error-pushesFull = لا مكان لوجهات أخرى. احذف إحداها أولاً.
error-unknownRecording = لا يوجد هذا التسجيل.
