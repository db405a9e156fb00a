"""Invitations, keys of machines, coaching sessions and support in the REST description."""

from __future__ import annotations

from typing import Any

from server.web import registration_coaching, registration_convocation, registration_keys, support
from server.web.describing import BEARER, MEETING, NUMBER, TEXT, TOKEN, list_of, object_of, path_parameter, query, ref
from server.web.openapi_registration import CARD, CONFERENCE, DELEGATE, PLACES, TIME, operation, staffed

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
TECHNICIAN = ("unknownMeeting", "tokenUnknown", "entryRefused", "notPermitted")
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
SLOT = object_of(
    slotId=TEXT,
    conferenceId=TEXT,
    kind={"enum": ["coaching", "test"]},
    startsAt=TIME,
    endsAt=TIME,
    places=NUMBER,
    language=TEXT,
    revision=NUMBER,
    withdrawnAt=TIME,
    meetingId=TEXT,
)
BOOKING = object_of(registrationId=TEXT, name=TEXT, delegation=TEXT, bookedAt=TIME, cameAt=TIME, noShow={"type": "boolean"})
PLACE = object_of(meetingId=TEXT, token=TEXT, participantId=TEXT)
OFFERED = object_of(
    slotId=TEXT,
    kind={"enum": ["coaching", "test"]},
    startsAt=TIME,
    endsAt=TIME,
    language=TEXT,
    free=NUMBER,
    booked={"type": "boolean"},
)
DELEGATED = ("sessionUnknown", "csrfInvalid", "unknownSlot", "codeRefused", "notAccredited", "attendsOnSite")
ADMITTED = ("meetingNotOpen", "entryRefused", "meetingFull", "activeFull")
PATHS |= {
    "/conferences/{conference}/slots": {
        "get": staffed(
            "Coaching sessions with who booked and who came",
            object_of(slots=list_of({"allOf": [SLOT, object_of(bookings=list_of(BOOKING))]})),
            "unknownConference",
        ),
        "post": staffed(
            "New slots, `count` of them one after another",
            object_of(slots=list_of(SLOT)),
            *("unknownConference", "fieldInvalid", "busy"),
            status=201,
            body=ref("NewSlots"),
        ),
    },
    "/conferences/{conference}/no-shows": {
        "get": staffed(
            "Who booked and did not come",
            object_of(noShows=list_of({"allOf": [BOOKING, object_of(slotId=TEXT, startsAt=TIME)]})),
            "unknownConference",
        )
    },
    "/conferences/{conference}/editions": {
        "get": staffed(
            "Final lists that were made",
            object_of(editions=list_of(object_of(version=NUMBER, at=TIME, by=TEXT))),
            "unknownConference",
        )
    },
    "/slots/{slot}": {
        "patch": staffed(
            "Another time, length, number of places or language; who booked is told",
            SLOT,
            *("unknownSlot", "fieldInvalid"),
            body=ref("ChangedSlot"),
        ),
        "delete": staffed("Withdraw it; who booked is told", None, "unknownSlot"),
    },
    "/slots/{slot}/session": {
        "post": staffed("The token of a technician in its session", PLACE, "unknownSlot", *ADMITTED, status=201)
    },
    "/api/entry/slots": {
        "get": operation("Slots that are not over", object_of(slots=list_of(OFFERED)), *DELEGATED, security=DELEGATE)
    },
    "/api/entry/slots/{slot}": {
        "put": operation(
            "Book it; a booking of another slot of its kind moves here",
            object_of(slotId=TEXT, startsAt=TIME, endsAt=TIME),
            *(*DELEGATED, "slotFull"),
            security=DELEGATE,
        ),
        "delete": operation("Give it back", None, *DELEGATED, security=DELEGATE),
    },
    "/api/entry/slots/{slot}/session": {
        "post": operation(
            "Before its time `opensAt` and `inSeconds`; then the token for `join` at /ws",
            {
                "type": "object",
                "properties": {
                    "waiting": {"type": "boolean"},
                    "opensAt": TIME,
                    "inSeconds": NUMBER,
                    **PLACE["properties"],
                },
                "required": ["waiting"],
            },
            *(*DELEGATED, *ADMITTED),
            security=DELEGATE,
        )
    },
    "/api/support": {
        "post": operation(
            "Write to the technicians of a meeting, or of the conference's next, without having entered",
            object_of(token=TEXT, meetingId=TEXT),
            *("meetingNotOpen", "unknownConference", "textEmpty", "textTooLong", "nameInvalid", "chatQueueFull", "tooFast"),
            status=201,
            body=ref("Asked"),
        ),
        "get": operation(
            "What was written, and who of the technicians has taken it on",
            object_of(
                messages=list_of(
                    object_of(number=NUMBER, own={"type": "boolean"}, name=TEXT, text=TEXT, sentAt=TIME),
                ),
                last=NUMBER,
                claimedBy={"type": ["string", "null"]},
                invitedBy={"type": ["string", "null"], "description": "the technician who waits at `/api/support/session`"},
            ),
            *("tokenUnknown", "meetingNotOpen"),
            parameters=(query("after", "messages with a higher number", NUMBER),),
            security=BEARER,
        ),
    },
    "/api/support/messages": {
        "post": operation(
            "Write more",
            None,
            *("tokenUnknown", "meetingNotOpen", "textEmpty", "textTooLong", "chatQueueFull", "tooFast"),
            body=ref("Further"),
            security=BEARER,
        )
    },
    "/api/support/session": {
        "post": operation(
            "Meet the technician who waits: the token for `join`, the same as long as they talk",
            PLACE,
            *("tokenUnknown", *ADMITTED, "unknownChannel", "tooFast"),
            status=201,
            body=ref("Joining"),
            security=BEARER,
        )
    },
    "/api/meetings/{meeting}/support/{visitor}/session": {
        "post": operation(
            "Meet somebody who wrote to support and has not entered: a technician who has claimed their thread",
            PLACE,
            *(*TECHNICIAN, "unknownMessage", "wrongState", *ADMITTED, "tooFast", "busy"),
            status=201,
            parameters=(MEETING, path_parameter("visitor")),
            security=TOKEN,
        )
    },
    "/api/meetings/{meeting}/connection-tests/{reference}": {
        "get": operation(
            "A check by its reference number, for technicians of the meeting",
            ref("ConnectionTest"),
            *(*TECHNICIAN, "unknownTest"),
            parameters=(MEETING, path_parameter("reference")),
            security=TOKEN,
        )
    },
}
BODIES: tuple[Any, ...] = (
    registration_keys.NewKey,
    registration_convocation.Answer,
    registration_coaching.NewSlots,
    registration_coaching.ChangedSlot,
    support.Asked,
    support.Further,
    support.Joining,
)
