"""One encoded bus: limiter, meter, and the packets its listeners get."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from media.clock import BLOCK_SAMPLES
from media.codec.opus import Encoder, Samples
from media.mixer.levels import Meter, energy
from media.mixer.limiter import Limiter
from media.mixer.settings import MixerSettings

PACKET_TICKS = {20: 1, 40: 2}
"""Length of a packet in ms -> in ticks."""
_SILENCE = np.zeros(BLOCK_SAMPLES, np.float32)


class Frame(NamedTuple):
    """The sound of one packet, which begins with the block of ``tick``."""

    tick: int
    sound: Samples


class OutputBus:
    """Packets of 40 ms begin at even ticks, so that all of them on a machine begin together."""

    def __init__(self, key: str, ptime_ms: int, settings: MixerSettings) -> None:
        self.key = key.encode()
        self.meter = Meter()
        self._ticks = PACKET_TICKS[ptime_ms]
        self._held: list[Samples] = []
        self._first_tick = 0
        self._limiter = Limiter(settings.ceiling_db)
        self._encoder = Encoder(
            bitrate_bps=settings.bitrate_bps,
            complexity=settings.complexity,
            fec=settings.fec,
            loss_percent=settings.loss_percent,
        )

    def take(self, tick: int, block: Samples | None) -> Frame | None:
        """The block of a tick; what there is to encode now.  A packet of which a tick is missing is given up."""
        sound = self._limiter.process(_SILENCE if block is None else block)
        self.meter.add(energy(sound), len(sound))
        if self._ticks == 1:
            return Frame(tick, sound)
        place = tick % self._ticks
        if place == 0:
            self._first_tick = tick
            self._held.clear()
        if self._first_tick + len(self._held) != tick:
            return None
        self._held.append(sound)
        return Frame(self._first_tick, np.concatenate(self._held)) if place == self._ticks - 1 else None

    def encode(self, frame: Frame) -> bytes:
        """Raises ``OpusError``."""
        return self._encoder.encode(frame.sound)
