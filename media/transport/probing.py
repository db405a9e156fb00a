"""The connection tests of a node: who may load the line, for how long, and the timer that paces the padding.

Nothing is sent before ICE has verified the address and DTLS is up, nor before the load was asked for.  A test never touches
the fan-out kernel, a forwarder or the pipe: nobody can see or hear what it sends, and its SRTP session is used here alone.
Who closes whom: a test is closed :data:`LIFE_S` after it was made, or after its load began, whatever it does.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import pylibsrtp

from bus.messages import ToServer
from media.rtp import rtcp
from media.sfu.layout import ProbeLayout
from media.transport.probe import Probe

if TYPE_CHECKING:
    from media.transport.peer import Peer

LIFE_S: Final = 15.0
MAX_LOADS: Final = 20
MAX_PROBES: Final = 3 * MAX_LOADS
"""Each test tries three ways."""
PACE_S: Final = 0.005
TELL_S: Final = 0.5

log = logging.getLogger("hemicycle.probing")


class Probing:
    """``send`` one datagram to a peer; ``close`` a peer by reason; ``tell`` the server."""

    def __init__(
        self,
        send: Callable[[Peer, bytes], object],
        close: Callable[[Peer, str], object],
        tell: Callable[[ToServer], object],
        counters: Counter[str],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._send = send
        self._close = close
        self._tell = tell
        self._counters = counters
        self._clock = clock
        self._probes: dict[Peer, Probe] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._told_at = 0.0

    @property
    def full(self) -> bool:
        return len(self._probes) >= MAX_PROBES

    @property
    def loads(self) -> int:
        return sum(probe.running for probe in self._probes.values())

    def add(self, peer: Peer, layout: ProbeLayout) -> None:
        first = 1 + secrets.randbelow(32767), secrets.randbits(32)
        self._probes[peer] = Probe(layout, first)

    def remove(self, peer: Peer) -> None:
        probe = self._probes.pop(peer, None)
        if probe is not None and probe.running:
            self._tell(probe.figures(peer.peer_id))

    def start(self, peer: Peer) -> str:
        """Begin the load; an error code, or nothing."""
        probe = self._probes.get(peer)
        if probe is None or peer.established is None or probe.running:
            return "wrongState"
        if self.loads >= MAX_LOADS:
            return "busy"
        probe.start(self._clock())
        self._counters["probe_loads"] += 1
        if self._timer is None:
            self._pace()
        return ""

    def media(self, peer: Peer, packet: bytes, arrival: float) -> None:
        self._probes[peer].arrived(packet, arrival)

    def control(self, peer: Peer, packets: list[rtcp.Packet], arrival: float, wall: float) -> None:
        self._probes[peer].control(packets, arrival, wall)

    # --- time ---------------------------------------------------------------------------------------------------------

    def _pace(self) -> None:
        """Every few milliseconds while there is padding to send."""
        now, more = self._clock(), False
        for peer, probe in list(self._probes.items()):
            for packet in probe.due(now):
                self._protect(peer, packet, control=False)
            more = more or probe.sending(now)
        self._timer = asyncio.get_running_loop().call_later(PACE_S, self._pace) if more else None

    def feedback(self, now: float) -> None:
        """Every 100 ms."""
        tell = now - self._told_at >= TELL_S
        for peer, probe in list(self._probes.items()):
            if peer.established is not None:
                for compound in probe.feedback(now):
                    self._protect(peer, compound, control=True)
                if tell and probe.running:
                    self._tell(probe.figures(peer.peer_id))
        if tell:
            self._told_at = now

    def every_second(self, now: float, wall: float) -> None:
        for peer, probe in list(self._probes.items()):
            if now - max(peer.created, probe.started_at) >= LIFE_S:
                self._close(peer, "requested")
            elif peer.established is not None:
                self._protect(peer, probe.report(now, wall), control=True)

    def _protect(self, peer: Peer, plain: bytes, *, control: bool) -> None:
        if peer.established is None:
            return
        session = peer.established.tx
        try:
            data: bytes = session.protect_rtcp(plain) if control else session.protect(plain)
        except pylibsrtp.Error:
            self._counters["probe_errors"] += 1
            return
        self._send(peer, data)
        self._counters["probe_sent_bytes"] += len(data)

    def stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
