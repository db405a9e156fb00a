"""Buses: what is summed for a channel, with gates on microphones and desks and crossfades between feeds.

A gate opens within one block and closes within half a block, whatever else goes on.  Crossfades (equal power) are for feeds
alone: they never let a closed microphone or desk sound on.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from math import asin, pi, sin
from typing import Final

import numpy as np
import numpy.typing as npt

from media.mixer.listener_rule import Feed

Samples = npt.NDArray[np.float32]

BLOCK: Final = 960
CLOSING_SAMPLES: Final = 480
"""A gate that closes is shut after 10 ms of the next block."""
CROSSFADE_TICKS: Final = 12
"""240 ms from one feed to another."""
QUIET_GAIN: Final = 10 ** (-15 / 20)

_OPENING = np.linspace(0, 1, BLOCK, dtype=np.float32) ** 2 * (3 - 2 * np.linspace(0, 1, BLOCK, dtype=np.float32))
_CLOSING = np.concatenate((np.linspace(1, 0, CLOSING_SAMPLES), np.zeros(BLOCK - CLOSING_SAMPLES))).astype(np.float32)
_RISING = np.arange(1, BLOCK + 1, dtype=np.float32) / BLOCK

_FLOOR_GAIN = {Feed.DESKS: 0.0, Feed.FLOOR: 1.0, Feed.FLOOR_QUIET: QUIET_GAIN, Feed.SILENCE: 0.0}
_DESK_GAIN = {Feed.DESKS: 1.0, Feed.FLOOR: 0.0, Feed.FLOOR_QUIET: 0.0, Feed.SILENCE: 1.0}
"""In silence the gates alone are shut: a desk that opens again is there at once."""


class Gates:
    """The tracks let into one sum."""

    def __init__(self, open_: Set[str] = frozenset()) -> None:
        self._open = frozenset(open_)

    def process(self, open_: Set[str], blocks: Mapping[str, Samples]) -> dict[str, Samples]:
        """Blocks of the tracks that are open or just closing; those in neither state are not looked at."""
        if open_ == self._open:
            return {track: blocks[track] for track in open_ if track in blocks}
        gated = {}
        for track in self._open | open_:
            block = blocks.get(track)
            if block is None:
                continue
            if track not in open_:
                block = block * _CLOSING
            elif track not in self._open:
                block = block * _OPENING
            gated[track] = block
        self._open = frozenset(open_)
        return gated


class Fader:
    """A gain that moves along a sine: two faders in opposite directions keep the power of their sum."""

    def __init__(self, gain: float) -> None:
        self.gain = gain

    def process(self, target: float, *, at_once: bool = False) -> float | Samples:
        """The gain of the next block: a number while it stays, else a ramp of 960 samples."""
        start = self.gain
        if start == target:
            return target
        if at_once:
            self.gain = target
            return np.asarray(target + (start - target) * _CLOSING, np.float32)
        now, goal, step = asin(min(start, 1.0)) * 2 / pi, asin(target) * 2 / pi, 1 / CROSSFADE_TICKS
        reached = abs(goal - now) <= step * 1.001
        self.gain = target if reached else sin((now + (step if goal > now else -step)) * pi / 2)
        return np.asarray(start + (self.gain - start) * _RISING, np.float32)


class Sum:
    """Gated blocks of one tick, and their sum; ``without`` one of them is a mix-minus."""

    def __init__(self, gated: Mapping[str, Samples]) -> None:
        self.gated = gated
        self._all: Samples | None = None

    def without(self, track: str | None) -> Samples | None:
        """None when nothing is left to hear.  The parts are summed anew, so that nothing remains of what is left out."""
        if track is not None and track in self.gated:
            return _added([block for name, block in self.gated.items() if name != track])
        if self._all is None:
            self._all = _added(list(self.gated.values()))
        return self._all


def _added(blocks: list[Samples]) -> Samples | None:
    if len(blocks) < 2:
        return blocks[0] if blocks else None
    total = blocks[0] + blocks[1]
    for block in blocks[2:]:
        total += block
    return total


class LanguageBus:
    """One language's channel: its desks and the floor, each behind a fader."""

    def __init__(self, feed: Feed, desks: Set[str]) -> None:
        self._gates = Gates(desks)
        self._floor_fader = Fader(_FLOOR_GAIN[feed])
        self._desk_fader = Fader(_DESK_GAIN[feed])
        self._desks = Sum({})
        self._floor = Sum({})
        self._desk_gain: float | Samples = 0.0
        self._floor_gain: float | Samples = 0.0

    def process(self, feed: Feed, desks: Set[str], blocks: Mapping[str, Samples], floor: Sum) -> None:
        """Move on by one tick.  ``desks``: those open on this channel; ``floor``: the floor's sum of this tick."""
        self._desks = Sum(self._gates.process(desks, blocks))
        self._floor = floor
        self._floor_gain = self._floor_fader.process(_FLOOR_GAIN[feed], at_once=feed is Feed.SILENCE)
        self._desk_gain = self._desk_fader.process(_DESK_GAIN[feed])

    def mix(self, minus: str | None) -> Samples | None:
        """The block of this tick without ``minus``; None for silence."""
        return joined(
            _scaled(self._desks.without(minus), self._desk_gain), _scaled(self._floor.without(minus), self._floor_gain)
        )


def _scaled(block: Samples | None, gain: float | Samples) -> Samples | None:
    if block is None or (isinstance(gain, float) and gain == 0.0):
        return None
    return block if isinstance(gain, float) and gain == 1.0 else np.asarray(block * gain, np.float32)


def joined(one: Samples | None, other: Samples | None) -> Samples | None:
    """The sum of two blocks; None: silence."""
    if one is None or other is None:
        return other if one is None else one
    return one + other
