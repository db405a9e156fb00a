"""Half an hour on the air, with everything that can be restarted restarted in the middle: what a viewer gets, part by part.

``HEMICYCLE_SOAK_MINUTES``: how long it is on the air, default 30.  A debate of six interpreters and two delegates, each with
a tone of their own, changes speakers, desks, layouts and consent; eight viewers follow the picture and every language by
blocking reload and check all they are told (``hls_viewer``); what is on demand afterwards is decoded to its end by the
programs of others.
"""

from __future__ import annotations

import asyncio
import io
import itertools
import json
import logging
import os
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

import aiohttp
import av
import m3u8
import numpy as np
import pytest

from headless.sound import tone_dbfs
from media.webcast.timeline import FRAME_RATE, SEGMENT_S
from server.signaling import messages as wire
from tests.acceptance.hls_viewer import EXACT_S, PART_S, Entry, Viewer
from tests.acceptance.people import starved_s
from tests.acceptance.serving import PROCESSES, ROOT, Serving, serving
from tests.acceptance.soak_debate import CHANNELS, RECOVERY_S, SAMPLE_S, TONES, Debate, Truth

pytestmark = [pytest.mark.process, pytest.mark.soak]

log = logging.getLogger(__name__)

MINUTES = float(os.environ.pop("HEMICYCLE_SOAK_MINUTES", "30"))
"""Taken out of the environment: the product refuses settings it does not know."""
FAULTS = ("transport", "mixer", "webcast", "server")

WARM_UP_S = 60.0
LEAST_DBFS = -32.0
"""Of a tone sent at -20 dBFS, of which a machine at ease loses nothing."""
APART_DB = 25.0
"""Any other tone is so much weaker, however busy the machine."""
MOST_GROWTH_KIB = 8 * 1024
MOST_GROWTH_KIB_A_MINUTE = 256
MOST_LATE_S = 2.0
"""Of 99 of 100 parts, from the moment their last frame was to be shown to the viewer's having the playlist."""
MOST_DROPPED = 0.05
"""Of the pictures; and those of all the time in which somebody lacked a processor."""


class Ears:
    """Listens to every segment of every rendition, in a thread; whole and of one tone."""

    def __init__(self, truth: Truth) -> None:
        self.truth = truth
        self.heard: dict[str, int] = defaultdict(int)
        self.wrong: list[str] = []
        self._jobs: set[asyncio.Future[None]] = set()

    def got(self, rendition: str, entry: Entry, init: bytes, data: bytes) -> None:
        job = asyncio.get_running_loop().run_in_executor(None, self._listen, rendition, entry, init + data)
        self._jobs.add(job)
        job.add_done_callback(self._jobs.discard)

    async def finish(self) -> None:
        await asyncio.gather(*self._jobs)

    def _listen(self, rendition: str, entry: Entry, data: bytes) -> None:
        if rendition == "720p":
            return
        with av.open(io.BytesIO(data), "r") as container:
            sound = np.concatenate([frame.to_ndarray()[0] for frame in container.decode(audio=0)])
        if len(sound) != round(entry.duration_s * 48_000):
            self.wrong.append(f"{entry.uri} holds {len(sound)} samples")
        wanted = self.truth.tone(rendition, entry.starts_at, entry.starts_at + entry.duration_s)
        if not wanted:
            return
        self.heard[rendition] += 1
        levels = {tone: tone_dbfs(sound[4096:].astype(np.float32), tone) for tone in TONES}
        others = max(level for tone, level in levels.items() if tone != wanted)
        missing = levels[wanted] < LEAST_DBFS and self.truth.at_ease(entry.starts_at)
        if missing or others > max(LEAST_DBFS, levels[wanted]) - APART_DB:
            self.wrong.append(f"{entry.uri} at {entry.starts_at:.2f} is to hold {wanted}: {levels}")


@dataclass
class Series:
    """Of one process, from start to end."""

    name: str
    at: list[float] = field(default_factory=list)
    kib: list[int] = field(default_factory=list)
    files: list[int] = field(default_factory=list)


def sample(product: Serving, found: dict[int, Series]) -> None:
    page_kib = os.sysconf("SC_PAGE_SIZE") // 1024
    for name, pid in product.children().items():
        try:
            kib = int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * page_kib
            files = len(os.listdir(f"/proc/{pid}/fd"))
        except OSError:
            continue
        series = found.setdefault(pid, Series(name))
        series.at.append(time.monotonic())
        series.kib.append(kib)
        series.files.append(files)


async def measure(product: Serving, truth: Truth, found: dict[int, Series]) -> None:
    while True:
        await asyncio.to_thread(sample, product, found)
        truth.starved.append((time.time(), starved_s()))
        await asyncio.sleep(SAMPLE_S)


def check_flat(found: dict[int, Series]) -> dict[str, str]:
    """The longest life of each process: memory and files of its last quarter beside those of its second."""
    told = {}
    for name in PROCESSES:
        series = max((one for one in found.values() if one.name == name), key=lambda one: len(one.at))
        warm = next(n for n, at in enumerate(series.at) if at > series.at[0] + min(WARM_UP_S, MINUTES * 10))
        at, kib, files = series.at[warm:], series.kib[warm:], series.files[warm:]
        quarter = max(1, len(kib) // 4)
        growth, more = median(kib[-quarter:]) - median(kib[:quarter]), max(files[-quarter:]) - max(files[:quarter])
        minutes = (at[-1] - at[0]) / 60
        told[name] = f"{kib[-1] / 1024:.0f} MiB, {growth:+.0f} KiB in {minutes:.1f} min, {files[-1]} files, {more:+d}"
        assert growth < MOST_GROWTH_KIB + minutes * MOST_GROWTH_KIB_A_MINUTE, f"{name}: {told[name]}"
        assert more <= 8, f"{name}: {told[name]}"
    return told


async def kill(product: Serving, debate: Debate, name: str) -> None:
    truth, before, began = debate.truth, product.children()[name], time.time()
    truth.faults.append((name, began, float("inf")))
    log.info("killing %s", name)
    product.kill(name)
    async with asyncio.timeout(3 * RECOVERY_S):
        while product.children().get(name, before) == before:  # noqa: ASYNC110 - of another process
            await asyncio.sleep(0.05)
        await debate.settle()
    truth.faults[-1] = (name, began, began + RECOVERY_S)
    assert time.time() < began + RECOVERY_S, f"the debate goes on {time.time() - began:.1f} s after {name} was killed"
    await asyncio.sleep(began + RECOVERY_S - time.time())


@asynccontextmanager
async def watched(url: str, ears: Ears) -> AsyncIterator[list[Viewer]]:
    async with aiohttp.ClientSession() as http, asyncio.TaskGroup() as tasks:
        viewers = [Viewer(http, url, rendition, ears.got) for rendition in ("720p", *CHANNELS)]
        for viewer in viewers:
            tasks.create_task(viewer.run(), name=viewer.told.rendition)
        yield viewers


async def fetch(url: str) -> str:
    async with aiohttp.ClientSession() as http, http.get(url) as response:
        return await response.text() if response.status == 200 else ""


async def until(answer: Callable[[], Awaitable[str]], timeout_s: float) -> str:
    async with asyncio.timeout(timeout_s):
        while not (said := await answer()):  # noqa: ASYNC110 - of another process
            await asyncio.sleep(0.2)
        return said


async def webcast_id(product: Serving) -> str:
    url = f"http://127.0.0.1:{product.webcast_port}/webcast/demo/index.m3u8"

    async def begun() -> str:
        try:
            told = m3u8.loads(await fetch(url))
        except aiohttp.ClientError:
            return ""
        return str(told.playlists[0].uri).split("/")[0] if told.playlists else ""

    return await until(begun, 60)


async def test_half_an_hour_on_the_air_whatever_is_restarted(tmp_path: Path) -> None:
    truth, found = Truth(), dict[int, Series]()
    async with serving(tmp_path, HEMICYCLE_WEBCAST_ENABLED="true") as product, AsyncExitStack() as stack:
        debate, ears = Debate(product, truth), Ears(truth)
        await debate.enter(stack)
        await debate.technician.request(wire.StartWebcast)
        name = await webcast_id(product)
        url = f"http://127.0.0.1:{product.webcast_port}/webcast/demo/{name}"
        await debate.settle()
        measuring = asyncio.create_task(measure(product, truth, found))
        try:
            async with watched(url, ears) as viewers:
                await on_the_air(product, debate)
                made = await dropped(product, truth)
                await debate.technician.request(wire.EndWebcast)
            await ears.finish()
        finally:
            measuring.cancel()
        check_live(viewers, truth, ears)
        told = check_flat(found)
        told["webcast"] += f"; {made}"
        lasts_s = await check_recording(url, viewers, debate.silenced)
        report(viewers, truth, ears, told)
        await ffmpeg_plays(f"{url}/vod/index.m3u8", lasts_s)
        await gstreamer_plays(f"{url}/vod/index.m3u8", lasts_s)


async def on_the_air(product: Serving, debate: Debate) -> None:
    """The faults lie evenly over the middle of the time."""
    begins, lasts_s = time.monotonic(), MINUTES * 60
    due = [(begins + lasts_s * (n + 1.5) / (len(FAULTS) + 2), fault) for n, fault in enumerate(FAULTS)]
    while time.monotonic() < begins + lasts_s:
        if due and time.monotonic() > due[0][0]:
            await kill(product, debate, due.pop(0)[1])
        await debate.turn()
    assert not due, "too short for all faults"


def check_live(viewers: list[Viewer], truth: Truth, ears: Ears) -> None:
    assert not ears.wrong, "\n".join(ears.wrong[:20])
    assert all(ears.heard[channel] > MINUTES * 3 for channel in CHANNELS), ears.heard
    first = viewers[0].told.segments
    for viewer in viewers:
        told = viewer.told.segments
        shared = sorted(first.keys() & told.keys())
        assert len(shared) > MINUTES * 25
        for number in shared:
            mine, theirs = told[number], first[number]
            assert abs(mine.starts_at - theirs.starts_at) < EXACT_S, "the renditions are cut at one instant"
            assert (mine.duration_s, mine.discontinuities, mine.gap) == (
                *(theirs.duration_s, theirs.discontinuities),
                theirs.gap,
            )
        calm = [late_s for at, late_s in viewer.late_s if truth.at_ease(at)]
        if len(calm) > 100:
            assert quantiles(calm, n=100)[98] < MOST_LATE_S, (viewer.told.rendition, quantiles(calm, n=100))
        assert median(late_s for _, late_s in viewer.late_s) < 3 * MOST_LATE_S, viewer.told.rendition
        for outage in viewer.outages:
            taken_back = outage.refusals <= {f"404 {viewer.told.rendition}/{number}.m4s" for number in viewer.missed}
            waits = outage.refusals == {f"503 {viewer.told.rendition}.m3u8"} and not truth.at_ease(outage.began)
            excused = taken_back or waits or truth.disturbed(outage.began, outage.ended)
            assert excused, f"{viewer.told.rendition}: {outage}"
    gaps = [entry.gap for entry in first.values()].count(True)
    assert gaps <= 4 + RECOVERY_S / SEGMENT_S, "numbers are left out only where the worker was killed"


async def dropped(product: Serving, truth: Truth) -> str:
    """Of the worker's pictures, since it was last started."""
    told = dict(line.rsplit(" ", 1) for line in (await fetch(f"{product.url}/metrics")).splitlines() if line[:1] != "#")
    frames, lost = (float(told[f"hemicycle_webcast_{name}"]) for name in ("frames", "frames_dropped"))
    since = next(began for fault, began, _ in truth.faults if fault == "webcast")
    starved = [total for when, total in truth.starved if when > since]
    allowed = MOST_DROPPED * frames + (starved[-1] - starved[0]) * FRAME_RATE
    assert lost <= allowed, f"{lost:.0f} of {frames:.0f} pictures were not made in time"
    return f"{lost:.0f} of {frames:.0f} pictures not made in time"


def numbers_of(playlist: m3u8.M3U8) -> list[int]:
    return [int(segment.uri.split("/")[-1].split(".")[0]) for segment in playlist.segments]


async def check_recording(url: str, viewers: list[Viewer], silenced: set[str]) -> float:
    """All that was seen is on demand, in every language, within a minute; seconds it lasts."""
    lasts: set[float] = set()
    for viewer in viewers:
        rendition = viewer.told.rendition
        seen = {number for number, entry in viewer.told.segments.items() if not entry.gap}

        async def kept(rendition: str = rendition, seen: set[int] = seen) -> str:
            text = await fetch(f"{url}/vod/{rendition}.m3u8")
            return text if "#EXT-X-ENDLIST" in text and seen <= set(numbers_of(m3u8.loads(text))) else ""

        told = m3u8.loads(await until(kept, 60))
        assert numbers_of(told) == sorted(numbers_of(told))
        twins = sum("silent" in segment.uri for segment in told.segments)
        assert bool(twins) == (rendition in silenced), f"{twins} segments of {rendition} are silent"
        for before, segment in itertools.pairwise(told.segments):
            apart = segment.program_date_time - before.program_date_time
            assert segment.discontinuity or abs(apart.total_seconds() - before.duration) < EXACT_S
        lasts.add(round(sum(segment.duration for segment in told.segments), 3))
    assert len(lasts) == 1, lasts
    return lasts.pop()


def report(viewers: list[Viewer], truth: Truth, ears: Ears, told: dict[str, str]) -> None:
    late = [late_s for viewer in viewers for at, late_s in viewer.late_s]
    calm = [late_s for viewer in viewers for at, late_s in viewer.late_s if truth.at_ease(at)]
    print(f"\n{MINUTES} minutes, {sum(v.playlists for v in viewers)} playlists, {sum(v.parts for v in viewers)} parts")
    print(
        f"late: median {median(late):.3f} s, p99 {quantiles(late, n=100)[98]:.3f} s of {len(late)}; heard {dict(ears.heard)}"
    )
    if len(calm) > 100:
        print(
            f"where nothing was killed and nobody lacked a processor: p99 {quantiles(calm, n=100)[98]:.3f} s of {len(calm)}"
        )
    for name, line in told.items():
        print(f"{name}: {line}")
    for fault, began, _ in truth.faults:
        longest = [o for v in viewers for o in v.outages if began - 1 < o.began < began + RECOVERY_S]
        lasted = max((outage.ended - outage.began for outage in longest), default=0.0)
        print(f"{fault} killed: {lasted:.1f} s without an answer, {set().union(*(o.refusals for o in longest))}")
    print(f"cut shorter after they were shown: {sum(v.told.taken_back for v in viewers)}; ", end="")
    print(f"gone before they were fetched: {sum(len(v.missed) for v in viewers)}; ", end="")
    print(f"renditions apart by {max(v.told.apart for v in viewers)} segments at most")


async def ran(*command: str, timeout_s: float) -> tuple[str, str]:
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE)
    try:
        out, err = await asyncio.wait_for(process.communicate(), timeout_s)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    assert process.returncode == 0, err.decode()[-4000:]
    return out.decode(), err.decode()


async def ffmpeg_plays(url: str, lasts_s: float) -> None:
    """The picture of 720p and all languages, to their end; it says nothing, for it has nothing to complain of."""
    streams = [word for n in range(len(CHANNELS)) for word in ("-map", f"0:a:{n}")]
    command = ("ffmpeg", "-nostdin", "-v", "error", "-progress", "pipe:1", "-i", url, "-map", "0:v:0", *streams)
    out, complaints = await ran(*command, "-f", "null", "-", timeout_s=120 + 2 * lasts_s)
    assert not complaints, complaints[-4000:]
    frames = int(out.rsplit("frame=", 1)[1].split("\n")[0])
    assert frames >= lasts_s * FRAME_RATE * 0.99, f"{frames} frames of {lasts_s} s"
    print(f"ffmpeg: {frames} frames of {lasts_s:.2f} s, without a complaint")


async def gstreamer_plays(url: str, lasts_s: float) -> None:
    player = str(ROOT / "tests" / "acceptance" / "gstreamer_player.py")
    out, _ = await ran("/usr/bin/python3", player, url, timeout_s=120 + 2 * lasts_s)
    said = json.loads(out)
    print(f"GStreamer: {said}")
    assert "error" not in said
    assert len(said["video"]) == 1 and len(said["audio"]) in (1, len(CHANNELS)), "one language, or all of them at once"
    for stream in (*said["video"], *said["audio"]):
        assert stream["seconds"] == pytest.approx(lasts_s, rel=0.02, abs=4 * PART_S)
