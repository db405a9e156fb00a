"""Which share of lost packets is heard all the same.  ``python -m bench.recovery``

Speech crosses a link that loses packets both ways.  What is heard in the place of each lost packet is compared with what is
heard without loss: it is recovered when the error stays 6 dB below the sound, which concealment seldom does.  Lost packets
that held no sound are not counted.
"""

from __future__ import annotations

import argparse
import asyncio
import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from typing import Final, Protocol

import numpy as np

from headless.clips import Library
from headless.receiving import Ear, Received, Subscriber
from media.codec import opus
from media.rtp import rtcp
from media.rtp.header import build_packet, parse_header
from media.sfu.layout import TrackLayout
from media.sfu.track import Track
from media.testing import Link, Samples, decode_all

FRAME: Final = 960
SOUNDING_DB: Final = -60.0
RECOVERED_DB: Final = 6.0
SSRC: Final = 7
FIRST_NUMBER: Final = 65_000
START_S: Final = 100.0
STEP_S: Final = 0.002
TICK_STEPS: Final = 10


@dataclass(frozen=True, slots=True)
class Recovery:
    """``lost``: lost packets with sound in them; ``recovered``: those of them that were heard all the same."""

    lost: int
    recovered: int
    resent: int
    delay_ms: float
    """95th percentile of what the jitter buffer waited."""

    @property
    def share(self) -> float:
        return self.recovered / max(1, self.lost)


def speech(seconds: float) -> list[bytes]:
    """Opus packets of 20 ms of the demo's speakers, encoded as the mixer encodes."""
    library = Library()
    spoken: list[bytes] = []
    for key, language in library.keys():
        spoken += library.clip(key, language).frames
        if len(spoken) >= seconds * 50:
            break
    sound = decode_all(spoken)
    encoder = opus.Encoder()
    return [encoder.encode(sound[at : at + FRAME]) for at in range(0, len(sound) // FRAME * FRAME, FRAME)]


def recovered(reference: Samples, heard: Samples, lost: Collection[int]) -> tuple[int, int]:
    """(lost packets that held sound, those of them that were heard) by the numbers of the lost packets."""
    sounding = restored = 0
    for number in lost:
        there, got = reference[number * FRAME :][:FRAME], heard[number * FRAME :][:FRAME]
        power = float(np.mean(there**2))
        if power < 10 ** (SOUNDING_DB / 10):
            continue
        sounding += 1
        restored += float(np.mean((there - got) ** 2)) < power / 10 ** (RECOVERED_DB / 10)
    return sounding, restored


class Receiver(Protocol):
    ear: Ear

    def packet(self, packet: bytes, now: float) -> list[int]:
        """Sequence numbers to ask for at once."""

    def tick(self, now: float) -> list[int]: ...


class Microphone:
    """A speaker's packets at the server: the transport's track, then the mixer's jitter buffer."""

    def __init__(self) -> None:
        self.ear = Ear(START_S)
        self._track = Track("p/mic", b"m/p/mic", 1, TrackLayout("mic", "opus", 111, "0", (SSRC,), nack=True))
        self._track.open(True)
        self._track.layers[0].bind(SSRC)

    def packet(self, packet: bytes, now: float) -> list[int]:
        header = parse_header(packet)
        self._track.layers[0].received(header, packet, now)
        self.ear.packet(header, packet[header.payload_start : header.payload_end], now)
        return self.tick(now)

    def tick(self, now: float) -> list[int]:
        return [
            n for request in self._track.requests(now) if isinstance(request, rtcp.Nack) for n in request.sequence_numbers
        ]


class Listener:
    """A participant without a browser who listens as a device does."""

    def __init__(self) -> None:
        self._stream = Received("main", "audio", SSRC)
        self.ear = self._stream.attend(START_S)
        self._subscriber = Subscriber([self._stream], lambda datagram: bytes(memoryview(datagram)))

    def packet(self, packet: bytes, now: float) -> list[int]:
        self._subscriber.rtp(packet, now)
        return self.tick(now)

    def tick(self, now: float) -> list[int]:
        compound = self._subscriber.feedback(1, now)
        requests = rtcp.parse(compound) if compound else []
        return [n for request in requests if isinstance(request, rtcp.Nack) for n in request.sequence_numbers]


def over_link(
    payloads: Sequence[bytes],
    receiver: Receiver,
    *,
    round_trip_s: float,
    loss: float = 0.05,
    burst: float = 1.0,
    seed: int = 1,
    resends: bool = True,
) -> Recovery:
    """One stream in simulated time over a link that loses both ways, with 10 ms of jitter."""
    there = Link(seed, loss=loss, burst=burst, delay_s=round_trip_s / 2, jitter_s=0.01)
    back = Link(seed + 1000, loss=loss, burst=burst, delay_s=round_trip_s / 2, jitter_s=0.01)
    packets = [_packet(number, payload) for number, payload in enumerate(payloads)]
    lost: set[int] = set()
    resent = 0
    for step in range(TICK_STEPS * len(packets) + 200):
        now = START_S + step * STEP_S
        wanted: list[int] = []
        if step % TICK_STEPS == 0:
            if (number := step // TICK_STEPS) < len(packets) and not there.send(now, packets[number]):
                lost.add(number)
            wanted += receiver.tick(now)
        for delivery in there.receive(now):
            wanted += receiver.packet(delivery.packet, delivery.at)
        if wanted and resends:
            back.send(now, b"".join(number.to_bytes(2, "big") for number in wanted))
        for delivery in back.receive(now):
            for at in range(0, len(delivery.packet), 2):
                resent += 1
                there.send(now, packets[int.from_bytes(delivery.packet[at : at + 2], "big") - FIRST_NUMBER & 0xFFFF])
    receiver.ear.play_until(START_S + (len(packets) * TICK_STEPS + 200) * STEP_S)
    return judged(payloads, receiver.ear, 0, lost, resent)


def judged(payloads: Sequence[bytes], ear: Ear, timestamp: int, lost: Collection[int], resent: int) -> Recovery:
    """``timestamp``: of the first payload.  ``lost``: numbers of payloads whose first packet was lost."""
    within = [number for number in lost if number < len(payloads)]
    heard = ear.heard(timestamp, len(payloads) * FRAME)
    counted = recovered(decode_all(payloads), heard, within)
    return Recovery(*counted, resent, float(np.percentile(ear.delays_ms, 95)))


def _packet(number: int, payload: bytes) -> bytes:
    sequence_number = FIRST_NUMBER + number & 0xFFFF
    return build_packet(payload, payload_type=111, sequence_number=sequence_number, timestamp=number * FRAME, ssrc=SSRC)


def run(*, quick: bool = False) -> dict[str, object]:
    """``speech.recovered_share``: the lesser of speaker's and listener's, on the real way at a round trip of 40 ms."""
    from bench.recovery_path import over_network  # it imports this module

    words = speech(15 if quick else 60)[: 750 if quick else 3000]
    plain = opus.Encoder(fec=False)
    bare = [plain.encode(block) for block in decode_all(words).reshape(-1, FRAME)]
    real = asyncio.run(over_network(words, round_trip_s=0.04))
    figures: dict[str, object] = {"speech.recovered_share": min(found.share for found in real.values())}
    for end, found in real.items():
        figures[f"recovery.{end}_udp_40_ms"] = asdict(found)
    for name, make in (("speaker", Microphone), ("listener", Listener)):
        for round_trip_ms, burst in ((20, 1.0), (40, 1.0), (80, 1.0), (120, 1.0), (40, 1.5), (80, 1.5)):
            found = over_link(words, make(), round_trip_s=round_trip_ms / 1000, burst=burst)
            figures[f"recovery.{name}_{round_trip_ms}_ms_burst_{burst:g}"] = asdict(found)
        figures[f"recovery.{name}_fec_alone"] = over_link(words, make(), round_trip_s=0.04, resends=False).share
        figures[f"recovery.{name}_resends_alone"] = over_link(bare, make(), round_trip_s=0.04).share
        figures[f"recovery.{name}_neither"] = over_link(bare, make(), round_trip_s=0.04, resends=False).share
    return figures


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    print(json.dumps(run(quick=parser.parse_args().quick), indent=2))
