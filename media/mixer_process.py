"""The mixer's process: a tick every 20 ms by absolute deadlines, the pipe to the transport, the bus to the server.

Two threads.  The ticks have one of their own, which sleeps between them and owns mixer and pipe; the event loop has the bus,
and wakes only when the server says something or is told something.  What the server says waits in a queue for the next tick.

Runs on the last state it knows while the server is away, and with nobody to hear it while the transport is away.  Who closes
whom: SIGTERM or SIGINT cancels the tasks, which close the bus and let the ticks end; a fault in the ticks ends the process.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from bus.local import BusClient
from bus.messages import DesiredPatch, DesiredState, Fitness, Gauges, Levels, NodeHello, ToNode
from media.clock import TICK_NS, TickSchedule
from media.mixer.levels import PER_SECOND
from media.mixer.mixer import Mixer
from media.mixer.settings import MixerSettings
from media.polled_pipe import PolledPipe

MANY_PACKETS = 64
"""After a tick that found more the pipe is read between ticks too: by Linux's defaults its buffer holds 333."""
LEVELS_TICKS = 50 // PER_SECOND
FITNESS_TICKS = 50
GAUGES_TICKS = 100
COLLECT_TICKS = 500
"""The collector is off otherwise, so that it never pauses a tick."""
REMEMBERED_TICKS = 500
"""Lateness and cost percentiles cover these last ticks (10 s)."""
REALTIME_PRIORITY = 5
NICENESS = -15
SWITCH_INTERVAL_S = 0.0005
"""The ticks' thread waits no longer than this for the event loop to let go of the interpreter."""
WEBCAST_BACKLOG = 512
"""Blocks of renditions: a second and a half of seven, in which a webcast worker may be held up and loses nothing."""
INBOX_LIMIT = 10_000
"""States waiting for the next tick.  Overflow policy: the ticks must have stopped; the process ends and is started anew."""
FAULTS_LOGGED = 100
"""The rest are counted only."""

log = logging.getLogger("hemicycle.mixer")


@dataclass(frozen=True, slots=True)
class MixerOptions:
    run_dir: Path
    """Holds ``bus.sock`` (the server listens), ``pipe.sock`` (the transport) and ``webcast.sock`` (the webcast worker)."""
    log_level: str = "info"
    mix: MixerSettings = field(default_factory=MixerSettings)


class _Timings:
    """The last so many values; percentiles on demand."""

    def __init__(self) -> None:
        self._values: deque[float] = deque(maxlen=REMEMBERED_TICKS)
        self.add = self._values.append

    def percentiles(self, *shares: float) -> list[float]:
        ordered = sorted(self._values) or [0.0]
        return [ordered[round((len(ordered) - 1) * share / 100)] for share in shares]


class MixerNode:
    """Ties the pure mixer to clock, pipe and bus.  ``run()`` until cancelled."""

    def __init__(self, options: MixerOptions) -> None:
        self._mixer = Mixer(options.mix)
        self._pipe = PolledPipe(options.run_dir / "pipe.sock", self._from_pipe)
        self._webcast = PolledPipe(options.run_dir / "webcast.sock", lambda *_: None, backlog=WEBCAST_BACKLOG)
        self._bus = BusClient(options.run_dir / "bus.sock", hello=self._hello, on_message=self._from_bus)
        self._loop = asyncio.get_running_loop()
        self._schedule = TickSchedule(time.monotonic_ns())
        self._boot_id = os.urandom(8).hex()
        self._inbox: deque[ToNode] = deque()
        self._stopping = False
        self._version = 0
        self._unknown = 0
        self._faults = 0
        self._tick_now = 0
        self._polled_before_s = 0.0
        self._ticks = 0
        self._missed = 0
        self._collect_ms = 0.0
        self._late_ms = _Timings()
        self._cost_ms = _Timings()

    async def run(self) -> None:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._bus.run())
            tasks.create_task(self._ticks_in_their_thread())

    async def _ticks_in_their_thread(self) -> None:
        try:
            await asyncio.to_thread(self._tick_for_ever)
        finally:
            self._stopping = True

    # --- the event loop's thread: the server's side ---

    def _hello(self) -> NodeHello:
        return NodeHello(role="mixer", node_id="mixer", boot_id=self._boot_id)

    def _from_bus(self, message: ToNode) -> None:
        if len(self._inbox) >= INBOX_LIMIT:
            log.critical("the ticks have stopped")
            os._exit(1)
        self._inbox.append(message)

    def _tell(self, messages: Sequence[Levels | Fitness | Gauges]) -> None:
        for message in messages:
            self._bus.send(message)

    # --- the ticks' thread ---

    def _apply(self, message: ToNode) -> None:
        if isinstance(message, DesiredState):
            self._version = message.version
            for meeting_id in self._mixer.meetings - {state.meeting_id for state in message.meetings}:
                self._mixer.remove(meeting_id)
        elif isinstance(message, DesiredPatch):
            if message.version <= self._version:
                self._unknown += 1
                return
            self._version = message.version
            for meeting_id in message.gone_meetings:
                self._mixer.remove(meeting_id)
        else:
            self._unknown += 1
            return
        for state in message.meetings:
            self._mixer.apply(state)

    def _fault(self, what: str, *arguments: object) -> None:
        """What one sender or meeting brings about must not end the sound of all."""
        self._faults += 1
        if self._faults <= FAULTS_LOGGED:
            log.exception("taking " + what, *arguments)

    def _from_pipe(self, track: str, arrival: float, packet: bytes) -> None:
        """A packet that was not here at the poll before came after it, whatever its stamp says: the transport had not yet
        looked at its port, or was kept waiting.  Of that, too, the jitter buffer must know."""
        try:
            self._mixer.receive(track, max(arrival, self._polled_before_s), packet, self._tick_now)
        except Exception:
            self._fault("a packet of %s", track)

    def _tick_for_ever(self) -> None:
        log.info("ticks with %s", raise_priority())
        try:
            while not self._stopping:
                self._wait()
                due = self._schedule.due(time.monotonic_ns())
                if not due.ticks:
                    continue
                self._missed += due.missed
                self._late_ms.add((due.late_ns + (len(due.ticks) - 1) * 20_000_000) / 1e6)
                for tick in due.ticks:
                    self._tick(tick)
        finally:
            self._pipe.close()
            self._webcast.close()

    def _wait(self) -> None:
        """Sleep until the next tick."""
        deadline_ns = self._schedule.deadline_ns
        if self._pipe.taken > MANY_PACKETS:
            _sleep_until(deadline_ns - TICK_NS // 2)
            self._poll(self._schedule.next_tick)
        _sleep_until(deadline_ns)

    def _poll(self, tick: int) -> None:
        """Take what has come for this tick."""
        began = time.monotonic()
        self._tick_now = tick
        self._pipe.poll()
        self._polled_before_s = began

    def _tick(self, tick: int) -> None:
        began = time.monotonic_ns()
        while self._inbox:
            message = self._inbox.popleft()
            try:
                self._apply(message)
            except Exception:
                self._fault("a %s of the server", type(message).__name__)
        self._poll(tick)
        self._mixer.tick(tick, self._pipe.send)
        self._render(tick)
        self._ticks += 1
        self._cost_ms.add((time.monotonic_ns() - began) / 1e6)
        if tick % LEVELS_TICKS == 0:
            levels = self._mixer.levels()
            if levels:
                self._loop.call_soon_threadsafe(self._tell, levels)
        elif tick % FITNESS_TICKS == 3:
            fitness = self._mixer.fitness()
            if fitness:
                self._loop.call_soon_threadsafe(self._tell, fitness)
        elif tick % GAUGES_TICKS == 1:
            self._loop.call_soon_threadsafe(self._tell, (Gauges("mixer", self._gauges()),))
        elif tick % COLLECT_TICKS == 2:
            self._collect()

    def _render(self, tick: int) -> None:
        """For the webcast worker, if it is there and a meeting has a webcast."""
        if not self._mixer.webcasting:
            self._webcast.close()
            return
        self._webcast.poll()
        if self._webcast.connected:
            self._mixer.render(tick, self._webcast.send)

    def _collect(self) -> None:
        began = time.monotonic_ns()
        gc.collect()
        self._collect_ms = (time.monotonic_ns() - began) / 1e6

    def _gauges(self) -> dict[str, float]:
        late, cost = self._late_ms.percentiles(50, 99, 100), self._cost_ms.percentiles(50, 99)
        return self._mixer.gauges() | {
            "ticks": float(self._ticks),
            "ticks_missed": float(self._missed),
            "tick_late_p50_ms": late[0],
            "tick_late_p99_ms": late[1],
            "tick_late_max_ms": late[2],
            "tick_cost_p50_ms": cost[0],
            "tick_cost_p99_ms": cost[1],
            "collect_ms": self._collect_ms,
            "pipe_sent": float(self._pipe.sent),
            "pipe_dropped": float(self._pipe.dropped),
            "pipe_received": float(self._pipe.received),
            "pipe_malformed": float(self._pipe.malformed),
            "webcast_sent": float(self._webcast.sent),
            "webcast_dropped": float(self._webcast.dropped),
            "messages_unknown": float(self._unknown + self._pipe.unknown),
            "faults": float(self._faults),
            "bus_dropped": float(self._bus.dropped),
        }


def _sleep_until(at_ns: int) -> None:
    time.sleep(max(0, at_ns - time.monotonic_ns()) / 1e9)


def raise_priority() -> str:
    """Ask for real-time scheduling of the calling thread, else for a better niceness; returns what was granted, for the log.

    Both threads do: one that waited for a processor with the interpreter in its hands would keep the other waiting too.
    """
    with suppress(OSError, AttributeError):
        policy = os.SCHED_RR | os.SCHED_RESET_ON_FORK
        os.sched_setscheduler(0, policy, os.sched_param(REALTIME_PRIORITY))
        return "real-time"
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, 0, NICENESS)
        return f"niceness {NICENESS}"
    return "normal priority"


def _calm_collector() -> None:
    gc.collect()
    gc.freeze()
    gc.disable()


async def _run(options: MixerOptions) -> None:
    node = MixerNode(options)
    task = asyncio.current_task()
    assert task is not None
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    _calm_collector()
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    with suppress(asyncio.CancelledError):
        await node.run()


def main(options: MixerOptions) -> None:
    """Run until SIGTERM or SIGINT."""
    logging.basicConfig(level=options.log_level.upper(), stream=sys.stderr, format="%(asctime)s %(name)s %(message)s")
    raise_priority()
    asyncio.run(_run(options))
