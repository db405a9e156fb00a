# Pages of the webcast
watch-pages = Páginas
watch-recordings = Grabaciones
watch-help = Ayuda
watch-gone = No hay nada en esta dirección, o ya no lo hay.
watch-off = { $reason ->
    [inCamera] La sesión no es pública.
    [sittingScheduled] La sesión aún no ha comenzado.
    [sittingSuspended] La sesión está suspendida.
    [sittingClosed] La sesión se ha levantado.
    [notAllowed] Esta reunión no se transmite.
   *[none] No hay ninguna difusión en este momento.
}
watch-last = Ver la última grabación
watch-authentic = Solo el original es auténtico. La interpretación ayuda a comprender.

# Player
watch-player = Reproductor
watch-play = Reproducir
watch-pause = Pausa
watch-interrupted = Interrumpido. Se intenta de nuevo…
watch-position = Posición
watch-behind = { $value } por detrás del directo
watch-live = Directo
watch-from-start = Desde el comienzo
watch-language = Idioma
watch-original = Original (sala)
watch-no-captions = Sin subtítulos
watch-captions-in = Subtítulos: { $language }
watch-quality = Calidad
watch-quality-auto = Automática
watch-speed = Velocidad
watch-in-picture = Imagen en imagen
watch-sound-only = Solo sonido
watch-sign = Lengua de señas

# Beside it
watch-index = Orden del día y oradores
watch-index-empty = Nadie ha hablado todavía.
watch-transcript = Transcripción
watch-transcript-language = Idioma de la transcripción
watch-transcript-search = Buscar en la transcripción
watch-transcript-follow = Seguir la imagen
watch-transcript-empty = Aún no se ha escrito nada.
watch-transcript-found = { $count ->
    [one] { $count } línea
    [many] { $count } de líneas
   *[other] { $count } líneas
}
watch-permalink = Enlace
watch-whole = La grabación completa
watch-share = Compartir
watch-address = Dirección
watch-embed = Para otra página
watch-downloads = Descargas
watch-all-languages = todos los idiomas
watch-download = { $kind ->
    [mp4] Imagen y sonido (MP4)
    [m4a] Sonido (M4A)
    [vtt] Subtítulos (WebVTT)
    [chapters] Capítulos (JSON)
   *[manifest] Sumas de control (JSON)
}

# Recordings
watch-words = Palabras
watch-speaker = Orador
watch-item = Punto del orden del día
watch-from = Desde
watch-to = Hasta
watch-search = Buscar
watch-none = No se ha encontrado nada.
watch-more = Más
watch-found = { $count ->
    [one] { $count } grabación
    [many] { $count } de grabaciones
   *[other] { $count } grabaciones
}

# Corrections
correct = Corregir (operadores)
correct-staff-only = Solo el personal a cargo de las grabaciones puede corregirlas.
correct-sign-in = Iniciar sesión
correct-what = Qué
correct-language = Idioma
correct-from = Desde (h:mm:ss)
correct-to = Hasta (h:mm:ss)
correct-here = Aquí
correct-file = Elegir un archivo (WAV, FLAC, MP3)
correct-consented = Quienes se oyen en él consienten la grabación
correct-chapter = Capítulo
correct-title = Título
correct-speaker = Orador
correct-delegation = Delegación
correct-why = Motivo
correct-send = Crear una revisión
correct-none = No se ha corregido nada.
correct-made = Correcciones
correct-revision = Revisión { $number }: { $kind }
correct-kind = { $kind ->
    [mute] Silenciar un tramo
    [sound] Sustituir el sonido
    [trim] Recortar el principio y el final
   *[chapter] Corregir un capítulo
}
correct-state = { $state ->
    [making] en curso
    [refused] rechazada
   *[made] hecha
}
correct-error = { $code ->
    [recordingNotReady] La grabación aún no está completa en el disco.
    [soundUnreadable] El archivo no contiene sonido legible.
    [nothingRecorded] Ahí no hay nada grabado.
    [notWritten] El disco no lo aceptó.
   *[unknownRecording] La grabación ya no existe.
}
