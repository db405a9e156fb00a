"""Connection tests over HTTP: for anyone, without signing in; what came of them for staff, by reference number."""

from __future__ import annotations

import time
from typing import Annotated

import msgspec
from aiohttp import web

from server.arrival.records import Report
from server.arrival.testing import ConnectionTests
from server.arrival.verdict import ClientFigures, PathName, Role
from server.errors import ProtocolError
from server.registration.office import Office
from server.registration.records import Staff
from server.web import static
from server.web.answers import json_body
from server.web.api import body_of, joined
from server.web.house import house_of
from server.web.registration_access import staffed


class Wanted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    role: Role = "active"


class Way(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    path: PathName
    sdp: Annotated[str, msgspec.Meta(max_length=65_536)]


class Load(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    path: PathName


class Arrived(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    reference: Annotated[str, msgspec.Meta(max_length=16)]


def _tests(request: web.Request) -> ConnectionTests:
    tests = house_of(request).tests
    assert tests is not None
    return tests


def _json_only(request: web.Request) -> None:
    """A form of another origin cannot send it without being asked first."""
    if request.content_type != "application/json":
        raise ProtocolError("messageInvalid", field="Content-Type")


def _told(request: web.Request, ticket: str, position: int) -> dict[str, object]:
    servers = house_of(request).turn.ice_servers(f"test-{ticket}", time.time()) if position == 0 else ()
    return {"ticket": ticket, "position": position, "iceServers": msgspec.to_builtins(servers)}


async def enter(request: web.Request) -> web.StreamResponse:
    _json_only(request)
    wanted = await body_of(request, Wanted)
    ticket, position = _tests(request).enter(request.remote or "", wanted.role)
    return json_body(_told(request, ticket, position), 201)


async def position(request: web.Request) -> web.StreamResponse:
    ticket = request.match_info["ticket"]
    return json_body(_told(request, ticket, _tests(request).position(ticket)))


async def open_way(request: web.Request) -> web.StreamResponse:
    _json_only(request)
    way = await body_of(request, Way)
    sdp = await _tests(request).open(request.match_info["ticket"], way.path, way.sdp)
    return json_body({"sdp": sdp}, 201)


async def load(request: web.Request) -> web.StreamResponse:
    _json_only(request)
    asked = await body_of(request, Load)
    return json_body(await _tests(request).load(request.match_info["ticket"], asked.path), 201)


async def measured(request: web.Request) -> web.StreamResponse:
    _json_only(request)
    figures = await body_of(request, ClientFigures)
    return json_body(_tests(request).measured(request.match_info["ticket"], figures))


async def report(request: web.Request) -> web.StreamResponse:
    _json_only(request)
    told = await body_of(request, Report)
    kept = await _tests(request).report(request.match_info["ticket"], told)
    return json_body({"reference": kept.reference, "verdict": kept.verdict}, 201)


async def leave(request: web.Request) -> web.StreamResponse:
    _tests(request).leave(request.match_info["ticket"])
    return web.Response(status=204)


@staffed("read")
async def shown(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    """For support: the whole of a check."""
    return json_body(msgspec.to_builtins(await _tests(request).find(request.match_info["reference"])))


async def arrived(request: web.Request) -> web.StreamResponse:
    """A participant tells the meeting of their check: chair and technicians see it beside their connection."""
    attendance, participant = joined(request)
    reference = (await body_of(request, Arrived)).reference
    attendance.observing.arrived(participant.participant_id, await _tests(request).find(reference))
    return web.Response(status=204)


ROUTES = [
    web.get("/check", static.page),
    web.post("/api/connection-tests", enter),
    web.get("/api/connection-tests/{ticket}", position),
    web.delete("/api/connection-tests/{ticket}", leave),
    web.post("/api/connection-tests/{ticket}/paths", open_way),
    web.post("/api/connection-tests/{ticket}/load", load),
    web.post("/api/connection-tests/{ticket}/network", measured),
    web.post("/api/connection-tests/{ticket}/report", report),
    web.get("/api/registration/connection-tests/{reference}", shown),
    web.put("/api/meetings/{meeting}/arrival", arrived),
]
