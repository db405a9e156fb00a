"""What registration and the plan of a conference change in a meeting that is open."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from server.meeting import commands as c
from server.meeting import events as e
from server.meeting.config import AgendaItem, DocumentConfig, MeetingConfig, ScheduledSitting
from server.meeting.meeting import Meeting
from tests.unit.server.meeting.sitting import Sitting


def items(*names: str) -> tuple[AgendaItem, ...]:
    return tuple(AgendaItem(item_id=name, title={"en": f"Item {name}"}) for name in names)


def plan(sitting: Sitting, *names: str, **changes: object) -> list[e.Event]:
    config = sitting.meeting.config
    kept = {"title": config.title, "participants_limit": config.participants_limit, "active_limit": config.active_limit}
    return sitting.do(c.Reconfigure(**{**kept, "delegations": config.delegations, "agenda": items(*names), **changes}))  # type: ignore[arg-type]


def shown(sitting: Sitting) -> list[str]:
    return [item.item_id for item in sitting.meeting.agenda.items]


def test_whoever_is_withdrawn_loses_microphone_and_place_and_may_be_admitted_again() -> None:
    sitting = Sitting()
    sitting.enter("chair", "chair")
    sitting.enter("ana")
    sitting.speak("ana", by="chair")
    happened = sitting.do(c.Withdraw("ana"))
    assert not sitting.open_microphones()
    assert isinstance(happened[-1], e.ParticipantLeft) and happened[-1].reason == "withdrawn"
    assert "ana" not in sitting.meeting.roster.participants and not sitting.meeting.roster.is_evicted("hash of ana")
    sitting.enter("ana")


def test_a_language_that_changes_is_told_once() -> None:
    sitting = Sitting()
    sitting.enter("ana")
    assert [type(one) for one in sitting.do(c.SetLanguage(c.SYSTEM, "ana", "fr"))] == [e.LanguageSet]
    assert sitting.meeting.roster.get("ana").language == "fr"
    assert sitting.do(c.SetLanguage(c.SYSTEM, "ana", "fr")) == []
    assert sitting.refused(c.SetLanguage(c.SYSTEM, "ana", "not a tag")) == "unknownChannel"


def test_caps_of_the_plan_hold_from_then_on_and_put_nobody_out() -> None:
    sitting = Sitting()
    for name in ("ana", "bo"):
        sitting.enter(name)
    plan(sitting, active_limit=1)
    assert sitting.meeting.roster.active == 2
    assert sitting.refused(c.Admit("cy", "hash of cy", "Cy", "FR", "delegate", "en")) == "activeFull"
    assert sitting.do(c.Admit("cy", "hash of cy", "Cy", "FR", "passive", "en"))


def test_documents_times_and_title_are_those_of_the_plan() -> None:
    sitting = Sitting()
    documents = (DocumentConfig(title={"en": "Report"}, links={"en": "https://example.org/1"}),)
    schedule = (ScheduledSitting(starts_at=1.0, ends_at=2.0),)
    plan(sitting, title={"en": "Water"}, documents=documents, schedule=schedule)
    config = sitting.meeting.config
    assert (config.title, config.documents, config.schedule) == ({"en": "Water"}, documents, schedule)
    assert plan(sitting, title={"en": "Water"}, documents=documents, schedule=schedule) == []


def test_the_chairs_own_changes_of_the_agenda_stay_until_the_plan_says_something_new() -> None:
    sitting = Sitting()
    sitting.enter("chair", "chair")
    plan(sitting, "1", "2", "3")
    assert shown(sitting) == ["1", "2", "3"]
    sitting.do(c.AddAgendaItem("chair", "own", {"en": "Any other business"}))
    sitting.do(c.RenameAgendaItem("chair", "1", {"en": "Opening"}))
    sitting.do(c.RemoveAgendaItem("chair", "2"))
    plan(sitting, "1", "2", "3", title={"en": "Another title"})
    assert shown(sitting) == ["1", "3", "own"]
    assert sitting.meeting.agenda.items[0].title == {"en": "Opening"}
    plan(sitting, "4", "3", "1")
    assert shown(sitting) == ["4", "3", "1", "own"]


def test_an_item_under_discussion_or_waited_for_outlives_the_plan() -> None:
    sitting = Sitting()
    sitting.enter("chair", "chair")
    sitting.enter("ana")
    plan(sitting, "1", "2", "3")
    sitting.do(c.OpenAgendaItem("chair", "1"))
    sitting.ask("ana")
    sitting.do(c.OpenAgendaItem("chair", "2"))
    plan(sitting)
    assert shown(sitting) == ["1", "2"]


@given(st.lists(st.lists(st.sampled_from("abcdef"), unique=True), min_size=1, max_size=5))
def test_without_a_chair_the_agenda_is_always_that_of_the_last_plan_and_replays_equal(plans: list[list[str]]) -> None:
    sitting = Sitting()
    for names in plans:
        plan(sitting, *names)
        assert shown(sitting) == names
    again = Meeting(MeetingConfig(meeting_id="sitting"))
    for event in sitting.log:
        again.apply(e.decode(e.name_of(event), event.version, e.encode(event)))
    assert again == sitting.meeting


# --- support ---


def asking(sitting: Sitting, number: int = 1, visitor: str = "visitor-1") -> list[e.Event]:
    return sitting.do(c.WriteSupport(visitor, "Ana", f"{visitor} {number}", "I cannot get in"))


def test_a_visitor_and_a_technician_write_to_each_other() -> None:
    sitting = Sitting()
    for name in ("tina", "tom"):
        sitting.enter(name, "technician")
    asking(sitting)
    sitting.do(c.SendChat("tina", "answer", "Which browser?", "support:visitor-1"))
    texts = [message.text for message in sitting.meeting.chat.thread("support:visitor-1").messages.values()]
    assert texts == ["I cannot get in", "Which browser?"]
    assert sitting.refused(c.SendChat("tina", "m", "Hello", "support:visitor-2")) == "unknownParticipant"


def test_one_technician_has_a_thread_until_it_is_given_back_or_they_are_gone() -> None:
    sitting = Sitting()
    for name in ("tina", "tom"):
        sitting.enter(name, "technician")
    assert sitting.refused(c.ClaimSupport("tina", "support:visitor-1", True)) == "unknownMessage"
    asking(sitting)
    key = "support:visitor-1"
    assert sitting.do(c.ClaimSupport("tina", key, True)) and not sitting.do(c.ClaimSupport("tina", key, True))
    assert sitting.refused(c.ClaimSupport("tom", key, True)) == "wrongState"
    assert sitting.do(c.ClaimSupport("tom", key, False)) == []
    assert sitting.meeting.chat.thread(key).claimed_by == "tina"
    sitting.do(c.Disconnect("tina"))
    assert sitting.do(c.ClaimSupport("tom", key, True))
    sitting.do(c.ClaimSupport("tom", key, False))
    assert sitting.meeting.chat.thread(key).claimed_by is None
    sitting.do(c.ClaimSupport("tom", key, True))
    sitting.do(c.Leave("tom"))
    assert sitting.meeting.chat.thread(key).claimed_by is None


def test_visitors_cannot_flood_support() -> None:
    sitting = Sitting(chat_burst=3, chat_window_s=60.0)
    for number in range(3):
        asking(sitting, number)
    assert sitting.refused(c.WriteSupport("visitor-1", "Ana", "m", "Hello?")) == "tooFast"
    sitting.now += 60
    assert asking(sitting, 4)
    assert sitting.refused(c.WriteSupport("visitor-1", "Ana", "m", "  ")) == "textEmpty"
    assert sitting.refused(c.WriteSupport("visitor-1", "Ana", "m", "x" * 3000)) == "textTooLong"
    assert sitting.refused(c.WriteSupport("visitor-1", "", "m", "x")) == "nameInvalid"
    for number in range(2, 501):
        asking(sitting, visitor=f"visitor-{number}")
    assert sitting.refused(c.WriteSupport("visitor-501", "Ana", "m", "Hello?")) == "chatQueueFull"
