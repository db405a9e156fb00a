"""One peer of the port: who it is, its credentials' session, and its DTLS state."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field

import pylibsrtp

from bus.messages import PeerInfo, PeerKind, PeerState
from media.sfu.layout import PublisherLayout, RowLayout
from media.sfu.publication import Publication
from media.sfu.subscription import Subscription
from media.transport.allowance import Allowance
from media.transport.dtls import Established, Handshake

HELD_DATAGRAMS = 4
"""DTLS that comes before the client's answer has told its fingerprint; the oldest is dropped, since DTLS repeats."""


@dataclass(slots=True, eq=False, weakref_slot=True)
class Peer:
    """``number`` is the peer's id at the fan-out kernel; times are ``time.monotonic`` seconds."""

    number: int
    state: PeerState
    owner: str
    kind: PeerKind
    profile: str
    session: int
    created: float
    last_seen: float
    """When the last authenticated packet came: a check, SRTP or SRTCP."""
    version: int = 1
    """Of the description, in its o= line."""
    fingerprints: tuple[tuple[str, str], ...] = ()
    held: deque[bytes] = field(default_factory=lambda: deque(maxlen=HELD_DATAGRAMS))
    handshake: Handshake | None = None
    task: asyncio.Task[None] | None = None
    established: Established | None = None
    resends: int = 0
    allowance: Allowance = field(default_factory=Allowance)
    rows: tuple[RowLayout, ...] = ()
    """Of a listener, from its answer or offer."""
    publishes: PublisherLayout | None = None
    subscription: Subscription | None = None
    """Both from the moment DTLS is up."""
    publication: Publication | None = None
    closed: bool = False

    @property
    def peer_id(self) -> str:
        return self.state.peer_id

    @property
    def rx(self) -> pylibsrtp.Session | None:
        return self.established.rx if self.established else None

    def info(self) -> PeerInfo:
        return PeerInfo(self.state.peer_id, self.state.meeting_id, self.owner, self.kind, self.profile)
