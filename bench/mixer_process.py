"""What the mixer's process costs while it waits for its ticks: real process, pipe and bus; the other ends are the bench's.

A tick in a tight loop finds everything in the caches.  In the product it wakes fifty times a second on a processor that has
done other work, and costs about twice as much: this measures that.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from bus import pipe
from bus.local import BusServer, Node
from bus.messages import DesiredState, Desk, Gauges, MeetingState, Microphone, Output, ToServer
from media.pipe import PipeListener
from media.testing import OpusStream, VoiceSource

ROOT = Path(__file__).parents[1]
START = "from pathlib import Path; from media.mixer_process import *; import sys; main(MixerOptions(Path(sys.argv[1])))"
LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")
WARM_UP_S = 6.0
"""Until the jitter buffers have forgotten their start."""
READY_S = 20.0

ONE = MeetingState("m", microphones=(Microphone("p/mic", "open"),), outputs=(Output("floor", "floor"),))
ASSEMBLY = MeetingState(
    "m",
    channels=LANGUAGES,
    microphones=ONE.microphones,
    desks=tuple(Desk(f"{language}/mic", language, "open") for language in LANGUAGES),
    outputs=(*ONE.outputs, *(Output(f"{channel}@40", channel, ptime_ms=40) for channel in ("floor", *LANGUAGES))),
)


@dataclass(slots=True)
class _Cost:
    """Of all threads since the process began."""

    cpu_ns: int = 0
    wakeups: int = 0


def _cost(pid: int) -> _Cost:
    cost = _Cost()
    for thread in Path(f"/proc/{pid}/task").iterdir():
        cost.cpu_ns += int((thread / "schedstat").read_text().split()[0])
        status = (thread / "status").read_text()
        cost.wakeups += int(status.partition("\nvoluntary_ctxt_switches:")[2].split()[0])
    return cost


@dataclass
class _Ends:
    """The transport and the server of one mixer."""

    run_dir: Path
    nodes: list[Node] = field(default_factory=list)
    gauges: dict[str, float] = field(default_factory=dict)
    packets: int = 0

    def __post_init__(self) -> None:
        self.pipe = PipeListener(self.run_dir / "pipe.sock", self._count)
        self.server = BusServer(
            self.run_dir / "bus.sock", on_node=self.nodes.append, on_message=self._told, on_gone=self.nodes.remove
        )

    def _count(self, _: bytes) -> None:
        self.packets += 1

    def _told(self, node: Node, message: ToServer) -> None:
        if isinstance(message, Gauges):
            self.gauges = message.values

    async def ready(self) -> Node:
        async with asyncio.timeout(READY_S):
            while not (self.nodes and self.pipe.connected):  # noqa: ASYNC110 - neither has an event
                await asyncio.sleep(0.02)
        return self.nodes[0]


async def _speak(ends: _Ends, tracks: list[str], payloads: list[bytes], seconds: float) -> None:
    """A packet of each track every 20 ms by absolute deadlines, in the middle between two ticks."""
    streams = [OpusStream(VoiceSource(1), ssrc=number + 1) for number in range(len(tracks))]
    names = [f"m/{track}".encode() for track in tracks]
    began = (int(time.monotonic() * 50) + 1) / 50 + 0.01
    for number in range(round(seconds * 50)):
        await asyncio.sleep(max(0.0, began + number * 0.02 - time.monotonic()))
        for name, stream in zip(names, streams, strict=True):
            packet = stream.packet(payloads[(number + 37 * stream.ssrc) % len(payloads)])
            ends.pipe.send(pipe.encode_rtp(name, time.monotonic(), packet))


async def _measure(state: MeetingState, seconds: float, run_dir: Path) -> dict[str, float]:
    ends = _Ends(run_dir)
    ends.pipe.open()
    await ends.server.start()
    cpus = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {cpus[0]})
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", START, str(run_dir), cwd=ROOT)
    os.sched_setaffinity(0, {cpus[-1]})
    try:
        (await ends.ready()).send(DesiredState(1, (state,), ()))
        source = OpusStream(VoiceSource(7))
        payloads = [source.next()[12:] for _ in range(500)]
        tracks = [m.track for m in state.microphones] + [d.track for d in state.desks]
        speaking = asyncio.create_task(_speak(ends, tracks, payloads, WARM_UP_S + seconds))
        await asyncio.sleep(WARM_UP_S)
        before, packets, began = _cost(process.pid), ends.packets, time.monotonic()
        await speaking
        after, elapsed = _cost(process.pid), time.monotonic() - began
        return {
            "cpu_ms_per_s": (after.cpu_ns - before.cpu_ns) / 1e6 / elapsed,
            "wakeups_per_s": (after.wakeups - before.wakeups) / elapsed,
            "packets_per_s": (ends.packets - packets) / elapsed,
            "tick_cost_p50_ms": ends.gauges["tick_cost_p50_ms"],
            "tick_cost_p99_ms": ends.gauges["tick_cost_p99_ms"],
            "ticks_missed": ends.gauges["ticks_missed"],
        }
    finally:
        with suppress(ProcessLookupError):
            process.terminate()
        await process.wait()
        os.sched_setaffinity(0, cpus)
        ends.pipe.close()
        await ends.server.close()


def process_cost(state: MeetingState, *, seconds: float = 10) -> dict[str, float]:
    """CPU milliseconds a second and wake-ups of the process while every track of ``state`` speaks.

    Pinned to one processor, the bench to another, where there are two.
    """
    with TemporaryDirectory(prefix="hemicycle-bench-") as folder:
        return asyncio.run(_measure(state, seconds, Path(folder)))
