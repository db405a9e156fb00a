"""The registration office of one server: its shells, made once and given to the web."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable

from server.allowance import Allowance
from server.errors import HemicycleError
from server.registration.carriers import Carrier, mail_carrier, sms_carrier
from server.registration.closing import Closing
from server.registration.coaching import Coaching
from server.registration.conferring import CloseMeeting, Conferring, OpenMeeting
from server.registration.convening import Convening
from server.registration.desk import Desk
from server.registration.entering import Entering
from server.registration.keyring import Keyring
from server.registration.library import Library
from server.registration.listing import Listing
from server.registration.post import Post, keep_delivering
from server.registration.printing import Press
from server.registration.privacy import Privacy
from server.registration.records import Act, Channel, Message
from server.registration.sessions import Sessions
from server.registration.staffing import Staffing
from server.settings import ROOT, Settings
from server.storage.blobs import Blobs
from server.storage.registration import Store

SWEEP_S, RETAIN_S = 600.0, 86_400.0
KEY = "registration.key"
"""File of the key everything is derived from, beside the database."""
ACTS_LIMIT = 500
LETTERS, DOCUMENTS = "letters", "documents"
"""Directories of letters of accreditation and of conferences' documents, beside the database."""

log = logging.getLogger("hemicycle.registration")


class Office:
    def __init__(
        self,
        settings: Settings,
        store: Store,
        key: bytes,
        open_meeting: OpenMeeting,
        wall: Callable[[], float] = time.time,
        close_meeting: CloseMeeting | None = None,
    ) -> None:
        self.settings = settings
        self.store = store
        self.key = key
        self.wall = wall
        self.attempts = Allowance(settings.registration.attempts_per_s, settings.registration.attempts_burst, time.monotonic)
        """Per address: sign-ins, access codes, one-time codes."""
        self.sessions = Sessions(store, key, settings.registration, wall)
        self.staffing = Staffing(store, key, settings.registration, self.sessions, wall)
        data = ROOT / settings.storage.data
        self.library = Library(store, Blobs(data / DOCUMENTS), settings.registration.documents_max_bytes, wall)
        discard = self.library.blobs.discard
        self.conferring = Conferring(store, wall, open_meeting, self.wake, close_meeting or _nothing, discard)
        self.closing = Closing(store, key, wall, self.wake)
        self.desk = Desk(store, key, settings.registration, wall, self.wake)
        self.convening = Convening(store, key, self.desk, wall, self.wake)
        self.keyring = Keyring(store, wall)
        self.coaching = Coaching(store, key, wall, self.wake, open_meeting, close_meeting or _nothing)
        self.entering = Entering(store, key, settings, self.sessions, wall, self.wake)
        self.letters = Blobs(data / LETTERS)
        self.listing = Listing(store, wall)
        self.press = Press()
        self.privacy = Privacy(store, key, wall, self.letters.discard)
        self._messages_wait, self._deadline_moved = asyncio.Event(), asyncio.Event()
        carriers: dict[Channel, Carrier | None] = {"mail": mail_carrier(settings.mail), "sms": sms_carrier(settings.sms)}
        if settings.mail.delivery == "smtp" and not settings.registration.public_url:
            log.warning("registration.public_url is empty: mails will send people to %s", public_url(settings))
        self.post = Post(store, key, settings, wall, carriers, public_url(settings))

    def wake(self) -> None:
        """There may be messages to send or registrations to close."""
        self._messages_wait.set()
        self._deadline_moved.set()

    async def run(self) -> None:
        """Until cancelled: what is due by itself."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(keep_delivering(self.post, self._messages_wait, self.wall), name="post")
            tasks.create_task(self._keep_closing(), name="deadlines")
            tasks.create_task(self._keep_sweeping(), name="sweeping")

    async def _keep_closing(self) -> None:
        while True:
            self._deadline_moved.clear()
            at: float | None = None
            try:
                due = (self.convening.remind_due, self.closing.close_due, self.coaching.run_due)
                times = [await look() for look in due]
                at = min((time for time in times if time is not None), default=None)
            except HemicycleError as error:
                log.error("cannot remind, or close registration: %s", error.code)
            wait = SWEEP_S if at is None else min(SWEEP_S, max(0.05, at - self.wall()))
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._deadline_moved.wait(), wait)

    async def _keep_sweeping(self) -> None:
        retained_at = 0.0
        while True:
            try:
                await self.sessions.sweep()
                if self.wall() - retained_at >= RETAIN_S:
                    await self.privacy.retain()
                    await self.privacy.clear()
                    retained_at = self.wall()
            except HemicycleError as error:
                log.error("cannot sweep: %s", error.code)
            await asyncio.sleep(SWEEP_S)

    async def note(self, who: str, act: str, message: Message) -> None:
        subject = f"registration:{message.registration_id}"
        noted = Act(at=self.wall(), who=who, act=act, conference_id=message.conference_id, subject=subject)
        async with self.store.writing() as work:
            await work.note(noted)

    async def acts(self, before: int | None, **equals: str) -> list[Act]:
        """The audit log, newest first."""
        async with self.store.reading() as work:
            return await work.all(Act, order="-number", after=before, limit=ACTS_LIMIT, **equals)


async def _nothing(meeting_id: str) -> None:
    """There are no meetings here."""


def public_url(settings: Settings) -> str:
    """Where people find this server."""
    server = settings.server
    own = f"{'https' if server.tls_cert else 'http'}://{server.host}:{server.port}"
    return (settings.registration.public_url or own).rstrip("/")
