"""Hearing protection: no sudden rise out of silence, no lasting loudness, and nothing else is touched."""

from __future__ import annotations

import numpy as np
import pytest

from media.mixer.hearing import DELAY_SAMPLES, SILENCE_DB, SUSTAINED_DB, HearingProtection, RiseLimit, SustainedLimit
from media.testing import Samples, VoiceSource, level_db

BLOCK = 960
RATE = 48_000


def _run(protection: HearingProtection | RiseLimit | SustainedLimit, sound: Samples) -> Samples:
    return np.concatenate([protection.process(sound[at : at + BLOCK]) for at in range(0, len(sound), BLOCK)])


def _tone(level: float, seconds: float, hz: float = 1000.0) -> Samples:
    t = np.arange(int(seconds * RATE)) / RATE
    return (10 ** (level / 20) * np.sin(2 * np.pi * hz * t)).astype(np.float32)


def _silence(seconds: float) -> Samples:
    return np.zeros(int(seconds * RATE), np.float32)


def _peaks_db(sound: Samples, ms: int = 10) -> Samples:
    peaks = np.abs(sound[: len(sound) // (48 * ms) * 48 * ms]).reshape(-1, 48 * ms).max(axis=1)
    return np.asarray(20 * np.log10(np.maximum(peaks, 1e-6)), np.float32)


@pytest.mark.parametrize("hz", [125.0, 1000.0, 9000.0])
@pytest.mark.parametrize("level", [0.0, -10.0, -20.0])
def test_out_of_silence_sound_rises_by_10_db_in_50_ms_and_not_faster(hz: float, level: float) -> None:
    heard = _peaks_db(_run(RiseLimit(), np.concatenate((_silence(1), _tone(level, 1, hz)))))
    rising = heard[100:]
    assert (rising[5:] - np.maximum(rising[:-5], SILENCE_DB)).max() <= 10.5
    assert rising[0] <= SILENCE_DB + 3
    reached = int(np.argmax(rising > level - 0.5)) * 10
    assert reached == pytest.approx((level - SILENCE_DB) / 10 * 50, abs=25), "and not slower either"


def test_a_click_out_of_silence_is_no_louder_than_silence_may_end() -> None:
    sound = _silence(1)
    sound[24_000:24_040] = 1.0
    assert float(np.abs(_run(RiseLimit(), sound)).max()) < 10 ** ((SILENCE_DB + 3) / 20)


def test_what_is_not_sudden_passes_bit_exact() -> None:
    growing = _tone(-20, 3) * np.clip(np.linspace(0.01, 3, 3 * RATE), 0, 1).astype(np.float32)
    heard = _run(HearingProtection(), growing)
    assert np.array_equal(heard[DELAY_SAMPLES:], growing[:-DELAY_SAMPLES])


def test_pauses_between_words_are_no_silence() -> None:
    word = _tone(-20, 0.5)
    sound = np.concatenate((_silence(0.5), word, _silence(0.3), word, _silence(0.3), word))
    heard = _run(RiseLimit(), sound)
    third = slice(int(2.1 * RATE), int(2.6 * RATE))
    lost = level_db(sound[third]) - level_db(heard[third])
    assert 0 <= lost < 0.3
    assert _peaks_db(heard[third])[2] > -22


def test_after_a_long_pause_the_slope_holds_again() -> None:
    heard = _peaks_db(_run(RiseLimit(), np.concatenate((_tone(-10, 1), _silence(3), _tone(-10, 1)))))
    assert heard[400] <= SILENCE_DB + 3


def test_speech_loses_less_than_half_a_decibel() -> None:
    voice = VoiceSource(5)
    sound = np.concatenate([voice.read(BLOCK) for _ in range(500)])
    heard = _run(HearingProtection(), sound)
    assert level_db(sound) - level_db(heard) < 0.5


@pytest.mark.parametrize("level", [0.0, -6.0, -12.0])
def test_lasting_loudness_comes_down_to_the_limit_within_seconds(level: float) -> None:
    heard = _run(SustainedLimit(), _tone(level, 15))
    assert level_db(heard[-RATE:]) == pytest.approx(SUSTAINED_DB, abs=0.2)
    assert level_db(heard[: RATE // 10]) > level - 3 - 3, "not at once"


def test_the_gain_moves_without_a_step_and_comes_back() -> None:
    limit = SustainedLimit()
    loud = _run(limit, _tone(-3, 10))
    turn = 2 * np.cos(2 * np.pi * 1000 / RATE)
    assert float(np.abs(loud[2:] - turn * loud[1:-1] + loud[:-2]).max()) < 1e-4, "a pure tone all the way: no click"
    assert limit.attenuation_db > 10
    quiet = _tone(-30, 20)
    heard = _run(limit, quiet)
    assert limit.attenuation_db == 0
    assert np.array_equal(heard[-RATE:], quiet[-RATE:])


def test_nothing_that_goes_in_makes_it_fail() -> None:
    random = np.random.default_rng(1)
    protection = HearingProtection()
    for scale in (0, 1e-30, 1, 1e-3, 8.0, 0):
        block = protection.process((random.standard_normal(BLOCK) * scale).astype(np.float32))
        assert block.dtype == np.float32 and block.shape == (BLOCK,) and np.isfinite(block).all()
