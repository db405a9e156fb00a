"""Those who serve a meeting from behind, in real browsers: technician, captioner, sign-language interpreter."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.acceptance.people import enter
from tests.acceptance.serving import Serving

pytestmark = [pytest.mark.browser, pytest.mark.process]


async def test_the_technician_checks_helps_silences_and_saves_while_captions_and_signs_are_seen(
    product: Serving, browser: Browser, tmp_path: Path
) -> None:
    anna = await enter(browser, product.url, "interpreter", hz=1000.0, booth="fr", name="Anna")
    technician = await enter(browser, product.url, "technician", name="Tomás")
    desk = technician.get_by_test_id("booth-fr").get_by_test_id("desk")
    await anna.get_by_test_id("desk-button").click()
    await expect(desk).to_have_attribute("data-mode", "on")

    await anna.get_by_test_id("call-cannotHear").click()
    await expect(technician.get_by_test_id("help-call")).to_contain_text("Anna")
    await technician.get_by_test_id("answer-call").click()
    await expect(technician.get_by_test_id("help-call")).to_have_attribute("data-answered", "true")
    await technician.get_by_test_id("close-call").click()
    await expect(technician.get_by_test_id("help-call")).to_have_count(0)

    await desk.get_by_test_id("desk-more").click()
    await desk.get_by_test_id("silence-desk").click()
    await expect(anna.get_by_test_id("desk-state")).to_have_attribute("data-mode", "off")

    await technician.get_by_test_id("tab-sound-check").click()
    await technician.get_by_test_id("sound-check-button").click()
    row = technician.locator("[data-testid=check-desk]", has_text="Anna")
    for step in ("microphone", "incoming", "relay", "pushToMute"):
        await row.get_by_test_id(f"pass-{step}").click()
    await expect(row).to_have_attribute("data-verdict", "passed")
    await technician.get_by_test_id("sound-check-button").click()

    await technician.get_by_test_id("tab-setup").click()
    await technician.get_by_test_id("setup-fr").get_by_test_id("setup-desks").select_option("2")
    await expect(technician.get_by_test_id("setup-fr").get_by_test_id("setup-desks")).to_have_value("2")
    async with technician.expect_download() as download:
        await technician.get_by_test_id("save-toml").click()
    saved = tmp_path / "saved.toml"
    await (await download.value).save_as(saved)
    await technician.get_by_test_id("setup-fr").get_by_test_id("setup-desks").select_option("4")
    await technician.get_by_test_id("load-setup").set_input_files(saved)
    await expect(technician.get_by_test_id("setup-report")).to_be_visible()
    await expect(technician.get_by_test_id("setup-fr").get_by_test_id("setup-desks")).to_have_value("2")

    signer = await enter(browser, product.url, "technician", post="signer", name="Sofía", colour="rgb(0,0,200)")
    await signer.get_by_test_id("signing-button").click()
    captioner = await enter(browser, product.url, "technician", post="captioner", name="Carl", language="en")
    reader = await enter(browser, product.url, "passive", name="Rita")
    await reader.get_by_test_id("captions-button").click()
    await reader.get_by_test_id("caption-language").select_option("en")
    shown = reader.get_by_test_id("caption-line")
    line = captioner.get_by_test_id("caption-input")
    await line.press_sequentially("Welcome to the comittee")
    await expect(shown).to_have_text("Welcome to the comittee")
    await expect(shown).to_have_attribute("data-final", "false")
    await line.press("Enter")
    await expect(shown).to_have_attribute("data-final", "true")
    await line.press("ArrowUp")
    await line.fill("Welcome to the committee.")
    await line.press("Enter")
    await expect(shown).to_have_text("Welcome to the committee.")
    await expect(reader.locator(".tile-sign")).to_be_visible()
    await expect(reader.get_by_test_id("sign-edge")).to_have_attribute("aria-valuenow", "33")
