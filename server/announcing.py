"""Broadcasts to thousands of clients, a slice per turn of the loop, so that nobody else waits for all of them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from server.signaling.topics import Broadcast

SLICE = 250
"""Clients told per turn: about 3 ms."""

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
        self._go_on(broadcasts, iter(clients), tell, done)

    def _go_on(
        self,
        broadcasts: Sequence[Broadcast],
        remaining: Iterator[C],
        tell: Callable[[C, Broadcast], None],
        done: Callable[[], None],
    ) -> None:
        some = list(islice(remaining, SLICE))
        for client in some:
            for broadcast in broadcasts:
                tell(client, broadcast)
        if len(some) == SLICE:
            asyncio.get_running_loop().call_soon(self._go_on, broadcasts, remaining, tell, done)
            return
        self.busy = False
        done()
