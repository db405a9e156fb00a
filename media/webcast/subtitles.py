"""``/webcast/<meeting>/<webcast>/captions/…``: captions as renditions of the webcast (``captions``).

A segment is written when it is asked for, of the lines known then; caches keep it for a second while it is live, as they do
the playlists, and on demand for ten.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterator
from typing import Final

from aiohttp import web

from media.webcast import captions, playlist
from media.webcast.answers import (
    BLOCKED,
    LIVE,
    ON_DEMAND,
    WHOLE,
    first_rendition,
    missing,
    moment,
    playlist_of,
    whole_number,
)
from media.webcast.broadcast import Broadcast
from media.webcast.history import Segment
from media.webcast.shelf import Shelf

_TAG: Final = "{language:[A-Za-z0-9-]{2,40}}"
_NUMBER: Final = "[0-9]{1,9}"
_UP: Final = "../../"
MAX_CACHED: Final = 64
"""Playlists from the start that are held.  Overflow policy: the one not asked for the longest is written anew."""

Find = Callable[[web.Request], Awaitable[Broadcast]]
Wait = Callable[[Broadcast, str, int, int | None], Awaitable[None]]


class Subtitles:
    """``find``: a request's webcast; ``wait``: until a segment is published; ``shelf``: where playlists are kept."""

    def __init__(self, find: Find, wait: Wait, shelf: Shelf) -> None:
        self._find = find
        self._wait = wait
        self._shelf = shelf
        self._from_start: OrderedDict[tuple[str, str], playlist.FromStart] = OrderedDict()

    def routes(self, webcast: str) -> list[web.RouteDef]:
        """:param webcast: what the addresses of one begin with."""
        name = f"{captions.FOLDER}/{_TAG}"
        return [
            web.get(f"{webcast}/{name}.m3u8", self._live),
            web.get(f"{webcast}/start/{name}.m3u8", self._start),
            web.get(f"{webcast}/vod/{name}.m3u8", self._on_demand),
            web.get(f"{webcast}/{name}/{{first:{_NUMBER}}}.vtt", self._segment),
            web.get(f"{webcast}/{name}/{{first:{_NUMBER}}}-{{last:{_NUMBER}}}.vtt", self._segment),
        ]

    async def _live(self, request: web.Request) -> web.Response:
        broadcast, language = await self._asked(request)
        history, number = broadcast.history, whole_number(request, "_HLS_msn")
        await self._until_whole(broadcast, number or 0)
        if history.last_complete() < 0:
            raise missing("nothing is made yet")
        start = max(broadcast.oldest, history.window_start())
        written = self._shelf.short(
            (broadcast.webcast_id, captions.FOLDER, language),
            (history.last_complete(), history.finished, start),
            lambda: captions.live(history, language, start),
        )
        return playlist_of(request, written, LIVE if number is None else BLOCKED)

    async def _until_whole(self, broadcast: Broadcast, number: int) -> None:
        """Until the last of all renditions has it."""
        first_rendition(broadcast)
        run = broadcast.history.runs[-1]
        for name in (*(rung.name for rung in run.video), *(track.channel for track in run.audio)):
            await self._wait(broadcast, name, number, None)

    async def _start(self, request: web.Request) -> web.Response:
        broadcast, language = await self._asked(request)
        history, key = broadcast.history, (broadcast.webcast_id, language)
        if key not in self._from_start:
            self._from_start[key] = playlist.FromStart(first_rendition(broadcast), _entry(language))
            if len(self._from_start) > MAX_CACHED:
                self._from_start.popitem(last=False)
        self._from_start.move_to_end(key)
        text = self._from_start[key].text
        written = await self._shelf.long(
            (*key, captions.FOLDER, "start"), lambda: history.recording_version, lambda: text(history) or ""
        )
        return playlist_of(request, written, WHOLE)

    async def _on_demand(self, request: web.Request) -> web.Response:
        broadcast, language = await self._asked(request)
        history, rendition = broadcast.history, first_rendition(broadcast)
        begins, ends = moment(request, "from"), moment(request, "to")

        def write() -> str:
            recorded = playlist.recorded(history, rendition, *playlist.stretch(history, begins, ends))
            listed = [segment for segment, _ in recorded]
            return captions.on_demand(listed, f"{_UP}{captions.FOLDER}/{language}/") if listed else ""

        key = (broadcast.webcast_id, captions.FOLDER, language, begins, ends)
        written = await self._shelf.long(key, lambda: history.recording_version, write)
        return playlist_of(request, written, ON_DEMAND)

    async def _segment(self, request: web.Request) -> web.Response:
        broadcast, language = await self._asked(request)
        history = broadcast.history
        first = int(request.match_info["first"])
        last = int(request.match_info.get("last", first))
        if not first <= last < first + captions.GROUP or last > history.last_complete():
            raise missing("no such segment")
        segments = history.segments[first : last + 1]
        if any(segment.run is not segments[0].run for segment in segments):
            raise missing("no such segment")
        if not all(self._may_be_seen(broadcast, segment) for segment in segments):
            raise missing("not kept")
        text = captions.web_vtt(broadcast.captions, language, segments, broadcast.known_until)
        keep = ON_DEMAND if "last" in request.match_info else LIVE
        return web.Response(text=text, content_type="text/vtt", headers={"Cache-Control": keep})

    @staticmethod
    def _may_be_seen(broadcast: Broadcast, segment: Segment) -> bool:
        """Recorded, or still in the live window."""
        live = not broadcast.over and segment.number >= broadcast.history.window_start()
        return live or broadcast.history.consent(segment.number).recorded

    async def _asked(self, request: web.Request) -> tuple[Broadcast, str]:
        broadcast, language = await self._find(request), request.match_info["language"]
        if language not in broadcast.captions.languages:
            raise missing("no captions in it")
        return broadcast, language


def _entry(language: str) -> playlist.Entry:
    prefix = f"{_UP}{captions.FOLDER}/{language}/"

    def entry(segment: Segment, previous: Segment | None, rendition: str, silent: bool) -> Iterator[str]:
        return captions.entry(segment, previous, prefix)

    return entry
