"""Takes the pictures of the README from a running demo: ``python docs/pictures/take.py http://127.0.0.1:8080``."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Literal

from playwright.async_api import Page, async_playwright

HERE = Path(__file__).parent
FLAGS = ["--no-sandbox", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
PICTURES: dict[str, tuple[str, str, Literal["light", "dark"]]] = {
    "meeting.png": ("en", "entry-delegate", "light"),
    "meeting-ar.png": ("ar", "entry-delegate", "light"),
    "console.png": ("fr", "entry-interpreter", "light"),
    "chair-dark.png": ("en", "entry-chair", "dark"),
    "chair-console.png": ("en", "entry-chair", "light"),
    "chair-console-ar.png": ("ar", "entry-chair", "light"),
}
"""The chair last: the robot chair makes room for it."""


async def _conduct(page: Page) -> None:
    """Give somebody the floor and call the one after."""
    await page.get_by_test_id("grant-next").click()
    await asyncio.sleep(4)
    if await page.get_by_test_id("call-next").is_enabled():
        await page.get_by_test_id("call-next").click()
    await asyncio.sleep(3)


async def main(url: str) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        for name, (locale, entry, scheme) in PICTURES.items():
            context = await browser.new_context(locale=locale, color_scheme=scheme, viewport={"width": 1280, "height": 800})
            page = await context.new_page()
            await page.goto(url)
            await page.get_by_test_id(entry).click()
            await asyncio.sleep(9)
            if entry == "entry-chair":
                await _conduct(page)
            await page.screenshot(path=HERE / name)
            await context.close()
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
