"""Outgoing channels and the interlock inside and between booths, and what the technician changes of them."""

from __future__ import annotations

import pytest

from server.meeting import commands as c
from server.meeting.config import BoothConfig
from tests.unit.server.meeting.booths import booths, desk, on_air
from tests.unit.server.meeting.sitting import names


@pytest.mark.parametrize("setting", ["none", "override", "interlock"])
@pytest.mark.parametrize("muted", [False, True])
@pytest.mark.parametrize(
    ("where", "first", "second", "channel"),
    [
        ("within", "fay", "flo", "fr"),
        ("within", "fay", "flo", "ru"),
        ("between_a", "eve", "fay", "fr"),
        ("between_b", "fay", "eve", "fr"),
        ("between_b", "fay", "eve", "ru"),
    ],
)
def test_the_interlock_of_the_case_decides(
    setting: str, muted: bool, where: str, first: str, second: str, channel: str
) -> None:
    others = "override" if setting == "interlock" else "interlock"
    settings = dict.fromkeys(("within", "between_a", "between_b"), others) | {where: setting}
    sitting = booths(**settings)
    sitting.do(c.SetDesk(first, "on", channel))
    if muted:
        sitting.do(c.SetDesk(first, "pushToMute"))
    command = c.SetDesk(second, "on", channel)
    if setting == "interlock":
        assert sitting.refused(command) == "deskTaken"
        assert on_air(sitting) == {first: channel}
    elif setting == "override":
        assert names(sitting.do(command)) == ["DeskClosed", "DeskOpened"]
        assert on_air(sitting) == {second: channel}
    else:
        sitting.do(command)
        assert on_air(sitting) == {first: channel, second: channel}


def test_of_two_who_start_at_the_same_time_the_first_command_decides() -> None:
    sitting = booths(within="interlock")
    sitting.do(c.SetDesk("flo", "on"), after=1)
    assert sitting.refused(c.SetDesk("fay", "on")) == "deskTaken"


def test_the_technician_breaks_an_interlock_by_silencing_the_desk() -> None:
    sitting = booths()
    sitting.do(c.SetDesk("eve", "on", "fr"))
    assert sitting.refused(c.SetDesk("fay", "on")) == "deskTaken"
    assert names(sitting.do(c.SilenceDesk("tech", "eve"))) == ["DeskClosed"]
    sitting.do(c.SetDesk("fay", "on"))
    assert sitting.refused(c.SilenceDesk("tech", "ana")) == "noBooth"


def test_overriding_another_booths_desk_ends_its_handover() -> None:
    sitting = booths(between_a="override")
    sitting.do(c.SetDesk("eve", "on", "fr"))
    sitting.do(c.OfferHandover("eve"))
    sitting.do(c.SetDesk("fay", "on"))
    assert on_air(sitting) == {"fay": "fr"} and sitting.meeting.interpretation.handovers == {}


def test_where_both_may_sound_unmuting_closes_nobody() -> None:
    sitting = booths(within="none")
    for person in ("fay", "flo"):
        sitting.do(c.SetDesk(person, "on"))
    sitting.do(c.SetInterpretation("tech", "none", "override", "override", True, "floor"))
    sitting.do(c.SetDesk("fay", "pushToMute"))
    assert names(sitting.do(c.SetDesk("fay", "on"))) == ["DeskOpened"]
    assert on_air(sitting) == {"fay": "fr", "flo": "fr"}


# --- outgoing ---------------------------------------------------------------------------------------------------------


def test_the_outgoing_channel_is_chosen_beforehand_and_kept() -> None:
    sitting = booths()
    assert names(sitting.do(c.SelectOutgoing("fay", "ru"))) == ["OutgoingSelected"]
    assert (desk(sitting, "fay").mode, desk(sitting, "fay").channel) == ("off", "ru")
    for mode in ("on", "off", "on"):
        sitting.do(c.SetDesk("fay", mode))
    assert on_air(sitting) == {"fay": "ru"}
    assert not sitting.do(c.SelectOutgoing("fay", "ru"))


def test_while_on_the_choice_moves_the_desk() -> None:
    sitting = booths()
    sitting.do(c.SetDesk("fay", "on"))
    assert names(sitting.do(c.SelectOutgoing("fay", "ru"))) == ["OutgoingSelected", "DeskOpened"]
    assert on_air(sitting) == {"fay": "ru"}


def test_while_on_the_choice_is_refused_where_another_booth_holds_the_channel() -> None:
    sitting = booths()
    sitting.do(c.SetDesk("fay", "on"))
    sitting.do(c.SetDesk("eve", "on", "ru"))
    assert sitting.refused(c.SelectOutgoing("fay", "ru")) == "deskTaken"
    assert desk(sitting, "fay").outgoing == "fr"


def test_a_booth_puts_out_to_its_own_language_and_the_permitted_ones_only() -> None:
    sitting = booths(booths=(BoothConfig("fr", 3, ("en",)), *(BoothConfig(tag) for tag in ("en", "zh", "es"))))
    for command in (c.SetDesk("fay", "on", "ru"), c.SelectOutgoing("fay", "ru")):
        assert sitting.refused(command) == "channelNotPermitted"
    assert sitting.refused(c.SelectOutgoing("fay", "de")) == "unknownChannel"
    sitting.do(c.SetDesk("fay", "on", "en"))
    assert on_air(sitting) == {"fay": "en"}


# --- the technician ---------------------------------------------------------------------------------------------------


def test_a_booth_is_set_while_the_meeting_runs() -> None:
    sitting = booths()
    sitting.do(c.SetBooth("tech", "en", 2, ("fr",)))
    booth = sitting.meeting.interpretation.booths["en"]
    assert (booth.desks, booth.outgoing) == (2, ("fr",))
    assert sitting.refused(c.Admit("new", "h", "New", "", "interpreter", "en", "en")) == "deskTaken"
    assert not sitting.do(c.SetBooth("tech", "en", 2, ("fr",)))


def test_a_channel_that_is_no_longer_permitted_is_left() -> None:
    sitting = booths()
    sitting.do(c.SelectOutgoing("flo", "ru"))
    sitting.do(c.SetDesk("fay", "on", "ru"))
    sitting.do(c.OfferHandover("fay", "flo"))
    assert names(sitting.do(c.SetBooth("tech", "fr", 3, ("en",)))) == ["DeskClosed", "HandoverEnded", "BoothSet"]
    assert on_air(sitting) == {} and desk(sitting, "flo").channel == "fr"


@pytest.mark.parametrize(
    ("command", "refusal"),
    [
        (c.SetBooth("tech", "de", 2), "unknownChannel"),
        (c.SetBooth("tech", "fr", 3, ("de",)), "unknownChannel"),
        (c.SetBooth("tech", "fr", 3, ("fr",)), "unknownChannel"),
        (c.SetBooth("tech", "fr", 13), "valueInvalid"),
        (c.SetBooth("tech", "fr", -1), "valueInvalid"),
        (c.SetBooth("tech", "fr", 2), "deskTaken"),
        (c.SetInterpretation("tech", "sometimes", "none", "none", True, "floor"), "valueInvalid"),
        (c.SetInterpretation("tech", "none", "", "none", True, "floor"), "valueInvalid"),
        (c.SetInterpretation("tech", "none", "none", "x", True, "floor"), "valueInvalid"),
        (c.SetInterpretation("tech", "none", "none", "none", True, "loud"), "valueInvalid"),
    ],
)
def test_what_cannot_be_set_is_refused(command: c.Command, refusal: str) -> None:
    assert booths().refused(command) == refusal


def test_a_stricter_interlock_leaves_the_desk_that_opened_last() -> None:
    sitting = booths(within="none", between_b="none")
    for person, channel in (("fay", "fr"), ("flo", "fr"), ("eve", "ru"), ("edd", "en")):
        sitting.do(c.SetDesk(person, "on", channel))
    sitting.do(c.SetDesk("zhu", "on", "ru"))
    sitting.do(c.SetInterpretation("tech", "override", "interlock", "interlock", True, "floor"))
    assert on_air(sitting) == {"flo": "fr", "zhu": "ru", "edd": "en"}


def test_a_stricter_interlock_leaves_an_overlap_alone() -> None:
    sitting = booths(within="none")
    for command in (c.SetDesk("fay", "on"), c.OfferHandover("fay", "flo"), c.AnswerHandover("flo", True)):
        sitting.do(command)
    sitting.do(c.SetDesk("flo", "on"))
    sitting.do(c.SetInterpretation("tech", "interlock", "interlock", "interlock", True, "floor"))
    assert on_air(sitting) == {"fay": "fr", "flo": "fr"}
