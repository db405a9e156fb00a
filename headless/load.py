"""``run.py load``: put a crowd of real listeners on a running product and say how it holds.

Prints one JSON object; a progress bar goes to a terminal's standard error.  Only loopback: it would be an attack elsewhere.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import ipaddress
import json
import socket
import sys
import time
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from headless import load_product as product
from headless.load_counts import percentile_ms
from headless.load_crowd import Asked, Crowd, raise_file_limit
from headless.load_speakers import SpeakersFailed, speakers

LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")
SETTLE_S = 3.0
BAR = 30
COLLECT_AFTER = 50_000
"""Allocations between two collections: thousands of listeners live long, and a pass over them holds up the joins."""


class LoadError(Exception):
    """What was asked for cannot be done; a sentence for whoever asked."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A whole run."""

    crowd: Asked
    seconds: float = 10.0
    """Of measuring after everybody is in."""
    speak: bool = False
    video_kbps: int = 0
    switches: int = 0
    chats: int = 0


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="run.py load", description="Real ICE, DTLS and SRTP listeners, on loopback alone.")
    made.add_argument("--url", default="http://127.0.0.1:8080", help="of the product")
    made.add_argument("--meeting", default="demo")
    made.add_argument("--listeners", type=int, default=100)
    made.add_argument("--rate", type=float, default=100.0, help="joins a second")
    made.add_argument("--seconds", type=float, default=10.0, help="to measure once everybody is in")
    made.add_argument("--active", type=int, default=0, help="listeners that are delegates with a warm publisher")
    made.add_argument("--channels", default="floor", help="listened to in turn, e.g. floor,fr,es; or: all")
    made.add_argument("--profile", choices=("audio", "plenary"), default="audio", help="m-lines of a connection")
    made.add_argument("--whep", action="store_true", help="WHEP sessions instead of participants")
    made.add_argument("--ptime", type=int, choices=(20, 40), default=20, help="WHEP: milliseconds of sound per packet")
    made.add_argument("--speak", action="store_true", help="bring speakers: the floor and a booth per language")
    made.add_argument("--video-kbps", type=int, default=0, help="with --speak and --profile plenary: the floor's camera")
    made.add_argument("--switches", type=int, default=0, help="channel switches to time")
    made.add_argument("--chats", type=int, default=0, help="chat messages to everyone to time")
    made.add_argument("--decrypt-every", type=int, default=50, help="packets per decrypted one, at most 50")
    made.add_argument("--json", type=Path, help="write the result here instead of to standard output")
    return made


def wanted(arguments: argparse.Namespace) -> Wanted:
    """Raises :class:`LoadError`."""
    check_loopback(arguments.url)
    active, listeners = arguments.active, arguments.listeners
    if listeners < 1 or not 0 <= active <= listeners or arguments.rate <= 0 or not 1 <= arguments.decrypt_every <= 50:
        raise LoadError("at least one listener, not more active than listeners, a rate, 1 to 50 packets per decrypted one")
    if arguments.whep and (active or arguments.switches or arguments.chats):
        raise LoadError("WHEP sessions neither publish nor switch nor read the chat")
    channels = ("floor", *LANGUAGES) if arguments.channels == "all" else tuple(arguments.channels.split(","))
    crowd = Asked(
        arguments.url.rstrip("/"),
        arguments.meeting,
        listeners,
        arguments.rate,
        active,
        channels,
        arguments.profile,
        arguments.whep,
        arguments.ptime,
        arguments.decrypt_every,
    )
    if arguments.video_kbps and (arguments.profile != "plenary" or not arguments.speak or arguments.video_kbps < 0):
        raise LoadError("video is of a speaker, and a plenary's connections show it")
    return Wanted(crowd, arguments.seconds, arguments.speak, arguments.video_kbps, arguments.switches, arguments.chats)


def check_loopback(url: str) -> None:
    """Raises :class:`LoadError` unless every address of the host is a loopback one."""
    parts = urlsplit(url)
    if parts.scheme != "http" or not parts.hostname:
        raise LoadError(f"{url}: an http:// address of this machine is needed")
    try:
        found = socket.getaddrinfo(parts.hostname, parts.port or 80, type=socket.SOCK_STREAM)
    except OSError as error:
        raise LoadError(f"{parts.hostname}: {error.strerror}") from error
    if not all(ipaddress.ip_address(str(entry[4][0])).is_loopback for entry in found):
        raise LoadError(f"{parts.hostname} is not a loopback address: load is for one's own machine alone")


class Bar:
    """Progress on a terminal; silent elsewhere."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._shown_at = 0.0
        self._on = sys.stderr.isatty()

    def joins(self, joined: int, failed: int) -> None:
        now = time.monotonic()
        if self._on and (now - self._shown_at > 0.1 or joined + failed == self._total):
            self._shown_at = now
            full = BAR * (joined + failed) // self._total
            self._show(f"{'#' * full:<{BAR}} {joined}/{self._total} in, {failed} failed")

    def say(self, text: str) -> None:
        if self._on:
            self._show(text)

    def end(self) -> None:
        if self._on:
            self._show("")
            sys.stderr.write("\r")

    def _show(self, text: str) -> None:
        sys.stderr.write(f"\r{text:<78}")
        sys.stderr.flush()


# --- one run ----------------------------------------------------------------------------------------------------------


class Run:
    """One crowd from the first join to the last leave, and what the product did meanwhile."""

    def __init__(self, wish: Wanted, pids: dict[str, int]) -> None:
        self._wish = wish
        self._pids = pids
        self._port = urlsplit(wish.crowd.url).port or 80
        self._bar = Bar(wish.crowd.listeners)
        self._health = product.Health(wish.crowd.url)

    async def measure(self) -> dict[str, object]:
        """Everything, as a dictionary that JSON takes.  Raises :class:`LoadError`."""
        await self._health.poll()
        if not self._health.latest:
            raise LoadError(f"nothing answers at {self._wish.crowd.url}/healthz")
        crowd = Crowd(self._wish.crowd, on_progress=self._bar.joins)
        try:
            async with _running(crowd.run()), _running(self._health.run()):
                found = await self._phases(crowd)
        finally:
            await crowd.close()
            self._bar.end()
        return found

    async def _phases(self, crowd: Crowd) -> dict[str, object]:
        found: dict[str, object] = {"receiver": crowd.receiver.name, "kernel": self._health.kernel}
        await self._gauges_settle()
        empty = product.usage(self._pids)
        found["joining"] = await self._join(crowd)
        if not crowd.joined:
            return found
        self._bar.say("settling")
        await asyncio.sleep(SETTLE_S)
        await self._gauges_settle()
        full = product.usage(self._pids)
        found["kib_per_listener"] = _growth(empty, full, len(crowd.joined))
        found["listening"] = await self._listen(crowd)
        if self._wish.switches:
            self._bar.say("switching")
            names = self._wish.crowd.channels
            pair = (names[0], names[1]) if len(names) > 1 else ("floor", LANGUAGES[0])
            found["switch_ms"] = await crowd.switch(self._wish.switches, pair)
        if self._wish.chats:
            self._bar.say("talking")
            found["broadcast_ms"] = await crowd.broadcast(self._wish.chats)
        found["restarted"] = sorted(set(self._pids.items()) ^ set(product.processes(self._port).items()))
        found["failed_later"] = crowd.failures - crowd.failed_joins
        found["peers_lost"] = crowd.peers_lost
        found["reasons"] = dict(crowd.reasons)
        return found

    async def _gauges_settle(self) -> None:
        """The nodes report every two seconds: wait until a report speaks of now."""
        await asyncio.sleep(2.1)
        await self._health.poll()
        self._health.phase()

    async def _join(self, crowd: Crowd) -> dict[str, object]:
        before = _Meter(self._pids)
        joining = await crowd.join()
        joining |= before.since()
        await asyncio.sleep(2.1)
        await self._health.poll()
        totals = crowd.receiver.totals()
        return joining | {
            "packets": totals["packets"],
            "lost": totals["lost"],
            "overflow": totals["overflow"],
            "worst": dict(self._health.worst),
            "counted": self._health.counted(),
        }

    async def _listen(self, crowd: Crowd) -> dict[str, object]:
        crowd.receiver.reset()
        self._health.phase()
        meter = _Meter(self._pids)
        until = time.monotonic() + self._wish.seconds
        while (left := until - time.monotonic()) > 0:
            self._bar.say(f"listening, {left:.0f} s to go")
            await asyncio.sleep(min(1.0, left))
        used = meter.since()
        totals = crowd.receiver.totals()
        await asyncio.sleep(2.1)
        await self._health.poll()
        million = totals["packets"] / 1e6
        cpu = used["cpu_s"]
        assert isinstance(cpu, dict)
        per_million = {name: round(value / million, 2) for name, value in cpu.items()} if million else {}
        return {
            "seconds": self._wish.seconds,
            "listeners": len(crowd.joined),
            **totals,
            "gap_ms": _percentiles(crowd.receiver.histogram("gap")),
            "delay_ms": _percentiles(crowd.receiver.histogram("delay")),
            **used,
            "cpu_s_per_mpkt": per_million,
            "worst": dict(self._health.worst),
            "counted": self._health.counted(),
        }


class _Meter:
    """CPU time since it was made: of the product's processes, of this one, of the whole machine."""

    def __init__(self, pids: dict[str, int]) -> None:
        self._pids = pids
        self._product = product.usage(pids)
        self._own = time.process_time()
        self._machine = product.busy_share()
        self._begun = time.monotonic()

    def since(self) -> dict[str, object]:
        took = time.monotonic() - self._begun
        now, (busy, whole) = product.usage(self._pids), product.busy_share()
        cpu = {name: now[name].cpu_s - before.cpu_s for name, before in self._product.items() if name in now}
        return {
            "cpu_s": {name: round(value, 2) for name, value in cpu.items()},
            "cpu_share": {name: round(value / took, 3) for name, value in cpu.items()},
            "client_cpu_share": round((time.process_time() - self._own) / took, 3),
            "machine_busy": round((busy - self._machine[0]) / max(whole - self._machine[1], 1e-9), 3),
        }


def _growth(before: dict[str, product.Usage], after: dict[str, product.Usage], listeners: int) -> dict[str, float]:
    grown = {n: (after[n].memory_kib - b.memory_kib) / listeners for n, b in before.items() if n in after and n != "robots"}
    return {name: round(value, 1) for name, value in grown.items()} | {"product": round(sum(grown.values()), 1)}


def _percentiles(histogram: list[int]) -> dict[str, float | None]:
    return {f"p{share:g}": percentile_ms(histogram, share / 100) for share in (50, 99, 99.9, 100)}


@asynccontextmanager
async def _running(work: object) -> AsyncIterator[None]:
    task = asyncio.ensure_future(work)  # type: ignore[call-overload]
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def run(wish: Wanted) -> dict[str, object]:
    """Blocks.  Raises :class:`LoadError`."""
    raise_file_limit()
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER, 20, 100)
    port = urlsplit(wish.crowd.url).port or 80
    try:
        with ExitStack() as stack:
            if wish.speak:
                stack.enter_context(speakers(wish.crowd.url, wish.crowd.meeting, LANGUAGES, wish.video_kbps))
            return asyncio.run(Run(wish, product.processes(port)).measure())
    except SpeakersFailed as error:
        raise LoadError(f"the speakers: {error}") from error


def main(argv: list[str]) -> int:
    """The exit code: 0 also when listeners failed (the figures say so), 2 when nothing could be measured."""
    arguments = parser().parse_args(argv)
    try:
        found = run(wanted(arguments))
    except LoadError as error:
        print(f"run.py load: {error}", file=sys.stderr)
        return 2
    text = json.dumps(found, indent=1)
    if arguments.json is not None:
        arguments.json.write_text(text + "\n", encoding="utf-8")
    else:
        print(text)
    return 0
