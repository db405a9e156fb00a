"""The URL table and the application around it."""

from __future__ import annotations

from aiohttp import web

from server.web import (
    api,
    captions,
    connection_tests,
    conversation,
    guide,
    interpretation,
    openapi,
    recordings,
    registration_routes,
    seats,
    sessions,
    statements,
    static,
    status,
    watching,
    webcasts,
    whep,
    whip,
)
from server.web.answers import add_headers, errors_as_json
from server.web.house import HOUSE, House, real_address
from server.web.registration_access import renew_cookie
from server.web.websocket import websocket

ROUTES = [
    web.get("/healthz", status.healthz),
    web.get("/metrics", status.metrics),
    web.get("/api/openapi.json", openapi.document),
    web.get("/api/meetings", api.meetings),
    web.get("/api/meetings/{meeting}", api.meeting),
    web.post("/api/meetings/{meeting}/entries", api.enter),
    web.get("/api/meetings/{meeting}/roster", api.roster),
    web.get("/api/meetings/{meeting}/chat", conversation.history),
    web.get("/api/meetings/{meeting}/chat/threads", conversation.threads),
    web.get("/api/meetings/{meeting}/chat/export", conversation.export),
    web.get("/api/meetings/{meeting}/interpretation", interpretation.show),
    web.put("/api/meetings/{meeting}/interpretation", interpretation.load),
    web.get("/api/meetings/{meeting}/glossary", interpretation.glossary),
    web.put("/api/meetings/{meeting}/glossary", interpretation.replace_glossary),
    web.get("/api/meetings/{meeting}/captions/{language}", captions.history),
    web.post("/api/meetings/{meeting}/captions/{language}", captions.write),
    web.get("/api/meetings/{meeting}/statements", statements.listed),
    web.post("/api/meetings/{meeting}/statements", statements.file_text),
    web.post("/api/meetings/{meeting}/recordings", statements.file_recording),
    web.get("/api/meetings/{meeting}/statements/{statement}/{language}", statements.download),
    web.delete("/api/meetings/{meeting}/statements/{statement}/{language}", statements.withdraw),
    web.get("/api/meetings/{meeting}/seats", seats.listed),
    web.post("/api/meetings/{meeting}/seats", seats.take_over),
    web.get("/api/meetings/{meeting}/seats/{seat}", seats.shown),
    web.put("/api/meetings/{meeting}/seats/{seat}", seats.assign),
    web.delete("/api/meetings/{meeting}/seats/{seat}", seats.free),
    web.post("/api/meetings/{meeting}/seats/{seat}/request", seats.press),
    web.delete("/api/meetings/{meeting}/seats/{seat}/request", seats.release),
    web.put("/api/meetings/{meeting}/seats/{seat}/microphone", seats.switch),
    web.get("/api/meetings/{meeting}/seats/{seat}/code", seats.code),
    web.post("/api/meetings/{meeting}/seats/{seat}/code", seats.renew),
    web.get("/api/meetings/{meeting}/seats/{seat}/qr.svg", seats.picture),
    web.get("/api/meetings/{meeting}/seats/{seat}/qr.png", seats.picture),
    web.post("/api/meetings/{meeting}/seat-sessions", seats.open_session),
    web.get("/api/meetings/{meeting}/seat", seats.own_seat),
    web.post("/api/meetings/{meeting}/seat/request", seats.own_press),
    web.delete("/api/meetings/{meeting}/seat/request", seats.own_release),
    web.post("/api/meetings/{meeting}/seat/answer", seats.own_answer),
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
    *guide.ROUTES,
    *connection_tests.ROUTES,
    web.get("/api/webcasts", webcasts.listed),
    web.get("/api/webcasts/{meeting}", webcasts.shown),
    web.get("/api/webcasts/{meeting}/events", webcasts.events),
    web.get("/api/webcasts/{meeting}/statements/{statement}", webcasts.statement),
    web.get("/api/recordings", recordings.listed),
    web.get("/api/recordings/podcast/{channel}.xml", watching.podcast),
    web.get("/api/recordings/{recording}", recordings.shown),
    web.delete("/api/recordings/{recording}", recordings.delete),
    web.put("/api/recordings/{recording}/retention", recordings.retain),
    web.get("/api/recordings/{recording}/captions/{language}.vtt", recordings.vtt),
    web.get("/api/recordings/{recording}/captions/{language}.json", recordings.transcript),
    web.put("/api/recordings/{recording}/captions/{language}/{caption}", recordings.correct),
    web.get("/api/oembed", watching.oembed),
    *registration_routes.ROUTES,
    web.get("/ws", websocket),
    web.get("/captions/{meeting}/{language}", captions.feed),
    web.get("/", static.page),
    web.get("/meeting/{meeting}", static.page),
    web.get("/seat/{meeting}/{code}", static.seat_page),
    web.get("/webcast/{meeting}", watching.slashed),
    web.get("/webcast/{meeting}/", watching.webcast_page),
    web.get("/m/{meeting}/s/{statement}", watching.statement_page),
    web.get("/recordings", watching.recordings_page),
    web.get("/recordings/{recording}", watching.recording_page),
    web.get("/embed/{meeting}", watching.embedded),
    web.get("/{path:.+}", static.asset),
]


def build(house: House) -> web.Application:
    app = web.Application(
        middlewares=[real_address, sessions.across_origins, renew_cookie, errors_as_json],
        client_max_size=house.settings.server.max_body_bytes,
    )
    app[HOUSE] = house
    app.on_response_prepare.append(add_headers)
    app.add_routes(ROUTES)
    return app
