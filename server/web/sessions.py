"""What WHIP (RFC 9725) and WHEP (draft-ietf-wish-whep) have in common: tokens, offers, ETags, PATCH, CORS.

A session is a peer of the focus; its id is unguessable and names it in ``Location``.  An ETag names the session's ICE
credentials: it changes with each restart, and a server that restarted has forgotten it (the client restarts with
``If-Match: *``).  We are ICE-lite and learn a client's addresses from its checks: trickled candidates are not needed.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web

from server.attendance import Attendance
from server.errors import HemicycleError, UserError
from server.focus import Peer
from server.web.answers import refusal
from server.web.house import bearer, house_of
from server.web.offers import fragment, renewed

SDP = "application/sdp"
FRAGMENT = "application/trickle-ice-sdpfrag"
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "OPTIONS, POST, PATCH, DELETE",
    "Access-Control-Allow-Headers": "Authorization, Content-Type, If-Match",
    "Access-Control-Expose-Headers": "Location, ETag, Link, Accept-Post, Accept-Patch, Retry-After, WWW-Authenticate",
    "Access-Control-Max-Age": "86400",
}
PREFIXES = ("/whip/", "/whep/")
RETRY = {"Retry-After": "5"}
HINTS: Mapping[int, Mapping[str, str]] = {
    409: RETRY,
    401: {"WWW-Authenticate": "Bearer"},
    403: {"WWW-Authenticate": 'Bearer error="insufficient_scope"'},
    429: RETRY,
    503: RETRY,
}
"""Status -> what a client must be told besides (RFC 6750 section 3, RFC 9110 section 10.2.3)."""
Answering = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def across_origins(request: web.Request, handler: Answering) -> web.StreamResponse:
    """CORS on every answer of ours, refusals too; how to come again on those that say ``not now`` or ``not you``."""
    if not request.path.startswith(PREFIXES):
        return await handler(request)
    try:
        response = await handler(request)
    except web.HTTPException as refused:
        refused.headers.update(CORS)
        raise
    response.headers.update({**CORS, **HINTS.get(response.status, {})})
    return response


def described(*links: str, status: int = 200) -> web.Response:
    """An endpoint's answer to OPTIONS and GET.  ``links``: those of :func:`ice_servers`."""
    return web.Response(status=status, headers=[("Accept-Post", SDP), *(("Link", link) for link in links)])


async def session_options(request: web.Request) -> web.Response:
    return web.Response(headers={"Accept-Patch": FRAGMENT})


# --- relays (RFC 9725 section 4.6) ---


def ice_servers(request: web.Request, holder: str) -> list[str]:
    """The Link values that tell a client of our relays; ``holder``: whom the credentials name."""
    form = '<{}>; rel="ice-server"; username="{}"; credential="{}"; credential-type="password"'
    return [
        form.format(url, server.username, server.credential)
        for server in house_of(request).turn.ice_servers(holder, time.time())
        for url in server.urls
    ]


async def offered_ice_servers(request: web.Request, allowed: Awaitable[object]) -> list[str]:
    """The same ahead of the offer, in an answer to OPTIONS: for whom it is ``allowed``, and not in a preflight."""
    try:
        await allowed
    except HemicycleError:
        return []
    preflight = "Access-Control-Request-Method" in request.headers
    return [] if preflight else ice_servers(request, secrets.token_hex(8))


# --- tokens ---


async def authorise(request: web.Request, attendance: Attendance, scope: str, *, ending: bool = False) -> str:
    """The id of the bearer token, which must be for this scope of this meeting; ``ending``: it may have run out.

    :raises UserError: tokenUnknown (none, unknown, expired, revoked), notPermitted (for something else),
        journalUnavailable.
    """
    secret = bearer(request)
    token = await house_of(request).find_token(secret) if secret else None
    if token is None or not (ending or token.valid(time.time())):
        raise UserError("tokenUnknown")
    if (token.meeting_id, token.scope) != (attendance.meeting_id, scope):
        raise UserError("notPermitted")
    return token.token_id


# --- bodies ---


async def body(request: web.Request, media: str, accept: str) -> str:
    """The text of a body of this type.  ``accept``: the header that names the type when it is another.

    :raises UserError: sdpInvalid, not UTF-8.
    :raises web.HTTPUnsupportedMediaType:
    """
    if request.content_type != media:
        raise web.HTTPUnsupportedMediaType(headers={accept: media})
    try:
        return (await request.read()).decode()
    except UnicodeDecodeError as error:
        raise UserError("sdpInvalid") from error


def created(request: web.Request, peer: Peer, answer: str, path: str) -> web.Response:
    headers = [("Location", f"{path}/{peer.peer_id}"), ("ETag", f'"{peer.etag}"'), ("Accept-Patch", FRAGMENT)]
    headers += [("Link", link) for link in ice_servers(request, peer.peer_id)]
    return web.Response(status=201, text=answer, content_type=SDP, headers=headers)


def unprocessable() -> web.Response:
    """The description is well-formed and nothing we can do (RFC 9725 section 4.4.2): all or nothing.  Not 406, with which a
    WHEP endpoint makes an offer of its own."""
    return refusal("sdpInvalid", status=422)


async def patch(request: web.Request, attendance: Attendance, peer: Peer) -> web.Response:
    """Trickle ICE (204) or an ICE restart (200), by precondition and credentials (RFC 9725 section 4.3.1).

    :raises UserError: sdpInvalid, tooFast, unknownPeer, mediaUnavailable; the session goes on.
    """
    text = await body(request, FRAGMENT, "Accept-Patch")
    condition = request.headers.get("If-Match", "").strip()
    if not condition:
        return web.Response(status=428)
    if condition != "*" and not (peer.etag and f'"{peer.etag}"' in [tag.strip() for tag in condition.split(",")]):
        return web.Response(status=412)
    asked = fragment(text)
    if condition != "*" and asked.ufrag in ("", peer.remote_ufrag):
        return web.Response(status=204)
    if not asked.ufrag or not asked.password:
        raise UserError("sdpInvalid")
    if not house_of(request).entries.take(request.remote or ""):
        raise UserError("tooFast")
    credentials = await attendance.connections.renew(peer.peer_id)
    peer.etag, peer.remote_ufrag = secrets.token_hex(8), asked.ufrag
    answer = renewed(credentials, asked)
    return web.Response(text=answer, content_type=FRAGMENT, headers={"ETag": f'"{peer.etag}"'})


def find(request: web.Request, kind: str) -> tuple[Attendance, Peer]:
    """The session of the path, when its peer is of this kind.

    :raises UserError: unknownPeer.
    """
    session = request.match_info["session"]
    for attendance in house_of(request).meetings.values():
        peer = attendance.focus.peers.get(session)
        if peer is not None and peer.kind == kind:
            return attendance, peer
    raise UserError("unknownPeer")
