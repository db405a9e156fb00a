"""Over HTTP: keys of machines, invitations answered, coaching sessions, and support for people at the door."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import aiohttp

from tests.scenarios.control_plane import ControlPlane
from tests.scenarios.registration_desk import DAY, Browser, conference, desk_at_work, visiting
from tests.scenarios.test_registration_entry import code_in
from tests.scenarios.test_registration_meetings import PERSON, newest

NUMBERED = "/api/registration/conferences/assembly/registrations/by-number"


async def asked(plane: ControlPlane, method: str, path: str, token: str = "", body: Any = None) -> tuple[int, Any]:
    """Without any cookie."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with aiohttp.ClientSession() as http, http.request(method, plane.url + path, json=body, headers=headers) as answer:
        return answer.status, await answer.json() if answer.content_type == "application/json" else None


async def published(alice: Browser, **changes: Any) -> None:
    await alice.done("POST", "/conferences", conference(**{"accreditationRequired": False, **changes}))
    await alice.done("POST", "/conferences/assembly/publish")


async def test_a_machine_registers_by_number_with_a_key_of_its_own(tmp_path: Path) -> None:
    async with desk_at_work(tmp_path / "d") as (plane, alice):
        await published(alice)
        issued = await alice.done("POST", "/keys", {"name": "Usual system", "scopes": ["people"]})
        secret, person = issued["secret"], {"familyName": "Dlamini", "email": "naledi@example.org"}
        assert secret not in str((await alice.done("GET", "/keys"))["keys"])
        first = await asked(plane, "PUT", f"{NUMBERED}/N%2F7", secret, person)
        assert (first[0], first[1]["number"], first[1]["standing"]) == (201, "N/7", "registered")
        acts = len((await alice.done("GET", "/audit?conference=assembly"))["acts"])
        again = await asked(plane, "PUT", f"{NUMBERED}/N%2F7", secret, person)
        assert again == (200, first[1]), "the same again changes nothing"
        assert len((await alice.done("GET", "/audit?conference=assembly"))["acts"]) == acts
        changed = await asked(plane, "PUT", f"{NUMBERED}/N%2F7", secret, {**person, "delegation": "ZA"})
        assert (changed[0], changed[1]["delegation"]) == (200, "ZA")
        assert (await asked(plane, "PUT", f"{NUMBERED}/N8", secret, {**person, "number": "N9"}))[0] == 422
        assert (await asked(plane, "DELETE", f"{NUMBERED}/N%2F7", secret))[0] == 204
        [kept] = (await alice.done("GET", "/conferences/assembly/registrations"))["registrations"]
        assert kept["standing"] == "cancelled"
        assert (await asked(plane, "PUT", f"{NUMBERED}/N%2F7", secret, person))[0] == 201
        key = issued["key"]["keyId"]
        assert {act["who"] for act in (await alice.done("GET", f"/audit?who=key:{key}"))["acts"]} == {f"key:{key}"}
        for path, method in (("/keys", "GET"), ("/conferences/assembly/close", "POST"), ("/session", "GET")):
            assert (await asked(plane, method, f"/api/registration{path}", secret))[1]["code"] == "notPermitted", path
        await alice.done("DELETE", f"/keys/{key}")
        assert (await asked(plane, "PUT", f"{NUMBERED}/N1", secret, person))[1]["code"] == "sessionUnknown"
        assert (await alice.ask("POST", "/keys", {"name": "Too much", "scopes": ["staff"]}))[0] == 422


async def test_an_invitation_is_sent_and_answered(tmp_path: Path) -> None:
    async with desk_at_work(tmp_path / "d") as (plane, alice):
        text = {"en": "Please come.\nIt matters."}
        await published(alice, ownForm=True, invitation=text, deadlineAt=time.time() + DAY / 2)
        table = b"family name,email,language\nDlamini,naledi@example.org,en\nRoux,zoe@example.org,en\n"
        report = await alice.done("POST", "/conferences/assembly/imports?apply=true&invited=true", table)
        assert report["counts"]["added"] == 2
        assert (await alice.done("POST", "/conferences/assembly/invitation"))["messages"] == 2
        kept = (await alice.done("GET", "/conferences/assembly/registrations?standing=invited"))["registrations"]
        tokens = []
        for one in kept:
            mail = await newest(alice, one["registrationId"], "invitation")
            tokens.append(mail["text"].split("?invitation=")[1].split()[0])
        way = "/api/conferences/assembly/invitations"
        shown = (await asked(plane, "GET", f"{way}/{tokens[0]}"))[1]
        assert shown["person"]["familyName"] == "Dlamini" and "naledi@" not in str(shown)
        given = {"delegation": "ZA", "attendance": "remote"}
        assert (await asked(plane, "POST", f"{way}/{tokens[0]}", body=given)) == (201, {"standing": "registered"})
        assert (await asked(plane, "DELETE", f"{way}/{tokens[1]}"))[0] == 204
        assert (await asked(plane, "POST", f"{way}/{tokens[1]}", body={}))[1]["code"] == "wrongState"
        assert (await asked(plane, "GET", f"{way}/nobody.x"))[1]["code"] == "codeRefused"
        states = (await alice.done("GET", "/conferences/assembly/meters"))["standing"]
        assert states == {"registered": 1, "cancelled": 1}


async def test_a_coaching_session_is_booked_and_held(tmp_path: Path) -> None:
    async with desk_at_work(tmp_path / "d") as (plane, alice), visiting(plane) as laptop:
        await published(alice)
        kept = await alice.done("POST", "/conferences/assembly/registrations", PERSON)
        await alice.done("POST", "/conferences/assembly/close")
        access = code_in(
            (await newest(alice, kept["registrationId"], "access"))["text"], "[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}"
        )
        await laptop.done("POST", "/api/entry/code", {"access": access, "channel": "mail"})
        code = code_in((await newest(alice, kept["registrationId"], "oneTime"))["text"], "[0-9]{6}")
        laptop.csrf = (await laptop.done("POST", "/api/entry/session", {"access": access, "code": code}))["csrf"]
        made = await alice.done(
            "POST", "/conferences/assembly/slots", {"startsAt": time.time() + 3600, "minutes": 20, "count": 2}
        )
        [first, second] = [slot["slotId"] for slot in made["slots"]]
        assert (await laptop.ask("POST", f"/api/entry/slots/{first}/session", {}))[1]["code"] == "unknownSlot"
        await laptop.done("PUT", f"/api/entry/slots/{first}")
        waiting = await laptop.done("POST", f"/api/entry/slots/{first}/session", {})
        assert waiting["waiting"] and 2900 < waiting["inSeconds"] <= 3000
        await laptop.done("PUT", f"/api/entry/slots/{second}")
        shown = (await laptop.done("GET", "/api/entry/slots"))["slots"]
        assert [slot["booked"] for slot in shown] == [False, True]
        await alice.done("PATCH", f"/slots/{second}", {"startsAt": time.time() + 60})
        assert (await newest(alice, kept["registrationId"], "coachingChanged"))["calendar"].count("SEQUENCE:1") == 1
        entered = await laptop.done("POST", f"/api/entry/slots/{second}/session", {})
        technician = await alice.done("POST", f"/slots/{second}/session")
        assert entered["meetingId"] == technician["meetingId"] and entered["token"] != technician["token"]
        delegate, helper = await plane.join(token=entered["token"]), await plane.join(token=technician["token"])
        assert (delegate.me["person"]["role"], helper.me["person"]["role"]) == ("delegate", "technician")
        told, _ = (await alice.done("GET", "/conferences/assembly/slots"))["slots"]
        assert told["bookings"][0]["cameAt"] and not told["bookings"][0]["noShow"]
        assert (await alice.done("GET", "/conferences/assembly/no-shows"))["noShows"] == []
        await alice.done("DELETE", f"/slots/{second}")
        assert (await delegate.until("evicted"))["code"] == "left"
        assert entered["meetingId"] not in plane.server.meetings


async def test_somebody_at_the_door_writes_with_a_technician(tmp_path: Path) -> None:
    async with desk_at_work(tmp_path / "d") as (plane, alice):
        await published(alice)
        attendance = plane.server.meetings["water"]
        token, _ = await attendance.admit("Tina", "", "technician", "en", None)
        tina = await plane.join(token=token)
        question = {"name": "Ana", "text": "No sound", "conferenceId": "assembly", "reference": "AB-12", "language": "fr"}
        status, opened = await asked(plane, "POST", "/api/support", body=question)
        assert (status, opened["meetingId"]) == (201, "water")
        heard = await tina.until("privateChat")
        assert heard["thread"].startswith("support:visitor-") and heard["message"]["name"] == "Ana"
        assert heard["message"]["text"] == "[AB-12 · fr]\nNo sound"
        await tina.request("claimSupport", thread=heard["thread"], claimed=True)
        assert (await tina.until("supportClaimed"))["claimedBy"] == tina.me["person"]["id"]
        await tina.request("sendChat", text="Which browser?", thread=heard["thread"])
        _, read = await asked(plane, "GET", "/api/support?after=1", opened["token"])
        assert [(one["own"], one["text"]) for one in read["messages"]] == [(False, "Which browser?")]
        assert read["claimedBy"] == "Tina"
        assert (await asked(plane, "POST", "/api/support/messages", opened["token"], {"text": "Firefox"}))[0] == 204
        assert (await tina.until("privateChat"))["message"]["text"] == "Which browser?"
        assert (await tina.until("privateChat"))["message"]["text"] == "Firefox"
        forged = opened["token"].replace("water", "demo")
        assert (await asked(plane, "GET", "/api/support", forged))[1]["code"] == "tokenUnknown"
