"""VP8 payload descriptor (RFC 7741 §4.2) and what a forwarder must know of the frame behind it (§4.3, RFC 6386 §9.1)."""

from __future__ import annotations

from typing import Final, NamedTuple

from media.rtp.header import PacketError

MAX_PART: Final = 1150
"""Bytes of a frame in one payload: with all headers a packet fits any path."""


class Vp8Error(PacketError):
    """Not a VP8 payload descriptor."""


class Vp8Descriptor(NamedTuple):
    """Positions are byte offsets into the RTP payload; -1 where the packet does not carry the field."""

    start_of_partition: bool
    partition: int
    non_reference: bool
    picture_id: int
    """-1 when absent."""
    picture_id_bits: int
    """0, 7 or 15."""
    picture_id_at: int
    tl0picidx: int
    """-1 when absent."""
    tl0picidx_at: int
    temporal_layer: int
    """-1 when absent."""
    size: int
    """Length of the descriptor: the VP8 data begins here."""


def parse_descriptor(payload: bytes) -> Vp8Descriptor:
    """Parse the descriptor at the head of an RTP payload; raises :class:`Vp8Error` when it is cut short."""
    try:
        return _parse(payload)
    except IndexError:
        raise Vp8Error("truncated VP8 payload descriptor") from None


def _parse(payload: bytes) -> Vp8Descriptor:
    first = payload[0]
    size = 1
    picture_id = picture_id_at = tl0picidx = tl0picidx_at = temporal_layer = -1
    bits = 0
    if first & 0x80:
        present = payload[1]
        size = 2
        if present & 0x80:
            picture_id_at, bits, picture_id = size, 7, payload[size] & 0x7F
            if payload[size] & 0x80:
                bits, picture_id = 15, picture_id << 8 | payload[size + 1]
            size += 2 if bits == 15 else 1
        if present & 0x40:
            tl0picidx_at, tl0picidx = size, payload[size]
            size += 1
        if present & 0x30:
            if present & 0x20:
                temporal_layer = payload[size] >> 6
            size += 1
    if size > len(payload):
        raise IndexError
    start, partition, non_reference = bool(first & 0x10), first & 0x07, bool(first & 0x20)
    return Vp8Descriptor(
        start, partition, non_reference, picture_id, bits, picture_id_at, tl0picidx, tl0picidx_at, temporal_layer, size
    )


def is_key_frame_start(payload: bytes, descriptor: Vp8Descriptor | None = None) -> bool:
    """True for the first packet of a key frame: start of partition 0 with the P bit of the frame tag clear."""
    found = descriptor or parse_descriptor(payload)
    return found.start_of_partition and found.partition == 0 and found.size < len(payload) and not payload[found.size] & 0x01


def frame_size(payload: bytes) -> tuple[int, int] | None:
    """Width and height in pixels from the first packet of a key frame, else None."""
    descriptor = parse_descriptor(payload)
    if not is_key_frame_start(payload, descriptor):
        return None
    head = payload[descriptor.size : descriptor.size + 10]
    if len(head) < 10 or head[3:6] != b"\x9d\x01\x2a":
        return None
    return (head[6] | head[7] << 8) & 0x3FFF, (head[8] | head[9] << 8) & 0x3FFF


def patch(payload: bytearray, at: int, descriptor: Vp8Descriptor, *, picture_id_offset: int, tl0picidx_offset: int) -> None:
    """Add the offsets to the fields that are there; ``at`` is where the payload begins in ``payload``.

    The width of the picture id is kept: 7 bits wrap at 128, 15 bits at 32768.
    """
    if descriptor.picture_id_bits == 15:
        value = (descriptor.picture_id + picture_id_offset) & 0x7FFF
        position = at + descriptor.picture_id_at
        payload[position] = 0x80 | value >> 8
        payload[position + 1] = value & 0xFF
    elif descriptor.picture_id_bits == 7:
        payload[at + descriptor.picture_id_at] = (descriptor.picture_id + picture_id_offset) & 0x7F
    if descriptor.tl0picidx_at >= 0:
        payload[at + descriptor.tl0picidx_at] = (descriptor.tl0picidx + tl0picidx_offset) & 0xFF


def packetise(frame: bytes, picture_id: int) -> list[bytes]:
    """RTP payloads of one VP8 frame, about equal in size, with a 15-bit picture id (RFC 7741 §4.2)."""
    parts = max(1, -(-len(frame) // MAX_PART))
    size = -(-len(frame) // parts)
    tail = bytes((0x80, 0x80 | picture_id >> 8, picture_id & 0xFF))
    return [bytes((0x90 if at == 0 else 0x80,)) + tail + frame[at : at + size] for at in range(0, len(frame), size)]
