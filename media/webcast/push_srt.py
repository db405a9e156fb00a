"""Calling a listener by SRT through the system's libsrt, which no wheel brings.

Not the executables that come with it: what they are given on their command line, keys too, everybody on the machine can
read.
Live mode: messages of seven packets of MPEG-TS, dropped by libsrt itself when they are too late.
"""

from __future__ import annotations

import ctypes
import socket
import struct
import time
from ctypes import CDLL, byref, c_bool, c_char_p, c_int
from functools import cache
from typing import Final, NamedTuple
from urllib.parse import parse_qs

from bus.messages import PushReason
from media.webcast.push_address import Place
from media.webcast.push_records import PushFailed

MESSAGE: Final = 7 * 188
LIBRARIES: Final = ("libsrt-gnutls.so.1.5", "libsrt-openssl.so.1.5", "libsrt.so.1.5", "libsrt.so.1")
LONGEST_LATENCY_MS: Final = 10_000
DRAIN_S: Final = 0.5
# srt.h
_UNSENT, _SENDER, _SEND_TIMEOUT, _CONNECT_TIMEOUT, _LINGER = 19, 21, 13, 36, 7
_PASSPHRASE, _LATENCY, _STREAM_ID = 26, 23, 46
_REASONS: Final[dict[int, PushReason]] = {0: "unreachable", 1: "unreachable", 5: "refused", 7: "refused", 16: "timeout"}
"""Of srt_getrejectreason: unknown, system, backlog, closed, timeout.  Any other means that we are not taken as we are."""


class Way(NamedTuple):
    """What an address says behind its question mark."""

    latency_ms: int | None


def way(path: str) -> Way:
    """Raises ``PushFailed``: addressInvalid."""
    said = parse_qs(path.partition("?")[2]).get("latency")
    if said is None:
        return Way(None)
    if not said[0].isascii() or not said[0].isdecimal() or int(said[0]) > LONGEST_LATENCY_MS:
        raise PushFailed("addressInvalid")
    return Way(int(said[0]))


@cache
def library() -> CDLL:
    """Raises ``PushFailed``: srtMissing."""
    for name in LIBRARIES:
        try:
            found = CDLL(name)
        except OSError:
            continue
        found.srt_startup()
        found.srt_setloglevel(0)
        return found
    raise PushFailed("srtMissing")


class Caller:
    """Connected when it is made.  Raises ``PushFailed``: srtMissing, timeout, refused, rejected."""

    def __init__(self, place: Place, way: Way, stream_id: str, passphrase: str, timeout_s: float) -> None:
        self._library = library()
        self._socket = self._library.srt_create_socket()
        ms = round(timeout_s * 1000)
        self._set(_SENDER, c_bool(True))
        self._set(_CONNECT_TIMEOUT, c_int(ms))
        self._set(_SEND_TIMEOUT, c_int(ms))
        self._set(_LINGER, (c_int * 2)(0, 0))
        if way.latency_ms is not None:
            self._set(_LATENCY, c_int(way.latency_ms))
        self._set_text(_STREAM_ID, stream_id)
        self._set_text(_PASSPHRASE, passphrase)
        address = _sockaddr(place)
        if self._library.srt_connect(self._socket, address, len(address)) < 0:
            reason = self._library.srt_getrejectreason(self._socket)
            raise PushFailed(_REASONS.get(reason, "rejected"))

    def _set(self, option: int, value: c_bool | c_int | ctypes.Array[c_int]) -> None:
        if self._library.srt_setsockflag(self._socket, option, byref(value), ctypes.sizeof(value)) < 0:
            raise PushFailed("addressInvalid")

    def _set_text(self, option: int, text: str) -> None:
        data = text.encode()
        if data and self._library.srt_setsockflag(self._socket, option, c_char_p(data), len(data)) < 0:
            raise PushFailed("addressInvalid")

    def send(self, message: bytes) -> None:
        """Raises ``PushFailed``: closed."""
        if self._library.srt_send(self._socket, message, len(message)) < 0:
            raise PushFailed("closed")

    def close(self) -> None:
        """What was sent is waited for a moment: whatever is in the library then is gone."""
        until = time.monotonic() + DRAIN_S
        while self._unsent() and time.monotonic() < until:
            time.sleep(0.01)
        self._library.srt_close(self._socket)

    def _unsent(self) -> int:
        value, size = c_int(0), c_int(4)
        self._library.srt_getsockflag(self._socket, _UNSENT, byref(value), byref(size))
        return value.value


def _sockaddr(place: Place) -> bytes:
    """``struct sockaddr_in`` or ``sockaddr_in6``."""
    host, port = str(place.address[0]).partition("%")[0], place.address[1]
    packed = socket.inet_pton(place.family, host)
    if place.family == socket.AF_INET:
        return struct.pack("=H", place.family) + struct.pack(">H", port) + packed + bytes(8)
    scope = place.address[3] if len(place.address) > 3 else 0
    return struct.pack("=H", place.family) + struct.pack(">HI", port, 0) + packed + struct.pack("=I", scope)
