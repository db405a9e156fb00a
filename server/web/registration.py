"""Registration over HTTP: sign-in of staff, their accounts, conferences, the audit log.  Described in
``openapi_registration.py``."""

from __future__ import annotations

from typing import Any

import msgspec
import segno
from aiohttp import web

from server.registration import conferences
from server.registration.duties import DUTIES
from server.registration.office import Office
from server.registration.records import Conference, Plan, Staff, StaffRole
from server.web.answers import json_body
from server.web.api import body_of, number
from server.web.registration_access import attempt, forget, keep, office_of, session_of, staffed, token_of


class SignIn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    password: str
    code: str


class NewStaff(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    password: str
    role: StaffRole


class NewConference(Plan, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    conference_id: str


class ChangedConference(Plan, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    version: int


# --- staff ---


async def sign_in(request: web.Request) -> web.StreamResponse:
    office, asked = attempt(request), await body_of(request, SignIn)
    staff, session = await office.staffing.sign_in(asked.name, asked.password, asked.code)
    keep(request, "staff", session)
    return json_body({"staff": staff_view(staff), "csrf": session.csrf}, 201)


@staffed(None)
async def who(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    session = await office.sessions.find(token_of(request, "staff"), "staff")
    return json_body({"staff": staff_view(staff), "csrf": session.csrf})


async def sign_out(request: web.Request) -> web.StreamResponse:
    await session_of(request, "staff")
    await office_of(request).sessions.end(token_of(request, "staff"))
    response = web.Response(status=204)
    forget(request, response, "staff")
    return response


@staffed("staff")
async def staff_list(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    return json_body({"staff": [staff_view(one) for one in await office.staffing.listed()]})


@staffed("staff")
async def staff_add(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    asked = await body_of(request, NewStaff)
    account, uri = await office.staffing.add(asked.name, asked.role, asked.password, staff.staff_id)
    picture = segno.make(uri, micro=False).svg_data_uri(scale=4)
    return json_body({"staff": staff_view(account), "enrolment": uri, "picture": picture}, 201)


@staffed("staff")
async def staff_disable(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    await office.staffing.disable(request.match_info["name"], staff.staff_id)
    return web.Response(status=204)


@staffed("staff")
async def staff_unlock(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    return json_body({"staff": staff_view(await office.staffing.unlock(request.match_info["name"], staff.staff_id))})


@staffed("audit")
async def audit(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    equals = {name: request.query[key] for name, key in AUDIT_QUERY.items() if key in request.query}
    before = number(request, "before", 0) or None
    return json_body({"acts": await office.acts(before, **equals)})


AUDIT_QUERY = {"conference_id": "conference", "subject": "subject", "who": "who"}


def staff_view(staff: Staff) -> dict[str, Any]:
    return {
        "staffId": staff.staff_id,
        "name": staff.name,
        "role": staff.role,
        "duties": sorted(DUTIES[staff.role]),
        "createdAt": staff.created_at,
        "disabledAt": staff.disabled_at,
        "lockedUntil": staff.locked_until,
    }


# --- conferences ---


@staffed("read")
async def conference_list(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    return json_body({"conferences": [conference_view(office, one) for one in await office.conferring.all()]})


@staffed("read")
async def conference_shown(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    return json_body(conference_view(office, await office.conferring.get(request.match_info["conference"])))


@staffed("conferences")
async def conference_add(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    asked = await body_of(request, NewConference)
    return json_body(conference_view(office, await office.conferring.add(asked.conference_id, asked, staff.staff_id)), 201)


@staffed("conferences")
async def conference_change(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    asked = await body_of(request, ChangedConference)
    conference_id = request.match_info["conference"]
    changed = await office.conferring.change(conference_id, asked, asked.version, staff.staff_id)
    return json_body(conference_view(office, changed))


@staffed("conferences")
async def conference_remove(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    await office.conferring.remove(request.match_info["conference"], staff.staff_id)
    return web.Response(status=204)


@staffed("conferences")
async def conference_publish(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    return json_body(
        conference_view(office, await office.conferring.publish(request.match_info["conference"], staff.staff_id))
    )


def conference_view(office: Office, conference: Conference) -> dict[str, Any]:
    shown: dict[str, Any] = msgspec.to_builtins(conference)
    return {**shown, "state": conferences.state(conference, office.wall())}


PREFIX = "/api/registration"
ROUTES = [
    web.post(f"{PREFIX}/session", sign_in),
    web.get(f"{PREFIX}/session", who),
    web.delete(f"{PREFIX}/session", sign_out),
    web.get(f"{PREFIX}/staff", staff_list),
    web.post(f"{PREFIX}/staff", staff_add),
    web.delete(f"{PREFIX}/staff/{{name}}", staff_disable),
    web.post(f"{PREFIX}/staff/{{name}}/unlock", staff_unlock),
    web.get(f"{PREFIX}/audit", audit),
    web.get(f"{PREFIX}/conferences", conference_list),
    web.post(f"{PREFIX}/conferences", conference_add),
    web.get(f"{PREFIX}/conferences/{{conference}}", conference_shown),
    web.put(f"{PREFIX}/conferences/{{conference}}", conference_change),
    web.delete(f"{PREFIX}/conferences/{{conference}}", conference_remove),
    web.post(f"{PREFIX}/conferences/{{conference}}/publish", conference_publish),
]
