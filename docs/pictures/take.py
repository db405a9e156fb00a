"""Takes the pictures of the README and of the guide from a running demo.

``python docs/pictures/take.py http://127.0.0.1:8080 [name …]``; without names, all of them.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.async_api import Browser, Page, async_playwright

HERE = Path(__file__).parent
FLAGS = ["--no-sandbox", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
PICTURES: dict[str, tuple[str, str, Literal["light", "dark"]]] = {
    "meeting.png": ("en", "entry-delegate", "light"),
    "meeting-ar.png": ("ar", "entry-delegate", "light"),
    "technician.png": ("en", "entry-technician", "light"),
    "chair-dark.png": ("en", "entry-chair", "dark"),
    "chair-console.png": ("en", "entry-chair", "light"),
    "chair-console-ar.png": ("ar", "entry-chair", "light"),
}
"""The chair last: the robot chair makes room for it."""


GUIDE: dict[str, tuple[str, str]] = {
    "delegate.png": ("en", "delegate"),
    "delegate-ar.png": ("ar", "delegate"),
    "room.png": ("en", "room"),
    "seat-phone.png": ("en", "seat"),
    "seat-phone-ar.png": ("ar", "seat"),
}
"""Locale, and whose page."""
TEAM = {"captioner.png", "captions.png"}
SEATS = {"en": "A14", "ar": "A15"}
SEAT_CODE = """
async (seat) => {
  const {token} = JSON.parse(sessionStorage.getItem("hemicycle.place.demo"));
  const headers = {authorization: `Bearer ${token}`, "content-type": "application/json"};
  const body = JSON.stringify({name: "Amara Diallo", delegation: "SN", language: "fr"});
  await fetch(`/api/meetings/demo/seats/${seat}`, {method: "PUT", headers, body});
  return (await (await fetch(`/api/meetings/demo/seats/${seat}/code`, {headers})).json()).path;
}
"""


async def _conduct(page: Page) -> None:
    """Give somebody the floor and call the one after."""
    await page.get_by_test_id("grant-next").click()
    await asyncio.sleep(4)
    if await page.get_by_test_id("call-next").is_enabled():
        await page.get_by_test_id("call-next").click()
    await asyncio.sleep(3)


async def _open(
    browser: Browser, url: str, locale: str, scheme: Literal["light", "dark"] = "light", *, wide: bool = True
) -> Page:
    context = await browser.new_context(
        locale=locale,
        color_scheme=scheme,
        viewport={"width": 1280, "height": 800} if wide else {"width": 390, "height": 640},
    )
    page = await context.new_page()
    await page.goto(url)
    return page


async def _keep(page: Page, name: str) -> None:
    """Takes the picture, in the 256 colours that suit it best."""
    path = HERE / name
    await page.screenshot(path=path)
    Image.open(path).convert("RGB").quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)


async def _take(browser: Browser, url: str, name: str) -> None:
    locale, entry, scheme = PICTURES[name]
    page = await _open(browser, url, locale, scheme)
    await page.get_by_test_id(entry).click()
    await asyncio.sleep(9)
    if entry == "entry-chair":
        await _conduct(page)
    await _keep(page, name)
    await page.context.close()


async def _guide(browser: Browser, url: str, name: str) -> None:
    locale, whose = GUIDE[name]
    if whose == "seat":
        await _take_seat(browser, url, name, locale)
        return
    page = await _open(browser, url, locale)
    await page.get_by_test_id("entry-name").fill("Amara Diallo")
    await page.get_by_test_id("entry-delegation").select_option("SN")
    await page.get_by_test_id(f"entry-{whose}").click()
    if whose == "delegate":
        await page.get_by_test_id("floor-button").click()
        await page.locator('.floor-controls[data-phase="called"]').wait_for(timeout=60_000)
    else:
        await page.get_by_test_id("hide-controls").click()
        await page.locator('.board-now .clock[data-running="true"]').wait_for(timeout=60_000)
        await asyncio.sleep(5)
    await _keep(page, name)
    await page.get_by_test_id("leave").click()
    await page.context.close()


async def _take_seat(browser: Browser, url: str, name: str, locale: str) -> None:
    """A moderator registers the seat; its delegate waits."""
    moderator = await _open(browser, url, locale)
    await moderator.get_by_test_id("entry-office").select_option("moderator")
    await moderator.get_by_test_id("entry-chair").click()
    await moderator.get_by_test_id("chair-console").wait_for()
    phone = await _open(browser, url.rstrip("/") + await moderator.evaluate(SEAT_CODE, SEATS[locale]), locale, wide=False)
    await phone.get_by_test_id("floor-button").click()
    await phone.locator('.seat-page[data-state="queued"]').wait_for()
    await _keep(phone, name)
    await phone.get_by_test_id("floor-button").click()
    await moderator.get_by_test_id("leave").click()
    await phone.context.close()
    await moderator.context.close()


async def _join_team(browser: Browser, url: str, post: str) -> Page:
    context = await browser.new_context(locale="en", color_scheme="light", viewport={"width": 1280, "height": 800})
    page = await context.new_page()
    await page.goto(url)
    await page.get_by_test_id("entry-post").select_option(post)
    await page.get_by_test_id("entry-technician").click()
    await asyncio.sleep(4)
    return page


async def _caption(browser: Browser, url: str) -> None:
    """A captioner and a sign-language interpreter at work, and who reads and watches."""
    signer = await _join_team(browser, url, "signer")
    await signer.get_by_test_id("signing-button").click()
    captioner = await _join_team(browser, url, "captioner")
    reader = await (await browser.new_context(locale="en", viewport={"width": 1280, "height": 800})).new_page()
    await reader.goto(url)
    await reader.get_by_test_id("entry-delegate").click()
    await asyncio.sleep(6)
    await reader.get_by_test_id("captions-button").click()
    line = captioner.get_by_test_id("caption-input")
    for text in ("Thank you, Chair.", "Access to water was a question of distance for us."):
        await line.fill(text)
        await line.press("Enter")
        await asyncio.sleep(0.5)
    await line.press_sequentially("The programme of 2019 brought", delay=40)
    await asyncio.sleep(1)
    await _keep(captioner, "captioner.png")
    await _keep(reader, "captions.png")
    for page in (signer, captioner, reader):
        await page.context.close()


async def main(url: str, names: list[str]) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        for name in [name for name in (*GUIDE, *PICTURES) if not names or name in names]:
            await (_guide if name in GUIDE else _take)(browser, url, name)
        if not names or TEAM.intersection(names):
            await _caption(browser, url)
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2:]))
