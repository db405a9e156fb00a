"""The official list: order by language, provisional and final, passive included, webcast by declaration; what is erased."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from server.errors import RegistrationError
from server.registration import official, sheets
from server.registration.drafts import Draft
from server.registration.official import OfficialList, collation, delegation_name
from server.registration.records import UI_LANGUAGES, Delegation, Message, Person, Registration, SessionRow
from tests.unit.server.registration.desk import DAY, Bureau, bureau

DELEGATIONS = {
    "UNESCO": Delegation(names={"en": "UNESCO", "fr": "UNESCO"}, group="observers"),
    "AU": Delegation(names={"en": "African Union", "fr": "Union africaine"}, group="observers"),
}


async def person(desk: Bureau, family: str, delegation: str, **more: Any) -> str:
    draft = Draft(
        family_name=family,
        email=f"{family.casefold().replace(chr(233), chr(101))}@example.org",
        delegation=delegation,
        **more,
    )
    registration, _ = await desk.office.desk.register("assembly", draft, "test")
    await desk.office.desk.accredit(registration.registration_id, "approved", "", "test")
    return registration.registration_id


async def listed(desk: Bureau, language: str = "en", edition: str = "") -> OfficialList:
    return (await desk.office.listing.compiled("assembly", language, edition))[1]


def names(compiled: OfficialList) -> list[str]:
    return [one.family_name for group in compiled.groups for delegation in group.delegations for one in delegation.people]


async def test_groups_and_delegations_come_in_the_order_of_the_language(tmp_path: Path) -> None:
    async with bureau(tmp_path) as desk:
        await desk.found(delegations=DELEGATIONS)
        for family, delegation in (
            ("A", "DE"),
            ("B", "ZA"),
            ("C", "UNESCO"),
            ("D", "AU"),
            ("E", "Civil Society Forum"),
            ("F", ""),
        ):
            await person(desk, family, delegation)
        english, french = await listed(desk), await listed(desk, "fr")
        shown = [(group.title, [one.name for one in group.delegations]) for group in english.groups]
        assert shown == [
            ("Members", ["Germany", "South Africa"]),
            ("Observers", ["African Union", "UNESCO"]),
            ("Organizations", ["Civil Society Forum"]),
            ("", [""]),
        ]
        assert [[one.name for one in group.delegations] for group in french.groups][:2] == [
            ["Afrique du Sud", "Allemagne"],
            ["UNESCO", "Union africaine"],
        ]
        assert english.edition == "provisional" and english.total == french.total == 6


async def test_heads_come_first_and_names_by_the_alphabet(tmp_path: Path) -> None:
    async with bureau(tmp_path) as desk:
        await desk.found()
        for family, rank in (("Zuma", 100), ("Éboué", 100), ("Adler", 100), ("Mbeki", 1)):
            await person(desk, family, "ZA", rank=rank)
        assert names(await listed(desk)) == ["Mbeki", "Adler", "Éboué", "Zuma"]


async def test_who_is_on_the_final_list(tmp_path: Path) -> None:
    async with bureau(tmp_path) as desk:
        await desk.found(webcast_declarations=True)
        entered = await person(desk, "Entered", "CH", role="passive")
        await person(desk, "Absent", "CH")
        await person(desk, "Room", "CH", attendance="onSite")
        await person(desk, "Booth", "", role="interpreter", booth="fr")
        await desk.office.desk.register("assembly", Draft(family_name="Pending", email="pend@example.org"), "test")
        for name in ("Viewer", "Troll"):
            await desk.office.listing.declare("assembly", name, f"{name}@example.org", "FR", "")
        one, two = await desk.office.listing.declarations("assembly")
        await desk.office.listing.decide(one.declaration_id, "approved", "test")
        await desk.office.listing.decide(two.declaration_id, "refused", "test")
        assert names(await listed(desk)) == ["Absent", "Entered", "Room"]
        await desk.office.entering.check_in(entered, "water")
        with pytest.raises(RegistrationError, match="wrongState"):
            await desk.office.listing.finalise("assembly", "test")
        await desk.office.closing.close("assembly", "test")
        await desk.office.listing.finalise("assembly", "test")
        final = await listed(desk)
        assert final.edition == "final" and sorted(names(final)) == ["Entered", "Room", "Viewer"]
        everyone = [one for delegation in final.groups[0].delegations for one in delegation.people]
        listed_one = next(one for one in everyone if one.family_name == "Entered")
        assert listed_one.passive and listed_one.checked_in_at == desk.clock.now
        for change in (
            desk.office.desk.change(entered, Draft(function="x"), "test"),
            desk.office.desk.accredit(entered, "refused", "x", "test"),
            desk.office.desk.register("assembly", Draft(family_name="L", email="l@example.org"), "test", late=True),
        ):
            with pytest.raises(RegistrationError, match="wrongState"):
                await change


async def test_declarations_are_taken_only_where_offered_and_once_for_an_address(tmp_path: Path) -> None:
    async with bureau(tmp_path) as desk:
        await desk.found()
        with pytest.raises(RegistrationError, match="wrongState"):
            await desk.office.listing.declare("assembly", "V", "v@example.org", "", "")
        await desk.found("open", webcast_declarations=True, sittings=[])
        for name in ("V", "W"):
            await desk.office.listing.declare("open", name, "v@example.org", "", "")
        assert [one.name for one in await desk.office.listing.declarations("open")] == ["W"]


async def test_the_list_as_csv_runs_no_formula_and_gives_local_times(tmp_path: Path) -> None:
    async with bureau(tmp_path) as desk:
        await desk.found()
        identity = await person(desk, "Dlamini", "ZA", function='=HYPERLINK("http://x")')
        await desk.office.entering.check_in(identity, "water")
        conference, compiled = await desk.office.listing.compiled("assembly", "fr", "")
        header, [row] = official.as_rows(conference, compiled)
        assert header[:2] == ["Groupe", "Délégation"] and row[1] == "Afrique du Sud"
        assert row[-1] == "2027-01-15T09:00+01:00"
        assert "'=HYPERLINK" in sheets.written(header, [row]).decode("utf-8-sig")


@pytest.mark.parametrize(
    ("language", "order"),
    [
        ("fr", ["Égypte", "Espagne", "États-Unis", "Fidji"]),
        ("ar", ["الأردن", "إسبانيا", "ألمانيا", "البحرين", "تونس"]),
        ("ru", ["Албания", "Ёлкино", "Жаворонки", "Россия"]),
        ("zh", ["Zürich", "阿富汗", "巴西", "秘鲁", "冰岛", "朝鲜", "梵蒂冈", "斐济", "芬兰", "南非", "瑙鲁", "中国"]),
        ("es", ["Alemania", "Árbol", "Zambia"]),
    ],
)
def test_alphabets(language: str, order: list[str]) -> None:
    assert sorted(reversed(order), key=lambda name: collation(language, name)) == order


def test_chinese_family_names_are_read_as_such() -> None:
    order = ["曹", "岑", "仇", "单", "孙", "王", "闫", "尉迟", "曾", "张"]
    assert sorted(reversed(order), key=lambda name: collation("zh", name, surname=True)) == order


@pytest.mark.parametrize("language", UI_LANGUAGES)
async def test_countries_have_their_names_and_lists_their_words(language: str, tmp_path: Path) -> None:
    async with bureau(tmp_path) as desk:
        conference = await desk.found(delegations={"CI": Delegation(names={"en": "Ivory"}, group="members")})
        assert delegation_name(conference, "za", language) != "za" and delegation_name(conference, "CI", language) == "Ivory"
        header, _ = official.as_rows(conference, await listed(desk, language))
        assert len(set(header)) == len(header)


# --- privacy ---


async def test_a_person_is_handed_over_and_erased(tmp_path: Path) -> None:
    async with bureau(tmp_path) as desk:
        await desk.found()
        identity = await person(desk, "Dlamini", "ZA", phone="+27821234567", function="Ambassador")
        await desk.office.closing.close("assembly", "test")
        await desk.office.post.deliver()
        person_id = (await desk.office.desk.get(identity))[1].person_id
        told = await desk.office.privacy.export(person_id, "test")
        assert told["person"]["email"] == "dlamini@example.org" and told["registrations"][0]["delegation"] == "ZA"
        assert told["messages"] and told["acts"] and "accessHash" not in str(told)
        await desk.office.privacy.erase(person_id, "test")
        with pytest.raises(RegistrationError, match="unknownPerson"):
            await desk.office.privacy.export(person_id, "test")
        async with desk.office.store.reading() as work:
            kept = str([await work.all(kind) for kind in (Person, Registration, Message, SessionRow)])
        acts = str(await desk.office.acts(None))
        for text in ("Dlamini", "dlamini@example.org", "27821234567", "Ambassador"):
            assert text not in kept and text not in acts
        assert "personErased" in acts
        await person_again(desk)


async def person_again(desk: Bureau) -> None:
    """The address is free: the same human being is somebody new."""
    draft = Draft(family_name="Dlamini", email="dlamini@example.org")
    await desk.office.desk.register("assembly", draft, "test", late=True)


async def test_people_are_erased_when_their_last_conference_is_long_over(tmp_path: Path) -> None:
    async with bureau(tmp_path) as desk:
        await desk.found(retention_days=30)
        await desk.found("later", retention_days=365, sittings=[])
        await person(desk, "Once", "CH")
        await person(desk, "Twice", "CH")
        await desk.office.desk.register("later", Draft(family_name="Twice", email="twice@example.org"), "test")
        desk.clock.now += 34 * DAY + 30 * DAY - 1
        assert await desk.office.privacy.retain() == 0
        desk.clock.now += 1
        assert await desk.office.privacy.retain() == 1
        assert await desk.office.privacy.retain() == 0
        members = await desk.office.desk.listed("assembly", after="", limit=9, text="")
        assert [one.family_name for _, one in members] == ["", "Twice"]
        desk.clock.now += 365 * DAY
        assert await desk.office.privacy.retain() == 1
