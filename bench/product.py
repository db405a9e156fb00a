"""The product as a child of a bench: ``run.py serve`` on loopback and free ports, in a fresh database, stopped after."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from headless.load_product import processes
from server.supervisor import die_with_parent

ROOT = Path(__file__).parent.parent
READY_S = 60.0
STOP_S = 20.0
PRIORITY = -19


class ProductFailed(Exception):
    """It did not start; the text holds the end of its log."""


@dataclass(frozen=True, slots=True)
class Product:
    url: str
    pids: dict[str, int]
    raised: bool
    """Its processes stand above what else this machine does."""
    data: Path

    def token(self, scope: str) -> str:
        """One for equipment, as an operator makes it: ``whip:room-1``."""
        command = [sys.executable, str(ROOT / "run.py"), "token", "demo", scope, "--data", str(self.data)]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


@contextlib.contextmanager
def serving(**settings: object) -> Iterator[Product]:
    """While inside, it serves the demo's meeting; for the main thread, with which it ends.

    ``settings``: as in ``server_entries_burst=20000``.

    Raises :class:`ProductFailed`.
    """
    port, media_port = _free(socket.SOCK_STREAM), _free(socket.SOCK_DGRAM)
    environment = (
        os.environ
        | {"HEMICYCLE_WEBCAST_ENABLED": "false"}
        | {f"HEMICYCLE_{name.upper()}": str(value) for name, value in settings.items()}
    )
    with tempfile.TemporaryDirectory(prefix="hemicycle-bench-") as folder:
        log = Path(folder) / "log"
        command = [sys.executable, str(ROOT / "run.py"), "serve", "--host", "127.0.0.1", "--advertise", "127.0.0.1"]
        command += ["--port", str(port), "--media-port", str(media_port), "--webcast-port", "0", "--data", f"{folder}/data"]
        with log.open("wb") as out:
            child = subprocess.Popen(
                command,
                stdout=out,
                stderr=out,
                env=environment,
                start_new_session=True,
                # A bench that is killed, too, leaves nothing running.
                preexec_fn=partial(die_with_parent, os.getpid()),
            )
        try:
            url = f"http://127.0.0.1:{port}"
            _until_healthy(url, child, log)
            pids = processes(port)
            raised = all([raise_priority(pid) for pid in (child.pid, *pids.values())])
            yield Product(url, pids, raised, Path(folder) / "data")
        finally:
            _stop(child)


def raise_priority(pid: int) -> bool:
    """Put the process's session before others' on this machine (sched(7), autogroups); False where that is not allowed.

    Other work then disturbs a measurement less; how busy the machine was is stated all the same.
    """
    try:
        Path(f"/proc/{pid}/autogroup").write_text(f"{PRIORITY}")
    except OSError:
        return False
    return True


def raise_descendants() -> bool:
    """:func:`raise_priority` for this process and all it has started, browsers and their children too."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                children.setdefault(parent, []).append(int(entry.name))
    found, raised = [os.getpid()], []
    while found:
        pid = found.pop()
        found += children.get(pid, [])
        raised.append(raise_priority(pid))
    return all(raised)


def _free(kind: int) -> int:
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _until_healthy(url: str, child: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + READY_S
    while time.monotonic() < deadline and child.poll() is None:
        with contextlib.suppress(OSError, ValueError):
            with urllib.request.urlopen(f"{url}/healthz", timeout=2) as reply:
                if json.load(reply)["status"] == "ok":
                    return
        time.sleep(0.2)
    raise ProductFailed(log.read_text(errors="replace")[-2000:])


def _stop(child: subprocess.Popen[bytes]) -> None:
    child.send_signal(signal.SIGTERM)
    try:
        child.wait(STOP_S)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
