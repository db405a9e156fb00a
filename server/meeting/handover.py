"""Handing the microphone over inside a booth: one handover per booth, which always comes back to idle.

The *active* desk is on air, the *passive* one takes over.  Offered by the one or asked for by the other, *accepted* (the
passive microphone is armed: metered, heard by nobody), then *overlap* while both are open.  Whoever leaves, drops, is moved
or silenced ends it at once; the clock ends what nobody carries out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from server.errors import UserError
from server.meeting import commands as c
from server.meeting import events as e
from server.meeting import relay
from server.meeting.interpretation import Desk, Handover
from server.meeting.roles import authorise

if TYPE_CHECKING:
    from server.meeting.meeting import Meeting

State = Literal["idle", "offered", "asked", "accepted", "overlap"]
Action = Literal[
    "offer", "ask", "accept", "decline", "cancel", "expire", "open", "release", "takeOver", "leave", "close", "elapse"
]

_PROPOSED: Mapping[Action, State] = {
    "accept": "accepted",
    **dict.fromkeys(("decline", "cancel", "expire", "takeOver", "leave", "close"), "idle"),
}
TRANSITIONS: Mapping[State, Mapping[Action, State]] = {
    "idle": {"offer": "offered", "ask": "asked"},
    "offered": _PROPOSED,
    "asked": _PROPOSED,
    "accepted": {"open": "overlap", **dict.fromkeys(("release", "cancel", "expire", "takeOver", "leave", "close"), "idle")},
    "overlap": dict.fromkeys(("release", "elapse", "takeOver", "leave", "close"), "idle"),
}
"""What is absent is refused with ``wrongState``."""

LATEST_S = 3600.0  # a handover is agreed on at most so long before


def state(meeting: Meeting, booth: str) -> State:
    handover = meeting.interpretation.handovers.get(booth)
    return handover.state if handover is not None else "idle"


def require(meeting: Meeting, booth: str, action: Action) -> None:
    """:raises UserError: wrongState."""
    now_in = state(meeting, booth)
    if action not in TRANSITIONS[now_in]:
        raise UserError("wrongState", state=now_in)


# --- decide -----------------------------------------------------------------------------------------------------------


def offer(meeting: Meeting, command: c.OfferHandover, now: float) -> list[e.Event]:
    """By the desk on air; to one that is asking, it is the answer.

    :raises UserError: noBooth, wrongState, valueInvalid, boothEmpty (nobody could take over).
    """
    desk = meeting.interpretation.desk(command.by)
    current = meeting.interpretation.handovers.get(desk.booth)
    if current is not None and (current.state, current.active) == ("asked", command.by):
        if command.to in (None, current.passive):
            return [_accepted(meeting, desk.booth, current, now)]
    require(meeting, desk.booth, "offer")
    if desk.mode == "off":
        raise UserError("wrongState", state="off")
    passive = _next(meeting, desk, command.to)
    due, until = _times(meeting, command.in_s, now)
    return [e.HandoverOffered(at=now, booth=desk.booth, active=command.by, passive=passive, due=due, until=until)]


def ask(meeting: Meeting, command: c.AskHandover, now: float) -> list[e.Event]:
    """By a desk that is off; what was offered to it, it accepts.

    :raises UserError: noBooth, wrongState, valueInvalid, boothEmpty (nobody is on air).
    """
    desk = meeting.interpretation.desk(command.by)
    current = meeting.interpretation.handovers.get(desk.booth)
    if current is not None and (current.state, current.passive) == ("offered", command.by):
        return [_accepted(meeting, desk.booth, current, now)]
    require(meeting, desk.booth, "ask")
    if desk.mode != "off":
        raise UserError("wrongState", state=desk.mode)
    active = on_air(meeting, desk.booth)
    if active is None:
        raise UserError("boothEmpty")
    due, until = _times(meeting, command.in_s, now)
    asked = e.HandoverAsked(at=now, booth=desk.booth, active=active.participant_id, passive=command.by, due=due, until=until)
    return [asked]


def on_air(meeting: Meeting, booth: str) -> Desk | None:
    """The desk of the booth that is not off: the one on its own language, if there are several."""
    desks = [desk for desk in meeting.interpretation.booth(booth) if desk.mode != "off"]
    return min(desks, key=lambda desk: desk.channel != booth, default=None)


def _next(meeting: Meeting, desk: Desk, to: str | None) -> str:
    """Who is meant, else the next person of the booth after this one who could take over; equipment only when meant."""
    desks = meeting.interpretation.booth(desk.booth)
    place = desks.index(desk)
    for other in (*desks[place + 1 :], *desks[:place]):
        meant = other.participant_id == to if to is not None else meeting.roster.get(other.participant_id).has_token
        if meant and other.mode == "off" and _there(meeting, other.participant_id):
            return other.participant_id
    raise UserError("boothEmpty")


def _there(meeting: Meeting, participant_id: str) -> bool:
    person = meeting.roster.participants.get(participant_id)
    return person is not None and person.connected


def _times(meeting: Meeting, in_s: float, now: float) -> tuple[float, float]:
    if not 0 <= in_s <= LATEST_S:
        raise UserError("valueInvalid", field="inS")
    return now + in_s, now + in_s + meeting.config.handover_expiry_s


def answer(meeting: Meeting, command: c.AnswerHandover, now: float) -> list[e.Event]:
    """By the one who did not begin it.

    :raises UserError: noBooth, wrongState, notPermitted.
    """
    desk = meeting.interpretation.desk(command.by)
    require(meeting, desk.booth, "accept" if command.accept else "decline")
    current = meeting.interpretation.handovers[desk.booth]
    if command.by != (current.passive if current.state == "offered" else current.active):
        raise UserError("notPermitted")
    if not command.accept:
        return [ended(desk.booth, now, "declined")]
    return [_accepted(meeting, desk.booth, current, now)]


def _accepted(meeting: Meeting, booth: str, current: Handover, now: float) -> e.Event:
    until = max(now, current.due) + meeting.config.handover_expiry_s
    return e.HandoverAccepted(at=now, booth=booth, until=until)


def cancel(meeting: Meeting, command: c.CancelHandover, now: float) -> list[e.Event]:
    """By the one who began it, and once accepted by both.

    :raises UserError: noBooth, wrongState, notPermitted.
    """
    desk = meeting.interpretation.desk(command.by)
    require(meeting, desk.booth, "cancel")
    current = meeting.interpretation.handovers[desk.booth]
    may_cancel = {"offered": (current.active,), "asked": (current.passive,)}
    if command.by not in may_cancel.get(current.state, (current.active, current.passive)):
        raise UserError("notPermitted")
    return [ended(desk.booth, now, "cancelled")]


def take_over(meeting: Meeting, command: c.TakeOver, now: float) -> list[e.Event]:
    """By force: a boothmate for themselves, a technician for whom they name; whoever of the booth is on the channel closes.

    :raises UserError: notPermitted, noBooth, notJoined (they are away), wrongState, relayCycle.
    """
    person = command.participant_id if command.participant_id is not None else command.by
    authorise(meeting, command.by, "useDesk" if person == command.by else "manageInterpretation")
    passive = meeting.interpretation.desk(person)
    if not _there(meeting, person):
        raise UserError("notJoined")
    current = meeting.interpretation.handovers.get(passive.booth)
    if current is not None and current.state == "overlap" and current.passive == person:
        return [*closed(current.active, now, "takenOver"), ended(passive.booth, now, "takenOver")]
    active = on_air(meeting, passive.booth)
    if active is None or passive.mode != "off":
        raise UserError("wrongState", state=passive.mode)
    return _pass_on(meeting, active, passive, now, "takenOver")


def release(meeting: Meeting, handover: Handover, now: float) -> list[e.Event]:
    """The active desk turns off in an accepted handover: the passive one opens in the same decision."""
    desks = meeting.interpretation.desks
    active, passive = desks[handover.active], desks[handover.passive]
    try:
        return _pass_on(meeting, active, passive, now, "done")
    except UserError:
        return [*closed(handover.active, now, "self"), ended(active.booth, now, "closed")]


def _pass_on(meeting: Meeting, active: Desk, passive: Desk, now: float, how: Literal["done", "takenOver"]) -> list[e.Event]:
    """:raises UserError: relayCycle."""
    selected = follow(meeting, active, passive, now)
    over = [ended(active.booth, now, how)] if active.booth in meeting.interpretation.handovers else []
    reason: e.CloseReason = "takenOver" if how == "takenOver" else "released"
    on_channel = [desk for desk in meeting.interpretation.feeding(active.channel) if desk.booth == active.booth]
    cut = [event for desk in on_channel for event in closed(desk.participant_id, now, reason)]
    opened = e.DeskOpened(at=now, participant_id=passive.participant_id, channel=active.channel)
    return [*selected, *cut, opened, *over]


def follow(meeting: Meeting, active: Desk, passive: Desk, now: float) -> list[e.Event]:
    """Before taking over: whoever listened to their boothmate hears from now on what the boothmate hears.

    :raises UserError: relayCycle (by force of the technician).
    """
    if not relay.makes_cycle(meeting, passive, active.channel, relay.wanted(meeting, passive)):
        return []
    heard = meeting.roster.get(active.participant_id).channel
    relay.check_cycle(meeting, passive, channel=active.channel, source=relay.wanted(meeting, passive, heard))
    second = meeting.roster.get(passive.participant_id).second
    kept = None if second == heard else second
    return [e.ChannelSelected(at=now, participant_id=passive.participant_id, channel=heard, second=kept)]


def closed(participant_id: str, now: float, reason: e.CloseReason) -> list[e.Event]:
    return [e.DeskClosed(at=now, participant_id=participant_id, reason=reason)]


def ended(booth: str, now: float, reason: e.HandoverEnd) -> e.Event:
    return e.HandoverEnded(at=now, booth=booth, reason=reason)


def abandon(meeting: Meeting, participant_id: str, now: float, reason: e.HandoverEnd) -> list[e.Event]:
    """End the handover this person takes part in."""
    desk = meeting.interpretation.desks.get(participant_id)
    if desk is None or meeting.interpretation.handover_of(participant_id) is None:
        return []
    return [ended(desk.booth, now, reason)]


def deadline(meeting: Meeting) -> float | None:
    return min((handover.until for handover in meeting.interpretation.handovers.values()), default=None)


def due(meeting: Meeting, now: float) -> list[e.Event]:
    decided = list[e.Event]()
    for booth, handover in meeting.interpretation.handovers.items():
        if handover.until <= now and handover.state == "overlap":
            decided += [*closed(handover.active, now, "released"), ended(booth, now, "done")]
        elif handover.until <= now:
            decided.append(ended(booth, now, "expired"))
    return decided


# --- apply ------------------------------------------------------------------------------------------------------------


def _begun(meeting: Meeting, event: e.HandoverOffered | e.HandoverAsked) -> None:
    begun: Literal["offered", "asked"] = "offered" if isinstance(event, e.HandoverOffered) else "asked"
    meeting.interpretation.handovers[event.booth] = Handover(begun, event.active, event.passive, event.due, event.until)


def _agreed(meeting: Meeting, event: e.HandoverAccepted) -> None:
    handovers = meeting.interpretation.handovers
    handovers[event.booth] = replace(handovers[event.booth], state="accepted", until=event.until)


def _over(meeting: Meeting, event: e.HandoverEnded) -> None:
    meeting.interpretation.handovers.pop(event.booth, None)


def _opened(meeting: Meeting, event: e.DeskOpened) -> None:
    """Of a desk that opens elsewhere the same decision ends the handover."""
    handover = meeting.interpretation.handover_of(event.participant_id)
    if handover is not None and handover.state == "accepted" and handover.passive == event.participant_id:
        overlap = replace(handover, state="overlap", until=event.at + meeting.config.overlap_s)
        meeting.interpretation.handovers[meeting.interpretation.desks[event.participant_id].booth] = overlap


def settle(meeting: Meeting, at: float) -> None:
    """After every event: no handover without its people, both of the booth and there, the active one on air and the passive
    one off until the overlap."""
    for booth, handover in tuple(meeting.interpretation.handovers.items()):
        if not _stands(meeting, booth, handover):
            del meeting.interpretation.handovers[booth]


def _stands(meeting: Meeting, booth: str, handover: Handover) -> bool:
    active, passive = (meeting.interpretation.desks.get(one) for one in (handover.active, handover.passive))
    if active is None or passive is None or not booth == active.booth == passive.booth:
        return False
    if not (_there(meeting, handover.active) and _there(meeting, handover.passive)):
        return False
    return active.mode != "off" and (passive.mode != "off") == (handover.state == "overlap")


DECIDE: Mapping[type, Callable[[Meeting, Any, float], list[e.Event]]] = {
    c.OfferHandover: offer,
    c.AskHandover: ask,
    c.AnswerHandover: answer,
    c.CancelHandover: cancel,
    c.TakeOver: take_over,
}

APPLY: Mapping[type, Callable[[Meeting, Any], None]] = {
    e.HandoverOffered: _begun,
    e.HandoverAsked: _begun,
    e.HandoverAccepted: _agreed,
    e.HandoverEnded: _over,
    e.DeskOpened: _opened,
}
