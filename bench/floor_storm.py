"""450 active participants ask for the floor within one second while 2,550 passive ones do the same.

The real server process without media nodes (asking needs none), everyone on a WebSocket of their own from this process, so
the answer's time holds both sides' work on one machine.  ``floor.storm_p99_ms``: request sent → answer read.
"""

from __future__ import annotations

import asyncio
import os
import random
import re
import resource
import signal
import socket
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import aiohttp
import msgspec

from server.launch import free_port
from server.settings import ROOT

ACTIVE, PASSIVE = 450, 2550
QUICK = 10
"""A tenth of the people in a quick run."""
WINDOW_S = 1.0
JOINS_AT_ONCE = 100
PATIENCE_S = 300.0
QUIET_S = 2.5
"""The roster is told 50 people a second: pressing begins when all have been told."""
TAIL_BYTES = 600
ANSWER = {number: re.compile(rb'\{"type":"(reply|refused)","id":%d,[^{}]*' % number) for number in (0, 1, 2)}
PING, PONG = b"\x89\x00", b"\x8a\x80" + bytes(4)
"""Frames without payload; no text holds these bytes."""
BUFFER = memoryview(bytearray(256 * 1024))
"""One for all: each read is looked at before the next."""
UPGRADE = (
    b"GET /ws HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)


class Client(asyncio.BufferedProtocol):
    """A WebSocket that looks for the answers to its own requests and lets all else pass: thousands fit one process."""

    def __init__(self, role: str, token: str) -> None:
        self.role = role
        self._token = token
        self._tail = b""
        self._waiting: asyncio.Future[re.Match[bytes]] | None = None
        self._pattern = ANSWER[0]
        self.sent_at = self.answered_at = self.heard_at = 0.0
        self.answer = b""

    async def join(self, port: int) -> None:
        loop = asyncio.get_running_loop()
        self.transport, _ = await loop.create_connection(lambda: self, "127.0.0.1", port)
        self.transport.write(UPGRADE)
        await self._expect(b" 101 ", re.compile(rb"\r\n\r\n"))
        joined = self._expect_answer(1)
        self._send({"type": "join", "id": 1, "token": self._token})
        await joined

    async def press(self, at: float) -> None:
        await asyncio.sleep(at)
        answered = self._expect_answer(2)
        self.sent_at = time.perf_counter()
        self._send({"type": "requestFloor", "id": 2})
        self.answer = (await answered).group(0)

    def _expect_answer(self, number: int) -> asyncio.Future[re.Match[bytes]]:
        self._pattern, self._tail = ANSWER[number], b""
        self._waiting = asyncio.get_running_loop().create_future()
        return self._waiting

    async def _expect(self, status: bytes, pattern: re.Pattern[bytes]) -> None:
        self._pattern = pattern
        self._waiting = asyncio.get_running_loop().create_future()
        if status not in (await self._waiting).string:
            raise ConnectionError("no WebSocket")

    def _send(self, message: dict[str, object]) -> None:
        """A masked text frame (RFC 6455 section 5.2), the mask all zeros."""
        payload = msgspec.json.encode(message)
        self.transport.write(bytes((0x81, 0x80 | len(payload))) + bytes(4) + payload)

    def get_buffer(self, sizehint: int) -> memoryview:
        return BUFFER

    def buffer_updated(self, nbytes: int) -> None:
        data = bytes(BUFFER[:nbytes])
        if PING in data:
            self.transport.write(PONG)
            if len(data) == len(PING):
                return
        self.heard_at = time.perf_counter()
        if self._waiting is None:
            return
        found = self._pattern.search(self._tail + data)
        self._tail = (self._tail + data)[-TAIL_BYTES:]
        if found is not None and not self._waiting.done():
            self.answered_at = self.heard_at
            self._waiting.set_result(found)
            self._waiting = None

    def connection_lost(self, error: Exception | None) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(error or ConnectionError("closed"))


def run(*, quick: bool = False) -> dict[str, Any]:
    divisor = QUICK if quick else 1
    return asyncio.run(_storm(ACTIVE // divisor, PASSIVE // divisor))


async def _storm(active: int, passive: int) -> dict[str, Any]:
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with tempfile.TemporaryDirectory(prefix="hc-") as name:
        port = free_port("127.0.0.1", 0, socket.SOCK_STREAM, "--port")
        flags = ("--port", str(port), "--run-dir", name, "--data", str(Path(name) / "data"), "--parent", str(os.getpid()))
        child = await asyncio.create_subprocess_exec(sys.executable, str(ROOT / "run.py"), "server", *flags)
        try:
            async with asyncio.timeout(PATIENCE_S), aiohttp.ClientSession() as http:
                await _until_there(http, port)
                clients = await _crowd(http, port, active, passive)
                await _until_quiet(clients)
                await asyncio.gather(*(client.press(random.uniform(0, WINDOW_S)) for client in clients))
                return _figures(clients, active, passive)
        finally:
            child.send_signal(signal.SIGTERM)
            await child.wait()


async def _until_there(http: aiohttp.ClientSession, port: int) -> None:
    while True:
        try:
            async with http.get(f"http://127.0.0.1:{port}/healthz") as response:
                if response.status == 200:
                    return
        except aiohttp.ClientConnectionError:
            await asyncio.sleep(0.1)


async def _until_quiet(clients: list[Client]) -> None:
    passed = 0.0
    while passed < QUIET_S:
        await asyncio.sleep(QUIET_S - passed)  # noqa: ASYNC110 - nothing happens when nothing is heard
        passed = time.perf_counter() - max(client.heard_at for client in clients)


async def _crowd(http: aiohttp.ClientSession, port: int, active: int, passive: int) -> list[Client]:
    gate = asyncio.Semaphore(JOINS_AT_ONCE)

    async def join(number: int, role: str) -> Client:
        async with gate:
            entry = {"name": f"{role} {number}", "delegation": "CH", "role": role, "language": "en"}
            async with http.post(f"http://127.0.0.1:{port}/api/meetings/demo/entries", json=entry) as response:
                token = (await response.json())["token"]
            client = Client(role, token)
            await client.join(port)
            return client

    roles = ["delegate"] * active + ["passive"] * passive
    random.shuffle(roles)
    return list(await asyncio.gather(*(join(number, role) for number, role in enumerate(roles))))


def _figures(clients: list[Client], active: int, passive: int) -> dict[str, Any]:
    queued = [client for client in clients if client.answer.startswith(b'{"type":"reply"')]
    refused = [client for client in clients if b'"code":"notPermitted"' in client.answer]
    if len(queued) != active or len(refused) != passive or any(client.role != "delegate" for client in queued):
        raise AssertionError(f"{len(queued)} queued, {len(refused)} refused")
    times = sorted(1000 * (client.answered_at - client.sent_at) for client in clients)
    return {
        "floor.storm_p99_ms": times[len(times) * 99 // 100],
        "floor.storm_median_ms": times[len(times) // 2],
        "floor.storm_queued": len(queued),
        "floor.storm_refused": len(refused),
        "floor_storm.samples": [round(one, 1) for one in times[:: max(1, len(times) // 200)]],
    }
