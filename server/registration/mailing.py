"""Messages that are written once: each has a unique key, and what has its key already is not written again.

``MAILS`` says of each kind whether it still holds when its turn comes: what is not true any more goes to nobody.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping

from server.registration.records import Conference, Message, Registration
from server.storage.registration import Member, Work

CALENDARS = ("invitation", "access", "onSite", "approved", "changed")
"""Kinds that told somebody the dates of the conference."""


def mail(kind: str, registration: Registration, now: float, suffix: str = "", **parameters: str) -> Message:
    """``suffix``: what tells two of a kind to one person apart."""
    key = ":".join(filter(None, (kind, registration.registration_id, suffix)))
    return Message(
        message_id=f"{registration.registration_id}-{hashlib.sha256(key.encode()).hexdigest()[:16]}",
        unique_key=key,
        conference_id=registration.conference_id,
        registration_id=registration.registration_id,
        kind=kind,
        channel="mail",
        created_at=now,
        next_at=now,
        parameters=parameters,
    )


async def write(work: Work, messages: Iterable[Message]) -> int:
    """How many were new."""
    wanted = {message.unique_key: message for message in messages}
    known = {message.unique_key for message in await work.among(Message, "unique_key", wanted)}
    new = [message for key, message in wanted.items() if key not in known]
    await work.add(*new)
    return len(new)


async def invite(work: Work, members: Iterable[Member], now: float) -> int:
    """Invitations written to those who have none."""
    return await write(work, [mail("invitation", one, now) for one, person in members if person.email is not None])


async def supersede(work: Work, registration_id: str, *kinds: str) -> None:
    """What of these still waits is not sent any more."""
    await work.change(Message, {"state": "expired"}, registration_id=registration_id, kind=list(kinds), state="queued")


async def told_dates(work: Work, conference_id: str) -> set[str]:
    """Registrations that were sent the conference's dates."""
    every = await work.all(Message, conference_id=conference_id, kind=list(CALENDARS))
    return {message.registration_id for message in every if message.state != "expired"}


# --- whether a message still holds ---


def _registered(conference: Conference, one: Registration, message: Message) -> bool:
    return one.standing == "registered"


def _invited(conference: Conference, one: Registration, message: Message) -> bool:
    return one.standing == "invited" and conference.closed_at is None


def _on_site(conference: Conference, one: Registration, message: Message) -> bool:
    return one.standing == "registered" and one.attendance == "onSite" and one.accreditation == "approved"


def _decided(conference: Conference, one: Registration, message: Message) -> bool:
    return one.standing == "registered" and one.accreditation == message.kind


def _newest_dates(conference: Conference, one: Registration, message: Message) -> bool:
    there = one.standing in ("registered", "invited") and one.accreditation != "refused"
    return there and message.parameters["version"] == str(conference.calendar_version)


def _cancelled(conference: Conference, one: Registration, message: Message) -> bool:
    return one.standing == "cancelled"


MAILS: Mapping[str, Callable[[Conference, Registration, Message], bool]] = {
    "access": _registered,
    "oneTime": _registered,
    "invitation": _invited,
    "reminder": _invited,
    "onSite": _on_site,
    "approved": _decided,
    "refused": _decided,
    "changed": _newest_dates,
    "cancelled": _cancelled,
    **dict.fromkeys(("coachingBooked", "coachingReminder", "coachingChanged"), _registered),
    "coachingCancelled": lambda conference, one, message: True,
}
