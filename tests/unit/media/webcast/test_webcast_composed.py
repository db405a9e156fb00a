"""The picture that is composed for listeners: when it is made, and what it takes to get a key frame of it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import av
import pytest

from bus import pipe
from bus.messages import MeetingState
from media.rtp import vp8
from media.rtp.header import parse_header
from media.webcast.composed import FORGOTTEN_S, KEY_THROTTLE_S, ComposedPictures, Vp8Stream
from tests.unit.media.webcast.test_webcast_pictures import H264, Camera

MEETING = MeetingState("m", slots={"speaker": "p1/cam"})
PATIENCE_S = 30.0


def until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.005)


class Pictures:
    def __init__(self) -> None:
        self.sent: list[pipe.RtpMessage] = []
        self.asked: list[str] = []
        self.all = ComposedPictures(self._send, self.asked.append, lambda meeting_id: None)
        self.all.apply(MEETING)
        self.camera = Camera(H264)

    def _send(self, message: bytes) -> None:
        decoded = pipe.decode(message)
        assert isinstance(decoded, pipe.RtpMessage)
        self.sent.append(decoded)

    def show(self, brightness: int, *, key: bool = False) -> None:
        for packet in self.camera.frame(brightness, key=key):
            self.all.see(pipe.RtpMessage("m/p1/cam", 0.0, packet))

    def keys(self) -> list[tuple[int, int]]:
        """Time and SSRC of the key frames that were sent."""
        headers = [(parse_header(message.packet), message.packet) for message in self.sent]
        return [(h.timestamp, h.ssrc) for h, packet in headers if vp8.is_key_frame_start(packet[h.payload_start :])]


@pytest.fixture
def pictures() -> Iterator[Pictures]:
    found = Pictures()
    try:
        yield found
    finally:
        found.all.close()


def threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name.startswith("composed")]


def test_one_is_made_for_a_meeting_that_is_known_while_it_is_wanted(pictures: Pictures) -> None:
    for nonsense in ("elsewhere/composed", "m/p1/cam", "m", ""):
        pictures.all.want(nonsense)
        pictures.all.want_key_frame(nonsense)
    assert len(pictures.all) == 0 and not threads()
    pictures.all.want("m/composed")
    pictures.all.want("m/composed")
    assert len(pictures.all) == 1 and threads() == ["composed m"]
    pictures.all.sweep(time.monotonic())
    assert len(pictures.all) == 1
    pictures.all.sweep(time.monotonic() + FORGOTTEN_S + 1)
    assert len(pictures.all) == 0 and not threads()


@pytest.mark.parametrize("end", ["forgotten", "not listed", "closed"])
def test_it_ends_with_its_meeting_and_with_the_worker(pictures: Pictures, end: str) -> None:
    pictures.all.want("m/composed")
    match end:
        case "forgotten":
            pictures.all.forget("m")
        case "not listed":
            pictures.all.keep({"other"})
        case _:
            pictures.all.close()
    assert not threads()
    pictures.all.want("m/composed")
    assert len(pictures.all) == 0 and not threads(), "and does not begin anew"


def test_key_frames_come_when_asked_for_and_never_closer_than_the_throttle(pictures: Pictures) -> None:
    pictures.all.want("m/composed")
    pictures.show(100, key=True)
    until(lambda: pictures.keys())
    frames = pictures.all.frames
    until(lambda: pictures.all.frames > frames + 2)
    assert len(pictures.keys()) == 1, "none that nobody asked for"

    def asked_again() -> bool:
        pictures.all.want_key_frame("m/composed")
        return len(pictures.keys()) == 3

    until(asked_again)
    times = [at for at, _ in pictures.keys()]
    assert all((b - a) % (1 << 32) >= 0.99 * KEY_THROTTLE_S * 90_000 for a, b in zip(times, times[1:], strict=False))


def test_an_encoder_that_fails_is_replaced_by_one_that_begins_with_a_key_frame(
    pictures: Pictures, monkeypatch: pytest.MonkeyPatch
) -> None:
    encode, failed = Vp8Stream.encode, threading.Event()

    def failing(stream: Vp8Stream, frame: av.VideoFrame, now: float, *, key: bool) -> list[bytes]:
        if pictures.sent and not failed.is_set():
            failed.set()
            raise RuntimeError("a fault of the test's")
        return encode(stream, frame, now, key=key)

    monkeypatch.setattr(Vp8Stream, "encode", failing)
    pictures.all.want("m/composed")
    pictures.show(100, key=True)
    until(lambda: len(pictures.keys()) == 2)
    (_, before), (_, after) = pictures.keys()
    assert failed.is_set() and before != after
