"""Is a microphone fit for interpretation?  Level, noise, clipping and band of its sound; loss and jitter of its packets.

All of the last ten seconds or so, of the sound as it came, before any gain.  Grading is the server's business.
"""

from __future__ import annotations

from collections import deque
from math import log10
from typing import Final

import numpy as np
import numpy.typing as npt

from bus.messages import TrackFitness
from media.mixer.levels import FLOOR_DB
from media.mixer.spectrum import BIN_HZ, BINS

Samples = npt.NDArray[np.float32]

REMEMBERED_BLOCKS: Final = 500
"""10 s of sound."""
REMEMBERED_SECONDS: Final = 10
ENOUGH_BLOCKS: Final = 100
"""Without two seconds of sound nothing is said of level and noise."""
FULL_SCALE: Final = 0.97
"""A flat top at full scale is no longer flat after Opus: samples above this were clipped before."""
ACTIVE_DB: Final = 16.0
"""Speech: blocks no more than this below the loudest (the margin of ITU-T P.56) ..."""
ABOVE_NOISE_DB: Final = 6.0
"""... and this above the noise; sound without such blocks is all noise."""
LEAST_SPEECH_DB: Final = -60.0
SPEECH_SPECTRA: Final = 60
"""Spectra of speech without which nothing is said of the band: about three seconds of it."""
FORGOTTEN: Final = 0.9
"""The spectrum's share kept each second."""
REFERENCE_HZ: Final = (300, 3_000)
BAND_STEP_HZ: Final = 250
BAND_DB: Final = -50.0
"""Sound whose density is lower than this below that of the voice does not count: what Opus leaves there where nothing was is
-56 or less (but its bands above 8 kHz end at 9.6, 12, 15.6 and 20: it fills each that it finds something in), and of a voice
through a good microphone -40 is left at 16 kHz."""
CLIFF: Final = 0.8
CLIFF_DB: Final = 12.0
"""An edge that is so much below the density at 0.8 of its frequency is the skirt of a filter; voices fall by 3 to 4 dB."""

_STEP: Final = BAND_STEP_HZ // BIN_HZ
_EDGES = np.arange(0, BINS - 1, _STEP)


class FitnessMeter:
    """``hear`` every block, ``see`` the spectrum of some, ``settle`` once a second."""

    def __init__(self) -> None:
        self._powers: deque[float] = deque(maxlen=REMEMBERED_BLOCKS)
        self._second = [0, 0]
        # of this second: clipped samples, samples
        self._clipped: deque[tuple[int, int]] = deque(maxlen=REMEMBERED_SECONDS)
        self._packets: deque[tuple[int, int]] = deque([(0, 0)], maxlen=REMEMBERED_SECONDS + 1)
        self._speech_power = 10 ** (LEAST_SPEECH_DB / 10)
        # blocks above it are speech
        self._spectrum = np.zeros(BINS, np.float32)
        self._spectra = 0.0

    def hear(self, block: Samples, power: float, peak: float) -> None:
        """A block that came, not one invented; its mean square and its loudest sample."""
        self._powers.append(power)
        self._second[1] += len(block)
        if peak > FULL_SCALE:
            self._second[0] += int(np.count_nonzero(np.abs(block) > FULL_SCALE))

    def see(self, spectra: Samples, powers: Samples) -> None:
        """The spectra of blocks that came, and their mean squares."""
        speech = powers > self._speech_power
        self._spectrum += spectra[speech].sum(axis=0)
        self._spectra += np.count_nonzero(speech)

    def settle(self, expected: int, missed: int, jitter_ms: float) -> TrackFitness:
        """``expected``, ``missed``: packets since the track appeared, and those of them that did not come at first."""
        self._clipped.append((self._second[0], self._second[1]))
        self._second = [0, 0]
        self._packets.append((expected, missed))
        level_db, noise_db = self._levels()
        band_hz = band_edge_hz(self._spectrum) if self._spectra >= SPEECH_SPECTRA else None
        self._spectrum *= np.float32(FORGOTTEN)
        self._spectra *= FORGOTTEN
        clipped, samples = (sum(counts) for counts in zip(*self._clipped, strict=True))
        first, last = self._packets[0], self._packets[-1]
        return TrackFitness(
            level_db=level_db,
            noise_db=noise_db,
            band_hz=band_hz,
            clipped=clipped / samples if samples else 0.0,
            loss=min(1.0, max(0.0, (last[1] - first[1]) / max(1, last[0] - first[0]))),
            jitter_ms=round(jitter_ms, 1),
        )

    def _levels(self) -> tuple[float, float | None]:
        """Of speech and of noise, dBFS."""
        if len(self._powers) < ENOUGH_BLOCKS:
            return FLOOR_DB, None
        powers = np.sort(np.array(self._powers, np.float32))
        noise, loudest = float(powers[len(powers) // 20]), float(powers[-1 - len(powers) // 20])
        threshold = max(loudest * 10 ** (-ACTIVE_DB / 10), noise * 10 ** (ABOVE_NOISE_DB / 10))
        self._speech_power = max(threshold, 10 ** (LEAST_SPEECH_DB / 10))
        speech = powers[np.searchsorted(powers, self._speech_power, "right") :]
        return _db(float(speech.mean()) if len(speech) else 0.0), _db(noise)


def band_edge_hz(spectrum: Samples) -> float:
    """Upper edge of the band that a voice of this long-term spectrum fills; 0 where there is no voice.

    Below the voice nothing matters (hum), and above the edge neither what a codec leaves nor a lone tone does.
    """
    low, high = (hz // BIN_HZ for hz in REFERENCE_HZ)
    reference = float(spectrum[low : high + 1].mean())
    if reference <= 0:
        return 0.0
    density = np.add.reduceat(spectrum[: BINS - 1], _EDGES) / _STEP
    heard = density > reference * 10 ** (BAND_DB / 10)
    start = REFERENCE_HZ[0] // BAND_STEP_HZ + 1
    silent = ~heard[start:]
    gaps = np.flatnonzero(silent[:-1] & silent[1:])
    edge = start - 1 + (int(gaps[0]) if len(gaps) else len(silent))
    while edge > start and density[edge] < density[int(edge * CLIFF)] * 10 ** (-CLIFF_DB / 10):
        edge -= 1
    return float((edge + 1) * BAND_STEP_HZ)


def _db(power: float) -> float:
    return round(max(FLOOR_DB, 10 * log10(power)), 1) if power > 0 else FLOOR_DB
