"""One microphone or desk: RTP in, a sane block of sound per tick out, metered."""

from __future__ import annotations

from math import isfinite

import numpy as np

from media.codec.opus import Samples
from media.mixer.delay import DelayTarget
from media.mixer.jitter import JitterBuffer, SoundDecoder
from media.mixer.kernel import energy_and_peak
from media.mixer.levels import Meter, energy
from media.rtp.header import RtpError, parse_header

STALE_S = 0.25
"""A packet that waited longer inside this machine is dropped: the mixer was held up and has already gone on."""


class Track:
    def __init__(self, decoder: SoundDecoder, target: DelayTarget | None = None) -> None:
        self.meter = Meter()
        self.invalid = 0
        """Packets that were no RTP, were stale, or decoded to something that is no sound."""
        self._buffer = JitterBuffer(decoder, target)

    @property
    def buffer(self) -> JitterBuffer:
        return self._buffer

    def receive(self, packet: bytes, arrival_s: float, tick: int) -> None:
        """``tick``: the next to be mixed."""
        try:
            header = parse_header(packet)
        except RtpError:
            self.invalid += 1
            return
        if tick / 50 - arrival_s > STALE_S:
            self.invalid += 1
            return
        self._buffer.push(header, packet[header.payload_start : header.payload_end], arrival_s)

    def pull(self, tick: int) -> Samples | None:
        """960 samples within ±1.0; None while there is nothing to hear."""
        block = self._buffer.pull(tick)
        if block is None:
            self.meter.add(0.0, 960)
            return None
        power, peak = energy_and_peak(block)
        if not isfinite(power):
            self.invalid += 1
            return None
        if peak > 1.0:
            block = np.clip(block, -1.0, 1.0)
            power = energy(block)
        self.meter.add(power, len(block))
        return block
