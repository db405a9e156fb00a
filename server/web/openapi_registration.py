"""Registration in the REST description: a line per operation."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from server.registration import conferences, official
from server.registration import records as r
from server.registration.delivery import NEXT
from server.registration.drafts import Draft
from server.registration.importing import RowRefusal
from server.registration.mailing import MAILS
from server.web import registration, registration_entry, registration_list, registration_own, registration_people
from server.web.describing import JSON, NUMBER, TEXT, content, list_of, object_of, path_parameter, query, ref, refusals

STAFF: list[dict[str, list[str]]] = [{"staff": [], "csrf": []}, {"key": []}]
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
        codes += ("frameTooLarge",) if isinstance(body, str) else ("frameMalformed", "messageInvalid", "frameTooLarge")
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


def received(summary: str, *codes: str, body: Any, answer: Any = None) -> dict[str, Any]:
    """Answered alike whatever comes of it."""
    described = operation(summary, answer, *codes, body=body, status=202)
    if answer is None:
        described["responses"]["202"] = described["responses"].pop("204")
    return described


ACCOUNT = object_of(
    staffId=TEXT,
    name=TEXT,
    role=TEXT,
    duties=list_of(TEXT),
    createdAt={"type": "number"},
    disabledAt={"type": ["number", "null"]},
    lockedUntil={"type": ["number", "null"]},
)
PLACES = ("formForbids", "participantsFull", "activeFull", "delegationFull", "onSiteFull")
TRUTH = {"type": "boolean"}
TIME = {"type": ["number", "null"], "description": "Unix seconds"}
MEMBER = {
    "allOf": [
        ref("Registered"),
        object_of(
            registrationId=TEXT,
            personId=TEXT,
            conferenceId=TEXT,
            standing={"enum": ["registered", "waiting", "cancelled", "invited"]},
            accreditation={"enum": ["pending", "approved", "refused"]},
            reason=TEXT,
            letter={"type": ["string", "null"]},
            accessIssued=TRUTH,
            authenticator=TRUTH,
            lockedAt=TIME,
            createdAt=TIME,
            updatedAt=TIME,
        ),
    ]
}
MESSAGE = object_of(
    messageId=TEXT,
    conferenceId=TEXT,
    registrationId=TEXT,
    kind={"enum": list(MAILS)},
    channel={"enum": ["mail", "sms"]},
    state={"enum": list(NEXT)},
    attempts=NUMBER,
    createdAt=TIME,
    nextAt=TIME,
    expiresAt=TIME,
    sentAt=TIME,
    error=TEXT,
)
TABLE_REPORT = object_of(
    applied=TRUTH,
    format={"enum": ["csv", "xlsx"]},
    encoding=TEXT,
    certain={**TRUTH, "description": "false: the encoding is a guess; name one to apply"},
    delimiter=TEXT,
    header=list_of(TEXT),
    mapping=MULTI,
    rows=NUMBER,
    sample=list_of(list_of(TEXT)),
    counts={"type": "object", "additionalProperties": NUMBER},
    refusals=list_of(ref("RowRefusal")),
    missing=list_of(TEXT),
    missingCount=NUMBER,
)
SIGNED_IN = object_of(staff=ref("StaffAccount"), csrf={**TEXT, "description": "for the header X-CSRF-Token"})
CONFERENCE = {
    "allOf": [ref("Conference"), object_of(state={"enum": list(conferences.STATES)})],
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
            object_of(
                staff=ref("StaffAccount"), enrolment=TEXT, picture={**TEXT, "description": "QR code: a data URI of SVG"}
            ),
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
            "messageInvalid",
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
PATHS |= {
    "/conferences/{conference}/registrations": {
        "get": staffed(
            "Registrations in the order they came",
            object_of(registrations=list_of(ref("Member"))),
            *("unknownConference", "messageInvalid"),
            parameters=(
                query("after", "those after this registrationId", TEXT),
                query("limit", "at most, default 100, no more than 500", NUMBER),
                query("text", "words in name, address, number or delegation", TEXT),
                *(query(name, f"of this {name} alone", TEXT) for name in registration_people.FILTERS),
            ),
        ),
        "post": staffed(
            "Register one person",
            ref("Member"),
            *("unknownConference", "fieldInvalid", "alreadyRegistered", *PLACES),
            *("registrationNotOpen", "registrationClosed"),
            status=201,
            body=ref("NewRegistration"),
        ),
    },
    "/conferences/{conference}/meters": {
        "get": staffed("How full it is", {"type": "object"}, "unknownConference"),
    },
    "/conferences/{conference}/registrations.csv": {
        "get": staffed("Everyone as CSV, formulas neutralised", "text/csv", "unknownConference")
    },
    "/conferences/{conference}/imports": {
        "post": staffed(
            "What a table (CSV, XLSX) would change; with apply=true, its changes",
            TABLE_REPORT,
            *("unknownConference", "tableInvalid", "encodingUnclear", "mappingInvalid", "wrongState", "fileTooLarge"),
            body="application/octet-stream",
            parameters=(
                query("apply", "`true` carries it out", TEXT),
                query("invited", "`true`: new people are invited, who is known stays as they are", TEXT),
                query("mapping", "JSON object: field -> title of its column; default: guessed", TEXT),
                query("encoding", "utf-8, utf-16, windows-1252, -1256, -1251, gb18030; default: found out", TEXT),
                query("delimiter", "default: found out", TEXT),
            ),
        )
    },
    "/registrations/{registration}": {
        "get": staffed("One registration", ref("Member"), "unknownRegistration"),
        "patch": staffed(
            "Change what is given; `standing` cancels or restores",
            ref("Member"),
            *("unknownRegistration", "fieldInvalid", "alreadyRegistered", *PLACES),
            body=ref("ChangedRegistration"),
        ),
    },
    "/registrations/{registration}/accreditation": {
        "post": staffed(
            "Approve, refuse (with a reason) or reconsider",
            ref("Member"),
            *("unknownRegistration", "fieldInvalid"),
            body=ref("Decision"),
        )
    },
    "/registrations/{registration}/unlock": {
        "post": staffed("Let someone try one-time codes again", ref("Member"), "unknownRegistration")
    },
    "/registrations/{registration}/access": {
        "post": staffed(
            "Send another access code; the old one is void",
            ref("Member"),
            *("unknownRegistration", "wrongState", "channelMissing"),
        )
    },
    "/registrations/{registration}/letter": {
        "put": staffed(
            "Letter of accreditation: PDF, Word or text",
            ref("Member"),
            *("unknownRegistration", "nameInvalid", "fileTooLarge", "fileTypeRefused"),
            body="application/octet-stream",
            parameters=({**query("fileName", "name of the file", TEXT), "required": True},),
        ),
        "get": staffed("The letter, of the type it was found to be", "*/*", "unknownRegistration", "unknownLetter"),
    },
}
PATHS |= {
    "/conferences/{conference}/close": {
        "post": staffed(
            "Close registration: remote delegates get their access codes, once",
            object_of(conference=CONFERENCE, messages=NUMBER, withoutAddress=list_of(TEXT)),
            *("unknownConference", "wrongState"),
        )
    },
    "/conferences/{conference}/reopen": {
        "post": staffed("Open it again; codes stay good", CONFERENCE, "unknownConference", "wrongState")
    },
    "/conferences/{conference}/outbox": {
        "get": staffed(
            "Messages and how many are in each state",
            object_of(messages=list_of(MESSAGE), tally={"type": "object", "additionalProperties": NUMBER}),
            *("unknownConference", "messageInvalid"),
            parameters=(
                query("after", "those after this messageId", TEXT),
                query("limit", "at most, default 100, no more than 500", NUMBER),
                *(query(name, f"of this {name} alone", TEXT) for name in ("state", "kind", "channel", "registration")),
            ),
        )
    },
    "/outbox/{message}": {
        "get": staffed("One message; one that is held with its text", MESSAGE, "unknownMessage"),
    },
    "/outbox/{message}/again": {
        "post": staffed("Send it again: bounced, failed, uncertain or held", MESSAGE, "unknownMessage", "wrongState")
    },
}
DELEGATE: list[dict[str, list[str]]] = [{"delegate": [], "csrf": []}]
CARD = {
    "type": "object",
    "description": "what anyone may know of a conference",
    "properties": {name: {} for name in registration_entry.PUBLIC},
}
OWN = {
    "conference": CARD,
    "person": object_of(
        name=TEXT, language=TEXT, delegation=TEXT, role=TEXT, function=TEXT, authenticator={"type": "boolean"}
    ),
    "meetings": list_of(object_of(meetingId=TEXT, open={"type": "boolean"})),
}
KNOCKED = ("codeRefused", "notAccredited", "attendsOnSite", "lockedOut", "tooFast")
DENIED = ("sessionUnknown", "csrfInvalid", "codeRefused", "notAccredited", "attendsOnSite")
PATHS |= {
    "/api/conferences": {
        "get": operation("Published conferences that are not over, the next first", object_of(conferences=list_of(CARD)))
    },
    "/api/conferences/{conference}": {
        "get": operation(
            "One published conference, also when it is over; `files`: link -> the conference's own file there",
            {"allOf": [CARD, object_of(files={"type": "object", "additionalProperties": ref("FileView")})]},
            "unknownConference",
        )
    },
    "/api/entry/access": {
        "post": operation(
            "What an access code opens, and where a one-time code can go",
            object_of(conference=CARD, channels=list_of(object_of(channel=TEXT, masked=TEXT))),
            *KNOCKED,
            body=ref("AccessCode"),
        )
    },
    "/api/entry/code": {
        "post": operation(
            "Send a one-time code to the registered address",
            object_of(expiresAt={"type": "number"}, againAt={"type": "number"}),
            *(*KNOCKED, "channelMissing"),
            status=201,
            body=ref("CodeWanted"),
        )
    },
    "/api/entry/session": {
        "post": operation(
            "Access code and one-time code: the session is a cookie",
            object_of(csrf=TEXT, **OWN),
            *(*KNOCKED, "codeSpent", "channelMissing"),
            status=201,
            body=ref("DelegateSignIn"),
        ),
        "get": operation("Who has entered", object_of(csrf=TEXT, **OWN), *DENIED, security=DELEGATE),
        "delete": operation("Sign out", None, "sessionUnknown", "csrfInvalid", security=DELEGATE),
    },
    "/api/entry/authenticator": {
        "post": operation(
            "Begin with an authenticator app: URI and QR code (SVG)",
            object_of(uri=TEXT, picture=TEXT),
            *("sessionUnknown", "csrfInvalid"),
            status=201,
            security=DELEGATE,
        ),
        "put": operation(
            "A code of the app: it counts from now on",
            None,
            *("sessionUnknown", "csrfInvalid", "codeRefused", "wrongState", "tooFast"),
            body=ref("AuthenticatorCode"),
            security=DELEGATE,
        ),
    },
    "/api/entry/meetings/{meeting}": {
        "post": operation(
            "Enter a meeting: the token for `join` at /ws; the first entry checks in",
            object_of(token=TEXT, participantId=TEXT, checkedIn={"type": "boolean"}),
            *(*DENIED, "meetingNotOpen", "enteredElsewhere", "entryRefused", "meetingFull", "activeFull", "quotaReached"),
            status=201,
            body=ref("Move"),
            security=DELEGATE,
        )
    },
    "/conferences/{conference}/check-ins/{meeting}": {
        "get": staffed(
            "Who is checked in to a meeting",
            object_of(checkIns=list_of(object_of(registrationId=TEXT, meetingId=TEXT, at={"type": "number"}))),
            *("unknownConference", "meetingNotOpen"),
        )
    },
    "/registrations/{registration}/check-ins/{meeting}": {
        "post": staffed("Someone on site has shown their badge", None, "unknownRegistration")
    },
}
LIST_QUERY = (
    query("language", "ar, zh, en, fr, ru or es; default en", TEXT),
    query("edition", "provisional or final; default: what the conference is at", TEXT),
    query("version", "of a final list that was made; default: the newest", NUMBER),
)
PATHS |= {
    "/conferences/{conference}/list": {
        "get": staffed(
            "The official list of participants",
            ref("OfficialList"),
            *("unknownConference", "fieldInvalid"),
            parameters=LIST_QUERY,
        )
    },
    "/conferences/{conference}/list.csv": {
        "get": staffed("The same as CSV", "text/csv", *("unknownConference", "fieldInvalid"), parameters=LIST_QUERY)
    },
    "/conferences/{conference}/list.pdf": {
        "get": staffed(
            "The same as a tagged PDF (PDF/UA-1)",
            "application/pdf",
            *("unknownConference", "fieldInvalid", "busy"),
            parameters=(*LIST_QUERY, query("times", "true: with the times of check-in; default false", {"type": "boolean"})),
        )
    },
    "/conferences/{conference}/final": {
        "post": staffed(
            "The list is kept as it is now: nothing changes any more; again makes its next version",
            CONFERENCE,
            "unknownConference",
            "wrongState",
        )
    },
    "/conferences/{conference}/declarations": {
        "get": staffed(
            "Declared attendance by webcast", object_of(declarations=list_of(ref("Declaration"))), "unknownConference"
        )
    },
    "/declarations/{declaration}": {
        "post": staffed(
            "Approve or refuse it", ref("Declaration"), "unknownDeclaration", "fieldInvalid", body=ref("Decision")
        )
    },
    "/people/{person}": {
        "get": staffed("Everything that is kept of a person", {"type": "object"}, "unknownPerson"),
        "delete": staffed("Erase a person", None, "unknownPerson"),
    },
    "/api/conferences/{conference}/declarations": {
        "post": received(
            "Declare to have followed by webcast",
            *("unknownConference", "wrongState", "fieldInvalid", "tooFast", "busy"),
            body=ref("NewDeclaration"),
        )
    },
    "/api/conferences/{conference}/registrations": {
        "post": received(
            "Register oneself, where the conference takes it: a token to hand in the letter of accreditation with",
            *("unknownConference", "registrationNotOpen", "registrationClosed", "fieldInvalid", "formForbids", "tooFast"),
            answer=object_of(letterToken=TEXT),
            body=ref("OwnRegistration"),
        )
    },
    "/api/conferences/{conference}/letters/{token}": {
        "put": operation(
            "Letter of accreditation of whoever has just registered: PDF, Word or text",
            None,
            *("codeRefused", "tooFast", "nameInvalid", "fileTooLarge", "fileTypeRefused"),
            body="application/octet-stream",
            parameters=({**query("fileName", "name of the file", TEXT), "required": True},),
        )
    },
}
BODIES: tuple[Any, ...] = (
    official.OfficialList,
    r.Declaration,
    registration_list.NewDeclaration,
    registration_own.OwnRegistration,
    registration_entry.AccessCode,
    registration_entry.CodeWanted,
    registration_entry.DelegateSignIn,
    registration_entry.AuthenticatorCode,
    registration_entry.Move,
    Draft,
    RowRefusal,
    registration_people.NewRegistration,
    registration_people.ChangedRegistration,
    registration_people.Decision,
    registration.SignIn,
    registration.NewStaff,
    registration.NewConference,
    registration.ChangedConference,
    r.Conference,
    r.Act,
)


def paths(of: dict[str, dict[str, Any]] = PATHS) -> dict[str, dict[str, Any]]:
    """With the prefix, and with what their paths name."""
    described: dict[str, dict[str, Any]] = {}
    for path, methods in of.items():
        named = [path_parameter(name) for name in re.findall(r"{(\w+)}", path)]
        whole = path if path.startswith("/api/") else registration.PREFIX + path
        described[whole] = {method: {**one, "parameters": [*named, *one["parameters"]]} for method, one in methods.items()}
    return described


def schemas(*more: Any) -> dict[str, Any]:
    """A conference and what is registered are told with more than their own fields, which alone a request may have."""
    _, found = msgspec.json.schema_components((*BODIES, *more), ref_template="#/components/schemas/{name}")
    told = {"Conference": found["Conference"], "Registered": found["Draft"]}
    opened = {
        name: {key: value for key, value in one.items() if key != "additionalProperties"} for name, one in told.items()
    }
    return {**found, **opened, "StaffAccount": ACCOUNT, "Member": MEMBER}


SECURITY = {
    "key": {"type": "http", "scheme": "bearer", "description": "a machine's key; see `/api/registration/keys`"},
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
