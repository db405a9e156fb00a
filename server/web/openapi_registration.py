"""Registration in the REST description: a line per operation."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from server.registration import records as r
from server.web import registration
from server.web.describing import JSON, NUMBER, TEXT, content, list_of, object_of, path_parameter, query, ref, refusals

STAFF: list[dict[str, list[str]]] = [{"staff": [], "csrf": []}]
SESSION = ("sessionUnknown", "csrfInvalid", "notPermitted")
MULTI = {"type": "object", "additionalProperties": TEXT}


def operation(
    summary: str,
    answer: Any = None,
    *codes: str,
    status: int = 200,
    body: Any = None,
    parameters: tuple[dict[str, Any], ...] = (),
    security: list[dict[str, list[str]]] | None = None,
) -> dict[str, Any]:
    """``answer``: schema, media type or None (no body); ``body``: schema or media type."""
    described: dict[str, Any] = {"summary": summary, "parameters": list(parameters)}
    if body is not None:
        media, schema = (body, {"type": "string", "format": "binary"}) if isinstance(body, str) else (JSON, body)
        described["requestBody"] = {"required": True, "content": {media: {"schema": schema}}}
    if security is not None:
        described["security"] = security
    media, schema = (answer, {"type": "string"}) if isinstance(answer, str) else (JSON, answer)
    good = {"description": "done"} if answer is None else content(summary, schema, media)
    described["responses"] = {str(204 if answer is None else status): good, **refusals(*codes)}
    return described


def staffed(summary: str, answer: Any = None, *codes: str, **options: Any) -> dict[str, Any]:
    return operation(summary, answer, *SESSION, *codes, security=STAFF, **options)


ACCOUNT = object_of(
    staffId=TEXT,
    name=TEXT,
    role=TEXT,
    duties=list_of(TEXT),
    createdAt={"type": "number"},
    disabledAt={"type": ["number", "null"]},
    lockedUntil={"type": ["number", "null"]},
)
SIGNED_IN = object_of(staff=ref("StaffAccount"), csrf={**TEXT, "description": "for the header X-CSRF-Token"})
CONFERENCE = {
    "allOf": [ref("Conference"), object_of(state={"enum": ["draft", "planned", "open", "closed", "final"]})],
}

PATHS: dict[str, dict[str, Any]] = {
    "/session": {
        "post": operation(
            "Sign in; the session is a cookie",
            SIGNED_IN,
            *("signInFailed", "lockedOut", "tooFast", "busy"),
            status=201,
            body=ref("SignIn"),
        ),
        "get": staffed("Who is signed in", SIGNED_IN),
        "delete": staffed("Sign out"),
    },
    "/staff": {
        "get": staffed("Accounts", object_of(staff=list_of(ref("StaffAccount")))),
        "post": staffed(
            "New account; its authenticator URI is shown once",
            object_of(staff=ref("StaffAccount"), enrolment=TEXT),
            *("fieldInvalid", "passwordWeak", "nameTaken"),
            status=201,
            body=ref("NewStaff"),
        ),
    },
    "/staff/{name}": {"delete": staffed("Disable an account", None, "unknownStaff", "wrongState")},
    "/staff/{name}/unlock": {"post": staffed("Unlock an account", object_of(staff=ref("StaffAccount")), "unknownStaff")},
    "/audit": {
        "get": staffed(
            "Who did what, newest first",
            object_of(acts=list_of(ref("Act"))),
            parameters=(
                query("before", "acts with a lower number", NUMBER),
                *(query(name, f"of this {name} alone", TEXT) for name in ("conference", "subject", "who")),
            ),
        )
    },
    "/conferences": {
        "get": staffed("Conferences, latest first", object_of(conferences=list_of(CONFERENCE))),
        "post": staffed(
            "Found a conference", CONFERENCE, "fieldInvalid", "nameTaken", status=201, body=ref("NewConference")
        ),
    },
    "/conferences/{conference}": {
        "get": staffed("One conference", CONFERENCE, "unknownConference"),
        "put": staffed(
            "Change it: whole, with the version seen",
            CONFERENCE,
            *("unknownConference", "fieldInvalid", "changedMeanwhile", "wrongState"),
            body=ref("ChangedConference"),
        ),
        "delete": staffed("Remove a draft nobody is registered for", None, "unknownConference", "wrongState"),
    },
    "/conferences/{conference}/publish": {"post": staffed("Publish it; its meetings open", CONFERENCE, "unknownConference")},
}
BODIES: tuple[Any, ...] = (
    registration.SignIn,
    registration.NewStaff,
    registration.NewConference,
    registration.ChangedConference,
    r.Conference,
    r.Act,
)


def paths() -> dict[str, dict[str, Any]]:
    """With the prefix, and with what their paths name."""
    described: dict[str, dict[str, Any]] = {}
    for path, methods in PATHS.items():
        named = [path_parameter(name) for name in re.findall(r"{(\w+)}", path)]
        whole = path if path.startswith("/api/") else registration.PREFIX + path
        described[whole] = {method: {**one, "parameters": [*named, *one["parameters"]]} for method, one in methods.items()}
    return described


def schemas() -> dict[str, Any]:
    _, found = msgspec.json.schema_components(BODIES, ref_template="#/components/schemas/{name}")
    return {**found, "StaffAccount": ACCOUNT}


SECURITY = {
    "staff": {
        "type": "apiKey",
        "in": "cookie",
        "name": "__Host-hemicycle-staff",
        "description": "session of staff; without HTTPS `hemicycle-staff`",
    },
    "delegate": {
        "type": "apiKey",
        "in": "cookie",
        "name": "__Host-hemicycle-delegate",
        "description": "session of a delegate; without HTTPS `hemicycle-delegate`",
    },
    "csrf": {"type": "apiKey", "in": "header", "name": "X-CSRF-Token", "description": "for all but GET"},
}
