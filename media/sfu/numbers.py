"""Small numbers for peers, rows and sources at the fan-out kernel: the smallest free one is given out first."""

from __future__ import annotations

import heapq


class Numbers:
    def __init__(self) -> None:
        self._next = 0
        self._free: list[int] = []

    def take(self) -> int:
        if self._free:
            return heapq.heappop(self._free)
        self._next += 1
        return self._next - 1

    def give_back(self, number: int) -> None:
        heapq.heappush(self._free, number)
