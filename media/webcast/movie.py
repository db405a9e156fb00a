"""A flat MP4 (ISO 14496-12) over frames that are already there: its header, and where each frame comes to lie.

All sample tables are copied from the parts' ``trun`` boxes as they are: both store sizes as 32 bits, big endian.  Pure.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from media.webcast.boxes import box, full_box, media, movie_header, track_header
from media.webcast.timeline import AAC_SAMPLES, FRAME_DURATION, PART_S, SEGMENT_FRAMES

MAX_CHAPTERS: Final = 255
"""Of ``chpl``, whose count is one byte."""


class Chapter(NamedTuple):
    starts_s: float
    title: str


class Chunk(NamedTuple):
    """A segment's frames of one track, side by side."""

    sizes: bytes
    """Four bytes for each frame."""
    length: int
    entry: int
    """Index of its sample entry."""


@dataclass(slots=True)
class Track:
    sound: bool
    language: str
    """Channel; of pictures ``und``."""
    name: str
    size: tuple[int, int] = (0, 0)
    entries: list[bytes] = field(default_factory=list)
    chunks: list[Chunk] = field(default_factory=list)

    def entry(self, entry: bytes) -> int:
        """Index of a sample entry, new or known."""
        if entry not in self.entries:
            self.entries.append(entry)
        return self.entries.index(entry)


def header(tracks: Sequence[Track], chapters: Iterable[Chapter], brand: bytes) -> bytes:
    """``ftyp``, ``moov`` and the head of ``mdat``; the chunks follow: first of each track, then second of each, and so on.

    :param brand: ``isom``, or ``M4A `` for sound alone."""
    start = box(b"ftyp", brand, bytes(4), brand, b"isomiso2avc1mp41")
    length = sum(chunk.length for track in tracks for chunk in track.chunks)
    size = len(start) + len(_moov(tracks, chapters := list(chapters), 0)) + 16
    return start + _moov(tracks, chapters, size) + struct.pack(">I4sQ", 1, b"mdat", 16 + length)


def _moov(tracks: Sequence[Track], chapters: Sequence[Chapter], first_byte: int) -> bytes:
    offsets = _offsets(tracks, first_byte)
    default = next((number for number, track in enumerate(tracks) if track.sound), None)
    duration_ms = max((_duration_ms(track) for track in tracks), default=0)
    traks = [
        _trak(track, number + 1, offsets[number], enabled=not track.sound or number == default)
        for number, track in enumerate(tracks)
    ]
    return box(b"moov", movie_header(duration_ms, len(tracks) + 1), *traks, _chapter_list(chapters))


def _offsets(tracks: Sequence[Track], at: int) -> list[list[int]]:
    offsets: list[list[int]] = [[] for _ in tracks]
    for number in range(max((len(track.chunks) for track in tracks), default=0)):
        for own, track in zip(offsets, tracks, strict=True):
            own.append(at)
            at += track.chunks[number].length
    return offsets


def _duration_ms(track: Track) -> int:
    return round(_frames(track) * PART_S * 1000 / (30 if track.sound else 16))


def _frames(track: Track) -> int:
    return sum(len(chunk.sizes) for chunk in track.chunks) // 4


def _trak(track: Track, track_id: int, offsets: Sequence[int], enabled: bool) -> bytes:
    frames, each = _frames(track), AAC_SAMPLES if track.sound else FRAME_DURATION
    tables = [
        full_box(b"stsd", 0, 0, struct.pack(">I", len(track.entries)), *track.entries),
        full_box(b"stts", 0, 0, struct.pack(">3I", 1, frames, each)),
        b"" if track.sound else _key_frames(track),
        _sample_to_chunk(track.chunks),
        full_box(b"stsz", 0, 0, struct.pack(">2I", 0, frames), *(chunk.sizes for chunk in track.chunks)),
        full_box(b"co64", 0, 0, struct.pack(f">I{len(offsets)}Q", len(offsets), *offsets)),
    ]
    head = track_header(track_id, track.sound, track.size, _duration_ms(track), enabled)
    body = media(b"soun" if track.sound else b"vide", track.language, frames * each, tables)
    return box(b"trak", head, body, box(b"udta", box(b"name", track.name.encode())) if track.name else b"")


def _key_frames(track: Track) -> bytes:
    """The first of each segment; all segments but a run's last are whole."""
    numbers: list[int] = []
    at = 1
    for chunk in track.chunks:
        numbers += range(at, at + len(chunk.sizes) // 4, SEGMENT_FRAMES)
        at += len(chunk.sizes) // 4
    return full_box(b"stss", 0, 0, struct.pack(f">I{len(numbers)}I", len(numbers), *numbers))


def _sample_to_chunk(chunks: Sequence[Chunk]) -> bytes:
    rows: list[tuple[int, int, int]] = []
    for number, chunk in enumerate(chunks, 1):
        kind = (len(chunk.sizes) // 4, chunk.entry + 1)
        if not rows or rows[-1][1:] != kind:
            rows.append((number, *kind))
    return full_box(b"stsc", 0, 0, struct.pack(">I", len(rows)), *(struct.pack(">3I", *row) for row in rows))


def _chapter_list(chapters: Sequence[Chapter]) -> bytes:
    if not chapters:
        return b""
    rows = []
    for chapter in chapters[:MAX_CHAPTERS]:
        title = chapter.title.encode()[:255].decode(errors="ignore").encode()
        rows.append(struct.pack(">QB", max(0, round(chapter.starts_s * 1e7)), len(title)) + title)
    return box(b"udta", full_box(b"chpl", 1, 0, bytes(4), struct.pack(">B", len(rows)), *rows))
