"""Ours: ``run.py serve`` as it is, the demo's meeting, its chair speaking; listeners by WHEP."""

from __future__ import annotations

import json
import socket
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.peers import ROOT, Cpus, Running, Stream
from bench.peers.child import READY_S, Child, ChildFailed, children

PROCESSES = ("server", "transport", "mixer")


@contextmanager
def running(stream: Stream, folder: Path, cpus: Cpus) -> Iterator[Running]:
    port, media_port = _free(socket.SOCK_STREAM), _free(socket.SOCK_DGRAM)
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, str(ROOT / "run.py"), "serve", "--host", "127.0.0.1", "--advertise", "127.0.0.1"]
    command += ["--port", str(port), "--media-port", str(media_port), "--data", str(folder / "data")]
    feed = [sys.executable, "-m", "bench.peers.feed", "chair", url, stream]
    with Child(command, cpu=cpus.server, log=folder / "ours.log", cwd=ROOT) as product:
        health = _until_healthy(url, product)
        with Child(feed, cpu=cpus.client, log=folder / "feed.log", cwd=ROOT) as publisher:
            publisher.line("ready")
            found = {name: pid for pid, words in children(product.pid).items() for name in PROCESSES if name in words}
            video = "?video=speaker" if stream == "av" else "?video="
            yield Running("whep", f"{url}/whep/demo/floor{video}", found, ("transport", "mixer"), {"kernel": health})


def _free(kind: int) -> int:
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _until_healthy(url: str, product: Child) -> str:
    """The kernel's name.  Raises :class:`ChildFailed`."""
    deadline = time.monotonic() + READY_S
    while time.monotonic() < deadline and product.running:
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=5) as reply:
                health = json.loads(reply.read())
            if health["status"] == "ok":
                return str(health["kernel"])
        except OSError:
            pass
        time.sleep(0.1)
    raise ChildFailed("our server is not healthy")
