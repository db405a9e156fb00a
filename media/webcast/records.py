"""What the index of a webcast's directory says, line by line: the recording is these records and the files they name.

Append-only, one JSON object a line; a last line without its end is what a crash cut off, and is dropped.  Pure.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator

import msgspec

from media.webcast.packager import Run


class Opened(msgspec.Struct, frozen=True, tag="opened", rename="camel"):
    meeting_id: str
    webcast_id: str


class RunBegan(msgspec.Struct, frozen=True, tag="run", rename="camel"):
    run: Run


class Kept(msgspec.Struct, frozen=True, tag="kept", rename="camel"):
    """Durable: written after the files of its segment are."""

    number: int
    parts: int
    sizes: dict[str, tuple[int, ...]]
    """Rendition -> bytes of each part; 0 parts: a gap."""
    sha256: dict[str, str]
    """Rendition -> digest of the segment's file, hexadecimal."""


class Lost(msgspec.Struct, frozen=True, tag="lost", rename="camel"):
    """It was shown live but the disk did not take it."""

    number: int
    parts: int


class Skipped(msgspec.Struct, frozen=True, tag="skipped", rename="camel"):
    """Numbers before ``until`` that nothing here tells of are gaps: they may have been shown and were never written."""

    until: int


class ConsentChanged(msgspec.Struct, frozen=True, tag="consent", rename="camel"):
    """Of ``from_segment`` and all after it, whatever was said of those before."""

    from_segment: int
    recorded: bool
    withheld: tuple[str, ...]
    """Channels that are not recorded."""


class Configured(msgspec.Struct, frozen=True, tag="configured", rename="camel"):
    delay_s: float
    dvr_s: float


class Marked(msgspec.Struct, frozen=True, tag="mark", rename="camel"):
    mark_id: str
    starts_at: float
    ends_at: float | None
    attributes: dict[str, str]


class Captioned(msgspec.Struct, frozen=True, tag="caption", rename="camel"):
    """A finished line, or what it was corrected to."""

    caption_id: str
    language: str
    text: str
    started_at: float
    ended_at: float


class Archived(msgspec.Struct, frozen=True, tag="archived", rename="camel"):
    """A FLAC file that is whole: so many segments of a channel, from ``segment`` on."""

    channel: str
    segment: int
    segments: int
    size: int
    sha256: str


class Replaced(msgspec.Struct, frozen=True, rename="camel"):
    """A segment as of a revision, in a file of its own."""

    revision: int
    sizes: tuple[int, ...]
    sha256: str


class Revised(msgspec.Struct, frozen=True, tag="revised", rename="camel", kw_only=True):
    """A correction.  Durable: written after its files are."""

    revision: int
    at: float
    by: str
    why: str
    segments: dict[str, dict[int, Replaced]] = {}
    """Rendition -> number."""
    trimmed: bool = False
    begins_at: float | None = None
    """Of a trim, Unix seconds; None: not cut at this end."""
    ends_at: float | None = None


class Ended(msgspec.Struct, frozen=True, tag="ended", rename="camel"):
    at: float


Record = (
    Opened | RunBegan | Kept | Lost | Skipped | ConsentChanged | Configured | Marked | Captioned | Archived | Revised | Ended
)

_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Record)


def line(record: Record) -> bytes:
    return _ENCODER.encode(record) + b"\n"


def whole(text: bytes) -> int:
    """Bytes of the lines that are there whole."""
    return text.rfind(b"\n") + 1


def read(text: bytes) -> Iterator[Record]:
    """Of the whole lines.  :raises msgspec.MsgspecError: one is none of ours: the file was changed by somebody else."""
    return (_DECODER.decode(entry) for entry in text[: whole(text)].splitlines())


def readable(text: bytes) -> tuple[list[Record], bool]:
    """Those before the first whole line that is none of ours, and whether there is such a line.

    What follows it is left alone though it may be ours: the line could have withdrawn a consent."""
    entries: list[Record] = []
    try:
        entries.extend(read(text))
    except msgspec.MsgspecError:
        return entries, True
    return entries, False


def highest_number(text: bytes) -> int:
    """The highest segment number in any line that is ours; -1: none."""
    highest = -1
    for entry in text.splitlines():
        with contextlib.suppress(msgspec.MsgspecError):
            record = _DECODER.decode(entry)
            if isinstance(record, Kept | Lost):
                highest = max(highest, record.number)
            elif isinstance(record, Skipped):
                highest = max(highest, record.until - 1)
    return highest


def written(entries: Iterable[Record]) -> bytes:
    return b"".join(map(line, entries))
