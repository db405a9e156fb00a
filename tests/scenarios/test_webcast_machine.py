"""A webcast of real publishers: transport, mixer and worker as on a machine, camera and microphone over real WebRTC."""

from __future__ import annotations

import asyncio
import io
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import av
import numpy as np
import pytest

from bus.local import BusServer, Node
from bus.messages import (
    DesiredState,
    Desk,
    MeetingState,
    Microphone,
    PeerConnected,
    Rendition,
    ToServer,
    Webcast,
    WebcastStatus,
)
from media.codec.vp8 import Vp8Encoder
from media.rtp.header import build_packet
from media.rtp.rtcp import Pli
from media.testing import OpusStream, Samples, ToneSource, dominant_hz, tone_level_db
from tests.scenarios.test_mixer_process import START as START_MIXER
from tests.scenarios.transport_rig import CAM_SSRC, MEETING, MIC_SSRC, Client, Rig, until
from tests.scenarios.webcast_rig import whole_segments

pytestmark = pytest.mark.process

ROOT = Path(__file__).parents[2]
START_WORKER = (
    "from pathlib import Path; from media.webcast_process import *; import sys; "
    "main(WebcastOptions(Path(sys.argv[1]), Path(sys.argv[1]) / 'webcast', port=int(sys.argv[2])))"
)
ON_AIR = Webcast("w", "onAir", (Rendition("floor", "Floor"), Rendition("fr", "Français")), layout="speaker")
DEBATE = MeetingState(
    MEETING,
    channels=("fr",),
    microphones=(Microphone("p1/mic", "open"),),
    desks=(Desk("p2/mic", "fr", "open"),),
    slots={"speaker": "p1/cam"},
    webcast=ON_AIR,
)
FLASH_S = 0.2
"""A flash and a beep so long, at the beginning of each second."""


class Machine(Rig):
    """The real transport in the test's loop; mixer and worker in their own processes."""

    def __init__(self, port: int) -> None:
        super().__init__()
        self.by_role: dict[str, Node] = {}
        self.webcast_port = port
        self.processes: dict[str, asyncio.subprocess.Process] = {}

    async def __aenter__(self) -> Machine:
        await super().__aenter__()
        # the rig's own end of the pipe gives way to a real mixer
        self._tasks.pop().cancel()
        await self.start("mixer")
        await self.start("webcast")
        return self

    async def __aexit__(self, *arguments: object) -> None:
        for process in self.processes.values():
            if process.returncode is None:
                process.kill()
                await process.wait()
        await super().__aexit__(*arguments)

    async def start(self, role: str) -> None:
        command = (
            (START_MIXER, str(self.run_dir))
            if role == "mixer"
            else (START_WORKER, str(self.run_dir), str(self.webcast_port))
        )
        self.processes[role] = await asyncio.create_subprocess_exec(sys.executable, "-c", *command, cwd=ROOT)
        await until(lambda: role in self.by_role)

    async def kill(self, role: str) -> None:
        self.processes[role].send_signal(signal.SIGKILL)
        await self.processes[role].wait()
        await until(lambda: role not in self.by_role)

    def new_server(self) -> BusServer:
        def on_node(node: Node) -> None:
            self.by_role[node.role] = node
            if node.role == "transport":
                self.node = node
            else:
                node.send(DesiredState(1, (DEBATE,), ()))

        def on_message(_: Node, message: ToServer) -> None:
            self.told.append(message)

        def on_gone(node: Node) -> None:
            del self.by_role[node.role]

        return BusServer(self.run_dir / "bus.sock", on_node=on_node, on_message=on_message, on_gone=on_gone)


class Blink:
    """Sound of one second: a tone while it flashes, else nothing; on the clock of the one who sends it."""

    def __init__(self, frequency_hz: float) -> None:
        self._tone = ToneSource(frequency_hz, level_db=-20)
        self.now = 0.0

    def read(self, samples: int) -> Samples:
        at = (self.now + np.arange(samples) / 48_000) % 1.0
        return np.asarray(self._tone.read(samples) * (at < FLASH_S), np.float32)


async def publish(client: Client) -> None:
    """A microphone and a camera that beep and flash together, for ever."""
    sound, encoder = Blink(1000), Vp8Encoder(320, 180, frames_per_second=25, bitrate_bps=300_000, key_interval=1000)
    stream = OpusStream(sound, ssrc=MIC_SSRC, payload_type=111)
    began, number, asked = time.monotonic(), 0, 0
    for tick in range(1_000_000):
        await asyncio.sleep(max(0.0, began + tick * 0.02 - time.monotonic()))
        sound.now = tick * 0.02
        client.send_rtp(stream.next())
        if tick % 2:
            continue
        flashes = sound.now % 1.0 < FLASH_S
        plis = len(client.told(Pli))
        picture = np.full((180, 320, 3), 220 if flashes else 40, np.uint8)
        frame, asked = encoder.encode(picture, key=tick == 0 or plis > asked), plis
        pieces = [frame[at : at + 1000] for at in range(0, len(frame), 1000)]
        for index, piece in enumerate(pieces):
            packet = build_packet(
                bytes((0x10 if index == 0 else 0,)) + piece,
                payload_type=96,
                sequence_number=number & 0xFFFF,
                timestamp=tick * 1800,
                ssrc=CAM_SSRC,
                marker=index == len(pieces) - 1,
            )
            client.send_rtp(packet)
            number += 1


async def interpret(client: Client) -> None:
    stream = OpusStream(ToneSource(2000), ssrc=MIC_SSRC, payload_type=111)
    began = time.monotonic()
    for tick in range(1_000_000):
        await asyncio.sleep(max(0.0, began + tick * 0.02 - time.monotonic()))
        client.send_rtp(stream.next())


@asynccontextmanager
async def debate(port: int) -> AsyncIterator[tuple[Machine, aiohttp.ClientSession]]:
    async with Machine(port) as machine, aiohttp.ClientSession() as http:
        speaker, interpreter = await machine.publisher(), await machine.publisher("pub2", "p2")
        assert {told.peer_id for told in machine.all_told(PeerConnected)} == {"pub1", "pub2"}
        tasks = [asyncio.create_task(publish(speaker)), asyncio.create_task(interpret(interpreter))]
        await machine.patch(meeting=DEBATE)
        try:
            yield machine, http
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


async def segments(http: aiohttp.ClientSession, url: str, rendition: str, count: int) -> list[int]:
    found: list[tuple[int, str]] = []
    async with asyncio.timeout(60):
        while len(found) < count:
            await asyncio.sleep(0.1)
            try:
                async with http.get(f"{url}/{rendition}.m3u8") as response:
                    found = whole_segments(await response.text(), "") if response.status == 200 else []
            except aiohttp.ClientError:
                found = []
    return [number for number, _ in found]


async def frames(http: aiohttp.ClientSession, url: str, rendition: str, number: int) -> list[Any]:
    async with http.get(f"{url}/{rendition}.m3u8") as response:
        playlist = (await response.text()).split(f"{rendition}/{number}.m4s\n")[0]
    init = playlist.rsplit('#EXT-X-MAP:URI="', 1)[1].split('"')[0]
    data = b""
    for path in (init, f"{rendition}/{number}.m4s"):
        async with http.get(f"{url}/{path}") as response:
            data += await response.read()
    with av.open(io.BytesIO(data), "r") as container:
        return list(container.decode(container.streams[0]))


def onsets(on: Any, step_s: float) -> list[float]:
    """Seconds at which something begins."""
    edges = np.flatnonzero(np.diff(np.asarray(on, np.int8)) == 1) + 1
    return [float(edge) * step_s for edge in edges]


async def beeps_after_flashes(http: aiohttp.ClientSession, url: str, number: int) -> list[float]:
    """Seconds from flash to beep, of each in a segment."""
    middles = [frame.to_ndarray(format="gray")[330:390, 600:680].mean() for frame in await frames(http, url, "720p", number)]
    sound = np.concatenate([frame.to_ndarray()[0] for frame in await frames(http, url, "floor", number)])
    loud = np.abs(sound).reshape(-1, 240).max(axis=1) > 0.02
    beeps = onsets(loud, 0.005)
    return [beep - flash for flash in onsets(np.asarray(middles) > 130, 0.04) for beep in beeps if abs(beep - flash) < 0.4]


def in_step(offsets: list[float]) -> bool:
    """ITU-R BT.1359.  A machine that is busy with other tests makes pictures late: some flashes may be."""
    return bool(offsets) and -0.045 <= float(np.median(offsets)) <= 0.125


async def test_sound_and_picture_of_a_publisher_are_in_step_and_languages_in_their_renditions(unused_tcp_port: int) -> None:
    async with debate(unused_tcp_port) as (machine, http):
        url = f"http://127.0.0.1:{unused_tcp_port}/webcast/{MEETING}/w"
        offsets: list[float] = []
        for taken in range(2, 20):
            number = (await segments(http, url, "720p", taken))[-1]
            offsets += await beeps_after_flashes(http, url, number)
            if len(offsets) >= 3 and in_step(offsets[-3:]):
                break
        assert in_step(offsets[-3:]), f"sound after picture by {offsets} s"
        french = np.concatenate([frame.to_ndarray()[0] for frame in await frames(http, url, "fr", number)])
        assert dominant_hz(french) == pytest.approx(2000, abs=30)
        assert tone_level_db(french, 1000) < -60
        await until(lambda: machine.all_told(WebcastStatus))
        assert machine.all_told(WebcastStatus)[-1].pictures == ("speaker",)


async def test_killed_mixer_and_killed_worker_come_back_into_the_same_webcast(unused_tcp_port: int) -> None:
    async with debate(unused_tcp_port) as (machine, http):
        url = f"http://127.0.0.1:{unused_tcp_port}/webcast/{MEETING}/w"
        await segments(http, url, "fr", 1)
        await machine.kill("mixer")
        await machine.start("mixer")
        numbers = await segments(http, url, "fr", len(await segments(http, url, "fr", 1)) + 2)
        french = np.concatenate([frame.to_ndarray()[0] for frame in await frames(http, url, "fr", numbers[-1])])
        assert dominant_hz(french[-24_000:]) == pytest.approx(2000, abs=30)
        await machine.kill("webcast")
        await machine.start("webcast")
        after = await segments(http, url, "fr", len(numbers) + 1)
        assert after == sorted(set(after))
        assert after[: len(numbers) - 1] == numbers[:-1], "but for the one that may not have been on disk yet"
        async with http.get(f"{url}/fr.m3u8") as response:
            playlist = await response.text()
        assert "#EXT-X-DISCONTINUITY\n" in playlist and "#EXT-X-GAP" in playlist
        newest = await frames(http, url, "720p", after[-1])
        assert newest[-1].width == 1280
        french = np.concatenate([frame.to_ndarray()[0] for frame in await frames(http, url, "fr", after[-1])])
        assert dominant_hz(french[-24_000:]) == pytest.approx(2000, abs=30)
