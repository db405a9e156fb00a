"""Who asks: sessions in cookies (RFC 6265bis), and the CSRF token that goes with everything that changes something.

The cookie is HttpOnly, SameSite=Strict, and over HTTPS Secure with the ``__Host-`` prefix.  The CSRF token is told in the
body of the sign-in and comes back in ``X-CSRF-Token``: a page of another origin can send the cookie's owner nowhere.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

from server.errors import ProtocolError, RegistrationError
from server.registration import derivation
from server.registration.duties import Duty, authorise
from server.registration.office import Office
from server.registration.records import Staff
from server.registration.sessions import Kind, Session
from server.web.house import bearer, house_of

COOKIES: dict[Kind, str] = {"staff": "hemicycle-staff", "delegate": "hemicycle-delegate"}
CSRF = "X-CSRF-Token"
SAFE = ("GET", "HEAD")
FRESH: web.RequestKey[tuple[Kind, str]] = web.RequestKey("fresh", tuple)
Answer = Callable[[web.Request, Office, Staff], Awaitable[web.StreamResponse]]


def office_of(request: web.Request) -> Office:
    office = house_of(request).office
    assert office is not None
    return office


def is_secure(request: web.Request) -> bool:
    """Over HTTPS, also when a proxy of ours ends it."""
    proxied = request.transport is not None and _peer(request) in house_of(request).settings.server.proxies
    return request.secure or (proxied and request.headers.get("X-Forwarded-Proto") == "https")


def _peer(request: web.Request) -> str:
    name = request.transport.get_extra_info("peername") if request.transport else None
    return str(name[0]) if name else ""


def _name(request: web.Request, kind: Kind) -> str:
    return f"__Host-{COOKIES[kind]}" if is_secure(request) else COOKIES[kind]


def token_of(request: web.Request, kind: Kind) -> str:
    return request.cookies.get(_name(request, kind), "")


def keep(request: web.Request, kind: Kind, session: Session) -> None:
    """The cookie goes out with the answer, whatever it is."""
    if session.token is not None:
        request[FRESH] = (kind, session.token)


@web.middleware
async def renew_cookie(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Also with a refusal: the token it replaces is good for a moment only."""
    response = await handler(request)
    fresh = request.get(FRESH)
    if fresh is not None:
        kind, token = fresh
        response.set_cookie(
            _name(request, kind), token, path="/", httponly=True, secure=is_secure(request), samesite="Strict"
        )
    return response


def forget(request: web.Request, response: web.StreamResponse, kind: Kind) -> None:
    response.del_cookie(_name(request, kind), path="/", httponly=True, secure=is_secure(request), samesite="Strict")


async def session_of(request: web.Request, kind: Kind) -> Session:
    """:raises RegistrationError: sessionUnknown, csrfInvalid."""
    session = await office_of(request).sessions.find(token_of(request, kind), kind)
    keep(request, kind, session)
    if request.method not in SAFE and not derivation.same(session.csrf, request.headers.get(CSRF, "")):
        raise RegistrationError("csrfInvalid")
    return session


def staffed(duty: Duty | None) -> Callable[[Answer], Callable[[web.Request], Awaitable[web.StreamResponse]]]:
    """For staff with this duty; None: for any of them."""

    def wrap(answer: Answer) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def handle(request: web.Request) -> web.StreamResponse:
            office = office_of(request)
            if secret := bearer(request):
                return await answer(request, office, await _machine(request, office, secret, duty))
            session = await session_of(request, "staff")
            staff = await office.staffing.get(session.subject_id)
            if duty is not None:
                authorise(staff, duty)
            return await answer(request, office, staff)

        return handle

    return wrap


async def _machine(request: web.Request, office: Office, secret: str, duty: Duty | None) -> Staff:
    """Whoever holds a key does what its scopes say, as nobody of the staff.

    :raises RegistrationError: sessionUnknown, notPermitted, tooFast (this address tried too many keys that are none).
    """
    try:
        key = await office.keyring.find(secret)
    except RegistrationError:
        if not office.attempts.take(request.remote or ""):
            raise RegistrationError("tooFast", retryAfter="10") from None
        raise
    if duty is None or duty not in key.scopes:
        raise RegistrationError("notPermitted", duty=duty or "")
    return Staff(staff_id=f"key:{key.key_id}", name=key.name, role="auditor", password_hash="", created_at=key.created_at)


def attempt(request: web.Request) -> Office:
    """What anyone may try.  JSON alone is taken: a form of another origin cannot send it without being asked first.

    :raises RegistrationError: tooFast, this address has tried too often.
    :raises ProtocolError: messageInvalid.
    """
    if request.content_type != "application/json":
        raise ProtocolError("messageInvalid", field="Content-Type")
    office = office_of(request)
    if not office.attempts.take(request.remote or ""):
        raise RegistrationError("tooFast", retryAfter="10")
    return office
