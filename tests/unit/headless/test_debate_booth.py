"""When a robot interpreter opens the desk, what it says, and how it makes room for a person."""

from __future__ import annotations

from headless import debate
from headless.debate import Booth, CloseDesk, OpenDesk, Say, Speech
from headless.script import PERSON_SPEAKING

STATEMENT = Speech(1, "ke", "en", 100.0)
PERSON = Speech(2, None, "en", 200.0)


class Desk:
    """A booth with its desk carried along."""

    def __init__(self, language: str) -> None:
        self.booth = Booth(language)
        self.open = False
        self.said: list[tuple[float, str]] = []

    def step(
        self, speech: Speech | None, now: float, *, opened_by: tuple[str, ...] = (), present: tuple[str, ...] = ()
    ) -> None:
        for deed in self.booth.step(speech, self.open, opened_by, present, now):
            match deed:
                case OpenDesk():
                    self.open = True
                case CloseDesk():
                    self.open = False
                case Say(key=key):
                    assert self.open, "nobody hears a closed desk"
                    self.said.append((now, key))

    def run(self, speech: Speech | None, start: float, seconds: float) -> None:
        for tick in range(round(seconds * 10)):
            self.step(speech, start + tick / 10)


def test_a_booth_interprets_another_language_a_second_behind() -> None:
    desk = Desk("fr")
    desk.run(STATEMENT, 100.0, 12)
    assert desk.open
    assert desk.said == [(100.0 + debate.LAG_S, "ke")]


def test_the_booth_of_the_language_spoken_is_off() -> None:
    desk = Desk("en")
    desk.open = True
    desk.run(STATEMENT, 100.0, 12)
    assert not desk.open
    assert desk.said == []


def test_the_desk_stays_open_through_the_pauses_of_the_debate_and_not_for_ever() -> None:
    desk = Desk("fr")
    desk.run(STATEMENT, 100.0, 12)
    desk.run(None, 112.0, debate.PAUSE_S)
    assert desk.open
    desk.run(None, 112.0 + debate.PAUSE_S, debate.IDLE_DESK_S)
    assert not desk.open


def test_a_person_gets_one_phrase_and_then_the_original_is_heard() -> None:
    desk = Desk("fr")
    desk.run(PERSON, 200.0, 4)
    assert desk.open
    desk.run(PERSON, 204.0, 60)
    assert not desk.open
    assert [key for _, key in desk.said] == [PERSON_SPEAKING]


def test_a_person_speaking_the_language_of_the_booth_is_heard_directly() -> None:
    desk = Desk("en")
    desk.run(PERSON, 200.0, 30)
    assert not desk.open and desk.said == []


def test_the_robot_leaves_the_desk_to_a_person_until_they_are_gone() -> None:
    desk = Desk("fr")
    desk.run(STATEMENT, 100.0, 5)
    desk.step(STATEMENT, 105.0, opened_by=("ada",), present=("ada",))
    assert not desk.open
    for now in range(106, 140):
        desk.step(STATEMENT, float(now), present=("ada",))
        assert not desk.open, "a person who has turned the desk off still sits there"
    desk.step(STATEMENT, 141.0)
    assert not desk.open, "a reload is no departure"
    desk.step(STATEMENT, 139.0 + debate.ABSENT_S + 1)
    assert desk.open


def test_someone_at_the_desk_is_there_though_the_roster_does_not_say_so_yet() -> None:
    desk = Desk("fr")
    desk.run(STATEMENT, 100.0, 5)
    for tick in range(5):
        desk.step(STATEMENT, 105.0 + tick / 10, opened_by=("ada",))
        assert not desk.open


def test_two_people_at_the_desks_are_both_waited_for() -> None:
    desk = Desk("fr")
    desk.step(STATEMENT, 100.0, opened_by=("ada",), present=("ada", "bo"))
    desk.step(STATEMENT, 101.0, opened_by=("bo",), present=("ada", "bo"))
    desk.step(STATEMENT, 130.0, present=("bo",))
    desk.step(STATEMENT, 131.0, present=("bo",))
    assert not desk.open
    desk.step(STATEMENT, 160.0)
    desk.step(STATEMENT, 161.0)
    assert desk.open


def test_presence_is_seen_at_once_and_lost_slowly() -> None:
    presence = debate.Presence()
    assert not presence.step(False, 0.0)
    assert presence.step(True, 1.0)
    assert presence.step(False, 1.0 + debate.ABSENT_S - 0.1)
    assert not presence.step(False, 1.0 + debate.ABSENT_S + 0.1)
