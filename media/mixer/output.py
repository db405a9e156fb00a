"""One mix, limited, metered and encoded once, and the packets its listeners get."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from media.clock import BLOCK_SAMPLES
from media.codec.opus import Encoder, Samples, joined
from media.mixer.kernel import make_protection
from media.mixer.levels import Meter
from media.mixer.settings import MixerSettings

PACKET_LENGTHS_MS = (20, 40)
_SILENCE = np.zeros(BLOCK_SAMPLES, np.float32)


class Packet(NamedTuple):
    """``tick``: that of its first block."""

    tick: int
    payload: bytes


class Named(NamedTuple):
    """A bus by which listeners get a mix."""

    bus: str
    key: bytes
    """Its id on the pipe."""
    ptime_ms: int


class OutputBus:
    """Encodes 20 ms a tick; of two such packets it makes one of 40 ms.

    ``phase``: pairs begin at even (0) or odd (1) ticks.  While nobody hears packets of 20 ms the first block of a pair waits
    for the second and both are encoded together: no later, and for less, because the second finds everything in the cache.
    """

    def __init__(self, settings: MixerSettings) -> None:
        self.named: tuple[Named, ...] = ()
        """The buses that carry this mix: those of 20 ms and those of 40."""
        self.short: tuple[Named, ...] = ()
        self.long: tuple[Named, ...] = ()
        self.phase: int | None = None
        """None while it has no packets of 40 ms."""
        self.encoded = 0
        """Blocks encoded since the mixer counted them last."""
        self.meter = Meter()
        self._protection = make_protection(settings.ceiling_db)
        self._encoder = Encoder(
            bitrate_bps=settings.bitrate_bps,
            complexity=settings.complexity,
            fec=settings.fec,
            loss_percent=settings.loss_percent,
        )
        self._half: Packet | None = None
        self._waiting: tuple[int, Samples | None] | None = None

    def carry(self, named: tuple[Named, ...]) -> None:
        """The buses that carry this mix from the next tick on."""
        self.named = named
        self.short = tuple(name for name in named if name.ptime_ms == 20)
        self.long = tuple(name for name in named if name.ptime_ms == 40)
        if not self.long:
            self.phase = None

    def process(self, tick: int, block: Samples | None) -> tuple[Packet | None, tuple[Packet, ...]]:
        """The packet for listeners of 20 ms, and what those of 40 ms get at this tick.  Raises ``OpusError``."""
        waiting, self._waiting = self._waiting, None
        if self.short or not self._begins(tick):
            if waiting is not None and waiting[0] == tick - 1:
                self._half = self.encode(*waiting)
            packet = self.encode(tick, block)
            return packet, self.pair(packet) if self.long else ()
        self._waiting = tick, block
        self._half = None
        return None, ()

    def encode(self, tick: int, block: Samples | None) -> Packet:
        """The packet of 20 ms of a tick's block.  Raises ``OpusError``."""
        sound, energy = self._protection.process(_SILENCE if block is None else block)
        self.meter.add(energy, BLOCK_SAMPLES)
        self.encoded += 1
        return Packet(tick, self._encoder.encode(sound))

    def pair(self, packet: Packet) -> tuple[Packet, ...]:
        """What listeners of 40 ms packets get at its tick: nothing where a pair begins, the pair where it ends.  The halves
        go as they are where they cannot be one packet, or the first is missing."""
        if self._begins(packet.tick):
            self._half = packet
            return ()
        half, self._half = self._half, None
        if half is None or half.tick != packet.tick - 1:
            return (packet,)
        both = joined(half.payload, packet.payload)
        return (Packet(half.tick, both),) if both is not None else (half, packet)

    def _begins(self, tick: int) -> bool:
        return tick % 2 == (self.phase or 0)
