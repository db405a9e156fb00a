access-subject = { $conference }: your access code
greeting = Dear { $name },
access-registered = You are registered as a remote participant of:
access-when = { $start } to { $end } ({ $timezone })
access-what = To take part, open this address in Chrome, Firefox or Edge on a computer:
access-code = and type your access code:
access-second = You will then receive a one-time code by e-mail or on your mobile phone. It takes the place of the badge: type it in to enter. Please keep the access code to yourself.
access-active = You may ask for the floor. Please use a headset with a microphone and a camera, plug them in before you start, and choose a quiet, well-lit place.
access-passive = You can follow the proceedings in all languages and use the event chat.
access-before = Enter early enough before the meeting to check your equipment and your connection; 4 Mbit/s in both directions are recommended.
access-calendar = The attached file puts the meeting into your calendar.
closing = With kind regards,
one-time-subject = { $code } is your one-time code
one-time-text = Your one-time code for { $conference }:
one-time-life = { $minutes ->
    [one] It is good for one minute and can be used once.
   *[other] It is good for { $minutes } minutes and can be used once.
}
one-time-warning = If you did not ask for it, somebody else knows your access code: please tell the registration desk.
one-time-sms = { $code } is your one-time code for { $conference }. Never pass it on.
list-members = Members
list-observers = Observers
list-organisations = Organizations
list-column-group = Group
list-column-delegation = Delegation
list-column-honorific = Title
list-column-familyname = Family name
list-column-givenname = Given name
list-column-function = Function
list-column-attendance = Attendance
list-column-checkedinat = Checked in
list-attendance-onsite = On site
list-attendance-remote = Remote
list-attendance-webcast = Webcast
