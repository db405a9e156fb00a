"""One microphone or desk: RTP in, a sane block of sound per tick out, metered."""

from __future__ import annotations

from math import isfinite

import numpy as np

from bus.messages import TrackFitness
from media.clock import BLOCK_SAMPLES
from media.codec.opus import Samples
from media.mixer.delay import DelayTarget
from media.mixer.fitness import FitnessMeter
from media.mixer.jitter import JitterBuffer, SoundDecoder
from media.mixer.kernel import energy_and_peak
from media.mixer.levels import Meter, energy
from media.mixer.loudness import TICKS_PER_MEASURE, MakeUpGain
from media.mixer.settings import MixerSettings
from media.mixer.spectrum import K_WEIGHTS, power_spectrum
from media.rtp.header import RtpError, parse_header

STALE_S = 0.25
"""A packet that waited longer inside this machine is dropped: the mixer was held up and has already gone on."""
FITNESS_TICKS = 50
STUDIED_AT_ONCE = 5
"""Blocks whose spectra are taken together, five times a second: what is looked at alone finds every cache cold, and costs
more than five."""


class Track:
    """``serial``: tracks of different numbers do their dear work at different ticks.  ``gain_db``: of its make-up gain."""

    def __init__(self, decoder: SoundDecoder, settings: MixerSettings, serial: int = 0, gain_db: float = 0.0) -> None:
        self.meter = Meter()
        self.fitness: TrackFitness | None = None
        """Anew each second."""
        self.gain = MakeUpGain(settings.loudness_lufs, settings.loudness_range_db, settings.loudness_rate_db_s, gain_db)
        self.invalid = 0
        """Packets that were no RTP, were stale, or decoded to something that is no sound."""
        self._buffer = JitterBuffer(decoder, DelayTarget(settings.jitter_max_ms * 48, settings.jitter_min_ms * 48))
        self._fitness_meter = FitnessMeter()
        self._studied = np.empty((STUDIED_AT_ONCE, BLOCK_SAMPLES), np.float32)
        self._powers: list[float] = []
        # of the blocks in ``_studied`` so far
        self._serial = serial

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
        """960 samples within ±1.0, at their gain; None while there is nothing to hear."""
        concealed = self._buffer.counters.concealed
        block = self._buffer.pull(tick)
        self.gain.advance()
        if (tick + self._serial) % FITNESS_TICKS == 0:
            self._settle()
        if block is None:
            self.meter.add(0.0, BLOCK_SAMPLES)
            return None
        power, peak = energy_and_peak(block)
        if not isfinite(power):
            self.invalid += 1
            return None
        if peak > 1.0:
            block = np.clip(block, -1.0, 1.0)
            power = energy(block)
        self.meter.add(power, len(block))
        if self._buffer.counters.concealed == concealed:
            self._study(block, power / len(block), peak, tick)
        return self.gain.apply(block)

    def _study(self, block: Samples, power: float, peak: float, tick: int) -> None:
        """A block that came, not one invented."""
        self._fitness_meter.hear(block, power, peak)
        if (tick + self._serial) % TICKS_PER_MEASURE == 0:
            self._studied[len(self._powers)] = block
            self._powers.append(power)
            if len(self._powers) == STUDIED_AT_ONCE:
                self._look()

    def _look(self) -> None:
        """At the spectra of the blocks kept."""
        spectra = power_spectrum(self._studied)
        self._fitness_meter.see(spectra, np.array(self._powers, np.float32))
        for power in (spectra @ K_WEIGHTS).tolist():
            self.gain.measure(power)
        self._powers.clear()

    def _settle(self) -> None:
        counters = self._buffer.counters
        self.fitness = self._fitness_meter.settle(counters.expected, counters.missed, self._buffer.jitter_samples / 48)
