"""ICE-TCP, passive (RFC 6544), on the number of the UDP port: for networks that let no UDP out.

Each connection has a UDP socket on loopback, its *relay*, whose address stands for the connection everywhere else: ICE
verifies it, the fan-out kernel sends to it like to any other listener, and what arrives there is framed (RFC 4571) onto the
stream.  So everything protected still passes through the kernel alone, and the bounded buffer of a connection is the relay's
receive buffer: while the stream takes nothing the system drops whole packets, the newest first, and what has waited longer
than :data:`MAX_AGE_S` when the stream moves again is thrown away.

Who closes whom: the client, an error of the stream or of its framing, or :meth:`TcpPort.sweep`, when ICE does not know the
address: nobody has authenticated on it, or its peer has gone.

Nothing unauthenticated is ever answered, so a stream through which an answer went is somebody's.  Until then it may say
:data:`STRANGER_BYTES`, and it counts against what its address may open (:data:`OPEN_BURST`).
"""

from __future__ import annotations

import asyncio
import logging
import resource
import socket
import time
from collections import Counter
from collections.abc import Callable
from ipaddress import ip_address

from media.fanout.kernel import Address
from media.rtp.framing import Deframer, FramingError, frame
from media.transport.allowance import Bucket
from media.transport.udp import UdpPort, arrival_of, set_stamps

MAX_CONNECTIONS = 4096
"""Streams and the relays still held of closed ones, within a quarter of the files the process may open; further ones are
refused."""
ACCEPTS_PER_WAKEUP = 64
ACCEPT_PAUSE_S = 1.0
READ_BYTES = 4096
"""At a time: a stream full of tiny packets must not hold up the others."""
PACKETS_PER_WRITE = 32
RELAY_BUFFER_BYTES = 256 << 10
STREAM_BUFFER_BYTES = 64 << 10
MAX_AGE_S = 0.5
AUTHENTICATE_S = 10.0
HOLD_S = 40.0
"""The relay of somebody's closed connection is held for longer than a peer is silent, so that no other gets its address."""
STRANGER_BYTES = 16384
"""Twenty checks a second for as long as it takes to be closed."""
OPEN_PER_S = 20.0
OPEN_BURST = 512.0
"""Connections of one IPv4 address or IPv6 /64 without those that became somebody's: a hall behind one address may enter."""
MAX_HOSTS = 4096
"""Addresses whose connections are counted; the one seen first is forgotten."""

log = logging.getLogger("hemicycle.tcp")

OnStreamPacket = Callable[[bytes, Address, float, Address], None]


class _Stream:
    """One connection.  ``address`` is its relay's, ``far`` the client's."""

    def __init__(self, port: TcpPort, sock: socket.socket, relay: socket.socket, far: Address) -> None:
        self.far = far
        self.address: Address = relay.getsockname()[:2]
        self.opened = time.monotonic()
        self.relay = relay
        self._port = port
        self._sock = sock
        self.answered = False
        """It is somebody's."""
        self._deframer = Deframer()
        self._unsent = b""
        self._heard = 0
        self._loop = asyncio.get_running_loop()
        self._loop.add_reader(sock.fileno(), self._readable)
        self._loop.add_reader(relay.fileno(), self._relay)

    def close(self) -> None:
        if self._sock.fileno() < 0:
            return
        for forget in (self._loop.remove_reader, self._loop.remove_writer):
            forget(self._sock.fileno())
        self._loop.remove_reader(self.relay.fileno())
        self._sock.close()
        self.answered = self.answered or _has_packets(self.relay)
        self._port.closed(self)

    def _readable(self) -> None:
        try:
            data = self._sock.recv(READ_BYTES)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            data = b""
        if not data:
            self.close()
            return
        now = time.monotonic()
        self._heard += len(data)
        try:
            packets = self._deframer.feed(data)
        except FramingError:
            packets = None
        if packets is None or not self.answered and self._heard > STRANGER_BYTES:
            self._port.counters["tcp_malformed"] += 1
            self.close()
            return
        self._port.received(packets, self, now)

    def _relay(self) -> None:
        """Frame what has come for this listener; stop looking while the stream takes no more."""
        framed = bytearray()
        wall = time.time() - (now := time.monotonic())
        for _ in range(PACKETS_PER_WRITE):
            try:
                data, ancillary, _flags, _address = self.relay.recvmsg(65535, 64)
            except OSError:
                break
            if not self.answered:
                self.answered = True
                self._port.welcome(self)
            if now - arrival_of(ancillary, wall, now) > MAX_AGE_S:
                self._port.counters["tcp_late"] += 1
            else:
                framed += frame(data)
        if framed:
            self._write(bytes(framed))

    def _write(self, data: bytes) -> None:
        try:
            sent = self._sock.send(data)
        except (BlockingIOError, InterruptedError):
            sent = 0
        except OSError:
            self.close()
            return
        before, self._unsent = self._unsent, data[sent:]
        if self._unsent and not before:
            self._loop.remove_reader(self.relay.fileno())
            self._loop.add_writer(self._sock.fileno(), self._writable)
        elif before and not self._unsent:
            self._loop.remove_writer(self._sock.fileno())
            self._loop.add_reader(self.relay.fileno(), self._relay)

    def _writable(self) -> None:
        self._write(self._unsent)


class TcpPort:
    """``counters``: ``tcp_accepted``, ``tcp_refused`` (no room), ``tcp_limited`` (too many of one address),
    ``tcp_malformed``, ``tcp_late`` (packets too old to send)."""

    def __init__(self, listeners: list[socket.socket], udp: UdpPort) -> None:
        self.counters: Counter[str] = Counter()
        self.streams: dict[Address, _Stream] = {}
        self._listeners = listeners
        self._near = udp.loopback_address()
        self._room = min(MAX_CONNECTIONS, resource.getrlimit(resource.RLIMIT_NOFILE)[0] // 4)
        self._held: dict[Address, asyncio.TimerHandle] = {}
        self._relays: dict[Address, socket.socket] = {}
        self._opening: dict[str, Bucket] = {}
        self._loop: asyncio.AbstractEventLoop | None = None

    @classmethod
    def bind(cls, udp: UdpPort) -> TcpPort:
        """Listen on the addresses and the number of ``udp``.  Raises ``OSError`` when one is taken."""
        listeners: list[socket.socket] = []
        try:
            for family, address in udp.addresses():
                listeners.append(_listen(family, address))
        except OSError:
            for opened in listeners:
                opened.close()
            raise
        return cls(listeners, udp)

    def start(self, on_packet: OnStreamPacket, on_drained: Callable[[], None], on_closed: Callable[[Address], None]) -> None:
        """``on_packet(data, address, arrival, far)``; ``on_closed(address)`` once for each connection."""
        self._on_packet, self._on_drained, self._on_closed = on_packet, on_drained, on_closed
        self._loop = asyncio.get_running_loop()
        for listener in self._listeners:
            self._listen_to(listener)

    def sweep(self, known: Callable[[Address], bool], now: float) -> None:
        """Close what ICE does not know; once a second is enough."""
        for stream in list(self.streams.values()):
            if now - stream.opened > AUTHENTICATE_S and not known(stream.address):
                stream.close()

    def close(self) -> None:
        for listener in self._listeners:
            if self._loop is not None and listener.fileno() >= 0:
                self._loop.remove_reader(listener.fileno())
            listener.close()
        for stream in list(self.streams.values()):
            stream.close()
        for address in list(self._held):
            self._held[address].cancel()
            self._let_go(address)

    # --- of the streams -----------------------------------------------------------------------------------------------

    def received(self, packets: list[bytes], stream: _Stream, now: float) -> None:
        for packet in packets:
            self._on_packet(packet, stream.address, now, stream.far)
        self._on_drained()

    def closed(self, stream: _Stream) -> None:
        assert self._loop is not None
        del self.streams[stream.address]
        if stream.answered:
            self._relays[stream.address] = stream.relay
            self._held[stream.address] = self._loop.call_later(HOLD_S, self._let_go, stream.address)
        else:
            stream.relay.close()
        self._on_closed(stream.address)

    def welcome(self, stream: _Stream) -> None:
        """It is somebody's: not counted against its address."""
        if (bucket := self._opening.get(network_of(stream.far[0]))) is not None:
            bucket.give_back()

    def _may_open(self, host: str) -> bool:
        network = network_of(host)
        bucket = self._opening.get(network)
        if bucket is None:
            if len(self._opening) >= MAX_HOSTS:
                del self._opening[next(iter(self._opening))]
            bucket = self._opening[network] = Bucket(OPEN_PER_S, min(OPEN_BURST, 1 + self._room // 4))
        return bucket.take(time.monotonic())

    def _let_go(self, address: Address) -> None:
        del self._held[address]
        self._relays.pop(address).close()

    def _accept(self, listener: socket.socket) -> None:
        for _ in range(ACCEPTS_PER_WAKEUP):
            try:
                sock, far = listener.accept()
            except (BlockingIOError, ConnectionAbortedError, InterruptedError):
                return
            except OSError as error:  # no file descriptors: the listener would stay readable
                self._pause(listener, error)
                return
            if len(self.streams) + len(self._held) >= self._room:
                self.counters["tcp_refused"] += 1
                sock.close()
            elif not self._may_open(far[0]):
                self.counters["tcp_limited"] += 1
                sock.close()
            else:
                self._open(sock, far[:2])

    def _pause(self, listener: socket.socket, error: OSError) -> None:
        assert self._loop is not None
        log.warning("no connection is accepted: %s", error)
        self._loop.remove_reader(listener.fileno())
        self._loop.call_later(ACCEPT_PAUSE_S, self._listen_to, listener)

    def _listen_to(self, listener: socket.socket) -> None:
        if self._loop is not None and listener.fileno() >= 0:
            self._loop.add_reader(listener.fileno(), self._accept, listener)

    def _open(self, sock: socket.socket, far: Address) -> None:
        try:
            sock.setblocking(False)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, STREAM_BUFFER_BYTES)
            relay = _relay_towards(self._near)
        except OSError as error:
            log.warning("a connection from %s: %s", far[0], error)
            self.counters["tcp_refused"] += 1
            sock.close()
            return
        self.counters["tcp_accepted"] += 1
        stream = _Stream(self, sock, relay, far)
        self.streams[stream.address] = stream


def network_of(host: str) -> str:
    """Whose connection it is: an IPv4 address, or the /64 of an IPv6 one, which one subscriber has whole."""
    if ":" not in host:
        return host
    return str(int(ip_address(host.partition("%")[0])) >> 64)


def _has_packets(sock: socket.socket) -> bool:
    try:
        sock.recv(1, socket.MSG_PEEK)
    except OSError:
        return False
    return True


def _relay_towards(near: Address) -> socket.socket:
    """A loopback socket that takes packets from the media port alone."""
    ipv6 = ":" in near[0]
    relay = socket.socket(socket.AF_INET6 if ipv6 else socket.AF_INET, socket.SOCK_DGRAM)
    try:
        set_stamps(relay)
        relay.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RELAY_BUFFER_BYTES)
        relay.setblocking(False)
        relay.bind(("::1" if ipv6 else "127.0.0.1", 0))
        relay.connect(near)
    except OSError:
        relay.close()
        raise
    return relay


def _listen(family: socket.AddressFamily, address: Address) -> socket.socket:
    sock = socket.socket(family, socket.SOCK_STREAM)
    try:
        if family == socket.AF_INET6:
            sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.setblocking(False)
        sock.bind(address)
        sock.listen(256)
    except OSError:
        sock.close()
        raise
    return sock
