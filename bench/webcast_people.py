"""Who is in a meeting whose webcast is measured: a hall with a camera in a browser, interpreters and a chair without.

A booth is heard in a webcast when whoever sits in it consents, so interpreters say that they do.
"""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from dataclasses import replace
from typing import Final

import numpy as np
from playwright.async_api import Browser

from bench import webcast_pages
from bench.product import Product
from headless.clips import FRAME_SAMPLES, FRAMES_PER_SECOND, Clip, Library, encode
from headless.entry import enter
from headless.participant import Participant
from headless.sending import Loop
from media.codec.vp8 import Vp8Encoder
from server.signaling import messages as wire

HALL_HZ: Final = 700.0
CHAIR_HZ: Final = 2700.0
TONES_HZ: Final = {"fr": 1100.0, "es": 1700.0}
SPEAKS: Final = "ru"
UNINTERPRETED: Final = ("floor", "ar", "zh", "en")
FLASHES_PER_SECOND: Final = 25
FLASH_S: Final = 0.2
"""At the beginning of each second, as long as a beep."""
WHITE, BLACK = 230, 20


async def hall(browser: Browser, product: Product) -> None:
    """Beeps at each second of its clock, and shows that clock."""
    token = await asyncio.to_thread(product.token, "whip:room-1")
    await webcast_pages.send(browser, f"{product.url}/whip/demo/room-1", token, HALL_HZ)


async def booths(stack: AsyncExitStack, url: str) -> None:
    """Two with tones, one that speaks without end."""
    for language, hz in TONES_HZ.items():
        (await interpreter(stack, url, language)).play_tone(hz)
    library = Library()
    speech = [library.clip(key, language).frames for key, language in library.keys() if language == SPEAKS]
    (await interpreter(stack, url, SPEAKS)).microphone.play(Clip(sum(speech, ())), loop=True)


async def interpreter(stack: AsyncExitStack, url: str, language: str) -> Participant:
    """On an open desk, and heard in the webcast and its recording."""
    entry = await enter(url, "demo", name=f"Interpreter {language}", role="interpreter", language=language, booth=language)
    person = await stack.enter_async_context(Participant())
    await person.join(url, entry.token)
    await person.open_publisher()
    await person.request(wire.SetConsent, recording=True, webcast=True)
    await person.set_desk("on")
    return person


async def flashing_chair(url: str, seconds: float) -> None:
    """For so long the chair has the floor, with a camera that is white while the microphone beeps: once a second."""
    entry = await enter(url, "demo", name="Chair", role="chair", language="en")
    async with Participant() as chair:
        await chair.join(url, entry.token)
        await chair.open_publisher()
        await chair.set_microphone(True)
        chair.show(flash())
        chair.microphone.play(beep(), loop=True)
        await asyncio.sleep(seconds)
        await chair.leave()


def flash() -> Loop:
    """Of one second; key frames only, so that a request for one does not move it against the sound."""
    encoder = Vp8Encoder(640, 360, frames_per_second=FLASHES_PER_SECOND, bitrate_bps=500_000, key_interval=1)
    pictures = []
    for number in range(FLASHES_PER_SECOND):
        level = WHITE if number < FLASH_S * FLASHES_PER_SECOND else BLACK
        pictures.append(encoder.encode(np.full((360, 640, 3), level, np.uint8), key=True))
    return Loop(tuple(pictures), tuple(range(FLASHES_PER_SECOND)), FLASHES_PER_SECOND, 640, 360)


def beep() -> Clip:
    """Of one second."""
    at = np.arange(FRAMES_PER_SECOND * FRAME_SAMPLES) / 48_000
    sound = 0.15 * np.sin(2 * np.pi * CHAIR_HZ * at) * (at < FLASH_S)
    return replace(encode(sound.astype(np.float32)), stops=())


async def end_webcast(url: str) -> None:
    entry = await enter(url, "demo", name="Tea", role="technician", language="en")
    async with Participant() as technician:
        await technician.join(url, entry.token)
        await technician.request(wire.EndWebcast)
