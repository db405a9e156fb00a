"""Sender reports, feedback, malformed input, overload."""

from __future__ import annotations

import random
import socket
import struct
import sys
import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from media.fanout.kernel import Kind
from media.rtp import rtcp
from media.rtp.rtcp import Nack, Pli, SenderReport, SourceDescription
from tests.unit.media.fanout_harness import KernelClass, Listener, Rig, opus, srtp_session, vp8

NTP_EPOCH = 2_208_988_800


def ntp(unix_seconds: float) -> int:
    return int((unix_seconds + NTP_EPOCH) * 2**32)


SO_TIMESTAMPNS = 35


def arrivals(sock: socket.socket) -> list[int]:
    """Drain the socket: when each datagram came to it, in nanoseconds."""
    stamps = []
    try:
        while True:
            _, ancillary, _, _ = sock.recvmsg(4096, 64)
            seconds, nanoseconds = struct.unpack("qq", ancillary[0][2])
            stamps.append(seconds * 1_000_000_000 + nanoseconds)
    except BlockingIOError:
        return stamps


def sender_report(listener: Listener) -> SenderReport:
    (compound,) = listener.rtcp()
    report, description = rtcp.parse(compound)
    assert isinstance(report, SenderReport)
    assert description == SourceDescription(((report.ssrc, "stage"),))
    return report


def test_a_report_maps_the_rows_timestamps_to_capture_time(rig: Rig) -> None:
    rig.source(1, "vp8")
    listener = rig.listener(media="video", timestamp=0xFFFFFFF0, attach=1)
    rig.kernel.set_clock(1, ntp(1_000_000.25), 90_000)
    rig.pass_time(0.5)
    rig.kernel.forward(1, [vp8(1, 90_000 + 45_000, key=True, body=b"x" * 100)])
    rig.kernel.forward(1, [vp8(2, 90_000 + 48_000, body=b"x" * 100)])
    rig.collect()
    first, second = listener.rtp()
    rig.kernel.send_reports(1_000_001.0)
    rig.collect()
    report = sender_report(listener)
    assert report.ssrc == 0x1001
    assert (report.packet_count, report.octet_count) == (2, len(first.payload) + len(second.payload))
    assert abs(report.ntp - ntp(1_000_000.75)) < 2**32 / 1e6
    assert report.rtp_timestamp == first.timestamp, "captured 0.5 s after the clock was set, as the first packet was"


def test_sound_and_picture_of_one_instant_have_one_capture_time(rig: Rig) -> None:
    """Lip sync: two rows with offsets of their own, two clocks, one NTP time."""
    rig.source(1)
    rig.source(2, "vp8")
    sound = rig.listener(1, attach=1, timestamp=777)
    picture = rig.listener(2, media="video", attach=2, timestamp=123_456)
    rig.kernel.set_clock(1, ntp(500.0), 48_000)
    rig.pass_time(1.0)
    rig.kernel.set_clock(2, ntp(501.0), 5)
    rig.pass_time(1.0)
    rig.kernel.forward(1, [opus(1, 48_000 + 2 * 48_000)])
    rig.kernel.forward(2, [vp8(1, 5 + 90_000, key=True)])
    rig.collect()
    (heard,), (seen,) = sound.rtp(), picture.rtp()
    rig.kernel.send_reports(502.0)
    rig.collect()
    of_sound, of_picture = sender_report(sound), sender_report(picture)
    assert of_sound.ntp == of_picture.ntp
    assert (of_sound.rtp_timestamp, of_picture.rtp_timestamp) == (heard.timestamp, seen.timestamp)


def test_reports_come_every_five_seconds_spread_over_them(rig: Rig) -> None:
    rig.source(1)
    listeners = [rig.listener(peer, attach=1) for peer in range(1, 51)]
    rig.kernel.set_clock(1, ntp(0), 0)
    rig.kernel.forward(1, [opus(1)])
    rig.kernel.send_reports(1000.0)
    rig.collect()
    assert [len(listener.take()) - 1 for listener in listeners] == [1] * 50, "the first one at once"
    busiest = 0
    for step in range(1, 301):
        rig.kernel.send_reports(1000.0 + step / 10)
        before = rig.collected
        rig.collect()
        busiest = max(busiest, rig.collected - before)
    counts = [len(listener.take()) for listener in listeners]
    assert set(counts) <= {5, 6} and sum(counts) >= 50 * 5
    assert busiest <= 5


def test_a_switch_to_other_offsets_is_reported_at_once(rig: Rig) -> None:
    rig.source(1, "vp8")
    rig.source(2, "vp8")
    listener = rig.listener(media="video", attach=1)
    for source in (1, 2):
        rig.kernel.set_clock(source, ntp(10), 1000 * source)
    rig.kernel.forward(1, [vp8(1, 1000, key=True)])
    rig.kernel.send_reports(10.0)
    rig.kernel.attach(1, 2)
    rig.kernel.send_reports(10.1)
    rig.collect()
    listener.take()
    rig.kernel.forward(2, [vp8(1, 2000, key=True)])
    rig.collect()
    (packet,) = listener.rtp()
    rig.kernel.send_reports(10.2)
    rig.collect()
    assert sender_report(listener).rtp_timestamp == packet.timestamp


def test_rows_without_packets_clock_or_source_report_nothing(rig: Rig) -> None:
    rig.source(1)
    rig.source(2)
    rig.listener(1, attach=1)
    rig.listener(2)
    rig.listener(3, attach=2)
    rig.listener(4, attach=1)
    rig.kernel.send_reports(1.0)
    rig.kernel.set_clock(1, 0, 0)
    rig.kernel.send_reports(2.0)
    rig.kernel.attach(1, None)
    rig.kernel.forward(2, [opus(1)])
    rig.kernel.forward(1, [opus(1)])
    rig.kernel.attach(4, None)
    rig.kernel.send_reports(3.0)
    rig.collect()
    assert rig.kernel.counters()["sent"] == 2


def test_a_clock_set_back_does_not_stop_the_reports(rig: Rig) -> None:
    rig.source(1)
    listener = rig.listener(attach=1)
    rig.kernel.set_clock(1, 0, 0)
    rig.kernel.forward(1, [opus(1)])
    rig.kernel.send_reports(1_000_000.0)
    rig.kernel.send_reports(1000.0)
    rig.collect()
    assert len(listener.take()) == 3


@pytest.mark.parametrize("name", ["", "n", "na", "nam", "name", "n" * 255])
def test_the_cname_is_padded_as_sdes_wants(rig: Rig, name: str) -> None:
    rig.source(1)
    listener = rig.listeners[5] = Listener("named", "127.0.0.1", 7)
    rig.kernel.add_peer(5, srtp_session("named", 3, 7), listener.address, cname=name)
    rig.kernel.add_row(5, 5, ssrc=5, payload_types={"opus": 111}, clock_rate=48000, first_sequence_number=1)
    rig.kernel.attach(5, 1)
    rig.kernel.set_clock(1, 0, 0)
    rig.kernel.forward(1, [opus(1)])
    rig.collect()
    listener.rtp()
    rig.kernel.send_reports(1.0)
    rig.collect()
    (compound,) = listener.rtcp()
    assert rtcp.parse(compound)[1] == SourceDescription(((5, name),))


def test_feedback_to_a_publisher_is_protected_and_sent(rig: Rig) -> None:
    publisher = rig.listener()
    compound = rtcp.build([rtcp.ReceiverReport(1), Pli(1, 2), Nack(1, 2, (5, 6))])
    rig.kernel.send_control(1, compound)
    rig.kernel.send_control(1, b"short")
    rig.kernel.send_control(1, bytes(4000))
    rig.collect()
    assert publisher.rtcp() == [compound]
    assert rig.kernel.counters()["errors"] == 2


@pytest.mark.parametrize("kind", ["opus", "vp8", "h264"])
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(datagrams=st.lists(st.binary(max_size=80).map(lambda tail: b"\x80\x60" + tail) | st.binary(max_size=80), max_size=8))
def test_any_bytes_are_forwarded_or_counted_and_the_next_packet_goes_out(
    kernel_class: KernelClass, kind: Kind, datagrams: list[bytes]
) -> None:
    rig = Rig(kernel_class)
    try:
        rig.source(1, kind)
        rig.source(2)
        rig.listener(1, media="audio" if kind == "opus" else "video", attach=1)
        hearing = rig.listener(2, attach=2)
        rig.kernel.forward(1, datagrams)
        rig.kernel.forward(2, [opus(1)])
        rig.collect()
        assert len(hearing.rtp()) == 1
        for packet in rig.listeners[1].rtp():
            assert packet.head.ssrc == 0x1001
    finally:
        rig.close()


def test_too_long_and_truncated_packets_are_counted_and_their_neighbours_forwarded(rig: Rig) -> None:
    rig.source(1, "vp8")
    listener = rig.listener(media="video", attach=1)
    good = vp8(1, key=True)
    bad = [vp8(2, body=bytes(2100)), good[:12] + b"\x80", good[:11], b"", b"\x40" + good[1:], good[:12] + b"\x90\x80"]
    rig.kernel.forward(1, [bad[0], good, *bad[1:], vp8(3)])
    rig.collect()
    assert len(listener.rtp()) == 2
    assert rig.kernel.counters()["errors"] == len(bad)


def test_listeners_of_a_family_without_a_socket_are_counted_as_errors(kernel_class: KernelClass) -> None:
    sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    kernel = kernel_class(sender.fileno())
    try:
        kernel.add_peer(1, srtp_session("x", 3), ("::1", 9), cname="x")
        kernel.add_row(1, 1, ssrc=1, payload_types={"opus": 111}, clock_rate=48000, first_sequence_number=1)
        kernel.add_source(1, "opus", clock_rate=48000, history=8)
        kernel.attach(1, 1)
        kernel.forward(1, [opus(1), opus(2)])
        kernel.flush()
        assert (kernel.counters()["errors"], kernel.counters()["sent"]) == (2, 0)
    finally:
        kernel.close()
        sender.close()


def test_what_would_block_is_dropped_and_counted(kernel_class: KernelClass) -> None:
    """A connected stream socket whose peer never reads: the one socket on loopback that really fills up."""
    server = socket.create_server(("127.0.0.1", 0))
    sender = socket.create_connection(server.getsockname())
    reader, _ = server.accept()
    kernel = kernel_class(sender.fileno())
    try:
        kernel.add_peer(1, srtp_session("x", 3), ("127.0.0.1", 9), cname="x")
        kernel.add_row(1, 1, ssrc=1, payload_types={"opus": 111}, clock_rate=48000, first_sequence_number=1)
        kernel.add_source(1, "opus", clock_rate=48000, history=8)
        kernel.attach(1, 1)
        for number in range(20_000):
            kernel.forward(1, [opus(number, payload=bytes(1900))])
            if number % 100 == 0:
                kernel.flush()
                if kernel.counters()["dropped"] >= 50:
                    break
        assert kernel.counters()["dropped"] >= 50
        assert kernel.counters()["errors"] == 0
    finally:
        kernel.close()
        for sock in (server, sender, reader):
            sock.close()


def test_an_unreachable_listener_costs_the_others_nothing(rig: Rig) -> None:
    rig.source(1)
    hearing = [rig.listener(peer, attach=1) for peer in (1, 3)]
    rig.listener(2, attach=1)
    rig.kernel.set_address(2, ("255.255.255.255", 9))
    for number in range(10):
        rig.kernel.forward(1, [opus(number)])
    rig.collect()
    assert [len(listener.rtp()) for listener in hearing] == [10, 10]
    assert rig.kernel.counters()["errors"] == 10


def test_after_close_everything_is_refused_or_ignored(make_rig: Callable[..., Rig]) -> None:
    rig = make_rig()
    rig.source(1)
    listener = rig.listener(attach=1)
    rig.kernel.forward(1, [opus(1)])
    rig.collect()
    rig.kernel.close()
    rig.kernel.close()
    rig.kernel.forward(1, [opus(2)])
    rig.kernel.resend(1, [1000])
    rig.kernel.attach(1, None)
    rig.kernel.remove_peer(1)
    rig.kernel.remove_source(1)
    rig.kernel.send_reports(1.0)
    rig.kernel.flush()
    assert rig.kernel.counters()["sent"] == 1
    with pytest.raises(RuntimeError):
        rig.kernel.add_peer(1, listener.session, listener.address, cname="x")
    with pytest.raises(RuntimeError):
        rig.source(2)


def test_the_sockets_stay_the_callers(kernel_class: KernelClass) -> None:
    rig = Rig(kernel_class)
    rig.kernel.close()
    assert rig.sockets[0].getsockname()[0] == "127.0.0.1"
    rig.close()


def test_a_kernel_without_its_socket_is_not_made(kernel_class: KernelClass) -> None:
    for _ in range(3):
        with pytest.raises(OSError):
            kernel_class(100_000)


class TestNativeRing:
    """What only a kernel with a thread of its own must answer for."""

    @pytest.fixture
    def native(self) -> KernelClass:
        from media.fanout._native import NativeKernel

        return NativeKernel

    def test_a_full_ring_refuses_sound_and_loses_no_change(self, native: KernelClass) -> None:
        rig = Rig(native, ring=16, late_ms=0)
        try:
            rig.source(1)
            for peer in range(1, 101):
                rig.listener(peer, attach=1)
            rig.collect()
            total = 0
            for number in range(300):
                rig.kernel.forward(1, [opus(number)])
                total += 1
            for peer in range(1, 101):
                rig.kernel.remove_peer(peer)
            rig.kernel.flush()
            counters = rig.kernel.counters()
            assert counters["overflow"] > 0
            assert counters["sent"] == 100 * (total - counters["overflow"])
            rig.kernel.forward(1, [opus(400)])
            rig.kernel.flush()
            assert rig.kernel.counters()["sent"] == counters["sent"]
        finally:
            rig.close()

    def test_packets_that_waited_too_long_are_dropped_not_delayed(self, native: KernelClass) -> None:
        rig = Rig(native, late_ms=1)
        try:
            rig.source(1, history=512)
            for peer in range(1, 201):
                rig.listener(peer, attach=1)
            for number in range(200):
                rig.kernel.forward(1, [opus(number, payload=bytes(1000))])
            rig.kernel.flush()
            counters = rig.kernel.counters()
            assert counters["overflow"] > 0
            assert counters["sent"] == 200 * (200 - counters["overflow"])
        finally:
            rig.close()

    def test_the_thread_works_while_python_holds_its_lock(self, native: KernelClass) -> None:
        rig = Rig(native, late_ms=0)
        interval = sys.getswitchinterval()
        try:
            rig.source(1)
            for peer in range(1, 101):
                rig.listener(peer, attach=1)
            sys.setswitchinterval(1000)  # nobody gets the lock from this loop
            for number in range(20):
                rig.kernel.forward(1, [opus(number)])
            deadline = time.monotonic() + 20
            while rig.kernel.counters()["sent"] < 2000 and time.monotonic() < deadline:
                pass
            assert rig.kernel.counters()["sent"] == 2000
        finally:
            sys.setswitchinterval(interval)
            rig.close()

    def test_sound_overtakes_a_long_video_pass(self, native: KernelClass) -> None:
        """By the receivers' kernel stamps.  The test may be held up before it has put the sound in, so it may try again;
        without overtaking no try can succeed."""
        rig = Rig(native, late_ms=0)
        try:
            rig.source(1, "vp8", history=8192)
            rig.source(2)
            last = rig.listener(0, media="video", attach=1)
            sound = rig.listener(1, attach=2)
            for peer in range(2, 302):
                rig.listener(peer, media="video", attach=1)
                rig.kernel.set_address(peer, ("127.0.0.1", rig.sockets[0].getsockname()[1]))
            for listener in (last, sound):
                listener.socket.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
            rig.kernel.forward(1, [vp8(0, key=True)])
            for attempt in range(20):
                rig.kernel.flush()
                first = 1 + attempt * 60
                rig.kernel.forward(1, [vp8(first + part, start=False, body=bytes(900)) for part in range(60)])
                rig.kernel.forward(2, [opus(attempt)])
                rig.kernel.flush()
                if arrivals(sound.socket)[-1] < arrivals(last.socket)[-1]:
                    return
            pytest.fail("sound waited for the whole pass, every time")
        finally:
            rig.close()

    def test_peers_come_and_go_while_packets_fly(self, native: KernelClass) -> None:
        rig = Rig(native, ring=64)
        chance = random.Random(3)
        try:
            for source in range(4):
                rig.source(source)
            listener = rig.listener(10_000)
            present: set[int] = set()
            for number in range(3000):
                peer = chance.randrange(80)
                if peer in present:
                    rig.kernel.remove_peer(peer)
                    present.remove(peer)
                else:
                    rig.kernel.add_peer(peer, srtp_session(f"{number}", 3), listener.address, cname="x")
                    rig.kernel.add_row(
                        peer, peer, ssrc=peer, payload_types={"opus": 111}, clock_rate=48000, first_sequence_number=5
                    )
                    present.add(peer)
                for other in chance.sample(sorted(present), min(3, len(present))):
                    rig.kernel.attach(other, chance.choice((0, 1, 2, 3, None)))
                    rig.kernel.resend(other, [5, 6, 7])
                rig.kernel.forward(number % 4, [opus(number)])
                if number % 500 == 499:
                    source = chance.randrange(4)
                    rig.kernel.remove_source(source)
                    rig.source(source)
            rig.kernel.flush()
            counters = rig.kernel.counters()
            assert counters["errors"] == 0 and counters["sent"] > 1000 and counters["queue"] == 0
        finally:
            rig.close()
