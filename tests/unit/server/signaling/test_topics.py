"""Topics: numbers, pace, and that clients who apply deltas to a snapshot see what the meeting is."""

from __future__ import annotations

import json
import random
from typing import Any

import msgspec
import pytest

from server.errors import UserError
from server.meeting import commands as c
from server.meeting.config import BoothConfig, MeetingConfig
from server.meeting.floor import heard
from server.meeting.meeting import Meeting
from server.signaling import floor_views, views
from server.signaling import interpretation_views as booths
from server.signaling.messages import PersonQuality, QualityStep, SpeakerFitness
from server.signaling.pages import RosterPages
from server.signaling.topics import LIST_REST, PEOPLE_PER_DELTA, QUALITIES_PER_DELTA, Topics
from server.signaling.views import Scene


class Stage:
    """A meeting, its topics, and one client that has applied every delta."""

    def __init__(self, booths: tuple[BoothConfig, ...] | None = None) -> None:
        self.meeting = Meeting(MeetingConfig(meeting_id="m", open_entry=True, booths=booths))
        self.topics = Topics(self.meeting.config.languages, list_interval=0.1, roster_interval=1.0)
        self.now = 0.0
        self.deltas: list[dict[str, Any]] = []
        self.list: dict[str, Any] = {}
        self.people: dict[str, Any] = {}
        self.stage: dict[str, Any] = {}
        self.floor: dict[str, Any] = {}
        self.totals: dict[str, Any] = {}
        self.booths: dict[str, Any] = {}
        self.chat: list[str] = []
        self.quality: dict[str, PersonQuality] = {}
        self.moderation: dict[str, Any] = {}
        self.interpretation: dict[str, Any] = {}
        self.glossary: dict[str, Any] = {}
        self.fitness: dict[str, SpeakerFitness] = {}
        self.webcast: dict[str, Any] = {}

    @property
    def scene(self) -> Scene:
        desks = {who: desk for who, desk in self.meeting.interpretation.desks.items() if desk.mode != "off"}
        opened = {who for who, one in self.meeting.floor.microphones.items() if heard(self.meeting, one)}
        return Scene(self.meeting, opened, desks, {"speaker": None}, self.quality, self.fitness)

    def do(self, *commands: c.Command) -> None:
        for command in commands:
            events = self.meeting.decide(command, 1000.0 + self.now)
            for event in events:
                self.meeting.apply(event)
            self.topics.note(events)

    def admit(self, who: str, role: str = "delegate", booth: str | None = None) -> None:
        self.do(c.Admit(who, f"hash {who}", who, "", role, "en", booth), c.Connect(who))

    def flush(self, passed: float = 0.0) -> list[str]:
        """Topics told of."""
        self.now += passed
        sent = self.topics.flush(self.scene, self.now)
        for broadcast in sent:
            delta = json.loads(broadcast.frame)
            self.deltas.append(delta | {"topic": broadcast.topic})
            getattr(self, f"_take_{delta['type']}")(delta)
        return [broadcast.topic for broadcast in sent]

    def _take_stage(self, delta: dict[str, Any]) -> None:
        self.stage = delta["stage"]

    def _take_floor(self, delta: dict[str, Any]) -> None:
        self.floor = delta["floor"]

    def _take_totals(self, delta: dict[str, Any]) -> None:
        self.totals |= {total["delegation"]: total for total in delta["put"]}

    def _take_booth(self, delta: dict[str, Any]) -> None:
        self.booths[delta["booth"]["language"]] = delta["booth"]

    def _take_interpretation(self, delta: dict[str, Any]) -> None:
        self.interpretation = delta["interpretation"]

    def _take_glossary(self, delta: dict[str, Any]) -> None:
        self.glossary |= {term["termId"]: term["words"] for term in delta["put"]}
        for term_id in delta["gone"]:
            del self.glossary[term_id]

    def _take_webcast(self, delta: dict[str, Any]) -> None:
        self.webcast = delta["webcast"]

    def _take_fitness(self, delta: dict[str, Any]) -> None: ...

    def _take_eventChat(self, delta: dict[str, Any]) -> None:  # noqa: N802
        self.chat += [message["text"] for message in delta["messages"]]

    def _take_moderation(self, delta: dict[str, Any]) -> None:
        self.moderation = delta["moderation"]

    def _take_list(self, delta: dict[str, Any]) -> None:
        self.list.update((entry["requestId"], entry) for entry in delta["put"])
        assert {entry["person"] for entry in delta["put"]} == set(delta["people"])
        for request_id in delta["gone"]:
            del self.list[request_id]

    def _take_quality(self, delta: dict[str, Any]) -> None: ...

    def _take_roster(self, delta: dict[str, Any]) -> None:
        self.people.update((person["id"], person) for person in delta["put"])
        for who in delta["gone"]:
            self.people.pop(who, None)


@pytest.fixture
def stage() -> Stage:
    made = Stage()
    made.admit("chair", "chair")
    made.admit("ana")
    made.flush(10.0)
    made.flush(10.0)
    return made


def test_nothing_is_told_when_nothing_changed(stage: Stage) -> None:
    assert stage.topics.deadline() is None and stage.flush(10.0) == []


def test_a_change_is_told_at_once_and_then_at_its_pace(stage: Stage) -> None:
    stage.do(c.RequestFloor("ana", "r1", "statement"))
    assert "list" in stage.flush()
    stage.do(c.WithdrawFloor("ana"))
    assert stage.flush(0.05) == [] and stage.topics.deadline() == pytest.approx(20.1)
    assert stage.flush(0.05) == ["list"]
    assert stage.list == {}


def test_after_telling_took_long_the_list_rests_longer(stage: Stage) -> None:
    stage.do(c.RequestFloor("ana", "r1", "statement"))
    assert "list" in stage.flush()
    stage.now += 0.4 / LIST_REST
    stage.topics.told(stage.now)
    stage.do(c.WithdrawFloor("ana"))
    stage.flush()
    stage.now += 0.3
    stage.topics.told(stage.now)  # only the list waits, and only for the list
    assert stage.flush() == [] and stage.topics.deadline() == pytest.approx(stage.now + 0.1)
    assert stage.flush(0.1) == ["list"]


def test_what_came_and_went_between_two_flushes_is_not_told(stage: Stage) -> None:
    stage.do(c.RequestFloor("ana", "r1", "statement"), c.WithdrawFloor("ana"))
    assert "list" not in stage.flush(1.0)


def test_a_rush_of_people_is_told_in_portions_with_true_counts(stage: Stage) -> None:
    for number in range(120):
        stage.admit(f"n{number}", "passive")
    portions = []
    while stage.topics.deadline() is not None:
        stage.flush(1.0)
        portions.append(len(stage.deltas[-1]["put"]))
        assert stage.deltas[-1]["counts"]["participants"] == 122
    assert portions == [PEOPLE_PER_DELTA, PEOPLE_PER_DELTA, 20]
    assert len(stage.people) == 122


def test_someone_in_the_list_who_drops_is_shown_so(stage: Stage) -> None:
    stage.do(c.RequestFloor("ana", "r1", "statement"))
    stage.flush(1.0)
    stage.do(c.Disconnect("ana"))
    assert {"list", "roster"} <= set(stage.flush(1.0))
    delta = next(delta for delta in reversed(stage.deltas) if delta["topic"] == "list")
    assert delta["people"]["ana"]["connected"] is False


def connected(who: str, step: QualityStep) -> PersonQuality:
    return PersonQuality(person=who, step=step, down=None, up=None)


def test_the_quality_of_connections_is_told_at_its_pace_as_it_is_then(stage: Stage) -> None:
    stage.quality["ana"] = connected("ana", "fair")
    stage.topics.note_quality(["ana"], ["ana"])
    assert stage.flush() == ["quality"]
    stage.quality["ana"] = connected("ana", "poor")
    stage.topics.note_quality(["ana"], ["ana"])
    del stage.quality["ana"]
    stage.topics.note_quality([], ["ana"])
    assert stage.flush(0.5) == [] and stage.topics.deadline() == pytest.approx(stage.now + 0.5)
    assert stage.flush(0.5) == ["quality"]
    assert (stage.deltas[-1]["put"], stage.deltas[-1]["gone"]) == ([], ["ana"])


def test_of_many_connections_those_with_another_step_are_told_first(stage: Stage) -> None:
    everyone = [f"n{number}" for number in range(QUALITIES_PER_DELTA + 100)]
    stage.quality |= {who: connected(who, "good") for who in everyone}
    stage.topics.note_quality([], everyone)
    stage.topics.note_quality([everyone[-1]], [])
    stage.flush()
    assert [entry["person"] for entry in stage.deltas[-1]["put"]] == [everyone[-1], *everyone[: QUALITIES_PER_DELTA - 1]]
    stage.flush(1.0)
    assert len(stage.deltas[-1]["put"]) == 100 and stage.topics.deadline() is None


def test_chat_waiting_for_a_turn_is_told_once_in_order(stage: Stage) -> None:
    stage.do(c.SendChat("ana", "m1", "one"), c.SendChat("chair", "m2", "two"))
    assert stage.flush() == ["eventChat"] and stage.flush(1.0) == []
    assert stage.chat == ["one", "two"]


def test_who_comes_into_the_room_or_goes_is_told_in_the_roster(stage: Stage) -> None:
    for attending in ("room", "remote"):
        stage.do(c.SetAttending("ana", attending))
        assert "roster" in stage.flush(1.0)
        told = [one for delta in stage.deltas if delta["topic"] == "roster" for one in delta["put"] if one["id"] == "ana"]
        assert told[-1]["attending"] == attending


def test_a_booth_is_told_under_its_own_number(stage: Stage) -> None:
    stage.admit("ines", "interpreter", "fr")
    stage.flush(1.0)
    stage.do(c.SetDesk("ines", "on", "fr"))
    assert set(stage.flush(1.0)) == {"booth:fr", "interpretation", "stage"}
    assert stage.booths["fr"]["desks"][0]["mode"] == "on"
    assert stage.topics.numbers["booth:fr"] == 3 and stage.topics.numbers["booth:es"] == 1  # each was told at the start


def test_a_change_of_agenda_rules_or_sitting_is_told_whole_under_floor(stage: Stage) -> None:
    stage.do(c.AddAgendaItem("chair", "7", {"en": "Water"}))
    assert stage.flush() == ["stage", "floor"] and stage.floor["agenda"] == [{"itemId": "7", "title": {"en": "Water"}}]
    stage.do(c.SetFloorRules("chair", mode="operatorOnly"))
    assert stage.flush() == ["floor"] and stage.stage["listOpen"] is False
    stage.do(c.SuspendSitting("chair"))
    stage.flush(1.0)
    assert stage.floor["sitting"]["state"] == stage.stage["sitting"]["state"] == "suspended"


def test_who_falls_silent_by_an_interruption_is_told_in_the_roster(stage: Stage) -> None:
    stage.admit("bob")
    for person, kind in (("ana", "statement"), ("bob", "pointOfOrder")):
        stage.do(c.RequestFloor(person, person, kind), c.GrantFloor("chair", person))
        stage.do(c.SetMicrophone(person, True))
        stage.flush(2.0)
        stage.flush(2.0)
    assert [stage.people[person]["microphone"] for person in ("ana", "bob")] == [False, True]
    assert [one["person"]["id"] for one in stage.stage["interrupted"]] == ["ana"]
    stage.do(c.EndSpeech("bob", "bob"))
    stage.flush(2.0)
    assert [stage.people[person]["microphone"] for person in ("ana", "bob")] == [True, False]
    assert stage.stage["interrupted"] == [] and stage.stage["speech"]["person"]["id"] == "ana"


def test_speaking_times_are_told_when_a_speech_ends_only_of_its_delegation(stage: Stage) -> None:
    for person in ("bob", "ana"):
        if person == "bob":
            stage.admit(person)
        stage.do(c.RequestFloor(person, person, "statement"), c.GrantFloor("chair", person), c.SetMicrophone(person, True))
        stage.now += 5
        stage.do(c.EndSpeech("chair", person))
        assert "totals" in stage.flush(2.0)
        assert stage.deltas[-1]["topic"] != "totals" or len(stage.deltas[-1]["put"]) == 1
    assert {key: total["spokenS"] for key, total in stage.totals.items()} == {"bob": 5, "ana": 5}


def test_after_a_setback_everything_is_compared_anew(stage: Stage) -> None:
    stage.do(c.RequestFloor("ana", "r1", "statement"))
    stage.flush(1.0)
    stage.meeting.floor.requests.clear()
    stage.meeting.floor.requests_of.clear()
    stage.topics.note_everything()
    assert stage.flush(1.0) == ["list"] and stage.list == {}


@pytest.mark.parametrize("seed", range(20))
def test_deltas_applied_in_order_give_what_a_snapshot_gives(seed: int) -> None:
    dice, stage = random.Random(seed), Stage()
    stage.admit("chair", "chair")
    stage.admit("tech", "technician")
    desks = {"ines": "fr", "igor": "fr", "olga": "ru"}
    for who, booth in desks.items():
        stage.admit(who, "interpreter", booth)
    for number in range(8):
        stage.admit(f"d{number}")
    for step in range(200):
        who = f"d{dice.randrange(8)}"
        request = dice.choice([*stage.meeting.floor.requests, "none"])
        possible: list[c.Command] = [
            c.RequestFloor(who, f"r{step}", dice.choice(["statement", "pointOfOrder", "motion"])),
            c.WithdrawFloor(who),
            c.CallSpeaker("chair", request),
            c.GrantFloor("chair", request),
            c.EndSpeech("chair", request),
            c.SetMicrophone(who, dice.random() < 0.7),
            c.Disconnect(who),
            c.Connect(who),
            c.OpenList("chair", dice.random() < 0.7),
            c.SetFloorLanguage("chair", dice.choice(["fr", "ru", "en"])),
            *_in_booths(dice, dice.choice([*desks]), step, [*stage.meeting.interpretation.glossary, "none"]),
        ]
        try:
            stage.do(dice.choice(possible))
        except UserError:
            continue
        if dice.random() < 0.5:
            stage.flush(dice.choice([0.0, 0.05, 0.3]))
    while stage.topics.deadline() is not None:
        stage.flush(1.0)
    scene = stage.scene
    assert stage.list == {entry.request_id: _plain(entry) for entry in floor_views.entries(stage.meeting)}
    assert stage.stage == _plain(views.stage(scene))
    assert stage.floor == _plain(floor_views.floor(stage.meeting))
    assert list(stage.totals.values()) == _plain(floor_views.totals(stage.meeting))
    assert stage.booths == {tag: _plain(booths.booth(scene, tag)) for tag in stage.meeting.config.languages}
    assert stage.interpretation == _plain(booths.interpretation(scene))
    assert stage.glossary == stage.meeting.interpretation.glossary
    assert stage.people == _plain(views.people(scene, set(stage.meeting.roster.participants)))
    last: dict[str, int] = {}
    for delta in stage.deltas:
        assert delta["number"] == last.get(delta["topic"], 0) + 1
        last[delta["topic"]] = delta["number"]


def _in_booths(dice: random.Random, who: str, step: int, terms: list[str]) -> list[c.Command]:
    return [
        c.SetDesk(who, dice.choice(["on", "off", "pushToMute"]), dice.choice([None, "en", "ru"])),
        c.SelectChannel(who, dice.choice(["floor", "en", "fr", "ru"])),
        c.OfferHandover(who),
        c.AskHandover(who),
        c.AnswerHandover(who, dice.random() < 0.8),
        c.TakeOver(who),
        c.Talk(who, dice.random() < 0.5),
        c.CallHelp(who, f"h{step}", dice.choice(["technician", "chair", "cannotHear"])),
        c.SetUnfit(who, dice.random() < 0.5),
        c.SetDirect(who, dice.random() < 0.5),
        c.SetConsent(who, dice.random() < 0.5, dice.random() < 0.5),
        c.RecordConsent(who, dice.choice(("fr", "es")), dice.random() < 0.5, dice.random() < 0.5, "form 12"),
        c.Disconnect(who),
        c.Connect(who),
        c.ForceRelay("tech", who, dice.choice([None, "en"])),
        c.PatchChannel("tech", "ru", dice.choice([None, "en"])),
        c.SetBooth("tech", "en", dice.randrange(4), None),
        c.OpenSoundCheck("tech"),
        c.CloseSoundCheck("tech"),
        c.AddTerms(who, {f"t{step}": {"en": f"word {step}"}}),
        c.RemoveTerm(who, dice.choice(terms)),
    ]


def test_what_booths_show_of_the_floor_is_told_when_the_floor_changes(stage: Stage) -> None:
    stage.admit("ines", "interpreter", "fr")
    stage.flush(10.0)
    stage.do(c.SetMicrophone("chair", True))
    assert "interpretation" in stage.flush()
    missing = {channel["language"] for channel in stage.interpretation["channels"] if channel["noneSince"] is not None}
    assert "fr" in missing
    for opened in (False, True):
        stage.do(c.SetMicrophone("chair", opened))
        assert "interpretation" in stage.flush()
        alarms = {channel["language"] for channel in stage.interpretation["channels"] if channel["noneSince"] is not None}
        assert alarms == (missing if opened else set())
    stage.do(c.SetDesk("ines", "on"))
    assert {"booth:fr", "interpretation", "stage"} <= set(stage.flush())
    fed = next(channel for channel in stage.interpretation["channels"] if channel["language"] == "fr")
    assert (fed["feed"], fed["desks"], fed["noneSince"]) == ("interpreted", ["ines"], None)


def test_relay_selected_by_a_desk_is_told_to_its_booth_and_by_anyone_else_to_nobody(stage: Stage) -> None:
    stage.admit("ines", "interpreter", "fr")
    stage.flush(10.0)
    stage.flush(10.0)
    stage.do(c.SelectChannel("ana", "fr"))
    assert stage.flush() == []
    stage.do(c.SelectChannel("ines", "ru"))
    assert stage.flush() == ["booth:fr"]
    assert stage.booths["fr"]["desks"][0]["incoming"] == {
        **{"selected": "ru", "heard": "floor", "hops": 0},
        **{"automatic": False, "forced": False, "lost": True},
    }


def test_nobody_is_told_who_asks_the_speaker_to_slow_down(stage: Stage) -> None:
    stage.admit("ines", "interpreter", "fr")
    stage.flush(10.0)
    stage.flush(10.0)
    stage.do(c.AskSlowDown("ines"))
    assert stage.flush() == ["stage"]
    assert stage.stage["slowDownCount"] == 1 and stage.stage["slowDownUntil"] == 1000.0 + stage.now + 5.0
    assert "ines" not in json.dumps(stage.deltas[-1])


def test_fitness_is_told_at_its_pace_as_it_is_then(stage: Stage) -> None:
    stage.fitness = {"ana": SpeakerFitness(person="ana", step="poor", reasons=("loss",), level_db=-23.0)}
    stage.topics.note_fitness(["ana"])
    assert stage.flush() == ["fitness"] and stage.deltas[-1]["put"][0]["reasons"] == ["loss"]
    stage.topics.note_fitness(["ana"])
    stage.fitness = {}
    assert stage.flush(0.5) == [] and stage.topics.deadline() == stage.now + 0.5
    assert stage.flush(0.5) == ["fitness"] and stage.deltas[-1]["gone"] == ["ana"]


def test_a_booth_made_while_the_meeting_runs_is_told() -> None:
    stage = Stage(booths=())
    stage.admit("tech", "technician")
    stage.flush(10.0)
    assert stage.booths == {}
    stage.do(c.SetBooth("tech", "zh", 2, ("en",)))
    assert "booth:zh" in stage.flush()
    assert stage.booths["zh"]["seats"] == 2 and stage.booths["zh"]["outgoing"] == ["en"]


def _plain(value: object) -> Any:
    return json.loads(msgspec.json.encode(value))


def test_a_roster_page_is_encoded_once_for_a_version_and_kept_a_while(stage: Stage) -> None:
    scene, made = stage.scene, 0

    def people() -> list[Any]:
        nonlocal made
        made += 1
        return [views.person(scene, participant) for participant in stage.meeting.roster.participants.values()]

    pages = RosterPages(people, lambda: views.counts(stage.meeting))
    first = pages.page(0, -1, 1)
    assert pages.page(0, -1, 1) is first and pages.page(0, 1, 7) is first and made == 1
    for version in range(2, 7):
        pages.page(0, -1, version)
    assert json.loads(pages.page(0, 1, 6))["version"] == 6 and made == 6
