"""A camera in several layers: which stream is which layer, what is decrypted, and how rows move between layers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bus.messages import MeetingState, PeerState
from media.rtp.header import build_packet, parse_header
from media.rtp.rtcp import Nack, Pli, ReceiverReport, Remb, ReportBlock, SenderReport, parse
from media.sfu.forwarder import Forwarder
from media.sfu.layout import PublisherLayout, RowLayout, TrackLayout
from media.sfu.numbers import Numbers
from media.sfu.publication import STRANGER_TRIES, Publication
from media.sfu.subscription import Row, Subscription
from media.sfu.track import PATIENT_INTERVAL_S, STOPPED_S, KeyFrames, Layer
from media.testing import Vp8Stream
from tests.unit.media.recording_kernel import RecordingKernel

MID, RID, REPAIRED = 3, 10, 11
CAM = TrackLayout("cam", "vp8", 96, "1", (), ("q", "h", "f"), 97, nack=True, pli=True)
SCREEN = TrackLayout("screen", "vp8", 96, "2", (300,), (), 97, {301: 300}, nack=True, pli=True)
LAYOUT = PublisherLayout((CAM, SCREEN), MID, rid_extension=RID, repaired_rid_extension=REPAIRED)
SSRC = {"q": 201, "h": 202, "f": 203}
SIZE = {"q": (320, 180), "h": (640, 360), "f": (1280, 720)}
BYTES = {"q": 600, "h": 2000, "f": 6000}
"""Of a frame, 25 a second: 120, 400 and 1,200 kbit/s."""


def marked(packet: bytes, **extensions: str) -> bytes:
    """The packet with mid, rid or repaired rid."""
    ids = {"mid": MID, "rid": RID, "repaired": REPAIRED}
    h = parse_header(packet)
    return build_packet(
        packet[h.payload_start :],
        payload_type=h.payload_type,
        sequence_number=h.sequence_number,
        timestamp=h.timestamp,
        ssrc=h.ssrc,
        marker=h.marker,
        extensions={ids[name]: value.encode() for name, value in extensions.items()},
    )


def resend(packet: bytes, *, ssrc: int, number: int, **extensions: str) -> bytes:
    """The packet as RFC 4588 sends it again."""
    h = parse_header(packet)
    again = build_packet(
        h.sequence_number.to_bytes(2, "big") + packet[h.payload_start :],
        payload_type=97,
        sequence_number=number,
        timestamp=h.timestamp,
        ssrc=ssrc,
        marker=h.marker,
    )
    return marked(again, **extensions)


class Camera:
    """A browser's camera in three layers; ``on`` are those it sends."""

    def __init__(self, meeting: Meeting, owner: str, ssrcs: dict[str, int] = SSRC) -> None:
        self.meeting = meeting
        self.publication = Publication(owner, "m", 1, LAYOUT, Counter())
        self.streams = {rid: Vp8Stream(ssrc=ssrcs[rid], width=SIZE[rid][0], height=SIZE[rid][1]) for rid in SSRC}
        self.on = ["q", "h", "f"]
        self.asked: Counter[int] = Counter()
        meeting.forwarder.publish(self.publication)
        meeting.cameras.append(self)

    def __getitem__(self, rid: str) -> Layer:
        return self.publication.tracks[0].by_rid[rid.encode()]

    def frame(self, now: float) -> None:
        for rid in self.on:
            key = self.asked[self.streams[rid].ssrc] > 0
            self.asked[self.streams[rid].ssrc] = 0
            for packet in self.streams[rid].frame(key=key or self[rid].ssrc is None, bytes_=BYTES[rid]):
                self.meeting.packet(self, marked(packet, mid="1", rid=rid), now)

    def source(self, rid: str) -> int | None:
        source = self[rid].source
        return source.number if source is not None else None


@dataclass
class Shown:
    """What a listener sees: the source of each packet in turn, by the kernel's rule."""

    row: Row
    current: int | None = None


class Meeting:
    """The transport's way of working: frames at 25 a second, ticks of 20 ms, reports of listeners once a second."""

    def __init__(self) -> None:
        self.kernel = RecordingKernel()
        self.forwarder = Forwarder("m", self.kernel, Numbers(), wall=0.0)
        self.cameras: list[Camera] = []
        self.shown: list[Shown] = []
        self.now = 0.0
        self.frames: Counter[tuple[int, int | None]] = Counter()
        self.ticks = 0
        self.rows = 0
        self.reported = self.missing = 0

    def packet(self, camera: Camera, data: bytes, now: float) -> None:
        """What the node does with one packet, less the decryption."""
        publication = camera.publication
        admitted = publication.admits(data)
        publication.arrived(data, now)
        placed = publication.place(data, now) if admitted else None
        if placed is None:
            return
        if placed.replaced:
            self.forwarder.slots.renew(placed.layer)
        if placed.begins_key_frame:
            self.forwarder.slots.begun(placed.layer)
        source = placed.layer.source
        if source is not None and placed.packet is not None:
            self._forward(source.number, placed.packet)

    def _forward(self, source: int, packet: bytes) -> None:
        self.kernel.forward(source, [packet])
        key = not packet[parse_header(packet).payload_start + 6] & 1 and packet[12] & 0x10
        for number, shown in enumerate(self.shown):
            wanted = self.kernel.attached.get(shown.row.number)
            if wanted == source and key:
                shown.current = source
            if wanted is None or shown.current not in self.kernel.sources:
                shown.current = None
            if shown.current == source and parse_header(packet).marker:
                self.frames[number, source] += 1

    def listener(self, *slots: str) -> Subscription:
        rows = []
        for n, _ in enumerate(slots):
            self.rows += 1
            rows.append(Row(self.rows, RowLayout("video", 20 + n, {"vp8": 96, "h264": 102})))
        subscription = Subscription((), tuple(rows))
        self.shown += [Shown(row) for row in rows]
        self.forwarder.subscribe(subscription)
        self.forwarder.select(subscription, PeerState("p", "m", (), slots), self.now)
        return subscription

    def show(self, **slots: str) -> None:
        self.forwarder.apply(MeetingState("m", slots=dict(slots)), self.now)

    def run(self, seconds: float, loss: float = 0.0, *, repaired: bool = False, silent: bool = False) -> None:
        """``repaired``: the listener gets back what the path loses; ``silent``: listeners report nothing."""
        end = self.ticks + round(seconds * 50)
        while self.ticks < end:
            self.ticks += 1
            self.now = self.ticks / 50
            if self.ticks % 2:
                for camera in self.cameras:
                    camera.frame(self.now)
            self.forwarder.requests(self.now)
            self._keys()
            if self.ticks % 50 == 0 and not silent:
                for subscription in self.forwarder.subscriptions:
                    self._report(subscription, loss, repaired)

    def _report(self, subscription: Subscription, loss: float, repaired: bool) -> None:
        """Of a hundred packets a second on each row."""
        self.reported += 100
        missing = round(100 * loss)
        self.missing += 0 if repaired else missing
        for row in subscription.rows:
            asked = range(self.reported, self.reported + missing)
            if missing:
                self.forwarder.feedback(subscription, [Nack(1, row.layout.ssrc, tuple(asked))], self.now)
            block = ReportBlock(row.layout.ssrc, 0, self.missing, self.reported)
            self.forwarder.feedback(subscription, [ReceiverReport(1, (block,))], self.now)

    def _keys(self) -> None:
        for _, packets in self.kernel.controls:
            for packet in packets:
                for camera in self.cameras:
                    if isinstance(packet, Pli):
                        camera.asked[packet.media_ssrc] += 1
        self.kernel.controls.clear()

    def count(self, listener: int = 0) -> dict[int | None, int]:
        """Frames per source since the last call."""
        found = {source: n for (who, source), n in self.frames.items() if who == listener}
        self.frames.clear()
        return found


@pytest.fixture
def meeting() -> Meeting:
    return Meeting()


def only(meeting: Meeting, camera: Camera, rid: str, listener: int = 0) -> bool:
    """One second shows this layer alone, every frame of it."""
    meeting.count()
    meeting.run(1.0)
    return meeting.count(listener) == {camera.source(rid): 25}


# --- which stream is which layer --------------------------------------------------------------------------------------


def test_layers_are_told_apart_by_mid_and_rid_and_then_by_their_ssrc() -> None:
    publication = Publication("p", "m", 1, LAYOUT, Counter())
    cam, screen = publication.tracks
    cam.open(True)
    screen.open(True)
    for layer in cam.layers:
        layer.rows = 1
    cam.open(True)
    for rid, ssrc in SSRC.items():
        packet = Vp8Stream(ssrc=ssrc).frame(key=True)[0]
        assert publication.place(packet, 0.0) is None, "camera, but which layer?"
        placed = publication.place(marked(packet, mid="1", rid=rid), 0.0)
        assert placed is not None and placed.layer is cam.by_rid[rid.encode()]
        placed = publication.place(Vp8Stream(ssrc=ssrc).frame()[1], 0.0)
        assert placed is not None and placed.layer.rid == rid, "bound from now on"
    placed = publication.place(Vp8Stream(ssrc=300).frame()[0], 0.0)
    assert placed is not None and placed.track is screen


def test_an_unknown_rid_is_counted_and_ignored() -> None:
    publication = Publication("p", "m", 1, LAYOUT, Counter())
    packet = marked(Vp8Stream(ssrc=9).frame()[0], mid="1", rid="z")
    assert publication.admits(packet) and publication.place(packet, 0.0) is None
    assert publication.counters["rid_unknown"] == 1 and all(layer.ssrc is None for layer in publication.layers())


def test_a_stream_that_names_its_layer_late_is_still_taken_and_one_that_never_does_is_dropped_undecrypted() -> None:
    publication = Publication("p", "m", 1, LAYOUT, Counter())
    for packet in Vp8Stream(ssrc=201).frame(bytes_=20 * 1100)[:20]:
        assert publication.admits(packet) and publication.place(packet, 0.0) is None
    late = marked(Vp8Stream(ssrc=201).frame()[0], mid="1", rid="q")
    assert publication.admits(late)
    publication.place(late, 0.0)
    assert publication.tracks[0].layers[0].ssrc == 201
    nobody = Vp8Stream(ssrc=77).frame(bytes_=200 * 1100)
    assert sum(publication.admits(packet) for packet in nobody) == STRANGER_TRIES


def test_a_layer_whose_stream_begins_anew_is_bound_to_the_new_one(meeting: Meeting) -> None:
    camera = Camera(meeting, "p1")
    meeting.show(speaker="p1/cam")
    meeting.listener("speaker")
    meeting.run(4.0)
    before = camera["f"].source
    assert only(meeting, camera, "f")
    camera.streams["f"] = Vp8Stream(ssrc=999, width=1280, height=720, sequence_number=50)
    camera.asked[999] = 1
    meeting.run(2.0)
    assert camera["f"].source is not before and only(meeting, camera, "f")
    assert len(meeting.kernel.sources) == 6 - 3


def test_two_streams_of_one_rid_are_one_layer_and_the_later_one_counts() -> None:
    publication = Publication("p", "m", 1, LAYOUT, Counter())
    layer = publication.tracks[0].layers[0]
    for ssrc in (1, 2, 1):
        packet = marked(Vp8Stream(ssrc=ssrc).frame()[0], mid="1", rid="q")
        if publication.admits(packet):
            publication.place(packet, 0.0)
    assert layer.ssrc == 2


@given(st.lists(st.tuples(st.sampled_from(["q", "h", "f", "z", ""]), st.integers(0, 40), st.booleans()), max_size=80))
def test_no_order_of_streams_and_names_does_harm(steps: list[tuple[str, int, bool]]) -> None:
    publication = Publication("p", "m", 1, LAYOUT, Counter())
    for track in publication.tracks:
        for layer in track.layers:
            layer.rows = 1
        track.open(True)
    for n, (rid, ssrc, again) in enumerate(steps):
        packet = Vp8Stream(ssrc=ssrc, sequence_number=n).frame()[0]
        data = resend(packet, ssrc=ssrc, number=n, mid="1", repaired=rid) if again else marked(packet, mid="1", rid=rid)
        if publication.admits(data):
            publication.place(data, n / 50)
        publication.arrived(data, n / 50)
    bound = [layer.ssrc for layer in publication.layers() if layer.ssrc is not None]
    assert len(bound) == len(set(bound))
    publication.report(2.0)


# --- resends in a stream of their own ---------------------------------------------------------------------------------


def opened() -> Publication:
    publication = Publication("p", "m", 1, LAYOUT, Counter())
    for track in publication.tracks:
        for layer in track.layers:
            layer.rows = 1
        track.open(True)
    return publication


def test_a_resend_fills_the_gap_of_its_layer_once() -> None:
    publication = opened()
    packets = Vp8Stream(ssrc=201).frame(key=True, bytes_=5 * 1100)
    for n, packet in enumerate(packets):
        if n != 2:
            publication.place(marked(packet, mid="1", rid="q"), 0.0)
    (nack,) = publication.tracks[0].requests(0.02)
    lost = parse_header(packets[2])
    assert isinstance(nack, Nack) and nack.media_ssrc == 201 and nack.sequence_numbers == (lost.sequence_number,)
    data = resend(packets[2], ssrc=401, number=7, mid="1", repaired="q")
    assert publication.admits(data)
    placed = publication.place(data, 0.04)
    assert placed is not None and placed.layer.rid == "q"
    assert placed.packet == packets[2], "as it was in its own stream"
    assert publication.place(resend(packets[2], ssrc=401, number=8), 0.05) is None, "once"
    assert publication.tracks[0].requests(1.0) == []
    assert publication.counters["rtx_restored"] == 1 and publication.counters["rtx_ignored"] == 1
    (report,) = parse(publication.report(1.0))
    assert isinstance(report, ReceiverReport)
    assert {block.ssrc for block in report.reports} == {201, 401}
    assert next(block for block in report.reports if block.ssrc == 201).packets_lost == 1, "the path did lose it"


def test_a_resend_is_known_by_its_announced_ssrc_too() -> None:
    publication = opened()
    packets = Vp8Stream(ssrc=300).frame(key=True, bytes_=3 * 1100)
    for packet in (packets[0], packets[2]):
        publication.place(packet, 0.0)
    placed = publication.place(resend(packets[1], ssrc=301, number=1), 0.0)
    assert placed is not None and placed.packet == packets[1] and placed.track is publication.tracks[1]


def test_a_stream_of_resends_that_begins_anew_replaces_the_old_one() -> None:
    publication = opened()
    packets = Vp8Stream(ssrc=201).frame(key=True, bytes_=5 * 1100)
    for n in (0, 3, 4):
        publication.place(marked(packets[n], mid="1", rid="q"), 0.0)
    assert publication.place(resend(packets[1], ssrc=401, number=1, mid="1", repaired="q"), 0.0) is not None
    assert publication.place(resend(packets[2], ssrc=402, number=1, mid="1", repaired="q"), 0.0) is not None
    assert not publication.admits(resend(packets[2], ssrc=401, number=2)), "the old one is no longer decrypted"


def test_probes_late_resends_and_resends_of_nothing_are_ignored() -> None:
    publication = opened()
    packets = Vp8Stream(ssrc=201).frame(key=True, bytes_=5 * 1100)
    early = resend(packets[0], ssrc=401, number=1, mid="1", repaired="q")
    assert publication.place(early, 0.0) is None, "before its layer has begun"
    for packet in packets:
        publication.place(marked(packet, mid="1", rid="q"), 0.0)
    assert publication.place(resend(packets[1], ssrc=401, number=2), 0.0) is None, "had already"
    probe = build_packet(b"", payload_type=97, sequence_number=3, timestamp=0, ssrc=401, padding=200)
    assert publication.place(probe, 0.0) is None
    assert publication.place(build_packet(b"\0", payload_type=97, sequence_number=4, timestamp=0, ssrc=401), 0.0) is None
    assert publication.place(resend(packets[1], ssrc=402, number=1), 0.0) is None, "of which layer?"
    assert publication.place(resend(packets[1], ssrc=403, number=1, mid="1", repaired="z"), 0.0) is None
    assert publication.counters["rid_unknown"] == 1 and publication.counters["rtx_ignored"] == 4


def test_resends_of_a_layer_nobody_sees_are_not_decrypted(meeting: Meeting) -> None:
    camera = Camera(meeting, "p1")
    meeting.show(speaker="p1/cam")
    meeting.listener("speaker")
    meeting.run(4.0)
    first = resend(camera.streams["q"].frame()[0], ssrc=401, number=1, mid="1", repaired="q")
    meeting.packet(camera, first, meeting.now)
    assert not camera.publication.admits(resend(camera.streams["q"].frame()[0], ssrc=401, number=2))


# --- rows -------------------------------------------------------------------------------------------------------------


def test_a_listener_begins_in_the_middle_and_is_moved_to_the_top_at_a_key_frame_without_a_frame_missing(
    meeting: Meeting,
) -> None:
    camera = Camera(meeting, "p1")
    meeting.run(1.0)
    meeting.show(speaker="p1/cam")
    meeting.listener("speaker")
    meeting.run(0.5)
    assert set(meeting.count()) == {camera.source("h")}
    meeting.run(2.0)
    found = meeting.count()
    assert set(found) == {camera.source("h"), camera.source("f")}
    assert 50 <= sum(found.values()) <= 51, "the moment of the key frame is there on both layers"
    assert only(meeting, camera, "f")
    assert [camera[rid].passes for rid in "qhf"] == [False, False, True], "what nobody sees is dropped undecrypted"


def test_a_listener_that_has_not_reported_yet_is_moved_up_all_the_same(meeting: Meeting) -> None:
    camera = Camera(meeting, "p1")
    camera.on = ["q"]
    meeting.show(speaker="p1/cam")
    meeting.listener("speaker")
    meeting.run(1.0, silent=True)
    camera.on = ["q", "h", "f"]
    meeting.run(2.0, silent=True)
    meeting.count()
    meeting.run(1.0, silent=True)
    assert meeting.count() == {camera.source("f"): 25}


def test_layers_nobody_sees_are_neither_forwarded_nor_asked_for_anything(meeting: Meeting) -> None:
    camera = Camera(meeting, "p1")
    meeting.show(speaker="p1/cam")
    meeting.run(2.0)
    assert not meeting.kernel.forwarded and not meeting.kernel.controls
    meeting.listener("speaker")
    meeting.run(5.0)
    meeting.kernel.forwarded.clear()
    meeting.run(1.0)
    assert {source for source, _ in meeting.kernel.forwarded} == {camera.source("f")}


def test_listeners_on_different_layers_each_see_their_own(meeting: Meeting) -> None:
    camera = Camera(meeting, "p1")
    meeting.show(speaker="p1/cam")
    narrow, _wide = meeting.listener("speaker"), meeting.listener("speaker")
    meeting.run(4.0)
    for n in range(10):
        meeting.forwarder.feedback(narrow, [Remb(1, 500_000 - 30_000 * n, (20,))], meeting.now)
        meeting.run(0.2)
    meeting.count()
    meeting.run(1.0)
    frames = dict(meeting.frames)
    assert frames == {(0, camera.source("q")): 25, (1, camera.source("f")): 25}


def test_a_layer_that_stops_takes_its_rows_down_within_a_second(meeting: Meeting) -> None:
    camera = Camera(meeting, "p1")
    meeting.show(speaker="p1/cam")
    meeting.listener("speaker")
    meeting.run(4.0)
    assert only(meeting, camera, "f")
    camera.on = ["q", "h"]
    meeting.run(STOPPED_S + 0.3)
    assert only(meeting, camera, "h")
    camera.on = ["q"]
    meeting.run(STOPPED_S + 0.3)
    assert only(meeting, camera, "q")
    camera.on = ["q", "h", "f"]
    meeting.run(4.0)
    assert only(meeting, camera, "f"), "and up again when it comes back"


def test_a_camera_that_pauses_whole_leaves_its_rows_where_they_are(meeting: Meeting) -> None:
    camera = Camera(meeting, "p1")
    meeting.show(speaker="p1/cam")
    meeting.listener("speaker")
    meeting.run(4.0)
    camera.on = []
    meeting.run(3.0)
    camera.on = ["q", "h", "f"]
    meeting.run(2.5)
    assert only(meeting, camera, "f")


@pytest.mark.parametrize("repaired", [False, True])
def test_loss_leads_down_and_its_end_up_again(meeting: Meeting, repaired: bool) -> None:
    """Also where the listener gets back all it lost, and so reports none."""
    camera = Camera(meeting, "p1")
    meeting.show(speaker="p1/cam")
    meeting.listener("speaker")
    meeting.run(4.0)
    meeting.run(1.2, loss=0.3, repaired=repaired)
    assert only(meeting, camera, "h")
    meeting.run(9.0)
    assert only(meeting, camera, "f")


def test_a_small_camera_has_what_layers_it_sends(meeting: Meeting) -> None:
    camera = Camera(meeting, "p1")
    camera.on = ["q"]
    meeting.show(speaker="p1/cam")
    meeting.listener("speaker")
    meeting.run(2.0)
    assert only(meeting, camera, "q")


def test_the_next_speaker_is_seen_from_the_first_key_frame(meeting: Meeting) -> None:
    one = Camera(meeting, "p1")
    two = Camera(meeting, "p2")
    meeting.show(speaker="p1/cam")
    meeting.listener("speaker")
    meeting.run(4.0)
    assert only(meeting, one, "f")
    meeting.show(speaker="p2/cam")
    meeting.run(0.2)
    assert only(meeting, two, "f")
    assert not any(layer.passes for layer in one.publication.tracks[0].layers)
    meeting.forwarder.withdraw(two.publication)
    meeting.cameras.remove(two)
    assert meeting.forwarder.subscriptions and not any(layer.rows for layer in two.publication.tracks[0].layers)


def test_a_listener_that_leaves_closes_the_layer_behind_it(meeting: Meeting) -> None:
    camera = Camera(meeting, "p1")
    meeting.show(speaker="p1/cam")
    listener = meeting.listener("speaker")
    meeting.run(4.0)
    meeting.forwarder.unsubscribe(listener)
    assert not any(layer.passes or layer.rows for layer in camera.publication.tracks[0].layers)


def test_layers_are_ordered_by_what_they_are_not_by_how_they_were_named(meeting: Meeting) -> None:
    camera = Camera(meeting, "p1")
    camera.streams = {
        rid: Vp8Stream(ssrc=SSRC[rid], width=SIZE[as_][0], height=SIZE[as_][1])
        for rid, as_ in zip("qhf", "fhq", strict=True)
    }
    meeting.show(speaker="p1/cam")
    meeting.listener("speaker")
    meeting.run(4.0)
    assert only(meeting, camera, "q")


def test_all_layers_tell_the_same_time_of_the_same_picture(meeting: Meeting) -> None:
    camera = Camera(meeting, "p1")
    meeting.show(speaker="p1/cam")
    meeting.run(1.0)
    ntp = 1 << 40
    for n, (rid, delay) in enumerate((("q", 0.010), ("h", 0.080), ("f", 0.300))):
        reports = [SenderReport(SSRC[rid], ntp, 1000 * n, 1, 1)]
        for source, at, timestamp in camera.publication.control(list(reports), 5.0 + delay, 100.0):
            meeting.kernel.set_clock(source.number, at, timestamp)
    assert len({clock[0] for clock in meeting.kernel.clocks.values()}) == 1
    assert sorted(clock[1] for clock in meeting.kernel.clocks.values()) == [0, 1000, 2000]
    meeting.show()
    meeting.forwarder.withdraw(camera.publication)
    meeting.forwarder.publish(camera.publication)
    meeting.kernel.clocks.clear()
    meeting.show(speaker="p1/cam")
    assert len(meeting.kernel.clocks) == 3, "known before anybody sees it"


def test_a_key_frame_only_to_move_up_can_wait_and_one_that_is_needed_cannot() -> None:
    requests = KeyFrames()
    requests.seen(0.0)
    requests.want(patient=True)
    assert not requests.due(PATIENT_INTERVAL_S - 0.1) and requests.due(PATIENT_INTERVAL_S)
    requests.seen(10.0)
    requests.want(patient=True)
    requests.want()
    assert requests.due(10.6)
    requests.seen(11.0)
    requests.want()
    requests.want(patient=True)
    assert requests.due(11.6), "somebody still needs it at once"
