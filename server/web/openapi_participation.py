"""The part of the REST description about chat, statements and seats."""

from __future__ import annotations

from typing import Any

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

SEAT = {**path_parameter("seat"), "description": "1 to 32 letters, digits, dots, hyphens and underscores"}
STATEMENT = [MEETING, path_parameter("statement"), path_parameter("language")]
SEATS: list[dict[str, list[str]]] = [*BEARER, *TOKEN]
PHONE: list[dict[str, list[str]]] = [{"phone": []}]
KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "the same press sent twice is answered as before, even when it was withdrawn meanwhile",
    "schema": TEXT,
}
NULLABLE_NUMBER = {"type": ["number", "null"]}
NULLABLE_TEXT = {"type": ["string", "null"]}
SEAT_VIEW = object_of(
    seat=TEXT,
    person=TEXT,
    name=TEXT,
    delegation=TEXT,
    plate=TEXT,
    attending={"enum": ["room", "remote"]},
    lamp={"enum": ["off", "waiting", "next", "floor", "speaking", "paused"]},
    microphone={"type": "boolean", "description": "the seat's unit is to be open"},
    requestId=NULLABLE_TEXT,
    kind=NULLABLE_TEXT,
    state=NULLABLE_TEXT,
    place={"type": ["integer", "null"], "description": "1 is next"},
    limitS=NULLABLE_NUMBER,
    spokenS={"type": "number"},
    runningSince=NULLABLE_NUMBER,
    webcast={"type": "string", "enum": ["off", "slate", "onAir"]},
    recorded={"type": "boolean"},
)
PRESSED = object_of(seat=TEXT, requestId=NULLABLE_TEXT, state=NULLABLE_TEXT, place={"type": ["integer", "null"]})
SCHEMAS: dict[str, Any] = {"Seat": SEAT_VIEW, "Pressed": PRESSED}
WAITING = [
    query("since", "answer once the version is above this", NUMBER),
    query("wait", "seconds to wait for that, 0 to 55", NUMBER),
]
_SYSTEM = ("tokenUnknown", "notPermitted", "notJoined", "unknownMeeting", "journalUnavailable")
_PRESS = (
    *("attendsRemotely", "notPermitted", "listClosed", "listFull", "listSuspended", "sittingNotOpen", "itemNotOpen"),
    *("operatorOnly", "wrongState", "notMember", "unknownChannel", "messageInvalid", "journalUnavailable", "notJoined"),
)
_UPLOAD = (
    *("tokenUnknown", "notPermitted", "tooFast", "fileTooLarge", "fileTypeRefused", "nameInvalid", "unknownChannel"),
    *("unknownStatement", "statementDelivered", "statementsFull", "unknownMeeting", "journalUnavailable", "notJoined"),
)
GONE = {"204": {"description": "done"}}


def _json(name: str) -> dict[str, Any]:
    return {"content": {JSON: {"schema": ref(name)}}}


def _file(description: str) -> dict[str, Any]:
    return {
        "required": True,
        "description": description,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }


def _upload(summary: str, description: str, body: str) -> dict[str, Any]:
    return {
        "summary": summary,
        "description": description,
        "security": TOKEN,
        "parameters": [
            MEETING,
            {**query("fileName", 'printable, without / \\ : * ? " < > |, at most 120 characters', TEXT), "required": True},
            query("language", "BCP 47 tag; default one's own", TEXT),
            query("statement", "a further language, or another version, of this statement", TEXT),
            query("name", "of who speaks, by the operator for another", TEXT),
            query("delegation", "with `name`", TEXT),
        ],
        "requestBody": _file(body),
        "responses": {"201": content("filed", object_of(statement=ref("StatementView"))), **refusals(*_UPLOAD)},
    }


def _seat_answer(description: str, *codes: str) -> dict[str, Any]:
    return {"200": content(description, ref("Seat")), **refusals(*_SYSTEM, "unknownSeat", *codes)}


def _press(security: list[dict[str, list[str]]], parameters: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "post": {
            "summary": "Press: ask for the floor",
            "description": "Asking again while a request stands changes nothing.",
            "security": security,
            "parameters": [*parameters, KEY],
            "requestBody": {"required": False, **_json("Press")},
            "responses": {"200": content("the request", ref("Pressed")), **refusals("tokenUnknown", "unknownSeat", *_PRESS)},
        },
        "delete": {
            "summary": "Withdraw, or with the floor give it up",
            "security": security,
            "parameters": parameters,
            "responses": {
                **GONE,
                **refusals("tokenUnknown", "notJoined", "unknownSeat", "attendsRemotely", "journalUnavailable"),
            },
        },
    }


_CODE = content("code and path of the phone page", object_of(seat=TEXT, code=TEXT, path=TEXT))


def _picture(media: str) -> dict[str, Any]:
    return {
        "get": {
            "summary": "QR code of a seat's phone page",
            "security": SEATS,
            "parameters": [MEETING, SEAT, query("origin", "where phones reach this server; default as asked", TEXT)],
            "responses": {
                "200": content("the picture", {"type": "string", "format": "binary"}, media),
                **refusals(*_SYSTEM, "unknownSeat", "messageInvalid"),
            },
        }
    }


PATHS: dict[str, dict[str, Any]] = {
    "/api/meetings/{meeting}/chat": {
        "get": {
            "summary": "Older messages of a thread",
            "security": TOKEN,
            "parameters": [
                MEETING,
                query("thread", "`event`, `person:<id>`, `chair`, `support`, `chair:<id>`, `support:<id>`", TEXT),
                query("before", "only messages numbered below; default the newest", NUMBER),
                query("limit", "1 to 200", NUMBER),
            ],
            "responses": {
                "200": content(
                    "oldest first; `number` is that of the topic `eventChat`",
                    object_of(
                        number=NUMBER,
                        thread=TEXT,
                        last=NUMBER,
                        read=NUMBER,
                        more={"type": "boolean"},
                        messages=list_of(ref("ChatMessage")),
                    ),
                ),
                **refusals("tokenUnknown", "entryRefused", "notPermitted", "unknownMeeting", "messageInvalid"),
            },
        }
    },
    "/api/meetings/{meeting}/chat/threads": {
        "get": {
            "summary": "One's private threads, and those of the inboxes one answers for",
            "security": TOKEN,
            "parameters": [MEETING],
            "responses": {
                "200": content("written to last first", object_of(threads=list_of(ref("ThreadView")))),
                **refusals("tokenUnknown", "entryRefused", "unknownMeeting"),
            },
        }
    },
    "/api/meetings/{meeting}/chat/export": {
        "get": {
            "summary": "The event chat whole, from the journal",
            "description": "For who may `exportChat`.  Private threads are not in it.",
            "security": TOKEN,
            "parameters": [MEETING, query("format", "default json", {"enum": ["json", "csv", "txt"]})],
            "responses": {
                "200": {
                    "description": "a file",
                    "content": {
                        JSON: {"schema": object_of(messages=list_of({"type": "object"}))},
                        "text/csv": {"schema": TEXT},
                        "text/plain": {"schema": TEXT},
                    },
                },
                **refusals("tokenUnknown", "notPermitted", "unknownMeeting", "messageInvalid", "journalUnavailable"),
            },
        }
    },
    "/api/meetings/{meeting}/statements": {
        "get": {
            "summary": "The statements one may read",
            "security": TOKEN,
            "parameters": [MEETING],
            "responses": {
                "200": content("files", object_of(number=NUMBER, statements=list_of(ref("StatementView")))),
                **refusals("tokenUnknown", "unknownMeeting"),
            },
        },
        "post": _upload(
            "Hand in a statement",
            "PDF, Word document or UTF-8 text, known by its content.  Read by interpreters and those who run the meeting "
            "until it is delivered.",
            "the file, at most `statements.max_bytes`",
        ),
    },
    "/api/meetings/{meeting}/recordings": {
        "post": _upload(
            "File a recorded statement",
            "For who may `playRecording`; sound that libsndfile decodes, at most an hour.  It is played by `playRecording`.",
            "the file, at most `statements.recording_max_bytes`",
        )
    },
    "/api/meetings/{meeting}/statements/{statement}/{language}": {
        "get": {
            "summary": "Read a file",
            "security": TOKEN,
            "parameters": STATEMENT,
            "responses": {
                "200": content("an attachment", {"type": "string", "format": "binary"}, "application/octet-stream"),
                **refusals("tokenUnknown", "unknownMeeting", "unknownStatement"),
            },
        },
        "delete": {
            "summary": "Take a file back",
            "security": TOKEN,
            "parameters": STATEMENT,
            "responses": {
                **GONE,
                **refusals("tokenUnknown", "notPermitted", "notJoined", "unknownStatement", "statementDelivered"),
            },
        },
    },
    "/api/meetings/{meeting}/seats": {
        "get": {
            "summary": "The seats and their lamps",
            "description": "Long poll: with `since` and `wait` the answer comes when something has changed.",
            "security": SEATS,
            "parameters": [MEETING, *WAITING],
            "responses": {
                "200": content("seats", object_of(version=NUMBER, now={"type": "number"}, seats=list_of(ref("Seat")))),
                **refusals(*_SYSTEM, "messageInvalid"),
            },
        },
        "post": {
            "summary": "Take over a list of seats",
            "description": "JSON, or CSV with a head line.  Rows that fail are named and change nothing.",
            "security": SEATS,
            "parameters": [MEETING],
            "requestBody": {
                "required": True,
                "content": {JSON: {"schema": list_of(ref("Row"))}, "text/csv": {"schema": TEXT}},
            },
            "responses": {
                "200": content(
                    "what became of them",
                    object_of(assigned=NUMBER, failed=list_of(object_of(row=NUMBER, seat=TEXT, code=TEXT))),
                ),
                **refusals(*_SYSTEM, "messageInvalid", "frameMalformed", "frameTooLarge", "valueInvalid"),
            },
        },
    },
    "/api/meetings/{meeting}/seats/{seat}": {
        "get": {
            "summary": "One seat",
            "security": SEATS,
            "parameters": [MEETING, SEAT],
            "responses": _seat_answer("the seat"),
        },
        "put": {
            "summary": "Who sits there",
            "description": "A participant (`person`), who is in the room from now on, or a delegate without a device "
            "(`name`, `delegation`, `language`).",
            "security": SEATS,
            "parameters": [MEETING, SEAT],
            "requestBody": {"required": True, **_json("Sitter")},
            "responses": _seat_answer(
                "the seat",
                *("unknownParticipant", "nameInvalid", "valueInvalid", "unknownChannel", "meetingFull", "activeFull"),
                *("quotaReached", "placeClosed", "messageInvalid"),
            ),
        },
        "delete": {
            "summary": "Free a seat; its person stays in the meeting",
            "security": SEATS,
            "parameters": [MEETING, SEAT],
            "responses": {**GONE, **refusals(*_SYSTEM, "unknownSeat")},
        },
    },
    "/api/meetings/{meeting}/seats/{seat}/request": _press(SEATS, [MEETING, SEAT]),
    "/api/meetings/{meeting}/seats/{seat}/microphone": {
        "put": {
            "summary": "The unit's own key",
            "description": "Closes the microphone, or opens it again while the person has the floor.",
            "security": SEATS,
            "parameters": [MEETING, SEAT],
            "requestBody": {"required": True, **_json("Unit")},
            "responses": _seat_answer("the seat", "attendsRemotely", "attendsInRoom", "messageInvalid"),
        }
    },
    "/api/meetings/{meeting}/seats/{seat}/code": {
        "get": {
            "summary": "The code of a seat's phone page",
            "security": SEATS,
            "parameters": [MEETING, SEAT],
            "responses": {"200": _CODE, **refusals(*_SYSTEM, "unknownSeat")},
        },
        "post": {
            "summary": "Renew the code; the old one, and sessions made with it, are void",
            "security": SEATS,
            "parameters": [MEETING, SEAT],
            "responses": {"200": _CODE, **refusals(*_SYSTEM, "unknownSeat")},
        },
    },
    "/api/meetings/{meeting}/seats/{seat}/qr.svg": _picture("image/svg+xml"),
    "/api/meetings/{meeting}/seats/{seat}/qr.png": _picture("image/png"),
    "/api/meetings/{meeting}/seat-sessions": {
        "post": {
            "summary": "A seat's code for a session of its phone page",
            "parameters": [MEETING],
            "requestBody": {"required": True, **_json("Code")},
            "responses": {
                "201": content("valid for twelve hours", object_of(token=TEXT, seat=TEXT, expiresAt={"type": "number"})),
                **refusals("codeUnknown", "tooFast", "unknownMeeting", "messageInvalid"),
            },
        }
    },
    "/api/meetings/{meeting}/seat": {
        "get": {
            "summary": "The phone's own seat",
            "security": PHONE,
            "parameters": [MEETING, *WAITING],
            "responses": {
                "200": content(
                    "the seat, with `version` and `now`",
                    {"allOf": [ref("Seat"), object_of(version=NUMBER, now={"type": "number"})]},
                ),
                **refusals("tokenUnknown", "unknownMeeting", "messageInvalid"),
            },
        }
    },
    "/api/meetings/{meeting}/seat/request": _press(PHONE, [MEETING]),
    "/api/meetings/{meeting}/seat/answer": {
        "post": {
            "summary": "Called, and ready",
            "security": PHONE,
            "parameters": [MEETING],
            "responses": {
                **GONE,
                **refusals("tokenUnknown", "unknownMeeting", "attendsRemotely", "noRequest", "wrongState"),
            },
        }
    },
}
"""Merged into the document by ``openapi.py``."""
