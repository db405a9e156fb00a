"""Sequence numbers: serial arithmetic (RFC 1982), extension to an index, reception statistics (RFC 3550 A.1, A.3, A.8) and
the NACKs a receiver owes for what is missing (RFC 4585)."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from statistics import median

from media.rtp.rtcp import ReportBlock

HALF = 1 << 15
MAX_DROPOUT = 3000
"""A forward jump of more is a restart of the stream, not a loss (RFC 3550 A.1)."""
MAX_MISORDER = 100
CUTS_KEPT = 64
ANSWERS_KEPT = 16
ANSWER_SLACK = 1.25
LEAST_INTERVAL_S = 0.02
"""Packets that overtake one another answer at once: no reason to ask more often than this."""


def distance(newer: int, older: int) -> int:
    """Signed way from ``older`` to ``newer``, -32768…32767 (RFC 1982)."""
    return (newer - older + HALF & 0xFFFF) - HALF


def timestamp_distance(newer: int, older: int) -> int:
    """The same on 32-bit RTP timestamps."""
    return (newer - older + 0x80000000 & 0xFFFFFFFF) - 0x80000000


class Unwrapper:
    """Extends 16-bit numbers to an index that grows for ever.  The first cycle is 1, so late packets stay positive."""

    def __init__(self) -> None:
        self.highest: int | None = None

    def peek(self, sequence_number: int) -> int:
        """The index nearest to the highest so far; nothing is remembered."""
        if self.highest is None:
            return sequence_number + 0x10000
        return self.highest + distance(sequence_number, self.highest & 0xFFFF)

    def advance(self, sequence_number: int) -> int:
        """The index, remembered when it is the highest."""
        index = self.peek(sequence_number)
        if self.highest is None or index > self.highest:
            self.highest = index
        return index


class Compactor:
    """Renumbers a stream from which some packets are left out, so that what goes on has no gap in their place.

    A packet left out takes its number out of all that follow.  One that comes after later packets have gone on keeps its
    place instead: their numbers cannot change any more.
    """

    def __init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self._unwrapper = Unwrapper()
        self._left_out = 0
        # (index left out, how many were before it), oldest first
        self._cuts: deque[tuple[int, int]] = deque(maxlen=CUTS_KEPT)

    def renumber(self, sequence_number: int, *, skip: bool) -> int | None:
        """The number to go on under; None: left out, a repetition of what was, or too late to be placed."""
        highest = self._unwrapper.highest
        if highest is not None and distance(sequence_number, highest & 0xFFFF) < -MAX_DROPOUT:
            self._begin()  # the stream begins anew
            highest = None
        index = self._unwrapper.advance(sequence_number)
        if highest is not None and index <= highest:
            return self._late(index)
        if skip:
            self._cuts.append((index, self._left_out))
            self._left_out += 1
            return None
        return index - self._left_out & 0xFFFF

    def _late(self, index: int) -> int | None:
        left_out = self._left_out
        for at, before in reversed(self._cuts):
            if index > at:
                return index - left_out & 0xFFFF
            if index == at:
                return None
            left_out = before
        return index - left_out & 0xFFFF if left_out == 0 else None


class ReceiveStatistics:
    """What a receiver report says of one source.  ``clock_rate`` in Hz; ``now`` in seconds of any one clock."""

    def __init__(self, clock_rate: int) -> None:
        self._clock_rate = clock_rate
        self._unwrapper = Unwrapper()
        self._base = 0
        self._bad_sequence_number: int | None = None
        self.received = 0
        self.jitter = 0.0
        self._transit: int | None = None
        self._expected_before = 0
        self._received_before = 0
        self._last_sr = 0
        self._last_sr_at: float | None = None

    def packet(self, sequence_number: int, rtp_timestamp: int, now: float) -> None:
        """Count one packet.  Two numbers in a row after a great jump restart the count (RFC 3550 A.1)."""
        highest = self._unwrapper.highest
        if highest is not None:
            step = distance(sequence_number, highest & 0xFFFF)
            if step > MAX_DROPOUT or step < -MAX_MISORDER:
                if sequence_number != self._bad_sequence_number:
                    self._bad_sequence_number = sequence_number + 1 & 0xFFFF
                    return
                self._restart()
        if self._unwrapper.highest is None:
            self._base = sequence_number + 0x10000
        self._bad_sequence_number = None
        self._unwrapper.advance(sequence_number)
        self.received += 1
        self._update_jitter(rtp_timestamp, now)

    def _restart(self) -> None:
        self._unwrapper = Unwrapper()
        self._transit = None
        self.received = self._expected_before = self._received_before = 0

    def _update_jitter(self, rtp_timestamp: int, now: float) -> None:
        transit = int(now * self._clock_rate) - rtp_timestamp
        if self._transit is not None:
            self.jitter += (abs(timestamp_distance(transit & 0xFFFFFFFF, self._transit & 0xFFFFFFFF)) - self.jitter) / 16
        self._transit = transit

    @property
    def expected(self) -> int:
        highest = self._unwrapper.highest
        return 0 if highest is None else highest - self._base + 1

    @property
    def packets_lost(self) -> int:
        return self.expected - self.received

    def sender_report(self, ntp: int, now: float) -> None:
        """Remember a sender report for the round-trip fields."""
        self._last_sr = ntp >> 16 & 0xFFFFFFFF
        self._last_sr_at = now

    def report(self, ssrc: int, now: float) -> ReportBlock:
        """The report block for the time since the last call (RFC 3550 A.3)."""
        expected = self.expected - self._expected_before
        lost = expected - (self.received - self._received_before)
        self._expected_before, self._received_before = self.expected, self.received
        fraction = min(255, (lost << 8) // expected) if expected > 0 and lost > 0 else 0
        delay = 0 if self._last_sr_at is None else min(0xFFFFFFFF, int((now - self._last_sr_at) * 65536))
        highest = self._unwrapper.highest or 0x10000
        return ReportBlock(
            ssrc, fraction, self.packets_lost, highest - 0x10000 & 0xFFFFFFFF, int(self.jitter), self._last_sr, delay
        )


@dataclass(slots=True)
class _Gap:
    """One missing packet: when it was missed, when it is to be asked for next, when it was asked for first, how often."""

    noticed: float
    next_at: float
    first_asked: float = 0.0
    asked: int = 0


class NackGenerator:
    """Which packets to ask for again, and when.

    A gap is asked for at the next :meth:`due`, then once per round trip up to ``retries`` times, and no longer than
    ``patience`` seconds: what would come later is of no use.  ``interval`` stands for the round trip until answers have
    shown it.  Requests get lost too: the first is repeated ``doubled`` times 20 ms apart.  At most ``capacity`` gaps are
    remembered: the oldest is given up first.  ``given_up`` counts what was lost for good: a video receiver then asks for a
    key frame.
    """

    def __init__(
        self,
        *,
        interval: float = 0.05,
        retries: int = 10,
        capacity: int = 256,
        patience: float = float("inf"),
        doubled: int = 0,
    ) -> None:
        self._first_interval = interval
        self._retries = retries
        self._capacity = capacity
        self._patience = patience
        self._doubled = doubled
        self._unwrapper = Unwrapper()
        self._missing: dict[int, _Gap] = {}
        self._answers: deque[float] = deque(maxlen=ANSWERS_KEPT)
        self.given_up = 0

    @property
    def interval(self) -> float:
        """Seconds between two requests for the same packet: a little more than answers usually take."""
        if not self._answers:
            return self._first_interval
        return max(LEAST_INTERVAL_S, ANSWER_SLACK * median(self._answers))

    def packet(self, sequence_number: int, now: float) -> bool:
        """Note one arrival; everything between it and the highest so far is missing from ``now`` on.

        True for a packet that had been asked for: on the way it was lost, or very late.
        """
        highest = self._unwrapper.highest
        index = self._unwrapper.peek(sequence_number)
        if highest is None:
            self._unwrapper.advance(sequence_number)
        elif index <= highest:
            return self._answered(self._missing.pop(index, None), now)
        elif index - highest > MAX_DROPOUT:
            self._missing.clear()
            self._unwrapper.advance(sequence_number)
        else:
            self._unwrapper.advance(sequence_number)
            self._note_gap(highest + 1, index, now)
        return False

    def _answered(self, gap: _Gap | None, now: float) -> bool:
        if gap is None or not gap.asked:
            return False
        self._answers.append(now - gap.first_asked)
        return True

    def _note_gap(self, first: int, end: int, now: float) -> None:
        first_kept = max(first, end - self._capacity)
        self.given_up += first_kept - first
        for index in range(first_kept, end):
            self._missing[index] = _Gap(now, now)
        while len(self._missing) > self._capacity:
            self._missing.pop(next(iter(self._missing)))
            self.given_up += 1

    def misses(self, sequence_number: int) -> bool:
        """Whether the packet would be of use: missing, or newer than all so far."""
        index = self._unwrapper.peek(sequence_number)
        highest = self._unwrapper.highest
        return highest is not None and (index in self._missing or 0 < index - highest <= MAX_DROPOUT)

    def due(self, now: float) -> list[int]:
        """Sequence numbers to ask for now, oldest first."""
        numbers = []
        for index, gap in list(self._missing.items()):
            if gap.next_at > now:
                continue
            if gap.asked >= self._retries or now - gap.noticed > self._patience:
                del self._missing[index]
                self.given_up += 1
                continue
            if not gap.asked:
                gap.first_asked = now
            gap.asked += 1
            gap.next_at = now + (LEAST_INTERVAL_S if gap.asked <= self._doubled else self.interval)
            numbers.append(index & 0xFFFF)
        return numbers

    def deadline(self) -> float | None:
        """When :meth:`due` has something to say next; None while nothing is missing."""
        return min((gap.next_at for gap in self._missing.values()), default=None)
