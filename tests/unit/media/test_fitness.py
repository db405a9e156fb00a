"""What is said of a microphone's sound, from real signals through real Opus, jitter buffer and mixer."""

from __future__ import annotations

import numpy as np
import pytest

from bus.messages import TrackFitness
from media.mixer.fitness import FitnessMeter, band_edge_hz
from media.mixer.settings import MixerSettings
from media.mixer.spectrum import BINS, power_spectrum
from media.testing import Link, LoopSource, Samples, SoundSource, ToneSource, speech_noise, tone
from tests.unit.media.studio import Studio, desk, microphone

SECOND = 50
LISTENED_S = 12


def _fitness(source: SoundSource | Samples, link: Link | None = None, seconds: int = LISTENED_S) -> TrackFitness:
    """Of an armed microphone after a while."""
    studio = Studio(MixerSettings())
    studio.publish("ada", LoopSource(source) if isinstance(source, np.ndarray) else source, link)
    studio.state(microphone("ada", "armed"))
    studio.run(seconds * SECOND)
    (message,) = studio.mixer.fitness()
    assert message.meeting_id == "m"
    return message.tracks["ada/mic"]


@pytest.mark.parametrize(
    ("edge_hz", "least_hz", "most_hz"),
    [
        (4_000, 3_750, 4_500),
        (8_000, 7_500, 8_750),
        (12_000, 11_500, 12_500),
        (16_000, 15_000, 20_000),
        (24_000, 19_000, 24_000),
    ],
)
def test_the_band_of_a_voice_is_found_through_the_codec(edge_hz: int, least_hz: int, most_hz: int) -> None:
    for seed in (1, 2):
        band_hz = _fitness(speech_noise(edge_hz=edge_hz, seed=seed)).band_hz
        assert band_hz is not None and least_hz <= band_hz <= most_hz


def test_hum_neither_hides_nor_makes_a_band() -> None:
    narrow = speech_noise(edge_hz=4_000)
    humming = narrow + tone(50, len(narrow), level_db=-35)
    found = _fitness(humming)
    assert found.band_hz is not None and 3_750 <= found.band_hz <= 4_500
    wide = speech_noise(edge_hz=16_000)
    found = _fitness(wide + tone(50, len(wide), level_db=-35))
    assert found.band_hz is not None and found.band_hz >= 15_000


def test_a_whistle_far_above_the_voice_makes_no_band() -> None:
    narrow = speech_noise(edge_hz=4_000)
    found = _fitness(narrow + tone(15_600, len(narrow), level_db=-60))
    assert found.band_hz is not None and found.band_hz <= 4_500


def test_a_good_voice_has_its_level_little_noise_and_no_clipping() -> None:
    fine = _fitness(speech_noise(level_db=-20, noise_db=-65))
    assert fine.level_db == pytest.approx(-20, abs=2)
    assert fine.noise_db == pytest.approx(-65, abs=3)
    assert fine.clipped == 0
    assert fine.loss == 0
    assert fine.jitter_ms < 1


def test_a_quiet_voice_is_quiet_and_its_band_is_known_all_the_same() -> None:
    quiet = _fitness(speech_noise(level_db=-45, edge_hz=16_000))
    assert quiet.level_db == pytest.approx(-45, abs=2)
    assert quiet.band_hz is not None and quiet.band_hz > 12_000


def test_noise_beneath_a_voice_is_measured_in_its_pauses() -> None:
    noisy = _fitness(speech_noise(level_db=-20, noise_db=-40))
    assert noisy.noise_db == pytest.approx(-40, abs=2)
    assert noisy.level_db == pytest.approx(-20, abs=2)


def test_clipping_is_found_after_the_codec() -> None:
    driven = np.clip(speech_noise(level_db=-3), -1, 1)
    assert float(np.mean(np.abs(driven) >= 1)) > 0.02
    assert _fitness(driven).clipped > 0.01
    assert _fitness(speech_noise(level_db=-15)).clipped < 0.0005


def test_noise_without_a_voice_is_all_noise() -> None:
    hiss = np.random.default_rng(4).standard_normal(48_000 * 4).astype(np.float32) * np.float32(10 ** (-40 / 20))
    found = _fitness(hiss)
    assert found.level_db == -127
    assert found.noise_db == pytest.approx(-40, abs=2)
    assert found.band_hz is None


def test_a_steady_tone_is_no_voice() -> None:
    assert _fitness(ToneSource(1000)).level_db == -127


def test_of_a_microphone_just_opened_nothing_is_claimed() -> None:
    found = _fitness(speech_noise(), seconds=2)
    assert (found.level_db, found.noise_db, found.band_hz) == (-127, None, None)


def test_loss_is_counted_before_recovery_and_jitter_as_rfc_3550_has_it() -> None:
    lossy = _fitness(speech_noise(), Link(3, loss=0.05))
    assert lossy.loss == pytest.approx(0.05, abs=0.025)
    jittery = _fitness(speech_noise(), Link(3, jitter_s=0.03))
    assert 5 < jittery.jitter_ms < 15
    assert jittery.loss == 0


def test_packets_that_overtake_one_another_are_no_loss() -> None:
    assert _fitness(speech_noise(), Link(3, jitter_s=0.03, reorder=True)).loss == 0


def test_lost_sound_counts_neither_as_noise_nor_as_silence() -> None:
    gappy = _fitness(speech_noise(level_db=-20, noise_db=-40), Link(3, loss=0.3, burst=4))
    assert gappy.noise_db == pytest.approx(-40, abs=3)


def test_what_was_wrong_is_forgotten_in_ten_seconds() -> None:
    meter = FitnessMeter()
    loud, quiet = np.full(960, 0.99, np.float32), np.full(960, 0.1, np.float32)
    for second in range(24):
        for _ in range(SECOND):
            block = loud if second < 12 else quiet
            meter.hear(block, float(np.mean(block**2)), float(block.max()))
        found = meter.settle(50 * (second + 1), 5 * min(second, 11), 0.0)
        if second == 11:
            assert found.clipped == 1 and found.loss == pytest.approx(0.1)
    assert found.clipped == 0 and found.loss == 0


def test_desks_are_judged_too_and_closed_microphones_are_not() -> None:
    studio = Studio()
    for owner in ("ada", "ivo", "leo"):
        studio.publish(owner, LoopSource(speech_noise()))
    studio.state(microphone("ada"), desk("ivo", "fr", "armed"))
    studio.run(2 * SECOND)
    assert set(studio.mixer.fitness()[0].tracks) == {"ada/mic", "ivo/mic"}
    studio.state()
    assert studio.mixer.fitness() == []


def test_silence_has_no_band() -> None:
    assert band_edge_hz(np.zeros(BINS, np.float32)) == 0


def test_a_spectrum_sums_to_the_power_of_the_sound() -> None:
    sound = speech_noise(seconds=4).reshape(-1, 960)
    spectra = sum(float(power_spectrum(block).sum()) for block in sound)
    assert 10 * np.log10(spectra / float(np.sum(np.mean(sound**2, axis=1)))) == pytest.approx(0, abs=0.2)
