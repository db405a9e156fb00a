"""The order of the list.  A request's rank is its class (kind, motion or precedence class) times :data:`STEP` plus the order
of receipt; what the chair moves, what is deferred and what answers another takes a rank between two neighbours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.meeting import events as e
from server.meeting.floor import FloorRequest
from server.meeting.presence import precedence_of
from server.meeting.procedure import MOTIONS, WAITING

if TYPE_CHECKING:
    from server.meeting.meeting import Meeting

STEP = 1_000_000.0
"""Distance between classes."""
CLASSES = 1000
"""Classes inside a kind."""


def class_of(meeting: Meeting, kind: str, motion: str | None, participant_id: str) -> float:
    """The lowest rank of the class."""
    inside = 0
    if kind == "motion":
        inside = MOTIONS.index(motion or "other")
    elif kind == "statement":
        inside, _ = precedence_of(meeting, meeting.roster.get(participant_id))
    return (meeting.config.kind_order.index(kind) * CLASSES + inside) * STEP


def _class(meeting: Meeting, request: FloorRequest) -> float:
    return class_of(meeting, request.kind, request.motion, request.participant_id)


def of_new(meeting: Meeting, kind: str, motion: str | None, participant_id: str) -> float:
    return class_of(meeting, kind, motion, participant_id) + meeting.floor.received + 1


def head(meeting: Meeting, request: FloorRequest) -> float:
    """Before everyone who waits in the same class; the request's own rank if it is alone there."""
    own = _class(meeting, request)
    others = [other for other in _others(meeting, request) if other.kind == request.kind and _class(meeting, other) == own]
    if not others:
        return request.rank
    first = others[0]
    return between(_rank_before(meeting, request, first), first.rank)


def below(meeting: Meeting, target: FloorRequest) -> float:
    """Directly under a waiting request and what answers it already."""
    waiting = [other for other in meeting.floor.waiting() if other.item_id == target.item_id]
    last = max((one.rank for one in waiting if one.answer_to == target.request_id), default=target.rank)
    last = max(last, target.rank)
    following = next((one.rank for one in waiting if one.rank > last), None)
    return between(last, following)


def moved(meeting: Meeting, request: FloorRequest, before: FloorRequest | None, now: float, by: str) -> list[e.Event]:
    """Put a request before another of its item, or last; what answers it follows."""
    answers = [one for one in _others(meeting, request) if one.answer_to == request.request_id and one is not before]
    going = [request, *answers]
    staying = [one for one in _others(meeting, request) if one not in answers]
    at = staying.index(before) if before is not None else len(staying)
    lower = staying[at - 1].rank if at else None
    upper = staying[at].rank if at < len(staying) else None
    ranks = _spread(lower, upper, len(going))
    if ranks is None:
        order = [*staying[:at], *going, *staying[at:]]
        first = order[0].rank
        return [
            e.RequestMoved(at=now, request_id=one.request_id, rank=first + step, by=by) for step, one in enumerate(order)
        ]
    return [
        e.RequestMoved(at=now, request_id=one.request_id, rank=rank, by=by) for one, rank in zip(going, ranks, strict=True)
    ]


def between(lower: float | None, upper: float | None) -> float:
    """A rank strictly between two, next to the upper one."""
    if upper is None:
        return 0.0 if lower is None else lower + 1.0
    if lower is None or upper - 1.0 > lower:
        return upper - 1.0
    return (lower + upper) / 2


def _spread(lower: float | None, upper: float | None, count: int) -> list[float] | None:
    """``count`` ascending ranks strictly between two; None when the room is used up."""
    if lower is None and upper is None:
        lower = 0.0
    if upper is None:
        return [lower + step + 1.0 for step in range(count)] if lower is not None else []
    if lower is None:
        return [upper - count + step for step in range(count)]
    gap = (upper - lower) / (count + 1)
    return [lower + gap * (step + 1) for step in range(count)] if gap > 1e-5 else None


def _others(meeting: Meeting, request: FloorRequest) -> list[FloorRequest]:
    """Who waits for the same item, next first, without the request."""
    return [
        one
        for one in meeting.floor.ordered()
        if one.state in WAITING and one.item_id == request.item_id and one.request_id != request.request_id
    ]


def _rank_before(meeting: Meeting, request: FloorRequest, first: FloorRequest) -> float | None:
    return max((one.rank for one in _others(meeting, request) if one.rank < first.rank), default=None)
