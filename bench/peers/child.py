"""Child processes of a measurement: pinned to one processor, logged, stopped with all they started, their CPU time read."""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType

from bench.peers import Side

READY_S = 30.0
STOP_S = 10.0
NICENESS = -10


class ChildFailed(Exception):
    """It ended or stayed silent; the text holds the end of its log."""


class Child:
    """``with Child(…) as child``: standard input and output are pipes, standard error goes to ``log``."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        side: Side,
        log: Path,
        environment: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> None:
        self._log = log
        with log.open("ab") as errors:
            self._process = subprocess.Popen(
                [*side.enter, *command],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                env={**os.environ, **(environment or {})},
                cwd=cwd,
                start_new_session=True,
                preexec_fn=_placed(side.cpu),
            )
        assert self._process.stdin is not None and self._process.stdout is not None
        self._input, self._output = self._process.stdin, self._process.stdout
        os.set_blocking(self._output.fileno(), False)
        self._pending = b""

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def running(self) -> bool:
        return self._process.poll() is None

    def __enter__(self) -> Child:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()

    def say(self, line: str) -> None:
        """Raises :class:`ChildFailed`."""
        try:
            self._input.write(line.encode() + b"\n")
            self._input.flush()
        except OSError as error:
            raise self._failed("ended") from error

    def line(self, starting: str = "", timeout_s: float = READY_S) -> str:
        """The next line of output that starts so; others are passed over.  Raises :class:`ChildFailed`."""
        deadline = time.monotonic() + timeout_s
        with selectors.DefaultSelector() as selector:
            selector.register(self._output, selectors.EVENT_READ)
            while True:
                while b"\n" in self._pending:
                    first, self._pending = self._pending.split(b"\n", 1)
                    if first.startswith(starting.encode()):
                        return first.decode()
                if not selector.select(max(0.0, deadline - time.monotonic())):
                    raise self._failed(f"said nothing within {timeout_s:g} s")
                more = os.read(self._output.fileno(), 65536)
                if not more:
                    raise self._failed("ended")
                self._pending += more

    def stop(self) -> None:
        """The whole session of the child, gently first."""
        for number in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self._process.pid, number)
            except ProcessLookupError:
                break
            try:
                self._process.wait(STOP_S)
                break
            except subprocess.TimeoutExpired:
                continue
        self._process.wait()
        self._output.close()
        try:
            self._input.close()
        except BrokenPipeError:
            pass

    def _failed(self, what: str) -> ChildFailed:
        name = " ".join(map(str, self._process.args if isinstance(self._process.args, list) else [self._process.args]))
        return ChildFailed(f"{name[:200]}: {what}\n{self._log.read_text(errors='replace')[-2000:]}")


def _placed(cpu: int) -> Callable[[], None]:
    """On one processor, and before what else the machine does where we may ask for that: servers and listeners alike."""

    def place() -> None:
        os.sched_setaffinity(0, {cpu})
        try:
            os.setpriority(os.PRIO_PROCESS, 0, NICENESS)
        except PermissionError:
            pass

    return place


def cpu_s(pid: int) -> float:
    """User and system seconds of a process, ended threads included, to the nanosecond (clock_getcpuclockid(3)).

    Raises :class:`ChildFailed` when there is none.
    """
    try:
        return time.clock_gettime(~pid << 3 | 2)
    except OSError as error:
        raise ChildFailed(f"process {pid} has ended") from error


def anonymous_kib(pid: int) -> int:
    """Anonymous resident memory (``RssAnon`` of ``/proc/<pid>/status``)."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("RssAnon:"):
            return int(line.split()[1])
    return 0


def children(pid: int) -> dict[int, list[str]]:
    """Pid -> command line of the direct children."""
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
                words = (entry / "cmdline").read_bytes().decode(errors="replace").split("\0")
            except (OSError, IndexError, ValueError):
                continue
            if parent == pid:
                found[int(entry.name)] = words
    return found


def machine_busy() -> tuple[float, float]:
    """(busy, all) seconds of all processors since the start of the system; steal counts as busy."""
    ticks = [int(word) for word in Path("/proc/stat").read_text().splitlines()[0].split()[1:9]]
    hertz = os.sysconf("SC_CLK_TCK")
    return (sum(ticks) - ticks[3] - ticks[4]) / hertz, sum(ticks) / hertz
