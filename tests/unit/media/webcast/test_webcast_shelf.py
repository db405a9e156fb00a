"""Playlists of whole recordings are written beside the event loop, once, and within bounds."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from media.webcast import playlist, shelf
from media.webcast.history import History, Mark
from media.webcast.shelf import Shelf
from tests.unit.media.webcast.test_webcast_origin import ID, Site, site

__all__ = ["site"]


class Slow:
    """A playlist whose writer goes on when it is let."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.begun = threading.Event()
        self.written = 0
        self.at_once = 0
        self.most = 0

    def __call__(self) -> str:
        self.at_once += 1
        self.most = max(self.most, self.at_once)
        self.begun.set()
        assert self.go.wait(20)
        self.written += 1
        self.at_once -= 1
        return f"written {self.written}"


async def begun(slow: Slow) -> None:
    async with asyncio.timeout(20):
        while not slow.begun.is_set():  # noqa: ASYNC110 - a thread sets it
            await asyncio.sleep(0.005)


@pytest.fixture
async def kept() -> AsyncIterator[Shelf]:
    made = Shelf()
    yield made
    await made.close()


async def test_live_playlists_are_answered_while_that_of_a_long_recording_is_written(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    await site.on_air()
    site.studio.play(site.packager, 7)
    await site.written()
    slow = Slow()
    monkeypatch.setattr(playlist, "on_demand", lambda *_: slow())
    asked = [asyncio.create_task(site.text(f"/{ID}/vod/{name}.m3u8")) for name in ("720p", "720p", "fr")]
    try:
        await begun(slow)
        assert "fr/2.0.m4s" in await site.text(f"/{ID}/fr.m3u8")
        site.studio.play(site.packager, 1)
        assert "fr/2.1.m4s" in await site.text(f"/{ID}/fr.m3u8?_HLS_msn=2&_HLS_part=1")
        assert not any(task.done() for task in asked)
    finally:
        slow.go.set()
    assert sorted(await asyncio.gather(*asked)) == ["written 1", "written 1", "written 2"]
    assert slow.most == 1, "one after another"


async def test_it_is_written_anew_when_it_may_have_changed_and_not_before(kept: Shelf) -> None:
    texts = iter(("first", "second"))
    version = [1]
    for _ in range(2):
        assert (await kept.long(("a",), lambda: version[0], lambda: next(texts))).plain == b"first"
    version[0] = 2
    assert (await kept.long(("a",), lambda: version[0], lambda: next(texts))).plain == b"second"
    assert kept.short(("a",), 2, lambda: "never").plain == b"second"
    assert kept.short(("a",), 3, lambda: "third").plain == b"third"


async def test_whoever_goes_away_while_it_is_written_leaves_one_writer_at_a_time(kept: Shelf) -> None:
    slow = Slow()
    gone = asyncio.create_task(kept.long(("a",), lambda: 1, slow))
    await begun(slow)
    gone.cancel()
    await asyncio.gather(gone, return_exceptions=True)
    coming = asyncio.create_task(kept.long(("a",), lambda: 1, slow))
    await asyncio.sleep(0.02)
    slow.go.set()
    assert (await coming).plain == b"written 2" and slow.most == 1


async def test_so_many_may_wait_and_further_ones_are_told_at_once(kept: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "MAX_WAITING", 2)
    slow = Slow()
    waiting = [asyncio.create_task(kept.long((name,), lambda: 1, slow)) for name in ("a", "b")]
    try:
        await begun(slow)
        with pytest.raises(web.HTTPServiceUnavailable):
            await kept.long(("c",), lambda: 1, slow)
    finally:
        slow.go.set()
    await asyncio.gather(*waiting)
    assert (await kept.long(("c",), lambda: 1, slow)).plain == b"written 3"


def test_no_more_is_held_than_there_is_room_for_and_what_was_asked_last_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "MAX_BYTES", 250)
    kept, written = Shelf(), list[str]()

    def write(name: str) -> str:
        written.append(name)
        return name * 100

    for name in ("a", "b", "a", "c", "a", "b", "big"):
        kept.short((name,), 1, lambda name=name: write(name))  # type: ignore[misc]
    assert written == ["a", "b", "c", "b", "big"]
    kept.short(("a",), 1, lambda: write("a"))
    assert written[-1] == "a", "one that fills the room alone displaces all"


def test_a_history_can_be_gone_through_while_something_is_added() -> None:
    history = History()
    marks, edges = history.marks.values(), history._edges.values()
    each = iter(marks)
    history.mark(Mark("a", 0.0, None, {}))
    assert list(each) == [] and list(edges) == [] and list(history.marks) == ["a"]
