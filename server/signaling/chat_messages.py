"""The signalling messages of the chat.  ``messages.py`` takes all of them in.

A thread is named from where its reader stands: ``event``, ``person:<other>``, ``chair``, ``support``; who answers for the
chair or support also has ``chair:<person>`` and ``support:<person>``.  Those of booths are ``booth:<language>`` and
``interpreters`` to everyone.
"""

from __future__ import annotations

from typing import Literal

from server.signaling.wire import Part as _Part
from server.signaling.wire import Person as _Person
from server.signaling.wire import Request as _Request
from server.signaling.wire import Wire as _Wire

ChatMode = Literal["open", "moderated", "closed"]


class ChatMessage(_Part, frozen=True):
    message_id: str
    number: int
    """Within its thread, from 1 without gaps; 0 while held back."""
    person: str
    name: str
    delegation: str
    text: str
    """Empty when hidden, except to those who moderate."""
    sent_at: float
    hidden: bool
    hidden_by: str | None = None
    """Participant id of who hid it."""


class ChatSettings(_Part, frozen=True):
    """Of the event chat."""

    mode: ChatMode
    slow_s: float
    """Least seconds between two messages of one person; 0: no slow mode."""


class ThreadView(_Part, frozen=True):
    """A private thread: unread are the messages above ``read``."""

    thread: str
    person: _Person | None
    """The other one; of an inbox, who writes to it.  None: they have left, or it is one's own thread with an inbox."""
    last: int
    """Number of the newest message."""
    read: int
    last_at: float
    claimed_by: str | None = None
    """Participant id of who of support has taken it on; told to those who answer."""
    visitor: str = ""
    """Name of somebody who writes to support and has not entered."""


class SendChat(_Request, frozen=True, tag="sendChat"):
    text: str
    thread: str = "event"


class JudgeChat(_Request, frozen=True, tag="judgeChat"):
    """Approve or refuse a message held back."""

    message_id: str
    approve: bool


class HideChat(_Request, frozen=True, tag="hideChat"):
    """Hide a message of the event chat from everyone, or show it again."""

    message_id: str
    hidden: bool


class SetChat(_Request, frozen=True, tag="setChat"):
    mode: ChatMode
    slow_s: float = 0.0


class ReadChat(_Request, frozen=True, tag="readChat"):
    """Everything up to ``number`` of a private thread is read; the event chat's marker is the client's own."""

    thread: str
    number: int


class ClaimSupport(_Request, frozen=True, tag="claimSupport"):
    """Take on a thread of support (``support:<id>``), or give it back."""

    thread: str
    claimed: bool = True


class ChatDelta(_Wire, frozen=True, tag="eventChat"):
    """New messages, and old ones that were hidden or shown again: a known ``message_id`` replaces the one there was."""

    number: int
    messages: tuple[ChatMessage, ...]
    settings: ChatSettings


class HeldDelta(_Wire, frozen=True, tag="heldChat"):
    """Messages waiting for approval, to those who moderate."""

    number: int
    put: tuple[ChatMessage, ...]
    gone: tuple[str, ...]


class PrivateChat(_Wire, frozen=True, tag="privateChat"):
    """A message of a private thread, to its parties.  A gap in ``message.number`` is read from the history."""

    thread: str
    person: _Person | None
    """As in ``ThreadView``."""
    message: ChatMessage


class ChatJudged(_Wire, frozen=True, tag="chatJudged"):
    """One's own message was approved or refused."""

    message_id: str
    approved: bool


class SupportClaimed(_Wire, frozen=True, tag="supportClaimed"):
    """To those who answer: who has taken a thread on; None: it was given back."""

    thread: str
    claimed_by: str | None


ChatRequest = SendChat | JudgeChat | HideChat | SetChat | ReadChat | ClaimSupport
ChatEvent = ChatDelta | HeldDelta | PrivateChat | ChatJudged | SupportClaimed
