"""``/api/openapi.json``: the REST interface, described by hand next to it; schemas of messages come from the messages."""

from __future__ import annotations

from typing import Any

import msgspec
from aiohttp import web

from server.signaling.messages import ChatMessage, Counts, Person
from server.web.answers import STATUS, json_body
from server.web.api import Entry
from server.web.house import house_of

JSON = "application/json"
SDP = "application/sdp"


async def document(request: web.Request) -> web.Response:
    return json_body(describe(house_of(request).version))


def describe(version: str) -> dict[str, Any]:
    _, schemas = msgspec.json.schema_components(
        (Entry, ChatMessage, Counts, Person), ref_template="#/components/schemas/{name}"
    )
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Hemicycle",
            "version": version,
            "description": "REST interface.  Signalling by WebSocket at /ws is described in docs/protocol.md.",
        },
        "paths": PATHS,
        "components": {
            "schemas": {**schemas, "Refusal": REFUSAL, "MeetingCard": CARD},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "description": "token of an entry"}},
        },
    }


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _list(items: Any) -> dict[str, Any]:
    return {"type": "array", "items": items}


TEXT = {"type": "string"}
NUMBER = {"type": "integer"}
TEXTS = {"type": "object", "additionalProperties": TEXT, "description": "UI language -> text"}
REFUSAL = _object(code={**TEXT, "description": "stable error code, see docs/protocol.md"}, detail=TEXTS)
CARD = _object(
    id=TEXT,
    title=TEXTS,
    agendaItem=TEXTS,
    languages=_list(TEXT),
    booths=_list(TEXT),
    openEntry={"type": "boolean"},
    counts=_ref("Counts"),
)


def _path(name: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": TEXT}


MEETING, SESSION = _path("meeting"), _path("session")
CHANNEL = {**_path("channel"), "description": "`floor` or a language of the meeting"}


def _content(description: str, schema: Any, media: str = JSON) -> dict[str, Any]:
    return {"description": description, "content": {media: {"schema": schema}}}


def _refusals(*codes: str) -> dict[str, Any]:
    """One answer per status, naming the codes."""
    by_status: dict[str, list[str]] = {}
    for code in codes:
        by_status.setdefault(str(STATUS.get(code, 400)), []).append(code)
    return {status: _content(", ".join(named), _ref("Refusal")) for status, named in sorted(by_status.items())}


def _query(name: str, description: str, schema: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": description, "schema": schema}


def _cross_origin(*parameters: dict[str, Any]) -> dict[str, Any]:
    allowed = {"204": {"description": "allowed"}}
    return {"summary": "Cross-origin players", "parameters": list(parameters), "responses": allowed}


TOKEN: list[dict[str, list[str]]] = [{"token": []}]
PATHS: dict[str, dict[str, Any]] = {
    "/healthz": {
        "get": {
            "summary": "What runs",
            "responses": {
                "200": _content(
                    "status `ok` when every process is there and the journal takes events, else `degraded`",
                    _object(
                        status={"enum": ["ok", "degraded"]}, version=TEXT, kernel={"enum": ["native", "reference", None]}
                    ),
                )
            },
        }
    },
    "/metrics": {
        "get": {"summary": "Prometheus metrics", "responses": {"200": _content("text format 0.0.4", TEXT, "text/plain")}}
    },
    "/api/openapi.json": {
        "get": {"summary": "This document", "responses": {"200": _content("OpenAPI 3.1", {"type": "object"})}}
    },
    "/api/meetings": {
        "get": {
            "summary": "The open meetings",
            "responses": {"200": _content("meetings", _object(meetings=_list(_ref("MeetingCard"))))},
        }
    },
    "/api/meetings/{meeting}": {
        "get": {
            "summary": "One meeting",
            "parameters": [MEETING],
            "responses": {"200": _content("the meeting", _ref("MeetingCard")), **_refusals("unknownMeeting")},
        }
    },
    "/api/meetings/{meeting}/entries": {
        "post": {
            "summary": "Enter a meeting that is open to anyone",
            "description": "name 1 to 80 characters without control characters; interpreters name their booth",
            "parameters": [MEETING],
            "requestBody": {"required": True, "content": {JSON: {"schema": _ref("Entry")}}},
            "responses": {
                "201": _content(
                    "token for `join` and for resuming; kept by the client alone", _object(token=TEXT, participantId=TEXT)
                ),
                **_refusals(
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
                _query("page", "from 0; the last when larger", NUMBER),
                _query("version", "version wanted, served while it is kept", NUMBER),
            ],
            "responses": {
                "200": _content(
                    "a page",
                    _object(version=NUMBER, page=NUMBER, pages=NUMBER, counts=_ref("Counts"), people=_list(_ref("Person"))),
                ),
                **_refusals("tokenUnknown", "unknownMeeting", "messageInvalid"),
            },
        }
    },
    "/api/meetings/{meeting}/chat": {
        "get": {
            "summary": "The newest messages of the event chat",
            "security": TOKEN,
            "parameters": [MEETING],
            "responses": {
                "200": _content("oldest first", _object(number=NUMBER, messages=_list(_ref("ChatMessage")))),
                **_refusals("tokenUnknown", "unknownMeeting"),
            },
        }
    },
    "/whep/{meeting}/{channel}": {
        "post": {
            "summary": "Play a channel (WHEP)",
            "description": "Open to anyone where the meeting is; else with the token of a participant.",
            "security": [{}, *TOKEN],
            "parameters": [
                MEETING,
                CHANNEL,
                _query("video", "slots of the video m-lines, in order; default speaker", {"type": "string"}),
                _query("ptime", "milliseconds of a packet", {"enum": [20, 40], "default": 20}),
            ],
            "requestBody": {"required": True, "content": {SDP: {"schema": TEXT}}},
            "responses": {
                "201": {
                    **_content("the answer", TEXT, SDP),
                    "headers": {"Location": {"description": "the session, to be deleted", "schema": TEXT}},
                },
                "415": {"description": "not application/sdp"},
                **_refusals(
                    *("unknownMeeting", "unknownChannel", "tokenUnknown", "sdpInvalid", "messageInvalid", "frameTooLarge"),
                    *("tooFast", "mediaUnavailable"),
                ),
            },
        },
        "options": _cross_origin(MEETING, CHANNEL),
    },
    "/whep/sessions/{session}": {
        "delete": {
            "summary": "Stop playing",
            "parameters": [SESSION],
            "responses": {"200": {"description": "stopped"}, **_refusals("unknownPeer")},
        },
        "options": _cross_origin(SESSION),
    },
}
"""Every route of ``routes.py`` but the pages and the WebSocket; a test compares."""
