"""The pictures in a meeting's slots, as far as there are any to be seen.

One thread; packets come in through a bounded queue from another.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from typing import Final

import av

from bus.messages import SLOTS, Slot
from bus.pipe import RtpMessage
from media.webcast.decoding import PictureSource

MAX_WAITING: Final = 8192
"""Packets.  Overflow policy: the oldest is dropped, which is loss like any other."""
DELAY_S: Final = 0.04
"""Pictures are seen so much later than they come: sound waits 40 to 160 ms in the mixer's jitter buffer."""
GONE_S: Final = 3.0
"""A camera that has sent nothing for so long is not seen any more ..."""
SCREEN_GONE_S: Final = 30.0
"""... and a screen, of which some browsers send nothing while it stands still."""


class Viewer:
    """``ask_key_frame`` takes the id of a track on the pipe."""

    def __init__(self, meeting_id: str, ask_key_frame: Callable[[str], object]) -> None:
        self._meeting_id = meeting_id
        self._ask_key_frame = ask_key_frame
        self._queue: deque[RtpMessage] = deque(maxlen=MAX_WAITING)
        self._slots: Mapping[Slot, str] = {}
        self._sources: dict[str, PictureSource] = {}

    def show(self, slots: Mapping[str, str | None]) -> None:
        """Which track is in which slot; from any thread."""
        self._slots = {slot: track for slot in SLOTS if (track := slots.get(slot)) is not None}

    def receive(self, message: RtpMessage) -> None:
        """From any thread."""
        self._queue.append(message)

    def look(self, now: float) -> dict[Slot, av.VideoFrame]:
        """Take what has come; the picture of each slot that is seen, as it was :data:`DELAY_S` ago."""
        slots = self._slots
        shown = set(slots.values())
        for gone in self._sources.keys() - shown:
            del self._sources[gone]
        prefix = f"{self._meeting_id}/"
        for _ in range(len(self._queue)):
            message = self._queue.popleft()
            track = message.track.removeprefix(prefix)
            if track in shown:
                self._source(track).receive(message.packet, now)
        for track, source in self._sources.items():
            source.expire(now)
            if source.asks_key_frame(now):
                self._ask_key_frame(prefix + track)
        return {slot: frame for slot, track in slots.items() if (frame := self._seen(track, now)) is not None}

    def _source(self, track: str) -> PictureSource:
        source = self._sources.get(track)
        if source is None:
            source = self._sources[track] = PictureSource()
        return source

    def _seen(self, track: str, now: float) -> av.VideoFrame | None:
        source = self._sources.get(track)
        patience = SCREEN_GONE_S if track.endswith("/screen") else GONE_S
        return source.at(now - DELAY_S) if source is not None and now - source.seen_at < patience else None
