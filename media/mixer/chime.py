"""The chair's attention tone: two notes, one falling after the other, in everything the meeting hears."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from media.clock import BLOCK_SAMPLES, SAMPLE_RATE_HZ

Samples = npt.NDArray[np.float32]

NOTES_HZ: Final = (880.0, 659.3)
NOTE_S: Final = 0.5
LEVEL_DBFS: Final = -20.0
"""RMS of a note's body: beside speech at -23 LUFS heard by all, painful to nobody."""
EDGE_S: Final = 0.02
"""Raised cosine: no click."""
FALL_S: Final = 0.2
"""A note dies away."""


def _note(frequency_hz: float) -> Samples:
    time = np.arange(round(NOTE_S * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    rise = np.clip(time / EDGE_S, 0, 1)
    fall = np.clip((NOTE_S - time) / FALL_S, 0, 1)
    edges = (1 - np.cos(np.pi * rise)) / 2 * (1 - np.cos(np.pi * fall)) / 2
    return np.asarray(np.sqrt(2) * 10 ** (LEVEL_DBFS / 20) * edges * np.sin(2 * np.pi * frequency_hz * time), np.float32)


_BLOCKS: Final = np.concatenate([_note(frequency_hz) for frequency_hz in NOTES_HZ]).reshape(-1, BLOCK_SAMPLES)


class Chime:
    """Sounds once for each newer ``asked_at``; the one it begins with was sounded before."""

    def __init__(self, asked_at: float | None) -> None:
        self._asked_at = asked_at
        self._next = len(_BLOCKS)

    def ask(self, at: float | None) -> None:
        """What is not newer is no new wish: the server sends its whole state again whenever it comes back."""
        if at is not None and (self._asked_at is None or at > self._asked_at):
            self._asked_at = at
            self._next = 0

    def pull(self) -> Samples | None:
        """The next block; None when nothing sounds."""
        if self._next == len(_BLOCKS):
            return None
        self._next += 1
        return np.asarray(_BLOCKS[self._next - 1], np.float32)
