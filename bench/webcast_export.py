"""A long recording as one MP4 with all languages: how long the worker takes to hand it over.

The recording is made by the worker's own encoders and packager: one segment of a picture that moves, over and over, and
noise; on this machine's disk.  Then a worker is started on it and asked for the file, and ffprobe must find all of it.
"""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from bench.house import ROOT
from bench.webcast_feed import CHANNELS, encoded_segment, encoder_run, package_part
from bus.messages import Rendition, Webcast
from headless.load_product import usage
from media.webcast.library import Library
from media.webcast.timeline import SEGMENT_PARTS, SEGMENT_S, SEGMENT_TICKS

SECONDS, QUICK_SECONDS = 3600.0, 300.0
WEBCAST: Final = "an-hour-of-a-meeting"
WAITING_BYTES: Final = 20 << 20
BLOCK_BYTES: Final = 1 << 20
PATIENCE_S: Final = 60.0
START: Final = (
    "from pathlib import Path; from media.webcast_process import *; import sys; "
    "main(WebcastOptions(Path(sys.argv[1]), Path(sys.argv[2]), port=int(sys.argv[3]), log_level='error'))"
)


def run(*, quick: bool = False) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="hemicycle-bench-") as folder:
        asyncio.run(_record(Path(folder) / "webcast", QUICK_SECONDS if quick else SECONDS))
        with worker(Path(folder)) as (pid, port):
            before = usage({"worker": pid})["worker"].cpu_s
            began = time.monotonic()
            url = f"http://127.0.0.1:{port}/webcast/demo/{WEBCAST}/download/all.mp4"
            size = _download(url, Path(folder) / "all.mp4")
            took = time.monotonic() - began
            cpu_s = usage({"worker": pid})["worker"].cpu_s - before
        streams, seconds = _probed(Path(folder) / "all.mp4")
    return {
        "webcast.export_s": took,
        "webcast.export": {"seconds": seconds, "bytes": size, "streams": streams, "worker_cpu_s": cpu_s},
    }


async def _record(directory: Path, seconds: float) -> None:
    library = Library(directory)
    packager = await library.open("demo", Webcast(WEBCAST, "onAir", tuple(Rendition(name, name) for name in CHANNELS)))
    broadcast = library.on_air(WEBCAST)
    assert broadcast is not None
    run = encoder_run()
    pictures, sounds = encoded_segment(run)
    packager.begin(SEGMENT_TICKS, time.time() - seconds, run.rungs, run.tracks)
    for number in range(round(seconds / SEGMENT_S)):
        for part in range(SEGMENT_PARTS):
            package_part(packager, number * SEGMENT_PARTS + part, pictures, sounds)
        while broadcast.store.waiting_bytes > WAITING_BYTES:  # noqa: ASYNC110 - a thread writes
            await asyncio.sleep(0.01)
    library.end(WEBCAST)
    while not broadcast.store.idle:  # noqa: ASYNC110 - a thread writes
        await asyncio.sleep(0.05)
    library.upkeep()
    library.close()


@contextmanager
def worker(folder: Path) -> Iterator[tuple[int, int]]:
    """A worker of its own on ``folder``/webcast: its process id and port; ended after."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-c", START, str(folder), str(folder / "webcast"), str(port)]
    process = subprocess.Popen(command, cwd=ROOT)
    try:
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline and process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.05)
        yield process.pid, port
    finally:
        process.terminate()
        process.wait()


def _download(url: str, to: Path) -> int:
    size = 0
    with urllib.request.urlopen(url, timeout=PATIENCE_S) as answer, to.open("wb") as file:
        while block := answer.read(BLOCK_BYTES):
            size += file.write(block)
    return size


def _probed(file: Path) -> tuple[int, float]:
    """Streams and seconds.  Raises ``subprocess.CalledProcessError``: it is no whole file."""
    command = ["ffprobe", "-v", "error", "-show_entries", "stream=index:format=duration", "-of", "csv=p=0", str(file)]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return len(lines) - 1, float(lines[-1])
