"""A media node of real processes, transport and mixer, and participants' real connections; the server is the bench's.

So what is measured is the media plane alone: no command waits for a journal, and who is open changes in one message.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from types import TracebackType

from bus.local import BusServer, Node
from bus.messages import (
    AcceptAnswer,
    DesiredPatch,
    MeetingState,
    OpenPublisher,
    OpenSubscriber,
    PeerState,
    Profile,
    Reply,
    ToServer,
)
from headless.bad_network import Relay
from headless.cadence import PERIOD_S, Cadence
from headless.clips import Clip
from headless.dtls import Identity
from headless.peers import PublisherPeer, SubscriberPeer
from headless.sending import AudioSender, Loop, VideoSender
from media.rtp.header import RtpHeader, parse_header
from media.testing import Samples, decode_all

ROOT = Path(__file__).parents[1]
MEETING = "m"
START = (
    "from pathlib import Path; import sys; from media.%s_process import *; "
    "main(%sOptions(Path(sys.argv[1]), log_level='warning'))"
)
NODES = tuple(START % (name, name.capitalize()) for name in ("transport", "mixer"))
PATIENCE_S = 30.0


@dataclass(frozen=True, slots=True)
class Packet:
    """As it came to a listener, decrypted; ``at`` in ``time.monotonic`` seconds."""

    at: float
    header: RtpHeader
    payload: bytes


class Listening:
    """A subscriber's connection; keeps every packet by the m-line's name."""

    def __init__(self, peer: SubscriberPeer) -> None:
        self.peer = peer
        self.packets: dict[str, list[Packet]] = {mid: [] for mid in peer.received.streams}
        self._by_ssrc = {stream.ssrc: stream.mid for stream in peer.received.streams.values()}
        self._unprotect, peer.received._unprotect = peer.received._unprotect, self._keep

    def _keep(self, datagram: bytes) -> bytes | None:
        packet = self._unprotect(datagram)
        if packet is not None:
            header = parse_header(packet)
            kept = Packet(time.monotonic(), header, packet[header.payload_start : header.payload_end])
            self.packets[self._by_ssrc[header.ssrc]].append(kept)
        return packet

    def sound(self, mid: str = "main") -> Samples:
        return decode_all([packet.payload for packet in self.packets[mid]])


@dataclass
class Speaking:
    """A publisher's connection.  What it sent is remembered with the time it stands for, ``time.monotonic`` seconds."""

    peer: PublisherPeer
    microphone: AudioSender
    camera: VideoSender
    spoken: list[float] = field(default_factory=list)
    """Of each packet of sound."""
    shown: list[tuple[int, float]] = field(default_factory=list)
    """Of each picture, with its place in the loop."""

    def step(self, tick: int) -> None:
        before, pictures = self.microphone.stream.packets, self.camera.stream.packets
        place = self.camera.place
        self.microphone.step(tick)
        self.camera.step(tick)
        if self.microphone.stream.packets > before:
            self.spoken.append(tick * PERIOD_S)
        if self.camera.stream.packets > pictures:
            self.shown.append((place, tick * PERIOD_S))


@dataclass
class House:
    """``async with House() as house``; everything on loopback, and stopped at the end."""

    connections: list[PublisherPeer | SubscriberPeer] = field(default_factory=list)
    told: list[ToServer] = field(default_factory=list)

    async def __aenter__(self) -> House:
        self._folder = tempfile.TemporaryDirectory(prefix="hemicycle-bench-")
        self.run_dir = Path(self._folder.name)
        self.identity, self.cadence = Identity(), Cadence()
        self._steps: list[int] = []
        self._complete = asyncio.Event()
        self._nodes: dict[str, Node] = {}
        self._replies: dict[int, asyncio.Future[Reply]] = {}
        self._numbers = count(1)
        self._version = count(1)
        self._server = BusServer(
            self.run_dir / "bus.sock", on_node=self._joined, on_message=self._take, on_gone=lambda _: None
        )
        await self._server.start()
        self._processes = [
            await asyncio.create_subprocess_exec(sys.executable, "-c", code, str(self.run_dir), cwd=ROOT) for code in NODES
        ]
        try:
            async with asyncio.timeout(PATIENCE_S):
                await self._complete.wait()
        except BaseException:
            await self._stop()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stop()

    async def _stop(self) -> None:
        for key in self._steps:
            self.cadence.remove(key)
        for connection in self.connections:
            connection.close()
        for process in self._processes:
            if process.returncode is None:
                process.terminate()
            await process.wait()
        await self._server.close()
        self._folder.cleanup()

    def _joined(self, node: Node) -> None:
        self._nodes[node.hello.role] = node
        if len(self._nodes) == len(NODES):
            self._complete.set()

    def _take(self, _: Node, message: ToServer) -> None:
        if isinstance(message, Reply):
            self._replies[message.request_id].set_result(message)
        else:
            self.told.append(message)

    # --- the server's part --------------------------------------------------------------------------------------------

    def state(self, meeting: MeetingState, peers: Iterable[PeerState] = ()) -> None:
        """What is open from now on."""
        patch = DesiredPatch(next(self._version), (meeting,), tuple(peers))
        for node in self._nodes.values():
            node.send(patch)

    async def ask(self, request: OpenSubscriber | AcceptAnswer | OpenPublisher) -> str:
        """The description in the reply."""
        answered: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        self._replies[request.request_id] = answered
        self._nodes["transport"].send(request)
        async with asyncio.timeout(PATIENCE_S):
            reply = await answered
        if reply.error:
            raise RuntimeError(reply.error)
        return reply.sdp

    async def offered(
        self, name: str, *buses: str | None, profile: Profile = "audio", video: tuple[str | None, ...] = ()
    ) -> str:
        """A subscriber that the node has, and that has not answered yet: its offer."""
        return await self.ask(OpenSubscriber(next(self._numbers), name, profile, PeerState(name, MEETING, buses, video)))

    # --- participants -------------------------------------------------------------------------------------------------

    async def listen(
        self, name: str, *buses: str | None, profile: Profile = "audio", video: tuple[str | None, ...] = ()
    ) -> Listening:
        offer = await self.offered(name, *buses, profile=profile, video=video)
        peer = SubscriberPeer(self.identity, name, offer, lambda: None)
        self.connections.append(peer)
        await self.ask(AcceptAnswer(next(self._numbers), name, peer.answer))
        await peer.connect()
        return Listening(peer)

    async def publish(self, owner: str, through: Relay | None = None) -> Speaking:
        """``through``: the way from the speaker to the node."""
        base = 1 + len(self.connections) * 10
        microphone = AudioSender(base, lambda packet: peer.connection.send_rtp(packet))
        camera = VideoSender(base + 1, lambda packet: peer.connection.send_rtp(packet))
        peer = PublisherPeer(self.identity, microphone, camera, base + 2, lambda: None)
        self.connections.append(peer)
        answer = await self.ask(OpenPublisher(next(self._numbers), owner, PeerState(owner, MEETING), peer.offer))
        await peer.connect(owner, through.through(answer) if through is not None else answer)
        speaking = Speaking(peer, microphone, camera)
        self._steps.append(self.cadence.add(speaking.step))
        return speaking

    @staticmethod
    def speak(speaking: Speaking, clip: Clip, picture: Loop | None = None) -> None:
        """For ever."""
        speaking.microphone.play(clip, loop=True)
        speaking.microphone.open = True
        if picture is not None:
            speaking.camera.show(picture)


def media_port(sdp: str) -> int:
    """Of the node, from one of its descriptions."""
    line = next(line for line in sdp.splitlines() if line.startswith("a=candidate:") and "typ host" in line)
    return int(line.split()[5])
