"""The process of one destination: connects, takes the webcast's parts from its standard input, sends their frames at the
pace they are watched at, and says on its standard output how it goes.

A process, because whoever is waited for outside must hold up nobody inside; it can be ended at any moment, whatever it waits
for.  It ends by itself with its standard input.
"""

from __future__ import annotations

import os
import sys
import time
from typing import Final

import msgspec

from bus.messages import PushReason
from media.webcast.push_address import parse
from media.webcast.push_records import Opening, Parts, PushFailed, Told, read
from media.webcast.push_sinks import connect

AHEAD_S: Final = 0.1
"""The first frame is sent so long after it came: so late may others be without being late."""
AWRY_S: Final = 1.0
"""Frames so much too late or too early are where the stream goes on after a gap: the pace is taken from them anew."""
TOLD_S: Final = 1.0


class Pace:
    """When frames are due, on the clock they are watched by."""

    def __init__(self) -> None:
        self._offset_s: float | None = None

    def due(self, at_s: float, now: float) -> float:
        if self._offset_s is None or abs(self._offset_s + at_s - now) > AWRY_S:
            self._offset_s = now + AHEAD_S - at_s
        return self._offset_s + at_s


def tell(told: Told) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(told) + b"\n")
    sys.stdout.buffer.flush()


def serve(opening: Opening) -> None:
    """Raises ``PushFailed``, or ``OSError`` when nobody listens to what is told any more."""
    sink = connect(parse(opening.address), opening)
    from media.webcast.push_remux import Remuxer, frames  # all of FFmpeg: not for a try that fails

    remuxer = Remuxer(opening.tracks, sink)
    tell(Told())
    pace, told_at = Pace(), time.monotonic()
    first = True
    while (parts := read(sys.stdin.buffer, Parts)) is not None:
        if first:
            remuxer.begin(parts.number)
            first = False
        for frame in frames(parts):
            now = time.monotonic()
            if (early_s := pace.due(frame.at_s, now) - now) > 0.001:
                time.sleep(early_s)
                sink.look()
            remuxer.send(frame)
            if now - told_at >= TOLD_S:
                told_at = now
                tell(Told(sent_bytes=sink.sent_bytes))
    remuxer.close()
    sink.close()


def main() -> None:
    reason: PushReason = ""
    try:
        if (opening := read(sys.stdin.buffer, Opening)) is not None:
            serve(opening)
    except PushFailed as failure:
        reason = failure.reason
    except BrokenPipeError:
        pass
    except Exception:  # what the other end or the system says may hold a key: it is not shown
        reason = "internal"
    try:
        tell(Told(reason=reason))
    finally:
        os._exit(bool(reason))  # a muxer that is left behind would write its end to a sink that is closed


if __name__ == "__main__":
    main()
