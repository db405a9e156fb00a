"""The floor: list of speakers, who has the floor, and the microphones that follow it (words of RFC 8855).

The states and what moves between them are :data:`TRANSITIONS`; ``docs/algorithms/floor.md`` is made from the tables here.

Invariants
    A delegate's microphone is open only while their request is granted or speaking.  At most ``speakers_limit`` normal
    requests have the floor; the earlier one is ended before the next is granted.  A point of order interrupts: the speaker
    keeps the floor with the microphone closed until it has ended.  The clock starts when the microphone first opens.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from server.errors import UserError
from server.meeting import commands as c
from server.meeting import events as e
from server.meeting.config import is_language_tag
from server.meeting.roles import authorise, can

if TYPE_CHECKING:
    from server.meeting.meeting import Meeting

State = Literal["queued", "called", "granted", "speaking", "ended", "withdrawn", "removed"]
Action = Literal["call", "grant", "open", "release", "revoke", "withdraw", "remove"]
Status = Literal["pending", "accepted", "granted", "denied", "cancelled", "released", "revoked"]

TRANSITIONS: Mapping[State, Mapping[Action, State]] = {
    "queued": {"call": "called", "grant": "granted", "withdraw": "withdrawn", "remove": "removed"},
    "called": {"grant": "granted", "withdraw": "withdrawn", "remove": "removed"},
    "granted": {"open": "speaking", "release": "ended", "revoke": "ended"},
    "speaking": {"open": "speaking", "release": "ended", "revoke": "ended"},
    "ended": {},
    "withdrawn": {},
    "removed": {},
}
"""State of a request -> action -> next state; what is absent is refused with ``wrongState``."""

WAITING: frozenset[State] = frozenset({"queued", "called"})
HOLDING: frozenset[State] = frozenset({"granted", "speaking"})

STATUS: Mapping[tuple[State, Action | None], Status] = {
    ("queued", None): "accepted",
    ("called", None): "accepted",
    ("granted", None): "granted",
    ("speaking", None): "granted",
    ("ended", "release"): "released",
    ("ended", "revoke"): "revoked",
    ("withdrawn", "withdraw"): "cancelled",
    ("removed", "remove"): "denied",
}
"""(State, action that ended the request) -> RFC 8855 §5.2.5 request status.  ``pending`` is a request on its way to the
journal, which no client sees."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What sort of intervention a request is for."""

    precedence: int
    """Lower goes first; first come first served inside."""
    on_closed_list: bool
    """May be asked for while the list is closed."""
    interrupts: bool
    """The speaker keeps the floor, silent, until this one has ended."""


KINDS: Mapping[str, Kind] = {
    "pointOfOrder": Kind(precedence=0, on_closed_list=True, interrupts=True),
    "motion": Kind(precedence=1, on_closed_list=False, interrupts=False),
    "reply": Kind(precedence=2, on_closed_list=False, interrupts=False),
    "statement": Kind(precedence=3, on_closed_list=False, interrupts=False),
    "rightOfReply": Kind(precedence=3, on_closed_list=True, interrupts=False),
}

RANK_STEP = 1_000_000.0
"""Distance between precedence classes; a rank is ``precedence * RANK_STEP + order of receipt``."""


@dataclass(frozen=True, slots=True)
class FloorRequest:
    """Replaced, never changed."""

    request_id: str
    participant_id: str
    kind: str
    language: str
    rank: float
    requested_at: float
    state: State = "queued"
    granted_at: float | None = None
    speaking_since: float | None = None
    """When the microphone first opened: the start of the clock."""
    held_until: float | None = None
    """The connection dropped: the floor ends then."""

    @property
    def status(self) -> Status:
        return STATUS[self.state, None]

    @property
    def interrupts(self) -> bool:
        return KINDS[self.kind].interrupts


@dataclass(frozen=True, slots=True)
class Microphone:
    """An open microphone; closed ones are not listed."""

    participant_id: str
    request_id: str | None
    """The request it is open under; None: chair or room at will."""
    language: str
    opened_at: float


@dataclass(slots=True)
class Floor:
    requests: dict[str, FloorRequest] = field(default_factory=dict)
    """Request id -> waiting or holding request; those that ended are gone."""
    request_of: dict[str, str] = field(default_factory=dict)
    """Participant id -> id of their one request."""
    microphones: dict[str, Microphone] = field(default_factory=dict)
    """Participant id -> open microphone, in order of opening."""
    list_open: bool = True
    language: str | None = None
    """What is spoken on the floor; None until someone has spoken."""
    received: int = 0
    """Requests ever received."""

    def copy(self) -> Floor:
        return replace(
            self, requests=dict(self.requests), request_of=dict(self.request_of), microphones=dict(self.microphones)
        )

    def get(self, request_id: str) -> FloorRequest:
        """:raises UserError: unknownRequest."""
        request = self.requests.get(request_id)
        if request is None:
            raise UserError("unknownRequest")
        return request

    def request_by(self, participant_id: str) -> FloorRequest | None:
        return self.requests.get(self.request_of.get(participant_id, ""))

    def ordered(self) -> list[FloorRequest]:
        """Every request, by rank."""
        return sorted(self.requests.values(), key=lambda request: request.rank)

    def waiting(self) -> list[FloorRequest]:
        """The list of speakers, next first."""
        return [request for request in self.ordered() if request.state in WAITING]

    def holding(self) -> list[FloorRequest]:
        """Those who have the floor, longest first."""
        held = [request for request in self.requests.values() if request.state in HOLDING]
        return sorted(held, key=lambda request: (request.granted_at or 0.0, request.rank))

    def place(self, participant_id: str) -> int | None:
        """1 is next; None without a waiting request."""
        waiting = (request.participant_id for request in self.waiting())
        return next((place for place, waiter in enumerate(waiting, 1) if waiter == participant_id), None)

    def speaker(self) -> FloorRequest | None:
        """Whom the audience should see: the interruption if there is one, else the one last given the floor."""
        holding = self.holding()
        interrupting = [request for request in holding if request.interrupts]
        return next(reversed(interrupting or holding), None)

    def deadline(self) -> float | None:
        held = (request.held_until for request in self.requests.values() if request.held_until is not None)
        return min(held, default=None)


def may_open_microphone(meeting: Meeting, participant_id: str) -> bool:
    """True when ``SetMicrophone(open=True)`` would be carried out now."""
    participant = meeting.roster.participants.get(participant_id)
    if participant is None or not participant.connected or not can(participant.role, "useMicrophone"):
        return False
    return can(participant.role, "speakAtWill") or _may_speak(meeting.floor, participant_id)


def _may_speak(floor: Floor, participant_id: str) -> bool:
    request = floor.request_by(participant_id)
    if request is None or request.state not in HOLDING:
        return False
    return request.interrupts or not any(other.interrupts for other in floor.holding())


# --- decide -----------------------------------------------------------------------------------------------------------


def _require(request: FloorRequest, action: Action) -> None:
    if action not in TRANSITIONS[request.state]:
        raise UserError("wrongState", state=request.state)


def request_floor(meeting: Meeting, command: c.RequestFloor, now: float) -> list[e.Event]:
    floor, person = meeting.floor, meeting.roster.get(command.by)
    kind = KINDS.get(command.kind)
    language = command.language or person.language
    if kind is None or command.request_id in floor.requests or not command.request_id:
        raise UserError("wrongState")
    if not is_language_tag(language):
        raise UserError("unknownChannel")
    if command.by in floor.request_of:
        raise UserError("alreadyRequested")
    if not floor.list_open and not kind.on_closed_list:
        raise UserError("listClosed")
    return [
        e.FloorRequested(
            at=now,
            request_id=command.request_id,
            participant_id=command.by,
            kind=command.kind,
            language=language,
            rank=kind.precedence * RANK_STEP + floor.received + 1,
        )
    ]


def withdraw(meeting: Meeting, command: c.WithdrawFloor, now: float) -> list[e.Event]:
    """Of one who has the floor already: gives it up."""
    request = meeting.floor.request_by(command.by)
    if request is None:
        raise UserError("noRequest")
    if request.state in HOLDING:
        return _end(meeting.floor, request, now, "released", command.by)
    return [e.RequestWithdrawn(at=now, request_id=request.request_id)]


def call(meeting: Meeting, command: c.CallSpeaker, now: float) -> list[e.Event]:
    _require(meeting.floor.get(command.request_id), "call")
    return [e.FloorCalled(at=now, request_id=command.request_id)]


def grant(meeting: Meeting, command: c.GrantFloor, now: float) -> list[e.Event]:
    """Ends whom it must first, then grants.

    :raises UserError: unknownRequest, wrongState, notJoined (the person is not connected).
    """
    request = meeting.floor.get(command.request_id)
    _require(request, "grant")
    if not meeting.roster.get(request.participant_id).connected:
        raise UserError("notJoined")
    ending = _displaced(meeting, request)
    decided = [event for other in ending for event in _end(meeting.floor, other, now, "revoked", command.by)]
    if request.interrupts:
        kept = (other.participant_id for other in meeting.floor.holding() if other not in ending)
        decided += [event for person in kept for event in silence(meeting, person, now, "interrupted")]
    return [*decided, e.FloorGranted(at=now, request_id=request.request_id)]


def _displaced(meeting: Meeting, request: FloorRequest) -> list[FloorRequest]:
    """Who loses the floor to ``request``: any interruption, and the longest-holding normal speakers above the limit."""
    holding = meeting.floor.holding()
    interrupting = [other for other in holding if other.interrupts]
    if request.interrupts:
        return interrupting
    normal = [other for other in holding if not other.interrupts]
    surplus = len(normal) - meeting.config.speakers_limit + 1
    return interrupting + normal[: max(0, surplus)]


def end_speech(meeting: Meeting, command: c.EndSpeech, now: float) -> list[e.Event]:
    """By the speaker: released.  By who may end others' speech: revoked.

    :raises UserError: unknownParticipant, unknownRequest, notPermitted, wrongState.
    """
    mine = meeting.floor.request_of.get(command.by)
    own = mine is not None and mine == command.request_id
    if not own:
        authorise(meeting, command.by, "endSpeech")
    request = meeting.floor.get(command.request_id)
    _require(request, "release" if own else "revoke")
    return _end(meeting.floor, request, now, "released" if own else "revoked", command.by)


def _end(floor: Floor, request: FloorRequest, now: float, outcome: e.Outcome, by: str) -> list[e.Event]:
    decided: list[e.Event] = []
    if request.participant_id in floor.microphones:
        decided.append(e.MicrophoneClosed(at=now, participant_id=request.participant_id, reason=outcome))
    return [*decided, e.SpeechEnded(at=now, request_id=request.request_id, outcome=outcome, by=by)]


def remove_request(meeting: Meeting, command: c.RemoveRequest, now: float) -> list[e.Event]:
    _require(meeting.floor.get(command.request_id), "remove")
    return [e.RequestRemoved(at=now, request_id=command.request_id, by=command.by)]


def set_microphone(meeting: Meeting, command: c.SetMicrophone, now: float) -> list[e.Event]:
    if not command.open:
        return silence(meeting, command.by, now, "self")
    if not may_open_microphone(meeting, command.by):
        raise UserError("floorNotGranted")
    if command.by in meeting.floor.microphones:
        return []
    request = meeting.floor.request_by(command.by)
    under = request if request is not None and request.state in HOLDING else None
    language = under.language if under is not None else meeting.roster.get(command.by).language
    return [
        e.MicrophoneOpened(
            at=now, participant_id=command.by, request_id=under.request_id if under else None, language=language
        )
    ]


def set_language(meeting: Meeting, command: c.SetFloorLanguage, now: float) -> list[e.Event]:
    if not is_language_tag(command.language):
        raise UserError("unknownChannel")
    if command.language == meeting.floor.language:
        return []
    return [e.FloorLanguageSet(at=now, language=command.language, by=command.by)]


def open_list(meeting: Meeting, command: c.OpenList, now: float) -> list[e.Event]:
    if command.open == meeting.floor.list_open:
        return []
    return [e.ListOpened(at=now, by=command.by) if command.open else e.ListClosed(at=now, by=command.by)]


def silence(meeting: Meeting, participant_id: str, now: float, reason: e.CloseReason) -> list[e.Event]:
    """Close the microphone if it is open."""
    if participant_id not in meeting.floor.microphones:
        return []
    return [e.MicrophoneClosed(at=now, participant_id=participant_id, reason=reason)]


def hold(meeting: Meeting, participant_id: str, now: float) -> list[e.Event]:
    """Keep the floor for one whose connection dropped."""
    request = meeting.floor.request_by(participant_id)
    if request is None or request.state not in HOLDING:
        return []
    return [e.FloorHeld(at=now, request_id=request.request_id, until=now + meeting.config.hold_s)]


def vacate(meeting: Meeting, participant_id: str, now: float, reason: e.CloseReason) -> list[e.Event]:
    """Everything of one who goes for good."""
    request = meeting.floor.request_by(participant_id)
    decided = silence(meeting, participant_id, now, reason)
    if request is None:
        return decided
    if request.state in HOLDING:
        outcome: e.Outcome = "released" if reason == "left" else "revoked"
        return [*decided, e.SpeechEnded(at=now, request_id=request.request_id, outcome=outcome, by=participant_id)]
    if reason == "removed":
        return [*decided, e.RequestRemoved(at=now, request_id=request.request_id, by=c.SYSTEM)]
    return [*decided, e.RequestWithdrawn(at=now, request_id=request.request_id)]


def due(meeting: Meeting, now: float) -> list[e.Event]:
    """Speakers whose connection did not come back in time."""
    late = (request for request in meeting.floor.holding() if request.held_until is not None and request.held_until <= now)
    return [event for request in late for event in _end(meeting.floor, request, now, "revoked", c.SYSTEM)]


# --- apply ------------------------------------------------------------------------------------------------------------


def _requested(meeting: Meeting, event: e.FloorRequested) -> None:
    floor = meeting.floor
    floor.received += 1
    floor.request_of[event.participant_id] = event.request_id
    floor.requests[event.request_id] = FloorRequest(
        request_id=event.request_id,
        participant_id=event.participant_id,
        kind=event.kind,
        language=event.language,
        rank=event.rank,
        requested_at=event.at,
    )


def _advance(floor: Floor, request_id: str, action: Action, **changes: Any) -> None:
    request = floor.requests[request_id]
    floor.requests[request_id] = replace(request, state=TRANSITIONS[request.state][action], **changes)


def _called(meeting: Meeting, event: e.FloorCalled) -> None:
    _advance(meeting.floor, event.request_id, "call")


def _granted(meeting: Meeting, event: e.FloorGranted) -> None:
    _advance(meeting.floor, event.request_id, "grant", granted_at=event.at)


def _gone(meeting: Meeting, event: e.RequestWithdrawn | e.RequestRemoved | e.SpeechEnded) -> None:
    request = meeting.floor.requests.pop(event.request_id, None)
    if request is not None:
        del meeting.floor.request_of[request.participant_id]
        _close(meeting.floor, request.participant_id)


def _held(meeting: Meeting, event: e.FloorHeld) -> None:
    request = meeting.floor.requests.get(event.request_id)
    if request is not None and request.state in HOLDING:
        meeting.floor.requests[event.request_id] = replace(request, held_until=event.until)


def _back(meeting: Meeting, event: e.ParticipantConnected) -> None:
    request = meeting.floor.request_by(event.participant_id)
    if request is not None and request.held_until is not None:
        meeting.floor.requests[request.request_id] = replace(request, held_until=None)


def _microphone_opened(meeting: Meeting, event: e.MicrophoneOpened) -> None:
    floor = meeting.floor
    if event.request_id is not None:
        since = floor.requests[event.request_id].speaking_since
        _advance(floor, event.request_id, "open", speaking_since=event.at if since is None else since)
    floor.microphones[event.participant_id] = Microphone(
        participant_id=event.participant_id, request_id=event.request_id, language=event.language, opened_at=event.at
    )
    _follow_language(floor)


def _microphone_closed(meeting: Meeting, event: e.MicrophoneClosed) -> None:
    _close(meeting.floor, event.participant_id)


def _close(floor: Floor, participant_id: str) -> None:
    if floor.microphones.pop(participant_id, None) is not None:
        _follow_language(floor)


def _follow_language(floor: Floor) -> None:
    """The floor is spoken in the language of the last microphone opened with the floor, else of the last opened at will;
    silence changes nothing."""
    leader = _leader(floor)
    if leader is not None:
        floor.language = leader.language


def _leader(floor: Floor) -> Microphone | None:
    opened = list(floor.microphones.values())
    return next(reversed([microphone for microphone in opened if microphone.request_id is not None] or opened), None)


def _language_set(meeting: Meeting, event: e.FloorLanguageSet) -> None:
    """The correction stays with the present speaker, also when they close and open the microphone."""
    floor = meeting.floor
    leader = _leader(floor)
    if leader is not None:
        floor.microphones[leader.participant_id] = replace(leader, language=event.language)
        if leader.request_id is not None:
            floor.requests[leader.request_id] = replace(floor.requests[leader.request_id], language=event.language)
    floor.language = event.language


def _list_opened(meeting: Meeting, event: e.ListOpened) -> None:
    meeting.floor.list_open = True


def _list_closed(meeting: Meeting, event: e.ListClosed) -> None:
    meeting.floor.list_open = False


def _participant_gone(meeting: Meeting, event: e.ParticipantLeft | e.ParticipantRemoved) -> None:
    """No microphone outlives its owner, whatever was or was not journaled before."""
    _close(meeting.floor, event.participant_id)
    request_id = meeting.floor.request_of.pop(event.participant_id, None)
    if request_id is not None:
        del meeting.floor.requests[request_id]


DECIDE: Mapping[type, Callable[[Meeting, Any, float], list[e.Event]]] = {
    c.RequestFloor: request_floor,
    c.WithdrawFloor: withdraw,
    c.CallSpeaker: call,
    c.GrantFloor: grant,
    c.EndSpeech: end_speech,
    c.RemoveRequest: remove_request,
    c.SetMicrophone: set_microphone,
    c.SetFloorLanguage: set_language,
    c.OpenList: open_list,
}

APPLY: Mapping[type, Callable[[Meeting, Any], None]] = {
    e.FloorRequested: _requested,
    e.FloorCalled: _called,
    e.FloorGranted: _granted,
    e.RequestWithdrawn: _gone,
    e.RequestRemoved: _gone,
    e.SpeechEnded: _gone,
    e.FloorHeld: _held,
    e.MicrophoneOpened: _microphone_opened,
    e.MicrophoneClosed: _microphone_closed,
    e.FloorLanguageSet: _language_set,
    e.ListOpened: _list_opened,
    e.ListClosed: _list_closed,
    e.ParticipantConnected: _back,
    e.ParticipantLeft: _participant_gone,
    e.ParticipantRemoved: _participant_gone,
}
