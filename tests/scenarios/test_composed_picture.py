"""Whoever cannot decode a camera sees the composed picture: real transport, real worker, a client that decodes."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import pairwise
from typing import TypeVar

import numpy as np
import pytest
from msgspec.structs import replace

from bus.messages import MeetingState, OpenPublisher, PeerState, Slot, Webcast
from media.codec.vp8 import Picture
from media.rtp import vp8
from media.rtp.header import RtpHeader
from media.rtp.rtcp import Pli
from media.sfu import composed as at_transport
from media.sfu.layout import H264_PAYLOAD_TYPE, VP8_PAYLOAD_TYPE
from media.transport.sdp import parse
from media.webcast import composed as at_worker
from media.webcast.decoding import PictureSource
from media.webcast.layout import HEIGHT, WIDTH, arrange
from tests.scenarios.transport_rig import CAM_SSRC, Client, Rig, publisher_offer, until
from tests.scenarios.webcast_rig import MEETING, ON_AIR, Machine
from tests.unit.media.webcast.test_webcast_pictures import H264, VP8, Camera

ALONE: tuple[Slot, ...] = ("speaker",)
PLATE_PLACE = arrange("auto", ALONE).plate
BARS = ((235, 235, 235), (235, 235, 16), (16, 235, 16), (235, 16, 16), (16, 16, 235))


def bars(width: int, height: int) -> Picture:
    colours = np.repeat(np.array(BARS, np.uint8), -(-width // len(BARS)), axis=0)[:width]
    return np.ascontiguousarray(np.broadcast_to(colours, (height, width, 3)), np.uint8)


End = TypeVar("End", "Sender", "Listener")


class Sender:
    """A camera that shows bars, with key frames when it is asked for them."""

    def __init__(self, client: Client, kind: int, width: int = 640, height: int = 360) -> None:
        self.client = client
        self.camera = Camera(kind, width, height, ssrc=CAM_SSRC)
        self.picture = bars(width, height)
        self.keys = 0

    async def run(self) -> None:
        answered = -1
        while True:
            asked = len(self.client.told(Pli))
            key, answered = asked > answered, asked
            self.keys += key
            for packet in self.camera.show(self.picture, key=key):
                self.client.send_rtp(packet)
            await asyncio.sleep(0.04)


class Listener:
    """Decodes what it is sent in the speaker's place, and asks for key frames as a browser does."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.source = PictureSource()
        self.taken = 0
        self.asked = 0

    async def run(self) -> None:
        while True:
            for _, header, packet in self.packets[self.taken :]:
                self.source.receive(packet, time.monotonic())
                self.taken += 1
                if self.source.asks_key_frame(time.monotonic()):
                    self.client.send_rtcp(Pli(1, header.ssrc))
                    self.asked += 1
            await asyncio.sleep(0.01)

    @property
    def packets(self) -> list[tuple[float, RtpHeader, bytes]]:
        return self.client.received("speaker")

    @property
    def size(self) -> tuple[int, int]:
        frame = self.source.frame
        return (frame.width, frame.height) if frame is not None else (0, 0)

    @property
    def keys(self) -> int:
        """Key frames it was sent."""
        return sum(vp8.is_key_frame_start(packet[header.payload_start :]) for _, header, packet in self.packets)

    def steps(self) -> set[int]:
        """From one sequence number to the next, in the order they came."""
        numbers = [header.sequence_number for _, header, _ in self.packets]
        return {(b - a) % (1 << 16) for a, b in pairwise(numbers)}

    def picture_steps(self) -> set[int]:
        """From one picture id to the next."""
        payloads = [packet[header.payload_start :] for _, header, packet in self.packets]
        ids = [vp8.parse_descriptor(payload).picture_id for payload in payloads]
        return {(b - a) % (1 << 15) for a, b in pairwise(ids)} - {0}

    def plate(self) -> float:
        """The share of the name plate's place that is neither bar nor between two."""
        if self.source.frame is None:
            return 0.0
        picture = self.source.frame.to_ndarray(format="rgb24").astype(np.int16)
        box = PLATE_PLACE
        part = picture[box.y : box.y + box.height, box.x : box.x + box.width]
        wanted = bars(WIDTH, HEIGHT).astype(np.int16)[box.y : box.y + box.height, box.x : box.x + box.width]
        return float((np.abs(part - wanted).max(axis=2) > 90).mean())

    def colours(self, height: float = 0.3) -> list[tuple[int, ...]]:
        """In the middle of each bar, where the picture fills the frame."""
        if self.source.frame is None:
            return []
        picture = self.source.frame.to_ndarray(format="rgb24")
        row = picture[round(height * picture.shape[0])]
        return [tuple(int(c) for c in row[round((n + 0.5) * picture.shape[1] / len(BARS))]) for n in range(len(BARS))]

    def sees_bars(self) -> bool:
        found = self.colours()
        return bool(found) and all(np.abs(np.subtract(a, b)).max() < 40 for a, b in zip(found, BARS, strict=True))


class Scene:
    """A meeting whose speaker's camera is H.264, at the transport and at the worker."""

    def __init__(self, rig: Rig, machine: Machine) -> None:
        self.rig, self.machine = rig, machine
        self.tasks: list[asyncio.Task[None]] = []

    async def show(self, track: str | None, webcast: Webcast | None = None) -> None:
        state = MeetingState(MEETING, slots={"speaker": track}, webcast=webcast)
        await self.rig.patch(meeting=state)
        self.machine.patch(webcast, state.slots)

    async def send(self, owner: str, kind: int, *, begin: bool = True) -> Sender:
        client = self.rig.client()
        offer = publisher_offer(client)
        if kind == H264:
            kept = [line for line in offer.splitlines(True) if ":96 " not in line]
            offer = "".join(kept).replace(" 96 102", " 102")
        state = PeerState(f"pub-{owner}", MEETING)
        reply = await self.rig.ask(OpenPublisher(self.rig.request_id(), owner, state, offer))
        assert not reply.error, reply.error
        await client.connect(parse(reply.sdp))
        sender = Sender(client, kind)
        return self.start(sender) if begin else sender

    async def listen(self, peer_id: str, *refused: int) -> Listener:
        client = await self.rig.subscriber(peer_id, audio=(), video=("speaker",), refused=refused)
        return self.start(Listener(client))

    def start(self, end: End) -> End:
        self.tasks.append(asyncio.create_task(end.run()))
        return end

    def gauge(self, name: str) -> float:
        return self.machine.process.gauges()[name]


@asynccontextmanager
async def scene() -> AsyncIterator[Scene]:
    async with Rig() as rig, Machine() as machine:
        (rig.run_dir / "webcast.sock").symlink_to(machine.run_dir / "webcast.sock")
        found = Scene(rig, machine)
        try:
            yield found
        finally:
            for task in found.tasks:
                task.cancel()
            await asyncio.gather(*found.tasks, return_exceptions=True)


async def test_who_refused_h264_sees_the_camera_composed_in_vp8_and_who_did_not_sees_it_as_it_is() -> None:
    async with scene() as scene_:
        await scene_.show("p1/cam")
        await scene_.send("p1", H264)
        both = await scene_.listen("s1")
        await until(both.sees_bars)
        assert scene_.gauge("composed_pictures") == 0, "nobody needs it"
        blind = await scene_.listen("s2", H264_PAYLOAD_TYPE)
        await until(blind.sees_bars)
        assert {header.payload_type for _, header, _ in blind.packets} == {VP8_PAYLOAD_TYPE}
        assert {header.payload_type for _, header, _ in both.packets} == {H264_PAYLOAD_TYPE}
        assert blind.size == (WIDTH, HEIGHT) and both.size == (640, 360)
        later = await scene_.listen("s3", H264_PAYLOAD_TYPE)
        await until(later.sees_bars)
        assert scene_.gauge("composed_pictures") == 1 and blind.source.errors == 0


async def test_numbers_and_times_go_on_from_camera_to_composed_picture_and_back() -> None:
    async with scene() as scene_:
        await scene_.show("p1/cam")
        await scene_.send("p1", VP8)
        await scene_.send("p2", H264)
        blind = await scene_.listen("s1", H264_PAYLOAD_TYPE)
        await until(lambda: blind.size == (640, 360))
        await scene_.show("p2/cam")
        await until(lambda: blind.size == (WIDTH, HEIGHT))
        await scene_.show("p1/cam")
        await until(lambda: blind.size == (640, 360))
        headers = [header for _, header, _ in blind.packets]
        assert blind.steps() == {1}
        assert all((b.timestamp - a.timestamp) % (1 << 32) < 90_000 * 10 for a, b in pairwise(headers))
        assert (blind.source.errors, blind.source.stream.lost) == (0, 0)


async def test_on_the_air_it_is_the_webcasts_picture_and_never_its_slate() -> None:
    shown = replace(ON_AIR, plate=("Ana Núñez — Spain", "español"))
    async with scene() as scene_:
        await scene_.show("p1/cam", shown)
        await scene_.send("p1", H264)
        blind = await scene_.listen("s1", H264_PAYLOAD_TYPE)
        await until(lambda: blind.sees_bars() and blind.plate() > 0.2)
        production = scene_.machine.process._productions[MEETING]
        await scene_.show("p1/cam", replace(shown, mode="slate"))
        await until(lambda: production.stage is None)
        decoded = blind.source.decoded
        await until(lambda: blind.source.decoded > decoded + 3)
        assert blind.sees_bars() and blind.plate() > 0.2
        await scene_.show("p1/cam")
        await until(lambda: blind.sees_bars() and blind.plate() < 0.05)
        assert scene_.gauge("webcasts") == 0


async def test_it_comes_back_with_a_worker_that_was_restarted() -> None:
    async with scene() as scene_:
        await scene_.show("p1/cam")
        await scene_.send("p1", H264)
        blind = await scene_.listen("s1", H264_PAYLOAD_TYPE)
        await until(blind.sees_bars)
        await scene_.machine.stop_worker()
        keys, decoded, asked = blind.keys, blind.source.decoded, blind.asked
        await scene_.machine.start_worker()
        await until(lambda: blind.keys > keys and blind.source.decoded > decoded + 5)
        assert blind.sees_bars() and (blind.source.errors, blind.source.stream.lost) == (0, 0)
        assert blind.steps() == blind.picture_steps() == {1}
        assert blind.asked == asked, "the first picture was whole"


async def test_it_costs_nothing_once_everyone_sees_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(at_transport, "KEPT_S", 0.1)
    monkeypatch.setattr(at_worker, "FORGOTTEN_S", 1.5)
    async with scene() as scene_:
        await scene_.show("p1/cam")
        await scene_.send("p1", H264)
        await scene_.send("p2", VP8)
        blind = await scene_.listen("s1", H264_PAYLOAD_TYPE)
        await until(blind.sees_bars)
        await scene_.show("p2/cam")
        await until(lambda: blind.size == (640, 360))
        await until(lambda: scene_.gauge("composed_pictures") == 0)
        await until(lambda: not scene_.rig.process.webcast.connected)
        assert not [thread for thread in threading.enumerate() if thread.name.startswith("composed")]


async def test_a_camera_that_never_sends_leaves_no_picture_and_no_work_until_it_does() -> None:
    async with scene() as scene_:
        await scene_.show("p1/cam")
        silent = await scene_.send("p1", H264, begin=False)
        blind = await scene_.listen("s1", H264_PAYLOAD_TYPE)
        await until(lambda: scene_.gauge("composed_pictures") == 1)
        told = scene_.rig.process.webcast.sent
        await until(lambda: scene_.rig.process.webcast.sent > told)  # a second later: it is wanted still
        assert scene_.gauge("composed_frames") == 0 and not blind.packets
        scene_.start(silent)
        await until(blind.sees_bars)
