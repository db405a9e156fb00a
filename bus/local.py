"""The bus on Unix stream sockets: one machine, nothing to install.

Frame: length (4 bytes, big endian), then one JSON message of ``bus.messages``.  The server listens, the nodes dial for ever.

Overflow policies, by side and kind
    node -> server, Gauges and Levels   dropped while more than ``SOFT_LIMIT`` bytes wait: the next ones say more.
    everything else, both ways          never dropped; more than ``HARD_LIMIT`` bytes waiting resets the connection, and the
                                        whole state (NodeHello, DesiredState) follows on the next one.
    while disconnected                  nothing is kept: NodeHello tells all that still matters.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import cast

import msgspec

from bus.messages import Gauges, Levels, NodeHello, ToNode, ToServer

SOFT_LIMIT = 256 * 1024
HARD_LIMIT = 32 * 1024 * 1024
MAX_FRAME = 16 * 1024 * 1024
FIRST_RETRY_S = 0.05
LAST_RETRY_S = 1.0

log = logging.getLogger("hemicycle.bus")

_encode = msgspec.json.Encoder().encode
_to_server: msgspec.json.Decoder[ToServer] = msgspec.json.Decoder(ToServer)
_to_node: msgspec.json.Decoder[ToNode] = msgspec.json.Decoder(ToNode)


class _Framed(asyncio.Protocol):
    """Cuts the byte stream into frames and writes frames; closes the connection on a frame that cannot be."""

    def __init__(self, on_open: Callable[[], None], on_frame: Callable[[bytes], None], on_lost: Callable[[], None]) -> None:
        self._on_open = on_open
        self._on_frame = on_frame
        self._on_lost = on_lost
        self._buffer = bytearray()
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._on_open()

    def data_received(self, data: bytes) -> None:
        buffer = self._buffer
        buffer += data
        start = 0
        while len(buffer) - start >= 4:
            length = int.from_bytes(buffer[start : start + 4], "big")
            if length > MAX_FRAME:
                log.error("bus frame of %d bytes refused", length)
                return self.abort()
            if len(buffer) - start - 4 < length:
                break
            frame = bytes(buffer[start + 4 : start + 4 + length])
            start += 4 + length
            self._deliver(frame)
        del buffer[:start]

    def _deliver(self, frame: bytes) -> None:
        try:
            self._on_frame(frame)
        except (msgspec.MsgspecError, UnicodeError) as error:
            log.error("bus message refused: %s", error)
            self.abort()
        except Exception:
            log.exception("handling a bus message failed")

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None
        self._on_lost()

    @property
    def waiting(self) -> int:
        """Bytes accepted for sending and not yet taken by the kernel."""
        return self._transport.get_write_buffer_size() if self._transport else 0

    def write(self, body: bytes) -> bool:
        """False when nothing was sent: not connected, or the hard limit reset the connection."""
        if self._transport is None or self._transport.is_closing():
            return False
        if self.waiting + len(body) > HARD_LIMIT:
            log.error("bus peer does not read: connection reset")
            self.abort()
            return False
        self._transport.write(len(body).to_bytes(4, "big") + body)
        return True

    def abort(self) -> None:
        if self._transport is not None:
            self._transport.abort()

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()


class Node:
    """One connected media node, as the server sees it.  ``hello`` is its first message."""

    def __init__(self, hello: NodeHello, wire: _Framed) -> None:
        self.hello = hello
        self._wire = wire

    @property
    def role(self) -> str:
        return self.hello.role

    def send(self, message: ToNode) -> bool:
        """False when the connection is gone; the node will dial again and get the whole state."""
        return self._wire.write(_encode(message))

    def close(self) -> None:
        self._wire.close()


class BusServer:
    """Accepts nodes.  Callbacks run in the event loop and return at once.

    ``on_node(node)`` after its NodeHello, ``on_message(node, message)`` for all that follows, ``on_gone(node)`` when the
    connection is lost.  A node is known by its hello; whatever comes before the hello closes the connection.
    """

    def __init__(
        self,
        path: Path,
        *,
        on_node: Callable[[Node], None],
        on_message: Callable[[Node, ToServer], None],
        on_gone: Callable[[Node], None],
    ) -> None:
        self._path = path
        self._on_node = on_node
        self._on_message = on_message
        self._on_gone = on_gone
        self._server: asyncio.Server | None = None
        self._wires: set[_Framed] = set()

    async def start(self) -> None:
        """Listen; raises ``OSError`` when the path cannot be bound."""
        self._path.unlink(missing_ok=True)
        self._server = await asyncio.get_running_loop().create_unix_server(self._accept, str(self._path))
        self._path.chmod(0o600)

    def _accept(self) -> _Framed:
        node: Node | None = None

        def opened() -> None:
            self._wires.add(wire)

        def frame(data: bytes) -> None:
            nonlocal node
            message = _to_server.decode(data)
            if node is not None:
                self._on_message(node, message)
            elif isinstance(message, NodeHello):
                node = Node(message, wire)
                self._on_node(node)
            else:
                log.error("bus peer did not say hello")
                wire.abort()

        def lost() -> None:
            self._wires.discard(wire)
            if node is not None:
                self._on_gone(node)

        wire = _Framed(opened, frame, lost)
        return wire

    async def close(self) -> None:
        if self._server is None:
            return
        self._server.close()
        for wire in list(self._wires):
            wire.close()
        await self._server.wait_closed()
        self._path.unlink(missing_ok=True)


class BusClient:
    """A node's end: dials for ever, says hello on every connection, hands each message to ``on_message``.

    ``hello()`` is called for each connection, so that it tells the living peers of that moment.  ``on_message`` runs in the
    event loop and returns at once.  ``on_connection(connected)`` is optional.
    """

    def __init__(
        self,
        path: Path,
        *,
        hello: Callable[[], NodeHello],
        on_message: Callable[[ToNode], None],
        on_connection: Callable[[bool], None] = lambda connected: None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._path = path
        self._hello = hello
        self._on_message = on_message
        self._on_connection = on_connection
        self._sleep = sleep
        self._wire: _Framed | None = None
        self.dropped = 0
        """Gauges and Levels not sent because the server did not read."""

    @property
    def connected(self) -> bool:
        return self._wire is not None

    def send(self, message: ToServer) -> bool:
        """Send at once; see the module's overflow policies.  False when the message was not sent."""
        if self._wire is None:
            return False
        if self._wire.waiting > SOFT_LIMIT and isinstance(message, Gauges | Levels):
            self.dropped += 1
            return False
        return self._wire.write(_encode(message))

    async def run(self) -> None:
        """Dial until cancelled."""
        retry = FIRST_RETRY_S
        while True:
            try:
                lost = await self._dial()
            except OSError:
                await self._sleep(retry * random.uniform(0.5, 1.0))
                retry = min(retry * 2, LAST_RETRY_S)
                continue
            retry = FIRST_RETRY_S
            try:
                await lost.wait()
            finally:
                self._hang_up()
            await self._sleep(retry)

    async def _dial(self) -> asyncio.Event:
        lost = asyncio.Event()
        wire = _Framed(lambda: None, lambda data: self._on_message(_to_node.decode(data)), lost.set)
        await asyncio.get_running_loop().create_unix_connection(lambda: wire, str(self._path))
        wire.write(_encode(self._hello()))
        self._wire = wire
        self._on_connection(True)
        return lost

    def _hang_up(self) -> None:
        if self._wire is not None:
            self._wire.close()
            self._wire = None
            self._on_connection(False)
