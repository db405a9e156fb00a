"""Calling, granting, pausing and ending: how a request becomes a speech, and what the clock does about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from server.errors import UserError
from server.meeting import commands as c
from server.meeting import events as e
from server.meeting import microphones, order
from server.meeting.contest import remember, settled_between
from server.meeting.floor import FloorRequest, Total, line, require
from server.meeting.presence import precedence_of, present
from server.meeting.procedure import HOLDING, MODES, WAITING
from server.meeting.roles import authorise

if TYPE_CHECKING:
    from server.meeting.meeting import Meeting
    from server.meeting.roster import Participant

LONGEST_S = 86_400.0
"""More than any speech."""


def call(meeting: Meeting, command: c.CallSpeaker, now: float) -> list[e.Event]:
    """Whoever is away is deferred instead.

    :raises UserError: unknownRequest, wrongState, sittingNotOpen, itemNotOpen, listSuspended.
    """
    request = meeting.floor.get(command.request_id)
    if request.state == "called":
        return []
    require(request, "call")
    _check_turn(meeting, request)
    if present(meeting, request.participant_id):
        return [_called(meeting, request, now, command.by)]
    return [] if request.state == "deferred" else [deferred(meeting, request, now, "absent", command.by)]


def _called(meeting: Meeting, request: FloorRequest, now: float, by: str) -> e.FloorCalled:
    """Those in the room are seen to be there: they need not answer."""
    seen = request.participant_id in meeting.presence.in_room
    until = None if seen else now + meeting.config.call_timeout_s
    return e.FloorCalled(at=now, request_id=request.request_id, until=until, by=by)


def _check_turn(meeting: Meeting, request: FloorRequest) -> None:
    """:raises UserError: sittingNotOpen, itemNotOpen, listSuspended."""
    if meeting.sitting.state != "open":
        raise UserError("sittingNotOpen", state=meeting.sitting.state)
    if request.item_id != meeting.agenda.item_id and not request.rules.any_time:
        raise UserError("itemNotOpen")
    state = meeting.floor.lists.get((request.item_id, request.list_name))
    if state == "suspended" and not request.rules.any_time:
        raise UserError("listSuspended")


def answer(meeting: Meeting, command: c.AnswerCall, now: float) -> list[e.Event]:
    """The called person is ready; the deferred one is back.

    :raises UserError: notPermitted (another's request), noRequest, unknownRequest.
    """
    if command.request_id is not None:
        request = meeting.floor.get(command.request_id)
        own = command.by == request.participant_id
        authorise(meeting, command.by, "requestFloor" if own else "requestOnBehalf")
        return _answered(meeting, request, now)
    authorise(meeting, command.by, "requestFloor")
    mine = [one for one in meeting.floor.of(command.by) if one.participant_id == command.by]
    if not mine:
        raise UserError("noRequest")
    return [event for request in mine for event in _answered(meeting, request, now)]


def _answered(meeting: Meeting, request: FloorRequest, now: float) -> list[e.Event]:
    if request.state == "deferred":
        return [e.RequestReturned(at=now, request_id=request.request_id, rank=order.head(meeting, request))]
    if request.state == "called" and not request.answered:
        return [e.CallAnswered(at=now, request_id=request.request_id)]
    return []


def take_back_call(meeting: Meeting, command: c.TakeBackCall, now: float) -> list[e.Event]:
    """As if it had not been made.  Not in modes that would call the same person again at once.

    :raises UserError: unknownRequest, wrongState.
    """
    request = meeting.floor.get(command.request_id)
    if request.state == "queued":
        return []
    require(request, "takeBack")
    if MODES[meeting.floor.rules.mode].promotes:
        raise UserError("wrongState", state=meeting.floor.rules.mode)
    return [e.CallTakenBack(at=now, request_id=request.request_id, by=command.by)]


def defer(meeting: Meeting, command: c.DeferRequest, now: float) -> list[e.Event]:
    """Skip who waits.

    :raises UserError: unknownRequest, wrongState (they have the floor).
    """
    request = meeting.floor.get(command.request_id)
    if request.state == "deferred":
        return []
    if request.state not in WAITING:
        raise UserError("wrongState", state=request.state)
    return [deferred(meeting, request, now, "skipped", command.by)]


def deferred(meeting: Meeting, request: FloorRequest, now: float, reason: e.DeferReason, by: str) -> e.RequestDeferred:
    rank = order.head(meeting, request)
    return e.RequestDeferred(at=now, request_id=request.request_id, reason=reason, rank=rank, by=by)


def grant(meeting: Meeting, command: c.GrantFloor, now: float) -> list[e.Event]:
    """Ends whom it must first, then grants.

    :raises UserError: unknownRequest, wrongState, notJoined (the person is not there), sittingNotOpen, itemNotOpen,
        listSuspended, contradicted.
    """
    request = meeting.floor.get(command.request_id)
    if request.state in HOLDING:
        return []
    require(request, "grant")
    _check_turn(meeting, request)
    if not present(meeting, request.participant_id):
        raise UserError("notJoined")
    if displaced(meeting, request):
        settled_between(meeting, "floor", command.by, now)
    return granted(meeting, request, now, command.by)


def granted(meeting: Meeting, request: FloorRequest, now: float, by: str) -> list[e.Event]:
    """The microphone of one in the room opens at once; others open theirs themselves."""
    decided = [event for other in displaced(meeting, request) for event in ended(meeting, other, now, "revoked", by)]
    limit = request.limit_s if request.limit_s is not None else _limit(meeting, request)
    decided.append(e.FloorGranted(at=now, request_id=request.request_id, limit_s=limit, by=by))
    if request.participant_id in meeting.presence.in_room:
        decided.append(microphones.room_unit(request, now))
    return decided


def displaced(meeting: Meeting, request: FloorRequest) -> list[FloorRequest]:
    """Who loses the floor to ``request``: interruptions of its own level and above, another reply, and the longest-holding
    normal speakers above the limit."""
    level, holding = request.rules.interrupts, meeting.floor.holding()
    interrupting = [other for other in holding if other.interrupts and other.rules.interrupts >= level]
    if level:
        return interrupting
    normal = [other for other in holding if not other.interrupts]
    surplus = max(0, len(normal) - meeting.floor.rules.speakers_limit + 1)
    replies = [other for other in normal[surplus:] if other.list_name == request.list_name == "replies"]
    return interrupting + normal[:surplus] + replies


def room_for_another(meeting: Meeting) -> bool:
    """Whether one more normal speaker ends nobody's speech."""
    holding = meeting.floor.holding()
    normal = sum(not other.interrupts for other in holding)
    return normal < meeting.floor.rules.speakers_limit and normal == len(holding)


def _limit(meeting: Meeting, request: FloorRequest) -> float | None:
    """Speaking time by class, else by kind, and no more than the delegation's pool holds."""
    limits = dict(meeting.floor.rules.time_limits_s)
    person = meeting.roster.get(request.participant_id)
    _, standing = precedence_of(meeting, person)
    limit = limits.get(request.kind, 0.0)
    if standing is not None:
        limit = limits.get(f"{standing.name}/{request.kind}", standing.time_limits_s.get(request.kind, limit))
    left = _left_in_pool(meeting, request, person)
    if left is not None:
        limit = min(limit or left, left)
    return limit or None


def _left_in_pool(meeting: Meeting, request: FloorRequest, person: Participant) -> float | None:
    """Seconds of the delegation's pool, one at least; None where there is no pool."""
    floor, pool = meeting.floor, meeting.config.pool_s
    if pool is None or not request.rules.counts:
        return None
    total = floor.totals.get(person.delegation or person.name, Total())
    if meeting.config.pool_for == "item":
        return max(1.0, pool - total.of_items.get(request.item_id, 0.0))
    pools = max(1, len(meeting.agenda.opened)) if meeting.config.pool_for == "itemCarriedOver" else 1
    return max(1.0, pools * pool - total.spoken_s)


def end_speech(meeting: Meeting, command: c.EndSpeech, now: float) -> list[e.Event]:
    """By the speaker: released.  By who may end others' speech: revoked.

    :raises UserError: unknownParticipant, unknownRequest, notPermitted, wrongState.
    """
    floor = meeting.floor
    request = floor.requests.get(command.request_id)
    own = request is not None and request.participant_id == command.by
    if not own:
        authorise(meeting, command.by, "endSpeech")
        if floor.ended.get(command.request_id) == "ended":
            return []
    request = floor.get(command.request_id)
    require(request, "release" if own else "revoke")
    return ended(meeting, request, now, "released" if own else "revoked", command.by)


def ended(meeting: Meeting, request: FloorRequest, now: float, outcome: e.Outcome, by: str) -> list[e.Event]:
    return [
        *microphones.close_under(meeting, request, now, outcome),
        e.SpeechEnded(at=now, request_id=request.request_id, outcome=outcome, by=by),
    ]


def pause(meeting: Meeting, command: c.PauseSpeech, now: float) -> list[e.Event]:
    """:raises UserError: unknownRequest, wrongState (no speech has begun)."""
    request = _begun(meeting, command.request_id)
    return [] if request.stopped else [e.SpeechPaused(at=now, request_id=request.request_id, by=command.by)]


def resume(meeting: Meeting, command: c.ResumeSpeech, now: float) -> list[e.Event]:
    """:raises UserError: unknownRequest, wrongState (no speech has begun)."""
    request = _begun(meeting, command.request_id)
    return [e.SpeechResumed(at=now, request_id=request.request_id, by=command.by)] if request.stopped else []


def _begun(meeting: Meeting, request_id: str) -> FloorRequest:
    request = meeting.floor.get(request_id)
    if request.state not in ("speaking", "paused"):
        raise UserError("wrongState", state=request.state)
    return request


def set_limit(meeting: Meeting, command: c.SetSpeechLimit, now: float) -> list[e.Event]:
    """:raises UserError: unknownRequest, wrongState (ended), valueInvalid."""
    request = meeting.floor.get(command.request_id)
    if command.limit_s is not None and not 0 < command.limit_s < LONGEST_S:
        raise UserError("valueInvalid", field="limitS")
    if request.limit_s == command.limit_s:
        return []
    return [e.SpeechLimitSet(at=now, request_id=request.request_id, limit_s=command.limit_s, by=command.by)]


# --- people who come and go -------------------------------------------------------------------------------------------


def hold(meeting: Meeting, participant_id: str, now: float) -> list[e.Event]:
    """The connection dropped: the floor is kept for a while, a call waits for its answer.  Those in the room are there."""
    if participant_id in meeting.presence.in_room or meeting.sitting.state != "open":
        return []
    until, decided = now + meeting.config.hold_s, list[e.Event]()
    for request in meeting.floor.of(participant_id):
        if request.participant_id == participant_id and request.state in HOLDING:
            decided.append(e.FloorHeld(at=now, request_id=request.request_id, until=until))
        elif request.participant_id == participant_id and request.state == "called":
            decided.append(e.CallUnanswered(at=now, request_id=request.request_id, until=until))
    return decided


def back(meeting: Meeting, participant_id: str, now: float) -> list[e.Event]:
    """Those deferred because they were away wait again."""
    own = [one for one in meeting.floor.of(participant_id) if one.participant_id == participant_id]
    return [
        e.RequestReturned(at=now, request_id=request.request_id, rank=order.head(meeting, request))
        for request in own
        if request.state == "deferred" and request.reason in ("absent", "linkLost", "noAnswer")
    ]


def vacate(meeting: Meeting, participant_id: str, now: float, reason: e.CloseReason) -> list[e.Event]:
    """Everything of one who goes for good; what others of the delegation asked for too becomes theirs."""
    decided = microphones.silence(meeting, participant_id, now, reason)
    for request in meeting.floor.of(participant_id):
        if request.participant_id == participant_id:
            decided.append(_left_behind(request, now, reason))
    return decided


def _left_behind(request: FloorRequest, now: float, reason: e.CloseReason) -> e.Event:
    if request.state in HOLDING:
        outcome: e.Outcome = "released" if reason == "left" else "revoked"
        return e.SpeechEnded(at=now, request_id=request.request_id, outcome=outcome, by=request.participant_id)
    if request.merged:
        return e.RequestPassed(at=now, request_id=request.request_id, participant_id=request.merged[0])
    if reason == "removed":
        return e.RequestRemoved(at=now, request_id=request.request_id, by=c.SYSTEM)
    return e.RequestWithdrawn(at=now, request_id=request.request_id)


# --- time -------------------------------------------------------------------------------------------------------------


def deadline(meeting: Meeting) -> float | None:
    """When :func:`due` has something to do."""
    if meeting.sitting.state != "open":
        return None
    floor = meeting.floor
    called = (floor.requests[request_id].call_until for request_id in floor.called)
    holding = floor.holding()
    times = [time for time in (*called, *(one.held_until for one in holding)) if time is not None]
    times += [time for one in holding if (time := _closes_at(meeting, one)) is not None]
    if _promotion(meeting, meeting.now):
        times.append(meeting.now)
    return min(times, default=None)


def _closes_at(meeting: Meeting, request: FloorRequest) -> float | None:
    rules = meeting.floor.rules
    if rules.time_policy != "autoClose" or request.limit_s is None or request.running_since is None:
        return None
    return request.running_since + max(0.0, request.limit_s + rules.grace_s - request.spoken_s)


def due(meeting: Meeting, now: float) -> list[e.Event]:
    """What the clock takes away; else, whom it puts forward."""
    if meeting.sitting.state != "open":
        return []
    floor, decided = meeting.floor, list[e.Event]()
    for request in floor.holding():
        closes_at = _closes_at(meeting, request)
        if request.held_until is not None and request.held_until <= now:
            decided += microphones.close_under(meeting, request, now, "disconnected")
            decided.append(deferred(meeting, request, now, "linkLost", c.SYSTEM))
        elif closes_at is not None and closes_at <= now:
            decided += ended(meeting, request, now, "revoked", c.SYSTEM)
    for request_id in floor.called:
        request = floor.requests[request_id]
        if request.call_until is not None and request.call_until <= now:
            reason: e.DeferReason = "noAnswer" if present(meeting, request.participant_id) else "absent"
            decided.append(deferred(meeting, request, now, reason, c.SYSTEM))
    return decided or _promotion(meeting, now)


def _promotion(meeting: Meeting, now: float) -> list[e.Event]:
    """In modes that promote: the next is granted the floor when it is free, and called before."""
    if not MODES[meeting.floor.rules.mode].promotes or meeting.floor.priority is not None:
        return []
    waiting = [one for one in line(meeting) if not one.interrupts and present(meeting, one.participant_id)]
    if not waiting:
        return []
    if room_for_another(meeting):
        return granted(meeting, waiting[0], now, c.SYSTEM)
    return [] if waiting[0].state == "called" else [_called(meeting, waiting[0], now, c.SYSTEM)]


# --- apply ------------------------------------------------------------------------------------------------------------


def _on_called(meeting: Meeting, event: e.FloorCalled) -> None:
    answered = meeting.floor.requests[event.request_id].participant_id in meeting.presence.in_room
    meeting.floor.advance(event.request_id, "call", call_until=event.until, answered=answered, reason=None)


def _on_answered(meeting: Meeting, event: e.CallAnswered) -> None:
    request = meeting.floor.requests.get(event.request_id)
    if request is not None and request.state == "called":
        meeting.floor.put(replace(request, answered=True, call_until=None))


def _on_unanswered(meeting: Meeting, event: e.CallUnanswered) -> None:
    request = meeting.floor.requests.get(event.request_id)
    if request is not None and request.state == "called":
        meeting.floor.put(replace(request, answered=False, call_until=event.until))


def _on_taken_back(meeting: Meeting, event: e.CallTakenBack) -> None:
    request = meeting.floor.requests.get(event.request_id)
    if request is not None and request.state == "called":
        meeting.floor.advance(event.request_id, "takeBack", answered=False, call_until=None)


def _on_deferred(meeting: Meeting, event: e.RequestDeferred) -> None:
    floor = meeting.floor
    request = floor.requests.get(event.request_id)
    if request is None or request.state == "deferred":
        return
    microphones.close(meeting, request)
    floor.put(
        replace(
            request,
            state="deferred",
            reason=event.reason,
            rank=event.rank,
            answered=False,
            call_until=None,
            held_until=None,
            stopped=False,
            spoken_s=request.elapsed(event.at),
            running_since=None,
        )
    )


def _on_returned(meeting: Meeting, event: e.RequestReturned) -> None:
    request = meeting.floor.requests.get(event.request_id)
    if request is not None and request.state == "deferred":
        meeting.floor.advance(event.request_id, "back", rank=event.rank, reason=None)


def _on_granted(meeting: Meeting, event: e.FloorGranted) -> None:
    meeting.floor.advance(
        event.request_id,
        "grant",
        granted_at=event.at,
        granted_by=event.by,
        limit_s=event.limit_s,
        call_until=None,
        answered=False,
        reason=None,
    )
    remember(meeting, "floor", event.by, event.at)


def _on_ended(meeting: Meeting, event: e.SpeechEnded) -> None:
    floor = meeting.floor
    request = floor.requests.get(event.request_id)
    if request is None:
        return
    microphones.close(meeting, request)
    floor.drop(event.request_id, "ended")
    spoken = request.elapsed(event.at)
    floor.last = replace(request, spoken_s=spoken, running_since=None, held_until=None, stopped=False, merged=())
    person = meeting.roster.participants.get(request.participant_id)
    if person is not None and request.rules.counts and request.speaking_since is not None:
        key = person.delegation or person.name
        before = floor.totals.get(key, Total())
        of_items = {**before.of_items, request.item_id: before.of_items.get(request.item_id, 0.0) + spoken}
        floor.totals[key] = Total(before.speeches + 1, before.spoken_s + spoken, of_items)


def _on_paused(meeting: Meeting, event: e.SpeechPaused) -> None:
    request = meeting.floor.requests.get(event.request_id)
    if request is not None:
        meeting.floor.put(replace(request, stopped=True))


def _on_resumed(meeting: Meeting, event: e.SpeechResumed) -> None:
    meeting.floor.put(replace(meeting.floor.requests[event.request_id], stopped=False))


def _on_limit(meeting: Meeting, event: e.SpeechLimitSet) -> None:
    meeting.floor.put(replace(meeting.floor.requests[event.request_id], limit_s=event.limit_s))


def _on_held(meeting: Meeting, event: e.FloorHeld) -> None:
    request = meeting.floor.requests.get(event.request_id)
    if request is not None and request.state in HOLDING:
        meeting.floor.put(replace(request, held_until=event.until))


def _on_connected(meeting: Meeting, event: e.ParticipantConnected) -> None:
    for request in meeting.floor.of(event.participant_id):
        if request.participant_id == event.participant_id and request.held_until is not None:
            meeting.floor.put(replace(request, held_until=None))


def _on_gone(meeting: Meeting, event: e.ParticipantLeft | e.ParticipantRemoved) -> None:
    """No request and no microphone outlives its owner, whatever was or was not journaled before."""
    floor = meeting.floor
    floor.microphones.pop(event.participant_id, None)
    for request in floor.of(event.participant_id):
        if request.participant_id == event.participant_id:
            floor.drop(request.request_id, "withdrawn")
        else:
            merged = tuple(person for person in request.merged if person != event.participant_id)
            floor.put(replace(request, merged=merged))
            floor.unindex(event.participant_id, request.request_id)


DECIDE: Mapping[type, Callable[[Meeting, Any, float], list[e.Event]]] = {
    c.CallSpeaker: call,
    c.AnswerCall: answer,
    c.TakeBackCall: take_back_call,
    c.DeferRequest: defer,
    c.GrantFloor: grant,
    c.EndSpeech: end_speech,
    c.PauseSpeech: pause,
    c.ResumeSpeech: resume,
    c.SetSpeechLimit: set_limit,
}

APPLY: Mapping[type, Callable[[Meeting, Any], None]] = {
    e.FloorCalled: _on_called,
    e.CallAnswered: _on_answered,
    e.CallUnanswered: _on_unanswered,
    e.CallTakenBack: _on_taken_back,
    e.RequestDeferred: _on_deferred,
    e.RequestReturned: _on_returned,
    e.FloorGranted: _on_granted,
    e.SpeechEnded: _on_ended,
    e.SpeechPaused: _on_paused,
    e.SpeechResumed: _on_resumed,
    e.SpeechLimitSet: _on_limit,
    e.FloorHeld: _on_held,
    e.ParticipantConnected: _on_connected,
    e.ParticipantLeft: _on_gone,
    e.ParticipantRemoved: _on_gone,
}
