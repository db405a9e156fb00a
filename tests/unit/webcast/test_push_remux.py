"""What is sent, taken apart by a decoder: picture and sound in step, nothing encoded anew."""

from __future__ import annotations

import io

import av
import numpy as np
import pytest

from media.webcast import boxes
from media.webcast.push_process import AHEAD_S, AWRY_S, Pace
from media.webcast.push_records import Opening, Parts, Track, frame, read
from media.webcast.push_remux import Remuxer, frames
from media.webcast.timeline import PART_AAC_FRAMES, PART_AUDIO_TIME, PART_FRAMES, PART_VIDEO_TIME
from tests.unit.media.webcast.programme import pictures, sound

PARTS = 6


class Memory:
    def __init__(self, container: str) -> None:
        self.container = container
        self.sent_bytes = 0
        self.data = io.BytesIO()

    def write(self, data: bytes) -> int:
        return self.data.write(data)

    def look(self) -> None: ...

    def close(self) -> None: ...


def programme(first: int, channels: tuple[str, ...]) -> tuple[tuple[Track, ...], list[Parts]]:
    """Parts ``first`` to ``first + PARTS`` of media time."""
    rung, shown = pictures("720p", PARTS * PART_FRAMES)
    made: list[Parts] = []
    heard = [sound(channel, PARTS * PART_AAC_FRAMES) for channel in channels]
    for part in range(PARTS):
        number = first + part
        cut = [one.data for one in shown[part * PART_FRAMES : (part + 1) * PART_FRAMES]]
        data = [boxes.video_part(number, number * PART_VIDEO_TIME, cut, part % 3 == 0)]
        for _, packets in heard:
            begin = 1 + part * PART_AAC_FRAMES  # the encoder's priming is dropped
            spoken = [one.data for one in packets[begin : begin + PART_AAC_FRAMES]]
            data.append(boxes.audio_part(number, number * PART_AUDIO_TIME, spoken))
        made.append(Parts(number, tuple(data)))
    tracks = (
        Track("", boxes.video_init(rung)),
        *(Track(channel[:3], boxes.audio_init(track)) for channel, (track, _) in zip(channels, heard, strict=True)),
    )
    return tracks, made


def remuxed(container: str, first: int, *channels: str) -> io.BytesIO:
    sink = Memory(container)
    tracks, parts = programme(first, channels)
    remuxer = Remuxer(tracks, sink)
    remuxer.begin(first)
    for one in parts:
        for each in frames(one):
            remuxer.send(each)
    remuxer.close()
    sink.data.seek(0)
    return sink.data


def flashes(data: io.BytesIO) -> list[float]:
    found, dark = [], True
    with av.open(data, "r") as container:
        for picture in container.decode(video=0):
            light = bool(picture.to_ndarray(format="gray").mean() > 128)
            if light and dark:
                found.append(float(picture.time or 0))
            dark = not light
    return found


def beeps(data: io.BytesIO, track: int) -> list[float]:
    found, quiet_until = [], 0.0
    with av.open(data, "r") as container:
        for block in container.decode(audio=track):
            loud = np.flatnonzero(np.abs(block.to_ndarray()[0]) > 0.1)
            at = float(block.time or 0)
            if len(loud) and at >= quiet_until:
                found.append(at + loud[0] / 48_000)
                quiet_until = at + 0.5
    return found


@pytest.mark.parametrize(("container", "channels"), [("flv", ("fr",)), ("mpegts", ("floor", "fr", "ar"))])
@pytest.mark.parametrize("first", [0, 3 * 4000], ids=["from the beginning", "after two hours"])
def test_flash_and_beep_are_in_step_in_every_language(container: str, channels: tuple[str, ...], first: int) -> None:
    data = remuxed(container, first, *channels)
    seen = flashes(data)
    assert len(seen) >= 3
    for track in range(len(channels)):
        data.seek(0)
        heard = beeps(data, track)
        assert len(heard) == len(seen)
        assert max(abs(a - b) for a, b in zip(seen, heard, strict=True)) < 0.045


def test_the_stream_begins_at_its_own_zero_whenever_it_is_joined() -> None:
    with av.open(remuxed("flv", 3 * 4000, "fr"), "r") as container:
        assert next(container.demux(video=0)).pts == 0


@pytest.mark.parametrize("container", ["flv", "mpegts"])
def test_the_frames_are_those_of_the_webcast(container: str) -> None:
    """But for how they are divided: MPEG-TS marks where each begins, and repeats the parameter sets."""
    encoded = sum(len(one.data) for one in pictures("720p", PARTS * PART_FRAMES)[1])
    with av.open(remuxed(container, 0, "fr"), "r") as opened:
        packets = [packet for packet in opened.demux(video=0) if packet.size]
    assert len(packets) == PARTS * PART_FRAMES
    assert [index for index, packet in enumerate(packets) if packet.is_keyframe] == [0, 48]
    assert encoded <= sum(packet.size for packet in packets) + 1 < encoded * 1.5 + 20 * len(packets)


def test_frames_come_in_the_order_of_their_times() -> None:
    (first, *_) = programme(0, ("floor", "fr"))[1]
    found = frames(first)
    assert [one.at_s for one in found] == sorted(one.at_s for one in found)
    assert len(found) == PART_FRAMES + 2 * PART_AAC_FRAMES
    assert [one.number for one in found if one.keyframe and one.track == 0] == [0]


def test_frames_are_sent_at_the_pace_they_are_watched_at() -> None:
    pace = Pace()
    assert pace.due(100.0, 5.0) == pytest.approx(5.0 + AHEAD_S)
    assert pace.due(100.64, 5.1) == pytest.approx(5.74)
    assert pace.due(100.68, 6.2) == pytest.approx(5.78), "late: at once, and the pace stays"


def test_after_a_gap_the_pace_is_taken_anew() -> None:
    pace = Pace()
    pace.due(100.0, 5.0)
    late = 5.0 + AWRY_S + 1.0
    assert pace.due(100.04, late) == pytest.approx(late + AHEAD_S)
    assert pace.due(100.04 + 50.0, late) == pytest.approx(late + AHEAD_S)


def test_records_are_read_as_they_were_written_and_tell_no_key() -> None:
    opening = Opening("srt://a:1", "secret", "secret", ("public",), 8.0, (Track("fra", b"init"),))
    stream = io.BytesIO(frame(opening) + frame(Parts(7, (b"a", b"b"))) + b"\x00\x00\x01\x00cut off")
    assert read(stream, Opening) == opening
    assert read(stream, Parts) == Parts(7, (b"a", b"b"))
    assert read(stream, Parts) is None
    assert "secret" not in repr(opening)
