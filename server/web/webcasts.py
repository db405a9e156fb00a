"""Webcasts for everyone: what is on, all a player needs, and the stream of what happens (server-sent events)."""

from __future__ import annotations

import asyncio
import contextlib

import msgspec
from aiohttp import web

from server.errors import UserError
from server.meeting.interpretation import CaptionLine
from server.recordings import views
from server.recordings.catalogue import Catalogue
from server.recordings.coverage import Coverage
from server.recordings.feed import Follower, Told
from server.signaling import interpretation_views
from server.storage.recordings import Question
from server.web.answers import json_body
from server.web.api import time_of
from server.web.captions import web_vtt
from server.web.house import house_of
from server.web.registration_access import is_secure

BEAT_S = 15.0
"""A comment at least so often, so that neither end nor a proxy takes the stream for dead."""
RETRY_MS = 2000
"""How long a player whose stream ended waits before it comes back."""
CAPTIONS_SHOWN = 50
"""Lines told to a player that has just come; the transcript has them all."""
_encode = msgspec.json.Encoder().encode


def catalogue_of(request: web.Request) -> Catalogue:
    catalogue = house_of(request).catalogue
    assert catalogue is not None
    return catalogue


def coverage_of(request: web.Request) -> Coverage:
    """:raises UserError: unknownMeeting."""
    meeting_id = house_of(request).meeting(request.match_info["meeting"]).meeting_id
    return catalogue_of(request).coverages[meeting_id]


def origin_of(request: web.Request) -> str:
    """Where the webcast worker serves: as configured, else its port on the host that was asked."""
    settings = house_of(request).settings
    if settings.webcast.public_url:
        return settings.webcast.public_url.rstrip("/")
    return f"{'https' if is_secure(request) else 'http'}://{_host(request)}:{settings.webcast.port}"


def site_of(request: web.Request) -> str:
    """This server, as it is to be named to others."""
    settings = house_of(request).settings
    if settings.registration.public_url:
        return settings.registration.public_url.rstrip("/")
    return f"{'https' if is_secure(request) else 'http'}://{request.host}"


def _host(request: web.Request) -> str:
    """Without its port; an IPv6 address keeps its brackets."""
    host = request.host
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdigit() and not host.endswith("]") else host


async def listed(request: web.Request) -> web.Response:
    cards = [coverage.card() for coverage in catalogue_of(request).coverages.values()]
    return json_body({"webcasts": cards})


async def shown(request: web.Request) -> web.Response:
    return json_body(await view(request, coverage_of(request)))


async def view(request: web.Request, coverage: Coverage) -> views.WebcastView:
    catalogue, origin, card = catalogue_of(request), origin_of(request), coverage.card()
    now = coverage.now()
    newest = await catalogue.store.search(Question(meeting_id=card.meeting), now, 1)
    place = views.base(origin, card.meeting, card.webcast_id) if card.webcast_id else None
    told = coverage.attendance.focus.webcast
    return views.WebcastView(
        now=now,
        origin=origin,
        webcast=card,
        playlist=f"{place}/index.m3u8" if place else None,
        start_playlist=f"{place}/start.m3u8" if place else None,
        dvr_s=told.dvr_s if told and place else 0.0,
        marks=tuple(coverage.marks()) if place else (),
        captions=tuple(views.live_caption_track(card.meeting, tag) for tag in card.caption_languages),
        events=f"/api/webcasts/{card.meeting}/events",
        page=views.webcast_page(card.meeting),
        embed=f"/embed/{card.meeting}",
        last_recording=newest[0].recording_id if newest else None,
    )


async def statement(request: web.Request) -> web.Response:
    return json_body(await statement_view(request, coverage_of(request), request.match_info["statement"]))


async def statement_view(request: web.Request, coverage: Coverage, mark_id: str) -> views.WebcastStatement:
    """Of the webcast that goes on, else of a recording.

    :raises UserError: unknownWebcast, unknownRecording (it was deleted, or may not be seen yet), journalUnavailable.
    """
    catalogue, origin, meeting_id = catalogue_of(request), origin_of(request), coverage.attendance.meeting_id
    mark = next((one for one in coverage.marks() if one.mark_id == mark_id and one.kind == "statement"), None)
    config, webcast_id = coverage.meeting.config, coverage.chapters.webcast_id
    if mark is not None and webcast_id is not None:
        return views.WebcastStatement(
            meeting=meeting_id,
            mark=mark,
            recording_id=webcast_id,
            live=True,
            title=config.title,
            origin=origin,
            playlist=views.on_demand(origin, meeting_id, webcast_id, mark.starts_at, mark.ends_at),
            languages=views.languages(config.languages),
            recording_page=None,
            captions=tuple(views.live_caption_track(meeting_id, tag) for tag in coverage.card().caption_languages),
            sign=coverage.card().sign,
        )
    row = await catalogue.statement(meeting_id, mark_id)
    if row is None:
        raise UserError("unknownWebcast")
    recording = await catalogue.visible(row.recording_id)
    captioned = await catalogue.store.languages(recording.recording_id)
    return views.WebcastStatement(
        meeting=meeting_id,
        mark=views.mark(meeting_id, row),
        recording_id=recording.recording_id,
        live=False,
        title=recording.title,
        origin=origin,
        playlist=views.on_demand(origin, meeting_id, recording.recording_id, row.starts_at, row.ends_at),
        languages=views.languages(recording.languages),
        recording_page=views.recording_page(recording.recording_id),
        captions=tuple(views.caption_track(recording.recording_id, tag) for tag in captioned),
        sign=config.webcast_sign,
    )


# --- captions of what goes on ---


async def vtt(request: web.Request) -> web.Response:
    """``?from=&to=``: of a stretch, whose beginning is zero."""
    coverage, lines = _captions(request)
    since = time_of(request.query, "from")
    text = web_vtt(lines, coverage.chapters.started_at if since is None else since)
    headers = {"Access-Control-Allow-Origin": "*", "Cache-Control": "no-cache"}
    return web.Response(text=text, content_type="text/vtt", headers=headers)


async def transcript(request: web.Request) -> web.Response:
    coverage, lines = _captions(request)
    return json_body({"lines": [views.live_line(line, coverage.chapters.started_at) for line in lines]})


def _captions(request: web.Request) -> tuple[Coverage, list[CaptionLine]]:
    """:raises UserError: unknownMeeting, unknownWebcast (there is none now), unknownChannel.
    :raises ProtocolError: messageInvalid."""
    coverage, language = coverage_of(request), request.match_info["language"]
    if coverage.chapters.webcast_id is None:
        raise UserError("unknownWebcast")
    if language not in coverage.meeting.config.languages:
        raise UserError("unknownChannel")
    since, until = time_of(request.query, "from") or 0.0, time_of(request.query, "to") or 1e11
    return coverage, [line for line in coverage.captions(language) if since <= line.started_at < until]


async def watching(request: web.Request) -> web.Response:
    """A player says that it plays, as it does every 30 s; nothing is kept of who it is.

    :raises UserError: unknownMeeting, tooFast (more than one network may have; none of it is counted)."""
    if not coverage_of(request).attendance.audience.note(request.remote or ""):
        raise UserError("tooFast", retryAfter="30")
    return web.Response(status=204)


# --- the stream -------------------------------------------------------------------------------------------------------


async def events(request: web.Request) -> web.StreamResponse:
    """``?captions=<language>``: ``view`` (whole) at first, then ``webcast`` (the card), ``mark`` and ``caption`` as they
    come."""
    coverage = coverage_of(request)
    language = request.query.get("captions", "")
    if language and language not in coverage.meeting.config.languages:
        raise UserError("unknownChannel")
    if len(coverage.feed.followers) >= house_of(request).settings.recordings.followers_limit:
        raise UserError("tooFast", retryAfter="10")
    headers = {"Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    response = web.StreamResponse(headers=headers)
    follower = coverage.feed.follow(language)
    try:
        begun = await _beginning(request, coverage, language)
        await response.prepare(request)
        await response.write(begun)
        with contextlib.suppress(ConnectionError):
            await _pass_on(response, follower)
    finally:
        coverage.feed.leave(follower)
    return response


async def _beginning(request: web.Request, coverage: Coverage, language: str) -> bytes:
    """All there is; what comes meanwhile follows, and to be told the same twice changes nothing."""
    parts = [b"retry: %d\n\n" % RETRY_MS, _frame(Told("view", _encode(await view(request, coverage))))]
    lines = coverage.captions(language)[-CAPTIONS_SHOWN:] if language else []
    parts += [_frame(Told("caption", _encode(interpretation_views.caption(line)))) for line in lines]
    return b"".join(parts)


async def _pass_on(response: web.StreamResponse, follower: Follower) -> None:
    while not follower.gone.is_set():
        try:
            async with asyncio.timeout(BEAT_S):
                told = await follower.queue.get()
        except TimeoutError:
            await response.write(b":\n\n")
            continue
        frames = [_frame(told)]
        while not follower.queue.empty():
            frames.append(_frame(follower.queue.get_nowait()))
        await response.write(b"".join(frames))


def _frame(told: Told) -> bytes:
    """JSON has no line breaks of its own, so that one ``data`` line holds it."""
    return b"event: %s\ndata: %s\n\n" % (told.name.encode(), told.data)
