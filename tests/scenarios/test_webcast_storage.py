"""Recordings in an object store: a real S3 server on loopback, and everything that may happen on the way to it."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from bus.messages import DropWebcast, WebcastStatus
from media.webcast import objects, records, upload
from media.webcast.audience import Audience
from media.webcast.broadcast import Broadcast
from media.webcast.library import Library
from media.webcast.objects import ObjectStore, StoreError
from media.webcast.origin import Origin
from media.webcast.store import INDEX, read_index
from media.webcast.trail import Trail
from media.webcast.upload import Standing, Uploads
from tests.scenarios.object_store import BUCKET, Line, Store, object_store
from tests.scenarios.webcast_rig import ON_AIR, Machine, tone_at, until
from tests.unit.media.webcast.programme import Studio
from tests.unit.media.webcast.test_webcast_store import AT, ID, Clock, wanted

ROOT = Path(__file__).parents[2]
HERE = f"demo/{ID}"


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with object_store() as running:
        yield running


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload, "LOOK_S", 0.01)
    monkeypatch.setattr(upload, "INDEX_S", 0.1)
    monkeypatch.setattr(upload, "TIDY_S", 0.05)
    monkeypatch.setattr(upload, "RETRY_S", (0.02, 0.1))


@pytest.fixture
async def line(store: Store) -> AsyncIterator[Line]:
    async with Line(store.port) as line:
        yield line


class Worker:
    """What of the worker concerns recordings."""

    def __init__(self, directory: Path, address: str, keys: Path, clock: Clock, keep_local_s: float) -> None:
        self.clock = clock
        self.studio = Studio(longest=66)
        self.uploads = Uploads(directory, ObjectStore(address, keys, {}), keep_local_s, clock.wall)
        self.library = Library(directory, clock.monotonic, clock.wall, self.uploads)
        self.directory = directory / "demo" / ID

    async def begin(self, at: float = AT, tick: int = 96) -> None:
        self.packager = await self.library.open("demo", wanted())
        self.studio.begin(self.packager, tick, at)

    def play(self, segments: int) -> None:
        self.studio.play(self.packager, 3 * segments)

    def standing(self) -> Standing:
        return self.uploads.standing("demo", ID)

    @property
    def broadcast(self) -> Broadcast:
        found = self.library.on_air(ID) or self.library._resting.get(ID)
        assert found is not None
        return found

    async def on_disk(self) -> None:
        def all_known() -> bool:
            self.broadcast.settle()
            return self.broadcast.store.idle and all(s.kept is not None for s in self.broadcast.history.segments)

        await until(all_known)

    def local(self) -> dict[str, bytes]:
        found = {}
        for path in self.directory.glob("*/*.m4s"):
            with suppress(FileNotFoundError):
                found[str(path.relative_to(self.directory))] = path.read_bytes()
        return found

    async def come_back(self) -> None:
        """After a restart: the webcast goes on no more."""
        assert await self.library.find("demo", ID) is not None
        await self.library.settle(set())


@asynccontextmanager
async def working(
    directory: Path, store: Store, port: int, clock: Clock | None = None, keep_local_s: float = 0.0, prefix: str = "pre/fix"
) -> AsyncIterator[Worker]:
    keys = store.keys_file(directory.parent / "keys")
    address = f"s3://{BUCKET}/{prefix}?endpoint=http://127.0.0.1:{port}"
    worker = Worker(directory, address, keys, clock or Clock(), keep_local_s)
    task = asyncio.create_task(worker.uploads.run())
    try:
        yield worker
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        worker.library.close()


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    made = tmp_path / "webcast"
    made.mkdir()
    return made


def stored(store: Store, prefix: str) -> dict[str, bytes]:
    start = f"{prefix}/{HERE}/"
    return {name.removeprefix(start): store.read(name) for name in store.names(start)}


def names_all_there(store: Store, prefix: str) -> int:
    """What the store's index tells of is in the store.  Returns of how many segments it tells."""
    start = f"{prefix}/{HERE}/"
    if start + INDEX not in store.names(start):
        return 0
    told = list(records.read(store.read(start + INDEX)))
    there = store.names(start)
    kept = [record for record in told if isinstance(record, records.Kept)]
    assert {f"{start}{name}/{record.number}.m4s" for record in kept for name in record.sizes} <= there
    return len(kept)


async def uploaded(worker: Worker) -> None:
    def complete() -> bool:
        trail = worker.uploads._trails.get(("demo", ID))
        return trail is None or (trail.complete and trail.size == (worker.directory / INDEX).stat().st_size)

    await until(lambda: worker.broadcast.store.idle)
    await until(complete)


async def test_what_is_recorded_is_copied_and_the_stores_index_never_tells_of_what_is_not_there(
    directory: Path, store: Store
) -> None:
    async with working(directory, store, store.port, prefix="copied") as worker:
        await worker.begin()
        told = set()
        for _ in range(6):
            worker.play(2)
            await asyncio.sleep(0.15)
            told.add(await asyncio.to_thread(names_all_there, store, "copied"))
        worker.library.end(ID)
        await worker.on_disk()
        await uploaded(worker)
        assert len(told) > 2, "the index came while the webcast went on"
        copies = await asyncio.to_thread(stored, store, "copied")
        assert copies.pop(INDEX) == (worker.directory / INDEX).read_bytes()
        assert copies == worker.local() and len(copies) == 12 * 5
        assert worker.standing() == Standing("ok")
        assert worker.uploads.sent_files == 60, "each once"


async def test_what_may_not_be_recorded_is_not_copied(directory: Path, store: Store) -> None:
    async with working(directory, store, store.port, prefix="consent") as worker:
        await worker.begin()
        worker.play(2)
        withheld = [
            one if one.channel != "fr" else type(one)(one.channel, one.name, recorded=False) for one in wanted().renditions
        ]
        worker.library.apply(wanted(renditions=tuple(withheld)))
        worker.play(2)
        worker.library.apply(wanted(recorded=False))
        worker.play(2)
        worker.library.end(ID)
        await worker.on_disk()
        await uploaded(worker)
        copies = {name for name in await asyncio.to_thread(stored, store, "consent") if name != INDEX}
        assert copies == {f"{name}/{n}.m4s" for name in ("720p", "360p", "floor", "ar") for n in range(4)} | {
            "fr/0.m4s",
            "fr/1.m4s",
        }


async def test_a_store_that_is_away_holds_nothing_up_and_gets_everything_when_it_is_back(
    directory: Path, store: Store, line: Line
) -> None:
    async with working(directory, store, line.port, prefix="away") as worker:
        await worker.begin()
        worker.play(2)
        await worker.on_disk()
        await until(lambda: worker.uploads.sent_files == 10)
        await line.down()
        worker.play(18)
        assert worker.broadcast.history.last_complete() == 19, "live goes on"
        await worker.on_disk()
        await until(lambda: worker.standing() == Standing("failing", 18, "unreachable"))
        assert worker.broadcast.disk in ("ok", "low")
        await line.up()
        await until(lambda: worker.standing() == Standing("ok"))
        worker.library.end(ID)
        await worker.on_disk()
        await uploaded(worker)
        copies = await asyncio.to_thread(stored, store, "away")
        assert copies.pop(INDEX) == (worker.directory / INDEX).read_bytes() and copies == worker.local()


@pytest.mark.parametrize(("mode", "reason"), [("busy", "refused"), ("stalled", "slow")])
async def test_a_busy_or_silent_store_is_tried_again_until_it_takes_what_waits(
    directory: Path, store: Store, line: Line, monkeypatch: pytest.MonkeyPatch, mode: str, reason: objects.Reason
) -> None:
    monkeypatch.setattr(objects, "ANSWER_S", 0.2)
    monkeypatch.setattr(objects, "SLOWEST_BYTES_S", 1 << 30)
    async with working(directory, store, line.port, prefix=mode) as worker:
        await line.set(mode)  # type: ignore[arg-type]
        await worker.begin()
        worker.play(4)
        await worker.on_disk()
        await until(lambda: worker.standing() == Standing("failing", 4, reason))
        monkeypatch.setattr(objects, "ANSWER_S", 20.0)
        await line.set("passes")
        await until(lambda: worker.standing() == Standing("ok"))
        worker.library.end(ID)
        await worker.on_disk()
        await uploaded(worker)
        assert await asyncio.to_thread(names_all_there, store, mode) == 4


async def test_who_gets_behind_is_told_so(directory: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload, "BEHIND_SEGMENTS", 3)
    async with working(directory, store, store.port, prefix="behind") as worker:
        await worker.begin()
        worker.uploads._some = asyncio.Semaphore(0)  # a store that takes nothing for now, and refuses nothing
        worker.play(5)
        await worker.on_disk()
        await until(lambda: worker.standing() == Standing("behind", 5))
        for _ in range(upload.AT_ONCE):
            worker.uploads._some.release()
        await until(lambda: worker.standing() == Standing("ok"))


async def refused(directory: Path, to: ObjectStore, reason: str) -> None:
    uploads = Uploads(directory, to, 0.0)
    library = Library(directory, uploads=uploads)
    task = asyncio.create_task(uploads.run())
    try:
        packager = await library.open("demo", wanted())
        studio = Studio()
        studio.begin(packager, 96, AT)
        studio.play(packager, 3)
        await until(lambda: uploads.standing("demo", ID).reason is not None)
        assert uploads.standing("demo", ID)[::2] == ("failing", reason)
        assert (broadcast := library.on_air(ID)) is not None and broadcast.history.last_complete() >= 0
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        library.close()


async def test_wrong_keys_and_missing_buckets_are_told_and_no_key_is_logged(
    directory: Path, store: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    endpoint = f"?endpoint=http://127.0.0.1:{store.port}"
    wrong = store.keys_file(tmp_path / "wrong", "not-the-secret-at-all")
    right = store.keys_file(tmp_path / "right")
    await refused(directory, ObjectStore(f"s3://{BUCKET}/x{endpoint}", wrong, {}), "denied")
    await refused(directory, ObjectStore(f"s3://no-such-bucket/x{endpoint}", right, {}), "noBucket")
    assert "denied" in caplog.text and "noBucket" in caplog.text
    assert store.secret not in caplog.text and "not-the-secret" not in caplog.text and store.access not in caplog.text


@pytest.mark.parametrize(
    "address", ["http://bucket/x", "s3://", "s3://b/x?secret=1", "s3://b/x?endpoint=http://127.0.0.1:1"]
)
async def test_an_address_that_cannot_be_used_keeps_no_webcast_off_the_air(directory: Path, address: str) -> None:
    with pytest.raises(StoreError) as refused:
        ObjectStore(address, None, {})
    uploads = Uploads(directory, refused.value, 0.0)
    library = Library(directory, uploads=uploads)
    try:
        await uploads.run()
        packager = await library.open("demo", wanted())
        Studio().begin(packager, 96, AT)
        assert uploads.standing("demo", ID) == Standing("failing", 0, "settings")
    finally:
        library.close()


KILLED = """
import asyncio, sys
from pathlib import Path
sys.path.insert(0, {root!r})
from tests.scenarios import test_webcast_storage as t
from media.webcast import upload

upload.LOOK_S = 0.01
upload.INDEX_S = 0.1

async def main():
    uploads = t.Uploads(Path({directory!r}), t.ObjectStore({address!r}, Path({keys!r})), 0.0)
    library = t.Library(Path({directory!r}), uploads=uploads)
    packager = await library.open("demo", t.wanted())
    studio = t.Studio(longest=66)
    studio.begin(packager, 96, t.AT)
    studio.play(packager, 60)
    while not library.on_air(t.ID).store.idle:
        await asyncio.sleep(0.01)
    running = asyncio.create_task(uploads.run())
    while uploads.sent_files < 40:
        await asyncio.sleep(0.001)
    print(uploads.sent_files, flush=True)
    await running

asyncio.run(main())
"""


async def test_a_worker_killed_while_it_copies_goes_on_where_it_was(directory: Path, store: Store, tmp_path: Path) -> None:
    keys = store.keys_file(tmp_path / "keys")
    address = f"s3://{BUCKET}/killed?endpoint=http://127.0.0.1:{store.port}"
    script = KILLED.format(root=str(ROOT), directory=str(directory), address=address, keys=str(keys))
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", script, stdout=asyncio.subprocess.PIPE, cwd=ROOT)
    try:
        assert process.stdout is not None
        sent = int(await asyncio.wait_for(process.stdout.readline(), 60))
    finally:
        process.send_signal(signal.SIGKILL)
        await process.wait()
    assert sent >= 40
    start = f"killed/{HERE}/"
    before = {name for name in await asyncio.to_thread(store.names, start) if name.endswith(".m4s")}
    assert await asyncio.to_thread(names_all_there, store, "killed") < 20
    async with working(directory, store, store.port, prefix="killed") as worker:
        await worker.come_back()
        await uploaded(worker)
        copies = await asyncio.to_thread(stored, store, "killed")
        assert copies.pop(INDEX) == (worker.directory / INDEX).read_bytes() and copies == worker.local()
        assert worker.uploads.sent_files == len(copies) - len(before), "what was there was not sent again"


async def test_what_was_half_sent_or_changed_in_the_store_is_sent_again(directory: Path, store: Store) -> None:
    async with working(directory, store, store.port, prefix="half") as worker:
        await worker.begin()
        worker.play(2)
        await worker.on_disk()
        await until(lambda: worker.uploads.sent_files == 10)
    for name, body in (("fr/0.m4s", b"short"), ("fr/1.m4s", bytes(len((worker.directory / "fr/1.m4s").read_bytes())))):
        await asyncio.to_thread(store.put, f"half/{HERE}/{name}", body)
    for state in (worker.directory / "upload.json",):
        state.unlink(missing_ok=True)
    await asyncio.to_thread(store.delete, f"half/{HERE}/{INDEX}")
    async with working(directory, store, store.port, prefix="half") as worker:
        await worker.come_back()
        await uploaded(worker)
        copies = await asyncio.to_thread(stored, store, "half")
        assert copies.pop(INDEX) == (worker.directory / INDEX).read_bytes() and copies == worker.local()
        assert worker.uploads.sent_files == 2


async def test_an_index_that_was_damaged_here_takes_the_place_of_the_stores_which_is_kept(
    directory: Path, store: Store
) -> None:
    async with working(directory, store, store.port, prefix="aside") as worker:
        await worker.begin()
        worker.play(4)
        await worker.on_disk()
        await until(lambda: worker.uploads.sent_files == 20 and worker.uploads._trails["demo", ID].told > 1000)
    before = (await asyncio.to_thread(stored, store, "aside"))[INDEX]
    (worker.directory / INDEX).write_bytes(b"\0" * 500 + b"\n")
    async with working(directory, store, store.port, prefix="aside") as worker:
        await worker.come_back()
        await uploaded(worker)
        copies = await asyncio.to_thread(stored, store, "aside")
        assert copies[INDEX] == (worker.directory / INDEX).read_bytes()
        (other,) = [name for name in copies if name.startswith("index.other-")]
        assert copies[other] == before
        assert {name: data for name, data in copies.items() if "/" in name} == worker.local()


@asynccontextmanager
async def served(library: Library) -> AsyncIterator[str]:
    runner = web.AppRunner(Origin(library, Audience()).application(), access_log=None)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/webcast/{HERE}"
    finally:
        await runner.cleanup()


PARTS = ("720p/3.m4s", "720p/3.1.m4s", "fr/7.2.m4s", "ar/0.m4s")
FILES = ("download/all.mp4", "download/fr.m4a", "vod/720p.m3u8", "download/manifest.json")


async def fetched(http: aiohttp.ClientSession, base: str) -> dict[str, bytes]:
    found = {}
    for name in (*PARTS, *FILES):
        async with http.get(f"{base}/{name}") as response:
            assert response.status == 200, name
            found[name] = await response.read()
    async with http.get(f"{base}/download/all.mp4", headers={"Range": "bytes=30000-90000"}) as response:
        assert response.status == 206
        found["stretch"] = await response.read()
    return found


async def test_what_is_no_longer_here_is_played_and_downloaded_from_the_store(
    directory: Path, store: Store, line: Line
) -> None:
    clock = Clock()
    async with working(directory, store, line.port, clock, keep_local_s=3600.0, prefix="dropped") as worker:
        await worker.begin()
        worker.play(12)
        clock.now = 24.0
        worker.library.end(ID)
        await worker.on_disk()
        async with served(worker.library) as base, aiohttp.ClientSession() as http:
            here = await fetched(http, base)
        await uploaded(worker)
        await asyncio.sleep(0.2)
        assert len(worker.local()) == 60, "they stay an hour"
        clock.now = 24.0 + 3700.0
        await until(lambda: not worker.local())
        await until(lambda: ("demo", ID) not in worker.uploads._trails)
        worker.library.upkeep()
    async with working(directory, store, line.port, clock, keep_local_s=3600.0, prefix="dropped") as worker:
        async with served(worker.library) as base, aiohttp.ClientSession() as http:
            there = await fetched(http, base)
            assert there == here
            await line.down()
            async with http.get(f"{base}/720p/4.m4s") as response:
                assert response.status == 503 and response.headers["Retry-After"]
            await line.up()
            async with http.get(f"{base}/720p/4.m4s") as response:
                assert response.status == 200
        assert not worker.local()


async def test_nothing_is_deleted_here_that_is_not_in_the_store(directory: Path, store: Store) -> None:
    clock = Clock()
    async with working(directory, store, store.port, clock, prefix="lost") as worker:
        await worker.begin()
        worker.play(3)
        clock.now = 6.0
        worker.library.end(ID)
        await worker.on_disk()
        await uploaded(worker)
    await asyncio.to_thread(store.delete, f"lost/{HERE}/fr/1.m4s")
    clock.now = 90_000.0
    async with working(directory, store, store.port, clock, keep_local_s=3600.0, prefix="lost") as worker:
        await until(lambda: worker.uploads._tidied > 0)
        assert len(worker.local()) == 15


async def test_deleting_removes_both_even_if_the_store_is_away_and_the_worker_ends_meanwhile(
    directory: Path, store: Store, line: Line
) -> None:
    start = f"deleted/{HERE}/"
    async with working(directory, store, line.port, prefix="deleted") as worker:
        await worker.begin()
        worker.play(3)
        worker.library.end(ID)
        await worker.on_disk()
        await uploaded(worker)
        assert len(await asyncio.to_thread(store.names, start)) == 16
        await line.down()
        await worker.library.drop(DropWebcast(meeting_id="demo", webcast_id=ID))
        assert not worker.directory.exists()
    assert len(await asyncio.to_thread(store.names, start)) == 16
    await line.up()
    async with working(directory, store, line.port, prefix="deleted"):
        await until(lambda: not store.names(start))
        await until(lambda: not list((directory / ".erase").iterdir()))


async def test_the_webcast_goes_on_without_store_and_with_a_full_disk_and_the_operator_is_told(
    store: Store, line: Line, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The real worker, in real time."""
    full = False
    write = os.pwrite

    def pwrite(file: int, data: bytes, offset: int) -> int:
        if full:
            raise OSError(28, "no space")
        return write(file, data, offset)

    monkeypatch.setattr(os, "pwrite", pwrite)
    keys = store.keys_file(tmp_path / "keys")
    address = f"s3://{BUCKET}/real?endpoint=http://127.0.0.1:{line.port}"
    async with Machine() as machine:
        await machine.stop_worker()
        await machine.start_worker(storage=address, storage_credentials=str(keys))
        machine.sounds = {channel: tone_at(440.0) for channel in ("floor", "ar", "fr")}
        await line.down()
        machine.patch(ON_AIR)

        def told() -> WebcastStatus | None:
            all_told = machine.all_told(WebcastStatus)
            return all_told[-1] if all_told else None

        def tells(**values: object) -> Callable[[], bool]:
            return lambda: (last := told()) is not None and all(getattr(last, key) == v for key, v in values.items())

        await machine.segments("fr", 1)
        await until(tells(storage="failing", storage_reason="unreachable", disk="ok"))
        full = True
        await until(tells(disk="full"))
        last = int((await machine.segments("fr", 2))[-1][0])
        await machine.segments("fr", last + 1)
        await line.up()
        full = False
        await until(tells(storage="ok", storage_reason=None, disk="ok"))
        machine.patch(None)
        index = machine.directory / "m" / "webcast-1"
        await until(lambda: any(isinstance(record, records.Ended) for record in read_index(index)))
        await until(lambda: (index / "upload.json").exists() and all_copied(index))
        kept = [record for record in read_index(index) if isinstance(record, records.Kept)]
        assert [record.number for record in kept] == list(range(len(kept))) and len(kept) >= last
    there = await asyncio.to_thread(store.names, "real/m/webcast-1/")
    assert {f"real/m/webcast-1/fr/{record.number}.m4s" for record in kept if record.parts} <= there


def all_copied(directory: Path) -> bool:
    trail = Trail(directory)
    trail.look()
    return trail.complete
