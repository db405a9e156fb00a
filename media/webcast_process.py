"""The webcast worker's process: bus and pipe come in, HTTP goes out, and each webcast on the air is produced in between.

Threads: the event loop has bus, packaging and HTTP; one receives from mixer and transport and encodes the sound, on the
clock of ticks; each webcast has one for its picture, and each picture composed for listeners (``media.webcast.composed``);
the store has its own.  Encoders let go of the interpreter.

It runs on with the last state it knows while the server is away, and with silence or the last picture while mixer or
transport are.  Who closes whom: SIGTERM or SIGINT cancels the tasks, which end productions, library and sockets; a webcast
on the air goes on in the next worker, with a gap its playlists state.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import resource
import signal
import ssl
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from aiohttp import web

from bus.clock import SteadyClock
from bus.local import BusClient
from bus.messages import (
    CaptionLines,
    DesiredPatch,
    DesiredState,
    DropWebcast,
    Gauges,
    MarkRange,
    MeetingState,
    NodeHello,
    ReviseWebcast,
    ToNode,
    Webcast,
    WebcastStatus,
)
from bus.pipe import RtpMessage, SoundMessage
from media.clock import TICK_NS, deadline_ns, tick_at
from media.webcast.audience import Audience
from media.webcast.composed import ComposedPictures
from media.webcast.library import Library
from media.webcast.objects import ObjectStore, StoreError
from media.webcast.origin import Origin
from media.webcast.production import Production
from media.webcast.push import Pushing
from media.webcast.receiving import Receiver
from media.webcast.revisions import Revisions
from media.webcast.run import Quality
from media.webcast.upload import Standing, Uploads

STATUS_S: Final = 2.0
UPKEEP_S: Final = 1.0
INBOX_LIMIT: Final = 10_000
"""Messages of the server that wait.  Overflow policy: the process ends and is started anew, with the whole state."""
AFTER_TICK_NS: Final = 6_000_000
"""The sound of a tick is looked for so long after it: by then the mixer has sent it."""
SOUND_NICENESS: Final = -10
"""Of the receiving thread, where the system grants it: sound goes before pictures and before what viewers ask for."""
SWITCH_INTERVAL_S: Final = 0.001

log = logging.getLogger("hemicycle.webcast")


@dataclass(frozen=True, slots=True)
class WebcastOptions:
    run_dir: Path
    """Holds ``bus.sock`` (the server listens); ``webcast.sock`` is made in it."""
    directory: Path
    """Of everything that is published and recorded."""
    host: str = "127.0.0.1"
    port: int = 0
    tls_cert: str = ""
    tls_key: str = ""
    quality: Quality = field(default_factory=Quality)
    storage: str = ""
    """Address of the object store recordings are copied to (``media.webcast.objects``); empty: none."""
    storage_credentials: str = ""
    """File of its keys; empty: the environment's."""
    keep_local_s: float = 0.0
    """So long after a webcast's end its files stay here too; 0: for good."""
    push_hosts: tuple[str, ...] = ("public",)
    """Where webcasts may be pushed to: ``push_address.Policy``."""
    log_level: str = "info"


class WebcastProcess:
    """Everything of one worker; :meth:`run` works until cancelled, then closes what it opened."""

    def __init__(self, options: WebcastOptions) -> None:
        self.port = 0
        """Of HTTP, once it listens."""
        self._options = options
        self._boot_id = os.urandom(8).hex()
        self._clock = SteadyClock(time.time, time.monotonic)
        """The server's is one too: what it marks and what viewers see are of one time."""
        self._uploads = _uploads(options)
        self._library = Library(options.directory, wall=self._clock.now, uploads=self._uploads)
        self._audience = Audience()
        self._pushing = Pushing(options.push_hosts)
        self._origin = Origin(self._library, self._audience)
        self._receiver = Receiver(
            options.run_dir / "webcast.sock",
            self._hear,
            self._see,
            self._want,
            lambda picture: self._composed.want_key_frame(picture),
        )
        self._composed = ComposedPictures(
            self._receiver.send, self._receiver.ask_key_frame, lambda meeting_id: self._productions.get(meeting_id)
        )
        self._bus = BusClient(
            options.run_dir / "bus.sock", hello=self._hello, on_message=self._from_bus, on_connection=self._connected
        )
        self._revisions = Revisions(self._library, self._bus.send)
        self._inbox: asyncio.Queue[ToNode] = asyncio.Queue(INBOX_LIMIT)
        self._productions: dict[str, Production] = {}
        """By meeting.  Replaced, never changed: the receiving thread reads it."""
        self._version = 0
        self._stopping = threading.Event()

    async def run(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._receiver.open()
        receiving = threading.Thread(target=self._receive_for_ever, name="receiving", daemon=True)
        runner = web.AppRunner(self._origin.application(), access_log=None)
        try:
            await runner.setup()
            site = web.TCPSite(runner, self._options.host, self._options.port, ssl_context=self._tls())
            await site.start()
            self.port = runner.addresses[0][1]
            log.info("webcasts at port %d", self.port)
            receiving.start()
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._bus.run())
                tasks.create_task(self._obey())
                tasks.create_task(self._upkeep())
                tasks.create_task(self._report())
                tasks.create_task(self._revisions.run())
                if self._uploads is not None:
                    tasks.create_task(self._uploads.run())
        finally:
            self._composed.close()
            for meeting_id in list(self._productions):
                self._stop(meeting_id)
            self._stopping.set()
            if receiving.is_alive():
                receiving.join()
            self._receiver.close()
            await self._pushing.close()
            self._library.close()
            await runner.cleanup()

    def _tls(self) -> ssl.SSLContext | None:
        if not self._options.tls_cert:
            return None
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(self._options.tls_cert, self._options.tls_key or None)
        return context

    # --- what the server says ---

    def _hello(self) -> NodeHello:
        return NodeHello(role="webcast", node_id="webcast", boot_id=self._boot_id)

    def _connected(self, connected: bool) -> None:
        if connected:
            for kept in self._library.kept():
                self._bus.send(kept)

    def _from_bus(self, message: ToNode) -> None:
        try:
            self._inbox.put_nowait(message)
        except asyncio.QueueFull:
            log.critical("what the server says is not obeyed any more")
            os._exit(1)

    async def _obey(self) -> None:
        while True:
            message = await self._inbox.get()
            try:
                await self._apply(message)
            except Exception:  # one meeting's webcast must not end those of the others
                log.exception("obeying a %s", type(message).__name__)

    async def _apply(self, message: ToNode) -> None:
        match message:
            case DesiredState():
                self._version = message.version
                await self._apply_meetings(message.meetings)
                listed = {meeting.meeting_id for meeting in message.meetings}
                self._composed.keep(listed)
                self._end([meeting_id for meeting_id in self._productions if meeting_id not in listed])
                await self._library.settle({meeting.webcast.webcast_id for meeting in message.meetings if meeting.webcast})
            case DesiredPatch() if message.version > self._version:
                self._version = message.version
                await self._apply_meetings(message.meetings)
                for meeting_id in message.gone_meetings:
                    self._composed.forget(meeting_id)
                self._end(message.gone_meetings)
            case MarkRange():
                await self._library.mark(message)
            case CaptionLines():
                await self._library.caption(message)
            case ReviseWebcast():
                self._revisions.ask(message)
            case DropWebcast():
                self._end([name for name, p in self._productions.items() if p.webcast.webcast_id == message.webcast_id])
                await self._library.drop(message)
            case _:
                pass

    async def _apply_meetings(self, meetings: tuple[MeetingState, ...]) -> None:
        for meeting in meetings:
            self._composed.apply(meeting)
            try:
                await self._apply_meeting(meeting)
            except (OSError, ValueError):
                log.exception("the webcast of %s cannot be on the air", meeting.meeting_id)

    async def _apply_meeting(self, meeting: MeetingState) -> None:
        production, wanted = self._productions.get(meeting.meeting_id), meeting.webcast
        if production is not None and (wanted is None or wanted.webcast_id != production.webcast.webcast_id):
            self._end([meeting.meeting_id])
            production = None
        if wanted is None:
            return
        if production is not None:
            production.apply(meeting)
            self._library.apply(wanted)
            self._push(meeting.meeting_id, wanted)
            return
        packager = await self._library.open(meeting.meeting_id, wanted)
        archive = self._library.archive(wanted.webcast_id)
        begun = Production(
            *(meeting, packager, archive, self._options.quality, self._receiver.ask_key_frame, self._clock.now),
        )
        self._productions = {**self._productions, meeting.meeting_id: begun}
        self._push(meeting.meeting_id, wanted)

    def _push(self, meeting_id: str, wanted: Webcast) -> None:
        if (broadcast := self._library.on_air(wanted.webcast_id)) is not None:
            self._pushing.apply(meeting_id, broadcast, wanted.pushes)

    def _end(self, meetings: list[str] | tuple[str, ...]) -> None:
        """These webcasts are over."""
        for meeting_id in meetings:
            if (production := self._stop(meeting_id)) is not None:
                self._library.end(production.webcast.webcast_id)

    def _stop(self, meeting_id: str) -> Production | None:
        production = self._productions.get(meeting_id)
        if production is not None:
            self._productions = {name: kept for name, kept in self._productions.items() if name != meeting_id}
            self._pushing.end(meeting_id)
            production.close()
        return production

    # --- what it tells the server ---

    async def _upkeep(self) -> None:
        while True:
            self._composed.sweep(time.monotonic())
            for production in self._productions.values():
                production.keep_time()
            for kept in self._library.upkeep():
                self._bus.send(kept)
            await asyncio.sleep(UPKEEP_S)

    async def _report(self) -> None:
        while True:
            await asyncio.sleep(STATUS_S)
            for production in self._productions.values():
                self._bus.send(self._status(production))
            self._bus.send(Gauges("webcast", self.gauges()))

    def _status(self, production: Production) -> WebcastStatus:
        webcast = production.webcast
        broadcast = self._library.on_air(webcast.webcast_id)
        uploads = self._uploads
        copies = uploads.standing(production.meeting_id, webcast.webcast_id) if uploads is not None else Standing("off")
        return WebcastStatus(
            meeting_id=production.meeting_id,
            webcast_id=webcast.webcast_id,
            mode=webcast.mode,
            viewers=self._audience.viewers(webcast.webcast_id),
            lag_ms=production.lag_ms,
            frames=production.frames,
            dropped_frames=production.dropped_frames,
            renditions=production.meters(),
            pictures=production.pictures,
            disk=broadcast.disk if broadcast is not None else "ok",
            storage=copies.state,
            storage_behind=copies.behind,
            storage_reason=copies.reason,
            index_damaged=broadcast is not None and broadcast.damaged,
            pushes=self._pushing.statuses(production.meeting_id),
        )

    def gauges(self) -> dict[str, float]:
        usage = resource.getrusage(resource.RUSAGE_SELF)
        productions = list(self._productions.values())
        return {
            "webcasts": float(len(productions)),
            "frames": float(sum(production.frames for production in productions)),
            "frames_dropped": float(sum(production.dropped_frames for production in productions)),
            "blocks_missing": float(sum(production.missing_blocks for production in productions)),
            "composed_pictures": float(len(self._composed)),
            "composed_frames": float(self._composed.frames),
            "pipe_connections": float(self._receiver.connections),
            "pipe_received": float(self._receiver.received),
            "pipe_malformed": float(self._receiver.malformed),
            "pipe_dropped": float(self._receiver.dropped),
            **(self._uploads.gauges() if self._uploads is not None else {}),
            "cpu_s": usage.ru_utime + usage.ru_stime,
        }

    # --- the receiving thread ---

    def _receive_for_ever(self) -> None:
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), SOUND_NICENESS)
        tick = tick_at(time.monotonic_ns()) + 1
        while not self._stopping.is_set():
            try:
                tick = self._receive(tick)
            except Exception:  # what one sender brings about must not end the sound of all
                log.exception("receiving")
                self._stopping.wait(0.1)

    def _receive(self, tick: int) -> int:
        """Until a little after ``tick``; returns the next.  What comes in between waits at the other ends."""
        due_ns = deadline_ns(tick) + AFTER_TICK_NS
        while (left_ns := due_ns - time.monotonic_ns()) > 0:
            self._stopping.wait(min(left_ns, TICK_NS // 2) / 1e9)
            self._receiver.poll(0)
        now_tick = tick_at(time.monotonic_ns() - AFTER_TICK_NS)
        for production in self._productions.values():
            production.sound(now_tick)
        return now_tick + 1

    def _hear(self, message: SoundMessage) -> None:
        meeting_id, _, channel = message.rendition.partition("/")
        if (production := self._productions.get(meeting_id)) is not None:
            production.hear(channel, message)

    def _see(self, message: RtpMessage) -> None:
        if (production := self._productions.get(message.track.partition("/")[0])) is not None:
            production.see(message)
        else:
            self._composed.see(message)

    def _want(self, picture: str) -> None:
        self._loop.call_soon_threadsafe(self._composed.want, picture)


def _uploads(options: WebcastOptions) -> Uploads | None:
    """A store that cannot be used keeps no webcast off the air: the operator is told."""
    if not options.storage:
        return None
    credentials = Path(options.storage_credentials) if options.storage_credentials else None
    try:
        objects: ObjectStore | StoreError = ObjectStore(options.storage, credentials)
    except StoreError as error:
        objects = error
    return Uploads(options.directory, objects, options.keep_local_s)


async def _serve(options: WebcastOptions) -> None:
    running = asyncio.create_task(WebcastProcess(options).run())
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, running.cancel)
    gc.freeze()
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    with suppress(asyncio.CancelledError):
        await running


def main(options: WebcastOptions) -> None:
    """Run until SIGTERM or SIGINT.  Raises ``OSError`` when the port cannot be bound."""
    logging.basicConfig(level=options.log_level.upper(), stream=sys.stderr, format="%(asctime)s %(name)s %(message)s")
    asyncio.run(_serve(options))
