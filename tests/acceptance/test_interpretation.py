"""A booth in real browsers: relay fr ← en ← zh, two handovers, a restart of the server in the middle, a dropped desk.

That listeners hear one of the two voices all the while is measured without browsers, which drop out by themselves on a busy
machine: ``test_headless_interpreters.py``.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
from playwright.async_api import Browser, Page, expect

from headless.participant import Participant
from headless.receiving import Tap
from headless.sound import tone_dbfs
from server.signaling import messages as wire
from tests.acceptance.people import enter, hears, until
from tests.acceptance.serving import Serving

pytestmark = [pytest.mark.browser, pytest.mark.process]

FLOOR_HZ, ANNA_HZ, BORIS_HZ, CLAIRE_HZ = 450.0, 1000.0, 1500.0, 2200.0
HEARD_DBFS = -40.0


@pytest.fixture
async def stack() -> AsyncIterator[AsyncExitStack]:
    async with AsyncExitStack() as stack:
        yield stack


async def listener(product: Serving, stack: AsyncExitStack, channel: str) -> Tap:
    entry = await product.enter("delegate")
    person = await stack.enter_async_context(Participant())
    await person.join(product.url, entry["token"])
    await person.request(wire.SelectChannel, channel=channel)
    await person.open_subscriber()
    return person.listen("main")


async def carries(tap: Tap, hz: float, what: str) -> None:
    async def audible() -> bool:
        return tap.duration_s > 0.5 and tone_dbfs(tap.samples(0.4), hz) > HEARD_DBFS

    await until(audible, what)


async def handover(page: Page, state: str) -> None:
    await expect(page.get_by_test_id("handover")).to_have_attribute("data-state", state)


async def desk(page: Page, mode: str) -> None:
    await expect(page.get_by_test_id("desk-state")).to_have_attribute("data-mode", mode)


async def speaks_to_the_meter(page: Page) -> None:
    """An armed microphone is open here and heard by nobody."""
    bar = page.get_by_test_id("own-level").locator(".meter-bar")

    async def moves() -> bool:
        return float(await bar.evaluate("bar => new DOMMatrix(getComputedStyle(bar).transform).a")) > 0.3

    await until(moves, "an armed microphone is metered")


async def test_two_desks_hand_over_under_a_relay_through_a_restart_and_a_dropped_desk(
    product: Serving, browser: Browser, stack: AsyncExitStack
) -> None:
    chair = await enter(browser, product.url, "chair", hz=FLOOR_HZ, language="zh")
    anna = await enter(browser, product.url, "interpreter", hz=ANNA_HZ, booth="en", name="Anna")
    boris = await enter(browser, product.url, "interpreter", hz=BORIS_HZ, booth="en", name="Boris")
    claire = await enter(browser, product.url, "interpreter", hz=CLAIRE_HZ, booth="fr", name="Claire")
    english, french = await listener(product, stack, "en"), await listener(product, stack, "fr")

    await chair.get_by_test_id("mic-button").click()
    await hears(anna, FLOOR_HZ, "the booth")
    await anna.get_by_test_id("desk-button").click()
    await carries(english, ANNA_HZ, "English carries Anna")

    await claire.get_by_test_id("channel-en").click()
    await expect(claire.get_by_test_id("heard")).to_have_attribute("data-channel", "en")
    await hears(claire, ANNA_HZ, "the relay")
    await claire.get_by_test_id("desk-button").click()
    await carries(french, CLAIRE_HZ, "French carries Claire")
    await expect(boris.get_by_test_id("channel-fr").locator("[data-hops]")).to_have_attribute("data-hops", "2")
    await boris.get_by_test_id("channel-fr").click()
    await expect(boris.get_by_test_id("heard")).to_have_attribute("data-channel", "fr")
    await boris.get_by_test_id("relay-floor").click()

    english.clear()
    await anna.get_by_test_id("offer").click()
    await boris.get_by_test_id("handover-accept").click()
    await handover(anna, "accepted")
    await speaks_to_the_meter(boris)
    await boris.get_by_test_id("desk-button").click()
    await handover(anna, "overlap")
    await anna.get_by_test_id("desk-button").click()
    await handover(boris, "idle")
    await desk(anna, "off")
    await carries(english, BORIS_HZ, "English carries Boris")
    await hears(claire, BORIS_HZ, "the relay, after the handover")

    english.clear()
    await boris.get_by_test_id("offer").click()
    await anna.get_by_test_id("handover-accept").click()
    await handover(boris, "accepted")
    await speaks_to_the_meter(anna)
    product.kill("server")
    await product.until_healthy()
    for page in (anna, boris, claire):
        await expect(page.get_by_test_id("connection-banner")).to_be_hidden()
    await handover(anna, "accepted")
    await desk(boris, "on")
    await boris.get_by_test_id("desk-button").click()
    await desk(anna, "on")
    await handover(boris, "idle")
    await carries(english, ANNA_HZ, "English carries Anna after the restart")

    await anna.reload()
    await expect(boris.locator("[data-testid=booth-alarm][data-kind=dropped]")).to_be_visible()
    await carries(english, FLOOR_HZ, "English carries the floor, which nobody interprets")
    await expect(claire.get_by_test_id("heard")).to_have_attribute("data-channel", "floor")
    await expect(claire.locator("[data-testid=heard] [data-mark=lost]")).to_be_visible()
    await carries(french, CLAIRE_HZ, "French still carries Claire")
    await desk(anna, "off")
    await boris.get_by_test_id("desk-button").click()
    await carries(english, BORIS_HZ, "English carries Boris")
    await hears(claire, BORIS_HZ, "the relay again")
    await desk(anna, "off")
