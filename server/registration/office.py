"""The registration office of one server: its shells, made once and given to the web."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable

from server.allowance import Allowance
from server.errors import HemicycleError
from server.registration.closing import Closing
from server.registration.conferring import Conferring, OpenMeeting
from server.registration.desk import Desk
from server.registration.records import Act
from server.registration.sessions import Sessions
from server.registration.staffing import Staffing
from server.settings import ROOT, Settings
from server.storage.blobs import Blobs
from server.storage.registration import Store

SWEEP_S = 600.0
KEY = "registration.key"
"""File of the key everything is derived from, beside the database."""
ACTS_LIMIT = 500
LETTERS = "letters"
"""Directory of letters of accreditation, beside the database."""

log = logging.getLogger("hemicycle.registration")


class Office:
    def __init__(
        self,
        settings: Settings,
        store: Store,
        key: bytes,
        open_meeting: OpenMeeting,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self.settings = settings
        self.store = store
        self.key = key
        self.wall = wall
        self.attempts = Allowance(settings.registration.attempts_per_s, settings.registration.attempts_burst, time.monotonic)
        """Per address: sign-ins, access codes, one-time codes."""
        self.sessions = Sessions(store, key, settings.registration, wall)
        self.staffing = Staffing(store, key, settings.registration, self.sessions, wall)
        self.conferring = Conferring(store, wall, open_meeting)
        self.closing = Closing(store, key, wall, self.wake)
        self.desk = Desk(store, key, settings.registration, wall, self.wake)
        self.letters = Blobs(ROOT / settings.storage.data / LETTERS)
        self._work_waits = asyncio.Event()

    def wake(self) -> None:
        """There may be messages to send or registrations to close."""
        self._work_waits.set()

    async def run(self) -> None:
        """Until cancelled: what is due by itself."""
        while True:
            try:
                await self.sessions.sweep()
            except HemicycleError as error:
                log.error("cannot sweep: %s", error.code)
            await asyncio.sleep(SWEEP_S)

    async def acts(self, before: int | None, **equals: str) -> list[Act]:
        """The audit log, newest first."""
        async with self.store.reading() as work:
            return await work.all(Act, order="-number", after=before, limit=ACTS_LIMIT, **equals)
