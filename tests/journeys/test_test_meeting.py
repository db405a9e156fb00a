"""The test meeting with everything real: robots come when somebody does, give the floor, and one hears oneself."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

from headless.echo import ECHO_S
from headless.participant import Participant
from headless.sound import tone_dbfs
from tests.acceptance import serving as product
from tests.acceptance.serving import serving

pytestmark = pytest.mark.process

TONE_HZ = 1000.0
HEARD_DBFS = -40.0


async def test_a_delegate_is_called_speaks_and_hears_the_echo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(product, "PROCESSES", (*product.PROCESSES, "companions"))
    async with serving(tmp_path) as running, Participant() as person:
        killed = running.children()["companions"]
        running.kill("companions")
        entry = await running.enter("delegate", meeting="test", language="fr")
        await person.join(running.url, entry["token"])
        await person.open_publisher()
        await person.open_subscriber("audio")
        await person.select_channel("fr")
        await person.request_floor(language="fr")
        await person.until(lambda: person.view.me.may_open_microphone, 45)
        assert running.children()["companions"] != killed
        tap = person.listen()
        person.play_tone(TONE_HZ)
        await person.set_microphone(True)
        opened_at = time.monotonic()
        while tone_dbfs(tap.samples(0.3), TONE_HZ) < HEARD_DBFS:
            assert time.monotonic() - opened_at < 20, "no echo"
            await asyncio.sleep(0.05)
        assert time.monotonic() - opened_at > ECHO_S - 0.5
