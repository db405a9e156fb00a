"""Rows of camera and screen slots: key frames, picture ids, timestamps."""

from __future__ import annotations

import pytest

from media.fanout.kernel import Kind
from media.rtp import header
from media.rtp import vp8 as payload_format
from tests.unit.media.fanout_harness import Received, Rig, opus, vp8


def pictures(packets: list[Received]) -> list[tuple[int, int]]:
    found = [payload_format.parse_descriptor(packet.payload) for packet in packets]
    return [(descriptor.picture_id, descriptor.tl0picidx) for descriptor in found]


def bodies(packets: list[Received]) -> list[bytes]:
    return [packet.payload[-2:] for packet in packets]


def h264(sequence_number: int, payload: str) -> bytes:
    return header.build_packet(
        bytes.fromhex(payload), payload_type=99, sequence_number=sequence_number, timestamp=0, ssrc=0xCCCC
    )


def test_nothing_is_sent_before_the_first_packet_of_a_key_frame(rig: Rig) -> None:
    rig.source(1, "vp8")
    listener = rig.listener(media="video", attach=1)
    rig.kernel.forward(1, [vp8(1, body=b"a1"), vp8(2, key=True, start=False, body=b"k1")])
    rig.kernel.forward(1, [vp8(3, body=b"a2"), vp8(4, key=True, body=b"k2"), vp8(5, start=False, body=b"k3")])
    rig.kernel.forward(1, [vp8(6, body=b"a3")])
    rig.collect()
    packets = listener.rtp()
    assert bodies(packets) == [b"k2", b"k3", b"a3"]
    assert [packet.sequence_number for packet in packets] == [1000, 1001, 1002]
    assert {packet.head.payload_type for packet in packets} == {96}


def test_the_old_picture_goes_on_until_the_key_frame_of_the_new(rig: Rig) -> None:
    rig.source(1, "vp8")
    rig.source(2, "vp8")
    listener = rig.listener(media="video", attach=1)
    rig.kernel.forward(1, [vp8(10, 0, key=True, body=b"A1")])
    rig.kernel.attach(1, 2)
    rig.kernel.forward(2, [vp8(70, 5000, body=b"B1")])
    rig.kernel.forward(1, [vp8(11, 3000, body=b"A2")])
    rig.kernel.forward(2, [vp8(71, 8000, key=True, body=b"B2"), vp8(72, 8000, start=False, body=b"B3")])
    rig.kernel.forward(1, [vp8(12, 6000, body=b"A3")])
    rig.collect()
    packets = listener.rtp()
    assert bodies(packets) == [b"A1", b"A2", b"B2", b"B3"]
    assert [packet.sequence_number for packet in packets] == [1000, 1001, 1002, 1003]


@pytest.mark.parametrize(("seconds", "step"), [(0.0, 1), (0.0333, 2997), (2.0, 180000)])
def test_across_a_switch_the_timestamp_advances_by_the_time_gone_by(rig: Rig, seconds: float, step: int) -> None:
    rig.source(1, "vp8")
    rig.source(2, "vp8")
    listener = rig.listener(media="video", attach=1, timestamp=0xFFFFFF00)
    rig.kernel.forward(1, [vp8(1, 123456, key=True)])
    rig.kernel.attach(1, 2)
    rig.pass_time(seconds)
    rig.kernel.forward(2, [vp8(9, 999, key=True), vp8(10, 999 + 3000)])
    rig.collect()
    first = 0xFFFFFF00
    assert [packet.timestamp for packet in listener.rtp()] == [
        first,
        first + step & 0xFFFFFFFF,
        first + step + 3000 & 0xFFFFFFFF,
    ]


NTP = 0xE000_0000 << 32


@pytest.mark.parametrize("late_s", [-0.03, 0.0, 0.08])
@pytest.mark.parametrize("apart_s", [0.0, 1.5, -2.25])
def test_between_the_layers_of_a_camera_pictures_keep_their_time(rig: Rig, late_s: float, apart_s: float) -> None:
    """Whatever the network does to the key frame: capture times are told by the layers' sender reports."""
    rig.source(1, "vp8")
    rig.source(2, "vp8")
    rig.kernel.set_clock(1, NTP, 7_000)
    rig.kernel.set_clock(2, NTP + int(apart_s * 2**32), 4_000_000_000)
    listener = rig.listener(media="video", attach=1, timestamp=100)
    rig.kernel.forward(1, [vp8(1, 7_000, key=True)])
    rig.kernel.attach(1, 2)
    rig.pass_time(0.2 + late_s)
    rig.kernel.forward(2, [vp8(1, 4_000_000_000 + int((0.2 - apart_s) * 90_000), key=True)])
    rig.collect()
    first, second = listener.rtp()
    assert (first.timestamp, second.timestamp) == (100, 100 + 18_000)


@pytest.mark.parametrize("apart_s", [-1.0, 0.6, 4000.0, -4000.0])
def test_capture_times_that_cannot_be_true_are_not_believed(rig: Rig, apart_s: float) -> None:
    rig.source(1, "vp8")
    rig.source(2, "vp8")
    rig.kernel.set_clock(1, NTP, 7_000)
    rig.kernel.set_clock(2, NTP + int(apart_s * 2**32), 9_000)
    listener = rig.listener(media="video", attach=1)
    rig.kernel.forward(1, [vp8(1, 7_000, key=True)])
    rig.kernel.attach(1, 2)
    rig.pass_time(0.05)
    rig.kernel.forward(2, [vp8(1, 9_000, key=True)])
    rig.collect()
    first, second = listener.rtp()
    assert second.timestamp - first.timestamp == 4500


def test_picture_ids_go_on_without_a_gap_across_sources_and_wraps(rig: Rig) -> None:
    rig.source(1, "vp8")
    rig.source(2, "vp8")
    listener = rig.listener(media="video", attach=1)
    for step in range(4):
        rig.kernel.forward(1, [vp8(step, key=step == 0, picture_id=32765 + step & 0x7FFF, tl0picidx=254 + step & 0xFF)])
    rig.kernel.attach(1, 2)
    for step in range(3):
        rig.kernel.forward(2, [vp8(step, key=step == 0, picture_id=20000 + step, tl0picidx=7 + step)])
    rig.kernel.attach(1, 1)
    rig.kernel.forward(1, [vp8(4, key=True, picture_id=5, tl0picidx=9), vp8(5, start=False, picture_id=5, tl0picidx=9)])
    rig.collect()
    assert pictures(listener.rtp()) == [
        (32765, 254),
        (32766, 255),
        (32767, 0),
        (0, 1),
        (1, 2),
        (2, 3),
        (3, 4),
        (4, 5),
        (4, 5),
    ]


def test_seven_bit_picture_ids_keep_their_width(rig: Rig) -> None:
    rig.source(1, "vp8")
    rig.source(2, "vp8")
    listener = rig.listener(media="video", attach=1)
    rig.kernel.forward(1, [vp8(1, key=True, picture_id=126, bits=7), vp8(2, picture_id=127, bits=7)])
    rig.kernel.attach(1, 2)
    rig.kernel.forward(2, [vp8(1, key=True, picture_id=50, bits=7), vp8(2, picture_id=51, bits=7)])
    rig.collect()
    packets = listener.rtp()
    assert [number for number, _ in pictures(packets)] == [126, 127, 0, 1]
    assert {payload_format.parse_descriptor(packet.payload).picture_id_bits for packet in packets} == {7}


def test_a_source_without_picture_ids_passes_untouched(rig: Rig) -> None:
    rig.source(1, "vp8")
    rig.source(2, "vp8")
    rig.source(3, "vp8")
    listener = rig.listener(media="video", attach=1)
    rig.kernel.forward(1, [vp8(1, key=True, picture_id=9, tl0picidx=3)])
    rig.kernel.attach(1, 2)
    plain = vp8(1, key=True, body=b"\xff" * 9)
    rig.kernel.forward(2, [plain])
    rig.kernel.attach(1, 3)
    rig.kernel.forward(3, [vp8(1, key=True, picture_id=700, tl0picidx=70)])
    rig.collect()
    packets = listener.rtp()
    assert packets[1].payload == plain[12:]
    assert pictures(packets) == [(9, 3), (-1, -1), (10, 4)]


def test_a_key_frame_whose_second_packet_came_first_is_completed_by_a_resend(rig: Rig) -> None:
    rig.source(1, "vp8")
    listener = rig.listener(media="video", attach=1)
    rig.kernel.forward(1, [vp8(2, start=False, body=b"k2")])
    rig.kernel.forward(1, [vp8(1, key=True, body=b"k1"), vp8(3, body=b"a1")])
    rig.kernel.resend(1, [1001])
    rig.collect()
    packets = listener.rtp()
    assert [(packet.sequence_number, packet.payload[-2:]) for packet in packets] == [
        (1000, b"k1"),
        (1002, b"a1"),
        (1001, b"k2"),
    ]


def test_h264_starts_with_its_parameter_sets_and_takes_its_own_payload_type(rig: Rig) -> None:
    rig.source(1, "h264")
    rig.source(2, "vp8")
    listener = rig.listener(media="video", attach=1)
    rig.kernel.forward(1, [h264(1, "4188"), h264(2, "6742"), h264(3, "6588"), h264(4, "4188")])
    rig.kernel.attach(1, 2)
    rig.kernel.forward(2, [vp8(1, key=True)])
    rig.kernel.attach(1, 1)
    rig.kernel.forward(1, [h264(5, "7c0588"), h264(6, "7c8588"), h264(7, "7c4588")])
    rig.collect()
    assert [(packet.head.payload_type, packet.payload[:1].hex()) for packet in listener.rtp()] == [
        (102, "67"),
        (102, "65"),
        (102, "41"),
        (96, "10"),
        (102, "7c"),
        (102, "7c"),
    ]


def test_a_whole_frame_in_one_call_reaches_every_listener_in_order(rig: Rig) -> None:
    rig.source(1, "vp8")
    listeners = [rig.listener(peer, media="video", attach=1) for peer in range(1, 41)]
    frame = [vp8(1, key=True, body=b"0" * 1100, marker=False)]
    frame += [vp8(1 + part, start=False, body=b"%d" % part * 1101, marker=False) for part in range(1, 7)]
    frame += [vp8(8, start=False, body=b"9" * 400)]
    rig.kernel.forward(1, frame)
    rig.collect()
    for listener in listeners:
        packets = listener.rtp()
        assert [packet.payload for packet in packets] == [data[12:] for data in frame]
        assert [packet.head.marker for packet in packets] == [False] * 7 + [True]


def test_sound_goes_on_in_order_beside_a_long_video_pass(rig: Rig) -> None:
    rig.source(1, "vp8")
    rig.source(2)
    watching = [rig.listener(peer, media="video", attach=1) for peer in range(1, 61)]
    hearing = rig.listener(100, attach=2)
    rig.kernel.forward(1, [vp8(1, key=True)])
    number = 2
    for tick in range(5):
        rig.kernel.forward(1, [vp8(number + part, start=part == 0, body=b"x" * 900) for part in range(20)])
        number += 20
        rig.kernel.forward(2, [opus(tick)])
        rig.kernel.resend(1, [1000])
        rig.collect()
    assert [packet.sequence_number for packet in hearing.rtp()] == list(range(1000, 1005))
    for listener in watching[1:]:
        assert [packet.sequence_number for packet in listener.rtp()] == list(range(1000, 1101))


@pytest.mark.parametrize("kind", ["vp8", "h264"])
def test_padding_alone_begins_nothing_and_fills_its_place(rig: Rig, kind: Kind) -> None:
    rig.source(1, kind)
    listener = rig.listener(media="video", attach=1)
    key = vp8 if kind == "vp8" else lambda number, **_: h264(number, "6742e01f")
    empty = [
        header.build_packet(b"", payload_type=99, sequence_number=n, timestamp=0, ssrc=1, padding=99) for n in (1, 3, 4)
    ]
    rig.kernel.forward(1, [empty[0], key(2, key=True), *empty[1:], key(5, key=True)])
    rig.collect()
    packets = listener.rtp()
    assert [packet.sequence_number for packet in packets] == [1000, 1001, 1002, 1003]
    assert [len(packet.payload) > 0 for packet in packets] == [True, False, False, True]
    assert rig.kernel.counters()["errors"] == 0
