"""What happened on the floor, the agenda, the sitting and the screen.  ``events.py`` takes all of them in."""

from __future__ import annotations

from typing import Literal

from server.meeting.event import Act as _Act
from server.meeting.event import CloseReason, DeferReason, Outcome
from server.meeting.event import Happening as _Event

# --- floor ------------------------------------------------------------------------------------------------------------


class FloorRequested(_Event, frozen=True, tag="floorRequested"):
    request_id: str
    participant_id: str
    kind: str
    language: str
    rank: float
    motion: str | None = None
    item_id: str | None = None
    list_name: str = "speakers"
    origin: str = "remote"
    answer_to: str | None = None
    registered_by: str | None = None
    spoken_s: float = 0.0
    limit_s: float | None = None


class RequestMerged(_Event, frozen=True, tag="requestMerged"):
    """The same person by another way, or another of the delegation, asked too: one request, the earlier."""

    request_id: str
    participant_id: str
    origin: str


class RequestPassed(_Event, frozen=True, tag="requestPassed"):
    """Who asked has gone; the request is that of another of the delegation."""

    closing = True
    request_id: str
    participant_id: str


class FloorCalled(_Act, frozen=True, tag="floorCalled"):
    request_id: str
    until: float | None = None
    """Not answered: deferred then."""


class CallAnswered(_Event, frozen=True, tag="callAnswered"):
    personal = True
    request_id: str


class CallUnanswered(_Event, frozen=True, tag="callUnanswered"):
    """The called person's connection dropped: deferred at ``until``."""

    closing = True
    request_id: str
    until: float


class CallTakenBack(_Act, frozen=True, tag="callTakenBack"):
    closing = True
    request_id: str


class RequestDeferred(_Act, frozen=True, tag="requestDeferred"):
    closing = True
    request_id: str
    reason: DeferReason
    rank: float
    """The head of its class."""


class RequestReturned(_Event, frozen=True, tag="requestReturned"):
    """Whoever was deferred is there again."""

    personal = True
    request_id: str
    rank: float


class FloorGranted(_Act, frozen=True, tag="floorGranted"):
    """Permission to open the microphone; nothing is open yet."""

    request_id: str
    limit_s: float | None = None


class RequestWithdrawn(_Event, frozen=True, tag="requestWithdrawn"):
    closing = True
    request_id: str


class RequestRemoved(_Act, frozen=True, tag="requestRemoved"):
    closing = True
    request_id: str


class SpeechEnded(_Act, frozen=True, tag="speechEnded"):
    """The floor is given up (``released``) or taken (``revoked``), whether the microphone was opened or not."""

    closing = True
    request_id: str
    outcome: Outcome


class SpeechPaused(_Act, frozen=True, tag="speechPaused"):
    closing = True
    request_id: str


class SpeechResumed(_Act, frozen=True, tag="speechResumed"):
    request_id: str


class SpeechLimitSet(_Act, frozen=True, tag="speechLimitSet"):
    request_id: str
    limit_s: float | None


class RequestMoved(_Act, frozen=True, tag="requestMoved"):
    request_id: str
    rank: float


class RequestTransferred(_Act, frozen=True, tag="requestTransferred"):
    """To another agenda item."""

    request_id: str
    item_id: str


class FloorHeld(_Event, frozen=True, tag="floorHeld"):
    """The connection of the one who has the floor dropped; it is deferred at ``until`` unless they are back."""

    closing = True
    request_id: str
    until: float


class MicrophoneOpened(_Event, frozen=True, tag="microphoneOpened"):
    participant_id: str
    request_id: str | None
    """None: chair or room, who need no floor."""
    language: str
    unit: Literal["own", "room"] = "own"


class MicrophoneClosed(_Event, frozen=True, tag="microphoneClosed"):
    closing = True
    participant_id: str
    reason: CloseReason


class FloorLanguageSet(_Act, frozen=True, tag="floorLanguageSet"):
    language: str


class ListOpened(_Act, frozen=True, tag="listOpened"):
    list_name: str = "speakers"
    item_id: str | None = None


class ListClosed(_Act, frozen=True, tag="listClosed"):
    closing = True
    list_name: str = "speakers"
    item_id: str | None = None


class ListSuspended(_Act, frozen=True, tag="listSuspended"):
    closing = True
    list_name: str = "speakers"
    item_id: str | None = None


class PriorityHeld(_Act, frozen=True, tag="priorityHeld"):
    """Attention tone; delegates are silent and clocks stand until it is released."""

    closing = True


class PriorityReleased(_Act, frozen=True, tag="priorityReleased"):
    pass


class AttentionSounded(_Act, frozen=True, tag="attentionSounded"):
    """Attention tone; what ended follows."""

    closing = True


class FloorRulesSet(_Act, frozen=True, tag="floorRulesSet"):
    """All of them as they are now."""

    mode: str
    speakers_limit: int
    time_limits_s: dict[str, float]
    time_policy: str
    amber_s: float
    grace_s: float
    item_change: str


# --- presence ---------------------------------------------------------------------------------------------------------


class PrecedenceSet(_Act, frozen=True, tag="precedenceSet"):
    participant_id: str
    precedence: str | None


class AttendingSet(_Act, frozen=True, tag="attendingSet"):
    personal = True
    participant_id: str
    attending: Literal["remote", "room"]


class SeatAssigned(_Act, frozen=True, tag="seatAssigned"):
    seat: str
    participant_id: str | None


class ChairTaken(_Event, frozen=True, tag="chairTaken"):
    participant_id: str


# --- agenda and sitting -----------------------------------------------------------------------------------------------


class AgendaItemAdded(_Act, frozen=True, tag="agendaItemAdded"):
    item_id: str
    title: dict[str, str]


class AgendaItemRenamed(_Act, frozen=True, tag="agendaItemRenamed"):
    item_id: str
    title: dict[str, str]


class AgendaItemMoved(_Act, frozen=True, tag="agendaItemMoved"):
    item_id: str
    before: str | None


class AgendaItemRemoved(_Act, frozen=True, tag="agendaItemRemoved"):
    item_id: str


class AgendaItemOpened(_Act, frozen=True, tag="agendaItemOpened"):
    item_id: str


class AgendaItemClosed(_Act, frozen=True, tag="agendaItemClosed"):
    closing = True


class SittingOpened(_Act, frozen=True, tag="sittingOpened"):
    pass


class SittingSuspended(_Act, frozen=True, tag="sittingSuspended"):
    closing = True


class SittingResumed(_Act, frozen=True, tag="sittingResumed"):
    call_until: float
    """Those who were called and have not answered are deferred then."""
    held_until: float
    """Speakers whose connection is away are deferred then."""


class SittingClosed(_Act, frozen=True, tag="sittingClosed"):
    closing = True


class SittingMadePublic(_Act, frozen=True, tag="sittingMadePublic"):
    pass


class SittingWentInCamera(_Act, frozen=True, tag="sittingWentInCamera"):
    closing = True


# --- screen -----------------------------------------------------------------------------------------------------------


class ScreenRequested(_Event, frozen=True, tag="screenRequested"):
    participant_id: str


class ScreenAllowed(_Act, frozen=True, tag="screenAllowed"):
    participant_id: str


class ScreenStopped(_Act, frozen=True, tag="screenStopped"):
    """Shared, or waited for permission, no more."""

    closing = True
    participant_id: str


FloorEvent = (
    FloorRequested
    | RequestMerged
    | RequestPassed
    | FloorCalled
    | CallAnswered
    | CallUnanswered
    | CallTakenBack
    | RequestDeferred
    | RequestReturned
    | FloorGranted
    | RequestWithdrawn
    | RequestRemoved
    | SpeechEnded
    | SpeechPaused
    | SpeechResumed
    | SpeechLimitSet
    | RequestMoved
    | RequestTransferred
    | FloorHeld
    | MicrophoneOpened
    | MicrophoneClosed
    | FloorLanguageSet
    | ListOpened
    | ListClosed
    | ListSuspended
    | PriorityHeld
    | PriorityReleased
    | AttentionSounded
    | FloorRulesSet
    | PrecedenceSet
    | AttendingSet
    | SeatAssigned
    | ChairTaken
    | AgendaItemAdded
    | AgendaItemRenamed
    | AgendaItemMoved
    | AgendaItemRemoved
    | AgendaItemOpened
    | AgendaItemClosed
    | SittingOpened
    | SittingSuspended
    | SittingResumed
    | SittingClosed
    | SittingMadePublic
    | SittingWentInCamera
    | ScreenRequested
    | ScreenAllowed
    | ScreenStopped
)
