"""Takes the pictures of the README from a running demo: ``python docs/pictures/take.py http://127.0.0.1:8080``."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Literal

from playwright.async_api import Browser, Page, async_playwright

HERE = Path(__file__).parent
FLAGS = ["--no-sandbox", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
PICTURES: dict[str, tuple[str, str, Literal["light", "dark"]]] = {
    "meeting.png": ("en", "entry-delegate", "light"),
    "meeting-ar.png": ("ar", "entry-delegate", "light"),
    "console.png": ("fr", "entry-interpreter", "light"),
    "technician.png": ("en", "entry-technician", "light"),
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


async def _join_team(browser: Browser, url: str, post: str) -> Page:
    context = await browser.new_context(locale="en", color_scheme="light", viewport={"width": 1280, "height": 800})
    page = await context.new_page()
    await page.goto(url)
    await page.get_by_test_id("entry-post").select_option(post)
    await page.get_by_test_id("entry-technician").click()
    await asyncio.sleep(4)
    return page


async def _caption(browser: Browser, url: str) -> None:
    """A captioner and a sign-language interpreter at work, and who reads and watches."""
    signer = await _join_team(browser, url, "signer")
    await signer.get_by_test_id("signing-button").click()
    captioner = await _join_team(browser, url, "captioner")
    reader = await (await browser.new_context(locale="en", viewport={"width": 1280, "height": 800})).new_page()
    await reader.goto(url)
    await reader.get_by_test_id("entry-delegate").click()
    await asyncio.sleep(6)
    await reader.get_by_test_id("captions-button").click()
    line = captioner.get_by_test_id("caption-input")
    for text in ("Thank you, Chair.", "Access to water was a question of distance for us."):
        await line.fill(text)
        await line.press("Enter")
        await asyncio.sleep(0.5)
    await line.press_sequentially("The programme of 2019 brought", delay=40)
    await asyncio.sleep(1)
    await captioner.screenshot(path=HERE / "captioner.png")
    await reader.screenshot(path=HERE / "captions.png")
    for page in (signer, captioner, reader):
        await page.context.close()


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
        await _caption(browser, url)
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
