# First page
door-links = Помощь
door-guide = Руководство пользователя
door-check = Проверка соединения
door-browser = Этот браузер не проверялся с нашими заседаниями. По возможности используйте Chrome, Firefox или Edge на компьютере.
door-conferences = Конференции и заседания
door-running = Идёт сейчас
door-state = { $state ->
    [planned] Регистрация ещё не открыта
    [open] Регистрация открыта
    [closed] Регистрация закрыта
   *[final] Список участников окончательный
}
door-enter = Войти
door-register = Зарегистрироваться
door-webcast = Трансляция
door-on-air = Сейчас в эфире
door-watch = Смотреть: { $name }
door-recordings = Записи прошедших заседаний
door-details = Программа и документы
door-dates = Даты
door-zone = по времени места проведения ({ $zone })
door-venue-time = { $time } на месте ({ $zone })
door-form = Формат
door-form-words = { $form ->
    [physical] В зале
    [virtual] Онлайн
   *[hybrid] В зале и онлайн
}
door-venue = Место
door-deadline = Регистрация до

# A conference
door-programme = Программа
door-no-sittings = Программа будет опубликована здесь.
door-closed-sitting = закрытое заседание
door-agenda = Повестка дня
door-documents = Документы
door-registration = Регистрация
door-registered = Спасибо. Если вашу регистрацию можно принять, вы получите письмо; код доступа придёт после закрытия регистрации.
door-invitation = Вас приглашают
door-accept = Принять и зарегистрироваться
door-accepted = Спасибо, вы зарегистрированы. Код доступа придёт по электронной почте после закрытия регистрации.
door-waiting = Все места заняты: вы в списке ожидания, мы сообщим, когда место освободится.
door-answered = На это приглашение уже ответили.
door-decline = Отклонить приглашение
door-declined = Вы отклонили приглашение. Секретариату сообщено.
door-given-name = Имя
door-family-name = Фамилия
door-email = Адрес электронной почты
door-email-hint = На него приходят код доступа и одноразовые коды.
door-phone = Мобильный телефон
door-phone-hint = Необязательно, с кодом страны: +41…
door-delegation-none = Нет
door-delegation-other = Организация…
door-organisation = Название организации
door-function = Должность
door-role = Вы участвуете как
door-role-words = { $role ->
    [delegate] Делегат с правом выступать
   *[passive] Слушатель
}
door-attendance = Вы участвуете
door-attendance-words = { $attendance ->
    [remote] дистанционно
   *[onSite] в зале
}
door-language = Язык сообщений
door-letter = Письмо об аккредитации
door-letter-hint = PDF, Word или текст. Его можно также сдать позже в бюро регистрации.
door-letter-choose = Выбрать файл
door-privacy = Ваши данные используются только для этой конференции и затем удаляются.
door-declaration = Заявить об участии по трансляции
door-declaration-text = Если вы следили только по трансляции и хотите быть в окончательном списке участников, сообщите об этом секретариату здесь.
door-declare = Заявить об участии
door-declared = Спасибо. Секретариат примет решение.

# Entry
door-step = Шаг { $number } из 3
door-access-title = Введите код доступа
door-access-text = Вы получили его по электронной почте после закрытия регистрации. В нём двенадцать букв и цифр.
door-access-code = Код доступа
door-access-lost = Нет кода? Поищите письмо бюро регистрации, в том числе в спаме, или попросите бюро выслать новый.
door-next = Далее
door-session-ended = Ваш сеанс завершён. Войдите снова.
door-way-title = Подтвердите, что это вы
door-way-text = Откуда должен прийти одноразовый код?
door-way-none = У нас нет ни адреса почты, ни мобильного телефона. Обратитесь в бюро регистрации.
door-way-words = { $channel ->
    [mail] По электронной почте
    [sms] По СМС
   *[authenticator] Из моего приложения-аутентификатора
}
door-other-code = Другой код доступа
door-code-title = Введите одноразовый код
door-code-sent = { $channel ->
    [sms] Мы отправили шесть цифр по СМС на
   *[mail] Мы отправили шесть цифр по электронной почте на
}
door-code-app = Введите шесть цифр, которые сейчас показывает приложение-аутентификатор.
door-code = Одноразовый код
door-code-life = Действует ещё { $time }
door-code-over = Этот код истёк. Запросите другой.
door-tries-left = { $count ->
    [one] До блокировки осталась { $count } попытка.
    [few] До блокировки остались { $count } попытки.
    [many] До блокировки осталось { $count } попыток.
   *[other] До блокировки осталось { $count } попытки.
}
door-sign-in = Войти
door-again = Отправить другой код
door-again-in = Другой код через { $time }
door-other-way = Другой способ
door-locked-title = Слишком много неверных кодов
door-locked-text = Ради вашей защиты сейчас никто не может войти с этим кодом доступа.
door-locked-help = Позвоните или напишите в бюро регистрации. Убедившись, что это вы, там снимут блокировку; тогда начните здесь сначала.

# Signed in
door-welcome = Добро пожаловать, { $name }
door-own-meetings = Ваши заседания
door-enter-meeting = Войти на заседание
door-not-open = Ещё не открыто
door-elsewhere = Вы уже вошли с другого устройства.
door-move = Перейти сюда
door-check-title = Проверьте оборудование
door-check-active = Микрофон, камера, гарнитура и соединение, за несколько минут. Лучше до заседания, чем во время него.
door-check-passive = Звук и соединение. Микрофон и камера не нужны.
door-check-now = Начать проверку
door-check-back = Назад к моим заседаниям
door-coaching = Пробные занятия
door-coaching-text = Попробуйте заседание заранее вместе с техником.
door-slot-kind = { $kind ->
    [coaching] Пробное занятие
   *[test] Техническая проверка
}
door-slot-free = { $count ->
    [one] { $count } свободное место
    [few] { $count } свободных места
    [many] { $count } свободных мест
   *[other] { $count } свободного места
}
door-slot-book = Записаться
door-slot-give-back = Отменить запись
door-slot-attend = Войти
door-slot-waiting = Комната ожидания: занятие откроется через { $time }
door-own-data = О вас
door-own-role = Роль
door-own-data-wrong = Что-то неверно? Бюро регистрации может исправить.
door-sign-out = Выйти
door-app = Приложение-аутентификатор
door-app-text = С приложением-аутентификатором на телефоне можно войти, не дожидаясь сообщения.
door-app-enrolled = Приложение-аутентификатор настроено.
door-app-enrol = Настроить приложение
door-app-renew = Настроить другое приложение
door-app-scan = Отсканируйте эту картинку приложением.
door-app-picture = QR-код для приложения-аутентификатора
door-app-secret = Или введите в него этот ключ:
door-app-code = Шесть цифр из приложения
door-app-confirm = Подтвердить

# Refusals
door-fault-access = Такой код доступа неизвестен. Проверьте его.
door-fault-code = Этот код неверен.
door-fault-app = Этот код неверен. Введите тот, что приложение показывает сейчас.
door-fault-spent = Код больше не ожидается. Запросите другой.
door-fault-channel = Этим способом код отправить нельзя.
door-fault-accreditation = Ваша аккредитация не одобрена. Обратитесь в бюро регистрации.
door-fault-onsite = Вы зарегистрированы для участия в зале. Чтобы участвовать дистанционно, обратитесь в бюро регистрации.
door-fault-meeting = Это заседание не открыто.
door-fault-fast = Слишком много попыток. Подождите немного и попробуйте снова.
door-fault-busy = Входит слишком много людей сразу. Попробуйте ещё раз чуть позже.
door-fault-conference = Такой конференции нет или она не опубликована.
door-fault-not-open = Регистрация ещё не открыта.
door-fault-closed = Регистрация закрыта. Обратитесь в секретариат.
door-fault-full = Все места заняты.
door-fault-active = Все места с правом выступать заняты. Вы можете зарегистрироваться слушателем.
door-fault-delegation = Все места этой делегации заняты.
door-fault-seats = Все места в зале заняты. Вы можете участвовать дистанционно.
door-fault-form = Эта конференция не предлагает такого участия.
door-fault-field = Что-то в форме не может быть верным. Проверьте её.
door-fault-registered = Человек с такими данными уже зарегистрирован.
door-fault-invitation = Это приглашение больше не действует.
door-fault-slot-full = Это занятие только что заполнилось. Выберите другое.
door-fault-slot = Это занятие больше не предлагается.

# Support
door-help = Помощь
door-help-title = Спросить техников
door-help-text = Они ответят здесь, пока вы на этой странице.
door-help-message = Ваше сообщение
door-helper = Вам помогает { $name }.
door-help-wait = Сообщение передано. Вам ответят здесь.
door-help-invited = { $name } хочет поговорить с вами: беседа вдвоём, со звуком и изображением.
door-help-meet = Присоединиться к поддержке
