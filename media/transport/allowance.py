"""How much work one sender may make of us: token buckets, looked at before anything is decrypted or parsed.  Pure.

Each is far above what an honest peer sends and far below what would be felt by the others.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

RTP_PER_S: Final = 4000.0
"""Packets: more than 20 Mbit/s of video."""
RTP_BURST: Final = 4000.0
RTCP_BYTES_PER_S: Final = 32_768.0
"""RFC 3550 section 6.2 gives RTCP five in a hundred of the session's bandwidth: that of 5 Mbit/s."""
RTCP_BURST_BYTES: Final = 65_536.0
RTCP_COST: Final = 100
"""Bytes a packet counts besides its own: decrypting costs something whatever its size."""
DTLS_PER_S: Final = 20.0
DTLS_BURST: Final = 100.0
"""Datagrams: a handshake takes four to eight."""


class Bucket:
    """``rate`` tokens come back a second, up to ``burst``.  ``now`` is in seconds of any one clock."""

    __slots__ = ("_at", "_burst", "_level", "_rate")

    def __init__(self, rate: float, burst: float) -> None:
        self._rate = rate
        self._burst = burst
        self._level = burst
        self._at = 0.0

    def take(self, now: float, cost: float = 1.0) -> bool:
        """False when there are fewer than ``cost`` tokens; none are taken then."""
        if now > self._at:
            self._level = min(self._burst, self._level + (now - self._at) * self._rate)
            self._at = now
        if self._level < cost:
            return False
        self._level -= cost
        return True

    def give_back(self, cost: float = 1.0) -> None:
        """What was taken turned out to be welcome."""
        self._level = min(self._burst, self._level + cost)

    @property
    def full(self) -> bool:
        """As of the last :meth:`take`."""
        return self._level >= self._burst


@dataclass(slots=True)
class Allowance:
    """Of one peer, by what it sends."""

    rtp: Bucket = field(default_factory=lambda: Bucket(RTP_PER_S, RTP_BURST))
    rtcp: Bucket = field(default_factory=lambda: Bucket(RTCP_BYTES_PER_S, RTCP_BURST_BYTES))
    dtls: Bucket = field(default_factory=lambda: Bucket(DTLS_PER_S, DTLS_BURST))
