"""Any commands by anyone in any order: what must always be true of floor, microphones, desks and list."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from server.errors import UserError
from server.meeting import commands as c
from server.meeting import events as e
from server.meeting.config import AgendaItem, BoothConfig, PrecedenceClass
from server.meeting.floor import heard, runs
from server.meeting.procedure import HOLDING, KINDS, LISTS, MODES, MOTIONS, WAITING
from server.meeting.roles import is_active, may
from tests.unit.server.meeting.sitting import Sitting

PEOPLE = {
    "chair": ("chair", None),
    "dep": ("deputy", None),
    "mod": ("moderator", None),
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
DELEGATES = ["ana", "bob", "chen", "dep"]
ITEMS = ["1", "2", "3"]
DISTURBANCES = ("priority", "pause", "suspend", "point", "drop", "room", "item", "remove", "leave", "next", "late")
anyone = st.sampled_from([*PEOPLE, "ghost"])
delegates = st.sampled_from(DELEGATES)
usually_chair = st.sampled_from(["chair", "chair", "chair", "mod", "mod", "dep", "ana", "pia", "tech", "fay"])
pick = st.integers(0, 9)


class MeetingMachine(RuleBasedStateMachine):
    limit = 1
    options: dict[str, Any] = {}

    def __init__(self) -> None:
        super().__init__()
        self.sitting = Sitting(
            speakers_limit=self.limit,
            booths=(BoothConfig("fr"), BoothConfig("en")),
            forget_after_s=600.0,
            agenda=tuple(AgendaItem(item_id=item, title={"en": item}) for item in ITEMS[:2]),
            **self.options,
        )
        self.meeting = self.sitting.meeting
        self.waiting: set[str] = set()
        """The model: requests made and neither granted, withdrawn, removed, nor gone with their person."""
        self.elapsed: dict[str, float] = {}
        """Request -> what its clock last showed."""
        self.requests = 0
        self.had = 0
        """Normal speakers before the last command; a limit lowered ends nobody."""

    def _try(self, command: c.Command, after: float = 0.5) -> bool:
        try:
            events = self.sitting.do(command, after)
        except UserError:
            return False
        for event in events:
            self._follow(event)
        return True

    def _follow(self, event: e.Event) -> None:
        if isinstance(event, e.FloorRequested | e.RequestDeferred):
            self.waiting.add(event.request_id)
        elif isinstance(event, e.FloorGranted | e.RequestWithdrawn | e.RequestRemoved):
            self.waiting.remove(event.request_id)

    def _any_request(self, pick: int) -> str:
        requests = list(self.meeting.floor.requests)
        return requests[pick % len(requests)] if requests else "none"

    @initialize()
    def everyone_enters(self) -> None:
        for person, (role, booth) in PEOPLE.items():
            self.sitting.enter(person, role, "fr", booth)

    # --- people -------------------------------------------------------------------------------------------------------

    @rule(person=st.sampled_from(list(PEOPLE)))
    def enter_again(self, person: str) -> None:
        role, booth = PEOPLE[person]
        self._try(c.AllowAgain(c.SYSTEM, person))
        if self._try(c.Admit(person, f"hash of {person}", person, "FR", role, "es", booth)):
            self._try(c.Connect(person))

    @rule(person=anyone, back=st.booleans())
    def connection(self, person: str, back: bool) -> None:
        self._try(c.Connect(person) if back else c.Disconnect(person))

    @rule(person=anyone, by=usually_chair, leaves=st.booleans())
    def goes(self, person: str, by: str, leaves: bool) -> None:
        self._try(c.Leave(person) if leaves else c.Remove(by, person))

    @rule(by=usually_chair, person=delegates, attending=st.sampled_from(["room", "remote"]), own=st.booleans())
    def attends(self, by: str, person: str, attending: str, own: bool) -> None:
        self._try(c.SetAttending(person if own else by, attending, None if own else person))

    @rule(by=usually_chair, person=delegates, free=st.booleans())
    def seat(self, by: str, person: str, free: bool) -> None:
        self._try(c.AssignSeat(by, "7", None if free else person))

    @rule(by=st.sampled_from(["chair", "dep", "ana"]))
    def take_chair(self, by: str) -> None:
        self._try(c.TakeChair(by))

    # --- requests -----------------------------------------------------------------------------------------------------

    @rule(
        person=st.sampled_from([*DELEGATES, *DELEGATES, "pia", "hall", "fay"]),
        kind=st.sampled_from(["statement", "statement", *KINDS]),
        motion=st.sampled_from([None, *MOTIONS]),
        answers=st.none() | pick,
    )
    def ask(self, person: str, kind: str, motion: str | None, answers: int | None) -> None:
        self.requests += 1
        to = self._any_request(answers) if answers is not None else None
        self._try(c.RequestFloor(person, f"r{self.requests}", kind, motion=motion, answer_to=to))

    @rule(
        by=usually_chair,
        person=delegates,
        kind=st.sampled_from(list(KINDS)),
        item=st.sampled_from([None, *ITEMS]),
        by_seat=st.booleans(),
    )
    def ask_for(self, by: str, person: str, kind: str, item: str | None, by_seat: bool) -> None:
        self.requests += 1
        who: dict[str, str] = {"seat": "7"} if by_seat else {"participant_id": person}
        self._try(c.RequestFloor(c.SYSTEM if by_seat else by, f"r{self.requests}", kind, item_id=item, **who))

    @rule(person=anyone, other=st.none() | pick)
    def withdraw(self, person: str, other: int | None) -> None:
        self._try(c.WithdrawFloor(person, None if other is None else self._any_request(other)))

    @rule(
        by=usually_chair, pick=pick, deed=st.sampled_from([c.CallSpeaker, c.TakeBackCall, c.DeferRequest, c.RemoveRequest])
    )
    def handle(self, by: str, pick: int, deed: type[c.CallSpeaker]) -> None:
        self._try(deed(by, self._any_request(pick)))

    @rule(by=st.sampled_from(["chair", "chair", "chair", "mod", "dep", "ana"]), pick=pick)
    def grant(self, by: str, pick: int) -> None:
        self._try(c.GrantFloor(by, self._any_request(pick)))

    @rule(person=delegates, other=st.none() | pick)
    def answer(self, person: str, other: int | None) -> None:
        self._try(c.AnswerCall(person, None if other is None else self._any_request(other)))

    @rule(by=usually_chair, pick=pick, before=st.none() | pick, swap=st.booleans())
    def reorder(self, by: str, pick: int, before: int | None, swap: bool) -> None:
        other = None if before is None else self._any_request(before)
        if swap and other is not None:
            self._try(c.SwapRequests(by, self._any_request(pick), other))
        else:
            self._try(c.MoveRequest(by, self._any_request(pick), other))

    @rule(by=usually_chair)
    def readd_last(self, by: str) -> None:
        self.requests += 1
        self._try(c.ReaddLast(by, f"r{self.requests}"))

    # --- speeches -----------------------------------------------------------------------------------------------------

    @rule(by=st.sampled_from(["chair", *DELEGATES, "pia"]), pick=pick)
    def end(self, by: str, pick: int) -> None:
        self._try(c.EndSpeech(by, self._any_request(pick)))

    @rule(by=usually_chair, pick=pick, on=st.booleans())
    def pause(self, by: str, pick: int, on: bool) -> None:
        request = self._any_request(pick)
        self._try(c.PauseSpeech(by, request) if on else c.ResumeSpeech(by, request))

    @rule(by=usually_chair, pick=pick, limit=st.sampled_from([None, 5.0, -1.0]))
    def limit_speech(self, by: str, pick: int, limit: float | None) -> None:
        self._try(c.SetSpeechLimit(by, self._any_request(pick), limit))

    @rule(person=anyone, opened=st.booleans())
    def microphone(self, person: str, opened: bool) -> None:
        self._try(c.SetMicrophone(person, opened))

    @rule(data=st.data())
    def holder_opens(self, data: st.DataObject) -> None:
        holders = [request.participant_id for request in self.meeting.floor.holding()]
        if holders:
            self._try(c.SetMicrophone(data.draw(st.sampled_from(holders)), True))

    @rule(by=usually_chair, person=anyone, everyone=st.booleans())
    def mute(self, by: str, person: str, everyone: bool) -> None:
        self._try(c.MuteAll(by) if everyone else c.MuteParticipant(by, person))

    @rule(by=usually_chair, language=st.sampled_from(["fr", "en", "pt", "?"]))
    def language(self, by: str, language: str) -> None:
        self._try(c.SetFloorLanguage(by, language))

    @rule(person=delegates, kind=st.sampled_from(["statement", "statement", "reply", *KINDS]), room=st.booleans())
    def speaks(self, person: str, kind: str, room: bool) -> None:
        """What the meeting is there for."""
        self.order_is_restored()
        self._try(c.Connect(person))
        self._try(c.SetAttending(person, "room" if room else "remote"))
        self.requests += 1
        self._try(c.RequestFloor("chair", f"r{self.requests}", kind, participant_id=person))
        for one in self.meeting.floor.of(person):
            if one.state in WAITING:
                self._try(c.GrantFloor("chair", one.request_id), after=2.5)
                self._try(c.SetMicrophone(person, True))

    @rule(
        person=delegates,
        other=delegates,
        room=st.booleans(),
        disturbance=st.sampled_from(DISTURBANCES),
        later=st.sampled_from([0.5, 16.0]),
    )
    def a_speech_is_disturbed(self, person: str, other: str, room: bool, disturbance: str, later: float) -> None:
        self.speaks(person, "statement", room)
        speech = self.meeting.floor.held_by(person)
        if speech is None:
            return
        if disturbance in ("point", "next"):
            return self.speaks(other, "pointOfOrder" if disturbance == "point" else "statement", not room)
        commands: dict[str, c.Command] = {
            "priority": c.HoldPriority("chair"),
            "pause": c.PauseSpeech("chair", speech.request_id),
            "suspend": c.SuspendSitting("mod"),
            "drop": c.Disconnect(person),
            "room": c.SetAttending(person, "remote" if room else "room"),
            "item": c.OpenAgendaItem("chair", "2"),
            "remove": c.Remove("chair", person),
            "leave": c.Leave(person),
            "late": c.SetSpeechLimit("chair", speech.request_id, 1.0),
        }
        self._try(commands[disturbance], after=2.5)
        self.time_passes(later)

    @rule()
    def order_is_restored(self) -> None:
        if "chair" not in self.meeting.roster.participants:
            self.enter_again("chair")
        restoring = (c.ResumeSitting, c.OpenSitting, c.ReleasePriority)
        commands: list[c.Command] = [deed("chair") for deed in restoring]
        commands += [c.OpenList("chair", True), c.OpenList("chair", True, "replies")]
        if self.meeting.agenda.item_id is None and self.meeting.agenda.items:
            commands.append(c.OpenAgendaItem("chair", self.meeting.agenda.items[0].item_id))
        self._try(c.Connect("chair"))
        for command in commands:
            self._try(command, after=2.5)

    # --- the console --------------------------------------------------------------------------------------------------

    @rule(by=usually_chair, name=st.sampled_from(LISTS), state=st.sampled_from(["open", "open", "closed", "suspended"]))
    def lists(self, by: str, name: str, state: str) -> None:
        self._try(c.SuspendList(by, name) if state == "suspended" else c.OpenList(by, state == "open", name))

    @rule(by=usually_chair, deed=st.sampled_from([c.HoldPriority, c.ReleasePriority, c.ReleasePriority]))
    def priority(self, by: str, deed: type[c.HoldPriority]) -> None:
        self._try(deed(by))

    @rule(by=usually_chair, deed=st.sampled_from([c.ClearPriority, c.ClearFloor, c.ClearList]))
    def stop(self, by: str, deed: type[c.ClearFloor]) -> None:
        self._try(deed(by))

    @rule(by=usually_chair, mode=st.sampled_from([None, *MODES]), limit=st.sampled_from([None, 1, 2]))
    def rules_change(self, by: str, mode: str | None, limit: int | None) -> None:
        self._try(c.SetFloorRules(by, mode=mode, speakers_limit=limit, time_policy="autoClose"))

    @rule(by=usually_chair, item=st.sampled_from(ITEMS), waiting=st.sampled_from([None, "keep", "purge", "move"]))
    def open_item(self, by: str, item: str, waiting: str | None) -> None:
        self._try(c.OpenAgendaItem(by, item, waiting))

    @rule(
        by=usually_chair,
        item=st.sampled_from(ITEMS),
        deed=st.sampled_from([c.RemoveAgendaItem, c.MoveAgendaItem, c.CloseAgendaItem, c.AddAgendaItem]),
    )
    def agenda(self, by: str, item: str, deed: type) -> None:
        arguments: dict[type, tuple[Any, ...]] = {c.CloseAgendaItem: (), c.AddAgendaItem: (item, {"en": item})}
        self._try(deed(by, *arguments.get(deed, (item,))))

    @rule(
        by=usually_chair,
        deed=st.sampled_from([c.OpenSitting, c.SuspendSitting, c.ResumeSitting, c.ResumeSitting, c.CloseSitting]),
    )
    def sits(self, by: str, deed: type[c.OpenSitting]) -> None:
        self._try(deed(by))

    @rule(person=anyone, by=usually_chair, deed=st.sampled_from(["ask", "allow", "stop"]))
    def share(self, person: str, by: str, deed: str) -> None:
        if deed == "ask":
            self._try(c.RequestScreen(person))
        else:
            self._try(c.AllowScreen(by, person) if deed == "allow" else c.StopScreen(by, person))

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
        for _ in range(40):
            deadline = self.meeting.deadline()
            if deadline is None or deadline > self.sitting.now:
                return
            events = self.sitting.do(c.ClockReached(), after=0)
            assert events, "the clock was due and had nothing to do"
            for event in events:
                self._follow(event)
        raise AssertionError("the clock is due for ever")

    @rule()
    def restart(self) -> None:
        """The server dies: what was stored is all there is."""
        replayed = self.sitting.replayed()
        assert replayed == self.meeting
        self.sitting.meeting = self.meeting = replayed
        self._try(c.Resume())

    @invariant()
    def never_more_normal_speakers_than_allowed(self) -> None:
        floor = self.meeting.floor
        holding = floor.holding()
        allowed = max(floor.rules.speakers_limit, self.had)
        self.had = sum(not request.interrupts for request in holding)
        assert self.had <= allowed
        levels = Counter(request.rules.interrupts for request in holding if request.interrupts)
        assert all(count == 1 for count in levels.values())
        assert sum(request.list_name == "replies" for request in holding) <= 1

    @invariant()
    def a_microphone_is_heard_only_with_the_floor_or_at_will(self) -> None:
        meeting, floor = self.meeting, self.meeting.floor
        for person, microphone in floor.microphones.items():
            participant = meeting.roster.participants[person]
            in_room = person in meeting.presence.in_room
            assert (microphone.unit == "room") == in_room or microphone.request_id is None
            assert participant.connected or microphone.unit == "room"
            if microphone.request_id is None:
                assert may(meeting, person, "speakAtWill")
                continue
            request = floor.requests[microphone.request_id]
            assert request.participant_id == person and request.state in ("speaking", "paused")
            if heard(meeting, microphone):
                assert request.state == "speaking" and not floor.interrupted(request)
                assert floor.priority is None and meeting.sitting.state == "open"
        for request in floor.holding():
            if request.state != "granted":
                assert (request.state == "speaking") == runs(meeting, request) == (request.running_since is not None)

    @invariant()
    def clocks_never_go_back(self) -> None:
        shown = {one.request_id: one.elapsed(self.sitting.now) for one in self.meeting.floor.requests.values()}
        for request_id, seconds in shown.items():
            assert seconds >= self.elapsed.get(request_id, 0.0) - 1e-6
        self.elapsed = shown

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
        assert {request.request_id for request in floor.waiting()} == self.waiting
        assert all(request.state in WAITING | HOLDING for request in floor.requests.values())
        assert set(floor.called) == {key for key, one in floor.requests.items() if one.state == "called"}
        assert set(floor.holders) == {key for key, one in floor.requests.items() if one.state in HOLDING}
        indexed = [(person, key) for person, keys in floor.requests_of.items() for key in keys]
        owned = [(who, key) for key, one in floor.requests.items() for who in (one.participant_id, *one.merged)]
        assert sorted(indexed) == sorted(owned)
        assert {person for person, _ in owned} <= set(self.meeting.roster.participants)
        ranks = Counter((one.item_id, one.rank) for one in floor.waiting())
        assert not ranks or max(ranks.values()) == 1

    @invariant()
    def one_shares_and_is_there(self) -> None:
        screen, roster = self.meeting.screen, self.meeting.roster.participants
        for person in filter(None, (screen.sharer, *screen.asking)):
            assert roster[person].connected or person in self.meeting.presence.in_room
        assert screen.sharer not in screen.asking

    @invariant()
    def the_counts_are_right(self) -> None:
        roster = self.meeting.roster
        assert roster.active == sum(is_active(one.role) for one in roster.participants.values())
        assert roster.connected == sum(one.connected for one in roster.participants.values())
        away = {key for key, one in roster.participants.items() if not one.connected}
        assert set(roster.absent) == away - set(self.meeting.presence.in_room)
        assert list(roster.absent.values()) == sorted(roster.absent.values())
        assert {one.token_hash: key for key, one in roster.participants.items()} == roster.by_token

    def teardown(self) -> None:
        assert self.sitting.replayed() == self.meeting
        assert self.meeting.copy() == self.meeting


class DelegationsMachine(MeetingMachine):
    """Two speakers, whole delegations, precedence classes."""

    limit = 2
    options = {
        "merge_by": "delegation",
        "precedence": (PrecedenceClass(name="members", delegations=("FR",)), PrecedenceClass(name="others")),
        "pool_s": 60.0,
    }


TestOneSpeaker = MeetingMachine.TestCase
TestOneSpeaker.settings = settings(max_examples=60, stateful_step_count=60, deadline=None)
TestDelegations = DelegationsMachine.TestCase
TestDelegations.settings = settings(max_examples=30, stateful_step_count=60, deadline=None)


@pytest.mark.parametrize("seed", range(8))
def test_a_long_day_with_a_speech_in_progress_most_of_the_time(seed: int) -> None:
    """The machine's rules drawn so that speeches are made and disturbed: what Hypothesis rarely comes to."""
    dice, machine = random.Random(seed), DelegationsMachine() if seed % 2 else MeetingMachine()
    console, yes = ("chair", "mod"), (True, False)
    deeds: list[Callable[[], object]] = [
        lambda: machine.speaks(dice.choice(DELEGATES), dice.choice(list(KINDS)), dice.choice(yes)),
        lambda: machine.a_speech_is_disturbed(
            dice.choice(DELEGATES),
            dice.choice(DELEGATES),
            dice.choice(yes),
            dice.choice(DISTURBANCES),
            dice.choice((0.5, 16.0)),
        ),
        lambda: machine.ask(dice.choice(DELEGATES), dice.choice(list(KINDS)), None, dice.choice((None, dice.randrange(9)))),
        lambda: machine.ask_for("mod", dice.choice(DELEGATES), dice.choice(list(KINDS)), dice.choice((None, "2")), False),
        lambda: machine.grant(dice.choice(console), dice.randrange(9)),
        lambda: machine.handle(dice.choice(console), dice.randrange(9), dice.choice((c.CallSpeaker, c.DeferRequest))),
        lambda: machine.reorder("chair", dice.randrange(9), dice.choice((None, dice.randrange(9))), dice.choice(yes)),
        lambda: machine.answer(dice.choice(DELEGATES), None),
        lambda: machine.microphone(dice.choice([*PEOPLE]), dice.choice(yes)),
        lambda: machine.readd_last("chair"),
        lambda: machine.end(dice.choice(["chair", *DELEGATES]), dice.randrange(9)),
        lambda: machine.priority("chair", dice.choice((c.HoldPriority, c.ReleasePriority))),
        lambda: machine.rules_change("mod", dice.choice((None, *MODES)), dice.choice((1, 2))),
        lambda: machine.open_item("chair", dice.choice(ITEMS[:2]), dice.choice(("keep", "purge", "move"))),
        lambda: machine.connection(dice.choice(DELEGATES), dice.choice(yes)),
        lambda: machine.enter_again(dice.choice([*PEOPLE])),
        lambda: machine.take_chair(dice.choice(("chair", "dep"))),
        lambda: machine.time_passes(dice.choice((1.0, 16.0, 30.0))),
        machine.restart,
    ]
    machine.everyone_enters()
    held = 0
    for _ in range(500):
        dice.choice(deeds)()
        held += bool(machine.meeting.floor.holders)
        for check in INVARIANTS:
            getattr(machine, check)()
    machine.teardown()
    assert held > 120, "the floor was hardly ever given"


INVARIANTS = [
    name for name, one in vars(MeetingMachine).items() if getattr(one, "hypothesis_stateful_invariant", None) is not None
]
