"""The bytes of one webcast: in memory while they are new, in a directory for good.

    <directory>/index.jsonl          the records of ``records``
    <directory>/<rendition>/<n>.m4s  one segment, its parts one after the other as they were made

One thread writes, in order; the caller never waits for the disk.  Parts are written as they are made, so a kill loses at
most what the kernel had not been given; a segment is durable (fdatasync) before its record is, and counts as kept then.

What waits for the disk is bounded by ``backlog_bytes``.  Overflow policy: segments that begin while it is full are not kept;
they are served from memory while the live window lasts and the index calls them lost.  A failed write is tried again every
second until it succeeds: nothing already recorded is touched, and live does not notice.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import logging
import os
import secrets
import shutil
import threading
from collections import deque
from collections.abc import Callable, Collection, Iterable
from functools import partial
from pathlib import Path
from typing import Final, Literal, Protocol

from media.webcast import boxes, records
from media.webcast.playlist import segment_name

log = logging.getLogger("hemicycle.webcast")

INDEX: Final = "index.jsonl"
_ASIDE: Final = "index.damaged-{}.jsonl"
BACKLOG_BYTES: Final = 64 << 20
MEMORY_BYTES: Final = 256 << 20
HOT_SEGMENTS: Final = 16
"""The newest segments are kept in memory though they are on disk: nobody who watches live waits for a disk."""
NEWEST_SEGMENTS: Final = 6
"""These stay whatever happens."""
RETRY_S: Final = 1.0
LOW_BYTES: Final = 2 << 30
"""Free space below which the operator is warned: an hour and a half of one webcast."""

Disk = Literal["ok", "low", "full", "failing"]
_Job = Callable[[], None]


class Copies(Protocol):
    """The webcast's files in an object store, by the names they had here."""

    async def get(self, name: str, start: int = 0, length: int | None = None) -> bytes | None:
        """None: it is not there either."""

    def load(self, name: str) -> bytes:
        """Blocks.  :raises OSError: it is not there, or cannot be had."""


class SegmentStore:
    """Of one webcast.  All methods are the event loop's; ``_run`` alone is the thread's."""

    def __init__(self, directory: Path, backlog_bytes: int = BACKLOG_BYTES, memory_bytes: int = MEMORY_BYTES) -> None:
        self.directory = directory
        self.copies: Copies | None = None
        """Where to look for what is not here any more."""
        self._backlog_bytes = backlog_bytes
        self._memory_bytes = memory_bytes
        self._memory: dict[int, dict[str, list[bytes]]] = {}
        self._in_memory = 0
        self._unkept: set[int] = set()
        self._waiting = 0
        """Bytes of parts the thread has not written; guarded by the lock."""
        self._jobs: deque[tuple[_Job, int]] = deque()
        self._wake = threading.Condition()
        self._closing = False
        self._kept: deque[tuple[int, bool]] = deque()
        self._disk: Disk = "ok"
        self._thread: threading.Thread | None = None
        self._made: set[str] = set()

    # --- writing ---

    def write(self, entries: Iterable[records.Record]) -> None:
        """Append to the index, in order with everything else."""
        lines = records.written(entries)
        self._enqueue(lambda: self._append_index(lines))

    def part(self, rendition: str, number: int, data: bytes) -> None:
        """The next part of a segment."""
        if number not in self._memory:
            self._memory[number] = {}
            if self._waiting >= self._backlog_bytes:
                self._unkept.add(number)
        parts = self._memory[number].setdefault(rendition, [])
        offset = sum(map(len, parts))
        parts.append(data)
        self._in_memory += len(data)
        if number not in self._unkept:
            self._enqueue(lambda: self._write_part(rendition, number, offset, data), len(data))

    def cut(self, number: int, parts: int) -> None:
        """Nothing more comes for ``number``; parts beyond ``parts`` are taken back."""
        segment = self._memory.get(number, {})
        for blocks in segment.values():
            self._in_memory -= sum(map(len, blocks[parts:]))
            del blocks[parts:]
        if number in self._unkept:
            self._enqueue(lambda: self._note_lost(number, parts))
            return
        contents = {rendition: list(blocks) for rendition, blocks in segment.items()} if parts else {}
        dropped = [] if parts else list(segment)
        self._enqueue(lambda: self._keep(number, parts, contents, dropped))

    def adopt(self, record: records.Kept, contents: dict[str, list[bytes]]) -> None:
        """What a crash left, made whole, becomes a segment."""
        if not record.parts:
            self._enqueue(lambda: self._keep(record.number, 0, {}, list(contents)))
            return
        for rendition, blocks in contents.items():
            for part, block in enumerate(blocks):
                self._enqueue(
                    partial(self._write_part, rendition, record.number, sum(map(len, blocks[:part])), block), len(block)
                )
        self._enqueue(lambda: self._keep(record.number, record.parts, contents, []))

    def outcomes(self) -> list[tuple[int, bool]]:
        """Segments of which it is known since the last call whether they are kept."""
        outcomes = []
        while self._kept:
            outcomes.append(self._kept.popleft())
        return outcomes

    def forget(self, before: int, kept: Callable[[int], bool], window_start: int) -> int:
        """Drop from memory what is on disk and older than the hot segments, and what has left the live window.

        Returns the oldest segment that can still be served: later than ``window_start`` when the disk fails for so long
        that memory is full."""
        oldest = window_start
        for number in sorted(self._memory):
            if number >= before - NEWEST_SEGMENTS:
                break
            full = self._in_memory > self._memory_bytes
            if kept(number):
                drop = full or number < before - HOT_SEGMENTS
            else:
                drop = full or number < window_start
                oldest = max(oldest, number + 1) if drop else oldest
            if drop:
                self._drop(number)
        return oldest

    def _drop(self, number: int) -> None:
        self._in_memory -= sum(len(block) for blocks in self._memory.pop(number).values() for block in blocks)
        self._unkept.discard(number)

    def delete(self, numbers: Collection[int], renditions: Collection[str]) -> None:
        """Segments that may not be kept."""
        names = [(rendition, number) for number in numbers for rendition in renditions]
        for number in numbers:
            if number in self._memory:
                for rendition in renditions:
                    self._in_memory -= sum(map(len, self._memory[number].pop(rendition, [])))
        self._enqueue(lambda: self._delete(names))

    def set_aside(self, entries: Iterable[records.Record]) -> None:
        """The index cannot be read: keep it under another name, and begin another with ``entries``."""
        lines = records.written(entries)
        self._enqueue(lambda: self._set_aside(lines))

    # --- reading ---

    def cached(self, rendition: str, number: int, part: int | None = None) -> bytes | None:
        """What is in memory of it; None: look on disk."""
        blocks = self._memory.get(number, {}).get(rendition)
        if blocks is None:
            return None
        if part is None:
            return b"".join(blocks)
        return blocks[part] if part < len(blocks) else None

    def path(self, rendition: str, number: int, revision: int = 0) -> Path:
        """:param revision: of the correction that made it; 0: as it was recorded."""
        return self.directory / segment_name(rendition, number, revision)

    def load(self, rendition: str, number: int, revision: int = 0) -> bytes:
        """A segment that was cut, from disk or the object store.  Blocks.  :raises OSError: it is gone."""
        try:
            return self.path(rendition, number, revision).read_bytes()
        except FileNotFoundError:
            if self.copies is None:
                raise
            return self.copies.load(segment_name(rendition, number, revision))

    @property
    def disk(self) -> Disk:
        """``failing``: writes fail, or so slowly that much waits."""
        return "failing" if self._disk in ("ok", "low") and self._waiting > self._backlog_bytes // 2 else self._disk

    @property
    def idle(self) -> bool:
        """Nothing waits to be written or deleted."""
        return not self._jobs

    @property
    def waiting_bytes(self) -> int:
        return self._waiting

    # --- the thread ---

    def start(self) -> None:
        if self._thread is not None:
            return
        self._thread = threading.Thread(target=self._run, name="webcast-store", daemon=True)
        self._thread.start()

    def close(self, timeout_s: float = 10.0) -> None:
        """Write what waits, for so long at most, and end the thread."""
        self.finish()
        if self._thread is not None:
            self._thread.join(timeout_s)
            if self._thread.is_alive():
                log.error("the disk takes no more of %s: %d bytes are lost", self.directory, self._waiting)

    def finish(self) -> None:
        """Nothing more comes: the thread ends once it has written what waits."""
        with self._wake:
            self._closing = True
            self._wake.notify()

    def erase(self) -> None:
        """Delete the directory, with everything in it."""
        self._enqueue(lambda: shutil.rmtree(self.directory, ignore_errors=True))

    def abandon(self) -> None:
        """Write nothing of what waits."""
        with self._wake:
            self._jobs.clear()
            self._waiting = 0

    def _enqueue(self, job: _Job, size: int = 0) -> None:
        with self._wake:
            self._jobs.append((job, size))
            self._waiting += size
            self._wake.notify()

    def _run(self) -> None:
        while True:
            with self._wake:
                self._wake.wait_for(lambda: self._jobs or self._closing)
                if not self._jobs:
                    return
                job, size = self._jobs[0]
            try:
                job()
            except OSError as error:
                self._failed(error)
                with self._wake:
                    if self._closing:
                        return
                    self._wake.wait_for(lambda: self._closing, RETRY_S)
                continue
            with self._wake:
                if self._jobs and self._jobs[0][0] is job:
                    self._jobs.popleft()
                    self._waiting -= size

    def _failed(self, error: OSError) -> None:
        if self._disk not in ("full", "failing"):
            log.error("cannot record to %s: %s; live goes on from memory", self.directory, error)
        self._disk = "full" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "failing"

    def _write_part(self, rendition: str, number: int, offset: int, data: bytes) -> None:
        if rendition not in self._made:
            (self.directory / rendition).mkdir(parents=True, exist_ok=True)
            self._made.add(rendition)
        file = os.open(self.path(rendition, number), os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            _write_all(file, data, offset)
        finally:
            os.close(file)

    def _keep(self, number: int, parts: int, contents: dict[str, list[bytes]], dropped: list[str]) -> None:
        digests = {}
        for rendition, blocks in contents.items():
            digest = hashlib.sha256()
            for block in blocks:
                digest.update(block)
            digests[rendition] = digest.hexdigest()
            file = os.open(self.path(rendition, number), os.O_WRONLY)
            try:
                os.ftruncate(file, sum(map(len, blocks)))
                os.fdatasync(file)
            finally:
                os.close(file)
        self._delete([(rendition, number) for rendition in dropped])
        sizes = {rendition: tuple(map(len, blocks)) for rendition, blocks in contents.items()}
        self._append_index(records.line(records.Kept(number, parts, sizes, digests)))
        self._kept.append((number, True))
        free = shutil.disk_usage(self.directory).free
        if self._disk in ("full", "failing"):
            log.warning("recording to %s again", self.directory)
        self._disk = "low" if free < LOW_BYTES else "ok"

    def _note_lost(self, number: int, parts: int) -> None:
        self._append_index(records.line(records.Lost(number, parts)))
        self._kept.append((number, False))

    def _append_index(self, lines: bytes) -> None:
        """All of the lines or, when it fails, none: what was half written is cut off."""
        self.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = os.open(self.directory / INDEX, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            before = os.fstat(file).st_size
            try:
                _write_all(file, lines, None)
                os.fdatasync(file)
            except OSError:
                os.ftruncate(file, before)
                raise
        finally:
            os.close(file)

    def _set_aside(self, lines: bytes) -> None:
        index, begun = self.directory / INDEX, self.directory / "index.begun"
        file = os.open(begun, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            _write_all(file, lines, None)
            os.fdatasync(file)
        finally:
            os.close(file)
        if index.exists():
            index.rename(self.directory / _ASIDE.format(secrets.token_hex(4)))
        begun.rename(index)
        log.error("the index of %s could not be read: it is kept beside, and another begun", self.directory)

    def _delete(self, names: Iterable[tuple[str, int]]) -> None:
        for rendition, number in names:
            with contextlib.suppress(FileNotFoundError):
                self.path(rendition, number).unlink()


def _write_all(file: int, data: bytes, offset: int | None) -> None:
    view = memoryview(data)
    while view:
        written = os.write(file, view) if offset is None else os.pwrite(file, view, offset)
        view = view[written:]
        offset = None if offset is None else offset + written


def read_part(path: Path, sizes: list[int], part: int | None) -> bytes:
    """A segment's file, or one part of it.  :raises OSError: it is not there, or shorter."""
    with path.open("rb") as file:
        if part is None:
            return file.read()
        file.seek(sum(sizes[:part]))
        data = file.read(sizes[part])
    if len(data) != sizes[part]:
        raise FileNotFoundError(f"{path} is shorter than its index says")
    return data


def load_index(directory: Path) -> tuple[list[records.Record], bool]:
    """The records, and False when the index is damaged: then only those before the damage.  A last line that a crash cut
    off is no damage, and is taken off the file.

    :raises FileNotFoundError: there is none."""
    entries: list[records.Record] = []
    try:
        text = (directory / INDEX).read_bytes()
        entries, damaged = records.readable(text)
        if (end := records.whole(text)) < len(text):
            os.truncate(directory / INDEX, end)
    except FileNotFoundError:
        if not any(directory.glob(_ASIDE.format("*"))):
            raise
        return [], False
    except OSError as error:
        log.error("cannot read the index of %s: %s", directory, error)
        return entries, False
    return entries, not damaged


def read_index(directory: Path) -> list[records.Record]:
    """Of an index that is being written or is whole.  :raises OSError, msgspec.MsgspecError:"""
    return list(records.read((directory / INDEX).read_bytes()))


def highest_number(directory: Path) -> int:
    """The highest segment number that any file or index of the directory tells of; -1: none."""
    numbers = [int(path.stem) for path in directory.glob("*/*.m4s") if path.stem.isdigit()]
    for path in (directory / INDEX, *directory.glob(_ASIDE.format("*"))):
        with contextlib.suppress(OSError):
            numbers.append(records.highest_number(path.read_bytes()))
    return max(numbers, default=-1)


def left_over(directory: Path, renditions: Iterable[str], number: int) -> dict[str, list[bytes]]:
    """Parts of a segment that a crash left without a record, whole ones alone."""
    found: dict[str, list[bytes]] = {}
    for rendition in renditions:
        with contextlib.suppress(FileNotFoundError):
            data = (directory / rendition / f"{number}.m4s").read_bytes()
            at, blocks = 0, []
            for size in boxes.part_sizes(data):
                blocks.append(data[at : at + size])
                at += size
            found[rendition] = blocks
    return found
