"""How long a microphone's sound must wait so that its packets are there when they are needed.

All times are samples at 48 kHz of the mixer's clock, all timestamps unwrapped RTP timestamps of the sender's.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import deque
from typing import Final

WINDOW: Final = 256
"""Packets remembered: 5 s of 20 ms packets."""
CEILING_SAMPLES: Final = 160 * 48
"""At most this much more than the fastest packet needs: later ones are given up rather than waited for."""
RESEND_WINDOW: Final = 1536
"""Packets for which a resend is remembered: 30 s of 20 ms packets, so that a loss of 1 % makes no delay go up and down."""
RESENDS_MISSED: Final = 16
"""Of so many resends the latest may miss its time ..."""
DEAR_SAMPLES: Final = 100 * 48
RESENDS_MISSED_DEAR: Final = 8
"""... or of so many, where waiting for more than that would take longer than this."""
START_EXTRA_SAMPLES: Final = 960
"""Added while nothing is known yet; forgotten with the window."""


class DelayTarget:
    """The delay that serves all packets of the last five seconds but the one that came latest.

    A packet's *lateness* is the tick at which it can first be used, minus its timestamp, minus one block.  A reader that
    at tick ``T`` reads up to timestamp ``T - delay`` finds every packet whose lateness is at most ``delay``, whatever its
    phase.  ``least_samples`` and ``ceiling_samples`` bound it, beyond the fastest packet's.

    Lost packets that are sent again are waited for as well, once two came in thirty seconds; those that come later than the
    ceiling allows could not be heard and are waited for by nobody.
    """

    def __init__(self, ceiling_samples: int = CEILING_SAMPLES, least_samples: int = 0) -> None:
        self._ceiling = ceiling_samples
        self._least = least_samples
        self._recent: deque[int] = deque()
        self._ordered: list[int] = []
        # the lateness of the last WINDOW packets, oldest first and smallest first
        self._count = 0
        self._resends: deque[tuple[int, int]] = deque()
        # (packets before it, lateness), oldest first
        self._resends_ordered: list[int] = []
        self._in_order = 0
        self.samples = 0
        """The delay to aim at."""
        self.fastest = 0
        """The least lateness remembered."""

    def start(self, lateness: int) -> None:
        """Forget all; the first packet of a stream."""
        self._recent.clear()
        self._ordered.clear()
        self._count = 0
        self._resends.clear()
        self._resends_ordered.clear()
        self.add(lateness)
        self.add(lateness + START_EXTRA_SAMPLES)

    def add(self, lateness: int) -> None:
        """A packet that came by itself."""
        recent, ordered = self._recent, self._ordered
        if len(recent) == WINDOW:
            del ordered[bisect_left(ordered, recent.popleft())]
        recent.append(lateness)
        insort(ordered, lateness)
        self._count += 1
        self._in_order = ordered[-1 - len(ordered) // WINDOW]
        self.fastest = ordered[0]
        while self._resends and self._count - self._resends[0][0] > RESEND_WINDOW:
            _, gone = self._resends.popleft()
            del self._resends_ordered[bisect_left(self._resends_ordered, gone)]
        self._aim()

    def add_resend(self, lateness: int) -> None:
        """A lost packet that was sent again.  Of more than :data:`RESEND_WINDOW` the newest are left out."""
        if lateness <= self.limit and len(self._resends) < RESEND_WINDOW:
            self._resends.append((self._count, lateness))
            insort(self._resends_ordered, lateness)
            self._aim()

    def _aim(self) -> None:
        wanted = max(self._in_order, self.fastest + self._least)
        if len(ordered := self._resends_ordered) > 1:
            most = _all_but(ordered, RESENDS_MISSED)
            if most > self.fastest + DEAR_SAMPLES:
                most = max(self.fastest + DEAR_SAMPLES, _all_but(ordered, RESENDS_MISSED_DEAR))
            wanted = max(wanted, most)
        self.samples = min(wanted, self.limit)

    @property
    def limit(self) -> int:
        """The longest delay that is ever worth waiting."""
        return self.fastest + self._ceiling


def _all_but(ordered: list[int], one_in: int) -> int:
    """The latest but one in so many; of three or more at least one is left out."""
    return ordered[-1 - (len(ordered) + one_in - 3) // one_in]
