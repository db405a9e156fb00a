"""Two network namespaces joined by a pair of virtual interfaces, and a null device where the server's packets leave.

Loopback charges half of the receiver's work to the sender.  Here, once everyone has joined, :meth:`Cable.cut` lets the
kernel drop what the server sends at the door of its interface, behind routing and queueing: what is left is the sender's own
cost.  What the listeners send still arrives.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from bench.peers import PeerMissing, Place, Side

SERVER, LISTENERS = "10.77.0.1", "10.77.0.2"
HARDWARE = {SERVER: "02:00:00:00:00:01", LISTENERS: "02:00:00:00:00:02"}


@dataclass(frozen=True, slots=True)
class Cable:
    place: Place

    def cut(self) -> None:
        _run(*self.place.server.enter, "tc", "qdisc", "replace", "dev", "wire", "root", "blackhole")

    def mend(self) -> None:
        _run(*self.place.server.enter, "tc", "qdisc", "del", "dev", "wire", "root")

    def dropped(self) -> int:
        """Since it was cut; a burst sent by UDP GSO counts as one."""
        shown = _run(*self.place.server.enter, "tc", "-s", "qdisc", "show", "dev", "wire")
        found = re.search(r"dropped (\d+)", shown)
        return int(found[1]) if found else 0


@contextmanager
def cable() -> Iterator[Cable]:
    """Raises :class:`PeerMissing` where we may not make namespaces."""
    if os.geteuid() != 0:
        raise PeerMissing("network namespaces want root")
    for command in ("unshare", "nsenter", "ip", "tc"):
        if shutil.which(command) is None:
            raise PeerMissing(f"no {command} (packages iproute2 and util-linux)")
    with ExitStack() as stack:
        pids = [stack.enter_context(_namespace()) for _ in range(2)]
        enter = [("nsenter", "-t", str(pid), "-n") for pid in pids]
        _run(*enter[0], "ip", "link", "add", "wire", "type", "veth", "peer", "name", "wire", "netns", str(pids[1]))
        for own, other, inside in ((SERVER, LISTENERS, enter[0]), (LISTENERS, SERVER, enter[1])):
            _run(*inside, "ip", "link", "set", "lo", "up")
            _run(*inside, "ip", "link", "set", "wire", "address", HARDWARE[own])
            _run(*inside, "ip", "addr", "add", f"{own}/24", "dev", "wire")
            _run(*inside, "ip", "link", "set", "wire", "up")
            # Nobody could answer for an address once the cable is cut.
            _run(*inside, "ip", "neigh", "add", other, "lladdr", HARDWARE[other], "dev", "wire", "nud", "permanent")
        here = Place.loopback()
        yield Cable(Place(Side(here.server.cpu, enter[0]), Side(here.client.cpu, enter[1]), SERVER, LISTENERS))


@contextmanager
def _namespace() -> Iterator[int]:
    """Pid of a process that holds a fresh network namespace; the namespace goes with it."""
    holder = subprocess.Popen(["unshare", "-n", "sleep", "infinity"])
    try:
        mine = os.readlink("/proc/self/ns/net")
        deadline = time.monotonic() + 5
        while os.readlink(f"/proc/{holder.pid}/ns/net") == mine:
            if holder.poll() is not None or time.monotonic() > deadline:
                raise PeerMissing("no network namespace to be had")
            time.sleep(0.01)
        yield holder.pid
    finally:
        holder.kill()
        holder.wait()


def _run(*command: str) -> str:
    """Raises :class:`PeerMissing` with what the command said."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise PeerMissing(f"{' '.join(command)}: {done.stderr.strip()}")
    return done.stdout
