"""Coaching sessions and connection tests: staff define slots, delegates book them, and each has a meeting of its own.

One booking of a kind for each registration.  A slot's meeting opens for whoever comes, ``EARLY_S`` before its time at the
earliest, and is closed ``LATE_S`` after it.  Bookings, their changes and reminders are mails as any other, written once.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from msgspec.structs import replace

from server.errors import RegistrationError
from server.meeting.config import MeetingConfig, is_language_tag
from server.registration import derivation, mailing
from server.registration.changing import act, members_of
from server.registration.conferring import found
from server.registration.desk import member
from server.registration.factors import check_entry
from server.registration.records import Act, Booking, Conference, Message, Registration, Slot, SlotKind
from server.storage.registration import Member, Store, Work

EARLY_S = 600.0
LATE_S = 1800.0
REMIND_S = 86_400.0
"""So long before its time who booked is reminded; whoever books later than that is not."""
COUNT_LIMIT = 50
PLACES_LIMIT = 100
SLOTS_LIMIT = 2000
"""Of a conference; overflow policy: refused."""
MINUTES = (5, 480)


@dataclass(frozen=True, slots=True)
class Wanted:
    """``count`` slots, one after another."""

    starts_at: float
    minutes: int = 20
    places: int = 1
    language: str = "en"
    kind: SlotKind = "coaching"
    count: int = 1


@dataclass(frozen=True, slots=True)
class Told:
    """A slot as staff see it."""

    slot: Slot
    bookings: list[tuple[Booking, Member]]


@dataclass(frozen=True, slots=True)
class Door:
    """Before its time ``token`` is None."""

    slot: Slot
    meeting_id: str
    opens_at: float
    token: str | None
    name: str = ""
    language: str = "en"
    delegation: str = ""


class Coaching:
    def __init__(
        self,
        store: Store,
        key: bytes,
        wall: Callable[[], float],
        wake: Callable[[], None],
        open_meeting: Callable[[MeetingConfig], Awaitable[None]],
        close_meeting: Callable[[str], Awaitable[None]],
    ) -> None:
        self._store = store
        self._key = key
        self._wall = wall
        self._wake = wake
        self._open_meeting = open_meeting
        self._close_meeting = close_meeting

    # --- staff ---

    async def add(self, conference_id: str, wanted: Wanted, by: str) -> list[Slot]:
        """:raises RegistrationError: unknownConference, fieldInvalid, busy (too many)."""
        self._check(wanted.starts_at, wanted.minutes, wanted.places, wanted.language)
        if not 1 <= wanted.count <= COUNT_LIMIT:
            raise RegistrationError("fieldInvalid", field="count")
        length = 60.0 * wanted.minutes
        async with self._store.writing() as work:
            await found(work, conference_id)
            if await work.count(Slot, conference_id=conference_id) + wanted.count > SLOTS_LIMIT:
                raise RegistrationError("busy")
            made = [
                Slot(
                    slot_id=secrets.token_hex(6),
                    conference_id=conference_id,
                    kind=wanted.kind,
                    starts_at=wanted.starts_at + number * length,
                    ends_at=wanted.starts_at + (number + 1) * length,
                    places=wanted.places,
                    language=wanted.language,
                )
                for number in range(wanted.count)
            ]
            await work.add(*made)
            await work.note(*(self._act(by, "slotAdded", slot) for slot in made))
        return made

    def _check(self, starts_at: float, minutes: int, places: int, language: str) -> None:
        if not self._wall() < starts_at < 4_102_444_800.0:
            raise RegistrationError("fieldInvalid", field="startsAt")
        if not MINUTES[0] <= minutes <= MINUTES[1]:
            raise RegistrationError("fieldInvalid", field="minutes")
        if not 1 <= places <= PLACES_LIMIT:
            raise RegistrationError("fieldInvalid", field="places")
        if not is_language_tag(language):
            raise RegistrationError("fieldInvalid", field="language")

    async def change(
        self, slot_id: str, starts_at: float | None, minutes: int | None, places: int | None, language: str | None, by: str
    ) -> Slot:
        """Whoever booked it is told of another time; who has a place keeps it.

        :raises RegistrationError: unknownSlot, fieldInvalid.
        """
        async with self._store.writing() as work:
            slot = await self._slot(work, slot_id)
            length = 60.0 * minutes if minutes is not None else slot.ends_at - slot.starts_at
            start = slot.starts_at if starts_at is None else starts_at
            after = replace(
                slot,
                starts_at=start,
                ends_at=start + length,
                places=slot.places if places is None else places,
                language=slot.language if language is None else language,
            )
            self._check(after.starts_at, round(length / 60), after.places, after.language)
            moved = (after.starts_at, after.ends_at) != (slot.starts_at, slot.ends_at)
            after = replace(after, revision=slot.revision + moved)
            await work.put(after)
            await work.note(self._act(by, "slotChanged", after, moved=moved))
            if moved:
                await self._tell_bookers(work, after, "coachingChanged")
                await work.change(Booking, {"reminded_at": None}, slot_id=slot_id)
        self._wake()
        return after

    async def withdraw(self, slot_id: str, by: str) -> None:
        """:raises RegistrationError: unknownSlot."""
        async with self._store.writing() as work:
            slot = await self._slot(work, slot_id)
            slot = replace(slot, withdrawn_at=self._wall(), revision=slot.revision + 1)
            await work.put(slot)
            await self._tell_bookers(work, slot, "coachingCancelled")
            await work.note(self._act(by, "slotWithdrawn", slot))
        await self._close_meeting(meeting_of(slot))
        self._wake()

    async def listed(self, conference_id: str) -> list[Told]:
        """With who booked, in the order of time.

        :raises RegistrationError: unknownConference.
        """
        async with self._store.reading() as work:
            await found(work, conference_id)
            slots = await work.all(Slot, order="starts_at", conference_id=conference_id)
            bookings = await work.among(Booking, "slot_id", [slot.slot_id for slot in slots])
            people = await members_of(work, [booking.registration_id for booking in bookings])
        by_slot: dict[str, list[tuple[Booking, Member]]] = {slot.slot_id: [] for slot in slots}
        for booking in bookings:
            by_slot[booking.slot_id].append((booking, people[booking.registration_id]))
        return [Told(slot, by_slot[slot.slot_id]) for slot in slots]

    def is_no_show(self, slot: Slot, booking: Booking) -> bool:
        return slot.withdrawn_at is None and booking.came_at is None and self._wall() >= slot.ends_at

    async def supervise(self, slot_id: str, staff_id: str) -> Door:
        """A technician's way into the session, before its time too.

        :raises RegistrationError: unknownSlot.
        """
        async with self._store.reading() as work:
            slot = await self._slot(work, slot_id)
            conference = await found(work, slot.conference_id)
        await self._open_meeting(_config(conference, slot))
        token = derivation.entry_token(self._key, f"staff:{staff_id}", meeting_of(slot), 1)
        return Door(slot, meeting_of(slot), slot.starts_at, token, language=slot.language)

    # --- delegates ---

    async def offered(self, registration_id: str) -> list[tuple[Slot, int, Booking | None]]:
        """Slots that are not over, with places that are free and one's own booking.

        :raises RegistrationError: as ``factors.check_entry``; unknownRegistration.
        """
        async with self._store.reading() as work:
            registration, _ = await member(work, registration_id)
            check_entry(registration)
            slots = await work.all(Slot, order="starts_at", conference_id=registration.conference_id, withdrawn_at=None)
            coming = [slot for slot in slots if slot.ends_at > self._wall()]
            bookings = await work.among(Booking, "slot_id", [slot.slot_id for slot in coming])
        own = {one.slot_id: one for one in bookings if one.registration_id == registration_id}
        taken = [one.slot_id for one in bookings]
        return [(slot, max(0, slot.places - taken.count(slot.slot_id)), own.get(slot.slot_id)) for slot in coming]

    async def book(self, registration_id: str, slot_id: str) -> Slot:
        """A booking of another slot of the kind that is still to come moves here.

        :raises RegistrationError: unknownSlot (also when it has begun), slotFull, and what refuses entry.
        """
        async with self._store.writing() as work:
            registration, person = await member(work, registration_id)
            check_entry(registration)
            slot, now = await self._slot(work, slot_id), self._wall()
            if slot.conference_id != registration.conference_id or now >= slot.starts_at:
                raise RegistrationError("unknownSlot")
            if await work.get(Booking, slot_id=slot_id, registration_id=registration_id) is not None:
                return slot
            if await work.count(Booking, slot_id=slot_id) >= slot.places:
                raise RegistrationError("slotFull")
            await self._give_back(work, registration, slot.kind, now)
            booking = Booking(slot_id=slot_id, registration_id=registration_id, kind=slot.kind, booked_at=now)
            await work.add(booking)
            if person.email is not None:
                await mailing.write(work, [_mail("coachingBooked", slot, booking, registration, now)])
            await work.note(act(now, f"registration:{registration_id}", "slotBooked", registration, slot=slot_id))
        self._wake()
        return slot

    async def _give_back(self, work: Work, registration: Registration, kind: SlotKind, now: float) -> None:
        older = await work.all(Booking, registration_id=registration.registration_id, kind=kind)
        for booking in older:
            slot = await work.get(Slot, slot_id=booking.slot_id)
            if slot is not None and slot.ends_at > now and slot.withdrawn_at is None:
                await self._remove(work, slot, booking, registration, now)

    async def _remove(self, work: Work, slot: Slot, booking: Booking, registration: Registration, now: float) -> None:
        await work.remove(Booking, slot_id=slot.slot_id, registration_id=registration.registration_id)
        _, person = await member(work, registration.registration_id)
        if person.email is not None:
            await mailing.write(work, [_mail("coachingCancelled", slot, booking, registration, now)])

    async def cancel(self, registration_id: str, slot_id: str) -> None:
        """Nothing for what is not booked, or has begun.

        :raises RegistrationError: unknownSlot, unknownRegistration.
        """
        async with self._store.writing() as work:
            registration, _ = await member(work, registration_id)
            slot, now = await self._slot(work, slot_id), self._wall()
            booking = await work.get(Booking, slot_id=slot_id, registration_id=registration_id)
            if booking is None or now >= slot.starts_at:
                return
            await self._remove(work, slot, booking, registration, now)
            await work.note(act(now, f"registration:{registration_id}", "slotGivenBack", registration, slot=slot_id))
        self._wake()

    async def enter(self, registration_id: str, slot_id: str) -> Door:
        """The waiting room before its time, and then the session, whose meeting opens.

        :raises RegistrationError: unknownSlot (not booked, or over), and what refuses entry.
        """
        async with self._store.writing() as work:
            registration, person = await member(work, registration_id)
            check_entry(registration)
            slot, now = await self._slot(work, slot_id), self._wall()
            booking = await work.get(Booking, slot_id=slot_id, registration_id=registration_id)
            if booking is None or now >= slot.ends_at + LATE_S:
                raise RegistrationError("unknownSlot")
            conference, opens_at = await found(work, slot.conference_id), slot.starts_at - EARLY_S
            if now < opens_at:
                return Door(slot, meeting_of(slot), opens_at, None)
            if booking.came_at is None:
                await work.put(replace(booking, came_at=now))
                await work.note(act(now, f"registration:{registration_id}", "slotAttended", registration, slot=slot_id))
        await self._open_meeting(_config(conference, slot))
        generation = registration.access_generation
        token = derivation.entry_token(self._key, registration_id, meeting_of(slot), generation)
        return Door(slot, meeting_of(slot), opens_at, token, person.name, person.language, registration.delegation)

    # --- by itself ---

    async def open_running(self) -> None:
        """After a start: those who were in a session come back to it."""
        now = self._wall()
        async with self._store.reading() as work:
            slots = await work.all(Slot, withdrawn_at=None)
            running = [one for one in slots if one.starts_at - EARLY_S <= now < one.ends_at + LATE_S]
            pairs = [(await found(work, one.conference_id), one) for one in running]
        for conference, slot in pairs:
            await self._open_meeting(_config(conference, slot))

    async def run_due(self) -> float | None:
        """Remind whoever booked, once for each time of a slot, and close what is over; when to look again."""
        now, times = self._wall(), list[float]()
        async with self._store.reading() as work:
            slots = [one for one in await work.all(Slot, withdrawn_at=None) if one.ends_at + 2 * LATE_S > now]
        for slot in slots:
            if now >= slot.ends_at + LATE_S:
                await self._close_meeting(meeting_of(slot))
            elif now >= slot.starts_at - REMIND_S:
                times.append(slot.ends_at + LATE_S)
                if now < slot.starts_at:
                    await self._remind(slot)
            else:
                times.append(slot.starts_at - REMIND_S)
        return min(times, default=None)

    async def _remind(self, slot: Slot) -> None:
        async with self._store.reading() as work:
            waiting = await work.count(Booking, slot_id=slot.slot_id, reminded_at=None)
        if not waiting:
            return
        async with self._store.writing() as work:
            now, due = self._wall(), await work.all(Booking, slot_id=slot.slot_id, reminded_at=None)
            people = await members_of(work, [one.registration_id for one in due])
            mails = [
                replace(_mail("coachingReminder", slot, one, people[one.registration_id][0], now), expires_at=slot.starts_at)
                for one in due
                if one.booked_at < slot.starts_at - REMIND_S and people[one.registration_id][1].email is not None
            ]
            await mailing.write(work, mails)
            await work.change(Booking, {"reminded_at": now}, slot_id=slot.slot_id, reminded_at=None)
        self._wake()

    async def _tell_bookers(self, work: Work, slot: Slot, kind: str) -> None:
        bookings = await work.all(Booking, slot_id=slot.slot_id)
        people, now = await members_of(work, [one.registration_id for one in bookings]), self._wall()
        await mailing.write(
            work,
            [
                _mail(kind, slot, one, people[one.registration_id][0], now)
                for one in bookings
                if people[one.registration_id][1].email is not None
            ],
        )

    async def _slot(self, work: Work, slot_id: str) -> Slot:
        slot = await work.get(Slot, slot_id=slot_id, withdrawn_at=None)
        if slot is None:
            raise RegistrationError("unknownSlot")
        return slot

    def _act(self, who: str, what: str, slot: Slot, **detail: object) -> Act:
        subject = f"slot:{slot.slot_id}"
        return Act(
            at=self._wall(), who=who, act=what, conference_id=slot.conference_id, subject=subject, detail=dict(detail)
        )


def meeting_of(slot: Slot) -> str:
    """Id of the slot's meeting."""
    return f"{slot.kind}-{slot.slot_id}"


def _config(conference: Conference, slot: Slot) -> MeetingConfig:
    """Nothing of it is public, or waits for a chair; whoever is in it may speak."""
    return MeetingConfig(
        meeting_id=meeting_of(slot),
        title=conference.title,
        languages=tuple(conference.languages),
        participants_limit=slot.places + 20,
        form="virtual",
        mode="openWithLimit",
        public=False,
    )


def _mail(kind: str, slot: Slot, booking: Booking, registration: Registration, now: float) -> Message:
    """Once for each booking and time."""
    booked = f"{int(booking.booked_at * 1000):x}"
    suffix = f"{slot.slot_id}:{booked}:{slot.revision}"
    return mailing.mail(kind, registration, now, suffix, slot=slot.slot_id, booked=booked, revision=str(slot.revision))
