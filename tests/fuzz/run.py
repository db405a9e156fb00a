"""``make fuzz``: the targets under atheris, guided by the coverage of the product's own Python code.

What leads to new branches of the kernels' and the receiver's references is kept and then, changed at random, played on the
sanitized build of their native twins (:data:`NATIVE`), which takes as long again: libFuzzer sees no branches in a process
into which gcc's sanitizers are loaded.

``python -m tests.fuzz.run [target …] [--seconds N]`` runs one after the other, each in a process of its own, and prints
how many cases were tried.  What a target finds is kept under ``build/fuzz/<target>``: ``crash-…`` is a case that fails,
``corpus`` what reached new code and is begun with the next time.
"""

from __future__ import annotations

import argparse
import importlib
import logging
import os
import random
import re
import subprocess
import sys
import time
from pathlib import Path

from tests.fuzz import sanitize

NATIVE = ("kernels", "hostile_calls", "receivers")
"""Targets that go through native code."""
CHANGES = 4
"""At most so many to a case that is played on the sanitized build."""
WORK = sanitize.ROOT / "build" / "fuzz"
PER_CASE_S = 20
"""A case that takes longer hangs."""
MEMORY_MIB = 2048


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("targets", nargs="*")
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--case", type=Path, help="run this one file and no more")
    parser.add_argument("--child", choices=("fuzz", "replay"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child == "fuzz":
        fuzz(options.targets[0], options.seconds, options.case)
    if options.child:
        return replay(options.targets[0], options.seconds, options.case)
    targets = options.targets or names()
    if any(name in NATIVE for name in targets):
        sanitize.copy()
        sanitize.build()
    kinds = [(name, kind) for name in targets for kind in ("fuzz", "replay") if kind == "fuzz" or name in NATIVE]
    failed = [f"{name} ({kind})" for name, kind in kinds if not run(name, kind, options.seconds, options.case)]
    print("failed:", *failed) if failed else print("nothing found")
    return 1 if failed else 0


def names() -> list[str]:
    found: dict[str, object] = importlib.import_module("tests.fuzz.targets").TARGETS
    return list(found)


def run(name: str, kind: str, seconds: int, case: Path | None) -> bool:
    """One target in its own process; False when something was found."""
    sanitized = kind == "replay"
    command = [sys.executable, "-m", "tests.fuzz.run", name, "--child", kind, "--seconds", str(seconds)]
    command += ["--case", str(case.resolve())] if case else []
    environment = sanitize.environment() if sanitized else dict(os.environ)
    place = sanitize.COPY if sanitized else sanitize.ROOT
    folder = WORK / name
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{kind}.log").open("w+") as log:
        environment["FUZZ_WORK"] = str(WORK)
        done = subprocess.run(command, cwd=place, env=environment, stdout=log, stderr=log, check=False)
        log.seek(0)
        said = log.read()
    for report in sanitize.COPY.glob("report.*"):
        (folder / report.name).write_bytes(report.read_bytes())
        report.unlink()
    cases = re.findall(r"stat::number_of_executed_units: (\d+)", said) or re.findall(r"#(\d+)", said) or ["0"]
    edges = re.findall(r"cov: (\d+)", said)
    trouble = "" if done.returncode == 0 else f", FAILED: {folder}/{kind}.log"
    print(f"{name}: {int(cases[-1]):,} cases, " + (f"{edges[-1]} edges" if edges else "sanitized") + trouble, flush=True)
    return done.returncode == 0


def replay(name: str, seconds: int, case: Path | None) -> int:
    """In the child: what was kept, as it is and changed, until the time is over.  The case at hand is in a file."""
    target = importlib.import_module("tests.fuzz.targets").TARGETS[name]
    folder = Path(os.environ["FUZZ_WORK"]) / name
    kept = [*target.seeds, *(file.read_bytes() for file in sorted((folder / "corpus").glob("*")))]
    if case:
        target.run(case.read_bytes())
        return 0
    chance, until, count = random.Random(), time.monotonic() + seconds, 0
    while time.monotonic() < until:
        data = bytearray(kept[count] if count < len(kept) else chance.choice(kept))
        for _ in range(chance.randint(1, CHANGES) if count >= len(kept) else 0):
            at, other = chance.randrange(len(data) + 1), chance.choice(kept)
            start = chance.randrange(len(other) + 1)
            inserted = chance.choice((chance.randbytes(chance.randint(0, 4)), other[start : start + 40]))
            data[at : at + chance.choice((0, 1, 1, 4, 20))] = inserted
        (folder / "case").write_bytes(data)
        target.run(bytes(data[: target.longest]))
        count += 1
    print(f"#{count} cases")
    return 0


def fuzz(name: str, seconds: int, case: Path | None) -> None:
    """In the child: instrument, then hand the target to libFuzzer, which ends the process."""
    import atheris

    logging.disable(logging.CRITICAL)
    with atheris.instrument_imports(include=["bus", "media", "server", "headless"], enable_loader_override=False):
        targets = importlib.import_module("tests.fuzz.targets")
    target = targets.TARGETS[name]
    folder = Path(os.environ["FUZZ_WORK"]) / name
    corpus, seeds = folder / "corpus", folder / "seeds"
    for place in (corpus, seeds):
        place.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(target.seeds):
        (seeds / f"{number:03}").write_bytes(seed)
    options = [
        f"-max_total_time={seconds}",
        f"-max_len={target.longest}",
        f"-timeout={PER_CASE_S}",
        f"-rss_limit_mb={MEMORY_MIB}",
    ]
    options += ["-print_final_stats=1", "-verbosity=1", f"-artifact_prefix={folder}/", "-detect_leaks=0"]
    atheris.Setup([sys.argv[0], *options, *([str(case)] if case else [str(corpus), str(seeds)])], target.run)
    atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main())
