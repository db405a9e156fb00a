"""The mixer's process: a tick every 20 ms by absolute deadlines, the pipe to the transport, the bus to the server.

Runs on the last state it knows while the server is away, and with nobody to hear it while the transport is away.  Who closes
whom: SIGTERM or SIGINT cancels the tasks, which close the pipe and the bus; nothing else ends it.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import signal
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from bus import pipe
from bus.local import BusClient
from bus.messages import DesiredPatch, DesiredState, Gauges, NodeHello, ToNode
from media.clock import TickSchedule
from media.mixer.levels import PER_SECOND
from media.mixer.mixer import Mixer
from media.mixer.settings import MixerSettings
from media.pipe import Message, PipeDialer

LEVELS_TICKS = 50 // PER_SECOND
GAUGES_TICKS = 100
COLLECT_TICKS = 500
"""The collector is off otherwise, so that it never pauses a tick."""
REMEMBERED_TICKS = 500
"""Lateness and cost percentiles cover these last ticks (10 s)."""
REALTIME_PRIORITY = 5
NICENESS = -15

log = logging.getLogger("hemicycle.mixer")


@dataclass(frozen=True, slots=True)
class MixerOptions:
    run_dir: Path
    """Holds ``bus.sock`` (the server listens) and ``pipe.sock`` (the transport listens)."""
    log_level: str = "info"
    mix: MixerSettings = field(default_factory=MixerSettings)


class _Timings:
    """The last so many values; percentiles on demand."""

    def __init__(self) -> None:
        self._values = np.zeros(REMEMBERED_TICKS)
        self._count = 0

    def add(self, value: float) -> None:
        self._values[self._count % REMEMBERED_TICKS] = value
        self._count += 1

    def percentile(self, share: float) -> float:
        known = self._values[: min(self._count, REMEMBERED_TICKS)]
        return float(np.percentile(known, share)) if len(known) else 0.0


class MixerNode:
    """Ties the pure mixer to clock, pipe and bus.  ``run()`` until cancelled."""

    def __init__(self, options: MixerOptions) -> None:
        self._mixer = Mixer(options.mix)
        self._pipe = PipeDialer(options.run_dir / "pipe.sock", self._from_pipe)
        self._bus = BusClient(options.run_dir / "bus.sock", hello=self._hello, on_message=self._from_bus)
        self._schedule = TickSchedule(time.monotonic_ns())
        self._boot_id = os.urandom(8).hex()
        self._version = 0
        self._unknown = 0
        self._ticks = 0
        self._missed = 0
        self._collect_ms = 0.0
        self._late_ms = _Timings()
        self._cost_ms = _Timings()

    async def run(self) -> None:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._pipe.run())
            tasks.create_task(self._bus.run())
            tasks.create_task(self._tick_for_ever())

    # --- the server's side ---

    def _hello(self) -> NodeHello:
        return NodeHello(role="mixer", node_id="mixer", boot_id=self._boot_id)

    def _from_bus(self, message: ToNode) -> None:
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

    # --- the transport's side ---

    def _from_pipe(self, message: Message) -> None:
        if isinstance(message, pipe.RtpMessage):
            self._mixer.receive(message.track, message.arrival, message.packet, self._schedule.next_tick)
        else:
            self._unknown += 1

    # --- the clock ---

    async def _tick_for_ever(self) -> None:
        while True:
            await asyncio.sleep(max(0, self._schedule.deadline_ns - time.monotonic_ns()) / 1e9)
            due = self._schedule.due(time.monotonic_ns())
            if not due.ticks:
                continue
            self._missed += due.missed
            self._late_ms.add((due.late_ns + (len(due.ticks) - 1) * 20_000_000) / 1e6)
            for tick in due.ticks:
                self._tick(tick)

    def _tick(self, tick: int) -> None:
        began = time.monotonic_ns()
        self._mixer.tick(tick, self._pipe.send)
        self._ticks += 1
        self._cost_ms.add((time.monotonic_ns() - began) / 1e6)
        if tick % LEVELS_TICKS == 0:
            for levels in self._mixer.levels():
                self._bus.send(levels)
        elif tick % GAUGES_TICKS == 1:
            self._bus.send(Gauges("mixer", self._gauges()))
        elif tick % COLLECT_TICKS == 2:
            self._collect()

    def _collect(self) -> None:
        began = time.monotonic_ns()
        gc.collect()
        self._collect_ms = (time.monotonic_ns() - began) / 1e6

    def _gauges(self) -> dict[str, float]:
        return self._mixer.gauges() | {
            "ticks": float(self._ticks),
            "ticks_missed": float(self._missed),
            "tick_late_p50_ms": self._late_ms.percentile(50),
            "tick_late_p99_ms": self._late_ms.percentile(99),
            "tick_late_max_ms": self._late_ms.percentile(100),
            "tick_cost_p50_ms": self._cost_ms.percentile(50),
            "tick_cost_p99_ms": self._cost_ms.percentile(99),
            "collect_ms": self._collect_ms,
            "pipe_sent": float(self._pipe.sent),
            "pipe_dropped": float(self._pipe.dropped),
            "pipe_received": float(self._pipe.received),
            "pipe_malformed": float(self._pipe.malformed),
            "messages_unknown": float(self._unknown),
            "bus_dropped": float(self._bus.dropped),
        }


def raise_priority() -> str:
    """Ask for real-time scheduling, else for a better niceness; returns what was granted, for the log."""
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
    with suppress(asyncio.CancelledError):
        await node.run()


def main(options: MixerOptions) -> None:
    """Run until SIGTERM or SIGINT."""
    logging.basicConfig(level=options.log_level.upper(), stream=sys.stderr, format="%(asctime)s %(name)s %(message)s")
    log.info("mixer starts with %s", raise_priority())
    asyncio.run(_run(options))
