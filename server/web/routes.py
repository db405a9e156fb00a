"""The URL table and the application around it."""

from __future__ import annotations

from aiohttp import web

from server.web import api, openapi, sessions, static, status, whep, whip
from server.web.answers import add_headers, errors_as_json
from server.web.house import HOUSE, House, real_address
from server.web.websocket import websocket

ROUTES = [
    web.get("/healthz", status.healthz),
    web.get("/metrics", status.metrics),
    web.get("/api/openapi.json", openapi.document),
    web.get("/api/meetings", api.meetings),
    web.get("/api/meetings/{meeting}", api.meeting),
    web.post("/api/meetings/{meeting}/entries", api.enter),
    web.get("/api/meetings/{meeting}/roster", api.roster),
    web.get("/api/meetings/{meeting}/chat", api.chat),
    web.patch("/whip/sessions/{session}", whip.patch),
    web.delete("/whip/sessions/{session}", whip.stop),
    web.options("/whip/sessions/{session}", sessions.session_options),
    web.get("/whip/sessions/{session}", whip.describe_session),
    web.post("/whip/{meeting}/{source}", whip.publish),
    web.options("/whip/{meeting}/{source}", whip.options),
    web.get("/whip/{meeting}/{source}", whip.describe),
    web.patch("/whep/sessions/{session}", whep.patch),
    web.delete("/whep/sessions/{session}", whep.stop),
    web.options("/whep/sessions/{session}", sessions.session_options),
    web.get("/whep/sessions/{session}", whep.describe_session),
    web.post("/whep/{meeting}/{channel}", whep.play),
    web.options("/whep/{meeting}/{channel}", whep.options),
    web.get("/whep/{meeting}/{channel}", whep.describe),
    web.get("/ws", websocket),
    web.get("/", static.page),
    web.get("/meeting/{meeting}", static.page),
    web.get("/{path:.+}", static.asset),
]


def build(house: House) -> web.Application:
    app = web.Application(
        middlewares=[real_address, sessions.across_origins, errors_as_json],
        client_max_size=house.settings.server.max_body_bytes,
    )
    app[HOUSE] = house
    app.on_response_prepare.append(add_headers)
    app.add_routes(ROUTES)
    return app
