"""Captions: finished lines of text per language, on the server's clock.  A line still being written never comes here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from server.errors import UserError
from server.meeting import commands as c
from server.meeting import events as e
from server.meeting.interpretation import CaptionLine
from server.meeting.roster import legible

if TYPE_CHECKING:
    from server.meeting.meeting import Meeting

EARLIEST_S = 60.0
"""A line began to be said at most so long before it is written."""


def check_text(meeting: Meeting, language: str, text: str) -> str:
    """The text as it is shown, also of a line still being written.

    :raises UserError: unknownChannel, textEmpty, textTooLong, valueInvalid (control characters).
    """
    if language not in meeting.config.languages:
        raise UserError("unknownChannel")
    shown = text.strip()
    if not shown:
        raise UserError("textEmpty")
    if len(shown) > meeting.config.caption_text_limit:
        raise UserError("textTooLong")
    if not legible(shown):
        raise UserError("valueInvalid", field="text")
    return shown


def write(meeting: Meeting, command: c.WriteCaption, now: float) -> list[e.Event]:
    """A finished line is corrected by being written again; it keeps its place and the time it began.

    :raises UserError: as ``check_text``, wrongState (somebody else's line), tooFast.
    """
    text = check_text(meeting, command.language, command.text)
    earlier = _find(meeting, command.language, command.caption_id)
    if earlier is not None and earlier.by != command.by:
        raise UserError("wrongState")
    if earlier is not None and earlier.text == text:
        return []
    config = meeting.config
    recent = [
        at for at in meeting.interpretation.caption_times.get(writer(command), ()) if at > now - config.captions_window_s
    ]
    if len(recent) >= config.captions_burst:
        raise UserError("tooFast", retryAfter=f"{recent[0] + config.captions_window_s - now:.1f}")
    began = now if command.started_at is None else min(max(command.started_at, now - EARLIEST_S), now)
    began = began if earlier is None else earlier.started_at
    written = e.CaptionWritten(
        at=now, caption_id=command.caption_id, language=command.language, text=text, started_at=began, by=command.by
    )
    return [written]


def _find(meeting: Meeting, language: str, caption_id: str) -> CaptionLine | None:
    lines = meeting.interpretation.captions.get(language, ())
    return next((line for line in reversed(lines) if line.caption_id == caption_id), None)


def writer(line: c.WriteCaption | e.CaptionWritten) -> str:
    """Who is counted: a person, or the service that writes a language."""
    return f"{c.SYSTEM}:{line.language}" if line.by == c.SYSTEM else line.by


def line_of(event: e.CaptionWritten) -> CaptionLine:
    return CaptionLine(event.caption_id, event.language, event.text, event.started_at, event.at, event.by)


def _written(meeting: Meeting, event: e.CaptionWritten) -> None:
    interpretation, config = meeting.interpretation, meeting.config
    line = line_of(event)
    lines = interpretation.captions.get(event.language, ())
    if _find(meeting, event.language, event.caption_id) is None:
        lines = (*lines, line)
    else:
        lines = tuple(line if one.caption_id == event.caption_id else one for one in lines)
    interpretation.captions[event.language] = lines[-config.captions_kept :]
    times = (*interpretation.caption_times.get(writer(event), ()), event.at)
    interpretation.caption_times[writer(event)] = times[-config.captions_burst :]


def _gone(meeting: Meeting, event: e.ParticipantLeft | e.ParticipantRemoved) -> None:
    meeting.interpretation.caption_times.pop(event.participant_id, None)


DECIDE: Mapping[type, Callable[[Meeting, Any, float], list[e.Event]]] = {c.WriteCaption: write}

APPLY: Mapping[type, Callable[[Meeting, Any], None]] = {
    e.CaptionWritten: _written,
    e.ParticipantLeft: _gone,
    e.ParticipantRemoved: _gone,
}
