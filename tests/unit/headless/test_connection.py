"""The headless connection against a real ICE-lite, DTLS and SRTP peer on loopback."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import numpy as np
import pytest

from headless import connection as connection_module
from headless import sdp
from headless.clips import tone
from headless.connection import ConnectError, Connection, PacketHandler
from headless.dtls import Identity
from headless.peers import SubscriberPeer
from headless.sound import tone_dbfs
from media.rtp import rtcp
from media.rtp.header import build_packet, parse_header
from tests.unit.headless import lite_server
from tests.unit.headless.lite_server import LiteServer

IDENTITY = Identity()


@pytest.fixture
async def server() -> AsyncIterator[LiteServer]:
    made = LiteServer()
    await made.open()
    try:
        yield made
    finally:
        await made.close()


async def eventually(predicate: Callable[[], bool]) -> None:
    """For effects nobody tells of: look again and again, five seconds at most."""
    for _ in range(500):
        if predicate():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("never happened")


def ignore(_: bytes) -> None:
    pass


async def connect(
    server: LiteServer,
    *,
    lost: Callable[[], None] = lambda: None,
    on_rtp: PacketHandler = ignore,
    on_rtcp: PacketHandler = ignore,
    extra_candidate: str = "",
    timeout_s: float = 5.0,
) -> Connection:
    connection = Connection(IDENTITY, on_rtp, on_rtcp, lost)
    text = server.description(lite_server.SUBSCRIBER_SECTIONS, setup="actpass", extra_candidate=extra_candidate)
    handshake = asyncio.create_task(server.handshake(IDENTITY.fingerprint))
    try:
        await connection.connect(sdp.parse(text), timeout_s)
        await handshake
    except BaseException:
        handshake.cancel()
        connection.close()
        raise
    return connection


async def test_a_packet_sent_is_decrypted_by_the_server(server: LiteServer) -> None:
    connection = await connect(server)
    packet = build_packet(b"opus", payload_type=111, sequence_number=7, timestamp=960, ssrc=42)
    connection.send_rtp(packet)
    await server.until_rtp(1)
    connection.close()
    assert server.rtp == [packet]
    assert server.nominated >= 1


async def test_packets_and_reports_of_the_server_arrive_decrypted(server: LiteServer) -> None:
    received: list[bytes] = []
    reports: list[bytes] = []
    both = asyncio.Event()

    def take(kept: list[bytes], item: bytes) -> None:
        kept.append(item)
        if received and reports:
            both.set()

    connection = await connect(server, on_rtp=lambda d: take(received, d), on_rtcp=lambda c: take(reports, c))
    packet = build_packet(b"opus", payload_type=111, sequence_number=9, timestamp=0, ssrc=1001)
    await server.dtls._send_rtp(packet)
    await server.dtls._send_rtp(rtcp.build([rtcp.SenderReport(1001, 1 << 33, 5, 1, 4)]))
    async with asyncio.timeout(5):
        await both.wait()
    assert connection.unprotect(received[0]) == packet
    assert connection.unprotect(received[0]) is None, "a replayed packet is refused"
    assert rtcp.parse(reports[0]) == [rtcp.SenderReport(1001, 1 << 33, 5, 1, 4)]
    connection.close()


async def test_lost_checks_are_repeated(server: LiteServer) -> None:
    server.drop_checks = 3
    connection = await connect(server)
    assert server.checks >= 4
    connection.close()


async def test_the_next_candidate_is_tried_when_the_best_is_silent(
    server: LiteServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection_module, "CANDIDATE_TICKS", 4)
    silent = LiteServer()
    silent.answering = False
    await silent.open()
    try:
        better = f"a=candidate:2 1 udp 2130706999 127.0.0.1 {silent.port} typ host\r\n"
        connection = await connect(server, extra_candidate=better)
        assert silent.checks >= 1
        connection.close()
    finally:
        await silent.close()


async def test_the_address_of_the_page_is_tried_when_the_advertised_one_leads_nowhere(
    server: LiteServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection_module, "CANDIDATE_TICKS", 4)
    text = server.description(lite_server.SUBSCRIBER_SECTIONS, setup="actpass").replace("127.0.0.1", "127.1.2.3")
    connection = Connection(IDENTITY, ignore, ignore, lambda: None)
    connection.fallback_host = "127.0.0.1"
    handshake = asyncio.create_task(server.handshake(IDENTITY.fingerprint))
    await connection.connect(sdp.parse(text), 5.0)
    await handshake
    connection.close()


async def test_a_server_that_does_not_answer_is_given_up(server: LiteServer) -> None:
    server.answering = False
    with pytest.raises(ConnectError, match="within"):
        await connect(server, timeout_s=0.4)


async def test_a_certificate_other_than_promised_is_refused(server: LiteServer) -> None:
    true = server.fingerprint
    text = server.description(lite_server.SUBSCRIBER_SECTIONS, setup="actpass").replace(true, true[:-2] + "00")
    connection = Connection(IDENTITY, ignore, ignore, lambda: None)
    handshake = asyncio.create_task(server.handshake(IDENTITY.fingerprint))
    with pytest.raises(ConnectError, match="promised"):
        await connection.connect(sdp.parse(text), 5.0)
    handshake.cancel()
    assert not connection.connected


async def test_the_end_of_consent_is_told_once(server: LiteServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection_module, "CONSENT_S", 0.05)
    monkeypatch.setattr(connection_module, "CONSENT_EXPIRES_S", 0.3)
    lost = asyncio.Event()
    times = []

    def on_lost() -> None:
        times.append(1)
        lost.set()

    connection = await connect(server, lost=on_lost)
    before = server.checks
    await server.until_checks(before + 3)
    assert not lost.is_set(), "answered consent checks keep the connection"
    server.answering = False
    async with asyncio.timeout(5):
        await lost.wait()
    await asyncio.sleep(0.2)
    assert times == [1]
    connection.close()


async def test_the_server_can_be_asked_whether_it_still_knows_the_connection(
    server: LiteServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection_module, "PROBES_S", (0.1, 0.1))
    connection = await connect(server)
    assert await connection.answers()
    server.answering = False
    assert not await connection.answers()
    connection.close()
    assert not await connection.answers()


async def test_a_closed_dtls_association_is_a_loss(server: LiteServer) -> None:
    lost = asyncio.Event()
    connection = await connect(server, lost=lost.set)
    await server.dtls.stop()
    async with asyncio.timeout(5):
        await lost.wait()
    connection.close()


async def test_forged_datagrams_are_counted_and_disturb_nothing(server: LiteServer) -> None:
    connection = await connect(server)
    stray_response = b"\x01\x01\x00\x00" + b"\x21\x12\xa4\x42" + b"x" * 12
    for garbage in (b"\x00" * 20, stray_response, b"\x16garbage", b"\xff\xff", b"\x80\xc8" + b"z" * 30):
        server.send_raw(garbage)
    packet = build_packet(b"fine", payload_type=111, sequence_number=1, timestamp=0, ssrc=5)
    await eventually(lambda: connection.rejected >= 4)
    connection.send_rtp(packet)
    await server.until_rtp(1)
    assert connection.connected
    connection.close()


async def test_a_subscriber_hears_the_tone_the_server_sends(server: LiteServer) -> None:
    text = server.description(lite_server.SUBSCRIBER_SECTIONS, setup="actpass")
    peer = SubscriberPeer(IDENTITY, "p1", text, lambda: None)
    handshake = asyncio.create_task(server.handshake(IDENTITY.fingerprint))
    await peer.connect()
    await handshake
    stream = peer.received.streams["main"]
    tap = stream.listen()
    numbers = [65500 + n & 0xFFFF for n in range(100)]
    for number, frame in zip(numbers, tone(440).frames * 2, strict=True):
        if number != 10:
            await server.dtls._send_rtp(
                build_packet(frame, payload_type=111, sequence_number=number, timestamp=number * 960, ssrc=1001)
            )
    await eventually(lambda: stream.packets >= 99)
    assert stream.lost == 1
    assert tap.concealed == 1
    assert tone_dbfs(tap.samples(1.0), 440) == pytest.approx(-20, abs=1)
    assert tone_dbfs(tap.samples(1.0), 880) < -60
    assert np.abs(tap.samples()).max() < 0.5
    peer.close()


async def test_an_answer_accepts_every_line_as_dtls_client(server: LiteServer) -> None:
    text = server.description(lite_server.SUBSCRIBER_SECTIONS, setup="actpass")
    peer = SubscriberPeer(IDENTITY, "p1", text, lambda: None)
    answered = sdp.parse(peer.answer + "a=candidate:1 1 udp 1 127.0.0.1 9 typ host\r\n")
    peer.close()
    assert [(s.mid, s.kind, s.direction, s.formats) for s in answered.sections] == [
        ("main", "audio", "recvonly", [111]),
        ("speaker", "video", "recvonly", [96, 102]),
    ]
    assert answered.setup == "active"
    assert answered.fingerprint == ("sha-256", IDENTITY.fingerprint)


async def test_the_largest_video_packet_stays_below_the_path_mtu(server: LiteServer) -> None:
    connection = await connect(server)
    datagram = connection.send_rtp(build_packet(bytes(1153), payload_type=96, sequence_number=1, timestamp=0, ssrc=3))
    await server.until_rtp(1)
    assert len(datagram) <= 1200
    assert parse_header(server.rtp[0]).ssrc == 3
    connection.close()
