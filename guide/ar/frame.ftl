guide = دليل الاستخدام
chapters = الفصول
languages = اللغات
whole = كل شيء في صفحة واحدة، للطباعة
