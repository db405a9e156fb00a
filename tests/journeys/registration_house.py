"""A conference with people who were told how to get in, on the real product with a real mail server."""

from __future__ import annotations

import asyncio
import contextlib
import re
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
from playwright.async_api import Browser, Page, expect

from tests.acceptance.people import until
from tests.acceptance.serving import Serving, serving
from tests.scenarios.registration_desk import Browser as Staff
from tests.scenarios.registration_desk import hire
from tests.unit.server.registration.mail_server import MailServer

DAY = 86_400.0
TABLE = """number,family name,given name,email,delegation,role,attendance,language
1,Dlamini,Naledi,naledi@example.org,ZA,active,remote,en
2,Lefèvre,Zoé,zoe@example.org,FR,passive,remote,fr
3,حداد,ليلى,layla@example.org,LB,active,remote,ar
4,Mallory,Max,max@example.org,CH,active,remote,en
"""
ACCESS = "[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}"

KEEP_CONNECTIONS = """
window.__connections = [];
window.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(...options) {
    super(...options);
    window.__connections.push(this);
  }
};
window.__devicesAsked = 0;
for (const name of ["getUserMedia", "enumerateDevices"]) {
  const own = navigator.mediaDevices?.[name];
  if (own) navigator.mediaDevices[name] = function (...wanted) {
    if (name === "getUserMedia") window.__devicesAsked += 1;
    return own.apply(this, wanted);
  };
}
void 0;
"""
HEARD = """
async () => {
  let packets = 0;
  for (const connection of window.__connections) {
    for (const row of (await connection.getStats()).values()) {
      if (row.type === "inbound-rtp" && row.kind === "audio") packets += row.packetsReceived ?? 0;
    }
  }
  return packets;
}
"""


@dataclass
class RegistrationHouse:
    """``mail`` holds what everyone was sent."""

    product: Serving
    mail: MailServer
    staff: Staff

    def access_code(self, address: str) -> str:
        return self._newest(address, ACCESS)

    async def one_time_code(self, address: str, after: int) -> str:
        """Of the first mail to them beyond so many."""
        await until(lambda: self._has_more(address, after), f"another mail to {address}")
        return self._newest(address, "[0-9]{6}")

    async def _has_more(self, address: str, than: int) -> bool:
        return len(self.mails(address)) > than

    def mails(self, address: str) -> list[str]:
        bodies = [
            part.get_content() for to, one in self.mail.received if to == address and (part := one.get_body(("plain",)))
        ]
        return [str(body).replace("\r", "") for body in bodies]

    def _newest(self, address: str, form: str) -> str:
        [found] = re.findall(rf"^    ({form})$", self.mails(address)[-1], re.MULTILINE)
        return str(found)

    async def visit(self, browser: Browser, path: str, *, locale: str, agent: str | None = None, **options: Any) -> Page:
        """A person of their own at an address of the house."""
        context = await browser.new_context(
            **{
                "locale": locale,
                "user_agent": agent,
                "viewport": {"width": 1280, "height": 800},
                "reduced_motion": "reduce",
                **options,
            }
        )
        page = await context.new_page()
        await page.add_init_script(KEEP_CONNECTIONS)
        await page.goto(self.product.url + path)
        return page


async def signed_in(house: RegistrationHouse, page: Page, address: str, access: str) -> None:
    """From the page where an access code is asked for to one's sittings."""
    await page.get_by_test_id("access-code").fill(access)
    await page.get_by_test_id("access-next").click()
    await expect(page.get_by_test_id("way-mail")).to_contain_text("@e•••.org")
    await code_typed(house, page, address)


async def code_typed(house: RegistrationHouse, page: Page, address: str) -> None:
    """By mail, from the page that asks where the one-time code should go."""
    mailed = len(house.mails(address))
    await page.get_by_test_id("way-mail").click()
    await page.get_by_test_id("one-time-code").fill(await house.one_time_code(address, mailed))
    await page.get_by_test_id("code-enter").click()
    await page.get_by_test_id("inside").wait_for()


async def takes_the_seat(page: Page, plate: str) -> None:
    """By the button of their sitting, past the check of their equipment, without another page."""
    await page.evaluate("window.__same = true")
    await page.get_by_test_id("enter-meeting").click()
    await page.get_by_test_id("arrival-skip-all").click()
    await expect(page).to_have_url(re.compile("/meeting/water$"))
    assert await page.evaluate("window.__same") is True, "the page that was clicked on is the one that plays"
    await hears(page)
    await page.get_by_test_id("tab-participants").click()
    await expect(page.get_by_test_id("participant").filter(has_text=plate)).to_be_visible()


async def hears(page: Page) -> None:
    before = await _packets(page)

    async def more() -> bool:
        return await _packets(page) > before + 25

    await until(more, "sound comes by RTP")
    assert await page.evaluate("!document.querySelector('[data-testid=main-audio]').paused"), "and it is played"


async def _packets(page: Page) -> int:
    return int(await page.evaluate(HEARD))


def conference(**changes: Any) -> dict[str, Any]:
    now = time.time()
    sittings = [
        {
            "meetingId": "water",
            "startsAt": now - 600,
            "endsAt": now + 10_800,
            "title": {"en": "Opening", "ar": "الافتتاح", "fr": "Ouverture"},
            "agenda": [
                {"itemId": "adoption", "title": {"en": "Adoption of the agenda", "ar": "إقرار جدول الأعمال"}},
                {"itemId": "basins", "title": {"en": "Shared river basins", "ar": "أحواض الأنهار المشتركة"}},
            ],
        },
        {"meetingId": "water", "startsAt": now + DAY, "endsAt": now + DAY + 10_800, "title": {"en": "Closing"}},
    ]
    links = {tag: f"https://documents.example.org/{tag}/water-1.pdf" for tag in ("ar", "zh", "en", "fr", "ru", "es")}
    return {
        "conferenceId": "assembly",
        "title": {"en": "Committee on Water", "fr": "Comité de l’eau", "ar": "لجنة المياه"},
        "venue": {"en": "Room XX, Palais des Nations, Geneva", "ar": "القاعة 20، قصر الأمم، جنيف"},
        "startsAt": now - 600,
        "endsAt": now + 2 * DAY,
        "timezone": "Asia/Tokyo",
        "sittings": sittings,
        "documents": [{"title": {"en": "Draft resolution", "ar": "مشروع قرار"}, "links": links, "symbol": "W/2026/1"}],
        "accreditationRequired": False,
        **changes,
    }


@contextlib.asynccontextmanager
async def registration_house(
    data: Path, *, closed: bool = True, address: str = "127.0.0.1", **plan: Any
) -> AsyncIterator[RegistrationHouse]:
    """A table of people imported, and, where ``closed``, everyone told how to get in.  Media is at ``address``."""
    (data / "data").mkdir()
    secret = await asyncio.to_thread(hire, data / "data")
    async with MailServer().running() as mail:
        settings = {
            "MAIL_DELIVERY": "smtp",
            "MAIL_HOST": "127.0.0.1",
            "MAIL_PORT": str(mail.port),
            "MAIL_SECURITY": "none",
            "MAIL_SENDER": "desk@example.org",
            "REGISTRATION_RESEND_AFTER_S": "1",
        }
        environment = {f"HEMICYCLE_{name}": value for name, value in settings.items()}
        async with (
            serving(data, host="0.0.0.0", advertise=address, **environment) as product,
            aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as http,
        ):
            staff = Staff(product.url, http)
            await staff.sign_in("alice", secret)
            await staff.done("POST", "/conferences", conference(**plan))
            await staff.done("POST", "/conferences/assembly/publish")
            await staff.done("POST", "/conferences/assembly/imports?apply=true&encoding=utf-8", TABLE.encode())
            house = RegistrationHouse(product, mail, staff)
            if closed:
                await staff.done("POST", "/conferences/assembly/close")
                await mail.until(4)
            yield house
