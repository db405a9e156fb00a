"""The public at the webcast, live and afterwards, and whoever runs it: the demo, in a real browser."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from tests.acceptance.browsing import chromium
from tests.acceptance.serving import Serving, serving

pytestmark = pytest.mark.browser

TIMEOUT_MS = 40_000
LANGUAGES = ("ar", "zh", "en", "es", "ru", "fr")


async def test_live_in_another_language_back_to_a_speaker_and_a_statement_afterwards(tmp_path: Path) -> None:
    async with serving(tmp_path, command="demo", HEMICYCLE_WEBCAST_ENABLED="true") as product, chromium() as browser:
        await product.until_healthy(60)
        context = await browser.new_context(locale="en-GB")
        context.set_default_timeout(TIMEOUT_MS)
        expect.set_options(timeout=TIMEOUT_MS)
        page = await context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        await page.goto(f"{product.url}/webcast/demo/")
        await plays(page)
        await switches_to_each(page, asked)
        statement = await goes_back(page)
        await hears_alone(page, asked)
        await is_ended(product, browser)
        await expect(page.get_by_test_id("off-air")).to_be_visible()
        await has_the_statement(product, page, statement, asked)


async def position(page: Page) -> float:
    return float(await page.evaluate("document.querySelector('video')?.currentTime ?? 0"))


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    deadline = asyncio.get_running_loop().time() + TIMEOUT_MS / 1000
    while not await holds():
        assert asyncio.get_running_loop().time() < deadline
        await asyncio.sleep(0.1)


async def plays(page: Page) -> None:
    """Time passes in the player; wherever it is."""
    before = await position(page)
    await until(lambda: moved(page, before))


async def moved(page: Page, before: float) -> bool:
    return abs(await position(page) - before) > 1 and not await page.evaluate("document.querySelector('video').paused")


async def has_asked(asked: list[str], part: str) -> None:
    async def holds() -> bool:
        return any(part in url for url in asked)

    await until(holds)


async def switches_to_each(page: Page, asked: list[str]) -> None:
    """Of the six languages, in turn; none is fetched before it is chosen, and the picture goes on."""
    for language in LANGUAGES:
        assert not any(f"/{language}/" in url for url in asked)
        await page.get_by_test_id("language").select_option(language)
        await has_asked(asked, f"/{language}/")
        await expect(page.get_by_test_id("language")).to_have_value(language)
        asked.clear()
    await plays(page)


async def goes_back(page: Page) -> str:
    """To whoever spoke first; that entry is then the one that is here.  Their statement's address."""
    first = page.get_by_test_id("mark").filter(has=page.get_by_test_id("permalink")).first
    await first.get_by_role("button").click()
    await expect(first).to_have_attribute("data-here", "true")
    await expect(page.get_by_test_id("language")).to_have_value("fr")
    address = await first.get_by_test_id("permalink").get_attribute("href")
    assert address is not None
    assert address.endswith("?lang=fr")
    return address.removesuffix("?lang=fr")


async def hears_alone(page: Page, asked: list[str]) -> None:
    """The sound of the language chosen, and no more pictures, until they are wanted again."""
    asked.clear()
    await page.get_by_test_id("sound-only").click()
    await has_asked(asked, "fr.m3u8")
    asked.clear()
    await plays(page)
    await has_asked(asked, "/fr/")
    assert not [url for url in asked if "720p" in url or "360p" in url]
    await page.get_by_test_id("sound-only").click()
    await plays(page)
    assert await page.evaluate("document.querySelector('video').videoWidth") > 0


async def is_ended(product: Serving, browser: Browser) -> None:
    """By a technician, who sees how loud it is and is asked whether they mean it."""
    page = await (await browser.new_context(locale="en-GB", permissions=["microphone", "camera"])).new_page()
    page.set_default_timeout(TIMEOUT_MS)
    await page.goto(f"{product.url}/meeting/demo")
    await page.get_by_test_id("entry-name").fill("Thea Technician")
    await page.get_by_test_id("entry-technician").click()
    await page.get_by_test_id("tab-webcast").click()
    await expect(page.get_by_test_id("on-air")).to_have_attribute("data-mode", "onAir")
    await expect(page.get_by_test_id("rendition")).to_have_count(7)
    await expect(page.get_by_test_id("rendition").first.get_by_test_id("integrated")).to_be_visible()
    await page.get_by_test_id("webcast-end").click()
    await page.get_by_test_id("confirm-yes").click()
    await expect(page.get_by_test_id("webcast-showing")).to_have_attribute("data-showing", "off")
    await expect(page.get_by_test_id("on-air")).to_have_count(0)
    await page.context.close()


async def has_the_statement(product: Serving, page: Page, address: str, asked: list[str]) -> None:
    """By its permanent address, in the language of the address, while nothing is on the air any more."""
    asked.clear()
    await page.goto(f"{product.url}{address}?lang=ru")
    await expect(page.get_by_role("heading", level=1)).to_contain_text("Ingrid Solheim")
    await plays(page)
    await expect(page.get_by_test_id("language")).to_have_value("ru")
    await has_asked(asked, "/ru/")
    assert all("/vod/" in url for url in asked if ".m3u8" in url)
    asked.clear()
    await switches_to_each(page, asked)
