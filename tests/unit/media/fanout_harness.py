"""A kernel with real loopback sockets around it and listeners that decrypt with real libsrtp sessions."""

from __future__ import annotations

import functools
import hashlib
import socket
import time
from collections.abc import Callable
from typing import Any

from pylibsrtp import Policy, Session
from pylibsrtp._binding import ffi, lib

from media.fanout.kernel import Kernel, Kind
from media.rtp import header
from media.rtp.header import RtpHeader

KernelClass = Callable[..., Kernel]
PAYLOAD_TYPES: dict[str, dict[Kind, int]] = {"audio": {"opus": 111}, "video": {"vp8": 96, "h264": 102}}
CLOCK_RATES: dict[str, int] = {"audio": 48000, "video": 90000}
WINDOW = 1024


def srtp_session(key_of: str, direction: int, profile: int = Policy.SRTP_PROFILE_AEAD_AES_128_GCM) -> Session:
    policy = Policy(key=hashlib.sha512(key_of.encode()).digest()[:46], ssrc_type=direction, srtp_profile=profile)
    policy.window_size = WINDOW
    policy.allow_repeat_tx = True
    return Session(policy)


def patient_native() -> KernelClass:
    """The native kernel, never dropping what waited for long: the machine that runs the tests may be busy."""
    from media.fanout._native import NativeKernel

    return functools.partial(NativeKernel, late_ms=0)


class Received:
    """One decrypted RTP packet."""

    def __init__(self, datagram: bytes, plain: bytes) -> None:
        self.datagram = datagram
        self.plain = plain
        self.head: RtpHeader = header.parse_header(plain)
        self.payload = plain[self.head.payload_start : self.head.payload_end]
        self.sequence_number = self.head.sequence_number
        self.timestamp = self.head.timestamp


class Listener:
    """A UDP socket and the inbound SRTP session of one peer."""

    def __init__(self, name: str, host: str, profile: int) -> None:
        self.profile = profile
        self.name = name
        self.socket = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 22)
        self.socket.bind((host, 0))
        self.socket.setblocking(False)
        self.session = srtp_session(name, Policy.SSRC_ANY_INBOUND, profile)
        self.datagrams: list[bytes] = []

    @property
    def address(self) -> tuple[str, int]:
        host, port = self.socket.getsockname()[:2]
        return host, port

    def drain(self, senders: set[int]) -> int:
        """Take in what came from these ports; whatever else runs on the machine may send to ports that were its own."""
        before = len(self.datagrams)
        try:
            while True:
                datagram, address = self.socket.recvfrom(4096)
                if address[1] in senders:
                    self.datagrams.append(datagram)
        except BlockingIOError:
            return len(self.datagrams) - before

    def take(self) -> list[bytes]:
        taken, self.datagrams = self.datagrams, []
        return taken

    def rtp(self) -> list[Received]:
        """Everything that came since the last call, decrypted; fails on what is not RTP of this listener."""
        return [Received(datagram, self._unprotect(datagram)) for datagram in self.take()]

    def _unprotect(self, datagram: bytes) -> bytes:
        """``Session.unprotect`` takes 1,500 bytes at most; libsrtp has no such limit."""
        buffer = ffi.new("char[]", datagram)
        length = ffi.new("int *", len(datagram))
        status = lib.srtp_unprotect(self.session._srtp[0], buffer, length)
        assert status == 0, f"libsrtp refuses the packet: {status}"
        return bytes(ffi.buffer(buffer, length[0]))

    def rtcp(self) -> list[bytes]:
        return [self.session.unprotect_rtcp(datagram) for datagram in self.take()]


class Rig:
    """One kernel, its two sockets, a clock the test moves, and the listeners."""

    def __init__(self, kernel_class: KernelClass, **options: Any) -> None:
        self.now_ns = 1_000_000_000
        self.sockets = [socket.socket(family, socket.SOCK_DGRAM) for family in (socket.AF_INET, socket.AF_INET6)]
        self.sockets[0].bind(("127.0.0.1", 0))
        self.sockets[1].bind(("::1", 0))
        self.kernel = kernel_class(self.sockets[0].fileno(), self.sockets[1].fileno(), clock=lambda: self.now_ns, **options)
        self.listeners: dict[int, Listener] = {}
        self.collected = 0

    def close(self) -> None:
        self.kernel.close()
        for sock in (*self.sockets, *(listener.socket for listener in self.listeners.values())):
            sock.close()

    def pass_time(self, seconds: float) -> None:
        self.now_ns += int(seconds * 1e9)

    def listener(
        self,
        peer: int = 1,
        *,
        host: str = "127.0.0.1",
        media: str = "audio",
        first_sequence_number: int = 1000,
        timestamp: int = 0,
        attach: int | None = None,
        profile: int = Policy.SRTP_PROFILE_AEAD_AES_128_GCM,
    ) -> Listener:
        """A peer with one row of the same id."""
        made = self.listeners[peer] = Listener(f"peer {peer}", host, profile)
        session = srtp_session(made.name, Policy.SSRC_ANY_OUTBOUND, profile)
        self.kernel.add_peer(peer, session, made.address, cname="stage")
        self.kernel.add_row(
            peer,
            peer,
            ssrc=0x1000 + peer,
            payload_types=PAYLOAD_TYPES[media],
            clock_rate=CLOCK_RATES[media],
            first_sequence_number=first_sequence_number,
            timestamp=timestamp,
        )
        if attach is not None:
            self.kernel.attach(peer, attach)
        return made

    def source(self, source: int, kind: Kind = "opus", history: int = 256, bus: str = "") -> None:
        self.kernel.add_source(source, kind, clock_rate=48000 if kind == "opus" else 90000, history=history, bus=bus)

    def collect(self) -> None:
        """Wait until every datagram the kernel says it sent is with a listener."""
        self.kernel.flush()
        deadline = time.monotonic() + 10
        senders = {sock.getsockname()[1] for sock in self.sockets}
        while True:
            sent = self.kernel.counters()["sent"]
            self.collected += sum(listener.drain(senders) for listener in self.listeners.values())
            if self.collected == sent:
                return
            assert self.collected < sent and time.monotonic() < deadline, f"{self.collected} of {sent} datagrams came"
            time.sleep(0.0005)


def opus(sequence_number: int, timestamp: int | None = None, payload: bytes | None = None, **fields: Any) -> bytes:
    return header.build_packet(
        b"sound %d" % sequence_number if payload is None else payload,
        payload_type=fields.pop("payload_type", 120),
        sequence_number=sequence_number & 0xFFFF,
        timestamp=(sequence_number * 960 if timestamp is None else timestamp) & 0xFFFFFFFF,
        ssrc=fields.pop("ssrc", 0xAAAA),
        **fields,
    )


def vp8(
    sequence_number: int,
    timestamp: int = 0,
    *,
    key: bool = False,
    start: bool = True,
    picture_id: int | None = None,
    bits: int = 15,
    tl0picidx: int | None = None,
    body: bytes = b"picture",
    marker: bool = True,
) -> bytes:
    present = (0x80 if picture_id is not None else 0) | (0x40 if tl0picidx is not None else 0)
    descriptor = bytearray(((0x80 if present else 0) | (0x10 if start else 0),))
    if present:
        descriptor.append(present)
    if picture_id is not None:
        descriptor += bytes((0x80 | picture_id >> 8, picture_id & 0xFF)) if bits == 15 else bytes((picture_id,))
    if tl0picidx is not None:
        descriptor.append(tl0picidx)
    payload = bytes(descriptor) + (bytes((0x10 if key else 0x11,)) if start else b"") + body
    return header.build_packet(
        payload,
        payload_type=100,
        sequence_number=sequence_number & 0xFFFF,
        timestamp=timestamp & 0xFFFFFFFF,
        ssrc=0xBBBB,
        marker=marker,
    )
