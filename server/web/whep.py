"""WHEP (draft-ietf-wish-whep): any player hears a channel, and sees slots, by one POST of an offer."""

from __future__ import annotations

import secrets
from typing import cast

from aiohttp import web

from bus import messages as bus
from server.attendance import Attendance
from server.errors import ProtocolError, UserError
from server.focus import Peer, channel_of, listen_only, whep_owner
from server.revocation import PARTICIPANT
from server.web import sessions
from server.web.answers import refusal
from server.web.house import bearer, house_of
from server.web.offers import offered, ufrag_of


async def options(request: web.Request) -> web.Response:
    links = await sessions.offered_ice_servers(request, _listener(request))
    return sessions.described(*links)


async def describe(request: web.Request) -> web.Response:
    """Nothing to see; a HEAD tells players that this is a WHEP endpoint (draft-ietf-wish-whep section 4.2)."""
    _channel(request)
    if request.method == "HEAD":
        return web.Response(content_type=sessions.SDP)
    return sessions.described(status=204)


async def play(request: web.Request) -> web.Response:
    """``?video=`` slots of the video m-lines, ``?ptime=`` milliseconds of a packet."""
    house = house_of(request)
    attendance, channel, opened_with = await _listener(request)
    if not house.entries.take(request.remote or ""):
        raise UserError("tooFast")
    if attendance.focus.players >= house.settings.media.players_limit:
        return refusal("meetingFull", status=503)
    owner = whep_owner(_bus(request, channel), _video(request))
    offer = await sessions.body(request, sessions.SDP, "Accept-Post")
    if not any(line.direction in ("recvonly", "sendrecv") for line in offered(offer)):
        return sessions.unprocessable()
    peer = Peer(secrets.token_hex(12), owner, "whep", etag=secrets.token_hex(8), opened_with=opened_with)
    peer.remote_ufrag = ufrag_of(offer)
    return await _negotiate(request, attendance, offer, peer)


def _channel(request: web.Request) -> tuple[Attendance, str]:
    """:raises UserError: unknownMeeting, unknownChannel."""
    attendance = house_of(request).meeting(request.match_info["meeting"])
    channel = request.match_info["channel"]
    if channel not in attendance.runtime.config.channels:
        raise UserError("unknownChannel")
    return attendance, channel


async def _listener(request: web.Request) -> tuple[Attendance, str, str]:
    """Who may hear the channel of the path: with what gives the right.

    :raises UserError: unknownMeeting, unknownChannel, tokenUnknown, notPermitted.
    """
    attendance, channel = _channel(request)
    return attendance, channel, await _authorise(request, attendance, channel)


async def _negotiate(request: web.Request, attendance: Attendance, offer: str, peer: Peer) -> web.Response:
    try:
        reply = await attendance.connections.open(peer, lambda number, state: bus.OpenWhep(number, peer.owner, state, offer))
    except UserError as error:
        if error.code == "sdpInvalid":
            return sessions.unprocessable()
        raise
    return sessions.created(request, peer, reply.sdp, "/whep/sessions")


async def describe_session(request: web.Request) -> web.Response:
    sessions.find(request, "whep")
    return web.Response(status=204)


async def patch(request: web.Request) -> web.Response:
    attendance, peer = await _played(request)
    return await sessions.patch(request, attendance, peer)


async def stop(request: web.Request) -> web.Response:
    attendance, peer = await _played(request, ending=True)
    attendance.connections.close(peer.peer_id)
    return web.Response()


async def _played(request: web.Request, *, ending: bool = False) -> tuple[Attendance, Peer]:
    """The session, for who may hear its channel.

    :raises UserError: unknownPeer, tokenUnknown, notPermitted.
    """
    attendance, peer = sessions.find(request, "whep")
    await _authorise(request, attendance, channel_of(peer.owner), ending=ending)
    return attendance, peer


async def _authorise(request: web.Request, attendance: Attendance, channel: str, *, ending: bool = False) -> str:
    """What gives the right (``Peer.opened_with``): nothing is needed in an open meeting, else a participant's token or one
    for the channel.

    :raises UserError: tokenUnknown, notPermitted.
    """
    participant = attendance.holder(bearer(request))
    if participant is not None:
        return PARTICIPANT + participant.participant_id
    config = attendance.runtime.config
    if config.open_entry and config.open_roles is None:
        return ""
    return await sessions.authorise(request, attendance, f"whep:{channel}", ending=ending)


def _bus(request: web.Request, channel: str) -> str:
    ptime = request.query.get("ptime", "20")
    if ptime not in ("20", "40"):
        raise ProtocolError("messageInvalid", field="ptime")
    return listen_only(channel) if ptime == "40" else channel


def _video(request: web.Request) -> tuple[bus.Slot, ...]:
    """Slot of each video m-line; the speaker when the query does not say."""
    wanted = [slot for slot in request.query.get("video", "speaker").split(",") if slot]
    if not set(wanted) <= set(bus.SLOTS) or len(set(wanted)) != len(wanted):
        raise ProtocolError("messageInvalid", field="video")
    return tuple(cast(bus.Slot, slot) for slot in wanted)
