"""Where a stream goes: each sink takes what a muxer writes, and sends it on at once.

RTMP   FLV, cut into its tags
SRT    MPEG-TS, seven packets a message
UDP    the same, a datagram each; to addresses that are listed only, since nobody at the other end says that they want it
"""

from __future__ import annotations

import os
import select
import socket
import ssl
import time
from typing import Final, Protocol

from media.webcast.push_address import Place, Policy, Target, places
from media.webcast.push_records import Opening, PushFailed
from media.webcast.push_rtmp import HANDSHAKE, Publisher
from media.webcast.push_srt import MESSAGE, Caller, way

MULTICAST_HOPS: Final = 16
SEND_BUFFER: Final = 262_144
"""About a second of a webcast: what is older is not kept for who does not take it."""
_TAG: Final = 11
_FLV_HEADER: Final = 9 + 4


class Sink(Protocol):
    container: str
    """What it takes."""
    sent_bytes: int

    def write(self, data: bytes) -> int: ...

    def look(self) -> None:
        """Take what the other end has said meanwhile.  Raises ``PushFailed``."""

    def close(self) -> None:
        """Having told the other end."""


def connect(target: Target, opening: Opening) -> Sink:
    """Raises ``PushFailed``."""
    policy = Policy(opening.allowed)
    if target.scheme == "udp":
        policy.public = False
    failure: PushFailed | None = None
    for place in places(target, policy):
        try:
            return _connect(target, place, opening)
        except PushFailed as error:
            failure = error
    assert failure is not None
    raise failure


def _connect(target: Target, place: Place, opening: Opening) -> Sink:
    if target.scheme == "srt":
        return SrtSink(Caller(place, way(target.path), opening.key, opening.passphrase, opening.timeout_s))
    if target.scheme == "udp":
        return UdpSink(place)
    return RtmpSink(target, place, opening.key, opening.timeout_s)


class Messages:
    """MPEG-TS in messages of seven packets."""

    container = "mpegts"

    def __init__(self) -> None:
        self.sent_bytes = 0
        self._held = bytearray()

    def write(self, data: bytes) -> int:
        self._held += data
        while len(self._held) >= MESSAGE:
            self.send(bytes(self._held[:MESSAGE]))
            self.sent_bytes += MESSAGE
            del self._held[:MESSAGE]
        return len(data)

    def look(self) -> None:
        pass

    def send(self, message: bytes) -> None:
        raise NotImplementedError

    def finish(self) -> None:
        if self._held:
            self.send(bytes(self._held))
            self._held.clear()


class SrtSink(Messages):
    def __init__(self, caller: Caller) -> None:
        super().__init__()
        self._caller = caller

    def send(self, message: bytes) -> None:
        self._caller.send(message)

    def close(self) -> None:
        self.finish()
        self._caller.close()


class UdpSink(Messages):
    def __init__(self, place: Place) -> None:
        super().__init__()
        self._socket = socket.socket(place.family, socket.SOCK_DGRAM)
        self._place = place
        if place.family == socket.AF_INET6:
            self._socket.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_HOPS, MULTICAST_HOPS)
        else:
            self._socket.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, MULTICAST_HOPS)

    def send(self, message: bytes) -> None:
        try:
            self._socket.sendto(message, self._place.address)
        except OSError:
            raise PushFailed("unreachable") from None

    def close(self) -> None:
        self.finish()
        self._socket.close()


class RtmpSink:
    container = "flv"

    def __init__(self, target: Target, place: Place, key: str, timeout_s: float) -> None:
        """Raises ``PushFailed``: refused, unreachable, timeout, tlsInvalid, stalled, rejected (also without a word)."""
        self.sent_bytes = 0
        self._timeout_s = timeout_s
        self._held = bytearray()
        self._begun = False
        self._socket = _stream(target, place, timeout_s)
        host = f"[{target.host}]" if ":" in target.host else target.host
        url = f"{target.scheme}://{host}:{target.port}/{target.path}"
        self._publisher = Publisher(target.path, url, key, os.urandom(HANDSHAKE))
        try:
            self._agree()
        except PushFailed as failure:
            self._socket.close()
            raise PushFailed("rejected" if failure.reason == "closed" else failure.reason) from None

    def _agree(self) -> None:
        until = time.monotonic() + self._timeout_s
        self._send()
        while not self._publisher.ready:
            if time.monotonic() > until:
                raise PushFailed("timeout")
            try:
                data = self._socket.recv(65_536)
            except TimeoutError:
                raise PushFailed("timeout") from None
            except OSError:
                raise PushFailed("rejected") from None
            if not data:
                raise PushFailed("rejected")
            self._publisher.receive(data)
            self._send()

    def write(self, data: bytes) -> int:
        self._held += data
        if not self._begun:
            if len(self._held) < _FLV_HEADER:
                return len(data)
            del self._held[:_FLV_HEADER]
            self._begun = True
        while len(self._held) >= _TAG:
            size = int.from_bytes(self._held[1:4], "big")
            if len(self._held) < _TAG + size + 4:
                break
            at = int.from_bytes(self._held[4:7], "big") | self._held[7] << 24
            self._publisher.media(self._held[0] & 31, at, bytes(self._held[_TAG : _TAG + size]))
            del self._held[: _TAG + size + 4]
            self._send()
        return len(data)

    def look(self) -> None:
        try:
            while self._can_read():
                data = self._socket.recv(65_536)
                if not data:
                    raise PushFailed("closed")
                self._publisher.receive(data)
        except OSError:
            raise PushFailed("closed") from None
        self._send()

    def _can_read(self) -> bool:
        waiting = isinstance(self._socket, ssl.SSLSocket) and self._socket.pending() > 0
        return waiting or bool(select.select([self._socket], [], [], 0)[0])

    def _send(self) -> None:
        data = self._publisher.outgoing()
        try:
            self._socket.sendall(data)
        except TimeoutError:
            raise PushFailed("stalled") from None
        except OSError:
            raise PushFailed("closed") from None
        self.sent_bytes += len(data)

    def close(self) -> None:
        self._publisher.finish()
        self._send()
        self._socket.close()


def _stream(target: Target, place: Place, timeout_s: float) -> socket.socket:
    plain = socket.socket(place.family, socket.SOCK_STREAM)
    try:
        plain.settimeout(timeout_s)
        plain.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
        plain.connect(place.address)
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if target.scheme == "rtmp":
            return plain
        return ssl.create_default_context().wrap_socket(plain, server_hostname=target.host)
    except ssl.SSLError:
        plain.close()
        raise PushFailed("tlsInvalid") from None
    except ConnectionRefusedError:
        plain.close()
        raise PushFailed("refused") from None
    except TimeoutError:
        plain.close()
        raise PushFailed("timeout") from None
    except OSError:
        plain.close()
        raise PushFailed("unreachable") from None
