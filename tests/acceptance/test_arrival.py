"""The public check in Chromium against the whole product: fake devices, and lines that lose and that are narrow."""

from __future__ import annotations

import asyncio
import re

from playwright.async_api import Browser, Page, expect

from headless.bad_network import Direction, Relay
from media.testing import Link
from tests.acceptance.browsing import lead
from tests.acceptance.serving import Serving

MINUTE_MS = 60_000
LOSS = 0.05
NARROW_BPS = 2_000_000


async def listens(browser: Browser, product: Serving, relay: Relay) -> Page:
    """A listener's test of the network, through a line, to its end; no device is asked for."""
    page = await (await browser.new_context()).new_page()
    await lead(page, product.media_port, relay)
    await page.add_init_script("navigator.mediaDevices.getUserMedia = () => { window.__asked = true; }")
    await page.goto(f"{product.url}/check?role=passive")
    await page.get_by_test_id("arrival-skip").click()
    await page.get_by_test_id("arrival-network").click()
    await expect(page.get_by_test_id("arrival-outcome")).to_be_visible(timeout=MINUTE_MS)
    assert await page.evaluate("window.__asked") is None
    return page


async def figure(page: Page, name: str) -> float:
    row = page.get_by_test_id("arrival-figures").locator("tr", has_text=name)
    found = re.search(r"[\d.]+", await row.locator("td").inner_text())
    assert found is not None
    return float(found.group())


async def advice(page: Page) -> list[str | None]:
    return [await one.get_attribute("data-advice") for one in await page.get_by_test_id("arrival-advice").all()]


async def speaks(browser: Browser, product: Serving) -> Page:
    """Someone who may speak, through every step."""
    page = await (await browser.new_context(permissions=["microphone", "camera"])).new_page()
    await page.goto(f"{product.url}/check")
    get, outcome = page.get_by_test_id, page.get_by_test_id("arrival-outcome")
    await get("check-active").click()
    await get("arrival-next").click()
    await get("arrival-play").click()
    await get("arrival-heard-both").click()
    await get("arrival-next").click()
    await get("arrival-record").click()
    await get("arrival-heard-back").click(timeout=MINUTE_MS)
    await get("arrival-next").click()
    for step in ("echo", "camera", "network"):
        await get(f"arrival-{step}").click()
        await expect(outcome).to_be_visible(timeout=MINUTE_MS)
        assert await figure(page, "Sends") > 0.3 if step == "network" else True
        await get("arrival-next").click()
    await get("arrival-language").select_option("fr")
    await get("arrival-next").click()
    await expect(get("arrival-reference")).to_have_text(re.compile(r"^\w{4} \w{4}$"))
    return page


def losing(direction: Direction) -> Link:
    return Link(5, loss=LOSS)


def narrow(direction: Direction) -> Link:
    return Link(6, width_bps=NARROW_BPS)


async def test_a_check_finds_what_lines_and_devices_are_like(product: Serving, browser: Browser) -> None:
    async with Relay(product.media_port, losing) as bad, Relay(product.media_port, narrow) as slow:
        lossy, thin, speaker = await asyncio.gather(
            listens(browser, product, bad), listens(browser, product, slow), speaks(browser, product)
        )
        assert abs(await figure(lossy, "Lost on the way to you") - 100 * LOSS) <= 2
        assert await figure(thin, "Receives") <= 1.05 * NARROW_BPS / 1e6
        assert "downSlow" in await advice(thin)
        assert await figure(thin, "Lost on the way to you") <= 2, "what a narrow line cannot carry is not its loss"
        for step in ("browser", "microphone", "camera", "language"):
            result = speaker.get_by_test_id(f"arrival-result-{step}")
            await expect(result.get_by_test_id("arrival-outcome")).to_have_attribute(
                "data-outcome", re.compile("good|warning")
            )
