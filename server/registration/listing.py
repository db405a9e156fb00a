"""The official list in the office: compiled from what is registered, made final, with declared attendance by webcast."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from msgspec.structs import replace

from server.errors import RegistrationError
from server.registration import conferences, official, people
from server.registration.conferring import found
from server.registration.official import OfficialList
from server.registration.records import UI_LANGUAGES, Act, CheckIn, Conference, Declaration
from server.storage.registration import Store

DECLARATIONS_LIMIT = 20_000
"""Of a conference; overflow policy: refused."""


class Listing:
    def __init__(self, store: Store, wall: Callable[[], float]) -> None:
        self._store = store
        self._wall = wall

    async def compiled(self, conference_id: str, language: str, edition: str = "") -> tuple[Conference, OfficialList]:
        """``edition``: ``provisional`` or ``final``; empty: what the conference is at.

        :raises RegistrationError: unknownConference, fieldInvalid.
        """
        if language not in UI_LANGUAGES:
            raise RegistrationError("fieldInvalid", field="language")
        if edition not in ("", "provisional", "final"):
            raise RegistrationError("fieldInvalid", field="edition")
        async with self._store.reading() as work:
            conference = await found(work, conference_id)
            members = await work.members(conference_id)
            declared = await work.all(Declaration, order="at", conference_id=conference_id)
            entries = await work.among(CheckIn, "registration_id", [one.registration_id for one, _ in members])
        checked_in: dict[str, float] = {}
        for entry in entries:
            checked_in[entry.registration_id] = min(entry.at, checked_in.get(entry.registration_id, entry.at))
        final = edition == "final" or (not edition and conference.final_at is not None)
        return conference, official.compile_list(conference, members, declared, checked_in, language, final=final)

    async def finalise(self, conference_id: str, by: str) -> Conference:
        """From now on nothing of the conference changes.

        :raises RegistrationError: unknownConference, wrongState (registration is not closed, or it is final already).
        """
        async with self._store.writing() as work:
            conference, now = await found(work, conference_id), self._wall()
            if conferences.state(conference, now) != "closed":
                raise RegistrationError("wrongState", state=conferences.state(conference, now))
            conference = replace(conference, final_at=now, version=conference.version + 1)
            await work.put(conference)
            await work.note(Act(at=now, who=by, act="listFinal", conference_id=conference_id))
        return conference

    # --- attendance by webcast alone ---

    async def declare(self, conference_id: str, name: str, email: str, delegation: str, function: str) -> None:
        """By anyone; the same address again replaces what still waits.

        :raises RegistrationError: unknownConference, wrongState (not offered, or final), fieldInvalid, busy (too many).
        """
        declaration = Declaration(
            declaration_id=secrets.token_hex(8),
            conference_id=conference_id,
            name=people.clean(name, "name", least=1),
            email=people.email(email),
            delegation=people.clean(delegation, "delegation"),
            function=people.clean(function, "function"),
            at=self._wall(),
        )
        async with self._store.writing() as work:
            conference = await found(work, conference_id)
            published = conference.published_at is not None and conference.final_at is None
            if not published or not conference.webcast_declarations:
                raise RegistrationError("wrongState")
            if await work.count(Declaration, conference_id=conference_id) >= DECLARATIONS_LIMIT:
                raise RegistrationError("busy")
            same = {"conference_id": conference_id, "email": declaration.email}
            await work.remove(Declaration, state="pending", **same)
            if not await work.count(Declaration, **same):
                await work.add(declaration)

    async def declarations(self, conference_id: str) -> list[Declaration]:
        """:raises RegistrationError: unknownConference."""
        async with self._store.reading() as work:
            await found(work, conference_id)
            return await work.all(Declaration, order="at", conference_id=conference_id)

    async def decide(self, declaration_id: str, decision: str, by: str) -> Declaration:
        """:raises RegistrationError: unknownDeclaration, fieldInvalid."""
        if decision not in ("approved", "refused", "pending"):
            raise RegistrationError("fieldInvalid", field="decision")
        async with self._store.writing() as work:
            declaration = await work.get(Declaration, declaration_id=declaration_id)
            if declaration is None:
                raise RegistrationError("unknownDeclaration")
            declaration = replace(declaration, state=decision)
            await work.put(declaration)
            subject, conference_id = f"declaration:{declaration_id}", declaration.conference_id
            decided = Act(
                at=self._wall(), who=by, act=f"declaration.{decision}", conference_id=conference_id, subject=subject
            )
            await work.note(decided)
        return declaration
