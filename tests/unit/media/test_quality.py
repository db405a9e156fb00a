"""Loss, jitter and round trip of each peer, from RTCP, and when they are told."""

from __future__ import annotations

from collections import Counter

import pytest

from bus.messages import PeerKind, PeerQuality, PeerState
from media.rtp.header import parse_header
from media.rtp.rtcp import Nack, ReceiverReport, ReferenceDelays, ReferenceTime, ReportBlock, SenderReport, parse
from media.rtp.sequence import ReceiveStatistics
from media.sfu.layout import FIRST_SSRC, PublisherLayout, TrackLayout
from media.sfu.losses import MOST_ASKED
from media.sfu.publication import Publication
from media.sfu.source import MIX_DELAY_S, ntp_time
from media.sfu.track import OUR_SSRC
from media.testing import Link, OpusStream, ToneSource
from media.transport.peer import Peer
from media.transport.quality import (
    ENOUGH_PACKETS,
    ROUND_S,
    SILENT_S,
    TURNS,
    Listener,
    LossWindow,
    Meters,
    RoundTrip,
    round_trip_s,
)

WALL = 1_700_000_000.0
AUDIO, VIDEO = FIRST_SSRC, FIRST_SSRC + 2


def peer(name: str = "s1", kind: PeerKind = "subscriber", meeting: str = "m") -> Peer:
    return Peer(7, PeerState(name, meeting), "p1", kind, "plenary", 1, 0.0, 0.0)


class Watched:
    """One peer under a node's meters; ``figures`` is what was told last."""

    def __init__(self, kind: PeerKind = "subscriber") -> None:
        self.meters = Meters()
        self.peer = peer(kind=kind)
        self.meters.add(self.peer)
        self.told: list[PeerQuality] = []

    def hear(self, now: float, *packets: ReceiverReport | SenderReport | ReferenceDelays | Nack) -> None:
        self.peer.last_seen = now
        self.meters.heard(self.peer, list(packets), now, WALL)

    def round(self, now: float) -> PeerQuality | None:
        """A whole round of turns; what was told in it."""
        before = len(self.told)
        for _ in range(TURNS):
            for message in self.meters.turn(now):
                assert message.meeting_id == "m"
                self.told += message.peers
        return self.told[-1] if len(self.told) > before else None

    @property
    def figures(self) -> PeerQuality:
        return self.told[-1]


def report(highest: int, lost: int = 0, *, ssrc: int = AUDIO, jitter: int = 0, trip: tuple[float, float] | None = None):  # type: ignore[no-untyped-def]
    """``trip``: Unix seconds our report was sent at, and how long the client kept it."""
    last = (ntp_time(trip[0]) >> 16) & 0xFFFFFFFF if trip else 0
    return ReceiverReport(1, (ReportBlock(ssrc, 0, lost, highest, jitter, last, int(trip[1] * 65536) if trip else 0),))


# --- sums -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sent_at", [WALL, -2_208_988_800 + 65_536 * 40_000.0 - 0.05, 0.0])
def test_the_round_trip_is_the_way_there_and_back_without_the_clients_delay_also_when_ntp_wraps(sent_at: float) -> None:
    last = ntp_time(sent_at) >> 16 & 0xFFFFFFFF
    trip = round_trip_s(last, int(1.5 * 65536), sent_at + 1.5 + 0.12)
    assert trip == pytest.approx(0.12, abs=1e-4)


def test_a_report_that_answers_none_of_ours_or_nonsense_tells_no_round_trip() -> None:
    now = ntp_time(WALL) >> 16 & 0xFFFFFFFF
    assert round_trip_s(0, 5, WALL) is None
    assert round_trip_s(now, 1 << 31, WALL) is None
    assert round_trip_s(now - (600 << 16) & 0xFFFFFFFF, 0, WALL) is None


def test_one_report_that_came_late_does_not_lengthen_the_path_two_do() -> None:
    trip = RoundTrip()
    for seconds, shown in ((0.05, 50), (0.4, 50), (None, 50), (0.06, 60), (0.3, 60), (0.3, 300), (-0.001, 0)):
        trip.take(seconds)
        assert trip.ms == pytest.approx(shown)


def test_old_loss_fades() -> None:
    window = LossWindow()
    window.add(100, 20, 0.0)
    assert window.share == pytest.approx(0.2)
    for second in range(1, 31):
        window.add(50, 0, float(second))
    assert window.share is not None and window.share < 0.002


def test_a_share_of_a_few_packets_is_not_told() -> None:
    window = LossWindow()
    window.add(int(ENOUGH_PACKETS) - 1, 3, 0.0)
    assert window.share is None


def test_packets_that_were_sent_again_are_not_lost_and_never_make_loss_negative() -> None:
    window = LossWindow()
    window.add(100, 10, 0.0)
    window.add(100, -10, 0.1)
    window.add(100, -10, 0.2)
    assert window.share == 0.0


# --- listeners --------------------------------------------------------------------------------------------------------


def test_a_listeners_reports_become_loss_jitter_and_round_trip() -> None:
    watched = Watched()
    watched.hear(5.0, report(1000))
    sent = WALL + 8.0
    trip = (sent - MIX_DELAY_S, 1.9)  # reports tell capture times
    watched.hear(10.0, report(1200, 10, jitter=960, trip=trip))
    assert watched.round(10.0) == PeerQuality("s1", 0.05, 20.0, 100.0, False)


def test_loss_counts_all_streams_by_their_packets_but_jitter_is_that_of_the_sound() -> None:
    watched = Watched()
    watched.hear(1.0, report(1000, jitter=48), report(5000, ssrc=VIDEO, jitter=90_000))
    watched.hear(2.0, report(1050, jitter=48), report(5450, 50, ssrc=VIDEO, jitter=90_000))
    figures = watched.round(2.0)
    assert figures is not None
    assert figures.loss == pytest.approx(0.1)
    assert figures.jitter_ms == 1.0


def test_sequence_numbers_and_loss_go_on_over_their_wraps() -> None:
    watched = Watched()
    watched.hear(1.0, report(0xFFFFFFFF - 49, 0x7FFFFF - 5))
    watched.hear(2.0, report(50, 0x7FFFFF))
    figures = watched.round(2.0)
    assert figures is not None and figures.loss == 0.05


def test_a_client_that_counts_anew_is_followed_from_there() -> None:
    watched = Watched()
    watched.hear(1.0, report(100_000, 5_000))
    watched.hear(2.0, report(10, 0))
    watched.hear(3.0, report(110, 1))
    figures = watched.round(3.0)
    assert figures is not None and figures.loss == pytest.approx(0.01)


def test_packets_that_a_resend_brought_were_lost_on_the_way_all_the_same() -> None:
    watched = Watched()
    watched.hear(1.0, report(1000))
    for n in range(1000, 1100, 10):
        watched.hear(1.0, *[Nack(1, AUDIO, (n, n + 1))] * 3)  # asked for until it comes
    watched.hear(2.0, report(1200, 1), Nack(1, AUDIO, (1090, 1091)))
    figures = watched.round(2.0)
    assert figures is not None and figures.loss == 0.1
    watched.hear(3.0, report(1400, 1))
    watched.round(3.0)
    assert watched.figures.loss == pytest.approx(0.05, abs=0.004)


def test_no_more_requests_are_remembered_than_a_stream_may_lose() -> None:
    watched = Watched()
    watched.hear(1.0, report(1000))
    for n in range(0, 65_536, 64):
        watched.hear(1.0, Nack(1, AUDIO, tuple(range(n, n + 64))), Nack(1, AUDIO + 5000, (n,)))
    watched.hear(2.0, report(1100))
    figures = watched.round(2.0)
    assert figures is not None and figures.loss == 1.0
    listener = watched.meters._meters["s1"].side
    assert isinstance(listener, Listener)
    assert sum(len(line.asked) + len(line.asked_before) for line in listener._lines.values()) <= MOST_ASKED + 64


def test_reports_about_streams_that_are_not_ours_are_ignored() -> None:
    watched = Watched()
    for n in range(1, 3):
        watched.hear(float(n), *(report(100 * n, 50 * n, ssrc=FIRST_SSRC + 100 + k) for k in range(100)))
    assert watched.round(2.0) is None


@pytest.mark.parametrize(("loss", "seed"), [(0.0, 1), (0.05, 2), (0.05, 3), (0.2, 4)])
def test_the_loss_of_a_seeded_link_is_found(loss: float, seed: int) -> None:
    """A client behind a link reports every five seconds, as RFC 3550 A.3 says."""
    watched, link = Watched(), Link(seed, loss=loss, delay_s=0.03, jitter_s=0.02)
    stream, client = OpusStream(ToneSource(440.0), ssrc=AUDIO), ReceiveStatistics(48_000)
    for tick in range(3000):
        now = tick * 0.02
        link.send(now, stream.packet(b"sound"))
        for at, packet in link.receive(now):
            header = parse_header(packet)
            client.packet(header.sequence_number, header.timestamp, at)
        if tick % 250 == 249:
            watched.hear(now, ReceiverReport(1, (client.report(AUDIO, now),)))
            watched.round(now)
    assert watched.figures.loss == pytest.approx(loss, rel=0.35)
    assert watched.figures.jitter_ms == pytest.approx(7, abs=6)


# --- publishers -------------------------------------------------------------------------------------------------------

LAYOUT = PublisherLayout((TrackLayout("mic", "opus", 111, "0", (100,)), TrackLayout("cam", "vp8", 96, "1", (200,))))


def talking() -> tuple[Watched, Publication]:
    watched = Watched("publisher")
    publication = Publication("p1", "m", 7, LAYOUT, Counter())
    watched.peer.publication = publication
    publication.tracks[0].open(True)
    return watched, publication


def speak(publication: Publication, stream: OpusStream, count: int, start: float, *, lose: int = 0) -> float:
    """``count`` packets of which every ``lose``-th is lost; returns when they are over."""
    for n in range(count):
        packet = stream.packet(b"sound")
        if (not lose or n % lose) and publication.admits(packet):
            publication.place(packet, start + n * 0.02)
    return start + count * 0.02


def test_of_a_publisher_what_we_lose_is_told() -> None:
    watched, publication = talking()
    stream = OpusStream(ToneSource(440.0), ssrc=100)
    now = speak(publication, stream, 100, 0.0)
    watched.peer.last_seen = now
    first = watched.round(now)
    assert first is not None and (first.loss, first.jitter_ms) == (0.0, 0.0)
    now = speak(publication, stream, 200, now, lose=10)
    watched.peer.last_seen = now
    assert watched.round(now) is not None
    assert watched.figures.loss == pytest.approx(0.07, abs=0.025)


def test_what_is_dropped_at_a_closed_gate_is_not_lost() -> None:
    watched, publication = talking()
    stream = OpusStream(ToneSource(440.0), ssrc=100)
    now = speak(publication, stream, 100, 0.0)
    watched.round(now)
    publication.tracks[0].open(False)
    now = speak(publication, stream, 500, now)
    watched.round(now)
    publication.tracks[0].open(True)
    now = speak(publication, stream, 100, now)
    watched.peer.last_seen = now
    watched.round(now)
    assert watched.figures.loss == 0.0


def test_a_publisher_is_asked_for_the_round_trip_and_its_answer_believed() -> None:
    watched, _ = talking()
    asked_at = WALL + 3.0
    ((number, compound),) = watched.meters.questions(asked_at)
    assert number == 7
    assert parse(compound) == [ReceiverReport(OUR_SSRC)], "the reference time is for the other side"
    ntp = int.from_bytes(compound[-8:], "big")
    assert compound[8:] == ReferenceTime(OUR_SSRC, ntp).encode()
    answer = (OUR_SSRC, ntp >> 16 & 0xFFFFFFFF, int(0.5 * 65536))
    watched.hear(3.58, ReferenceDelays(100, ((OUR_SSRC + 1, answer[1], 0), answer)))
    figures = watched.round(3.58)
    assert figures is not None and figures.round_trip_ms == pytest.approx(80, abs=0.2)


def test_listeners_and_players_are_not_asked() -> None:
    meters = Meters()
    for kind in ("subscriber", "whep"):
        meters.add(peer(kind, kind))
    assert meters.questions(WALL) == []


# --- telling ----------------------------------------------------------------------------------------------------------


def test_figures_are_told_once_and_again_when_they_have_changed_materially() -> None:
    watched = Watched()
    watched.hear(1.0, report(1000))
    watched.hear(2.0, report(1100, 5))
    assert watched.round(2.0) is not None
    assert watched.round(4.0) is None
    watched.hear(5.0, report(1200, 10))
    assert watched.round(5.0) is None, "five percent still"
    watched.hear(6.0, report(1300, 30))
    assert watched.round(6.0) is not None


def test_a_peer_nothing_comes_from_is_told_as_silent_once_and_as_back_once() -> None:
    watched = Watched()
    watched.hear(1.0, report(1000))
    assert watched.round(1.0 + SILENT_S) is None
    silent = watched.round(1.1 + SILENT_S)
    assert silent is not None and silent.silent
    assert watched.round(5.0 + SILENT_S) is None
    watched.peer.last_seen = 15.0
    back = watched.round(15.0)
    assert back is not None and not back.silent


def test_nothing_is_told_of_players_and_of_those_who_left() -> None:
    meters = Meters()
    player, gone = peer("w", "whep"), peer("gone")
    for one in (player, gone):
        meters.add(one)
        for n in (1, 2):
            meters.heard(one, [report(1000 * n)], 1.0 * n, WALL)
    first = meters.turn(100.0)
    assert [q.peer_id for message in first for q in message.peers] == ["gone"]
    meters.remove(gone)
    assert not any(meters.turn(100.0 + n) for n in range(2 * TURNS))


def test_a_new_server_is_told_everything() -> None:
    watched = Watched()
    watched.hear(1.0, report(1000))
    watched.hear(2.0, report(1100))
    before = watched.round(2.0)
    watched.meters.forget()
    assert watched.round(4.0) == before


def test_every_peer_is_looked_at_once_a_round_in_even_slices() -> None:
    meters = Meters()
    for n in range(3000):
        one = peer(f"s{n}", meeting="m" if n % 2 else "n")
        meters.add(one)
        meters.heard(one, [report(1000)], 1.0, WALL)
        meters.heard(one, [report(1100)], 2.0, WALL)
    seen: list[str] = []
    for turn in range(TURNS):
        messages = meters.turn(2.0 + turn * ROUND_S / TURNS)
        assert sorted(message.meeting_id for message in messages) == ["m", "n"]
        slice_ = [figures.peer_id for message in messages for figures in message.peers]
        assert len(slice_) == 150
        seen += slice_
    assert len(set(seen)) == 3000
