"""The REST interface asked by its own description: schemathesis against the real server process, furnished and signed in.

``python -m tests.fuzz.rest --examples 50`` for longer; the same seed asks the same things.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from tests.acceptance.serving import ROOT, Serving, serving
from tests.scenarios.registration_desk import Browser, conference, hire

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "unsupported_method",
)
SETTINGS = {
    "HEMICYCLE_REGISTRATION_ATTEMPTS_PER_S": "1000",
    "HEMICYCLE_REGISTRATION_ATTEMPTS_BURST": "10000",
    "HEMICYCLE_REGISTRATION_PASSWORD_MEMORY_KIB": "64",
    "HEMICYCLE_REGISTRATION_PASSWORD_PASSES": "1",
    "HEMICYCLE_REGISTRATION_RESEND_AFTER_S": "0",
}
"""Limits that keep guessers out would keep the questions out."""
TABLE = b"family name,given name,email,delegation,role,attendance\nDlamini,Naledi,n@example.org,ZA,active,remote\n"
TABLE += b"Room,Robin,r@example.org,CH,active,in person\n"
ENDING = (
    *("DELETE /api/registration/session", "DELETE /api/entry/session"),
    "POST /api/registration/conferences/{conference}/final",
)
"""Asked in tests of their own: after them everything would be refused."""
ENDLESS = ("GET /api/webcasts/{meeting}/events",)


@dataclass
class Furnished:
    """A running product with something in it."""

    product: Serving
    staff: dict[str, str] = field(default_factory=dict)
    """Headers of staff; so the others."""
    delegate: dict[str, str] = field(default_factory=dict)
    token: dict[str, str] = field(default_factory=dict)
    phone: dict[str, str] = field(default_factory=dict)
    sender: dict[str, str] = field(default_factory=dict)
    known: dict[str, str] = field(default_factory=dict)
    """Path parameter -> something that is there."""


@contextlib.asynccontextmanager
async def furnished(data: Path) -> AsyncIterator[Furnished]:
    secret = await asyncio.to_thread(hire, data / "data")
    async with (
        serving(data, **SETTINGS) as product,
        aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as http,
    ):
        there, alice = Furnished(product), Browser(product.url, http)
        await alice.sign_in("alice", secret)
        await _register(there, alice)
        there.staff = _headers(alice)
        entered = await product.enter("technician")
        there.token = {"Authorization": f"Bearer {entered['token']}"}
        there.sender = {"Authorization": f"Bearer {await asyncio.to_thread(_sender_token, data / 'data')}"}
        async with (
            aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as other,
            _connected(product, entered["token"]),
        ):
            await _enter(there, alice, Browser(product.url, other))
            await _sit(there, alice)
            yield there


@contextlib.asynccontextmanager
async def _connected(product: Serving, token: str) -> AsyncIterator[None]:
    """In the meeting by the WebSocket: who is not there may do little."""
    async with aiohttp.ClientSession() as http, http.ws_connect(f"{product.url}/ws") as socket:
        await socket.send_json({"type": "join", "id": 1, "token": token})
        told = await socket.receive_json(timeout=20)
        assert told["type"] == "reply", told
        reading = asyncio.create_task(_read(socket))
        try:
            yield
        finally:
            reading.cancel()


def _sender_token(data: Path) -> str:
    program = [sys.executable, str(ROOT / "run.py"), "token", "demo", "whip:room-1", "--data", str(data)]
    return subprocess.run(program, capture_output=True, check=True, text=True).stdout.strip()


async def _read(socket: aiohttp.ClientWebSocketResponse) -> None:
    async for _ in socket:
        pass


async def _sit(there: Furnished, alice: Browser) -> None:
    """Somebody without a device in seat A1, and the session of its phone page."""
    seat, headers = "/api/meetings/demo/seats/A1", there.token
    sitter = {"name": "Robin", "delegation": "CH", "language": "en"}
    await alice.done("PUT", seat, sitter, headers=headers)
    code = (await alice.done("GET", f"{seat}/code", headers=headers))["code"]
    told = await alice.done("POST", "/api/meetings/demo/seat-sessions", {"code": code})
    there.phone = {"Authorization": f"Bearer {told['token']}"}


async def _register(there: Furnished, alice: Browser) -> None:
    await alice.done("POST", "/conferences", conference(accreditationRequired=False, webcastDeclarations=True, ownForm=True))
    await alice.done("POST", "/conferences/assembly/publish")
    await alice.done("POST", "/conferences/assembly/imports?apply=true", TABLE)
    body = {"name": "Wendy", "email": "w@example.org"}
    await alice.done("POST", "/api/conferences/assembly/declarations", body)
    await alice.done("POST", "/staff", {"name": "bob", "password": "another horse battery", "role": "desk"})
    rows = (await alice.done("GET", "/conferences/assembly/registrations?text=room"))["registrations"]
    letter = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
    await alice.done("PUT", f"/registrations/{rows[0]['registrationId']}/letter?fileName=note.pdf", letter)
    declared = (await alice.done("GET", "/conferences/assembly/declarations"))["declarations"]
    there.known = {
        "conference": "assembly",
        "meeting": "demo",
        "name": "bob",
        "registration": rows[0]["registrationId"],
        "person": rows[0]["personId"],
        "declaration": declared[0]["declarationId"],
        "language": "en",
        "seat": "A1",
        "channel": "floor",
        "source": "room-1",
    }


async def _enter(there: Furnished, alice: Browser, naledi: Browser) -> None:
    """By the access code and the one-time code of the outbox."""
    await alice.done("POST", "/conferences/assembly/close")
    access = await _code(there, alice, "[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")
    await alice.done("POST", "/conferences/assembly/reopen")
    await naledi.done("POST", "/api/entry/code", {"access": access, "channel": "mail"})
    code = await _code(there, alice, "[0-9]{6}")
    naledi.csrf = (await naledi.done("POST", "/api/entry/session", {"access": access, "code": code}))["csrf"]
    there.delegate = _headers(naledi)


async def _code(there: Furnished, alice: Browser, form: str) -> str:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        for message in (await alice.done("GET", "/conferences/assembly/outbox"))["messages"]:
            shown = await alice.done("GET", f"/outbox/{message['messageId']}")
            there.known["message"] = message["messageId"]
            if found := re.search(rf"^ *({form})\s*$", shown.get("text", ""), re.MULTILINE):
                return found[1]
        await asyncio.sleep(0.1)
    raise AssertionError("no message came into the outbox")


def _headers(browser: Browser) -> dict[str, str]:
    cookies = "; ".join(f"{one.key}={one.value}" for one in browser.http.cookie_jar)
    return {"Cookie": cookies, "X-CSRF-Token": browser.csrf}


def configured(there: Furnished) -> str:
    """``schemathesis.toml``."""

    def table(values: dict[str, str]) -> str:
        return "{ " + ", ".join(f"{json.dumps(name)} = {json.dumps(value)}" for name, value in values.items()) + " }"

    parts = [
        'hooks = "tests.fuzz.rest_bodies"',
        f"parameters = {table({f'path.{name}': value for name, value in there.known.items()})}",
        'checks.not_a_server_error.expected-statuses = ["1xx", "2xx", "3xx", "4xx", "501", "503"]',
    ]
    credentials = {
        "^/api/registration/": there.staff,
        "^/api/entry/": there.delegate,
        r"^/api/meetings/\{meeting\}/seat(/|$)": there.phone,
        "^/whip/": there.sender,
        r"^/(api/meetings/\{meeting\}/(?!seat(/|$))|captions|whep)": there.token,
    }
    for pattern, headers in credentials.items():
        parts.append(f"[[operations]]\ninclude-path-regex = {json.dumps(pattern)}\nheaders = {table(headers)}")
    parts += [f"[[operations]]\ninclude-name = {json.dumps(name)}\nenabled = false" for name in (*ENDING, *ENDLESS)]
    return "\n".join(parts) + "\n"


async def ask(there: Furnished, where: Path, examples: int, options: Iterable[str] = ()) -> tuple[int, str]:
    """Exit status and what schemathesis has to say."""
    file = where / "schemathesis.toml"
    file.write_text(configured(there), encoding="utf-8")
    program = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(file), "run"]
    program += [f"{there.product.url}/api/openapi.json", "--phases", "examples,coverage,fuzzing", "--no-color"]
    program += ["--checks", ",".join(CHECKS), "--max-examples", str(examples), "--seed", "1", "--generation-deterministic"]
    program += ["--continue-on-failure", "--suppress-health-check", "all", "--warnings", "off"]
    process = await asyncio.create_subprocess_exec(
        *program,
        *options,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        cwd=where,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    told, _ = await process.communicate()
    return process.returncode or 0, told.decode(errors="replace")


async def main(examples: int, options: list[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="hc-rest-") as name:
        async with furnished(Path(name)) as there:
            status, told = await ask(there, Path(name), examples, options)
    print(told)
    return status


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=20)
    arguments, rest = parser.parse_known_args()
    sys.exit(asyncio.run(main(arguments.examples, rest)))
