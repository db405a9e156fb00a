"""Events as they are stored: read back equal, old versions upgraded, unknown ones named."""

from __future__ import annotations

import typing
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.meeting import commands as c
from server.meeting import events as e
from server.meeting.meeting import APPLY, DECIDE, Meeting
from tests.unit.server.meeting.sitting import Sitting

EVENTS = get_args(e.Event)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
NUMBER = st.floats(0, 4e9, allow_nan=False)


def _values(annotation: object) -> st.SearchStrategy[Any]:
    if annotation is float:
        return NUMBER
    if annotation is str:
        return TEXT
    if annotation is bool:
        return st.booleans()
    if annotation is int:
        return st.integers(0, 1000)
    if typing.get_origin(annotation) is dict:
        return st.dictionaries(TEXT, _values(get_args(annotation)[1]), max_size=3)
    if typing.get_origin(annotation) is tuple:
        return st.lists(_values(get_args(annotation)[0]), max_size=3).map(tuple)
    if isinstance(annotation, type) and issubclass(annotation, msgspec.Struct):
        fields = {field.name: _values(field.type) for field in msgspec.structs.fields(annotation)}
        return st.fixed_dictionaries(fields).map(lambda values: annotation(**values))
    if type(None) in get_args(annotation):
        return st.none() | _values(next(one for one in get_args(annotation) if one is not type(None)))
    return st.sampled_from(get_args(annotation))


@pytest.mark.parametrize("kind", EVENTS, ids=lambda kind: kind.__name__)
def test_every_event_reads_back_equal(kind: type[e.Event]) -> None:
    fields = {field.name: _values(field.type) for field in msgspec.structs.fields(kind)}

    @settings(max_examples=30, deadline=None)
    @given(st.fixed_dictionaries(fields))
    def reads_back(values: dict[str, Any]) -> None:
        event = kind(**values)
        assert e.decode(e.name_of(event), kind.version, e.encode(event)) == event

    reads_back()


def test_every_command_and_every_event_has_its_handler() -> None:
    assert set(DECIDE) == set(get_args(c.Command))
    assert set(APPLY) == set(EVENTS)


def test_what_opens_is_never_called_closing() -> None:
    opening = {e.MicrophoneOpened, e.DeskOpened, e.FloorGranted, e.FloorCalled, e.ListOpened, e.ParticipantAdmitted}
    opening |= {e.ParticipantAllowed, e.ParticipantMoved, e.CameraAllowed, e.ChatPosted, e.ChatApproved, e.ChatUnhidden}
    closing = {kind for kind in EVENTS if kind.closing}
    personal = {e.ParticipantConnected, e.ChannelSelected, e.ChatRead, e.CallAnswered, e.RequestReturned, e.AttendingSet}
    personal |= {e.OutgoingSelected, e.AutoRelaySet}
    opening |= {e.HandoverAccepted, e.TalkStarted, e.ConsentSet, e.SigningStarted, e.CaptionWritten, e.SoundCheckOpened}
    opening |= {e.ConsentRecorded}
    assert not closing & opening
    assert {kind for kind in EVENTS if kind.personal} == personal
    assert closing >= {e.MicrophoneClosed, e.DeskClosed, e.DeskMuted, e.SpeechEnded, e.RequestRemoved, e.ParticipantRemoved}


@pytest.mark.parametrize("kind", [kind for kind in EVENTS if kind.closing or kind.personal], ids=lambda kind: kind.__name__)
def test_what_acts_at_once_is_harmless_when_what_it_concerns_was_never_there(kind: type[e.Event]) -> None:
    samples: dict[object, Any] = {float: 1.0, int: 1, str: "nobody", str | None: None, bool: True}
    values: dict[str, Any] = {field.name: samples.get(field.type, "revoked") for field in msgspec.structs.fields(kind)}
    sitting = Sitting()
    sitting.enter("chair", "chair")
    for meeting in (Meeting(sitting.meeting.config), sitting.meeting):
        microphones, desks = dict(meeting.floor.microphones), dict(meeting.interpretation.desks)
        meeting.apply(kind(**values))
        assert (meeting.floor.microphones, meeting.interpretation.desks) == (microphones, desks)


@pytest.mark.parametrize(
    ("name", "version", "body"),
    [
        ("floorBurnt", 1, b"{}"),
        ("listOpened", 2, b'{"type":"listOpened","at":1.0,"by":"x"}'),
        ("listOpened", 0, b'{"type":"listOpened","at":1.0,"by":"x"}'),
        ("listOpened", 1, b'{"type":"listOpened","at":1.0'),
        ("listOpened", 1, b'{"type":"listClosed","at":1.0,"by":"x"}'),
        ("listOpened", 1, b'{"type":"listOpened","at":"noon","by":"x"}'),
        ("listOpened", 1, b'{"type":"listOpened","at":1.0,"by":"\xff"}'),
        ("listOpened", 1, b""),
    ],
)
def test_what_cannot_be_read_is_an_error_that_names_the_event(name: str, version: int, body: bytes) -> None:
    with pytest.raises(e.EventUnreadable, match=name):
        e.decode(name, version, body)


def test_an_older_version_is_upgraded_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(e.ListOpened, "version", 3)
    monkeypatch.setitem(e.UPGRADES, ("listOpened", 1), lambda fields: {**fields, "by": fields["who"]})
    monkeypatch.setitem(e.UPGRADES, ("listOpened", 2), lambda fields: {**fields, "by": fields["by"].upper()})
    old = b'{"type":"listOpened","at":1.0,"who":"chair"}'
    assert e.decode("listOpened", 1, old) == e.ListOpened(at=1.0, by="CHAIR")


def test_an_older_version_without_its_upgrade_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(e.ListOpened, "version", 2)
    with pytest.raises(e.EventUnreadable, match="listOpened"):
        e.decode("listOpened", 1, b'{"type":"listOpened","at":1.0,"by":"x"}')
