"""The crowd: thousands of listeners that join at a rate, stay for a while, switch channels, hear of chat, and leave.

One event loop drives the signalling and the handshakes; the receiver counts packets beside it.  Who closes whom: the crowd
closes every listener and then the receiver.
"""

from __future__ import annotations

import asyncio
import itertools
import resource
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from headless.dtls import Identity
from headless.load_counts import DATAGRAM, SOUND, WATCHED
from headless.load_listener import Listener, Plan, Shared
from headless.load_receiver import create
from headless.load_wire import Descriptions
from media.sfu.source import MIX_DELAY_S

STEP_S = 0.02
CONSENT_S = 5.0
REPORT_S = 5.0
IN_FLIGHT = 600
"""Listeners on their way in at once; more wait, and the rate reached falls below the rate asked for."""
JOIN_TIMEOUT_S = 20.0
KEPT_REASONS = 20
LEAVE_S = 15.0
LOOK_S = 0.1
"""Patience with the server while everybody leaves."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the crowd is to be."""

    url: str
    """``http://`` on loopback."""
    meeting: str = "demo"
    listeners: int = 100
    rate: float = 100.0
    """Joins a second."""
    active: int = 0
    """Of the listeners: delegates with a warm publisher; the others are passive."""
    channels: tuple[str, ...] = ("floor",)
    """Listened to in turn."""
    profile: str = "audio"
    whep: bool = False
    ptime_ms: int = 20
    """WHEP: sound per packet, 20 or 40; participants get what the server has for their role."""
    every: int = 50
    """One packet in so many is decrypted."""

    def plans(self) -> list[Plan]:
        names = itertools.cycle(self.channels)
        return [
            Plan(
                f"Load {number}",
                role="delegate" if number < self.active else "passive",
                channel=next(names),
                whep=self.whep,
                ptime_ms=self.ptime_ms,
                publisher=number < self.active,
            )
            for number in range(self.listeners)
        ]


class Crowd:
    """``run`` is a background task for as long as the crowd lives."""

    def __init__(self, asked: Asked, *, on_progress: Callable[[int, int], None] = lambda done, failed: None) -> None:
        self.asked = asked
        parts = urlsplit(asked.url)
        room = asked.listeners
        self.receiver = create(2 * room, every=asked.every, capture_ns=round(MIX_DELAY_S * 1e9))
        identity = Identity()
        self._loop = asyncio.get_running_loop()
        self._shared = Shared(
            self._loop,
            (parts.hostname or "", parts.port or 80),
            parts.netloc,
            asked.meeting,
            asked.profile,
            identity,
            self.receiver,
            Descriptions(identity.fingerprint),
            Descriptions(identity.fingerprint),
            self._joined,
            self._failed,
            self._message,
        )
        self.listeners = [Listener(number, room, plan, self._shared) for number, plan in enumerate(asked.plans())]
        self.joined: list[Listener] = []
        self.reasons: Counter[str] = Counter()
        self.failures = 0
        self.on_watched: Callable[[int, int, bytes], None] = lambda index, stamp, packet: None
        self.on_chat: Callable[[Listener, bytes, int], None] = lambda listener, payload, stamp: None
        self._on_progress = on_progress
        self._joining: set[Listener] = set()
        self._waiting = asyncio.Event()
        self._last_joined_ns = 0
        self.peers_lost = 0
        self.failed_joins = 0

    # --- life ---------------------------------------------------------------------------------------------------------

    async def run(self) -> None:
        """Consent, reports and repetitions, evenly spread; until cancelled."""
        self._loop.add_reader(self.receiver.fileno(), self._take)
        checks, reports = 0.0, 0.0
        look = then = self._loop.time()
        try:
            while True:
                await asyncio.sleep(STEP_S)
                now = self._loop.time()
                if now >= look:
                    look = now + LOOK_S
                    for listener in list(self._joining):
                        self._look_after(listener, now)
                if self.joined:
                    checks = self._some(checks, (now - then) / CONSENT_S, Listener.consent)
                    reports = self._some(reports, (now - then) / REPORT_S, Listener.report)
                then = now
        finally:
            self._loop.remove_reader(self.receiver.fileno())

    def _look_after(self, listener: Listener, now: float) -> None:
        if time.time_ns() - listener.begun_ns > JOIN_TIMEOUT_S * 1e9:
            listener.fail(f"not in after {JOIN_TIMEOUT_S:g} s")
        else:
            listener.maintain(now)

    def _some(self, at: float, share: float, do: Callable[[Listener], None]) -> float:
        """Go on round the joined by a share of them."""
        size = len(self.joined)
        to = at + min(share, 1.0) * size
        for number in range(int(at), int(to)):
            do(self.joined[number % size])
        return to if to < 1e9 else to % size

    async def close(self) -> None:
        """Everybody leaves."""
        for listener in self.listeners:
            listener.leave()
            if listener.path.index % 20 == 19:
                await asyncio.sleep(0.01)
        for _ in range(round(LEAVE_S / LOOK_S)):
            if all(listener.gone for listener in self.listeners):
                break
            await asyncio.sleep(LOOK_S)
        for listener in self.listeners:
            listener.close()
        if self.asked.whep:
            with suppress(OSError, TimeoutError):
                await self._end_sessions()
        self.receiver.close()

    async def _end_sessions(self) -> None:
        host, port = self._shared.address
        reader, writer = await asyncio.open_connection(host, port)
        try:
            for listener in self.listeners:
                if listener.session:
                    writer.write(f"DELETE {listener.session} HTTP/1.1\r\nHost: {self._shared.host}\r\n\r\n".encode())
                    async with asyncio.timeout(5):
                        await reader.readuntil(b"\r\n\r\n")
        finally:
            writer.close()

    # --- joining ------------------------------------------------------------------------------------------------------

    async def join(self) -> dict[str, object]:
        """Everybody joins at the rate asked for; the figures once the last is in or has failed."""
        begun = self._loop.time()
        for number, listener in enumerate(self.listeners):
            due = begun + number / self.asked.rate
            await asyncio.sleep(max(0.0, due - self._loop.time()))
            while len(self._joining) >= IN_FLIGHT:
                await self._change()
            self._joining.add(listener)
            listener.begin()
        while self._joining:
            await self._change()
        self.failed_joins = self.failures
        return self._join_figures()

    async def _change(self) -> None:
        self._waiting.clear()
        await self._waiting.wait()

    def _join_figures(self) -> dict[str, object]:
        times = sorted((x.joined_ns - x.begun_ns) / 1e6 for x in self.joined)
        began = min((x.begun_ns for x in self.listeners if x.begun_ns), default=0)
        took_s = (self._last_joined_ns - began) / 1e9
        found: dict[str, object] = {
            "joined": len(self.joined),
            "failed": self.failures,
            "reasons": dict(self.reasons.most_common(KEPT_REASONS)),
            "took_s": round(took_s, 2),
            "joins_per_s": round(len(self.joined) / took_s, 1) if self.joined else 0.0,
            "sustained_per_s": _sustained([x.joined_ns for x in self.joined]),
        }
        if times:
            found["join_ms"] = {
                f"p{share}": round(times[min(len(times) - 1, len(times) * share // 100)], 1) for share in (50, 90, 99, 100)
            }
        return found

    def _joined(self, listener: Listener, stamp: int) -> None:
        self._joining.discard(listener)
        self.joined.append(listener)
        self._last_joined_ns = max(self._last_joined_ns, stamp)
        self._progress()

    def _failed(self, listener: Listener, reason: str) -> None:
        if listener in self._joining:
            self._joining.discard(listener)
        elif listener in self.joined:
            self.joined.remove(listener)
        self.failures += 1
        self.reasons[reason] += 1
        self._loop.call_soon(listener.close)
        self._progress()

    def _progress(self) -> None:
        self._waiting.set()
        self._on_progress(len(self.joined), self.failures)

    # --- what comes ---------------------------------------------------------------------------------------------------

    def _take(self) -> None:
        room = self.asked.listeners
        for index, kind, stamp, data in self.receiver.take():
            listener = self.listeners[index % room]
            if kind == DATAGRAM:
                path = listener.path if index < room else listener.publisher
                if path is not None:
                    path.datagram(data)
            elif kind == SOUND:
                listener.sounded(stamp)
            elif kind == WATCHED:
                self.on_watched(index, stamp, data)

    def _message(self, listener: Listener, name: bytes, payload: bytes, stamp: int) -> None:
        if name == b"eventChat":
            self.on_chat(listener, payload, stamp)
        elif name == b"peerLost":
            self.peers_lost += 1

    # --- events -------------------------------------------------------------------------------------------------------

    async def broadcast(self, rounds: int, wait_s: float = 3.0) -> dict[str, object]:
        """A chat message to everyone, ``rounds`` times: from the sender's send to each client's kernel receive stamp."""
        waits: list[float] = []
        for number in range(rounds):
            sent_ns, arrived = 0, asyncio.Event()
            text = f"load {time.time_ns()}-{number}"
            came: list[int] = []

            def heard(_: Listener, payload: bytes, stamp: int, text: str = text, came: list[int] = came) -> None:
                if text.encode() in payload:
                    came.append(stamp)
                    if len(came) >= len(self.joined):
                        arrived.set()  # noqa: B023 - the handler is replaced before the next round

            self.on_chat = heard
            sent_ns = time.time_ns()
            self.joined[number * 7919 % len(self.joined)].request({"type": "sendChat", "text": text})
            with suppress(TimeoutError):
                async with asyncio.timeout(wait_s):
                    await arrived.wait()
            waits += [(stamp - sent_ns) / 1e6 for stamp in came]
            waits += [wait_s * 1e3] * (len(self.joined) - len(came))
            await asyncio.sleep(0.3)
        self.on_chat = lambda listener, payload, stamp: None
        waits.sort()
        return _spread(waits) | {"rounds": rounds}

    async def switch(self, rounds: int, channels: tuple[str, str], wait_s: float = 2.0) -> dict[str, object]:
        """From a listener's ``selectChannel`` to the first packet of the new channel, by its contents.

        Two listeners that stay tell what each channel carries; a third goes to and fro between them.
        """
        if len(self.joined) < 3:
            return {}
        stay, other, mover = self.joined[:3]
        carried: dict[int, set[bytes]] = {stay.path.index: set(), other.path.index: set()}
        moved: list[tuple[int, bytes]] = []

        def watched(index: int, stamp: int, packet: bytes) -> None:
            if index in carried:
                carried[index].add(packet[12:])
            elif index == mover.path.index:
                moved.append((stamp, packet[12:]))

        self.on_watched = watched
        for listener, channel in ((stay, channels[0]), (other, channels[1]), (mover, channels[0])):
            self.receiver.watch(listener.path.index, True)
            listener.request({"type": "selectChannel", "channel": channel})
        await asyncio.sleep(1.0)
        waits: list[float] = []
        for number in range(rounds):
            wanted = (other, stay)[number % 2]
            moved.clear()
            for payloads in carried.values():
                payloads.clear()
            sent_ns = time.time_ns()
            mover.request({"type": "selectChannel", "channel": channels[1 - number % 2]})
            arrived_ns = await self._first_of(wanted.path.index, carried, moved, wait_s)
            waits.append((arrived_ns - sent_ns) / 1e6 if arrived_ns else wait_s * 1e3)
            await asyncio.sleep(0.1 + 0.013 * (number % 5))
        for listener in (stay, other, mover):
            self.receiver.watch(listener.path.index, False)
            listener.request({"type": "selectChannel", "channel": listener.plan.channel})
        return _spread(sorted(waits)) | {"rounds": rounds}

    async def _first_of(
        self, wanted: int, carried: dict[int, set[bytes]], moved: list[tuple[int, bytes]], wait_s: float
    ) -> int:
        """Stamp of the first packet of the mover that the wanted channel carried and the other did not; 0: none came."""
        until = self._loop.time() + wait_s
        while self._loop.time() < until:
            await asyncio.sleep(0.02)
            others = set().union(*(payloads for index, payloads in carried.items() if index != wanted))
            for stamp, payload in moved:
                if payload in carried[wanted] and payload not in others:
                    return stamp
        return 0


def _sustained(stamps: list[int]) -> float | None:
    """Joins a second in the middle eight tenths: without the first and the last to come in."""
    ordered = sorted(stamps)
    first, last = len(ordered) // 10, len(ordered) * 9 // 10
    if last - first < 2:
        return None
    return round((last - first) / max((ordered[last] - ordered[first]) / 1e9, 1e-9), 1)


def _spread(values: list[float]) -> dict[str, object]:
    if not values:
        return {}
    return {f"p{share}": round(values[min(len(values) - 1, len(values) * share // 100)], 2) for share in (50, 99, 100)}


def raise_file_limit() -> int:
    """Ask for all the open files this process may have; how many."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    return most
