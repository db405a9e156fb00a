"""RTCP: parse and build compounds (RFC 3550 §6, RFC 4585 feedback, RFC 5104 FIR, draft-alvestrand-rmcat-remb-03, and of
extended reports, RFC 3611, those that measure the round trip from a receiver).

``parse`` gives the packets it knows and leaves out those it does not (application packets, transport-cc): a compound with
something new in it still counts.  Reduced-size compounds (RFC 5506) are accepted.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from media.rtp.header import PacketError

SR, RR, SDES, BYE, RTPFB, PSFB, XR = 200, 201, 202, 203, 205, 206, 207
_FMT_NACK, _FMT_PLI, _FMT_FIR, _FMT_APPLICATION = 1, 1, 4, 15
_SDES_CNAME = 1
_XR_REFERENCE_TIME, _XR_DELAYS = 4, 5

_HEAD = struct.Struct("!BBH")
_WORD = struct.Struct("!I")
_TWO_WORDS = struct.Struct("!II")
_SENDER_INFO = struct.Struct("!IQIII")
_BLOCK = struct.Struct("!IIIIII")
_XR_BLOCK = struct.Struct("!BxH")
_THREE_WORDS = struct.Struct("!III")
_NACK_ENTRY = struct.Struct("!HH")
_FIR_ENTRY = struct.Struct("!IBxxx")


class RtcpError(PacketError):
    """Not an RTCP compound."""


class RtcpPacket(Protocol):
    def encode(self) -> bytes: ...


@dataclass(frozen=True, slots=True)
class ReportBlock:
    """Reception of one source (RFC 3550 §6.4.1)."""

    ssrc: int
    fraction_lost: int = 0
    """Share lost since the last report, of 256."""
    packets_lost: int = 0
    """Cumulative, signed 24 bits: duplicates make it negative."""
    highest_sequence_number: int = 0
    """Extended, 32 bits."""
    jitter: int = 0
    """In timestamp units."""
    last_sr: int = 0
    """Middle 32 bits of the NTP time of the last sender report; 0: none yet."""
    delay_since_last_sr: int = 0
    """In 1/65536 s."""

    def encode(self) -> bytes:
        lost = max(-0x800000, min(0x7FFFFF, self.packets_lost)) & 0xFFFFFF
        return _BLOCK.pack(
            self.ssrc,
            self.fraction_lost << 24 | lost,
            self.highest_sequence_number & 0xFFFFFFFF,
            self.jitter & 0xFFFFFFFF,
            self.last_sr,
            self.delay_since_last_sr,
        )


@dataclass(frozen=True, slots=True)
class SenderReport:
    ssrc: int
    ntp: int
    """64 bits: seconds since 1900 and their fraction."""
    rtp_timestamp: int
    packet_count: int
    octet_count: int
    reports: tuple[ReportBlock, ...] = ()

    def encode(self) -> bytes:
        info = _SENDER_INFO.pack(self.ssrc, self.ntp, self.rtp_timestamp, self.packet_count, self.octet_count)
        return _packet(SR, len(self.reports), info + b"".join(block.encode() for block in self.reports))


@dataclass(frozen=True, slots=True)
class ReceiverReport:
    ssrc: int
    reports: tuple[ReportBlock, ...] = ()

    def encode(self) -> bytes:
        return _packet(RR, len(self.reports), _WORD.pack(self.ssrc) + b"".join(block.encode() for block in self.reports))


@dataclass(frozen=True, slots=True)
class SourceDescription:
    """One packet of CNAMEs; other items are left out (RFC 3550 §6.5)."""

    cnames: tuple[tuple[int, str], ...]
    """(ssrc, CNAME)."""

    def encode(self) -> bytes:
        body = bytearray()
        for ssrc, cname in self.cnames:
            name = cname.encode()
            body += _WORD.pack(ssrc) + bytes((_SDES_CNAME, len(name))) + name
            body += bytes(4 - len(body) % 4)
        return _packet(SDES, len(self.cnames), bytes(body))


@dataclass(frozen=True, slots=True)
class Bye:
    ssrcs: tuple[int, ...]

    def encode(self) -> bytes:
        return _packet(BYE, len(self.ssrcs), b"".join(_WORD.pack(ssrc) for ssrc in self.ssrcs))


@dataclass(frozen=True, slots=True)
class Nack:
    """Generic NACK (RFC 4585 §6.2.1).  ``sequence_numbers`` in the order of the packet."""

    sender_ssrc: int
    media_ssrc: int
    sequence_numbers: tuple[int, ...]

    def encode(self) -> bytes:
        return _feedback(RTPFB, _FMT_NACK, self.sender_ssrc, self.media_ssrc, _nack_entries(self.sequence_numbers))


@dataclass(frozen=True, slots=True)
class Pli:
    """Picture loss indication (RFC 4585 §6.3.1)."""

    sender_ssrc: int
    media_ssrc: int

    def encode(self) -> bytes:
        return _feedback(PSFB, _FMT_PLI, self.sender_ssrc, self.media_ssrc, b"")


@dataclass(frozen=True, slots=True)
class Fir:
    """Full intra request (RFC 5104 §4.3.1)."""

    sender_ssrc: int
    entries: tuple[tuple[int, int], ...]
    """(media ssrc, command sequence number)."""

    def encode(self) -> bytes:
        body = b"".join(_FIR_ENTRY.pack(ssrc, number & 0xFF) for ssrc, number in self.entries)
        return _feedback(PSFB, _FMT_FIR, self.sender_ssrc, 0, body)


@dataclass(frozen=True, slots=True)
class Remb:
    """Receiver estimated maximum bitrate."""

    sender_ssrc: int
    bitrate_bps: int
    ssrcs: tuple[int, ...]

    def encode(self) -> bytes:
        exponent = max(0, self.bitrate_bps.bit_length() - 18)
        mantissa = self.bitrate_bps >> exponent
        head = b"REMB" + _WORD.pack(len(self.ssrcs) << 24 | exponent << 18 | mantissa)
        return _feedback(PSFB, _FMT_APPLICATION, self.sender_ssrc, 0, head + b"".join(_WORD.pack(s) for s in self.ssrcs))


@dataclass(frozen=True, slots=True)
class ReferenceTime:
    """What a receiver sends to measure the round trip (RFC 3611 §4.4)."""

    ssrc: int
    ntp: int
    """64 bits, of its clock."""

    def encode(self) -> bytes:
        block = _XR_BLOCK.pack(_XR_REFERENCE_TIME, 2) + self.ntp.to_bytes(8, "big")
        return _packet(XR, 0, _WORD.pack(self.ssrc) + block)


@dataclass(frozen=True, slots=True)
class ReferenceDelays:
    """What a sender answers to reference times (RFC 3611 §4.5)."""

    ssrc: int
    delays: tuple[tuple[int, int, int], ...]
    """(receiver's ssrc, middle 32 bits of its last reference time, 1/65536 s since that came)."""

    def encode(self) -> bytes:
        block = _XR_BLOCK.pack(_XR_DELAYS, 3 * len(self.delays)) + b"".join(_THREE_WORDS.pack(*d) for d in self.delays)
        return _packet(XR, 0, _WORD.pack(self.ssrc) + block)


Packet = SenderReport | ReceiverReport | SourceDescription | Bye | Nack | Pli | Fir | Remb | ReferenceDelays


def build(packets: Iterable[RtcpPacket]) -> bytes:
    """One compound.  The caller puts a report first (RFC 3550 §6.1) unless reduced size was negotiated."""
    return b"".join(packet.encode() for packet in packets)


def parse(compound: bytes) -> list[Packet]:
    """Parse a compound whole; raises :class:`RtcpError` when any part of it does not add up."""
    packets: list[Packet] = []
    position = 0
    while position < len(compound):
        if position + 4 > len(compound):
            raise RtcpError("truncated RTCP header")
        first, kind, words = _HEAD.unpack_from(compound, position)
        end = position + 4 + 4 * words
        if first >> 6 != 2:
            raise RtcpError("not RTCP version 2")
        if end > len(compound):
            raise RtcpError("RTCP length beyond the datagram")
        body = compound[position + 4 : end]
        if first & 0x20:
            body = _without_padding(body, last=end == len(compound))
        packet = _parse_one(kind, first & 0x1F, body)
        if packet is not None:
            packets.append(packet)
        position = end
    if position == 0:
        raise RtcpError("empty RTCP compound")
    return packets


def _without_padding(body: bytes, *, last: bool) -> bytes:
    """Only the last packet of a compound may be padded (RFC 3550 §6.1)."""
    if not last or not body or body[-1] == 0 or body[-1] > len(body):
        raise RtcpError("wrong RTCP padding")
    return body[: -body[-1]]


def _parse_one(kind: int, count: int, body: bytes) -> Packet | None:
    try:
        match kind:
            case 200:
                ssrc, ntp, timestamp, packets, octets = _SENDER_INFO.unpack_from(body)
                return SenderReport(ssrc, ntp, timestamp, packets, octets, _parse_blocks(body, 24, count))
            case 201:
                return ReceiverReport(_WORD.unpack_from(body)[0], _parse_blocks(body, 4, count))
            case 202:
                return _parse_sdes(count, body)
            case 203:
                return Bye(tuple(_WORD.unpack_from(body, 4 * index)[0] for index in range(count)))
            case 205 | 206:
                return _parse_feedback(kind, count, body)
            case 207:
                return _parse_extended(body)
    except (struct.error, IndexError):
        raise RtcpError("truncated RTCP packet") from None
    return None


def _parse_blocks(body: bytes, start: int, count: int) -> tuple[ReportBlock, ...]:
    blocks = []
    for index in range(count):
        ssrc, loss, highest, jitter, last_sr, delay = _BLOCK.unpack_from(body, start + index * _BLOCK.size)
        lost = loss & 0xFFFFFF
        lost -= (lost & 0x800000) << 1
        blocks.append(ReportBlock(ssrc, loss >> 24, lost, highest, jitter, last_sr, delay))
    return tuple(blocks)


def _parse_sdes(count: int, body: bytes) -> SourceDescription:
    cnames: list[tuple[int, str]] = []
    position = 0
    for _ in range(count):
        ssrc = _WORD.unpack_from(body, position)[0]
        position += 4
        while body[position]:
            item, length = body[position], body[position + 1]
            value = body[position + 2 : position + 2 + length]
            if len(value) != length:
                raise RtcpError("truncated SDES item")
            if item == _SDES_CNAME:
                cnames.append((ssrc, value.decode(errors="replace")))
            position += 2 + length
        position += 4 - position % 4
    return SourceDescription(tuple(cnames))


def _parse_feedback(kind: int, fmt: int, body: bytes) -> Packet | None:
    sender, media = _TWO_WORDS.unpack_from(body)
    rest = body[8:]
    if kind == RTPFB:
        return Nack(sender, media, _parse_nack(rest)) if fmt == _FMT_NACK else None
    if fmt == _FMT_PLI:
        return Pli(sender, media)
    if fmt == _FMT_FIR:
        return Fir(sender, tuple(_FIR_ENTRY.iter_unpack(rest)))
    if fmt == _FMT_APPLICATION and rest[:4] == b"REMB":
        return _parse_remb(sender, rest)
    return None


def _parse_extended(body: bytes) -> ReferenceDelays | None:
    """Only the delays; other blocks are left out, and so is what has none."""
    ssrc = _WORD.unpack_from(body)[0]
    delays: list[tuple[int, int, int]] = []
    position = 4
    while position < len(body):
        kind, words = _XR_BLOCK.unpack_from(body, position)
        end = position + 4 + 4 * words
        if end > len(body) or (kind == _XR_DELAYS and words % 3):
            raise RtcpError("extended report does not add up")
        if kind == _XR_DELAYS:
            delays += _THREE_WORDS.iter_unpack(body[position + 4 : end])
        position = end
    return ReferenceDelays(ssrc, tuple(delays)) if delays else None


def _parse_nack(entries: bytes) -> tuple[int, ...]:
    numbers: list[int] = []
    for first, following in _NACK_ENTRY.iter_unpack(entries):
        numbers.append(first)
        numbers += [first + 1 + bit & 0xFFFF for bit in range(16) if following >> bit & 1]
    return tuple(numbers)


def _parse_remb(sender: int, rest: bytes) -> Remb:
    word = _WORD.unpack_from(rest, 4)[0]
    ssrcs = tuple(_WORD.unpack_from(rest, 8 + 4 * index)[0] for index in range(word >> 24))
    return Remb(sender, (word & 0x3FFFF) << (word >> 18 & 0x3F), ssrcs)


def _nack_entries(sequence_numbers: Sequence[int]) -> bytes:
    """Pack numbers into (first, bitmask of the next 16) pairs; neighbours in the order given share a pair."""
    entries = bytearray()
    first, following, used = 0, 0, False
    for number in sequence_numbers:
        ahead = number - first - 1 & 0xFFFF
        if used and ahead < 16:
            following |= 1 << ahead
            continue
        if used:
            entries += _NACK_ENTRY.pack(first, following)
        first, following, used = number, 0, True
    if used:
        entries += _NACK_ENTRY.pack(first, following)
    return bytes(entries)


def _packet(kind: int, count: int, body: bytes) -> bytes:
    if count > 31:
        raise ValueError("more than 31 items in one RTCP packet")
    return _HEAD.pack(0x80 | count, kind, len(body) // 4) + body


def _feedback(kind: int, fmt: int, sender_ssrc: int, media_ssrc: int, body: bytes) -> bytes:
    return _packet(kind, fmt, _TWO_WORDS.pack(sender_ssrc, media_ssrc) + body)
