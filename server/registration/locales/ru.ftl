access-subject = { $conference }: ваш код доступа
greeting = Уважаемый(ая) { $name }!
access-registered = Вы зарегистрированы как дистанционный участник заседания:
access-when = { $start } – { $end } ({ $timezone })
access-what = Чтобы принять участие, откройте этот адрес в Chrome, Firefox или Edge на компьютере:
access-code = и введите ваш код доступа:
access-second = После этого вы получите одноразовый код по электронной почте или на мобильный телефон. Он заменяет пропуск: введите его, чтобы войти. Никому не сообщайте код доступа.
access-active = Вы можете просить слова. Пользуйтесь гарнитурой с микрофоном и камерой, подключите их до начала работы и выберите тихое, хорошо освещённое место.
access-passive = Вы можете следить за работой на всех языках и пользоваться общим чатом.
access-before = Подключитесь заранее, чтобы проверить оборудование и соединение; рекомендуется 4 Мбит/с в обе стороны.
access-calendar = Приложенный файл добавит заседание в ваш календарь.
closing = С уважением,
one-time-subject = { $code } — ваш одноразовый код
one-time-text = Ваш одноразовый код для { $conference }:
one-time-life = { $minutes ->
    [one] Он действителен { $minutes } минуту и может быть использован один раз.
    [few] Он действителен { $minutes } минуты и может быть использован один раз.
    [many] Он действителен { $minutes } минут и может быть использован один раз.
   *[other] Он действителен { $minutes } минуты и может быть использован один раз.
}
one-time-warning = Если вы его не запрашивали, ваш код доступа известен кому-то ещё: сообщите в службу регистрации.
one-time-sms = { $code } — ваш одноразовый код для { $conference }. Никому его не сообщайте.
list-members = Члены
list-observers = Наблюдатели
list-organisations = Организации
list-column-group = Группа
list-column-delegation = Делегация
list-column-honorific = Обращение
list-column-familyname = Фамилия
list-column-givenname = Имя
list-column-function = Должность
list-column-attendance = Участие
list-column-checkedinat = Прибытие
list-attendance-onsite = В зале
list-attendance-remote = Дистанционно
list-attendance-webcast = Веб-трансляция
list-title-provisional = Предварительный список участников
list-title-final = Список участников
list-where = { $venue }, { $dates }
list-dates = { $start } – { $end }
list-compiled = По состоянию на { $at }
list-page = Стр. { $page } из { $pages }
list-total = Участников: { $count }
list-checked-in = { $attendance }, прибытие: { $at }
