"""Ours: ``run.py serve`` as it is, the demo's meeting, its chair speaking; listeners by WHEP."""

from __future__ import annotations

import re
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.peers import ROOT, Place, Running, Stream
from bench.peers.child import READY_S, Child, ChildFailed, children

PROCESSES = ("server", "transport", "mixer")


@contextmanager
def running(stream: Stream, folder: Path, place: Place) -> Iterator[Running]:
    port, media_port = _free(socket.SOCK_STREAM), _free(socket.SOCK_DGRAM)
    url = f"http://{place.host}:{port}"
    command = [sys.executable, str(ROOT / "run.py"), "serve", "--host", place.host]
    command += ["--port", str(port), "--media-port", str(media_port), "--webcast-port", "0", "--data", str(folder / "data")]
    feed = [sys.executable, "-m", "bench.peers.feed", "chair", url, stream]
    # the peers have no webcast either
    alone = {"HEMICYCLE_WEBCAST_ENABLED": "false"}
    with Child(command, side=place.server, log=folder / "ours.log", environment=alone, cwd=ROOT) as product:
        kernel = _until_ready(folder / "ours.log", product)
        with Child(feed, side=place.publisher, log=folder / "feed.log", cwd=ROOT) as publisher:
            publisher.line("ready")
            found = {name: pid for pid, words in children(product.pid).items() for name in PROCESSES if name in words}
            video = "?video=speaker" if stream == "av" else "?video="
            yield Running("whep", f"{url}/whep/demo/floor{video}", found, ("transport", "mixer"), {"kernel": kernel})


def _free(kind: int) -> int:
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _until_ready(log: Path, product: Child) -> str:
    """The kernel's name, from the log: the server may be in another network.  Raises :class:`ChildFailed`."""
    deadline = time.monotonic() + READY_S
    while time.monotonic() < deadline and product.running:
        text = log.read_text(errors="replace")
        if " ready at " in text:
            found = re.search(r"(\w+) kernel, advertising", text)
            return found[1] if found else ""
        time.sleep(0.1)
    raise ChildFailed("our server is not ready")
