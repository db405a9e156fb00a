"""A participant without a browser: signalling, one subscriber and one publisher connection, sound and picture.

    async with Participant() as person:
        await person.join(url, token)
        await person.open_subscriber()
        sound = person.listen("main")

It comes back by itself: by its token when the server was away, with new peers when the media node lost them.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable
from contextlib import suppress
from typing import Literal
from urllib.parse import urlsplit

from headless import peers, sdp
from headless.cadence import Cadence
from headless.clips import Clip, tone
from headless.connection import ConnectError
from headless.dtls import Identity
from headless.receiving import Received, Tap
from headless.sending import AudioSender, Loop, VideoSender
from headless.signalling import Disconnected, Refused, Signalling
from headless.view import View
from server.signaling import messages as wire

Profile = Literal["plenary", "workshop", "audio"]
REOPEN_FIRST_S = 0.5
REOPEN_LAST_S = 5.0

log = logging.getLogger("hemicycle.headless")


class Ended(Exception):
    """The server does not let this participant in (any more); the text is its code."""


class Participant:
    """All methods belong to the loop's thread.  ``identity`` and ``cadence`` may be shared by a whole process."""

    def __init__(self, *, identity: Identity | None = None, cadence: Cadence | None = None, decrypt_every: int = 1) -> None:
        self.view = View()
        self.cadence = cadence or Cadence()
        self.identity = identity or Identity()
        self.microphone = AudioSender(random.randrange(1, 1 << 32), self._transmit)
        self.camera = VideoSender(random.randrange(1, 1 << 32), self._transmit)
        self.screen_ssrc = random.randrange(1, 1 << 32)
        self.subscriber: peers.SubscriberPeer | None = None
        self.publisher: peers.PublisherPeer | None = None
        self._decrypt_every = decrypt_every
        self._signalling: Signalling | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._waiters: list[tuple[Callable[[], bool], asyncio.Future[None]]] = []
        self._wanted: Profile | None = None
        self._publishing = False
        self._media = asyncio.Event()
        self._forbidden: Refused | None = None
        self._host: str | None = None
        self._spread_s = 0.0
        self._step: int | None = None
        self.token = ""

    async def __aenter__(self) -> Participant:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    # --- joining ------------------------------------------------------------------------------------------------------

    async def join(self, url: str, token: str, timeout_s: float = 15.0) -> None:
        """Return with the snapshot.  Raises :class:`Ended`, ``TimeoutError``."""
        self.token = token
        self._host = urlsplit(url).hostname
        self._signalling = Signalling(url, self._join_message, self._on_message, self._on_down)
        self._tasks = [asyncio.create_task(self._signal(self._signalling)), asyncio.create_task(self._keep_media())]
        await self.until(lambda: self.view.joined, timeout_s)

    async def leave(self) -> None:
        """Leave for good (the token is void afterwards), then close."""
        with suppress(Refused, Disconnected, TimeoutError):
            await self.request(wire.Leave)
        await self.close()

    async def close(self) -> None:
        """Disconnect; the participation itself stays and can be resumed by token."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks = []
        self._close_subscriber()
        self._close_publisher()
        self.microphone.shut()
        self.camera.show(None)
        self._pace()
        for _, future in self._waiters:
            future.cancel()

    @property
    def connected(self) -> bool:
        return self._signalling is not None and self._signalling.up

    @property
    def ended(self) -> str | None:
        """The code with which the server ended this participation."""
        return self._signalling.ended if self._signalling else None

    async def until(self, predicate: Callable[[], bool], timeout_s: float | None = 15.0) -> None:
        """Wait until the predicate holds; it is asked again after every message and change of a peer.

        Raises ``TimeoutError``, and :class:`Ended` when the participation has ended meanwhile."""
        if predicate():
            return
        waiter = (predicate, asyncio.get_running_loop().create_future())
        self._waiters.append(waiter)
        try:
            async with asyncio.timeout(timeout_s):
                await waiter[1]
        finally:
            self._waiters.remove(waiter)

    async def request(self, kind: type[object], /, **fields: object) -> wire.Reply:
        """Any request of ``server.signaling.messages``.  Raises ``Refused``, ``Disconnected``, ``TimeoutError``."""
        if self._signalling is None:
            raise Disconnected("not joined")
        return await self._signalling.request(kind, **fields)

    # --- requests -----------------------------------------------------------------------------------------------------

    async def request_floor(self, kind: wire.RequestKind = "statement", language: str | None = None) -> str:
        """The id of the request."""
        reply = await self.request(wire.RequestFloor, kind=kind, language=language)
        return reply.request_id or ""

    async def set_microphone(self, open: bool) -> None:
        """Sends silence from then on until something is played."""
        if not open:
            self._open_microphone(False)
        await self.request(wire.SetMicrophone, open=open)
        self._open_microphone(open)

    async def set_desk(self, mode: wire.DeskMode, channel: str | None = None) -> None:
        await self.request(wire.SetDesk, mode=mode, channel=channel)
        desk = self.desk
        self._open_microphone(mode == "on" or (desk is not None and (desk.armed or desk.talking)))

    async def offer_handover(self, to: str | None = None, in_s: float = 0.0) -> None:
        """Of one's own open desk, to a boothmate."""
        await self.request(wire.OfferHandover, to=to, in_s=in_s)

    async def answer_handover(self, accept: bool = True) -> None:
        await self.request(wire.AnswerHandover, accept=accept)

    async def take_over(self) -> None:
        """The booth's microphone, without being asked."""
        await self.request(wire.TakeOver)

    async def talk(self, on: bool) -> None:
        """To one's booth alone."""
        await self.request(wire.Talk, on=on)

    async def select_channel(self, channel: str, second: str | None = None) -> None:
        await self.request(wire.SelectChannel, channel=channel, second=second)

    # --- media --------------------------------------------------------------------------------------------------------

    async def open_subscriber(self, profile: Profile = "plenary", timeout_s: float = 15.0) -> None:
        """Return when it receives.  Raises ``TimeoutError`` (it goes on trying), :class:`Ended`, ``Refused`` for good."""
        self._wanted = profile
        await self._until_open(lambda: self.subscriber is not None and self.subscriber.connection.connected, timeout_s)

    async def open_publisher(self, timeout_s: float = 15.0) -> None:
        """As :meth:`open_subscriber`."""
        self._publishing = True
        await self._until_open(lambda: self.publisher is not None and self.publisher.connection.connected, timeout_s)

    async def _until_open(self, opened: Callable[[], bool], timeout_s: float) -> None:
        self._forbidden = None
        self._media.set()
        await self.until(lambda: opened() or self._forbidden is not None, timeout_s)
        if self._forbidden is not None:
            raise self._forbidden

    def listen(self, mid: str = "main") -> Tap:
        """Decode an audio m-line from now on.  Raises ``KeyError`` without an open subscriber or such an m-line."""
        return self.stream(mid).listen()

    def stream(self, mid: str) -> Received:
        if self.subscriber is None:
            raise KeyError(mid)
        return self.subscriber.received.streams[mid]

    async def play(self, clip: Clip) -> None:
        """Return when the clip is over, stopped or replaced.  Heard only while the microphone or desk is open."""
        finished: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.microphone.play(clip, finished=finished)
        await finished

    def play_tone(self, frequency_hz: float, level_dbfs: float = -20.0) -> None:
        """A sine until something else is played or stopped."""
        self.microphone.play(tone(frequency_hz, level_dbfs=level_dbfs), loop=True)

    def show(self, loop: Loop | None) -> None:
        """Camera on with a looped picture, or off."""
        self.camera.show(loop)
        self._pace()

    def _open_microphone(self, open: bool) -> None:
        if open:
            self.microphone.open = True
        else:
            self.microphone.shut()
        self._pace()

    def _pace(self) -> None:
        """On the cadence while there is something to send, and only then."""
        sending = self.microphone.open or self.camera.open
        if sending and self._step is None:
            self._step = self.cadence.add(self._tick)
        elif not sending and self._step is not None:
            self.cadence.remove(self._step)
            self._step = None

    def _tick(self, tick: int) -> None:
        self.microphone.step(tick)
        self.camera.step(tick)

    def _transmit(self, packet: bytes) -> bytes:
        if self.publisher is None or not self.publisher.connection.connected:
            return b""
        return self.publisher.connection.send_rtp(packet)

    # --- signalling ---------------------------------------------------------------------------------------------------

    async def _signal(self, signalling: Signalling) -> None:
        try:
            await signalling.run()
        finally:
            for _, future in self._waiters:
                if not future.done():
                    future.set_exception(Ended(signalling.ended or "closed"))

    def _join_message(self, number: int) -> wire.Join:
        return wire.Join(
            id=number,
            token=self.token,
            subscriber=self.subscriber.peer if self.subscriber else None,
            publisher=self.publisher.peer if self.publisher else None,
        )

    def _on_message(self, message: wire.ServerMessage) -> None:
        missing = self.view.apply(message)
        if missing:
            self._tasks.append(asyncio.create_task(self._resync(missing)))
        if isinstance(message, wire.Snapshot):
            self._after_snapshot(message)
        elif isinstance(message, wire.PeerLost):
            self._after_loss(message)
        elif isinstance(message, wire.BoothDelta if self.view.me.booth else wire.MeDelta):
            # The other topic may be older than the reply that opened the microphone.
            self._follow()
        self._changed()

    def _follow(self) -> None:
        """What the server has closed stays closed until its owner opens it again; a desk does as the server has it."""
        if self.view.me.booth:
            self._follow_desk()
        elif self.microphone.open and not self.view.me.person.microphone:
            self._open_microphone(False)

    def _follow_desk(self) -> None:
        """Send while the desk is on, armed for a handover, or talks to its booth: so it is heard from its first word on."""
        desk = self.desk
        sends = desk is not None and (desk.mode == "on" or desk.armed or desk.talking)
        if sends != self.microphone.open:
            self._open_microphone(sends)

    @property
    def desk(self) -> wire.DeskView | None:
        """One's own, as the server has it."""
        booth = self.view.booths.get(self.view.me.booth or "")
        mine = self.view.me.person.id
        return next((desk for desk in booth.desks if desk.person.id == mine), None) if booth is not None else None

    @property
    def desk_open(self) -> bool:
        return self.desk is not None and self.desk.mode == "on"

    def _after_snapshot(self, snapshot: wire.Snapshot) -> None:
        self._follow()
        if self.subscriber is not None and not snapshot.subscriber_alive:
            self._tasks.append(asyncio.create_task(self._doubt(self.subscriber, self._lost_subscriber)))
        if self.publisher is not None and not snapshot.publisher_alive:
            self._tasks.append(asyncio.create_task(self._doubt(self.publisher, self._lost_publisher)))
        self._media.set()

    async def _doubt(self, peer: peers.SubscriberPeer | peers.PublisherPeer, lose: Callable[[], None]) -> None:
        """A server that has just started may not have heard of its media node yet: the node itself knows."""
        if not await peer.connection.answers() and peer in (self.subscriber, self.publisher):
            lose()

    def _after_loss(self, lost: wire.PeerLost) -> None:
        self._spread_s = lost.spread_ms / 1000
        if self.subscriber is not None and self.subscriber.peer == lost.peer:
            self._close_subscriber()
        if self.publisher is not None and self.publisher.peer == lost.peer:
            self._close_publisher()
        self._media.set()

    def _on_down(self) -> None:
        self._changed()

    async def _resync(self, topics: tuple[str, ...]) -> None:
        with suppress(Refused, Disconnected, TimeoutError):
            await self.request(wire.Resync, topics=topics)

    def _changed(self) -> None:
        self._tasks = [task for task in self._tasks if not task.done()]
        for predicate, future in self._waiters:
            if not future.done() and predicate():
                future.set_result(None)

    # --- peers --------------------------------------------------------------------------------------------------------

    async def _keep_media(self) -> None:
        """Open what is wanted and not there, again and again with growing patience."""
        delay_s = REOPEN_FIRST_S
        while True:
            await self._media.wait()
            self._media.clear()
            await asyncio.sleep(random.uniform(0, self._spread_s))
            self._spread_s = 0.0
            if not self.connected:
                continue
            try:
                await self._open_missing()
                delay_s = REOPEN_FIRST_S
            except (Refused, Disconnected, TimeoutError, ConnectError, sdp.SdpError) as error:
                log.debug("media: %r", error)
                if isinstance(error, Refused) and error.code == "notPermitted":
                    self._wanted, self._publishing, self._forbidden = None, False, error
                    self._changed()
                    continue
                await asyncio.sleep(delay_s * random.uniform(0.5, 1.5))
                delay_s = min(2 * delay_s, REOPEN_LAST_S)
                self._media.set()
            self._changed()

    async def _open_missing(self) -> None:
        if self._wanted is not None and self.subscriber is None:
            self.subscriber = await self._open_subscriber(self._wanted)
            self._changed()
        if self._publishing and self.publisher is None:
            self.publisher = await self._open_publisher()
            self.camera.forget()
            self.microphone.forget()

    async def _open_subscriber(self, profile: Profile) -> peers.SubscriberPeer:
        reply = await self.request(wire.OpenSubscriber, profile=profile)
        peer = peers.SubscriberPeer(
            self.identity, reply.peer or "", reply.sdp or "", self._lost_subscriber, decrypt_every=self._decrypt_every
        )
        peer.connection.fallback_host = self._host
        try:
            await self.request(wire.AnswerSubscriber, peer=peer.peer, sdp=peer.answer)
            await peer.connect()
        except BaseException:
            peer.close()
            raise
        return peer

    async def _open_publisher(self) -> peers.PublisherPeer:
        peer = peers.PublisherPeer(self.identity, self.microphone, self.camera, self.screen_ssrc, self._lost_publisher)
        peer.connection.fallback_host = self._host
        try:
            reply = await self.request(wire.OpenPublisher, sdp=peer.offer)
            await peer.connect(reply.peer or "", reply.sdp or "")
        except BaseException:
            peer.close()
            raise
        return peer

    def _lost_subscriber(self) -> None:
        self._close_subscriber()
        self._media.set()
        self._changed()

    def _lost_publisher(self) -> None:
        self._close_publisher()
        self._media.set()
        self._changed()

    def _close_subscriber(self) -> None:
        if self.subscriber is not None:
            self.subscriber.close()
            self.subscriber = None

    def _close_publisher(self) -> None:
        if self.publisher is not None:
            self.publisher.close()
            self.publisher = None
