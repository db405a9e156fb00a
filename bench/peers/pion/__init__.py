"""Pion, Debian's Go library: ``main.go`` beside this file, built at run time without any download."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.peers import BUILD, ROOT, PeerMissing, Place, Running, Stream, install, require
from bench.peers.child import Child

LIBRARY = Path("/usr/share/gocode/src/github.com/pion/webrtc")
PACKAGES = ("golang-go", "golang-github-pion-webrtc.v3-dev")
BUILD_S = 400


def build(here: Path = Path(__file__).parent, name: str = "forwarder") -> Path:
    """The binary of a folder's ``main.go``.  Raises :class:`PeerMissing`."""
    go = require("go", *PACKAGES)
    if not LIBRARY.is_dir():
        install(*PACKAGES)
    sources = [here / "main.go", here / "go.mod"]
    digest = hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:12]
    binary = BUILD / f"pion-{name}-{digest}"
    if binary.exists():
        return binary
    package = BUILD / "go" / "src" / name
    package.mkdir(parents=True, exist_ok=True)
    for source in sources:
        shutil.copy(source, package)
    # GOPATH mode: the libraries are Debian's, nothing is asked of the network.  With a go.mod in the main package's folder
    # import paths that end in a major version resolve.
    environment = {
        **os.environ,
        "GO111MODULE": "off",
        "GOPATH": f"{BUILD / 'go'}:/usr/share/gocode",
        "GOCACHE": str(BUILD / "go-cache"),
        "GOFLAGS": "",
        "CGO_ENABLED": "0",
    }
    command = [go, "build", "-o", str(binary), "."]
    done = subprocess.run(
        command, cwd=package, env=environment, capture_output=True, text=True, timeout=BUILD_S, check=False
    )
    if done.returncode:
        raise PeerMissing(f"go build failed: {done.stderr.strip()[-500:]}")
    return binary


@contextmanager
def running(stream: Stream, folder: Path, place: Place) -> Iterator[Running]:
    with Child([str(build()), place.host], side=place.server, log=folder / "pion.log") as server:
        port, audio, video = server.line("ready").split()[1:]
        ports = [audio, video] if stream == "av" else [audio]
        feed = [sys.executable, "-m", "bench.peers.feed", "rtp", *ports]
        with Child(feed, side=place.publisher, log=folder / "feed.log", cwd=ROOT) as publisher:
            publisher.line("ready")
            query = "?video" if stream == "av" else ""
            yield Running("whep", f"http://{place.host}:{port}/whep{query}", {"forwarder": server.pid}, ("forwarder",))
