"""ISO base media file format, the little of it that CMAF needs: init segments, parts, and reading them back.

Written here and not by a muxer because every byte is known beforehand: one track a file, constant durations, no edit list
(the encoder's priming is dropped, so sound and picture begin at the run's first tick).

ISO 14496-12 (boxes), ISO 14496-15 (avc1), ISO 14496-14 and 14496-1 (mp4a, esds), ISO 23000-19 (CMAF).  Pure.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from media.webcast.timeline import (
    AAC_SAMPLES,
    FRAME_DURATION,
    PART_AAC_FRAMES,
    PART_AUDIO_TIME,
    SAMPLE_RATE_HZ,
    VIDEO_TIMESCALE,
    AudioTrack,
    VideoRung,
)

SILENT_AAC: Final = bytes((0x01, 0x18, 0x20, 0x07))
"""1024 samples of digital silence, AAC-LC mono."""

AAC_LC_MONO: Final = bytes((0x11, 0x88))
"""AudioSpecificConfig: AAC-LC, 48 kHz, one channel."""
TRACK_ID: Final = 1
_MATRIX: Final = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
_SYNC: Final = 0x02000000
_NOT_SYNC: Final = 0x01010000
_SIZES_ONLY: Final = 0x000201
_SIZES_AND_FIRST: Final = 0x000205


def box(kind: bytes, *content: bytes) -> bytes:
    return struct.pack(">I4s", 8 + sum(map(len, content)), kind) + b"".join(content)


def full_box(kind: bytes, version: int, flags: int, *content: bytes) -> bytes:
    return box(kind, struct.pack(">I", version << 24 | flags), *content)


# --- init segments ----------------------------------------------------------------------------------------------------


def video_entry(rung: VideoRung) -> bytes:
    return box(
        b"avc1",
        struct.pack(">6xH16x2H2I4xH32xHh", 1, rung.width, rung.height, 0x480000, 0x480000, 1, 0x18, -1),
        box(b"avcC", rung.config),
        box(b"colr", b"nclx", struct.pack(">3HB", 1, 1, 1, 0)),
    )


def audio_entry(track: AudioTrack) -> bytes:
    decoder = _descriptor(4, struct.pack(">BB3xII", 0x40, 0x15, 64_000, 64_000), _descriptor(5, track.config[:2]))
    stream = _descriptor(3, struct.pack(">HB", TRACK_ID, 0), decoder, _descriptor(6, b"\x02"))
    sound = struct.pack(">6xH8x2H4xI", 1, 1, 16, SAMPLE_RATE_HZ << 16)
    return box(b"mp4a", sound, full_box(b"esds", 0, 0, stream))


def video_init(rung: VideoRung) -> bytes:
    return _init(b"vide", video_entry(rung), FRAME_DURATION, (rung.width, rung.height), "und")


def audio_init(track: AudioTrack) -> bytes:
    return _init(b"soun", audio_entry(track), AAC_SAMPLES, (0, 0), track.channel)


def _descriptor(tag: int, *content: bytes) -> bytes:
    """ISO 14496-1 §8.3.3; all of ours are shorter than 128 bytes."""
    return struct.pack(">BB", tag, sum(map(len, content))) + b"".join(content)


def language_code(tag: str) -> str:
    """ISO 639-2/T for ``mdhd`` and the muxer, from a channel."""
    three = {"ar": "ara", "zh": "zho", "en": "eng", "fr": "fra", "ru": "rus", "es": "spa", "floor": "mul"}
    primary = tag.split("-")[0].lower()
    return three.get(primary, primary if len(primary) == 3 and primary.isalpha() and primary.isascii() else "und")


def movie_header(duration_ms: int, next_track: int) -> bytes:
    times = struct.pack(">4IIH10x", 0, 0, 1000, duration_ms, 0x10000, 0x100)
    return full_box(b"mvhd", 0, 0, times, _MATRIX, bytes(24), struct.pack(">I", next_track))


def track_header(track_id: int, sound: bool, size: tuple[int, int], duration_ms: int = 0, enabled: bool = True) -> bytes:
    """Sound is one alternate group: players offer its tracks as a choice."""
    head = struct.pack(">5I8x4h", 0, 0, track_id, 0, duration_ms, 0, int(sound), 0x100 if sound else 0, 0)
    return full_box(b"tkhd", 0, 3 if enabled else 2, head, _MATRIX, struct.pack(">2I", size[0] << 16, size[1] << 16))


def media(handler: bytes, language: str, duration: int, tables: Sequence[bytes]) -> bytes:
    """``mdia`` with the sample tables.  ``duration`` in the media's time scale."""
    sound = handler == b"soun"
    code = 0
    for letter in language_code(language):
        code = code << 5 | ord(letter) - 0x60
    head = full_box(b"smhd", 0, 0, bytes(4)) if sound else full_box(b"vmhd", 0, 1, bytes(8))
    references = box(b"dinf", full_box(b"dref", 0, 0, struct.pack(">I", 1), full_box(b"url ", 0, 1)))
    timescale = SAMPLE_RATE_HZ if sound else VIDEO_TIMESCALE
    return box(
        b"mdia",
        full_box(b"mdhd", 1, 0, struct.pack(">QQIQHH", 0, 0, timescale, duration, code, 0)),
        full_box(b"hdlr", 0, 0, bytes(4), handler, bytes(12), b"hemicycle\0"),
        full_box(b"elng", 0, 0, ("mul" if language == "floor" else language).encode() + b"\0") if sound else b"",
        box(b"minf", head, references, box(b"stbl", *tables)),
    )


def _init(handler: bytes, entry: bytes, duration: int, size: tuple[int, int], language: str) -> bytes:
    sound = handler == b"soun"
    tables = [
        full_box(b"stsd", 0, 0, struct.pack(">I", 1), entry),
        full_box(b"stts", 0, 0, bytes(4)),
        full_box(b"stsc", 0, 0, bytes(4)),
        full_box(b"stsz", 0, 0, bytes(8)),
        full_box(b"stco", 0, 0, bytes(4)),
    ]
    track = box(b"trak", track_header(TRACK_ID, sound, size), media(handler, language, 0, tables))
    extends = full_box(b"trex", 0, 0, struct.pack(">5I", TRACK_ID, 1, duration, 0, _SYNC if sound else _NOT_SYNC))
    return box(b"ftyp", b"iso6", bytes(4), b"iso6cmfcmp41") + box(
        b"moov", movie_header(0, TRACK_ID + 1), track, box(b"mvex", extends)
    )


# --- parts ------------------------------------------------------------------------------------------------------------


def video_part(sequence: int, decode_time: int, frames: Sequence[bytes], independent: bool) -> bytes:
    """:param decode_time: of the first frame, in VIDEO_TIMESCALE."""
    return _part(sequence, decode_time, frames, _SYNC if independent else None)


def audio_part(sequence: int, decode_time: int, frames: Sequence[bytes]) -> bytes:
    """:param decode_time: of the first frame, in samples."""
    return _part(sequence, decode_time, frames, None)


def silent_part(sequence: int) -> bytes:
    """A part of sound in which nothing is heard."""
    return audio_part(sequence, sequence * PART_AUDIO_TIME, [SILENT_AAC] * PART_AAC_FRAMES)


def _part(sequence: int, decode_time: int, frames: Sequence[bytes], first: int | None) -> bytes:
    count = len(frames)
    sizes = struct.pack(f">{count}I", *map(len, frames))
    flags, first_flags = (_SIZES_ONLY, b"") if first is None else (_SIZES_AND_FIRST, struct.pack(">I", first))
    header = full_box(b"mfhd", 0, 0, struct.pack(">I", sequence + 1))
    # default-base-is-moof: offsets count from the moof box
    track = full_box(b"tfhd", 0, 0x020000, struct.pack(">I", TRACK_ID))
    time = full_box(b"tfdt", 1, 0, struct.pack(">Q", decode_time))
    run_size = 20 + len(first_flags) + len(sizes)
    fragment_size = 8 + len(header) + 8 + len(track) + len(time) + run_size
    run = full_box(b"trun", 0, flags, struct.pack(">Ii", count, fragment_size + 8), first_flags, sizes)
    return b"".join((box(b"moof", header, box(b"traf", track, time, run)), box(b"mdat", *frames)))


# --- reading back -----------------------------------------------------------------------------------------------------


class Box(NamedTuple):
    kind: bytes
    start: int
    end: int
    """Of the content; ``start`` is after the header."""


def boxes_in(data: bytes, start: int = 0, end: int | None = None) -> Iterator[Box]:
    """Boxes side by side, as far as they are whole."""
    end = len(data) if end is None else end
    while start + 8 <= end:
        size, kind = struct.unpack_from(">I4s", data, start)
        if size < 8 or start + size > end:
            return
        yield Box(kind, start + 8, start + size)
        start += size


def part_sizes(segment: bytes) -> list[int]:
    """Bytes of each part that is there whole: what a crash left of a segment's file."""
    sizes: list[int] = []
    begin = 0
    for found in boxes_in(segment):
        if found.kind == b"mdat":
            sizes.append(found.end - begin)
            begin = found.end
    return sizes


def frames_in(part: bytes) -> list[bytes]:
    """The frames of a whole part of sound, by the sizes in its ``trun``."""
    (moof,) = struct.unpack_from(">I", part)
    sizes = struct.unpack_from(f">{PART_AAC_FRAMES}I", part, moof - 4 * PART_AAC_FRAMES)
    frames, at = [], moof + 8
    for size in sizes:
        frames.append(part[at : at + size])
        at += size
    return frames
