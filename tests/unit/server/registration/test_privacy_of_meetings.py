"""What the journals of meetings hold of registered people: handed over, and taken out when the conference is over."""

from __future__ import annotations

from pathlib import Path

import pytest

from server.attendance import token_hash
from server.meeting import commands as c
from server.meeting.config import MeetingConfig
from server.meeting.ports import JournalUnavailable
from server.registration.drafts import Draft
from server.runtime import MeetingRuntime
from tests.unit.server.meeting_shell import running
from tests.unit.server.registration.desk import DAY, Bureau, bureau

WATER = MeetingConfig(meeting_id="water")
PEOPLE = ("Naledi", "Thabo", "Sipho")
"""Thabo speaks, Sipho stays registered."""


async def registered(desk: Bureau, name: str) -> str:
    draft = Draft(family_name=name, email=f"{name}@example.org", delegation="ZA", attendance="remote")
    registration, _ = await desk.office.desk.register("assembly", draft, "test")
    await desk.office.desk.accredit(registration.registration_id, "approved", "", "test")
    return registration.registration_id


async def held(desk: Bureau) -> dict[str, str]:
    """A conference and its meeting, where everybody wrote and Thabo spoke: name -> person id."""
    await desk.found()
    ids = {name: await registered(desk, name) for name in PEOPLE}
    await desk.office.closing.close("assembly", "test")
    async with running(desk.office.store.journal, WATER) as runtime:
        await runtime.execute(c.Admit("chair", "hash of chair", "Chair", "CH", "chair", "en", None))
        await runtime.execute(c.Connect("chair"))
        for name, identity in ids.items():
            badge = await desk.office.entering.badge(identity, "water")
            await runtime.execute(c.Admit(name, token_hash(badge.token), name, "ZA", "delegate", "en", None))
            await runtime.execute(c.Connect(name))
            await runtime.execute(c.SendChat(name, f"m-{name}", f"written by {name}"))
        await runtime.execute(c.RequestFloor("Thabo", "speech", "statement"))
        await runtime.execute(c.GrantFloor("chair", "speech"))
        await runtime.execute(c.SetMicrophone("Thabo", True))
    return {name: (await desk.office.desk.get(identity))[1].person_id for name, identity in ids.items()}


async def written(desk: Bureau) -> str:
    return str(await desk.office.store.journal.read("water"))


async def test_erased_people_leave_the_journal_when_the_conference_is_over(tmp_path: Path) -> None:
    async with bureau(tmp_path) as desk:
        people = await held(desk)
        for name in ("Naledi", "Thabo"):
            await desk.office.privacy.erase(people[name], "test")
        assert "written by Naledi" in await written(desk), "a meeting that is not over needs its journal whole"
        desk.clock.now += 35 * DAY
        assert await desk.office.privacy.clear() == 2
        after = await written(desk)
        assert "written by Naledi" not in after and "name='Naledi'" not in after and "written by Thabo" not in after
        assert "name='Thabo'" in after, "who spoke is on the meeting's record"
        assert "written by Sipho" in after and "name='Sipho'" in after
        assert await desk.office.privacy.clear() == 0
        assert [act.act for act in await desk.office.acts(None)].count("meetingsCleared") == 2


async def test_the_journal_replays_without_them(tmp_path: Path) -> None:
    async with bureau(tmp_path) as desk:
        people = await held(desk)
        desk.clock.now += 35 * DAY
        await desk.office.privacy.erase(people["Naledi"], "test")
        runtime = MeetingRuntime(WATER, desk.office.store.journal)
        await runtime.open()
        roster = runtime.live.roster.participants
        assert (roster["Naledi"].name, roster["Naledi"].delegation, roster["Sipho"].name) == ("", "ZA", "Sipho")
        badge_hashes = [one.token_hash for one in roster.values()]
        assert len(set(badge_hashes)) == len(badge_hashes) and roster["Naledi"].token_hash.startswith("erased:")
        await runtime.stop()


async def test_a_person_is_told_what_their_meetings_hold_of_them(tmp_path: Path) -> None:
    async with bureau(tmp_path) as desk:
        people = await held(desk)
        told = (await desk.office.privacy.export(people["Thabo"], "test"))["meetings"]["water"]
        assert {"participantAdmitted", "chatPosted", "floorRequested"} <= {one["type"] for one in told}
        assert "written by Thabo" in str(told) and "Sipho" not in str(told) and "token_hash" not in str(told)


async def test_a_journal_that_cannot_be_written_is_cleared_another_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with bureau(tmp_path) as desk:
        people = await held(desk)
        desk.clock.now += 35 * DAY
        journal = desk.office.store.journal

        async def full(*_: object) -> None:
            raise JournalUnavailable("full")

        with monkeypatch.context() as broken:
            broken.setattr(journal, "replace", full)
            await desk.office.privacy.erase(people["Naledi"], "test")
        assert "written by Naledi" in await written(desk)
        assert await desk.office.privacy.clear() == 1
        assert "written by Naledi" not in await written(desk)


async def test_what_is_over_is_not_read_again_for_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with bureau(tmp_path) as desk:
        await held(desk)
        desk.clock.now += 35 * DAY

        async def read(*_: object) -> None:
            raise AssertionError("nobody of it was erased")

        monkeypatch.setattr(desk.office.store.journal, "read", read)
        assert await desk.office.privacy.clear() == 0
