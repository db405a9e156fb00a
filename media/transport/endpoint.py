"""The port and its peers: which packet is whose, who is alive, and when a handshake is over.

Demultiplexing by the first byte (RFC 7983): STUN finds the peer by its USERNAME, everything else by an address a check has
verified.  Who closes whom: a peer ends by :meth:`Endpoint.close_peer`, by its own goodbye, by a failed handshake, or by
:data:`SILENCE_S` without one authenticated packet; in each case ``PeerEvents.closed`` is called once.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final, Protocol

import pylibsrtp

from bus.messages import PeerKind, PeerState
from media.fanout.kernel import Address
from media.rtp import rtcp
from media.rtp.header import PacketError, is_rtcp
from media.sfu.layout import RowLayout
from media.sfu.numbers import Numbers
from media.transport.allowance import RTCP_COST
from media.transport.dtls import RESENDS, Established, Handshake, HandshakeError, Identity, Turns, is_handshake
from media.transport.ice_lite import IceLite, is_stun
from media.transport.peer import Peer
from media.transport.sdp import Remote, SdpError
from media.transport.sdp_layouts import Credentials

SILENCE_S: Final = 30.0
HANDSHAKE_S: Final = 20.0
REPLAYS: Final = frozenset(("replay check failed (bad index)", "replay check failed (index too old)"))
"""Errors of libsrtp for packets that have been before, or may have been; it looks before it authenticates."""

log = logging.getLogger("hemicycle.endpoint")


class PeerEvents(Protocol):
    """What the endpoint tells its owner; every call returns at once."""

    def connected(self, peer: Peer, address: Address) -> None: ...

    def moved(self, peer: Peer, address: Address) -> None: ...

    def closed(self, peer: Peer, reason: str) -> None: ...

    def media(self, peer: Peer, packet: bytes, arrival: float) -> None:
        """An SRTP packet, still encrypted: the owner decides whether it is worth decrypting."""

    def control(self, peer: Peer, packets: list[rtcp.Packet], arrival: float) -> None: ...


class Endpoint:
    """``counters`` hold what was dropped, by reason; those of ICE are ``ice.counters``."""

    def __init__(self, identity: Identity, send: Callable[[bytes, Address], object], events: PeerEvents) -> None:
        self.identity = identity
        self.ice: IceLite[Peer] = IceLite()
        self.counters: Counter[str] = Counter()
        self.peers: dict[str, Peer] = {}
        self._send = send
        self._events = events
        self._numbers = Numbers()
        self._turns = Turns()
        self._sessions = 0

    # --- peers --------------------------------------------------------------------------------------------------------

    def add(self, state: PeerState, owner: str, kind: PeerKind, profile: str, now: float) -> tuple[Peer, Credentials]:
        """A new peer, unconnected.  Raises ``ValueError`` when the id is in use."""
        if state.peer_id in self.peers:
            raise ValueError(f"peer {state.peer_id} is there already")
        self._sessions += 1
        peer = Peer(self._numbers.take(), state, owner, kind, profile, self._sessions, now, now)
        self.peers[state.peer_id] = peer
        return peer, self.ice.add(peer)

    def set_remote(self, peer: Peer, remote: Remote, rows: tuple[RowLayout, ...] = ()) -> None:
        """Let the handshake begin.  Raises :class:`SdpError` when a fingerprint told before would change."""
        if peer.fingerprints and peer.fingerprints != remote.fingerprints:
            raise SdpError("the fingerprint of a peer cannot change")
        peer.rows = rows
        peer.fingerprints = remote.fingerprints
        while peer.held:
            self._dtls(peer, peer.held.popleft())

    def close_peer(self, peer: Peer, reason: str) -> None:
        if peer.closed:
            return
        peer.closed = True
        del self.peers[peer.peer_id]
        self.ice.remove(peer)
        if peer.task is not None:
            peer.task.cancel()
        self._events.closed(peer, reason)
        self._numbers.give_back(peer.number)
        peer.established = None

    def reap(self, now: float) -> None:
        """Close the silent and those whose handshake never ended; once a second is enough."""
        for peer in list(self._silent(now)):
            self.close_peer(peer, "timeout")

    def _silent(self, now: float) -> Iterator[Peer]:
        for peer in self.peers.values():
            if now - peer.last_seen > SILENCE_S:
                yield peer

    async def close(self) -> None:
        """Close every peer and wait for what they had running."""
        tasks = [peer.task for peer in self.peers.values() if peer.task is not None]
        for peer in list(self.peers.values()):
            self.close_peer(peer, "requested")
        await asyncio.gather(*tasks, return_exceptions=True)

    # --- packets ------------------------------------------------------------------------------------------------------

    def receive(self, data: bytes, address: Address, arrival: float, far: Address | None = None) -> None:
        """One packet from the port.  ``far``: the client's address where ``address`` stands for a connection.

        Raises nothing, whatever it holds.
        """
        first = data[0]
        if first < 4:
            self._stun(data, address, arrival, far)
            return
        peer = self.ice.find(address)
        if peer is None:
            self.counters["unknown_address"] += 1
        elif 128 <= first <= 191:
            self._srtp(peer, data, arrival)
        elif 20 <= first <= 63:
            if peer.allowance.dtls.take(arrival):
                self._dtls(peer, data)
            else:
                self.counters["dtls_limited"] += 1
        else:
            self.counters["garbage"] += 1

    def _stun(self, data: bytes, address: Address, arrival: float, far: Address | None) -> None:
        if not is_stun(data) or address[1] == 0:
            self.counters["garbage"] += 1
            return
        answered = self.ice.receive(data, address, arrival, far)
        if answered is None:
            return
        peer = answered.peer
        peer.last_seen = arrival
        self._send(answered.response, address)
        if answered.moved and peer.established is not None:
            self._events.moved(peer, address)

    def _srtp(self, peer: Peer, data: bytes, arrival: float) -> None:
        established = peer.established
        if established is None:
            self.counters["srtp_early"] += 1
        elif is_rtcp(data):
            if peer.allowance.rtcp.take(arrival, RTCP_COST + len(data)):
                self._srtcp(peer, established, data, arrival)
            else:
                self.counters["rtcp_limited"] += 1
        elif peer.allowance.rtp.take(arrival):
            self._events.media(peer, data, arrival)
        else:
            self.counters["rtp_limited"] += 1

    def _srtcp(self, peer: Peer, established: Established, data: bytes, arrival: float) -> None:
        try:
            packets = rtcp.parse(established.rx.unprotect_rtcp(data))
        except (pylibsrtp.Error, ValueError) as error:
            self.counters["rtcp_malformed" if isinstance(error, PacketError) else "rtcp_forged"] += 1
            return
        peer.last_seen = arrival
        self._events.control(peer, packets, arrival)

    def unprotect(self, peer: Peer, data: bytes, arrival: float) -> bytes | None:
        """Decrypt an SRTP packet of the peer; None: forged, replayed or too long, and counted."""
        if peer.established is None:
            return None
        try:
            packet: bytes = peer.established.rx.unprotect(data)
        except (pylibsrtp.Error, ValueError) as error:
            self.counters["rtp_replayed" if str(error) in REPLAYS else "rtp_forged"] += 1
            return None
        peer.last_seen = arrival
        return packet

    # --- DTLS ---------------------------------------------------------------------------------------------------------

    def _dtls(self, peer: Peer, datagram: bytes) -> None:
        if peer.established is not None:
            self._late_dtls(peer, peer.established, datagram)
        elif not peer.fingerprints:
            peer.held.append(datagram)
        else:
            if peer.handshake is None:
                peer.handshake = Handshake(self.identity, lambda data: self.send_to(peer, data), self._turns)
                peer.task = asyncio.create_task(self._shake_hands(peer, peer.handshake))
            peer.handshake.feed(datagram)

    def send_to(self, peer: Peer, data: bytes) -> None:
        """To where the peer is reached; nowhere while no address of its is verified."""
        address = None if peer.closed else self.ice.paths(peer).address
        if address is not None:
            self._send(data, address)

    async def _shake_hands(self, peer: Peer, handshake: Handshake) -> None:
        try:
            async with asyncio.timeout(HANDSHAKE_S):
                established = await handshake.run(peer.fingerprints)
        except Exception as error:
            if not isinstance(error, HandshakeError | TimeoutError):
                log.exception("handshake of %s", peer.peer_id)
            self.counters["dtls_failed"] += 1
            peer.task = peer.handshake = None
            self.close_peer(peer, "dtlsFailed")
            return
        peer.established = established
        peer.task = peer.handshake = None
        address = self.ice.paths(peer).address
        assert address is not None  # DTLS is taken from verified addresses alone
        self._events.connected(peer, address)

    def _late_dtls(self, peer: Peer, established: Established, datagram: bytes) -> None:
        """After the handshake: the client repeats its last flight, says goodbye, or sends what we have no use for."""
        if established.close_alert is not None and established.close_alert.verify(datagram):
            self.close_peer(peer, "closedByClient")
        elif is_handshake(datagram) and peer.resends < RESENDS:
            peer.resends += 1
            for flight in established.last_flight:
                self.send_to(peer, flight)
        else:
            self.counters["dtls_ignored"] += 1
