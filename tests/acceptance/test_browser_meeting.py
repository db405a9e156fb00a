"""The main job in real browsers, measured in the sound and pictures that are received."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser, expect

from tests.acceptance.browsing import hear
from tests.acceptance.people import QUIET_DB, enter, hears, hears_not, listen_to, sees_movement, until
from tests.acceptance.serving import Serving

pytestmark = [pytest.mark.browser, pytest.mark.process]

A_HZ, BOOTH_HZ = 440.0, 1200.0


async def test_a_delegate_is_given_the_floor_heard_interpreted_seen_and_silenced(product: Serving, browser: Browser) -> None:
    chair = await enter(browser, product.url, "chair")
    speaker = await enter(browser, product.url, "delegate", hz=A_HZ, colour="rgb(200,30,30)", language="en")
    listener = await enter(browser, product.url, "passive")
    french = await enter(browser, product.url, "passive")
    interpreter = await enter(browser, product.url, "interpreter", hz=BOOTH_HZ, booth="fr")
    await listen_to(listener, "floor")
    await listen_to(french, "fr")

    await speaker.get_by_test_id("floor-button").click()
    await chair.get_by_test_id("grant").first.click()
    await expect(speaker.get_by_test_id("mic-button")).to_be_enabled()
    await speaker.get_by_test_id("camera-button").click()
    await speaker.get_by_test_id("mic-button").click()
    await hears(listener, A_HZ, "the listener on floor")
    assert (await hear(speaker, A_HZ)).tones[A_HZ] < QUIET_DB, "the speaker hears themselves"

    await interpreter.get_by_test_id("desk-button").click()
    await hears(french, BOOTH_HZ, "the listener on fr")
    assert (await hear(french, A_HZ)).tones[A_HZ] < QUIET_DB, "the floor is mixed under the booth"
    await hears(interpreter, A_HZ, "the interpreter")

    await sees_movement(listener, "the listener", lambda corner: corner[0] > 150 and corner[1] < 80)

    await chair.get_by_test_id("end").first.click()
    await hears_not(listener, A_HZ, "the listener on floor")
    await expect(speaker.get_by_test_id("mic-button")).to_have_count(0)


async def test_a_reload_brings_a_delegate_back_to_role_place_and_channel(product: Serving, browser: Browser) -> None:
    chair = await enter(browser, product.url, "chair")
    first = await enter(browser, product.url, "delegate", hz=A_HZ, name="Amara First")
    second = await enter(browser, product.url, "delegate", hz=BOOTH_HZ, name="Boris Second")
    await first.get_by_test_id("floor-button").click()
    await expect(chair.get_by_test_id("list-entry")).to_have_count(1)
    await second.get_by_test_id("floor-button").click()
    await listen_to(second, "ru")
    await expect(chair.get_by_test_id("list-entry")).to_have_count(2)
    before = await second.get_by_test_id("floor-words").inner_text()
    assert "2" in before

    await second.reload()
    await expect(second.get_by_test_id("floor-words")).to_have_text(before)
    await expect(second.get_by_test_id("channel-ru").get_by_role("radio")).to_be_checked()
    await expect(chair.get_by_test_id("list-entry")).to_have_count(2)

    await first.get_by_test_id("floor-button").click()
    await expect(chair.get_by_test_id("list-entry")).to_have_count(1)
    await chair.get_by_test_id("grant").first.click()
    await second.get_by_test_id("mic-button").click()
    listener = await enter(browser, product.url, "passive")
    await listen_to(listener, "floor")
    await hears(listener, BOOTH_HZ, "the listener, after the reload")


async def test_listeners_hear_on_while_the_server_is_killed_and_the_speaker_can_still_be_silenced_after(
    product: Serving, browser: Browser
) -> None:
    chair = await enter(browser, product.url, "chair", hz=A_HZ)
    listener = await enter(browser, product.url, "passive")
    await listen_to(listener, "floor")
    await chair.get_by_test_id("mic-button").click()
    await hears(listener, A_HZ, "the listener")
    await listener.evaluate(
        "window.__track = document.querySelector('[data-testid=main-audio]').srcObject.getAudioTracks()[0]"
    )

    product.kill("server")
    for _ in range(3):
        assert (await hear(listener, A_HZ, ms=700)).tones[A_HZ] > -30, "sound stopped with the server"
    await product.until_healthy()
    await expect(chair.get_by_test_id("connection-banner")).to_be_hidden(timeout=20_000)
    await hears(listener, A_HZ, "the listener, after the restart of the server")
    assert await listener.evaluate("window.__track.readyState") == "live", "the connection was not kept"
    await chair.get_by_test_id("mic-button").click()
    await hears_not(listener, A_HZ, "the listener")


async def restarted(product: Serving, name: str, before: int) -> bool:
    return product.children().get(name, before) != before and (await product.health())["status"] == "ok"


async def test_after_restarts_of_mixer_and_transport_clients_hear_again_in_the_same_element(
    product: Serving, browser: Browser
) -> None:
    chair = await enter(browser, product.url, "chair", hz=A_HZ)
    listener = await enter(browser, product.url, "passive")
    await listen_to(listener, "floor")
    await chair.get_by_test_id("mic-button").click()
    await hears(listener, A_HZ, "the listener")
    await listener.evaluate("window.__same = document.querySelector('[data-testid=main-audio]')")
    killed = product.children()["mixer"]
    product.kill("mixer")
    await until(lambda: restarted(product, "mixer", killed), "the mixer is back")
    await hears(listener, A_HZ, "the listener, after the restart of the mixer")
    product.kill("transport")
    await product.until_healthy()
    await hears(listener, A_HZ, "the listener, after the restart of the transport")
    assert await listener.evaluate("window.__same === document.querySelector('[data-testid=main-audio]')")
