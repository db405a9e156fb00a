"""Who is alive, whose packet it is, and who is closed; without a socket."""

from __future__ import annotations

from aioice import stun

from bus.messages import PeerState
from media.fanout.kernel import Address
from media.rtp import rtcp
from media.transport.dtls import Identity
from media.transport.endpoint import SILENCE_S, Endpoint
from media.transport.peer import HELD_DATAGRAMS, Peer
from media.transport.sdp_layouts import Credentials

HERE = ("192.0.2.1", 5000)


class Events:
    def __init__(self) -> None:
        self.gone: list[tuple[str, str]] = []

    def connected(self, peer: Peer, address: Address) -> None: ...

    def moved(self, peer: Peer, address: Address) -> None: ...

    def closed(self, peer: Peer, reason: str) -> None:
        self.gone.append((peer.peer_id, reason))

    def media(self, peer: Peer, packet: bytes, arrival: float) -> None: ...

    def control(self, peer: Peer, packets: list[rtcp.Packet], arrival: float) -> None: ...


def make() -> tuple[Endpoint, Events, list[tuple[bytes, Address]]]:
    events, sent = Events(), list[tuple[bytes, Address]]()
    return Endpoint(Identity.generate(), lambda data, address: sent.append((data, address)), events), events, sent


def add(endpoint: Endpoint, peer_id: str, now: float) -> Credentials:
    return endpoint.add(PeerState(peer_id, "m"), "p1", "subscriber", "plenary", now)[1]


def check(credentials: Credentials) -> bytes:
    message = stun.Message(stun.Method.BINDING, stun.Class.REQUEST, attributes={"USERNAME": f"{credentials.ufrag}:x"})
    message.add_message_integrity(credentials.password.encode())
    return bytes(message)


def test_a_peer_is_closed_after_thirty_seconds_without_an_authenticated_packet_and_not_before() -> None:
    endpoint, events, _ = make()
    silent, alive = add(endpoint, "silent", 0.0), add(endpoint, "alive", 0.0)
    endpoint.receive(check(silent), HERE, 1.0)
    for second in range(0, 60, 5):
        endpoint.receive(check(alive), ("192.0.2.2", 5000), float(second))
        endpoint.receive(b"\x16\xfe\xfd" + bytes(20), HERE, float(second))
        endpoint.receive(b"\x80\x6f" + bytes(30), HERE, float(second))
        endpoint.reap(float(second))
        assert bool(events.gone) == (second > 1 + SILENCE_S)
    assert events.gone == [("silent", "timeout")]
    assert list(endpoint.peers) == ["alive"]


def test_packets_from_an_address_nobody_verified_are_counted_and_unanswered() -> None:
    endpoint, _, sent = make()
    add(endpoint, "p", 0.0)
    for data in (b"\x80\x6f" + bytes(30), b"\x16\xfe\xfd" + bytes(20), b"\x40\x00\x00", b"\xff"):
        endpoint.receive(data, HERE, 0.0)
    assert endpoint.counters == {"unknown_address": 4}
    endpoint.receive(b"\x00\x01short", HERE, 0.0)
    endpoint.receive(check(endpoint.ice.add(endpoint.peers["p"])), ("192.0.2.1", 0), 0.0)
    assert endpoint.counters["garbage"] == 2 and not sent


def test_dtls_before_the_answer_is_held_bounded_and_media_before_the_keys_is_dropped() -> None:
    endpoint, _, _ = make()
    endpoint.receive(check(add(endpoint, "p", 0.0)), HERE, 0.0)
    for n in range(10):
        endpoint.receive(b"\x16" + bytes([n]), HERE, 0.0)
    assert [data[1] for data in endpoint.peers["p"].held] == list(range(10 - HELD_DATAGRAMS, 10))
    endpoint.receive(b"\x80\x6f" + bytes(30), HERE, 0.0)
    endpoint.receive(b"\x50" + bytes(30), HERE, 0.0)
    assert endpoint.counters == {"srtp_early": 1, "garbage": 1}


def test_dtls_of_one_peer_is_bounded_and_that_of_others_goes_on() -> None:
    endpoint, _, _ = make()
    endpoint.receive(check(add(endpoint, "greedy", 0.0)), HERE, 1.0)
    endpoint.receive(check(add(endpoint, "other", 0.0)), ("192.0.2.2", 5000), 1.0)
    for n in range(5000):
        endpoint.receive(b"\x16" + bytes(60), HERE, 1.0 + n / 5000)
    assert 4800 < endpoint.counters["dtls_limited"] < 4950
    endpoint.receive(b"\x16other", ("192.0.2.2", 5000), 1.5)
    assert list(endpoint.peers["other"].held) == [b"\x16other"]


def test_a_peer_is_closed_once() -> None:
    endpoint, events, _ = make()
    credentials = add(endpoint, "p", 0.0)
    endpoint.receive(check(credentials), HERE, 0.0)
    peer = endpoint.peers["p"]
    endpoint.close_peer(peer, "requested")
    endpoint.close_peer(peer, "timeout")
    endpoint.reap(100.0)
    assert events.gone == [("p", "requested")]
    assert endpoint.ice.find(HERE) is None
    assert add(endpoint, "p", 0.0) != credentials and endpoint.peers["p"].number == peer.number
