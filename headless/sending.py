"""What a publisher sends: pre-encoded Opus on the 20 ms grid and a pre-encoded VP8 loop, with reports, resends, key frames.

Without socket and clock: ``step`` is called by the :class:`~headless.cadence.Cadence`, packets go to a callable.
"""

from __future__ import annotations

import random
import struct
from asyncio import Future
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from headless.cadence import PERIOD_S
from headless.clips import SILENCE, Clip
from media.rtp import rtcp
from media.rtp.history import History
from media.rtp.vp8 import packetise

AUDIO_PAYLOAD_TYPE = 111
VIDEO_PAYLOAD_TYPE = 96
VIDEO_CLOCK_HZ = 90_000
KEPT_PACKETS = 512
"""Packets kept for resends, seconds of them: shorter than the SRTP window of 1,024."""

_HEADER = struct.Struct("!BBHII")
_EXTENSION = struct.Struct("!HH")

Transmit = Callable[[bytes], bytes]
"""Protects and sends an RTP packet; returns the datagram as sent."""


class _Stream:
    """Counters and numbering of one SSRC.  The first sequence number is below 2**15 (RFC 3711 §3.3.1)."""

    def __init__(self, ssrc: int, payload_type: int, clock_rate: int) -> None:
        self.ssrc = ssrc
        self.payload_type = payload_type
        self.clock_rate = clock_rate
        self.sequence_number = random.randrange(1, 1 << 15)
        self.timestamp_offset = random.randrange(1 << 32)
        self.packets = 0
        self.octets = 0
        self.extension: tuple[int, bytes] = (0, b"")
        """Profile and data of the header extension of every packet; none when there is no data (RFC 8285)."""

    def timestamp_at(self, clock_s: float) -> int:
        """The RTP timestamp of a moment of the cadence's clock."""
        return self.timestamp_offset + round(clock_s * self.clock_rate) & 0xFFFFFFFF

    def packet(self, payload: bytes, timestamp: int, *, marker: bool) -> bytes:
        second = self.payload_type | (0x80 if marker else 0)
        profile, extension = self.extension
        header = _HEADER.pack(0x90 if extension else 0x80, second, self.sequence_number, timestamp, self.ssrc)
        if extension:
            header += _EXTENSION.pack(profile, len(extension) // 4) + extension
        self.sequence_number = self.sequence_number + 1 & 0xFFFF
        self.packets += 1
        self.octets += len(payload)
        return header + payload

    def report(self, ntp: int, timestamp: int, cname: str) -> bytes:
        """A sender report with the CNAME (RFC 3550 §6.4.1, §6.5)."""
        sender = rtcp.SenderReport(self.ssrc, ntp, timestamp, self.packets & 0xFFFFFFFF, self.octets & 0xFFFFFFFF)
        return rtcp.build((sender, rtcp.SourceDescription(((self.ssrc, cname),))))


class _Sender:
    """Keeps what it sent, to send it again when asked."""

    def __init__(self, stream: _Stream, transmit: Transmit) -> None:
        self.stream = stream
        self.resent = 0
        self._transmit = transmit
        self._history: History[bytes] = History(KEPT_PACKETS)

    def forget(self) -> None:
        """A new connection has new keys: nothing sent on the old one may be sent again."""
        self._history = History(KEPT_PACKETS)

    def _send(self, payload: bytes, timestamp: int, *, marker: bool) -> None:
        number = self.stream.sequence_number
        packet = self.stream.packet(payload, timestamp, marker=marker)
        self._history.put(self._index(number), self._transmit(packet))

    def _index(self, sequence_number: int) -> int:
        """Extended number: the stream's packet count tells the cycle."""
        newest = self.stream.packets
        return newest - (self.stream.sequence_number - 1 - sequence_number & 0xFFFF)

    def resend(self, sequence_numbers: Sequence[int], again: Callable[[bytes], None]) -> None:
        """Answer a NACK; what is no longer kept is ignored."""
        for number in sequence_numbers:
            datagram = self._history.get(self._index(number)) if self.stream.packets else None
            if datagram:
                self.resent += 1
                again(datagram)


class AudioSender(_Sender):
    """A microphone.  While :attr:`open` it sends a packet every tick: the clip's, else silence."""

    def __init__(self, ssrc: int, transmit: Transmit) -> None:
        super().__init__(_Stream(ssrc, AUDIO_PAYLOAD_TYPE, 48_000), transmit)
        self.open = False
        self._clip: Clip | None = None
        self._position = 0
        self._end = 0
        self._loop = False
        self._finished: Future[None] | None = None
        self._talking = False

    @property
    def playing(self) -> bool:
        return self._clip is not None

    def play(self, clip: Clip, *, loop: bool = False, finished: Future[None] | None = None) -> None:
        """Replaces what is playing.  ``finished`` gets its result at the end, or when the clip is stopped or replaced."""
        self.stop()
        self._clip, self._position, self._end, self._loop, self._finished = clip, 0, len(clip.frames), loop, finished

    def wind_up(self, within_s: float) -> None:
        """Stop at the last place within ``within_s`` where a speaker may stop.  Asked again, never later than before."""
        if self._clip is not None:
            self._loop = False
            self._end = min(self._end, self._clip.stop_after(self._position, round(within_s / PERIOD_S)))

    def shut(self) -> None:
        """Send no more; whoever waits for the end of a clip waits no longer, a loop goes on when opened again."""
        self.open = False
        if self._finished is not None:
            self.stop()

    def stop(self) -> None:
        self._clip = None
        if self._finished is not None and not self._finished.done():
            self._finished.set_result(None)
        self._finished = None

    def step(self, tick: int) -> None:
        if not self.open:
            self._talking = False
            return
        # The marker opens a talkspurt (RFC 3551 §4.1): the receiver may move its playout point here.
        self._send(self._next_frame(), self.stream.timestamp_at(tick * PERIOD_S), marker=not self._talking)
        self._talking = True

    def _next_frame(self) -> bytes:
        if self._clip is None:
            return SILENCE
        if self._position >= self._end:
            if not self._loop:
                self.stop()
                return SILENCE
            self._position = 0
        self._position += 1
        return self._clip.frames[self._position - 1]


@dataclass(frozen=True, slots=True)
class Loop:
    """A moving picture that repeats: VP8 frames, the first a key frame, some others too."""

    frames: tuple[bytes, ...]
    keys: tuple[int, ...]
    frames_per_second: int
    width: int
    height: int


def filler(picture_bytes: int, pictures_per_second: int, key_every: int = 60) -> Loop:
    """VP8-shaped filler for measurements: right frame tags and key-frame headers (RFC 6386 §9.1), nothing to see."""
    key = b"\x10\x02\x00\x9d\x01\x2a\x80\x02\x68\x01"
    between = b"\x11\x02\x00"
    frames = tuple((between if n % key_every else key).ljust(picture_bytes, b"\x5a") for n in range(2 * key_every))
    return Loop(frames, (0, key_every), pictures_per_second, 640, 360)


class VideoSender(_Sender):
    """A camera showing a :class:`Loop`.  A key-frame request jumps to the loop's next key frame."""

    def __init__(self, ssrc: int, transmit: Transmit, *, rid: str = "") -> None:
        super().__init__(_Stream(ssrc, VIDEO_PAYLOAD_TYPE, VIDEO_CLOCK_HZ), transmit)
        self.rid = rid
        """Of a layer of a camera that is sent in several."""
        self.key_frames_asked = 0
        self._loop: Loop | None = None
        self._position = 0
        self._next_at = 0.0
        self._picture_id = random.randrange(1 << 15)

    @property
    def layers(self) -> tuple[VideoSender, ...]:
        return (self,)

    @property
    def open(self) -> bool:
        return self._loop is not None

    @property
    def place(self) -> int:
        """Which picture of the loop is next."""
        return self._position

    def show(self, loop: Loop | None) -> None:
        """None: camera off.  Any other starts with a key frame."""
        self._loop, self._position, self._next_at = loop, 0, 0.0

    def key_frame(self) -> None:
        self.key_frames_asked += 1
        if self._loop is not None:
            self._position = next((key for key in self._loop.keys if key >= self._position), 0)

    def step(self, tick: int) -> None:
        loop = self._loop
        if loop is None or tick * PERIOD_S < self._next_at:
            return
        self._next_at = max(self._next_at, (tick - 2) * PERIOD_S) + 1 / loop.frames_per_second
        frame = loop.frames[self._position % len(loop.frames)]
        self._position = (self._position + 1) % len(loop.frames)
        self._picture_id = self._picture_id + 1 & 0x7FFF
        payloads = packetise(frame, self._picture_id)
        timestamp = self.stream.timestamp_at(tick * PERIOD_S)
        for index, payload in enumerate(payloads):
            self._send(payload, timestamp, marker=index + 1 == len(payloads))
