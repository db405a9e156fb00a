"""Broadcasts to thousands of clients, a slice per turn of the loop, so that nobody else waits for all of them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from server.signaling.topics import Broadcast

SLICE = 250
"""Most clients told per turn: about 3 ms."""
SLICE_BYTES = 1 << 20
"""And most bytes, for the same time.  A commit of the journal takes several turns: long ones would hold up who asks."""

C = TypeVar("C")


class Announcer:
    """One announcement at a time; whoever has more to say waits for ``done``, which keeps order and bounds what waits."""

    def __init__(self) -> None:
        self.busy = False

    def announce(
        self,
        broadcasts: Sequence[Broadcast],
        clients: Sequence[C],
        tell: Callable[[C, Broadcast], None],
        done: Callable[[], None],
    ) -> None:
        """Each client is told everything in order; ``done`` is called when the last one was."""
        self.busy = True
        size = sum(len(broadcast.frame) for broadcast in broadcasts)
        portion = max(1, min(SLICE, SLICE_BYTES // max(1, size)))
        self._go_on(broadcasts, iter(clients), portion, tell, done)

    def _go_on(
        self,
        broadcasts: Sequence[Broadcast],
        remaining: Iterator[C],
        portion: int,
        tell: Callable[[C, Broadcast], None],
        done: Callable[[], None],
    ) -> None:
        some = list(islice(remaining, portion))
        for client in some:
            for broadcast in broadcasts:
                tell(client, broadcast)
        if len(some) == portion:
            asyncio.get_running_loop().call_soon(self._go_on, broadcasts, remaining, portion, tell, done)
            return
        self.busy = False
        done()
