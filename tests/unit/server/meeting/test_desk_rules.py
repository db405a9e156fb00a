"""Booths, desks and what listeners hear."""

from __future__ import annotations

import pytest

from server.meeting import commands as c
from server.meeting.config import BoothConfig
from server.meeting.interpretation import feed
from tests.unit.server.meeting.sitting import Sitting, names


@pytest.fixture
def sitting() -> Sitting:
    made = Sitting()
    made.enter("chair", "chair")
    for person, booth in (("fay", "fr"), ("flo", "fr"), ("eve", "en")):
        made.enter(person, "interpreter", booth, booth)
    return made


def _modes(sitting: Sitting) -> dict[str, str]:
    return {person: desk.mode for person, desk in sitting.meeting.interpretation.desks.items() if desk.mode != "off"}


def test_a_desk_opens_on_its_own_language(sitting: Sitting) -> None:
    sitting.do(c.SetDesk("fay", "on"))
    desk = sitting.meeting.interpretation.on_channel("fr")
    assert desk is not None and (desk.participant_id, desk.booth, desk.mode) == ("fay", "fr", "on")


def test_a_desk_opens_on_another_language_and_comes_back_to_its_own(sitting: Sitting) -> None:
    sitting.do(c.SetDesk("fay", "on", "es"))
    assert sitting.meeting.interpretation.on_channel("fr") is None
    sitting.do(c.SetDesk("fay", "off"))
    sitting.do(c.SetDesk("fay", "on"))
    assert sitting.meeting.interpretation.on_channel("es") is None
    assert sitting.meeting.interpretation.on_channel("fr") is not None


@pytest.mark.parametrize("channel", ["floor", "de", ""])
def test_a_desk_opens_on_no_channel_that_is_not_the_meetings(sitting: Sitting, channel: str) -> None:
    if channel:
        assert sitting.refused(c.SetDesk("fay", "on", channel)) == "unknownChannel"
    else:
        sitting.do(c.SetDesk("fay", "on", channel))
        assert _modes(sitting) == {"fay": "on"}


def test_push_to_mute_keeps_the_channel_silent_and_opens_again(sitting: Sitting) -> None:
    sitting.do(c.SetDesk("fay", "on"))
    happened = sitting.do(c.SetDesk("fay", "pushToMute"))
    assert all(event.closing for event in happened)
    assert feed(sitting.meeting, "fr") == "muted"
    sitting.do(c.SetDesk("fay", "on"))
    assert feed(sitting.meeting, "fr") == "interpreted"


def test_a_desk_that_is_off_cannot_be_muted(sitting: Sitting) -> None:
    assert sitting.refused(c.SetDesk("fay", "pushToMute")) == "wrongState"


def test_a_mode_that_does_not_exist_is_refused(sitting: Sitting) -> None:
    assert sitting.refused(c.SetDesk("fay", "whisper")) == "wrongState"


@pytest.mark.parametrize("before", ["on", "pushToMute"])
def test_inside_a_booth_the_newer_desk_takes_over(sitting: Sitting, before: str) -> None:
    sitting.do(c.SetDesk("fay", "on"))
    sitting.do(c.SetDesk("fay", before))
    assert names(sitting.do(c.SetDesk("flo", "on"))) == ["DeskClosed", "DeskOpened"]
    assert _modes(sitting) == {"flo": "on"}


@pytest.mark.parametrize("before", ["on", "pushToMute"])
def test_a_channel_of_another_booth_is_taken(sitting: Sitting, before: str) -> None:
    sitting.do(c.SetDesk("fay", "on"))
    sitting.do(c.SetDesk("fay", before))
    assert sitting.refused(c.SetDesk("eve", "on", "fr")) == "deskTaken"
    sitting.do(c.SetDesk("fay", "off"))
    sitting.do(c.SetDesk("eve", "on", "fr"))
    assert sitting.refused(c.SetDesk("fay", "on")) == "deskTaken"


def test_two_desks_of_a_booth_may_feed_two_channels(sitting: Sitting) -> None:
    sitting.do(c.SetDesk("fay", "on"))
    sitting.do(c.SetDesk("flo", "on", "es"))
    assert _modes(sitting) == {"fay": "on", "flo": "on"}


def test_a_desk_that_dropped_is_off_and_stays_off(sitting: Sitting) -> None:
    sitting.do(c.SetDesk("fay", "on"))
    assert all(event.closing for event in sitting.do(c.Disconnect("fay")))
    assert _modes(sitting) == {}
    sitting.do(c.Connect("fay"))
    assert _modes(sitting) == {}
    assert sitting.meeting.interpretation.desks["fay"].booth == "fr"


@pytest.mark.parametrize("going", [c.Leave("fay"), c.Remove("chair", "fay"), c.MuteParticipant("chair", "fay")])
def test_a_desk_is_off_when_its_interpreter_goes_or_is_muted(sitting: Sitting, going: c.Command) -> None:
    sitting.do(c.SetDesk("fay", "on"))
    sitting.do(going)
    assert _modes(sitting) == {}
    assert feed(sitting.meeting, "fr") == "none"


def test_listeners_hear_the_floor_directly_when_it_is_spoken_in_their_language(sitting: Sitting) -> None:
    sitting.enter("ana", language="fr")
    sitting.speak("ana", by="chair")
    assert feed(sitting.meeting, "fr") == "direct"
    assert feed(sitting.meeting, "en") == "none"
    sitting.do(c.SetDesk("fay", "on"))
    assert feed(sitting.meeting, "fr") == "interpreted"


def test_a_booth_has_as_many_desks_as_the_meeting_says() -> None:
    sitting = Sitting(booths=(BoothConfig("fr", desks=2),))
    sitting.enter("fay", "interpreter", "fr", "fr")
    sitting.enter("flo", "interpreter", "fr", "fr")
    assert sitting.refused(c.Admit("fox", "h", "Fox", "", "interpreter", "fr", "fr")) == "deskTaken"
    sitting.do(c.Leave("fay"))
    sitting.enter("fox", "interpreter", "fr", "fr")


@pytest.mark.parametrize("booth", [None, "de", "en", "floor"])
def test_an_interpreter_needs_a_booth_that_exists(booth: str | None) -> None:
    sitting = Sitting(booths=(BoothConfig("fr"),))
    assert sitting.refused(c.Admit("ira", "h", "Ira", "", "interpreter", "fr", booth)) == "noBooth"


def test_nobody_else_has_a_desk(sitting: Sitting) -> None:
    sitting.enter("ana", "delegate", booth="fr")
    assert "ana" not in sitting.meeting.interpretation.desks
    assert sitting.meeting.roster.get("ana").booth is None
