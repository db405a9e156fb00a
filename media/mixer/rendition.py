"""One language of a webcast: mixed by the rule listeners' channels are mixed by, protected, and sent as samples."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

import msgspec
import numpy as np

from bus import pipe
from bus.messages import MeetingState
from media.clock import BLOCK_SAMPLES
from media.mixer.kernel import make_protection
from media.mixer.levels import Samples
from media.mixer.listener_rule import FLOOR, Feed, desks_heard, feed

_SILENCE = np.zeros(BLOCK_SAMPLES, np.float32)
_SILENT: Final = bytes(2 * BLOCK_SAMPLES)


class Heard(NamedTuple):
    """A language as somebody hears it: ``without`` are desks that count as off, in a webcast that may not carry them."""

    channel: str
    without: frozenset[str] = frozenset()


class RenditionBus:
    """``name``: the rendition's.  ``channel``: the one heard in it.  ``without``: tracks of desks that are off in it.
    ``key``: its id on the pipe."""

    def __init__(self, name: str, key: bytes, ceiling_db: float) -> None:
        self.name = name
        self.channel = name
        self.without: frozenset[str] = frozenset()
        self._key = key
        self._protection = make_protection(ceiling_db)

    def process(self, tick: int, block: Samples | None) -> bytes:
        """The message with this tick's samples (``bus.pipe.encode_sound``); None: silence."""
        sound, energy = self._protection.process(_SILENCE if block is None else block)
        samples = (sound * np.float32(32767)).round().astype(">i2").tobytes() if energy else _SILENT
        return pipe.encode_sound(self._key, tick, samples)


def carried(before: Iterable[RenditionBus], state: MeetingState, ceiling_db: float) -> list[RenditionBus]:
    """The renditions of a meeting's webcast; those that go on are those of before."""
    kept, channels = {bus.name: bus for bus in before}, (FLOOR, *state.channels)
    renditions = []
    for rendition in state.webcast.renditions if state.webcast is not None else ():
        key = f"{state.meeting_id}/{rendition.channel}".encode()
        if len(key) <= 255 and rendition.channel in channels:
            bus = kept.get(rendition.channel) or RenditionBus(rendition.channel, key, ceiling_db)
            bus.channel = rendition.source if rendition.source in channels else rendition.channel
            bus.without = frozenset(rendition.without) if bus.channel != FLOOR else frozenset()
            renditions.append(bus)
    return renditions


def ruled(language: Heard, state: MeetingState) -> tuple[Heard, Feed, frozenset[str]]:
    """What the listener's rule says of a language, and whom it lets be heard."""
    if language.without:
        state = msgspec.structs.replace(state, desks=tuple(d for d in state.desks if d.track not in language.without))
    return language, feed(language.channel, state), desks_heard(language.channel, state)
