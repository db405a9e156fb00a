"""Corrections of recordings, one after the other: a child (``revising``) makes each, and its record makes it count.

Who closes whom: the worker's end ends the child; what it was about is asked again by the server.  A webcast that is deleted
meanwhile takes the child's files with it.
"""

from __future__ import annotations

import asyncio
import logging
import math
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, Literal

import msgspec

from bus.messages import Correction, ReviseWebcast, WebcastKept, WebcastRevised
from media.webcast import playlist, records
from media.webcast.broadcast import Broadcast
from media.webcast.history import History
from media.webcast.library import Library
from media.webcast.objects import StoreError
from media.webcast.revising import Job, Made
from media.webcast.timeline import SEGMENT_S

log = logging.getLogger("hemicycle.webcast")

WAITING_LIMIT: Final = 100
"""Revisions that may wait.  Overflow policy: further ones are passed over; the server asks again after the next hello."""
WRITTEN_S: Final = 30.0
"""How long the disk may take for a record before nothing is said of it."""
PROGRAM: Final = (sys.executable, "-m", "media.webcast.revising")
ROOT: Final = Path(__file__).resolve().parents[2]
Error = Literal["", "unknownRecording", "recordingNotReady", "soundUnreadable", "nothingRecorded", "notWritten"]


class Revisions:
    """``tell``: the server."""

    def __init__(self, library: Library, tell: Callable[[WebcastRevised | WebcastKept], object]) -> None:
        self._library = library
        self._tell = tell
        self._waiting: asyncio.Queue[ReviseWebcast] = asyncio.Queue(WAITING_LIMIT)

    def ask(self, told: ReviseWebcast) -> None:
        try:
            self._waiting.put_nowait(told)
        except asyncio.QueueFull:
            log.warning("too many corrections wait; that of webcast %s is asked for again", told.webcast_id)

    async def run(self) -> None:
        while True:
            told = await self._waiting.get()
            answer = await self.revise(told)
            if answer is None:
                continue
            if not answer.error and (kept := await self._library.counted_anew(told.meeting_id, told.webcast_id)) is not None:
                self._tell(kept)
            self._tell(answer)

    async def revise(self, told: ReviseWebcast) -> WebcastRevised | None:
        """None: nothing is to be said of it, as it may still be written or was deleted meanwhile."""
        broadcast = await self._library.find(told.meeting_id, told.webcast_id)
        if broadcast is None:
            return _answer(told, "unknownRecording")
        if any(one.revision == told.revision for one in broadcast.history.revisions):
            return _answer(told, "")
        if broadcast.summary() is None:
            return _answer(told, "recordingNotReady")
        made = Made()
        if told.corrections:
            made = await self._made(broadcast, told)
        broadcast = await self._library.find(told.meeting_id, told.webcast_id)
        if made.error or broadcast is None:
            return _answer(told, made.error) if broadcast is not None else None  # type: ignore[arg-type]
        broadcast.revise(_record(told, made))
        return _answer(told, "") if await _written(broadcast) else None

    async def _made(self, broadcast: Broadcast, told: ReviseWebcast) -> Made:
        try:
            await _fetch(broadcast, told.corrections)
        except (OSError, StoreError) as error:
            log.error("what is to be corrected of webcast %s cannot be had: %s", broadcast.webcast_id, error)
            return Made("notWritten")
        return await in_a_child(Job(str(broadcast.store.directory), told.revision, told.corrections))


async def _fetch(broadcast: Broadcast, corrections: Sequence[Correction]) -> None:
    """What is in the object store alone comes back to the disk, where the child finds it.

    :raises OSError: it cannot be written.  :raises StoreError: it cannot be had."""
    copies = broadcast.store.copies
    if copies is None:
        return
    for name in sorted({name for one in corrections for name in _needed(broadcast.history, one)}):
        path = broadcast.store.directory / name
        if path.exists():
            continue
        data = await copies.get(name)
        if data is not None:
            await asyncio.to_thread(_put, path, data)


def _needed(history: History, correction: Correction) -> Iterator[str]:
    """The segments of sound a correction reads: those it touches, and their neighbours."""
    begins = correction.starts_at if correction.starts_at is not None else 0.0
    ends = correction.ends_at if correction.ends_at is not None else math.inf
    near = 2 * SEGMENT_S
    for channel in sorted(history.renditions()):
        if playlist.is_video(channel) or correction.channel not in ("", channel):
            continue
        for segment, silent in playlist.recorded(history, channel, published=False):
            if correction.kind == "trim":
                wanted = any(segment.starts_at - near < at < segment.starts_at + near for at in (begins, ends))
            else:
                wanted = begins - near < segment.starts_at < ends + near
            if wanted and not silent:
                yield playlist.segment_name(channel, segment.number, segment.revision(channel))


def _put(path: Path, data: bytes) -> None:
    """Whole or not at all."""
    path.parent.mkdir(exist_ok=True)
    part = path.with_suffix(".part")
    part.write_bytes(data)
    part.rename(path)


def _record(told: ReviseWebcast, made: Made) -> records.Revised:
    trim = next((one for one in reversed(told.corrections) if one.kind == "trim"), None)
    return records.Revised(
        revision=told.revision,
        at=told.at,
        by=told.by,
        why=told.why,
        segments=made.segments,
        trimmed=trim is not None,
        begins_at=trim.starts_at if trim is not None else None,
        ends_at=trim.ends_at if trim is not None else None,
    )


def _answer(told: ReviseWebcast, error: Error) -> WebcastRevised:
    return WebcastRevised(meeting_id=told.meeting_id, webcast_id=told.webcast_id, revision=told.revision, error=error)


async def _written(broadcast: Broadcast) -> bool:
    try:
        async with asyncio.timeout(WRITTEN_S):
            while True:
                if broadcast.store.idle:
                    return True
                await asyncio.sleep(0.01)
    except TimeoutError:
        log.error("a correction of webcast %s is not on disk yet", broadcast.webcast_id)
        return False


async def in_a_child(job: Job) -> Made:
    """What the child has made; one that dies was given something to decode that it could not."""
    environment = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "LC_ALL", "PYTHONPATH")}
    child = await asyncio.create_subprocess_exec(
        *PROGRAM, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, cwd=ROOT, env=environment
    )
    try:
        said, _ = await child.communicate(msgspec.json.encode(job))
        return msgspec.json.decode(said, type=Made) if child.returncode == 0 else Made("soundUnreadable")
    except msgspec.MsgspecError:
        return Made("soundUnreadable")
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
