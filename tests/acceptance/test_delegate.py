"""A delegate's turn and a shared screen, in real browsers: measured in the sound and the pictures that others receive."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from tests.acceptance.browsing import hear, seat
from tests.acceptance.people import QUIET_DB, enter, hears, hears_not, listen_to, until
from tests.acceptance.serving import Serving, fetch
from tests.acceptance.tokens import token

pytestmark = [pytest.mark.browser, pytest.mark.process]

OWN_HZ, ORDER_HZ = 440.0, 1000.0
DARK_S = 1.0
"""A screen that may not be shared any more is gone from the others' pages after so long."""
FRAMES = """
(ms) => new Promise((done) => {
  const video = document.querySelector('[data-testid="screen-video"]');
  let frames = 0;
  const count = () => { frames += 1; video.requestVideoFrameCallback(count); };
  video.requestVideoFrameCallback(count);
  setTimeout(() => done({frames, width: video.videoWidth}), ms);
})
"""


def row(chair: Page, name: str) -> Any:
    return chair.get_by_test_id("list-entry").filter(has_text=name)


async def test_a_delegate_is_called_armed_heard_interrupted_heard_again_and_ends(product: Serving, browser: Browser) -> None:
    chair = await enter(browser, product.url, "chair", name="Aroha Ngata")
    amara = await enter(browser, product.url, "delegate", hz=OWN_HZ, name="Amara Diallo")
    ingrid = await enter(browser, product.url, "delegate", hz=ORDER_HZ, name="Ingrid Solheim")
    listener = await enter(browser, product.url, "passive", name="Paul Klein")
    await listen_to(listener, "floor")
    words = amara.get_by_test_id("floor-words")

    await amara.get_by_test_id("floor-button").click()
    await expect(words).to_contain_text("next in the list")
    await row(chair, "Amara Diallo").get_by_test_id("call").click()
    await expect(words).to_contain_text("Get ready")
    await expect(amara.get_by_test_id("own-level")).to_be_visible()
    await amara.get_by_test_id("floor-button").click()
    await expect(words).to_contain_text("Wait until the floor is yours")
    assert (await hear(listener, OWN_HZ)).tones[OWN_HZ] < QUIET_DB, "an armed microphone is heard"

    await row(chair, "Amara Diallo").get_by_test_id("grant").click()
    await amara.get_by_test_id("mic-button").click()
    await hears(listener, OWN_HZ, "the listener")
    await expect(amara.get_by_test_id("own-clock")).to_have_attribute("data-running", "true")

    await ingrid.get_by_test_id("kind-menu-button").click()
    await ingrid.get_by_test_id("kind-pointOfOrder").click()
    await row(chair, "Ingrid Solheim").get_by_test_id("grant").click()
    await expect(words).to_contain_text("paused")
    await expect(amara.get_by_test_id("floor-detail")).to_contain_text("point of order")
    await expect(amara.get_by_test_id("own-clock")).to_have_attribute("data-running", "false")
    await ingrid.get_by_test_id("mic-button").click()
    await hears(listener, ORDER_HZ, "the listener")
    assert (await hear(listener, OWN_HZ)).tones[OWN_HZ] < QUIET_DB, "whoever is interrupted is heard"

    # The interruption over, the speech goes on without another act.
    await ingrid.get_by_test_id("floor-button").click()
    await hears(listener, OWN_HZ, "the listener")
    await expect(words).to_contain_text("Everyone hears you")
    await amara.get_by_test_id("floor-button").click()
    await hears_not(listener, OWN_HZ, "the listener")
    await expect(amara.get_by_test_id("floor-button")).to_contain_text("Request the floor")


async def test_a_screen_is_shown_with_the_chairs_leave_and_dark_as_soon_as_the_chair_says_so(
    product: Serving, browser: Browser
) -> None:
    chair = await enter(browser, product.url, "chair", name="Aroha Ngata")
    amara = await enter(browser, product.url, "delegate", hz=OWN_HZ, name="Amara Diallo")
    listener = await enter(browser, product.url, "passive", name="Paul Klein")
    button = amara.get_by_test_id("screen-button")
    large = listener.locator(".tile-of-screen.tile-large")

    async def shared() -> bool:
        seen: Any = await listener.evaluate(FRAMES, 800)
        return bool(seen["frames"] >= 2 and seen["width"] > 0)

    await button.click()
    await expect(amara.get_by_test_id("screen-state")).to_be_visible()
    await chair.get_by_test_id("allow-screen").click()
    await expect(button).to_contain_text("Choose what to show")
    await button.click()
    await expect(button).to_contain_text("Stop sharing")
    await until(shared, "the listener sees the screen")
    await expect(large).to_be_visible()

    asked = time.monotonic()
    await chair.get_by_test_id("stop-screen").click()
    await expect(large).to_have_count(0)
    assert time.monotonic() - asked <= DARK_S
    await expect(amara.get_by_test_id("notice").filter(has_text="no longer shared")).to_be_visible()
    await expect(button).to_contain_text("Share my screen")


async def test_a_delegate_in_the_hall_asks_by_phone_and_sees_place_call_and_clock(
    product: Serving, browser: Browser
) -> None:
    chair = await enter(browser, product.url, "chair", name="Aroha Ngata")
    desk = {"authorization": f"Bearer {await token(product, 'seats')}"}
    seats = f"{product.url}/api/meetings/demo/seats/A12"
    sitter = {"name": "Amara Diallo", "delegation": "SN", "language": "fr"}
    await asyncio.to_thread(fetch, seats, method="PUT", body=sitter, headers=desk)
    path = (await asyncio.to_thread(fetch, f"{seats}/code", headers=desk))["path"]
    phone = await seat(browser, product.url + path)
    words, button = phone.get_by_test_id("floor-words"), phone.get_by_test_id("floor-button")
    await expect(phone.get_by_text("SENEGAL – Amara Diallo")).to_be_visible()

    await button.click()
    await expect(words).to_contain_text("next in the list")
    await row(chair, "Amara Diallo").get_by_test_id("call").click()
    await phone.get_by_test_id("answer").click()
    await row(chair, "Amara Diallo").get_by_test_id("grant").click()
    await expect(words).to_contain_text("You have the floor")
    await expect(phone.get_by_test_id("own-clock")).to_contain_text("left")
    await button.click()
    await expect(words).to_contain_text("Ask for the floor")

    stranger = await seat(browser, f"{product.url}/seat/demo/nothing")
    await expect(stranger.get_by_test_id("seat-fault")).to_contain_text("not valid")
