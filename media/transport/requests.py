"""Requests of the control plane that are answered with a description: new peers, answers, ICE restarts.

Nothing is changed by a request that fails.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from bus.messages import (
    AcceptAnswer,
    OpenProbe,
    OpenPublisher,
    OpenSubscriber,
    OpenWhep,
    PeerKind,
    PeerState,
    Reply,
    RestartIce,
    StartProbe,
)
from media.sfu.layout import PROFILES
from media.transport.endpoint import Endpoint
from media.transport.peer import Peer
from media.transport.probing import Probing
from media.transport.sdp import SdpError, parse, remote
from media.transport.sdp_layouts import (
    Answer,
    Credentials,
    Host,
    answer_probe,
    answer_publisher,
    answer_whep,
    subscriber_offer,
    subscriber_rows,
)

Request = OpenSubscriber | AcceptAnswer | OpenPublisher | OpenWhep | OpenProbe | StartProbe | RestartIce
MAX_PEERS: Final = 20_000


class Refused(Exception):
    """Gets its code, one of ``server/errors.py``, into the reply."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Requests:
    def __init__(self, endpoint: Endpoint, host: Host, clock: Callable[[], float], probing: Probing) -> None:
        self._endpoint = endpoint
        self._probing = probing
        self._host = host
        self._clock = clock

    def answer(self, request: Request) -> Reply:
        """Carry out one request; errors are ``sdpInvalid``, ``unknownPeer``, ``wrongState``, ``mediaUnavailable``,
        ``busy``."""
        try:
            return Reply(request.request_id, sdp=self._carry_out(request))
        except SdpError:
            self._endpoint.counters["sdp_invalid"] += 1
            return Reply(request.request_id, error="sdpInvalid")
        except Refused as refused:
            return Reply(request.request_id, error=refused.code)

    def _carry_out(self, request: Request) -> str:
        match request:
            case OpenSubscriber():
                return self._open_subscriber(request)
            case AcceptAnswer():
                return self._accept_answer(request)
            case OpenPublisher():
                return self._open_publisher(request)
            case OpenWhep():
                return self._open_whep(request)
            case OpenProbe():
                return self._open_probe(request)
            case StartProbe():
                return self._start_probe(request)
            case RestartIce():
                return self._restart_ice(request)

    def _open_subscriber(self, request: OpenSubscriber) -> str:
        if request.profile not in PROFILES:
            raise Refused("mediaUnavailable")
        peer, credentials = self._add(request.state, request.owner, "subscriber", request.profile)
        return self._offer(peer, credentials)

    def _accept_answer(self, request: AcceptAnswer) -> str:
        peer = self._peer(request.peer_id)
        if peer.kind != "subscriber":
            raise Refused("wrongState")
        answer = parse(request.sdp)
        rows = subscriber_rows(peer.profile, answer)
        restart = bool(peer.fingerprints)
        self._endpoint.set_remote(peer, remote(answer), rows=peer.rows if restart else rows)
        return ""

    def _open_publisher(self, request: OpenPublisher) -> str:
        offer = parse(request.sdp)
        answer, layout = answer_publisher(offer)
        peer, credentials = self._add(request.state, request.owner, "publisher", "")
        peer.publishes = layout
        self._endpoint.set_remote(peer, remote(offer))
        return self._text(answer, peer, credentials)

    def _open_whep(self, request: OpenWhep) -> str:
        offer = parse(request.sdp)
        answer, rows = answer_whep(offer, audio=len(request.state.audio), video=len(request.state.video))
        peer, credentials = self._add(request.state, request.owner, "whep", "")
        self._endpoint.set_remote(peer, remote(offer), rows=rows)
        return self._text(answer, peer, credentials)

    def _open_probe(self, request: OpenProbe) -> str:
        if self._probing.full:
            raise Refused("busy")
        offer = parse(request.sdp)
        answer, layout = answer_probe(offer)
        peer, credentials = self._add(request.state, "", "probe", "")
        self._probing.add(peer, layout)
        self._endpoint.set_remote(peer, remote(offer))
        return self._text(answer, peer, credentials)

    def _start_probe(self, request: StartProbe) -> str:
        refusal = self._probing.start(self._peer(request.peer_id))
        if refusal:
            raise Refused(refusal)
        return ""

    def _restart_ice(self, request: RestartIce) -> str:
        peer = self._peer(request.peer_id)
        if peer.kind == "probe":
            raise Refused("wrongState")
        if peer.kind == "subscriber":
            peer.version += 1
            return self._offer(peer, self._endpoint.ice.restart(peer))
        if not request.sdp:
            ufrag, password = self._endpoint.ice.restart(peer)
            return f"a=ice-ufrag:{ufrag}\r\na=ice-pwd:{password}\r\n{self._host.candidate_lines()}"
        if peer.publishes is None:
            raise Refused("wrongState")
        offer = parse(request.sdp)
        answer, layout = answer_publisher(offer)
        if [t.name for t in layout.tracks] != [t.name for t in peer.publishes.tracks]:
            raise SdpError("an ICE restart changes no m-line")
        self._endpoint.set_remote(peer, remote(offer))
        peer.version += 1
        return self._text(answer, peer, self._endpoint.ice.restart(peer))

    def _add(self, state: PeerState, owner: str, kind: PeerKind, profile: str) -> tuple[Peer, Credentials]:
        if len(self._endpoint.peers) >= MAX_PEERS:
            raise Refused("mediaUnavailable")
        if state.peer_id in self._endpoint.peers:
            raise Refused("wrongState")
        return self._endpoint.add(state, owner, kind, profile, self._clock())

    def _peer(self, peer_id: str) -> Peer:
        peer = self._endpoint.peers.get(peer_id)
        if peer is None:
            raise Refused("unknownPeer")
        return peer

    def _offer(self, peer: Peer, credentials: Credentials) -> str:
        return subscriber_offer(peer.profile, credentials, self._host, session=peer.session, version=peer.version)

    def _text(self, answer: Answer, peer: Peer, credentials: Credentials) -> str:
        return answer.text(credentials, self._host, session=peer.session, version=peer.version)
