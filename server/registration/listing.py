"""The official list in the office: compiled from what is registered, made final, with declared attendance by webcast."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection

import msgspec
from msgspec.structs import replace

from server.errors import RegistrationError
from server.registration import conferences, official, people
from server.registration.conferring import found
from server.registration.official import Frozen, OfficialList, Row
from server.registration.records import UI_LANGUAGES, Act, CheckIn, Conference, Declaration, Edition
from server.storage.registration import Store, Work

DECLARATIONS_LIMIT = 20_000
"""Of a conference; overflow policy: refused."""


class Listing:
    def __init__(self, store: Store, wall: Callable[[], float]) -> None:
        self._store = store
        self._wall = wall

    async def compiled(
        self, conference_id: str, language: str, edition: str = "", version: int = 0
    ) -> tuple[Conference, OfficialList]:
        """``edition``: ``provisional`` or ``final``; empty: what the conference is at.  A final list that was made is told
        as it was then, in its newest ``version`` (0); before that, as it would be now.

        :raises RegistrationError: unknownConference, fieldInvalid.
        """
        if language not in UI_LANGUAGES:
            raise RegistrationError("fieldInvalid", field="language")
        if edition not in ("", "provisional", "final"):
            raise RegistrationError("fieldInvalid", field="edition")
        async with self._store.reading() as work:
            conference = await found(work, conference_id)
            final = edition == "final" or (not edition and conference.final_at is not None)
            kept = await _editions(work, conference_id) if final else []
            if version and version not in [one.version for one in kept]:
                raise RegistrationError("fieldInvalid", field="version")
            rows = [] if kept else await _rows(work, conference_id, final=final)
        if not kept:
            return conference, official.arranged(conference, rows, language, final=final)
        shown = next((one for one in kept if one.version == version), kept[-1])
        frozen = msgspec.convert(shown.content, Frozen)
        listed = official.arranged(frozen.conference, frozen.rows, language, final=True)
        return frozen.conference, replace(listed, version=shown.version, at=shown.at, by=shown.by)

    async def editions(self, conference_id: str) -> list[Edition]:
        """The final lists that were made, in order.

        :raises RegistrationError: unknownConference.
        """
        async with self._store.reading() as work:
            await found(work, conference_id)
            return await _editions(work, conference_id)

    async def finalise(self, conference_id: str, by: str) -> Conference:
        """The list is kept as it is now, and nothing of the conference changes any more; again, when a declaration was
        decided after that, as its next version.

        :raises RegistrationError: unknownConference, wrongState (registration is not closed, or the list would be the same).
        """
        async with self._store.writing() as work:
            conference, now = await found(work, conference_id), self._wall()
            if conferences.state(conference, now) not in ("closed", "final"):
                raise RegistrationError("wrongState", state=conferences.state(conference, now))
            kept, rows = await _editions(work, conference_id), await _rows(work, conference_id, final=True)
            if kept and msgspec.convert(kept[-1].content, Frozen).rows == rows:
                raise RegistrationError("wrongState", state="final")
            if conference.final_at is None:
                conference = replace(conference, final_at=now, version=conference.version + 1)
                await work.put(conference)
            number = kept[-1].version + 1 if kept else 1
            content = msgspec.to_builtins(Frozen(conference, rows))
            await work.add(Edition(conference_id=conference_id, version=number, at=now, by=by, content=content))
            detail = {"version": number, "rows": len(rows)}
            await work.note(Act(at=now, who=by, act="listFinal", conference_id=conference_id, detail=detail))
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


async def _editions(work: Work, conference_id: str) -> list[Edition]:
    return await work.all(Edition, order="version", conference_id=conference_id)


async def _rows(work: Work, conference_id: str, *, final: bool) -> list[Row]:
    """As it is now."""
    members = await work.members(conference_id)
    declared = await work.all(Declaration, order="at", conference_id=conference_id)
    checked_in: dict[str, float] = {}
    for entry in await work.among(CheckIn, "registration_id", [one.registration_id for one, _ in members]):
        checked_in[entry.registration_id] = min(entry.at, checked_in.get(entry.registration_id, entry.at))
    return official.rows(members, declared, checked_in, final=final)


async def forget(work: Work, conference_ids: Collection[str], ids: Collection[str]) -> None:
    """Rows of erased people leave the lists that are kept; ``ids``: of registrations and declarations."""
    for edition in await work.among(Edition, "conference_id", conference_ids):
        rows = edition.content["rows"]
        left = [row for row in rows if row["of"] not in ids]
        if len(left) < len(rows):
            await work.put(replace(edition, content={**edition.content, "rows": left}))
