"""A webcast as viewers have it: the whole product, a browser that sends, players in real Chromium and Firefox at once.

The hall's camera shows its sender's clock; players read it back from their picture, and the recording tells which composed
frame showed it first.  So the age of a picture in a player is known from the camera's canvas on, and from the tick on its
frame was composed at.  A picture counts when it is shown for the first time.

The hall beeps at each second; the languages nobody interprets carry those beeps, which tells how well they are in step.  Two
booths send tones: a player that changes from one to the other is timed from the menu to the page's event and to the tone
in what it plays.  A third booth speaks, and its loudness is measured.  Then the chair takes the floor with a camera that is
white while its microphone beeps.  Last, the webcast is ended and its recording waited for.

What cannot be measured is None, and ``webcast.not_measured`` says why.
"""

from __future__ import annotations

import asyncio
import os
import re
import statistics
import time
import traceback
from collections.abc import Awaitable
from contextlib import AsyncExitStack, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import aiohttp
from playwright.async_api import Browser, Page
from playwright.async_api import Error as BrowserError

from bench import webcast_pages, webcast_people, webcast_recording
from bench.product import Product, raise_descendants, serving
from bench.webcast_people import HALL_HZ, SPEAKS, TONES_HZ, UNINTERPRETED
from bench.webcast_recording import FRAME_S, Frames
from headless.load_product import busy_share
from media.webcast.timeline import SEGMENT_PARTS

SECONDS, QUICK_SECONDS = 600.0, 60.0
SWITCHES, QUICK_SWITCHES = 20, 4
ALONE_S, QUICK_ALONE_S = 30.0, 6.0
FLASHING_S, QUICK_FLASHING_S = 30.0, 14.0
SETTLING_S: Final = 5.0
"""A player's first seconds, in which it comes to its distance from the edge."""
LATE_S: Final = 1.0
"""A picture that stands for so long is a stall."""
AROUND_S, QUICK_AROUND_S = 600.0, 300.0
"""All that is done besides watching takes no longer, or the suite gives up."""
PATIENCE_S: Final = 60.0
SWITCH_S: Final = 10.0
CHANNELS: Final = (*UNINTERPRETED, *TONES_HZ, SPEAKS)
KEYS: Final = (
    *("latency_s", "camera_latency_s", "stalls", "stalled_s", "switch_ms", "switch_event_ms", "renditions_apart_ms"),
    *("sound_after_picture_ms", "speech_lufs", "cpu_cores", "encode_package_cores", "recording_ready_s", "published_s"),
)


class Figures:
    """What was measured, and why the rest was not."""

    def __init__(self) -> None:
        self.found: dict[str, Any] = {}
        self.why_not: dict[str, str] = {}

    async def take(self, name: str, measuring: Awaitable[Any]) -> Any:
        """What it gives, or None."""
        try:
            value = await measuring
        except (BrowserError, aiohttp.ClientError, OSError, ValueError, ArithmeticError, LookupError, RuntimeError) as error:
            self.why_not[name] = f"{type(error).__name__}: {error}".split("\n", 1)[0][:200]
            return None
        return value

    def result(self) -> dict[str, Any]:
        figures = {f"webcast.{key}": self.found.get(key) for key in (*KEYS, *self.found)}
        return {**figures, "webcast.not_measured": self.why_not}


def run(*, quick: bool = False) -> dict[str, Any]:
    """Latencies are 95th percentiles, what a change of language takes is a median; of the worse player."""
    with serving(webcast_enabled="true") as product:
        return asyncio.run(_bounded(product, quick))


async def _bounded(product: Product, quick: bool) -> dict[str, Any]:
    figures = Figures()
    most_s = QUICK_SECONDS + QUICK_AROUND_S if quick else SECONDS + AROUND_S
    try:
        async with asyncio.timeout(most_s), AsyncExitStack() as stack:
            await _Measurement(product, quick, figures, stack).run()
    except Exception as error:  # what was measured before stands
        traceback.print_exc()
        figures.why_not["what came after"] = repr(error)[:200]
    for key in figures.why_not:
        print(f"  not measured: {key}: {figures.why_not[key]}", flush=True)
    return figures.result()


class _Measurement:
    def __init__(self, product: Product, quick: bool, figures: Figures, stack: AsyncExitStack) -> None:
        self.product, self.quick, self.figures, self.stack = product, quick, figures, stack
        self.players: dict[str, Page] = {}

    async def run(self) -> None:
        found, quick = self.figures.found, self.quick
        self.environment = await self.stack.enter_async_context(webcast_pages.sound_server())
        self.http = await self.stack.enter_async_context(aiohttp.ClientSession())
        chromium = await self.stack.enter_async_context(webcast_pages.browser("chromium", self.environment))
        await webcast_people.hall(chromium, self.product)
        await webcast_people.booths(self.stack, self.product.url)
        self.webcast = await on_air(self.http, self.product.url)
        self.playlist: str = self.webcast["playlist"]
        found["cpu_by_thread"] = await _cpu_of_worker(self.product, QUICK_ALONE_S if quick else ALONE_S)
        found["cpu_cores"] = sum(found["cpu_by_thread"].values())
        await self._players(chromium)
        began, ended, playing = await self._watch(QUICK_SECONDS if quick else SECONDS)
        switches = {name: await self._switches(name) for name in self.players}
        flashing = time.time() + 3
        chair = webcast_people.flashing_chair(self.product.url, QUICK_FLASHING_S if quick else FLASHING_S)
        await self.figures.take("sound_after_picture_ms", chair)
        flashed = time.time() - 1
        found["recording_ready_s"] = await self.figures.take("recording_ready_s", self._ended())
        await self._look_back(began, ended, playing)
        await self._lips(flashing, flashed)
        self._judge_switches(switches)

    async def _players(self, chromium: Browser) -> None:
        address = f"{self.product.url}/webcast/demo/?lang=fr"
        for name in ("chromium", "firefox"):
            page = await self.figures.take(f"players.{name}", self._player(name, chromium, address))
            if page is not None:
                self.players[name] = page
        self.figures.found["raised"] = raise_descendants()
        await asyncio.sleep(SETTLING_S)

    async def _player(self, name: str, chromium: Browser, address: str) -> Page:
        browser = chromium
        if name != "chromium":
            browser = await self.stack.enter_async_context(webcast_pages.browser(name, self.environment))
        page = await webcast_pages.watch(browser, address)
        state = await webcast_pages.listen(page, TONES_HZ.values())
        if state != "running":
            raise RuntimeError(f"its sound is {state}")
        return page

    async def _watch(self, seconds: float) -> tuple[float, float, dict[str, Any]]:
        published: list[float] = []
        following = asyncio.create_task(_published_s(self.http, self.playlist, published))
        began, before = time.time(), busy_share()
        await asyncio.sleep(seconds)
        ended, after = time.time(), busy_share()
        following.cancel()
        with suppress(asyncio.CancelledError):
            await self.figures.take("published_s", following)
        found = self.figures.found
        found["seconds"] = ended - began
        found["machine_busy"] = (after[0] - before[0]) / (after[1] - before[1])
        if published:
            found["published_s"] = statistics.median(published)
        playing = {}
        for name, page in self.players.items():
            playing[name] = await self.figures.take(f"players.{name}", webcast_pages.watched(page))
        return began, ended, {name: seen for name, seen in playing.items() if seen is not None}

    # --- another language, and the end ---

    async def _switches(self, name: str) -> list[dict[str, float]]:
        turns = []
        for turn in range(QUICK_SWITCHES if self.quick else SWITCHES):
            switched = await self.figures.take(f"switch {name} {turn}", switch(self.players[name], turn))
            if switched is not None:
                turns.append(switched)
        return turns

    def _judge_switches(self, switches: dict[str, list[dict[str, float]]]) -> None:
        found = self.figures.found
        for key, kind in (("switch_ms", "heard_ms"), ("switch_event_ms", "event_ms")):
            medians = {name: statistics.median(one[kind] for one in turns) for name, turns in switches.items() if turns}
            if medians:
                found[key] = max(medians.values())
                found[f"{key}_by_player"] = medians
        found["samples"] = {**found.get("samples", {}), "switches": switches}

    async def _ended(self) -> float:
        """Seconds from the end to a recording that can be played to its end."""
        await webcast_people.end_webcast(self.product.url)
        ended_at = time.monotonic()
        playlist = self.playlist.rsplit("/", 1)[0] + "/vod/720p.m3u8"
        while time.monotonic() < ended_at + 2 * PATIENCE_S:
            async with self.http.get(f"{self.product.url}/api/recordings?meeting=demo") as response:
                listed = await response.text()
            async with self.http.get(playlist) as response:
                text = await response.text()
            if self.webcast["webcast"]["webcastId"] in listed and "#EXT-X-ENDLIST" in text:
                return time.monotonic() - ended_at
            await asyncio.sleep(0.1)
        raise RuntimeError(f"not within {2 * PATIENCE_S:.0f} s")

    # --- from the recording ---

    async def _look_back(self, began: float, ended: float, playing: dict[str, Any]) -> None:
        found, take, about = self.figures.found, self.figures.take, (self.http, self.playlist)
        frames = await take("latency_s", Frames.of(*about, began, ended))
        if frames is None:
            return
        players = found["players"] = {
            name: await take(f"players.{name}", _seen(seen, frames, 1000 * began, 1000 * ended))
            for name, seen in playing.items()
        }
        seen = [player for player in players.values() if player is not None]
        if seen:
            found["latency_s"] = max(player["composed_p95_s"] for player in seen)
            found["camera_latency_s"] = max(player["camera_p95_s"] for player in seen)
            found["stalls"] = sum(player["stalls"] for player in seen)
            found["stalled_s"] = sum(player["stalled_s"] for player in seen)
        apart = await take("renditions_apart_ms", webcast_recording.apart_ms(*about, UNINTERPRETED, frames.starts, HALL_HZ))
        if apart:
            found["renditions_apart_ms"], found["beeps_compared"] = max(apart), len(apart)
        # The voice has come to its loudness by then.
        found["speech_lufs"] = await take("speech_lufs", webcast_recording.loudness_lufs(*about, SPEAKS, began, ended))
        cores = await take("encode_package_cores", webcast_recording.encoding_cores(*about, CHANNELS, began, ended))
        if cores is not None:
            found["encode_package_cores"], found["encode_package_by_task"] = sum(cores.values()), cores

    async def _lips(self, begin: float, end: float) -> None:
        found = self.figures.found
        measuring = webcast_recording.sound_after_picture_ms(self.http, self.playlist, begin, end, webcast_people.CHAIR_HZ)
        delays = await self.figures.take("sound_after_picture_ms", measuring)
        if delays:
            found["sound_after_picture_ms"] = statistics.median(delays)
            found["sound_after_picture"] = {"least_ms": min(delays), "most_ms": max(delays), "flashes": len(delays)}


async def on_air(http: aiohttp.ClientSession, url: str) -> dict[str, Any]:
    """What the server says of the webcast once it can be played.  Raises ``TimeoutError``."""
    async with asyncio.timeout(PATIENCE_S):
        while True:
            async with http.get(f"{url}/api/webcasts/demo") as response:
                webcast: dict[str, Any] = await response.json()
            if webcast["playlist"]:
                async with http.get(webcast["playlist"]) as response:
                    if response.status == 200:
                        return webcast
            await asyncio.sleep(0.2)


# --- the worker's share of the machine ---------------------------------------------------------------------------------


def threads(pid: int) -> dict[int, float]:
    """Processor seconds of each thread of the process."""
    tick, found = os.sysconf("SC_CLK_TCK"), {}
    for task in Path(f"/proc/{pid}/task").iterdir():
        with suppress(OSError):
            words = (task / "stat").read_text().rpartition(")")[2].split()
            found[int(task.name)] = (int(words[11]) + int(words[12])) / tick
    return found


async def _cpu_of_worker(product: Product, seconds: float) -> dict[str, float]:
    """Cores, while nobody watches: of the event loop (HTTP and packaging) and of the others, the busiest first: pictures,
    then sound."""
    pid = product.pids["webcast"]
    await asyncio.sleep(2)
    before, began = threads(pid), time.monotonic()
    await asyncio.sleep(seconds)
    after, passed = threads(pid), time.monotonic() - began
    spent = {thread: (now - before.get(thread, 0.0)) / passed for thread, now in after.items()}
    loop = spent.pop(pid, 0.0)
    pictures, sound, *rest = *sorted(spent.values(), reverse=True), 0.0, 0.0
    return {"event loop": loop, "pictures": pictures, "sound": sound, "others": sum(rest)}


# --- how late ----------------------------------------------------------------------------------------------------------


async def _seen(seen: dict[str, Any], frames: Frames, began_ms: float, ended_ms: float) -> dict[str, Any]:
    """Raises ``ValueError``: it showed no picture with a clock."""
    clocks = [(at, clock) for at, clock in seen["clocks"] if began_ms < at < ended_ms]
    camera = [webcast_pages.age_s(at, clock) for at, clock in clocks]
    composed = [at / 1000 - frame for at, clock in clocks if (frame := frames.composed_at.get(clock)) is not None]
    if not composed:
        raise ValueError(f"{len(clocks)} clocks were read, none of them in the recording")
    shown = [began_ms, *(at for at in seen["frames"] if began_ms < at < ended_ms), ended_ms]
    stands = [(after - before) / 1000 for before, after in zip(shown, shown[1:], strict=False)]
    return {
        **_spread("camera", camera),
        **_spread("composed", composed),
        "clocks": len(clocks),
        "frames": len(shown) - 2,
        "longest_still_s": max(stands),
        "stalls": sum(stand > LATE_S for stand in stands),
        "stalled_s": sum(stand for stand in stands if stand > LATE_S),
        "waits": sum(began_ms < at < ended_ms for at in seen["waits"]),
    }


def _spread(name: str, values: list[float]) -> dict[str, float]:
    ordered = sorted(values)
    return {f"{name}_p50_s": statistics.median(ordered), f"{name}_p95_s": ordered[int(0.95 * (len(ordered) - 1))]}


async def _published_s(http: aiohttp.ClientSession, playlist: str, found: list[float]) -> None:
    """From the last frame of a part to the playlist that lists it, as a player asks for it; for ever."""
    url, asked = playlist.rsplit("/", 1)[0] + "/720p.m3u8", ""
    while True:
        async with http.get(url + asked) as response:
            response.raise_for_status()
            text = await response.text()
        arrived = time.time()
        number, began, parts = newest(text)
        if asked:
            found.append(arrived - (began + sum(parts) - FRAME_S))
        whole = len(parts) == SEGMENT_PARTS
        asked = f"?_HLS_msn={number + whole}&_HLS_part={0 if whole else len(parts)}"


def newest(playlist: str) -> tuple[int, float, list[float]]:
    """Of a live playlist's newest segment: its number, when it began (Unix seconds), how long its parts are.

    Raises ``ValueError``, ``IndexError``: it is no playlist."""
    head, _, last = playlist.rpartition("#EXT-X-PROGRAM-DATE-TIME:")
    first = int(re.findall(r"#EXT-X-MEDIA-SEQUENCE:(\d+)", playlist)[0])
    skipped = sum(int(count) for count in re.findall(r"SKIPPED-SEGMENTS=(\d+)", playlist))
    parts = [float(duration) for duration in re.findall(r"#EXT-X-PART:DURATION=([\d.]+)", last)]
    began = datetime.fromisoformat(last.split("\n", 1)[0]).timestamp()
    return first + skipped + head.count("#EXTINF:"), began, parts


async def switch(player: Page, turn: int) -> dict[str, float]:
    """Milliseconds from the menu to the page's event and to the tone.  Raises ``ValueError``: it did not happen."""
    language = list(TONES_HZ)[(turn + 1) % 2]
    before = len((await webcast_pages.happened(player, 0))["events"])
    await player.get_by_test_id("language").select_option(language)
    wanted = (language, f"hz {TONES_HZ[language]:.0f}")
    deadline = time.monotonic() + SWITCH_S
    events: dict[str, float] = {}
    while not all(what in events for what in wanted):
        if time.monotonic() > deadline:
            raise ValueError(f"to {language}: {list(events)}")
        await asyncio.sleep(0.1)
        seen = await webcast_pages.happened(player, before)
        events = {what: at for what, at in reversed(seen["events"])}
    await asyncio.sleep(2.3)
    chosen = seen["chosen"][1]
    return {"event_ms": events[wanted[0]] - chosen, "heard_ms": events[wanted[1]] - chosen}
