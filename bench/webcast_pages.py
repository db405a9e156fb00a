"""Real browsers around a webcast: one that sends a camera with a clock in its picture, and players that read it back.

The clock is the sender's ``Date.now()`` in milliseconds, modulo :data:`CLOCK`, as two rows of twelve blocks, black or
white: twenty bits, the most significant first, and a check of four.  All of one machine, so all clocks are one.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from playwright.async_api import Browser, Page, async_playwright

CLOCK: Final = 1 << 20
BEEP_S: Final = 0.2
"""At the beginning of each second of the sender's clock its tone sounds so long."""
PATIENCE_S: Final = 60.0

SEND: Final = """
async ({url, token, hz}) => {
  const context = new AudioContext({sampleRate: 48000});
  await context.resume();
  const oscillator = new OscillatorNode(context, {frequency: hz});
  const gain = new GainNode(context, {gain: 0});
  const out = new MediaStreamAudioDestinationNode(context, {channelCount: 1});
  oscillator.connect(gain).connect(out);
  oscillator.start();
  let next = Math.ceil(Date.now() / 1000) + 1;
  setInterval(() => {
    const {contextTime, performanceTime} = context.getOutputTimestamp();
    while (next * 1000 < Date.now() + 2000) {
      const at = contextTime + (next * 1000 - performance.timeOrigin - performanceTime) / 1000;
      gain.gain.setValueAtTime(0.2, at);
      gain.gain.setValueAtTime(0, at + 0.2);
      next += 1;
    }
  }, 500);
  const canvas = Object.assign(document.createElement("canvas"), {width: 640, height: 360});
  const pen = canvas.getContext("2d", {alpha: false});
  setInterval(() => {
    const now = Date.now() % (1 << 20);
    let check = 5;
    for (let shift = 0; shift < 20; shift += 4) check ^= (now >> shift) & 15;
    const word = now * 16 + check;
    pen.fillStyle = "rgb(70,90,120)";
    pen.fillRect(0, 0, 640, 360);
    for (let bit = 0; bit < 24; bit++) {
      pen.fillStyle = (word >> (23 - bit)) & 1 ? "white" : "black";
      pen.fillRect(20 + 50 * (bit % 12), 110 + 70 * Math.floor(bit / 12), 50, 70);
    }
  }, 40);
  const pc = new RTCPeerConnection();
  pc.addTransceiver(out.stream.getAudioTracks()[0], {direction: "sendonly"});
  pc.addTransceiver(canvas.captureStream(25).getVideoTracks()[0], {direction: "sendonly"});
  await pc.setLocalDescription();
  await new Promise((done) => {
    if (pc.iceGatheringState === "complete") return done();
    pc.addEventListener("icegatheringstatechange", () => pc.iceGatheringState === "complete" && done());
  });
  const headers = {"Content-Type": "application/sdp", Authorization: `Bearer ${token}`};
  const response = await fetch(url, {method: "POST", headers, body: pc.localDescription.sdp});
  if (response.status === 201) await pc.setRemoteDescription({type: "answer", sdp: await response.text()});
  window.__sending = pc;
  return response.status;
}
"""

WATCH: Final = """
() => {
  const watching = window.__watching = {clocks: [], frames: [], waits: [], events: [], heard: null, position: 0};
  const now = () => performance.timeOrigin + performance.now();
  const canvas = Object.assign(document.createElement("canvas"), {width: 96, height: 54});
  const pen = canvas.getContext("2d", {willReadFrequently: true});
  const read = (video) => {
    pen.drawImage(video, 0, 0, 96, 54);
    const light = pen.getImageData(0, 0, 96, 54).data;
    let word = 0;
    for (let bit = 0; bit < 24; bit++) {
      const x = Math.floor((45 + 50 * (bit % 12)) * 0.15), y = Math.floor((145 + 70 * Math.floor(bit / 12)) * 0.15);
      word = word * 2 + (light[4 * (y * 96 + x) + 1] > 128 ? 1 : 0);
    }
    const value = Math.floor(word / 16);
    let check = 5;
    for (let shift = 0; shift < 20; shift += 4) check ^= (value >> shift) & 15;
    return check === word % 16 ? value : null;
  };
  const begin = (video) => {
    video.addEventListener("waiting", () => watching.waits.push(now()));
    for (const name of ["playing", "seeking", "pause", "stalled"])
      video.addEventListener(name, () => watching.events.push([name, now()]));
    new MutationObserver(() => watching.events.push([video.dataset.channel, now()]))
      .observe(video, {attributes: true, attributeFilter: ["data-channel"]});
    document.addEventListener("change", ({target}) => {
      if (target.closest("[data-testid=language]")) watching.chosen = [target.value, now()];
    }, true);
    // Two frames in a row of every ten are read: what the second shows for the first time is as old as it can be.
    let last = null, count = 0;
    const look = () => {
      watching.frames.push(now());
      watching.position = video.currentTime;
      if (++count % 10 < 2) {
        const at = now(), value = read(video);
        if (count % 10 === 1 && value !== null && last !== null && value !== last) watching.clocks.push([at, value]);
        last = value;
      }
      video.requestVideoFrameCallback(look);
    };
    video.requestVideoFrameCallback(look);
  };
  const found = setInterval(() => {
    const video = document.querySelector("video");
    if (video) { clearInterval(found); begin(video); }
  }, 20);
  window.__listen = async (frequencies) => {
    const video = document.querySelector("video");
    const context = new AudioContext({sampleRate: 48000});
    await context.resume();
    const analyser = new AnalyserNode(context, {fftSize: 2048, smoothingTimeConstant: 0});
    const source = context.createMediaElementSource(video);
    source.connect(analyser);
    source.connect(context.destination);
    const block = new Float32Array(2048);
    const level = (hz) => {
      const turn = 2 * Math.cos((2 * Math.PI * hz) / 48000);
      let a = 0, b = 0;
      for (const [i, x] of block.entries()) [a, b] = [x * (0.5 - 0.5 * Math.cos(Math.PI * i / 1024)) + turn * a - b, a];
      return 10 * Math.log10((8 * (a * a + b * b - turn * a * b)) / 2048 ** 2 + 1e-13);
    };
    setInterval(() => {
      analyser.getFloatTimeDomainData(block);
      const levels = frequencies.map(level), best = levels.indexOf(Math.max(...levels));
      const heard = levels[best] > -50 ? frequencies[best] : null;
      if (heard !== watching.heard) {
        watching.heard = heard;
        watching.events.push([`hz ${heard}`, now()]);
      }
    }, 10);
    return context.state;
  };
}
"""

FLAGS: Final = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--autoplay-policy=no-user-gesture-required"),
)
FIREFOX: Final[dict[str, str | float | bool]] = {"media.autoplay.default": 0, "media.autoplay.blocking_policy": 0}


@asynccontextmanager
async def browser(kind: str, environment: Mapping[str, str] | None = None) -> AsyncIterator[Browser]:
    """``kind``: ``chromium`` or ``firefox``, as the system has them."""
    env: dict[str, str | float | bool] = {**os.environ, **(environment or {})}
    async with async_playwright() as playwright:
        if kind == "chromium":
            running = await playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(FLAGS), env=env)
        else:
            running = await playwright.firefox.launch(
                channel="moz-firefox", executable_path="/usr/bin/firefox-esr", firefox_user_prefs=FIREFOX, env=env
            )
        try:
            yield running
        finally:
            await running.close()


@asynccontextmanager
async def sound_server() -> AsyncIterator[dict[str, str]]:
    """PulseAudio with a sink that leads nowhere, as environment: without any sound card Firefox plays no sound."""
    with tempfile.TemporaryDirectory(prefix="hemicycle-sound-") as home:
        socket = Path(home) / "pulse.sock"
        process = await asyncio.create_subprocess_exec(
            *("pulseaudio", "-n", "--exit-idle-time=-1", "--daemonize=no", "--use-pid-file=no"),
            *("-L", "module-null-sink sink_name=null"),
            *("-L", f"module-native-protocol-unix auth-anonymous=1 socket={socket}"),
            env={**os.environ, "HOME": home, "XDG_RUNTIME_DIR": home},
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            async with asyncio.timeout(PATIENCE_S):
                while not socket.exists():  # noqa: ASYNC110 - another process makes it
                    await asyncio.sleep(0.05)
            yield {"PULSE_SERVER": f"unix:{socket}"}
        finally:
            process.terminate()
            await process.wait()


async def send(browser: Browser, url: str, token: str, hz: float) -> Page:
    """A WHIP sender of a clock, and of a tone at each of its seconds.  ``url``: where WHIP is.  Raises ``RuntimeError``."""
    page = await (await browser.new_context()).new_page()
    if (status := await page.evaluate(SEND, {"url": url, "token": token, "hz": hz})) != 201:
        raise RuntimeError(f"WHIP answered {status}")
    return page


async def watch(browser: Browser, url: str) -> Page:
    """A player on its page, watched from its first picture on."""
    page = await (await browser.new_context(locale="en")).new_page()
    await page.add_init_script(f"({WATCH})()")
    await page.goto(url)
    await page.wait_for_function("() => window.__watching.frames.length > 0", timeout=1000 * PATIENCE_S)
    return page


async def listen(page: Page, frequencies_hz: Iterable[float]) -> str:
    """Note from now on which of the tones is heard; the state of the browser's sound."""
    return str(await page.evaluate("(hz) => window.__listen(hz)", list(frequencies_hz)))


async def watched(page: Page) -> Any:
    """What there is to know so far, times in Unix ms: ``clocks`` [[seen, clock]], ``frames`` and ``waits`` [when],
    ``events`` [[what, when]], ``heard`` Hz or null, ``chosen`` [language, when], ``position`` of the player in seconds."""
    return await page.evaluate("() => window.__watching")


async def happened(page: Page, since: int) -> Any:
    """``events`` from number ``since`` on, and ``chosen``, of what is :func:`watched`: little, to be asked for often."""
    return await page.evaluate("(since) => ({events: __watching.events.slice(since), chosen: __watching.chosen})", since)


def clock_in(luma: npt.NDArray[np.uint8]) -> int | None:
    """The clock in a picture of 1280x720; None: there is none."""
    word = 0
    for bit in range(24):
        row, column = divmod(bit, 12)
        y, x = 2 * (145 + 70 * row), 2 * (45 + 50 * column)
        word = word * 2 + int(luma[y - 8 : y + 8, x - 8 : x + 8].mean() > 125)
    value, check = divmod(word, 16)
    for shift in range(0, 20, 4):
        check ^= value >> shift & 15
    return value if check == 5 else None


def age_s(now_ms: float, clock: int) -> float:
    """How long ago it showed that."""
    return ((now_ms - clock) % CLOCK) / 1000
