"""What thousands of listeners receive, counted: the reference in Python, and the choice between it and the native twin.

``_receiver.pyx`` does the same in a thread of its own, without the interpreter; the same tests run on both.

Driving contract: ``add`` a connected UDP socket under a number, ``secure`` it once DTLS is up; whenever ``fileno`` is
readable ``take`` the events and answer the datagrams; ``remove`` before the socket is closed.  Lost packets are gaps of
sequence numbers, per SSRC; ``overflow`` says how many datagrams this side's own socket buffers dropped: those the server did
send.
"""

from __future__ import annotations

import importlib
import select
import socket
import struct
import time
from dataclasses import dataclass, field
from typing import Any, Protocol

import pylibsrtp

from headless.load_counts import AUDIO_PAYLOAD_TYPE, BIN_NS, BINS, DATAGRAM, SOUND, WATCHED, Event, Stream

SO_TIMESTAMPNS = 35
SO_RXQ_OVFL = 40
MAX_STREAMS = 8
READS = 8
TICK = 960
LONGEST = 5760
"""Samples of the shortest and the longest packet whose duration is believed."""
NTP_EPOCH_S = 2_208_988_800

_STAMP = struct.Struct("@qq")
_REPORT = struct.Struct("!IIII")


class Receiver(Protocol):
    """``every``: one packet in so many is decrypted as proof.

    ``capture_ns`` is added to a sender report's time, so that delays count from the deadline of the mixer's tick and not
    from the capture of the sound.
    """

    @property
    def name(self) -> str: ...

    def add(self, index: int, sock: socket.socket) -> None: ...

    def secure(self, index: int, session: pylibsrtp.Session) -> None:
        """Decrypt with it from now on; nobody else may use it."""

    def watch(self, index: int, on: bool) -> None:
        """Tell every packet of this listener, decrypted."""

    def remove(self, index: int) -> None: ...

    def fileno(self) -> int: ...

    def take(self) -> list[Event]: ...

    def streams(self, index: int) -> list[Stream]: ...

    def totals(self) -> dict[str, int]:
        """Since the last reset: packets, octets, decrypted, refused (failed to), early (before the keys), unknown, lost,
        losing (listeners that lost any), duplicates, overflow, dropped_events."""

    def histogram(self, name: str) -> list[int]:
        """``gap``: between audio packets of one listener; ``delay``: tick deadline to kernel receive stamp."""

    def reset(self) -> None:
        """Begin to count anew; streams go on."""

    def close(self) -> None: ...


@dataclass(slots=True)
class _Stream:
    ssrc: int
    first: int
    highest: int
    received: int = 1
    duplicates: int = 0
    window: int = 1
    stamp: int = 0
    timestamp: int = 0
    duration: int = 0
    """Of a packet, in timestamp units; 0: not known yet."""
    transit: int = 0
    jitter: float = 0.0
    sr_middle: int = 0
    sr_timestamp: int = 0
    sr_ns: int = 0
    sr_stamp: int = 0

    def number(self, number: int) -> bool:
        """True for the one right after the last."""
        step = ((number - self.highest + 0x8000) & 0xFFFF) - 0x8000
        extended = self.highest + step
        if step > 0:
            self.window = ((self.window << step) | 1) & 0xFFFF_FFFF_FFFF_FFFF if step < 64 else 1
            self.highest = extended
        elif -step < 64:
            if self.window >> -step & 1:
                self.duplicates += 1
                return False
            self.window |= 1 << -step
        if extended >= self.first:
            self.received += 1
        return step == 1


@dataclass(slots=True)
class _Listener:
    sock: socket.socket
    session: pylibsrtp.Session | None = None
    watched: bool = False
    heard: bool = False
    packets: int = 0
    overflow: int = 0
    overflow_before: int = 0
    streams: dict[int, _Stream] = field(default_factory=dict)


class PythonReceiver:
    """See :class:`Receiver`."""

    name = "reference"

    def __init__(self, capacity: int, *, every: int = 50, capture_ns: int = 0) -> None:
        self._capacity = capacity
        self._every = every
        self._capture_ns = capture_ns
        self._epoll = select.epoll()
        self._listeners: dict[int, _Listener] = {}
        self._numbers: dict[int, int] = {}
        self._events: list[Event] = []
        self.reset()

    def add(self, index: int, sock: socket.socket) -> None:
        if not 0 <= index < self._capacity:
            raise IndexError(index)
        sock.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
        sock.setsockopt(socket.SOL_SOCKET, SO_RXQ_OVFL, 1)
        self._listeners[index] = _Listener(sock)
        self._numbers[sock.fileno()] = index
        self._epoll.register(sock.fileno(), select.EPOLLIN)

    def secure(self, index: int, session: pylibsrtp.Session) -> None:
        self._listeners[index].session = session

    def watch(self, index: int, on: bool) -> None:
        self._listeners[index].watched = on

    def remove(self, index: int) -> None:
        listener = self._listeners.get(index)
        if listener is not None and self._numbers.pop(listener.sock.fileno(), None) is not None:
            self._epoll.unregister(listener.sock.fileno())
            listener.session = None

    def fileno(self) -> int:
        return self._epoll.fileno()

    def take(self) -> list[Event]:
        for number, _ in self._epoll.poll(0):
            index = self._numbers.get(number)
            if index is not None:
                self._drain(index, self._listeners[index])
        events, self._events = self._events, []
        return events

    def _drain(self, index: int, listener: _Listener) -> None:
        for _ in range(READS):
            try:
                data, control, _, _ = listener.sock.recvmsg(2048, 128)
            except OSError:
                return
            stamp = time.time_ns()
            for _, kind, value in control:
                if kind == SO_TIMESTAMPNS:
                    seconds, rest = _STAMP.unpack(value[:16])
                    stamp = seconds * 1_000_000_000 + rest
                elif kind == SO_RXQ_OVFL:
                    listener.overflow = int.from_bytes(value[:4], "little")
            if len(data) >= 12 and 128 <= data[0] < 192:
                if 192 <= data[1] <= 223:
                    self._rtcp(listener, data, stamp)
                else:
                    self._rtp(index, listener, data, stamp)
            elif data:
                self._events.append((index, DATAGRAM, stamp, data))

    def _rtp(self, index: int, listener: _Listener, data: bytes, stamp: int) -> None:
        _, number, timestamp, ssrc = struct.unpack_from("!HHII", data)
        audio = data[1] & 0x7F == AUDIO_PAYLOAD_TYPE
        stream = listener.streams.get(ssrc)
        if stream is None and len(listener.streams) == MAX_STREAMS:
            self._totals["unknown"] += 1
            return
        follows = stream.number(number) if stream is not None else False
        if stream is None:
            stream = listener.streams[ssrc] = _Stream(ssrc, number, number)
        listener.packets += 1
        self._totals["packets"] += 1
        self._totals["octets"] += len(data)
        self._note_time(stream, audio, follows, timestamp, stamp)
        if listener.session is None:
            self._totals["early"] += 1
        elif not listener.heard or listener.watched or listener.packets % self._every == 0:
            self._decrypt(index, listener, listener.session, data, stamp)

    def _decrypt(self, index: int, listener: _Listener, session: pylibsrtp.Session, data: bytes, stamp: int) -> None:
        try:
            plain = session.unprotect(data)
        except pylibsrtp.Error:
            self._totals["refused"] += 1
            return
        self._totals["decrypted"] += 1
        if not listener.heard:
            listener.heard = True
            self._events.append((index, SOUND, time.time_ns(), plain[:12]))
        if listener.watched:
            self._events.append((index, WATCHED, stamp, plain))

    def _note_time(self, stream: _Stream, audio: bool, follows: bool, timestamp: int, stamp: int) -> None:
        """A packet of several ticks' sound could not be sent before the last of them: its delay counts from there."""
        rate = 48_000 if audio else 90_000
        transit = stamp // 1_000_000_000 * rate + stamp % 1_000_000_000 * rate // 1_000_000_000 - timestamp
        if stream.stamp:
            if audio:
                _add(self._histograms["gap"], stamp - stream.stamp)
            stream.jitter += (abs(_signed(transit - stream.transit)) - stream.jitter) / 16
        if follows and audio and TICK <= (timestamp - stream.timestamp) & 0xFFFF_FFFF <= LONGEST:
            stream.duration = (timestamp - stream.timestamp) & 0xFFFF_FFFF
        stream.transit, stream.stamp, stream.timestamp = transit, stamp, timestamp
        if audio and stream.sr_ns:
            samples = _signed(timestamp - stream.sr_timestamp) + max(0, stream.duration - TICK)
            since = samples * 1_000_000 // 48
            _add(self._histograms["delay"], stamp - (stream.sr_ns + self._capture_ns + since))

    def _rtcp(self, listener: _Listener, data: bytes, stamp: int) -> None:
        if listener.session is None:
            return
        try:
            plain = listener.session.unprotect_rtcp(data)
        except pylibsrtp.Error:
            self._totals["refused"] += 1
            return
        if len(plain) < 28 or plain[1] != 200:
            return
        ssrc, seconds, fraction, timestamp = _REPORT.unpack_from(plain, 4)
        stream = listener.streams.get(ssrc)
        if stream is not None:
            stream.sr_middle = (seconds << 16 | fraction >> 16) & 0xFFFF_FFFF
            stream.sr_timestamp, stream.sr_stamp = timestamp, stamp
            stream.sr_ns = (seconds - NTP_EPOCH_S) * 1_000_000_000 + (fraction * 1_000_000_000 >> 32)

    def streams(self, index: int) -> list[Stream]:
        listener = self._listeners.get(index)
        return [
            Stream(s.ssrc, s.first, s.highest, s.received, s.duplicates, int(s.jitter), s.sr_middle, s.sr_stamp)
            for s in (listener.streams.values() if listener else ())
        ]

    def totals(self) -> dict[str, int]:
        missing = [sum(s.highest - s.first + 1 - s.received for s in x.streams.values()) for x in self._listeners.values()]
        return self._totals | {
            "lost": sum(missing),
            "losing": sum(lost > 0 for lost in missing),
            "duplicates": sum(s.duplicates for x in self._listeners.values() for s in x.streams.values()),
            "overflow": sum(x.overflow - x.overflow_before for x in self._listeners.values()),
            "dropped_events": 0,
        }

    def histogram(self, name: str) -> list[int]:
        return list(self._histograms[name])

    def reset(self) -> None:
        self._histograms = {"gap": [0] * BINS, "delay": [0] * BINS}
        self._totals = dict.fromkeys(("packets", "octets", "decrypted", "refused", "early", "unknown"), 0)
        for listener in self._listeners.values():
            listener.overflow_before = listener.overflow
            for stream in listener.streams.values():
                stream.first, stream.received, stream.duplicates, stream.stamp = stream.highest + 1, 0, 0, 0

    def close(self) -> None:
        self._epoll.close()
        self._listeners.clear()


def _signed(value: int) -> int:
    return ((value + 0x8000_0000) & 0xFFFF_FFFF) - 0x8000_0000


def _add(histogram: list[int], value_ns: int) -> None:
    histogram[min(max(value_ns // BIN_NS, 0), BINS - 1)] += 1


def create(capacity: int, *, every: int = 50, capture_ns: int = 0) -> Receiver:
    """The native receiver where it is built, else the reference."""
    try:
        native: Any = importlib.import_module("headless._receiver")
    except ImportError:
        return PythonReceiver(capacity, every=every, capture_ns=capture_ns)
    made: Receiver = native.NativeReceiver(capacity, every=every, capture_ns=capture_ns)
    return made
