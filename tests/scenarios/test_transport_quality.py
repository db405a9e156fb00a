"""How well peers are connected, over real sockets: loss of a seeded link, round trips, silence, and to whom it is told."""

from __future__ import annotations

import asyncio
import time

from bus.messages import MeetingState, Microphone, PeerQuality, Quality
from media.rtp.header import build_packet
from media.rtp.rtcp import Nack, ReceiverReport, ReportBlock, SenderReport
from media.rtp.sequence import ReceiveStatistics
from media.sfu.layout import FIRST_SSRC
from media.testing import Link
from media.transport.quality import Listener, RoundTrip
from tests.scenarios.transport_rig import MEETING, MIC_SSRC, PATIENCE_S, Client, Rig, until


class Ear:
    """What a listener behind a link receives of the main channel, and what it reports."""

    def __init__(self, client: Client, link: Link) -> None:
        self.client, self.link = client, link
        self.statistics = ReceiveStatistics(48_000)
        self._read = 0

    def report(self) -> None:
        for at, header, packet in self.client.received()[self._read :]:
            self._read += 1
            self.link.send(at, packet)
            for _ in self.link.receive(at):
                self.statistics.packet(header.sequence_number, header.timestamp, at)
        self.client.send_rtcp(ReceiverReport(1, (self.statistics.report(FIRST_SSRC, time.monotonic()),)))


def told_of(rig: Rig, peer_id: str) -> PeerQuality | None:
    """The last that was told of a peer."""
    told = [figures for message in rig.all_told(Quality) for figures in message.peers if figures.peer_id == peer_id]
    assert all(message.meeting_id == MEETING for message in rig.all_told(Quality))
    return told[-1] if told else None


def loss_of(rig: Rig, peer_id: str) -> float | None:
    figures = told_of(rig, peer_id)
    return figures.loss if figures is not None else None


async def play(rig: Rig, ears: list[Ear], packets: int) -> None:
    before = [len(ear.client.received()) for ear in ears]
    for _ in range(packets):
        rig.bus("floor")
        await asyncio.sleep(0.001)
    await until(lambda: all(len(e.client.received()) == n + packets for e, n in zip(ears, before, strict=True)))
    for ear in ears:
        ear.report()


async def test_of_two_listeners_the_one_behind_a_lossy_link_is_told_and_recovers() -> None:
    async with Rig() as rig:
        ears = [
            Ear(await rig.subscriber("shaky"), Link(seed=5, loss=0.15)),
            Ear(await rig.subscriber("sound"), Link(seed=6)),
        ]
        await play(rig, ears, 50)
        await play(rig, ears, 250)
        await until(lambda: 0.08 < (loss_of(rig, "shaky") or 0) < 0.25 and loss_of(rig, "sound") == 0)
        ears[0].link = Link(seed=5)
        for _ in range(4):
            await play(rig, ears, 500)
        await until(lambda: (loss_of(rig, "shaky") or 0) < 0.03)
        assert loss_of(rig, "sound") == 0


async def test_what_a_listener_asks_for_again_was_lost_on_the_way() -> None:
    async with Rig() as rig:
        ear = Ear(await rig.subscriber("s1"), Link())
        await play(rig, [ear], 50)
        numbers = [header.sequence_number for _, header, _ in ear.client.received()]
        ear.client.send_rtcp(ReceiverReport(1), Nack(1, FIRST_SSRC, tuple(numbers[-10:])))
        await play(rig, [ear], 50)
        await until(lambda: loss_of(rig, "s1") == 0.2)


async def test_the_round_trip_of_a_listener_is_that_of_the_path_not_of_the_sound() -> None:
    """Sender reports tell capture times, 60 ms before they are sent."""
    async with Rig() as rig:
        client = await rig.subscriber()
        arrived = []
        async with asyncio.timeout(PATIENCE_S):
            while not (reports := client.told(SenderReport)):
                rig.bus("floor")
                await asyncio.sleep(0.02)
                arrived = [time.monotonic()]
        await asyncio.sleep(0.2)  # what the client does not own up to is a longer path
        listener = rig.process.node.quality._meters["s1"].side
        assert isinstance(listener, Listener)
        trips = []
        for _ in range(20):
            listener.round_trip = RoundTrip()
            waited = time.monotonic() - arrived[0] - 0.2
            block = ReportBlock(
                FIRST_SSRC, last_sr=reports[0].ntp >> 16 & 0xFFFFFFFF, delay_since_last_sr=int(waited * 65536)
            )
            client.send_rtcp(ReceiverReport(1, (block,)))
            await until(lambda: listener.round_trip.ms is not None)
            trips.append(listener.round_trip.ms or 0.0)
        assert 190 <= min(trips) <= 235, trips


async def test_of_a_publisher_what_the_node_loses_is_told_and_the_question_for_the_round_trip_sent() -> None:
    async with Rig() as rig:
        client = await rig.publisher("pub1", "p1")
        await rig.patch(meeting=MeetingState(MEETING, microphones=(Microphone("p1/mic", "open"),)))
        link = Link(seed=3, loss=0.2)
        for n in range(400):
            packet = build_packet(b"x", payload_type=111, sequence_number=n, timestamp=960 * n, ssrc=MIC_SSRC)
            link.send(0.0, packet)
            for _ in link.receive(0.0):
                client.send_rtp(packet)
            await asyncio.sleep(0.001)
        await until(lambda: abs((loss_of(rig, "pub1") or 0) - 0.2) < 0.06)


async def test_a_listener_who_falls_silent_is_told_so_and_a_new_server_is_told_everything() -> None:
    async with Rig() as rig:
        ear = Ear(await rig.subscriber("s1"), Link())
        await play(rig, [ear], 30)
        await play(rig, [ear], 30)
        await until(lambda: told_of(rig, "s1") is not None)
        rig.process.node.endpoint.peers["s1"].last_seen -= 9.0
        await until(lambda: (figures := told_of(rig, "s1")) is not None and figures.silent)
        await ear.client.check()
        await until(lambda: (figures := told_of(rig, "s1")) is not None and not figures.silent)
        rig.told.clear()
        hellos = rig.hellos
        await rig.server.close()
        rig.server = rig.new_server()
        await rig.server.start()
        await until(lambda: rig.hellos > hellos)
        await until(lambda: loss_of(rig, "s1") == 0)
