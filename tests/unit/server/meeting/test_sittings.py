"""Sittings, screens, and several people at the console."""

from __future__ import annotations

import pytest

from server.meeting import commands as c
from server.meeting import events as e
from server.meeting import microphones
from server.meeting.presence import presiding
from tests.unit.server.meeting.sitting import Sitting, names


def hall(**settings: object) -> Sitting:
    made = Sitting(**settings)
    for person, role in (("chair", "chair"), ("other", "chair"), ("dep", "deputy"), ("mod", "moderator")):
        made.enter(person, role)
    for person in ("ana", "bob", "chen"):
        made.enter(person)
    made.enter("room", "room")
    made.enter("tech", "technician")
    return made


# --- sittings ---------------------------------------------------------------------------------------------------------


def test_a_suspension_freezes_list_clock_and_microphones_and_the_chair_restores_them() -> None:
    sitting = hall()
    speech, waiting = sitting.speak("ana", by="chair"), sitting.ask("bob")
    sitting.do(c.SetMicrophone("chair", True))
    happened = sitting.do(c.SuspendSitting("chair"), after=10)
    assert all(event.closing for event in happened) and sitting.open_microphones() == set()
    shown = sitting.meeting.floor.requests[speech].elapsed(sitting.now)
    sitting.do(c.Disconnect("ana"), after=500)
    assert sitting.meeting.deadline() is None
    sitting.do(c.ResumeSitting("chair"), after=500)
    assert sitting.state_of(speech) == "paused" and sitting.meeting.deadline() == sitting.now + 15
    sitting.do(c.Connect("ana"))
    assert sitting.state_of(speech) == "speaking" and sitting.state_of(waiting) == "queued"
    assert sitting.meeting.floor.requests[speech].elapsed(sitting.now) == shown
    assert sitting.open_microphones() == set()
    sitting.do(c.SetMicrophone("ana", True))
    assert sitting.open_microphones() == {"ana"}


def test_the_hall_is_off_the_air_during_a_suspension_and_back_after_it_by_itself() -> None:
    sitting = hall()
    sitting.do(c.SetMicrophone("room", True))
    sitting.do(c.SuspendSitting("chair"))
    assert sitting.open_microphones() == set()
    sitting.do(c.ResumeSitting("chair"), after=10)
    assert sitting.open_microphones() == {"room"}


def test_chair_and_room_may_open_theirs_during_a_suspension_and_delegates_may_not() -> None:
    sitting = hall()
    sitting.speak("ana", by="chair")
    sitting.do(c.SetMicrophone("room", True))
    sitting.do(c.SuspendSitting("chair"))
    sitting.do(c.SetMicrophone("chair", True))
    sitting.do(c.SetMicrophone("room", True))
    assert sitting.open_microphones() == {"chair", "room"}
    assert sitting.refused(c.SetMicrophone("ana", True)) == "floorNotGranted"
    assert not microphones.may_open(sitting.meeting, "ana")


def test_calls_get_their_full_time_again_after_a_suspension() -> None:
    sitting = hall()
    called = sitting.ask("ana")
    sitting.do(c.CallSpeaker("chair", called))
    sitting.do(c.SuspendSitting("chair"), after=29)
    sitting.do(c.ResumeSitting("chair"), after=3600)
    assert sitting.meeting.deadline() == sitting.now + 30


def test_a_closed_sitting_ends_speeches_and_keeps_who_waits_for_the_next() -> None:
    sitting = hall()
    speech, waiting = sitting.speak("ana", by="chair"), sitting.ask("bob")
    assert all(event.closing for event in sitting.do(c.CloseSitting("chair")))
    assert (sitting.state_of(speech), sitting.state_of(waiting)) == (None, "queued")
    assert sitting.refused(c.GrantFloor("chair", waiting)) == "sittingNotOpen"
    sitting.do(c.OpenSitting("chair"), after=10)
    assert sitting.meeting.sitting.number == 2
    sitting.do(c.GrantFloor("chair", waiting))


def test_before_the_sitting_the_secretariat_registers_and_the_room_is_tried() -> None:
    sitting = hall(starts="scheduled", public=False)
    assert (sitting.meeting.sitting.state, sitting.meeting.sitting.public) == ("scheduled", False)
    assert sitting.refused(c.RequestFloor("ana", "r", "statement")) == "sittingNotOpen"
    sitting.do(c.RequestFloor("mod", "early", "statement", participant_id="ana", origin="preRegistered"))
    sitting.do(c.SetMicrophone("room", True))
    assert sitting.open_microphones() == {"room"}
    sitting.do(c.OpenSitting("chair"))
    assert sitting.meeting.sitting.number == 1
    sitting.do(c.GrantFloor("chair", "early"))


def test_going_in_camera_acts_at_once_and_going_public_waits() -> None:
    sitting = hall()
    (inward,) = sitting.do(c.SetSittingPublic("chair", False))
    (outward,) = sitting.do(c.SetSittingPublic("chair", True), after=10)
    assert inward.closing and not outward.closing and sitting.meeting.sitting.public
    assert sitting.do(c.SetSittingPublic("chair", True)) == []


# --- several at the console -------------------------------------------------------------------------------------------


def test_two_chairs_granting_the_same_agree() -> None:
    sitting = hall()
    request = sitting.ask("ana")
    sitting.do(c.GrantFloor("chair", request))
    assert sitting.do(c.GrantFloor("other", request), after=0.1) == []


def test_the_second_of_two_chairs_does_not_end_what_the_first_has_just_granted() -> None:
    sitting = hall()
    first, second = sitting.ask("ana"), sitting.ask("bob")
    sitting.do(c.GrantFloor("chair", first))
    sitting.now -= 0.5
    assert sitting.refused(c.GrantFloor("other", second)) == "contradicted"
    sitting.do(c.GrantFloor("chair", second), after=0.1)
    sitting.do(c.GrantFloor("other", sitting.ask("chen")), after=3)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (c.OpenList("chair", False), c.OpenList("other", True)),
        (c.HoldPriority("chair"), c.ReleasePriority("other")),
        (c.SuspendSitting("chair"), c.ResumeSitting("other")),
        (c.SetSittingPublic("chair", False), c.SetSittingPublic("other", True)),
        (c.TakeChair("chair"), c.TakeChair("dep")),
    ],
)
def test_the_opposite_of_what_another_has_just_done_is_refused_by_name_and_later_is_not(
    first: c.Command, second: c.Command
) -> None:
    sitting = hall()
    sitting.do(first)
    assert sitting.refused(second) == "contradicted"
    assert sitting.do(second, after=2)


def test_ending_twice_and_removing_twice_is_done_once() -> None:
    sitting = hall()
    speech, waiting = sitting.speak("ana", by="chair"), sitting.ask("bob")
    sitting.do(c.EndSpeech("chair", speech))
    assert sitting.do(c.EndSpeech("other", speech)) == []
    sitting.do(c.RemoveRequest("chair", waiting))
    assert sitting.do(c.RemoveRequest("other", waiting)) == []
    assert sitting.refused(c.GrantFloor("other", waiting)) == "wrongState"


def test_what_a_moderator_does_is_done_for_whoever_presides() -> None:
    sitting = hall()
    (granted,) = sitting.do(c.GrantFloor("mod", sitting.ask("ana")))
    assert isinstance(granted, e.FloorGranted) and (granted.by, granted.on_behalf_of) == ("mod", "chair")
    sitting.do(c.TakeChair("dep"))
    (closed,) = sitting.do(c.OpenList("mod", False))
    assert isinstance(closed, e.ListClosed) and (closed.by, closed.on_behalf_of) == ("mod", "dep")
    (opened,) = sitting.do(c.OpenList("dep", True), after=5)
    assert isinstance(opened, e.ListOpened) and (opened.by, opened.on_behalf_of) == ("dep", None)


def test_a_deputy_presides_until_the_chair_takes_it_back() -> None:
    sitting = hall()
    assert sitting.refused(c.OpenList("dep", False)) == "notPermitted"
    sitting.do(c.TakeChair("dep"))
    assert presiding(sitting.meeting) == "dep"
    sitting.do(c.SetMicrophone("dep", True))
    sitting.do(c.TakeChair("chair"), after=5)
    assert sitting.refused(c.OpenList("dep", False)) == "notPermitted"
    assert "dep" not in sitting.open_microphones()


def test_when_the_deputy_in_the_chair_leaves_the_chair_presides() -> None:
    sitting = hall()
    sitting.do(c.TakeChair("dep"))
    sitting.do(c.Leave("dep"))
    assert presiding(sitting.meeting) == "chair"
    sitting.do(c.Disconnect("chair"))
    assert presiding(sitting.meeting) == "other"


def test_a_priority_whose_holder_is_gone_is_released_by_another() -> None:
    sitting = hall()
    sitting.speak("ana", by="chair")
    sitting.do(c.HoldPriority("chair"))
    sitting.do(c.Disconnect("chair"))
    assert sitting.open_microphones() == set()
    sitting.do(c.ReleasePriority("mod"), after=5)
    assert sitting.open_microphones() == {"ana"}


def test_the_floor_stays_as_it_is_when_the_chairs_connection_dies() -> None:
    sitting = hall()
    speech, waiting = sitting.speak("ana", by="chair"), sitting.ask("bob")
    sitting.do(c.CallSpeaker("chair", waiting))
    sitting.do(c.Disconnect("chair"))
    assert sitting.refused(c.GrantFloor("chair", waiting)) == "notJoined"
    assert (sitting.state_of(speech), sitting.state_of(waiting)) == ("speaking", "called")
    sitting.do(c.GrantFloor("mod", waiting), after=5)
    assert sitting.state_of(waiting) == "granted"


# --- screens ----------------------------------------------------------------------------------------------------------


def test_one_screen_is_shared_at_a_time_with_permission() -> None:
    sitting = hall()
    sitting.do(c.RequestScreen("ana"))
    sitting.do(c.RequestScreen("bob"))
    assert sitting.do(c.RequestScreen("bob")) == []
    assert sitting.meeting.screen.sharer is None and list(sitting.meeting.screen.asking) == ["ana", "bob"]
    sitting.do(c.AllowScreen("chair", "ana"))
    assert names(sitting.do(c.AllowScreen("chair", "bob"))) == ["ScreenStopped", "ScreenAllowed"]
    shared = sitting.meeting.screen
    assert shared.sharer == "bob" and not shared.asking
    assert sitting.refused(c.AllowScreen("chair", "ana")) == "noRequest"


@pytest.mark.parametrize(
    "stop",
    [
        c.StopScreen("ana"),
        c.StopScreen("chair"),
        c.StopScreen("tech", "ana"),
        c.Disconnect("ana"),
        c.Leave("ana"),
        c.Remove("chair", "ana"),
    ],
)
def test_a_shared_screen_is_stopped_by_sharer_chair_technician_or_departure_at_once(stop: c.Command) -> None:
    sitting = hall()
    sitting.do(c.RequestScreen("ana"))
    sitting.do(c.AllowScreen("mod", "ana"))
    happened = sitting.do(stop)
    assert "ScreenStopped" in names(happened) and all(event.closing for event in happened)
    assert sitting.meeting.screen.sharer is None


def test_a_question_to_share_may_be_withdrawn_and_refused() -> None:
    sitting = hall()
    for person in ("ana", "bob"):
        sitting.do(c.RequestScreen(person))
    sitting.do(c.StopScreen("ana"))
    sitting.do(c.StopScreen("chair", "bob"))
    assert sitting.meeting.screen.asking == {}
    assert sitting.refused(c.StopScreen("ana", "bob")) == "notPermitted"


def test_who_presides_shares_without_asking() -> None:
    sitting = hall()
    sitting.do(c.RequestScreen("chair"))
    assert sitting.meeting.screen.sharer == "chair"
