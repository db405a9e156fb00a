"""How fast a stream comes in, and how fast a publisher may send who is told nothing else.

Pure: ``now`` is in seconds of one clock that never goes back.
"""

from __future__ import annotations

from typing import Final

WINDOW_S: Final = 0.5
WEIGHT: Final = 0.4
"""Of the latest window in the smoothed rate: half of a step is seen after about a second."""

FIRST_BPS: Final = 1_000_000
LEAST_BPS: Final = 100_000
MOST_BPS: Final = 5_000_000
GROWTH: Final = 1.08
HEADROOM: Final = 1.5
HEADROOM_BPS: Final = 200_000
HOLD_LOSS: Final = 0.02
CUT_LOSS: Final = 0.10


class RateMeter:
    """Bits per second of one stream, RTP headers included, and when its last packet came."""

    __slots__ = ("_bits", "_rate", "_since", "last")

    def __init__(self) -> None:
        self.last = float("-inf")
        self._since = float("-inf")
        self._bits = 0
        self._rate: float | None = None

    def packet(self, size_bytes: int, now: float) -> None:
        if now - self.last > 2 * WINDOW_S:
            self._since, self._bits, self._rate = now, 0, None  # it begins, or begins again after a pause
        self.last = now
        self._bits += 8 * size_bytes
        if now - self._since >= WINDOW_S:
            measured = self._bits / (now - self._since)
            self._rate = measured if self._rate is None else self._rate + WEIGHT * (measured - self._rate)
            self._since, self._bits = now, 0

    @property
    def bps(self) -> float:
        """Smoothed; before the first window is over, as if that window were all."""
        return self._rate if self._rate is not None else self._bits / WINDOW_S


class SendingRate:
    """What REMB tells a publisher without transport-wide feedback (after draft-ietf-rmcat-gcc-02 sections 5.5 and 6).

    Loss alone shows congestion here: up to 2 % the rate grows, to at most half as much again as what comes in; from 10 % on
    it falls below what comes in by half the share lost.
    """

    def __init__(self) -> None:
        self.bps: float = FIRST_BPS

    def update(self, received_bps: float, fraction_lost: float) -> int:
        """The rate for the next second from the last one's figures; ``fraction_lost`` 0…1."""
        if fraction_lost > CUT_LOSS:
            self.bps = min(self.bps, received_bps * (1 - fraction_lost / 2))
        elif fraction_lost <= HOLD_LOSS:
            self.bps = max(self.bps, min(self.bps * GROWTH, HEADROOM * received_bps + HEADROOM_BPS))
        self.bps = min(max(self.bps, LEAST_BPS), MOST_BPS)
        return int(self.bps)
