"""Connection tests on the real transport process: what a line carries is measured, nobody else gets any of it, and whoever
has not completed ICE and DTLS gets nothing."""

from __future__ import annotations

import asyncio
import time

from aiortc.rtcdtlstransport import RTCDtlsFingerprint, RTCDtlsParameters

from bus.messages import OpenProbe, PeerState, ProbeFigures, Reply, StartProbe
from headless.bad_network import Relay
from media.rtp import rtcp
from media.rtp.header import build_packet
from media.rtp.sequence import ReceiveStatistics
from media.sfu.layout import PROBE_SSRC
from media.testing import Link
from media.transport.probe import DOWN_S, PACKET_BYTES, WARM_UP_S
from media.transport.probing import LIFE_S, MAX_LOADS, MAX_PROBES
from media.transport.sdp import parse
from server.arrival.verdict import Paths, measured_down
from tests.scenarios.transport_rig import Client, Rig, _transport, until

UP_SSRC = 7001
AMPLIFIED = 5
"""Bytes a client that never completes DTLS gets for each it sends at most: the flight (724) for a ClientHello (169), and
only at an address an authenticated check has verified."""


def probe_offer(client: Client, *, up: bool = True) -> str:
    """A browser's offer of a test, in short: a picture sent, one received."""

    def section(mid: int, direction: str) -> str:
        return (
            f"m=video 9 UDP/TLS/RTP/SAVPF 96\r\nc=IN IP4 0.0.0.0\r\na=mid:{mid}\r\na={direction}\r\n"
            f"a=rtpmap:96 VP8/90000\r\na=rtcp-fb:96 goog-remb\r\na=rtcp-fb:96 nack\r\n{_transport(client, 'actpass')}"
        )

    sections = [section(0, "recvonly"), *([section(1, "sendonly")] if up else [])]
    group = " ".join(str(n) for n in range(len(sections)))
    return f"v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE {group}\r\n" + "".join(sections)


async def asked(rig: Rig, client: Client, peer_id: str, *, up: bool = True) -> Reply:
    client.peer_id = peer_id
    return await rig.ask(OpenProbe(rig.request_id(), PeerState(peer_id, ""), probe_offer(client, up=up)))


async def probed(rig: Rig, peer_id: str, port: int = 0, *, tcp: bool = False) -> Client:
    """A client connected for a test."""
    client = Client(port or rig.port, tcp=tcp)
    rig.clients.append(client)
    reply = await asked(rig, client, peer_id)
    assert not reply.error
    await client.connect(parse(reply.sdp))
    await until(lambda: rig.process.node.endpoint.peers[peer_id].established)
    return client


def figures(rig: Rig, peer_id: str) -> ProbeFigures:
    return [told for told in rig.all_told(ProbeFigures) if told.peer_id == peer_id][-1]


async def load(rig: Rig, client: Client) -> tuple[Paths, ProbeFigures]:
    """What the client and the node measure of one load."""
    reply = await rig.ask(StartProbe(rig.request_id(), client.peer_id))
    assert not reply.error
    began, told = time.monotonic(), ReceiveStatistics(90_000)
    seen, up = 0, 0
    while time.monotonic() - began < DOWN_S + 0.7:
        await asyncio.sleep(0.02)
        for at, header, _ in client.rtp[seen:]:
            told.packet(header.sequence_number, header.timestamp, at)
        seen = len(client.rtp)
        if told.received and up % 100 < 6:
            client.send_rtcp(rtcp.ReceiverReport(1, (told.report(PROBE_SSRC, time.monotonic()),)))
        for _ in range(6):  # 2.9 Mbit/s
            client.send_rtp(build_packet(bytes(1100), payload_type=96, sequence_number=up, timestamp=0, ssrc=UP_SSRC))
            up += 1
    await asyncio.sleep(0.6)
    return measured_down([(at - began, PACKET_BYTES) for at, _, _ in client.rtp]), figures(rig, client.peer_id)


async def test_padding_is_measured_on_a_clean_a_losing_and_a_narrow_line_at_once() -> None:
    async with (
        Rig() as rig,
        Relay(rig.port, lambda _: Link(3, loss=0.05)) as losing,
        Relay(rig.port, lambda _: Link(4, width_bps=2_000_000)) as narrow,
    ):
        clients = [
            await probed(rig, "clean"),
            await probed(rig, "losing", losing.port),
            await probed(rig, "narrow", narrow.port),
        ]
        found = await asyncio.gather(*(load(rig, client) for client in clients))
        (clean, clean_node), (lossy, lossy_node), (slow, slow_node) = found
        assert len(clients[0].rtp) == clean_node.sent and clean_node.down_loss == 0.0
        assert clean_node.round_trip_ms is None or clean_node.round_trip_ms < 1000
        assert min(clean.bps, lossy.bps) > 1.1 * slow.bps
        assert lossy_node.down_loss is not None and 0.03 <= lossy_node.down_loss <= 0.07
        assert lossy_node.up_loss is not None and 0.03 <= lossy_node.up_loss <= 0.07
        assert slow.bps < 2_300_000
        assert slow_node.up_bps < 2_300_000
        assert slow_node.down_loss is not None and slow_node.down_loss > 0.05
        assert all(
            header.ssrc == PROBE_SSRC and len(packet) == header.payload_start + 255 for _, header, packet in clients[0].rtp
        )
        assert rig.piped == []


async def test_nobody_who_has_not_completed_ice_and_dtls_gets_anything_worth_having() -> None:
    async with Rig() as rig:
        client = rig.client()
        sdp = (await asked(rig, client, "p")).sdp
        early = await rig.ask(StartProbe(rig.request_id(), "p"))
        assert early.error == "wrongState"
        client.use(parse(sdp))
        await client.check()  # ICE alone
        assert (await rig.ask(StartProbe(rig.request_id(), "p"))).error == "wrongState"
        sent = 0
        real = client.send
        got: list[int] = []

        def counted(data: bytes) -> None:
            nonlocal sent
            sent += len(data)
            real(data)

        def taken(data: bytes) -> bool:
            got.append(len(data))
            return True  # it never answers the server's flight

        client.send = counted  # type: ignore[method-assign]
        client.drop_dtls_in = taken
        hello = asyncio.create_task(client.dtls.start(_fingerprints(sdp)))
        await until(lambda: got)
        await asyncio.sleep(0.5)
        hello.cancel()
        await asyncio.gather(hello, return_exceptions=True)
        assert rig.process.node.counters["probe_sent_bytes"] == 0
        assert sum(got) <= AMPLIFIED * sent


async def test_a_test_that_was_not_asked_to_load_the_line_sends_reports_alone() -> None:
    async with Rig() as rig:
        client = await probed(rig, "p")
        await until(lambda: client.rtcp)
        assert client.rtp == []


async def test_padding_reaches_a_client_over_tcp() -> None:
    async with Rig() as rig:
        client = await probed(rig, "p", tcp=True)
        assert not (await rig.ask(StartProbe(rig.request_id(), "p"))).error
        await until(lambda: len(client.rtp) > 200)
        assert (await rig.ask(StartProbe(rig.request_id(), "q"))).error == "unknownPeer"


async def test_no_more_than_the_allowed_tests_load_the_line_at_once_and_each_ends_by_itself() -> None:
    async with Rig() as rig:
        probing = rig.process.node.probing
        clients = [await probed(rig, f"p{n}") for n in range(MAX_LOADS + 1)]
        answers = [await rig.ask(StartProbe(rig.request_id(), client.peer_id)) for client in clients]
        assert [answer.error for answer in answers] == [""] * MAX_LOADS + ["busy"]
        for n in range(MAX_PROBES - len(clients)):
            assert not (await asked(rig, rig.client(), f"q{n}")).error
        assert (await asked(rig, rig.client(), "one too many")).error == "busy"
        probing.every_second(time.monotonic() + LIFE_S, 0.0)
        await until(lambda: all(rig.closed(client.peer_id) == "requested" for client in clients))
        assert not probing.full and probing.loads == 0


async def test_a_listener_beside_a_test_hears_the_floor_and_no_padding() -> None:
    async with Rig() as rig:
        listener = await rig.subscriber()
        client = await probed(rig, "p")
        assert not (await rig.ask(StartProbe(rig.request_id(), "p"))).error
        for number in range(50):
            client.send_rtp(build_packet(b"x" * 500, payload_type=96, sequence_number=number, timestamp=0, ssrc=UP_SSRC))
        await until(lambda: len(client.rtp) > WARM_UP_S * 100)
        for _ in range(3):
            rig.bus("floor")
        await until(lambda: len(listener.received()) >= 3)
        assert {header.ssrc for _, header, _ in listener.rtp} == {listener.received()[0][1].ssrc}


def _fingerprints(sdp: str) -> RTCDtlsParameters:
    return RTCDtlsParameters([RTCDtlsFingerprint(*f) for f in parse(sdp).media[0].fingerprints])
