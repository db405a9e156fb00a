"""One peer connection over one UDP socket: ICE checks, DTLS, SRTP and SRTCP, for thousands in one process.

Who closes whom: the owner closes the connection; the connection never closes itself but says once, by ``on_lost``, that the
server is gone (no answered check for :data:`CONSENT_EXPIRES_S`, or the DTLS association closed).

Received packets are handed over as they come; nothing is queued here.  What the socket does not take is dropped, as a
network would drop it.
"""

from __future__ import annotations

import asyncio
import random
import socket
from collections.abc import Callable, Sequence
from contextlib import suppress

import pylibsrtp

from headless import ice, sdp
from headless.dtls import DtlsClient, DtlsError, Identity

CONNECT_TICK_S = 0.05
CHECKS_AT_TICKS = frozenset({0, 1, 3, 6, 12, 20, 28})
"""A candidate gets checks 0, 50, 150, 300, 600, 1,000 and 1,400 ms after the first; then the next candidate has its turn."""
CANDIDATE_TICKS = 30
CONSENT_S = 5.0
CONSENT_EXPIRES_S = 15.0
PROBES_S = (0.15, 0.35, 1.0)
READS_PER_WAKEUP = 128
RECEIVE_BUFFER_BYTES = 1 << 18

PacketHandler = Callable[[bytes], None]


class ConnectError(Exception):
    """No candidate answered in time, or DTLS failed."""


class Connection:
    """``on_rtp`` gets RTP as it came (protected: see :meth:`unprotect`), ``on_rtcp`` decrypted compounds."""

    def __init__(
        self, identity: Identity, on_rtp: PacketHandler, on_rtcp: PacketHandler, on_lost: Callable[[], None]
    ) -> None:
        self._loop = asyncio.get_running_loop()
        self._identity = identity
        self._on_rtp, self._on_rtcp, self._on_lost = on_rtp, on_rtcp, on_lost
        cname = ice.make_credential(8)
        self.local = sdp.Local(ice.make_credential(8), ice.make_credential(24), identity.fingerprint, cname)
        self._ice: ice.IceClient | None = None
        self._dtls: DtlsClient | None = None
        self._socket: socket.socket | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._connected: asyncio.Future[None] = self._loop.create_future()
        self._candidates: list[sdp.Candidate] = []
        self._ticks = 0
        self._answered_before = 0
        self._consent_at = 0.0
        self._rejected = 0
        self.fallback_host: str | None = None
        """Tried last, with the port of the best candidate: the advertised address may not be reachable from inside."""
        self.send_dropped = 0

    @property
    def connected(self) -> bool:
        return self._dtls is not None and self._dtls.connected and self._socket is not None

    @property
    def rejected(self) -> int:
        """Datagrams that failed a check of ICE, DTLS, SRTP, SRTCP or their owner."""
        return self._rejected + (self._ice.rejected if self._ice is not None else 0)

    def reject(self) -> None:
        self._rejected += 1

    async def connect(self, remote: sdp.Remote, timeout_s: float = 10.0) -> None:
        """Return when DTLS is up.  Raises :class:`ConnectError`."""
        self._candidates = [candidate for candidate in remote.candidates if candidate.protocol == "udp"]
        if not self._candidates:
            raise ConnectError("the server offers no UDP candidate")
        if self.fallback_host is not None and self.fallback_host not in {c.host for c in self._candidates}:
            self._candidates.append(sdp.Candidate(self.fallback_host, self._candidates[0].port, 0, "udp"))
        self._ice = ice.IceClient(self.local.ufrag, self.local.password, remote.ufrag, remote.password)
        self._dtls = DtlsClient(self._identity, remote.fingerprint)
        self._connect_tick()
        try:
            async with asyncio.timeout(timeout_s):
                await self._connected
        except TimeoutError:
            self.close()
            raise ConnectError(f"no connection within {timeout_s:g} s") from None
        except DtlsError as error:
            self.close()
            raise ConnectError(str(error)) from error

    async def answers(self) -> bool:
        """Ask the server now whether it still knows this connection."""
        for patience_s in PROBES_S:
            if not self.connected or self._ice is None:
                return False
            before = self._ice.answered
            self._send(self._ice.check())
            await asyncio.sleep(patience_s)
            if self._ice.answered > before:
                return self.connected
        return False

    def close(self) -> None:
        """Say goodbye and free the socket; safe to call twice."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._socket is None:
            return
        if self._dtls is not None and self._dtls.connected:
            self._send_all(self._dtls.close())
        self._loop.remove_reader(self._socket)
        self._socket.close()
        self._socket = None
        if not self._connected.done():
            self._connected.cancel()

    def send_rtp(self, packet: bytes) -> bytes:
        """Protect and send; the datagram sent, for :meth:`send_again`.  Raises :class:`ConnectError` while not connected."""
        datagram: bytes = self._outbound().protect(packet)
        self._send(datagram)
        return datagram

    def send_rtcp(self, compound: bytes) -> None:
        """Raises :class:`ConnectError` while not connected."""
        self._send(self._outbound().protect_rtcp(compound))

    def send_again(self, datagram: bytes) -> None:
        """A resend is byte-identical to the first transmission."""
        self._send(datagram)

    def unprotect(self, packet: bytes) -> bytes | None:
        """The plain RTP packet, None when it is forged, repeated or damaged."""
        if self._dtls is None or self._dtls.inbound is None:
            return None
        try:
            plain: bytes = self._dtls.inbound.unprotect(packet)
        except pylibsrtp.Error:
            self.reject()
            return None
        return plain

    def _outbound(self) -> pylibsrtp.Session:
        if self._dtls is None or self._dtls.outbound is None or self._socket is None:
            raise ConnectError("not connected")
        return self._dtls.outbound

    # --- socket -------------------------------------------------------------------------------------------------------

    def _open_socket(self, candidate: sdp.Candidate) -> None:
        """A connected socket: the kernel keeps strangers' datagrams away."""
        if self._socket is not None:
            self._loop.remove_reader(self._socket)
            self._socket.close()
            self._socket = None
        made = socket.socket(socket.AF_INET6 if ":" in candidate.host else socket.AF_INET, socket.SOCK_DGRAM)
        try:
            made.setblocking(False)
            made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER_BYTES)
            made.connect((candidate.host, candidate.port))
        except OSError:
            made.close()
            return
        self._socket = made
        self._loop.add_reader(made, self._readable, made)

    def _send(self, datagram: bytes) -> None:
        if self._socket is None:
            return
        try:
            self._socket.send(datagram)
        except OSError:
            # Full buffer, or an ICMP error of an earlier datagram: either way this one counts as lost on the way.
            self.send_dropped += 1

    def _send_all(self, datagrams: Sequence[bytes]) -> None:
        for datagram in datagrams:
            self._send(datagram)

    def _readable(self, source: socket.socket) -> None:
        for _ in range(READS_PER_WAKEUP):
            try:
                datagram = source.recv(2048)
            except BlockingIOError:
                return
            except OSError:
                continue
            if datagram and self._socket is source:
                self._receive(datagram)

    def _receive(self, datagram: bytes) -> None:
        """Demultiplex by the first byte (RFC 7983)."""
        first = datagram[0]
        if 128 <= first < 192 and len(datagram) >= 12:
            if 192 <= datagram[1] <= 223:
                self._receive_rtcp(datagram)
            else:
                self._on_rtp(datagram)
        elif 20 <= first < 64:
            self._receive_dtls(datagram)
        elif first < 4:
            self._receive_stun(datagram)
        else:
            self.reject()

    def _receive_rtcp(self, datagram: bytes) -> None:
        if self._dtls is None or self._dtls.inbound is None:
            return
        try:
            compound: bytes = self._dtls.inbound.unprotect_rtcp(datagram)
        except pylibsrtp.Error:
            self.reject()
            return
        self._on_rtcp(compound)

    def _receive_stun(self, datagram: bytes) -> None:
        if self._ice is None or self._socket is None or self._dtls is None:
            return
        host, port = self._socket.getpeername()[:2]
        reply = self._ice.receive(datagram, (host, port))
        if reply is not None:
            self._send(reply)
        if self._ice.answered == 1 and self._answered_before == 0:
            self._answered_before = 1
            self._send_all(self._dtls.start())

    def _receive_dtls(self, datagram: bytes) -> None:
        if self._dtls is None or self._answered_before == 0:
            return
        was_connected = self._dtls.connected
        try:
            self._send_all(self._dtls.receive(datagram))
        except EOFError:
            self._lose()
        except DtlsError as error:
            self.reject()
            if not self._connected.done():
                self._connected.set_exception(error)
        if self._dtls.connected and not was_connected and not self._connected.done():
            self._consent_at = self._loop.time()
            self._connected.set_result(None)

    # --- timers -------------------------------------------------------------------------------------------------------

    def _connect_tick(self) -> None:
        """While connecting: checks, the next candidate, the DTLS retransmission timer."""
        if self._connected.done() or self._ice is None or self._dtls is None:
            self._schedule_consent()
            return
        if self._ice.answered:
            self._send_all(self._dtls.tick())
        else:
            turn, tick = divmod(self._ticks, CANDIDATE_TICKS)
            if tick == 0:
                self._open_socket(self._candidates[turn % len(self._candidates)])
            if tick in CHECKS_AT_TICKS:
                self._send(self._ice.check())
        self._ticks += 1
        self._timer = self._loop.call_later(CONNECT_TICK_S, self._connect_tick)

    def _schedule_consent(self) -> None:
        self._timer = self._loop.call_later(CONSENT_S * random.uniform(0.8, 1.2), self._consent_tick)

    def _consent_tick(self) -> None:
        """RFC 7675 §5.1, with a shorter patience: a robot comes back the sooner."""
        if self._ice is None or self._socket is None:
            return
        now = self._loop.time()
        if self._ice.answered > self._answered_before:
            self._answered_before, self._consent_at = self._ice.answered, now
        elif now - self._consent_at > CONSENT_EXPIRES_S:
            self._lose()
            return
        self._send(self._ice.check())
        self._schedule_consent()

    def _lose(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if not self._connected.done():
            self._connected.set_exception(DtlsError("the server closed the association"))
            return
        with suppress(asyncio.CancelledError):
            self._on_lost()
