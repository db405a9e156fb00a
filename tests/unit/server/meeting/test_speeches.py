"""Calls, interruptions, pauses, priority, modes and clocks."""

from __future__ import annotations

import pytest

from server.meeting import commands as c
from server.meeting import events as e
from server.meeting import microphones
from server.meeting.config import AgendaItem, PrecedenceClass
from server.meeting.floor import FloorRequest, Total
from tests.unit.server.meeting.sitting import Sitting, names


def hall(**settings: object) -> Sitting:
    made = Sitting(**settings)
    made.enter("chair", "chair")
    for person in ("ana", "bob", "chen"):
        made.enter(person)
    return made


def request(sitting: Sitting, request_id: str) -> FloorRequest:
    return sitting.meeting.floor.requests[request_id]


def elapsed(sitting: Sitting, request_id: str) -> float:
    return request(sitting, request_id).elapsed(sitting.now)


def holders(sitting: Sitting) -> list[str]:
    return [held.participant_id for held in sitting.meeting.floor.holding()]


# --- calls ------------------------------------------------------------------------------------------------------------


def test_who_is_called_and_does_not_answer_is_deferred_after_30_seconds() -> None:
    sitting = hall()
    called = sitting.ask("ana")
    sitting.do(c.CallSpeaker("chair", called))
    assert sitting.meeting.deadline() == sitting.now + 30
    assert sitting.do(c.ClockReached(), after=29.9) == []
    sitting.do(c.ClockReached(), after=0.1)
    assert (sitting.state_of(called), request(sitting, called).reason) == ("deferred", "noAnswer")
    assert sitting.meeting.deadline() is None


def test_who_answers_the_call_waits_for_the_grant_as_long_as_it_takes() -> None:
    sitting = hall()
    called = sitting.ask("ana")
    sitting.do(c.CallSpeaker("chair", called))
    sitting.do(c.AnswerCall("ana"))
    assert request(sitting, called).answered and sitting.meeting.deadline() is None
    assert sitting.do(c.AnswerCall("ana")) == []


def test_calling_one_who_is_away_defers_them_until_they_are_back() -> None:
    sitting = hall()
    called = sitting.ask("ana")
    sitting.ask("bob")
    sitting.do(c.Disconnect("ana"))
    assert names(sitting.do(c.CallSpeaker("chair", called))) == ["RequestDeferred"]
    assert sitting.do(c.CallSpeaker("chair", called)) == []
    happened = sitting.do(c.Connect("ana"))
    assert names(happened) == ["ParticipantConnected", "RequestReturned"] and all(one.personal for one in happened)
    assert [one.participant_id for one in sitting.meeting.floor.waiting()] == ["ana", "bob"]


def test_a_call_taken_back_leaves_the_list_as_it_was() -> None:
    sitting = hall()
    first, second = sitting.ask("ana"), sitting.ask("bob")
    before = sitting.meeting.floor.ordered()
    sitting.do(c.CallSpeaker("chair", second))
    sitting.do(c.AnswerCall("bob"))
    happened = sitting.do(c.TakeBackCall("chair", second))
    assert names(happened) == ["CallTakenBack"] and happened[0].closing
    assert sitting.meeting.floor.ordered() == before and not sitting.meeting.floor.called
    sitting.do(c.CallSpeaker("chair", first))
    sitting.do(c.GrantFloor("chair", first))
    assert sitting.refused(c.TakeBackCall("chair", first)) == "wrongState"


def test_a_call_cannot_be_taken_back_where_the_clock_calls() -> None:
    sitting = hall()
    sitting.do(c.SetFloorRules("chair", mode="autoNext"))
    called = sitting.ask("ana"), sitting.ask("bob")
    sitting.do(c.ClockReached())
    sitting.do(c.ClockReached())
    assert sitting.state_of(called[1]) == "called"
    assert sitting.refused(c.TakeBackCall("chair", called[1])) == "wrongState"


def test_who_was_skipped_does_not_come_back_by_a_reload() -> None:
    sitting = hall()
    skipped = sitting.ask("ana")
    sitting.do(c.DeferRequest("chair", skipped))
    sitting.do(c.Disconnect("ana"))
    sitting.do(c.Connect("ana"))
    assert sitting.state_of(skipped) == "deferred"


def test_a_reload_of_the_called_keeps_the_call_for_a_while() -> None:
    sitting = hall()
    called = sitting.ask("ana")
    sitting.do(c.CallSpeaker("chair", called))
    sitting.do(c.AnswerCall("ana"))
    sitting.do(c.Disconnect("ana"))
    assert sitting.meeting.deadline() == sitting.now + 15
    sitting.do(c.Connect("ana"))
    sitting.do(c.AnswerCall("ana"))
    assert sitting.state_of(called) == "called" and sitting.meeting.deadline() is None
    sitting.do(c.Disconnect("ana"))
    sitting.do(c.ClockReached(), after=15)
    assert (sitting.state_of(called), request(sitting, called).reason) == ("deferred", "absent")


def test_those_in_the_room_are_there_when_called() -> None:
    sitting = hall()
    sitting.do(c.SetAttending("ana", "room"))
    called = sitting.ask("ana")
    sitting.do(c.CallSpeaker("chair", called))
    assert request(sitting, called).answered and sitting.meeting.deadline() is None


# --- interruptions ----------------------------------------------------------------------------------------------------


def test_a_point_of_order_stops_speech_and_clock_and_both_go_on_by_themselves() -> None:
    sitting = hall()
    speech = sitting.speak("ana", by="chair")
    point = sitting.ask("bob", "pointOfOrder")
    sitting.do(c.GrantFloor("chair", point), after=9)
    assert sitting.state_of(speech) == "paused" and sitting.open_microphones() == set()
    sitting.do(c.SetMicrophone("bob", True), after=30)
    assert elapsed(sitting, speech) == 10 and sitting.open_microphones() == {"bob"}
    happened = sitting.do(c.EndSpeech("bob", point), after=30)
    assert all(event.closing for event in happened)
    assert sitting.state_of(speech) == "speaking" and sitting.open_microphones() == {"ana"}
    sitting.now += 5
    assert elapsed(sitting, speech) == 15


def test_who_closed_the_microphone_during_an_interruption_is_not_heard_after_it() -> None:
    sitting = hall()
    speech = sitting.speak("ana", by="chair")
    point = sitting.speak("bob", by="chair", kind="pointOfOrder")
    sitting.do(c.SetMicrophone("ana", False))
    sitting.do(c.EndSpeech("chair", point))
    assert sitting.open_microphones() == set() and sitting.state_of(speech) == "speaking"


def test_a_point_of_order_interrupts_an_interposed_question_and_both_the_speech() -> None:
    sitting = hall()
    speech = sitting.speak("ana", by="chair")
    question = sitting.speak("bob", by="chair", kind="interposedQuestion")
    point = sitting.speak("chen", by="chair", kind="pointOfOrder")
    assert [sitting.state_of(one) for one in (speech, question, point)] == ["paused", "paused", "speaking"]
    sitting.do(c.EndSpeech("chair", point))
    assert [sitting.state_of(one) for one in (speech, question)] == ["paused", "speaking"]
    sitting.do(c.EndSpeech("chair", question))
    assert sitting.state_of(speech) == "speaking"


def test_a_question_granted_during_a_point_of_order_ends_the_point() -> None:
    sitting = hall()
    speech = sitting.speak("ana", by="chair")
    question = sitting.ask("chen", "interposedQuestion")
    point = sitting.speak("bob", by="chair", kind="pointOfOrder")
    sitting.do(c.GrantFloor("chair", question))
    assert (sitting.state_of(point), sitting.state_of(speech)) == (None, "paused")


def test_a_question_needs_somebody_to_ask() -> None:
    assert hall().refused(c.RequestFloor("ana", "q", "interposedQuestion")) == "wrongState"


def test_interruptions_are_outside_the_limit_and_no_contribution() -> None:
    sitting = hall()
    sitting.speak("ana", by="chair")
    point = sitting.speak("bob", by="chair", kind="pointOfOrder")
    assert holders(sitting) == ["ana", "bob"]
    sitting.do(c.EndSpeech("chair", point), after=20)
    assert sitting.meeting.floor.totals == {}


@pytest.mark.parametrize("way", [c.Leave("bob"), c.Remove("chair", "bob"), c.RemoveRequest("chair", "x")])
def test_the_speech_goes_on_when_whoever_interrupted_goes(way: c.Command) -> None:
    sitting = hall()
    speech = sitting.speak("ana", by="chair")
    point = sitting.speak("bob", by="chair", kind="pointOfOrder")
    sitting.do(c.EndSpeech("chair", point) if isinstance(way, c.RemoveRequest) else way)
    assert sitting.state_of(speech) == "speaking" and sitting.open_microphones() == {"ana"}


def test_the_language_of_the_floor_comes_back_with_the_speech() -> None:
    sitting = hall()
    sitting.speak("ana", by="chair", language="es")
    point = sitting.speak("bob", by="chair", kind="pointOfOrder", language="fr")
    assert sitting.meeting.floor.language == "fr"
    sitting.do(c.EndSpeech("chair", point))
    assert sitting.meeting.floor.language == "es"


def test_one_may_raise_a_point_of_order_during_ones_own_speech() -> None:
    sitting = hall()
    speech = sitting.speak("ana", by="chair")
    point = sitting.speak("ana", by="chair", kind="pointOfOrder")
    assert (sitting.state_of(speech), sitting.state_of(point)) == ("paused", "speaking")
    assert sitting.open_microphones() == {"ana"}
    sitting.do(c.EndSpeech("ana", point))
    assert sitting.state_of(speech) == "speaking" and sitting.open_microphones() == set()
    sitting.do(c.SetMicrophone("ana", True))
    assert sitting.open_microphones() == {"ana"}


# --- pauses and priority ----------------------------------------------------------------------------------------------


def test_the_chair_pauses_a_speech_and_lets_it_go_on() -> None:
    sitting = hall()
    speech = sitting.speak("ana", by="chair")
    happened = sitting.do(c.PauseSpeech("chair", speech), after=10)
    assert all(event.closing for event in happened) and sitting.open_microphones() == set()
    assert not microphones.may_open(sitting.meeting, "ana")
    sitting.now += 100
    assert elapsed(sitting, speech) == 10
    assert not any(event.closing for event in sitting.do(c.ResumeSpeech("chair", speech)))
    assert sitting.open_microphones() == {"ana"}


def test_priority_silences_delegates_with_a_tone_and_gives_back_what_it_took() -> None:
    sitting = hall()
    speech = sitting.speak("ana", by="chair")
    sitting.do(c.SetMicrophone("chair", True))
    happened = sitting.do(c.HoldPriority("chair"))
    assert all(event.closing for event in happened)
    assert sitting.open_microphones() == {"chair"} and sitting.meeting.floor.attention_at == sitting.now
    before = elapsed(sitting, speech)
    sitting.now += 60
    assert elapsed(sitting, speech) == before and sitting.do(c.HoldPriority("chair")) == []
    sitting.do(c.ReleasePriority("chair"))
    assert sitting.open_microphones() == {"ana", "chair"} and sitting.do(c.ReleasePriority("chair")) == []


def test_what_is_granted_under_priority_is_silent_until_it_is_released() -> None:
    sitting = hall()
    sitting.do(c.HoldPriority("chair"))
    sitting.do(c.GrantFloor("chair", sitting.ask("ana")))
    assert sitting.refused(c.SetMicrophone("ana", True)) == "floorNotGranted"
    sitting.do(c.SetAttending("bob", "room"))
    sitting.do(c.GrantFloor("chair", sitting.ask("bob", "pointOfOrder")))
    assert sitting.open_microphones() == set()
    sitting.do(c.ReleasePriority("chair"))
    assert sitting.open_microphones() == {"bob"}


def test_clearing_by_priority_sounds_the_tone_and_ends_every_speech() -> None:
    sitting = hall()
    sitting.speak("ana", by="chair")
    sitting.speak("bob", by="chair", kind="pointOfOrder")
    waiting = sitting.ask("chen")
    happened = sitting.do(c.ClearPriority("chair"))
    assert isinstance(happened[0], e.AttentionSounded) and all(event.closing for event in happened)
    assert holders(sitting) == [] and sitting.state_of(waiting) == "queued"
    assert sitting.meeting.floor.attention_at == sitting.now


def test_muting_all_leaves_the_floor_and_the_chairs_microphone() -> None:
    sitting = hall()
    sitting.enter("room", "room")
    speech = sitting.speak("ana", by="chair")
    for person in ("chair", "room"):
        sitting.do(c.SetMicrophone(person, True))
    sitting.do(c.MuteAll("chair"))
    assert sitting.open_microphones() == {"chair"} and sitting.state_of(speech) == "speaking"


# --- lost connections -------------------------------------------------------------------------------------------------


def test_a_lost_connection_stops_the_clock_and_defers_with_it() -> None:
    sitting = hall()
    speech = sitting.speak("ana", by="chair")
    sitting.ask("bob")
    sitting.do(c.Disconnect("ana"), after=20)
    assert (sitting.state_of(speech), elapsed(sitting, speech)) == ("paused", 21)
    sitting.do(c.ClockReached(), after=15)
    assert sitting.state_of(speech) == "deferred" and elapsed(sitting, speech) == 21
    sitting.do(c.Connect("ana"))
    assert [one.participant_id for one in sitting.meeting.floor.waiting()] == ["ana", "bob"]
    sitting.do(c.GrantFloor("chair", speech))
    sitting.do(c.SetMicrophone("ana", True))
    sitting.now += 10
    assert elapsed(sitting, speech) == 31


def test_who_speaks_in_the_room_goes_on_when_their_phone_drops() -> None:
    sitting = hall()
    sitting.do(c.SetAttending("ana", "room"))
    sitting.do(c.GrantFloor("chair", sitting.ask("ana")))
    sitting.do(c.Disconnect("ana"))
    assert sitting.open_microphones() == {"ana"} and sitting.meeting.deadline() is None


# --- modes ------------------------------------------------------------------------------------------------------------


def tick(sitting: Sitting) -> None:
    while (deadline := sitting.meeting.deadline()) is not None and deadline <= sitting.now:
        assert sitting.do(c.ClockReached(), after=0)


def test_auto_next_calls_the_next_and_grants_when_the_speech_ends() -> None:
    sitting = hall(mode="autoNext")
    first, second = sitting.ask("ana"), sitting.ask("bob")
    tick(sitting)
    assert (sitting.state_of(first), sitting.state_of(second)) == ("granted", "called")
    sitting.do(c.EndSpeech("ana", first))
    tick(sitting)
    assert (sitting.state_of(first), sitting.state_of(second)) == (None, "granted")


def test_auto_next_passes_over_those_who_are_away_and_waits_for_an_interruption() -> None:
    sitting = hall(mode="autoNext")
    first, away, third = sitting.ask("ana"), sitting.ask("bob"), sitting.ask("chen")
    sitting.do(c.Disconnect("bob"))
    tick(sitting)
    point = sitting.ask("chen", "pointOfOrder")
    sitting.do(c.GrantFloor("chair", point))
    sitting.do(c.EndSpeech("ana", first))
    tick(sitting)
    assert sitting.state_of(third) == "called"
    sitting.do(c.EndSpeech("chair", point))
    tick(sitting)
    assert (sitting.state_of(away), sitting.state_of(third)) == ("queued", "granted")


def test_open_with_limit_grants_at_once_until_the_limit_then_the_next() -> None:
    sitting = hall(mode="openWithLimit", speakers_limit=2)
    asked = [sitting.ask(person) for person in ("ana", "bob", "chen")]
    assert [sitting.state_of(one) for one in asked] == ["granted", "granted", "queued"]
    assert sitting.state_of(sitting.ask("ana", "pointOfOrder")) == "queued"
    sitting.do(c.EndSpeech("ana", asked[0]))
    tick(sitting)
    assert sitting.state_of(asked[2]) == "granted"


def test_override_lets_the_newest_push_out_the_longest() -> None:
    sitting = hall(mode="override")
    sitting.ask("ana")
    sitting.ask("bob")
    assert holders(sitting) == ["bob"]


def test_push_to_talk_ends_with_the_microphone() -> None:
    sitting = hall(mode="pushToTalk")
    sitting.ask("ana")
    sitting.do(c.SetMicrophone("ana", True))
    happened = sitting.do(c.SetMicrophone("ana", False))
    assert names(happened) == ["MicrophoneClosed", "SpeechEnded"] and all(event.closing for event in happened)
    assert holders(sitting) == []


def test_operator_only_takes_requests_from_the_operator_and_points_of_order() -> None:
    sitting = hall(mode="operatorOnly")
    assert sitting.refused(c.RequestFloor("ana", "r", "statement")) == "operatorOnly"
    sitting.ask("ana", "pointOfOrder")
    sitting.do(c.RequestFloor("chair", "entered", "statement", participant_id="bob"))
    assert sitting.state_of("entered") == "queued"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"mode": "vox"}, "mode"),
        ({"speakers_limit": 0}, "speakersLimit"),
        ({"speakers_limit": 65}, "speakersLimit"),
        ({"time_policy": "gong"}, "timePolicy"),
        ({"item_change": "burn"}, "itemChange"),
        ({"amber_s": -1.0}, "amberS"),
        ({"grace_s": 1e9}, "graceS"),
        ({"time_limits_s": {"filibuster": 1.0}}, "timeLimitsS"),
        ({"time_limits_s": {"kings/statement": 1.0}}, "timeLimitsS"),
        ({"time_limits_s": {"statement": float("nan")}}, "timeLimitsS"),
    ],
)
def test_rules_out_of_range_are_refused_by_name(change: dict[str, object], field: str) -> None:
    sitting = hall()
    before = sitting.meeting.floor.rules
    assert sitting.refused(c.SetFloorRules("chair", **change)) == "valueInvalid"  # type: ignore[arg-type]
    assert sitting.meeting.floor.rules == before and field


def test_rules_change_what_they_name_and_nothing_else() -> None:
    sitting = hall()
    sitting.do(c.SetFloorRules("chair", mode="autoNext", time_limits_s={"statement": 30.0}))
    rules = sitting.meeting.floor.rules
    assert (rules.mode, rules.speakers_limit, dict(rules.time_limits_s)["motion"]) == ("autoNext", 1, 60.0)
    assert sitting.do(c.SetFloorRules("chair", mode="autoNext")) == []


# --- clocks -----------------------------------------------------------------------------------------------------------

CLASSES = (
    PrecedenceClass(name="groups", delegations=("G77",), time_limits_s={"statement": 300.0}),
    PrecedenceClass(name="members"),
)


def test_the_limit_is_that_of_the_class_else_of_the_kind_and_may_be_changed() -> None:
    sitting = hall(precedence=CLASSES)
    sitting.do(c.SetPrecedence("chair", "bob", "groups"))
    ana, bob = sitting.speak("ana", by="chair"), sitting.ask("bob")
    assert request(sitting, ana).limit_s == 180
    sitting.do(c.GrantFloor("chair", bob))
    assert request(sitting, bob).limit_s == 300
    sitting.do(c.SetSpeechLimit("chair", bob, 240.0))
    assert request(sitting, bob).limit_s == 240
    sitting.do(c.SetFloorRules("chair", time_limits_s={"groups/statement": 90.0, "statement": 0.0}))
    sitting.do(c.GrantFloor("chair", sitting.ask("chen")))
    assert sitting.meeting.floor.holding()[0].limit_s is None


@pytest.mark.parametrize("limit", [0.0, -5.0, 1e6, float("nan")])
def test_a_limit_that_is_none_is_refused(limit: float) -> None:
    sitting = hall()
    assert sitting.refused(c.SetSpeechLimit("chair", sitting.ask("ana"), limit)) == "valueInvalid"


def test_a_limit_set_while_waiting_holds_for_the_speech() -> None:
    sitting = hall()
    waiting = sitting.ask("ana")
    sitting.do(c.SetSpeechLimit("chair", waiting, 42.0))
    sitting.do(c.GrantFloor("chair", waiting))
    assert request(sitting, waiting).limit_s == 42


def test_auto_close_ends_the_speech_after_the_grace_not_counting_pauses() -> None:
    sitting = hall(time_policy="autoClose", grace_s=10.0, time_limits_s={"statement": 60.0})
    speech = sitting.speak("ana", by="chair")
    opened = sitting.now
    assert sitting.meeting.deadline() == opened + 70
    sitting.do(c.PauseSpeech("chair", speech), after=20)
    assert sitting.meeting.deadline() is None
    sitting.do(c.ResumeSpeech("chair", speech), after=100)
    assert sitting.meeting.deadline() == sitting.now + 50
    assert sitting.do(c.ClockReached(), after=49.9) == []
    happened = sitting.do(c.ClockReached(), after=0.2)
    assert names(happened) == ["MicrophoneClosed", "SpeechEnded"] and all(event.closing for event in happened)


@pytest.mark.parametrize("policy", ["show", "bell"])
def test_without_auto_close_nobody_is_cut_off(policy: str) -> None:
    sitting = hall(time_policy=policy, time_limits_s={"statement": 1.0})
    speech = sitting.speak("ana", by="chair")
    assert sitting.meeting.deadline() is None and sitting.do(c.ClockReached(), after=999) == []
    assert sitting.state_of(speech) == "speaking"


def test_a_clock_starts_when_the_microphone_opens_not_at_the_grant() -> None:
    sitting = hall()
    speech = sitting.ask("ana")
    sitting.do(c.GrantFloor("chair", speech))
    sitting.now += 60
    assert elapsed(sitting, speech) == 0
    sitting.do(c.SetMicrophone("ana", True))
    sitting.now += 3
    assert elapsed(sitting, speech) == 3


def test_delegations_are_totalled_and_who_has_not_spoken_is_not_among_them() -> None:
    sitting = hall()
    for seconds in (10, 20):
        sitting.do(c.EndSpeech("chair", sitting.speak("ana", by="chair")), after=seconds)
    sitting.do(c.GrantFloor("chair", sitting.ask("bob")))
    sitting.do(c.ClearFloor("chair"))
    assert sitting.meeting.floor.totals == {"FR": Total(2, 30, {None: 30})}


def test_a_delegation_has_no_more_time_than_its_pool_holds() -> None:
    sitting = hall(pool_s=100.0, time_limits_s={"statement": 60.0})
    sitting.do(c.EndSpeech("chair", sitting.speak("ana", by="chair")), after=70)
    speech = sitting.ask("bob")
    sitting.do(c.GrantFloor("chair", speech))
    assert request(sitting, speech).limit_s == 30


@pytest.mark.parametrize(("pool_for", "left"), [("meeting", 30), ("item", 100), ("itemCarriedOver", 130)])
def test_a_pool_is_for_the_meeting_or_each_item_or_each_item_with_what_was_left(pool_for: str, left: float) -> None:
    items = tuple(AgendaItem(item_id=item, title={}) for item in ("1", "2"))
    sitting = hall(agenda=items, pool_s=100.0, pool_for=pool_for, time_limits_s={"statement": 0.0})
    sitting.do(c.EndSpeech("chair", sitting.speak("ana", by="chair")), after=70)
    for item in ("2", "1", "2"):
        sitting.do(c.OpenAgendaItem("chair", item))
    speech = sitting.ask("bob")
    sitting.do(c.GrantFloor("chair", speech))
    assert request(sitting, speech).limit_s == left
