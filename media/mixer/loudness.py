"""Makes voices equally loud: one slow gain for each microphone or desk, before anything is summed.

Loudness is measured as in ITU-R BS.1770-5: K-weighted, in blocks of 400 ms that overlap, of which those below an absolute
gate or 10 LU below the mean of the others do not count.  What counts is the sound of the last ten seconds or so *of speech*:
pauses leave the measure as it is, and while nobody speaks the gain stands still.
"""

from __future__ import annotations

from collections import deque
from math import log10
from typing import Final

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]

BLOCK: Final = 960
TICKS_PER_MEASURE: Final = 2
"""Every second block is looked at."""
GATING_MEASURES: Final = 10
"""400 ms."""
GATING_HOP: Final = 2
"""80 ms: 80 % overlap."""
ABSOLUTE_GATE_LUFS: Final = -45.0
"""What is softer is no voice at a microphone, and 12 dB would not make it one."""
RELATIVE_GATE_LU: Final = -10.0
REMEMBERED: Final = 125
"""Gating blocks: ten seconds of speech."""
ENOUGH: Final = 12
"""Gating blocks without which the gain stands still: about a second of speech."""
BEGINS_LU: Final = 0.5
"""A gain that is off by more than this moves ..."""
ENDS_LU: Final = 0.1
"""... until it is off by no more than that: else it stands still and the sound passes with one multiplication, or none."""

_OFFSET_LU: Final = -0.691
_RISING = np.arange(1, BLOCK + 1, dtype=np.float32) / BLOCK


class LoudnessMeter:
    """Gated loudness of the last ``remembered`` gating blocks."""

    def __init__(self, remembered: int = REMEMBERED) -> None:
        self.lufs: float | None = None
        """None until there was :data:`ENOUGH`."""
        self.sounding = False
        """The last gating block passed both gates."""
        self._powers: deque[float] = deque(maxlen=GATING_MEASURES)
        self._count = 0
        self._gated: deque[float] = deque(maxlen=remembered)

    def add(self, power: float) -> bool:
        """K-weighted mean square of every second block; whether a gating block ended."""
        self._powers.append(power)
        self._count += 1
        if self._count % GATING_HOP or len(self._powers) < GATING_MEASURES:
            return False
        block = sum(self._powers) / GATING_MEASURES
        self.sounding = block > _ABSOLUTE
        if self.sounding:
            self._gated.append(block)
            self._measure(block)
        return True

    def _measure(self, latest: float) -> None:
        blocks = np.fromiter(self._gated, np.float64, len(self._gated))
        gate = float(blocks.mean()) * _RELATIVE
        self.sounding = latest > gate
        if len(blocks) >= ENOUGH:
            self.lufs = lufs(float(blocks[blocks > gate].mean()))


def lufs(power: float) -> float:
    """Loudness of a K-weighted mean square of one channel."""
    return _OFFSET_LU + 10 * log10(max(power, 1e-13))


_ABSOLUTE: Final = 10 ** ((ABSOLUTE_GATE_LUFS - _OFFSET_LU) / 10)
_RELATIVE: Final = 10 ** (RELATIVE_GATE_LU / 10)


class MakeUpGain:
    """``measure`` every second block, ``advance`` every tick, ``apply`` to what is heard.

    ``target_lufs``: what a voice is brought to, by at most ``range_db`` up or down (0: it is left alone) and ``rate_db_s``.
    ``gain_db``: where to begin, as where this voice was left before.
    """

    def __init__(self, target_lufs: float, range_db: float, rate_db_s: float, gain_db: float = 0.0) -> None:
        self.meter = LoudnessMeter()
        self.gain_db = gain_db
        self._target_lufs = target_lufs
        self._range_db = range_db
        self._step_db = rate_db_s / 50
        self._goal_db: float | None = None
        self._gain = self._before = 10 ** (gain_db / 20)

    def measure(self, power: float) -> None:
        if not self.meter.add(power):
            return
        if not self.meter.sounding or self.meter.lufs is None:
            self._goal_db = None
            return
        wanted = min(self._range_db, max(-self._range_db, self._target_lufs - self.meter.lufs))
        off = abs(wanted - self.gain_db)
        self._goal_db = wanted if off > (BEGINS_LU if self._goal_db is None else ENDS_LU) else None

    def advance(self) -> None:
        """To the next block."""
        self._before = self._gain
        if self._goal_db is None:
            return
        left = self._goal_db - self.gain_db
        self.gain_db += min(self._step_db, max(-self._step_db, left))
        self._gain = 10 ** (self.gain_db / 20)

    def apply(self, block: Samples) -> Samples:
        """The block at this tick's gain, reached along a straight line; the very block while it is 1."""
        if self._before == self._gain:
            return block if self._gain == 1.0 else np.asarray(block * np.float32(self._gain), np.float32)
        ramp = np.float32(self._before) + np.float32(self._gain - self._before) * _RISING
        return np.asarray(block * ramp, np.float32)
