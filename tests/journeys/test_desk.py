"""The registration desk in a real browser, from the first administrator to the messages of the close."""

from __future__ import annotations

import asyncio
import re
import time
from pathlib import Path
from typing import Any

import pyotp
import pytest
from playwright.async_api import FilePayload, Page, expect

from tests.acceptance.browsing import chromium
from tests.scenarios.control_plane import serving
from tests.scenarios.registration_desk import hire
from tests.unit.server.registration.desk import CHEAP, PASSWORD

pytestmark = pytest.mark.browser

HEADER = "number,family name,given name,email,delegation,attendance"
GOOD = ("R-1,Diallo,Amara,amara@example.org,SN,remote", "R-2,Solheim,Ingrid,ingrid@example.org,NO,in person")
BAD, MENDED = "R-3,Okafor,Chidi,not an address,NG,remote", "R-3,Okafor,Chidi,chidi@example.org,NG,remote"


def table(*rows: str) -> FilePayload:
    return {"name": "people.csv", "mimeType": "text/csv", "buffer": "\n".join((HEADER, *rows)).encode()}


async def test_from_the_first_administrator_to_the_messages_of_the_close(tmp_path: Path) -> None:
    data = tmp_path / "d"
    secret = await asyncio.to_thread(hire, data)
    cheap: dict[str, Any] = {name.replace(".", "__"): value for name, value in CHEAP.items()}
    async with serving(data, **cheap) as plane, chromium() as browser:
        page = await (await browser.new_context(locale="en-GB", timezone_id="Europe/Paris")).new_page()
        page.set_default_timeout(15_000)
        expect.set_options(timeout=15_000)
        await page.goto(f"{plane.url}/registration/conferences/gc-12/people")
        await sign_in(page, secret)
        await plan(page)
        await publish(page)
        await take_people(page)
        await accredit(page)
        await check_in(page)
        await close_and_read(page)


async def sign_in(page: Page, secret: str) -> None:
    await page.get_by_test_id("sign-in-name").fill("alice")
    await page.get_by_test_id("sign-in-password").fill("not the password")
    await page.get_by_test_id("sign-in-code").fill("000000")
    await page.get_by_test_id("sign-in-button").click()
    await expect(page.get_by_test_id("desk-fault")).to_have_attribute("data-code", "signInFailed")
    await page.get_by_test_id("sign-in-password").fill(PASSWORD)
    await page.get_by_test_id("sign-in-code").fill(pyotp.TOTP(secret).at(int(time.time())))
    await page.get_by_test_id("sign-in-button").click()
    await expect(page.get_by_test_id("desk-fault")).to_have_attribute("data-code", "unknownConference")
    await page.get_by_test_id("nav-conferences").click()


async def plan(page: Page) -> None:
    """A hybrid conference with one sitting; what is wrong is said beside it and nothing typed is lost."""
    await page.get_by_test_id("new-conference").click()
    await page.get_by_test_id("plan-title-en").fill("General Conference")
    await page.get_by_test_id("plan-id").fill("GC 12")
    await page.get_by_test_id("plan-startsAt").fill("2031-06-02T10:00")
    await page.get_by_test_id("plan-endsAt").fill("2031-06-05T18:00")
    await page.get_by_test_id("plan-deadlineAt").fill("2031-05-20T18:00")
    await page.get_by_test_id("add-sitting").click()
    await page.get_by_test_id("sitting-title-en").fill("Opening")
    await page.get_by_test_id("sitting-endsAt").fill("2031-06-02T13:00")
    await page.get_by_test_id("sitting-meeting").fill("gc-12")
    await page.get_by_test_id("save-plan").click()
    await expect(page.get_by_test_id("plan-id")).to_be_focused()
    await page.get_by_test_id("plan-id").fill("gc-12")
    await page.get_by_test_id("save-plan").click()
    await expect(page.get_by_test_id("conference-state")).to_have_attribute("data-state", "draft")
    await expect(page.locator("dd", has_text=re.compile(r"2 Jun 2031, 10:00"))).to_have_count(1)


async def publish(page: Page) -> None:
    await page.get_by_test_id("step-publish").click()
    await page.get_by_test_id("confirm-yes").click()
    await expect(page.get_by_test_id("conference-state")).to_have_attribute("data-state", "open")


async def take_people(page: Page) -> None:
    """A table with a row that cannot be taken, mended, and applied."""
    await page.get_by_test_id("section-import").click()
    await page.get_by_test_id("table-file").set_input_files(table(*GOOD, BAD))
    await expect(page.get_by_test_id("row-refusal")).to_have_attribute("data-line", "4")
    await expect(page.get_by_test_id("row-refusal")).to_contain_text("E-mail")
    await page.get_by_test_id("table-file").set_input_files(table(*GOOD, MENDED))
    await expect(page.get_by_test_id("count-added")).to_have_attribute("data-state", "3")
    await expect(page.get_by_test_id("row-refusal")).to_have_count(0)
    await page.get_by_test_id("apply-table").click()
    await expect(page.get_by_test_id("table-applied")).to_be_visible()
    await page.get_by_test_id("to-people").click()
    await expect(page.get_by_test_id("person")).to_have_count(3)
    await page.get_by_test_id("find-person").fill("solheim")
    await expect(page.get_by_test_id("person")).to_have_count(1)


async def accredit(page: Page) -> None:
    await page.get_by_test_id("section-accreditation").click()
    await expect(page.get_by_test_id("candidate")).to_have_count(3)
    for left in (2, 1):
        await page.get_by_test_id("approve").first.click()
        await expect(page.get_by_test_id("candidate")).to_have_count(left)
    await page.get_by_test_id("refuse").click()
    await page.get_by_test_id("refuse-sure").click()
    await expect(page.get_by_test_id("refuse-reason")).to_have_attribute("aria-invalid", "true")
    await page.get_by_test_id("refuse-reason").fill("No letter")
    await page.get_by_test_id("refuse-sure").click()
    await expect(page.get_by_test_id("candidate")).to_have_count(0)


async def check_in(page: Page) -> None:
    """By keyboard alone: the number of the badge, Enter."""
    await page.get_by_test_id("section-check-in").click()
    await expect(page.get_by_test_id("check-in-find")).to_be_focused()
    await page.keyboard.type("R-2")
    await expect(page.get_by_test_id("check-in")).to_have_count(1)
    await page.keyboard.press("Enter")
    await expect(page.get_by_test_id("checked-in")).to_have_attribute("data-number", "R-2")
    await expect(page.get_by_test_id("present")).to_have_attribute("data-count", "1")


async def close_and_read(page: Page) -> None:
    """The close says what it sends before it does; without a mail server the desk reads the message."""
    await page.get_by_test_id("section-overview").click()
    await page.get_by_test_id("step-close").click()
    await expect(page.get_by_test_id("what-is-sent")).to_have_attribute("data-access", "1")
    await page.get_by_test_id("confirm-yes").click()
    await expect(page.get_by_test_id("conference-state")).to_have_attribute("data-state", "closed")
    await page.get_by_test_id("section-messages").click()
    held = page.locator('[data-testid="message"][data-state="held"][data-kind="access"]')
    while await held.count() == 0:
        await page.get_by_test_id("refresh-messages").click()
        await page.wait_for_timeout(100)
    await expect(held).to_contain_text("Amara Diallo")
    await held.get_by_test_id("read-message").click()
    await expect(page.get_by_test_id("message-text")).to_contain_text("/enter/gc-12")
