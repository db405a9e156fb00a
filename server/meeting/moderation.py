"""What chair, moderators and technicians do to others: silence, hide, rename, move, put out and let in again.

Every act is journaled with ``by``.  Whom someone may act on: ``roles.outranks``; whose role they may change: ``APPOINTS``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, cast

from server.errors import UserError
from server.meeting import admission, desks, interpretation, microphones, roster, signing
from server.meeting import commands as c
from server.meeting import events as e
from server.meeting.roles import APPOINTS, ROLES, Role, can, outranks
from server.meeting.roster import Participant

if TYPE_CHECKING:
    from server.meeting.meeting import Meeting


def _subject(meeting: Meeting, by: str, participant_id: str) -> Participant:
    """:raises UserError: unknownParticipant, notPermitted."""
    participant = meeting.roster.get(participant_id)
    if by != c.SYSTEM and not outranks(meeting.roster.get(by).role, participant.role):
        raise UserError("notPermitted")
    return participant


def mute(meeting: Meeting, command: c.MuteParticipant, now: float) -> list[e.Event]:
    person = meeting.roster.get(command.participant_id).participant_id
    return [*microphones.silence(meeting, person, now, "muted"), *desks.silence(meeting, person, now, "muted")]


def mute_camera(meeting: Meeting, command: c.MuteCamera, now: float) -> list[e.Event]:
    person = _subject(meeting, command.by, command.participant_id)
    if person.camera_muted == command.muted:
        return []
    kind = e.CameraMuted if command.muted else e.CameraAllowed
    return [kind(at=now, participant_id=person.participant_id, by=command.by)]


def rename(meeting: Meeting, command: c.RenameParticipant, now: float) -> list[e.Event]:
    person = _subject(meeting, command.by, command.participant_id)
    roster.check_name(command.name, command.delegation)
    name, delegation = command.name.strip(), command.delegation.strip()
    if (name, delegation) == (person.name, person.delegation):
        return []
    return [
        e.ParticipantRenamed(at=now, participant_id=person.participant_id, name=name, delegation=delegation, by=command.by)
    ]


def remove(meeting: Meeting, command: c.Remove, now: float) -> list[e.Event]:
    person = _subject(meeting, command.by, command.participant_id).participant_id
    return [
        *roster.vacate(meeting, person, now, "removed"),
        e.ParticipantRemoved(at=now, participant_id=person, by=command.by),
    ]


def allow_again(meeting: Meeting, command: c.AllowAgain, now: float) -> list[e.Event]:
    evicted = meeting.roster.evicted.get(command.participant_id)
    if evicted is None:
        raise UserError("unknownParticipant")
    person = evicted.participant
    admission.check_entry(meeting, person.role, person.delegation)
    if person.booth is not None:
        interpretation.assign(meeting, person.booth)
    return [e.ParticipantAllowed(at=now, participant_id=person.participant_id, by=command.by)]


def move(meeting: Meeting, command: c.MoveParticipant, now: float) -> list[e.Event]:
    """:raises UserError: unknownParticipant, notPermitted, wrongState, activeFull, quotaReached, noBooth, deskTaken."""
    person, role = meeting.roster.get(command.participant_id), command.role
    _check_appointment(meeting, command.by, person.role, role)
    booth = _booth(meeting, command, person)
    if (role, booth) == (person.role, person.booth):
        return []
    if role == "passive":
        left = roster.vacate(meeting, person.participant_id, now, "moved")
        return [*left, e.ParticipantDemoted(at=now, participant_id=person.participant_id, by=command.by)]
    if role != person.role and (role == "delegate" or person.role == "passive"):
        _check_room(meeting, person, role)
    moved = e.ParticipantMoved(at=now, participant_id=person.participant_id, role=role, booth=booth, by=command.by)
    return [*_leave_behind(meeting, person, role, now), moved]


def _check_appointment(meeting: Meeting, by: str, before: str, after: str) -> None:
    if "room" in (before, after) or after not in ROLES:
        raise UserError("wrongState")
    if by == c.SYSTEM:
        return
    appoints = APPOINTS.get(cast(Role, meeting.roster.get(by).role), frozenset())
    if not {before, after} <= appoints:
        raise UserError("notPermitted")


def _booth(meeting: Meeting, command: c.MoveParticipant, person: Participant) -> str | None:
    if command.role != "interpreter":
        return None
    if person.booth is not None and command.booth in (None, person.booth):
        return person.booth
    return interpretation.assign(meeting, command.booth)


def _check_room(meeting: Meeting, person: Participant, role: str) -> None:
    """An offer made to the same person is their own place."""
    upgrade = meeting.admission.upgrades.get(person.participant_id)
    if upgrade is None or upgrade.state != "offered":
        if person.role == "passive":
            admission.check_active(meeting, role, person.delegation)
        else:
            admission.check_quota(meeting, person.delegation)


def _leave_behind(meeting: Meeting, person: Participant, role: str, now: float) -> list[e.Event]:
    identity = person.participant_id
    if role != person.role and not can(role, "requestFloor"):
        return roster.vacate(meeting, identity, now, "moved")
    closed = microphones.silence(meeting, identity, now, "moved")
    return [*closed, *desks.silence(meeting, identity, now, "moved"), *signing.stop(meeting, identity, now)]


DECIDE: Mapping[type, Callable[[Meeting, Any, float], list[e.Event]]] = {
    c.MuteParticipant: mute,
    c.MuteCamera: mute_camera,
    c.RenameParticipant: rename,
    c.Remove: remove,
    c.AllowAgain: allow_again,
    c.MoveParticipant: move,
}

APPLY: Mapping[type, Callable[[Meeting, Any], None]] = {}
