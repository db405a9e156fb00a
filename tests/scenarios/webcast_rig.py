"""The real webcast worker in the test's loop; server, mixer and transport are played by the test."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import aiohttp
import numpy as np
import numpy.typing as npt

from bus.local import BusServer, Node
from bus.messages import DesiredPatch, DesiredState, MeetingState, Rendition, ToServer, Webcast
from bus.pipe import encode_rtp, encode_sound
from media.clock import BLOCK_SAMPLES, SAMPLE_RATE_HZ
from media.polled_pipe import PolledPipe
from media.webcast_process import WebcastOptions, WebcastProcess

MEETING = "m"
PATIENCE_S = 60.0
LANGUAGES = (("floor", "Floor"), ("ar", "العربية"), ("fr", "Français"))
ON_AIR = Webcast("webcast-1", "onAir", tuple(Rendition(*language) for language in LANGUAGES), title=("A meeting",))

Sent = TypeVar("Sent")
Samples = npt.NDArray[np.float32]
Sound = Callable[[int], Samples]
"""Number of the first sample on the media clock -> 960 samples within ±1."""


async def until(condition: Callable[[], Any], timeout_s: float = PATIENCE_S) -> None:
    async with asyncio.timeout(timeout_s):
        while not condition():  # noqa: ASYNC110 - polls state that has no event
            await asyncio.sleep(0.005)


def tone_at(frequency_hz: float, level: float = 0.1) -> Sound:
    """A tone that goes on with the clock, whatever blocks of it are missing."""

    def block(first: int) -> Samples:
        at = (np.arange(BLOCK_SAMPLES) + first) % SAMPLE_RATE_HZ
        return np.asarray(level * np.sin(2 * np.pi * frequency_hz * at / SAMPLE_RATE_HZ), np.float32)

    return block


class Machine:
    """``async with Machine() as machine``: everything on loopback and stopped at the end."""

    def __init__(self, directory: Path | None = None) -> None:
        self._temporary = tempfile.TemporaryDirectory(prefix="hc")
        self.run_dir = Path(self._temporary.name)
        self.directory = directory or self.run_dir / "webcast"
        self.told: list[ToServer] = []
        self.nodes: list[Node] = []
        self.sounds: dict[str, Sound] = {}
        self.silent_ticks: set[int] = set()
        self.key_frames: list[str] = []
        self.version = 0
        self.state = MeetingState(MEETING, channels=("ar", "fr"))
        self.mixer = PolledPipe(self.run_dir / "webcast.sock", lambda *_: None, backlog=500)
        self.transport = PolledPipe(
            self.run_dir / "webcast.sock", lambda *_: None, on_key=self.key_frames.append, backlog=1000
        )
        self._tasks: list[asyncio.Task[None]] = []
        self._worker: asyncio.Task[None] | None = None
        self.server = BusServer(
            self.run_dir / "bus.sock",
            on_node=self._on_node,
            on_message=lambda _, message: self.told.append(message),
            on_gone=self.nodes.remove,
        )

    def _on_node(self, node: Node) -> None:
        self.nodes.append(node)
        self.version += 1
        node.send(DesiredState(self.version, (self.state,), ()))

    async def __aenter__(self) -> Machine:
        await self.server.start()
        await self.start_worker()
        self._tasks = [asyncio.create_task(self._mix()), asyncio.create_task(self._dial())]
        self.http = aiohttp.ClientSession()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.http.close()
        await self.stop_worker()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self.mixer.close()
        self.transport.close()
        await self.server.close()
        self._temporary.cleanup()

    async def start_worker(self, **options: Any) -> None:
        self.process = WebcastProcess(replace(WebcastOptions(self.run_dir, self.directory), **options))
        self._worker = asyncio.create_task(self.process.run())
        await until(lambda: self.process.port and self.nodes)

    async def stop_worker(self) -> None:
        if self._worker is not None:
            self._worker.cancel()
            await asyncio.gather(self._worker, return_exceptions=True)
            self._worker = None
        await until(lambda: not self.nodes)

    async def _mix(self) -> None:
        """What the mixer does: a block of each rendition at every tick, by absolute deadlines."""
        tick = int(time.monotonic() * 50) + 1
        while True:
            await asyncio.sleep(max(0.0, tick / 50 - time.monotonic()))
            self.mixer.poll()
            if tick not in self.silent_ticks:
                for channel, sound in self.sounds.items():
                    samples = (sound(tick * BLOCK_SAMPLES) * 32767).round().astype(">i2").tobytes()
                    self.mixer.send(encode_sound(f"{MEETING}/{channel}".encode(), tick, samples))
            tick += 1

    async def _dial(self) -> None:
        while True:
            self.transport.poll()
            await asyncio.sleep(0.01)

    def send_picture(self, track: str, packets: list[bytes]) -> None:
        for packet in packets:
            self.transport.send(encode_rtp(f"{MEETING}/{track}".encode(), time.monotonic(), packet))

    def patch(self, webcast: Webcast | None, slots: Mapping[str, str | None] | None = None) -> None:
        """Change what the server wants of the meeting."""
        self.version += 1
        shown = dict(slots if slots is not None else self.state.slots)
        self.state = MeetingState(MEETING, channels=("ar", "fr"), slots=shown, webcast=webcast)
        for node in self.nodes:
            node.send(DesiredPatch(self.version, (self.state,)))

    def all_told(self, kind: type[Sent]) -> list[Sent]:
        return [message for message in self.told if isinstance(message, kind)]

    # --- what viewers get ---

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.process.port}/webcast/{MEETING}/{path}"

    async def text(self, path: str) -> str:
        async with self.http.get(self.url(path)) as response:
            return await response.text() if response.status == 200 else ""

    async def bytes_of(self, path: str) -> bytes:
        async with self.http.get(self.url(path)) as response:
            response.raise_for_status()
            return await response.read()

    async def segments(self, rendition: str, count: int, webcast_id: str = "webcast-1") -> list[tuple[int, str]]:
        """The whole segments in the live playlist, oldest first, once there are ``count``: numbers and addresses."""
        found: list[tuple[int, str]] = []

        async with asyncio.timeout(PATIENCE_S):
            while len(found) < count:
                playlist = await self.text(f"{webcast_id}/{rendition}.m3u8")
                found = whole_segments(playlist, webcast_id)
                await asyncio.sleep(0.05)
        return found

    async def media(self, rendition: str, first: int, count: int, webcast_id: str = "webcast-1") -> bytes:
        """Init segment and ``count`` segments from number ``first`` on."""
        playlist = await self.text(f"{webcast_id}/{rendition}.m3u8")
        line = next(line for line in playlist.splitlines() if line.startswith("#EXT-X-MAP"))
        init = await self.bytes_of(f"{webcast_id}/" + line.split('URI="')[1].split('"')[0])
        parts = [await self.bytes_of(f"{webcast_id}/{rendition}/{number}.m4s") for number in range(first, first + count)]
        return init + b"".join(parts)


def whole_segments(playlist: str, webcast_id: str) -> list[tuple[int, str]]:
    found, gap = [], False
    for line in playlist.splitlines():
        if line and not line.startswith("#"):
            if not gap:
                found.append((int(line.rsplit("/", 1)[-1].split(".")[0]), f"{webcast_id}/{line}"))
            gap = False
        gap = gap or line == "#EXT-X-GAP"
    return found
