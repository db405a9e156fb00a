"""The participants: entry, connection, departure, and the channel each listens to.

A participant keeps role, language, channel and place in the list while disconnected.  Leaving and being removed void the
token; a removed person is let in again only by a new ``Admit``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from server.errors import UserError
from server.meeting import commands as c
from server.meeting import events as e
from server.meeting import interpretation, microphones, screen, speeches
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


@dataclass(slots=True)
class Roster:
    participants: dict[str, Participant] = field(default_factory=dict)
    by_token: dict[str, str] = field(default_factory=dict)
    """Token hash -> participant id."""
    active: int = 0
    connected: int = 0
    version: int = 0
    """Grows with every change of ``participants``."""
    absent: dict[str, float] = field(default_factory=dict)
    """Participant id -> since when, longest absent first."""
    awaited: dict[str, float] = field(default_factory=dict)
    """Participant id -> until when, after a restart of the server; the same for all."""

    def copy(self) -> Roster:
        return replace(
            self,
            participants=dict(self.participants),
            by_token=dict(self.by_token),
            absent=dict(self.absent),
            awaited=dict(self.awaited),
        )

    def with_token(self, token_hash: str) -> Participant | None:
        return self.participants.get(self.by_token.get(token_hash, ""))

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
    if len(roster.participants) >= config.participants_limit:
        raise UserError("meetingFull")
    if is_active(command.role) and roster.active >= config.active_limit:
        raise UserError("activeFull")
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


def _check_entry(command: c.Admit) -> None:
    if command.role not in ROLES:
        raise UserError("notPermitted")
    if not command.participant_id or command.participant_id == c.SYSTEM or not command.token_hash:
        raise UserError("unknownParticipant")
    if not is_language_tag(command.language):
        raise UserError("unknownChannel")
    if not command.name.strip() or not _printable(command.name) or not _printable(command.delegation):
        raise UserError("nameInvalid")


def _printable(text: str) -> bool:
    """Without control characters, direction overrides, surrogates; bounded."""
    return len(text) <= NAME_LIMIT and not any(
        unicodedata.category(char) in ("Cc", "Cs", "Co", "Zl", "Zp") or _overrides(char) for char in text
    )


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
        *interpretation.silence(meeting, participant_id, now, "disconnected"),
        *screen.stop(meeting, participant_id, now, participant_id),
        *speeches.hold(meeting, participant_id, now),
        e.ParticipantDisconnected(at=now, participant_id=participant_id),
    ]


def leave(meeting: Meeting, command: c.Leave, now: float) -> list[e.Event]:
    participant = meeting.roster.get(command.participant_id)
    return [
        *_vacate(meeting, participant.participant_id, now, "left"),
        e.ParticipantLeft(at=now, participant_id=participant.participant_id),
    ]


def remove(meeting: Meeting, command: c.Remove, now: float) -> list[e.Event]:
    participant = meeting.roster.get(command.participant_id)
    return [
        *_vacate(meeting, participant.participant_id, now, "removed"),
        e.ParticipantRemoved(at=now, participant_id=participant.participant_id, by=command.by),
    ]


def _vacate(meeting: Meeting, participant_id: str, now: float, reason: e.CloseReason) -> list[e.Event]:
    return [
        *speeches.vacate(meeting, participant_id, now, reason),
        *screen.stop(meeting, participant_id, now, participant_id),
        *interpretation.silence(meeting, participant_id, now, reason),
    ]


def select_channel(meeting: Meeting, command: c.SelectChannel, now: float) -> list[e.Event]:
    channels = meeting.config.channels
    second = None if command.second == command.channel else command.second
    if command.channel not in channels or (second is not None and second not in channels):
        raise UserError("unknownChannel")
    participant = meeting.roster.get(command.by)
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
        decided += _vacate(meeting, participant_id, now, "left")
        decided.append(e.ParticipantLeft(at=now, participant_id=participant_id))
    return decided


# --- apply ------------------------------------------------------------------------------------------------------------


def _admitted(meeting: Meeting, event: e.ParticipantAdmitted) -> None:
    roster = meeting.roster
    roster.participants[event.participant_id] = Participant(
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
    roster.version += 1


def _connected(meeting: Meeting, event: e.ParticipantConnected) -> None:
    roster = meeting.roster
    participant = roster.participants.get(event.participant_id)
    if participant is None:
        return
    roster.awaited.pop(event.participant_id, None)
    roster.absent.pop(event.participant_id, None)
    roster.connected += not participant.connected
    _put(roster, replace(participant, connected=True))


def _gone_offline(meeting: Meeting, event: e.ParticipantDisconnected) -> None:
    roster = meeting.roster
    participant = roster.participants.get(event.participant_id)
    if participant is None or not participant.connected:
        return
    roster.awaited.pop(event.participant_id, None)
    roster.absent[event.participant_id] = event.at
    roster.connected -= 1
    _put(roster, replace(participant, connected=False))


def _gone(meeting: Meeting, event: e.ParticipantLeft | e.ParticipantRemoved) -> None:
    roster = meeting.roster
    participant = roster.participants.pop(event.participant_id, None)
    if participant is None:
        return
    roster.by_token.pop(participant.token_hash, None)
    roster.awaited.pop(event.participant_id, None)
    roster.absent.pop(event.participant_id, None)
    roster.active -= is_active(participant.role)
    roster.connected -= participant.connected
    roster.version += 1


def _selected(meeting: Meeting, event: e.ChannelSelected) -> None:
    participant = meeting.roster.participants.get(event.participant_id)
    if participant is not None:
        _put(meeting.roster, replace(participant, channel=event.channel, second=event.second))


def _resumed(meeting: Meeting, event: e.MeetingResumed) -> None:
    roster = meeting.roster
    roster.awaited = {key: event.until for key, participant in roster.participants.items() if participant.connected}


def _put(roster: Roster, participant: Participant) -> None:
    roster.participants[participant.participant_id] = participant
    roster.version += 1


DECIDE: Mapping[type, Callable[[Meeting, Any, float], list[e.Event]]] = {
    c.Admit: admit,
    c.Connect: connect,
    c.Disconnect: disconnect,
    c.Leave: leave,
    c.Remove: remove,
    c.SelectChannel: select_channel,
    c.Resume: resume,
}

APPLY: Mapping[type, Callable[[Meeting, Any], None]] = {
    e.ParticipantAdmitted: _admitted,
    e.ParticipantConnected: _connected,
    e.ParticipantDisconnected: _gone_offline,
    e.ParticipantLeft: _gone,
    e.ParticipantRemoved: _gone,
    e.ChannelSelected: _selected,
    e.MeetingResumed: _resumed,
}
