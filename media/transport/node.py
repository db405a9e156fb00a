"""The transport node: desired state and packets, turned into rows and gates.

Everything runs in the event loop and returns at once; the shell (``media/transport_process.py``) brings packets, messages
and time.  Who closes whom: a peer the desired state does not list is closed here; a peer that ends by itself is reported
with ``PeerClosed`` and taken off its meeting, and a meeting goes with the last of what it held.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping

from bus.messages import (
    CaptionLines,
    DesiredPatch,
    DesiredState,
    DropWebcast,
    MarkRange,
    MeetingState,
    PeerClosed,
    PeerConnected,
    PeerInfo,
    PeerState,
    ReviseWebcast,
    ToNode,
    ToServer,
)
from bus.pipe import COMPOSED, encode_rtp
from media.fanout.kernel import Address, Kernel
from media.rtp import rtcp
from media.rtp.header import PacketError, parse_header
from media.sfu.forwarder import Forwarder
from media.sfu.layout import CNAME, H264_PAYLOAD_TYPE, VP8_PAYLOAD_TYPE, MediaKind, RowLayout
from media.sfu.numbers import Numbers
from media.sfu.publication import Publication
from media.sfu.subscription import Row, Subscription
from media.sfu.track import Track
from media.transport.dtls import Identity
from media.transport.endpoint import Endpoint
from media.transport.peer import Peer
from media.transport.probing import Probing
from media.transport.quality import Meters
from media.transport.requests import Requests
from media.transport.sdp_layouts import Host


class TransportNode:
    """``send`` one datagram, ``pipe`` one encoded message to the mixer, ``webcast`` one to the webcast worker, ``tell`` the
    server; none of them waits.

    ``clock``: monotonic seconds; ``wall``: what to add to it for Unix time.
    """

    def __init__(
        self,
        kernel: Kernel,
        identity: Identity,
        host: Host,
        *,
        send: Callable[[bytes, Address], object],
        pipe: Callable[[bytes], object],
        webcast: Callable[[bytes], object] = lambda message: None,
        tell: Callable[[ToServer], object],
        clock: Callable[[], float],
        wall: float,
    ) -> None:
        self.endpoint = Endpoint(identity, send, self)
        self.counters = self.endpoint.counters
        self.quality = Meters()
        self.joins = 0
        self._version = 0
        self.probing = Probing(self.endpoint.send_to, self.endpoint.close_peer, tell, self.counters, clock)
        self._requests = Requests(self.endpoint, host, clock, self.probing)
        self._kernel = kernel
        self._pipe = pipe
        self._webcast = webcast
        self._tell = tell
        self._clock = clock
        self._wall = wall
        self._rows = Numbers()
        self._sources = Numbers()
        self._forwarders: dict[str, Forwarder] = {}
        self._listed: set[str] = set()
        """Meetings the desired state holds."""
        self.webcasts: set[str] = set()
        """Those of them that have a webcast; the worker takes the pictures of others too (:attr:`needs_worker`)."""
        self.video_at = float("-inf")
        """When video was last forwarded."""
        self._frames: dict[int, list[bytes]] = {}
        """Video of this wake-up by source: forwarded together when the port is drained."""

    # --- messages of the server ---------------------------------------------------------------------------------------

    def receive(self, message: ToNode) -> None:
        match message:
            case DesiredState():
                self._apply_whole(message)
            case DesiredPatch():
                self._apply_patch(message)
            case MarkRange() | DropWebcast() | CaptionLines() | ReviseWebcast():
                pass  # the webcast worker's
            case _:
                self._tell(self._requests.answer(message))

    def peers(self) -> tuple[PeerInfo, ...]:
        """The living peers, for ``NodeHello``."""
        return tuple(peer.info() for peer in self.endpoint.peers.values())

    def _apply_whole(self, state: DesiredState) -> None:
        self._version = state.version
        listed = {meeting.meeting_id for meeting in state.meetings}
        self._forget_meetings([meeting_id for meeting_id in self._forwarders if meeting_id not in listed])
        self._apply_parts(state.meetings, state.peers)
        kept = {peer.peer_id for peer in state.peers}
        self._close(peer_id for peer_id in list(self.endpoint.peers) if peer_id not in kept)

    def _apply_patch(self, patch: DesiredPatch) -> None:
        if patch.version <= self._version:
            self.counters["stale_patches"] += 1
            return
        self._version = patch.version
        self._forget_meetings(patch.gone_meetings)
        self._apply_parts(patch.meetings, patch.peers)
        self._close(patch.gone_peers)

    def _forget_meetings(self, meeting_ids: Iterable[str]) -> None:
        """Close their gates; each forwarder goes when its last peer and bus have gone."""
        for meeting_id in meeting_ids:
            self._listed.discard(meeting_id)
            self.webcasts.discard(meeting_id)
            if (forwarder := self._forwarders.get(meeting_id)) is not None:
                forwarder.apply(MeetingState(meeting_id), self._clock())

    def _apply_parts(self, meetings: Iterable[MeetingState], peers: Iterable[PeerState]) -> None:
        now = self._clock()
        for meeting in meetings:
            self._listed.add(meeting.meeting_id)
            (self.webcasts.discard if meeting.webcast is None else self.webcasts.add)(meeting.meeting_id)
            self._forwarder(meeting.meeting_id).apply(meeting, now)
        for state in peers:
            peer = self.endpoint.peers.get(state.peer_id)
            if peer is None or peer.state.meeting_id != state.meeting_id:
                continue
            peer.state = state
            if peer.subscription is not None:
                self._forwarder(state.meeting_id).select(peer.subscription, state, now)

    def _close(self, peer_ids: Iterable[str]) -> None:
        for peer_id in peer_ids:
            if (peer := self.endpoint.peers.get(peer_id)) is not None:
                self.endpoint.close_peer(peer, "requested")

    def _forwarder(self, meeting_id: str) -> Forwarder:
        found = self._forwarders.get(meeting_id)
        if found is None:
            found = self._forwarders[meeting_id] = Forwarder(meeting_id, self._kernel, self._sources, self._wall)
        return found

    # --- what the endpoint tells --------------------------------------------------------------------------------------

    def connected(self, peer: Peer, address: Address) -> None:
        established = peer.established
        assert established is not None
        self.joins += 1
        self.counters[f"srtp_{established.profile.removeprefix('SRTP_').lower()}"] += 1
        if peer.kind == "probe":
            self._tell(PeerConnected(peer.peer_id))
            return
        self._kernel.add_peer(peer.number, established.tx, address, cname=CNAME)
        forwarder = self._forwarder(peer.state.meeting_id)
        if peer.publishes is not None:
            meeting_id = peer.state.meeting_id
            peer.publication = Publication(peer.owner, meeting_id, peer.number, peer.publishes, self.counters)
            forwarder.publish(peer.publication)
        else:
            peer.subscription = Subscription(self._add_rows(peer, "audio"), self._add_rows(peer, "video"))
            forwarder.subscribe(peer.subscription)
            forwarder.select(peer.subscription, peer.state, self._clock())
        self.quality.add(peer)
        self._tell(PeerConnected(peer.peer_id))

    def _add_rows(self, peer: Peer, media: MediaKind) -> tuple[Row | None, ...]:
        return tuple(self._add_row(peer, layout) for layout in peer.rows if layout.media == media)

    def _add_row(self, peer: Peer, layout: RowLayout) -> Row | None:
        if not layout.payload_types:
            return None
        row = Row(self._rows.take(), layout)
        self._kernel.add_row(
            row.number,
            peer.number,
            ssrc=layout.ssrc,
            payload_types=layout.payload_types,
            clock_rate=layout.clock_rate,
            first_sequence_number=1 + secrets.randbelow(32767),
            timestamp=secrets.randbits(32),
        )
        return row

    def moved(self, peer: Peer, address: Address) -> None:
        self.counters["moved"] += 1
        if peer.kind != "probe":
            self._kernel.set_address(peer.number, address)

    def closed(self, peer: Peer, reason: str) -> None:
        if peer.kind == "probe":
            self.probing.remove(peer)
            self._tell(PeerClosed(peer.peer_id, reason))
            return
        forwarder = self._forwarders.get(peer.state.meeting_id)
        if peer.established is not None and forwarder is not None:
            if peer.publication is not None:
                forwarder.withdraw(peer.publication)
            self._kernel.remove_peer(peer.number)
            if peer.subscription is not None:
                forwarder.unsubscribe(peer.subscription)
                for row in peer.subscription.rows:
                    self._rows.give_back(row.number)
        self.quality.remove(peer)
        self._tell(PeerClosed(peer.peer_id, reason))

    def media(self, peer: Peer, packet: bytes, arrival: float) -> None:
        if peer.kind == "probe":
            self.probing.media(peer, packet, arrival)
            return
        if peer.publication is None:
            self.counters["rtp_unexpected"] += 1
            return
        self._published(peer, peer.publication, packet, arrival)

    def _published(self, peer: Peer, publication: Publication, packet: bytes, arrival: float) -> None:
        if not publication.admits(packet):
            publication.arrived(packet, arrival)
            return
        plain = self.endpoint.unprotect(peer, packet, arrival)
        if plain is None:
            return
        publication.arrived(plain, arrival)
        placed = publication.place(plain, arrival)
        if placed is None:
            return
        track = placed.track
        if not track.is_video:
            self._pipe(encode_rtp(track.pipe_id, arrival, plain))
            self._forwarder(peer.state.meeting_id).ask(track, arrival)
            return
        if placed.replaced:
            self.drained()
            self._forwarder(peer.state.meeting_id).slots.renew(placed.layer)
        if placed.begins_key_frame:
            self._forwarder(peer.state.meeting_id).slots.begun(placed.layer)
        if placed.layer.tapped and placed.packet is not None:
            self._webcast(tapped(track, arrival, placed.packet))
        source = placed.layer.source
        if source is not None and placed.packet is not None:
            self._frames.setdefault(source.number, []).append(placed.packet)

    def control(self, peer: Peer, packets: list[rtcp.Packet], arrival: float) -> None:
        if peer.kind == "probe":
            self.probing.control(peer, packets, arrival, self._wall)
            return
        self.quality.heard(peer, packets, arrival, self._wall)
        if peer.publication is not None:
            for source, ntp, timestamp in peer.publication.control(packets, arrival, self._wall):
                self._kernel.set_clock(source.number, ntp, timestamp)
        elif peer.subscription is not None:
            self._forwarder(peer.state.meeting_id).feedback(peer.subscription, packets, arrival)

    # --- the webcast worker ---------------------------------------------------------------------------------------------

    @property
    def needs_worker(self) -> bool:
        """Some meeting has a webcast, or a listener who needs the composed picture."""
        return bool(self.webcasts) or any(f.slots.composed.wanted for f in self._forwarders.values())

    def composed(self, pipe_id: str, arrival: float, packet: bytes) -> None:
        """A packet of a meeting's composed picture; another stream than before: the worker has begun anew."""
        meeting_id, _, name = pipe_id.partition("/")
        forwarder = self._forwarders.get(meeting_id)
        if forwarder is None or name != COMPOSED or not forwarder.slots.composed.wanted:
            self.counters["composed_unwanted"] += 1
            return
        try:
            header = parse_header(packet)
        except PacketError:
            self.counters["composed_malformed"] += 1
            return
        layer = forwarder.slots.composed.layer
        if layer.bind(header.ssrc):
            self.drained()
            forwarder.slots.renew(layer)
        received = layer.received(header, packet, arrival)
        if received.begins_key_frame:
            forwarder.slots.begun(layer)
        if layer.source is not None and received.packet is not None:
            self._frames.setdefault(layer.source.number, []).append(received.packet)

    # --- packets and time ---------------------------------------------------------------------------------------------

    def want_key_frame(self, pipe_id: str) -> None:
        """The webcast worker needs one of this track."""
        meeting_id, _, track_id = pipe_id.partition("/")
        if (forwarder := self._forwarders.get(meeting_id)) is not None:
            forwarder.slots.want_key_frame_of(track_id)

    def drained(self) -> None:
        """The port is empty for now: forward the video that came."""
        if self._frames:
            self.video_at = self._clock()
            for source, packets in self._frames.items():
                self._kernel.forward(source, packets)
            self._frames.clear()

    def request_feedback(self, now: float) -> None:
        """NACKs and key-frame requests towards publishers and the worker; every 20 ms."""
        for forwarder in self._forwarders.values():
            forwarder.requests(now)
            for message in forwarder.slots.composed.messages(now):
                self._webcast(message)

    def congestion_feedback(self) -> None:
        """What publishers estimate their bandwidth from; every 100 ms."""
        for forwarder in self._forwarders.values():
            for publication in forwarder.publications:
                for compound in publication.congestion():
                    self._kernel.send_control(publication.peer, compound)
        self.probing.feedback(self._clock())

    def tell_quality(self, now: float) -> None:
        """How the peers' media arrive, a slice of them; every 100 ms."""
        for message in self.quality.turn(now):
            self._tell(message)

    def every_second(self, now: float, wall: float) -> None:
        """Reports to publishers, clocks, the silent and the forgotten."""
        self._wall = wall
        self.endpoint.reap(now)
        self.probing.every_second(now, wall)
        for number, question in self.quality.questions(now + wall):
            self._kernel.send_control(number, question)
        for meeting_id, forwarder in list(self._forwarders.items()):
            forwarder.set_clocks(now, wall)
            for publication in forwarder.publications:
                if report := publication.report(now):
                    self._kernel.send_control(publication.peer, report)
            forwarder.sweep(now)
            if forwarder.idle and meeting_id not in self._listed:
                del self._forwarders[meeting_id]

    def gauges(self) -> Mapping[str, float]:
        """Flat counters and gauges of packets, peers and drops."""
        lost = [s.fraction_lost for f in self._forwarders.values() for s in f.subscriptions]
        return {
            **self.counters,
            **self.endpoint.ice.counters,
            "peers": len(self.endpoint.peers),
            "listeners": len(lost),
            "publishers": sum(len(f.publications) for f in self._forwarders.values()),
            "joins": self.joins,
            "composed_listeners": sum(f.slots.composed.layer.rows for f in self._forwarders.values()),
            "listeners_losing": sum(share > 0.05 for share in lost),
        }


def tapped(track: Track, arrival: float, packet: bytes) -> bytes:
    """A packet of video for the webcast worker, with the payload type by which it knows the codec."""
    payload_type = VP8_PAYLOAD_TYPE if track.layout.kind == "vp8" else H264_PAYLOAD_TYPE
    marked = bytes((packet[0], packet[1] & 0x80 | payload_type))
    return encode_rtp(track.pipe_id, arrival, marked + packet[2:])
