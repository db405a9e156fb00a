"""The grid every rendition of a webcast is cut on, and what the encoders hand to the packager.

A part is 0.64 s: 16 frames at 25 fps, 30 AAC frames at 48 kHz, 32 ticks of the media clock, all exactly.  Three parts are a
segment.  So every rendition is cut at the same instants, and a segment's number follows from its tick alone.

Pure.
"""

from __future__ import annotations

from typing import Final, NamedTuple

FRAME_RATE: Final = 25
FRAME_TICKS: Final = 2
AAC_SAMPLES: Final = 1024
SAMPLE_RATE_HZ: Final = 48_000

PART_FRAMES: Final = 16
PART_AAC_FRAMES: Final = 30
PART_S: Final = 0.64
SEGMENT_PARTS: Final = 3
SEGMENT_FRAMES: Final = PART_FRAMES * SEGMENT_PARTS
SEGMENT_S: Final = PART_S * SEGMENT_PARTS
SEGMENT_TICKS: Final = SEGMENT_FRAMES * FRAME_TICKS

VIDEO_TIMESCALE: Final = 90_000
FRAME_DURATION: Final = VIDEO_TIMESCALE // FRAME_RATE
PART_VIDEO_TIME: Final = PART_FRAMES * FRAME_DURATION
PART_AUDIO_TIME: Final = PART_AAC_FRAMES * AAC_SAMPLES


SIGN: Final = "360s"
"""The rung of the sign-language picture: no size of the stage's, and in no multivariant playlist."""


class EncodedFrame(NamedTuple):
    """One access unit of H.264 without reordering (no B frames: decoded in the order shown)."""

    data: bytes
    """AVCC: NAL units, each after its length in four bytes; parameter sets are in the rung's ``config`` alone (x264:
    ``annexb=0`` and a global header)."""
    pts: int
    """In 1/25 s from the run's first tick: 0, 1, 2 … without a hole."""
    keyframe: bool
    """IDR.  Every frame whose ``pts`` is a multiple of SEGMENT_FRAMES is one."""


class EncodedAudio(NamedTuple):
    """One AAC-LC frame, raw (no ADTS)."""

    data: bytes
    pts: int
    """In 1/48000 s from the run's first tick.  Negative: the encoder's priming, which is dropped; then 0, 1024, 2048 …"""


class VideoRung(NamedTuple):
    """One size of the picture."""

    name: str
    """Names its playlist and segments: ``720p``, ``360p``.  Begins with a digit, so it is no channel."""
    width: int
    height: int
    config: bytes
    """AVCDecoderConfigurationRecord (ISO 14496-15 §5.3.3.1): x264's extradata with ``annexb=0``."""


class AudioTrack(NamedTuple):
    """One language."""

    channel: str
    """``floor`` or a BCP 47 tag; names its playlist and segments."""
    name: str
    """As the player's menu shows it: an endonym."""
    config: bytes
    """AudioSpecificConfig (ISO 14496-3 §1.6.2.1): the first two bytes of the encoder's extradata are enough."""


def next_start(tick: int) -> int:
    """The first tick at or after ``tick`` a run may begin at."""
    return -(-tick // SEGMENT_TICKS) * SEGMENT_TICKS
