"""The event chat: public, for every role that may send; the last messages stay in memory, all of them in the journal."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from server.errors import UserError
from server.meeting import commands as c
from server.meeting import events as e

if TYPE_CHECKING:
    from server.meeting.meeting import Meeting


@dataclass(frozen=True, slots=True)
class Message:
    """Name and delegation as they were when it was sent."""

    message_id: str
    participant_id: str
    name: str
    delegation: str
    text: str
    sent_at: float


@dataclass(slots=True)
class Chat:
    messages: deque[Message] = field(default_factory=deque)
    """Oldest first, at most ``chat_kept``; the oldest is dropped from memory."""
    posted: int = 0
    """Messages ever posted."""
    recent: dict[str, tuple[float, ...]] = field(default_factory=dict)
    """Participant id -> times of their last ``chat_burst`` messages."""

    def copy(self) -> Chat:
        return Chat(messages=self.messages.copy(), posted=self.posted, recent=dict(self.recent))


def send(meeting: Meeting, command: c.SendChat, now: float) -> list[e.Event]:
    """:raises UserError: textEmpty, textTooLong, tooFast."""
    text = clean(command.text)
    if not text:
        raise UserError("textEmpty")
    if len(text) > meeting.config.chat_text_limit:
        raise UserError("textTooLong")
    _check_rate(meeting, command.by, now)
    person = meeting.roster.get(command.by)
    return [
        e.ChatPosted(
            at=now,
            message_id=command.message_id,
            participant_id=command.by,
            name=person.name,
            delegation=person.delegation,
            text=text,
        )
    ]


def clean(text: str) -> str:
    """Without control characters (line feeds and tabs stay), lone surrogates and outer blanks."""
    kept = (
        char
        for char in text
        if char in "\n\t" or not (char < " " or "\x7f" <= char <= "\x9f" or "\ud800" <= char <= "\udfff")
    )
    return "".join(kept).strip()


def _check_rate(meeting: Meeting, participant_id: str, now: float) -> None:
    times = meeting.chat.recent.get(participant_id, ())
    if len(times) == meeting.config.chat_burst and now - times[0] < meeting.config.chat_window_s:
        raise UserError("tooFast")


def _posted(meeting: Meeting, event: e.ChatPosted) -> None:
    chat, config = meeting.chat, meeting.config
    chat.posted += 1
    chat.messages.append(
        Message(
            message_id=event.message_id,
            participant_id=event.participant_id,
            name=event.name,
            delegation=event.delegation,
            text=event.text,
            sent_at=event.at,
        )
    )
    if len(chat.messages) > config.chat_kept:
        chat.messages.popleft()
    chat.recent[event.participant_id] = (*chat.recent.get(event.participant_id, ()), event.at)[-config.chat_burst :]


def _gone(meeting: Meeting, event: e.ParticipantLeft | e.ParticipantRemoved) -> None:
    meeting.chat.recent.pop(event.participant_id, None)


DECIDE: Mapping[type, Callable[[Meeting, Any, float], list[e.Event]]] = {c.SendChat: send}

APPLY: Mapping[type, Callable[[Meeting, Any], None]] = {
    e.ChatPosted: _posted,
    e.ParticipantLeft: _gone,
    e.ParticipantRemoved: _gone,
}
