"""The product's processes as the system sees them: CPU time, memory, and the gauges of ``/healthz``."""

from __future__ import annotations

import asyncio
import json
import os
import time
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PROCESSES = ("server", "transport", "mixer", "webcast", "robots")
POLL_S = 1.0
TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")


def processes(port: int) -> dict[str, int]:
    """Name -> pid of the product's processes on this machine that serve ``port``."""
    found = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            words = (entry / "cmdline").read_bytes().decode(errors="replace").split("\0")
        except OSError:
            continue
        if any(f"--port\0{port}" == f"{a}\0{b}" for a, b in zip(words, words[1:], strict=False)) and "--parent" in words:
            found.update({name: int(entry.name) for name in PROCESSES if name in words[2:3]})
    return found


@dataclass(frozen=True, slots=True)
class Usage:
    """Of one process."""

    cpu_s: float
    """User and system, since it began."""
    memory_kib: int
    """Resident and anonymous: its own, without files and without the kernel's socket buffers."""


def usage(pids: Mapping[str, int]) -> dict[str, Usage]:
    """Of those that still run."""
    found = {}
    for name, pid in pids.items():
        try:
            cpu_s = time.clock_gettime(~pid << 3 | 2)  # clock_getcpuclockid(3)
            status = Path(f"/proc/{pid}/status").read_text()
        except OSError:
            continue
        memory = next((line.split()[1] for line in status.splitlines() if line.startswith("RssAnon:")), "0")
        found[name] = Usage(cpu_s, int(memory))
    return found


def busy_share() -> tuple[float, float]:
    """Seconds all processors of the machine were busy, and seconds in all, since it began."""
    values = [int(word) for word in Path("/proc/stat").read_text().splitlines()[0].split()[1:9]]
    return (sum(values) - values[3] - values[4]) / TICKS_A_SECOND, sum(values) / TICKS_A_SECOND


WORST = {
    "server": ("loop_lag_p99_ms", "loop_lag_max_ms"),
    "transport": ("loop_lag_p99_ms", "loop_lag_max_ms"),
    "mixer": ("tick_late_p99_ms", "tick_late_max_ms", "tick_cost_p99_ms"),
}
COUNTED = {
    "transport": ("kernel_dropped", "kernel_overflow", "kernel_errors", "kernel_sent", "pipe_dropped", "udp_received"),
    "mixer": ("ticks", "ticks_missed", "pipe_dropped"),
}


@dataclass
class Health:
    """Polls ``/healthz`` while it runs; ``phase`` begins to collect anew."""

    url: str
    kernel: str | None = None
    worst: dict[str, float] = field(default_factory=dict)
    latest: dict[str, dict[str, float]] = field(default_factory=dict)
    before: dict[str, dict[str, float]] = field(default_factory=dict)
    missed_polls: int = 0

    def phase(self) -> None:
        self.worst = {}
        self.before = {role: dict(values) for role, values in self.latest.items()}

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            await self.poll()
            await asyncio.sleep(POLL_S)

    async def poll(self) -> None:
        try:
            self.take(await asyncio.to_thread(_fetch, f"{self.url}/healthz"))
        except (OSError, ValueError, KeyError):
            self.missed_polls += 1

    def take(self, health: dict[str, Any]) -> None:
        self.kernel = health["kernel"]
        self.latest = {"server": health["server"], **health["nodes"]}
        for role, names in WORST.items():
            for name in names:
                value = self.latest.get(role, {}).get(name)
                if value is not None:
                    key = f"{role}_{name}"
                    self.worst[key] = max(value, self.worst.get(key, 0.0))

    def counted(self) -> dict[str, float]:
        """What grew since the phase began."""
        return {
            f"{role}_{name}": self.latest[role][name] - self.before[role].get(name, 0.0)
            for role, names in COUNTED.items()
            for name in names
            if role in self.before and name in self.latest.get(role, {})
        }


def _fetch(url: str) -> Any:
    with urllib.request.urlopen(url, timeout=10) as reply:
        return json.load(reply)
