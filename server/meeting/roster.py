"""The participants: entry, connection, departure, and the channel each listens to.

A participant keeps role, language, channel and place in the list while disconnected.  Leaving and being put out void the
token (``moderation.py``).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from server.errors import UserError
from server.meeting import admission, desks, interpretation, microphones, relay, screen, signing, speeches
from server.meeting import commands as c
from server.meeting import events as e
from server.meeting.config import FLOOR, is_language_tag
from server.meeting.roles import ROLES, is_active

if TYPE_CHECKING:
    from server.meeting.meeting import Meeting

NAME_LIMIT = 120
"""Characters of a name or delegation."""


@dataclass(frozen=True, slots=True)
class Participant:
    """Replaced, never changed, so that two aggregates may share it."""

    participant_id: str
    token_hash: str
    name: str
    delegation: str
    role: str
    language: str
    """BCP 47 tag of the language they usually speak."""
    booth: str | None
    """Language of an interpreter's booth."""
    channel: str
    """``floor`` or a language: main channel listened to."""
    second: str | None = None
    connected: bool = False
    """Also True while awaited after a restart of the server."""
    camera_muted: bool = False

    @property
    def has_token(self) -> bool:
        """A person; for equipment the shell stores the id in place of a hash."""
        return self.token_hash not in (self.participant_id, f"room:{self.participant_id}")


@dataclass(frozen=True, slots=True)
class Evicted:
    """Someone put out, as they were."""

    participant: Participant
    at: float
    by: str


@dataclass(slots=True)
class Roster:
    participants: dict[str, Participant] = field(default_factory=dict)
    by_token: dict[str, str] = field(default_factory=dict)
    """Token hash -> participant id."""
    chairs: dict[str, None] = field(default_factory=dict)
    """Participants of that role, in the order they came to it."""
    active: int = 0
    connected: int = 0
    version: int = 0
    """Grows with every change of ``participants``."""
    absent: dict[str, float] = field(default_factory=dict)
    """Participant id -> since when, longest absent first."""
    awaited: dict[str, float] = field(default_factory=dict)
    """Participant id -> until when, after a restart of the server; the same for all."""
    evicted: dict[str, Evicted] = field(default_factory=dict)
    """Participant id -> who may not come back, in order."""

    def copy(self) -> Roster:
        return replace(
            self,
            participants=dict(self.participants),
            by_token=dict(self.by_token),
            chairs=dict(self.chairs),
            absent=dict(self.absent),
            awaited=dict(self.awaited),
            evicted=dict(self.evicted),
        )

    def with_token(self, token_hash: str) -> Participant | None:
        return self.participants.get(self.by_token.get(token_hash, ""))

    def is_evicted(self, token_hash: str) -> bool:
        """Whether the token is that of someone put out."""
        return any(evicted.participant.token_hash == token_hash for evicted in self.evicted.values())

    def get(self, participant_id: str) -> Participant:
        """:raises UserError: unknownParticipant."""
        participant = self.participants.get(participant_id)
        if participant is None:
            raise UserError("unknownParticipant")
        return participant

    def deadline(self, forget_after_s: float | None) -> float | None:
        times = [next(iter(self.awaited.values()))] if self.awaited else []
        if forget_after_s is not None and self.absent:
            times.append(next(iter(self.absent.values())) + forget_after_s)
        return min(times, default=None)


# --- decide -----------------------------------------------------------------------------------------------------------


def admit(meeting: Meeting, command: c.Admit, now: float) -> list[e.Event]:
    config, roster = meeting.config, meeting.roster
    _check_entry(command)
    if command.participant_id in roster.participants or command.token_hash in roster.by_token:
        raise UserError("wrongState")
    if command.participant_id in roster.evicted or _namesake_evicted(roster, command):
        raise UserError("entryRefused")
    admission.check_entry(meeting, command.role, command.delegation.strip())
    booth = interpretation.assign(meeting, command.booth) if command.role == "interpreter" else None
    listens = command.role not in ("interpreter", "room") and command.language in config.languages
    return [
        e.ParticipantAdmitted(
            at=now,
            participant_id=command.participant_id,
            token_hash=command.token_hash,
            name=command.name.strip(),
            delegation=command.delegation.strip(),
            role=command.role,
            language=command.language,
            booth=booth,
            channel=command.language if listens else FLOOR,
        )
    ]


def _namesake_evicted(roster: Roster, command: c.Admit) -> bool:
    """Whoever was put out does not come back by entering anew."""
    wanted = (command.name.strip().casefold(), command.delegation.strip().casefold())
    people = (evicted.participant for evicted in roster.evicted.values())
    return any(wanted == (person.name.casefold(), person.delegation.casefold()) for person in people)


def _check_entry(command: c.Admit) -> None:
    if command.role not in ROLES:
        raise UserError("notPermitted")
    if not command.participant_id or command.participant_id == c.SYSTEM or not command.token_hash:
        raise UserError("unknownParticipant")
    if not is_language_tag(command.language):
        raise UserError("unknownChannel")
    check_name(command.name, command.delegation)


def check_name(name: str, delegation: str) -> None:
    """:raises UserError: nameInvalid."""
    if not name.strip() or not all(len(text) <= NAME_LIMIT and legible(text) for text in (name, delegation)):
        raise UserError("nameInvalid")


def legible(text: str) -> bool:
    """Without control characters, direction overrides, surrogates."""
    return not any(unicodedata.category(char) in ("Cc", "Cs", "Co", "Zl", "Zp") or _overrides(char) for char in text)


def _overrides(char: str) -> bool:
    return "\u202a" <= char <= "\u202e" or "\u2066" <= char <= "\u2069"


def connect(meeting: Meeting, command: c.Connect, now: float) -> list[e.Event]:
    participant = meeting.roster.get(command.participant_id)
    if participant.connected and participant.participant_id not in meeting.roster.awaited:
        return []
    return [
        e.ParticipantConnected(at=now, participant_id=participant.participant_id),
        *speeches.back(meeting, participant.participant_id, now),
    ]


def disconnect(meeting: Meeting, command: c.Disconnect, now: float) -> list[e.Event]:
    participant = meeting.roster.get(command.participant_id)
    return _disconnected(meeting, participant.participant_id, now) if participant.connected else []


def _disconnected(meeting: Meeting, participant_id: str, now: float) -> list[e.Event]:
    return [
        *microphones.silence_own(meeting, participant_id, now),
        *desks.silence(meeting, participant_id, now, "disconnected"),
        *signing.stop(meeting, participant_id, now),
        *screen.stop(meeting, participant_id, now, participant_id),
        *speeches.hold(meeting, participant_id, now),
        e.ParticipantDisconnected(at=now, participant_id=participant_id),
    ]


def leave(meeting: Meeting, command: c.Leave, now: float) -> list[e.Event]:
    participant = meeting.roster.get(command.participant_id)
    return [
        *vacate(meeting, participant.participant_id, now, "left"),
        e.ParticipantLeft(at=now, participant_id=participant.participant_id),
    ]


def vacate(meeting: Meeting, participant_id: str, now: float, reason: e.CloseReason) -> list[e.Event]:
    """Microphone, desk and request of one who goes, for good or to a role without them."""
    return [
        *speeches.vacate(meeting, participant_id, now, reason),
        *screen.stop(meeting, participant_id, now, participant_id),
        *desks.silence(meeting, participant_id, now, reason),
        *signing.stop(meeting, participant_id, now),
    ]


def select_channel(meeting: Meeting, command: c.SelectChannel, now: float) -> list[e.Event]:
    """:raises UserError: unknownChannel, relayCycle (an interpreter would hear themselves)."""
    channels = meeting.config.channels
    second = None if command.second == command.channel else command.second
    participant = meeting.roster.get(command.by)
    if command.channel not in channels:
        raise UserError("unknownChannel")
    if second is not None and second not in channels and relay.booth_of(meeting, participant, second) is None:
        raise UserError("unknownChannel")
    if participant.channel != command.channel:
        relay.check_selection(meeting, command.by, command.channel)
    if (participant.channel, participant.second) == (command.channel, second):
        return []
    return [e.ChannelSelected(at=now, participant_id=command.by, channel=command.channel, second=second)]


def resume(meeting: Meeting, command: c.Resume, now: float) -> list[e.Event]:
    if not meeting.roster.connected:
        return []
    return [e.MeetingResumed(at=now, until=now + meeting.config.resume_grace_s)]


def due(meeting: Meeting, now: float) -> list[e.Event]:
    """Those who did not come back after a restart, and those absent for too long."""
    roster, decided = meeting.roster, list[e.Event]()
    for participant_id, until in roster.awaited.items():
        if until <= now:
            decided += _disconnected(meeting, participant_id, now)
    limit = meeting.config.forget_after_s
    for participant_id, since in roster.absent.items():
        if limit is None or since + limit > now:
            break
        decided += vacate(meeting, participant_id, now, "left")
        decided.append(e.ParticipantLeft(at=now, participant_id=participant_id))
    return decided


# --- apply ------------------------------------------------------------------------------------------------------------


def _admitted(meeting: Meeting, event: e.ParticipantAdmitted) -> None:
    roster = meeting.roster
    participant = Participant(
        participant_id=event.participant_id,
        token_hash=event.token_hash,
        name=event.name,
        delegation=event.delegation,
        role=event.role,
        language=event.language,
        booth=event.booth,
        channel=event.channel,
    )
    roster.by_token[event.token_hash] = event.participant_id
    roster.active += is_active(event.role)
    roster.absent[event.participant_id] = event.at
    put(roster, participant)


def _connected(meeting: Meeting, event: e.ParticipantConnected) -> None:
    roster = meeting.roster
    participant = roster.participants.get(event.participant_id)
    if participant is None:
        return
    roster.awaited.pop(event.participant_id, None)
    roster.absent.pop(event.participant_id, None)
    roster.connected += not participant.connected
    put(roster, replace(participant, connected=True))


def _gone_offline(meeting: Meeting, event: e.ParticipantDisconnected) -> None:
    roster = meeting.roster
    participant = roster.participants.get(event.participant_id)
    if participant is None or not participant.connected:
        return
    roster.awaited.pop(event.participant_id, None)
    roster.absent[event.participant_id] = event.at
    roster.connected -= 1
    put(roster, replace(participant, connected=False))


def _left(meeting: Meeting, event: e.ParticipantLeft) -> None:
    _take_out(meeting.roster, event.participant_id)


def _removed(meeting: Meeting, event: e.ParticipantRemoved) -> None:
    participant = _take_out(meeting.roster, event.participant_id)
    if participant is not None and participant.has_token:
        put_out = replace(participant, connected=False)
        meeting.roster.evicted[event.participant_id] = Evicted(put_out, event.at, event.by)


def _take_out(roster: Roster, participant_id: str) -> Participant | None:
    participant = roster.participants.pop(participant_id, None)
    roster.chairs.pop(participant_id, None)
    if participant is None:
        return None
    roster.by_token.pop(participant.token_hash, None)
    roster.awaited.pop(participant_id, None)
    roster.absent.pop(participant_id, None)
    roster.active -= is_active(participant.role)
    roster.connected -= participant.connected
    roster.version += 1
    return participant


def _allowed(meeting: Meeting, event: e.ParticipantAllowed) -> None:
    roster = meeting.roster
    participant = roster.evicted.pop(event.participant_id).participant
    roster.by_token[participant.token_hash] = event.participant_id
    roster.active += is_active(participant.role)
    roster.absent[event.participant_id] = event.at
    put(roster, participant)


def _moved(meeting: Meeting, event: e.ParticipantMoved) -> None:
    roster = meeting.roster
    participant = roster.participants[event.participant_id]
    roster.active += is_active(event.role) - is_active(participant.role)
    put(roster, replace(participant, role=event.role, booth=event.booth))


def _demoted(meeting: Meeting, event: e.ParticipantDemoted) -> None:
    roster = meeting.roster
    participant = roster.participants.get(event.participant_id)
    if participant is not None:
        roster.active -= is_active(participant.role)
        put(roster, replace(participant, role="passive", booth=None))


def _renamed(meeting: Meeting, event: e.ParticipantRenamed) -> None:
    roster = meeting.roster
    put(roster, replace(roster.participants[event.participant_id], name=event.name, delegation=event.delegation))


def _camera(meeting: Meeting, event: e.CameraMuted | e.CameraAllowed) -> None:
    participant = meeting.roster.participants.get(event.participant_id)
    if participant is not None:
        put(meeting.roster, replace(participant, camera_muted=isinstance(event, e.CameraMuted)))


def _selected(meeting: Meeting, event: e.ChannelSelected) -> None:
    participant = meeting.roster.participants.get(event.participant_id)
    if participant is not None:
        put(meeting.roster, replace(participant, channel=event.channel, second=event.second))


def _resumed(meeting: Meeting, event: e.MeetingResumed) -> None:
    roster = meeting.roster
    roster.awaited = {key: event.until for key, person in roster.participants.items() if person.connected}


def put(roster: Roster, participant: Participant) -> None:
    roster.participants[participant.participant_id] = participant
    if participant.role == "chair":
        roster.chairs[participant.participant_id] = None
    else:
        roster.chairs.pop(participant.participant_id, None)
    roster.version += 1


DECIDE: Mapping[type, Callable[[Meeting, Any, float], list[e.Event]]] = {
    c.Admit: admit,
    c.Connect: connect,
    c.Disconnect: disconnect,
    c.Leave: leave,
    c.SelectChannel: select_channel,
    c.Resume: resume,
}

APPLY: Mapping[type, Callable[[Meeting, Any], None]] = {
    e.ParticipantAdmitted: _admitted,
    e.ParticipantConnected: _connected,
    e.ParticipantDisconnected: _gone_offline,
    e.ParticipantLeft: _left,
    e.ParticipantRemoved: _removed,
    e.ParticipantAllowed: _allowed,
    e.ParticipantMoved: _moved,
    e.ParticipantDemoted: _demoted,
    e.ParticipantRenamed: _renamed,
    e.CameraMuted: _camera,
    e.CameraAllowed: _camera,
    e.ChannelSelected: _selected,
    e.MeetingResumed: _resumed,
}
