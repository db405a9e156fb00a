"""Both receivers of the load generator count the same, on real sockets with real SRTP."""

from __future__ import annotations

import os
import select
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest
from pylibsrtp import Policy, Session

from headless.load_counts import BIN_NS, DATAGRAM, SOUND, WATCHED, Event, percentile_ms
from headless.load_receiver import NTP_EPOCH_S, PythonReceiver, Receiver
from media.rtp import rtcp
from media.rtp.header import build_packet

MAKERS: dict[str, Any] = {"reference": PythonReceiver}
with suppress(ImportError):
    from headless._receiver import NativeReceiver  # type: ignore[import-not-found, unused-ignore]

    MAKERS["native"] = NativeReceiver

SSRC = 0x48430001
PATIENCE_S = 10.0


class Pair:
    """A sender of SRTP and a listener of the receiver under test."""

    def __init__(self, receiver: Receiver, index: int) -> None:
        self.receiver, self.index = receiver, index
        self.sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)
        self.sock.bind(("127.0.0.1", 0))
        self.sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.sender.connect(self.sock.getsockname())
        key = os.urandom(28)
        self.outbound = _session(key, Policy.SSRC_ANY_OUTBOUND)
        self.inbound = _session(key, Policy.SSRC_ANY_INBOUND)
        receiver.add(index, self.sock)

    def secure(self) -> None:
        self.receiver.secure(self.index, self.inbound)

    def rtp(self, number: int, timestamp: int = 0, payload: bytes = b"sound") -> None:
        packet = build_packet(
            payload, payload_type=111, sequence_number=number & 0xFFFF, timestamp=timestamp & 0xFFFFFFFF, ssrc=SSRC
        )
        self.sender.send(self.outbound.protect(packet))

    def report(self, unix_s: float, timestamp: int) -> None:
        ntp = int((unix_s + NTP_EPOCH_S) * (1 << 32))
        plain = rtcp.build([rtcp.SenderReport(SSRC, ntp, timestamp, 0, 0)])
        self.sender.send(self.outbound.protect_rtcp(plain))

    def close(self) -> None:
        self.receiver.remove(self.index)
        self.sock.close()
        self.sender.close()


def _session(key: bytes, kind: int) -> Session:
    policy = Policy(key, kind, srtp_profile=Policy.SRTP_PROFILE_AEAD_AES_128_GCM)
    policy.window_size, policy.allow_repeat_tx = 1024, True
    return Session(policy)


@pytest.fixture(params=sorted(MAKERS))
def receiver(request: pytest.FixtureRequest) -> Iterator[Receiver]:
    made: Receiver = MAKERS[request.param](8, every=50, capture_ns=60_000_000)
    assert made.name == request.param
    yield made
    made.close()


@pytest.fixture
def pair(receiver: Receiver) -> Iterator[Pair]:
    made = Pair(receiver, 3)
    yield made
    made.close()


def _until(receiver: Receiver, done: Callable[[list[Event]], object]) -> list[Event]:
    """Take events until the condition holds, at most :data:`PATIENCE_S`."""
    events: list[Event] = []
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        select.select([receiver.fileno()], [], [], 0.01)
        events += receiver.take()
        if done(events):
            return events + receiver.take()
    raise AssertionError(f"not within {PATIENCE_S:g} s: {receiver.totals()}")


def _came(receiver: Receiver, packets: int) -> Callable[[list[Event]], bool]:
    return lambda _: receiver.totals()["packets"] >= packets


def _of(events: list[Event], kind: int) -> list[Event]:
    return [event for event in events if event[1] == kind]


def test_gaps_are_lost_packets_and_late_ones_fill_them(receiver: Receiver, pair: Pair) -> None:
    pair.secure()
    for number in (10, 11, 14, 15, 13, 20):
        pair.rtp(number)
    _until(receiver, _came(receiver, 6))
    assert receiver.totals()["lost"] == 5
    assert receiver.totals()["losing"] == 1
    (stream,) = receiver.streams(3)
    assert (stream.first, stream.highest, stream.received, stream.lost) == (10, 20, 6, 5)


def test_the_wrap_of_the_sequence_number_is_no_gap(receiver: Receiver, pair: Pair) -> None:
    pair.secure()
    for number in range(65_530, 65_545):
        pair.rtp(number)
    _until(receiver, _came(receiver, 15))
    assert receiver.totals()["lost"] == 0
    assert receiver.streams(3)[0].highest == 65_544


def test_a_packet_that_comes_twice_counts_once(receiver: Receiver, pair: Pair) -> None:
    for number in (5, 6, 6, 6, 8):
        pair.rtp(number)
    _until(receiver, _came(receiver, 5))
    assert receiver.totals()["duplicates"] == 2
    assert receiver.totals()["lost"] == 1


def test_one_packet_in_fifty_is_decrypted_and_the_first_is_told(receiver: Receiver, pair: Pair) -> None:
    pair.secure()
    before = time.time_ns()
    events: list[Event] = []
    for number in range(1, 201):
        pair.rtp(number)
        if number % 25 == 0:
            events += _until(receiver, _came(receiver, number))
    totals = receiver.totals()
    assert totals["decrypted"] >= 200 // 50
    assert totals["decrypted"] < 20
    assert totals["refused"] == 0
    (sound,) = _of(events, SOUND)
    assert sound[0] == 3
    assert before <= sound[2] <= time.time_ns()


def test_packets_of_another_key_are_refused_and_never_sound(receiver: Receiver, pair: Pair) -> None:
    receiver.secure(3, _session(os.urandom(28), Policy.SSRC_ANY_INBOUND))
    for number in range(1, 6):
        pair.rtp(number)
    events = _until(receiver, _came(receiver, 5))
    assert receiver.totals()["refused"] == 5
    assert receiver.totals()["decrypted"] == 0
    assert not _of(events, SOUND)


def test_packets_before_the_keys_are_counted_and_sound_comes_after(receiver: Receiver, pair: Pair) -> None:
    pair.rtp(1)
    pair.rtp(2)
    _until(receiver, _came(receiver, 2))
    assert receiver.totals()["early"] == 2
    pair.secure()
    pair.rtp(3)
    _until(receiver, lambda events: _of(events, SOUND))
    assert receiver.totals()["lost"] == 0


def test_stun_and_dtls_are_handed_over_as_they_came(receiver: Receiver, pair: Pair) -> None:
    stun, dtls = b"\x01\x01" + bytes(18), b"\x16\xfe\xfd" + bytes(60)
    pair.sender.send(stun)
    pair.sender.send(dtls)
    found = _until(receiver, lambda events: len(events) == 2)
    assert [(event[0], event[1], event[3]) for event in found] == [(3, DATAGRAM, stun), (3, DATAGRAM, dtls)]
    assert all(abs(time.time_ns() - event[2]) < 60e9 for event in found)


def test_a_watched_listener_tells_every_packet_decrypted(receiver: Receiver, pair: Pair) -> None:
    pair.secure()
    receiver.watch(3, True)
    for number in range(1, 6):
        pair.rtp(number, payload=b"sound %d" % number)
    told = _of(_until(receiver, lambda events: len(_of(events, WATCHED)) == 5), WATCHED)
    assert [event[3][12:] for event in told] == [b"sound %d" % number for number in range(1, 6)]
    receiver.watch(3, False)
    pair.rtp(6)
    assert not _of(_until(receiver, _came(receiver, 6)), WATCHED)


@pytest.mark.parametrize(("step", "inherent_ms"), [(960, 0), (1920, 20)])
def test_the_delay_counts_from_the_deadline_of_the_last_tick_of_a_packet(
    receiver: Receiver, pair: Pair, step: int, inherent_ms: int
) -> None:
    """The report says the sound of timestamp 5000 was captured 160 ms ago: its tick was 100 ms ago (60 ms of capture)."""
    pair.secure()
    pair.rtp(1, 5000 - 2 * step)
    pair.rtp(2, 5000 - step)
    _until(receiver, _came(receiver, 2))
    began = time.time()
    pair.report(began - 0.160, 5000)
    _until(receiver, lambda _: receiver.streams(3)[0].sr_middle)
    pair.rtp(3, 5000)
    _until(receiver, _came(receiver, 3))
    slack_ms = (time.time() - began) * 1000
    delay_ms = percentile_ms(receiver.histogram("delay"), 0.5)
    assert delay_ms is not None
    assert 100 - inherent_ms - 0.2 <= delay_ms <= 100 - inherent_ms + slack_ms + 0.2


def test_gaps_between_packets_are_measured_by_the_kernels_stamps(receiver: Receiver, pair: Pair) -> None:
    pair.secure()
    began = time.monotonic()
    pair.rtp(1)
    while time.monotonic() < began + 0.03:
        receiver.take()
    pair.rtp(2)
    took_ms = (time.monotonic() - began) * 1000
    _until(receiver, _came(receiver, 2))
    gap_ms = percentile_ms(receiver.histogram("gap"), 1.0)
    assert gap_ms is not None
    assert 29 <= gap_ms <= took_ms + 1


def test_a_reset_begins_to_count_anew_and_the_streams_go_on(receiver: Receiver, pair: Pair) -> None:
    pair.secure()
    for number in (1, 2, 9):
        pair.rtp(number)
    _until(receiver, _came(receiver, 3))
    receiver.reset()
    totals = receiver.totals()
    assert (totals["packets"], totals["lost"], totals["decrypted"]) == (0, 0, 0)
    assert sum(receiver.histogram("gap")) == 0
    for number in (10, 12):
        pair.rtp(number)
    _until(receiver, _came(receiver, 2))
    assert receiver.totals()["lost"] == 1


def test_what_this_sides_buffer_drops_is_told_apart(receiver: Receiver) -> None:
    """Filled before anyone reads: the gap is ours, and ``overflow`` says so."""
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)
    sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
        sock.setsockopt(socket.SOL_SOCKET, 40, 1)  # SO_RXQ_OVFL
        sock.bind(("127.0.0.1", 0))
        sender.connect(sock.getsockname())
        for number in range(1, 41):
            sender.send(build_packet(bytes(400), payload_type=111, sequence_number=number, timestamp=0, ssrc=SSRC))
        receiver.add(0, sock)
        _until(receiver, _came(receiver, 1))
        while receiver.totals()["overflow"] == 0:
            sender.send(build_packet(bytes(10), payload_type=111, sequence_number=41, timestamp=0, ssrc=SSRC))
            _until(receiver, _came(receiver, 2))
        totals = receiver.totals()
        assert totals["overflow"] == totals["lost"] > 0
    finally:
        receiver.remove(0)
        sock.close()
        sender.close()


def test_a_listener_that_left_is_read_no_more_and_its_number_serves_another(receiver: Receiver) -> None:
    first = Pair(receiver, 1)
    first.secure()
    first.rtp(1)
    _until(receiver, _came(receiver, 1))
    first.close()
    second = Pair(receiver, 1)
    try:
        second.secure()
        second.rtp(100)
        events = _until(receiver, _came(receiver, 2))
        assert receiver.streams(1)[0].first == 100
        assert receiver.totals()["lost"] == 0
        assert len(_of(events, SOUND)) == 1
    finally:
        second.close()


def test_many_listeners_come_and_go_while_packets_flow(receiver: Receiver) -> None:
    """Leaving moves others about among those looked at in rounds: each keeps its own counts."""
    pairs = [Pair(receiver, index) for index in range(8)]
    try:
        for pair in pairs:
            pair.secure()
            pair.rtp(1)
        _until(receiver, _came(receiver, 8))
        for index in (0, 7, 3):
            pairs[index].close()
        for number in range(2, 12):
            for index in (1, 2, 4, 5, 6):
                pairs[index].rtp(number)
        _until(receiver, _came(receiver, 58))
        assert [receiver.streams(index)[0].received for index in (1, 2, 4, 5, 6)] == [11] * 5
        assert receiver.totals()["lost"] == 0
    finally:
        for pair in pairs:
            pair.close()


def test_a_number_beyond_the_capacity_is_an_error(receiver: Receiver) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock, pytest.raises(IndexError):
        receiver.add(8, sock)


def test_percentiles_are_the_upper_edges_of_their_bins() -> None:
    histogram = [0] * 6000
    assert percentile_ms(histogram, 0.5) is None
    histogram[0], histogram[99], histogram[199] = 50, 49, 1
    assert percentile_ms(histogram, 0.5) == BIN_NS / 1e6
    assert percentile_ms(histogram, 0.99) == pytest.approx(10.0)
    assert percentile_ms(histogram, 1.0) == pytest.approx(20.0)
