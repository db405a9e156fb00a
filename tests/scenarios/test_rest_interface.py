"""The REST interface keeps its description: asked by schemathesis, and by whoever has no business there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import aiohttp

from server.web import openapi
from tests.fuzz import rest
from tests.scenarios.registration_desk import conference, desk_at_work

KNOWN = {
    "meeting": "demo",
    "conference": "assembly",
    "name": "alice",
    "language": "en",
    "seat": "A1",
    "channel": "floor",
    "source": "room-1",
}


async def test_every_operation_answers_as_described(tmp_path: Path) -> None:
    """A few questions each, always the same; ``make fuzz-rest`` asks more."""
    async with rest.furnished(tmp_path) as there:
        status, told = await rest.ask(there, tmp_path, 2, ("--phases", "fuzzing"))
    assert status == 0, told[-6000:]
    assert int(re.findall(r"([0-9]+) passed", told)[-1]) > 150, told[-2000:]


def secured() -> Iterator[tuple[str, str, bool]]:
    """Method and path of what needs credentials, and whether they are a cookie."""
    for path, methods in openapi.describe("1")["paths"].items():
        for method, operation in methods.items():
            schemes = operation.get("security", [])
            if schemes and {} not in schemes:
                cookie = any("csrf" in scheme for scheme in schemes)
                yield method.upper(), re.sub(r"{(\w+)}", lambda named: KNOWN.get(named[1], "0" * 16), path), cookie


async def test_whoever_brings_no_credentials_is_refused_everywhere(tmp_path: Path) -> None:
    async with desk_at_work(tmp_path / "d") as (plane, alice), aiohttp.ClientSession() as stranger:
        await alice.done("POST", "/conferences", conference())
        asked = list(secured())
        assert len(asked) > 70
        admitted = []
        for method, path, _ in asked:
            async with stranger.request(method, plane.url + path, json={}) as answer:
                if "/sessions/" in path and answer.status == 404:
                    continue
                if answer.status != 401 or (await answer.json())["code"] not in ("tokenUnknown", "sessionUnknown"):
                    admitted.append((method, path, answer.status))
        assert not admitted


async def test_a_cookie_alone_changes_nothing(tmp_path: Path) -> None:
    async with desk_at_work(tmp_path / "d") as (_, alice):
        await alice.done("POST", "/conferences", conference())
        changing = [(method, path) for method, path, cookie in secured() if cookie and method != "GET"]
        ours = [(method, path) for method, path in changing if path.startswith("/api/registration/")]
        assert len(ours) > 20
        for method, path in ours:
            answer: tuple[int, Any] = await alice.ask(method, path, {}, headers={"X-CSRF-Token": ""})
            assert answer[0] == 403 and answer[1]["code"] == "csrfInvalid", (method, path, answer)
        assert (await alice.done("GET", "/conferences/assembly"))["state"] == "draft"


async def test_methods_that_are_not_there_are_told_those_that_are(tmp_path: Path) -> None:
    async with desk_at_work(tmp_path / "d") as (plane, _), aiohttp.ClientSession() as http:
        for path, allowed in (("/api/entry/access", "POST"), ("/api/meetings/demo/entries", "POST"), ("/whip/demo/x", "")):
            async with http.delete(plane.url + path) as answer:
                assert answer.status == 405 and allowed in answer.headers["Allow"], path
        async with http.get(f"{plane.url}/api/entry/access") as answer:
            assert (answer.status, answer.headers["Allow"]) == (405, "POST")
        async with http.get(f"{plane.url}/api/nothing") as answer:
            assert answer.status == 404
