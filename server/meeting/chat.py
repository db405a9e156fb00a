"""Written words: the event chat, private chat between two people, the inboxes of the chair's team and of support, and the
threads of each booth and of all who interpret.

Threads are stored under ``event``, ``private:<id>:<id>`` (sorted), ``chair:<id>``, ``support:<id>``, ``booth:<language>``
and ``interpreters``.  A reader names them from where they stand: ``event``, ``person:<other>``, ``chair``, ``support``; who
answers for the chair or support ``chair:<id>``, ``support:<id>``; those of booths are named as they are stored.

Messages of a thread are numbered from 1 as they are shown; one held back gets its number when it is approved.  All stay in
the journal; the newest ``chat_kept`` of a thread in memory.
"""

from __future__ import annotations

import math
import unicodedata
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from server.errors import UserError
from server.meeting import commands as c
from server.meeting import events as e
from server.meeting.roles import Permission, authorise, may
from server.meeting.roster import Participant

if TYPE_CHECKING:
    from server.meeting.meeting import Meeting

EVENT = "event"
MODES = ("open", "moderated", "closed")
Mode = Literal["open", "moderated", "closed"]
SLOWEST_S = 3600.0
BOOTH = "booth"
INTERPRETERS = "interpreters"
TOGETHER: tuple[Permission, ...] = ("boothChat", "writeCaptions", "sign")
"""Each of them lets read and write the thread of all who interpret."""
VISITOR = "visitor-"
"""Beginning of the ids of people who write to support and have not entered."""
INBOXES: Mapping[str, tuple[Permission, Permission]] = {
    "chair": ("chairChat", "chairInbox"),
    "support": ("supportChat", "supportInbox"),
}
"""Inbox -> permission to write to it, permission to answer for it."""


@dataclass(frozen=True, slots=True)
class Message:
    """Name and delegation as they were when it was sent.  Replaced, never changed."""

    message_id: str
    thread: str
    number: int
    """Within the thread; 0 while held back."""
    participant_id: str
    name: str
    delegation: str
    text: str
    sent_at: float
    hidden: bool = False
    hidden_by: str | None = None
    """Participant id of who hid it, while it is hidden."""


@dataclass(slots=True)
class Thread:
    key: str
    messages: OrderedDict[int, Message] = field(default_factory=OrderedDict)
    """Number -> message, ascending."""
    last: int = 0
    """Number of the newest message."""
    last_at: float = 0.0
    read: dict[str, int] = field(default_factory=dict)
    """Participant id -> number read; not kept for the event chat."""
    claimed_by: str | None = None
    """Who of support has taken it on."""

    def copy(self) -> Thread:
        return replace(self, messages=self.messages.copy(), read=dict(self.read))

    @property
    def inbox(self) -> str:
        """``event``, ``private``, ``chair``, ``support``, ``booth`` or ``interpreters``."""
        return self.key.partition(":")[0]

    @property
    def people(self) -> tuple[str, ...]:
        """Those it belongs to, without the team that answers; none of a booth's, which belongs to whoever sits there."""
        kind, *people = self.key.split(":")
        return tuple(people) if kind != BOOTH else ()

    def page(self, before: int | None, limit: int) -> list[Message]:
        """The newest ``limit`` messages numbered below ``before``, oldest first."""
        found: list[Message] = []
        for number, message in reversed(self.messages.items()):
            if before is None or number < before:
                found.append(message)
                if len(found) == limit:
                    break
        return found[::-1]


@dataclass(slots=True)
class Chat:
    threads: dict[str, Thread] = field(default_factory=dict)
    held: dict[str, Message] = field(default_factory=dict)
    """Message id -> message of the event chat waiting for approval, oldest first."""
    thread_of: dict[str, tuple[str, int]] = field(default_factory=dict)
    """Message id -> thread and number, of the event chat."""
    mode: str | None = None
    """None: as configured."""
    slow_s: float | None = None
    threads_of: dict[str, dict[str, None]] = field(default_factory=dict)
    """Participant id -> their private threads and those with an inbox."""
    recent: dict[str, tuple[float, ...]] = field(default_factory=dict)
    """Participant id -> times of their last ``chat_burst`` messages."""
    spoke: dict[str, float] = field(default_factory=dict)
    """Participant id -> when they last wrote into the event chat."""

    def copy(self) -> Chat:
        return replace(
            self,
            threads={key: thread.copy() for key, thread in self.threads.items()},
            held=dict(self.held),
            thread_of=dict(self.thread_of),
            threads_of={person: dict(keys) for person, keys in self.threads_of.items()},
            recent=dict(self.recent),
            spoke=dict(self.spoke),
        )

    def thread(self, key: str) -> Thread:
        """One nobody has written to is empty."""
        return self.threads.get(key) or Thread(key)

    def find(self, message_id: str) -> Message:
        """A message of the event chat that is or was shown.

        :raises UserError: unknownMessage.
        """
        key, number = self.thread_of.get(message_id, ("", 0))
        message = self.thread(key).messages.get(number)
        if message is None:
            raise UserError("unknownMessage")
        return message


def mode(meeting: Meeting) -> str:
    return meeting.chat.mode or meeting.config.chat_mode


def slow_s(meeting: Meeting) -> float:
    return meeting.config.chat_slow_s if meeting.chat.slow_s is None else meeting.chat.slow_s


# --- names of threads -------------------------------------------------------------------------------------------------


def key_for(meeting: Meeting, reader: Participant, thread: str) -> str:
    """The thread a reader names so.

    :raises UserError: notPermitted, unknownParticipant (also for a name of no thread).
    """
    kind, _, other = thread.partition(":")
    if thread == EVENT:
        return EVENT
    if _is_of_booths(thread):
        _require_booth(meeting, reader, thread)
        return thread
    if kind in INBOXES and not other:
        return f"{kind}:{reader.participant_id}"
    if kind in INBOXES and may(meeting, reader.participant_id, INBOXES[kind][1]):
        _require_known(meeting, f"{kind}:{other}", other)
        return f"{kind}:{other}"
    if kind == "person" and other != reader.participant_id:
        key = ":".join(("private", *sorted((reader.participant_id, other))))
        _require_known(meeting, key, other)
        return key
    raise UserError("unknownParticipant" if kind == "person" else "notPermitted")


def _require_known(meeting: Meeting, key: str, participant_id: str) -> None:
    if key not in meeting.chat.threads:
        meeting.roster.get(participant_id)


def _is_of_booths(key: str) -> bool:
    return key == INTERPRETERS or key.startswith(f"{BOOTH}:")


def _in_booth(meeting: Meeting, reader: Participant, key: str) -> bool:
    """Interpreters in their own booth, technicians in any; together all who interpret, write captions or sign."""
    if key == INTERPRETERS:
        return any(may(meeting, reader.participant_id, permission) for permission in TOGETHER)
    own = key == f"{BOOTH}:{reader.booth}" and may(meeting, reader.participant_id, "boothChat")
    return own or may(meeting, reader.participant_id, "manageInterpretation")


def _require_booth(meeting: Meeting, reader: Participant, key: str) -> None:
    """:raises UserError: notPermitted, noBooth."""
    if not _in_booth(meeting, reader, key):
        raise UserError("notPermitted")
    if key != INTERPRETERS and key.partition(":")[2] not in meeting.interpretation.booths:
        raise UserError("noBooth")


def name_for(reader_id: str, key: str) -> str:
    """What the reader calls the thread."""
    kind, *people = key.split(":")
    if _is_of_booths(key):
        return key
    if kind == "private":
        return "person:" + next(person for person in people if person != reader_id)
    return kind if kind == EVENT or people == [reader_id] else key


def reads(meeting: Meeting, reader: Participant, key: str) -> bool:
    """Whether the thread is for this reader: a private one is for its two people alone, whatever their role is now."""
    kind, *people = key.split(":")
    if _is_of_booths(key):
        return _in_booth(meeting, reader, key)
    if kind in INBOXES and may(meeting, reader.participant_id, INBOXES[kind][1]):
        return True
    return kind == EVENT or reader.participant_id in people


def threads_of(meeting: Meeting, reader: Participant) -> list[Thread]:
    """The reader's private threads, those of the inboxes they answer for and of the booths, written to last first."""
    chat = meeting.chat
    keys = dict(chat.threads_of.get(reader.participant_id, {}))
    answered = [inbox for inbox, (_, answers) in INBOXES.items() if may(meeting, reader.participant_id, answers)]
    if answered:
        keys |= {key: None for key, thread in chat.threads.items() if thread.inbox in answered}
    booths = (INTERPRETERS, *(f"{BOOTH}:{language}" for language in meeting.interpretation.booths))
    keys |= {key: None for key in booths if key in chat.threads and _in_booth(meeting, reader, key)}
    return sorted((chat.threads[key] for key in keys), key=lambda thread: -thread.last_at)


# --- decide -----------------------------------------------------------------------------------------------------------


def send(meeting: Meeting, command: c.SendChat, now: float) -> list[e.Event]:
    """:raises UserError: textEmpty, textTooLong, tooFast, slowMode, chatClosed, chatQueueFull, notPermitted,
    unknownParticipant."""
    writer = meeting.roster.get(command.by)
    key = key_for(meeting, writer, command.thread)
    moderates = may(meeting, writer.participant_id, "moderateChat")
    if key != EVENT:
        _check_private(meeting, writer, key)
    elif mode(meeting) == "closed" and not moderates:
        raise UserError("chatClosed")
    text = clean(command.text)
    if not text:
        raise UserError("textEmpty")
    if len(text) > meeting.config.chat_text_limit:
        raise UserError("textTooLong")
    _check_rate(meeting, command.by, now)
    held = key == EVENT and not moderates and _check_event(meeting, command.by, now)
    return [
        e.ChatPosted(
            at=now,
            message_id=command.message_id,
            participant_id=command.by,
            name=writer.name,
            delegation=writer.delegation,
            text=text,
            thread=key,
            held=held,
        )
    ]


def _check_private(meeting: Meeting, writer: Participant, key: str) -> None:
    """Both must be allowed to: nobody writes privately to, or as, a passive participant."""
    kind, *people = key.split(":")
    if _is_of_booths(key):
        _require_booth(meeting, writer, key)
    elif kind == "private":
        authorise(meeting, writer.participant_id, "privateChat")
        other = next(person for person in people if person != writer.participant_id)
        if not may(meeting, meeting.roster.get(other).participant_id, "privateChat"):
            raise UserError("notPermitted")
    elif people == [writer.participant_id]:
        authorise(meeting, writer.participant_id, INBOXES[kind][0])
    else:
        authorise(meeting, writer.participant_id, INBOXES[kind][1])
        if not people[0].startswith(VISITOR):
            meeting.roster.get(people[0])


def _check_rate(meeting: Meeting, participant_id: str, now: float) -> None:
    times = meeting.chat.recent.get(participant_id, ())
    if len(times) == meeting.config.chat_burst and now - times[0] < meeting.config.chat_window_s:
        raise UserError("tooFast", retryAfter=_seconds(times[0] + meeting.config.chat_window_s - now))


def _check_event(meeting: Meeting, participant_id: str, now: float) -> bool:
    """Whether the message is held back."""
    again = meeting.chat.spoke.get(participant_id, -math.inf) + slow_s(meeting)
    if slow_s(meeting) > 0 and now < again:
        raise UserError("slowMode", retryAfter=_seconds(again - now))
    held = mode(meeting) == "moderated"
    if held and len(meeting.chat.held) >= meeting.config.chat_held_limit:
        raise UserError("chatQueueFull")
    return held


def _seconds(remaining_s: float) -> str:
    return str(max(1, math.ceil(remaining_s)))


def clean(text: str) -> str:
    """NFC, without control characters (line feeds and tabs stay), lone surrogates and outer blanks."""
    kept = (
        char
        for char in text
        if char in "\n\t" or not (char < " " or "\x7f" <= char <= "\x9f" or "\ud800" <= char <= "\udfff")
    )
    return unicodedata.normalize("NFC", "".join(kept)).strip()


def judge(meeting: Meeting, command: c.JudgeChat, now: float) -> list[e.Event]:
    message = meeting.chat.held.get(command.message_id)
    if message is None:
        raise UserError("unknownMessage")
    kind = e.ChatApproved if command.approve else e.ChatRefused
    return [kind(at=now, message_id=message.message_id, participant_id=message.participant_id, by=command.by)]


def hide(meeting: Meeting, command: c.HideChat, now: float) -> list[e.Event]:
    if meeting.chat.find(command.message_id).hidden == command.hidden:
        return []
    kind = e.ChatHidden if command.hidden else e.ChatUnhidden
    return [kind(at=now, message_id=command.message_id, by=command.by)]


def configure(meeting: Meeting, command: c.SetChat, now: float) -> list[e.Event]:
    if command.mode not in MODES or not 0 <= command.slow_s <= SLOWEST_S:
        raise UserError("wrongState")
    if (mode(meeting), slow_s(meeting)) == (command.mode, command.slow_s):
        return []
    return [e.ChatSet(at=now, mode=command.mode, slow_s=command.slow_s, by=command.by)]


def read(meeting: Meeting, command: c.ReadChat, now: float) -> list[e.Event]:
    """Of a private thread; what was read of the event chat is the client's own business."""
    reader = meeting.roster.get(command.by)
    thread = meeting.chat.thread(key_for(meeting, reader, command.thread))
    number = min(command.number, thread.last)
    if thread.key == EVENT or number <= thread.read.get(command.by, 0):
        return []
    return [e.ChatRead(at=now, participant_id=command.by, thread=thread.key, number=number)]


# --- apply ------------------------------------------------------------------------------------------------------------


def _posted(meeting: Meeting, event: e.ChatPosted) -> None:
    chat, config = meeting.chat, meeting.config
    message = Message(
        message_id=event.message_id,
        thread=event.thread,
        number=0,
        participant_id=event.participant_id,
        name=event.name,
        delegation=event.delegation,
        text=event.text,
        sent_at=event.at,
    )
    if event.held:
        chat.held[event.message_id] = message
    else:
        _show(meeting, message, event.at)
    if event.participant_id in meeting.roster.participants:
        times = (*chat.recent.get(event.participant_id, ()), event.at)
        chat.recent[event.participant_id] = times[-config.chat_burst :]
        if event.thread == EVENT:
            chat.spoke[event.participant_id] = event.at


def _show(meeting: Meeting, message: Message, at: float) -> None:
    chat = meeting.chat
    thread = chat.threads.setdefault(message.thread, Thread(message.thread))
    thread.last += 1
    thread.last_at = at
    thread.messages[thread.last] = replace(message, number=thread.last)
    if thread.key == EVENT:
        chat.thread_of[message.message_id] = (thread.key, thread.last)
    else:
        thread.read[message.participant_id] = thread.last
        for person in thread.people:
            chat.threads_of.setdefault(person, {})[thread.key] = None
    if len(thread.messages) > meeting.config.chat_kept:
        _, oldest = thread.messages.popitem(last=False)
        chat.thread_of.pop(oldest.message_id, None)


def _approved(meeting: Meeting, event: e.ChatApproved) -> None:
    _show(meeting, meeting.chat.held.pop(event.message_id), event.at)


def _refused(meeting: Meeting, event: e.ChatRefused) -> None:
    meeting.chat.held.pop(event.message_id, None)


def _hidden(meeting: Meeting, event: e.ChatHidden | e.ChatUnhidden) -> None:
    key, number = meeting.chat.thread_of.get(event.message_id, ("", 0))
    messages = meeting.chat.thread(key).messages
    if number in messages:
        hidden = isinstance(event, e.ChatHidden)
        messages[number] = replace(messages[number], hidden=hidden, hidden_by=event.by if hidden else None)


def _set(meeting: Meeting, event: e.ChatSet) -> None:
    meeting.chat.mode, meeting.chat.slow_s = event.mode, event.slow_s


def _read(meeting: Meeting, event: e.ChatRead) -> None:
    thread = meeting.chat.threads.get(event.thread)
    if thread is not None:
        thread.read[event.participant_id] = event.number


def _gone(meeting: Meeting, event: e.ParticipantLeft | e.ParticipantRemoved) -> None:
    meeting.chat.recent.pop(event.participant_id, None)
    meeting.chat.spoke.pop(event.participant_id, None)


DECIDE: Mapping[type, Callable[[Meeting, Any, float], list[e.Event]]] = {
    c.SendChat: send,
    c.JudgeChat: judge,
    c.HideChat: hide,
    c.SetChat: configure,
    c.ReadChat: read,
}

APPLY: Mapping[type, Callable[[Meeting, Any], None]] = {
    e.ChatPosted: _posted,
    e.ChatApproved: _approved,
    e.ChatRefused: _refused,
    e.ChatHidden: _hidden,
    e.ChatUnhidden: _hidden,
    e.ChatSet: _set,
    e.ChatRead: _read,
    e.ParticipantLeft: _gone,
    e.ParticipantRemoved: _gone,
}
