"""Takes the pictures of the user guide, in its six languages, from a running demo: ``python guide/take.py http://127.0.0.1:8080``.

With names after the address (``fr chair``), only those languages or pictures.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from PIL import Image
from playwright.async_api import Browser, Page, async_playwright

HERE = Path(__file__).parent / "pictures"
FLAGS = ["--no-sandbox", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")
PICTURES = ("delegate", "interpreter", "technician", "chair")
"""The chair last: the robot chair makes room for it."""
NAMES = {"delegate": ("Amara Diallo", "SN"), "interpreter": ("Claire Dubois", "CH"), "chair": ("Elena Ruiz", "MX")}


async def _enter(page: Page, picture: str) -> None:
    name, delegation = NAMES.get(picture, ("Jonas Berg", "NO"))
    await page.get_by_test_id("entry-name").fill(name)
    await page.get_by_test_id("entry-delegation").select_option(delegation)
    if picture == "interpreter":
        await page.get_by_test_id("entry-booth").select_option("fr")
    await page.get_by_test_id(f"entry-{picture}").click()


async def _act(page: Page, picture: str) -> None:
    """Something to be seen."""
    if picture == "delegate":
        await page.get_by_test_id("floor-button").click()
        await page.locator('.floor-controls[data-phase="called"]').wait_for(timeout=60_000)
    elif picture == "interpreter":
        await page.get_by_test_id("desk-button").click()
        await asyncio.sleep(4)
    elif picture == "chair":
        await page.get_by_test_id("grant-next").click()
        await asyncio.sleep(5)
    else:
        await asyncio.sleep(6)


async def _take(browser: Browser, url: str, language: str, picture: str) -> None:
    context = await browser.new_context(locale=language, color_scheme="light", viewport={"width": 1280, "height": 800})
    page = await context.new_page()
    await page.goto(url)
    await _enter(page, picture)
    await asyncio.sleep(3)
    await _act(page, picture)
    path = HERE / language / f"{picture}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    await page.screenshot(path=path)
    Image.open(path).convert("RGB").quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)
    await page.get_by_test_id("leave").first.click()
    await asyncio.sleep(1)
    await context.close()


async def main(url: str, wanted: list[str]) -> None:
    languages = [one for one in LANGUAGES if one in wanted] or LANGUAGES
    pictures = [one for one in PICTURES if one in wanted] or PICTURES
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        for picture in pictures:
            for language in languages:
                await _take(browser, url, language, picture)
                print(language, picture, flush=True)
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2:]))
