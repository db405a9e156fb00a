"""The wall clock is set forward or back by an hour while on the air: no playlist contradicts itself, and times stay true."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from itertools import pairwise
from pathlib import Path

import m3u8
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bus.clock import SteadyClock
from media.webcast import playlist
from media.webcast.archive import Archive
from media.webcast.history import Mark
from media.webcast.library import Library
from media.webcast.packager import Packager
from media.webcast.production import Production
from media.webcast.run import Quality
from media.webcast.timeline import SEGMENT_PARTS, SEGMENT_S
from tests.acceptance.hls_viewer import EXACT_S, Told
from tests.unit.media.webcast.programme import Studio
from tests.unit.media.webcast.test_live_playlists import AT, RENDITIONS, Air
from tests.unit.media.webcast.test_webcast_origin import ID, wanted
from tests.unit.media.webcast.test_webcast_overload import STATE, Kept

HOUR = 3600.0


class Clock:
    """A wall clock that somebody sets."""

    def __init__(self) -> None:
        self.offset = 0.0

    def wall(self) -> float:
        return time.time() + self.offset


class Tuned(Production):
    """Without its thread of pictures."""

    def _compose_for_ever(self) -> None:
        pass


@pytest.fixture
async def on_air(tmp_path: Path) -> AsyncIterator[Callable[[Callable[[], float]], tuple[Production, Kept]]]:
    made: list[tuple[Production, Archive]] = []

    def begin(wall: Callable[[], float]) -> tuple[Production, Kept]:
        kept, archive = Kept(), Archive(tmp_path, lambda *_: False)
        production = Tuned(STATE, Packager(kept), archive, Quality(preset="ultrafast"), lambda _: None, wall)
        made.append((production, archive))
        return production, kept

    yield begin
    for production, archive in made:
        production.close()
        archive.close()


async def test_a_clock_set_forward_begins_another_run_with_the_new_time(
    on_air: Callable[[Callable[[], float]], tuple[Production, Kept]],
) -> None:
    clock = Clock()
    production, kept = on_air(clock.wall)
    production.keep_time()
    clock.offset = 0.9
    production.keep_time()
    assert len(kept.runs) == 1, "clocks are slewed all the time"
    clock.offset = HOUR
    production.keep_time()
    production.keep_time()
    assert len(kept.runs) == 2
    apart = kept.runs[1].started_at - kept.runs[0].started_at
    assert HOUR - 1 < apart < HOUR + 30
    await asyncio.sleep(0)


async def test_a_clock_set_back_is_not_followed(
    on_air: Callable[[Callable[[], float]], tuple[Production, Kept]],
) -> None:
    clock = Clock()
    production, kept = on_air(SteadyClock(clock.wall, time.monotonic).now)
    clock.offset = -HOUR
    production.keep_time()
    assert len(kept.runs) == 1


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.floats(-HOUR, HOUR), st.integers(0, 2 * SEGMENT_PARTS)), min_size=1, max_size=5))
def test_whatever_a_run_believes_the_time_to_be_every_playlist_is_valid(runs: list[tuple[float, int]]) -> None:
    air = Air()
    air.history.dvr_s = 1.0  # six segments
    told = {rendition: Told(rendition) for rendition in RENDITIONS}
    for jump, parts in runs:
        air.begin(AT + jump)
        for _ in range(parts):
            for rendition in RENDITIONS:
                air.play(rendition)
                if air.history.edge(rendition) is not None:
                    text = playlist.live(air.history, rendition, air.history.window_start(), skip=True)
                    told[rendition].read(text)
    on_demand = playlist.on_demand(air.history, "720p")
    entries = m3u8.loads(on_demand).segments if on_demand else []
    for before, after in pairwise(entries):
        assert (after.program_date_time - before.program_date_time).total_seconds() >= before.duration - EXACT_S
    for entry in entries:
        found = air.history.segments[air.history.find(entry.program_date_time.timestamp() + EXACT_S)]
        assert entry.uri == f"../720p/{found.number}.m4s", "every moment is found where it was"


def test_a_mark_of_the_new_time_is_shown_once_a_run_has_it() -> None:
    air = Air()
    air.begin()
    air.play_all(SEGMENT_PARTS)
    air.history.mark(Mark("statement", AT + HOUR + 1, None, {}))
    assert "statement" not in playlist.live(air.history, "720p", 0)
    air.begin(AT + HOUR)
    air.play_all(SEGMENT_PARTS)
    assert "statement" in playlist.live(air.history, "720p", 0)


async def test_a_worker_started_after_the_clock_was_set_back_goes_on_behind_what_there_is(tmp_path: Path) -> None:
    studio, now = Studio(), [0.0]

    def library(wall: float) -> Library:
        return Library(tmp_path, lambda: now[0], lambda: wall + now[0])

    first, second = library(AT), library(AT - HOUR)
    try:
        packager = await first.open("demo", wanted(delay_s=30.0))
        studio.begin(packager, 96, AT)
        now[0] = 6.0
        studio.play(packager, 2 * SEGMENT_PARTS)
        first.close()
        packager = await second.open("demo", wanted(delay_s=30.0))
        broadcast = second.on_air(ID)
        assert broadcast is not None
        ends_at = broadcast.history.ends_at
        assert ends_at >= AT + 2 * SEGMENT_S
        studio.begin(packager, 96 * 9, AT - HOUR + 7)
        now[0] = 12.0
        studio.play(packager, SEGMENT_PARTS)
        assert broadcast.history.runs[-1].started_at == ends_at
        now[0] = 37.0
        broadcast.history.release(now[0])
        assert broadcast.history.last_complete() >= 1, "an embargo of half a minute does not last an hour"
        second.end(ID)
        assert broadcast.history.ended_at == broadcast.history.ends_at
    finally:
        first.close()
        second.close()
