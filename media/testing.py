"""What tests of the media plane need: a clock, sounds and how to measure them, streams, and a bad network.  All seeded.

Shipped with the product so that nobody mocks: tests run the real parts against these.
"""

from __future__ import annotations

import heapq
import random
from collections.abc import Iterable, Iterator, Sequence
from math import comb
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from media.codec import opus
from media.rtp.header import build_packet

Samples = npt.NDArray[np.float32]

SILENCE_DB = -200.0
QUEUE_S = 0.3
"""Longest wait before the bottleneck of a link."""
IP_UDP_BYTES = 28


class FakeClock:
    """Time that moves when told.  ``clock()`` is seconds, as ``time.monotonic``; ``clock.ns()`` as ``time.monotonic_ns``."""

    def __init__(self, start: float = 1000.0) -> None:
        self._ns = round(start * 1e9)

    def __call__(self) -> float:
        return self._ns / 1e9

    def ns(self) -> int:
        return self._ns

    def advance(self, seconds: float) -> float:
        """Move forward; returns the new time."""
        self._ns += round(seconds * 1e9)
        return self()


# --- sounds -----------------------------------------------------------------------------------------------------------


def tone(frequency_hz: float, samples: int, *, level_db: float = -20.0, start: int = 0, rate_hz: float = 48_000) -> Samples:
    """A sine whose RMS is ``level_db`` dBFS (RMS of full scale ±1.0 is -3 dBFS).  ``start``: first sample's index."""
    amplitude = 10 ** (level_db / 20) * np.sqrt(2)
    phase = 2 * np.pi * frequency_hz * (start + np.arange(samples)) / rate_hz
    return np.asarray(amplitude * np.sin(phase), np.float32)


class SoundSource(Protocol):
    def read(self, samples: int) -> Samples:
        """The next ``samples`` of an endless sound."""
        ...


class ToneSource:
    """An endless sine, read in pieces without a break in phase."""

    def __init__(self, frequency_hz: float, *, level_db: float = -20.0) -> None:
        self.frequency_hz = frequency_hz
        self.level_db = level_db
        self._position = 0

    def read(self, samples: int) -> Samples:
        block = tone(self.frequency_hz, samples, level_db=self.level_db, start=self._position)
        self._position += samples
        return block


class VoiceSource:
    """Endless speech-like sound: a gliding harmonic voice in syllables with pauses.  What Opus takes for speech."""

    def __init__(self, seed: int = 1, *, pitch_hz: float = 120.0, level_db: float = -23.0) -> None:
        self._random = np.random.default_rng(seed)
        self._pitch_hz = pitch_hz
        self._scale = 10 ** (level_db / 20) * 1.4
        self._position = 0
        self._phase = 0.0

    def read(self, samples: int) -> Samples:
        t = (self._position + np.arange(samples)) / 48_000
        phase = self._phase + np.cumsum(self._pitch_hz + 20 * np.sin(2 * np.pi * 0.7 * t)) * 2 * np.pi / 48_000
        self._position += samples
        self._phase = float(phase[-1]) if samples else self._phase
        harmonics = sum(np.sin(k * phase) / k for k in range(1, 40))
        envelope = np.clip(4 * (np.sin(2 * np.pi * 3 * t) + 0.4), 0, 1)
        breath = 0.05 * self._random.standard_normal(samples)
        return np.asarray(self._scale * envelope * (harmonics + breath), np.float32)


class LoopSource:
    """A sound over and over."""

    def __init__(self, sound: Samples) -> None:
        self._sound = sound
        self._position = 0

    def read(self, samples: int) -> Samples:
        at = (self._position + np.arange(samples)) % len(self._sound)
        self._position += samples
        return self._sound[at]


def speech_noise(
    *, edge_hz: float = 24_000, level_db: float = -23.0, noise_db: float | None = None, seconds: float = 12, seed: int = 1
) -> Samples:
    """Noise with the long-term spectrum of a voice (-9 dB an octave from 500 Hz on), three syllables a second and a pause
    every five, nothing above ``edge_hz``.  ``level_db``: RMS while it sounds; ``noise_db``: RMS of white noise beneath."""
    random_ = np.random.default_rng(seed)
    count = round(seconds * 48_000)
    t = np.arange(count) / 48_000
    envelope = np.clip(4 * (np.sin(2 * np.pi * 3 * t) + 0.4), 0, 1) * (np.sin(2 * np.pi * 0.2 * t) > -0.6)
    spectrum = np.fft.rfft(random_.standard_normal(count) * envelope)
    hz = np.fft.rfftfreq(count, 1 / 48_000)
    gain = (np.maximum(hz, 500) / 500) ** (-9 / 6.02) * (hz > 80) * (hz < edge_hz)
    voice = np.fft.irfft(spectrum * gain, count)
    voice *= 10 ** (level_db / 20) / np.sqrt(np.mean(np.square(voice[envelope > 0.5])))
    if noise_db is not None:
        voice += random_.standard_normal(count) * 10 ** (noise_db / 20)
    return np.asarray(voice, np.float32)


# --- measuring --------------------------------------------------------------------------------------------------------


def chance_of_so_few(recovered: int, lost: int, goal: float) -> float:
    """That no more than ``recovered`` of ``lost`` come back where each does with probability ``goal``."""
    return sum(comb(lost, back) * goal**back * (1 - goal) ** (lost - back) for back in range(recovered + 1))


def level_db(samples: Samples) -> float:
    """RMS in dBFS, ``SILENCE_DB`` for digital silence."""
    power = float(np.mean(np.square(samples, dtype=np.float64))) if len(samples) else 0.0
    return 10 * np.log10(power) if power > 0 else SILENCE_DB


def tone_level_db(samples: Samples, frequency_hz: float) -> float:
    """RMS in dBFS of what ``samples`` hold at one frequency (Hann window; needs some 20 periods and 100 ms)."""
    window = np.hanning(len(samples))
    phase = 2j * np.pi * frequency_hz * np.arange(len(samples)) / 48_000
    amplitude = 2 * abs(np.sum(samples * window * np.exp(-phase))) / np.sum(window)
    return 20 * float(np.log10(amplitude / np.sqrt(2))) if amplitude > 0 else SILENCE_DB


def dominant_hz(samples: Samples) -> float:
    """The loudest frequency, interpolated between FFT bins."""
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    peak = int(np.clip(np.argmax(spectrum), 1, len(spectrum) - 2))
    left, mid, right = np.log(spectrum[peak - 1 : peak + 2] + 1e-30)
    shift = (left - right) / (2 * (left - 2 * mid + right)) if left - 2 * mid + right else 0.0
    return float((peak + shift) * 48_000 / len(samples))


def longest_quiet_samples(samples: Samples, below_db: float = -60.0, frame: int = 48) -> int:
    """Length of the longest run of ``frame``-sample frames under ``below_db`` dBFS RMS."""
    frames = samples[: len(samples) // frame * frame].reshape(-1, frame).astype(np.float64)
    quiet = np.mean(frames**2, axis=1) < 10 ** (below_db / 10)
    longest = run = 0
    for is_quiet in quiet:
        run = run + 1 if is_quiet else 0
        longest = max(longest, run)
    return longest * frame


# --- streams ----------------------------------------------------------------------------------------------------------


class OpusStream:
    """A publisher's microphone: sound in, RTP packets out.

    ``ptime_ms``: 10, 20, 40 or 60.  RTP numbers start where told, so that wraps can be tested.
    """

    def __init__(
        self,
        source: SoundSource,
        *,
        ssrc: int = 0x11111111,
        payload_type: int = 111,
        sequence_number: int = 1000,
        timestamp: int = 48_000,
        ptime_ms: int = 20,
        fec: bool = True,
        bitrate_bps: int = 48_000,
    ) -> None:
        self.source = source
        self.ssrc = ssrc
        self.sequence_number = sequence_number
        self.timestamp = timestamp
        self.samples = ptime_ms * 48
        self._payload_type = payload_type
        self._encoder = opus.Encoder(bitrate_bps=bitrate_bps, fec=fec, loss_percent=20 if fec else 0)

    def next(self) -> bytes:
        """The next packet; the numbers move on."""
        return self.packet(self._encoder.encode(self.source.read(self.samples)))

    def packet(self, payload: bytes) -> bytes:
        """Any payload under the stream's next numbers."""
        packet = build_packet(
            payload,
            payload_type=self._payload_type,
            sequence_number=self.sequence_number & 0xFFFF,
            timestamp=self.timestamp & 0xFFFFFFFF,
            ssrc=self.ssrc,
        )
        self.sequence_number += 1
        self.timestamp += self.samples
        return packet

    def pause(self, samples: int) -> None:
        """Send nothing for a while (DTX): the timestamp moves, the sequence number does not."""
        self.source.read(samples)
        self.timestamp += samples


class Vp8Stream:
    """VP8-shaped video in RTP (RFC 7741): real payload descriptors and frame headers around seeded filler, not decodable.

    One list of packets per frame, the last with the marker.  15-bit picture ids, TL0PICIDX and one temporal layer.
    """

    def __init__(
        self,
        *,
        ssrc: int = 0x22222222,
        payload_type: int = 96,
        sequence_number: int = 2000,
        timestamp: int = 90_000,
        picture_id: int = 100,
        width: int = 640,
        height: int = 360,
        fps: int = 25,
        seed: int = 1,
    ) -> None:
        self.ssrc = ssrc
        self.sequence_number = sequence_number
        self.timestamp = timestamp
        self.picture_id = picture_id
        self.tl0picidx = 0
        self._payload_type = payload_type
        self._size = width, height
        self._step = 90_000 // fps
        self._random = random.Random(seed)

    def frame(self, *, key: bool = False, bytes_: int = 3000, per_packet: int = 1100) -> list[bytes]:
        """The packets of the next frame, ``bytes_`` of VP8 data cut into pieces of ``per_packet``."""
        data = self._frame_header(key, bytes_) + self._random.randbytes(bytes_)
        pieces = [data[i : i + per_packet] for i in range(0, len(data), per_packet)]
        packets = []
        for number, piece in enumerate(pieces):
            packets.append(
                build_packet(
                    self._descriptor(first=number == 0) + piece,
                    payload_type=self._payload_type,
                    sequence_number=self.sequence_number & 0xFFFF,
                    timestamp=self.timestamp & 0xFFFFFFFF,
                    ssrc=self.ssrc,
                    marker=number == len(pieces) - 1,
                )
            )
            self.sequence_number += 1
        self.timestamp += self._step
        self.picture_id = (self.picture_id + 1) & 0x7FFF
        self.tl0picidx = (self.tl0picidx + 1) & 0xFF
        return packets

    def _descriptor(self, *, first: bool) -> bytes:
        extended, picture, tl0, temporal = 0x80, 0x80, 0x40, 0x20
        start = 0x10 if first else 0
        identifier = (0x8000 | self.picture_id).to_bytes(2, "big")
        return bytes((extended | start, picture | tl0 | temporal)) + identifier + bytes((self.tl0picidx, 0))

    def _frame_header(self, key: bool, size: int) -> bytes:
        """Frame tag of RFC 6386 §9.1: shown frame, partition of ``size`` bytes; on key frames start code and dimensions."""
        tag = (0 if key else 1) | 1 << 4 | min(size, 0x7FFFF) << 5
        head = tag.to_bytes(3, "little")
        if key:
            head += b"\x9d\x01\x2a" + self._size[0].to_bytes(2, "little") + self._size[1].to_bytes(2, "little")
        return head


# --- a bad network ----------------------------------------------------------------------------------------------------


class Delivery(NamedTuple):
    at: float
    """Seconds."""
    packet: bytes


class Link:
    """A network path: loss, delay, jitter and duplicates, the same ones for the same seed.

    Each packet waits ``delay_s`` plus a uniform share of ``jitter_s``; with ``reorder`` they overtake one another,
    without it a packet waits for the one before.  ``lose`` names packets by their count (from 0) that vanish for certain.
    ``burst``: mean length of a run of losses, while ``loss`` stays the share (Gilbert's model); 1: each by itself.
    ``width_bps``: a bottleneck; what would wait at it for longer than :data:`QUEUE_S` is lost.
    ``loss`` and ``width_bps`` may be changed at any time.
    """

    def __init__(
        self,
        seed: int = 1,
        *,
        loss: float = 0.0,
        burst: float = 1.0,
        delay_s: float = 0.0,
        jitter_s: float = 0.0,
        duplicate: float = 0.0,
        reorder: bool = False,
        lose: Iterable[int] = (),
        width_bps: float | None = None,
    ) -> None:
        self._random = random.Random(seed)
        self.loss, self.delay_s, self._jitter_s, self._duplicate = loss, delay_s, jitter_s, duplicate
        self._burst = burst
        self._losing = False
        self._reorder = reorder
        self._lose = frozenset(lose)
        self._heap: list[tuple[float, int, bytes]] = []
        self._latest = 0.0
        self.width_bps = width_bps
        self._free_at = 0.0
        self.sent = 0
        self.lost = 0

    def send(self, now: float, packet: bytes) -> bool:
        """False: the packet is lost."""
        number, self.sent = self.sent, self.sent + 1
        self._losing = self._random.random() < self._chance()
        leaves = self._leaves_at(now, len(packet))
        if self._losing or number in self._lose or leaves is None:
            self.lost += 1
            return False
        copies = 2 if self._random.random() < self._duplicate else 1
        for copy in range(copies):
            at = leaves + self.delay_s + self._random.random() * self._jitter_s
            if not self._reorder:
                at = max(at, self._latest)
                self._latest = at
            heapq.heappush(self._heap, (at, 2 * number + copy, packet))
        return True

    def _chance(self) -> float:
        if self._burst <= 1.0:
            return self.loss
        return 1 - 1 / self._burst if self._losing else self.loss / (self._burst * (1 - self.loss))

    def _leaves_at(self, now: float, size: int) -> float | None:
        """When a packet is through the bottleneck; None: the queue before it is full."""
        if self.width_bps is None:
            return now
        starts = max(self._free_at, now)
        if starts - now > QUEUE_S:
            return None
        self._free_at = starts + 8 * (size + IP_UDP_BYTES) / self.width_bps
        return self._free_at

    @property
    def next_at(self) -> float | None:
        """When the next packet arrives; None while nothing is on the way."""
        return self._heap[0][0] if self._heap else None

    def receive(self, now: float) -> Iterator[Delivery]:
        """All that has arrived by ``now``, in order of arrival."""
        while self._heap and self._heap[0][0] <= now:
            at, _, packet = heapq.heappop(self._heap)
            yield Delivery(at, packet)


def decode_all(payloads: Sequence[bytes]) -> Samples:
    """A listener's decoder: the sound of consecutive Opus packets."""
    decoder = opus.Decoder()
    return np.concatenate([decoder.decode(payload) for payload in payloads]) if payloads else np.zeros(0, np.float32)
