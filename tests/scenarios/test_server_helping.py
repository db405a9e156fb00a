"""A technician meets somebody who has not entered: opened by the technician, for the two of them, and gone afterwards."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from server.helping import CONVERSATIONS_LIMIT, LENGTH_S, Helping
from tests.scenarios.control_plane import Attendee, ControlPlane, Refused, serving
from tests.scenarios.test_registration_services import asked

SUPPORT = "/api/support"


@dataclass
class Asking:
    """Ana writes, Tina has her thread."""

    plane: ControlPlane
    tina: Attendee
    technician: str
    visitor: str
    """Token."""
    thread: str
    now: float = 1000.0

    @property
    def path(self) -> str:
        return f"/api/meetings/demo/support/{self.thread.removeprefix('support:')}/session"

    @property
    def helping(self) -> Helping:
        helping = self.plane.server.house.helping
        assert helping is not None
        return helping

    async def open(self, token: str = "") -> Any:
        return await asked(self.plane, "POST", self.path, token or self.technician)

    async def join(self) -> Any:
        return await asked(self.plane, "POST", f"{SUPPORT}/session", self.visitor, {"language": "fr"})

    async def invited_by(self) -> str | None:
        name: str | None = (await asked(self.plane, "GET", SUPPORT, self.visitor))[1]["invitedBy"]
        return name


@contextlib.asynccontextmanager
async def asking(data: Path) -> AsyncIterator[Asking]:
    async with serving(data) as plane:
        technician = await plane.entry("technician", name="Tina")
        tina = await plane.join(token=technician)
        _, opened = await asked(plane, "POST", SUPPORT, body={"name": "Ana", "text": "No sound", "meetingId": "demo"})
        thread = (await tina.until("privateChat"))["thread"]
        one = Asking(plane, tina, technician, opened["token"], thread)
        one.helping._clock = lambda: one.now
        yield one


@pytest.fixture
async def one(tmp_path: Path) -> AsyncIterator[Asking]:
    async with asking(tmp_path) as running:
        await running.tina.request("claimSupport", thread=running.thread, claimed=True)
        yield running


async def test_the_technician_opens_it_and_the_visitor_comes(one: Asking) -> None:
    assert await one.invited_by() is None
    assert (await one.join())[1]["code"] == "meetingNotOpen", "visitors open nothing"
    status, place = await one.open()
    assert status == 201 and await one.invited_by() == "Tina"
    assert (await one.open())[1] == place, "one conversation for a thread, one place for the technician"
    own = (await one.join())[1]
    assert own["meetingId"] == place["meetingId"] and own["token"] != place["token"]
    assert (await one.join())[1] == own, "one place for the visitor"
    helper, ana = await one.plane.join(token=place["token"]), await one.plane.join(token=own["token"])
    assert ana.me["person"]["name"] == "Ana" and helper.me["person"]["name"] == "Tina"
    assert {"seeQuality", "seeFitness", "removeParticipant", "speakAtWill", "publish"} <= set(helper.me["can"])
    assert helper.me["mayOpenMicrophone"] and not ana.me["mayOpenMicrophone"]
    await ana.request("requestFloor")
    await ana.until("me", lambda told: told["me"]["mayOpenMicrophone"])
    cards = (await one.plane.get("/api/meetings"))[1]["meetings"]
    assert place["meetingId"] not in [card["id"] for card in cards]


async def test_only_whoever_has_claimed_the_thread_opens_one(tmp_path: Path) -> None:
    async with asking(tmp_path) as one:
        assert (await one.open())[1]["code"] == "wrongState"
        await one.tina.request("claimSupport", thread=one.thread, claimed=True)
        assert (await one.open(await one.plane.entry("technician", name="Tom")))[1]["code"] == "wrongState"
        assert (await one.open(await one.plane.entry("chair")))[1]["code"] == "notPermitted"
        assert (await one.open(one.visitor))[1]["code"] == "tokenUnknown"
        one.thread = "support:visitor-0"
        assert (await one.open())[1]["code"] == "unknownMessage"
        assert len(one.helping._conversations) == 0


async def test_it_ends_when_both_have_left(one: Asking) -> None:
    place, own = (await one.open())[1], (await one.join())[1]
    helper, ana = await one.plane.join(token=place["token"]), await one.plane.join(token=own["token"])
    await ana.request("leave")
    assert await one.invited_by() == "Tina" and place["meetingId"] in one.plane.server.meetings
    own = (await one.join())[1]
    ana = await one.plane.join(token=own["token"])
    await helper.request("leave")
    await ana.request("leave")
    async with asyncio.timeout(20):
        while place["meetingId"] in one.plane.server.meetings:  # noqa: ASYNC110 - state that has no event
            await asyncio.sleep(0.002)
    assert await one.invited_by() is None
    with pytest.raises(Refused, match="tokenUnknown"):
        await one.plane.join(token=own["token"])
    assert (await one.join())[1]["code"] == "meetingNotOpen"
    assert (await one.open())[1]["meetingId"] != place["meetingId"]


async def test_it_ends_after_an_hour(one: Asking) -> None:
    place = (await one.open())[1]
    helper = await one.plane.join(token=place["token"])
    one.now += LENGTH_S - 1
    assert await one.helping.close_due() == one.now + 1
    one.now += 1
    assert await one.helping.close_due() is None
    assert (await helper.until("evicted"))["code"] == "left"
    assert place["meetingId"] not in one.plane.server.meetings and await one.invited_by() is None


async def test_who_is_put_out_does_not_come_back(one: Asking) -> None:
    place, own = (await one.open())[1], (await one.join())[1]
    helper, ana = await one.plane.join(token=place["token"]), await one.plane.join(token=own["token"])
    await helper.request("removeParticipant", person=ana.person)
    assert (await ana.until("evicted"))["code"] == "removed"
    assert (await one.join())[1]["code"] == "entryRefused"


async def test_nothing_of_it_is_kept(one: Asking, tmp_path: Path) -> None:
    place, own = (await one.open())[1], (await one.join())[1]
    ana = await one.plane.join(token=own["token"])
    await ana.request("sendChat", text="My code is 1234", thread="event")
    await one.plane.server.close_meeting(place["meetingId"])
    written = await asyncio.to_thread(_written, tmp_path)
    assert b"No sound" in written and b"My code is 1234" not in written and place["meetingId"].encode() not in written


def _written(data: Path) -> bytes:
    return b"".join(path.read_bytes() for path in data.rglob("*") if path.is_file())


async def test_there_are_so_many_at_once(one: Asking) -> None:
    place = (await one.open())[1]
    conversation = next(iter(one.helping._conversations.values()))
    for number in range(CONVERSATIONS_LIMIT - 1):
        one.helping._conversations["demo", f"visitor-{number}"] = conversation
    assert (await one.open())[1] == place
    one.helping._conversations["demo", "other"] = one.helping._conversations.pop(("demo", one.thread[8:]))
    assert (await one.open())[1]["code"] == "busy"


async def test_technicians_open_a_check_by_the_number_in_the_thread(one: Asking) -> None:
    _, ticket = await asked(one.plane, "POST", "/api/connection-tests", body={"role": "active"})
    report = {
        "role": "active",
        "browser": "Firefox 153",
        "steps": {"camera": {"outcome": "warning", "advice": ["cameraDark"]}},
    }
    _, kept = await asked(one.plane, "POST", f"/api/connection-tests/{ticket['ticket']}/report", body=report)
    more = {"text": "I have tested", "reference": kept["reference"]}
    assert (await asked(one.plane, "POST", f"{SUPPORT}/messages", one.visitor, more))[0] == 204
    heard = await one.tina.until("privateChat")
    assert heard["message"]["text"] == f"[{kept['reference']}]\nI have tested"
    path = f"/api/meetings/demo/connection-tests/{kept['reference']}"
    status, shown = await asked(one.plane, "GET", path, one.technician)
    assert status == 200 and shown["browser"] == "Firefox 153" and shown["verdict"] == "usable"
    assert (await asked(one.plane, "GET", path, await one.plane.entry("chair")))[1]["code"] == "notPermitted"
    assert (await asked(one.plane, "GET", path))[0] == 401
    assert (await asked(one.plane, "GET", path[:-2], one.technician))[1]["code"] == "unknownTest"
