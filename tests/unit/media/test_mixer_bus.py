"""Gates and faders sample by sample, and the time line that follows a sender's clock."""

from __future__ import annotations

import numpy as np
import pytest

from media.mixer.bus import Fader, Gates, LanguageBus, Sum
from media.mixer.listener_rule import Feed
from media.mixer.timeline import BLOCK, MARGIN, Samples, Timeline
from media.testing import level_db, tone

ONES = np.ones(BLOCK, np.float32)
SMALLEST_STEP = 0.0025
"""A ramp over 10 ms moves by 1/480 per sample."""


def _steps(samples: Samples) -> float:
    return float(np.abs(np.diff(samples)).max())


def test_a_gate_opens_over_one_block_without_a_step() -> None:
    gates = Gates()
    opened = np.concatenate([gates.process({"a"}, {"a": ONES})["a"] for _ in range(2)])
    assert opened[0] == 0
    assert (opened[BLOCK - 1 :] == 1).all()
    assert _steps(opened) < SMALLEST_STEP


def test_a_gate_closes_over_ten_milliseconds_without_a_step_and_stays_shut() -> None:
    gates = Gates({"a"})
    closed = np.concatenate((ONES, gates.process(set(), {"a": ONES})["a"]))
    assert (closed[BLOCK + 480 :] == 0).all()
    assert _steps(closed) < SMALLEST_STEP
    assert gates.process(set(), {"a": ONES}) == {}


@pytest.mark.parametrize("before", [Feed.FLOOR, Feed.FLOOR_QUIET, Feed.DESKS, Feed.SILENCE])
@pytest.mark.parametrize("after", [Feed.FLOOR, Feed.FLOOR_QUIET, Feed.DESKS, Feed.SILENCE])
def test_no_change_of_feed_makes_a_step(before: Feed, after: Feed) -> None:
    """The desk stays open throughout, so that only the faders act."""
    bus = LanguageBus(before, {"d"})
    sound = []
    for feed in [before] * 2 + [after] * 16 + [before] * 5 + [after] * 16:
        bus.process(feed, {"d"}, {"d": np.full(BLOCK, 0.5, np.float32)}, Sum({"f": ONES}))
        block = bus.mix(None)
        sound.append(np.zeros(BLOCK, np.float32) if block is None else block)
    assert _steps(np.concatenate(sound)) < SMALLEST_STEP


def test_crossing_faders_keep_the_power() -> None:
    rising, falling = Fader(0.0), Fader(1.0)
    for _ in range(12):
        gains = rising.process(1.0), falling.process(0.0)
        power = np.square(gains[0]) + np.square(gains[1])
        assert np.max(np.abs(10 * np.log10(power))) < 0.1
    assert (rising.process(1.0), falling.process(0.0)) == (1.0, 0.0)


@pytest.mark.parametrize("step", [BLOCK - 8, BLOCK - 1, BLOCK, BLOCK + 1, BLOCK + 4])
@pytest.mark.parametrize("frequency_hz", [125, 1000, 15_000])
def test_following_a_clock_changes_neither_level_nor_band(step: int, frequency_hz: int) -> None:
    timeline = Timeline()
    timeline.restart(0, 0)
    blocks = []
    for _ in range(50):
        while timeline.end < timeline.position + step + MARGIN:
            timeline.append(tone(frequency_hz, BLOCK, start=timeline.end))
        blocks.append(timeline.read(step))
    sound = np.concatenate(blocks)[BLOCK:]
    assert level_db(sound) == pytest.approx(-20, abs=0.1)
    residue = _residue_db(sound, frequency_hz * step / BLOCK)
    assert residue < -70


def _residue_db(sound: Samples, frequency_hz: float) -> float:
    """What is left when the best fitting sine is taken away, relative to it."""
    turn = 2 * np.pi * frequency_hz * np.arange(len(sound)) / 48_000
    basis = np.stack((np.sin(turn), np.cos(turn)), axis=1)
    fit, *_ = np.linalg.lstsq(basis, sound.astype(np.float64), rcond=None)
    return level_db((sound - basis @ fit).astype(np.float32)) - level_db(sound)


@pytest.mark.parametrize("jump", [-BLOCK, -100, 300, 5000])
def test_a_jump_is_a_crossfade(jump: int) -> None:
    timeline = Timeline()
    timeline.restart(0, 0)
    timeline.append(tone(50, 30_000))
    timeline.read()
    timeline.read()
    before = timeline.position
    block = timeline.read(BLOCK, jump)
    assert timeline.position == before + jump + BLOCK
    assert block[0] == pytest.approx(tone(50, 1, start=before)[0], abs=1e-4)
    assert np.array_equal(block[480:], tone(50, 30_000)[before + jump + 480 :][:480])


def test_concealment_taken_back_is_replaced_by_the_real_sound() -> None:
    timeline = Timeline()
    timeline.restart(0, 0)
    timeline.append(ONES)
    timeline.append(-ONES)
    timeline.cut(BLOCK)
    timeline.append(np.full(BLOCK, 0.5, np.float32))
    timeline.read()
    block = timeline.read()
    assert block[0] == -1
    assert (block[120:] == 0.5).all()
    assert _steps(block) < 0.02


def test_sound_already_heard_as_concealment_comes_later() -> None:
    timeline = Timeline()
    timeline.restart(0, 0)
    timeline.append(np.zeros(2 * BLOCK, np.float32))
    timeline.read()
    timeline.read()
    timeline.cut(BLOCK)
    timeline.append(ONES)
    assert timeline.position == BLOCK
    assert (timeline.read() == 1).all()


def test_the_time_line_runs_for_ever() -> None:
    timeline = Timeline()
    timeline.restart(0, 0)
    for number in range(200):
        timeline.append(np.full(BLOCK, number, np.float32))
        assert (timeline.read() == number).all()
