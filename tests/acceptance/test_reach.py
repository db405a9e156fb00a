"""Networks that let little out: the shipped deployment carries people over TCP 443, and its relay nobody elsewhere."""

from __future__ import annotations

import asyncio
import re
import socket
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest
from aioice.stun import Class, Message, Method, TransactionFailed
from aioice.turn import TurnClientTcpProtocol
from playwright.async_api import Browser, Page, expect

from server.turn import Turn
from tests.acceptance.browsing import DEVICES, hear
from tests.acceptance.people import AUDIBLE_DB, hears, listen_to, until
from tests.acceptance.reach import DEPLOY, ELSEWHERE, PEOPLE, SECRET, SERVER, SERVER_6, TURN, URL, Reach, deployed

pytestmark = pytest.mark.browser

HZ = 620.0
REMEMBER = """
const Real = window.RTCPeerConnection;
window.__connections = [];
window.RTCPeerConnection = class extends Real {
  constructor(...options) { super(...options); window.__connections.push(this); }
};
"""
WAYS = """
async () => {
  const ways = [];
  for (const connection of window.__connections) {
    if (connection.connectionState !== "connected") continue;
    const all = new Map(await connection.getStats());
    const transport = [...all.values()].find(({type}) => type === "transport");
    const pair = all.get(transport?.selectedCandidatePairId);
    const near = all.get(pair?.localCandidateId) ?? {};
    ways.push(near.candidateType === "relay" ? `relay by ${near.relayProtocol}` : near.protocol);
  }
  return ways;
}
"""


@pytest.fixture(scope="module")
def reach() -> Iterator[Reach]:
    with deployed() as reach:
        yield reach


@pytest.fixture
async def browser(reach: Reach) -> AsyncIterator[Browser]:
    async with reach.chromium() as browser:
        yield browser


async def enter(browser: Browser, role: str, *, hz: float | None = None) -> Page:
    context = await browser.new_context(locale="en", reduced_motion="reduce")
    page = await context.new_page()
    await page.add_init_script(REMEMBER)
    if hz is not None:
        await page.add_init_script(f"({DEVICES})({{hz: {hz}, colour: 'rgb(0,0,0)'}})")
    await page.goto(URL)
    await page.get_by_test_id(f"entry-{role}").click()
    await expect(page).to_have_url(re.compile("/meeting/demo"))
    return page


async def ways(page: Page) -> list[str]:
    found: list[str] = await page.evaluate(WAYS)
    return found


async def test_where_only_443_gets_out_people_hear_and_speak_through_the_relay(reach: Reach, browser: Browser) -> None:
    chair, listener = await enter(browser, "chair", hz=HZ), await enter(browser, "passive")
    await listen_to(listener, "floor")
    await chair.get_by_test_id("mic-button").click()
    await hears(listener, HZ, "the listener behind the firewall")
    assert await ways(chair) == ["relay by tls", "relay by tls"]
    assert await ways(listener) == ["relay by tls"]
    assert reach.kept_in() > 0, "UDP was not even tried: the firewall proves nothing"


async def comes_by(way: str, listener: Page) -> None:
    found: list[str] = []

    async def settled() -> bool:
        found[:] = await ways(listener)
        return found == [way]

    try:
        await until(settled, f"a listener comes by {way}")
    except AssertionError as failure:
        raise AssertionError(f"{failure}; but by {found}") from None


@pytest.mark.parametrize(
    ("rules", "way"),
    [
        (("udp dport 8081 accept", "tcp dport { 443, 8081 } accept"), "udp"),
        (("tcp dport { 443, 8081 } accept",), "tcp"),
    ],
    ids=["UDP", "TCP"],
)
async def test_who_gets_out_otherwise_does_not_come_through_the_relay(
    reach: Reach, browser: Browser, rules: tuple[str, ...], way: str
) -> None:
    """Chromium tries TCP last and stays with a relay that answers before it, as happens on a wire as short as ours: so the
    relay is late."""
    reach.let_out(*rules)
    try:
        with reach.stopped("coturn"):
            listener = await enter(browser, "passive")
            await comes_by(way, listener)
        await asyncio.sleep(1)
        await comes_by(way, listener)
    finally:
        reach.let_out("tcp dport 443 accept")


async def test_people_of_a_network_that_has_nothing_but_ipv6_hear_and_speak(reach: Reach) -> None:
    reach.let_out("meta nfproto ipv6 accept")
    try:
        async with reach.chromium(f"[{SERVER_6}]") as browser:
            chair, listener = await enter(browser, "chair", hz=HZ), await enter(browser, "passive")
            await listen_to(listener, "floor")
            await chair.get_by_test_id("mic-button").click()
            await hears(listener, HZ, "the listener with IPv6 alone")
            assert await ways(chair) == ["udp", "udp"] and await ways(listener) == ["udp"]
    finally:
        reach.let_out("tcp dport 443 accept")


HANDSHAKES = """
async () => {
  const found = [];
  for (const connection of window.__connections) {
    const all = [...(await connection.getStats()).values()];
    const transport = all.find(({type}) => type === "transport") ?? {};
    found.push([connection.connectionState, transport.localCertificateId, transport.dtlsState]);
  }
  return found;
}
"""


async def test_whoever_moves_to_another_network_speaks_and_hears_on_without_a_new_handshake(
    reach: Reach, browser: Browser
) -> None:
    reach.let_out("meta nfproto ipv4 udp dport 8081 accept", "meta nfproto ipv4 tcp dport 443 accept")
    chair, listener = await enter(browser, "chair", hz=HZ), await enter(browser, "passive")
    await listen_to(listener, "floor")
    await chair.get_by_test_id("mic-button").click()
    await hears(listener, HZ, "the listener")
    before = await handshakes(chair, listener)

    async def as_before() -> bool:
        return await handshakes(chair, listener) == before

    try:
        reach.move(PEOPLE, ELSEWHERE)
        await asyncio.sleep(3)  # what came to the old address has been played
        await until(lambda: audible(listener), "the listener hears, elsewhere", 45)
        await until(as_before, "the connections are those of before")
    finally:
        reach.move(ELSEWHERE, PEOPLE)
        reach.let_out("tcp dport 443 accept")


async def handshakes(*pages: Page) -> list[object]:
    """Of every connection ever made: whether it is connected, with which certificate."""
    return [await page.evaluate(HANDSHAKES) for page in pages]


async def audible(page: Page) -> bool:
    return (await hear(page, HZ, ms=750)).tones[HZ] > AUDIBLE_DB


class RelayClient(TurnClientTcpProtocol):
    def __init__(self, username: str, credential: str) -> None:
        super().__init__((SERVER, 443), username, credential, 600, 500)
        self.ended = asyncio.Event()

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self.ended.set()

    async def refresh_now(self) -> None:
        request = Message(message_method=Method.REFRESH, message_class=Class.REQUEST)
        request.attributes["LIFETIME"] = 600
        await self.request_with_retry(request)


@asynccontextmanager
async def allocated(reach: Reach, username: str, credential: str) -> AsyncIterator[RelayClient]:
    """As a client of the relay, over TLS to port 443; raises ``TransactionFailed``."""
    relay, client = await asyncio.get_running_loop().create_connection(
        lambda: RelayClient(username, credential), *(SERVER, 443), ssl=reach.tls(), server_hostname=TURN
    )
    try:
        await client.connect()
        yield client
    finally:
        if client.refresh_task is not None:
            client.refresh_task.cancel()
        relay.abort()
        await client.ended.wait()


def credentials(secret: str = SECRET, *, seconds: float = 600) -> tuple[str, str]:
    (server,) = Turn(("turn:any",), secret, seconds).ice_servers("somebody", time.time())
    return server.username, server.credential


@pytest.mark.parametrize("given", [credentials("another secret"), credentials(seconds=-5), ("somebody", "a password")])
def test_the_relay_serves_nobody_without_credentials_that_are_good(reach: Reach, given: tuple[str, str]) -> None:
    async def come() -> None:
        async with allocated(reach, *given):
            pass

    with pytest.raises(TransactionFailed) as refused:
        reach.people.inside(lambda: asyncio.run(come()))
    assert refused.value.response.attributes["ERROR-CODE"][0] == 401


def test_who_is_connected_stays_when_the_credentials_run_out(reach: Reach) -> None:
    async def stay() -> None:
        given = credentials(seconds=2)
        async with allocated(reach, *given) as client:
            await asyncio.sleep(3.1)
            await client.refresh_now()
        with pytest.raises(TransactionFailed):
            async with allocated(reach, *given):
                pass

    reach.people.inside(lambda: asyncio.run(stay()))


OTHERS = ["203.0.113.1", "198.51.100.1", "127.0.0.1", "10.0.0.1", "169.254.169.254", "224.0.0.1", PEOPLE]


def test_the_relay_reaches_the_media_node_and_no_other_address(reach: Reach) -> None:
    async def outcomes() -> dict[str, int]:
        found = {}
        async with allocated(reach, *credentials()) as client:
            for channel, address in enumerate([SERVER, *OTHERS], 0x4000):
                try:
                    await client.channel_bind(channel, (address, 8081))
                    found[address] = 0
                except TransactionFailed as refused:
                    found[address] = refused.response.attributes["ERROR-CODE"][0]
        return found

    assert reach.people.inside(lambda: asyncio.run(outcomes())) == {SERVER: 0, **dict.fromkeys(OTHERS, 403)}


def test_the_packet_filter_keeps_the_relay_to_the_media_port(reach: Reach) -> None:
    """The relay itself knows addresses, not ports."""

    def listening() -> socket.socket:
        other = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        other.bind((SERVER, 5300))
        other.settimeout(1.5)
        return other

    async def send() -> None:
        async with allocated(reach, *credentials()) as client:
            await client.send_data(b"to a resolver, say", (SERVER, 5300))
            await client.refresh_now()  # what was sent before has been relayed

    with reach.server.inside(listening) as other:
        reach.people.inside(lambda: asyncio.run(send()))
        with pytest.raises(TimeoutError):
            other.recv(100)
        reach.server.run("nft", "flush", "chain", "inet", "hemicycle", "output")
        try:
            reach.people.inside(lambda: asyncio.run(send()))
            assert other.recv(100) == b"to a resolver, say"
        finally:
            reach.server.run("nft", "-f", str(DEPLOY / "nftables.conf"))
