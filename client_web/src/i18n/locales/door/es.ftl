# First page
door-links = Ayuda
door-guide = Guía del usuario
door-check = Prueba de conexión
door-browser = Este navegador no se ha probado con nuestras reuniones. Si puede, utilice Chrome, Firefox o Edge en un ordenador.
door-conferences = Conferencias y reuniones
door-running = En curso
door-state = { $state ->
    [planned] La inscripción aún no está abierta
    [open] Inscripción abierta
    [closed] Inscripción cerrada
   *[final] La lista de participantes es definitiva
}
door-enter = Entrar
door-register = Inscribirse
door-webcast = Transmisión
door-on-air = Ahora en el aire
door-watch = Ver: { $name }
door-recordings = Grabaciones de reuniones anteriores
door-details = Programa y documentos
door-dates = Fechas
door-zone = en la hora de la sede ({ $zone })
door-venue-time = { $time } en la sede ({ $zone })
door-form = Modalidad
door-form-words = { $form ->
    [physical] En la sala
    [virtual] En línea
   *[hybrid] En la sala y en línea
}
door-venue = Sede
door-deadline = Inscribirse antes del

# A conference
door-programme = Programa
door-no-sittings = El programa se publicará aquí.
door-closed-sitting = sesión privada
door-agenda = Orden del día
door-documents = Documentos
door-registration = Inscripción
door-registered = Gracias. Si su inscripción puede aceptarse, recibirá un correo; el código de acceso se envía al cierre de las inscripciones.
door-invitation = Está usted invitado
door-accept = Aceptar e inscribirse
door-accepted = Gracias, está usted inscrito. Su código de acceso llegará por correo al cierre de las inscripciones.
door-waiting = Todas las plazas están ocupadas: está en la lista de espera y se le avisará cuando quede una libre.
door-answered = Esta invitación ya ha sido contestada.
door-decline = Declinar la invitación
door-declined = Ha declinado la invitación. La secretaría ha sido informada.
door-given-name = Nombre
door-family-name = Apellidos
door-email = Correo electrónico
door-email-hint = Allí se envían el código de acceso y los códigos de un solo uso.
door-phone = Teléfono móvil
door-phone-hint = Opcional, con el prefijo del país: +41…
door-delegation-none = Ninguna
door-delegation-other = Organización…
door-organisation = Nombre de la organización
door-function = Cargo
door-role = Participa como
door-role-words = { $role ->
    [delegate] Delegado con derecho a la palabra
   *[passive] Oyente
}
door-attendance = Asiste
door-attendance-words = { $attendance ->
    [remote] a distancia
   *[onSite] en la sala
}
door-language = Idioma de los mensajes
door-letter = Carta de acreditación
door-letter-hint = PDF, Word o texto. También puede entregarse más tarde en la mesa de inscripción.
door-letter-choose = Elegir un archivo
door-privacy = Sus datos se utilizan solo para esta conferencia y se borran después.
door-declaration = Declarar asistencia por transmisión
door-declaration-text = Si ha seguido solo la transmisión y desea figurar en la lista definitiva de participantes, comuníquelo aquí a la secretaría.
door-declare = Declarar asistencia
door-declared = Gracias. La secretaría decidirá al respecto.

# Entry
door-step = Paso { $number } de 3
door-access-title = Escriba su código de acceso
door-access-text = Lo recibió por correo al cierre de las inscripciones. Tiene doce letras y cifras.
door-access-code = Código de acceso
door-access-lost = ¿Sin código? Busque el correo de la mesa de inscripción, también en el correo no deseado, o pida uno nuevo a la mesa.
door-next = Siguiente
door-session-ended = Su sesión ha terminado. Identifíquese de nuevo.
door-way-title = Confirme que es usted
door-way-text = ¿De dónde debe venir su código de un solo uso?
door-way-none = No consta correo electrónico ni teléfono móvil. Diríjase a la mesa de inscripción.
door-way-words = { $channel ->
    [mail] Por correo electrónico
    [sms] Por SMS
   *[authenticator] De mi aplicación de autenticación
}
door-other-code = Otro código de acceso
door-code-title = Escriba el código de un solo uso
door-code-sent = { $channel ->
    [sms] Hemos enviado seis cifras por SMS a
   *[mail] Hemos enviado seis cifras por correo a
}
door-code-app = Escriba las seis cifras que muestra ahora su aplicación de autenticación.
door-code = Código de un solo uso
door-code-life = Válido durante { $time } más
door-code-over = Este código ha caducado. Pida otro.
door-tries-left = { $count ->
    [one] Queda { $count } intento antes del bloqueo.
    [many] Quedan { $count } intentos antes del bloqueo.
   *[other] Quedan { $count } intentos antes del bloqueo.
}
door-sign-in = Identificarse
door-again = Enviar otro código
door-again-in = Enviar otro código en { $time }
door-other-way = Otra vía
door-locked-title = Demasiados códigos erróneos
door-locked-text = Para su protección, nadie puede identificarse con este código de acceso por ahora.
door-locked-help = Llame o escriba a la mesa de inscripción. Le desbloquearán cuando sepan que es usted; entonces empiece aquí de nuevo.

# Signed in
door-welcome = Bienvenido, { $name }
door-own-meetings = Sus sesiones
door-enter-meeting = Entrar en la reunión
door-not-open = Aún no está abierta
door-elsewhere = Ya ha entrado con otro dispositivo.
door-move = Pasar aquí
door-check-title = Compruebe su equipo
door-check-active = Micrófono, cámara, auriculares y conexión, en pocos minutos. Mejor antes de la reunión que durante ella.
door-check-passive = Sonido y conexión. No se necesita micrófono ni cámara.
door-check-now = Iniciar la comprobación
door-check-back = Volver a mis sesiones
door-coaching = Sesiones de preparación
door-coaching-text = Pruebe la reunión de antemano junto con un técnico.
door-slot-kind = { $kind ->
    [coaching] Sesión de preparación
   *[test] Prueba técnica
}
door-slot-free = { $count ->
    [one] { $count } plaza libre
    [many] { $count } plazas libres
   *[other] { $count } plazas libres
}
door-slot-book = Reservar
door-slot-give-back = Anular mi reserva
door-slot-attend = Entrar
door-slot-waiting = Sala de espera: la sesión se abre en { $time }
door-own-data = Sus datos
door-own-role = Función
door-own-data-wrong = ¿Hay algún error? La mesa de inscripción puede corregirlo.
door-sign-out = Cerrar sesión
door-app = Aplicación de autenticación
door-app-text = Con una aplicación de autenticación en su teléfono puede identificarse sin esperar un mensaje.
door-app-enrolled = Su aplicación de autenticación está configurada.
door-app-enrol = Configurar una aplicación
door-app-renew = Configurar otra aplicación
door-app-scan = Escanee esta imagen con la aplicación.
door-app-picture = Código QR para una aplicación de autenticación
door-app-secret = O escriba en ella esta clave:
door-app-code = Seis cifras que muestra la aplicación
door-app-confirm = Confirmar

# Refusals
door-fault-access = Este código de acceso no se conoce. Revíselo.
door-fault-code = Este código es erróneo.
door-fault-app = Este código es erróneo. Escriba el que la aplicación muestra ahora.
door-fault-spent = Ya no se espera ningún código. Pida otro.
door-fault-channel = No se puede enviar ningún código por esta vía.
door-fault-accreditation = Su acreditación no ha sido aprobada. Diríjase a la mesa de inscripción.
door-fault-onsite = Está inscrito para asistir en la sala. Para asistir a distancia, diríjase a la mesa de inscripción.
door-fault-meeting = Esta reunión no está abierta.
door-fault-fast = Demasiados intentos. Espere un momento e inténtelo de nuevo.
door-fault-busy = Están entrando demasiadas personas a la vez. Inténtelo de nuevo en un momento.
door-fault-conference = Esta conferencia no existe o no está publicada.
door-fault-not-open = La inscripción aún no está abierta.
door-fault-closed = La inscripción está cerrada. Diríjase a la secretaría.
door-fault-full = Todas las plazas están ocupadas.
door-fault-active = Todas las plazas con derecho a la palabra están ocupadas. Puede inscribirse como oyente.
door-fault-delegation = Todas las plazas de esta delegación están ocupadas.
door-fault-seats = Todos los asientos de la sala están ocupados. Puede asistir a distancia.
door-fault-form = Esta conferencia no ofrece esa modalidad de asistencia.
door-fault-field = Algún dato del formulario no puede ser correcto. Revíselo.
door-fault-registered = Ya está inscrita una persona con estos datos.
door-fault-invitation = Esta invitación ya no es válida.
door-fault-slot-full = Esta sesión acaba de completarse. Elija otra.
door-fault-slot = Esta sesión ya no se ofrece.

# Support
door-help = Ayuda
door-help-title = Preguntar a los técnicos
door-help-text = Responden aquí mientras permanezca en esta página.
door-help-message = Su mensaje
door-helper = { $name } le está ayudando.
door-help-wait = Su mensaje se ha transmitido. Alguien responderá aquí.
door-help-invited = { $name } desea hablar con usted: una conversación entre los dos, con sonido e imagen.
door-help-meet = Unirse a la asistencia
