"""The worker that delivers the outbox: at most once for each message, whenever the server is killed.

A message is ``sending`` in the database before its text is handed over, and ``sent`` after the server took it.  Those found
``sending`` at the start are ``uncertain``: the desk decides.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable

from server.errors import HemicycleError, RegistrationError
from server.registration import convocation, delivery, derivation, letters
from server.registration.carriers import Carrier, Parcel, Postponed, Refused, Session, Uncertain, Unreachable
from server.registration.delivery import Patience
from server.registration.letters import Facts
from server.registration.mailing import MAILS
from server.registration.records import Act, Booking, Channel, Conference, Message, Person, Registration, Slot
from server.settings import Settings
from server.storage.registration import Store, Work

BATCH = 50
"""Messages over one connection."""
OLD = "outdated"
GONE = Slot(slot_id="", conference_id="", starts_at=0.0, ends_at=0.0)

log = logging.getLogger("hemicycle.registration")


class Post:
    def __init__(
        self,
        store: Store,
        key: bytes,
        settings: Settings,
        wall: Callable[[], float],
        carriers: dict[Channel, Carrier | None],
        public_url: str,
    ) -> None:
        self._store = store
        self._key = key
        self._settings = settings
        self._wall = wall
        self._carriers = carriers
        self._url = public_url
        mail = settings.mail
        self._patience = Patience(mail.retry_first_s, mail.retry_last_s, mail.retry_for_s)
        self._paused: dict[Channel, tuple[float, int]] = {}
        """Channel -> until when its server is left alone, and how often it was unreachable in a row."""

    async def recover(self) -> int:
        """Before anything is delivered: what was being sent when the server ended."""
        async with self._store.writing() as work:
            found = await work.all(Message, state="sending")
            await work.put(*map(delivery.found_sending, found))
        return len(found)

    async def deliver(self) -> float | None:
        """Everything due; when to look again, None: when something comes."""
        for channel in self._carriers:
            more = True
            while more:
                more = await self._deliver_some(channel)
        now = self._wall()
        async with self._store.reading() as work:
            times = [await work.next_due(channel) for channel in self._carriers]
        pauses = [self._paused.get(channel, (0.0, 0))[0] for channel in self._carriers]
        waits = [max(at, pause) for at, pause in zip(times, pauses, strict=True) if at is not None]
        return max(now, min(waits)) if waits else None

    async def _deliver_some(self, channel: Channel) -> bool:
        """False: nothing (more) goes over this channel now."""
        now, carrier = self._wall(), self._carriers[channel]
        if now < self._paused.get(channel, (0.0, 0))[0]:
            return False
        async with self._store.reading() as work:
            due = await work.due(channel, now, BATCH)
        if not due:
            return False
        if carrier is None:
            async with self._store.writing() as work:
                await work.put(*(_held(message, now) for message in due))
            return True
        try:
            async with carrier.session() as session:
                for message in due:
                    await self._send(session, message)
        except Unreachable as error:
            self._pause(channel, str(error))
            return False
        self._paused.pop(channel, None)
        return True

    def _pause(self, channel: Channel, error: str) -> None:
        """The messages wait as they are: it is not about them."""
        times = self._paused.get(channel, (0.0, 0))[1] + 1
        wait = self._patience.after(times)
        self._paused[channel] = (self._wall() + wait, times)
        log.warning("%s cannot be delivered, again in %.0f s: %s", channel, wait, delivery.shortened(error))

    async def _send(self, session: Session, message: Message) -> None:
        """:raises Unreachable: nothing happened to the message."""
        try:
            parcel = None if delivery.is_expired(message, self._wall()) else await self._parcel(message)
        except (ValueError, LookupError, OSError) as error:
            log.error("message %s cannot be composed: %r", message.message_id, error)
            return await self._keep(delivery.refused(message, f"cannot be composed: {error!r}"))
        if parcel is None:
            return await self._keep(delivery.moved(message, "expired", error=OLD))
        sending = delivery.moved(message, "sending")

        async def handing_over() -> None:
            await self._keep(sending)

        try:
            await session.send(parcel, handing_over)
        except Postponed as error:
            await self._keep(delivery.postponed(message, str(error), self._wall(), self._patience))
        except Refused as error:
            await self._keep(delivery.refused(message, str(error)))
        except Uncertain as error:
            await self._keep(delivery.moved(sending, "uncertain", error=delivery.shortened(str(error))))
        else:
            sent = delivery.moved(sending, "sent", attempts=message.attempts + 1, sent_at=self._wall(), error="")
            await self._keep(sent)

    async def _keep(self, message: Message) -> None:
        async with self._store.writing() as work:
            await work.put(message)

    # --- what a message says ---

    async def _parcel(self, message: Message) -> Parcel | None:
        """None: there is nobody to send it to any more, or a newer one."""
        facts = await self.facts(message)
        if facts is None:
            return None
        if message.channel == "sms":
            return Parcel(message.message_id, facts.person.phone, text=letters.short(facts)) if facts.person.phone else None
        if facts.person.email is None:
            return None
        sender = self._settings.mail.sender
        letter = convocation.compose(message.kind, facts)
        mail = letters.as_mail(letter, message, facts.person, sender, facts.organisation)
        return Parcel(message.message_id, facts.person.email, sender, mail)

    async def facts(self, message: Message) -> Facts | None:
        """None: it is outdated."""
        async with self._store.reading() as work:
            registration = await work.get(Registration, registration_id=message.registration_id)
            conference = await work.get(Conference, conference_id=message.conference_id)
            person = await work.get(Person, person_id=registration.person_id) if registration is not None else None
            slot = await self._slot(work, message)
        if registration is None or conference is None or person is None:
            return None
        code = self._code(message, registration)
        if code is None or slot is GONE or not MAILS[message.kind](conference, registration, message):
            return None
        return Facts(
            conference=conference,
            registration=registration,
            person=person,
            organisation=self._settings.registration.organisation,
            link=self._link(message, registration),
            code=code,
            now=message.created_at,
            life_s=self._settings.registration.code_life_s,
            sender=self._settings.mail.sender,
            slot=slot,
            parameters=message.parameters,
        )

    async def _slot(self, work: Work, message: Message) -> Slot | None:
        """Of a mail about a coaching session; ``GONE``: it says what is not so any more."""
        if "slot" not in message.parameters:
            return None
        slot = await work.get(Slot, slot_id=message.parameters["slot"])
        if message.kind == "coachingCancelled":
            return slot or GONE
        booking = await work.get(Booking, slot_id=message.parameters["slot"], registration_id=message.registration_id)
        current = slot is not None and slot.withdrawn_at is None and message.parameters["revision"] == str(slot.revision)
        return slot if booking is not None and current else GONE

    def _link(self, message: Message, registration: Registration) -> str:
        if registration.standing != "invited":
            return f"{self._url}/enter/{registration.conference_id}"
        token = derivation.invitation_token(self._key, registration.registration_id)
        return f"{self._url}/register/{registration.conference_id}?invitation={token}"

    def _code(self, message: Message, registration: Registration) -> str | None:
        """Empty: a mail without one; None: there is a newer one."""
        if message.kind not in ("oneTime", "access"):
            return ""
        if message.kind == "oneTime":
            return derivation.one_time_code(self._key, message.parameters["challenge"])
        newest = f"{message.kind}:{registration.registration_id}:{registration.access_generation}"
        if message.unique_key != newest:
            return None
        return derivation.access_code(self._key, registration.registration_id, registration.access_generation)

    # --- the desk ---

    async def listed(self, conference_id: str, after: str, limit: int, **equals: str) -> list[Message]:
        async with self._store.reading() as work:
            return await work.all(
                Message, order="message_id", after=after, limit=limit, conference_id=conference_id, **equals
            )

    async def tally(self, conference_id: str) -> dict[str, int]:
        async with self._store.reading() as work:
            return await work.tally(Message, "state", conference_id=conference_id)

    async def get(self, message_id: str) -> Message:
        """:raises RegistrationError: unknownMessage."""
        async with self._store.reading() as work:
            message = await work.get(Message, message_id=message_id)
        if message is None:
            raise RegistrationError("unknownMessage")
        return message

    async def send_again(self, message_id: str, by: str) -> Message:
        """:raises RegistrationError: unknownMessage, wrongState (it was sent, or waits)."""
        async with self._store.writing() as work:
            message, now = await work.get(Message, message_id=message_id), self._wall()
            if message is None:
                raise RegistrationError("unknownMessage")
            try:
                message = delivery.again(message, now)
            except ValueError as error:
                raise RegistrationError("wrongState", state=message.state) from error
            await work.put(message)
            subject = f"registration:{message.registration_id}"
            await work.note(Act(at=now, who=by, act="sentAgain", conference_id=message.conference_id, subject=subject))
        return message


def _held(message: Message, now: float) -> Message:
    return delivery.moved(message, "expired" if delivery.is_expired(message, now) else "held")


async def keep_delivering(post: Post, wake: asyncio.Event, wall: Callable[[], float], idle_s: float = 600.0) -> None:
    """Until cancelled."""
    uncertain = await post.recover()
    if uncertain:
        log.warning("%d messages were being sent when the server ended; the desk decides", uncertain)
    while True:
        wake.clear()
        try:
            at = await post.deliver()
        except HemicycleError as error:
            log.error("the outbox cannot be kept: %s", error.code)
            at = wall() + 5.0
            with contextlib.suppress(HemicycleError):
                await post.recover()
        wait = idle_s if at is None else min(idle_s, max(0.05, at - wall()))
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(wake.wait(), wait)
