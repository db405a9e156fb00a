"""What is said in the test meeting, said again some seconds later by its interpreters: packets, never decoded.

Pure: ticks (20 ms, of any one clock) come in as arguments.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import overload

from headless.clips import FRAMES_PER_SECOND, SILENCE

ECHO_S = 4.0
DELAY_TICKS = round(ECHO_S * FRAMES_PER_SECOND)
SLACK_TICKS = 10
"""Packets may be so much early or late before they are put where they belong."""
ENDLESS = 1 << 40
AFTER_S = 1.0
"""Desks stay open so long after the last word."""


class EchoLine:
    """A line of :data:`DELAY_TICKS`.  Bounded: packets that come too many at once are dropped, old ones are forgotten."""

    def __init__(self) -> None:
        self._packets: dict[int, bytes] = {}
        """Tick when it is due -> packet, ascending."""
        self._last = 0

    def push(self, packet: bytes, tick: int) -> None:
        due = tick + DELAY_TICKS
        following = self._last + 1
        if following > due + SLACK_TICKS:
            return
        self._last = following if following >= due - SLACK_TICKS else due
        self._packets[self._last] = packet
        while (oldest := next(iter(self._packets))) < tick - SLACK_TICKS:
            del self._packets[oldest]

    def at(self, tick: int) -> bytes:
        return self._packets.get(tick, SILENCE)


class EchoFrames(Sequence[bytes]):
    """The line from now on, as one desk speaks it: a packet each tick, none twice.  ``tick``: what time it is."""

    def __init__(self, line: EchoLine, tick: Callable[[], int]) -> None:
        self._line = line
        self._tick = tick
        self._next = tick()

    def __len__(self) -> int:
        return ENDLESS

    @overload
    def __getitem__(self, index: int) -> bytes: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[bytes]: ...

    def __getitem__(self, index: int | slice) -> bytes | Sequence[bytes]:
        if isinstance(index, slice):
            raise IndexError("packets come one by one")
        now = self._tick()
        if abs(self._next - now) > SLACK_TICKS:
            self._next = now
        self._next += 1
        return self._line.at(self._next - 1)


class Desks:
    """Whether the interpreters' desks are to be open: from a person's first word until its echo is over."""

    def __init__(self) -> None:
        self._spoke_at: float | None = None

    def step(self, speaks: bool, now: float) -> bool:
        if speaks:
            self._spoke_at = now
        return self._spoke_at is not None and now - self._spoke_at < ECHO_S + AFTER_S
