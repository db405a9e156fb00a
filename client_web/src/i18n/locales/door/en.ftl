# First page
door-links = Help
door-guide = User guide
door-check = Connection test
door-browser = This browser has not been tested with our meetings. Please use Chrome, Firefox or Edge on a computer if you can.
door-conferences = Conferences and meetings
door-running = In progress
door-state = { $state ->
    [planned] Registration is not open yet
    [open] Registration is open
    [closed] Registration is closed
   *[final] List of participants is final
}
door-enter = Enter
door-register = Register
door-webcast = Webcast
door-on-air = On air now
door-watch = Watch: { $name }
door-recordings = Recordings of earlier meetings
door-details = Programme and documents
door-dates = Dates
door-zone = in the venue’s time ({ $zone })
door-venue-time = { $time } at the venue ({ $zone })
door-form = Form
door-form-words = { $form ->
    [physical] In the room
    [virtual] Online
   *[hybrid] In the room and online
}
door-venue = Venue
door-deadline = Register by

# A conference
door-programme = Programme
door-no-sittings = The programme will be published here.
door-closed-sitting = closed sitting
door-agenda = Agenda
door-documents = Documents
door-registration = Registration
door-registered = Thank you. If your registration can be taken, you will receive an e-mail about it; the access code follows when registration closes.
door-invitation = You are invited
door-accept = Accept and register
door-accepted = Thank you, you are registered. Your access code follows by e-mail when registration closes.
door-waiting = All places are taken: you are on the waiting list and will be told when one becomes free.
door-answered = This invitation has been answered already.
door-decline = Decline the invitation
door-declined = You have declined. The secretariat has been told.
door-given-name = Given name
door-family-name = Family name
door-email = E-mail address
door-email-hint = The access code and one-time codes are sent to it.
door-phone = Mobile phone
door-phone-hint = Optional, with country code: +41…
door-delegation-none = None
door-delegation-other = Organisation…
door-organisation = Name of the organisation
door-function = Function
door-role = You take part as
door-role-words = { $role ->
    [delegate] Delegate who may speak
   *[passive] Listener
}
door-attendance = You attend
door-attendance-words = { $attendance ->
    [remote] remotely
   *[onSite] in the room
}
door-language = Language of messages to you
door-letter = Letter of accreditation
door-letter-hint = PDF, Word or text. It can also be handed in later, at the registration desk.
door-letter-choose = Choose a file
door-privacy = What you enter is used for this conference alone and erased after it.
door-declaration = Declare attendance by webcast
door-declaration-text = If you have followed by webcast alone and wish to be on the final list of participants, tell the secretariat here.
door-declare = Declare attendance
door-declared = Thank you. The secretariat will decide on it.

# Entry
door-step = Step { $number } of 3
door-access-title = Enter your access code
door-access-text = You received it by e-mail when registration closed. It has twelve letters and digits.
door-access-code = Access code
door-access-lost = No code? Look for the mail of the registration desk, also among junk mail, or ask the desk for a new one.
door-next = Next
door-session-ended = Your session has ended. Please sign in again.
door-way-title = Confirm that it is you
door-way-text = Where should your one-time code come from?
door-way-none = No e-mail address or mobile phone is known of you. Please ask the registration desk.
door-way-words = { $channel ->
    [mail] By e-mail
    [sms] By text message
   *[authenticator] From my authenticator app
}
door-other-code = Another access code
door-code-title = Enter the one-time code
door-code-sent = { $channel ->
    [sms] We have sent six digits by text message to
   *[mail] We have sent six digits by e-mail to
}
door-code-app = Type the six digits your authenticator app shows now.
door-code = One-time code
door-code-life = Good for another { $time }
door-code-over = This code has expired. Ask for another one.
door-tries-left = { $count ->
    [one] One more try before you are locked out.
   *[other] { $count } more tries before you are locked out.
}
door-sign-in = Sign in
door-again = Send another code
door-again-in = Send another code in { $time }
door-other-way = Another way
door-locked-title = Too many wrong codes
door-locked-text = For your protection nobody can sign in with this access code at the moment.
door-locked-help = Please call or write to the registration desk. They will unlock you once they know that it is you; then begin again here.

# Signed in
door-welcome = Welcome, { $name }
door-own-meetings = Your sittings
door-enter-meeting = Enter the meeting
door-not-open = Not open yet
door-elsewhere = You are in on another device.
door-move = Move here
door-check-title = Check your equipment
door-check-active = Microphone, camera, headset and connection, in a few minutes. Better before the meeting than during it.
door-check-passive = Sound and connection. No microphone or camera is needed.
door-check-now = Start the check
door-check-back = Back to my sittings
door-coaching = Coaching sessions
door-coaching-text = Try the meeting beforehand together with a technician.
door-slot-kind = { $kind ->
    [coaching] Coaching session
   *[test] Technical test
}
door-slot-free = { $count ->
    [one] One place free
   *[other] { $count } places free
}
door-slot-book = Book
door-slot-give-back = Cancel my booking
door-slot-attend = Go in
door-slot-waiting = Waiting room: the session opens in { $time }
door-own-data = About you
door-own-role = Role
door-own-data-wrong = Something is wrong? The registration desk can change it.
door-sign-out = Sign out
door-app = Authenticator app
door-app-text = With an authenticator app on your phone you can sign in without waiting for a message.
door-app-enrolled = Your authenticator app is set up.
door-app-enrol = Set up an app
door-app-renew = Set up another app
door-app-scan = Scan this picture with the app.
door-app-picture = QR code for an authenticator app
door-app-secret = Or type this key into it:
door-app-code = Six digits the app shows
door-app-confirm = Confirm

# Refusals
door-fault-access = This access code is not known. Please look at it again.
door-fault-code = This code is wrong.
door-fault-app = This code is wrong. Type the one the app shows now.
door-fault-spent = No code is waiting any more. Ask for another one.
door-fault-channel = No code can be sent this way.
door-fault-accreditation = Your accreditation has not been approved. Please ask the registration desk.
door-fault-onsite = You are registered to attend in the room. To attend remotely, please ask the registration desk.
door-fault-meeting = This meeting is not open.
door-fault-fast = Too many attempts. Please wait a moment and try again.
door-fault-busy = Too many people are coming in at once. Please try again in a moment.
door-fault-conference = This conference does not exist, or is not published.
door-fault-not-open = Registration is not open yet.
door-fault-closed = Registration is closed. Please ask the secretariat.
door-fault-full = All places are taken.
door-fault-active = All places for speaking delegates are taken. You may register as a listener.
door-fault-delegation = All places of this delegation are taken.
door-fault-seats = All seats in the room are taken. You may attend remotely.
door-fault-form = This conference does not offer this way of attending.
door-fault-field = Something in the form cannot be right. Please look at it again.
door-fault-registered = Somebody with these details is registered already.
door-fault-invitation = This invitation is not valid any more.
door-fault-slot-full = This session has just been filled. Please choose another.
door-fault-slot = This session is not offered any more.

# Support
door-help = Help
door-help-title = Ask the technicians
door-help-text = They answer here while you stay on this page.
door-help-message = Your message
door-helper = { $name } is helping you.
door-help-wait = Your message has been passed on. Somebody will answer here.
door-help-invited = { $name } would like to talk with you: a conversation of the two of you, with sound and picture.
door-help-meet = Join support
