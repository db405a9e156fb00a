"""What an interpreter calls for: help of the technician or the chair, and a slower speaker.

A desk has one open call of each kind.  "More slowly, please" is anonymous: what everyone sees is until when it is shown and
how often it was asked for in the present speech.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from server.errors import UserError
from server.meeting import commands as c
from server.meeting import events as e
from server.meeting.floor import heard, leading
from server.meeting.interpretation import HelpCall
from server.meeting.roles import Permission, authorise

if TYPE_CHECKING:
    from server.meeting.meeting import Meeting

ANSWERS: Mapping[str, Permission] = {
    "technician": "manageInterpretation",
    "cannotHear": "manageInterpretation",
    "chair": "chairInbox",
}
"""Kind of call -> permission of those who answer it."""


# --- decide -----------------------------------------------------------------------------------------------------------


def call(meeting: Meeting, command: c.CallHelp, now: float) -> list[e.Event]:
    """:raises UserError: noBooth, valueInvalid, alreadyRequested, wrongState (the id is taken)."""
    desk, calls = meeting.interpretation.desk(command.by), meeting.interpretation.calls
    if command.kind not in ANSWERS:
        raise UserError("valueInvalid", field="kind")
    if any((one.participant_id, one.kind) == (command.by, command.kind) for one in calls.values()):
        raise UserError("alreadyRequested")
    if command.call_id in calls:
        raise UserError("wrongState")
    return [e.HelpCalled(at=now, call_id=command.call_id, participant_id=command.by, booth=desk.booth, kind=command.kind)]


def answer(meeting: Meeting, command: c.AnswerHelp, now: float) -> list[e.Event]:
    """:raises UserError: unknownCall, notPermitted (calls of this kind)."""
    one = _call(meeting, command.call_id)
    authorise(meeting, command.by, ANSWERS[one.kind])
    if one.answered_by == command.by:
        return []
    return [e.HelpAnswered(at=now, call_id=command.call_id, by=command.by)]


def close(meeting: Meeting, command: c.CloseHelp, now: float) -> list[e.Event]:
    """By who called, or whoever may answer.

    :raises UserError: unknownParticipant, notPermitted, unknownCall.
    """
    one = meeting.interpretation.calls.get(command.call_id)
    own = one is not None and one.participant_id == command.by
    authorise(meeting, command.by, "useDesk" if own else "answerHelp")
    one = _call(meeting, command.call_id)
    if not own:
        authorise(meeting, command.by, ANSWERS[one.kind])
    return [e.HelpClosed(at=now, call_id=command.call_id, by=command.by)]


def _call(meeting: Meeting, call_id: str) -> HelpCall:
    one = meeting.interpretation.calls.get(call_id)
    if one is None:
        raise UserError("unknownCall")
    return one


def slow_down(meeting: Meeting, command: c.AskSlowDown, now: float) -> list[e.Event]:
    """:raises UserError: noBooth, tooFast."""
    meeting.interpretation.desk(command.by)
    last, config = meeting.interpretation.slow_downs.get(command.by), meeting.config
    if last is not None and now < last + config.slow_down_spacing_s:
        raise UserError("tooFast", retryAfter=f"{last + config.slow_down_spacing_s - now:.1f}")
    return [e.SlowDownAsked(at=now, participant_id=command.by, until=now + config.slow_down_s)]


# --- apply ------------------------------------------------------------------------------------------------------------


def _called(meeting: Meeting, event: e.HelpCalled) -> None:
    if event.participant_id in meeting.interpretation.desks:
        meeting.interpretation.calls[event.call_id] = HelpCall(
            call_id=event.call_id,
            participant_id=event.participant_id,
            booth=event.booth,
            kind=event.kind,
            called_at=event.at,
        )


def _answered(meeting: Meeting, event: e.HelpAnswered) -> None:
    calls = meeting.interpretation.calls
    if event.call_id in calls:
        calls[event.call_id] = replace(calls[event.call_id], answered_by=event.by)


def _closed(meeting: Meeting, event: e.HelpClosed) -> None:
    meeting.interpretation.calls.pop(event.call_id, None)


def _slower(meeting: Meeting, event: e.SlowDownAsked) -> None:
    interpretation = meeting.interpretation
    interpretation.slow_down_speech = _speech(meeting)
    interpretation.slow_down_until = event.until
    interpretation.slow_down_count += 1
    if event.participant_id in interpretation.desks:
        interpretation.slow_downs[event.participant_id] = event.at


def settle(meeting: Meeting, at: float) -> None:
    """After every event: another speech begins without what was asked of the one before."""
    interpretation = meeting.interpretation
    if interpretation.slow_down_count and _speech(meeting) != interpretation.slow_down_speech:
        interpretation.slow_down_speech = interpretation.slow_down_until = None
        interpretation.slow_down_count = 0


def _speech(meeting: Meeting) -> str | None:
    """The present speech; between two of them it is still the last."""
    request = meeting.floor.speaker()
    if request is not None:
        return request.request_id
    leader = leading([one for one in meeting.floor.microphones.values() if heard(meeting, one)])
    return leader.participant_id if leader is not None else meeting.interpretation.slow_down_speech


DECIDE: Mapping[type, Callable[[Meeting, Any, float], list[e.Event]]] = {
    c.CallHelp: call,
    c.AnswerHelp: answer,
    c.CloseHelp: close,
    c.AskSlowDown: slow_down,
}

APPLY: Mapping[type, Callable[[Meeting, Any], None]] = {
    e.HelpCalled: _called,
    e.HelpAnswered: _answered,
    e.HelpClosed: _closed,
    e.SlowDownAsked: _slower,
}
