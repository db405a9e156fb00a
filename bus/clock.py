"""Wall time that never goes back.  Pure: the two clocks are given."""

from __future__ import annotations

from collections.abc import Callable


class SteadyClock:
    """Unix seconds, non-decreasing: follows the wall clock forward, and the monotonic one while the wall clock is behind.

    A deadline is therefore reached after its real duration also when someone sets the machine's clock back.
    """

    def __init__(self, wall: Callable[[], float], monotonic: Callable[[], float]) -> None:
        self._wall = wall
        self._monotonic = monotonic
        self._now = wall()
        self._measured = monotonic()

    def now(self) -> float:
        measured = self._monotonic()
        self._now = max(self._wall(), self._now + measured - self._measured)
        self._measured = measured
        return self._now

    def not_before(self, at: float) -> None:
        """Never below ``at`` from now on: the time of the last journaled event."""
        self._now = max(self.now(), at)
