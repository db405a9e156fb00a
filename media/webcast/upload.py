"""Copies what is recorded to an object store, behind the recording's back: nothing on the air ever waits for it.

In the store are the same names as on the disk, below ``<meeting>/<webcast>/``: segments, archive and ``index.jsonl``.  The
index is put after what it names, so what the store tells of is there.  What is on the disk goes ``keep_local_s`` after the
end of a webcast that is wholly in the store, earlier where the disk is nearly full; its index stays.

Who drives: ``run`` until cancelled.  A request in flight then is broken off, and made again by the next worker.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import itertools
import logging
import random
import shutil
import time
from collections.abc import Callable, Coroutine, Iterable
from pathlib import Path
from typing import Final, Literal, NamedTuple

from media.webcast import frames
from media.webcast.objects import Folder, ObjectStore, Reason, Stored, StoreError
from media.webcast.store import INDEX, LOW_BYTES
from media.webcast.trail import Entry, Trail

log = logging.getLogger("hemicycle.webcast")

LOOK_S: Final = 1.0
"""So often indexes are looked at, and a batch is sent at most: a store that comes back after an hour is not stormed."""
BATCH: Final = 32
"""Segments sent before the next webcast's turn: a minute of one."""
AT_ONCE: Final = 4
LARGE_BYTES: Final = 2_000_000
"""Larger files go one at a time: their bytes are held in memory."""
RETRY_S: Final = (1.0, 60.0)
INDEX_S: Final = 30.0
INDEX_BYTES_S: Final = 32_768
"""The index is put whole, so a long one less often: every INDEX_S and a second more for so many bytes of it."""
BEHIND_SEGMENTS: Final = 64
"""Two minutes: from here on the operator is told."""
TIDY_S: Final = 300.0
_ERASE: Final = ".erase"

State = Literal["off", "ok", "behind", "failing"]


class Standing(NamedTuple):
    """How the copying of a webcast stands."""

    state: State
    behind: int = 0
    """Segments that are on the disk and not yet in the store, about."""
    reason: Reason | None = None
    """Why it fails."""


class Uploads:
    def __init__(
        self,
        directory: Path,
        objects: ObjectStore | StoreError,
        keep_local_s: float,
        wall: Callable[[], float] = time.time,
    ) -> None:
        """:param objects: the store, or why there is none though there ought to be.
        :param keep_local_s: 0: what is on the disk stays there."""
        self.sent_bytes = 0
        self.sent_files = 0
        self._directory = directory
        self._objects = objects
        self._keep_local_s = keep_local_s
        self._wall = wall
        self._trails: dict[tuple[str, str], Trail] = {}
        self._reason: Reason | None = objects.reason if isinstance(objects, StoreError) else None
        self._failures = 0
        self._told_at: dict[tuple[str, str], float] = {}
        self._tidied = float("-inf")
        self._large = asyncio.Semaphore(1)
        self._some = asyncio.Semaphore(AT_ONCE)

    # --- what the worker asks and tells ---

    def standing(self, meeting_id: str, webcast_id: str) -> Standing:
        trail = self._trails.get((meeting_id, webcast_id))
        behind = trail.behind if trail is not None else 0
        if self._reason is not None:
            return Standing("failing", behind, self._reason)
        return Standing("behind" if behind > BEHIND_SEGMENTS else "ok", behind)

    def gauges(self) -> dict[str, float]:
        return {
            "storage_failing": float(self._reason is not None),
            "storage_behind": float(sum(trail.behind for trail in self._trails.values())),
            "storage_files": float(self.sent_files),
            "storage_bytes": float(self.sent_bytes),
        }

    def follow(self, meeting_id: str, webcast_id: str) -> Folder | None:
        """There is something new of it, or may be.  Returns where its copies are."""
        if isinstance(self._objects, StoreError):
            return None
        if (meeting_id, webcast_id) not in self._trails:
            self._trails[meeting_id, webcast_id] = Trail(self._directory / meeting_id / webcast_id)
        return Folder(self._objects, f"{meeting_id}/{webcast_id}")

    def erase(self, meeting_id: str, webcast_id: str) -> None:
        """Delete what the store has of it, however long that takes and whatever happens to the worker.

        :raises OSError: it cannot be noted on the disk."""
        grave = self._grave(meeting_id, webcast_id)
        grave.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        grave.touch()
        self._trails.pop((meeting_id, webcast_id), None)

    def _grave(self, meeting_id: str, webcast_id: str) -> Path:
        return self._directory / _ERASE / f"{meeting_id}.{webcast_id}"

    # --- the task ---

    async def run(self) -> None:
        if isinstance(self._objects, StoreError):
            log.error("recordings stay on this disk alone: %s", self._objects)
            return
        await asyncio.to_thread(self._find_all)
        while True:
            try:
                await self._round(self._objects)
                self._succeeded()
                wait_s = LOOK_S
            except StoreError as error:
                wait_s = self._failed(error)
            except OSError as error:
                log.error("recordings cannot be copied from the disk: %s", error)
                wait_s = RETRY_S[1]
            await asyncio.sleep(wait_s)

    def _succeeded(self) -> None:
        if self._reason is not None:
            log.warning("the store takes recordings again")
        self._reason, self._failures = None, 0

    def _failed(self, error: StoreError) -> float:
        if self._reason != error.reason:
            log.error("the store takes no recordings, which wait on the disk: %s", error)
        self._reason = error.reason
        self._failures += 1
        return min(RETRY_S[0] * 2.0 ** min(self._failures - 1, 10), RETRY_S[1]) * random.uniform(0.7, 1.0)

    async def _round(self, objects: ObjectStore) -> None:
        await self._bury(objects)
        for key, trail in list(self._trails.items()):
            await asyncio.to_thread(trail.look)
            with contextlib.suppress(FileNotFoundError):  # it is being deleted
                await self._copy(objects, key, trail)
        if time.monotonic() - self._tidied > TIDY_S:
            for key, trail in list(self._trails.items()):
                await self._tidy(objects, key, trail)
            self._tidied = time.monotonic()

    def _find_all(self) -> None:
        for index in self._directory.glob(f"*/*/{INDEX}"):
            meeting, webcast = index.parent.parent.name, index.parent.name
            if not webcast.startswith("."):
                trail = Trail(index.parent)
                trail.look()
                if not (trail.complete and trail.ended_at is not None and (trail.dropped or not self._keep_local_s)):
                    self._trails.setdefault((meeting, webcast), trail)

    async def _copy(self, objects: ObjectStore, key: tuple[str, str], trail: Trail) -> None:
        prefix = "/".join(key)
        if not trail.resumed:
            await self._resume(objects, prefix, trail)
        if trail.pending and trail.there is None:
            trail.there = await objects.listed(prefix)
        batch = list(itertools.islice(trail.pending, BATCH))
        await _all([self._send_all(objects, prefix, trail, entry) for entry in batch], trail.look)
        for entry in batch:
            trail.done(entry)
        now = time.monotonic()
        due = self._told_at.setdefault(key, now) + INDEX_S + trail.size / INDEX_BYTES_S
        over = trail.ended_at is not None and not trail.pending
        if trail.followed > trail.told and (now >= due or over):
            await self._put_index(objects, prefix, trail)
            self._told_at[key] = now

    async def _resume(self, objects: ObjectStore, prefix: str, trail: Trail) -> None:
        """Find where the copying stopped; an index in the store that is not ours is kept there under another name."""
        stored = await objects.get(f"{prefix}/{INDEX}")
        if not await asyncio.to_thread(trail.resume, stored):
            await objects.copy(f"{prefix}/{INDEX}", f"{prefix}/index.other-{int(self._wall())}.jsonl")

    async def _send_all(self, objects: ObjectStore, prefix: str, trail: Trail, entry: Entry) -> None:
        there = trail.there or {}
        for name, size in entry.files:
            if name in trail.sent:
                continue
            async with self._large if size > LARGE_BYTES else self._some:
                await self._send(objects, trail.directory / name, f"{prefix}/{name}", there.get(f"{prefix}/{name}"))
            trail.sent.add(name)

    async def _send(self, objects: ObjectStore, path: Path, key: str, stored: Stored | None) -> None:
        try:
            data = await asyncio.to_thread(path.read_bytes)
        except FileNotFoundError:
            return  # deleted since, or in the store alone
        if stored is not None and stored.size == len(data):
            digest = await asyncio.to_thread(lambda: hashlib.md5(data, usedforsecurity=False).hexdigest())
            if stored.etag == digest or len(stored.etag) != len(digest):
                return
        await objects.put(key, data)
        self.sent_bytes += len(data)
        self.sent_files += 1

    async def _put_index(self, objects: ObjectStore, prefix: str, trail: Trail) -> None:
        until = trail.followed
        data = await asyncio.to_thread(trail.index, until)
        await objects.put(f"{prefix}/{INDEX}", data)
        self.sent_bytes += len(data)
        await asyncio.to_thread(trail.noted, until)

    # --- what goes ---

    async def _tidy(self, objects: ObjectStore, key: tuple[str, str], trail: Trail) -> None:
        """Delete here what is in the store, once it was looked up there; and follow no longer what is finished."""
        if trail.ended_at is None or not trail.complete:
            return
        if self._keep_local_s and not trail.dropped:
            if self._wall() < trail.ended_at + self._keep_local_s and not self._short_of_space():
                return
            files = await asyncio.to_thread(trail.everything)
            there = await objects.listed("/".join(key))
            missing = [name for name, size in files if there.get("/".join((*key, name)), Stored(-1, "")).size != size]
            missing = [name for name in missing if (trail.directory / name).exists()]
            if missing:
                log.error("%d files of %s are not in the store: they stay here", len(missing), "/".join(key))
                return
            await asyncio.to_thread(self._drop, trail, [name for name, _ in files])
        self._trails.pop(key, None)
        self._told_at.pop(key, None)

    def _short_of_space(self) -> bool:
        return shutil.disk_usage(self._directory).free < LOW_BYTES

    def _drop(self, trail: Trail, names: list[str]) -> None:
        frames.collect(trail.directory, names)
        trail.dropped = True
        trail.save()
        for name in names:
            (trail.directory / name).unlink(missing_ok=True)

    async def _bury(self, objects: ObjectStore) -> None:
        for grave in await asyncio.to_thread(lambda: list((self._directory / _ERASE).glob("*"))):
            meeting, _, webcast = grave.name.partition(".")
            prefix = f"{meeting}/{webcast}"
            keys = list(await objects.listed(prefix))
            await objects.delete([key for key in keys if key == f"{prefix}/{INDEX}"])
            await objects.delete([key for key in keys if key != f"{prefix}/{INDEX}"])
            await asyncio.to_thread(grave.unlink, missing_ok=True)


async def _all(jobs: Iterable[Coroutine[None, None, None]], meanwhile: Callable[[], None]) -> None:
    """At once.  The first that is refused ends the others and is what is raised.  ``meanwhile`` is called in a thread."""
    refusal: Exception | None = None
    try:
        async with asyncio.TaskGroup() as group:
            left = {group.create_task(job) for job in jobs}
            while left:
                _, left = await asyncio.wait(left, timeout=LOOK_S)
                if left:
                    await asyncio.to_thread(meanwhile)
    except* (StoreError, OSError) as refusals:
        refusal = refusals.exceptions[0]
    if refusal is not None:
        raise refusal
