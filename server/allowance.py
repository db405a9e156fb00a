"""How often one address may ask for something costly: a token bucket each, for a bounded number of addresses."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

ADDRESSES_KEPT = 10_000
"""Overflow policy: the address unused for longest is forgotten, which gives it a full bucket again."""


class Allowance:
    def __init__(self, per_s: float, burst: int, clock: Callable[[], float]) -> None:
        self._per_s = per_s
        self._burst = float(burst)
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        """Address -> (tokens left, when that was)."""

    def take(self, address: str) -> bool:
        """False: too fast."""
        now = self._clock()
        left, at = self._left.pop(address, (self._burst, now))
        left = min(self._burst, left + (now - at) * self._per_s)
        allowed = left >= 1
        self._left[address] = (left - allowed, now)
        if len(self._left) > ADDRESSES_KEPT:
            self._left.popitem(last=False)
        return allowed
