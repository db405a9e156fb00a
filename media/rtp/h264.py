"""Where a key frame begins in H.264 over RTP (RFC 6184 §5.2; packetization modes 0 and 1)."""

from __future__ import annotations

from collections.abc import Iterator

from media.rtp.header import PacketError

IDR, SPS, PPS, STAP_A, FU_A = 5, 7, 8, 24, 28


class H264Error(PacketError):
    """Not an H.264 payload of packetization mode 0 or 1."""


def nal_types(payload: bytes) -> Iterator[int]:
    """Types of the NAL units that begin in this payload; a continued FU-A begins none.

    Raises :class:`H264Error` on an empty payload or an aggregate whose lengths do not fit.
    """
    if not payload:
        raise H264Error("empty H.264 payload")
    kind = payload[0] & 0x1F
    if kind == STAP_A:
        yield from _aggregated(payload)
    elif kind == FU_A:
        if len(payload) < 2:
            raise H264Error("truncated FU-A")
        if payload[1] & 0x80:
            yield payload[1] & 0x1F
    else:
        yield kind


def _aggregated(payload: bytes) -> Iterator[int]:
    position = 1
    while position < len(payload):
        if position + 3 > len(payload):
            raise H264Error("truncated STAP-A")
        length = payload[position] << 8 | payload[position + 1]
        position += 2
        if length == 0 or position + length > len(payload):
            raise H264Error("wrong length in STAP-A")
        yield payload[position] & 0x1F
        position += length


def is_key_frame_start(payload: bytes) -> bool:
    """True when a sequence parameter set or an IDR slice begins here: a decoder may start with this packet."""
    return any(kind in (IDR, SPS) for kind in nal_types(payload))
