"""ICE-TCP on the media port's number: everything UDP can do, and what only a stream does."""

from __future__ import annotations

import asyncio
import select
import socket

import pytest

from bus.messages import MeetingState, Microphone
from bus.pipe import RtpMessage
from media.rtp.header import build_packet
from media.transport import tcp
from media.transport_process import bind
from tests.scenarios.transport_rig import MEETING, MIC_SSRC, PATIENCE_S, Client, Rig, until


def streams(rig: Rig) -> int:
    assert rig.process.tcp is not None
    return len(rig.process.tcp.streams)


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
async def test_a_listener_hears_over_tcp_what_the_kernel_protects(host: str) -> None:
    async with Rig() as rig:
        client = await rig.subscriber(tcp=True, host=host)
        sent = [rig.bus("floor", bytes([0xFC, n])) for n in range(50)]
        await until(lambda: len(client.received()) == len(sent))
        numbers = [header.sequence_number for _, header, _ in client.received()]
        assert [(b - a) % 65536 for a, b in zip(numbers, numbers[1:], strict=False)] == [1] * 49
        mapped = (await client.check()).attributes["XOR-MAPPED-ADDRESS"]
        assert mapped == client.sock.getsockname()[:2], "the client's own address, and not that of the relay"


async def test_a_publisher_is_heard_over_tcp() -> None:
    async with Rig() as rig:
        client = await rig.publisher(tcp=True)
        await rig.patch(meeting=MeetingState(MEETING, microphones=(Microphone("p1/mic", "open"),)))
        for n in range(20):
            client.send_rtp(build_packet(bytes([n]), payload_type=111, sequence_number=n, timestamp=n * 960, ssrc=MIC_SSRC))
        await until(lambda: len([m for m in rig.piped if isinstance(m, RtpMessage)]) == 20)


async def test_candidates_are_offered_for_both_and_udp_comes_first() -> None:
    async with Rig() as rig:
        lines = rig.process.node._requests._host.candidate_lines().splitlines()
        found = [line.split(" ") for line in lines if line.startswith("a=candidate:")]
        assert [(f[2], f[4], f[-1]) for f in found] == [
            ("udp", "127.0.0.1", "host"),
            ("udp", "::1", "host"),
            ("tcp", "127.0.0.1", "passive"),
            ("tcp", "::1", "passive"),
        ]
        priorities = [int(f[3]) for f in found]
        assert priorities == sorted(priorities, reverse=True) and len({f[0] for f in found}) == 4
        assert {f[5] for f in found} == {str(rig.port)}


async def test_a_client_goes_on_over_tcp_when_udp_fails_it_and_back_again() -> None:
    async with Rig() as rig:
        client = await rig.subscriber()
        rig.bus("floor")
        await until(lambda: len(client.received()) == 1)
        client.tcp = True
        client.roam()
        await client.check()
        rig.bus("floor")
        await until(lambda: len(client.received()) == 2)
        assert streams(rig) == 1
        client.tcp = False
        client.roam()
        await client.check()
        await until(lambda: streams(rig) == 0)
        rig.bus("floor")
        await until(lambda: len(client.received()) == 3)
        numbers = [header.sequence_number for _, header, _ in client.received()]
        assert numbers == [numbers[0] + n for n in range(3)], "one row, one SRTP session"


async def test_a_client_that_reads_nothing_for_a_while_then_gets_whole_packets() -> None:
    async with Rig() as rig:
        client = await rig.subscriber(tcp=True)
        assert rig.process.tcp is not None
        (stream,) = rig.process.tcp.streams.values()
        client.pause()
        async with asyncio.timeout(PATIENCE_S):
            while not stream._unsent:
                for _ in range(50):
                    rig.bus("floor", b"\xfc" + bytes(1100))
                await asyncio.sleep(0.01)
        client.resume()
        async with asyncio.timeout(PATIENCE_S):
            while not (client.received() and client.received()[-1][2].endswith(b"news")):
                rig.bus("floor", b"\xfcnews")
                await asyncio.sleep(0.02)
        assert not client.hung_up and stream.address in rig.process.tcp.streams


async def test_what_waited_too_long_is_thrown_away_and_what_is_too_much_dropped_whole() -> None:
    async with Rig() as rig:
        client = await rig.subscriber(tcp=True)
        assert rig.process.tcp is not None
        (stream,) = rig.process.tcp.streams.values()
        loop, counters = asyncio.get_running_loop(), rig.process.kernel.counters
        rig.bus("floor")
        await until(lambda: client.received())
        loop.remove_reader(stream.relay.fileno())  # as when the stream takes nothing
        before = counters()["sent"]
        for _ in range(30):
            for _ in range(50):
                rig.bus("floor", b"\xfc" + bytes(1100))
            await asyncio.sleep(0.005)
        await until(lambda: counters()["sent"] >= before + 1500)
        await asyncio.sleep(tcp.MAX_AGE_S + 0.05)
        loop.add_reader(stream.relay.fileno(), stream._relay)
        await until(lambda: not _has_packets(stream.relay))
        assert 50 < rig.process.tcp.counters["tcp_late"] < 1000, "the system kept some, the newest it dropped"
        rig.bus("floor", b"\xfcnews")
        await until(lambda: len(client.received()) == 2)
        assert client.received()[1][2].endswith(b"news")


def _has_packets(sock: socket.socket) -> bool:
    return bool(select.select([sock], [], [], 0)[0])


async def test_garbage_closes_a_connection_and_silence_does_too(monkeypatch: pytest.MonkeyPatch) -> None:
    async with Rig() as rig:
        listening = await rig.subscriber(tcp=True)
        monkeypatch.setattr(tcp, "AUTHENTICATE_S", 0.2)
        loop = asyncio.get_running_loop()
        for said in (b"GET / HTTP/1.1\r\n\r\n", b"", b"\x00\x08\x16\xfe\xfd12345"):
            sock = socket.socket()
            sock.setblocking(False)
            await loop.sock_connect(sock, ("127.0.0.1", rig.port))
            await loop.sock_sendall(sock, said)
            async with asyncio.timeout(PATIENCE_S):
                assert await loop.sock_recv(sock, 10) == b""
            sock.close()
        assert rig.process.tcp is not None and rig.process.tcp.counters["tcp_malformed"] == 1
        rig.bus("floor")
        await until(lambda: listening.received())


async def test_the_connection_of_a_peer_that_was_closed_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    async with Rig() as rig:
        client = await rig.subscriber(tcp=True)
        monkeypatch.setattr(tcp, "AUTHENTICATE_S", 0.0)
        await rig.patch(gone_peers=("s1",))
        await until(lambda: client.hung_up)
        assert streams(rig) == 0


async def test_a_relay_takes_nothing_from_others() -> None:
    async with Rig() as rig:
        client = await rig.subscriber(tcp=True)
        assert rig.process.tcp is not None
        (relay,) = rig.process.tcp.streams
        before = client.datagrams
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
            other.sendto(b"hello", relay)
        await client.check()
        assert client.datagrams == before + 1


async def test_connections_are_bounded() -> None:
    async with Rig() as rig:
        assert rig.process.tcp is not None
        rig.process.tcp._room = 1
        await rig.subscriber(tcp=True)
        refused = Client(rig.port, tcp=True)
        rig.clients.append(refused)
        await until(lambda: refused.hung_up)
        assert rig.process.tcp.counters["tcp_refused"] == 1


async def _connections(rig: Rig, count: int, source: str) -> list[socket.socket]:
    made = []
    for _ in range(count):
        sock = socket.socket()
        sock.setblocking(False)
        sock.bind((source, 0))
        await asyncio.get_running_loop().sock_connect(sock, ("127.0.0.1", rig.port))
        made.append(sock)
    return made


async def test_one_address_that_only_connects_takes_no_place_from_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tcp, "OPEN_BURST", 8.0)
    monkeypatch.setattr(tcp, "OPEN_PER_S", 0.01)
    async with Rig() as rig:
        assert rig.process.tcp is not None
        held = await _connections(rig, 30, "127.0.0.9")
        await until(lambda: rig.process.tcp is not None and rig.process.tcp.counters["tcp_limited"] == 22)
        assert streams(rig) == 8
        client = await rig.subscriber(tcp=True)
        rig.bus("floor")
        await until(lambda: client.received())
        for sock in held:
            sock.close()
        await until(lambda: streams(rig) == 1)
        assert not rig.process.tcp._held, "nobody answered there: nothing is held for them"


async def test_who_is_let_in_may_come_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tcp, "OPEN_BURST", 2.0)
    monkeypatch.setattr(tcp, "OPEN_PER_S", 0.01)
    async with Rig() as rig:
        for n in range(5):
            await rig.subscriber(f"s{n}", tcp=True)
        assert rig.process.tcp is not None and rig.process.tcp.counters["tcp_limited"] == 0


async def test_a_stranger_that_talks_much_is_closed() -> None:
    async with Rig() as rig:
        (sock,) = await _connections(rig, 1, "127.0.0.9")
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(PATIENCE_S):
            with pytest.raises(OSError):
                while True:
                    await loop.sock_sendall(sock, b"\x00\x14\x16" + bytes(19))
        sock.close()
        assert streams(rig) == 0


async def test_a_frame_that_comes_byte_by_byte_holds_up_nobody_and_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tcp, "AUTHENTICATE_S", 0.5)
    async with Rig() as rig:
        listening = await rig.subscriber(tcp=True)
        (sock,) = await _connections(rig, 1, "127.0.0.9")
        loop = asyncio.get_running_loop()
        heard = 0
        with pytest.raises(OSError):
            async with asyncio.timeout(PATIENCE_S):
                for byte in b"\x07\xff" + bytes(2000):
                    await loop.sock_sendall(sock, bytes((byte,)))
                    rig.bus("floor")
                    heard += 1
                    await asyncio.sleep(0.01)
        sock.close()
        await until(lambda: len(listening.received()) == heard)


async def test_a_number_taken_for_tcp_goes_without_it() -> None:
    free, stream = bind("127.0.0.1", 0)
    assert stream is not None
    stream.close()
    free.close()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", free.port))
        taken.listen()
        port, stream = bind("127.0.0.1", free.port)
        assert port.port == free.port and stream is None
        port.close()
