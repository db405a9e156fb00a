"""Takes the pictures of the interpreter's console from a running demo: ``python docs/pictures/take_booth.py http://127.0.0.1:8080``."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Literal

from playwright.async_api import Browser, Page, async_playwright

HERE = Path(__file__).parent
FLAGS = ["--no-sandbox", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
SIZE = (1280, 800)


async def _sit_down(browser: Browser, url: str, name: str, locale: str, scheme: Literal["light", "dark"]) -> Page:
    width, height = SIZE
    context = await browser.new_context(
        locale=locale, color_scheme=scheme, viewport={"width": width, "height": height}, permissions=["microphone"]
    )
    page = await context.new_page()
    await page.goto(url)
    await page.get_by_test_id("entry-name").fill(name)
    await page.get_by_test_id("entry-booth").select_option("fr")
    await page.get_by_test_id("entry-interpreter").click()
    await page.get_by_test_id("desk-button").wait_for()
    await asyncio.sleep(5)
    return page


async def main(url: str) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        claire = await _sit_down(browser, url, "Claire Dubois", "en", "light")
        marc = await _sit_down(browser, url, "Marc Petit", "ar", "dark")
        await claire.get_by_test_id("desk-button").click()
        await asyncio.sleep(4)
        await claire.screenshot(path=HERE / "console.png")
        await claire.get_by_test_id("offer").click()
        await marc.get_by_test_id("handover-accept").click()
        await asyncio.sleep(1)
        await marc.screenshot(path=HERE / "console-armed-ar.png")
        await marc.get_by_test_id("desk-button").click()
        await asyncio.sleep(1)
        await claire.screenshot(path=HERE / "console-handover.png")
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
