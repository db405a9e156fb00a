"""Answers of the origin: how long caches keep what, numbers and times in queries, and refusals."""

from __future__ import annotations

import gzip
import math
from typing import Final, NamedTuple

from aiohttp import web

from media.webcast import playlist
from media.webcast.broadcast import Broadcast
from media.webcast.timeline import SEGMENT_S

FOREVER: Final = "public, max-age=31536000, immutable"
LIVE: Final = "public, max-age=1"
BLOCKED: Final = "public, max-age=12"
"""Of a playlist asked for by segment and part: its address names what it must hold."""
WHOLE: Final = f"public, max-age={math.floor(SEGMENT_S)}"
ON_DEMAND: Final = "public, max-age=10"
MISSING: Final = "public, max-age=1"
PLAYLIST_TYPE: Final = "application/vnd.apple.mpegurl"
_GZIP_FROM: Final = 1400


class Written(NamedTuple):
    version: object
    plain: bytes
    packed: bytes


def first_rendition(broadcast: Broadcast) -> str:
    """Of the run on the air: what stands for all renditions.  :raises web.HTTPNotFound: nothing is made yet."""
    run = broadcast.history.runs[-1] if broadcast.history.runs else None
    if run is None:
        raise missing("nothing is made yet")
    return run.video[0].name if run.video else run.audio[0].channel


def whole_number(request: web.Request, name: str) -> int | None:
    text = request.query.get(name)
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise refused(f"{name} is no number")
    return int(text)


def moment(request: web.Request, name: str) -> float | None:
    """Unix seconds."""
    text = request.query.get(name)
    if text is None:
        return None
    try:
        at = float(text)
    except ValueError:
        raise refused(f"{name} is no time") from None
    if not 0 <= at < 1e11:
        raise refused(f"{name} is no time")
    return at


def pack(version: object, text: str) -> Written:
    plain = text.encode()
    return Written(version, plain, gzip.compress(plain, 1, mtime=0) if len(plain) >= _GZIP_FROM else b"")


def playlist_of(request: web.Request, written: Written, keep: str) -> web.Response:
    if not written.plain:
        raise missing("nothing is recorded of it")
    headers = {"Cache-Control": keep, "Vary": "Accept-Encoding", "Content-Type": PLAYLIST_TYPE}
    if written.packed and "gzip" in request.headers.get("Accept-Encoding", ""):
        return web.Response(body=written.packed, headers=headers | {"Content-Encoding": "gzip"})
    return web.Response(body=written.plain, headers=headers)


def media_of(rendition: str, data: bytes, keep: str) -> web.Response:
    kind = "video/mp4" if playlist.is_video(rendition) else "audio/mp4"
    return web.Response(body=data, headers={"Cache-Control": keep, "Content-Type": kind})


def missing(text: str) -> web.HTTPNotFound:
    return web.HTTPNotFound(text=text, headers={"Cache-Control": MISSING})


def refused(text: str) -> web.HTTPBadRequest:
    return web.HTTPBadRequest(text=text, headers={"Cache-Control": "no-store"})


def busy() -> web.HTTPServiceUnavailable:
    return web.HTTPServiceUnavailable(text="not made in time", headers={"Retry-After": "1", "Cache-Control": "no-store"})
