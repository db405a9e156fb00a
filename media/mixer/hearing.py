"""Hearing protection: what comes suddenly out of silence rises slowly, what stays loud is turned down.

The rise limit works on the peak of the last 10 ms, per millisecond: after silence it may rise by 10 dB in 50 ms, not
faster.  The sustained limit works on the mean power of the last seconds.  Peaks are the limiter's business, which comes
after.  Sound that is neither sudden nor lastingly loud passes bit exact.
"""

from __future__ import annotations

from math import exp, log10, sqrt
from typing import Final

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]

GROUP: Final = 48
"""1 ms: the attenuation is worked out for so many samples."""
DELAY_SAMPLES: Final = GROUP
"""The sound leaves this much later, so that it meets an attenuation that is complete."""
RISE_DB: Final = 10 / 50
"""A group may be louder than the one before by this much ..."""
FALL_DB: Final = 20 / 1000
"""... and what was heard is forgotten at this rate: a pause of a second or so is silence, one between words is not."""
SILENCE_DB: Final = -30.0
"""Peak from which a rise begins: up to it nothing is sudden."""
HOLD_GROUPS: Final = 10
SUSTAINED_DB: Final = -18.0
"""Mean power, dBFS, above which sound is turned down ..."""
SUSTAINED_S: Final = 2.0
"""... over this time constant.  Speech is mixed at -23."""

_RAMP = (np.arange(GROUP, dtype=np.float32) + 1) / GROUP
_LEAST = 1e-6
_SILENCE = 10 ** (SILENCE_DB / 20)


class RiseLimit:
    """Attenuates what is louder than the slope allows."""

    def __init__(self) -> None:
        self._delayed = np.zeros(GROUP, np.float32)
        self._peaks = np.zeros(HOLD_GROUPS - 1, np.float32)
        self._heard_db = SILENCE_DB
        """How loud a group may be without being sudden."""
        self._next_db = 0.0
        """Attenuation of the group that leaves next: complete at its beginning; the hold makes it last to its end."""

    def process(self, block: Samples) -> Samples:
        """The block of :data:`DELAY_SAMPLES` ago; its length is a multiple of 48."""
        sound = np.concatenate((self._delayed, block))
        self._delayed = sound[len(block) :].copy()
        boundaries = np.concatenate(((self._next_db,), self._attenuation(block)))
        self._next_db = float(boundaries[-1])
        sound = sound[: len(block)]
        if not boundaries.any():
            return sound
        gains = 10 ** (-boundaries / 20)
        shape = gains[:-1, None] + (gains[1:] - gains[:-1])[:, None] * _RAMP
        return np.asarray(sound * shape.ravel(), np.float32)

    def _attenuation(self, block: Samples) -> npt.NDArray[np.float64]:
        """dB for each group of the block."""
        peaks = np.concatenate((self._peaks, np.abs(block).reshape(-1, GROUP).max(axis=1)))
        self._peaks = peaks[1 - HOLD_GROUPS :].copy()
        if float(peaks.max()) <= _SILENCE:
            self._heard_db = max(self._heard_db - FALL_DB * (len(block) // GROUP), SILENCE_DB)
            return np.zeros(len(block) // GROUP)
        attenuation = np.zeros(len(block) // GROUP)
        heard = self._heard_db
        for n, level in enumerate((20 * np.log10(np.maximum(_held(peaks), _LEAST))).tolist()):
            if level <= heard:
                heard = max(level, heard - FALL_DB, SILENCE_DB)
            else:
                heard = min(level, heard + RISE_DB)
                attenuation[n] = level - heard
        self._heard_db = heard
        return attenuation


def _held(peaks: Samples) -> Samples:
    """The greatest of each :data:`HOLD_GROUPS` in a row."""
    two = np.maximum(peaks[:-1], peaks[1:])
    four = np.maximum(two[:-2], two[2:])
    eight = np.maximum(four[:-4], four[4:])
    return np.asarray(np.maximum(eight[:-2], eight[2:]))


class SustainedLimit:
    """Turns down what has been louder than the limit for long, and lets it come back as slowly."""

    def __init__(self, limit_db: float = SUSTAINED_DB) -> None:
        self._limit = 10 ** (limit_db / 10)
        self._power = 0.0
        self._gain = 1.0

    def process(self, block: Samples) -> Samples:
        share = 1 - exp(-len(block) / (48_000 * SUSTAINED_S))
        self._power += (float(np.dot(block, block)) / len(block) - self._power) * share
        before, self._gain = self._gain, min(1.0, sqrt(self._limit / max(self._power, self._limit)))
        if before == self._gain == 1.0:
            return block
        ramp = np.linspace(before, self._gain, len(block) + 1, dtype=np.float32)[1:]
        return np.asarray(block * ramp, np.float32)

    @property
    def attenuation_db(self) -> float:
        return -20 * log10(self._gain)


class HearingProtection:
    """Both limits on one bus."""

    def __init__(self) -> None:
        self._rise = RiseLimit()
        self._sustained = SustainedLimit()

    def process(self, block: Samples) -> Samples:
        """The block of :data:`DELAY_SAMPLES` ago."""
        return self._sustained.process(self._rise.process(block))
