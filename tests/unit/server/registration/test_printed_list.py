"""The official list as PDF, made by the real typesetter and read back: words, order, tags, fonts, limits."""

from __future__ import annotations

import asyncio
import io
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from pypdf import PdfReader

from server.errors import RegistrationError
from server.registration import official, printed, printing
from server.registration.printing import Press
from server.registration.records import UI_LANGUAGES, Conference, Declaration, Person, Registration
from server.registration.typesetting import typeset
from tests.unit.server.registration.desk import DAY, NOW

TITLES = {
    "en": "Committee on Water",
    "fr": "Comité de l’eau",
    "ar": "لجنة المياه والري",
    "zh": "水资源问题委员会",
    "ru": "Комитет по водным ресурсам",
    "es": "Comité del Agua",
}
PEOPLE = {
    "en": ("NO", "H.E. Ms.", "Ingrid", "Solheim", "Minister of Climate"),
    "fr": ("FR", "Mme", "Éloïse", "Lefèvre", "Conseillère"),
    "ar": ("EG", "السيدة", "نادية", "محمود", "وزيرة الموارد المائية"),
    "zh": ("CN", "先生", "昊天", "欧阳", "常驻代表团一等秘书"),
    "ru": ("RU", "Г-н", "Пётр", "Иванов", "Первый секретарь"),
    "es": ("ES", "Sr.", "Íñigo", "Núñez", "Embajador"),
}
"""Delegation, honorific, given and family name, function."""
WRITTEN = {"zh": "欧阳昊天先生", "ar": "السيدة نادية محمود"}
CAPITALS = {
    "en": "H.E. Ms. Ingrid SOLHEIM",
    "fr": "Mme Éloïse LEFÈVRE",
    "ru": "Г-н Пётр ИВАНОВ",
    "es": "Sr. Íñigo NÚÑEZ",
}
DELEGATIONS = {
    "en": ["China", "Egypt", "France", "Norway"],
    "fr": ["Chine", "Égypte", "Espagne", "Norvège"],
    "ar": ["إسبانيا", "الصين", "فرنسا", "مصر"],
    "zh": ["俄罗斯", "法国", "挪威", "中国"],
    "ru": ["Египет", "Испания", "Китай", "Франция"],
    "es": ["China", "Egipto", "España", "Noruega"],
}
FINAL = {
    "en": "List of participants",
    "fr": "Liste des participants",
    "ar": "قائمة المشاركين",
    "zh": "与会者名单",
    "ru": "Список участников",
    "es": "Lista de participantes",
}

CONFERENCE = Conference(
    conference_id="water",
    title=TITLES,
    venue={"en": "Palais des Nations, Geneva", "ar": "قصر الأمم، جنيف"},
    timezone="Europe/Zurich",
    starts_at=NOW,
    ends_at=NOW + 4 * DAY,
)


def member(number: int, delegation: str, person: tuple[str, str, str, str], **more: Any) -> tuple[Registration, Person]:
    honorific, given, family, function = person
    times: dict[str, Any] = {"created_at": NOW, "updated_at": NOW}
    registration = Registration(
        registration_id=f"r{number}",
        conference_id="water",
        person_id=f"p{number}",
        delegation=delegation,
        function=function,
        accreditation="approved",
        **{**times, **more},
    )
    return registration, Person(person_id=f"p{number}", honorific=honorific, given_name=given, family_name=family, **times)


def compiled(language: str, *, final: bool = True) -> official.OfficialList:
    members = [member(number, row[0], row[1:]) for number, row in enumerate(PEOPLE.values())]
    viewer = Declaration(
        declaration_id="d", conference_id="water", name="Wendy Viewer", email="w@example.org", delegation="NO",
        function="", state="approved", at=NOW,
    )  # fmt: skip
    entered = {registration.registration_id: NOW + 3661 for registration, _ in members}
    return official.arranged(CONFERENCE, official.rows(members, [viewer], entered, final=final), language, final=final)


def page(language: str, *, final: bool = True, times: bool = True) -> printed.Page:
    return printed.page(CONFERENCE, compiled(language, final=final), "Water Panel", NOW, times=times)


def pdf(page: printed.Page) -> bytes:
    return typeset(msgspec.json.encode(page).decode())


def text_of(document: bytes) -> str:
    """As it reads: no marks of direction, Arabic presentation forms as letters, spaces alone."""
    program = shutil.which("pdftotext")
    assert program, "install poppler-utils"
    text = subprocess.run([program, "-", "-"], input=document, capture_output=True, check=True).stdout.decode()
    plain = "".join(char for char in unicodedata.normalize("NFKC", text) if unicodedata.category(char) != "Cf")
    return " ".join(plain.split())


def tags(document: bytes) -> Iterator[str]:
    def walk(node: Any) -> Iterator[str]:
        node = node.get_object()
        if isinstance(node, list):
            for child in node:
                yield from walk(child)
        elif isinstance(node, dict):
            if "/S" in node:
                yield str(node["/S"])
            if "/K" in node:
                yield from walk(node["/K"])

    return walk(PdfReader(io.BytesIO(document)).root_object["/StructTreeRoot"])


def fonts(document: bytes) -> dict[str, bool]:
    """Name -> whether it is embedded."""
    found = {}
    for one in PdfReader(io.BytesIO(document)).pages:
        resources: Any = one["/Resources"].get_object()
        for font in resources["/Font"].get_object().values():
            [inner] = font.get_object()["/DescendantFonts"]
            described = inner.get_object()["/FontDescriptor"].get_object()
            found[str(described["/FontName"])] = any(f"/FontFile{kind}" in described for kind in ("", "2", "3"))
    return found


@pytest.mark.parametrize("language", UI_LANGUAGES)
def test_the_list_reads_back_whole_and_in_order(language: str) -> None:
    document = pdf(page(language))
    text = text_of(document)
    assert TITLES[language] in text and FINAL[language] in text
    shown = {**CAPITALS, **WRITTEN}
    for other, (_, _, _, _, function) in PEOPLE.items():
        assert shown[other] in text and function in text, other
    assert "Wendy Viewer" in text and "10:01" in text and "2027" in text
    order = [text.index(name) for name in DELEGATIONS[language]]
    assert order == sorted(order)


@pytest.mark.parametrize("language", UI_LANGUAGES)
def test_the_document_is_tagged_titled_and_brings_its_fonts(language: str) -> None:
    document = pdf(page(language))
    reader = PdfReader(io.BytesIO(document))
    root: Any = reader.root_object
    assert root["/MarkInfo"]["/Marked"] and str(root["/Lang"]).startswith(language)
    assert reader.metadata is not None and FINAL[language] in str(reader.metadata.title)
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    structure = list(tags(document))
    assert structure.count("/H1") == 1 and "/H2" in structure and structure.count("/H3") == len(PEOPLE)
    embedded = fonts(document)
    assert embedded and all(embedded.values()), embedded


def test_a_provisional_list_without_times_says_so() -> None:
    text = text_of(pdf(page("en", final=False, times=False)))
    assert "Provisional list of participants" in text and "Remote" in text
    assert "Wendy Viewer" not in text and "checked in" not in text
    assert "Palais des Nations, Geneva, 15 January 2027 to 19 January 2027" in text
    assert "Participants: 6" in text and "Page 1 of 1" in text


def test_what_people_typed_is_never_markup() -> None:
    wicked = ('#eval("1+1")', "{page}", "*bold* $x$ <b> \\ @cite", '#read("/etc/passwd") // `x`')
    members = [member(1, '= "#x"', wicked)]
    listed = official.arranged(CONFERENCE, official.rows(members, [], {}, final=False), "en", final=False)
    text = text_of(pdf(printed.page(CONFERENCE, listed, "#org", NOW, times=False)))
    for part in (wicked[0], wicked[1], wicked[2].upper(), wicked[3], '= "#x"', "#org"):
        assert part in text


def test_a_character_no_font_of_ours_has_spoils_no_list() -> None:
    members = [member(1, "FR", ("", "", "ᓄᓇᕗᑦ", "")), member(2, "FR", ("", "", "Visible", ""))]
    listed = official.arranged(CONFERENCE, official.rows(members, [], {}, final=False), "en", final=False)
    assert "VISIBLE" in text_of(pdf(printed.page(CONFERENCE, listed, "", NOW, times=False)))


def test_thousands_fill_numbered_pages() -> None:
    members = [member(number, "FR", ("", f"Given{number}", "Name", "Function")) for number in range(600)]
    listed = official.arranged(CONFERENCE, official.rows(members, [], {}, final=False), "en", final=False)
    document = pdf(printed.page(CONFERENCE, listed, "Panel", NOW, times=False))
    pages = len(PdfReader(io.BytesIO(document)).pages)
    text = text_of(document)
    assert pages > 10 and f"Page {pages} of {pages}" in text and "Page 2 of" in text
    assert all(f"Given{number} NAME" in text for number in range(600))


async def test_the_press_prints_in_a_process_of_its_own() -> None:
    document = await Press().printed(page("fr"))
    assert document.startswith(b"%PDF-1.7") and "Liste des participants" in text_of(document)


async def test_the_press_gives_up_in_time_and_ends_what_it_began(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "PROGRAM", ("sleep", "60"))
    with pytest.raises(RegistrationError, match="busy"):
        await Press(time_limit_s=0.2).printed(page("en"))


async def test_more_than_may_wait_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "PROGRAM", ("sleep", "60"))
    press = Press()
    async with asyncio.TaskGroup() as tasks:
        waiting = [tasks.create_task(press.printed(page("en"))) for _ in range(printing.WAITING_LIMIT)]
        await asyncio.sleep(0)
        with pytest.raises(RegistrationError, match="busy"):
            await press.printed(page("en"))
        for one in waiting:
            one.cancel()


async def test_a_typesetter_that_fails_is_no_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "PROGRAM", ("false",))
    with pytest.raises(RegistrationError, match="busy"):
        await Press().printed(page("en"))
