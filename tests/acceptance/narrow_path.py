"""A narrow path between one page and the product: a UDP relay with a bottleneck, its queue and what it drops."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from playwright.async_api import Page

QUEUE_S = 0.3
"""Longest wait at the bottleneck; what would wait longer is dropped."""

THROUGH_RELAY = """
(port) => {
  const own = RTCPeerConnection.prototype.setRemoteDescription;
  RTCPeerConnection.prototype.setRemoteDescription = function ({type, sdp}) {
    const through = sdp
      .replace(/^(a=candidate:\\S+ 1 udp \\d+ \\S+) \\d+ /gm, `$1 ${port} `)
      .replace(/^a=candidate:.* tcp .*\\r\\n/gm, "");
    return own.call(this, {type, sdp: through});
  };
}
"""


class NarrowPath(asyncio.DatagramProtocol):
    """``width_bps`` holds for what the product sends; None: as wide as the machine."""

    def __init__(self, product: tuple[str, int]) -> None:
        self.width_bps: float | None = None
        self.dropped = 0
        self._product = product
        self._free_at = 0.0
        self._flows: dict[tuple[str, int], asyncio.Task[asyncio.DatagramTransport]] = {}
        self._loop = asyncio.get_running_loop()

    def connection_made(self, transport: Any) -> None:
        self.transport: asyncio.DatagramTransport = transport

    @property
    def port(self) -> int:
        return int(self.transport.get_extra_info("sockname")[1])

    def datagram_received(self, data: bytes, client: tuple[str, int]) -> None:
        flow = self._flows.get(client)
        if flow is None:
            flow = self._flows[client] = self._loop.create_task(self._open(client))
        flow.add_done_callback(lambda opened: opened.result().sendto(data) if not opened.cancelled() else None)

    async def _open(self, client: tuple[str, int]) -> asyncio.DatagramTransport:
        relay = self

        class Back(asyncio.DatagramProtocol):
            def datagram_received(self, data: bytes, _: Any) -> None:
                relay._towards(client, data)

        way, _ = await self._loop.create_datagram_endpoint(Back, remote_addr=self._product)
        return way

    def _towards(self, client: tuple[str, int], data: bytes) -> None:
        if self.width_bps is None:
            self.transport.sendto(data, client)
            return
        now = self._loop.time()
        starts = max(self._free_at, now)
        if starts - now > QUEUE_S:
            self.dropped += 1
            return
        self._free_at = starts + 8 * (len(data) + 28) / self.width_bps
        self._loop.call_at(self._free_at, self._deliver, client, data)

    def _deliver(self, client: tuple[str, int], data: bytes) -> None:
        if not self.transport.is_closing():
            self.transport.sendto(data, client)

    async def lead(self, page: Page) -> None:
        """Let the connections this page will make go through here."""
        await page.add_init_script(f"({THROUGH_RELAY})({self.port})")

    async def close(self) -> None:
        self.transport.close()  # no flow begins any more
        for flow in self._flows.values():
            flow.cancel()
        for opened in await asyncio.gather(*self._flows.values(), return_exceptions=True):
            if isinstance(opened, asyncio.DatagramTransport):
                opened.close()


@asynccontextmanager
async def narrow_path(media_port: int) -> AsyncIterator[NarrowPath]:
    loop = asyncio.get_running_loop()
    _, path = await loop.create_datagram_endpoint(lambda: NarrowPath(("127.0.0.1", media_port)), local_addr=("127.0.0.1", 0))
    try:
        yield path
    finally:
        await path.close()
