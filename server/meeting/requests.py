"""Asking for the floor: new requests, those of others on their behalf, duplicates, withdrawal, and the chair's order.

Who waits is never lost: a request ends only by withdrawal, removal, a speech, or its person going for good.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from server.errors import UserError
from server.meeting import commands as c
from server.meeting import events as e
from server.meeting import order, speeches
from server.meeting.config import is_language_tag
from server.meeting.contest import remember, settled_between
from server.meeting.floor import FloorRequest, require
from server.meeting.presence import precedence_of, present
from server.meeting.procedure import HOLDING, KINDS, MODES, MOTIONS, ORIGINS, WAITING, Kind
from server.meeting.roles import authorise, may

if TYPE_CHECKING:
    from server.meeting.meeting import Meeting

REQUEST_KEPT = 100
"""Requests of one person that may wait, over all agenda items."""


@dataclass(frozen=True, slots=True)
class _Wish:
    """A request for the floor, understood."""

    person: str
    kind: Kind
    item_id: str | None
    origin: str
    on_behalf: bool
    motion: str | None
    answer_to: str | None


def request_floor(meeting: Meeting, command: c.RequestFloor, now: float) -> list[e.Event]:
    """:raises UserError: the codes of :func:`_understand`, :func:`_admissible` and :func:`_duplicate`."""
    wish = _understand(meeting, command)
    language = command.language or meeting.roster.get(wish.person).language
    if not is_language_tag(language):
        raise UserError("unknownChannel")
    earlier = _earlier(meeting, wish, command.kind)
    if earlier is not None:
        return _duplicate(meeting, wish, earlier, now)
    _admissible(meeting, wish, command.kind)
    made = e.FloorRequested(
        at=now,
        request_id=command.request_id,
        participant_id=wish.person,
        kind=command.kind,
        language=language,
        rank=_rank(meeting, wish, command.kind),
        motion=wish.motion,
        item_id=wish.item_id,
        list_name=wish.kind.list_name,
        origin=wish.origin,
        answer_to=wish.answer_to,
        registered_by=command.by if wish.on_behalf else None,
    )
    return [made, *_at_once(meeting, made, now)]


def _understand(meeting: Meeting, command: c.RequestFloor) -> _Wish:
    """:raises UserError: wrongState (kind, id or motion that does not exist), unknownSeat, unknownParticipant, notPermitted,
    notJoined, unknownItem, unknownRequest."""
    floor = meeting.floor
    person = _subject(meeting, command)
    on_behalf = person != command.by
    authorise(meeting, command.by, "requestOnBehalf" if on_behalf else "requestFloor")
    if not may(meeting, person, "requestFloor"):
        raise UserError("notPermitted", permission="requestFloor")
    kind = KINDS.get(command.kind)
    known = command.request_id in floor.requests or command.request_id in floor.ended
    motion = (command.motion or "other") if command.kind == "motion" else None
    origin = command.origin or ("secretariat" if on_behalf else "remote")
    if kind is None or known or not command.request_id or origin not in ORIGINS:
        raise UserError("wrongState")
    if motion is not None and motion not in MOTIONS:
        raise UserError("wrongState")
    item_id = command.item_id if command.item_id is not None else meeting.agenda.item_id
    if item_id is not None and meeting.agenda.find(item_id) is None:
        raise UserError("unknownItem")
    return _Wish(person, kind, item_id, origin, on_behalf, motion, _answered(meeting, command))


def _subject(meeting: Meeting, command: c.RequestFloor) -> str:
    if command.seat is not None:
        if command.seat not in meeting.presence.seats:
            raise UserError("unknownSeat")
        return meeting.presence.seats[command.seat]
    if command.participant_id is not None:
        return command.participant_id
    meeting.roster.get(command.by)
    return command.by


def _answered(meeting: Meeting, command: c.RequestFloor) -> str | None:
    """What a reply replies to: what it names, else the speech in progress."""
    if command.kind != "reply":
        return None
    floor = meeting.floor
    if command.answer_to is None:
        speaker = floor.speaker()
        return speaker.request_id if speaker is not None else None
    if command.answer_to not in floor.requests and command.answer_to not in floor.ended:
        raise UserError("unknownRequest")
    return command.answer_to


def _admissible(meeting: Meeting, wish: _Wish, kind_name: str) -> None:
    """:raises UserError: sittingNotOpen, operatorOnly, itemNotOpen, notMember, wrongState (nobody speaks), listSuspended,
    listClosed, listFull."""
    floor, kind, sitting = meeting.floor, wish.kind, meeting.sitting.state
    if sitting == "suspended" or (sitting != "open" and not wish.on_behalf):
        raise UserError("sittingNotOpen", state=sitting)
    if not kind.any_time and not wish.on_behalf and MODES[floor.rules.mode].on_request == "refused":
        raise UserError("operatorOnly")
    if not kind.any_time and not wish.on_behalf and wish.item_id != meeting.agenda.item_id:
        raise UserError("itemNotOpen")
    if not kind.any_time and wish.item_id is None and meeting.agenda.items:
        raise UserError("itemNotOpen")
    if kind.members_only:
        _, standing = precedence_of(meeting, meeting.roster.get(wish.person))
        if standing is not None and not standing.members:
            raise UserError("notMember")
    if kind.to_the_speaker and not any(not other.interrupts for other in floor.holding()):
        raise UserError("wrongState", state="nobodySpeaks")
    if not kind.any_time:
        _check_list(meeting, wish)
    if len(floor.requests_of.get(wish.person, ())) >= REQUEST_KEPT:
        raise UserError("listFull")


def _check_list(meeting: Meeting, wish: _Wish) -> None:
    floor, name = meeting.floor, wish.kind.list_name
    state = floor.lists.get((wish.item_id, name), "open")
    if state == "suspended" and not wish.on_behalf:
        raise UserError("listSuspended")
    closed = "closed" in (state, floor.lists.get((wish.item_id, "speakers")))
    if closed and not wish.kind.on_closed_list and not wish.on_behalf:
        raise UserError("listClosed")
    if name == "replies":
        waiting = [one for one in floor.waiting() if one.item_id == wish.item_id and one.list_name == name]
        if len(waiting) >= meeting.config.replies_limit:
            raise UserError("listFull", limit=str(meeting.config.replies_limit))


def _earlier(meeting: Meeting, wish: _Wish, kind_name: str) -> FloorRequest | None:
    """The request this one would double: of the same person, or delegation, in the same list; interruptions each apart."""
    for request in meeting.floor.of(wish.person):
        if _same_place(request, wish, kind_name):
            return request
    delegation = meeting.roster.get(wish.person).delegation
    if meeting.config.merge_by == "person" or not delegation:
        return None
    roster = meeting.roster.participants
    others = (one for one in meeting.floor.ordered() if roster[one.participant_id].delegation == delegation)
    return next((one for one in others if _same_place(one, wish, kind_name)), None)


def _same_place(request: FloorRequest, wish: _Wish, kind_name: str) -> bool:
    if wish.kind.interrupts or request.interrupts:
        return request.kind == kind_name
    return (request.item_id, request.list_name) == (wish.item_id, wish.kind.list_name)


def _duplicate(meeting: Meeting, wish: _Wish, earlier: FloorRequest, now: float) -> list[e.Event]:
    """The earlier one stands; a deferred one is back.

    :raises UserError: alreadyRequested (the same person in the same way, or they have the floor).
    """
    if earlier.state == "deferred" and present(meeting, earlier.participant_id):
        return [e.RequestReturned(at=now, request_id=earlier.request_id, rank=order.head(meeting, earlier))]
    same = wish.person in (earlier.participant_id, *earlier.merged) and wish.origin in earlier.origins
    if same or earlier.state in HOLDING:
        raise UserError("alreadyRequested", request=earlier.request_id)
    return [e.RequestMerged(at=now, request_id=earlier.request_id, participant_id=wish.person, origin=wish.origin)]


def _rank(meeting: Meeting, wish: _Wish, kind_name: str) -> float:
    target = meeting.floor.requests.get(wish.answer_to or "")
    if target is not None and target.state in WAITING and target.item_id == wish.item_id:
        return order.below(meeting, target)
    return order.of_new(meeting, kind_name, wish.motion, wish.person)


def _at_once(meeting: Meeting, made: e.FloorRequested, now: float) -> list[e.Event]:
    """In some modes the floor is granted with the request."""
    floor = meeting.floor
    rule = MODES[floor.rules.mode].on_request
    current = made.item_id == meeting.agenda.item_id and meeting.sitting.state == "open"
    if rule in ("waits", "refused") or not current or not present(meeting, made.participant_id):
        return []
    request = from_event(made)
    if rule == "grantedBelowLimit" and (request.interrupts or not speeches.room_for_another(meeting)):
        return []
    return speeches.granted(meeting, request, now, c.SYSTEM)


def from_event(event: e.FloorRequested) -> FloorRequest:
    return FloorRequest(
        request_id=event.request_id,
        participant_id=event.participant_id,
        kind=event.kind,
        language=event.language,
        rank=event.rank,
        requested_at=event.at,
        motion=event.motion,
        item_id=event.item_id,
        list_name=event.list_name,
        origins=(event.origin,),
        registered_by=event.registered_by,
        answer_to=event.answer_to,
        spoken_s=event.spoken_s,
        limit_s=event.limit_s,
    )


# --- what becomes of a waiting request --------------------------------------------------------------------------------


def withdraw(meeting: Meeting, command: c.WithdrawFloor, now: float) -> list[e.Event]:
    """Of one who has the floor already: gives it up.

    :raises UserError: noRequest, unknownRequest, notPermitted.
    """
    floor = meeting.floor
    if command.request_id is None:
        authorise(meeting, command.by, "requestFloor")
    elif command.request_id in floor.ended:
        authorise(meeting, command.by, "selectChannel")
        return []
    request = floor.request_by(command.by) if command.request_id is None else floor.get(command.request_id)
    if request is None:
        raise UserError("noRequest")
    own = command.by in (request.participant_id, *request.merged)
    authorise(meeting, command.by, "requestFloor" if own else "requestOnBehalf")
    if request.state in HOLDING:
        if command.by != request.participant_id:
            raise UserError("wrongState", state=request.state)
        return speeches.ended(meeting, request, now, "released", command.by)
    return [e.RequestWithdrawn(at=now, request_id=request.request_id)]


def remove(meeting: Meeting, command: c.RemoveRequest, now: float) -> list[e.Event]:
    if meeting.floor.ended.get(command.request_id) in ("removed", "withdrawn"):
        return []
    require(meeting.floor.get(command.request_id), "remove")
    return [e.RequestRemoved(at=now, request_id=command.request_id, by=command.by)]


def move(meeting: Meeting, command: c.MoveRequest, now: float) -> list[e.Event]:
    """:raises UserError: unknownRequest, wrongState (one has the floor, or they wait for different items)."""
    request = _waiting(meeting, command.request_id)
    before = _waiting(meeting, command.before) if command.before is not None else None
    if before is not None and before.item_id != request.item_id:
        raise UserError("wrongState", state=before.state)
    if before is not None and before.request_id == request.request_id:
        return []
    listed = [one for one in meeting.floor.waiting() if one.item_id == request.item_id and one is not request]
    others = [one for one in listed if one.answer_to != request.request_id]
    if before is next((one for one in others if one.rank > request.rank), None):
        return []
    settled_between(meeting, f"place:{request.request_id}", command.by, now)
    return order.moved(meeting, request, before, now, command.by)


def swap(meeting: Meeting, command: c.SwapRequests, now: float) -> list[e.Event]:
    """:raises UserError: unknownRequest, wrongState (one has the floor, or they wait for different items)."""
    first, other = _waiting(meeting, command.request_id), _waiting(meeting, command.other_id)
    if first.item_id != other.item_id or first.request_id == other.request_id:
        raise UserError("wrongState", state=other.state)
    settled_between(meeting, f"place:{first.request_id}", command.by, now)
    settled_between(meeting, f"place:{other.request_id}", command.by, now)
    return [
        e.RequestMoved(at=now, request_id=first.request_id, rank=other.rank, by=command.by),
        e.RequestMoved(at=now, request_id=other.request_id, rank=first.rank, by=command.by),
    ]


def _waiting(meeting: Meeting, request_id: str) -> FloorRequest:
    request = meeting.floor.get(request_id)
    if request.state not in WAITING:
        raise UserError("wrongState", state=request.state)
    return request


def readd_last(meeting: Meeting, command: c.ReaddLast, now: float) -> list[e.Event]:
    """:raises UserError: noRequest (nothing ended, or its person has gone), alreadyRequested, itemNotOpen."""
    last = meeting.floor.last
    if last is None or last.participant_id not in meeting.roster.participants:
        raise UserError("noRequest")
    if last.item_id != meeting.agenda.item_id:
        raise UserError("itemNotOpen")
    wish = _Wish(last.participant_id, last.rules, last.item_id, last.origins[0], True, last.motion, last.answer_to)
    if not command.request_id or command.request_id in meeting.floor.requests:
        raise UserError("wrongState")
    if _earlier(meeting, wish, last.kind) is not None:
        raise UserError("alreadyRequested")
    return [
        e.FloorRequested(
            at=now,
            request_id=command.request_id,
            participant_id=last.participant_id,
            kind=last.kind,
            language=last.language,
            rank=order.head(meeting, last),
            motion=last.motion,
            item_id=last.item_id,
            list_name=last.list_name,
            origin=last.origins[0],
            answer_to=last.answer_to,
            registered_by=command.by,
            spoken_s=last.spoken_s,
            limit_s=last.limit_s,
        )
    ]


# --- apply ------------------------------------------------------------------------------------------------------------


def _requested(meeting: Meeting, event: e.FloorRequested) -> None:
    meeting.floor.received += 1
    meeting.floor.put(from_event(event))


def _merged(meeting: Meeting, event: e.RequestMerged) -> None:
    meeting.floor.add_merged(event.request_id, event.participant_id, event.origin)


def _passed(meeting: Meeting, event: e.RequestPassed) -> None:
    floor = meeting.floor
    request = floor.requests.get(event.request_id)
    if request is None or event.participant_id not in request.merged:
        return
    floor.unindex(request.participant_id, request.request_id)
    merged = tuple(person for person in request.merged if person != event.participant_id)
    floor.put(replace(request, participant_id=event.participant_id, merged=merged))


def _withdrawn(meeting: Meeting, event: e.RequestWithdrawn) -> None:
    meeting.floor.drop(event.request_id, "withdrawn")


def _removed(meeting: Meeting, event: e.RequestRemoved) -> None:
    meeting.floor.drop(event.request_id, "removed")


def _moved(meeting: Meeting, event: e.RequestMoved) -> None:
    request = meeting.floor.requests[event.request_id]
    meeting.floor.put(replace(request, rank=event.rank))
    remember(meeting, f"place:{event.request_id}", event.by, event.at)


def _transferred(meeting: Meeting, event: e.RequestTransferred) -> None:
    request = meeting.floor.requests[event.request_id]
    meeting.floor.put(replace(request, item_id=event.item_id))


DECIDE: Mapping[type, Callable[[Meeting, Any, float], list[e.Event]]] = {
    c.RequestFloor: request_floor,
    c.WithdrawFloor: withdraw,
    c.RemoveRequest: remove,
    c.MoveRequest: move,
    c.SwapRequests: swap,
    c.ReaddLast: readd_last,
}

APPLY: Mapping[type, Callable[[Meeting, Any], None]] = {
    e.FloorRequested: _requested,
    e.RequestMerged: _merged,
    e.RequestPassed: _passed,
    e.RequestWithdrawn: _withdrawn,
    e.RequestRemoved: _removed,
    e.RequestMoved: _moved,
    e.RequestTransferred: _transferred,
}
