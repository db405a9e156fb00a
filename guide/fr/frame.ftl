guide = Guide d’utilisation
chapters = Chapitres
languages = Langues
whole = Tout sur une page, pour l’impression
