"""Who spent all one-time codes and waits to be unlocked, for technicians too: no address, nothing else of theirs."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from server.registration.office import Office
from server.registration.records import Staff
from server.storage.registration import Member
from server.web.answers import json_body
from server.web.registration_access import staffed


@staffed("unlock")
async def listed(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    locked = await office.desk.locked(request.match_info["conference"])
    return json_body({"locked": [locked_view(one) for one in locked]})


def locked_view(one: Member) -> dict[str, Any]:
    registration, person = one
    return {
        "registrationId": registration.registration_id,
        "name": person.name,
        "delegation": registration.delegation,
        "role": registration.role,
        "lockedAt": registration.locked_at,
    }


ROUTES = [web.get("/api/registration/conferences/{conference}/locked", listed)]
