"""The media nodes as the server sees them: desired state whole on every hello, patches after, one reply per request.

Who closes whom: a peer the nodes lost is removed from its focus and its owner told; a peer the focus removed is closed by
the node.  While no node is connected changes only gather in the focuses: the next hello gets the whole state.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from bus.local import BusServer, Node
from bus.messages import (
    AcceptAnswer,
    CaptionLines,
    DesiredPatch,
    DesiredState,
    DropWebcast,
    Fitness,
    Gauges,
    Levels,
    MarkRange,
    MeetingState,
    NodeHello,
    OpenProbe,
    OpenPublisher,
    OpenSubscriber,
    OpenWhep,
    PeerClosed,
    PeerConnected,
    PeerState,
    ProbeFigures,
    Quality,
    Reply,
    RestartIce,
    ReviseWebcast,
    StartProbe,
    ToServer,
    WebcastKept,
    WebcastRevised,
    WebcastStatus,
)
from server.errors import UserError
from server.focus import Focus, Peer

ToWebcast = MarkRange | CaptionLines | ReviseWebcast | DropWebcast
Request = OpenSubscriber | AcceptAnswer | OpenPublisher | OpenWhep | OpenProbe | StartProbe | RestartIce

log = logging.getLogger("hemicycle.nodes")


@dataclass(slots=True)
class Watcher:
    """What a meeting wants to know of its peers.  Called in the event loop."""

    focus: Focus
    on_lost: Callable[[Peer, bool], None]
    """The peer is gone at the node; True when with the whole node."""
    on_adopted: Callable[[Peer], None]
    on_connected: Callable[[Peer], None]
    on_levels: Callable[[Levels], None]
    on_quality: Callable[[Quality], None]
    on_fitness: Callable[[Fitness], None]
    on_change: Callable[[], None]
    """Something the audience sees may have changed."""
    on_webcast: Callable[[WebcastStatus | None], None] = lambda _: None
    """What the webcast worker tells of this meeting's; None: the worker is there now, or gone."""


class Nodes:
    def __init__(self, path: Path, request_timeout_s: float, *, wall: Callable[[], float] = time.time) -> None:
        self.bus = BusServer(path, on_node=self._on_node, on_message=self._on_message, on_gone=self._on_gone)
        self.gauges: dict[str, dict[str, float]] = {}
        """Role -> the latest values."""
        self._timeout_s = request_timeout_s
        self._watchers: dict[str, Watcher] = {}
        self._nodes: dict[str, Node] = {}
        self._pending: dict[int, asyncio.Future[Reply]] = {}
        self._request_id = 0
        self._version = int(wall() * 1000)
        """Grows across restarts of the server too."""
        self._push_scheduled = False
        self._present: defaultdict[str, asyncio.Event] = defaultdict(asyncio.Event)
        """Role -> set while a node of that role is connected."""
        self._webcasts: set[str] = set()
        """Meetings whose webcast the worker knows."""
        self.on_kept: Callable[[WebcastKept], None] = lambda _: None
        """A webcast has ended and is on disk."""
        self.on_revised: Callable[[WebcastRevised], None] = lambda _: None
        """A correction of a recording was made, or refused."""
        self.retold: Callable[[], Iterable[ToWebcast]] = tuple
        """What a worker that has just connected must be told besides its desired state."""

        self.on_probe: Callable[[ProbeFigures], None] = lambda _: None
        """Figures of a connection test."""

    def watch(self, watcher: Watcher) -> None:
        """Before ``start``: a hello must find every meeting, or its peers would be closed."""
        self._watchers[watcher.focus.meeting_id] = watcher

    def unwatch(self, meeting_id: str) -> None:
        """The meeting is over: its nodes are told what is gone, and nobody listens any more."""
        self._push()
        self._watchers.pop(meeting_id, None)

    async def start(self) -> None:
        await self.bus.start()

    async def close(self) -> None:
        await self.bus.close()

    def connected(self, role: str) -> bool:
        return role in self._nodes

    async def until_connected(self, role: str) -> None:
        await self._present[role].wait()

    @property
    def kernel(self) -> str:
        """Which fan-out kernel runs; empty while no transport is connected."""
        node = self._nodes.get("transport")
        return node.hello.kernel if node else ""

    # --- requests ---

    async def request(self, make: Callable[[int], Request]) -> Reply:
        """``make`` puts the request id in.

        :raises UserError: the code of the node's refusal; mediaUnavailable when it does not answer.
        """
        self._request_id += 1
        request_id = self._request_id
        future: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        self._pending[request_id] = future
        try:
            node = self._nodes.get("transport")
            if node is None or not node.send(make(request_id)):
                raise UserError("mediaUnavailable")
            async with asyncio.timeout(self._timeout_s):
                reply = await future
        except TimeoutError:
            raise UserError("mediaUnavailable") from None
        finally:
            del self._pending[request_id]
        if reply.error:
            raise UserError(reply.error if reply.error in UserError.codes else "mediaUnavailable")
        return reply

    def drop_probes(self, peer_ids: Iterable[str]) -> None:
        """Close connection tests."""
        gone = tuple(peer_ids)
        if gone:
            self._version += 1
            self._send("transport", DesiredPatch(self._version, gone_peers=gone))

    # --- state ---

    def push(self) -> None:
        """Send what changed, once per turn of the loop."""
        if not self._push_scheduled:
            self._push_scheduled = True
            asyncio.get_running_loop().call_soon(self._push)

    def _push(self) -> None:
        self._push_scheduled = False
        meetings: list[MeetingState] = []
        peers: list[PeerState] = []
        gone: list[str] = []
        for watcher in self._watchers.values():
            change = watcher.focus.collect()
            peers += change.peers
            gone += change.gone
            if change.meeting is not None:
                meetings.append(change.meeting)
                watcher.on_change()
        if not (meetings or peers or gone):
            return
        self._version += 1
        keyless = tuple(map(_without_keys, meetings))
        self._send("mixer", DesiredPatch(version=self._version, meetings=keyless) if meetings else None)
        self._send("transport", DesiredPatch(self._version, keyless, tuple(peers), (), tuple(gone)))
        self._send_webcasts(meetings)

    def tell_webcast(self, message: ToWebcast) -> None:
        """Nothing while the worker is away: all is told again after its hello."""
        node = self._nodes.get("webcast")
        if node is not None:
            node.send(message)

    def _send_webcasts(self, meetings: list[MeetingState]) -> None:
        """The worker knows the meetings with a webcast alone."""
        wanted = tuple(meeting for meeting in meetings if meeting.webcast is not None)
        ended = self._webcasts & {meeting.meeting_id for meeting in meetings if meeting.webcast is None}
        self._webcasts = (self._webcasts | {meeting.meeting_id for meeting in wanted}) - ended
        if wanted or ended:
            self._send("webcast", DesiredPatch(self._version, wanted, gone_meetings=tuple(sorted(ended))))

    def _send(self, role: str, patch: DesiredPatch | None) -> None:
        node = self._nodes.get(role)
        if node is not None and patch is not None:
            node.send(patch)

    def _whole(self, role: str) -> DesiredState:
        self._push()
        wholes = [watcher.focus.whole() for watcher in self._watchers.values()]
        peers = tuple(peer for _, peers in wholes for peer in peers) if role == "transport" else ()
        meetings = tuple(meeting for meeting, _ in wholes)
        if role == "webcast":
            meetings = tuple(meeting for meeting in meetings if meeting.webcast is not None)
            self._webcasts = {meeting.meeting_id for meeting in meetings}
        else:
            meetings = tuple(map(_without_keys, meetings))
        self._version += 1
        return DesiredState(version=self._version, meetings=meetings, peers=peers)

    # --- from the nodes ---

    def _on_node(self, node: Node) -> None:
        hello = node.hello
        log.info("%s connected: %d peers, kernel %s", node.role, len(hello.peers), hello.kernel or "-")
        older = self._nodes.pop(node.role, None)
        if older is not None:
            older.close()
        if hello.role == "transport":
            self._reconcile(hello)
        whole = self._whole(node.role)
        self._nodes[node.role] = node
        self._present[node.role].set()
        node.send(whole)
        if hello.role == "webcast":
            for message in self.retold():
                node.send(message)
            self._tell_of_worker()

    def _reconcile(self, hello: NodeHello) -> None:
        """Peers that did not survive are lost; peers this server does not know are adopted when they are somebody's."""
        self._fail_pending()
        living = {info.peer_id for info in hello.peers}
        for watcher in self._watchers.values():
            for peer in [peer for peer in watcher.focus.peers.values() if peer.peer_id not in living]:
                watcher.focus.remove(peer.peer_id)
                watcher.on_lost(peer, True)
        for info in hello.peers:
            watcher_of = self._watchers.get(info.meeting_id)
            if watcher_of is not None and info.peer_id not in watcher_of.focus.peers:
                adopted = watcher_of.focus.adopt(info)
                if adopted is not None:
                    watcher_of.on_adopted(adopted)

    def _on_gone(self, node: Node) -> None:
        if self._nodes.get(node.role) is node:
            del self._nodes[node.role]
            self._present[node.role].clear()
            self.gauges.pop(node.role, None)
            log.warning("%s disconnected", node.role)
            if node.role == "transport":
                self._fail_pending()
            elif node.role == "webcast":
                self._tell_of_worker()

    def _tell_of_worker(self) -> None:
        for watcher in self._watchers.values():
            watcher.on_webcast(None)

    def _fail_pending(self) -> None:
        for future in self._pending.values():
            if not future.done():
                future.set_exception(UserError("mediaUnavailable"))

    def _on_message(self, node: Node, message: ToServer) -> None:
        if self._nodes.get(node.role) is not node:
            return
        match message:
            case Reply():
                future = self._pending.get(message.request_id)
                if future is not None and not future.done():
                    future.set_result(message)
            case PeerConnected():
                self._on_peer_connected(message.peer_id)
            case PeerClosed():
                self._on_peer_closed(message)
            case Levels() | Quality() | Fitness() | WebcastStatus() | ProbeFigures():
                self._on_measured(message)
            case WebcastKept() | WebcastRevised():
                self._on_recording(message)
            case Gauges():
                self.gauges[node.role] = message.values
            case NodeHello():
                log.error("a second hello from %s is ignored", node.role)

    def _on_recording(self, message: WebcastKept | WebcastRevised) -> None:
        if isinstance(message, WebcastRevised):
            self.on_revised(message)
        else:
            self.on_kept(message)

    def _on_measured(self, message: Levels | Quality | Fitness | WebcastStatus | ProbeFigures) -> None:
        if isinstance(message, ProbeFigures):
            self.on_probe(message)
            return
        watcher = self._watchers.get(message.meeting_id)
        if watcher is None:
            return
        if isinstance(message, Levels):
            watcher.on_levels(message)
        elif isinstance(message, Quality):
            watcher.on_quality(message)
        elif isinstance(message, WebcastStatus):
            watcher.on_webcast(message)
        else:
            watcher.on_fitness(message)

    def _on_peer_connected(self, peer_id: str) -> None:
        for watcher in self._watchers.values():
            peer = watcher.focus.connected(peer_id)
            if peer is not None:
                watcher.on_connected(peer)
                self.push()

    def _on_peer_closed(self, message: PeerClosed) -> None:
        for watcher in self._watchers.values():
            peer = watcher.focus.remove(message.peer_id)
            if peer is not None:
                log.info("peer of %s closed: %s", peer.owner, message.reason)
                if message.reason not in ("requested", "closedByClient"):
                    watcher.on_lost(peer, False)
                self.push()


def _without_keys(meeting: MeetingState) -> MeetingState:
    """Where a webcast is pushed to, and with which keys, is the webcast worker's business alone."""
    if meeting.webcast is None or not meeting.webcast.pushes:
        return meeting
    return msgspec.structs.replace(meeting, webcast=msgspec.structs.replace(meeting.webcast, pushes=()))
