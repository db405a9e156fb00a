"""What a receiver counts: shapes shared by the native one and its reference.  Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

AUDIO_PAYLOAD_TYPE: Final = 111
"""Opus, in the server's offers and in ours."""
BINS: Final = 6000
BIN_NS: Final = 100_000
"""Histograms hold 0 to 600 ms in steps of 0.1 ms; the last bin is everything above."""

DATAGRAM: Final = 0
"""Kind of an event: neither RTP nor RTCP, as it came."""
SOUND: Final = 1
"""The first packet of a listener that decrypted; the stamp is the moment of decryption."""
WATCHED: Final = 2
"""A decrypted packet of a watched listener."""

Event = tuple[int, int, int, bytes]
"""Listener, kind, Unix nanoseconds, data."""


class Stream(NamedTuple):
    """Reception of one SSRC since the last reset; sequence numbers are extended."""

    ssrc: int
    first: int
    highest: int
    received: int
    duplicates: int
    jitter: int
    sr_middle: int
    """Middle 32 bits of the last sender report's NTP time, 0 before the first."""
    sr_stamp: int
    """When it came, Unix nanoseconds."""

    @property
    def lost(self) -> int:
        return self.highest - self.first + 1 - self.received


def percentile_ms(histogram: Sequence[int], share: float) -> float | None:
    """Upper edge of the bin that holds the ``share`` (0 to 1) of all values; None without values."""
    total = sum(histogram)
    if not total:
        return None
    seen, wanted = 0, share * total
    for number, count in enumerate(histogram):
        seen += count
        if seen >= wanted:
            return (number + 1) * BIN_NS / 1e6
    return BINS * BIN_NS / 1e6
