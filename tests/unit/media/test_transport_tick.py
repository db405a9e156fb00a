"""When the transport looks at what is periodic."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.clock import TICK_NS
from media.transport_process import MIXER_LEAD_S, next_tick


@given(st.floats(0, 1e7), st.sampled_from([0.01, 0.02]))
def test_ticks_follow_one_another_at_the_interval(now: float, interval: float) -> None:
    tick = next_tick(now, interval)
    assert 0 < tick - now <= interval + 1e-6
    assert next_tick(tick + 1e-6, interval) == pytest.approx(tick + interval, abs=1e-6)


def test_what_a_tick_finds_is_in_time_for_the_mixers_tick() -> None:
    mixers = 50_001 * TICK_NS / 1e9
    assert mixers - next_tick(mixers - 0.01, TICK_NS / 1e9) == pytest.approx(MIXER_LEAD_S, abs=1e-6)
