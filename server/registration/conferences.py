"""A conference: what an organiser may say of it, when registration is taken, and the meetings that come from it."""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Iterable
from urllib.parse import urlsplit

import msgspec

from server.errors import RegistrationError
from server.meeting.config import ConfigInvalid, MeetingConfig
from server.meeting.config import from_mapping as meeting_from_mapping
from server.registration import people
from server.registration.records import UI_LANGUAGES, Conference, Plan, Sitting

TITLE_LIMIT = 300
LIST_LIMIT = 400
"""Documents, sittings or delegations at most."""
YEARS_LIMIT_S = 4_102_444_800.0
"""The year 2100: no time beyond it is meant."""
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
        _require(set(document.links) <= set(UI_LANGUAGES) and all(map(_is_link, document.links.values())), "documents")
        people.clean(document.symbol, "documents")


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
    try:
        for meeting_id in meeting_ids(plan.sittings):
            meeting_config(plan, meeting_id)
    except ConfigInvalid as error:
        raise RegistrationError("fieldInvalid", field="sittings", reason=str(error)) from error


def meeting_ids(sittings: Iterable[Sitting]) -> list[str]:
    """Each once, in the order of the sittings."""
    return list(dict.fromkeys(sitting.meeting_id for sitting in sittings))


def meeting_config(plan: Plan, meeting_id: str) -> MeetingConfig:
    """The meeting of the sittings that name it: only registered people enter.

    :raises ConfigInvalid: naming the key.
    """
    first = min((one for one in plan.sittings if one.meeting_id == meeting_id), key=lambda one: one.starts_at)
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
        }
    )


def planned(conference: Conference, plan: Plan) -> Conference:
    """The conference with another plan, its version grown."""
    values = {field: getattr(plan, field) for field in Plan.__struct_fields__}
    return msgspec.structs.replace(conference, **values, version=conference.version + 1)


def founded(conference_id: str, plan: Plan) -> Conference:
    values = {field: getattr(plan, field) for field in Plan.__struct_fields__}
    return Conference(conference_id=identity(conference_id), **values)
