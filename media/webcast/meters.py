"""How loud a rendition is: loudness (ITU-R BS.1770-5, gated) and true peak, of what goes to the encoder.

Pure.
"""

from __future__ import annotations

from math import log10
from typing import Final

import numpy as np
import numpy.typing as npt

from bus.messages import RenditionMeter
from media.mixer.kernel import energy_and_peak
from media.mixer.loudness import GATING_HOP, GATING_MEASURES, TICKS_PER_MEASURE, LoudnessMeter, lufs
from media.mixer.spectrum import K_WEIGHTS, power_spectrum

Samples = npt.NDArray[np.float32]

TICKS_PER_S: Final = 50
GATING_BLOCKS: Final = 60 * TICKS_PER_S // (TICKS_PER_MEASURE * GATING_HOP)
"""A minute of speech."""
STUDIED_AT_ONCE: Final = 5
HEARD: Final = 10 ** (-60 / 20)
SILENCE_LUFS: Final = -127.0
PEAK_TICKS: Final = 100
"""The true peak is that of the last two seconds, to half a second."""
PEAK_SLICES: Final = 4
MARGIN: Final = 0.5
"""A block whose samples stay under this share of the slice's true peak is not interpolated: it cannot reach it."""

_HALF = (
    (0.001708984375, 0.010986328125, -0.0196533203125, 0.033203125, -0.0594482421875, 0.1373291015625)
    + (0.97216796875, -0.102294921875, 0.047607421875, -0.0266113281250, 0.014892578125, -0.00830078125),
    (-0.0291748046875, 0.029296875, -0.0517578125, 0.089111328125, -0.16650390625, 0.465087890625)
    + (0.77978515625, -0.2003173828125, 0.1015625, -0.0582275390625, 0.0330810546875, -0.0189208984375),
)
"""ITU-R BS.1770-5 annex 2: phases 0 and 1 of four; 2 and 3 are these the other way round."""
_PHASES: Final = np.asarray((*_HALF, _HALF[1][::-1], _HALF[0][::-1]), np.float32)
_TAPS: Final = _PHASES.shape[1]


def true_peak(block: Samples, before: Samples) -> float:
    """Largest magnitude between the samples of ``block``, four times as finely as they are; ``before``: the 11 before it."""
    around = np.concatenate((before, block))
    windows = np.lib.stride_tricks.sliding_window_view(around, _TAPS)
    return float(np.abs(windows @ _PHASES.T).max())


class SoundMeter:
    """``hear`` a block each tick, ``read`` when it is told."""

    def __init__(self) -> None:
        self._loudness = LoudnessMeter(GATING_BLOCKS)
        self._powers: list[float] = []
        self._studied = np.empty((STUDIED_AT_ONCE, 960), np.float32)
        self._waiting = 0
        self._ticks = 0
        self._heard_at = 0
        self._peaks = [0.0] * PEAK_SLICES
        self._before = np.zeros(_TAPS - 1, np.float32)

    def hear(self, block: Samples) -> None:
        """960 samples within ±1."""
        _, peak = energy_and_peak(block)
        if peak > HEARD:
            self._heard_at = self._ticks
        if self._ticks % (PEAK_TICKS // PEAK_SLICES) == 0:
            self._peaks = [*self._peaks[1:], 0.0]
        if peak > self._peaks[-1] * MARGIN:
            self._peaks[-1] = max(self._peaks[-1], peak, true_peak(block, self._before))
        self._before = block[-(_TAPS - 1) :]
        if self._ticks % TICKS_PER_MEASURE == 0:
            self._studied[self._waiting] = block
            self._waiting += 1
            if self._waiting == STUDIED_AT_ONCE:
                self._study()
        self._ticks += 1

    def _study(self) -> None:
        self._waiting = 0
        powers = (power_spectrum(self._studied) @ K_WEIGHTS).tolist()
        for power in powers:
            self._loudness.add(power)
        self._powers = [*self._powers, *powers][-GATING_MEASURES:]

    def read(self) -> RenditionMeter:
        power = sum(self._powers) / len(self._powers) if self._powers else 0.0
        peak = max(self._peaks)
        return RenditionMeter(
            lufs=None if self._loudness.lufs is None else round(self._loudness.lufs, 1),
            momentary_lufs=round(lufs(power), 1) if power > 1e-12 else SILENCE_LUFS,
            true_peak_dbtp=round(max(SILENCE_LUFS, 20 * log10(peak)), 1) if peak > 0 else SILENCE_LUFS,
            silent_s=(self._ticks - self._heard_at) / TICKS_PER_S,
        )
