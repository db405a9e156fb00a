"""One client's conversation, frame by frame, with time as an argument."""

from __future__ import annotations

import itertools
import json
import typing
from typing import Any

import msgspec
import pytest

from server.errors import UserError
from server.meeting import commands as c
from server.signaling import messages as m
from server.signaling.session import (
    HANDLERS,
    Close,
    Depart,
    Effect,
    Enter,
    Limits,
    Media,
    Resend,
    Session,
    Submit,
    Transmit,
)
from tests.unit.server.signaling.test_vectors import VECTORS

LIMITS = Limits(max_frame_bytes=4096, rate_per_s=10.0, rate_burst=5, offences=3)


def vector(kind: str) -> dict[str, Any]:
    return next(frame for frame in VECTORS["server"] if frame["type"] == kind)


def snapshot() -> m.Snapshot:
    return msgspec.convert(vector("snapshot"), m.Snapshot)


def me(place: int) -> m.Me:
    return msgspec.convert(vector("me")["me"] | {"place": place}, m.Me)


def fresh() -> Session:
    numbers = itertools.count(1)
    return Session(LIMITS, lambda: f"new-{next(numbers)}", now=0.0)


def joined() -> Session:
    session = fresh()
    session.receive('{"type":"join","id":1,"token":"t"}', 0.0)
    session.entered(1, "p1", frozenset({"fr"}), snapshot())
    return session


def told(effects: list[Effect]) -> list[dict[str, Any]]:
    return [json.loads(effect.frame) for effect in effects if isinstance(effect, Transmit)]


def test_a_join_asks_the_shell_and_is_answered_by_reply_and_snapshot() -> None:
    session = fresh()
    (effect,) = session.receive('{"type":"join","id":1,"token":"t","subscriber":"s1"}', 0.0)
    assert isinstance(effect, Enter) and effect.join.token == "t" and effect.join.subscriber == "s1"
    answers = told(session.entered(1, "p1", frozenset(), snapshot()))
    assert [answer["type"] for answer in answers] == ["reply", "snapshot"] and session.state == "joined"


def test_while_the_join_is_on_its_way_nothing_else_is_taken() -> None:
    session = fresh()
    session.receive('{"type":"join","id":1,"token":"t"}', 0.0)
    assert told(session.receive('{"type":"requestFloor","id":2}', 0.0))[0]["code"] == "joinExpected"
    assert session.state == "entering"


def test_a_refused_join_may_be_tried_again() -> None:
    session = fresh()
    session.receive('{"type":"join","id":1,"token":"t"}', 0.0)
    assert told(session.not_entered(1, UserError("tokenUnknown")))[0]["code"] == "tokenUnknown"
    assert isinstance(session.receive('{"type":"join","id":2,"token":"u"}', 0.0)[0], Enter)


COMMANDS: dict[str, c.Command] = {
    "selectChannel": c.SelectChannel("p1", "fr", "floor"),
    "requestFloor": c.RequestFloor("p1", "new-1", "rightOfReply", "ru"),
    "withdrawFloor": c.WithdrawFloor("p1"),
    "setMicrophone": c.SetMicrophone("p1", True),
    "callSpeaker": c.CallSpeaker("p1", "r1"),
    "grantFloor": c.GrantFloor("p1", "r1"),
    "endSpeech": c.EndSpeech("p1", "r1"),
    "removeRequest": c.RemoveRequest("p1", "r1"),
    "muteParticipant": c.MuteParticipant("p1", "p1"),
    "removeParticipant": c.Remove("p1", "p1"),
    "setFloorLanguage": c.SetFloorLanguage("p1", "es"),
    "openList": c.OpenList("p1", False),
    "setDesk": c.SetDesk("p1", "on", "en"),
    "sendChat": c.SendChat("p1", "new-1", "Good morning"),
}


@pytest.mark.parametrize("frame", VECTORS["client"], ids=lambda frame: frame["type"])
def test_each_request_becomes_its_effect(frame: dict[str, Any]) -> None:
    effects = joined().receive(json.dumps(frame), 0.0)
    if frame["type"] == "join":
        assert told(effects)[0]["code"] == "alreadyJoined"
        return
    (effect,) = effects
    if frame["type"] in COMMANDS:
        assert isinstance(effect, Submit) and effect.command == COMMANDS[frame["type"]] and effect.id == frame["id"]
    else:
        expected = {"resync": Resend, "leave": Depart}.get(frame["type"], Media)
        assert type(effect) is expected


def test_every_message_has_a_handler() -> None:
    assert set(HANDLERS) == set(typing.get_args(m.ClientMessage))


def test_a_burst_is_allowed_then_the_rate() -> None:
    session = joined()
    frame = '{"type":"withdrawFloor","id":2}'
    taken = [isinstance(session.receive(frame, 0.0)[0], Submit) for _ in range(6)]
    assert taken == [True, True, True, True, False, False]
    assert isinstance(session.receive(frame, 0.1)[0], Submit)
    assert told(session.receive(frame, 0.1))[0]["code"] == "tooFast"


def test_offences_end_the_connection_unless_they_are_rare() -> None:
    session = joined()
    for second in range(0, 200, 10):
        assert len(session.receive("{", float(second))) == 1
    for _ in range(2):
        assert len(session.receive("{", 190.0)) == 1
    effects = session.receive("{", 190.0)
    assert [answer["type"] for answer in told(effects)] == ["refused", "evicted"]
    assert effects[-1] == Close("tooManyErrors") and session.state == "closed"
    assert session.receive('{"type":"leave","id":9}', 190.0) == []


def test_guessing_tokens_is_an_offence() -> None:
    session = fresh()
    for attempt in range(4):
        session.receive(f'{{"type":"join","id":{attempt},"token":"guess"}}', 0.0)
        effects = session.not_entered(attempt, UserError("tokenUnknown"))
    assert effects[-1] == Close("tooManyErrors")


def test_an_eviction_is_said_once() -> None:
    session = joined()
    assert told(session.evict("replaced")) == [{"type": "evicted", "code": "replaced"}]
    assert session.evict("slow") == []


def test_me_is_numbered_and_not_repeated() -> None:
    session = joined()
    first = session.update_me(me(2))
    assert first is not None and json.loads(first.frame)["number"] == 1
    assert session.update_me(me(2)) is None
    again = session.update_me(me(1))
    assert again is not None and json.loads(again.frame)["number"] == 2 and session.me_number == 2


def test_booths_are_seen_by_those_who_may() -> None:
    session = joined()
    assert session.sees("stage") and session.sees("booth:fr") and not session.sees("booth:es")
    assert not fresh().sees("stage")
