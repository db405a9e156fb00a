access-subject = { $conference }: su código de acceso
greeting = Estimado/a { $name }:
access-registered = Está inscrito/a como participante a distancia en la siguiente reunión:
access-when = { $start } – { $end } ({ $timezone })
access-what = Para participar, abra esta dirección en Chrome, Firefox o Edge en una computadora:
access-code = y escriba su código de acceso:
access-second = Recibirá entonces un código de un solo uso por correo electrónico o en su teléfono móvil. Sustituye a la credencial: escríbalo para entrar. No comunique su código de acceso a nadie.
access-active = Puede pedir la palabra. Utilice auriculares con micrófono y una cámara, conéctelos antes de comenzar y elija un lugar tranquilo y bien iluminado.
access-passive = Puede seguir los debates en todos los idiomas y utilizar el chat general.
access-before = Conéctese con antelación suficiente para comprobar su equipo y su conexión; se recomiendan 4 Mbit/s en ambos sentidos.
access-calendar = El archivo adjunto añade la reunión a su calendario.
closing = Atentamente,
one-time-subject = { $code } es su código de un solo uso
one-time-text = Su código de un solo uso para { $conference }:
one-time-life = { $minutes ->
    [one] Es válido durante un minuto y solo puede utilizarse una vez.
   *[other] Es válido durante { $minutes } minutos y solo puede utilizarse una vez.
}
one-time-warning = Si no lo ha pedido, otra persona conoce su código de acceso: informe al servicio de inscripción.
one-time-sms = { $code } es su código de un solo uso para { $conference }. No lo comunique nunca.
list-members = Miembros
list-observers = Observadores
list-organisations = Organizaciones
list-column-group = Grupo
list-column-delegation = Delegación
list-column-honorific = Tratamiento
list-column-familyname = Apellidos
list-column-givenname = Nombre
list-column-function = Cargo
list-column-attendance = Asistencia
list-column-checkedinat = Entrada
list-attendance-onsite = Presencial
list-attendance-remote = A distancia
list-attendance-webcast = Transmisión web
