"""What a webcast worker gets of the cameras: the real transport, a worker's end of the pipe played by the test."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bus import pipe
from bus.messages import MeetingState, OpenPublisher, PeerState, Webcast
from media.rtp import vp8
from media.rtp.header import parse_header
from media.rtp.rtcp import Pli
from media.sfu.layout import VP8_PAYLOAD_TYPE
from media.testing import Vp8Stream
from media.transport.sdp import parse
from media.webcast.receiving import Receiver
from tests.scenarios.test_transport_layers import SIZE, Camera, simulcast_offer
from tests.scenarios.transport_rig import CAM_SSRC, MEETING, Client, Rig, until

ON_AIR = Webcast("w", "onAir", ())
SHOWN = MeetingState(MEETING, slots={"speaker": "p1/cam"}, webcast=ON_AIR)


class Worker:
    def __init__(self, rig: Rig) -> None:
        self.pictures: list[pipe.RtpMessage] = []
        self.receiver = Receiver(rig.run_dir / "webcast.sock", lambda sound: None, self.pictures.append)

    async def run(self) -> None:
        while True:
            self.receiver.poll(0)
            await asyncio.sleep(0.002)


@asynccontextmanager
async def worker_of(rig: Rig) -> AsyncIterator[Worker]:
    worker = Worker(rig)
    worker.receiver.open()
    task = asyncio.create_task(worker.run())
    try:
        yield worker
    finally:
        task.cancel()
        worker.receiver.close()


def send(client: Client, packets: list[bytes]) -> None:
    for packet in packets:
        client.send_rtp(packet)


async def test_a_slots_camera_comes_decrypted_and_named_with_nobody_watching() -> None:
    async with Rig() as rig, worker_of(rig) as worker:
        client = await rig.publisher()
        await rig.patch(meeting=SHOWN)
        await until(lambda: worker.receiver.connections == 1)
        stream = Vp8Stream(ssrc=CAM_SSRC)
        sent = [packet for n in range(5) for packet in stream.frame(key=n == 0)]
        send(client, sent)
        await until(lambda: len(worker.pictures) == len(sent))
        assert {message.track for message in worker.pictures} == {f"{MEETING}/p1/cam"}
        assert [message.packet for message in worker.pictures] == sent


async def test_a_camera_in_no_slot_and_a_meeting_without_webcast_send_nothing() -> None:
    async with Rig() as rig, worker_of(rig) as worker:
        client = await rig.publisher()
        await rig.patch(meeting=MeetingState(MEETING, webcast=ON_AIR))
        await until(lambda: worker.receiver.connections == 1)
        stream = Vp8Stream(ssrc=CAM_SSRC)
        send(client, stream.frame(key=True))
        await rig.patch(meeting=SHOWN)
        shown = stream.frame(key=True)
        send(client, shown)
        await until(lambda: len(worker.pictures) == len(shown))
        await rig.patch(meeting=MeetingState(MEETING, slots={"speaker": "p1/cam"}))
        await until(lambda: worker.receiver.connections == 0)
        send(client, stream.frame(key=True))
        await rig.patch(meeting=SHOWN)
        await until(lambda: worker.receiver.connections == 1)
        assert [message.packet for message in worker.pictures] == shown


async def test_a_key_frame_the_worker_asks_for_is_asked_of_the_publisher() -> None:
    async with Rig() as rig, worker_of(rig) as worker:
        client = await rig.publisher()
        await rig.patch(meeting=SHOWN)
        stream = Vp8Stream(ssrc=CAM_SSRC)
        await until(lambda: worker.receiver.connections == 1)
        send(client, stream.frame(key=True))
        await until(lambda: bool(worker.pictures))
        before = len(client.told(Pli))
        worker.receiver.ask_key_frame(f"{MEETING}/p1/cam")
        worker.receiver.ask_key_frame(f"{MEETING}/p2/cam")
        worker.receiver.ask_key_frame("nowhere")
        await until(lambda: len(client.told(Pli)) > before)
        assert {told.media_ssrc for told in client.told(Pli)} == {CAM_SSRC}


async def test_of_a_simulcast_the_largest_layer_comes_and_the_next_when_it_stops() -> None:
    async with Rig() as rig, worker_of(rig) as worker:
        client = rig.client()
        state = PeerState("pub1", MEETING)
        reply = await rig.ask(OpenPublisher(rig.request_id(), "p1", state, simulcast_offer(client)))
        await client.connect(parse(reply.sdp))
        await rig.patch(meeting=SHOWN)
        camera = Camera(client)
        task = asyncio.create_task(camera.run())

        def sizes() -> list[tuple[int, int] | None]:
            """Of the key frames that came."""
            payloads = [message.packet[parse_header(message.packet).payload_start :] for message in worker.pictures]
            return [size for size in map(vp8.frame_size, payloads) if size is not None]

        try:
            await until(lambda: SIZE["f"] in sizes())
            camera.on.remove("f")
            worker.pictures.clear()
            await until(lambda: SIZE["h"] in sizes())
        finally:
            task.cancel()


async def test_a_worker_that_comes_back_gets_the_pictures_again() -> None:
    async with Rig() as rig:
        client = await rig.publisher()
        await rig.patch(meeting=SHOWN)
        stream = Vp8Stream(ssrc=CAM_SSRC)
        for _ in range(2):
            async with worker_of(rig) as worker:
                await until(lambda: worker.receiver.connections == 1)
                send(client, stream.frame(key=True))
                await until(lambda: len(worker.pictures) >= 3)


async def test_composed_pictures_that_are_not_wanted_or_are_none_are_counted_and_dropped() -> None:
    async with Rig() as rig, worker_of(rig) as worker:
        client = await rig.publisher()
        await rig.patch(meeting=SHOWN)
        await until(lambda: worker.receiver.connections == 1)
        send(client, Vp8Stream(ssrc=CAM_SSRC).frame(key=True))
        await until(lambda: bool(worker.pictures))
        listener = await rig.subscriber(audio=(), video=("speaker",), refused=(VP8_PAYLOAD_TYPE,))
        (packet, *_) = Vp8Stream().frame(key=True)
        for picture in (f"{MEETING}/composed", "elsewhere/composed", f"{MEETING}/p1/cam"):
            worker.receiver.send(pipe.encode_rtp(picture.encode(), 0.0, packet))
        await until(lambda: rig.process.node.counters["composed_unwanted"] == 3)
        (slots,) = (forwarder.slots for forwarder in rig.process.node._forwarders.values())
        slots.composed.want()
        worker.receiver.send(pipe.encode_rtp(f"{MEETING}/composed".encode(), 0.0, b"\x00" * 12))
        await until(lambda: rig.process.node.counters["composed_malformed"] == 1)
        assert not listener.received("speaker"), "who takes no VP8 gets no VP8"
