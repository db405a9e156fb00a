"""The real product as a child process: ``run.py serve`` on loopback and free ports, stopped whatever happens."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import sys
import tempfile
import urllib.request
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from server.supervisor import die_with_parent

ROOT = Path(__file__).parent.parent.parent


def free_port(kind: int = socket.SOCK_STREAM, host: str = "127.0.0.1") -> int:
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])


def fetch(url: str, *, method: str = "GET", body: Any = None, headers: dict[str, str] | None = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(
        url, data=data, method=method, headers={"content-type": "application/json", **(headers or {})}
    )
    with urllib.request.urlopen(request, timeout=10) as response:
        return json.loads(response.read() or b"null")


PROCESSES = ("server", "transport", "mixer", "webcast")


@dataclass
class Serving:
    """A running product."""

    url: str
    host: str
    port: int
    media_port: int
    webcast_port: int
    data: Path
    process: asyncio.subprocess.Process
    log: Path

    async def health(self) -> Any:
        return await asyncio.to_thread(fetch, f"{self.url}/healthz")

    async def enter(self, role: str, *, meeting: str = "demo", **fields: str) -> Any:
        body = {"name": role.title(), "delegation": "CH", "role": role, "language": "en", **fields}
        return await asyncio.to_thread(fetch, f"{self.url}/api/meetings/{meeting}/entries", method="POST", body=body)

    async def until_healthy(self, seconds: float = 30.0) -> None:
        deadline = asyncio.get_running_loop().time() + seconds
        last: Any = None
        while asyncio.get_running_loop().time() < deadline:
            if self.process.returncode is not None:
                raise AssertionError(f"the product stopped with {self.process.returncode}:\n{self.log.read_text()[-4000:]}")
            try:
                last = await self.health()
                if last["status"] == "ok":
                    return
            except OSError as error:
                last = error
            await asyncio.sleep(0.1)
        raise AssertionError(f"not healthy after {seconds} s: {last}\n{self.log.read_text()[-4000:]}")

    def children(self) -> dict[str, int]:
        """Subcommand -> pid of the supervised processes."""
        found = {}
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
                    words = (entry / "cmdline").read_bytes().split(b"\0")
                except (OSError, IndexError, ValueError):
                    continue
                if parent == self.process.pid and len(words) > 2:
                    found.update({name: int(entry.name) for name in PROCESSES if name.encode() in words})
        return found

    def kill(self, name: str) -> None:
        os.kill(self.children()[name], signal.SIGKILL)


@asynccontextmanager
async def serving(
    data: Path, *, command: str = "serve", host: str = "127.0.0.1", advertise: str = "127.0.0.1", **environment: str
) -> AsyncIterator[Serving]:
    port, media_port, webcast_port = free_port(host=host), free_port(socket.SOCK_DGRAM, host=host), free_port(host=host)
    log = data / "serve.log"
    with tempfile.TemporaryDirectory(prefix="hc-") as run_dir, log.open("wb") as out:
        process = await asyncio.create_subprocess_exec(
            *(
                sys.executable,
                str(ROOT / "run.py"),
                command,
                "--host",
                host,
                "--port",
                str(port),
                "--media-port",
                str(media_port),
                "--webcast-port",
                str(webcast_port),
            ),
            *("--data", str(data / "data"), "--run-dir", run_dir, "--advertise", advertise),
            stdout=out,
            stderr=out,
            # The webcast's worker would encode all the time what most tests do not look at.
            env={**os.environ, "HEMICYCLE_WEBCAST_ENABLED": "false", **environment},
            start_new_session=True,
            # A test that is killed, too, leaves nothing running.
            preexec_fn=partial(die_with_parent, os.getpid()),
        )
        product = Serving(f"http://127.0.0.1:{port}", host, port, media_port, webcast_port, data, process, log)
        try:
            await product.until_healthy()
            yield product
        finally:
            await _stop(process)


async def _stop(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(process.wait(), 15)
        except TimeoutError:
            os.killpg(process.pid, signal.SIGKILL)
            await process.wait()
