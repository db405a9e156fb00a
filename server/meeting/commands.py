"""What may be asked of a meeting.  Ids, hashes and randomness come in with the command; ``by`` is the acting participant.

``decide(command, now)`` in ``meeting.py`` turns a command into events or raises ``UserError``; it changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from server.meeting.enrolment_commands import *  # noqa: F403 - they are commands of this module too
from server.meeting.enrolment_commands import EnrolmentCommand
from server.meeting.floor_commands import *  # noqa: F403 - they are commands of this module too
from server.meeting.floor_commands import FloorCommand
from server.meeting.interpretation_commands import *  # noqa: F403 - so are these
from server.meeting.interpretation_commands import InterpretationCommand
from server.meeting.webcasting_commands import *  # noqa: F403 - and these
from server.meeting.webcasting_commands import WebcastCommand

SYSTEM = "system"
"""``by`` of commands the shell gives itself (entry API, clock, media events)."""


@dataclass(frozen=True, slots=True)
class Admit:
    """Register a participant (an entry): caps are enforced here."""

    participant_id: str
    token_hash: str
    name: str
    delegation: str
    role: str
    language: str
    booth: str | None = None


@dataclass(frozen=True, slots=True)
class Connect:
    participant_id: str


@dataclass(frozen=True, slots=True)
class Disconnect:
    """The last connection of the participant went away: place, role, language and request stay."""

    participant_id: str


@dataclass(frozen=True, slots=True)
class Leave:
    """The participant left for good."""

    participant_id: str


@dataclass(frozen=True, slots=True)
class Resume:
    """The server restarted and replayed the meeting: those who were connected get a grace to come back."""


@dataclass(frozen=True, slots=True)
class Remove:
    by: str
    participant_id: str


@dataclass(frozen=True, slots=True)
class AllowAgain:
    """Someone put out may come back with their old token."""

    by: str
    participant_id: str


@dataclass(frozen=True, slots=True)
class RenameParticipant:
    by: str
    participant_id: str
    name: str
    delegation: str


@dataclass(frozen=True, slots=True)
class MoveParticipant:
    """To another role; ``booth``: of an interpreter."""

    by: str
    participant_id: str
    role: str
    booth: str | None = None


@dataclass(frozen=True, slots=True)
class MuteCamera:
    by: str
    participant_id: str
    muted: bool


@dataclass(frozen=True, slots=True)
class RequestUpgrade:
    """A passive participant asks for an active place."""

    by: str


@dataclass(frozen=True, slots=True)
class WithdrawUpgrade:
    by: str


@dataclass(frozen=True, slots=True)
class AnswerUpgrade:
    by: str
    participant_id: str
    accept: bool


@dataclass(frozen=True, slots=True)
class TakeUpgrade:
    """The active place that was offered is taken."""

    by: str


@dataclass(frozen=True, slots=True)
class SetQuota:
    """``quota`` None: the meeting's own applies again."""

    by: str
    delegation: str
    quota: int | None


@dataclass(frozen=True, slots=True)
class SelectChannel:
    by: str
    channel: str
    second: str | None = None


@dataclass(frozen=True, slots=True)
class MuteParticipant:
    by: str
    participant_id: str


@dataclass(frozen=True, slots=True)
class SendChat:
    """``thread``: as its reader names it, see ``chat.py``."""

    by: str
    message_id: str
    text: str
    thread: str = "event"


@dataclass(frozen=True, slots=True)
class JudgeChat:
    """Approve or refuse a message held back."""

    by: str
    message_id: str
    approve: bool


@dataclass(frozen=True, slots=True)
class HideChat:
    by: str
    message_id: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class SetChat:
    by: str
    mode: str
    slow_s: float


@dataclass(frozen=True, slots=True)
class ReadChat:
    """Everything up to ``number`` of a private thread is read."""

    by: str
    thread: str
    number: int


@dataclass(frozen=True, slots=True)
class FileStatement:
    """``name`` None: one's own; else filed by the operator for someone who need not be in the meeting."""

    by: str
    statement_id: str
    language: str
    file_name: str
    media_type: str
    size: int
    sha256: str
    blob: str
    name: str | None = None
    delegation: str = ""
    recording: bool = False
    duration_s: float | None = None


@dataclass(frozen=True, slots=True)
class WithdrawStatement:
    by: str
    statement_id: str
    language: str


@dataclass(frozen=True, slots=True)
class DeliverStatement:
    """Its recording has been played."""

    by: str
    statement_id: str


@dataclass(frozen=True, slots=True)
class RenewSeatCode:
    """The code of a seat's phone page is no longer good; there is a new one."""

    by: str
    seat: str


@dataclass(frozen=True, slots=True)
class ClockReached:
    """The moment ``deadline()`` named has come."""


Command = (
    FloorCommand
    | InterpretationCommand
    | EnrolmentCommand
    | WebcastCommand
    | Admit
    | Connect
    | Disconnect
    | Leave
    | Resume
    | Remove
    | AllowAgain
    | RenameParticipant
    | MoveParticipant
    | MuteCamera
    | RequestUpgrade
    | WithdrawUpgrade
    | AnswerUpgrade
    | TakeUpgrade
    | SetQuota
    | SelectChannel
    | MuteParticipant
    | SendChat
    | JudgeChat
    | HideChat
    | SetChat
    | ReadChat
    | FileStatement
    | WithdrawStatement
    | DeliverStatement
    | RenewSeatCode
    | ClockReached
)
