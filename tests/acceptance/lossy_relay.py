"""A network between browsers and the product that loses packets: a UDP relay on an address of its own.

Each client address is a flow; flows that begin while ``bad`` is set take part in the loss, both ways, the others never.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

from media.testing import Link

HOST = "127.0.0.2"
"""What the product advertises; it binds 127.0.0.1."""


class LossyRelay(asyncio.DatagramProtocol):
    def __init__(self, product: tuple[str, int]) -> None:
        self.bad = False
        self._product = product
        self._loss = 0.0
        self._links: dict[tuple[str, int], tuple[Link, Link] | None] = {}
        """Client -> its way there and back; None: nothing is ever lost."""
        self._ways: dict[tuple[str, int], asyncio.DatagramTransport] = {}
        self._waiting: dict[tuple[str, int], list[bytes]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._loop = asyncio.get_running_loop()

    def lose(self, share: float) -> None:
        """What bad flows lose from now on, 0…1."""
        self._loss = share
        for client, links in self._links.items():
            if links is not None:
                self._links[client] = self._make_links(client)

    def _make_links(self, client: tuple[str, int]) -> tuple[Link, Link]:
        return Link(client[1], loss=self._loss), Link(client[1] + 1, loss=self._loss)

    def connection_made(self, transport: Any) -> None:
        self.transport: asyncio.DatagramTransport = transport

    def datagram_received(self, data: bytes, client: tuple[str, int]) -> None:
        if client not in self._links:
            self._links[client] = self._make_links(client) if self.bad else None
            self._waiting[client] = []
            task = self._loop.create_task(self._open(client))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        for packet in self._through(client, 0, data):
            way = self._ways.get(client)
            if way is None:
                self._waiting[client].append(packet)
            else:
                way.sendto(packet)

    def _through(self, client: tuple[str, int], direction: int, data: bytes) -> list[bytes]:
        links = self._links[client]
        if links is None:
            return [data]
        links[direction].send(0.0, data)
        return [delivery.packet for delivery in links[direction].receive(0.0)]

    async def _open(self, client: tuple[str, int]) -> None:
        relay = self

        class Back(asyncio.DatagramProtocol):
            def datagram_received(self, data: bytes, _: Any) -> None:
                for packet in relay._through(client, 1, data):
                    relay.transport.sendto(packet, client)

        way, _ = await self._loop.create_datagram_endpoint(Back, remote_addr=self._product)
        self._ways[client] = way
        for packet in self._waiting.pop(client):
            way.sendto(packet)

    def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        for way in self._ways.values():
            way.close()
        self.transport.close()


@contextlib.asynccontextmanager
async def lossy_relay(media_port: int) -> AsyncIterator[LossyRelay]:
    """In front of a product that was started with ``advertise=HOST``."""
    loop = asyncio.get_running_loop()
    _, relay = await loop.create_datagram_endpoint(
        lambda: LossyRelay(("127.0.0.1", media_port)), local_addr=(HOST, media_port)
    )
    try:
        yield relay
    finally:
        relay.close()
