"""From a speaker to who listens, through the real transport and mixer: how long the server keeps the sound, and whether lips
and voice stay together.

Latency: bursts of sound over a link with seeded jitter; from the moment the link hands the node the RTP packet that holds a
burst's onset to the moment the listener, an interpreter, has the RTP packet whose decoded sound holds it.  It holds the
listener's own wake-up too, on a machine that runs both.

Lip sync: a burst and a key frame carry the moment they were captured.  A receiver plays both by the NTP times of the rows'
sender reports (RFC 3550 section 6.4.1); how far these are from the capture, sound less picture, is the skew.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from bench.house import House, Listening, Packet, Speaking, media_port
from bus.messages import Desk, MeetingState, Microphone, Output
from headless.bad_network import Direction, Relay
from headless.clips import Clip, encode
from headless.sending import Loop, filler
from media.codec.opus import LOOKAHEAD_SAMPLES
from media.rtp import rtcp, vp8
from media.rtp.sequence import timestamp_distance
from media.sfu.source import NTP_EPOCH_S
from media.testing import Delivery, Link, Samples, decode_all

FRAME: Final = 960
EVERY: Final = 20
"""Frames from one burst to the next."""
JITTER_S: Final = 0.03
WARM_UP_S: Final = 3.0
EARLY_MS, LATE_MS = 45.0, 125.0


@dataclass(frozen=True, slots=True)
class Latency:
    p50_ms: float
    p95_ms: float
    bursts: int


@dataclass(frozen=True, slots=True)
class LipSync:
    """Positive: the sound comes after the picture.  Milliseconds, of each burst beside the pictures' median."""

    median_ms: float
    earliest_ms: float
    latest_ms: float
    bursts: int


def bursts() -> Clip:
    """One loop: 20 ms of noise in silence, in frame ``EVERY // 2``."""
    sound = np.zeros(EVERY * FRAME, np.float32)
    at = EVERY // 2 * FRAME
    sound[at : at + FRAME] = np.random.default_rng(1).standard_normal(FRAME) * 0.2
    return encode(sound)


def onsets(sound: Samples) -> list[int]:
    """First samples of the bursts."""
    loud = np.flatnonzero(np.abs(sound) > 0.03)
    return [int(at) for at, before in zip(loud, np.concatenate(([-(10**6)], loud[:-1])), strict=True) if at - before > 4800]


class _Stamped(Link):
    """Remembers when each packet came out."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed, jitter_s=JITTER_S)
        self.out: dict[tuple[int, int], float] = {}

    def receive(self, now: float) -> Iterator[Delivery]:
        for delivery in super().receive(now):
            self._stamp(delivery, now)
            yield delivery

    def _stamp(self, delivery: Delivery, now: float) -> None:
        ssrc, number = int.from_bytes(delivery.packet[8:12], "big"), int.from_bytes(delivery.packet[2:4], "big")
        self.out.setdefault((ssrc, number), now)


STATE = MeetingState(
    "m",
    channels=("fr",),
    microphones=(Microphone("ada/mic", "open"),),
    desks=(Desk("ivo/mic", "fr", "open", "fr"),),
    outputs=(Output("floor!ivo/mic", "floor", "ivo/mic"), Output("floor", "floor")),
    slots={"speaker": "ada/cam"},
)


async def _held(seconds: float, seed: int) -> tuple[Latency, LipSync]:
    link = _Stamped(seed)

    def make_link(direction: Direction) -> Link:
        return link if direction == "up" else Link()

    async with House() as house:
        house.state(STATE)
        port = media_port(await house.offered("probe", "floor"))
        async with Relay(port, make_link) as relay:
            interpreter = await house.listen("ivo", "floor!ivo/mic", None, profile="plenary", video=("speaker",))
            speaker = await house.publish("ada", relay)
            first = speaker.microphone.stream.sequence_number
            house.speak(speaker, bursts(), _numbered(filler(800, 25)))
            await asyncio.sleep(WARM_UP_S + seconds)
            latency = _latency(interpreter.packets["main"], link, speaker, first)
            return latency, _lip_sync(interpreter, speaker)


def _latency(heard: list[Packet], link: _Stamped, speaker: Speaking, first: int) -> Latency:
    """Pairs each burst in with the first one out after it."""
    ssrc, loop = speaker.microphone.stream.ssrc, bursts()
    within = onsets(decode_all(loop.frames * 2))[0] // FRAME
    sent = speaker.microphone.stream.packets
    numbers = [first + n for n in range(within, sent, EVERY)]
    came = [link.out[ssrc, number & 0xFFFF] for number in numbers if (ssrc, number & 0xFFFF) in link.out]
    went = [heard[at // FRAME].at for at in onsets(decode_all([packet.payload for packet in heard]))]
    waits = [min((out - at for out in went if out > at), default=1.0) * 1000 for at in came if at > came[0] + WARM_UP_S]
    found = [wait for wait in waits if wait < 300]
    return Latency(float(np.percentile(found, 50)), float(np.percentile(found, 95)), len(found))


def _capture_s(report: rtcp.SenderReport, timestamp: float, clock_rate: int) -> float:
    """Unix seconds at which a receiver takes an RTP timestamp to have been captured."""
    whole = int(timestamp)
    past = timestamp_distance(whole & 0xFFFFFFFF, report.rtp_timestamp) + timestamp - whole
    return report.ntp / (1 << 32) - NTP_EPOCH_S + past / clock_rate


def _lip_sync(listening: Listening, speaker: Speaking) -> LipSync:
    received = listening.peer.received
    voice, picture = (received.sender_reports[received.streams[mid].ssrc] for mid in ("main", "speaker"))
    wall = time.time() - time.monotonic()
    heard = listening.packets["main"]
    spoken = speaker.spoken[onsets(decode_all(bursts().frames * 2))[0] // FRAME :: EVERY]
    late_s = []
    for at in onsets(decode_all([packet.payload for packet in heard])):
        packet = heard[at // FRAME]
        captured = max((moment for moment in spoken if moment < packet.at), default=0.0)
        claimed = _capture_s(voice, packet.header.timestamp + at % FRAME - LOOKAHEAD_SAMPLES, 48_000)
        if packet.at > heard[0].at + WARM_UP_S:
            late_s.append(claimed - captured - wall)
    early_s = float(np.median(list(_picture_errors_s(listening.packets["speaker"], picture, speaker, wall))))
    skews = [(late - early_s) * 1000 for late in late_s]
    return LipSync(float(np.median(skews)), min(skews), max(skews), len(skews))


def _picture_errors_s(
    packets: Sequence[Packet], report: rtcp.SenderReport, speaker: Speaking, wall: float
) -> Iterator[float]:
    """How much later than its capture a receiver takes each picture to be."""
    for packet in packets:
        number = int.from_bytes(packet.payload[vp8.parse_descriptor(packet.payload).size :][-4:], "big")
        captured = max((moment for place, moment in speaker.shown if place == number and moment < packet.at), default=None)
        if captured is not None:
            yield _capture_s(report, packet.header.timestamp, 90_000) - captured - wall


def _numbered(pictures: Loop) -> Loop:
    """Each picture ends with its place in the loop."""
    frames = tuple(frame[:-4] + number.to_bytes(4, "big") for number, frame in enumerate(pictures.frames))
    return replace(pictures, frames=frames)


def measure(seconds: float = 20.0, seed: int = 1) -> tuple[Latency, LipSync]:
    """In real time."""
    return asyncio.run(_held(seconds, seed))
