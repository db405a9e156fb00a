"""Corrections of recordings, one after the other: a child (``revising``) makes each, and its record makes it count.

Who closes whom: the worker's end ends the child; what it was about is asked again by the server.  A webcast that is deleted
meanwhile takes the child's files with it.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final, Literal

import msgspec

from bus.messages import ReviseWebcast, WebcastKept, WebcastRevised
from media.webcast import records
from media.webcast.broadcast import Broadcast
from media.webcast.library import Library
from media.webcast.revising import Job, Made

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
            made = await in_a_child(Job(str(broadcast.store.directory), told.revision, told.corrections))
        broadcast = await self._library.find(told.meeting_id, told.webcast_id)
        if made.error or broadcast is None:
            return _answer(told, made.error) if broadcast is not None else None  # type: ignore[arg-type]
        broadcast.revise(_record(told, made))
        return _answer(told, "") if await _written(broadcast) else None


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
