# Entry page
entry-title = Prenez place
entry-lead = Suivez les débats dans votre langue, demandez la parole, intervenez et soyez interprété, en salle ou à distance.
entry-self = Votre plaque
entering = Nous vous conduisons à votre place…
footer = Réunions avec interprétation simultanée, logiciel libre, hébergé chez vous.
in-session = En séance
no-meetings = Aucune réunion n’est ouverte pour le moment.
closed-entry = L’accès à cette réunion se fait sur invitation.
meeting-languages = Langues
your-name = Nom
guest-name = Invité { $number }
delegation = Délégation
language-spoken = Langue que vous parlez
booth = Cabine
join = Entrer
way-title = { $role ->
    [delegate] Délégué
    [passive] Participant passif
    [chair] Présidence
    [interpreter] Interprète
    [technician] Équipe technique
   *[other] Salle
}
way-text = { $role ->
    [delegate] Écoutez, demandez la parole et intervenez quand elle vous est donnée.
    [passive] Suivez dans toutes les langues, sans caméra ni microphone.
    [chair] Conduisez la liste des orateurs et donnez la parole.
    [interpreter] Interprétez depuis une cabine.
    [technician] S’occuper des cabines et du son, sous-titrer, ou interpréter en langue des signes.
   *[other] Pour l’ordinateur de la salle : envoie sa caméra et son microphone, montre l’orateur à distance.
}
way-button = { $role ->
    [delegate] Entrer comme délégué
    [passive] Entrer comme participant passif
    [chair] Entrer comme président
    [interpreter] Entrer comme interprète
    [technician] Rejoindre l’équipe technique
   *[other] Ouvrir la page de la salle
}
role = { $role ->
    [delegate] Délégué
    [passive] Participant passif
    [chair] Présidence
    [deputy] Vice-présidence
    [moderator] Modération
    [interpreter] Interprète
    [technician] Technicien
    [captioner] Sous-titreur
    [signer] Interprète en langue des signes
   *[room] Salle
}
counts = { $participants ->
    [one] { $connected } participant connecté sur { $participants }
    [many] { $connected } participants connectés sur { $participants }
   *[other] { $connected } participants connectés sur { $participants }
}

# Page
preferences = Préférences
page-language = Langue des pages
appearance = Apparence
theme = { $theme ->
    [light] Claire
    [dark] Sombre
   *[auto] Comme le système
}
close = Fermer
dismiss = Masquer
leave = Quitter
off = Coupé
send = Envoyer
loading = Chargement…
try-now = Réessayer
use-shortcuts = Raccourcis à une touche
camera-with-microphone = Allumer ma caméra avec mon microphone
device-microphone = Microphone
device-camera = Caméra
device-loudspeaker = Haut-parleur
device-default = Choisi par le système

# Stage
stage = Scène
stage-empty = Personne n’a la parole.
stage-sound-only = Son seul
stage-waiting = L’orateur se prépare.
slot = { $slot ->
    [speaker] Orateur
    [room] Salle
    [screen] Écran partagé
   *[sign] Langue des signes
}
floor-language = Langue de l’orateur
floor-language-unknown = Pas encore connue
speech-clock = Temps de parole
nobody-speaks = Personne n’a la parole.

# Listening
listening = Écoute
listening-language = Écouter en
channel-floor = Salle
channel-floor-detail = original
channel-feed = { $feed ->
    [interpreted] interprété
    [direct] en direct
    [muted] en pause
   *[none] sans cabine
}
volume = Volume
original-underneath = Original en fond

# One's own turn
own-floor = Votre tour
passive-note = Vous suivez cette réunion. La parole est réservée aux délégués actifs.
request-floor = Demander la parole
withdraw-request = Retirer la demande
give-up-floor = Terminer mon intervention
floor-free = Demandez la parole quand vous souhaitez intervenir.
floor-list-closed = La liste des orateurs est close.
floor-place = { $place ->
    [1] Vous êtes le prochain sur la liste.
   *[other] Votre rang sur la liste : { $place }
}
floor-called = Vous êtes appelé à suivre. Préparez-vous.
floor-granted = Vous avez la parole : ouvrez votre microphone.
floor-live = Votre microphone est ouvert. Tout le monde vous entend.
floor-at-will = Vous pouvez ouvrir votre microphone à tout moment.
microphone = Microphone
turn-off-microphone = Fermer le microphone
turn-on-microphone = Ouvrir le microphone
microphone-open = Microphone ouvert
turn-off-camera = Éteindre la caméra
turn-on-camera = Allumer la caméra
self-view = Votre caméra
own-level = Niveau de votre microphone

# Side panel
panels = Volets de la réunion
tab-speakers = Orateurs
tab-chat = Messages
tab-participants = Participants
waiting-count = { $count ->
    [one] { $count } en attente
    [many] { $count } en attente
   *[other] { $count } en attente
}
unread-count = { $count ->
    [one] { $count } message non lu
    [many] { $count } de messages non lus
   *[other] { $count } messages non lus
}
list-of-speakers = Liste des orateurs
list-empty = La liste est vide.
list-closed = La liste est close.
you = Vous
not-connected = Absent
request-kind = { $kind ->
    [pointOfOrder] Motion d’ordre
    [rightOfReply] Droit de réponse
    [motion] Motion
    [reply] Réplique
    [interposedQuestion] Question incidente
   *[statement] Déclaration
}
request-state = { $state ->
    [queued] En attente
    [called] Appelé
    [granted] A la parole
    [paused] Interrompu
    [deferred] Différé
   *[speaking] Parle
}
event-chat = Messages à tous
chat-empty = Aucun message.
chat-message = Écrire à tous
participants = Participants
find-participant = Chercher
nobody-found = Personne trouvé.

# Chair
chair-now = À la parole
mute = Couper le micro
grant-next = Donner la parole au suivant
grant-floor = Donner la parole
grant-floor-to = Donner la parole à { $name }
call-speaker = Appeler
call-speaker-name = Appeler { $name }
end-speech = Mettre fin
end-speech-of = Mettre fin à l’intervention de { $name }
remove-request = Retirer { $name } de la liste

# Console
chair-console = Console de la présidence
sitting-number = Séance { $number }
sitting-state = { $state ->
    [scheduled] Pas encore ouverte
    [open] Ouverte
    [suspended] Suspendue
   *[closed] Levée
}
sitting-access = { $access ->
    [public] Publique
   *[closed] À huis clos
}
sitting-command = { $command ->
    [openSitting] Ouvrir la séance
    [suspendSitting] Suspendre
    [resumeSitting] Reprendre
   *[closeSitting] Lever la séance
}
go-in-camera = Passer à huis clos
make-public = Rendre publique
in-the-chair = À la présidence : { $name }
chair-vacant = La présidence est vacante
take-chair = Prendre la présidence
clock-left = reste { $time }
clock-ending = Bientôt fini : { $time }
clock-over = Dépassé de { $time }
clock-stopped = Chrono arrêté
clock-open = Sans limite
pause-speech = Interrompre
resume-speech = Reprendre
more-time = Une minute de plus
interrupted-speeches = Autres titulaires de la parole
level-of = Niveau sonore de { $name }
lists = Listes
list-name = { $list ->
    [speakers] Orateurs
    [replies] Réponses
   *[rightsOfReply] Droits de réponse
}
list-state-label = État de la liste
list-state = { $state ->
    [open] Liste ouverte
    [closed] Liste close
   *[suspended] Liste suspendue
}
list-limit = Au plus { $limit }
add-speaker = Ajouter un orateur
drag-handle = Déplacer { $name } : glisser, ou touches fléchées
drag-hint = Glisser, ou ↑ ↓
announce-moved = { $name } : place { $place } sur { $total }
more-for = Plus pour { $name }
move-up = Monter
move-down = Descendre
swap-with = Échanger avec
defer = Passer
remove = Retirer
origin = { $origin ->
    [remote] À distance
    [seat] Bouton du siège
    [liteClient] Téléphone
    [secretariat] Secrétariat
   *[preRegistered] Préinscrit
}
attending = { $attending ->
    [room] Dans la salle
   *[remote] À distance
}
deferred-for = { $reason ->
    [skipped] passé
    [noAnswer] sans réponse
    [absent] absent
   *[linkLost] connexion perdue
}
call-answered = Prêt
microphone-heard = Micro entendu
microphone-silent = Pas encore de son
microphone-tested = { $outcome ->
    [good] Microphone vérifié
    [skipped] Microphone non vérifié
   *[other] Vérification du microphone : problèmes
}
motion = { $motion ->
    [suspendMeeting] Suspension de la séance
    [adjournMeeting] Ajournement de la séance
    [adjournDebate] Ajournement du débat
    [closeDebate] Clôture du débat
   *[other] Autre motion
}
motion-label = Motion
kind = Type
stops = Arrêts
mute-all = Couper tous les micros
clear-list = Vider la liste
end-all = Tout arrêter
priority = Priorité
hold-priority = Priorité de la présidence
release-priority = Lever la priorité
clear-priority = Priorité et fin des discours
priority-held = Priorité de la présidence : micros des délégués muets, chronos arrêtés.
confirm-stop = { $stop ->
    [clear-list] Toutes les personnes en attente dans cette liste sont retirées. C’est irréversible.
    [end-all] Tous les discours prennent fin et toutes les listes sont vidées. C’est irréversible.
   *[clear-priority] Le signal retentit et tous les discours prennent fin. Les personnes en attente restent.
}
confirm-close-sitting = Lever la séance ?
confirm-close-sitting-text = Les discours prennent fin. Les personnes en attente gardent leur place pour la prochaine séance.
cancel = Annuler
not-done = Non exécuté : { $act }.
done = Fait : { $act }
undo = Annuler l’action
try-again = Réessayer
command-held = Pas de connexion. L’ordre partira dès son retour.
contradicted-by = { $name } vient d’en décider autrement.
act-grant = Donner la parole à { $name }
act-call = Appeler { $name }
act-end = Mettre fin au discours de { $name }
act-pause = Interrompre le discours de { $name }
act-resume = Reprendre le discours de { $name }
act-defer = Passer { $name }
act-remove = Retirer { $name } de la liste
act-move = Déplacer { $name }
act-swap = Échanger la place de { $name }
act-limit = Changer le temps de { $name }
act-add = Ajouter { $name }
act-readd = Remettre le dernier orateur
act-clear-list = Vider la liste
act-clear-floor = Tout arrêter
act-mute-all = Couper tous les micros
act-open-sitting = Ouvrir la séance
act-suspend-sitting = Suspendre la séance
act-resume-sitting = Reprendre la séance
act-close-sitting = Lever la séance
act-public = Rendre la séance publique
act-in-camera = Passer à huis clos
act-take-chair = Prendre la présidence
act-hold-priority = Priorité de la présidence
act-release-priority = Lever la priorité
act-clear-priority = Priorité et fin des discours
act-rules = Changer les règles
act-open-item = Ouvrir le point
act-close-item = Clore le point
act-add-item = Ajouter un point
act-remove-item = Retirer le point
act-rename-item = Renommer le point
act-move-item = Déplacer le point
act-list-open = Ouvrir la liste
act-list-closed = Clore la liste
act-list-suspended = Suspendre la liste
agenda = Ordre du jour
agenda-empty = L’ordre du jour est vide.
open-next-item = Ouvrir le point suivant
open-item = Ouvrir
open-item-named = Ouvrir { $title }
close-item = Clore
under-discussion = En discussion
item-up = Monter { $title }
item-down = Descendre { $title }
item-rename = Renommer { $title }
item-remove = Retirer { $title }
item-title = Titre
new-item = Nouveau point
save = Enregistrer
add = Ajouter
add-person = Ajouter { $name }
delegate-without-device = Délégué dans la salle sans appareil
item-change-label = En attente, au changement de point
item-change = { $change ->
    [keep] restent à leur point
    [purge] sont retirés
   *[move] suivent au nouveau point
}
confirm-purge = Retirer les personnes en attente ?
confirm-purge-text = Toutes les personnes inscrites à ce point sont retirées. C’est irréversible.
rules = Règles
floor-mode-label = Attribution de la parole
floor-mode = { $mode ->
    [request] Par la présidence
    [autoNext] Au suivant, automatiquement
    [openWithLimit] Aussitôt, jusqu’à la limite
    [override] Aussitôt, le plus ancien cède
    [pushToTalk] Tant que le micro est ouvert
   *[operatorOnly] Demandes par le secrétariat seul
}
speakers-limit = Orateurs simultanés
time-policy-label = À la limite de temps
time-policy = { $policy ->
    [show] afficher en rouge
    [bell] sonner aussi
   *[autoClose] sonner, puis couper
}
amber = Orange avant la fin
grace = Grâce après la limite
time-limits = Temps de parole
time-limits-hint = Minutes:secondes ; vide : sans limite. Pour les discours à venir.
class-all = Tous
times = Temps
times-column = { $column ->
    [delegation] Délégation
    [speeches] Discours
   *[spokenS] Temps
}
not-spoken = N’a pas parlé
only-silent = Seulement qui n’a pas parlé
chair-key = { $key ->
    [N] parole au suivant
    [C] appeler le suivant
    [E] finir le discours
    [P] interrompre ou reprendre
   *[U] annuler l’action
}
office = Fonction
control-only = Contrôle seul, sans son ni image

# Interpreter
console = Pupitre d’interprète
incoming = Entrée
incoming-level = Niveau d’entrée
outgoing = Sortie
outgoing-channel = Canal
outgoing-level = Niveau de sortie
go-off-air = Quitter l’antenne
go-on-air = Passer à l’antenne
desk-mode = { $mode ->
    [on] À l’antenne
    [pushToMute] Coupé
   *[off] Fermé
}
push-to-mute = Maintenir pour couper
muted-while-held = Coupé tant que maintenu
boothmates = Concabins
no-boothmate = Vous êtes seul dans cette cabine.
next-speakers = Prochains orateurs
shortcuts = Raccourcis clavier

# Room
room-controls = Salle
full-screen = Plein écran
leave-full-screen = Quitter le plein écran
hide-controls = Masquer les commandes
show-controls = Afficher les commandes

# Connection
banner-offline = Liaison avec la réunion perdue. Le son continue si possible ; reconnexion…
banner-media = Son et image interrompus ; reconnexion…
banner-poor = Votre liaison est mauvaise : le son peut être haché. Un câble, ou une place plus près du routeur, aide ; fermer d’autres programmes aussi.
banner-paused = Image en pause : votre liaison est trop lente. Le son continue.
sound-blocked = Votre navigateur attend votre accord pour jouer le son.
play-sound = Activer le son
ended-title = Vous avez quitté votre place
use-here = L’utiliser ici
to-entry = Vers la page d’entrée
ended-left = Vous avez quitté la réunion.
ended-withdrawn = Votre inscription à cette réunion a été retirée ou modifiée. Veuillez vous adresser au bureau des inscriptions.
ended-replaced = Votre place est utilisée dans une autre fenêtre.
ended-removed = La présidence ou le secrétariat vous a exclu de cette réunion. Vous pourrez revenir avec leur autorisation.
ended-tooManyErrors = Le serveur a fermé la liaison après des erreurs répétées.
ended-tokenUnknown = Votre place dans cette réunion a expiré. Veuillez entrer à nouveau.
ended-unknownMeeting = Cette réunion n’existe plus.
ended-versionUnsupported = Le serveur a été mis à jour. Veuillez recharger la page.

# Announcements
announce-speaker = { $name } a la parole.
announce-granted = Vous avez la parole : ouvrez votre microphone.
announce-called = Vous êtes appelé à suivre.
announce-speech-over = Votre intervention est terminée.
announce-place = Votre rang sur la liste : { $place }
announce-chat = { $name }: { $text }
notice-microphone-closed = Votre microphone a été fermé.

# Errors
error-unknown = Une erreur s’est produite. Veuillez réessayer.
error-notPermitted = Votre rôle ne le permet pas.
error-notJoined = Ce participant n’est pas connecté.
error-unknownParticipant = Ce participant est parti.
error-unknownRequest = Cette demande n’est plus sur la liste.
error-unknownChannel = Ce canal n’existe pas.
error-unknownMeeting = Cette réunion n’existe pas.
error-unknownPeer = La liaison média a été remplacée.
error-alreadyRequested = Vous êtes déjà sur la liste.
error-noRequest = Vous n’êtes pas sur la liste.
error-listClosed = La liste des orateurs est close.
error-listSuspended = La liste est suspendue pour le moment.
error-listFull = La liste est complète.
error-itemNotOpen = Ce point de l’ordre du jour n’est pas en discussion.
error-unknownItem = Ce point de l’ordre du jour n’existe plus.
error-unknownSeat = Personne n’est enregistré à cette place.
error-notMember = Seuls les membres peuvent présenter des motions.
error-sittingNotOpen = La séance n’est pas ouverte.
error-operatorOnly = Seul le secrétariat donne la parole.
error-contradicted = Une autre personne au pupitre vient d’en décider autrement.
error-attendsInRoom = Vous êtes dans la salle : utilisez le microphone de la salle.
error-valueInvalid = Cette valeur n’est pas possible.
error-wrongState = Ce n’est pas possible pour le moment.
error-floorNotGranted = Vous n’avez pas la parole.
error-meetingFull = La réunion est complète.
error-activeFull = Toutes les places actives sont prises. Vous pouvez entrer comme participant passif.
error-deskTaken = Ce pupitre est occupé.
error-noBooth = Il n’y a pas de cabine pour cette langue.
error-channelNotPermitted = Votre cabine ne peut pas émettre sur ce canal.
error-relayCycle = Vous entendriez votre propre interprétation. Choisissez un autre canal.
error-boothEmpty = Personne d’autre dans votre cabine ne peut participer à un passage de relais en ce moment.
error-unknownCall = Cet appel a été clos.
error-unknownTerm = Ce terme n’est plus dans le glossaire.
error-glossaryFull = Le glossaire est plein.
error-textEmpty = Le message est vide.
error-textTooLong = Le message est trop long.
error-tooFast = Trop de demandes. Veuillez patienter un instant.
error-journalUnavailable = La réunion ne peut pas l’enregistrer maintenant. Réessayez sous peu.
error-mediaUnavailable = Son et image ne sont pas disponibles pour le moment.
error-sdpInvalid = La description média de votre navigateur a été refusée.
error-tokenUnknown = Votre place a expiré. Veuillez entrer à nouveau.
error-nameInvalid = Veuillez indiquer un nom.
error-frameTooLarge = Le message est trop volumineux.
error-frameMalformed = Le serveur n’a pas compris le message.
error-messageUnknown = Le serveur ne connaît pas ce message.
error-messageInvalid = Le serveur n’a pas accepté le message.
error-joinExpected = La liaison n’est pas encore prête.
error-alreadyJoined = Cette liaison est déjà utilisée.
error-versionUnsupported = Le serveur a été mis à jour. Veuillez recharger la page.
error-offline = Pas de liaison avec le serveur.
error-connectionLost = La liaison a été perdue. Veuillez réessayer.
error-timeout = Le serveur n’a pas répondu à temps.
error-deviceDenied = Le navigateur n’a pas accès à votre microphone ou caméra. Autorisez-le dans la barre d’adresse.
error-deviceMissing = Aucun microphone ni caméra trouvé.
error-deviceBusy = Un autre programme utilise votre microphone ou caméra.
error-alreadyPlaying = Une déclaration enregistrée est déjà en cours de diffusion.
error-attendsRemotely = Cette personne participe à distance : le bouton du siège est sans effet.
error-chatClosed = La messagerie de la réunion est fermée.
error-chatQueueFull = Trop de messages attendent d’être approuvés. Réessayez plus tard.
error-codeUnknown = Ce code de siège n’est pas valable. Demandez-en un nouveau au secrétariat.
error-entryRefused = Vous avez été exclu de cette réunion et ne pouvez pas encore y revenir.
error-fileTooLarge = Le fichier est trop volumineux.
error-fileTypeRefused = Ce fichier ne peut pas être utilisé. Les déclarations sont au format PDF, Word ou texte (UTF-8).
error-notPlaying = Aucune déclaration enregistrée n’est en cours de diffusion.
error-placeClosed = Cette réunion n’a pas de délégués à cet endroit.
error-quotaReached = Votre délégation n’a plus de place active.
error-slowMode = Le mode lent est activé. Attendez un instant avant d’écrire de nouveau.
error-statementDelivered = La déclaration a été prononcée et ne peut plus être modifiée.
error-statementsFull = Trop de fichiers sont en attente. Retirez-en d’abord un.
error-unknownMessage = Ce message n’existe plus.
error-unknownStatement = Ce fichier n’existe plus.

# Qualité des liaisons
quality-step = { $step ->
    [good] Bonne
    [fair] Moyenne
    [poor] Mauvaise
   *[lost] Perdue
}
quality-of = liaison de { $name }
quality-down = Réception
quality-up = Émission
quality-loss = Pertes { $value }
quality-jitter = Gigue { $value } ms
quality-round-trip = Aller-retour { $value } ms
quality-unknown = Aucune mesure pour le moment.
own-quality = { $step ->
    [good] Votre liaison est bonne
    [fair] Votre liaison est moyenne
    [poor] Votre liaison est mauvaise
   *[lost] Votre liaison est perdue
}

# One's own turn, step by step
floor-ready = Vous êtes le prochain. Attendez que la parole vous soit donnée.
floor-silent = Vous avez la parole. Votre microphone est fermé.
floor-granted-room = Vous avez la parole : parlez de votre place.
floor-live-room = Vous avez la parole. Le microphone de votre place est ouvert.
floor-paused = Votre intervention est suspendue. Vous gardez la parole.
floor-paused-for = { $reason ->
    [pointOfOrder] Une motion d’ordre est entendue. Votre temps est arrêté.
    [interposedQuestion] Une question vous est posée. Votre temps est arrêté.
    [priority] La présidence a pris la parole. Votre temps est arrêté.
    [sitting] La séance est suspendue. Votre temps est arrêté.
    [link] Votre connexion a été coupée. Votre temps est arrêté.
   *[chair] La présidence l’a suspendue. Votre temps est arrêté.
}
floor-deferred = Votre tour est passé pour le moment.
floor-deferred-for = { $reason ->
    [noAnswer] Vous n’avez pas répondu à l’appel. Revenez et vous serez de nouveau le premier.
    [absent] Vous étiez absent à l’appel. Revenez et vous serez de nouveau le premier.
    [linkLost] Votre connexion a été coupée pendant votre intervention. Revenez et vous serez de nouveau le premier ; votre temps restant est conservé.
   *[skipped] Revenez et vous serez de nouveau le premier.
}
floor-no-item = Aucun point de l’ordre du jour n’est en discussion.
floor-operator-only = La présidence donne la parole ; il n’est pas pris de demandes.
floor-list-suspended = La liste des orateurs est suspendue pour le moment.
floor-other-kinds = D’autres demandes sont possibles.
floor-place-kept = Votre rang est conservé.
floor-answer-within = Répondez dans les { $value }.
floor-armed = Votre microphone est à l’essai : personne ne vous entend.
i-am-ready = Je suis prêt
come-back = Revenir
other-requests = Autres demandes
also-asked = Vous avez aussi demandé
kind-words = { $kind ->
    [pointOfOrder] Sur la procédure. Elle est entendue aussitôt et suspend l’orateur.
    [rightOfReply] Une réponse à ce qui a été dit de votre délégation, après le dernier orateur.
    [reply] Une brève réponse à l’orateur actuel.
   *[interposedQuestion] Une brève question à l’orateur actuel.
}
screen-ask = Partager mon écran
screen-asked = La présidence est saisie
screen-withdraw = Annuler
screen-choose = Choisir quoi montrer
screen-stop = Arrêter le partage d’écran
screen-request = { $name } demande à partager son écran.
screen-allow = Autoriser
screen-refuse = Refuser
screen-shared-by = { $name } peut partager son écran.
screen-end = Arrêter le partage
notice-screen-stopped = Votre écran n’est plus partagé.
notice-tab-blocked = Votre navigateur a empêché l’ouverture de l’onglet. Autorisez les fenêtres pour cette page et appuyez de nouveau.
error-screenDenied = Rien n’est partagé : aucune fenêtre n’a été choisie, ou le navigateur ne peut pas montrer votre écran.
own-attending = Votre mode de participation
own-seat = Place { $value }
upgrade-ask = Demander une place active
upgrade-waiting = Votre rang sur la liste d’attente : { $place }
upgrade-accepted = Accepté. Une place vous sera proposée dès qu’elle sera libre.
upgrade-offered = Une place active est à vous.
upgrade-until = Prenez-la dans les { $value }.
upgrade-take = Prendre la place
upgrade-decline = Non, merci
upgrade-withdraw = Ne plus attendre
upgrade-refused = Votre demande de place active n’a pas été acceptée.
upgrade-lapsed = La place active proposée est allée à quelqu’un d’autre.
sitting-words = { $state ->
    [scheduled] La séance n’a pas encore commencé.
    [suspended] La séance est suspendue.
    [closed] La séance est levée.
   *[open] La séance est ouverte.
}
in-camera = À huis clos
own-clock = Votre temps de parole
clock-tone = { $tone ->
    [within] restantes
    [ending] restantes : veuillez conclure
    [over] de dépassement
   *[open] de parole
}
clock-stands = temps arrêté
own-bell = Sonner une cloche à la fin de mon temps de parole
announce-paused = Votre intervention est suspendue. Votre temps est arrêté.
announce-resumed = Vous pouvez poursuivre : votre microphone est de nouveau ouvert.
announce-deferred = Votre tour est passé. Vous pouvez revenir.
announce-ending = Temps de parole restant : { $value }
announce-over = Votre temps de parole est écoulé.

# Chat
chat-threads = Conversations
chat-chair = Présidence
chat-support = Assistance technique
chat-people = Personnes
chat-people-how = Pour écrire à une seule personne, choisissez-la dans la liste des participants.
chat-gone = A quitté la réunion
inbox-chair = Adressés à la présidence
inbox-support = Adressés à l’assistance
support-free = Personne ne s’en occupe encore.
support-yours = Vous vous en occupez.
support-taken = { $name } s’en occupe.
support-claim = M’en occuper
support-release = Rendre
support-talk = Lui parler
support-check = Vérification : { $verdict ->
    [good] tout va bien,
    [usable] avec réserves,
   *[unfit] insuffisante,
}
support-check-step = { $step ->
    [browser] Navigateur
    [loudspeaker] Haut-parleur
    [microphone] Microphone
    [echo] Écho
    [camera] Caméra
    [network] Réseau
   *[language] Langue
}
support-check-outcome = { $outcome ->
    [good] tout va bien
    [warning] à examiner
    [failed] ne fonctionne pas
   *[skipped] passé
}
support-check-network = Reçoit { $down } Mbit/s, envoie { $up } Mbit/s
inbox-empty = Personne n’a encore écrit.
chat-message-to = Écrire à { $name }
chat-read-only = Vous ne pouvez pas écrire ici.
chat-wait = Vous pourrez écrire de nouveau dans { $seconds } s.
chat-moderated = Les messages paraissent une fois approuvés.
chat-slow = Mode lent : un message toutes les { $seconds } s.
chat-waits = En attente d’approbation
chat-not-approved = Non approuvé
chat-older = Messages précédents
chat-hidden = Message masqué
chat-hidden-by = Masqué par { $name }
chat-hide = Masquer le message de { $name }
chat-unhide = Afficher de nouveau le message de { $name }
opens-elsewhere = (s’ouvre dans un nouvel onglet)
chat-settings = Modération
chat-mode-label = Discussion générale
chat-mode = { $mode ->
    [moderated] Modérée
    [closed] Fermée
   *[open] Ouverte
}
chat-pace-label = Mode lent
chat-pace = Toutes les { $seconds } s
chat-export = Exporter
chat-export-as = { $format } : exporter la discussion
chat-held = { $count ->
    [one] { $count } message à approuver
    [many] { $count } de messages à approuver
   *[other] { $count } messages à approuver
}
chat-approve = Approuver
chat-approve-of = Approuver le message de { $name }
chat-refuse = Refuser
chat-refuse-of = Refuser le message de { $name }
announce-chats = { $count ->
    [one] { $count } nouveau message
    [many] { $count } de nouveaux messages
   *[other] { $count } nouveaux messages
}

# Moderation
person-more = Détails et actions pour { $name }
person-write = Écrire en privé
person-write-to = Écrire en privé à { $name }
camera-muted = Image arrêtée
mute-microphone = Couper le micro
stop-camera = Arrêter la caméra
allow-camera = Autoriser de nouveau la caméra
stop-their-screen = Arrêter le partage d’écran
rename = Renommer
move-to = Fonction
move-role = Changer de fonction
attends-room = Participe en salle
attends-remote = Participe à distance
put-out = Exclure de la réunion
put-out-sure = { $name } perd sa place et ne pourra revenir que si vous l’autorisez.
keep-in = Garder dans la réunion
places = Places actives
places-active = Participants actifs
places-all = Tous les participants
quota = Quota
quota-each = Chaque délégation : { $number }
quota-set = Fixer le quota
upgrades = Demandent une place active
upgrades-count = { $count ->
    [one] { $count } personne demande une place active
    [many] { $count } de personnes demandent une place active
   *[other] { $count } personnes demandent une place active
}
upgrade-accept = Accepter
upgrade-accept-of = Accepter { $name }
upgrade-refuse = Refuser
upgrade-refuse-of = Refuser { $name }
upgrade-state = { $state ->
    [offered] Place offerte
   *[accepted] Suivant
}
evicted = Exclus
evicted-by = par { $name }, { $time }
allow-again = Autoriser de nouveau
allow-again-of = Autoriser de nouveau { $name }
ask-again = Essayer de revenir

# Statements
statements = Déclarations
own-statement = Votre déclaration
own-statement-hint = Seuls les interprètes, la présidence et le secrétariat la lisent avant que vous n’ayez parlé. PDF, Word ou texte brut, 10 Mo au plus.
own-statement-delivered = Vous avez prononcé une déclaration : elle ne peut plus être modifiée.
statement-language = Langue
statement-add = Choisir un fichier
statement-replace = Remplacer le fichier
statement-withdraw = Supprimer { $name }
statement-sending = Envoi de { $name }
statement-read = { $language } : lire la déclaration de { $name }
statement-tab = { $language } : ouvrir la déclaration de { $name } dans un nouvel onglet
statement-save = { $language } : enregistrer la déclaration de { $name }
statement-of-speaker = Déclaration de l’orateur
statements-waiting = À prononcer
statements-delivered = Prononcées
statements-none = Aucune déclaration n’a été remise.
speaking-now = Parle maintenant
recordings = Déclarations enregistrées
recording-add = Ajouter une déclaration enregistrée
recording-choose = Choisir un enregistrement
recording-play = Diffuser
recording-play-of = Diffuser la déclaration de { $name } en salle
recording-plays = Une déclaration enregistrée est diffusée.
recording-stop = Arrêter
recording-played = Diffusée
ended-entryRefused = Vous avez été exclu de cette réunion et ne pouvez pas encore revenir. Demandez au secrétariat de vous réadmettre.

# Seat page
seat-title = Place { $value }
seat-wait = Un instant…
seat-lost = Pas de connexion. Nouvel essai…
seat-speaking = Vous avez la parole.

# What waits for who moderates
decisions = En attente de votre décision :

# The interpreter's console
slow-down-shown = Prié de ralentir
time-of-day = Heure
booth-calm = Aucune alarme
acknowledge = Acquitter
console-settings = Touches et réglages
own-sound-check = Essai son : vos étapes
booth-alarm = { $kind ->
    [dropped] { $name } était à l’antenne et a perdu la connexion.
    [silent] Pas d’interprétation vers : { $name }. Personne n’est à l’antenne.
    [bothOpen] Deux micros sont ouverts : le vôtre et celui de { $name }.
    [bothMuted] Personne dans la cabine n’est à l’antenne.
    [lost] Personne n’interprète vers : { $name }. Vous entendez la salle.
   *[unfit] Interprétation suspendue : le son est trop mauvais.
}
relay-keys = Salle et relais
all-channels = Tous les canaux
you-hear = Vous entendez : { $name }
bass = Graves
treble = Aigus
hearing-protection = { $state ->
    [on] Ouïe protégée
    [starting] Protection en cours
    [failed] Protégée par le serveur seul
   *[off] Non protégée
}
limiting = Atténué
exposure = Dernière minute
exposure-warning = La dernière minute était forte. Baissez le volume pour protéger votre ouïe.
desk-armed = Armé : personne ne vous entend encore
talk-on-air = Vous êtes à l’antenne
talking-while-held = La cabine vous entend
hold-to-talk = Maintenir pour parler à la cabine
outgoing-b-choice = Canal de B
handover = Passage du micro
take-over = Prendre le micro
take-over-sure = { $name } est à l’antenne et sera coupé immédiatement.
handover-nobody = Personne de la cabine n’est à l’antenne.
handover-to = Passer à
handover-next = Pupitre suivant
handover-offer = Proposer le micro
handover-ask = Demander le micro
in-minutes = dans { $number } min
handover-witness = Le micro passe à { $name }.
handover-now = Maintenant
accept = Accepter
decline = Refuser
second-sound = Second son
second-choice = { $kind ->
    [booth] Concabin
    [floor] Salle
   *[none] Aucun
}
second-volume = Volume du second
booth-signals = Signaux
slow-down = Ralentir
slow-down-sent = Demandé
sound-unfit = Son inexploitable
unfit-since = Interprétation suspendue
direct = Direct
call-help = { $kind ->
    [technician] Technicien
    [chair] Présidence
   *[cannotHear] Je n’entends pas
}
call-state = { $state ->
    [answered] Pris en charge
   *[called] Appelé
}
relay-key = Touche de relais { $number }
booth-chat = Cabine
glossary = Glossaire
own-desk = Pupitre
ready-phrases = Phrases prêtes
phrase = { $kind ->
    [yourTurn] À toi dans une minute ?
    [takeOver] Reprends, s’il te plaît.
    [fiveMinutes] Encore cinq minutes.
    [number] Le chiffre, s’il te plaît ?
    [name] Le nom, s’il te plaît ?
    [term] Le terme, s’il te plaît ?
    [microphone] Attention à ton micro.
   *[thanks] Merci !
}
shift = Vacation
turn-none = Personne n’est à l’antenne
turn-of = À l’antenne : { $name }
turn-over = C’est l’heure de changer
own-time = Vous, dans cette réunion
consent = Consentement
consent-why = Sans votre accord, votre voix est laissée de côté.
consent-recording = Ma voix peut être enregistrée
consent-webcast = Ma voix peut être diffusée
check-how = { $step ->
    [microphone] Parlez : le technicien voit votre niveau.
    [incoming] Écoutez la salle. L’entendez-vous bien ?
    [relay] Pressez une touche de relais. Entendez-vous cette cabine ?
   *[pushToMute] Maintenez la touche de coupure en parlant : votre niveau doit tomber.
}
check-good = Bon
check-bad = Pas bon
turn-log = Tours
turn-log-empty = Personne n’a encore été à l’antenne.
glossary-search = Chercher un terme
glossary-found = Termes trouvés : { $number }
glossary-none = Aucun terme de ce genre.
term-add = Ajouter un terme
term-remove = Supprimer { $name }
announce-handover = { $state ->
    [offered-active] Proposé à { $name }.
    [offered-passive] { $name } vous propose le micro : acceptez ou refusez.
    [asked-active] { $name } demande le micro : acceptez ou refusez.
    [asked-passive] Vous l’avez demandé à { $name }.
    [accepted-active] { $name } est prêt à prendre la relève.
    [accepted-passive] Accepté. Votre micro est armé.
    [overlap-active] Les deux micros sont ouverts : coupez le vôtre.
   *[overlap-passive] Les deux micros sont ouverts.
}
announce-on-air = Vous êtes à l’antenne.
announce-handover-over = Le passage du micro est terminé.
announce-call-answered = Votre appel est pris en charge.
mate-talks = { $name } parle à la cabine.
booth-key = { $act ->
    [microphone] Micro ouvert ou coupé
    [mute] Couper, touche maintenue
    [talk] Parler à la cabine, touche maintenue
    [floor] Salle
    [relay] Salle ou relais
    [relay1] Touche de relais 1
    [relay2] Touche de relais 2
    [relay3] Touche de relais 3
    [store1] Mémoriser l’écoute sur la touche 1
    [store2] Mémoriser l’écoute sur la touche 2
    [store3] Mémoriser l’écoute sur la touche 3
    [louder] Plus fort
    [quieter] Moins fort
    [mateLouder] Second son plus fort
    [mateQuieter] Second son moins fort
    [bassUp] Plus de graves
    [bassDown] Moins de graves
    [trebleUp] Plus d’aigus
    [trebleDown] Moins d’aigus
    [outgoingA] Sortie A
    [outgoingB] Sortie B
    [offer] Proposer le micro
    [ask] Demander le micro
    [accept] Accepter
    [decline] Refuser
    [cancel] Annuler le passage
    [takeOver] Prendre le micro
    [slowDown] Ralentir
    [technician] Appeler le technicien
    [chair] Appeler la présidence
    [cannotHear] Je n’entends pas
    [unfit] Son inexploitable
    [direct] Direct : la salle parle notre langue
    [acknowledge] Acquitter les alarmes
   *[glossary] Glossaire
}
engaged-here = Occupé : { $name }
handover-words = { $state ->
    [offered-active] Vous l’avez proposé à { $name }.
    [offered-passive] { $name } vous propose le micro.
    [asked-active] { $name } demande le micro.
    [asked-passive] Vous l’avez demandé à { $name }.
    [accepted-active] { $name } est prêt. Coupez : la relève est immédiate.
    [accepted-passive] Armé. Vous passez à l’antenne quand { $name } coupe, ou de vous-même.
    [overlap-active] Les deux micros sont ouverts. Coupez le vôtre.
   *[overlap-passive] Les deux micros sont ouverts.
}
auto-relay-how = Relais automatique : la touche Salle donne le pivot
# How somebody takes part, from the console
act-seat = Place { $value } pour { $name }
act-seat-free = Libérer la place { $value }
act-attends-room = { $name } participe en salle
act-attends-remote = { $name } participe à distance
act-precedence = Ordre de préséance de { $name }
seat-label = Place
seat-assign = Attribuer la place
precedence-label = Ordre de préséance
precedence-delegation = Celui de la délégation
allow-their-screen = Autoriser le partage d’écran
person-acts = Personne…
person-acts-of = Personne : { $name }

# Technician
technician-desk = Poste du technicien
booths = Cabines
booth-of = Cabine { $name }
booth-empty = Personne dans cette cabine.
desks-taken = { $number } pupitres sur { $total }
paper-consent = Accord écrit
paper-consent-of = Accord écrit de la cabine { $name }
paper-consent-why = Pour les interprètes qui passent par un équipement et n’ont pas de pupitre ici. Sans leur accord, on ne les entend pas dans la diffusion.
paper-consent-webcast = Leur voix peut être diffusée
paper-consent-recording = Leur voix peut être enregistrée
paper-consent-reference = L’accord de qui, et où est le document
paper-consent-record = Consigner
paper-consent-withdraw = Retirer
paper-consent-told = { $kind ->
    [given] Accord consigné par { $name }, { $time }
   *[withdrawn] Accord retiré par { $name }, { $time }
}
alarms = Alarmes
alarm-words = { $kind ->
    [noInterpretation] Personne n’interprète
    [doubleMuted] Tous les pupitres sont fermés
    [doubleOpen] Deux micros ouverts : { $name }
    [dropped] { $name } a perdu la connexion à l’antenne
    [suspended] Suspendue : le son n’est pas interprétable
   *[unfit] Le son de { $name } ne permet pas l’interprétation
}
help-calls = Appels à l’aide
help-kind = { $kind ->
    [technician] appelle le technicien
    [chair] appelle la présidence
   *[cannotHear] n’entend rien
}
help-answer = Je m’en occupe
help-answer-of = Je m’en occupe : { $name }
help-answered = Pris en charge : { $name }
help-close = Terminé
help-close-of = Terminé : appel de { $name }
listen-to = Écouter { $name }
hear-booth = Écouter la cabine
hear-booth-of = Écouter la cabine { $name }
booth-volume = Cabine écoutée en plus
hops = traductions depuis la salle : { $value }
patch = Dériver
patch-of = Dériver { $name }
patch-label = Ses auditeurs entendent
patch-none = leur propre canal
patched-to = entend { $name }
handover-state = { $state ->
    [offered] Relais proposé
    [asked] Relais demandé
    [accepted] Relais accepté
   *[overlap] Relais en cours
}
engaged-by = Canal occupé par { $name }
desk-dropped = { $name } a décroché
time-on-air = Temps à l’antenne
desk-mark = { $kind ->
    [armed] armé
    [talking] parle en cabine
    [forced] relais imposé
    [automatic] relais automatique
    [lost] relais perdu
    [recording] enregistrement : oui
   *[webcast] diffusion : oui
}
silence-desk = Couper
hand-to = Donner le micro
force-relay = Entend
force-none = selon son choix
interpreter = Interprète
interpreters = Interprètes
level = Niveau
print = Imprimer
sound-check = Essai du son
sound-check-open = en cours
sound-check-begin = Commencer l’essai
sound-check-close = Terminer l’essai
sound-check-why = Chaque pupitre fait quatre étapes. Les micros sont mesurés et personne ne les entend.
sound-check-how = Demandez à chaque interprète, à son tour : parler, écouter la salle, écouter un relais, maintenir pour couper. Notez ce que vous entendez et voyez.
check-step = { $step ->
    [microphone] Micro
    [incoming] Salle
    [relay] Relais
   *[pushToMute] Coupure
}
check-verdict = { $state ->
    [passed] Réussi
    [failed] Échoué
    [missing] Absent
   *[waiting] À faire
}
check-pass-of = { $title } réussi : { $name }
check-fail-of = { $title } échoué : { $name }
setup = Configuration
interlock-label = Verrouillage
interlock = { $mode ->
    [none] Aucun : les deux s’entendent
    [override] Priorité : le dernier l’emporte
   *[interlock] Verrou : le premier garde
}
interlock-between = { $kind ->
    [within] Dans une cabine
    [betweenA] Entre cabines, sur leur langue (A)
   *[betweenB] Entre cabines, sur une autre langue (B)
}
fallback-label = Sans interprétation, les auditeurs entendent
fallback = { $policy ->
    [floor] la salle
    [floorQuiet] la salle, moins fort
   *[silence] le silence
}
auto-relay = Relais automatique
desks = Pupitres
desks-of = Pupitres de la cabine { $name }
b-channels = Canaux B
b-channels-of = Canaux B de la cabine { $name }
setup-file = Fichier de configuration
setup-file-hint = Verrouillage, cabines, canaux B et places, dans un fichier pour la prochaine réunion.
setup-save = Enregistrer { $format }
setup-load = Charger un fichier
setup-loaded = La configuration est chargée.
setup-loaded-partly = Chargée, sauf :

# Fitness of speakers for interpretation
fitness = { $step ->
    [good] Son bon
    [poor] Son médiocre
   *[unfit] Son inutilisable
}
fitness-reason = { $reason ->
    [loss] pertes
    [jitter] connexion irrégulière
    [band] bande étroite
    [clipping] saturé
    [quiet] trop faible
    [loud] trop fort
   *[noise] bruit
}
fitness-advice = { $reason ->
    [loss] Votre connexion perd du son. Prenez un câble ou rapprochez-vous du routeur ; fermez les autres programmes.
    [jitter] Votre connexion est irrégulière. Prenez un câble ou rapprochez-vous du routeur.
    [band] Votre micro envoie un son de téléphone. Utilisez un casque USB, pas Bluetooth.
    [clipping] Votre son sature. Baissez le micro ou éloignez-le de la bouche.
    [quiet] On vous entend trop peu. Rapprochez le micro ou montez son niveau.
    [loud] Vous êtes trop fort. Éloignez le micro ou baissez son niveau.
    [noise] Il y a du bruit autour de vous. Fermez portes et fenêtres, et prenez un casque.
   *[unknown] Prenez un casque à fil, rapprochez-vous du micro et parlez dans une pièce calme.
}
note-slower = Veuillez ralentir : les interprètes ne peuvent pas suivre.
note-unfit = Votre son est trop mauvais pour être interprété.
note-unfit-languages = Vous n’êtes pas interprété en : { $text }.
slow-down-count = Prié de ralentir : { $number }
suspended = Interprétation suspendue, le son de l’orateur est trop mauvais : { $text }.
channel-suspended = son inutilisable
channel-none = Sans son
channel-none-detail = muet

# Captions
captions = Sous-titres
captions-none = Pas encore de sous-titres.
caption-settings = Réglages des sous-titres
caption-language = Langue des sous-titres
caption-size = Taille
caption-size-of = { $kind ->
    [small] Petite
    [large] Grande
   *[medium] Moyenne
}
caption-place = Emplacement
caption-place-of = { $kind ->
    [over] Sur l’image
   *[under] Sous l’image
}
captions-aloud = Mon lecteur d’écran lit les sous-titres
caption-history = Tous les sous-titres jusqu’ici
captioner-desk = Poste de sous-titrage
captioner-language = J’écris en
captioner-lines = Dernières lignes
captioner-write = Écrivez ce que vous entendez
captioner-correcting = Corrigez la dernière ligne
captioner-refused = Non affichée :
abbreviations = Abréviations
abbreviations-hint = Une par ligne : nu = Nations Unies. Développée quand vous appuyez sur la barre d’espace.
key-finish-line = finir la ligne
key-correct-line = corriger la dernière ligne
key-cancel-line = la laisser telle quelle

# Sign language
signer-desk = Poste d’interprète en langue des signes
signing-start = En service
signing-stop = Hors service
signing-take-over = Prendre la relève
signing-on = Vous êtes en service. Votre image est à côté de la scène.
signing-off = Vous êtes hors service. Personne ne vous voit.
signing-other = { $name } est en service.
sign-size = Taille de l’image en langue des signes

# A call taken back
act-take-back-call = Annuler l’appel de { $name }
take-back-call = Annuler l’appel

# Webcast
webcast = Diffusion
webcast-on-record = Enregistré
webcast-on-record-why = Ce qui est diffusé est enregistré.
webcast-mode = { $mode ->
    [onAir] À l’antenne
    [slate] Panneau
   *[off] Hors antenne
}
webcast-public = { $mode ->
    [onAir] Le public voit et entend cette réunion.
    [off] La diffusion est terminée : le public ne voit et n’entend rien.
   *[slate] Le public voit le panneau et n’entend rien de cette réunion.
}
webcast-showing = { $mode ->
    [onAir] Le public voit et entend la réunion.
    [slate] Le public voit le panneau et n’entend rien.
   *[off] Le public ne voit rien.
}
webcast-held = Le public voit le panneau jusqu’à l’ouverture de la séance.
webcast-obstacle = { $reason ->
    [notAllowed] Cette réunion ne peut pas être diffusée.
    [inCamera] La séance est à huis clos : elle ne peut pas être diffusée.
    [closed] La séance est levée : elle ne peut pas être diffusée.
   *[worker] Le service de diffusion est absent. Ce que vous lancez sera montré dès son retour.
}
webcast-go-on-air = À l’antenne
webcast-begin-slate = Commencer par le panneau
webcast-show-slate = Montrer le panneau
webcast-end = Terminer la diffusion
webcast-end-sure = Terminer la diffusion ?
webcast-end-text = L’antenne est rendue aussitôt et le public apprend que c’est fini. Ce qui est enregistré reste.
webcast-alarms = Alarmes de la diffusion
webcast-alarms-count = { $count ->
    [one] { $count } alarme
    [many] { $count } d’alarmes
   *[other] { $count } alarmes
}
webcast-alarm = { $kind ->
    [worker] Le service de diffusion est absent : le public ne reçoit plus rien.
    [push] Une destination de la diffusion ne reçoit rien.
    [diskLow] Le disque est presque plein.
    [diskFull] Le disque est plein : la diffusion continue, rien n’est enregistré.
    [diskFailing] Le disque n’écrit plus : la diffusion continue, rien n’est enregistré.
    [storageBehind] Les copies de l’enregistrement dans le stockage d’objets prennent du retard : elles attendent sur le disque.
    [storageFailing] Le stockage d’objets ne prend aucune copie de l’enregistrement : elles attendent sur le disque, rien n’est perdu.
    [indexDamaged] La liste de l’enregistrement était illisible et a été recommencée : la fin de l’ancienne est sur le disque et doit être rétablie à la main.
    [silent] Pas de son.
    [dropped] Trop d’images sont perdues.
   *[peak] Trop fort : crêtes au-dessus de −1 dBTP.
}
webcast-settings = Réglages de la diffusion
webcast-layout = Disposition
webcast-layout-name = { $layout ->
    [speaker] Orateur
    [speakerRoom] Orateur et salle
    [screenSpeaker] Écran et orateur
   *[auto] Automatique
}
webcast-delay = Retard en secondes
webcast-recorded = Enregistrer
webcast-loudness = Sonie
webcast-loudness-of = Sonie : { $name }
webcast-loudness-words = En ce moment { $momentary } LUFS, sur une minute { $integrated } LUFS : { $tone ->
    [good] comme il faut
    [quiet] trop faible
    [loud] trop fort
   *[unknown] pas encore connu
}
webcast-integrated = Sur la dernière minute de parole
webcast-true-peak = Crête vraie des deux dernières secondes
webcast-not-measured = Pas encore mesuré
webcast-silent = Silence { $value }
webcast-unrecorded = Non enregistré : pas de consentement
webcast-withheld = Non diffusés, sans consentement : { $names }
webcast-viewers = Spectateurs
webcast-lag = Réalisation et mise en paquets
webcast-ms = { $value } ms
webcast-frames = Images faites
webcast-dropped = { $frames }, perdues { $dropped }
webcast-disk = Disque
webcast-disk-state = { $state ->
    [ok] En ordre
    [low] Presque plein
    [full] Plein
   *[failing] N’écrit plus
}
webcast-copies = Copies dans le stockage d’objets
webcast-copies-state = { $state ->
    [ok] À jour
   *[behind] En retard
}
webcast-copies-failing = { $reason ->
    [settings] L’adresse ou le fichier de clés des réglages est inutilisable
    [unreachable] Injoignable
    [slow] Pas de réponse à temps
    [denied] Clés refusées
    [noBucket] Compartiment introuvable
   *[refused] Refusé
}
webcast-copies-waiting = segments en attente : { $count }
webcast-pictures = À l’image
webcast-no-picture = Aucune image
webcast-picture = { $slot ->
    [speaker] Orateur
    [room] Salle
    [screen] Écran
   *[sign] Langue des signes
}
webcast-player = Lecteur du public
webcast-recording = Enregistrement
webcast-recordings = Enregistrements
webcast-pushes = Vers les diffuseurs
push-new = Ajouter une destination
push-all = Toutes les langues
push-start = Démarrer
push-stop = Arrêter
push-remove = Supprimer
push-remove-sure = Supprimer cette destination ?
push-remove-text = Sa clé est supprimée avec elle. Plus rien n’y est envoyé, immédiatement.
push-state = { $state ->
    [live] En direct
    [connecting] Connexion
    [failing] En échec
    [waiting] Attend la diffusion
   *[off] Arrêtée
}
push-rate = { $value } Mbit/s
push-dropped = { $value } images perdues
push-retry = Nouvel essai dans { $value } s
push-reason = { $reason ->
    [addressInvalid] L’adresse n’est pas possible.
    [hostForbidden] Les réglages du serveur n’autorisent pas cette adresse.
    [hostUnknown] Aucun hôte ne porte ce nom.
    [unreachable] Elle est injoignable.
    [refused] Personne n’y écoute.
    [timeout] Elle ne répond pas.
    [tlsInvalid] Son certificat n’est pas valable.
    [rejected] Elle n’accepte pas le flux. Vérifiez la clé.
    [closed] Elle a mis fin à la connexion.
    [stalled] Elle ne prend plus ce qui est envoyé.
    [srtMissing] SRT n’est pas installé sur le serveur (libsrt).
    [channelMissing] La diffusion n’a pas cette langue.
   *[internal] Erreur du serveur.
}
push-address = Adresse
push-language = Langue
push-key = { $srt ->
    [true] Identifiant de flux (jamais réaffiché)
   *[false] Clé de flux (jamais réaffichée)
}
push-passphrase = Phrase secrète (jamais réaffichée)
push-add = Ajouter
error-webcastOff = Cette réunion ne peut pas être diffusée.
error-sittingInCamera = La séance n’est pas publique : elle n’est pas diffusée.
error-unknownWebcast = Cette diffusion ou cette déclaration n’existe pas.
error-unknownPush = Cette destination n’existe pas.
error-pushesFull = Il n’y a plus de place pour une destination. Supprimez-en une d’abord.
error-unknownRecording = Cet enregistrement n’existe pas.
