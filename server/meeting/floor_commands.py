"""What may be asked of the floor, the agenda, the sitting and the screen.  ``commands.py`` takes all of them in."""

from __future__ import annotations

from dataclasses import dataclass


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
class TakeBackCall:
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


FloorCommand = (
    RequestFloor
    | AddDelegate
    | WithdrawFloor
    | AnswerCall
    | CallSpeaker
    | GrantFloor
    | TakeBackCall
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
)
