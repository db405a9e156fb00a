"""The part of the REST description about webcasts and recordings."""

from __future__ import annotations

from typing import Any

from server.recordings import views
from server.web.corrections import NewChapter, NewRevision
from server.web.describing import (
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
from server.web.recordings import Correction, Retention

STRUCTS = (
    *(
        views.WebcastCard,
        views.WebcastView,
        views.WebcastStatement,
        views.RecordingCard,
        views.RecordingView,
        views.TranscriptLine,
    ),
    *(Correction, Retention, NewRevision, NewChapter, views.Revision),
)
"""Their schemas are made from them."""
OPERATORS = [*TOKEN, {"staff": []}]
RECORDING = path_parameter("recording")
STATEMENT = path_parameter("statement")
_TIME = {"type": "number", "description": "Unix seconds"}
_OPERATOR_CODES = ("tokenUnknown", "notPermitted", "unknownRecording", "journalUnavailable", "sessionUnknown", "csrfInvalid")
_DESCRIBED = (
    "With the token of who may `manageWebcast` in the recording's meeting, or as staff with the duty `recordings` (then "
    "with `X-CSRF-Token`)."
)


_STRETCH = (
    query("from", "of the stretch that begins here, which is zero in WebVTT; Unix seconds", _TIME),
    query("to", "Unix seconds", _TIME),
)


def _live_captions(what: str, answer: dict[str, Any]) -> dict[str, Any]:
    return {
        "get": {
            "summary": what,
            "description": "Of the webcast that goes on, from its beginning to what the embargo lets be known.",
            "parameters": [MEETING, path_parameter("language"), *_STRETCH],
            "responses": {
                "200": answer,
                **refusals("unknownMeeting", "unknownWebcast", "unknownChannel", "messageInvalid"),
            },
        }
    }


def _captions(what: str, answer: dict[str, Any]) -> dict[str, Any]:
    return {
        "get": {
            "summary": what,
            "parameters": [
                RECORDING,
                path_parameter("language"),
                query("revision", "as of this one; default the newest", NUMBER),
                *_STRETCH,
            ],
            "responses": {
                "200": answer,
                **refusals("unknownRecording", "unknownChannel", "messageInvalid", "journalUnavailable"),
            },
        }
    }


_REVISION = {
    "202": content("it is made as soon as the webcast worker can; its `state` tells", ref("Revision")),
    **refusals(
        *_OPERATOR_CODES,
        *("wrongState", "unknownChannel", "valueInvalid", "textEmpty", "textTooLong", "messageInvalid", "frameMalformed"),
    ),
}


PATHS: dict[str, dict[str, Any]] = {
    "/api/webcasts": {
        "get": {
            "summary": "Webcasts of all meetings",
            "responses": {"200": content("webcasts", object_of(webcasts=list_of(ref("WebcastCard"))))},
        }
    },
    "/api/webcasts/{meeting}": {
        "get": {
            "summary": "All a player needs",
            "parameters": [MEETING],
            "responses": {
                "200": content("the webcast", ref("WebcastView")),
                **refusals("unknownMeeting", "journalUnavailable"),
            },
        }
    },
    "/api/webcasts/{meeting}/events": {
        "get": {
            "summary": "What happens, as server-sent events",
            "description": "Events `view` (WebcastView, first), `webcast` (WebcastCard), `mark` (Mark; the same id again "
            "replaces it) and `caption` (Caption of the language followed).  Times are those of EXT-X-PROGRAM-DATE-TIME; "
            "nothing comes before the embargo is over.  A player that is too slow is let go and comes back.",
            "parameters": [MEETING, query("captions", "language whose captions are followed", TEXT)],
            "responses": {
                "200": content("the stream", TEXT, "text/event-stream"),
                **refusals("unknownMeeting", "unknownChannel", "tooFast", "journalUnavailable"),
            },
        }
    },
    "/api/webcasts/{meeting}/viewers": {
        "post": {
            "summary": "Say that a player plays",
            "description": "Every 30 s while it does: those of the last 30 s are the viewers an operator is shown.  Nothing"
            " is sent but this, and nothing kept but numbers.  So many from one network are not counted: `tooFast`.",
            "parameters": [MEETING],
            "responses": {"204": {"description": "counted"}, **refusals("unknownMeeting", "tooFast")},
        }
    },
    "/api/webcasts/{meeting}/captions/{language}.vtt": _live_captions(
        "Captions of a webcast as WebVTT, whose zero is its beginning", content("WebVTT", TEXT, "text/vtt")
    ),
    "/api/webcasts/{meeting}/captions/{language}.json": _live_captions(
        "Captions of a webcast as JSON", content("lines", object_of(lines=list_of(ref("TranscriptLine"))))
    ),
    "/api/webcasts/{meeting}/statements/{statement}": {
        "get": {
            "summary": "A statement, live or recorded",
            "parameters": [MEETING, STATEMENT],
            "responses": {
                "200": content("the statement", ref("WebcastStatement")),
                **refusals("unknownMeeting", "unknownWebcast", "unknownRecording", "journalUnavailable"),
            },
        }
    },
    "/api/recordings": {
        "get": {
            "summary": "Find recordings, newest first",
            "description": "All that is asked for must fit.  `q`: beginnings of words in titles, agenda items, names of "
            "speakers and delegations, and captions, in any script, whatever case and accents.",
            "parameters": [
                query("q", "words", TEXT),
                query("meeting", "its id", TEXT),
                query("speaker", "words of a speaker's name", TEXT),
                query("delegation", "of a speaker, as registered", TEXT),
                query("item", "id of an agenda item", TEXT),
                query("language", "spoken in a statement", TEXT),
                query("from", "begun at or after, Unix seconds", _TIME),
                query("to", "begun before, Unix seconds", _TIME),
                query("limit", "at most 50, default 20", NUMBER),
                query("before", "`next` of the page before", TEXT),
            ],
            "responses": {
                "200": content(
                    "a page; `found` says where the words are, `next` is null on the last",
                    object_of(recordings=list_of(ref("RecordingCard")), next={"type": ["string", "null"]}),
                ),
                **refusals("messageInvalid", "journalUnavailable"),
            },
        }
    },
    "/api/recordings/podcast/{channel}.xml": {
        "get": {
            "summary": "Recordings of a language as a podcast",
            "parameters": [
                {**path_parameter("channel"), "description": "`floor` or a language"},
                query("meeting", "of this meeting alone", TEXT),
            ],
            "responses": {
                "200": content("RSS 2.0", TEXT, "application/rss+xml"),
                **refusals("unknownChannel", "journalUnavailable"),
            },
        }
    },
    "/api/recordings/{recording}": {
        "get": {
            "summary": "One recording",
            "parameters": [RECORDING],
            "responses": {
                "200": content("the recording", ref("RecordingView")),
                **refusals("unknownRecording", "journalUnavailable"),
            },
        },
        "delete": {
            "summary": "Delete everything of it",
            "description": _DESCRIBED,
            "security": OPERATORS,
            "parameters": [RECORDING],
            "responses": {"204": {"description": "deleted"}, **refusals(*_OPERATOR_CODES)},
        },
    },
    "/api/recordings/{recording}/retention": {
        "put": {
            "summary": "How long it is kept",
            "description": _DESCRIBED,
            "security": OPERATORS,
            "parameters": [RECORDING],
            "requestBody": {"required": True, "content": {JSON: {"schema": ref("Retention")}}},
            "responses": {
                "200": content("as it is now", ref("Retention")),
                **refusals(*_OPERATOR_CODES, "messageInvalid", "frameMalformed"),
            },
        }
    },
    "/api/recordings/{recording}/revisions": {
        "get": {
            "summary": "What was corrected in it, newest first",
            "description": _DESCRIBED,
            "security": OPERATORS,
            "parameters": [RECORDING],
            "responses": {
                "200": content("revisions", object_of(revisions=list_of(ref("Revision")))),
                **refusals(*_OPERATOR_CODES),
            },
        },
        "post": {
            "summary": "Mute a stretch of a language, or cut beginning and end: a new revision",
            "description": _DESCRIBED,
            "security": OPERATORS,
            "parameters": [RECORDING],
            "requestBody": {"required": True, "content": {JSON: {"schema": ref("NewRevision")}}},
            "responses": _REVISION,
        },
    },
    "/api/recordings/{recording}/sound/{channel}": {
        "post": {
            "summary": "Replace the sound of a language for a stretch: a new revision",
            "description": f"{_DESCRIBED}  The body is the file (WAV, FLAC, MP3 and others), 1 GiB at most.",
            "security": OPERATORS,
            "parameters": [
                RECORDING,
                {**path_parameter("channel"), "description": "`floor` or a language"},
                query("from", "where the file begins, Unix seconds", _TIME),
                query("to", "where it ends at the latest; default: with the file", _TIME),
                query("why", "the reason", TEXT),
                query("consented", "`true`: those heard in the file consent to it", TEXT),
            ],
            "requestBody": {"required": True, "content": {"application/octet-stream": {"schema": TEXT}}},
            "responses": _REVISION | refusals("fileTooLarge"),
        }
    },
    "/api/recordings/{recording}/chapters/{mark}": {
        "patch": {
            "summary": "Correct an agenda item's title, or who made a statement: a new revision",
            "description": _DESCRIBED,
            "security": OPERATORS,
            "parameters": [RECORDING, path_parameter("mark")],
            "requestBody": {"required": True, "content": {JSON: {"schema": ref("NewChapter")}}},
            "responses": _REVISION,
        }
    },
    "/api/recordings/{recording}/captions/{language}.vtt": _captions(
        "Captions as corrected", content("WebVTT", TEXT, "text/vtt")
    ),
    "/api/recordings/{recording}/captions/{language}.json": _captions(
        "The transcript as corrected",
        content("lines", object_of(revision=NUMBER, lines=list_of(ref("TranscriptLine")))),
    ),
    "/api/recordings/{recording}/captions/{language}/{caption}": {
        "put": {
            "summary": "Correct a caption: a new revision of the recording",
            "description": _DESCRIBED,
            "security": OPERATORS,
            "parameters": [RECORDING, path_parameter("language"), path_parameter("caption")],
            "requestBody": {"required": True, "content": {JSON: {"schema": ref("Correction")}}},
            "responses": {
                "200": content("the newest revision", object_of(revision=NUMBER)),
                **refusals(
                    *_OPERATOR_CODES, "textEmpty", "textTooLong", "unknownChannel", "messageInvalid", "frameMalformed"
                ),
            },
        }
    },
    "/api/oembed": {
        "get": {
            "summary": "oEmbed of a webcast, statement or recording",
            "parameters": [
                query("url", "of its page here", TEXT),
                query("format", "`json`", {"enum": ["json"], "default": "json"}),
                query("maxwidth", "pixels", NUMBER),
                query("maxheight", "pixels", NUMBER),
            ],
            "responses": {
                "200": content("oEmbed 1.0, type video", object_of(version=TEXT, type=TEXT, title=TEXT, html=TEXT)),
                "501": {"description": "another format"},
                **refusals("unknownWebcast", "messageInvalid"),
            },
        }
    },
}
