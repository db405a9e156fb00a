"""The registration desk: people and their registrations, one at a time or by table, and their accreditation.

Registrations of one conference change in turn, so that caps hold; places are counted anew for each change.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from msgspec.structs import replace

from server.errors import RegistrationError
from server.registration import closing, conferences, drafts, people, sheets
from server.registration.changing import Change, act, carry_out, tell_decision
from server.registration.conferring import found
from server.registration.drafts import Draft
from server.registration.importing import REPORTED, Changes, Import, Known, Outcome, Row, RowRefusal
from server.registration.people import folded
from server.registration.places import Places
from server.registration.records import Act, Conference, Person, Registration, SessionRow
from server.registration.sheets import Sheet
from server.settings import Registration as Settings
from server.storage.registration import Member, Store, Work

BATCH = 250
"""Rows of one transaction: a running meeting's journal waits no longer than for these."""
PAGE_LIMIT = 500
Standing = Literal["registered", "waiting", "cancelled"]
"""What the desk may make of somebody's."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a table changes, or changed."""

    sheet: Sheet
    mapping: dict[str, int]
    applied: bool
    counts: dict[Outcome, int]
    refusals: list[RowRefusal]
    missing: list[str] = field(default_factory=list)
    """Registrations the table does not name; nothing happens to them."""


class Desk:
    def __init__(
        self, store: Store, key: bytes, settings: Settings, wall: Callable[[], float], wake: Callable[[], None]
    ) -> None:
        self._store = store
        self._key = key
        self._settings = settings
        self._wall = wall
        self._wake = wake
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self.on_changed: Callable[[Sequence[Change]], Awaitable[None]] | None = None
        """Told of changes that are in the database: meetings hear of them."""

    # --- looking ---

    async def listed(self, conference_id: str, *, after: str, limit: int, text: str, **equals: Any) -> list[Member]:
        """:raises RegistrationError: unknownConference."""
        async with self._store.reading() as work:
            await found(work, conference_id)
            return await work.members(conference_id, after=after, limit=min(limit, PAGE_LIMIT), text=text, **equals)

    async def get(self, registration_id: str) -> Member:
        """:raises RegistrationError: unknownRegistration."""
        async with self._store.reading() as work:
            return await member(work, registration_id)

    async def locked(self, conference_id: str) -> list[Member]:
        """Whoever spent all one-time codes and waits to be unlocked, the last first.

        :raises RegistrationError: unknownConference.
        """
        async with self._store.reading() as work:
            await found(work, conference_id)
            return await work.locked(conference_id, PAGE_LIMIT)

    async def meters(self, conference_id: str) -> dict[str, Any]:
        """How full the conference is.

        :raises RegistrationError: unknownConference.
        """
        async with self._store.reading() as work:
            conference = await found(work, conference_id)
            places = await places_of(work, conference)
            standing = await work.tally(Registration, "standing", conference_id=conference_id)
            accreditation = await work.tally(
                Registration, "accreditation", conference_id=conference_id, standing="registered"
            )
        return {
            "registered": places.all,
            "active": places.active,
            "onSite": places.on_site,
            "participantsLimit": conference.participants_limit,
            "activeLimit": conference.active_limit,
            "onSiteLimit": conference.on_site_limit,
            "standing": standing,
            "accreditation": accreditation,
        }

    # --- one at a time ---

    async def register(
        self,
        conference_id: str,
        draft: Draft,
        by: str,
        *,
        late: bool = False,
        waiting: bool = False,
        strangers_only: bool = False,
        invited: bool = False,
    ) -> Member:
        """``late``: also after the close; ``waiting``: on the waiting list when there is no place; ``invited``: only that;
        ``strangers_only``: whoever is known must not be changed by somebody who only knows their address.

        :raises RegistrationError: unknownConference, registrationNotOpen, registrationClosed, fieldInvalid,
            alreadyRegistered, formForbids, participantsFull, activeFull, delegationFull, onSiteFull.
        """
        draft = drafts.checked(draft)
        if not draft.family_name:
            raise RegistrationError("fieldInvalid", field="familyName")
        if not draft.number and not draft.email:
            raise RegistrationError("fieldInvalid", field="email")
        async with self._turns[conference_id], self._store.writing() as work:
            conference, now = await found(work, conference_id), self._wall()
            _check_not_final(conference)
            if not late:
                conferences.check_open(conference, now)
            row = Row(0, draft)
            known = await known_among(work, conference_id, [row])
            person = known.find(draft)
            if person is not None and strangers_only:
                raise RegistrationError("alreadyRegistered")
            older = known.registrations.get(person.person_id) if person is not None else None
            if older is not None and (invited or older.standing not in ("cancelled", "invited")):
                raise RegistrationError("alreadyRegistered", registrationId=older.registration_id)
            one = Import(conference, await places_of(work, conference), new_id, invited=invited)
            changes = one.look_at([row], known, now)
            if changes.refusals and waiting and changes.refusals[0].code in WAITED_FOR:
                changes = _on_waiting_list(conference, row, known, now)
            if changes.refusals:
                raise RegistrationError(changes.refusals[0].code)
            happened = await carry_out(work, self._key, conference, changes, by, now)
            [after] = [*changes.new_registrations, *changes.changed_registrations]
            registered = await member(work, after.registration_id)
        await self._changed(happened)
        return registered

    async def put(self, conference_id: str, draft: Draft, by: str, *, late: bool, waiting: bool) -> tuple[bool, Member]:
        """Whoever has the draft's number is registered so; the same again changes nothing.  True: they were not before.

        :raises RegistrationError: as :meth:`register` and :meth:`change`.
        """
        known = await self._numbered(conference_id, draft.number or "")
        if known is not None and known.standing in ("registered", "waiting"):
            return False, await self.change(known.registration_id, draft, by)
        return True, await self.register(conference_id, draft, by, late=late, waiting=waiting)

    async def withdraw(self, conference_id: str, number: str, by: str) -> None:
        """:raises RegistrationError: unknownConference, wrongState."""
        known = await self._numbered(conference_id, number)
        if known is not None and known.standing != "cancelled":
            await self.change(known.registration_id, Draft(), by, standing="cancelled")

    async def _numbered(self, conference_id: str, number: str) -> Registration | None:
        async with self._store.reading() as work:
            await found(work, conference_id)
            person = await work.get(Person, number=number) if number else None
            if person is None:
                return None
            return await work.get(Registration, conference_id=conference_id, person_id=person.person_id)

    async def _changed(self, changes: Sequence[Change]) -> None:
        self._wake()
        if self.on_changed is not None and changes:
            await self.on_changed(changes)

    async def change(self, registration_id: str, draft: Draft, by: str, *, standing: Standing | None = None) -> Member:
        """Whoever waits for a place that becomes free gets it.

        :raises RegistrationError: unknownRegistration, wrongState (final), fieldInvalid, alreadyRegistered and what refuses
            a place.
        """
        draft = drafts.checked(draft)
        conference_id = (await self.get(registration_id))[0].conference_id
        async with self._turns[conference_id], self._store.writing() as work:
            conference, now = await found(work, conference_id), self._wall()
            _check_not_final(conference)
            before, older = await member(work, registration_id)
            after, person = drafts.registration_with(before, draft, now), drafts.person_with(older, draft, now)
            if standing is not None and standing != after.standing:
                after = replace(after, standing=standing, updated_at=now)
            if (person.email or person.number) is None:
                raise RegistrationError("fieldInvalid", field="email")
            if person is not older and (await known_among(work, conference_id, [Row(0, draft)])).find(draft) not in (
                None,
                older,
            ):
                raise RegistrationError("alreadyRegistered")
            places = await places_of(work, conference)
            places.free(before)
            places.check(after)
            places.take(after)
            waiting = await work.all(Registration, order="registration_id", conference_id=conference_id, standing="waiting")
            changes = Changes(
                changed_people=[person] if person is not older else [],
                changed_registrations=[*([after] if after is not before else []), *promoted(places, waiting, after, now)],
            )
            happened = await carry_out(work, self._key, conference, changes, by, now)
            changed = await member(work, registration_id)
        await self._changed(happened)
        return changed

    async def accredit(self, registration_id: str, decision: str, reason: str, by: str) -> Member:
        """:raises RegistrationError: unknownRegistration, fieldInvalid (decision, or a refusal without a reason)."""
        reason = people.clean(reason, "reason", people.REASON_LIMIT, least=1 if decision == "refused" else 0)
        if decision not in ("approved", "refused", "pending"):
            raise RegistrationError("fieldInvalid", field="decision")
        async with self._store.writing() as work:
            registration, person = await member(work, registration_id)
            conference, now = await found(work, registration.conference_id), self._wall()
            _check_not_final(conference)
            after = replace(registration, accreditation=decision, reason=reason, updated_at=now)
            await work.put(after)
            await work.note(act(now, by, f"accreditation.{decision}", after))
            await tell_decision(work, self._key, conference, registration, (after, person), now)
            done = await member(work, registration_id)
        await self._changed([((registration, person), done)])
        return done

    async def attach(self, registration_id: str, blob: str, name: str, kind: str, by: str) -> str | None:
        """Keep a letter of accreditation; the blob it replaces, for whoever keeps the files.

        :raises RegistrationError: unknownRegistration.
        """
        async with self._store.writing() as work:
            registration, _ = await member(work, registration_id)
            now = self._wall()
            await work.put(replace(registration, letter=blob, letter_name=name, letter_type=kind, updated_at=now))
            await work.note(act(now, by, "letterAttached", registration))
        return registration.letter

    async def unlock(self, registration_id: str, by: str) -> Member:
        """Someone whose one-time codes were all spent may try again.

        :raises RegistrationError: unknownRegistration.
        """
        async with self._store.writing() as work:
            registration, _ = await member(work, registration_id)
            now = self._wall()
            await work.put(replace(registration, wrong_codes=0, locked_at=None, updated_at=now))
            await work.note(act(now, by, "unlocked", registration))
            return await member(work, registration_id)

    async def renew_access(self, registration_id: str, by: str) -> Member:
        """Another access code in another message; the old code is void, and so are sessions and the authenticator app.

        :raises RegistrationError: unknownRegistration, wrongState (not closed yet, on site, or not accredited),
            channelMissing.
        """
        async with self._store.writing() as work:
            registration, person = await member(work, registration_id)
            conference, now = await found(work, registration.conference_id), self._wall()
            if not closing.is_due(conference, replace(registration, access_generation=0)):
                raise RegistrationError("wrongState")
            if person.email is None:
                raise RegistrationError("channelMissing")
            cleared = replace(registration, totp_generation=0, totp_step=0)
            await work.remove(SessionRow, subject_id=registration_id)
            await closing.issue(work, self._key, [(cleared, person)], now)
            await work.note(act(now, by, "accessRenewed", registration))
            renewed = await member(work, registration_id)
        self._wake()
        return renewed

    # --- by table ---

    async def take_table(
        self,
        conference_id: str,
        data: bytes,
        by: str,
        *,
        chosen: dict[str, str],
        encoding: str,
        delimiter: str,
        apply: bool,
        invited: bool = False,
    ) -> Report:
        """What a table would change, or, to ``apply``, its changes, some rows at a time: what a crash leaves out comes
        with the same table handed in again.

        :raises RegistrationError: unknownConference, tableInvalid, encodingUnclear, mappingInvalid, wrongState (final).
        """
        limit = self._settings.table_max_rows
        sheet = await asyncio.to_thread(sheets.read, data, limit, encoding, delimiter)
        mapping = drafts.mapped(sheet.header, chosen) if chosen else drafts.guess(sheet.header)
        if apply:
            drafts.check_mapping(mapping)
            if not sheet.certain:
                raise RegistrationError("encodingUnclear", candidates=sheet.encoding)
        rows = await asyncio.to_thread(_rows, sheet, mapping)
        async with self._turns[conference_id]:
            report = Report(sheet, mapping, apply, dict(NONE), [])
            happened = await self._take(conference_id, rows, by, report, invited=invited)
        await self._changed(happened)
        return report

    async def _take(self, conference_id: str, rows: list[Row], by: str, report: Report, *, invited: bool) -> list[Change]:
        apply, happened = report.applied, list[Change]()
        async with self._store.reading() as work:
            conference = await found(work, conference_id)
            _check_not_final(conference)
            table = Import(conference, await places_of(work, conference), new_id, invited=invited)
            registered = {one.registration_id for one in await work.all(Registration, **_standing(conference_id))}
        for start in range(0, len(rows), BATCH):
            batch = rows[start : start + BATCH]
            async with self._store.writing() if apply else self._store.reading() as work:
                now = self._wall()
                changes = table.look_at(batch, await known_among(work, conference_id, batch), now)
                if apply:
                    happened += await carry_out(work, self._key, conference, changes, by, now)
            for outcome, number in changes.counts.items():
                report.counts[outcome] += number
            report.refusals.extend(changes.refusals[: REPORTED - len(report.refusals)])
            await asyncio.sleep(0)
        if apply:
            async with self._store.writing() as work:
                await work.note(_table_act(self._wall(), by, conference_id, report))
        report.missing.extend(sorted(registered - set(table.seen)))
        return happened


WAITED_FOR = frozenset({"participantsFull", "activeFull", "delegationFull", "onSiteFull"})
NONE: dict[Outcome, int] = {"added": 0, "changed": 0, "unchanged": 0, "refused": 0}


def new_id() -> str:
    """Growing with time, so that lists come in the order people registered; the rest is chance."""
    return f"{int(time.time() * 1_000_000):013x}{secrets.token_hex(4)}"


def _check_not_final(conference: Conference) -> None:
    if conference.final_at is not None:
        raise RegistrationError("wrongState", state="final")


def promoted(places: Places, waiting: list[Registration], but: Registration, now: float) -> list[Registration]:
    """Of those who wait, the longest first, whoever fits."""
    found = []
    for one in waiting:
        registered = replace(one, standing="registered", updated_at=now)
        try:
            places.check(registered)
        except RegistrationError:
            continue
        if one.registration_id != but.registration_id:
            places.take(registered)
            found.append(registered)
    return found


def _on_waiting_list(conference: Conference, row: Row, known: Known, now: float) -> Changes:
    """As if there were no caps, and then waiting."""
    boundless = replace(
        conference,
        participants_limit=10**9,
        active_limit=10**9,
        on_site_limit=None,
        quota=None,
        quotas={},
        on_site_quota=None,
    )
    changes = Import(conference, Places(boundless), new_id).look_at([row], known, now)
    changes.new_registrations = [replace(one, standing="waiting") for one in changes.new_registrations]
    changes.changed_registrations = [replace(one, standing="waiting") for one in changes.changed_registrations]
    return changes


def _rows(sheet: Sheet, mapping: dict[str, int]) -> list[Row]:
    made = ((line, *drafts.from_row(cells, mapping)) for line, cells in sheet.rows)
    return [Row(line, draft, tuple(wrong)) for line, draft, wrong in made]


def _standing(conference_id: str) -> dict[str, Any]:
    return {"conference_id": conference_id, "standing": "registered"}


async def member(work: Work, registration_id: str) -> Member:
    """:raises RegistrationError: unknownRegistration."""
    registration = await work.get(Registration, registration_id=registration_id)
    person = await work.get(Person, person_id=registration.person_id) if registration is not None else None
    if registration is None or person is None:
        raise RegistrationError("unknownRegistration")
    return registration, person


async def places_of(work: Work, conference: Conference) -> Places:
    places = Places(conference)
    for registration in await work.all(Registration, **_standing(conference.conference_id)):
        places.take(registration)
    return places


async def known_among(work: Work, conference_id: str, rows: list[Row]) -> Known:
    """The people some rows may mean."""
    known = Known()
    numbers = [row.draft.number for row in rows if row.draft.number]
    addresses = [folded(row.draft.email) for row in rows if row.draft.email]
    for person in await work.among(Person, "number", numbers) + await work.among(Person, "email_folded", addresses):
        known.put(person)
    ids = {person.person_id for person in [*known.by_number.values(), *known.by_email.values()]}
    for registration in await work.among(Registration, "person_id", ids):
        if registration.conference_id == conference_id:
            known.registrations[registration.person_id] = registration
    return known


def _table_act(now: float, by: str, conference_id: str, report: Report) -> Act:
    return Act(
        at=now, who=by, act="tableImported", conference_id=conference_id, detail=dict[str, Any](report.counts.items())
    )
