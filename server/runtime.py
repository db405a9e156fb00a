"""The shell around a meeting: it gives ``now``, applies what was decided, journals it, and wakes at deadlines.

Two aggregates.  *live* has every decided event; commands are decided on it.  *committed* has only what the journal holds.
What closes (every event ``closing``, or ``personal``) acts at once and is journaled right after.  What opens, and any
mixture, waits for the commit: the caller of :meth:`MeetingRuntime.execute` gets its answer, and listeners hear of it, only
then.  The media gate takes the intersection (:meth:`MeetingRuntime.open_microphones`, :meth:`MeetingRuntime.desks`), so that
a revoke decided while the grant is on its way to the disk wins.

When a commit fails, the opening commands on their way are refused with ``journalUnavailable``, *live* becomes *committed*
plus the closing events kept, and until the journal takes events again only closing (and personal) commands are accepted.
They are journaled first.

Bounds: while :data:`WAITING_LIMIT` commands wait for the journal all but closing ones are refused with
``journalUnavailable``; those are always taken: there can be no more of them than there are things open.

Lifecycle: ``await open()`` replays, ``await run()`` works until ``await stop()`` (everything decided is journaled) or its
cancellation (what waits is refused).
"""

from __future__ import annotations

import asyncio
import logging
import sys
import time
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from msgspec.structs import replace as replace_config

from bus.clock import SteadyClock
from server.errors import UserError
from server.meeting import commands as c
from server.meeting.captions import line_of
from server.meeting.chat import EVENT, Message
from server.meeting.config import MeetingConfig
from server.meeting.events import (
    SILENCING,
    CaptionWritten,
    ChatApproved,
    ChatHidden,
    ChatPosted,
    ChatRefused,
    ChatUnhidden,
    Event,
    RequestDeferred,
    SpeechEnded,
)
from server.meeting.floor import Microphone, heard
from server.meeting.interpretation import CaptionLine, Desk, Mode, armed
from server.meeting.meeting import Meeting
from server.meeting.ports import Journal, JournalCorrupt, JournalUnavailable

log = logging.getLogger(__name__)

CHAT_EVENTS = (ChatPosted, ChatApproved, ChatRefused, ChatHidden, ChatUnhidden)
WAITING_LIMIT = 10_000
"""Commands that may wait for the journal."""
BATCH_LIMIT = 500
"""Commands in one transaction."""

Listener = Callable[[Sequence[Event], Meeting], None]
"""Called with what happened and the live meeting.  No events: the state was put back after a failed commit, or
``journal_healthy`` changed; look at everything anew."""


@dataclass(slots=True)
class _Waiting:
    """A command on its way to the journal."""

    events: list[Event]
    committed: asyncio.Future[None] | None
    """None: it has acted already."""


class MeetingRuntime:
    def __init__(
        self,
        config: MeetingConfig,
        journal: Journal,
        *,
        wall: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        commit_spacing_s: float = 0.015,
        commit_timeout_s: float = 5.0,
        retry_first_s: float = 0.2,
        retry_last_s: float = 5.0,
    ) -> None:
        self.live = Meeting(config)
        self.committed = Meeting(config)
        self.journal_healthy = True
        self.sequence = 0
        """Number of the last journaled event."""
        self._journal = journal
        self._clock = SteadyClock(wall, monotonic)
        self._sleep = sleep
        self._commit_spacing_s = commit_spacing_s
        self._commit_timeout_s = commit_timeout_s
        self._retry_s = (retry_first_s, retry_last_s)
        self._waiting: deque[_Waiting] = deque()
        self._listeners: list[Listener] = []
        self._work = asyncio.Event()
        self._urgent = asyncio.Event()
        self._deadline_moved = asyncio.Event()
        self._watched: float | None = None
        self._stop_asked = asyncio.Event()
        self._stuck: asyncio.Future[None] | None = None

    @property
    def config(self) -> MeetingConfig:
        return self.live.config

    # --- lifecycle ----------------------------------------------------------------------------------------------------

    async def open(self) -> None:
        """Replay the journal; those who were connected are awaited.

        :raises JournalCorrupt: the journal does not describe a meeting.
        :raises JournalUnavailable: it cannot be read.
        """
        for event in await self._journal.read(self.config.meeting_id):
            self.sequence += 1
            try:
                self.committed.apply(event)
            except (KeyError, ValueError) as error:
                raise JournalCorrupt(f"meeting {self.config.meeting_id}, event {self.sequence}: {error!r}") from error
        self.live = self.committed.copy()
        self._clock.not_before(self.committed.now)
        try:
            await self._bounded(self._journal.check())
        except JournalUnavailable as error:
            self._fail(error)
        self._take(c.Resume())

    async def run(self) -> None:
        """Write and keep time until :meth:`stop` or cancellation."""
        try:
            async with asyncio.TaskGroup() as group:
                clock = group.create_task(self._keep_time(), name=f"clock {self.config.meeting_id}")
                await self._write()
                clock.cancel()
        finally:
            self._stop_asked.set()
            self._refuse_waiting()

    async def stop(self) -> None:
        """Take no more commands; :meth:`run` returns once everything decided is journaled."""
        self._stop_asked.set()
        self._work.set()
        self._urgent.set()

    @property
    def _stopping(self) -> bool:
        return self._stop_asked.is_set()

    # --- commands -----------------------------------------------------------------------------------------------------

    async def execute(self, command: c.Command) -> Sequence[Event]:
        """Carry out a command; on return it has happened, as far as the journal must know it.

        :raises UserError: what the meeting raises; ``journalUnavailable``.
        """
        waiting = self._take(command)
        if waiting is not None and waiting.committed is not None:
            try:
                await asyncio.shield(waiting.committed)
            except UserError:
                if not _turns_off(command) or self.journal_healthy or self._stopping:
                    raise
                return await self.execute(command)
        return waiting.events if waiting is not None else ()

    def _take(self, command: c.Command) -> _Waiting | None:
        events = self._decide(command)
        if not events:
            return self._last_opening()
        at_once = _at_once(events)
        if self._stopping or not (self._room_for(events) and (at_once or self.journal_healthy)):
            raise UserError("journalUnavailable")
        for event in events:
            self.live.apply(event)
        waiting = _Waiting(events, None if at_once else asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        self._work.set()
        if any(isinstance(event, SILENCING) for event in events):
            self._urgent.set()
        self._watch_deadline()
        if at_once:
            self._notify(events)
        return waiting

    def _decide(self, command: c.Command) -> list[Event]:
        events = self.live.decide(command, self._clock.now())
        if isinstance(command, c.SetDesk) and _turns_off(command) and not self.journal_healthy and not _at_once(events):
            return self.live.decide(c.SilenceDesk(c.SYSTEM, command.by), self._clock.now())
        return events

    def _room_for(self, events: Sequence[Event]) -> bool:
        return len(self._waiting) < WAITING_LIMIT or all(event.closing for event in events)

    def _last_opening(self) -> _Waiting | None:
        """A command that changed nothing is true as soon as what it found is committed."""
        last = next((entry for entry in reversed(self._waiting) if entry.committed is not None), None)
        return _Waiting([], last.committed) if last is not None else None

    # --- what is open -------------------------------------------------------------------------------------------------

    def open_microphones(self) -> dict[str, Microphone]:
        """Participant id -> microphone that is open and let through, both live and committed."""
        live, committed = _heard(self.live), _heard(self.committed)
        return {person: microphone for person, microphone in live.items() if _same(microphone, committed.get(person))}

    def desks(self) -> dict[str, Desk]:
        """Participant id -> desk that is not off, armed or talking, see :func:`desks_in_both`."""
        return desks_in_both(self.live, self.committed)

    def armed(self) -> tuple[str, ...]:
        """Participants whose microphone is metered, heard by nobody: called, both live and committed."""
        live, committed = self.live.floor, self.committed.floor
        return tuple(live.requests[called].participant_id for called in live.called if called in committed.called)

    async def event_chat(self) -> list[Message]:
        """Every message of the event chat ever shown, from the journal.

        :raises UserError: journalUnavailable.
        """
        whole = Meeting(replace_config(self.config, chat_kept=sys.maxsize))
        try:
            for event in await self._journal.read(self.config.meeting_id):
                if isinstance(event, CHAT_EVENTS):
                    whole.apply(event)
        except JournalUnavailable as error:
            raise UserError("journalUnavailable") from error
        return list(whole.chat.thread(EVENT).messages.values())

    async def events(self) -> list[Event]:
        """Everything that ever happened, from the journal.

        :raises UserError: journalUnavailable.
        """
        try:
            return await self._journal.read(self.config.meeting_id)
        except JournalUnavailable as error:
            raise UserError("journalUnavailable") from error

    async def captions(self, language: str) -> list[CaptionLine]:
        """Every finished line of a language ever written, as corrected, from the journal.

        :raises UserError: journalUnavailable.
        """
        lines: dict[str, CaptionLine] = {}
        try:
            for event in await self._journal.read(self.config.meeting_id):
                if isinstance(event, CaptionWritten) and event.language == language:
                    lines[event.caption_id] = line_of(event)
        except JournalUnavailable as error:
            raise UserError("journalUnavailable") from error
        return list(lines.values())

    # --- listeners ----------------------------------------------------------------------------------------------------

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """:returns: call it to unsubscribe."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def _notify(self, events: Sequence[Event]) -> None:
        for listener in tuple(self._listeners):
            try:
                listener(events, self.live)
            except Exception:
                log.exception("a listener of meeting %s failed", self.config.meeting_id)

    # --- journal ------------------------------------------------------------------------------------------------------

    async def _write(self) -> None:
        """The first command after a pause is committed at once, those that follow together; what silences someone does not
        wait for company, so that hardly a crash can forget it."""
        if not self.journal_healthy and not await self._recover():
            return
        while not (self._stopping and not self._waiting):
            await self._work.wait()
            self._work.clear()
            while self._waiting:
                self._urgent.clear()
                if not await self._commit() and not await self._recover():
                    return
                if not self._stopping:
                    with suppress(TimeoutError):
                        await asyncio.wait_for(self._urgent.wait(), self._commit_spacing_s)

    async def _commit(self) -> bool:
        """Journal what waits, in one transaction."""
        batch = [self._waiting[index] for index in range(min(len(self._waiting), BATCH_LIMIT))]
        events = [event for entry in batch for event in entry.events]
        try:
            await self._bounded(self._journal.append(self.config.meeting_id, self.sequence, events))
        except JournalUnavailable as error:
            self._fail(error)
            return False
        for _ in batch:
            self._waiting.popleft()
        self.sequence += len(events)
        before = self.open_microphones().keys()
        for event in events:
            self.committed.apply(event)
        self._answer(batch)
        freed = [event for entry in batch if entry.committed is None for event in entry.events if _frees(event)]
        if freed and self.open_microphones().keys() - before:
            self._notify(freed)
        return True

    def _answer(self, batch: Iterable[_Waiting]) -> None:
        opened = [entry for entry in batch if entry.committed is not None]
        for entry in opened:
            if entry.committed is not None and not entry.committed.done():
                entry.committed.set_result(None)
        if opened:
            self._notify([event for entry in opened for event in entry.events])

    def _fail(self, error: Exception) -> None:
        """Only what has acted already stays; everyone is told."""
        if not self.journal_healthy:
            return
        log.error("journal of meeting %s: %r; only closing commands are accepted", self.config.meeting_id, error)
        self.journal_healthy = False
        self._refuse_waiting()
        self.live = self.committed.copy()
        for entry in self._waiting:
            for event in entry.events:
                self.live.apply(event)
        self._deadline_moved.set()
        self._notify(())

    def _refuse_waiting(self) -> None:
        kept = deque(entry for entry in self._waiting if entry.committed is None)
        for entry in self._waiting:
            if entry.committed is not None and not entry.committed.done():
                entry.committed.set_exception(UserError("journalUnavailable"))
                entry.committed.exception()
        self._waiting = kept

    async def _recover(self) -> bool:
        """Until the journal has the closing events kept and takes opening ones again.

        :returns: False when asked to stop before that.
        """
        delay, longest = self._retry_s
        while True:
            await self._pause(delay, self._stop_asked)
            if await self._repaired():
                break
            if self._stopping:
                log.error("meeting %s stops with %d commands not journaled", self.config.meeting_id, len(self._waiting))
                return False
            delay = min(2 * delay, longest)
        log.warning("journal of meeting %s works again", self.config.meeting_id)
        self.journal_healthy = True
        self._notify(())
        return True

    async def _repaired(self) -> bool:
        try:
            await self._bounded(self._journal.discard_after(self.config.meeting_id, self.sequence))
            while self._waiting:
                if not await self._commit():
                    return False
            await self._bounded(self._journal.check())
        except JournalUnavailable:
            return False
        return True

    async def _bounded(self, work: Coroutine[Any, Any, None]) -> None:
        """Work of the journal, given up after a time.  What was given up must come back before anything else is tried, so
        that a late commit cannot follow the repair.

        :raises JournalUnavailable: it failed, or takes too long.
        """
        if self._stuck is not None and not self._stuck.done():
            work.close()
            raise JournalUnavailable("the last write has not come back")
        task = asyncio.ensure_future(work)
        try:
            await asyncio.wait({task}, timeout=self._commit_timeout_s)
        finally:
            if not task.done():
                task.cancel()
                task.add_done_callback(lambda ended: ended.cancelled() or ended.exception())
                self._stuck = task
        if not task.done():
            raise JournalUnavailable(f"no answer within {self._commit_timeout_s} s")
        task.result()

    # --- clock --------------------------------------------------------------------------------------------------------

    async def _keep_time(self) -> None:
        while not self._stopping:
            self._deadline_moved.clear()
            self._watched = self.live.deadline()
            now = self._clock.now()
            if self._watched is None or self._watched > now:
                await self._pause(None if self._watched is None else self._watched - now, self._deadline_moved)
            elif not await self._reach_deadline():
                await self._pause(1.0, self._deadline_moved)

    async def _reach_deadline(self) -> bool:
        """False: nothing happened, try again later."""
        try:
            happened = bool(await self.execute(c.ClockReached()))
        except UserError:  # what opens waits for the journal
            return False
        if not happened:
            log.error("nothing was due at the deadline of meeting %s", self.config.meeting_id)
        return happened

    def _watch_deadline(self) -> None:
        """An earlier deadline wakes the clock; at a later one it finds nothing due and sleeps on."""
        deadline = self.live.deadline()
        if deadline is not None and (self._watched is None or deadline < self._watched):
            self._deadline_moved.set()

    async def _pause(self, seconds: float | None, unless: asyncio.Event) -> None:
        """Sleep until ``unless`` is set, ``seconds`` at most."""
        waits: list[asyncio.Future[Any]] = [asyncio.ensure_future(unless.wait())]
        if seconds is not None:
            waits.append(asyncio.ensure_future(self._sleep(seconds)))
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in waits:
                task.cancel()
            await asyncio.gather(*waits, return_exceptions=True)


def _heard(meeting: Meeting) -> dict[str, Microphone]:
    return {person: microphone for person, microphone in meeting.floor.microphones.items() if heard(meeting, microphone)}


def _at_once(events: Sequence[Event]) -> bool:
    return all(event.closing or event.personal for event in events)


def _turns_off(command: c.Command) -> bool:
    """One's own desk closes in any case, also when the one it is handed over to cannot open."""
    return isinstance(command, c.SetDesk) and command.mode == "off"


def _frees(event: Event) -> bool:
    """It acted at once, but the speech it interrupted is let through again only when the journal knows."""
    return isinstance(event, SpeechEnded | RequestDeferred)


def _same(live: Microphone, committed: Microphone | None) -> bool:
    """The very opening the journal knows, not one before it."""
    return committed is not None and (live.request_id, live.opened_at) == (committed.request_id, committed.opened_at)


_AUDIBLE = ("off", "armed", "pushToMute", "on")
"""The less audible first."""


def desks_in_both(live: Meeting, committed: Meeting) -> dict[str, Desk]:
    """Participant id -> desk with the less audible of its modes in both copies.  One that is off is listed while it is armed
    or its interpreter talks to the booth."""
    pairs = ((person, _both(live, committed, person)) for person in live.interpretation.desks)
    return {person: desk for person, desk in pairs if desk is not None}


def _both(live: Meeting, committed: Meeting, participant_id: str) -> Desk | None:
    desk, other = (meeting.interpretation.desks.get(participant_id) for meeting in (live, committed))
    if desk is None or other is None or desk.booth != other.booth:
        return None
    level = min(_audible(live, desk), _audible(committed, other))
    if level > _AUDIBLE.index("armed") and desk.channel != other.channel:
        level = _AUDIBLE.index("armed")
    elif level == _AUDIBLE.index("on") and desk.opened_at != other.opened_at:
        level = _AUDIBLE.index("pushToMute")
    talking = desk.talking and other.talking
    if not level and not talking:
        return None
    modes: tuple[Mode, ...] = ("off", "off", "pushToMute", "on")
    return replace(desk, mode=modes[level], talking=talking)


def _audible(meeting: Meeting, desk: Desk) -> int:
    mode = "armed" if desk.mode == "off" and armed(meeting, desk.participant_id) else desk.mode
    return _AUDIBLE.index(mode)
