"""A recorded statement as a speaker: a child decodes and sends it, the meeting sees the source ``playback``.

Who closes whom: the end of the recording, ``stop``, removal of the source, a lost peer and the end of the server each end
the child; the child's end ends the source.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import sys
from pathlib import Path
from typing import Any

from server.equipment import Equipment, new_session
from server.errors import UserError
from server.focus import Peer
from server.meeting import commands as c
from server.meeting.roles import authorise
from server.meeting.statements import PLAYBACK, File
from server.runtime import MeetingRuntime
from server.settings import ROOT
from server.sources import Source

log = logging.getLogger("hemicycle.playback")

PROGRAM = (sys.executable, str(ROOT / "run.py"), "player")
START_S = 15.0
"""Longest wait for the child to be ready and connected."""
PROBE_S = 90.0
LINE_LIMIT = 1 << 20


class Playback:
    def __init__(self, runtime: MeetingRuntime, equipment: Equipment) -> None:
        self._runtime = runtime
        self._equipment = equipment
        self._task: asyncio.Task[None] | None = None
        self._playing: tuple[str, str] | None = None

    @property
    def playing(self) -> tuple[str, str] | None:
        """Statement id and language."""
        return self._playing

    async def probe(self, path: Path) -> float:
        """Seconds of sound in a file, all of which could be decoded.

        :raises UserError: fileTypeRefused.
        """
        child = await _start("--probe", str(path))
        try:
            async with asyncio.timeout(PROBE_S):
                said = await _heard(child)
        except TimeoutError:
            said = {}
        finally:
            await _end(child)
        duration_s = said.get("duration_s")
        if not isinstance(duration_s, float):
            raise UserError("fileTypeRefused", reason="recording")
        return duration_s

    async def start(self, by: str, file: File, path: Path) -> None:
        """Return when it is heard.

        :raises UserError: notPermitted, alreadyPlaying, unknownStatement (not a recording), meetingFull, activeFull,
            mediaUnavailable, journalUnavailable.
        """
        authorise(self._runtime.live, by, "playRecording")
        if not file.recording:
            raise UserError("unknownStatement")
        if self._task is not None:
            raise UserError("alreadyPlaying")
        self._playing = file.key
        heard: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._task = asyncio.get_running_loop().create_task(self._play(file, path, heard), name="playback")
        self._task.add_done_callback(self._ended)
        await asyncio.shield(heard)

    async def stop(self, by: str) -> None:
        """:raises UserError: notPermitted, notPlaying."""
        authorise(self._runtime.live, by, "playRecording")
        if self._task is None:
            raise UserError("notPlaying")
        await self.close()

    async def close(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait({self._task})

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._task = self._playing = None
        if not task.cancelled() and task.exception() is not None:
            log.error("playback: %r", task.exception())

    async def _play(self, file: File, path: Path, heard: asyncio.Future[None]) -> None:
        child = await _start(str(path))
        peer = new_session(_source(file), pictures=False, opened_with="")
        refusal = UserError("mediaUnavailable")
        try:
            async with asyncio.timeout(START_S):
                await self._connect(child, file, peer)
            heard.set_result(None)
            if (await _heard(child)).get("done"):
                await self._runtime.execute(c.DeliverStatement(by=c.SYSTEM, statement_id=file.statement_id))
        except TimeoutError:
            log.warning("a recording could not be played: no answer within %d s", START_S)
        except UserError as error:
            refusal = error
        finally:
            await asyncio.shield(self._finish(child, peer))
            if not heard.done():
                heard.set_exception(refusal)
                heard.exception()

    async def _connect(self, child: asyncio.subprocess.Process, file: File, peer: Peer) -> None:
        offer = (await _heard(child)).get("offer")
        if not isinstance(offer, str):
            raise UserError("mediaUnavailable")
        answer = await self._equipment.publish(_source(file), file.language, offer, peer)
        await _tell(child, answer=answer)
        await self._until_open()
        await _tell(child, go=True)
        if not (await _heard(child)).get("playing"):
            raise UserError("mediaUnavailable")

    async def _until_open(self) -> None:
        """The microphone is open in the journal: nothing of the recording is lost."""
        changed = asyncio.Event()
        unsubscribe = self._runtime.subscribe(lambda _events, _meeting: changed.set())
        try:
            while PLAYBACK not in self._runtime.open_microphones():
                changed.clear()
                await changed.wait()
        finally:
            unsubscribe()

    async def _finish(self, child: asyncio.subprocess.Process, peer: Peer) -> None:
        await _end(child)
        with contextlib.suppress(UserError):
            await self._equipment.end(peer)


def _source(file: File) -> Source:
    return Source("playback", "playback", file.language, f"{file.name} (recorded statement)", file.delegation)


# --- the child --------------------------------------------------------------------------------------------------------


async def _start(*arguments: str) -> asyncio.subprocess.Process:
    pipe = asyncio.subprocess.PIPE
    return await asyncio.create_subprocess_exec(*PROGRAM, *arguments, stdin=pipe, stdout=pipe, limit=LINE_LIMIT)


async def _heard(child: asyncio.subprocess.Process) -> dict[str, Any]:
    """What it says next; nothing when it has ended or says no such thing."""
    assert child.stdout is not None
    try:
        said = json.loads(await child.stdout.readline() or b"{}")
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


async def _tell(child: asyncio.subprocess.Process, **fields: object) -> None:
    assert child.stdin is not None
    with contextlib.suppress(ConnectionError):
        child.stdin.write(json.dumps(fields).encode() + b"\n")
        await child.stdin.drain()


async def _end(child: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        child.kill()
    await child.wait()
