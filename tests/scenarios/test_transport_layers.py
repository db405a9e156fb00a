"""Simulcast over real UDP: the layers of a camera, resends in a stream of their own, listeners who tell of their path."""

from __future__ import annotations

import asyncio

from bus.messages import MeetingState, OpenPublisher, PeerState
from media.rtp import vp8
from media.rtp.header import build_packet, parse_header
from media.rtp.rtcp import Nack, Pli, Remb, SenderReport
from media.sfu.source import ntp_time
from media.testing import Vp8Stream
from media.transport.sdp import parse
from tests.scenarios.transport_rig import MEETING, Client, Rig, publisher_offer, until

MID, RID, REPAIRED = 4, 10, 11
SIZE = {"q": (320, 180), "h": (640, 360), "f": (1280, 720)}
BYTES = {"q": 600, "h": 2000, "f": 6000}


def simulcast_offer(client: Client) -> str:
    """As Chromium offers a camera in three layers: no SSRCs, resends by repaired rid."""
    head, microphone, camera, screen = publisher_offer(client, ssrcs=False).split("m=")
    camera = camera.replace("VP8/90000\r\n", "VP8/90000\r\na=rtpmap:97 rtx/90000\r\na=fmtp:97 apt=96\r\n")
    camera = camera.replace("96 102\r\n", "96 97 102\r\n") + (
        f"a=extmap:{RID} urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id\r\n"
        f"a=extmap:{REPAIRED} urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id\r\n"
        "a=rid:q send\r\na=rid:h send\r\na=rid:f send\r\na=simulcast:send q;h;f\r\n"
    )
    return "m=".join((head, microphone, camera, screen))


class Camera:
    """Sends its layers until it is told to stop, and key frames when they are asked for."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.layers = {
            rid: Vp8Stream(ssrc=500 + n, width=size[0], height=size[1], timestamp=1_000_000 * n)
            for n, (rid, size) in enumerate(SIZE.items())
        }
        self.on = list(SIZE)
        self.lose_next: str | None = None
        self.lost: list[bytes] = []
        self._answered = 0
        self._frames = 0

    async def run(self) -> None:
        while True:
            asked = [told.media_ssrc for told in self.client.told(Pli)]
            fresh, self._answered = set(asked[self._answered :]), len(asked)
            for rid in self.on:
                stream = self.layers[rid]
                key = self._frames == 0 or stream.ssrc in fresh
                packets = stream.frame(key=key, bytes_=BYTES[rid])
                lose, self.lose_next = (
                    self.lose_next == rid and len(packets) > 1,
                    None if self.lose_next == rid else self.lose_next,
                )
                for n, packet in enumerate(packets):
                    if lose and n == 1:
                        self.lost.append(packet)
                        continue
                    self.client.send_rtp(named(packet, RID, rid))
            self._frames += 1
            await asyncio.sleep(0.04)

    def report(self) -> None:
        """Sender reports: all layers show the same moment."""
        for stream in self.layers.values():
            self.client.send_rtcp(SenderReport(stream.ssrc, ntp_time(1e9), stream.timestamp & 0xFFFFFFFF, 1, 1))


def named(packet: bytes, extension: int, rid: str, *, resend: int | None = None) -> bytes:
    """The packet with mid and rid; ``resend``: as RFC 4588 sends it again, under this number."""
    h = parse_header(packet)
    payload = packet[h.payload_start :]
    return build_packet(
        payload if resend is None else h.sequence_number.to_bytes(2, "big") + payload,
        payload_type=96 if resend is None else 97,
        sequence_number=h.sequence_number if resend is None else resend,
        timestamp=h.timestamp,
        ssrc=h.ssrc if resend is None else 600,
        marker=h.marker,
        extensions={MID: b"1", extension: rid.encode()},
    )


class Stage:
    """A rig with a camera in three layers in the speaker slot."""

    async def __aenter__(self) -> Stage:
        self.rig = await Rig().__aenter__()
        client = self.rig.client()
        client.peer_id = "pub"
        request = OpenPublisher(self.rig.request_id(), "p1", PeerState("pub", MEETING), simulcast_offer(client))
        reply = await self.rig.ask(request)
        assert "a=simulcast:recv q;h;f" in reply.sdp
        await client.connect(parse(reply.sdp))
        await self.rig.patch(meeting=MeetingState(MEETING, slots={"speaker": "p1/cam"}))
        self.camera = Camera(client)
        self._task = asyncio.create_task(self.camera.run())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        await self.rig.__aexit__()


def heights(listener: Client) -> list[int]:
    """Of the key frames a listener got."""
    found = []
    for _, header, packet in listener.received("speaker"):
        size = vp8.frame_size(packet[header.payload_start : header.payload_end])
        if size is not None:
            found.append(size[1])
    return found


def assert_one_stream(listener: Client) -> None:
    """Numbers, timestamps and picture ids go on through every change of layer."""
    packets = sorted(listener.received("speaker"), key=lambda entry: entry[1].sequence_number)
    numbers = [header.sequence_number for _, header, _ in packets]
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    moments = [header.timestamp for _, header, _ in packets]
    steps = [(b - a) & 0xFFFFFFFF for a, b in zip(moments, moments[1:], strict=False)]
    assert all(step < 90_000 for step in steps), "never back, never far ahead"
    pictures = [vp8.parse_descriptor(packet[header.payload_start :]).picture_id for _, header, packet in packets]
    assert all((b - a) & 0x7FFF in (0, 1) for a, b in zip(pictures, pictures[1:], strict=False))


async def test_a_listener_is_moved_up_by_itself_and_down_by_its_estimate_in_one_stream() -> None:
    async with Stage() as stage:
        listener = await stage.rig.subscriber(video=("speaker",))
        await until(lambda: heights(listener)[-1:] == [720])
        ssrc = listener.received("speaker")[0][1].ssrc
        for bps in (1_500_000, 600_000, 500_000):
            listener.send_rtcp(Remb(1, bps, (ssrc,)))
            await asyncio.sleep(0.05)
        await until(lambda: heights(listener)[-1] == 360)
        await asyncio.sleep(0.3)
        assert_one_stream(listener)
        counters = stage.rig.process.node.counters
        assert counters["rtp_gated"] > 0, "layers nobody sees are dropped undecrypted"


async def test_a_layer_that_stops_is_left_within_a_second() -> None:
    async with Stage() as stage:
        listener = await stage.rig.subscriber(video=("speaker",))
        await until(lambda: heights(listener)[-1:] == [720])
        stage.camera.on = ["q", "h"]
        loop = asyncio.get_running_loop()
        stopped = loop.time()
        await until(lambda: heights(listener)[-1] == 360)
        assert loop.time() - stopped < 3
        await asyncio.sleep(0.2)
        assert_one_stream(listener)


async def test_a_lost_packet_is_asked_for_and_put_back_from_the_stream_of_resends() -> None:
    async with Stage() as stage:
        listener = await stage.rig.subscriber(video=("speaker",))
        await until(lambda: heights(listener)[-1:] == [720])
        publisher = stage.camera.client
        asked = len(publisher.told(Nack))
        stage.camera.lose_next = "f"
        await until(lambda: len(publisher.told(Nack)) > asked)
        (lost,) = stage.camera.lost
        nack = publisher.told(Nack)[-1]
        assert parse_header(lost).sequence_number in nack.sequence_numbers and nack.media_ssrc == parse_header(lost).ssrc
        publisher.send_rtp(named(lost, REPAIRED, "f", resend=1))
        await until(lambda: stage.rig.process.node.counters["rtx_restored"] == 1)
        await asyncio.sleep(0.2)
        assert_one_stream(listener)


async def test_sender_reports_tell_the_same_time_on_every_layer() -> None:
    """Lip sync: a moment of the camera has one time on the listener's clock, whatever layer it came in."""
    async with Stage() as stage:
        listener = await stage.rig.subscriber(video=("speaker",))
        await until(lambda: bool(listener.received("speaker")))
        stage.camera.report()
        await until(lambda: heights(listener)[-1:] == [720])
        ssrc = listener.received("speaker")[0][1].ssrc
        await until(lambda: any(report.ssrc == ssrc for report in listener.told(SenderReport)))
        before = len(listener.told(SenderReport))
        stage.camera.on = ["q", "h"]
        await until(lambda: heights(listener)[-1] == 360)
        await until(lambda: len(listener.told(SenderReport)) > before)
        reports = [report for report in listener.told(SenderReport) if report.ssrc == ssrc]
        lines = [report.ntp / 2**32 - report.rtp_timestamp / 90_000 for report in (reports[0], reports[-1])]
        assert abs(lines[1] - lines[0]) < 0.25, "the two layers' clocks agree up to how late their packets came"
