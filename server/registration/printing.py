"""Documents printed in a process of their own, one at a time: a meeting beside them keeps its loop and memory."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sys

import msgspec

from server.errors import RegistrationError
from server.registration.printed import Page
from server.settings import ROOT

WAITING_LIMIT = 8
"""Documents asked for and not yet begun; overflow policy: refused."""
TIME_LIMIT_S = 120.0
PROGRAM = (sys.executable, "-m", "server.registration.typesetting")

log = logging.getLogger("hemicycle.registration")


class Press:
    def __init__(self, time_limit_s: float = TIME_LIMIT_S) -> None:
        self._time_limit_s = time_limit_s
        self._one = asyncio.Semaphore(1)
        self._waiting = 0

    async def printed(self, page: Page) -> bytes:
        """PDF.

        :raises RegistrationError: busy (too many are asked for, or it cannot be made now)."""
        if self._waiting >= WAITING_LIMIT:
            raise RegistrationError("busy")
        self._waiting += 1
        try:
            async with self._one:
                return await self._run(msgspec.json.encode(page))
        finally:
            self._waiting -= 1

    async def _run(self, page: bytes) -> bytes:
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(*PROGRAM, stdin=pipe, stdout=pipe, stderr=pipe, cwd=ROOT)
        try:
            async with asyncio.timeout(self._time_limit_s):
                made, complaints = await process.communicate(page)
        except TimeoutError:
            log.error("typesetting took longer than %.0f s", self._time_limit_s)
            raise RegistrationError("busy") from None
        finally:
            if process.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    process.kill()
                await process.wait()
        if process.returncode:
            log.error("typesetting failed: %s", complaints.decode(errors="replace")[-500:])
            raise RegistrationError("busy")
        return made
