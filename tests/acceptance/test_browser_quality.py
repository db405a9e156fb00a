"""Who is badly connected, as the chair sees it, in real browsers behind a network that loses packets."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from headless.bad_network import Direction, Relay
from media.testing import Link
from tests.acceptance.browsing import chromium, lead
from tests.acceptance.people import enter, hears, listen_to, until
from tests.acceptance.serving import serving

pytestmark = [pytest.mark.browser, pytest.mark.process, pytest.mark.soak]

TONE_HZ = 440.0


@dataclass
class Paths:
    """Of those who come through the relay."""

    links: list[Link] = field(default_factory=list)
    loss: float = 0.0

    def make(self, _: Direction) -> Link:
        self.links.append(Link(len(self.links) + 1, loss=self.loss))
        return self.links[-1]

    def lose(self, share: float) -> None:
        self.loss = share
        for link in self.links:
            link.loss = share


def badge(page: Page, name: str) -> Locator:
    return page.get_by_test_id("participant").filter(has_text=name).get_by_test_id("quality")


async def test_the_chair_sees_one_delegates_connection_get_bad_and_good_again(tmp_path: Path) -> None:
    paths = Paths()
    async with (
        serving(tmp_path) as product,
        Relay(product.media_port, paths.make, media_only=False) as relay,
        chromium() as browser,
    ):
        chair = await enter(browser, product.url, "chair", hz=TONE_HZ)
        await chair.get_by_test_id("mic-button").click()
        healthy = await enter(browser, product.url, "delegate", name="Hella Healthy")
        await listen_to(healthy, "floor")
        await hears(healthy, TONE_HZ, "a delegate")
        shaky = await enter(browser, product.url, "delegate", name="Shaun Shaky")
        await lead(shaky, product.media_port, relay)
        await shaky.reload()
        await listen_to(shaky, "floor")
        await hears(shaky, TONE_HZ, "a delegate")
        await chair.get_by_test_id("tab-participants").click()
        await expect(badge(chair, "Shaun Shaky")).to_have_attribute("data-step", "good", timeout=30_000)
        await expect(badge(chair, "Hella Healthy")).to_have_attribute("data-step", "good")

        paths.lose(0.35)
        await expect(badge(chair, "Shaun Shaky")).to_have_attribute("data-step", "poor", timeout=45_000)
        await expect(badge(chair, "Hella Healthy")).to_have_attribute("data-step", "good")
        await expect(shaky.get_by_test_id("own-quality")).to_have_attribute("data-step", "poor")
        await expect(shaky.get_by_test_id("connection-banner")).to_contain_text("poor")
        await expect(healthy.get_by_test_id("own-quality")).to_have_attribute("data-step", "good")
        await chair.get_by_test_id("participant").filter(has_text="Shaun Shaky").get_by_test_id("person-more").click()
        figures = chair.get_by_test_id("person-dialog").get_by_test_id("quality")
        await figures.locator("summary").click()
        await expect(figures.get_by_role("listitem").first).to_contain_text("Receives Loss")
        await chair.keyboard.press("Escape")
        await healthy.get_by_test_id("tab-participants").click()
        await expect(healthy.get_by_test_id("participant").filter(has_text="Shaun Shaky")).to_be_visible()
        await expect(healthy.get_by_test_id("quality")).to_have_count(0)

        paths.lose(0.0)
        await expect(badge(chair, "Shaun Shaky")).to_have_attribute("data-step", "good", timeout=60_000)
        await expect(shaky.get_by_test_id("own-quality")).to_have_attribute("data-step", "good")


async def test_a_listener_cut_off_for_a_while_comes_back_on_the_same_connection_by_new_ice_credentials(
    tmp_path: Path,
) -> None:
    paths = Paths()
    async with (
        serving(tmp_path) as product,
        Relay(product.media_port, paths.make, media_only=False) as relay,
        chromium() as browser,
    ):
        chair = await enter(browser, product.url, "chair", hz=TONE_HZ)
        await chair.get_by_test_id("mic-button").click()
        await hears(await enter(browser, product.url, "passive"), TONE_HZ, "a listener who is well connected")
        listener = await enter(browser, product.url, "passive", name="Lisa Cut")
        asked: list[str] = []
        listener.on("websocket", lambda socket: socket.on("framesent", lambda frame: asked.append(str(frame))))
        await lead(listener, product.media_port, relay)
        await listener.reload()
        await listen_to(listener, "floor")
        await hears(listener, TONE_HZ, "the listener")
        await listener.evaluate(
            "window.__track = document.querySelector('[data-testid=main-audio]').srcObject.getAudioTracks()[0]"
        )
        await chair.get_by_test_id("tab-participants").click()

        paths.lose(1.0)
        await until(lambda: _contains(asked, "restartIce"), "new ICE credentials are asked for", 30.0)
        await expect(listener.get_by_test_id("connection-banner")).to_contain_text("interrupted")
        await expect(badge(chair, "Lisa Cut")).to_have_attribute("data-step", "lost", timeout=20_000)
        paths.lose(0.0)
        await expect(listener.get_by_test_id("connection-banner")).not_to_contain_text("interrupted", timeout=20_000)
        await hears(listener, TONE_HZ, "the listener, after the cut")
        assert await listener.evaluate("window.__track.readyState") == "live", "the connection was not kept"
        await expect(badge(chair, "Lisa Cut")).to_have_attribute("data-step", "good", timeout=40_000)


async def _contains(frames: list[str], word: str) -> bool:
    return any(word in frame for frame in frames)
