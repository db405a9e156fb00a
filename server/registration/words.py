"""Words of the six languages by which columns and values of a table are known, between bars; any case, accents or not."""

from __future__ import annotations

COLUMNS = {
    "number": (
        "number|registration number|registration no|id|badge|numéro|no|n°|matricule|رقم|رقم التسجيل|"
        "编号|注册号|号码|номер|регистрационный номер|número|numero|número de registro"
    ),
    "email": (
        "email|e-mail|mail|email address|e-mail address|courriel|adresse électronique|"
        "adresse e-mail|البريد الإلكتروني|电子邮件|邮箱|электронная почта|эл. почта|correo|"
        "correo electrónico"
    ),
    "honorific": "honorific|title|civility|civilité|titre|اللقب|称谓|头衔|обращение|титул|tratamiento|título",
    "given_name": ("given name|first name|firstname|given names|prénom|prénoms|الاسم الأول|الاسم|名|имя|nombre|nombres"),
    "family_name": (
        "family name|last name|lastname|surname|name|nom|nom de famille|اسم العائلة|姓|姓名|фамилия|apellido|apellidos"
    ),
    "language": "language|preferred language|langue|اللغة|语言|语文|язык|idioma",
    "phone": (
        "phone|mobile|telephone|mobile phone|cell|téléphone|portable|mobile phone number|الهاتف|"
        "رقم الهاتف|手机|电话|телефон|мобильный телефон|teléfono|móvil"
    ),
    "role": (
        "role|participation|mode of participation|rôle|الدور|角色|参与方式|роль|участие|función en la reunión|participación"
    ),
    "delegation": (
        "delegation|country|organization|organisation|délégation|pays|الوفد|البلد|代表团|国家|делегация|"
        "страна|delegación|país"
    ),
    "function": "function|position|job title|fonction|poste|الوظيفة|المنصب|职务|должность|cargo|función",
    "rank": "rank|order|rang|ordre|الترتيب|排序|ранг|порядок|rango|orden",
    "booth": "booth|cabine|المقصورة|同传厢|кабина|cabina",
    "attendance": (
        "attendance|presence|on site or remote|in person or remote|présence|mode|mode de présence|"
        "الحضور|出席方式|присутствие|форма участия|asistencia|modalidad"
    ),
}
"""Field -> titles of its column."""

ATTENDANCE = {
    "onSite": (
        "onsite|on site|on-site|in person|in-person|physical|room|sur place|présentiel|en personne|"
        "salle|حضوري|حضوريا|في القاعة|现场|到场|线下|очно|лично|в зале|presencial|en persona|sala"
    ),
    "remote": (
        "remote|online|virtual|distance|à distance|distanciel|en ligne|virtuel|عن بعد|عن بُعد|远程|线上|"
        "在线|дистанционно|удаленно|удалённо|онлайн|a distancia|remoto|remota|en línea|virtual"
    ),
}
"""How someone attends -> words for it."""

ROLES = {
    "delegate": (
        "active|delegate|speaker|actif|active participation|participation active|délégué|déléguée|"
        "نشط|مندوب|活跃|代表|активный|делегат|activo|activa|delegado|delegada"
    ),
    "passive": (
        "passive|observer|listener|passif|passive participation|participation passive|سلبي|مستمع|被动|"
        "旁听|пассивный|слушатель|pasivo|pasiva|oyente"
    ),
    "chair": ("chair|chairperson|president|président|présidente|رئيس|主席|председатель|presidente|presidenta"),
    "interpreter": "interpreter|interprète|مترجم شفوي|口译员|переводчик|intérprete",
    "technician": "technician|technicien|فني|技术员|техник|técnico",
    "moderator": "moderator|modérateur|مشرف|主持人|модератор|moderador",
}
"""Role -> words for it."""
