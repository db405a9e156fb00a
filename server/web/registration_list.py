"""The official list, declared attendance and people's rights over HTTP."""

from __future__ import annotations

import msgspec
from aiohttp import web

from server.errors import RegistrationError
from server.registration import official, printed, sheets
from server.registration.office import Office
from server.registration.records import Staff
from server.web.answers import json_body
from server.web.api import body_of, number
from server.web.disposition import attachment
from server.web.registration import conference_view
from server.web.registration_access import attempt, staffed
from server.web.registration_people import Decision


class NewDeclaration(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    email: str
    delegation: str = ""
    function: str = ""


# --- the list ---


@staffed("list")
async def shown(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    query = request.query
    _, compiled = await office.listing.compiled(
        request.match_info["conference"], query.get("language", "en"), query.get("edition", ""), _version(request)
    )
    return json_body(compiled)


def _version(request: web.Request) -> int:
    """0: the newest."""
    return number(request, "version", 0)


@staffed("list")
async def editions(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    made = await office.listing.editions(request.match_info["conference"])
    return json_body({"editions": [{"version": one.version, "at": one.at, "by": one.by} for one in made]})


@staffed("list")
async def as_csv(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    language, edition = request.query.get("language", "en"), request.query.get("edition", "")
    conference, compiled = await office.listing.compiled(
        request.match_info["conference"], language, edition, _version(request)
    )
    name = f"{conference.conference_id}-{compiled.edition}-{language}.csv"
    body = sheets.written(*official.as_rows(conference, compiled))
    return web.Response(body=body, content_type="text/csv", headers=attachment(name))


@staffed("list")
async def as_pdf(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    query = request.query
    language, times = query.get("language", "en"), query.get("times", "")
    if times not in ("", "true", "false"):
        raise RegistrationError("fieldInvalid", field="times")
    conference, compiled = await office.listing.compiled(
        request.match_info["conference"], language, query.get("edition", ""), _version(request)
    )
    organisation = office.settings.registration.organisation
    page = printed.page(conference, compiled, organisation, office.wall(), times=times == "true")
    name = f"{conference.conference_id}-{compiled.edition}-{language}.pdf"
    return web.Response(body=await office.press.printed(page), content_type="application/pdf", headers=attachment(name))


@staffed("close")
async def finalise(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    return json_body(
        conference_view(office, await office.listing.finalise(request.match_info["conference"], staff.staff_id))
    )


@staffed("list")
async def declarations(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    return json_body({"declarations": await office.listing.declarations(request.match_info["conference"])})


@staffed("accredit")
async def decide(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    asked = await body_of(request, Decision)
    return json_body(await office.listing.decide(request.match_info["declaration"], asked.decision, staff.staff_id))


# --- what anyone may do ---


async def declare(request: web.Request) -> web.StreamResponse:
    office, asked = attempt(request), await body_of(request, NewDeclaration)
    conference = request.match_info["conference"]
    await office.listing.declare(conference, asked.name, asked.email, asked.delegation, asked.function)
    return web.Response(status=202)


# --- people's rights ---


@staffed("privacy")
async def export(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    return json_body(await office.privacy.export(request.match_info["person"], staff.staff_id))


@staffed("privacy")
async def erase(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    await office.privacy.erase(request.match_info["person"], staff.staff_id)
    return web.Response(status=204)


CONFERENCE = "/api/registration/conferences/{conference}"
ROUTES = [
    web.get(f"{CONFERENCE}/list", shown),
    web.get(f"{CONFERENCE}/list.csv", as_csv),
    web.get(f"{CONFERENCE}/editions", editions),
    web.get(f"{CONFERENCE}/list.pdf", as_pdf),
    web.post(f"{CONFERENCE}/final", finalise),
    web.get(f"{CONFERENCE}/declarations", declarations),
    web.post("/api/registration/declarations/{declaration}", decide),
    web.post("/api/conferences/{conference}/declarations", declare),
    web.get("/api/registration/people/{person}", export),
    web.delete("/api/registration/people/{person}", erase),
]
