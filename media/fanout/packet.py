"""What the fan-out keeps of a source's packet: the payload and the positions it patches."""

from __future__ import annotations

from typing import NamedTuple

from media.fanout.kernel import Kind
from media.rtp import h264, header, vp8

MAX_PACKET = 2048
"""Longest RTP packet forwarded, in bytes, stripped of CSRCs, extension and padding."""


class SourcePacket(NamedTuple):
    sequence_number: int
    timestamp: int
    marker: bool
    payload: bytes
    key: bool
    """The first packet of a key frame (video); every audio packet."""
    descriptor: vp8.Vp8Descriptor | None
    """VP8 only: where picture id and TL0PICIDX stand in the payload."""


def prepare(kind: Kind, packet: bytes) -> SourcePacket:
    """Parse one packet of a source of ``kind``; raises ``media.rtp.header.PacketError`` on anything malformed."""
    head = header.parse_header(packet)
    payload = bytes(packet[head.payload_start : head.payload_end])
    if header.HEADER_LENGTH + len(payload) > MAX_PACKET:
        raise header.RtpError("longer than the fan-out carries")
    key, descriptor = kind == "opus", None
    if not payload:
        pass  # padding that came too late to be left out: it fills its place in the numbers
    elif kind == "vp8":
        descriptor = vp8.parse_descriptor(payload)
        key = vp8.is_key_frame_start(payload, descriptor)
    elif kind == "h264":
        key = h264.is_key_frame_start(payload)
    return SourcePacket(head.sequence_number, head.timestamp, head.marker, payload, key, descriptor)
