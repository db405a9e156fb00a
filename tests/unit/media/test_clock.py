"""One clock for all buses of a machine; a hold-up is made good without a burst."""

from __future__ import annotations

from media import clock
from media.testing import FakeClock


def test_ticks_and_timestamps_follow_the_monotonic_clock_alone() -> None:
    assert clock.tick_at(1_000_000_000) == 50
    assert clock.deadline_ns(50) == 1_000_000_000
    assert clock.rtp_timestamp(50) == 48_000
    assert clock.rtp_timestamp(-(-(1 << 32) // 960)) == 960 * -(-(1 << 32) // 960) - (1 << 32)


def test_a_timestamp_names_its_tick_across_the_wrap() -> None:
    for tick in (7, 4_473_924, 4_473_925, 9_000_000):
        assert clock.tick_of_timestamp(clock.rtp_timestamp(tick), clock.deadline_ns(tick + 3)) == tick


def test_each_tick_is_handed_out_once() -> None:
    now = FakeClock(10.003)
    schedule = clock.TickSchedule(now.ns())
    assert schedule.deadline_ns == 10_020_000_000
    assert not schedule.due(now.ns()).ticks
    now.advance(0.0175)
    due = schedule.due(now.ns())
    assert (list(due.ticks), due.missed, due.late_ns) == ([501], 0, 500_000)
    assert not schedule.due(now.ns()).ticks


def test_a_short_hold_up_loses_nothing() -> None:
    schedule = clock.TickSchedule(10_000_000_000)
    due = schedule.due(10_065_000_000)
    assert (list(due.ticks), due.missed) == ([501, 502, 503], 0)


def test_a_long_hold_up_is_counted_and_makes_no_burst() -> None:
    schedule = clock.TickSchedule(10_000_000_000)
    due = schedule.due(10_505_000_000)
    assert (list(due.ticks), due.missed) == ([523, 524, 525], 22)
    assert schedule.deadline_ns == 10_520_000_000
