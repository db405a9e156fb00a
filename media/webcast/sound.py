"""Blocks of one rendition on the clock of ticks: in order, each once, silence for those that do not come.

Pure.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
import numpy.typing as npt

from media.clock import BLOCK_SAMPLES

Samples = npt.NDArray[np.float32]

PATIENCE_TICKS: Final = 8
"""After so long without any block the sound that is due is silence: the mixer makes up for two of its ticks."""
AHEAD_TICKS: Final = 100
"""No mixer is ahead of the clock.  Overflow policy: blocks further ahead are dropped."""
SCALE: Final = np.float32(1 / 32767)


class TickLine:
    """``first_tick``: the first to be taken.  ``missing``: ticks that became silence; ``late``: blocks that came after."""

    def __init__(self, first_tick: int) -> None:
        self.next_tick = first_tick
        self.missing = 0
        self.late = 0
        self._waiting: dict[int, bytes] = {}
        self._newest = first_tick - 1
        self._came = False
        self._came_at = first_tick

    def add(self, tick: int, samples: bytes) -> None:
        """960 samples of 16 bits, big endian."""
        if tick < self.next_tick:
            self.late += 1
        elif tick < self.next_tick + AHEAD_TICKS:
            self._waiting[tick] = samples
            self._newest, self._came = max(self._newest, tick), True

    def due(self, now_tick: int) -> Iterator[Samples | None]:
        """The blocks of the next ticks as far as they have come, or will come no more: None.

        Blocks come in order: what is not there before a later one does not come.  Where the worker was held up they come
        late, but they come: it waits while any do.  ``now_tick``: the tick the present lies in.
        """
        if self._came:
            self._came, self._came_at = False, now_tick
        while self.next_tick <= now_tick:
            samples = self._waiting.pop(self.next_tick, None)
            if samples is None:
                since = max(self.next_tick, self._came_at)
                if self.next_tick > self._newest and now_tick - since < PATIENCE_TICKS:
                    return
                self.missing += 1
            self.next_tick += 1
            yield None if samples is None else np.frombuffer(samples, ">i2").astype(np.float32) * SCALE


SILENCE: Final = np.zeros(BLOCK_SAMPLES, np.float32)
