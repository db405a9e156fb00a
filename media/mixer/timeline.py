"""Decoded sound of one microphone on its sender's clock, read in blocks of the mixer's clock.

A block may take up a few samples more or fewer than it holds: that is how a sender's faster or slower clock is followed.
Such a block is interpolated (windowed sinc) between whole samples at its ends: no step shows, and steady state is bit exact.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from media.mixer.kernel import native

Samples = npt.NDArray[np.float32]

BLOCK: Final = 960
STEPS: Final = range(BLOCK - 8, BLOCK + 5)
"""How many samples a block may take up where a clock is followed."""
TAPS: Final = 24
MARGIN: Final = TAPS // 2
"""Samples needed beyond the block that is read."""
HISTORY: Final = 2 * BLOCK
"""Samples kept behind the reader."""
CROSSFADE: Final = 480
SHORTEST_PERIOD: Final = 120
LONGEST_PERIOD: Final = 720
"""2.5…15 ms: voices of 67 Hz and more."""
ALIKE: Final = 0.9
"""Correlation of two stretches of sound that may be crossfaded into one another unheard."""
BLEND: Final = 120
CAPACITY: Final = 65_536

_FADE_IN = np.linspace(0, 1, CROSSFADE, dtype=np.float32)
_BLEND_IN = np.linspace(0, 1, BLEND, dtype=np.float32)


@lru_cache(maxsize=64)
def _interpolation(step: int) -> tuple[npt.NDArray[np.intp], Samples]:
    """Window starts (960,) and coefficients (960, TAPS) that read 960 samples out of ``step``."""
    at = np.arange(BLOCK) * (step / BLOCK)
    whole = np.floor(at).astype(np.intp)
    offsets = np.arange(TAPS) - (MARGIN - 1)
    distance = (at - whole)[:, None] - offsets[None, :]
    window = np.i0(8.0 * np.sqrt(np.clip(1 - (distance / MARGIN) ** 2, 0, 1))) / np.i0(8.0)
    coefficients = np.sinc(distance) * window
    coefficients /= coefficients.sum(axis=1, keepdims=True)
    return whole, coefficients.astype(np.float32)


def interpolated(around: Samples, whole: npt.NDArray[np.intp], coefficients: Samples) -> Samples:
    """For each row of ``coefficients`` its sum with as many samples of ``around`` from the row's ``whole`` on."""
    windows = np.lib.stride_tricks.sliding_window_view(around, coefficients.shape[1])[whole]
    return np.asarray(np.einsum("ij,ij->i", windows, coefficients), np.float32)


_interpolated = native.interpolated if native else interpolated

for _step in STEPS:  # 3 ms each: too much for a tick
    _interpolation(_step)


class Timeline:
    """``position``: timestamp of the next sample to be read.  ``end``: timestamp after the last sample there is."""

    def __init__(self) -> None:
        self._pcm = np.zeros(CAPACITY, np.float32)
        self._base = 0
        self._blend: Samples | None = None
        self._tail: Samples | None = None
        self.position = 0
        self.end = 0

    def restart(self, position: int, end: int) -> None:
        """Begin anew: silence from ``position`` to ``end``.  What was still to be heard fades out under the new sound."""
        rest = self._slice(self.position, min(self.end, self.position + CROSSFADE)).copy()
        rest *= np.linspace(1, 0, len(rest), dtype=np.float32)
        self._tail = rest if len(rest) else None
        self._pcm[:] = 0
        self._blend = None
        self._base = position - HISTORY
        self.position, self.end = position, end

    def append(self, samples: Samples) -> None:
        """Add sound at ``end``."""
        if self.end + len(samples) - self._base > CAPACITY:
            self._compact(len(samples))
        start = self.end - self._base
        self._pcm[start : start + len(samples)] = samples
        if self._blend is not None:
            width = min(len(self._blend), len(samples))
            ramp = _BLEND_IN[:width]
            part = self._pcm[start : start + width]
            part[:] = part * ramp + self._blend[:width] * (1 - ramp)
            self._blend = None
        self.end += len(samples)

    def cut(self, timestamp: int) -> None:
        """Take back what lies after ``timestamp``: real sound will replace it, blended into what was taken.

        Where it was heard already, the time line moves instead: that sound comes next, later by as much.
        """
        at = max(timestamp, self.position)
        self._blend = self._slice(at, min(self.end, at + BLEND)).copy()
        self.end = at
        shift = at - timestamp
        self.position -= shift
        self.end -= shift
        self._base -= shift

    def peak(self, first: int, end: int) -> float:
        """Loudest sample between two positions, as far as there is sound."""
        return float(np.abs(self._slice(first, min(self.end, end))).max(initial=0.0))

    def period(self, *, back: bool) -> int:
        """How many samples back (or on) the sound is like what comes next, so that a jump goes unheard; 0: nowhere near.

        Needs sound up to ``position + CROSSFADE``, and ``LONGEST_PERIOD`` more to look on.
        """
        here = self._slice(self.position, self.position + CROSSFADE)
        nearest, farthest = (-SHORTEST_PERIOD, -LONGEST_PERIOD) if back else (SHORTEST_PERIOD, LONGEST_PERIOD)
        first = self.position + min(nearest, farthest)
        around = self._slice(first, self.position + max(nearest, farthest) + CROSSFADE)
        sums = np.concatenate(([0.0], np.cumsum(np.square(around, dtype=np.float64))))
        energies = (sums[CROSSFADE:] - sums[:-CROSSFADE]) * float(np.dot(here, here))
        likeness = np.correlate(around, here, "valid") / np.sqrt(energies + 1e-9)
        best = int(np.argmax(likeness))
        return abs(first + best - self.position) if likeness[best] >= ALIKE else 0

    def read(self, step: int = BLOCK, jump: int = 0) -> Samples:
        """The next block, taking up ``step`` samples; with ``jump`` first crossfading to that many samples further on.

        Needs sound up to ``position + jump + step + MARGIN``; a negative ``jump`` repeats at most one block.
        """
        block = self._interpolated(self.position + jump, step)
        if jump:
            left = self._slice(self.position, min(self.end, self.position + CROSSFADE))
            block[:CROSSFADE] *= _FADE_IN
            block[: len(left)] += left * (1 - _FADE_IN[: len(left)])
        self.position += jump + step
        if self._tail is not None:
            block[: len(self._tail)] += self._tail
            self._tail = None
        return block

    def _interpolated(self, position: int, step: int) -> Samples:
        if step == BLOCK:
            return self._slice(position, position + BLOCK).copy()
        whole, coefficients = _interpolation(step)
        around = self._slice(position - MARGIN + 1, position + step + MARGIN)
        return _interpolated(around, whole, coefficients)

    def _slice(self, first: int, end: int) -> Samples:
        return self._pcm[first - self._base : end - self._base]

    def _compact(self, room: int) -> None:
        # Nobody's packets may stop the tick: of more sound than the time line holds the oldest is skipped.
        self.position = max(self.position, self.end + room - CAPACITY + HISTORY)
        keep = self.position - HISTORY
        held = self._slice(keep, self.end).copy()
        self._pcm[: len(held)] = held
        self._base = keep
