"""Every voice is brought to one loudness: slowly, never in pauses, and not one sample of it where nothing is to be done."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from media.mixer.loudness import MakeUpGain, lufs
from media.mixer.settings import MixerSettings
from media.mixer.spectrum import K_WEIGHTS, power_spectrum
from media.testing import LoopSource, Samples, ToneSource, VoiceSource, level_db, speech_noise, tone
from tests.unit.media.studio import Studio, desk, microphone, output

Wave = npt.NDArray[np.floating]

SECOND = 50
SETTINGS = MixerSettings()


def integrated_lufs(sound: Samples) -> float:
    """ITU-R BS.1770-5 sample by sample, gates and all: what the mixer's way by spectra must agree with."""
    head = _biquad(sound, (1.53512485958697, -2.69169618940638, 1.19839281085285), (-1.69065929318241, 0.73248077421585))
    weighted = _biquad(head, (1.0, -2.0, 1.0), (-1.99004745483398, 0.99007225036621))
    hops = np.mean(np.square(weighted[: len(weighted) // 4800 * 4800]).reshape(-1, 4800), axis=1)
    blocks = np.convolve(hops, np.full(4, 0.25), "valid")
    blocks = blocks[blocks > 10 ** ((-70 + 0.691) / 10)]
    return lufs(float(np.mean(blocks[blocks > np.mean(blocks) / 10])))


def _biquad(sound: Wave, b: tuple[float, float, float], a: tuple[float, float]) -> Wave:
    out, x1, x2, y1, y2 = [], 0.0, 0.0, 0.0, 0.0
    for x in sound.tolist():
        y = b[0] * x + b[1] * x1 + b[2] * x2 - a[0] * y1 - a[1] * y2
        x1, x2, y1, y2 = x, x1, y, y1
        out.append(y)
    return np.array(out)


def _level(sound: Samples, gain: MakeUpGain) -> Samples:
    """The sound behind a gain."""
    blocks = []
    for number, block in enumerate(sound[: len(sound) // 960 * 960].reshape(-1, 960)):
        gain.advance()
        if number % 2 == 0:
            gain.measure(float(np.dot(power_spectrum(block), K_WEIGHTS)))
        blocks.append(gain.apply(block))
    return np.concatenate(blocks)


def _gain(range_db: float = 12.0, rate_db_s: float = 1.0) -> MakeUpGain:
    return MakeUpGain(-23.0, range_db, rate_db_s)


@pytest.mark.parametrize("frequency_hz", [100, 997, 4_000, 10_000])
def test_loudness_is_that_of_the_recommendation(frequency_hz: int) -> None:
    sound = tone(frequency_hz, 3 * 48_000, level_db=-23)
    gain = _gain()
    _level(sound, gain)
    assert gain.meter.lufs == pytest.approx(integrated_lufs(sound), abs=0.3)


@pytest.mark.parametrize("seed", [1, 2])
def test_loudness_of_speech_is_that_of_the_recommendation_pauses_and_all(seed: int) -> None:
    for sound in (speech_noise(seconds=10, seed=seed), LoopSource(VoiceSource(seed).read(48_000 * 8)).read(48_000 * 8)):
        gain = _gain()
        _level(sound, gain)
        assert gain.meter.lufs == pytest.approx(integrated_lufs(sound), abs=0.5)


def test_floor_and_booth_fourteen_units_apart_are_within_one_after_ten_seconds() -> None:
    studio = Studio(SETTINGS)
    studio.publish("ada", LoopSource(speech_noise(level_db=-27, seed=1)))
    studio.publish("ivo", LoopSource(speech_noise(level_db=-13, seed=2)))
    studio.state(microphone("ada"), desk("ivo", "fr"), output("floor"), output("fr"), output("en"))
    studio.run(20 * SECOND)
    before = [integrated_lufs(studio.sound(bus, 0, 2 * SECOND)) for bus in ("floor", "fr")]
    assert before[0] == pytest.approx(-30, abs=1.5)
    assert before[1] - before[0] > 11
    after = [integrated_lufs(studio.sound(bus, 10 * SECOND)) for bus in ("floor", "fr", "en")]
    assert max(after) - min(after) < 1
    assert after[0] == pytest.approx(-23, abs=1)


def test_no_gain_goes_beyond_its_range() -> None:
    for level, expected_db in ((-34, 12), (0, -12)):
        gain = _gain(rate_db_s=6)
        _level(speech_noise(level_db=level), gain)
        assert gain.gain_db == pytest.approx(expected_db)


def test_a_gain_moves_no_faster_than_it_may() -> None:
    gain = _gain()
    _level(speech_noise(level_db=-35, seconds=5), gain)
    assert 1.5 < gain.gain_db <= 5


def test_in_a_pause_the_gain_stands_still_and_does_not_pump() -> None:
    voice = speech_noise(level_db=-28, seconds=12, noise_db=-60)
    pause = np.random.default_rng(2).standard_normal(48_000 * 20).astype(np.float32) * np.float32(0.001)
    gain = _gain()
    _level(voice, gain)
    before = gain.gain_db
    heard = _level(pause, gain)[48_000:]
    assert before > 3
    assert gain.gain_db == pytest.approx(before, abs=0.5), "what was under way ends with the voice"
    assert level_db(heard) == pytest.approx(level_db(pause) + gain.gain_db, abs=0.1)


def test_softer_sound_between_loud_words_does_not_count() -> None:
    """A neighbour heard at a distance, 15 LU below the speaker, half of the time."""
    near, far = speech_noise(seconds=2, level_db=-23, seed=1), speech_noise(seconds=2, level_db=-38, seed=2)
    gain = _gain()
    _level(np.concatenate([near, far] * 5), gain)
    assert gain.gain_db == pytest.approx(-23 - integrated_lufs(near), abs=0.6)


def test_a_voice_that_is_right_passes_untouched() -> None:
    sound = speech_noise(seconds=12)
    gain = _gain()
    right = sound * np.float32(10 ** ((-23 - integrated_lufs(sound)) / 20))
    assert np.array_equal(_level(right, gain), right)


def test_with_a_range_of_nothing_every_voice_passes_untouched() -> None:
    sound = speech_noise(level_db=-40, seconds=6)
    assert np.array_equal(_level(sound, _gain(range_db=0)), sound)


def test_a_moving_gain_makes_no_step() -> None:
    sound = np.full(48_000 * 6, 0.02, np.float32)
    gain = _gain(rate_db_s=6)
    for number in range(300):
        if number % 2 == 0:
            gain.measure(10 ** (-35 / 10))
    blocks = []
    for block in sound.reshape(-1, 960):
        gain.advance()
        blocks.append(gain.apply(block))
    heard = np.concatenate(blocks)
    assert heard[-1] > 3 * sound[-1]
    assert float(np.abs(np.diff(heard)).max()) < 1e-5


def test_an_armed_voice_is_measured_and_right_from_its_first_word() -> None:
    studio = Studio(SETTINGS)
    studio.publish("ada", LoopSource(speech_noise(level_db=-26)))
    studio.state(microphone("ada", "armed"), output("floor"))
    studio.run(12 * SECOND)
    studio.state(microphone("ada"), output("floor"))
    studio.run(10 * SECOND)
    assert integrated_lufs(studio.sound("floor", 12 * SECOND)) == pytest.approx(-23, abs=1.2)
    assert studio.mixer.levels()[0].tracks["ada/mic"] < -26, "meters show what comes in"


def test_how_loud_a_voice_was_is_remembered_until_it_comes_back() -> None:
    studio = Studio(SETTINGS)
    studio.publish("ivo", LoopSource(speech_noise(level_db=-26)))
    studio.state(desk("ivo", "fr"), output("fr"))
    studio.run(12 * SECOND)
    studio.state(output("fr"))
    studio.run(2 * SECOND)
    studio.state(desk("ivo", "fr"), output("fr"))
    studio.run(5 * SECOND)
    assert integrated_lufs(studio.sound("fr", 14 * SECOND)) == pytest.approx(-23, abs=1.2)


def test_a_tone_ends_at_the_target_in_every_channel_it_reaches() -> None:
    studio = Studio(SETTINGS)
    studio.publish("ada", ToneSource(997, level_db=-30))
    studio.state(microphone("ada"), output("floor"), output("fr"), output("fr", minus="ada"))
    studio.run(10 * SECOND)
    for bus in ("floor", "fr"):
        assert level_db(studio.sound(bus, -25)) == pytest.approx(-23, abs=0.7)
    assert level_db(studio.sound("fr!ada/mic", -25)) < -90
