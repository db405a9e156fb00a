"""How many follow a webcast with low latency through one core of nginx, and what that costs the worker.

The worker's origin on the air (:mod:`bench.webcast_feed`), nginx with the shipped configuration on a core of its own, and
on the other core a crowd (:mod:`bench.viewer_crowd`) that grows step by step.  In the same run, as peers: the same files
at the same pace from nginx's own disk, where nothing is waited for, and plain HLS by whole segments.

On the loopback the sender's core does the receiver's share of TCP as well, so nginx's figures include it; TLS they do not.
"""

from __future__ import annotations

import contextlib
import gc
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from bench.house import ROOT
from bench.nginx_cache import Nginx, nginx
from bench.product import raise_priority
from bench.viewer_crowd import Crowd, Sample, Steady, Track, late
from bench.webcast_feed import CHANNELS, MEETING, PICTURE, WEBCAST
from headless.load_product import usage
from media.webcast.timeline import PART_S, SEGMENT_PARTS, SEGMENT_S

STEPS, QUICK_STEPS = (100, 250, 500, 1000, 2000), (100, 250)
MEASURED_S, QUICK_MEASURED_S = 10.0, 5.0
SETTLING_S: Final = 4.0
ARRIVALS_PER_S: Final = 200.0
PEER_VIEWERS: Final = 250
PATIENCE_S: Final = 60.0
HELD_LATE: Final = 0.01
"""A number of viewers is held when fewer of their parts than that share come late."""
BASE: Final = f"/webcast/{MEETING}/{WEBCAST}"
KINDS: Final = ("playlists", "parts")


def run(*, quick: bool = False) -> dict[str, Any]:
    cpus = sorted(os.sched_getaffinity(0))
    served, others = cpus[0], set(cpus[1:]) or set(cpus)
    os.sched_setaffinity(0, others)
    try:
        with tempfile.TemporaryDirectory(prefix="hemicycle-bench-") as name, contextlib.ExitStack() as stack:
            folder = Path(name)
            worker, worker_port = stack.enter_context(_worker(folder))
            port = _free()
            server = stack.enter_context(nginx(folder, port, worker_port, served))
            for pid in (os.getpid(), worker, server.pid):
                raise_priority(pid)
            measured_s = QUICK_MEASURED_S if quick else MEASURED_S
            steps = _steps(QUICK_STEPS if quick else STEPS, measured_s, port, (worker, worker_port), server)
            peers = _peers(folder, port, worker_port, server, measured_s)
    finally:
        os.sched_setaffinity(0, set(cpus))
    return figures(steps, peers)


def figures(steps: Sequence[dict[str, float]], peers: dict[str, dict[str, float]]) -> dict[str, Any]:
    """``nginx_ms``: of its core, per viewer and second, at the largest step that was held; peers compare at their number."""
    held = [step for step in steps if step["late"] <= HELD_LATE and not step["errors"]]
    best = held[-1] if held else steps[0]
    cost = best["nginx_ms"]
    like = next((step for step in steps if step["viewers"] == PEER_VIEWERS), best)
    return {
        "webcast.viewers_held": int(best["viewers"]) if held else 0,
        "webcast.viewers_per_core": round(1000 / cost),
        "webcast.viewers": {key: value for key, value in best.items() if key != "viewers"},
        "webcast.viewers_steps": list(steps),
        "webcast.viewers_peers": {
            **{f"{name}.{key}": value for name, peer in peers.items() for key, value in peer.items()},
            **{f"cost_over_{name}": like["nginx_ms"] / peer["nginx_ms"] for name, peer in peers.items()},
        },
    }


# --- the crowd --------------------------------------------------------------------------------------------------------


def _steps(
    wanted: Sequence[int], measured_s: float, port: int, worker: tuple[int, int], server: Nginx
) -> list[dict[str, float]]:
    crowd, tracks, steps = Crowd(), [], []
    pids = {"worker": worker[0], "nginx": server.pid}
    try:
        for rendition in (PICTURE, *CHANNELS):
            tracks.append(Track(crowd, ("127.0.0.1", worker[1]), BASE, rendition, fetches=False))
            tracks[-1].start()
        viewers = 0
        for size in wanted:
            for index in range(viewers, size):
                for rendition in (PICTURE, CHANNELS[index % len(CHANNELS)]):
                    tracks.append(Track(crowd, ("127.0.0.1", port), BASE, rendition))
                    crowd.later((index - viewers) / ARRIVALS_PER_S, tracks[-1].start)
            crowd.spend((size - viewers) / ARRIVALS_PER_S + SETTLING_S)
            viewers = size
            step = _step(crowd, viewers, measured_s, pids, server)
            steps.append(step)
            print("   ", ", ".join(f"{key} {value:.4g}" for key, value in step.items()), flush=True)
            if step["late"] > 0.5:
                break  # more would only wait longer
    finally:
        for track in tracks:
            track.stop()
        crowd.close()
    return steps


def _step(crowd: Crowd, viewers: int, seconds: float, pids: dict[str, int], server: Nginx) -> dict[str, float]:
    crowd.begin()
    with _measured(pids) as spent:
        before = len(server.asked())
        crowd.spend(seconds)
        asked = server.asked()[before:]
    tally, took = crowd.tally, spent["seconds"]
    # what the last moments brought may not have been told of by the worker's own answer yet
    crowd.spend(PART_S / 4)
    behind = {"playlists": crowd.behind(tally.playlists), "parts": crowd.behind(tally.parts)}
    return {
        "viewers": viewers,
        "nginx_cpu": spent["nginx"] / took,
        "nginx_ms": 1000 * spent["nginx"] / took / viewers,
        "crowd_cpu": spent["crowd"] / took,
        "worker_cpu": spent["worker"] / took,
        "requests_per_s": tally.answers / took,
        "mbit_per_s": tally.received_bytes * 8 / took / 1e6,
        "origin_playlists_per_s": sum(".m3u8" in path for path in asked) / took,
        "origin_parts_per_s": sum(path.endswith(".m4s") for path in asked) / took,
        "playlist_behind_p50_ms": quantile(behind["playlists"], 0.5) * 1000,
        "playlist_behind_p99_ms": quantile(behind["playlists"], 0.99) * 1000,
        "part_behind_p50_ms": quantile(behind["parts"], 0.5) * 1000,
        "part_behind_p99_ms": quantile(behind["parts"], 0.99) * 1000,
        "part_takes_p50_ms": quantile(_taken(tally.parts), 0.5) * 1000,
        "part_takes_p99_ms": quantile(_taken(tally.parts), 0.99) * 1000,
        "late": late(behind["parts"]) / max(1, len(behind["parts"])),
        "errors": tally.errors,
        "parts_per_viewer_and_s": len(tally.parts) / viewers / took,
    }


def _taken(samples: Sequence[Sample]) -> list[float]:
    return sorted(sample.at - sample.asked for sample in samples)


def quantile(values: Sequence[float], share: float) -> float:
    """Of sorted values; 0 of none."""
    return values[min(len(values) - 1, int(share * len(values)))] if values else 0.0


@contextlib.contextmanager
def _measured(pids: dict[str, int]) -> Iterator[dict[str, float]]:
    """Seconds of processor of each, of the crowd, and of the clock, once left."""
    found: dict[str, float] = {}
    gc.collect()
    gc.freeze()
    began, own, before = time.monotonic(), time.process_time(), usage(pids)
    yield found
    after = usage(pids)
    found.update({name: after[name].cpu_s - before[name].cpu_s for name in pids})
    found.update(crowd=time.process_time() - own, seconds=time.monotonic() - began)


# --- peers ------------------------------------------------------------------------------------------------------------


def _peers(folder: Path, port: int, worker_port: int, server: Nginx, seconds: float) -> dict[str, dict[str, float]]:
    """The same files from nginx's disk: part by part as above, and by whole segments."""
    playlist = _fetch(worker_port, f"{BASE}/{PICTURE}.m3u8?_HLS_skip=YES")
    number = playlist.rsplit(b"#EXTINF", 1)[1].split(b"/", 1)[1].split(b".")[0].decode()
    files = {f"{kind}.m3u8": _fetch(worker_port, f"{BASE}/{kind}.m3u8?_HLS_skip=YES") for kind in (PICTURE, "fr")}
    for kind in (PICTURE, "fr"):
        files[f"{kind}.segment"] = whole = _fetch(worker_port, f"{BASE}/{kind}/{number}.m4s")
        files[f"{kind}.part"] = whole[: len(whole) // SEGMENT_PARTS]
    place = folder / "static"
    place.mkdir(mode=0o755)
    for name, data in files.items():
        (place / name).write_bytes(data)
    paces = {"static_parts": ("part", PART_S), "static_segments": ("segment", SEGMENT_S)}
    return {name: _steady(port, server, kind, period, seconds) for name, (kind, period) in paces.items()}


def _steady(port: int, server: Nginx, kind: str, period_s: float, seconds: float) -> dict[str, float]:
    crowd, viewers = Crowd(), []
    paths = [f"/static/{rendition}.{ending}" for rendition in (PICTURE, "fr") for ending in ("m3u8", kind)]
    try:
        for index in range(PEER_VIEWERS):
            viewers.append(Steady(crowd, ("127.0.0.1", port), paths, period_s))
            crowd.later(index / PEER_VIEWERS * period_s, viewers[-1].start)
        crowd.spend(2 * period_s)
        crowd.begin()
        with _measured({"nginx": server.pid}) as spent:
            crowd.spend(seconds)
    finally:
        for viewer in viewers:
            viewer.stop()
        crowd.close()
    return {
        "nginx_ms": 1000 * spent["nginx"] / spent["seconds"] / PEER_VIEWERS,
        "mbit_per_s_and_viewer": crowd.tally.received_bytes * 8e-6 / spent["seconds"] / PEER_VIEWERS,
        "errors": crowd.tally.errors,
    }


# --- processes --------------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def _worker(folder: Path) -> Iterator[tuple[int, int]]:
    """Process id and port."""
    port = _free()
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.webcast_feed", str(folder / "webcast"), str(port)], cwd=ROOT, start_new_session=True
    )
    try:
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline and process.poll() is None:
            with contextlib.suppress(OSError):
                if b"PRELOAD-HINT" in _fetch(port, f"{BASE}/{PICTURE}.m3u8?_HLS_msn=2&_HLS_part=0"):
                    break
            time.sleep(0.1)
        yield process.pid, port
    finally:
        process.terminate()
        process.wait()


def _fetch(port: int, path: str) -> bytes:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=PATIENCE_S) as answer:
        return bytes(answer.read())


def _free() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])
