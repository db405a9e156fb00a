"""RTP packets of one camera or screen in, whole coded pictures out (VP8: RFC 7741; H.264: RFC 6184, modes 0 and 1).

Packets are put in order and resends are waited for.  What is lost for good spoils everything up to the next key frame: a
stream *wants a key frame* from then on, as it does at its beginning, and when its SSRC or its codec changes.

Pure: ``now`` is in seconds.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from media.rtp import h264, vp8
from media.rtp.header import PacketError, RtpHeader, parse_header
from media.sfu.layout import H264_PAYLOAD_TYPE, VP8_PAYLOAD_TYPE

Codec = Literal["vp8", "h264"]

PATIENCE_S: Final = 0.15
"""A missing packet is waited for so long: two resends on most paths."""
MAX_WAITING: Final = 512
"""Packets behind a missing one.  Overflow policy: the missing one is given up."""
MAX_PICTURE_BYTES: Final = 4 << 20
"""Of one coded picture.  Overflow policy: it is dropped and a key frame wanted."""
FAR: Final = 3000
"""A sequence number so far from the last begins the stream anew."""
START_CODE: Final = b"\0\0\0\1"

_CODECS: Final[dict[int, Codec]] = {VP8_PAYLOAD_TYPE: "vp8", H264_PAYLOAD_TYPE: "h264"}
_SPS, _PPS, _IDR = 7, 8, 5


class CodedPicture(NamedTuple):
    codec: Codec
    data: bytes
    """VP8: the frame.  H.264: NAL units with start codes (Annex B), parameter sets before every IDR."""
    key: bool


class _Broken(Exception):
    """The picture cannot be put together."""


class VideoStream:
    """``receive`` packets as they come; ``expire`` now and then.  Neither raises, whatever the packets hold."""

    def __init__(self) -> None:
        self.wants_key_frame = True
        self.lost = 0
        """Gaps that were given up."""
        self.malformed = 0
        self._codec: Codec | None = None
        self._ssrc = -1
        self._expected: int | None = None
        self._waiting: dict[int, tuple[RtpHeader, bytes]] = {}
        self._gap_since: float | None = None
        self._begin(None)
        self._parameter_sets: dict[int, bytes] = {}

    def receive(self, packet: bytes, now: float) -> list[CodedPicture]:
        """The pictures this packet completes."""
        try:
            header = parse_header(packet)
        except PacketError:
            self.malformed += 1
            return []
        codec = _CODECS.get(header.payload_type)
        if codec is None:
            self.malformed += 1
            return []
        if header.ssrc != self._ssrc or codec != self._codec:
            self._restart(header.ssrc, codec, header.sequence_number)
        payload = packet[header.payload_start : header.payload_end]
        return self._take(header, payload, now)

    def expire(self, now: float) -> list[CodedPicture]:
        """Give up what has been missing for too long."""
        if self._gap_since is None or now - self._gap_since < PATIENCE_S:
            return []
        return self._give_up(now)

    def spoil(self) -> None:
        """The decoder choked: begin again at a key frame."""
        self.wants_key_frame = True

    # --- order --------------------------------------------------------------------------------------------------------

    def _restart(self, ssrc: int, codec: Codec, number: int) -> None:
        self._ssrc, self._codec = ssrc, codec
        self._expected = number
        self._waiting.clear()
        self._gap_since = None
        self._parameter_sets = {}
        self._begin(None)
        self.wants_key_frame = True

    def _take(self, header: RtpHeader, payload: bytes, now: float) -> list[CodedPicture]:
        assert self._expected is not None
        ahead = (header.sequence_number - self._expected + 0x8000 & 0xFFFF) - 0x8000
        if abs(ahead) > FAR:
            self._restart(header.ssrc, self._codec or "vp8", header.sequence_number)
        elif ahead < 0:
            return []
        elif ahead > 0:
            self._waiting[header.sequence_number] = header, payload
            if self._gap_since is None:
                self._gap_since = now
            return self._give_up(now) if len(self._waiting) > MAX_WAITING else []
        pictures = self._put(header, payload)
        return pictures + self._drain(now)

    def _drain(self, now: float) -> list[CodedPicture]:
        """What follows without a gap."""
        pictures: list[CodedPicture] = []
        while self._waiting and (found := self._waiting.pop(self._expected or 0, None)) is not None:
            pictures += self._put(*found)
        self._gap_since = now if self._waiting else None
        return pictures

    def _give_up(self, now: float) -> list[CodedPicture]:
        """Go on behind the gap."""
        assert self._expected is not None
        expected = self._expected
        self._expected = min(self._waiting, key=lambda number: number - expected & 0xFFFF)
        self.lost += 1
        self._intact = False
        self.wants_key_frame = True
        return self._drain(now)

    # --- pictures -----------------------------------------------------------------------------------------------------

    def _begin(self, timestamp: int | None) -> None:
        self._timestamp = timestamp
        self._payloads: list[bytes] = []
        self._size = 0
        self._intact = True

    def _put(self, header: RtpHeader, payload: bytes) -> list[CodedPicture]:
        """The next packet in order."""
        self._expected = header.sequence_number + 1 & 0xFFFF
        pictures = []
        if header.timestamp != self._timestamp:
            pictures = self._finish()
            self._begin(header.timestamp)
        self._size += len(payload)
        if self._size > MAX_PICTURE_BYTES:
            self._payloads, self._intact = [], False
        elif payload:
            self._payloads.append(payload)
        if header.marker:
            pictures += self._finish()
            self._begin(None)
        return pictures

    def _finish(self) -> list[CodedPicture]:
        """The picture whose packets have come, unless it or one it builds on is spoiled."""
        payloads, intact, timestamp = self._payloads, self._intact, self._timestamp
        self._payloads = []
        if timestamp is None or (intact and not payloads):
            return []
        try:
            if not intact:
                raise _Broken
            picture = self._vp8(payloads) if self._codec == "vp8" else self._h264(payloads)
        except (PacketError, _Broken):
            self.malformed += intact
            self.wants_key_frame = True
            return []
        if picture is None or (self.wants_key_frame and not picture.key):
            return []
        self.wants_key_frame = False
        return [picture]

    def _vp8(self, payloads: list[bytes]) -> CodedPicture:
        parts = []
        for number, payload in enumerate(payloads):
            descriptor = vp8.parse_descriptor(payload)
            begins = descriptor.start_of_partition and descriptor.partition == 0
            if begins != (number == 0):
                raise _Broken
            parts.append(payload[descriptor.size :])
        data = b"".join(parts)
        if not data:
            raise _Broken
        return CodedPicture("vp8", data, not data[0] & 0x01)

    def _h264(self, payloads: list[bytes]) -> CodedPicture | None:
        units = _nal_units(payloads)
        for unit in units:
            if unit[0] & 0x1F in (_SPS, _PPS):
                self._parameter_sets[unit[0] & 0x1F] = unit
        kinds = {unit[0] & 0x1F for unit in units}
        if not kinds & {1, 2, 3, 4, 5}:
            return None  # parameter sets alone
        key = _IDR in kinds
        if key:
            if len(self._parameter_sets) < 2:
                raise _Broken
            units = [*(self._parameter_sets[kind] for kind in (_SPS, _PPS) if kind not in kinds), *units]
        return CodedPicture("h264", b"".join(START_CODE + unit for unit in units), key)


def _nal_units(payloads: list[bytes]) -> list[bytes]:
    """Out of single units, aggregates and fragments; raises on what does not fit together."""
    units: list[bytes] = []
    fragments: list[bytes] = []
    for payload in payloads:
        kind = payload[0] & 0x1F
        if kind == h264.FU_A:
            if len(payload) < 3 or bool(payload[1] & 0x80) == bool(fragments):
                raise _Broken
            fragments.append(payload[2:] if fragments else bytes((payload[0] & 0xE0 | payload[1] & 0x1F,)) + payload[2:])
            if payload[1] & 0x40:
                units.append(b"".join(fragments))
                fragments = []
        elif fragments:
            raise _Broken
        elif kind == h264.STAP_A:
            units += _aggregated(payload)
        elif 1 <= kind <= 23:
            units.append(payload)
        else:
            raise _Broken
    if fragments or not units:
        raise _Broken
    return units


def _aggregated(payload: bytes) -> list[bytes]:
    units, position = [], 1
    while position < len(payload):
        length = int.from_bytes(payload[position : position + 2], "big")
        unit = payload[position + 2 : position + 2 + length]
        if not length or len(unit) < length:
            raise _Broken
        units.append(unit)
        position += 2 + length
    return units
