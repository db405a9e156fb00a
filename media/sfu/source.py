"""Sources: one continuous RTP stream each, as the fan-out kernel numbers them.

Pure.  ``now`` is monotonic seconds; ``wall`` what to add to it for Unix time.
"""

from __future__ import annotations

import struct
from typing import Final

from media.clock import deadline_ns, tick_of_timestamp
from media.fanout.kernel import Kernel, Kind
from media.sfu.layout import AUDIO_CLOCK_HZ, VIDEO_CLOCK_HZ

LIVE_S: Final = 0.1
"""A bus that has been silent for longer has stopped: rows wait for its next packet before they move to it."""
AUDIO_HISTORY: Final = 128
VIDEO_HISTORY: Final = 512
"""Packets kept for resends; both shorter than the SRTP replay window of 1,024."""
MIX_DELAY_S: Final = 0.06
"""About how long before its tick the sound of a bus was captured: jitter buffer, limiter look-ahead and the block itself."""
NTP_EPOCH_S: Final = 2_208_988_800
CLOCK_SAMPLES: Final = 16

_HEADER = struct.Struct("!BBHII")


def ntp_time(unix_s: float) -> int:
    """Unix seconds as a 64-bit NTP timestamp (RFC 3550 section 4)."""
    return int((unix_s + NTP_EPOCH_S) * (1 << 32)) & 0xFFFF_FFFF_FFFF_FFFF


class Source:
    """A source at the kernel.  ``rows`` counts those that listen to it or wait for its next key frame."""

    def __init__(self, number: int, kind: Kind, kernel: Kernel) -> None:
        self.number = number
        self.kind = kind
        self.rows = 0
        clock_rate, history = (AUDIO_CLOCK_HZ, AUDIO_HISTORY) if kind == "opus" else (VIDEO_CLOCK_HZ, VIDEO_HISTORY)
        kernel.add_source(number, kind, clock_rate=clock_rate, history=history)


class BusSource(Source):
    """A mixed bus.  Sequence numbers are given here, so a mixer that restarts leaves no gap."""

    def __init__(self, number: int, kernel: Kernel) -> None:
        super().__init__(number, "opus", kernel)
        self.last_packet = float("-inf")
        self._sequence_number = 0
        self._timestamp = 0

    def live(self, now: float) -> bool:
        return now - self.last_packet <= LIVE_S

    def packet(self, timestamp: int, payload: bytes, now: float) -> bytes:
        """The next RTP packet; the kernel fills in payload type and SSRC of each row."""
        self._sequence_number = (self._sequence_number + 1) & 0xFFFF
        self._timestamp = timestamp
        self.last_packet = now
        return _HEADER.pack(0x80, 0, self._sequence_number, timestamp, 0) + payload

    def clock(self, now: float, wall: float) -> tuple[int, int]:
        """(NTP, RTP timestamp) of the sound captured ``MIX_DELAY_S`` before ``now``; there must have been a packet.

        So every sender report made from it tells the time it is sent at less ``MIX_DELAY_S``: round trips depend on it.
        """
        tick = tick_of_timestamp(self._timestamp, round(self.last_packet * 1e9))
        since = now - deadline_ns(tick) / 1e9
        return ntp_time(now - MIX_DELAY_S + wall), self._timestamp + round(since * AUDIO_CLOCK_HZ) & 0xFFFFFFFF


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
