# The registration desk
desk-title = Бюро регистрации
desk-loading = Загрузка…
desk-pages = Страницы бюро
desk-page = { $page ->
    [conferences] Конференции
    [staff] Учётные записи
    [keys] Ключи для систем
    [audit] Журнал аудита
   *[help] Справка
}
desk-sections = Страницы этой конференции
desk-section = { $section ->
    [overview] Обзор
    [plan] Настройки
    [people] Люди
    [import] Импорт таблицы
    [accreditation] Аккредитация
    [check-in] Отметка о прибытии
    [messages] Сообщения
    [list] Список участников
    [coaching] Инструктаж
    [locked] Заблокированные
   *[log] Журнал аудита
}

# Signing in
desk-sign-in = Войти
desk-sign-in-lead = Для организаторов, бюро регистрации и технической группы.
desk-sign-in-lost = Потеряли пароль или телефон? Администратор обновит вашу учётную запись.
desk-sign-out = Выйти ({ $name })
desk-name = Имя учётной записи
desk-password = Пароль
desk-code = Код из приложения-аутентификатора
desk-code-hint = Шесть цифр. Каждый код действует один раз.
desk-session-over = Ваш сеанс завершён
desk-session-over-text = Войдите снова, чтобы продолжить. Всё, что вы ввели, сохранено.
desk-leave = Выйти
desk-locked-until = Слишком много неверных попыток. Учётная запись заблокирована до { $time }.

# What is wrong
desk-fault = { $code ->
    [signInFailed] Имя, пароль или код неверны.
    [sessionUnknown] Ваш сеанс завершён. Войдите снова.
    [csrfInvalid] Ваш сеанс изменился. Войдите снова.
    [lockedOut] Слишком много неверных попыток. Администратор может снять блокировку.
    [busy] Сервер занят. Повторите попытку чуть позже.
    [passwordWeak] Выберите пароль длиннее: не менее двенадцати знаков, пять из них разные, без имени.
    [nameTaken] Это имя уже занято.
    [unknownStaff] Этой учётной записи больше нет.
    [unknownConference] Такой конференции нет.
    [unknownPerson] Этот человек больше не зарегистрирован.
    [unknownRegistration] Этой регистрации больше нет.
    [unknownDeclaration] Этого заявления больше нет.
    [unknownLetter] Письмо не представлено.
    [unknownDocument] Этого файла больше нет.
    [documentsFull] Файлы этой конференции заняли всё отведённое для них место.
    [changedMeanwhile] Тем временем это изменил кто-то другой.
    [registrationNotOpen] Регистрация не открыта.
    [registrationClosed] Регистрация закрыта. Опоздавших ещё можно принять.
    [alreadyRegistered] Этот номер или адрес уже зарегистрирован.
    [formForbids] Форма этой конференции не допускает такого участия.
    [participantsFull] Все места заняты.
    [activeFull] Все активные места заняты.
    [delegationFull] Квота делегации исчерпана.
    [onSiteFull] Все места в зале или места делегации заняты.
    [encodingUnclear] Кодировка файла не ясна. Выберите её ниже.
    [channelMissing] Нет адреса, на который можно написать.
    [wrongState] В нынешнем состоянии конференции это невозможно.
    [fileTypeRefused] Такие файлы не принимаются: нужен PDF, Word или простой текст с именем .pdf, .docx или .txt.
    [nameInvalid] Такое имя файла не подходит.
    [unknownMessage] Этого сообщения больше нет.
    [unknownSlot] Этого занятия больше нет.
    [slotFull] На этом занятии нет мест.
    [unknownKey] Этого ключа больше нет.
   *[other] -
}
desk-field-refused = Проверьте: { $field }.
desk-column-needed = Выберите столбец, в котором указано: { $field }.
desk-table-refused = { $reason ->
    [binary] Это не таблица. Выберите файл CSV или XLSX.
    [empty] Файл пуст.
   *[other] Эту таблицу не удаётся прочитать. Выберите файл CSV или XLSX со строкой заголовков. (Строка { $line })
}
desk-wrong = { $fault ->
    [needed] Заполните это поле.
    [notNumber] Целое число, не больше 100 000.
    [notTime] Таких даты и времени не существует.
    [tooEarly] Это раньше начала.
    [past] Это время уже прошло.
    [notLink] Нужен адрес, который начинается с https://.
    [notZone] Неизвестный часовой пояс. Пример: Europe/Moscow
    [taken] Это уже занято.
    [virtual] У виртуальной конференции нет мест в зале.
    [notId] Только строчные латинские буквы, цифры и дефисы; не более 48.
   *[other] Сервер этого не принимает.
}
desk-faults = { $count ->
    [one] { $count } поле требует внимания. Пока ничего не сохранено.
    [few] { $count } поля требуют внимания. Пока ничего не сохранено.
    [many] { $count } полей требуют внимания. Пока ничего не сохранено.
   *[other] { $count } поля требуют внимания. Пока ничего не сохранено.
}

# Conferences
desk-new = Новая конференция
desk-new-go-on = Новая конференция (не сохранена)
desk-no-conferences = Конференций пока нет.
desk-closes-at = Регистрация закрывается: { $time }
desk-state = { $state ->
    [draft] Черновик
    [planned] Опубликована, ещё не открыта
    [open] Регистрация открыта
    [closed] Регистрация закрыта
   *[final] Окончательно
}
desk-state-means = { $state ->
    [draft] Эту конференцию видят только сотрудники. После публикации её увидят все, а заседания откроются для зарегистрированных.
    [planned] Конференцию видят все. Регистрация откроется сама в назначенное время.
    [open] Можно регистрировать людей. В срок или когда вы её закроете, удалённые делегаты получат коды доступа.
    [closed] Коды доступа отправлены. Опоздавших ещё можно добавить; они получат свои сразу.
   *[final] Список участников окончателен. Изменить что-либо в этой конференции больше нельзя.
}
desk-form = { $form ->
    [physical] Очная
    [virtual] Виртуальная
   *[hybrid] Гибридная
}
desk-where = Состояние
desk-places = Места
desk-facts = Коротко
desk-step = { $step ->
    [publish] Опубликовать
    [remove] Удалить черновик
    [close] Закрыть регистрацию
    [invite] Отправить приглашения
    [reopen] Вновь открыть регистрацию
   *[final] Сделать список окончательным
}
desk-step-means = { $step ->
    [publish] Конференцию увидят все, а её заседания откроются для зарегистрированных. Ничего не отправляется.
    [remove] Черновик будет удалён. Отменить это нельзя.
    [close] Регистрация закрывается сейчас. Вот что будет отправлено:
    [invite] Каждый приглашённый, у кого ещё нет приглашения, получит его по почте со сроком и заседаниями.
    [reopen] Можно регистрировать ещё. Отправленные коды остаются в силе. Ничего не отправляется.
   *[final] Список участников станет окончательным, и в конференции больше ничего нельзя будет изменить. Ничего не отправляется.
}
desk-counting = Подсчёт, кто что получит…
desk-sent-access = { $count ->
    [one] { $count } удалённый делегат получит код доступа по почте.
    [few] { $count } удалённых делегата получат код доступа по почте.
    [many] { $count } удалённых делегатов получат код доступа по почте.
   *[other] { $count } удалённого делегата получат код доступа по почте.
}
desk-sent-pending = { $count ->
    [one] { $count } человек ждёт аккредитации и пока ничего не получит.
    [few] { $count } человека ждут аккредитации и пока ничего не получат.
    [many] { $count } человек ждут аккредитации и пока ничего не получат.
   *[other] { $count } человека ждут аккредитации и пока ничего не получат.
}
desk-sent-without = { $count ->
    [one] У { $count } аккредитованного участника нет адреса: он ничего не получит.
    [few] У { $count } аккредитованных участников нет адреса: они ничего не получат.
    [many] У { $count } аккредитованных участников нет адреса: они ничего не получат.
   *[other] У { $count } аккредитованного участника нет адреса: они ничего не получат.
}
desk-closed = { $count ->
    [one] Регистрация закрыта. Отправляется { $count } сообщение.
    [few] Регистрация закрыта. Отправляются { $count } сообщения.
    [many] Регистрация закрыта. Отправляются { $count } сообщений.
   *[other] Регистрация закрыта. Отправляется { $count } сообщения.
}
desk-meter = { $what ->
    [registered] Зарегистрировано
    [active] Активные места
    [onSite] Места в зале
    [waiting] В листе ожидания
    [invited] Приглашены
   *[pending] Ждут аккредитации
}
desk-of = { $taken } из { $limit }

# The form of a conference
desk-part = { $part ->
    [basics] Конференция
    [dates] Даты
    [places] Места и квоты
   *[rules] Регистрация
}
desk-plan-field = { $field ->
    [title] Название
    [conferenceId] Краткое имя в адресах
    [form] Форма
    [venue] Место проведения
    [languages] Языки перевода
    [startsAt] Начало
    [endsAt] Конец
    [opensAt] Открытие регистрации
    [deadlineAt] Срок регистрации
    [timezone] Часовой пояс
    [participantsLimit] Участников не более
    [activeLimit] Активных участников не более
    [onSiteLimit] Места в зале
    [quota] Квота делегации
    [quotas] Квоты отдельных делегаций
    [onSiteQuota] Места в зале для делегации
    [delegations] Делегации
    [groups] Группы в списке, по порядку
    [documents] Документы
    [sittings] Заседания
    [accreditationRequired] Требуется аккредитация
    [accreditationMails] Сообщать по почте о решении об аккредитации
    [ownForm] Можно зарегистрироваться самому на открытой странице
    [webcastDeclarations] Кто следил за трансляцией, может заявить об этом для окончательного списка
    [retentionDays] Дней до удаления личных данных
    [invitation] Текст приглашения
    [reminderDays] Напоминание, дней до срока
   *[other] -
}
desk-text-in = { $label } ({ $language })
desk-other-languages = Другие языки (заполнено { $filled } из { $all })
desk-id-hint = Часть каждой ссылки, например gc-2027. Потом изменить нельзя.
desk-dates-hint = Всё время указано по часовому поясу ниже.
desk-opens-hint = Пусто: сразу после публикации.
desk-deadline-hint = Пусто: закроете вручную.
desk-places-hint = Пустое поле — без ограничения.
desk-accreditation-hint = Никто не получит код доступа, пока бюро его не одобрит.
desk-own-form-hint = Если другой системы регистрации нет.
desk-declarations-hint = Бюро утверждает каждое заявление.
desk-invitation-hint = К нему добавляются срок и заседания.
desk-retention-hint = Считая с конца конференции.
desk-sittings-hint = Заседания с одним и тем же собранием делят зал, список ораторов и ссылку.
desk-documents-hint = Ссылки или файлы на открытой странице и на заседании.
desk-delegations-hint = Страны добавлять не нужно: их названия и порядок известны. Добавьте делегацию, если у неё своя квота, название или место.
desk-groups-hint = Через запятую. Известные: members, observers, organisations.
desk-sitting = Заседание { $number }
desk-add-sitting = Добавить заседание
desk-meeting = Собрание
desk-meeting-hint = Часть ссылки /meeting/…
desk-public = Открытое
desk-agenda = Повестка дня ({ $count })
desk-agenda-item = Пункт { $number } повестки дня
desk-agenda-number = Номер
desk-add-agenda-item = Добавить пункт
desk-document = Документ { $number }
desk-add-document = Добавить документ
desk-symbol = Условное обозначение
desk-link = Ссылка
desk-delegation = Делегация { $number }
desk-add-delegation = Добавить делегацию
desk-own-quota = Своя квота
desk-group-of = Группа
desk-group-own = Как известно
desk-group = { $group ->
    [members] Члены
    [observers] Наблюдатели
    [organisations] Организации
   *[other] { $name }
}
desk-order = Порядок прежде названия
desk-order-hint = Пусто: по названию.
desk-official-name = Официальное название
desk-remove = Убрать
desk-save = Сохранить
desk-found = Создать конференцию
desk-discard = Отменить изменения
desk-unsaved = Ещё не сохранено
desk-saved = Сохранено.
desk-merged = Обе версии объединены. Просмотрите и сохраните.
desk-meanwhile = Эту конференцию сохранил кто-то другой
desk-meanwhile-text = Ничего из введённого вами не потеряно. Выберите, что остаётся там, где изменения внесли оба.
desk-meanwhile-taken = Изменено только другим человеком и принято: { $fields }
desk-ours = Моя версия
desk-theirs = Другая версия
desk-merge = Объединить и просмотреть
desk-yes-no = { $is ->
    [true] Да
   *[false] Нет
}

# People
desk-people = { $count ->
    [one] { $count } человек
    [few] { $count } человека
    [many] { $count } человек
   *[other] { $count } человека
}
desk-searching = Поиск…
desk-find = Имя, номер, адрес или делегация
desk-any = Все
desk-add-person = Добавить человека
desk-export = Сохранить как CSV
desk-field = { $field ->
    [number] Регистрационный номер
    [email] Эл. почта
    [honorific] Обращение
    [givenName] Имя
    [familyName] Фамилия
    [language] Язык
    [phone] Телефон
    [role] Роль
    [delegation] Делегация
    [function] Должность
    [rank] Ранг в делегации
    [booth] Кабина (язык)
    [attendance] Участие
    [accreditation] Аккредитация
    [standing] Регистрация
    [reason] Причина
    [name] Имя
    [encoding] Кодировка
   *[other] { $field }
}
desk-role = { $role ->
    [delegate] Активный участник
    [passive] Пассивный участник
    [chair] Председатель
    [moderator] Модератор
    [interpreter] Переводчик
   *[technician] Техник
}
desk-attendance = { $attendance ->
    [onSite] Очно
    [webcast] По трансляции
   *[remote] Удалённо
}
desk-accreditation = { $accreditation ->
    [pending] Ожидает
    [approved] Одобрена
   *[refused] Отклонена
}
desk-standing = { $standing ->
    [registered] Зарегистрирован
    [waiting] В листе ожидания
    [invited] Приглашён
   *[cancelled] Отозвана
}
desk-locked = Заблокирован
desk-late = Принять как опоздавшего, после срока
desk-on-waiting-list = Внести в лист ожидания
desk-register = Зарегистрировать
desk-services = Для этого человека
desk-unlock = Разблокировать
desk-unlocked = Разблокировано.
desk-new-access = Новый код доступа
desk-access-sent = Новый код доступа отправляется.
desk-withdraw = Отозвать регистрацию
desk-withdrawn = Регистрация отозвана.
desk-restore = Зарегистрировать снова
desk-everything = Сохранить всё, что хранится об этом человеке
desk-erase = Удалить этого человека
desk-person-step = { $step ->
    [withdraw] Место освободится, а код доступа перестанет действовать.
    [access] Прежний код сразу перестанет действовать, новый будет отправлен по почте.
   *[erase] Всё, что хранится об этом человеке во всех конференциях, будет удалено. Отменить это нельзя.
}
desk-refused-because = Причина отказа: { $reason }
desk-letter-attach = Добавить письмо
desk-letter-other = Заменить письмо
desk-letter-open = Открыть письмо
desk-letter-save = Сохранить письмо
desk-no-letter = Письма нет

# Import
desk-import-hint = Таблица CSV или XLSX со строкой заголовков. Вы увидите, что изменится, прежде чем что-либо произойдёт; та же таблица второй раз ничего не меняет.
desk-file = Выбрать таблицу
desk-file-other = Выбрать другой файл
desk-look-again = Прочитать ещё раз
desk-reading = Чтение таблицы…
desk-encoding = Кодировка
desk-encoding-found = Определена: { $encoding }
desk-encoding-any = Определить
desk-name-encoding = Кодировка — догадка: сверьте первые строки и выберите её выше.
desk-as-invited = Только пригласить этих людей: места они пока не занимают
desk-preview = Что изменит таблица
desk-applied = Таблица принята
desk-outcome = { $outcome ->
    [added] Новые: { $number }
    [changed] Изменённые: { $number }
    [unchanged] Без изменений: { $number }
   *[refused] Не приняты: { $number }
}
desk-refusals = Строки, которые нельзя принять
desk-refusals-hint = Исправьте их в таблице и выберите её снова или примените без них.
desk-row = Строка { $line }
desk-row-twice = Тот же человек, что в строке { $line }.
desk-row-fields = Нельзя принять: { $fields }
desk-missing = { $count ->
    [one] { $count } зарегистрированного нет в таблице. С ним ничего не происходит.
    [few] { $count } зарегистрированных нет в таблице. С ними ничего не происходит.
    [many] { $count } зарегистрированных нет в таблице. С ними ничего не происходит.
   *[other] { $count } зарегистрированного нет в таблице. С ними ничего не происходит.
}
desk-see-people = Показать людей
desk-apply = { $count ->
    [one] Применить: { $count } человек
    [few] Применить: { $count } человека
    [many] Применить: { $count } человек
   *[other] Применить: { $count } человека
}
desk-columns = Что в каком столбце
desk-columns-hint = Нужны фамилия и регистрационный номер или адрес эл. почты.
desk-no-column = Нет столбца
desk-first-rows = Первые строки

# Accreditation
desk-approve = Одобрить
desk-refuse = Отклонить
desk-reason = Причина
desk-reason-hint = Её могут сообщить этому человеку.
desk-decided = { $decision ->
    [approved] Одобрено: { $name }
    [refused] Отклонено: { $name }
   *[pending] Снова ожидает: { $name }
}

# Check-in
desk-check-in = Отметить прибытие
desk-check-in-hint = Для тех, кто участвует очно. Введите номер пропуска и нажмите Enter или выберите имя.
desk-sitting-of = Заседание
desk-no-sittings = У этой конференции пока нет заседаний.
desk-find-badge = Номер или имя
desk-find-badge-hint = Enter отмечает прибытие, когда остался один человек.
desk-nobody = Никого не найдено
desk-here = Прибытие отмечено
desk-here-already = Уже отмечено
desk-present = { $count ->
    [one] Отмечен { $count } человек
    [few] Отмечено { $count } человека
    [many] Отмечено { $count } человек
   *[other] Отмечено { $count } человека
}
desk-obstacle = { $obstacle ->
    [standing] Не зарегистрирован
    [accreditation] Не аккредитован
   *[attendance] Участвует удалённо
}
desk-latest = Последние

# Messages
desk-messages = { $count ->
    [one] { $count } сообщение
    [few] { $count } сообщения
    [many] { $count } сообщений
   *[other] { $count } сообщения
}
desk-message-states = Состояния сообщений
desk-message-state = { $state ->
    [queued] Ожидает
    [sending] Отправляется
    [sent] Отправлено
    [held] Задержано
    [refused] Возвращено
    [failed] Не доставлено
    [uncertain] Неясно
   *[expired] Недействительно
}
desk-all = Все
desk-refresh = Обновить
desk-held-hint = Задержано: почтовый сервер или шлюз SMS не настроен. Прочитайте сообщение и передайте его сами.
desk-kind = { $kind ->
    [access] Код доступа
    [oneTime] Одноразовый код
    [invitation] Приглашение
    [reminder] Напоминание
    [accreditation] Аккредитация
    [onSite] Место и время
    [changed] Изменение дат
    [cancelled] Отмена
    [coachingBooked] Занятие назначено
    [coachingReminder] Напоминание о занятии
    [coachingChanged] Занятие изменено
    [coachingCancelled] Занятие отменено
   *[other] Уведомление
}
desk-channel = { $channel ->
    [sms] SMS
   *[mail] Почта
}
desk-somebody = Кто-то
desk-read = Прочитать
desk-send-again = Отправить снова
desk-look-noted = Этот просмотр отмечен в журнале аудита.
desk-calendar = Сохранить календарь
desk-more = Показать ещё

# The official list
desk-list-language = Язык списка
desk-edition-label = Вариант
desk-edition = { $edition ->
    [provisional] Предварительный
   *[final] Окончательный
}
desk-edition-means = { $edition ->
    [provisional] Все аккредитованные на данный момент.
   *[final] Все аккредитованные очно, вошедшие удалённые делегаты и утверждённые заявления.
}
desk-declarations = Следили за трансляцией
desk-no-declarations = Пока никто не заявил.

# Audit log
desk-who = { $who ->
    [system] Сервер
    [registration] Делегат
    [key] Ключ { $id }
   *[other] { $id }
}
desk-act = { $act ->
    [conferenceAdded] — создание конференции
    [conferenceChanged] — изменение конференции
    [conferencePublished] — публикация конференции
    [conferenceRemoved] — удаление черновика
    [registrationClosed] — закрытие регистрации
    [registrationReopened] — повторное открытие регистрации
    [listFinal] — список сделан окончательным
    [registered] — регистрация человека
    [registrationChanged] — изменение регистрации
    [personChanged] — изменение данных человека
    [personErased] — удаление человека
    [personExported] — выдача данных человека
    [tableImported] — импорт таблицы
    [letterAttached] — добавление письма
    [accreditation-approved] — аккредитация одобрена
    [accreditation-refused] — аккредитация отклонена
    [accreditation-pending] — аккредитация снова ожидает
    [declaration-approved] — заявление утверждено
    [declaration-refused] — заявление отклонено
    [declaration-pending] — заявление снова ожидает
    [accessRenewed] — отправка нового кода доступа
    [unlocked] — снятие блокировки с человека
    [checkedIn] — отметка о прибытии
    [codeAsked] — запрос одноразового кода
    [authenticatorEnrolled] — подключение аутентификатора
    [messageRead] — чтение задержанного сообщения
    [sentAgain] — повторная отправка сообщения
    [staffAdded] — создание учётной записи
    [staffDisabled] — отключение учётной записи
    [staffRenewed] — обновление учётной записи
    [staffUnlocked] — разблокировка учётной записи
    [invitationSent] — отправка приглашений
    [invitedReminded] — напоминание приглашённым
    [keyIssued] — выдача ключа
    [keyRevoked] — отзыв ключа
    [slotAdded] — предложение занятий
    [slotChanged] — изменение занятия
    [slotWithdrawn] — отмена занятия
    [signInTried] — попытка входа
    [signedIn] — вход
   *[other] { $name }
}

# Accounts
desk-accounts = Учётные записи
desk-new-account = Новая учётная запись
desk-password-hint = Не менее двенадцати знаков. Передайте лично.
desk-add-account = Создать учётную запись
desk-disable = Отключить
desk-disabled = Отключена
desk-disable-text = { $name } больше не сможет войти, все открытые сеансы завершатся.
desk-staff-role = { $role ->
    [administrator] Администратор
    [organiser] Организатор
    [desk] Бюро регистрации
    [technician] Техник
   *[auditor] Аудитор
}
desk-role-may = { $role ->
    [administrator] Может всё, включая учётные записи и личные данные.
    [organiser] Конференции, таблицы, закрытие, список, журнал аудита и всё, что может бюро.
    [desk] Люди, аккредитация, сообщения, отметка о прибытии, разблокировка и список.
    [technician] Видит конференции и снимает блокировку с людей.
   *[auditor] Видит конференции и журнал аудита.
}
desk-enrolment = Учётная запись { $name } создана. Секрет аутентификатора показывается только сейчас: отсканируйте его или введите в приложение.
desk-enrolment-picture = QR-код секрета аутентификатора

# Keys
desk-keys-hint = Другая система использует ключ вместо учётной записи, например чтобы регистрировать людей по номеру.
desk-scopes = Что разрешает ключ
desk-add-key = Выдать ключ
desk-key-secret = Скопируйте секрет сейчас: он показывается только один раз.
desk-revoke = Отозвать
desk-revoke-text = Система с этим ключом сразу потеряет доступ.
desk-revoked = Недействителен
desk-key-used = Использован: { $time }
desk-key-unused = Не использовался
desk-duty = { $duty ->
    [read] Просмотр конференций
    [people] Люди
    [import] Таблицы
    [accredit] Аккредитация
    [list] Список
   *[messages] Сообщения
}

# Coaching
desk-add-slots = Предложить занятия
desk-slot-number = { $name ->
    [minutes] Минут каждое
    [places] Мест на каждом
   *[count] Сколько подряд
}
desk-slot-what = Вид
desk-slot-kind = { $kind ->
    [coaching] Инструктаж
   *[test] Проверка
}
desk-no-slots = Занятий пока не предложено.
desk-booked = Занято { $taken } из { $places }
desk-came = Был
desk-no-show = Не пришёл
desk-slot-withdraw = Отменить
desk-slot-withdraw-text = Кто записался на это занятие, получит письмо.
desk-slot-join = Войти как техник

# Help
desk-help-title = { $topic ->
    [plan] 1 · Подготовить конференцию
    [people] 2 · Зарегистрировать людей
    [accreditation] 3 · Аккредитовать
    [close] 4 · Закрыть регистрацию
    [entry] 5 · Помочь войти
    [check-in] 6 · Отмечать прибытие в зале
    [list] 7 · Список участников
   *[privacy] Личные данные
}
desk-help-text = { $topic ->
    [plan] Создайте конференцию: названия, даты, места и заседания. Она остаётся черновиком до публикации; тогда открываются её страница и заседания.
    [people] Импортируйте таблицу, добавляйте людей по одному или разрешите им регистрироваться самим. Кому не хватило места, может ждать; освободившиеся места получают те, кто ждёт дольше всех.
    [accreditation] Откройте письмо, затем одобрите или отклоните с указанием причины. Только одобренные получают код доступа и попадают в список.
    [close] В срок или вручную каждый аккредитованный удалённый делегат получает одно письмо на своём языке со ссылкой, кодом доступа и календарём. Кого аккредитуют позже, получит своё сразу. Ни одно сообщение не отправляется дважды.
    [entry] Делегат открывает ссылку, вводит код доступа, затем одноразовый код из почты, SMS или приложения. После многих неверных кодов он блокируется: найдите его и разблокируйте. Новый код доступа отменяет прежний.
    [check-in] У входа введите номер пропуска или несколько букв имени и нажмите Enter. Удалённые делегаты отмечаются, войдя на заседание.
    [list] В предварительном списке все аккредитованные. Сделайте его окончательным после заседания; тогда в нём те, кто участвовал.
   *[privacy] Администраторы могут сохранить и удалить всё, что хранится о человеке. По истечении дней, указанных в конференции, всё удаляется само. В журнале аудита имён нет.
}

# Файлы документов, заблокированные, редакции списка
desk-files = Файлы
desk-files-later = Файлы можно добавить, когда конференция создана.
desk-file-language = Язык файла
desk-add-file = Добавить файл
desk-file-sending = Файл отправляется…
desk-locked-hint = Здесь ждут те, кто исчерпал все одноразовые коды. Прежде чем разблокировать, убедитесь, что это они.
desk-nobody-locked = Никто не заблокирован.
desk-version-label = Версия
desk-version-newest = Последняя
desk-version = { $number }, от { $time }
desk-new-edition = Составить новый окончательный список
desk-new-edition-text = В него войдут заявления, по которым с тех пор принято решение. Прежние версии сохранятся.
desk-edition-same = В списке ничего не изменилось: новой версии нет.
desk-slot-edit = Изменить
desk-slot-edit-text = Кто записался на это занятие, получит письмо об изменении.
desk-key-expires = Действует до
desk-key-expires-hint = Оставьте пустым, чтобы ключ действовал до отзыва.
desk-key-until = Действует до { $time }
desk-sent-on-site = { $count ->
    [one] { $count } очный участник получит место и время по почте.
    [few] { $count } очных участника получат место и время по почте.
    [many] { $count } очных участников получат место и время по почте.
   *[other] { $count } очного участника получат место и время по почте.
}
