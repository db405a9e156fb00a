"""A machine with too much to do: sound goes on without a gap, pictures stand still, and the run is not broken."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import pytest

from bus.messages import MeetingState, Rendition, Webcast
from media.webcast.archive import Archive
from media.webcast.boxes import video_init, video_part
from media.webcast.packager import Packager, Part
from media.webcast.packager import Run as PackagedRun
from media.webcast.production import LATE_NS, LOST_NS, STILL_NS, Production
from media.webcast.run import Quality, Run
from media.webcast.timeline import PART_FRAMES, PART_VIDEO_TIME, SEGMENT_FRAMES, SEGMENT_PARTS, EncodedFrame

Picture = npt.NDArray[np.uint8]
STATE = MeetingState("m", webcast=Webcast("webcast-1", "onAir", (Rendition("floor", "Floor"),), title=("A meeting",)))


class Kept:
    """What a packager makes."""

    def __init__(self) -> None:
        self.runs: list[PackagedRun] = []
        self.parts: list[Part] = []
        self.cuts: list[int] = []

    def run(self, run: PackagedRun) -> None:
        self.runs.append(run)

    def part(self, part: Part) -> None:
        self.parts.append(part)

    def cut(self, segment: int, parts: int) -> None:
        self.cuts.append(parts)


def grey(luma: int) -> av.VideoFrame:
    picture = np.full((1080, 1280), 128, np.uint8)
    picture[:720] = luma
    return av.VideoFrame.from_ndarray(picture, "yuv420p")


def decoded(run: Run, frames: list[EncodedFrame]) -> list[Picture]:
    parts = [
        video_part(
            n,
            n * PART_VIDEO_TIME,
            [frame.data for frame in frames[n * PART_FRAMES : (n + 1) * PART_FRAMES]],
            n % SEGMENT_PARTS == 0,
        )
        for n in range(len(frames) // PART_FRAMES)
    ]
    with av.open(
        io.BytesIO(video_init(run.rungs[1]) + b"".join(parts)), "r", options={"err_detect": "explode"}
    ) as container:
        return [np.asarray(frame.to_ndarray(format="gray"), np.uint8) for frame in container.decode(video=0)]


def test_a_picture_that_stood_still_for_a_segment_stands_still_for_more_and_moves_on() -> None:
    run, small = Run(96, [("floor", "Floor")], {}, Quality(preset="ultrafast")), []
    before, standing, after = grey(60), grey(110), grey(200)
    shown = [before] * 20 + [standing] * (SEGMENT_FRAMES - 20)
    small += [run.picture(frame)[1][1] for frame in shown]
    assert run.stand_still() == [], "two pictures"
    small += [run.picture(standing)[1][1] for _ in range(SEGMENT_FRAMES - 1)]
    assert run.stand_still() == [], "not at the end of its segment"
    small.append(run.picture(standing)[1][1])
    for _ in range(2):
        small += [packet for name, packet in run.stand_still() if name == "360p"]
    small += [run.picture(after)[1][1] for _ in range(SEGMENT_FRAMES)]
    assert [frame.pts for frame in small] == list(range(5 * SEGMENT_FRAMES))
    assert [frame.pts for frame in small if frame.keyframe] == list(range(0, 5 * SEGMENT_FRAMES, SEGMENT_FRAMES))
    lumas = [int(np.median(picture)) for picture in decoded(run, small)]
    assert lumas == pytest.approx([51] * 20 + [110] * 28 + [110] * 3 * 48 + [214] * 48, abs=14)


@pytest.fixture
async def held(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> AsyncIterator[tuple[Production, Kept]]:
    """A production whose thread of pictures the test is, and what it has made."""
    monkeypatch.setattr(Production, "_compose_for_ever", lambda _: None)
    kept = Kept()
    archive = Archive(tmp_path, lambda *_: False)
    production = Production(STATE, Packager(kept), archive, Quality(preset="ultrafast"), lambda _: None)
    yield production, kept
    production.close()
    archive.close()


async def test_pictures_that_are_late_stand_still_and_the_run_goes_on(held: tuple[Production, Kept]) -> None:
    production, kept = held
    run = production._run
    assert run is not None

    def frame(late_ns: int) -> int:
        before = run.next_frame
        production._frame(run, late_ns)
        return run.next_frame - before

    assert [frame(0) for _ in range(SEGMENT_FRAMES // 2)] == [1] * (SEGMENT_FRAMES // 2)
    assert production.dropped_frames == 0
    for _ in range(SEGMENT_FRAMES // 2 + SEGMENT_FRAMES):
        assert frame(STILL_NS + 1) == 1
    assert production.dropped_frames == SEGMENT_FRAMES // 2 + SEGMENT_FRAMES - 1, (
        "a segment begins with what is to be seen now"
    )
    assert [frame(20 * STILL_NS) for _ in range(3)] == [SEGMENT_FRAMES] * 3
    assert frame(LATE_NS + 1) == 1 and frame(0) == 1
    await asyncio.sleep(0)
    assert len(kept.runs) == 1 and production._run is run
    parts = [part for part in kept.parts if part.rendition == "720p"]
    assert len(parts) == 5 * SEGMENT_PARTS and production.frames == run.next_frame == 5 * SEGMENT_FRAMES + 2


async def test_only_having_stopped_for_a_minute_begins_another_run(held: tuple[Production, Kept]) -> None:
    production, kept = held
    run = production._run
    assert run is not None
    production._frame(run, LOST_NS + 1)
    await asyncio.sleep(0)
    assert len(kept.runs) == 2 and production._run is not run
