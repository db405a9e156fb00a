"""The 20 ms clock of everything a process sends: one timer for all robots, ticks on the grid of CLOCK_MONOTONIC.

Ticks are counted from the clock's zero, so a late wake-up is caught up and two senders never drift apart.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

PERIOD_S = 0.02
CATCH_UP_TICKS = 10
"""After a longer stall the ticks in between are left out: sound that late is worth nothing."""

Step = Callable[[int], None]


class Cadence:
    """Calls every step once per tick while there are any."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._steps: dict[int, Step] = {}
        self._next_key = 0
        self._tick = 0
        self._timer: asyncio.TimerHandle | None = None
        self.skipped = 0

    def add(self, step: Step) -> int:
        """The key that removes it.  ``step`` gets the tick number and must not raise."""
        self._next_key += 1
        self._steps[self._next_key] = step
        if self._timer is None:
            self._tick = int(self._loop.time() / PERIOD_S) + 1
            self._timer = self._loop.call_at(self._tick * PERIOD_S, self._run)
        return self._next_key

    def remove(self, key: int) -> None:
        self._steps.pop(key, None)
        if not self._steps and self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _run(self) -> None:
        due = int(self._loop.time() / PERIOD_S + 1e-6)
        if due - self._tick >= CATCH_UP_TICKS:
            self.skipped += due - self._tick
            self._tick = due
        while self._tick <= due:
            for step in tuple(self._steps.values()):
                step(self._tick)
            self._tick += 1
        self._timer = self._loop.call_at(self._tick * PERIOD_S, self._run) if self._steps else None
