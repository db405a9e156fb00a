"""Changing how people take part: room or remote, seats, precedence, delegates without a device, and the chair."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Literal

from server.errors import UserError
from server.meeting import admission, microphones, roster
from server.meeting import commands as c
from server.meeting import events as e
from server.meeting.contest import remember, settled_between
from server.meeting.roles import authorise, can

if TYPE_CHECKING:
    from server.meeting.meeting import Meeting

SEAT_LIMIT = 40
"""Characters of a seat's name."""
SEATS_LIMIT = 3000


# --- decide -----------------------------------------------------------------------------------------------------------


def set_attending(meeting: Meeting, command: c.SetAttending, now: float) -> list[e.Event]:
    """In the room or remote: the one ends the other, and with it the microphone used there.

    :raises UserError: unknownParticipant, notPermitted (of others), wrongState.
    """
    person = command.participant_id if command.participant_id is not None else command.by
    own = person == command.by
    authorise(meeting, command.by, "selectChannel" if own else "requestOnBehalf")
    meeting.roster.get(person)
    if command.attending not in ("room", "remote"):
        raise UserError("wrongState")
    admission.check_attending(meeting.config, meeting.roster.get(person).role, command.attending)
    if (command.attending == "room") == (person in meeting.presence.in_room):
        return []
    attending: Literal["room", "remote"] = "room" if command.attending == "room" else "remote"
    return [
        *microphones.silence(meeting, person, now, "moved"),
        e.AttendingSet(at=now, participant_id=person, attending=attending, by=command.by),
    ]


def add_delegate(meeting: Meeting, command: c.AddDelegate, now: float) -> list[e.Event]:
    """A delegate who is in the room and has no device: nothing can enter with what stands for their token.

    :raises UserError: nameInvalid, unknownChannel, meetingFull, activeFull, quotaReached, placeClosed, wrongState,
        valueInvalid.
    """
    entry = c.Admit(
        participant_id=command.participant_id,
        token_hash=f"room:{command.participant_id}",
        name=command.name,
        delegation=command.delegation,
        role="delegate",
        language=command.language,
    )
    admission.check_attending(meeting.config, "delegate", "room")
    decided = roster.admit(meeting, entry, now)
    decided.append(e.AttendingSet(at=now, participant_id=command.participant_id, attending="room", by=command.by))
    if command.seat is not None:
        _check_seat(meeting, command.seat)
        decided.append(e.SeatAssigned(at=now, seat=command.seat, participant_id=command.participant_id, by=command.by))
    return decided


def assign_seat(meeting: Meeting, command: c.AssignSeat, now: float) -> list[e.Event]:
    """A person sits at one seat, a seat has one person.

    :raises UserError: valueInvalid, unknownParticipant.
    """
    if command.participant_id is not None:
        meeting.roster.get(command.participant_id)
        _check_seat(meeting, command.seat)
    if meeting.presence.seats.get(command.seat) == command.participant_id:
        return []
    return [e.SeatAssigned(at=now, seat=command.seat, participant_id=command.participant_id, by=command.by)]


def _check_seat(meeting: Meeting, seat: str) -> None:
    if not 0 < len(seat) <= SEAT_LIMIT or not seat.isprintable():
        raise UserError("valueInvalid", field="seat")
    if seat not in meeting.presence.seats and len(meeting.presence.seats) >= SEATS_LIMIT:
        raise UserError("valueInvalid", field="seat")


def set_precedence(meeting: Meeting, command: c.SetPrecedence, now: float) -> list[e.Event]:
    """Counts for the requests made from now on.

    :raises UserError: unknownParticipant, valueInvalid.
    """
    meeting.roster.get(command.participant_id)
    if command.precedence is not None and meeting.config.precedence_class(command.precedence) is None:
        raise UserError("valueInvalid", field="precedence")
    if meeting.presence.precedence.get(command.participant_id) == command.precedence:
        return []
    return [e.PrecedenceSet(at=now, participant_id=command.participant_id, precedence=command.precedence, by=command.by)]


def take_chair(meeting: Meeting, command: c.TakeChair, now: float) -> list[e.Event]:
    """A deputy who presided so far speaks at will no more.

    :raises UserError: contradicted (another has just taken it).
    """
    before = meeting.presence.presiding
    if before == command.by:
        return []
    settled_between(meeting, "chair", command.by, now)
    closed = list[e.Event]()
    if before is not None and not can(meeting.roster.get(before).role, "speakAtWill"):
        microphone = meeting.floor.microphones.get(before)
        if microphone is not None and microphone.request_id is None:
            closed = microphones.silence(meeting, before, now, "revoked")
    return [*closed, e.ChairTaken(at=now, participant_id=command.by)]


# --- apply ------------------------------------------------------------------------------------------------------------


def _attending_set(meeting: Meeting, event: e.AttendingSet) -> None:
    """Who is in the room is not absent, connected or not."""
    person = meeting.roster.participants.get(event.participant_id)
    if person is None:
        return
    if event.attending == "room":
        meeting.presence.in_room[event.participant_id] = None
        meeting.roster.absent.pop(event.participant_id, None)
        return
    meeting.presence.in_room.pop(event.participant_id, None)
    _free_seat(meeting, event.participant_id)
    if not person.connected:
        meeting.roster.absent[event.participant_id] = event.at


def _seat_assigned(meeting: Meeting, event: e.SeatAssigned) -> None:
    if event.participant_id is None:
        meeting.presence.seats.pop(event.seat, None)
    else:
        _free_seat(meeting, event.participant_id)
        meeting.presence.seats[event.seat] = event.participant_id


def _free_seat(meeting: Meeting, participant_id: str) -> None:
    seat = meeting.presence.seat_of(participant_id)
    if seat is not None:
        del meeting.presence.seats[seat]


def _precedence_set(meeting: Meeting, event: e.PrecedenceSet) -> None:
    if event.precedence is None:
        meeting.presence.precedence.pop(event.participant_id, None)
    else:
        meeting.presence.precedence[event.participant_id] = event.precedence


def _chair_taken(meeting: Meeting, event: e.ChairTaken) -> None:
    meeting.presence.presiding = event.participant_id
    remember(meeting, "chair", event.participant_id, event.at)


def _offline(meeting: Meeting, event: e.ParticipantDisconnected) -> None:
    if event.participant_id in meeting.presence.in_room:
        meeting.roster.absent.pop(event.participant_id, None)


def _gone(meeting: Meeting, event: e.ParticipantLeft | e.ParticipantRemoved) -> None:
    presence = meeting.presence
    presence.in_room.pop(event.participant_id, None)
    presence.precedence.pop(event.participant_id, None)
    _free_seat(meeting, event.participant_id)
    if presence.presiding == event.participant_id:
        presence.presiding = None


DECIDE: Mapping[type, Callable[[Meeting, Any, float], list[e.Event]]] = {
    c.SetAttending: set_attending,
    c.AddDelegate: add_delegate,
    c.AssignSeat: assign_seat,
    c.SetPrecedence: set_precedence,
    c.TakeChair: take_chair,
}

APPLY: Mapping[type, Callable[[Meeting, Any], None]] = {
    e.AttendingSet: _attending_set,
    e.SeatAssigned: _seat_assigned,
    e.PrecedenceSet: _precedence_set,
    e.ChairTaken: _chair_taken,
    e.ParticipantDisconnected: _offline,
    e.ParticipantLeft: _gone,
    e.ParticipantRemoved: _gone,
}
