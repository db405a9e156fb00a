"""What people do in the client, by its own controls."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from pathlib import Path

from playwright.async_api import Browser, Page, expect

from tests.acceptance.browsing import Heard, Seen, hear, seat, see

QUIET_DB = -60.0
AUDIBLE_DB = -30.0
PRESSURE = Path("/proc/pressure/cpu")
MOST_PATIENCE = 4.0
"""A machine with other work is waited for, up to so many times as long as a quiet one."""

expect.set_options(timeout=20_000)


async def enter(
    browser: Browser, url: str, role: str, *, hz: float | None = None, colour: str = "rgb(0,0,0)", **fields: str
) -> Page:
    """Walk in by the entry page.  ``fields``: name, language, booth as the form has them."""
    page = await seat(browser, url, hz=hz, colour=colour)
    for field, value in fields.items():
        control = page.get_by_test_id(f"entry-{field}")
        if field == "name":
            await control.fill(value)
        else:
            await control.select_option(value)
    await page.get_by_test_id(f"entry-{role}").click()
    await expect(page).to_have_url(re.compile("/meeting/demo"))
    await expect(page.locator("[data-testid=main-audio]")).to_be_attached()
    return page


async def listen_to(page: Page, channel: str) -> None:
    await page.get_by_test_id(f"channel-{channel}").click()


async def until(check: Callable[[], Awaitable[bool]], what: str, seconds: float = 15.0) -> None:
    """Wait until the check holds; fails with ``what`` when it does not within seconds in which nobody lacked a processor."""
    loop = asyncio.get_running_loop()
    start, starved = loop.time(), starved_s()
    while not await check():
        waited = loop.time() - start
        if waited > min(seconds + starved_s() - starved, seconds * MOST_PATIENCE):
            raise AssertionError(f"not within {seconds} s ({waited:.0f} of a busy machine): {what}")
        await asyncio.sleep(0.05)


def starved_s() -> float:
    """So long some task has waited for a processor since the machine was started; 0 where Linux does not tell."""
    try:
        return int(PRESSURE.read_text().split("\n", 1)[0].rpartition("total=")[2]) / 1e6
    except (OSError, ValueError):
        return 0.0


async def hears(page: Page, hz: float, what: str) -> Heard:
    heard: list[Heard] = []

    async def audible() -> bool:
        heard[:] = [await hear(page, hz, ms=750)]
        return heard[0].tones[hz] > AUDIBLE_DB

    await until(audible, f"{what} hears {hz} Hz")
    return heard[0]


async def hears_not(page: Page, hz: float, what: str) -> None:
    async def quiet() -> bool:
        return (await hear(page, hz, ms=750)).tones[hz] < QUIET_DB

    await until(quiet, f"{what} no longer hears {hz} Hz")


async def sees_movement(page: Page, what: str, colour: Callable[[tuple[int, int, int]], bool] = lambda _: True) -> Seen:
    """Frames are decoded, pixels change, and the picture's corner is of the speaker's colour."""
    found: list[Seen] = []

    async def moves() -> bool:
        found[:] = [await see(page)]
        return found[0].frames >= 3 and found[0].changed >= 3 and colour(found[0].corner)

    await until(moves, f"{what} sees the speaker moving", 20)
    return found[0]
