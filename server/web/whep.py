"""WHEP (draft-ietf-wish-whep): any player hears a channel, and sees slots, by one POST of an offer."""

from __future__ import annotations

import secrets
from typing import cast

from aiohttp import web

from bus import messages as bus
from server.attendance import Attendance
from server.errors import ProtocolError, UserError
from server.focus import Peer, listen_only, whep_owner
from server.web.house import bearer, house_of

CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "POST, DELETE, OPTIONS",
    "Access-Control-Allow-Headers": "Authorization, Content-Type",
    "Access-Control-Expose-Headers": "Location",
}
SDP = "application/sdp"


async def options(request: web.Request) -> web.Response:
    return web.Response(status=204, headers={**CORS, "Accept-Post": SDP})


async def play(request: web.Request) -> web.Response:
    house = house_of(request)
    attendance = house.meeting(request.match_info["meeting"])
    channel = request.match_info["channel"]
    if channel not in attendance.runtime.config.channels:
        raise UserError("unknownChannel")
    if not attendance.runtime.config.open_entry and attendance.holder(bearer(request)) is None:
        raise UserError("tokenUnknown")
    if not house.entries.take(request.remote or ""):
        raise UserError("tooFast")
    offer = await _offer(request)
    owner = whep_owner(_bus(request, channel), _video(request))
    peer = Peer(secrets.token_hex(12), owner, "whep")
    reply = await attendance.connections.open(peer, lambda number, state: bus.OpenWhep(number, peer.owner, state, offer))
    location = f"/whep/sessions/{peer.peer_id}"
    return web.Response(status=201, text=reply.sdp, content_type=SDP, headers={**CORS, "Location": location})


async def stop(request: web.Request) -> web.Response:
    """The session's id is unguessable: whoever knows it may end it."""
    session = request.match_info["session"]
    attendance = _playing(request, session)
    attendance.connections.close(session)
    return web.Response(status=200, headers=CORS)


def _playing(request: web.Request, session: str) -> Attendance:
    for attendance in house_of(request).meetings.values():
        peer = attendance.focus.peers.get(session)
        if peer is not None and peer.kind == "whep":
            return attendance
    raise UserError("unknownPeer")


async def _offer(request: web.Request) -> str:
    if request.content_type != SDP:
        raise web.HTTPUnsupportedMediaType(headers={"Accept-Post": SDP})
    try:
        offer = (await request.read()).decode()
    except UnicodeDecodeError as error:
        raise UserError("sdpInvalid") from error
    if not offer.startswith("v=0"):
        raise UserError("sdpInvalid")
    return offer


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
