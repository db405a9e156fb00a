"""The guided test of every booth before the opening: all desks are armed meanwhile, so that the technician sees them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from server.errors import UserError
from server.meeting import commands as c
from server.meeting import events as e
from server.meeting.roles import authorise

if TYPE_CHECKING:
    from server.meeting.meeting import Meeting

STEPS = ("microphone", "incoming", "relay", "pushToMute")
RESULTS = ("passed", "failed")


def open_check(meeting: Meeting, command: c.OpenSoundCheck, now: float) -> list[e.Event]:
    """A new one begins without marks."""
    return [] if meeting.interpretation.sound_check else [e.SoundCheckOpened(at=now, by=command.by)]


def close_check(meeting: Meeting, command: c.CloseSoundCheck, now: float) -> list[e.Event]:
    return [e.SoundCheckClosed(at=now, by=command.by)] if meeting.interpretation.sound_check else []


def mark(meeting: Meeting, command: c.MarkSoundCheck, now: float) -> list[e.Event]:
    """One's own desk, or any as a technician.

    :raises UserError: notPermitted, noBooth, wrongState (no sound check), valueInvalid.
    """
    person = command.participant_id if command.participant_id is not None else command.by
    authorise(meeting, command.by, "useDesk" if person == command.by else "manageInterpretation")
    meeting.interpretation.desk(person)
    if not meeting.interpretation.sound_check:
        raise UserError("wrongState")
    if command.step not in STEPS:
        raise UserError("valueInvalid", field="step")
    if command.result is not None and command.result not in RESULTS:
        raise UserError("valueInvalid", field="result")
    if meeting.interpretation.checks.get(person, {}).get(command.step) == command.result:
        return []
    return [e.SoundCheckMarked(at=now, participant_id=person, step=command.step, result=command.result, by=command.by)]


def _opened(meeting: Meeting, event: e.SoundCheckOpened) -> None:
    meeting.interpretation.sound_check = True
    meeting.interpretation.checks = {}


def _closed(meeting: Meeting, event: e.SoundCheckClosed) -> None:
    meeting.interpretation.sound_check = False


def _marked(meeting: Meeting, event: e.SoundCheckMarked) -> None:
    marks = {step: result for step, result in meeting.interpretation.checks.get(event.participant_id, {}).items()}
    marks.pop(event.step, None)
    if event.result is not None:
        marks[event.step] = event.result
    meeting.interpretation.checks[event.participant_id] = marks


DECIDE: Mapping[type, Callable[[Meeting, Any, float], list[e.Event]]] = {
    c.OpenSoundCheck: open_check,
    c.CloseSoundCheck: close_check,
    c.MarkSoundCheck: mark,
}

APPLY: Mapping[type, Callable[[Meeting, Any], None]] = {
    e.SoundCheckOpened: _opened,
    e.SoundCheckClosed: _closed,
    e.SoundCheckMarked: _marked,
}
