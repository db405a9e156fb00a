"""Packets on a stream: each behind two bytes of its length (RFC 4571).  Pure."""

from __future__ import annotations

from media.rtp.header import PacketError

MAX_FRAME = 2048
"""Longest packet taken; the other end sends nothing longer than a path carries."""


class FramingError(PacketError):
    """The other end does not speak RFC 4571; the connection cannot go on."""


def frame(packet: bytes) -> bytes:
    """Raises ``OverflowError`` above 65,535 bytes."""
    return len(packet).to_bytes(2, "big") + packet


class Deframer:
    """Cuts what was read into packets; holds less than one packet between calls."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> list[bytes]:
        """The packets that are whole now, empty ones left out; raises :class:`FramingError`."""
        data = self._rest + data
        packets = []
        at = 0
        while at + 2 <= len(data):
            size = data[at] << 8 | data[at + 1]
            if size > MAX_FRAME:
                raise FramingError("a packet longer than any path carries")
            if at + 2 + size > len(data):
                break
            if size:
                packets.append(data[at + 2 : at + 2 + size])
            at += 2 + size
        self._rest = data[at:]
        return packets
