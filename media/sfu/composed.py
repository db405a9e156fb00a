"""The composed picture of a meeting, in VP8: what a listener is sent in place of a track it cannot decode.

Pure.  The webcast worker makes it while it is asked to, which is while a row of some listener takes it and a little longer.
It counts as a track of one layer whose publisher is the worker: what goes towards that are messages of the pipe.
"""

from __future__ import annotations

from typing import Final

from bus.pipe import COMPOSED, encode_key_frame, encode_want
from media.clock import TIMESTAMP_MODULUS
from media.sfu.layout import VIDEO_CLOCK_HZ, VP8_PAYLOAD_TYPE, TrackLayout
from media.sfu.source import ntp_time
from media.sfu.track import Layer, Track

WANT_INTERVAL_S: Final = 1.0
KEPT_S: Final = 2.0
"""It is made so much longer than anyone takes it: floors change, and whoever comes back need not wait."""
DELAY_S: Final = 0.04
"""What it shows had come so long before the instant its timestamps tell (``media.webcast.viewing``)."""
WORKER: Final = -1
"""No peer of the fan-out kernel."""


class Composed:
    """``wanted``: the worker is asked for it, and there is a source."""

    def __init__(self, meeting_id: str) -> None:
        layout = TrackLayout("cam", "vp8", VP8_PAYLOAD_TYPE, "", (), pli=True)
        self.track = Track(COMPOSED, f"{meeting_id}/{COMPOSED}".encode(), WORKER, layout)
        self.wanted = False
        self._asked_at = float("-inf")
        self._idle_since: float | None = None

    @property
    def layer(self) -> Layer:
        return self.track.layers[0]

    def want(self) -> None:
        self.wanted = True
        self._idle_since = None
        self._asked_at = float("-inf")

    def idle(self, now: float) -> bool:
        """True when it is to end: nobody has taken it for :data:`KEPT_S`."""
        if not self.wanted or self.layer.rows:
            self._idle_since = None
            return False
        if self._idle_since is None:
            self._idle_since = now
        return now - self._idle_since >= KEPT_S

    def messages(self, now: float) -> list[bytes]:
        """What the worker is to be told now, as messages of the pipe."""
        found = []
        if self.wanted and now - self._asked_at >= WANT_INTERVAL_S:
            self._asked_at = now
            found.append(encode_want(self.track.pipe_id))
        if self.layer.requests(now):
            found.append(encode_key_frame(self.track.pipe_id))
        return found


def composed_clock(now: float, wall: float) -> tuple[int, int]:
    """(NTP, RTP timestamp) of what is composed ``now``: its timestamps count CLOCK_MONOTONIC."""
    return ntp_time(now - DELAY_S + wall), round(now * VIDEO_CLOCK_HZ) % TIMESTAMP_MODULUS
