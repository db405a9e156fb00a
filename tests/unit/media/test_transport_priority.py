"""The fan-out's thread goes before the rest of its process, where the system allows it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

from media.fanout.kernel import create
from media.transport_process import FANOUT_PRIORITY, FANOUT_THREAD, put_fanout_first


def _allowed() -> bool:
    """Whether this system lets a process of ours become real-time: tried on one that ends at once."""
    attempt = f"import os; os.sched_setscheduler(0, os.SCHED_RR, os.sched_param({FANOUT_PRIORITY}))"
    return subprocess.run([sys.executable, "-c", attempt], capture_output=True, check=False).returncode == 0


def _threads() -> list[int]:
    tasks = Path("/proc/self/task")
    return [int(t.name) for t in tasks.iterdir() if (t / "comm").read_text().strip() == FANOUT_THREAD]


def test_the_native_kernels_thread_alone_becomes_real_time() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as port:
        kernel = create(port.fileno())
        try:
            expected = "real-time" if _allowed() and kernel.name == "native" else "normal priority"
            assert put_fanout_first() == expected
            assert os.sched_getscheduler(0) == os.SCHED_OTHER
            policies = [(os.sched_getscheduler(t), os.sched_getparam(t).sched_priority) for t in _threads()]
            granted = (os.SCHED_RR, FANOUT_PRIORITY) if expected == "real-time" else (os.SCHED_OTHER, 0)
            assert policies == [granted] * (kernel.name == "native")
        finally:
            kernel.close()


def test_a_process_without_that_thread_stays_as_it_is() -> None:
    assert put_fanout_first() == "normal priority"
    assert os.sched_getscheduler(0) == os.SCHED_OTHER
