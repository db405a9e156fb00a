"""The seam with aiortc: the private names our handshake stands on, and what it makes of them.  Fails first on an upgrade."""

from __future__ import annotations

import asyncio
import inspect
from collections import Counter
from typing import cast

import pytest
from aiortc.rtcdtlstransport import RTCCertificate, RTCDtlsFingerprint, RTCDtlsParameters, RTCDtlsTransport, State
from aiortc.rtcicetransport import RTCIceTransport

from media.transport.dtls import (
    SRTP_PROFILES,
    STEPS_PER_PASS,
    CloseAlert,
    Established,
    Handshake,
    HandshakeError,
    Identity,
    Turns,
    is_handshake,
    records,
)


class Wire:
    """The client's duck-typed ICE transport: datagrams go straight into the handshake."""

    role = "controlling"

    def __init__(self) -> None:
        self.inbox: asyncio.Queue[bytes] = asyncio.Queue()
        self.server: Handshake | None = None
        self.sent: list[bytes] = []

    async def _recv(self) -> bytes:
        return await self.inbox.get()

    async def _send(self, data: bytes) -> None:
        self.sent.append(data)
        if self.server is not None:
            self.server.feed(data)


class Pair:
    def __init__(self) -> None:
        self.wire = Wire()
        self.certificate = RTCCertificate.generateCertificate()
        self.identity = Identity.generate()
        self.sent: list[bytes] = []
        self.server = self.wire.server = Handshake(self.identity, self._to_client, Turns())
        self.client = RTCDtlsTransport(cast(RTCIceTransport, self.wire), [self.certificate])
        self.client._set_role("client")

    def _to_client(self, data: bytes) -> None:
        self.sent.append(data)
        self.wire.inbox.put_nowait(data)

    async def shake(self) -> Established:
        fingerprints = [(f.algorithm, f.value) for f in self.certificate.getFingerprints()]
        async with asyncio.timeout(10), asyncio.TaskGroup() as tasks:
            task = tasks.create_task(self.server.run(fingerprints))
            algorithm, _, digest = self.identity.fingerprint.partition(" ")
            tasks.create_task(self.client.start(RTCDtlsParameters([RTCDtlsFingerprint(algorithm, digest)])))
        return task.result()

    async def end(self) -> None:
        if self.client._task is not None:
            self.client._task.cancel()
            await asyncio.gather(self.client._task, return_exceptions=True)


def test_the_private_names_we_use_are_there() -> None:
    source = inspect.getsource(RTCDtlsTransport)
    for name in (
        "_do_handshake",
        "_validate_peer_identity",
        "_setup_srtp",
        "_write_ssl",
        "_set_role",
        "_set_state",
        "self._ssl",
        "self._srtp_profiles",
        "self._rx_srtp",
        "self._tx_srtp",
        "self.transport._recv()",
        "self._state",
        "_create_ssl_context",
    ):
        assert name in source, name
    assert {"CONNECTING", "CONNECTED", "FAILED"} <= {state.name for state in State}


async def test_both_ends_get_sessions_that_fit_and_openssl_is_freed() -> None:
    pair = Pair()
    established = await pair.shake()
    packet = b"\x80\x6f\x00\x01" + bytes(8) + b"sound"
    assert pair.client._rx_srtp.unprotect(established.tx.protect(packet)) == packet
    assert established.rx.unprotect(pair.client._tx_srtp.protect(packet)) == packet
    assert established.profile == "SRTP_AEAD_AES_128_GCM"
    assert pair.server._ssl is None
    assert established.last_flight == (pair.sent[-1],) and established.last_flight[0][0] == 20
    await pair.end()


async def test_an_authentic_goodbye_is_understood_and_a_forged_one_is_not() -> None:
    pair = Pair()
    established = await pair.shake()
    await pair.client.stop()
    goodbye = pair.wire.sent[-1]
    assert goodbye[0] == 21 and established.close_alert is not None
    assert established.close_alert.verify(goodbye)
    for n in range(len(goodbye)):
        if n not in (1, 2):
            assert not established.close_alert.verify(goodbye[:n] + bytes([goodbye[n] ^ 1]) + goodbye[n + 1 :])
    other = Pair()
    assert not cast(CloseAlert, (await other.shake()).close_alert).verify(goodbye)
    await pair.end()
    await other.end()


async def test_another_fingerprint_ends_the_handshake() -> None:
    pair = Pair()
    pair.certificate = RTCCertificate.generateCertificate()
    with pytest.raises(ExceptionGroup) as caught:
        await pair.shake()
    assert caught.group_contains(HandshakeError)
    await pair.end()


async def test_one_context_serves_every_handshake() -> None:
    identity = Identity.generate()
    assert identity._create_ssl_context(SRTP_PROFILES) is identity._create_ssl_context(SRTP_PROFILES)


async def test_waiting_datagrams_are_bounded() -> None:
    handshake = Handshake(Identity.generate(), lambda data: None, Turns())
    for _ in range(100):
        handshake.feed(b"\x16")
    assert handshake._datagrams._waiting.qsize() == 16


async def test_a_long_flight_is_cut_between_records() -> None:
    sent: list[bytes] = []
    handshake = Handshake(Identity.generate(), sent.append, Turns())

    class Ssl:
        def bio_read(self, size: int) -> bytes:
            return record(700) + record(700) + record(200)

    handshake._ssl = Ssl()  # type: ignore[assignment]
    await handshake._write_ssl()
    assert [len(datagram) for datagram in sent] == [713, 926]


def record(size: int, kind: int = 22) -> bytes:
    return bytes([kind]) + b"\xfe\xfd" + bytes(8) + size.to_bytes(2, "big") + bytes(size)


def test_records_are_cut_and_a_broken_end_is_left_out() -> None:
    assert records(record(3) + record(0)) == [record(3), record(0)]
    assert records(record(3) + record(9)[:-1]) == [record(3)]
    assert records(b"\x16\xfe") == []
    assert is_handshake(record(5, 20)) and not is_handshake(record(5, 21))


async def test_a_storm_of_handshakes_works_in_turn_between_looks_at_the_sockets() -> None:
    turns, passes = Turns(), 0
    worked: Counter[int] = Counter()
    loop = asyncio.get_running_loop()
    left = 100

    def count() -> None:
        nonlocal passes
        passes += 1
        if left:
            loop.call_soon(count)

    async def step() -> None:
        nonlocal left
        await turns.take()
        worked[passes] += 1
        left -= 1

    given_up = asyncio.create_task(turns.take())
    await asyncio.sleep(0)
    given_up.cancel()
    loop.call_soon(count)
    async with asyncio.timeout(5), asyncio.TaskGroup() as tasks:
        for _ in range(left):
            tasks.create_task(step())
    assert worked.total() == 100 and max(worked.values()) == STEPS_PER_PASS
