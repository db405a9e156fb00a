"""Parts for tests of the shell around a meeting: a journal that fails on demand, time that moves on demand."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

from server.errors import UserError
from server.meeting import commands as c
from server.meeting.config import MeetingConfig
from server.meeting.events import Event
from server.meeting.ports import Journal, JournalUnavailable
from server.runtime import MeetingRuntime
from server.storage.memory import MemoryJournal

CONFIG = MeetingConfig(meeting_id="sitting")


class FaultyJournal:
    """A journal around a real one: ``failing`` refuses every write, ``full`` only room for more than closing events,
    ``uncertain`` writes once more, says it did not know, and is ``failing`` from then on; while ``gate`` is clear, appends
    wait."""

    def __init__(self, inner: Journal | None = None) -> None:
        self.inner = inner or MemoryJournal()
        self.failing = False
        self.full = False
        self.uncertain = False
        self.gate = asyncio.Event()
        self.gate.set()
        self.batches: list[list[Event]] = []
        """What each successful append held."""

    async def read(self, meeting_id: str) -> list[Event]:
        return await self.inner.read(meeting_id)

    async def append(self, meeting_id: str, after: int, events: Sequence[Event]) -> None:
        await self.gate.wait()
        self._fail_if(self.failing)
        await self.inner.append(meeting_id, after, events)
        if self.uncertain:
            self.uncertain, self.failing = False, True
        self._fail_if(self.failing)
        self.batches.append(list(events))

    async def discard_after(self, meeting_id: str, after: int) -> None:
        self._fail_if(self.failing)
        await self.inner.discard_after(meeting_id, after)

    async def check(self) -> None:
        self._fail_if(self.failing or self.full)
        await self.inner.check()

    @staticmethod
    def _fail_if(condition: bool) -> None:
        if condition:
            raise JournalUnavailable("on demand")

    def heal(self) -> None:
        self.failing = self.full = self.uncertain = False
        self.gate.set()


class FakeTime:
    def __init__(self, now: float = 1_700_000_000.0) -> None:
        self.now = now
        self._sleepers: list[tuple[float, asyncio.Future[None]]] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._sleepers.append((self.now + seconds, woken))
        await woken

    def advance(self, seconds: float) -> None:
        self.now += seconds
        for until, woken in self._sleepers:
            if until <= self.now and not woken.done():
                woken.set_result(None)
        self._sleepers = [sleeper for sleeper in self._sleepers if not sleeper[1].done()]


@asynccontextmanager
async def running(journal: Journal, config: MeetingConfig = CONFIG, **settings: Any) -> AsyncIterator[MeetingRuntime]:
    """A runtime at work; stopped in the end whatever happens."""
    runtime = MeetingRuntime(
        config, journal, **({"commit_spacing_s": 0.0, "retry_first_s": 0.001, "retry_last_s": 0.01} | settings)
    )
    await runtime.open()
    task = asyncio.create_task(runtime.run())
    try:
        yield runtime
    finally:
        if isinstance(journal, FaultyJournal):
            journal.heal()
        await runtime.stop()
        await asyncio.wait_for(task, 10)


async def eventually(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 - any condition, not one event
            await asyncio.sleep(0.001)


async def turns(count: int = 20) -> None:
    """Let everything that can run without waiting do so."""
    for _ in range(count):
        await asyncio.sleep(0)


async def code_of(work: Any) -> str | None:
    """The code a command is refused with; None when carried out."""
    try:
        await work
    except UserError as error:
        return error.code
    return None


async def enter(runtime: MeetingRuntime, person: str, role: str = "delegate", booth: str | None = None) -> None:
    await runtime.execute(c.Admit(person, f"hash of {person}", person.title(), "FR", role, "en", booth))
    await runtime.execute(c.Connect(person))


async def speaking(runtime: MeetingRuntime, person: str = "ana") -> None:
    """Chair and speaker, whose microphone is open under the request ``speech``."""
    await enter(runtime, "chair", "chair")
    await enter(runtime, person)
    await runtime.execute(c.RequestFloor(person, "speech", "statement"))
    await runtime.execute(c.GrantFloor("chair", "speech"))
    await runtime.execute(c.SetMicrophone(person, True))
