"""Messages to people, composed when they are sent or read: Fluent in six languages, plain text, iCalendar beside it.

What people typed goes in as values of Fluent variables, which are never read as Fluent; headers are one line each.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date
from fluent.runtime import FluentBundle, FluentResource

from server.registration.calendars import Attached
from server.registration.records import Conference, Message, Person, Registration, Slot, Texts

LOCALES = Path(__file__).parent / "locales"
BABEL = {"zh": "zh_Hans"}
SMS_LIMIT = 300
"""Characters: a few segments."""


@dataclass(frozen=True, slots=True)
class Letter:
    subject: str
    text: str
    attached: tuple[Attached, ...] = ()

    @property
    def calendar(self) -> bytes:
        """The first file; empty: none."""
        return self.attached[0].content if self.attached else b""


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
    sender: str = ""
    """Address the mails come from."""
    slot: Slot | None = None
    """Of a mail about a coaching session."""
    parameters: Mapping[str, str] = field(default_factory=dict)


@functools.cache
def _bundle(language: str) -> FluentBundle:
    bundle = FluentBundle([BABEL.get(language, language)], use_isolating=False)
    for file in (LOCALES / f"{language}.ftl", LOCALES / "convocation" / f"{language}.ftl"):
        bundle.add_resource(FluentResource(file.read_text(encoding="utf-8")))
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


def one_time(facts: Facts) -> Letter:
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


def dates(conference: Conference, language: str) -> str:
    zone, locale = ZoneInfo(conference.timezone), BABEL.get(language, language)
    days = [
        format_date(datetime.fromtimestamp(at, zone), "long", locale) for at in (conference.starts_at, conference.ends_at)
    ]
    return say(language, "access-when", start=days[0], end=days[1], timezone=conference.timezone.replace("_", " "))


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
    for file in letter.attached:
        params = {"method": file.method, "charset": "utf-8"}  # RFC 5545 §8.1
        mail.add_attachment(file.content, "text", "calendar", filename=file.name, params=params)
    mail["Content-Language"] = to.language
    return mail
