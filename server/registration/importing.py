"""Rows of a table against what is registered: what each would change.  Pure; the same table twice changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from msgspec.structs import replace

from server.errors import RegistrationError
from server.registration import drafts
from server.registration.drafts import Draft
from server.registration.people import folded
from server.registration.places import Places
from server.registration.records import Conference, Person, Registration

Outcome = Literal["added", "changed", "unchanged", "refused"]
REPORTED = 1_000
"""Refusals told in full; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Row:
    line: int
    draft: Draft
    wrong: tuple[str, ...] = ()
    """Fields that cannot be taken."""


@dataclass(frozen=True, slots=True)
class RowRefusal:
    line: int
    code: str
    field: str = ""
    other: int = 0
    """The line of the row that came before, of a duplicate."""


@dataclass(slots=True)
class Known:
    """People among whom rows find theirs, and their registrations for the conference; rows add to it."""

    by_number: dict[str, Person] = field(default_factory=dict)
    by_email: dict[str, Person] = field(default_factory=dict)
    registrations: dict[str, Registration] = field(default_factory=dict)
    """Person id -> registration."""

    def put(self, person: Person) -> None:
        if person.number is not None:
            self.by_number[person.number] = person
        if person.email is not None:
            self.by_email[folded(person.email)] = person

    def drop(self, person: Person) -> None:
        """Before a person with other addresses takes its place."""
        self.by_number.pop(person.number or "", None)
        self.by_email.pop(folded(person.email or ""), None)

    def find(self, draft: Draft) -> Person | None:
        """Whom a draft means: by number, else by address.

        :raises RegistrationError: alreadyRegistered, the two are different people, or the address has another number.
        """
        numbered = self.by_number.get(draft.number or "")
        addressed = self.by_email.get(folded(draft.email or ""))
        if numbered is not None and addressed is not None and numbered.person_id != addressed.person_id:
            raise RegistrationError("alreadyRegistered", field="email")
        if numbered is None and addressed is not None and draft.number and addressed.number not in (None, draft.number):
            raise RegistrationError("alreadyRegistered", field="number")
        return numbered or addressed


@dataclass(slots=True)
class Changes:
    """Of some rows.  Lists are what the database must do, in this order."""

    new_people: list[Person] = field(default_factory=list)
    changed_people: list[Person] = field(default_factory=list)
    new_registrations: list[Registration] = field(default_factory=list)
    changed_registrations: list[Registration] = field(default_factory=list)
    counts: dict[Outcome, int] = field(default_factory=lambda: {"added": 0, "changed": 0, "unchanged": 0, "refused": 0})
    refusals: list[RowRefusal] = field(default_factory=list)


class Import:
    """One table; rows come in turn, in any number of batches."""

    def __init__(self, conference: Conference, places: Places, new_id: Callable[[], str], *, invited: bool = False) -> None:
        """``invited``: new people are invited; who is known stays as they are."""
        self._invited = invited
        self.conference = conference
        self.places = places
        self.seen: dict[str, int] = {}
        """Registration id -> line that named it."""
        self._identities: dict[tuple[str, str], int] = {}
        """Numbers and addresses -> line that named them: what is only looked at is in no database."""
        self._new_id = new_id

    def look_at(self, rows: list[Row], known: Known, now: float) -> Changes:
        changes = Changes()
        for row in rows:
            try:
                outcome = self._row(row, known, changes, now)
            except RegistrationError as error:
                outcome = "refused"
                other = int(error.detail.get("line", "0"))
                changes.refusals.append(RowRefusal(row.line, error.code, error.detail.get("field", ""), other))
            changes.counts[outcome] += 1
        return changes

    def _row(self, row: Row, known: Known, changes: Changes, now: float) -> Outcome:
        if row.wrong:
            raise RegistrationError("fieldInvalid", field=",".join(row.wrong))
        self._check_identities(row)
        older = known.find(row.draft)
        if older is None:
            person = drafts.new_person(row.draft, self._new_id(), now)
        else:
            person = drafts.person_with(older, row.draft, now)
        before = known.registrations.get(person.person_id)
        if before is None:
            after = drafts.new_registration(self.conference, row.draft, self._new_id(), person.person_id, now)
            after = replace(after, standing="invited") if self._invited else after
        else:
            after = drafts.registration_with(before, row.draft, now)
            if before.standing in ("cancelled", "invited") and not self._invited:
                after = replace(after, standing="registered", updated_at=now)
        if (line := self.seen.get(after.registration_id)) is not None:
            raise RegistrationError("alreadyRegistered", line=str(line))
        self._take_place(before, after)
        self.seen[after.registration_id] = row.line
        self._identities.update((key, row.line) for key in _identities(row.draft))
        return _noted(changes, known, (older, person), (before, after))

    def _check_identities(self, row: Row) -> None:
        for key in _identities(row.draft):
            if key in self._identities:
                raise RegistrationError("alreadyRegistered", line=str(self._identities[key]))

    def _take_place(self, before: Registration | None, after: Registration) -> None:
        if before is not None:
            self.places.free(before)
        try:
            self.places.check(after)
        except RegistrationError:
            if before is not None:
                self.places.take(before)
            raise
        self.places.take(after)


def _identities(draft: Draft) -> list[tuple[str, str]]:
    numbers = [("number", draft.number)] if draft.number else []
    return [*numbers, *([("email", folded(draft.email))] if draft.email else [])]


def _noted(
    changes: Changes,
    known: Known,
    people: tuple[Person | None, Person],
    registrations: tuple[Registration | None, Registration],
) -> Outcome:
    (older, person), (before, after) = people, registrations
    if older is None:
        changes.new_people.append(person)
    elif person is not older:
        known.drop(older)
        changes.changed_people.append(person)
    known.put(person)
    known.registrations[person.person_id] = after
    if before is None:
        changes.new_registrations.append(after)
        return "added"
    if after is not before:
        changes.changed_registrations.append(after)
    return "unchanged" if after is before and person is older else "changed"
