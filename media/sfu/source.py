"""Sources: one continuous RTP stream each, as the fan-out kernel numbers them.

Pure.  ``now`` is monotonic seconds; ``wall`` what to add to it for Unix time.
"""

from __future__ import annotations

from typing import Final

from media.clock import TIMESTAMP_MODULUS
from media.fanout.kernel import Kernel, Kind
from media.sfu.layout import AUDIO_CLOCK_HZ, VIDEO_CLOCK_HZ

AUDIO_HISTORY: Final = 128
VIDEO_HISTORY: Final = 512
"""Packets kept for resends; both shorter than the SRTP replay window of 1,024."""
MIX_DELAY_S: Final = 0.06
"""About how long before its tick the sound of a bus was captured: jitter buffer, limiter look-ahead and the block itself."""
NTP_EPOCH_S: Final = 2_208_988_800
CLOCK_SAMPLES: Final = 16


def ntp_time(unix_s: float) -> int:
    """Unix seconds as a 64-bit NTP timestamp (RFC 3550 section 4)."""
    return int((unix_s + NTP_EPOCH_S) * (1 << 32)) & 0xFFFF_FFFF_FFFF_FFFF


class Source:
    """A source at the kernel.  ``rows`` counts those that listen to it or wait for it to begin.

    ``bus``: the mixer's name of what it carries, where that is a bus.
    """

    def __init__(self, number: int, kind: Kind, kernel: Kernel, bus: str = "") -> None:
        self.number = number
        self.kind = kind
        self.rows = 0
        clock_rate, history = (AUDIO_CLOCK_HZ, AUDIO_HISTORY) if kind == "opus" else (VIDEO_CLOCK_HZ, VIDEO_HISTORY)
        kernel.add_source(number, kind, clock_rate=clock_rate, history=history, bus=bus)


class BusSource(Source):
    """A mixed bus.  The kernel numbers its packets, so a mixer that restarts leaves no gap."""

    def __init__(self, number: int, kernel: Kernel, bus: str, now: float) -> None:
        super().__init__(number, "opus", kernel, bus)
        self.last_wanted = now


def bus_clock(now: float, wall: float) -> tuple[int, int]:
    """(NTP, RTP timestamp) of the sound captured ``MIX_DELAY_S`` before ``now``: all buses of a machine count one clock.

    So every sender report made from it tells the time it is sent at less ``MIX_DELAY_S``: round trips depend on it.
    """
    return ntp_time(now - MIX_DELAY_S + wall), round(now * AUDIO_CLOCK_HZ) % TIMESTAMP_MODULUS


class CaptureClock:
    """Turns a sender's NTP clock into ours: its least delayed reports show how far the two are apart."""

    def __init__(self) -> None:
        self._offsets: list[float] = []

    def report(self, ntp: int, arrival_unix: float) -> int:
        """Our NTP time of a sender report's instant."""
        sent = ntp / (1 << 32) - NTP_EPOCH_S
        self._offsets.append(arrival_unix - sent)
        del self._offsets[:-CLOCK_SAMPLES]
        return ntp_time(sent + min(self._offsets))
