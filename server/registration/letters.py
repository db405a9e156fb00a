"""Messages to people, composed when they are sent or read: Fluent in six languages, plain text, iCalendar (RFC 5545).

What people typed goes in as values of Fluent variables, which are never read as Fluent; headers are one line each.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date
from fluent.runtime import FluentBundle, FluentResource
from icalendar import Calendar, Event

from server.registration.records import Conference, Message, Person, Registration, Texts

LOCALES = Path(__file__).parent / "locales"
BABEL = {"zh": "zh_Hans"}
ICALENDAR = {"method": "PUBLISH", "charset": "utf-8"}
"""Of the attached file's type (RFC 5545 §8.1)."""
SMS_LIMIT = 300
"""Characters: a few segments."""


@dataclass(frozen=True, slots=True)
class Letter:
    subject: str
    text: str
    calendar: bytes = b""


@dataclass(frozen=True, slots=True)
class Facts:
    """Of one message."""

    conference: Conference
    registration: Registration
    person: Person
    organisation: str
    link: str
    code: str
    """The access code, or the one-time code."""
    now: float
    life_s: float = 0.0


@functools.cache
def _bundle(language: str) -> FluentBundle:
    bundle = FluentBundle([BABEL.get(language, language)], use_isolating=False)
    bundle.add_resource(FluentResource((LOCALES / f"{language}.ftl").read_text(encoding="utf-8")))
    return bundle


def say(language: str, key: str, **values: Any) -> str:
    """:raises KeyError: no such message.
    :raises ValueError: it needs a value that was not given."""
    bundle = _bundle(language)
    message = bundle.get_message(key)
    if message.value is None:
        raise KeyError(key)
    text, errors = bundle.format_pattern(message.value, values)
    if errors:
        raise ValueError(f"{language} {key}: {errors}")
    return str(text)


def in_language(texts: Texts, language: str) -> str:
    """The text in a language, else in English, else in any."""
    return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")


def one_line(text: str) -> str:
    return " ".join(text.split())


def compose(kind: str, facts: Facts) -> Letter:
    """:raises KeyError: no such kind."""
    return COMPOSERS[kind](facts)


def _access(facts: Facts) -> Letter:
    language, conference = facts.person.language, facts.conference
    title = one_line(in_language(conference.title, language))
    passive = facts.registration.role == "passive"
    paragraphs = [
        say(language, "greeting", name=one_line(f"{facts.person.honorific} {facts.person.name}")),
        f"{say(language, 'access-registered')}\n\n    {title}\n    {_when(conference, language)}",
        f"{say(language, 'access-what')}\n\n    {facts.link}",
        f"{say(language, 'access-code')}\n\n    {facts.code}",
        say(language, "access-second"),
        say(language, "access-passive" if passive else "access-active"),
        say(language, "access-before"),
        *([say(language, "access-calendar")] if conference.sittings else []),
        f"{say(language, 'closing')}\n{facts.organisation}",
    ]
    subject = say(language, "access-subject", conference=title)
    return Letter(subject, "\n\n".join(paragraphs) + "\n", calendar(facts) if conference.sittings else b"")


def _one_time(facts: Facts) -> Letter:
    language = facts.person.language
    title = one_line(in_language(facts.conference.title, language))
    paragraphs = [
        f"{say(language, 'one-time-text', conference=title)}\n\n    {facts.code}",
        say(language, "one-time-life", minutes=round(facts.life_s / 60)),
        say(language, "one-time-warning"),
        facts.organisation,
    ]
    return Letter(say(language, "one-time-subject", code=facts.code), "\n\n".join(paragraphs) + "\n")


def short(facts: Facts) -> str:
    """A one-time code by SMS."""
    language = facts.person.language
    title = one_line(in_language(facts.conference.title, language))
    return say(language, "one-time-sms", code=facts.code, conference=title)[:SMS_LIMIT]


COMPOSERS = {"access": _access, "oneTime": _one_time}


def _when(conference: Conference, language: str) -> str:
    zone, locale = ZoneInfo(conference.timezone), BABEL.get(language, language)
    days = [
        format_date(datetime.fromtimestamp(at, zone), "long", locale) for at in (conference.starts_at, conference.ends_at)
    ]
    return say(language, "access-when", start=days[0], end=days[1], timezone=conference.timezone.replace("_", " "))


def calendar(facts: Facts) -> bytes:
    """An event for each sitting.  It holds no code: calendars are shared."""
    conference, language = facts.conference, facts.person.language
    file = Calendar()
    file.add("prodid", "-//Hemicycle//registration//EN")
    file.add("version", "2.0")
    file.add("method", "PUBLISH")
    for sitting in conference.sittings:
        event = Event()
        event.add("uid", f"{conference.conference_id}-{sitting.meeting_id}-{int(sitting.starts_at)}@hemicycle")
        event.add("dtstamp", datetime.fromtimestamp(facts.now, UTC))
        event.add("dtstart", datetime.fromtimestamp(sitting.starts_at, UTC))
        event.add("dtend", datetime.fromtimestamp(sitting.ends_at, UTC))
        event.add("summary", in_language(sitting.title, language) or in_language(conference.title, language))
        event.add("location", facts.link)
        event.add("url", facts.link)
        file.add_component(event)
    return bytes(file.to_ical())


def as_mail(letter: Letter, message: Message, to: Person, sender: str, organisation: str) -> EmailMessage:
    """:raises ValueError: an address no mail can have."""
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = one_line(letter.subject)
    mail["From"] = Address(display_name=one_line(organisation), addr_spec=sender)
    mail["To"] = Address(display_name=one_line(to.name), addr_spec=to.email or "")
    mail["Date"] = datetime.fromtimestamp(message.created_at, UTC)
    mail["Message-ID"] = f"<{message.message_id}@{sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(letter.text)
    if letter.calendar:
        mail.add_attachment(letter.calendar, "text", "calendar", filename="meeting.ics", params=ICALENDAR)
    mail["Content-Language"] = to.language
    return mail
