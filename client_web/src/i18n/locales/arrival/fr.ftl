# Public page
check-title = Vérifiez votre ordinateur et votre connexion
check-lead = Quelques minutes bien employées avant la réunion. Rien de ce que vous dites ou montrez ne quitte votre ordinateur, sauf une image d’essai faite de bruit. Chaque étape peut être omise ou répétée.
check-kind = Comment participerez-vous ?
check-role = { $role ->
    [active] Je peux prendre la parole : tout vérifier
   *[passive] Je suis seulement : haut-parleur et réseau
}
check-again = Vérifier encore une fois

# Steps
arrival-step = Étape { $position } sur { $steps }
arrival-title = { $step ->
    [browser] Navigateur
    [loudspeaker] Haut-parleur ou casque
    [microphone] Microphone
    [echo] Casque et écho
    [camera] Caméra et lumière
    [network] Réseau
   *[language] Langue
}
arrival-lead = { $step ->
    [browser] Nous regardons ce que vous utilisez ; il n’y a rien à faire.
    [loudspeaker] Un son retentit d’abord à gauche, puis à droite. Mettez votre casque avant de commencer.
    [microphone] Lisez la phrase à voix haute. Vous vous entendrez ensuite ; l’enregistrement reste sur votre ordinateur.
    [echo] Un bref son montant est joué et votre microphone écoute s’il l’entend. Portez votre casque comme en réunion.
    [camera] Vous vous voyez comme les autres vous verront. La lumière doit venir de face, non d’une fenêtre derrière vous.
    [network] Le chemin réel vers la réunion est essayé et chargé pendant une dizaine de secondes, à 4 Mbit/s.
   *[language] Quelle langue souhaitez-vous entendre ? Vous pourrez en changer à tout moment pendant la réunion.
}
arrival-outcome = { $outcome ->
    [good] En ordre
    [warning] À regarder
    [failed] Ne fonctionne pas
   *[skipped] Omis
}
arrival-advice = { $advice ->
    [browserUnknown] Ce navigateur n’a pas été essayé avec le produit. Chrome, Edge et Firefox l’ont été.
    [browserOld] Votre navigateur est ancien. Veuillez le mettre à jour.
    [insecureContext] Cette page n’a pas été ouverte par https : le navigateur ne permet ni microphone ni caméra. Ouvrez l’adresse qui commence par https.
    [noWebrtc] Ce navigateur ne peut ni envoyer ni recevoir le son et l’image en direct. Utilisez Chrome, Edge ou Firefox.
    [deviceDenied] Le navigateur n’a pas été autorisé à utiliser l’appareil.
    [deviceMissing] Aucun appareil de ce genre n’a été trouvé. Branchez-le, attendez un instant et répétez l’étape.
    [deviceBusy] Un autre programme utilise l’appareil. Fermez les autres appels vidéo et répétez l’étape.
    [notHeard] Vérifiez que le casque est branché, que le bon haut-parleur est choisi et que le volume est levé, puis répétez l’étape.
    [oneSide] Un côté est muet. Enfoncez bien la fiche ou prenez un autre casque.
    [micSilent] Le microphone est resté muet. Est-il coupé par un bouton sur son câble, ou un autre est-il choisi ?
    [micQuiet] Votre voix est trop faible. Approchez le microphone de la bouche ou augmentez son niveau.
    [micClipping] Votre voix est saturée. Baissez le niveau du microphone ou éloignez-le un peu.
    [micNoisy] Il y a du bruit autour de vous. Fermez portes et fenêtres, arrêtez les ventilateurs et utilisez un casque.
    [micNotHeardBack] Vous ne vous êtes pas bien entendu. Les interprètes non plus : essayez un autre microphone.
    [echoFound] Votre microphone entend votre haut-parleur : les autres s’entendraient eux-mêmes. Utilisez un casque.
    [cameraDark] Votre image est sombre. Placez une lampe devant vous.
    [cameraBright] Votre image est trop claire. Détournez la lampe ou évitez le soleil.
    [cameraFlat] On ne distingue presque rien dans votre image. Y a-t-il une fenêtre derrière vous ou quelque chose sur l’objectif ?
    [cameraStill] L’image ne bouge pas. La caméra est-elle couverte ?
    [downSlow] Votre connexion reçoit moins que les 4 Mbit/s recommandés : les images seront plus petites. Utilisez un câble et arrêtez les téléchargements.
    [upSlow] Votre connexion envoie moins que les 4 Mbit/s recommandés : on vous verra en plus petit. Utilisez un câble.
    [loss] Des paquets se perdent en route. Utilisez un câble au lieu du Wi-Fi.
    [delay] Le chemin jusqu’au serveur est long : les réponses viendront tard.
    [jitter] Les paquets arrivent irrégulièrement. Utilisez un câble au lieu du Wi-Fi.
    [noUdp] Votre réseau bloque UDP. La réunion fonctionne par TCP, avec plus de retard. Demandez à votre administrateur d’autoriser UDP.
    [relayOnly] Votre réseau ne laisse passer la réunion que par un relais. Demandez à votre administrateur d’autoriser UDP.
    [noPath] Votre réseau ne laisse passer ni son ni image. Essayez un autre réseau ou adressez-vous à votre administrateur.
    [testBusy] Beaucoup de personnes font l’essai en ce moment. Répétez l’étape dans une minute.
   *[testUnavailable] Le réseau n’a pas pu être vérifié. Répétez l’étape ou continuez sans elle.
}
arrival-allow = { $browser ->
    [chrome] Cliquez sur le signe à gauche de l’adresse, autorisez microphone et caméra, et répétez l’étape.
    [edge] Cliquez sur le cadenas à gauche de l’adresse, autorisez microphone et caméra, et répétez l’étape.
    [firefox] Cliquez sur le signe barré dans la barre d’adresse, levez le blocage et répétez l’étape.
    [safari] Choisissez « Réglages pour ce site web » dans le menu Safari, autorisez microphone et caméra, et répétez l’étape.
   *[other] Autorisez microphone et caméra dans les réglages du navigateur et répétez l’étape.
}

# Sound
arrival-play = Jouer le son
arrival-side = { $side ->
    [left] À gauche…
    [right] À droite…
   *[both] Des deux côtés…
}
arrival-heard = Qu’avez-vous entendu ?
arrival-heard-both = Les deux côtés
arrival-heard-one = Un seul côté
arrival-heard-none = Rien
arrival-speak-words = « Madame la Présidente, merci. Ma délégation salue ce rapport et appuie la proposition. »
arrival-record = Enregistrer quatre secondes
arrival-mic-stage = { $stage ->
    [recording] Parlez maintenant : vous êtes enregistré…
   *[playing] Voici comment on vous entend…
}
arrival-heard-yourself = Vous êtes-vous entendu clairement ?
arrival-heard-well = Oui
arrival-heard-badly = Non, ou mal
arrival-level = Niveau de votre microphone
arrival-echo = Chercher l’écho

# Picture, network, language
arrival-camera = Montrer mon image
arrival-own-picture = Votre propre image
arrival-network = Vérifier le réseau
arrival-phase = { $phase ->
    [waiting] D’autres font l’essai. Vous êtes numéro { $position } dans la file.
    [reaching] Recherche de chemins vers le serveur…
    [down] Réception : { $rate } Mbit/s
   *[up] Envoi : { $rate } Mbit/s
}
arrival-figures = Ce qui a été mesuré
arrival-down = Réception
arrival-up = Envoi
arrival-rate = { $rate } Mbit/s
arrival-loss-down = Pertes vers vous
arrival-loss-up = Pertes depuis vous
arrival-jitter = Gigue
arrival-round-trip = Aller-retour
arrival-ms = { $value } ms
arrival-path = { $path ->
    [udp] Par UDP
    [tcp] Par TCP
   *[relay] Par un relais
}
arrival-path-outcome = { $outcome ->
    [works] fonctionne
    [fails] ne passe pas
   *[none] non offert
}
arrival-language = Langue d’écoute
arrival-choose = Veuillez choisir
arrival-floor = Original (salle)

# The way through, and the result
arrival-next = Suivant
arrival-finish = Montrer le résultat
arrival-skip = Omettre cette étape
arrival-back = Retour
arrival-skip-all = Continuer sans vérification
arrival-verdict = { $verdict ->
    [good] Vous êtes prêt
    [usable] Vous pouvez participer, avec des réserves
   *[unfit] Votre connexion ne convient pas à la réunion
}
arrival-verdict-words = { $verdict ->
    [good] Tout ce qui a été vérifié fonctionne.
    [usable] La réunion fonctionnera pour vous ; ce qui est signalé ci-dessous l’améliorerait.
   *[unfit] Essayez un autre réseau ou demandez de l’aide. Vous pouvez entrer tout de même.
}
arrival-reference = Numéro de référence pour l’assistance :
arrival-no-reference = Le résultat n’a pas pu être conservé pour l’assistance. Copiez-le ou imprimez-le.
arrival-repeat = Répéter
arrival-repeat-step = Répéter : { $step }
arrival-go-on = Continuer
arrival-copy = Copier le résultat
arrival-copied = Copié
arrival-print = Imprimer

# The test meeting
test-meeting = Essayez : la réunion d'essai
test-meeting-words = Un robot vous donne la parole ; quelques secondes plus tard, vous vous entendez sur les canaux de langue.
