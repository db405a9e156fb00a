"""Level meters: RMS in dBFS as RFC 6464 has it, -127 (silence) to 0."""

from __future__ import annotations

from math import log10
from typing import Final

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]

FLOOR_DB: Final = -127.0
PER_SECOND: Final = 5


class Meter:
    """Collects blocks, gives their RMS since the last reading."""

    def __init__(self) -> None:
        self._energy = 0.0
        self._samples = 0

    def add(self, energy: float, samples: int) -> None:
        """``energy``: sum of the squared samples."""
        self._energy += energy
        self._samples += samples

    def read(self) -> float:
        """dBFS rounded to 0.1, and start over."""
        power = self._energy / self._samples if self._samples else 0.0
        self._energy, self._samples = 0.0, 0
        return round(min(0.0, max(FLOOR_DB, 10 * log10(power))), 1) if power > 0 else FLOOR_DB


def energy(block: Samples) -> float:
    """Sum of the squared samples; not finite when a sample is not."""
    return float(np.dot(block, block))


def energy_and_peak(block: Samples) -> tuple[float, float]:
    """The same, and the loudest sample."""
    return energy(block), float(np.abs(block).max(initial=0.0))
