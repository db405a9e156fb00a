"""Our server beside the others in one run: CPU time per packet delivered, at the same number of listeners.

Every server is alone on one processor, its publisher and all listeners on another, everything on 127.0.0.1.  The listeners
are the same for all (``bench/listeners.py``).  CPU time is user + system of the server's processes over a window in which
nobody joins, divided by the RTP packets that the listeners counted; the servers take turns, and the lowest of the rounds
counts, for a busy machine only ever adds.  Loopback charges half of the receiver's work to the sender, to all alike; so the
same is measured against a null device too (``bench/null_device.py``).

Ours is ``run.py serve``: transport + mixer of the one bus there is; the floor is compared with the transport alone.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from bench.null_device import Cable, cable
from bench.peers import ROOT, PeerMissing, Place, Running, Stream, aiortc_relay, floor, janus, ours, pion
from bench.peers.child import Child, ChildFailed, anonymous_kib, cpu_s, machine_busy
from bench.plot import Line, draw

PICTURE: Final = ROOT / "docs" / "pictures" / "fanout.svg"
SETTLE_S: Final = 1.0
JOIN_S: Final = 120.0

Door = Callable[[Stream, Path, Place], AbstractContextManager[Running]]
DOORS: Final[Mapping[str, Door]] = {
    "ours": ours.running,
    "pion": pion.running,
    "janus": janus.running,
    "aiortc": aiortc_relay.running,
}
SIZES: Final = (200, 500)
PACKETS_PER_S: Final[Mapping[Stream, int]] = {"audio": 50, "av": 50 + 27 * 4}
PACE_TOLERANCE: Final = 0.03
STALL_MS: Final = 100.0
"""A window in which the machine kept server, publisher or listeners waiting shows it by its pace, by losses, or by gaps of
more than five packets' time between a listener's packets (p99): such a window counts for nothing."""
AIORTC_SIZE: Final = 10
"""MediaRelay carries some sixteen listeners on a core: beyond, it falls behind and its figure means nothing."""


@dataclass(frozen=True, slots=True)
class Course:
    """One contender, one stream, growing numbers of listeners.  ``null``: what is sent goes to a null device."""

    contender: str
    stream: Stream
    sizes: tuple[int, ...]
    null: bool = False

    @property
    def label(self) -> str:
        return f"{self.stream} null" if self.null else self.stream

    @property
    def name(self) -> str:
        return self.contender if self.label == "audio" else f"{self.contender} {self.label}"


def _courses(quick: bool, first: bool) -> list[Course]:
    if quick:
        return [Course(name, "audio", (200,)) for name in ("floor", "ours", "pion")]
    sizes = (50, *SIZES, 1000) if first else SIZES
    courses = [Course(name, "audio", sizes) for name in ("floor", "ours", "pion")]
    courses += [Course("janus", "audio", sizes[: -1 if first else None]), Course("aiortc", "audio", (AIORTC_SIZE,))]
    courses += [Course(name, "av", (200,)) for name in ("floor", "ours", "pion")]
    return courses + [Course(name, "audio", SIZES, null=True) for name in ("floor", "ours", "pion")]


# --- one measurement --------------------------------------------------------------------------------------------------


class Crowd:
    """The process of the listeners."""

    def __init__(self, child: Child) -> None:
        self._child = child

    def ask(self, command: str, timeout_s: float = 30.0) -> dict[str, Any]:
        """Raises :class:`ChildFailed`."""
        self._child.say(command)
        answer: dict[str, Any] = json.loads(self._child.line("{", timeout_s))
        if "error" in answer:
            raise ChildFailed(answer["error"])
        return answer


@contextmanager
def _crowd(door: str, stream: Stream, url: str, folder: Path, place: Place) -> Iterator[Crowd]:
    command = [sys.executable, "-m", "bench.listeners", door, stream, url]
    with Child(command, side=place.client, log=folder / "listeners.log", cwd=ROOT) as child:
        yield Crowd(child)


def _window(crowd: Crowd, processes: Mapping[str, int], seconds: float, wire: Cable | None = None) -> dict[str, Any]:
    """What a window of time cost; ``cpu_s`` by process.  Over a wire, what it cost while the wire was cut."""
    if wire is not None:
        return _null_window(crowd, processes, seconds, wire)
    time.sleep(SETTLE_S)
    crowd.ask("reset")
    cost = _cost(processes, seconds)
    counted = crowd.ask("count")
    if not counted["packets"] or counted["refused"]:
        raise ChildFailed(f"{counted['packets']} packets, {counted['refused']} of them false")
    return {**cost, **counted}


def _cost(processes: Mapping[str, int], seconds: float) -> dict[str, Any]:
    busy, began = machine_busy()[0], time.monotonic()
    before = {name: cpu_s(pid) for name, pid in processes.items()}
    time.sleep(seconds)
    spent = {name: cpu_s(pid) - before[name] for name, pid in processes.items()}
    elapsed, busy = time.monotonic() - began, machine_busy()[0] - busy
    return {"elapsed_s": elapsed, "cpu_s": spent, "machine_busy_s": busy}


def _null_window(crowd: Crowd, processes: Mapping[str, int], seconds: float, wire: Cable) -> dict[str, Any]:
    """Nobody can count behind a null device: the packets are as many as in the same time before, or as many as the device
    dropped (reports and answers to checks are among them), whichever is less."""
    live = _window(crowd, processes, seconds / 2)
    wire.cut()
    try:
        window = _cost(processes, seconds)
        dropped = wire.dropped()
    finally:
        wire.mend()
    expected = round(live["packets"] / live["elapsed_s"] * window["elapsed_s"])
    packets = min(expected, dropped)
    if packets < 0.8 * expected:
        raise ChildFailed(f"{dropped} packets dropped where {expected} were expected")
    return {**live, **window, "packets": packets, "octets": round(live["octets"] / live["packets"] * packets)}


def _sample(course: Course, size: int, window: Mapping[str, Any], counted: Iterable[str], **more: object) -> dict[str, Any]:
    packets, elapsed = window["packets"], window["elapsed_s"]
    pace = packets / elapsed / size / PACKETS_PER_S[course.stream]
    spent = {name: seconds / packets * 1e6 for name, seconds in window["cpu_s"].items()}
    return {
        "contender": course.contender,
        "stream": course.label,
        "listeners": size,
        "cpu_s_per_mpkt": round(sum(spent[name] for name in counted), 3),
        "processes": {name: round(value, 3) for name, value in spent.items()},
        "core_share": round(sum(window["cpu_s"].values()) / elapsed, 4),
        "packets_per_s": round(packets / elapsed),
        "steady": abs(pace - 1) <= PACE_TOLERANCE and (window["gap_p99_ms"] or 0.0) <= STALL_MS and not window["lost"],
        "octets_per_packet": round(window["octets"] / packets, 1),
        "lost": window["lost"],
        "overflow": window["overflow"],
        "gap_p99_ms": window["gap_p99_ms"],
        "srtp": window["profiles"],
        "receiver": window["receiver"],
        "machine_busy_cores": round(window["machine_busy_s"] / elapsed, 2),
        **more,
    }


def _measure(course: Course, seconds: float) -> Iterator[dict[str, Any]]:
    """A sample per size, one server for all.  Raises :class:`PeerMissing`, :class:`ChildFailed`."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name, ExitStack() as stack:
        folder = Path(name)
        wire = stack.enter_context(cable()) if course.null else None
        try:
            yield from _measure_in(course, seconds, folder, wire.place if wire else Place.loopback(), wire)
        except ChildFailed as failure:
            logs = [f"{log.name}: {log.read_text(errors='replace')[-1500:]}" for log in sorted(folder.glob("*.log"))]
            raise ChildFailed("\n".join([str(failure), *logs])) from failure


def _measure_in(
    course: Course, seconds: float, folder: Path, place: Place, wire: Cable | None = None
) -> Iterator[dict[str, Any]]:
    if course.contender == "floor":
        yield from _measure_floor(course, seconds, folder, place, wire)
        return
    with (
        DOORS[course.contender](course.stream, folder, place) as server,
        _crowd(server.door, course.stream, server.url, folder, place) as crowd,
    ):
        empty, there = _memory(server), 0
        for size in course.sizes:
            joined = crowd.ask(f"add {size - there}", JOIN_S)
            there = size
            window = _window(crowd, server.processes, seconds, wire)
            grown = round((_memory(server) - empty) / size, 1)
            yield _sample(course, size, window, server.counted, kib_per_listener=grown, **joined, **server.notes)


def _measure_floor(
    course: Course, seconds: float, folder: Path, place: Place, wire: Cable | None = None
) -> Iterator[dict[str, Any]]:
    """A fresh crowd for each size: a floor that begins again with the same keys would repeat its packet numbers."""
    for size in course.sizes:
        with _crowd("plain", course.stream, place.listeners, folder, place) as crowd:
            keys = [(port, key) for port, key in crowd.ask(f"add {size}")["keys"]]
            with floor.sending(course.stream, keys, folder, place) as sender:
                yield _sample(course, size, _window(crowd, {"floor": sender.pid}, seconds, wire), ("floor",))


def _memory(server: Running) -> int:
    return sum(anonymous_kib(server.processes[name]) for name in server.counted)


# --- the run ----------------------------------------------------------------------------------------------------------


@dataclass
class Outcome:
    samples: list[dict[str, Any]] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)

    def measured(self, course: Course) -> bool:
        return any((s["contender"], s["stream"]) == (course.contender, course.label) for s in self.samples)

    def lowest(self, contender: str, listeners: int, stream: str = "audio", process: str = "") -> float | None:
        """Of the steady windows of all rounds; of one process when named."""
        values = [
            sample["processes"][process] if process else sample["cpu_s_per_mpkt"]
            for sample in self.samples
            if (sample["contender"], sample["listeners"], sample["stream"]) == (contender, listeners, stream)
            and sample["steady"]
        ]
        return min(values, default=None)

    def ratio(self, contender: str, sizes: Iterable[int], stream: str = "audio", process: str = "") -> float | None:
        """Ours to theirs, the worst of the sizes; None when nothing was measured."""
        pairs = [(self.lowest("ours", n, stream, process), self.lowest(contender, n, stream)) for n in sizes]
        found = [mine / theirs for mine, theirs in pairs if mine and theirs]
        return round(max(found), 4) if found else None


def compare(*, quick: bool, rounds: int, seconds: float) -> Outcome:
    outcome = Outcome()
    for number in range(rounds):
        for course in _courses(quick, number == 0):
            name = course.name
            if name in outcome.skipped:
                continue
            try:
                for sample in _measure(course, seconds):
                    outcome.samples.append({**sample, "round": number})
                    _tell(sample)
            except PeerMissing as reason:
                outcome.skipped[name] = str(reason)
                print(f"  {name} skipped: {reason}", flush=True)
            except ChildFailed as failure:
                print(f"  {name} failed in round {number}: {failure}", flush=True)
                if number + 1 == rounds and not outcome.measured(course):
                    outcome.skipped[name] = str(failure).partition("\n")[0]
    return outcome


def _tell(sample: Mapping[str, Any]) -> None:
    parts = ", ".join(f"{name} {value:.2f}" for name, value in sample["processes"].items() if len(sample["processes"]) > 1)
    print(
        f"  {sample['contender']:<7}{sample['stream']:<11}{sample['listeners']:>5} listeners"
        f" {sample['cpu_s_per_mpkt']:>9.2f} s/Mpkt {sample['core_share'] * 100:>6.1f} % of a core"
        f" {sample['packets_per_s']:>7} packets/s, {sample['lost']} lost{f' ({parts})' if parts else ''}"
        f"{'' if sample['steady'] else ', unsteady: does not count'}",
        flush=True,
    )


def picture(outcome: Outcome) -> str:
    """CPU against listeners of one audio channel, as SVG."""
    lines = []
    for contender, label in (
        ("janus", "Janus, event loops"),
        ("pion", "Pion"),
        ("ours", "Hemicycle, mixer included"),
        ("floor", "bare C floor"),
        ("aiortc", "aiortc MediaRelay"),
    ):
        found: dict[int, float] = {}
        for sample in outcome.samples:
            if (sample["contender"], sample["stream"], sample["steady"]) == (contender, "audio", True):
                size = sample["listeners"]
                share = sample["cpu_s_per_mpkt"] * sample["packets_per_s"] / 1e4
                found[size] = min(found.get(size, share), share)
        if found:
            lines.append(Line(label, sorted(found.items())))
    return draw(
        "CPU of the server against listeners",
        "One Opus channel at 20 ms; transport and mixer for ours, the server's process for the others; one core is 100 %.",
        ("listeners", "% of one core"),
        lines,
    )


def run(*, quick: bool = False) -> dict[str, object]:
    """The figures under their keys, None where a peer is missing, and ``compare.samples``."""
    outcome = compare(quick=True, rounds=1, seconds=2.5) if quick else compare(quick=False, rounds=3, seconds=6.0)
    if not quick:
        PICTURE.parent.mkdir(parents=True, exist_ok=True)
        PICTURE.write_text(picture(outcome), encoding="utf-8")
    return figures_of(outcome, (200,) if quick else SIZES)


def figures_of(outcome: Outcome, sizes: tuple[int, ...]) -> dict[str, object]:
    mine, theirs = outcome.lowest("ours", 200), outcome.lowest("aiortc", AIORTC_SIZE)
    figures: dict[str, object] = {
        "fanout.cpu_s_per_mpkt": mine,
        "fanout.transport_cpu_s_per_mpkt": outcome.lowest("ours", 200, process="transport"),
        "fanout.ratio_to_floor": outcome.ratio("floor", sizes, process="transport"),
        "fanout.ratio_to_pion": outcome.ratio("pion", sizes),
        "fanout.ratio_to_janus": outcome.ratio("janus", sizes),
        "fanout.ratio_to_aiortc": round(mine / theirs, 5) if mine and theirs else None,
        "fanout.av_cpu_s_per_mpkt": outcome.lowest("ours", 200, "av"),
        "fanout.av_ratio_to_floor": outcome.ratio("floor", (200,), "av", process="transport"),
        "fanout.av_ratio_to_pion": outcome.ratio("pion", (200,), "av"),
        "fanout.lost_packets": sum(
            s["lost"] - s["overflow"] for s in outcome.samples if s["contender"] == "ours" and s["listeners"] in sizes
        ),
        "fanout.skipped": outcome.skipped,
    }
    if 500 in sizes:
        figures["fanout.cpu_s_per_mpkt_500"] = outcome.lowest("ours", 500)
        figures["fanout.null_cpu_s_per_mpkt"] = outcome.lowest("ours", 200, "audio null")
        figures["fanout.null_ratio_to_floor"] = outcome.ratio("floor", sizes, "audio null", process="transport")
        figures["fanout.null_ratio_to_pion"] = outcome.ratio("pion", sizes, "audio null")
    return {**figures, "compare.samples": outcome.samples}
