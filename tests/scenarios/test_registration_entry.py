"""From a table of people to a seat in the meeting: import, close, mail, two factors, entry, another device."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import Any

from tests.scenarios.registration_desk import Browser, conference, desk_at_work, visiting
from tests.unit.server.registration.mail_server import MailServer

TABLE = """family name,given name,email,delegation,role,attendance,language
Dlamini,Naledi,naledi@example.org,ZA,active,remote,en
Lefèvre,Zoé,zoe@example.org,FR,passive,remote,fr
Room,Robin,robin@example.org,CH,active,in person,en
"""


async def until_mailed(mail: MailServer, number: int) -> list[str]:

    await mail.until(number)
    return [part.get_content() for _, one in mail.received if (part := one.get_body(("plain",))) is not None]


def code_in(text: str, form: str) -> str:
    [found] = re.findall(rf"^    ({form})$", text.replace("\r", ""), re.MULTILINE)
    return str(found)


async def sign_in(browser: Browser, access: str, mail: MailServer) -> Any:
    mailed = len(mail.received)
    await browser.done("POST", "/api/entry/code", {"access": access, "channel": "mail"})
    code = code_in((await until_mailed(mail, mailed + 1))[-1], "[0-9]{6}")
    told = await browser.done("POST", "/api/entry/session", {"access": access, "code": code})
    browser.csrf = told["csrf"]
    return told


async def test_from_a_table_to_a_seat_in_the_meeting(tmp_path: Path) -> None:
    async with MailServer().running() as mail:
        smtp: dict[str, object] = {
            "mail__delivery": "smtp",
            "mail__host": "127.0.0.1",
            "mail__port": mail.port,
            "mail__security": "none",
            "mail__sender": "desk@example.org",
            "registration__resend_after_s": 0.0,
        }
        async with desk_at_work(tmp_path / "d", **smtp) as (plane, alice):
            await alice.done("POST", "/conferences", conference(accreditationRequired=False))
            await alice.done("POST", "/conferences/assembly/publish")
            await alice.done("POST", "/conferences/assembly/imports?apply=true", TABLE.encode())
            closed = await alice.done("POST", "/conferences/assembly/close")
            assert closed["messages"] == 3 and closed["conference"]["state"] == "closed"
            texts = await until_mailed(mail, 3)
            naledi, zoe = (next(text for text in texts if name in text) for name in ("Naledi", "Zoé"))
            access = code_in(naledi, "[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")
            async with visiting(plane) as laptop, visiting(plane) as phone:
                shown = await laptop.done("POST", "/api/entry/access", {"access": access})
                assert shown["channels"] == [{"channel": "mail", "masked": "n•••••@e•••.org"}]
                assert "Naledi" not in str(shown)
                told = await sign_in(laptop, access, mail)
                assert told["person"]["role"] == "delegate" and told["meetings"] == [{"meetingId": "water", "open": True}]
                assert (await laptop.ask("POST", "/api/entry/meetings/water", {}, headers={"X-CSRF-Token": "x"}))[0] == 403
                entered = await laptop.done("POST", "/api/entry/meetings/water", {})
                first = await plane.join(token=entered["token"])
                me = first.me["person"]
                assert (me["name"], me["delegation"], me["role"]) == ("Naledi Dlamini", "ZA", "delegate")
                assert entered["checkedIn"] and me["id"] == entered["participantId"]

                await sign_in(phone, access, mail)
                status, refusal = await phone.ask("POST", "/api/entry/meetings/water", {})
                assert (status, refusal["code"]) == (409, "enteredElsewhere")
                moved = await phone.done("POST", "/api/entry/meetings/water", {"move": True})
                assert moved["participantId"] == entered["participantId"] and not moved["checkedIn"]
                second = await plane.join(token=moved["token"])
                assert (await first.until("evicted"))["code"] == "replaced"
                assert second.me["person"]["id"] == me["id"] and len(plane.server.meetings["water"].clients) == 1
                assert (await phone.ask("POST", "/api/entry/meetings/demo", {}))[1]["code"] == "meetingNotOpen"

                identity = (await alice.done("GET", "/conferences/assembly/registrations?text=naledi"))["registrations"][0]
                await alice.done("POST", f"/registrations/{identity['registrationId']}/access")
                renewed = code_in((await until_mailed(mail, 6))[-1], "[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")
                assert (await laptop.ask("POST", "/api/entry/access", {"access": access}))[1]["code"] == "codeRefused"
                await sign_in(laptop, renewed, mail)
                again = await laptop.done("POST", "/api/entry/meetings/water", {})
                assert again["token"] != entered["token"]
                assert (await second.until("evicted"))["code"] in ("left", "removed")
            async with visiting(plane) as reader:
                await sign_in(reader, code_in(zoe, "[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}"), mail)
                seat = await reader.done("POST", "/api/entry/meetings/water", {})
                passive = await plane.join(token=seat["token"])
                assert passive.me["person"]["role"] == "passive" and passive.me["channel"] == "fr"
            acts = [act["act"] for act in (await alice.done("GET", "/audit"))["acts"]]
            assert acts.count("checkedIn") == 2 and "registrationClosed" in acts
            public = (await alice.done("GET", "/api/conferences"))["conferences"]
            assert await alice.done("GET", "/api/conferences/assembly") == public[0] | {"files": {}}
            assert [one["conferenceId"] for one in public] == ["assembly"] and "quotas" not in public[0]


async def test_without_a_mail_server_the_desk_reads_the_outbox(tmp_path: Path) -> None:
    async with desk_at_work(tmp_path / "d") as (plane, alice), visiting(plane) as laptop:
        await alice.done("POST", "/conferences", conference(accreditationRequired=False))
        await alice.done("POST", "/conferences/assembly/publish")
        await alice.done("POST", "/conferences/assembly/imports?apply=true", TABLE.encode())
        await alice.done("POST", "/conferences/assembly/close")
        message = await held(alice, 2, "access")
        access = code_in(message["text"], "[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")
        assert "BEGIN:VCALENDAR" in message["calendar"]
        await laptop.done("POST", "/api/entry/code", {"access": access, "channel": "mail"})
        code = code_in((await held(alice, 1, "oneTime"))["text"], "[0-9]{6}")
        assert (await laptop.done("POST", "/api/entry/session", {"access": access, "code": code}))["csrf"]
        assert (await alice.done("GET", "/audit"))["acts"][0]["act"] == "enteredSession"
        assert "messageRead" in [act["act"] for act in (await alice.done("GET", "/audit"))["acts"]]


async def held(alice: Browser, number: int, kind: str) -> Any:
    """One of the messages, when so many are held."""

    path = f"/conferences/assembly/outbox?state=held&kind={kind}"
    for _ in range(400):
        found = (await alice.done("GET", path))["messages"]
        if len(found) >= number:
            break
        await asyncio.sleep(0.05)
    return await alice.done("GET", f"/outbox/{found[0]['messageId']}")


async def test_anyone_may_register_where_it_is_offered_and_nobody_learns_who_is_known(tmp_path: Path) -> None:
    own = {"familyName": "Lefèvre", "email": "zoe@example.org", "phone": "+33612345678"}
    async with desk_at_work(tmp_path / "d") as (plane, alice), visiting(plane) as stranger:
        await alice.done("POST", "/conferences", conference(ownForm=True, webcastDeclarations=True))
        assert (await stranger.ask("POST", "/api/conferences/assembly/registrations", own))[0] == 409
        await alice.done("POST", "/conferences/assembly/publish")
        tokens = []
        for phone in ("+33612345678", "+12025550100"):
            told = await stranger.done("POST", "/api/conferences/assembly/registrations", {**own, "phone": phone})
            tokens.append(told["letterToken"])
        first, second = tokens
        assert [len(part) for part in first.split(".")] == [len(part) for part in second.split(".")], (
            "nobody learns who is known"
        )
        letters = "/api/conferences/assembly/letters"
        for token in (second, first, first):
            await stranger.done("PUT", f"{letters}/{token}?fileName={token[-4:]}.txt", b"accredited")
        for forged in (
            first[:-1] + ("0" if first[-1] != "0" else "1"),
            "x",
            f"{first.split('.')[0]}.9999999999.{first[-32:]}",
        ):
            assert (await stranger.ask("PUT", f"{letters}/{forged}?fileName=a.txt", b"a"))[1]["code"] == "codeRefused"
        assert (await stranger.ask("PUT", f"{letters}/{first}?fileName=a.exe", b"MZ\x00\xff"))[1][
            "code"
        ] == "fileTypeRefused"
        [kept] = (await alice.done("GET", "/conferences/assembly/registrations"))["registrations"]
        assert kept["letter"] == f"{first[-4:]}.txt"
        assert kept["phone"] == "+33612345678" and kept["accreditation"] == "pending", "a stranger changes nobody"
        assert (await stranger.ask("POST", "/api/conferences/assembly/registrations", {**own, "role": "chair"}))[0] == 422
        await stranger.done("POST", "/api/conferences/assembly/declarations", {"name": "V", "email": "v@example.org"})
        [declared] = (await alice.done("GET", "/conferences/assembly/declarations"))["declarations"]
        await alice.done("POST", f"/declarations/{declared['declarationId']}", {"decision": "approved"})
        final = await alice.done("GET", "/conferences/assembly/list?edition=final&language=ar")
        assert final["total"] == 1 and final["groups"][0]["delegations"][0]["people"][0]["attendance"] == "webcast"
        assert (await alice.done("GET", "/conferences/assembly/list.csv?edition=final")).startswith(b"\xef\xbb\xbfGroup,")
        await alice.done("GET", f"/people/{kept['personId']}")
        await alice.done("DELETE", f"/people/{kept['personId']}")
        assert (await alice.ask("GET", f"/people/{kept['personId']}"))[1]["code"] == "unknownPerson"
