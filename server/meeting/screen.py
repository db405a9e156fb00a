"""Screen sharing: one at a time, with permission, stopped by the sharer, the chair or a technician."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from server.errors import UserError
from server.meeting import commands as c
from server.meeting import events as e
from server.meeting.contest import remember, settled_between
from server.meeting.roles import authorise, may

if TYPE_CHECKING:
    from server.meeting.meeting import Meeting


@dataclass(slots=True)
class Screen:
    sharer: str | None = None
    asking: dict[str, None] = field(default_factory=dict)
    """Participants who wait for permission, longest first."""

    def copy(self) -> Screen:
        return replace(self, asking=dict(self.asking))


# --- decide -----------------------------------------------------------------------------------------------------------


def request_screen(meeting: Meeting, command: c.RequestScreen, now: float) -> list[e.Event]:
    """Whoever may allow it shares at once."""
    screen = meeting.screen
    if command.by == screen.sharer or command.by in screen.asking:
        return []
    if may(meeting, command.by, "allowScreen"):
        return _allowed(meeting, command.by, command.by, now)
    return [e.ScreenRequested(at=now, participant_id=command.by)]


def allow_screen(meeting: Meeting, command: c.AllowScreen, now: float) -> list[e.Event]:
    """:raises UserError: noRequest (they have not asked, or withdrew), contradicted."""
    if command.participant_id == meeting.screen.sharer:
        return []
    if command.participant_id not in meeting.screen.asking:
        raise UserError("noRequest")
    settled_between(meeting, "screen", command.by, now)
    return _allowed(meeting, command.participant_id, command.by, now)


def _allowed(meeting: Meeting, participant_id: str, by: str, now: float) -> list[e.Event]:
    other = meeting.screen.sharer
    stopped = stop(meeting, other, now, by) if other is not None else []
    return [*stopped, e.ScreenAllowed(at=now, participant_id=participant_id, by=by)]


def stop_screen(meeting: Meeting, command: c.StopScreen, now: float) -> list[e.Event]:
    """One's own, or, for chair and technician, anyone's; default whoever shares.

    :raises UserError: notPermitted.
    """
    screen = meeting.screen
    mine = command.by == screen.sharer or command.by in screen.asking
    person = command.participant_id
    if person is None:
        person = command.by if mine or not may(meeting, command.by, "stopScreen") else screen.sharer
    authorise(meeting, command.by, "requestScreen" if person == command.by else "stopScreen")
    return stop(meeting, person, now, command.by) if person is not None else []


def stop(meeting: Meeting, participant_id: str, now: float, by: str) -> list[e.Event]:
    """If they share or ask to."""
    if participant_id != meeting.screen.sharer and participant_id not in meeting.screen.asking:
        return []
    return [e.ScreenStopped(at=now, participant_id=participant_id, by=by)]


# --- apply ------------------------------------------------------------------------------------------------------------


def _requested(meeting: Meeting, event: e.ScreenRequested) -> None:
    meeting.screen.asking[event.participant_id] = None


def _on_allowed(meeting: Meeting, event: e.ScreenAllowed) -> None:
    meeting.screen.asking.pop(event.participant_id, None)
    meeting.screen.sharer = event.participant_id
    remember(meeting, "screen", event.by, event.at)


def _stopped(meeting: Meeting, event: e.ScreenStopped) -> None:
    _forget(meeting, event.participant_id)


def _gone(meeting: Meeting, event: e.ParticipantLeft | e.ParticipantRemoved) -> None:
    _forget(meeting, event.participant_id)


def _forget(meeting: Meeting, participant_id: str) -> None:
    meeting.screen.asking.pop(participant_id, None)
    if meeting.screen.sharer == participant_id:
        meeting.screen.sharer = None


DECIDE: Mapping[type, Callable[[Meeting, Any, float], list[e.Event]]] = {
    c.RequestScreen: request_screen,
    c.AllowScreen: allow_screen,
    c.StopScreen: stop_screen,
}

APPLY: Mapping[type, Callable[[Meeting, Any], None]] = {
    e.ScreenRequested: _requested,
    e.ScreenAllowed: _on_allowed,
    e.ScreenStopped: _stopped,
    e.ParticipantLeft: _gone,
    e.ParticipantRemoved: _gone,
}
