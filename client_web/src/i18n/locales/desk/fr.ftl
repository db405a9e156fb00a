# The registration desk
desk-title = Bureau des inscriptions
desk-loading = Chargement…
desk-pages = Pages du bureau
desk-page = { $page ->
    [conferences] Conférences
    [staff] Comptes
    [keys] Clés d’accès
    [audit] Journal d’audit
   *[help] Aide
}
desk-sections = Pages de cette conférence
desk-section = { $section ->
    [overview] Vue d’ensemble
    [plan] Paramètres
    [people] Personnes
    [import] Importer un tableau
    [accreditation] Accréditation
    [check-in] Enregistrement
    [messages] Messages
    [list] Liste des participants
    [coaching] Formation
    [locked] Accès bloqués
   *[log] Journal d’audit
}

# Signing in
desk-sign-in = Se connecter
desk-sign-in-lead = Pour les organisateurs, le bureau des inscriptions et l’équipe technique.
desk-sign-in-lost = Mot de passe ou téléphone perdu ? Un administrateur renouvelle votre compte.
desk-sign-out = Se déconnecter ({ $name })
desk-name = Nom du compte
desk-password = Mot de passe
desk-code = Code de l’application d’authentification
desk-code-hint = Six chiffres. Chaque code ne sert qu’une fois.
desk-session-over = Votre session est terminée
desk-session-over-text = Reconnectez-vous pour continuer. Ce que vous avez saisi est toujours là.
desk-leave = Quitter
desk-locked-until = Trop d’essais erronés. Le compte est bloqué jusqu’à { $time }.

# What is wrong
desk-fault = { $code ->
    [signInFailed] Le nom, le mot de passe ou le code est erroné.
    [sessionUnknown] Votre session est terminée. Reconnectez-vous.
    [csrfInvalid] Votre session a changé. Reconnectez-vous.
    [lockedOut] Trop d’essais erronés. Un administrateur peut débloquer le compte.
    [busy] Le serveur est occupé. Réessayez dans un instant.
    [passwordWeak] Choisissez un mot de passe plus long : au moins douze caractères, dont cinq différents, sans le nom.
    [nameTaken] Ce nom est déjà pris.
    [unknownStaff] Ce compte n’existe plus.
    [unknownConference] Cette conférence n’existe pas.
    [unknownPerson] Cette personne n’est plus inscrite.
    [unknownRegistration] Cette inscription n’existe plus.
    [unknownDeclaration] Cette déclaration n’existe plus.
    [unknownLetter] Aucune lettre n’a été remise.
    [unknownDocument] Ce fichier n’existe plus.
    [documentsFull] Les fichiers de cette conférence occupent toute la place prévue pour eux.
    [changedMeanwhile] Quelqu’un d’autre a modifié ceci entre-temps.
    [registrationNotOpen] Les inscriptions ne sont pas ouvertes.
    [registrationClosed] Les inscriptions sont closes. Vous pouvez encore accepter des retardataires.
    [alreadyRegistered] Ce numéro ou cette adresse est déjà inscrit.
    [formForbids] La forme de cette conférence n’admet pas ce mode de présence.
    [participantsFull] Toutes les places sont prises.
    [activeFull] Toutes les places actives sont prises.
    [delegationFull] Le quota de la délégation est épuisé.
    [onSiteFull] Toutes les places en salle, ou celles de la délégation, sont prises.
    [encodingUnclear] L’encodage de ce fichier n’est pas certain. Choisissez-le ci-dessous.
    [channelMissing] Il n’y a pas d’adresse où écrire.
    [wrongState] Ce n’est pas possible dans l’état actuel de la conférence.
    [fileTypeRefused] Ce type de fichier n’est pas accepté : PDF, Word ou texte, nommé .pdf, .docx ou .txt.
    [nameInvalid] Ce nom de fichier ne convient pas.
    [unknownMessage] Ce message n’existe plus.
    [unknownSlot] Cette séance n’existe plus.
    [slotFull] Cette séance est complète.
    [unknownKey] Cette clé n’existe plus.
   *[other] -
}
desk-field-refused = Veuillez vérifier : { $field }.
desk-column-needed = Choisissez la colonne qui contient : { $field }.
desk-table-refused = { $reason ->
    [binary] Ce n’est pas un tableau. Choisissez un fichier CSV ou XLSX.
    [empty] Le fichier est vide.
   *[other] Ce tableau ne peut pas être lu. Choisissez un fichier CSV ou XLSX avec une ligne d’en-tête. (Ligne { $line })
}
desk-wrong = { $fault ->
    [needed] Veuillez remplir ce champ.
    [notNumber] Un nombre entier, 100 000 au plus.
    [notTime] Cette date et cette heure n’existent pas.
    [tooEarly] C’est avant le début.
    [past] Ce moment est passé.
    [notLink] Il faut une adresse qui commence par https://.
    [notZone] Ce fuseau horaire est inconnu. Exemple : Europe/Paris
    [taken] C’est déjà pris.
    [virtual] Une conférence virtuelle n’a pas de places en salle.
    [notId] Minuscules, chiffres et traits d’union seulement ; 48 au plus.
   *[other] Le serveur n’accepte pas cela.
}
desk-faults = { $count ->
    [one] Un champ demande votre attention. Rien n’est encore enregistré.
    [many] { $count } de champs demandent votre attention. Rien n’est encore enregistré.
   *[other] { $count } champs demandent votre attention. Rien n’est encore enregistré.
}

# Conferences
desk-new = Nouvelle conférence
desk-new-go-on = Nouvelle conférence (non enregistrée)
desk-no-conferences = Il n’y a pas encore de conférence.
desk-closes-at = Clôture des inscriptions : { $time }
desk-state = { $state ->
    [draft] Brouillon
    [planned] Publiée, pas encore ouverte
    [open] Inscriptions ouvertes
    [closed] Inscriptions closes
   *[final] Définitive
}
desk-state-means = { $state ->
    [draft] Seul le personnel voit cette conférence. La publication la montre à tous et ouvre ses réunions aux personnes inscrites.
    [planned] Tout le monde voit la conférence. Les inscriptions s’ouvrent d’elles-mêmes à l’heure fixée.
    [open] On peut inscrire des personnes. À la date limite, ou quand vous les clôturez, les délégués à distance reçoivent leur code d’accès.
    [closed] Les codes d’accès sont envoyés. On peut encore ajouter des retardataires ; ils reçoivent le leur aussitôt.
   *[final] La liste des participants est définitive. Plus rien de cette conférence ne peut être modifié.
}
desk-form = { $form ->
    [physical] En salle
    [virtual] Virtuelle
   *[hybrid] Hybride
}
desk-where = Où en est la conférence
desk-places = Places
desk-facts = En bref
desk-step = { $step ->
    [publish] Publier
    [remove] Supprimer le brouillon
    [close] Clore les inscriptions
    [invite] Envoyer les invitations
    [reopen] Rouvrir les inscriptions
   *[final] Rendre la liste définitive
}
desk-step-means = { $step ->
    [publish] Tout le monde verra la conférence, et ses réunions s’ouvrent aux personnes inscrites. Rien n’est envoyé.
    [remove] Le brouillon est supprimé. C’est irréversible.
    [close] Les inscriptions sont closes maintenant. Voici ce qui est envoyé :
    [invite] Chaque personne invitée qui n’a pas encore d’invitation en reçoit une par courriel, avec la date limite et les séances.
    [reopen] D’autres personnes peuvent s’inscrire. Les codes envoyés restent valables. Rien n’est envoyé.
   *[final] La liste des participants devient définitive, et plus rien de la conférence ne peut être modifié. Rien n’est envoyé.
}
desk-counting = Décompte de qui reçoit quoi…
desk-sent-access = { $count ->
    [one] { $count } délégué à distance reçoit son code d’accès par courriel.
    [many] { $count } de délégués à distance reçoivent leur code d’accès par courriel.
   *[other] { $count } délégués à distance reçoivent leur code d’accès par courriel.
}
desk-sent-pending = { $count ->
    [one] { $count } personne attend son accréditation et ne reçoit encore rien.
    [many] { $count } de personnes attendent leur accréditation et ne reçoivent encore rien.
   *[other] { $count } personnes attendent leur accréditation et ne reçoivent encore rien.
}
desk-sent-without = { $count ->
    [one] { $count } personne accréditée n’a pas d’adresse et ne reçoit rien.
    [many] { $count } de personnes accréditées n’ont pas d’adresse et ne reçoivent rien.
   *[other] { $count } personnes accréditées n’ont pas d’adresse et ne reçoivent rien.
}
desk-closed = { $count ->
    [one] Les inscriptions sont closes. { $count } message est en route.
    [many] Les inscriptions sont closes. { $count } de messages sont en route.
   *[other] Les inscriptions sont closes. { $count } messages sont en route.
}
desk-meter = { $what ->
    [registered] Inscrits
    [active] Places actives
    [onSite] Places en salle
    [waiting] Sur liste d’attente
    [invited] Invités
   *[pending] En attente d’accréditation
}
desk-of = { $taken } sur { $limit }

# The form of a conference
desk-part = { $part ->
    [basics] La conférence
    [dates] Dates
    [places] Places et quotas
   *[rules] Inscription
}
desk-plan-field = { $field ->
    [title] Titre
    [conferenceId] Nom court dans les adresses
    [form] Forme
    [venue] Lieu
    [languages] Langues d’interprétation
    [startsAt] Début
    [endsAt] Fin
    [opensAt] Ouverture des inscriptions
    [deadlineAt] Date limite d’inscription
    [timezone] Fuseau horaire
    [participantsLimit] Participants au plus
    [activeLimit] Participants actifs au plus
    [onSiteLimit] Places en salle
    [quota] Quota d’une délégation
    [quotas] Quotas de certaines délégations
    [onSiteQuota] Places en salle d’une délégation
    [delegations] Délégations
    [groups] Groupes de la liste, dans l’ordre
    [documents] Documents
    [sittings] Séances
    [accreditationRequired] L’accréditation est exigée
    [accreditationMails] Informer les personnes par courriel de la suite donnée à leur accréditation
    [ownForm] Chacun peut s’inscrire sur la page publique
    [webcastDeclarations] Qui a suivi la diffusion peut le déclarer pour la liste définitive
    [retentionDays] Jours avant l’effacement des données personnelles
    [invitation] Texte de l’invitation
    [reminderDays] Rappel, jours avant la date limite
   *[other] -
}
desk-text-in = { $label } ({ $language })
desk-other-languages = Autres langues ({ $filled } sur { $all } remplies)
desk-id-hint = Fait partie de chaque lien, par exemple gc-2027. Ne peut pas être changé plus tard.
desk-dates-hint = Toutes les heures sont celles du fuseau horaire ci-dessous.
desk-opens-hint = Vide : dès la publication.
desk-deadline-hint = Vide : vous clôturez à la main.
desk-places-hint = Un champ vide ne fixe aucune limite.
desk-accreditation-hint = Personne ne reçoit de code d’accès avant l’approbation du bureau.
desk-own-form-hint = Quand il n’existe pas d’autre système d’inscription.
desk-declarations-hint = Le bureau approuve chaque déclaration.
desk-invitation-hint = La date limite et les séances y sont ajoutées.
desk-retention-hint = À compter de la fin de la conférence.
desk-sittings-hint = Les séances qui nomment la même réunion partagent sa salle, sa liste d’orateurs et son lien.
desk-documents-hint = Liens ou fichiers affichés sur la page publique et dans la réunion.
desk-delegations-hint = Inutile d’ajouter les pays : leurs noms et leur ordre sont connus. Ajoutez une délégation pour lui donner un quota, un nom ou une place.
desk-groups-hint = Séparés par des virgules. Connus : members, observers, organisations.
desk-sitting = Séance { $number }
desk-add-sitting = Ajouter une séance
desk-meeting = Réunion
desk-meeting-hint = Fait partie du lien /meeting/…
desk-public = Publique
desk-agenda = Ordre du jour ({ $count })
desk-agenda-item = Point { $number } de l’ordre du jour
desk-agenda-number = Numéro
desk-add-agenda-item = Ajouter un point
desk-document = Document { $number }
desk-add-document = Ajouter un document
desk-symbol = Cote
desk-link = Lien
desk-delegation = Délégation { $number }
desk-add-delegation = Ajouter une délégation
desk-own-quota = Quota propre
desk-group-of = Groupe
desk-group-own = Comme connu
desk-group = { $group ->
    [members] Membres
    [observers] Observateurs
    [organisations] Organisations
   *[other] { $name }
}
desk-order = Classement avant le nom
desk-order-hint = Vide : selon le nom.
desk-official-name = Nom officiel
desk-remove = Retirer
desk-save = Enregistrer
desk-found = Créer la conférence
desk-discard = Abandonner les modifications
desk-unsaved = Pas encore enregistré
desk-saved = Enregistré.
desk-merged = Les deux versions sont réunies. Relisez, puis enregistrez.
desk-meanwhile = Quelqu’un d’autre a enregistré cette conférence
desk-meanwhile-text = Rien de ce que vous avez saisi n’est perdu. Choisissez ce qui vaut là où vous avez tous deux modifié quelque chose.
desk-meanwhile-taken = Modifié par l’autre personne seule, et repris : { $fields }
desk-ours = Ma version
desk-theirs = L’autre version
desk-merge = Réunir et relire
desk-yes-no = { $is ->
    [true] Oui
   *[false] Non
}

# People
desk-people = { $count ->
    [one] { $count } personne
    [many] { $count } de personnes
   *[other] { $count } personnes
}
desk-searching = Recherche…
desk-find = Nom, numéro, adresse ou délégation
desk-any = Tous
desk-add-person = Ajouter une personne
desk-export = Enregistrer en CSV
desk-field = { $field ->
    [number] Numéro d’inscription
    [email] Courriel
    [honorific] Civilité
    [givenName] Prénom
    [familyName] Nom de famille
    [language] Langue
    [phone] Téléphone
    [role] Rôle
    [delegation] Délégation
    [function] Fonction
    [rank] Rang dans la délégation
    [booth] Cabine (langue)
    [attendance] Présence
    [accreditation] Accréditation
    [standing] Inscription
    [reason] Motif
    [name] Nom
    [encoding] Encodage
   *[other] { $field }
}
desk-role = { $role ->
    [delegate] Participant actif
    [passive] Participant passif
    [chair] Présidence
    [moderator] Modérateur
    [interpreter] Interprète
   *[technician] Technicien
}
desk-attendance = { $attendance ->
    [onSite] En salle
    [webcast] Par la diffusion
   *[remote] À distance
}
desk-accreditation = { $accreditation ->
    [pending] En attente
    [approved] Approuvée
   *[refused] Refusée
}
desk-standing = { $standing ->
    [registered] Inscrit
    [waiting] Sur liste d’attente
    [invited] Invité
   *[cancelled] Retiré
}
desk-locked = Bloqué
desk-late = Accepter comme retardataire, après la date limite
desk-on-waiting-list = Mettre sur liste d’attente
desk-register = Inscrire
desk-services = Pour cette personne
desk-unlock = Débloquer
desk-unlocked = Débloqué.
desk-new-access = Nouveau code d’accès
desk-access-sent = Un nouveau code d’accès est en route.
desk-withdraw = Retirer l’inscription
desk-withdrawn = L’inscription est retirée.
desk-restore = Réinscrire
desk-everything = Enregistrer tout ce qui est conservé sur cette personne
desk-erase = Effacer cette personne
desk-person-step = { $step ->
    [withdraw] La place se libère, et le code d’accès cesse de fonctionner.
    [access] L’ancien code cesse aussitôt de fonctionner, et un nouveau est envoyé par courriel.
   *[erase] Tout ce qui est conservé sur cette personne, dans toutes les conférences, est effacé. C’est irréversible.
}
desk-refused-because = Motif du refus : { $reason }
desk-letter-attach = Ajouter une lettre
desk-letter-other = Remplacer la lettre
desk-letter-open = Ouvrir la lettre
desk-letter-save = Enregistrer la lettre
desk-no-letter = Pas de lettre

# Import
desk-import-hint = Un tableau CSV ou XLSX avec une ligne d’en-tête. Vous voyez ce qu’il changerait avant que rien ne se passe ; le même tableau deux fois ne change rien.
desk-file = Choisir un tableau
desk-file-other = Choisir un autre fichier
desk-look-again = Relire
desk-reading = Lecture du tableau…
desk-encoding = Encodage
desk-encoding-found = Reconnu : { $encoding }
desk-encoding-any = Reconnaître
desk-name-encoding = L’encodage est une supposition : comparez les premières lignes et choisissez-le ci-dessus.
desk-as-invited = Inviter seulement ces personnes : elles ne prennent pas encore de place
desk-preview = Ce que le tableau changerait
desk-applied = Le tableau a été repris
desk-outcome = { $outcome ->
    [added] Nouveaux : { $number }
    [changed] Modifiés : { $number }
    [unchanged] Inchangés : { $number }
   *[refused] Non repris : { $number }
}
desk-refusals = Lignes qui ne peuvent pas être reprises
desk-refusals-hint = Corrigez-les dans votre tableau et choisissez-le de nouveau, ou appliquez sans elles.
desk-row = Ligne { $line }
desk-row-twice = La même personne qu’à la ligne { $line }.
desk-row-fields = Ne peut pas être repris : { $fields }
desk-missing = { $count ->
    [one] { $count } personne inscrite n’est pas dans le tableau. Rien ne change pour elle.
    [many] { $count } de personnes inscrites ne sont pas dans le tableau. Rien ne change pour elles.
   *[other] { $count } personnes inscrites ne sont pas dans le tableau. Rien ne change pour elles.
}
desk-see-people = Voir les personnes
desk-apply = { $count ->
    [one] Appliquer : { $count } personne
    [many] Appliquer : { $count } de personnes
   *[other] Appliquer : { $count } personnes
}
desk-columns = Quelle colonne est quoi
desk-columns-hint = Il faut un nom de famille, et un numéro d’inscription ou une adresse électronique.
desk-no-column = Aucune colonne
desk-first-rows = Premières lignes

# Accreditation
desk-approve = Approuver
desk-refuse = Refuser
desk-reason = Motif
desk-reason-hint = La personne peut en être informée.
desk-decided = { $decision ->
    [approved] Approuvé : { $name }
    [refused] Refusé : { $name }
   *[pending] De nouveau en attente : { $name }
}

# Check-in
desk-check-in = Enregistrer l’arrivée
desk-check-in-hint = Pour les personnes présentes en salle. Saisissez le numéro du badge et appuyez sur Entrée, ou choisissez un nom.
desk-sitting-of = Séance
desk-no-sittings = Cette conférence n’a pas encore de séance.
desk-find-badge = Numéro ou nom
desk-find-badge-hint = Entrée enregistre l’arrivée quand il ne reste qu’une personne.
desk-nobody = Personne trouvé
desk-here = Arrivée enregistrée
desk-here-already = Déjà enregistré
desk-present = { $count ->
    [one] { $count } arrivée enregistrée
    [many] { $count } d’arrivées enregistrées
   *[other] { $count } arrivées enregistrées
}
desk-obstacle = { $obstacle ->
    [standing] Non inscrit
    [accreditation] Non accrédité
   *[attendance] Participe à distance
}
desk-latest = Dernières arrivées

# Messages
desk-messages = { $count ->
    [one] { $count } message
    [many] { $count } de messages
   *[other] { $count } messages
}
desk-message-states = États des messages
desk-message-state = { $state ->
    [queued] En attente
    [sending] En cours d’envoi
    [sent] Envoyé
    [held] Retenu
    [refused] Rejeté
    [failed] Abandonné
    [uncertain] Incertain
   *[expired] Périmé
}
desk-all = Tous
desk-refresh = Actualiser
desk-held-hint = Retenu : aucun serveur de courriel ni passerelle SMS n’est configuré. Lisez le message et transmettez-le vous-même.
desk-kind = { $kind ->
    [access] Code d’accès
    [oneTime] Code à usage unique
    [invitation] Invitation
    [reminder] Rappel
    [accreditation] Accréditation
    [onSite] Lieu et horaires
    [changed] Dates modifiées
    [cancelled] Annulation
    [coachingBooked] Formation réservée
    [coachingReminder] Rappel de formation
    [coachingChanged] Formation modifiée
    [coachingCancelled] Formation retirée
   *[other] Avis
}
desk-channel = { $channel ->
    [sms] SMS
   *[mail] Courriel
}
desk-somebody = Quelqu’un
desk-read = Lire
desk-send-again = Renvoyer
desk-look-noted = Cette consultation est notée dans le journal d’audit.
desk-calendar = Enregistrer le calendrier
desk-more = Afficher plus

# The official list
desk-list-language = Langue de la liste
desk-edition-label = Édition
desk-edition = { $edition ->
    [provisional] Provisoire
   *[final] Définitive
}
desk-edition-means = { $edition ->
    [provisional] Toutes les personnes accréditées, à ce moment.
   *[final] Toutes les personnes accréditées en salle, les délégués à distance qui sont entrés, et les déclarations approuvées.
}
desk-declarations = Ont suivi la diffusion
desk-no-declarations = Personne ne l’a encore déclaré.

# Audit log
desk-who = { $who ->
    [system] Le serveur
    [registration] Un délégué
    [key] Clé { $id }
   *[other] { $id }
}
desk-act = { $act ->
    [conferenceAdded] a créé la conférence
    [conferenceChanged] a modifié la conférence
    [conferencePublished] a publié la conférence
    [conferenceRemoved] a supprimé le brouillon
    [registrationClosed] a clos les inscriptions
    [registrationReopened] a rouvert les inscriptions
    [listFinal] a rendu la liste définitive
    [registered] a inscrit une personne
    [registrationChanged] a modifié une inscription
    [personChanged] a modifié une personne
    [personErased] a effacé une personne
    [personExported] a remis les données d’une personne
    [tableImported] a importé un tableau
    [letterAttached] a ajouté une lettre
    [accreditation-approved] a approuvé une accréditation
    [accreditation-refused] a refusé une accréditation
    [accreditation-pending] a remis une accréditation en attente
    [declaration-approved] a approuvé une déclaration
    [declaration-refused] a refusé une déclaration
    [declaration-pending] a remis une déclaration en attente
    [accessRenewed] a envoyé un nouveau code d’accès
    [unlocked] a débloqué une personne
    [checkedIn] a enregistré une arrivée
    [codeAsked] a demandé un code à usage unique
    [authenticatorEnrolled] a associé une application d’authentification
    [messageRead] a lu un message retenu
    [sentAgain] a renvoyé un message
    [staffAdded] a créé un compte
    [staffDisabled] a désactivé un compte
    [staffRenewed] a renouvelé un compte
    [staffUnlocked] a débloqué un compte
    [invitationSent] a envoyé des invitations
    [invitedReminded] a rappelé les invités
    [keyIssued] a émis une clé
    [keyRevoked] a révoqué une clé
    [slotAdded] a proposé des séances de formation
    [slotChanged] a modifié une séance de formation
    [slotWithdrawn] a retiré une séance de formation
    [signInTried] a tenté de se connecter
    [signedIn] s’est connecté
   *[other] { $name }
}

# Accounts
desk-accounts = Comptes
desk-new-account = Nouveau compte
desk-password-hint = Douze caractères au moins. Remettez-le en personne.
desk-add-account = Créer le compte
desk-disable = Désactiver
desk-disabled = Désactivé
desk-disable-text = { $name } ne peut plus se connecter, et toutes ses sessions ouvertes se terminent.
desk-staff-role = { $role ->
    [administrator] Administrateur
    [organiser] Organisateur
    [desk] Bureau des inscriptions
    [technician] Technicien
   *[auditor] Auditeur
}
desk-role-may = { $role ->
    [administrator] Peut tout faire, y compris les comptes et les données personnelles.
    [organiser] Conférences, tableaux, clôture, liste, journal d’audit, et tout ce que peut le bureau.
    [desk] Personnes, accréditation, messages, enregistrement des arrivées, déblocage et liste.
    [technician] Consulte les conférences et débloque des personnes.
   *[auditor] Consulte les conférences et le journal d’audit.
}
desk-enrolment = Le compte { $name } existe. Le secret d’authentification n’est montré que cette fois : scannez-le, ou saisissez-le dans l’application.
desk-enrolment-picture = Code QR du secret d’authentification

# Keys
desk-keys-hint = Un autre système utilise une clé au lieu d’un compte, par exemple pour inscrire des personnes par numéro.
desk-scopes = Ce que la clé permet
desk-add-key = Émettre une clé
desk-key-secret = Copiez le secret maintenant : il n’est montré que cette fois.
desk-revoke = Révoquer
desk-revoke-text = Le système qui utilise cette clé est exclu aussitôt.
desk-revoked = Plus valable
desk-key-used = Dernière utilisation : { $time }
desk-key-unused = Jamais utilisée
desk-duty = { $duty ->
    [read] Consulter les conférences
    [people] Personnes
    [import] Tableaux
    [accredit] Accréditation
    [list] Liste
   *[messages] Messages
}

# Coaching
desk-add-slots = Proposer des séances
desk-slot-number = { $name ->
    [minutes] Minutes chacune
    [places] Places chacune
   *[count] Combien, à la suite
}
desk-slot-what = Type
desk-slot-kind = { $kind ->
    [coaching] Formation
   *[test] Essai
}
desk-no-slots = Aucune séance n’est encore proposée.
desk-booked = { $taken } sur { $places } réservées
desk-came = Venu
desk-no-show = Pas venu
desk-slot-withdraw = Retirer
desk-slot-withdraw-text = Qui a réservé cette séance reçoit un courriel.
desk-slot-join = Entrer comme technicien

# Help
desk-help-title = { $topic ->
    [plan] 1 · Préparer une conférence
    [people] 2 · Inscrire des personnes
    [accreditation] 3 · Accréditer
    [close] 4 · Clore les inscriptions
    [entry] 5 · Aider à entrer
    [check-in] 6 · Enregistrer les arrivées en salle
    [list] 7 · La liste des participants
   *[privacy] Données personnelles
}
desk-help-text = { $topic ->
    [plan] Créez la conférence avec ses titres, ses dates, ses places et ses séances. Elle reste un brouillon jusqu’à sa publication ; sa page publique et ses réunions s’ouvrent alors.
    [people] Importez un tableau, ajoutez des personnes une à une, ou laissez-les s’inscrire là où vous l’avez permis. Qui ne trouve pas de place peut attendre ; les places libérées vont à ceux qui attendent depuis le plus longtemps.
    [accreditation] Ouvrez la lettre, puis approuvez ou refusez avec un motif. Seules les personnes approuvées reçoivent un code d’accès et figurent sur la liste.
    [close] À la date limite, ou à la main, chaque délégué à distance accrédité reçoit un courriel dans sa langue avec le lien, le code d’accès et le calendrier. Qui est accrédité plus tard reçoit le sien aussitôt. Aucun message n’est envoyé deux fois.
    [entry] Le délégué ouvre le lien, saisit son code d’accès, puis un code à usage unique reçu par courriel, SMS ou application. Après trop de codes erronés, il est bloqué : trouvez la personne et débloquez-la. Un nouveau code d’accès annule l’ancien.
    [check-in] À l’entrée, saisissez le numéro du badge ou quelques lettres du nom et appuyez sur Entrée. L’entrée dans la réunion enregistre les délégués à distance.
    [list] La liste provisoire nomme toutes les personnes accréditées. Rendez-la définitive après la réunion ; elle nomme alors celles qui sont venues.
   *[privacy] Les administrateurs peuvent enregistrer tout ce qui est conservé sur une personne, et l’effacer. Tout s’efface de soi-même quand les jours fixés dans la conférence sont écoulés. Le journal d’audit ne nomme personne.
}

# Fichiers des documents, accès bloqués, éditions
desk-files = Fichiers
desk-files-later = Les fichiers peuvent être remis une fois la conférence créée.
desk-file-language = Langue du fichier
desk-add-file = Remettre un fichier
desk-file-sending = Envoi du fichier…
desk-locked-hint = Qui a épuisé tous ses codes à usage unique attend ici. Assurez-vous de son identité avant de débloquer.
desk-nobody-locked = Personne n’est bloqué.
desk-version-label = Version
desk-version-newest = La plus récente
desk-version = { $number }, du { $time }
desk-new-edition = Établir une nouvelle liste finale
desk-new-edition-text = Les déclarations décidées depuis y sont reprises. Les versions précédentes restent.
desk-edition-same = Rien n’a changé dans la liste : il n’y a pas de nouvelle version.
desk-slot-edit = Modifier
desk-slot-edit-text = Qui a réservé cette séance est averti du changement par courriel.
desk-key-expires = Valable jusqu’au
desk-key-expires-hint = Laissez vide pour une clé valable jusqu’à sa révocation.
desk-key-until = Valable jusqu’au { $time }
desk-sent-on-site = { $count ->
    [one] { $count } personne sur place reçoit lieu et horaires par courriel.
    [many] { $count } de personnes sur place reçoivent lieu et horaires par courriel.
   *[other] { $count } personnes sur place reçoivent lieu et horaires par courriel.
}
