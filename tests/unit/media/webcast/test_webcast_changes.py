"""What a sender changes in the middle of its stream, seen at the other end of composer and encoders."""

from __future__ import annotations

import av
import numpy as np
import pytest

from bus import pipe
from bus.messages import Webcast
from media.codec.vp8 import Picture
from media.webcast.compose import Composer
from media.webcast.composed import Vp8Stream
from media.webcast.decoding import PictureSource
from media.webcast.encoding import PictureEncoder
from media.webcast.layout import HEIGHT, WIDTH
from media.webcast.timeline import SEGMENT_FRAMES
from media.webcast.viewing import DELAY_S, GONE_S, Viewer
from tests.unit.media.webcast.test_webcast_pictures import H264, VP8, Camera

NO_WORDS = Webcast("w", "onAir", ())
FRAME_S = 0.04


class Stage:
    """Packets of the speaker's camera in; what viewers (H.264) and listeners (VP8) see of it out."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.viewer = Viewer("m", self.asked.append)
        self.viewer.show({"speaker": "p1/cam"})
        self.composer = Composer()
        self.composer.show(NO_WORDS)
        self.encoder = PictureEncoder(WIDTH, HEIGHT, 2_000_000, "ultrafast")
        self.decoder = av.CodecContext.create("h264", "r")
        self.decoder.extradata = self.encoder.config
        self.stream = Vp8Stream("m")
        self.listener = PictureSource()
        self.now = 100.0
        self.frames = 0

    def frame(self, packets: list[bytes]) -> tuple[Picture, Picture]:
        """Brightness at viewers and at listeners, of the picture these packets are."""
        for packet in packets:
            self.viewer.receive(pipe.RtpMessage("m/p1/cam", self.now, packet))
        self.viewer.look(self.now)
        self.now += FRAME_S
        frame = self.composer.compose(self.viewer.look(self.now + DELAY_S - FRAME_S))
        for message in self.stream.encode(frame, self.now, key=self.frames == 0):
            decoded = pipe.decode(message)
            assert isinstance(decoded, pipe.RtpMessage)
            self.listener.receive(decoded.packet, self.now)
        (viewed,) = self.decoder.decode(av.Packet(self.encoder.encode(frame, self.frames).data))
        self.frames += 1
        assert isinstance(viewed, av.VideoFrame) and self.listener.frame is not None
        return brightness(viewed), brightness(self.listener.frame)


def brightness(frame: av.VideoFrame) -> Picture:
    assert (frame.width, frame.height) == (WIDTH, HEIGHT)
    return np.asarray(frame.to_ndarray(format="gray"), np.uint8)


def test_size_codec_and_shape_of_a_camera_may_change_and_both_encoders_go_on() -> None:
    stage = Stage()
    changes = (
        Camera(VP8, 640, 360, ssrc=1),
        Camera(VP8, 1280, 720, ssrc=1, first=20_000),
        Camera(H264, 640, 360, ssrc=2),
        Camera(H264, 1280, 720, ssrc=2, first=9000),
        Camera(H264, 360, 640, ssrc=2, first=30_000),
        Camera(VP8, 180, 320, ssrc=3),
        Camera(VP8, 320, 180, ssrc=3, first=40_000),
    )
    for level, camera in enumerate(changes):
        lightness = 70 + 20 * level
        for n in range(3):
            seen = stage.frame(camera.frame(lightness, key=n == 0, per_packet=1000))
        for picture in seen:
            assert picture[HEIGHT // 2, WIDTH // 2 - 40 : WIDTH // 2 + 40].mean() == pytest.approx(lightness + 10, abs=14)
            upright = camera.height > camera.width
            assert (picture[HEIGHT // 2, 8:100].mean() < 40) == upright, "whole, between black"
    assert stage.listener.errors == 0 and not stage.asked
    assert stage.frames < SEGMENT_FRAMES, "without a key frame between that would hide a fault"


def test_a_camera_that_never_sends_and_one_that_falls_silent_leave_the_ground() -> None:
    stage = Stage()
    for picture in stage.frame([]):
        assert picture.mean() < 60
    camera = Camera(H264)
    for n in range(3):
        stage.frame(camera.frame(200, key=n == 0))
    assert stage.frame([])[1].mean() > 150
    stage.now += GONE_S
    for picture in stage.frame([]):
        assert picture.mean() < 60
    assert not stage.asked, "nothing is asked of who sends nothing"
