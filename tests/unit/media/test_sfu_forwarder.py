"""One meeting's rows: buses that begin and end, slots that move, feedback."""

from __future__ import annotations

from collections import Counter

import pytest

from bus.messages import MeetingState, Output, PeerState
from media.fanout.kernel import Kind
from media.rtp.rtcp import Fir, Nack, Pli, ReceiverReport, ReportBlock
from media.sfu.forwarder import FORGET_BUS_S, Forwarder
from media.sfu.layout import PublisherLayout, RowLayout, TrackLayout
from media.sfu.numbers import Numbers
from media.sfu.publication import Publication
from media.sfu.source import MIX_DELAY_S, NTP_EPOCH_S
from media.sfu.subscription import Row, Subscription
from tests.unit.media.recording_kernel import RecordingKernel

TICK = 960


class Meeting:
    def __init__(self) -> None:
        self.kernel = RecordingKernel()
        self.numbers = Numbers()
        self.forwarder = Forwarder("m", self.kernel, self.numbers, wall=0.0)
        self.rows = 0

    def listener(
        self, *audio: str | None, video: tuple[str | None, ...] = (), kinds: tuple[Kind, ...] = ("vp8",)
    ) -> Subscription:
        subscription = Subscription(
            tuple(self._row("audio", 10 + n, ("opus",)) for n in range(2)),
            tuple(self._row("video", 20 + n, kinds) for n in range(4)),
        )
        self.forwarder.subscribe(subscription)
        self.select(subscription, *audio, video=video)
        return subscription

    def _row(self, media: str, ssrc: int, kinds: tuple[Kind, ...]) -> Row:
        self.rows += 1
        return Row(self.rows, RowLayout("audio" if media == "audio" else "video", ssrc, dict.fromkeys(kinds, 96)))

    def select(
        self, subscription: Subscription, *audio: str | None, video: tuple[str | None, ...] = (), now: float = 0.0
    ) -> None:
        self.forwarder.select(subscription, PeerState("p", "m", audio, video), now)

    def bus(self, name: str) -> int:
        """The source of a bus."""
        return self.kernel.buses[f"m/{name}"]

    def heard(self, *channels: str, now: float = 0.0) -> None:
        """The mixer is to make these buses."""
        self.forwarder.apply(MeetingState("m", outputs=tuple(Output(channel, channel) for channel in channels)), now)

    def camera(self, owner: str, kind: Kind = "vp8", name: str = "cam") -> Publication:
        assert name in ("cam", "screen")
        layout = TrackLayout("cam" if name == "cam" else "screen", kind, 96, "1", (7,), nack=True, pli=True)
        publication = Publication(owner, "m", 1, PublisherLayout((layout,)), Counter())
        self.forwarder.publish(publication)
        return publication

    def main(self, subscription: Subscription) -> int | None:
        row = subscription.audio[0]
        assert row is not None
        return self.kernel.attached.get(row.number)

    def seen(self, subscription: Subscription, line: int = 0) -> int | None:
        row = subscription.video[line]
        assert row is not None
        return self.kernel.attached.get(row.number)


@pytest.fixture
def meeting() -> Meeting:
    return Meeting()


def test_a_row_follows_what_its_listener_chooses(meeting: Meeting) -> None:
    meeting.heard("floor")
    listener = meeting.listener("floor")
    assert meeting.main(listener) == meeting.bus("floor")
    meeting.select(listener, "fr")
    assert meeting.main(listener) == meeting.bus("fr") != meeting.bus("floor")
    meeting.select(listener, None)
    assert meeting.main(listener) is None


def test_a_bus_has_its_source_before_its_first_packet(meeting: Meeting) -> None:
    """Whichever of mixer and transport hears of it first, none of its sound is lost."""
    meeting.heard("floor", "fr")
    assert set(meeting.kernel.buses) == {"m/floor", "m/fr"}


def test_the_clock_of_a_bus_is_the_capture_time_of_its_sound(meeting: Meeting) -> None:
    tick, wall = 50_000, 1_700_000_000.0
    now = tick * 0.02 + 0.003
    meeting.heard("floor", now=now)
    meeting.forwarder.set_clocks(now, wall)
    ((ntp, timestamp),) = meeting.kernel.clocks.values()
    assert timestamp == tick * TICK + 0.003 * 48_000
    assert ntp / 2**32 - NTP_EPOCH_S == pytest.approx(wall + now - MIX_DELAY_S, abs=1e-4)


def test_a_bus_that_ended_is_forgotten_when_nobody_is_on_it(meeting: Meeting) -> None:
    meeting.heard("floor", "fr")
    listener = meeting.listener("floor")
    meeting.heard("de")
    later = FORGET_BUS_S + 1
    meeting.forwarder.sweep(later)
    assert set(meeting.kernel.buses) == {"m/floor", "m/de"}, "floor is listened to, de is wanted"
    meeting.forwarder.unsubscribe(listener)
    meeting.forwarder.sweep(later + 1)
    assert "m/floor" in meeting.kernel.buses, "somebody was on it a moment ago"
    meeting.forwarder.sweep(2 * later + 1)
    assert set(meeting.kernel.buses) == {"m/de"}
    meeting.heard("fr", "de", now=2 * later + 1)
    assert len(meeting.kernel.sources) == 2, "numbers are given out again"


def test_a_slot_shows_its_camera_when_both_are_there(meeting: Meeting) -> None:
    listener = meeting.listener(video=("speaker", "room"))
    meeting.forwarder.apply(MeetingState("m", slots={"speaker": "p1/cam", "room": "hall/cam"}), 0.0)
    assert meeting.seen(listener) is None
    camera = meeting.camera("p1")
    assert meeting.seen(listener) == source_of(camera) is not None
    assert meeting.seen(listener, 1) is None
    assert camera.tracks[0].passes and camera.tracks[0].layers[0].key_frames.wanted


def source_of(publication: Publication) -> int | None:
    source = publication.tracks[0].layers[0].source
    return source.number if source is not None else None


def test_a_slot_moves_and_empties_and_closes_the_gate_of_who_left_it(meeting: Meeting) -> None:
    listener = meeting.listener(video=("speaker",))
    one, two = meeting.camera("p1"), meeting.camera("p2")
    assert not one.tracks[0].passes and source_of(one) is None
    meeting.forwarder.apply(MeetingState("m", slots={"speaker": "p1/cam"}), 0.0)
    assert meeting.seen(listener) == source_of(one)
    meeting.forwarder.apply(MeetingState("m", slots={"speaker": "p2/cam"}), 0.0)
    assert meeting.seen(listener) == source_of(two)
    assert not one.tracks[0].passes and two.tracks[0].passes
    meeting.forwarder.apply(MeetingState("m", slots={"speaker": None}), 0.0)
    assert meeting.seen(listener) is None and not two.tracks[0].passes


def test_a_camera_that_goes_takes_its_source_with_it(meeting: Meeting) -> None:
    listener = meeting.listener(video=("speaker",))
    meeting.forwarder.apply(MeetingState("m", slots={"speaker": "p1/cam"}), 0.0)
    camera = meeting.camera("p1")
    meeting.forwarder.withdraw(camera)
    assert meeting.seen(listener) is None and not meeting.kernel.sources


def test_a_camera_that_comes_back_replaces_the_older_one(meeting: Meeting) -> None:
    listener = meeting.listener(video=("speaker",))
    meeting.forwarder.apply(MeetingState("m", slots={"speaker": "p1/cam"}), 0.0)
    older, newer = meeting.camera("p1"), meeting.camera("p1")
    assert meeting.seen(listener) == source_of(newer) and not older.tracks[0].passes
    meeting.forwarder.withdraw(older)
    assert meeting.seen(listener) == source_of(newer) and len(meeting.kernel.sources) == 1


def test_a_stream_with_new_numbers_gets_a_new_source(meeting: Meeting) -> None:
    listener = meeting.listener(video=("speaker",))
    meeting.forwarder.apply(MeetingState("m", slots={"speaker": "p1/cam"}), 0.0)
    camera = meeting.camera("p1")
    before = camera.tracks[0].layers[0].source
    meeting.forwarder.slots.renew(camera.tracks[0].layers[0])
    assert camera.tracks[0].layers[0].source is not before and meeting.seen(listener) == source_of(camera)
    assert len(meeting.kernel.sources) == 1


def test_a_listener_that_decodes_neither_the_codec_nor_vp8_gets_nothing(meeting: Meeting) -> None:
    h264_only, both = (
        meeting.listener(video=("speaker",), kinds=("h264",)),
        meeting.listener(video=("speaker",), kinds=("vp8", "h264")),
    )
    meeting.forwarder.apply(MeetingState("m", slots={"speaker": "p1/cam"}), 0.0)
    meeting.camera("p1", kind="vp8")
    assert meeting.seen(h264_only) is None and meeting.seen(both) is not None
    assert not meeting.forwarder.slots.composed.wanted


def test_listeners_feedback_reaches_the_row_it_names(meeting: Meeting) -> None:
    listener = meeting.listener("floor", video=("speaker",))
    meeting.forwarder.apply(MeetingState("m", slots={"speaker": "p1/cam"}), 0.0)
    track = meeting.camera("p1").tracks[0].layers[0]
    row = listener.audio[0]
    assert row is not None
    meeting.forwarder.feedback(listener, [Nack(1, 10, (5, 6)), Nack(1, 999, (5,))], 0.0)
    assert meeting.kernel.resent == [(row.number, (5, 6))]
    for request in (Pli(1, 20), Fir(1, ((20, 3),))):
        track.key_frames.seen(0.0)
        meeting.forwarder.feedback(listener, [request], 0.0)
        assert track.key_frames.wanted
    track.key_frames.seen(0.0)
    meeting.forwarder.feedback(listener, [Pli(1, 10), Pli(1, 21)], 0.0)
    assert not track.key_frames.wanted
    meeting.forwarder.feedback(listener, [ReceiverReport(1, (ReportBlock(10, 64), ReportBlock(20, 128)))], 0.0)
    assert listener.fraction_lost == 0.5


def test_requests_towards_the_publisher_go_out_once_due(meeting: Meeting) -> None:
    meeting.listener(video=("speaker",))
    meeting.forwarder.apply(MeetingState("m", slots={"speaker": "p1/cam"}), 0.0)
    track = meeting.camera("p1").tracks[0].layers[0]
    meeting.forwarder.slots.requests(0.0)
    assert not meeting.kernel.controls, "nothing to ask before its first packet"
    track.bind(7)
    for now in (1.0, 1.02, 1.3, 1.49, 1.51):
        meeting.forwarder.slots.requests(now)
    assert [(peer, type(packets[-1])) for peer, packets in meeting.kernel.controls] == [(1, Pli), (1, Pli)]
