"""Conferences and their meetings: no files, plans that change, and people who change while they are in a meeting."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from tests.scenarios.control_plane import ControlPlane, serving
from tests.scenarios.registration_desk import DAY, Browser, conference, desk_at_work, visiting
from tests.scenarios.test_registration_entry import code_in
from tests.unit.server.registration.desk import CHEAP

PERSON = {"familyName": "Dlamini", "givenName": "Naledi", "email": "naledi@example.org", "delegation": "ZA"}


async def seated(plane: ControlPlane, alice: Browser, person: dict[str, Any], meeting: str = "water") -> tuple[Any, Any]:
    """Registered, entered, joined: the registration and the client."""
    kept = await alice.done("POST", "/conferences/assembly/registrations", {**person, "late": True})
    return kept, await entered(plane, alice, kept["registrationId"], meeting)


async def entered(plane: ControlPlane, alice: Browser, registration_id: str, meeting: str) -> Any:
    async with visiting(plane) as laptop:
        access = code_in((await newest(alice, registration_id, "access"))["text"], "[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")
        await laptop.done("POST", "/api/entry/code", {"access": access, "channel": "mail"})
        code = code_in((await newest(alice, registration_id, "oneTime"))["text"], "[0-9]{6}")
        told = await laptop.done("POST", "/api/entry/session", {"access": access, "code": code})
        laptop.csrf = told["csrf"]
        entry = await laptop.done("POST", f"/api/entry/meetings/{meeting}", {})
        return await plane.join(token=entry["token"])


async def newest(alice: Browser, registration_id: str, kind: str) -> Any:
    path = f"/conferences/assembly/outbox?kind={kind}&registration={registration_id}"
    for _ in range(400):
        found = sorted((await alice.done("GET", path))["messages"], key=lambda one: one["createdAt"])
        if found and found[-1]["state"] == "held":
            return await alice.done("GET", f"/outbox/{found[-1]['messageId']}")
        await asyncio.sleep(0.05)
    raise AssertionError(f"no {kind} for {registration_id}")


def plan(shown: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A conference as it was shown, to be put with changes."""
    kept = ("conferenceId", "publishedAt", "closedAt", "finalAt", "invitedAt", "remindedAt", "calendarVersion")
    return {key: value for key, value in shown.items() if key not in (*kept, "withdrawn", "state")} | changes


async def change(alice: Browser, **changes: Any) -> Any:
    shown = await alice.done("GET", "/conferences/assembly")
    return await alice.done("PUT", "/conferences/assembly", plan(shown, **changes))


async def test_a_server_without_any_meeting_starts_and_opens_those_of_conferences(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    async with desk_at_work(tmp_path / "d", meetings__directory=str(tmp_path / "none")) as (plane, alice):
        assert (await alice.done("GET", "/api/meetings"))["meetings"] == []
        item = {"itemId": "1", "title": {"en": "Opening"}}
        first = conference(accreditationRequired=False)
        first["sittings"][0]["agenda"] = [item]
        await alice.done("POST", "/conferences", first)
        await alice.done("POST", "/conferences/assembly/publish")
        second = conference(conferenceId="council", title={"en": "Council"})
        second["sittings"][0]["meetingId"] = "council-1"
        await alice.done("POST", "/conferences", second)
        await alice.done("POST", "/conferences/council/publish")
        shown = (await alice.done("GET", "/api/meetings"))["meetings"]
        assert [one["id"] for one in shown] == ["water", "council-1"]
        assert [one.item_id for one in plane.server.meetings["water"].meeting.agenda.items] == ["1"]


async def test_a_changed_plan_reaches_the_open_meeting_and_survives_a_restart(tmp_path: Path) -> None:
    async with desk_at_work(tmp_path / "d") as (plane, alice):
        await alice.done("POST", "/conferences", conference(accreditationRequired=False))
        await alice.done("POST", "/conferences/assembly/publish")
        sittings = (await alice.done("GET", "/conferences/assembly"))["sittings"]
        sittings[0] |= {"agenda": [{"itemId": "1", "title": {"en": "Opening"}}], "endsAt": sittings[0]["endsAt"] + 600}
        document = {"title": {"en": "Report"}, "links": {"en": "https://example.org/r"}, "symbol": "A/1"}
        changed = await change(alice, sittings=sittings, documents=[document], activeLimit=7, title={"en": "Water"})
        assert changed["sittings"][0]["revision"] == 1 and changed["sittings"][0]["sittingId"] == sittings[0]["sittingId"]
        card = await alice.done("GET", "/api/meetings/water")
        assert card["title"] == {"en": "Water"} and card["documents"] == [document]
        assert card["schedule"][0]["endsAt"] == sittings[0]["endsAt"]
        meeting = plane.server.meetings["water"].meeting
        assert meeting.config.active_limit == 7 and [one.item_id for one in meeting.agenda.items] == ["1"]
        journaled = plane.server.meetings["water"].runtime.sequence
    async with desk_again(tmp_path / "d") as plane:
        runtime = plane.server.meetings["water"].runtime
        assert runtime.config.active_limit == 7 and [one.item_id for one in runtime.live.agenda.items] == ["1"]
        await asyncio.sleep(0)
        assert runtime.sequence == journaled, "what it knew is not written again"


async def test_a_meeting_that_is_not_planned_any_more_closes(tmp_path: Path) -> None:
    async with desk_at_work(tmp_path / "d") as (plane, alice):
        await alice.done("POST", "/conferences", conference(accreditationRequired=False))
        await alice.done("POST", "/conferences/assembly/publish")
        await alice.done("POST", "/conferences/assembly/close")
        _, naledi = await seated(plane, alice, PERSON)
        [sitting] = (await alice.done("GET", "/conferences/assembly"))["sittings"]
        changed = await change(alice, sittings=[{**sitting, "meetingId": "air"}])
        assert [one["meetingId"] for one in changed["sittings"]] == ["air"]
        assert (await naledi.until("evicted"))["code"] == "left"
        assert "water" not in plane.server.meetings and "air" in plane.server.meetings
        await change(
            alice, sittings=[{**changed["sittings"][0], "meetingId": "water", "startsAt": sitting["startsAt"] + DAY / 8}]
        )
        assert "water" in plane.server.meetings


async def test_what_registration_changes_of_somebody_reaches_them_in_the_meeting(tmp_path: Path) -> None:
    async with desk_at_work(tmp_path / "d", registration__resend_after_s=0.0) as (plane, alice):
        await alice.done("POST", "/conferences", conference(accreditationRequired=False))
        await alice.done("POST", "/conferences/assembly/publish")
        await alice.done("POST", "/conferences/assembly/close")
        kept, naledi = await seated(plane, alice, PERSON)
        where = f"/registrations/{kept['registrationId']}"
        people = plane.server.meetings["water"].meeting.roster.participants
        identity = naledi.me["person"]["id"]
        await alice.done("PATCH", where, {"familyName": "Dube", "delegation": "ZW", "language": "fr", "role": "passive"})
        person = plane.server.meetings["water"].meeting.roster.participants[identity]
        assert (person.name, person.delegation, person.language, person.role) == ("Naledi Dube", "ZW", "fr", "passive")
        await alice.done("PATCH", where, {"role": "chair"})
        assert plane.server.meetings["water"].meeting.roster.participants[identity].role == "chair"
        assert len(people) == 1
        await alice.done("PATCH", where, {"standing": "cancelled"})
        assert (await naledi.until("evicted"))["code"] == "withdrawn"
        await alice.done("PATCH", where, {"standing": "registered"})
        back = await entered(plane, alice, kept["registrationId"], "water")
        assert back.me["person"]["name"] == "Naledi Dube"
        await alice.done("POST", f"{where}/accreditation", {"decision": "refused", "reason": "No letter"})
        assert (await back.until("evicted"))["code"] == "withdrawn"


async def test_whoever_was_barred_while_the_server_was_down_is_out_when_it_is_back(tmp_path: Path) -> None:
    async with desk_at_work(tmp_path / "d") as (plane, alice):
        await alice.done("POST", "/conferences", conference(accreditationRequired=False))
        await alice.done("POST", "/conferences/assembly/publish")
        await alice.done("POST", "/conferences/assembly/close")
        kept, _ = await seated(plane, alice, PERSON)
        office = plane.server.house.office
        assert office is not None
        office.desk.on_changed = None  # as if it ended before the meeting heard of it
        await alice.done("PATCH", f"/registrations/{kept['registrationId']}", {"attendance": "onSite"})
        assert plane.server.meetings["water"].meeting.roster.participants
    async with desk_again(tmp_path / "d") as plane:
        async with asyncio.timeout(10):
            while plane.server.meetings["water"].meeting.roster.participants:  # noqa: ASYNC110
                await asyncio.sleep(0.02)


def desk_again(data: Path) -> Any:
    cheap: dict[str, Any] = {name.replace(".", "__"): value for name, value in CHEAP.items()}
    return serving(data, **cheap)
