"""Keys of machines over HTTP, and registrations by the number another system gave them."""

from __future__ import annotations

from typing import Any

import msgspec
from aiohttp import web

from server.errors import RegistrationError
from server.registration.office import Office
from server.registration.records import ApiKey, Staff
from server.web.answers import json_body
from server.web.api import body_of
from server.web.registration_access import staffed
from server.web.registration_people import NewRegistration, draft_of, member_view


class NewKey(msgspec.Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    name: str
    scopes: list[str]
    expires_at: float | None = None


@staffed("staff")
async def listed(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    return json_body({"keys": [key_view(one) for one in await office.keyring.listed()]})


@staffed("staff")
async def issue(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    """The secret is in this answer and nowhere else."""
    asked = await body_of(request, NewKey)
    key, secret = await office.keyring.issue(asked.name, asked.scopes, asked.expires_at, staff.staff_id)
    return json_body({"key": key_view(key), "secret": secret}, 201)


@staffed("staff")
async def revoke(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    await office.keyring.revoke(request.match_info["key"], staff.staff_id)
    return web.Response(status=204)


def key_view(key: ApiKey) -> dict[str, Any]:
    view: dict[str, Any] = msgspec.to_builtins(key)
    del view["secretHash"]
    return view


# --- by number ---


@staffed("people")
async def put(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    asked = await body_of(request, NewRegistration)
    number, late = request.match_info["number"], request.query.get("late") == "true" or asked.late
    draft = msgspec.structs.replace(draft_of(asked), number=number)
    if asked.number not in (None, number):
        raise RegistrationError("fieldInvalid", field="number")
    added, member = await office.desk.put(
        request.match_info["conference"], draft, staff.staff_id, late=late, waiting=asked.waiting
    )
    return json_body(member_view(member), 201 if added else 200)


@staffed("people")
async def withdraw(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    """Whether or not somebody was there: 204."""
    await office.desk.withdraw(request.match_info["conference"], request.match_info["number"], staff.staff_id)
    return web.Response(status=204)


BY_NUMBER = "/api/registration/conferences/{conference}/registrations/by-number/{number}"
ROUTES = [
    web.get("/api/registration/keys", listed),
    web.post("/api/registration/keys", issue),
    web.delete("/api/registration/keys/{key}", revoke),
    web.put(BY_NUMBER, put),
    web.delete(BY_NUMBER, withdraw),
]
