"""Relay: what each desk hears, hop marks, the pivot and auto-relay, cycles, force and patches."""

from __future__ import annotations

import pytest

from server.meeting import commands as c
from server.meeting import relay
from server.meeting.relay import Incoming, incoming
from tests.unit.server.meeting.booths import booths, on_air
from tests.unit.server.meeting.sitting import Sitting, names


@pytest.fixture
def sitting() -> Sitting:
    return booths()


def _floor(sitting: Sitting, language: str) -> None:
    sitting.do(c.SetFloorLanguage("tech", language))


def test_a_desk_hears_the_floor_at_first(sitting: Sitting) -> None:
    assert incoming(sitting.meeting, "fay") == Incoming("floor", "floor", 0)


def test_a_translation_of_the_floor_is_one_hop_away_and_its_translation_two(sitting: Sitting) -> None:
    """fr ← en ← zh: Chinese is spoken, English is interpreted from it, French from English."""
    _floor(sitting, "zh")
    for command in (
        *(c.SetAutoRelay("eve", False), c.SetDesk("eve", "on"), c.SelectChannel("fay", "en"), c.SetDesk("fay", "on")),
        *(c.SelectChannel("eva", "fr"), c.SetDesk("eva", "on")),
    ):
        sitting.do(command)
    assert [relay.hops(sitting.meeting, channel) for channel in ("floor", "zh", "ar", "en", "fr", "es")] == [
        0,
        0,
        0,
        1,
        2,
        2,
    ]
    assert incoming(sitting.meeting, "fay") == Incoming("en", "en", 1)
    assert incoming(sitting.meeting, "eva") == Incoming("fr", "fr", 2)


def test_what_is_selected_and_spoken_on_the_floor_itself_is_no_hop(sitting: Sitting) -> None:
    _floor(sitting, "en")
    sitting.do(c.SelectChannel("fay", "en"))
    assert incoming(sitting.meeting, "fay") == Incoming("en", "en", 0)
    sitting.do(c.SetDesk("fay", "on"))
    assert relay.hops(sitting.meeting, "fr") == 1


def test_a_pivot_that_closes_leaves_the_floor_with_a_mark_and_comes_back(sitting: Sitting) -> None:
    _floor(sitting, "zh")
    sitting.do(c.SetDesk("eve", "on"))
    sitting.do(c.SelectChannel("fay", "en"))
    sitting.do(c.Disconnect("eve"))
    assert incoming(sitting.meeting, "fay") == Incoming("en", "floor", 0, lost=True)
    sitting.do(c.SetDesk("edd", "on"))
    assert incoming(sitting.meeting, "fay") == Incoming("en", "en", 1)


def test_a_muted_desk_is_silence_to_those_who_relay_from_it(sitting: Sitting) -> None:
    _floor(sitting, "zh")
    sitting.do(c.SetDesk("eve", "on"))
    sitting.do(c.SelectChannel("fay", "en"))
    sitting.do(c.SetDesk("eve", "pushToMute"))
    assert incoming(sitting.meeting, "fay") == Incoming("en", "en", 1)


# --- auto-relay -------------------------------------------------------------------------------------------------------


@pytest.fixture
def pivoted(sitting: Sitting) -> Sitting:
    """Chinese is spoken and its booth works into English."""
    _floor(sitting, "zh")
    sitting.do(c.SetDesk("zhu", "on", "en"))
    return sitting


def test_the_floor_key_delivers_the_pivot_to_all_booths_but_its_own(pivoted: Sitting) -> None:
    assert relay.pivot(pivoted.meeting) == "en"
    for person in ("fay", "eve", "eva"):
        assert incoming(pivoted.meeting, person) == Incoming("floor", "en", 1, automatic=True)
    pivoted.enter("zed", "interpreter", "zh", "zh")
    for person in ("zhu", "zed"):
        assert incoming(pivoted.meeting, person) == Incoming("floor", "floor", 0)
    pivoted.do(c.SetDesk("fay", "on"))
    assert relay.hops(pivoted.meeting, "en") == 1 and relay.hops(pivoted.meeting, "fr") == 2


def test_the_pivot_lasts_through_a_cough(pivoted: Sitting) -> None:
    pivoted.do(c.SetDesk("zhu", "pushToMute"))
    assert incoming(pivoted.meeting, "fay").heard == "en"


@pytest.mark.parametrize(
    "ends",
    [
        c.SetDesk("zhu", "off"),
        c.Disconnect("zhu"),
        c.SelectOutgoing("zhu", "zh"),
        c.SelectChannel("zhu", "ru"),
        c.SetFloorLanguage("tech", "fr"),
        c.SetFloorLanguage("tech", "und"),
        c.SetInterpretation("tech", "override", "interlock", "interlock", False, "floor"),
        c.SetAutoRelay("fay", False),
        c.ForceRelay("tech", "fay", "floor"),
    ],
    ids=lambda command: f"{type(command).__name__}-{command}"[:60],
)
def test_the_floor_key_delivers_the_floor_again(pivoted: Sitting, ends: c.Command) -> None:
    pivoted.do(ends)
    assert incoming(pivoted.meeting, "fay").heard == "floor"
    assert not incoming(pivoted.meeting, "fay").automatic


def test_a_desk_never_hears_its_own_channel_as_the_pivot() -> None:
    sitting = booths(between_b="none")
    _floor(sitting, "zh")
    sitting.do(c.SetDesk("zhu", "on", "en"))
    sitting.do(c.SetDesk("fay", "on", "en"))
    assert incoming(sitting.meeting, "fay") == Incoming("floor", "floor", 0)
    assert incoming(sitting.meeting, "flo").heard == "en"


def test_working_into_the_own_language_makes_no_pivot(sitting: Sitting) -> None:
    _floor(sitting, "fr")
    sitting.do(c.SetDesk("eve", "on"))
    assert relay.pivot(sitting.meeting) is None


# --- cycles -----------------------------------------------------------------------------------------------------------


def test_a_desk_on_air_cannot_select_its_own_channel(sitting: Sitting) -> None:
    sitting.do(c.SetDesk("fay", "on"))
    assert sitting.refused(c.SelectChannel("fay", "fr")) == "relayCycle"
    sitting.do(c.SetDesk("fay", "off"))
    sitting.do(c.SelectChannel("fay", "fr"))
    assert sitting.refused(c.SetDesk("fay", "on")) == "relayCycle"


def test_a_circle_of_two_is_refused_from_every_side(sitting: Sitting) -> None:
    """English from French, French from English."""
    sitting.do(c.SelectChannel("eve", "fr"))
    sitting.do(c.SetDesk("eve", "on"))
    sitting.do(c.SelectChannel("fay", "en"))
    assert sitting.refused(c.SetDesk("fay", "on")) == "relayCycle"
    sitting.do(c.SelectChannel("fay", "floor"))
    sitting.do(c.SetDesk("fay", "on"))
    assert sitting.refused(c.SelectChannel("fay", "en")) == "relayCycle"
    assert sitting.refused(c.ForceRelay("tech", "fay", "en")) == "relayCycle"
    sitting.do(c.SelectOutgoing("fay", "ru"))
    sitting.do(c.SelectChannel("fay", "en"))
    assert sitting.refused(c.SelectOutgoing("fay", "fr")) == "relayCycle"


def test_a_desk_that_is_off_closes_no_circle(sitting: Sitting) -> None:
    sitting.do(c.SelectChannel("eve", "fr"))
    sitting.do(c.SelectChannel("fay", "en"))
    sitting.do(c.SetDesk("fay", "on"))
    assert on_air(sitting) == {"fay": "fr"}


def test_a_circle_of_three_is_refused_and_a_chain_is_not(sitting: Sitting) -> None:
    sitting.do(c.SelectChannel("eve", "fr"))
    sitting.do(c.SetDesk("eve", "on"))
    sitting.do(c.SelectChannel("fay", "es"))
    sitting.do(c.SetDesk("fay", "on"))
    sitting.do(c.SelectChannel("eva", "en"))
    assert sitting.refused(c.SetDesk("eva", "on")) == "relayCycle"
    sitting.do(c.SelectChannel("eva", "floor"))
    sitting.do(c.SetDesk("eva", "on"))
    assert on_air(sitting) == {"eve": "en", "fay": "fr", "eva": "es"}


def test_what_is_forced_counts_and_not_what_is_selected(sitting: Sitting) -> None:
    sitting.do(c.SelectChannel("eve", "fr"))
    sitting.do(c.ForceRelay("tech", "eve", "floor"))
    sitting.do(c.SetDesk("eve", "on"))
    sitting.do(c.SelectChannel("fay", "en"))
    sitting.do(c.SetDesk("fay", "on"))
    assert sitting.refused(c.ForceRelay("tech", "eve", None)) == "relayCycle"


def test_listeners_select_what_they_like(sitting: Sitting) -> None:
    sitting.do(c.SetDesk("fay", "on"))
    assert names(sitting.do(c.SelectChannel("ana", "fr", "floor"))) == ["ChannelSelected"]
    sitting.do(c.SelectChannel("flo", "fr", "booth"))


# --- force, patches, the booth's own channel --------------------------------------------------------------------------


def test_what_is_forced_is_heard_whatever_is_selected(sitting: Sitting) -> None:
    _floor(sitting, "zh")
    sitting.do(c.SetDesk("eve", "on"))
    sitting.do(c.ForceRelay("tech", "fay", "en"))
    assert incoming(sitting.meeting, "fay") == Incoming("floor", "en", 1, forced=True)
    sitting.do(c.SelectChannel("fay", "ru"))
    assert incoming(sitting.meeting, "fay") == Incoming("ru", "en", 1, forced=True)
    sitting.do(c.Leave("fay"))
    assert sitting.meeting.interpretation.forced == {}


@pytest.mark.parametrize(
    ("command", "refusal"),
    [
        (c.ForceRelay("tech", "ana", "en"), "noBooth"),
        (c.ForceRelay("tech", "fay", "de"), "unknownChannel"),
        (c.PatchChannel("tech", "de", "en"), "unknownChannel"),
        (c.PatchChannel("tech", "en", "de"), "unknownChannel"),
        (c.PatchChannel("tech", "en", "en"), "valueInvalid"),
        (c.SelectChannel("ana", "booth"), "unknownChannel"),
        (c.SelectChannel("ana", "fr", "booth"), "unknownChannel"),
        (c.SelectChannel("ana", "fr", "booth:fr"), "unknownChannel"),
        (c.SelectChannel("fay", "floor", "booth:en"), "unknownChannel"),
        (c.SelectChannel("tech", "floor", "booth:de"), "unknownChannel"),
        (c.SelectChannel("tech", "floor", "booth"), "unknownChannel"),
    ],
)
def test_what_does_not_exist_or_is_not_theirs_is_refused(sitting: Sitting, command: c.Command, refusal: str) -> None:
    assert sitting.refused(command) == refusal


def test_the_same_patch_twice_is_one(sitting: Sitting) -> None:
    assert sitting.do(c.PatchChannel("tech", "fr", "en")) and not sitting.do(c.PatchChannel("tech", "fr", "en"))
    assert sitting.meeting.interpretation.patches == {"fr": "en"}
    sitting.do(c.PatchChannel("tech", "fr", None))
    assert sitting.meeting.interpretation.patches == {} and not sitting.do(c.PatchChannel("tech", "fr", None))


def test_a_patch_is_no_chain_and_does_not_concern_the_desk_that_feeds_it(sitting: Sitting) -> None:
    sitting.do(c.PatchChannel("tech", "fr", "en"))
    sitting.do(c.PatchChannel("tech", "en", "es"))
    sitting.do(c.SetDesk("fay", "on"))
    desks = sitting.meeting.interpretation.desks
    assert relay.patched(sitting.meeting, "fr") == relay.patched(sitting.meeting, "fr", desks["flo"]) == "en"
    assert relay.patched(sitting.meeting, "fr", desks["fay"]) == "fr"
    assert relay.patched(sitting.meeting, "floor") == "floor"
