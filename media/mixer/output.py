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
    """Encodes 20 ms a tick; of two such packets it makes one of 40 ms, which begins at an even tick.

    So all packets of 40 ms on a machine begin together, and cost nothing beside those of 20.
    """

    def __init__(self, settings: MixerSettings) -> None:
        self.named: tuple[Named, ...] = ()
        """The buses that carry this mix."""
        self.meter = Meter()
        self._protection = make_protection(settings.ceiling_db)
        self._encoder = Encoder(
            bitrate_bps=settings.bitrate_bps,
            complexity=settings.complexity,
            fec=settings.fec,
            loss_percent=settings.loss_percent,
        )
        self._half: Packet | None = None

    def encode(self, tick: int, block: Samples | None) -> Packet:
        """The packet of 20 ms of a tick's block.  Raises ``OpusError``."""
        sound, energy = self._protection.process(_SILENCE if block is None else block)
        self.meter.add(energy, BLOCK_SAMPLES)
        return Packet(tick, self._encoder.encode(sound))

    def pair(self, packet: Packet) -> tuple[Packet, ...]:
        """What listeners of 40 ms packets get at its tick: nothing at even ticks, a pair at odd ones.  The halves go as
        they are where they cannot be one packet, or the first is missing."""
        if packet.tick % 2 == 0:
            self._half = packet
            return ()
        half, self._half = self._half, None
        if half is None or half.tick != packet.tick - 1:
            return (packet,)
        both = joined(half.payload, packet.payload)
        return (Packet(half.tick, both),) if both is not None else (half, packet)
