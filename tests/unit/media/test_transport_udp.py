"""The UDP port: both families on one number, bounded wake-ups, sends that never wait."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import AsyncIterator

import pytest

from media.fanout.kernel import Address
from media.transport import udp
from media.transport.udp import UdpPort
from media.transport_process import advertised

STUN = b"\x00\x01\x00\x00\x21\x12\xa4\x42"


@pytest.fixture
async def port() -> AsyncIterator[UdpPort]:
    found = UdpPort.bind("127.0.0.1", 0)
    try:
        yield found
    finally:
        found.close()


async def test_both_families_share_one_number(port: UdpPort) -> None:
    got: list[tuple[bytes, Address]] = []
    done = asyncio.Event()

    def drained() -> None:
        if len(got) == 2:
            done.set()

    port.start(lambda data, address, _: got.append((data, address)), drained)
    senders = [socket.socket(family, socket.SOCK_DGRAM) for family in (socket.AF_INET, socket.AF_INET6)]
    for sender, host in zip(senders, ("127.0.0.1", "::1"), strict=True):
        sender.bind((host, 0))
        sender.settimeout(5)
        sender.sendto(STUN + host.encode(), (host, port.port))
    async with asyncio.timeout(5):
        await done.wait()
    assert sorted(data[8:] for data, _ in got) == [b"127.0.0.1", b"::1"]
    for data, address in got:
        assert address[0] == data[8:].decode() and len(address) == 2
        assert port.send(b"back", address)
    assert [sender.recv(10) for sender in senders] == [b"back", b"back"]
    for sender in senders:
        sender.close()


async def test_a_flood_is_taken_in_slices_so_that_the_loop_goes_on(port: UdpPort, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(udp, "PACKETS_PER_WAKEUP", 10)
    taken: list[int] = []
    current: list[bytes] = []
    everything = asyncio.Event()

    def drained() -> None:
        taken.append(len(current))
        current.clear()
        if sum(taken) == 95:
            everything.set()

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        for _ in range(95):
            sender.sendto(STUN, ("127.0.0.1", port.port))
    port.start(lambda data, address, arrival: current.append(data), drained)
    async with asyncio.timeout(5):
        await everything.wait()
    assert max(taken) == 10


async def test_arrival_is_when_the_packet_came_and_not_when_the_loop_read_it(port: UdpPort) -> None:
    arrivals: list[float] = []
    read = asyncio.Event()
    port.start(lambda data, address, arrival: arrivals.append(arrival), read.set)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        before = time.monotonic()
        sender.sendto(STUN, ("127.0.0.1", port.port))
        sent = time.monotonic()
    time.sleep(0.2)  # noqa: ASYNC251 - the loop is held up on purpose
    async with asyncio.timeout(5):
        await read.wait()
    assert before - 0.001 <= arrivals[0] < sent + 0.1


@pytest.mark.parametrize("family, host", [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")])
async def test_the_system_throws_garbage_away_before_it_wakes_us(port: UdpPort, family: int, host: str) -> None:
    got: list[bytes] = []
    last = asyncio.Event()
    port.start(lambda data, address, arrival: got.append(data), lambda: last.set() if STUN in got else None)
    before = port.refused
    with socket.socket(family, socket.SOCK_DGRAM) as sender:
        for first in range(256):
            sender.sendto(bytes((first,)) + b"no cookie", (host, port.port))
        sender.sendto(b"", (host, port.port))
        sender.sendto(STUN, (host, port.port))
    async with asyncio.timeout(5):
        await last.wait()
    assert [data[0] for data in got[:-1]] == [*range(20, 64), *range(128, 192)], "RFC 7983: DTLS and SRTP"
    assert port.refused - before == 257 - 108


async def test_what_cannot_be_sent_is_dropped_and_counted() -> None:
    port = UdpPort.bind("127.0.0.1", 0, ipv6=False)
    assert not port.send(b"x", ("::1", 9))
    assert not port.send(bytes(70_000), ("127.0.0.1", port.port))
    assert port.send_errors == 2 and port.fd_ipv6 == -1
    port.close()


async def test_a_name_is_bound_as_its_address() -> None:
    port = UdpPort.bind("localhost", 0)
    assert port.port > 0 and port.fd_ipv4 >= 0
    port.close()


async def test_a_taken_number_is_an_error(port: UdpPort) -> None:
    with pytest.raises(OSError):
        UdpPort.bind("127.0.0.1", port.port)


def test_literals_are_advertised_as_they_are_and_a_wildcard_as_this_machine() -> None:
    assert advertised(("192.0.2.1", "2001:db8::1", "192.0.2.1")) == ["192.0.2.1", "2001:db8::1"]
    assert advertised(("localhost",))[0] in ("127.0.0.1", "::1")
    own = advertised(("0.0.0.0",))
    assert own and "0.0.0.0" not in own


async def test_a_port_that_is_polled_wakes_for_nothing_and_loses_nothing(port: UdpPort) -> None:
    got: list[bytes] = []
    port.start(lambda data, *_: got.append(data), lambda: None)
    port.watch(False)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        for number in range(10):
            sender.sendto(STUN + bytes([number]), ("127.0.0.1", port.port))
        await asyncio.sleep(0.02)
        assert got == [], "nobody has asked"
        assert port.poll()
        assert got == [STUN + bytes([number]) for number in range(10)]
        port.watch(True)
        sender.sendto(STUN, ("127.0.0.1", port.port))
        async with asyncio.timeout(5):
            while len(got) < 11:  # noqa: ASYNC110 - polls state that has no event
                await asyncio.sleep(0.002)


async def test_a_poll_takes_a_slice_and_says_that_there_is_more(port: UdpPort, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(udp, "PACKETS_PER_WAKEUP", 10)
    got: list[bytes] = []
    port.start(lambda data, *_: got.append(data), lambda: None)
    port.watch(False)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        for _ in range(15):
            sender.sendto(STUN, ("127.0.0.1", port.port))
    assert (port.poll(), len(got), port.poll(), len(got)) == (False, 10, True, 15)
