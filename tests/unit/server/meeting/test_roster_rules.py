"""Entry, connection, departure, caps."""

from __future__ import annotations

import pytest

from server.meeting import commands as c
from server.meeting import events as e
from server.meeting.config import MeetingConfig
from server.meeting.meeting import Meeting
from tests.unit.server.meeting.sitting import START, Sitting, names


def _admit(person: str, role: str = "passive", **changes: str) -> c.Admit:
    entry = {"name": "Ana María Ñandú", "delegation": "AR", "language": "es"} | changes
    return c.Admit(person, f"hash of {person}", entry["name"], entry["delegation"], role, entry["language"])


def test_the_meeting_takes_3000_of_whom_450_active() -> None:
    meeting = Meeting(MeetingConfig(meeting_id="full"))
    sitting = Sitting()
    sitting.meeting = meeting
    for number in range(450):
        _apply(meeting, _admit(f"active {number}", "delegate"))
    for role in ("chair", "delegate", "technician", "room"):
        assert sitting.refused(_admit("one more", role)) == "activeFull"
    for number in range(2550):
        _apply(meeting, _admit(f"passive {number}"))
    assert sitting.refused(_admit("one more")) == "meetingFull"
    assert (len(meeting.roster.participants), meeting.roster.active) == (3000, 450)
    sitting.do(c.Leave("active 0"))
    sitting.do(_admit("late", "delegate"))
    assert sitting.refused(_admit("later", "delegate")) == "meetingFull"


def _apply(meeting: Meeting, command: c.Command) -> None:
    for event in meeting.decide(command, START):
        meeting.apply(event)


def test_a_token_finds_its_participant_until_they_go() -> None:
    sitting = Sitting()
    sitting.enter("chair", "chair")
    for person in ("ana", "bob"):
        sitting.enter(person)
    found = sitting.meeting.roster.with_token("hash of ana")
    assert found is not None and found.participant_id == "ana"
    sitting.do(c.Remove("chair", "ana"))
    sitting.do(c.Leave("bob"))
    assert sitting.meeting.roster.with_token("hash of ana") is None
    assert sitting.meeting.roster.with_token("hash of bob") is None
    assert sitting.meeting.roster.with_token("") is None


def test_a_reload_keeps_role_language_channel_and_name() -> None:
    sitting = Sitting()
    sitting.enter("ana", "delegate", "es")
    sitting.do(c.SelectChannel("ana", "ru", "floor"))
    before = sitting.meeting.roster.get("ana")
    sitting.do(c.Disconnect("ana"))
    assert not sitting.meeting.roster.get("ana").connected
    sitting.do(c.Connect("ana"))
    assert sitting.meeting.roster.get("ana") == before


def test_connecting_and_disconnecting_count_once() -> None:
    sitting = Sitting()
    sitting.enter("ana")
    assert sitting.do(c.Connect("ana")) == []
    assert sitting.meeting.roster.connected == 1
    sitting.do(c.Disconnect("ana"))
    assert sitting.do(c.Disconnect("ana")) == []
    assert sitting.meeting.roster.connected == 0


def test_the_version_grows_with_every_visible_change() -> None:
    sitting = Sitting()
    versions = [sitting.meeting.roster.version]
    for command in (_admit("ana"), c.Connect("ana"), c.Disconnect("ana"), c.Leave("ana")):
        sitting.do(command)
        versions.append(sitting.meeting.roster.version)
    assert versions == sorted(set(versions))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": ""}, "nameInvalid"),
        ({"name": " \t"}, "nameInvalid"),
        ({"name": "x" * 121}, "nameInvalid"),
        ({"name": "Ana\nMaría"}, "nameInvalid"),
        ({"name": "Ana\u202enimda"}, "nameInvalid"),
        ({"name": "Ana\ud800"}, "nameInvalid"),
        ({"delegation": "A\x00R"}, "nameInvalid"),
        ({"language": ""}, "unknownChannel"),
        ({"language": "floor"}, "unknownChannel"),
        ({"language": "es; drop table"}, "unknownChannel"),
    ],
)
def test_bad_entries_are_refused(changes: dict[str, str], code: str) -> None:
    assert Sitting().refused(_admit("ana", **changes)) == code


@pytest.mark.parametrize("name", ["محمد علي", "李小龙", "Ñandú", "J. O'Neill-Smith", "می\u200cخواهم"])
def test_names_of_every_script_are_taken(name: str) -> None:
    sitting = Sitting()
    sitting.do(_admit("ana", name=name))
    assert sitting.meeting.roster.get("ana").name == name


def test_an_unknown_role_is_refused() -> None:
    assert Sitting().refused(_admit("ana", "administrator")) == "notPermitted"


@pytest.mark.parametrize(
    ("role", "language", "channel"),
    [("delegate", "fr", "fr"), ("passive", "pt", "floor"), ("interpreter", "fr", "floor"), ("room", "fr", "floor")],
)
def test_everyone_starts_on_a_sensible_channel(role: str, language: str, channel: str) -> None:
    sitting = Sitting()
    sitting.enter("ana", role, language, booth="fr")
    assert sitting.meeting.roster.get("ana").channel == channel


@pytest.mark.parametrize(("main", "second"), [("de", None), ("fr", "de"), ("", None)])
def test_channels_that_do_not_exist_are_refused(main: str, second: str | None) -> None:
    sitting = Sitting()
    sitting.enter("ana")
    assert sitting.refused(c.SelectChannel("ana", main, second)) == "unknownChannel"


def test_the_same_channel_twice_is_once() -> None:
    sitting = Sitting()
    sitting.enter("ana")
    sitting.do(c.SelectChannel("ana", "fr", "fr"))
    ana = sitting.meeting.roster.get("ana")
    assert (ana.channel, ana.second) == ("fr", None)
    assert sitting.do(c.SelectChannel("ana", "fr")) == []


def test_after_a_restart_those_connected_are_awaited_with_their_microphones_and_then_dropped() -> None:
    sitting = Sitting()
    sitting.enter("chair", "chair")
    for person in ("ana", "bob"):
        sitting.enter(person)
    sitting.enter("ira", "interpreter", booth="fr")
    sitting.speak("ana", by="chair")
    sitting.do(c.SetDesk("ira", "on"))
    assert names(sitting.do(c.Resume())) == ["MeetingResumed"]
    until = sitting.now + 20
    sitting.do(c.Connect("bob"))
    assert sitting.open_microphones() == {"ana"}
    assert sitting.meeting.deadline() == until
    happened = sitting.do(c.ClockReached(), after=19)
    assert [event.participant_id for event in happened if isinstance(event, e.ParticipantDisconnected)] == [
        "chair",
        "ana",
        "ira",
    ]
    assert sitting.open_microphones() == set()
    assert sitting.meeting.interpretation.desks["ira"].mode == "off"
    assert sitting.meeting.roster.connected == 1
    assert sitting.meeting.floor.request_by("ana") is not None


def test_a_speaker_back_after_a_restart_speaks_on() -> None:
    sitting = Sitting()
    sitting.enter("chair", "chair")
    sitting.enter("ana")
    sitting.speak("ana", by="chair")
    sitting.do(c.Resume())
    sitting.do(c.Connect("ana"))
    sitting.do(c.Connect("chair"))
    assert sitting.meeting.deadline() is None
    assert sitting.open_microphones() == {"ana"}


def test_nobody_connected_nobody_awaited() -> None:
    assert Sitting().do(c.Resume()) == []


def test_the_long_absent_have_left_where_the_meeting_says_so() -> None:
    sitting = Sitting(forget_after_s=600.0)
    for person in ("ana", "bob"):
        sitting.enter(person)
    sitting.ask("ana")
    sitting.do(c.Disconnect("ana"))
    assert sitting.meeting.deadline() == sitting.now + 600
    assert sitting.do(c.ClockReached(), after=599.9) == []
    assert names(sitting.do(c.ClockReached(), after=0.1)) == ["RequestWithdrawn", "ParticipantLeft"]
    assert list(sitting.meeting.roster.participants) == ["bob"]


def test_elsewhere_the_absent_are_kept_for_ever() -> None:
    sitting = Sitting()
    sitting.enter("ana")
    sitting.do(c.Disconnect("ana"))
    assert sitting.meeting.deadline() is None
