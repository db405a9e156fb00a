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
    AddPush,
    Close,
    Depart,
    Effect,
    Enter,
    Follow,
    Limits,
    Made,
    Media,
    Playback,
    Resend,
    Session,
    Submit,
    Transmit,
    Write,
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
    session.entered(1, "p1", frozenset({"booth:fr"}), snapshot())
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


COMMANDS: dict[int, c.Command] = {
    6: c.SelectChannel("p1", "fr", "floor"),
    7: c.RequestFloor("p1", "new-1", "rightOfReply", "ru"),
    8: c.WithdrawFloor("p1"),
    9: c.SetMicrophone("p1", True),
    10: c.CallSpeaker("p1", "r1"),
    11: c.GrantFloor("p1", "r1"),
    12: c.EndSpeech("p1", "r1"),
    13: c.RemoveRequest("p1", "r1"),
    14: c.MuteParticipant("p1", "p1"),
    28: c.Remove("p1", "p1"),
    15: c.SetFloorLanguage("p1", "es"),
    16: c.OpenList("p1", False),
    17: c.SetDesk("p1", "on", "en"),
    18: c.SendChat("p1", "new-1", "Good morning"),
    100: c.RequestFloor(
        "p1",
        "new-1",
        "motion",
        motion="adjournDebate",
        participant_id="p2",
        item_id="4",
        origin="preRegistered",
    ),
    101: c.AddDelegate("p1", "new-1", "Awa Ndiaye", "SN", "fr", "12"),
    102: c.WithdrawFloor("p1", "r1"),
    103: c.AnswerCall("p1"),
    104: c.DeferRequest("p1", "r1"),
    160: c.TakeBackCall("p1", "r1"),
    105: c.PauseSpeech("p1", "r1"),
    106: c.ResumeSpeech("p1", "r1"),
    107: c.MoveRequest("p1", "r1", "r2"),
    108: c.SwapRequests("p1", "r1", "r2"),
    109: c.ReaddLast("p1", "new-1"),
    110: c.SetSpeechLimit("p1", "r1", 240.0),
    111: c.SuspendList("p1", "rightsOfReply"),
    112: c.ClearList("p1", "speakers"),
    113: c.ClearFloor("p1"),
    114: c.MuteAll("p1"),
    115: c.HoldPriority("p1"),
    116: c.ReleasePriority("p1"),
    117: c.ClearPriority("p1"),
    118: c.SetFloorRules(
        "p1", "autoNext", 2, {"statement": 120.0, "group/statement": 300.0}, "autoClose", 20.0, 5.0, "purge"
    ),
    119: c.SetPrecedence("p1", "p1", "members"),
    120: c.SetAttending("p1", "room"),
    121: c.AssignSeat("p1", "12", "p1"),
    122: c.TakeChair("p1"),
    123: c.AddAgendaItem("p1", "new-1", {"en": "Item 5", "ar": "البند 5"}),
    124: c.RenameAgendaItem("p1", "5", {"en": "Item 5 (bis)"}),
    125: c.MoveAgendaItem("p1", "5", "4"),
    126: c.RemoveAgendaItem("p1", "5"),
    127: c.OpenAgendaItem("p1", "5", "move"),
    128: c.CloseAgendaItem("p1"),
    129: c.OpenSitting("p1"),
    130: c.SuspendSitting("p1"),
    131: c.ResumeSitting("p1"),
    132: c.CloseSitting("p1"),
    133: c.SetSittingPublic("p1", False),
    134: c.RequestScreen("p1"),
    135: c.AllowScreen("p1", "p1"),
    136: c.StopScreen("p1"),
    60: c.JudgeChat("p1", "m1", True),
    61: c.HideChat("p1", "m1", True),
    62: c.SetChat("p1", "moderated", 10.0),
    63: c.ReadChat("p1", "person:c1", 3),
    64: c.AllowAgain("p1", "p7"),
    65: c.RenameParticipant("p1", "p1", "Ana Ñíguez", "CL"),
    66: c.MoveParticipant("p1", "p1", "interpreter", "es"),
    67: c.MuteCamera("p1", "p1", True),
    68: c.RequestUpgrade("p1"),
    69: c.WithdrawUpgrade("p1"),
    70: c.AnswerUpgrade("p1", "p1", True),
    71: c.TakeUpgrade("p1"),
    72: c.SetQuota("p1", "CL", 2),
    201: c.SelectOutgoing("p1", "en"),
    202: c.SetAutoRelay("p1", False),
    203: c.OfferHandover("p1", "i2", 30.0),
    204: c.AskHandover("p1", 0.0),
    205: c.AnswerHandover("p1", True),
    206: c.CancelHandover("p1"),
    207: c.TakeOver("p1"),
    208: c.Talk("p1", True),
    209: c.AskSlowDown("p1"),
    210: c.CallHelp("p1", "new-1", "cannotHear"),
    211: c.AnswerHelp("p1", "h1"),
    212: c.CloseHelp("p1", "h1"),
    213: c.SetUnfit("p1", True),
    214: c.SetDirect("p1", True),
    215: c.SetConsent("p1", recording=True, webcast=False),
    251: c.RecordConsent("p1", "fr", recording=True, webcast=True, reference="Léa Martin, Noor Haddad: form 12"),
    216: c.SilenceDesk("p1", "i1"),
    217: c.SetBooth("p1", "ar", 4, ("en", "fr")),
    218: c.SetInterpretation("p1", "override", "interlock", "none", False, "silence"),
    219: c.PatchChannel("p1", "ru", "en"),
    220: c.ForceRelay("p1", "i1", "fr"),
    221: c.OpenSoundCheck("p1"),
    250: c.ClaimSupport("p1", "support:visitor-1", True),
    222: c.CloseSoundCheck("p1"),
    223: c.MarkSoundCheck("p1", "relay", "passed"),
    224: c.SetSigning("p1", True),
    227: c.AddTerms("p1", {"new-1": {"en": "water stress", "fr": "stress hydrique"}}),
    228: c.RemoveTerm("p1", "t1"),
    229: c.StartWebcast("p1", "new-1new-2", slate=True),
    230: c.ShowSlate("p1"),
    231: c.EndWebcast("p1"),
    232: c.SetWebcastLayout("p1", "screenSpeaker"),
    233: c.SetEmbargo("p1", 30.0),
    234: c.SetWebcastRecording("p1", False),
    261: c.StartPush("p1", "d1"),
    262: c.StopPush("p1", "d1"),
    263: c.RemovePush("p1", "d1"),
}
"""Id of the golden request -> the command it becomes."""
MADE = {
    7: Made(request_id="new-1"),
    18: Made(message_id="new-1"),
    100: Made(request_id="new-1"),
    101: Made(person="new-1"),
    109: Made(request_id="new-1"),
    123: Made(item="new-1"),
    210: Made(call_id="new-1"),
}
OTHERS: dict[str, type] = {
    "resync": Resend,
    "leave": Depart,
    "ping": Transmit,
    "playRecording": Playback,
    "stopRecording": Playback,
    "writeCaption": Write,
    "followCaptions": Follow,
    "addPush": AddPush,
}


@pytest.mark.parametrize("frame", VECTORS["client"], ids=lambda frame: frame["type"])
def test_each_request_becomes_its_effect(frame: dict[str, Any]) -> None:
    effects = joined().receive(json.dumps(frame), 0.0)
    if frame["type"] == "join":
        assert told(effects)[0]["code"] == "alreadyJoined"
        return
    (effect,) = effects
    if frame["id"] in COMMANDS:
        assert effect == Submit(frame["id"], COMMANDS[frame["id"]], MADE.get(frame["id"], Made()))
    else:
        assert type(effect) is OTHERS.get(frame["type"], Media)


def test_a_line_of_captions_keeps_its_id_or_gets_one() -> None:
    session = joined()
    (first,) = session.receive('{"type":"writeCaption","id":2,"language":"en","text":"Thank"}', 0.0)
    (again,) = session.receive('{"type":"writeCaption","id":3,"language":"en","text":"Thanks","captionId":"k1"}', 0.0)
    assert isinstance(first, Write) and first.caption_id == "new-1" and first.message.final
    assert isinstance(again, Write) and again.caption_id == "k1"


def test_a_ping_is_answered_by_a_bare_reply() -> None:
    (reply,) = told(joined().receive(json.dumps({"type": "ping", "id": 7}), 0.0))
    assert (reply.pop("type"), reply.pop("id")) == ("reply", 7) and not any(reply.values())


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
    assert not session.sees("moderation") and not session.sees("heldChat") and not session.sees("statements")
    assert not fresh().sees("stage")
