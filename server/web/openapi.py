"""``/api/openapi.json``: the REST interface, described by hand next to it; schemas of messages come from the messages."""

from __future__ import annotations

from typing import Any

import msgspec
from aiohttp import web

from server.arrangement import Arrangement
from server.signaling.messages import Caption, ChatMessage, Counts, Person, StatementView, ThreadView
from server.web import (
    openapi_arrival,
    openapi_convocation,
    openapi_documents,
    openapi_interpretation,
    openapi_participation,
    openapi_recordings,
    openapi_registration,
)
from server.web.answers import json_body
from server.web.api import Entry
from server.web.captions import Line
from server.web.describing import (
    BEARER,
    JSON,
    MEETING,
    NUMBER,
    TEXT,
    TOKEN,
    content,
    list_of,
    object_of,
    path_parameter,
    query,
    ref,
    refusals,
)
from server.web.house import house_of
from server.web.seats import Code, Press, Row, Sitter, Unit

SDP = "application/sdp"
SDPFRAG = "application/trickle-ice-sdpfrag"


async def document(request: web.Request) -> web.Response:
    return json_body(describe(house_of(request).version))


def describe(version: str) -> dict[str, Any]:
    _, schemas = msgspec.json.schema_components(
        (
            Entry,
            *(ChatMessage, Counts, Person, StatementView, ThreadView, Caption),
            Press,
            Sitter,
            Row,
            Unit,
            Code,
            Arrangement,
            Line,
            *openapi_recordings.STRUCTS,
        ),
        ref_template="#/components/schemas/{name}",
    )
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Hemicycle",
            "version": version,
            "description": "REST interface.  Signalling by WebSocket at /ws is described in docs/protocol.md.",
        },
        "paths": {
            **PATHS,
            **openapi_participation.PATHS,
            **openapi_interpretation.PATHS,
            **openapi_recordings.PATHS,
            **openapi_registration.paths(),
            **openapi_arrival.PATHS,
            **openapi_registration.paths(openapi_convocation.PATHS),
            **openapi_registration.paths(openapi_documents.PATHS),
        },
        "components": {
            "schemas": {
                **schemas,
                **openapi_participation.SCHEMAS,
                **openapi_arrival.schemas(),
                **openapi_registration.schemas(*openapi_convocation.BODIES, *openapi_documents.BODIES),
                "Refusal": REFUSAL,
                "MeetingCard": CARD,
            },
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "description": "token of an entry"},
                "bearer": {"type": "http", "scheme": "bearer", "description": "token made by `run.py token`"},
                **openapi_registration.SECURITY,
                "phone": {"type": "http", "scheme": "bearer", "description": "session of a seat's phone page"},
            },
        },
    }


TEXTS = {"type": "object", "additionalProperties": TEXT, "description": "UI language -> text"}
REFUSAL = object_of(code={**TEXT, "description": "stable error code, see docs/protocol.md"}, detail=TEXTS)
CARD = object_of(
    id=TEXT,
    title=TEXTS,
    agendaItem=TEXTS,
    documents=list_of(object_of(title=TEXTS, links=TEXTS, symbol=TEXT)),
    schedule=list_of(object_of(startsAt={"type": "number"}, endsAt={"type": "number"}, title=TEXTS)),
    languages=list_of(TEXT),
    booths=list_of(TEXT),
    openEntry={"type": "boolean"},
    openRoles=list_of(TEXT),
    counts=ref("Counts"),
)


SESSION = path_parameter("session")
SOURCE = {**path_parameter("source"), "description": "`room-<n>`, `booth-<language>`, `screen`, `sign` or `programme`"}
CHANNEL = {**path_parameter("channel"), "description": "`floor` or a language of the meeting"}


def _options(*parameters: dict[str, Any]) -> dict[str, Any]:
    """Preflights, and what is taken: `Accept-Post` or `Accept-Patch`."""
    allowed = {"200": {"description": "allowed"}}
    return {"summary": "Cross-origin clients", "parameters": list(parameters), "responses": allowed}


def _get(what: str, *codes: str, parameters: list[Any]) -> dict[str, Any]:
    """GET and HEAD tell nothing more; HEAD of a WHEP endpoint answers 200 with its Content-Type."""
    return {"summary": what, "parameters": parameters, "responses": {"204": {"description": "it is"}, **refusals(*codes)}}


OFFER = {"required": True, "content": {SDP: {"schema": TEXT}}}
SESSION_CREATED = {
    **content("the answer", TEXT, SDP),
    "headers": {
        "Location": {"description": "the session, for PATCH and DELETE", "schema": TEXT},
        "ETag": {"description": "of its ICE credentials", "schema": TEXT},
        "Link": {"description": 'a relay (`rel="ice-server"`) where one is configured; may repeat', "schema": TEXT},
    },
}
UNPROCESSABLE = content("sdpInvalid: nothing we can send or receive as offered", ref("Refusal"))


def _session(end: str, security: list[dict[str, list[str]]]) -> dict[str, Any]:
    """Methods of a WHIP or WHEP session."""
    return {
        "patch": {
            "summary": "Trickle ICE or restart it (RFC 8840)",
            "security": security,
            "parameters": [
                SESSION,
                {
                    "name": "If-Match",
                    "in": "header",
                    "required": True,
                    "description": "the session's ETag to trickle, `*` to restart",
                    "schema": TEXT,
                },
            ],
            "requestBody": {"required": True, "content": {SDPFRAG: {"schema": TEXT}}},
            "responses": {
                "200": content("restarted: new credentials; the new ETag in the header", TEXT, SDPFRAG),
                "204": {"description": "trickled"},
                "412": {"description": "another ETag"},
                "415": {"description": "not application/trickle-ice-sdpfrag"},
                "428": {"description": "no If-Match"},
                **refusals("sdpInvalid", "tokenUnknown", "notPermitted", "unknownPeer", "tooFast", "mediaUnavailable"),
            },
        },
        "delete": {
            "summary": end,
            "security": security,
            "parameters": [SESSION],
            "responses": {
                "200": {"description": "ended"},
                **refusals("unknownPeer", "tokenUnknown", "notPermitted", "journalUnavailable"),
            },
        },
        "options": _options(SESSION),
        "get": _get("The session is there", "unknownPeer", parameters=[SESSION]),
    }


PATHS: dict[str, dict[str, Any]] = {
    "/healthz": {
        "get": {
            "summary": "What runs",
            "responses": {
                "200": content(
                    "status `ok` when every process is there and the journal takes events, else `degraded`",
                    object_of(
                        status={"enum": ["ok", "degraded"]}, version=TEXT, kernel={"enum": ["native", "reference", None]}
                    ),
                )
            },
        }
    },
    "/metrics": {
        "get": {"summary": "Prometheus metrics", "responses": {"200": content("text format 0.0.4", TEXT, "text/plain")}}
    },
    "/api/openapi.json": {
        "get": {"summary": "This document", "responses": {"200": content("OpenAPI 3.1", {"type": "object"})}}
    },
    "/api/meetings": {
        "get": {
            "summary": "The open meetings",
            "responses": {"200": content("meetings", object_of(meetings=list_of(ref("MeetingCard"))))},
        }
    },
    "/api/meetings/{meeting}": {
        "get": {
            "summary": "One meeting",
            "parameters": [MEETING],
            "responses": {"200": content("the meeting", ref("MeetingCard")), **refusals("unknownMeeting")},
        }
    },
    "/api/meetings/{meeting}/entries": {
        "post": {
            "summary": "Enter a meeting that is open to anyone",
            "description": "name 1 to 80 characters without control characters; interpreters name their booth; "
            "only roles among the meeting's `openRoles`",
            "parameters": [MEETING],
            "requestBody": {"required": True, "content": {JSON: {"schema": ref("Entry")}}},
            "responses": {
                "201": content(
                    "token for `join` and for resuming; kept by the client alone", object_of(token=TEXT, participantId=TEXT)
                ),
                **refusals(
                    *("frameMalformed", "messageInvalid", "frameTooLarge", "unknownMeeting", "notPermitted", "nameInvalid"),
                    *("noBooth", "deskTaken", "meetingFull", "activeFull", "tooFast", "journalUnavailable"),
                ),
            },
        }
    },
    "/api/meetings/{meeting}/roster": {
        "get": {
            "summary": "The participants, 200 a page",
            "description": "Ask the further pages with the version of the first; when another version comes back, begin "
            "anew.  Deltas of the topic `roster` with a number above the version follow.",
            "security": TOKEN,
            "parameters": [
                MEETING,
                query("page", "from 0; the last when larger", NUMBER),
                query("version", "version wanted, served while it is kept", NUMBER),
            ],
            "responses": {
                "200": content(
                    "a page",
                    object_of(
                        version=NUMBER, page=NUMBER, pages=NUMBER, counts=ref("Counts"), people=list_of(ref("Person"))
                    ),
                ),
                **refusals("tokenUnknown", "unknownMeeting", "messageInvalid"),
            },
        }
    },
    "/whip/{meeting}/{source}": {
        "post": {
            "summary": "Send a source (WHIP, RFC 9725)",
            "description": "`room-<n>`: sound into the floor, picture into the room slot.  `booth-<language>`: an open "
            "desk.  `screen`, `sign`: pictures of those slots.  `programme`: the speaker slot while no speaker has a camera "
            "there.  At most one audio and one video m-line.  A newer sender takes the place of the older.  Tokens: "
            "`run.py token`.",
            "security": BEARER,
            "parameters": [MEETING, SOURCE, query("language", "of what is spoken in a room; default `und`", TEXT)],
            "requestBody": OFFER,
            "responses": {
                "201": SESSION_CREATED,
                "422": UNPROCESSABLE,
                "415": {"description": "not application/sdp"},
                **refusals(
                    *("unknownMeeting", "unknownChannel", "tokenUnknown", "notPermitted", "sdpInvalid", "frameTooLarge"),
                    *("meetingFull", "activeFull", "deskTaken", "noBooth", "tooFast", "mediaUnavailable"),
                    "journalUnavailable",
                ),
            },
        },
        "options": _options(MEETING, SOURCE),
        "get": _get("The endpoint is there", "unknownMeeting", "unknownChannel", parameters=[MEETING, SOURCE]),
    },
    "/whip/sessions/{session}": _session("Stop sending", BEARER),
    "/whep/{meeting}/{channel}": {
        "post": {
            "summary": "Play a channel (WHEP, draft-ietf-wish-whep)",
            "description": "Open to anyone where the meeting is; else with the token of a participant or of the channel.",
            "security": [{}, *TOKEN, *BEARER],
            "parameters": [
                MEETING,
                CHANNEL,
                query("video", "slots of the video m-lines, in order; default speaker", {"type": "string"}),
                query("ptime", "milliseconds of a packet", {"enum": [20, 40], "default": 20}),
            ],
            "requestBody": OFFER,
            "responses": {
                "201": SESSION_CREATED,
                "422": UNPROCESSABLE,
                "415": {"description": "not application/sdp"},
                **refusals(
                    *("unknownMeeting", "unknownChannel", "tokenUnknown", "notPermitted", "sdpInvalid", "messageInvalid"),
                    *("frameTooLarge", "tooFast", "mediaUnavailable", "journalUnavailable"),
                ),
                "503": content("mediaUnavailable, journalUnavailable, meetingFull (too many sessions)", ref("Refusal")),
            },
        },
        "options": _options(MEETING, CHANNEL),
        "get": _get("The endpoint is there", "unknownMeeting", "unknownChannel", parameters=[MEETING, CHANNEL]),
    },
    "/whep/sessions/{session}": _session("Stop playing", [{}, *TOKEN, *BEARER]),
}
"""With those of the other ``openapi_*.py`` every route of ``routes.py`` but the pages and the WebSocket; a test
compares."""
