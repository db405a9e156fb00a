"""The jitter buffer of one microphone: RTP packets in as they come, one block of sound out per tick.

Late, lost, doubled and shuffled packets, pauses (DTX), restarts of the sender and its clock's drift end here.  Losses are
filled from the next packet's in-band FEC where it is there, else concealed and faded to silence.  See
docs/algorithms/mixing.md.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from math import ceil
from typing import Final, NamedTuple, Protocol

import numpy as np

from media.codec.opus import OpusError, Samples, has_fec, packet_samples
from media.mixer.delay import DelayTarget
from media.mixer.timeline import BLEND, BLOCK, CROSSFADE, LONGEST_PERIOD, MARGIN, STEPS, Timeline
from media.rtp.header import RtpHeader
from media.rtp.sequence import Unwrapper, timestamp_distance

GUARD_S: Final = 0.003
"""A packet must come this long before a tick to count as there in time: drift shows before it hurts."""
FADE_START: Final = 60 * 48
FADE_END: Final = 120 * 48
"""Concealment fades out between these lengths."""
DTX_PATIENCE: Final = 600 * 48
"""After a DTX packet the decoder's comfort noise goes on for this long (refreshes come every 400 ms)."""
IDLE: Final = 48_000
"""Without a packet for this long the buffer rests until the next one."""
MISSED_AT_ONCE: Final = 500
"""A gap in the sequence numbers beyond this is a sender that begins anew, not a loss."""
STORE_LIMIT: Final = 64
"""Packets waiting.  Overflow policy: the oldest is dropped."""
SEEN: Final = 128
"""Sequence numbers remembered to know duplicates."""
RESTART_JUMP: Final = 24_000
"""Packets this much earlier than any before: the sender's timestamps have jumped."""
LATE_RUN: Final = 20 * BLOCK
"""All packets too late to use for this long: likewise."""
OVERTAKEN: Final = 2 * BLOCK
"""A packet that comes after one so much younger was lost and sent again; less is a path that shuffles."""
HOLD: Final = 144
"""Delay beyond the target that is left alone (3 ms)."""
QUIET: Final = 0.004
"""Peak (-48 dBFS) under which the delay is mended at once, by a crossfaded jump, instead of in small steps."""
STRETCH_EVERY: Final = 3 * BLOCK
"""At most one period is repeated or left out in so long: the voice slows down or hurries by a sixth at most."""
EXCESS: Final = 200 * 48
"""Delay beyond the target that is jumped over even in mid-speech."""


class SoundDecoder(Protocol):
    def decode(self, packet: bytes) -> Samples: ...
    def decode_fec(self, packet: bytes, samples: int) -> Samples: ...
    def conceal(self, samples: int) -> Samples: ...
    def reset(self) -> None: ...
    def save(self) -> bytes: ...
    def restore(self, saved: bytes) -> None: ...


class _Packet(NamedTuple):
    number: int
    timestamp: int
    samples: int
    payload: bytes


@dataclass(slots=True)
class JitterCounters:
    """Since the track appeared.  ``concealed`` in samples, the others in packets or events."""

    received: int = 0
    expected: int = 0
    """Sequence numbers that have passed ..."""
    missed: int = 0
    """... and those of them whose packet did not come at first: lost, whether sent again and recovered or not."""
    recovered: int = 0
    """Lost packets filled from in-band FEC."""
    concealed: int = 0
    late: int = 0
    duplicate: int = 0
    corrupt: int = 0
    overflow: int = 0
    restarts: int = 0
    jumps: int = 0

    def add(self, other: JitterCounters) -> None:
        for field in fields(self):
            setattr(self, field.name, getattr(self, field.name) + getattr(other, field.name))


class JitterBuffer:
    """``push`` each packet, ``pull`` once per tick.  Timestamps are unwrapped, times are samples of the mixer's clock."""

    def __init__(self, decoder: SoundDecoder, target: DelayTarget | None = None) -> None:
        self.counters = JitterCounters()
        self._decoder = decoder
        self._target = target or DelayTarget()
        self._timeline = Timeline()
        self._store: dict[int, _Packet] = {}
        self._sequence = Unwrapper()
        self._ssrc: int | None = None
        self._former_ssrc: int | None = None
        self._fresh = True
        self._seen = 0
        self._newest = 0
        self._running = False
        self._real_end = 0
        self._before_gap = b""
        """The decoder at ``_real_end``, while what follows is invented."""
        self._last_number = 0
        self._dtx = False
        self._late_since: int | None = None
        self._last_pull = 0
        self._last_stretch = 0
        self._last_packet = 0
        self._transit: float | None = None
        self.jitter_samples = 0.0
        """Interarrival jitter (RFC 3550 section 6.4.1) of the packets that came in order."""
        self.played = (0, 0)
        """Timestamp on the sender's clock (unwrapped) and number of samples that the last block took up."""

    @property
    def delay_samples(self) -> int:
        """How much longer a sample waits than the fastest packet of the last seconds would need."""
        return self._last_pull - self._timeline.position - self._target.fastest if self._running else 0

    def push(self, header: RtpHeader, payload: bytes, arrival_s: float) -> None:
        """One packet; ``arrival_s`` is when it reached the machine, on the clock of the ticks."""
        try:
            samples = packet_samples(payload)
        except OpusError:
            self.counters.corrupt += 1
            return
        if header.ssrc != self._ssrc and not self._change_ssrc(header.ssrc):
            self.counters.late += 1
            return
        self.counters.received += 1
        number = self._sequence.peek(header.sequence_number)
        if self._sequence.highest is not None and number <= self._sequence.highest - SEEN:
            self._sequence = Unwrapper()
            self._fresh = True
            number = self._sequence.peek(header.sequence_number)
        if not self._first_sight(number):
            self.counters.duplicate += 1
            return
        ready = ceil((arrival_s + GUARD_S) * 50) * BLOCK
        timestamp = self._newest + timestamp_distance(header.timestamp, self._newest & 0xFFFFFFFF)
        self._note_transit(arrival_s * 48_000, timestamp)
        self._accept(_Packet(number, timestamp, samples, payload), ready)

    def pull(self, tick: int) -> Samples | None:
        """The block of ``tick``; None while there is nothing to hear.  Called once per tick, in order."""
        now = tick * BLOCK
        held_up, self._last_pull = now - self._last_pull - BLOCK, now
        if held_up > EXCESS or (now - self._last_packet > IDLE and not self._store):
            self._running = False
        if not self._running and not self._begin(now):
            return None
        step, jump = self._correction(now, held_up)
        self._fill(self._timeline.position + jump + step + MARGIN)
        self.played = (self._timeline.position + jump, step)
        return self._timeline.read(step, jump)

    # --- taking packets in ---

    def _change_ssrc(self, ssrc: int) -> bool:
        """False for stragglers of the stream before this one."""
        if ssrc == self._former_ssrc and self._last_pull - self._last_packet < 2 * IDLE:
            return False
        self._former_ssrc, self._ssrc = self._ssrc, ssrc
        self._sequence = Unwrapper()
        self._fresh = True
        return True

    def _first_sight(self, number: int) -> bool:
        """False for a packet seen before, among the last ``SEEN`` numbers."""
        highest = self._sequence.highest
        if highest is None or number > highest:
            ahead = 1 if highest is None else number - highest
            self._seen = (self._seen << min(ahead, SEEN) | 1) & ((1 << SEEN) - 1)
            return True
        bit = 1 << min(highest - number, SEEN)
        known = bool(self._seen & bit)
        self._seen |= bit
        return not known

    def _accept(self, packet: _Packet, ready: int) -> None:
        lateness = ready - packet.timestamp - BLOCK
        if self._fresh or self._target.fastest - lateness > RESTART_JUMP:
            self._restart(packet.timestamp, lateness)
        self._note(packet, lateness)
        self._last_packet = max(self._last_packet, ready)
        if self._running and packet.timestamp < self._timeline.end and not self._make_room(packet):
            self.counters.late += 1
            self._late_since = ready if self._late_since is None else self._late_since
            if ready - self._late_since < LATE_RUN:
                return
            self._restart(packet.timestamp, lateness)
        self._late_since = None
        self._store[packet.number] = packet
        if len(self._store) > STORE_LIMIT:
            del self._store[min(self._store)]
            self.counters.overflow += 1

    def _restart(self, timestamp: int, lateness: int) -> None:
        """Another stream begins, or the same one on another clock."""
        self.counters.restarts += not self._fresh or self._running
        self._fresh = False
        self._newest = timestamp
        self._target.start(lateness)
        self._store.clear()
        self._decoder.reset()
        self._running = False

    def _note_transit(self, arrival: float, timestamp: int) -> None:
        if timestamp < self._newest and not self._fresh:
            return
        transit, before = arrival - timestamp, self._transit
        self._transit = transit
        if before is not None and abs(transit - before) < RESTART_JUMP:
            self.jitter_samples += (abs(transit - before) - self.jitter_samples) / 16

    def _count_missed(self, number: int, overtaken: bool) -> None:
        highest = self._sequence.highest
        if highest is None or number - highest > MISSED_AT_ONCE:
            self.counters.expected += 1
        elif number > highest:
            self.counters.expected += number - highest
            self.counters.missed += number - highest - 1
        elif not overtaken:
            self.counters.missed -= 1

    def _note(self, packet: _Packet, lateness: int) -> None:
        """A lost packet counts as coming with the one whose FEC carries it: so the delay leaves room for recovery."""
        self._count_missed(packet.number, self._newest - packet.timestamp >= OVERTAKEN)
        highest = self._sequence.highest
        self._sequence.highest = packet.number if highest is None else max(highest, packet.number)
        if self._newest - packet.timestamp >= OVERTAKEN:
            self._target.add_resend(lateness)
            return
        self._newest = max(self._newest, packet.timestamp)
        self._target.add(lateness)
        if highest is not None and packet.number > highest + 1 and has_fec(packet.payload):
            self._target.add(lateness + packet.samples)

    def _make_room(self, packet: _Packet) -> bool:
        """Whether a packet whose time was begun to be concealed can still be heard, now or with more delay."""
        if packet.timestamp < self._real_end:
            return False
        heard = max(0, self._timeline.position - packet.timestamp)
        if heard and self._last_pull - self._timeline.position + heard > self._target.limit:
            return False
        if self._timeline.end - max(packet.timestamp, self._timeline.position) < BLEND:
            self._conceal(BLEND)
        if packet.timestamp == self._real_end and self._before_gap:
            self._decoder.restore(self._before_gap)
        self._timeline.cut(packet.timestamp)
        return True

    # --- giving sound out ---

    def _begin(self, now: int) -> bool:
        self._forget(now - self._target.samples - BLOCK - EXCESS)
        if not self._store:
            return False
        first = self._store[min(self._store)].timestamp
        self._timeline.restart(min(now - self._target.samples - BLOCK - MARGIN, first), first)
        self._real_end = first
        self._last_number = min(self._store) - 1
        self._dtx = False
        self._running = True
        return True

    def _forget(self, before: int) -> None:
        """Drop what a stall held back until it was too old to be heard: a jump over it would not fit the time line."""
        for number in [packet.number for packet in self._store.values() if packet.timestamp < before]:
            del self._store[number]
            self.counters.late += 1

    def _correction(self, now: int, held_up: int) -> tuple[int, int]:
        """How many samples the next block takes up, and how many to jump over first."""
        timeline = self._timeline
        position = timeline.position
        excess = now - (position + BLOCK) - self._target.samples - MARGIN
        if 0 <= excess <= HOLD:
            return BLOCK, 0
        if excess > EXCESS or (held_up > 0 and excess > 2 * HOLD):
            return self._jump(excess)
        if excess > 4 * HOLD:
            self._fill(position + BLOCK + MARGIN)
            if timeline.peak(position, position + BLOCK) < QUIET:
                return self._jump(min(excess, BLOCK))
        if excess < -HOLD and timeline.peak(position + max(excess, -BLOCK), position + BLOCK) < QUIET:
            return self._jump(max(excess, -BLOCK))
        if abs(excess) > 4 * HOLD and (period := self._period(now, excess)):
            return self._jump(period)
        if excess > 0:
            return min(STEPS[-1], BLOCK + 1 + (excess - HOLD) // 480), 0
        return max(STEPS[0], BLOCK - 1 + excess // 120), 0

    def _period(self, now: int, excess: int) -> int:
        """A jump by a period of the voice, or of what else repeats itself: unheard in mid-speech; 0: not now."""
        back = excess < 0
        if now - self._last_stretch < STRETCH_EVERY:
            return 0
        reach = self._timeline.position + CROSSFADE + (0 if back else LONGEST_PERIOD)
        self._fill(reach)
        if reach > self._real_end:
            return 0
        self._last_stretch = now
        period = self._timeline.period(back=back)
        return (-period if back else period) if period <= abs(excess) + HOLD else 0

    def _jump(self, samples: int) -> tuple[int, int]:
        self.counters.jumps += 1
        return BLOCK, samples

    def _fill(self, until: int) -> None:
        while self._timeline.end < until:
            packet = self._next()
            if packet is None:
                self._conceal(BLOCK)
            elif packet.timestamp > self._timeline.end:
                self._bridge(packet)
            else:
                self._play(packet)

    def _next(self) -> _Packet | None:
        """The packet to hear next; those whose time has passed are dropped."""
        while self._store:
            packet = self._store[min(self._store)]
            if packet.timestamp >= self._timeline.end:
                return packet
            del self._store[packet.number]
            self.counters.late += 1
        return None

    def _play(self, packet: _Packet) -> None:
        del self._store[packet.number]
        try:
            sound = self._decoder.decode(packet.payload)
        except OpusError:
            self.counters.corrupt += 1
            self._conceal(packet.samples)
            return
        self._hear(sound, packet.number)
        self._dtx = len(packet.payload) <= 2

    def _hear(self, sound: Samples, number: int) -> None:
        if self._timeline.end - self._real_end >= FADE_END:
            ramp = min(240, len(sound))
            sound[:ramp] *= np.linspace(0, 1, ramp, dtype=np.float32)
        self._timeline.append(sound)
        self._real_end = self._timeline.end
        self._last_number = number

    def _bridge(self, packet: _Packet) -> None:
        """Fill what is missing before ``packet``: by its FEC if the packet just before it was lost, else by concealment."""
        gap = packet.timestamp - self._timeline.end
        if packet.number - self._last_number < 2 or not has_fec(packet.payload) or gap % 120:
            self._conceal(min(gap, BLOCK))
        elif gap > packet.samples:
            self._conceal(min(gap - packet.samples, BLOCK))
        else:
            self._recover(packet, gap)

    def _recover(self, packet: _Packet, gap: int) -> None:
        try:
            sound = self._decoder.decode_fec(packet.payload, gap)
        except OpusError:
            self._conceal(gap)
            return
        self.counters.recovered += 1
        self._hear(sound, packet.number - 1)

    def _conceal(self, samples: int) -> None:
        invented = self._timeline.end - self._real_end
        self.counters.concealed += samples
        fade_from = DTX_PATIENCE if self._dtx else FADE_START
        fade_to = fade_from + FADE_END - FADE_START
        if invented >= fade_to:
            self._timeline.append(np.zeros(samples, np.float32))
            return
        if invented == 0:
            self._before_gap = self._decoder.save()
        sound = self._decoder.conceal(-(-samples // 120) * 120)[:samples]
        if invented + samples > fade_from:
            at = invented + np.arange(samples)
            sound *= np.clip((fade_to - at) / (fade_to - fade_from), 0, 1).astype(np.float32)
        self._timeline.append(sound)
