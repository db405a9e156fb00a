# Public page
check-title = Compruebe su equipo y su conexión
check-lead = Unos minutos bien empleados antes de la reunión. Nada de lo que diga o muestre sale de su equipo, salvo una imagen de prueba hecha de ruido. Puede omitir y repetir cada paso.
check-kind = ¿Cómo participará?
check-role = { $role ->
    [active] Puedo tomar la palabra: comprobar todo
   *[passive] Solo sigo la reunión: altavoz y red
}
check-again = Comprobar otra vez

# Steps
arrival-step = Paso { $position } de { $steps }
arrival-title = { $step ->
    [browser] Navegador
    [loudspeaker] Altavoz o auriculares
    [microphone] Micrófono
    [echo] Auriculares y eco
    [camera] Cámara y luz
    [network] Red
   *[language] Idioma
}
arrival-lead = { $step ->
    [browser] Miramos lo que usted utiliza; no hay nada que hacer.
    [loudspeaker] Suena un tono primero a la izquierda y luego a la derecha. Póngase los auriculares antes de empezar.
    [microphone] Lea la frase en voz alta. Después se oirá; la grabación queda en su equipo.
    [echo] Suena un tono breve ascendente y su micrófono escucha si lo oye. Lleve los auriculares como en la reunión.
    [camera] Se ve como le verán los demás. La luz debe venir de frente, no de una ventana detrás de usted.
    [network] Se prueba el camino real hacia la reunión y se carga unos diez segundos, con 4 Mbit/s.
   *[language] ¿Qué idioma desea escuchar? Podrá cambiarlo en cualquier momento de la reunión.
}
arrival-outcome = { $outcome ->
    [good] Correcto
    [warning] Conviene revisarlo
    [failed] No funciona
   *[skipped] Omitido
}
arrival-advice = { $advice ->
    [browserUnknown] Este navegador no se ha probado con el producto. Chrome, Edge y Firefox sí.
    [browserOld] Su navegador es antiguo. Actualícelo, por favor.
    [insecureContext] Esta página no se abrió por https, así que el navegador no permite micrófono ni cámara. Abra la dirección que empieza por https.
    [noWebrtc] Este navegador no puede enviar ni recibir sonido e imagen en directo. Use Chrome, Edge o Firefox.
    [deviceDenied] El navegador no obtuvo permiso para usar el dispositivo.
    [deviceMissing] No se encontró ningún dispositivo. Conéctelo, espere un momento y repita el paso.
    [deviceBusy] Otro programa usa el dispositivo. Cierre otras videollamadas y repita el paso.
    [notHeard] Compruebe que los auriculares están conectados, que el altavoz elegido es el correcto y el volumen está alto, y repita el paso.
    [oneSide] Un lado está mudo. Introduzca bien la clavija o use otros auriculares.
    [micSilent] El micrófono no captó nada. ¿Está silenciado en el cable o se eligió otro?
    [micQuiet] Su voz es demasiado débil. Acerque el micrófono a la boca o suba su nivel.
    [micClipping] Su voz se distorsiona. Baje el nivel del micrófono o aléjelo un poco.
    [micNoisy] Hay ruido a su alrededor. Cierre puertas y ventanas, apague ventiladores y use auriculares con micrófono.
    [micNotHeardBack] No se oyó bien. Los intérpretes tampoco le oirían: pruebe otro micrófono.
    [echoFound] Su micrófono oye su altavoz: los demás se oirían a sí mismos. Use auriculares, por favor.
    [cameraDark] Su imagen está oscura. Ponga una lámpara delante de usted.
    [cameraBright] Su imagen es demasiado clara. Aparte la lámpara o evite el sol.
    [cameraFlat] Apenas se distingue algo en su imagen. ¿Hay una ventana detrás o algo sobre el objetivo?
    [cameraStill] La imagen no se mueve. ¿Está tapada la cámara?
    [downSlow] Su conexión recibe menos de los 4 Mbit/s recomendados: las imágenes serán más pequeñas. Use un cable y detenga las descargas.
    [upSlow] Su conexión envía menos de los 4 Mbit/s recomendados: le verán en una imagen más pequeña. Use un cable.
    [loss] Se pierden paquetes por el camino. Use un cable en lugar de la wifi.
    [delay] El camino hasta el servidor es largo: las respuestas llegarán tarde.
    [jitter] Los paquetes llegan de forma irregular. Use un cable en lugar de la wifi.
    [noUdp] Su red bloquea UDP. La reunión funciona por TCP, con más retraso. Pida a su administrador que permita UDP.
    [relayOnly] Su red solo deja pasar la reunión por un relé. Pida a su administrador que permita UDP.
    [noPath] Su red no deja pasar sonido ni imagen. Pruebe otra red o consulte a su administrador.
    [testBusy] Muchas personas están probando en este momento. Repita el paso dentro de un minuto.
   *[testUnavailable] No se pudo comprobar la red. Repita el paso o siga sin él.
}
arrival-allow = { $browser ->
    [chrome] Pulse el signo a la izquierda de la dirección, permita micrófono y cámara y repita el paso.
    [edge] Pulse el candado a la izquierda de la dirección, permita micrófono y cámara y repita el paso.
    [firefox] Pulse el signo tachado en la barra de direcciones, quite el bloqueo y repita el paso.
    [safari] Elija «Ajustes para este sitio web» en el menú de Safari, permita micrófono y cámara y repita el paso.
   *[other] Permita micrófono y cámara en los ajustes del navegador y repita el paso.
}

# Sound
arrival-play = Reproducir el tono
arrival-side = { $side ->
    [left] Izquierda…
    [right] Derecha…
   *[both] Ambos lados…
}
arrival-heard = ¿Qué oyó?
arrival-heard-both = Ambos lados
arrival-heard-one = Un solo lado
arrival-heard-none = Nada
arrival-speak-words = «Señora Presidenta, gracias. Mi delegación celebra este informe y apoya la propuesta».
arrival-record = Grabar cuatro segundos
arrival-mic-stage = { $stage ->
    [recording] Hable ahora: se le está grabando…
   *[playing] Así se le oye…
}
arrival-heard-yourself = ¿Se oyó con claridad?
arrival-heard-well = Sí
arrival-heard-badly = No, o mal
arrival-level = Nivel de su micrófono
arrival-echo = Buscar el eco

# Picture, network, language
arrival-camera = Mostrar mi imagen
arrival-own-picture = Su propia imagen
arrival-network = Comprobar la red
arrival-phase = { $phase ->
    [waiting] Otros están probando. Usted es el número { $position } de la cola.
    [reaching] Buscando caminos hacia el servidor…
    [down] Recepción: { $rate } Mbit/s
   *[up] Envío: { $rate } Mbit/s
}
arrival-figures = Lo que se midió
arrival-down = Recepción
arrival-up = Envío
arrival-rate = { $rate } Mbit/s
arrival-loss-down = Pérdidas hacia usted
arrival-loss-up = Pérdidas desde usted
arrival-jitter = Fluctuación
arrival-round-trip = Ida y vuelta
arrival-ms = { $value } ms
arrival-path = { $path ->
    [udp] Por UDP
    [tcp] Por TCP
   *[relay] Por un relé
}
arrival-path-outcome = { $outcome ->
    [works] funciona
    [fails] no pasa
   *[none] no se ofrece
}
arrival-language = Idioma de escucha
arrival-choose = Elija, por favor
arrival-floor = Original (sala)

# The way through, and the result
arrival-next = Siguiente
arrival-finish = Mostrar el resultado
arrival-skip = Omitir este paso
arrival-back = Atrás
arrival-skip-all = Seguir sin la comprobación
arrival-verdict = { $verdict ->
    [good] Todo está listo
    [usable] Puede participar, con reservas
   *[unfit] Su conexión no es apta para la reunión
}
arrival-verdict-words = { $verdict ->
    [good] Todo lo comprobado funciona.
    [usable] La reunión funcionará; lo señalado abajo la mejoraría.
   *[unfit] Pruebe otra red o pida ayuda al servicio de asistencia. Puede entrar de todos modos.
}
arrival-reference = Número de referencia para la asistencia:
arrival-no-reference = El resultado no se pudo guardar para la asistencia. Cópielo o imprímalo.
arrival-repeat = Repetir
arrival-repeat-step = Repetir: { $step }
arrival-go-on = Continuar
arrival-copy = Copiar el resultado
arrival-copied = Copiado
arrival-print = Imprimir

# The test meeting
test-meeting = Pruebe: la reunión de prueba
test-meeting-words = Un robot le da la palabra y unos segundos después se oye a sí mismo en los canales de idioma.
