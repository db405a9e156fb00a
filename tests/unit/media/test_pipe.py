"""The pipe between transport and mixer."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from bus import pipe
from media.pipe import PipeListener
from media.polled_pipe import PolledPipe


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not condition():  # noqa: ASYNC110 - polls state that has no event
            await asyncio.sleep(0.002)


@pytest.fixture
async def path() -> AsyncIterator[Path]:
    with tempfile.TemporaryDirectory() as directory:
        yield Path(directory) / "pipe.sock"


async def polled(end: PolledPipe) -> None:
    """As the mixer does at every tick."""
    try:
        while True:
            end.poll()
            await asyncio.sleep(0.002)
    finally:
        end.close()


class Ends:
    def __init__(self, path: Path) -> None:
        self.at_listener: list[bytes] = []
        self.at_dialer: list[pipe.RtpMessage] = []
        self.listener = PipeListener(path, self.at_listener.append)
        self.dialer = PolledPipe(path, lambda *rtp: self.at_dialer.append(pipe.RtpMessage(*rtp)))
        self.task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Ends:
        self.listener.open()
        self.task = asyncio.create_task(polled(self.dialer))
        await until(lambda: self.listener.connected and self.dialer.connected)
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self.task is not None
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)
        self.listener.close()


async def test_messages_cross_whole_and_in_order_in_both_directions(path: Path) -> None:
    async with Ends(path) as ends:
        packet = bytes([0x80]) + bytes(1399)
        for n in range(50):
            assert ends.listener.send(pipe.encode_rtp(b"m/p1/mic", n / 10, packet))
            assert ends.dialer.send(pipe.encode_opus(b"m/fr", n * 960, b"sound"))
        await until(lambda: len(ends.at_dialer) == 50 and len(ends.at_listener) == 50)
        assert ends.at_dialer[49] == pipe.RtpMessage("m/p1/mic", 4.9, packet)
        assert ends.at_listener == [pipe.encode_opus(b"m/fr", n * 960, b"sound") for n in range(50)]


async def test_a_mixer_that_comes_back_is_connected_again(path: Path) -> None:
    async with Ends(path) as ends:
        ends.listener.close()
        await until(lambda: not ends.dialer.connected)
        assert not ends.dialer.send(pipe.encode_opus(b"m/fr", 0, b"sound"))
        assert ends.dialer.dropped == 1
        ends.listener.open()
        await until(lambda: ends.listener.connected and ends.dialer.connected)
        assert ends.dialer.send(pipe.encode_opus(b"m/fr", 0, b"sound"))
        await until(lambda: len(ends.at_listener) == 1)


async def test_a_new_mixer_replaces_the_one_before_it(path: Path) -> None:
    async with Ends(path) as ends:
        second: list[pipe.RtpMessage] = []
        newer = PolledPipe(path, lambda *rtp: second.append(pipe.RtpMessage(*rtp)))
        async with asyncio.timeout(5):
            assert ends.task is not None
            ends.task.cancel()
            running = asyncio.create_task(polled(newer))
            await until(lambda: newer.connected and ends.listener.connected)
            ends.listener.send(pipe.encode_rtp(b"m/t", 0.0, bytes(20)))
            await until(lambda: len(second) == 1)
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)


async def test_a_full_pipe_drops_the_newest_and_counts(path: Path) -> None:
    async with Ends(path) as ends:
        message = pipe.encode_rtp(b"m/t", 0.0, bytes(60_000))
        accepted = 0
        while ends.listener.send(message):
            accepted += 1
            assert accepted < 1000
        assert ends.listener.dropped == 1
        await until(lambda: len(ends.at_dialer) == accepted)
