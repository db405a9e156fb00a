"""Chat and moderation over the wire: who is told what, who is refused, and what HTTP gives to whom."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.scenarios.control_plane import Attendee, ControlPlane, Refused, serving


@pytest.fixture
async def plane(tmp_path: Path) -> AsyncIterator[ControlPlane]:
    async with serving(tmp_path / "data") as running:
        yield running


async def named(plane: ControlPlane, name: str, role: str = "delegate", **fields: Any) -> tuple[Attendee, dict[str, Any]]:
    token = await plane.entry(role, name=name, **fields)
    return await plane.join(token=token), {"headers": {"Authorization": f"Bearer {token}"}}


async def refusal(attendee: Attendee, kind: str, /, **fields: Any) -> str:
    with pytest.raises(Refused) as refused:
        await attendee.request(kind, **fields)
    return str(refused.value.code)


async def history(plane: ControlPlane, who: dict[str, Any], query: str = "") -> dict[str, Any]:
    status, body = await plane.get(f"/api/meetings/demo/chat{query}", **who)
    assert status == 200, body
    return dict(body)


# --- private ---


async def test_a_private_message_reaches_its_two_people_and_nobody_else(plane: ControlPlane) -> None:
    ana, ana_http = await named(plane, "Ana")
    bob, bob_http = await named(plane, "Bob")
    chair, chair_http = await named(plane, "Chair", "chair")
    tech, _ = await named(plane, "Tech", "technician")
    reply = await ana.request("sendChat", text="between us", thread=f"person:{bob.person}")
    assert reply["messageId"] and reply["held"] is False
    told = await bob.until("privateChat")
    assert (told["thread"], told["message"]["text"], told["message"]["number"]) == (f"person:{ana.person}", "between us", 1)
    assert (await ana.until("privateChat"))["thread"] == f"person:{bob.person}"
    await ana.request("sendChat", text="for all")
    for other in (chair, tech):
        await other.until("eventChat")
        assert not [message for message in other.seen if message["type"] == "privateChat"]
    assert [one["text"] for one in (await history(plane, bob_http, f"?thread=person:{ana.person}"))["messages"]] == [
        "between us"
    ]
    for thread in (f"person:{ana.person}", f"person:{bob.person}"):
        assert (await history(plane, chair_http, f"?thread={thread}"))["messages"] == []
    status, body = await plane.get(f"/api/meetings/demo/chat?thread=private:{ana.person}:{bob.person}", **chair_http)
    assert (status, body["code"]) == (403, "notPermitted")
    assert (await history(plane, ana_http))["messages"][0]["text"] == "for all"


async def test_passive_participants_have_no_private_chat_whatever_they_send(plane: ControlPlane) -> None:
    passive, http = await named(plane, "Pia", "passive")
    ana, _ = await named(plane, "Ana")
    for thread in (
        f"person:{ana.person}",
        "chair",
        "support",
        f"chair:{ana.person}",
        f"support:{ana.person}",
        "private:a:b",
    ):
        assert await refusal(passive, "sendChat", text="psst", thread=thread) in ("notPermitted", "unknownParticipant"), (
            thread
        )
    assert await refusal(ana, "sendChat", text="psst", thread=f"person:{passive.person}") == "notPermitted"
    await ana.request("sendChat", text="hello all")
    await passive.until("eventChat")
    assert not [message for message in ana.seen + passive.seen if message["type"] == "privateChat"]
    assert (await plane.get("/api/meetings/demo/chat/threads", **http))[1] == {"threads": []}


async def test_the_team_of_the_chair_answers_and_support_is_another_team(plane: ControlPlane) -> None:
    ana, _ = await named(plane, "Ana")
    chair, _ = await named(plane, "Chair", "chair")
    moderator, moderator_http = await named(plane, "Mod", "moderator")
    tech, _ = await named(plane, "Tech", "technician")
    await ana.request("sendChat", text="may I?", thread="chair")
    for one in (chair, moderator):
        asked = await one.until("privateChat")
        assert (asked["thread"], asked["person"]["name"]) == (f"chair:{ana.person}", "Ana")
    await moderator.request("sendChat", text="you may", thread=f"chair:{ana.person}")
    answered = await ana.until("privateChat", lambda told: told["message"]["text"] == "you may")
    assert (answered["thread"], answered["message"]["number"]) == ("chair", 2)
    assert await refusal(tech, "sendChat", text="me too", thread=f"chair:{ana.person}") == "notPermitted"
    await ana.request("sendChat", text="no sound", thread="support")
    assert (await tech.until("privateChat"))["thread"] == f"support:{ana.person}"
    assert not [told for told in chair.seen if told["type"] == "privateChat" and told["thread"].startswith("support")]
    _, body = await plane.get("/api/meetings/demo/chat/threads", **moderator_http)
    (thread,) = body["threads"]
    assert (thread["thread"], thread["last"], thread["read"]) == (f"chair:{ana.person}", 2, 2)


async def test_what_is_unread_is_known_after_coming_back(plane: ControlPlane) -> None:
    ana, _ = await named(plane, "Ana")
    token = await plane.entry("delegate", name="Bob")
    bob = await plane.join(token=token)
    for text in ("one", "two", "three"):
        await ana.request("sendChat", text=text, thread=f"person:{bob.person}")
    await bob.request("readChat", thread=f"person:{ana.person}", number=2)
    await bob.request("readChat", thread=f"person:{ana.person}", number=1)
    back = await plane.join(token=token)
    (thread,) = back.snapshot["threads"]
    assert (thread["last"], thread["read"], thread["person"]["name"]) == (3, 2, "Ana")


# --- the event chat ---


async def test_a_moderated_message_is_shown_only_when_it_is_approved(plane: ControlPlane) -> None:
    ana, http = await named(plane, "Ana", "passive")
    bob, _ = await named(plane, "Bob")
    chair, _ = await named(plane, "Chair", "moderator")
    await chair.request("setChat", mode="moderated")
    assert (await bob.until("eventChat"))["settings"] == {"mode": "moderated", "slowS": 0.0}
    good, bad = [await ana.request("sendChat", text=text) for text in ("good", "bad")]
    assert good["held"] is True
    put = [message for delta in (await chair.until("heldChat"), await chair.until("heldChat")) for message in delta["put"]]
    assert [message["text"] for message in put] == ["good", "bad"]
    assert (await history(plane, http))["messages"] == []
    await chair.request("judgeChat", messageId=bad["messageId"], approve=False)
    await chair.request("judgeChat", messageId=good["messageId"], approve=True)
    assert (await ana.until("chatJudged"))["approved"] is False
    assert (await ana.until("chatJudged"))["approved"] is True
    shown = await bob.until("eventChat", lambda delta: delta["messages"])
    assert [(message["text"], message["number"]) for message in shown["messages"]] == [("good", 1)]
    assert await refusal(chair, "judgeChat", messageId=good["messageId"], approve=False) == "unknownMessage"
    assert await refusal(bob, "judgeChat", messageId=bad["messageId"], approve=True) == "notPermitted"
    assert not [message for message in bob.seen if message["type"] in ("heldChat", "moderation")]
    assert (await plane.join("chair")).snapshot["held"] == []


async def test_slow_mode_says_when_and_a_closed_chat_is_closed(plane: ControlPlane) -> None:
    ana, _ = await named(plane, "Ana")
    chair, _ = await named(plane, "Chair", "chair")
    await chair.request("setChat", mode="open", slowS=30)
    await ana.request("sendChat", text="one")
    number = await ana.send("sendChat", text="two")
    refused = await ana.until("refused", lambda message: message["id"] == number)
    assert refused["code"] == "slowMode" and 1 <= int(refused["detail"]["retryAfter"]) <= 30
    await chair.request("sendChat", text="one")
    await chair.request("sendChat", text="two")
    await chair.request("setChat", mode="closed")
    assert await refusal(ana, "sendChat", text="three") == "chatClosed"
    assert await refusal(ana, "setChat", mode="open") == "notPermitted"


async def test_a_hidden_message_keeps_its_text_from_everyone_but_those_who_hid_it(plane: ControlPlane) -> None:
    ana, ana_http = await named(plane, "Ana")
    chair, chair_http = await named(plane, "Chair", "chair")
    sent = await ana.request("sendChat", text="regretted")
    await chair.request("hideChat", messageId=sent["messageId"], hidden=True)
    hidden = await ana.until("eventChat", lambda delta: any(message["hidden"] for message in delta["messages"]))
    assert hidden["messages"][0]["text"] == ""
    assert hidden["messages"][0]["hiddenBy"] == chair.person
    assert (await history(plane, ana_http))["messages"][0]["text"] == ""
    assert (await history(plane, chair_http))["messages"][0]["text"] == "regretted"
    await chair.request("hideChat", messageId=sent["messageId"], hidden=False)
    assert (await ana.until("eventChat", lambda delta: not delta["messages"][0]["hidden"]))["messages"][0][
        "text"
    ] == "regretted"


async def test_the_history_is_read_page_by_page(plane: ControlPlane) -> None:
    chair, http = await named(plane, "Chair", "chair")
    for number in range(5):
        await chair.request("sendChat", text=str(number))
    newest = await history(plane, http, "?limit=2")
    assert ([one["text"] for one in newest["messages"]], newest["more"], newest["last"]) == (["3", "4"], True, 5)
    older = await history(plane, http, f"?limit=3&before={newest['messages'][0]['number']}")
    assert ([one["text"] for one in older["messages"]], older["more"]) == (["0", "1", "2"], False)
    for query in ("?limit=0", "?limit=201", "?before=-1", "?limit=x"):
        assert (await plane.get(f"/api/meetings/demo/chat{query}", **http))[0] == 400


async def test_the_export_has_the_event_chat_whole_and_no_formula(plane: ControlPlane) -> None:
    ana, ana_http = await named(plane, "=HYPERLINK(1)")
    _, http = await named(plane, "Chair", "chair")
    await ana.request("sendChat", text="@SUM(A1)\nsecond line")
    await ana.request("sendChat", text="secret", thread="chair")
    assert (await plane.get("/api/meetings/demo/chat/export", **ana_http))[0] == 403
    assert (await plane.get("/api/meetings/demo/chat/export"))[0] == 401
    _, body = await plane.get("/api/meetings/demo/chat/export", **http)
    assert [row["text"] for row in body["messages"]] == ["@SUM(A1)\nsecond line"]
    texts = {}
    for name in ("csv", "txt"):
        async with plane.http.get(f"{plane.url}/api/meetings/demo/chat/export?format={name}", **http) as response:
            assert "sandbox" in response.headers["Content-Security-Policy"]
            assert f'filename="chat-demo.{name}"' in response.headers["Content-Disposition"]
            texts[name] = (await response.read()).decode("utf-8-sig")
    row = list(csv.reader(io.StringIO(texts["csv"])))[1]
    assert row[2] == "'=HYPERLINK(1)" and row[4].startswith("'@SUM")
    assert "secret" not in texts["csv"] + texts["txt"] and "second line" in texts["txt"]


# --- moderation ---


async def test_someone_put_out_does_not_come_back_under_the_same_name_before_they_may(plane: ControlPlane) -> None:
    chair, _ = await named(plane, "Chair", "chair")
    token = await plane.entry("delegate", name="Ana")
    ana = await plane.join(token=token)
    await chair.request("removeParticipant", person=ana.person)
    body = {"name": " ANA ", "delegation": "ch", "role": "passive", "language": "en"}
    async with plane.http.post(f"{plane.url}/api/meetings/demo/entries", json=body) as response:
        assert (response.status, (await response.json())["code"]) == (403, "entryRefused")
    status, refused = await plane.get("/api/meetings/demo/roster", headers={"Authorization": f"Bearer {token}"})
    assert (status, refused["code"]) == (403, "entryRefused")
    listed = await chair.until("moderation", lambda delta: delta["moderation"]["evicted"])
    assert listed["moderation"]["evicted"][0]["person"] == ana.person
    await chair.request("allowAgain", person=ana.person)
    assert (await plane.join(token=token)).me["person"]["name"] == "Ana"
    assert await refusal(chair, "allowAgain", person=ana.person) == "unknownParticipant"


async def test_a_moved_person_has_other_rights_and_a_new_snapshot(plane: ControlPlane) -> None:
    tech, _ = await named(plane, "Tech", "technician")
    ana, _ = await named(plane, "Ana", delegation="ZA")
    assert ana.me["person"]["plate"] == "SOUTH AFRICA – Ana"
    await tech.request("moveParticipant", person=ana.person, role="passive")
    moved = await ana.until("snapshot")
    assert moved["me"]["person"]["role"] == "passive" and "requestFloor" not in moved["me"]["can"]
    assert await refusal(ana, "requestFloor") == "notPermitted"
    await tech.request("moveParticipant", person=ana.person, role="moderator")
    assert (await ana.until("snapshot"))["moderation"] is not None
    await ana.request("setChat", mode="closed")
    assert await refusal(ana, "moveParticipant", person=ana.person, role="chair") == "notPermitted"
    assert await refusal(ana, "renameParticipant", person=tech.person, name="x", delegation="") == "notPermitted"


async def test_a_passive_participant_takes_the_place_another_leaves(tmp_path: Path) -> None:
    (tmp_path / "demo.toml").write_text('meeting_id = "demo"\nopen_entry = true\nactive_limit = 2\n')
    async with serving(tmp_path / "data", meetings__directory=str(tmp_path)) as plane:
        chair, _ = await named(plane, "Chair", "chair")
        ana, _ = await named(plane, "Ana")
        pia, _ = await named(plane, "Pia", "passive")
        await pia.request("requestUpgrade")
        assert await refusal(pia, "takeUpgrade") == "wrongState"
        asked = await chair.until("moderation", lambda delta: delta["moderation"]["upgrades"])
        assert asked["moderation"]["upgrades"][0]["state"] == "waiting"
        await chair.request("answerUpgrade", person=pia.person, accept=True)
        await ana.request("leave")
        offered = await pia.until("me", lambda delta: delta["me"]["upgrade"] == "offered")
        assert offered["me"]["upgradeUntil"] is not None
        await pia.request("takeUpgrade")
        assert (await pia.until("snapshot", lambda told: told["me"]["person"]["role"] == "delegate"))["counts"][
            "active"
        ] == 2
