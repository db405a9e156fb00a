"""The focus: a table of situations, what each means for the media nodes, and what a change costs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from bus.messages import Desk, MeetingState, Microphone, Output, PeerInfo, PeerState
from server.focus import Focus, Peer, listen_only, whep_owner
from server.meeting import commands as c
from server.meeting import floor, interpretation
from server.meeting.config import AgendaItem, MeetingConfig
from server.meeting.events import Event
from server.meeting.meeting import Meeting
from server.runtime import desks_in_both


class Copies:
    """Both copies of a meeting; ``late`` holds back the commit of what opens, as a slow journal does."""

    def __init__(self, agenda: tuple[AgendaItem, ...] = ()) -> None:
        config = MeetingConfig(meeting_id="m", open_entry=True, agenda=agenda)
        self.live, self.committed = Meeting(config), Meeting(config)
        self.late = False
        self.focus = Focus(self)
        self._held: list[Event] = []
        self._now = 1000.0

    def open_microphones(self) -> dict[str, floor.Microphone]:
        live, committed = ({p: m for p, m in copy.floor.microphones.items() if floor.heard(copy, m)} for copy in self.both)
        return {p: m for p, m in live.items() if committed.get(p) == m}

    @property
    def both(self) -> tuple[Meeting, Meeting]:
        return self.live, self.committed

    def desks(self) -> dict[str, interpretation.Desk]:
        return desks_in_both(self.live, self.committed)

    def do(self, command: c.Command) -> None:
        self._now += 1
        events = self.live.decide(command, self._now)
        for event in events:
            self.live.apply(event)
        self._held += events
        if all(event.closing or event.personal for event in events):
            self.focus.note(events)
        if not self.late:
            self.commit()

    def commit(self) -> None:
        for event in self._held:
            self.committed.apply(event)
        self.focus.note(self._held)
        self._held = []

    def admit(self, who: str, role: str, language: str = "en", booth: str | None = None) -> None:
        self.do(c.Admit(who, f"hash {who}", who, "", role, language, booth))
        self.do(c.Connect(who))

    def connect(self, who: str, *, publishes: bool = False, profile: str = "plenary") -> None:
        self.focus.add(Peer(f"s-{who}", who, "subscriber", profile))
        if publishes:
            self.focus.add(Peer(f"p-{who}", who, "publisher"))
            self.focus.connected(f"p-{who}")

    def floor_to(self, who: str, *, speaking: bool = True) -> None:
        self.do(c.RequestFloor(who, f"r-{who}", "statement"))
        self.do(c.GrantFloor("chair", f"r-{who}"))
        if speaking:
            self.do(c.SetMicrophone(who, True))

    def meeting(self) -> MeetingState:
        return self.focus.whole()[0]

    def hears(self, who: str) -> tuple[str | None, ...]:
        return {state.peer_id: state for state in self.focus.whole()[1]}[f"s-{who}"].audio


@pytest.fixture
def house() -> Copies:
    copies = Copies()
    for who, role in (("chair", "chair"), ("ana", "delegate"), ("bo", "delegate"), ("zoe", "passive"), ("hall", "room")):
        copies.admit(who, role)
        copies.connect(who, publishes=role != "passive")
    copies.admit("ines", "interpreter", "fr", "fr")
    copies.connect("ines", publishes=True)
    return copies


Situation = Callable[[Copies], None]


def _calling(house: Copies) -> None:
    house.do(c.RequestFloor("ana", "r-ana", "statement"))
    house.do(c.CallSpeaker("chair", "r-ana"))


def _queued(house: Copies) -> None:
    house.do(c.RequestFloor("ana", "r-ana", "statement"))


def _granted(house: Copies) -> None:
    house.floor_to("ana", speaking=False)


def _speaking(house: Copies) -> None:
    house.floor_to("ana")


def _muted(house: Copies) -> None:
    house.floor_to("ana")
    house.do(c.SetMicrophone("ana", False))


def _revoked(house: Copies) -> None:
    house.floor_to("ana")
    house.do(c.EndSpeech("chair", "r-ana"))


def _dropped(house: Copies) -> None:
    house.floor_to("ana")
    house.do(c.Disconnect("ana"))


def _chair_speaks(house: Copies) -> None:
    house.do(c.SetMicrophone("chair", True))


def _hall_speaks(house: Copies) -> None:
    house.do(c.SetMicrophone("hall", True))


def _other_takes_over(house: Copies) -> None:
    house.floor_to("ana")
    house.floor_to("bo")


def _other_takes_over_before_a_word(house: Copies) -> None:
    house.floor_to("ana", speaking=False)
    house.focus.collect()
    house.floor_to("bo", speaking=False)


OWN = "en!ana/mic"


@pytest.mark.parametrize(
    ("situation", "gates", "ana_hears", "speaker"),
    [
        (lambda house: None, {}, "en", "chair/cam"),
        (_queued, {}, "en", "chair/cam"),
        (_calling, {"ana": "armed"}, "en", "chair/cam"),
        (_granted, {"ana": "armed"}, OWN, "ana/cam"),
        (_speaking, {"ana": "open"}, OWN, "ana/cam"),
        (_muted, {"ana": "armed"}, OWN, "ana/cam"),
        (_revoked, {}, "en", "chair/cam"),
        (_dropped, {}, OWN, "ana/cam"),
        (_chair_speaks, {"chair": "open"}, "en", "chair/cam"),
        (_hall_speaks, {"hall": "open"}, "en", "chair/cam"),
        (_other_takes_over, {"bo": "open"}, "en", "bo/cam"),
        (_other_takes_over_before_a_word, {"bo": "armed"}, "en", "bo/cam"),
    ],
    ids=["idle", "queued", "called", "granted", "speaking", "muted", "revoked", "dropped", "chair", "hall", "over", "early"],
)
def test_a_situation_of_the_floor(
    house: Copies, situation: Situation, gates: dict[str, str], ana_hears: str, speaker: str
) -> None:
    situation(house)
    meeting = house.meeting()
    assert {m.track: m.gate for m in meeting.microphones} == {f"{who}/mic": gate for who, gate in gates.items()}
    assert house.hears("ana") == (ana_hears, None)
    assert meeting.slots == {"speaker": speaker, "room": "hall/cam", "screen": None, "sign": None}


def test_the_chair_at_the_microphone_hears_everything_without_themselves(house: Copies) -> None:
    house.do(c.SelectChannel("chair", "floor", "fr"))
    house.do(c.SetMicrophone("chair", True))
    assert house.hears("chair") == ("floor!chair/mic", "fr!chair/mic")
    house.do(c.SetMicrophone("chair", False))
    assert house.hears("chair") == ("floor", "fr")


def test_the_hall_never_hears_itself(house: Copies) -> None:
    assert house.hears("hall") == ("floor!hall/mic", None)


def test_an_interpreter_is_left_out_only_of_the_channel_they_put_out_to(house: Copies) -> None:
    house.do(c.SelectChannel("ines", "floor", "fr"))
    assert house.hears("ines") == ("floor", "fr")
    house.do(c.SetDesk("ines", "on", "fr"))
    assert house.meeting().desks == (Desk("ines/mic", "fr", "open", "fr"),)
    assert house.hears("ines") == ("floor", "fr!ines/mic")
    house.do(c.SetDesk("ines", "pushToMute"))
    assert house.meeting().desks == (Desk("ines/mic", "fr", "pushToMute", "fr"),)
    assert house.hears("ines") == ("floor", "fr!ines/mic")
    house.do(c.SetDesk("ines", "off"))
    assert house.meeting().desks == ()
    assert house.hears("ines") == ("floor", "fr")


def test_outputs_are_exactly_the_buses_somebody_hears(house: Copies) -> None:
    house.do(c.SelectChannel("zoe", "ru"))
    house.focus.add(Peer("w1", whep_owner("es", ("speaker",)), "whep"))
    buses = {output.bus for output in house.meeting().outputs}
    assert buses == {"en", "ru@40", "es", "floor", "floor!hall/mic"}
    assert Output("floor!hall/mic", "floor", "hall/mic") in house.meeting().outputs
    house.focus.remove("w1")
    house.focus.remove("s-zoe")
    assert {output.bus for output in house.meeting().outputs} == {"en", "floor", "floor!hall/mic"}


def test_those_who_only_listen_hear_packets_of_40_ms_and_all_others_of_20(house: Copies) -> None:
    house.admit("tom", "technician")
    house.connect("tom")
    house.do(c.SelectChannel("zoe", "ru", "floor"))
    house.focus.add(Peer("w1", whep_owner(listen_only("es"), ()), "whep"))
    outputs = house.meeting().outputs
    assert house.hears("zoe") == ("ru@40", "floor@40")
    assert Output("ru@40", "ru", ptime_ms=40) in outputs and Output("es@40", "es", ptime_ms=40) in outputs
    for who in ("chair", "ana", "ines", "hall", "tom"):
        assert all("@" not in bus for bus in house.hears(who) if bus), who


def test_an_open_microphone_is_never_on_a_bus_of_40_ms(house: Copies) -> None:
    house.floor_to("ana")
    house.live.roster.participants["ana"] = replace(house.live.roster.participants["ana"], role="passive")
    house.focus.note([])
    assert house.hears("ana") == (OWN, None)
    assert all(output.ptime_ms == 20 for output in house.meeting().outputs if output.minus)


def test_nothing_opens_before_the_journal_has_it(house: Copies) -> None:
    house.floor_to("ana", speaking=False)
    house.late = True
    house.do(c.SetMicrophone("ana", True))
    assert house.meeting().microphones == (Microphone("ana/mic", "armed"),)
    house.commit()
    assert house.meeting().microphones == (Microphone("ana/mic", "open"),)


def test_a_grant_on_its_way_to_the_journal_arms_nothing_and_shows_nobody(house: Copies) -> None:
    house.do(c.RequestFloor("ana", "r-ana", "statement"))
    house.late = True
    house.do(c.GrantFloor("chair", "r-ana"))
    assert house.meeting().microphones == ()
    assert house.meeting().slots["speaker"] == "chair/cam" and house.hears("ana") == ("en", None)
    house.commit()
    assert house.meeting().slots["speaker"] == "ana/cam"


def test_a_revoke_acts_before_its_commit(house: Copies) -> None:
    house.floor_to("ana")
    house.late = True
    house.do(c.EndSpeech("chair", "r-ana"))
    assert house.meeting().microphones == () and house.meeting().slots["speaker"] == "chair/cam"
    assert house.hears("ana") == ("en", None)


def test_the_camera_shows_only_once_its_connection_stands(house: Copies) -> None:
    house.focus.remove("p-ana")
    house.focus.add(Peer("p2-ana", "ana", "publisher"))
    house.floor_to("ana")
    assert house.meeting().slots["speaker"] == "chair/cam"
    house.focus.connected("p2-ana")
    assert house.meeting().slots["speaker"] == "ana/cam"
    house.focus.remove("p2-ana")
    house.focus.remove("p-chair")
    assert house.meeting().slots["speaker"] is None


def test_the_audio_profile_has_no_video(house: Copies) -> None:
    house.connect("zoe", profile="audio")
    states = {state.peer_id: state for state in house.focus.whole()[1]}
    assert states["s-zoe"].video == () and states["s-ana"].video == ("speaker", "room", "screen", "sign")


def test_a_new_peer_replaces_the_older_of_its_kind(house: Copies) -> None:
    house.focus.collect()
    house.focus.add(Peer("s2-zoe", "zoe", "subscriber"))
    assert house.focus.collect().gone == ["s-zoe"]
    assert house.focus.peers_of("zoe") == ["s2-zoe"]


@pytest.mark.parametrize(
    ("info", "adopted"),
    [
        (PeerInfo("x", "m", "zoe", "publisher"), True),
        (PeerInfo("x", "m", "zoe", "subscriber"), False),
        (PeerInfo("x", "m", "nobody", "subscriber"), False),
        (PeerInfo("x", "m", whep_owner("fr", ()), "whep"), True),
        (PeerInfo("x", "m", "zoe", "whep"), False),
    ],
    ids=["somebody's", "they have one", "nobody's", "a player", "no player"],
)
def test_a_living_peer_is_adopted_when_it_is_somebodys(house: Copies, info: PeerInfo, adopted: bool) -> None:
    assert (house.focus.adopt(info) is not None) is adopted
    assert ("x" in house.focus.peers) is adopted


def test_a_change_names_only_whom_it_concerns(house: Copies) -> None:
    house.focus.whole()
    house.do(c.SelectChannel("zoe", "fr"))
    change = house.focus.collect()
    assert change.peers == [PeerState("s-zoe", "m", ("fr@40", None), ("speaker", "room", "screen", "sign"))]
    assert change.meeting is not None and change.gone == []
    assert not house.focus.collect()


def test_events_that_move_no_media_change_nothing(house: Copies) -> None:
    house.focus.whole()
    house.do(c.SendChat("zoe", "m1", "hello"))
    house.do(c.OpenList("chair", False))
    house.do(c.RequestFloor("ana", "r-ana", "pointOfOrder"))
    house.do(c.Disconnect("zoe"))
    assert not house.focus.collect()


def test_after_a_setback_everything_is_looked_at_again(house: Copies) -> None:
    house.floor_to("ana")
    house.focus.whole()
    house.live = house.committed = Meeting(house.live.config)
    house.focus.note([])
    change = house.focus.collect()
    assert change.meeting is not None and change.meeting.microphones == ()
    assert {state.peer_id for state in change.peers} >= {"s-ana", "s-zoe"}


def test_three_thousand_joins_cost_each_the_same(house: Copies, monkeypatch: pytest.MonkeyPatch) -> None:
    looks = 0
    original = Focus._peer_state

    def counting(self: Focus, peer: Peer) -> PeerState:
        nonlocal looks
        looks += 1
        return original(self, peer)

    monkeypatch.setattr(Focus, "_peer_state", counting)
    house.focus.whole()
    for number in range(300):
        house.admit(f"n{number}", "passive")
        house.connect(f"n{number}")
        house.focus.collect()
    assert looks == 300


# --- the floor's own rules --------------------------------------------------------------------------------------------


def _gates(house: Copies) -> dict[str, str]:
    return {microphone.track: microphone.gate for microphone in house.meeting().microphones}


def test_a_point_of_order_silences_the_speech_before_its_grant_is_committed_and_gives_it_back_after(house: Copies) -> None:
    house.floor_to("ana")
    house.do(c.RequestFloor("bo", "point", "pointOfOrder"))
    house.late = True
    house.do(c.GrantFloor("chair", "point"))
    house.focus.note([])
    assert _gates(house) == {"ana/mic": "armed"}
    house.commit()
    assert _gates(house) == {"ana/mic": "armed", "bo/mic": "armed"}
    house.do(c.EndSpeech("chair", "point"))
    assert _gates(house)["ana/mic"] == "armed", "the end is not journaled yet"
    house.commit()
    assert _gates(house) == {"ana/mic": "open"}


@pytest.mark.parametrize(
    "stop",
    [
        c.EndSpeech("chair", "r-ana"),
        c.PauseSpeech("chair", "r-ana"),
        c.HoldPriority("chair"),
        c.ClearPriority("chair"),
        c.ClearFloor("chair"),
        c.MuteAll("chair"),
        c.SuspendSitting("chair"),
        c.CloseSitting("chair"),
        c.CloseAgendaItem("chair"),
        c.SetAttending("ana", "room"),
    ],
    ids=lambda command: type(command).__name__,
)
def test_what_silences_is_told_to_the_media_nodes_at_once(stop: c.Command) -> None:
    house = Copies(agenda=(AgendaItem(item_id="4", title={}),))
    for who, role in (("chair", "chair"), ("ana", "delegate")):
        house.admit(who, role)
        house.connect(who, publishes=True)
    house.floor_to("ana")
    assert _gates(house) == {"ana/mic": "open"}
    house.late = True
    house.do(stop)
    change = house.focus.collect()
    assert change.meeting is not None
    assert "open" not in {microphone.gate for microphone in change.meeting.microphones}


def test_who_speaks_in_the_room_has_no_microphone_of_their_own_and_hears_what_all_hear(house: Copies) -> None:
    house.connect("ana", publishes=True)
    house.do(c.SetAttending("ana", "room"))
    house.floor_to("ana", speaking=False)
    assert "ana" in house.open_microphones()
    assert _gates(house) == {} and house.hears("ana") == ("en", None)


def test_the_skipped_are_no_longer_armed(house: Copies) -> None:
    house.connect("ana", publishes=True)
    house.do(c.RequestFloor("ana", "r", "statement"))
    house.do(c.CallSpeaker("chair", "r"))
    assert _gates(house) == {"ana/mic": "armed"}
    house.do(c.DeferRequest("chair", "r"))
    assert _gates(house) == {}


def test_a_shared_screen_is_shown_once_its_permission_is_committed_and_gone_at_once(house: Copies) -> None:
    house.connect("ana", publishes=True)
    house.do(c.RequestScreen("ana"))
    house.late = True
    house.do(c.AllowScreen("chair", "ana"))
    assert house.meeting().slots["screen"] is None
    house.commit()
    assert house.meeting().slots["screen"] == "ana/screen" and house.focus.shown()["screen"] == "ana"
    house.do(c.StopScreen("ana"))
    assert house.meeting().slots["screen"] is None


def test_the_mixer_is_told_when_the_attention_tone_was_asked_for(house: Copies) -> None:
    assert house.meeting().attention is None
    house.do(c.HoldPriority("chair"))
    asked_at = house.meeting().attention
    assert asked_at is not None and asked_at == house.live.floor.attention_at
