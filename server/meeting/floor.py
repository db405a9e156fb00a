"""The floor: who waits, who has it, their clocks and the microphones that follow (words of RFC 8855).

Invariants
    A delegate's microphone is heard only while their request is speaking.  At most ``speakers_limit`` normal requests hold
    the floor; the earlier one is ended before the next is granted.  While an interruption has the floor, a pause, priority
    or a suspended sitting lasts, the speeches concerned are paused: silent, with the clock stopped, and go on by themselves.
    A clock starts when the microphone first opens and never goes back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from server.errors import UserError
from server.meeting.config import MeetingConfig
from server.meeting.procedure import (
    HOLDING,
    KINDS,
    STATUS,
    TRANSITIONS,
    WAITING,
    Action,
    Kind,
    ListState,
    Mode,
    State,
    Status,
)

if TYPE_CHECKING:
    from server.meeting.meeting import Meeting

ENDED_KEPT = 500
"""Requests whose end is remembered, so that ending one twice is no error."""


@dataclass(frozen=True, slots=True)
class FloorRequest:
    """Replaced, never changed."""

    request_id: str
    participant_id: str
    kind: str
    language: str
    rank: float
    requested_at: float
    motion: str | None = None
    item_id: str | None = None
    list_name: str = "speakers"
    origins: tuple[str, ...] = ("remote",)
    """How it came, first that of the earliest."""
    registered_by: str | None = None
    answer_to: str | None = None
    merged: tuple[str, ...] = ()
    """Others of the delegation who asked too."""
    state: State = "queued"
    reason: Literal["skipped", "noAnswer", "absent", "linkLost"] | None = None
    """Why it is deferred."""
    answered: bool = False
    call_until: float | None = None
    """Called and not answered: deferred then."""
    granted_at: float | None = None
    granted_by: str | None = None
    speaking_since: float | None = None
    """When the microphone first opened."""
    limit_s: float | None = None
    """Speaking time; of a waiting request only when set for it."""
    spoken_s: float = 0.0
    """Seconds on the clock when it last stopped."""
    running_since: float | None = None
    """The clock runs since then."""
    stopped: bool = False
    """Paused by the chair."""
    held_until: float | None = None
    """The connection dropped: deferred then."""

    @property
    def status(self) -> Status:
        return STATUS[self.state, None]

    @property
    def rules(self) -> Kind:
        return KINDS[self.kind]

    @property
    def interrupts(self) -> bool:
        return self.rules.interrupts > 0

    def elapsed(self, now: float) -> float:
        """Seconds spoken."""
        return self.spoken_s + (max(0.0, now - self.running_since) if self.running_since is not None else 0.0)


@dataclass(frozen=True, slots=True)
class Microphone:
    """An open microphone; closed ones are not listed.  Whether it is heard: ``microphones.heard``."""

    participant_id: str
    request_id: str | None
    """The request it is open under; None: chair or room at will."""
    language: str
    opened_at: float
    unit: Literal["own", "room"] = "own"
    """``room``: one of the conference system in the hall, not the participant's own track."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the chair may change while the meeting runs."""

    mode: Mode = "request"
    speakers_limit: int = 1
    time_limits_s: tuple[tuple[str, float], ...] = ()
    """Kind, or ``class/kind``, and seconds; 0: no limit."""
    time_policy: str = "show"
    amber_s: float = 30.0
    grace_s: float = 10.0
    item_change: str = "keep"

    @classmethod
    def of(cls, config: MeetingConfig) -> Rules:
        return cls(
            mode=config.mode,
            speakers_limit=config.speakers_limit,
            time_limits_s=tuple(config.time_limits_s.items()),
            time_policy=config.time_policy,
            amber_s=config.amber_s,
            grace_s=config.grace_s,
            item_change=config.item_change,
        )


@dataclass(frozen=True, slots=True)
class Total:
    """Replaced, never changed."""

    speeches: int = 0
    spoken_s: float = 0.0
    of_items: Mapping[str | None, float] = field(default_factory=dict)
    """Agenda item -> seconds."""


@dataclass(slots=True)
class Floor:
    rules: Rules = field(default_factory=Rules)
    requests: dict[str, FloorRequest] = field(default_factory=dict)
    """Request id -> waiting or holding request; those that ended are gone."""
    requests_of: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Participant id -> their requests, and those merged with theirs, in order of receipt."""
    called: dict[str, None] = field(default_factory=dict)
    """Ids of called requests."""
    holders: dict[str, None] = field(default_factory=dict)
    """Ids of holding requests, in order of the grant."""
    microphones: dict[str, Microphone] = field(default_factory=dict)
    """Participant id -> open microphone, in order of opening."""
    lists: dict[tuple[str | None, str], ListState] = field(default_factory=dict)
    """(Agenda item, list) -> state; absent: open."""
    language: str | None = None
    """What is spoken on the floor; None until someone has spoken."""
    received: int = 0
    """Requests ever received."""
    ended: dict[str, State] = field(default_factory=dict)
    """The last requests that ended -> how."""
    last: FloorRequest | None = None
    """The speech that ended last."""
    totals: dict[str, Total] = field(default_factory=dict)
    """Delegation -> speaking time."""
    priority: str | None = None
    """Who holds priority."""
    attention_at: float | None = None

    def copy(self) -> Floor:
        return replace(
            self,
            requests=dict(self.requests),
            requests_of=dict(self.requests_of),
            called=dict(self.called),
            holders=dict(self.holders),
            microphones=dict(self.microphones),
            lists=dict(self.lists),
            ended=dict(self.ended),
            totals=dict(self.totals),
        )

    def get(self, request_id: str) -> FloorRequest:
        """:raises UserError: unknownRequest; wrongState (it has ended)."""
        request = self.requests.get(request_id)
        if request is not None:
            return request
        if request_id in self.ended:
            raise UserError("wrongState", state=self.ended[request_id])
        raise UserError("unknownRequest")

    def of(self, participant_id: str) -> list[FloorRequest]:
        """One's own requests and those merged with them, in order of receipt."""
        return [self.requests[request_id] for request_id in self.requests_of.get(participant_id, ())]

    def request_by(self, participant_id: str) -> FloorRequest | None:
        """The request with the floor, else the first in the list."""
        own = [request for request in self.of(participant_id) if request.participant_id == participant_id]
        held = [request for request in reversed(own) if request.state in HOLDING]
        return held[0] if held else min(self.of(participant_id), key=lambda request: request.rank, default=None)

    def held_by(self, participant_id: str) -> FloorRequest | None:
        """The request under which the person has the floor: the interruption, if they interrupt themselves."""
        held = [request for request in self.holding() if request.participant_id == participant_id]
        return max(held, key=lambda request: request.rules.interrupts, default=None)

    def ordered(self) -> list[FloorRequest]:
        """Every request, by rank."""
        return sorted(self.requests.values(), key=lambda request: request.rank)

    def waiting(self) -> list[FloorRequest]:
        """All who wait, the deferred too, next first."""
        return [request for request in self.ordered() if request.state in WAITING]

    def holding(self) -> list[FloorRequest]:
        """Those who have the floor, longest first."""
        return [self.requests[request_id] for request_id in self.holders]

    def speaker(self) -> FloorRequest | None:
        """Whom the audience should see: the interruption if there is one, else the one last given the floor."""
        holding = self.holding()
        highest = max((request.rules.interrupts for request in holding), default=0)
        return next((request for request in reversed(holding) if request.rules.interrupts == highest), None)

    def interrupted(self, request: FloorRequest) -> bool:
        """Whether a higher interruption has the floor."""
        level = request.rules.interrupts
        return any(other.rules.interrupts > level for other in self.holding())

    def put(self, request: FloorRequest) -> None:
        """Take a new or changed request in."""
        if request.request_id not in self.requests:
            for person in (request.participant_id, *request.merged):
                self._index(person, request.request_id)
        self.requests[request.request_id] = request
        for table, listed in ((self.called, request.state == "called"), (self.holders, request.state in HOLDING)):
            if listed:
                table.setdefault(request.request_id)
            else:
                table.pop(request.request_id, None)

    def advance(self, request_id: str, action: Action, **changes: Any) -> None:
        request = self.requests[request_id]
        self.put(replace(request, state=TRANSITIONS[request.state][action], **changes))

    def drop(self, request_id: str, state: State) -> FloorRequest | None:
        """Take an ended request out; None when it was not there."""
        request = self.requests.pop(request_id, None)
        if request is None:
            return None
        self.called.pop(request_id, None)
        self.holders.pop(request_id, None)
        for person in {request.participant_id, *request.merged}:
            self.unindex(person, request_id)
        self.ended[request_id] = state
        while len(self.ended) > ENDED_KEPT:
            del self.ended[next(iter(self.ended))]
        return request

    def _index(self, person: str, request_id: str) -> None:
        self.requests_of[person] = (*self.requests_of.get(person, ()), request_id)

    def add_merged(self, request_id: str, person: str, origin: str) -> None:
        request = self.requests[request_id]
        origins = request.origins if origin in request.origins else (*request.origins, origin)
        merged = request.merged
        if person != request.participant_id and person not in merged:
            merged = (*merged, person)
            self._index(person, request_id)
        self.requests[request_id] = replace(request, origins=origins, merged=merged)

    def unindex(self, person: str, request_id: str) -> None:
        kept = tuple(one for one in self.requests_of.get(person, ()) if one != request_id)
        if kept:
            self.requests_of[person] = kept
        else:
            self.requests_of.pop(person, None)

    def follow_language(self, heard: list[Microphone]) -> None:
        """The floor is spoken in the language of the microphone heard that last opened with the floor, else of the last
        opened at will; silence changes nothing."""
        leader = leading(heard)
        if leader is not None:
            self.language = leader.language


def leading(heard: list[Microphone]) -> Microphone | None:
    return next(reversed([microphone for microphone in heard if microphone.request_id is not None] or heard), None)


def require(request: FloorRequest, action: Action) -> None:
    """:raises UserError: wrongState."""
    if action not in TRANSITIONS[request.state]:
        raise UserError("wrongState", state=request.state)


def line(meeting: Meeting) -> list[FloorRequest]:
    """The list of speakers of the current item, next first: who waits and is not deferred, without suspended lists."""
    floor, item_id = meeting.floor, meeting.agenda.item_id
    return [
        request
        for request in floor.ordered()
        if request.state in ("queued", "called")
        and request.item_id == item_id
        and floor.lists.get((item_id, request.list_name)) != "suspended"
    ]


def places(meeting: Meeting) -> dict[str, int]:
    """Participant id -> place of their first request; 1 is next."""
    found: dict[str, int] = {}
    for place, request in enumerate(line(meeting), 1):
        for person in (request.participant_id, *request.merged):
            found.setdefault(person, place)
    return found


def runs(meeting: Meeting, request: FloorRequest) -> bool:
    """Whether a speech that has begun goes on: neither paused by the chair, an interruption, priority or a suspended
    sitting, nor waiting for a lost connection."""
    floor = meeting.floor
    free = meeting.sitting.state == "open" and floor.priority is None and not floor.interrupted(request)
    return free and not request.stopped and request.held_until is None


def settle(meeting: Meeting, at: float) -> None:
    """After every event: speeches pause or go on, clocks stop or run, the language follows."""
    floor = meeting.floor
    for request in floor.holding():
        if request.state == "granted":
            continue
        running = runs(meeting, request)
        if running and request.running_since is None:
            floor.put(replace(request, state="speaking", running_since=max(at, meeting.now)))
        elif not running and request.state == "speaking":
            floor.put(replace(request, state="paused", spoken_s=request.elapsed(max(at, meeting.now)), running_since=None))
    floor.follow_language([microphone for microphone in floor.microphones.values() if heard(meeting, microphone)])


def heard(meeting: Meeting, microphone: Microphone) -> bool:
    """Whether an open microphone is let through just now.  While the sitting is not open those opened at will before stay
    silent: nobody forgets that the hall is on the air."""
    if microphone.request_id is None:
        sitting = meeting.sitting
        return sitting.state == "open" or sitting.since is None or microphone.opened_at > sitting.since
    request = meeting.floor.requests.get(microphone.request_id)
    return request is not None and request.state == "speaking"
