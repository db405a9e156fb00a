# The registration desk
desk-title = Oficina de inscripción
desk-loading = Cargando…
desk-pages = Páginas de la oficina
desk-page = { $page ->
    [conferences] Conferencias
    [staff] Cuentas
    [keys] Claves de acceso
    [audit] Registro de auditoría
   *[help] Ayuda
}
desk-sections = Páginas de esta conferencia
desk-section = { $section ->
    [overview] Resumen
    [plan] Configuración
    [people] Personas
    [import] Importar una tabla
    [accreditation] Acreditación
    [check-in] Llegadas
    [messages] Mensajes
    [list] Lista de participantes
    [coaching] Formación
    [locked] Accesos bloqueados
   *[log] Registro de auditoría
}

# Signing in
desk-sign-in = Iniciar sesión
desk-sign-in-lead = Para los organizadores, la oficina de inscripción y el equipo técnico.
desk-sign-in-lost = ¿Ha perdido la contraseña o el teléfono? Un administrador renueva su cuenta.
desk-sign-out = Cerrar sesión ({ $name })
desk-name = Nombre de la cuenta
desk-password = Contraseña
desk-code = Código de la aplicación de autenticación
desk-code-hint = Seis cifras. Cada código sirve una sola vez.
desk-session-over = Su sesión ha terminado
desk-session-over-text = Inicie sesión de nuevo para continuar. Lo que ha escrito sigue aquí.
desk-leave = Salir
desk-locked-until = Demasiados intentos fallidos. La cuenta está bloqueada hasta las { $time }.

# What is wrong
desk-fault = { $code ->
    [signInFailed] El nombre, la contraseña o el código no es correcto.
    [sessionUnknown] Su sesión ha terminado. Inicie sesión de nuevo.
    [csrfInvalid] Su sesión ha cambiado. Inicie sesión de nuevo.
    [lockedOut] Demasiados intentos fallidos. Un administrador puede desbloquear la cuenta.
    [busy] El servidor está ocupado. Inténtelo de nuevo en un momento.
    [passwordWeak] Elija una contraseña más larga: al menos doce caracteres, cinco de ellos distintos, sin el nombre.
    [nameTaken] Este nombre ya está en uso.
    [unknownStaff] Esta cuenta ya no existe.
    [unknownConference] Esta conferencia no existe.
    [unknownPerson] Esta persona ya no está inscrita.
    [unknownRegistration] Esta inscripción ya no existe.
    [unknownDeclaration] Esta declaración ya no existe.
    [unknownLetter] No se ha entregado ninguna carta.
    [unknownDocument] Este archivo ya no existe.
    [documentsFull] Los archivos de esta conferencia ocupan todo el espacio previsto para ellos.
    [changedMeanwhile] Otra persona lo ha cambiado entretanto.
    [registrationNotOpen] La inscripción no está abierta.
    [registrationClosed] La inscripción está cerrada. Aún puede admitir a rezagados.
    [alreadyRegistered] Este número o esta dirección ya está inscrito.
    [formForbids] La forma de esta conferencia no admite este tipo de asistencia.
    [participantsFull] Todas las plazas están ocupadas.
    [activeFull] Todas las plazas activas están ocupadas.
    [delegationFull] El cupo de la delegación está agotado.
    [onSiteFull] Todas las plazas en la sala, o las de la delegación, están ocupadas.
    [encodingUnclear] La codificación de este archivo no es segura. Elíjala abajo.
    [channelMissing] No hay ninguna dirección a la que escribir.
    [wrongState] No es posible en el estado actual de la conferencia.
    [fileTypeRefused] Este tipo de archivo no se admite: PDF, Word o texto, con nombre .pdf, .docx o .txt.
    [nameInvalid] Este nombre de archivo no se puede usar.
    [unknownMessage] Este mensaje ya no existe.
    [unknownSlot] Esta sesión ya no existe.
    [slotFull] Esta sesión está completa.
    [unknownKey] Esta clave ya no existe.
   *[other] -
}
desk-field-refused = Revise: { $field }.
desk-column-needed = Elija la columna que contiene: { $field }.
desk-table-refused = { $reason ->
    [binary] Esto no es una tabla. Elija un archivo CSV o XLSX.
    [empty] El archivo está vacío.
   *[other] No se puede leer esta tabla. Elija un archivo CSV o XLSX con una fila de encabezado. (Línea { $line })
}
desk-wrong = { $fault ->
    [needed] Rellene este campo.
    [notNumber] Un número entero, 100 000 como máximo.
    [notTime] Esta fecha y hora no existe.
    [tooEarly] Es antes del comienzo.
    [past] Este momento ya pasó.
    [notLink] Se necesita una dirección que empiece por https://.
    [notZone] Esta zona horaria no se conoce. Ejemplo: Europe/Madrid
    [taken] Ya está en uso.
    [virtual] Una conferencia virtual no tiene plazas en la sala.
    [notId] Solo minúsculas, cifras y guiones; 48 como máximo.
   *[other] El servidor no lo acepta.
}
desk-faults = { $count ->
    [one] Un campo requiere su atención. Aún no se ha guardado nada.
    [many] { $count } de campos requieren su atención. Aún no se ha guardado nada.
   *[other] { $count } campos requieren su atención. Aún no se ha guardado nada.
}

# Conferences
desk-new = Nueva conferencia
desk-new-go-on = Nueva conferencia (sin guardar)
desk-no-conferences = Aún no hay conferencias.
desk-closes-at = Cierre de la inscripción: { $time }
desk-state = { $state ->
    [draft] Borrador
    [planned] Publicada, aún no abierta
    [open] Inscripción abierta
    [closed] Inscripción cerrada
   *[final] Definitiva
}
desk-state-means = { $state ->
    [draft] Solo el personal ve esta conferencia. Al publicarla, todos la ven y sus reuniones se abren a las personas inscritas.
    [planned] Todos ven la conferencia. La inscripción se abre sola a la hora fijada.
    [open] Se puede inscribir a personas. En la fecha límite, o cuando usted la cierre, los delegados a distancia reciben su código de acceso.
    [closed] Los códigos de acceso se han enviado. Aún se puede añadir a rezagados; reciben el suyo enseguida.
   *[final] La lista de participantes es definitiva. Ya no se puede cambiar nada de esta conferencia.
}
desk-form = { $form ->
    [physical] Presencial
    [virtual] Virtual
   *[hybrid] Híbrida
}
desk-where = En qué punto está
desk-places = Plazas
desk-facts = De un vistazo
desk-step = { $step ->
    [publish] Publicar
    [remove] Eliminar el borrador
    [close] Cerrar la inscripción
    [invite] Enviar invitaciones
    [reopen] Reabrir la inscripción
   *[final] Hacer definitiva la lista
}
desk-step-means = { $step ->
    [publish] Todos verán la conferencia, y sus reuniones se abren a las personas inscritas. No se envía nada.
    [remove] El borrador se elimina. No se puede deshacer.
    [close] La inscripción se cierra ahora. Esto es lo que se envía:
    [invite] Cada persona invitada que aún no tiene invitación recibe una por correo, con la fecha límite y las sesiones.
    [reopen] Se puede inscribir a más personas. Los códigos enviados siguen siendo válidos. No se envía nada.
   *[final] La lista de participantes pasa a ser definitiva y ya no se puede cambiar nada de la conferencia. No se envía nada.
}
desk-counting = Contando quién recibe qué…
desk-sent-access = { $count ->
    [one] { $count } delegado a distancia recibe su código de acceso por correo.
    [many] { $count } de delegados a distancia reciben su código de acceso por correo.
   *[other] { $count } delegados a distancia reciben su código de acceso por correo.
}
desk-sent-pending = { $count ->
    [one] { $count } persona espera la acreditación y aún no recibe nada.
    [many] { $count } de personas esperan la acreditación y aún no reciben nada.
   *[other] { $count } personas esperan la acreditación y aún no reciben nada.
}
desk-sent-without = { $count ->
    [one] { $count } persona acreditada no tiene dirección y no recibe nada.
    [many] { $count } de personas acreditadas no tienen dirección y no reciben nada.
   *[other] { $count } personas acreditadas no tienen dirección y no reciben nada.
}
desk-closed = { $count ->
    [one] La inscripción está cerrada. { $count } mensaje está en camino.
    [many] La inscripción está cerrada. { $count } de mensajes están en camino.
   *[other] La inscripción está cerrada. { $count } mensajes están en camino.
}
desk-meter = { $what ->
    [registered] Inscritos
    [active] Plazas activas
    [onSite] Plazas en la sala
    [waiting] En lista de espera
    [invited] Invitados
   *[pending] A la espera de acreditación
}
desk-of = { $taken } de { $limit }

# The form of a conference
desk-part = { $part ->
    [basics] La conferencia
    [dates] Fechas
    [places] Plazas y cupos
   *[rules] Inscripción
}
desk-plan-field = { $field ->
    [title] Título
    [conferenceId] Nombre corto en las direcciones
    [form] Forma
    [venue] Lugar
    [languages] Idiomas de interpretación
    [startsAt] Comienzo
    [endsAt] Fin
    [opensAt] Apertura de la inscripción
    [deadlineAt] Fecha límite de inscripción
    [timezone] Zona horaria
    [participantsLimit] Participantes como máximo
    [activeLimit] Participantes activos como máximo
    [onSiteLimit] Plazas en la sala
    [quota] Cupo de una delegación
    [quotas] Cupos de algunas delegaciones
    [onSiteQuota] Plazas en la sala de una delegación
    [delegations] Delegaciones
    [groups] Grupos de la lista, en orden
    [documents] Documentos
    [sittings] Sesiones
    [accreditationRequired] Se exige acreditación
    [accreditationMails] Informar por correo de la decisión sobre la acreditación
    [ownForm] Cada cual puede inscribirse en la página pública
    [webcastDeclarations] Quien siguió la transmisión puede declararlo para la lista definitiva
    [retentionDays] Días hasta que se borran los datos personales
    [invitation] Texto de la invitación
    [reminderDays] Recordatorio, días antes de la fecha límite
   *[other] -
}
desk-text-in = { $label } ({ $language })
desk-other-languages = Otros idiomas ({ $filled } de { $all } rellenados)
desk-id-hint = Forma parte de cada enlace, por ejemplo gc-2027. No se puede cambiar después.
desk-dates-hint = Todas las horas son las de la zona horaria indicada abajo.
desk-opens-hint = Vacío: en cuanto se publica.
desk-deadline-hint = Vacío: la cierra usted.
desk-places-hint = Un campo vacío no fija ningún límite.
desk-accreditation-hint = Nadie recibe un código de acceso antes de que la oficina lo apruebe.
desk-own-form-hint = Cuando no existe otro sistema de inscripción.
desk-declarations-hint = La oficina aprueba cada declaración.
desk-invitation-hint = Se le añaden la fecha límite y las sesiones.
desk-retention-hint = A contar desde el fin de la conferencia.
desk-sittings-hint = Las sesiones que nombran la misma reunión comparten su sala, su lista de oradores y su enlace.
desk-documents-hint = Enlaces o archivos que muestran la página pública y la reunión.
desk-delegations-hint = No hace falta añadir países: se conocen sus nombres y su orden. Añada una delegación para darle un cupo, un nombre o un lugar propios.
desk-groups-hint = Separados por comas. Conocidos: members, observers, organisations.
desk-sitting = Sesión { $number }
desk-add-sitting = Añadir una sesión
desk-meeting = Reunión
desk-meeting-hint = Forma parte del enlace /meeting/…
desk-public = Pública
desk-agenda = Orden del día ({ $count })
desk-agenda-item = Punto { $number } del orden del día
desk-agenda-number = Número
desk-add-agenda-item = Añadir un punto
desk-document = Documento { $number }
desk-add-document = Añadir un documento
desk-symbol = Signatura
desk-link = Enlace
desk-delegation = Delegación { $number }
desk-add-delegation = Añadir una delegación
desk-own-quota = Cupo propio
desk-group-of = Grupo
desk-group-own = El conocido
desk-group = { $group ->
    [members] Miembros
    [observers] Observadores
    [organisations] Organizaciones
   *[other] { $name }
}
desk-order = Orden antes del nombre
desk-order-hint = Vacío: por nombre.
desk-official-name = Nombre oficial
desk-remove = Quitar
desk-save = Guardar
desk-found = Crear la conferencia
desk-discard = Descartar los cambios
desk-unsaved = Aún sin guardar
desk-saved = Guardado.
desk-merged = Las dos versiones están unidas. Revíselas y guarde.
desk-meanwhile = Otra persona ha guardado esta conferencia
desk-meanwhile-text = Nada de lo que ha escrito se pierde. Elija qué vale donde ambos cambiaron algo.
desk-meanwhile-taken = Cambiado solo por la otra persona, y adoptado: { $fields }
desk-ours = Mi versión
desk-theirs = La otra versión
desk-merge = Unir y revisar
desk-yes-no = { $is ->
    [true] Sí
   *[false] No
}

# People
desk-people = { $count ->
    [one] { $count } persona
    [many] { $count } de personas
   *[other] { $count } personas
}
desk-searching = Buscando…
desk-find = Nombre, número, dirección o delegación
desk-any = Todos
desk-add-person = Añadir una persona
desk-export = Guardar como CSV
desk-field = { $field ->
    [number] Número de inscripción
    [email] Correo electrónico
    [honorific] Tratamiento
    [givenName] Nombre
    [familyName] Apellidos
    [language] Idioma
    [phone] Teléfono
    [role] Papel
    [delegation] Delegación
    [function] Cargo
    [rank] Rango en la delegación
    [booth] Cabina (idioma)
    [attendance] Asistencia
    [accreditation] Acreditación
    [standing] Inscripción
    [reason] Motivo
    [name] Nombre
    [encoding] Codificación
   *[other] { $field }
}
desk-role = { $role ->
    [delegate] Participante activo
    [passive] Participante pasivo
    [chair] Presidencia
    [moderator] Moderador
    [interpreter] Intérprete
   *[technician] Técnico
}
desk-attendance = { $attendance ->
    [onSite] En persona
    [webcast] Por la transmisión
   *[remote] A distancia
}
desk-accreditation = { $accreditation ->
    [pending] Pendiente
    [approved] Aprobada
   *[refused] Denegada
}
desk-standing = { $standing ->
    [registered] Inscrito
    [waiting] En lista de espera
    [invited] Invitado
   *[cancelled] Retirado
}
desk-locked = Bloqueado
desk-late = Admitir como rezagado, después de la fecha límite
desk-on-waiting-list = Poner en lista de espera
desk-register = Inscribir
desk-services = Para esta persona
desk-unlock = Desbloquear
desk-unlocked = Desbloqueado.
desk-new-access = Nuevo código de acceso
desk-access-sent = Un nuevo código de acceso está en camino.
desk-withdraw = Retirar la inscripción
desk-withdrawn = La inscripción se ha retirado.
desk-restore = Inscribir de nuevo
desk-everything = Guardar todo lo que se conserva de esta persona
desk-erase = Borrar a esta persona
desk-person-step = { $step ->
    [withdraw] La plaza queda libre y el código de acceso deja de funcionar.
    [access] El código anterior deja de funcionar enseguida y se envía uno nuevo por correo.
   *[erase] Se borra todo lo que se conserva de esta persona, en todas las conferencias. No se puede deshacer.
}
desk-refused-because = Motivo de la denegación: { $reason }
desk-letter-attach = Añadir una carta
desk-letter-other = Sustituir la carta
desk-letter-open = Abrir la carta
desk-letter-save = Guardar la carta
desk-no-letter = Sin carta

# Import
desk-import-hint = Una tabla CSV o XLSX con una fila de encabezado. Verá qué cambiaría antes de que ocurra nada; la misma tabla dos veces no cambia nada.
desk-file = Elegir una tabla
desk-file-other = Elegir otro archivo
desk-look-again = Leer de nuevo
desk-reading = Leyendo la tabla…
desk-encoding = Codificación
desk-encoding-found = Reconocida: { $encoding }
desk-encoding-any = Reconocer
desk-name-encoding = La codificación es una suposición: compare las primeras filas y elíjala arriba.
desk-as-invited = Solo invitar a estas personas: aún no ocupan plaza
desk-preview = Qué cambiaría la tabla
desk-applied = La tabla se ha incorporado
desk-outcome = { $outcome ->
    [added] Nuevos: { $number }
    [changed] Cambiados: { $number }
    [unchanged] Sin cambios: { $number }
   *[refused] No admitidos: { $number }
}
desk-refusals = Filas que no se pueden admitir
desk-refusals-hint = Corríjalas en su tabla y elíjala de nuevo, o aplique sin ellas.
desk-row = Línea { $line }
desk-row-twice = La misma persona que en la línea { $line }.
desk-row-fields = No se puede admitir: { $fields }
desk-missing = { $count ->
    [one] { $count } persona inscrita no está en la tabla. Nada cambia para ella.
    [many] { $count } de personas inscritas no están en la tabla. Nada cambia para ellas.
   *[other] { $count } personas inscritas no están en la tabla. Nada cambia para ellas.
}
desk-see-people = Ver las personas
desk-apply = { $count ->
    [one] Aplicar: { $count } persona
    [many] Aplicar: { $count } de personas
   *[other] Aplicar: { $count } personas
}
desk-columns = Qué columna es qué
desk-columns-hint = Se necesita un apellido, y un número de inscripción o una dirección electrónica.
desk-no-column = Ninguna columna
desk-first-rows = Primeras filas

# Accreditation
desk-approve = Aprobar
desk-refuse = Denegar
desk-reason = Motivo
desk-reason-hint = Se puede comunicar a la persona.
desk-decided = { $decision ->
    [approved] Aprobado: { $name }
    [refused] Denegado: { $name }
   *[pending] De nuevo pendiente: { $name }
}

# Check-in
desk-check-in = Registrar la llegada
desk-check-in-hint = Para quienes asisten en persona. Escriba el número de la credencial y pulse Intro, o elija un nombre.
desk-sitting-of = Sesión
desk-no-sittings = Esta conferencia aún no tiene sesiones.
desk-find-badge = Número o nombre
desk-find-badge-hint = Intro registra la llegada cuando queda una sola persona.
desk-nobody = No se encontró a nadie
desk-here = Llegada registrada
desk-here-already = Ya estaba registrada
desk-present = { $count ->
    [one] { $count } llegada registrada
    [many] { $count } de llegadas registradas
   *[other] { $count } llegadas registradas
}
desk-obstacle = { $obstacle ->
    [standing] No inscrito
    [accreditation] No acreditado
   *[attendance] Asiste a distancia
}
desk-latest = Últimas llegadas

# Messages
desk-messages = { $count ->
    [one] { $count } mensaje
    [many] { $count } de mensajes
   *[other] { $count } mensajes
}
desk-message-states = Estados de los mensajes
desk-message-state = { $state ->
    [queued] En espera
    [sending] Enviándose
    [sent] Enviado
    [held] Retenido
    [refused] Rechazado
    [failed] Abandonado
    [uncertain] Incierto
   *[expired] Caducado
}
desk-all = Todos
desk-refresh = Actualizar
desk-held-hint = Retenido: no hay configurado ningún servidor de correo ni pasarela de SMS. Lea el mensaje y entréguelo usted.
desk-kind = { $kind ->
    [access] Código de acceso
    [oneTime] Código de un solo uso
    [invitation] Invitación
    [reminder] Recordatorio
    [accreditation] Acreditación
    [onSite] Lugar y horario
    [changed] Cambio de fechas
    [cancelled] Cancelación
    [coachingBooked] Formación reservada
    [coachingReminder] Recordatorio de formación
    [coachingChanged] Formación cambiada
    [coachingCancelled] Formación retirada
   *[other] Aviso
}
desk-channel = { $channel ->
    [sms] SMS
   *[mail] Correo
}
desk-somebody = Alguien
desk-read = Leer
desk-send-again = Enviar de nuevo
desk-look-noted = Esta consulta queda anotada en el registro de auditoría.
desk-calendar = Guardar el calendario
desk-more = Mostrar más

# The official list
desk-list-language = Idioma de la lista
desk-edition-label = Edición
desk-edition = { $edition ->
    [provisional] Provisional
   *[final] Definitiva
}
desk-edition-means = { $edition ->
    [provisional] Todas las personas acreditadas, en este momento.
   *[final] Todas las personas acreditadas en la sala, los delegados a distancia que entraron y las declaraciones aprobadas.
}
desk-declarations = Siguieron la transmisión
desk-no-declarations = Nadie lo ha declarado todavía.

# Audit log
desk-who = { $who ->
    [system] El servidor
    [registration] Un delegado
    [key] Clave { $id }
   *[other] { $id }
}
desk-act = { $act ->
    [conferenceAdded] creó la conferencia
    [conferenceChanged] cambió la conferencia
    [conferencePublished] publicó la conferencia
    [conferenceRemoved] eliminó el borrador
    [registrationClosed] cerró la inscripción
    [registrationReopened] reabrió la inscripción
    [listFinal] hizo definitiva la lista
    [registered] inscribió a una persona
    [registrationChanged] cambió una inscripción
    [personChanged] cambió a una persona
    [personErased] borró a una persona
    [personExported] entregó los datos de una persona
    [tableImported] importó una tabla
    [letterAttached] añadió una carta
    [accreditation-approved] aprobó una acreditación
    [accreditation-refused] denegó una acreditación
    [accreditation-pending] dejó pendiente una acreditación
    [declaration-approved] aprobó una declaración
    [declaration-refused] denegó una declaración
    [declaration-pending] dejó pendiente una declaración
    [accessRenewed] envió un nuevo código de acceso
    [unlocked] desbloqueó a una persona
    [checkedIn] registró una llegada
    [codeAsked] pidió un código de un solo uso
    [authenticatorEnrolled] vinculó una aplicación de autenticación
    [messageRead] leyó un mensaje retenido
    [sentAgain] envió de nuevo un mensaje
    [staffAdded] creó una cuenta
    [staffDisabled] desactivó una cuenta
    [staffRenewed] renovó una cuenta
    [staffUnlocked] desbloqueó una cuenta
    [invitationSent] envió invitaciones
    [invitedReminded] recordó a los invitados
    [keyIssued] emitió una clave
    [keyRevoked] revocó una clave
    [slotAdded] ofreció sesiones de formación
    [slotChanged] cambió una sesión de formación
    [slotWithdrawn] retiró una sesión de formación
    [signInTried] intentó iniciar sesión
    [signedIn] inició sesión
   *[other] { $name }
}

# Accounts
desk-accounts = Cuentas
desk-new-account = Nueva cuenta
desk-password-hint = Doce caracteres como mínimo. Entréguela en persona.
desk-add-account = Crear la cuenta
desk-disable = Desactivar
desk-disabled = Desactivada
desk-disable-text = { $name } ya no puede iniciar sesión, y todas sus sesiones abiertas terminan.
desk-staff-role = { $role ->
    [administrator] Administrador
    [organiser] Organizador
    [desk] Oficina de inscripción
    [technician] Técnico
   *[auditor] Auditor
}
desk-role-may = { $role ->
    [administrator] Puede hacerlo todo, incluidas las cuentas y los datos personales.
    [organiser] Conferencias, tablas, cierre, lista, registro de auditoría y todo lo que puede la oficina.
    [desk] Personas, acreditación, mensajes, llegadas, desbloqueo y lista.
    [technician] Consulta las conferencias y desbloquea a personas.
   *[auditor] Consulta las conferencias y el registro de auditoría.
}
desk-enrolment = La cuenta { $name } existe. El secreto de autenticación solo se muestra esta vez: escanéelo o escríbalo en la aplicación.
desk-enrolment-picture = Código QR del secreto de autenticación

# Keys
desk-keys-hint = Otro sistema usa una clave en lugar de una cuenta, por ejemplo para inscribir a personas por número.
desk-scopes = Qué permite la clave
desk-add-key = Emitir una clave
desk-key-secret = Copie el secreto ahora: solo se muestra esta vez.
desk-revoke = Revocar
desk-revoke-text = El sistema que usa esta clave queda excluido enseguida.
desk-revoked = Ya no es válida
desk-key-used = Último uso: { $time }
desk-key-unused = Nunca usada
desk-duty = { $duty ->
    [read] Consultar conferencias
    [people] Personas
    [import] Tablas
    [accredit] Acreditación
    [list] Lista
   *[messages] Mensajes
}

# Coaching
desk-add-slots = Ofrecer sesiones
desk-slot-number = { $name ->
    [minutes] Minutos cada una
    [places] Plazas cada una
   *[count] Cuántas, una tras otra
}
desk-slot-what = Tipo
desk-slot-kind = { $kind ->
    [coaching] Formación
   *[test] Prueba
}
desk-no-slots = Aún no se ofrecen sesiones.
desk-booked = { $taken } de { $places } reservadas
desk-came = Asistió
desk-no-show = No asistió
desk-slot-withdraw = Retirar
desk-slot-withdraw-text = Quien reservó esta sesión recibe un correo.
desk-slot-join = Entrar como técnico

# Help
desk-help-title = { $topic ->
    [plan] 1 · Preparar una conferencia
    [people] 2 · Inscribir a personas
    [accreditation] 3 · Acreditar
    [close] 4 · Cerrar la inscripción
    [entry] 5 · Ayudar a entrar
    [check-in] 6 · Registrar llegadas en la sala
    [list] 7 · La lista de participantes
   *[privacy] Datos personales
}
desk-help-text = { $topic ->
    [plan] Cree la conferencia con sus títulos, fechas, plazas y sesiones. Es un borrador hasta que la publique; entonces se abren su página pública y sus reuniones.
    [people] Importe una tabla, añada a personas una a una o deje que se inscriban donde lo haya permitido. Quien no encuentra plaza puede esperar; las plazas que quedan libres son para quienes más han esperado.
    [accreditation] Abra la carta y luego apruebe o deniegue con un motivo. Solo las personas aprobadas reciben un código de acceso y figuran en la lista.
    [close] En la fecha límite, o a mano, cada delegado a distancia acreditado recibe un correo en su idioma con el enlace, el código de acceso y el calendario. Quien se acredita después recibe el suyo enseguida. Ningún mensaje se envía dos veces.
    [entry] El delegado abre el enlace, escribe su código de acceso y luego un código de un solo uso recibido por correo, SMS o aplicación. Tras demasiados códigos erróneos queda bloqueado: busque a la persona y desbloquéela. Un nuevo código de acceso anula el anterior.
    [check-in] En la puerta, escriba el número de la credencial o algunas letras del nombre y pulse Intro. Los delegados a distancia quedan registrados al entrar en la reunión.
    [list] La lista provisional nombra a todas las personas acreditadas. Hágala definitiva después de la reunión; entonces nombra a quienes asistieron.
   *[privacy] Los administradores pueden guardar todo lo que se conserva de una persona y borrarlo. Todo se borra por sí solo cuando pasan los días fijados en la conferencia. El registro de auditoría no nombra a nadie.
}

# Archivos de los documentos, accesos bloqueados, ediciones
desk-files = Archivos
desk-files-later = Los archivos se pueden entregar una vez creada la conferencia.
desk-file-language = Idioma del archivo
desk-add-file = Entregar un archivo
desk-file-sending = Enviando el archivo…
desk-locked-hint = Quien agota todos sus códigos de un solo uso espera aquí. Compruebe quién es antes de desbloquear.
desk-nobody-locked = Nadie está bloqueado.
desk-version-label = Versión
desk-version-newest = La más reciente
desk-version = { $number }, de { $time }
desk-new-edition = Hacer una nueva lista definitiva
desk-new-edition-text = Se incluyen las declaraciones decididas desde entonces. Las versiones anteriores se conservan.
desk-edition-same = Nada ha cambiado en la lista: no hay una nueva versión.
desk-slot-edit = Cambiar
desk-slot-edit-text = Quien reservó esta sesión recibe un correo sobre el cambio.
desk-key-expires = Válida hasta
desk-key-expires-hint = Déjelo vacío para una clave válida hasta que se revoque.
desk-key-until = Válida hasta { $time }
desk-sent-on-site = { $count ->
    [one] { $count } persona presencial recibe lugar y horario por correo.
    [many] { $count } de personas presenciales reciben lugar y horario por correo.
   *[other] { $count } personas presenciales reciben lugar y horario por correo.
}
