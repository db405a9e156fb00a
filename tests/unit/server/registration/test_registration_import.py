"""Importing people: mapping in six languages, errors row by row, the same table twice, caps, and ten thousand rows."""

from __future__ import annotations

import resource
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from server.errors import RegistrationError
from server.registration import drafts
from server.registration.desk import Report
from server.registration.drafts import Draft
from tests.unit.server.registration.desk import Bureau, bureau

HEADER = "number,email,family name,given name,delegation,role,attendance,language,phone"
NALEDI = "1,naledi@example.org,Dlamini,Naledi,ZA,active,remote,en,+27 82 123 4567"
ZOE = "2,zoe@example.org,Lefèvre,Zoé,FR,passive,sur place,fr,"


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Bureau]:
    async with bureau(tmp_path) as opened:
        await opened.found()
        yield opened


async def take(desk: Bureau, *rows: str, apply: bool = True, header: str = HEADER, **options: Any) -> Report:
    data = options.pop("data", "\n".join((header, *rows)).encode())
    given = {"chosen": {}, "encoding": "", "delimiter": "", **options}
    return await desk.office.desk.take_table("assembly", data, "test", apply=apply, **given)


async def everyone(desk: Bureau) -> dict[str, Any]:
    members = await desk.office.desk.listed("assembly", after="", limit=500, text="")
    return {person.family_name: (registration, person) for registration, person in members}


async def test_a_table_becomes_people_and_registrations(desk: Bureau) -> None:
    report = await take(desk, NALEDI, ZOE)
    assert report.counts == {"added": 2, "changed": 0, "unchanged": 0, "refused": 0} and not report.refusals
    registration, person = (await everyone(desk))["Dlamini"]
    assert (person.name, person.phone, person.language, person.number) == ("Naledi Dlamini", "+27821234567", "en", "1")
    assert (registration.role, registration.delegation, registration.attendance) == ("delegate", "ZA", "remote")
    registration, person = (await everyone(desk))["Lefèvre"]
    assert (registration.role, registration.attendance, registration.accreditation) == ("passive", "onSite", "pending")


async def test_a_preview_says_what_would_happen_and_nothing_does(desk: Bureau) -> None:
    report = await take(desk, NALEDI, ZOE, NALEDI, apply=False)
    assert report.counts["added"] == 2 and [one.line for one in report.refusals] == [4] and not await everyone(desk)


async def test_the_same_table_twice_changes_nothing(desk: Bureau) -> None:
    await take(desk, NALEDI, ZOE)
    before = await everyone(desk)
    desk.clock.now += 100
    report = await take(desk, NALEDI, ZOE)
    assert report.counts["unchanged"] == 2 and await everyone(desk) == before
    assert not [act for act in await desk.office.acts(None) if act.act == "registrationChanged"]


async def test_changed_rows_update_and_missing_ones_are_reported_not_removed(desk: Bureau) -> None:
    await take(desk, NALEDI, ZOE)
    report = await take(desk, NALEDI.replace("remote", "in person").replace("ZA", "NA"))
    assert report.counts["changed"] == 1
    people = await everyone(desk)
    assert (people["Dlamini"][0].attendance, people["Dlamini"][0].delegation) == ("onSite", "NA")
    assert report.missing == [people["Lefèvre"][0].registration_id]


async def test_a_column_that_is_not_there_keeps_what_is_known(desk: Bureau) -> None:
    await take(desk, NALEDI)
    await take(desk, "1,Dlamini,Chair of the Group", header="number,family name,function")
    registration, person = (await everyone(desk))["Dlamini"]
    assert (registration.function, registration.delegation, person.email) == (
        "Chair of the Group",
        "ZA",
        "naledi@example.org",
    )


async def test_rows_are_refused_one_by_one_with_line_and_field(desk: Bureau) -> None:
    report = await take(
        desk,
        NALEDI,
        "3,not an address,X,Y,CH,active,remote,en,",
        "4,four@example.org,X,Y,CH,king,perhaps,tlh,12",
        "5,five@example.org,,Y,CH,active,remote,en,",
        ",,X,Y,CH,active,remote,en,",
        "1,other@example.org,X,Y,CH,active,remote,en,",
        "6,NALEDI@example.org,X,Y,CH,active,remote,en,",
        "7,seven@example.org,a\u202eb,Y,CH,active,remote,en,",
        ZOE,
    )
    assert report.counts == {"added": 2, "changed": 0, "unchanged": 0, "refused": 7}
    assert [(one.line, one.code, one.field, one.other) for one in report.refusals] == [
        (3, "fieldInvalid", "email", 0),
        (4, "fieldInvalid", "role,attendance,language,phone", 0),
        (5, "fieldInvalid", "familyName", 0),
        (6, "fieldInvalid", "number", 0),
        (7, "alreadyRegistered", "", 2),
        (8, "alreadyRegistered", "", 2),
        (9, "fieldInvalid", "familyName", 0),
    ]


async def test_two_people_may_trade_addresses_in_one_table(desk: Bureau) -> None:
    await take(desk, NALEDI, ZOE)
    swapped = [NALEDI.replace("naledi@", "zoe@"), ZOE.replace("zoe@", "naledi@")]
    report = await take(desk, *swapped)
    assert report.counts["refused"] == 2, "by address they are each other: somebody must decide"
    renamed = (
        NALEDI.replace("naledi@", "n.dlamini@"),
        "9," + ZOE.split(",", 1)[1].replace("zoe@", "naledi@").replace("Zoé", "Z"),
    )
    assert (await take(desk, renamed[0])).counts["changed"] == 1
    assert (await take(desk, renamed[1])).counts["added"] == 1


async def test_places_run_out_row_by_row(desk: Bureau) -> None:
    await desk.found("small", active_limit=1, on_site_limit=1, quotas={"za": 1}, sittings=[])
    rows = [NALEDI, NALEDI.replace("1,naledi", "11,n2"), ZOE, ZOE.replace("2,zoe", "22,z2").replace("sur place", "remote")]
    rows += [NALEDI.replace("1,naledi", "12,n3").replace("ZA", "CH")]
    data = "\n".join((HEADER, *rows)).encode()
    for _ in range(2):
        report = await desk.office.desk.take_table("small", data, "test", chosen={}, encoding="", delimiter="", apply=True)
        assert [(one.line, one.code) for one in report.refusals] == [(3, "activeFull"), (6, "activeFull")]
    report = await desk.office.desk.take_table(
        "small",
        "\n".join(
            (HEADER, ZOE.replace("2,zoe", "33,z3"), NALEDI.replace("1,naledi", "34,p").replace("active", "passive"))
        ).encode(),
        "test",
        chosen={},
        encoding="",
        delimiter="",
        apply=True,
    )
    assert [(one.line, one.code) for one in report.refusals] == [(2, "onSiteFull"), (3, "delegationFull")]


async def test_a_virtual_meeting_has_nobody_on_site(desk: Bureau) -> None:
    await desk.found("online", form="virtual", sittings=[])
    report = await desk.office.desk.take_table(
        "online", f"{HEADER}\n{ZOE}".encode(), "test", chosen={}, encoding="", delimiter="", apply=True
    )
    assert [one.code for one in report.refusals] == ["formForbids"]


async def test_a_guessed_encoding_must_be_confirmed(desk: Bureau) -> None:
    data = f"{HEADER}\n{ZOE}\n".encode("windows-1252")
    assert not (await take(desk, data=data, apply=False)).sheet.certain
    with pytest.raises(RegistrationError, match="encodingUnclear"):
        await take(desk, data=data)
    assert (await take(desk, data=data, encoding="windows-1252")).counts["added"] == 1


async def test_columns_may_be_chosen_and_must_say_who(desk: Bureau) -> None:
    header, row = "A,B,C", "Dlamini,naledi@example.org,x"
    with pytest.raises(RegistrationError, match="mappingInvalid"):
        await take(desk, row, header=header)
    with pytest.raises(RegistrationError, match="mappingInvalid"):
        await take(desk, row, header=header, chosen={"familyName": "Z"})
    assert (await take(desk, row, header=header, chosen={"familyName": "A", "email": "B"})).counts["added"] == 1


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        (["Nom de famille", "PRENOM", "Adresse électronique", "Pays"], ["family_name", "given_name", "email", "delegation"]),
        (["اسم العائلة", "الاسم الأول", "البريد الإلكتروني", "الوفد"], ["family_name", "given_name", "email", "delegation"]),
        (["姓", "名", "电子邮件", "国家"], ["family_name", "given_name", "email", "delegation"]),
        (["Фамилия", "Имя", "Эл. почта", "Страна"], ["family_name", "given_name", "email", "delegation"]),
        (["Apellidos", "Nombre", "Correo electrónico", "País"], ["family_name", "given_name", "email", "delegation"]),
        (["familyName", "Name", "E_Mail", "Registration No."], ["family_name", "email", "number"]),
    ],
)
def test_columns_are_known_in_six_languages(header: list[str], fields: list[str]) -> None:
    assert sorted(drafts.guess(header)) == sorted(fields)


async def test_ten_thousand_rows_take_bounded_memory_and_short_transactions(tmp_path: Path) -> None:
    rows = [
        f"{n},p{n}@example.org,Name {n},P,{'CH' if n % 2 else 'FR'},passive,remote,fr,+417912{n:05d}" for n in range(10_000)
    ]
    async with bureau(tmp_path) as desk:
        await desk.found(participants_limit=20_000)
        held, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
        report = await take(desk, *rows)
        spent, grown = time.process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - held
        assert report.counts["added"] == 10_000 and not report.refusals
        again = await take(desk, *rows)
        assert again.counts["unchanged"] == 10_000
    assert grown < 80 * 1024 and spent < 20, "21 MiB and 0.9 s of CPU were measured"


async def test_one_person_is_registered_changed_and_cancelled(desk: Bureau) -> None:
    draft = Draft(family_name="Chen", given_name="Wei", email="wei@example.org", delegation="CN", language="zh")
    registration, person = await desk.office.desk.register("assembly", draft, "test")
    identity = registration.registration_id
    with pytest.raises(RegistrationError, match="alreadyRegistered"):
        await desk.office.desk.register("assembly", draft, "test")
    changed, _ = await desk.office.desk.change(identity, Draft(attendance="onSite", phone="+8613912345678"), "test")
    assert (changed.attendance, (await desk.office.desk.get(identity))[1].phone) == ("onSite", "+8613912345678")
    cancelled, _ = await desk.office.desk.change(identity, Draft(), "test", standing="cancelled")
    assert cancelled.standing == "cancelled" and (await desk.office.desk.meters("assembly"))["registered"] == 0
    back, _ = await desk.office.desk.register("assembly", draft, "test")
    assert (back.registration_id, back.standing, person.person_id) == (identity, "registered", back.person_id)


async def test_the_deadline_is_enforced_and_the_desk_may_take_latecomers(desk: Bureau) -> None:
    desk.clock.now += 21 * 86_400
    draft = Draft(family_name="Chen", email="wei@example.org")
    with pytest.raises(RegistrationError, match="registrationClosed"):
        await desk.office.desk.register("assembly", draft, "test")
    await desk.office.desk.register("assembly", draft, "test", late=True)
    await desk.found("draft", publish=False, sittings=[])
    with pytest.raises(RegistrationError, match="registrationNotOpen"):
        await desk.office.desk.register("draft", draft, "test")


async def test_without_a_place_someone_may_wait(desk: Bureau) -> None:
    await desk.found("small", active_limit=1, sittings=[])
    await desk.office.desk.register("small", Draft(family_name="A", email="a@example.org"), "test")
    second = Draft(family_name="B", email="b@example.org")
    with pytest.raises(RegistrationError, match="activeFull"):
        await desk.office.desk.register("small", second, "test")
    waiting, _ = await desk.office.desk.register("small", second, "test", waiting=True)
    third, _ = await desk.office.desk.register("small", Draft(family_name="C", email="c@example.org"), "test", waiting=True)
    assert waiting.standing == third.standing == "waiting"
    members = await desk.office.desk.listed("small", after="", limit=9, text="", standing="registered")
    await desk.office.desk.change(members[0][0].registration_id, Draft(role="passive"), "test")
    standings = [(await desk.office.desk.get(one.registration_id))[0].standing for one in (waiting, third)]
    assert standings == ["registered", "waiting"], "the longest waiting first, and no more than there are places"


async def test_accreditation_is_approved_or_refused_with_a_reason(desk: Bureau) -> None:
    registration, _ = await desk.office.desk.register("assembly", Draft(family_name="A", email="a@example.org"), "test")
    identity = registration.registration_id
    with pytest.raises(RegistrationError, match="fieldInvalid"):
        await desk.office.desk.accredit(identity, "refused", "  ", "test")
    refused, _ = await desk.office.desk.accredit(identity, "refused", "No letter", "test")
    assert (refused.accreditation, refused.reason) == ("refused", "No letter")
    approved, _ = await desk.office.desk.accredit(identity, "approved", "", "test")
    assert (approved.accreditation, approved.reason) == ("approved", "")


async def test_the_audit_log_names_nobody(desk: Bureau) -> None:
    await take(desk, NALEDI, ZOE)
    acts = str(await desk.office.acts(None))
    assert "registered" in acts and "tableImported" in acts
    for text in ("Dlamini", "naledi@example.org", "27821234567"):
        assert text not in acts


async def test_a_change_needs_a_place_as_a_registration_does(desk: Bureau) -> None:
    await desk.found("small", active_limit=1, on_site_limit=1, sittings=[])
    first, _ = await desk.office.desk.register("small", Draft(family_name="A", email="a@example.org"), "test")
    second, _ = await desk.office.desk.register(
        "small", Draft(family_name="B", email="b@example.org", role="passive"), "test"
    )
    with pytest.raises(RegistrationError, match="activeFull"):
        await desk.office.desk.change(second.registration_id, Draft(role="delegate"), "test")
    await desk.office.desk.change(first.registration_id, Draft(attendance="onSite", function="Head"), "test")
    with pytest.raises(RegistrationError, match="onSiteFull"):
        await desk.office.desk.change(second.registration_id, Draft(attendance="onSite"), "test")
    await desk.office.desk.change(first.registration_id, Draft(role="passive", attendance="remote"), "test")
    await desk.office.desk.change(second.registration_id, Draft(role="delegate", attendance="onSite"), "test")


async def test_nobody_is_given_somebody_elses_address(desk: Bureau) -> None:
    await take(desk, NALEDI, ZOE)
    registration, _ = (await everyone(desk))["Dlamini"]
    for draft in (Draft(email="ZOE@example.org"), Draft(number="2")):
        with pytest.raises(RegistrationError, match="alreadyRegistered"):
            await desk.office.desk.change(registration.registration_id, draft, "test")
