"""HTTP of the webcast worker: playlists, segments and downloads, open to anyone and to any page (CORS).

Every name in a path is matched against a pattern and looked up among what exists; none is ever joined to a directory.
``docs/algorithms/webcast.md`` lists the addresses and how long caches may keep what they answer.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Final

from aiohttp import web

from media.webcast import boxes, playlist
from media.webcast.answers import (
    BLOCKED,
    FOREVER,
    LIVE,
    MISSING,
    ON_DEMAND,
    WHOLE,
    busy,
    first_rendition,
    media_of,
    missing,
    moment,
    pack,
    playlist_of,
    refused,
    whole_number,
)
from media.webcast.audience import Audience
from media.webcast.broadcast import Broadcast
from media.webcast.downloads import NAME as DOWNLOAD
from media.webcast.downloads import Downloads
from media.webcast.history import Readiness
from media.webcast.library import Library
from media.webcast.objects import StoreError
from media.webcast.shelf import Shelf
from media.webcast.subtitles import Subtitles
from media.webcast.timeline import AudioTrack

BLOCK_S: Final = 2.0 * playlist.TARGET_S
"""How long a request for what is not made yet waits."""
MAX_WAITING: Final = 5000
"""Requests that may wait at once.  Overflow policy: further ones are answered 503 at once, and players ask again."""
MAX_CACHED: Final = 64
"""Playlists from the start that are held.  Overflow policy: the one not asked for the longest is written anew."""
_ID: Final = "[A-Za-z0-9_-]{1,64}"
_NAME: Final = "[A-Za-z0-9-]{1,40}"
_NUMBER: Final = "[0-9]{1,9}"


class Origin:
    def __init__(self, library: Library, audience: Audience) -> None:
        self._library = library
        self._audience = audience
        self._downloads = Downloads()
        self._waiting = 0
        self._shelf = Shelf()
        self._from_start: OrderedDict[tuple[str, str, int], playlist.FromStart] = OrderedDict()
        self._subtitles = Subtitles(self._broadcast, self._wait, self._shelf)

    def application(self) -> web.Application:
        app = web.Application(middlewares=[_open_to_all])
        app.on_cleanup.append(self._shelf.close)
        one = f"/webcast/{{meeting:{_ID}}}"
        all_ = f"{one}/{{webcast:{_ID}}}"
        rendition = f"{{rendition:{_NAME}}}"
        app.add_routes(self._subtitles.routes(all_))
        app.add_routes(
            [
                web.get(f"{one}/index.m3u8", self._index),
                web.get(f"{one}/start.m3u8", self._index_from_start),
                web.get(f"{all_}/index.m3u8", self._index),
                web.get(f"{all_}/start.m3u8", self._index_from_start),
                web.get(f"{all_}/{rendition}.m3u8", self._live),
                web.get(f"{all_}/start/{rendition}.m3u8", self._start),
                web.get(f"{all_}/vod/index.m3u8", self._index_on_demand),
                web.get(f"{all_}/vod/{rendition}.m3u8", self._on_demand),
                web.get(f"{all_}/{rendition}/{{number:{_NUMBER}}}.m4s", self._segment),
                web.get(f"{all_}/{rendition}/{{number:{_NUMBER}}}.{{part:[0-9]}}.m4s", self._segment),
                web.get(f"{all_}/{rendition}/{{number:{_NUMBER}}}.r{{revision:{_NUMBER}}}.m4s", self._corrected),
                web.get(f"{all_}/{rendition}/{{number:{_NUMBER}}}.silent.m4s", self._silent),
                web.get(f"{all_}/{rendition}/init.{{number:{_NUMBER}}}.mp4", self._init),
                web.get(f"{all_}/{rendition}/silent.mp4", self._silent_init),
                web.get(f"{all_}/download/{{file:{DOWNLOAD}}}", self._download),
            ]
        )
        return app

    # --- multivariant playlists ---

    async def _index(self, request: web.Request) -> web.Response:
        broadcast = await self._broadcast(request)
        return self._multivariant(request, broadcast, _beside(request, broadcast) + "{}.m3u8")

    async def _index_from_start(self, request: web.Request) -> web.Response:
        broadcast = await self._broadcast(request)
        if not playlist.holds_any(broadcast.history, first_rendition(broadcast)):
            raise missing("nothing is recorded")
        return self._multivariant(request, broadcast, _beside(request, broadcast) + "start/{}.m3u8")

    async def _index_on_demand(self, request: web.Request) -> web.Response:
        broadcast = await self._broadcast(request)
        begins, ends = moment(request, "from"), moment(request, "to")
        asked = "&".join(f"{name}={value:.3f}" for name, value in (("from", begins), ("to", ends)) if value is not None)
        if not playlist.holds_any(broadcast.history, first_rendition(broadcast), begins, ends):
            raise missing("nothing is recorded of it")
        return self._multivariant(request, broadcast, "{}.m3u8" + (f"?{asked}" if asked else ""), ON_DEMAND)

    def _multivariant(self, request: web.Request, broadcast: Broadcast, uri: str, keep: str = LIVE) -> web.Response:
        if not broadcast.history.runs:
            raise missing("nothing is made yet")
        run = broadcast.history.runs[-1]
        text = playlist.multivariant(run.video, run.audio, broadcast.rates(), uri, broadcast.captions.languages)
        return playlist_of(request, pack(None, text), keep)

    # --- media playlists ---

    async def _live(self, request: web.Request) -> web.Response:
        broadcast = await self._broadcast(request)
        rendition = _rendition(request, broadcast)
        self._audience.note(broadcast.webcast_id, request)
        segment, part = whole_number(request, "_HLS_msn"), whole_number(request, "_HLS_part")
        if part is not None and segment is None:
            raise refused("_HLS_part without _HLS_msn")
        history = broadcast.history
        if segment is not None:
            await self._wait(broadcast, rendition, segment, part)
        elif history.edge(rendition) is None and broadcast.on_air:
            await self._wait(broadcast, rendition, 0, 0)  # it is about to begin
        if history.edge(rendition) is None:
            raise missing("nothing is made yet")
        skip = request.query.get("_HLS_skip") in ("YES", "v2")
        start = max(broadcast.oldest, history.window_start())
        written = self._shelf.short(
            (broadcast.webcast_id, rendition, skip),
            (history.version, start),
            lambda: playlist.live(history, rendition, start, skip),
        )
        return playlist_of(request, written, LIVE if segment is None else BLOCKED)

    async def _start(self, request: web.Request) -> web.Response:
        broadcast = await self._broadcast(request)
        rendition = _rendition(request, broadcast)
        self._audience.note(broadcast.webcast_id, request)
        history, event = broadcast.history, self._event(broadcast, rendition)
        written = await self._shelf.long(
            (broadcast.webcast_id, rendition, "start"), lambda: history.recording_version, lambda: event.text(history) or ""
        )
        return playlist_of(request, written, WHOLE)

    def _event(self, broadcast: Broadcast, rendition: str) -> playlist.FromStart:
        key = (broadcast.webcast_id, rendition, len(broadcast.history.revisions))
        if key not in self._from_start:
            self._from_start[key] = playlist.FromStart(rendition)
            if len(self._from_start) > MAX_CACHED:
                self._from_start.popitem(last=False)
        self._from_start.move_to_end(key)
        return self._from_start[key]

    async def _on_demand(self, request: web.Request) -> web.Response:
        broadcast = await self._broadcast(request)
        rendition = _rendition(request, broadcast)
        begins, ends = moment(request, "from"), moment(request, "to")
        history = broadcast.history
        written = await self._shelf.long(
            (broadcast.webcast_id, rendition, begins, ends),
            lambda: history.recording_version,
            lambda: playlist.on_demand(history, rendition, begins, ends) or "",
        )
        return playlist_of(request, written, ON_DEMAND)

    # --- segments ---

    async def _segment(self, request: web.Request) -> web.Response:
        broadcast = await self._broadcast(request)
        rendition = _rendition(request, broadcast)
        number = int(request.match_info["number"])
        part = int(request.match_info["part"]) if "part" in request.match_info else None
        if part is not None and part > 2:
            raise missing("a segment has three parts")
        await self._wait(broadcast, rendition, number, part)
        data = await self._bytes(broadcast, rendition, number, part)
        if data is None:
            raise missing("not kept")
        consent = broadcast.history.consent(number)
        forever = consent.recorded and rendition not in consent.withheld
        keep = FOREVER if forever else f"public, max-age={int(broadcast.history.dvr_s)}"
        return media_of(rendition, data, keep)

    async def _corrected(self, request: web.Request) -> web.Response:
        """A segment as of the newest revision that touched it; those before are not served any more."""
        broadcast = await self._broadcast(request)
        rendition = _rendition(request, broadcast)
        number = int(request.match_info["number"])
        segments, revision = broadcast.history.segments, int(request.match_info["revision"])
        if number >= len(segments) or not revision or segments[number].revision(rendition) != revision:
            raise missing("no such revision")
        data = await self._bytes(broadcast, rendition, number, None)
        if data is None:
            raise missing("not kept")
        return media_of(rendition, data, FOREVER)

    async def _bytes(self, broadcast: Broadcast, rendition: str, number: int, part: int | None) -> bytes | None:
        history = broadcast.history
        if number >= len(history.segments) or history.readiness(rendition, number, part) is not Readiness.READY:
            return None
        if history.trimmed(history.segments[number]):
            return None
        try:
            return await broadcast.read(rendition, number, part)
        except StoreError as error:
            raise busy() from error

    async def _silent(self, request: web.Request) -> web.Response:
        broadcast = await self._broadcast(request)
        rendition = _rendition(request, broadcast)
        number = int(request.match_info["number"])
        if playlist.is_video(rendition) or number > broadcast.history.last_complete():
            raise missing("no such segment")
        return media_of(rendition, broadcast.silent(number), FOREVER)

    async def _init(self, request: web.Request) -> web.Response:
        broadcast = await self._broadcast(request)
        rendition = _rendition(request, broadcast)
        number = int(request.match_info["number"])
        for run in reversed(broadcast.history.runs):
            if run.first_segment == number:
                for rung in run.video:
                    if rung.name == rendition:
                        return media_of(rendition, boxes.video_init(rung), FOREVER)
                for track in run.audio:
                    if track.channel == rendition:
                        return media_of(rendition, boxes.audio_init(track), FOREVER)
        raise missing("no such run")

    async def _silent_init(self, request: web.Request) -> web.Response:
        rendition = _rendition(request, await self._broadcast(request))
        if playlist.is_video(rendition):
            raise missing("pictures have no twin")
        return media_of(rendition, boxes.audio_init(AudioTrack(rendition, "", boxes.AAC_LC_MONO)), FOREVER)

    async def _download(self, request: web.Request) -> web.StreamResponse:
        broadcast = await self._broadcast(request)
        return await self._downloads.answer(request, broadcast, moment(request, "from"), moment(request, "to"))

    # --- what they share ---

    async def _broadcast(self, request: web.Request) -> Broadcast:
        meeting, webcast_id = request.match_info["meeting"], request.match_info.get("webcast")
        library = self._library
        broadcast = await (library.find(meeting, webcast_id) if webcast_id else library.current(meeting))
        if broadcast is None:
            raise missing("no such webcast")
        return broadcast

    async def _wait(self, broadcast: Broadcast, rendition: str, number: int, part: int | None) -> None:
        """Return once it is published, the webcast has ended, or no more will be waited."""
        history = broadcast.history

        def there() -> bool:
            return history.finished or history.readiness(rendition, number, part) is Readiness.READY

        if there():
            return
        if history.readiness(rendition, number, part) is Readiness.FAR:
            raise refused("too far in the future")
        if self._waiting >= MAX_WAITING:
            raise busy()
        self._waiting += 1
        try:
            if not await broadcast.until(rendition, there, BLOCK_S):
                raise busy()
        finally:
            self._waiting -= 1


def _beside(request: web.Request, broadcast: Broadcast) -> str:
    return "" if "webcast" in request.match_info else f"{broadcast.webcast_id}/"


def _rendition(request: web.Request, broadcast: Broadcast) -> str:
    rendition = request.match_info["rendition"]
    if rendition not in broadcast.history.renditions():
        raise missing("no such rendition")
    return rendition


@web.middleware
async def _open_to_all(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    try:
        response = await handler(request)
    except web.HTTPException as refusal:
        refusal.headers["Access-Control-Allow-Origin"] = "*"
        refusal.headers.setdefault("Cache-Control", MISSING)
        raise
    if not response.prepared:
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "Date, Content-Length"
        response.headers["X-Content-Type-Options"] = "nosniff"
    return response
