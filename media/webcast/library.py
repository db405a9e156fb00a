"""All webcasts of this worker: those on the air, and those on disk.

    <directory>/<meeting>/<webcast>/…   one webcast (``store``)

Driving contract (the event loop's)
    ``open`` puts a webcast on the air, or on again after a restart; feed its packager, beginning with ``begin``.  ``apply``
    with every change of what the server wants of it.  ``end`` when the server wants it no more.  ``settle`` with the ids of
    all webcasts on the air once the server's whole state is known: what a worker before left open and nobody wants is
    ended.  ``upkeep`` once a second.  ``close`` at the worker's end.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import re
import secrets
import shutil
import time
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Final

from bus import messages
from media.webcast.archive import Archive
from media.webcast.broadcast import Broadcast
from media.webcast.captions import Line
from media.webcast.history import Mark
from media.webcast.packager import Packager
from media.webcast.store import INDEX
from media.webcast.upload import Uploads

log = logging.getLogger("hemicycle.webcast")

ID: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
LOADED: Final = 16
"""Webcasts off the air held in memory; overflow policy: the one not asked for the longest is read again when asked."""
TOLD_S: Final = 86_400.0
_DELETED: Final = ".deleted"


class Library:
    def __init__(
        self,
        directory: Path,
        monotonic: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
        uploads: Uploads | None = None,
    ) -> None:
        """:param uploads: copy what is recorded to an object store."""
        self.uploads = uploads
        self._directory = directory
        self._monotonic = monotonic
        self._wall = wall
        self._on_air: dict[str, Broadcast] = {}
        self._resting: OrderedDict[str, Broadcast] = OrderedDict()
        """Read back from disk or ended.  Until ``settle`` nobody knows whether one that has not ended goes on."""
        self._newest: dict[str, str] = {}
        """Meeting -> its last webcast."""
        self._kept: dict[str, messages.WebcastKept] = {}
        self._dropped: set[str] = set()
        self._settled = False
        self._lock = asyncio.Lock()

    # --- what the worker does ---

    async def open(self, meeting_id: str, wanted: messages.Webcast) -> Packager:
        """The packager of a webcast that is (back) on the air.

        :raises ValueError: not ids that can name a directory."""
        directory = self._place(meeting_id, wanted.webcast_id)
        async with self._lock:
            broadcast = self._on_air.get(wanted.webcast_id) or self._resting.pop(wanted.webcast_id, None)
            broadcast = broadcast or await self._load(directory)
            if broadcast is None:
                broadcast = Broadcast(directory, meeting_id, wanted.webcast_id, self._monotonic, self._wall)
            self._follow(broadcast)
            self._on_air[wanted.webcast_id] = broadcast
            self._newest[meeting_id] = wanted.webcast_id
            packager = broadcast.packager or broadcast.go_on(wanted.begun_at)
            broadcast.apply(wanted)
            return packager

    def archive(self, webcast_id: str) -> Archive:
        """Of a webcast on the air: gets every block of sound the encoders get, until ``end``."""
        return self._on_air[webcast_id].archive

    def apply(self, wanted: messages.Webcast) -> None:
        """Consent, embargo and DVR window as they are now; unknown webcasts are passed over."""
        if broadcast := self._on_air.get(wanted.webcast_id):
            broadcast.apply(wanted)

    def end(self, webcast_id: str) -> None:
        if broadcast := self._on_air.pop(webcast_id, None):
            broadcast.end()
            self._remember(broadcast)

    async def mark(self, told: messages.MarkRange) -> None:
        broadcast = await self.find(told.meeting_id, told.webcast_id)
        if broadcast is not None:
            self._follow(broadcast)
            broadcast.mark(Mark(told.mark_id, told.starts_at, told.ends_at, told.attributes))

    async def caption(self, told: messages.CaptionLines) -> None:
        broadcast = await self.find(told.meeting_id, told.webcast_id)
        if broadcast is not None:
            for line in told.lines:
                shown = Line(line.started_at, line.caption_id, told.language, line.text, line.ended_at, line.final)
                broadcast.caption(shown)

    async def drop(self, told: messages.DropWebcast) -> None:
        """Everything of it is gone when this returns; a disk that refuses is asked again at the next start."""
        directory = self._place(told.meeting_id, told.webcast_id)
        self._dropped.add(told.webcast_id)
        broadcast = self._on_air.pop(told.webcast_id, None) or self._resting.pop(told.webcast_id, None)
        self._kept.pop(told.webcast_id, None)
        if broadcast is not None:
            broadcast.withdraw()
            await asyncio.to_thread(broadcast.close)
        with contextlib.suppress(FileNotFoundError):
            grave = directory.parent / f"{_DELETED}-{secrets.token_hex(8)}"
            directory.rename(grave)
            await asyncio.to_thread(shutil.rmtree, grave, ignore_errors=True)
        if self.uploads is not None:
            await asyncio.to_thread(self.uploads.erase, told.meeting_id, told.webcast_id)

    async def settle(self, wanted: Collection[str]) -> None:
        """Everything on the air is known: end what is not among it."""
        for webcast_id in [name for name in self._on_air if name not in wanted]:
            self.end(webcast_id)
        self._settled = True
        for broadcast in self._resting.values():
            broadcast.conclude()
        for directory in await asyncio.to_thread(lambda: list(self._recent())):
            if directory.name in self._on_air or directory.name in self._resting:
                continue
            async with self._lock:
                if (found := await self._load(directory)) is not None:
                    self._remember(found)
                    found.conclude()

    def upkeep(self) -> list[messages.WebcastKept]:
        """Forget, delete and count; returns the webcasts that have come to be whole on disk since the last call.

        Of one that was not to be recorded nothing is left once its window has passed, not even the index."""
        told = []
        for broadcast in [*self._on_air.values(), *self._resting.values()]:
            broadcast.settle()
        for webcast_id, broadcast in self._resting.items():
            if webcast_id not in self._kept and (summary := broadcast.summary()) is not None:
                self._kept[webcast_id] = summary
                told.append(summary)
        for webcast_id, broadcast in list(self._resting.items()):
            if broadcast.over and webcast_id in self._kept and not self._kept[webcast_id].recorded:
                del self._resting[webcast_id]
                self._dropped.add(webcast_id)
                broadcast.erase()
                if self.uploads is not None:
                    self.uploads.erase(broadcast.meeting_id, webcast_id)
        return told

    async def counted_anew(self, meeting_id: str, webcast_id: str) -> messages.WebcastKept | None:
        """What is kept of it after a correction."""
        broadcast = await self.find(meeting_id, webcast_id)
        summary = broadcast.summary() if broadcast is not None else None
        if summary is not None:
            self._kept[webcast_id] = summary
        return summary

    def kept(self) -> list[messages.WebcastKept]:
        """Those of the last day that are whole on disk, for a server that has just come up."""
        return [summary for summary in self._kept.values() if summary.ended_at > self._wall() - TOLD_S]

    def close(self) -> None:
        """Write what waits; webcasts on the air may go on in the next worker."""
        for broadcast in [*self._on_air.values(), *self._resting.values()]:
            broadcast.close()
        self._on_air.clear()
        self._resting.clear()

    # --- what is asked of it ---

    def on_air(self, webcast_id: str) -> Broadcast | None:
        return self._on_air.get(webcast_id)

    async def current(self, meeting_id: str) -> Broadcast | None:
        """The meeting's webcast on the air, or the last until its DVR window has passed."""
        newest = self._newest.get(meeting_id)
        broadcast = await self.find(meeting_id, newest) if newest else None
        return None if broadcast is None or broadcast.over else broadcast

    async def find(self, meeting_id: str, webcast_id: str) -> Broadcast | None:
        """On the air or ended; None: there is none, or it was deleted."""
        if not ID.fullmatch(meeting_id) or not ID.fullmatch(webcast_id) or webcast_id in self._dropped:
            return None
        broadcast = self._on_air.get(webcast_id) or self._resting.get(webcast_id)
        if broadcast is None:
            async with self._lock:
                broadcast = self._on_air.get(webcast_id) or self._resting.get(webcast_id)
                if broadcast is None:
                    broadcast = await self._load(self._place(meeting_id, webcast_id))
                    if broadcast is not None:
                        self._remember(broadcast)
                        if self._settled:
                            broadcast.conclude()
        if broadcast is None or broadcast.meeting_id != meeting_id:
            return None
        if webcast_id in self._resting:
            self._resting.move_to_end(webcast_id)
        return broadcast

    # --- the disk ---

    def _place(self, meeting_id: str, webcast_id: str) -> Path:
        if not ID.fullmatch(meeting_id) or not ID.fullmatch(webcast_id):
            raise ValueError("not an id")
        return self._directory / meeting_id / webcast_id

    async def _load(self, directory: Path) -> Broadcast | None:
        try:
            return await asyncio.to_thread(Broadcast.load, directory, self._monotonic, self._wall)
        except FileNotFoundError:
            return None

    def _remember(self, broadcast: Broadcast) -> None:
        broadcast.store.start()
        self._follow(broadcast)
        self._resting[broadcast.webcast_id] = broadcast
        newest = self._newest.get(broadcast.meeting_id)
        if newest is None:
            self._newest[broadcast.meeting_id] = broadcast.webcast_id
        for webcast_id, old in list(self._resting.items())[:-LOADED]:
            if old.store.idle:
                del self._resting[webcast_id]
                old.store.close()

    def _follow(self, broadcast: Broadcast) -> None:
        if self.uploads is not None:
            copies = self.uploads.follow(broadcast.meeting_id, broadcast.webcast_id)
            broadcast.store.copies = broadcast.store.copies or copies

    def _recent(self) -> Iterator[Path]:
        """Webcasts that were written to within the last days, oldest first; what was being deleted is deleted."""
        since = self._wall() - 7 * TOLD_S
        found = []
        with contextlib.suppress(FileNotFoundError):
            for meeting in os.scandir(self._directory):
                for entry in os.scandir(meeting.path) if meeting.is_dir() else ():
                    if entry.name.startswith(_DELETED):
                        shutil.rmtree(entry.path, ignore_errors=True)
                    with contextlib.suppress(OSError):
                        changed = (Path(entry.path) / INDEX).stat().st_mtime
                        if changed > since:
                            found.append((changed, Path(entry.path)))
        return (path for _, path in sorted(found))
