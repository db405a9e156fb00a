"""A look-ahead peak limiter: no sample leaves above the ceiling, and nothing is clipped.

The attenuation (dB) is worked out per group of 16 samples, rises along a straight line during the look-ahead so that it is
complete when the peak comes out, holds, and falls at a steady rate.  Below the ceiling the sound passes bit exact.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]

GROUP: Final = 16
LOOKAHEAD_GROUPS: Final = 9
LOOKAHEAD_SAMPLES: Final = GROUP * LOOKAHEAD_GROUPS
"""The sound leaves this much later: 3 ms."""
RELEASE_DB_PER_S: Final = 50.0
_RELEASE: Final = RELEASE_DB_PER_S * GROUP / 48_000

_RAMP = (np.arange(GROUP, dtype=np.float32) + 1) / GROUP


class Limiter:
    """One bus.  ``ceiling_db``: dBFS no sample exceeds."""

    def __init__(self, ceiling_db: float = -6.0) -> None:
        self._ceiling = 10 ** (ceiling_db / 20)
        self._delayed = np.zeros(LOOKAHEAD_SAMPLES, np.float32)
        self._envelope = np.zeros(2 * LOOKAHEAD_GROUPS)
        self.attenuation_db = 0.0
        """The strongest of the last block."""

    def process(self, block: Samples) -> Samples:
        """The block of :data:`LOOKAHEAD_SAMPLES` ago; its length is a multiple of 16."""
        sound = np.concatenate((self._delayed, block))
        self._delayed = sound[len(block) :].copy()
        sound = sound[: len(block)]
        peaks = np.abs(block).reshape(-1, GROUP).max(axis=1)
        if peaks.max() <= self._ceiling and not self._envelope.any():
            self.attenuation_db = 0.0
            return sound
        gains = self._gains(peaks)
        shape = gains[:-1, None] + (gains[1:] - gains[:-1])[:, None] * _RAMP
        return np.asarray(sound * shape.ravel(), np.float32)

    def _gains(self, peaks: Samples) -> npt.NDArray[np.float64]:
        """Gains at the boundaries of the groups that leave now, one more than there are groups."""
        required = 20 * np.log10(np.maximum(peaks.astype(np.float64) / self._ceiling, 1.0))
        fall = _RELEASE * (np.arange(len(required)) + 1)
        released = np.maximum.accumulate(np.maximum(required + fall, self._envelope[-1])) - fall
        envelope = np.concatenate((self._envelope, np.maximum(released, 0.0)))
        self._envelope = envelope[-2 * LOOKAHEAD_GROUPS :].copy()
        held = np.lib.stride_tricks.sliding_window_view(envelope, LOOKAHEAD_GROUPS + 1).max(axis=1)
        attenuation = np.lib.stride_tricks.sliding_window_view(held, LOOKAHEAD_GROUPS).mean(axis=1)
        self.attenuation_db = float(attenuation.max())
        return np.asarray(10 ** (-attenuation / 20))
