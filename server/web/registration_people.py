"""People over HTTP: tables, single registrations, letters and accreditation."""

from __future__ import annotations

from typing import Any

import msgspec
from aiohttp import web

from server import documents
from server.errors import RegistrationError, UserError
from server.meeting.statements import check_file_name
from server.registration import drafts, sheets
from server.registration.desk import Report
from server.registration.drafts import FIELDS, Draft
from server.registration.office import Office
from server.registration.records import Person, Registration, Staff
from server.storage.blobs import Received
from server.storage.registration import Member
from server.web.answers import json_body
from server.web.api import body_of, number
from server.web.disposition import attachment
from server.web.registration_access import staffed

CHUNK = 65_536
PAGE = 500
PREVIEWED = 8
"""Rows shown beside the mapping."""
UNPACKED_LIMIT = 100 * 1024 * 1024
FILTERS = ("role", "delegation", "accreditation", "attendance", "standing")
EXPORTED = (
    *("registrationId", "number", "email", "honorific", "givenName", "familyName", "language", "phone"),
    *("role", "delegation", "function", "rank", "booth", "attendance", "standing", "accreditation"),
)


class NewRegistration(Draft, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    late: bool = False
    """Also after the close."""
    waiting: bool = False
    """On the waiting list if there is no place."""
    invited: bool = False
    """Invited alone; they answer themselves."""


class ChangedRegistration(Draft, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    standing: str | None = None


class Decision(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    decision: str
    reason: str = ""


def draft_of(asked: Draft) -> Draft:
    return Draft(**{field: getattr(asked, field) for field in FIELDS})


# --- single registrations ---


@staffed("people")
async def listed(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    equals = {name: request.query[name] for name in FILTERS if name in request.query}
    limit = max(1, number(request, "limit", 100))
    members = await office.desk.listed(
        request.match_info["conference"],
        after=request.query.get("after", ""),
        limit=limit,
        text=request.query.get("text", "")[:100],
        **equals,
    )
    return json_body({"registrations": [member_view(one) for one in members]})


@staffed("people")
async def meters(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    return json_body(await office.desk.meters(request.match_info["conference"]))


@staffed("people")
async def add(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    asked = await body_of(request, NewRegistration)
    added = await office.desk.register(
        request.match_info["conference"],
        draft_of(asked),
        staff.staff_id,
        late=asked.late,
        waiting=asked.waiting,
        invited=asked.invited,
    )
    return json_body(member_view(added), 201)


@staffed("people")
async def shown(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    return json_body(member_view(await office.desk.get(request.match_info["registration"])))


@staffed("people")
async def change(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    asked = await body_of(request, ChangedRegistration)
    if asked.standing not in (None, "registered", "cancelled"):
        raise RegistrationError("fieldInvalid", field="standing")
    changed = await office.desk.change(
        request.match_info["registration"],
        draft_of(asked),
        staff.staff_id,
        standing=asked.standing,  # type: ignore[arg-type]
    )
    return json_body(member_view(changed))


@staffed("accredit")
async def accredit(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    asked = await body_of(request, Decision)
    registration = request.match_info["registration"]
    return json_body(member_view(await office.desk.accredit(registration, asked.decision, asked.reason, staff.staff_id)))


@staffed("unlock")
async def unlock(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    return json_body(member_view(await office.desk.unlock(request.match_info["registration"], staff.staff_id)))


@staffed("messages")
async def renew_access(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    return json_body(member_view(await office.desk.renew_access(request.match_info["registration"], staff.staff_id)))


def member_view(one: Member) -> dict[str, Any]:
    """What the desk sees: no secrets, nothing of codes but whether they are there."""
    registration, person = one
    return {
        **{field.encode_name: _told(one, field.name) for field in msgspec.structs.fields(Draft)},
        "registrationId": registration.registration_id,
        "personId": person.person_id,
        "conferenceId": registration.conference_id,
        "standing": registration.standing,
        "accreditation": registration.accreditation,
        "reason": registration.reason,
        "letter": registration.letter_name if registration.letter else None,
        "accessIssued": registration.access_generation > 0,
        "authenticator": registration.totp_generation > 0,
        "lockedAt": registration.locked_at,
        "createdAt": registration.created_at,
        "updatedAt": max(registration.updated_at, person.updated_at),
    }


def _told(one: Member, field: str) -> Any:
    holder: Registration | Person = one[0] if field in drafts.REGISTRATION_FIELDS else one[1]
    return getattr(holder, field)


# --- letters of accreditation ---


@staffed("accredit")
async def attach_letter(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    """The body is the file; ``?fileName=``."""
    registration_id = request.match_info["registration"]
    check_file_name(request.query.get("fileName", ""))
    await office.desk.get(registration_id)
    received, kind = await receive_letter(request, office)
    await keep_letter(request, office, registration_id, received, kind, staff.staff_id)
    return json_body(member_view(await office.desk.get(registration_id)))


async def receive_letter(request: web.Request, office: Office) -> tuple[Received, str]:
    """The file and its media type; it is nobody's yet.

    :raises UserError: nameInvalid, fileTooLarge, fileTypeRefused, journalUnavailable.
    """
    check_file_name(request.query.get("fileName", ""))
    limit = office.settings.registration.letter_max_bytes
    if request.content_length is not None and request.content_length > limit:
        raise UserError("fileTooLarge", limit=str(limit))
    received = await office.letters.receive(request.content.iter_chunked(CHUNK), limit)
    try:
        return received, documents.media_type(received.path, UNPACKED_LIMIT)
    except BaseException:
        office.letters.discard(received.blob)
        raise


async def keep_letter(
    request: web.Request, office: Office, registration_id: str, received: Received, kind: str, by: str
) -> None:
    try:
        older = await office.desk.attach(registration_id, received.blob, request.query["fileName"], kind, by)
    except BaseException:
        office.letters.discard(received.blob)
        raise
    if older is not None:
        office.letters.discard(older)


@staffed("accredit")
async def letter(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    registration, _ = await office.desk.get(request.match_info["registration"])
    if registration.letter is None or not (path := office.letters.path(registration.letter)).is_file():
        raise RegistrationError("unknownLetter")
    headers = {**attachment(registration.letter_name), "Content-Type": registration.letter_type}
    return web.FileResponse(path, headers=headers)


# --- tables ---


@staffed("import")
async def take_table(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    """The body is the table.  ``?apply=true`` carries it out; without, the answer says what that would change."""
    query = request.query
    try:
        chosen = msgspec.json.decode(query["mapping"], type=dict[str, str]) if "mapping" in query else {}
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise RegistrationError("mappingInvalid") from error
    report = await office.desk.take_table(
        request.match_info["conference"],
        await _body(request, office.settings.registration.table_max_bytes),
        staff.staff_id,
        chosen=chosen,
        encoding=query.get("encoding", ""),
        delimiter=query.get("delimiter", ""),
        apply=query.get("apply") == "true",
        invited=query.get("invited") == "true",
    )
    return json_body(report_view(report))


async def _body(request: web.Request, limit: int) -> bytes:
    parts, size = [], 0
    async for chunk in request.content.iter_chunked(CHUNK):
        size += len(chunk)
        if size > limit:
            raise UserError("fileTooLarge", limit=str(limit))
        parts.append(chunk)
    return b"".join(parts)


def report_view(report: Report) -> dict[str, Any]:
    sheet, names = report.sheet, {field.name: field.encode_name for field in msgspec.structs.fields(Draft)}
    return {
        "applied": report.applied,
        "format": sheet.format,
        "encoding": sheet.encoding,
        "certain": sheet.certain,
        "delimiter": sheet.delimiter,
        "header": sheet.header,
        "mapping": {names[field]: sheet.header[column] for field, column in report.mapping.items()},
        "rows": len(sheet.rows),
        "sample": [cells for _, cells in sheet.rows[:PREVIEWED]],
        "counts": report.counts,
        "refusals": msgspec.to_builtins(report.refusals),
        "missing": report.missing[:PAGE],
        "missingCount": len(report.missing),
    }


@staffed("people")
async def export(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    """Everyone of a conference as CSV, page by page."""
    conference = await office.conferring.get(request.match_info["conference"])
    rows, after = [], ""
    while members := await office.desk.listed(conference.conference_id, after=after, limit=PAGE, text=""):
        rows += [[_cell(member_view(one)[name]) for name in EXPORTED] for one in members]
        after = members[-1][0].registration_id
    headers = attachment(f"{conference.conference_id}-registrations.csv")
    return web.Response(body=sheets.written(list(EXPORTED), rows), content_type="text/csv", headers=headers)


def _cell(value: Any) -> str:
    return "" if value is None else str(value)


CONFERENCE, REGISTRATION = "/api/registration/conferences/{conference}", "/api/registration/registrations/{registration}"
ROUTES = [
    web.get(f"{CONFERENCE}/registrations", listed),
    web.post(f"{CONFERENCE}/registrations", add),
    web.get(f"{CONFERENCE}/meters", meters),
    web.post(f"{CONFERENCE}/imports", take_table),
    web.get(f"{CONFERENCE}/registrations.csv", export),
    web.get(REGISTRATION, shown),
    web.patch(REGISTRATION, change),
    web.post(f"{REGISTRATION}/accreditation", accredit),
    web.post(f"{REGISTRATION}/unlock", unlock),
    web.post(f"{REGISTRATION}/access", renew_access),
    web.put(f"{REGISTRATION}/letter", attach_letter),
    web.get(f"{REGISTRATION}/letter", letter),
]
