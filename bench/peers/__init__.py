"""The servers we are measured beside, one module each, all on 127.0.0.1 or in a network namespace of their own.

Each module has ``running(stream, folder, place)``: a context manager that starts the server and its publisher, gives a
:class:`Running` and stops both whatever happens; it raises :class:`PeerMissing` where the peer is not to be had.
``stream``: ``audio`` is one Opus stream of 50 packets a second, ``av`` adds about 110 packets a second of VP8, 1,100 bytes
each, four to a picture.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

Stream = Literal["audio", "av"]
Door = Literal["whep", "janus", "plain"]
"""How listeners come in: WHEP, Janus' own API, or as bare sockets without ICE and DTLS."""

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build" / "bench"
"""What is compiled at run time; kept between runs, never committed."""


class PeerMissing(Exception):
    """Why this peer cannot be measured here."""


@dataclass(frozen=True, slots=True)
class Side:
    """Where a process runs: its processor, and what its command begins with (a network namespace of its own)."""

    cpu: int
    enter: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """The server's side and that of everybody else; the publisher has the listeners' processor and the server's network."""

    server: Side
    client: Side
    host: str = "127.0.0.1"
    """The server's address."""
    listeners: str = "127.0.0.1"
    """The listeners' address."""

    @classmethod
    def loopback(cls) -> Place:
        available = sorted(os.sched_getaffinity(0))
        return cls(Side(available[0]), Side(available[-1]))

    @property
    def publisher(self) -> Side:
        return Side(self.client.cpu, self.server.enter)


@dataclass(frozen=True, slots=True)
class Running:
    """A server ready for listeners."""

    door: Door
    url: str
    """Where listeners come in; of a plain server, empty."""
    processes: Mapping[str, int]
    """Name -> pid of every process of the server."""
    counted: tuple[str, ...]
    """The names whose CPU time is the figure."""
    notes: Mapping[str, object] = field(default_factory=dict)


def require(command: str, *packages: str) -> str:
    """Path of a command; its Debian packages are installed when missing and we may.  Raises :class:`PeerMissing`."""
    found = shutil.which(command)
    if found is None:
        install(*packages)
        found = shutil.which(command)
    if found is None:
        raise PeerMissing(f"{command} is still missing after the installation of {' '.join(packages)}")
    return found


def install(*packages: str) -> None:
    """Raises :class:`PeerMissing`."""
    wanted = " ".join(packages)
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise PeerMissing(f"not installed, and only root on Debian can: apt-get install {wanted}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", "-o", "DPkg::Lock::Timeout=400", "-qq"]
    steps = ([*apt, "update"], [*apt, "install", "-y", "--no-install-recommends", *packages])
    for step in steps:
        done = subprocess.run(step, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise PeerMissing(f"apt-get failed for {wanted}: {done.stderr.strip()[-300:]}")
