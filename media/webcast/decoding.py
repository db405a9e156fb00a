"""The newest picture of one track: packets in, decoded frames out, whatever the network and the sender do to them."""

from __future__ import annotations

from collections import deque
from typing import Final

import av

from media.webcast.depacketize import Codec, CodedPicture, VideoStream

KEY_FRAME_INTERVAL_S: Final = 0.5
"""Between two requests for a key frame of one track; the transport throttles too."""
RECENT: Final = 8
"""Pictures kept.  Overflow policy: the oldest is never shown."""
MAX_SIDE: Final = 4096
"""Larger pictures are not decoded.  Overflow policy: none is seen."""
MAX_PIXELS: Final = 4096 * 2304


class PictureSource:
    """One track.  ``frame``: the newest picture, ``seen_at`` when it came; None before the first.  ``at`` is a picture of
    a moment ago.

    One thread.  Raises nothing, whatever comes.
    """

    def __init__(self) -> None:
        self.frame: av.VideoFrame | None = None
        self.seen_at = float("-inf")
        self._shown: av.VideoFrame | None = None
        self._recent: deque[tuple[float, av.VideoFrame]] = deque(maxlen=RECENT)
        self.decoded = 0
        self.errors = 0
        """Pictures the decoder refused."""
        self.stream = VideoStream()
        self._codec: Codec | None = None
        self._decoder: av.VideoCodecContext | None = None
        self._asked_at = float("-inf")
        self._sending = False
        """Something came since a key frame was asked for last."""

    def receive(self, packet: bytes, now: float) -> None:
        self._sending = True
        for picture in self.stream.receive(packet, now):
            self._decode(picture, now)

    def at(self, moment: float) -> av.VideoFrame | None:
        """The newest picture that had come by then; moments grow.  None before the first."""
        while self._recent and self._recent[0][0] <= moment:
            self._shown = self._recent.popleft()[1]
        return self._shown

    def expire(self, now: float) -> None:
        for picture in self.stream.expire(now):
            self._decode(picture, now)

    def asks_key_frame(self, now: float) -> bool:
        """True when one is to be asked for now."""
        if not self._sending or not self.stream.wants_key_frame or now - self._asked_at < KEY_FRAME_INTERVAL_S:
            return False
        self._asked_at, self._sending = now, False
        return True

    def _decode(self, picture: CodedPicture, now: float) -> None:
        if picture.codec != self._codec or self._decoder is None:
            if not picture.key:
                return
            self._codec, self._decoder = picture.codec, _decoder(picture.codec)
        try:
            frames = self._decoder.decode(av.Packet(picture.data))
        except (av.error.FFmpegError, ValueError):
            self._choke()
            return
        for frame in frames:
            if max(frame.width, frame.height) > MAX_SIDE:
                self._choke()
                return
            self.frame, self.seen_at = frame, now
            self._recent.append((now, frame))
            self.decoded += 1

    def _choke(self) -> None:
        self.errors += 1
        self._decoder = None
        self.stream.spoil()


def _decoder(codec: Codec) -> av.VideoCodecContext:
    context = av.CodecContext.create(codec, "r")
    assert isinstance(context, av.VideoCodecContext)
    context.thread_count = 1
    context.flags |= int(av.codec.context.Flags.low_delay)
    context.options = {"max_pixels": str(MAX_PIXELS)}
    return context
