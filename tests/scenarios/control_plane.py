"""The real server process' application in this loop, media nodes that only answer, and clients over real WebSockets."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import tempfile
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import aiohttp
import msgspec
import websockets

from bus import messages as bus
from bus.local import BusClient
from server.app import Server
from server.settings import load

PATIENCE_S = 20.0
OFFER = "\r\n".join(
    (
        *("v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "t=0 0", "a=group:BUNDLE 0 1"),
        *("a=ice-ufrag:abcd", "a=ice-pwd:0123456789012345678901", "a=fingerprint:sha-256 00:11", "a=setup:actpass"),
        *("m=audio 9 UDP/TLS/RTP/SAVPF 111", "a=mid:0", "a=sendrecv", "m=video 9 UDP/TLS/RTP/SAVPF 96", "a=mid:1", ""),
    )
)
"""Complete in shape, for nodes that only answer."""


@dataclass
class FakeNode:
    """A media node on the real bus: it keeps the desired state and answers requests.  ``refuse`` makes it refuse."""

    run_dir: Path
    role: Literal["transport", "mixer"] = "transport"
    boot_id: str = "boot-1"
    peers: dict[str, bus.PeerInfo] = field(default_factory=dict)
    refuse: str = ""
    silent: bool = False
    sdp: str = ""
    """Of every answer; empty: a text that names the request."""
    version: int = 0
    meetings: dict[str, bus.MeetingState] = field(default_factory=dict)
    hears: dict[str, bus.PeerState] = field(default_factory=dict)
    requests: list[Any] = field(default_factory=list)
    wholes: int = 0

    def __post_init__(self) -> None:
        self.changed = asyncio.Condition()
        self.client = BusClient(self.run_dir / "bus.sock", hello=self._hello, on_message=self._on_message)

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[FakeNode]:
        task = asyncio.create_task(self.client.run())
        try:
            yield self
        finally:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    def _hello(self) -> bus.NodeHello:
        return bus.NodeHello(self.role, f"{self.role}-1", self.boot_id, "reference", tuple(self.peers.values()))

    def _on_message(self, message: bus.ToNode) -> None:
        if isinstance(message, bus.DesiredState | bus.DesiredPatch):
            self._desired(message)
        elif not self.silent:
            self.requests.append(message)
            self._answer(message)
        asyncio.get_running_loop().create_task(self._wake())  # noqa: RUF006  (ends at once)

    async def _wake(self) -> None:
        async with self.changed:
            self.changed.notify_all()

    def _desired(self, message: bus.DesiredState | bus.DesiredPatch) -> None:
        assert message.version > self.version
        self.version = message.version
        if isinstance(message, bus.DesiredState):
            self.wholes += 1
            self.meetings, self.hears = {}, {}
            listed = {peer.peer_id for peer in message.peers}
            self.peers = {peer_id: info for peer_id, info in self.peers.items() if peer_id in listed}
        else:
            for peer_id in message.gone_peers:
                self.peers.pop(peer_id, None)
                self.hears.pop(peer_id, None)
        self.meetings.update((meeting.meeting_id, meeting) for meeting in message.meetings)
        self.hears.update((peer.peer_id, peer) for peer in message.peers)

    def _answer(self, message: Any) -> None:
        if self.refuse:
            self.client.send(bus.Reply(message.request_id, error=self.refuse))
            return
        kinds: dict[type, bus.PeerKind] = {
            bus.OpenSubscriber: "subscriber",
            bus.OpenPublisher: "publisher",
            bus.OpenWhep: "whep",
        }
        kind = kinds.get(type(message))
        if kind is not None:
            state = message.state
            self.peers[state.peer_id] = bus.PeerInfo(state.peer_id, state.meeting_id, message.owner, kind)
            self.hears[state.peer_id] = state
        self.client.send(bus.Reply(message.request_id, sdp=self.sdp or f"sdp for {type(message).__name__}"))
        if kind == "publisher":
            self.client.send(bus.PeerConnected(message.state.peer_id))

    async def until(self, condition: Callable[[FakeNode], object]) -> None:
        async with asyncio.timeout(PATIENCE_S), self.changed:
            await self.changed.wait_for(lambda: condition(self))

    def heard_by(self, peer_id: str) -> tuple[str | None, ...]:
        return self.hears[peer_id].audio

    @property
    def meeting(self) -> bus.MeetingState:
        return self.meetings["demo"]


class Refused(Exception):
    def __init__(self, message: dict[str, Any]) -> None:
        super().__init__(message["code"])
        self.code = message["code"]
        self.id = message["id"]


class Attendee:
    """A client without a browser that keeps everything it was told."""

    def __init__(self, socket: websockets.ClientConnection) -> None:
        self.socket = socket
        self.seen: list[dict[str, Any]] = []
        self.snapshot: dict[str, Any] = {}
        self._ids = itertools.count(1)
        self._read: dict[str, int] = {}

    async def receive(self) -> dict[str, Any]:
        message: dict[str, Any] = msgspec.json.decode(await asyncio.wait_for(self.socket.recv(), PATIENCE_S))
        self.seen.append(message)
        if message["type"] == "snapshot":
            self.snapshot = message
        return message

    async def until(self, kind: str, condition: Callable[[dict[str, Any]], object] = bool) -> dict[str, Any]:
        """The next message of a type that fits, also among those already received and not yet waited for."""
        while True:
            for position in range(self._read.get(kind, 0), len(self.seen)):
                self._read[kind] = position + 1
                message = self.seen[position]
                if message["type"] == kind and condition(message):
                    return message
            await self.receive()

    def forget(self) -> None:
        """Everything seen so far."""
        self.seen.clear()
        self._read.clear()

    async def send(self, kind: str, /, **fields: Any) -> int:
        number = next(self._ids)
        await self.socket.send(msgspec.json.encode({"type": kind, "id": number, **fields}).decode())
        return number

    async def request(self, kind: str, /, **fields: Any) -> dict[str, Any]:
        number = await self.send(kind, **fields)
        return await self.answer(number)

    async def answer(self, number: int | None) -> dict[str, Any]:
        """The reply to a request; raises ``Refused``.  What came before it stays to be waited for."""
        position = 0
        while True:
            for message in self.seen[position:]:
                position += 1
                if message["type"] in ("reply", "refused") and message["id"] == number:
                    if message["type"] == "refused":
                        raise Refused(message)
                    return message
            await self.receive()

    @property
    def me(self) -> dict[str, Any]:
        told = [message["me"] for message in self.seen if message["type"] in ("snapshot", "me")]
        return dict(told[-1])

    @property
    def person(self) -> str:
        return str(self.me["person"]["id"])


@dataclass
class ControlPlane:
    server: Server
    run_dir: Path
    http: aiohttp.ClientSession
    transport: FakeNode
    mixer: FakeNode
    stack: contextlib.AsyncExitStack
    stop: asyncio.Event

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.port}"

    async def entry(self, role: str = "delegate", **fields: Any) -> str:
        body = {"name": role.title(), "delegation": "CH", "role": role, "language": "en", **fields}
        async with self.http.post(f"{self.url}/api/meetings/demo/entries", json=body) as response:
            assert response.status == 201, await response.text()
            return str((await response.json())["token"])

    async def dial(self, **options: Any) -> Attendee:
        """A connection that has not joined."""
        address = f"ws://127.0.0.1:{self.server.port}/ws"
        return Attendee(await self.stack.enter_async_context(websockets.connect(address, compression=None, **options)))

    async def join(self, role: str = "delegate", *, token: str = "", **fields: Any) -> Attendee:
        """Entered and joined; ``fields`` go into the join when there is a token, else into the entry."""
        attendee = await self.dial()
        joining = fields if token else {}
        await attendee.request("join", token=token or await self.entry(role, **fields), **joining)
        await attendee.until("snapshot")
        return attendee

    async def get(self, path: str, **options: Any) -> tuple[int, Any]:
        async with self.http.get(self.url + path, **options) as response:
            return response.status, await response.json()


@contextlib.asynccontextmanager
async def serving(data: Path, *, run_dir: Path | None = None, **settings: object) -> AsyncIterator[ControlPlane]:
    """A server with two nodes that run until the end.  ``settings``: ``section__key``."""
    flags: dict[str, object] = {"server.port": 0, "storage.data": str(data)}
    flags |= {name.replace("__", "."): value for name, value in settings.items()}
    async with contextlib.AsyncExitStack() as stack:
        sockets = run_dir or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="hc-")))
        plane = await stack.enter_async_context(_running(load(flags=flags), sockets))
        await stack.enter_async_context(plane.transport.running())
        await stack.enter_async_context(plane.mixer.running())
        await plane.transport.until(lambda node: node.wholes)
        await plane.mixer.until(lambda node: node.wholes)
        yield plane


@contextlib.asynccontextmanager
async def _running(settings: Any, run_dir: Path) -> AsyncIterator[ControlPlane]:
    server, stop = Server(settings, run_dir), asyncio.Event()
    task = asyncio.create_task(server.run(stop))
    ready = asyncio.create_task(server.ready.wait())
    try:
        async with asyncio.timeout(PATIENCE_S):
            await asyncio.wait({task, ready}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            await task
        async with aiohttp.ClientSession() as http, contextlib.AsyncExitStack() as stack:
            nodes = FakeNode(run_dir), FakeNode(run_dir, "mixer")
            try:
                yield ControlPlane(server, run_dir, http, *nodes, stack, stop)
            finally:
                # The server goes before its clients do: their places are kept as in a crash.
                stop.set()
                await asyncio.wait({task}, timeout=PATIENCE_S)
    finally:
        ready.cancel()
        stop.set()
        await asyncio.wait_for(task, PATIENCE_S)


@contextlib.asynccontextmanager
async def restarted(settings: Any, run_dir: Path) -> AsyncIterator[ControlPlane]:
    """A server alone, for nodes that outlive it."""
    async with _running(settings, run_dir) as plane:
        yield plane
