"""Rates: how fast a stream comes in, and what a publisher is told who has no transport-wide feedback."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.sfu.rate import LEAST_BPS, MOST_BPS, RateMeter, SendingRate


def test_a_steady_stream_is_measured_and_a_step_is_seen_within_two_seconds() -> None:
    meter = RateMeter()
    for n in range(250):
        meter.packet(1000 if n < 150 else 2000, n / 25)
    assert meter.bps == pytest.approx(400e3, rel=0.1)
    before = RateMeter()
    for n in range(150):
        before.packet(1000, n / 25)
    assert before.bps == pytest.approx(200e3, rel=0.05)


def test_a_stream_that_just_began_is_not_overrated_by_its_key_frame() -> None:
    meter = RateMeter()
    for _ in range(20):
        meter.packet(1200, 1.0)
    assert meter.bps <= 20 * 1200 * 8 / 0.5


def test_a_pause_is_forgotten() -> None:
    meter = RateMeter()
    for n in range(50):
        meter.packet(1000, n / 25)
    for n in range(50):
        meter.packet(500, 60 + n / 25)
    assert meter.bps == pytest.approx(100e3, rel=0.1)


def test_without_loss_the_rate_grows_ahead_of_what_comes_in() -> None:
    rate, sent = SendingRate(), 300e3
    for _ in range(60):
        allowed = rate.update(sent, 0.0)
        assert allowed >= sent
        sent = min(allowed, 2.5e6)
    assert sent == 2.5e6
    assert rate.bps <= 1.5 * 2.5e6 + 200e3


def test_a_sender_that_sends_little_is_not_promised_much() -> None:
    rate = SendingRate()
    for _ in range(100):
        rate.update(100e3, 0.0)
    assert rate.bps == 1_000_000


def test_a_narrow_path_is_found_by_its_loss() -> None:
    rate, width = SendingRate(), 700e3
    sent = 0.0
    for _ in range(60):
        loss = max(0.0, 1 - width / sent) if sent else 0.0
        sent = rate.update(min(sent, width), loss)
    assert 500e3 <= sent <= 850e3


def test_a_little_loss_holds_the_rate() -> None:
    rate = SendingRate()
    before = rate.update(2e6, 0.0)
    assert rate.update(2e6, 0.05) == before


@given(st.lists(st.tuples(st.floats(0, 1e9), st.floats(0, 1)), max_size=50))
def test_the_rate_stays_between_its_bounds(seconds: list[tuple[float, float]]) -> None:
    rate = SendingRate()
    for received, lost in seconds:
        assert LEAST_BPS <= rate.update(received, lost) <= MOST_BPS
