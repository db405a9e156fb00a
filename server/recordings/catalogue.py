"""The recordings of all meetings: filed when a webcast ends, found, corrected, kept and deleted.

Who knows what: chapters and consent come from the meetings' events, captions from their journals, size and length from the
webcast worker.  A server that was away when a webcast ended files it from the journal at its next start.  Deleting tells the
worker, again after each of its hellos, because it may have been away; the id stays, so that nothing brings it back.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace

from bus.messages import CaptionLines, DropWebcast, MarkRange, WebcastKept, WebcastRevised
from server.attendance import Attendance
from server.errors import UserError
from server.meeting import commands as c
from server.meeting import events as e
from server.meeting.captions import check_text
from server.meeting.interpretation import CaptionLine
from server.meeting.webcasting import starts_by_itself
from server.nodes import Nodes, ToWebcast
from server.recordings import records as r
from server.recordings.chapters import Chapter, Chapters
from server.recordings.corrections import Corrections
from server.recordings.coverage import Coverage, caption_lines, told_of
from server.storage.recordings import Recordings
from server.webcast_state import preferred

RETENTION_S = 600.0
"""How often recordings whose time is over are looked for."""
RETRY_S = 2.0
"""After the database could not be written."""
MARKED_S = 86_400.0
"""The worker may still need the marks of webcasts that ended within this time, when it was away."""
CORRECTED_LIMIT = 1000
"""Corrections that a worker is told of again.  Overflow policy: of older ones it hears no more."""
FILING_LIMIT = 1000
"""Webcasts that may wait to be filed.  Overflow policy: further ones wait for the next start, the journal has them."""

FILED_S = 5.0
"""Whoever asks for what is not there waits so long at most for what is being filed."""

log = logging.getLogger("hemicycle.recordings")
T = TypeVar("T")

_Ended = tuple[str, e.WebcastEnded, Chapters]


class Catalogue:
    """``keep_s``: how long recordings are kept unless said otherwise; None: for ever.  ``files``: directory of sound that
    waits to become part of one.  ``wall``: Unix seconds."""

    def __init__(
        self,
        store: Recordings,
        nodes: Nodes,
        *,
        keep_s: float | None,
        files: Path,
        wall: Callable[[], float] = time.time,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.store = store
        self.coverages: dict[str, Coverage] = {}
        """Meeting id -> its webcast."""
        self._nodes = nodes
        self._keep_s = keep_s
        self._wall = wall
        self._sleep = sleep
        self._filing: asyncio.Queue[_Ended | WebcastKept | WebcastRevised] = asyncio.Queue(FILING_LIMIT)
        self._deleted: dict[str, str] = {}
        """Recording id -> meeting id."""
        self._ended: dict[str, tuple[float, tuple[MarkRange | CaptionLines, ...]]] = {}
        """Webcast id -> when it ended, with its marks and captions, while the worker has not said that it is kept."""
        self._corrected: deque[CaptionLines] = deque(maxlen=CORRECTED_LIMIT)
        self._starting: dict[str, asyncio.Task[None]] = {}
        """Meeting id -> its webcast begins."""
        self.corrections = Corrections(store, nodes.tell_webcast, files, wall)
        nodes.on_kept = self._on_kept
        nodes.on_revised = self._later
        nodes.retold = self._retold

    # --- meetings ---

    async def attend(self, attendance: Attendance) -> None:
        """A meeting that has just been opened; what its journal has and the catalogue not is filed.

        :raises UserError: journalUnavailable.
        """
        coverage = Coverage(
            attendance,
            self._nodes.tell_webcast,
            lambda event, chapters: self._on_ended(attendance.meeting_id, event, chapters),
            self._wall,
        )
        self.coverages[attendance.meeting_id] = coverage
        webcasting = attendance.meeting.webcasting
        if webcasting.webcast is not None or webcasting.past:
            ended = coverage.replay(await attendance.runtime.events())
            filed = await self.store.known(attendance.meeting_id)
            for event, chapters in ended:
                if event.webcast_id not in filed:
                    self._on_ended(attendance.meeting_id, event, chapters)
        attendance.runtime.subscribe(lambda _events, _meeting: self._look(attendance))

    def begin(self, attendance: Attendance) -> None:
        """The meeting runs: a webcast that is to start by itself does."""
        self._look(attendance)

    def _look(self, attendance: Attendance) -> None:
        meeting_id, wanted = attendance.meeting_id, starts_by_itself(attendance.meeting)
        if wanted and attendance.runtime.journal_healthy and meeting_id not in self._starting:
            task = asyncio.get_running_loop().create_task(self._start(attendance), name="webcast starts")
            self._starting[meeting_id] = task
            task.add_done_callback(lambda _: self._starting.pop(meeting_id, None))

    async def _start(self, attendance: Attendance) -> None:
        try:
            await attendance.runtime.execute(c.StartWebcast(c.SYSTEM, new_id()))
        except UserError as error:
            log.error("webcast of meeting %s does not start: %s", attendance.meeting_id, error.code)

    # --- the worker ---

    def _retold(self) -> Iterator[ToWebcast]:
        for coverage in self.coverages.values():
            yield from coverage.retold()
        self._ended = {name: one for name, one in self._ended.items() if one[0] > self._wall() - MARKED_S}
        for _, marks in self._ended.values():
            yield from marks
        yield from self._corrected
        yield from self.corrections.asked()
        for recording_id, meeting_id in self._deleted.items():
            yield DropWebcast(meeting_id=meeting_id, webcast_id=recording_id)

    def _on_kept(self, kept: WebcastKept) -> None:
        if kept.webcast_id in self._deleted:
            self._nodes.tell_webcast(DropWebcast(meeting_id=kept.meeting_id, webcast_id=kept.webcast_id))
            return
        self._ended.pop(kept.webcast_id, None)
        self._later(kept)

    def _on_ended(self, meeting_id: str, event: e.WebcastEnded, chapters: Chapters) -> None:
        languages = preferred(self.coverages[meeting_id].attendance.runtime.config)
        self._ended[event.webcast_id] = (event.at, tuple(told_of(meeting_id, event.webcast_id, chapters, languages)))
        self._later((meeting_id, event, chapters))

    def _later(self, work: _Ended | WebcastKept | WebcastRevised) -> None:
        try:
            self._filing.put_nowait(work)
        except asyncio.QueueFull:
            log.error("too many webcasts wait to be filed; some wait for the next start")

    # --- work ---

    async def open(self) -> None:
        """:raises UserError: journalUnavailable."""
        self._deleted = {one.recording_id: one.meeting_id for one in await self.store.of_states("deleted")}
        await self.corrections.open()

    async def run(self) -> None:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._file_all())
            tasks.create_task(self._watch_retention())

    def close(self) -> None:
        for coverage in self.coverages.values():
            coverage.feed.close()

    async def settled(self) -> None:
        """Everything that waited has been filed."""
        await self._filing.join()

    async def _file_all(self) -> None:
        while True:
            work = await self._filing.get()
            while True:
                try:
                    await self._do(work)
                    break
                except UserError as error:
                    log.error("a recording is not filed yet: %s", error.code)
                    await self._sleep(RETRY_S)
            self._filing.task_done()

    async def _do(self, work: _Ended | WebcastKept | WebcastRevised) -> None:
        if isinstance(work, WebcastRevised):
            await self.corrections.answered(work)
        elif isinstance(work, WebcastKept):
            await self._keep(work)
        else:
            await self._file(*work)

    async def _file(self, meeting_id: str, event: e.WebcastEnded, chapters: Chapters) -> None:
        coverage, identity = self.coverages[meeting_id], event.webcast_id
        runtime = coverage.attendance.runtime
        recording = r.Recording(
            recording_id=identity,
            meeting_id=meeting_id,
            title=dict(runtime.config.title),
            languages=list(runtime.config.languages),
            started_at=chapters.started_at,
            ended_at=event.at,
            duration_s=max(0.0, event.at - chapters.started_at),
            size_bytes=0.0,
            state="ended" if chapters.recorded else "unrecorded",
            public_at=event.at + chapters.delay_s,
            keep_until=None if self._keep_s is None else event.at + self._keep_s,
            revision=1,
        )
        if not chapters.recorded:
            return await self.store.file(recording, (), (), ())
        lines = [_caption(identity, one) for one in chapters.lines.all()]
        marks = [_chapter(meeting_id, identity, one, event.at) for one in chapters.chapters.values()]
        silences = [
            r.UnrecordedRow(
                recording_id=identity, channel=one.channel, starts_at=one.starts_at, ends_at=one.ends_at or event.at
            )
            for one in chapters.unrecorded
        ]
        await self.store.file(recording, marks, silences, lines)
        log.info("webcast %s of meeting %s filed: %d chapters, %d captions", identity, meeting_id, len(marks), len(lines))

    async def _keep(self, kept: WebcastKept) -> None:
        found = await self.store.get(kept.webcast_id)
        if found is None:
            log.warning("the worker keeps a webcast nobody knows of: %s", kept.meeting_id)
            return
        if found.state == "deleted":
            return self._nodes.tell_webcast(DropWebcast(meeting_id=kept.meeting_id, webcast_id=kept.webcast_id))
        state: r.State = "kept" if kept.recorded else "unrecorded"
        size = {"size_bytes": float(kept.size_bytes), "sounds": dict(kept.sounds)}
        await self.store.change(kept.webcast_id, state=state, duration_s=kept.duration_s, **size)

    async def _watch_retention(self) -> None:
        while True:
            try:
                await self.expire()
            except UserError as error:
                log.error("recordings whose time is over wait: %s", error.code)
            await self._sleep(RETENTION_S)

    # --- what is asked ---

    def now(self) -> float:
        return self._wall()

    async def visible(self, recording_id: str) -> r.Recording:
        """One that may be seen now.

        :raises UserError: unknownRecording, journalUnavailable.
        """
        found = await self._filed(lambda: self.store.get(recording_id))
        if found is None or found.state not in ("ended", "kept") or found.public_at > self._wall():
            raise UserError("unknownRecording")
        return found

    async def statement(self, meeting_id: str, mark_id: str) -> r.ChapterRow | None:
        """:raises UserError: journalUnavailable."""
        return await self._filed(lambda: self.store.statement(meeting_id, mark_id))

    async def _filed(self, ask: Callable[[], Awaitable[T | None]]) -> T | None:
        """What is not there is asked for again once what has just ended is filed: nobody is sent away meanwhile."""
        found = await ask()
        if found is None:
            with suppress(TimeoutError):
                async with asyncio.timeout(FILED_S):
                    await self.settled()
            found = await ask()
        return found

    async def expire(self) -> None:
        """Delete what has been kept long enough."""
        now = self._wall()
        for recording in await self.store.of_states("ended", "kept"):
            if recording.keep_until is not None and recording.keep_until <= now:
                await self.delete(recording, "retention")

    async def delete(self, recording: r.Recording, by: str) -> None:
        """Of everything the id alone is left, here and at the worker.

        :raises UserError: journalUnavailable.
        """
        await self.store.delete(recording.recording_id, self._wall(), by)
        self.corrections.forget(recording.recording_id)
        self._deleted[recording.recording_id] = recording.meeting_id
        self._ended.pop(recording.recording_id, None)
        self._nodes.tell_webcast(DropWebcast(meeting_id=recording.meeting_id, webcast_id=recording.recording_id))
        log.info("recording %s of meeting %s deleted by %s", recording.recording_id, recording.meeting_id, by)

    async def keep_until(self, recording: r.Recording, at: float | None) -> None:
        """:raises UserError: journalUnavailable."""
        await self.store.change(recording.recording_id, keep_until=at)

    async def correct(self, recording: r.Recording, language: str, caption_id: str, text: str, by: str) -> int:
        """The number of the new revision; what was before stays readable.

        :raises UserError: unknownRecording (there is no such line), textEmpty, textTooLong, journalUnavailable.
        """
        before = await self.store.caption(recording.recording_id, caption_id)
        if before is None or before.language != language:
            raise UserError("unknownRecording")
        coverage = self.coverages.get(recording.meeting_id)
        said = check_text(coverage.meeting, language, text) if coverage is not None else text.strip()
        if not said:
            raise UserError("textEmpty")
        if said == before.text:
            return recording.revision
        changed = replace(before, revision=recording.revision + 1, text=said, changed_at=self._wall(), changed_by=by)
        await self.store.correct(recording, changed)
        line = CaptionLine(caption_id, language, said, before.started_at, before.written_at, by)
        told = caption_lines(recording.meeting_id, recording.recording_id, [line])
        self._corrected.append(told)
        self._nodes.tell_webcast(told)
        return changed.revision


def new_id() -> str:
    """Of a webcast that starts by itself: unguessable."""
    return secrets.token_hex(16)


def _chapter(meeting_id: str, recording_id: str, chapter: Chapter, ended_at: float) -> r.ChapterRow:
    return r.ChapterRow(
        recording_id=recording_id,
        mark_id=chapter.mark_id,
        meeting_id=meeting_id,
        kind=chapter.kind,
        starts_at=chapter.starts_at,
        ends_at=chapter.ends_at if chapter.ends_at is not None else ended_at,
        item_id=chapter.item_id,
        title=dict(chapter.title),
        name=chapter.name,
        delegation=chapter.delegation,
        plate=chapter.plate,
        language=chapter.language,
        request_kind=chapter.request_kind,
    )


def _caption(recording_id: str, line: CaptionLine) -> r.CaptionRow:
    return r.CaptionRow(
        recording_id=recording_id,
        caption_id=line.caption_id,
        revision=1,
        language=line.language,
        text=line.text,
        started_at=line.started_at,
        written_at=line.written_at,
        changed_at=line.written_at,
        changed_by=line.by,
    )


def marks_of(rows: Iterable[r.ChapterRow], at: float) -> r.ChapterRow | None:
    """The statement, else the agenda item, in which something was said."""
    around = [row for row in rows if row.starts_at <= at < row.ends_at]
    return max(around, key=lambda row: (row.kind == "statement", row.starts_at), default=None)
