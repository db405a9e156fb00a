"""Rows of mixed channels: numbering, clocks, switches."""

from __future__ import annotations

import random
import socket

import pytest
from pylibsrtp import Error, Policy, Session

from tests.unit.media.fanout_harness import PAYLOAD_TYPES, Listener, Rig, opus, srtp_session


def numbers(listener: Listener) -> list[int]:
    return [packet.sequence_number for packet in listener.rtp()]


def test_a_row_sends_nothing_until_attached(rig: Rig) -> None:
    rig.source(1)
    listener = rig.listener()
    rig.kernel.forward(1, [opus(1)])
    rig.collect()
    assert listener.take() == []


def test_every_listener_gets_every_packet_in_numbers_of_its_own(rig: Rig) -> None:
    rig.source(1)
    listeners = [rig.listener(peer, first_sequence_number=peer * 100, timestamp=peer, attach=1) for peer in range(1, 101)]
    for number in range(5):
        rig.kernel.forward(1, [opus(65534 + number)])
    rig.collect()
    for peer, listener in enumerate(listeners, start=1):
        packets = listener.rtp()
        assert [packet.sequence_number for packet in packets] == [peer * 100 + step for step in range(5)]
        assert [packet.timestamp for packet in packets] == [peer + step * 960 for step in range(5)]
        assert [packet.payload for packet in packets] == [b"sound %d" % (65534 + step) for step in range(5)]
        assert {packet.head.ssrc for packet in packets} == {0x1000 + peer}
        assert {packet.head.payload_type for packet in packets} == {111}


def test_csrcs_extensions_and_padding_stay_behind_and_the_marker_goes_on(rig: Rig) -> None:
    rig.source(1)
    listener = rig.listener(attach=1)
    rig.kernel.forward(1, [opus(1, payload=b"a", csrcs=(1, 2), extensions={3: b"mic"}, padding=9, marker=True), opus(2)])
    rig.collect()
    first, second = listener.rtp()
    assert (first.payload, first.head.csrcs, first.head.extension_profile, len(first.plain)) == (b"a", (), 0, 13)
    assert first.head.marker and not second.head.marker


def test_aes_128_cm_listeners_are_served_too(rig: Rig) -> None:
    rig.source(1)
    listener = rig.listener(attach=1, profile=Policy.SRTP_PROFILE_AES128_CM_SHA1_80)
    rig.kernel.forward(1, [opus(1), opus(2)])
    rig.collect()
    assert numbers(listener) == [1000, 1001]


@pytest.mark.parametrize("lost", [0, 1, 20])
def test_who_joins_just_before_the_sources_wrap_and_loses_packets_hears_what_follows(rig: Rig, lost: int) -> None:
    rig.source(1)
    rig.kernel.forward(1, [opus(65530)])
    listener = rig.listener(first_sequence_number=32767, attach=1)
    for number in range(65531, 65531 + 60):
        rig.kernel.forward(1, [opus(number)])
    rig.collect()
    listener.datagrams = listener.datagrams[lost:]
    assert numbers(listener) == list(range(32767 + lost, 32767 + 60))


def test_shared_numbers_would_silence_that_listener() -> None:
    """Why rows have numbers of their own: who misses the wrap with numbers near it never learns the rollover counter."""
    sender, receiver = srtp_session("shared", Policy.SSRC_ANY_OUTBOUND), srtp_session("shared", Policy.SSRC_ANY_INBOUND)
    datagrams = [sender.protect(opus(number)) for number in range(65533, 65533 + 10)]
    for datagram in datagrams[5:]:
        with pytest.raises(Error):
            receiver.unprotect(datagram)


def test_a_rows_own_numbers_wrap_and_go_on_through_loss(rig: Rig) -> None:
    rig.source(1)
    listener = rig.listener(first_sequence_number=32767, attach=1)
    expected, heard = list(range(32767, 32767 + 33000)), []
    for start in range(0, 33000, 100):
        for number in range(start, start + 100):
            rig.kernel.forward(1, [opus(number)])
        rig.collect()
        if 32700 <= start < 32900:
            del listener.datagrams[5:]
            expected = [index for index in expected if not start + 5 <= index - 32767 < start + 100]
        heard += numbers(listener)
    assert heard == [index & 0xFFFF for index in expected]


def test_a_switch_between_sources_of_one_clock_keeps_the_timestamp_offset(rig: Rig) -> None:
    rig.source(1)
    rig.source(2)
    listener = rig.listener(timestamp=5, attach=1)
    for tick in range(3):
        rig.kernel.forward(1, [opus(100 + tick, 960 * tick)])
        rig.kernel.forward(2, [opus(7000 + tick, 960 * tick)])
        rig.pass_time(0.02)
    rig.kernel.attach(1, 2)
    for tick in range(3, 6):
        rig.kernel.forward(2, [opus(7000 + tick, 960 * tick)])
        rig.kernel.forward(1, [opus(100 + tick, 960 * tick)])
        rig.pass_time(0.02)
    rig.collect()
    packets = listener.rtp()
    assert [packet.payload for packet in packets] == [b"sound %d" % n for n in (100, 101, 102, 7003, 7004, 7005)]
    assert [packet.sequence_number for packet in packets] == list(range(1000, 1006))
    assert [packet.timestamp for packet in packets] == [5 + 960 * tick for tick in range(6)]


def test_one_instant_is_not_sent_twice_when_the_old_source_speaks_first(rig: Rig) -> None:
    rig.source(1)
    rig.source(2)
    listener = rig.listener(attach=1)
    for tick in range(6):
        if tick == 3:
            rig.kernel.attach(1, 2)
        rig.kernel.forward(1, [opus(100 + tick, 960 * tick)])
        rig.kernel.forward(2, [opus(7000 + tick, 960 * tick)])
        rig.pass_time(0.02)
    rig.collect()
    packets = listener.rtp()
    assert [packet.payload for packet in packets] == [b"sound %d" % n for n in (100, 101, 102, 103, 7004, 7005)]
    assert [packet.timestamp for packet in packets] == [960 * tick for tick in range(6)]


def test_the_old_source_goes_on_until_the_new_one_produces(rig: Rig) -> None:
    rig.source(1)
    rig.source(2)
    listener = rig.listener(attach=1)
    rig.kernel.forward(1, [opus(1)])
    rig.kernel.attach(1, 2)
    rig.kernel.forward(1, [opus(2)])
    rig.kernel.forward(2, [opus(3)])
    rig.kernel.forward(1, [opus(4)])
    rig.collect()
    assert [packet.payload for packet in listener.rtp()] == [b"sound 1", b"sound 2", b"sound 3"]


@pytest.mark.parametrize("jump", [900_000, -900_000, 0x80000000])
def test_a_source_of_another_clock_follows_by_the_time_gone_by(rig: Rig, jump: int) -> None:
    rig.source(1)
    rig.source(2)
    listener = rig.listener(attach=1)
    rig.kernel.forward(1, [opus(1, 0)])
    rig.pass_time(0.5)
    rig.kernel.attach(1, 2)
    rig.kernel.forward(2, [opus(2, jump)])
    rig.kernel.forward(2, [opus(3, jump + 960)])
    rig.collect()
    assert [packet.timestamp for packet in listener.rtp()] == [0, 24000, 24960]


def test_detached_rows_are_silent_and_come_back_in_order(rig: Rig) -> None:
    rig.source(1)
    listener = rig.listener(attach=1)
    rig.kernel.forward(1, [opus(1)])
    rig.kernel.attach(1, None)
    rig.kernel.forward(1, [opus(2), opus(3)])
    rig.pass_time(0.06)
    rig.kernel.attach(1, 1)
    rig.kernel.forward(1, [opus(4)])
    rig.collect()
    packets = listener.rtp()
    assert [packet.payload for packet in packets] == [b"sound 1", b"sound 4"]
    assert [packet.sequence_number for packet in packets] == [1000, 1001]
    assert [packet.timestamp for packet in packets] == [0, 2880]


def test_attaching_back_cancels_a_switch_that_has_not_happened(rig: Rig) -> None:
    rig.source(1)
    rig.source(2)
    listener = rig.listener(attach=1)
    rig.kernel.forward(1, [opus(1)])
    rig.kernel.attach(1, 2)
    rig.kernel.attach(1, 1)
    rig.kernel.forward(2, [opus(2)])
    rig.kernel.forward(1, [opus(3)])
    rig.collect()
    assert [packet.payload for packet in listener.rtp()] == [b"sound 1", b"sound 3"]


def test_duplicates_are_sent_once_and_late_packets_in_their_place(rig: Rig) -> None:
    rig.source(1, history=64)
    listener = rig.listener(attach=1)
    for number in (500, 501, 501, 503, 502, 503, 499, 504, 300, 440):
        rig.kernel.forward(1, [opus(number)])
    rig.collect()
    assert numbers(listener) == [1000, 1001, 1003, 1002, 1004]


def test_a_source_whose_numbering_restarts_goes_on_in_the_rows_numbers(rig: Rig) -> None:
    rig.source(1, history=64)
    listener = rig.listener(attach=1)
    for tick, number in enumerate((10, 11, 40000, 12, 40000, 40001, 40002, 3, 4, 5)):
        rig.kernel.forward(1, [opus(number, tick * 960)])
        rig.pass_time(0.02)
    rig.collect()
    packets = listener.rtp()
    assert [packet.payload for packet in packets] == [b"sound %d" % n for n in (10, 11, 12, 40001, 40002, 4, 5)]
    assert [packet.sequence_number for packet in packets] == list(range(1000, 1007))
    assert [packet.timestamp for packet in packets] == [960 * tick for tick in (0, 1, 3, 5, 6, 8, 9)]


def test_a_removed_source_falls_silent_and_its_id_may_come_again(rig: Rig) -> None:
    rig.source(1)
    listener = rig.listener(attach=1)
    rig.kernel.forward(1, [opus(1)])
    rig.kernel.remove_source(1)
    rig.kernel.forward(1, [opus(2)])
    rig.source(1)
    rig.kernel.forward(1, [opus(3)])
    rig.kernel.attach(1, 1)
    rig.kernel.forward(1, [opus(4)])
    rig.collect()
    assert [packet.payload for packet in listener.rtp()] == [b"sound 1", b"sound 4"]


def test_a_waiting_row_forgets_a_source_that_was_removed(rig: Rig) -> None:
    rig.source(1)
    rig.source(2)
    listener = rig.listener(attach=1)
    rig.kernel.forward(1, [opus(1)])
    rig.kernel.attach(1, 2)
    rig.kernel.remove_source(2)
    rig.kernel.forward(1, [opus(2)])
    rig.kernel.remove_peer(1)
    rig.collect()
    assert numbers(listener) == [1000, 1001]


def test_two_rows_of_one_peer_and_a_peer_at_a_new_address(rig: Rig) -> None:
    rig.source(1)
    rig.source(2)
    listener = rig.listener(attach=1)
    rig.kernel.add_row(
        77, 1, ssrc=0x77, payload_types=PAYLOAD_TYPES["audio"], clock_rate=48000, first_sequence_number=7, timestamp=0
    )
    rig.kernel.attach(77, 2)
    rig.kernel.forward(1, [opus(1)])
    rig.kernel.forward(2, [opus(2)])
    moved = rig.listeners[2] = Listener(listener.name, "127.0.0.1", listener.profile)
    moved.session = listener.session
    rig.kernel.set_address(1, moved.address)
    rig.kernel.forward(1, [opus(2)])
    rig.collect()
    assert [(packet.head.ssrc, packet.sequence_number) for packet in listener.rtp()] == [(0x1001, 1000), (0x77, 7)]
    assert [(packet.head.ssrc, packet.sequence_number) for packet in moved.rtp()] == [(0x1001, 1001)]


def test_ipv4_and_ipv6_listeners_hear_the_same(rig: Rig) -> None:
    rig.source(1)
    listeners = [rig.listener(peer, host="::1" if peer % 2 else "127.0.0.1", attach=1) for peer in range(1, 9)]
    for number in range(20):
        rig.kernel.forward(1, [opus(number)])
    rig.collect()
    assert [numbers(listener) for listener in listeners] == [list(range(1000, 1020))] * 8


def test_an_ipv6_address_may_name_its_zone(rig: Rig) -> None:
    rig.source(1)
    listener = rig.listener(host="::1", attach=1)
    for number, zone in enumerate(("%lo", f"%{socket.if_nametoindex('lo')}")):
        rig.kernel.set_address(1, (f"::1{zone}", listener.address[1]))
        rig.kernel.forward(1, [opus(number)])
    rig.collect()
    assert numbers(listener) == [1000, 1001]


@pytest.mark.parametrize("size", [1345, 1400, 1472, 2036])
def test_packets_longer_than_pylibsrtp_takes_are_forwarded_whole(rig: Rig, size: int) -> None:
    rig.source(1)
    listener = rig.listener(attach=1)
    payload = random.Random(size).randbytes(size)
    rig.kernel.forward(1, [opus(1, payload=payload)])
    rig.collect()
    (packet,) = listener.rtp()
    assert packet.payload == payload


def test_rows_leave_under_load_and_nobody_else_notices(rig: Rig) -> None:
    rig.source(1)
    chance = random.Random(7)
    listeners = {peer: rig.listener(peer, attach=1) for peer in range(60)}
    expected = dict.fromkeys(listeners, 0)
    present = set(listeners)
    for number in range(300):
        if number % 7 == 3 and len(present) > 5:
            leaving = chance.sample(sorted(present), 3)
            for peer in leaving:
                rig.kernel.remove_peer(peer)
            present.difference_update(leaving)
        rig.kernel.forward(1, [opus(number)])
        for peer in present:
            expected[peer] += 1
        if number % 50 == 49:
            rig.collect()
    rig.collect()
    assert {peer: numbers(listener) for peer, listener in listeners.items()} == {
        peer: list(range(1000, 1000 + count)) for peer, count in expected.items()
    }
    assert rig.kernel.counters()["errors"] == 0


def test_a_removed_peers_session_is_let_go_and_its_ids_may_come_again(rig: Rig) -> None:
    class Watched(Session):
        freed = 0

        def __del__(self) -> None:
            Watched.freed += 1

    rig.source(1)
    listener = rig.listener(1, attach=1)
    for _ in range(20):
        rig.kernel.remove_peer(1)
        policy = Policy(bytes(28), Policy.SSRC_ANY_OUTBOUND, srtp_profile=Policy.SRTP_PROFILE_AEAD_AES_128_GCM)
        rig.kernel.add_peer(1, Watched(policy), listener.address, cname="stage")
        rig.kernel.add_row(
            1, 1, ssrc=1, payload_types=PAYLOAD_TYPES["audio"], clock_rate=48000, first_sequence_number=1, timestamp=0
        )
        rig.kernel.attach(1, 1)
        rig.kernel.forward(1, [opus(_)])
    rig.kernel.remove_peer(1)
    rig.collect()
    assert len(listener.take()) == 20
    assert Watched.freed == 20


def test_what_the_caller_gets_wrong_raises_at_once(rig: Rig) -> None:
    rig.source(1)
    listener = rig.listener()
    good = {"ssrc": 1, "payload_types": {"opus": 111}, "clock_rate": 48000, "first_sequence_number": 1}
    changes: tuple[dict[str, object], ...] = (
        {"first_sequence_number": 0},
        {"first_sequence_number": 32768},
        {"payload_types": {}},
        {"payload_types": {"opus": 111, "vp8": 96}},
        {"payload_types": {"opus": 128}},
    )
    for change in changes:
        with pytest.raises(ValueError):
            rig.kernel.add_row(5, 1, **{**good, **change})  # type: ignore[arg-type]
    with pytest.raises(KeyError):
        rig.kernel.add_row(5, 99, **good)  # type: ignore[arg-type]
    with pytest.raises(ValueError):
        rig.kernel.add_row(1, 1, **good)  # type: ignore[arg-type]
    with pytest.raises(KeyError):
        rig.kernel.attach(1, 99)
    rig.source(2, "vp8")
    with pytest.raises(ValueError):
        rig.kernel.attach(1, 2)
    with pytest.raises(ValueError):
        rig.source(1)
    with pytest.raises(ValueError):
        rig.kernel.add_source(3, "theora", clock_rate=90000, history=9)  # type: ignore[arg-type]
    with pytest.raises(ValueError):
        rig.kernel.add_source(3, "vp8", clock_rate=90000, history=0)
    for address in (("localhost", 5), ("127.0.0.1", 0), ("::zz", 5), ("fe80::1%nowhere", 5)):
        with pytest.raises(ValueError):
            rig.kernel.set_address(1, address)
    with pytest.raises(ValueError):
        rig.kernel.add_peer(1, listener.session, listener.address, cname="x")
    with pytest.raises(ValueError):
        rig.kernel.add_peer(2, listener.session, listener.address, cname="x" * 256)


def test_what_races_with_a_removal_is_ignored_and_counted(rig: Rig) -> None:
    rig.source(1)
    rig.kernel.forward(9, [opus(1), opus(2)])
    rig.kernel.resend(9, [1, 2, 3])
    rig.kernel.send_control(9, bytes(8))
    rig.kernel.set_address(9, ("127.0.0.1", 9))
    rig.kernel.set_clock(9, 0, 0)
    rig.kernel.attach(9, 1)
    rig.kernel.attach(9, None)
    rig.kernel.remove_peer(9)
    rig.kernel.remove_source(9)
    rig.kernel.flush()
    counters = rig.kernel.counters()
    assert (counters["errors"], counters["nack_ignored"], counters["sent"]) == (3, 3, 0)
