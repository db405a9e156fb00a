"""What is kept of a person: handed over, erased on request, and erased by itself when its time is over.

Erasing takes names, addresses, telephone, letters, sessions, messages and rows of lists that are kept; what remains are
rows without a person: that a place was taken, when somebody checked in, and the audit log, which never named anybody.  Out
of the journals of their meetings they are taken when the conference is over (``traces.py``).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import msgspec
from msgspec.structs import replace

from server.errors import RegistrationError
from server.meeting.events import Event
from server.meeting.ports import JournalCorrupt, JournalUnavailable
from server.registration import conferences, derivation, listing, traces
from server.registration.records import (
    Act,
    Booking,
    Challenge,
    CheckIn,
    Conference,
    Declaration,
    Edition,
    Message,
    Person,
    Registration,
    SessionRow,
)
from server.storage.registration import Store, Work

DAY_S = 86_400.0
BATCH = 200
CLEARED = "meetingsCleared"
"""Act: no journal of the conference's meetings names them any more."""
HIDDEN = ("accessHash", "accessGeneration", "totpGeneration", "totpStep")
log = logging.getLogger("hemicycle.registration")


class Privacy:
    def __init__(self, store: Store, key: bytes, wall: Callable[[], float], discard: Callable[[str], None]) -> None:
        self._store = store
        self._key = key
        self._wall = wall
        self._discard = discard
        """Removes a letter's file."""

    async def export(self, person_id: str, by: str) -> dict[str, Any]:
        """Everything there is of someone, for themselves (no secrets).

        :raises RegistrationError: unknownPerson.
        """
        async with self._store.writing() as work:
            person = await _person(work, person_id)
            registrations = await work.all(Registration, person_id=person_id)
            ids = [one.registration_id for one in registrations]
            found: dict[str, Any] = {
                "person": person,
                "registrations": registrations,
                "checkIns": await work.among(CheckIn, "registration_id", ids),
                "messages": await work.among(Message, "registration_id", ids),
                "acts": await work.among(Act, "subject", [f"registration:{one}" for one in ids] + [f"person:{person_id}"]),
            }
            await work.note(self._act(by, "personExported", person_id))
            meetings = [await work.get(Conference, conference_id=one.conference_id) for one in registrations]
        shown: dict[str, Any] = msgspec.to_builtins(found)
        for row in shown["registrations"]:
            for name in HIDDEN:
                del row[name]
        for row in shown["messages"]:
            del row["parameters"], row["uniqueKey"]
        shown["meetings"] = {
            meeting_id: traces.of_person(events, self._tokens(registration, meeting_id))
            for registration, conference in zip(registrations, meetings, strict=True)
            if conference is not None
            for meeting_id in conferences.meeting_ids(conference.sittings)
            if (events := await self._events(meeting_id)) is not None
        }
        return shown

    async def erase(self, person_id: str, by: str) -> None:
        """At once and for good; a participant who is in a meeting stays there until they leave.

        :raises RegistrationError: unknownPerson.
        """
        async with self._store.writing() as work:
            person = await _person(work, person_id)
            registrations = await work.all(Registration, person_id=person_id)
            declared = await work.all(Declaration, email=person.email) if person.email is not None else []
            ids = {one.registration_id for one in registrations} | {one.declaration_id for one in declared}
            places = {one.conference_id for one in registrations} | {one.conference_id for one in declared}
            await listing.forget(work, places, ids)
            letters = await self._erase(work, person, by)
        for letter in letters:
            self._discard(letter)
        await self.clear()

    async def _erase(self, work: Work, person: Person, by: str) -> list[str]:
        """The letters whose files are to go."""
        now = self._wall()
        registrations = await work.all(Registration, person_id=person.person_id)
        ids = [one.registration_id for one in registrations]
        emptied = [
            replace(
                one,
                function="",
                reason="",
                letter=None,
                letter_name="",
                letter_type="",
                access_hash=None,
                totp_generation=0,
                standing="cancelled" if one.standing == "waiting" else one.standing,
                updated_at=now,
            )
            for one in registrations
        ]
        await work.put(*emptied)
        await work.put(Person(person_id=person.person_id, created_at=person.created_at, updated_at=now, erased_at=now))
        if ids:
            await work.remove(Message, registration_id=ids)
            await work.remove(Challenge, registration_id=ids)
            await work.remove(Booking, registration_id=ids)
            await work.remove(SessionRow, subject_id=ids)
        if person.email is not None:
            await work.remove(Declaration, email=person.email)
        await work.note(self._act(by, "personErased", person.person_id))
        return [one.letter for one in registrations if one.letter is not None]

    async def retain(self) -> int:
        """Erase whose every conference is over for longer than its people are kept; how many."""
        now = self._wall()
        async with self._store.reading() as work:
            every = await work.all(Conference)
        over = {one.conference_id for one in every if now >= one.ends_at + one.retention_days * DAY_S}
        erased = 0
        for conference_id in over:
            erased += await self._retain(conference_id, over)
        return erased

    async def _retain(self, conference_id: str, over: set[str]) -> int:
        erased, after = 0, ""
        while True:
            async with self._store.writing() as work:
                members = await work.members(conference_id, after=after, limit=BATCH)
                if not members:
                    await work.remove(Declaration, conference_id=conference_id)
                    await work.remove(Edition, conference_id=conference_id)
                    return erased
                letters = []
                others = await work.among(Registration, "person_id", [person.person_id for _, person in members])
                kept = {one.person_id for one in others if one.conference_id not in over}
                for _, person in members:
                    if person.erased_at is None and person.person_id not in kept:
                        letters += await self._erase(work, person, "system")
                        erased += 1
            for letter in letters:
                self._discard(letter)
            after = members[-1][0].registration_id

    # --- journals of meetings ---

    async def clear(self) -> int:
        """Take the people erased out of the journals of conferences that are over; of how many registrations."""
        async with self._store.reading() as work:
            every = await work.all(Conference)
        now = self._wall()
        over = [one for one in every if one.final_at is not None or now >= one.ends_at]
        return sum([await self._clear(conference) for conference in over])

    async def _clear(self, conference: Conference) -> int:
        async with self._store.reading() as work:
            members = await work.members(conference.conference_id)
            erased = {_subject(one): one for one, person in members if person.erased_at is not None}
            acts = await work.among(Act, "subject", list(erased))
        left = [erased[name] for name in erased.keys() - {one.subject for one in acts if one.act == CLEARED}]
        meetings = conferences.meeting_ids(conference.sittings)
        if not left or not all([await self._take_out(meeting_id, left) for meeting_id in meetings]):
            return 0
        async with self._store.writing() as work:
            for one in left:
                cleared = Act(
                    at=self._wall(),
                    who="system",
                    act=CLEARED,
                    conference_id=conference.conference_id,
                    subject=_subject(one),
                )
                await work.note(cleared)
        return len(left)

    async def _take_out(self, meeting_id: str, erased: list[Registration]) -> bool:
        """False: another time."""
        hashes = {known for one in erased for known in self._tokens(one, meeting_id)}
        events = await self._events(meeting_id)
        if events is None:
            return False
        try:
            await self._store.journal.replace(meeting_id, traces.without(events, hashes))
        except JournalUnavailable as error:
            log.error("cannot take people out of meeting %s: %s", meeting_id, error)
            return False
        return True

    async def _events(self, meeting_id: str) -> list[Event] | None:
        try:
            return await self._store.journal.read(meeting_id)
        except (JournalUnavailable, JournalCorrupt) as error:
            log.error("cannot read the journal of meeting %s: %s", meeting_id, error)
            return None

    def _tokens(self, registration: Registration, meeting_id: str) -> set[str]:
        """Hashes of every token they can have had there."""
        generations = range(1, registration.access_generation + 1)
        tokens = [derivation.entry_token(self._key, registration.registration_id, meeting_id, one) for one in generations]
        return {derivation.token_hash(token) for token in tokens}

    def _act(self, who: str, act: str, person_id: str) -> Act:
        return Act(at=self._wall(), who=who, act=act, subject=f"person:{person_id}")


def _subject(registration: Registration) -> str:
    return f"registration:{registration.registration_id}"


async def _person(work: Work, person_id: str) -> Person:
    person = await work.get(Person, person_id=person_id, erased_at=None)
    if person is None:
        raise RegistrationError("unknownPerson")
    return person
