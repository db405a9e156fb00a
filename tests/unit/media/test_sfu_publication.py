"""A publisher's tracks: the gate before decryption, demultiplexing, feedback."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.rtp import transport_cc
from media.rtp.header import build_packet, parse_header
from media.rtp.rtcp import Fir, Nack, Pli, ReceiverReport, Remb, SenderReport, parse
from media.sfu.layout import PublisherLayout, TrackLayout
from media.sfu.numbers import Numbers
from media.sfu.publication import FOLLOW_EVERY, MAX_SSRCS, Publication
from media.sfu.source import NTP_EPOCH_S, CaptureClock
from media.sfu.track import KEY_FRAME_INTERVAL_S, OUR_SSRC, KeyFrames, Track
from media.testing import Vp8Stream

MID = 4
LAYOUT = PublisherLayout(
    (
        TrackLayout("mic", "opus", 111, "0", (100,), nack=True),
        TrackLayout("cam", "vp8", 96, "1", (200,), nack=True, pli=True, remb=True),
        TrackLayout("screen", "vp8", 96, "2", (), nack=True, fir=True),
    ),
    MID,
    frozenset({201}),
)


@pytest.fixture
def publication() -> Publication:
    return Publication("p1", "m", 9, LAYOUT, Counter())


def packet(ssrc: int, n: int = 1, *, payload_type: int = 111, mid: str = "", payload: bytes = b"x") -> bytes:
    extensions = {MID: mid.encode()} if mid else None
    return build_packet(
        payload, payload_type=payload_type, sequence_number=n % 65536, timestamp=n * 960, ssrc=ssrc, extensions=extensions
    )


def send(publication: Publication, data: bytes, now: float = 0.0) -> Track | None:
    """What the node does with one packet, less the decryption."""
    placed = publication.place(data, now) if publication.admits(data) else None
    return placed.track if placed else None


def test_tracks_are_named_by_owner_and_meeting(publication: Publication) -> None:
    assert [t.track_id for t in publication.tracks] == ["p1/mic", "p1/cam", "p1/screen"]
    assert publication.tracks[0].pipe_id == b"m/p1/mic" and {t.peer for t in publication.tracks} == {9}


def test_behind_a_closed_gate_one_packet_in_a_thousand_is_decrypted_and_none_gets_through(publication: Publication) -> None:
    admitted = 0
    for n in range(1 + 3 * FOLLOW_EVERY):
        data = packet(100, n)
        if publication.admits(data):
            admitted += 1
            assert publication.place(data, 0.0) is None
    assert admitted == 1 + 3
    assert publication.counters == {"rtp_gated": 3 * FOLLOW_EVERY - 3, "rtp_followed": 4}


def test_an_open_gate_lets_all_through_and_a_closed_one_nothing_more(publication: Publication) -> None:
    mic = publication.tracks[0]
    mic.open(True)
    assert all(send(publication, packet(100, n)) is mic for n in range(5))
    mic.open(False)
    assert all(send(publication, packet(100, n)) is None for n in range(5, 10))


def test_streams_are_told_apart_by_mid_then_ssrc_then_a_payload_type_of_their_own(publication: Publication) -> None:
    mic, cam, screen = publication.tracks
    for track in publication.tracks:
        track.open(True)
    assert send(publication, packet(7, payload_type=96, mid="2")) is screen
    assert send(publication, packet(7, 2, payload_type=96)) is screen, "bound from now on"
    assert send(publication, packet(200, payload_type=96)) is cam
    assert send(publication, packet(300)) is mic
    assert send(publication, packet(8, payload_type=96)) is None, "camera or screen: who knows"
    assert send(publication, packet(200, 2, payload_type=111)) is None, "not this track's payload type"
    assert send(publication, packet(201, payload_type=96)) is None, "a repair stream nobody negotiated"
    assert publication.counters["rtp_unknown"] == 2


def test_a_replaced_stream_is_taken_and_the_old_one_no_more(publication: Publication) -> None:
    cam = publication.tracks[1]
    cam.open(True)
    assert (placed := publication.place(packet(200, payload_type=96), 0.0)) and placed[:2] == (cam, False)
    assert (placed := publication.place(packet(55, payload_type=96, mid="1"), 0.0)) and placed[:2] == (cam, True)
    assert send(publication, packet(200, 2, payload_type=96)) is None


def test_padding_alone_is_not_forwarded_and_leaves_no_gap(publication: Publication) -> None:
    cam = publication.tracks[1]
    cam.open(True)
    forwarded = []
    for n in (65534, 65535, 65536, 65537, 65538, 65540):
        padding = n in (65535, 65537)
        data = build_packet(
            b"" if padding else b"x",
            payload_type=96,
            sequence_number=n % 65536,
            timestamp=n,
            ssrc=200,
            padding=200 if padding else 0,
        )
        placed = publication.place(data, 0.0)
        assert placed is not None
        forwarded.append(placed.packet and parse_header(placed.packet).sequence_number)
    assert forwarded == [65534, None, 65535, None, 0, 2]
    (nack,) = cam.requests(0.01)
    assert isinstance(nack, Nack) and nack.sequence_numbers == (3,), "asked for in the publisher's own numbers"
    cam.open(False)
    assert publication.report(1.0) == b""


def test_every_arrival_is_fed_back_for_congestion_by_its_transport_wide_number() -> None:
    layout = PublisherLayout((TrackLayout("cam", "vp8", 96, "1", (200,), transport_cc=True),), MID, transport_cc_extension=5)
    publication = Publication("p1", "m", 9, layout, Counter())
    assert publication.congestion() == []
    for n in (1, 2, 4):
        data = build_packet(
            b"x", payload_type=96, sequence_number=n, timestamp=n, ssrc=200, extensions={5: bytes((0xFF, 0xF0 + n))}
        )
        if publication.admits(data):
            publication.place(data, n / 1000)
        publication.arrived(data, n / 1000)
    (compound,) = publication.congestion()
    assert isinstance(parse(compound)[0], ReceiverReport)
    feedback = transport_cc.decode(compound[8:])
    assert feedback.base == 0xFFF1 and feedback.media_ssrc == 200
    assert feedback.arrivals == (4, 8, None, 16), "gated packets count: they have crossed the net"
    assert publication.congestion() == []


def test_streams_are_bounded(publication: Publication) -> None:
    for ssrc in range(1000, 1000 + 2 * MAX_SSRCS):
        send(publication, packet(ssrc, payload_type=9))
    assert not publication.admits(packet(5000))
    assert publication.counters["rtp_unknown"] > MAX_SSRCS


@given(st.binary(max_size=60))
def test_any_bytes_are_placed_or_dropped(data: bytes) -> None:
    publication = Publication("p1", "m", 9, LAYOUT, Counter())
    for track in publication.tracks:
        track.open(True)
    if publication.admits(data):
        publication.place(data, 0.0)
    publication.place(b"\x90" + data, 0.0)


def test_what_was_dropped_at_the_gate_is_not_reported_as_lost(publication: Publication) -> None:
    mic = publication.tracks[0]
    mic.open(True)
    send(publication, packet(100, 1))
    mic.open(False)
    assert publication.report(1.0) == b""
    for n in range(2, 500):
        send(publication, packet(100, n))
    mic.open(True)
    for n in range(500, 510):
        send(publication, packet(100, n))
    (report,) = parse(publication.report(2.0))
    assert isinstance(report, ReceiverReport)
    assert report.reports[0].fraction_lost == 0 and report.reports[0].packets_lost == 0


def test_reports_carry_loss_and_a_rate_for_video(publication: Publication) -> None:
    for track in publication.tracks:
        track.open(True)
    for n in (1, 2, 4):
        send(publication, packet(100, n))
        send(publication, packet(200, n, payload_type=96))
    report, remb = parse(publication.report(1.0))
    assert isinstance(report, ReceiverReport) and isinstance(remb, Remb)
    assert [(block.ssrc, block.fraction_lost) for block in report.reports] == [(100, 64), (200, 64)]
    assert remb.ssrcs == (200,)


def test_missing_video_is_asked_for_and_given_up_for_a_key_frame(publication: Publication) -> None:
    cam = publication.tracks[1]
    cam.open(True)
    for n in (1, 2, 5):
        send(publication, packet(200, n, payload_type=96), now=0.0)
    (nack,) = cam.requests(0.01)
    assert isinstance(nack, Nack) and nack.sequence_numbers == (3, 4) and nack.media_ssrc == 200
    assert cam.requests(0.02) == []
    kinds = [type(request) for n in range(2, 200) for request in cam.requests(n / 100)]
    assert kinds.count(Nack) == 7 and Pli in kinds


def test_a_key_frame_is_wanted_until_it_begins(publication: Publication) -> None:
    cam = publication.tracks[1]
    cam.open(True)
    stream = Vp8Stream(ssrc=200)
    send(publication, stream.frame()[0])
    cam.layers[0].key_frames.want()
    assert [type(request) for request in cam.requests(0.0)] == [Pli]
    send(publication, stream.frame()[0])
    assert cam.layers[0].key_frames.wanted
    send(publication, stream.frame(key=True)[0])
    assert not cam.layers[0].key_frames.wanted


def test_a_sender_that_knows_only_full_intra_requests_gets_numbered_ones(publication: Publication) -> None:
    screen = publication.tracks[2]
    screen.open(True)
    screen.layers[0].bind(5)
    screen.layers[0].key_frames.want()
    requests = [request for now in (0.0, 1.0) for request in screen.requests(now)]
    assert requests == [Fir(requests[0].sender_ssrc, ((5, 1),)), Fir(requests[0].sender_ssrc, ((5, 2),))]  # type: ignore[union-attr]


def test_key_frame_requests_are_throttled() -> None:
    requests = KeyFrames()
    assert not requests.due(0.0)
    requests.want()
    assert requests.due(0.0) and not requests.due(KEY_FRAME_INTERVAL_S - 0.01) and requests.due(KEY_FRAME_INTERVAL_S)
    requests.seen(1.0)
    assert not requests.due(9.0)


def test_a_senders_clock_is_read_from_its_least_delayed_report() -> None:
    clock = CaptureClock()

    def ntp(seconds: float) -> int:
        return int((seconds + NTP_EPOCH_S) * 2**32)

    clock.report(ntp(100.0), 5000.30)
    clock.report(ntp(101.0), 5001.05)
    assert clock.report(ntp(102.0), 5002.40) / 2**32 - NTP_EPOCH_S == pytest.approx(5002.05, abs=1e-4)


def test_sender_reports_of_unbound_streams_set_no_clock(publication: Publication) -> None:
    cam = publication.tracks[1]
    assert publication.control([SenderReport(200, 1 << 32, 0, 0, 0)], 0.0, 0.0) == []
    cam.open(True)
    send(publication, packet(200, payload_type=96))
    assert publication.control([SenderReport(200, 1 << 32, 0, 0, 0)], 0.0, 0.0) == [], "no slot has shown it yet"


def test_numbers_are_given_out_small_and_again() -> None:
    numbers = Numbers()
    assert [numbers.take() for _ in range(3)] == [0, 1, 2]
    numbers.give_back(1)
    numbers.give_back(0)
    assert [numbers.take() for _ in range(3)] == [0, 1, 3]


def test_lost_sound_is_asked_for_at_once_and_stays_lost_in_the_reports(publication: Publication) -> None:
    mic = publication.tracks[0]
    mic.open(True)
    for n in (1, 2, 4):
        send(publication, packet(100, n), n * 0.02)
    assert mic.requests(0.08) == [Nack(OUR_SSRC, 100, (3,))]
    send(publication, packet(100, 3), 0.14)
    assert mic.requests(0.2) == []
    (report,) = [p for p in parse(publication.report(1.0)) if isinstance(p, ReceiverReport)]
    assert report.reports[0].packets_lost == 1


def test_sound_is_not_asked_for_where_the_publisher_knows_no_resends_nor_behind_a_closed_gate() -> None:
    silent = Publication("p1", "m", 9, PublisherLayout((TrackLayout("mic", "opus", 111, "0", (100,)),)), Counter())
    able = Publication("p1", "m", 9, LAYOUT, Counter())
    for publication in (silent, able):
        publication.tracks[0].open(True)
        for n in (1, 3):
            send(publication, packet(100, n), n * 0.02)
    able.tracks[0].open(False)
    assert silent.tracks[0].requests(0.06) == able.tracks[0].requests(0.06) == []
