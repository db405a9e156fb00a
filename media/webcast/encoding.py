"""H.264 and AAC-LC through PyAV's libx264 and FFmpeg's ``aac``, one packet per call, for the packager's grid.

Not thread-safe; an encoder belongs to the thread that uses it.  PyAV lets go of the interpreter while it encodes.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final

import av
import numpy as np
import numpy.typing as npt

from media.webcast.timeline import (
    AAC_SAMPLES,
    FRAME_RATE,
    SAMPLE_RATE_HZ,
    SEGMENT_FRAMES,
    EncodedAudio,
    EncodedFrame,
)

Samples = npt.NDArray[np.float32]

SOUND_BPS: Final = 64_000
VBV_S: Final = 1.0
"""Over so long the picture keeps to its rate."""


class PictureEncoder:
    """One rung.  ``config``: its AVCDecoderConfigurationRecord.  ``preset``: x264's."""

    def __init__(self, width: int, height: int, bitrate_bps: int, preset: str = "superfast") -> None:
        context = av.CodecContext.create("libx264", "w")
        assert isinstance(context, av.VideoCodecContext)
        context.width, context.height, context.pix_fmt = width, height, "yuv420p"
        context.time_base = Fraction(1, FRAME_RATE)
        context.framerate = Fraction(FRAME_RATE)
        context.bit_rate = bitrate_bps
        context.gop_size = SEGMENT_FRAMES
        context.thread_count = 1
        context.color_range = 1
        context.colorspace, context.color_primaries, context.color_trc = 6, 1, 1
        context.flags |= int(av.codec.context.Flags.global_header)
        context.options = {
            "preset": preset,
            "tune": "zerolatency",
            "profile": "high" if height > 480 else "main",
            "forced-idr": "1",
            "maxrate": str(bitrate_bps),
            "bufsize": str(round(bitrate_bps * VBV_S)),
            "x264-params": "annexb=0:scenecut=0:open-gop=0:bframes=0:sliced-threads=0:keyint=infinite",
        }
        context.open()
        self.width, self.height = width, height
        self.config = bytes(context.extradata or b"")
        self._context = context

    def encode(self, frame: av.VideoFrame, index: int) -> EncodedFrame:
        """``frame``: yuv420p of the rung's size; ``index`` counts from 0.  Key frames begin segments, no other frame is one.

        Raises ``av.error.FFmpegError``.
        """
        key = index % SEGMENT_FRAMES == 0
        frame.pts = index
        frame.time_base = Fraction(1, FRAME_RATE)
        frame.pict_type = av.video.frame.PictureType.I if key else av.video.frame.PictureType.NONE
        packets = self._context.encode(frame)
        return EncodedFrame(b"".join(bytes(packet) for packet in packets), index, key)


class SoundEncoder:
    """One language: blocks of any length in, AAC frames of 1,024 samples out, the first of them priming (``pts`` < 0)."""

    def __init__(self, bitrate_bps: int = SOUND_BPS) -> None:
        context = av.CodecContext.create("aac", "w")
        assert isinstance(context, av.AudioCodecContext)
        context.sample_rate, context.layout, context.format = SAMPLE_RATE_HZ, "mono", "fltp"
        context.bit_rate = bitrate_bps
        context.time_base = Fraction(1, SAMPLE_RATE_HZ)
        context.flags |= int(av.codec.context.Flags.global_header)
        context.open()
        self.config = bytes(context.extradata or b"")[:2]
        self._context = context
        self._held = np.zeros(0, np.float32)
        self._samples = 0

    def encode(self, block: Samples) -> list[EncodedAudio]:
        """What is ready with these samples, within ±1.  Raises ``av.error.FFmpegError``."""
        self._held = np.concatenate((self._held, block))
        encoded = []
        while len(self._held) >= AAC_SAMPLES:
            frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(self._held[None, :AAC_SAMPLES]), "fltp", "mono")
            self._held = self._held[AAC_SAMPLES:]
            frame.sample_rate, frame.time_base = SAMPLE_RATE_HZ, Fraction(1, SAMPLE_RATE_HZ)
            frame.pts = self._samples
            self._samples += AAC_SAMPLES
            for packet in self._context.encode(frame):
                assert packet.pts is not None
                encoded.append(EncodedAudio(bytes(packet), packet.pts))
        return encoded
