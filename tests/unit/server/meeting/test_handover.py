"""Handing over: the table, the clock, and all that may come between (voxbento#513: it must always come back to idle)."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

import pytest

from server.meeting import commands as c
from server.meeting import events as e
from server.meeting import handover as rules
from server.meeting import interpretation
from server.meeting.interpretation import armed, feed
from tests.unit.server.meeting.booths import booths, desk, handover, on_air
from tests.unit.server.meeting.sitting import Sitting, names


@pytest.fixture
def sitting() -> Sitting:
    made = booths()
    made.do(c.SetDesk("fay", "on"))
    return made


def _offered(sitting: Sitting) -> None:
    sitting.do(c.OfferHandover("fay", "flo"))


def _asked(sitting: Sitting) -> None:
    sitting.do(c.AskHandover("flo"))


def _accepted(sitting: Sitting) -> None:
    _offered(sitting)
    sitting.do(c.AnswerHandover("flo", True))


def _overlap(sitting: Sitting) -> None:
    _accepted(sitting)
    sitting.do(c.SetDesk("flo", "on"))


STATES: dict[rules.State, Callable[[Sitting], None]] = {
    "idle": lambda sitting: None,
    "offered": _offered,
    "asked": _asked,
    "accepted": _accepted,
    "overlap": _overlap,
}
GOING_ON: list[rules.State] = [state for state in STATES if state != "idle"]


def _reached(sitting: Sitting, state: rules.State) -> None:
    STATES[state](sitting)
    assert rules.state(sitting.meeting, "fr") == state


def _clock(sitting: Sitting) -> list[str]:
    deadline = sitting.meeting.deadline()
    assert deadline is not None and deadline > sitting.now
    sitting.now = deadline
    return names(sitting.do(c.ClockReached(), after=0))


# --- the table --------------------------------------------------------------------------------------------------------

NO = "notPermitted"
WRONG = "wrongState"
OK = "ok"
WHO = ("fay", "flo", "fio")
COMMANDS: dict[str, Callable[[str], c.Command]] = {
    "offer": c.OfferHandover,
    "ask": c.AskHandover,
    "accept": lambda by: c.AnswerHandover(by, True),
    "decline": lambda by: c.AnswerHandover(by, False),
    "cancel": c.CancelHandover,
    "takeOver": c.TakeOver,
}
TABLE: dict[tuple[rules.State, str], tuple[str, str, str]] = {
    ("idle", "offer"): (OK, WRONG, WRONG),
    ("idle", "ask"): (WRONG, OK, OK),
    **{("idle", deed): (WRONG, WRONG, WRONG) for deed in ("accept", "decline", "cancel")},
    ("idle", "takeOver"): (WRONG, OK, OK),
    ("offered", "offer"): (WRONG, WRONG, WRONG),
    ("offered", "ask"): (WRONG, OK, WRONG),
    ("offered", "accept"): (NO, OK, NO),
    ("offered", "decline"): (NO, OK, NO),
    ("offered", "cancel"): (OK, NO, NO),
    ("offered", "takeOver"): (WRONG, OK, OK),
    ("asked", "offer"): (OK, WRONG, WRONG),
    ("asked", "ask"): (WRONG, WRONG, WRONG),
    ("asked", "accept"): (OK, NO, NO),
    ("asked", "decline"): (OK, NO, NO),
    ("asked", "cancel"): (NO, OK, NO),
    ("asked", "takeOver"): (WRONG, OK, OK),
    **{("accepted", deed): (WRONG, WRONG, WRONG) for deed in ("offer", "ask", "accept", "decline")},
    ("accepted", "cancel"): (OK, OK, NO),
    ("accepted", "takeOver"): (WRONG, OK, OK),
    **{("overlap", deed): (WRONG, WRONG, WRONG) for deed in ("offer", "ask", "accept", "decline", "cancel")},
    ("overlap", "takeOver"): (WRONG, OK, OK),
}


@pytest.mark.parametrize(
    ("state", "deed", "who", "expected"),
    [(state, deed, who, row[place]) for (state, deed), row in TABLE.items() for place, who in enumerate(WHO)],
)
def test_who_may_do_what_in_which_state(sitting: Sitting, state: rules.State, deed: str, who: str, expected: str) -> None:
    """fay is on air, flo is to take over, fio is a third desk of the booth."""
    _reached(sitting, state)
    before = sitting.meeting.copy()
    if expected == OK:
        assert sitting.do(COMMANDS[deed](who))
        action = {"offer": "accept", "ask": "accept"}.get(deed, deed) if state in ("offered", "asked") else deed
        assert rules.state(sitting.meeting, "fr") == rules.TRANSITIONS[state].get(action, "idle")  # type: ignore[call-overload]
    else:
        assert sitting.refused(COMMANDS[deed](who)) == expected
        assert sitting.meeting == before


def test_the_table_names_every_state_and_every_action() -> None:
    assert set(TABLE) == {(state, deed) for state in STATES for deed in COMMANDS}
    assert set(rules.TRANSITIONS) == set(STATES) == {"idle", *get_args(interpretation.HandoverState)}
    assert {action for row in rules.TRANSITIONS.values() for action in row} == set(get_args(rules.Action))


def test_everybody_else_of_another_booth_has_their_own_handover(sitting: Sitting) -> None:
    _reached(sitting, "accepted")
    sitting.do(c.SetDesk("eve", "on"))
    sitting.do(c.OfferHandover("eve"))
    assert rules.state(sitting.meeting, "en") == "offered" and rules.state(sitting.meeting, "fr") == "accepted"


# --- its course -------------------------------------------------------------------------------------------------------


def test_an_offer_goes_to_the_next_desk_of_the_booth_that_could_take_over(sitting: Sitting) -> None:
    sitting.do(c.Disconnect("flo"))
    sitting.do(c.OfferHandover("fay"))
    current = handover(sitting)
    assert current is not None and (current.active, current.passive) == ("fay", "fio")


def test_equipment_at_a_desk_is_offered_nothing_unless_it_is_meant() -> None:
    made = Sitting()
    made.do(c.Admit("whip:booth-fr", "whip:booth-fr", "Booth", "", "interpreter", "fr", "fr"))
    made.do(c.Connect("whip:booth-fr"))
    made.enter("fay", "interpreter", "fr", "fr")
    made.do(c.SetDesk("fay", "on"))
    assert made.refused(c.OfferHandover("fay")) == "boothEmpty"
    made.do(c.OfferHandover("fay", "whip:booth-fr"))


@pytest.mark.parametrize("to", ["fay", "eve", "ana", "nobody", "flo"])
def test_an_offer_to_somebody_who_could_not_take_over_is_refused(sitting: Sitting, to: str) -> None:
    sitting.do(c.Disconnect("flo"))
    assert sitting.refused(c.OfferHandover("fay", to)) == "boothEmpty"


def test_a_boothmate_who_is_on_air_elsewhere_could_not_take_over(sitting: Sitting) -> None:
    sitting.do(c.SetDesk("flo", "on", "ru"))
    assert sitting.refused(c.OfferHandover("fay", "flo")) == "boothEmpty"


def test_nobody_asks_a_booth_where_nobody_is_on_air(sitting: Sitting) -> None:
    assert sitting.refused(c.AskHandover("eve")) == "boothEmpty"


@pytest.mark.parametrize("in_s", [-1.0, 3601.0, float("nan"), float("inf")])
def test_a_handover_is_agreed_on_within_the_hour(sitting: Sitting, in_s: float) -> None:
    assert sitting.refused(c.OfferHandover("fay", in_s=in_s)) == "valueInvalid"
    assert sitting.refused(c.AskHandover("flo", in_s)) == "valueInvalid"


def test_the_passive_desk_is_armed_from_the_acceptance_and_heard_by_nobody(sitting: Sitting) -> None:
    _reached(sitting, "offered")
    assert not armed(sitting.meeting, "flo")
    sitting.do(c.AnswerHandover("flo", True))
    assert armed(sitting.meeting, "flo") and not armed(sitting.meeting, "fay") and not armed(sitting.meeting, "fio")
    assert on_air(sitting) == {"fay": "fr"}


@pytest.mark.parametrize("within", ["none", "override", "interlock"])
def test_in_the_overlap_both_are_open_whatever_the_interlock(within: str) -> None:
    sitting = booths(within=within)
    sitting.do(c.SetDesk("fay", "on"))
    _overlap(sitting)
    assert on_air(sitting) == {"fay": "fr", "flo": "fr"}
    for person in ("fay", "flo"):
        sitting.do(c.SetDesk(person, "pushToMute"))
        assert feed(sitting.meeting, "fr") == "interpreted"
        assert names(sitting.do(c.SetDesk(person, "on"), after=0.1)) == ["DeskOpened"]
    assert rules.state(sitting.meeting, "fr") == "overlap"


def test_the_overlap_ends_by_itself_after_five_seconds(sitting: Sitting) -> None:
    _reached(sitting, "overlap")
    assert sitting.meeting.deadline() == sitting.now + 5
    assert _clock(sitting) == ["DeskClosed", "HandoverEnded"]
    assert on_air(sitting) == {"flo": "fr"} and handover(sitting) is None
    assert sitting.log[-1].reason == "done"  # type: ignore[union-attr]


def test_in_the_overlap_the_active_desk_turns_off(sitting: Sitting) -> None:
    _reached(sitting, "overlap")
    assert names(sitting.do(c.SetDesk("fay", "off"))) == ["DeskClosed", "HandoverEnded"]
    assert on_air(sitting) == {"flo": "fr"}


def test_in_the_overlap_the_passive_desk_turns_back_and_the_active_goes_on(sitting: Sitting) -> None:
    _reached(sitting, "overlap")
    sitting.do(c.SetDesk("flo", "off"))
    assert on_air(sitting) == {"fay": "fr"} and handover(sitting) is None


def test_turning_off_after_the_acceptance_opens_the_other_desk_in_the_same_decision(sitting: Sitting) -> None:
    _reached(sitting, "accepted")
    happened = sitting.do(c.SetDesk("fay", "off"))
    assert names(happened) == ["DeskClosed", "DeskOpened", "HandoverEnded"]
    assert len({event.at for event in happened}) == 1
    assert on_air(sitting) == {"flo": "fr"} and desk(sitting, "flo").mode == "on"


def test_a_muted_desk_hands_over_too_and_the_other_is_open(sitting: Sitting) -> None:
    _reached(sitting, "accepted")
    sitting.do(c.SetDesk("fay", "pushToMute"))
    sitting.do(c.SetDesk("fay", "off"))
    assert feed(sitting.meeting, "fr") == "interpreted"


def test_a_handover_on_b_stays_on_b(sitting: Sitting) -> None:
    sitting.do(c.SetDesk("fay", "on", "ru"))
    _reached(sitting, "accepted")
    sitting.do(c.SetDesk("flo", "on"))
    assert on_air(sitting) == {"fay": "ru", "flo": "ru"}


@pytest.mark.parametrize("state", ["offered", "asked", "accepted"])
def test_a_handover_nobody_carries_out_expires_a_minute_after_it_was_due(sitting: Sitting, state: rules.State) -> None:
    _reached(sitting, state)
    current = handover(sitting)
    assert current is not None and 59 <= current.until - current.due <= 61
    assert _clock(sitting) == ["HandoverEnded"]
    assert on_air(sitting) == {"fay": "fr"} and handover(sitting) is None and not armed(sitting.meeting, "flo")


def test_a_handover_in_ten_minutes_waits_for_them(sitting: Sitting) -> None:
    sitting.do(c.OfferHandover("fay", "flo", in_s=600))
    due = sitting.now + 600
    sitting.do(c.AnswerHandover("flo", True))
    current = handover(sitting)
    assert current is not None and (current.due, current.until) == (due, due + 60)


def test_accepted_late_it_has_its_full_minute(sitting: Sitting) -> None:
    _reached(sitting, "offered")
    sitting.do(c.AnswerHandover("flo", True), after=50)
    current = handover(sitting)
    assert current is not None and current.until == sitting.now + 60


def test_who_listened_to_their_boothmate_hears_what_the_boothmate_heard_once_on_air(sitting: Sitting) -> None:
    sitting.do(c.SetDesk("eve", "on"))
    sitting.do(c.SelectChannel("fay", "en"))
    sitting.do(c.SelectChannel("flo", "fr", "en"))
    _reached(sitting, "accepted")
    assert names(sitting.do(c.SetDesk("fay", "off"))) == ["ChannelSelected", "DeskClosed", "DeskOpened", "HandoverEnded"]
    person = sitting.meeting.roster.get("flo")
    assert (person.channel, person.second) == ("en", None)


def test_a_desk_forced_to_hear_its_own_channel_cannot_take_over(sitting: Sitting) -> None:
    sitting.do(c.ForceRelay("tech", "flo", "fr"))
    _reached(sitting, "accepted")
    assert sitting.refused(c.SetDesk("flo", "on")) == "relayCycle"
    sitting.do(c.SetDesk("fay", "off"))
    assert on_air(sitting) == {} and handover(sitting) is None, "closing always works"


# --- by force ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", list(STATES))
@pytest.mark.parametrize(("by", "named"), [("flo", None), ("tech", "flo")])
def test_the_microphone_is_taken_in_one_decision(sitting: Sitting, state: rules.State, by: str, named: str | None) -> None:
    _reached(sitting, state)
    happened = sitting.do(c.TakeOver(by, named))
    assert names(happened)[0] == "DeskClosed" and happened[0].reason == "takenOver"  # type: ignore[union-attr]
    assert on_air(sitting) == {"flo": "fr"} and handover(sitting) is None


@pytest.mark.parametrize("state", GOING_ON)
def test_a_third_desk_taking_over_ends_the_handover_of_the_others(sitting: Sitting, state: rules.State) -> None:
    _reached(sitting, state)
    sitting.do(c.TakeOver("fio"))
    assert on_air(sitting) == {"fio": "fr"} and handover(sitting) is None and not armed(sitting.meeting, "flo")


@pytest.mark.parametrize(
    ("command", "refusal"),
    [
        (c.TakeOver("fio", "flo"), "notPermitted"),
        (c.TakeOver("tech"), "notPermitted"),
        (c.TakeOver("tech", "ana"), "noBooth"),
        (c.TakeOver("tech", "zhu"), "wrongState"),
        (c.TakeOver("eve"), "wrongState"),
    ],
)
def test_taking_over_is_for_boothmates_and_technicians(sitting: Sitting, command: c.Command, refusal: str) -> None:
    assert sitting.refused(command) == refusal


def test_nobody_is_given_the_microphone_who_is_not_there(sitting: Sitting) -> None:
    sitting.do(c.Disconnect("flo"))
    assert sitting.refused(c.TakeOver("tech", "flo")) == "notJoined"


# --- what comes between -----------------------------------------------------------------------------------------------

GOING: dict[str, Callable[[str], c.Command]] = {
    "drops": c.Disconnect,
    "leaves": c.Leave,
    "removed": lambda who: c.Remove("chair", who),
    "moved to another booth": lambda who: c.MoveParticipant("tech", who, "interpreter", "en"),
    "moved to another role": lambda who: c.MoveParticipant("tech", who, "delegate"),
    "demoted": lambda who: c.MoveParticipant("tech", who, "passive"),
}


@pytest.mark.parametrize("state", GOING_ON)
@pytest.mark.parametrize("who", ["fay", "flo"])
@pytest.mark.parametrize("how", list(GOING))
def test_whoever_goes_in_the_middle_leaves_the_booth_idle_and_gets_no_microphone(
    state: rules.State, who: str, how: str
) -> None:
    sitting = booths(booths=None)
    sitting.do(c.SetDesk("fay", "on"))
    _reached(sitting, state)
    happened = sitting.do(GOING[how](who))
    assert "HandoverEnded" in names(happened)
    assert next(event for event in happened if type(event).__name__ == "HandoverEnded").reason == "left"  # type: ignore[union-attr]
    assert rules.state(sitting.meeting, "fr") == "idle"
    expected = {"fay": "fr", "flo": "fr"} if state == "overlap" else {"fay": "fr"}
    expected.pop(who, None)
    assert on_air(sitting) == expected
    assert not any(armed(sitting.meeting, person) for person in ("fay", "flo"))
    assert sitting.meeting.deadline() is None


@pytest.mark.parametrize("state", GOING_ON)
@pytest.mark.parametrize(
    "stop",
    [c.SilenceDesk("tech", "fay"), c.MuteParticipant("chair", "fay"), c.SetUnfit("fio", True), c.SetDesk("fio", "on")],
    ids=["silenced", "muted", "unfit", "overridden"],
)
def test_closing_the_active_desk_ends_it_and_gives_nobody_the_microphone(
    sitting: Sitting, state: rules.State, stop: c.Command
) -> None:
    _reached(sitting, state)
    sitting.do(stop)
    assert handover(sitting) is None and "fay" not in on_air(sitting)
    assert not armed(sitting.meeting, "flo")
    if state != "overlap":
        assert "flo" not in on_air(sitting)


@pytest.mark.parametrize("state", ["offered", "asked"])
def test_turning_off_before_the_acceptance_ends_it(sitting: Sitting, state: rules.State) -> None:
    _reached(sitting, state)
    sitting.do(c.SetDesk("fay", "off"))
    assert on_air(sitting) == {} and handover(sitting) is None


@pytest.mark.parametrize("state", ["offered", "asked", "accepted"])
def test_the_passive_desk_going_on_air_elsewhere_ends_it(sitting: Sitting, state: rules.State) -> None:
    _reached(sitting, state)
    sitting.do(c.SetDesk("flo", "on", "ru"))
    assert on_air(sitting) == {"fay": "fr", "flo": "ru"} and handover(sitting) is None


@pytest.mark.parametrize("who", ["fay", "flo"])
def test_moving_to_another_channel_in_the_overlap_ends_it(sitting: Sitting, who: str) -> None:
    _reached(sitting, "overlap")
    sitting.do(c.SelectOutgoing(who, "ru"))
    assert handover(sitting) is None
    assert on_air(sitting) == {"fay": "fr", "flo": "fr", who: "ru"}


def test_the_passive_desk_follows_where_the_active_has_moved(sitting: Sitting) -> None:
    _reached(sitting, "accepted")
    sitting.do(c.SelectOutgoing("fay", "ru"))
    assert rules.state(sitting.meeting, "fr") == "accepted"
    sitting.do(c.SetDesk("flo", "on"))
    assert on_air(sitting) == {"fay": "ru", "flo": "ru"}


@pytest.mark.parametrize("state", GOING_ON)
def test_the_state_of_a_handover_survives_a_restart_of_the_server(sitting: Sitting, state: rules.State) -> None:
    """VoxBento keeps it in memory only (its TD-03)."""
    _reached(sitting, state)
    again = sitting.replayed()
    assert again == sitting.meeting and handover(sitting) is not None
    assert again.deadline() == sitting.meeting.deadline()


@pytest.mark.parametrize("state", GOING_ON)
def test_those_who_do_not_come_back_after_a_restart_end_it(sitting: Sitting, state: rules.State) -> None:
    sitting.now += 50 if state in ("offered", "asked", "accepted") else 0
    _reached(sitting, state)
    sitting.do(c.Resume(), after=0.5)
    sitting.do(c.Connect("fay"), after=0.5)
    sitting.now += 70
    for _ in range(4):
        deadline = sitting.meeting.deadline()
        if deadline is not None and deadline <= sitting.now:
            sitting.do(c.ClockReached(), after=0)
    assert handover(sitting) is None and "flo" not in on_air(sitting)


def test_the_same_person_after_a_reconnect_is_no_ghost_at_the_desk(sitting: Sitting) -> None:
    """VoxBento's TD-11: one desk, off, not counted twice, and free to take part again."""
    _reached(sitting, "overlap")
    sitting.do(c.Disconnect("fay"))
    sitting.do(c.Connect("fay"))
    assert [one.participant_id for one in sitting.meeting.interpretation.booth("fr")] == ["fay", "flo", "fio"]
    assert desk(sitting, "fay").mode == "off" and handover(sitting) is None
    sitting.do(c.AskHandover("fay"))
    current = handover(sitting)
    assert current is not None and (current.active, current.passive) == ("flo", "fay")


@pytest.mark.parametrize(
    ("active", "passive"), [("flo", "edd"), ("fay", "eve"), ("fay", "nobody"), ("fay", "fio"), ("edd", "flo")]
)
def test_an_offer_of_people_as_the_journal_never_had_them_is_no_handover(
    sitting: Sitting, active: str, passive: str
) -> None:
    """The opening before it was refused by the journal: what closes is kept, what it rests on is not."""
    sitting.do(c.Disconnect("fio"))
    sitting.do(c.MoveParticipant("tech", "edd", "interpreter", "es"))
    offered = e.HandoverOffered(
        at=sitting.now, booth="fr", active=active, passive=passive, due=sitting.now, until=sitting.now + 60
    )
    sitting.meeting.apply(offered)
    assert handover(sitting) is None


def test_an_offer_of_a_desk_that_never_opened_is_no_handover(sitting: Sitting) -> None:
    sitting.do(c.SetDesk("fay", "off"))
    at = sitting.now
    sitting.meeting.apply(e.HandoverOffered(at=at, booth="fr", active="fay", passive="flo", due=at, until=at + 60))
    assert handover(sitting) is None
