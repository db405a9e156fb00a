"""Captions of one webcast as segmented WebVTT (W3C WebVTT; RFC 8216 §3.5): the lines, and the playlists of a language.

Segments are those of the picture, so a caption's segment has the picture's number.  What a segment holds is cut at its ends:
a line that is still being written when a segment is asked for is in it as far as it has come, and whole in a later one; to
fetch both shows nothing twice.  On demand sixteen segments are one.

Pure.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, insort
from collections import deque
from collections.abc import Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from media.webcast.history import History, Segment
from media.webcast.playlist import TARGET_S, timestamp
from media.webcast.timeline import PART_S, SEGMENT_S

FOLDER: Final = "captions"
"""What the address of a language's playlists begins with: ``captions/fr``."""
HELD_S: Final = 12.0
"""A line leaves the picture so long after it was last written, or when two newer ones have begun."""
LONGEST_S: Final = 120.0
"""No line is on the picture for longer."""
UNFINISHED: Final = 50
"""Lines being written that are held.  Overflow policy: the one touched longest ago goes."""
GROUP: Final = 16
"""Segments that are one on demand."""
GROUP_TARGET_S: Final = round(GROUP * SEGMENT_S)
_MAP_S: Final = 10
"""Any moment but zero does: a player takes a map of zero for none."""
_RIGHT_TO_LEFT: Final = frozenset({"ar", "fa", "he", "ur", "ps", "sd", "ug", "yi", "dv", "ckb"})
_MARKS: Final = {"rtl": "\u200f", "ltr": "\u200e"}


class Line(NamedTuple):
    started_at: float
    """Unix seconds: when it began to be said."""
    caption_id: str
    language: str
    text: str
    ended_at: float
    """When it was last written."""
    final: bool


class Cue(NamedTuple):
    begins: float
    """Unix seconds."""
    ends: float
    text: str


class Captions:
    """All lines, finished ones for good."""

    def __init__(self) -> None:
        self.announced: tuple[str, ...] = ()
        """Languages listed before anything is written in them."""
        self.version = 0
        self._lines: dict[str, list[Line]] = {}
        """Language -> lines as they began."""
        self._by_id: dict[str, Line] = {}
        self._unfinished: deque[str] = deque()

    def put(self, line: Line) -> bool:
        """A line or its next state; True: it is finished, and not as it was."""
        before = self._by_id.get(line.caption_id)
        if before == line or (before is not None and before.final and not line.final):
            return False
        if before is not None:
            self._remove(before)
        self._by_id[line.caption_id] = line
        insort(self._lines.setdefault(line.language, []), line)
        if not line.final:
            self._unfinished.append(line.caption_id)
            if len(self._unfinished) > UNFINISHED:
                self._remove(self._by_id[self._unfinished[0]])
        self.version += 1
        return line.final

    def _remove(self, line: Line) -> None:
        self._lines[line.language].remove(line)
        del self._by_id[line.caption_id]
        if not line.final:
            self._unfinished.remove(line.caption_id)

    @property
    def languages(self) -> tuple[str, ...]:
        """Announced or begun."""
        return tuple(dict.fromkeys((*self.announced, *sorted(tag for tag, lines in self._lines.items() if lines))))

    def cues(self, language: str, begins: float, ends: float, known_until: float) -> list[Cue]:
        """What is to be read between two moments, at most two lines at a time, as it was written by then."""
        lines = [line for line in self._around(language, begins, ends) if line.ended_at <= known_until]
        shown = [(line.started_at, _until(lines, number), line.text) for number, line in enumerate(lines)]
        moments = sorted({begins, ends, *(at for one in shown for at in one[:2] if begins < at < ends)})
        cues: list[Cue] = []
        for start, end in pairwise(moments):
            texts = [text for since, until, text in shown if since <= start and end <= until]
            if texts:
                cues.append(Cue(start, end, "\n".join(directed(text, language) for text in texts)))
        return cues

    def _around(self, language: str, begins: float, ends: float) -> list[Line]:
        lines = self._lines.get(language, [])
        first = bisect_left(lines, begins - LONGEST_S, key=lambda line: line.started_at)
        return lines[first : bisect_left(lines, ends, key=lambda line: line.started_at)]


def _until(lines: list[Line], number: int) -> float:
    line = lines[number]
    pushed_out = lines[number + 2].started_at if number + 2 < len(lines) else line.ended_at + HELD_S
    return min(max(pushed_out, line.started_at), line.ended_at + HELD_S, line.started_at + LONGEST_S)


def directed(text: str, language: str) -> str:
    """On one line, which reads in the language's direction though its first letter be another's (UAX #9, rule P2)."""
    text = " ".join(text.split())
    way = "rtl" if language.partition("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"
    strong = next((kind for kind in map(unicodedata.bidirectional, text) if kind in ("L", "R", "AL")), "")
    return text if strong and (strong != "L") == (way == "rtl") else _MARKS[way] + text


# --- WebVTT -----------------------------------------------------------------------------------------------------------


def web_vtt(captions: Captions, language: str, segments: list[Segment], known_until: float) -> str:
    """``segments``: side by side in one run.  Times are those of the media, which the map tells players."""
    first, last = segments[0], segments[-1]
    zero = first.starts_at - first.start_part * PART_S
    parts = [f"WEBVTT\nX-TIMESTAMP-MAP=LOCAL:{_stamp(_MAP_S)},MPEGTS:{_MAP_S * 90_000}"]
    for cue in captions.cues(language, first.starts_at, last.starts_at + last.duration_s, known_until):
        parts.append(f"{_stamp(cue.begins - zero)} --> {_stamp(cue.ends - zero)}\n{_escaped(cue.text)}")
    return "\n\n".join(parts) + "\n"


def _stamp(seconds: float) -> str:
    thousandths = round(seconds * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{rest // 1000:02d}.{rest % 1000:03d}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


# --- playlists --------------------------------------------------------------------------------------------------------


def live(history: History, language: str, start: int) -> str:
    """Whole segments, as far as they are published in every rendition."""
    last = history.last_complete()
    start = max(0, min(start, last))
    lines = [
        "#EXTM3U",
        "#EXT-X-VERSION:6",
        f"#EXT-X-TARGETDURATION:{TARGET_S}",
        "#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES",
        f"#EXT-X-MEDIA-SEQUENCE:{start}",
    ]
    if history.segments[start].discontinuity:
        lines.append(f"#EXT-X-DISCONTINUITY-SEQUENCE:{history.segments[start].discontinuity}")
    previous: Segment | None = None
    for segment in history.segments[start : last + 1]:
        lines += entry(segment, previous, f"{language}/", gap=not segment.expected)
        previous = segment
    return _text([*lines, *(["#EXT-X-ENDLIST"] * history.finished)])


def entry(segment: Segment, previous: Segment | None, prefix: str, gap: bool = False) -> Iterator[str]:
    yield from _head(segment, previous)
    if gap:
        yield "#EXT-X-GAP"
    yield f"#EXTINF:{segment.duration_s:.5f},"
    yield f"{prefix}{segment.number}.vtt"


def _head(segment: Segment, previous: Segment | None) -> Iterator[str]:
    if previous is not None and not _follows(segment, previous):
        yield "#EXT-X-DISCONTINUITY"
    yield f"#EXT-X-PROGRAM-DATE-TIME:{timestamp(segment.starts_at)}"


def _follows(segment: Segment, previous: Segment) -> bool:
    return previous.run is segment.run and segment.number == previous.number + 1


def on_demand(segments: list[Segment], prefix: str) -> str:
    """:param segments: those of the picture's playlist."""
    lines = [
        "#EXTM3U",
        "#EXT-X-VERSION:6",
        f"#EXT-X-TARGETDURATION:{GROUP_TARGET_S}",
        "#EXT-X-MEDIA-SEQUENCE:0",
        "#EXT-X-PLAYLIST-TYPE:VOD",
    ]
    previous: Segment | None = None
    for group in _groups(segments):
        lines += _head(group[0], previous)
        lines.append(f"#EXTINF:{sum(segment.duration_s for segment in group):.5f},")
        lines.append(f"{prefix}{group[0].number}-{group[-1].number}.vtt")
        previous = group[-1]
    return _text([*lines, "#EXT-X-ENDLIST"])


def _groups(segments: list[Segment]) -> Iterator[list[Segment]]:
    group: list[Segment] = []
    for segment in segments:
        if group and (segment.number % GROUP == 0 or not _follows(segment, group[-1])):
            yield group
            group = []
        group.append(segment)
    if group:
        yield group


def _text(lines: list[str]) -> str:
    return "\n".join(lines) + "\n"
