"""Real browsers as delegates: devices with a distinctive tone and colour, and meters on what is really received."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from playwright.async_api import Browser, Page, async_playwright

from headless.bad_network import Relay

CHROMIUM_FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *(
        "--disable-component-update",
        "--disable-sync",
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
    ),
    "--autoplay-policy=no-user-gesture-required",
]
FIREFOX_PREFS: dict[str, str | float | bool] = {
    "media.navigator.streams.fake": True,
    "media.navigator.permission.disabled": True,
    "media.autoplay.default": 0,
    "media.autoplay.blocking_policy": 0,
}

DEVICES = """
({hz, colour}) => {
  const make = async (constraints) => {
    const tracks = [];
    if (constraints.audio) {
      const context = new AudioContext({sampleRate: 48000});
      await context.resume();
      const oscillator = new OscillatorNode(context, {frequency: hz});
      const gain = new GainNode(context, {gain: 0.25});
      const out = new MediaStreamAudioDestinationNode(context, {channelCount: 1});
      oscillator.connect(gain).connect(out);
      oscillator.start();
      tracks.push(...out.stream.getAudioTracks());
    }
    if (constraints.video) {
      const canvas = Object.assign(document.createElement("canvas"), {width: 320, height: 180});
      const pen = canvas.getContext("2d");
      let n = 0;
      const draw = () => {
        pen.fillStyle = colour; pen.fillRect(0, 0, 320, 180);
        pen.fillStyle = "white"; pen.fillRect((n * 7) % 320, 60, 40, 60);
        n += 1;
      };
      draw();
      setInterval(draw, 66);
      tracks.push(...canvas.captureStream(15).getVideoTracks());
    }
    return new MediaStream(tracks);
  };
  navigator.mediaDevices.getUserMedia = make;
}
"""

HEAR = """
async ({hz, ms}) => {
  const audio = document.querySelector('[data-testid="main-audio"]');
  const stream = audio.srcObject ?? (audio.captureStream ? audio.captureStream() : null);
  if (!stream || stream.getAudioTracks().length === 0) return null;
  window.__ears ??= new AudioContext({sampleRate: 48000});
  const context = window.__ears;
  await context.resume();
  const source = context.createMediaStreamSource(stream);
  const analyser = new AnalyserNode(context, {fftSize: 32768, smoothingTimeConstant: 0});
  source.connect(analyser);
  await new Promise((done) => setTimeout(done, ms));
  const block = new Float32Array(analyser.fftSize);
  analyser.getFloatTimeDomainData(block);
  source.disconnect();
  const db = (power) => 10 * Math.log10(power + 1e-13);
  const line = (f) => {
    let re = 0, im = 0, norm = 0;
    for (let i = 0; i < block.length; i++) {
      const w = 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / block.length);
      re += w * block[i] * Math.cos((2 * Math.PI * f * i) / 48000);
      im += w * block[i] * Math.sin((2 * Math.PI * f * i) / 48000);
      norm += w;
    }
    return (2 * (re * re + im * im)) / (norm * norm);
  };
  // Power within 2.5 %: a receiver that follows the sender's clock, or catches up, bends a tone by as much.
  const tone = (f) => {
    const bin = 48000 / block.length, reach = Math.ceil((0.025 * f) / bin);
    let power = 0;
    for (let k = -reach; k <= reach; k++) power += line(f + k * bin);
    return db(power / 1.5);
  };
  return {all: db(block.reduce((sum, x) => sum + x * x, 0) / block.length), tones: hz.map(tone)};
}
"""

SEE = """
async ({ms}) => {
  const video = document.querySelector('[data-testid="speaker-video"]');
  const look = () => {
    const canvas = Object.assign(document.createElement("canvas"), {width: 32, height: 18});
    const pen = canvas.getContext("2d");
    pen.drawImage(video, 0, 0, 32, 18);
    return pen.getImageData(0, 0, 32, 18).data;
  };
  let frames = 0, watching = true;
  const count = () => { frames += 1; if (watching) video.requestVideoFrameCallback(count); };
  video.requestVideoFrameCallback(count);
  const before = look();
  await new Promise((done) => setTimeout(done, ms));
  watching = false;
  const after = look();
  let changed = 0;
  for (let i = 0; i < after.length; i += 4) {
    if (Math.abs(after[i] - before[i]) + Math.abs(after[i + 1] - before[i + 1]) > 20) changed++;
  }
  return {width: video.videoWidth, frames, changed, corner: [...after.slice(0, 3)]};
}
"""


KEEP_CONNECTIONS = """
window.__connections = [];
window.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(...options) {
    super(...options);
    window.__connections.push(this);
  }
};
void 0;
"""
"""For pages whose connections are asked for their statistics."""

LEAD = """
({from, to}) => {
  const own = RTCPeerConnection.prototype.setRemoteDescription;
  RTCPeerConnection.prototype.setRemoteDescription = function ({type, sdp}) {
    const udp = sdp.split("\\r\\n").filter((line) => !/^a=candidate:.* tcp /.test(line)).join("\\r\\n");
    return own.call(this, {type, sdp: udp.replaceAll(` ${from} typ host`, ` ${to} typ host`)});
  };
}
"""


@dataclass
class Heard:
    """Levels in dBFS (RMS) over two thirds of a second of decoded sound."""

    all: float
    tones: dict[float, float]


@dataclass
class Seen:
    width: int
    frames: int
    changed: int
    """pixels of 576 that changed"""
    corner: tuple[int, int, int]


async def hear(page: Page, *hz: float, ms: int = 800) -> Heard:
    result: Any = await page.evaluate(HEAR, {"hz": list(hz), "ms": ms})
    if result is None:
        return Heard(-130.0, dict.fromkeys(hz, -130.0))
    return Heard(result["all"], dict(zip(hz, result["tones"], strict=True)))


async def see(page: Page, ms: int = 1000) -> Seen:
    result: Any = await page.evaluate(SEE, {"ms": ms})
    return Seen(result["width"], result["frames"], result["changed"], tuple(result["corner"]))


async def lead(page: Page, media_port: int, relay: Relay) -> None:
    """The connections of what this page loads from now on go through the relay."""
    await page.add_init_script(f"({LEAD})({{from: {media_port}, to: {relay.port}}})")


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM_FLAGS, headless=True)
        try:
            yield browser
        finally:
            await browser.close()


@asynccontextmanager
async def firefox(**prefs: str | float | bool) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.firefox.launch(
            channel="moz-firefox",
            executable_path="/usr/bin/firefox-esr",
            firefox_user_prefs={**FIREFOX_PREFS, **prefs},
            headless=True,
        )
        try:
            yield browser
        finally:
            await browser.close()


async def seat(
    browser: Browser, url: str, *, hz: float | None = None, colour: str = "rgb(0,0,0)", locale: str = "en"
) -> Page:
    """A fresh context (a person of their own) on the entry page, with devices of one tone and one colour."""
    context = await browser.new_context(locale=locale, viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page = await context.new_page()
    if hz is not None:
        await page.add_init_script(f"({DEVICES})({{hz: {hz}, colour: '{colour}'}})")
    await page.goto(url)
    return page
