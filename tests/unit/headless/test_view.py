"""The mirror of the meeting: deltas applied, gaps noticed."""

from __future__ import annotations

from typing import Any

from headless.view import View
from server.meeting.config import MeetingConfig
from server.meeting.meeting import Meeting
from server.signaling import floor_views
from server.signaling import messages as wire


def person(identity: str, **fields: Any) -> wire.Person:
    known: dict[str, Any] = {"name": identity, "delegation": "", "role": "delegate", "language": "en"}
    return wire.Person(id=identity, **{**known, "connected": True, "microphone": False, **fields})


COUNTS = wire.Counts(participants=2, active=2, connected=2, participants_limit=3000, active_limit=450)


def stage(**fields: Any) -> wire.StageView:
    known: dict[str, Any] = {"title": {}, "agenda_item": {}, "speaker": None, "speaking_since": None}
    known["sitting"] = wire.SittingView(state="open", public=True, number=1, since=None)
    known |= {"floor_language": None, "channels": (), "slots": {}, "plates": {}, "list_open": True}
    return wire.StageView(**{**known, **fields})


def entry(request_id: str, rank: float) -> wire.FloorEntry:
    return wire.FloorEntry(
        request_id=request_id,
        person=request_id,
        kind="statement",
        state="queued",
        rank=rank,
        language="en",
        requested_at=1.0,
    )


def me(**fields: Any) -> wire.Me:
    known: dict[str, Any] = {"person": person("a"), "channel": "floor", "second": None, "can": (), "request_id": None}
    return wire.Me(**{**known, "place": None, "may_open_microphone": False, **fields})


def joined() -> View:
    view = View()
    view.apply(
        wire.Snapshot(
            meeting="demo",
            now=0.0,
            languages=("en",),
            stage=stage(),
            floor=floor_views.floor(Meeting(MeetingConfig(meeting_id="demo"))),
            list=(entry("late", 2.0),),
            people={"late": person("late")},
            me=me(),
            counts=COUNTS,
            booths=(),
            numbers={"stage": 4, "list": 7, "roster": 1},
            subscriber_alive=False,
            publisher_alive=False,
        )
    )
    return view


def test_the_list_is_kept_in_order_of_rank() -> None:
    view = joined()
    missing = view.apply(wire.ListDelta(number=8, put=(entry("early", 1.0),), gone=(), people={"early": person("early")}))
    assert missing == ()
    assert [line.request_id for line in view.list] == ["early", "late"]
    view.apply(wire.ListDelta(number=9, put=(), gone=("late",), people={}))
    assert [line.request_id for line in view.list] == ["early"]
    assert set(view.people) == {"early", "late"}


def test_a_gap_in_the_numbers_asks_for_that_topic() -> None:
    view = joined()
    assert view.apply(wire.StageDelta(number=5, stage=stage())) == ()
    assert view.apply(wire.StageDelta(number=7, stage=stage(floor_language="fr"))) == ("stage",)
    assert view.stage.floor_language == "fr"
    assert view.apply(wire.StageDelta(number=8, stage=stage())) == ()


def test_people_come_and_go_with_the_roster() -> None:
    view = joined()
    view.apply(wire.RosterDelta(number=2, put=(person("b", microphone=True),), gone=("late",), counts=COUNTS))
    assert set(view.people) == {"b"} and view.people["b"].microphone


def test_a_new_snapshot_replaces_list_and_numbers() -> None:
    view = joined()
    view.apply(wire.ListDelta(number=8, put=(entry("x", 5.0),), gone=(), people={}))
    again = joined()
    view.apply(wire.MeDelta(number=3, me=me(channel="fr")))
    assert view.me.channel == "fr" and again.me.channel == "floor"
    assert "x" not in again.entries


def test_booths_and_chat_are_kept() -> None:
    view = joined()
    hears = wire.Incoming(selected="floor", heard="floor", hops=0)
    desk = wire.DeskView(person=person("i"), mode="on", channel="fr", incoming=hears)
    view.apply(wire.BoothDelta(number=1, booth=wire.BoothView(language="fr", desks=(desk,))))
    message = wire.ChatMessage(
        message_id="m", person="a", name="a", delegation="", text="hello", sent_at=1.0, number=1, hidden=False
    )
    view.apply(wire.ChatDelta(number=1, messages=(message,), settings=wire.ChatSettings(mode="open", slow_s=0.0)))
    assert view.booths["fr"].desks[0].mode == "on"
    assert [line.text for line in view.chat] == ["hello"]
