"""The close of registration: whoever attends remotely and is accredited gets an access code, once, in one message.

All rows of a close are one transaction: after a crash either nothing was closed or everything is on its way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from msgspec.structs import replace

from server.errors import RegistrationError
from server.registration import conferences, derivation, mailing
from server.registration.conferring import found
from server.registration.records import Act, Conference, Message, Person, Registration
from server.storage.registration import Store, Work

ACCESS = "access"


@dataclass(frozen=True, slots=True)
class Closed:
    conference: Conference
    messages: int
    without_address: list[str]
    """Registrations without an address a message could go to."""


def is_due(conference: Conference, registration: Registration) -> bool:
    """Whether this registration should have an access code and has none."""
    return (
        conference.closed_at is not None
        and registration.attendance == "remote"
        and registration.standing == "registered"
        and registration.accreditation == "approved"
        and registration.access_generation == 0
    )


def is_told_on_site(conference: Conference, registration: Registration) -> bool:
    """Whether this registration should have a mail with place and times, without link or code."""
    return (
        conference.closed_at is not None
        and registration.attendance == "onSite"
        and registration.standing == "registered"
        and registration.accreditation == "approved"
    )


def issued(key: bytes, registration: Registration, now: float) -> tuple[Registration, Message]:
    """The next access code of a registration, and the message that brings it."""
    generation, identity = registration.access_generation + 1, registration.registration_id
    code = derivation.access_code(key, identity, generation)
    message = Message(
        message_id=f"{identity}-{ACCESS}-{generation}",
        unique_key=f"{ACCESS}:{identity}:{generation}",
        conference_id=registration.conference_id,
        registration_id=identity,
        kind=ACCESS,
        channel="mail",
        created_at=now,
        next_at=now,
    )
    access_hash = derivation.access_hash(key, code)
    return replace(registration, access_generation=generation, access_hash=access_hash, updated_at=now), message


async def issue(work: Work, key: bytes, members: Iterable[tuple[Registration, Person]], now: float) -> tuple[int, list[str]]:
    """Messages written, and the registrations of people without an address."""
    messages, without, changed = [], [], []
    for registration, person in members:
        if person.email is None:
            without.append(registration.registration_id)
            continue
        registration, message = issued(key, registration, now)
        changed.append(registration)
        messages.append(message)
    await work.put(*changed)
    await work.add(*messages)
    return len(messages), without


async def tell(
    work: Work, key: bytes, conference: Conference, members: Iterable[tuple[Registration, Person]], now: float
) -> tuple[int, list[str]]:
    """What members of a closed conference get, once each: messages written, and registrations without an address."""
    every = list(members)
    written, without = await issue(work, key, [one for one in every if is_due(conference, one[0])], now)
    on_site = [one for one in every if is_told_on_site(conference, one[0])]
    written += await mailing.write(
        work, [mailing.mail("onSite", one, now) for one, person in on_site if person.email is not None]
    )
    return written, [*without, *(one.registration_id for one, person in on_site if person.email is None)]


class Closing:
    def __init__(self, store: Store, key: bytes, wall: Callable[[], float], wake: Callable[[], None]) -> None:
        self._store = store
        self._key = key
        self._wall = wall
        self._wake = wake

    async def close(self, conference_id: str, by: str) -> Closed:
        """By hand or at the deadline; closed once.

        :raises RegistrationError: unknownConference, wrongState (not open, or closed already).
        """
        async with self._store.writing() as work:
            conference, now = await found(work, conference_id), self._wall()
            if conferences.state(conference, now) not in ("planned", "open"):
                raise RegistrationError("wrongState", state=conferences.state(conference, now))
            conference = replace(conference, closed_at=now, version=conference.version + 1)
            await work.put(conference)
            messages, without = await tell(work, self._key, conference, await work.members(conference_id), now)
            await work.note(self._act(by, "registrationClosed", conference, messages=messages, without=len(without)))
        self._wake()
        return Closed(conference, messages, without)

    async def reopen(self, conference_id: str, by: str) -> Conference:
        """For latecomers: codes that were issued stay good; the next close writes to those who have none.

        :raises RegistrationError: unknownConference, wrongState.
        """
        async with self._store.writing() as work:
            conference = await found(work, conference_id)
            if conference.closed_at is None or conference.final_at is not None:
                raise RegistrationError("wrongState")
            conference = replace(conference, closed_at=None, deadline_at=None, version=conference.version + 1)
            await work.put(conference)
            await work.note(self._act(by, "registrationReopened", conference))
        return conference

    async def close_due(self) -> float | None:
        """Close what is past its deadline; when the next is due."""
        now = self._wall()
        async with self._store.reading() as work:
            waiting = [
                one
                for one in await work.all(Conference, closed_at=None, final_at=None)
                if one.published_at is not None and one.deadline_at is not None
            ]
        for conference in waiting:
            if (conference.deadline_at or 0) <= now:
                await self.close(conference.conference_id, "system")
        return min(
            (one.deadline_at for one in waiting if one.deadline_at is not None and one.deadline_at > now), default=None
        )

    def _act(self, who: str, act: str, conference: Conference, **detail: object) -> Act:
        return Act(at=self._wall(), who=who, act=act, conference_id=conference.conference_id, detail=dict(detail))
