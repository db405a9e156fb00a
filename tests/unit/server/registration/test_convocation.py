"""Invitations, decisions and changed dates by mail: to whom they are true, in their language, once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import icalendar
import msgspec
import pytest

from server.errors import RegistrationError
from server.registration import convocation, derivation, letters
from server.registration.drafts import Draft
from server.registration.mailing import MAILS
from server.registration.records import (
    UI_LANGUAGES,
    Conference,
    Message,
    Person,
    Plan,
    PlannedItem,
    Registration,
    Sitting,
    Slot,
)
from tests.unit.server.registration.desk import DAY, NOW, Bureau, bureau, plan_of

INVITATION = {"en": "The committee meets for the third time.\n\nPlease come.", "fr": "Le comité se réunit."}


async def invite(desk: Bureau, name: str = "Ana", **draft: Any) -> str:
    given: dict[str, Any] = {"family_name": name, "email": f"{name.lower()}@example.org", **draft}
    registration, _ = await desk.office.desk.register("assembly", Draft(**given), "test", invited=True)
    return registration.registration_id


async def register(desk: Bureau, name: str = "Bo", **draft: Any) -> str:
    given: dict[str, Any] = {"family_name": name, "email": f"{name.lower()}@example.org", **draft}
    registration, _ = await desk.office.desk.register("assembly", Draft(**given), "test", late=True)
    return registration.registration_id


async def mails(desk: Bureau, kind: str) -> list[Message]:
    return await desk.office.post.listed("assembly", "", 500, kind=kind)


async def text_of(desk: Bureau, message: Message) -> letters.Letter | None:
    facts = await desk.office.post.facts(message)
    return None if facts is None else convocation.compose(message.kind, facts)


async def change(desk: Bureau, **changes: Any) -> Conference:
    conference = await desk.office.conferring.get("assembly")
    plan = Plan(**{field: getattr(conference, field) for field in Plan.__struct_fields__} | changes)
    return await desk.office.conferring.change("assembly", plan, conference.version, "test")


def events(letter: letters.Letter | None, method: str) -> list[Any]:
    assert letter is not None
    found = [one for one in letter.attached if one.method == method]
    calendars = [icalendar.Calendar.from_ical(one.content) for one in found]
    assert all(calendar["METHOD"] == method for calendar in calendars)
    return [event for calendar in calendars for event in calendar.walk("VEVENT")]


# --- the invitation ---


async def test_whoever_is_invited_gets_one_invitation_and_later_ones_at_once(tmp_path: Path) -> None:
    async with bureau(tmp_path) as desk:
        await desk.found(invitation=INVITATION, own_form=True)
        ana = await invite(desk, language="fr")
        await invite(desk, "Nobody", email=None, number="N7")
        await register(desk)
        assert await mails(desk, "invitation") == []
        sent = await desk.office.convening.send("assembly", "test")
        assert (sent.messages, len(sent.without_address)) == (1, 1)
        assert (await desk.office.convening.send("assembly", "test")).messages == 0
        [message] = await mails(desk, "invitation")
        letter = await text_of(desk, message)
        assert letter is not None and letter.subject == "Invitation : Comité de l'eau"
        token = derivation.invitation_token(desk.office.key, ana)
        for part in ("Le comité se réunit.", "4 février 2027", f"/register/assembly?invitation={token}"):
            assert part in letter.text, part
        [event] = events(letter, "PUBLISH")
        assert event["SEQUENCE"] == 0 and "ATTENDEE" not in event
        await invite(desk, "Cy")
        assert len(await mails(desk, "invitation")) == 2


async def test_only_a_published_conference_with_a_text_invites(tmp_path: Path) -> None:
    async with bureau(tmp_path) as desk:
        await desk.found(publish=False, invitation=INVITATION)
        with pytest.raises(RegistrationError, match="wrongState"):
            await desk.office.convening.send("assembly", "test")
        await desk.office.conferring.publish("assembly", "test")
        await change(desk, invitation={})
        with pytest.raises(RegistrationError, match="fieldInvalid"):
            await desk.office.convening.send("assembly", "test")


async def test_who_has_not_answered_is_reminded_once(tmp_path: Path) -> None:
    async with bureau(tmp_path) as desk:
        conference = await desk.found(invitation=INVITATION, own_form=True, reminder_days=3)
        ana, _ = await invite(desk), await invite(desk, "Cy")
        await desk.office.convening.send("assembly", "test")
        await desk.office.desk.change(ana, Draft(), "test", standing="registered")
        deadline = conference.deadline_at or 0
        assert await desk.office.convening.remind_due() == deadline - 3 * DAY
        desk.clock.now = deadline - 3 * DAY
        for _ in range(2):
            await desk.office.convening.remind_due()
        [message] = await mails(desk, "reminder")
        letter = await text_of(desk, message)
        assert letter is not None and letter.subject == "Reminder: Committee on Water"
        await desk.office.desk.change(message.registration_id, Draft(), "test", standing="cancelled")
        assert await text_of(desk, message) is None, "whoever answered is not reminded"


async def test_an_invitation_is_answered_with_its_own_link_alone(tmp_path: Path) -> None:
    async with bureau(tmp_path) as desk:
        await desk.found(invitation=INVITATION, own_form=True, participants_limit=1)
        ana, cy = await invite(desk), await invite(desk, "Cy")
        convening, token = desk.office.convening, derivation.invitation_token(desk.office.key, ana)
        for wrong in ("", ana, f"{cy}.{token.partition('.')[2]}", token[:-1]):
            with pytest.raises(RegistrationError, match="codeRefused"):
                await convening.accept("assembly", wrong, Draft())
        registration, person = await convening.accept("assembly", token, Draft(delegation="FR", given_name="Ana"))
        assert (registration.standing, registration.delegation, person.given_name) == ("registered", "FR", "Ana")
        with pytest.raises(RegistrationError, match="wrongState"):
            await convening.decline("assembly", token)
        waiting, _ = await convening.accept("assembly", derivation.invitation_token(desk.office.key, cy), Draft())
        assert waiting.standing == "waiting", "there is one place"


async def test_a_table_of_people_invited_leaves_who_is_known_as_they_are(tmp_path: Path) -> None:
    async with bureau(tmp_path) as desk:
        await desk.found()
        bo = await register(desk)
        table = b"family name,email\nBo,bo@example.org\nAna,ana@example.org\n"
        take: Callable[[], Awaitable[Any]] = lambda: desk.office.desk.take_table(  # noqa: E731
            "assembly", table, "test", chosen={}, encoding="", delimiter="", apply=True, invited=True
        )
        assert (await take()).counts["added"] == 1
        assert (await take()).counts["unchanged"] == 2
        assert (await desk.office.desk.get(bo))[0].standing == "registered"
        assert (await desk.office.desk.meters("assembly"))["standing"] == {"registered": 1, "invited": 1}
        assert (await desk.office.desk.meters("assembly"))["registered"] == 1


# --- decisions, forms ---


async def test_decisions_are_told_where_the_conference_wants_it(tmp_path: Path) -> None:
    async with bureau(tmp_path) as desk:
        await desk.found(accreditation_mails=True)
        bo, di = await register(desk), await register(desk, "Di")
        await desk.office.desk.accredit(bo, "approved", "", "test")
        await desk.office.desk.accredit(bo, "approved", "", "test")
        await desk.office.desk.accredit(di, "refused", "No letter", "test")
        [approved], [refused] = await mails(desk, "approved"), await mails(desk, "refused")
        assert "access code" in (await text_of(desk, approved)).text  # type: ignore[union-attr]
        letter = await text_of(desk, refused)
        assert letter is not None and "No letter" in letter.text and letter.attached == ()
        desk.clock.now += 1
        await desk.office.desk.accredit(di, "approved", "", "test")
        assert await text_of(desk, refused) is None, "it is not so any more"
        assert [one.state for one in await mails(desk, "refused")] == ["expired"]


async def test_without_the_wish_nobody_is_told_and_access_is_told_in_one_mail(tmp_path: Path) -> None:
    async with bureau(tmp_path) as desk:
        await desk.found()
        await desk.office.desk.accredit(await register(desk), "approved", "", "test")
        assert await mails(desk, "approved") == []
        await change(desk, accreditation_mails=True)
        await desk.office.closing.close("assembly", "test")
        await desk.office.desk.accredit(await register(desk, "Di"), "approved", "", "test")
        assert len(await mails(desk, "access")) == 2 and await mails(desk, "approved") == []


async def test_the_form_decides_what_a_mail_says(tmp_path: Path) -> None:
    async with bureau(tmp_path) as desk:
        await desk.found(form="physical", accreditation_required=False, venue={"en": "Room XX, Geneva"})
        await register(desk)
        await desk.office.closing.close("assembly", "test")
        assert await mails(desk, "access") == []
        [message] = await mails(desk, "onSite")
        letter = await text_of(desk, message)
        assert letter is not None and "Room XX, Geneva" in letter.text
        assert "/enter/" not in letter.text and "code" not in letter.text
        [event] = events(letter, "REQUEST")
        assert event["LOCATION"] == "Room XX, Geneva" and "URL" not in event


# --- dates that change ---


async def test_changed_dates_are_told_to_whoever_had_them_with_a_higher_sequence(tmp_path: Path) -> None:
    async with bureau(tmp_path) as desk:
        conference = await desk.found(accreditation_required=False, invitation=INVITATION)
        bo, ana = await register(desk), await invite(desk)
        await desk.office.convening.send("assembly", "test")
        await desk.office.closing.close("assembly", "test")
        before = events(await text_of(desk, (await mails(desk, "access"))[0]), "REQUEST")
        [sitting] = conference.sittings
        for later in (3600, 7200):
            moved = msgspec.structs.replace(sitting, starts_at=sitting.starts_at + later, ends_at=NOW + 31 * DAY)
            await change(desk, sittings=[moved])
        await change(desk, participants_limit=10)
        told = await mails(desk, "changed")
        assert sorted({one.registration_id for one in told}) == sorted((bo, ana)) and len(told) == 4
        letters_now = [letter for one in told if (letter := await text_of(desk, one)) is not None]
        assert len(letters_now) == 2, "the newest dates alone are told"
        [event] = next(found for letter in letters_now if (found := events(letter, "REQUEST")))
        assert event["UID"] == before[0]["UID"] and (before[0]["SEQUENCE"], event["SEQUENCE"]) == (0, 2)
        assert event["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED" and event["ORGANIZER"].startswith("mailto:")
        assert any(events(letter, "PUBLISH") for letter in letters_now), "who is invited attends nothing yet"


async def test_a_withdrawn_sitting_and_a_withdrawn_registration_are_cancelled_in_the_calendar(tmp_path: Path) -> None:
    async with bureau(tmp_path) as desk:
        second = Sitting(meeting_id="water", starts_at=NOW + 31 * DAY, ends_at=NOW + 31 * DAY + 60)
        conference = await desk.found(accreditation_required=False, sittings=[*plan_of().sittings, second])
        bo = await register(desk)
        await desk.office.closing.close("assembly", "test")
        await change(desk, sittings=conference.sittings[:1])
        letter = await text_of(desk, (await mails(desk, "changed"))[0])
        [cancelled] = events(letter, "CANCEL")
        assert cancelled["UID"] == f"assembly-{conference.sittings[1].sitting_id}@hemicycle"
        assert (cancelled["STATUS"], cancelled["SEQUENCE"]) == ("CANCELLED", 1)
        assert [event["SEQUENCE"] for event in events(letter, "REQUEST")] == [0]
        await desk.office.desk.change(bo, Draft(), "test", standing="cancelled")
        [message] = await mails(desk, "cancelled")
        assert len(events(await text_of(desk, message), "CANCEL")) == 2
        assert await text_of(desk, (await mails(desk, "changed"))[0]) is None


async def test_a_sitting_stays_itself_whatever_changes_of_it(tmp_path: Path) -> None:
    async with bureau(tmp_path) as desk:
        conference = await desk.found()
        [first] = conference.sittings
        plain = Sitting(meeting_id="water", starts_at=first.starts_at, ends_at=first.ends_at)
        assert [one.sitting_id for one in (await change(desk, sittings=[plain])).sittings] == [first.sitting_id]
        moved = msgspec.structs.replace(plain, starts_at=first.starts_at + 60)
        again = await change(desk, sittings=[moved])
        assert [(one.sitting_id, one.revision) for one in again.sittings] == [(first.sitting_id, 1)]
        other = await change(desk, sittings=[moved, msgspec.structs.replace(plain, starts_at=first.starts_at + 120)])
        assert len({one.sitting_id for one in other.sittings}) == 2
        renamed = await change(desk, venue={"en": "Room XX"})
        assert [one.revision for one in renamed.sittings] == [2, 1]
        items = [PlannedItem("1", {"en": "Opening"})]
        same = await change(
            desk, sittings=[msgspec.structs.replace(one, agenda=items[: 1 - at]) for at, one in enumerate(renamed.sittings)]
        )
        assert same.calendar_version == renamed.calendar_version, "an agenda is in no calendar"


@pytest.mark.parametrize("language", UI_LANGUAGES)
@pytest.mark.parametrize("kind", [kind for kind in MAILS if kind != "oneTime"])
def test_every_mail_exists_in_every_language_and_no_name_is_a_template(kind: str, language: str) -> None:
    hostile = "{ greeting }\r\nBcc: all@example.org"
    sitting = Sitting(meeting_id="water", starts_at=NOW, ends_at=NOW + 60, sitting_id="s1")
    conference = Conference(
        conference_id="c", title={language: hostile}, starts_at=NOW, ends_at=NOW, deadline_at=NOW, own_form=True,
        sittings=[sitting], withdrawn=[sitting], venue={language: "Room"}, invitation={language: hostile},
    )  # fmt: skip
    person = Person(
        person_id="p", family_name=hostile, email="p@example.org", language=language, created_at=NOW, updated_at=NOW
    )
    registration = Registration(
        registration_id="r", conference_id="c", person_id="p", reason=hostile, created_at=NOW, updated_at=NOW
    )
    slot = Slot(slot_id="s", conference_id="c", starts_at=NOW, ends_at=NOW + 60)
    facts = letters.Facts(
        conference, registration, person, "Org", "https://x.example/enter/c", "CODE", NOW, slot=slot, sender="o@x.example"
    )
    letter = convocation.compose(kind, facts)
    message = Message(
        message_id="m",
        unique_key="k",
        conference_id="c",
        registration_id="r",
        kind=kind,
        channel="mail",
        created_at=NOW,
        next_at=NOW,
    )
    mail = letters.as_mail(letter, message, person, "o@x.example", "Org")
    assert mail["Bcc"] is None and "{ greeting }" in letter.subject and "\n" not in letter.subject
    for attached in letter.attached:
        for event in icalendar.Calendar.from_ical(attached.content).walk("VEVENT"):
            assert event["SUMMARY"] and event["UID"] and event["ORGANIZER"] == "mailto:o@x.example"
