"""Power spectra of blocks: what loudness and fitness are measured from, one transform for both."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]

BLOCK: Final = 960
BINS: Final = BLOCK // 2 + 1
BIN_HZ: Final = 50

_WINDOW = (0.5 - 0.5 * np.cos(2 * np.pi * (np.arange(BLOCK) + 0.5) / BLOCK)).astype(np.float32)
_SCALE = np.float32(2 / (BLOCK * float(np.sum(_WINDOW.astype(np.float64) ** 2))))


def power_spectrum(blocks: Samples) -> Samples:
    """Mean square of a block of 960 samples (Hann window), one value for each 50 Hz from 0 to 24 kHz; of several blocks, one
    a row, a row each.

    The window looks at the middle of the block: over many blocks the sums are those of the sound.
    """
    bins = np.fft.rfft(blocks * _WINDOW)
    return np.asarray((bins.real**2 + bins.imag**2) * _SCALE, np.float32)


def _response(numerator: tuple[float, float, float], denominator: tuple[float, float, float]) -> npt.NDArray[np.float64]:
    turn = np.exp(-2j * np.pi * np.arange(BINS) / BLOCK)
    gain = np.polyval(numerator[::-1], turn) / np.polyval(denominator[::-1], turn)
    return np.asarray(np.abs(gain) ** 2, np.float64)


K_WEIGHTS: Final = np.asarray(
    _response(
        (1.53512485958697, -2.69169618940638, 1.19839281085285),
        (1.0, -1.69065929318241, 0.73248077421585),
    )
    * _response((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621)),
    np.float32,
)
"""Of the K-weighted power of a spectrum: head filter and high-pass (ITU-R BS.1770-5 tables 1 and 2, for 48 kHz)."""
