guide = User guide
chapters = Chapters
languages = Languages
whole = Everything on one page, for printing
