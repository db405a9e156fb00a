"""Ninety minutes of a sender whose clock is off, on a path that jitters and loses: the delay stays and nothing clicks."""

from __future__ import annotations

import random

import numpy as np
import pytest

from media.mixer.delay import CEILING_SAMPLES
from media.mixer.jitter import JitterBuffer
from media.mixer.timeline import BLOCK
from media.rtp.header import RtpHeader
from media.testing import Samples

MINUTES = 90
HZ = 440.0
AMPLITUDE = 0.3
TURN = 1200
"""Samples after which the sine is where it began."""
SINE = (AMPLITUDE * np.sin(2 * np.pi * HZ / 48_000 * np.arange(TURN + BLOCK))).astype(np.float32)
START_TICK = 5000
CELT_20_MS = b"\xf8"
SETTLED_S = 60
CLICK = 0.02 * AMPLITUDE
"""A sample that leaves the sine by so much: a crossfade's corner at worst is less, a step or a seam is far more."""


class SineDecoder:
    """Packets hold their number; the sound is one endless sine, also where it is invented: what clicks is the buffer's."""

    def __init__(self) -> None:
        self.at = 0

    def decode(self, packet: bytes) -> Samples:
        self.at = int.from_bytes(packet[1:], "big") * BLOCK
        return self.conceal(BLOCK)

    def conceal(self, samples: int) -> Samples:
        first = self.at % TURN
        self.at += samples
        part: Samples = SINE[first : first + samples].copy()
        return part

    def decode_fec(self, packet: bytes, samples: int) -> Samples:
        raise AssertionError("CELT has no FEC")

    def reset(self) -> None: ...

    def save(self) -> bytes:
        return self.at.to_bytes(8, "big")

    def restore(self, saved: bytes) -> None:
        self.at = int.from_bytes(saved, "big")


class Run:
    """``clicks``: the greatest departure from a sine in each second.  ``waits_ms``: from sending to hearing, each second."""

    def __init__(self, drift_ppm: float, *, loss: float = 0.01, jitter_s: float = 0.02, resend_s: float = 0.06) -> None:
        chance = random.Random(7)
        buffer = JitterBuffer(SineDecoder())
        period_s = 0.02 / (1 + drift_ppm * 1e-6)
        coming: list[tuple[float, int]] = []
        number = 0
        second: list[Samples] = []
        self.clicks: list[float] = []
        self.waits_ms: list[float] = []
        self.over_fastest: list[int] = []
        for tick in range(START_TICK, START_TICK + MINUTES * 60 * 50):
            now = tick / 50
            while (sent := START_TICK / 50 + 0.007 + number * period_s) <= now:
                again = resend_s if chance.random() < loss else 0.0
                coming.append((sent + again + chance.random() * jitter_s, number))
                number += 1
            for packet in sorted(packet for packet in coming if packet[0] <= now):
                coming.remove(packet)
                _push(buffer, *packet)
            block = buffer.pull(tick)
            second.append(np.zeros(BLOCK, np.float32) if block is None else block)
            if tick % 50 == 49:
                self.over_fastest.append(buffer.delay_samples)
                self.waits_ms.append(1000 * (now - START_TICK / 50 - buffer.played[0] / BLOCK * period_s))
                self.clicks.append(_roughness(np.concatenate(second)))
                del second[:-1]
        self.counters = buffer.counters


def _push(buffer: JitterBuffer, at: float, number: int) -> None:
    header = RtpHeader(111, False, number & 0xFFFF, number * BLOCK & 0xFFFFFFFF, 1, (), 0, b"", 12, 17)
    buffer.push(header, CELT_20_MS + number.to_bytes(4, "big"), at)


def _roughness(sound: Samples) -> float:
    turn = 2 * np.cos(2 * np.pi * HZ / 48_000)
    return float(np.abs(sound[2:] - turn * sound[1:-1] + sound[:-2]).max())


@pytest.mark.parametrize("drift_ppm", [100, -100])
def test_the_delay_after_ninety_minutes_is_that_of_the_start(drift_ppm: float) -> None:
    """540 ms of drift, resends of what is lost, real resampling throughout."""
    run = Run(drift_ppm)
    waits = np.array(run.waits_ms[SETTLED_S:])
    start = np.median(waits[:60])
    assert np.abs(waits - start).max() <= 20
    assert max(run.over_fastest) <= CEILING_SAMPLES
    assert max(run.clicks[2:]) < CLICK
    assert run.counters.late < 20, "of 2,700 lost packets"
