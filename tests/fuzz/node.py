"""Targets behind the keys: what an authenticated peer may send, decrypted, all the way through the transport's node and the
mixer.  SRTP is left out (libsrtp refuses what is not authentic), everything after it is the product's own."""

from __future__ import annotations

from typing import Any

import numpy as np

from bus.messages import (
    DesiredState,
    Desk,
    MeetingState,
    Microphone,
    OpenPublisher,
    OpenWhep,
    Output,
    PeerState,
    Reply,
)
from media.mixer.mixer import Mixer
from media.rtp.header import build_packet
from media.transport.dtls import Established, Identity
from media.transport.endpoint import Endpoint
from media.transport.node import TransportNode
from media.transport.peer import Peer
from media.transport.sdp_layouts import Host
from tests.fuzz import seeds
from tests.fuzz.draw import Draw
from tests.unit.media.recording_kernel import RecordingKernel

IDENTITY = Identity.generate()
HERE = ("192.0.2.1", 5000)


class PlainSession:
    """Stands where an SRTP session stands, and takes what comes for authentic."""

    def unprotect(self, data: bytes) -> bytes:
        return data

    unprotect_rtcp = unprotect


class Node:
    """A transport node with one publisher and one listener, both connected."""

    def __init__(self) -> None:
        self.now = 100.0
        self.piped: list[bytes] = []
        self.told: list[object] = []
        self.kernel = RecordingKernel()
        kernel: Any = self.kernel
        host = Host(IDENTITY.fingerprint, (("127.0.0.1", 5000),))
        self.node = TransportNode(
            kernel,
            IDENTITY,
            host,
            send=lambda data, address: None,
            pipe=self.piped.append,
            tell=self.told.append,
            clock=lambda: self.now,
            wall=1e9,
        )
        meeting = MeetingState(
            "m",
            microphones=(Microphone("p1/mic", "open"),),
            slots={"speaker": "p1/cam"},
            outputs=(Output("floor", "floor"),),
        )
        listener, publisher = PeerState("s", "m", ("floor", None), ("speaker",)), PeerState("p", "m")
        self.node.receive(DesiredState(1, (meeting,), (listener, publisher)))
        self.node.receive(OpenWhep(1, "p2", listener, seeds.FIREFOX))
        self.node.receive(OpenPublisher(2, "p1", publisher, seeds.CHROMIUM))
        replies = [told for told in self.told if isinstance(told, Reply)]
        assert [reply.error for reply in replies] == ["", ""], replies
        self.listener, self.publisher = self._connected("s"), self._connected("p")

    def _connected(self, peer_id: str) -> Peer:
        peer = self.node.endpoint.peers[peer_id]
        session: Any = PlainSession()
        peer.established = Established(session, session, (), None, "SRTP_AEAD_AES_128_GCM")
        self.node.connected(peer, HERE)
        return peer


def authenticated(data: bytes) -> None:
    """A script of datagrams and of time."""
    draw, rig = Draw(data), Node()
    while draw.left:
        step = draw.number(1)
        peer = rig.publisher if step & 1 else rig.listener
        rig.now += (step >> 4) / 100
        if step & 2:
            _datagram(rig.node.endpoint, peer, _packet(draw), rig.now)
        elif step & 4:
            _datagram(rig.node.endpoint, peer, draw.chunk(), rig.now)
        elif step & 8:
            _datagram(rig.node.endpoint, peer, draw.pick(seeds.RTCP), rig.now)
        rig.node.drained()
        if step >> 4 == 15:
            rig.node.request_feedback(rig.now)
            rig.node.congestion_feedback()
            rig.node.every_second(rig.now, 1e9)
    assert sum(len(numbers) for _, numbers in rig.kernel.resent) <= 20 * len(data) + 200 * len(rig.kernel.resent)
    for meeting_id in [*rig.node._forwarders]:
        rig.node._forwarders[meeting_id].slots.requests(rig.now)


def _packet(draw: Draw) -> bytes:
    """RTP of one of the publisher's tracks, or of another."""
    return build_packet(
        draw.chunk(),
        payload_type=draw.pick((111, 96, 96, 111, draw.number(1) & 127)),
        sequence_number=draw.number(2),
        timestamp=draw.number(4),
        ssrc=draw.pick((2231627014, 77, 78, draw.number(4))),
        marker=bool(draw.number(1) & 1),
        extensions={4: draw.pick((b"0", b"1", b"2")), 3: draw.take(2) or b"\0"} if draw.number(1) & 1 else None,
        padding=draw.pick((0, 0, 1, 200)),
    )


def _datagram(endpoint: Endpoint, peer: Peer, data: bytes, now: float) -> None:
    if data:
        peer.allowance = type(peer.allowance)()
        endpoint._srtp(peer, data, now)


MEETING = MeetingState(
    "m",
    microphones=(Microphone("a/mic", "open"), Microphone("b/mic", "armed")),
    desks=(Desk("c/mic", "fr", "open"),),
    outputs=(Output("floor", "floor"), Output("fr", "fr")),
)


def mixing(data: bytes) -> None:
    """Decrypted RTP of publishers in the mixer, with time going by: packets come out whatever goes in."""
    draw, mixer = Draw(data), Mixer()
    mixer.apply(MEETING)
    tick, sent = 5000, list[bytes]()
    for _ in range(60):
        step = draw.number(1)
        track = draw.pick(("m/a/mic", "m/b/mic", "m/c/mic", "m/x", "n/a/mic"))
        if step & 1:
            packet = build_packet(
                draw.chunk(),
                payload_type=111,
                sequence_number=draw.number(2),
                timestamp=draw.number(4),
                ssrc=draw.pick((1, 2)),
                marker=bool(step & 2),
            )
        else:
            packet = draw.chunk()
        mixer.receive(track, tick / 50 + (step >> 4) / 100, packet, tick + 1)
        if step & 4:
            tick += 1 + (step & 8)
            with np.errstate(all="raise", under="ignore"):
                mixer.tick(tick, sent.append)
        if not draw.left:
            break
    before = len(sent)
    mixer.tick(tick + 20, sent.append)
    assert len(sent) - before == 2, "both buses go on"
    mixer.levels()
    mixer.gauges()
