"""Firefox as delegate, chair and listener.  Run in a network namespace of its own by ``test_firefox.py``: Firefox gathers no
loopback candidate, so server and browser meet on a veth address.  Prints one JSON object: what was measured."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, expect

from tests.acceptance.browsing import firefox, hear
from tests.acceptance.people import enter, hears, hears_not, listen_to, sees_movement
from tests.acceptance.serving import Serving, serving

TONE_HZ = 660.0
"""Of Firefox's own fake microphone."""


async def floor_and_back(product: Serving, browser: Browser) -> dict[str, Any]:
    chair = await enter(browser, product.url, "chair")
    speaker = await enter(browser, product.url, "delegate")
    listener = await enter(browser, product.url, "passive")
    await listen_to(listener, "floor")
    await speaker.get_by_test_id("floor-button").click()
    await chair.get_by_test_id("grant").first.click()
    await speaker.get_by_test_id("camera-button").click()
    await speaker.get_by_test_id("mic-button").click()
    heard = await hears(listener, TONE_HZ, "the listener on floor")
    own = await hear(speaker, TONE_HZ)
    seen = await sees_movement(listener, "the listener")
    await listener.reload()
    await hears(listener, TONE_HZ, "the listener after a reload")
    await chair.get_by_test_id("end").first.click()
    await hears_not(listener, TONE_HZ, "the listener")
    await expect(speaker.get_by_test_id("mic-button")).to_have_count(0)
    return {
        "browser": browser.version,
        "heard_db": heard.tones[TONE_HZ],
        "own_db": own.tones[TONE_HZ],
        "frames": seen.frames,
    }


async def main(data: Path, address: str) -> None:
    async with (
        serving(data, host="0.0.0.0", advertise=address) as product,
        firefox(**{"media.navigator.audio.fake_frequency": int(TONE_HZ)}) as browser,
    ):
        print(json.dumps(await floor_and_back(product, browser)))


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2]))
