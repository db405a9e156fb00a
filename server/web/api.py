"""REST: meetings, entries, the paged roster and the history of the chat.  Described in ``openapi.py``."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Annotated, Any, TypeVar

import msgspec
from aiohttp import web

from server import trial
from server.attendance import Attendance
from server.errors import ProtocolError, UserError
from server.meeting.roles import ROLES
from server.meeting.roster import Participant
from server.signaling import views
from server.web.answers import json_body, json_bytes
from server.web.house import bearer, house_of

NAME_LIMIT = 80
T = TypeVar("T")


class Entry(msgspec.Struct, frozen=True):
    name: str
    role: str
    language: Annotated[str, msgspec.Meta(max_length=35)]
    delegation: str = ""
    booth: Annotated[str, msgspec.Meta(max_length=35)] | None = None


async def meetings(request: web.Request) -> web.Response:
    house = house_of(request)
    assert house.helping is not None
    listed = [one for one in house.meetings.values() if one.runtime.config.listed]
    shown = [one for one in listed if not house.helping.is_conversation(one.meeting_id)]
    return json_body({"meetings": [_card(attendance) for attendance in shown]})


async def meeting(request: web.Request) -> web.Response:
    return json_body(_card(_meeting(request)))


async def enter(request: web.Request) -> web.Response:
    house, attendance = house_of(request), _meeting(request)
    if not attendance.runtime.config.open_entry:
        raise UserError("notPermitted")
    if not house.entries.take(request.remote or ""):
        raise UserError("tooFast")
    entry = await body_of(request, Entry)
    if entry.role not in ROLES:
        raise ProtocolError("messageInvalid", field="role")
    name, delegation = _name(entry.name, 1), _name(entry.delegation, 0)
    form = (name, delegation, entry.role, entry.language, entry.booth)
    if house.trial is not None and attendance.meeting_id == trial.MEETING:
        token, participant_id = await house.trial.admit(*form, bearer(request))
    else:
        roles = attendance.runtime.config.open_roles
        if roles is not None and entry.role not in roles:
            raise UserError("notPermitted")
        token, participant_id = await attendance.admit(*form)
    return json_body({"token": token, "participantId": participant_id}, 201)


async def roster(request: web.Request) -> web.Response:
    attendance, _ = joined(request)
    page, version = number(request, "page", 0), number(request, "version", -1)
    return json_bytes(attendance.roster_page(page or 0, version))


def _card(attendance: Attendance) -> dict[str, Any]:
    config, item = attendance.runtime.config, attendance.meeting.agenda.current
    return {
        "id": config.meeting_id,
        "title": config.title,
        "agendaItem": item.title if item else {},
        "languages": config.languages,
        "booths": views.booth_languages(attendance.meeting),
        "openEntry": config.open_entry,
        "openRoles": config.open_roles or (ROLES if config.open_entry else ()),
        "documents": config.documents,
        "schedule": [{"startsAt": one.starts_at, "endsAt": one.ends_at, "title": one.title} for one in config.schedule],
        "counts": views.counts(attendance.meeting),
    }


def _meeting(request: web.Request) -> Attendance:
    return house_of(request).meeting(request.match_info["meeting"])


def joined(request: web.Request) -> tuple[Attendance, Participant]:
    """The meeting and the participant, for whoever holds a token of it.

    :raises UserError: unknownMeeting, tokenUnknown, entryRefused.
    """
    attendance, token = _meeting(request), bearer(request)
    participant = attendance.holder(token)
    if participant is None:
        raise UserError("entryRefused" if attendance.knows(token) else "tokenUnknown")
    return attendance, participant


async def body_of(request: web.Request, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(await request.read(), type=kind)
    except msgspec.ValidationError as error:
        raise ProtocolError("messageInvalid", reason=str(error)) from error
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise ProtocolError("frameMalformed") from error


def _name(text: str, least: int) -> str:
    """Trimmed, 1 to 80 characters, none of them a control character (tabs and line feeds neither)."""
    text = text.strip()
    if not least <= len(text) <= NAME_LIMIT or any(unicodedata.category(char) in ("Cc", "Cs") for char in text):
        raise UserError("nameInvalid")
    return text


def number(request: web.Request, name: str, default: int) -> int:
    text = request.query.get(name, str(default))
    if not text.isascii() or not text.lstrip("-").isdigit() or len(text) > 15:
        raise ProtocolError("messageInvalid", field=name)
    return int(text)


def time_of(query: Mapping[str, str], name: str) -> float | None:
    """Unix seconds; None: not asked for.  :raises ProtocolError: messageInvalid, naming the field."""
    if name not in query:
        return None
    try:
        at = float(query[name])
    except ValueError:
        at = -1.0
    if not 0 <= at < 1e11:
        raise ProtocolError("messageInvalid", field=name)
    return at
