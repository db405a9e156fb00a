"""A network namespace of one's own: Firefox gathers no loopback candidate, so server and browser meet on a veth address."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

ADDRESS = "10.77.0.1"
"""Of the machine, within it."""


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)


@contextmanager
def network_namespace() -> Iterator[str]:
    """Its name, for ``ip netns exec``."""
    name = f"hemicycle-{os.getpid()}"
    _ip("netns", "add", name)
    try:
        _ip("-n", name, "link", "set", "lo", "up")
        _ip("-n", name, "link", "add", "v0", "type", "veth", "peer", "name", "v1")
        _ip("-n", name, "addr", "add", f"{ADDRESS}/24", "dev", "v0")
        _ip("-n", name, "link", "set", "v0", "up")
        _ip("-n", name, "link", "set", "v1", "up")
        _ip("-n", name, "route", "add", "default", "dev", "v0")
        yield name
    finally:
        _ip("netns", "del", name)
