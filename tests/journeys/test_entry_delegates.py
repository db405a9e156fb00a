"""From a table of people to a seat in the meeting, as delegates walk it: with Chromium, with Edge's name, and with Firefox
in Arabic; a listener, who is asked for no device; one identity on two devices; and somebody who guesses."""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from tests.acceptance.namespaces import ADDRESS, network_namespace
from tests.acceptance.serving import ROOT
from tests.journeys.registration_house import (
    RegistrationHouse,
    code_typed,
    hears,
    registration_house,
    signed_in,
    takes_the_seat,
)

pytestmark = pytest.mark.asyncio(loop_scope="module")
EDGE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0"
)
NALEDI, ZOE, MAX = (f"{name}@example.org" for name in ("naledi", "zoe", "max"))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RegistrationHouse]:
    async with registration_house(tmp_path_factory.mktemp("house")) as house:
        yield house


async def test_a_delegate_comes_in_and_moves_from_one_device_to_another(
    house: RegistrationHouse, shared_browser: Browser
) -> None:
    access = house.access_code(NALEDI)
    desk = await house.visit(shared_browser, "/", locale="en")
    await desk.get_by_test_id("conference-enter").click()
    await signed_in(house, desk, NALEDI, f" {access.replace('-', '').lower()} ")
    await takes_the_seat(desk, "South Africa")

    laptop = await house.visit(shared_browser, f"/enter/assembly#{access}", locale="en", agent=EDGE)
    await expect(laptop).to_have_url(re.compile("/enter/assembly$"))
    assert await laptop.get_by_test_id("browser-warning").count() == 0
    await code_typed(house, laptop, NALEDI)
    await laptop.get_by_test_id("enter-meeting").click()
    await laptop.get_by_test_id("arrival-skip-all").click()
    await expect(laptop.get_by_test_id("elsewhere")).to_contain_text("another device")
    await laptop.get_by_test_id("move-here").click()
    await expect(laptop).to_have_url(re.compile("/meeting/water$"))
    await expect(desk.get_by_test_id("ended")).to_be_visible()
    await hears(laptop)
    await laptop.reload()
    await hears(laptop)
    await laptop.get_by_test_id("leave").click()
    await expect(laptop).to_have_url(re.compile("/enter/assembly$"))
    await laptop.get_by_test_id("sign-out").click()
    await laptop.get_by_test_id("access-code").wait_for()


async def test_a_listener_is_asked_for_no_device(house: RegistrationHouse, shared_browser: Browser) -> None:
    page = await house.visit(shared_browser, "/enter/assembly", locale="fr")
    await signed_in(house, page, ZOE, house.access_code(ZOE))
    await takes_the_seat(page, "France")
    assert await page.evaluate("window.__devicesAsked") == 0


async def test_a_delegate_comes_in_with_firefox_in_arabic(tmp_path: Path) -> None:
    with network_namespace() as namespace:
        process = await asyncio.create_subprocess_exec(
            *(
                "ip",
                "netns",
                "exec",
                namespace,
                sys.executable,
                "-m",
                "tests.journeys.firefox_entry",
                str(tmp_path),
                ADDRESS,
            ),
            cwd=ROOT,
            stderr=asyncio.subprocess.PIPE,
        )
        _, err = await asyncio.wait_for(process.communicate(), 120)
    assert process.returncode == 0, err.decode()[-4000:]


async def test_whoever_guesses_is_locked_out_until_the_desk_unlocks(
    house: RegistrationHouse, shared_browser: Browser
) -> None:
    access = house.access_code(MAX)
    page = await house.visit(shared_browser, "/enter/assembly", locale="en")
    await page.get_by_test_id("access-code").fill("ABCD-2345-WXYZ")
    await page.get_by_test_id("access-next").click()
    await expect(page.get_by_test_id("door-fault")).to_have_attribute("data-code", "codeRefused")
    await page.get_by_test_id("access-code").fill(access)
    await page.get_by_test_id("access-next").click()
    await page.get_by_test_id("way-mail").click()
    guesses = 0
    while not await page.get_by_test_id("locked").is_visible():
        assert guesses < 20
        if guesses and guesses % 5 == 0:
            await page.get_by_test_id("send-again").click()
        right = await house.one_time_code(MAX, guesses // 5 + 1)
        await page.get_by_test_id("one-time-code").fill(f"{(int(right) + 1 + guesses) % 1_000_000:06d}")
        async with page.expect_response("**/api/entry/session"):
            await page.get_by_test_id("code-enter").click()
        guesses += 1
        await expect(page.get_by_test_id("tries-left").or_(page.get_by_test_id("locked"))).to_be_visible()
    assert guesses == 15, "figure: guesses of 1,000,000 before the lock"
    await expect(page.get_by_test_id("entry-step")).to_contain_text("registration desk")

    await page.reload()
    await page.get_by_test_id("locked").wait_for()
    found = await house.staff.done("GET", "/conferences/assembly/registrations?text=mallory")
    [person] = found["registrations"]
    assert person["lockedAt"] is not None
    await house.staff.done("POST", f"/registrations/{person['registrationId']}/unlock")
    await page.reload()
    await page.get_by_test_id("way-mail").wait_for()
