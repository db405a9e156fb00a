"""Any commands by anyone in any order at the booths: what must always be true of desks, handovers, relay and microphones."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any, get_args

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from server.errors import UserError
from server.meeting import commands as c
from server.meeting import relay
from server.meeting.config import BoothConfig
from server.meeting.desks import interlock
from server.meeting.floor import heard
from server.meeting.interpretation import Desk, Interlock, armed, feed
from tests.unit.server.meeting.sitting import Sitting

INTERPRETERS = {"fay": "fr", "flo": "fr", "fio": "fr", "eve": "en", "edd": "en", "zhu": "zh"}
PEOPLE = {**dict.fromkeys(INTERPRETERS, "interpreter"), "tech": "technician", "chair": "chair", "ana": "delegate"}
LANGUAGES = ("fr", "en", "zh", "es")
interpreters = st.sampled_from([*INTERPRETERS])
frenchwomen = st.sampled_from(["fay", "flo", "fay", "flo", "fio"])
channels = st.sampled_from(["floor", *LANGUAGES])
outgoing = st.sampled_from([None, *LANGUAGES])
modes = st.sampled_from(get_args(Interlock))


class BoothMachine(RuleBasedStateMachine):
    options: dict[str, Any] = {}

    def __init__(self) -> None:
        super().__init__()
        booths = (BoothConfig("fr"), BoothConfig("en", 3, ("fr", "es")), BoothConfig("zh", 2))
        self.sitting = Sitting(languages=LANGUAGES, booths=booths, forget_after_s=900.0, **self.options)
        self.meeting = self.sitting.meeting
        self.calls = 0

    def _try(self, command: c.Command, after: float = 0.5) -> bool:
        try:
            self.sitting.do(command, after)
        except UserError:
            return False
        return True

    @initialize()
    def everyone_enters(self) -> None:
        for person, role in PEOPLE.items():
            self.sitting.enter(person, role, "fr", INTERPRETERS.get(person))

    # --- desks --------------------------------------------------------------------------------------------------------

    @rule(person=interpreters, mode=st.sampled_from(["on", "on", "off", "pushToMute"]), channel=outgoing)
    def desk(self, person: str, mode: str, channel: str | None) -> None:
        self._try(c.SetDesk(person, mode, channel))

    @rule(person=interpreters, channel=st.sampled_from(LANGUAGES))
    def outgoing(self, person: str, channel: str) -> None:
        self._try(c.SelectOutgoing(person, channel))

    @rule(person=interpreters, channel=channels, second=st.sampled_from([None, "booth", "fr", "floor"]))
    def listen(self, person: str, channel: str, second: str | None) -> None:
        self._try(c.SelectChannel(person, channel, second))

    @rule(person=interpreters, on=st.booleans())
    def auto_relay(self, person: str, on: bool) -> None:
        self._try(c.SetAutoRelay(person, on))

    @rule(person=interpreters, on=st.booleans())
    def talk(self, person: str, on: bool) -> None:
        self._try(c.Talk(person, on))

    @rule(person=interpreters, unfit=st.booleans(), direct=st.booleans())
    def of_the_floor(self, person: str, unfit: bool, direct: bool) -> None:
        self._try(c.SetUnfit(person, unfit) if direct else c.SetDirect(person, unfit))

    @rule(person=interpreters, kind=st.sampled_from(["technician", "chair"]), slow=st.booleans())
    def call(self, person: str, kind: str, slow: bool) -> None:
        self.calls += 1
        self._try(c.AskSlowDown(person) if slow else c.CallHelp(person, str(self.calls), kind))

    # --- handover -----------------------------------------------------------------------------------------------------

    @rule(person=frenchwomen, in_s=st.sampled_from([0.0, 0.0, 300.0]), asked=st.booleans())
    def propose(self, person: str, in_s: float, asked: bool) -> None:
        self._try(c.AskHandover(person, in_s) if asked else c.OfferHandover(person, None, in_s))

    @precondition(lambda self: self.meeting.interpretation.handovers)
    @rule(
        accept=st.sampled_from([True, True, True, False]), passive=st.booleans(), deed=st.sampled_from(["answer", "cancel"])
    )
    def answer(self, accept: bool, passive: bool, deed: str) -> None:
        current = next(iter(self.meeting.interpretation.handovers.values()))
        person = current.passive if passive else current.active
        self._try(c.AnswerHandover(person, accept) if deed == "answer" else c.CancelHandover(person))

    @precondition(lambda self: self.meeting.interpretation.handovers)
    @rule(deed=st.sampled_from(["open", "release", "mute", "drop", "leave", "move", "silence"]), passive=st.booleans())
    def goes_on(self, deed: str, passive: bool) -> None:
        """What carries a handover out, or comes between."""
        current = next(iter(self.meeting.interpretation.handovers.values()))
        person = current.passive if passive else current.active
        deeds: dict[str, c.Command] = {
            "open": c.SetDesk(current.passive, "on"),
            "release": c.SetDesk(current.active, "off"),
            "mute": c.SetDesk(person, "pushToMute"),
            "drop": c.Disconnect(person),
            "leave": c.Leave(person),
            "move": c.MoveParticipant("tech", person, "interpreter", "en"),
            "silence": c.SilenceDesk("tech", person),
        }
        self._try(deeds[deed])

    @rule()
    def a_handover_is_agreed(self) -> None:
        """What chance rarely comes to."""
        for command in (c.Connect("fay"), c.Connect("flo"), c.SelectChannel("fay", "floor"), c.SetDesk("fay", "on")):
            self._try(command)
        self._try(c.OfferHandover("fay", "flo"))
        self._try(c.AnswerHandover("flo", True))

    @rule(by=st.sampled_from(["flo", "fio", "eve", "tech"]), person=interpreters)
    def take_over(self, by: str, person: str) -> None:
        self._try(c.TakeOver(by, person if by == "tech" else None))

    # --- the technician and the floor ---------------------------------------------------------------------------------

    @rule(within=modes, between_a=modes, between_b=modes, auto=st.booleans())
    def interlocks(self, within: str, between_a: str, between_b: str, auto: bool) -> None:
        self._try(c.SetInterpretation("tech", within, between_a, between_b, auto, "floor"))

    @rule(person=interpreters, channel=st.none() | channels)
    def force(self, person: str, channel: str | None) -> None:
        self._try(c.ForceRelay("tech", person, channel))

    @rule(booth=st.sampled_from(["fr", "en", "zh"]), desks=st.integers(1, 4), permitted=st.none() | st.just(("es",)))
    def booth(self, booth: str, desks: int, permitted: tuple[str, ...] | None) -> None:
        self._try(c.SetBooth("tech", booth, desks, permitted))

    @rule(on=st.booleans())
    def sound_check(self, on: bool) -> None:
        self._try(c.OpenSoundCheck("tech") if on else c.CloseSoundCheck("tech"))

    @rule(language=st.sampled_from([*LANGUAGES, "und"]))
    def floor_language(self, language: str) -> None:
        self._try(c.SetFloorLanguage("tech", language))

    @rule(on=st.booleans())
    def chair_speaks(self, on: bool) -> None:
        self._try(c.SetMicrophone("chair", on))

    # --- people -------------------------------------------------------------------------------------------------------

    @rule(person=interpreters, there=st.sampled_from([True, True, False]))
    def connection(self, person: str, there: bool) -> None:
        self._try(c.Connect(person) if there else c.Disconnect(person))

    @rule(person=interpreters, deed=st.sampled_from(["leave", "remove", "mute", "delegate", "fr", "en"]))
    def handled(self, person: str, deed: str) -> None:
        deeds: dict[str, c.Command] = {
            "leave": c.Leave(person),
            "remove": c.Remove("chair", person),
            "mute": c.MuteParticipant("chair", person),
            "delegate": c.MoveParticipant("tech", person, "delegate"),
        }
        self._try(deeds.get(deed, c.MoveParticipant("tech", person, "interpreter", deed)))

    @rule(person=interpreters)
    def enter_again(self, person: str) -> None:
        self._try(c.AllowAgain(c.SYSTEM, person))
        self._try(c.Admit(person, f"hash of {person}", person, "", "interpreter", "fr", INTERPRETERS[person]))
        self._try(c.MoveParticipant("tech", person, "interpreter", INTERPRETERS[person]))
        self._try(c.Connect(person))

    @rule()
    def restart(self) -> None:
        self._try(c.Resume())

    @rule(seconds=st.sampled_from([1.0, 6.0, 25.0, 70.0, 1000.0]))
    def time_passes(self, seconds: float) -> None:
        self.sitting.now += seconds
        for _ in range(40):
            deadline = self.meeting.deadline()
            if deadline is None or deadline > self.sitting.now:
                break
            assert self.sitting.do(c.ClockReached(), after=0), "the clock was due and had nothing to do"
        deadline = self.meeting.deadline()
        assert deadline is None or deadline > self.sitting.now

    # --- what is always true ------------------------------------------------------------------------------------------

    def _open(self) -> list[Desk]:
        return [desk for desk in self.meeting.interpretation.desks.values() if desk.mode != "off"]

    def _together(self) -> Iterator[tuple[Desk, Desk]]:
        """Desks on one channel that are not in an overlap, the later first."""
        overlaps = [one for one in self.meeting.interpretation.handovers.values() if one.state == "overlap"]
        pairs = [{one.active, one.passive} for one in overlaps]
        for one, other in combinations(sorted(self._open(), key=lambda desk: desk.opened_at or 0, reverse=True), 2):
            if one.channel == other.channel and {one.participant_id, other.participant_id} not in pairs:
                yield one, other

    @invariant()
    def the_interlock_holds(self) -> None:
        rules = self.meeting.interpretation.rules
        for one, other in self._together():
            allowed = {interlock(rules, one, other, one.channel), interlock(rules, other, one, one.channel)}
            assert "none" in allowed, (one, other, rules)

    @invariant()
    def a_handovers_people_are_in_the_booth_and_there(self) -> None:
        desks, people = self.meeting.interpretation.desks, self.meeting.roster.participants
        for booth, current in self.meeting.interpretation.handovers.items():
            active, passive = desks[current.active], desks[current.passive]
            assert active.booth == passive.booth == booth and current.active != current.passive
            assert people[current.active].connected and people[current.passive].connected
            assert active.mode != "off" and (passive.mode != "off") == (current.state == "overlap")

    @invariant()
    def a_desk_is_open_only_of_somebody_who_is_there_on_a_permitted_channel(self) -> None:
        interpretation, people = self.meeting.interpretation, self.meeting.roster.participants
        assert set(interpretation.desks) == {key for key, one in people.items() if one.role == "interpreter"}
        for desk in self._open():
            assert people[desk.participant_id].connected
            assert desk.channel in (desk.booth, *interpretation.booths[desk.booth].outgoing)
        for person in people:
            assert not armed(self.meeting, person) or people[person].connected
        assert not any(desk.talking for key, desk in interpretation.desks.items() if not people[key].connected)

    @invariant()
    def nobody_hears_themselves_by_relay(self) -> None:
        sources = {desk.channel: set[str]() for desk in self._open()}
        for desk in self._open():
            sources[desk.channel].add(relay.wanted(self.meeting, desk))
        for channel in sources:
            reached, ahead = set[str](), set(sources[channel])
            while ahead:
                one = ahead.pop()
                assert one != channel, f"{channel} is interpreted from itself: {sources}"
                ahead |= sources.get(one, set()) - reached
                reached.add(one)

    @invariant()
    def what_a_desk_hears_is_fed_and_not_its_own(self) -> None:
        for person, desk in self.meeting.interpretation.desks.items():
            hears = relay.incoming(self.meeting, person)
            assert hears.heard == "floor" or feed(self.meeting, hears.heard) != "none"
            assert hears.heard != desk.channel or desk.mode == "off"
            assert hears.hops == relay.hops(self.meeting, hears.heard) <= 2
            assert not (hears.automatic and hears.heard == "floor")

    @invariant()
    def alarms_are_of_channels_nobody_feeds_while_somebody_speaks(self) -> None:
        speaking = any(heard(self.meeting, one) for one in self.meeting.floor.microphones.values())
        for channel, since in self.meeting.interpretation.none_since.items():
            assert speaking and feed(self.meeting, channel) == "none" and since <= self.sitting.now
            assert channel not in self.meeting.interpretation.unfit

    @invariant()
    def one_turn_goes_on_for_each_open_desk(self) -> None:
        going_on = [turn for turn in self.meeting.interpretation.turns if turn.ended_at is None]
        assert sorted((turn.participant_id, turn.channel) for turn in going_on) == sorted(
            (desk.participant_id, desk.channel) for desk in self._open()
        )

    def teardown(self) -> None:
        assert self.sitting.replayed() == self.meeting
        assert self.meeting.copy() == self.meeting


class FreeMachine(BoothMachine):
    """No interlock at the start."""

    options = {"within": "none", "between_a": "none", "between_b": "override"}


TestBooths = BoothMachine.TestCase
TestBooths.settings = settings(max_examples=60, stateful_step_count=60, deadline=None)
TestFree = FreeMachine.TestCase
TestFree.settings = settings(max_examples=30, stateful_step_count=60, deadline=None)
