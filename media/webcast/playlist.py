"""HLS playlists of one webcast: low-latency live, from the start (EVENT), on demand over any stretch, and multivariant.

RFC 8216 and draft-pantos-hls-rfc8216bis (EXT-X-PART, EXT-X-SKIP, EXT-X-RENDITION-REPORT …).  Pure: text from a History.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final, Protocol

from media.webcast.history import History, Mark, Segment
from media.webcast.packager import Run
from media.webcast.timeline import FRAME_RATE, PART_S, SEGMENT_S, SIGN, AudioTrack, VideoRung

TARGET_S: Final = math.ceil(SEGMENT_S)
PART_HOLD_BACK_S: Final = 3 * PART_S
SKIP_UNTIL_S: Final = 6 * TARGET_S
SEGMENTS_WITH_PARTS: Final = 3
"""Whole segments at the live edge whose parts are listed too (three target durations)."""
VERSION: Final = 9
AUDIO_BPS: Final = 80_000
_NOT_SKIPPED: Final = math.ceil(SKIP_UNTIL_S / SEGMENT_S)
_WHOLE: Final = ("#EXTM3U", "#EXT-X-VERSION:7", f"#EXT-X-TARGETDURATION:{TARGET_S}", "#EXT-X-MEDIA-SEQUENCE:0")
_ATTRIBUTE = re.compile(r"X-[A-Z0-9-]{1,60}")


def segment_name(rendition: str, number: int, revision: int = 0) -> str:
    """A corrected segment has a name of its own: caches keep the one before."""
    return f"{rendition}/{number}.r{revision}.m4s" if revision else f"{rendition}/{number}.m4s"


def part_name(rendition: str, number: int, part: int) -> str:
    return f"{rendition}/{number}.{part}.m4s"


def silent_name(rendition: str, number: int) -> str:
    """The twin of a segment of sound that is not kept or never was."""
    return f"{rendition}/{number}.silent.m4s"


def init_name(rendition: str, run: Run) -> str:
    """By the run's first segment, as no number is used twice."""
    return f"{rendition}/init.{run.first_segment}.mp4"


def silent_init_name(rendition: str) -> str:
    return f"{rendition}/silent.mp4"


def is_video(rendition: str) -> bool:
    return rendition[:1].isdigit()


# --- live -------------------------------------------------------------------------------------------------------------


def live(history: History, rendition: str, start: int, skip: bool = False) -> str:
    """:param start: number of the oldest segment listed.
    :param skip: leave out what an earlier playlist has told (a delta update), where there is enough of it."""
    edge = history.edge(rendition)
    assert edge is not None, "nothing is published of it"
    start = min(start, edge.segment)
    last = edge.segment
    first = history.segments[start]
    lines = [
        "#EXTM3U",
        f"#EXT-X-VERSION:{VERSION}",
        f"#EXT-X-TARGETDURATION:{TARGET_S}",
        f"#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,CAN-SKIP-UNTIL={SKIP_UNTIL_S:.1f},PART-HOLD-BACK={PART_HOLD_BACK_S:.2f}",
        f"#EXT-X-PART-INF:PART-TARGET={PART_S}",
        f"#EXT-X-MEDIA-SEQUENCE:{start}",
    ]
    if first.discontinuity:
        lines.append(f"#EXT-X-DISCONTINUITY-SEQUENCE:{first.discontinuity}")
    whole = last + 1 if history.complete(rendition, last) else last
    skipped = max(0, whole - start - _NOT_SKIPPED) if skip else 0
    if skipped:
        lines.append(f"#EXT-X-SKIP:SKIPPED-SEGMENTS={skipped}")
    previous = history.segments[start + skipped - 1] if skipped else None
    for segment in history.segments[start + skipped : last + 1]:
        lines += _head(segment, previous, rendition, "", silent=_absent(segment, rendition))
        listed = segment.number < whole
        if segment.number >= whole - SEGMENTS_WITH_PARTS and segment.has(rendition):
            parts = segment.expected if listed else edge.parts
            lines += [_part(rendition, segment.number, part) for part in range(parts)]
        if listed:
            lines += _body(segment, rendition, "", silent=_absent(segment, rendition))
        previous = segment
    lines += _dateranges(history.marks.values(), first.starts_at, history.published_until)
    if history.finished:
        return _text([*lines, "#EXT-X-ENDLIST"])
    hint = (whole, 0) if whole > last else (last, edge.parts)
    lines.append(f'#EXT-X-PRELOAD-HINT:TYPE=PART,URI="{part_name(rendition, *hint)}"')
    return _text([*lines, *_reports(history, rendition)])


def _part(rendition: str, number: int, part: int) -> str:
    # sound is independent always, the picture where the segment begins (closed GOP of one segment)
    independent = "" if is_video(rendition) and part else ",INDEPENDENT=YES"
    return f'#EXT-X-PART:DURATION={PART_S:.5f},URI="{part_name(rendition, number, part)}"{independent}'


def _reports(history: History, rendition: str) -> Iterator[str]:
    run = history.runs[-1]
    for other in (*(rung.name for rung in run.video), *(track.channel for track in run.audio)):
        edge = history.edge(other)
        if other != rendition and edge is not None and edge.parts:
            yield f'#EXT-X-RENDITION-REPORT:URI="{other}.m3u8",LAST-MSN={edge.segment},LAST-PART={edge.parts - 1}'


def _absent(segment: Segment, rendition: str) -> bool:
    """Sound of a run that had no such channel."""
    return not is_video(rendition) and bool(segment.expected) and not segment.has(rendition)


# --- from the start and on demand -------------------------------------------------------------------------------------


def recorded(
    history: History, rendition: str, start: int = 0, end: int | None = None, *, published: bool = True
) -> list[tuple[Segment, bool]]:
    """Segments of the recording from ``start`` until before ``end``, and whether each is replaced by its silent twin.

    As far as all are known to be kept or lost and, unless ``published`` is False, published: what is listed once stays but
    for corrections.  A segment that was corrected is no silent twin."""
    return list(_recorded(history, rendition, start, end, published))


def holds_any(history: History, rendition: str, begins: float | None = None, ends: float | None = None) -> bool:
    """Whether anything is recorded of the stretch between two moments (Unix seconds)."""
    return next(_recorded(history, rendition, *stretch(history, begins, ends), True), None) is not None


def _recorded(
    history: History, rendition: str, start: int, end: int | None, published: bool
) -> Iterator[tuple[Segment, bool]]:
    last = history.last_complete() + 1 if published else len(history.segments)
    for segment in history.segments[start : last if end is None else min(end, last)]:
        if segment.kept is None:
            return
        consent = history.consent(segment.number)
        if not segment.kept or not segment.parts or not consent.recorded or history.trimmed(segment):
            continue
        withheld = rendition in consent.withheld and rendition not in segment.corrected
        silent = not is_video(rendition) and (withheld or not segment.has(rendition))
        if silent or segment.has(rendition):
            yield segment, silent


class Entry(Protocol):
    """Writes a segment of a rendition; ``silent``: its twin."""

    def __call__(self, segment: Segment, previous: Segment | None, rendition: str, silent: bool) -> Iterator[str]: ...


class FromStart:
    """EVENT: whole segments since the webcast began, only ever appended to.  Each segment is looked at once.

    :param entry: how a segment of it is written; default: as what it is."""

    def __init__(self, rendition: str, entry: Entry | None = None) -> None:
        self._rendition = rendition
        self._entry = entry or _entry
        self._lines: list[str] = []
        self._first: Segment | None = None
        self._previous: Segment | None = None

    def text(self, history: History) -> str | None:
        """None: nothing is recorded (yet)."""
        start = 0 if self._previous is None else self._previous.number + 1
        for segment, silent in recorded(history, self._rendition, start):
            self._lines += self._entry(segment, self._previous, self._rendition, silent)
            self._first = self._first or segment
            self._previous = segment
        if self._first is None or self._previous is None:
            return None
        until = self._previous.starts_at + self._previous.duration_s
        marks = _dateranges(history.marks.values(), self._first.starts_at, until)
        return _text([*_WHOLE, "#EXT-X-PLAYLIST-TYPE:EVENT", *self._lines, *marks, *(["#EXT-X-ENDLIST"] * history.finished)])


def on_demand(history: History, rendition: str, begins: float | None = None, ends: float | None = None) -> str | None:
    """VOD over the segments that hold the stretch between two moments (Unix seconds); EXT-X-START is its exact beginning.

    None: nothing is recorded of it."""
    listed = recorded(history, rendition, *stretch(history, begins, ends))
    lines = [*_WHOLE, "#EXT-X-PLAYLIST-TYPE:VOD"]
    if not listed:
        return None
    first, last = listed[0][0], listed[-1][0]
    if begins is not None and begins > first.starts_at:
        lines.append(f"#EXT-X-START:TIME-OFFSET={begins - first.starts_at:.3f},PRECISE=YES")
    previous: Segment | None = None
    for segment, silent in listed:
        lines += _entry(segment, previous, rendition, silent)
        previous = segment
    lines += _dateranges(history.marks.values(), first.starts_at, last.starts_at + last.duration_s)
    return _text([*lines, "#EXT-X-ENDLIST"])


def stretch(history: History, begins: float | None, ends: float | None) -> tuple[int, int]:
    """First segment and the one after the last of a stretch."""
    start = 0 if begins is None else history.find(begins)
    if ends is None:
        return start, len(history.segments)
    end = history.find(ends)
    inside = end < len(history.segments) and history.segments[end].starts_at < ends
    return start, max(start, end + inside)


def _entry(segment: Segment, previous: Segment | None, rendition: str, silent: bool) -> Iterator[str]:
    yield from _head(segment, previous, rendition, "../", silent)
    yield from _body(segment, rendition, "../", silent)


# --- segments ---------------------------------------------------------------------------------------------------------


def _head(segment: Segment, previous: Segment | None, rendition: str, prefix: str, silent: bool) -> Iterator[str]:
    apart = previous is not None and (previous.run is not segment.run or _gap_between(previous, segment))
    if apart:
        yield "#EXT-X-DISCONTINUITY"
    init, before = _init(segment, rendition), _init(previous, rendition) if previous else ""
    if apart or init != before:
        yield f'#EXT-X-MAP:URI="{prefix}{init}"'
    if not silent and not segment.has(rendition):
        yield "#EXT-X-GAP"
    yield f"#EXT-X-PROGRAM-DATE-TIME:{timestamp(segment.starts_at)}"


def _gap_between(previous: Segment, segment: Segment) -> bool:
    return segment.number != previous.number + 1


def _init(segment: Segment, rendition: str) -> str:
    run = segment.run
    if is_video(rendition) or any(track.channel == rendition for track in run.audio):
        return init_name(rendition, run)
    return silent_init_name(rendition)


def _body(segment: Segment, rendition: str, prefix: str, silent: bool) -> Iterator[str]:
    yield f"#EXTINF:{segment.duration_s:.5f},"
    name = segment_name(rendition, segment.number, segment.revision(rendition))
    yield prefix + (silent_name(rendition, segment.number) if silent else name)


def _dateranges(marks: Iterable[Mark], begins: float, until: float) -> Iterator[str]:
    for mark in marks:
        if mark.starts_at > until or (mark.ends_at is not None and mark.ends_at < begins):
            continue
        attributes = [f'ID="{quoted(mark.mark_id)}"', f'START-DATE="{timestamp(mark.starts_at)}"']
        if "CLASS" in mark.attributes:
            attributes.insert(1, f'CLASS="{quoted(mark.attributes["CLASS"])}"')
        if mark.ends_at is not None and mark.ends_at <= until:
            attributes.append(f"DURATION={max(0.0, mark.ends_at - mark.starts_at):.3f}")
        attributes += [f'{key}="{quoted(value)}"' for key, value in mark.attributes.items() if _ATTRIBUTE.fullmatch(key)]
        yield "#EXT-X-DATERANGE:" + ",".join(attributes)


def quoted(text: str) -> str:
    """For a quoted string: it knows no escapes (RFC 8216 §4.2), so quotes become typographic and line ends spaces."""
    return re.sub(r"[\x00-\x1f\x7f\u0085\u2028\u2029]+", " ", text).replace('"', "”")


def timestamp(unix: float) -> str:
    return datetime.fromtimestamp(round(unix, 3), UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _text(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"


# --- multivariant -----------------------------------------------------------------------------------------------------


def codec(rung: VideoRung) -> str:
    """RFC 6381: profile, constraints and level, as in the configuration record."""
    return "avc1." + rung.config[1:4].hex().upper()


def multivariant(
    video: Sequence[VideoRung],
    audio: Sequence[AudioTrack],
    rates: Mapping[str, int],
    uri: str,
    captions: Sequence[str] = (),
) -> str:
    """:param rates: peak bits a second of each rung.
    :param uri: of a media playlist, with ``{}`` for the rendition.
    :param captions: languages."""
    lines = ["#EXTM3U", f"#EXT-X-VERSION:{VERSION}", "#EXT-X-INDEPENDENT-SEGMENTS"]
    floor = next((track.channel for track in audio if track.channel == "floor"), audio[0].channel if audio else None)
    for track in audio:
        default = "DEFAULT=YES" if track.channel == floor else "DEFAULT=NO"
        language = "mul" if track.channel == "floor" else track.channel
        lines.append(
            f'#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="aac",LANGUAGE="{quoted(language)}",NAME="{quoted(track.name)}",{default},'
            f'AUTOSELECT=YES,CHANNELS="1",URI="{uri.format(track.channel)}"'
        )
    names = {track.channel: track.name for track in audio}
    for tag in captions:
        lines.append(
            f'#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="captions",LANGUAGE="{quoted(tag)}",NAME="{quoted(names.get(tag, tag))}",'
            f'DEFAULT=NO,AUTOSELECT=YES,FORCED=NO,CHARACTERISTICS="public.accessibility.transcribes-spoken-dialog",'
            f'URI="{uri.format(f"captions/{tag}")}"'
        )
    words = ',SUBTITLES="captions"' if captions else ""
    sound, group = (',mp4a.40.2"', ',AUDIO="aac"') if audio else ('"', "")
    for rung in (one for one in video if one.name != SIGN):
        bandwidth = rates[rung.name] + (AUDIO_BPS if audio else 0)
        lines.append(
            f'#EXT-X-STREAM-INF:BANDWIDTH={bandwidth},CODECS="{codec(rung)}{sound},RESOLUTION={rung.width}x{rung.height},'
            f"FRAME-RATE={FRAME_RATE:.3f}{group}{words}"
        )
        lines.append(uri.format(rung.name))
    if floor is not None:
        lines.append(f'#EXT-X-STREAM-INF:BANDWIDTH={AUDIO_BPS},CODECS="mp4a.40.2",AUDIO="aac"{words}')
        lines.append(uri.format(floor))
    return _text(lines)
