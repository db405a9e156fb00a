"""The official list as a document: what stands on its pages, in words of its language; ``list.typ`` lays it out.  Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec
from babel.dates import format_date

from server.registration.letters import in_language, say
from server.registration.official import Listed, OfficialList
from server.registration.records import Conference

LOCALES = {"en": "en_001", "zh": "zh_Hans"}
"""Of Unicode CLDR, for dates as the United Nations write them: 15 January 2027."""
DATES_OF_ENTRIES = {"ar": "long"}
"""Else ``medium``, which in Arabic is digits alone."""


class Entry(msgspec.Struct, frozen=True):
    """Someone, a line each."""

    name: str
    function: str
    attendance: str


class Section(msgspec.Struct, frozen=True):
    name: str
    people: list[Entry]


class Part(msgspec.Struct, frozen=True):
    title: str
    sections: list[Section]


class Page(msgspec.Struct, frozen=True):
    """Everything the pages say.  ``pages`` holds where the numbers go: ``{page}`` and ``{pages}``."""

    language: str
    organisation: str
    conference: str
    where: str
    title: str
    note: str
    pages: str
    total: str
    parts: list[Part]


def page(conference: Conference, official: OfficialList, organisation: str, now: float, *, times: bool) -> Page:
    """``times``: when people checked in stands beside them."""
    language, zone = official.language, ZoneInfo(conference.timezone)
    venue, dates = in_language(conference.venue, language), _dates(conference, language)
    return Page(
        language=language,
        organisation=organisation,
        conference=official.title,
        where=say(language, "list-where", venue=venue, dates=dates) if venue else dates,
        title=say(language, f"list-title-{official.edition}"),
        note=say(language, "list-compiled", at=_moment(now, zone, language)),
        pages=say(language, "list-page", page="{page}", pages="{pages}"),
        total=say(language, "list-total", count=official.total),
        parts=[
            Part(
                group.title,
                [Section(one.name, list(_entries(one.people, language, zone, times))) for one in group.delegations],
            )
            for group in official.groups
        ],
    )


def _entries(people: list[Listed], language: str, zone: ZoneInfo, times: bool) -> Iterator[Entry]:
    for one in people:
        attendance = say(language, f"list-attendance-{one.attendance.lower()}")
        if times and one.checked_in_at is not None:
            at = _moment(one.checked_in_at, zone, language)
            attendance = say(language, "list-checked-in", attendance=attendance, at=at)
        yield Entry(called(one), one.function, attendance)


def called(one: Listed) -> str:
    """A name as lists of participants write it: title, given name, family name in capitals; Chinese: 张伟先生."""
    family, given = one.family_name, one.given_name
    if _is_han(family) and (not given or _is_han(given)):
        after = one.honorific if _is_han(one.honorific) else ""
        return " ".join(part for part in ("" if after else one.honorific, f"{family}{given}{after}") if part)
    if one.attendance != "webcast":
        family = family.upper()
    return " ".join(part for part in (one.honorific, given, family) if part)


def _is_han(text: str) -> bool:
    return bool(text) and all("\u3400" <= char <= "\u9fff" or char == "\u00b7" for char in text)


def _dates(conference: Conference, language: str) -> str:
    zone, locale = ZoneInfo(conference.timezone), LOCALES.get(language, language)
    first, last = (datetime.fromtimestamp(at, zone).date() for at in (conference.starts_at, conference.ends_at))
    if first == last:
        return str(format_date(first, "long", locale))
    return say(language, "list-dates", start=format_date(first, "long", locale), end=format_date(last, "long", locale))


def _moment(at: float, zone: ZoneInfo, language: str) -> str:
    """To the minute, of 24 hours."""
    local = datetime.fromtimestamp(at, zone)
    date = format_date(local, DATES_OF_ENTRIES.get(language, "medium"), LOCALES.get(language, language))
    return f"{date} {local:%H:%M}"
