"""Meters on their way to those who watch them: everything to whoever runs the meeting, to anyone else their own.

Meters are dropped for clients that do not keep up and when they come too fast.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bus import messages as bus
from server.signaling import codec
from server.signaling.messages import LevelsMeasured

LEVELS_FOR = frozenset({"chair", "technician", "interpreter"})
"""Roles that see every meter."""


class Metering:
    """``observers``: participants who see everything; ``send``: a frame to a participant, if they keep up."""

    def __init__(
        self,
        observers: Callable[[], Iterable[str]],
        send: Callable[[str, bytes], None],
        *,
        interval_s: float,
        monotonic: Callable[[], float],
    ) -> None:
        self._observers = observers
        self._send = send
        self._interval_s = interval_s
        self._monotonic = monotonic
        self._next = 0.0

    def measured(self, levels: bus.Levels) -> None:
        now = self._monotonic()
        if now < self._next:
            return
        self._next = now + self._interval_s
        people = {track.removesuffix("/mic"): level for track, level in levels.tracks.items() if track.endswith("/mic")}
        channels = {name.partition("@")[0]: level for name, level in levels.buses.items() if "!" not in name}
        everything = codec.encode(LevelsMeasured(people=people, channels=channels))
        observers = set(self._observers())
        for identity in observers:
            self._send(identity, everything)
        for identity in people.keys() - observers:
            self._send(identity, codec.encode(LevelsMeasured(people={identity: people[identity]}, channels={})))
