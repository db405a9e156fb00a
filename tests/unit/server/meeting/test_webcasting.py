"""The webcast: what starts, shows, and ends it, and that nothing of a sitting in camera goes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.errors import UserError
from server.meeting import commands as c
from server.meeting import events as e
from server.meeting.webcasting import TRANSITIONS, State, showing, starts_by_itself
from tests.unit.server.meeting.sitting import Sitting, names

ID = "unguessable-webcast"


def hall(**config: Any) -> Sitting:
    made = Sitting(**config)
    for person, role in (("chair", "chair"), ("mod", "moderator"), ("tech", "technician"), ("ana", "delegate")):
        made.enter(person, role)
    return made


def on_air(**config: Any) -> Sitting:
    sitting = hall(**config)
    sitting.do(c.StartWebcast("tech", ID))
    sitting.now += 10
    return sitting


ACTIONS: Mapping[str, Callable[[], c.Command]] = {
    "start": lambda: c.StartWebcast("tech", "another-webcast-id"),
    "startSlate": lambda: c.StartWebcast("tech", "another-webcast-id", slate=True),
    "slate": lambda: c.ShowSlate("tech"),
    "end": lambda: c.EndWebcast("tech"),
    "goInCamera": lambda: c.SetSittingPublic("chair", False),
    "closeSitting": lambda: c.CloseSitting("chair"),
}


def _in_state(state: State) -> Sitting:
    sitting = hall()
    if state != "off":
        sitting.do(c.StartWebcast("tech", ID, slate=state == "slate"))
    sitting.now += 10
    return sitting


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("state", get_args(State))
def test_every_action_in_every_state_does_what_the_table_says(state: State, action: str) -> None:
    sitting = _in_state(state)
    expected = TRANSITIONS[state].get(action)
    if expected is None and state == "off" and action == "slate":
        assert sitting.refused(ACTIONS[action]()) == "wrongState"
        return
    sitting.do(ACTIONS[action]())
    after = "slate" if (state, action) == ("onAir", "startSlate") else expected
    assert showing(sitting.meeting) == (after or state)
    assert sitting.replayed() == sitting.meeting


def test_one_webcast_keeps_its_id_from_slate_to_air_and_becomes_one_recording() -> None:
    sitting = hall()
    sitting.do(c.StartWebcast("tech", ID, slate=True))
    began = sitting.now
    assert names(sitting.do(c.StartWebcast("tech", "another-webcast-id"))) == ["WebcastWentOnAir"]
    assert sitting.meeting.webcasting.webcast is not None
    assert sitting.meeting.webcasting.webcast.webcast_id == ID
    assert sitting.do(c.StartWebcast("tech", "another-webcast-id")) == []
    sitting.do(c.EndWebcast("tech"))
    past = sitting.meeting.webcasting.past[ID]
    assert (past.started_at, past.ended_at) == (began, sitting.now)
    assert sitting.refused(c.StartWebcast("tech", ID)) == "valueInvalid"


@pytest.mark.parametrize("slate", [False, True])
@pytest.mark.parametrize("public", [False, True])
@pytest.mark.parametrize("state", ["scheduled", "open", "suspended", "closed"])
def test_only_a_public_sitting_that_is_not_closed_can_be_webcast(state: str, public: bool, slate: bool) -> None:
    sitting = hall(starts="scheduled", public=public)
    ways: dict[str, tuple[type[c.OpenSitting | c.SuspendSitting | c.CloseSitting], ...]] = {
        "scheduled": (),
        "open": (c.OpenSitting,),
        "suspended": (c.OpenSitting, c.SuspendSitting),
        "closed": (c.OpenSitting, c.CloseSitting),
    }
    for command in ways[state]:
        sitting.do(command("chair"))
    start = c.StartWebcast("tech", ID, slate)
    if not public:
        assert sitting.refused(start) == "sittingInCamera"
    elif state == "closed":
        assert sitting.refused(start) == "wrongState"
    else:
        sitting.do(start)
        assert showing(sitting.meeting) == ("onAir" if state == "open" and not slate else "slate")


def test_going_in_camera_is_off_the_air_at_once_and_stays_off_when_the_sitting_is_public_again() -> None:
    sitting = on_air(webcast_starts="withSitting")
    happened = sitting.do(c.SetSittingPublic("chair", False))
    assert names(happened) == ["WebcastEnded", "SittingWentInCamera"] and all(event.closing for event in happened)
    assert isinstance(happened[0], e.WebcastEnded) and happened[0].reason == "inCamera"
    sitting.do(c.SetSittingPublic("chair", True), after=60)
    assert showing(sitting.meeting) == "off" and not starts_by_itself(sitting.meeting)


def test_a_suspended_sitting_shows_the_slate_and_goes_on_the_air_again_with_the_sitting() -> None:
    sitting = on_air()
    sitting.do(c.SuspendSitting("chair"))
    assert showing(sitting.meeting) == "slate"
    sitting.do(c.ResumeSitting("chair"), after=600)
    assert showing(sitting.meeting) == "onAir"


def test_the_slate_asked_for_outlasts_a_suspension() -> None:
    sitting = on_air()
    sitting.do(c.ShowSlate("tech"))
    sitting.do(c.SuspendSitting("chair"))
    sitting.do(c.ResumeSitting("chair"), after=600)
    assert showing(sitting.meeting) == "slate"


def test_what_takes_off_the_air_acts_at_once_and_what_puts_on_the_air_waits_for_the_journal() -> None:
    closing = {e.SlateShown, e.WebcastEnded, e.WebcastRecordingStopped, e.PushStopped, e.PushRemoved}
    assert {kind for kind in get_args(e.WebcastEvent) if kind.closing} == closing


def test_a_webcast_that_is_to_begin_with_the_sitting_begins_once_in_each() -> None:
    sitting = hall(webcast_starts="withSitting", starts="scheduled")
    assert not starts_by_itself(sitting.meeting)
    sitting.do(c.OpenSitting("chair"))
    assert starts_by_itself(sitting.meeting)
    sitting.do(c.StartWebcast(c.SYSTEM, ID))
    sitting.do(c.EndWebcast("tech"), after=10)
    assert not starts_by_itself(sitting.meeting)
    sitting.do(c.CloseSitting("chair"))
    sitting.do(c.OpenSitting("chair"), after=10)
    assert starts_by_itself(sitting.meeting)


def test_layout_embargo_and_recording_are_those_of_the_configuration_until_they_are_set() -> None:
    sitting = on_air(webcast_layout="speaker", webcast_delay_s=20.0, webcast_recorded=False)
    webcast = sitting.meeting.webcasting.webcast
    assert webcast is not None and (webcast.layout, webcast.delay_s, webcast.recorded) == ("speaker", 20.0, False)
    commands = (c.SetWebcastLayout("mod", "screenSpeaker"), c.SetEmbargo("mod", 0.0), c.SetWebcastRecording("mod", True))
    for command in commands:
        assert sitting.do(command) and sitting.do(command) == []
    webcast = sitting.meeting.webcasting.webcast
    assert webcast is not None and (webcast.layout, webcast.delay_s, webcast.recorded) == ("screenSpeaker", 0.0, True)
    assert sitting.replayed() == sitting.meeting


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (c.SetWebcastLayout("tech", "mosaic"), "valueInvalid"),
        (c.SetEmbargo("tech", -1.0), "valueInvalid"),
        (c.SetEmbargo("tech", 3600.5), "valueInvalid"),
        (c.SetEmbargo("tech", float("nan")), "valueInvalid"),
    ],
)
def test_values_out_of_range_are_refused(command: c.Command, code: str) -> None:
    assert on_air().refused(command) == code


@pytest.mark.parametrize("bad", ["", "short", "../../../etc/passwd", "a" * 65, "spaces are not taken"])
def test_an_id_that_is_no_name_of_a_directory_is_refused(bad: str) -> None:
    assert hall().refused(c.StartWebcast("tech", bad)) == "valueInvalid"


def test_a_meeting_whose_configuration_forbids_it_has_no_webcast() -> None:
    assert hall(webcast=False).refused(c.StartWebcast("tech", ID)) == "webcastOff"


def test_two_at_the_console_do_not_end_what_the_other_has_just_begun_but_the_slate_is_shown_at_once() -> None:
    sitting = hall()
    sitting.do(c.StartWebcast("tech", ID))
    assert sitting.refused(c.EndWebcast("chair")) == "contradicted"
    assert names(sitting.do(c.ShowSlate("chair"), after=0.1)) == ["SlateShown"]


COMMANDS: tuple[Callable[[int], c.Command], ...] = (
    lambda n: c.StartWebcast("tech", f"webcast-number-{n:04d}", n % 2 == 0),
    lambda n: c.ShowSlate("mod"),
    lambda n: c.EndWebcast("tech"),
    lambda n: c.SetSittingPublic("chair", n % 2 == 0),
    lambda n: c.OpenSitting("chair"),
    lambda n: c.SuspendSitting("chair"),
    lambda n: c.ResumeSitting("chair"),
    lambda n: c.CloseSitting("chair"),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(range(len(COMMANDS))), st.booleans()), max_size=25))
def test_whatever_happens_nothing_of_a_sitting_in_camera_or_closed_is_webcast(steps: list[tuple[int, bool]]) -> None:
    sitting = hall()
    for number, (which, odd) in enumerate(steps):
        try:
            sitting.do(COMMANDS[which](2 * number + odd), after=5)
        except UserError:
            continue
        meeting = sitting.meeting
        if not meeting.sitting.public or meeting.sitting.state == "closed":
            assert showing(meeting) == "off"
        elif meeting.sitting.state != "open":
            assert showing(meeting) in ("off", "slate")
    assert sitting.replayed() == sitting.meeting
