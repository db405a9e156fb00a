"""Seats: the interface of conference systems, phone pages by code, and one list for room and remote."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from server.storage.database import DATABASE, Database
from server.storage.tokens import Tokens
from tests.scenarios.control_plane import ControlPlane, serving

MEETING = """
meeting_id = "demo"
open_entry = true
[[seats]]
seat = "A1"
name = "Awa Ndiaye"
delegation = "SN"
language = "fr"
"""
BASE = "/api/meetings/demo"


@dataclass
class Room:
    """A conference system with its token."""

    plane: ControlPlane
    token: str

    async def call(self, method: str, path: str, *, token: str | None = None, **options: Any) -> tuple[int, Any]:
        sent = {"Authorization": f"Bearer {self.token if token is None else token}", **options.pop("headers", {})}
        async with self.plane.http.request(method, self.plane.url + BASE + path, headers=sent, **options) as response:
            body = await response.json() if response.content_type == "application/json" else await response.read()
            return response.status, body

    async def lamp(self, seat: str = "A1") -> str:
        return str((await self.call("GET", f"/seats/{seat}"))[1]["lamp"])


async def until_furnished(plane: ControlPlane) -> None:
    attendance = plane.server.meetings["demo"]
    changed = asyncio.Event()
    stop = attendance.runtime.subscribe(lambda _events, _meeting: changed.set())
    async with asyncio.timeout(10):
        while "A1" not in attendance.runtime.committed.presence.seats:
            changed.clear()
            await changed.wait()
    stop()


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    (tmp_path / "demo.toml").write_text(MEETING)
    async with AsyncExitStack() as stack:
        plane = await stack.enter_async_context(serving(tmp_path / "data", meetings__directory=str(tmp_path)))
        database = await stack.enter_async_context(await Database.join(tmp_path / "data" / DATABASE))
        token, _ = await Tokens(database).issue("demo", "seats", 0.0, None)
        await until_furnished(plane)
        yield Room(plane, token)


async def test_a_seat_goes_through_the_list_with_its_lamp(room: Room) -> None:
    chair = await room.plane.join("chair")
    remote = await room.plane.join("delegate")
    await remote.request("requestFloor")
    status, pressed = await room.call("POST", "/seats/A1/request")
    assert (status, pressed["state"], pressed["place"]) == (200, "queued", 2)
    listed = await chair.until("list", lambda delta: any(entry["origin"] == "seat" for entry in delta["put"]))
    assert listed["people"][pressed_person(room)]["plate"] == "SENEGAL – Awa Ndiaye"
    assert await room.lamp() == "waiting"
    await chair.request("callSpeaker", requestId=pressed["requestId"])
    assert await room.lamp() == "next"
    await chair.request("grantFloor", requestId=pressed["requestId"])
    seat = (await room.call("GET", "/seats/A1"))[1]
    assert (seat["lamp"], seat["microphone"]) == ("speaking", True)
    await room.call("PUT", "/seats/A1/microphone", json={"open": False})
    assert (await room.call("GET", "/seats/A1"))[1]["microphone"] is False
    assert (await room.call("DELETE", "/seats/A1/request"))[0] == 204
    assert await room.lamp() == "off"
    assert (await room.call("DELETE", "/seats/A1/request"))[0] == 204


def pressed_person(room: Room) -> str:
    return room.plane.server.meetings["demo"].meeting.presence.seats["A1"]


async def test_a_press_that_is_repeated_is_one_press(room: Room) -> None:
    first = await room.call("POST", "/seats/A1/request", headers={"Idempotency-Key": "k1"})
    assert await room.call("POST", "/seats/A1/request") == first
    await room.call("DELETE", "/seats/A1/request")
    assert await room.call("POST", "/seats/A1/request", headers={"Idempotency-Key": "k1"}) == first
    assert await room.lamp() == "off"
    again = await room.call("POST", "/seats/A1/request", headers={"Idempotency-Key": "k2"})
    assert again[1]["requestId"] != first[1]["requestId"] and await room.lamp() == "waiting"


async def test_lamps_are_told_as_they_change(room: Room) -> None:
    version = (await room.call("GET", "/seats"))[1]["version"]
    waiting = asyncio.create_task(room.call("GET", f"/seats?since={version}&wait=20"))
    await asyncio.sleep(0)
    await room.call("POST", "/seats/A1/request", json={"kind": "pointOfOrder"})
    body = (await asyncio.wait_for(waiting, 10))[1]
    assert body["version"] > version and body["seats"][0]["kind"] == "pointOfOrder"
    assert (await room.call("GET", f"/seats?since={body['version']}&wait=0"))[1]["version"] == body["version"]
    assert (await room.call("GET", "/seats?wait=56"))[0] == 400


@pytest.mark.parametrize("scope", ["whip:room-1", "whep:floor"])
async def test_only_a_token_for_seats_or_who_may_manage_them_gets_in(room: Room, scope: str, tmp_path: Path) -> None:
    async with await Database.join(tmp_path / "data" / DATABASE) as database:
        other, _ = await Tokens(database).issue("demo", scope, 0.0, None)
        elsewhere, _ = await Tokens(database).issue("other", "seats", 0.0, None)
    for token, status in ((other, 403), (elsewhere, 403), ("", 401), ("forged", 401)):
        assert (await room.call("GET", "/seats", token=token))[0] == status
    for role, status in (("technician", 200), ("moderator", 200), ("delegate", 403), ("chair", 403), ("passive", 403)):
        token = await room.plane.entry(role)
        await room.plane.join(token=token)
        assert (await room.call("GET", "/seats", token=token))[0] == status, role


async def test_a_list_of_seats_is_taken_over_row_by_row(room: Room) -> None:
    text = "seat,name,delegation,language\nB1,José Pérez,CL,es\n../x,Nobody,,en\nB2,,CL,es\nA1,Awa Ndiaye,SN,fr\n"
    status, body = await room.call("POST", "/seats", data=text.encode(), headers={"Content-Type": "text/csv"})
    assert (status, body["assigned"]) == (200, 2)
    assert [(row["row"], row["code"]) for row in body["failed"]] == [(2, "unknownSeat"), (3, "nameInvalid")]
    assert [seat["seat"] for seat in (await room.call("GET", "/seats"))[1]["seats"]] == ["A1", "B1"]
    before = len(room.plane.server.meetings["demo"].meeting.roster.participants)
    again = await room.call("POST", "/seats", json=[{"seat": "B1", "name": "José Pérez", "delegation": "CL"}])
    assert again == (200, {"assigned": 1, "failed": []})
    assert len(room.plane.server.meetings["demo"].meeting.roster.participants) == before
    for bad in (b"\xff\xfe", b'"unclosed', b"name\nx\n"):
        assert (await room.call("POST", "/seats", data=bad, headers={"Content-Type": "text/csv"}))[0] == 400


async def test_room_or_remote_is_one_of_the_two(room: Room) -> None:
    delegate = await room.plane.join("delegate")
    assert (await room.call("PUT", "/seats/C1", json={"person": delegate.person}))[1]["attending"] == "room"
    assert (await room.call("POST", "/seats/C1/request"))[0] == 200
    await delegate.until("me", lambda told: told["me"]["attending"] == "room" and told["me"]["seat"] == "C1")
    await delegate.request("setAttending", attending="remote")
    assert (await room.call("POST", "/seats/C1/request"))[0] in (404, 409)
    assert (await room.call("PUT", "/seats/C1", json={"person": "nobody"}))[0] == 404


# --- phones ---


async def test_a_phone_asks_by_the_code_of_its_seat_and_sees_its_place(room: Room) -> None:
    _, given = await room.call("GET", "/seats/A1/code")
    assert given["path"] == f"/seat/demo/{given['code']}"
    status, session = await room.call("POST", "/seat-sessions", token="", json={"code": given["code"].upper()})
    assert (status, session["seat"]) == (201, "A1")
    token = session["token"]
    assert (await room.call("POST", "/seat/request", token=token))[1]["place"] == 1
    _, own = await room.call("GET", "/seat", token=token)
    assert (own["lamp"], own["plate"], own["state"]) == ("waiting", "SENEGAL – Awa Ndiaye", "queued")
    chair = await room.plane.join("chair")
    await chair.request("callSpeaker", requestId=own["requestId"])
    assert (await room.call("POST", "/seat/answer", token=token))[0] == 204
    assert (await room.call("DELETE", "/seat/request", token=token))[0] == 204
    for path in ("/seats", "/seats/A1", "/roster", "/chat", "/statements"):
        assert (await room.call("GET", path, token=token))[0] in (401, 403), path


async def test_whoever_sits_there_is_told_that_the_meeting_is_on_the_air_and_recorded(room: Room) -> None:
    told = (await room.call("GET", "/seats/A1"))[1]
    assert (told["webcast"], told["recorded"]) == ("off", False)
    tech = await room.plane.join("technician")
    await tech.request("startWebcast")
    told = (await room.call("GET", "/seats/A1"))[1]
    assert (told["webcast"], told["recorded"]) == ("onAir", True)
    await tech.request("setWebcastRecording", recorded=False)
    assert not (await room.call("GET", "/seats/A1"))[1]["recorded"]


async def test_forged_and_renewed_codes_open_nothing(room: Room) -> None:
    code = (await room.call("GET", "/seats/A1/code"))[1]["code"]
    session = (await room.call("POST", "/seat-sessions", token="", json={"code": code}))[1]["token"]
    until, _, rest = session.partition(".")
    forged = (session[:-2] + "AA", f"{int(until) + 1}.{rest}", session.replace(".A1.", ".B1."), "", "..", f"{until}.A1.")
    for token in forged:
        assert (await room.call("GET", "/seat", token=token))[0] == 401, token
    for wrong in (code[:-1] + ("a" if code[-1] != "a" else "b"), "", "x" * 60, "ÄÖ"):
        assert (await room.call("POST", "/seat-sessions", token="", json={"code": wrong}))[1]["code"] == "codeUnknown"
    renewed = (await room.call("POST", "/seats/A1/code"))[1]["code"]
    assert renewed != code
    assert (await room.call("GET", "/seat", token=session))[0] == 401
    assert (await room.call("POST", "/seat-sessions", token="", json={"code": code}))[0] == 404
    assert (await room.call("POST", "/seat-sessions", token="", json={"code": renewed}))[0] == 201


async def test_codes_are_not_guessed_at_speed(room: Room) -> None:
    codes = [(await room.call("POST", "/seat-sessions", token="", json={"code": "guess"}))[0] for _ in range(40)]
    assert codes[0] == 404 and codes[-1] == 429


async def test_a_session_ends_in_time(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    seating = room.plane.server.meetings["demo"].seating
    _, token, until = seating.open_session(seating.code("A1"))
    assert seating.seat_of_session(token) == "A1"
    monkeypatch.setattr(seating, "_wall", lambda: until + 1)
    assert (await room.call("GET", "/seat", token=token))[0] == 401


async def test_the_code_is_printed_as_a_picture(room: Room) -> None:
    status, svg = await room.call("GET", "/seats/A1/qr.svg?origin=https://meet.example.org")
    assert status == 200 and svg.startswith(b"<?xml") and b"<svg" in svg and b"script" not in svg
    status, png = await room.call("GET", "/seats/A1/qr.png")
    assert status == 200 and png.startswith(b"\x89PNG")
    for origin in ("javascript:alert(1)", "x" * 300):
        assert (await room.call("GET", f"/seats/A1/qr.svg?origin={origin}"))[0] == 400


async def test_seats_and_codes_survive_a_restart(tmp_path: Path) -> None:
    (tmp_path / "demo.toml").write_text(MEETING)
    seen = []
    for _ in range(2):
        async with serving(tmp_path / "data", meetings__directory=str(tmp_path)) as plane:
            await until_furnished(plane)
            attendance = plane.server.meetings["demo"]
            seen.append((attendance.seating.code("A1"), len(attendance.meeting.roster.participants)))
    assert seen[0] == seen[1]
