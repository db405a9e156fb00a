"""A whole sitting run from the console in a browser: six delegates, a point of order, a right of reply, a suspension,
a reload of every client, and a console without media whose connection dies in the middle of a command."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
from playwright.async_api import Browser, Page, WebSocketRoute, expect

from headless.cadence import Cadence
from headless.dtls import Identity
from headless.participant import Participant
from tests.acceptance.browsing import KEEP_CONNECTIONS, seat
from tests.acceptance.people import enter, hears, hears_not, listen_to
from tests.acceptance.serving import Serving

pytestmark = [pytest.mark.browser, pytest.mark.process]

AMARA_HZ, ORDER_HZ, REPLY_HZ = 440.0, 1000.0, 1700.0
OTHERS = {"NO": "Ingrid Solheim", "KE": "Grace Wanjiru", "CN": "Li Wenjun", "BR": "Rosa Lima", "JP": "Ken Sato"}


@pytest.fixture
async def others(product: Serving) -> AsyncIterator[dict[str, Participant]]:
    """Five delegates without a browser."""
    identity, cadence = Identity(), Cadence()
    async with AsyncExitStack() as stack:
        people = {}
        for delegation, name in OTHERS.items():
            person = await stack.enter_async_context(Participant(identity=identity, cadence=cadence))
            token = (await product.enter("delegate", name=name, delegation=delegation))["token"]
            await person.join(product.url, token)
            people[delegation] = person
        yield people


class Wire:
    """A page's signalling, to be cut: what it says last still arrives, the answer does not, and nobody can dial."""

    def __init__(self) -> None:
        self._sockets: list[WebSocketRoute] = []
        self._deaf = self._down = False

    async def opened(self, page: WebSocketRoute) -> None:
        if self._down:
            await page.close()
            return
        server = page.connect_to_server()
        self._sockets.append(page)
        server.on_message(lambda message: None if self._deaf else page.send(message))

    def deafen(self) -> None:
        self._deaf = True

    async def cut(self) -> None:
        self._down = True
        for page in self._sockets:
            await page.close()
        self._sockets.clear()

    def mend(self) -> None:
        self._deaf = self._down = False


async def control_only(browser: Browser, url: str, wire: Wire) -> Page:
    """A moderator beside the conference system of a hall."""
    page = await seat(browser, url)
    await page.add_init_script(KEEP_CONNECTIONS)
    await page.route_web_socket(re.compile("/ws$"), wire.opened)
    await page.reload()
    await page.get_by_test_id("entry-name").fill("Noor Haddad")
    await page.get_by_test_id("entry-office").select_option("moderator")
    await page.get_by_test_id("entry-control-only").check()
    await page.get_by_test_id("entry-chair").click()
    await expect(page.get_by_test_id("chair-console")).to_be_visible()
    return page


async def names(chair: Page) -> list[str]:
    """Who waits in the list that is shown, in order."""
    return await chair.get_by_test_id("list-entry").locator(".person-name").all_inner_texts()


async def speaks(person: Participant, hz: float) -> None:
    await person.until(lambda: person.view.me.may_open_microphone)
    await person.open_publisher()
    await person.set_microphone(True)
    person.play_tone(hz, level_dbfs=-12.0)


async def give_floor_to(chair: Page, name: str) -> None:
    await expect(chair.get_by_test_id("grant-next")).to_contain_text(name)
    await chair.keyboard.press("n")
    await expect(chair.get_by_test_id("speech").locator(".person-name")).to_have_text(name)


async def test_a_sitting_from_roll_to_reload(product: Serving, browser: Browser, others: dict[str, Participant]) -> None:
    chair = await enter(browser, product.url, "chair", name="Aroha Ngata")
    amara = await enter(browser, product.url, "delegate", hz=AMARA_HZ, name="Amara Diallo", language="fr")
    listener = await enter(browser, product.url, "passive", name="Paul Klein")
    await listen_to(listener, "floor")
    await expect(chair.get_by_test_id("sitting-state")).to_have_text("Open")

    # The roll: six delegates ask, and stand in order of receipt.
    await amara.get_by_test_id("floor-button").click()
    await expect(chair.get_by_test_id("list-entry")).to_have_count(1)
    for count, person in enumerate(others.values(), start=2):
        await person.request_floor()
        await expect(chair.get_by_test_id("list-entry")).to_have_count(count)
    assert await names(chair) == ["Amara Diallo", *OTHERS.values()]

    # One is moved up and put back; one is called, given the floor by key, and heard.
    await chair.get_by_test_id("drag").last.press("ArrowUp")
    await expect(chair.get_by_test_id("list-entry").nth(4)).to_contain_text("Ken Sato")
    await chair.get_by_test_id("undo").click()
    await expect(chair.get_by_test_id("list-entry").nth(5)).to_contain_text("Ken Sato")
    await chair.get_by_test_id("call-next").click()
    await expect(chair.get_by_test_id("list-entry").first).to_have_attribute("data-state", "called")
    await give_floor_to(chair, "Amara Diallo")
    await amara.get_by_test_id("mic-button").click()
    await hears(listener, AMARA_HZ, "the listener")
    await expect(chair.get_by_test_id("speech-time").first).to_have_attribute("data-running", "true")

    # A point of order comes first, silences the speaker and stops the clock; then both go on.
    await others["NO"].request_floor("pointOfOrder")
    await expect(chair.get_by_test_id("grant-next")).to_contain_text("Point of order")
    await give_floor_to(chair, "Ingrid Solheim")
    await expect(chair.get_by_test_id("interrupted")).to_contain_text("Amara Diallo")
    await expect(chair.get_by_test_id("interrupted").get_by_test_id("speech-time")).to_have_attribute(
        "data-running", "false"
    )
    await speaks(others["NO"], ORDER_HZ)
    await hears(listener, ORDER_HZ, "the listener")
    await hears_not(listener, AMARA_HZ, "the listener")
    await chair.keyboard.press("e")
    await expect(chair.get_by_test_id("speech").locator(".person-name")).to_have_text("Amara Diallo")
    await hears(listener, AMARA_HZ, "the listener, after the point of order")
    await chair.keyboard.press("e")
    await expect(chair.get_by_test_id("speech")).to_have_count(0)

    # A right of reply, in a list of its own.
    await others["KE"].request_floor("rightOfReply")
    await chair.get_by_test_id("list-rightsOfReply").click()
    await expect(chair.get_by_test_id("list-entry")).to_have_count(1)
    await give_floor_to(chair, "Grace Wanjiru")
    await speaks(others["KE"], REPLY_HZ)
    await hears(listener, REPLY_HZ, "the listener")

    # Suspended, everything is silent and stands; resumed, it goes on when the speaker opens the microphone again.
    await chair.get_by_test_id("suspendSitting").click()
    await expect(chair.get_by_test_id("sitting-state")).to_have_text("Suspended")
    await expect(chair.get_by_test_id("speech-time").first).to_have_attribute("data-running", "false")
    await hears_not(listener, REPLY_HZ, "the listener")
    assert others["CN"].view.stage.sitting.state == "suspended"
    await chair.get_by_test_id("resumeSitting").click()
    await expect(chair.get_by_test_id("sitting-state")).to_have_text("Open")
    await speaks(others["KE"], REPLY_HZ)
    await hears(listener, REPLY_HZ, "the listener, after the suspension")

    # Every client is loaded anew: nothing is forgotten.
    await chair.get_by_test_id("list-speakers").click()
    before = await names(chair)
    assert before == list(OTHERS.values())
    for page in (chair, amara, listener):
        await page.reload()
    await expect(chair.get_by_test_id("list-entry")).to_have_count(5)
    assert await names(chair) == before
    await expect(chair.get_by_test_id("speech").locator(".person-name")).to_have_text("Grace Wanjiru")
    await expect(chair.get_by_test_id("sitting")).to_contain_text(re.compile("Sitting .?1"))
    await chair.get_by_test_id("tab-times").click()
    await expect(chair.locator('[data-testid="total"][data-silent="false"]')).to_have_count(1)
    await expect(amara.get_by_test_id("floor-button")).to_be_enabled()
    await hears(listener, REPLY_HZ, "the listener, after the reload")

    # A console without media: its connection dies while it ends the speech.  The command outlives it and is carried out
    # once; so is the one that was pressed meanwhile.
    wire = Wire()
    desk = await control_only(browser, product.url, wire)
    await expect(desk.get_by_test_id("speech").locator(".person-name")).to_have_text("Grace Wanjiru")
    assert await desk.evaluate("window.__connections.length") == 0
    assert await desk.locator("[data-testid=stage], .stage").count() == 0
    wire.deafen()
    await desk.keyboard.press("e")
    await expect(chair.get_by_test_id("speech")).to_have_count(0)
    await expect(desk.get_by_test_id("speech")).to_have_count(1)
    await wire.cut()
    await expect(desk.get_by_test_id("held")).to_be_visible()
    await desk.get_by_test_id("grant-next").click()
    wire.mend()
    await expect(desk.get_by_test_id("speech").locator(".person-name")).to_have_text(OTHERS["NO"])
    await expect(desk.get_by_test_id("held")).to_have_count(0)
    await expect(desk.get_by_test_id("refusal")).to_have_count(0)
    assert await names(chair) == before[1:]
