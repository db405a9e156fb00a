"""The event chat: who may write, how much, how fast, what is kept."""

from __future__ import annotations

import pytest

from server.meeting import commands as c
from tests.unit.server.meeting.sitting import Sitting


def _texts(sitting: Sitting) -> list[str]:
    return [message.text for message in sitting.meeting.chat.thread("event").messages.values()]


def test_a_passive_participant_writes_under_their_own_name() -> None:
    sitting = Sitting()
    sitting.enter("ana", "passive")
    sitting.do(c.SendChat("ana", "m1", "  Bonjour à tous \n"))
    (message,) = sitting.meeting.chat.thread("event").messages.values()
    assert (message.name, message.delegation, message.text, message.sent_at) == ("Ana", "FR", "Bonjour à tous", sitting.now)


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\x00\x1b", "\ud800"])
def test_nothing_is_not_a_message(text: str) -> None:
    sitting = Sitting()
    sitting.enter("ana")
    assert sitting.refused(c.SendChat("ana", "m1", text)) == "textEmpty"


def test_control_characters_are_dropped_and_lines_kept() -> None:
    sitting = Sitting()
    sitting.enter("ana")
    sitting.do(c.SendChat("ana", "m1", "one\ntwo\x1b[31m\x00 \x85three"))
    assert _texts(sitting) == ["one\ntwo[31m three"]


def test_a_text_has_its_limit() -> None:
    sitting = Sitting(chat_text_limit=10)
    sitting.enter("ana")
    sitting.do(c.SendChat("ana", "m1", "x" * 10))
    assert sitting.refused(c.SendChat("ana", "m2", "x" * 11)) == "textTooLong"


def test_one_person_too_fast_does_not_slow_others() -> None:
    sitting = Sitting()
    sitting.enter("ana")
    sitting.enter("bob")
    for number in range(5):
        sitting.do(c.SendChat("ana", f"m{number}", "again"), after=0.1)
    assert sitting.refused(c.SendChat("ana", "m5", "again")) == "tooFast"
    sitting.do(c.SendChat("bob", "m6", "calm"), after=0)
    sitting.do(c.SendChat("ana", "m7", "later"), after=9)
    assert sitting.meeting.chat.thread("event").last == 7


def test_only_the_last_messages_stay_in_memory() -> None:
    sitting = Sitting(chat_kept=3)
    sitting.enter("ana")
    for number in range(5):
        sitting.do(c.SendChat("ana", f"m{number}", str(number)), after=10)
    assert _texts(sitting) == ["2", "3", "4"]


def test_messages_stay_when_their_writer_has_left() -> None:
    sitting = Sitting()
    sitting.enter("ana")
    sitting.do(c.SendChat("ana", "m1", "goodbye"))
    sitting.do(c.Leave("ana"))
    assert _texts(sitting) == ["goodbye"]
    assert sitting.meeting.chat.recent == {}
