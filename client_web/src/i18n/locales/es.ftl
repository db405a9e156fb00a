# Entry page
entry-title = Tome asiento
entry-lead = Siga el debate en su idioma, pida la palabra, intervenga y sea interpretado, en la sala o a distancia.
entry-self = Su placa
entering = Le llevamos a su sitio…
footer = Reuniones con interpretación simultánea, en software libre y en su propio servidor.
in-session = En sesión
no-meetings = No hay ninguna reunión abierta en este momento.
closed-entry = El acceso a esta reunión es por invitación.
meeting-languages = Idiomas
your-name = Nombre
guest-name = Invitado { $number }
delegation = Delegación
language-spoken = Idioma que habla
booth = Cabina
join = Entrar
way-title = { $role ->
    [delegate] Delegado
    [passive] Participante pasivo
    [chair] Presidencia
    [interpreter] Intérprete
    [technician] Equipo técnico
   *[other] Sala
}
way-text = { $role ->
    [delegate] Escuche, pida la palabra e intervenga cuando se la den.
    [passive] Siga la reunión en cualquier idioma, sin cámara ni micrófono.
    [chair] Dirija la lista de oradores y conceda la palabra.
    [interpreter] Interprete desde una cabina.
    [technician] Cuidar de las cabinas y del sonido, subtitular o interpretar en lengua de señas.
   *[other] Para el ordenador de la sala: envía su cámara y su sonido, muestra al orador a distancia.
}
way-button = { $role ->
    [delegate] Entrar como delegado
    [passive] Entrar como participante pasivo
    [chair] Entrar como presidente
    [interpreter] Entrar como intérprete
    [technician] Unirse al equipo técnico
   *[other] Abrir la página de la sala
}
role = { $role ->
    [delegate] Delegado
    [passive] Participante pasivo
    [chair] Presidencia
    [deputy] Vicepresidencia
    [moderator] Moderación
    [interpreter] Intérprete
    [technician] Técnico
    [captioner] Subtitulador
    [signer] Intérprete de lengua de señas
   *[room] Sala
}
counts = { $participants ->
    [one] { $connected } de { $participants } participante conectado
    [many] { $connected } de { $participants } de participantes conectados
   *[other] { $connected } de { $participants } participantes conectados
}

# Page
preferences = Preferencias
page-language = Idioma de las páginas
appearance = Apariencia
theme = { $theme ->
    [light] Clara
    [dark] Oscura
   *[auto] Como el sistema
}
close = Cerrar
dismiss = Descartar
leave = Salir
off = Apagado
send = Enviar
loading = Cargando…
try-now = Probar ahora
use-shortcuts = Atajos de una tecla
camera-with-microphone = Encender mi cámara con mi micrófono
device-microphone = Micrófono
device-camera = Cámara
device-loudspeaker = Altavoz
device-default = Elegido por el sistema

# Stage
stage = Escena
stage-empty = Nadie tiene la palabra.
stage-sound-only = Solo sonido
stage-waiting = El orador se prepara.
slot = { $slot ->
    [speaker] Orador
    [room] Sala
    [screen] Pantalla compartida
   *[sign] Lengua de señas
}
floor-language = Idioma del orador
floor-language-unknown = Aún desconocido
speech-clock = Tiempo de intervención
nobody-speaks = Nadie tiene la palabra.

# Listening
listening = Escucha
listening-language = Escuchar en
channel-floor = Sala
channel-floor-detail = original
channel-feed = { $feed ->
    [interpreted] interpretado
    [direct] en directo
    [muted] en pausa
   *[none] sin cabina
}
volume = Volumen
original-underneath = Original de fondo

# One's own turn
own-floor = Su turno
passive-note = Usted sigue esta reunión. La palabra es para los delegados activos.
request-floor = Pedir la palabra
withdraw-request = Retirar la petición
give-up-floor = Terminar mi intervención
floor-free = Pida la palabra cuando desee intervenir.
floor-list-closed = La lista de oradores está cerrada.
floor-place = { $place ->
    [1] Usted es el siguiente de la lista.
   *[other] Su lugar en la lista: { $place }
}
floor-called = Se le llama a continuación. Prepárese.
floor-granted = Tiene la palabra: encienda su micrófono.
floor-live = Su micrófono está encendido. Todos le oyen.
floor-at-will = Puede encender su micrófono en cualquier momento.
microphone = Micrófono
turn-off-microphone = Apagar micrófono
turn-on-microphone = Encender micrófono
microphone-open = Micrófono abierto
turn-off-camera = Apagar cámara
turn-on-camera = Encender cámara
self-view = Su cámara
own-level = Nivel de su micrófono

# Side panel
panels = Paneles de la reunión
tab-speakers = Oradores
tab-chat = Mensajes
tab-participants = Participantes
waiting-count = { $count ->
    [one] { $count } en espera
    [many] { $count } en espera
   *[other] { $count } en espera
}
unread-count = { $count ->
    [one] { $count } mensaje sin leer
    [many] { $count } de mensajes sin leer
   *[other] { $count } mensajes sin leer
}
list-of-speakers = Lista de oradores
list-empty = La lista está vacía.
list-closed = La lista está cerrada.
you = Usted
not-connected = Ausente
request-kind = { $kind ->
    [pointOfOrder] Cuestión de orden
    [rightOfReply] Derecho a contestar
    [motion] Moción
    [reply] Réplica
    [interposedQuestion] Pregunta incidental
   *[statement] Declaración
}
request-state = { $state ->
    [queued] En espera
    [called] Llamado
    [granted] Tiene la palabra
    [paused] En pausa
    [deferred] Aplazado
   *[speaking] Habla
}
event-chat = Mensajes a todos
chat-empty = Aún no hay mensajes.
chat-message = Escribir a todos
participants = Participantes
find-participant = Buscar
nobody-found = No se encontró a nadie.

# Chair
chair-now = En uso de la palabra
mute = Silenciar
grant-next = Dar la palabra al siguiente
grant-floor = Dar la palabra
grant-floor-to = Dar la palabra a { $name }
call-speaker = Llamar
call-speaker-name = Llamar a { $name }
end-speech = Terminar
end-speech-of = Terminar la intervención de { $name }
remove-request = Quitar a { $name } de la lista

# Console
chair-console = Consola de la presidencia
sitting-number = Sesión { $number }
sitting-state = { $state ->
    [scheduled] Aún no abierta
    [open] Abierta
    [suspended] Suspendida
   *[closed] Levantada
}
sitting-access = { $access ->
    [public] Pública
   *[closed] A puerta cerrada
}
sitting-command = { $command ->
    [openSitting] Abrir la sesión
    [suspendSitting] Suspender
    [resumeSitting] Reanudar
   *[closeSitting] Levantar la sesión
}
go-in-camera = Pasar a puerta cerrada
make-public = Hacer pública
in-the-chair = Preside: { $name }
chair-vacant = Nadie preside
take-chair = Asumir la presidencia
clock-left = quedan { $time }
clock-ending = Termina: quedan { $time }
clock-over = Excedido en { $time }
clock-stopped = Reloj detenido
clock-open = Sin límite
pause-speech = Pausar
resume-speech = Continuar
more-time = Un minuto más
interrupted-speeches = Otros en uso de la palabra
level-of = Nivel de sonido de { $name }
lists = Listas
list-name = { $list ->
    [speakers] Oradores
    [replies] Respuestas
   *[rightsOfReply] Derechos de respuesta
}
list-state-label = Estado de la lista
list-state = { $state ->
    [open] Lista abierta
    [closed] Lista cerrada
   *[suspended] Lista suspendida
}
list-limit = Máximo { $limit }
add-speaker = Añadir orador
drag-handle = Mover a { $name }: arrastre o use las flechas
drag-hint = Arrastrar, o ↑ ↓
announce-moved = { $name }: lugar { $place } de { $total }
more-for = Más para { $name }
move-up = Subir
move-down = Bajar
swap-with = Intercambiar con
defer = Saltar
remove = Quitar
origin = { $origin ->
    [remote] A distancia
    [seat] Botón del escaño
    [liteClient] Teléfono
    [secretariat] Secretaría
   *[preRegistered] Preinscrito
}
attending = { $attending ->
    [room] En la sala
   *[remote] A distancia
}
deferred-for = { $reason ->
    [skipped] saltado
    [noAnswer] sin respuesta
    [absent] ausente
   *[linkLost] conexión perdida
}
call-answered = Listo
microphone-heard = Micrófono oído
microphone-silent = Aún sin sonido
microphone-tested = { $outcome ->
    [good] Micrófono comprobado
    [skipped] Micrófono sin comprobar
   *[other] Comprobación del micrófono: problemas
}
motion = { $motion ->
    [suspendMeeting] Suspensión de la sesión
    [adjournMeeting] Levantamiento de la sesión
    [adjournDebate] Aplazamiento del debate
    [closeDebate] Cierre del debate
   *[other] Otra moción
}
motion-label = Moción
kind = Tipo
stops = Paradas
mute-all = Silenciar a todos
clear-list = Vaciar la lista
end-all = Terminar todo
priority = Prioridad
hold-priority = Prioridad de la presidencia
release-priority = Liberar prioridad
clear-priority = Prioridad y fin de discursos
priority-held = Prioridad de la presidencia: micrófonos de delegados en silencio, relojes detenidos.
confirm-stop = { $stop ->
    [clear-list] Se quita a todos los que esperan en esta lista. No se puede deshacer.
    [end-all] Terminan todos los discursos y se vacían todas las listas. No se puede deshacer.
   *[clear-priority] Suena el aviso y terminan todos los discursos. Quienes esperan permanecen.
}
confirm-close-sitting = ¿Levantar la sesión?
confirm-close-sitting-text = Terminan los discursos. Quienes esperan conservan su lugar para la próxima sesión.
cancel = Cancelar
not-done = No realizado: { $act }.
done = Hecho: { $act }
undo = Deshacer
try-again = Reintentar
command-held = Sin conexión. La orden se enviará en cuanto vuelva.
contradicted-by = { $name } acaba de decidir otra cosa.
act-grant = Dar la palabra a { $name }
act-call = Llamar a { $name }
act-end = Terminar el discurso de { $name }
act-pause = Pausar el discurso de { $name }
act-resume = Continuar el discurso de { $name }
act-defer = Saltar a { $name }
act-remove = Quitar a { $name } de la lista
act-move = Mover a { $name }
act-swap = Intercambiar el lugar de { $name }
act-limit = Cambiar el tiempo de { $name }
act-add = Añadir a { $name }
act-readd = Volver a incluir al último
act-clear-list = Vaciar la lista
act-clear-floor = Terminar todo
act-mute-all = Silenciar a todos
act-open-sitting = Abrir la sesión
act-suspend-sitting = Suspender la sesión
act-resume-sitting = Reanudar la sesión
act-close-sitting = Levantar la sesión
act-public = Hacer pública la sesión
act-in-camera = Pasar a puerta cerrada
act-take-chair = Asumir la presidencia
act-hold-priority = Prioridad de la presidencia
act-release-priority = Liberar prioridad
act-clear-priority = Prioridad y fin de discursos
act-rules = Cambiar las reglas
act-open-item = Abrir el punto
act-close-item = Cerrar el punto
act-add-item = Añadir un punto
act-remove-item = Quitar el punto
act-rename-item = Renombrar el punto
act-move-item = Mover el punto
act-list-open = Abrir la lista
act-list-closed = Cerrar la lista
act-list-suspended = Suspender la lista
agenda = Orden del día
agenda-empty = El orden del día está vacío.
open-next-item = Abrir el punto siguiente
open-item = Abrir
open-item-named = Abrir { $title }
close-item = Cerrar
under-discussion = En debate
item-up = Subir { $title }
item-down = Bajar { $title }
item-rename = Renombrar { $title }
item-remove = Quitar { $title }
item-title = Título
new-item = Punto nuevo
save = Guardar
add = Añadir
add-person = Añadir a { $name }
delegate-without-device = Delegado en la sala sin dispositivo
item-change-label = Quienes esperan, al cambiar de punto
item-change = { $change ->
    [keep] siguen en su punto
    [purge] se quitan
   *[move] pasan al nuevo
}
confirm-purge = ¿Quitar a quienes esperan?
confirm-purge-text = Se quita a todos los inscritos en este punto. No se puede deshacer.
rules = Reglas
floor-mode-label = Cómo se da la palabra
floor-mode = { $mode ->
    [request] Por la presidencia
    [autoNext] Al siguiente, automáticamente
    [openWithLimit] De inmediato, hasta el límite
    [override] De inmediato, el más antiguo cede
    [pushToTalk] Mientras el micrófono esté abierto
   *[operatorOnly] Solo pide la secretaría
}
speakers-limit = Oradores a la vez
time-policy-label = Al cumplirse el tiempo
time-policy = { $policy ->
    [show] mostrar en rojo
    [bell] además, un timbre
   *[autoClose] timbre y después el fin
}
amber = Ámbar antes del fin
grace = Gracia tras el límite
time-limits = Tiempo de palabra
time-limits-hint = Minutos:segundos; vacío, sin límite. Para los próximos discursos.
class-all = Todos
times = Tiempos
times-column = { $column ->
    [delegation] Delegación
    [speeches] Discursos
   *[spokenS] Tiempo
}
not-spoken = No ha hablado
only-silent = Solo quien no ha hablado
chair-key = { $key ->
    [N] palabra al siguiente
    [C] llamar al siguiente
    [E] terminar el discurso
    [P] pausar o continuar
   *[U] deshacer
}
office = Cargo
control-only = Solo control, sin sonido ni imagen

# Interpreter
console = Consola de intérprete
incoming = Entrada
incoming-level = Nivel de entrada
outgoing = Salida
outgoing-channel = Canal
outgoing-level = Nivel de salida
go-off-air = Salir del aire
go-on-air = Salir al aire
desk-mode = { $mode ->
    [on] En el aire
    [pushToMute] Silenciado
   *[off] Apagado
}
push-to-mute = Mantener para silenciar
muted-while-held = Silenciado mientras se mantiene
boothmates = Concabinos
no-boothmate = Está solo en esta cabina.
next-speakers = Próximos oradores
shortcuts = Atajos de teclado

# Room
room-controls = Sala
full-screen = Pantalla completa
leave-full-screen = Salir de pantalla completa
hide-controls = Ocultar los controles
show-controls = Mostrar los controles

# Connection
banner-offline = Se perdió la conexión con la reunión. El sonido sigue donde puede; reconectando…
banner-media = Sonido e imagen interrumpidos; reconectando…
banner-poor = Su conexión es mala: el sonido puede cortarse. Ayuda usar un cable o acercarse al rúter, y cerrar otros programas.
banner-paused = Imagen en pausa: su conexión es demasiado lenta. El sonido continúa.
sound-blocked = Su navegador espera su permiso para reproducir el sonido.
play-sound = Activar el sonido
ended-title = Ha dejado su sitio
use-here = Usarlo aquí
to-entry = A la página de entrada
ended-left = Ha salido de la reunión.
ended-withdrawn = Su inscripción en esta reunión se ha retirado o modificado. Consulte con la oficina de inscripción.
ended-replaced = Su sitio se usa en otra ventana.
ended-removed = La presidencia o la secretaría lo ha expulsado de esta reunión. Podrá volver cuando lo permitan.
ended-tooManyErrors = El servidor cerró la conexión tras errores repetidos.
ended-tokenUnknown = Su sitio en esta reunión ha caducado. Entre de nuevo.
ended-unknownMeeting = Esta reunión ya no existe.
ended-versionUnsupported = El servidor se ha actualizado. Recargue la página.

# Announcements
announce-speaker = { $name } tiene la palabra.
announce-granted = Tiene la palabra: encienda su micrófono.
announce-called = Se le llama a continuación.
announce-speech-over = Su intervención ha terminado.
announce-place = Su lugar en la lista: { $place }
announce-chat = { $name }: { $text }
notice-microphone-closed = Su micrófono se ha apagado.

# Errors
error-unknown = Algo ha fallado. Inténtelo de nuevo.
error-notPermitted = Su función no lo permite.
error-notJoined = Este participante no está conectado.
error-unknownParticipant = Este participante se ha ido.
error-unknownRequest = Esta petición ya no está en la lista.
error-unknownChannel = Este canal no existe.
error-unknownMeeting = Esta reunión no existe.
error-unknownPeer = La conexión de medios fue sustituida.
error-alreadyRequested = Ya está en la lista.
error-noRequest = No está en la lista.
error-listClosed = La lista de oradores está cerrada.
error-listSuspended = La lista está suspendida por el momento.
error-listFull = La lista está completa.
error-itemNotOpen = Este tema del programa no se está debatiendo.
error-unknownItem = Este tema del programa ya no existe.
error-unknownSeat = No hay nadie registrado en este asiento.
error-notMember = Solo los miembros pueden presentar mociones.
error-sittingNotOpen = La sesión no está abierta.
error-operatorOnly = Solo la secretaría da la palabra.
error-contradicted = Otra persona en la consola acaba de decidir lo contrario.
error-attendsInRoom = Usted está en la sala: utilice el micrófono de la sala.
error-valueInvalid = Este valor no es posible.
error-wrongState = No es posible en este momento.
error-floorNotGranted = No tiene la palabra.
error-meetingFull = La reunión está completa.
error-activeFull = Todas las plazas activas están ocupadas. Puede entrar como participante pasivo.
error-deskTaken = Este pupitre está ocupado.
error-noBooth = No hay cabina para este idioma.
error-channelNotPermitted = Su cabina no puede emitir por este canal.
error-relayCycle = Oiría su propia interpretación. Elija otro canal.
error-boothEmpty = Nadie más de su cabina puede participar en un relevo en este momento.
error-unknownCall = Esta llamada se ha cerrado.
error-unknownTerm = Este término ya no está en el glosario.
error-glossaryFull = El glosario está lleno.
error-textEmpty = El mensaje está vacío.
error-textTooLong = El mensaje es demasiado largo.
error-tooFast = Demasiadas peticiones. Espere un momento.
error-journalUnavailable = La reunión no puede registrarlo ahora. Inténtelo en breve.
error-mediaUnavailable = Sonido e imagen no están disponibles en este momento.
error-sdpInvalid = La descripción de medios de su navegador fue rechazada.
error-tokenUnknown = Su sitio ha caducado. Entre de nuevo.
error-nameInvalid = Indique un nombre.
error-frameTooLarge = El mensaje es demasiado grande.
error-frameMalformed = El servidor no entendió el mensaje.
error-messageUnknown = El servidor no conoce este mensaje.
error-messageInvalid = El servidor no aceptó el mensaje.
error-joinExpected = La conexión aún no está lista.
error-alreadyJoined = Esta conexión ya está en uso.
error-versionUnsupported = El servidor se ha actualizado. Recargue la página.
error-offline = Sin conexión con el servidor.
error-connectionLost = Se perdió la conexión. Inténtelo de nuevo.
error-timeout = El servidor no respondió a tiempo.
error-deviceDenied = El navegador no puede usar su micrófono o cámara. Permítalo en la barra de direcciones.
error-deviceMissing = No se encontró micrófono ni cámara.
error-deviceBusy = Otro programa está usando su micrófono o cámara.
error-alreadyPlaying = Ya se está reproduciendo una declaración grabada.
error-attendsRemotely = Esta persona participa a distancia: el botón del asiento no hace nada.
error-chatClosed = El chat de la reunión está cerrado.
error-chatQueueFull = Hay demasiados mensajes pendientes de aprobación. Inténtelo más tarde.
error-codeUnknown = Este código de asiento no es válido. Pida uno nuevo a la secretaría.
error-entryRefused = Se le ha excluido de esta reunión y todavía no puede volver.
error-fileTooLarge = El archivo es demasiado grande.
error-fileTypeRefused = Este archivo no se puede utilizar. Las declaraciones son PDF, Word o texto (UTF-8).
error-notPlaying = No se está reproduciendo ninguna declaración grabada.
error-placeClosed = Esta reunión no tiene delegados ahí.
error-quotaReached = A su delegación no le quedan plazas activas.
error-slowMode = El modo lento está activado. Espere un momento antes de volver a escribir.
error-statementDelivered = La declaración ya se ha pronunciado y no se puede modificar.
error-statementsFull = Hay demasiados archivos pendientes. Retire uno primero.
error-unknownMessage = Este mensaje ya no existe.
error-unknownStatement = Este archivo ya no existe.

# Calidad de las conexiones
quality-step = { $step ->
    [good] Buena
    [fair] Regular
    [poor] Mala
   *[lost] Perdida
}
quality-of = conexión de { $name }
quality-down = Recibe
quality-up = Envía
quality-loss = Pérdidas { $value }
quality-jitter = Fluctuación { $value } ms
quality-round-trip = Ida y vuelta { $value } ms
quality-unknown = Por el momento no hay mediciones.
own-quality = { $step ->
    [good] Su conexión es buena
    [fair] Su conexión es regular
    [poor] Su conexión es mala
   *[lost] Se perdió su conexión
}

# One's own turn, step by step
floor-ready = Usted es el siguiente. Espere a que se le dé la palabra.
floor-silent = Tiene la palabra. Su micrófono está apagado.
floor-granted-room = Tiene la palabra: hable desde su lugar.
floor-live-room = Tiene la palabra. El micrófono de su lugar está abierto.
floor-paused = Su intervención está en pausa. Conserva la palabra.
floor-paused-for = { $reason ->
    [pointOfOrder] Se está oyendo una cuestión de orden. Su tiempo está detenido.
    [interposedQuestion] Se le está haciendo una pregunta. Su tiempo está detenido.
    [priority] Habla la presidencia. Su tiempo está detenido.
    [sitting] La sesión está suspendida. Su tiempo está detenido.
    [link] Se perdió su conexión. Su tiempo está detenido.
   *[chair] La presidencia la ha puesto en pausa. Su tiempo está detenido.
}
floor-deferred = Su turno ha pasado por el momento.
floor-deferred-for = { $reason ->
    [noAnswer] No respondió a la llamada. Vuelva y será de nuevo el primero.
    [absent] Estaba ausente cuando se le llamó. Vuelva y será de nuevo el primero.
    [linkLost] Se perdió su conexión mientras hablaba. Vuelva y será de nuevo el primero; se conserva el tiempo que le queda.
   *[skipped] Vuelva y será de nuevo el primero.
}
floor-no-item = No se está debatiendo ningún tema.
floor-operator-only = La presidencia da la palabra; no se aceptan peticiones.
floor-list-suspended = La lista de oradores está suspendida por el momento.
floor-other-kinds = Son posibles otras peticiones.
floor-place-kept = Se conserva su lugar.
floor-answer-within = Responda en { $value }.
floor-armed = Su micrófono está en prueba: nadie le oye.
i-am-ready = Estoy listo
come-back = Volver
other-requests = Otras peticiones
also-asked = También ha pedido
kind-words = { $kind ->
    [pointOfOrder] Sobre el procedimiento. Se oye de inmediato y pone en pausa al orador.
    [rightOfReply] Una respuesta a lo dicho sobre su delegación, tras el último orador.
    [reply] Una breve respuesta a quien habla ahora.
   *[interposedQuestion] Una breve pregunta a quien habla ahora.
}
screen-ask = Compartir mi pantalla
screen-asked = Se ha consultado a la presidencia
screen-withdraw = Cancelar
screen-choose = Elegir qué mostrar
screen-stop = Dejar de compartir mi pantalla
screen-request = { $name } pide compartir su pantalla.
screen-allow = Permitir
screen-refuse = Rechazar
screen-shared-by = { $name } puede compartir su pantalla.
screen-end = Dejar de compartir
notice-screen-stopped = Su pantalla ya no se comparte.
notice-tab-blocked = Su navegador no ha permitido abrir la pestaña. Permita las ventanas emergentes en esta página y pulse de nuevo.
error-screenDenied = No se comparte nada: no se eligió ninguna ventana o el navegador no puede mostrar su pantalla.
own-attending = Cómo participa
own-seat = Asiento { $value }
upgrade-ask = Pedir un puesto activo
upgrade-waiting = Su lugar en la lista de espera: { $place }
upgrade-accepted = Aceptado. Se le ofrecerá un puesto en cuanto quede libre.
upgrade-offered = Tiene un puesto activo.
upgrade-until = Tómelo en { $value }.
upgrade-take = Tomar el puesto
upgrade-decline = No, gracias
upgrade-withdraw = Dejar de esperar
upgrade-refused = Su petición de un puesto activo no fue aceptada.
upgrade-lapsed = El puesto activo que se le ofreció ha pasado a otra persona.
sitting-words = { $state ->
    [scheduled] La sesión aún no ha comenzado.
    [suspended] La sesión está suspendida.
    [closed] La sesión está cerrada.
   *[open] La sesión está abierta.
}
in-camera = A puerta cerrada
own-clock = Su tiempo de palabra
clock-tone = { $tone ->
    [within] restantes
    [ending] restantes: concluya, por favor
    [over] de más
   *[open] de palabra
}
clock-stands = tiempo detenido
own-bell = Tocar una campana al terminar mi tiempo de palabra
announce-paused = Su intervención está en pausa. Su tiempo está detenido.
announce-resumed = Puede continuar: su micrófono está abierto de nuevo.
announce-deferred = Su turno ha pasado. Puede volver.
announce-ending = Tiempo de palabra restante: { $value }
announce-over = Su tiempo de palabra ha terminado.

# Chat
chat-threads = Conversaciones
chat-chair = Presidencia
chat-support = Asistencia técnica
chat-people = Personas
chat-people-how = Para escribir a una sola persona, elíjala en la lista de participantes.
chat-gone = Ya no está en la reunión
inbox-chair = Dirigidos a la presidencia
inbox-support = Dirigidos a la asistencia
support-free = Nadie se ocupa todavía.
support-yours = Usted se ocupa.
support-taken = { $name } se ocupa.
support-claim = Ocuparme
support-release = Devolver
support-talk = Hablar con esta persona
support-check = Comprobación: { $verdict ->
    [good] todo bien,
    [usable] con reservas,
   *[unfit] insuficiente,
}
support-check-step = { $step ->
    [browser] Navegador
    [loudspeaker] Altavoz
    [microphone] Micrófono
    [echo] Eco
    [camera] Cámara
    [network] Red
   *[language] Idioma
}
support-check-outcome = { $outcome ->
    [good] todo bien
    [warning] por revisar
    [failed] no funciona
   *[skipped] omitido
}
support-check-network = Recibe { $down } Mbit/s, envía { $up } Mbit/s
inbox-empty = Nadie ha escrito todavía.
chat-message-to = Escribir a { $name }
chat-read-only = No puede escribir aquí.
chat-wait = Podrá escribir de nuevo dentro de { $seconds } s.
chat-moderated = Los mensajes aparecen una vez aprobados.
chat-slow = Modo lento: un mensaje cada { $seconds } s.
chat-waits = Pendiente de aprobación
chat-not-approved = No aprobado
chat-older = Mensajes anteriores
chat-hidden = Mensaje oculto
chat-hidden-by = Oculto por { $name }
chat-hide = Ocultar el mensaje de { $name }
chat-unhide = Mostrar de nuevo el mensaje de { $name }
opens-elsewhere = (se abre en otra pestaña)
chat-settings = Moderación
chat-mode-label = Chat del evento
chat-mode = { $mode ->
    [moderated] Moderado
    [closed] Cerrado
   *[open] Abierto
}
chat-pace-label = Modo lento
chat-pace = Cada { $seconds } s
chat-export = Exportar
chat-export-as = { $format }: exportar el chat
chat-held = { $count ->
    [one] { $count } mensaje por aprobar
    [many] { $count } de mensajes por aprobar
   *[other] { $count } mensajes por aprobar
}
chat-approve = Aprobar
chat-approve-of = Aprobar el mensaje de { $name }
chat-refuse = Rechazar
chat-refuse-of = Rechazar el mensaje de { $name }
announce-chats = { $count ->
    [one] { $count } mensaje nuevo
    [many] { $count } de mensajes nuevos
   *[other] { $count } mensajes nuevos
}

# Moderation
person-more = Detalles y acciones para { $name }
person-write = Escribir en privado
person-write-to = Escribir en privado a { $name }
camera-muted = Imagen detenida
mute-microphone = Silenciar el micrófono
stop-camera = Detener la cámara
allow-camera = Permitir de nuevo la cámara
stop-their-screen = Detener la pantalla compartida
rename = Cambiar nombre
move-to = Función
move-role = Cambiar función
attends-room = Participa en la sala
attends-remote = Participa a distancia
put-out = Expulsar de la reunión
put-out-sure = { $name } perderá su lugar y no podrá volver hasta que usted lo permita.
keep-in = Mantener en la reunión
places = Plazas activas
places-active = Participantes activos
places-all = Todos los participantes
quota = Cupo
quota-each = Cada delegación: { $number }
quota-set = Fijar cupo
upgrades = Piden una plaza activa
upgrades-count = { $count ->
    [one] { $count } persona pide una plaza activa
    [many] { $count } de personas piden una plaza activa
   *[other] { $count } personas piden una plaza activa
}
upgrade-accept = Aceptar
upgrade-accept-of = Aceptar a { $name }
upgrade-refuse = Rechazar
upgrade-refuse-of = Rechazar a { $name }
upgrade-state = { $state ->
    [offered] Plaza ofrecida
   *[accepted] Siguiente
}
evicted = Expulsados
evicted-by = por { $name }, { $time }
allow-again = Permitir de nuevo
allow-again-of = Permitir de nuevo a { $name }
ask-again = Intentar volver

# Statements
statements = Declaraciones
own-statement = Su declaración
own-statement-hint = Solo los intérpretes, la presidencia y la secretaría la leen antes de que usted hable. PDF, Word o texto sin formato, hasta 10 MB.
own-statement-delivered = Ya pronunció una declaración: no se puede modificar.
statement-language = Idioma
statement-add = Elegir un archivo
statement-replace = Sustituir el archivo
statement-withdraw = Eliminar { $name }
statement-sending = Enviando { $name }
statement-read = { $language }: leer la declaración de { $name }
statement-tab = { $language }: abrir la declaración de { $name } en otra pestaña
statement-save = { $language }: guardar la declaración de { $name }
statement-of-speaker = Declaración del orador
statements-waiting = Por pronunciar
statements-delivered = Pronunciadas
statements-none = No se ha entregado ninguna declaración.
speaking-now = Habla ahora
recordings = Declaraciones grabadas
recording-add = Añadir una declaración grabada
recording-choose = Elegir una grabación
recording-play = Reproducir
recording-play-of = Reproducir la declaración de { $name } en la sala
recording-plays = Se reproduce una declaración grabada.
recording-stop = Detener
recording-played = Reproducida
ended-entryRefused = Fue expulsado de esta reunión y todavía no puede volver. Pida a la secretaría que le permita entrar de nuevo.

# Seat page
seat-title = Asiento { $value }
seat-wait = Un momento…
seat-lost = Sin conexión. Probando de nuevo…
seat-speaking = Tiene la palabra.

# What waits for who moderates
decisions = A la espera de su decisión:

# The interpreter's console
slow-down-shown = Se ha pedido ir más despacio
time-of-day = Hora
booth-calm = Sin alarmas
acknowledge = Confirmar
console-settings = Teclas y ajustes
own-sound-check = Prueba de sonido: sus pasos
booth-alarm = { $kind ->
    [dropped] { $name } estaba en el aire y perdió la conexión.
    [silent] No hay interpretación hacia: { $name }. Nadie está en el aire.
    [bothOpen] Hay dos micrófonos abiertos: el suyo y el de { $name }.
    [bothMuted] Nadie de la cabina está en el aire.
    [lost] Nadie interpreta hacia: { $name }. Oye la sala.
   *[unfit] Interpretación suspendida: el sonido es demasiado malo.
}
relay-keys = Sala y relé
all-channels = Todos los canales
you-hear = Oye: { $name }
bass = Graves
treble = Agudos
hearing-protection = { $state ->
    [on] Oído protegido
    [starting] Protección en marcha
    [failed] Protegido solo por el servidor
   *[off] Sin protección
}
limiting = Atenuado
exposure = Último minuto
exposure-warning = El último minuto ha sido fuerte. Baje el volumen para proteger su oído.
desk-armed = Armado: nadie le oye todavía
talk-on-air = Está en el aire
talking-while-held = La cabina le oye
hold-to-talk = Mantener para hablar a la cabina
outgoing-b-choice = Canal de B
handover = Relevo
take-over = Tomar el micrófono
take-over-sure = { $name } está en el aire y quedará cortado de inmediato.
handover-nobody = Nadie de la cabina está en el aire.
handover-to = Pasar a
handover-next = Siguiente pupitre
handover-offer = Ofrecer el micrófono
handover-ask = Pedir el micrófono
in-minutes = en { $number } min
handover-witness = El micrófono pasa a { $name }.
handover-now = Ahora
accept = Aceptar
decline = Rechazar
second-sound = Segundo sonido
second-choice = { $kind ->
    [booth] Compañero
    [floor] Sala
   *[none] Ninguno
}
second-volume = Segundo volumen
booth-signals = Señales
slow-down = Más despacio
slow-down-sent = Pedido
sound-unfit = Sonido no apto
unfit-since = Interpretación suspendida
direct = Directo
call-help = { $kind ->
    [technician] Técnico
    [chair] Presidencia
   *[cannotHear] No oigo
}
call-state = { $state ->
    [answered] En atención
   *[called] Llamado
}
relay-key = Tecla de relé { $number }
booth-chat = Cabina
glossary = Glosario
own-desk = Pupitre
ready-phrases = Frases hechas
phrase = { $kind ->
    [yourTurn] ¿Sigues tú en un minuto?
    [takeOver] Sigue tú, por favor.
    [fiveMinutes] Cinco minutos más.
    [number] ¿La cifra, por favor?
    [name] ¿El nombre, por favor?
    [term] ¿El término, por favor?
    [microphone] Cuidado con tu micrófono.
   *[thanks] ¡Gracias!
}
shift = Turno
turn-none = Nadie está en el aire
turn-of = En el aire: { $name }
turn-over = Hora de cambiar
own-time = Usted, en esta reunión
consent = Consentimiento
consent-why = Sin su consentimiento, su voz queda fuera.
consent-recording = Mi voz puede grabarse
consent-webcast = Mi voz puede difundirse
check-how = { $step ->
    [microphone] Hable: el técnico ve su nivel.
    [incoming] Escuche la sala. ¿La oye bien?
    [relay] Pulse una tecla de relé. ¿Oye esa cabina?
   *[pushToMute] Mantenga la tecla de silencio mientras habla: su nivel debe caer.
}
check-good = Bien
check-bad = Mal
turn-log = Turnos en el aire
turn-log-empty = Nadie ha estado en el aire todavía.
glossary-search = Buscar un término
glossary-found = Términos encontrados: { $number }
glossary-none = No existe ese término.
term-add = Añadir un término
term-remove = Quitar { $name }
announce-handover = { $state ->
    [offered-active] Ofrecido a { $name }.
    [offered-passive] { $name } le ofrece el micrófono: acepte o rechace.
    [asked-active] { $name } pide el micrófono: acepte o rechace.
    [asked-passive] Se lo ha pedido a { $name }.
    [accepted-active] { $name } está a punto para el relevo.
    [accepted-passive] Aceptado. Su micrófono está armado.
    [overlap-active] Los dos micrófonos están abiertos: corte el suyo.
   *[overlap-passive] Los dos micrófonos están abiertos.
}
announce-on-air = Está en el aire.
announce-handover-over = El relevo ha terminado.
announce-call-answered = Su llamada está en atención.
mate-talks = { $name } habla a la cabina.
booth-key = { $act ->
    [microphone] Abrir o cortar el micrófono
    [mute] Silenciar, manteniendo
    [talk] Hablar a la cabina, manteniendo
    [floor] Sala
    [relay] Sala o relé
    [relay1] Tecla de relé 1
    [relay2] Tecla de relé 2
    [relay3] Tecla de relé 3
    [store1] Guardar lo que se oye en la tecla 1
    [store2] Guardar lo que se oye en la tecla 2
    [store3] Guardar lo que se oye en la tecla 3
    [louder] Más fuerte
    [quieter] Más bajo
    [mateLouder] Segundo sonido más fuerte
    [mateQuieter] Segundo sonido más bajo
    [bassUp] Más graves
    [bassDown] Menos graves
    [trebleUp] Más agudos
    [trebleDown] Menos agudos
    [outgoingA] Salida A
    [outgoingB] Salida B
    [offer] Ofrecer el micrófono
    [ask] Pedir el micrófono
    [accept] Aceptar
    [decline] Rechazar
    [cancel] Anular el relevo
    [takeOver] Tomar el micrófono
    [slowDown] Más despacio
    [technician] Llamar al técnico
    [chair] Llamar a la presidencia
    [cannotHear] No oigo
    [unfit] Sonido no apto
    [direct] Directo: la sala habla nuestra lengua
    [acknowledge] Confirmar las alarmas
   *[glossary] Glosario
}
engaged-here = Ocupado: { $name }
handover-words = { $state ->
    [offered-active] Lo ha ofrecido a { $name }.
    [offered-passive] { $name } le ofrece el micrófono.
    [asked-active] { $name } pide el micrófono.
    [asked-passive] Se lo ha pedido a { $name }.
    [accepted-active] { $name } está a punto. Corte: el relevo es inmediato.
    [accepted-passive] Armado. Saldrá al aire cuando { $name } corte, o cuando usted quiera.
    [overlap-active] Los dos micrófonos están abiertos. Corte el suyo.
   *[overlap-passive] Los dos micrófonos están abiertos.
}
auto-relay-how = Relé automático: la tecla Sala da el pivote
# How somebody takes part, from the console
act-seat = Asiento { $value } para { $name }
act-seat-free = Liberar el asiento { $value }
act-attends-room = { $name } participa en la sala
act-attends-remote = { $name } participa a distancia
act-precedence = Orden de precedencia de { $name }
seat-label = Asiento
seat-assign = Asignar el asiento
precedence-label = Orden de precedencia
precedence-delegation = El de su delegación
allow-their-screen = Permitir compartir la pantalla
person-acts = Persona…
person-acts-of = Persona: { $name }

# Technician
technician-desk = Puesto técnico
booths = Cabinas
booth-of = Cabina: { $name }
booth-empty = No hay nadie en esta cabina.
desks-taken = { $number } de { $total } puestos
paper-consent = Consentimiento por escrito
paper-consent-of = Consentimiento por escrito de la cabina { $name }
paper-consent-why = Para intérpretes que llegan por un equipo y no tienen puesto aquí. Sin su consentimiento no se los oye en la difusión.
paper-consent-webcast = Su voz puede difundirse
paper-consent-recording = Su voz puede grabarse
paper-consent-reference = De quién es y dónde está el documento
paper-consent-record = Registrar
paper-consent-withdraw = Retirar
paper-consent-told = { $kind ->
    [given] Consentimiento registrado por { $name }, { $time }
   *[withdrawn] Consentimiento retirado por { $name }, { $time }
}
alarms = Alarmas
alarm-words = { $kind ->
    [noInterpretation] Nadie interpreta
    [doubleMuted] Todos los puestos están cerrados
    [doubleOpen] Dos micrófonos abiertos: { $name }
    [dropped] { $name } perdió la conexión en antena
    [suspended] Suspendida: el sonido no se puede interpretar
   *[unfit] El sonido de { $name } no permite interpretar
}
help-calls = Llamadas de ayuda
help-kind = { $kind ->
    [technician] llama al técnico
    [chair] llama a la presidencia
   *[cannotHear] no oye
}
help-answer = Me encargo
help-answer-of = Me encargo: { $name }
help-answered = A cargo de: { $name }
help-close = Hecho
help-close-of = Hecho: llamada de { $name }
listen-to = Escuchar { $name }
hear-booth = Oír la cabina
hear-booth-of = Oír la cabina { $name }
booth-volume = Cabina oída además
hops = traducciones desde la sala: { $value }
patch = Derivar
patch-of = Derivar { $name }
patch-label = Sus oyentes oyen
patch-none = su propio canal
patched-to = oye { $name }
handover-state = { $state ->
    [offered] Relevo ofrecido
    [asked] Relevo pedido
    [accepted] Relevo aceptado
   *[overlap] Relevo en curso
}
engaged-by = Canal ocupado por { $name }
desk-dropped = { $name } se ha desconectado
time-on-air = Tiempo en antena
desk-mark = { $kind ->
    [armed] preparado
    [talking] habla en cabina
    [forced] relé impuesto
    [automatic] relé automático
    [lost] relé perdido
    [recording] grabación: sí
   *[webcast] difusión: sí
}
silence-desk = Silenciar
hand-to = Dar el micrófono
force-relay = Oye
force-none = según elija
interpreter = Intérprete
interpreters = Intérpretes
level = Nivel
print = Imprimir
sound-check = Prueba de sonido
sound-check-open = en curso
sound-check-begin = Empezar la prueba
sound-check-close = Terminar la prueba
sound-check-why = Cada puesto hace cuatro pasos. Los micrófonos se miden y nadie los oye.
sound-check-how = Pida a cada intérprete por turno: hablar, escuchar la sala, escuchar un relé, mantener para silenciar. Anote lo que oye y ve.
check-step = { $step ->
    [microphone] Micrófono
    [incoming] Sala
    [relay] Relé
   *[pushToMute] Silencio
}
check-verdict = { $state ->
    [passed] Superado
    [failed] Fallido
    [missing] Ausente
   *[waiting] Pendiente
}
check-pass-of = { $title } superado: { $name }
check-fail-of = { $title } fallido: { $name }
setup = Configuración
interlock-label = Enclavamiento
interlock = { $mode ->
    [none] Ninguno: se oyen ambos
    [override] Relevo: gana el último
   *[interlock] Enclavado: el primero retiene
}
interlock-between = { $kind ->
    [within] Dentro de una cabina
    [betweenA] Entre cabinas, en su lengua (A)
   *[betweenB] Entre cabinas, en otra lengua (B)
}
fallback-label = Sin interpretación, los oyentes oyen
fallback = { $policy ->
    [floor] la sala
    [floorQuiet] la sala, más baja
   *[silence] silencio
}
auto-relay = Relé automático
desks = Puestos
desks-of = Puestos de la cabina { $name }
b-channels = Canales B
b-channels-of = Canales B de la cabina { $name }
setup-file = Archivo de configuración
setup-file-hint = Enclavamiento, cabinas, canales B y puestos, en un archivo para la próxima reunión.
setup-save = Guardar { $format }
setup-load = Cargar un archivo
setup-loaded = La configuración se ha cargado.
setup-loaded-partly = Cargada, excepto:

# Fitness of speakers for interpretation
fitness = { $step ->
    [good] Sonido bueno
    [poor] Sonido deficiente
   *[unfit] Sonido no apto
}
fitness-reason = { $reason ->
    [loss] pérdidas
    [jitter] conexión irregular
    [band] banda estrecha
    [clipping] distorsionado
    [quiet] muy bajo
    [loud] muy alto
   *[noise] ruido
}
fitness-advice = { $reason ->
    [loss] Su conexión pierde sonido. Use un cable o acérquese al router; cierre otros programas.
    [jitter] Su conexión es irregular. Use un cable o acérquese al router.
    [band] Su micrófono envía sonido de teléfono. Use auriculares USB, no Bluetooth.
    [clipping] Su sonido se distorsiona. Baje el micrófono o aléjelo de la boca.
    [quiet] Se le oye muy bajo. Acerque el micrófono o suba su nivel.
    [loud] Se le oye demasiado alto. Aleje el micrófono o baje su nivel.
    [noise] Hay ruido a su alrededor. Cierre puertas y ventanas y use auriculares.
   *[unknown] Use auriculares con cable, acérquese al micrófono y hable en una sala tranquila.
}
note-slower = Hable más despacio, por favor: los intérpretes no pueden seguirle.
note-unfit = Su sonido es demasiado malo para interpretarlo.
note-unfit-languages = No se le interpreta a: { $text }.
slow-down-count = Peticiones de ir más despacio: { $number }
suspended = Interpretación suspendida, el sonido del orador es demasiado malo: { $text }.
channel-suspended = sonido no apto
channel-none = Sin sonido
channel-none-detail = silencio

# Captions
captions = Subtítulos
captions-none = Aún no hay subtítulos.
caption-settings = Ajustes de subtítulos
caption-language = Idioma de los subtítulos
caption-size = Tamaño
caption-size-of = { $kind ->
    [small] Pequeño
    [large] Grande
   *[medium] Mediano
}
caption-place = Lugar
caption-place-of = { $kind ->
    [over] Sobre la imagen
   *[under] Debajo de la imagen
}
captions-aloud = Mi lector de pantalla lee los subtítulos
caption-history = Todos los subtítulos hasta ahora
captioner-desk = Puesto de subtitulado
captioner-language = Escribo en
captioner-lines = Últimas líneas
captioner-write = Escriba lo que oye
captioner-correcting = Corrija la última línea
captioner-refused = No se mostró:
abbreviations = Abreviaturas
abbreviations-hint = Una por línea: nu = Naciones Unidas. Se desarrolla al pulsar la barra espaciadora.
key-finish-line = terminar la línea
key-correct-line = corregir la última línea
key-cancel-line = dejarla como está

# Sign language
signer-desk = Puesto de intérprete de lengua de señas
signing-start = En servicio
signing-stop = Fuera de servicio
signing-take-over = Relevar
signing-on = Está en servicio. Su imagen está junto al escenario.
signing-off = Está fuera de servicio. Nadie le ve.
signing-other = { $name } está en servicio.
sign-size = Tamaño de la imagen en lengua de señas

# A call taken back
act-take-back-call = Anular la llamada a { $name }
take-back-call = Anular la llamada

# Webcast
webcast = Difusión
webcast-on-record = Se graba
webcast-on-record-why = Lo que se difunde se graba.
webcast-mode = { $mode ->
    [onAir] En el aire
    [slate] Cartela
   *[off] Fuera del aire
}
webcast-public = { $mode ->
    [onAir] El público ve y oye esta reunión.
    [off] La difusión ha terminado: el público no ve ni oye nada.
   *[slate] El público ve la cartela y no oye nada de esta reunión.
}
webcast-showing = { $mode ->
    [onAir] El público ve y oye la reunión.
    [slate] El público ve la cartela y no oye nada.
   *[off] El público no ve nada.
}
webcast-held = El público ve la cartela hasta que se abra la sesión.
webcast-obstacle = { $reason ->
    [notAllowed] Esta reunión no puede difundirse.
    [inCamera] La sesión es a puerta cerrada: no puede difundirse.
    [closed] La sesión está levantada: no puede difundirse.
   *[worker] El servicio de difusión no está. Lo que inicie se mostrará en cuanto vuelva.
}
webcast-go-on-air = Al aire
webcast-begin-slate = Empezar con la cartela
webcast-show-slate = Mostrar la cartela
webcast-end = Terminar la difusión
webcast-end-sure = ¿Terminar la difusión?
webcast-end-text = Sale del aire al instante y el público sabe que ha terminado. Lo grabado permanece.
webcast-alarms = Alarmas de la difusión
webcast-alarms-count = { $count ->
    [one] { $count } alarma
    [many] { $count } de alarmas
   *[other] { $count } alarmas
}
webcast-alarm = { $kind ->
    [worker] El servicio de difusión no está: el público no recibe nada nuevo.
    [push] Un destino de la transmisión no recibe nada.
    [diskLow] El disco está casi lleno.
    [diskFull] El disco está lleno: la difusión sigue, no se graba nada.
    [diskFailing] El disco no escribe: la difusión sigue, no se graba nada.
    [storageBehind] Las copias de la grabación en el almacén de objetos se retrasan: esperan en el disco.
    [storageFailing] El almacén de objetos no admite copias de la grabación: esperan en el disco, no se pierde nada.
    [indexDamaged] La lista de la grabación no se pudo leer y se empezó de nuevo: lo último que decía está en el disco y hay que reponerlo a mano.
    [silent] Sin sonido.
    [dropped] Se pierden demasiadas imágenes.
   *[peak] Demasiado fuerte: picos por encima de −1 dBTP.
}
webcast-settings = Ajustes de la difusión
webcast-layout = Composición
webcast-layout-name = { $layout ->
    [speaker] Orador
    [speakerRoom] Orador y sala
    [screenSpeaker] Pantalla y orador
   *[auto] Automática
}
webcast-delay = Retardo en segundos
webcast-recorded = Grabar
webcast-loudness = Sonoridad
webcast-loudness-of = Sonoridad: { $name }
webcast-loudness-words = Ahora { $momentary } LUFS, en un minuto { $integrated } LUFS: { $tone ->
    [good] como debe ser
    [quiet] demasiado baja
    [loud] demasiado alta
   *[unknown] aún no se sabe
}
webcast-integrated = En el último minuto de habla
webcast-true-peak = Pico verdadero de los dos últimos segundos
webcast-not-measured = Aún sin medir
webcast-silent = Silencio { $value }
webcast-unrecorded = Sin grabar: no hay consentimiento
webcast-withheld = No se oyen, sin consentimiento: { $names }
webcast-viewers = Espectadores
webcast-lag = Realización y empaquetado
webcast-ms = { $value } ms
webcast-frames = Imágenes hechas
webcast-dropped = { $frames }, perdidas { $dropped }
webcast-disk = Disco
webcast-disk-state = { $state ->
    [ok] En orden
    [low] Casi lleno
    [full] Lleno
   *[failing] No escribe
}
webcast-copies = Copias en el almacén de objetos
webcast-copies-state = { $state ->
    [ok] Al día
   *[behind] Con retraso
}
webcast-copies-failing = { $reason ->
    [settings] La dirección o el archivo de claves de los ajustes no sirve
    [unreachable] Inaccesible
    [slow] Sin respuesta a tiempo
    [denied] Claves rechazadas
    [noBucket] No existe el depósito
   *[refused] Rechazado
}
webcast-copies-waiting = segmentos en espera: { $count }
webcast-pictures = Se ve ahora
webcast-no-picture = Ninguna imagen
webcast-picture = { $slot ->
    [speaker] Orador
    [room] Sala
    [screen] Pantalla
   *[sign] Lengua de señas
}
webcast-player = Reproductor del público
webcast-recording = Grabación
webcast-recordings = Grabaciones
webcast-pushes = A emisoras
push-new = Añadir un destino
push-all = Todos los idiomas
push-start = Iniciar
push-stop = Detener
push-remove = Eliminar
push-remove-sure = ¿Eliminar este destino?
push-remove-text = Su clave se borra con él. Deja de enviarse al instante.
push-state = { $state ->
    [live] En directo
    [connecting] Conectando
    [failing] Con fallos
    [waiting] Espera la transmisión
   *[off] Detenido
}
push-rate = { $value } Mbit/s
push-dropped = { $value } imágenes perdidas
push-retry = Nuevo intento en { $value } s
push-reason = { $reason ->
    [addressInvalid] La dirección no es posible.
    [hostForbidden] La configuración del servidor no permite esta dirección.
    [hostUnknown] No existe ningún equipo con ese nombre.
    [unreachable] No se puede alcanzar.
    [refused] Nadie escucha allí.
    [timeout] No responde.
    [tlsInvalid] Su certificado no es válido.
    [rejected] No acepta la emisión. Compruebe la clave.
    [closed] Cerró la conexión.
    [stalled] No toma lo que se le envía.
    [srtMissing] SRT no está instalado en el servidor (libsrt).
    [channelMissing] La transmisión no tiene este idioma.
   *[internal] Error del servidor.
}
push-address = Dirección
push-language = Idioma
push-key = { $srt ->
    [true] Identificador de emisión (no se vuelve a mostrar)
   *[false] Clave de emisión (no se vuelve a mostrar)
}
push-passphrase = Frase de contraseña (no se vuelve a mostrar)
push-add = Añadir
error-webcastOff = Esta reunión no puede transmitirse.
error-sittingInCamera = La sesión no es pública: no se transmite.
error-unknownWebcast = No existe esa transmisión o declaración.
error-unknownPush = No existe ese destino.
error-pushesFull = No caben más destinos. Elimine uno primero.
error-unknownRecording = No existe esa grabación.
