"""Booths through the server: handover, what nobody may learn, fitness, captions, glossary and the arrangement as files."""

from __future__ import annotations

import asyncio
import contextlib
import json
import tempfile
import time
import tomllib
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bus.messages import Desk, Fitness, TrackFitness
from server.settings import load
from server.storage.database import DATABASE, Database
from server.storage.tokens import Tokens
from tests.scenarios.control_plane import Attendee, ControlPlane, FakeNode, Refused, restarted, serving

RESTRICTED = {"booth", "interpretation", "fitness", "glossary"}


@pytest.fixture
async def plane(tmp_path: Path) -> AsyncIterator[ControlPlane]:
    async with serving(tmp_path, signaling__roster_interval_ms=50, signaling__quality_interval_ms=20) as running:
        yield running


async def booth(plane: ControlPlane, language: str = "fr", count: int = 2) -> list[Attendee]:
    return [await plane.join("interpreter", name=f"{language}{number}", booth=language) for number in range(count)]


def desk(message: dict[str, Any], person: str) -> dict[str, Any]:
    """Empty when they do not sit there."""
    return next((one for one in message["booth"]["desks"] if one["person"]["id"] == person), {})


def headers(token: str, **more: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}", **more}


async def issue(data: Path, scope: str) -> str:
    async with await Database.join(data / DATABASE) as database:
        return (await Tokens(database).issue("demo", scope, time.time() - 10, None))[0]


# --- handover ---------------------------------------------------------------------------------------------------------


async def test_a_booth_hands_over_without_a_gap_on_the_bus(plane: ControlPlane) -> None:
    active, passive = await booth(plane)
    await active.request("setDesk", mode="on")
    await active.request("offerHandover")
    await passive.until("booth", lambda m: (m["booth"]["handover"] or {}).get("state") == "offered")
    await passive.request("answerHandover", accept=True)
    one, two = f"{active.person}/mic", f"{passive.person}/mic"
    await plane.mixer.until(
        lambda node: set(node.meeting.desks) == {Desk(one, "fr", "open", "fr"), Desk(two, "fr", "armed", "fr")}
    )
    told = await active.until("booth", lambda m: (m["booth"]["handover"] or {}).get("state") == "accepted")
    assert desk(told, passive.person)["armed"] and not desk(told, active.person)["armed"]
    await active.request("setDesk", mode="off")
    await plane.mixer.until(lambda node: node.meeting.desks == (Desk(two, "fr", "open", "fr"),))
    for attendee in (active, passive):
        over = await attendee.until("booth", lambda m: desk(m, passive.person)["mode"] == "on" and m["booth"]["turns"][1:])
        assert over["booth"]["handover"] is None and desk(over, active.person)["mode"] == "off"


async def test_a_restart_in_the_middle_of_a_handover_loses_nothing(tmp_path: Path) -> None:
    settings = load(flags={"server.port": 0, "storage.data": str(tmp_path)})
    with tempfile.TemporaryDirectory(prefix="hc-") as sockets:
        mixer = FakeNode(Path(sockets), "mixer")
        async with mixer.running():
            async with restarted(settings, Path(sockets)) as plane:
                tokens = [await plane.entry("interpreter", name=name, booth="fr") for name in ("Ann", "Ben")]
                active, passive = [await plane.join(token=token) for token in tokens]
                await active.request("setDesk", mode="on")
                await passive.request("askHandover")
                await active.request("answerHandover", accept=True)
                people = [active.person, passive.person]
            wholes = mixer.wholes
            async with restarted(settings, Path(sockets)) as plane:
                await mixer.until(lambda node: node.wholes > wholes)
                back = [await plane.join(token=token) for token in tokens]
                (view,) = back[1].snapshot["booths"]
                assert (view["handover"]["state"], view["handover"]["passive"]) == ("accepted", people[1])
                await back[1].request("setDesk", mode="on")
                overlap = await back[0].until("booth", lambda m: (m["booth"]["handover"] or {}).get("state") == "overlap")
                assert {one["mode"] for one in overlap["booth"]["desks"]} == {"on"}
                await back[0].request("setDesk", mode="off")
                only = Desk(f"{people[1]}/mic", "fr", "open", "fr")
                await mixer.until(lambda node: node.meeting.desks == (only,))


async def test_whoever_goes_never_gets_the_microphone(plane: ControlPlane) -> None:
    active, passive = await booth(plane)
    await active.request("setDesk", mode="on")
    await passive.request("askHandover")
    await active.request("answerHandover", accept=True)
    gone = passive.person
    await active.until("booth", lambda m: (m["booth"]["handover"] or {}).get("state") == "accepted")
    await passive.socket.close()
    ended = await active.until("booth", lambda m: m["booth"]["handover"] is None and not _connected(m, gone))
    assert desk(ended, active.person)["mode"] == "on" and desk(ended, gone)["mode"] == "off"
    with pytest.raises(Refused, match="boothEmpty"):
        await active.request("offerHandover")


def _connected(message: dict[str, Any], person: str) -> bool:
    return bool(desk(message, person).get("person", {}).get("connected"))


async def test_an_interpreter_moved_to_another_booth_sits_there_and_sees_it(plane: ControlPlane) -> None:
    technician, (one, two) = await plane.join("technician"), await booth(plane)
    await one.request("setDesk", mode="on")
    await one.request("offerHandover")
    await technician.request("moveParticipant", person=one.person, role="interpreter", booth="ru")
    await plane.mixer.until(lambda node: node.meeting.desks == ())
    snapshot = await one.until("snapshot", lambda m: m["me"]["booth"] == "ru")
    assert [(view["language"], view["desks"][0]["mode"]) for view in snapshot["booths"]] == [("ru", "off")]
    await two.until("booth", lambda m: len(m["booth"]["desks"]) == 1 and m["booth"]["handover"] is None)
    await one.request("setDesk", mode="on")
    await plane.mixer.until(lambda node: node.meeting.desks == (Desk(f"{one.person}/mic", "ru", "open", "ru"),))


# --- who learns what --------------------------------------------------------------------------------------------------


async def test_no_frame_names_who_asks_the_speaker_to_slow_down(plane: ControlPlane) -> None:
    (asking,) = await booth(plane, count=1)
    others = [await plane.join(role) for role in ("chair", "technician", "delegate")]
    mate = await plane.join("interpreter", booth="fr")
    for attendee in (*others, mate):
        await attendee.request("ping")
        attendee.forget()
    person = asking.person
    await asking.request("askSlowDown")
    for attendee in (*others, mate):
        told = await attendee.until("stage", lambda m: m["stage"]["slowDownCount"] == 1)
        assert told["stage"]["slowDownUntil"] > time.time()
        await attendee.request("ping")
        assert not any(person in json.dumps(message) for message in attendee.seen)
    with pytest.raises(Refused, match="tooFast"):
        await asking.request("askSlowDown")


async def test_what_booths_do_never_reaches_delegates(plane: ControlPlane) -> None:
    delegate, passive = await plane.join(), await plane.join("passive")
    technician, (one, two) = await plane.join("technician"), await booth(plane)
    await one.request("setDesk", mode="on")
    await one.request("callHelp", kind="technician")
    await two.request("talk", on=True)
    await technician.request("patchChannel", channel="ru", source="en")
    await one.request("addTerms", terms=[{"en": "water", "fr": "eau"}])
    await one.request("sendChat", text="tea?", thread="booth:fr")
    await two.until("privateChat", lambda m: m["thread"] == "booth:fr")
    await technician.until("privateChat", lambda m: m["thread"] == "booth:fr")
    await technician.until("glossary", lambda m: m["put"][0]["words"] == {"en": "water", "fr": "eau"})
    await technician.until("booth", lambda m: [call["kind"] for call in m["booth"]["calls"]] == ["technician"])
    await technician.until("interpretation", lambda m: "en" in [one["patched"] for one in m["interpretation"]["channels"]])
    plane.mixer.client.send(Fitness("demo", {f"{one.person}/mic": GOOD}))
    await technician.until("fitness")
    for attendee in (delegate, passive):
        await attendee.request("resync", topics=["booth:fr"])
        await attendee.request("ping")
        snapshot = attendee.snapshot
        seen = {message["type"] for message in attendee.seen}
        assert not seen & (RESTRICTED | {"privateChat"})
        assert not {topic.partition(":")[0] for topic in snapshot["numbers"]} & RESTRICTED
        assert (snapshot["booths"], snapshot["interpretation"], snapshot["glossary"]) == ([], None, [])
        for name, fields in (("setDesk", {"mode": "on"}), ("silenceDesk", {"person": one.person}), ("openSoundCheck", {})):
            with pytest.raises(Refused, match="notPermitted"):
                await attendee.request(name, **fields)


async def test_an_interpreter_sees_the_own_booth_alone_and_every_channel(plane: ControlPlane) -> None:
    (french,), (russian,) = await booth(plane, count=1), await booth(plane, "ru", 1)
    await russian.request("setDesk", mode="on")
    await french.until("interpretation", lambda m: "interpreted" in [one["feed"] for one in m["interpretation"]["channels"]])
    assert {message["booth"]["language"] for message in french.seen if message["type"] == "booth"} <= {"fr"}


# --- fitness ----------------------------------------------------------------------------------------------------------

GOOD = TrackFitness(level_db=-23.0, noise_db=-62.0, band_hz=16_000.0, clipped=0.0, loss=0.0, jitter_ms=4.0)


async def test_a_called_persons_sound_is_shown_to_the_chair_before_the_grant_and_to_themselves(plane: ControlPlane) -> None:
    chair, delegate, other = await plane.join("chair"), await plane.join(), await plane.join()
    request = (await delegate.request("requestFloor"))["requestId"]
    await chair.request("callSpeaker", requestId=request)
    narrow = TrackFitness(level_db=-55.0, noise_db=None, band_hz=3_500.0, clipped=0.0, loss=0.02, jitter_ms=1.0)
    plane.mixer.client.send(Fitness("demo", {f"{delegate.person}/mic": narrow}))
    told = await chair.until("fitness")
    assert [(one["person"], one["step"], one["reasons"]) for one in told["put"]] == [
        (delegate.person, "unfit", ["loss", "band", "quiet"])
    ]
    own = await delegate.until("me", lambda m: m["me"]["fitness"] is not None)
    assert own["me"]["fitness"] == told["put"][0]
    plane.mixer.client.send(Fitness("demo", {}))
    assert (await chair.until("fitness"))["gone"] == [delegate.person]
    await delegate.until("me", lambda m: m["me"]["fitness"] is None)
    await other.request("ping")
    assert not any(message["type"] == "fitness" for message in (*delegate.seen, *other.seen))


# --- captions ---------------------------------------------------------------------------------------------------------


async def test_captions_reach_those_who_follow_their_language_and_stay_as_history(plane: ControlPlane) -> None:
    token = await plane.entry("passive")
    captioner, reader, other = await plane.join("captioner"), await plane.join(token=token), await plane.join()
    await reader.request("followCaptions", language="en")
    await other.request("followCaptions", language="fr")
    before = time.time()
    first = await captioner.request("writeCaption", language="en", text="Thank", final=False)
    growing = (await reader.until("caption"))["caption"]
    assert (growing["text"], growing["final"], growing["captionId"]) == ("Thank", False, first["captionId"])
    assert before - 1 < growing["startedAt"] <= time.time()
    await captioner.request("writeCaption", language="fr", text="Merci", final=False)
    await captioner.request("writeCaption", language="en", text="Thank you.", captionId=first["captionId"])
    await other.until("caption", lambda m: m["caption"]["text"] == "Merci")
    done = (await reader.until("caption", lambda m: m["caption"]["final"]))["caption"]
    assert (done["text"], done["captionId"]) == ("Thank you.", first["captionId"])
    assert done["startedAt"] == pytest.approx(growing["startedAt"], abs=1e-3) and done["writtenAt"] > done["startedAt"]
    path = "/api/meetings/demo/captions/en"
    status, body = await plane.get(path, headers=headers(token))
    assert status == 200 and body == {"captions": [done]}
    assert (await plane.get(f"{path}?after={done['writtenAt']}", headers=headers(token)))[1] == {"captions": []}
    async with plane.http.get(f"{plane.url}{path}?format=vtt", headers=headers(token)) as response:
        text = await response.text()
    assert text.startswith("WEBVTT\n\nNOTE ") and "00:00:00.000 --> 00:00:01.000\nThank you." in text
    for attendee, language in ((reader, "en"), (other, "fr")):
        await attendee.request("ping")
        shown = [message["caption"] for message in attendee.seen if message["type"] == "caption"]
        assert {line["language"] for line in shown} == {language}
    with pytest.raises(Refused, match="notPermitted"):
        await reader.request("writeCaption", language="en", text="mine", final=False)
    with pytest.raises(Refused, match="wrongState"):
        technician = await plane.join("technician")
        await technician.request("writeCaption", language="en", text="Mine", captionId=first["captionId"])
    await captioner.request("writeCaption", language="en", text="Thank you!", captionId=first["captionId"])
    corrected = (await reader.until("caption", lambda m: m["caption"]["final"]))["caption"]
    assert (corrected["text"], corrected["startedAt"]) == ("Thank you!", done["startedAt"])
    moderator = await plane.entry("moderator")
    status, whole = await plane.get(f"{path}?whole=1", headers=headers(moderator))
    assert status == 200 and whole == {"captions": [corrected]}
    assert (await plane.get(f"{path}?whole=1", headers=headers(token)))[0] == 403


async def test_a_service_writes_by_http_with_a_token_of_the_language_alone(plane: ControlPlane, tmp_path: Path) -> None:
    reader = await plane.join()
    await reader.request("followCaptions", language="en")
    good, wrong = await issue(tmp_path, "captions:en"), await issue(tmp_path, "captions:fr")
    url = f"{plane.url}/api/meetings/demo/captions/en"
    delegate = await plane.entry()

    async def post(token: str, body: dict[str, Any], address: str = url) -> tuple[int, dict[str, Any]]:
        async with plane.http.post(address, json=body, headers=headers(token)) as response:
            return response.status, await response.json()

    status, growing = await post(good, {"text": "Good", "final": False})
    assert status == 201
    assert await post(good, {"text": "Good morning.", "captionId": growing["captionId"]}) == (201, growing)
    done = await reader.until("caption", lambda m: m["caption"]["final"])
    assert (done["caption"]["text"], done["caption"]["captionId"]) == ("Good morning.", growing["captionId"])
    refusals: list[tuple[str, dict[str, Any], int, str]] = [
        (wrong, {"text": "x"}, 403, "notPermitted"),
        ("", {"text": "x"}, 401, "tokenUnknown"),
        (delegate, {"text": "x"}, 403, "notPermitted"),
        (good, {"text": " "}, 422, "textEmpty"),
        (good, {"text": "x" * 401, "final": False}, 422, "textTooLong"),
        (good, {"text": "a\u0007b"}, 422, "valueInvalid"),
        (good, {"txt": "x"}, 400, "messageInvalid"),
        (good, {"text": "x", "captionId": "no id!"}, 422, "valueInvalid"),
    ]
    for token, body, status, code in refusals:
        answered, refusal = await post(token, body)
        assert (answered, refusal["code"]) == (status, code), body
    assert (await post(good, {"text": "x"}, url.replace("/en", "/xx")))[0] == 404


async def test_a_service_writes_by_websocket_line_after_line(plane: ControlPlane, tmp_path: Path) -> None:
    reader = await plane.join()
    await reader.request("followCaptions", language="en")
    token, url = await issue(tmp_path, "captions:en"), f"{plane.url}/captions/demo/en"
    for bad in ("", "nonsense", await issue(tmp_path, "captions:fr")):
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await plane.http.ws_connect(url, headers=headers(bad))
    async with plane.http.ws_connect(url, headers=headers(token)) as feed:
        for text in ("Good", "Good morning"):
            await feed.send_json({"text": text, "final": False})
            assert (await reader.until("caption"))["caption"]["text"] == text
        await feed.send_json({"text": "Good morning."})
        done = await reader.until("caption", lambda m: m["caption"]["final"])
        assert await feed.receive_json() == {"captionId": done["caption"]["captionId"]}
        ids = {message["caption"]["captionId"] for message in reader.seen if message["type"] == "caption"}
        assert ids == {done["caption"]["captionId"]}
        await feed.send_str("nonsense")
        assert (await feed.receive_json())["code"] == "frameMalformed"
        await feed.send_json({"text": "Next line."})
        following = await reader.until("caption", lambda m: m["caption"]["text"] == "Next line.")
        assert following["caption"]["captionId"] not in ids
        assert (await feed.receive_json())["captionId"] == following["caption"]["captionId"]


async def test_a_revoked_token_writes_nothing_more(plane: ControlPlane, tmp_path: Path) -> None:
    async with await Database.join(tmp_path / DATABASE) as database:
        tokens = Tokens(database)
        secret, token = await tokens.issue("demo", "captions:en", time.time() - 10, None)
        async with plane.http.ws_connect(f"{plane.url}/captions/demo/en", headers=headers(secret)) as feed:
            await feed.send_json({"text": "One."})
            assert "captionId" in await feed.receive_json()
            await tokens.revoke("demo", token.token_id, time.time())
            async with asyncio.timeout(10):
                answer: dict[str, Any] = {}
                while answer.get("code") != "tokenUnknown":
                    await feed.send_json({"text": "Two.", "final": False})
                    with contextlib.suppress(TimeoutError):
                        answer = await feed.receive_json(timeout=0.2)


# --- files ------------------------------------------------------------------------------------------------------------


async def test_the_arrangement_is_saved_and_loaded_again(plane: ControlPlane) -> None:
    token = await plane.entry("technician")
    technician, (one, two) = await plane.join(token=token), await booth(plane)
    path, url = "/api/meetings/demo/interpretation", f"{plane.url}/api/meetings/demo/interpretation"
    saved = (await plane.get(path, headers=headers(token)))[1]
    french = next(one for one in saved["booths"] if one["language"] == "fr")
    assert (french["desks"], french["interpreters"]) == (6, ["fr0", "fr1"]) and saved["betweenA"] == "interlock"
    async with plane.http.get(url, headers=headers(token, Accept="application/toml")) as response:
        text = await response.text()
        assert response.content_type == "application/toml"
    assert tomllib.loads(text)["between_a"] == "interlock"

    changed = text.replace('between_a = "interlock"', 'between_a = "none"').replace('"fr0", "fr1"', '"fr1"')
    changed = changed.replace('language = "ru"\ndesks = 6', 'language = "ru"\ndesks = 2')
    changed = changed.replace("interpreters = []", 'interpreters = ["FR0"]', 1)
    async with plane.http.put(url, data=changed, headers=headers(token, **{"Content-Type": "application/toml"})) as response:
        report = await response.json()
    first = next(plan["language"] for plan in tomllib.loads(changed)["booths"] if plan["interpreters"] == ["FR0"])
    assert report == {"applied": 3, "refused": []}, report
    after = (await plane.get(path, headers=headers(token)))[1]
    assert after["betweenA"] == "none" and next(one for one in after["booths"] if one["language"] == "ru")["desks"] == 2
    assert next(one for one in after["booths"] if one["language"] == first)["interpreters"] == ["fr0"]

    async with plane.http.put(url, json=saved, headers=headers(token)) as response:
        assert await response.json() == {"applied": 3, "refused": []}
    assert (await plane.get(path, headers=headers(token)))[1] | {"booths": []} == saved | {"booths": []}
    bad = {"booths": [{"language": "fr", "desks": 99, "interpreters": ["Nobody"]}, {"language": "xx", "desks": 1}]}
    async with plane.http.put(url, json=bad, headers=headers(token)) as response:
        report = await response.json()
    assert report["applied"] == 0
    assert {(one["what"], one["code"]) for one in report["refused"]} == {
        *{("booths.fr", "valueInvalid"), ("booths.xx", "unknownChannel"), ("booths.fr.Nobody", "unknownParticipant")},
    }
    delegate = await plane.entry()
    for token, status in ((delegate, 403), ("", 401)):
        assert (await plane.get(path, headers=headers(token)))[0] == status
    assert technician.person and one.person != two.person


async def test_the_glossary_is_saved_and_loaded_again(plane: ControlPlane) -> None:
    token = await plane.entry("moderator")
    moderator, (interpreter,) = await plane.join(token=token), await booth(plane, count=1)
    url = f"{plane.url}/api/meetings/demo/glossary"

    async def put(text: str, holder: str = token) -> dict[str, Any]:
        async with plane.http.put(url, data=text.encode(), headers=headers(holder)) as response:
            return dict(await response.json()) | {"status": response.status}

    whole = "".join(f"term {number};terme {number}\r\n" for number in range(300))
    done = await put("en;fr\r\n" + whole + "=SUM(1);'-x\r\n")
    assert {name: done[name] for name in ("added", "removed", "kept", "refused")} == {
        **{"added": 301, "removed": 0, "kept": 0, "refused": []},
    }
    async with plane.http.get(url, headers=headers(token)) as response:
        text = (await response.read()).decode("utf-8-sig")
    assert "'=SUM(1)" in text and len(text.splitlines()) == 302
    again = await put(text)
    assert (again["added"], again["removed"], again["kept"]) == (0, 0, 301)
    fewer = await put("en,fr,xx\nwater,eau,\nterm 7,terme 7,\nbad,,word\n")
    assert (fewer["added"], fewer["removed"], fewer["kept"]) == (1, 300, 1)
    assert fewer["refused"] == [{"what": "bad | word", "code": "unknownChannel"}]
    await interpreter.until("glossary", lambda m: len(m["gone"]) > 0)
    assert (await put("en,fr\na,b,c\n"))["code"] == "messageInvalid"
    delegate = await plane.entry()
    assert (await put("en\nx\n", delegate))["status"] == 403
    assert moderator.person


# --- roles ------------------------------------------------------------------------------------------------------------


async def test_captioners_and_sign_language_interpreters_enter_where_anyone_may(plane: ControlPlane) -> None:
    captioner, signer = await plane.join("captioner"), await plane.join("signer")
    assert "writeCaptions" in captioner.me["can"] and "sign" in signer.me["can"]
    assert captioner.snapshot["interpretation"] is not None and captioner.snapshot["booths"] == []
    await signer.request("openPublisher", sdp="v=0")
    await signer.request("setSigning", on=True)
    assert (await signer.until("me", lambda m: m["me"]["signing"]))["me"]["person"]["role"] == "signer"
    await captioner.until("stage", lambda m: m["stage"]["slots"].get("sign") == signer.person)
    await captioner.request("sendChat", text="ready", thread="interpreters")
    await signer.until("privateChat", lambda m: m["thread"] == "interpreters")


async def test_a_service_is_let_go_when_the_server_stops(tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        plane = await stack.enter_async_context(serving(tmp_path))
        token = await issue(tmp_path, "captions:en")
        feed = await plane.http.ws_connect(f"{plane.url}/captions/demo/en", headers=headers(token))
        plane.stop.set()
        async with asyncio.timeout(5):
            assert (await feed.receive()).type in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED)
        await feed.close()
