"""Files of a conference's documents over HTTP: who may hand them in, and who has them when."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pyotp

from server.registration.records import Registration
from tests.scenarios.registration_desk import Browser, conference, desk_at_work, visiting
from tests.unit.server.registration.desk import PASSWORD

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
TEXT = "Projet de résolution\n".encode()
FILES = "/conferences/assembly/files"


def word() -> bytes:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    with zipfile.ZipFile(packed := io.BytesIO(), "w") as archive:
        archive.writestr("[Content_Types].xml", f'<Types><Override ContentType="{kind}"/></Types>')
        archive.writestr("word/document.xml", "<document/>")
    return packed.getvalue()


async def saved(browser: Browser, version: int, *links: dict[str, str]) -> tuple[int, Any]:
    documents = [{"title": {"en": "Draft"}, "links": one, "symbol": "A/1"} for one in links]
    plan = {key: value for key, value in conference(documents=documents).items() if key != "conferenceId"}
    return await browser.ask("PUT", "/conferences/assembly", {**plan, "version": version})


async def read(browser: Browser, link: str) -> tuple[int, bytes, dict[str, str]]:
    async with browser.http.get(browser.url + link) as answer:
        return answer.status, await answer.read(), dict(answer.headers)


async def test_files_are_everybodys_once_the_conference_is_published_and_links_to_them(tmp_path: Path) -> None:
    async with desk_at_work(tmp_path / "d") as (plane, alice), visiting(plane) as anyone:
        await alice.done("POST", "/conferences", conference())
        pdf = await alice.done("POST", f"{FILES}?fileName=Résolution 1.pdf", PDF)
        text = await alice.done("POST", f"{FILES}?fileName=a.txt", TEXT)
        docx = await alice.done("POST", f"{FILES}?fileName=a.docx", word())
        assert (pdf["mediaType"], pdf["size"]) == ("application/pdf", len(PDF))
        assert (await saved(alice, 1, {"en": pdf["link"], "fr": text["link"], "ru": "https://d.example/r"}))[0] == 200
        assert (await read(anyone, pdf["link"]))[0] == 404, "a draft is nobody's"
        assert await alice.done("GET", f"{FILES}/{pdf['fileId']}") == PDF
        await alice.done("POST", "/conferences/assembly/publish")
        status, body, headers = await read(anyone, pdf["link"])
        assert (status, body, headers["Content-Type"]) == (200, PDF, "application/pdf")
        assert headers["X-Content-Type-Options"] == "nosniff" and headers["Content-Security-Policy"].startswith("sandbox")
        assert headers["Content-Disposition"].startswith("attachment; ")
        assert headers["Content-Disposition"].endswith("filename*=UTF-8''R%C3%A9solution%201.pdf")
        assert (await read(anyone, text["link"]))[2]["Content-Type"] == "text/plain; charset=utf-8"
        assert (await read(anyone, docx["link"]))[0] == 404, "no document links to it"
        _, card = await plane.get("/api/conferences/assembly")
        assert set(card["files"]) == {pdf["link"], text["link"]}
        assert card["files"][pdf["link"]]["size"] == len(PDF)
        _, meeting = await plane.get("/api/meetings/water")
        assert meeting["documents"][0]["links"]["fr"] == text["link"], "the meeting's people have it too"


async def test_a_file_that_was_replaced_or_removed_is_gone(tmp_path: Path) -> None:
    async with desk_at_work(tmp_path / "d") as (plane, alice), visiting(plane) as anyone:
        await alice.done("POST", "/conferences", conference())
        old, new = [await alice.done("POST", f"{FILES}?fileName=a.txt", body) for body in (b"old", b"new")]
        assert (await saved(alice, 1, {"en": old["link"]}))[0] == 200
        await alice.done("POST", "/conferences/assembly/publish")
        status, refusal = await alice.ask("DELETE", f"{FILES}/{old['fileId']}")
        assert (status, refusal["code"]) == (409, "wrongState"), "a document links to it"
        assert (await saved(alice, 3, {"en": new["link"]}))[0] == 200
        assert (await read(anyone, old["link"]))[0] == 404 and (await read(anyone, new["link"]))[1] == b"new"
        assert (await saved(alice, 4, {"en": old["link"]}))[1]["detail"] == {"field": "documents"}
        spare = await alice.done("POST", f"{FILES}?fileName=a.txt", b"spare")
        await alice.done("DELETE", f"{FILES}/{spare['fileId']}")
        assert [one["fileId"] for one in (await alice.done("GET", FILES))["files"]] == [new["fileId"]]
        assert [one.name for one in (tmp_path / "d" / "documents").iterdir()] == [new["fileId"]]
        assert (await alice.ask("DELETE", f"{FILES}/{spare['fileId']}"))[0] == 404


async def test_what_is_no_document_is_refused_whatever_it_is_called(tmp_path: Path) -> None:
    limits: dict[str, object] = {"registration__document_max_bytes": 4096, "registration__documents_max_bytes": 6000}
    async with desk_at_work(tmp_path / "d", **limits) as (plane, alice), visiting(plane) as anyone:
        await alice.done("POST", "/conferences", conference())
        program = b"MZ\x90\x00\x03\x00\x00\x00\xff\xff"
        refused = [
            ("report.pdf", program, "fileTypeRefused"),
            ("report.docx", b"PK\x03\x04" + program, "fileTypeRefused"),
            ("report.exe", TEXT, "fileTypeRefused"),
            ("page.html", b"<script>alert(1)</script>", "fileTypeRefused"),
            ("report.pdf", TEXT, "fileTypeRefused"),
            ("../../registration.key", TEXT, "nameInvalid"),
            ("..\\a.txt", TEXT, "nameInvalid"),
            ("a\u202etxt.exe", TEXT, "nameInvalid"),
            ("", TEXT, "nameInvalid"),
            ("a.txt", b"a" * 5000, "fileTooLarge"),
        ]
        for name, body, code in refused:
            status, refusal = await alice.ask("POST", FILES, body, params={"fileName": name})
            assert status >= 400 and refusal["code"] == code, name
        assert list((tmp_path / "d" / "documents").iterdir()) == []
        await alice.done("POST", f"{FILES}?fileName=a.txt", b"a" * 4000)
        assert (await alice.ask("POST", f"{FILES}?fileName=b.txt", b"b" * 2001))[1]["code"] == "documentsFull"
        assert (await anyone.ask("POST", f"{FILES}?fileName=a.txt", TEXT))[0] == 401
        for path in ("..%2f..%2fregistration.key", "..", "%2e%2e%2fhemicycle.db", "0" * 32):
            answer = await read(anyone, f"/api/conferences/assembly/files/{path}")
            assert answer[0] in (404, 405) and b"SQLite" not in answer[1], path
            assert (await alice.ask("GET", f"{FILES}/{path}"))[0] >= 400, path
        wrong = [
            *("/api/conferences/other/files/" + "0" * 32, f"/api/conferences/assembly/files/{'0' * 32}"),
            *("/api/conferences/assembly/files/../../x", "javascript:alert(1)", "file:///etc/passwd"),
        ]
        for link in wrong:
            status, refusal = await saved(alice, 1, {"en": link})
            assert (status, refusal["code"]) == (422, "fieldInvalid"), link


async def test_technicians_find_who_is_locked_out_and_unlock_them(tmp_path: Path) -> None:
    async with desk_at_work(tmp_path / "d") as (plane, alice), visiting(plane) as bob:
        await alice.done("POST", "/conferences", conference())
        await alice.done("POST", "/conferences/assembly/publish")
        person = {"familyName": "Diallo", "givenName": "Awa", "email": "awa@example.org", "delegation": "SN"}
        [ids, _] = [
            (await alice.done("POST", "/conferences/assembly/registrations", one))["registrationId"]
            for one in (person, {"familyName": "Roy", "email": "roy@example.org"})
        ]
        office = plane.server.house.office
        assert office is not None
        async with office.store.writing() as work:
            await work.change(Registration, {"locked_at": 1_800_000_000.0}, registration_id=ids)
        body = {"name": "bob", "password": PASSWORD, "role": "technician"}
        await bob.sign_in("bob", pyotp.parse_uri((await alice.done("POST", "/staff", body))["enrolment"]).secret)
        assert (await bob.ask("GET", "/conferences/assembly/registrations"))[0] == 403, "technicians do not see people"
        [locked] = (await bob.done("GET", "/conferences/assembly/locked"))["locked"]
        assert locked == {
            **{"registrationId": ids, "name": "Awa Diallo", "delegation": "SN", "role": "delegate"},
            "lockedAt": 1_800_000_000.0,
        }
        await bob.done("POST", f"/registrations/{ids}/unlock")
        assert (await bob.done("GET", "/conferences/assembly/locked"))["locked"] == []
