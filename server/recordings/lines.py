"""The captions of a webcast, from the meeting's events: what was written while it was on the air, as corrected.

What is written over the slate is not for the public.  Pure.
"""

from __future__ import annotations

from server.meeting import events as e
from server.meeting.captions import line_of
from server.meeting.interpretation import CaptionLine
from server.meeting.meeting import Meeting
from server.meeting.webcasting import showing


class Lines:
    """Of one webcast, which began at ``started_at``.  ``note`` every ``CaptionWritten`` after the meeting has applied it."""

    def __init__(self, started_at: float = 0.0) -> None:
        self._started_at = started_at
        self._lines: dict[str, CaptionLine] = {}

    def note(self, event: e.CaptionWritten, meeting: Meeting) -> CaptionLine | None:
        """The line, if it is the webcast's."""
        known = event.caption_id in self._lines
        if not known and (showing(meeting) != "onAir" or event.started_at < self._started_at):
            return None
        line = self._lines[event.caption_id] = line_of(event)
        return line

    def __contains__(self, caption_id: str) -> bool:
        return caption_id in self._lines

    def all(self) -> list[CaptionLine]:
        return list(self._lines.values())

    def languages(self, until: float) -> set[str]:
        """In which a line was written by then."""
        return {line.language for line in self._lines.values() if line.written_at <= until}

    def of(self, language: str, until: float) -> list[CaptionLine]:
        """Written by then, as they began."""
        found = (line for line in self._lines.values() if line.language == language and line.written_at <= until)
        return sorted(found, key=lambda line: (line.started_at, line.caption_id))
