"""Invitations, keys of machines, coaching sessions and support in the REST description."""

from __future__ import annotations

from typing import Any

from server.registration import records as r
from server.web import registration_convocation, registration_keys
from server.web.describing import NUMBER, TEXT, list_of, object_of, query, ref
from server.web.openapi_registration import CARD, CONFERENCE, PLACES, TIME, operation, staffed

KEY = object_of(
    keyId=TEXT,
    name=TEXT,
    scopes=list_of(TEXT),
    createdAt=TIME,
    createdBy=TEXT,
    expiresAt=TIME,
    revokedAt=TIME,
    usedAt=TIME,
)
INVITED = ("unknownConference", "codeRefused")
ANSWERED = (*INVITED, "registrationNotOpen", "registrationClosed", "wrongState")

PATHS: dict[str, dict[str, Any]] = {
    "/keys": {
        "get": staffed("Keys of machines, newest first", object_of(keys=list_of(KEY))),
        "post": staffed(
            "New key; its secret is shown once, and goes as `Authorization: Bearer`",
            object_of(key=KEY, secret=TEXT),
            *("fieldInvalid", "nameTaken", "busy"),
            status=201,
            body=ref("NewKey"),
        ),
    },
    "/keys/{key}": {"delete": staffed("Revoke a key", None, "unknownKey")},
    "/conferences/{conference}/registrations/by-number/{number}": {
        "put": staffed(
            "Whoever has this number is registered so: 201 when they were not before; the same again changes nothing",
            ref("Member"),
            *("unknownConference", "fieldInvalid", "alreadyRegistered", "wrongState", *PLACES),
            *("registrationNotOpen", "registrationClosed"),
            body=ref("NewRegistration"),
            parameters=(query("late", "`true`: also after the close", TEXT),),
        ),
        "delete": staffed("Withdraw the registration of this number", None, "unknownConference", "wrongState"),
    },
    "/conferences/{conference}/invitation": {
        "post": staffed(
            "Send the invitation to everyone invited who has none; from now on whoever is invited gets theirs at once",
            object_of(conference=CONFERENCE, messages=NUMBER, withoutAddress=list_of(TEXT)),
            *("unknownConference", "fieldInvalid", "wrongState"),
        )
    },
    "/api/conferences/{conference}/invitations/{token}": {
        "get": operation(
            "Whose invitation it is, to fill the form in",
            object_of(conference=CARD, standing=TEXT, person=ref("Answer")),
            *INVITED,
        ),
        "post": operation(
            "Register with it: `registered`, or `waiting` when there is no place",
            object_of(standing=TEXT),
            *(*ANSWERED, "fieldInvalid", "formForbids", "tooFast"),
            status=201,
            body=ref("Answer"),
        ),
        "delete": operation("Decline it", None, *ANSWERED),
    },
}
PATHS["/conferences/{conference}/registrations/by-number/{number}"]["put"]["responses"]["201"] = PATHS[
    "/conferences/{conference}/registrations/by-number/{number}"
]["put"]["responses"]["200"]
BODIES: tuple[Any, ...] = (registration_keys.NewKey, registration_convocation.Answer, r.Slot)
