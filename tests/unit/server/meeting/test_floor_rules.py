"""The list of speakers and the microphones that follow it."""

from __future__ import annotations

import pytest

from server.meeting import commands as c
from server.meeting import events as e
from server.meeting import microphones
from server.meeting.floor import places
from tests.unit.server.meeting.sitting import Sitting, names


@pytest.fixture
def sitting() -> Sitting:
    made = Sitting()
    made.enter("chair", "chair")
    for person, language in (("ana", "es"), ("bob", "en"), ("chen", "zh")):
        made.enter(person, "delegate", language)
    return made


def test_the_list_is_first_come_first_served(sitting: Sitting) -> None:
    for person in ("bob", "ana", "chen"):
        sitting.ask(person)
    assert [request.participant_id for request in sitting.meeting.floor.waiting()] == ["bob", "ana", "chen"]
    assert [places(sitting.meeting).get(person) for person in ("bob", "ana", "chen", "chair")] == [1, 2, 3, None]


def test_points_of_order_go_before_motions_before_replies_before_statements(sitting: Sitting) -> None:
    sitting.enter("dora")
    for person, kind in (("ana", "statement"), ("bob", "reply"), ("chen", "motion"), ("dora", "pointOfOrder")):
        sitting.ask(person, kind)
    assert [request.kind for request in sitting.meeting.floor.waiting()] == ["pointOfOrder", "motion", "reply", "statement"]


def test_a_person_waits_only_once(sitting: Sitting) -> None:
    sitting.ask("ana")
    assert sitting.refused(c.RequestFloor("ana", "again", "statement")) == "alreadyRequested"
    assert sitting.refused(c.RequestFloor("ana", "again", "motion")) == "alreadyRequested"
    sitting.ask("ana", "pointOfOrder")
    assert sitting.refused(c.RequestFloor("ana", "again", "pointOfOrder")) == "alreadyRequested"


def test_the_place_is_free_again_after_withdrawing(sitting: Sitting) -> None:
    sitting.ask("ana")
    sitting.ask("bob")
    sitting.do(c.WithdrawFloor("ana"))
    assert places(sitting.meeting).get("bob") == 1
    sitting.ask("ana")
    assert places(sitting.meeting).get("ana") == 2


@pytest.mark.parametrize("kind", ["statement", "motion", "reply"])
def test_a_closed_list_takes_no_more(sitting: Sitting, kind: str) -> None:
    sitting.do(c.OpenList("chair", False))
    assert sitting.refused(c.RequestFloor("ana", "r", kind)) == "listClosed"
    sitting.do(c.OpenList("chair", True))
    sitting.ask("ana", kind)


@pytest.mark.parametrize("kind", ["pointOfOrder", "rightOfReply"])
def test_a_closed_list_still_takes_points_of_order_and_rights_of_reply(sitting: Sitting, kind: str) -> None:
    sitting.do(c.OpenList("chair", False))
    assert sitting.state_of(sitting.ask("ana", kind)) == "queued"


def test_a_grant_alone_opens_no_microphone(sitting: Sitting) -> None:
    request = sitting.ask("ana")
    assert not microphones.may_open(sitting.meeting, "ana")
    sitting.do(c.CallSpeaker("chair", request))
    assert not microphones.may_open(sitting.meeting, "ana")
    sitting.do(c.GrantFloor("chair", request))
    assert sitting.open_microphones() == set()
    assert microphones.may_open(sitting.meeting, "ana")
    assert sitting.meeting.floor.requests[request].speaking_since is None


def test_the_clock_starts_when_the_microphone_opens_and_goes_on_when_it_is_closed_for_a_while(sitting: Sitting) -> None:
    request = sitting.speak("ana", by="chair")
    opened = sitting.now
    sitting.do(c.SetMicrophone("ana", False))
    assert sitting.open_microphones() == set()
    sitting.do(c.SetMicrophone("ana", True))
    assert sitting.meeting.floor.requests[request].speaking_since == opened
    assert sitting.open_microphones() == {"ana"}


def test_nobody_opens_a_microphone_before_the_grant(sitting: Sitting) -> None:
    request = sitting.ask("ana")
    assert sitting.refused(c.SetMicrophone("ana", True)) == "floorNotGranted"
    sitting.do(c.CallSpeaker("chair", request))
    assert sitting.refused(c.SetMicrophone("ana", True)) == "floorNotGranted"


def test_a_revoked_microphone_is_closed_and_stays_closed(sitting: Sitting) -> None:
    request = sitting.speak("ana", by="chair")
    assert names(sitting.do(c.EndSpeech("chair", request))) == ["MicrophoneClosed", "SpeechEnded"]
    assert sitting.open_microphones() == set()
    assert sitting.refused(c.SetMicrophone("ana", True)) == "floorNotGranted"
    assert not microphones.may_open(sitting.meeting, "ana")


@pytest.mark.parametrize(("by", "outcome"), [("ana", "released"), ("chair", "revoked")])
def test_a_speech_is_released_by_the_speaker_and_revoked_by_the_chair(sitting: Sitting, by: str, outcome: str) -> None:
    request = sitting.speak("ana", by="chair")
    ended = sitting.do(c.EndSpeech(by, request))[-1]
    assert isinstance(ended, e.SpeechEnded)
    assert (ended.outcome, ended.by) == (outcome, by)


def test_withdrawing_with_the_floor_gives_it_up(sitting: Sitting) -> None:
    sitting.speak("ana", by="chair")
    assert names(sitting.do(c.WithdrawFloor("ana"))) == ["MicrophoneClosed", "SpeechEnded"]
    assert sitting.open_microphones() == set()


def test_granting_the_next_ends_the_speaker_first(sitting: Sitting) -> None:
    sitting.speak("ana", by="chair")
    request = sitting.ask("bob")
    happened = sitting.do(c.GrantFloor("chair", request))
    assert names(happened) == ["MicrophoneClosed", "SpeechEnded", "FloorGranted"]
    assert sitting.open_microphones() == set()
    assert [held.participant_id for held in sitting.meeting.floor.holding()] == ["bob"]


def test_granting_ends_one_who_was_granted_and_never_spoke(sitting: Sitting) -> None:
    sitting.do(c.GrantFloor("chair", sitting.ask("ana")))
    sitting.do(c.GrantFloor("chair", sitting.ask("bob")))
    assert sitting.refused(c.SetMicrophone("ana", True)) == "floorNotGranted"


def test_with_two_speakers_allowed_the_longest_holder_is_ended() -> None:
    sitting = Sitting(speakers_limit=2)
    sitting.enter("chair", "chair")
    for person in ("ana", "bob", "chen"):
        sitting.enter(person)
        sitting.speak(person, by="chair")
    assert sitting.open_microphones() == {"bob", "chen"}


def test_a_point_of_order_silences_the_speaker_who_keeps_the_floor(sitting: Sitting) -> None:
    speech = sitting.speak("ana", by="chair")
    point = sitting.speak("bob", by="chair", kind="pointOfOrder")
    assert sitting.open_microphones() == {"bob"}
    assert sitting.refused(c.SetMicrophone("ana", True)) == "floorNotGranted"
    speaker = sitting.meeting.floor.speaker()
    assert speaker is not None and speaker.participant_id == "bob"
    sitting.do(c.EndSpeech("chair", point))
    assert sitting.state_of(speech) == "speaking"
    sitting.do(c.SetMicrophone("ana", True))
    assert sitting.open_microphones() == {"ana"}


def test_a_second_point_of_order_ends_the_first_and_a_normal_grant_ends_both(sitting: Sitting) -> None:
    sitting.speak("ana", by="chair")
    first = sitting.speak("bob", by="chair", kind="pointOfOrder")
    sitting.speak("chen", by="chair", kind="pointOfOrder")
    assert sitting.state_of(first) is None
    assert sitting.open_microphones() == {"chen"}
    sitting.do(c.GrantFloor("chair", sitting.ask("bob")))
    assert [held.participant_id for held in sitting.meeting.floor.holding()] == ["bob"]
    assert sitting.open_microphones() == set()


def test_chair_and_room_speak_at_will_beside_the_speaker(sitting: Sitting) -> None:
    sitting.enter("hall", "room")
    sitting.speak("ana", by="chair")
    sitting.do(c.SetMicrophone("chair", True))
    sitting.do(c.SetMicrophone("hall", True))
    assert sitting.open_microphones() == {"ana", "chair", "hall"}
    sitting.do(c.SetMicrophone("chair", False))
    assert sitting.open_microphones() == {"ana", "hall"}


def test_muting_closes_the_microphone_and_leaves_the_floor(sitting: Sitting) -> None:
    request = sitting.speak("ana", by="chair")
    sitting.enter("tech", "technician")
    sitting.do(c.MuteParticipant("tech", "ana"))
    assert sitting.open_microphones() == set()
    assert sitting.state_of(request) == "speaking"
    assert sitting.do(c.MuteParticipant("tech", "ana")) == []


@pytest.mark.parametrize("speaking", [True, False])
def test_a_dropped_speaker_is_silent_at_once_and_keeps_the_floor_for_15_seconds(sitting: Sitting, speaking: bool) -> None:
    request = sitting.ask("ana")
    sitting.do(c.GrantFloor("chair", request))
    if speaking:
        sitting.do(c.SetMicrophone("ana", True))
    sitting.do(c.Disconnect("ana"))
    assert sitting.open_microphones() == set()
    assert sitting.meeting.deadline() == sitting.now + 15
    assert sitting.do(c.ClockReached(), after=14.9) == []
    assert sitting.state_of(request) in ("granted", "paused")
    assert names(sitting.do(c.ClockReached(), after=0.1)) == ["RequestDeferred"]
    assert sitting.state_of(request) == "deferred"
    assert sitting.meeting.deadline() is None


def test_a_speaker_who_is_back_in_time_keeps_the_floor_with_the_microphone_closed(sitting: Sitting) -> None:
    request = sitting.speak("ana", by="chair")
    sitting.do(c.Disconnect("ana"))
    sitting.do(c.Connect("ana"))
    assert sitting.meeting.deadline() is None
    assert sitting.do(c.ClockReached(), after=60) == []
    assert sitting.state_of(request) == "speaking"
    assert sitting.open_microphones() == set()
    sitting.do(c.SetMicrophone("ana", True))
    assert sitting.open_microphones() == {"ana"}


def test_a_reload_keeps_the_place_in_the_list(sitting: Sitting) -> None:
    sitting.ask("ana")
    sitting.ask("bob")
    sitting.do(c.Disconnect("ana"))
    sitting.do(c.ClockReached(), after=3600)
    assert places(sitting.meeting).get("ana") == 1
    sitting.do(c.Connect("ana"))
    assert places(sitting.meeting).get("ana") == 1


def test_the_absent_are_not_granted_the_floor(sitting: Sitting) -> None:
    request = sitting.ask("ana")
    sitting.do(c.Disconnect("ana"))
    assert sitting.refused(c.GrantFloor("chair", request)) == "notJoined"


@pytest.mark.parametrize("going", [c.Leave("ana"), c.Remove("chair", "ana")])
@pytest.mark.parametrize("state", ["queued", "called", "granted", "speaking"])
def test_whoever_goes_takes_microphone_and_request_along(sitting: Sitting, going: c.Command, state: str) -> None:
    request = sitting.ask("ana")
    steps: dict[str, list[c.Command]] = {
        "queued": [],
        "called": [c.CallSpeaker("chair", request)],
        "granted": [c.GrantFloor("chair", request)],
        "speaking": [c.GrantFloor("chair", request), c.SetMicrophone("ana", True)],
    }
    for step in steps[state]:
        sitting.do(step)
    happened = sitting.do(going)
    assert all(event.closing for event in happened)
    assert sitting.state_of(request) is None
    assert sitting.open_microphones() == set()


def test_the_floor_is_spoken_in_the_language_of_the_request_else_of_the_speaker(sitting: Sitting) -> None:
    assert sitting.meeting.floor.language is None
    sitting.speak("ana", by="chair")
    assert sitting.meeting.floor.language == "es"
    sitting.speak("bob", by="chair", language="fr")
    assert sitting.meeting.floor.language == "fr"


def test_the_chair_speaking_under_a_speech_does_not_change_its_language_but_does_after_it(sitting: Sitting) -> None:
    request = sitting.speak("ana", by="chair")
    sitting.do(c.SetMicrophone("chair", True))
    assert sitting.meeting.floor.language == "es"
    sitting.do(c.EndSpeech("ana", request))
    assert sitting.meeting.floor.language == "en"


def test_a_corrected_language_stays_with_the_speech(sitting: Sitting) -> None:
    sitting.speak("ana", by="chair")
    sitting.do(c.SetFloorLanguage("chair", "pt-BR"))
    sitting.do(c.SetMicrophone("ana", False))
    sitting.do(c.SetMicrophone("ana", True))
    assert sitting.meeting.floor.language == "pt-BR"
    assert sitting.do(c.SetFloorLanguage("chair", "pt-BR")) == []
    assert sitting.refused(c.SetFloorLanguage("chair", "klingon; drop")) == "unknownChannel"


def test_what_is_so_already_happens_no_second_time(sitting: Sitting) -> None:
    sitting.speak("ana", by="chair")
    assert sitting.do(c.SetMicrophone("ana", True)) == []
    assert sitting.do(c.OpenList("chair", True)) == []
    sitting.do(c.SetMicrophone("ana", False))
    assert sitting.do(c.SetMicrophone("ana", False)) == []


@pytest.mark.parametrize(
    "command",
    [
        c.RequestFloor("ana", "", "statement"),
        c.RequestFloor("ana", "taken", "statement"),
        c.RequestFloor("ana", "r", "filibuster"),
    ],
)
def test_forged_ids_and_kinds_are_refused(sitting: Sitting, command: c.Command) -> None:
    sitting.do(c.RequestFloor("bob", "taken", "statement"))
    assert sitting.refused(command) == "wrongState"


def test_a_forged_language_is_refused(sitting: Sitting) -> None:
    assert sitting.refused(c.RequestFloor("ana", "r", "statement", "<script>")) == "unknownChannel"


@pytest.mark.parametrize("command", [c.CallSpeaker, c.GrantFloor, c.RemoveRequest, c.EndSpeech])
def test_a_request_that_does_not_exist_is_named_so(sitting: Sitting, command: type[c.GrantFloor]) -> None:
    assert sitting.refused(command("chair", "no such request")) == "unknownRequest"
