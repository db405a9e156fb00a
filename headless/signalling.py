"""The WebSocket side of taking part: join, requests with replies, coming back by token.

Who closes whom: :meth:`Signalling.run` ends when cancelled, or when the server evicts for good; every other end of the
connection is followed by a new one after a jittered delay.
"""

from __future__ import annotations

import asyncio
import itertools
import logging
import random
from collections.abc import Callable
from typing import Any

import msgspec
import websockets

from headless.entry import unverified
from server.signaling import messages as wire

FIRST_DELAY_S = 0.25
LAST_DELAY_S = 5.0
REPLY_TIMEOUT_S = 15.0
MAX_FRAME = 4 << 20
TRY_AGAIN = frozenset({"slow", "serverStopping"})
"""Codes of ``evicted`` after which a robot comes back; the others end its participation."""

FINAL = frozenset({"tokenUnknown", "versionUnsupported"})
"""Codes of a refused join that will not change."""

log = logging.getLogger("hemicycle.headless")

_decoder = msgspec.json.Decoder(wire.ServerMessage)
_encoder = msgspec.json.Encoder()


class Refused(Exception):
    """The server refused a request with a stable code."""

    def __init__(self, code: str, detail: dict[str, str] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail or {}


class Disconnected(Exception):
    """The connection went away before the reply came."""


class Signalling:
    """``join_with`` makes the first message anew at each connection; ``on_message`` sees everything but replies."""

    def __init__(
        self,
        url: str,
        join_with: Callable[[int], wire.Join],
        on_message: Callable[[wire.ServerMessage], None],
        on_down: Callable[[], None],
    ) -> None:
        self._url = url.replace("http", "ws", 1) + "/ws"
        self._join_with, self._on_message, self._on_down = join_with, on_message, on_down
        self._ids = itertools.count(1)
        self._replies: dict[int, asyncio.Future[wire.Reply]] = {}
        self._socket: websockets.ClientConnection | None = None
        self._delay = FIRST_DELAY_S
        self.ended: str | None = None
        """Why the participation ended for good: a code of ``evicted``, or of the refused join."""

    @property
    def up(self) -> bool:
        return self._socket is not None

    async def run(self) -> None:
        """Connect and come back until cancelled or :attr:`ended`."""
        while self.ended is None:
            try:
                await self._connect()
            except (OSError, TimeoutError, websockets.WebSocketException, msgspec.MsgspecError) as error:
                log.debug("signalling: %s", error)
            finally:
                self._drop()
            if self.ended is None:
                await asyncio.sleep(self._delay * random.uniform(0.5, 1.5))
                self._delay = min(self._delay * 2, LAST_DELAY_S)

    async def request(self, kind: type[Any], /, **fields: object) -> wire.Reply:
        """Send a request and wait for its reply.  Raises :class:`Refused`, :class:`Disconnected`, ``TimeoutError``."""
        if self._socket is None:
            raise Disconnected("not connected")
        number = next(self._ids)
        reply: asyncio.Future[wire.Reply] = asyncio.get_running_loop().create_future()
        self._replies[number] = reply
        try:
            await self._socket.send(_encoder.encode(kind(id=number, **fields)), text=True)
            async with asyncio.timeout(REPLY_TIMEOUT_S):
                return await reply
        except websockets.ConnectionClosed:
            raise Disconnected("connection closed") from None
        finally:
            self._replies.pop(number, None)

    async def _connect(self) -> None:
        context = unverified() if self._url.startswith("wss:") else None
        options: dict[str, Any] = {"compression": None, "max_size": MAX_FRAME, "open_timeout": 5, "close_timeout": 2}
        async with websockets.connect(self._url, ssl=context, proxy=None, **options) as socket:
            join = self._join_with(next(self._ids))
            await socket.send(_encoder.encode(join), text=True)
            async for frame in socket:
                message = _decoder.decode(frame)
                if isinstance(message, wire.Snapshot):
                    self._socket, self._delay = socket, FIRST_DELAY_S
                if isinstance(message, wire.Refused) and message.id == join.id:
                    self.ended = message.code if message.code in FINAL else None
                    return
                self._dispatch(message)
                if isinstance(message, wire.Evicted):
                    self.ended = None if message.code in TRY_AGAIN else message.code
                    return

    def _dispatch(self, message: wire.ServerMessage) -> None:
        if isinstance(message, wire.Reply):
            waiting = self._replies.get(message.id)
            if waiting is not None and not waiting.done():
                waiting.set_result(message)
        elif isinstance(message, wire.Refused):
            waiting = self._replies.get(message.id) if message.id is not None else None
            if waiting is not None and not waiting.done():
                waiting.set_exception(Refused(message.code, message.detail))
        else:
            self._on_message(message)

    def _drop(self) -> None:
        was_up, self._socket = self._socket is not None, None
        for waiting in self._replies.values():
            if not waiting.done():
                waiting.set_exception(Disconnected("connection closed"))
        if was_up:
            self._on_down()
