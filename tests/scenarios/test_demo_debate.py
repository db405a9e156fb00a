"""The robots' debate against the real core of a meeting, on a clock of its own: minutes pass in milliseconds."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from headless import debate, script
from headless.robots import SETTLE_S
from server.errors import UserError
from server.meeting import commands as c
from server.meeting import events as e
from server.meeting.config import MeetingConfig
from server.meeting.meeting import Meeting
from server.meeting.procedure import HOLDING

STEP_S = 0.1
SCRIPT = script.load()
INDEX = script.load_index()
KEYS = [part.key for part in SCRIPT.delegates]
LANGUAGE = {part.key: part.language for part in SCRIPT.delegates}


@dataclass
class Robot:
    """A delegate as ``demo`` moves it: opens the microphone, speaks the clip, closes, ends."""

    key: str
    begun_at: float | None = None
    ends_at: float = math.inf
    spoken: list[tuple[float, float]] = field(default_factory=list)


class Hall:
    """A meeting with six robot delegates; ``person`` is Ada, a delegate."""

    def __init__(self, *, robot_chair: bool = True) -> None:
        self.meeting = Meeting(MeetingConfig(meeting_id="demo"))
        self.now = 1000.0
        self.chair = debate.Chair()
        self.robot_chair = robot_chair
        self.speakers = debate.Speakers(KEYS)
        self.robots = {key: Robot(key) for key in KEYS}
        self.events: list[e.Event] = []
        self.said: list[tuple[float, str]] = []
        self.said_until = 0.0
        self.requests = 0
        self.deeds: list[debate.ChairDeed] = []
        self.tells_absence = True
        for name, role in [*((key, "delegate") for key in KEYS), ("ada", "delegate"), ("chair", "chair")]:
            self.do(c.Admit(name, f"hash-{name}", name, "CH", role, LANGUAGE.get(name, "en")))
            self.do(c.Connect(name))

    def do(self, command: c.Command) -> None:
        for event in self.meeting.decide(command, self.now):
            self.meeting.apply(event)
            self.events.append(event)

    def attempt(self, command: c.Command) -> None:
        try:
            self.do(command)
        except UserError:
            pass

    def seen(self) -> debate.Seen:
        floor, roster = self.meeting.floor, self.meeting.roster
        entries = tuple(
            debate.Entry(
                r.request_id,
                r.participant_id,
                r.state,  # type: ignore[arg-type]
                r.participant_id in floor.microphones,
                roster.get(r.participant_id).connected or not self.tells_absence,
            )
            for r in floor.ordered()
        )
        return debate.Seen(entries, {key: key for key in KEYS}, floor.lists.get((None, "speakers"), "open") == "open")

    def request(self, person: str, kind: str = "statement") -> str:
        self.requests += 1
        self.do(c.RequestFloor(person, f"r{self.requests}", kind))
        return f"r{self.requests}"

    def pass_time(self, seconds: float, until: Callable[[], bool] = lambda: False) -> bool:
        """True as soon as ``until`` holds."""
        end = self.now + seconds
        while self.now < end:
            if until():
                return True
            self.now += STEP_S
            self._step()
        return until()

    def _step(self) -> None:
        if self.robot_chair and self.now >= self.said_until:
            self._step_chair()
        ready = [key for key in KEYS if self.meeting.roster.get(key).connected]
        for request in self.speakers.step(self.seen(), ready, self.now):
            self.request(request.key)
        for robot in self.robots.values():
            self._step_robot(robot)

    def _step_chair(self) -> None:
        if self.said and not math.isinf(self.said[-1][0]):
            self.chair.announced()
        self.deeds = self.chair.step(self.seen(), self.now)
        for deed in self.deeds:
            match deed:
                case debate.Call(request_id=request_id):
                    self.attempt(c.CallSpeaker("chair", request_id))
                case debate.Grant(request_id=request_id):
                    self.attempt(c.GrantFloor("chair", request_id))
                case debate.End(request_id=request_id):
                    self.attempt(c.EndSpeech("chair", request_id))
                case debate.Announce(key=key):
                    self.said.append((self.now, key))
                    self.said_until = self.now + INDEX[key]["en"].duration_ms / 1000
                case debate.WindUp(key=key, within_s=within_s):
                    self.robots[key].ends_at = min(self.robots[key].ends_at, self.now + within_s)

    def _step_robot(self, robot: Robot) -> None:
        floor = self.meeting.floor
        request = floor.request_by(robot.key)
        if request is None or request.state not in HOLDING:
            robot.begun_at, robot.ends_at = None, math.inf
        elif robot.begun_at is None:
            robot.begun_at = self.now
        elif robot.key not in floor.microphones and self.now >= robot.begun_at + SETTLE_S and math.isinf(robot.ends_at):
            self.do(c.SetMicrophone(robot.key, True))
            robot.ends_at = self.now + INDEX[robot.key][LANGUAGE[robot.key]].duration_ms / 1000
        elif self.now >= robot.ends_at:
            robot.spoken.append((robot.begun_at, self.now))
            self.do(c.SetMicrophone(robot.key, False))
            self.do(c.EndSpeech(robot.key, request.request_id))

    def speaking(self) -> str | None:
        speaker = self.meeting.floor.speaker()
        return speaker.participant_id if speaker is not None else None

    def has_floor(self, person: str) -> bool:
        request = self.meeting.floor.request_by(person)
        return request is not None and request.state in HOLDING

    def granted(self) -> list[str]:
        people = {event.request_id: event.participant_id for event in self.events if isinstance(event, e.FloorRequested)}
        return [people[event.request_id] for event in self.events if isinstance(event, e.FloorGranted)]


def test_every_delegate_speaks_in_turn_and_the_debate_goes_round() -> None:
    hall = Hall()
    hall.pass_time(300)
    assert hall.granted()[:7] == [*KEYS, KEYS[0]]
    assert all(robot.spoken for robot in hall.robots.values())
    assert [key for _, key in hall.said][:3] == [f"give-{key}" for key in KEYS[:3]]


def test_two_robots_wait_in_the_list_so_that_it_is_alive() -> None:
    hall = Hall()
    sizes = []
    for _ in range(120):
        hall.pass_time(1)
        sizes.append(len(hall.meeting.floor.waiting()))
    assert max(sizes) == debate.WAITING_ROBOTS


@pytest.mark.parametrize("offset_s", [0.5, 2.0, 3.5, 6.0, 9.0, 12.0, 16.0, 18.0])
def test_a_person_gets_the_floor_soon_whatever_the_robots_are_doing(offset_s: float) -> None:
    hall = Hall()
    hall.pass_time(20 + offset_s)
    hall.request("ada")
    asked_at, speaker = hall.now, hall.speaking()
    assert hall.pass_time(35, until=lambda: hall.has_floor("ada"))
    assert hall.said[-1][1] == script.GIVE_PARTICIPANT
    if speaker in KEYS:
        assert hall.robots[speaker].spoken[-1][1] - asked_at <= debate.WIND_UP_S + 1


def test_the_chair_waits_half_a_minute_for_a_person_to_open_the_microphone_and_moves_on() -> None:
    hall = Hall()
    hall.pass_time(10)
    hall.request("ada")
    hall.pass_time(60, until=lambda: hall.has_floor("ada"))
    granted_at = hall.now
    assert hall.pass_time(60, until=lambda: not hall.has_floor("ada"))
    assert hall.now - granted_at == pytest.approx(debate.OPEN_WITHIN_S, abs=1)
    assert hall.pass_time(30, until=lambda: hall.speaking() in KEYS)
    assert script.THANKS not in [key for _, key in hall.said]


def give_ada_the_floor() -> Hall:
    hall = Hall()
    hall.pass_time(10)
    hall.request("ada")
    assert hall.pass_time(60, until=lambda: hall.has_floor("ada"))
    hall.do(c.SetMicrophone("ada", True))
    return hall


def test_a_person_has_two_minutes_and_the_robots_are_silent_meanwhile() -> None:
    hall = give_ada_the_floor()
    opened_at, granted = hall.now, len(hall.granted())
    assert hall.pass_time(200, until=lambda: not hall.has_floor("ada"))
    assert hall.now - opened_at == pytest.approx(debate.SPEAKING_TIME_S, abs=1)
    assert len(hall.granted()) == granted


def test_a_person_who_closes_the_microphone_has_finished_and_is_thanked() -> None:
    hall = give_ada_the_floor()
    hall.pass_time(20)
    hall.do(c.SetMicrophone("ada", False))
    closed_at = hall.now
    assert hall.pass_time(60, until=lambda: not hall.has_floor("ada"))
    assert hall.now - closed_at == pytest.approx(debate.CLOSED_FOR_S, abs=1)
    hall.pass_time(1)
    assert hall.said[-1][1] == script.THANKS
    assert hall.pass_time(30, until=lambda: hall.speaking() in KEYS)


def test_a_person_who_ends_the_speech_is_thanked_too() -> None:
    hall = give_ada_the_floor()
    hall.pass_time(20)
    hall.do(c.EndSpeech("ada", hall.meeting.floor.requests_of["ada"][0]))
    hall.pass_time(1)
    assert hall.said[-1][1] == script.THANKS


def test_people_speak_before_robots_in_the_order_they_asked() -> None:
    hall = Hall()
    hall.do(c.Admit("bo", "hash-bo", "bo", "CH", "delegate", "en"))
    hall.do(c.Connect("bo"))
    hall.pass_time(15)
    hall.request("ada")
    hall.request("bo")
    hall.pass_time(120, until=lambda: "bo" in hall.granted())
    granted = hall.granted()
    assert granted.index("bo") == granted.index("ada") + 1


def test_a_person_who_is_away_is_passed_over_without_a_word() -> None:
    hall = Hall()
    hall.pass_time(10)
    hall.request("ada")
    hall.do(c.Disconnect("ada"))
    hall.pass_time(120)
    assert script.GIVE_PARTICIPANT not in [key for _, key in hall.said]
    hall.do(c.Connect("ada"))
    assert hall.pass_time(60, until=lambda: hall.has_floor("ada"))


def test_a_person_whose_absence_is_not_known_does_not_hold_the_debate_up() -> None:
    hall = Hall()
    hall.tells_absence = False
    hall.pass_time(10)
    hall.request("ada")
    hall.do(c.Disconnect("ada"))
    before = len(hall.granted())
    assert hall.pass_time(60, until=lambda: len(hall.granted()) > before + 1)
    assert "ada" not in hall.granted()
    hall.do(c.Connect("ada"))
    assert hall.pass_time(60, until=lambda: hall.has_floor("ada"))


def test_a_withdrawn_request_is_forgotten() -> None:
    hall = Hall()
    hall.pass_time(10)
    hall.request("ada")
    hall.pass_time(5)
    hall.do(c.WithdrawFloor("ada"))
    before = len(hall.granted())
    assert hall.pass_time(60, until=lambda: len(hall.granted()) > before)
    assert "ada" not in hall.granted()


def test_robots_do_not_ask_while_the_list_is_closed() -> None:
    hall = Hall()
    hall.do(c.OpenList("chair", False))
    hall.pass_time(30)
    assert hall.requests == 0
    hall.do(c.OpenList("chair", True))
    assert hall.pass_time(60, until=lambda: bool(hall.granted()))


def test_under_a_person_in_the_chair_robots_wait_for_the_grant() -> None:
    hall = Hall(robot_chair=False)
    hall.pass_time(60)
    assert hall.granted() == []
    waiting = hall.meeting.floor.waiting()
    assert len(waiting) == debate.WAITING_ROBOTS
    hall.do(c.GrantFloor("chair", waiting[1].request_id))
    assert hall.pass_time(5, until=lambda: waiting[1].participant_id in hall.meeting.floor.microphones)
    assert hall.pass_time(30, until=lambda: hall.speaking() is None)
    hall.pass_time(10)
    assert len(hall.meeting.floor.waiting()) == debate.WAITING_ROBOTS


def test_a_removed_robot_asks_again_after_a_while() -> None:
    hall = Hall(robot_chair=False)
    hall.pass_time(10)
    removed = hall.meeting.floor.waiting()[0]
    hall.do(c.RemoveRequest("chair", removed.request_id))
    removed_at = hall.now
    for key in [key for key in KEYS if key != removed.participant_id]:
        hall.do(c.Disconnect(key))
    assert hall.pass_time(60, until=lambda: removed.participant_id in hall.meeting.floor.requests_of)
    assert hall.now - removed_at >= debate.REQUEST_AGAIN_S


def test_a_robot_chair_that_takes_over_lets_a_person_who_is_speaking_finish() -> None:
    hall = Hall(robot_chair=False)
    request = hall.request("ada")
    hall.do(c.GrantFloor("chair", request))
    hall.do(c.SetMicrophone("ada", True))
    hall.robot_chair = True
    assert not hall.pass_time(60, until=lambda: not hall.has_floor("ada"))
