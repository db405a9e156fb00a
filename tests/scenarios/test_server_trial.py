"""The test meeting on the server: who gets in and as what, how many, and that nothing of it stays."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from server import keys, trial
from tests.scenarios.control_plane import OFFER, PATIENCE_S, Attendee, ControlPlane, serving

PLACES = 3


@pytest.fixture
async def plane(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[ControlPlane]:
    monkeypatch.setattr(trial, "SETTLE_S", 0.0)
    async with serving(tmp_path / "data", test_meeting__places=PLACES) as running:
        yield running


async def enter(plane: ControlPlane, role: str, secret: str = "", **fields: str) -> tuple[int, Any]:
    body = {"name": role.title(), "delegation": "CH", "role": role, "language": "en", **fields}
    headers = {"Authorization": f"Bearer {secret}"} if secret else {}
    async with plane.http.post(f"{plane.url}/api/meetings/test/entries", json=body, headers=headers) as response:
        return response.status, await response.json()


async def join(plane: ControlPlane, role: str, secret: str = "", **fields: str) -> Attendee:
    status, entry = await enter(plane, role, secret, **fields)
    assert status == 201, entry
    attendee = await plane.dial()
    await attendee.request("join", token=entry["token"])
    await attendee.until("snapshot")
    return attendee


async def test_is_found_by_its_name_alone_and_says_which_roles_are_open(plane: ControlPlane) -> None:
    _, listed = await plane.get("/api/meetings")
    assert [one["id"] for one in listed["meetings"]] == ["demo"]
    _, card = await plane.get("/api/meetings/test")
    assert (card["openEntry"], card["openRoles"]) == (True, ["delegate", "passive"])


@pytest.mark.parametrize(
    "role", ["chair", "deputy", "moderator", "technician", "interpreter", "room", "captioner", "signer"]
)
async def test_offices_are_for_the_companions_alone(plane: ControlPlane, role: str) -> None:
    booth = {"booth": "fr"} if role == "interpreter" else {}
    assert await enter(plane, role, **booth) == (403, {"code": "notPermitted", "detail": {}})
    assert (await enter(plane, role, "0" * 64, **booth))[0] == 403
    assert (await enter(plane, role, keys.companions(plane.run_dir), **booth))[0] == 201


async def test_the_companions_secret_opens_no_other_meeting(plane: ControlPlane, tmp_path: Path) -> None:
    assert (plane.run_dir / "companions.key").stat().st_mode & 0o077 == 0
    status, _ = await plane.get("/api/meetings/demo/roster", headers={"Authorization": keys.companions(plane.run_dir)})
    assert status in (401, 403)


async def test_takes_so_many_people_and_always_its_companions(plane: ControlPlane) -> None:
    for _ in range(PLACES):
        assert (await enter(plane, "delegate"))[0] == 201
    status, refused = await enter(plane, "passive")
    assert (status, refused["code"]) == (409, "meetingFull")
    secret = keys.companions(plane.run_dir)
    assert (await enter(plane, "chair", secret))[0] == 201
    assert (await enter(plane, "interpreter", secret, booth="fr"))[0] == 201
    assert (await enter(plane, "passive"))[1]["code"] == "meetingFull"


async def test_nobody_listens_from_outside(plane: ControlPlane) -> None:
    headers = {"Content-Type": "application/sdp"}
    async with plane.http.post(f"{plane.url}/whep/test/floor", data=OFFER, headers=headers) as response:
        assert response.status in (401, 403)


async def test_begins_anew_when_the_last_one_has_left(plane: ControlPlane) -> None:
    person, chair = await join(plane, "delegate"), await join(plane, "chair", keys.companions(plane.run_dir))
    await person.request("sendChat", text="is anybody here?")
    assert len(plane.server.meetings["test"].meeting.chat.threads) > 0
    before = plane.server.meetings["test"]
    await person.request("leave")
    await chair.request("leave")
    deadline = time.monotonic() + PATIENCE_S
    while plane.server.meetings.get("test") in (None, before):
        assert time.monotonic() < deadline, "the meeting goes on"
        await asyncio.sleep(0.01)
    again = await join(plane, "delegate")
    assert again.snapshot["counts"]["participants"] == 1
    thread = plane.server.meetings["test"].meeting.chat.threads.get("event")
    assert thread is None or not thread.messages


async def test_there_is_none_when_it_is_switched_off(tmp_path: Path) -> None:
    async with serving(tmp_path / "data", test_meeting__enabled=False) as plane:
        assert await plane.get("/api/meetings/test") == (404, {"code": "unknownMeeting", "detail": {}})
        assert not (plane.run_dir / "companions.key").exists()
