"""The order of the list: kinds, motions, precedence, answers, what the chair moves and who comes back."""

from __future__ import annotations

import random

import pytest

from server.meeting import commands as c
from server.meeting.config import PrecedenceClass
from server.meeting.floor import places
from server.meeting.procedure import MOTIONS
from tests.unit.server.meeting.sitting import Sitting

PEOPLE = ("ana", "bob", "chen", "dora")


def hall(**settings: object) -> Sitting:
    made = Sitting(**settings)
    made.enter("chair", "chair")
    for person in PEOPLE:
        made.enter(person)
    return made


def order(sitting: Sitting) -> list[str]:
    return [request.participant_id for request in sitting.meeting.floor.waiting()]


@pytest.mark.parametrize("seed", range(5))
def test_motions_go_by_what_they_move(seed: int) -> None:
    sitting = hall()
    sitting.enter("eli")
    people = [*PEOPLE, "eli"]
    random.Random(seed).shuffle(people)
    moved = dict(zip(people, MOTIONS, strict=True))
    for number, person in enumerate(PEOPLE):
        sitting.do(c.RequestFloor(person, f"m{number}", "motion", motion=moved[person]))
    sitting.do(c.RequestFloor("eli", "m9", "motion", motion=moved["eli"]))
    assert [request.motion for request in sitting.meeting.floor.waiting()] == list(MOTIONS)


def test_a_motion_that_names_nothing_is_another_and_a_forged_one_is_refused() -> None:
    sitting = hall()
    sitting.do(c.RequestFloor("ana", "m", "motion"))
    assert sitting.meeting.floor.requests["m"].motion == "other"
    assert sitting.refused(c.RequestFloor("bob", "n", "motion", motion="dissolve")) == "wrongState"


CLASSES = (
    PrecedenceClass(name="coordinators", delegations=("G77",)),
    PrecedenceClass(name="members", delegations=("FR", "SN")),
    PrecedenceClass(name="observers", delegations=("VA",), members=False),
    PrecedenceClass(name="organisations", members=False),
)


def test_statements_go_by_precedence_class_then_by_order_of_receipt() -> None:
    sitting = hall(precedence=CLASSES)
    for person, delegation in (("ngo", "Amnesty"), ("holy", "VA"), ("amara", "SN"), ("luc", "FR"), ("gro", "G77")):
        sitting.do(c.Admit(person, f"h {person}", person, delegation, "delegate", "en"))
        sitting.do(c.Connect(person))
        sitting.ask(person)
    assert order(sitting) == ["gro", "amara", "luc", "holy", "ngo"]


def test_a_person_may_be_put_into_another_class() -> None:
    sitting = hall(precedence=CLASSES)
    sitting.ask("ana")
    sitting.do(c.SetPrecedence("chair", "bob", "coordinators"))
    sitting.ask("bob")
    assert order(sitting) == ["bob", "ana"]
    assert sitting.refused(c.SetPrecedence("chair", "bob", "kings")) == "valueInvalid"
    sitting.do(c.WithdrawFloor("bob"))
    sitting.do(c.SetPrecedence("chair", "bob", None))
    sitting.ask("bob")
    assert order(sitting) == ["ana", "bob"]


def test_only_members_move_motions() -> None:
    sitting = hall(precedence=CLASSES)
    sitting.do(c.SetPrecedence("chair", "ana", "observers"))
    assert sitting.refused(c.RequestFloor("ana", "m", "motion")) == "notMember"
    sitting.ask("bob", "motion")


def test_the_order_of_kinds_is_the_meetings_own() -> None:
    sitting = hall(kind_order=("statement", "motion", "pointOfOrder", "interposedQuestion", "reply", "rightOfReply"))
    for person, kind in (("ana", "pointOfOrder"), ("bob", "motion"), ("chen", "statement")):
        sitting.ask(person, kind)
    assert order(sitting) == ["chen", "bob", "ana"]


def test_rights_of_reply_come_after_the_last_speaker() -> None:
    sitting = hall()
    sitting.ask("ana", "rightOfReply")
    sitting.ask("bob")
    sitting.ask("chen")
    assert order(sitting) == ["bob", "chen", "ana"]


def test_answers_stand_directly_under_what_they_answer_in_their_order() -> None:
    sitting = hall()
    answered = sitting.ask("ana")
    sitting.ask("bob")
    sitting.do(c.RequestFloor("chen", "first answer", "reply", answer_to=answered))
    sitting.do(c.RequestFloor("dora", "second answer", "reply", answer_to=answered))
    assert order(sitting) == ["ana", "chen", "dora", "bob"]


def test_answers_move_with_what_they_answer() -> None:
    sitting = hall()
    answered = sitting.ask("ana")
    sitting.ask("bob")
    sitting.do(c.RequestFloor("chen", "answer", "reply", answer_to=answered))
    sitting.do(c.MoveRequest("chair", answered))
    assert order(sitting) == ["bob", "ana", "chen"]


def test_a_reply_that_names_nothing_answers_the_speech_in_progress_and_goes_before_statements() -> None:
    sitting = hall()
    speech = sitting.speak("ana", by="chair")
    sitting.ask("bob")
    reply = sitting.ask("chen", "reply")
    assert sitting.meeting.floor.requests[reply].answer_to == speech
    assert order(sitting) == ["chen", "bob"]
    assert sitting.refused(c.RequestFloor("dora", "r", "reply", answer_to="never was")) == "unknownRequest"


def test_the_chair_moves_a_request_before_another_and_to_the_end() -> None:
    sitting = hall()
    asked = {person: sitting.ask(person) for person in PEOPLE}
    sitting.do(c.MoveRequest("chair", asked["dora"], asked["bob"]))
    assert order(sitting) == ["ana", "dora", "bob", "chen"]
    sitting.do(c.MoveRequest("chair", asked["ana"]))
    assert order(sitting) == ["dora", "bob", "chen", "ana"]
    sitting.do(c.MoveRequest("chair", asked["ana"], asked["dora"]))
    assert order(sitting) == ["ana", "dora", "bob", "chen"]
    assert sitting.do(c.MoveRequest("chair", asked["ana"], asked["dora"])) == []
    assert sitting.do(c.MoveRequest("chair", asked["chen"])) == []


def test_a_thousand_moves_to_the_same_place_keep_an_order() -> None:
    sitting = hall()
    asked = {person: sitting.ask(person) for person in PEOPLE}
    expected = list(PEOPLE)
    dice = random.Random(7)
    for _ in range(1000):
        going, before = dice.sample(PEOPLE, 2)
        sitting.do(c.MoveRequest("chair", asked[going], asked[before]))
        expected.remove(going)
        expected.insert(expected.index(before), going)
        assert order(sitting) == expected
    sitting.enter("eli")
    sitting.ask("eli")
    assert order(sitting)[-1] == "eli"


def test_two_exchange_their_places() -> None:
    sitting = hall()
    asked = {person: sitting.ask(person) for person in PEOPLE}
    sitting.do(c.SwapRequests("chair", asked["ana"], asked["chen"]))
    assert order(sitting) == ["chen", "bob", "ana", "dora"]
    sitting.do(c.GrantFloor("chair", asked["bob"]))
    assert sitting.refused(c.SwapRequests("chair", asked["ana"], asked["bob"])) == "wrongState"
    assert sitting.refused(c.SwapRequests("chair", asked["ana"], asked["ana"])) == "wrongState"


def test_the_skipped_wait_out_of_line_and_come_back_to_the_head_of_their_class() -> None:
    sitting = hall()
    sitting.ask("ana", "motion")
    asked = {person: sitting.ask(person) for person in PEOPLE[1:]}
    sitting.do(c.DeferRequest("chair", asked["dora"]))
    assert places(sitting.meeting) == {"ana": 1, "bob": 2, "chen": 3}
    sitting.do(c.AnswerCall("dora"))
    assert places(sitting.meeting) == {"ana": 1, "dora": 2, "bob": 3, "chen": 4}


def test_asking_again_brings_the_skipped_back() -> None:
    sitting = hall()
    request = sitting.ask("ana")
    sitting.do(c.DeferRequest("chair", request))
    sitting.do(c.RequestFloor("ana", "again", "statement"))
    assert sitting.state_of(request) == "queued" and list(sitting.meeting.floor.requests) == [request]


def test_whoever_comes_back_stays_behind_what_was_put_before_their_class() -> None:
    sitting = hall()
    first, motion = sitting.ask("ana"), sitting.ask("bob", "motion")
    late = sitting.ask("chen")
    sitting.do(c.MoveRequest("chair", motion, late))
    sitting.do(c.MoveRequest("chair", motion, first))
    sitting.do(c.DeferRequest("chair", late))
    sitting.do(c.AnswerCall("chen"))
    assert order(sitting) == ["bob", "chen", "ana"]
    assert len({request.rank for request in sitting.meeting.floor.waiting()}) == 3


def test_many_come_back_each_to_the_head() -> None:
    sitting = hall()
    asked = {person: sitting.ask(person) for person in PEOPLE}
    for turn in range(300):
        person = PEOPLE[turn % 4]
        sitting.do(c.DeferRequest("chair", asked[person]))
        sitting.do(c.AnswerCall(person))
        assert order(sitting)[0] == person


def test_the_last_speaker_waits_again_first_with_their_clock() -> None:
    sitting = hall()
    request = sitting.speak("ana", by="chair")
    sitting.ask("bob")
    sitting.do(c.EndSpeech("chair", request), after=40)
    sitting.do(c.ReaddLast("chair", "again"))
    assert order(sitting) == ["ana", "bob"]
    assert sitting.meeting.floor.requests["again"].spoken_s == 41
    assert sitting.refused(c.ReaddLast("chair", "more")) == "alreadyRequested"


def test_there_is_no_last_speaker_before_the_first_and_after_they_have_gone() -> None:
    sitting = hall()
    assert sitting.refused(c.ReaddLast("chair", "again")) == "noRequest"
    sitting.do(c.EndSpeech("ana", sitting.speak("ana", by="chair")))
    sitting.do(c.Leave("ana"))
    assert sitting.refused(c.ReaddLast("chair", "again")) == "noRequest"
