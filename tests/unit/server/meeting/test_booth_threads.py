"""The threads of booths and of all who interpret: for those who sit there now, whoever they were before."""

from __future__ import annotations

import pytest

from server.meeting import chat
from server.meeting import commands as c
from tests.unit.server.meeting.sitting import Sitting


def _sitting() -> Sitting:
    sitting = Sitting(chat_burst=100)
    for person, role in (("chair", "chair"), ("tech", "technician"), ("ana", "delegate"), ("cap", "captioner")):
        sitting.enter(person, role)
    sitting.enter("sig", "signer")
    sitting.enter("fr1", "interpreter", "fr", "fr")
    sitting.enter("fr2", "interpreter", "fr", "fr")
    sitting.enter("ru1", "interpreter", "ru", "ru")
    return sitting


def _readers(sitting: Sitting, key: str) -> set[str]:
    people = sitting.meeting.roster.participants
    return {person for person, participant in people.items() if chat.reads(sitting.meeting, participant, key)}


def test_a_booths_thread_is_for_its_interpreters_and_technicians() -> None:
    sitting = _sitting()
    sitting.do(c.SendChat("fr1", "m1", "water?", "booth:fr"))
    assert _readers(sitting, "booth:fr") == {"fr1", "fr2", "tech"}
    for person in ("ru1", "cap", "sig", "ana", "chair"):
        assert sitting.refused(c.SendChat(person, "m2", "hi", "booth:fr")) == "notPermitted"
    sitting.do(c.SendChat("tech", "m3", "coming", "booth:fr"))
    assert sitting.replayed() == sitting.meeting


def test_the_thread_of_all_interpreters_is_for_captioners_and_signers_too() -> None:
    sitting = _sitting()
    for number, person in enumerate(("ru1", "cap", "sig", "tech")):
        sitting.do(c.SendChat(person, f"m{number}", "hi", "interpreters"))
    assert _readers(sitting, "interpreters") == {"fr1", "fr2", "ru1", "cap", "sig", "tech"}
    for person in ("ana", "chair"):
        assert sitting.refused(c.SendChat(person, "m9", "hi", "interpreters")) == "notPermitted"


@pytest.mark.parametrize("thread", ["booth:", "booth:xx", "interpreters:fr"])
def test_a_booth_there_is_not_has_no_thread(thread: str) -> None:
    assert _sitting().refused(c.SendChat("tech", "m1", "hi", thread)) in ("noBooth", "notPermitted")


def test_whoever_is_moved_reads_the_new_booth_and_the_old_one_no_more() -> None:
    sitting = _sitting()
    sitting.do(c.SendChat("fr1", "m1", "secret", "booth:fr"))
    sitting.do(c.SendChat("ru1", "m2", "tea", "booth:ru"))
    sitting.do(c.MoveParticipant("tech", "fr2", "interpreter", "ru"))
    assert _readers(sitting, "booth:fr") == {"fr1", "tech"} and _readers(sitting, "booth:ru") == {"ru1", "fr2", "tech"}
    keys = [thread.key for thread in chat.threads_of(sitting.meeting, sitting.meeting.roster.get("fr2"))]
    assert keys == ["booth:ru"]


def test_each_has_read_what_they_wrote_and_said_they_read() -> None:
    sitting = _sitting()
    sitting.do(c.SendChat("fr1", "m1", "one", "booth:fr"))
    sitting.do(c.SendChat("fr1", "m2", "two", "booth:fr"))
    sitting.do(c.ReadChat("fr2", "booth:fr", 1))
    assert sitting.meeting.chat.thread("booth:fr").read == {"fr1": 2, "fr2": 1}


def test_a_technician_sees_every_booth_that_wrote_newest_first() -> None:
    sitting = _sitting()
    sitting.do(c.SendChat("fr1", "m1", "one", "booth:fr"))
    sitting.do(c.SendChat("ru1", "m2", "two", "booth:ru"))
    sitting.do(c.SendChat("cap", "m3", "three", "interpreters"))
    tech = sitting.meeting.roster.get("tech")
    assert [thread.key for thread in chat.threads_of(sitting.meeting, tech)] == ["interpreters", "booth:ru", "booth:fr"]
    assert [chat.name_for("tech", key) for key in ("booth:fr", "interpreters")] == ["booth:fr", "interpreters"]
