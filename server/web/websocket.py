"""Pumps frames between a WebSocket and a ``Session``.  No compression: it costs 110 KiB and twice the CPU a connection."""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from urllib.parse import urlsplit

from aiohttp import WSMsgType, web

from server.client import Client
from server.errors import UserError
from server.settings import Signaling
from server.signaling import messages as m
from server.signaling.session import Enter, Limits, Session
from server.web.house import House, house_of

log = logging.getLogger("hemicycle.web")

CLOSE_GRACE_S = 3.0
"""What a client that is told to go has to read its last messages."""
HARD_FRAME_FACTOR = 4
"""Frames up to this many times the limit are refused with a code; larger ones end the connection (status 1009)."""


class Outbox:
    """Frames on their way to one client, written at once: a broadcast to thousands wakes no task per client.

    What the socket does not take waits in the transport.  Overflow policy: more than ``limit`` bytes waiting and the client
    is evicted as slow.
    """

    def __init__(
        self, socket: web.WebSocketResponse, transport: asyncio.Transport, limit: int, tasks: asyncio.TaskGroup
    ) -> None:
        self._socket = socket
        self._transport = transport
        self._limit = limit
        self._tasks = tasks
        self._overflowed = False
        self._closing = False

    @property
    def waiting(self) -> int:
        return self._transport.get_write_buffer_size()

    def send(self, frame: bytes) -> bool:
        if self._closing or self._socket.closed:
            return True  # Nothing follows the last words.
        if self.waiting + len(frame) > self._limit and not self._overflowed:
            self._overflowed = True
            return False
        self._transport.write(text_frame(frame))
        return True

    def close(self) -> None:
        """Once what waits is sent, or after the grace."""
        if not self._closing:
            self._closing = True
            self._tasks.create_task(self._finish(), name="closing")

    async def _finish(self) -> None:
        killer = asyncio.get_running_loop().call_later(CLOSE_GRACE_S, self._transport.abort)
        try:
            await self._socket.close()
        except ConnectionError:
            self._transport.abort()
        finally:
            killer.cancel()


def text_frame(payload: bytes) -> bytes:
    """A final, unmasked, uncompressed text frame (RFC 6455 §5.2): the same bytes for every client."""
    size = len(payload)
    if size < 126:
        return bytes((0x81, size)) + payload
    if size < 65536:
        return b"\x81\x7e" + size.to_bytes(2, "big") + payload
    return b"\x81\x7f" + size.to_bytes(8, "big") + payload


async def websocket(request: web.Request) -> web.StreamResponse:
    house = house_of(request)
    settings = house.settings.signaling
    if not origin_allowed(request, house.settings.server.origins):
        raise web.HTTPForbidden(text="origin not allowed")
    socket = web.WebSocketResponse(
        compress=False,
        heartbeat=settings.heartbeat_s,
        timeout=CLOSE_GRACE_S,
        max_msg_size=settings.max_frame_bytes * HARD_FRAME_FACTOR,
    )
    await socket.prepare(request)
    transport = request.transport
    if transport is None:
        return socket
    async with asyncio.TaskGroup() as tasks:
        outbox = Outbox(socket, transport, settings.send_queue_bytes, tasks)
        client = Client(outbox, Session(_limits(settings), _new_id, time.monotonic()), tasks)
        late = asyncio.get_running_loop().call_later(settings.join_timeout_s, _hurry, client)
        house.clients.add(client)
        try:
            await _read(socket, client, house)
        finally:
            house.clients.discard(client)
            late.cancel()
            await client.disconnect()
    return socket


async def _read(socket: web.WebSocketResponse, client: Client, house: House) -> None:
    async for message in socket:
        frame = message.data if message.type is WSMsgType.TEXT else b""
        for effect in client.session.receive(frame, time.monotonic()):
            if isinstance(effect, Enter):
                client.start(_enter(client, house, effect.join))
            elif client.attendance is not None:
                client.attendance.dispatch(client, effect)
            else:
                client.perform([effect])


async def _enter(client: Client, house: House, join: m.Join) -> None:
    attendance = house.of_token(join.token)
    if attendance is None:
        client.perform(client.session.not_entered(join.id, UserError("tokenUnknown")))
    else:
        await attendance.enter(client, join)


def _hurry(client: Client) -> None:
    if client.session.state == "new":
        client.line.close()


def origin_allowed(request: web.Request, others: tuple[str, ...]) -> bool:
    """Browsers name the page that opens a WebSocket: only our own, and those configured.  Other programs name none."""
    origin = request.headers.get("Origin")
    return origin is None or origin in others or urlsplit(origin).netloc == request.host


def _limits(settings: Signaling) -> Limits:
    return Limits(settings.max_frame_bytes, settings.rate_per_s, settings.rate_burst, settings.offences)


def _new_id() -> str:
    return secrets.token_hex(8)
