"""A storm of joins while the mixer runs with speech on every channel.  ``python -m bench.joins [--listeners N] [--rate R]``

Join: from the first signalling byte (the entry's) to the first decrypted packet; entry, WebSocket, snapshot, journal, offer,
answer, ICE and DTLS are in it.  The listeners' side runs on the same processors as the product and is paid from them.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.product import ROOT, Product, raise_priority, serving

MOST = 2990
"""The meeting's 3,000 less those who speak."""
ENTRIES = 40_000
"""One address plays everybody: the limits of entries are lifted."""


def crowd(product: Product, *options: object, timeout_s: float = 900.0) -> dict[str, Any]:
    """One ``run.py load`` against the product, with speakers; its result.  Raises ``subprocess.SubprocessError``."""
    with tempfile.TemporaryDirectory() as folder:
        result = Path(folder) / "result.json"
        command = [sys.executable, str(ROOT / "run.py"), "load", "--url", product.url, "--speak", "--json", str(result)]
        process = subprocess.Popen([*command, *map(str, options)], start_new_session=True, cwd=ROOT, env=os.environ)
        raise_priority(process.pid)
        try:
            if process.wait(timeout_s) != 0:
                raise subprocess.SubprocessError("run.py load measured nothing")
        finally:
            process.kill()
            process.wait()
        found: dict[str, Any] = json.loads(result.read_text())
        return found


def storm(listeners: int, rate: float, *options: object, seconds: float = 5.0) -> dict[str, Any]:
    """All join at the rate; what the crowd saw, as ``run.py load`` says it."""
    with serving(server_entries_per_s=ENTRIES, server_entries_burst=ENTRIES) as product:
        found = crowd(product, "--listeners", listeners, "--rate", rate, "--seconds", seconds, "--channels", "all", *options)
        return found | {"priority_raised": product.raised}


def figures(found: dict[str, Any]) -> dict[str, object]:
    """The ones that matter, flat."""
    joining, listening = found["joining"], found.get("listening", {})
    counted = joining["counted"]
    return {
        "joined": joining["joined"],
        "failed": joining["failed"],
        "joins_per_s": joining["joins_per_s"],
        "sustained_per_s": joining["sustained_per_s"],
        "join_p50_ms": joining.get("join_ms", {}).get("p50"),
        "join_p99_ms": joining.get("join_ms", {}).get("p99"),
        "ticks_missed": counted.get("mixer_ticks_missed"),
        "tick_late_max_ms": joining["worst"].get("mixer_tick_late_max_ms"),
        "lost_while_joining": joining["lost"],
        "packets_while_joining": joining["packets"],
        "refused_by_kernel": counted.get("transport_kernel_overflow"),
        "lost_after": listening.get("lost"),
        "packets_after": listening.get("packets"),
        "restarted": found.get("restarted"),
        "cpu": joining["cpu_share"],
        "client_cpu": joining["client_cpu_share"],
        "machine_busy": joining["machine_busy"],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--listeners", type=int, default=MOST)
    parser.add_argument("--rate", type=float, default=300.0)
    parser.add_argument("--whole", action="store_true", help="everything the crowd saw")
    options = parser.parse_args()
    found = storm(options.listeners, options.rate)
    print(json.dumps(found if options.whole else figures(found), indent=1))


if __name__ == "__main__":
    main()
