"""The close and the outbox: one mail for each remote delegate in their language, delivered once whatever happens."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import icalendar
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from server.errors import RegistrationError
from server.registration import convocation, delivery, derivation, letters
from server.registration.carriers import SmtpCarrier
from server.registration.delivery import NEXT, Patience
from server.registration.drafts import Draft
from server.registration.records import UI_LANGUAGES, Conference, Message, MessageState, Person, Registration
from tests.unit.server.registration.desk import DAY, NOW, Bureau, Clock, bureau
from tests.unit.server.registration.mail_server import MailServer

SMTP: dict[str, Any] = {
    "mail__delivery": "smtp",
    "mail__host": "127.0.0.1",
    "mail__security": "none",
    "mail__sender": "registration@example.org",
    "mail__timeout_s": 5.0,
    "registration__public_url": "https://meet.example.org",
    "registration__organisation": "Example Organization",
}


@pytest.fixture
async def mail() -> AsyncIterator[MailServer]:
    async with MailServer().running() as server:
        yield server


async def people_of(desk: Bureau, number: int = 3, **draft: Any) -> list[str]:
    """Registered, accredited people: their registrations."""
    found = []
    for n in range(number):
        given: dict[str, Any] = {"family_name": f"Name{n}", "given_name": "P", "email": f"p{n}@example.org", **draft}
        registration, _ = await desk.office.desk.register("assembly", Draft(**given), "test", late=True)
        await desk.office.desk.accredit(registration.registration_id, "approved", "", "test")
        found.append(registration.registration_id)
    return found


async def states(desk: Bureau) -> dict[str, int]:
    return await desk.office.post.tally("assembly")


async def test_each_remote_delegate_gets_one_mail_in_their_language(tmp_path: Path, mail: MailServer) -> None:
    async with bureau(tmp_path, mail__port=mail.port, **SMTP) as desk:
        await desk.found()
        [identity] = await people_of(desk, 1, language="fr", given_name="Zoé", family_name="Lefèvre")
        await desk.office.desk.register(
            "assembly", Draft(family_name="Room", email="room@example.org", attendance="onSite"), "test"
        )
        await desk.office.desk.register("assembly", Draft(family_name="Pending", email="pending@example.org"), "test")
        closed = await desk.office.closing.close("assembly", "test")
        assert (closed.messages, closed.without_address) == (1, [])
        assert await desk.office.post.deliver() is None
        [(to, message)] = mail.received
        assert (to, message["Subject"]) == ("p0@example.org", "Comité de l'eau : votre code d’accès")
        assert message["To"] == "Zoé Lefèvre <p0@example.org>" and message["From"].startswith("Example Organization <")
        body = message.get_body(("plain",))
        text = body.get_content() if body else ""
        code = derivation.access_code(desk.office.key, identity, 1)
        link = f"https://meet.example.org/enter/assembly#{code}"
        assert text.count(code) == 2
        for part in ("Zoé Lefèvre", link, "14 février 2027", "Europe/Zurich"):
            assert part in text
        [attached] = message.iter_attachments()
        assert attached.get_content_type() == "text/calendar" and code not in attached.as_string()
        [event] = icalendar.Calendar.from_ical(attached.get_content()).walk("VEVENT")
        assert event["DTSTART"].to_ical() == b"20270214T080000Z" and event["SUMMARY"] == "Comité de l'eau"
        assert await states(desk) == {"sent": 1}


async def test_a_close_happens_once_and_at_the_deadline_by_itself(tmp_path: Path) -> None:
    async with bureau(tmp_path) as desk:
        conference = await desk.found()
        await people_of(desk)
        assert await desk.office.closing.close_due() == conference.deadline_at and await states(desk) == {}
        desk.clock.now = conference.deadline_at or 0
        assert await desk.office.closing.close_due() is None
        assert await states(desk) == {"queued": 3}
        await desk.office.closing.close_due()
        with pytest.raises(RegistrationError, match="wrongState"):
            await desk.office.closing.close("assembly", "test")
        assert await states(desk) == {"queued": 3}


async def test_latecomers_and_those_who_change_to_remote_get_theirs_and_nobody_a_second(tmp_path: Path) -> None:
    async with bureau(tmp_path) as desk:
        await desk.found()
        first, *_ = await people_of(desk, 2)
        await desk.office.desk.change(first, Draft(attendance="onSite"), "test")
        await desk.office.closing.close("assembly", "test")
        assert await states(desk) == {"queued": 2}, "an access code, and a place in the room"
        await desk.office.desk.change(first, Draft(attendance="remote"), "test")
        await desk.office.desk.change(first, Draft(attendance="onSite"), "test")
        await desk.office.desk.change(first, Draft(attendance="remote"), "test")
        late, _ = await desk.office.desk.register("assembly", Draft(family_name="L", email="l@example.org"), "x", late=True)
        assert await states(desk) == {"queued": 3}
        await desk.office.desk.accredit(late.registration_id, "approved", "", "test")
        assert await states(desk) == {"queued": 4}
        await desk.office.closing.reopen("assembly", "test")
        await desk.office.closing.close("assembly", "test")
        assert await states(desk) == {"queued": 4}


async def test_a_new_access_code_voids_the_old_one_and_its_message(tmp_path: Path, mail: MailServer) -> None:
    async with bureau(tmp_path, mail__port=mail.port, **SMTP) as desk:
        await desk.found()
        [identity] = await people_of(desk, 1)
        await desk.office.closing.close("assembly", "test")
        await desk.office.desk.renew_access(identity, "test")
        await desk.office.post.deliver()
        assert len(mail.received) == 1 and await states(desk) == {"expired": 1, "sent": 1}
        assert derivation.access_code(desk.office.key, identity, 2) in mail.received[0][1].as_bytes().decode()


async def test_without_a_mail_server_messages_are_held_to_be_read(tmp_path: Path) -> None:
    async with bureau(tmp_path) as desk:
        await desk.found()
        await people_of(desk, 1)
        await desk.office.closing.close("assembly", "test")
        await desk.office.post.deliver()
        assert await states(desk) == {"held": 1}


async def test_a_mail_server_down_for_an_hour_delays_and_loses_nothing(tmp_path: Path) -> None:
    mail = MailServer()
    async with mail.running():
        port = mail.port
    async with bureau(tmp_path, mail__port=port, **SMTP) as desk:
        await desk.found()
        await people_of(desk, 5)
        await desk.office.closing.close("assembly", "test")
        dials = 0
        while desk.clock.now < NOW + 3600:
            again = await desk.office.post.deliver()
            assert again is not None and again > desk.clock.now
            desk.clock.now, dials = again, dials + 1
        assert await states(desk) == {"queued": 5} and dials < 12
        async with mail.running():
            await desk.office.post.deliver()
        assert sorted(mail.recipients()) == [f"p{n}@example.org" for n in range(5)] and mail.connections == 1
        assert await states(desk) == {"sent": 5}


async def test_bounces_are_shown_and_what_is_busy_is_tried_again(tmp_path: Path, mail: MailServer) -> None:
    mail.refusals = {"p0@example.org": "550 no such user", "p1@example.org": "451 try later"}
    async with bureau(tmp_path, mail__port=mail.port, **SMTP) as desk:
        await desk.found()
        await people_of(desk)
        await desk.office.closing.close("assembly", "test")
        again = await desk.office.post.deliver()
        assert mail.recipients() == ["p2@example.org"] and again == NOW + 30
        listed = {one.state: one for one in await desk.office.post.listed("assembly", "", 100)}
        assert listed["refused"].error == "550 no such user" and listed["queued"].attempts == 1
        mail.refusals.clear()
        desk.clock.now += 31
        await desk.office.post.deliver()
        assert mail.recipients() == ["p2@example.org", "p1@example.org"]
        await desk.office.post.send_again(listed["refused"].message_id, "test")
        await desk.office.post.deliver()
        assert mail.recipients()[2:] == ["p0@example.org"]
        with pytest.raises(RegistrationError, match="wrongState"):
            await desk.office.post.send_again(listed["refused"].message_id, "test")


async def test_a_connection_lost_in_the_text_leaves_it_uncertain_and_unsent(tmp_path: Path, mail: MailServer) -> None:
    mail.hang_up_on = "p1@example.org"
    async with bureau(tmp_path, mail__port=mail.port, **SMTP) as desk:
        await desk.found()
        _, lost, _ = await people_of(desk)
        await desk.office.closing.close("assembly", "test")
        again = await desk.office.post.deliver()
        assert await states(desk) == {"sent": 1, "uncertain": 1, "queued": 1} and again is not None
        desk.clock.now = again
        assert await desk.office.post.deliver() is None
        assert mail.recipients() == ["p0@example.org", "p1@example.org", "p2@example.org"], "not a second time"
        [message] = await desk.office.post.listed("assembly", "", 9, state="uncertain")
        assert message.registration_id == lost


async def test_one_message_that_cannot_be_composed_does_not_stop_the_others(tmp_path: Path, mail: MailServer) -> None:
    async with bureau(tmp_path, mail__port=mail.port, **SMTP) as desk:
        await desk.found()
        first, *_ = await people_of(desk)
        await desk.office.closing.close("assembly", "test")
        async with desk.office.store.writing() as work:
            person_id = (await desk.office.desk.get(first))[1].person_id
            await work.change(Person, {"language": "tlh"}, person_id=person_id)
        await desk.office.post.deliver()
        assert mail.recipients() == ["p1@example.org", "p2@example.org"]
        [message] = await desk.office.post.listed("assembly", "", 9, state="refused")
        assert message.registration_id == first and message.error.startswith("cannot be composed")


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("step", ["before text", "text taken", "before next"])
async def test_killed_at_any_step_nothing_is_sent_twice(tmp_path: Path, mail: MailServer, step: str) -> None:
    clock = Clock()
    async with bureau(tmp_path, clock, mail__port=mail.port, **SMTP) as desk:
        await desk.found()
        await people_of(desk, 4)
        await desk.office.closing.close("assembly", "test")
        keep, kept = desk.office.post._keep, 0

        async def keep_or_die(message: Message) -> None:
            nonlocal kept
            kept += 1
            if kept != {"before text": 3, "text taken": 4, "before next": 4}[step]:
                return await keep(message)
            if step == "before next":
                await keep(message)
            raise Killed

        desk.office.post._keep = keep_or_die  # type: ignore[method-assign]
        with pytest.raises(Killed):
            await desk.office.post.deliver()
    async with bureau(tmp_path, clock, mail__port=mail.port, **SMTP) as desk:
        uncertain = await desk.office.post.recover()
        await desk.office.post.deliver()
        assert uncertain == (1 if step == "text taken" else 0)
        assert sorted(mail.recipients()) == [f"p{n}@example.org" for n in range(4)]
        assert (await states(desk)).get("sent", 0) == 4 - uncertain


async def test_three_thousand_are_closed_in_one_transaction(tmp_path: Path) -> None:
    rows = [f"{n},p{n}@example.org,Name{n},P,CH,passive,remote,fr," for n in range(3000)]
    data = "\n".join(["number,email,family name,given name,delegation,role,attendance,language,phone", *rows]).encode()
    async with bureau(tmp_path) as desk:
        await desk.found(accreditation_required=False)
        await desk.office.desk.take_table("assembly", data, "t", chosen={}, encoding="", delimiter="", apply=True)
        began = time.process_time()
        closed = await desk.office.closing.close("assembly", "test")
        assert closed.messages == 3000 and time.process_time() - began < 10


# --- letters ---


def facts(language: str, **changes: str) -> letters.Facts:
    person = Person(
        person_id="1", email="n@example.org", given_name="Naledi", family_name="Dlamini", language=language,
        created_at=0, updated_at=0,
    )  # fmt: skip
    registration = Registration(registration_id="r", conference_id="c", person_id="1", created_at=0, updated_at=0)
    conference = Conference(
        conference_id="c", title={"en": changes.get("title", "Water")}, starts_at=NOW, ends_at=NOW + DAY, timezone="UTC"
    )
    if "name" in changes:
        person = Person(
            person_id="1", email="n@example.org", family_name=changes["name"], language=language, created_at=0, updated_at=0
        )
    return letters.Facts(conference, registration, person, "Org", "https://x.example/enter/c", "ABCD-EFGH-JKMN", NOW, 600.0)


@pytest.mark.parametrize("language", UI_LANGUAGES)
def test_letters_exist_in_every_language_with_everything_in_them(language: str) -> None:
    access, one_time = convocation.compose("access", facts(language)), convocation.compose("oneTime", facts(language))
    for text in (access.text, one_time.text, letters.short(facts(language))):
        assert "ABCD-EFGH-JKMN" in text and "Water" in text and "{" not in text
    assert "https://x.example/enter/c" in access.text and "10" in one_time.text


def test_every_language_has_the_same_messages() -> None:
    keys = {
        language: {
            line.split(" = ")[0]
            for line in (letters.LOCALES / f"{language}.ftl").read_text(encoding="utf-8").splitlines()
            if " = " in line and line[0] not in " *["
        }
        for language in UI_LANGUAGES
    }
    assert all(found == keys["en"] for found in keys.values()) and len(keys["en"]) > 10


@pytest.mark.parametrize("number", [0, 1, 2, 3, 5, 11, 21, 100])
@pytest.mark.parametrize("language", UI_LANGUAGES)
def test_every_number_of_minutes_can_be_said(language: str, number: int) -> None:
    assert letters.say(language, "one-time-life", minutes=number)


@given(st.text(min_size=1, max_size=60), st.sampled_from(UI_LANGUAGES))
@example("{{7*7}} {{ config }}", "en")
@example("${7*7} ${jndi:ldap://x/y} #{7*7} <%= 7*7 %>", "fr")
@example("%s%n%(code)s {0.__class__.__mro__}", "ar")
@example('"><img src=x onerror=alert(1)>', "zh")
@example("=?utf-8?q?Bcc=3A?= x@example.org, y", "ru")
@example('"\r\nSubject: no\r\n\r\nbody', "es")
def test_no_name_is_ever_a_template_or_a_header(text: str, language: str) -> None:
    hostile = text + "{ access-code }\r\nBcc: everyone@example.org\n<script>{ $code }"
    given_facts = facts(language, name=hostile, title=hostile)
    letter = convocation.compose("access", given_facts)
    message = Message(
        message_id="m",
        unique_key="k",
        conference_id="c",
        registration_id="r",
        kind="access",
        channel="mail",
        created_at=NOW,
        next_at=0,
    )
    mail = letters.as_mail(letter, message, given_facts.person, "r@example.org", "Org")
    assert letters.one_line(hostile) in letter.text and "{ access-code }" in letter.subject
    assert set(mail.keys()) == {
        *("Subject", "From", "To", "Date", "Message-ID", "Auto-Submitted", "Content-Language"),
        *("Content-Type", "Content-Transfer-Encoding", "MIME-Version"),
    }
    head = mail.as_bytes().split(b"\r\n\r\n")[0]
    assert not any(line.lower().startswith(b"bcc") for line in head.split(b"\r\n"))


# --- the table of states ---


@given(st.integers(1, 1000))
def test_patience_grows_and_ends(attempts: int) -> None:
    patience = Patience(30, 1800, 3600)
    assert 30 <= patience.after(attempts) <= patience.after(attempts + 1) <= 1800


@pytest.mark.parametrize("state", NEXT)
def test_what_was_sent_or_is_outdated_stays_so(state: MessageState) -> None:
    message = Message(
        message_id="m", unique_key="k", conference_id="c", registration_id="r", kind="access", channel="mail",
        state=state, created_at=0, next_at=0,
    )  # fmt: skip
    for after in NEXT:
        if after in NEXT[message.state]:
            assert delivery.moved(message, after).state == after
        else:
            with pytest.raises(ValueError, match="not followed"):
                delivery.moved(message, after)
    assert NEXT["sent"] == NEXT["expired"] == ()


def test_a_message_is_given_up_after_its_time() -> None:
    message = Message(
        message_id="m",
        unique_key="k",
        conference_id="c",
        registration_id="r",
        kind="access",
        channel="mail",
        created_at=0,
        next_at=0,
    )
    assert delivery.postponed(message, "no", 3599, Patience(30, 1800, 3600)).state == "queued"
    assert delivery.postponed(message, "no", 3600, Patience(30, 1800, 3600)).state == "failed"


def test_a_carrier_says_what_is_wrong_with_its_settings(tmp_path: Path) -> None:
    from server.registration.carriers import mail_carrier, sms_carrier
    from server.settings import SettingsError, load

    for key, value in (
        ("mail.delivery", "pigeon"),
        ("mail.security", "ssl3"),
        ("mail.password_file", str(tmp_path / "none")),
    ):
        flags = {"mail.delivery": "smtp", key: value}
        with pytest.raises(SettingsError):
            mail_carrier(load(flags=flags).mail)
    with pytest.raises(SettingsError):
        sms_carrier(load(flags={"sms.delivery": "webhook"}).sms)
    assert isinstance(mail_carrier(load(flags={"mail.delivery": "smtp"}).mail), SmtpCarrier)
