"""What happens in one webcast, to the players that watch it: its state, its chapters as they come, captions of a language.

Nothing comes before its embargo is over.  Bounds: a follower for whom :data:`WAITING_LIMIT` events wait is let go (players
come back and are told everything anew); of what the embargo holds the oldest are dropped beyond :data:`HELD_LIMIT`.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

WAITING_LIMIT = 200
HELD_LIMIT = 5000


@dataclass(frozen=True, slots=True)
class Told:
    """One event of the stream.  ``language``: for who follows its captions alone; empty: for everyone."""

    name: str
    data: bytes
    language: str = ""


@dataclass(slots=True, eq=False)
class Follower:
    """``gone`` is set when it was let go."""

    language: str
    queue: asyncio.Queue[Told] = field(default_factory=lambda: asyncio.Queue(WAITING_LIMIT))
    gone: asyncio.Event = field(default_factory=asyncio.Event)

    def tell(self, told: Told) -> bool:
        if told.language not in ("", self.language):
            return True
        try:
            self.queue.put_nowait(told)
        except asyncio.QueueFull:
            self.gone.set()
            return False
        return True


class Feed:
    """``delay``: of the embargo just now, seconds.  ``wall``: Unix seconds."""

    def __init__(self, delay: Callable[[], float], wall: Callable[[], float]) -> None:
        self.followers: set[Follower] = set()
        self._delay = delay
        self._wall = wall
        self._held: deque[tuple[float, Told]] = deque()
        self._later: asyncio.TimerHandle | None = None

    def follow(self, language: str) -> Follower:
        follower = Follower(language)
        self.followers.add(follower)
        return follower

    def leave(self, follower: Follower) -> None:
        self.followers.discard(follower)

    def tell(self, told: Told) -> None:
        """At once."""
        for follower in [one for one in self.followers if not one.tell(told)]:
            self.followers.discard(follower)

    def publish(self, told: Told, at: float) -> None:
        """When what happened ``at`` may be known."""
        self._held.append((at, told))
        if len(self._held) > HELD_LIMIT:
            self._held.popleft()
        self.release()

    def release(self) -> None:
        """Tell what is due; to be called when the embargo changes too."""
        if self._later is not None:
            self._later.cancel()
            self._later = None
        now, delay = self._wall(), self._delay()
        while self._held and self._held[0][0] + delay <= now:
            self.tell(self._held.popleft()[1])
        if self._held:
            due = self._held[0][0] + delay
            self._later = asyncio.get_running_loop().call_later(max(0.001, due - now), self.release)

    def forget(self) -> None:
        """What is held is told to nobody: the webcast has ended."""
        self._held.clear()

    def close(self) -> None:
        if self._later is not None:
            self._later.cancel()
        for follower in self.followers:
            follower.gone.set()
        self.followers.clear()
