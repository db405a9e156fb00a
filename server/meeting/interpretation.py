"""Booths and desks.  A booth has one language (A); a desk is an interpreter assigned to it and puts out to one channel.

Invariants
    A channel is fed by at most one desk that is not off.  Inside a booth the newer desk takes the channel over (override); a
    desk of another booth is refused.  A desk that dropped is off and opens again only by the interpreter's own act.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from server.errors import UserError
from server.meeting import commands as c
from server.meeting import events as e

if TYPE_CHECKING:
    from server.meeting.meeting import Meeting

Mode = Literal["off", "on", "pushToMute"]
Feed = Literal["interpreted", "muted", "direct", "none"]

MODES: Mapping[Mode, frozenset[Mode]] = {
    "off": frozenset({"off", "on"}),
    "on": frozenset({"off", "on", "pushToMute"}),
    "pushToMute": frozenset({"off", "on", "pushToMute"}),
}
"""Mode of a desk -> modes it can take; what is absent is refused with ``wrongState``."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Replaced, never changed."""

    participant_id: str
    booth: str
    """Language of the booth."""
    mode: Mode
    channel: str
    """Outgoing channel; while off, the one it would open on by default."""
    opened_at: float | None = None
    """When it last opened."""


@dataclass(slots=True)
class Interpretation:
    desks: dict[str, Desk] = field(default_factory=dict)
    """Interpreter's participant id -> desk, in order of assignment."""

    def copy(self) -> Interpretation:
        return replace(self, desks=dict(self.desks))

    def booth(self, language: str) -> list[Desk]:
        """The desks of one booth, in order of assignment."""
        return [desk for desk in self.desks.values() if desk.booth == language]

    def on_channel(self, channel: str) -> Desk | None:
        """The desk that feeds a channel, open or muted."""
        return next((desk for desk in self.desks.values() if desk.mode != "off" and desk.channel == channel), None)


def feed(meeting: Meeting, channel: str) -> Feed:
    """What listeners of a language hear: by desk state, never by voice activity."""
    desk = meeting.interpretation.on_channel(channel)
    if desk is not None:
        return "interpreted" if desk.mode == "on" else "muted"
    return "direct" if meeting.floor.language == channel else "none"


# --- decide -----------------------------------------------------------------------------------------------------------


def assign(meeting: Meeting, language: str | None) -> str:
    """The booth a new interpreter sits in.

    :raises UserError: noBooth, deskTaken (every desk of the booth is assigned).
    """
    booth = meeting.config.booth(language) if language is not None else None
    if booth is None:
        raise UserError("noBooth")
    if len(meeting.interpretation.booth(booth.language)) >= booth.desks:
        raise UserError("deskTaken")
    return booth.language


def set_desk(meeting: Meeting, command: c.SetDesk, now: float) -> list[e.Event]:
    desk = meeting.interpretation.desks.get(command.by)
    if desk is None:
        raise UserError("noBooth")
    if command.mode not in MODES[desk.mode]:
        raise UserError("wrongState", state=desk.mode)
    if command.mode == "on":
        return _open(meeting, desk, command.channel or desk.channel, now)
    if command.mode == desk.mode:
        return []
    if command.mode == "pushToMute":
        return [e.DeskMuted(at=now, participant_id=command.by)]
    return silence(meeting, command.by, now, "self")


def _open(meeting: Meeting, desk: Desk, channel: str, now: float) -> list[e.Event]:
    if channel not in meeting.config.languages:
        raise UserError("unknownChannel")
    if desk.mode == "on" and desk.channel == channel:
        return []
    other = meeting.interpretation.on_channel(channel)
    opened = e.DeskOpened(at=now, participant_id=desk.participant_id, channel=channel)
    if other is None or other.participant_id == desk.participant_id:
        return [opened]
    if other.booth != desk.booth:
        raise UserError("deskTaken", booth=other.booth)
    return [*silence(meeting, other.participant_id, now, "override"), opened]


def silence(meeting: Meeting, participant_id: str, now: float, reason: e.CloseReason) -> list[e.Event]:
    """Turn the desk off if it is not."""
    desk = meeting.interpretation.desks.get(participant_id)
    if desk is None or desk.mode == "off":
        return []
    return [e.DeskClosed(at=now, participant_id=participant_id, reason=reason)]


# --- apply ------------------------------------------------------------------------------------------------------------


def _admitted(meeting: Meeting, event: e.ParticipantAdmitted) -> None:
    _sit(meeting, event.participant_id, event.booth)


def _allowed(meeting: Meeting, event: e.ParticipantAllowed) -> None:
    _sit(meeting, event.participant_id, meeting.roster.participants[event.participant_id].booth)


def _moved(meeting: Meeting, event: e.ParticipantMoved) -> None:
    desk = meeting.interpretation.desks.get(event.participant_id)
    if desk is None or desk.booth != event.booth:
        meeting.interpretation.desks.pop(event.participant_id, None)
        _sit(meeting, event.participant_id, event.booth)


def _sit(meeting: Meeting, participant_id: str, booth: str | None) -> None:
    if booth is not None:
        meeting.interpretation.desks[participant_id] = Desk(participant_id, booth, "off", booth)


def _opened(meeting: Meeting, event: e.DeskOpened) -> None:
    desks = meeting.interpretation.desks
    desks[event.participant_id] = replace(desks[event.participant_id], mode="on", channel=event.channel, opened_at=event.at)


def _muted(meeting: Meeting, event: e.DeskMuted) -> None:
    desks = meeting.interpretation.desks
    desk = desks.get(event.participant_id)
    if desk is not None and desk.mode == "on":
        desks[event.participant_id] = replace(desk, mode="pushToMute")


def _closed(meeting: Meeting, event: e.DeskClosed) -> None:
    desks = meeting.interpretation.desks
    desk = desks.get(event.participant_id)
    if desk is not None:
        desks[event.participant_id] = replace(desk, mode="off", channel=desk.booth, opened_at=None)


def _gone(meeting: Meeting, event: e.ParticipantLeft | e.ParticipantRemoved | e.ParticipantDemoted) -> None:
    meeting.interpretation.desks.pop(event.participant_id, None)


DECIDE: Mapping[type, Callable[[Meeting, Any, float], list[e.Event]]] = {c.SetDesk: set_desk}

APPLY: Mapping[type, Callable[[Meeting, Any], None]] = {
    e.ParticipantAdmitted: _admitted,
    e.DeskOpened: _opened,
    e.DeskMuted: _muted,
    e.DeskClosed: _closed,
    e.ParticipantLeft: _gone,
    e.ParticipantRemoved: _gone,
    e.ParticipantAllowed: _allowed,
    e.ParticipantMoved: _moved,
    e.ParticipantDemoted: _gone,
}
