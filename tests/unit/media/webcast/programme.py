"""A short programme encoded by the encoders the worker uses: pictures that tell their number, languages that are tones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache

import av
import numpy as np

from media.webcast.packager import Packager
from media.webcast.timeline import (
    AAC_SAMPLES,
    FRAME_DURATION,
    PART_AAC_FRAMES,
    PART_FRAMES,
    VIDEO_TIMESCALE,
    AudioTrack,
    EncodedAudio,
    EncodedFrame,
    VideoRung,
)

TONES = {"floor": 400.0, "fr": 700.0, "ar": 1000.0}
NAMES = {"floor": "Floor", "fr": "Français", "ar": "العربية"}
SIZES = {"720p": (320, 180), "360p": (160, 90)}
BEEP_S = 0.08
"""Every second all languages sound their tone, and the picture is white."""


def marked(seconds: float) -> bool:
    return seconds % 1.0 < BEEP_S


@lru_cache
def pictures(rung: str, count: int) -> tuple[VideoRung, tuple[EncodedFrame, ...]]:
    width, height = SIZES[rung]
    encoder = av.CodecContext.create("libx264", "w")
    encoder.width, encoder.height, encoder.pix_fmt = width, height, "yuv420p"
    encoder.time_base, encoder.framerate = Fraction(1, 25), Fraction(25, 1)
    encoder.options = {
        "preset": "ultrafast",
        "tune": "zerolatency",
        "x264-params": "annexb=0:keyint=48:min-keyint=48:scenecut=0:open-gop=0:threads=1",
    }
    encoder.flags |= 1 << 22  # a global header: the parameter sets are in the extradata alone
    encoder.open()
    frames = []
    for number in range(count):
        frame = av.VideoFrame(width, height, "yuv420p")
        light = 235 if marked(number / 25) else 40
        for plane, value in zip(frame.planes, (light, 128, 128), strict=True):
            plane.update(bytes([value]) * plane.buffer_size)
        frame.pts = number
        frames += [EncodedFrame(bytes(p), int(p.pts or 0), p.is_keyframe) for p in encoder.encode(frame)]
    return VideoRung(rung, width, height, bytes(encoder.extradata or b"")), tuple(frames)


@lru_cache
def sound(channel: str, count: int) -> tuple[AudioTrack, tuple[EncodedAudio, ...]]:
    encoder = av.CodecContext.create("aac", "w")
    encoder.sample_rate, encoder.layout, encoder.format = 48_000, "mono", "fltp"
    encoder.bit_rate, encoder.time_base = 64_000, Fraction(1, 48_000)
    encoder.open()
    packets = []
    for number in range(count + 1):
        at = np.arange(number * AAC_SAMPLES, (number + 1) * AAC_SAMPLES) / 48_000
        wave = 0.3 * np.sin(2 * np.pi * TONES[channel] * at) * (at % 1.0 < BEEP_S)
        frame = av.AudioFrame.from_ndarray(wave.astype(np.float32)[None], "fltp", "mono")
        frame.sample_rate, frame.pts, frame.time_base = 48_000, number * AAC_SAMPLES, Fraction(1, 48_000)
        packets += [EncodedAudio(bytes(p), int(p.pts or 0)) for p in encoder.encode(frame)]
    return AudioTrack(channel, NAMES[channel], bytes(encoder.extradata or b"")), tuple(packets)


def tracks(
    rungs: Sequence[str] = tuple(SIZES), channels: Sequence[str] = tuple(TONES)
) -> tuple[list[VideoRung], list[AudioTrack]]:
    return [pictures(rung, 48)[0] for rung in rungs], [sound(channel, 90)[0] for channel in channels]


class Studio:
    """Feeds a packager part by part, as the worker does; encoders begin afresh with each run."""

    def __init__(
        self, rungs: Sequence[str] = tuple(SIZES), channels: Sequence[str] = tuple(TONES), longest: int = 24
    ) -> None:
        self.rungs, self.channels = rungs, channels
        self._longest = longest
        self._parts = 0

    def begin(self, packager: Packager, tick: int, at: float) -> None:
        self._parts = 0
        packager.begin(tick, at, *tracks(self.rungs, self.channels))

    def play(self, packager: Packager, parts: int = 1) -> None:
        for _ in range(parts):
            self.pictures_of(packager, self._parts)
            self.sound_of(packager, self._parts)
            self._parts += 1

    def pictures_of(self, packager: Packager, part: int) -> None:
        for rung in self.rungs:
            frames = pictures(rung, self._longest * PART_FRAMES)[1]
            for frame in frames[part * PART_FRAMES : (part + 1) * PART_FRAMES]:
                packager.video(rung, frame)

    def sound_of(self, packager: Packager, part: int) -> None:
        for channel in self.channels:
            packets = sound(channel, self._longest * PART_AAC_FRAMES)[1]
            for packet in packets[part * PART_AAC_FRAMES + (part > 0) : (part + 1) * PART_AAC_FRAMES + 1]:
                packager.audio(channel, packet)


def picture_times(path: str) -> Iterator[float]:
    """When the picture becomes white, seconds, as a decoder has it."""
    dark = True
    with av.open(path) as container:
        for frame in container.decode(video=0):
            light = frame.to_ndarray(format="gray").mean() > 128
            if light and dark:
                yield float(frame.time or 0.0)
            dark = not light


__all__ = ["FRAME_DURATION", "VIDEO_TIMESCALE", "Studio", "picture_times", "pictures", "sound", "tracks"]
