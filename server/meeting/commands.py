"""What may be asked of a meeting.  Ids, hashes and randomness come in with the command; ``by`` is the acting participant.

``decide(command, now)`` in ``meeting.py`` turns a command into events or raises ``UserError``; it changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

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
class RequestFloor:
    """``by`` asks for themselves, or for another ``participant_id`` or whoever sits at ``seat``."""

    by: str
    request_id: str
    kind: str
    language: str | None = None
    motion: str | None = None
    answer_to: str | None = None
    participant_id: str | None = None
    seat: str | None = None
    item_id: str | None = None
    """None: the current item."""
    origin: str | None = None
    """None: ``remote``, for another person ``secretariat``."""


@dataclass(frozen=True, slots=True)
class AddDelegate:
    """Enter a delegate who is in the room and has no device of their own."""

    by: str
    participant_id: str
    name: str
    delegation: str
    language: str
    seat: str | None = None


@dataclass(frozen=True, slots=True)
class WithdrawFloor:
    by: str
    request_id: str | None = None


@dataclass(frozen=True, slots=True)
class AnswerCall:
    by: str
    request_id: str | None = None


@dataclass(frozen=True, slots=True)
class CallSpeaker:
    by: str
    request_id: str


@dataclass(frozen=True, slots=True)
class GrantFloor:
    by: str
    request_id: str


@dataclass(frozen=True, slots=True)
class DeferRequest:
    by: str
    request_id: str


@dataclass(frozen=True, slots=True)
class EndSpeech:
    by: str
    request_id: str


@dataclass(frozen=True, slots=True)
class PauseSpeech:
    by: str
    request_id: str


@dataclass(frozen=True, slots=True)
class ResumeSpeech:
    by: str
    request_id: str


@dataclass(frozen=True, slots=True)
class RemoveRequest:
    by: str
    request_id: str


@dataclass(frozen=True, slots=True)
class MoveRequest:
    by: str
    request_id: str
    before: str | None = None
    """None: last."""


@dataclass(frozen=True, slots=True)
class SwapRequests:
    by: str
    request_id: str
    other_id: str


@dataclass(frozen=True, slots=True)
class ReaddLast:
    """``request_id``: of the new request."""

    by: str
    request_id: str


@dataclass(frozen=True, slots=True)
class SetSpeechLimit:
    by: str
    request_id: str
    limit_s: float | None


@dataclass(frozen=True, slots=True)
class SetMicrophone:
    by: str
    open: bool


@dataclass(frozen=True, slots=True)
class MuteAll:
    by: str


@dataclass(frozen=True, slots=True)
class SetFloorLanguage:
    by: str
    language: str


@dataclass(frozen=True, slots=True)
class OpenList:
    by: str
    open: bool
    list_name: str = "speakers"
    item_id: str | None = None
    """None: the current item."""


@dataclass(frozen=True, slots=True)
class SuspendList:
    by: str
    list_name: str = "speakers"
    item_id: str | None = None


@dataclass(frozen=True, slots=True)
class ClearList:
    """None: every list of the current item."""

    by: str
    list_name: str | None = None


@dataclass(frozen=True, slots=True)
class ClearFloor:
    by: str


@dataclass(frozen=True, slots=True)
class HoldPriority:
    by: str


@dataclass(frozen=True, slots=True)
class ReleasePriority:
    by: str


@dataclass(frozen=True, slots=True)
class ClearPriority:
    by: str


@dataclass(frozen=True, slots=True)
class SetFloorRules:
    """What is None stays."""

    by: str
    mode: str | None = None
    speakers_limit: int | None = None
    time_limits_s: dict[str, float] | None = None
    time_policy: str | None = None
    amber_s: float | None = None
    grace_s: float | None = None
    item_change: str | None = None


@dataclass(frozen=True, slots=True)
class SetPrecedence:
    by: str
    participant_id: str
    precedence: str | None


@dataclass(frozen=True, slots=True)
class SetAttending:
    by: str
    attending: str
    participant_id: str | None = None


@dataclass(frozen=True, slots=True)
class AssignSeat:
    by: str
    seat: str
    participant_id: str | None


@dataclass(frozen=True, slots=True)
class TakeChair:
    by: str


@dataclass(frozen=True, slots=True)
class AddAgendaItem:
    by: str
    item_id: str
    title: dict[str, str]


@dataclass(frozen=True, slots=True)
class RenameAgendaItem:
    by: str
    item_id: str
    title: dict[str, str]


@dataclass(frozen=True, slots=True)
class MoveAgendaItem:
    by: str
    item_id: str
    before: str | None = None


@dataclass(frozen=True, slots=True)
class RemoveAgendaItem:
    by: str
    item_id: str


@dataclass(frozen=True, slots=True)
class OpenAgendaItem:
    by: str
    item_id: str
    waiting: str | None = None
    """``keep``, ``purge`` or ``move``; None: as the rules say."""


@dataclass(frozen=True, slots=True)
class CloseAgendaItem:
    by: str


@dataclass(frozen=True, slots=True)
class OpenSitting:
    by: str


@dataclass(frozen=True, slots=True)
class SuspendSitting:
    by: str


@dataclass(frozen=True, slots=True)
class ResumeSitting:
    by: str


@dataclass(frozen=True, slots=True)
class CloseSitting:
    by: str


@dataclass(frozen=True, slots=True)
class SetSittingPublic:
    by: str
    public: bool


@dataclass(frozen=True, slots=True)
class RequestScreen:
    by: str


@dataclass(frozen=True, slots=True)
class AllowScreen:
    by: str
    participant_id: str


@dataclass(frozen=True, slots=True)
class StopScreen:
    by: str
    participant_id: str | None = None


@dataclass(frozen=True, slots=True)
class MuteParticipant:
    by: str
    participant_id: str


@dataclass(frozen=True, slots=True)
class SetDesk:
    by: str
    mode: str
    channel: str | None = None


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
    Admit
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
    | RequestFloor
    | AddDelegate
    | WithdrawFloor
    | AnswerCall
    | CallSpeaker
    | GrantFloor
    | DeferRequest
    | EndSpeech
    | PauseSpeech
    | ResumeSpeech
    | RemoveRequest
    | MoveRequest
    | SwapRequests
    | ReaddLast
    | SetSpeechLimit
    | SetMicrophone
    | MuteAll
    | SetFloorLanguage
    | OpenList
    | SuspendList
    | ClearList
    | ClearFloor
    | HoldPriority
    | ReleasePriority
    | ClearPriority
    | SetFloorRules
    | SetPrecedence
    | SetAttending
    | AssignSeat
    | TakeChair
    | AddAgendaItem
    | RenameAgendaItem
    | MoveAgendaItem
    | RemoveAgendaItem
    | OpenAgendaItem
    | CloseAgendaItem
    | OpenSitting
    | SuspendSitting
    | ResumeSitting
    | CloseSitting
    | SetSittingPublic
    | RequestScreen
    | AllowScreen
    | StopScreen
    | MuteParticipant
    | SetDesk
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
