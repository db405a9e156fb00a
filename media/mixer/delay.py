"""How long a microphone's sound must wait so that its packets are there when they are needed.

All times are samples at 48 kHz of the mixer's clock, all timestamps unwrapped RTP timestamps of the sender's.
"""

from __future__ import annotations

from typing import Final

import numpy as np

WINDOW: Final = 256
"""Packets remembered: 5 s of 20 ms packets."""
CEILING_SAMPLES: Final = 160 * 48
"""At most this much more than the fastest packet needs: later ones are given up rather than waited for."""
START_EXTRA_SAMPLES: Final = 960
"""Added while nothing is known yet; forgotten with the window."""


class DelayTarget:
    """The delay that serves all packets of the last five seconds but the one that came latest.

    A packet's *lateness* is the tick at which it can first be used, minus its timestamp, minus one block.  A reader that
    at tick ``T`` reads up to timestamp ``T - delay`` finds every packet whose lateness is at most ``delay``, whatever its
    phase.  ``least_samples`` and ``ceiling_samples`` bound it, beyond the fastest packet's.
    """

    def __init__(self, ceiling_samples: int = CEILING_SAMPLES, least_samples: int = 0) -> None:
        self._ceiling = ceiling_samples
        self._least = least_samples
        self._seen = np.zeros(WINDOW, np.int64)
        self._count = 0
        self.samples = 0
        """The delay to aim at."""
        self.fastest = 0
        """The least lateness remembered."""

    def start(self, lateness: int) -> None:
        """Forget all; the first packet of a stream."""
        self._count = 0
        self.add(lateness)
        self.add(lateness + START_EXTRA_SAMPLES)

    def add(self, lateness: int) -> None:
        self._seen[self._count % WINDOW] = lateness
        self._count += 1
        known = self._seen[: min(self._count, WINDOW)]
        allowed = len(known) // WINDOW
        latest = int(np.partition(known, -1 - allowed)[-1 - allowed])
        self.fastest = int(known.min())
        self.samples = min(max(latest, self.fastest + self._least), self.fastest + self._ceiling)

    @property
    def limit(self) -> int:
        """The longest delay that is ever worth waiting."""
        return self.fastest + self._ceiling
