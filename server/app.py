"""The server process: everything wired, started, drained and stopped under one TaskGroup.

Order of the start: database, meetings replayed, bus (a node's hello must find its meetings), HTTP, which in the middle of a
sitting waits for the transport's hello.  Of the stop: clients are told ``serverStopping`` and keep their places, HTTP ends,
what was decided is journaled, the bus closes; media run on.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import signal
import ssl
import sys
import time
import tomllib
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path

from aiohttp import web

from server import enrolling, keys, revocation
from server.allowance import Allowance
from server.arrival.testing import ConnectionTests
from server.attendance import Attendance
from server.errors import RegistrationError, UserError
from server.helping import Helping
from server.meeting import commands as c
from server.meeting import config as meeting_config
from server.meeting.config import ConfigInvalid, MeetingConfig
from server.meeting.ports import Journal, JournalCorrupt, JournalUnavailable
from server.nodes import Nodes
from server.recordings.catalogue import Catalogue
from server.registration.office import KEY as REGISTRATION_KEY
from server.registration.office import Office
from server.runtime import MeetingRuntime
from server.settings import ROOT, Settings, SettingsError
from server.sources import Token
from server.storage.database import DATABASE, Database, DatabaseInUse
from server.storage.journal import SqlJournal
from server.storage.memory import MemoryJournal
from server.storage.recordings import Recordings
from server.storage.registration import Store
from server.storage.tokens import Tokens
from server.supervisor import EXIT_CONFIGURATION
from server.trial import MEETING as TEST_MEETING
from server.trial import Trial
from server.turn import Turn
from server.turn import from_settings as turn_from_settings
from server.web.house import House
from server.web.routes import build

CODES_PER_S, CODES_BURST = 0.5, 30
"""Seat codes one address may give: the phones of a hall may share one; 80 bits are not guessed at this pace."""
SEATS_KEY = "seats.key"
STATEMENTS = "statements"
"""Directory of handed-in files, beside the database."""
BUS_SOCKET = "bus.sock"
RETURN_S = 3.0
"""Longest wait, after a restart in the middle of a sitting, for the transport to dial in and say which peers live."""
LAG_INTERVAL_S = 0.05
COLLECT_AFTER = 20_000
"""Allocations between two collections of the youngest objects: clients live long, and a full pass over thousands of them is
what would make the loop late."""
LAG_SAMPLES = 200
OPEN_ENTRY = (
    "MEETING %s IS OPEN TO ANYONE: whoever reaches this server can enter it in any role, also as chair or technician, and "
    "hear everything by WHEP.  For a real meeting remove `open_entry` from its file."
)

log = logging.getLogger("hemicycle.server")


def main(settings: Settings, run_dir: Path) -> None:
    """Run until SIGTERM or SIGINT; exits with ``EXIT_CONFIGURATION`` when starting again would be no use."""
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER, 20, 100)
    try:
        asyncio.run(_until_signal(settings, run_dir))
    except (SettingsError, ConfigInvalid, JournalCorrupt, DatabaseInUse) as error:
        log.critical("%s: %s", type(error).__name__, error)
        sys.exit(EXIT_CONFIGURATION)
    except OSError as error:
        log.critical("cannot serve: %s", error)
        sys.exit(1)


async def _until_signal(settings: Settings, run_dir: Path) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await Server(settings, run_dir).run(stop)


def load_meetings(settings: Settings) -> list[MeetingConfig]:
    """Those described by files; conferences open theirs.

    :raises SettingsError: an unknown one, or an unreadable file.
    :raises ConfigInvalid: naming file and key."""
    directory = (ROOT / settings.meetings.directory).resolve()
    found: dict[str, MeetingConfig] = {}
    for file in sorted(directory.glob("*.toml")):
        try:
            config = meeting_config.from_mapping(tomllib.loads(file.read_text(encoding="utf-8")))
        except (ConfigInvalid, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise ConfigInvalid(f"{file}: {error}") from error
        found[config.meeting_id] = config
    wanted = settings.meetings.open or tuple(found)
    missing = [identity for identity in wanted if identity not in found]
    if missing:
        raise SettingsError(f"no file in {directory} describes the meeting {' '.join(missing)}")
    return [found[identity] for identity in wanted]


def load_meeting(settings: Settings, meeting_id: str) -> MeetingConfig:
    """:raises SettingsError, ConfigInvalid: as :func:`load_meetings`."""
    for config in load_meetings(settings):
        if config.meeting_id == meeting_id:
            return config
    raise SettingsError(f"there is no meeting {meeting_id!r}")


def version() -> str:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return str(project["project"]["version"])


class Server:
    """``port`` is known, and ``ready`` set, once HTTP is served."""

    def __init__(self, settings: Settings, run_dir: Path) -> None:
        self.settings = settings
        self.port = 0
        self.ready = asyncio.Event()
        self.nodes = Nodes(run_dir / BUS_SOCKET, settings.media.request_timeout_s)
        self.meetings: dict[str, Attendance] = {}
        self._tokens: Tokens | None = None
        self._database: Database | None = None
        self._tasks: asyncio.TaskGroup | None = None
        """While meetings may be opened."""
        self._opening = asyncio.Lock()
        self._run_dir = run_dir
        self._plans: dict[str, MeetingConfig] = {}
        """Meetings of conferences, as they are planned."""
        self._turn = turn_from_settings(settings.turn)
        self.house = House(
            settings,
            version(),
            self.meetings,
            self.nodes,
            Allowance(settings.server.entries_per_s, settings.server.entries_burst, time.monotonic),
            self._find_token,
            self._turn,
            Allowance(CODES_PER_S, CODES_BURST, time.monotonic),
        )

    async def run(self, stop: asyncio.Event) -> None:
        """:raises SettingsError, ConfigInvalid, JournalCorrupt, DatabaseInUse, OSError: it cannot start."""
        if not 12 <= self.settings.webcast.dvr_s <= 7200:
            raise SettingsError(f"webcast.dvr_s must be 12 to 7200, not {self.settings.webcast.dvr_s:g}")
        configs, context = load_meetings(self.settings), tls(self.settings)
        data = ROOT / self.settings.storage.data
        async with await Database.open(data / DATABASE) as database:
            self._tokens, self._database = Tokens(database), database
            keep_s = self.settings.recordings.keep_days * 86_400 or None
            self.house.catalogue = Catalogue(Recordings(database), self.nodes, keep_s=keep_s, files=data / "corrections")
            await self._catalogue.open()
            key = keys.read(data / REGISTRATION_KEY)
            office = Office(
                self.settings, Store(database), key, self.open_meeting, close_meeting=self.close_conference_meeting
            )
            self.house.office = office
            self.house.helping = Helping(self.meetings, self.open_passing_meeting, self.close_meeting)
            self.house.tests = ConnectionTests(self.settings.arrival, self.nodes, office.store)
            for config in configs:
                await self._open_meeting(config, SqlJournal(database))
            self.house.trial = self._trial()
            await office.library.tidy()
            await office.conferring.open_meetings()
            await office.coaching.open_running()
            try:
                async with asyncio.TaskGroup() as tasks:
                    await self._serve(tasks, stop, context)
            except* OSError as errors:
                raise errors.exceptions[0] from None

    async def open_meeting(self, config: MeetingConfig) -> None:
        """A conference's, also while the server runs; one that is open gets what its plan has changed.

        :raises UserError: journalUnavailable.
        :raises JournalCorrupt: it cannot be replayed.
        """
        async with self._opening:
            meeting_id = config.meeting_id
            if self._database is None or (meeting_id in self.meetings and meeting_id not in self._plans):
                return  # the one of a file wins
            self._plans[meeting_id] = config
            if meeting_id not in self.meetings:
                try:
                    await self._open_meeting(enrolling.opening(config), SqlJournal(self._database))
                except JournalUnavailable as error:
                    raise UserError("journalUnavailable") from error
                if self._tasks is not None:
                    self._begin(self.meetings[meeting_id], self._tasks)
            if self._tasks is not None:
                await enrolling.reconfigure(self.meetings[meeting_id], config)

    async def close_conference_meeting(self, meeting_id: str) -> None:
        """That of a file stays."""
        if meeting_id in self._plans:
            await self.close_meeting(meeting_id)

    async def close_meeting(self, meeting_id: str) -> None:
        """Whoever is in it is out, and what happened is in the journal; nothing for one that is not open."""
        async with self._opening:
            attendance = self.meetings.get(meeting_id)
            if attendance is None:
                return
            for participant_id in tuple(attendance.meeting.roster.participants):
                with contextlib.suppress(UserError):
                    await attendance.runtime.execute(c.Leave(participant_id))
            del self.meetings[meeting_id]
            self._plans.pop(meeting_id, None)
            attendance.stop()
            await attendance.filing.playback.close()
            await attendance.runtime.stop()
            self.nodes.unwatch(meeting_id)

    async def open_passing_meeting(self, config: MeetingConfig) -> None:
        """One of which nothing is kept: it ends with this process, and has no webcast.

        :raises RegistrationError: meetingNotOpen, the server does not serve.
        """
        async with self._opening:
            if self._tasks is None:
                raise RegistrationError("meetingNotOpen")
            attendance = self.meetings[config.meeting_id] = await self._attend(config, MemoryJournal())
            self._begin(attendance, self._tasks)

    def _trial(self) -> Trial | None:
        """None: switched off, or a file describes a meeting of that name.

        :raises ConfigInvalid: no place at all.
        """
        settings = self.settings.test_meeting
        if not settings.enabled or TEST_MEETING in self.meetings:
            return None
        secret = keys.companions(self._run_dir)
        return Trial(settings.places, secret, self.meetings, self.open_passing_meeting, self.close_meeting)

    async def _open_meeting(self, config: MeetingConfig, journal: SqlJournal) -> None:
        if config.open_entry:
            log.warning(OPEN_ENTRY, config.meeting_id)
        attendance = await self._attend(config, journal)
        await self._catalogue.attend(attendance)
        self.meetings[config.meeting_id] = attendance
        log.info("meeting %s open, %d events replayed", config.meeting_id, attendance.runtime.sequence)

    async def _attend(self, config: MeetingConfig, journal: Journal) -> Attendance:
        runtime = MeetingRuntime(config, journal)
        data = ROOT / self.settings.storage.data
        attendance = Attendance(
            *(runtime, self.nodes, self.settings.signaling, self.settings.media),
            data=data / STATEMENTS,
            seats_key=keys.read(data / SEATS_KEY),
            turn=self._turn,
            dvr_s=self.settings.webcast.dvr_s,
        )
        await runtime.open()
        return attendance

    async def _serve(self, tasks: asyncio.TaskGroup, stop: asyncio.Event, context: ssl.SSLContext | None) -> None:
        self._tasks = tasks
        for attendance in self.meetings.values():
            self._begin(attendance, tasks)
        office, tests, helping = self.house.office, self.house.tests, self.house.helping
        assert office is not None and tests is not None and helping is not None
        people = enrolling.Enrolling(office.store, office.key, self.meetings)
        office.desk.on_changed = people.changed
        for meeting_id, plan in self._plans.items():
            tasks.create_task(enrolling.reconfigure(self.meetings[meeting_id], plan), name=f"plan {meeting_id}")
        tasks.create_task(people.reconcile(), name="registrations")
        watching = [
            tasks.create_task(self._catalogue.run(), name="recordings"),
            tasks.create_task(office.run(), name="registration"),
            tasks.create_task(tests.run(), name="connection tests"),
            tasks.create_task(helping.run(), name="conversations of support"),
            tasks.create_task(_measure_lag(self.house.gauges), name="lag"),
            tasks.create_task(self._watch_revocations(), name="revocations"),
            tasks.create_task(renew_ice_servers(self.meetings.values(), self._turn), name="ice servers"),
        ]
        if self.house.trial is not None:
            await self.house.trial.open()
            watching.append(tasks.create_task(self.house.trial.run(), name="test meeting"))
        await self.nodes.start()
        runner = web.AppRunner(build(self.house), access_log=None, shutdown_timeout=self.settings.server.drain_s)
        try:
            await self._await_transport()
            await self._listen(runner, context)
            await stop.wait()
        finally:
            self._tasks = None
            self.house.dismiss()
            self._catalogue.close()
            await runner.cleanup()
            for attendance in self.meetings.values():
                await attendance.filing.playback.close()
                await attendance.runtime.stop()
            await self.nodes.close()
            for task in watching:
                task.cancel()

    @property
    def _catalogue(self) -> Catalogue:
        assert self.house.catalogue is not None
        return self.house.catalogue

    def _begin(self, attendance: Attendance, tasks: asyncio.TaskGroup) -> None:
        tasks.create_task(attendance.runtime.run(), name=f"meeting {attendance.meeting_id}")
        attendance.equipment.tidy()
        attendance.filing.tidy()
        attendance.push_keys.tidy(attendance.meeting.webcasting.pushes)
        tasks.create_task(_furnish(attendance), name="seats")
        self._catalogue.begin(attendance)

    async def _await_transport(self) -> None:
        """Clients that come back must find their living peers known, or they would drop what they still hear."""
        rosters = (attendance.meeting.roster for attendance in self.meetings.values())
        if any(person.connected for roster in rosters for person in roster.participants.values()):
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(RETURN_S):
                    await self.nodes.until_connected("transport")

    async def _watch_revocations(self) -> None:
        assert self._tokens is not None
        await revocation.watch(self.meetings, self._tokens.revoked_among, self.settings.media.revocation_check_s)

    async def _find_token(self, secret: str) -> Token | None:
        return await self._tokens.find(secret) if self._tokens is not None else None

    async def _listen(self, runner: web.AppRunner, context: ssl.SSLContext | None) -> None:
        server = self.settings.server
        await runner.setup()
        site = web.TCPSite(runner, server.host, server.port, ssl_context=context, backlog=4096)
        await site.start()
        self.port = runner.addresses[0][1]
        self.ready.set()
        log.info("%s://%s:%d", "https" if server.tls_cert else "http", server.host, self.port)


def tls(settings: Settings) -> ssl.SSLContext | None:
    """:raises SettingsError: certificate or key cannot be read."""
    certificate, key = settings.server.tls_cert, settings.server.tls_key
    if not certificate and not key:
        return None
    if not certificate or not key:
        raise SettingsError("server.tls_cert and server.tls_key go together")
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    try:
        context.load_cert_chain(certificate, key)
    except (OSError, ssl.SSLError) as error:
        raise SettingsError(f"cannot use certificate {certificate} with key {key}: {error}") from error
    return context


async def renew_ice_servers(
    meetings: Iterable[Attendance], turn: Turn, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
) -> None:
    """Nobody's credentials are ever older than half of what they are good for."""
    while turn.urls:
        await sleep(turn.ttl_s / 2)
        for attendance in meetings:
            await attendance.renew_ice_servers()


async def _furnish(attendance: Attendance) -> None:
    """The seats the configuration names."""
    try:
        await attendance.seating.furnish()
    except UserError as error:
        log.error("seats of meeting %s: %s", attendance.meeting_id, error.code)


async def _measure_lag(gauges: dict[str, float], monotonic: Callable[[], float] = time.monotonic) -> None:
    """How late the loop turns: the last ten seconds."""
    late: deque[float] = deque(maxlen=LAG_SAMPLES)
    while True:
        due = monotonic() + LAG_INTERVAL_S
        await asyncio.sleep(LAG_INTERVAL_S)
        late.append(max(0.0, monotonic() - due))
        ordered = sorted(late)
        gauges["loop_lag_p99_ms"] = round(1000 * ordered[len(ordered) * 99 // 100 - (len(ordered) % 100 == 0)], 2)
        gauges["loop_lag_max_ms"] = round(1000 * ordered[-1], 2)
