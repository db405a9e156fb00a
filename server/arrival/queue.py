"""Who may test the connection now, and who waits at which place.

Pure; ``now`` is seconds of a monotonic clock.  So many tests run at once; further ones wait in order, a bounded number of
them, and of one address only a few are in the house at all, so that nobody fills it alone.  Who does not ask for their place
for :data:`PATIENCE_S` has gone; a test that holds its place for :data:`RUN_S` loses it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

PATIENCE_S = 10.0
RUN_S = 45.0
"""Three ways are tried, at most ten seconds each, and one is loaded for ten."""
WAITING_LIMIT = 200


class Full(Exception):
    """Too many wait, or too many of this address are here."""


@dataclass(slots=True)
class _Place:
    address: str
    seen_at: float
    began_at: float | None = None


class Queue:
    def __init__(self, places: int, per_address: int) -> None:
        self._places = places
        self._per_address = per_address
        self._tests: dict[str, _Place] = {}
        """In order of coming."""
        self._addresses: Counter[str] = Counter()

    def __len__(self) -> int:
        return len(self._tests)

    @property
    def running(self) -> int:
        return sum(place.began_at is not None for place in self._tests.values())

    def enter(self, ticket: str, address: str, now: float) -> int:
        """The position: 0 for one's turn.

        :raises Full:
        """
        waiting = len(self._tests) - self.running
        if waiting >= WAITING_LIMIT or self._addresses[address] >= self._per_address:
            raise Full
        self._tests[ticket] = _Place(address, now)
        self._addresses[address] += 1
        return self.position(ticket, now)

    def position(self, ticket: str, now: float) -> int:
        """Asking keeps the place.

        :raises KeyError: it has none (any more).
        """
        place = self._tests[ticket]
        place.seen_at = now
        if place.began_at is not None:
            return 0
        ahead = [name for name, other in self._tests.items() if other.began_at is None]
        free = self._places - self.running
        before = ahead.index(ticket)
        if before < free:
            place.began_at = now
            return 0
        return before - max(0, free) + 1

    def runs(self, ticket: str) -> bool:
        place = self._tests.get(ticket)
        return place is not None and place.began_at is not None

    def leave(self, ticket: str) -> None:
        place = self._tests.pop(ticket, None)
        if place is not None:
            self._addresses[place.address] -= 1
            if not self._addresses[place.address]:
                del self._addresses[place.address]

    def sweep(self, now: float) -> list[str]:
        """Those that have gone or took too long, out of the queue now."""
        gone = [
            ticket
            for ticket, place in self._tests.items()
            if (now - place.seen_at >= PATIENCE_S if place.began_at is None else now - place.began_at >= RUN_S)
        ]
        for ticket in gone:
            self.leave(ticket)
        return gone
