"""The mixer's native inner loops beside the references that specify them.  A missing native part fails: CI builds it."""

from __future__ import annotations

import math

import numpy as np
import pytest

from media.mixer import _native, kernel, levels
from media.mixer.protection import ReferenceProtection
from media.testing import Samples, ToneSource, VoiceSource

BLOCKS = 300


def _blocks(sound: Samples) -> list[Samples]:
    return list(sound.astype(np.float32).reshape(-1, 960))


def _speech(gain: float) -> Samples:
    voice = VoiceSource(5)
    return np.concatenate([voice.read(960) for _ in range(BLOCKS)]) * np.float32(gain)


def _bursts() -> Samples:
    """Clicks, steps and tones out of silence, far above full scale now and then."""
    random = np.random.default_rng(3)
    sound = random.standard_normal(BLOCKS * 960) * 0.001
    for at in random.integers(0, BLOCKS * 960 - 5000, 40):
        length = int(random.integers(1, 5000))
        sound[at : at + length] += random.uniform(-2, 2) * np.sin(np.arange(length) * random.uniform(0.005, 1.5))
    return sound.astype(np.float32)


def _steady(level_db: float) -> Samples:
    return ToneSource(440, level_db=level_db).read(BLOCKS * 960)


@pytest.mark.parametrize(
    "sound",
    [_speech(0.3), _speech(1.0), _speech(6.0), _bursts(), _steady(-20), _steady(-9), _steady(0)],
    ids=["quiet speech", "speech", "loud speech", "bursts", "tone", "loud tone", "full scale"],
)
@pytest.mark.parametrize("ceiling_db", [-6.0, -1.0])
def test_both_protections_let_the_same_sound_out(sound: Samples, ceiling_db: float) -> None:
    native, reference = _native.NativeProtection(ceiling_db), ReferenceProtection(ceiling_db)
    for block in _blocks(sound):
        one, one_energy = native.process(block)
        other, other_energy = reference.process(block)
        np.testing.assert_allclose(one, other, rtol=2e-5, atol=2e-7)
        assert one_energy == pytest.approx(other_energy, rel=1e-4, abs=1e-9)
        assert np.abs(one).max() <= 10 ** (ceiling_db / 20) * 1.0001


def test_both_pass_sound_that_needs_no_attenuation_bit_exact() -> None:
    sound = _speech(0.1)
    for protection in (_native.NativeProtection(), ReferenceProtection()):
        out = np.concatenate([protection.process(block)[0].copy() for block in _blocks(sound)])
        assert np.array_equal(out[48_000 + 192 :], sound[48_000:-192]), "4 ms later, after the rise at the beginning"


def test_the_native_protection_starts_from_silence_and_returns_to_it() -> None:
    protection = _native.NativeProtection()
    silence = np.zeros(960, np.float32)
    assert not protection.process(silence)[0].any()
    protection.process(np.ones(960, np.float32))
    for _ in range(3):
        sound, energy = protection.process(silence)
    assert not sound.any() and energy == 0.0


@pytest.mark.parametrize("length", [0, 1, 15, 16, 17, 959, 960, 5760])
def test_both_meters_agree_on_blocks_of_any_length(length: int) -> None:
    block = np.random.default_rng(length).standard_normal(length).astype(np.float32)
    energy, peak = _native.energy_and_peak(block)
    assert energy == pytest.approx(levels.energy_and_peak(block)[0], rel=1e-5)
    assert peak == levels.energy_and_peak(block)[1] == np.abs(block).max(initial=0.0)


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("at", [0, 500, 959])
def test_a_sample_that_is_no_number_shows_in_the_energy(bad: float, at: int) -> None:
    block = np.zeros(960, np.float32)
    block[at] = bad
    assert not math.isfinite(_native.energy_and_peak(block)[0])
    assert not math.isfinite(levels.energy_and_peak(block)[0])


def test_a_block_of_another_length_or_type_is_refused() -> None:
    protection = _native.NativeProtection()
    with pytest.raises(ValueError, match="960"):
        protection.process(np.zeros(959, np.float32))
    with pytest.raises(ValueError, match="dtype"):
        protection.process(np.zeros(960))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="contiguous"):
        protection.process(np.zeros(1920, np.float32)[::2])


def test_the_native_part_is_taken_unless_forbidden(monkeypatch: pytest.MonkeyPatch) -> None:
    assert kernel._native() is _native
    monkeypatch.setenv("HEMICYCLE_MIXER", "reference")
    assert kernel._native() is None
