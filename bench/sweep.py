"""The band that is left of a sweep: from a capture to a listener's decoded sound, within so many dB of the middle."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from media.testing import Samples

RATE_HZ: Final = 48_000
LOWEST_HZ, HIGHEST_HZ = 50.0, 20_000.0
BANDS_PER_OCTAVE: Final = 6
TOLERANCE_DB: Final = 3.0
MIDDLE_HZ: Final = (500.0, 4_000.0)

Levels = npt.NDArray[np.float64]


def sweep(seconds: float = 2.0, level_db: float = -20.0) -> Samples:
    """A logarithmic sine sweep, as much energy in each octave; to be looped."""
    t = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    rate = np.log(HIGHEST_HZ / LOWEST_HZ) / seconds
    phase = 2 * np.pi * LOWEST_HZ * (np.exp(rate * t) - 1) / rate
    return np.asarray(np.sqrt(2) * 10 ** (level_db / 20) * np.sin(phase), np.float32)


def departures_db(sent: Samples, heard: Samples) -> dict[float, float]:
    """Centre of each band in Hz -> its level beside the middle's, heard less sent.  Both hold whole sweeps, in any phase."""
    centres = 1000.0 * 2.0 ** (np.arange(-24, 26) / BANDS_PER_OCTAVE)
    centres = centres[(centres > LOWEST_HZ * 1.3) & (centres < HIGHEST_HZ / 1.1)]
    kept = _levels_db(heard, centres) - _levels_db(sent, centres)
    middle = np.median(kept[(centres >= MIDDLE_HZ[0]) & (centres <= MIDDLE_HZ[1])])
    return dict(zip(centres.tolist(), (kept - middle).tolist(), strict=True))


def band_hz(sent: Samples, heard: Samples, tolerance_db: float = TOLERANCE_DB) -> tuple[float, float]:
    """Lowest and highest frequency of the band around 1 kHz in which no part departs by more than the tolerance."""
    departures = departures_db(sent, heard)
    half = 2 ** (0.5 / BANDS_PER_OCTAVE)
    low = high = 1000.0
    for centre in sorted((hz for hz in departures if hz <= 1000), reverse=True):
        if abs(departures[centre]) > tolerance_db:
            break
        low = centre / half
    for centre in sorted(hz for hz in departures if hz >= 1000):
        if abs(departures[centre]) > tolerance_db:
            break
        high = centre * half
    return low, high


def _levels_db(sound: Samples, centres: Levels) -> Levels:
    power = np.abs(np.fft.rfft(sound.astype(np.float64))) ** 2 / len(sound) ** 2
    hz = np.fft.rfftfreq(len(sound), 1 / RATE_HZ)
    half = 2 ** (0.5 / BANDS_PER_OCTAVE)
    return np.array([10 * np.log10(power[(hz >= at / half) & (hz < at * half)].sum() + 1e-20) for at in centres])
