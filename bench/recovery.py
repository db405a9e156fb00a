"""Which share of lost packets is heard all the same.  ``python -m bench.recovery``

Speech crosses a link that loses packets both ways.  What is heard in the place of each lost packet is compared with what is
heard without loss: it is recovered when the error stays 6 dB below the sound, which concealment seldom does.  Lost packets
that held no sound are not counted.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
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
    delays: list[float] = []
    resent = 0
    for step in range(TICK_STEPS * len(packets) + 200):
        now = START_S + step * STEP_S
        wanted: list[int] = []
        if step % TICK_STEPS == 0:
            if (number := step // TICK_STEPS) < len(packets) and not there.send(now, packets[number]):
                lost.add(number)
            wanted += receiver.tick(now)
            delays.append(receiver.ear.buffer.delay_samples / 48)
        for delivery in there.receive(now):
            wanted += receiver.packet(delivery.packet, delivery.at)
        if wanted and resends:
            back.send(now, b"".join(number.to_bytes(2, "big") for number in wanted))
        for delivery in back.receive(now):
            for at in range(0, len(delivery.packet), 2):
                resent += 1
                there.send(now, packets[int.from_bytes(delivery.packet[at : at + 2], "big") - FIRST_NUMBER & 0xFFFF])
    receiver.ear.play_until(START_S + (len(packets) * TICK_STEPS + 200) * STEP_S)
    heard = receiver.ear.heard(0, len(packets) * FRAME)
    counted = recovered(decode_all(payloads), heard, lost)
    return Recovery(*counted, resent, float(np.percentile(delays, 95)))


def _packet(number: int, payload: bytes) -> bytes:
    sequence_number = FIRST_NUMBER + number & 0xFFFF
    return build_packet(payload, payload_type=111, sequence_number=sequence_number, timestamp=number * FRAME, ssrc=SSRC)


if __name__ == "__main__":
    words = speech(60)[:3000]
    plain = opus.Encoder(fec=False)
    deaf = [plain.encode(b) for b in decode_all(words).reshape(-1, FRAME)]
    for make in (Microphone, Listener):
        for rtt in (0.04, 0.08, 0.12, 0.2):
            for burst in (1.0, 2.0):
                row = [make.__name__, rtt, burst]
                for payloads, resends in ((words, True), (words, False), (deaf, True), (deaf, False)):
                    r = over_link(payloads, make(), round_trip_s=rtt, burst=burst, resends=resends)
                    row += [f"{r.share:.3f} ({r.lost}, {r.resent}, {r.delay_ms:.0f} ms)"]
                print(*row, flush=True)
