"""One UDP port: an IPv4 and an IPv6 socket on the same number, drained by the loop until they would block.

``loop.add_reader`` and ``recvmsg`` cost a third of asyncio's datagram protocol.  Arrival is the kernel's stamp and not when
the loop came round to it: senders read their bandwidth from the spacing of their packets.  A wake-up takes at most
:data:`PACKETS_PER_WAKEUP` packets or :data:`SECONDS_PER_WAKEUP`, so a flood cannot starve what else the process does; what
waits meanwhile waits in the kernel's receive buffer, which drops the newest.
"""

from __future__ import annotations

import asyncio
import ctypes
import errno
import logging
import socket
import struct
import time
from collections.abc import Callable
from contextlib import suppress
from ipaddress import IPv6Address, ip_address
from typing import Final

from media.fanout.kernel import Address

PACKETS_PER_WAKEUP = 256
SECONDS_PER_WAKEUP = 0.005
MAX_DATAGRAM = 2048
RECEIVE_BUFFER_BYTES = 4 << 20
SEND_BUFFER_BYTES = 8 << 20
BIND_ATTEMPTS = 20
OLDEST_STAMP_S = 1.0
"""A stamp further back than this says that the wall clock was set meanwhile: the time of reading counts."""
_SO_TIMESTAMPNS = 35
_TIMESPEC = struct.Struct("@ll")
_ANCILLARY_BYTES = socket.CMSG_SPACE(_TIMESPEC.size)

log = logging.getLogger("hemicycle.udp")

OnPacket = Callable[[bytes, Address, float], None]


_SO_ATTACH_FILTER = 26
_SO_MEMINFO = 55
_MEMINFO_DROPS = 8
_LOAD_BYTE, _LOAD_WORD, _JUMP_AT_LEAST, _JUMP_EQUAL, _RETURN = 0x30, 0x20, 0x35, 0x15, 0x06
_FIRST, _COOKIE_AT = 8, 12
"""Offsets from the UDP header, where a socket's filter begins."""
_TAKE, _REFUSE = (_RETURN, 0, 0, 0xFFFF_FFFF), (_RETURN, 0, 0, 0)
GARBAGE: Final = (
    (_LOAD_BYTE, 0, 0, _FIRST),
    (_JUMP_AT_LEAST, 0, 1, 128),  # 128…191: SRTP and SRTCP
    (_JUMP_AT_LEAST, 6, 5, 192),
    (_JUMP_AT_LEAST, 5, 0, 64),
    (_JUMP_AT_LEAST, 3, 0, 20),  # 20…63: DTLS
    (_JUMP_AT_LEAST, 3, 0, 4),
    (_LOAD_WORD, 0, 0, _COOKIE_AT),  # 0…3: STUN, with its cookie
    (_JUMP_EQUAL, 0, 1, 0x2112A442),
    _TAKE,
    _REFUSE,
)
"""RFC 7983 as a classic BPF program: (operation, jump if true, jump if false, operand)."""


class UdpPort:
    """``on_packet(data, address, arrival)``: arrival in ``time.monotonic`` seconds.  ``on_drained()`` ends each wake-up.

    The loop wakes for each packet as long as the port is *watched*.  With a crowd, whose reports and checks come at any
    instant, waking costs more than the work: the port is then *polled* by whoever keeps the time, many packets at once.
    """

    def __init__(self, sockets: list[socket.socket]) -> None:
        self.port: int = sockets[0].getsockname()[1]
        self.received = 0
        self.sent = 0
        self.send_errors = 0
        """Datagrams the kernel did not take at once: dropped."""
        self._ipv4 = next((s for s in sockets if s.family == socket.AF_INET), None)
        self._ipv6 = next((s for s in sockets if s.family == socket.AF_INET6), None)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._on_packet: OnPacket | None = None
        self._on_drained: Callable[[], None] | None = None
        self.watched = False

    @classmethod
    def bind(cls, host: str, port: int, *, ipv6: bool | None = None) -> UdpPort:
        """Bind ``host`` (an address, or a name looked up once) and its twin in the other family.

        The twin of 0.0.0.0 is ::, that of 127.0.0.1 is ::1; other addresses have none.  Port 0 finds a number free in both.
        A system without IPv6 gets IPv4 alone.  Raises ``OSError``.
        """
        hosts = _twins(_literal(host))
        if ipv6 is False:
            hosts = hosts[:1]
        for _ in range(BIND_ATTEMPTS):
            sockets: list[socket.socket] = []
            try:
                sockets.append(_bind(hosts[0], port))
                if len(hosts) == 2:
                    _bind_twin(hosts[1], sockets)
            except OSError:
                for opened in sockets:
                    opened.close()
                if port:
                    raise
                continue
            return cls(sockets)
        raise OSError("no UDP port is free for both IPv4 and IPv6")

    @property
    def refused(self) -> int:
        """Datagrams the kernel threw away: garbage by :func:`refuse_garbage`, and what its full buffer had no room for."""
        return sum(_drops(s) for s in (self._ipv4, self._ipv6) if s is not None)

    @property
    def fd_ipv4(self) -> int:
        return self._ipv4.fileno() if self._ipv4 else -1

    @property
    def fd_ipv6(self) -> int:
        return self._ipv6.fileno() if self._ipv6 else -1

    def addresses(self) -> list[tuple[socket.AddressFamily, Address]]:
        """What it is bound to."""
        return [(s.family, s.getsockname()[:2]) for s in (self._ipv4, self._ipv6) if s is not None]

    def loopback_address(self) -> Address:
        """Where its packets to this machine's loopback come from: IPv4 where there is IPv4."""
        host, port = self.addresses()[0][1]
        return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host), port

    def start(self, on_packet: OnPacket, on_drained: Callable[[], None]) -> None:
        self._loop = asyncio.get_running_loop()
        self._on_packet, self._on_drained = on_packet, on_drained
        self.watch(True)

    def watch(self, watched: bool) -> None:
        """Wake for each packet, or leave them to :meth:`poll`."""
        if self._loop is None or watched == self.watched:
            return
        self.watched = watched
        for sock in self._open():
            if watched:
                self._loop.add_reader(sock.fileno(), self._drain, sock)
            else:
                self._loop.remove_reader(sock.fileno())

    def poll(self) -> bool:
        """Take what has come, a wake-up's worth; False when there is more."""
        return all([self._drain(sock) for sock in self._open()])

    def _open(self) -> list[socket.socket]:
        return [sock for sock in (self._ipv4, self._ipv6) if sock is not None and sock.fileno() >= 0]

    def send(self, data: bytes, address: Address) -> bool:
        """Send at once or not at all."""
        sock = self._ipv6 if ":" in address[0] else self._ipv4
        if sock is None:
            self.send_errors += 1
            return False
        try:
            sock.sendto(data, address)
        except OSError:
            self.send_errors += 1
            return False
        self.sent += 1
        return True

    def close(self) -> None:
        self.watch(False)
        for sock in self._open():
            sock.close()

    def _drain(self, sock: socket.socket) -> bool:
        """False when there is more."""
        assert self._on_packet is not None and self._on_drained is not None
        on_packet, drained = self._on_packet, False
        begun = now = time.monotonic()
        wall = time.time() - begun
        for _ in range(PACKETS_PER_WAKEUP):
            try:
                data, ancillary, _flags, address = sock.recvmsg(MAX_DATAGRAM, _ANCILLARY_BYTES)
            except BlockingIOError:
                drained = True
                break
            except OSError as error:  # an ICMP error of an earlier send is reported here
                log.debug("receive: %s", error)
                continue
            now = time.monotonic()
            self.received += 1
            if data:
                on_packet(data, address[:2], arrival_of(ancillary, wall, now))
            if now - begun > SECONDS_PER_WAKEUP:
                break
        self._on_drained()
        return drained


def arrival_of(ancillary: list[tuple[int, int, bytes]], wall: float, now: float) -> float:
    """The kernel's stamp as ``time.monotonic``; ``now`` without one."""
    if not ancillary or len(ancillary[0][2]) != _TIMESPEC.size:
        return now
    seconds, nanoseconds = _TIMESPEC.unpack(ancillary[0][2])
    arrival: float = seconds - wall + nanoseconds / 1e9
    return arrival if now - OLDEST_STAMP_S < arrival <= now else now


def refuse_garbage(sock: socket.socket) -> None:
    """Let the kernel throw away what is neither STUN nor DTLS nor SRTP, before it wakes us or takes room in the buffer.

    Where the system has no such filters, :class:`media.transport.endpoint.Endpoint` drops it all the same.
    """
    program = b"".join(struct.pack("@HBBI", *step) for step in GARBAGE)
    held = ctypes.create_string_buffer(program, len(program))
    with suppress(OSError):
        sock.setsockopt(socket.SOL_SOCKET, _SO_ATTACH_FILTER, struct.pack("@HxxxxxxP", len(GARBAGE), ctypes.addressof(held)))


def _drops(sock: socket.socket) -> int:
    try:
        found = sock.getsockopt(socket.SOL_SOCKET, _SO_MEMINFO, 64)
    except OSError:
        return 0
    return int(struct.unpack_from("@I", found, 4 * _MEMINFO_DROPS)[0])


def set_stamps(sock: socket.socket) -> None:
    """Let the kernel stamp what comes, for :func:`arrival_of`."""
    sock.setsockopt(socket.SOL_SOCKET, _SO_TIMESTAMPNS, 1)


def _literal(host: str) -> str:
    try:
        return str(ip_address(host))
    except ValueError:
        return socket.gethostbyname(host)


def _twins(host: str) -> list[str]:
    return {
        "0.0.0.0": ["0.0.0.0", "::"],
        "127.0.0.1": ["127.0.0.1", "::1"],
        "::": ["0.0.0.0", "::"],
        "::1": ["127.0.0.1", "::1"],
    }.get(host, [host])


def _bind_twin(host: str, sockets: list[socket.socket]) -> None:
    """Bind ``host`` to the number the first socket has; only a taken number is an error."""
    try:
        sockets.append(_bind(host, sockets[0].getsockname()[1]))
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise
        log.warning("no socket for %s: %s", host, error)


def _bind(host: str, port: int) -> socket.socket:
    ipv6 = isinstance(ip_address(host), IPv6Address)
    sock = socket.socket(socket.AF_INET6 if ipv6 else socket.AF_INET, socket.SOCK_DGRAM)
    try:
        if ipv6:
            sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        _enlarge(sock, socket.SO_RCVBUF, _SO_RCVBUFFORCE, RECEIVE_BUFFER_BYTES)
        _enlarge(sock, socket.SO_SNDBUF, _SO_SNDBUFFORCE, SEND_BUFFER_BYTES)
        refuse_garbage(sock)
        set_stamps(sock)
        sock.setblocking(False)
        sock.bind((host, port))
    except OSError:
        sock.close()
        raise
    return sock


_SO_SNDBUFFORCE = 32
_SO_RCVBUFFORCE = 33


def _enlarge(sock: socket.socket, option: int, forced: int, size: int) -> None:
    """Ask for a buffer; beyond the system's limit when the process may (CAP_NET_ADMIN)."""
    try:
        sock.setsockopt(socket.SOL_SOCKET, forced, size)
    except OSError:
        sock.setsockopt(socket.SOL_SOCKET, option, size)
