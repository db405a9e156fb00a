"""Resends in a stream of their own (RFC 4588): back to the packet they repeat."""

from __future__ import annotations

import struct

from media.rtp.header import HEADER_LENGTH, RtpHeader

_ORIGINAL = struct.Struct("!BBHII")
_NUMBER_BYTES = 2


def original_sequence_number(packet: bytes, header: RtpHeader) -> int | None:
    """The number the packet was first sent under; None for padding alone, which browsers probe the path with (section 4)."""
    if header.payload_end - header.payload_start < _NUMBER_BYTES:
        return None
    return int.from_bytes(packet[header.payload_start : header.payload_start + _NUMBER_BYTES], "big")


def restore(packet: bytes, header: RtpHeader, *, payload_type: int, ssrc: int) -> bytes:
    """The packet as it was in its own stream, less CSRCs, header extension and padding.

    It must hold an original sequence number.
    """
    number = packet[header.payload_start : header.payload_start + _NUMBER_BYTES]
    second = (0x80 if header.marker else 0) | payload_type
    head = _ORIGINAL.pack(0x80, second, int.from_bytes(number, "big"), header.timestamp, ssrc)
    assert len(head) == HEADER_LENGTH
    return head + packet[header.payload_start + _NUMBER_BYTES : header.payload_end]
