# First page
door-links = Aide
door-guide = Guide de l’utilisateur
door-check = Test de connexion
door-browser = Ce navigateur n’a pas été testé avec nos réunions. Si possible, utilisez Chrome, Firefox ou Edge sur un ordinateur.
door-conferences = Conférences et réunions
door-running = En cours
door-state = { $state ->
    [planned] Inscription pas encore ouverte
    [open] Inscription ouverte
    [closed] Inscription close
   *[final] Liste des participants définitive
}
door-enter = Entrer
door-register = S’inscrire
door-webcast = Retransmission
door-on-air = À l’antenne
door-watch = Regarder : { $name }
door-recordings = Enregistrements des réunions passées
door-details = Programme et documents
door-dates = Dates
door-zone = à l’heure du lieu ({ $zone })
door-venue-time = { $time } sur place ({ $zone })
door-form = Forme
door-form-words = { $form ->
    [physical] En salle
    [virtual] En ligne
   *[hybrid] En salle et en ligne
}
door-venue = Lieu
door-deadline = S’inscrire avant le

# A conference
door-programme = Programme
door-no-sittings = Le programme sera publié ici.
door-closed-sitting = séance privée
door-agenda = Ordre du jour
door-documents = Documents
door-registration = Inscription
door-registered = Merci. Si votre inscription peut être prise en compte, vous en serez averti par courriel ; le code d’accès suit à la clôture des inscriptions.
door-invitation = Vous êtes invité
door-accept = Accepter et s’inscrire
door-accepted = Merci, vous êtes inscrit. Votre code d’accès suivra par courriel à la clôture des inscriptions.
door-waiting = Toutes les places sont prises : vous êtes sur la liste d’attente et serez averti dès qu’une place se libère.
door-answered = Il a déjà été répondu à cette invitation.
door-decline = Décliner l’invitation
door-declined = Vous avez décliné l’invitation. Le secrétariat en est informé.
door-given-name = Prénom
door-family-name = Nom de famille
door-email = Adresse électronique
door-email-hint = Le code d’accès et les codes à usage unique y sont envoyés.
door-phone = Téléphone mobile
door-phone-hint = Facultatif, avec l’indicatif du pays : +41…
door-delegation-none = Aucune
door-delegation-other = Organisation…
door-organisation = Nom de l’organisation
door-function = Fonction
door-role = Vous participez comme
door-role-words = { $role ->
    [delegate] Délégué pouvant prendre la parole
   *[passive] Auditeur
}
door-attendance = Vous participez
door-attendance-words = { $attendance ->
    [remote] à distance
   *[onSite] en salle
}
door-language = Langue des messages
door-letter = Lettre d’accréditation
door-letter-hint = PDF, Word ou texte. Elle peut aussi être remise plus tard au bureau des inscriptions.
door-letter-choose = Choisir un fichier
door-privacy = Vos données ne servent qu’à cette conférence et sont effacées ensuite.
door-declaration = Déclarer un suivi par retransmission
door-declaration-text = Si vous avez suivi uniquement la retransmission et souhaitez figurer sur la liste définitive des participants, signalez-le ici au secrétariat.
door-declare = Déclarer ma participation
door-declared = Merci. Le secrétariat se prononcera.

# Entry
door-step = Étape { $number } sur 3
door-access-title = Saisissez votre code d’accès
door-access-text = Vous l’avez reçu par courriel à la clôture des inscriptions. Il compte douze lettres et chiffres.
door-access-code = Code d’accès
door-access-lost = Pas de code ? Cherchez le courriel du bureau des inscriptions, aussi parmi les indésirables, ou demandez-en un nouveau au bureau.
door-next = Suivant
door-session-ended = Votre session est terminée. Veuillez vous identifier de nouveau.
door-way-title = Confirmez votre identité
door-way-text = D’où doit venir votre code à usage unique ?
door-way-none = Ni adresse électronique ni téléphone mobile ne sont connus. Adressez-vous au bureau des inscriptions.
door-way-words = { $channel ->
    [mail] Par courriel
    [sms] Par SMS
   *[authenticator] De mon application d’authentification
}
door-other-code = Un autre code d’accès
door-code-title = Saisissez le code à usage unique
door-code-sent = { $channel ->
    [sms] Nous avons envoyé six chiffres par SMS au
   *[mail] Nous avons envoyé six chiffres par courriel à
}
door-code-app = Saisissez les six chiffres qu’affiche votre application d’authentification.
door-code = Code à usage unique
door-code-life = Valable encore { $time }
door-code-over = Ce code a expiré. Demandez-en un autre.
door-tries-left = { $count ->
    [one] Encore { $count } essai avant le blocage.
    [many] Encore { $count } essais avant le blocage.
   *[other] Encore { $count } essais avant le blocage.
}
door-sign-in = S’identifier
door-again = Envoyer un autre code
door-again-in = Envoyer un autre code dans { $time }
door-other-way = Une autre voie
door-locked-title = Trop de codes erronés
door-locked-text = Pour votre protection, personne ne peut s’identifier avec ce code d’accès pour le moment.
door-locked-help = Appelez le bureau des inscriptions ou écrivez-lui. Il vous débloquera après avoir vérifié votre identité ; recommencez alors ici.

# Signed in
door-welcome = Bienvenue, { $name }
door-own-meetings = Vos séances
door-enter-meeting = Entrer dans la réunion
door-not-open = Pas encore ouverte
door-elsewhere = Vous êtes déjà entré avec un autre appareil.
door-move = Passer ici
door-check-title = Vérifiez votre équipement
door-check-active = Microphone, caméra, casque et connexion, en quelques minutes. Mieux vaut avant la réunion que pendant.
door-check-passive = Son et connexion. Ni microphone ni caméra ne sont nécessaires.
door-check-now = Commencer la vérification
door-check-back = Retour à mes séances
door-coaching = Séances d’accompagnement
door-coaching-text = Essayez la réunion à l’avance avec un technicien.
door-slot-kind = { $kind ->
    [coaching] Séance d’accompagnement
   *[test] Essai technique
}
door-slot-free = { $count ->
    [one] { $count } place libre
    [many] { $count } places libres
   *[other] { $count } places libres
}
door-slot-book = Réserver
door-slot-give-back = Annuler ma réservation
door-slot-attend = Entrer
door-slot-waiting = Salle d’attente : la séance ouvre dans { $time }
door-own-data = À votre sujet
door-own-role = Rôle
door-own-data-wrong = Une erreur ? Le bureau des inscriptions peut la corriger.
door-sign-out = Se déconnecter
door-app = Application d’authentification
door-app-text = Avec une application d’authentification sur votre téléphone, vous vous identifiez sans attendre de message.
door-app-enrolled = Votre application d’authentification est configurée.
door-app-enrol = Configurer une application
door-app-renew = Configurer une autre application
door-app-scan = Scannez cette image avec l’application.
door-app-picture = Code QR pour une application d’authentification
door-app-secret = Ou saisissez-y cette clé :
door-app-code = Six chiffres affichés par l’application
door-app-confirm = Confirmer

# Refusals
door-fault-access = Ce code d’accès est inconnu. Veuillez le vérifier.
door-fault-code = Ce code est erroné.
door-fault-app = Ce code est erroné. Saisissez celui que l’application affiche maintenant.
door-fault-spent = Plus aucun code n’est attendu. Demandez-en un autre.
door-fault-channel = Aucun code ne peut être envoyé par cette voie.
door-fault-accreditation = Votre accréditation n’a pas été approuvée. Adressez-vous au bureau des inscriptions.
door-fault-onsite = Vous êtes inscrit pour participer en salle. Pour participer à distance, adressez-vous au bureau des inscriptions.
door-fault-meeting = Cette réunion n’est pas ouverte.
door-fault-fast = Trop de tentatives. Patientez un instant et réessayez.
door-fault-busy = Trop de personnes entrent en même temps. Réessayez dans un instant.
door-fault-conference = Cette conférence n’existe pas ou n’est pas publiée.
door-fault-not-open = L’inscription n’est pas encore ouverte.
door-fault-closed = L’inscription est close. Adressez-vous au secrétariat.
door-fault-full = Toutes les places sont prises.
door-fault-active = Toutes les places avec prise de parole sont prises. Vous pouvez vous inscrire comme auditeur.
door-fault-delegation = Toutes les places de cette délégation sont prises.
door-fault-seats = Toutes les places en salle sont prises. Vous pouvez participer à distance.
door-fault-form = Cette conférence n’offre pas cette forme de participation.
door-fault-field = Une indication du formulaire ne peut être juste. Veuillez vérifier.
door-fault-registered = Une personne ayant ces coordonnées est déjà inscrite.
door-fault-invitation = Cette invitation n’est plus valable.
door-fault-slot-full = Cette séance vient d’être complète. Choisissez-en une autre.
door-fault-slot = Cette séance n’est plus proposée.

# Support
door-help = Aide
door-help-title = Demander aux techniciens
door-help-text = Ils répondent ici tant que vous restez sur cette page.
door-help-message = Votre message
door-helper = { $name } s’occupe de vous.
door-help-wait = Votre message a été transmis. On vous répondra ici.
door-help-invited = { $name } souhaite vous parler : une conversation entre vous deux, avec le son et l’image.
door-help-meet = Rejoindre l’assistance
