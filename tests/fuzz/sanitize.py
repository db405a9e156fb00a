"""``make sanitize``: the native code built with the address and undefined-behaviour sanitizers, and its tests run on it.

Everything happens in a copy of the tree, ``build/sanitized``; the build in the tree is not touched.  A read or write out of
bounds, a use after free, undefined behaviour or memory that nobody freed ends the run with a report.

``python -m tests.fuzz.sanitize [--build-only] [pytest arguments]``
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
COPY = ROOT / "build" / "sanitized"
REPORT = COPY / "report"
COPIED = ("bus", "config", "headless", "media", "server", "tests", "run.py", "setup.py", "pyproject.toml")
# The test left out counts memory from outside; here freed memory is kept aside, to catch its use.
SUITES = (
    ("tests/fuzz", "-k", "(native or kernels or hostile or receivers) and not leave_no_memory_behind"),
    ("tests/unit/media", "-k", "fanout or kernel or polled"),
    ("tests/unit/headless/test_load_receiver.py",),
)


def copy() -> None:
    """Sources alone, fresh."""
    skipped = shutil.ignore_patterns("__pycache__", "*.so", "_native.c", "_receiver.c", ".hypothesis")
    if COPY.exists():
        shutil.rmtree(COPY)
    for name in COPIED:
        source, target = ROOT / name, COPY / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=skipped)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)


def build() -> None:
    command = [sys.executable, "-W", "ignore", "setup.py", "--quiet", "build_ext", "--inplace"]
    subprocess.run(command, cwd=COPY, env=os.environ | {"HEMICYCLE_SANITIZE": "1"}, check=True)
    missing = [name for name in ("media/fanout", "media/mixer", "headless") if not list((COPY / name).glob("_*.so"))]
    if missing:
        raise SystemExit(f"not built: {', '.join(missing)}")


def environment() -> dict[str, str]:
    """What a process needs that loads the sanitized modules."""
    found = [
        subprocess.run(["gcc", f"-print-file-name={name}"], capture_output=True, text=True, check=True).stdout.strip()
        for name in ("libasan.so", "libubsan.so")
    ]
    return os.environ | {
        "LD_PRELOAD": " ".join(found),
        "ASAN_OPTIONS": f"detect_leaks=1:malloc_context_size=2:allocator_may_return_null=1:handle_abort=1:log_path={REPORT}",
        "LSAN_OPTIONS": f"suppressions={COPY}/tests/fuzz/lsan.supp:print_suppressions=0",
        "UBSAN_OPTIONS": f"print_stacktrace=1:halt_on_error=1:log_path={REPORT}",
        "PYTHONMALLOC": "malloc",
        "HEMICYCLE_KERNEL": "native",
    }


def main(arguments: list[str]) -> int:
    copy()
    build()
    if arguments == ["--build-only"]:
        return 0
    for suite in [tuple(arguments)] if arguments else SUITES:
        print("sanitized:", *suite, flush=True)
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--capture=sys", *suite]
        done = subprocess.run(command, cwd=COPY, env=environment(), check=False)
        for report in sorted(COPY.glob("report.*")):
            print(report.read_text(errors="replace"), file=sys.stderr)
            report.unlink()
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
