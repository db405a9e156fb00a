"""DTLS server handshakes on aiortc's transport, and what is kept of them: two SRTP sessions and a hundred bytes.

The seam with aiortc (private names this module relies on, held by ``tests/unit/media/test_dtls_seam.py``): the ICE
transport is duck-typed (``_recv``, ``_send``, ``role``); ``_do_handshake``, ``_validate_peer_identity``, ``_setup_srtp``,
``_write_ssl``, ``_set_role``, ``_set_state``, ``_state``, ``_ssl``, ``_srtp_profiles``, ``_rx_srtp``, ``_tx_srtp``.  Its
pump (``start``) is not used: an OpenSSL connection costs about 80 KiB and is freed as soon as the keys are out.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import logging
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple, cast

import pylibsrtp
from aiortc.rtcdtlstransport import (
    SRTP_AEAD_AES_128_GCM,
    SRTP_AES128_CM_SHA1_80,
    RTCCertificate,
    RTCDtlsFingerprint,
    RTCDtlsParameters,
    RTCDtlsTransport,
    State,
)
from aiortc.rtcicetransport import RTCIceTransport
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from OpenSSL import SSL

SRTP_PROFILES: Final = [SRTP_AEAD_AES_128_GCM, SRTP_AES128_CM_SHA1_80]
"""The server chooses: GCM first, because it is the cheaper one; SHA1_80 is mandatory (RFC 8827 section 6.5)."""
CIPHERS: Final = (
    b"ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305:"
    b"ECDHE-ECDSA-AES128-SHA:ECDHE-ECDSA-AES256-SHA:ECDHE-RSA-AES128-SHA:ECDHE-RSA-AES256-SHA"
)
MAX_WAITING: Final = 16
"""Datagrams held for a handshake; the newest is dropped, since DTLS sends its flights again."""
MAX_DATAGRAM: Final = 1200
RESENDS: Final = 10
STEPS_PER_PASS: Final = 6
"""Steps of handshakes between two looks of the loop at its sockets and timers; a step is half a millisecond."""
_RELEASE_BUFFERS: Final = 0x10
_ALERT: Final = 21
_RECORD_HEADER: Final = 13

log = logging.getLogger("hemicycle.dtls")

Fingerprints = Sequence[tuple[str, str]]


class Identity(RTCCertificate):
    """The process's certificate (ECDSA P-256) with its one ``SSL.Context``; make it with :meth:`generate`."""

    _context: SSL.Context | None = None

    @classmethod
    def generate(cls) -> Identity:
        return cls.generateCertificate()

    @property
    def fingerprint(self) -> str:
        """The SDP value: ``sha-256 AA:BB…``."""
        digest = next(f.value for f in self.getFingerprints() if f.algorithm == "sha-256")
        return f"sha-256 {digest}"

    def _create_ssl_context(self, srtp_profiles: list[Any]) -> SSL.Context:
        if self._context is None:
            context: SSL.Context = super()._create_ssl_context(srtp_profiles)
            context.set_cipher_list(CIPHERS)
            context.set_session_cache_mode(SSL.SESS_CACHE_OFF)
            context.set_mode(_RELEASE_BUFFERS)
            self._context = context
        return self._context


class CloseAlert:
    """Recognises the client's authenticated goodbye once the OpenSSL connection is gone.

    Keeps the client's write key of an AES-128-GCM suite (what every browser uses); with another suite a goodbye is not
    understood, and the peer ends by its silence.
    """

    __slots__ = ("_key", "_salt")

    def __init__(self, key: bytes, salt: bytes) -> None:
        self._key = key
        self._salt = salt

    @classmethod
    def of(cls, connection: SSL.Connection) -> CloseAlert | None:
        """Derive the key (RFC 5246 section 6.3, PRF with SHA-256; RFC 5288) from a connection that is up."""
        if not (connection.get_cipher_name() or "").endswith("AES128-GCM-SHA256"):
            return None
        master, server, client = connection.master_key(), connection.server_random(), connection.client_random()
        if master is None or server is None or client is None:
            return None
        seed = b"key expansion" + server + client
        block, a = b"", seed
        while len(block) < 40:
            a = hmac.digest(master, a, hashlib.sha256)
            block += hmac.digest(master, a + seed, hashlib.sha256)
        return cls(block[:16], block[32:36])

    def verify(self, datagram: bytes) -> bool:
        """True when one of its records is an authentic close_notify or fatal alert."""
        return any(self._closes(record) for record in records(datagram))

    def _closes(self, record: bytes) -> bool:
        if record[0] != _ALERT or len(record) != _RECORD_HEADER + 8 + 2 + 16:
            return False
        additional = record[3:11] + record[:3] + b"\x00\x02"
        try:
            level, description = AESGCM(self._key).decrypt(self._salt + record[13:21], record[21:], additional)
        except InvalidTag:
            return False
        return level == 2 or description == 0


class Established(NamedTuple):
    """What a finished handshake leaves."""

    rx: pylibsrtp.Session
    """Inbound; used by this process alone."""
    tx: pylibsrtp.Session
    """Outbound; belongs to the fan-out kernel from now on."""
    last_flight: tuple[bytes, ...]
    """Sent again when the client repeats its own last flight: it has not seen ours (RFC 6347 section 4.2.4)."""
    close_alert: CloseAlert | None
    profile: str


class HandshakeError(Exception):
    """The handshake failed: wrong fingerprint, no common SRTP profile, a TLS error, or the peer went away."""


class Turns:
    """Lets handshakes work in turn: a storm of joins, read from the port at once, must not hold up the loop all at once."""

    def __init__(self) -> None:
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._running = False

    async def take(self) -> None:
        """Return when it is the caller's turn for one short piece of work."""
        loop = asyncio.get_running_loop()
        turn = loop.create_future()
        self._waiting.append(turn)
        if not self._running:
            self._running = True
            loop.call_soon(self._pass, loop)
        await turn

    def _pass(self, loop: asyncio.AbstractEventLoop) -> None:
        given = 0
        while self._waiting and given < STEPS_PER_PASS:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(None)
                given += 1
        self._running = bool(self._waiting)
        if self._running:
            loop.call_soon(self._pass, loop)


class _Datagrams:
    """What ``RTCDtlsTransport`` takes for its ICE transport."""

    role = "controlled"

    def __init__(self, send: Callable[[bytes], object], turns: Turns) -> None:
        self.flight: list[bytes] = []
        self._send_datagram = send
        self.turns = turns
        self._waiting: asyncio.Queue[bytes] = asyncio.Queue(MAX_WAITING)

    def put(self, data: bytes) -> None:
        if not self._waiting.full():
            self._waiting.put_nowait(data)

    async def _recv(self) -> bytes:
        data = await self._waiting.get()
        await self.turns.take()
        self.flight.clear()
        return data

    async def _send(self, data: bytes) -> None:
        self.flight.append(data)
        self._send_datagram(data)


class Handshake(RTCDtlsTransport):
    """One handshake as DTLS server.  Feed it DTLS datagrams; :meth:`run` ends with the keys.  Cancel it to give up."""

    def __init__(self, identity: Identity, send: Callable[[bytes], object], turns: Turns) -> None:
        self._datagrams = _Datagrams(send, turns)
        super().__init__(cast(RTCIceTransport, self._datagrams), [identity])
        self._identity = identity
        self._srtp_profiles = SRTP_PROFILES
        self._set_role("server")

    def feed(self, datagram: bytes) -> None:
        self._datagrams.put(datagram)

    async def run(self, fingerprints: Fingerprints) -> Established:
        """Raises :class:`HandshakeError`.  Bound it with ``asyncio.timeout``."""
        await self._datagrams.turns.take()
        self._ssl = connection = SSL.Connection(self._identity._create_ssl_context(self._srtp_profiles))
        connection.set_accept_state()
        self._set_state(State.CONNECTING)
        try:
            await self._do_handshake()
            if self._state != State.FAILED:
                self._validate_peer_identity(RTCDtlsParameters([RTCDtlsFingerprint(*f) for f in fingerprints]))
            if self._state != State.FAILED:
                self._setup_srtp()
            if self._state == State.FAILED:
                await self._say_goodbye(connection)
                raise HandshakeError
            self._set_state(State.CONNECTED)
            return self._established(connection)
        finally:
            self._ssl = None

    def _established(self, connection: SSL.Connection) -> Established:
        profile = connection.get_selected_srtp_profile().decode()
        flight = tuple(self._datagrams.flight)
        return Established(self._rx_srtp, self._tx_srtp, flight, CloseAlert.of(connection), profile)

    async def _say_goodbye(self, connection: SSL.Connection) -> None:
        try:
            connection.shutdown()
        except SSL.Error as error:
            log.debug("handshake failed: %s", error)
        await self._write_ssl()

    async def _write_ssl(self) -> None:
        """Send all OpenSSL has to say, never cutting a record, whatever the size of the flight."""
        if self._ssl is None:
            return
        try:
            flight = self._ssl.bio_read(65536)
        except SSL.Error:
            return
        datagram = b""
        for record in records(flight):
            if datagram and len(datagram) + len(record) > MAX_DATAGRAM:
                await self._datagrams._send(datagram)
                datagram = b""
            datagram += record
        if datagram:
            await self._datagrams._send(datagram)


def records(data: bytes) -> list[bytes]:
    """Cut a DTLS datagram (or flight) into whole records (RFC 6347 section 4.1); a broken end is left out."""
    found = []
    start = 0
    while start + _RECORD_HEADER <= len(data):
        end = start + _RECORD_HEADER + int.from_bytes(data[start + 11 : start + 13], "big")
        if end > len(data):
            break
        found.append(data[start:end])
        start = end
    return found


def is_handshake(datagram: bytes) -> bool:
    """True when a record of it is ChangeCipherSpec or a handshake message: the client is repeating its flight."""
    return any(record[0] in (20, 22) for record in records(datagram))
