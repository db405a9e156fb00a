"""WHIP and WHEP with real Chromium and the real product: a sender and a player that know nothing but HTTP and WebRTC."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page

from tests.acceptance.browsing import chromium
from tests.acceptance.people import hears, hears_not, sees_movement, until
from tests.acceptance.serving import Serving, serving
from tests.acceptance.tokens import token

pytestmark = [pytest.mark.browser, pytest.mark.process]

CLIENT = """
() => {
  const gathered = (pc) => new Promise((done) => {
    if (pc.iceGatheringState === "complete") return done();
    pc.addEventListener("icegatheringstatechange", () => pc.iceGatheringState === "complete" && done());
  });
  const field = (sdp, name) => sdp.match(new RegExp(`a=${name}:(.*)`))[1].trim();
  window.tone = (hz) => {
    const context = new AudioContext({sampleRate: 48000});
    const oscillator = new OscillatorNode(context, {frequency: hz});
    const out = new MediaStreamAudioDestinationNode(context, {channelCount: 1});
    oscillator.connect(new GainNode(context, {gain: 0.25})).connect(out);
    oscillator.start();
    return out.stream.getAudioTracks()[0];
  };
  window.picture = (colour) => {
    const canvas = Object.assign(document.createElement("canvas"), {width: 320, height: 180});
    const pen = canvas.getContext("2d");
    let n = 0;
    setInterval(() => {
      pen.fillStyle = colour; pen.fillRect(0, 0, 320, 180);
      pen.fillStyle = "white"; pen.fillRect((n++ * 7) % 320, 60, 40, 60);
    }, 66);
    return canvas.captureStream(15).getVideoTracks()[0];
  };
  window.exchange = async (pc, url, token) => {
    await pc.setLocalDescription();
    await gathered(pc);
    const authorization = token ? {Authorization: `Bearer ${token}`} : {};
    const headers = {"Content-Type": "application/sdp", ...authorization};
    const response = await fetch(url, {method: "POST", headers, body: pc.localDescription.sdp});
    if (response.status !== 201) return {status: response.status};
    const sdp = await response.text();
    const session = new URL(response.headers.get("Location"), url).href;
    window.session = {pc, session, authorization, etag: response.headers.get("ETag"), answer: sdp};
    await pc.setRemoteDescription({type: "answer", sdp});
    return {status: 201, etag: response.headers.get("ETag")};
  };
  window.send = async ({url, token, hz, colour, codec}) => {
    const pc = new RTCPeerConnection();
    if (hz) pc.addTransceiver(tone(hz), {direction: "sendonly"});
    if (colour) {
      const video = pc.addTransceiver(picture(colour), {direction: "sendonly"});
      const offered = RTCRtpSender.getCapabilities("video").codecs.filter((c) => !codec || c.mimeType === codec);
      video.setCodecPreferences(offered);
    }
    return exchange(pc, url, token);
  };
  window.play = async ({url, token, video, codec}) => {
    const pc = new RTCPeerConnection();
    for (const [kind, name] of [["audio", "main-audio"], ...(video ? [["video", "speaker-video"]] : [])]) {
      const transceiver = pc.addTransceiver(kind, {direction: "recvonly"});
      const {receiver} = transceiver;
      if (kind === "video" && codec) {
        const taken = RTCRtpReceiver.getCapabilities("video").codecs.filter((c) => c.mimeType === codec);
        transceiver.setCodecPreferences(taken);
      }
      const element = Object.assign(document.createElement(kind), {autoplay: true, muted: kind === "video"});
      element.dataset.testid = name;
      element.srcObject = new MediaStream([receiver.track]);
      document.body.append(element);
    }
    return exchange(pc, url, token);
  };
  window.patch = (tag, body) => fetch(session.session, {
    method: "PATCH", body,
    headers: {"Content-Type": "application/trickle-ice-sdpfrag", "If-Match": tag, ...session.authorization},
  });
  window.restart = async () => {
    const {pc} = session;
    pc.restartIce();
    await pc.setLocalDescription();
    await gathered(pc);
    const offer = pc.localDescription.sdp;
    const line = offer.match(/m=.*/)[0].trim();
    const candidates = (offer.match(/a=candidate:.*/g) ?? []).map((candidate) => candidate.trim());
    const credentials = ["ice-ufrag", "ice-pwd"].map((name) => `a=${name}:${field(offer, name)}`);
    const body = [...credentials, line, `a=mid:${field(offer, "mid")}`, ...candidates, ""].join("\\r\\n");
    const response = await patch("*", body);
    const fragment = await response.text();
    let answer = session.answer;
    for (const name of ["ice-ufrag", "ice-pwd"]) {
      answer = answer.replaceAll(new RegExp(`a=${name}:.*`, "g"), `a=${name}:${field(fragment, name)}`);
    }
    await pc.setRemoteDescription({type: "answer", sdp: answer});
    const old = session.etag;
    session.etag = response.headers.get("ETag");
    const stale = await patch(old, "a=end-of-candidates");
    const fresh = await patch(session.etag, "a=end-of-candidates");
    return {status: response.status, ufrag: field(offer, "ice-ufrag"), stale: stale.status, fresh: fresh.status};
  };
  window.usedUfrag = async () => {
    const stats = await session.pc.getStats();
    const used = [...stats.values()].find((s) => s.type === "transport")?.selectedCandidatePairId;
    const pair = used && stats.get(used);
    return pair && pair.state === "succeeded" ? stats.get(pair.localCandidateId).usernameFragment : null;
  };
  window.stop = async () => {
    const response = await fetch(session.session, {method: "DELETE", headers: session.authorization});
    session.pc.close();
    return response.status;
  };
}
"""


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as running:
        yield running


async def page_elsewhere(browser: Browser) -> Page:
    """A page of no origin of ours: what it reads it reads by CORS."""
    page = await (await browser.new_context()).new_page()
    await page.evaluate(CLIENT)
    return page


async def send(browser: Browser, product: Serving, source: str, **media: Any) -> Page:
    page = await page_elsewhere(browser)
    request = {"url": f"{product.url}/whip/demo/{source}", "token": await token(product, f"whip:{source}"), **media}
    created = await page.evaluate("(request) => window.send(request)", request)
    assert created["status"] == 201 and created["etag"]
    return page


async def play(browser: Browser, product: Serving, path: str, *, video: bool = False, codec: str | None = None) -> Page:
    """``codec``: the only one of video it takes."""
    page = await page_elsewhere(browser)
    request = {"url": f"{product.url}/whep/demo/{path}", "video": video, "codec": codec}
    created = await page.evaluate("(request) => window.play(request)", request)
    assert created["status"] == 201 and created["etag"]
    return page


def red(corner: tuple[int, int, int]) -> bool:
    return corner[0] > 150 and corner[1] < 90 and corner[2] < 90


async def test_a_hall_sent_by_whip_is_heard_and_seen_by_whep_over_ice_restarts_until_it_ends(
    product: Serving, browser: Browser
) -> None:
    hall = await send(browser, product, "room-1", hz=700, colour="rgb(220,20,20)")
    player = await play(browser, product, "floor?video=room", video=True)
    await hears(player, 700, "the player hears the hall")
    await sees_movement(player, "the player sees the hall", red)
    for page in (hall, player):
        renewed = await page.evaluate("() => window.restart()")
        assert (renewed["status"], renewed["stale"], renewed["fresh"]) == (200, 412, 204)

        async def restarted(page: Page = page, ufrag: str = renewed["ufrag"]) -> bool:
            return bool(await page.evaluate("() => window.usedUfrag()") == ufrag)

        await until(restarted, "the new credentials are in use")
    await hears(player, 700, "the player hears the hall after both have restarted ICE")
    assert await hall.evaluate("() => window.stop()") == 200
    await hears_not(player, 700, "the hall has gone")
    assert await player.evaluate("() => window.stop()") == 200
    assert (await product.health())["meetings"]["demo"]["peers"] == 0


async def test_a_booth_sent_by_whip_is_what_its_language_hears_and_no_other(product: Serving, browser: Browser) -> None:
    await send(browser, product, "room-1", hz=700)
    booth = await send(browser, product, "booth-fr", hz=1100)
    french, english = await play(browser, product, "fr"), await play(browser, product, "en?ptime=40")
    await hears(french, 1100, "French is interpreted")
    await hears_not(french, 700, "French without the floor")
    await hears(english, 700, "English hears the floor")
    assert await booth.evaluate("() => window.stop()") == 200
    await hears(french, 700, "without the booth, the floor")


async def picture_of(player: Page) -> list[Any]:
    """Codec and size of what it is sent."""
    found = await player.evaluate(
        """async () => {
          const stats = [...(await session.pc.getStats()).values()];
          const video = stats.find((s) => s.type === "inbound-rtp" && s.kind === "video");
          return [stats.find((s) => s.id === video.codecId).mimeType, video.frameWidth, video.frameHeight];
        }"""
    )
    assert isinstance(found, list)
    return found


async def test_a_screen_in_h264_is_forwarded_as_it_is_and_composed_in_vp8_for_who_takes_no_h264(
    tmp_path: Path, browser: Browser
) -> None:
    async with serving(tmp_path, HEMICYCLE_WEBCAST_ENABLED="true") as product:
        await send(browser, product, "screen", hz=700, colour="rgb(220,20,20)", codec="video/H264")
        player = await play(browser, product, "floor?video=screen", video=True)
        await sees_movement(player, "the player sees the screen", red)
        assert await picture_of(player) == ["video/H264", 320, 180]
        without = await play(browser, product, "floor?video=screen", video=True, codec="video/VP8")
        await sees_movement(without, "who takes no H.264 sees it too", red)
        assert await picture_of(without) == ["video/VP8", 1280, 720]
        await hears_not(player, 700, "the sound of a screen stays out of the floor")


async def test_a_revoked_token_silences_what_was_sent_with_it(product: Serving, browser: Browser) -> None:
    hall = await send(browser, product, "room-1", hz=700)
    player = await play(browser, product, "floor")
    await hears(player, 700, "the hall")
    listed = await token(product, "--list")
    await token(product, "--revoke", listed.split()[0])
    await hears_not(player, 700, "its token is void")
    assert await hall.evaluate("() => window.stop()") == 404
