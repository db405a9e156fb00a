"""Entry of remote delegates over HTTP: access code → one-time code → session → a place in the meeting."""

from __future__ import annotations

import io
import time
from collections.abc import Awaitable, Callable
from typing import Any, Literal

import msgspec
import segno
from aiohttp import web

from server.attendance import Attendance
from server.errors import RegistrationError, UserError
from server.meeting import commands as c
from server.meeting.roster import Participant
from server.registration import conferences
from server.registration.entering import Badge
from server.registration.office import Office
from server.registration.records import Conference, Staff
from server.storage.registration import Member
from server.web import static
from server.web.answers import json_body
from server.web.api import body_of
from server.web.house import house_of
from server.web.registration_access import attempt, forget, keep, office_of, session_of, staffed, token_of
from server.web.registration_documents import file_view

DelegateAnswer = Callable[[web.Request, Office, str], Awaitable[web.StreamResponse]]


class AccessCode(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    access: str


class CodeWanted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    access: str
    channel: Literal["mail", "sms"]


class DelegateSignIn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    access: str
    code: str
    authenticator: bool = False


class AuthenticatorCode(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    code: str


class Move(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    move: bool = False


def delegated(answer: DelegateAnswer) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def handle(request: web.Request) -> web.StreamResponse:
        session = await session_of(request, "delegate")
        return await answer(request, office_of(request), session.subject_id)

    return handle


# --- two factors ---


async def knock(request: web.Request) -> web.StreamResponse:
    office, asked = attempt(request), await body_of(request, AccessCode)
    conference, ways = await office.entering.knock(asked.access)
    shown = [{"channel": way.channel, "masked": way.masked} for way in ways]
    return json_body({"conference": card(conference), "channels": shown})


async def send_code(request: web.Request) -> web.StreamResponse:
    office, asked = attempt(request), await body_of(request, CodeWanted)
    challenge = await office.entering.send_code(asked.access, asked.channel)
    again = challenge.issued_at + office.settings.registration.resend_after_s
    return json_body({"expiresAt": challenge.expires_at, "againAt": again}, 201)


async def sign_in(request: web.Request) -> web.StreamResponse:
    office, asked = attempt(request), await body_of(request, DelegateSignIn)
    member, session = await office.entering.sign_in(asked.access, asked.code, authenticator=asked.authenticator)
    keep(request, "delegate", session)
    conference = await office.conferring.get(member[0].conference_id)
    return json_body({"csrf": session.csrf, **_own(request, member, conference)}, 201)


async def who(request: web.Request) -> web.StreamResponse:
    office, session = office_of(request), await session_of(request, "delegate")
    member, conference = await office.entering.who(session.subject_id)
    return json_body({"csrf": session.csrf, **_own(request, member, conference)})


async def sign_out(request: web.Request) -> web.StreamResponse:
    await session_of(request, "delegate")
    await office_of(request).sessions.end(token_of(request, "delegate"))
    response = web.Response(status=204)
    forget(request, response, "delegate")
    return response


@delegated
async def enrol(request: web.Request, office: Office, registration_id: str) -> web.StreamResponse:
    uri = await office.entering.begin_enrolment(registration_id)
    picture = io.BytesIO()
    segno.make(uri, micro=False).save(picture, kind="svg", scale=4, xmldecl=False)
    return json_body({"uri": uri, "picture": picture.getvalue().decode()}, 201)


@delegated
async def confirm(request: web.Request, office: Office, registration_id: str) -> web.StreamResponse:
    attempt(request)
    await office.entering.confirm_enrolment(registration_id, (await body_of(request, AuthenticatorCode)).code)
    return web.Response(status=204)


# --- the meeting ---


@delegated
async def enter(request: web.Request, office: Office, registration_id: str) -> web.StreamResponse:
    """The token of the registration's one participant; ``move``: although another device of theirs is connected."""
    asked = await body_of(request, Move)
    meeting_id = request.match_info["meeting"]
    badge = await office.entering.badge(registration_id, meeting_id)
    attendance = house_of(request).meetings.get(meeting_id)
    if attendance is None:
        raise RegistrationError("meetingNotOpen")
    for token in badge.older_tokens:
        if (older := attendance.holder(token)) is not None:
            await attendance.runtime.execute(c.Leave(older.participant_id))
    participant = attendance.holder(badge.token) or await _admitted(attendance, badge)
    if participant.connected and participant.participant_id in attendance.clients and not asked.move:
        raise RegistrationError("enteredElsewhere")
    first = await office.entering.check_in(registration_id, meeting_id)
    return json_body({"token": badge.token, "participantId": participant.participant_id, "checkedIn": first}, 201)


async def _admitted(attendance: Attendance, badge: Badge) -> Participant:
    """:raises UserError: entryRefused, meetingFull, activeFull, quotaReached, noBooth …"""
    if attendance.knows(badge.token):
        raise UserError("entryRefused")
    one, person = badge.registration, badge.person
    try:
        await attendance.admit(person.name, one.delegation, one.role, person.language, one.booth, badge.token)
    except UserError as error:
        if error.code != "wrongState":
            raise
    participant = attendance.holder(badge.token)  # another device may have been quicker
    if participant is None:
        raise UserError("entryRefused")
    return participant


def _own(request: web.Request, member: Member, conference: Conference) -> dict[str, Any]:
    registration, person = member
    meetings, open_ones = conferences.meeting_ids(conference.sittings), house_of(request).meetings
    return {
        "conference": card(conference),
        "person": {
            "name": person.name,
            "language": person.language,
            "delegation": registration.delegation,
            "role": registration.role,
            "function": registration.function,
            "authenticator": registration.totp_generation > 0,
        },
        "meetings": [{"meetingId": one, "open": one in open_ones} for one in meetings],
    }


def card(conference: Conference) -> dict[str, Any]:
    """What anyone may know."""
    shown: dict[str, Any] = msgspec.to_builtins(conference)
    return {name: shown[name] for name in PUBLIC}


PUBLIC = (
    *("conferenceId", "title", "form", "venue", "timezone", "startsAt", "endsAt", "opensAt", "deadlineAt"),
    *("languages", "documents", "sittings", "ownForm", "webcastDeclarations"),
)


# --- public and desk ---


async def upcoming(request: web.Request) -> web.StreamResponse:
    """Published conferences that are not over, the next first."""
    now = time.time()
    shown = [one for one in await office_of(request).conferring.all() if one.published_at is not None and one.ends_at > now]
    cards = [{**card(one), "state": conferences.state(one, now)} for one in reversed(shown)]
    return json_body({"conferences": cards})


async def published(request: web.Request) -> web.StreamResponse:
    """One conference, also when it is over; ``files``: link -> what is known of the file there."""
    office = office_of(request)
    conference = await office.conferring.get(request.match_info["conference"])
    if conference.published_at is None:
        raise RegistrationError("unknownConference")
    files = {link: file_view(one) for link, one in (await office.library.shown(conference)).items()}
    return json_body({**card(conference), "files": files, "state": conferences.state(conference, time.time())})


@staffed("checkIn")
async def check_in(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    """Someone on site has shown their badge."""
    registration, meeting = request.match_info["registration"], request.match_info["meeting"]
    await office.entering.check_in(registration, meeting, staff.staff_id)
    return web.Response(status=204)


ROUTES = [
    web.get("/enter/{conference}", static.page),
    web.get("/conferences/{conference}", static.page),
    web.get("/register/{conference}", static.page),
    web.get("/registration", static.page),
    web.get("/api/conferences", upcoming),
    web.get("/api/conferences/{conference}", published),
    web.post("/api/entry/access", knock),
    web.post("/api/entry/code", send_code),
    web.post("/api/entry/session", sign_in),
    web.get("/api/entry/session", who),
    web.delete("/api/entry/session", sign_out),
    web.post("/api/entry/authenticator", enrol),
    web.put("/api/entry/authenticator", confirm),
    web.post("/api/entry/meetings/{meeting}", enter),
    web.post("/api/registration/registrations/{registration}/check-ins/{meeting}", check_in),
]
