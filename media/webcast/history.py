"""Everything of one webcast but its bytes: runs, segments, marks and consent, and how far each rendition is published.

Live playlists, the playlist from the start and those on demand are all read from here.  A *position* is (segment, parts): so
many parts of that segment, and all before it.

Changed by one thread and read by others too: what those go through is replaced when something is added to it, never changed.

Pure: ``now`` is in seconds of a clock that never jumps.
"""

from __future__ import annotations

import enum
from bisect import bisect_right
from collections import deque
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from media.webcast import records
from media.webcast.consent import Consent, Consents
from media.webcast.packager import Part, Run
from media.webcast.timeline import PART_S, SEGMENT_PARTS, SEGMENT_S

FAR_SEGMENTS: Final = 2
"""A request for a segment further ahead than that is refused (RFC 8216bis §6.2.5.2)."""
FAR_PARTS: Final = 5
"""The same for parts: three seconds of them, rounded up."""
CONSENT_SEGMENTS: Final = 2
"""Consent is given for sound mixed from now on; what was mixed before may still be in the encoders: so many segments."""


class Position(NamedTuple):
    segment: int
    parts: int


class Readiness(enum.Enum):
    READY = "ready"
    SOON = "soon"
    FAR = "far"


class Mark(NamedTuple):
    mark_id: str
    starts_at: float
    ends_at: float | None
    attributes: dict[str, str]


@dataclass(slots=True)
class Segment:
    number: int
    run: Run
    discontinuity: int
    """Discontinuities before it."""
    start_part: int
    """Media time at which it begins, in parts."""
    parts: int | None = None
    """None: still being made.  0: a gap, as long as one part."""
    sizes: dict[str, list[int]] = field(default_factory=dict)
    """Rendition -> bytes of each part."""
    kept: bool | None = None
    """Whether it is on disk; None: not known yet."""
    corrected: dict[str, records.Replaced] = field(default_factory=dict)
    """Rendition -> what the newest correction that touched it has made of it."""

    @property
    def expected(self) -> int:
        return SEGMENT_PARTS if self.parts is None else self.parts

    @property
    def duration_s(self) -> float:
        return max(1, self.expected) * PART_S

    @property
    def starts_at(self) -> float:
        """Unix seconds."""
        return self.run.started_at + (self.number - self.run.first_segment) * SEGMENT_S

    def has(self, rendition: str) -> bool:
        return rendition in self.sizes or rendition in self.corrected

    def parts_of(self, rendition: str) -> tuple[int, ...]:
        """Bytes of each part, as of the newest revision."""
        made = self.corrected.get(rendition)
        return made.sizes if made is not None else tuple(self.sizes.get(rendition, ()))

    def revision(self, rendition: str) -> int:
        """That has made what is served of it; 0: it is as it was recorded."""
        made = self.corrected.get(rendition)
        return made.revision if made is not None else 0


class History:
    def __init__(self) -> None:
        self.segments: list[Segment] = []
        self.runs: list[Run] = []
        self.marks: dict[str, Mark] = {}
        self.ended_at: float | None = None
        self.delay_s = 0.0
        """Embargo: what is published is at least so old."""
        self.dvr_s = 300.0
        self.version = 0
        """Grows whenever a live playlist may have changed."""
        self.cuts = 0
        """Grows whenever a playlist of whole segments may have changed, but for what ``last_complete`` says."""
        self.revisions: list[records.Revised] = []
        """Corrections made since the end, oldest first."""
        self._trim: tuple[float | None, float | None] = (None, None)
        self._edges: dict[str, Position] = {}
        self._held: deque[tuple[float, str, int, int]] = deque()
        self._consents = Consents()
        self._skipped_until = 0

    # --- what happens ---

    def begin(self, run: Run) -> None:
        self.runs.append(run)
        self.ended_at = None
        self._leave_out(run.first_segment)
        self.version += 1

    def skip(self, until: int) -> None:
        """Numbers before ``until`` that are not cut may have been shown by a worker that was killed: they are gaps."""
        self._skipped_until = max(self._skipped_until, until)
        if self.runs:
            self._leave_out(until)
        self._changed()

    def _leave_out(self, until: int) -> None:
        for number in range(self.open_segment if self.segments else 0, until):
            segment = self._segment(number)
            segment.parts, segment.kept = 0, True
            segment.sizes.clear()

    def add(self, part: Part, now: float) -> None:
        """A part was made.  It is published at once, or ``delay_s`` later."""
        segment = self._segment(part.segment)
        segment.sizes.setdefault(part.rendition, []).append(len(part.data))
        self._held.append((now, part.rendition, part.segment, part.number))
        self.release(now)

    def cut(self, number: int, parts: int) -> None:
        segment = self._segment(number)
        segment.parts = parts
        for sizes in segment.sizes.values():
            del sizes[parts:]
        if not parts:
            segment.sizes.clear()
        for rendition, edge in self._edges.items():
            self._edges[rendition] = min(edge, Position(number, parts)) if edge.segment == number else edge
        if parts < SEGMENT_PARTS:
            self._held = deque(held for held in self._held if held[2] != number or held[3] < parts)
        self._changed()

    def keep(self, number: int, kept: bool) -> None:
        self.segments[number].kept = kept
        self._changed()

    def mark(self, mark: Mark) -> None:
        self.marks = {**self.marks, mark.mark_id: mark}
        self._changed()

    def revise(self, record: records.Revised) -> None:
        self.revisions.append(record)
        for rendition, segments in record.segments.items():
            for number, made in segments.items():
                self.segments[number].corrected[rendition] = made
        if record.trimmed:
            self._trim = record.begins_at, record.ends_at
        self._changed()

    def end(self, at: float) -> None:
        self.ended_at = at
        self._changed()

    def _changed(self) -> None:
        self.version += 1
        self.cuts += 1

    def release(self, now: float) -> bool:
        """Publish what is old enough; True when something was.

        Call after ``delay_s`` was made shorter, and when ``next_release`` is due."""
        before = len(self._held)
        while self._held and (not self.delay_s or self._held[0][0] + self.delay_s <= now):
            _, rendition, number, part = self._held.popleft()
            edge = Position(number, part + 1)
            if rendition in self._edges:
                self._edges[rendition] = edge
            else:
                self._edges = {**self._edges, rendition: edge}
        if len(self._held) < before:
            self.version += 1
            return True
        return False

    @property
    def next_release(self) -> float | None:
        return self._held[0][0] + self.delay_s if self._held else None

    def set_consent(self, recorded: bool, withheld: frozenset[str]) -> list[records.ConsentChanged]:
        """Withdrawn: from the segment being made.  Given: from the first that holds only sound mixed since.

        The records say it; they are to be written before any part made after this call."""
        wanted = Consent(recorded, withheld)
        if self._consents.last == wanted:
            return []
        open_ = self.open_segment
        old = self.consent(open_)
        careful = Consent(old.recorded and recorded, old.withheld | withheld)
        changes = [records.ConsentChanged(open_, careful.recorded, tuple(sorted(careful.withheld)))]
        if careful != wanted:
            changes.append(records.ConsentChanged(open_ + CONSENT_SEGMENTS, recorded, tuple(sorted(withheld))))
        for change in changes:
            self._note_consent(change)
        return changes

    def _note_consent(self, change: records.ConsentChanged) -> None:
        self._consents.change(change.from_segment, Consent(change.recorded, frozenset(change.withheld)))

    def replay(self, record: records.Record, now: float, unix_now: float) -> None:
        """From the index.  ``now`` and ``unix_now`` are the same moment: an embargo goes on where it was."""
        if isinstance(record, records.RunBegan):
            self.begin(record.run)
        elif isinstance(record, records.Kept | records.Lost):
            self._replay_segment(record, now, unix_now)
        elif isinstance(record, records.Skipped):
            self.skip(record.until)
        elif isinstance(record, records.ConsentChanged):
            self._note_consent(record)
        elif isinstance(record, records.Configured):
            self.delay_s, self.dvr_s = record.delay_s, record.dvr_s
        elif isinstance(record, records.Marked):
            self.mark(Mark(record.mark_id, record.starts_at, record.ends_at, record.attributes))
        elif isinstance(record, records.Revised):
            self.revise(record)
        elif isinstance(record, records.Ended):
            self.end(record.at)

    def _replay_segment(self, record: records.Kept | records.Lost, now: float, unix_now: float) -> None:
        segment = self._segment(record.number)
        segment.parts = record.parts
        segment.kept = isinstance(record, records.Kept)
        if isinstance(record, records.Kept):
            segment.sizes = {name: list(sizes) for name, sizes in record.sizes.items()}
        for part in range(record.parts):
            # not in the future, where the wall clock was set back: the embargo would last as much longer
            made = min(now, now - (unix_now - segment.starts_at - (part + 1) * PART_S))
            self._held.extend((made, name, record.number, part) for name in segment.sizes)
        self.version += 1

    # --- what is asked ---

    @property
    def open_segment(self) -> int:
        """The oldest segment not cut, which may not have begun."""
        number = len(self.segments)
        while number and self.segments[number - 1].parts is None:
            number -= 1
        return number if self.segments else self._skipped_until

    @property
    def next_part(self) -> int:
        """Media time at the end of all that was cut, in parts."""
        number = self.open_segment
        last = self.segments[number - 1] if self.segments and number else None
        return 0 if last is None else last.start_part + max(1, last.expected)

    @property
    def ends_at(self) -> float:
        """Unix seconds at the end of all there is; 0: there is nothing."""
        last = self.segments[-1] if self.segments else None
        return 0.0 if last is None else last.starts_at + last.duration_s

    @property
    def finished(self) -> bool:
        """It has ended and all of it is published."""
        return self.ended_at is not None and not self._held

    @property
    def published_until(self) -> float:
        """Unix seconds of the newest thing published; nothing about what came after may be shown."""
        return max((self.time_of(edge) for edge in self._edges.values()), default=0.0)

    def time_of(self, position: Position) -> float:
        segment = self.segments[position.segment]
        return segment.starts_at + position.parts * PART_S

    def trimmed(self, segment: Segment) -> bool:
        """Whether it lies outside of what a correction has left of the recording."""
        begins, ends = self._trim
        before = begins is not None and segment.starts_at + segment.duration_s <= begins
        return before or (ends is not None and segment.starts_at >= ends)

    def consent(self, number: int) -> Consent:
        return self._consents.at(number)

    def renditions(self) -> set[str]:
        return {name for run in self.runs for name in (*(v.name for v in run.video), *(a.channel for a in run.audio))}

    def edge(self, rendition: str) -> Position | None:
        """How far it is published; None: not at all yet.

        A channel the run on the air has no more goes on with whole, silent segments: who listens to it is not stalled."""
        edge = self._edges.get(rendition)
        newest = max(self._edges.values(), default=None)
        if edge is None or newest is None or rendition in self._names(self.segments[newest.segment].run):
            return edge
        last = self.last_complete()
        return max(edge, Position(last, self.segments[last].expected)) if last >= 0 else edge

    def complete(self, rendition: str, number: int) -> bool:
        edge = self.edge(rendition)
        return edge is not None and (
            number < edge.segment or (number == edge.segment and edge.parts >= self.segments[number].expected)
        )

    @property
    def recording_version(self) -> object:
        """Another one whenever a playlist of whole segments may have changed."""
        return self.cuts, self.last_complete(), self.finished

    def last_complete(self) -> int:
        """The newest segment published whole in all renditions of its run; -1: none is."""
        edges = self._current_edges()
        number = min((edge.segment for edge in edges), default=-1)
        if number >= 0 and any(edge < (number, self.segments[number].expected) for edge in edges):
            number -= 1
        return number

    def _current_edges(self) -> list[Position]:
        newest = max(self._edges.values(), default=None)
        if newest is None:
            return []
        return [self._edges.get(name, Position(-1, 0)) for name in self._names(self.segments[newest.segment].run)]

    @staticmethod
    def _names(run: Run) -> list[str]:
        return [*(rung.name for rung in run.video), *(track.channel for track in run.audio)]

    def readiness(self, rendition: str, number: int, part: int | None) -> Readiness:
        """Whether the part (None: the whole segment) can be served or will be soon.

        A part beyond a segment's last is the next segment's first (RFC 8216bis §6.2.5.2)."""
        edge = self.edge(rendition)
        if edge is None:
            return Readiness.SOON if number == 0 else Readiness.FAR
        if part is not None and number < len(self.segments) and part >= self.segments[number].expected:
            if part >= SEGMENT_PARTS + FAR_PARTS:
                return Readiness.FAR
            number, part = number + 1, 0
        if number < edge.segment or self.complete(rendition, number):
            return Readiness.READY
        if part is not None and number == edge.segment and part < edge.parts:
            return Readiness.READY
        if number > edge.segment + FAR_SEGMENTS:
            return Readiness.FAR
        ahead = (number - edge.segment) * SEGMENT_PARTS + (0 if part is None else part) - edge.parts
        return Readiness.SOON if part is None or ahead < FAR_PARTS + SEGMENT_PARTS else Readiness.FAR

    def window_start(self) -> int:
        """The oldest segment of the live playlists, the same in all of them; at least six remain."""
        edge = min((edge.segment for edge in self._current_edges() if edge.segment >= 0), default=0)
        return max(0, edge - max(6, round(self.dvr_s / SEGMENT_S)))

    def find(self, unix: float) -> int:
        """The segment that holds a moment, or the first after it; len(segments) if none."""
        at = bisect_right(self.segments, unix, key=lambda segment: segment.starts_at) - 1
        if at < 0:
            return 0
        segment = self.segments[at]
        return at if unix < segment.starts_at + segment.duration_s else at + 1

    def _segment(self, number: int) -> Segment:
        while len(self.segments) <= number:
            self.segments.append(self._next())
        return self.segments[number]

    def _next(self) -> Segment:
        number = len(self.segments)
        run = self.runs[bisect_right(self.runs, number, key=lambda run: run.first_segment) - 1]
        if not self.segments:
            return Segment(number, run, 0, run.first_part)
        last = self.segments[-1]
        changed = last.run is not run
        # within a run all segments before its last are whole
        start = run.first_part if number == run.first_segment else last.start_part + max(1, last.expected)
        return Segment(number, run, last.discontinuity + changed, start)
