# Pages of the webcast
watch-pages = Страницы
watch-recordings = Записи
watch-help = Справка
watch-gone = По этому адресу ничего нет или уже нет.
watch-off = { $reason ->
    [inCamera] Заседание закрытое.
    [sittingScheduled] Заседание ещё не началось.
    [sittingSuspended] В заседании перерыв.
    [sittingClosed] Заседание закрыто.
    [notAllowed] Это заседание не транслируется.
   *[none] Сейчас трансляции нет.
}
watch-last = Смотреть последнюю запись
watch-authentic = Аутентичен только оригинал. Перевод помогает понимать.

# Player
watch-player = Проигрыватель
watch-play = Воспроизвести
watch-pause = Пауза
watch-interrupted = Прервано. Новая попытка…
watch-position = Положение
watch-behind = { $value } позади прямого эфира
watch-live = Прямой эфир
watch-from-start = С начала
watch-language = Язык
watch-original = Оригинал (зал)
watch-no-captions = Без субтитров
watch-captions-in = Субтитры: { $language }
watch-quality = Качество
watch-quality-auto = Автоматически
watch-speed = Скорость
watch-in-picture = Картинка в картинке
watch-sound-only = Только звук
watch-sign = Жестовый язык

# Beside it
watch-index = Повестка дня и ораторы
watch-index-empty = Никто ещё не выступал.
watch-transcript = Стенограмма
watch-transcript-language = Язык стенограммы
watch-transcript-search = Искать в стенограмме
watch-transcript-follow = Следовать за изображением
watch-transcript-empty = Пока ничего не записано.
watch-transcript-found = { $count ->
    [one] { $count } строка
    [few] { $count } строки
    [many] { $count } строк
   *[other] { $count } строки
}
watch-permalink = Ссылка
watch-whole = Вся запись
watch-share = Поделиться
watch-address = Адрес
watch-embed = Для другой страницы
watch-downloads = Скачать
watch-all-languages = все языки
watch-download = { $kind ->
    [mp4] Изображение и звук (MP4)
    [m4a] Звук (M4A)
    [vtt] Субтитры (WebVTT)
    [chapters] Главы (JSON)
   *[manifest] Контрольные суммы (JSON)
}

# Recordings
watch-words = Слова
watch-speaker = Оратор
watch-item = Пункт повестки дня
watch-from = С
watch-to = По
watch-search = Искать
watch-none = Ничего не найдено.
watch-more = Ещё
watch-found = { $count ->
    [one] { $count } запись
    [few] { $count } записи
    [many] { $count } записей
   *[other] { $count } записи
}

# Corrections
correct = Исправить (операторы)
correct-staff-only = Исправлять записи могут только сотрудники, которые за них отвечают.
correct-sign-in = Войти
correct-what = Что
correct-language = Язык
correct-from = С (ч:мм:сс)
correct-to = До (ч:мм:сс)
correct-here = Здесь
correct-file = Выбрать файл (WAV, FLAC, MP3)
correct-consented = Те, кого в нём слышно, согласны на запись
correct-chapter = Раздел
correct-title = Название
correct-speaker = Оратор
correct-delegation = Делегация
correct-why = Причина
correct-send = Создать редакцию
correct-none = Ничего не исправлялось.
correct-made = Исправления
correct-revision = Редакция { $number }: { $kind }
correct-kind = { $kind ->
    [mute] Заглушить отрезок
    [sound] Заменить звук
    [trim] Обрезать начало и конец
   *[chapter] Исправить раздел
}
correct-state = { $state ->
    [making] готовится
    [refused] отклонено
   *[made] готово
}
correct-error = { $code ->
    [recordingNotReady] Запись ещё не вся на диске.
    [soundUnreadable] В файле нет звука, который можно прочесть.
    [nothingRecorded] Там ничего не записано.
    [notWritten] Диск этого не принял.
   *[unknownRecording] Записи больше нет.
}
