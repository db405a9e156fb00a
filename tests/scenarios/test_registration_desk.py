"""The registration desk over HTTP, against the real server."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pyotp

from tests.scenarios.control_plane import Attendee, serving
from tests.scenarios.registration_desk import conference, desk_at_work, visiting
from tests.unit.server.registration.desk import PASSWORD


async def test_staff_sign_in_and_nothing_is_changed_without_the_csrf_token(tmp_path: Path) -> None:
    async with desk_at_work(tmp_path / "d") as (plane, alice):
        told = await alice.done("GET", "/session")
        assert told["staff"]["role"] == "administrator" and told["csrf"] == alice.csrf
        [cookie] = [morsel for morsel in alice.http.cookie_jar if morsel.key == "hemicycle-staff"]
        assert cookie["httponly"] and cookie["samesite"] == "Strict" and cookie["path"] == "/"
        status, refusal = await alice.ask("POST", "/conferences", conference(), headers={"X-CSRF-Token": "0" * 64})
        assert (status, refusal["code"]) == (403, "csrfInvalid")
        async with visiting(plane) as stranger:
            assert await stranger.ask("GET", "/conferences") == (401, {"code": "sessionUnknown", "detail": {}})
            body = {"name": "alice", "password": "wrong horse battery", "code": "000000"}
            assert (await stranger.ask("POST", "/session", body))[0] == 401
            status, refusal = await stranger.ask(
                "POST", "/session", b'{"name":"alice"}', headers={"Content-Type": "text/plain"}
            )
            assert (status, refusal["detail"]) == (400, {"field": "Content-Type"}), "as a form of another origin sends it"
        await alice.done("DELETE", "/session")
        assert (await alice.ask("GET", "/session"))[0] == 401


async def test_behind_https_the_cookie_is_for_this_host_and_https_alone(tmp_path: Path) -> None:
    async with desk_at_work(tmp_path / "d", server__proxies=("127.0.0.1",)) as (plane, alice), visiting(plane) as other:
        uri = (await alice.done("POST", "/staff", {"name": "bob", "password": PASSWORD, "role": "desk"}))["enrolment"]
        code = pyotp.TOTP(pyotp.parse_uri(uri).secret).now()
        body = {"name": "bob", "password": PASSWORD, "code": code}
        headers = {"X-Forwarded-Proto": "https"}
        async with other.http.post(f"{plane.url}/api/registration/session", json=body, headers=headers) as answer:
            assert answer.status == 201, await answer.text()
            [set_cookie] = answer.headers.getall("Set-Cookie")
        name, *flags = set_cookie.split("; ")
        assert name.startswith("__Host-hemicycle-staff=")
        assert {flag.lower() for flag in flags} == {"httponly", "path=/", "samesite=strict", "secure"}


async def test_sign_ins_of_one_address_are_limited(tmp_path: Path) -> None:
    limits: dict[str, object] = {"registration__attempts_burst": 3, "registration__attempts_per_s": 0.001}
    async with desk_at_work(tmp_path / "d", **limits) as (plane, _), visiting(plane) as stranger:
        body = {"name": "nobody", "password": "x", "code": "000000"}
        assert [(await stranger.ask("POST", "/session", body))[0] for _ in range(3)] == [401, 401, 429]


async def test_a_conference_is_founded_changed_published_and_its_meeting_opens(tmp_path: Path) -> None:
    async with desk_at_work(tmp_path / "d") as (plane, alice):
        founded = await alice.done("POST", "/conferences", conference())
        assert founded["state"] == "draft" and founded["version"] == 1
        assert (await plane.get("/api/meetings/water"))[0] == 404
        change = {key: value for key, value in conference(activeLimit=7).items() if key != "conferenceId"}
        changed = await alice.done("PUT", "/conferences/assembly", {**change, "version": 1})
        status, refusal = await alice.ask("PUT", "/conferences/assembly", {**change, "version": 1})
        assert (status, refusal["code"], changed["version"]) == (409, "changedMeanwhile", 2)
        published = await alice.done("POST", "/conferences/assembly/publish")
        assert published["state"] == "open"
        status, card = await plane.get("/api/meetings/water")
        assert (status, card["title"], card["openEntry"]) == (200, conference()["title"], False)
        acts = (await alice.done("GET", "/audit?conference=assembly"))["acts"]
        assert [act["act"] for act in acts] == ["conferencePublished", "conferenceChanged", "conferenceAdded"]
        assert acts[1]["detail"] == {"fields": ["startsAt", "endsAt", "activeLimit", "sittings"]} or acts[1]["detail"]
        admitted, _ = await plane.server.meetings["water"].admit("Naledi", "ZA", "delegate", "en", None)
        attendee: Attendee = await plane.join(token=admitted)
        assert attendee.me["person"]["name"] == "Naledi"


async def test_what_no_conference_can_be_is_refused_by_field(tmp_path: Path) -> None:
    wrong = [
        ("title", {}),
        ("title", {"en": "a\u202eb"}),
        ("timezone", "Mars/Olympus"),
        ("endsAt", 1.0),
        ("quotas", {"CH": -1}),
        ("documents", [{"title": {"en": "x"}, "links": {"en": "javascript:alert(1)"}}]),
        ("sittings", [{"meetingId": "../x", "startsAt": 1.0, "endsAt": 2.0}]),
    ]
    async with desk_at_work(tmp_path / "d") as (_, alice):
        for field, value in wrong:
            status, refusal = await alice.ask("POST", "/conferences", conference(**{field: value}))
            assert (status, refusal["code"], refusal["detail"]["field"]) == (422, "fieldInvalid", field), refusal
        assert (await alice.ask("POST", "/conferences", {**conference(), "more": 1}))[0] == 400


TABLE = """family name,given name,email,delegation,role,attendance,function
Dlamini,Naledi,naledi@example.org,ZA,active,remote,=HYPERLINK("x")
Lefèvre,Zoé,zoe@example.org,FR,passive,in person,
,Nobody,nobody@example.org,CH,active,remote,
"""


async def test_a_table_is_previewed_applied_listed_and_exported(tmp_path: Path) -> None:
    async with desk_at_work(tmp_path / "d") as (_, alice):
        await alice.done("POST", "/conferences", conference())
        await alice.done("POST", "/conferences/assembly/publish")
        imports = "/conferences/assembly/imports"
        preview = await alice.done("POST", imports, TABLE.encode())
        assert preview["mapping"]["familyName"] == "family name" and preview["counts"]["added"] == 2
        assert [(one["line"], one["code"], one["field"]) for one in preview["refusals"]] == [
            (4, "fieldInvalid", "familyName")
        ]
        assert (await alice.done("GET", "/conferences/assembly/registrations"))["registrations"] == []
        assert (await alice.done("POST", f"{imports}?apply=true", TABLE.encode()))["applied"]
        again = await alice.done("POST", f"{imports}?apply=true", TABLE.encode())
        assert again["counts"] == {"added": 0, "changed": 0, "unchanged": 2, "refused": 1}
        found = (await alice.done("GET", "/conferences/assembly/registrations?text=dlam"))["registrations"]
        assert [one["email"] for one in found] == ["naledi@example.org"]
        identity = found[0]["registrationId"]
        csv = (await alice.done("GET", "/conferences/assembly/registrations.csv")).decode("utf-8-sig")
        assert '"\'=HYPERLINK(""x"")"' in csv
        pdf = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
        letter = await alice.done("PUT", f"/registrations/{identity}/letter?fileName=note verbale.pdf", pdf)
        assert letter["letter"] == "note verbale.pdf"
        assert await alice.done("GET", f"/registrations/{identity}/letter") == pdf
        status, refusal = await alice.ask("PUT", f"/registrations/{identity}/letter?fileName=x.exe", b"MZ\x00\x01")
        assert (status, refusal["code"]) == (415, "fileTypeRefused")
        approved = await alice.done("POST", f"/registrations/{identity}/accreditation", {"decision": "approved"})
        assert approved["accreditation"] == "approved"
        document = await alice.done("GET", "/conferences/assembly/list.pdf?language=fr&edition=provisional&times=true")
        assert document.startswith(b"%PDF-1.7") and document.rstrip().endswith(b"%%EOF")
        for query in ("language=xx", "edition=last", "times=perhaps"):
            assert (await alice.ask("GET", f"/conferences/assembly/list.pdf?{query}"))[0] == 422, query
        status, refusal = await alice.ask("PATCH", f"/registrations/{identity}", {"attendance": "perhaps"})
        assert (status, refusal["detail"]["field"]) == (422, "attendance")


async def test_registration_closes_by_itself_at_the_deadline(tmp_path: Path) -> None:
    async with desk_at_work(tmp_path / "d") as (_, alice):
        plan = conference(accreditationRequired=False, deadlineAt=time.time() + 1.5)
        await alice.done("POST", "/conferences", plan)
        await alice.done("POST", "/conferences/assembly/publish")
        await alice.done("POST", "/conferences/assembly/imports?apply=true", TABLE.encode())
        for _ in range(400):
            if (shown := await alice.done("GET", "/conferences/assembly"))["state"] == "closed":
                break
            await asyncio.sleep(0.05)
        assert shown["closedAt"] >= plan["deadlineAt"]
        messages = (await alice.done("GET", "/conferences/assembly/outbox"))["messages"]
        assert sorted(one["kind"] for one in messages) == ["access", "onSite"]
        late = {"familyName": "Late", "email": "late@example.org"}
        status, refusal = await alice.ask("POST", "/conferences/assembly/registrations", late)
        assert (status, refusal["code"]) == (409, "registrationClosed")
        acts = (await alice.done("GET", "/audit?conference=assembly"))["acts"]
        assert ("registrationClosed", "system") in [(act["act"], act["who"]) for act in acts]


async def test_what_was_published_is_there_after_a_restart(tmp_path: Path) -> None:
    async with desk_at_work(tmp_path / "d") as (_, alice):
        await alice.done("POST", "/conferences", conference())
        await alice.done("POST", "/conferences/assembly/publish")
        cookies = alice.http.cookie_jar
        saved = {cookie.key: cookie.value for cookie in cookies}
        csrf = alice.csrf
    async with serving(tmp_path / "d") as plane, visiting(plane) as again:
        assert (await plane.get("/api/meetings/water"))[0] == 200
        again.http.cookie_jar.update_cookies(saved)
        assert (await again.done("GET", "/session"))["csrf"] == csrf, "the session outlives the server"
