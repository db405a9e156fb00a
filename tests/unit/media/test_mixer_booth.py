"""Desks that are armed, and the channel on which a booth hears itself: measured in decoded sound."""

from __future__ import annotations

import pytest

from bus.messages import Desk, MeetingState
from media.mixer.listener_rule import Feed, desks_heard, feed
from media.testing import dominant_hz, level_db, longest_quiet_samples, tone_level_db
from tests.unit.media.studio import Studio, desk, microphone, output

ADA, IVO, EVA, LEO = 440.0, 1700.0, 2600.0, 900.0
"""Ada has the floor; Ivo and Eva share the French booth, Leo sits in the English one."""
SECOND = 50
BOOTH = "booth:fr"


@pytest.fixture
def studio() -> Studio:
    studio = Studio()
    for owner, frequency_hz in {"ada": ADA, "ivo": IVO, "eva": EVA, "leo": LEO}.items():
        studio.publish(owner, frequency_hz)
    return studio


def _heard(studio: Studio, bus: str, frequency_hz: float) -> bool:
    level = tone_level_db(studio.sound(bus, -25), frequency_hz)
    assert level > -22 or level < -70, f"{frequency_hz} Hz is half there on {bus}: {level:.0f} dB"
    return level > -22


def test_an_armed_desk_is_metered_and_heard_nowhere(studio: Studio) -> None:
    studio.state(microphone("ada"), desk("ivo", "fr", "armed"), output("fr"), output("floor"), output(BOOTH))
    studio.run(2 * SECOND)
    assert _heard(studio, "fr", ADA), "nobody interprets: the floor"
    assert not any(_heard(studio, bus, IVO) for bus in ("fr", "floor", BOOTH))
    assert studio.mixer.levels()[0].tracks["ivo/mic"] == pytest.approx(-20, abs=2)


def test_a_handover_to_an_armed_desk_leaves_no_gap(studio: Studio) -> None:
    studio.state(microphone("ada"), desk("ivo", "fr"), desk("eva", "fr", "armed"), output("fr"))
    studio.run(SECOND)
    studio.state(microphone("ada"), desk("ivo", "fr", "armed"), desk("eva", "fr"), output("fr"))
    studio.run(SECOND)
    sound = studio.sound("fr", 10)
    assert dominant_hz(sound[: 30 * 960]) == pytest.approx(IVO, abs=5)
    assert dominant_hz(sound[-30 * 960 :]) == pytest.approx(EVA, abs=5)
    assert longest_quiet_samples(sound, below_db=-40) <= 20 * 48


def test_boothmates_hear_each_others_open_and_talking_desks_without_their_own(studio: Studio) -> None:
    studio.state(
        microphone("ada"),
        desk("ivo", "fr"),
        desk("eva", "fr", "pushToMute", talking=True),
        desk("leo", "en"),
        output(BOOTH),
        output(BOOTH, minus="ivo"),
        output(BOOTH, minus="eva"),
    )
    studio.run(2 * SECOND)
    assert {hz for hz in (ADA, IVO, EVA, LEO) if _heard(studio, BOOTH, hz)} == {IVO, EVA}
    assert {hz for hz in (ADA, IVO, EVA, LEO) if _heard(studio, f"{BOOTH}!ivo/mic", hz)} == {EVA}
    assert {hz for hz in (ADA, IVO, EVA, LEO) if _heard(studio, f"{BOOTH}!eva/mic", hz)} == {IVO}


@pytest.mark.parametrize("state", ["armed", "pushToMute", "open"])
def test_what_is_said_to_the_booth_is_heard_there_alone(studio: Studio, state: str) -> None:
    studio.state(
        desk("ivo", "fr", state, talking=True),  # type: ignore[arg-type]
        desk("eva", "fr"),
        desk("leo", "en"),
        *(output(channel) for channel in ("fr", "en", "floor", BOOTH, "booth:en")),
    )
    studio.run(2 * SECOND)
    assert _heard(studio, BOOTH, IVO)
    assert not any(_heard(studio, bus, IVO) for bus in ("fr", "en", "floor", "booth:en"))
    assert _heard(studio, "fr", EVA)


def test_a_desk_in_push_to_mute_that_does_not_talk_is_not_heard_in_its_booth(studio: Studio) -> None:
    studio.state(desk("ivo", "fr", "pushToMute"), output(BOOTH))
    studio.run(SECOND)
    assert level_db(studio.sound(BOOTH, 0)) < -90


def test_a_booth_is_heard_on_whatever_channel_its_desks_put_out(studio: Studio) -> None:
    studio.state(desk("ivo", "en", booth="fr"), desk("leo", "en"), output(BOOTH), output("en"))
    studio.run(2 * SECOND)
    assert _heard(studio, BOOTH, IVO) and not _heard(studio, BOOTH, LEO)
    assert _heard(studio, "en", IVO) and _heard(studio, "en", LEO)


def test_while_nobody_of_the_booth_is_heard_its_channel_is_silent_and_never_the_floor(studio: Studio) -> None:
    studio.state(microphone("ada"), output(BOOTH), floor_language="fr")
    studio.run(SECOND)
    assert level_db(studio.sound(BOOTH, 0)) < -90


def test_the_voice_link_begins_and_ends_without_a_step(studio: Studio) -> None:
    for talking in (False, True, False):
        studio.state(desk("ivo", "fr", "pushToMute", talking=talking), output(BOOTH))
        studio.run(SECOND)
    sound = studio.sound(BOOTH, 0)
    third = len(sound) // 3
    assert level_db(sound[: third - 960]) < -80
    assert tone_level_db(sound[third + 2 * 960 : 2 * third - 960], IVO) == pytest.approx(-20, abs=1)
    assert level_db(sound[2 * third + 3 * 960 :]) < -80


def test_the_rule_for_a_booth_names_its_open_and_talking_desks() -> None:
    desks = (
        Desk("a", "fr", "open", "fr"),
        Desk("b", "fr", "open", "fr", talking=True),
        Desk("c", "fr", "pushToMute", "fr"),
        Desk("d", "fr", "armed", "fr", talking=True),
        Desk("e", "fr", "open", "ru"),
    )
    meeting = MeetingState("m", desks=desks, floor_language="fr", policy="floor")
    assert feed("booth:fr", meeting) is Feed.DESKS
    assert desks_heard("booth:fr", meeting) == {"a", "b", "d"}
    assert desks_heard("fr", meeting) == {"a", "e"}
    assert desks_heard("booth:ru", meeting) == {"e"}
