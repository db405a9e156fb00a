"""One media connection of a cheap listener: ICE checks, DTLS, keys for the receiver, consent and receiver reports.

Who closes whom: the owner closes the path; the path never closes itself.  Datagrams come from the receiver's thread.
"""

from __future__ import annotations

import os
import secrets
import socket
import time
from collections.abc import Callable

import pylibsrtp

from headless.dtls import DtlsClient, DtlsError, Identity
from headless.ice import make_credential
from headless.load_counts import Stream
from headless.load_receiver import Receiver
from headless.load_wire import Checks, Remote
from media.rtp import rtcp

RECEIVE_BUFFER_BYTES = 1 << 18
CHECK_AGAIN_S = 0.25


class Path:
    """``index`` is its number at the receiver.  ``connected`` once DTLS is up."""

    __slots__ = (
        "_checks", "_checked_at", "_dtls", "_identity", "_outbound", "_prior", "_receiver", "answered",
        "connected", "index", "on_failed", "password", "sock", "ssrc", "ufrag",
    )  # fmt: skip

    def __init__(self, index: int, identity: Identity, receiver: Receiver, on_failed: Callable[[str], None]) -> None:
        self.index = index
        self.ufrag, self.password = make_credential(8), make_credential(24)
        self.ssrc = secrets.randbelow((1 << 32) - 1) + 1
        self.sock: socket.socket | None = None
        self.on_failed = on_failed
        self.connected = False
        self.answered = 0
        self._identity = identity
        self._receiver = receiver
        self._checks: Checks | None = None
        self._checked_at = 0.0
        self._dtls: DtlsClient | None = None
        self._outbound: pylibsrtp.Session | None = None
        self._prior: dict[int, tuple[int, int]] = {}

    def open(self, remote: Remote, now: float) -> None:
        """Send the first check.  Raises ``OSError``."""
        host, port = remote.candidate
        sock = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)
        self.sock = sock
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER_BYTES)
        sock.connect((host, port))
        self._receiver.add(self.index, sock)
        self._checks = Checks(f"{remote.ufrag}:{self.ufrag}", remote.password, os.urandom(8))
        self._dtls = DtlsClient(self._identity, remote.fingerprint)
        self.check(now)

    def close(self) -> None:
        """Safe to call twice."""
        if self.sock is not None:
            self._receiver.remove(self.index)
            self.sock.close()
            self.sock = None
        self._dtls = self._outbound = None

    def check(self, now: float) -> None:
        """An ICE check: the first, or consent (RFC 7675)."""
        if self._checks is not None:
            self._checked_at = now
            self._send(self._checks.request(os.urandom(12)))

    def tick(self, now: float) -> None:
        """While connecting: repeat what was lost."""
        if self.connected or self.sock is None:
            return
        if not self.answered:
            if now - self._checked_at > CHECK_AGAIN_S:
                self.check(now)
        elif self._dtls is not None:
            self._send_all(self._dtls.tick())

    def datagram(self, data: bytes) -> None:
        """STUN or DTLS."""
        if data[0] < 4:
            if self._checks is not None and self._checks.answered(data):
                self.answered += 1
                if self.answered == 1 and self._dtls is not None:
                    self._send_all(self._dtls.start())
        elif 20 <= data[0] < 64 and self._dtls is not None and self.answered:
            self._dtls_datagram(self._dtls, data)

    def _dtls_datagram(self, dtls: DtlsClient, data: bytes) -> None:
        try:
            self._send_all(dtls.receive(data))
        except (DtlsError, EOFError) as error:
            self.on_failed(f"DTLS: {error}")
            return
        if dtls.connected and dtls.inbound is not None:
            self._receiver.secure(self.index, dtls.inbound)
            self._outbound = dtls.outbound
            self.connected = True
            self._dtls = None  # OpenSSL's 80 KiB; the server's flight was the last

    def report(self) -> None:
        """A receiver report on what has come so far."""
        if self._outbound is None:
            return
        blocks = tuple(self._block(stream) for stream in self._receiver.streams(self.index))
        compound = rtcp.build([rtcp.ReceiverReport(self.ssrc, blocks)])
        self._send(self._outbound.protect_rtcp(compound))

    def _block(self, stream: Stream) -> rtcp.ReportBlock:
        expected, received = stream.highest - stream.first + 1, stream.received
        before_expected, before_received = self._prior.get(stream.ssrc, (0, 0))
        self._prior[stream.ssrc] = (expected, received)
        interval, came = expected - before_expected, received - before_received
        fraction = min(255, max(0, 256 * (interval - came) // interval)) if interval > 0 else 0
        waited = (time.time_ns() - stream.sr_stamp) * 65_536 // 1_000_000_000 if stream.sr_middle else 0
        return rtcp.ReportBlock(
            stream.ssrc,
            fraction,
            max(-(1 << 23), min((1 << 23) - 1, expected - received)),
            stream.highest & 0xFFFF_FFFF,
            stream.jitter & 0xFFFF_FFFF,
            stream.sr_middle,
            max(0, waited) & 0xFFFF_FFFF,
        )

    def _send(self, datagram: bytes) -> None:
        if self.sock is not None:
            try:
                self.sock.send(datagram)
            except OSError:
                return  # a full buffer or an ICMP error of an earlier one: lost on the way, and sent again

    def _send_all(self, datagrams: list[bytes]) -> None:
        for datagram in datagrams:
            self._send(datagram)
