# Pages of the webcast
watch-pages = Pages
watch-recordings = Enregistrements
watch-help = Aide
watch-gone = Il n’y a rien à cette adresse, ou il n’y a plus rien.
watch-off = { $reason ->
    [inCamera] La séance n’est pas publique.
    [sittingScheduled] La séance n’a pas encore commencé.
    [sittingSuspended] La séance est suspendue.
    [sittingClosed] La séance est levée.
    [notAllowed] Cette réunion n’est pas diffusée.
   *[none] Aucune diffusion en ce moment.
}
watch-last = Voir le dernier enregistrement
watch-authentic = Seul l’original fait foi. L’interprétation aide à comprendre.

# Player
watch-player = Lecteur
watch-play = Lecture
watch-pause = Pause
watch-interrupted = Interrompu. Nouvel essai…
watch-position = Position
watch-behind = { $value } de retard sur le direct
watch-live = Direct
watch-from-start = Depuis le début
watch-language = Langue
watch-original = Original (salle)
watch-no-captions = Sans sous-titres
watch-captions-in = Sous-titres : { $language }
watch-quality = Qualité
watch-quality-auto = Automatique
watch-speed = Vitesse
watch-in-picture = Image dans l’image
watch-sound-only = Son seul
watch-sign = Langue des signes

# Beside it
watch-index = Ordre du jour et orateurs
watch-index-empty = Personne n’a encore parlé.
watch-transcript = Transcription
watch-transcript-language = Langue de la transcription
watch-transcript-search = Chercher dans la transcription
watch-transcript-follow = Suivre l’image
watch-transcript-empty = Rien n’a encore été écrit.
watch-transcript-found = { $count ->
    [one] { $count } ligne
    [many] { $count } de lignes
   *[other] { $count } lignes
}
watch-permalink = Lien
watch-whole = L’enregistrement entier
watch-share = Partager
watch-address = Adresse
watch-embed = Pour une autre page
watch-downloads = Téléchargements
watch-all-languages = toutes les langues
watch-download = { $kind ->
    [mp4] Image et son (MP4)
    [m4a] Son (M4A)
    [vtt] Sous-titres (WebVTT)
    [chapters] Chapitres (JSON)
   *[manifest] Sommes de contrôle (JSON)
}

# Recordings
watch-words = Mots
watch-speaker = Orateur
watch-item = Point de l’ordre du jour
watch-from = Du
watch-to = Au
watch-search = Rechercher
watch-none = Rien n’a été trouvé.
watch-more = Suite
watch-found = { $count ->
    [one] { $count } enregistrement
    [many] { $count } d’enregistrements
   *[other] { $count } enregistrements
}

# Corrections
correct = Corriger (opérateurs)
correct-staff-only = Seul le personnel chargé des enregistrements peut les corriger.
correct-sign-in = Se connecter
correct-what = Quoi
correct-language = Langue
correct-from = De (h:mm:ss)
correct-to = À (h:mm:ss)
correct-here = Ici
correct-file = Choisir un fichier (WAV, FLAC, MP3)
correct-consented = Les personnes que l’on y entend consentent à l’enregistrement
correct-chapter = Chapitre
correct-title = Titre
correct-speaker = Orateur
correct-delegation = Délégation
correct-why = Motif
correct-send = Créer une révision
correct-none = Rien n’a été corrigé.
correct-made = Corrections
correct-revision = Révision { $number } : { $kind }
correct-kind = { $kind ->
    [mute] Rendre un passage muet
    [sound] Remplacer le son
    [trim] Couper le début et la fin
   *[chapter] Corriger un chapitre
}
correct-state = { $state ->
    [making] en cours
    [refused] refusée
   *[made] faite
}
correct-error = { $code ->
    [recordingNotReady] L’enregistrement n’est pas encore entièrement sur disque.
    [soundUnreadable] Le fichier ne contient aucun son lisible.
    [nothingRecorded] Rien n’y est enregistré.
    [notWritten] Le disque ne l’a pas accepté.
   *[unknownRecording] L’enregistrement n’existe plus.
}
