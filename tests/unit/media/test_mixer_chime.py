"""The attention tone in what listeners decode."""

from __future__ import annotations

import numpy as np
import pytest

from headless.sound import level_dbfs, tone_dbfs
from media.mixer.chime import NOTES_HZ, Chime
from media.mixer.mixer import Mixer
from tests.unit.media.studio import AS_SENT, Studio, desk, microphone, output

LISTENED = (output("floor"), output("fr"), output("floor", "ada"), output("booth:fr"))
CHANNELS = ("floor", "fr", "floor!ada/mic")


def sounded() -> Studio:
    """The tone was asked for an hour ago, and is asked for anew."""
    studio = Studio()
    studio.state(*LISTENED, attention=1000.0)
    studio.run(10)
    studio.state(*LISTENED, attention=4600.0)
    studio.run(100)
    return studio


def test_is_heard_once_in_the_floor_and_every_language() -> None:
    studio = sounded()
    for bus in CHANNELS:
        assert tone_dbfs(studio.sound(bus, 17, 30), NOTES_HZ[0]) == pytest.approx(-20, abs=1.5)
        assert tone_dbfs(studio.sound(bus, 42, 55), NOTES_HZ[1]) == pytest.approx(-20, abs=1.5)
        assert level_dbfs(studio.sound(bus, 0, 10)) < -80 and level_dbfs(studio.sound(bus, 65)) < -60
    assert level_dbfs(studio.sound("booth:fr", 0)) < -80


def test_does_not_sound_again_when_the_server_sends_its_state_anew() -> None:
    studio = sounded()
    for asked_at in (4600.0, 1000.0, None, 4600.0):
        studio.state(*LISTENED, attention=asked_at)
        studio.run(20)
    assert level_dbfs(studio.sound("floor", 65)) < -60


def test_does_not_sound_in_a_mixer_that_starts_after_it() -> None:
    studio = sounded()
    studio.mixer = Mixer(AS_SENT)
    studio.state(*LISTENED, attention=4600.0)
    studio.run(60)
    assert level_dbfs(studio.sound("floor", -60)) < -60


def test_sounds_over_those_who_speak_and_interpret() -> None:
    studio = Studio()
    studio.publish("ada", 300.0)
    studio.publish("ivo", 500.0)
    people = (microphone("ada"), desk("ivo", "fr"))
    studio.state(*people, *LISTENED)
    studio.run(50)
    studio.state(*people, *LISTENED, attention=1.0)
    studio.run(25)
    for bus, hz in (("floor", 300.0), ("fr", 500.0)):
        sound = studio.sound(bus, -18, -8)
        assert tone_dbfs(sound, NOTES_HZ[0]) == pytest.approx(-20, abs=2) and tone_dbfs(sound, hz) > -30
    assert tone_dbfs(studio.sound("floor!ada/mic", -18, -8), 300.0) < -50


def test_begins_and_ends_without_a_click() -> None:
    chime = Chime(None)
    chime.ask(1.0)
    sound = np.concatenate([block for block in (chime.pull() for _ in range(60)) if block is not None])
    assert len(sound) == 48_000 and sound[0] == 0 and abs(sound[-1]) < 1e-3
    assert np.max(np.abs(np.diff(sound))) < 0.018  # the steepest step of its own sine
