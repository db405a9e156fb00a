"""What a flood from one address does to others: listeners hear a bus while a hostile sender does its worst, kind by kind.

Real product, real listeners (ICE, DTLS, SRTP) with a speaker; the flood (:mod:`bench.flooder`) comes from 127.0.0.9, from a
process of its own, as fast as one thread can, up to :data:`RATE` a second.  Meanwhile others join.  All of it shares the
machine: with two processors the sender alone takes one.  ``python -m bench.flood [--quick] [kind …]``
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import subprocess
import sys
import time
from typing import Any

from bench.flooder import CONNECTING, KINDS
from bench.product import ROOT, Product, raise_priority, serving
from headless import load_product
from headless.load_counts import percentile_ms
from headless.load_crowd import Asked, Crowd, raise_file_limit
from headless.load_speakers import speakers

RATE = 50_000
CONNECTIONS_PER_S = 2_000
LISTENERS = 200
JOINERS = 10
SECONDS = 6.0
QUIET = "quiet"
QUICK_KINDS = ["garbage", "forged_checks", "nacks_of_a_listener"]


async def phase(product: Product, crowd: Crowd, kind: str, seconds: float, joiners: int) -> dict[str, Any]:
    """One flood (or none) of so many seconds; what the listeners heard of it, and how joining went."""
    flooder: asyncio.subprocess.Process | None = None
    if kind != QUIET:
        rate = CONNECTIONS_PER_S if kind == CONNECTING else RATE
        command = [sys.executable, "-m", "bench.flooder", kind, "--url", product.url]
        command += ["--seconds", str(seconds + 1), "--rate", str(rate)]
        flooder = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=subprocess.PIPE, start_new_session=True)
        await asyncio.sleep(1.5)  # it has to become a listener first, and goes on past the end of the phase
    try:
        health = load_product.Health(product.url)
        await health.poll()
        before = dict(health.latest.get("transport", {}))
        crowd.receiver.reset()
        begun, used = time.monotonic(), load_product.usage(product.pids)
        joining = asyncio.create_task(join(product, joiners))
        await asyncio.sleep(seconds - 1)
        took = time.monotonic() - begun
        now = load_product.usage(product.pids)
        totals, delays = crowd.receiver.totals(), crowd.receiver.histogram("delay")
        joined = await joining
        found = {
            "packets": totals["packets"],
            "lost": max(0, totals["lost"] - totals["overflow"]),
            "client_overflow": totals["overflow"],
            "delay_p50_ms": percentile_ms(delays, 0.5),
            "delay_p99_ms": percentile_ms(delays, 0.99),
            "transport_cpu": round((now["transport"].cpu_s - used["transport"].cpu_s) / took, 3),
            **joined,
        }
        if flooder is not None:
            out, _ = await asyncio.wait_for(flooder.communicate(), 60)
            sent = json.loads(out)
            found["flood_per_s"] = round(sent["sent"] / sent["seconds"])
        await asyncio.sleep(2.1)
        await health.poll()
        after = health.latest.get("transport", {})
        found["loop_lag_max_ms"] = round(after.get("loop_lag_max_ms", 0.0), 1)
        found["counted"] = {
            name: after[name] - before.get(name, 0.0)
            for name in sorted(after)
            if after[name] != before.get(name, 0.0) and not name.startswith("kernel_") and "lag" not in name
        }
        return found
    finally:
        if flooder is not None and flooder.returncode is None:
            flooder.kill()
            await flooder.wait()


async def join(product: Product, joiners: int) -> dict[str, Any]:
    """Some more join while the flood lasts, and leave."""
    crowd = Crowd(Asked(product.url, listeners=joiners, rate=5.0, whep=True))
    running = asyncio.create_task(crowd.run())
    try:
        joining = await crowd.join()
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await crowd.close()
    times: Any = joining.get("join_ms", {})
    return {"joins": joining["joined"], "join_failures": joining["failed"], "join_max_ms": times.get("p100")}


async def measure(product: Product, listeners: int, seconds: float, kinds: list[str]) -> dict[str, dict[str, Any]]:
    """Kind -> what was found; ``quiet`` among them."""
    crowd = Crowd(Asked(product.url, listeners=listeners, rate=100.0, whep=True))
    running = asyncio.create_task(crowd.run())
    try:
        await crowd.join()
        await asyncio.sleep(3.0)
        found = {}
        for kind in [QUIET, *kinds]:
            found[kind] = await phase(product, crowd, kind, seconds, JOINERS)
            found[kind]["listeners"] = len(crowd.joined)
            print(f"  {kind}: {found[kind]}", file=sys.stderr, flush=True)
        return found
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await crowd.close()


def overflow(kind: str, values: dict[str, Any]) -> float:
    """Datagrams the media port's receive buffer had no room for, anybody's; garbage is refused before, in the same count."""
    return 0.0 if kind == "garbage" else float(values["counted"].get("udp_refused", 0.0))


def run(*, quick: bool = False, kinds: list[str] | None = None) -> dict[str, object]:
    """The figures under their keys, and ``flood.samples``."""
    raise_file_limit()
    raise_priority(os.getpid())  # the listeners and the speaker; the flood has what is left
    listeners, seconds = (30, 3.0) if quick else (LISTENERS, SECONDS)
    with serving(server_entries_per_s=10_000, server_entries_burst=10_000) as product:
        with speakers(product.url, "demo", ("en",)):
            found = asyncio.run(
                measure(product, listeners, seconds, kinds or (QUICK_KINDS if quick else [*KINDS, CONNECTING]))
            )
    quiet, floods = found[QUIET], {kind: values for kind, values in found.items() if kind != QUIET}
    return {
        "flood.listeners": quiet["listeners"],
        "flood.quiet_delay_p99_ms": quiet["delay_p99_ms"],
        "flood.quiet_transport_cpu": quiet["transport_cpu"],
        "flood.lost_packets": sum(values["lost"] for values in floods.values()),
        "flood.packets": sum(values["packets"] for values in floods.values()),
        "flood.worst_delay_p99_ms": max(values["delay_p99_ms"] for values in floods.values()),
        "flood.worst_join_ms": max(values["join_max_ms"] or 0.0 for values in floods.values()),
        "flood.buffer_overflow": sum(overflow(kind, values) for kind, values in floods.items()),
        "flood.join_failures": sum(values["join_failures"] for values in floods.values()),
        "flood.delay_p99_ms": {kind: values["delay_p99_ms"] for kind, values in floods.items()},
        "flood.transport_cpu": {kind: values["transport_cpu"] for kind, values in floods.items()},
        "flood.sent_per_s": {kind: values["flood_per_s"] for kind, values in floods.items()},
        "flood.samples": [found],
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("kinds", nargs="*", choices=[*KINDS, CONNECTING, []], metavar="kind")
    chosen = parser.parse_args()
    result = run(quick=chosen.quick, kinds=chosen.kinds or None)
    result.pop("flood.samples")
    print(json.dumps(result, indent=1))
