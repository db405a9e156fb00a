# Entry page
entry-title = Take your seat
entry-lead = Follow the debate in your language, ask for the floor, speak and be interpreted, in the room or from anywhere.
entry-self = Your name plate
entering = Taking you to your place…
footer = Open, self-hosted meetings with simultaneous interpretation.
in-session = In session
no-meetings = No meeting is open at the moment.
closed-entry = Entry to this meeting is by invitation.
meeting-languages = Languages
your-name = Name
guest-name = Guest { $number }
delegation = Delegation
language-spoken = Language you speak
booth = Booth
join = Join
way-title = { $role ->
    [delegate] Delegate
    [passive] Passive participant
    [chair] Chair
    [interpreter] Interpreter
    [technician] Technical team
   *[other] Room
}
way-text = { $role ->
    [delegate] Listen, ask for the floor and speak when it is granted.
    [passive] Follow in any language. No camera or microphone is needed.
    [chair] Conduct the list of speakers and give the floor.
    [interpreter] Interpret from a booth.
    [technician] Look after booths and sound, write captions, or interpret into sign language.
   *[other] For the computer in the hall: sends its camera and sound, shows the remote speaker.
}
way-button = { $role ->
    [delegate] Join as delegate
    [passive] Join as passive participant
    [chair] Join as chair
    [interpreter] Join as interpreter
    [technician] Join the technical team
   *[other] Open the room page
}
role = { $role ->
    [delegate] Delegate
    [passive] Passive participant
    [chair] Chair
    [deputy] Deputy
    [moderator] Moderator
    [interpreter] Interpreter
    [technician] Technician
    [captioner] Captioner
    [signer] Sign-language interpreter
   *[room] Room
}
counts = { $participants ->
    [one] { $connected } of { $participants } participant connected
   *[other] { $connected } of { $participants } participants connected
}

# Page
preferences = Preferences
page-language = Language of the pages
appearance = Appearance
theme = { $theme ->
    [light] Light
    [dark] Dark
   *[auto] As the system
}
close = Close
dismiss = Dismiss
leave = Leave
off = Off
send = Send
loading = Loading…
try-now = Try now
use-shortcuts = Single-key shortcuts
camera-with-microphone = Start my camera with my microphone
device-microphone = Microphone
device-camera = Camera
device-loudspeaker = Loudspeaker
device-default = Chosen by the system

# Stage
stage = Stage
stage-empty = Nobody has the floor.
stage-sound-only = Sound only
stage-waiting = The speaker is getting ready.
slot = { $slot ->
    [speaker] Speaker
    [room] Room
    [screen] Shared screen
   *[sign] Sign language
}
floor-language = Language on the floor
floor-language-unknown = Not known yet
speech-clock = Speaking time
nobody-speaks = Nobody has the floor.

# Listening
listening = Listening
listening-language = Listen in
channel-floor = Floor
channel-floor-detail = original
channel-feed = { $feed ->
    [interpreted] interpreted
    [direct] spoken now
    [muted] paused
   *[none] no booth
}
volume = Volume
original-underneath = Original underneath

# One's own turn
own-floor = Your turn
passive-note = You are following this meeting. The floor is for active delegates.
request-floor = Request the floor
withdraw-request = Withdraw request
give-up-floor = End my speech
floor-free = Ask for the floor whenever you wish to speak.
floor-list-closed = The list of speakers is closed.
floor-place = { $place ->
    [1] You are next in the list.
   *[other] Your place in the list: { $place }
}
floor-called = You are called next. Get ready.
floor-granted = You have the floor: turn on your microphone.
floor-live = Your microphone is on. Everyone hears you.
floor-at-will = You may turn on your microphone at any time.
microphone = Microphone
turn-off-microphone = Turn off microphone
turn-on-microphone = Turn on microphone
microphone-open = Microphone open
turn-off-camera = Turn off camera
turn-on-camera = Turn on camera
self-view = Your camera
own-level = Level of your microphone

# Side panel
panels = Meeting panels
tab-speakers = Speakers
tab-chat = Chat
tab-participants = Participants
waiting-count = { $count ->
    [one] { $count } waiting
   *[other] { $count } waiting
}
unread-count = { $count ->
    [one] { $count } unread message
   *[other] { $count } unread messages
}
list-of-speakers = List of speakers
list-empty = Nobody is on the list.
list-closed = The list is closed.
you = You
not-connected = Away
request-kind = { $kind ->
    [pointOfOrder] Point of order
    [rightOfReply] Right of reply
    [motion] Motion
    [reply] Reply
    [interposedQuestion] Interposed question
   *[statement] Statement
}
request-state = { $state ->
    [queued] Waiting
    [called] Called
    [granted] Has the floor
    [paused] Paused
    [deferred] Deferred
   *[speaking] Speaking
}
event-chat = Event chat
chat-empty = No messages yet.
chat-message = Write to everyone
participants = Participants
find-participant = Find
nobody-found = Nobody found.

# Chair
chair-now = On the floor
mute = Mute
grant-next = Give the floor to the next
grant-floor = Give floor
grant-floor-to = Give floor to { $name }
call-speaker = Call
call-speaker-name = Call { $name }
end-speech = End
end-speech-of = End the speech of { $name }
remove-request = Remove { $name } from the list

# Console
chair-console = Chair's console
sitting-number = Sitting { $number }
sitting-state = { $state ->
    [scheduled] Not opened yet
    [open] Open
    [suspended] Suspended
   *[closed] Closed
}
sitting-access = { $access ->
    [public] Public
   *[closed] In camera
}
sitting-command = { $command ->
    [openSitting] Open the sitting
    [suspendSitting] Suspend
    [resumeSitting] Resume
   *[closeSitting] Close the sitting
}
go-in-camera = Go in camera
make-public = Make public
in-the-chair = In the chair: { $name }
chair-vacant = Nobody is in the chair
take-chair = Take the chair
clock-left = { $time } left
clock-ending = Ending: { $time } left
clock-over = Over time by { $time }
clock-stopped = Clock stopped
clock-open = No limit
pause-speech = Pause
resume-speech = Continue
more-time = One more minute
interrupted-speeches = Others with the floor
level-of = Sound level of { $name }
lists = Lists
list-name = { $list ->
    [speakers] Speakers
    [replies] Replies
   *[rightsOfReply] Rights of reply
}
list-state-label = State of the list
list-state = { $state ->
    [open] List open
    [closed] List closed
   *[suspended] List suspended
}
list-limit = At most { $limit }
add-speaker = Add speaker
drag-handle = Move { $name }: drag, or press the arrow keys
drag-hint = Drag, or ↑ ↓
announce-moved = { $name }: place { $place } of { $total }
more-for = More for { $name }
move-up = Up
move-down = Down
swap-with = Swap with
defer = Skip
remove = Remove
origin = { $origin ->
    [remote] Remote
    [seat] Seat button
    [liteClient] Phone
    [secretariat] Secretariat
   *[preRegistered] Pre-registered
}
attending = { $attending ->
    [room] In the room
   *[remote] Remote
}
deferred-for = { $reason ->
    [skipped] skipped
    [noAnswer] no answer
    [absent] absent
   *[linkLost] connection lost
}
call-answered = Ready
microphone-heard = Microphone heard
microphone-silent = No sound yet
microphone-tested = { $outcome ->
    [good] Microphone tested
    [skipped] Microphone not tested
   *[other] Microphone test: problems
}
motion = { $motion ->
    [suspendMeeting] Suspend the meeting
    [adjournMeeting] Adjourn the meeting
    [adjournDebate] Adjourn the debate
    [closeDebate] Close the debate
   *[other] Other motion
}
motion-label = Motion
kind = Kind
stops = Stops
mute-all = Mute all
clear-list = Clear the list
end-all = End everything
priority = Priority
hold-priority = Hold priority
release-priority = Release priority
clear-priority = Clear priority
priority-held = Chair's priority: delegates' microphones are silent, clocks stand.
confirm-stop = { $stop ->
    [clear-list] Everyone who waits in this list is removed. This cannot be undone.
    [end-all] Every speech ends and every list is cleared. This cannot be undone.
   *[clear-priority] The attention tone sounds and every speech ends. Those who wait stay.
}
confirm-close-sitting = Close the sitting?
confirm-close-sitting-text = Speeches end. Those who wait keep their places for the next sitting.
cancel = Cancel
not-done = Not done: { $act }.
done = Done: { $act }
undo = Undo
try-again = Try again
command-held = No connection. The command is sent as soon as it is back.
contradicted-by = { $name } has just decided otherwise.
act-grant = Give the floor to { $name }
act-call = Call { $name }
act-end = End the speech of { $name }
act-pause = Pause the speech of { $name }
act-resume = Continue the speech of { $name }
act-defer = Skip { $name }
act-remove = Remove { $name } from the list
act-move = Move { $name }
act-swap = Swap the place of { $name }
act-limit = Change the time of { $name }
act-add = Add { $name }
act-readd = Re-add last
act-clear-list = Clear the list
act-clear-floor = End everything
act-mute-all = Mute all
act-open-sitting = Open the sitting
act-suspend-sitting = Suspend the sitting
act-resume-sitting = Resume the sitting
act-close-sitting = Close the sitting
act-public = Make the sitting public
act-in-camera = Go in camera
act-take-chair = Take the chair
act-hold-priority = Hold priority
act-release-priority = Release priority
act-clear-priority = Clear priority
act-rules = Change the rules
act-open-item = Open the agenda item
act-close-item = Close the agenda item
act-add-item = Add an agenda item
act-remove-item = Remove the agenda item
act-rename-item = Rename the agenda item
act-move-item = Move the agenda item
act-list-open = Open the list
act-list-closed = Close the list
act-list-suspended = Suspend the list
agenda = Agenda
agenda-empty = The agenda is empty.
open-next-item = Open next item
open-item = Open
open-item-named = Open { $title }
close-item = Close
under-discussion = Under discussion
item-up = Move { $title } up
item-down = Move { $title } down
item-rename = Rename { $title }
item-remove = Remove { $title }
item-title = Title
new-item = New item
save = Save
add = Add
add-person = Add { $name }
delegate-without-device = Delegate in the room without a device
item-change-label = Those who wait, when the item changes
item-change = { $change ->
    [keep] stay with their item
    [purge] are removed
   *[move] come along
}
confirm-purge = Remove those who wait?
confirm-purge-text = Everyone in the lists of this item is removed. This cannot be undone.
rules = Rules
floor-mode-label = How the floor is given
floor-mode = { $mode ->
    [request] By the chair
    [autoNext] To the next, by itself
    [openWithLimit] At once, up to the limit
    [override] At once, the earliest gives way
    [pushToTalk] While the microphone is on
   *[operatorOnly] Requests by the secretariat only
}
speakers-limit = Speakers at once
time-policy-label = At the time limit
time-policy = { $policy ->
    [show] show red
    [bell] a bell, too
   *[autoClose] a bell, then the end
}
amber = Amber before the end
grace = Grace after the limit
time-limits = Speaking time
time-limits-hint = Minutes:seconds; empty is no limit. For the speeches to come.
class-all = Everyone
times = Times
times-column = { $column ->
    [delegation] Delegation
    [speeches] Speeches
   *[spokenS] Time
}
not-spoken = Has not spoken
only-silent = Only who has not spoken
chair-key = { $key ->
    [N] floor to the next
    [C] call the next
    [E] end the speech
    [P] pause or continue
   *[U] undo
}
office = Office
control-only = Control only, no sound or picture

# Interpreter
console = Interpreter console
incoming = Incoming
incoming-level = Incoming level
outgoing = Outgoing
outgoing-channel = Channel
outgoing-level = Outgoing level
go-off-air = Go off air
go-on-air = Go on air
desk-mode = { $mode ->
    [on] On air
    [pushToMute] Muted
   *[off] Off
}
push-to-mute = Hold to mute
muted-while-held = Muted while held
boothmates = Boothmates
no-boothmate = You are alone in this booth.
next-speakers = Next speakers
shortcuts = Keyboard shortcuts

# Room
room-controls = Hall
full-screen = Full screen
leave-full-screen = Leave full screen
hide-controls = Hide controls
show-controls = Show controls

# Connection
banner-offline = Connection to the meeting lost. Sound goes on where it can; reconnecting…
banner-media = Sound and picture are interrupted; reconnecting…
banner-poor = Your connection is poor: sound may break up. A cable or a place nearer to the router helps; so does closing other programs.
banner-paused = Picture paused: your connection is too slow. The sound goes on.
sound-blocked = Your browser waits for you before it plays sound.
play-sound = Turn sound on
ended-title = You have left your place
use-here = Use it here
to-entry = To the entry page
ended-left = You have left the meeting.
ended-withdrawn = Your registration for this meeting has been withdrawn or changed. Please ask the registration desk.
ended-replaced = Your place is in use in another window.
ended-removed = The chair or the secretariat has removed you from this meeting. You can come back when they allow it.
ended-tooManyErrors = The server closed the connection after repeated errors.
ended-tokenUnknown = Your place in this meeting has expired. Please enter again.
ended-unknownMeeting = This meeting does not exist any more.
ended-versionUnsupported = The server was updated. Please reload the page.

# Announcements
announce-speaker = { $name } has the floor.
announce-granted = You have the floor: turn on your microphone.
announce-called = You are called next.
announce-speech-over = Your speech is over.
announce-place = Your place in the list: { $place }
announce-chat = { $name }: { $text }
notice-microphone-closed = Your microphone was turned off.

# Errors
error-unknown = Something went wrong. Please try again.
error-notPermitted = Your role does not allow this.
error-notJoined = This participant is not connected.
error-unknownParticipant = This participant has left.
error-unknownRequest = This request is no longer on the list.
error-unknownChannel = This channel does not exist.
error-unknownMeeting = This meeting does not exist.
error-unknownPeer = The media connection was replaced.
error-alreadyRequested = You are already on the list.
error-noRequest = You are not on the list.
error-listClosed = The list of speakers is closed.
error-listSuspended = The list is suspended for the moment.
error-listFull = The list is full.
error-itemNotOpen = This agenda item is not under discussion.
error-unknownItem = This agenda item no longer exists.
error-unknownSeat = Nobody is registered at this seat.
error-notMember = Only members may move motions.
error-sittingNotOpen = The sitting is not open.
error-operatorOnly = The floor is given by the secretariat only.
error-contradicted = Someone else at the console has just decided otherwise.
error-attendsInRoom = You are in the room: please use the microphone there.
error-valueInvalid = This value is not possible.
error-wrongState = This is not possible at the moment.
error-floorNotGranted = You do not have the floor.
error-meetingFull = The meeting is full.
error-activeFull = All places for active participants are taken. You may join as a passive participant.
error-deskTaken = This desk is in use.
error-noBooth = There is no booth for this language.
error-channelNotPermitted = Your booth may not put out to this channel.
error-relayCycle = You would hear your own interpretation. Choose another channel.
error-boothEmpty = Nobody else in your booth can take part in a handover just now.
error-unknownCall = This call has been closed.
error-unknownTerm = This term is no longer in the glossary.
error-glossaryFull = The glossary is full.
error-textEmpty = The message is empty.
error-textTooLong = The message is too long.
error-tooFast = Too many requests. Please wait a moment.
error-journalUnavailable = The meeting cannot record this now. Please try again shortly.
error-mediaUnavailable = Sound and picture are not available at the moment.
error-sdpInvalid = Your browser's media description was refused.
error-tokenUnknown = Your place has expired. Please enter again.
error-nameInvalid = Please enter a name.
error-frameTooLarge = The message is too large.
error-frameMalformed = The server did not understand the message.
error-messageUnknown = The server does not know this message.
error-messageInvalid = The server did not accept the message.
error-joinExpected = The connection is not ready yet.
error-alreadyJoined = This connection is already in use.
error-versionUnsupported = The server was updated. Please reload the page.
error-offline = No connection to the server.
error-connectionLost = The connection was lost. Please try again.
error-timeout = The server did not answer in time.
error-deviceDenied = The browser may not use your microphone or camera. Allow it in the address bar.
error-deviceMissing = No microphone or camera was found.
error-deviceBusy = Another program is using your microphone or camera.
error-alreadyPlaying = A recorded statement is being played already.
error-attendsRemotely = This person is taking part remotely: the seat’s button does nothing.
error-chatClosed = The event chat is closed.
error-chatQueueFull = Too many messages are waiting for approval. Try again later.
error-codeUnknown = This seat code is not valid. Ask the secretariat for a new one.
error-entryRefused = You were put out of this meeting and may not come back yet.
error-fileTooLarge = The file is too large.
error-fileTypeRefused = This file cannot be used. Statements are PDF, Word or plain text (UTF-8).
error-notPlaying = No recorded statement is being played.
error-placeClosed = This meeting has no delegates there.
error-quotaReached = Your delegation has no active place left.
error-slowMode = Slow mode is on. Wait a moment before you write again.
error-statementDelivered = The statement has been delivered and can no longer be changed.
error-statementsFull = Too many files are waiting. Remove one first.
error-unknownMessage = This message is no longer there.
error-unknownStatement = This file is no longer there.

# Quality of connections
quality-step = { $step ->
    [good] Good
    [fair] Fair
    [poor] Poor
   *[lost] Lost
}
quality-of = connection of { $name }
quality-down = Receives
quality-up = Sends
quality-loss = Loss { $value }
quality-jitter = Jitter { $value } ms
quality-round-trip = Round trip { $value } ms
quality-unknown = Nothing is measured at the moment.
own-quality = { $step ->
    [good] Your connection is good
    [fair] Your connection is fair
    [poor] Your connection is poor
   *[lost] Your connection is lost
}

# One's own turn, step by step
floor-ready = You are next. Wait until the floor is yours.
floor-silent = You have the floor. Your microphone is off.
floor-granted-room = You have the floor: speak at your place.
floor-live-room = You have the floor. The microphone at your place is open.
floor-paused = Your speech is paused. You keep the floor.
floor-paused-for = { $reason ->
    [pointOfOrder] A point of order is being heard. Your clock stands.
    [interposedQuestion] A question is being put to you. Your clock stands.
    [priority] The chair is speaking. Your clock stands.
    [sitting] The sitting is suspended. Your clock stands.
    [link] Your connection was lost. Your clock stands.
   *[chair] The chair has paused it. Your clock stands.
}
floor-deferred = You are passed over for the moment.
floor-deferred-for = { $reason ->
    [noAnswer] You did not answer the call. Come back, and you are first again.
    [absent] You were away when called. Come back, and you are first again.
    [linkLost] Your connection was lost while you spoke. Come back, and you are first again; the time you have left is kept.
   *[skipped] Come back, and you are first again.
}
floor-no-item = No agenda item is under discussion.
floor-operator-only = The chair gives the floor; requests are not taken.
floor-list-suspended = The list of speakers is suspended for the moment.
floor-other-kinds = Other requests are possible.
floor-place-kept = Your place is kept.
floor-answer-within = Answer within { $value }.
floor-armed = Your microphone is being tested: nobody hears you.
i-am-ready = I am ready
come-back = Come back
other-requests = Other requests
also-asked = You have also asked for
kind-words = { $kind ->
    [pointOfOrder] About the procedure. It is heard at once and pauses the speaker.
    [rightOfReply] An answer to what was said about your delegation, after the last speaker.
    [reply] A short answer to whoever is speaking now.
   *[interposedQuestion] A short question to whoever is speaking now.
}
screen-ask = Share my screen
screen-asked = The chair has been asked
screen-withdraw = Cancel
screen-choose = Choose what to show
screen-stop = Stop sharing my screen
screen-request = { $name } asks to share their screen.
screen-allow = Allow
screen-refuse = Refuse
screen-shared-by = { $name } may share their screen.
screen-end = Stop sharing
notice-screen-stopped = Your screen is no longer shared.
notice-tab-blocked = Your browser did not let the new tab open. Allow pop-ups for this page and press again.
error-screenDenied = Nothing is shared: no window was chosen, or the browser may not show your screen.
own-attending = How you take part
own-seat = Seat { $value }
upgrade-ask = Ask for an active place
upgrade-waiting = Your place on the waiting list: { $place }
upgrade-accepted = Accepted. You are offered a place as soon as one is free.
upgrade-offered = An active place is yours.
upgrade-until = Take it within { $value }.
upgrade-take = Take the place
upgrade-decline = No, thank you
upgrade-withdraw = Stop waiting
upgrade-refused = Your request for an active place was not accepted.
upgrade-lapsed = The active place you were offered has gone to somebody else.
sitting-words = { $state ->
    [scheduled] The sitting has not begun yet.
    [suspended] The sitting is suspended.
    [closed] The sitting is closed.
   *[open] The sitting is open.
}
in-camera = In camera
own-clock = Your speaking time
clock-tone = { $tone ->
    [within] left
    [ending] left: please conclude
    [over] over your time
   *[open] spoken
}
clock-stands = clock stands
own-bell = Ring a bell when my speaking time is over
announce-paused = Your speech is paused. Your clock stands.
announce-resumed = You may go on: your microphone is open again.
announce-deferred = You were passed over. You can come back.
announce-ending = Speaking time left: { $value }
announce-over = Your speaking time is over.

# Chat
chat-threads = Conversations
chat-chair = Chair
chat-support = Technical support
chat-people = People
chat-people-how = To write to one person alone, choose them in the list of participants.
chat-gone = No longer in the meeting
inbox-chair = Written to the chair
inbox-support = Written to support
support-free = Nobody has taken this on yet.
support-yours = You have taken this on.
support-taken = { $name } has taken this on.
support-claim = Take on
support-release = Give back
support-talk = Talk with them
support-check = Check: { $verdict ->
    [good] all right,
    [usable] with reservations,
   *[unfit] not fit,
}
support-check-step = { $step ->
    [browser] Browser
    [loudspeaker] Loudspeaker
    [microphone] Microphone
    [echo] Echo
    [camera] Camera
    [network] Network
   *[language] Language
}
support-check-outcome = { $outcome ->
    [good] all right
    [warning] to be looked at
    [failed] does not work
   *[skipped] skipped
}
support-check-network = Receives { $down } Mbit/s, sends { $up } Mbit/s
inbox-empty = Nobody has written yet.
chat-message-to = Write to { $name }
chat-read-only = You cannot write here.
chat-wait = You may write again in { $seconds } s.
chat-moderated = Messages appear once they are approved.
chat-slow = Slow mode: one message every { $seconds } s.
chat-waits = Waiting for approval
chat-not-approved = Not approved
chat-older = Earlier messages
chat-hidden = Message hidden
chat-hidden-by = Hidden by { $name }
chat-hide = Hide the message of { $name }
chat-unhide = Show the message of { $name } again
opens-elsewhere = (opens in a new tab)
chat-settings = Moderation
chat-mode-label = Event chat
chat-mode = { $mode ->
    [moderated] Moderated
    [closed] Closed
   *[open] Open
}
chat-pace-label = Slow mode
chat-pace = Every { $seconds } s
chat-export = Export
chat-export-as = { $format }: export the event chat
chat-held = { $count ->
    [one] { $count } message waits for approval
   *[other] { $count } messages wait for approval
}
chat-approve = Approve
chat-approve-of = Approve the message of { $name }
chat-refuse = Refuse
chat-refuse-of = Refuse the message of { $name }
announce-chats = { $count ->
    [one] { $count } new message
   *[other] { $count } new messages
}

# Moderation
person-more = Details and actions for { $name }
person-write = Write privately
person-write-to = Write privately to { $name }
camera-muted = Picture stopped
mute-microphone = Mute microphone
stop-camera = Stop camera
allow-camera = Allow camera again
stop-their-screen = Stop screen sharing
rename = Rename
move-to = Role
move-role = Change role
attends-room = Takes part in the room
attends-remote = Takes part remotely
put-out = Remove from the meeting
put-out-sure = { $name } loses their place and cannot come back until you allow it.
keep-in = Keep in the meeting
places = Active places
places-active = Active participants
places-all = All participants
quota = Quota
quota-each = Each delegation: { $number }
quota-set = Set quota
upgrades = Asking for an active place
upgrades-count = { $count ->
    [one] { $count } person asks for an active place
   *[other] { $count } people ask for an active place
}
upgrade-accept = Accept
upgrade-accept-of = Accept { $name }
upgrade-refuse = Refuse
upgrade-refuse-of = Refuse { $name }
upgrade-state = { $state ->
    [offered] Place offered
   *[accepted] Next in line
}
evicted = Removed
evicted-by = by { $name }, { $time }
allow-again = Allow again
allow-again-of = Allow { $name } again
ask-again = Try to come back

# Statements
statements = Statements
own-statement = Your statement
own-statement-hint = Only the interpreters, the chair and the secretariat read it before you have spoken. PDF, Word or plain text, up to 10 MB.
own-statement-delivered = You have delivered a statement: it can no longer be changed.
statement-language = Language
statement-add = Choose a file
statement-replace = Replace the file
statement-withdraw = Delete { $name }
statement-sending = Sending { $name }
statement-read = { $language }: read the statement of { $name }
statement-tab = { $language }: open the statement of { $name } in a new tab
statement-save = { $language }: save the statement of { $name }
statement-of-speaker = Statement of the speaker
statements-waiting = To be delivered
statements-delivered = Delivered
statements-none = No statement has been handed in.
speaking-now = Speaking now
recordings = Recorded statements
recording-add = Add a recorded statement
recording-choose = Choose a recording
recording-play = Play
recording-play-of = Play the statement of { $name } into the floor
recording-plays = A recorded statement is being played.
recording-stop = Stop
recording-played = Played
ended-entryRefused = You were removed from this meeting and may not come back yet. Ask the secretariat to let you in again.

# Seat page
seat-title = Seat { $value }
seat-wait = One moment…
seat-lost = No connection. Trying again…
seat-speaking = You have the floor.

# What waits for who moderates
decisions = Waiting for your decision:

# The interpreter's console
slow-down-shown = Asked to slow down
time-of-day = Time
booth-calm = No alarm
acknowledge = Acknowledge
console-settings = Keys and settings
own-sound-check = Sound check: your steps
booth-alarm = { $kind ->
    [dropped] { $name } was on air and lost the connection.
    [silent] No interpretation into { $name }: nobody is on air.
    [bothOpen] Two microphones are open: yours and that of { $name }.
    [bothMuted] Nobody in the booth is on air.
    [lost] Nobody interprets into { $name }: you hear the floor.
   *[unfit] Interpretation is suspended: the sound is too poor.
}
relay-keys = Floor and relay
all-channels = All channels
you-hear = You hear: { $name }
bass = Bass
treble = Treble
hearing-protection = { $state ->
    [on] Hearing protected
    [starting] Protection starts
    [failed] Protected by the server alone
   *[off] Not protected
}
limiting = Turned down
exposure = Last minute
exposure-warning = The last minute was loud. Turn the volume down to protect your hearing.
desk-armed = Armed: nobody hears you yet
talk-on-air = You are on air
talking-while-held = The booth hears you
hold-to-talk = Hold to talk to the booth
outgoing-b-choice = Channel of B
handover = Handover
take-over = Take over
take-over-sure = { $name } is on air and will be switched off at once.
handover-nobody = Nobody of the booth is on air.
handover-to = Hand over to
handover-next = Next desk
handover-offer = Offer the microphone
handover-ask = Ask for the microphone
in-minutes = in { $number } min
handover-witness = The microphone goes to { $name }.
handover-now = Now
accept = Accept
decline = Decline
second-sound = Second sound
second-choice = { $kind ->
    [booth] Boothmate
    [floor] Floor
   *[none] None
}
second-volume = Second volume
booth-signals = Signals
slow-down = Slow down
slow-down-sent = Asked
sound-unfit = Sound unfit
unfit-since = Interpretation suspended
direct = Direct
call-help = { $kind ->
    [technician] Technician
    [chair] Chair
   *[cannotHear] Cannot hear
}
call-state = { $state ->
    [answered] Being handled
   *[called] Called
}
relay-key = Relay key { $number }
booth-chat = Booth
glossary = Glossary
own-desk = Desk
ready-phrases = Ready phrases
phrase = { $kind ->
    [yourTurn] Your turn in a minute?
    [takeOver] Please take over.
    [fiveMinutes] Five more minutes.
    [number] Number, please?
    [name] Name, please?
    [term] Term, please?
    [microphone] Mind your microphone.
   *[thanks] Thank you!
}
shift = Shift
turn-none = Nobody is on air
turn-of = On air: { $name }
turn-over = Time to change
own-time = You, in this meeting
consent = Consent
consent-why = Without your consent your voice is left out.
consent-recording = My voice may be recorded
consent-webcast = My voice may be webcast
check-how = { $step ->
    [microphone] Speak: the technician sees your level.
    [incoming] Listen to the floor. Do you hear it well?
    [relay] Press a relay key. Do you hear that booth?
   *[pushToMute] Hold the mute key while you speak: your level must fall.
}
check-good = Good
check-bad = Not good
turn-log = Turns
turn-log-empty = Nobody has been on air yet.
glossary-search = Find a term
glossary-found = Terms found: { $number }
glossary-none = No such term.
term-add = Add a term
term-remove = Remove { $name }
announce-handover = { $state ->
    [offered-active] Offered to { $name }.
    [offered-passive] { $name } offers you the microphone: accept or decline.
    [asked-active] { $name } asks for the microphone: accept or decline.
    [asked-passive] You asked { $name }.
    [accepted-active] { $name } is ready to take over.
    [accepted-passive] Accepted. Your microphone is armed.
    [overlap-active] Both microphones are open: go off air.
   *[overlap-passive] Both microphones are open.
}
announce-on-air = You are on air.
announce-handover-over = The handover is over.
announce-call-answered = Your call is being handled.
mate-talks = { $name } talks to the booth.
booth-key = { $act ->
    [microphone] Microphone on or off
    [mute] Mute, while held
    [talk] Talk to the booth, while held
    [floor] Floor
    [relay] Floor or relay
    [relay1] Relay key 1
    [relay2] Relay key 2
    [relay3] Relay key 3
    [store1] Store what you hear in relay key 1
    [store2] Store what you hear in relay key 2
    [store3] Store what you hear in relay key 3
    [louder] Louder
    [quieter] Quieter
    [mateLouder] Second sound louder
    [mateQuieter] Second sound quieter
    [bassUp] More bass
    [bassDown] Less bass
    [trebleUp] More treble
    [trebleDown] Less treble
    [outgoingA] Outgoing A
    [outgoingB] Outgoing B
    [offer] Offer the microphone
    [ask] Ask for the microphone
    [accept] Accept
    [decline] Decline
    [cancel] Cancel the handover
    [takeOver] Take over
    [slowDown] Slow down
    [technician] Call the technician
    [chair] Call the chair
    [cannotHear] Cannot hear
    [unfit] Sound unfit
    [direct] Direct: the floor speaks our language
    [acknowledge] Acknowledge alarms
   *[glossary] Glossary
}
engaged-here = Engaged: { $name }
handover-words = { $state ->
    [offered-active] You offered it to { $name }.
    [offered-passive] { $name } offers you the microphone.
    [asked-active] { $name } asks for the microphone.
    [asked-passive] You asked { $name }.
    [accepted-active] { $name } is ready. Go off air: they take over without a gap.
    [accepted-passive] Armed. You are on air when { $name } goes off, or go on air yourself.
    [overlap-active] Both microphones are open. Go off air.
   *[overlap-passive] Both microphones are open.
}
auto-relay-how = Auto-relay: the floor key brings the pivot
# How somebody takes part, from the console
act-seat = Seat { $value } for { $name }
act-seat-free = Free seat { $value }
act-attends-room = { $name } takes part in the room
act-attends-remote = { $name } takes part remotely
act-precedence = Precedence class of { $name }
seat-label = Seat
seat-assign = Assign the seat
precedence-label = Precedence class
precedence-delegation = As their delegation
allow-their-screen = Allow to share the screen
person-acts = Person…
person-acts-of = Person: { $name }

# Technician
technician-desk = Technician's desk
booths = Booths
booth-of = Booth { $name }
booth-empty = Nobody is in this booth.
desks-taken = { $number } of { $total } desks
paper-consent = Consent on paper
paper-consent-of = Consent on paper of booth { $name }
paper-consent-why = For interpreters who come through equipment and have no desk of their own here. Without their consent they are not heard in the webcast.
paper-consent-webcast = Their voices may be webcast
paper-consent-recording = Their voices may be recorded
paper-consent-reference = Whose consent, and where the paper is
paper-consent-record = Record
paper-consent-withdraw = Withdraw
paper-consent-told = { $kind ->
    [given] Consent recorded by { $name }, { $time }
   *[withdrawn] Consent withdrawn by { $name }, { $time }
}
alarms = Alarms
alarm-words = { $kind ->
    [noInterpretation] Nobody interprets
    [doubleMuted] All desks are off
    [doubleOpen] Two microphones open: { $name }
    [dropped] { $name } lost the connection on air
    [suspended] Suspended: the sound cannot be interpreted
   *[unfit] The sound of { $name } is unfit for interpretation
}
help-calls = Calls for help
help-kind = { $kind ->
    [technician] calls the technician
    [chair] calls the chair
   *[cannotHear] cannot hear
}
help-answer = I see to it
help-answer-of = I see to it: { $name }
help-answered = Seen to: { $name }
help-close = Done
help-close-of = Done: call of { $name }
listen-to = Listen to { $name }
hear-booth = Hear booth
hear-booth-of = Hear booth { $name }
booth-volume = Booth heard beside
hops = translations from the floor: { $value }
patch = Patch
patch-of = Patch { $name }
patch-label = Its listeners hear
patch-none = their own channel
patched-to = hears { $name }
handover-state = { $state ->
    [offered] Handover offered
    [asked] Handover asked
    [accepted] Handover accepted
   *[overlap] Handing over
}
engaged-by = Channel in use by { $name }
desk-dropped = { $name } dropped out
time-on-air = Time on air
desk-mark = { $kind ->
    [armed] armed
    [talking] talks in the booth
    [forced] relay forced
    [automatic] auto-relay
    [lost] relay lost
    [recording] recording: yes
   *[webcast] webcast: yes
}
silence-desk = Silence
hand-to = Give the microphone
force-relay = Hears
force-none = as selected
interpreter = Interpreter
interpreters = Interpreters
level = Level
print = Print
sound-check = Sound check
sound-check-open = in progress
sound-check-begin = Begin the sound check
sound-check-close = End the sound check
sound-check-why = Every desk does four steps. Microphones are measured, and heard by nobody.
sound-check-how = Ask each interpreter in turn: speak, listen to the floor, listen to a relay, hold to mute. Mark what you hear and see.
check-step = { $step ->
    [microphone] Microphone
    [incoming] Floor
    [relay] Relay
   *[pushToMute] Mute
}
check-verdict = { $state ->
    [passed] Passed
    [failed] Failed
    [missing] Missing
   *[waiting] To do
}
check-pass-of = { $title } passed: { $name }
check-fail-of = { $title } failed: { $name }
setup = Setup
interlock-label = Interlock
interlock = { $mode ->
    [none] None: both are heard
    [override] Override: the newest wins
   *[interlock] Interlock: the first one holds
}
interlock-between = { $kind ->
    [within] Inside a booth
    [betweenA] Between booths, own language (A)
   *[betweenB] Between booths, other language (B)
}
fallback-label = While nobody interprets, listeners hear
fallback = { $policy ->
    [floor] the floor
    [floorQuiet] the floor, quieter
   *[silence] silence
}
auto-relay = Auto-relay
desks = Desks
desks-of = Desks of booth { $name }
b-channels = B channels
b-channels-of = B channels of booth { $name }
setup-file = Configuration file
setup-file-hint = Interlock, booths, B channels and who sits where, in one file for the next meeting.
setup-save = Save { $format }
setup-load = Load a file
setup-loaded = The configuration is loaded.
setup-loaded-partly = Loaded, except for:

# Fitness of speakers for interpretation
fitness = { $step ->
    [good] Sound good
    [poor] Sound poor
   *[unfit] Sound unfit
}
fitness-reason = { $reason ->
    [loss] packets lost
    [jitter] uneven connection
    [band] narrow sound
    [clipping] distorted
    [quiet] too quiet
    [loud] too loud
   *[noise] noise
}
fitness-advice = { $reason ->
    [loss] Your connection loses sound. Use a cable, or sit nearer to the router; close other programs.
    [jitter] Your connection is uneven. Use a cable, or sit nearer to the router.
    [band] Your microphone sends telephone sound. Use a USB headset, not Bluetooth.
    [clipping] Your sound is distorted. Turn the microphone down, or move it away from your mouth.
    [quiet] You are too quiet. Move the microphone nearer, or turn it up.
    [loud] You are too loud. Move the microphone away, or turn it down.
    [noise] There is noise around you. Close doors and windows, and use a headset.
   *[unknown] Use a headset with a cable, come nearer to the microphone, and speak in a quiet room.
}
note-slower = Please slow down: the interpreters cannot keep up.
note-unfit = Your sound is too poor to be interpreted.
note-unfit-languages = You are not interpreted into: { $text }.
slow-down-count = Asked to slow down: { $number }
suspended = Interpretation is suspended, the speaker's sound is too poor: { $text }.
channel-suspended = sound unfit
channel-none = No sound
channel-none-detail = mute

# Captions
captions = Captions
captions-none = No captions yet.
caption-settings = Caption settings
caption-language = Language of the captions
caption-size = Size
caption-size-of = { $kind ->
    [small] Small
    [large] Large
   *[medium] Medium
}
caption-place = Place
caption-place-of = { $kind ->
    [over] Over the picture
   *[under] Under the picture
}
captions-aloud = My screen reader reads the captions
caption-history = All captions so far
captioner-desk = Captioner's desk
captioner-language = I write in
captioner-lines = Last lines
captioner-write = Write what you hear
captioner-correcting = Correct the last line
captioner-refused = Not shown:
abbreviations = Abbreviations
abbreviations-hint = One a line: un = United Nations. Written out when you press the space bar.
key-finish-line = finish the line
key-correct-line = correct the last line
key-cancel-line = leave it as it is

# Sign language
signer-desk = Sign-language interpreter's desk
signing-start = On duty
signing-stop = Off duty
signing-take-over = Take over
signing-on = You are on duty. Your picture stands beside the stage.
signing-off = You are off duty. Nobody sees you.
signing-other = { $name } is on duty.
sign-size = Size of the sign-language picture

# A call taken back
act-take-back-call = Take back the call of { $name }
take-back-call = Take back the call

# Webcast
webcast = Webcast
webcast-on-record = Recorded
webcast-on-record-why = What is webcast is recorded.
webcast-mode = { $mode ->
    [onAir] On air
    [slate] Slate
   *[off] Off air
}
webcast-public = { $mode ->
    [onAir] The public sees and hears this meeting.
    [off] The webcast is over: the public sees and hears nothing.
   *[slate] The public sees the slate and hears nothing of this meeting.
}
webcast-showing = { $mode ->
    [onAir] Viewers see and hear the meeting.
    [slate] Viewers see the slate and hear nothing.
   *[off] Viewers see nothing.
}
webcast-held = Viewers see the slate until the sitting is open.
webcast-obstacle = { $reason ->
    [notAllowed] This meeting may not be webcast.
    [inCamera] The sitting is in camera: it cannot be webcast.
    [closed] The sitting is closed: it cannot be webcast.
   *[worker] The webcast service is not there. What you begin is shown as soon as it is back.
}
webcast-go-on-air = On air
webcast-begin-slate = Begin with the slate
webcast-show-slate = Show the slate
webcast-end = End the webcast
webcast-end-sure = End the webcast?
webcast-end-text = It is off the air at once, and viewers are told that it is over. What is recorded stays.
webcast-alarms = Alarms of the webcast
webcast-alarms-count = { $count ->
    [one] { $count } alarm
   *[other] { $count } alarms
}
webcast-alarm = { $kind ->
    [worker] The webcast service is not there: viewers get nothing new.
    [push] A destination of the webcast gets nothing.
    [diskLow] The disk is nearly full.
    [diskFull] The disk is full: the webcast goes on, nothing is recorded.
    [diskFailing] The disk does not write: the webcast goes on, nothing is recorded.
    [storageBehind] The recording's copies in the object store fall behind: they wait on the disk.
    [storageFailing] The object store takes no copies of the recording: they wait on the disk, nothing is lost.
    [indexDamaged] The recording's list could not be read and was begun anew: what it told last is on the disk and must be put back by hand.
    [silent] No sound.
    [dropped] Too many pictures are dropped.
   *[peak] Too loud: peaks above −1 dBTP.
}
webcast-settings = Settings of the webcast
webcast-layout = Layout
webcast-layout-name = { $layout ->
    [speaker] Speaker
    [speakerRoom] Speaker and room
    [screenSpeaker] Screen and speaker
   *[auto] Automatic
}
webcast-delay = Delay in seconds
webcast-recorded = Record
webcast-loudness = Loudness
webcast-loudness-of = Loudness: { $name }
webcast-loudness-words = Now { $momentary } LUFS, over a minute { $integrated } LUFS: { $tone ->
    [good] as it should be
    [quiet] too quiet
    [loud] too loud
   *[unknown] not known yet
}
webcast-integrated = Over the last minute of speech
webcast-true-peak = True peak of the last two seconds
webcast-not-measured = Not measured yet
webcast-silent = Silent { $value }
webcast-unrecorded = Not recorded: no consent
webcast-withheld = Not heard, no consent: { $names }
webcast-viewers = Viewers
webcast-lag = Making and packaging
webcast-ms = { $value } ms
webcast-frames = Pictures made
webcast-dropped = { $frames }, dropped { $dropped }
webcast-disk = Disk
webcast-disk-state = { $state ->
    [ok] In order
    [low] Nearly full
    [full] Full
   *[failing] Does not write
}
webcast-copies = Copies in the object store
webcast-copies-state = { $state ->
    [ok] Up to date
   *[behind] Falling behind
}
webcast-copies-failing = { $reason ->
    [settings] The address or the keys' file in the settings cannot be used
    [unreachable] Not reached
    [slow] No answer in time
    [denied] Keys refused
    [noBucket] No such bucket
   *[refused] Refused
}
webcast-copies-waiting = segments waiting: { $count }
webcast-pictures = Seen now
webcast-no-picture = No picture
webcast-picture = { $slot ->
    [speaker] Speaker
    [room] Room
    [screen] Screen
   *[sign] Sign language
}
webcast-player = Player for the public
webcast-recording = Recording
webcast-recordings = Recordings
webcast-pushes = To broadcasters
push-new = Add a destination
push-all = All languages
push-start = Start
push-stop = Stop
push-remove = Remove
push-remove-sure = Remove this destination?
push-remove-text = Its key is deleted with it. Nothing is sent there any more, at once.
push-state = { $state ->
    [live] Live
    [connecting] Connecting
    [failing] Failing
    [waiting] Waits for the webcast
   *[off] Off
}
push-rate = { $value } Mbit/s
push-dropped = Dropped { $value } pictures
push-retry = Again in { $value } s
push-reason = { $reason ->
    [addressInvalid] The address is not possible.
    [hostForbidden] The settings of the server do not allow this address.
    [hostUnknown] There is no host of this name.
    [unreachable] It cannot be reached.
    [refused] Nobody listens there.
    [timeout] It does not answer.
    [tlsInvalid] Its certificate is not valid.
    [rejected] It does not accept the stream. Check the key.
    [closed] It ended the connection.
    [stalled] It does not take what is sent.
    [srtMissing] SRT is not installed on the server (libsrt).
    [channelMissing] The webcast does not have this language.
   *[internal] An error of the server.
}
push-address = Address
push-language = Language
push-key = { $srt ->
    [true] Stream ID (never shown again)
   *[false] Stream key (never shown again)
}
push-passphrase = Passphrase (never shown again)
push-add = Add
error-webcastOff = This meeting may not be webcast.
error-sittingInCamera = The sitting is not public: it has no webcast.
error-unknownWebcast = There is no such webcast or statement.
error-unknownPush = There is no such destination.
error-pushesFull = There is no room for more destinations. Remove one first.
error-unknownRecording = There is no such recording.
