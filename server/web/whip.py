"""WHIP (RFC 9725): equipment sends a source by one POST of an offer.  What becomes of it: ``server/equipment.py``."""

from __future__ import annotations

from aiohttp import web

from server.attendance import Attendance
from server.equipment import new_session
from server.errors import UserError
from server.focus import Peer
from server.meeting.config import UNDETERMINED, is_language_tag
from server.sources import Source, name_of
from server.sources import find as find_source
from server.web import sessions
from server.web.house import house_of
from server.web.offers import Section, offered, ufrag_of
from server.web.offers import sections as sections_of


async def options(request: web.Request) -> web.Response:
    links = await sessions.offered_ice_servers(request, _sender(request))
    return sessions.described(*links)


async def describe(request: web.Request) -> web.Response:
    """Nothing to see (RFC 9725 section 4.1), but the source is there."""
    attendance = house_of(request).meeting(request.match_info["meeting"])
    find_source(request.match_info["source"], attendance.runtime.config)
    return sessions.described(status=204)


async def publish(request: web.Request) -> web.Response:
    """``?language=``: the tag of what is spoken in a hall."""
    house = house_of(request)
    attendance, source, token_id = await _sender(request)
    if not house.entries.take(request.remote or ""):
        raise UserError("tooFast")
    offer = await sessions.body(request, sessions.SDP, "Accept-Post")
    lines = offered(offer)
    if not _acceptable(source, lines):
        return sessions.unprocessable()
    pictures = any(line.kind == "video" for line in lines)
    peer = new_session(source, pictures=pictures, opened_with=token_id)
    peer.remote_ufrag = ufrag_of(offer)
    return await _negotiate(request, attendance, source, offer, peer)


async def _sender(request: web.Request) -> tuple[Attendance, Source, str]:
    """Who may send the source of the path: with the id of the token.

    :raises UserError: unknownMeeting, unknownChannel, tokenUnknown, notPermitted.
    """
    attendance = house_of(request).meeting(request.match_info["meeting"])
    source = find_source(request.match_info["source"], attendance.runtime.config)
    return attendance, source, await sessions.authorise(request, attendance, f"whip:{source.name}")


async def _negotiate(request: web.Request, attendance: Attendance, source: Source, offer: str, peer: Peer) -> web.Response:
    language = _language(request)
    try:
        answer = await attendance.equipment.publish(source, language, offer, peer)
    except UserError as error:
        if error.code == "sdpInvalid":
            return sessions.unprocessable()
        raise
    if any(line.rejected or line.direction == "inactive" for line in sections_of(answer)):
        await attendance.equipment.end(peer)
        return sessions.unprocessable()
    return sessions.created(request, peer, answer, "/whip/sessions")


def _acceptable(source: Source, lines: list[Section]) -> bool:
    """At most one sound and one picture, both sent to us, and the one the source is for (RFC 9725 section 4.4.1)."""
    kinds = [line.kind for line in lines]
    sent = all(line.direction in ("sendonly", "sendrecv") and not line.rejected for line in lines)
    single = set(kinds) <= {"audio", "video"} and len(set(kinds)) == len(kinds)
    return sent and single and (not source.needs or source.needs in kinds)


def _language(request: web.Request) -> str:
    language = request.query.get("language", UNDETERMINED)
    if not is_language_tag(language):
        raise UserError("unknownChannel")
    return language


async def describe_session(request: web.Request) -> web.Response:
    sessions.find(request, "publisher")
    return web.Response(status=204)


async def patch(request: web.Request) -> web.Response:
    attendance, peer = await _sent(request)
    return await sessions.patch(request, attendance, peer)


async def stop(request: web.Request) -> web.Response:
    attendance, peer = await _sent(request, ending=True)
    await attendance.equipment.end(peer)
    return web.Response()


async def _sent(request: web.Request, *, ending: bool = False) -> tuple[Attendance, Peer]:
    """The session, for who holds a token of its source.

    :raises UserError: unknownPeer, tokenUnknown, notPermitted.
    """
    attendance, peer = sessions.find(request, "publisher")
    source = name_of(peer.owner)
    if source is None:
        raise UserError("unknownPeer")
    await sessions.authorise(request, attendance, f"whip:{source}", ending=ending)
    return attendance, peer
