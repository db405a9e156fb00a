"""Staff of the registration desk over HTTP, with cookies and CSRF tokens as a browser has them."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pyotp

import run
from tests.scenarios.control_plane import ControlPlane, serving
from tests.unit.server.registration.desk import CHEAP, PASSWORD

DAY = 86_400.0


class Browser:
    """A cookie jar, and the CSRF token it was told."""

    def __init__(self, url: str, http: aiohttp.ClientSession) -> None:
        self.url = url
        self.http = http
        self.csrf = ""

    async def ask(self, method: str, path: str, body: Any = None, **options: Any) -> tuple[int, Any]:
        headers = {"X-CSRF-Token": self.csrf, **options.pop("headers", {})}
        given: dict[str, Any] = {"data": body} if isinstance(body, bytes) else {"json": body} if body is not None else {}
        whole = self.url + (path if path.startswith("/api/") else f"/api/registration{path}")
        async with self.http.request(method, whole, headers=headers, **given, **options) as response:
            content = await response.read()
            told = await response.json() if response.content_type == "application/json" else content
            return response.status, told

    async def done(self, method: str, path: str, body: Any = None, **options: Any) -> Any:
        status, told = await self.ask(method, path, body, **options)
        assert status < 300, (method, path, status, told)
        return told

    async def sign_in(self, name: str, secret: str, offset_s: float = 0.0) -> None:
        code = pyotp.TOTP(secret).at(int(time.time() + offset_s))
        told = await self.done("POST", "/session", {"name": name, "password": PASSWORD, "code": code})
        self.csrf = told["csrf"]


def hire(data: Path, name: str = "alice", role: str = "administrator") -> str:
    """The authenticator's secret, by the command line."""
    import io
    from contextlib import redirect_stdout

    words = ["--role", role, "--password-file", str(data / "password"), "--data", str(data)]
    data.mkdir(exist_ok=True)
    (data / "password").write_text(PASSWORD + "\n")
    with redirect_stdout(io.StringIO()) as printed:
        assert run.main(["staff", "add", name, *words]) == 0
    parsed = pyotp.parse_uri(printed.getvalue().strip())
    return str(parsed.secret)


@contextlib.asynccontextmanager
async def visiting(plane: ControlPlane) -> AsyncIterator[Browser]:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as http:
        yield Browser(plane.url, http)


@contextlib.asynccontextmanager
async def desk_at_work(data: Path, **settings: object) -> AsyncIterator[tuple[ControlPlane, Browser]]:
    """The server, and an administrator who has signed in."""
    secret = await asyncio.to_thread(hire, data)
    cheap = {name.replace(".", "__"): value for name, value in CHEAP.items()}
    given: dict[str, Any] = {**cheap, **settings}
    async with serving(data, **given) as plane, visiting(plane) as browser:
        await browser.sign_in("alice", secret)
        yield plane, browser


def conference(**changes: Any) -> dict[str, Any]:
    now = time.time()
    sitting = {"meetingId": "water", "startsAt": now + DAY, "endsAt": now + DAY + 10_800}
    return {
        "conferenceId": "assembly",
        "title": {"en": "Committee on Water", "fr": "Comité de l'eau"},
        "startsAt": now + DAY,
        "endsAt": now + 2 * DAY,
        "timezone": "Europe/Zurich",
        "sittings": [sitting],
        **changes,
    }
