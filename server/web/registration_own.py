"""Registering oneself on a conference's public page, with a letter of accreditation.

Nobody learns who is registered: the answer is the same for all, and so is the token it tells for the letter, which for
whoever was known before leads nowhere.
"""

from __future__ import annotations

import msgspec
from aiohttp import web

from server.errors import RegistrationError
from server.registration import derivation, desk
from server.registration.drafts import Draft
from server.registration.office import Office
from server.web.answers import json_body
from server.web.api import body_of
from server.web.registration_access import attempt, office_of
from server.web.registration_people import keep_letter, receive_letter

LETTER_S = 3600.0
"""A letter is taken so long after the registration it belongs to."""


class OwnRegistration(msgspec.Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    family_name: str
    email: str
    given_name: str = ""
    honorific: str = ""
    language: str = "en"
    phone: str = ""
    role: str = "delegate"
    delegation: str = ""
    function: str = ""
    attendance: str = "remote"


async def register(request: web.Request) -> web.StreamResponse:
    """Where there is no usual system.  Says the same whether or not the address is known, and changes nobody who is."""
    office, asked = attempt(request), await body_of(request, OwnRegistration)
    conference = await office.conferring.get(request.match_info["conference"])
    if not conference.own_form or conference.published_at is None:
        raise RegistrationError("registrationNotOpen")
    if asked.role not in ("delegate", "passive"):
        raise RegistrationError("fieldInvalid", field="role")
    draft = Draft(**msgspec.structs.asdict(asked))
    registration_id = desk.new_id()
    try:
        registration, _ = await office.desk.register(
            conference.conference_id, draft, "public", waiting=True, strangers_only=True
        )
        registration_id = registration.registration_id
    except RegistrationError as error:
        if error.code != "alreadyRegistered":
            raise
    return json_body({"letterToken": letter_token(office, registration_id)}, 202)


async def hand_in(request: web.Request) -> web.StreamResponse:
    """The body is the file; ``?fileName=``.  The first letter counts: only the desk replaces one."""
    office = office_of(request)
    if not office.attempts.take(request.remote or ""):
        raise RegistrationError("tooFast", retryAfter="10")
    registration_id = _registration_of(office, request.match_info["token"])
    received, kind = await receive_letter(request, office)
    try:
        registration, _ = await office.desk.get(registration_id)
        first = registration.letter is None
    except RegistrationError:
        first = False
    if first:
        await keep_letter(request, office, registration_id, received, kind, "public")
    else:
        office.letters.discard(received.blob)
    return web.Response(status=204)


def letter_token(office: Office, registration_id: str) -> str:
    until = str(int(office.wall() + LETTER_S))
    return f"{registration_id}.{until}.{_seal(office, registration_id, until)}"


def _registration_of(office: Office, token: str) -> str:
    """:raises RegistrationError: codeRefused, not a token of ours, or too late."""
    registration_id, _, rest = token.partition(".")
    until, _, seal = rest.partition(".")
    if not derivation.same(seal, _seal(office, registration_id, until)) or float(until) < office.wall():
        raise RegistrationError("codeRefused")
    return registration_id


def _seal(office: Office, registration_id: str, until: str) -> str:
    return derivation.derive(office.key, "letter", registration_id, until).hex()[:32]


ROUTES = [
    web.post("/api/conferences/{conference}/registrations", register),
    web.put("/api/conferences/{conference}/letters/{token}", hand_in),
]
