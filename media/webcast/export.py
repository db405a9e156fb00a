"""Downloads of a recording, or of a stretch of it: frames are copied, nothing is encoded and no file is written.

An MP4's header is made from the heads of the parts alone; then segments are read one after the other and sent as they are,
so its length is known beforehand and a download can be resumed.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import json
import struct
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from media.webcast import boxes, frames, movie, playlist, records
from media.webcast.history import History, Mark, Segment
from media.webcast.store import read_index
from media.webcast.timeline import PART_AAC_FRAMES, PART_FRAMES, AudioTrack, VideoRung

if TYPE_CHECKING:
    from media.webcast.broadcast import Broadcast

FETCHERS: Final = 8
"""Files of one download asked of an object store at once."""
Listed = Sequence[tuple[Segment, bool]]


class NothingRecordedError(Exception):
    """There is nothing to export."""


@dataclass(frozen=True, slots=True)
class _Source:
    """One segment of one track."""

    rendition: str
    number: int
    revision: int
    """Of the correction that made its file; 0: as it was recorded."""
    parts: tuple[int, ...]
    """Bytes of each part in the segment's file."""
    silent: bool
    length: int
    """Bytes of its frames."""


class Export:
    """An MP4 that can be read from any byte on.  Methods block on the disk: call them in a thread.

    :raises NothingRecordedError: nothing of the stretch is recorded.
    :raises OSError: it was, but a file of it is gone."""

    def __init__(
        self,
        broadcast: Broadcast,
        video: bool,
        channels: Sequence[str],
        begins: float | None = None,
        ends: float | None = None,
    ) -> None:
        self._broadcast = broadcast
        self._elsewhere: dict[str, dict[str, bytes]] = {}
        """Sizes of frames whose segments are in the object store alone."""
        history = broadcast.history
        rung = _largest(broadcast) if video else None
        names = [*([rung.name] if rung else []), *channels]
        stretch = playlist.stretch(history, begins, ends)
        listed = {name: playlist.recorded(history, name, *stretch) for name in names}
        common = set.intersection(*(({segment.number for segment, _ in listed[name]}) for name in names))
        self.listed: Listed = [entry for entry in listed[names[0]] if entry[0].number in common]
        if not self.listed:
            raise NothingRecordedError
        self._rows: list[tuple[_Source, ...]] = []
        self._tracks = [self._track(name, rung) for name in names]
        silent = {name: {segment.number for segment, silent in listed[name] if silent} for name in names}
        for segment, _ in self.listed:
            row = tuple(
                self._add(name, track, segment, silent[name]) for name, track in zip(names, self._tracks, strict=True)
            )
            self._rows.append(row)
        self._finish(video)

    def _finish(self, video: bool) -> None:
        titles = _titles(self.listed, self._broadcast.history.marks.values())
        self._header = movie.header(self._tracks, titles, b"isom" if video else b"M4A ")
        lengths = itertools.accumulate(
            (sum(source.length for source in row) for row in self._rows), initial=len(self._header)
        )
        self._starts = list(lengths)

    @property
    def size(self) -> int:
        return self._starts[-1]

    @property
    def tag(self) -> str:
        """Names its content: the header holds every frame's size and place."""
        return hashlib.sha256(self._header).hexdigest()[:32]

    def blocks(self, start: int = 0) -> Iterator[bytes]:
        """Its bytes from ``start`` on, a segment of all tracks at a time.  :raises OSError: a segment is gone."""
        if start < len(self._header):
            yield self._header[start:]
            start = len(self._header)
        first = bisect_right(self._starts, start) - 1
        with self._reading() as read:
            for number in range(first, len(self._rows)):
                block = b"".join(read(self._frames, self._rows[number]))
                yield block[max(0, start - self._starts[number]) :]

    @contextlib.contextmanager
    def _reading(self) -> Iterator[Callable[[Callable[[_Source], bytes], Iterable[_Source]], Iterator[bytes]]]:
        """Tracks that come from the store are fetched side by side."""
        if not self._elsewhere:
            yield map
            return
        pool = ThreadPoolExecutor(FETCHERS, "download")
        try:
            yield pool.map
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def _track(self, name: str, rung: VideoRung | None) -> movie.Track:
        if rung is not None and name == rung.name:
            return movie.Track(False, "und", "", (rung.width, rung.height))
        return movie.Track(True, name, _channel_name(self._broadcast.history, name))

    def _add(self, name: str, track: movie.Track, segment: Segment, silent: set[int]) -> _Source:
        entry = track.entry(_entry(name, segment))
        if segment.number in silent:
            sizes = struct.pack(">I", len(boxes.SILENT_AAC)) * (PART_AAC_FRAMES * segment.expected)
            length, parts = len(sizes) // 4 * len(boxes.SILENT_AAC), tuple[int, ...]()
        else:
            parts = segment.parts_of(name)
            sizes, length = self._sizes(name, segment, parts)
        track.chunks.append(movie.Chunk(sizes, length, entry))
        return _Source(name, segment.number, segment.revision(name), parts, segment.number in silent, length)

    def _sizes(self, rendition: str, segment: Segment, parts: tuple[int, ...]) -> tuple[bytes, int]:
        """Of each frame, as in the ``trun`` boxes, and of all together."""
        path = self._broadcast.store.path(rendition, segment.number, segment.revision(rendition))
        try:
            sizes = frames.sizes(path)
        except FileNotFoundError:
            if rendition not in self._elsewhere:
                self._elsewhere[rendition] = frames.load(self._broadcast.store.directory, rendition)
            if path.name not in self._elsewhere[rendition]:
                raise
            sizes = self._elsewhere[rendition][path.name]
        count = len(parts) * (PART_FRAMES if playlist.is_video(rendition) else PART_AAC_FRAMES)
        if len(sizes) != 4 * count:
            raise FileNotFoundError(f"{path} is not what its index says")
        return sizes, sum(struct.unpack(f">{count}I", sizes))

    def _frames(self, source: _Source) -> bytes:
        if source.silent:
            return boxes.SILENT_AAC * (source.length // len(boxes.SILENT_AAC))
        data = self._broadcast.store.load(source.rendition, source.number, source.revision)
        found, at = [], 0
        for part in source.parts:
            moof = int.from_bytes(data[at : at + 4], "big")
            found.append(data[at + moof + 8 : at + part])
            at += part
        block = b"".join(found)
        if len(block) != source.length:
            raise FileNotFoundError(f"segment {source.number} of {source.rendition} is shorter than it was")
        return block


def sound_sizes(history: History) -> dict[str, int]:
    """Channel -> bytes of its whole ``<channel>.m4a``, from the index alone: all that is around frames has one length."""
    around = len(boxes.silent_part(0)) - PART_AAC_FRAMES * len(boxes.SILENT_AAC)
    sizes = {}
    for name in sorted(name for name in history.renditions() if not playlist.is_video(name)):
        track = movie.Track(True, name, _channel_name(history, name))
        listed = playlist.recorded(history, name, published=False)
        for segment, silent in listed:
            frames = PART_AAC_FRAMES * segment.expected
            parts = segment.parts_of(name)
            length = frames * len(boxes.SILENT_AAC) if silent else sum(parts) - len(parts) * around
            track.chunks.append(movie.Chunk(bytes(4 * frames), length, track.entry(_entry(name, segment))))
        if listed:
            header = movie.header([track], _titles(listed, history.marks.values()), b"M4A ")
            sizes[name] = len(header) + sum(chunk.length for chunk in track.chunks)
    return sizes


def _titles(listed: Listed, marks: Iterable[Mark]) -> list[movie.Chapter]:
    """Agenda items first where there are more than the format takes."""
    found = chapters(listed, marks)
    kept = sorted(sorted(found, key=lambda c: c.level)[: movie.MAX_CHAPTERS], key=lambda c: c.starts_s)
    return [movie.Chapter(chapter.starts_s, chapter.title) for chapter in kept]


def _largest(broadcast: Broadcast) -> VideoRung:
    rungs = [rung for run in broadcast.history.runs for rung in run.video]
    if not rungs:
        raise NothingRecordedError
    return max(rungs, key=lambda rung: rung.width * rung.height)


def _channel_name(history: History, channel: str) -> str:
    names = {track.channel: track.name for run in history.runs for track in run.audio}
    return names.get(channel, channel)


def _entry(rendition: str, segment: Segment) -> bytes:
    for rung in segment.run.video:
        if rung.name == rendition:
            return boxes.video_entry(rung)
    for track in segment.run.audio:
        if track.channel == rendition:
            return boxes.audio_entry(track)
    return boxes.audio_entry(AudioTrack(rendition, "", boxes.AAC_LC_MONO))


# --- chapters ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ChapterEntry:
    mark_id: str
    starts_s: float
    """Media time of the export: gaps and what is not recorded take none."""
    ends_s: float
    title: str
    level: int
    attributes: dict[str, str]


def chapters(listed: Listed, marks: Iterable[Mark]) -> list[ChapterEntry]:
    """Marks that touch what is listed, by time."""
    found: list[ChapterEntry] = []
    last = listed[-1][0]
    until = last.starts_at + last.duration_s
    times = MediaTime(listed)
    for mark in marks:
        ends = until if mark.ends_at is None else min(mark.ends_at, until)
        starts_s, ends_s = times.at(mark.starts_at), times.at(ends)
        if ends_s > starts_s:
            level = mark.attributes.get("X-LEVEL", "1")
            title = mark.attributes.get("X-TITLE") or mark.mark_id
            found.append(
                ChapterEntry(mark.mark_id, starts_s, ends_s, title, int(level) if level.isdigit() else 1, mark.attributes)
            )
    return sorted(found, key=lambda chapter: (chapter.starts_s, chapter.level))


class MediaTime:
    """From the time of day to the time in what is listed."""

    def __init__(self, listed: Listed) -> None:
        self._segments = [segment for segment, _ in listed]
        self._starts = [segment.starts_at for segment in self._segments]
        self._times = list(itertools.accumulate((segment.duration_s for segment in self._segments), initial=0.0))

    def at(self, unix: float) -> float:
        number = bisect_right(self._starts, unix) - 1
        if number < 0:
            return 0.0
        segment = self._segments[number]
        return round(self._times[number] + min(unix - segment.starts_at, segment.duration_s), 3)


def chapters_json(listed: Listed, marks: Iterable[Mark]) -> bytes:
    """Podcasting 2.0 JSON chapters, with each mark's id and attributes."""
    rows = [
        {
            "startTime": chapter.starts_s,
            "endTime": chapter.ends_s,
            "title": chapter.title,
            "level": chapter.level,
            "id": chapter.mark_id,
            "attributes": chapter.attributes,
        }
        for chapter in chapters(listed, marks)
    ]
    return json.dumps({"version": "1.2.0", "chapters": rows}, ensure_ascii=False).encode()


# --- manifest ---------------------------------------------------------------------------------------------------------


def manifest(broadcast: Broadcast) -> bytes:
    """Every file of the recording with its length and SHA-256, taken when it was written, and one digest over all of them
    (of the lines ``<sha256>  <file>``, sorted, as ``sha256sum`` writes them).  Blocks on the disk."""
    index = read_index(broadcast.store.directory)
    files = [*_segment_files(broadcast, index), *_archive_files(broadcast, index)]
    revisions = broadcast.history.revisions if broadcast.history.finished else []
    lines = "".join(sorted(f"{entry['sha256']}  {entry['file']}\n" for entry in files))
    told = {
        "meeting": broadcast.meeting_id,
        "webcast": broadcast.webcast_id,
        "complete": broadcast.history.finished,
        "revision": max((one.revision for one in revisions), default=1),
        "revisions": [{"revision": one.revision, "at": one.at, "by": one.by, "why": one.why} for one in revisions],
        "sha256": hashlib.sha256(lines.encode()).hexdigest(),
        "files": files,
    }
    return json.dumps(told).encode()


def _segment_files(broadcast: Broadcast, index: Iterable[records.Record]) -> Iterator[dict[str, object]]:
    history = broadcast.history
    digests = {record.number: record.sha256 for record in index if isinstance(record, records.Kept)}
    for rendition in sorted(history.renditions()):
        for segment, silent in playlist.recorded(history, rendition):
            if not silent:
                made = segment.corrected.get(rendition)
                yield {
                    "file": playlist.segment_name(rendition, segment.number, segment.revision(rendition)),
                    "size": sum(segment.parts_of(rendition)),
                    "sha256": made.sha256 if made is not None else digests[segment.number][rendition],
                    "startsAt": round(segment.starts_at, 3),
                }


def _archive_files(broadcast: Broadcast, index: Iterable[records.Record]) -> Iterator[dict[str, object]]:
    """As far as they are published."""
    history = broadcast.history
    published = history.last_complete() + 1
    for record in index:
        if not isinstance(record, records.Archived) or record.segment >= published:
            continue
        if history.finished or record.segment + record.segments <= published:
            yield {
                "file": f"flac/{record.channel}/{record.segment}.flac",
                "size": record.size,
                "sha256": record.sha256,
                "startsAt": round(history.segments[record.segment].starts_at, 3),
            }
