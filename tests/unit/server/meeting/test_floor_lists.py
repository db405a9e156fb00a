"""Lists, agenda items and duplicates: what is taken, from whom, by which way, and what becomes of those who wait."""

from __future__ import annotations

import pytest

from server.meeting import commands as c
from server.meeting.config import AgendaItem
from server.meeting.floor import line, places
from tests.unit.server.meeting.sitting import Sitting, names

AGENDA = tuple(AgendaItem(item_id=item, title={"en": f"Item {item}"}) for item in ("4", "5"))


def hall(**settings: object) -> Sitting:
    made = Sitting(**settings)
    made.enter("chair", "chair")
    made.enter("mod", "moderator")
    for person in ("ana", "bob", "chen"):
        made.enter(person)
    return made


def waiting(sitting: Sitting) -> list[str]:
    return [request.participant_id for request in line(sitting.meeting)]


# --- open, closed, suspended ------------------------------------------------------------------------------------------


def test_a_closed_list_takes_what_the_secretariat_enters() -> None:
    sitting = hall()
    sitting.do(c.OpenList("chair", False))
    sitting.do(c.RequestFloor("mod", "entered", "statement", participant_id="ana"))
    request = sitting.meeting.floor.requests["entered"]
    assert (request.participant_id, request.origins, request.registered_by) == ("ana", ("secretariat",), "mod")


def test_nobody_is_called_from_a_suspended_list_and_nothing_is_taken() -> None:
    sitting = hall()
    request = sitting.ask("ana")
    sitting.do(c.SuspendList("chair"))
    assert sitting.refused(c.RequestFloor("bob", "r", "statement")) == "listSuspended"
    assert sitting.refused(c.CallSpeaker("chair", request)) == "listSuspended"
    assert sitting.refused(c.GrantFloor("chair", request)) == "listSuspended"
    assert waiting(sitting) == [] and places(sitting.meeting) == {}
    point = sitting.ask("bob", "pointOfOrder")
    sitting.do(c.GrantFloor("chair", point))
    sitting.do(c.OpenList("chair", True))
    assert waiting(sitting) == ["ana"]


def test_the_rights_of_reply_wait_suspended_until_they_are_called() -> None:
    sitting = hall()
    sitting.ask("ana", "rightOfReply")
    sitting.do(c.SuspendList("chair", "rightsOfReply"))
    sitting.ask("bob")
    assert waiting(sitting) == ["bob"]
    sitting.do(c.OpenList("chair", True, "rightsOfReply"))
    assert waiting(sitting) == ["bob", "ana"]


@pytest.mark.parametrize(
    "command", [c.OpenList("chair", True, "wishes"), c.SuspendList("chair", "wishes"), c.ClearList("chair", "x")]
)
def test_a_list_that_does_not_exist_is_refused(command: c.Command) -> None:
    assert hall().refused(command) == "wrongState"


def test_few_replies_wait_and_one_is_made_at_a_time() -> None:
    sitting = hall(replies_limit=2, speakers_limit=2)
    sitting.enter("dora")
    first, second = sitting.ask("ana", "reply"), sitting.ask("bob", "reply")
    assert sitting.refused(c.RequestFloor("chen", "r", "reply")) == "listFull"
    sitting.do(c.GrantFloor("chair", first))
    sitting.do(c.GrantFloor("chair", second))
    assert [held.participant_id for held in sitting.meeting.floor.holding()] == ["bob"]


def test_clearing_a_list_sends_home_who_waits_and_leaves_the_speaker() -> None:
    sitting = hall()
    speech = sitting.speak("ana", by="chair")
    statement, point = sitting.ask("bob"), sitting.ask("chen", "rightOfReply")
    sitting.do(c.ClearList("chair", "speakers"))
    assert (sitting.state_of(statement), sitting.state_of(point), sitting.state_of(speech)) == (None, "queued", "speaking")
    happened = sitting.do(c.ClearList("chair"))
    assert names(happened) == ["RequestRemoved"] and all(event.closing for event in happened)


def test_clearing_the_floor_ends_everything_at_once() -> None:
    sitting = hall()
    sitting.speak("ana", by="chair")
    sitting.ask("bob")
    happened = sitting.do(c.ClearFloor("chair"))
    assert all(event.closing for event in happened)
    assert sitting.meeting.floor.requests == {} and sitting.open_microphones() == set()


# --- agenda -----------------------------------------------------------------------------------------------------------


def test_who_waits_for_an_item_waits_there_until_it_is_opened_again() -> None:
    sitting = hall(agenda=AGENDA)
    request = sitting.ask("ana")
    sitting.do(c.OpenAgendaItem("chair", "5"))
    assert waiting(sitting) == [] and sitting.state_of(request) == "queued"
    assert sitting.refused(c.GrantFloor("chair", request)) == "itemNotOpen"
    assert sitting.refused(c.CallSpeaker("chair", request)) == "itemNotOpen"
    sitting.ask("ana")
    sitting.do(c.OpenAgendaItem("chair", "4"), after=10)
    assert [one.request_id for one in line(sitting.meeting)] == [request]


def test_a_change_of_item_ends_the_speech_and_may_empty_the_list() -> None:
    sitting = hall(agenda=AGENDA, item_change="purge")
    sitting.speak("ana", by="chair")
    sitting.ask("bob")
    sitting.do(c.OpenAgendaItem("chair", "5"))
    assert sitting.meeting.floor.requests == {} and sitting.open_microphones() == set()


def test_who_waits_may_come_along_to_the_next_item_but_not_twice() -> None:
    sitting = hall(agenda=AGENDA)
    first, point = sitting.ask("ana"), sitting.ask("bob", "pointOfOrder")
    sitting.do(c.RequestFloor("mod", "early", "statement", participant_id="ana", item_id="5", origin="preRegistered"))
    sitting.do(c.OpenAgendaItem("chair", "5", "move"))
    assert sitting.state_of(first) is None
    assert [one.request_id for one in line(sitting.meeting)] == [point, "early"]


def test_only_the_secretariat_registers_for_an_item_that_is_not_open() -> None:
    sitting = hall(agenda=AGENDA)
    assert sitting.refused(c.RequestFloor("ana", "r", "statement", item_id="5")) == "itemNotOpen"
    assert sitting.refused(c.RequestFloor("ana", "r", "statement", item_id="9")) == "unknownItem"
    sitting.do(c.RequestFloor("mod", "early", "statement", participant_id="ana", item_id="5", origin="preRegistered"))
    assert sitting.meeting.floor.requests["early"].origins == ("preRegistered",)
    sitting.ask("ana")


def test_between_items_only_points_of_order_are_taken() -> None:
    sitting = hall(agenda=AGENDA)
    sitting.do(c.CloseAgendaItem("chair"))
    assert sitting.refused(c.RequestFloor("ana", "r", "statement")) == "itemNotOpen"
    sitting.do(c.GrantFloor("chair", sitting.ask("ana", "pointOfOrder")))


def test_lists_are_open_and_closed_for_each_item_apart() -> None:
    sitting = hall(agenda=AGENDA)
    sitting.do(c.OpenList("chair", False))
    sitting.do(c.OpenAgendaItem("chair", "5"))
    sitting.ask("ana")
    sitting.do(c.OpenAgendaItem("chair", "4"), after=10)
    assert sitting.refused(c.RequestFloor("bob", "r", "statement")) == "listClosed"


def test_items_are_added_renamed_moved_and_removed() -> None:
    sitting = hall(agenda=AGENDA)
    sitting.do(c.AddAgendaItem("chair", "6", {"en": " Other matters ", "fr": ""}))
    sitting.do(c.RenameAgendaItem("chair", "5", {"en": "Budget", "ar": "الميزانية"}))
    sitting.do(c.MoveAgendaItem("chair", "6", "4"))
    agenda = sitting.meeting.agenda
    assert [(item.item_id, item.title["en"]) for item in agenda.items] == [
        ("6", "Other matters"),
        ("4", "Item 4"),
        ("5", "Budget"),
    ]
    assert sitting.do(c.MoveAgendaItem("chair", "6", "4")) == []
    assert sitting.refused(c.RemoveAgendaItem("chair", "4")) == "wrongState"
    sitting.do(c.RequestFloor("mod", "early", "statement", participant_id="ana", item_id="5"))
    assert sitting.refused(c.RemoveAgendaItem("chair", "5")) == "wrongState"
    sitting.do(c.RemoveAgendaItem("chair", "6"))
    assert [item.item_id for item in agenda.items] == ["4", "5"]


@pytest.mark.parametrize("title", [{}, {"en": "  "}, {"en": "x" * 501}, {"en": "a\nb"}, {"e n": "x"}])
def test_a_title_that_cannot_be_shown_is_refused(title: dict[str, str]) -> None:
    assert hall(agenda=AGENDA).refused(c.AddAgendaItem("chair", "6", title)) == "valueInvalid"


def test_an_agenda_emptied_by_the_chair_stays_empty() -> None:
    sitting = hall(agenda=AGENDA[:1])
    sitting.do(c.CloseAgendaItem("chair"))
    sitting.do(c.RemoveAgendaItem("chair", "4"))
    assert sitting.meeting.copy().agenda.items == () == sitting.replayed().agenda.items


# --- duplicates and ways in -------------------------------------------------------------------------------------------


def test_seat_phone_and_browser_of_one_person_make_one_request_with_the_earliest_time() -> None:
    sitting = hall()
    sitting.do(c.AssignSeat("chair", "12", "ana"))
    sitting.do(c.RequestFloor(c.SYSTEM, "pressed", "statement", seat="12", origin="seat"))
    pressed_at = sitting.now
    sitting.ask("bob")
    assert names(sitting.do(c.RequestFloor("ana", "clicked", "statement"))) == ["RequestMerged"]
    request = sitting.meeting.floor.requests["pressed"]
    assert (request.origins, request.requested_at, request.merged) == (("seat", "remote"), pressed_at, ())
    assert waiting(sitting) == ["ana", "bob"]
    assert sitting.refused(c.RequestFloor("ana", "again", "statement")) == "alreadyRequested"
    assert sitting.refused(c.RequestFloor(c.SYSTEM, "again", "statement", seat="12", origin="seat")) == "alreadyRequested"


def test_a_seat_nobody_has_asks_for_nobody() -> None:
    sitting = hall()
    assert sitting.refused(c.RequestFloor(c.SYSTEM, "r", "statement", seat="99", origin="seat")) == "unknownSeat"


def delegations() -> Sitting:
    sitting = Sitting(merge_by="delegation")
    sitting.enter("chair", "chair")
    for person in ("ana", "bob"):
        sitting.enter(person)
    sitting.do(c.Admit("zoe", "h zoe", "Zoe", "ZM", "delegate", "en"))
    sitting.do(c.Connect("zoe"))
    return sitting


def test_a_delegation_waits_once_where_that_is_the_rule() -> None:
    sitting = delegations()
    request = sitting.ask("ana")
    sitting.ask("zoe")
    sitting.do(c.RequestFloor("bob", "r", "statement"))
    assert waiting(sitting) == ["ana", "zoe"]
    assert sitting.meeting.floor.requests[request].merged == ("bob",)
    assert places(sitting.meeting) == {"ana": 1, "bob": 1, "zoe": 2}
    sitting.do(c.RequestFloor("bob", "point", "pointOfOrder"))


def test_the_place_of_a_delegation_survives_whoever_asked_first() -> None:
    sitting = delegations()
    request = sitting.ask("ana")
    sitting.ask("zoe")
    sitting.do(c.RequestFloor("bob", "r", "statement"))
    happened = sitting.do(c.Leave("ana"))
    assert all(event.closing for event in happened)
    assert waiting(sitting) == ["bob", "zoe"]
    sitting.do(c.GrantFloor("chair", request))
    sitting.do(c.SetMicrophone("bob", True))
    assert sitting.open_microphones() == {"bob"}


def test_a_delegate_without_a_device_is_entered_and_speaks_through_the_room() -> None:
    sitting = hall()
    sitting.do(c.AddDelegate("mod", "awa", "Awa Ndiaye", "SN", "fr", "12"))
    assert "awa" in sitting.meeting.presence.in_room and sitting.meeting.presence.seats == {"12": "awa"}
    sitting.do(c.RequestFloor("mod", "r", "statement", participant_id="awa"))
    assert names(sitting.do(c.GrantFloor("chair", "r"))) == ["FloorGranted", "MicrophoneOpened"]
    assert sitting.open_microphones() == {"awa"} and sitting.state_of("r") == "speaking"
    assert sitting.meeting.floor.microphones["awa"].unit == "room"
    sitting.do(c.EndSpeech("chair", "r"))
    assert sitting.open_microphones() == set()


def test_a_delegate_entered_at_a_seat_that_cannot_be_is_not_entered() -> None:
    sitting = hall()
    assert sitting.refused(c.AddDelegate("mod", "awa", "Awa", "SN", "fr", "")) == "valueInvalid"
    assert sitting.refused(c.AddDelegate("mod", "awa", "", "SN", "fr")) == "nameInvalid"


def test_who_is_in_the_room_is_never_forgotten_as_absent() -> None:
    sitting = hall(forget_after_s=60.0)
    sitting.do(c.AddDelegate("mod", "awa", "Awa Ndiaye", "SN", "fr"))
    sitting.do(c.Disconnect("ana"))
    sitting.do(c.ClockReached(), after=100)
    assert "awa" in sitting.meeting.roster.participants and "ana" not in sitting.meeting.roster.participants
    sitting.do(c.SetAttending("mod", "remote", "awa"))
    assert sitting.meeting.deadline() == sitting.now + 60


def test_room_and_remote_exclude_each_other_and_change() -> None:
    sitting = hall()
    request = sitting.speak("ana", by="chair")
    sitting.do(c.SetAttending("ana", "room"))
    assert sitting.open_microphones() == set() and sitting.state_of(request) == "speaking"
    sitting.do(c.SetMicrophone("ana", True))
    assert sitting.meeting.floor.microphones["ana"].unit == "room"
    sitting.do(c.EndSpeech("ana", request))
    assert sitting.refused(c.SetMicrophone("ana", True)) == "attendsInRoom"
    sitting.do(c.SetAttending("ana", "remote"))
    assert sitting.refused(c.SetMicrophone("ana", True)) == "floorNotGranted"


def test_a_console_in_the_room_has_no_microphone_of_its_own() -> None:
    sitting = hall()
    sitting.do(c.SetMicrophone("chair", True))
    sitting.do(c.SetAttending("chair", "room"))
    assert sitting.open_microphones() == set()
    assert sitting.refused(c.SetMicrophone("chair", True)) == "attendsInRoom"
    sitting.do(c.GrantFloor("chair", sitting.ask("ana")))


def test_whoever_sits_down_leaves_the_seat_before() -> None:
    sitting = hall()
    sitting.do(c.AssignSeat("chair", "1", "ana"))
    sitting.do(c.AssignSeat("chair", "2", "ana"))
    sitting.do(c.AssignSeat("chair", "2", "bob"))
    assert sitting.meeting.presence.seats == {"2": "bob"}
    sitting.do(c.Leave("bob"))
    assert sitting.meeting.presence.seats == {}
