"""Cameras' packets become pictures again, through loss, other sizes and codecs, and garbage."""

from __future__ import annotations

import random
from collections.abc import Sequence

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from media.codec.vp8 import Picture, Vp8Encoder
from media.rtp.header import build_packet
from media.webcast.decoding import KEY_FRAME_INTERVAL_S, PictureSource
from media.webcast.depacketize import MAX_WAITING, PATIENCE_S, VideoStream

VP8, H264 = 96, 102
MAX_REORDERED = 17
"""Pictures a decoder of H.264 may hold back that has been told so by what was tampered with."""


class Camera:
    """Pictures of one brightness each, in real VP8 or H.264, as RTP packets."""

    def __init__(self, kind: int = VP8, width: int = 320, height: int = 180, *, ssrc: int = 7, first: int = 65_530) -> None:
        self.kind, self.width, self.height, self.ssrc = kind, width, height, ssrc
        self._number = first
        self._timestamp = 1000
        self._index = 0
        if kind == VP8:
            self._vp8 = Vp8Encoder(width, height, frames_per_second=25, bitrate_bps=400_000, key_interval=1000)
        else:
            self._h264 = _annex_b_encoder(width, height)

    def frame(self, brightness: int, *, key: bool = False, per_packet: int = 300) -> list[bytes]:
        flat = np.full((self.height, self.width, 3), brightness, np.uint8)
        noise = np.random.default_rng(self._index).integers(0, 20, (self.height // 8 + 1, self.width // 8 + 1, 1), np.uint8)
        grain = np.kron(noise, np.ones((8, 8, 1), np.uint8))[: self.height, : self.width]
        return self.show(flat + grain, key=key, per_packet=per_packet)

    def show(self, picture: Picture, *, key: bool = False, per_packet: int = 1000) -> list[bytes]:
        """Packets of a picture of the camera's size, RGB."""
        self._index += 1
        if self.kind == VP8:
            payloads = _vp8_payloads(self._vp8.encode(picture, key=key), per_packet)
        else:
            payloads = _h264_payloads(self._h264_units(picture, key), per_packet)
        return self._packets(payloads)

    def _h264_units(self, picture: Picture, key: bool) -> list[bytes]:
        frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), "rgb24").reformat(format="yuv420p")
        frame.pts = self._index
        frame.pict_type = av.video.frame.PictureType.I if key else av.video.frame.PictureType.NONE
        data = b"".join(bytes(packet) for packet in self._h264.encode(frame))
        return [
            unit.strip(b"\0") if unit[0] & 0x1F in (7, 8) else unit
            for unit in data.replace(b"\0\0\0\1", b"\0\0\1").split(b"\0\0\1")
            if unit
        ]

    def _packets(self, payloads: Sequence[bytes]) -> list[bytes]:
        packets = []
        for index, payload in enumerate(payloads):
            packets.append(
                build_packet(
                    payload,
                    payload_type=self.kind,
                    sequence_number=self._number & 0xFFFF,
                    timestamp=self._timestamp & 0xFFFFFFFF,
                    ssrc=self.ssrc,
                    marker=index == len(payloads) - 1,
                )
            )
            self._number += 1
        self._timestamp += 3600
        return packets


def _annex_b_encoder(width: int, height: int) -> av.VideoCodecContext:
    context = av.CodecContext.create("libx264", "w")
    assert isinstance(context, av.VideoCodecContext)
    context.width, context.height, context.pix_fmt = width, height, "yuv420p"
    context.gop_size, context.thread_count = 1000, 1
    context.options = {"preset": "ultrafast", "tune": "zerolatency", "forced-idr": "1", "x264-params": "sliced-threads=0"}
    return context


def _vp8_payloads(frame: bytes, size: int) -> list[bytes]:
    pieces = [frame[at : at + size] for at in range(0, len(frame), size)]
    return [bytes((0x10 if index == 0 else 0,)) + piece for index, piece in enumerate(pieces)]


def _h264_payloads(units: list[bytes], size: int) -> list[bytes]:
    """Small units together in a STAP-A, large ones in FU-As."""
    small = [unit for unit in units if len(unit) < size // 2]
    payloads = []
    if len(small) > 1:
        payloads.append(b"\x78" + b"".join(len(unit).to_bytes(2, "big") + unit for unit in small))
    elif small:
        payloads += small
    for unit in units:
        if len(unit) < size // 2:
            continue
        pieces = [unit[1 + at : 1 + at + size] for at in range(0, len(unit) - 1, size)]
        for index, piece in enumerate(pieces):
            flags = (0x80 if index == 0 else 0) | (0x40 if index == len(pieces) - 1 else 0)
            payloads.append(bytes((unit[0] & 0xE0 | 28, flags | unit[0] & 0x1F)) + piece)
    return payloads


def shown(source: PictureSource) -> int:
    assert source.frame is not None
    return round(float(source.frame.to_ndarray(format="gray").mean()))


def give(source: PictureSource, packets: Sequence[bytes], now: float = 0.0) -> None:
    for packet in packets:
        source.receive(packet, now)


@pytest.mark.parametrize("kind", [VP8, H264])
def test_pictures_are_decoded_across_the_wrap_of_sequence_numbers(kind: int) -> None:
    camera, source = Camera(kind), PictureSource()
    for brightness in (60, 100, 140, 180):
        give(source, camera.frame(brightness, key=brightness == 60))
        assert shown(source) == pytest.approx(brightness + 10, abs=10)
    assert (source.decoded, source.errors, source.stream.lost) == (4, 0, 0)


@pytest.mark.parametrize("kind", [VP8, H264])
def test_packets_out_of_order_and_twice_change_nothing(kind: int) -> None:
    camera, source = Camera(kind), PictureSource()
    give(source, camera.frame(60, key=True))
    for brightness in (100, 140):
        packets = camera.frame(brightness, per_packet=60)
        random.Random(brightness).shuffle(packets)
        give(source, [*packets, *packets])
        assert shown(source) == pytest.approx(brightness + 10, abs=10)
    assert source.stream.lost == 0


@pytest.mark.parametrize("kind", [VP8, H264])
def test_a_loss_keeps_the_last_picture_until_a_key_frame_which_is_asked_for(kind: int) -> None:
    camera, source = Camera(kind), PictureSource()
    give(source, camera.frame(60, key=True))
    assert not source.asks_key_frame(0.0)
    give(source, camera.frame(200, per_packet=40)[1:], 1.0)
    give(source, camera.frame(210), 1.0)
    source.expire(1.0 + PATIENCE_S / 2)
    assert not source.asks_key_frame(1.05), "it may still come"
    source.expire(1.01 + PATIENCE_S)
    assert source.asks_key_frame(1.2) and not source.asks_key_frame(1.2 + KEY_FRAME_INTERVAL_S / 2)
    give(source, camera.frame(220), 1.5)
    assert shown(source) == pytest.approx(70, abs=10), "nothing is shown that builds on what is lost"
    assert source.asks_key_frame(1.2 + KEY_FRAME_INTERVAL_S), "again, while none comes"
    give(source, camera.frame(120, key=True), 2.0)
    assert shown(source) == pytest.approx(130, abs=10)
    assert not source.asks_key_frame(9.0)


def test_a_resend_that_comes_in_time_is_no_loss() -> None:
    camera, source = Camera(), PictureSource()
    give(source, camera.frame(60, key=True))
    late, *others = camera.frame(140, per_packet=40)
    give(source, [*others, *camera.frame(140)], 1.0)
    source.expire(1.1)
    give(source, [late], 1.12)
    assert shown(source) == pytest.approx(150, abs=10)
    assert source.stream.lost == 0


def test_size_codec_and_sender_may_change_at_any_time() -> None:
    source = PictureSource()
    for camera in (
        Camera(VP8, 320, 180, ssrc=1),
        Camera(VP8, 640, 360, ssrc=1, first=20_000),
        Camera(H264, 480, 270, ssrc=2),
        Camera(H264, 320, 180, ssrc=2, first=9000),
        Camera(VP8, 160, 90, ssrc=3),
    ):
        give(source, camera.frame(100))
        give(source, camera.frame(100, key=True))
        give(source, camera.frame(140))
        assert source.frame is not None and (source.frame.width, source.frame.height) == (camera.width, camera.height)
        assert shown(source) == pytest.approx(150, abs=10)


def test_a_stream_that_begins_in_the_middle_asks_for_a_key_frame_and_shows_nothing_before() -> None:
    camera, source = Camera(), PictureSource()
    assert not source.asks_key_frame(0.0), "nobody sends"
    camera.frame(60, key=True)
    give(source, camera.frame(100))
    assert source.frame is None and source.asks_key_frame(0.0)
    assert not source.asks_key_frame(9.0), "nothing has come since"


def test_garbage_inside_a_picture_is_survived() -> None:
    camera, source = Camera(H264), PictureSource()
    give(source, camera.frame(60, key=True))
    broken = [packet[:20] + bytes(len(packet) - 20) for packet in camera.frame(100, key=True)]
    give(source, broken)
    give(source, camera.frame(140, key=True))
    assert shown(source) == pytest.approx(150, abs=10)


def test_what_waits_behind_a_missing_packet_is_bounded() -> None:
    camera, stream = Camera(), VideoStream()
    for packet in camera.frame(60, key=True):
        stream.receive(packet, 0.0)
    camera.frame(70)
    for _ in range(MAX_WAITING):
        for packet in camera.frame(80, per_packet=100):
            stream.receive(packet, 0.0)
            assert len(stream._waiting) <= MAX_WAITING
    assert stream.lost == 1 and stream.wants_key_frame


@given(st.lists(st.binary(max_size=60), max_size=40), st.sampled_from([VP8, H264]), st.randoms(use_true_random=False))
def test_no_packet_makes_it_raise(payloads: list[bytes], kind: int, chance: random.Random) -> None:
    source = PictureSource()
    for now, payload in enumerate(payloads):
        packet = build_packet(
            payload,
            payload_type=kind,
            sequence_number=chance.randrange(8),
            timestamp=chance.randrange(3),
            ssrc=1,
            marker=chance.random() < 0.5,
        )
        source.receive(packet if chance.random() < 0.9 else payload, now / 10)
        source.expire(now / 10)


@settings(max_examples=25)
@given(st.data())
def test_a_real_stream_that_is_tampered_with_recovers_at_the_next_key_frame(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from([VP8, H264]))
    camera, source = Camera(kind, 64, 48), PictureSource()
    packets = [packet for n in range(4) for packet in camera.frame(60 + 20 * n, key=n == 0, per_packet=80)]
    for packet in packets:
        if data.draw(st.booleans()):
            at = data.draw(st.integers(12, len(packet) - 1))
            packet = packet[:at] + bytes((data.draw(st.integers(0, 255)),)) + packet[at + 1 :]
        source.receive(packet, 0.0)
    source.expire(10.0)
    for _ in range(MAX_REORDERED):
        give(source, camera.frame(150, key=True), 20.0)
    assert shown(source) == pytest.approx(160, abs=10)
