"""What is kept of a person: handed over, erased on request, and erased by itself when its time is over.

Erasing takes names, addresses, telephone, letters, sessions and messages; what remains are rows without a person: that a
place was taken, when somebody checked in, and the audit log, which never named anybody.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from msgspec.structs import replace

from server.errors import RegistrationError
from server.registration.records import (
    Act,
    Challenge,
    CheckIn,
    Conference,
    Declaration,
    Message,
    Person,
    Registration,
    SessionRow,
)
from server.storage.registration import Store, Work

DAY_S = 86_400.0
BATCH = 200
HIDDEN = ("accessHash", "accessGeneration", "totpGeneration", "totpStep")


class Privacy:
    def __init__(self, store: Store, wall: Callable[[], float], discard: Callable[[str], None]) -> None:
        self._store = store
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
        shown: dict[str, Any] = msgspec.to_builtins(found)
        for row in shown["registrations"]:
            for name in HIDDEN:
                del row[name]
        for row in shown["messages"]:
            del row["parameters"], row["uniqueKey"]
        return shown

    async def erase(self, person_id: str, by: str) -> None:
        """At once and for good; a participant who is in a meeting stays there until they leave.

        :raises RegistrationError: unknownPerson.
        """
        async with self._store.writing() as work:
            letters = await self._erase(work, await _person(work, person_id), by)
        for letter in letters:
            self._discard(letter)

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

    def _act(self, who: str, act: str, person_id: str) -> Act:
        return Act(at=self._wall(), who=who, act=act, subject=f"person:{person_id}")


async def _person(work: Work, person_id: str) -> Person:
    person = await work.get(Person, person_id=person_id, erased_at=None)
    if person is None:
        raise RegistrationError("unknownPerson")
    return person
