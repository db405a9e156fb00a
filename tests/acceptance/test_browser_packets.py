"""Those who only listen get half as many packets in a real browser, and hear the same."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import Browser, Page

from tests.acceptance.browsing import KEEP_CONNECTIONS, seat
from tests.acceptance.people import enter, hears, listen_to
from tests.acceptance.serving import Serving

pytestmark = [pytest.mark.browser, pytest.mark.process]

CHAIR_HZ = 440.0

COUNT = """
async () => {
  const rows = [];
  for (const connection of window.__connections) {
    for (const row of (await connection.getStats()).values()) {
      if (row.type === "inbound-rtp" && row.kind === "audio" && row.packetsReceived) rows.push(row);
    }
  }
  const [row] = rows;
  return rows.length ? {rows: rows.length, packets: row.packetsReceived, lost: row.packetsLost, at: row.timestamp} : null;
}
"""
PLAY = """
async (path) => {
  document.body.replaceChildren();
  const connection = new RTCPeerConnection();
  connection.addTransceiver("audio", {direction: "recvonly"});
  connection.ontrack = ({track}) => {
    const element = Object.assign(document.createElement("audio"), {autoplay: true});
    element.dataset.testid = "main-audio";
    element.srcObject = new MediaStream([track]);
    document.body.append(element);
  };
  await connection.setLocalDescription();
  const headers = {"Content-Type": "application/sdp"};
  const reply = await fetch(path, {method: "POST", headers, body: connection.localDescription.sdp});
  await connection.setRemoteDescription({type: "answer", sdp: await reply.text()});
  return reply.status;
}
"""


async def _packets_per_s(page: Page) -> float:
    """Of the one sound that arrives, over four seconds of the browser's own clock."""
    before: Any = await page.evaluate(COUNT)
    await page.wait_for_timeout(4000)
    after: Any = await page.evaluate(COUNT)
    assert before["rows"] == after["rows"] == 1, "one sound"
    return float((after["packets"] - before["packets"]) / (after["at"] - before["at"]) * 1000)


async def _listener(browser: Browser, url: str, role: str) -> Page:
    """Somebody on the floor whose connections are counted: they come back by a reload, as the entry knows no script."""
    page = await enter(browser, url, role)
    await listen_to(page, "floor")
    await page.add_init_script(KEEP_CONNECTIONS)
    await page.reload()
    return page


@pytest.mark.soak
async def test_a_passive_participant_and_a_player_get_25_packets_a_second_and_a_delegate_50(
    product: Serving, browser: Browser
) -> None:
    chair = await enter(browser, product.url, "chair", hz=CHAIR_HZ)
    await chair.get_by_test_id("mic-button").click()
    passive = await _listener(browser, product.url, "passive")
    delegate = await _listener(browser, product.url, "delegate")
    player = await seat(browser, product.url)
    await player.evaluate(KEEP_CONNECTIONS)
    assert await player.evaluate(PLAY, "/whep/demo/floor?ptime=40") == 201
    for page, rate, who in ((passive, 25, "passive"), (player, 25, "player"), (delegate, 50, "delegate")):
        await hears(page, CHAIR_HZ, f"the {who} on floor")
        assert await _packets_per_s(page) == pytest.approx(rate, abs=1.5)
    await listen_to(passive, "en")
    await hears(passive, CHAIR_HZ, "the passive participant on another channel")
    assert await _packets_per_s(passive) == pytest.approx(25, abs=1.5)
