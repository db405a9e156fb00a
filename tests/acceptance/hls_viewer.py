"""A viewer of low-latency HLS that trusts nothing: one rendition by blocking reload, every rule of its playlists checked.

RFC 8216 and draft-pantos-hls-rfc8216bis; playlists are read by a public parser.  ``Told`` judges texts, ``Viewer`` asks.
"""

from __future__ import annotations

import asyncio
import re
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

import aiohttp
import m3u8

PART_S, SEGMENT_PARTS, TARGET_S = 0.64, 3, 2
EXACT_S = 0.002
"""Times of day are told in milliseconds."""
RETRY_S = 0.2
FULL_EVERY = 10
"""Playlists asked for as a delta, to one whole."""
DELTA_S = 6.0
"""A delta is asked for while the last playlist is younger than half of what may be left out of it."""
TIMESCALES = {"video": 90_000, "audio": 48_000}


class Entry(NamedTuple):
    uri: str
    duration_s: float
    starts_at: float
    """Unix seconds."""
    discontinuities: int
    """Before it, since the beginning."""
    gap: bool
    init: str

    @property
    def parts(self) -> int:
        return 0 if self.gap else round(self.duration_s / PART_S)


class Edge(NamedTuple):
    segment: int
    parts: int


class Told:
    """What the playlists of one rendition have said so far.  ``read`` raises ``AssertionError`` where one contradicts."""

    def __init__(self, rendition: str) -> None:
        self.rendition = rendition
        self.segments: dict[int, Entry] = {}
        self.edge = Edge(0, 0)
        """What comes next: so many parts of that segment are listed."""
        self.open_at = 0.0
        """When the segment that is not whole begins, Unix seconds."""
        self.ended = False
        self.taken_back = 0
        """Segments shown whole that a killed worker has cut shorter."""
        self.apart = 0
        """Segments another rendition was ahead or behind at most: sound is never late for the picture's sake."""
        self._first = 0
        self._discontinuities = 0

    def read(self, text: str, asked: Edge | None = None) -> None:
        """``asked``: the part the server was to wait for."""
        told = m3u8.loads(text)
        assert told.target_duration == TARGET_S and told.part_inf.part_target == PART_S
        assert told.server_control.can_block_reload == "YES" and told.server_control.part_hold_back >= 2 * PART_S
        first, discontinuities = told.media_sequence or 0, told.discontinuity_sequence or 0
        assert first >= self._first and discontinuities >= self._discontinuities, "it never goes back"
        self._first, self._discontinuities = first, discontinuities
        number = first + (told.skip.skipped_segments if told.skip else 0)
        if number > first:
            assert number - 1 in self.segments, "a delta leaves out only what was told before"
            discontinuities = self.segments[number - 1].discontinuities
        before, edge = self.edge, Edge(number, 0)
        for segment in told.segments:
            discontinuities += bool(segment.discontinuity)
            listed = [part.uri for part in segment.parts]
            assert listed == [f"{self.rendition}/{number}.{part}.m4s" for part in range(len(listed))], "no part is missing"
            assert all(part.duration <= PART_S + EXACT_S for part in segment.parts)
            if segment.uri is None:
                edge = Edge(number, len(listed))
                break
            self._take(number, segment, discontinuities)
            number += 1
            edge = Edge(number, 0)
        self.edge, self.ended = edge, bool(told.is_endlist)
        begins = re.findall(r"#EXT-X-PROGRAM-DATE-TIME:(\S+)", text)
        if edge.parts:
            self.open_at = datetime.fromisoformat(begins[-1]).timestamp()
        assert edge >= before, f"{self.rendition}: it goes back from {before} to {edge}"
        if not self.ended:
            self._check_edge(told, asked)

    def _take(self, number: int, segment: m3u8.Segment, discontinuities: int) -> None:
        assert segment.uri in (f"{self.rendition}/{number}.m4s", f"{self.rendition}/{number}.silent.m4s"), segment.uri
        assert segment.program_date_time is not None and round(segment.duration) <= TARGET_S
        previous = self.segments.get(number - 1)
        # a header goes on to hold where a delta leaves it out
        init = segment.init_section.uri if segment.init_section is not None else previous.init if previous else ""
        entry = Entry(
            segment.uri,
            segment.duration,
            segment.program_date_time.timestamp(),
            discontinuities,
            bool(segment.gap_tag),
            init,
        )
        assert init and abs(entry.duration_s / PART_S - round(entry.duration_s / PART_S)) < EXACT_S, "whole parts"
        known = self.segments.get(number)
        if known is not None and known != entry:
            assert entry == known._replace(duration_s=entry.duration_s, gap=entry.gap), (known, entry)
            assert entry.parts < known.parts, (known, entry)
            self.taken_back += 1
        self.segments[number] = entry
        if previous is not None:
            self._check_follows(previous, entry)

    def _check_follows(self, previous: Entry, entry: Entry) -> None:
        ends_at = previous.starts_at + previous.duration_s
        if entry.discontinuities == previous.discontinuities:
            # before and after a gap time may go on further than what is shown
            assert previous.gap or entry.gap or abs(entry.starts_at - ends_at) < EXACT_S, "time goes on with what is shown"
            assert entry.init == previous.init
            whole = previous.gap or entry.gap or previous.parts == SEGMENT_PARTS
            assert whole, "only a run's last segment is short"
        else:
            assert entry.discontinuities == previous.discontinuities + 1
        assert entry.starts_at >= ends_at - EXACT_S, f"{self.rendition}: the time of day goes back: {previous} {entry}"

    def _check_edge(self, told: m3u8.M3U8, asked: Edge | None) -> None:
        hinted = f"{self.rendition}/{self.edge.segment}.{self.edge.parts}.m4s"
        assert told.preload_hint.uri == hinted, (told.preload_hint.uri, hinted)
        for report in told.rendition_reports:
            assert report.uri != f"{self.rendition}.m3u8"
            self.apart = max(self.apart, abs(report.last_msn - self.edge.segment))
        if asked is not None:
            beyond = self.edge > asked or asked.parts >= SEGMENT_PARTS
            assert beyond, f"{self.rendition}: asked for {asked}, told {self.edge}"


@dataclass
class Outage:
    """From the last good answer to the next."""

    began: float
    ended: float = 0.0
    refusals: set[str] = field(default_factory=set)


Heard = Callable[[str, Entry, bytes, bytes], None]
"""Rendition, entry, header and bytes of a segment that is whole."""


class Viewer:
    """Follows one rendition until the webcast ends; all it fetched and how late."""

    def __init__(self, http: aiohttp.ClientSession, url: str, rendition: str, got: Heard) -> None:
        self.told = Told(rendition)
        self.late_s: list[tuple[float, float]] = []
        """When a part was listed, Unix seconds, and how long after its last frame was to be shown."""
        self.outages: list[Outage] = []
        self.missed: list[int] = []
        """Segments that were listed and gone when they were asked for: the next playlist is to say that they are gaps."""
        self.playlists = 0
        self.parts = 0
        self._http, self._url, self._got = http, url, got
        self._read_at = 0.0
        self._inits: dict[str, bytes] = {}
        self._parts: dict[int, list[bytes]] = {}
        self._done = -1
        """The newest segment that was looked at whole."""
        self._clock = -1
        """Decode time at the end of it, in parts."""
        self._run = 0

    async def run(self) -> None:
        kind = "video" if self.told.rendition[0].isdigit() else "audio"
        self._part_time = round(PART_S * TIMESCALES[kind])
        while not self.told.ended:
            await self._reload()
            await self._fetch()
        for number in self.missed:
            assert self.told.segments[number].gap, f"{self.told.segments[number].uri} is listed and not there"

    async def _reload(self) -> None:
        edge = self.told.edge if self.playlists else None
        query = f"?_HLS_msn={edge.segment}&_HLS_part={edge.parts}" if edge is not None else ""
        if edge is not None and self.playlists % FULL_EVERY and time.monotonic() < self._read_at + DELTA_S:
            query += "&_HLS_skip=YES"
        self._read_at = time.monotonic()
        text = (await self._ask(f"{self.told.rendition}.m3u8{query}")).decode()
        self.told.read(text, edge)
        self.playlists += 1
        if (edge := self.told.edge).parts:
            now = time.time()
            self.late_s.append((now, now - self.told.open_at - edge.parts * PART_S))

    async def _fetch(self) -> None:
        told, edge = self.told, self.told.edge
        for number in sorted(told.segments):
            if number > self._done:
                await self._whole(number, told.segments[number])
                self._done = number
        parts = self._parts.setdefault(edge.segment, [])
        while len(parts) < edge.parts:
            parts.append(await self._ask(f"{told.rendition}/{edge.segment}.{len(parts)}.m4s"))
            self.parts += 1

    async def _whole(self, number: int, entry: Entry) -> None:
        seen = self._parts.pop(number, [])
        if entry.gap:
            # media time counts a gap as one part
            self._clock += self._clock >= 0
            return
        data = await self._ask(entry.uri)
        if not data:
            self.missed.append(number)
            return
        shown = b"".join(seen[: entry.parts])
        assert data.startswith(shown), f"{entry.uri} is not its parts put together"
        times = [struct.unpack(">Q", rest[4:12])[0] for rest in data.split(b"tfdt")[1:]]
        first = times[0] // self._part_time
        assert times == [(first + part) * self._part_time for part in range(entry.parts)], "parts follow each other"
        # a worker that was killed takes back what was not on disk, and counts on from there
        follows = self._clock in (-1, first) or entry.discontinuities > self._run
        assert follows, f"media time of {entry.uri} goes on: {self._clock}, {first}"
        self._clock, self._run = first + entry.parts, entry.discontinuities
        if entry.init not in self._inits:
            self._inits[entry.init] = await self._ask(entry.init)
        self._got(self.told.rendition, entry, self._inits[entry.init], data)

    async def _ask(self, path: str) -> bytes:
        """Again and again while nobody is there, or what was promised was not made; that is an outage."""
        outage = Outage(time.time())
        while True:
            try:
                async with self._http.get(f"{self._url}/{path}") as response:
                    if response.status == 200:
                        data = await response.read()
                        break
                    outage.refusals.add(f"{response.status} {path.split('?')[0]}")
                    if response.status == 404 and path.endswith(".m4s"):
                        data = b""  # it was taken back
                        break
            except aiohttp.ClientError as error:
                outage.refusals.add(type(error).__name__)
            await asyncio.sleep(RETRY_S)
        if outage.refusals:
            outage.ended = time.time()
            self.outages.append(outage)
        return data
