"""What a destination is given of a broadcast: what is published, from key frames on, and nothing it is too late for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bus.messages import Rendition, Webcast
from media.webcast.broadcast import Broadcast
from media.webcast.push import BEHIND_PARTS, Feed
from media.webcast.push_records import Parts, PushFailed
from media.webcast.push_remux import frames
from media.webcast.timeline import PART_FRAMES
from tests.unit.media.webcast.programme import TONES, Studio


class Air:
    """A broadcast on a clock the test holds."""

    def __init__(self, directory: Path) -> None:
        self.now = 1000.0
        self.broadcast = Broadcast(directory, "m", "w", lambda: self.now, lambda: self.now)
        self.packager = self.broadcast.go_on()
        self.studio = Studio()
        self.studio.begin(self.packager, 0, self.now)

    def play(self, parts: int = 1) -> None:
        for _ in range(parts):
            self.studio.play(self.packager)
            self.now += 0.64

    def delayed(self, delay_s: float) -> None:
        renditions = tuple(Rendition(channel, channel) for channel in TONES)
        self.broadcast.apply(Webcast("w", "onAir", renditions, delay_s=delay_s))

    def feed(self, *channels: str) -> Feed:
        feed = Feed(self.broadcast, channels)
        feed.begin()
        return feed


@pytest.fixture
async def air(tmp_path: Path) -> AsyncIterator[Air]:
    made = Air(tmp_path / "w")
    yield made
    made.broadcast.close()


async def soon(feed: Feed) -> Parts | None:
    """What there is now; None: nothing."""
    asking = asyncio.create_task(feed.next())
    for _ in range(20):
        await asyncio.sleep(0)
    if not asking.done():
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
        return None
    return asking.result()


async def test_it_begins_with_the_next_segments_key_frame(air: Air) -> None:
    air.play(4)
    feed = air.feed("fr")
    assert await soon(feed) is None
    air.play(3)
    parts = await soon(feed)
    assert parts is not None and parts.number == 6
    first = frames(parts)[0]
    assert first.keyframe and (first.track, first.number) == (0, 6 * PART_FRAMES)


async def test_it_gives_part_after_part_of_picture_and_channels(air: Air) -> None:
    feed = air.feed("fr", "floor")
    assert [track.language for track in feed.tracks] == ["", "fra", "mul"]
    for number in range(4):
        air.play()
        parts = await soon(feed)
        assert parts is not None and parts.number == number and len(parts.data) == 3
        assert await soon(feed) is None


async def test_no_channel_means_all(air: Air) -> None:
    assert [track.language for track in air.feed().tracks] == ["", "mul", "fra", "ara"]


async def test_what_is_too_late_is_dropped_up_to_the_next_key_frame_and_counted(air: Air) -> None:
    feed = air.feed("fr")
    air.play(1)
    assert await soon(feed) is not None
    air.play(BEHIND_PARTS + 1)
    assert await soon(feed) is None
    assert feed.dropped_frames == 8 * PART_FRAMES
    air.play(2)
    parts = await soon(feed)
    assert parts is not None and parts.number == 9


async def test_who_is_a_little_behind_loses_nothing(air: Air) -> None:
    feed = air.feed("fr")
    air.play(BEHIND_PARTS)
    for number in range(BEHIND_PARTS):
        parts = await soon(feed)
        assert parts is not None and parts.number == number
    assert feed.dropped_frames == 0


async def test_an_embargo_holds_for_destinations_too(air: Air) -> None:
    air.delayed(30.0)
    feed = air.feed("fr")
    air.play(6)
    assert await soon(feed) is None
    air.now += 30.0
    air.broadcast.history.release(air.now - 5 * 0.64)
    parts = await soon(feed)
    assert parts is not None and parts.number == 0


async def test_a_channel_the_webcast_does_not_have_is_told(air: Air) -> None:
    with pytest.raises(PushFailed, match="channelMissing"):
        air.feed("ru")


async def test_another_run_of_the_same_encoders_goes_on(air: Air) -> None:
    feed = air.feed("fr")
    air.play(3)
    for _ in range(3):
        assert await soon(feed) is not None
    air.studio.begin(air.packager, 96 * 5, air.now)
    air.play(1)
    parts = await soon(feed)
    assert parts is not None and parts.number == 3 and frames(parts)[0].keyframe


async def test_other_channels_need_a_new_beginning(air: Air) -> None:
    feed = air.feed()
    air.play(3)
    for _ in range(3):
        assert await soon(feed) is not None
    air.studio = Studio(channels=("floor", "fr"))
    air.studio.begin(air.packager, 96 * 5, air.now)
    air.play(3)
    with pytest.raises(PushFailed, match="closed"):
        await feed.next()


async def test_nothing_is_given_after_its_end(air: Air) -> None:
    feed = air.feed("fr")
    air.play(1)
    air.broadcast.end()
    assert await soon(feed) is not None
    assert await soon(feed) is None
