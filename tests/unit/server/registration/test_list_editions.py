"""Final lists are kept as they were made; the provisional one is as people are registered now."""

from __future__ import annotations

from pathlib import Path

import pytest

from server.errors import RegistrationError
from server.registration.official import OfficialList
from tests.unit.server.registration.desk import NOW, Bureau, bureau
from tests.unit.server.registration.test_convocation import change, register


def names(listed: OfficialList) -> list[str]:
    return sorted(one.family_name for group in listed.groups for place in group.delegations for one in place.people)


async def shown(desk: Bureau, edition: str = "", version: int = 0, language: str = "en") -> OfficialList:
    return (await desk.office.listing.compiled("assembly", language, edition, version))[1]


async def test_the_final_list_is_what_it_was_and_a_late_declaration_makes_another_version(tmp_path: Path) -> None:
    async with bureau(tmp_path) as desk:
        listing = desk.office.listing
        await desk.found(accreditation_required=False, webcast_declarations=True)
        ana = await register(desk, "Ana", attendance="onSite", delegation="FR")
        await listing.declare("assembly", "Di", "di@example.org", "", "")
        with pytest.raises(RegistrationError, match="wrongState"):
            await listing.finalise("assembly", "alice")
        await desk.office.closing.close("assembly", "test")
        assert (await shown(desk)).version == 0 and (await shown(desk, "final")).version == 0
        await listing.finalise("assembly", "alice")
        first = await shown(desk)
        assert (first.edition, first.version, first.at, first.by, names(first)) == ("final", 1, NOW, "alice", ["Ana"])
        with pytest.raises(RegistrationError, match="wrongState"):
            await listing.finalise("assembly", "alice")
        [declared] = await listing.declarations("assembly")
        await listing.decide(declared.declaration_id, "approved", "alice")
        assert names(await shown(desk)) == ["Ana"], "nobody comes onto a list that was made"
        desk.clock.now += 60
        await listing.finalise("assembly", "bob")
        assert names(await shown(desk)) == ["Ana", "Di"] and names(await shown(desk, version=1)) == ["Ana"]
        assert [(one.version, one.at, one.by) for one in await listing.editions("assembly")] == [
            (1, NOW, "alice"),
            (2, NOW + 60, "bob"),
        ]
        french = await shown(desk, language="fr", version=2)
        assert french.title == "Comité de l'eau" and french.groups[0].title == "Membres"
        with pytest.raises(RegistrationError, match="fieldInvalid"):
            await shown(desk, version=3)
        _, person = await desk.office.desk.get(ana)
        await desk.office.privacy.erase(person.person_id, "alice")
        assert [names(await shown(desk, version=number)) for number in (1, 2)] == [[], ["Di"]], (
            "but whoever is erased leaves"
        )


async def test_the_provisional_list_is_alive(tmp_path: Path) -> None:
    async with bureau(tmp_path) as desk:
        await desk.found(accreditation_required=False)
        await register(desk, "Ana")
        assert names(await shown(desk)) == ["Ana"]
        await register(desk, "Bo")
        assert names(await shown(desk, "provisional")) == ["Ana", "Bo"]
        await change(desk, title={"en": "Another"})
        assert (await shown(desk)).title == "Another"
