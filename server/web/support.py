"""Support for people who have not entered: they write to the technicians of a meeting, read the answers, and meet the one
who has taken them on.

Their token names the meeting and the thread, and is derived: nothing of it is kept.  In the meeting it is a thread of
support like any other (``server/meeting/support.py``).
"""

from __future__ import annotations

import secrets
from typing import Annotated, Any

import msgspec
from aiohttp import web

from server.attendance import Attendance
from server.errors import RegistrationError, UserError
from server.helping import Helping, Place
from server.meeting import commands as c
from server.meeting.chat import VISITOR
from server.meeting.roles import may
from server.meeting.roster import Participant
from server.registration import conferences, derivation
from server.registration.office import Office
from server.web.answers import json_body
from server.web.api import body_of, joined, number
from server.web.house import bearer, house_of
from server.web.registration_access import attempt, office_of

Reference = Annotated[str, msgspec.Meta(max_length=40, pattern=r"^[A-Za-z0-9-]*$")]


class Asked(msgspec.Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    name: Annotated[str, msgspec.Meta(max_length=120)]
    text: str
    meeting_id: str = ""
    conference_id: str = ""
    language: Annotated[str, msgspec.Meta(max_length=35)] = ""
    """They would like to be answered in."""
    reference: Reference = ""
    """Of the arrival check."""


class Further(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    text: str
    reference: Reference = ""
    """Of a check made since."""


class Joining(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    language: Annotated[str, msgspec.Meta(max_length=35)] = "en"


async def ask(request: web.Request) -> web.StreamResponse:
    office, asked = attempt(request), await body_of(request, Asked)
    attendance = await _meeting(request, office, asked)
    visitor = VISITOR + secrets.token_hex(8)
    await _write(attendance, visitor, asked.name, _with_facts(asked.text, asked.reference, asked.language))
    token = f"{attendance.meeting_id}.{visitor}.{_signature(office, attendance.meeting_id, visitor)}"
    return json_body({"token": token, "meetingId": attendance.meeting_id}, 201)


def _with_facts(text: str, *facts: str) -> str:
    """What the technicians are told before one's own words."""
    told = " · ".join(filter(None, facts))
    return f"[{told}]\n{text}" if told and text.strip() else text


async def _meeting(request: web.Request, office: Office, asked: Asked) -> Attendance:
    """The one that was named, or of the conference the one that sits now or next.

    :raises RegistrationError: unknownConference, meetingNotOpen.
    """
    meetings = house_of(request).meetings
    if asked.meeting_id in meetings:
        return meetings[asked.meeting_id]
    if not asked.conference_id:
        raise RegistrationError("meetingNotOpen")
    conference = await office.conferring.get(asked.conference_id)
    if conference.published_at is None:
        raise RegistrationError("unknownConference")
    now = office.wall()
    ordered = sorted(conference.sittings, key=lambda one: (one.ends_at < now, one.starts_at))
    found = next((one for one in conferences.meeting_ids(ordered) if one in meetings), None)
    if found is None:
        raise RegistrationError("meetingNotOpen")
    return meetings[found]


async def _write(attendance: Attendance, visitor: str, name: str, text: str) -> None:
    await attendance.runtime.execute(c.WriteSupport(visitor, name, secrets.token_hex(8), text))


def _signature(office: Office, meeting_id: str, visitor: str) -> str:
    return derivation.derive(office.key, "visitor", meeting_id, visitor).hex()[:32]


def _thread(request: web.Request) -> tuple[Attendance, str]:
    """:raises UserError: tokenUnknown.
    :raises RegistrationError: meetingNotOpen."""
    meeting_id, _, rest = bearer(request).partition(".")
    visitor, _, signature = rest.partition(".")
    office = office_of(request)
    if not visitor or not derivation.same(_signature(office, meeting_id, visitor), signature):
        raise UserError("tokenUnknown")
    attendance = house_of(request).meetings.get(meeting_id)
    if attendance is None:
        raise RegistrationError("meetingNotOpen")
    return attendance, visitor


async def read(request: web.Request) -> web.StreamResponse:
    attendance, visitor = _thread(request)
    after, meeting = number(request, "after", 0), attendance.meeting
    thread = meeting.chat.thread(f"support:{visitor}")
    shown = [
        {
            "number": message.number,
            "own": message.participant_id == visitor,
            "name": message.name,
            "text": message.text,
            "sentAt": message.sent_at,
        }
        for message in thread.messages.values()
        if message.number > after
    ]
    claimed = meeting.roster.participants.get(thread.claimed_by or "")
    return json_body(
        {
            "messages": shown,
            "last": thread.last,
            "claimedBy": claimed.name if claimed else None,
            "invitedBy": _helping(request).invited_by(attendance.meeting_id, visitor),
        }
    )


async def write(request: web.Request) -> web.StreamResponse:
    attempt(request)
    (attendance, visitor), asked = _thread(request), await body_of(request, Further)
    text = _with_facts(asked.text, asked.reference)
    await _write(attendance, visitor, _name_of(attendance, visitor), text)
    return web.Response(status=204)


def _name_of(attendance: Attendance, visitor: str) -> str:
    """:raises UserError: tokenUnknown."""
    first: Any = next(iter(attendance.meeting.chat.thread(f"support:{visitor}").messages.values()), None)
    if first is None:
        raise UserError("tokenUnknown")
    return str(first.name)


# --- meeting the technician ---


async def join(request: web.Request) -> web.StreamResponse:
    """The visitor's place in the conversation a technician has opened for them."""
    attempt(request)
    (attendance, visitor), asked = _thread(request), await body_of(request, Joining)
    name = _name_of(attendance, visitor)
    place = await _helping(request).join(attendance.meeting_id, visitor, name, asked.language)
    return json_body(_told(place), 201)


async def open_conversation(request: web.Request) -> web.StreamResponse:
    """The technician's place in the conversation with a visitor; it opens."""
    attendance, technician = _technician(request)
    if not house_of(request).entries.take(request.remote or ""):
        raise UserError("tooFast")
    return json_body(_told(await _helping(request).open(attendance, request.match_info["visitor"], technician)), 201)


async def tested(request: web.Request) -> web.StreamResponse:
    """What came of a check, for the technicians of a meeting."""
    _technician(request)
    tests = house_of(request).tests
    assert tests is not None
    return json_body(msgspec.to_builtins(await tests.find(request.match_info["reference"])))


def _technician(request: web.Request) -> tuple[Attendance, Participant]:
    """:raises UserError: unknownMeeting, tokenUnknown, entryRefused, notPermitted."""
    attendance, person = joined(request)
    if not may(attendance.meeting, person.participant_id, "supportInbox"):
        raise UserError("notPermitted", permission="supportInbox")
    return attendance, person


def _helping(request: web.Request) -> Helping:
    helping = house_of(request).helping
    assert helping is not None
    return helping


def _told(place: Place) -> dict[str, str]:
    return {"meetingId": place.meeting_id, "token": place.token, "participantId": place.participant_id}


ROUTES = [
    web.post("/api/support", ask),
    web.get("/api/support", read),
    web.post("/api/support/messages", write),
    web.post("/api/support/session", join),
    web.post("/api/meetings/{meeting}/support/{visitor}/session", open_conversation),
    web.get("/api/meetings/{meeting}/connection-tests/{reference}", tested),
]
