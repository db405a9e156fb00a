"""Transport-wide congestion feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01): what arrived, and when.

The sender numbers every packet of the connection in a header extension; we answer every 100 ms with the arrival of each, and
the sender alone estimates the bandwidth.  Pure: ``arrival`` is in seconds of any one clock that never goes back.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from media.rtp.header import ONE_BYTE_PROFILE
from media.rtp.rtcp import RTPFB, RtcpError
from media.rtp.sequence import MAX_DROPOUT, Unwrapper, distance

EXTENSION: Final = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01"
FMT_TRANSPORT_CC: Final = 15
TICKS_PER_S: Final = 4000
"""A receive delta counts 250 us."""
MAX_STATUSES: Final = 400
"""Packets after which a message ends, so that it fits any path (two bytes of delta each at most)."""
KEPT: Final = 512
"""Numbers behind the highest that may still arrive, or be told again around a late one."""

_REFERENCE_TICKS = 256
_HEAD = struct.Struct("!BBHIIHHI")
_EXTENSION_HEAD = struct.Struct("!HH")
_LOST, _SMALL, _LARGE = 0, 1, 2


def sequence_number_of(packet: bytes, extension_id: int) -> int | None:
    """The transport-wide number of an RTP or SRTP packet (header extensions are not encrypted), None without one.

    Reads the one-byte form alone (RFC 8285 section 4.2), which is what an id under 15 is sent in.
    """
    if len(packet) < 16 or not packet[0] & 0x10:
        return None
    at = 12 + 4 * (packet[0] & 0x0F)
    if at + 4 > len(packet):
        return None
    profile, words = _EXTENSION_HEAD.unpack_from(packet, at)
    at += 4
    end = at + 4 * words
    if profile != ONE_BYTE_PROFILE or end > len(packet):
        return None
    while at < end:
        head = packet[at]
        length = (head & 0x0F) + 1 if head else 0
        if head >> 4 == extension_id:
            return int.from_bytes(packet[at + 1 : at + 3], "big") if length == 2 and at + 3 <= end else None
        if head >> 4 == 15:
            return None
        at += 1 + length
    return None


@dataclass(frozen=True, slots=True)
class TransportFeedback:
    """One feedback message.  ``arrivals[n]`` is when packet ``base + n`` came, in ticks of 250 us, None if it did not."""

    sender_ssrc: int
    media_ssrc: int
    base: int
    count: int
    """Of the messages so far, modulo 256."""
    arrivals: tuple[int | None, ...]
    """The first is not None, two neighbours that are not None are less than 8 s apart; ticks wrap at 2^32."""

    def encode(self) -> bytes:
        first = next(tick for tick in self.arrivals if tick is not None)
        reference = first // _REFERENCE_TICKS
        symbols: list[int] = []
        deltas = bytearray()
        last = reference * _REFERENCE_TICKS
        for tick in self.arrivals:
            if tick is None:
                symbols.append(_LOST)
                continue
            delta, last = tick - last, tick
            small = 0 <= delta <= 0xFF
            symbols.append(_SMALL if small else _LARGE)
            deltas += delta.to_bytes(1 if small else 2, "big", signed=not small)
        body = b"".join(chunk.to_bytes(2, "big") for chunk in _chunks(symbols)) + bytes(deltas)
        padding = -len(body) % 4
        if padding:
            body += bytes(padding - 1) + bytes((padding,))
        head = _HEAD.pack(
            0xA0 | FMT_TRANSPORT_CC if padding else 0x80 | FMT_TRANSPORT_CC,
            RTPFB,
            (_HEAD.size + len(body)) // 4 - 1,
            self.sender_ssrc,
            self.media_ssrc,
            self.base,
            len(self.arrivals),
            (reference & 0xFFFFFF) << 8 | self.count & 0xFF,
        )
        return head + body


def _chunks(symbols: Sequence[int]) -> Iterator[int]:
    """Packet status chunks: a run where seven or more are alike, else a vector of fourteen or of seven."""
    at = 0
    while at < len(symbols):
        run = 1
        while at + run < len(symbols) and run < 0x1FFF and symbols[at + run] == symbols[at]:
            run += 1
        if run >= 7 or at + run == len(symbols):
            yield symbols[at] << 13 | run
            at += run
            continue
        wide = _LARGE in symbols[at : at + 14]
        size, bits = (7, 2) if wide else (14, 1)
        vector = 0
        for n in range(size):
            vector = vector << bits | (symbols[at + n] if at + n < len(symbols) else 0)
        yield (0xC000 if wide else 0x8000) | vector
        at += size


def decode(packet: bytes) -> TransportFeedback:
    """One feedback message as the sender of the media reads it; raises :class:`RtcpError` when it does not add up."""
    try:
        return _decode(packet)
    except (struct.error, IndexError):
        raise RtcpError("truncated transport feedback") from None


def _decode(packet: bytes) -> TransportFeedback:
    first, kind, words, sender, media, base, statuses, rest = _HEAD.unpack_from(packet)
    if kind != RTPFB or first & 0x1F != FMT_TRANSPORT_CC or 4 * (words + 1) != len(packet):
        raise RtcpError("not transport feedback")
    symbols: list[int] = []
    at = _HEAD.size
    while len(symbols) < statuses:
        symbols += _symbols(packet[at] << 8 | packet[at + 1])
        at += 2
    reference = rest >> 8
    tick = reference * _REFERENCE_TICKS
    arrivals: list[int | None] = []
    for symbol in symbols[:statuses]:
        if symbol == _LOST:
            arrivals.append(None)
            continue
        size = symbol
        if at + size > len(packet):
            raise IndexError
        tick += int.from_bytes(packet[at : at + size], "big", signed=size == 2)
        at += size
        arrivals.append(tick)
    return TransportFeedback(sender, media, base, rest & 0xFF, tuple(arrivals))


def _symbols(chunk: int) -> list[int]:
    if not chunk & 0x8000:
        return [chunk >> 13 & 3] * (chunk & 0x1FFF)
    if not chunk & 0x4000:
        return [chunk >> bit & 1 for bit in range(13, -1, -1)]
    return [chunk >> bit & 3 for bit in range(12, -1, -2)]


class ArrivalLog:
    """Arrivals of one connection, and the messages owed for them.

    A number that comes late is told again with those after it.  Two wild numbers in a row begin anew (RFC 3550 A.1), so that
    one forged number cannot end the feedback.
    """

    def __init__(self) -> None:
        self._begin()
        self._count = 0

    def _begin(self) -> None:
        self._unwrapper = Unwrapper()
        self._ticks: dict[int, int] = {}
        self._next: int | None = None
        self._bad: int | None = None

    def packet(self, sequence_number: int, arrival: float) -> None:
        """Note one packet by its transport-wide number."""
        highest = self._unwrapper.highest
        if highest is not None:
            step = distance(sequence_number, highest & 0xFFFF)
            if step > MAX_DROPOUT or step <= -KEPT:
                if sequence_number != self._bad:
                    self._bad = sequence_number + 1 & 0xFFFF
                    return
                self._begin()
        self._bad = None
        index = self._unwrapper.advance(sequence_number)
        if index in self._ticks:
            return
        self._ticks[index] = int(arrival * TICKS_PER_S)
        if self._next is None or index < self._next:
            self._next = index

    def feedback(self, sender_ssrc: int, media_ssrc: int) -> list[TransportFeedback]:
        """The messages of everything since the last call; none when nothing came."""
        highest = self._unwrapper.highest
        if highest is None or self._next is None or highest < self._next:
            return []
        messages = [self._message(sender_ssrc, media_ssrc, part) for part in self._parts(self._next, highest)]
        self._next = highest + 1
        for index in [index for index in self._ticks if index <= highest - KEPT]:
            del self._ticks[index]
        return messages

    def _parts(self, first: int, last: int) -> Iterator[range]:
        """Cut where a message is full or a delta does not fit; a part begins with the next packet untold and holds one."""
        start, told = first, None
        for index in range(first, last + 1):
            tick = self._ticks.get(index)
            if tick is None:
                continue
            apart = told is not None and abs(tick - told) > 0x7FFF
            if told is not None and (apart or index - start >= MAX_STATUSES):
                yield range(start, index)
                start = index
            told = tick
        yield range(start, last + 1)

    def _message(self, sender_ssrc: int, media_ssrc: int, part: range) -> TransportFeedback:
        arrivals = tuple(self._ticks.get(index) for index in part)
        message = TransportFeedback(sender_ssrc, media_ssrc, part.start & 0xFFFF, self._count & 0xFF, arrivals)
        self._count += 1
        return message
