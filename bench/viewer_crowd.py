"""Many viewers of a webcast in one thread: what a browser's player asks for, over connections that stay open.

A viewer follows one picture and one language, as hls.js does with low latency: for each of the two the playlist is asked
for by the number of the next part, with what is known already left out (``_HLS_skip``), on one connection; the part is
fetched on another as soon as the playlist names it.  Bodies of parts are thrown away in the kernel: their bytes are sent,
received and counted, and never copied here.
"""

from __future__ import annotations

import heapq
import re
import select
import socket
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Final, NamedTuple

from media.webcast.timeline import PART_S, SEGMENT_PARTS

BLOCK: Final = 1 << 20
AGAIN_S: Final = 0.5
"""After a refusal or a lost connection it is asked again."""
HELD_PARTS: Final = 3
"""So far behind the newest part a player begins (PART-HOLD-BACK)."""
LIMIT: Final = 10_000
"""Viewers.  Each has four connections."""
_LENGTH: Final = re.compile(rb"\r\n[Cc]ontent-[Ll]ength: *(\d+)")
_HINT: Final = re.compile(rb'#EXT-X-PRELOAD-HINT:TYPE=PART,URI="[^"]*/(\d+)\.(\d)\.m4s"')
_HEADERS: Final = (
    "Host: webcast.example.org\r\n"
    "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36\r\n"
    'Accept: */*\r\nAccept-Language: fr,en;q=0.9\r\nsec-ch-ua: "Chromium";v="156"\r\nsec-ch-ua-mobile: ?0\r\n'
    'sec-ch-ua-platform: "Linux"\r\nOrigin: https://meet.example.org\r\nReferer: https://meet.example.org/\r\n'
    "Sec-Fetch-Site: same-site\r\nSec-Fetch-Mode: cors\r\nSec-Fetch-Dest: empty\r\n"
)

Key = tuple[str, int, int]
"""Rendition, segment, part."""


class Answer(NamedTuple):
    at: float
    status: int
    """0: the connection was lost."""
    body: bytes
    """Empty unless it was to be kept."""


class Asked(NamedTuple):
    path: str
    keep: bool
    done: Callable[[Answer], None]


class Sample(NamedTuple):
    key: Key
    asked: float
    at: float


@dataclass(slots=True)
class Tally:
    """What was measured since the last :meth:`Crowd.begin`."""

    playlists: list[Sample] = field(default_factory=list)
    parts: list[Sample] = field(default_factory=list)
    errors: int = 0
    answers: int = 0
    received_bytes: int = 0


class Line:
    """A connection that stays open; one request at a time, the others wait."""

    __slots__ = ("_address", "_buffer", "_crowd", "_current", "_left", "_packed", "_queue", "_socket", "_status")

    def __init__(self, crowd: Crowd, address: tuple[str, int], packed: bool = True) -> None:
        self._crowd = crowd
        self._address = address
        self._packed = packed
        self._socket: socket.socket | None = None
        self._queue: deque[Asked] = deque()
        self._current: Asked | None = None
        self._buffer = b""
        self._left = -1
        self._status = 0

    def ask(self, path: str, done: Callable[[Answer], None], *, keep: bool = False) -> None:
        self._queue.append(Asked(path, keep, done))
        if self._current is None:
            self._next()

    def close(self) -> None:
        self._queue.clear()
        self._current = None
        if self._socket is not None:
            self._crowd.drop(self._socket)
            self._socket.close()
            self._socket = None

    def _next(self) -> None:
        self._current = asked = self._queue.popleft()
        self._buffer, self._left = b"", -1
        try:
            if self._socket is None:
                # to the loopback a connection is there at once
                self._socket = socket.create_connection(self._address, 10)
                self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._socket.setblocking(False)
                self._crowd.add(self._socket, self.readable)
            accept = "gzip, deflate, br, zstd" if self._packed and not asked.keep else "identity"
            self._socket.send(f"GET {asked.path} HTTP/1.1\r\nAccept-Encoding: {accept}\r\n{_HEADERS}\r\n".encode())
        except OSError:
            self._lost()

    def readable(self) -> None:
        assert self._socket is not None
        try:
            while self._current is not None:
                if self._left < 0:
                    block = self._socket.recv(65536)
                    if not block:
                        self._lost()
                        return
                    self._crowd.tally.received_bytes += len(block)
                    self._head(block)
                elif self._current.keep:
                    block = self._socket.recv(self._left)
                    self._buffer += block
                    self._took(len(block))
                else:
                    size = min(self._left, BLOCK)
                    self._took(self._socket.recv_into(self._crowd.bin, size, socket.MSG_TRUNC))
        except BlockingIOError:
            pass
        except OSError:
            self._lost()

    def _head(self, block: bytes) -> None:
        self._buffer += block
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            return
        self._status = int(self._buffer[9:12])
        found = _LENGTH.search(self._buffer, 0, end)
        self._left = (int(found[1]) if found else 0) - (len(self._buffer) - end - 4)
        self._buffer = self._buffer[end + 4 :]
        if not self._left:
            self._answered()

    def _took(self, size: int) -> None:
        if not size:
            self._lost()
            return
        self._crowd.tally.received_bytes += size
        self._left -= size
        if not self._left:
            self._answered()

    def _answered(self) -> None:
        asked, self._current = self._current, None
        assert asked is not None
        self._crowd.tally.answers += 1
        asked.done(Answer(time.monotonic(), self._status, self._buffer if asked.keep else b""))
        if self._queue and self._current is None:
            self._next()

    def _lost(self) -> None:
        asked, self._current = self._current, None
        if self._socket is not None:
            self._crowd.drop(self._socket)
            self._socket.close()
            self._socket = None
        if asked is not None:
            asked.done(Answer(time.monotonic(), 0, b""))


class Track:
    """One rendition as a player follows it.  ``fetches``: its parts too."""

    def __init__(self, crowd: Crowd, address: tuple[str, int], base: str, rendition: str, *, fetches: bool = True) -> None:
        self._crowd = crowd
        self._base = base
        self._rendition = rendition
        self._fetches = fetches
        self._playlist = Line(crowd, address)
        self._media = Line(crowd, address)
        self._next = (0, 0)

    def start(self) -> None:
        self._playlist.ask(f"{self._base}/{self._rendition}.m3u8", self._listed, keep=True)

    def stop(self) -> None:
        self._playlist.close()
        self._media.close()

    def _listed(self, answer: Answer) -> None:
        found = _HINT.search(answer.body)
        if answer.status != 200 or found is None:
            self._crowd.tally.errors += 1
            self._crowd.later(AGAIN_S, self.start)
            return
        self._next = segment, part = int(found[1]), int(found[2])
        newest = segment * SEGMENT_PARTS + part
        for number in range(max(0, newest - HELD_PARTS), newest):
            self._fetch(*divmod(number, SEGMENT_PARTS))
        self._follow()

    def _follow(self) -> None:
        segment, part = self._next
        key, asked = (self._rendition, segment, part), time.monotonic()
        path = f"{self._base}/{self._rendition}.m3u8?_HLS_msn={segment}&_HLS_part={part}&_HLS_skip=YES"
        self._playlist.ask(path, lambda answer: self._told(key, asked, answer))

    def _told(self, key: Key, asked: float, answer: Answer) -> None:
        if answer.status != 200:
            self._crowd.tally.errors += 1
            self._crowd.later(AGAIN_S, self.start if answer.status == 400 else self._follow)
            return
        _, segment, part = key
        if self._fetches:
            self._crowd.tally.playlists.append(Sample(key, asked, answer.at))
            self._fetch(segment, part)
        else:
            self._crowd.published[key] = answer.at
        self._next = (segment, part + 1) if part + 1 < SEGMENT_PARTS else (segment + 1, 0)
        self._follow()

    def _fetch(self, segment: int, part: int) -> None:
        if not self._fetches:
            return
        key, asked = (self._rendition, segment, part), time.monotonic()
        path = f"{self._base}/{self._rendition}/{segment}.{part}.m4s"
        self._media.ask(path, lambda answer: self._fetched(key, asked, answer))

    def _fetched(self, key: Key, asked: float, answer: Answer) -> None:
        if answer.status == 200:
            self._crowd.tally.parts.append(Sample(key, asked, answer.at))
        else:
            self._crowd.tally.errors += 1


class Steady:
    """Asks for the same files again and again, as a player does that does not wait for anything."""

    def __init__(self, crowd: Crowd, address: tuple[str, int], paths: Sequence[str], period_s: float) -> None:
        self._crowd = crowd
        self._lines = [(path, Line(crowd, address)) for path in paths]
        self._period_s = period_s
        self._stopped = False

    def start(self) -> None:
        if self._stopped:
            return
        for path, line in self._lines:
            asked = time.monotonic()
            line.ask(path, lambda answer, asked=asked: self._answered(asked, answer))  # type: ignore[misc]
        self._crowd.later(self._period_s, self.start)

    def stop(self) -> None:
        self._stopped = True
        for _, line in self._lines:
            line.close()

    def _answered(self, asked: float, answer: Answer) -> None:
        if answer.status != 200:
            self._crowd.tally.errors += 1
        self._crowd.tally.parts.append(Sample(("", 0, 0), asked, answer.at))


class Crowd:
    """Drive with :meth:`spend`; everything happens inside it."""

    def __init__(self) -> None:
        self.tally = Tally()
        self.published: dict[Key, float] = {}
        """When a part was told of by the worker itself, to one who asked without a cache."""
        self.bin = bytearray(BLOCK)
        self._poll = select.epoll()
        self._readers: dict[int, Callable[[], None]] = {}
        self._timers: list[tuple[float, int, Callable[[], None]]] = []
        self._order = count()

    def begin(self) -> None:
        self.tally = Tally()

    def add(self, connection: socket.socket, readable: Callable[[], None]) -> None:
        self._readers[connection.fileno()] = readable
        self._poll.register(connection.fileno(), select.EPOLLIN)

    def drop(self, connection: socket.socket) -> None:
        del self._readers[connection.fileno()]
        self._poll.unregister(connection.fileno())

    def later(self, delay_s: float, act: Callable[[], None]) -> None:
        heapq.heappush(self._timers, (time.monotonic() + delay_s, next(self._order), act))

    def spend(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while (now := time.monotonic()) < until:
            while self._timers and self._timers[0][0] <= now:
                heapq.heappop(self._timers)[2]()
            due = min(until, self._timers[0][0]) if self._timers else until
            for number, _ in self._poll.poll(max(0.0, due - time.monotonic()), 256):
                reader = self._readers.get(number)
                if reader is not None:
                    reader()

    def close(self) -> None:
        self._timers.clear()
        self._poll.close()

    def behind(self, samples: Sequence[Sample]) -> list[float]:
        """Seconds each was in the viewer's hands after the worker had published it, sorted."""
        published = self.published
        return sorted(max(0.0, s.at - published[s.key]) for s in samples if s.key in published)


def late(behind: Sequence[float]) -> int:
    """Those that came when the next part was there already."""
    return sum(seconds > PART_S for seconds in behind)
