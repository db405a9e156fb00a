"""The bus over real Unix sockets: hello first, order, reconnects, and what happens when a side does not read."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Awaitable
from pathlib import Path
from typing import TypeVar

import pytest

from bus import local
from bus.local import BusClient, BusServer, Node
from bus.messages import DesiredPatch, DesiredState, Gauges, NodeHello, PeerClosed, PeerConnected, PeerInfo, ToNode, ToServer


class ServerSide:
    def __init__(self, path: Path) -> None:
        self.nodes: asyncio.Queue[Node] = asyncio.Queue()
        self.gone: asyncio.Queue[Node] = asyncio.Queue()
        self.messages: asyncio.Queue[ToServer] = asyncio.Queue()
        self.bus = BusServer(
            path,
            on_node=self.nodes.put_nowait,
            on_message=lambda node, message: self.messages.put_nowait(message),
            on_gone=self.gone.put_nowait,
        )


@contextlib.asynccontextmanager
async def listening(path: Path) -> AsyncIterator[ServerSide]:
    side = ServerSide(path)
    await side.bus.start()
    try:
        yield side
    finally:
        await side.bus.close()


class NodeSide:
    def __init__(self, path: Path) -> None:
        self.received: asyncio.Queue[ToNode] = asyncio.Queue()
        self.states: list[bool] = []
        self.connected = asyncio.Event()
        self.peers: tuple[PeerInfo, ...] = ()
        self.client = BusClient(path, hello=self.hello, on_message=self.received.put_nowait, on_connection=self.note)

    def note(self, connected: bool) -> None:
        self.states.append(connected)
        self.connected.set()

    def hello(self) -> NodeHello:
        return NodeHello(role="transport", node_id="n1", boot_id="b1", kernel="reference", peers=self.peers)


@contextlib.asynccontextmanager
async def dialling(path: Path) -> AsyncIterator[NodeSide]:
    side = NodeSide(path)
    task = asyncio.create_task(side.client.run())
    try:
        yield side
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


T = TypeVar("T")


async def soon(awaitable: Awaitable[T]) -> T:
    return await asyncio.wait_for(awaitable, 10)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "bus.sock"


async def test_a_node_says_hello_and_both_sides_exchange_messages_in_order(path: Path) -> None:
    async with listening(path) as server, dialling(path) as node:
        known = await soon(server.nodes.get())
        assert known.role == "transport" and known.hello.kernel == "reference"
        known.send(DesiredState(version=1, meetings=(), peers=()))
        for version in range(2, 200):
            known.send(DesiredPatch(version=version))
        for number in range(200):
            node.client.send(PeerConnected(peer_id=f"p{number}"))
        assert [(await soon(node.received.get())).version for _ in range(199)] == list(range(1, 200))  # type: ignore[union-attr]
        assert [(await soon(server.messages.get())).peer_id for _ in range(200)] == [f"p{n}" for n in range(200)]  # type: ignore[union-attr]


async def test_a_node_started_first_connects_when_the_server_appears(path: Path) -> None:
    async with dialling(path) as node:
        await asyncio.sleep(0)
        assert not node.client.connected and not node.client.send(PeerConnected(peer_id="lost"))
        async with listening(path) as server:
            await soon(server.nodes.get())
            assert node.client.connected


async def test_after_a_server_restart_the_node_tells_its_living_peers_of_that_moment(path: Path) -> None:
    async with dialling(path) as node:
        async with listening(path) as server:
            assert (await soon(server.nodes.get())).hello.peers == ()
        node.peers = (PeerInfo(peer_id="s1", meeting_id="demo", owner="p1", kind="subscriber"),)
        async with listening(path) as server:
            assert (await soon(server.nodes.get())).hello.peers == node.peers
        assert node.states[:3] == [True, False, True]


async def test_the_server_learns_that_a_node_went_away(path: Path) -> None:
    async with listening(path) as server:
        async with dialling(path):
            known = await soon(server.nodes.get())
        assert await soon(server.gone.get()) is known
        assert not known.send(DesiredPatch(version=2))


async def test_a_stale_socket_file_does_not_stop_the_server(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as crashed:
        crashed.bind(str(path))
    async with listening(path) as server, dialling(path):
        await soon(server.nodes.get())


@pytest.mark.parametrize(
    "data",
    [
        b"\x00\x00\x00\x02{}",
        b"\x00\x00\x00\x05hello",
        b'\x00\x00\x00\x13{"type":"\xa7\xa7\xa7\xa7\xa7\xa7\xa7\xa7"}',
        b"\xff\xff\xff\xff",
        b'\x00\x00\x00\x29{"type":"peerConnected","peerId":"early"}',
    ],
    ids=["no type", "no json", "no utf-8", "absurd length", "no hello"],
)
async def test_a_peer_that_does_not_speak_the_protocol_is_cut_off_and_others_live_on(path: Path, data: bytes) -> None:
    async with listening(path) as server, dialling(path) as node:
        await soon(server.nodes.get())
        reader, writer = await asyncio.open_unix_connection(str(path))
        writer.write(data)
        with contextlib.suppress(ConnectionResetError):
            assert await soon(reader.read()) == b""
        writer.close()
        node.client.send(PeerClosed(peer_id="s1", reason="timeout"))
        assert isinstance(await soon(server.messages.get()), PeerClosed)


async def test_a_failing_callback_does_not_cost_the_connection(path: Path) -> None:
    seen: list[ToServer] = []

    def fail_once(node: Node, message: ToServer) -> None:
        seen.append(message)
        if len(seen) == 1:
            raise RuntimeError("boom")
        done.set()

    done = asyncio.Event()
    hello = asyncio.Event()
    server = BusServer(path, on_node=lambda node: hello.set(), on_message=fail_once, on_gone=lambda node: None)
    await server.start()
    try:
        async with dialling(path) as node:
            await soon(hello.wait())
            node.client.send(PeerConnected(peer_id="s1"))
            node.client.send(PeerConnected(peer_id="s2"))
            await soon(done.wait())
            assert len(seen) == 2
    finally:
        await server.close()


async def test_gauges_are_dropped_and_events_kept_while_the_server_does_not_read(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "SOFT_LIMIT", 50_000)
    stuck: list[asyncio.StreamWriter] = []
    release = asyncio.Event()
    frames = asyncio.get_running_loop().create_future()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        stuck.append(writer)
        await release.wait()
        found = []
        while not frames.done():
            length = int.from_bytes(await reader.readexactly(4), "big")
            found.append(await reader.readexactly(length))
            if b'"last"' in found[-1]:
                frames.set_result(found)

    server = await asyncio.start_unix_server(serve, str(path))
    try:
        async with dialling(path) as node:
            await soon(node.connected.wait())
            gauge = Gauges(role="transport", values={f"counter_{n}": float(n) for n in range(200)})
            for number in range(400):
                node.client.send(gauge)
                assert node.client.send(PeerConnected(peer_id=f"p{number}"))
            assert node.client.dropped > 0
            node.client.send(PeerConnected(peer_id="last"))
            release.set()
            found = await soon(frames)
            assert sum(b"peerConnected" in frame for frame in found) == 401
            assert sum(b"gauges" in frame for frame in found) == 400 - node.client.dropped
    finally:
        for writer in stuck:
            writer.close()
        server.close()
        await server.wait_closed()


async def test_a_node_that_never_reads_is_reset_and_gets_whole_state_on_the_next_connection(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "HARD_LIMIT", 100_000)
    async with listening(path) as server:
        reader, writer = await asyncio.open_unix_connection(str(path))
        body = local._encode(NodeHello(role="mixer", node_id="n", boot_id="b"))
        writer.write(len(body).to_bytes(4, "big") + body)
        known = await soon(server.nodes.get())
        patch = DesiredPatch(version=1, gone_peers=tuple(f"peer-{n}" for n in range(500)))
        while known.send(patch):
            pass
        assert await soon(server.gone.get()) is known
        writer.close()
