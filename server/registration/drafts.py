"""What someone hands in about a registration, by API or as a row of a table: which column is which field, and what is taken.

A field that is None was not given: it keeps its value.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import msgspec

from server.errors import RegistrationError
from server.meeting.config import is_language_tag
from server.registration import people, words
from server.registration.records import ROLES, Conference, Person, Registration


class Draft(msgspec.Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True, omit_defaults=True):
    number: str | None = None
    email: str | None = None
    honorific: str | None = None
    given_name: str | None = None
    family_name: str | None = None
    language: str | None = None
    phone: str | None = None
    role: str | None = None
    delegation: str | None = None
    function: str | None = None
    rank: int | None = None
    booth: str | None = None
    attendance: str | None = None


T = TypeVar("T", bound=msgspec.Struct)
PERSON_FIELDS = ("number", "email", "honorific", "given_name", "family_name", "language", "phone")
REGISTRATION_FIELDS = ("role", "delegation", "function", "rank", "booth", "attendance")
FIELDS = (*PERSON_FIELDS, *REGISTRATION_FIELDS)


def _table(lines: Mapping[str, str]) -> dict[str, str]:
    return {_key(word): name for name, line in lines.items() for word in line.split("|")}


def _key(text: str) -> str:
    """Case, accents, underscores and marks of order do not matter."""
    letters = (char for char in unicodedata.normalize("NFKD", text).casefold() if not unicodedata.combining(char))
    return " ".join(re.sub(r"[^\w°]+", " ", "".join(letters).replace("_", " ")).split())


COLUMNS, ATTENDANCES, ROLE_NAMES = _table(words.COLUMNS), _table(words.ATTENDANCE), _table(words.ROLES)
_CAMEL = {field.encode_name: field.name for field in msgspec.structs.fields(Draft)}


def guess(header: list[str]) -> dict[str, int]:
    """Field -> column, by the words of the six languages; each column and each field once, the leftmost first."""
    found: dict[str, int] = {}
    for column, title in enumerate(header):
        field = _CAMEL.get(title.strip()) or COLUMNS.get(_key(title))
        if field is not None and field not in found:
            found[field] = column
    return found


def mapped(header: list[str], chosen: Mapping[str, str]) -> dict[str, int]:
    """``chosen``: field (as on the wire) -> title of its column.

    :raises RegistrationError: mappingInvalid, naming the field.
    """
    found = {}
    for name, title in chosen.items():
        if name not in _CAMEL or title not in header:
            raise RegistrationError("mappingInvalid", field=name)
        found[_CAMEL[name]] = header.index(title)
    return found


def check_mapping(mapping: Mapping[str, int]) -> None:
    """:raises RegistrationError: mappingInvalid: no column says who someone is."""
    if "family_name" not in mapping:
        raise RegistrationError("mappingInvalid", field="familyName")
    if "number" not in mapping and "email" not in mapping:
        raise RegistrationError("mappingInvalid", field="email")


def from_row(cells: list[str], mapping: Mapping[str, int]) -> tuple[Draft, list[str]]:
    """The draft, and the fields (as on the wire) that cannot be taken."""
    values: dict[str, Any] = {}
    wrong: list[str] = []
    for field, column in mapping.items():
        try:
            values[field] = _taken(field, cells[column])
        except RegistrationError as error:
            wrong.append(error.detail["field"])
    if not values.get("number") and not values.get("email") and "email" not in wrong:
        wrong.append("number")
    return Draft(**values), wrong


def checked(draft: Draft) -> Draft:
    """As it is kept.

    :raises RegistrationError: fieldInvalid, naming the field.
    """
    given = {field: getattr(draft, field) for field in FIELDS}
    return Draft(**{field: _taken(field, value) for field, value in given.items() if value is not None})


def _taken(field: str, value: Any) -> Any:
    return CHECKS[field](value)


def _text(field: str, limit: int = people.TEXT_LIMIT, least: int = 0) -> Callable[[str], str]:
    return lambda text: people.clean(text, field, limit, least)


def _word(field: str, table: Mapping[str, str], exact: tuple[str, ...], default: str) -> Callable[[str], str]:
    def take(text: str) -> str:
        if not text.strip():
            return default
        name = text.strip() if text.strip() in exact else table.get(_key(text))
        if name is None:
            raise RegistrationError("fieldInvalid", field=field)
        return name

    return take


def _rank(value: str | int) -> int:
    text = str(value).strip() or "100"
    if not text.isascii() or not text.isdigit() or len(text) > 4:
        raise RegistrationError("fieldInvalid", field="rank")
    return int(text)


def _booth(text: str) -> str:
    if text and not is_language_tag(text):
        raise RegistrationError("fieldInvalid", field="booth")
    return text


CHECKS: Mapping[str, Callable[[Any], Any]] = {
    "number": _text("number", people.NUMBER_LIMIT),
    "email": lambda text: people.email(text) if text.strip() else "",
    "honorific": _text("honorific"),
    "given_name": _text("givenName"),
    "family_name": _text("familyName", least=1),
    "language": lambda text: people.language(text) if text.strip() else "en",
    "phone": people.phone,
    "role": _word("role", ROLE_NAMES, ROLES, "delegate"),
    "delegation": _text("delegation"),
    "function": _text("function"),
    "rank": _rank,
    "booth": _booth,
    "attendance": _word("attendance", ATTENDANCES, ("onSite", "remote"), "remote"),
}


# --- applying ---


def new_person(draft: Draft, person_id: str, now: float) -> Person:
    return person_with(Person(person_id=person_id, created_at=now, updated_at=now), draft, now)


def person_with(person: Person, draft: Draft, now: float) -> Person:
    """The person with what the draft says, or the same person when it says nothing new."""
    values = {field: value for field in PERSON_FIELDS if (value := getattr(draft, field)) is not None}
    for field in ("number", "email"):
        if values.get(field) == "":
            values[field] = None
    return _with(person, values, now)


def new_registration(conference: Conference, draft: Draft, registration_id: str, person_id: str, now: float) -> Registration:
    plain = Registration(
        registration_id=registration_id,
        conference_id=conference.conference_id,
        person_id=person_id,
        attendance="onSite" if conference.form == "physical" else "remote",
        accreditation="pending" if conference.accreditation_required else "approved",
        created_at=now,
        updated_at=now,
    )
    return registration_with(plain, draft, now)


def registration_with(registration: Registration, draft: Draft, now: float) -> Registration:
    values = {field: value for field in REGISTRATION_FIELDS if (value := getattr(draft, field)) is not None}
    if values.get("booth") == "":
        values["booth"] = None
    return _with(registration, values, now)


def _with(record: T, values: dict[str, Any], now: float) -> T:
    if all(getattr(record, field) == value for field, value in values.items()):
        return record
    return msgspec.structs.replace(record, **values, updated_at=now)
