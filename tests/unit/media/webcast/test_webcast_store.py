"""What is on disk survives kills, full and slow disks and restarts; what may not be kept is deleted."""

from __future__ import annotations

import asyncio
import errno
import hashlib
import os
import signal
import sys
import threading
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import m3u8
import pytest

from bus.messages import Rendition, Webcast, WebcastKept
from media.webcast import playlist, records, store
from media.webcast.broadcast import CRASH_GAP_SEGMENTS, Broadcast
from media.webcast.library import Library
from media.webcast.packager import Packager
from tests.unit.media.webcast.programme import NAMES, Studio

ID = "kV2s9QmWcT7rXy4ZbN1p"
AT = 1_800_000_000.0
ROOT = Path(__file__).parents[4]


def wanted(webcast_id: str = ID, **changes: object) -> Webcast:
    renditions = tuple(Rendition(channel, name) for channel, name in NAMES.items())
    return Webcast(**({"webcast_id": webcast_id, "mode": "onAir", "renditions": renditions} | changes))  # type: ignore[arg-type]


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def wall(self) -> float:
        return AT + self.now

    def monotonic(self) -> float:
        return 1.92 + self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def library(tmp_path: Path, clock: Clock) -> AsyncIterator[Library]:
    library = Library(tmp_path, clock.monotonic, clock.wall)
    try:
        yield library
    finally:
        library.close()


def on_air(library: Library) -> Broadcast:
    broadcast = library.on_air(ID)
    assert broadcast is not None
    return broadcast


async def becomes(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while True:
            if true():
                return
            await asyncio.sleep(0.005)


async def settled(broadcast: Broadcast, until: Callable[[], bool] | None = None) -> None:
    def done() -> bool:
        broadcast.settle()
        return broadcast.store.idle and (until() if until else all_known(broadcast))

    await becomes(done)


def all_known(broadcast: Broadcast) -> bool:
    return all(segment.kept is not None for segment in broadcast.history.segments if segment.parts is not None)


def names(text: str | None) -> list[str | None]:
    assert text is not None
    return [segment.uri for segment in m3u8.loads(text).segments]


async def begin(library: Library, studio: Studio, tick: int = 96, at: float = AT) -> Packager:
    packager = await library.open("demo", wanted())
    studio.begin(packager, tick, at)
    return packager


async def test_a_segments_file_is_what_its_record_says(library: Library, tmp_path: Path) -> None:
    studio = Studio()
    packager = await begin(library, studio)
    studio.play(packager, 6)
    await settled(on_air(library))
    kept = [r for r in store.read_index(tmp_path / "demo" / ID) if isinstance(r, records.Kept)]
    assert [record.number for record in kept] == [0, 1]
    for record in kept:
        assert set(record.sizes) == {"720p", "360p", "floor", "fr", "ar"}
        for rendition, sizes in record.sizes.items():
            data = (tmp_path / "demo" / ID / rendition / f"{record.number}.m4s").read_bytes()
            assert len(data) == sum(sizes) and hashlib.sha256(data).hexdigest() == record.sha256[rendition]


async def test_what_is_taken_back_at_a_runs_end_is_cut_off_on_disk_too(library: Library) -> None:
    studio = Studio()
    packager = await begin(library, studio)
    for part in range(3):
        studio.sound_of(packager, part)
    studio.pictures_of(packager, 0)
    packager.end()
    broadcast = on_air(library)
    await settled(broadcast)
    assert {name: len(sizes) for name, sizes in broadcast.history.segments[0].sizes.items()}["fr"] == 1
    for rendition, sizes in broadcast.history.segments[0].sizes.items():
        assert broadcast.store.path(rendition, 0).stat().st_size == sum(sizes)


WORKER = """
import asyncio, sys, time
from pathlib import Path
sys.path.insert(0, {root!r})
from media.webcast.library import Library
from tests.unit.media.webcast.programme import Studio
from tests.unit.media.webcast.test_webcast_store import AT, wanted

async def main():
    library = Library(Path({directory!r}))
    studio = Studio()
    packager = await library.open("demo", wanted())
    studio.begin(packager, 96, AT)
    studio.play(packager, 7)
    studio.pictures_of(packager, 7)
    studio.pictures_of(packager, 8)
    while library.on_air(packager._sink.webcast_id).store.idle is False:
        await asyncio.sleep(0.01)
    print("ready", flush=True)
    time.sleep(60)

asyncio.run(main())
"""


async def test_after_a_kill_the_playlist_goes_on_and_no_part_is_lost(library: Library, tmp_path: Path, clock: Clock) -> None:
    clock.now = 7.0
    script = WORKER.format(root=str(ROOT), directory=str(tmp_path))
    worker = await asyncio.create_subprocess_exec(sys.executable, "-c", script, stdout=asyncio.subprocess.PIPE, cwd=ROOT)
    try:
        assert worker.stdout is not None
        assert await asyncio.wait_for(worker.stdout.readline(), 30) == b"ready\n"
    finally:
        worker.send_signal(signal.SIGKILL)
        await worker.wait()
    # segments 0 and 1 whole, of segment 2 one part in all renditions, two more of the pictures alone
    studio = Studio()
    packager = await begin(library, studio, 96 * 500, AT + 60)
    studio.play(packager, 3)
    broadcast = on_air(library)
    await settled(broadcast)
    told = m3u8.loads(playlist.live(broadcast.history, "fr", 0))
    assert [round(s.duration, 2) for s in told.segments] == [1.92, 1.92, 1.92, *([0.64] * CRASH_GAP_SEGMENTS), 1.92]
    assert [s.uri for s in told.segments] == [f"fr/{n}.m4s" for n in range(6)]
    assert [bool(s.gap_tag) for s in told.segments] == [False] * 3 + [True] * CRASH_GAP_SEGMENTS + [False]
    assert [s.discontinuity for s in told.segments] == [False] * 5 + [True]
    assert told.segments[5].program_date_time.timestamp() == AT + 60
    on_demand = playlist.on_demand(broadcast.history, "720p")
    assert names(on_demand) == [f"../720p/{n}.m4s" for n in (0, 1, 2, 5)]
    for rendition in ("720p", "fr"):
        for number in (0, 1, 2, 5):
            data = await broadcast.read(rendition, number, None)
            assert data is not None and len(data) == sum(broadcast.history.segments[number].sizes[rendition])
    assert (await broadcast.read("fr", 2, 2)) == broadcast.silent(2)[-len((await broadcast.read("fr", 2, 2)) or b"") :]


async def test_a_worker_that_ends_in_order_leaves_nothing_out(tmp_path: Path, clock: Clock) -> None:
    first, second = (Library(tmp_path, clock.monotonic, clock.wall) for _ in range(2))
    studio = Studio()
    try:
        studio.play(await begin(first, studio), 5)
        first.close()
        packager = await begin(second, studio, 96 * 50, AT + 9)
        studio.play(packager, 3)
        history = on_air(second).history
        await settled(on_air(second))
        listed = playlist.recorded(history, "720p")
        assert [(segment.number, segment.parts) for segment, _ in listed] == [(0, 3), (1, 2), (4, 3)]
        assert [segment.start_part for segment, _ in listed] == [0, 3, 7], "media time goes on, gaps counted"
    finally:
        first.close()
        second.close()


async def test_a_line_cut_off_by_a_crash_is_dropped(library: Library, tmp_path: Path) -> None:
    studio = Studio()
    packager = await begin(library, studio)
    studio.play(packager, 3)
    await settled(on_air(library))
    library.close()
    index = tmp_path / "demo" / ID / store.INDEX
    whole = index.read_bytes()
    index.write_bytes(whole + b'{"type":"kept","number":1,"pa')
    again = Broadcast.load(tmp_path / "demo" / ID)
    assert [s.number for s in again.history.segments] == [0] and index.read_bytes() == whole


class Disk:
    """A disk that may refuse or block every write."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.error: int | None = None
        self.flows = threading.Event()
        self.flows.set()
        self._pwrite = os.pwrite
        monkeypatch.setattr(os, "pwrite", self.pwrite)
        monkeypatch.setattr(store, "RETRY_S", 0.02)

    def pwrite(self, file: int, data: bytes, offset: int) -> int:
        self.flows.wait(20)
        if self.error is not None:
            self._pwrite(file, data[: len(data) // 2], offset)
            raise OSError(self.error, "no")
        return self._pwrite(file, data, offset)


async def test_a_full_disk_stops_neither_live_nor_spoils_what_is_recorded(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk, studio = Disk(monkeypatch), Studio()
    packager = await begin(library, studio)
    broadcast = on_air(library)
    studio.play(packager, 3)
    await settled(broadcast)
    disk.error = errno.ENOSPC
    studio.play(packager, 3)
    await becomes(lambda: broadcast.disk == "full")
    assert names(playlist.live(broadcast.history, "720p", 0)) == ["720p/0.m4s", "720p/1.m4s"]
    assert await broadcast.read("720p", 1, None) is not None, "from memory"
    assert names(playlist.on_demand(broadcast.history, "720p")) == ["../720p/0.m4s"]
    disk.error = None
    await settled(broadcast)
    assert broadcast.disk in ("ok", "low")
    assert names(playlist.on_demand(broadcast.history, "720p")) == ["../720p/0.m4s", "../720p/1.m4s"], (
        "a short one loses nothing"
    )
    again = Broadcast.load(broadcast.store.directory)
    for rendition, sizes in again.history.segments[1].sizes.items():
        assert again.store.path(rendition, 1).stat().st_size == sum(sizes)


async def test_a_disk_too_slow_for_too_long_loses_whole_segments_and_says_which(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk, studio = Disk(monkeypatch), Studio()
    monkeypatch.setattr(store.SegmentStore.__init__, "__defaults__", (15_000, 1 << 20))
    library = Library(tmp_path)
    try:
        packager = await begin(library, studio)
        broadcast = on_air(library)
        disk.flows.clear()
        studio.play(packager, 9)
        assert broadcast.disk == "failing" and broadcast.store.waiting_bytes < 60_000
        assert names(playlist.live(broadcast.history, "fr", 0)) == ["fr/0.m4s", "fr/1.m4s", "fr/2.m4s"]
        assert await broadcast.read("fr", 2, None) is not None
        disk.flows.set()
        await settled(broadcast)
        outcome = [segment.kept for segment in broadcast.history.segments]
        assert outcome[0] is True and outcome[2] is False
        listed = playlist.recorded(broadcast.history, "fr")
        assert [segment.number for segment, _ in listed] == [n for n, kept in enumerate(outcome) if kept]
        studio.play(packager, 3)
        await settled(broadcast)
        assert broadcast.history.segments[3].kept is True, "and goes on once it flows"
        assert broadcast.disk in ("ok", "low")
    finally:
        disk.flows.set()
        library.close()


async def test_memory_is_bounded_and_the_window_shortened_when_the_disk_takes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk, studio = Disk(monkeypatch), Studio(longest=66)
    monkeypatch.setattr(store.SegmentStore.__init__, "__defaults__", (15_000, 60_000))
    library = Library(tmp_path)
    try:
        packager = await begin(library, studio)
        broadcast = on_air(library)
        disk.flows.clear()
        studio.play(packager, 60)
        broadcast.settle()
        assert broadcast.oldest > 0
        for number in range(broadcast.oldest, 20):
            assert await broadcast.read("720p", number, None) is not None
    finally:
        disk.flows.set()
        library.close()


async def test_what_is_old_is_read_from_disk_part_by_part(library: Library) -> None:
    studio = Studio(longest=66)
    packager = await begin(library, studio)
    broadcast = on_air(library)
    studio.play(packager, 66)
    await settled(broadcast)
    broadcast.settle()
    assert broadcast.store.cached("720p", 0) is None, "it is no longer in memory"
    whole = await broadcast.read("720p", 0, None)
    assert whole == b"".join([(await broadcast.read("720p", 0, part)) or b"" for part in range(3)])


async def test_a_webcast_that_may_not_be_recorded_is_deleted_as_it_leaves_the_window(tmp_path: Path) -> None:
    clock = Clock()
    library = Library(tmp_path, clock.monotonic, clock.wall)
    studio = Studio(longest=66)
    try:
        packager = await library.open("demo", wanted(recorded=False, dvr_s=10.0))
        studio.begin(packager, 96, AT)
        broadcast = on_air(library)
        studio.play(packager, 60)
        await settled(broadcast)
        broadcast.settle()
        await settled(broadcast)
        left = {int(path.stem) for path in broadcast.store.directory.glob("*/*.m4s")}
        assert left == set(range(broadcast.history.window_start(), 20)) and len(left) < 10
        assert playlist.on_demand(broadcast.history, "720p") is None
        library.end(ID)
        clock.now = 60.0
        await settled(broadcast, lambda: not list(broadcast.store.directory.glob("*/*.m4s")))

        def kept() -> bool:
            library.upkeep()
            return [one.recorded for one in library.kept()] == [False]

        await becomes(kept)
        assert await library.current("demo") is None and await library.find("demo", ID) is None
        await becomes(lambda: not broadcast.store.directory.exists())
    finally:
        library.close()


async def test_consent_given_later_holds_for_sound_mixed_later_and_withdrawn_at_once(library: Library) -> None:
    studio = Studio()
    packager = await library.open("demo", wanted(recorded=False))
    studio.begin(packager, 96, AT)
    broadcast = on_air(library)
    studio.play(packager, 4)  # segment 1 is being made
    broadcast.apply(wanted(recorded=True))
    studio.play(packager, 9)  # segment 4 is being made
    broadcast.apply(wanted(recorded=False))
    studio.play(packager, 5)
    await settled(broadcast)
    assert [broadcast.history.consent(n).recorded for n in range(6)] == [False, False, False, True, False, False]
    again = Broadcast.load(broadcast.store.directory)
    assert [again.history.consent(n).recorded for n in range(6)] == [False, False, False, True, False, False]


async def test_what_a_worker_before_left_open_and_nobody_wants_has_ended(tmp_path: Path) -> None:
    first, second = Library(tmp_path), Library(tmp_path, wall=lambda: AT + 3000)
    studio = Studio()
    try:
        studio.play(await begin(first, studio), 4)
        first.close()
        assert await second.find("demo", ID) is not None, "it is there before it is known whether it goes on"
        await second.settle(set())
        told: list[WebcastKept] = []

        def heard() -> bool:
            told.extend(second.upkeep())
            return bool(told)

        await becomes(heard)
        assert (told[0].webcast_id, told[0].started_at, told[0].ended_at) == (ID, AT, AT + 2.56)
        assert told[0].recorded and told[0].duration_s == 2.56 and told[0].size_bytes > 1000
        assert second.kept() == told and second.upkeep() == []
        found = await second.current("demo")
        assert found is None, "its window has passed"
        found = await second.find("demo", ID)
        assert found is not None and found.history.finished
    finally:
        first.close()
        second.close()


async def test_an_embargo_holds_over_a_restart(tmp_path: Path) -> None:
    clock = Clock()
    studio = Studio()
    first = Library(tmp_path, clock.monotonic, clock.wall)
    second = Library(tmp_path, clock.monotonic, clock.wall)
    try:
        packager = await first.open("demo", wanted(delay_s=60.0))
        studio.begin(packager, 96, AT)
        clock.now = 6.0
        studio.play(packager, 6)
        first.close()
        broadcast = await second.find("demo", ID)
        assert broadcast is not None and broadcast.history.last_complete() == -1
        clock.now = 62.0
        broadcast.history.release(clock.monotonic())
        assert broadcast.history.last_complete() == 0
    finally:
        first.close()
        second.close()


async def killed_while_the_disk_stood_still(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, written: int, shown: int
) -> int:
    """So many parts came to the disk and so many were shown.  Returns the highest number that was."""
    disk, studio, first = Disk(monkeypatch), Studio(longest=66), Library(tmp_path, clock.monotonic, clock.wall)
    packager = await first.open("demo", wanted())
    broadcast = on_air(first)
    try:
        if written:
            studio.begin(packager, 96, AT)
            studio.play(packager, written)
            await settled(broadcast)
        disk.flows.clear()
        if not written:
            monkeypatch.setattr(broadcast.store, "_append_index", lambda _: disk.flows.wait(20))
            studio.begin(packager, 96, AT)
        studio.play(packager, shown - written)
        clock.now = shown * 0.64
        return packager.open_segment
    finally:
        broadcast.store.abandon()
        disk.flows.set()
        broadcast.withdraw()


@pytest.mark.parametrize("jump_s", [0.0, -86_400.0, 7200.0])
async def test_a_number_that_was_shown_is_not_used_again_however_far_behind_the_disk_was(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, jump_s: float
) -> None:
    shown = await killed_while_the_disk_stood_still(tmp_path, clock, monkeypatch, written=6, shown=60)
    assert shown == 20
    clock.now += 3.0
    second = Library(tmp_path, clock.monotonic, lambda: clock.wall() + jump_s)
    try:
        packager = await second.open("demo", wanted())
        assert packager.open_segment > shown
        assert jump_s > 0 or packager.open_segment <= shown + 3
        studio = Studio()
        studio.begin(packager, 96 * 50, AT + 100)
        studio.play(packager, 3)
        broadcast = on_air(second)
        await settled(broadcast)
        listed = [segment.number for segment, _ in playlist.recorded(broadcast.history, "fr")]
        assert listed[:2] == [0, 1] and listed[-1] == packager.open_segment - 1
        assert Broadcast.load(broadcast.store.directory).history.open_segment == packager.open_segment
    finally:
        second.close()


async def test_nor_where_the_disk_took_nothing_since_the_webcast_began(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = await killed_while_the_disk_stood_still(tmp_path, clock, monkeypatch, written=0, shown=60)
    clock.now += 3.0
    second = Library(tmp_path, clock.monotonic, clock.wall)
    try:
        packager = await second.open("demo", wanted(begun_at=AT))
        assert shown < packager.open_segment <= shown + 3
        studio = Studio()
        studio.begin(packager, 96 * 50, AT + 100)
        studio.play(packager, 3)
        history = on_air(second).history
        assert names(playlist.live(history, "fr", packager.open_segment - 1)) == [f"fr/{packager.open_segment - 1}.m4s"]
        await settled(on_air(second))
        assert names(playlist.on_demand(history, "fr")) == [f"../fr/{packager.open_segment - 1}.m4s"]
    finally:
        second.close()


def in_the_middle(index: Path) -> None:
    lines = index.read_bytes().splitlines(keepends=True)
    at = next(number for number, line in enumerate(lines) if b'"kept","number":2' in line)
    index.write_bytes(b"".join([*lines[:at], b"\0" * len(lines[at][:-1]) + b"\n", *lines[at + 1 :]]))


def all_of_it(index: Path) -> None:
    index.write_bytes(b"\xff" * 4096 + b"\n")


def emptied(index: Path) -> None:
    index.write_bytes(b"")


def no_file(index: Path) -> None:
    index.unlink()
    index.mkdir()


def twice(index: Path) -> None:
    index.write_bytes(index.read_bytes() * 2)


@pytest.mark.parametrize(("damage", "left"), [(in_the_middle, 2), (all_of_it, 0), (emptied, 0), (no_file, 0), (twice, 4)])
async def test_an_index_that_cannot_be_read_is_set_aside_and_the_webcast_goes_on(
    library: Library, tmp_path: Path, clock: Clock, damage: Callable[[Path], None], left: int
) -> None:
    studio = Studio()
    studio.play(await begin(library, studio), 12)
    await settled(on_air(library))
    library.close()
    directory = tmp_path / "demo" / ID
    index = directory / store.INDEX
    damage(index)
    clock.now = 9.0
    spoilt = index.read_bytes() if index.is_file() else None
    again = Library(tmp_path, clock.monotonic, clock.wall)
    try:
        packager = await again.open("demo", wanted())
        broadcast = on_air(again)
        assert broadcast.damaged and packager.open_segment >= 4
        studio.begin(packager, 96 * 50, AT + 100)
        studio.play(packager, 3)
        await settled(broadcast)
        (aside,) = directory.glob("index.damaged-*.jsonl")
        assert spoilt is None or aside.read_bytes() == spoilt
        listed = [segment.number for segment, _ in playlist.recorded(broadcast.history, "720p")]
        assert listed == [*range(left), packager.open_segment - 1]
        assert {int(path.stem) for path in directory.glob("720p/*.m4s")} == {0, 1, 2, 3, packager.open_segment - 1}
        told = m3u8.loads(playlist.live(broadcast.history, "720p", 0))
        assert told.segments[-1].discontinuity or not left
        known = Broadcast.load(directory)
        assert not known.damaged and [s.number for s, _ in playlist.recorded(known.history, "720p")] == listed
    finally:
        again.close()


async def test_a_worker_that_comes_back_to_a_full_disk_is_on_the_air(
    library: Library, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk, studio = Disk(monkeypatch), Studio()
    packager = await begin(library, studio)
    studio.play(packager, 4)
    studio.pictures_of(packager, 4)
    await becomes(lambda: on_air(library).store.idle)
    on_air(library).store.close()
    disk.error = errno.ENOSPC
    clock.now = 4.0
    again = Library(tmp_path, clock.monotonic, clock.wall)
    try:
        studio.begin(packager := await again.open("demo", wanted()), 96 * 50, AT + 60)
        studio.play(packager, 3)
        broadcast = on_air(again)
        await becomes(lambda: broadcast.disk == "full")
        assert broadcast.history.last_complete() == packager.open_segment - 1
        disk.error = None
        await settled(broadcast)
        listed = [(segment.number, segment.parts) for segment, _ in playlist.recorded(broadcast.history, "fr")]
        assert listed == [(0, 3), (1, 2), (packager.open_segment - 1, 3)]
    finally:
        again.close()


@pytest.mark.parametrize("name", ["../demo", "a/b", "", "x" * 65, ".deleted-1", "a\0b"])
async def test_ids_that_could_name_another_directory_are_refused(library: Library, name: str) -> None:
    with pytest.raises(ValueError, match="not an id"):
        await library.open("demo", wanted(name))
    with pytest.raises(ValueError, match="not an id"):
        await library.open(name, wanted())
    assert await library.find(name, ID) is None and await library.find("demo", name) is None
