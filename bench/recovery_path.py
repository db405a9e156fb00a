"""Lost sound on the real way: the product's transport with its kernel, UDP sockets, DTLS, SRTP and RTCP, over a bad network.

A speaker and a listener each sit behind a relay that loses packets both ways (``headless/bad_network.py``).  The speaker's
sound is judged where the mixer has it from: the transport's pipe, through the mixer's jitter buffer.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path

from bench.recovery import FRAME, Recovery, judged
from bus.local import BusServer, Node
from bus.messages import (
    AcceptAnswer,
    DesiredPatch,
    MeetingState,
    Microphone,
    OpenPublisher,
    OpenSubscriber,
    PeerState,
    Reply,
    ToServer,
)
from bus.pipe import encode_opus
from headless.bad_network import Direction, MakeLink, Relay
from headless.clips import Clip
from headless.dtls import Identity
from headless.peers import PublisherPeer, SubscriberPeer
from headless.receiving import Ear
from headless.sending import AudioSender, VideoSender
from media.polled_pipe import PolledPipe
from media.rtp.header import RtpHeader, parse_header
from media.testing import Link
from media.transport_process import TransportOptions, TransportProcess

MEETING = "m"
PATIENCE_S = 15.0
POLL_S = 0.004
AFTER_S = 0.6


class Hall:
    """The transport process in this one; server and mixer are played."""

    def __init__(self, run_dir: Path) -> None:
        self.speaker = Ear(time.monotonic())
        """The mixer's buffer of the one microphone."""
        self.process = TransportProcess(TransportOptions(run_dir))
        self._node: asyncio.Future[Node] = asyncio.get_running_loop().create_future()
        self._replies: dict[int, asyncio.Future[Reply]] = {}
        self._numbers = count(1)
        self.server = BusServer(
            run_dir / "bus.sock", on_node=self._node.set_result, on_message=self._told, on_gone=lambda _: None
        )
        self.pipe = PolledPipe(run_dir / "pipe.sock", self._piped)

    def _told(self, _: Node, message: ToServer) -> None:
        if isinstance(message, Reply):
            self._replies[message.request_id].set_result(message)

    def _piped(self, _: str, arrival: float, packet: bytes) -> None:
        header = parse_header(packet)
        self.speaker.packet(header, packet[header.payload_start : header.payload_end], arrival)

    async def ask(self, make: Callable[[int], OpenSubscriber | AcceptAnswer | OpenPublisher]) -> str:
        request = make(next(self._numbers))
        self._replies[request.request_id] = answered = asyncio.get_running_loop().create_future()
        (await self._node).send(request)
        async with asyncio.timeout(PATIENCE_S):
            reply: Reply = await answered
        if reply.error:
            raise RuntimeError(reply.error)
        return reply.sdp

    def relay(self, make_link: MakeLink) -> Relay:
        return Relay(self.process.port.port, make_link)

    async def open_floor(self) -> None:
        """One microphone, and a floor on the pipe."""
        meeting = MeetingState(MEETING, microphones=(Microphone("p/mic", "open"),))
        (await self._node).send(DesiredPatch(1, (meeting,)))
        async with asyncio.timeout(PATIENCE_S):
            while not self.pipe.connected or not self.process.pipe.connected:
                self.pipe.poll()
                await asyncio.sleep(POLL_S)


@asynccontextmanager
async def opened() -> AsyncIterator[Hall]:
    with tempfile.TemporaryDirectory(prefix="hemicycle-bench-") as folder:
        hall = Hall(Path(folder))
        await hall.server.start()
        running = asyncio.create_task(hall.process.run())
        try:
            await hall.open_floor()
            yield hall
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
            hall.pipe.close()
            await hall.server.close()


class Listening:
    """A listener behind a relay; knows which number of the speech a packet of its own numbering is."""

    def __init__(self, peer: SubscriberPeer, words: Sequence[bytes]) -> None:
        stream = peer.received.streams["main"]
        self.ssrc = stream.ssrc
        self.ear = stream.attend(time.monotonic())
        self.first: tuple[int, int] | None = None
        """(sequence number, timestamp) of the speech's first packet."""
        self._words = list(words)
        self._take, self.ear.packet = self.ear.packet, self._packet  # type: ignore[method-assign]

    def _packet(self, header: RtpHeader, payload: bytes, now: float) -> None:
        if self.first is None:
            number = self._words.index(payload)
            self.first = header.sequence_number - number & 0xFFFF, header.timestamp - number * FRAME & 0xFFFFFFFF
        self._take(header, payload, now)


async def over_network(words: Sequence[bytes], *, round_trip_s: float, loss: float = 0.05) -> dict[str, Recovery]:
    """``speaker`` and ``listener``, in real time, as long as the words last."""
    seeds = count(1)

    def make_link(_: Direction) -> Link:
        return Link(next(seeds), loss=loss, delay_s=round_trip_s / 2, jitter_s=0.005)

    identity = Identity()
    async with (
        opened() as hall,
        Relay(hall.process.port.port, make_link) as up,
        Relay(hall.process.port.port, make_link) as down,
    ):
        subscriber = await _subscribe(hall, identity, down)
        microphone, publisher = await _publish(hall, identity, up)
        try:
            listening = Listening(subscriber, words)
            first = microphone.stream.sequence_number, microphone.stream.timestamp_at(0)
            await _speak(hall, microphone, words)
        finally:
            subscriber.close()
            publisher.close()
        lost_up = _numbers(up, "up", microphone.stream.ssrc, first[0])
        sequence_number, timestamp = listening.first or (0, 0)
        lost_down = _numbers(down, "down", listening.ssrc, sequence_number)
        resent = hall.process.kernel.counters()["resent"]
        return {
            "speaker": judged(words, hall.speaker, first[1], lost_up, microphone.resent),
            "listener": judged(words, listening.ear, timestamp, lost_down, resent),
        }


async def _subscribe(hall: Hall, identity: Identity, relay: Relay) -> SubscriberPeer:
    state = PeerState("s", MEETING, ("floor",), ())
    offer = await hall.ask(lambda number: OpenSubscriber(number, "q", "audio", state))
    peer = SubscriberPeer(identity, "s", relay.through(offer), lambda: None)
    await hall.ask(lambda number: AcceptAnswer(number, "s", peer.answer))
    await peer.connect()
    return peer


async def _publish(hall: Hall, identity: Identity, relay: Relay) -> tuple[AudioSender, PublisherPeer]:
    microphone = AudioSender(0x1234, lambda packet: peer.connection.send_rtp(packet))
    peer = PublisherPeer(identity, microphone, VideoSender(0x1235, lambda packet: packet), 0x1236, lambda: None)
    state = PeerState("p", MEETING)
    answer = await hall.ask(lambda number: OpenPublisher(number, "p", state, peer.offer))
    await peer.connect("p", relay.through(answer))
    return microphone, peer


async def _speak(hall: Hall, microphone: AudioSender, words: Sequence[bytes]) -> None:
    """The same words by the microphone and on the floor, a packet every 20 ms."""
    microphone.open = True
    microphone.play(Clip(tuple(words)))
    begun = time.monotonic()
    tick = round(begun * 50)
    for number, payload in enumerate(words):
        hall.pipe.send(encode_opus(f"{MEETING}/floor".encode(), (tick + number) * FRAME & 0xFFFFFFFF, payload))
        microphone.step(number)
        await _poll(hall, begun + (number + 1) / 50)
    await _poll(hall, time.monotonic() + AFTER_S)


async def _poll(hall: Hall, until: float) -> None:
    while (left := until - time.monotonic()) > 0:
        await asyncio.sleep(min(POLL_S, left))
        hall.pipe.poll()


def _numbers(relay: Relay, direction: Direction, ssrc: int, first: int) -> set[int]:
    """Which packets of the speech were lost, counted from 0."""
    return {number - first & 0xFFFF for owner, number in relay.lost[direction] if owner == ssrc}
