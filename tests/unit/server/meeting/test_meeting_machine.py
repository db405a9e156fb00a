"""Any commands by anyone in any order: what must always be true of floor, microphones, desks and list."""

from __future__ import annotations

from collections import Counter

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from server.errors import UserError
from server.meeting import commands as c
from server.meeting import events as e
from server.meeting.config import BoothConfig
from server.meeting.floor import HOLDING, KINDS, WAITING
from server.meeting.roles import is_active
from tests.unit.server.meeting.sitting import Sitting

PEOPLE = {
    "chair": ("chair", None),
    "ana": ("delegate", None),
    "bob": ("delegate", None),
    "chen": ("delegate", None),
    "pia": ("passive", None),
    "hall": ("room", None),
    "tech": ("technician", None),
    "fay": ("interpreter", "fr"),
    "flo": ("interpreter", "fr"),
    "eve": ("interpreter", "en"),
}
DELEGATES = ["ana", "bob", "chen"]
anyone = st.sampled_from([*PEOPLE, "ghost"])
usually_chair = st.sampled_from(["chair", "chair", "chair", "ana", "pia", "tech", "fay"])


class MeetingMachine(RuleBasedStateMachine):
    limit = 1

    def __init__(self) -> None:
        super().__init__()
        self.sitting = Sitting(
            speakers_limit=self.limit, booths=(BoothConfig("fr"), BoothConfig("en")), forget_after_s=600.0
        )
        self.meeting = self.sitting.meeting
        self.waiting: set[str] = set()
        """The model: who asked and was neither granted, withdrawn, removed, nor gone."""
        self.requests = 0

    def _try(self, command: c.Command, after: float = 0.5) -> bool:
        try:
            events = self.sitting.do(command, after)
        except UserError:
            return False
        for event in events:
            if isinstance(event, e.ParticipantLeft | e.ParticipantRemoved):
                self.waiting.discard(event.participant_id)
        return True

    def _any_request(self, pick: int) -> tuple[str, str]:
        """(id, person) of some request, or of none."""
        requests = list(self.meeting.floor.requests.values())
        request = requests[pick % len(requests)] if requests else None
        return (request.request_id, request.participant_id) if request else ("none", "nobody")

    @initialize()
    def everyone_enters(self) -> None:
        for person, (role, booth) in PEOPLE.items():
            self.sitting.enter(person, role, "fr", booth)

    @rule(person=st.sampled_from(list(PEOPLE)))
    def enter_again(self, person: str) -> None:
        role, booth = PEOPLE[person]
        if self._try(c.Admit(person, f"hash of {person}", person, "", role, "es", booth)):
            self._try(c.Connect(person))

    @rule(person=anyone, back=st.booleans())
    def connection(self, person: str, back: bool) -> None:
        self._try(c.Connect(person) if back else c.Disconnect(person))

    @rule(person=anyone)
    def leave(self, person: str) -> None:
        self._try(c.Leave(person))

    @rule(by=usually_chair, person=anyone)
    def remove(self, by: str, person: str) -> None:
        self._try(c.Remove(by, person))

    @rule(person=st.sampled_from([*DELEGATES, *DELEGATES, "pia", "hall", "fay"]), kind=st.sampled_from(list(KINDS)))
    def ask(self, person: str, kind: str) -> None:
        self.requests += 1
        if self._try(c.RequestFloor(person, f"r{self.requests}", kind)):
            self.waiting.add(person)

    @rule(person=anyone)
    def withdraw(self, person: str) -> None:
        if self._try(c.WithdrawFloor(person)):
            self.waiting.discard(person)

    @rule(by=usually_chair, pick=st.integers(0, 9))
    def call(self, by: str, pick: int) -> None:
        self._try(c.CallSpeaker(by, self._any_request(pick)[0]))

    @rule(by=usually_chair, pick=st.integers(0, 9))
    def grant(self, by: str, pick: int) -> None:
        request, person = self._any_request(pick)
        if self._try(c.GrantFloor(by, request)):
            self.waiting.discard(person)

    @rule(by=usually_chair, pick=st.integers(0, 9))
    def remove_request(self, by: str, pick: int) -> None:
        request, person = self._any_request(pick)
        if self._try(c.RemoveRequest(by, request)):
            self.waiting.discard(person)

    @rule(by=st.sampled_from(["chair", *DELEGATES, "pia"]), pick=st.integers(0, 9))
    def end(self, by: str, pick: int) -> None:
        self._try(c.EndSpeech(by, self._any_request(pick)[0]))

    @rule(person=anyone, opened=st.booleans())
    def microphone(self, person: str, opened: bool) -> None:
        self._try(c.SetMicrophone(person, opened))

    @rule(data=st.data())
    def holder_opens(self, data: st.DataObject) -> None:
        holders = [request.participant_id for request in self.meeting.floor.holding()]
        if holders:
            self._try(c.SetMicrophone(data.draw(st.sampled_from(holders)), True))

    @rule(by=usually_chair, person=anyone)
    def mute(self, by: str, person: str) -> None:
        self._try(c.MuteParticipant(by, person))

    @rule(by=usually_chair, language=st.sampled_from(["fr", "en", "pt", "?"]))
    def language(self, by: str, language: str) -> None:
        self._try(c.SetFloorLanguage(by, language))

    @rule(by=usually_chair, opened=st.booleans())
    def list_open(self, by: str, opened: bool) -> None:
        self._try(c.OpenList(by, opened))

    @rule(
        person=st.sampled_from(["fay", "flo", "eve", "ana", "pia"]),
        mode=st.sampled_from(["on", "on", "off", "pushToMute"]),
        channel=st.sampled_from([None, "fr", "en", "es", "floor"]),
    )
    def desk(self, person: str, mode: str, channel: str | None) -> None:
        self._try(c.SetDesk(person, mode, channel))

    @rule(person=anyone)
    def chat(self, person: str) -> None:
        self._try(c.SendChat(person, "m", "hello"))

    @rule(seconds=st.sampled_from([1.0, 16.0, 30.0, 700.0]))
    def time_passes(self, seconds: float) -> None:
        self.sitting.now += seconds
        for _ in range(20):
            deadline = self.meeting.deadline()
            if deadline is None or deadline > self.sitting.now:
                return
            self._try(c.ClockReached(), after=0)
        raise AssertionError("the clock is due for ever")

    @rule()
    def restart(self) -> None:
        """The server dies: what was stored is all there is."""
        replayed = self.sitting.replayed()
        assert replayed == self.meeting
        self.sitting.meeting = self.meeting = replayed
        self._try(c.Resume())

    @invariant()
    def never_two_normal_speakers(self) -> None:
        holding = self.meeting.floor.holding()
        assert sum(not request.interrupts for request in holding) <= self.limit
        assert sum(request.interrupts for request in holding) <= 1

    @invariant()
    def a_microphone_is_open_only_with_the_floor_or_at_will(self) -> None:
        floor = self.meeting.floor
        interrupted = any(request.interrupts for request in floor.holding())
        for person in floor.microphones:
            participant = self.meeting.roster.participants[person]
            assert participant.connected
            assert participant.role in ("chair", "room", "delegate")
            if participant.role == "delegate":
                request = floor.request_by(person)
                assert request is not None and request.state == "speaking"
                assert request.interrupts or not interrupted

    @invariant()
    def one_desk_feeds_a_channel_and_its_interpreter_is_there(self) -> None:
        roster = self.meeting.roster.participants
        on = [desk for desk in self.meeting.interpretation.desks.values() if desk.mode != "off"]
        assert all(count == 1 for count in Counter(desk.channel for desk in on).values())
        assert all(roster[desk.participant_id].connected for desk in on)
        assert set(self.meeting.interpretation.desks) == {key for key, one in roster.items() if one.role == "interpreter"}

    @invariant()
    def nobody_is_lost_from_the_list(self) -> None:
        floor = self.meeting.floor
        assert {request.participant_id for request in floor.waiting()} == self.waiting
        assert {request.participant_id: key for key, request in floor.requests.items()} == floor.request_of
        assert all(request.state in WAITING | HOLDING for request in floor.requests.values())
        assert len({request.rank for request in floor.requests.values()}) == len(floor.requests)

    @invariant()
    def the_counts_are_right(self) -> None:
        roster = self.meeting.roster
        assert roster.active == sum(is_active(one.role) for one in roster.participants.values())
        assert roster.connected == sum(one.connected for one in roster.participants.values())
        assert set(roster.absent) == {key for key, one in roster.participants.items() if not one.connected}
        assert list(roster.absent.values()) == sorted(roster.absent.values())
        assert {one.token_hash: key for key, one in roster.participants.items()} == roster.by_token

    def teardown(self) -> None:
        assert self.sitting.replayed() == self.meeting
        assert self.meeting.copy() == self.meeting


class TwoSpeakersMachine(MeetingMachine):
    limit = 2


TestOneSpeaker = MeetingMachine.TestCase
TestOneSpeaker.settings = settings(max_examples=60, stateful_step_count=60, deadline=None)
TestTwoSpeakers = TwoSpeakersMachine.TestCase
TestTwoSpeakers.settings = settings(max_examples=30, stateful_step_count=60, deadline=None)
