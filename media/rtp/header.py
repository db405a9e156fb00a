"""RTP headers: parse, rewrite in place, build (RFC 3550 §5.1; header extensions RFC 8285)."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from typing import NamedTuple

HEADER_LENGTH = 12
ONE_BYTE_PROFILE = 0xBEDE
TWO_BYTE_PROFILE = 0x1000
"""The low four bits of the two-byte profile are "appbits" and carry nothing here (RFC 8285 §4.3)."""

_FIXED = struct.Struct("!BBHII")
_EXTENSION = struct.Struct("!HH")
_WORD = struct.Struct("!I")
_SEQUENCE_AND_TIMESTAMP = struct.Struct("!HII")


class PacketError(ValueError):
    """A packet that is not what its format says.  Raised by every parser of ``media.rtp`` and by nothing else."""


class RtpError(PacketError):
    """Not an RTP packet."""


class RtpHeader(NamedTuple):
    """The parsed header.  ``payload_start`` and ``payload_end`` are byte positions; padding is already left out."""

    payload_type: int
    marker: bool
    sequence_number: int
    timestamp: int
    ssrc: int
    csrcs: tuple[int, ...]
    extension_profile: int
    """16 bits "defined by profile"; 0 without extension."""
    extension: bytes
    """Extension data after its 4-byte head; see :func:`parse_extensions`."""
    payload_start: int
    payload_end: int

    def extensions(self) -> dict[int, bytes]:
        """Local identifier -> value (RFC 8285); raises :class:`RtpError`."""
        return parse_extensions(self.extension_profile, self.extension)


def is_rtcp(packet: bytes) -> bool:
    """Tell RTCP from RTP on one port: second byte 192…223 (RFC 5761 §4)."""
    return len(packet) >= 2 and 192 <= packet[1] <= 223


def parse_header(packet: bytes) -> RtpHeader:
    """Parse one RTP packet; raises :class:`RtpError` on anything that does not add up."""
    if len(packet) < HEADER_LENGTH:
        raise RtpError("shorter than an RTP header")
    first, second, sequence_number, timestamp, ssrc = _FIXED.unpack_from(packet)
    if first >> 6 != 2:
        raise RtpError("not RTP version 2")
    start = HEADER_LENGTH + 4 * (first & 0x0F)
    if start > len(packet):
        raise RtpError("truncated CSRC list")
    csrcs: tuple[int, ...] = ()
    if start > HEADER_LENGTH:
        csrcs = tuple(_WORD.unpack_from(packet, position)[0] for position in range(HEADER_LENGTH, start, 4))
    profile, extension = 0, b""
    if first & 0x10:
        if start + 4 > len(packet):
            raise RtpError("truncated header extension")
        profile, words = _EXTENSION.unpack_from(packet, start)
        extension = packet[start + 4 : start + 4 + 4 * words]
        start += 4 + 4 * words
        if start > len(packet):
            raise RtpError("truncated header extension")
    end = len(packet)
    if first & 0x20:
        padding = packet[-1]
        if padding == 0 or end - padding < start:
            raise RtpError("wrong padding length")
        end -= padding
    return RtpHeader(
        second & 0x7F, second >= 0x80, sequence_number, timestamp, ssrc, csrcs, profile, bytes(extension), start, end
    )


def parse_extensions(profile: int, data: bytes) -> dict[int, bytes]:
    """Elements of a header extension, one-byte or two-byte form; an unknown profile has none.

    Raises :class:`RtpError` when an element runs past the end.
    """
    if profile == ONE_BYTE_PROFILE:
        return _one_byte_elements(data)
    if profile & 0xFFF0 == TWO_BYTE_PROFILE:
        return _two_byte_elements(data)
    return {}


def _one_byte_elements(data: bytes) -> dict[int, bytes]:
    elements: dict[int, bytes] = {}
    position = 0
    while position < len(data):
        head = data[position]
        position += 1
        if head == 0:
            continue
        identifier, length = head >> 4, (head & 0x0F) + 1
        if identifier in (0, 15):
            break  # RFC 8285 §4.2: processing ends here, what came before counts
        if position + length > len(data):
            raise RtpError("truncated extension element")
        elements[identifier] = bytes(data[position : position + length])
        position += length
    return elements


def _two_byte_elements(data: bytes) -> dict[int, bytes]:
    elements: dict[int, bytes] = {}
    position = 0
    while position < len(data):
        identifier = data[position]
        position += 1
        if identifier == 0:
            continue
        if position >= len(data) or position + 1 + data[position] > len(data):
            raise RtpError("truncated extension element")
        length = data[position]
        elements[identifier] = bytes(data[position + 1 : position + 1 + length])
        position += 1 + length
    return elements


def build_extensions(elements: Mapping[int, bytes]) -> tuple[int, bytes]:
    """Profile and padded data for ``elements``: one-byte form where it fits (ids 1…14, 1…16 bytes), else two-byte.

    Raises ``ValueError`` on an id outside 1…255 or a value longer than 255 bytes.
    """
    if not elements:
        return 0, b""
    short = all(1 <= identifier <= 14 and 1 <= len(value) <= 16 for identifier, value in elements.items())
    data = bytearray()
    for identifier, value in elements.items():
        if short:
            data.append(identifier << 4 | len(value) - 1)
        elif 1 <= identifier <= 255 and len(value) <= 255:
            data += bytes((identifier, len(value)))
        else:
            raise ValueError("header extension element out of range")
        data += value
    data += bytes(-len(data) % 4)
    return (ONE_BYTE_PROFILE if short else TWO_BYTE_PROFILE), bytes(data)


def build_packet(
    payload: bytes,
    *,
    payload_type: int,
    sequence_number: int,
    timestamp: int,
    ssrc: int,
    marker: bool = False,
    csrcs: Sequence[int] = (),
    extensions: Mapping[int, bytes] | None = None,
    padding: int = 0,
) -> bytes:
    """One RTP packet.  ``padding``: bytes added at the end, their count included (0…255)."""
    profile, extension = build_extensions(extensions or {})
    first = 0x80 | (0x20 if padding else 0) | (0x10 if extension else 0) | len(csrcs)
    parts = [_FIXED.pack(first, (0x80 if marker else 0) | payload_type, sequence_number, timestamp, ssrc)]
    parts += [_WORD.pack(csrc) for csrc in csrcs]
    if extension:
        parts += [_EXTENSION.pack(profile, len(extension) // 4), extension]
    parts.append(payload)
    if padding:
        parts += [bytes(padding - 1), bytes((padding,))]
    return b"".join(parts)


def rewrite(packet: bytearray, *, payload_type: int, sequence_number: int, timestamp: int, ssrc: int) -> None:
    """Overwrite the fixed fields in place; the marker bit stays."""
    packet[1] = packet[1] & 0x80 | payload_type
    _SEQUENCE_AND_TIMESTAMP.pack_into(packet, 2, sequence_number, timestamp, ssrc)


def strip(packet: bytes, header: RtpHeader) -> bytes:
    """The packet with CSRCs, header extension and padding taken away: 12 bytes of header and the payload."""
    return bytes((0x80,)) + packet[1:HEADER_LENGTH] + packet[header.payload_start : header.payload_end]
