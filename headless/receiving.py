"""What a subscriber receives: counts and losses per m-line, and on demand the decoded sound or the assembled pictures.

Without socket and clock: packets and ``now`` (seconds of one clock) come in as arguments.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from headless.sound import Samples
from media.codec import opus
from media.mixer.jitter import JitterBuffer
from media.rtp import rtcp, vp8
from media.rtp.header import PacketError, RtpHeader, parse_header
from media.rtp.sequence import NackGenerator, ReceiveStatistics, distance, timestamp_distance

KEPT_BLOCKS = 1500
"""Decoded blocks kept by a :class:`Tap`, 30 s of 20 ms; the oldest goes first."""
KEPT_PICTURES = 100
CONCEALED_MAX = 25
KEPT_PLAYED = 6000
"""Blocks kept by an :class:`Ear`, two minutes; the oldest goes first."""
SOUND_PATIENCE_S = 0.18

Unprotect = Callable[[bytes], bytes | None]


class Tap:
    """Decodes an audio stream as it comes.  Late packets are left out, gaps are concealed."""

    def __init__(self) -> None:
        self._decoder = opus.Decoder()
        self._blocks: deque[tuple[float, Samples]] = deque(maxlen=KEPT_BLOCKS)
        self._highest: int | None = None
        self.concealed = 0

    def packet(self, sequence_number: int, payload: bytes, now: float) -> None:
        gap = 1 if self._highest is None else distance(sequence_number, self._highest)
        if gap <= 0:
            return
        self._highest = sequence_number
        try:
            samples = opus.packet_samples(payload)
            for _ in range(min(gap - 1, CONCEALED_MAX)):
                self.concealed += 1
                self._blocks.append((now, self._decoder.conceal(samples)))
            self._blocks.append((now, self._decoder.decode(payload)))
        except opus.OpusError:
            self.concealed += 1

    def clear(self) -> None:
        self._blocks.clear()

    @property
    def duration_s(self) -> float:
        return sum(len(block) for _, block in self._blocks) / opus.SAMPLE_RATE_HZ

    def samples(self, seconds: float | None = None) -> Samples:
        """The latest sound, oldest sample first; all that is kept without ``seconds``."""
        blocks = [block for _, block in self._blocks]
        whole = np.concatenate(blocks) if blocks else np.zeros(0, np.float32)
        return whole if seconds is None else whole[-round(seconds * opus.SAMPLE_RATE_HZ) :]

    def timed(self) -> list[tuple[float, Samples]]:
        """(arrival, block), oldest first."""
        return list(self._blocks)


class Ear:
    """Plays an audio stream as a listener's device does: jitter buffer, FEC, resends, concealment, a block every 20 ms.

    Time passes with the packets; :meth:`play_until` lets it pass without.  ``start``: seconds of the packets' clock.
    """

    def __init__(self, start: float) -> None:
        self.buffer = JitterBuffer(opus.Decoder())
        self._tick = round(start * 50)
        self._blocks: deque[tuple[int, int, Samples]] = deque(maxlen=KEPT_PLAYED)
        self.delays_ms: deque[float] = deque(maxlen=KEPT_PLAYED)
        """How long each block waited beyond the fastest packet."""

    def packet(self, header: RtpHeader, payload: bytes, now: float) -> None:
        self.play_until(now)
        self.buffer.push(header, payload, now)

    def play_until(self, now: float) -> None:
        while self._tick / 50 <= now:
            block = self.buffer.pull(self._tick)
            if block is not None:
                self._blocks.append((*self.buffer.played, block))
                self.delays_ms.append(self.buffer.delay_samples / 48)
            self._tick += 1

    def heard(self, timestamp: int, samples: int) -> Samples:
        """What was heard on the sender's clock from an RTP timestamp on; silence where nothing was.

        Blocks that were stretched or shortened to follow the sender are brought back to their length.
        """
        sound = np.zeros(samples, np.float32)
        for begin, taken, block in self._blocks:
            at = timestamp_distance(begin & 0xFFFFFFFF, timestamp)
            if taken != len(block):
                block = np.interp(np.arange(taken) * (len(block) / taken), np.arange(len(block)), block).astype(np.float32)
            first, end = max(at, 0), min(at + taken, samples)
            if first < end:
                sound[first:end] = block[first - at : end - at]
        return sound


@dataclass
class Received:
    """One m-line.  Losses are counted by sequence number."""

    mid: str
    kind: str
    ssrc: int
    packets: int = 0
    octets: int = 0
    frames: int = 0
    """Video: markers seen."""
    key_frames: int = 0
    tap: Tap | None = None
    ear: Ear | None = None
    relay: Callable[[bytes], None] | None = None
    """Gets the payload of every packet as it comes."""
    pictures: deque[bytes] | None = None
    """Assembled VP8 frames, when asked for by :meth:`keep_pictures`."""
    statistics: ReceiveStatistics = field(init=False)
    nacks: NackGenerator = field(default_factory=NackGenerator)
    first_at: float | None = None
    last_at: float | None = None
    parts: dict[int, bytes] = field(default_factory=dict)
    """Packets of the picture being assembled."""
    given_up_before: int = 0

    def __post_init__(self) -> None:
        self.statistics = ReceiveStatistics(48_000 if self.kind == "audio" else 90_000)
        if self.kind == "audio":
            self.nacks = NackGenerator(patience=SOUND_PATIENCE_S, doubled=1)

    @property
    def asks(self) -> bool:
        """Whether what is lost is asked for again: sound only where a device plays it."""
        return self.kind == "video" or self.ear is not None

    @property
    def lost(self) -> int:
        return max(0, self.statistics.packets_lost)

    def listen(self) -> Tap:
        """Decode from now on; a new tap each time."""
        self.tap = Tap()
        return self.tap

    def attend(self, now: float) -> Ear:
        """Listen as a device does, from now on: what is lost is asked for again."""
        self.ear = Ear(now)
        return self.ear

    def keep_pictures(self) -> deque[bytes]:
        """Assemble VP8 frames from now on; the newest :data:`KEPT_PICTURES` stay."""
        self.pictures = deque(maxlen=KEPT_PICTURES)
        return self.pictures


class Subscriber:
    """Sorts received packets by SSRC.  ``decrypt_every``: 1 decrypts all; n only each n-th packet of streams nobody
    listens to (a load generator counts by the clear header)."""

    def __init__(self, streams: list[Received], unprotect: Unprotect, *, decrypt_every: int = 1) -> None:
        self.streams = {stream.mid: stream for stream in streams}
        self._by_ssrc = {stream.ssrc: stream for stream in streams}
        self._unprotect = unprotect
        self._decrypt_every = decrypt_every
        self.unknown = 0
        """Packets with an SSRC no m-line has."""
        self.sender_reports: dict[int, rtcp.SenderReport] = {}

    def rtp(self, datagram: bytes, now: float) -> None:
        ssrc = int.from_bytes(datagram[8:12], "big")
        stream = self._by_ssrc.get(ssrc)
        if stream is None:
            self.unknown += 1
            return
        wanted = any(one is not None for one in (stream.tap, stream.ear, stream.relay, stream.pictures))
        plain = datagram
        if wanted or stream.packets % self._decrypt_every == 0:
            unprotected = self._unprotect(datagram)
            if unprotected is None:
                return
            plain = unprotected
        number = int.from_bytes(datagram[2:4], "big")
        stream.packets += 1
        stream.octets += len(datagram)
        stream.statistics.packet(number, int.from_bytes(datagram[4:8], "big"), now)
        stream.first_at = now if stream.first_at is None else stream.first_at
        stream.last_at = now
        if stream.kind == "video":
            stream.frames += datagram[1] >> 7
        if stream.asks:
            stream.nacks.packet(number, now)
        if plain is not datagram:
            self._content(stream, plain, now)

    def _content(self, stream: Received, packet: bytes, now: float) -> None:
        try:
            header = parse_header(packet)
            payload = packet[header.payload_start : header.payload_end]
            if stream.kind == "audio":
                if stream.tap is not None:
                    stream.tap.packet(header.sequence_number, payload, now)
                if stream.ear is not None:
                    stream.ear.packet(header, payload, now)
                if stream.relay is not None:
                    stream.relay(payload)
                return
            descriptor = vp8.parse_descriptor(payload)
            stream.key_frames += vp8.is_key_frame_start(payload, descriptor)
            if stream.pictures is not None:
                _assemble(stream, header.sequence_number, header.marker, payload, descriptor)
        except PacketError:
            self.unknown += 1

    def rtcp(self, compound: bytes, now: float) -> None:
        try:
            packets = rtcp.parse(compound)
        except PacketError:
            self.unknown += 1
            return
        for packet in packets:
            if isinstance(packet, rtcp.SenderReport) and packet.ssrc in self._by_ssrc:
                self.sender_reports[packet.ssrc] = packet
                self._by_ssrc[packet.ssrc].statistics.sender_report(packet.ntp, now)

    def feedback(self, sender_ssrc: int, now: float) -> bytes:
        """NACKs for packets missing now, a PLI where some of a picture were given up; empty when all is well."""
        packets: list[rtcp.Packet] = []
        for stream in self.streams.values():
            if not stream.asks:
                continue
            numbers = stream.nacks.due(now)
            if numbers:
                packets.append(rtcp.Nack(sender_ssrc, stream.ssrc, tuple(numbers)))
            if stream.kind == "video" and stream.nacks.given_up > stream.given_up_before:
                stream.given_up_before = stream.nacks.given_up
                packets.append(rtcp.Pli(sender_ssrc, stream.ssrc))
        return rtcp.build([rtcp.ReceiverReport(sender_ssrc), *packets]) if packets else b""

    def report(self, sender_ssrc: int, now: float) -> bytes:
        """A receiver report on every stream that has begun."""
        blocks = tuple(stream.statistics.report(stream.ssrc, now) for stream in self.streams.values() if stream.packets)
        return rtcp.build([rtcp.ReceiverReport(sender_ssrc, blocks)])


def _assemble(stream: Received, number: int, marker: bool, payload: bytes, descriptor: vp8.Vp8Descriptor) -> None:
    """Collect the packets of a frame until the marker; a frame with a hole is left out."""
    if descriptor.start_of_partition and descriptor.partition == 0:
        stream.parts.clear()
    elif not stream.parts:
        return
    stream.parts[number] = payload[descriptor.size :]
    if not marker or stream.pictures is None:
        return
    numbers = list(stream.parts)
    complete = all(later - earlier & 0xFFFF == 1 for earlier, later in zip(numbers, numbers[1:], strict=False))
    if complete:
        stream.pictures.append(b"".join(stream.parts.values()))
    stream.parts.clear()
