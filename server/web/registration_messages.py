"""The close of registration and the outbox over HTTP."""

from __future__ import annotations

from typing import Any

import msgspec
from aiohttp import web

from server.registration import convocation, letters
from server.registration.office import Office
from server.registration.records import Message, Staff
from server.web.answers import json_body
from server.web.api import number
from server.web.registration import conference_view
from server.web.registration_access import staffed

PAGE_LIMIT = 500
FILTERS = ("state", "kind", "channel", "registration_id")


@staffed("close")
async def close(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    closed = await office.closing.close(request.match_info["conference"], staff.staff_id)
    told = {"messages": closed.messages, "withoutAddress": closed.without_address}
    return json_body({"conference": conference_view(office, closed.conference), **told})


@staffed("close")
async def reopen(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    conference = await office.closing.reopen(request.match_info["conference"], staff.staff_id)
    return json_body(conference_view(office, conference))


@staffed("messages")
async def listed(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    conference = await office.conferring.get(request.match_info["conference"])
    limit = min(PAGE_LIMIT, max(1, number(request, "limit", 100)))
    equals = {name: request.query[name] for name in FILTERS if name in request.query}
    if "registration" in request.query:
        equals["registration_id"] = request.query["registration"]
    messages = await office.post.listed(conference.conference_id, request.query.get("after", ""), limit, **equals)
    tally = await office.post.tally(conference.conference_id)
    return json_body({"messages": [message_view(one) for one in messages], "tally": tally})


@staffed("messages")
async def shown(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    """With its text, which holds a code: while it is held, and by whoever may unlock; each look is in the audit log."""
    message = await office.post.get(request.match_info["message"])
    view = message_view(message)
    if message.state == "held":
        facts = await office.post.facts(message)
        if facts is not None:
            letter = convocation.compose(message.kind, facts)
            text = letters.short(facts) if message.channel == "sms" else letter.text
            view |= {"subject": letter.subject, "text": text, "calendar": letter.calendar.decode()}
            await office.note(staff.staff_id, "messageRead", message)
    return json_body(view)


@staffed("messages")
async def send_again(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    message = await office.post.send_again(request.match_info["message"], staff.staff_id)
    office.wake()
    return json_body(message_view(message))


def message_view(message: Message) -> dict[str, Any]:
    view: dict[str, Any] = msgspec.to_builtins(message)
    del view["parameters"], view["uniqueKey"]
    return view


CONFERENCE = "/api/registration/conferences/{conference}"
ROUTES = [
    web.post(f"{CONFERENCE}/close", close),
    web.post(f"{CONFERENCE}/reopen", reopen),
    web.get(f"{CONFERENCE}/outbox", listed),
    web.get("/api/registration/outbox/{message}", shown),
    web.post("/api/registration/outbox/{message}/again", send_again),
]
