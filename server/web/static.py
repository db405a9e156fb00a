"""The built client: hashed assets for ever, pages always asked for anew, one page for every meeting's address."""

from __future__ import annotations

from pathlib import Path

from aiohttp import web

from server.settings import ROOT
from server.web.house import house_of

FOREVER = "public, max-age=31536000, immutable"
ANEW = "no-cache"
NO_FILES = ("/api/", "/whip/", "/whep/")
"""What is there knows other methods, or nothing is there."""


async def page(request: web.Request) -> web.StreamResponse:
    return _file(_root(request) / "index.html", ANEW)


async def seat_page(request: web.Request) -> web.StreamResponse:
    """A small page of its own: phones of any age, no sound."""
    return _file(_root(request) / "seat.html", ANEW)


async def asset(request: web.Request) -> web.StreamResponse:
    """A file of the build.  What is under ``assets/`` carries its hash in its name."""
    if request.path.startswith(NO_FILES):
        raise await _elsewhere(request)
    root = _root(request)
    path = (root / request.match_info["path"]).resolve()
    if not path.is_relative_to(root) or not path.is_file():
        raise web.HTTPNotFound
    hashed = path.is_relative_to(root / "assets")
    return _file(path, FOREVER if hashed else ANEW)


async def _elsewhere(request: web.Request) -> web.HTTPException:
    """405 with the methods of the resource that is there, else 404."""
    allowed: set[str] = set()
    for resource in request.app.router.resources():
        match, methods = await resource.resolve(request)
        if match is None:
            allowed |= methods
    return web.HTTPMethodNotAllowed(request.method, sorted(allowed)) if allowed else web.HTTPNotFound()


def _root(request: web.Request) -> Path:
    return (ROOT / house_of(request).settings.server.client).resolve()


def _file(path: Path, cache: str) -> web.StreamResponse:
    if not path.is_file():
        raise web.HTTPServiceUnavailable(text="The client is not built: run `make setup`.")
    return web.FileResponse(path, headers={"Cache-Control": cache})
