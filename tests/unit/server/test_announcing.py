"""Broadcasts in slices: everyone is told everything in order, and the loop turns in between."""

from __future__ import annotations

import asyncio

import pytest

from server.announcing import SLICE, SLICE_BYTES, Announcer
from server.signaling.topics import Broadcast

NEWS = [Broadcast("stage", b"1"), Broadcast("list", b"2")]


@pytest.mark.parametrize("crowd", [0, 1, SLICE - 1, SLICE, SLICE + 1, 3 * SLICE])
async def test_everyone_is_told_everything_in_order(crowd: int) -> None:
    told: list[tuple[int, bytes]] = []
    done = asyncio.Event()
    announcer = Announcer()
    announcer.announce(NEWS, range(crowd), lambda client, news: told.append((client, news.frame)), done.set)
    await asyncio.wait_for(done.wait(), 5)
    assert told == [(client, frame) for client in range(crowd) for frame in (b"1", b"2")]
    assert not announcer.busy


@pytest.mark.parametrize(("news", "portion"), [(NEWS[0], SLICE), (Broadcast("list", bytes(SLICE_BYTES // 10)), 10)])
async def test_others_have_their_turn_between_slices(news: Broadcast, portion: int) -> None:
    told, seen_at = [], -1
    done = asyncio.Event()
    announcer = Announcer()
    announcer.announce([news], range(4 * portion), lambda client, news: told.append(client), done.set)

    def other() -> None:
        nonlocal seen_at
        seen_at = len(told)

    asyncio.get_running_loop().call_soon(other)
    await asyncio.wait_for(done.wait(), 5)
    assert portion <= seen_at <= 2 * portion and announcer.busy is False
