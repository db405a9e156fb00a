"""Publishers over real UDP: gates, slots, key frames, NACKs and reports."""

from __future__ import annotations

import asyncio
import time

import pytest

from bus.messages import Desk, DeskState, MeetingState, Microphone, OpenPublisher, PeerState
from bus.pipe import RtpMessage
from media.rtp.header import RtpHeader, build_packet, parse_header
from media.rtp.rtcp import Fir, Nack, Pli, ReceiverReport, Remb, SenderReport
from media.testing import Vp8Stream
from media.transport.sdp import parse
from tests.scenarios.transport_rig import (
    CAM_SSRC,
    MEETING,
    MIC_SSRC,
    MID_EXTENSION_ID,
    PATIENCE_S,
    SCREEN_SSRC,
    Client,
    Rig,
    publisher_offer,
    until,
)

MIC = Microphone("p1/mic", "open")


class Mic:
    """Packets of a microphone; the payload counts them."""

    def __init__(self, client: Client, ssrc: int = MIC_SSRC, sequence_number: int = 100) -> None:
        self.client, self.ssrc, self.number, self.first = client, ssrc, 0, sequence_number

    def send(self, count: int = 1, **options: object) -> None:
        for _ in range(count):
            self.client.send_rtp(
                build_packet(
                    self.number.to_bytes(4, "big"),
                    payload_type=111,
                    sequence_number=(self.first + self.number) % 65536,
                    timestamp=self.number * 960 % 2**32,
                    ssrc=self.ssrc,
                    **options,  # type: ignore[arg-type]
                )
            )
            self.number += 1


def numbers(rig: Rig) -> list[int]:
    return [
        int.from_bytes(m.packet[parse_header(m.packet).payload_start :], "big")
        for m in rig.piped
        if isinstance(m, RtpMessage)
    ]


async def settled(rig: Rig, client: Client) -> None:
    """Everything the client has sent so far has been taken from the port (a check answered after it)."""
    await client.check()


async def test_a_closed_microphone_sends_not_one_packet_to_the_mixer_and_is_counted() -> None:
    async with Rig() as rig:
        mic = Mic(client := await rig.publisher())
        mic.send(20)
        await settled(rig, client)
        assert numbers(rig) == []
        assert rig.process.node.counters["rtp_gated"] == 19
        assert rig.process.node.counters["rtp_followed"] == 1


async def test_an_open_microphone_reaches_the_mixer_and_a_revoked_one_not_one_packet_more() -> None:
    async with Rig() as rig:
        mic = Mic(client := await rig.publisher())
        await rig.patch(meeting=MeetingState(MEETING, microphones=(MIC,)))
        mic.send(10)
        await until(lambda: len(numbers(rig)) == 10)
        await rig.patch(meeting=MeetingState(MEETING))
        mic.send(10)
        await settled(rig, client)
        await asyncio.sleep(0.05)
        assert numbers(rig) == list(range(10))
        await rig.patch(meeting=MeetingState(MEETING, microphones=(Microphone("p1/mic", "armed"),)))
        mic.send(5)
        await until(lambda: numbers(rig) == [*range(10), *range(20, 25)])
        first = rig.piped[0]
        assert isinstance(first, RtpMessage)
        assert first.track == "m/p1/mic" and abs(first.arrival - time.monotonic()) < 30


async def test_an_open_desk_is_heard_and_a_muted_one_is_not() -> None:
    async with Rig() as rig:
        mic = Mic(client := await rig.publisher())
        await rig.patch(meeting=MeetingState(MEETING, desks=(Desk("p1/mic", "fr", "open"),)))
        mic.send(3)
        await until(lambda: len(numbers(rig)) == 3)
        await rig.patch(meeting=MeetingState(MEETING, desks=(Desk("p1/mic", "fr", "pushToMute"),)))
        mic.send(3)
        await settled(rig, client)
        await asyncio.sleep(0.05)
        assert len(numbers(rig)) == 3


@pytest.mark.parametrize(("state", "talking"), [("armed", False), ("armed", True), ("pushToMute", True)])
async def test_a_desk_that_is_armed_or_talks_to_its_booth_passes_to_the_mixer(state: DeskState, talking: bool) -> None:
    async with Rig() as rig:
        mic = Mic(await rig.publisher())
        desk = Desk("p1/mic", "fr", state, "fr", talking)
        await rig.patch(meeting=MeetingState(MEETING, desks=(desk,)))
        mic.send(3)
        await until(lambda: len(numbers(rig)) == 3)


async def test_a_microphone_opens_after_its_numbers_have_wrapped_behind_a_closed_gate() -> None:
    """SRTP's rollover counter is followed while packets are dropped."""
    async with Rig() as rig:
        mic = Mic(client := await rig.publisher(), sequence_number=65_500)
        for _ in range(140):
            mic.send(500)
            await settled(rig, client)
        await rig.patch(meeting=MeetingState(MEETING, microphones=(MIC,)))
        mic.send(3)
        await until(lambda: numbers(rig) == [70_000, 70_001, 70_002])


async def test_an_unannounced_stream_is_known_by_its_mid() -> None:
    async with Rig() as rig:
        client = await rig.publisher()
        await rig.patch(meeting=MeetingState(MEETING, microphones=(MIC,)))
        mic = Mic(client, ssrc=4242)
        mic.send(1, extensions={MID_EXTENSION_ID: b"0"})
        mic.send(1)
        await until(lambda: numbers(rig) == [0, 1])


async def test_packets_of_no_track_are_counted_and_dropped() -> None:
    async with Rig() as rig:
        client = await rig.publisher()
        await rig.patch(meeting=MeetingState(MEETING, microphones=(MIC,)))
        client.send_rtp(build_packet(b"x", payload_type=9, sequence_number=1, timestamp=1, ssrc=77))
        client.send_rtp(build_packet(b"x", payload_type=9, sequence_number=1, timestamp=1, ssrc=MIC_SSRC))
        client.send_rtp(build_packet(b"x", payload_type=96, sequence_number=1, timestamp=1, ssrc=78))  # camera or screen?
        await settled(rig, client)
        assert rig.process.node.counters["rtp_unknown"] == 3
        assert not rig.piped


async def test_a_listener_cannot_send_sound() -> None:
    async with Rig() as rig:
        client = await rig.subscriber()
        Mic(client).send(3)
        await settled(rig, client)
        assert rig.process.node.counters["rtp_unexpected"] == 3


async def test_forged_srtp_is_dropped_and_counted() -> None:
    async with Rig() as rig:
        client = await rig.publisher()
        await rig.patch(meeting=MeetingState(MEETING, microphones=(MIC,)))
        client.send(build_packet(bytes(40), payload_type=111, sequence_number=1, timestamp=1, ssrc=MIC_SSRC))
        client.send(b"\x80\xc9" + bytes(40))
        Mic(client).send(1)
        await until(lambda: len(numbers(rig)) == 1)
        assert rig.process.node.counters["rtp_forged"] == 1
        assert rig.process.node.counters["rtcp_forged"] == 1


async def test_a_packet_that_comes_twice_is_counted_as_a_replay_and_not_as_forged() -> None:
    async with Rig() as rig:
        client = await rig.publisher()
        await rig.patch(meeting=MeetingState(MEETING, microphones=(MIC,)))
        packet = build_packet(bytes(40), payload_type=111, sequence_number=1, timestamp=1, ssrc=MIC_SSRC)
        protected = client.dtls._tx_srtp.protect(packet)
        client.send(protected)
        client.send(protected)
        counters = rig.process.node.counters
        await until(lambda: len(numbers(rig)) == 1 and counters["rtp_replayed"] == 1)
        await settled(rig, client)
        assert len(numbers(rig)) == 1 and counters["rtp_replayed"] == 1 and not counters["rtp_forged"]


async def test_a_client_that_comes_back_replaces_its_older_microphone() -> None:
    async with Rig() as rig:
        older = Mic(client := await rig.publisher("pub1"))
        newer = Mic(await rig.publisher("pub2"))
        await rig.patch(meeting=MeetingState(MEETING, microphones=(MIC,)))
        older.send(3)
        await settled(rig, client)
        newer.send(2)
        await until(lambda: len(numbers(rig)) == 2)
        await rig.patch(gone_peers=("pub1",))
        newer.send(2)
        await until(lambda: len(numbers(rig)) == 4)


async def test_publishers_get_a_receiver_report_and_a_rate_each_second() -> None:
    async with Rig() as rig:
        client = await rig.publisher()
        await rig.patch(meeting=MeetingState(MEETING, microphones=(MIC,), slots={"speaker": "p1/cam"}))
        mic, cam = Mic(client), Vp8Stream(ssrc=CAM_SSRC)
        client.send_rtcp(SenderReport(MIC_SSRC, 0x1234_5678_9ABC_DEF0, 0, 1, 1))
        async with asyncio.timeout(PATIENCE_S):
            while not any(len(report.reports) == 2 and report.reports[0].last_sr for report in client.told(ReceiverReport)):
                mic.send(2)
                client.send_rtcp(SenderReport(MIC_SSRC, 0x1234_5678_9ABC_DEF0, 0, 1, 1))
                for packet in cam.frame(key=True):
                    client.send_rtp(packet)
                await asyncio.sleep(0.02)
        report = next(r for r in client.told(ReceiverReport) if len(r.reports) == 2 and r.reports[0].last_sr)
        assert {block.ssrc for block in report.reports} == {MIC_SSRC, CAM_SSRC}
        assert report.reports[0].last_sr == 0x5678_9ABC
        assert client.told(Remb)[0].ssrcs == (CAM_SSRC,)
        assert client.told(Remb)[0].bitrate_bps >= 1_000_000, "more than comes in: it may grow"


async def test_lost_sound_is_asked_for_at_once_and_reaches_the_mixer_late() -> None:
    async with Rig() as rig:
        client = await rig.publisher()
        await rig.patch(meeting=MeetingState(MEETING, microphones=(MIC,)))
        mic = Mic(client)
        mic.send(2)
        mic.number += 1
        mic.send(1)
        await until(lambda: client.told(Nack))
        assert client.told(Nack)[0].sequence_numbers == (102,) and client.told(Nack)[0].media_ssrc == MIC_SSRC
        mic.number = 2
        mic.send(1)
        await until(lambda: numbers(rig) == [0, 1, 3, 2])


async def test_lost_sound_is_sent_again_to_the_listener_who_asks() -> None:
    async with Rig() as rig:
        listener = await rig.subscriber()
        sent = [rig.bus("floor", bytes((0xFC, n))) for n in range(20)]
        await until(lambda: len(listener.received()) == len(sent))
        _, header, datagram = listener.received()[3]
        listener.send_rtcp(Nack(1, header.ssrc, (header.sequence_number,)))
        await until(lambda: rig.process.kernel.counters()["resent"] == 1)


# --- video ------------------------------------------------------------------------------------------------------------


def frames(rig: Rig, client: Client, cam: Vp8Stream, *, key: bool = False, lose: int = -1) -> list[bytes]:
    packets = cam.frame(key=key)
    for n, packet in enumerate(packets):
        if n != lose:
            client.send_rtp(packet)
    return packets


async def test_the_speaker_slot_shows_a_camera_and_asks_it_for_a_key_frame() -> None:
    async with Rig() as rig:
        listener = await rig.subscriber(video=("speaker",))
        publisher = await rig.publisher(owner="p2")
        cam = Vp8Stream(ssrc=CAM_SSRC)
        frames(rig, publisher, cam, key=True)
        await settled(rig, publisher)
        assert rig.process.node.counters["rtp_gated"] == 2, "a camera in no slot is dropped undecrypted"
        await rig.patch(meeting=MeetingState(MEETING, slots={"speaker": "p2/cam"}))
        frames(rig, publisher, cam)
        await until(lambda: publisher.told(Pli))
        assert publisher.told(Pli)[0].media_ssrc == CAM_SSRC
        assert not listener.received("speaker")
        sent = frames(rig, publisher, cam, key=True) + frames(rig, publisher, cam)
        await until(lambda: len(listener.received("speaker")) == len(sent))
        assert {header.payload_type for _, header, _ in listener.received("speaker")} == {96}


async def test_the_slot_moves_to_the_next_speaker_and_empties() -> None:
    async with Rig() as rig:
        listener = await rig.subscriber(video=("speaker",))
        first, second = await rig.publisher("pub1", "p1"), await rig.publisher("pub2", "p2")
        one, two = Vp8Stream(ssrc=CAM_SSRC), Vp8Stream(ssrc=CAM_SSRC, sequence_number=40_000)
        await rig.patch(meeting=MeetingState(MEETING, slots={"speaker": "p1/cam"}))
        sent = len(frames(rig, first, one, key=True))
        await until(lambda: len(listener.received("speaker")) == sent)
        await rig.patch(meeting=MeetingState(MEETING, slots={"speaker": "p2/cam"}))
        frames(rig, first, one)
        sent += len(frames(rig, second, two, key=True))
        await until(lambda: len(listener.received("speaker")) == sent)
        numbers = [header.sequence_number for _, header, _ in listener.received("speaker")]
        assert numbers == list(range(numbers[0], numbers[0] + sent))
        await rig.patch(meeting=MeetingState(MEETING, slots={"speaker": None}))
        frames(rig, second, two)
        await settled(rig, second)
        await rig.patch(meeting=MeetingState(MEETING, slots={"speaker": "p2/cam"}))
        sent += len(frames(rig, second, two, key=True))
        await until(lambda: len(listener.received("speaker")) == sent)


async def test_a_slot_waits_for_a_camera_that_comes_later_and_ends_with_it() -> None:
    async with Rig() as rig:
        listener = await rig.subscriber(video=("speaker",))
        await rig.patch(meeting=MeetingState(MEETING, slots={"speaker": "p2/cam"}))
        publisher = await rig.publisher(owner="p2")
        sent = len(frames(rig, publisher, Vp8Stream(ssrc=CAM_SSRC), key=True))
        await until(lambda: len(listener.received("speaker")) == sent)
        await rig.patch(gone_peers=("pub1",))
        again = await rig.publisher("pub3", owner="p2")
        sent += len(frames(rig, again, Vp8Stream(ssrc=CAM_SSRC), key=True))
        await until(lambda: len(listener.received("speaker")) == sent)


async def test_key_frame_requests_are_merged_and_throttled() -> None:
    async with Rig() as rig:
        listeners = [await rig.subscriber(f"s{n}", video=("speaker",)) for n in range(3)]
        publisher = await rig.publisher(owner="p2")
        cam = Vp8Stream(ssrc=CAM_SSRC)
        await rig.patch(meeting=MeetingState(MEETING, slots={"speaker": "p2/cam"}))
        frames(rig, publisher, cam, key=True)
        ssrc = (await first_video(listeners))[1].ssrc
        begun = time.monotonic()
        before = len(publisher.told(Pli))
        while time.monotonic() - begun < 1.2:
            for n, listener in enumerate(listeners):
                listener.send_rtcp(Pli(1, ssrc) if n else Fir(1, ((ssrc, n),)))
            frames(rig, publisher, cam)
            await asyncio.sleep(0.02)
        requests = len(publisher.told(Pli)) - before
        assert 1 <= requests <= 1 + (time.monotonic() - begun) / 0.5


async def first_video(listeners: list[Client]) -> tuple[float, RtpHeader, bytes]:
    await until(lambda: all(listener.received("speaker") for listener in listeners))
    return listeners[0].received("speaker")[0]


async def test_a_request_is_repeated_until_the_key_frame_comes() -> None:
    async with Rig() as rig:
        await rig.subscriber(video=("speaker",))
        publisher = await rig.publisher(owner="p2")
        await rig.patch(meeting=MeetingState(MEETING, slots={"speaker": "p2/cam"}))
        cam = Vp8Stream(ssrc=CAM_SSRC)
        frames(rig, publisher, cam)
        await until(lambda: len(publisher.told(Pli)) >= 2)
        frames(rig, publisher, cam, key=True)
        await settled(rig, publisher)
        count = len(publisher.told(Pli))
        await asyncio.sleep(0.7)
        assert len(publisher.told(Pli)) == count


async def test_a_lost_packet_is_asked_for_and_reaches_the_listener_late() -> None:
    async with Rig() as rig:
        listener = await rig.subscriber(video=("speaker",))
        publisher = await rig.publisher(owner="p2")
        cam = Vp8Stream(ssrc=CAM_SSRC)
        await rig.patch(meeting=MeetingState(MEETING, slots={"speaker": "p2/cam"}))
        sent = frames(rig, publisher, cam, key=True)
        lost = frames(rig, publisher, cam, lose=1)
        await until(lambda: publisher.told(Nack))
        number = parse_header(lost[1]).sequence_number
        assert publisher.told(Nack)[0].sequence_numbers == (number,)
        publisher.send_rtp(lost[1])
        await until(lambda: len(listener.received("speaker")) == len(sent) + len(lost))


async def test_lost_video_is_sent_again_to_the_listener_who_asks() -> None:
    async with Rig() as rig:
        listener = await rig.subscriber(video=("speaker",))
        publisher = await rig.publisher(owner="p2")
        await rig.patch(meeting=MeetingState(MEETING, slots={"speaker": "p2/cam"}))
        frames(rig, publisher, Vp8Stream(ssrc=CAM_SSRC), key=True)
        _, header, _ = await first_video([listener])
        listener.send_rtcp(Nack(1, header.ssrc, (header.sequence_number,)))
        await until(lambda: rig.process.kernel.counters()["resent"] == 1)


async def test_screen_and_camera_are_told_apart_without_announced_ssrcs() -> None:
    async with Rig() as rig:
        listener = await rig.subscriber(video=(None, None, "screen"))
        publisher = rig.client()
        publisher.peer_id = "pub"
        offer = publisher_offer(publisher, ssrcs=False)
        reply = await rig.ask(OpenPublisher(rig.request_id(), "p2", PeerState("pub", MEETING), offer))
        await publisher.connect(parse(reply.sdp))
        await rig.patch(meeting=MeetingState(MEETING, slots={"screen": "p2/screen"}))
        for ssrc, mid in ((CAM_SSRC, b"1"), (SCREEN_SSRC, b"2")):
            for packet in Vp8Stream(ssrc=ssrc).frame(key=True):
                header = parse_header(packet)
                publisher.send_rtp(
                    build_packet(
                        packet[12:],
                        payload_type=96,
                        sequence_number=header.sequence_number,
                        timestamp=header.timestamp,
                        ssrc=ssrc,
                        marker=header.marker,
                        extensions={MID_EXTENSION_ID: mid},
                    )
                )
        await until(lambda: listener.received("screen"))
        await settled(rig, publisher)
        assert not listener.received("speaker")
