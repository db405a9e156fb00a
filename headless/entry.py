"""The HTTP side of taking part: entering an open meeting, reading the roster.  Blocking calls run in a thread."""

from __future__ import annotations

import asyncio
import json
import ssl
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any

import msgspec

from server.signaling import messages as wire

TIMEOUT_S = 10.0
MAX_PAGES = 64


class EntryRefused(Exception):
    """The server answered an entry with an error; ``status`` is HTTP's, ``code`` the stable one."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(f"{status} {code}")
        self.status, self.code = status, code


@dataclass(frozen=True, slots=True)
class Entry:
    token: str
    participant_id: str


async def enter(
    url: str,
    meeting: str,
    *,
    name: str,
    role: str,
    language: str,
    delegation: str = "",
    booth: str | None = None,
    secret: str | None = None,
) -> Entry:
    """``POST /api/meetings/<id>/entries``; ``secret``: of the test meeting's companions.

    Raises :class:`EntryRefused`, ``OSError``."""
    body = {"name": name, "delegation": delegation, "role": role, "language": language}
    if booth is not None:
        body["booth"] = booth
    reply = await asyncio.to_thread(_fetch, f"{url}/api/meetings/{meeting}/entries", body=body, token=secret)
    return Entry(reply["token"], reply["participantId"])


async def roster(url: str, meeting: str, token: str) -> list[wire.Person]:
    """Everyone in the meeting, page by page.  Raises :class:`EntryRefused`, ``OSError``."""
    people: list[wire.Person] = []
    address = f"{url}/api/meetings/{meeting}/roster"
    for page in range(MAX_PAGES):
        reply = await asyncio.to_thread(_fetch, f"{address}?page={page}", token=token)
        people += msgspec.convert(reply["people"], list[wire.Person])
        if page + 1 >= reply["pages"]:
            break
    return people


def unverified() -> ssl.SSLContext:
    """Robots run beside their server and reach it by an address its certificate need not name."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def _fetch(url: str, *, body: dict[str, str] | None = None, token: str | None = None) -> Any:
    headers = {"content-type": "application/json"}
    if token is not None:
        headers["authorization"] = f"Bearer {token}"
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data=data, headers=headers)
    context = unverified() if url.startswith("https:") else None
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_S, context=context) as response:
            return json.loads(response.read())
    except urllib.error.HTTPError as error:
        with error:
            raise EntryRefused(error.code, _code(error.read())) from None


def _code(body: bytes) -> str:
    try:
        return str(json.loads(body)["code"])
    except (ValueError, KeyError, TypeError):
        return "unknown"
