"""Short messages over a gateway's webhook: taken, refused, later, and never twice."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from server.registration import derivation
from server.registration.drafts import Draft
from tests.unit.server.registration.desk import Bureau, bureau


@dataclass
class Gateway:
    url: str = ""
    status: int = 200
    hang_up: bool = False
    received: list[tuple[str, Any]] = field(default_factory=list)
    """Authorization header and body."""

    async def take(self, request: web.Request) -> web.Response:
        self.received.append((request.headers.get("Authorization", ""), await request.json()))
        if self.hang_up and request.transport is not None:
            request.transport.close()
        return web.Response(status=self.status, headers={"Location": "/elsewhere"} if self.status == 302 else {})

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[Gateway]:
        app = web.Application()
        app.router.add_post("/sms", self.take)
        runner = web.AppRunner(app)
        await runner.setup()
        try:
            site = web.TCPSite(runner, "127.0.0.1", 0)
            await site.start()
            self.url = f"http://127.0.0.1:{runner.addresses[0][1]}/sms"
            yield self
        finally:
            await runner.cleanup()


async def ask(desk: Bureau) -> str:
    """Somebody's one-time code is on its way by SMS."""
    await desk.found(accreditation_required=False)
    draft = Draft(family_name="Dlamini", email="n@example.org", phone="+27821234567", language="fr")
    registration, _ = await desk.office.desk.register("assembly", draft, "test")
    await desk.office.closing.close("assembly", "test")
    access = derivation.access_code(desk.office.key, registration.registration_id, 1)
    challenge = await desk.office.entering.send_code(access, "sms")
    return derivation.one_time_code(desk.office.key, challenge.challenge_id)


async def states(desk: Bureau) -> list[tuple[str, int]]:
    messages = await desk.office.post.listed("assembly", "", 9, channel="sms")
    return [(one.state, one.attempts) for one in messages]


async def test_a_code_goes_to_the_registered_number_in_its_language(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("s3cret\n")
    async with Gateway().running() as gateway:
        settings: dict[str, Any] = {"sms__url": gateway.url, "sms__token_file": str(tmp_path / "token")}
        async with bureau(tmp_path / "d", sms__delivery="webhook", **settings) as desk:
            code = await ask(desk)
            await desk.office.post.deliver()
            [(authorization, body)] = gateway.received
            assert (authorization, body["to"]) == ("Bearer s3cret", "+27821234567") and body["id"]
            assert body["text"].startswith(f"{code} est votre code") and "Comité de l'eau" in body["text"]
            assert await states(desk) == [("sent", 1)]


@pytest.mark.parametrize(
    ("status", "state"), [(200, "sent"), (202, "sent"), (400, "refused"), (302, "queued"), (429, "queued"), (503, "queued")]
)
async def test_what_the_gateway_answers_decides(tmp_path: Path, status: int, state: str) -> None:
    async with Gateway(status=status).running() as gateway:
        settings: dict[str, Any] = {"sms__url": gateway.url}
        async with bureau(tmp_path, sms__delivery="webhook", **settings) as desk:
            await ask(desk)
            again = await desk.office.post.deliver()
            assert await states(desk) == [(state, 1)] and len(gateway.received) == 1
            assert (again is not None) is (state == "queued")
            gateway.status = 200
            desk.clock.now += 31
            await desk.office.post.deliver()
            assert len(gateway.received) == (2 if state == "queued" else 1)


async def test_a_gateway_that_hangs_up_leaves_it_uncertain(tmp_path: Path) -> None:
    async with Gateway(hang_up=True).running() as gateway:
        settings: dict[str, Any] = {"sms__url": gateway.url}
        async with bureau(tmp_path, sms__delivery="webhook", **settings) as desk:
            await ask(desk)
            await desk.office.post.deliver()
            assert [state for state, _ in await states(desk)] == ["uncertain"]
            desk.clock.now += 500
            await desk.office.post.deliver()
            assert len(gateway.received) == 1


async def test_a_code_that_came_too_late_is_not_sent(tmp_path: Path) -> None:
    async with Gateway(status=503).running() as gateway:
        settings: dict[str, Any] = {"sms__url": gateway.url}
        async with bureau(tmp_path, sms__delivery="webhook", **settings) as desk:
            await ask(desk)
            await desk.office.post.deliver()
            desk.clock.now += 601
            gateway.status = 200
            await desk.office.post.deliver()
            assert [state for state, _ in await states(desk)] == ["expired"] and len(gateway.received) == 1


async def test_without_a_gateway_nobody_is_offered_sms(tmp_path: Path) -> None:
    async with bureau(tmp_path) as desk:
        await desk.found(accreditation_required=False)
        draft = Draft(family_name="D", email="n@example.org", phone="+27821234567")
        registration, _ = await desk.office.desk.register("assembly", draft, "test")
        await desk.office.closing.close("assembly", "test")
        access = derivation.access_code(desk.office.key, registration.registration_id, 1)
        assert [way.channel for way in (await desk.office.entering.knock(access))[1]] == ["mail"]
