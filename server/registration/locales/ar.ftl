access-subject = { $conference }: رمز الدخول الخاص بكم
greeting = السيد/السيدة { $name }،
access-registered = أنتم مسجلون للمشاركة عن بُعد في الاجتماع التالي:
access-when = من { $start } إلى { $end } ({ $timezone })
access-what = للمشاركة، يرجى فتح هذا العنوان في متصفح Chrome أو Firefox أو Edge على حاسوب:
access-code = ثم إدخال رمز الدخول:
access-second = ستتلقون بعد ذلك رمزاً يُستخدم مرة واحدة بالبريد الإلكتروني أو على هاتفكم المحمول. وهذا الرمز يحل محل الشارة: أدخلوه للدخول. ويرجى عدم إطلاع أحد على رمز الدخول.
access-active = يمكنكم طلب الكلمة. يرجى استخدام سماعة رأس مزودة بميكروفون وكاميرا، وتوصيلهما قبل البدء، واختيار مكان هادئ جيد الإضاءة.
access-passive = يمكنكم متابعة المداولات بجميع اللغات واستخدام الدردشة العامة.
access-before = يرجى الدخول قبل الاجتماع بوقت كافٍ لفحص أجهزتكم واتصالكم؛ ويوصى بسرعة 4 ميغابت في الثانية في الاتجاهين.
access-calendar = الملف المرفق يضيف الاجتماع إلى تقويمكم.
closing = وتفضلوا بقبول فائق الاحترام،
one-time-subject = { $code } هو رمزكم المستخدم مرة واحدة
one-time-text = رمزكم المستخدم مرة واحدة من أجل { $conference }:
one-time-life = { $minutes ->
    [zero] لم يعد صالحاً.
    [one] هو صالح لدقيقة واحدة ولا يُستخدم إلا مرة واحدة.
    [two] هو صالح لدقيقتين ولا يُستخدم إلا مرة واحدة.
    [few] هو صالح لمدة { $minutes } دقائق ولا يُستخدم إلا مرة واحدة.
    [many] هو صالح لمدة { $minutes } دقيقة ولا يُستخدم إلا مرة واحدة.
   *[other] هو صالح لمدة { $minutes } دقيقة ولا يُستخدم إلا مرة واحدة.
}
one-time-warning = إن لم تطلبوه، فهناك من يعرف رمز الدخول الخاص بكم: يرجى إبلاغ مكتب التسجيل.
one-time-sms = { $code } هو رمزكم المستخدم مرة واحدة من أجل { $conference }. لا تطلعوا عليه أحداً.
list-members = الأعضاء
list-observers = المراقبون
list-organisations = المنظمات
list-column-group = المجموعة
list-column-delegation = الوفد
list-column-honorific = اللقب
list-column-familyname = اسم العائلة
list-column-givenname = الاسم
list-column-function = الوظيفة
list-column-attendance = الحضور
list-column-checkedinat = وقت الدخول
list-attendance-onsite = حضورياً
list-attendance-remote = عن بُعد
list-attendance-webcast = البث الشبكي
list-title-provisional = القائمة المؤقتة بأسماء المشاركين
list-title-final = قائمة المشاركين
list-where = { $venue }، { $dates }
list-dates = { $start } إلى { $end }
list-compiled = حتى { $at }
list-page = الصفحة { $page } من { $pages }
list-total = عدد المشاركين: { $count }
list-checked-in = { $attendance }، وقت الدخول: { $at }
