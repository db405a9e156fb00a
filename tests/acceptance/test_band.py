"""The band an interpreter's voice keeps: from a real browser's capture to the sound a listener decodes."""

from __future__ import annotations

import asyncio
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
import soundfile
from playwright.async_api import async_playwright

from headless.participant import Participant
from server.signaling import messages as wire
from tests.acceptance.browsing import CHROMIUM_FLAGS
from tests.acceptance.people import enter, until
from tests.acceptance.serving import serving

pytestmark = [pytest.mark.browser, pytest.mark.process]

Sound = npt.NDArray[np.float64]

RATE_HZ = 48_000
SWEEP_S = 2
LISTEN_S = 8.0
LOWEST_HZ, HIGHEST_HZ = 100.0, 16_500.0
BANDS_HZ = 1000.0 * 2.0 ** (np.arange(-9, 12) / 3)
"""Thirds of an octave from 125 Hz to 12.7 kHz; the last, to 15 kHz, is measured apart."""
LAST_HZ = (12_700.0 * 2 ** (1 / 6), 15_000.0)
TOLERANCE_DB = 3.0


def sweep() -> Sound:
    """A logarithmic sine sweep: as much energy in every third of an octave."""
    t = np.arange(SWEEP_S * RATE_HZ) / RATE_HZ
    rate = np.log(HIGHEST_HZ / LOWEST_HZ) / SWEEP_S
    phase = 2 * np.pi * LOWEST_HZ * (np.exp(rate * t) - 1) / rate
    return np.asarray(0.14 * np.sin(phase), np.float64)


def band_levels_db(sound: Sound) -> Sound:
    """Power density in each band, in dB, of whole sweeps."""
    power = np.abs(np.fft.rfft(sound)) ** 2
    hz = np.fft.rfftfreq(len(sound), 1 / RATE_HZ)
    edges = [(centre * 2 ** (-1 / 6), centre * 2 ** (1 / 6)) for centre in BANDS_HZ]
    edges.append(LAST_HZ)
    return np.array([10 * np.log10(power[(hz >= low) & (hz < high)].mean() + 1e-12) for low, high in edges])


async def test_an_interpreters_voice_keeps_its_band_to_the_listener(tmp_path: Path) -> None:
    clip = tmp_path / "sweep.wav"
    soundfile.write(clip, sweep(), RATE_HZ, subtype="PCM_16")
    async with serving(tmp_path) as product, async_playwright() as playwright:
        flags = [*CHROMIUM_FLAGS, f"--use-file-for-fake-audio-capture={clip}"]
        browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium", args=flags, headless=True)
        interpreter = await enter(browser, product.url, "interpreter", booth="fr")
        await interpreter.get_by_test_id("desk-button").click()
        entry = await product.enter("delegate")
        async with Participant() as listener:
            await listener.join(product.url, entry["token"])
            await listener.request(wire.SelectChannel, channel="fr")
            await listener.open_subscriber()
            tap = listener.listen("main")

            async def audible() -> bool:
                return tap.duration_s > 1 and float(np.abs(tap.samples(1.0)).max()) > 0.01

            await until(audible, "the listener hears the booth")
            await asyncio.sleep(LISTEN_S + 2)
            heard = tap.samples(LISTEN_S)
        await browser.close()
    sent = band_levels_db(np.tile(sweep(), int(LISTEN_S // SWEEP_S)))
    kept = band_levels_db(np.asarray(heard, np.float64)) - sent
    names = [*BANDS_HZ.round().tolist(), LAST_HZ[1]]
    departures = dict(zip(names, (kept - np.median(kept)).round(1).tolist(), strict=True))
    assert all(abs(departure) <= TOLERANCE_DB for departure in departures.values()), departures
