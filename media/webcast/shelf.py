"""Playlists as they were last written.

Those of a whole recording take long (ten hours: half a second) and are written by a thread, one after another; the event
loop, which everyone watching live waits for, goes on.  What is read there, ``History``, may be read by other threads.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from aiohttp import web

from media.webcast.answers import Written, busy, pack

MAX_BYTES: Final = 64 << 20
"""Of playlists held, packed and not.  Overflow policy: the one not asked for the longest is written anew."""
MAX_WAITING: Final = 256
"""Requests for long playlists that wait for their turn.  Overflow policy: further ones are answered 503 at once."""

Key = tuple[object, ...]


class Shelf:
    """Owned by the event loop.  ``close`` when nothing more is asked."""

    def __init__(self) -> None:
        self._held: OrderedDict[Key, Written] = OrderedDict()
        self._bytes = 0
        self._waiting = 0
        self._turn = asyncio.Lock()
        self._writer = ThreadPoolExecutor(1, "playlists")

    async def close(self, _: web.Application | None = None) -> None:
        await asyncio.to_thread(self._writer.shutdown)

    def short(self, key: Key, version: object, write: Callable[[], str]) -> Written:
        """Written at once, unless it was before as of this version."""
        return self._found(key, version) or self._keep(key, pack(version, write()))

    async def long(self, key: Key, version: Callable[[], object], write: Callable[[], str]) -> Written:
        """Written by the thread, once for all who ask at the same time.

        :raises web.HTTPServiceUnavailable: too many wait."""
        found = self._found(key, version())
        if found is not None:
            return found
        if self._waiting >= MAX_WAITING:
            raise busy()
        self._waiting += 1
        try:
            async with self._turn:
                # what comes while it is written may be in it already, and is seen by the next who asks in any case
                current = version()
                return self._found(key, current) or self._keep(key, await self._apart(current, write))
        finally:
            self._waiting -= 1

    async def _apart(self, version: object, write: Callable[[], str]) -> Written:
        return await asyncio.get_running_loop().run_in_executor(self._writer, lambda: pack(version, write()))

    def _found(self, key: Key, version: object) -> Written | None:
        held = self._held.get(key)
        if held is None or held.version != version:
            return None
        self._held.move_to_end(key)
        return held

    def _keep(self, key: Key, written: Written) -> Written:
        self._forget(self._held.pop(key, None))
        self._held[key] = written
        self._bytes += len(written.plain) + len(written.packed)
        while self._bytes > MAX_BYTES and len(self._held) > 1:
            self._forget(self._held.popitem(last=False)[1])
        return written

    def _forget(self, written: Written | None) -> None:
        if written is not None:
            self._bytes -= len(written.plain) + len(written.packed)
