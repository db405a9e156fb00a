"""A bad network between clients and the media port: a UDP relay on loopback whose links lose, delay and narrow, by seed.

Clients connect to :attr:`Relay.port` in place of the server's; it sees each of them at an address of the relay.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from functools import partial
from typing import Literal

from media.rtp.header import is_rtcp
from media.testing import Link

Direction = Literal["up", "down"]
MakeLink = Callable[[Direction], Link]
READS_PER_WAKEUP = 128
BUFFER_BYTES = 1 << 20


class _Way:
    """One direction of one client."""

    def __init__(
        self, link: Link, media_only: bool, deliver: Callable[[bytes], object], lost: Callable[[bytes], None]
    ) -> None:
        self._loop = asyncio.get_running_loop()
        self._links = (link, Link(delay_s=link.delay_s) if media_only else link)
        """For media, and for all else."""
        self._deliver = deliver
        self._lost = lost
        self._timer: asyncio.TimerHandle | None = None

    def send(self, datagram: bytes) -> None:
        media = 128 <= datagram[0] <= 191
        if not self._links[0 if media else 1].send(self._loop.time(), datagram):
            self._lost(datagram)
        self._arm()

    def _arm(self) -> None:
        due = [link.next_at for link in self._links if link.next_at is not None]
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._loop.call_at(min(due), self._flush) if due else None

    def _flush(self) -> None:
        for link in self._links:
            for delivery in link.receive(self._loop.time()):
                self._deliver(delivery.packet)
        self._arm()

    def close(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


class Relay:
    """``async with Relay(server_port, make_link) as relay``.  Packets the sockets do not take are lost as on any network.

    ``media_only``: only RTP and RTCP suffer from the links, where connecting is not what is measured.
    """

    def __init__(self, server_port: int, make_link: MakeLink, *, media_only: bool = True, host: str = "127.0.0.1") -> None:
        self._server = (host, server_port)
        self._make_link = make_link
        self._media_only = media_only
        self._host = host
        self._clients: dict[tuple[str, int], tuple[socket.socket, _Way, _Way]] = {}
        self._seen: dict[Direction, set[tuple[int, int]]] = {"up": set(), "down": set()}
        self.lost: dict[Direction, set[tuple[int, int]]] = {"up": set(), "down": set()}
        """(SSRC, sequence number) of the RTP packets whose first transmission was lost."""

    async def __aenter__(self) -> Relay:
        self._loop = asyncio.get_running_loop()
        self._front = self._open()
        self._front.bind((self._host, 0))
        self.port: int = self._front.getsockname()[1]
        self._loop.add_reader(self._front, self._from_clients)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._loop.remove_reader(self._front)
        self._front.close()
        for upstream, *ways in self._clients.values():
            self._loop.remove_reader(upstream)
            upstream.close()
            for way in ways:
                way.close()

    def through(self, sdp: str) -> str:
        """The server's description with its candidates moved to the relay."""
        return sdp.replace(f" {self._server[1]} typ host", f" {self.port} typ host")

    def _open(self) -> socket.socket:
        made = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER_BYTES)
        made.setblocking(False)
        return made

    def _from_clients(self) -> None:
        for _ in range(READS_PER_WAKEUP):
            try:
                datagram, address = self._front.recvfrom(2048)
            except OSError:
                return
            if datagram:
                self._pass("up", self._client(address)[1], datagram)

    def _from_server(self, upstream: socket.socket, down: _Way) -> None:
        for _ in range(READS_PER_WAKEUP):
            try:
                datagram = upstream.recv(2048)
            except OSError:
                return
            if datagram:
                self._pass("down", down, datagram)

    def _pass(self, direction: Direction, way: _Way, datagram: bytes) -> None:
        way.send(datagram)
        if 128 <= datagram[0] <= 191 and len(datagram) >= 12 and not is_rtcp(datagram):
            self._seen[direction].add(_identity(datagram))

    def _note(self, direction: Direction, datagram: bytes) -> None:
        if len(datagram) >= 12 and not is_rtcp(datagram) and _identity(datagram) not in self._seen[direction]:
            self.lost[direction].add(_identity(datagram))

    def _client(self, address: tuple[str, int]) -> tuple[socket.socket, _Way, _Way]:
        if address not in self._clients:
            upstream = self._open()
            upstream.connect(self._server)
            up = self._way("up", partial(_send, upstream))
            down = self._way("down", partial(_send_to, self._front, address))
            self._loop.add_reader(upstream, self._from_server, upstream, down)
            self._clients[address] = (upstream, up, down)
        return self._clients[address]

    def _way(self, direction: Direction, deliver: Callable[[bytes], object]) -> _Way:
        return _Way(self._make_link(direction), self._media_only, deliver, partial(self._note, direction))


def _identity(datagram: bytes) -> tuple[int, int]:
    return int.from_bytes(datagram[8:12], "big"), int.from_bytes(datagram[2:4], "big")


def _send(upstream: socket.socket, datagram: bytes) -> None:
    try:
        upstream.send(datagram)
    except OSError:
        return


def _send_to(front: socket.socket, address: tuple[str, int], datagram: bytes) -> None:
    try:
        front.sendto(datagram, address)
    except OSError:
        return
