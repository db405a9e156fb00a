"""Threads: who names them how, who reads and writes them, numbers, and what is read."""

from __future__ import annotations

import pytest

from server.meeting import chat
from server.meeting import commands as c
from tests.unit.server.meeting.sitting import Sitting


def _sitting() -> Sitting:
    sitting = Sitting(chat_burst=100)
    people = (("chair", "chair"), ("mod", "moderator"), ("tech", "technician"), ("ana", "delegate"), ("bob", "delegate"))
    for person, role in (*people, ("pia", "passive")):
        sitting.enter(person, role)
    return sitting


def test_both_ends_of_a_private_thread_call_it_by_the_other() -> None:
    sitting = _sitting()
    sitting.do(c.SendChat("bob", "m1", "hi", "person:ana"))
    sitting.do(c.SendChat("ana", "m2", "hello", "person:bob"))
    (thread,) = sitting.meeting.chat.threads.values()
    assert [(message.number, message.text) for message in thread.messages.values()] == [(1, "hi"), (2, "hello")]
    assert {chat.name_for(person, thread.key) for person in ("ana", "bob")} == {"person:ana", "person:bob"}
    assert thread.read == {"bob": 1, "ana": 2}
    for other in ("chair", "mod", "tech", "pia"):
        assert not chat.reads(sitting.meeting, sitting.meeting.roster.get(other), thread.key)
    assert sitting.replayed() == sitting.meeting


@pytest.mark.parametrize(
    "thread", ["person:ana", "person:", "room", "", "event:x", "private:ana:bob", "chair:ghost", "person:ghost"]
)
def test_a_thread_that_is_none_is_refused(thread: str) -> None:
    sitting = _sitting()
    assert sitting.refused(c.SendChat("ana", "m1", "hi", thread)) in ("unknownParticipant", "notPermitted")


def test_a_person_made_passive_reads_what_was_written_and_writes_no_more() -> None:
    sitting = _sitting()
    sitting.do(c.SendChat("bob", "m1", "hi", "person:ana"))
    sitting.do(c.MoveParticipant("tech", "ana", "passive"))
    (thread,) = sitting.meeting.chat.threads.values()
    assert chat.reads(sitting.meeting, sitting.meeting.roster.get("ana"), thread.key)
    assert sitting.refused(c.SendChat("ana", "m2", "hi", "person:bob")) == "notPermitted"
    assert sitting.refused(c.SendChat("bob", "m3", "hi", "person:ana")) == "notPermitted"


def test_what_is_read_only_grows_and_never_beyond_the_newest() -> None:
    sitting = _sitting()
    for number in range(3):
        sitting.do(c.SendChat("bob", f"m{number}", "hi", "person:ana"))
    sitting.do(c.ReadChat("ana", "person:bob", 99))
    assert sitting.meeting.chat.thread("private:ana:bob").read["ana"] == 3
    assert sitting.do(c.ReadChat("ana", "person:bob", 1)) == []
    assert sitting.do(c.ReadChat("ana", "event", 5)) == []


def test_a_held_message_is_numbered_when_it_is_shown() -> None:
    sitting = _sitting()
    sitting.do(c.SetChat("chair", "moderated", 0))
    sitting.do(c.SendChat("ana", "held", "first"))
    sitting.do(c.SendChat("chair", "own", "second"))
    sitting.do(c.JudgeChat("mod", "held", True))
    thread = sitting.meeting.chat.thread("event")
    assert [(message.number, message.message_id) for message in thread.messages.values()] == [(1, "own"), (2, "held")]
    assert sitting.refused(c.JudgeChat("mod", "held", True)) == "unknownMessage"
    assert sitting.replayed() == sitting.meeting


def test_a_full_queue_of_held_messages_refuses_more() -> None:
    sitting = Sitting(chat_held_limit=2, chat_mode="moderated", chat_burst=9)
    sitting.enter("ana")
    for number in range(2):
        sitting.do(c.SendChat("ana", f"m{number}", "hi"))
    assert sitting.refused(c.SendChat("ana", "m9", "hi")) == "chatQueueFull"


def test_text_is_composed() -> None:
    assert chat.clean("Cafe\u0301") == "Café"
    assert chat.clean("a\u202eb\x9f\x00c") == "a\u202ebc"
