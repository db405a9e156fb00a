"""ICE-lite (RFC 8445 section 2.5): answer the checks of full agents, remember which addresses they came from.

No socket and no clock.  A peer is found by the first half of USERNAME; nothing unauthenticated is ever answered, so a forged
source address draws no packet from us.
"""

from __future__ import annotations

import secrets
import struct
from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Final, Generic, NamedTuple, TypeVar

from aioice import stun

from media.fanout.kernel import Address
from media.transport.sdp_layouts import Credentials

MAX_ADDRESSES: Final = 8
"""Verified addresses kept per peer; the one verified longest ago is forgotten first."""

Peer = TypeVar("Peer", bound=Hashable)


def is_stun(data: bytes) -> bool:
    """First byte 0…3 (RFC 7983) and the magic cookie."""
    return len(data) >= 20 and data[0] < 4 and data[4:8] == b"\x21\x12\xa4\x42"


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


class Answered(NamedTuple, Generic[Peer]):
    """One authenticated check: send ``response`` back to where it came from."""

    peer: Peer
    response: bytes
    moved: bool
    """The address to send to has changed."""


class IceLite(Generic[Peer]):
    """All peers of a port: their credentials and verified addresses.

    ``counters``: ``stun_malformed``, ``stun_ignored`` (not a Binding request), ``stun_unknown`` (no such ufrag),
    ``stun_forged`` (integrity missing or wrong), ``stun_conflicts``, ``stun_answered``.
    """

    def __init__(self) -> None:
        self.counters: Counter[str] = Counter()
        self._peers: dict[str, Peer] = {}
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
            del self._peers[paths.pending.ufrag]
        paths.pending = self._credentials(peer)
        return paths.pending

    def remove(self, peer: Peer) -> None:
        paths = self._paths.pop(peer, None)
        if paths is None:
            return
        for credentials in (paths.current, paths.pending):
            if credentials is not None:
                del self._peers[credentials.ufrag]
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

    def receive(self, data: bytes, address: Address, far: Address | None = None) -> Answered[Peer] | None:
        """Handle one STUN packet.  ``far``: the client's own address where ``address`` stands for a connection.

        None: dropped and counted.
        """
        try:
            request = stun.parse_message(data)
        except (ValueError, struct.error):
            return self._drop("stun_malformed")
        if request.message_method != stun.Method.BINDING or request.message_class != stun.Class.REQUEST:
            return self._drop("stun_ignored")
        ufrag = str(request.attributes.get("USERNAME", "")).partition(":")[0]
        peer = self._peers.get(ufrag)
        if peer is None:
            return self._drop("stun_unknown")
        paths = self._paths[peer]
        used = paths.current if paths.current.ufrag == ufrag else paths.pending
        assert used is not None
        key = used.password.encode()
        if not request.check_message_integrity(key):
            return self._drop("stun_forged")
        if "ICE-CONTROLLED" in request.attributes:
            # A lite agent never controls (RFC 8445 section 6.1.1), so the other side must switch, whatever the tie-breakers.
            self.counters["stun_conflicts"] += 1
            return Answered(peer, _response(request, key, "ERROR-CODE", (487, "Role Conflict")), False)
        self.counters["stun_answered"] += 1
        moved = self._verified(peer, paths, used, address, nominated="USE-CANDIDATE" in request.attributes)
        return Answered(peer, _response(request, key, "XOR-MAPPED-ADDRESS", far or address), moved)

    def _drop(self, reason: str) -> Answered[Peer] | None:
        self.counters[reason] += 1
        return None

    def _credentials(self, peer: Peer) -> Credentials:
        ufrag = secrets.token_hex(4)
        while ufrag in self._peers:
            ufrag = secrets.token_hex(4)
        self._peers[ufrag] = peer
        return Credentials(ufrag, secrets.token_hex(16))

    def _verified(self, peer: Peer, paths: Paths, used: Credentials, address: Address, *, nominated: bool) -> bool:
        if used is paths.pending:
            del self._peers[paths.current.ufrag]
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


def _response(request: stun.Message, key: bytes, attribute: str, value: object) -> bytes:
    message_class = stun.Class.ERROR if attribute == "ERROR-CODE" else stun.Class.RESPONSE
    response = stun.Message(stun.Method.BINDING, message_class, request.transaction_id, {attribute: value})
    response.add_message_integrity(key)
    return bytes(response)
