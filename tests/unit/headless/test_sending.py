"""What robots send: an exact cadence, sound VP8 packets, resends and key frames on request."""

from __future__ import annotations

import asyncio

import pytest

from headless.cadence import PERIOD_S, Cadence
from headless.clips import SILENCE, Clip
from headless.sending import AudioSender, Loop, VideoSender
from media.rtp import rtcp
from media.rtp.header import parse_header
from media.rtp.vp8 import MAX_PART, is_key_frame_start, packetise, parse_descriptor

CLIP = Clip((b"one", b"two", b"three", b"four"), stops=(2, 4))
KEY, DELTA = b"\x10" + bytes(3000), b"\x11" + bytes(700)
KEY_LATER = b"\x10" + bytes(range(256)) * 2
LOOP = Loop((KEY, DELTA, DELTA, KEY_LATER, DELTA, DELTA), (0, 3), 12, 640, 360)


class Wire:
    """Keeps what was sent; ``protect`` marks a datagram."""

    def __init__(self) -> None:
        self.packets: list[bytes] = []
        self.again: list[bytes] = []

    def transmit(self, packet: bytes) -> bytes:
        self.packets.append(packet)
        return b"srtp" + packet

    def payloads(self) -> list[bytes]:
        return [packet[12:] for packet in self.packets]


def test_a_closed_microphone_sends_nothing() -> None:
    wire = Wire()
    sender = AudioSender(7, wire.transmit)
    sender.play(CLIP)
    sender.step(1)
    assert wire.packets == []


def test_an_open_microphone_sends_the_clip_and_then_silence() -> None:
    wire = Wire()
    sender = AudioSender(7, wire.transmit)
    sender.open = True
    sender.play(CLIP)
    for tick in range(6):
        sender.step(tick)
    assert wire.payloads() == [b"one", b"two", b"three", b"four", SILENCE, SILENCE]


def test_numbers_grow_by_one_and_timestamps_by_a_frame_across_a_pause() -> None:
    wire = Wire()
    sender = AudioSender(7, wire.transmit)
    sender.open = True
    sender.step(100)
    sender.step(101)
    sender.shut()
    sender.step(102)
    sender.open = True
    sender.step(110)
    headers = [parse_header(packet) for packet in wire.packets]
    first = headers[0]
    assert [h.sequence_number - first.sequence_number & 0xFFFF for h in headers] == [0, 1, 2]
    assert [h.timestamp - first.timestamp & 0xFFFFFFFF for h in headers] == [0, 960, 9600]
    assert [h.marker for h in headers] == [True, False, True]
    assert 1 <= first.sequence_number < 1 << 15


def test_a_loop_goes_round_until_stopped() -> None:
    wire = Wire()
    sender = AudioSender(7, wire.transmit)
    sender.open = True
    sender.play(CLIP, loop=True)
    for tick in range(9):
        sender.step(tick)
    sender.stop()
    sender.step(9)
    assert wire.payloads() == [*CLIP.frames, *CLIP.frames, b"one", SILENCE]


async def test_the_end_of_a_clip_is_told_also_when_it_is_cut_replaced_or_shut() -> None:
    for cut in ("end", "wind_up", "replace", "shut"):
        sender = AudioSender(7, Wire().transmit)
        sender.open = True
        finished: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        sender.play(CLIP, finished=finished)
        sender.step(0)
        assert not finished.done()
        match cut:
            case "end":
                for tick in range(1, 5):
                    sender.step(tick)
            case "wind_up":
                sender.wind_up(2 * PERIOD_S)
                sender.step(1)
                sender.step(2)
            case "replace":
                sender.play(CLIP)
            case "shut":
                sender.shut()
        assert finished.done(), cut


def test_a_frame_is_split_into_equal_parts_with_one_picture_id() -> None:
    payloads = packetise(KEY, 0x1234)
    assert len(payloads) == 3
    assert max(map(len, payloads)) - min(map(len, payloads)) <= 3
    assert max(map(len, payloads)) <= MAX_PART + 4
    descriptors = [parse_descriptor(payload) for payload in payloads]
    assert [d.picture_id for d in descriptors] == [0x1234] * 3
    assert [d.picture_id_bits for d in descriptors] == [15] * 3
    assert [d.start_of_partition for d in descriptors] == [True, False, False]
    assert b"".join(p[d.size :] for p, d in zip(payloads, descriptors, strict=True)) == KEY


def frames_sent(wire: Wire) -> list[bool]:
    """For each frame sent: is it a key frame?"""
    return [is_key_frame_start(packet[12:]) for packet in wire.packets if parse_descriptor(packet[12:]).start_of_partition]


def test_a_camera_sends_its_frames_per_second_with_markers() -> None:
    wire = Wire()
    camera = VideoSender(9, wire.transmit)
    camera.show(LOOP)
    for tick in range(500, 500 + 50):
        camera.step(tick)
    headers = [parse_header(packet) for packet in wire.packets]
    assert sum(header.marker for header in headers) == pytest.approx(12, abs=1)
    assert frames_sent(wire)[:7] == [True, False, False, True, False, False, True]
    pictures = sorted({header.timestamp - headers[0].timestamp & 0xFFFFFFFF for header in headers})
    assert all(0 < later - earlier <= 9000 for earlier, later in zip(pictures, pictures[1:], strict=False))


def test_a_key_frame_request_is_answered_with_the_next_frame() -> None:
    wire = Wire()
    camera = VideoSender(9, wire.transmit)
    camera.show(LOOP)
    tick = 500
    while len(frames_sent(wire)) < 2:
        camera.step(tick)
        tick += 1
    camera.key_frame()
    while len(frames_sent(wire)) < 3:
        camera.step(tick)
        tick += 1
    assert frames_sent(wire) == [True, False, True]
    assert wire.packets[-1].endswith(KEY_LATER[-200:]), "the loop goes on at its next key frame, it does not start again"


def test_a_resend_is_the_same_datagram_and_what_is_not_kept_is_ignored() -> None:
    wire = Wire()
    camera = VideoSender(9, wire.transmit)
    camera.resend([1], wire.again.append)
    camera.show(LOOP)
    for tick in range(500, 530):
        camera.step(tick)
    numbers = [parse_header(packet).sequence_number for packet in wire.packets]
    camera.resend([numbers[2], numbers[0] - 5 & 0xFFFF, numbers[-1]], wire.again.append)
    assert wire.again == [b"srtp" + wire.packets[2], b"srtp" + wire.packets[-1]]
    camera.forget()
    camera.resend([numbers[2]], wire.again.append)
    assert len(wire.again) == 2, "what went out under the keys of an older connection is never sent again"


def test_a_sender_report_counts_what_was_sent() -> None:
    wire = Wire()
    sender = AudioSender(7, wire.transmit)
    sender.open = True
    sender.play(CLIP)
    for tick in range(4):
        sender.step(tick)
    report = rtcp.parse(sender.stream.report(5 << 32, 77, "name"))[0]
    assert isinstance(report, rtcp.SenderReport)
    assert (report.ssrc, report.packet_count, report.octet_count, report.rtp_timestamp) == (7, 4, 15, 77)


async def test_the_cadence_keeps_to_the_grid_and_catches_up() -> None:
    cadence = Cadence()
    loop = asyncio.get_running_loop()
    ticks: list[int] = []
    done = asyncio.Event()

    def step(tick: int) -> None:
        ticks.append(tick)
        if len(ticks) == 4:
            end = loop.time() + 3.5 * PERIOD_S
            while loop.time() < end:
                pass
        if len(ticks) == 12:
            done.set()

    key = cadence.add(step)
    async with asyncio.timeout(5):
        await done.wait()
    cadence.remove(key)
    assert ticks[:12] == list(range(ticks[0], ticks[0] + 12)) or cadence.skipped > 0
    assert ticks[-1] * PERIOD_S <= loop.time() + PERIOD_S


def test_a_microphone_sends_again_what_is_asked_for_byte_by_byte() -> None:
    wire = Wire()
    sender = AudioSender(7, wire.transmit)
    sender.open = True
    sender.play(CLIP)
    for tick in range(4):
        sender.step(tick)
    number = parse_header(wire.packets[2]).sequence_number
    sender.resend((number, number + 9 & 0xFFFF), wire.again.append)
    assert wire.again == [b"srtp" + wire.packets[2]] and sender.resent == 1
    sender.forget()
    sender.resend((number,), wire.again.append)
    assert len(wire.again) == 1, "other keys"
