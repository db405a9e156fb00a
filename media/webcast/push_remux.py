"""From the webcast's parts to FLV or MPEG-TS, frame by frame and without encoding anything again."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final, NamedTuple

import av

from media.webcast.boxes import boxes_in
from media.webcast.push_records import Parts, Track
from media.webcast.push_sinks import Sink
from media.webcast.timeline import (
    AAC_SAMPLES,
    FRAME_RATE,
    PART_AAC_FRAMES,
    PART_FRAMES,
    SAMPLE_RATE_HZ,
)

_BUFFER: Final = 65_536
_OPTIONS: Final = {
    "flv": {"flush_packets": "1", "flvflags": "no_duration_filesize"},
    "mpegts": {"flush_packets": "1", "pes_payload_size": "700"},
}
"""Four AAC frames at a time in MPEG-TS: the muxer's own way would keep sound back by a third of a second."""


class Frame(NamedTuple):
    at_s: float
    """From the first frame of the webcast."""
    track: int
    number: int
    """In 1/25 s or AAC frames from the same."""
    data: bytes
    keyframe: bool


def frames(parts: Parts) -> list[Frame]:
    """All frames of a part, in the order they are to be sent."""
    found: list[Frame] = []
    for track, data in enumerate(parts.data):
        each = Fraction(AAC_SAMPLES, SAMPLE_RATE_HZ) if track else Fraction(1, FRAME_RATE)
        first = parts.number * (PART_AAC_FRAMES if track else PART_FRAMES)
        for index, (frame, sync) in enumerate(_samples(data)):
            found.append(Frame(float((first + index) * each), track, first + index, frame, bool(track) or sync))
    return sorted(found, key=lambda frame: frame[:2])


def _samples(part: bytes) -> Iterator[tuple[bytes, bool]]:
    """Of ``moof`` and ``mdat`` as ``boxes`` writes them: each sample, and whether the first is a key frame."""
    top = {box.kind: box for box in boxes_in(part)}
    track = next(box for box in boxes_in(part, *top[b"moof"][1:]) if box.kind == b"traf")
    run = next(box for box in boxes_in(part, *track[1:]) if box.kind == b"trun")
    flags, count = struct.unpack_from(">II", part, run.start)
    keyframe = bool(flags & 4)
    at = top[b"mdat"].start
    for size in struct.unpack_from(f">{count}I", part, run.start + 12 + 4 * keyframe):
        yield part[at : at + size], keyframe
        at, keyframe = at + size, False


class Remuxer:
    """Times begin with the first part it is given, which must begin with a key frame."""

    def __init__(self, tracks: Sequence[Track], sink: Sink) -> None:
        self._output = av.open(
            sink, "w", format=sink.container, container_options=_OPTIONS[sink.container], buffer_size=_BUFFER
        )
        self._streams = []
        for track in tracks:
            with av.open(io.BytesIO(track.init)) as header:
                stream = self._output.add_stream_from_template(header.streams[0], opaque=True)
            if track.language:
                stream.metadata["language"] = track.language
            self._streams.append(stream)
        self._first_part: int | None = None

    def begin(self, number: int) -> None:
        """``number`` of the first part."""
        self._first_part = number

    def send(self, frame: Frame) -> None:
        """Raises what the sink raises."""
        assert self._first_part is not None
        packet = av.Packet(frame.data)
        packet.stream = self._streams[frame.track]
        if frame.track:
            packet.time_base = Fraction(1, SAMPLE_RATE_HZ)
            packet.pts = (frame.number - self._first_part * PART_AAC_FRAMES) * AAC_SAMPLES
        else:
            packet.time_base = Fraction(1, FRAME_RATE)
            packet.pts = frame.number - self._first_part * PART_FRAMES
        packet.dts = packet.pts
        packet.is_keyframe = frame.keyframe
        self._output.mux_one(packet)

    def close(self) -> None:
        self._output.close()
