guide = 使用指南
chapters = 章节
languages = 语文
whole = 全部内容在一页上，便于打印
