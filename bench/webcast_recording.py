"""What a webcast's recording says of it: when each frame was composed, how well renditions are in step, and sound with its
picture, how loud speech is, and what encoding and packaging it costs."""

from __future__ import annotations

import asyncio
import io
import re
import subprocess
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import aiohttp
import av
import m3u8
import numpy as np
import numpy.typing as npt

from bench.webcast_pages import clock_in
from media.webcast.packager import Packager, Part
from media.webcast.packager import Run as PackagedRun
from media.webcast.run import Quality, Run
from media.webcast.timeline import AAC_SAMPLES, EncodedAudio

MOST_SEGMENTS: Final = 60
"""Looked into, at even distances."""
FRAME_S: Final = 0.04
SOUND_HZ: Final = 48_000
WINDOW: Final = 120
"""Samples a tone is looked for in: other tones a multiple of 400 Hz away vanish."""
MAIN: Final = (slice(300, 380), slice(420, 500))
"""Rows and columns that the main picture covers in every layout."""
LIT: Final = 125
LONGEST_S: Final = 12.0
"""Of a stretch that is encoded once more."""
Samples = npt.NDArray[np.float32]


@dataclass
class Segments:
    """Of one rendition, on demand, without gaps: when each began (Unix seconds), its address, its header's."""

    http: aiohttp.ClientSession
    starts: list[float]
    addresses: list[str]
    inits: list[str]

    @classmethod
    async def of(cls, http: aiohttp.ClientSession, playlist: str, rendition: str) -> Segments:
        """``playlist``: the multivariant one."""
        url = f"{playlist.rsplit('/', 1)[0]}/vod/{rendition}.m3u8"
        async with http.get(url) as response:
            response.raise_for_status()
            listed = m3u8.loads(await response.text(), uri=url)
        whole = [one for one in listed.segments if not one.gap_tag]
        return cls(
            http,
            [one.current_program_date_time.timestamp() for one in whole],
            [one.absolute_uri for one in whole],
            [one.init_section.absolute_uri for one in whole],
        )

    def within(self, begin: float, end: float) -> list[int]:
        """Of those that lie in a stretch, Unix seconds."""
        return [
            n
            for n, (start, after) in enumerate(zip(self.starts, self.starts[1:], strict=False))
            if start >= begin and after <= end
        ]

    async def _bytes(self, indexes: Iterable[int]) -> bytes:
        """Of one run."""
        listed = list(indexes)
        data = b""
        for address in (self.inits[listed[0]], *(self.addresses[index] for index in listed)):
            async with self.http.get(address) as response:
                response.raise_for_status()
                data += await response.read()
        return data

    async def pictures(self, *indexes: int) -> list[av.VideoFrame]:
        with av.open(io.BytesIO(await self._bytes(indexes)), "r") as container:
            return list(container.decode(video=0))

    async def sound(self, *indexes: int) -> Samples:
        """The first 1,024 samples lack what overlaps them."""
        with av.open(io.BytesIO(await self._bytes(indexes)), "r") as container:
            return np.concatenate([frame.to_ndarray()[0] for frame in container.decode(audio=0)])


def luma(picture: av.VideoFrame) -> npt.NDArray[np.uint8]:
    return np.asarray(picture.to_ndarray()[: picture.height], np.uint8)


@dataclass
class Frames:
    composed_at: dict[int, float]
    """Clock in the camera's picture -> Unix seconds of the first composed frame that shows it."""
    starts: set[float]
    """Of the segments looked into."""

    @classmethod
    async def of(cls, http: aiohttp.ClientSession, playlist: str, begin: float, end: float) -> Frames:
        """Of the segments from ``begin`` to ``end``, Unix seconds."""
        segments = await Segments.of(http, playlist, "720p")
        within = segments.within(begin - 10, end)
        composed: dict[int, float] = {}
        chosen = within[:: -(-len(within) // MOST_SEGMENTS) or 1]
        for index in chosen:
            for number, picture in enumerate(await segments.pictures(index)):
                if (clock := clock_in(luma(picture))) is not None:
                    composed.setdefault(clock, segments.starts[index] + number * FRAME_S)
        return cls(composed, {segments.starts[index] for index in chosen})


async def apart_ms(
    http: aiohttp.ClientSession, playlist: str, channels: Iterable[str], starts: set[float], hz: float
) -> list[float]:
    """How far one sound is apart in several channels: of each beep, its farthest onset from the first channel's."""
    onsets: dict[str, list[float]] = {}
    for channel in channels:
        segments = await Segments.of(http, playlist, channel)
        onsets[channel] = []
        for index, start in enumerate(segments.starts):
            if start in starts:
                onsets[channel] += [start + at for at in beeps(await segments.sound(index), hz)]
    first, *others = onsets.values()
    nearest = [[min((abs(other - onset) for other in many), default=1.0) for many in others] for onset in first]
    return [1000 * max(near) for near in nearest if max(near) < 0.5]


async def sound_after_picture_ms(
    http: aiohttp.ClientSession, playlist: str, begin: float, end: float, hz: float
) -> list[float]:
    """Of each flash its beep's delay, in a stretch of one run in which somebody flashes and beeps."""
    rows, sounds = await Segments.of(http, playlist, "720p"), await Segments.of(http, playlist, "floor")
    chosen = rows.within(begin, end)
    lit = [float(luma(picture)[MAIN].mean()) > LIT for picture in await rows.pictures(*chosen)]
    flashes = [n * FRAME_S for n, (before, now) in enumerate(zip(lit, lit[1:], strict=False), 1) if now and not before]
    heard = beeps(await sounds.sound(*(sounds.starts.index(rows.starts[index]) for index in chosen)), hz)
    delays = [min((at - flash for at in heard), key=abs, default=1.0) for flash in flashes]
    return [1000 * delay for delay in delays if abs(delay) < 0.5]


def beeps(sound: Samples, hz: float) -> list[float]:
    """Seconds at which a tone begins; without those of the first 2,048 samples."""
    turned = sound * np.exp(-2j * np.pi * hz / SOUND_HZ * np.arange(len(sound)))
    level = 2 * np.abs(np.convolve(turned, np.full(WINDOW, 1 / WINDOW), "same"))
    level[: 2 * AAC_SAMPLES] = level[2 * AAC_SAMPLES]
    loudest = float(level.max())
    if loudest < 0.01:
        return []
    loud = level > loudest / 2
    rises = np.flatnonzero(loud[1:] & ~loud[:-1]) + 1
    falls = np.concatenate(([-SOUND_HZ], np.flatnonzero(loud[:-1] & ~loud[1:])))
    return [float(at) / SOUND_HZ for at in rises if at - falls[falls < at].max() > SOUND_HZ // 10]


async def loudness_lufs(http: aiohttp.ClientSession, playlist: str, channel: str, begin: float, end: float) -> float:
    """Integrated, as :func:`lufs`."""
    segments = await Segments.of(http, playlist, channel)
    return await asyncio.to_thread(lufs, await segments.sound(*segments.within(begin, end)))


def lufs(sound: Samples) -> float:
    """Integrated loudness (EBU R 128) by FFmpeg's meter.  Raises ``ValueError``: it says none."""
    command = ["ffmpeg", "-hide_banner", "-nostats", "-f", "f32le", "-ar", str(SOUND_HZ), "-ac", "1", "-i", "pipe:"]
    command += ["-af", "ebur128", "-f", "null", "-"]
    found = subprocess.run(command, input=sound.astype(np.float32).tobytes(), capture_output=True, check=True)
    values = re.findall(r"I:\s+(-?[\d.]+) LUFS", found.stderr.decode())
    if not values:
        raise ValueError("the meter gave no loudness")
    return float(values[-1])


class _Nowhere:
    def run(self, run: PackagedRun) -> None: ...

    def part(self, part: Part) -> None: ...

    def cut(self, segment: int, parts: int) -> None: ...


async def encoding_cores(
    http: aiohttp.ClientSession, playlist: str, channels: Iterable[str], begin: float, end: float
) -> dict[str, float]:
    """Processor seconds per second for encoding and packaging this very stretch once more, by the worker's own encoders."""
    rows = await Segments.of(http, playlist, "720p")
    chosen = rows.within(begin, min(end, begin + LONGEST_S))
    pictures = await rows.pictures(*chosen)
    names = tuple(channels)
    sounds = {}
    for channel in names:
        listed = await Segments.of(http, playlist, channel)
        sounds[channel] = await listed.sound(*(listed.starts.index(rows.starts[index]) for index in chosen))
    run, packager = Run(96, [(name, name) for name in names], {}, Quality()), Packager(_Nowhere())
    packager.begin(96, time.time(), run.rungs, run.tracks)
    began = time.thread_time()
    frames = [run.picture(picture) for picture in pictures]
    pictured = time.thread_time()
    packets: dict[str, list[EncodedAudio]] = {}
    for name, sound in sounds.items():
        packets[name] = [
            p for block in np.array_split(sound, len(sound) // 1920) for p in run.languages[name].encoder.encode(block)
        ]
    sounded = time.thread_time()
    for encoded in frames:
        for rung, frame in encoded:
            packager.video(rung, frame)
    for name, many in packets.items():
        for packet in many:
            packager.audio(name, packet)
    packaged = time.thread_time()
    seconds = len(pictures) * FRAME_S
    return {
        "picture": (pictured - began) / seconds,
        "sound": (sounded - pictured) / seconds,
        "packaging": (packaged - sounded) / seconds,
    }
