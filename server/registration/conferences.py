"""A conference: what an organiser may say of it, when registration is taken, and the meetings that come from it."""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Callable, Collection, Iterable
from urllib.parse import urlsplit

import msgspec

from server.errors import RegistrationError
from server.meeting.config import ConfigInvalid, MeetingConfig
from server.meeting.config import from_mapping as meeting_from_mapping
from server.registration import people
from server.registration.records import UI_LANGUAGES, Conference, Plan, PlannedItem, Sitting

TITLE_LIMIT = 300
LIST_LIMIT = 400
"""Documents, sittings or delegations at most."""
YEARS_LIMIT_S = 4_102_444_800.0
"""The year 2100: no time beyond it is meant."""
INVITATION_LIMIT = 10_000
"""Characters of an invitation in one language."""
ITEMS_LIMIT = 200
"""Agenda items of a meeting."""
_FILE_LINK = re.compile(r"/api/conferences/(?P<conference>[a-z0-9][a-z0-9-]{0,47})/files/(?P<file>[0-9a-f]{32})")
STATES = ("draft", "planned", "open", "closed", "final")
"""``planned``: published, registration not open yet."""


def identity(text: str) -> str:
    """:raises RegistrationError: fieldInvalid."""
    if re.fullmatch(r"[a-z0-9][a-z0-9-]{0,47}", text) is None:
        raise RegistrationError("fieldInvalid", field="conferenceId")
    return text


def state(conference: Conference, now: float) -> str:
    """One of ``STATES``."""
    if conference.published_at is None:
        return "draft"
    if conference.final_at is not None:
        return "final"
    if conference.closed_at is not None:
        return "closed"
    return "planned" if conference.opens_at is not None and now < conference.opens_at else "open"


def check_open(conference: Conference, now: float) -> None:
    """Whether people may still register or change how they attend: before the deadline, also while its close is on its way.

    :raises RegistrationError: registrationNotOpen, registrationClosed.
    """
    if state(conference, now) in ("draft", "planned"):
        raise RegistrationError("registrationNotOpen")
    if conference.closed_at is not None or (conference.deadline_at is not None and now >= conference.deadline_at):
        raise RegistrationError("registrationClosed")


def check(plan: Plan) -> None:
    """:raises RegistrationError: fieldInvalid, naming the field."""
    _texts(plan.title, "title", least=1)
    _texts(plan.venue, "venue")
    _times(plan)
    for name in ("participants_limit", "active_limit"):
        _require(1 <= getattr(plan, name) <= 100_000, name)
    for name in ("on_site_limit", "quota", "on_site_quota"):
        _require(getattr(plan, name) is None or 0 <= getattr(plan, name) <= 100_000, name)
    _require(1 <= plan.retention_days <= 36_500, "retention_days")
    _require(plan.reminder_days is None or 1 <= plan.reminder_days <= 365, "reminder_days")
    _require(set(plan.invitation) <= set(UI_LANGUAGES) and all(map(_is_letter, plan.invitation.values())), "invitation")
    _require(all(0 <= number <= 100_000 for number in plan.quotas.values()), "quotas")
    _require(plan.form != "virtual" or not plan.on_site_limit, "on_site_limit")
    try:
        zoneinfo.ZoneInfo(plan.timezone)
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError) as error:
        raise RegistrationError("fieldInvalid", field="timezone") from error
    _check_delegations(plan)
    _check_documents(plan)
    _check_meetings(plan)


def _require(condition: bool, name: str) -> None:
    if not condition:
        raise RegistrationError("fieldInvalid", field=camel(name))


def camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.title() for word in rest)


def _times(plan: Plan) -> None:
    given = [time for time in (plan.opens_at, plan.deadline_at) if time is not None]
    _require(0 < plan.starts_at < YEARS_LIMIT_S, "starts_at")
    _require(plan.starts_at <= plan.ends_at < YEARS_LIMIT_S, "ends_at")
    _require(all(0 < time < YEARS_LIMIT_S for time in given), "deadline_at")
    _require(plan.opens_at is None or plan.deadline_at is None or plan.opens_at < plan.deadline_at, "deadline_at")


def _texts(texts: dict[str, str], field: str, least: int = 0) -> None:
    _require(len(texts) >= least and set(texts) <= set(UI_LANGUAGES), field)
    for text in texts.values():
        if people.clean(text, camel(field), TITLE_LIMIT, 1) != text:
            raise RegistrationError("fieldInvalid", field=camel(field))


def _is_letter(text: str) -> bool:
    """Several lines, each of them clean."""
    lines = text.split("\n")
    try:
        clean = [people.clean(line, "invitation", INVITATION_LIMIT) for line in lines]
    except RegistrationError:
        return False
    return bool(text.strip()) and len(text) <= INVITATION_LIMIT and clean == [" ".join(line.split()) for line in lines]


def _check_delegations(plan: Plan) -> None:
    _require(len(plan.delegations) <= LIST_LIMIT and len(set(plan.groups)) == len(plan.groups) > 0, "groups")
    for code, delegation in plan.delegations.items():
        _require(bool(code) and people.clean(code, "delegations") == code, "delegations")
        _texts(delegation.names, "delegations")
        _require(delegation.group in plan.groups and len(delegation.order) <= 20, "delegations")


def _check_documents(plan: Plan) -> None:
    _require(len(plan.documents) <= LIST_LIMIT, "documents")
    for document in plan.documents:
        _texts(document.title, "documents", least=1)
        _require(set(document.links) <= set(UI_LANGUAGES), "documents")
        _require(all(_is_link(link) or _FILE_LINK.fullmatch(link) for link in document.links.values()), "documents")
        people.clean(document.symbol, "documents")


def file_link(conference_id: str, file_id: str) -> str:
    """Where anyone finds a file of a conference, for the links of its documents."""
    return f"/api/conferences/{conference_id}/files/{file_id}"


def file_ids(conference: Conference) -> set[str]:
    """Of the conference's own files that its documents link to."""
    found = [_FILE_LINK.fullmatch(link) for document in conference.documents for link in document.links.values()]
    return {one["file"] for one in found if one is not None and one["conference"] == conference.conference_id}


def check_files(conference: Conference, known: Collection[str]) -> None:
    """No document links to a file there is not, or to another conference's.

    :raises RegistrationError: fieldInvalid.
    """
    for document in conference.documents:
        for link in document.links.values():
            file = _FILE_LINK.fullmatch(link)
            _require(file is None or (file["conference"] == conference.conference_id and file["file"] in known), "documents")


def _is_link(text: str) -> bool:
    """http and https alone: the links stand on a public page."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and len(text) <= 2000 and text.isprintable()


def _check_meetings(plan: Plan) -> None:
    _require(len(plan.sittings) <= LIST_LIMIT, "sittings")
    for sitting in plan.sittings:
        _texts(sitting.title, "sittings")
        _require(0 < sitting.starts_at <= sitting.ends_at < YEARS_LIMIT_S, "sittings")
        for item in sitting.agenda:
            _require(re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,31}", item.item_id) is not None, "sittings")
            _texts(item.title, "sittings", least=1)
    for meeting_id in meeting_ids(plan.sittings):
        items = [item.item_id for item in _items(plan, meeting_id)]
        _require(len(items) == len(set(items)) <= ITEMS_LIMIT, "sittings")
    try:
        for meeting_id in meeting_ids(plan.sittings):
            meeting_config(plan, meeting_id)
    except ConfigInvalid as error:
        raise RegistrationError("fieldInvalid", field="sittings", reason=str(error)) from error


def meeting_ids(sittings: Iterable[Sitting]) -> list[str]:
    """Each once, in the order of the sittings."""
    return list(dict.fromkeys(sitting.meeting_id for sitting in sittings))


def sittings_of(plan: Plan, meeting_id: str) -> list[Sitting]:
    return sorted((one for one in plan.sittings if one.meeting_id == meeting_id), key=lambda one: one.starts_at)


def _items(plan: Plan, meeting_id: str) -> list[PlannedItem]:
    return [item for sitting in sittings_of(plan, meeting_id) for item in sitting.agenda]


def meeting_config(plan: Plan, meeting_id: str) -> MeetingConfig:
    """The meeting of the sittings that name it: only registered people enter.

    :raises ConfigInvalid: naming the key.
    """
    sittings = sittings_of(plan, meeting_id)
    first = sittings[0]
    names = {code: name for code, one in plan.delegations.items() if (name := one.names.get("en", ""))}
    return meeting_from_mapping(
        {
            "meeting_id": meeting_id,
            "title": first.title or plan.title,
            "form": plan.form,
            "languages": plan.languages,
            "participants_limit": plan.participants_limit,
            "active_limit": plan.active_limit,
            "delegations": names,
            "public": first.public,
            "starts": "scheduled",
            "agenda": [{"item_id": item.item_id, "title": item.title} for item in _items(plan, meeting_id)],
            "documents": [{"title": one.title, "links": one.links, "symbol": one.symbol} for one in plan.documents],
            "schedule": [{"starts_at": one.starts_at, "ends_at": one.ends_at, "title": one.title} for one in sittings],
        }
    )


def planned(conference: Conference, plan: Plan, new_id: Callable[[], str]) -> Conference:
    """The conference with another plan, its version grown."""
    values = {field: getattr(plan, field) for field in Plan.__struct_fields__}
    older = conference.sittings
    sittings, gone = _scheduled(older, plan.sittings, new_id)
    if (plan.venue, plan.title, plan.form) != (conference.venue, conference.title, conference.form):
        known = {one.sitting_id: one for one in older}
        sittings = [
            one if one.sitting_id not in known else _revised(one, known[one.sitting_id].revision + 1) for one in sittings
        ]
    dates = [(one.sitting_id, one.revision) for one in sittings]
    moved = gone or sorted(dates) != sorted((one.sitting_id, one.revision) for one in older)
    values |= {
        "sittings": sittings,
        "withdrawn": [*conference.withdrawn, *gone][-LIST_LIMIT:],
        "calendar_version": conference.calendar_version + bool(moved),
        "version": conference.version + 1,
    }
    return msgspec.structs.replace(conference, **values)


def founded(conference_id: str, plan: Plan, new_id: Callable[[], str]) -> Conference:
    values = {field: getattr(plan, field) for field in Plan.__struct_fields__}
    values["sittings"] = _scheduled([], plan.sittings, new_id)[0]
    return Conference(conference_id=identity(conference_id), **values)


def _scheduled(
    older: Iterable[Sitting], wanted: Iterable[Sitting], new_id: Callable[[], str]
) -> tuple[list[Sitting], list[Sitting]]:
    """The sittings as they are kept, and those withdrawn.

    One is found again by its id; without, by meeting and time, and then as the next of its meeting.
    """
    left = {one.sitting_id: one for one in older}
    rows = [(one, left.pop(one.sitting_id, None) if one.sitting_id else None) for one in wanted]
    for alike in (_same_time, _same_meeting):
        rows = [(one, before or _taken(left, one, alike)) for one, before in rows]
    sittings = [
        msgspec.structs.replace(one, sitting_id=new_id(), revision=0)
        if before is None
        else msgspec.structs.replace(one, sitting_id=before.sitting_id, revision=before.revision + _differs(before, one))
        for one, before in rows
    ]
    return sittings, [_revised(one, one.revision + 1) for one in left.values()]


def _same_time(one: Sitting, other: Sitting) -> bool:
    return (one.meeting_id, one.starts_at) == (other.meeting_id, other.starts_at)


def _same_meeting(one: Sitting, other: Sitting) -> bool:
    return one.meeting_id == other.meeting_id and not one.sitting_id


def _taken(left: dict[str, Sitting], one: Sitting, alike: Callable[[Sitting, Sitting], bool]) -> Sitting | None:
    found = next((key for key, other in left.items() if alike(one, other)), None)
    return None if found is None else left.pop(found)


def _differs(before: Sitting, after: Sitting) -> bool:
    """What a calendar shows of it."""
    return (before.starts_at, before.ends_at, before.title) != (after.starts_at, after.ends_at, after.title)


def _revised(sitting: Sitting, revision: int) -> Sitting:
    return msgspec.structs.replace(sitting, revision=revision)
