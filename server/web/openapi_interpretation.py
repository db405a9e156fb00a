"""The part of the REST description about the arrangement of interpretation, captions and the glossary."""

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

TOML = "application/toml"
CSV = "text/csv"
VTT = "text/vtt"
LANGUAGE = {**path_parameter("language"), "description": "a language of the meeting"}
FEED = {**path_parameter("language"), "description": "the language whose captions are written"}
_SYSTEM = ("tokenUnknown", "entryRefused", "notPermitted", "unknownMeeting", "journalUnavailable")
_WRITING = ("unknownChannel", "textEmpty", "textTooLong", "valueInvalid", "wrongState", "tooFast", "messageInvalid")
REFUSED = list_of(object_of(what=TEXT, code=TEXT))


def _either(description: str, json: Any, other: str) -> dict[str, Any]:
    return {"description": description, "content": {JSON: {"schema": json}, other: {"schema": TEXT}}}


PATHS: dict[str, dict[str, Any]] = {
    "/api/meetings/{meeting}/interpretation": {
        "get": {
            "summary": "Rules, booths, permitted outputs, and who sits where",
            "description": "JSON, or TOML where `Accept` asks for application/toml.  For technicians.",
            "security": TOKEN,
            "parameters": [MEETING],
            "responses": {"200": _either("the arrangement", ref("Arrangement"), TOML), **refusals(*_SYSTEM)},
        },
        "put": {
            "summary": "Load an arrangement",
            "description": "What the file does not name stays.  Interpreters are found by name, whichever booth they are "
            "in.  For technicians who are connected.",
            "security": TOKEN,
            "parameters": [MEETING],
            "requestBody": {"required": True, **_either("", ref("Arrangement"), TOML)},
            "responses": {
                "200": content("what was changed, and what could not be", object_of(applied=NUMBER, refused=REFUSED)),
                **refusals(*_SYSTEM, "frameMalformed", "messageInvalid", "frameTooLarge"),
            },
        },
    },
    "/api/meetings/{meeting}/glossary": {
        "get": {
            "summary": "The glossary",
            "description": "CSV; the header holds language tags.  For who may `readGlossary`.",
            "security": TOKEN,
            "parameters": [MEETING],
            "responses": {"200": content("the glossary", TEXT, CSV), **refusals(*_SYSTEM)},
        },
        "put": {
            "summary": "Replace the glossary",
            "description": "CSV in UTF-8 with commas, semicolons or tabs; the header holds language tags.  Terms that are "
            "there already stay.  For who may `editGlossary` and is connected.",
            "security": TOKEN,
            "parameters": [MEETING],
            "requestBody": {"required": True, "content": {CSV: {"schema": TEXT}}},
            "responses": {
                "200": content(
                    "what was changed; `what` of those refused are their words",
                    object_of(added=NUMBER, removed=NUMBER, kept=NUMBER, refused=REFUSED),
                ),
                **refusals(*_SYSTEM, "frameMalformed", "messageInvalid", "frameTooLarge"),
            },
        },
    },
    "/api/meetings/{meeting}/captions/{language}": {
        "get": {
            "summary": "The newest finished lines",
            "security": TOKEN,
            "parameters": [
                MEETING,
                LANGUAGE,
                query("format", "default json", {"enum": ["json", "vtt"]}),
                query("after", "only lines written after this time, Unix seconds", {"type": "number"}),
                query("whole", "1: all lines ever written, for who may `writeCaptions` or `exportChat`", {"enum": ["1"]}),
            ],
            "responses": {
                "200": _either("oldest first", object_of(captions=list_of(ref("Caption"))), VTT),
                **refusals(*_SYSTEM, "unknownChannel", "messageInvalid"),
            },
        },
        "post": {
            "summary": "Write a line, or one state of a line that is still being written",
            "description": "With a token of scope `captions:<language>`, or by a participant who may `writeCaptions`.",
            "security": [*BEARER, *TOKEN],
            "parameters": [MEETING, LANGUAGE],
            "requestBody": {"required": True, "content": {JSON: {"schema": ref("Line")}}},
            "responses": {
                "201": content("taken; further states of the line carry its id", object_of(captionId=TEXT)),
                **refusals(*_SYSTEM, *_WRITING, "frameMalformed"),
            },
        },
    },
    "/captions/{meeting}/{language}": {
        "get": {
            "summary": "A WebSocket for captioning services",
            "description": "Text frames of the schema Line without `captionId`: each is one state of the line being "
            "written, a final one ends it and is answered by `captionId`.  Refusals are told as `code` and `detail`.",
            "security": [*BEARER, *TOKEN],
            "parameters": [MEETING, FEED],
            "responses": {
                "101": {"description": "connected"},
                "400": content("not a WebSocket", TEXT, "text/plain"),
                **refusals("tokenUnknown", "notPermitted", "unknownMeeting", "unknownChannel", "tooFast"),
            },
        }
    },
}
"""Merged into the document by ``openapi.py``."""
