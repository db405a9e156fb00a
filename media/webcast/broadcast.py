"""One webcast of the worker: packager, history and bytes put together, and those who wait for the next part.

Owned by the event loop; only the store's thread touches the disk.  A broadcast is *on the air* (made by ``Library.open``,
fed through ``packager``) or *ended* (read back from disk).
"""

from __future__ import annotations

import asyncio
import hashlib
import math
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from bus import messages
from media.clock import TICK_NS
from media.webcast import boxes, playlist, records
from media.webcast.archive import Archive
from media.webcast.captions import Captions, Line
from media.webcast.export import sound_sizes
from media.webcast.history import History, Mark, Segment
from media.webcast.packager import Packager, Part, Run
from media.webcast.store import Disk, SegmentStore, highest_number, left_over, load_index, read_part
from media.webcast.timeline import SEGMENT_S

CRASH_GAP_SEGMENTS: Final = 2
"""After a kill at least so many numbers are left out: parts of them may have been shown that never reached the disk."""
GAP_LIMIT: Final = 50_000
"""And at most so many: a day of them."""
START_S: Final = 20.0
"""A webcast younger than this of which nothing is on disk has only just begun."""


class Broadcast:
    def __init__(
        self,
        directory: Path,
        meeting_id: str,
        webcast_id: str,
        monotonic: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self.meeting_id = meeting_id
        self.webcast_id = webcast_id
        self.history = History()
        self.captions = Captions()
        self.store = SegmentStore(directory)
        self.archive = Archive(directory / "flac", self._may_be_archived)
        """Fed by whoever mixes down, with the blocks the encoders get."""
        self.packager: Packager | None = None
        """None: it has ended."""
        self.oldest = 0
        """Of the segments that can still be served live."""
        self._monotonic = monotonic
        self._wall = wall
        self._waiting: dict[str, asyncio.Future[None]] = {}
        self._release: asyncio.TimerHandle | None = None
        self._swept = 0
        self._withdrawn = False
        self._known = False
        """It has an index, or will have."""
        self.damaged = False
        """Its index could not be read: another was begun, and what the first told after the damage is not listed."""

    # --- from and to the disk ---

    @classmethod
    def load(
        cls, directory: Path, monotonic: Callable[[], float] = time.monotonic, wall: Callable[[], float] = time.time
    ) -> Broadcast:
        """Read it back, and take in what a crash left without a record.  Blocks on the disk.

        An index that cannot be read is set aside; what was recorded before the damage is still there.

        :raises FileNotFoundError: there is none."""
        entries, sound = load_index(directory)
        broadcast = cls(directory, directory.parent.name, directory.name, monotonic, wall)
        broadcast._known = True
        if broadcast._replay(entries) and sound:
            broadcast._take_in_left_over()
        else:
            broadcast._set_aside(entries)
        broadcast.history.release(monotonic())
        return broadcast

    def _replay(self, entries: list[records.Record]) -> bool:
        """False: they do not fit together, and those that do not are taken off the list."""
        now, unix_now = self._monotonic(), self._wall()
        opened = records.Opened(self.meeting_id, self.webcast_id)
        if entries[:1] != [opened]:
            entries[:] = [opened]
            return False
        for at, entry in enumerate(entries[1:], 1):
            try:
                if isinstance(entry, records.Opened) and self.history.runs:
                    raise ValueError("two indexes in one")
                if isinstance(entry, records.Captioned):
                    self.captions.put(_line(entry))
                self.history.replay(entry, now, unix_now)
            except (LookupError, ValueError):
                del entries[at:]
                return False
        return True

    def _set_aside(self, entries: list[records.Record]) -> None:
        self.damaged = True
        beyond = records.Skipped(highest_number(self.store.directory) + 1)
        self.history.replay(beyond, self._monotonic(), self._wall())
        self.store.set_aside([*entries, beyond])

    def _take_in_left_over(self) -> None:
        history = self.history
        if not history.runs or history.ended_at is not None:
            return
        run = history.runs[-1]
        names = [*(rung.name for rung in run.video), *(track.channel for track in run.audio)]
        while any((found := left_over(self.store.directory, names, history.open_segment)).values()):
            number = history.open_segment
            parts = _whole_parts(run, found, max(history.next_part, run.first_part))
            record = records.Kept(
                number,
                parts,
                {name: tuple(map(len, blocks)) for name, blocks in found.items()} if parts else {},
                {name: hashlib.sha256(b"".join(blocks)).hexdigest() for name, blocks in found.items()} if parts else {},
            )
            self.store.adopt(record, found)
            history.replay(record, self._monotonic(), self._wall())

    def go_on(self, begun_at: float = 0.0) -> Packager:
        """Put it on the air, again if it was.

        :param begun_at: Unix seconds when the server put it on the air first; 0: not known."""
        if self.history.ended_at is not None:
            self.history.ended_at = None
            self.archive = Archive(self.store.directory / "flac", self._may_be_archived)
        self.store.start()
        if not self._known:
            self.store.write([records.Opened(self.meeting_id, self.webcast_id)])
        if (skipped := self._perhaps_shown(begun_at)) > 0:
            record = records.Skipped(self.history.open_segment + skipped)
            self.history.replay(record, self._monotonic(), self._wall())
            self.store.write([record])
        self._known = True
        self.packager = Packager(self, self.history.open_segment, self.history.next_part, self.history.ends_at)
        return self.packager

    def _perhaps_shown(self, begun_at: float) -> int:
        """How many numbers a worker that was killed may have used beyond what is on disk.

        Segments begin on a grid in time, no two in one place of it, so the time since the last known bounds them however
        far behind the disk was.  Of the two clocks the one that counts more: the one may have been set back, the other
        begins anew with the machine."""
        history = self.history
        if not history.runs:
            since = self._wall() - begun_at if begun_at else 0.0
            used = int(since / SEGMENT_S) + 1 if since > START_S else 0
            return min(max(0, used - history.open_segment), GAP_LIMIT)
        run = history.runs[-1]
        known_s = (history.open_segment - run.first_segment) * SEGMENT_S
        by_wall = self._wall() - run.started_at - known_s
        by_ticks = self._monotonic() - run.first_tick * TICK_NS / 1e9 - known_s
        return min(max(CRASH_GAP_SEGMENTS, int(max(by_wall, by_ticks) / SEGMENT_S) + 1), GAP_LIMIT)

    def close(self) -> None:
        """The worker ends; the webcast may go on in the next."""
        if self.packager is not None:
            self.packager.end()
        if self._release is not None:
            self._release.cancel()
        self.archive.close()
        self._note_archived()
        self.store.close()

    def _note_archived(self) -> None:
        if archived := self.archive.archived():
            self.store.write([records.Archived(*file) for file in archived])

    def _may_be_archived(self, channel: str, segment: int) -> bool:
        consent = self.history.consent(segment)
        return consent.recorded and channel not in consent.withheld

    # --- what the packager makes ---

    def run(self, run: Run) -> None:
        self.history.begin(run)
        self.archive.begin(run)
        self.store.write([records.RunBegan(run)])

    def part(self, part: Part) -> None:
        self.store.part(part.rendition, part.segment, part.data)
        self.history.add(part, self._monotonic())
        self._wake([part.rendition])
        self._schedule()

    def cut(self, segment: int, parts: int) -> None:
        self.store.cut(segment, parts)
        self.history.cut(segment, parts)
        self.settle()

    # --- what the server wants ---

    def apply(self, wanted: messages.Webcast) -> None:
        """Consent, embargo and DVR window as they are now."""
        history = self.history
        self.captions.announced = wanted.captions
        withheld = frozenset(rendition.channel for rendition in wanted.renditions if not rendition.recorded)
        changes: list[records.Record] = list(history.set_consent(wanted.recorded, withheld))
        if (history.delay_s, history.dvr_s) != (wanted.delay_s, wanted.dvr_s):
            history.delay_s, history.dvr_s = wanted.delay_s, wanted.dvr_s
            changes.append(records.Configured(wanted.delay_s, wanted.dvr_s))
            if history.release(self._monotonic()):
                self._wake(list(self._waiting))
            self._schedule()
        if changes:
            self.store.write(changes)

    def mark(self, mark: Mark) -> None:
        if self.history.marks.get(mark.mark_id) != mark:
            self.history.mark(mark)
            self.store.write([records.Marked(*mark)])

    def caption(self, line: Line) -> None:
        if self.captions.put(line):
            kept = records.Captioned(line.caption_id, line.language, line.text, line.started_at, line.ended_at)
            self.store.write([kept])

    def end(self) -> None:
        if self.packager is None:
            return
        self.packager.end()
        self.packager = None
        self.captions.announced = ()
        self.archive.finish()
        self.history.end(max(self._wall(), self.history.ends_at))
        self.store.write([records.Ended(self.history.ended_at or 0.0)])
        self._wake(list(self._waiting))
        self._schedule()

    def conclude(self) -> None:
        """A worker before left it open and nobody wants it any more: it ended with its last segment."""
        if self.history.ended_at is None:
            self.history.end(round(self.history.ends_at, 3) or self._wall())
            self.store.write([records.Ended(self.history.ended_at or 0.0)])

    def revise(self, record: records.Revised) -> None:
        """The files of a correction are on disk; an ended webcast's."""
        self.history.revise(record)
        self.store.write([record])

    def withdraw(self) -> None:
        """It is to be deleted: nothing more is written, and who waits is let go."""
        if self.packager is not None:
            self.packager.end()
            self.packager = None
        self._withdrawn = True
        self.archive.abandon()
        self.store.abandon()
        if self._release is not None:
            self._release.cancel()
        self._wake(list(self._waiting))

    def erase(self) -> None:
        """Delete all of it."""
        self.withdraw()
        self.archive.finish()
        self.store.erase()
        self.store.finish()

    # --- upkeep ---

    def settle(self) -> None:
        """Take in what the disk has done; forget and delete what has left the live window.  Call every second or so."""
        history = self.history
        for number, kept in self.store.outcomes():
            history.keep(number, kept)
        self._note_archived()
        start = len(history.segments) if self.over else history.window_start()
        oldest = self.store.forget(history.open_segment, self._is_kept, start)
        self.oldest = max(self.oldest, oldest)
        self._delete_unrecorded(start)

    def _is_kept(self, number: int) -> bool:
        return self.history.segments[number].kept is True

    def _delete_unrecorded(self, before: int) -> None:
        while self._swept < min(before, self.history.open_segment):
            consent = self.history.consent(self._swept)
            names = self.history.segments[self._swept].sizes if not consent.recorded else consent.withheld
            if names:
                self.store.delete([self._swept], list(names))
            self._swept += 1

    def _schedule(self) -> None:
        if self._release is not None:
            self._release.cancel()
            self._release = None
        due = self.history.next_release
        if due is not None:
            delay = max(0.0, due - self._monotonic())
            self._release = asyncio.get_running_loop().call_later(delay, self._publish)

    def _publish(self) -> None:
        if self.history.release(self._monotonic()):
            self._wake(list(self._waiting))
        self._schedule()

    # --- who waits ---

    def _wake(self, renditions: Iterable[str]) -> None:
        for rendition in renditions:
            waiting = self._waiting.pop(rendition, None)
            if waiting is not None and not waiting.done():
                waiting.set_result(None)

    async def until(self, rendition: str, ready: Callable[[], bool], timeout_s: float) -> bool:
        """Wait until ``ready()``, asked whenever something of ``rendition`` is published; False: it did not become so."""
        loop = asyncio.get_running_loop()
        give_up = loop.time() + timeout_s
        while not ready():
            left = give_up - loop.time()
            if left <= 0 or self._withdrawn:
                return False
            if rendition not in self._waiting:
                self._waiting[rendition] = loop.create_future()
            await asyncio.wait({self._waiting[rendition]}, timeout=left)
        return True

    # --- what is asked ---

    @property
    def on_air(self) -> bool:
        return self.packager is not None

    @property
    def over(self) -> bool:
        """It has ended so long ago that the live window of its end has passed."""
        history = self.history
        return history.ended_at is not None and self._wall() > history.ended_at + history.delay_s + history.dvr_s

    @property
    def known_until(self) -> float:
        """Unix seconds: what was written later may not be shown yet."""
        return self._wall() - self.history.delay_s if self.history.delay_s else math.inf

    @property
    def disk(self) -> Disk:
        return self.store.disk

    def rates(self) -> dict[str, int]:
        """Peak bits a second of each rung, over the run on the air."""
        history = self.history
        run = history.runs[-1]
        rates = {}
        for rung in run.video:
            usual = rung.width * rung.height * 2
            newest = history.segments[max(run.first_segment, len(history.segments) - 30) :]
            peak = max((sum(s.sizes.get(rung.name, ())) * 8 / s.duration_s for s in newest), default=0)
            rates[rung.name] = max(usual, int(peak * 1.1))
        return rates

    async def read(self, rendition: str, number: int, part: int | None) -> bytes | None:
        """Bytes of a segment, cut or being made, or of one of its parts, as corrected; None: deleted, or a gap.

        :raises StoreError: it is in the object store alone, which does not give it."""
        segment = self.history.segments[number]
        sizes, revision = list(segment.parts_of(rendition)), segment.revision(rendition)
        if not sizes or (part is not None and part >= len(sizes)):
            return None
        cached = None if revision else self.store.cached(rendition, number, part)
        if cached is not None:
            return cached
        path = self.store.path(rendition, number, revision)
        try:
            return await asyncio.to_thread(read_part, path, sizes, part)
        except OSError:
            copies = self.store.copies
            if copies is None or segment.kept is not True:
                return None
        stretch = (sum(sizes[:part]), sizes[part]) if part is not None else (0, sum(sizes))
        return await copies.get(playlist.segment_name(rendition, number, revision), *stretch)

    def silent(self, number: int) -> bytes:
        """The silent twin of a segment of sound."""
        segment = self.history.segments[number]
        return b"".join(boxes.silent_part(segment.start_part + part) for part in range(segment.expected))

    def summary(self) -> messages.WebcastKept | None:
        """Once all of it is on disk."""
        history = self.history
        if (
            history.ended_at is None
            or not self.archive.finished
            or any(segment.kept is None for segment in history.segments)
        ):
            return None
        recorded = [s for s in history.segments if _kept_for_good(history, s)]
        size = sum(
            sum(segment.parts_of(name))
            for name in history.renditions()
            for segment, silent in playlist.recorded(history, name, published=False)
            if not silent
        )
        return messages.WebcastKept(
            meeting_id=self.meeting_id,
            webcast_id=self.webcast_id,
            started_at=history.segments[0].starts_at if history.segments else history.ended_at,
            ended_at=history.ended_at,
            duration_s=round(sum(segment.duration_s for segment in recorded), 3),
            size_bytes=size,
            recorded=bool(recorded),
            sounds=sound_sizes(history) if recorded else {},
        )


def _line(kept: records.Captioned) -> Line:
    return Line(kept.started_at, kept.caption_id, kept.language, kept.text, kept.ended_at, final=True)


def _kept_for_good(history: History, segment: Segment) -> bool:
    kept = bool(segment.kept and segment.parts) and history.consent(segment.number).recorded
    return kept and not history.trimmed(segment)


def _whole_parts(run: Run, found: dict[str, list[bytes]], first_part: int) -> int:
    """Make all renditions of a left-over segment equally long, as the packager does at a run's end."""
    pictures = [len(found.get(rung.name, ())) for rung in run.video]
    parts = min(pictures) if pictures else max(map(len, found.values()))
    for track in run.audio:
        blocks = found.setdefault(track.channel, [])
        blocks += [boxes.silent_part(first_part + part) for part in range(len(blocks), parts)]
    for blocks in found.values():
        del blocks[parts:]
    return parts
