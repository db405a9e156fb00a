"""From the chair's grant to the first sound at a listener, with a warm publisher.

The whole product, and participants without a browser: a chair, a delegate whose publisher connection is up and sends
nothing, and a listener on the floor.  The chair calls; the delegate answers.  ``floor.grant_to_sound_ms`` counts from the
moment the chair's ``grantFloor`` is sent: the grant, its way through the journal to the delegate, their ``setMicrophone``
(sent at once, as nobody's hand would) and its commit, the first packets, the jitter buffer, the mix, and the packet at the
listener that holds the tone.
"""

from __future__ import annotations

import asyncio
import time
from contextlib import AsyncExitStack
from typing import Any

from bench.product import serving
from headless.cadence import Cadence
from headless.dtls import Identity
from headless.entry import enter
from headless.participant import Participant
from headless.receiving import Tap
from headless.sound import level_dbfs
from server.signaling import messages as wire

GRANTS, QUICK_GRANTS = 30, 5
TONE_HZ = 440.0
HEARD_DBFS = -40.0
PATIENCE_S = 5.0
QUIET_S = 0.6
"""Between two grants: what the last one left in jitter buffers and gates is over."""


def run(*, quick: bool = False) -> dict[str, Any]:
    with serving() as product:
        times = sorted(asyncio.run(_grants(product.url, QUICK_GRANTS if quick else GRANTS)))
    return {
        "floor.grant_to_sound_ms": times[len(times) // 2],
        "floor.grant_to_sound_p95_ms": times[len(times) * 95 // 100],
        "floor.grants": len(times),
        "grant.samples": [round(one, 1) for one in times],
    }


async def _grants(url: str, number: int) -> list[float]:
    identity, cadence = Identity(), Cadence()
    async with AsyncExitStack() as stack:

        async def join(role: str) -> Participant:
            entry = await enter(url, "demo", name=role, role=role, language="en")
            person = await stack.enter_async_context(Participant(identity=identity, cadence=cadence))
            await person.join(url, entry.token)
            return person

        chair, speaker, listener = [await join(role) for role in ("chair", "delegate", "delegate")]
        await speaker.open_publisher()
        await listener.open_subscriber()
        tap = listener.listen()
        speaker.play_tone(TONE_HZ)
        return [await _grant(chair, speaker, tap) for _ in range(number)]


async def _grant(chair: Participant, speaker: Participant, tap: Tap) -> float:
    """Milliseconds."""
    request = await speaker.request_floor()
    await chair.until(lambda: request in chair.view.entries)
    await chair.request(wire.CallSpeaker, request_id=request)
    await speaker.request(wire.AnswerCall)
    await asyncio.sleep(QUIET_S)
    tap.clear()
    sent_at = time.monotonic()
    granting = asyncio.create_task(chair.request(wire.GrantFloor, request_id=request))
    await speaker.until(lambda: speaker.view.me.may_open_microphone)
    await speaker.set_microphone(True)
    heard_at = await _heard(tap)
    await granting
    await chair.request(wire.EndSpeech, request_id=request)
    await speaker.until(lambda: not speaker.view.me.may_open_microphone)
    await chair.until(lambda: request not in chair.view.entries)
    return 1000 * (heard_at - sent_at)


async def _heard(tap: Tap) -> float:
    """When the first packet with sound came.  Raises ``TimeoutError``."""
    async with asyncio.timeout(PATIENCE_S):
        while True:
            for arrival, block in tap.timed():
                if level_dbfs(block) > HEARD_DBFS:
                    return arrival
            await asyncio.sleep(0.01)
