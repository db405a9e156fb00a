"""How many people watch: who asked for a media playlist within the last ten seconds.

Told apart by address and client.  Behind a cache the worker sees only what the cache does not have: few of them.  The
players of our own pages are counted by the server too, which shows the larger number.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from aiohttp import web

WATCHING_S: Final = 10.0
MAX_VIEWERS: Final = 20_000
"""Of one webcast; overflow policy: the one not heard of the longest is forgotten."""


class Audience:
    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._seen: dict[str, OrderedDict[int, float]] = {}

    def note(self, webcast_id: str, request: web.Request) -> None:
        seen = self._seen.setdefault(webcast_id, OrderedDict())
        viewer = hash((request.remote, request.headers.get("User-Agent", "")))
        seen[viewer] = self._monotonic()
        seen.move_to_end(viewer)
        if len(seen) > MAX_VIEWERS:
            seen.popitem(last=False)

    def viewers(self, webcast_id: str) -> int:
        seen = self._seen.get(webcast_id)
        if seen is None:
            return 0
        since = self._monotonic() - WATCHING_S
        while seen and next(iter(seen.values())) < since:
            seen.popitem(last=False)
        if not seen:
            del self._seen[webcast_id]
        return len(seen)
