"""The invitation over HTTP: sent by the desk, answered by whoever holds the link of a mail."""

from __future__ import annotations

import msgspec
from aiohttp import web

from server.registration.drafts import Draft
from server.registration.office import Office
from server.registration.records import Staff
from server.web.answers import json_body
from server.web.api import body_of
from server.web.registration import conference_view
from server.web.registration_access import attempt, office_of, staffed
from server.web.registration_entry import card


class Answer(msgspec.Struct, frozen=True, rename="camel", forbid_unknown_fields=True, omit_defaults=True):
    """What is not given stays as it was invited."""

    family_name: str | None = None
    given_name: str | None = None
    honorific: str | None = None
    language: str | None = None
    phone: str | None = None
    delegation: str | None = None
    function: str | None = None
    attendance: str | None = None


@staffed("close")
async def send(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    sent = await office.convening.send(request.match_info["conference"], staff.staff_id)
    told = {"messages": sent.messages, "withoutAddress": sent.without_address}
    return json_body({"conference": conference_view(office, sent.conference), **told})


async def shown(request: web.Request) -> web.StreamResponse:
    """To fill the form in; the address is not told."""
    office = office_of(request)
    conference, (registration, person) = await office.convening.find(*_named(request))
    given = {name: getattr(person, name, None) or getattr(registration, name, "") for name in Answer.__struct_fields__}
    return json_body(
        {"conference": card(conference), "standing": registration.standing, "person": Answer(**given)},
    )


async def accept(request: web.Request) -> web.StreamResponse:
    office, asked = attempt(request), await body_of(request, Answer)
    given = {name: value for name, value in msgspec.structs.asdict(asked).items() if value is not None}
    registration, _ = await office.convening.accept(*_named(request), Draft(**given))
    return json_body({"standing": registration.standing}, 201)


async def decline(request: web.Request) -> web.StreamResponse:
    await office_of(request).convening.decline(*_named(request))
    return web.Response(status=204)


def _named(request: web.Request) -> tuple[str, str]:
    return request.match_info["conference"], request.match_info["token"]


ANSWER = "/api/conferences/{conference}/invitations/{token}"
ROUTES = [
    web.post("/api/registration/conferences/{conference}/invitation", send),
    web.get(ANSWER, shown),
    web.post(ANSWER, accept),
    web.delete(ANSWER, decline),
]
