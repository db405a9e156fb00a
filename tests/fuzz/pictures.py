"""A camera whose packets may be anything, at the door of the webcast: put in order and together, or given up."""

from __future__ import annotations

from typing import Final

from media.rtp.header import build_packet
from media.webcast.depacketize import MAX_PICTURE_BYTES, MAX_WAITING, VideoStream
from tests.fuzz import seeds
from tests.fuzz.draw import Draw

KINDS: Final = (96, 102)
PLAIN: Final = 4
"""Of a packet's first byte: packets arrive in order."""


def stream(data: bytes) -> None:
    """Each packet: flags (kind, marker, order), time since the one before, its payload."""
    draw, door = Draw(data), VideoStream()
    number = timestamp = 0
    now = 0.0
    while draw.left:
        flags = draw.number(1)
        now += draw.number(1) / 100
        number += 1 if flags & PLAIN else flags >> 3
        timestamp += 3000 if flags & 2 else 0
        packet = build_packet(
            draw.chunk(),
            payload_type=KINDS[flags & 1],
            sequence_number=number & 0xFFFF,
            timestamp=timestamp & 0xFFFFFFFF,
            ssrc=1,
            marker=bool(flags & 2),
        )
        for picture in (*door.receive(packet, now), *door.expire(now)):
            assert 0 < len(picture.data) <= 2 * MAX_PICTURE_BYTES
            assert not (picture.key and picture.codec == "h264") or b"\0\0\0\1" in picture.data
        assert len(door._waiting) <= MAX_WAITING


def _script(kind: int, payloads: list[bytes]) -> bytes:
    """The payloads in order, each a picture."""
    return b"".join(bytes((PLAIN | 2 | kind, 1, min(len(p), 254))) + p[:254] for p in payloads)


SEEDS: Final = (
    _script(0, list(seeds.VP8)),
    _script(1, list(seeds.H264)),
    _script(1, [b"\x78\0\4gabc\0\3hab", b"\x65abcdef"]),
)
