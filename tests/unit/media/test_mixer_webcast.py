"""A webcast's renditions are mixed as listeners' channels are, without the desks that do not consent to it."""

from __future__ import annotations

import numpy as np
import pytest

from bus.messages import Rendition, Webcast
from media.mixer.settings import MixerSettings
from media.testing import VoiceSource, dominant_hz, level_db, tone_level_db
from media.webcast.meters import SoundMeter
from tests.unit.media.studio import Studio, desk, microphone, output


def webcast(*renditions: Rendition) -> Webcast:
    return Webcast("w", "onAir", renditions)


ALL = webcast(Rendition("floor", "Floor"), Rendition("en", "English"), Rendition("fr", "Français"))


def test_each_rendition_carries_the_channel_of_its_name() -> None:
    studio = Studio()
    studio.publish("ada", 1000)
    studio.publish("ida", 2000)
    studio.state(microphone("ada"), desk("ida", "fr"), webcast=ALL)
    studio.run(60)
    heard = {channel: round(dominant_hz(studio.samples(channel, -25)), -2) for channel in ("floor", "en", "fr")}
    assert heard == {"floor": 1000, "en": 1000, "fr": 2000}
    assert level_db(studio.samples("fr", -25)) == pytest.approx(-20, abs=1)
    assert not studio.heard, "no listener, no Opus"


def test_a_patched_rendition_carries_another_channel_under_its_own_name_and_leaves_out_who_does_not_consent() -> None:
    studio = Studio()
    studio.publish("ada", 1000)
    studio.publish("ida", 2000)
    patched = webcast(Rendition("fr", "Français", source="en"), Rendition("ru", "Русский", ("ida/mic",), source="en"))
    studio.state(microphone("ada"), desk("ida", "en"), policy="floor", webcast=patched)
    studio.run(60)
    heard = {channel: round(dominant_hz(studio.samples(channel, -25)), -2) for channel in ("fr", "ru")}
    assert heard == {"fr": 2000, "ru": 1000}
    studio.state(microphone("ada"), desk("ida", "en"), policy="floor", webcast=webcast(Rendition("fr", "Français")))
    studio.run(60)
    assert round(dominant_hz(studio.samples("fr", -25)), -2) == 1000


def test_a_desk_without_consent_counts_as_off_in_the_webcast_alone() -> None:
    studio = Studio()
    studio.publish("ada", 1000)
    studio.publish("ida", 2000)
    refuses = webcast(Rendition("fr", "Français", without=("ida/mic",)))
    studio.state(microphone("ada"), desk("ida", "fr"), output("fr"), policy="floor", webcast=refuses)
    studio.run(60)
    assert tone_level_db(studio.samples("fr", -25), 1000) > -25, "the rule's fallback: the floor"
    assert tone_level_db(studio.samples("fr", -25), 2000) < -80
    assert tone_level_db(studio.sound("fr", -25), 2000) > -25, "listeners hear the desk"


def test_consent_that_is_withdrawn_takes_the_desk_out_of_the_next_block() -> None:
    studio = Studio()
    studio.publish("ida", 2000)
    studio.state(desk("ida", "fr"), policy="silence", webcast=webcast(Rendition("fr", "Français")))
    studio.run(60)
    assert tone_level_db(studio.samples("fr", -25), 2000) > -25
    refuses = webcast(Rendition("fr", "Français", without=("ida/mic",)))
    studio.state(desk("ida", "fr"), policy="silence", webcast=refuses)
    studio.run(3)
    assert np.abs(studio.samples("fr", -2)).max() == 0


def test_a_rendition_of_a_channel_the_meeting_does_not_have_is_not_made() -> None:
    studio = Studio()
    studio.state(webcast=webcast(Rendition("floor", "Floor"), Rendition("eo", "Esperanto")))
    studio.run(2)
    assert list(studio.rendered) == ["floor"]


def test_a_meeting_without_webcast_renders_nothing_and_one_that_ends_stops() -> None:
    studio = Studio()
    studio.publish("ada", 1000)
    studio.state(microphone("ada"))
    studio.run(5)
    assert not studio.rendered and not studio.mixer.webcasting
    studio.state(microphone("ada"), webcast=ALL)
    assert studio.mixer.webcasting
    studio.run(5)
    assert [len(studio.rendered[channel]) for channel in ("floor", "en", "fr")] == [5, 5, 5]
    studio.state(microphone("ada"))
    studio.run(5)
    assert len(studio.rendered["floor"]) == 5


def test_a_silent_channel_is_sent_as_silence_and_loud_sound_stays_under_the_ceiling() -> None:
    studio = Studio()
    studio.publish("ada", 1000)
    studio.publish("bea", 1000)
    studio.state(microphone("ada"), microphone("bea"), policy="silence", webcast=ALL)
    studio.run(60)
    assert np.abs(studio.samples("fr", 0)).max() == 0
    assert np.abs(studio.samples("floor", 0)).max() <= 10 ** (-6 / 20) + 1e-4


def test_the_attention_tone_is_in_every_rendition() -> None:
    studio = Studio()
    studio.state(policy="silence", webcast=ALL)
    studio.run(2)
    studio.state(policy="silence", webcast=ALL, attention=5.0)
    studio.run(10)
    for channel in ("floor", "en", "fr"):
        assert level_db(studio.samples(channel, -6)) > -60


@pytest.mark.parametrize("level", [-29.0, -17.0])
def test_speech_of_any_level_comes_at_the_loudness_broadcasters_want(level: float) -> None:
    """EBU R 128: -23 LUFS within 1 LU, true peak under -1 dBTP."""
    studio = Studio(MixerSettings())
    studio.publish("ada", VoiceSource(3, level_db=level))
    studio.state(microphone("ada"), webcast=webcast(Rendition("floor", "Floor")))
    studio.run(650)
    meter = SoundMeter()
    for block in studio.rendered["floor"][-200:]:
        meter.hear(block)
    reading = meter.read()
    assert reading.lufs == pytest.approx(-23.0, abs=1.0)
    assert reading.true_peak_dbtp <= -1.0
