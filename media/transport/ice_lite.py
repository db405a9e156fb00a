"""ICE-lite (RFC 8445 section 2.5): answer the checks of full agents, remember which addresses they came from.

No socket and no clock.  A peer is found by the first half of USERNAME; nothing unauthenticated is ever answered, so a forged
source address draws no packet from us.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Final, Generic, NamedTuple, TypeVar

from media.fanout.kernel import Address
from media.transport import stun
from media.transport.allowance import Bucket
from media.transport.sdp_layouts import Credentials

MAX_ADDRESSES: Final = 8
"""Verified addresses kept per peer; the one verified longest ago is forgotten first."""
ANSWERS_PER_S: Final = 50.0
ANSWERS_BURST: Final = 200.0
"""Checks answered per peer: a browser sends one every 50 ms while it looks for a path, then two in five seconds."""

Peer = TypeVar("Peer", bound=Hashable)


def is_stun(data: bytes) -> bool:
    """First byte 0…3 (RFC 7983) and the magic cookie."""
    return len(data) >= stun.HEADER and data[0] < 4 and data[4:8] == stun.COOKIE


@dataclass(slots=True)
class Paths:
    """Where one peer may be reached.  ``address`` is where to send: the last nominated, else the last verified."""

    current: Credentials
    pending: Credentials | None = None
    """Credentials of an ICE restart the client has not used yet; the current ones stay valid until it does."""
    address: Address | None = None
    nominated: bool = False
    verified: list[Address] = field(default_factory=list)
    """Oldest check first."""
    answers: Bucket = field(default_factory=lambda: Bucket(ANSWERS_PER_S, ANSWERS_BURST))


class Answered(NamedTuple, Generic[Peer]):
    """One authenticated check: send ``response`` back to where it came from."""

    peer: Peer
    response: bytes
    moved: bool
    """The address to send to has changed."""


class IceLite(Generic[Peer]):
    """All peers of a port: their credentials and verified addresses.

    ``counters``: ``stun_malformed``, ``stun_ignored`` (not a Binding request), ``stun_unknown`` (no such ufrag),
    ``stun_forged`` (integrity missing or wrong), ``stun_limited`` (authentic, and more than a peer has use for),
    ``stun_conflicts``, ``stun_answered``.
    """

    def __init__(self) -> None:
        self.counters: Counter[str] = Counter()
        self._peers: dict[bytes, Peer] = {}
        self._paths: dict[Peer, Paths] = {}
        self._addresses: dict[Address, Peer] = {}

    def add(self, peer: Peer) -> Credentials:
        credentials = self._credentials(peer)
        self._paths[peer] = Paths(credentials)
        return credentials

    def restart(self, peer: Peer) -> Credentials:
        """Second credentials for the peer (RFC 8445 section 9); raises ``KeyError`` when it is unknown."""
        paths = self._paths[peer]
        if paths.pending is not None:
            del self._peers[paths.pending.ufrag.encode()]
        paths.pending = self._credentials(peer)
        return paths.pending

    def remove(self, peer: Peer) -> None:
        paths = self._paths.pop(peer, None)
        if paths is None:
            return
        for credentials in (paths.current, paths.pending):
            if credentials is not None:
                del self._peers[credentials.ufrag.encode()]
        for address in paths.verified:
            del self._addresses[address]

    def find(self, address: Address) -> Peer | None:
        """The peer a verified address belongs to."""
        return self._addresses.get(address)

    def paths(self, peer: Peer) -> Paths:
        return self._paths[peer]

    def forget(self, address: Address) -> None:
        """The address is no more: a connection has ended.  Its peer is sent to there until it is verified elsewhere."""
        peer = self._addresses.pop(address, None)
        if peer is not None:
            paths = self._paths[peer]
            paths.verified.remove(address)
            paths.nominated = paths.nominated and paths.address != address

    def receive(self, data: bytes, address: Address, now: float, far: Address | None = None) -> Answered[Peer] | None:
        """Handle one STUN packet.  ``far``: the client's own address where ``address`` stands for a connection.

        None: dropped and counted.  What costs least comes first: the form, the ufrag, the integrity, then the answer.
        """
        if not stun.is_request(data):
            return self._drop("stun_ignored")
        try:
            request = stun.parse_request(data)
        except stun.StunError:
            return self._drop("stun_malformed")
        ufrag = request.username.partition(b":")[0]
        peer = self._peers.get(ufrag)
        if peer is None:
            return self._drop("stun_unknown")
        paths = self._paths[peer]
        used = paths.current if paths.current.ufrag.encode() == ufrag else paths.pending
        assert used is not None
        key = used.password.encode()
        if not stun.verify(data, request, key):
            return self._drop("stun_forged")
        if not paths.answers.take(now):
            return self._drop("stun_limited")
        if request.controlled:
            # A lite agent never controls (RFC 8445 section 6.1.1), so the other side must switch, whatever the tie-breakers.
            self.counters["stun_conflicts"] += 1
            return Answered(peer, stun.role_conflict(request, key), False)
        self.counters["stun_answered"] += 1
        moved = self._verified(peer, paths, used, address, nominated=request.nominates)
        return Answered(peer, stun.success(request, key, far or address), moved)

    def _drop(self, reason: str) -> Answered[Peer] | None:
        self.counters[reason] += 1
        return None

    def _credentials(self, peer: Peer) -> Credentials:
        ufrag = secrets.token_hex(4)
        while ufrag.encode() in self._peers:
            ufrag = secrets.token_hex(4)
        self._peers[ufrag.encode()] = peer
        return Credentials(ufrag, secrets.token_hex(16))

    def _verified(self, peer: Peer, paths: Paths, used: Credentials, address: Address, *, nominated: bool) -> bool:
        if used is paths.pending:
            del self._peers[paths.current.ufrag.encode()]
            paths.current, paths.pending = used, None
            paths.nominated = False
        self._claim(peer, paths, address)
        if not nominated and paths.nominated:
            return False
        paths.nominated = paths.nominated or nominated
        moved = paths.address != address
        paths.address = address
        return moved

    def _claim(self, peer: Peer, paths: Paths, address: Address) -> None:
        owner = self._addresses.get(address)
        if owner == peer:
            if paths.verified[-1] != address:
                paths.verified.remove(address)
                paths.verified.append(address)
            return
        if owner is not None:
            self._paths[owner].verified.remove(address)
        if len(paths.verified) == MAX_ADDRESSES:
            del self._addresses[paths.verified.pop(0)]
        self._addresses[address] = peer
        paths.verified.append(address)
