"""``python -m bench.webcast_feed DIRECTORY PORT``: a webcast on the air for ever, of one segment over and over.

The worker's packager, store and origin as they are, in a process of their own; only what they package was encoded
beforehand, by the worker's encoders, so that as much of the machine as possible is left for what is measured.
"""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path
from typing import Final

import av
import numpy as np
from aiohttp import web

from bus.messages import Rendition, Webcast
from media.webcast.audience import Audience
from media.webcast.library import Library
from media.webcast.origin import Origin
from media.webcast.packager import Packager
from media.webcast.run import Quality, Run
from media.webcast.timeline import (
    AAC_SAMPLES,
    PART_AAC_FRAMES,
    PART_FRAMES,
    PART_S,
    SEGMENT_FRAMES,
    SEGMENT_PARTS,
    SEGMENT_TICKS,
    EncodedAudio,
    EncodedFrame,
)

MEETING: Final = "demo"
WEBCAST: Final = "a-webcast-many-watch"
CHANNELS: Final = ("floor", "ar", "zh", "en", "fr", "ru", "es")
PICTURE: Final = "720p"

Pictures = list[list[tuple[str, EncodedFrame]]]
Sounds = dict[str, list[bytes]]


def encoder_run() -> Run:
    return Run(SEGMENT_TICKS, [(name, name) for name in CHANNELS], {}, Quality())


def encoded_segment(run: Run) -> tuple[Pictures, Sounds]:
    """Pictures and sounds of one segment, near the rates they are made at: a picture that moves, and noise."""
    grain = np.random.default_rng(1).integers(90, 150, (1080, 1280 + 4 * SEGMENT_FRAMES), dtype=np.uint8)
    pictures = []
    for index in range(SEGMENT_FRAMES):
        planes = np.ascontiguousarray(grain[:, 4 * index : 4 * index + 1280])
        pictures.append(run.picture(av.VideoFrame.from_ndarray(planes, "yuv420p")))
    sounds = {}
    for name, language in run.languages.items():
        noise = np.random.default_rng(len(name)).normal(0, 0.05, 48_000 * 3).astype(np.float32)
        frames = [packet.data for packet in language.encoder.encode(noise) if packet.pts >= 0]
        sounds[name] = frames[: SEGMENT_PARTS * PART_AAC_FRAMES]
    return pictures, sounds


def package_part(packager: Packager, number: int, pictures: Pictures, sounds: Sounds) -> None:
    """The run's part ``number``, in all renditions."""
    segment, part = divmod(number, SEGMENT_PARTS)
    for index in range(part * PART_FRAMES, (part + 1) * PART_FRAMES):
        for name, frame in pictures[index]:
            packager.video(name, frame._replace(pts=segment * SEGMENT_FRAMES + index))
    for index in range(part * PART_AAC_FRAMES, (part + 1) * PART_AAC_FRAMES):
        pts = (segment * SEGMENT_PARTS * PART_AAC_FRAMES + index) * AAC_SAMPLES
        for name in CHANNELS:
            packager.audio(name, EncodedAudio(sounds[name][index], pts))


async def _serve(directory: Path, port: int) -> None:
    library = Library(directory)
    packager = await library.open(MEETING, Webcast(WEBCAST, "onAir", tuple(Rendition(name, name) for name in CHANNELS)))
    run = encoder_run()
    pictures, sounds = encoded_segment(run)
    runner = web.AppRunner(Origin(library, Audience()).application(), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    packager.begin(SEGMENT_TICKS, time.time(), run.rungs, run.tracks)
    began, number = time.monotonic(), 0
    try:
        while True:
            await asyncio.sleep(max(0.0, began + (number + 1) * PART_S - time.monotonic()))
            package_part(packager, number, pictures, sounds)
            number += 1
            library.upkeep()
    finally:
        library.close()
        await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(_serve(Path(sys.argv[1]), int(sys.argv[2])))
