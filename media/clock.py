"""The media clock of a machine: 20 ms ticks of ``CLOCK_MONOTONIC``, and the one RTP clock derived from them.

Pure: the time is always an argument, in nanoseconds of ``CLOCK_MONOTONIC``.
"""

from __future__ import annotations

from typing import Final, NamedTuple

SAMPLE_RATE_HZ: Final = 48_000
BLOCK_SAMPLES: Final = 960
TICK_NS: Final = 20_000_000
TIMESTAMP_MODULUS: Final = 1 << 32


def tick_at(now_ns: int) -> int:
    """Number of the tick that ``now_ns`` lies in."""
    return now_ns // TICK_NS


def deadline_ns(tick: int) -> int:
    """When ``tick`` begins: the moment its block is mixed."""
    return tick * TICK_NS


def rtp_timestamp(tick: int) -> int:
    """RTP timestamp (48 kHz, 32 bits) of the block mixed at ``tick``; the same for every bus of the machine."""
    return tick * BLOCK_SAMPLES % TIMESTAMP_MODULUS


def tick_of_timestamp(timestamp: int, near_ns: int) -> int:
    """The tick whose blocks carry ``timestamp``, the one nearest to ``near_ns``."""
    near = tick_at(near_ns)
    ahead = (timestamp - rtp_timestamp(near) + TIMESTAMP_MODULUS // 2) % TIMESTAMP_MODULUS - TIMESTAMP_MODULUS // 2
    return near + ahead // BLOCK_SAMPLES


class Due(NamedTuple):
    """What the schedule says at one waking."""

    ticks: range
    """Ticks to run now, oldest first; empty when woken too early."""
    missed: int
    """Ticks given up for good before those."""
    late_ns: int
    """How long after the deadline of the newest tick due the caller woke."""


class TickSchedule:
    """Which ticks are due.  Deadlines are absolute: a late tick never delays those after it.

    A short hold-up is made good at once (at most ``catch_up`` ticks late are still run, so nothing is lost); of a longer one
    the older ticks are given up and counted, so listeners get no burst.
    """

    def __init__(self, now_ns: int, catch_up: int = 2) -> None:
        self.next_tick = tick_at(now_ns) + 1
        self._catch_up = catch_up

    @property
    def deadline_ns(self) -> int:
        """When to wake next."""
        return deadline_ns(self.next_tick)

    def due(self, now_ns: int) -> Due:
        """Take what is due at ``now_ns``; each tick is handed out once."""
        newest = tick_at(now_ns)
        if newest < self.next_tick:
            return Due(range(0), 0, 0)
        first = max(self.next_tick, newest - self._catch_up)
        due = Due(range(first, newest + 1), first - self.next_tick, now_ns - deadline_ns(newest))
        self.next_tick = newest + 1
        return due
