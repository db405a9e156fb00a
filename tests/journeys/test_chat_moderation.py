"""Words, order and statements as people meet them: the real product, real browsers, their own controls."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect

from tests.acceptance.people import enter
from tests.acceptance.serving import Serving

pytestmark = [pytest.mark.browser, pytest.mark.process, pytest.mark.asyncio(loop_scope="module")]


@pytest_asyncio.fixture(autouse=True, loop_scope="module")
async def everybody_goes(shared_browser: Browser) -> AsyncIterator[None]:
    yield
    for context in shared_browser.contexts:
        for page in context.pages:
            if await page.get_by_test_id("leave").is_visible():
                await page.get_by_test_id("leave").click()
                await expect(page.get_by_test_id("meeting-card").first).to_be_visible()
        await context.close()


async def write(page: Page, text: str) -> None:
    await page.get_by_test_id("chat-input").fill(text)
    await page.get_by_test_id("chat-send").click()


def person(page: Page, name: str) -> Locator:
    return page.get_by_test_id("participant").filter(has_text=name)


async def test_a_moderated_message_is_seen_by_others_once_it_is_approved(
    shared_product: Serving, shared_browser: Browser
) -> None:
    chair = await enter(shared_browser, shared_product.url, "chair", name="Ingrid")
    writer = await enter(shared_browser, shared_product.url, "delegate", name="Amara")
    reader = await enter(shared_browser, shared_product.url, "passive", name="Lena")
    for page in (chair, writer, reader):
        await page.get_by_test_id("tab-chat").click()
    await chair.get_by_test_id("chat-settings").locator("summary").click()
    await chair.get_by_test_id("chat-mode").select_option("moderated")
    await expect(writer.get_by_test_id("chat-rule")).to_contain_text("approved")
    await write(writer, "The report is at https://example.org/report")
    await expect(writer.get_by_test_id("chat-held-back")).to_contain_text("Waiting for approval")
    await expect(chair.get_by_test_id("held-message")).to_contain_text("The report")
    await expect(reader.get_by_test_id("chat-message")).to_have_count(0)
    await chair.get_by_test_id("chat-approve").click()
    await expect(reader.get_by_test_id("chat-message")).to_contain_text("The report")
    await expect(writer.get_by_test_id("chat-held-back")).to_have_count(0)
    await expect(reader.get_by_test_id("chat-message").locator("a")).to_have_attribute("rel", re.compile("noopener"))
    await chair.get_by_test_id("chat-hide").click()
    await expect(reader.get_by_test_id("chat-message")).not_to_contain_text("The report")
    await expect(chair.get_by_test_id("chat-hidden")).to_contain_text("Ingrid")
    async with chair.expect_download() as saving:
        await chair.get_by_test_id("chat-export-csv").click()
    assert "The report" in (await (await saving.value).path()).read_text("utf-8-sig")
    await chair.get_by_test_id("chat-mode").select_option("open")
    await expect(writer.get_by_test_id("chat-rule")).to_have_count(0)


async def test_a_private_message_reaches_its_person_alone_and_is_not_for_passive_people(
    shared_product: Serving, shared_browser: Browser
) -> None:
    amara = await enter(shared_browser, shared_product.url, "delegate", name="Amara")
    moussa = await enter(shared_browser, shared_product.url, "delegate", name="Moussa")
    other = await enter(shared_browser, shared_product.url, "delegate", name="Third")
    passive = await enter(shared_browser, shared_product.url, "passive", name="Lena")
    await amara.get_by_test_id("tab-participants").click()
    await person(amara, "Moussa").get_by_test_id("person-write").click()
    await write(amara, "between us")
    await expect(amara.get_by_test_id("chat-message")).to_contain_text("between us")
    await expect(moussa.get_by_test_id("tab-chat")).to_contain_text(re.compile("unread"))
    await moussa.get_by_test_id("tab-chat").click()
    await moussa.get_by_test_id("chat-threads").click()
    await moussa.get_by_test_id("thread").filter(has_text="Amara").click()
    await expect(moussa.get_by_test_id("chat-message")).to_contain_text("between us")
    await write(moussa, "heard")
    await expect(amara.get_by_test_id("chat-message").last).to_contain_text("heard")
    await expect(moussa.get_by_test_id("tab-chat")).not_to_contain_text("unread")
    for page in (other, passive):
        await page.get_by_test_id("tab-chat").click()
        await expect(page.get_by_text("between us")).to_have_count(0)
        await expect(page.get_by_test_id("tab-chat")).not_to_contain_text("unread")
    await expect(passive.get_by_test_id("chat-threads")).to_have_count(0)
    await passive.get_by_test_id("tab-participants").click()
    await expect(person(passive, "Moussa")).to_be_visible()
    await expect(passive.get_by_test_id("person-write")).to_have_count(0)
    await amara.get_by_test_id("tab-participants").click()
    await expect(person(amara, "Lena").get_by_test_id("person-write")).to_have_count(0)


async def test_who_is_removed_sees_why_and_cannot_come_back_until_allowed(
    shared_product: Serving, shared_browser: Browser
) -> None:
    chair = await enter(shared_browser, shared_product.url, "chair", name="Ingrid")
    guest = await enter(shared_browser, shared_product.url, "delegate", name="Unruly")
    await chair.get_by_test_id("tab-participants").click()
    await person(chair, "Unruly").get_by_test_id("person-more").click()
    await chair.get_by_test_id("person-remove").click()
    await chair.get_by_test_id("person-remove-sure").click()
    await expect(guest.get_by_test_id("ended")).to_contain_text("removed you from this meeting")
    await guest.reload()
    await expect(guest.get_by_test_id("ended")).to_contain_text("may not come back yet")
    await guest.get_by_test_id("ask-again").click()
    await expect(guest.get_by_test_id("ended")).to_contain_text("may not come back yet")
    await chair.get_by_test_id("evicted").locator("summary").click()
    await chair.get_by_test_id("evicted-person").filter(has_text="Unruly").get_by_test_id("allow-again").click()
    await expect(chair.get_by_test_id("evicted")).to_have_count(0)
    await guest.get_by_test_id("ask-again").click()
    await expect(guest.get_by_test_id("tab-chat")).to_be_visible()


async def test_a_statement_is_read_by_interpreters_and_not_by_passive_people(
    shared_product: Serving, shared_browser: Browser
) -> None:
    delegate = await enter(shared_browser, shared_product.url, "delegate", name="Amara")
    interpreter = await enter(shared_browser, shared_product.url, "interpreter", name="Irina", booth="fr")
    passive = await enter(shared_browser, shared_product.url, "passive", name="Lena")
    await delegate.get_by_test_id("tab-statements").click()
    field = delegate.get_by_test_id("statement-file")
    await field.set_input_files({"name": "statement.exe", "mimeType": "text/plain", "buffer": b"MZ\x00\x01\xff\xfe"})
    await expect(delegate.locator("[data-testid=sending][data-code=fileTypeRefused]")).to_contain_text("PDF, Word")
    text = "Madam Chair, water is life. " * 40
    await field.set_input_files({"name": "statement.txt", "mimeType": "text/plain", "buffer": text.encode()})
    await expect(delegate.get_by_test_id("own-file")).to_contain_text("statement.txt")
    await interpreter.get_by_test_id("tab-statements").click()
    await interpreter.get_by_test_id("statement").get_by_test_id("statement-open").click()
    await expect(interpreter.get_by_test_id("statement-text")).to_contain_text("water is life")
    await expect(passive.get_by_test_id("tab-statements")).to_have_count(0)
    await delegate.get_by_test_id("statement-withdraw").click()
    await expect(delegate.get_by_test_id("own-file")).to_have_count(0)
    await expect(interpreter.get_by_test_id("statement-reader")).to_have_count(0)
