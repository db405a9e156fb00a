"""The parent of the product's processes: starts them, restarts each alone, stops them together, leaves no orphan.

Who closes whom: the supervisor asks its children to stop (SIGTERM) in reverse order of their start and kills what has not
stopped after the grace.  When the supervisor dies, the kernel kills the children (``die_with_parent``).
"""

from __future__ import annotations

import asyncio
import ctypes
import logging
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from server.settings import Supervisor as Limits

EXIT_CONFIGURATION = 78
"""A child's way to say that starting it again is no use (sysexits.h EX_CONFIG): the supervisor stops and returns it."""

_PR_SET_PDEATHSIG = 1

log = logging.getLogger("hemicycle.supervisor")


@dataclass(frozen=True, slots=True)
class Program:
    name: str
    command: tuple[str, ...]
    essential: bool = True
    """Restarted whenever it ends; otherwise only when it failed."""


def die_with_parent(parent: int) -> None:
    """Called by a child first thing: SIGKILL when the parent ends, also when it ended before this call (prctl(2))."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_PDEATHSIG)")
    if os.getppid() != parent:
        sys.exit("the supervisor is gone")


class _Child:
    """One program: its process of the moment and the delay before the next."""

    def __init__(self, program: Program, limits: Limits) -> None:
        self.program = program
        self.process: asyncio.subprocess.Process | None = None
        self._limits = limits
        self._delay = limits.restart_first_s

    async def start(self) -> asyncio.subprocess.Process:
        # A session of its own: Ctrl-C reaches the supervisor alone, which then stops the children in order.
        self.process = await asyncio.create_subprocess_exec(*self.program.command, start_new_session=True)
        log.info("%s started, pid %d", self.program.name, self.process.pid)
        return self.process

    def delay_after(self, lived_s: float) -> float:
        if lived_s >= self._limits.restart_reset_s:
            self._delay = self._limits.restart_first_s
        delay, self._delay = self._delay, min(self._delay * 2, self._limits.restart_last_s)
        return delay

    def send(self, number: signal.Signals) -> None:
        if self.process is not None and self.process.returncode is None:
            self.process.send_signal(number)

    async def stop(self, grace_s: float) -> None:
        if self.process is None or self.process.returncode is not None:
            return
        self.send(signal.SIGTERM)
        try:
            await asyncio.wait_for(self.process.wait(), grace_s)
        except TimeoutError:
            log.warning("%s did not stop within %g s: killed", self.program.name, grace_s)
            self.send(signal.SIGKILL)
            await self.process.wait()
        log.info("%s stopped", self.program.name)


class Supervisor:
    """Runs programs until ``stop`` or SIGTERM/SIGINT; a second signal kills at once."""

    def __init__(self, programs: Sequence[Program], limits: Limits, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._children = [_Child(program, limits) for program in programs]
        self._limits = limits
        self._clock = clock
        self._stopping = asyncio.Event()
        self._exit_code = 0

    def pid(self, name: str) -> int | None:
        """Of the living process, else None."""
        for child in self._children:
            if child.program.name == name and child.process is not None and child.process.returncode is None:
                return child.process.pid
        return None

    def stop(self, exit_code: int = 0) -> None:
        self._exit_code = self._exit_code or exit_code
        self._stopping.set()

    async def run(self) -> int:
        """The exit code: 0, or that of a child for which starting again is no use."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._on_signal, number)
        try:
            async with asyncio.TaskGroup() as group:
                keepers = [group.create_task(self._keep(child), name=child.program.name) for child in self._children]
                await self._stopping.wait()
                for keeper in keepers:
                    keeper.cancel()
        finally:
            await self._stop_children()
            for number in (signal.SIGTERM, signal.SIGINT):
                loop.remove_signal_handler(number)
        return self._exit_code

    def _on_signal(self, number: signal.Signals) -> None:
        if self._stopping.is_set():
            log.warning("%s again: killing", number.name)
            for child in self._children:
                child.send(signal.SIGKILL)
            return
        log.info("%s: stopping", number.name)
        self.stop()

    async def _keep(self, child: _Child) -> None:
        while True:
            started = self._clock()
            process = await child.start()
            code = await process.wait()
            if code == EXIT_CONFIGURATION:
                log.error("%s cannot run with these settings", child.program.name)
                return self.stop(code)
            if code == 0 and not child.program.essential:
                log.info("%s has finished", child.program.name)
                return
            delay = child.delay_after(self._clock() - started)
            log.warning("%s ended (%s), starts again in %.1f s", child.program.name, _reason(code), delay)
            await asyncio.sleep(delay)

    async def _stop_children(self) -> None:
        """The last started first, so that robots leave before the server and the server before the media."""
        for child in reversed(self._children):
            await child.stop(self._limits.stop_grace_s)


def _reason(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit code {code}"
