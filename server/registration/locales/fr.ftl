access-subject = { $conference } : votre code d’accès
greeting = Madame, Monsieur { $name },
access-registered = Vous êtes inscrit(e) pour participer à distance à la réunion suivante :
access-when = { $start } – { $end } ({ $timezone })
access-what = Pour y participer, ouvrez cette adresse dans Chrome, Firefox ou Edge, sur un ordinateur :
access-code = et saisissez votre code d’accès :
access-second = Vous recevrez alors un code à usage unique par courrier électronique ou sur votre téléphone portable. Il remplace le badge : saisissez-le pour entrer. Veuillez ne communiquer votre code d’accès à personne.
access-active = Vous pouvez demander la parole. Utilisez un casque avec microphone et une caméra, branchez-les avant de commencer, et choisissez un endroit calme et bien éclairé.
access-passive = Vous pouvez suivre les délibérations dans toutes les langues et utiliser la discussion générale.
access-before = Connectez-vous suffisamment tôt avant la réunion pour vérifier votre matériel et votre connexion ; un débit de 4 Mbit/s est recommandé dans les deux sens.
access-calendar = Le fichier joint ajoute la réunion à votre calendrier.
closing = Veuillez agréer nos salutations distinguées.
one-time-subject = { $code } est votre code à usage unique
one-time-text = Votre code à usage unique pour { $conference } :
one-time-life = { $minutes ->
    [one] Il est valable une minute et ne peut servir qu’une fois.
   *[other] Il est valable { $minutes } minutes et ne peut servir qu’une fois.
}
one-time-warning = Si vous ne l’avez pas demandé, quelqu’un d’autre connaît votre code d’accès : veuillez en informer le service d’inscription.
one-time-sms = { $code } est votre code à usage unique pour { $conference }. Ne le communiquez jamais.
list-members = Membres
list-observers = Observateurs
list-organisations = Organisations
list-column-group = Groupe
list-column-delegation = Délégation
list-column-honorific = Titre
list-column-familyname = Nom
list-column-givenname = Prénom
list-column-function = Fonction
list-column-attendance = Présence
list-column-checkedinat = Arrivée
list-attendance-onsite = Sur place
list-attendance-remote = À distance
list-attendance-webcast = Diffusion sur le Web
