"""The webcast's player in real browsers: it goes on by itself when the worker was killed, and changes language, live and on
demand, as what it plays tells."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import aiohttp
import m3u8
import pytest
from playwright.async_api import Browser, Page

from bench.webcast import on_air
from bench.webcast_pages import browser, listen, sound_server, watch, watched
from bench.webcast_people import end_webcast, interpreter
from headless.participant import Participant
from tests.acceptance.people import until
from tests.acceptance.serving import Serving, serving

pytestmark = [pytest.mark.browser, pytest.mark.process]

FRENCH_HZ, SPANISH_HZ, LATER_HZ = 1100.0, 1700.0, 2300.0
TONES_HZ = (FRENCH_HZ, SPANISH_HZ, LATER_HZ)
GOES_ON_S = 30.0
"""From the worker's end to what was said since in the player."""


@pytest.fixture
async def product(tmp_path: Path) -> AsyncIterator[Serving]:
    async with serving(tmp_path, HEMICYCLE_WEBCAST_ENABLED="true") as product:
        yield product


@pytest.fixture
async def stack() -> AsyncIterator[AsyncExitStack]:
    async with AsyncExitStack() as stack:
        yield stack


async def speaking(stack: AsyncExitStack, product: Serving, language: str, hz: float) -> Participant:
    person = await interpreter(stack, product.url, language)
    person.play_tone(hz)
    return person


async def watching(browser: Browser, address: str) -> Page:
    player = await watch(browser, address)
    assert await listen(player, TONES_HZ) == "running"
    return player


async def hears(player: Page, hz: float, what: str, seconds: float = 15.0) -> None:
    async def audible() -> bool:
        return bool((await watched(player))["heard"] == hz)

    await until(audible, what, seconds)


async def shows(player: Page, what: str) -> None:
    """New frames, one after another."""
    before = len((await watched(player))["frames"])

    async def moves() -> bool:
        return len((await watched(player))["frames"]) > before + 10

    await until(moves, what)


async def playlist(http: aiohttp.ClientSession, url: str) -> m3u8.M3U8:
    async with http.get(url) as response:
        assert response.status == 200, url
        return m3u8.loads(await response.text(), uri=url)


async def past_the_gap(http: aiohttp.ClientSession, url: str) -> m3u8.M3U8:
    """Once a segment after it is whole: players hear its parts before."""
    found: list[m3u8.M3U8] = []

    async def goes_on() -> bool:
        found[:] = [await playlist(http, url)]
        return any(segment.discontinuity for segment in found[0].segments)

    await until(goes_on, "the playlist goes on past the gap")
    return found[0]


async def sizes(http: aiohttp.ClientSession, segments: list[m3u8.Segment]) -> list[int]:
    found = []
    for segment in segments:
        async with http.get(segment.absolute_uri) as response:
            assert response.status == 200, segment.uri
            found.append(len(await response.read()))
    return found


async def test_a_player_goes_on_past_the_gap_when_the_worker_is_killed(
    product: Serving, browser: Browser, stack: AsyncExitStack
) -> None:
    http = await stack.enter_async_context(aiohttp.ClientSession())
    french = await speaking(stack, product, "fr", FRENCH_HZ)
    at = (await on_air(http, product.url))["playlist"].rsplit("/", 1)[0]
    player = await watching(browser, f"{product.url}/webcast/demo/?lang=fr")
    await hears(player, FRENCH_HZ, "French is heard")
    whole = [one.uri for one in (await playlist(http, f"{at}/fr.m3u8")).segments if one.uri]

    product.kill("webcast")
    french.play_tone(LATER_HZ)
    await hears(player, LATER_HZ, "what is said after the gap is heard", GOES_ON_S)
    await shows(player, "the picture goes on")

    live = await past_the_gap(http, f"{at}/fr.m3u8")
    assert live.is_variant is False and not live.is_endlist
    assert sum(segment.discontinuity for segment in live.segments) == 1
    begins = next(n for n, segment in enumerate(live.segments) if segment.discontinuity)
    assert any(segment.gap_tag for segment in live.segments[:begins]), "what was cut off is a gap"
    assert [segment.uri for segment in live.segments][: len(whole)] == whole, "no number is used twice"
    recorded = (await past_the_gap(http, f"{at}/vod/fr.m3u8")).segments
    again = next(n for n, segment in enumerate(recorded) if segment.discontinuity)
    before, after = recorded[:again], recorded[again:]
    assert {segment.uri.rpartition("/")[2] for segment in before} >= {uri.rpartition("/")[2] for uri in whole[:-1]}
    assert min(await sizes(http, [*before, *after])) > 1000


async def test_firefox_changes_language_live_and_on_demand(product: Serving, stack: AsyncExitStack) -> None:
    http = await stack.enter_async_context(aiohttp.ClientSession())
    await asyncio.gather(speaking(stack, product, "fr", FRENCH_HZ), speaking(stack, product, "es", SPANISH_HZ))
    webcast = await on_air(http, product.url)
    firefox = await stack.enter_async_context(browser("firefox", await stack.enter_async_context(sound_server())))
    player = await watching(firefox, f"{product.url}/webcast/demo/?lang=fr")
    await hears(player, FRENCH_HZ, "French is heard live")
    await player.get_by_test_id("language").select_option("es")
    await hears(player, SPANISH_HZ, "Spanish is heard live")
    await shows(player, "the picture goes on")
    await player.close()

    await end_webcast(product.url)
    player = await watching(firefox, f"{product.url}/recordings/{webcast['webcast']['webcastId']}?lang=es")
    await hears(player, SPANISH_HZ, "Spanish is heard on demand")
    await player.get_by_test_id("language").select_option("fr")
    await hears(player, FRENCH_HZ, "French is heard on demand")
    await shows(player, "the picture goes on")
