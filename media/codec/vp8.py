"""VP8 through PyAV's libvpx (RFC 6386): pictures in, frames out, and back.  No RTP here.

Pictures are ``uint8`` arrays of shape (height, width, 3), RGB; height and width even.
"""

from __future__ import annotations

from fractions import Fraction

import av
import numpy as np
import numpy.typing as npt

Picture = npt.NDArray[np.uint8]


class Vp8Encoder:
    """Real-time encoding without look-ahead: one picture in, one frame out; no hidden frames.

    ``key_interval``: pictures between key frames.  ``bitrate_bps`` is an average, ``effort`` 0 (best) … 16 (fastest).
    """

    def __init__(
        self, width: int, height: int, *, frames_per_second: int, bitrate_bps: int, key_interval: int, effort: int = 6
    ) -> None:
        context = av.CodecContext.create("libvpx", "w")
        assert isinstance(context, av.VideoCodecContext)
        context.width, context.height, context.pix_fmt = width, height, "yuv420p"
        context.time_base = Fraction(1, frames_per_second)
        context.framerate = Fraction(frames_per_second)
        context.bit_rate = bitrate_bps
        context.gop_size = key_interval
        context.thread_count = 1
        context.options = {
            "deadline": "realtime",
            "cpu-used": str(effort),
            "lag-in-frames": "0",
            "auto-alt-ref": "0",
            "error-resilient": "1",
            "undershoot-pct": "100",
        }
        self._context = context
        self._count = 0

    def encode(self, picture: Picture, *, key: bool = False) -> bytes:
        """One frame; ``key`` forces a key frame.  Raises ``av.error.FFmpegError``."""
        frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="rgb24").reformat(format="yuv420p")
        return self.encode_planes(frame, key=key)

    def encode_planes(self, frame: av.VideoFrame, *, key: bool = False) -> bytes:
        """The same of a yuv420p frame, whose time and type are overwritten."""
        frame.pts = self._count
        frame.time_base = self._context.time_base
        frame.pict_type = av.video.frame.PictureType.I if key else av.video.frame.PictureType.NONE
        self._count += 1
        return b"".join(bytes(packet) for packet in self._context.encode(frame))


class Vp8Decoder:
    """Frames in decoding order, beginning with a key frame."""

    def __init__(self) -> None:
        context = av.CodecContext.create("vp8", "r")
        assert isinstance(context, av.VideoCodecContext)
        context.thread_count = 1
        self._context = context

    def decode(self, frame: bytes) -> Picture | None:
        """The picture, None when the frame is not to be shown.  Raises ``av.error.FFmpegError`` on a broken one."""
        for decoded in self._context.decode(av.Packet(frame)):
            return np.asarray(decoded.to_ndarray(format="rgb24"), np.uint8)
        return None


def is_key_frame(frame: bytes) -> bool:
    """The P bit of the frame tag is clear (RFC 6386 §9.1)."""
    return bool(frame) and not frame[0] & 0x01
