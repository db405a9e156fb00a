"""Who is checked in, for the desk at the door of the room; and the addresses of the desk's own pages."""

from __future__ import annotations

from aiohttp import web

from server.registration.office import Office
from server.registration.records import Staff
from server.web import static
from server.web.answers import json_body
from server.web.registration_access import staffed


@staffed("checkIn")
async def present(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    conference, meeting = request.match_info["conference"], request.match_info["meeting"]
    entries = await office.entering.present(conference, meeting)
    shown = [{"registrationId": one.registration_id, "meetingId": one.meeting_id, "at": one.at} for one in entries]
    return json_body({"checkIns": shown})


ROUTES = [
    web.get("/registration/{page:.+}", static.page),
    web.get("/api/registration/conferences/{conference}/check-ins/{meeting}", present),
]
