"""At the door of the room: who is found, and who is checked in already."""

from __future__ import annotations

from pathlib import Path

from tests.scenarios.registration_desk import conference, desk_at_work


async def test_who_is_checked_in_is_told_to_the_desk_by_meeting(tmp_path: Path) -> None:
    async with desk_at_work(tmp_path / "d") as (_, alice):
        await alice.done("POST", "/conferences", conference(form="hybrid"))
        await alice.done("POST", "/conferences/assembly/publish")
        people = {}
        for number, delegation in (("1", "KE"), ("2", "FR"), ("3", "KE")):
            draft = {"familyName": f"P{number}", "number": number, "delegation": delegation, "attendance": "onSite"}
            people[number] = (await alice.done("POST", "/conferences/assembly/registrations", draft))["registrationId"]
        listed = (await alice.done("GET", "/conferences/assembly/registrations?delegation=KE"))["registrations"]
        assert [one["number"] for one in listed] == ["1", "3"]
        assert (await alice.done("GET", "/conferences/assembly/check-ins/water"))["checkIns"] == []
        for number in ("3", "1", "3"):
            await alice.done("POST", f"/registrations/{people[number]}/check-ins/water")
        present = (await alice.done("GET", "/conferences/assembly/check-ins/water"))["checkIns"]
        assert [one["registrationId"] for one in present] == [people["3"], people["1"]]
        status, refusal = await alice.ask("GET", "/conferences/assembly/check-ins/another")
        assert (status, refusal["code"]) == (409, "meetingNotOpen")


async def test_a_new_account_is_shown_with_the_picture_of_its_secret(tmp_path: Path) -> None:
    async with desk_at_work(tmp_path / "d") as (_, alice):
        made = await alice.done("POST", "/staff", {"name": "dora", "password": "correct horse battery", "role": "desk"})
        assert made["enrolment"].startswith("otpauth://")
        assert made["picture"].startswith("data:image/svg+xml")
