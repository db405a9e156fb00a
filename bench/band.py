"""The band a voice keeps from a real browser's capture to a listener's decoded sound.  ``python -m bench band``

A sweep is what Chromium captures; its own capture, Opus, the mixer's Opus and the listener's decoder lie between.
"""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

import numpy as np
import soundfile
from playwright.async_api import async_playwright

from bench.product import serving
from bench.sweep import RATE_HZ, band_hz, sweep
from headless.entry import enter
from headless.participant import Participant
from media.testing import Samples

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
SWEEP_S = 2.0
BOOTH = "fr"
PATIENCE_S = 40.0
SETTLED_S = 2.0


async def through_a_browser(url: str, seconds: float = 8.0) -> tuple[float, float]:
    """Hz, of the demo's meeting at ``url``; ``seconds``: whole sweeps.  Raises ``TimeoutError``."""
    sent = sweep(SWEEP_S)
    with tempfile.TemporaryDirectory() as folder:
        clip = Path(folder) / "sweep.wav"
        soundfile.write(clip, sent, RATE_HZ, subtype="PCM_16")
        heard = await _heard(url, clip, seconds)
    return band_hz(np.tile(sent, round(seconds / SWEEP_S)), heard)


async def _heard(url: str, clip: Path, seconds: float) -> Samples:
    async with async_playwright() as playwright, Participant() as listener, asyncio.timeout(PATIENCE_S + seconds):
        flags = [*FLAGS, f"--use-file-for-fake-audio-capture={clip}"]
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        page = await browser.new_page()
        await page.goto(url)
        await page.get_by_test_id("entry-booth").select_option(BOOTH)
        await page.get_by_test_id("entry-interpreter").click()
        await page.get_by_test_id("desk-button").click()
        await listener.join(url, (await enter(url, "demo", name="Leo", role="delegate", language="en")).token)
        await listener.select_channel(BOOTH)
        await listener.open_subscriber("audio")
        tap = listener.listen("main")
        while True:
            await asyncio.sleep(0.1)
            if tap.duration_s > 1 and np.abs(tap.samples(1.0)).max() > 0.01:
                break
        await asyncio.sleep(seconds + SETTLED_S)
        await browser.close()
        return tap.samples(seconds)


def run(*, quick: bool = False) -> dict[str, object]:
    """``audio.band_hz``: lowest and highest frequency of the band within 3 dB of the middle."""
    with serving() as product:
        lowest, highest = asyncio.run(through_a_browser(product.url, 4.0 if quick else 16.0))
    return {"audio.band_hz": {"lowest": lowest, "highest": highest}}
