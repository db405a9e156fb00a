"""The console's chain in a real audio thread: the built worklet, as it is served, with everything at maximum."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.acceptance.browsing import chromium
from tests.acceptance.people import enter, until
from tests.acceptance.serving import ROOT, serving

pytestmark = [pytest.mark.browser, pytest.mark.process]

CEILING_DB = -6.0
RUN = """
async ({worklet, burstDb, hz}) => {
  const rate = 48000, seconds = 3;
  const context = new OfflineAudioContext(1, rate * seconds, rate);
  await context.audioWorklet.addModule(worklet);
  const limiter = new AudioWorkletNode(context, "hearing-protection",
    {outputChannelCount: [1], channelCount: 1, channelCountMode: "explicit"});
  const bass = new BiquadFilterNode(context, {type: "lowshelf", frequency: 250, gain: 12});
  const treble = new BiquadFilterNode(context, {type: "highshelf", frequency: 3000, gain: 12});
  bass.connect(treble).connect(limiter).connect(context.destination);
  for (const channel of ["main", "second"]) {
    const buffer = context.createBuffer(1, rate * seconds, rate), data = buffer.getChannelData(0);
    for (let n = 0; n < data.length; n++) {
      const t = n / rate, loud = (t > 1 && t < 1.3) || (t > 2.5 && t < 2.6) ? 10 ** (burstDb / 20) : t < 2 ? 0.1 : 0;
      data[n] = loud * Math.sin(2 * Math.PI * hz * t);
    }
    const source = new AudioBufferSourceNode(context, {buffer});
    source.connect(new GainNode(context, {gain: 1})).connect(bass);
    source.start();
  }
  const out = (await context.startRendering()).getChannelData(0);
  const above = 10 ** (-5 / 20);
  let peak = 0, run = 0, longest = 0, energy = 0;
  for (let n = 0; n < out.length; n++) {
    const x = Math.abs(out[n]);
    peak = Math.max(peak, x);
    run = x > above ? run + 1 : 0;
    longest = Math.max(longest, run);
    if (n > 0.5 * rate && n < 0.9 * rate) energy += x * x;
  }
  return {peakDb: 20 * Math.log10(peak), longestMs: longest * 1000 / rate, speechDb: 10 * Math.log10(energy / (0.4 * rate))};
}
"""


async def test_no_burst_passes_the_ceiling_with_volumes_bass_and_treble_at_maximum(tmp_path: Path) -> None:
    async with serving(tmp_path) as product, chromium() as browser:
        page = await browser.new_page()
        await page.goto(product.url)
        [built] = (ROOT / "client_web" / "dist" / "assets").glob("limiter_worklet*.js")
        worklet = f"{product.url}/assets/{built.name}"
        for hz in (100.0, 1000.0, 8000.0):
            heard = await page.evaluate(RUN, {"worklet": worklet, "burstDb": 40, "hz": hz})
            assert heard["peakDb"] <= CEILING_DB + 0.01, heard
            assert heard["longestMs"] == 0, heard
            assert heard["speechDb"] > -40, "nothing passes the chain"


async def test_an_interpreter_hears_a_speaker_through_the_chain_and_by_no_other_way(tmp_path: Path) -> None:
    async with serving(tmp_path) as product, chromium() as browser:
        chair = await enter(browser, product.url, "chair", hz=440.0)
        interpreter = await enter(browser, product.url, "interpreter", booth="fr")
        await expect(interpreter.get_by_test_id("protection")).to_have_attribute("data-status", "on")
        assert await interpreter.evaluate("[...document.querySelectorAll('audio')].every((element) => element.muted)")
        await chair.get_by_test_id("mic-button").click()

        async def at_the_ears() -> bool:
            """The minute's mean, of a tone at -15 dBFS turned down to 60 %, after some seconds."""
            level = re.search(r"-?\d+(?= dB)", await interpreter.get_by_test_id("protection").inner_text())
            return level is not None and int(level[0]) > -45

        await until(at_the_ears, "the tone reaches the ears")
