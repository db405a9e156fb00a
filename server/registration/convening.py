"""The convocation: who is invited gets the invitation once, is reminded once, and answers with a link of their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from msgspec.structs import replace

from server.errors import RegistrationError
from server.registration import conferences, derivation, mailing
from server.registration.conferring import found
from server.registration.desk import WAITED_FOR, Desk, member
from server.registration.drafts import Draft
from server.registration.records import Act, Conference
from server.storage.registration import Member, Store

DAY_S = 86_400.0


@dataclass(frozen=True, slots=True)
class Sent:
    conference: Conference
    messages: int
    without_address: list[str]
    """Registrations of people without an address."""


class Convening:
    def __init__(self, store: Store, key: bytes, desk: Desk, wall: Callable[[], float], wake: Callable[[], None]) -> None:
        self._store = store
        self._key = key
        self._desk = desk
        self._wall = wall
        self._wake = wake

    async def send(self, conference_id: str, by: str) -> Sent:
        """To whoever is invited and has no invitation yet; from then on whoever is invited gets theirs at once.

        :raises RegistrationError: unknownConference, fieldInvalid (there is no text), wrongState (not published, or closed).
        """
        async with self._store.writing() as work:
            conference, now = await found(work, conference_id), self._wall()
            if conferences.state(conference, now) not in ("planned", "open"):
                raise RegistrationError("wrongState", state=conferences.state(conference, now))
            if not conference.invitation:
                raise RegistrationError("fieldInvalid", field="invitation")
            if conference.invited_at is None:
                conference = replace(conference, invited_at=now, version=conference.version + 1)
                await work.put(conference)
            members = await work.members(conference_id, standing="invited")
            messages = await mailing.invite(work, members, now)
            without = [one.registration_id for one, person in members if person.email is None]
            detail = {"messages": messages, "without": len(without)}
            await work.note(Act(at=now, who=by, act="invitationSent", conference_id=conference_id, detail=detail))
        self._wake()
        return Sent(conference, messages, without)

    async def remind_due(self) -> float | None:
        """Remind whoever has not answered, once for each conference; when the next reminder is due."""
        now = self._wall()
        async with self._store.reading() as work:
            every = await work.all(Conference, closed_at=None, final_at=None, reminded_at=None)
        times = {one.conference_id: at for one in every if (at := _reminder_at(one)) is not None}
        for conference_id, at in times.items():
            if at <= now:
                await self._remind(conference_id)
        return min((at for at in times.values() if at > now), default=None)

    async def _remind(self, conference_id: str) -> None:
        async with self._store.writing() as work:
            conference, now = await found(work, conference_id), self._wall()
            if conference.reminded_at is not None or conference.closed_at is not None:
                return
            await work.put(replace(conference, reminded_at=now, version=conference.version + 1))
            members = [one for one in await work.members(conference_id, standing="invited") if one[1].email is not None]
            late = conference.deadline_at is not None and now >= conference.deadline_at
            mails = [replace(mailing.mail("reminder", one, now), expires_at=conference.deadline_at) for one, _ in members]
            detail = {"messages": await mailing.write(work, [] if late else mails)}
            await work.note(Act(at=now, who="system", act="invitedReminded", conference_id=conference_id, detail=detail))
        self._wake()

    # --- answers ---

    async def find(self, conference_id: str, token: str) -> tuple[Conference, Member]:
        """Whose invitation it is.

        :raises RegistrationError: unknownConference, codeRefused.
        """
        registration_id, _, _ = token.partition(".")
        right = derivation.same(derivation.invitation_token(self._key, registration_id), token)
        async with self._store.reading() as work:
            conference = await found(work, conference_id)
            try:
                one = await member(work, registration_id)
            except RegistrationError as error:
                raise RegistrationError("codeRefused") from error
        if not right or one[0].conference_id != conference_id:
            raise RegistrationError("codeRefused")
        return conference, one

    async def accept(self, conference_id: str, token: str, draft: Draft) -> Member:
        """Registered, or on the waiting list when there is no place.

        :raises RegistrationError: as :meth:`find`; registrationNotOpen, registrationClosed, wrongState (answered already),
            fieldInvalid, formForbids.
        """
        registration, _ = await self._open(conference_id, token)
        who = f"registration:{registration.registration_id}"
        try:
            return await self._desk.change(registration.registration_id, draft, who, standing="registered")
        except RegistrationError as error:
            if error.code not in WAITED_FOR:
                raise
        return await self._desk.change(registration.registration_id, draft, who, standing="waiting")

    async def decline(self, conference_id: str, token: str) -> None:
        """:raises RegistrationError: as :meth:`accept`."""
        registration, _ = await self._open(conference_id, token)
        who = f"registration:{registration.registration_id}"
        await self._desk.change(registration.registration_id, Draft(), who, standing="cancelled")

    async def _open(self, conference_id: str, token: str) -> Member:
        conference, one = await self.find(conference_id, token)
        if not conference.own_form:
            raise RegistrationError("registrationNotOpen")
        conferences.check_open(conference, self._wall())
        if one[0].standing != "invited":
            raise RegistrationError("wrongState", state=one[0].standing)
        return one


def _reminder_at(conference: Conference) -> float | None:
    if conference.invited_at is None or conference.deadline_at is None or conference.reminder_days is None:
        return None
    return conference.deadline_at - conference.reminder_days * DAY_S
