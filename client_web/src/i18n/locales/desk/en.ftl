# The registration desk
desk-title = Registration desk
desk-loading = Loading…
desk-pages = Pages of the desk
desk-page = { $page ->
    [conferences] Conferences
    [staff] Accounts
    [keys] Keys for machines
    [audit] Audit log
   *[help] Help
}
desk-sections = Pages of this conference
desk-section = { $section ->
    [overview] Overview
    [plan] Settings
    [people] People
    [import] Import a table
    [accreditation] Accreditation
    [check-in] Check-in
    [messages] Messages
    [list] List of participants
    [coaching] Coaching
    [locked] Locked out
   *[log] Audit log
}

# Signing in
desk-sign-in = Sign in
desk-sign-in-lead = For organisers, the registration desk and the technical team.
desk-sign-in-lost = Password or telephone lost? An administrator renews your account.
desk-sign-out = Sign out ({ $name })
desk-name = Account name
desk-password = Password
desk-code = Code from the authenticator app
desk-code-hint = Six digits. Each code works once.
desk-session-over = Your session has ended
desk-session-over-text = Sign in again to go on. What you typed is still here.
desk-leave = Leave
desk-locked-until = Too many wrong tries. The account is locked until { $time }.

# What is wrong
desk-fault = { $code ->
    [signInFailed] Name, password or code is wrong.
    [sessionUnknown] Your session has ended. Please sign in again.
    [csrfInvalid] Your session has changed. Please sign in again.
    [lockedOut] Too many wrong tries. An administrator can unlock the account.
    [busy] The server is busy. Try again in a moment.
    [passwordWeak] Choose a longer password: twelve characters at least, of five different kinds, without the name.
    [nameTaken] This name is taken.
    [unknownStaff] This account no longer exists.
    [unknownConference] This conference does not exist.
    [unknownPerson] This person is not registered any more.
    [unknownRegistration] This registration no longer exists.
    [unknownDeclaration] This declaration no longer exists.
    [unknownLetter] No letter was handed in.
    [unknownDocument] This file no longer exists.
    [documentsFull] The files of this conference take up all the room there is for them.
    [changedMeanwhile] Somebody else changed this in the meantime.
    [registrationNotOpen] Registration is not open.
    [registrationClosed] Registration is closed. You may still take latecomers.
    [alreadyRegistered] This number or address is already registered.
    [formForbids] The form of this conference does not allow this kind of attendance.
    [participantsFull] All places are taken.
    [activeFull] All active places are taken.
    [delegationFull] The delegation’s quota is used up.
    [onSiteFull] All seats on site, or those of the delegation, are taken.
    [encodingUnclear] The encoding of this file is not certain. Choose it below.
    [channelMissing] There is no address to write to.
    [wrongState] This is not possible in the present state of the conference.
    [fileTypeRefused] This kind of file is not taken: PDF, Word or plain text, named .pdf, .docx or .txt.
    [nameInvalid] This file name cannot be used.
    [unknownMessage] This message no longer exists.
    [unknownSlot] This session no longer exists.
    [slotFull] This session is full.
    [unknownKey] This key no longer exists.
   *[other] -
}
desk-field-refused = Please check: { $field }.
desk-column-needed = Choose the column that holds: { $field }.
desk-table-refused = { $reason ->
    [binary] This is not a table. Choose a CSV or XLSX file.
    [empty] The file is empty.
   *[other] This table cannot be read. Choose a CSV or XLSX file with a header row. (Line { $line })
}
desk-wrong = { $fault ->
    [needed] Please fill this in.
    [notNumber] A whole number, 100,000 at most.
    [notTime] This date and time does not exist.
    [tooEarly] This is before the beginning.
    [past] This time is over.
    [notLink] An address that begins with https:// is needed.
    [notZone] This time zone is not known. Example: Europe/Paris
    [taken] This is taken already.
    [virtual] A virtual conference has no seats on site.
    [notId] Small letters, digits and hyphens only; 48 at most.
   *[other] The server does not take this.
}
desk-faults = { $count ->
    [one] One field needs your attention. Nothing is saved yet.
   *[other] { $count } fields need your attention. Nothing is saved yet.
}

# Conferences
desk-new = New conference
desk-new-go-on = New conference (unsaved)
desk-no-conferences = There are no conferences yet.
desk-closes-at = Registration closes on { $time }
desk-state = { $state ->
    [draft] Draft
    [planned] Published, not open yet
    [open] Registration open
    [closed] Registration closed
   *[final] Final
}
desk-state-means = { $state ->
    [draft] Only staff see this conference. Publishing shows it to everyone and opens its meetings to registered people.
    [planned] Everyone sees the conference. Registration opens by itself at the time you set.
    [open] People can be registered. At the deadline, or when you close it, remote delegates get their access codes.
    [closed] Access codes are sent. Latecomers can still be added; they get theirs at once.
   *[final] The list of participants is final. Nothing of this conference can be changed any more.
}
desk-form = { $form ->
    [physical] Physical
    [virtual] Virtual
   *[hybrid] Hybrid
}
desk-where = Where it stands
desk-places = Places
desk-facts = At a glance
desk-step = { $step ->
    [publish] Publish
    [remove] Remove the draft
    [close] Close registration
    [invite] Send invitations
    [reopen] Reopen registration
   *[final] Make the list final
}
desk-step-means = { $step ->
    [publish] Everyone will see the conference, and its meetings open for registered people. Nothing is sent.
    [remove] The draft is removed. This cannot be undone.
    [close] Registration closes now. This is what is sent:
    [invite] Everyone invited who has no invitation yet gets one by mail, with deadline and sittings.
    [reopen] More people can register. Codes that were sent stay good. Nothing is sent.
   *[final] The list of participants becomes final, and nothing of the conference can be changed any more. Nothing is sent.
}
desk-counting = Counting who gets what…
desk-sent-access = { $count ->
    [one] One remote delegate gets an access code by mail.
   *[other] { $count } remote delegates get their access code by mail.
}
desk-sent-pending = { $count ->
    [one] One person waits for accreditation and gets nothing yet.
   *[other] { $count } people wait for accreditation and get nothing yet.
}
desk-sent-without = { $count ->
    [one] One accredited person has no address and gets nothing.
   *[other] { $count } accredited people have no address and get nothing.
}
desk-closed = { $count ->
    [one] Registration is closed. One message is on its way.
   *[other] Registration is closed. { $count } messages are on their way.
}
desk-meter = { $what ->
    [registered] Registered
    [active] Active places
    [onSite] Seats on site
    [waiting] On the waiting list
    [invited] Invited
   *[pending] Waiting for accreditation
}
desk-of = { $taken } of { $limit }

# The form of a conference
desk-part = { $part ->
    [basics] The conference
    [dates] Dates
    [places] Places and quotas
   *[rules] Registration
}
desk-plan-field = { $field ->
    [title] Title
    [conferenceId] Short name in addresses
    [form] Form
    [venue] Venue
    [languages] Languages of interpretation
    [startsAt] Begins
    [endsAt] Ends
    [opensAt] Registration opens
    [deadlineAt] Registration deadline
    [timezone] Time zone
    [participantsLimit] Participants at most
    [activeLimit] Active participants at most
    [onSiteLimit] Seats on site
    [quota] Quota of a delegation
    [quotas] Quotas of single delegations
    [onSiteQuota] Seats on site for a delegation
    [delegations] Delegations
    [groups] Groups on the list, in order
    [documents] Documents
    [sittings] Sittings
    [accreditationRequired] Accreditation is required
    [accreditationMails] Tell people by mail what became of their accreditation
    [ownForm] People may register themselves on the public page
    [webcastDeclarations] Whoever followed the webcast may declare it for the final list
    [retentionDays] Days until people’s data are erased
    [invitation] Text of the invitation
    [reminderDays] Reminder, days before the deadline
   *[other] -
}
desk-text-in = { $label } ({ $language })
desk-other-languages = Other languages ({ $filled } of { $all } filled in)
desk-id-hint = Part of every link, for example gc-2027. It cannot be changed later.
desk-dates-hint = All times are local times of the time zone below.
desk-opens-hint = Empty: as soon as it is published.
desk-deadline-hint = Empty: you close it by hand.
desk-places-hint = Empty fields set no limit.
desk-accreditation-hint = Nobody gets an access code before the desk has approved them.
desk-own-form-hint = Where no other registration system exists.
desk-declarations-hint = The desk approves each declaration.
desk-invitation-hint = Deadline and sittings are added to it.
desk-retention-hint = Counted from the end of the conference.
desk-sittings-hint = Sittings that name the same meeting share its room, list of speakers and link.
desk-documents-hint = Links or files that the public page and the meeting show.
desk-delegations-hint = Countries need no entry: their names and order are known. Add a delegation for its own quota, name or place.
desk-groups-hint = With commas between. Known: members, observers, organisations.
desk-sitting = Sitting { $number }
desk-add-sitting = Add a sitting
desk-meeting = Meeting
desk-meeting-hint = Part of the link /meeting/…
desk-public = Public
desk-agenda = Agenda ({ $count })
desk-agenda-item = Agenda item { $number }
desk-agenda-number = Number
desk-add-agenda-item = Add an agenda item
desk-document = Document { $number }
desk-add-document = Add a document
desk-symbol = Symbol
desk-link = Link
desk-delegation = Delegation { $number }
desk-add-delegation = Add a delegation
desk-own-quota = Own quota
desk-group-of = Group
desk-group-own = As known
desk-group = { $group ->
    [members] Members
    [observers] Observers
    [organisations] Organisations
   *[other] { $name }
}
desk-order = Sort before the name
desk-order-hint = Empty: by name.
desk-official-name = Official name
desk-remove = Remove
desk-save = Save
desk-found = Create the conference
desk-discard = Discard changes
desk-unsaved = Not saved yet
desk-saved = Saved.
desk-merged = Both versions are joined. Look them over and save.
desk-meanwhile = Somebody else saved this conference
desk-meanwhile-text = Nothing you typed is lost. Choose what stands where you both changed something.
desk-meanwhile-taken = They alone changed, and this is taken over: { $fields }
desk-ours = Mine
desk-theirs = Theirs
desk-merge = Join both and look over
desk-yes-no = { $is ->
    [true] Yes
   *[false] No
}

# People
desk-people = { $count ->
    [one] One person
   *[other] { $count } people
}
desk-searching = Searching…
desk-find = Name, number, address or delegation
desk-any = All
desk-add-person = Add a person
desk-export = Save as CSV
desk-field = { $field ->
    [number] Registration number
    [email] E-mail
    [honorific] Form of address
    [givenName] Given name
    [familyName] Family name
    [language] Language
    [phone] Telephone
    [role] Role
    [delegation] Delegation
    [function] Function
    [rank] Rank in the delegation
    [booth] Booth (language)
    [attendance] Attendance
    [accreditation] Accreditation
    [standing] Registration
    [reason] Reason
    [name] Name
    [encoding] Encoding
   *[other] { $field }
}
desk-role = { $role ->
    [delegate] Active participant
    [passive] Passive participant
    [chair] Chair
    [moderator] Moderator
    [interpreter] Interpreter
   *[technician] Technician
}
desk-attendance = { $attendance ->
    [onSite] In person
    [webcast] By webcast
   *[remote] Remote
}
desk-accreditation = { $accreditation ->
    [pending] Pending
    [approved] Approved
   *[refused] Refused
}
desk-standing = { $standing ->
    [registered] Registered
    [waiting] On the waiting list
    [invited] Invited
   *[cancelled] Withdrawn
}
desk-locked = Locked
desk-late = Take as latecomer, after the deadline
desk-on-waiting-list = Put on the waiting list
desk-register = Register
desk-services = For this person
desk-unlock = Unlock
desk-unlocked = Unlocked.
desk-new-access = New access code
desk-access-sent = A new access code is on its way.
desk-withdraw = Withdraw the registration
desk-withdrawn = The registration is withdrawn.
desk-restore = Register again
desk-everything = Save everything kept of this person
desk-erase = Erase this person
desk-person-step = { $step ->
    [withdraw] The place becomes free, and the access code stops working.
    [access] The old code stops working at once, and a new one is sent by mail.
   *[erase] Everything kept of this person, in every conference, is erased. This cannot be undone.
}
desk-refused-because = Refused because: { $reason }
desk-letter-attach = Add a letter
desk-letter-other = Replace the letter
desk-letter-open = Open the letter
desk-letter-save = Save the letter
desk-no-letter = No letter

# Import
desk-import-hint = A CSV or XLSX table with a header row. You see what it would change before anything happens; the same table twice changes nothing.
desk-file = Choose a table
desk-file-other = Choose another file
desk-look-again = Look again
desk-reading = Reading the table…
desk-encoding = Encoding
desk-encoding-found = As found: { $encoding }
desk-encoding-any = Find out
desk-name-encoding = The encoding is a guess: compare the first rows and choose it above.
desk-as-invited = Only invite these people: they take no place yet
desk-preview = What the table would change
desk-applied = The table was taken
desk-outcome = { $outcome ->
    [added] New: { $number }
    [changed] Changed: { $number }
    [unchanged] Unchanged: { $number }
   *[refused] Not taken: { $number }
}
desk-refusals = Rows that cannot be taken
desk-refusals-hint = Mend them in your table and choose it again, or apply without them.
desk-row = Line { $line }
desk-row-twice = The same person as in line { $line }.
desk-row-fields = Cannot be taken: { $fields }
desk-missing = { $count ->
    [one] One registered person is not in the table. Nothing happens to them.
   *[other] { $count } registered people are not in the table. Nothing happens to them.
}
desk-see-people = See the people
desk-apply = { $count ->
    [one] Apply: one person
   *[other] Apply: { $count } people
}
desk-columns = Which column is what
desk-columns-hint = A family name is needed, and a registration number or an e-mail address.
desk-no-column = No column
desk-first-rows = First rows

# Accreditation
desk-approve = Approve
desk-refuse = Refuse
desk-reason = Reason
desk-reason-hint = The person may be told.
desk-decided = { $decision ->
    [approved] Approved: { $name }
    [refused] Refused: { $name }
   *[pending] Pending again: { $name }
}

# Check-in
desk-check-in = Check in
desk-check-in-hint = For people who attend in person. Type the number of the badge and press Enter, or choose a name.
desk-sitting-of = Sitting
desk-no-sittings = This conference has no sittings yet.
desk-find-badge = Number or name
desk-find-badge-hint = Enter checks in when it is one person.
desk-nobody = Nobody found
desk-here = Checked in
desk-here-already = Was here before
desk-present = { $count ->
    [one] One person checked in
   *[other] { $count } people checked in
}
desk-obstacle = { $obstacle ->
    [standing] Not registered
    [accreditation] Not accredited
   *[attendance] Attends remotely
}
desk-latest = Latest

# Messages
desk-messages = { $count ->
    [one] One message
   *[other] { $count } messages
}
desk-message-states = States of messages
desk-message-state = { $state ->
    [queued] Waiting
    [sending] Being sent
    [sent] Sent
    [held] Held
    [refused] Bounced
    [failed] Given up
    [uncertain] Uncertain
   *[expired] Void
}
desk-all = All
desk-refresh = Refresh
desk-held-hint = Held: no mail server or SMS gateway is configured. Read the message and hand it on yourself.
desk-kind = { $kind ->
    [access] Access code
    [oneTime] One-time code
    [invitation] Invitation
    [reminder] Reminder
    [accreditation] Accreditation
    [onSite] Place and times
    [changed] Changed dates
    [cancelled] Cancellation
    [coachingBooked] Coaching booked
    [coachingReminder] Coaching reminder
    [coachingChanged] Coaching changed
    [coachingCancelled] Coaching withdrawn
   *[other] Notice
}
desk-channel = { $channel ->
    [sms] SMS
   *[mail] Mail
}
desk-somebody = Somebody
desk-read = Read
desk-send-again = Send again
desk-look-noted = This look is noted in the audit log.
desk-calendar = Save the calendar file
desk-more = Show more

# The official list
desk-list-language = Language of the list
desk-edition-label = Edition
desk-edition = { $edition ->
    [provisional] Provisional
   *[final] Final
}
desk-edition-means = { $edition ->
    [provisional] Everyone accredited, as it is now.
   *[final] Everyone accredited on site, remote delegates who entered, and approved declarations.
}
desk-declarations = Followed by webcast
desk-no-declarations = Nobody has declared it yet.

# Audit log
desk-who = { $who ->
    [system] The server
    [registration] A delegate
    [key] Key { $id }
   *[other] { $id }
}
desk-act = { $act ->
    [conferenceAdded] created the conference
    [conferenceChanged] changed the conference
    [conferencePublished] published the conference
    [conferenceRemoved] removed the draft
    [registrationClosed] closed registration
    [registrationReopened] reopened registration
    [listFinal] made the list final
    [registered] registered a person
    [registrationChanged] changed a registration
    [personChanged] changed a person
    [personErased] erased a person
    [personExported] handed over a person’s data
    [tableImported] imported a table
    [letterAttached] added a letter
    [accreditation-approved] approved an accreditation
    [accreditation-refused] refused an accreditation
    [accreditation-pending] set an accreditation back to pending
    [declaration-approved] approved a declaration
    [declaration-refused] refused a declaration
    [declaration-pending] set a declaration back to pending
    [accessRenewed] sent a new access code
    [unlocked] unlocked a person
    [checkedIn] checked in
    [codeAsked] asked for a one-time code
    [authenticatorEnrolled] enrolled an authenticator app
    [messageRead] read a held message
    [sentAgain] sent a message again
    [staffAdded] created an account
    [staffDisabled] disabled an account
    [staffRenewed] renewed an account
    [staffUnlocked] unlocked an account
    [invitationSent] sent invitations
    [invitedReminded] reminded the invited
    [keyIssued] issued a key
    [keyRevoked] revoked a key
    [slotAdded] offered coaching sessions
    [slotChanged] changed a coaching session
    [slotWithdrawn] withdrew a coaching session
    [signInTried] tried to sign in
    [signedIn] signed in
   *[other] { $name }
}

# Accounts
desk-accounts = Accounts
desk-new-account = New account
desk-password-hint = Twelve characters at least. Hand it over in person.
desk-add-account = Create the account
desk-disable = Disable
desk-disabled = Disabled
desk-disable-text = { $name } cannot sign in any more, and every open session ends.
desk-staff-role = { $role ->
    [administrator] Administrator
    [organiser] Organiser
    [desk] Registration desk
    [technician] Technician
   *[auditor] Auditor
}
desk-role-may = { $role ->
    [administrator] May do everything, accounts and people’s data included.
    [organiser] Conferences, tables, closing, list, audit log, and all the desk may do.
    [desk] People, accreditation, messages, check-in, unlocking and the list.
    [technician] Looks at conferences and unlocks people.
   *[auditor] Looks at conferences and the audit log.
}
desk-enrolment = The account { $name } exists. Its authenticator secret is shown this once: scan it, or type it into the app.
desk-enrolment-picture = QR code of the authenticator secret

# Keys
desk-keys-hint = Another system uses a key instead of an account, for example to register people by number.
desk-scopes = What the key may do
desk-add-key = Issue a key
desk-key-secret = Copy the secret now: it is shown this once.
desk-revoke = Revoke
desk-revoke-text = The system that uses this key is shut out at once.
desk-revoked = No longer good
desk-key-used = Last used { $time }
desk-key-unused = Never used
desk-duty = { $duty ->
    [read] Look at conferences
    [people] People
    [import] Tables
    [accredit] Accreditation
    [list] List
   *[messages] Messages
}

# Coaching
desk-add-slots = Offer sessions
desk-slot-number = { $name ->
    [minutes] Minutes each
    [places] Places each
   *[count] How many, one after another
}
desk-slot-what = Kind
desk-slot-kind = { $kind ->
    [coaching] Coaching
   *[test] Test
}
desk-no-slots = No sessions are offered yet.
desk-booked = { $taken } of { $places } booked
desk-came = Came
desk-no-show = Did not come
desk-slot-withdraw = Withdraw
desk-slot-withdraw-text = Whoever booked this session gets a mail.
desk-slot-join = Enter as technician

# Help
desk-help-title = { $topic ->
    [plan] 1 · Plan a conference
    [people] 2 · Register people
    [accreditation] 3 · Accredit
    [close] 4 · Close registration
    [entry] 5 · Help people in
    [check-in] 6 · Check in on site
    [list] 7 · The list of participants
   *[privacy] People’s data
}
desk-help-text = { $topic ->
    [plan] Create the conference with its titles, dates, places and sittings. It stays a draft until you publish it; then its public page and its meetings open.
    [people] Import a table, add people one at a time, or let them register themselves where you allowed it. Whoever finds no place can wait; places that become free go to those who wait longest.
    [accreditation] Open the letter, then approve or refuse with a reason. Only approved people get an access code and stand on the list.
    [close] At the deadline, or by hand, every accredited remote delegate gets one mail in their language with link, access code and calendar. Whoever is accredited later gets theirs at once. No message is ever sent twice.
    [entry] A delegate opens the link, types the access code, and then a one-time code from mail, SMS or an app. After too many wrong codes they are locked: find the person and unlock them. A new access code makes the old one void.
    [check-in] At the door, type the number of the badge or some letters of the name and press Enter. Remote delegates are checked in by entering the meeting.
    [list] The provisional list names everyone accredited. Make it final after the meeting; it then names who came.
   *[privacy] Administrators can save everything kept of a person, and erase it. Everyone is erased by itself when the days set in the conference are over. The audit log names nobody.
}

# Files of documents, who is locked out, editions
desk-files = Files
desk-files-later = Files can be handed in once the conference is founded.
desk-file-language = Language of the file
desk-add-file = Hand in a file
desk-file-sending = Sending the file…
desk-locked-hint = Whoever spends all one-time codes waits here. Make sure it is really them before you unlock.
desk-nobody-locked = Nobody is locked out.
desk-version-label = Version
desk-version-newest = The newest
desk-version = { $number }, of { $time }
desk-new-edition = Make a new final list
desk-new-edition-text = Declarations decided since then are taken in. The versions before stay.
desk-edition-same = Nothing of the list has changed: there is no new version.
desk-slot-edit = Change
desk-slot-edit-text = Whoever booked this session gets a mail about the change.
desk-key-expires = Good until
desk-key-expires-hint = Leave it empty for a key that is good until it is revoked.
desk-key-until = Good until { $time }
desk-sent-on-site = { $count ->
    [one] One person on site gets place and times by mail.
   *[other] { $count } people on site get place and times by mail.
}
