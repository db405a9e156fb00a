"""Pages for the public: the player, statements, recordings, what may be embedded; oEmbed and podcasts.

A page is the built client with a head of its own; what it shows it asks the REST interface for.
"""

from __future__ import annotations

import html
import re
from collections.abc import Awaitable, Mapping
from email.utils import formatdate
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit
from xml.sax.saxutils import escape, quoteattr

from aiohttp import web

from server.endonyms import endonym
from server.errors import HemicycleError, ProtocolError, UserError
from server.meeting.config import FLOOR, is_language_tag
from server.recordings import views
from server.recordings.records import Recording
from server.settings import ROOT
from server.storage.recordings import Question
from server.web import heads
from server.web.answers import SECURITY_HEADERS, STATUS, json_body
from server.web.heads import Head
from server.web.house import house_of
from server.web.static import ANEW
from server.web.webcasts import catalogue_of, coverage_of, origin_of, site_of, statement_view

PROGRAM = "webcast.html"
"""The player, a program of the client; while it is not built, the client's only page."""
WIDTH, HEIGHT = 640, 360
EPISODES = 100
AAC_BYTES_PER_S = 8000
"""64 kbit/s: what an enclosure's length is told from where the worker never said it."""
_ADDRESSES = {
    "webcast": re.compile(r"/webcast/([a-z0-9][a-z0-9-]{0,63})/?"),
    "statement": re.compile(r"/m/([a-z0-9][a-z0-9-]{0,63})/s/([A-Za-z0-9_-]{1,96})"),
    "recording": re.compile(r"/recordings/([A-Za-z0-9_-]{16,64})"),
}


# --- pages ------------------------------------------------------------------------------------------------------------


async def webcast_page(request: web.Request) -> web.StreamResponse:
    return await _answer(request, _of_webcast(request))


async def statement_page(request: web.Request) -> web.StreamResponse:
    return await _answer(request, _of_statement(request, request.match_info["statement"]))


async def recording_page(request: web.Request) -> web.StreamResponse:
    return await _answer(request, _of_recording(request, request.match_info["recording"]))


async def recordings_page(request: web.Request) -> web.StreamResponse:
    return _page(request, None)


async def embedded(request: web.Request) -> web.StreamResponse:
    """``?s=<statement>`` or ``?r=<recording>``: that one; else the meeting's webcast.  Any page may frame it."""
    if "s" in request.query:
        return await _answer(request, _of_statement(request, request.query["s"]), framed=True)
    if "r" in request.query:
        return await _answer(request, _of_recording(request, request.query["r"]), framed=True)
    return await _answer(request, _of_webcast(request), framed=True)


async def slashed(request: web.Request) -> web.StreamResponse:
    raise web.HTTPPermanentRedirect(views.webcast_page(request.match_info["meeting"]))


async def _answer(request: web.Request, heading: Awaitable[Head], *, framed: bool = False) -> web.Response:
    """What there is not, or not for everyone, has the same page, which says so to people; the status says it to programs."""
    try:
        return _page(request, await heading, framed=framed)
    except HemicycleError as error:
        return _page(request, None, framed=framed, status=STATUS.get(error.code, 400))


def _page(request: web.Request, head: Head | None, *, framed: bool = False, status: int = 200) -> web.Response:
    root = (ROOT / house_of(request).settings.server.client).resolve()
    page = next((path for path in (root / PROGRAM, root / "index.html") if path.is_file()), None)
    if page is None:
        raise web.HTTPServiceUnavailable(text="The client is not built: run `make setup`.")
    text = Path(page).read_text(encoding="utf-8")
    headers = {"Cache-Control": ANEW, "Content-Security-Policy": policy(origin_of(request), framed=framed)}
    if framed:
        headers["Cross-Origin-Opener-Policy"] = "unsafe-none"
    body = heads.put(text, head) if head is not None else text
    return web.Response(text=body, status=status, content_type="text/html", headers=headers)


def policy(origin: str, *, framed: bool) -> str:
    """The content security policy with the worker's origin let in, and for what is embedded, any ancestor."""
    parts = dict(part.partition(" ")[::2] for part in SECURITY_HEADERS["Content-Security-Policy"].split("; "))
    place = re.fullmatch(r"https?://[A-Za-z0-9.:\[\]-]+", origin)
    if place is not None:
        for directive in ("connect-src", "media-src"):
            parts[directive] += f" {origin}"
    # hls.js gives a video element an empty text track from a data address.
    parts["media-src"] += " data:"
    if framed:
        parts["frame-ancestors"] = "*"
    return "; ".join(f"{name} {sources}" for name, sources in parts.items())


# --- what pages say of themselves -------------------------------------------------------------------------------------


def _language(request: web.Request) -> str:
    """Of texts: ``?lang=``, else English."""
    asked = request.query.get("lang", "en")
    return asked if is_language_tag(asked) else "en"


def _text(texts: Mapping[str, str], language: str) -> str:
    return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")


def _head(
    request: web.Request, title: str, description: str, path: str, embed: str, begins: float | None, ends: float | None
) -> Head:
    site = site_of(request)
    url, player = site + path, site + embed
    about = {"@type": "WebPage", "name": title, "url": url}
    if begins is not None:
        about = heads.video(title, description, url, player, begins, ends)
    oembed = f"{site}/api/oembed?{urlencode({'url': url, 'format': 'json'})}"
    return Head(title, description, url, player, oembed, _language(request), about)


async def _of_webcast(request: web.Request) -> Head:
    """:raises UserError: unknownMeeting."""
    card = coverage_of(request).card()
    language, on = _language(request), card.mode != "off"
    title, item = _text(card.title, language) or card.meeting, _text(card.agenda_item, language)
    begins = card.started_at if on else None
    return _head(request, title, item or title, views.webcast_page(card.meeting), f"/embed/{card.meeting}", begins, None)


async def _of_statement(request: web.Request, mark_id: str) -> Head:
    """:raises UserError: unknownMeeting, unknownWebcast, unknownRecording."""
    found = await statement_view(request, coverage_of(request), mark_id)
    mark, language = found.mark, _language(request)
    title = f"{mark.plate or mark.speaker} · {endonym(mark.language)}"
    path = f"{mark.page}?lang={language}" if "lang" in request.query else mark.page or ""
    embed = f"/embed/{found.meeting}?{urlencode({'s': mark.mark_id})}"
    return _head(request, title, _text(found.title, language), path, embed, mark.starts_at, mark.ends_at)


async def _of_recording(request: web.Request, recording_id: str) -> Head:
    """:raises UserError: unknownRecording, journalUnavailable."""
    recording = await catalogue_of(request).visible(recording_id)
    language = _language(request)
    title = _text(recording.title, language) or recording.meeting_id
    day = heads.moment(recording.started_at)[:10]
    embed = f"/embed/{recording.meeting_id}?{urlencode({'r': recording.recording_id})}"
    path = views.recording_page(recording.recording_id)
    return _head(request, f"{title} · {day}", title, path, embed, recording.started_at, recording.ended_at)


# --- oEmbed (oembed.com) ----------------------------------------------------------------------------------------------


async def oembed(request: web.Request) -> web.Response:
    """``?url=&format=json&maxwidth=&maxheight=``.

    :raises UserError: unknownWebcast, no such page of ours."""
    if request.query.get("format", "json") != "json":
        raise web.HTTPNotImplemented(text="json alone")
    asked = urlsplit(request.query.get("url", ""))
    if f"{asked.scheme}://{asked.netloc}" != site_of(request):
        raise UserError("unknownWebcast")
    title, embed = await _embedding(request, asked.path)
    width, height = _size(request)
    source = html.escape(site_of(request) + embed)
    frame = (
        f'<iframe src="{source}" width="{width}" height="{height}" title="{html.escape(title)}" '
        'allow="autoplay; fullscreen; picture-in-picture" allowfullscreen></iframe>'
    )
    body: dict[str, Any] = {"version": "1.0", "type": "video", "title": title, "html": frame}
    site = {"provider_name": heads.SITE_NAME, "provider_url": site_of(request)}
    return json_body({**body, **site, "width": width, "height": height}, headers={"Access-Control-Allow-Origin": "*"})


async def _embedding(request: web.Request, path: str) -> tuple[str, str]:
    """Title and path of what is embedded for a page of ours."""
    coverages, language = catalogue_of(request).coverages, _language(request)
    try:
        if (found := _ADDRESSES["webcast"].fullmatch(path)) and found[1] in coverages:
            card = coverages[found[1]].card()
            return _text(card.title, language) or card.meeting, f"/embed/{found[1]}"
        if (found := _ADDRESSES["statement"].fullmatch(path)) and found[1] in coverages:
            view = await statement_view(request, coverages[found[1]], found[2])
            return view.mark.plate or view.mark.speaker, f"/embed/{found[1]}?{urlencode({'s': found[2]})}"
        if found := _ADDRESSES["recording"].fullmatch(path):
            recording = await catalogue_of(request).visible(found[1])
            return _text(recording.title, language), f"/embed/{recording.meeting_id}?{urlencode({'r': found[1]})}"
    except HemicycleError as error:
        raise UserError("unknownWebcast") from error
    raise UserError("unknownWebcast")


def _size(request: web.Request) -> tuple[int, int]:
    """16:9 within what is asked for."""
    limits = [request.query.get(name, "") for name in ("maxwidth", "maxheight")]
    if any(text and not (text.isascii() and text.isdigit() and 0 < int(text[:6]) <= 10_000) for text in limits):
        raise ProtocolError("messageInvalid", field="maxwidth")
    width = min(int(limits[0] or WIDTH), int(limits[1] or HEIGHT * 10) * 16 // 9)
    return max(width, 16), max(width, 16) * 9 // 16


# --- podcasts (RSS 2.0) -----------------------------------------------------------------------------------------------


async def podcast(request: web.Request) -> web.Response:
    """``/api/recordings/podcast/<channel>.xml?meeting=``: the sound of each recording that has the language."""
    channel, catalogue = request.match_info["channel"], catalogue_of(request)
    if channel != FLOOR and not is_language_tag(channel):
        raise UserError("unknownChannel")
    found = await catalogue.store.search(Question(meeting_id=request.query.get("meeting")), catalogue.now(), EPISODES)
    shown = [one for one in found if one.state == "kept" and (channel == FLOOR or channel in one.languages)]
    items = "".join(_episode(request, channel, one) for one in shown)
    site, name = site_of(request), views.FLOOR_NAME if channel == FLOOR else endonym(channel)
    own = f"{site}/api/recordings/podcast/{quote(channel)}.xml"
    organisation = house_of(request).settings.registration.organisation
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" '
        'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel>\n'
        f"<title>{escape(f'{organisation} · {name}')}</title>\n<link>{escape(site)}/recordings</link>\n"
        f"<description>{escape(f'{organisation} · {name}')}</description>\n"
        f"<language>{escape('mul' if channel == FLOOR else channel)}</language>\n"
        "<itunes:explicit>false</itunes:explicit>\n"
        f'<atom:link href={quoteattr(own)} rel="self" type="application/rss+xml"/>\n'
        f"{items}</channel></rss>\n"
    )
    return web.Response(text=text, content_type="application/rss+xml", headers={"Cache-Control": "public, max-age=60"})


def _episode(request: web.Request, channel: str, recording: Recording) -> str:
    title = _text(recording.title, "en" if channel == FLOOR else channel) or recording.meeting_id
    place = views.base(origin_of(request), recording.meeting_id, recording.recording_id)
    sound, page = f"{place}/download/{quote(channel)}.m4a", site_of(request) + views.recording_page(recording.recording_id)
    size = recording.sounds.get(channel, round(recording.duration_s * AAC_BYTES_PER_S))
    return (
        f"<item><title>{escape(title)}</title><link>{escape(page)}</link>"
        f'<guid isPermaLink="false">{escape(recording.recording_id)}/{escape(channel)}</guid>'
        f"<pubDate>{_rfc822(recording.started_at)}</pubDate>"
        f'<enclosure url={quoteattr(sound)} length="{size}" type="audio/mp4"/>'
        f"<itunes:duration>{round(recording.duration_s)}</itunes:duration></item>\n"
    )


def _rfc822(at: float) -> str:
    return formatdate(at, usegmt=True)
