"""A recorded statement through the real product: filed, decoded, sent, mixed, heard, shown by its plate, delivered."""

from __future__ import annotations

import asyncio
import time
from contextlib import AsyncExitStack
from pathlib import Path

import aiohttp
import numpy as np
import pytest
import soundfile

from headless.participant import Participant
from headless.sound import tone_dbfs
from server.signaling import messages as wire
from tests.acceptance.serving import Serving, serving

pytestmark = pytest.mark.process
TONE_HZ = 700.0


async def file(product: Serving, token: str, sound: bytes) -> str:
    query = {"fileName": "a.flac", "name": "Ana Ñíguez", "delegation": "CL", "language": "es"}
    headers = {"Authorization": f"Bearer {token}"}
    async with aiohttp.ClientSession(headers=headers) as http:
        url = f"{product.url}/api/meetings/demo/recordings"
        async with http.post(url, params=query, data=sound) as response:
            assert response.status == 201, await response.text()
            return str((await response.json())["statement"]["statementId"])


async def test_a_recorded_statement_is_heard_on_the_floor_under_its_plate(tmp_path: Path) -> None:
    tone = 0.25 * np.sin(2 * np.pi * TONE_HZ * np.arange(44_100 * 3) / 44_100)
    soundfile.write(tmp_path / "a.flac", tone, 44_100)
    async with serving(tmp_path) as product, AsyncExitStack() as stack:
        operator, listener = Participant(), Participant()
        for person, role in ((operator, "technician"), (listener, "delegate")):
            await stack.enter_async_context(person)
            await person.join(product.url, (await product.enter(role))["token"])
        await listener.select_channel("floor")
        await listener.open_subscriber("audio")
        statement = await file(product, operator.token, (tmp_path / "a.flac").read_bytes())
        tap = listener.listen("main")

        await operator.request(wire.PlayRecording, statement_id=statement, language="es")
        await listener.until(lambda: listener.view.stage.speaker is not None)
        speaker = listener.view.stage.speaker
        assert speaker is not None and speaker.plate == "CHILE – Ana Ñíguez (recorded statement)"
        assert listener.view.stage.floor_language == "es"
        deadline = time.monotonic() + 8
        while tone_dbfs(tap.samples(0.3), TONE_HZ) < -40:
            assert time.monotonic() < deadline, "nothing was heard"
            await asyncio.sleep(0.05)
        await listener.until(lambda: listener.view.stage.speaker is None)
