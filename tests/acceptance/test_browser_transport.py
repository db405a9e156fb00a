"""Real Chromium against the real transport process: the two descriptions, ICE-lite, DTLS, SRTP and both media ways."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Page, async_playwright

from bus.messages import AcceptAnswer, MeetingState, Microphone, OpenPublisher, OpenSubscriber, PeerState
from bus.pipe import RtpMessage
from media.codec import opus
from media.rtp.header import parse_header
from media.testing import ToneSource, decode_all, dominant_hz
from tests.acceptance import people
from tests.acceptance.browsing import CHROMIUM_FLAGS
from tests.scenarios.transport_rig import MEETING, Rig, until

pytestmark = pytest.mark.browser

LISTEN = """
async (offer) => {
  const pc = window.subscriber = new RTCPeerConnection();
  pc.ontrack = ({track, streams: [stream]}) => {
    const element = document.createElement(track.kind);
    element.autoplay = true;
    element.srcObject = stream;
    document.body.append(element);
  };
  await pc.setRemoteDescription({type: "offer", sdp: offer});
  await pc.setLocalDescription();
  return pc.localDescription.sdp;
}
"""
PUBLISH = """
async () => {
  const pc = window.publisher = new RTCPeerConnection();
  const context = new AudioContext({sampleRate: 48000});
  const oscillator = new OscillatorNode(context, {frequency: 700});
  const out = new MediaStreamAudioDestinationNode(context, {channelCount: 1});
  oscillator.connect(out);
  oscillator.start();
  const canvas = Object.assign(document.createElement("canvas"), {width: 320, height: 180});
  const pen = canvas.getContext("2d");
  let n = 0;
  setInterval(() => { pen.fillStyle = `hsl(${n++ * 7} 80% 50%)`; pen.fillRect((n * 9) % 320, 20, 80, 90); }, 50);
  pc.addTransceiver(out.stream.getAudioTracks()[0], {direction: "sendonly"});
  pc.addTransceiver(canvas.captureStream(15).getVideoTracks()[0], {direction: "sendonly"});
  pc.addTransceiver("video", {direction: "sendonly"});
  await pc.setLocalDescription();
  return pc.localDescription.sdp;
}
"""
CAMERA_720P = """
async () => {
  const pc = window.publisher = new RTCPeerConnection();
  const canvas = Object.assign(document.createElement("canvas"), {width: 1280, height: 720});
  const pen = canvas.getContext("2d");
  let n = 0;
  setInterval(() => {
    n += 1;
    for (let y = 0; y < 720; y += 60) {
      for (let x = 0; x < 1280; x += 80) {
        pen.fillStyle = `hsl(${(x * 7 + y * 3 + n * 11 + (x * y * n) % 97) % 360} 80% 50%)`;
        pen.fillRect(x, y, 80, 60);
      }
    }
  }, 40);
  const {sender} = pc.addTransceiver(canvas.captureStream(25).getVideoTracks()[0], {direction: "sendonly"});
  await sender.setParameters({...sender.getParameters(), degradationPreference: "maintain-resolution"});
  await pc.setLocalDescription();
  return pc.localDescription.sdp;
}
"""
RATE = """
async () => {
  const all = [...(await window.publisher.getStats()).values()];
  const sent = all.find((s) => s.type === "outbound-rtp");
  const pair = all.find((s) => s.type === "candidate-pair" && s.availableOutgoingBitrate);
  return {bytes: sent.bytesSent, at: sent.timestamp, available: pair ? pair.availableOutgoingBitrate : 0,
          height: sent.frameHeight, limited: sent.qualityLimitationReason};
}
"""
ACCEPT = "async (sdp) => window.publisher.setRemoteDescription({type: 'answer', sdp})"
STATS = """
async (name) => {
  const all = [...(await window[name].getStats()).values()];
  const rtp = (type, kind) => all.filter((s) => s.type === type && s.kind === kind).map((s) => ({...s}));
  const transport = all.find((s) => s.type === "transport") ?? {};
  const used = all.find((s) => s.type === "candidate-pair" && s.id === transport.selectedCandidatePairId) ?? {};
  return {state: window[name].connectionState, cipher: transport.srtpCipher, audio: rtp("inbound-rtp", "audio"),
          video: rtp("inbound-rtp", "video"), sent: rtp("outbound-rtp", "video"),
          protocol: all.find((s) => s.type === "local-candidate" && s.id === used.localCandidateId)?.protocol,
          heardBy: rtp("remote-inbound-rtp", "video")};
}
"""


@pytest.fixture
async def page() -> AsyncIterator[Page]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM_FLAGS)
        try:
            yield await browser.new_page()
        finally:
            await browser.close()


def without_udp(sdp: str) -> str:
    """What is left to a client in a network that lets no UDP out."""
    return "".join(line for line in sdp.splitlines(True) if " udp " not in line or not line.startswith("a=candidate:"))


async def listen(rig: Rig, page: Page, *video: str, udp: bool = True) -> None:
    state = PeerState("s1", MEETING, ("floor",), video)
    offer = await rig.ask(OpenSubscriber(rig.request_id(), "p1", "plenary", state))
    answer = await page.evaluate(LISTEN, offer.sdp if udp else without_udp(offer.sdp))
    assert not (await rig.ask(AcceptAnswer(rig.request_id(), "s1", answer))).error


async def publish(rig: Rig, page: Page, *, udp: bool = True) -> None:
    offer = await page.evaluate(PUBLISH)
    answer = await rig.ask(OpenPublisher(rig.request_id(), "p2", PeerState("pub1", MEETING), offer))
    assert not answer.error
    await page.evaluate(ACCEPT, answer.sdp if udp else without_udp(answer.sdp))


async def stats(page: Page, name: str) -> dict[str, Any]:
    found: dict[str, Any] = await page.evaluate(STATS, name)
    return found


async def play_floor(rig: Rig, packets: int) -> None:
    """A tone on the floor, at its own pace."""
    encoder, tone = opus.Encoder(bitrate_bps=48_000, fec=True, loss_percent=5), ToneSource(440, level_db=-12)
    loop = asyncio.get_running_loop()
    deadline = loop.time()
    for _ in range(packets):
        rig.bus("floor", encoder.encode(tone.read(960)))
        deadline += 0.02
        await asyncio.sleep(max(0.0, deadline - loop.time()))


async def test_chromium_hears_the_floor(page: Page) -> None:
    async with Rig() as rig:
        await listen(rig, page)
        await play_floor(rig, 150)
        found = await stats(page, "subscriber")
        assert found["state"] == "connected"
        assert found["cipher"].endswith("AEAD_AES_128_GCM")
        main = next(audio for audio in found["audio"] if audio["mid"] == "main")
        assert main["packetsReceived"] > 100 and main["packetsLost"] == 0
        assert main["totalAudioEnergy"] > 0.01


async def test_chromium_publishes_a_microphone_and_a_camera_that_chromium_sees(page: Page) -> None:
    microphones = (Microphone("p2/mic", "open"),)
    async with Rig() as rig:
        shown = MeetingState(MEETING, microphones=microphones, slots={"speaker": "p2/cam"})
        await rig.patch(meeting=shown)
        await listen(rig, page, "speaker")
        await publish(rig, page)
        await until(lambda: len(rig.piped) > 100, 15)
        messages = [message for message in rig.piped if isinstance(message, RtpMessage)]
        assert {message.track for message in messages} == {"m/p2/mic"}
        heard = decode_all([payload(message.packet) for message in messages[20:100]])
        assert abs(dominant_hz(heard[24_000:]) - 700) < 5
        before = await picture(page, frames=20)
        assert before["frameWidth"] == 320
        await rig.patch(meeting=MeetingState(MEETING, microphones=microphones))
        await rig.patch(meeting=shown)
        after = await picture(page, frames=before["framesDecoded"] + 20)
        assert after["keyFramesDecoded"] > before["keyFramesDecoded"]
        assert after["packetsLost"] <= 0  # less: what was late and sent again came twice
        assert rig.process.kernel.counters()["errors"] == 0
        sent = await stats(page, "publisher")
        asked = sum(stream.get("pliCount", 0) + stream.get("firCount", 0) for stream in sent["sent"])
        assert asked >= 1, f"the key frame was not asked for: {sent}"
        assert sent["heardBy"], "receiver reports arrive"


async def test_chromium_without_udp_hears_and_publishes_over_tcp(page: Page) -> None:
    async with Rig() as rig:
        await rig.patch(
            meeting=MeetingState(MEETING, microphones=(Microphone("p2/mic", "open"),), slots={"speaker": "p2/cam"})
        )
        await listen(rig, page, "speaker", udp=False)
        await publish(rig, page, udp=False)
        await play_floor(rig, 150)
        found = await stats(page, "subscriber")
        main = next(audio for audio in found["audio"] if audio["mid"] == "main")
        assert found["state"] == "connected" and main["packetsReceived"] > 100 and main["packetsLost"] == 0
        assert main["totalAudioEnergy"] > 0.01
        assert (await picture(page, frames=20))["packetsLost"] == 0
        assert len([message for message in rig.piped if isinstance(message, RtpMessage)]) > 100
        assert rig.process.tcp is not None and len(rig.process.tcp.streams) >= 2
        assert {(await stats(page, name))["protocol"] for name in ("subscriber", "publisher")} == {"tcp"}


async def picture(page: Page, *, frames: int) -> dict[str, Any]:
    """The speaker's picture once that many frames have been decoded."""
    async with asyncio.timeout(20):
        while True:
            found = await stats(page, "subscriber")
            video: dict[str, Any] = next(video for video in found["video"] if video["mid"] == "speaker")
            if video["framesDecoded"] >= frames:
                return video
            await asyncio.sleep(0.2)


def payload(packet: bytes) -> bytes:
    header = parse_header(packet)
    return packet[header.payload_start : header.payload_end]


async def test_a_chromium_camera_of_720p_learns_that_there_is_room_for_more(page: Page) -> None:
    """A sender begins with an estimate of 300 kbit/s; only congestion feedback raises it."""
    async with Rig() as rig:
        await rig.patch(meeting=MeetingState(MEETING, slots={"speaker": "p2/cam"}))
        offer = await page.evaluate(CAMERA_720P)
        answer = await rig.ask(OpenPublisher(rig.request_id(), "p2", PeerState("pub1", MEETING), offer))
        assert "transport-cc" in answer.sdp and "goog-remb" not in answer.sdp
        await page.evaluate(ACCEPT, answer.sdp)

        async def room() -> bool:
            return bool((await page.evaluate(RATE))["available"] > 600_000)

        await people.until(room, "the estimate has doubled", 40)
        assert rig.process.kernel.counters()["errors"] == 0
