"""``python -m bench [--quick] [suite …]``: run the suites, print a table, write ``bench/results.json``.

The file holds every figure under its key and under ``runs``, per suite, the machine, the commit and the raw samples; a run
of some suites leaves the others' figures alone.  null: it could not be measured on this machine, and the run said why.
``--quick``: coarser figures within a minute, marked as such.
"""

from __future__ import annotations

import argparse
import datetime
import importlib
import json
import os
import platform
import subprocess
from pathlib import Path
from typing import Any

SUITES = (
    "fanout",
    "mixer",
    "recovery",
    "interpretation",
    "band",
    "compare",
    "capacity",
    "flood",
    "floor_storm",
    "grant",
    "webcast",
    "webcast_export",
    "webcast_viewers",
)
RESULTS = Path(__file__).with_name("results.json")


def machine() -> dict[str, object]:
    model = ""
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            model = line.partition(":")[2].strip()
            break
    return {
        "cpus": len(os.sched_getaffinity(0)),
        "cpu": model,
        "kernel": platform.release(),
        "python": platform.python_version(),
    }


def commit() -> str:
    """The commit measured, with ``+`` when the tree has changes."""
    command = ["git", "-C", str(Path(__file__).parent)]
    found = subprocess.run([*command, "rev-parse", "--short=12", "HEAD"], capture_output=True, text=True, check=False)
    changed = subprocess.run(
        [*command, "status", "--porcelain", "--untracked-files=no"], capture_output=True, text=True, check=False
    )
    return found.stdout.strip() + ("+" if changed.stdout.strip() else "")


def show(figures: dict[str, Any]) -> None:
    rows = []
    for key, value in figures.items():
        if isinstance(value, dict):
            rows += [(f"{key}.{part}", inner) for part, inner in value.items()]
        elif not isinstance(value, list):
            rows.append((key, value))
    width = max((len(key) for key, _ in rows), default=0)
    for key, value in rows:
        print(f"  {key:<{width}}  {value:.4g}" if isinstance(value, float) else f"  {key:<{width}}  {value}")


def merged(kept: dict[str, Any], suite: str, figures: dict[str, Any], about: dict[str, Any]) -> dict[str, Any]:
    """The results with a suite's figures in place of those it gave before."""
    runs: dict[str, Any] = kept.get("runs", {})
    replaced = {"runs", *runs.get(suite, {}).get("keys", ())}
    others = {key: value for key, value in kept.items() if key not in replaced}
    return {**dict(sorted({**others, **figures}.items())), "runs": {**runs, suite: {**about, "keys": sorted(figures)}}}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure and compare.")
    parser.add_argument("suites", nargs="*", metavar="suite", help=f"of {', '.join(SUITES)}; default: all")
    parser.add_argument("--quick", action="store_true", help="coarser figures within a minute")
    options = parser.parse_args()
    unknown = set(options.suites) - set(SUITES)
    if unknown:
        parser.error(f"unknown suite: {', '.join(sorted(unknown))}")
    for name in options.suites or SUITES:
        print(name, flush=True)
        figures: dict[str, Any] = importlib.import_module(f"bench.{name}").run(quick=options.quick)
        show(figures)
        samples = figures.pop(f"{name}.samples", None)
        about = {
            "date": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
            "quick": options.quick,
            "commit": commit(),
            "machine": machine(),
            "samples": samples,
        }
        kept = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
        RESULTS.write_text(json.dumps(merged(kept, name, figures, about), indent=1) + "\n")


if __name__ == "__main__":
    main()
