"""A connection test by itself: how much padding leaves when, and what its reports and what the client sends come to."""

from __future__ import annotations

import pytest

from media.rtp.header import build_packet, parse_header
from media.rtp.rtcp import ReceiverReport, Remb, ReportBlock, SenderReport, parse
from media.sfu.layout import PROBE_SSRC, ProbeLayout
from media.transport.probe import DOWN_S, LOAD_BPS, MOST_AT_ONCE, PACKET_BYTES, WARM_UP_BPS, WARM_UP_S, Probe, padded


def made(payload_type: int | None = 96, extension: int = 0) -> Probe:
    return Probe(ProbeLayout(payload_type, extension), (100, 5000))


def test_nothing_leaves_before_the_load_is_asked_for() -> None:
    probe = made()
    assert probe.due(10.0) == [] and not probe.sending(10.0)


def test_the_padding_keeps_to_its_rates_evenly() -> None:
    probe = made()
    probe.start(0.0)
    bursts = [len(probe.due(0.005 * n)) for n in range(1, 1200)]
    assert max(bursts) <= 9
    assert sum(bursts) == pytest.approx(padded(DOWN_S), abs=1)
    warm = int(WARM_UP_S / 0.005)
    assert 8 * PACKET_BYTES * sum(bursts[:warm]) / WARM_UP_S == pytest.approx(WARM_UP_BPS, rel=0.02)
    assert 8 * PACKET_BYTES * sum(bursts[warm:]) / (DOWN_S - WARM_UP_S) == pytest.approx(LOAD_BPS, rel=0.02)
    assert not probe.sending(DOWN_S)


def test_a_stall_is_not_made_up_for_in_a_burst() -> None:
    probe = made()
    probe.start(0.0)
    assert len(probe.due(4.0)) == MOST_AT_ONCE
    assert probe.due(4.0) == []


def test_a_packet_is_padding_and_nothing_else() -> None:
    probe = made()
    probe.start(0.0)
    first, second = probe.due(0.01)[0], probe.due(0.02)[0]
    header = parse_header(first)
    assert (header.payload_start, header.payload_end, len(first)) == (12, 12, 267)
    assert (header.ssrc, header.sequence_number) == (PROBE_SSRC, 100)
    assert parse_header(second).sequence_number > 100


def test_a_client_that_wants_no_padding_gets_none() -> None:
    probe = made(None)
    probe.start(0.0)
    assert probe.due(3.0) == [] and not probe.sending(3.0)


def test_the_loss_is_what_the_clients_reports_miss_and_impossible_reports_are_ignored() -> None:
    probe = made()
    probe.start(0.0)
    for n in range(1, 101):
        probe.due(0.005 * n)
    last = 100 + probe.sent - 1
    probe.control(
        [ReceiverReport(1, (ReportBlock(PROBE_SSRC, packets_lost=10, highest_sequence_number=last, jitter=90),))], 1.0, 0.0
    )
    figures = probe.figures("p")
    assert figures.down_loss == pytest.approx(10 / probe.sent, abs=1e-4)
    assert figures.down_jitter_ms == 1.0
    probe.control(
        [ReceiverReport(1, (ReportBlock(PROBE_SSRC, packets_lost=0, highest_sequence_number=last + 999),))], 1.0, 0.0
    )
    assert probe.figures("p").down_loss == figures.down_loss


def test_what_the_client_sends_is_measured_by_its_best_two_seconds_and_its_median_loss() -> None:
    probe, number = made(), 0
    for tick in range(600):  # six seconds: one slow, five at 2.04 Mbit/s with 5 % lost
        now = 0.01 * tick
        for _ in range(0 if tick < 100 else 2):
            number += 1
            if number % 20:
                packet = build_packet(bytes(1248 - 12 + 24), payload_type=96, sequence_number=number, timestamp=0, ssrc=7)
                probe.arrived(packet, now)
        if tick % 10 == 0:
            probe.feedback(now)
    figures = probe.figures("p")
    assert figures.up_bps == pytest.approx(0.95 * 200 * 8 * 1300, rel=0.02)
    assert figures.up_loss == pytest.approx(0.05, abs=0.02)


def test_reports_tell_the_time_of_the_padding_and_a_rate_where_nothing_is_numbered() -> None:
    probe = made()
    assert [type(packet) for packet in parse(probe.report(1.0, 0.0))] == [ReceiverReport]
    probe.start(1.0)
    probe.due(1.5)
    probe.arrived(build_packet(b"x", payload_type=96, sequence_number=1, timestamp=0, ssrc=7), 1.5)
    report, remb = parse(probe.report(2.0, 0.0))
    assert isinstance(report, SenderReport) and report.ssrc == PROBE_SSRC and report.packet_count == probe.sent
    assert isinstance(remb, Remb)
    numbered = made(extension=3)
    numbered.arrived(build_packet(b"x", payload_type=96, sequence_number=1, timestamp=0, ssrc=7), 1.5)
    assert not any(isinstance(packet, Remb) for packet in parse(numbered.report(2.0, 0.0)))


def test_wild_streams_are_bounded() -> None:
    probe = made()
    for ssrc in range(100):
        probe.arrived(build_packet(b"x", payload_type=96, sequence_number=1, timestamp=0, ssrc=ssrc), 1.0)
    probe.arrived(b"short", 1.0)
    reports = parse(probe.report(2.0, 0.0))[0]
    assert isinstance(reports, ReceiverReport) and len(reports.reports) == 8


@pytest.mark.parametrize(("growth", "lost", "rising"), [(1.2, False, True), (1.0, False, False), (1.2, True, False)])
def test_a_client_that_was_still_getting_faster_without_loss_is_at_least_so_fast(
    growth: float, lost: bool, rising: bool
) -> None:
    probe, number = made(), 0
    for tick in range(70):
        for n in range(round(10 * growth ** (tick / 10))):
            number += 1
            if not (lost and 20 <= tick < 30 and n % 5 == 0):
                packet = build_packet(bytes(1000), payload_type=96, sequence_number=number, timestamp=0, ssrc=7)
                probe.arrived(packet, 0.1 * tick + 0.001)
        probe.feedback(0.1 * tick)
    assert probe.figures("p").up_rising is rising
