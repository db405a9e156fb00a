"""Sign language: one sign-language interpreter is shown at a time; whoever begins takes over from the one before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from server.meeting import commands as c
from server.meeting import events as e

if TYPE_CHECKING:
    from server.meeting.meeting import Meeting


def set_signing(meeting: Meeting, command: c.SetSigning, now: float) -> list[e.Event]:
    shown = meeting.interpretation.signing
    if not command.on:
        return stop(meeting, command.by, now)
    if shown == command.by:
        return []
    before = stop(meeting, shown, now) if shown is not None else []
    return [*before, e.SigningStarted(at=now, participant_id=command.by)]


def stop(meeting: Meeting, participant_id: str, now: float) -> list[e.Event]:
    """If they are shown."""
    if meeting.interpretation.signing != participant_id:
        return []
    return [e.SigningStopped(at=now, participant_id=participant_id)]


def _started(meeting: Meeting, event: e.SigningStarted) -> None:
    meeting.interpretation.signing = event.participant_id


def _stopped(meeting: Meeting, event: e.SigningStopped) -> None:
    if meeting.interpretation.signing == event.participant_id:
        meeting.interpretation.signing = None


DECIDE: Mapping[type, Callable[[Meeting, Any, float], list[e.Event]]] = {c.SetSigning: set_signing}

APPLY: Mapping[type, Callable[[Meeting, Any], None]] = {e.SigningStarted: _started, e.SigningStopped: _stopped}
