"""The client's pages as people meet them: assistive technology, six languages, both directions, small screens, keyboard."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page

from tests.acceptance.browsing import seat
from tests.acceptance.serving import ROOT, Serving

pytestmark = [pytest.mark.browser, pytest.mark.process, pytest.mark.asyncio(loop_scope="module")]

AXE = ROOT / "client_web/node_modules/axe-core/axe.min.js"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ROLES = ("delegate", "passive", "chair", "interpreter", "room")
LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")

COUNT_DEVICES = """
window.asked = 0;
for (const name of ["getUserMedia", "getDisplayMedia", "enumerateDevices"]) {
  const original = navigator.mediaDevices[name].bind(navigator.mediaDevices);
  navigator.mediaDevices[name] = (...args) => { window.asked += 1; return original(...args); };
}
"""


@pytest_asyncio.fixture(autouse=True, loop_scope="module")
async def everybody_goes(shared_browser: Browser) -> AsyncIterator[None]:
    yield
    for context in shared_browser.contexts:
        await context.close()


async def enter(page: Page, role: str) -> None:
    await page.get_by_test_id(f"entry-{role}").click()
    if role == "chair":
        await page.get_by_test_id("fold-listening").click()
    await page.get_by_test_id("channel-menu").wait_for()


async def faults(page: Page) -> list[str]:
    """WCAG rules the page breaks, colour contrast included."""
    await page.evaluate(AXE.read_text())
    found: Any = await page.evaluate("tags => axe.run(document, {runOnly: tags})", WCAG)
    return [f"{v['id']}: {[node['html'] for node in v['nodes']]}" for v in found["violations"]]


async def test_every_page_is_open_to_assistive_technology_in_light_and_dark(
    shared_product: Serving, shared_browser: Browser
) -> None:
    broken: dict[str, list[str]] = {}
    for role in ROLES:
        page = await seat(shared_browser, shared_product.url, hz=440, locale="ar" if role == "delegate" else "en")
        await page.get_by_test_id("meeting-card").wait_for()
        broken[f"entry before {role}"] = await faults(page)
        await enter(page, role)
        for scheme in ("light", "dark"):
            await page.emulate_media(color_scheme=scheme)
            broken[f"{role} {scheme}"] = await faults(page)
    assert {where: rules for where, rules in broken.items() if rules} == {}


async def test_arabic_is_mirrored_and_nothing_overflows_a_phone_in_any_language(
    shared_product: Serving, shared_browser: Browser
) -> None:
    for language in LANGUAGES:
        page = await seat(shared_browser, shared_product.url, locale=language)
        await enter(page, "passive")
        root = page.locator("html")
        assert await root.get_attribute("lang") == language
        assert await root.get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
        stage, panel = page.locator(".meeting-stage"), page.locator(".meeting-side")
        stage_box, panel_box = await stage.bounding_box(), await panel.bounding_box()
        assert stage_box is not None and panel_box is not None
        assert (panel_box["x"] < stage_box["x"]) == (language == "ar")
        await page.set_viewport_size({"width": 360, "height": 740})
        assert await page.evaluate("document.documentElement.scrollWidth") <= 360, language


async def test_a_passive_participant_is_never_asked_for_devices_and_nothing_is_asked_of_other_hosts(
    shared_product: Serving, shared_browser: Browser
) -> None:
    context = await shared_browser.new_context()
    page = await context.new_page()
    await page.add_init_script(COUNT_DEVICES)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    await page.goto(shared_product.url)
    await enter(page, "passive")
    for tab in ("tab-chat", "tab-participants", "open-preferences"):
        await page.get_by_test_id(tab).click()
    assert await page.evaluate("window.asked") == 0
    assert await page.get_by_test_id("mic-button").count() == 0
    assert asked and [url for url in asked if not url.startswith(shared_product.url)] == []


async def test_one_joins_asks_and_withdraws_by_keyboard_alone(shared_product: Serving, shared_browser: Browser) -> None:
    page = await seat(shared_browser, shared_product.url)
    await page.get_by_test_id("entry-delegate").wait_for()
    await tab_to(page, "entry-delegate")
    await page.keyboard.press("Enter")
    await page.get_by_test_id("floor-button").wait_for()
    await tab_to(page, "floor-button")
    await page.keyboard.press("Enter")
    await page.get_by_test_id("list-entry").wait_for()
    await tab_to(page, "floor-button")
    await page.keyboard.press("Space")
    await page.get_by_test_id("list-entry").wait_for(state="detached")


async def tab_to(page: Page, testid: str) -> None:
    for _ in range(40):
        await page.keyboard.press("Tab")
        if await page.evaluate("document.activeElement?.dataset.testid") == testid:
            return
    raise AssertionError(f"{testid} cannot be reached by keyboard")


async def test_a_message_is_counted_read_and_answered(shared_product: Serving, shared_browser: Browser) -> None:
    one, other = await seat(shared_browser, shared_product.url), await seat(shared_browser, shared_product.url, locale="ar")
    await enter(one, "delegate")
    await enter(other, "passive")
    await one.get_by_test_id("tab-chat").click()
    await one.get_by_test_id("chat-input").fill("<b>Bonjour</b> à tous")
    await one.keyboard.press("Enter")
    await other.locator('[data-testid="tab-chat"] .badge').wait_for()
    await other.get_by_test_id("tab-chat").click()
    assert (await other.get_by_test_id("chat-message").locator("p").inner_text()) == "<b>Bonjour</b> à tous"
    assert await other.locator('[data-testid="tab-chat"] .badge').count() == 0
    await other.reload()
    await other.get_by_test_id("tab-chat").click()
    await other.get_by_test_id("chat-message").wait_for()


async def test_a_place_is_taken_over_by_another_window_and_taken_back(
    shared_product: Serving, shared_browser: Browser
) -> None:
    first = await seat(shared_browser, shared_product.url)
    await enter(first, "delegate")
    await first.get_by_test_id("floor-button").click()
    await first.get_by_test_id("list-entry").wait_for()
    place: str = await first.evaluate("JSON.stringify(sessionStorage)")
    second = await first.context.new_page()
    await second.goto(shared_product.url)
    await second.evaluate(
        "kept => Object.entries(JSON.parse(kept)).forEach(([k, v]) => sessionStorage.setItem(k, v))", place
    )
    await second.goto(f"{shared_product.url}/meeting/demo")
    await second.get_by_test_id("list-entry").wait_for()
    await first.get_by_test_id("resume").click()
    await first.get_by_test_id("list-entry").wait_for()
    await second.get_by_test_id("ended").wait_for()
    await first.get_by_test_id("leave").click()
    await first.get_by_test_id("meeting-card").wait_for()
