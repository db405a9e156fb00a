guide = Guía de uso
chapters = Capítulos
languages = Idiomas
whole = Todo en una página, para imprimir
