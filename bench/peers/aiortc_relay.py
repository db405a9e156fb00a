"""aiortc's MediaRelay: WHIP in, WHEP out, on 127.0.0.1.  ``python -m bench.peers.aiortc_relay`` is the server itself.

A relay hands decoded frames to one encoder per listener: that is what the library offers for fan-out.  Sound only; one
process carries some sixteen listeners, so it is measured at fewer than the others.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import aioice.ice
from aiohttp import web
from aiortc import RTCPeerConnection, RTCSessionDescription
from aiortc.contrib.media import MediaRelay
from aiortc.mediastreams import MediaStreamTrack

from bench.peers import ROOT, PeerMissing, Place, Running, Stream
from bench.peers.child import Child


class Server:
    def __init__(self) -> None:
        self._relay = MediaRelay()
        self._source: MediaStreamTrack | None = None
        self._peers: list[RTCPeerConnection] = []

    async def whip(self, request: web.Request) -> web.Response:
        peer = self._peer()

        @peer.on("track")
        def _(track: MediaStreamTrack) -> None:
            self._source = track

        return await self._answer(peer, request)

    async def whep(self, request: web.Request) -> web.Response:
        if self._source is None:
            raise web.HTTPConflict(text="nobody publishes")
        peer = self._peer()
        peer.addTrack(self._relay.subscribe(self._source, buffered=False))
        return await self._answer(peer, request)

    def _peer(self) -> RTCPeerConnection:
        peer = RTCPeerConnection()
        self._peers.append(peer)
        return peer

    async def _answer(self, peer: RTCPeerConnection, request: web.Request) -> web.Response:
        await peer.setRemoteDescription(RTCSessionDescription(await request.text(), "offer"))
        await peer.setLocalDescription(await peer.createAnswer())
        return web.Response(status=201, text=peer.localDescription.sdp, content_type="application/sdp")


def _loopback(use_ipv4: bool = True, use_ipv6: bool = True) -> list[str]:
    """aioice leaves 127.0.0.1 out."""
    return ["127.0.0.1"]


async def serve() -> None:
    aioice.ice.get_host_addresses = _loopback
    server = Server()
    app = web.Application()
    app.add_routes([web.post("/whip", server.whip), web.post("/whep", server.whep)])
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    print("ready", runner.addresses[0][1], flush=True)
    await asyncio.to_thread(sys.stdin.read)
    await runner.cleanup()


@contextmanager
def running(stream: Stream, folder: Path, place: Place) -> Iterator[Running]:
    if stream != "audio":
        raise PeerMissing("video through MediaRelay is decoded and encoded again for each listener: not compared")
    command = [sys.executable, "-m", "bench.peers.aiortc_relay"]
    with Child(command, side=place.server, log=folder / "aiortc.log", cwd=ROOT) as server:
        url = f"http://127.0.0.1:{server.line('ready').split()[1]}"
        feed = [sys.executable, "-m", "bench.peers.feed", "whip", f"{url}/whip"]
        with Child(feed, side=place.publisher, log=folder / "feed.log", cwd=ROOT) as publisher:
            publisher.line("ready")
            yield Running("whep", f"{url}/whep", {"relay": server.pid}, ("relay",))


if __name__ == "__main__":
    logging.basicConfig(level="WARNING")
    asyncio.run(serve())
