"""The limiter: nothing above the ceiling, nothing changed below it, no clicks on the way."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from media.mixer.limiter import LOOKAHEAD_SAMPLES, Limiter, Samples
from media.testing import level_db, tone

CEILING = 10 ** (-6 / 20)


def _limited(sound: Samples, ceiling_db: float = -6.0) -> Samples:
    limiter = Limiter(ceiling_db)
    return np.concatenate([limiter.process(sound[i : i + 960]) for i in range(0, len(sound) // 960 * 960, 960)])


def test_what_is_below_the_ceiling_passes_bit_exact() -> None:
    sound = tone(440, 9600, level_db=-12)
    assert np.array_equal(_limited(sound)[LOOKAHEAD_SAMPLES:], sound[:-LOOKAHEAD_SAMPLES])


def test_a_burst_of_forty_decibels_never_passes_the_ceiling() -> None:
    quiet, loud = tone(997, 24_000, level_db=-30), tone(997, 24_000, level_db=10)
    limited = _limited(np.concatenate((quiet, loud, quiet)))
    assert np.abs(limited).max() <= CEILING * 1.00001
    steady = limited[30_000:45_000]
    assert level_db(steady) > -10.5


def test_the_gain_comes_back_after_a_burst() -> None:
    quiet, loud = tone(997, 72_000, level_db=-30), tone(997, 4800, level_db=10)
    limited = _limited(np.concatenate((quiet[:24_000], loud, quiet)))
    assert level_db(limited[-9600:]) == pytest.approx(-30, abs=0.1)


def test_the_gain_moves_without_clicks() -> None:
    """Beyond the tone itself, a limiter that switched its gain would show at high frequencies."""
    quiet, loud = tone(200, 24_000, level_db=-20), tone(200, 24_000, level_db=6)
    limited = _limited(np.concatenate((quiet, loud)))
    spectrum = np.abs(np.fft.rfft(limited[21_120:28_800] * np.hanning(7680)))
    frequencies = np.fft.rfftfreq(7680, 1 / 48_000)
    assert 20 * np.log10(spectrum[frequencies > 6000].max() / spectrum.max()) < -60


@given(st.integers(0, 2**32 - 1), st.floats(-40, 40), st.floats(-20, 0))
@settings(max_examples=60, deadline=None)
def test_no_sound_passes_the_ceiling(seed: int, gain_db: float, ceiling_db: float) -> None:
    random = np.random.default_rng(seed)
    sound = random.standard_normal(9600) * np.repeat(random.random(100) > 0.7, 96) * 10 ** (gain_db / 20)
    limited = _limited(sound.astype(np.float32), ceiling_db)
    assert np.abs(limited).max(initial=0.0) <= 10 ** (ceiling_db / 20) * 1.00001
