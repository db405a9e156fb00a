"""The user guide's pages: ``/guide/<language>/<chapter>``, ``…/all`` for printing."""

from __future__ import annotations

from aiohttp import web

from server import guide

CACHE = "public, max-age=3600"


async def choose(request: web.Request) -> web.StreamResponse:
    """To the first language the browser asks for that there is."""
    wanted = [part.split(";")[0].strip().lower()[:2] for part in request.headers.get("Accept-Language", "").split(",")]
    language = next((tag for tag in wanted if tag in guide.LANGUAGES), "en")
    name = request.match_info.get("chapter", guide.CHAPTERS[0])
    raise web.HTTPFound(
        f"/guide/{language}/{name if name in guide.CHAPTERS else guide.CHAPTERS[0]}", headers={"Vary": "Accept-Language"}
    )


async def chapter(request: web.Request) -> web.StreamResponse:
    language, name = request.match_info["language"], request.match_info["chapter"]
    names = guide.CHAPTERS if name == "all" else (name,)
    if language not in guide.LANGUAGES or not set(names) <= set(guide.CHAPTERS):
        raise web.HTTPNotFound
    return web.Response(text=guide.page(names, language), content_type="text/html", headers={"Cache-Control": CACHE})


async def style(_: web.Request) -> web.StreamResponse:
    return web.FileResponse(guide.FOLDER / "guide.css", headers={"Cache-Control": CACHE})


async def picture(request: web.Request) -> web.StreamResponse:
    path = guide.FOLDER / "pictures" / request.match_info["language"] / f"{request.match_info['name']}.png"
    if not path.is_file():
        raise web.HTTPNotFound
    return web.FileResponse(path, headers={"Cache-Control": CACHE})


ROUTES = [
    web.get("/guide", choose),
    web.get("/guide/", choose),
    web.get("/guide/guide.css", style),
    web.get("/guide/pictures/{language:[a-z]{2}}/{name:[a-z-]+}.png", picture),
    web.get("/guide/{language:[a-z]{2}}", choose),
    web.get("/guide/{language:[a-z]{2}}/{chapter:[a-z-]+}", chapter),
]
