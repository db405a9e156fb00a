"""A real camera in layers: the whole of it reaches a listener soon, and a narrow path gets a smaller one for as long."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from headless.bad_network import Relay
from media.testing import Link
from tests.acceptance.browsing import KEEP_CONNECTIONS, lead, see
from tests.acceptance.people import enter, until
from tests.acceptance.serving import Serving

pytestmark = [pytest.mark.browser, pytest.mark.process]

SENT = """
async () => {
  const sent = {};
  for (const connection of window.__connections) {
    for (const row of (await connection.getStats()).values()) {
      if (row.type === "outbound-rtp" && row.rid && row.framesSent) sent[row.rid] = [row.frameHeight, row.framesSent];
    }
  }
  return sent;
}
"""
FRAMES = 100
"""Of five seconds of Chromium's fake camera.  A machine with other work sends fewer in a second, and so is waited for."""
WIDTH = "() => document.querySelector('[data-testid=\"speaker-video\"]').videoWidth"


async def speaker_with_camera(browser: Browser, product: Serving) -> Page:
    """A delegate with the floor whose camera, of 1280x720, is about to be switched on."""
    chair = await enter(browser, product.url, "chair")
    context = await browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    speaker = await context.new_page()
    await speaker.add_init_script(KEEP_CONNECTIONS)
    await speaker.goto(product.url)
    await speaker.get_by_test_id("entry-delegate").click()
    await speaker.get_by_test_id("floor-button").click()
    await chair.get_by_test_id("grant").first.click()
    await expect(speaker.get_by_test_id("mic-button")).to_be_enabled()
    return speaker


async def width(page: Page) -> int:
    found: Any = await page.evaluate(WIDTH)
    return int(found)


@pytest.mark.soak
async def test_a_camera_is_seen_whole_soon_and_on_a_narrow_path_smaller_until_it_widens(
    product: Serving, browser: Browser
) -> None:
    speaker = await speaker_with_camera(browser, product)
    listener = await enter(browser, product.url, "passive")
    path = Link()
    """Towards the one far away."""
    async with Relay(product.media_port, lambda way: path if way == "down" else Link(), media_only=False) as relay:
        context = await browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
        far = await context.new_page()
        await lead(far, product.media_port, relay)
        await far.goto(product.url)
        await far.get_by_test_id("entry-passive").click()
        await expect(far.locator("[data-testid=main-audio]")).to_be_attached()

        await speaker.get_by_test_id("camera-button").click()

        async def something() -> bool:
            return await width(listener) > 0

        async def whole(page: Page) -> bool:
            return await width(page) == 1280

        await until(something, "the listener sees the camera", 20)
        await until(lambda: whole(listener), "the whole camera is seen", 30)
        sent = await speaker.evaluate(SENT)
        assert {rid: height for rid, (height, _) in sent.items()} == {"q": 180, "h": 360, "f": 720}
        assert sent["q"][1] <= FRAMES, "within five seconds"
        await until(lambda: whole(far), "so does the one far away", 30)

        path.width_bps = 450_000

        async def smaller() -> bool:
            return 0 < await width(far) < 1280

        await until(smaller, "the narrow path gets a smaller picture", 30)
        assert path.lost, "the path was overused"
        seen = await see(far, ms=3000)
        assert seen.frames > 15, "it moves"
        await until(lambda: whole(listener), "nobody else is held back", 60)
        await until(smaller, "the narrow path keeps a smaller one, or comes back to it from a trial", 20)

        path.width_bps = None
        await until(lambda: whole(far), "up again when the path is wide", 90)
