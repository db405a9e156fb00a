"""Sound ready to be sent: Opus packets of 20 ms, read from Ogg files (RFC 3533, RFC 7845) or made."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from headless import script
from media.codec import opus

FRAME_SAMPLES = 960
FRAMES_PER_SECOND = 50
SILENCE = b"\xf8\xff\xfe"
"""20 ms of nothing, fullband (RFC 6716 §3.1: CELT, mono, one frame)."""

_PAGE = struct.Struct("<4sBBqIIIB")


class ClipError(ValueError):
    """Not an Ogg Opus file of 20 ms packets."""


@dataclass(frozen=True)
class Clip:
    """Pre-encoded sound.  ``stops``: frame numbers where a speaker may stop, ascending; the end is always one."""

    frames: tuple[bytes, ...]
    stops: tuple[int, ...] = ()

    @property
    def duration_s(self) -> float:
        return len(self.frames) / FRAMES_PER_SECOND

    def stop_after(self, frame: int, within: int) -> int:
        """The last stop from ``frame`` to ``frame + within``, which is itself the answer when there is none."""
        latest = min(frame + within, len(self.frames))
        if latest == len(self.frames):
            return latest
        return max((stop for stop in self.stops if frame <= stop <= latest), default=latest)


def read(path: Path) -> Clip:
    """Raises :class:`ClipError`, ``OSError``."""
    packets = list(_packets(path.read_bytes()))
    if len(packets) < 3 or not packets[0].startswith(b"OpusHead") or not packets[1].startswith(b"OpusTags"):
        raise ClipError(f"{path.name} is not Ogg Opus")
    frames = tuple(packets[2:])
    if any(opus.packet_samples(frame) != FRAME_SAMPLES for frame in frames):
        raise ClipError(f"{path.name} has packets that are not of 20 ms")
    return Clip(frames)


def _packets(data: bytes) -> Iterator[bytes]:
    """The packets of the one logical stream; lacing values of 255 go on in the next segment, across pages too."""
    position, parts = 0, b""
    while position < len(data):
        if position + _PAGE.size > len(data) or data[position : position + 4] != b"OggS":
            raise ClipError("damaged Ogg page")
        count = data[position + _PAGE.size - 1]
        table = data[position + _PAGE.size : position + _PAGE.size + count]
        position += _PAGE.size + count
        if len(table) != count or position + sum(table) > len(data):
            raise ClipError("truncated Ogg page")
        for lacing in table:
            parts += data[position : position + lacing]
            position += lacing
            if lacing < 255:
                yield parts
                parts = b""


def tone(frequency_hz: float, duration_s: float = 1.0, level_dbfs: float = -20.0) -> Clip:
    """A sine whose end meets its beginning when ``frequency_hz * duration_s`` is whole: to be looped."""
    count = round(duration_s * FRAMES_PER_SECOND) * FRAME_SAMPLES
    sine = np.sin(2 * np.pi * frequency_hz / opus.SAMPLE_RATE_HZ * np.arange(count)) * np.sqrt(2) * 10 ** (level_dbfs / 20)
    return encode(sine.astype(np.float32))


def encode(samples: npt.NDArray[np.float32]) -> Clip:
    """Whole frames of mono samples at 48 kHz; what is left over is cut off."""
    encoder = opus.Encoder(bitrate_bps=48_000)
    whole = len(samples) // FRAME_SAMPLES * FRAME_SAMPLES
    return Clip(tuple(encoder.encode(samples[at : at + FRAME_SAMPLES]) for at in range(0, whole, FRAME_SAMPLES)))


class Library:
    """The committed clips, read when first asked for."""

    def __init__(self, place: Path = script.CLIPS) -> None:
        self._place = place
        self._index = script.load_index(place / "index.json")
        self._read: dict[tuple[str, str], Clip] = {}

    def keys(self) -> list[tuple[str, str]]:
        """(key, language) of every clip."""
        return [(key, language) for key, spoken in self._index.items() for language in spoken]

    def clip(self, key: str, language: str) -> Clip:
        """Raises ``KeyError`` when there is no such clip."""
        spoken = self._index[key][language]
        found = self._read.get((key, language))
        if found is None:
            frames = read(self._place / language / f"{key}.opus").frames
            stops = tuple(end * FRAMES_PER_SECOND // 1000 + 1 for end in spoken.sentence_ends_ms)
            found = self._read[key, language] = Clip(frames, stops)
        return found

    @cached_property
    def ambience(self) -> Clip:
        return read(self._place / "ambience.opus")
