"""Pumps frames between a WebSocket and a ``Session``.  No compression: it costs 110 KiB and twice the CPU a connection."""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from collections import deque
from urllib.parse import urlsplit

from aiohttp import WSMsgType, web

from server.attendance import Client
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
    """Frames on their way to one client.  Overflow policy: everything waiting is dropped and the client evicted as slow."""

    def __init__(self, socket: web.WebSocketResponse, request: web.Request, settings: Signaling) -> None:
        self._socket = socket
        self._request = request
        self._settings = settings
        self._frames: deque[bytes] = deque()
        self._size = 0
        self._ready = asyncio.Event()
        self._closing = False
        self._killer: asyncio.TimerHandle | None = None

    @property
    def waiting(self) -> int:
        return len(self._frames)

    def send(self, frame: bytes) -> bool:
        if self._closing:
            return True  # Nothing follows the last words.
        if self._size + len(frame) > self._settings.send_queue_bytes or self.waiting >= self._settings.send_queue_messages:
            self._frames.clear()
            self._size = 0
            return False
        self._frames.append(frame)
        self._size += len(frame)
        self._ready.set()
        return True

    def close(self) -> None:
        """Once what waits is sent, or after the grace."""
        if not self._closing:
            self._closing = True
            self._killer = asyncio.get_running_loop().call_later(CLOSE_GRACE_S, self._abort)
            self._ready.set()

    def _abort(self) -> None:
        if self._request.transport is not None:
            self._request.transport.abort()

    async def run(self) -> None:
        """Until closed or the socket is gone."""
        try:
            while True:
                await self._ready.wait()
                self._ready.clear()
                while self._frames:
                    frame = self._frames.popleft()
                    self._size -= len(frame)
                    await self._socket.send_frame(frame, WSMsgType.TEXT)
                if self._closing:
                    break
            await self._socket.close()
        except ConnectionError:
            self._abort()
        finally:
            if self._killer is not None:
                self._killer.cancel()


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
    outbox = Outbox(socket, request, settings)
    async with asyncio.TaskGroup() as tasks:
        writer = tasks.create_task(outbox.run(), name="outbox")
        client = Client(outbox, Session(_limits(settings), _new_id, time.monotonic()), tasks)
        late = asyncio.get_running_loop().call_later(settings.join_timeout_s, _hurry, client)
        house.clients.add(client)
        try:
            await _read(socket, client, house)
        finally:
            house.clients.discard(client)
            late.cancel()
            await client.disconnect()
            writer.cancel()
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
