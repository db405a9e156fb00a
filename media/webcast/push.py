"""Pushing webcasts to destinations: each has a process of its own, is fed with what is published, and is tried again for as
long as it is wanted.

What goes out is what players get: the same parts, at the same moment (so an embargo holds for it too), with the same desks
left out.  Nothing waits here: a destination that is behind is given what it missed never, and goes on at the next key frame.

Owned by the event loop.  Who closes whom: ``apply`` ends what is not wanted any more, ``end`` all of a meeting, ``close``
everything and waits; a destination's task kills its process and waits for it, whatever it is cancelled at.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sys
import time
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import msgspec

from bus.messages import Push, PushReason, PushState, PushStatus
from media.webcast import boxes
from media.webcast.broadcast import Broadcast
from media.webcast.history import Position
from media.webcast.packager import Run
from media.webcast.push_records import Opening, Parts, PushFailed, Told, Track, frame
from media.webcast.timeline import PART_FRAMES, SEGMENT_PARTS

BEHIND_PARTS: Final = 2 * SEGMENT_PARTS
"""Overflow policy of a destination: so much published that it has not taken, and it goes on at the next key frame."""
RETRY_S: Final = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
STEADY_S: Final = 30.0
"""A destination that was live for so long is tried again as if for the first time."""
FINISH_S: Final = 1.0
WAIT_S: Final = 2.0
ROOT: Final = Path(__file__).resolve().parents[2]

log = logging.getLogger("hemicycle.webcast")


class Pushing:
    """All destinations of all webcasts on the air.

    ``allowed``: as ``push_address.Policy`` wants them.  ``timeout_s``: for connecting, and without anything being taken."""

    def __init__(self, allowed: Sequence[str], timeout_s: float = 8.0, retry_s: Sequence[float] = RETRY_S) -> None:
        self._allowed, self._timeout_s, self._retry_s = tuple(allowed), timeout_s, tuple(retry_s)
        self._going: dict[str, dict[str, Destination]] = {}
        self._leaving: set[asyncio.Task[None]] = set()

    def apply(self, meeting_id: str, broadcast: Broadcast, wanted: Sequence[Push]) -> None:
        """What is wanted of a webcast on the air now."""
        going = self._going.setdefault(meeting_id, {})
        for push_id, destination in list(going.items()):
            if destination.push not in wanted or destination.broadcast is not broadcast:
                self._leave(going.pop(push_id))
        for push in wanted:
            if push.push_id not in going:
                going[push.push_id] = Destination(push, broadcast, self._allowed, self._timeout_s, self._retry_s)

    def end(self, meeting_id: str) -> None:
        for destination in self._going.pop(meeting_id, {}).values():
            self._leave(destination)

    def _leave(self, destination: Destination) -> None:
        destination.task.cancel()
        self._leaving.add(destination.task)
        destination.task.add_done_callback(self._leaving.discard)

    async def close(self) -> None:
        for meeting_id in list(self._going):
            self.end(meeting_id)
        await asyncio.gather(*self._leaving, return_exceptions=True)

    def statuses(self, meeting_id: str) -> tuple[PushStatus, ...]:
        return tuple(destination.status() for destination in self._going.get(meeting_id, {}).values())


class Destination:
    """Goes on until its ``task`` is cancelled."""

    def __init__(
        self,
        push: Push,
        broadcast: Broadcast,
        allowed: tuple[str, ...],
        timeout_s: float,
        retry_s: Sequence[float],
        wall: Callable[[], float] = time.time,
    ) -> None:
        self.push, self.broadcast = push, broadcast
        self._allowed, self._timeout_s, self._retry_s = allowed, timeout_s, retry_s
        self._wall = wall
        self._state: PushState = "connecting"
        self._since = wall()
        self._reason: PushReason = ""
        self._retry_at: float | None = None
        self._sent: list[tuple[float, int]] = []
        """When how much had been sent, the last two times."""
        self._dropped = 0
        self.task = asyncio.create_task(self._go_on(), name=f"push {push.push_id}")

    def status(self) -> PushStatus:
        return PushStatus(
            push_id=self.push.push_id,
            state=self._state,
            since=self._since,
            reason=self._reason,
            retry_at=self._retry_at,
            bps=self._bps() if self._state == "live" else 0,
            dropped_frames=self._dropped,
        )

    def _bps(self) -> int:
        if len(self._sent) < 2 or self._sent[1][0] <= self._sent[0][0]:
            return 0
        (before, less), (after, more) = self._sent
        return round(8 * (more - less) / (after - before))

    def _become(self, state: PushState, reason: PushReason = "", retry_at: float | None = None) -> None:
        if state != self._state:
            self._since = self._wall()
        self._state, self._reason, self._retry_at = state, reason, retry_at

    async def _go_on(self) -> None:
        tries = 0
        while True:
            began = time.monotonic()
            try:
                await self._try()
                reason: PushReason = "closed"
            except PushFailed as failure:
                reason = failure.reason
            except Exception as error:  # one destination must not end those of the others
                log.error("pushing: %s", type(error).__name__)
                reason = "internal"
            if self._state == "live" and time.monotonic() - began > STEADY_S:
                tries = 0
            wait_s = self._retry_s[min(tries, len(self._retry_s) - 1)]
            tries += 1
            log.warning("pushing %s: %s, again in %.0f s", self.push.push_id, reason, wait_s)
            self._become("failing", reason, self._wall() + wait_s)
            await asyncio.sleep(wait_s)

    async def _try(self) -> None:
        """Raises ``PushFailed``."""
        self._sent = []
        self._become(self._state, self._reason)
        feed = Feed(self.broadcast, self.push.channels)
        feed.begin()
        process = await _start()
        try:
            await self._serve(process, feed)
        finally:
            await _gone(process, FINISH_S)

    async def _serve(self, process: Process, feed: Feed) -> None:
        """Raises ``PushFailed``."""
        feeding = asyncio.create_task(self._feed(process, feed))
        listening = asyncio.create_task(self._listen(process))
        try:
            await asyncio.wait({feeding, listening}, return_when=asyncio.FIRST_COMPLETED)
            if not listening.done() and isinstance(feeding.exception(), ConnectionError):
                await asyncio.wait({listening}, timeout=FINISH_S)  # it says why it has gone
            for task in (listening, feeding):
                if task.done():
                    task.result()
        except ConnectionError:
            raise PushFailed("closed") from None
        finally:
            for task in (feeding, listening):
                task.cancel()
            await asyncio.gather(feeding, listening, return_exceptions=True)

    async def _feed(self, process: Process, feed: Feed) -> None:
        assert process.stdin is not None
        push = self.push
        process.stdin.write(
            frame(Opening(push.address, push.key, push.passphrase, self._allowed, self._timeout_s, feed.tracks))
        )
        while True:
            parts = await feed.next()
            self._dropped += feed.dropped_frames
            feed.dropped_frames = 0
            process.stdin.write(frame(parts))
            try:
                async with asyncio.timeout(2 * self._timeout_s + WAIT_S):
                    await process.stdin.drain()
            except TimeoutError:
                raise PushFailed("stalled") from None

    async def _listen(self, process: Process) -> None:
        assert process.stdout is not None
        while line := await process.stdout.readline():
            told = msgspec.json.decode(line, type=Told)
            if told.reason:
                raise PushFailed(told.reason)
            self._sent = [*self._sent[-1:], (time.monotonic(), told.sent_bytes)]
            self._become("live")


class Feed:
    """The parts of some renditions of a broadcast as they are published, from a key frame on."""

    def __init__(self, broadcast: Broadcast, channels: Sequence[str]) -> None:
        """``channels``: none means all."""
        self.tracks: tuple[Track, ...] = ()
        self.dropped_frames = 0
        """Since it was last looked at; of the picture."""
        self._broadcast, self._channels = broadcast, tuple(channels)
        self._names: tuple[str, ...] = ()
        self._at = Position(0, 0)

    def begin(self) -> None:
        """Raises ``PushFailed``: channelMissing, closed while nothing is encoded."""
        if not self._broadcast.history.runs:
            raise PushFailed("closed")
        run = self._broadcast.history.runs[-1]
        self._names, self.tracks = _tracks(run, self._channels)
        self._at = self._next_key_frame()

    def _next_key_frame(self) -> Position:
        edge = self._broadcast.history.edge(self._names[0])
        return Position(0, 0) if edge is None else Position(edge.segment + (edge.parts > 0), 0)

    async def next(self) -> Parts:
        """Raises ``PushFailed``: channelMissing, closed when what is encoded has changed."""
        while True:
            await self._published()
            self._catch_up()
            if not self._is_published():
                continue
            segment = self._broadcast.history.segments[self._at.segment]
            if _tracks(segment.run, self._channels) != (self._names, self.tracks):
                raise PushFailed("closed")
            read = [await self._broadcast.read(name, *self._at) for name in self._names]
            data = tuple(one for one in read if one is not None)
            number, at = segment.start_part + self._at.parts, self._at
            self._at = Position(at.segment, at.parts + 1)
            if len(data) == len(self._names):
                return Parts(number, data)
            self._at = Position(at.segment + 1, 0)
            self.dropped_frames += (segment.expected - at.parts) * PART_FRAMES

    async def _published(self) -> None:
        for name in self._names:
            while not await self._broadcast.until(name, lambda name=name: self._has(name), WAIT_S):  # type: ignore[misc]
                if not self._broadcast.on_air:
                    await asyncio.sleep(WAIT_S)  # whoever ends the broadcast ends this

    def _is_published(self) -> bool:
        return all(map(self._has, self._names))

    def _has(self, name: str) -> bool:
        segments = self._broadcast.history.segments
        while self._at.segment < len(segments) and self._at.parts >= segments[self._at.segment].expected:
            self._at = Position(self._at.segment + 1, 0)
        edge = self._broadcast.history.edge(name)
        return edge is not None and edge > self._at

    def _catch_up(self) -> None:
        edge = self._broadcast.history.edge(self._names[0])
        if edge is None:
            return
        behind = (edge.segment - self._at.segment) * SEGMENT_PARTS + edge.parts - self._at.parts
        if behind > BEHIND_PARTS:
            to = self._next_key_frame()
            self.dropped_frames += ((to.segment - self._at.segment) * SEGMENT_PARTS - self._at.parts) * PART_FRAMES
            self._at = to


def _tracks(run: Run, channels: Sequence[str]) -> tuple[tuple[str, ...], tuple[Track, ...]]:
    """Names and headers of the largest picture and of these channels.  Raises ``PushFailed``: channelMissing."""
    picture = max(run.video, key=lambda rung: rung.height)
    known = {track.channel: track for track in run.audio}
    wanted = channels or tuple(known)
    if not known.keys() >= set(wanted):
        raise PushFailed("channelMissing")
    sound = (Track(boxes.language_code(channel), boxes.audio_init(known[channel])) for channel in wanted)
    return (picture.name, *wanted), (Track("", boxes.video_init(picture)), *sound)


async def _start() -> Process:
    starting = asyncio.ensure_future(
        asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "media.webcast.push_process"), cwd=ROOT, stdin=PIPE, stdout=PIPE, stderr=DEVNULL
        )
    )
    try:
        return await asyncio.shield(starting)
    except asyncio.CancelledError:
        await _gone(await starting, 0)
        raise


async def _gone(process: Process, finish_s: float) -> None:
    """Its input ends; after ``finish_s`` it is killed.  A cancellation meanwhile kills it at once, and is waited with."""
    ending = asyncio.ensure_future(process.communicate())
    cancelled = False
    while not ending.done():
        try:
            await asyncio.wait({ending}, timeout=finish_s)
        except asyncio.CancelledError:
            cancelled = True
        if not ending.done():
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            finish_s = WAIT_S
    ending.exception()
    if cancelled:
        raise asyncio.CancelledError
