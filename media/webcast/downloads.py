"""``/webcast/<meeting>/<webcast>/download/…``: see ``export``.  ``from`` and ``to`` (Unix seconds) choose a stretch."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Final

from aiohttp import web

from media.webcast import export, playlist
from media.webcast.broadcast import Broadcast
from media.webcast.export import Export, NothingRecordedError

log = logging.getLogger("hemicycle.webcast")

MAX_DOWNLOADS: Final = 16
"""At once.  Overflow policy: further ones are answered 503, to be asked for again."""
NAME: Final = r"all\.mp4|[A-Za-z0-9-]{1,40}\.(?:mp4|m4a)|chapters\.json|manifest\.json"


class Downloads:
    def __init__(self) -> None:
        self._running = 0

    async def answer(
        self, request: web.Request, broadcast: Broadcast, begins: float | None, ends: float | None
    ) -> web.StreamResponse:
        """:raises web.HTTPNotFound: no such file, or nothing is recorded of it."""
        if self._running >= MAX_DOWNLOADS:
            raise web.HTTPServiceUnavailable(headers={"Retry-After": "5"})
        self._running += 1
        try:
            name, kind = request.match_info["file"].split(".")
            if kind == "json":
                return await self._json(broadcast, name, begins, ends)
            made = await _make(_maker(broadcast, name, kind, begins, ends))
            return await self._send(request, broadcast, made, f"{name}.{kind}", kind)
        except NothingRecordedError:
            raise web.HTTPNotFound(text="nothing is recorded of it") from None
        finally:
            self._running -= 1

    async def _json(self, broadcast: Broadcast, name: str, begins: float | None, ends: float | None) -> web.Response:
        history = broadcast.history
        if name == "manifest":
            data = await asyncio.to_thread(export.manifest, broadcast)
        else:
            listed = playlist.recorded(history, _first(broadcast), *playlist.stretch(history, begins, ends))
            if not listed:
                raise NothingRecordedError
            data = export.chapters_json(listed, history.marks.values())
        return web.Response(body=data, content_type="application/json", headers={"Cache-Control": "public, max-age=10"})

    async def _send(
        self, request: web.Request, broadcast: Broadcast, made: Export, name: str, kind: str
    ) -> web.StreamResponse:
        start, end = _range(request, made)
        headers = {
            "Content-Type": "video/mp4" if kind == "mp4" else "audio/mp4",
            "Content-Disposition": f'attachment; filename="{_file_name(broadcast, made, name)}"',
            "Accept-Ranges": "bytes",
            "ETag": f'"{made.tag}"',
            "Cache-Control": "no-cache",
            "Access-Control-Allow-Origin": "*",
        }
        partial = (start, end) != (0, made.size)
        if partial:
            headers["Content-Range"] = f"bytes {start}-{end - 1}/{made.size}"
        response = web.StreamResponse(status=206 if partial else 200, headers=headers)
        response.content_length = end - start
        await response.prepare(request)
        if request.method != "HEAD":
            await _write(response, made.blocks(start), end - start)
        await response.write_eof()
        return response


async def _make(maker: Callable[[], Export]) -> Export:
    try:
        return await asyncio.to_thread(maker)
    except OSError as error:
        log.warning("cannot export: %s", error)
        raise NothingRecordedError from error


async def _write(response: web.StreamResponse, blocks: Iterator[bytes], left: int) -> None:
    while left > 0:
        try:
            block = await asyncio.to_thread(next, blocks, b"")
        except OSError:
            block = b""
        if not block:
            log.warning("a download was broken off: a segment is gone")
            raise ConnectionResetError
        await response.write(block[:left])
        left -= len(block)


def _maker(broadcast: Broadcast, name: str, kind: str, begins: float | None, ends: float | None) -> Callable[[], Export]:
    known = sorted(name for name in broadcast.history.renditions() if not playlist.is_video(name))
    if name == "all":
        channels = sorted(known, key=lambda channel: (channel != "floor", channel))
    elif name in known:
        channels = [name]
    else:
        raise web.HTTPNotFound(text="no such language")
    return lambda: Export(broadcast, kind == "mp4", channels, begins, ends)


def _range(request: web.Request, made: Export) -> tuple[int, int]:
    """First byte and the one after the last.

    :raises web.HTTPRequestRangeNotSatisfiable: there are no such bytes."""
    if request.headers.get("If-Range", f'"{made.tag}"') != f'"{made.tag}"':
        return 0, made.size
    try:
        start, end, _ = request.http_range.indices(made.size)
    except ValueError:
        return 0, made.size
    if start >= end:
        raise web.HTTPRequestRangeNotSatisfiable(headers={"Content-Range": f"bytes */{made.size}"})
    return start, end


def _first(broadcast: Broadcast) -> str:
    renditions = broadcast.history.renditions()
    if not renditions:
        raise NothingRecordedError
    return min(renditions, key=lambda name: (not playlist.is_video(name), name != "floor", name))


def _file_name(broadcast: Broadcast, made: Export, name: str) -> str:
    day = datetime.fromtimestamp(made.listed[0][0].starts_at, UTC).date().isoformat()
    return f"{broadcast.meeting_id}-{day}-{name}"
