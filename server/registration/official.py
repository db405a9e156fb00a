"""The official list of participants: members, observers and organisations, each in the order of the list's language.  Pure.

Provisional: everyone accredited.  Final: of those who attend remotely the ones who entered, everyone accredited on site, and
those whose declared attendance by webcast was approved.  Passive participants are on both.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec
from babel import Locale

from server.meeting.plates import COUNTRIES
from server.registration import letters
from server.registration.records import Conference, Declaration, Person, Registration

LISTED_ROLES = frozenset({"delegate", "passive", "chair"})
"""Interpreters, technicians and moderators work for the meeting."""
WEBCAST = "webcast"
"""Attendance of those who followed by webcast alone."""
KNOWN_GROUPS = frozenset({"members", "observers", "organisations"})
_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ة": "ه", "ى": "ي", "ـ": None})
_CYRILLIC = str.maketrans({"ё": "е"})
COLUMNS = ("group", "delegation", "honorific", "familyName", "givenName", "function", "attendance", "checkedInAt")


class Listed(msgspec.Struct, frozen=True, rename="camel"):
    """Someone on the list."""

    honorific: str
    family_name: str
    given_name: str
    function: str
    attendance: str
    """``onSite``, ``remote`` or ``webcast``."""
    passive: bool
    checked_in_at: float | None
    rank: int = 100


class ListedDelegation(msgspec.Struct, frozen=True):
    code: str
    name: str
    people: list[Listed]


class Group(msgspec.Struct, frozen=True):
    name: str
    title: str
    delegations: list[ListedDelegation]


class OfficialList(msgspec.Struct, frozen=True):
    edition: str
    """``provisional`` or ``final``."""
    language: str
    title: str
    groups: list[Group]
    total: int
    version: int = 0
    """Of a final list that is kept; 0: as it is now."""
    at: float | None = None
    """When that was made, Unix seconds."""
    by: str = ""
    """Staff id of who made it."""


class Row(msgspec.Struct, frozen=True, rename="camel"):
    """Somebody on the list, in no language."""

    of: str
    """Registration or declaration id."""
    delegation: str
    listed: Listed


class Frozen(msgspec.Struct, frozen=True):
    """A final list as it was when it was made, with what it takes to write it in each language."""

    conference: Conference
    rows: list[Row]


Member = tuple[Registration, Person]


def rows(
    members: Iterable[Member], declared: Iterable[Declaration], checked_in: Mapping[str, float], *, final: bool
) -> list[Row]:
    """In no order.  ``checked_in``: registration id -> first entry, Unix seconds."""
    found = []
    for registration, person in members:
        at = checked_in.get(registration.registration_id)
        if _is_listed(registration, at, final=final):
            found.append(Row(registration.registration_id, registration.delegation, _listed(registration, person, at)))
    for declaration in declared:
        if final and declaration.state == "approved":
            found.append(Row(declaration.declaration_id, declaration.delegation, _declared(declaration)))
    return found


def arranged(conference: Conference, listed: Iterable[Row], language: str, *, final: bool) -> OfficialList:
    """In the official order of the language."""
    people: dict[str, list[Listed]] = {}
    for row in listed:
        people.setdefault(row.delegation, []).append(row.listed)
    groups = [_group(conference, name, people, language) for name in (*conference.groups, "")]
    shown = [group for group in groups if group.delegations]
    total = sum(len(one.people) for group in shown for one in group.delegations)
    title = letters.in_language(conference.title, language)
    return OfficialList("final" if final else "provisional", language, title, shown, total)


def _is_listed(registration: Registration, checked_in_at: float | None, *, final: bool) -> bool:
    accredited = registration.standing == "registered" and registration.accreditation == "approved"
    if not accredited or registration.role not in LISTED_ROLES:
        return False
    return not final or registration.attendance == "onSite" or checked_in_at is not None


def _listed(registration: Registration, person: Person, at: float | None) -> Listed:
    return Listed(
        honorific=person.honorific,
        family_name=person.family_name,
        given_name=person.given_name,
        function=registration.function,
        attendance=registration.attendance,
        passive=registration.role == "passive",
        checked_in_at=at,
        rank=registration.rank,
    )


def _declared(one: Declaration) -> Listed:
    return Listed("", one.name, "", one.function, WEBCAST, True, None)


def _group(conference: Conference, name: str, people: Mapping[str, list[Listed]], language: str) -> Group:
    codes = [code for code in people if group_of(conference, code) == name]
    delegations = [
        ListedDelegation(code, delegation_name(conference, code, language), _in_order(people[code], language))
        for code in codes
    ]
    order = {code: one.order for code, one in conference.delegations.items()}
    delegations.sort(key=lambda one: (order.get(one.code, "") or "\U0010ffff", collation(language, one.name)))
    title = letters.say(language, f"list-{name}") if name in KNOWN_GROUPS else name
    return Group(name, title, delegations)


def _in_order(people: list[Listed], language: str) -> list[Listed]:
    """Head of delegation first, then by name."""
    return sorted(people, key=lambda one: (one.rank, collation(language, one.family_name, surname=True), one.given_name))


def group_of(conference: Conference, code: str) -> str:
    """Of a delegation: as configured, a country among the first, another organisation among the last, nobody's in none."""
    known = conference.delegations.get(code)
    if known is not None:
        return known.group
    if not code:
        return ""
    return conference.groups[0 if code.upper() in COUNTRIES else -1]


def delegation_name(conference: Conference, code: str, language: str) -> str:
    """As configured; a country by its name in the language; else the code itself."""
    known = conference.delegations.get(code)
    if known is not None and known.names:
        return letters.in_language(known.names, language)
    if code.upper() not in COUNTRIES:
        return code
    if language == "en":
        return COUNTRIES[code.upper()]
    return _territories(language).get(code.upper()) or COUNTRIES[code.upper()]


@functools.cache
def _territories(language: str) -> dict[str, str]:
    """Unicode CLDR's."""
    return dict(Locale.parse(letters.BABEL.get(language, language)).territories)


def collation(language: str, text: str, *, surname: bool = False) -> tuple[bytes, str]:
    """Sorts names as lists do: accents, case, hamza and the Arabic article aside; Chinese by sound."""
    if language == "zh":
        from server.registration import pinyin  # 12 MiB, for whoever makes a Chinese list

        return pinyin.key(text, surname=surname).encode(), text
    text_only = text.removeprefix("ال") if language == "ar" else text
    letters_only = "".join(
        char for char in unicodedata.normalize("NFKD", text_only) if not unicodedata.combining(char)
    ).casefold()
    if language == "ar":
        letters_only = letters_only.translate(_ARABIC)
    if language == "ru":
        letters_only = letters_only.translate(_CYRILLIC)
    plain = " ".join("".join(char if char.isalnum() else " " for char in letters_only).split())
    return plain.encode(), text


def as_rows(conference: Conference, official: OfficialList) -> tuple[list[str], list[list[str]]]:
    """Header and rows for CSV; times in the conference's time zone."""
    header = [letters.say(official.language, f"list-column-{name.lower()}") for name in COLUMNS]
    rows = [
        [
            *(group.title, delegation.name, one.honorific, one.family_name, one.given_name, one.function),
            letters.say(official.language, f"list-attendance-{one.attendance.lower()}"),
            _time(conference, one.checked_in_at),
        ]
        for group in official.groups
        for delegation in group.delegations
        for one in delegation.people
    ]
    return header, rows


def _time(conference: Conference, at: float | None) -> str:
    return "" if at is None else datetime.fromtimestamp(at, ZoneInfo(conference.timezone)).isoformat(timespec="minutes")
