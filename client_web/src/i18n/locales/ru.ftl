# Entry page
entry-title = Займите своё место
entry-lead = Следите за обсуждением на своём языке, просите слова и выступайте с переводом — из зала или откуда угодно.
entry-self = Ваша табличка
entering = Провожаем вас на место…
footer = Открытая платформа заседаний с синхронным переводом на вашем сервере.
in-session = Идёт заседание
no-meetings = Сейчас открытых заседаний нет.
closed-entry = Вход на это заседание — по приглашению.
meeting-languages = Языки
your-name = Имя
guest-name = Гость { $number }
delegation = Делегация
language-spoken = Язык вашего выступления
booth = Кабина
join = Войти
way-title = { $role ->
    [delegate] Делегат
    [passive] Пассивный участник
    [chair] Председатель
    [interpreter] Переводчик
    [technician] Техническая группа
   *[other] Зал
}
way-text = { $role ->
    [delegate] Слушайте, просите слова и выступайте, когда его предоставят.
    [passive] Следите на любом языке. Камера и микрофон не нужны.
    [chair] Ведите список ораторов и предоставляйте слово.
    [interpreter] Переводите из кабины.
    [technician] Следить за кабинами и звуком, писать субтитры или переводить на жестовый язык.
   *[other] Для компьютера в зале: передаёт камеру и звук зала, показывает удалённого оратора.
}
way-button = { $role ->
    [delegate] Войти как делегат
    [passive] Войти как пассивный участник
    [chair] Войти как председатель
    [interpreter] Войти как переводчик
    [technician] Войти в техническую группу
   *[other] Открыть страницу зала
}
role = { $role ->
    [delegate] Делегат
    [passive] Пассивный участник
    [chair] Председатель
    [deputy] Заместитель председателя
    [moderator] Модератор
    [interpreter] Переводчик
    [technician] Техник
    [captioner] Субтитровщик
    [signer] Переводчик жестового языка
   *[room] Зал
}
counts = { $participants ->
    [one] На связи { $connected } из { $participants } участника
    [few] На связи { $connected } из { $participants } участников
    [many] На связи { $connected } из { $participants } участников
   *[other] На связи { $connected } из { $participants } участника
}

# Page
preferences = Настройки
page-language = Язык страниц
appearance = Оформление
theme = { $theme ->
    [light] Светлое
    [dark] Тёмное
   *[auto] Как в системе
}
close = Закрыть
dismiss = Скрыть
leave = Выйти
off = Выкл.
send = Отправить
loading = Загрузка…
try-now = Повторить
use-shortcuts = Клавиши быстрого вызова
camera-with-microphone = Включать камеру вместе с микрофоном
device-microphone = Микрофон
device-camera = Камера
device-loudspeaker = Громкоговоритель
device-default = По выбору системы

# Stage
stage = Сцена
stage-empty = Слово никому не предоставлено.
stage-sound-only = Только звук
stage-waiting = Оратор готовится.
slot = { $slot ->
    [speaker] Оратор
    [room] Зал
    [screen] Показ экрана
   *[sign] Жестовый язык
}
floor-language = Язык оратора
floor-language-unknown = Пока неизвестен
speech-clock = Время выступления
nobody-speaks = Слово никому не предоставлено.

# Listening
listening = Прослушивание
listening-language = Слушать
channel-floor = Зал
channel-floor-detail = оригинал
channel-feed = { $feed ->
    [interpreted] перевод
    [direct] напрямую
    [muted] пауза
   *[none] без перевода
}
volume = Громкость
original-underneath = Оригинал фоном

# One's own turn
own-floor = Ваше выступление
passive-note = Вы следите за заседанием. Слово предоставляется активным делегатам.
request-floor = Попросить слова
withdraw-request = Отозвать просьбу
give-up-floor = Завершить выступление
floor-free = Попросите слова, когда захотите выступить.
floor-list-closed = Список ораторов закрыт.
floor-place = { $place ->
    [1] Вы следующий в списке.
   *[other] Ваше место в списке: { $place }
}
floor-called = Вы следующий. Приготовьтесь.
floor-granted = Вам предоставлено слово: включите микрофон.
floor-live = Ваш микрофон включён. Вас слышат все.
floor-at-will = Вы можете включить микрофон в любое время.
microphone = Микрофон
turn-off-microphone = Выключить микрофон
turn-on-microphone = Включить микрофон
microphone-open = Микрофон открыт
turn-off-camera = Выключить камеру
turn-on-camera = Включить камеру
self-view = Ваша камера
own-level = Уровень вашего микрофона

# Side panel
panels = Панели заседания
tab-speakers = Ораторы
tab-chat = Чат
tab-participants = Участники
waiting-count = { $count ->
    [one] { $count } ожидает
    [few] { $count } ожидают
    [many] { $count } ожидают
   *[other] { $count } ожидают
}
unread-count = { $count ->
    [one] { $count } непрочитанное сообщение
    [few] { $count } непрочитанных сообщения
    [many] { $count } непрочитанных сообщений
   *[other] { $count } непрочитанного сообщения
}
list-of-speakers = Список ораторов
list-empty = Список пуст.
list-closed = Список закрыт.
you = Вы
not-connected = Нет на связи
request-kind = { $kind ->
    [pointOfOrder] По порядку ведения
    [rightOfReply] Право на ответ
    [motion] Предложение
    [reply] Реплика
    [interposedQuestion] Вопрос к оратору
   *[statement] Заявление
}
request-state = { $state ->
    [queued] Ожидает
    [called] Вызван
    [granted] Имеет слово
    [paused] Приостановлен
    [deferred] Отложен
   *[speaking] Выступает
}
event-chat = Общий чат
chat-empty = Сообщений пока нет.
chat-message = Написать всем
participants = Участники
find-participant = Найти
nobody-found = Никто не найден.

# Chair
chair-now = Выступает
mute = Отключить микрофон
grant-next = Предоставить слово следующему
grant-floor = Дать слово
grant-floor-to = Дать слово: { $name }
call-speaker = Вызвать
call-speaker-name = Вызвать: { $name }
end-speech = Завершить
end-speech-of = Завершить выступление: { $name }
remove-request = Убрать из списка: { $name }

# Console
chair-console = Пульт председателя
sitting-number = Заседание { $number }
sitting-state = { $state ->
    [scheduled] Ещё не открыто
    [open] Открыто
    [suspended] Прервано
   *[closed] Закрыто
}
sitting-access = { $access ->
    [public] Открытое
   *[closed] Закрытое для публики
}
sitting-command = { $command ->
    [openSitting] Открыть заседание
    [suspendSitting] Прервать
    [resumeSitting] Возобновить
   *[closeSitting] Закрыть заседание
}
go-in-camera = Закрыть для публики
make-public = Открыть для публики
in-the-chair = Председательствует: { $name }
chair-vacant = Никто не председательствует
take-chair = Занять место председателя
clock-left = осталось { $time }
clock-ending = Заканчивается: { $time }
clock-over = Превышение { $time }
clock-stopped = Часы стоят
clock-open = Без ограничения
pause-speech = Приостановить
resume-speech = Продолжить
more-time = Ещё минута
interrupted-speeches = Другие, имеющие слово
level-of = Уровень звука: { $name }
lists = Списки
list-name = { $list ->
    [speakers] Ораторы
    [replies] Ответы
   *[rightsOfReply] Право на ответ
}
list-state-label = Состояние списка
list-state = { $state ->
    [open] Список открыт
    [closed] Список закрыт
   *[suspended] Список приостановлен
}
list-limit = Не более { $limit }
add-speaker = Добавить оратора
drag-handle = Переместить { $name }: перетащите или стрелками
drag-hint = Перетащите или ↑ ↓
announce-moved = { $name }: место { $place } из { $total }
more-for = Ещё: { $name }
move-up = Выше
move-down = Ниже
swap-with = Поменять с
defer = Пропустить
remove = Удалить
origin = { $origin ->
    [remote] Удалённо
    [seat] Кнопка места
    [liteClient] Телефон
    [secretariat] Секретариат
   *[preRegistered] По предварительной записи
}
attending = { $attending ->
    [room] В зале
   *[remote] Удалённо
}
deferred-for = { $reason ->
    [skipped] пропущен
    [noAnswer] нет ответа
    [absent] отсутствует
   *[linkLost] связь потеряна
}
call-answered = Готов
microphone-heard = Микрофон слышен
microphone-silent = Звука ещё нет
microphone-tested = { $outcome ->
    [good] Микрофон проверен
    [skipped] Микрофон не проверен
   *[other] Проверка микрофона: есть замечания
}
motion = { $motion ->
    [suspendMeeting] Прервать заседание
    [adjournMeeting] Закрыть заседание
    [adjournDebate] Отложить прения
    [closeDebate] Прекратить прения
   *[other] Другое предложение
}
motion-label = Предложение
kind = Вид
stops = Остановка
mute-all = Выключить все микрофоны
clear-list = Очистить список
end-all = Прекратить всё
priority = Приоритет
hold-priority = Приоритет председателя
release-priority = Снять приоритет
clear-priority = Приоритет с прекращением речей
priority-held = Приоритет председателя: микрофоны делегатов молчат, часы стоят.
confirm-stop = { $stop ->
    [clear-list] Все ожидающие в этом списке будут удалены. Отменить нельзя.
    [end-all] Все выступления прекратятся, все списки будут очищены. Отменить нельзя.
   *[clear-priority] Прозвучит сигнал, все выступления прекратятся. Ожидающие останутся.
}
confirm-close-sitting = Закрыть заседание?
confirm-close-sitting-text = Выступления прекратятся. Ожидающие сохранят места до следующего заседания.
cancel = Отмена
not-done = Не выполнено: { $act }.
done = Выполнено: { $act }
undo = Отменить
try-again = Повторить
command-held = Нет связи. Команда уйдёт, как только она вернётся.
contradicted-by = { $name }: только что принято другое решение.
act-grant = Дать слово: { $name }
act-call = Вызвать: { $name }
act-end = Завершить выступление: { $name }
act-pause = Приостановить выступление: { $name }
act-resume = Продолжить выступление: { $name }
act-defer = Пропустить: { $name }
act-remove = Удалить из списка: { $name }
act-move = Переместить: { $name }
act-swap = Поменять местами: { $name }
act-limit = Изменить время: { $name }
act-add = Добавить: { $name }
act-readd = Вернуть последнего оратора
act-clear-list = Очистить список
act-clear-floor = Прекратить всё
act-mute-all = Выключить все микрофоны
act-open-sitting = Открыть заседание
act-suspend-sitting = Прервать заседание
act-resume-sitting = Возобновить заседание
act-close-sitting = Закрыть заседание
act-public = Открыть заседание для публики
act-in-camera = Закрыть заседание для публики
act-take-chair = Занять место председателя
act-hold-priority = Приоритет председателя
act-release-priority = Снять приоритет
act-clear-priority = Приоритет с прекращением речей
act-rules = Изменить правила
act-open-item = Открыть пункт повестки
act-close-item = Закрыть пункт повестки
act-add-item = Добавить пункт
act-remove-item = Удалить пункт
act-rename-item = Переименовать пункт
act-move-item = Переместить пункт
act-list-open = Открыть список
act-list-closed = Закрыть список
act-list-suspended = Приостановить список
agenda = Повестка
agenda-empty = Повестка пуста.
open-next-item = Открыть следующий пункт
open-item = Открыть
open-item-named = Открыть { $title }
close-item = Закрыть
under-discussion = Обсуждается
item-up = { $title }: выше
item-down = { $title }: ниже
item-rename = Переименовать { $title }
item-remove = Удалить { $title }
item-title = Название
new-item = Новый пункт
save = Сохранить
add = Добавить
add-person = Добавить { $name }
delegate-without-device = Делегат в зале без устройства
item-change-label = Ожидающие при смене пункта
item-change = { $change ->
    [keep] остаются при своём пункте
    [purge] удаляются
   *[move] переходят в новый
}
confirm-purge = Удалить ожидающих?
confirm-purge-text = Все записавшиеся по этому пункту будут удалены. Отменить нельзя.
rules = Правила
floor-mode-label = Как даётся слово
floor-mode = { $mode ->
    [request] Председателем
    [autoNext] Автоматически следующему
    [openWithLimit] Сразу, до предела
    [override] Сразу, первый уступает
    [pushToTalk] Пока включён микрофон
   *[operatorOnly] Запись только через секретариат
}
speakers-limit = Ораторов одновременно
time-policy-label = По истечении времени
time-policy = { $policy ->
    [show] показать красным
    [bell] ещё и звонок
   *[autoClose] звонок, затем конец
}
amber = Жёлтый до конца
grace = Запас после предела
time-limits = Время выступления
time-limits-hint = Минуты:секунды; пусто — без предела. Для следующих выступлений.
class-all = Все
times = Время
times-column = { $column ->
    [delegation] Делегация
    [speeches] Речи
   *[spokenS] Время
}
not-spoken = Ещё не выступали
only-silent = Только не выступавшие
chair-key = { $key ->
    [N] слово следующему
    [C] вызвать следующего
    [E] завершить речь
    [P] пауза или продолжение
   *[U] отменить
}
office = Должность
control-only = Только управление, без звука и изображения

# Interpreter
console = Пульт переводчика
incoming = Вход
incoming-level = Уровень на входе
outgoing = Выход
outgoing-channel = Канал
outgoing-level = Уровень на выходе
go-off-air = Выйти из эфира
go-on-air = Выйти в эфир
desk-mode = { $mode ->
    [on] В эфире
    [pushToMute] Звук отключён
   *[off] Выключен
}
push-to-mute = Удерживать: без звука
muted-while-held = Без звука, пока удерживается
boothmates = Напарники
no-boothmate = Вы один в этой кабине.
next-speakers = Следующие ораторы
shortcuts = Клавиши

# Room
room-controls = Зал
full-screen = Во весь экран
leave-full-screen = Выйти из полноэкранного режима
hide-controls = Скрыть управление
show-controls = Показать управление

# Connection
banner-offline = Связь с заседанием потеряна. Звук продолжается, где возможно; восстанавливаем…
banner-media = Звук и изображение прерваны; восстанавливаем…
banner-poor = У вас плохая связь: звук может прерываться. Помогут кабель или место ближе к роутеру, а также закрытие других программ.
banner-paused = Изображение приостановлено: ваша связь слишком медленная. Звук продолжается.
sound-blocked = Браузер ждёт вашего согласия, чтобы включить звук.
play-sound = Включить звук
ended-title = Вы покинули своё место
use-here = Перейти сюда
to-entry = На страницу входа
ended-left = Вы вышли из заседания.
ended-withdrawn = Ваша регистрация на это заседание отозвана или изменена. Обратитесь в бюро регистрации.
ended-replaced = Ваше место занято в другом окне.
ended-removed = Председатель или секретариат удалил вас из заседания. Вы сможете вернуться с их разрешения.
ended-tooManyErrors = Сервер закрыл соединение после повторных ошибок.
ended-tokenUnknown = Срок вашего места истёк. Войдите снова.
ended-unknownMeeting = Этого заседания больше нет.
ended-versionUnsupported = Сервер обновлён. Перезагрузите страницу.

# Announcements
announce-speaker = Слово имеет { $name }.
announce-granted = Вам предоставлено слово: включите микрофон.
announce-called = Вы следующий.
announce-speech-over = Ваше выступление окончено.
announce-place = Ваше место в списке: { $place }
announce-chat = { $name }: { $text }
notice-microphone-closed = Ваш микрофон выключен.

# Errors
error-unknown = Что-то пошло не так. Попробуйте ещё раз.
error-notPermitted = Ваша роль этого не позволяет.
error-notJoined = Этот участник не на связи.
error-unknownParticipant = Этот участник ушёл.
error-unknownRequest = Этой просьбы больше нет в списке.
error-unknownChannel = Такого канала нет.
error-unknownMeeting = Такого заседания нет.
error-unknownPeer = Медиасоединение было заменено.
error-alreadyRequested = Вы уже в списке.
error-noRequest = Вас нет в списке.
error-listClosed = Список ораторов закрыт.
error-listSuspended = Список временно приостановлен.
error-listFull = Список заполнен.
error-itemNotOpen = Этот пункт повестки дня сейчас не обсуждается.
error-unknownItem = Этого пункта повестки дня больше нет.
error-unknownSeat = За этим местом никто не зарегистрирован.
error-notMember = Только члены могут вносить предложения.
error-sittingNotOpen = Заседание не открыто.
error-operatorOnly = Слово предоставляет только секретариат.
error-contradicted = Другой оператор пульта только что решил иначе.
error-attendsInRoom = Вы находитесь в зале: пользуйтесь микрофоном зала.
error-valueInvalid = Это значение недопустимо.
error-wrongState = Сейчас это невозможно.
error-floorNotGranted = Слово вам не предоставлено.
error-meetingFull = Мест на заседании больше нет.
error-activeFull = Все места активных участников заняты. Можно войти как пассивный участник.
error-deskTaken = Этот пульт занят.
error-noBooth = Для этого языка нет кабины.
error-channelNotPermitted = Ваша кабина не может работать на этот канал.
error-relayCycle = Вы услышите собственный перевод. Выберите другой канал.
error-boothEmpty = Сейчас никто другой в вашей кабине не может участвовать в передаче микрофона.
error-unknownCall = Этот вызов закрыт.
error-unknownTerm = Этого термина больше нет в глоссарии.
error-glossaryFull = Глоссарий заполнен.
error-textEmpty = Сообщение пустое.
error-textTooLong = Сообщение слишком длинное.
error-tooFast = Слишком много запросов. Подождите немного.
error-journalUnavailable = Сейчас записать это нельзя. Попробуйте немного позже.
error-mediaUnavailable = Звук и изображение сейчас недоступны.
error-sdpInvalid = Медиаописание вашего браузера отклонено.
error-tokenUnknown = Срок вашего места истёк. Войдите снова.
error-nameInvalid = Укажите имя.
error-frameTooLarge = Сообщение слишком велико.
error-frameMalformed = Сервер не понял сообщение.
error-messageUnknown = Серверу неизвестно это сообщение.
error-messageInvalid = Сервер не принял сообщение.
error-joinExpected = Соединение ещё не готово.
error-alreadyJoined = Это соединение уже используется.
error-versionUnsupported = Сервер обновлён. Перезагрузите страницу.
error-offline = Нет связи с сервером.
error-connectionLost = Связь прервана. Попробуйте ещё раз.
error-timeout = Сервер не ответил вовремя.
error-deviceDenied = Браузеру не разрешены микрофон или камера. Разрешите их в адресной строке.
error-deviceMissing = Микрофон или камера не найдены.
error-deviceBusy = Микрофон или камеру использует другая программа.
error-alreadyPlaying = Записанное заявление уже воспроизводится.
error-attendsRemotely = Этот участник подключён дистанционно: кнопка на месте не действует.
error-chatClosed = Чат мероприятия закрыт.
error-chatQueueFull = Слишком много сообщений ожидают одобрения. Повторите попытку позже.
error-codeUnknown = Этот код места недействителен. Попросите новый у секретариата.
error-entryRefused = Вы удалены с этого заседания и пока не можете вернуться.
error-fileTooLarge = Файл слишком велик.
error-fileTypeRefused = Этот файл нельзя использовать. Заявления принимаются в форматах PDF, Word или простой текст (UTF-8).
error-notPlaying = Записанное заявление сейчас не воспроизводится.
error-placeClosed = На этом заседании там нет делегатов.
error-quotaReached = У вашей делегации не осталось активных мест.
error-slowMode = Включён медленный режим. Подождите немного, прежде чем писать снова.
error-statementDelivered = Заявление уже произнесено, и изменить его нельзя.
error-statementsFull = Слишком много файлов в ожидании. Сначала удалите один из них.
error-unknownMessage = Этого сообщения больше нет.
error-unknownStatement = Этого файла больше нет.

# Качество связи
quality-step = { $step ->
    [good] Хорошая
    [fair] Средняя
    [poor] Плохая
   *[lost] Потеряна
}
quality-of = связь участника { $name }
quality-down = Приём
quality-up = Передача
quality-loss = Потери { $value }
quality-jitter = Дрожание { $value } мс
quality-round-trip = Туда и обратно { $value } мс
quality-unknown = Сейчас ничего не измеряется.
own-quality = { $step ->
    [good] Ваша связь хорошая
    [fair] Ваша связь средняя
    [poor] Ваша связь плохая
   *[lost] Ваша связь потеряна
}

# One's own turn, step by step
floor-ready = Вы следующий. Дождитесь, пока вам дадут слово.
floor-silent = Слово предоставлено вам. Ваш микрофон выключен.
floor-granted-room = Вам предоставлено слово: говорите со своего места.
floor-live-room = Вам предоставлено слово. Микрофон на вашем месте включён.
floor-paused = Ваше выступление приостановлено. Слово остаётся за вами.
floor-paused-for = { $reason ->
    [pointOfOrder] Заслушивается выступление по порядку ведения. Ваше время остановлено.
    [interposedQuestion] Вам задают вопрос. Ваше время остановлено.
    [priority] Говорит председатель. Ваше время остановлено.
    [sitting] Заседание прервано. Ваше время остановлено.
    [link] Ваша связь прервалась. Ваше время остановлено.
   *[chair] Председатель приостановил его. Ваше время остановлено.
}
floor-deferred = Ваша очередь пока пропущена.
floor-deferred-for = { $reason ->
    [noAnswer] Вы не ответили на вызов. Вернитесь, и вы снова будете первым.
    [absent] Вас не было на месте, когда вас вызвали. Вернитесь, и вы снова будете первым.
    [linkLost] Ваша связь прервалась во время выступления. Вернитесь, и вы снова будете первым; оставшееся время сохранено.
   *[skipped] Вернитесь, и вы снова будете первым.
}
floor-no-item = Ни один пункт повестки дня не обсуждается.
floor-operator-only = Слово даёт председатель; просьбы не принимаются.
floor-list-suspended = Список ораторов временно приостановлен.
floor-other-kinds = Возможны другие просьбы.
floor-place-kept = Ваше место сохраняется.
floor-answer-within = Ответьте в течение { $value }.
floor-armed = Ваш микрофон проверяется: вас никто не слышит.
i-am-ready = Я готов
come-back = Вернуться
other-requests = Другие просьбы
also-asked = Вы также просили
kind-words = { $kind ->
    [pointOfOrder] О процедуре. Заслушивается сразу и приостанавливает оратора.
    [rightOfReply] Ответ на сказанное о вашей делегации, после последнего оратора.
    [reply] Краткий ответ тому, кто сейчас выступает.
   *[interposedQuestion] Краткий вопрос тому, кто сейчас выступает.
}
screen-ask = Показать мой экран
screen-asked = Председателю направлена просьба
screen-withdraw = Отменить
screen-choose = Выбрать, что показать
screen-stop = Прекратить показ экрана
screen-request = { $name } просит разрешения показать экран.
screen-allow = Разрешить
screen-refuse = Отказать
screen-shared-by = { $name } может показывать экран.
screen-end = Прекратить показ
notice-screen-stopped = Ваш экран больше не показывается.
notice-tab-blocked = Браузер не дал открыть вкладку. Разрешите всплывающие окна для этой страницы и нажмите ещё раз.
error-screenDenied = Ничего не показывается: окно не выбрано или браузер не может показать ваш экран.
own-attending = Как вы участвуете
own-seat = Место { $value }
upgrade-ask = Попросить активное место
upgrade-waiting = Ваше место в списке ожидания: { $place }
upgrade-accepted = Принято. Вам предложат место, как только оно освободится.
upgrade-offered = Вам предоставлено активное место.
upgrade-until = Займите его в течение { $value }.
upgrade-take = Занять место
upgrade-decline = Нет, спасибо
upgrade-withdraw = Больше не ждать
upgrade-refused = Ваша просьба об активном месте не принята.
upgrade-lapsed = Предложенное вам активное место отдано другому.
sitting-words = { $state ->
    [scheduled] Заседание ещё не началось.
    [suspended] Заседание прервано.
    [closed] Заседание закрыто.
   *[open] Заседание открыто.
}
in-camera = Закрытое заседание
own-clock = Ваше время выступления
clock-tone = { $tone ->
    [within] осталось
    [ending] осталось: пожалуйста, завершайте
    [over] сверх времени
   *[open] прошло
}
clock-stands = время остановлено
own-bell = Звонок, когда моё время истекло
announce-paused = Ваше выступление приостановлено. Ваше время остановлено.
announce-resumed = Можете продолжать: ваш микрофон снова включён.
announce-deferred = Ваша очередь пропущена. Вы можете вернуться.
announce-ending = Осталось времени: { $value }
announce-over = Ваше время истекло.

# Chat
chat-threads = Беседы
chat-chair = Председатель
chat-support = Техническая поддержка
chat-people = Люди
chat-people-how = Чтобы написать кому-то лично, выберите этого человека в списке участников.
chat-gone = Больше не участвует
inbox-chair = Письма председателю
inbox-support = Обращения в поддержку
support-free = Этим ещё никто не занимается.
support-yours = Этим занимаетесь вы.
support-taken = Этим занимается { $name }.
support-claim = Взять на себя
support-release = Вернуть
support-talk = Поговорить
support-check = Проверка: { $verdict ->
    [good] всё в порядке,
    [usable] с оговорками,
   *[unfit] не годится,
}
support-check-step = { $step ->
    [browser] Браузер
    [loudspeaker] Динамик
    [microphone] Микрофон
    [echo] Эхо
    [camera] Камера
    [network] Сеть
   *[language] Язык
}
support-check-outcome = { $outcome ->
    [good] всё в порядке
    [warning] нужно посмотреть
    [failed] не работает
   *[skipped] пропущено
}
support-check-network = Приём { $down } Мбит/с, передача { $up } Мбит/с
inbox-empty = Пока никто не писал.
chat-message-to = Сообщение для: { $name }
chat-read-only = Здесь нельзя писать.
chat-wait = Писать снова можно через { $seconds } с.
chat-moderated = Сообщения появляются после одобрения.
chat-slow = Медленный режим: одно сообщение раз в { $seconds } с.
chat-waits = Ожидает одобрения
chat-not-approved = Не одобрено
chat-older = Более ранние сообщения
chat-hidden = Сообщение скрыто
chat-hidden-by = Скрыто: { $name }
chat-hide = Скрыть сообщение: { $name }
chat-unhide = Снова показать сообщение: { $name }
opens-elsewhere = (откроется в новой вкладке)
chat-settings = Модерация
chat-mode-label = Общий чат
chat-mode = { $mode ->
    [moderated] С одобрением
    [closed] Закрыт
   *[open] Открыт
}
chat-pace-label = Медленный режим
chat-pace = Раз в { $seconds } с
chat-export = Выгрузить
chat-export-as = { $format }: выгрузить общий чат
chat-held = { $count ->
    [one] { $count } сообщение ждёт одобрения
    [few] { $count } сообщения ждут одобрения
    [many] { $count } сообщений ждут одобрения
   *[other] { $count } сообщения ждут одобрения
}
chat-approve = Одобрить
chat-approve-of = Одобрить сообщение: { $name }
chat-refuse = Отклонить
chat-refuse-of = Отклонить сообщение: { $name }
announce-chats = { $count ->
    [one] { $count } новое сообщение
    [few] { $count } новых сообщения
    [many] { $count } новых сообщений
   *[other] { $count } нового сообщения
}

# Moderation
person-more = Сведения и действия: { $name }
person-write = Написать лично
person-write-to = Написать лично: { $name }
camera-muted = Изображение выключено
mute-microphone = Отключить микрофон
stop-camera = Остановить камеру
allow-camera = Снова разрешить камеру
stop-their-screen = Остановить показ экрана
rename = Переименовать
move-to = Роль
move-role = Изменить роль
attends-room = Участвует в зале
attends-remote = Участвует удалённо
put-out = Удалить из заседания
put-out-sure = { $name }: место будет закрыто; вернуться можно только с вашего разрешения.
keep-in = Оставить
places = Активные места
places-active = Активные участники
places-all = Все участники
quota = Квота
quota-each = Каждая делегация: { $number }
quota-set = Задать квоту
upgrades = Просят активное место
upgrades-count = { $count ->
    [one] { $count } человек просит активное место
    [few] { $count } человека просят активное место
    [many] { $count } человек просят активное место
   *[other] { $count } человека просят активное место
}
upgrade-accept = Принять
upgrade-accept-of = Принять: { $name }
upgrade-refuse = Отклонить
upgrade-refuse-of = Отклонить: { $name }
upgrade-state = { $state ->
    [offered] Место предложено
   *[accepted] Следующий
}
evicted = Удалённые
evicted-by = { $name }, { $time }
allow-again = Снова допустить
allow-again-of = Снова допустить: { $name }
ask-again = Попробовать вернуться

# Statements
statements = Выступления
own-statement = Ваше выступление
own-statement-hint = До вашего выступления его читают только переводчики, председатель и секретариат. PDF, Word или простой текст, до 10 МБ.
own-statement-delivered = Вы уже выступили: текст больше нельзя изменить.
statement-language = Язык
statement-add = Выбрать файл
statement-replace = Заменить файл
statement-withdraw = Удалить { $name }
statement-sending = Отправляется { $name }
statement-read = { $language }: читать выступление, { $name }
statement-tab = { $language }: открыть выступление в новой вкладке, { $name }
statement-save = { $language }: сохранить выступление, { $name }
statement-of-speaker = Текст выступающего
statements-waiting = Предстоящие
statements-delivered = Произнесённые
statements-none = Тексты выступлений не переданы.
speaking-now = Выступает сейчас
recordings = Записанные выступления
recording-add = Добавить запись
recording-choose = Выбрать запись
recording-play = Воспроизвести
recording-play-of = Воспроизвести выступление: { $name }
recording-plays = Воспроизводится запись выступления.
recording-stop = Остановить
recording-played = Воспроизведено
ended-entryRefused = Вас удалили из этого заседания, и вернуться пока нельзя. Попросите секретариат допустить вас снова.

# Seat page
seat-title = Место { $value }
seat-wait = Минуту…
seat-lost = Нет связи. Повторяем попытку…
seat-speaking = Слово предоставлено вам.

# What waits for who moderates
decisions = Ждут вашего решения:

# The interpreter's console
slow-down-shown = Просьба говорить медленнее
time-of-day = Время
booth-calm = Тревог нет
acknowledge = Принято
console-settings = Клавиши и настройки
own-sound-check = Проверка звука: ваши шаги
booth-alarm = { $kind ->
    [dropped] { $name }: был(а) в эфире, связь потеряна.
    [silent] Нет перевода на язык: { $name }. Никто не в эфире.
    [bothOpen] Открыты два микрофона: ваш и { $name }.
    [bothMuted] В кабине никто не в эфире.
    [lost] Никто не переводит на язык: { $name }. Вы слышите зал.
   *[unfit] Перевод приостановлен: звук слишком плохой.
}
relay-keys = Зал и релейный перевод
all-channels = Все каналы
you-hear = Вы слышите: { $name }
bass = Низкие
treble = Высокие
hearing-protection = { $state ->
    [on] Слух защищён
    [starting] Защита включается
    [failed] Защита только на сервере
   *[off] Без защиты
}
limiting = Приглушено
exposure = За минуту
exposure-warning = Последняя минута была громкой. Убавьте громкость, чтобы сберечь слух.
desk-armed = Готов: вас пока никто не слышит
talk-on-air = Вы в эфире
talking-while-held = Кабина слышит вас
hold-to-talk = Держите, чтобы говорить с кабиной
outgoing-b-choice = Канал B
handover = Передача микрофона
take-over = Взять микрофон
take-over-sure = { $name } в эфире и будет сразу отключён(а).
handover-nobody = В кабине никто не в эфире.
handover-to = Передать
handover-next = Следующий пульт
handover-offer = Предложить микрофон
handover-ask = Попросить микрофон
in-minutes = через { $number } мин
handover-witness = Микрофон переходит к { $name }.
handover-now = Сейчас
accept = Принять
decline = Отказаться
second-sound = Второй звук
second-choice = { $kind ->
    [booth] Коллега
    [floor] Зал
   *[none] Нет
}
second-volume = Громкость второго
booth-signals = Сигналы
slow-down = Медленнее
slow-down-sent = Отправлено
sound-unfit = Звук непригоден
unfit-since = Перевод приостановлен
direct = Напрямую
call-help = { $kind ->
    [technician] Техник
    [chair] Председатель
   *[cannotHear] Не слышно
}
call-state = { $state ->
    [answered] Занимаются
   *[called] Вызвано
}
relay-key = Клавиша реле { $number }
booth-chat = Кабина
glossary = Глоссарий
own-desk = Пульт
ready-phrases = Готовые фразы
phrase = { $kind ->
    [yourTurn] Сменишь через минуту?
    [takeOver] Смени меня, пожалуйста.
    [fiveMinutes] Ещё пять минут.
    [number] Подскажи число.
    [name] Подскажи имя.
    [term] Подскажи термин.
    [microphone] Следи за микрофоном.
   *[thanks] Спасибо!
}
shift = Смена
turn-none = Никто не в эфире
turn-of = В эфире: { $name }
turn-over = Пора меняться
own-time = Вы, на этом заседании
consent = Согласие
consent-why = Без вашего согласия ваш голос не используется.
consent-recording = Мой голос можно записывать
consent-webcast = Мой голос можно транслировать
check-how = { $step ->
    [microphone] Говорите: техник видит ваш уровень.
    [incoming] Слушайте зал. Хорошо слышно?
    [relay] Нажмите клавишу реле. Слышна та кабина?
   *[pushToMute] Говорите и держите клавишу отключения: уровень должен упасть.
}
check-good = Хорошо
check-bad = Плохо
turn-log = Выходы в эфир
turn-log-empty = Пока никто не был в эфире.
glossary-search = Найти термин
glossary-found = Найдено терминов: { $number }
glossary-none = Такого термина нет.
term-add = Добавить термин
term-remove = Удалить: { $name }
announce-handover = { $state ->
    [offered-active] Предложено: { $name }.
    [offered-passive] { $name } предлагает вам микрофон: примите или откажитесь.
    [asked-active] { $name } просит микрофон: примите или откажитесь.
    [asked-passive] Вы попросили: { $name }.
    [accepted-active] { $name } на готове.
    [accepted-passive] Принято. Ваш микрофон наготове.
    [overlap-active] Открыты оба микрофона: отключитесь.
   *[overlap-passive] Открыты оба микрофона.
}
announce-on-air = Вы в эфире.
announce-handover-over = Передача микрофона окончена.
announce-call-answered = Вашим вызовом занимаются.
mate-talks = { $name } говорит с кабиной.
booth-key = { $act ->
    [microphone] Включить или выключить микрофон
    [mute] Отключить, пока нажато
    [talk] Говорить с кабиной, пока нажато
    [floor] Зал
    [relay] Зал или реле
    [relay1] Клавиша реле 1
    [relay2] Клавиша реле 2
    [relay3] Клавиша реле 3
    [store1] Запомнить канал на клавише 1
    [store2] Запомнить канал на клавише 2
    [store3] Запомнить канал на клавише 3
    [louder] Громче
    [quieter] Тише
    [mateLouder] Второй звук громче
    [mateQuieter] Второй звук тише
    [bassUp] Больше низких
    [bassDown] Меньше низких
    [trebleUp] Больше высоких
    [trebleDown] Меньше высоких
    [outgoingA] Выход A
    [outgoingB] Выход B
    [offer] Предложить микрофон
    [ask] Попросить микрофон
    [accept] Принять
    [decline] Отказаться
    [cancel] Отменить передачу
    [takeOver] Взять микрофон
    [slowDown] Медленнее
    [technician] Вызвать техника
    [chair] Вызвать председателя
    [cannotHear] Не слышно
    [unfit] Звук непригоден
    [direct] Напрямую: зал говорит на нашем языке
    [acknowledge] Принять тревоги
   *[glossary] Глоссарий
}
engaged-here = Занят: { $name }
handover-words = { $state ->
    [offered-active] Вы предложили: { $name }.
    [offered-passive] { $name } предлагает вам микрофон.
    [asked-active] { $name } просит микрофон.
    [asked-passive] Вы попросили: { $name }.
    [accepted-active] { $name } на готове. Отключитесь: смена без паузы.
    [accepted-passive] Готов. Вы в эфире, когда { $name } отключится, или включитесь сами.
    [overlap-active] Открыты оба микрофона. Отключитесь.
   *[overlap-passive] Открыты оба микрофона.
}
auto-relay-how = Автореле: клавиша «Зал» даёт пивот
# How somebody takes part, from the console
act-seat = Место { $value }: { $name }
act-seat-free = Освободить место { $value }
act-attends-room = { $name }: участие в зале
act-attends-remote = { $name }: дистанционное участие
act-precedence = Порядок старшинства: { $name }
seat-label = Место
seat-assign = Закрепить место
precedence-label = Порядок старшинства
precedence-delegation = Как у делегации
allow-their-screen = Разрешить показ экрана
person-acts = Участник…
person-acts-of = Участник: { $name }

# Technician
technician-desk = Рабочее место техника
booths = Кабины
booth-of = Кабина: { $name }
booth-empty = В этой кабине никого нет.
desks-taken = Пультов: { $number } из { $total }
paper-consent = Письменное согласие
paper-consent-of = Письменное согласие кабины: { $name }
paper-consent-why = Для переводчиков, которые подключены через оборудование и не имеют здесь своего пульта. Без их согласия их не слышно в трансляции.
paper-consent-webcast = Их голос можно транслировать
paper-consent-recording = Их голос можно записывать
paper-consent-reference = Чьё согласие и где хранится документ
paper-consent-record = Внести
paper-consent-withdraw = Отозвать
paper-consent-told = { $kind ->
    [given] Согласие внёс(ла) { $name }, { $time }
   *[withdrawn] Согласие отозвал(а) { $name }, { $time }
}
alarms = Тревоги
alarm-words = { $kind ->
    [noInterpretation] Никто не переводит
    [doubleMuted] Все пульты выключены
    [doubleOpen] Открыты два микрофона: { $name }
    [dropped] { $name }: связь прервалась в эфире
    [suspended] Приостановлено: звук непригоден для перевода
   *[unfit] Звук участника { $name } непригоден для перевода
}
help-calls = Вызовы о помощи
help-kind = { $kind ->
    [technician] вызывает техника
    [chair] вызывает председателя
   *[cannotHear] не слышит
}
help-answer = Занимаюсь
help-answer-of = Занимаюсь: { $name }
help-answered = Занимается: { $name }
help-close = Готово
help-close-of = Готово: вызов { $name }
listen-to = Слушать: { $name }
hear-booth = Слышать кабину
hear-booth-of = Слышать кабину: { $name }
booth-volume = Кабина, слышная дополнительно
hops = переводов от зала: { $value }
patch = Подмена
patch-of = Подмена: { $name }
patch-label = Слушатели слышат
patch-none = свой канал
patched-to = слышит: { $name }
handover-state = { $state ->
    [offered] Смена предложена
    [asked] Смена запрошена
    [accepted] Смена принята
   *[overlap] Идёт смена
}
engaged-by = Канал занят: { $name }
desk-dropped = { $name }: связь потеряна
time-on-air = Время в эфире
desk-mark = { $kind ->
    [armed] наготове
    [talking] говорит в кабине
    [forced] реле задано
    [automatic] авторелей
    [lost] реле потеряно
    [recording] запись: да
   *[webcast] трансляция: да
}
silence-desk = Отключить
hand-to = Передать микрофон
force-relay = Слышит
force-none = по своему выбору
interpreter = Переводчик
interpreters = Переводчики
level = Уровень
print = Печать
sound-check = Проверка звука
sound-check-open = идёт
sound-check-begin = Начать проверку
sound-check-close = Закончить проверку
sound-check-why = Каждый пульт проходит четыре шага. Микрофоны измеряются, их никто не слышит.
sound-check-how = Попросите каждого переводчика по очереди: говорить, слушать зал, слушать реле, удерживать отключение. Отметьте, что слышите и видите.
check-step = { $step ->
    [microphone] Микрофон
    [incoming] Зал
    [relay] Реле
   *[pushToMute] Отключение
}
check-verdict = { $state ->
    [passed] Пройдено
    [failed] Не пройдено
    [missing] Отсутствует
   *[waiting] Осталось
}
check-pass-of = { $title }: пройдено, { $name }
check-fail-of = { $title }: не пройдено, { $name }
setup = Настройка
interlock-label = Блокировка
interlock = { $mode ->
    [none] Нет: слышны оба
    [override] Перехват: верх за последним
   *[interlock] Блокировка: первый держит
}
interlock-between = { $kind ->
    [within] Внутри кабины
    [betweenA] Между кабинами, свой язык (A)
   *[betweenB] Между кабинами, другой язык (B)
}
fallback-label = Пока никто не переводит, слышно
fallback = { $policy ->
    [floor] зал
    [floorQuiet] зал, тише
   *[silence] тишину
}
auto-relay = Автоматическое реле
desks = Пульты
desks-of = Пульты кабины: { $name }
b-channels = Каналы B
b-channels-of = Каналы B кабины: { $name }
setup-file = Файл настройки
setup-file-hint = Блокировка, кабины, каналы B и рассадка одним файлом для следующего заседания.
setup-save = Сохранить { $format }
setup-load = Загрузить файл
setup-loaded = Настройка загружена.
setup-loaded-partly = Загружено, кроме:

# Fitness of speakers for interpretation
fitness = { $step ->
    [good] Звук хороший
    [poor] Звук плохой
   *[unfit] Звук непригоден
}
fitness-reason = { $reason ->
    [loss] потери
    [jitter] неровная связь
    [band] узкая полоса
    [clipping] искажён
    [quiet] тихо
    [loud] громко
   *[noise] шум
}
fitness-advice = { $reason ->
    [loss] Ваша связь теряет звук. Подключите кабель или сядьте ближе к роутеру, закройте другие программы.
    [jitter] Ваша связь неровная. Подключите кабель или сядьте ближе к роутеру.
    [band] Ваш микрофон передаёт телефонный звук. Возьмите USB-гарнитуру, не Bluetooth.
    [clipping] Ваш звук искажён. Убавьте микрофон или отодвиньте его.
    [quiet] Вас слишком тихо слышно. Придвиньте микрофон или прибавьте его.
    [loud] Вас слишком громко слышно. Отодвиньте микрофон или убавьте его.
    [noise] Вокруг вас шум. Закройте двери и окна, наденьте гарнитуру.
   *[unknown] Наденьте проводную гарнитуру, придвиньтесь к микрофону, говорите в тихом помещении.
}
note-slower = Пожалуйста, говорите медленнее: переводчики не успевают.
note-unfit = Ваш звук слишком плох для перевода.
note-unfit-languages = Вас не переводят на: { $text }.
slow-down-count = Просьб говорить медленнее: { $number }
suspended = Перевод приостановлен, звук выступающего слишком плох: { $text }.
channel-suspended = звук непригоден
channel-none = Без звука
channel-none-detail = тишина

# Captions
captions = Субтитры
captions-none = Субтитров пока нет.
caption-settings = Настройки субтитров
caption-language = Язык субтитров
caption-size = Размер
caption-size-of = { $kind ->
    [small] Мелкий
    [large] Крупный
   *[medium] Средний
}
caption-place = Место
caption-place-of = { $kind ->
    [over] На изображении
   *[under] Под изображением
}
captions-aloud = Программа чтения с экрана читает субтитры
caption-history = Все субтитры до сих пор
captioner-desk = Рабочее место субтитровщика
captioner-language = Пишу на языке
captioner-lines = Последние строки
captioner-write = Пишите то, что слышите
captioner-correcting = Исправьте последнюю строку
captioner-refused = Не показано:
abbreviations = Сокращения
abbreviations-hint = По одному в строке: оон = Организация Объединённых Наций. Раскрывается при нажатии пробела.
key-finish-line = закончить строку
key-correct-line = исправить последнюю строку
key-cancel-line = оставить как есть

# Sign language
signer-desk = Рабочее место переводчика жестового языка
signing-start = На смене
signing-stop = Смена окончена
signing-take-over = Принять смену
signing-on = Вы на смене. Ваше изображение показано рядом со сценой.
signing-off = Вы не на смене. Вас никто не видит.
signing-other = На смене: { $name }.
sign-size = Размер изображения с жестовым языком

# A call taken back
act-take-back-call = Отменить вызов: { $name }
take-back-call = Отменить вызов

# Webcast
webcast = Трансляция
webcast-on-record = Идёт запись
webcast-on-record-why = То, что транслируется, записывается.
webcast-mode = { $mode ->
    [onAir] В эфире
    [slate] Заставка
   *[off] Не в эфире
}
webcast-public = { $mode ->
    [onAir] Публика видит и слышит это заседание.
    [off] Трансляция закончена: публика ничего не видит и не слышит.
   *[slate] Публика видит заставку и ничего не слышит.
}
webcast-showing = { $mode ->
    [onAir] Зрители видят и слышат заседание.
    [slate] Зрители видят заставку и ничего не слышат.
   *[off] Зрители ничего не видят.
}
webcast-held = Зрители видят заставку, пока заседание не открыто.
webcast-obstacle = { $reason ->
    [notAllowed] Это заседание нельзя транслировать.
    [inCamera] Заседание закрытое: транслировать его нельзя.
    [closed] Заседание закончено: транслировать его нельзя.
   *[worker] Служба трансляции недоступна. Начатое будет показано, как только она вернётся.
}
webcast-go-on-air = В эфир
webcast-begin-slate = Начать с заставки
webcast-show-slate = Показать заставку
webcast-end = Закончить трансляцию
webcast-end-sure = Закончить трансляцию?
webcast-end-text = Эфир прекращается сразу, зрителям сообщают об окончании. Записанное остаётся.
webcast-alarms = Тревоги трансляции
webcast-alarms-count = { $count ->
    [one] { $count } тревога
    [few] { $count } тревоги
    [many] { $count } тревог
   *[other] { $count } тревоги
}
webcast-alarm = { $kind ->
    [worker] Служба трансляции недоступна: зрители не получают ничего нового.
    [push] Один из адресатов трансляции ничего не получает.
    [diskLow] Диск почти заполнен.
    [diskFull] Диск заполнен: трансляция идёт, запись не ведётся.
    [diskFailing] Диск не пишет: трансляция идёт, запись не ведётся.
    [storageBehind] Копирование записи в объектное хранилище отстаёт: копии ждут на диске.
    [storageFailing] Объектное хранилище не принимает копии записи: они ждут на диске, ничего не потеряно.
    [indexDamaged] Список записи не удалось прочитать, и он начат заново: то, что в нём было в конце, лежит на диске, и восстановить его нужно вручную.
    [silent] Нет звука.
    [dropped] Теряется слишком много кадров.
   *[peak] Слишком громко: пики выше −1 dBTP.
}
webcast-settings = Настройки трансляции
webcast-layout = Компоновка
webcast-layout-name = { $layout ->
    [speaker] Оратор
    [speakerRoom] Оратор и зал
    [screenSpeaker] Экран и оратор
   *[auto] Автоматически
}
webcast-delay = Задержка в секундах
webcast-recorded = Записывать
webcast-loudness = Громкость
webcast-loudness-of = Громкость: { $name }
webcast-loudness-words = Сейчас { $momentary } LUFS, за минуту { $integrated } LUFS: { $tone ->
    [good] как надо
    [quiet] слишком тихо
    [loud] слишком громко
   *[unknown] пока неизвестно
}
webcast-integrated = За последнюю минуту речи
webcast-true-peak = Истинный пик за последние две секунды
webcast-not-measured = Ещё не измерено
webcast-silent = Тишина { $value }
webcast-unrecorded = Не записывается: нет согласия
webcast-withheld = Не слышны, нет согласия: { $names }
webcast-viewers = Зрители
webcast-lag = Сборка и упаковка
webcast-ms = { $value } мс
webcast-frames = Кадров сделано
webcast-dropped = { $frames }, потеряно { $dropped }
webcast-disk = Диск
webcast-disk-state = { $state ->
    [ok] В порядке
    [low] Почти заполнен
    [full] Заполнен
   *[failing] Не пишет
}
webcast-copies = Копии в объектном хранилище
webcast-copies-state = { $state ->
    [ok] Без отставания
   *[behind] Отстаёт
}
webcast-copies-failing = { $reason ->
    [settings] Адрес или файл ключей в настройках не годится
    [unreachable] Недоступно
    [slow] Нет ответа вовремя
    [denied] Ключи отклонены
    [noBucket] Нет такой корзины
   *[refused] Отказано
}
webcast-copies-waiting = сегментов в очереди: { $count }
webcast-pictures = Сейчас видны
webcast-no-picture = Нет картинки
webcast-picture = { $slot ->
    [speaker] Оратор
    [room] Зал
    [screen] Экран
   *[sign] Жестовый язык
}
webcast-player = Проигрыватель для публики
webcast-recording = Запись
webcast-recordings = Записи
webcast-pushes = Вещателям
push-new = Добавить адресата
push-all = Все языки
push-start = Начать
push-stop = Остановить
push-remove = Удалить
push-remove-sure = Удалить этого адресата?
push-remove-text = Вместе с ним удаляется его ключ. Отправка сразу прекращается.
push-state = { $state ->
    [live] В эфире
    [connecting] Соединение
    [failing] Сбой
    [waiting] Ждёт трансляции
   *[off] Выключено
}
push-rate = { $value } Мбит/с
push-dropped = Потеряно кадров: { $value }
push-retry = Повтор через { $value } с
push-reason = { $reason ->
    [addressInvalid] Такой адрес невозможен.
    [hostForbidden] Настройки сервера не разрешают этот адрес.
    [hostUnknown] Узла с таким именем нет.
    [unreachable] Он недоступен.
    [refused] Там никто не слушает.
    [timeout] Он не отвечает.
    [tlsInvalid] Его сертификат недействителен.
    [rejected] Он не принимает поток. Проверьте ключ.
    [closed] Он разорвал соединение.
    [stalled] Он не принимает отправленное.
    [srtMissing] На сервере не установлен SRT (libsrt).
    [channelMissing] В трансляции нет этого языка.
   *[internal] Ошибка сервера.
}
push-address = Адрес
push-language = Язык
push-key = { $srt ->
    [true] Идентификатор потока (больше не показывается)
   *[false] Ключ потока (больше не показывается)
}
push-passphrase = Парольная фраза (больше не показывается)
push-add = Добавить
error-webcastOff = Это заседание нельзя транслировать.
error-sittingInCamera = Заседание закрытое: трансляции нет.
error-unknownWebcast = Такой трансляции или выступления нет.
error-unknownPush = Такого адресата нет.
error-pushesFull = Больше адресатов добавить нельзя. Сначала удалите одного.
error-unknownRecording = Такой записи нет.
