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
SDPFRAG = "application/trickle-ice-sdpfrag"


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
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "description": "token of an entry"},
                "bearer": {"type": "http", "scheme": "bearer", "description": "token made by `run.py token`"},
            },
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
SOURCE = {**_path("source"), "description": "`room-<n>`, `booth-<language>`, `screen`, `sign` or `programme`"}
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


def _options(*parameters: dict[str, Any]) -> dict[str, Any]:
    """Preflights, and what is taken: `Accept-Post` or `Accept-Patch`."""
    allowed = {"200": {"description": "allowed"}}
    return {"summary": "Cross-origin clients", "parameters": list(parameters), "responses": allowed}


def _get(what: str, *codes: str, parameters: list[Any]) -> dict[str, Any]:
    """GET and HEAD tell nothing more; HEAD of a WHEP endpoint answers 200 with its Content-Type."""
    return {"summary": what, "parameters": parameters, "responses": {"204": {"description": "it is"}, **_refusals(*codes)}}


TOKEN: list[dict[str, list[str]]] = [{"token": []}]
BEARER: list[dict[str, list[str]]] = [{"bearer": []}]
OFFER = {"required": True, "content": {SDP: {"schema": TEXT}}}
SESSION_CREATED = {
    **_content("the answer", TEXT, SDP),
    "headers": {
        "Location": {"description": "the session, for PATCH and DELETE", "schema": TEXT},
        "ETag": {"description": "of its ICE credentials", "schema": TEXT},
        "Link": {"description": 'a relay (`rel="ice-server"`) where one is configured; may repeat', "schema": TEXT},
    },
}
UNPROCESSABLE = _content("sdpInvalid: nothing we can send or receive as offered", _ref("Refusal"))


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
                "200": _content("restarted: new credentials; the new ETag in the header", TEXT, SDPFRAG),
                "204": {"description": "trickled"},
                "412": {"description": "another ETag"},
                "415": {"description": "not application/trickle-ice-sdpfrag"},
                "428": {"description": "no If-Match"},
                **_refusals("sdpInvalid", "tokenUnknown", "notPermitted", "unknownPeer", "tooFast", "mediaUnavailable"),
            },
        },
        "delete": {
            "summary": end,
            "security": security,
            "parameters": [SESSION],
            "responses": {
                "200": {"description": "ended"},
                **_refusals("unknownPeer", "tokenUnknown", "notPermitted", "journalUnavailable"),
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
    "/whip/{meeting}/{source}": {
        "post": {
            "summary": "Send a source (WHIP, RFC 9725)",
            "description": "`room-<n>`: sound into the floor, picture into the room slot.  `booth-<language>`: an open "
            "desk.  `screen`, `sign`: pictures of those slots.  `programme`: the speaker slot while no speaker has a camera "
            "there.  At most one audio and one video m-line.  A newer sender takes the place of the older.  Tokens: "
            "`run.py token`.",
            "security": BEARER,
            "parameters": [MEETING, SOURCE, _query("language", "of what is spoken in a room; default `und`", TEXT)],
            "requestBody": OFFER,
            "responses": {
                "201": SESSION_CREATED,
                "422": UNPROCESSABLE,
                "415": {"description": "not application/sdp"},
                **_refusals(
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
                _query("video", "slots of the video m-lines, in order; default speaker", {"type": "string"}),
                _query("ptime", "milliseconds of a packet", {"enum": [20, 40], "default": 20}),
            ],
            "requestBody": OFFER,
            "responses": {
                "201": SESSION_CREATED,
                "422": UNPROCESSABLE,
                "415": {"description": "not application/sdp"},
                **_refusals(
                    *("unknownMeeting", "unknownChannel", "tokenUnknown", "notPermitted", "sdpInvalid", "messageInvalid"),
                    *("frameTooLarge", "tooFast", "mediaUnavailable", "journalUnavailable"),
                ),
                "503": _content("mediaUnavailable, journalUnavailable, meetingFull (too many sessions)", _ref("Refusal")),
            },
        },
        "options": _options(MEETING, CHANNEL),
        "get": _get("The endpoint is there", "unknownMeeting", "unknownChannel", parameters=[MEETING, CHANNEL]),
    },
    "/whep/sessions/{session}": _session("Stop playing", [{}, *TOKEN, *BEARER]),
}
"""Every route of ``routes.py`` but the pages and the WebSocket; a test compares."""
