"""The media connections (peers) of a meeting's participants: opened, answered, taken over, given up.

Who closes whom: a new peer replaces the older of the same kind; a participant without a client keeps theirs for
``adoption_grace_s``, so that a reload of the signalling or a restart of the server costs no packet.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bus import messages as bus
from server.errors import UserError
from server.focus import Focus, Peer
from server.meeting.roles import authorise
from server.nodes import Nodes, Request
from server.runtime import MeetingRuntime
from server.settings import Media
from server.signaling import messages as m


class Connections:
    """``has_client``: whether a participant is connected by a WebSocket now."""

    def __init__(self, runtime: MeetingRuntime, nodes: Nodes, settings: Media, has_client: Callable[[str], bool]) -> None:
        self.focus = Focus(runtime)
        self._runtime = runtime
        self._nodes = nodes
        self._settings = settings
        self._has_client = has_client
        self._orphans: dict[str, asyncio.TimerHandle] = {}
        """Participants without a client whose peers still live -> the moment they are closed."""

    # --- requests of clients ---

    async def carry_out(self, owner: str, message: Any) -> m.Reply:
        """:raises UserError: notPermitted, unknownPeer, sdpInvalid, mediaUnavailable."""
        return await REQUESTS[type(message)](self, owner, message)

    async def _open_subscriber(self, owner: str, message: m.OpenSubscriber) -> m.Reply:
        peer = Peer(secrets.token_hex(8), owner, "subscriber", message.profile)
        reply = await self.open(peer, lambda number, state: bus.OpenSubscriber(number, owner, message.profile, state))
        return m.Reply(id=message.id, sdp=reply.sdp, peer=peer.peer_id)

    async def _open_publisher(self, owner: str, message: m.OpenPublisher) -> m.Reply:
        authorise(self._runtime.live, owner, "publish")
        peer = Peer(secrets.token_hex(8), owner, "publisher")
        reply = await self.open(peer, lambda number, state: bus.OpenPublisher(number, owner, state, message.sdp))
        return m.Reply(id=message.id, sdp=reply.sdp, peer=peer.peer_id)

    async def _answer_subscriber(self, owner: str, message: m.AnswerSubscriber) -> m.Reply:
        self._require_own(owner, message.peer, "subscriber")
        await self._nodes.request(lambda number: bus.AcceptAnswer(number, message.peer, message.sdp))
        return m.Reply(id=message.id, peer=message.peer)

    async def _restart_ice(self, owner: str, message: m.RestartIce) -> m.Reply:
        self._require_own(owner, message.peer, "subscriber", "publisher")
        if not message.sdp and self.focus.peers[message.peer].kind == "publisher":
            raise UserError("sdpInvalid")
        reply = await self._nodes.request(lambda number: bus.RestartIce(number, message.peer, message.sdp))
        return m.Reply(id=message.id, sdp=reply.sdp, peer=message.peer)

    def _require_own(self, owner: str, peer_id: str, *kinds: str) -> None:
        peer = self.focus.peers.get(peer_id)
        if peer is None or peer.owner != owner or peer.kind not in kinds:
            raise UserError("unknownPeer")

    # --- peers ---

    async def open(self, peer: Peer, make: Callable[[int, bus.PeerState], Request]) -> bus.Reply:
        """Ask the node for a peer; it is forgotten again when that fails.

        :raises UserError: sdpInvalid, mediaUnavailable.
        """
        state = self.focus.add(peer)
        self._nodes.push()
        try:
            return await self._nodes.request(lambda number: make(number, state))
        except BaseException:
            self.close(peer.peer_id)
            raise

    async def renew(self, peer_id: str) -> str:
        """New ICE credentials for a WHIP or WHEP session: the lines a restarting client needs.

        :raises UserError: unknownPeer, mediaUnavailable.
        """
        return (await self._nodes.request(lambda number: bus.RestartIce(number, peer_id))).sdp

    def close(self, peer_id: str) -> Peer | None:
        peer = self.focus.remove(peer_id)
        self._nodes.push()
        return peer

    def claim(self, owner: str, held: Mapping[bus.PeerKind, str | None]) -> None:
        """The owner has a client again: the peers it still holds live on, the others are closed."""
        self._stop_waiting(owner)
        for kind, peer_id in held.items():
            peer = self.focus.peer_of(owner, kind)
            if peer is not None and peer.peer_id != peer_id:
                self.close(peer.peer_id)

    def wait_for(self, owner: str) -> None:
        """The owner has no client: their peers are closed unless ``claim`` comes in time."""
        if self.focus.peers_of(owner) and owner not in self._orphans and not self._has_client(owner):
            loop = asyncio.get_running_loop()
            self._orphans[owner] = loop.call_later(self._settings.adoption_grace_s, self.give_up, owner)

    def give_up(self, owner: str) -> None:
        """Close all the owner has."""
        self._stop_waiting(owner)
        for peer_id in self.focus.peers_of(owner):
            self.close(peer_id)

    def _stop_waiting(self, owner: str) -> None:
        handle = self._orphans.pop(owner, None)
        if handle is not None:
            handle.cancel()


REQUESTS: dict[type, Callable[[Connections, str, Any], Awaitable[m.Reply]]] = {
    m.OpenSubscriber: Connections._open_subscriber,
    m.AnswerSubscriber: Connections._answer_subscriber,
    m.OpenPublisher: Connections._open_publisher,
    m.RestartIce: Connections._restart_ice,
}
