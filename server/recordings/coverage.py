"""One meeting's webcast as its public knows it: chapters followed live, told to the worker as marks and to the players.

The shell around :class:`Chapters`.  What was filed when the webcast ended is the catalogue's business.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import get_args

import msgspec

from bus import messages as bus
from bus.messages import CaptionLines, MarkRange
from server.attendance import Attendance
from server.meeting import events as e
from server.meeting.captions import line_of
from server.meeting.interpretation import CaptionLine
from server.meeting.meeting import Meeting
from server.recordings import views
from server.recordings.chapters import LEVELS, Chapter, Chapters
from server.recordings.feed import Feed, Told
from server.recordings.records import ChapterRow
from server.recordings.views import Mark, WebcastCard
from server.signaling.messages import Caption
from server.webcast_state import first, preferred

_ALTERS = (*get_args(e.WebcastEvent), e.SittingOpened, e.SittingSuspended, e.SittingResumed, e.SittingClosed)
_PUBLIC = (*_ALTERS, e.SittingMadePublic, e.SittingWentInCamera, e.AgendaItemOpened, e.AgendaItemClosed)
"""After these the card may read otherwise."""
CAPTIONS_TOLD = 200
"""Lines in one message to the worker."""
_encode = msgspec.json.Encoder().encode


class Coverage:
    """``tell``: the worker.  ``on_ended``: once a webcast has ended, with its chapters.  ``wall``: Unix seconds."""

    def __init__(
        self,
        attendance: Attendance,
        tell: Callable[[MarkRange | CaptionLines], None],
        on_ended: Callable[[e.WebcastEnded, Chapters], None],
        wall: Callable[[], float],
    ) -> None:
        self.attendance = attendance
        self.chapters = Chapters()
        self.feed = Feed(self._delay, wall)
        self._tell = tell
        self._on_ended = on_ended
        self._wall = wall
        self._card: WebcastCard | None = None
        attendance.runtime.subscribe(self._on_events)
        attendance.captioning.watchers.append(self._on_captions)
        attendance.webcast_watchers.append(self._tell_card)

    def now(self) -> float:
        return self._wall()

    @property
    def meeting(self) -> Meeting:
        return self.attendance.runtime.live

    def _delay(self) -> float:
        """The longer of what is decided and what the journal knows."""
        copies = (self.attendance.runtime.live, self.attendance.runtime.committed)
        return max((one.webcasting.webcast.delay_s for one in copies if one.webcasting.webcast is not None), default=0.0)

    def _known(self) -> float:
        """Unix seconds: what happened by then may be told."""
        return self._wall() - self._delay()

    def replay(self, events: Iterable[e.Event]) -> list[tuple[e.WebcastEnded, Chapters]]:
        """From the journal, after a restart; the webcasts that ended, each with its chapters."""
        past, chapters, ended = Meeting(self.attendance.runtime.config), Chapters(), list[tuple[e.WebcastEnded, Chapters]]()
        for event in events:
            past.apply(event)
            chapters.note(event, past)
            if isinstance(event, e.WebcastEnded):
                ended.append((event, chapters))
                chapters = Chapters()
        self.chapters = chapters
        return ended

    # --- events ---

    def _on_events(self, events: Sequence[e.Event], meeting: Meeting) -> None:
        for event in events:
            webcast_id = self.chapters.webcast_id
            for chapter in self.chapters.note(event, meeting):
                self._mark(webcast_id or self.chapters.webcast_id or "", chapter)
            if isinstance(event, e.CaptionWritten) and event.caption_id in self.chapters.lines:
                self._tell(caption_lines(self.attendance.meeting_id, webcast_id or "", [line_of(event)]))
                self._tell_card()
            if isinstance(event, e.WebcastEnded) and webcast_id is not None:
                ended, self.chapters = self.chapters, Chapters()
                self.feed.forget()
                self._on_ended(event, ended)
            elif isinstance(event, e.EmbargoSet):
                self.feed.release()
        if not events or any(isinstance(event, _PUBLIC) for event in events):
            self._tell_card()

    def _mark(self, webcast_id: str, chapter: Chapter) -> None:
        self._tell(self._range(webcast_id, chapter))
        at = chapter.starts_at if chapter.ends_at is None else chapter.ends_at
        self.feed.publish(Told("mark", _encode(self.mark(chapter))), at)

    def _tell_card(self) -> None:
        card = self.card()
        if card != self._card:
            self._card = card
            self.feed.tell(Told("webcast", _encode(card)))

    def _on_captions(self, lines: Sequence[Caption]) -> None:
        webcast_id = self.chapters.webcast_id
        if webcast_id is None or self.card().mode != "onAir":
            return
        for line in lines:
            if not line.final:
                self._tell(caption_lines(self.attendance.meeting_id, webcast_id, [line]))
            self.feed.publish(Told("caption", _encode(line), line.language), line.written_at)

    # --- what is told ---

    def card(self) -> WebcastCard:
        return views.webcast_card(self.meeting, self.attendance.focus.webcast, self.chapters.lines.languages(self._known()))

    def mark(self, chapter: Chapter) -> Mark:
        return views.mark(self.attendance.meeting_id, chapter)

    def marks(self) -> list[Mark]:
        """Those the embargo lets be known, in order."""
        known_until = self._known()
        shown = (views.known(self.mark(one), known_until) for one in self.chapters.chapters.values())
        return sorted((one for one in shown if one is not None), key=lambda one: (one.starts_at, one.level))

    def captions(self, language: str) -> list[CaptionLine]:
        """All lines of the webcast that may be known."""
        return self.chapters.lines.of(language, self._known())

    def retold(self) -> Iterator[MarkRange | CaptionLines]:
        """All marks and captions of the webcast that is on, for a worker that has just connected."""
        if self.chapters.webcast_id is not None:
            languages = preferred(self.attendance.runtime.config)
            yield from told_of(self.attendance.meeting_id, self.chapters.webcast_id, self.chapters, languages)

    def _range(self, webcast_id: str, chapter: Chapter) -> MarkRange:
        return range_of(self.attendance.meeting_id, webcast_id, chapter, preferred(self.attendance.runtime.config))


def told_of(
    meeting_id: str, webcast_id: str, chapters: Chapters, languages: Iterable[str]
) -> Iterator[MarkRange | CaptionLines]:
    """All the worker is told of a webcast."""
    for chapter in chapters.chapters.values():
        yield range_of(meeting_id, webcast_id, chapter, languages)
    for language in sorted(chapters.lines.languages(math.inf)):
        lines = chapters.lines.of(language, math.inf)
        for start in range(0, len(lines), CAPTIONS_TOLD):
            yield caption_lines(meeting_id, webcast_id, lines[start : start + CAPTIONS_TOLD])


def caption_lines(meeting_id: str, webcast_id: str, lines: Sequence[CaptionLine | Caption]) -> CaptionLines:
    """``lines``: of one language."""
    return CaptionLines(
        meeting_id,
        webcast_id,
        lines[0].language,
        tuple(
            bus.CaptionLine(one.caption_id, one.text, one.started_at, one.written_at, getattr(one, "final", True))
            for one in lines
        ),
    )


def range_of(meeting_id: str, webcast_id: str, chapter: Chapter | ChapterRow, languages: Iterable[str]) -> MarkRange:
    """EXT-X-DATERANGE's CLASS and client attributes (RFC 8216 section 4.3.2.7)."""
    attributes = {
        "CLASS": chapter.kind,
        "X-LEVEL": str(LEVELS[chapter.kind]),
        "X-TITLE": first(chapter.title, languages) if chapter.title else chapter.plate or chapter.name,
        "X-ITEM": chapter.item_id or "",
        "X-SPEAKER": chapter.name,
        "X-DELEGATION": chapter.delegation,
        "X-LANGUAGE": chapter.language,
    }
    return MarkRange(
        meeting_id=meeting_id,
        webcast_id=webcast_id,
        mark_id=chapter.mark_id,
        starts_at=chapter.starts_at,
        ends_at=chapter.ends_at,
        attributes={name: value for name, value in attributes.items() if value},
    )
