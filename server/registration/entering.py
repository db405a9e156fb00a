"""Entry of remote delegates: access code, one-time code, session, the meeting's token; the first entry is the badge."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass

import pyotp
from msgspec.structs import replace

from server.errors import RegistrationError
from server.registration import conferences, derivation, factors, people
from server.registration.changing import act
from server.registration.conferring import found
from server.registration.desk import member
from server.registration.records import Challenge, Channel, CheckIn, Conference, Message, Person, Registration
from server.registration.sessions import Session, Sessions
from server.registration.staffing import accepted_step
from server.settings import Settings
from server.storage.registration import Member, Store, Work


@dataclass(frozen=True, slots=True)
class Way:
    """To the second factor; ``masked``: the address, recognised by whose it is."""

    channel: str
    """``mail``, ``sms`` or ``authenticator``."""
    masked: str


@dataclass(frozen=True, slots=True)
class Badge:
    """Who enters a meeting, as registration has it."""

    token: str
    older_tokens: tuple[str, ...]
    """Of access codes that are void."""
    registration: Registration
    person: Person


class Entering:
    def __init__(
        self,
        store: Store,
        key: bytes,
        settings: Settings,
        sessions: Sessions,
        wall: Callable[[], float],
        wake: Callable[[], None],
    ) -> None:
        self._store = store
        self._key = key
        self._settings = settings
        self._sessions = sessions
        self._wall = wall
        self._wake = wake
        self._rules = factors.rules_of(settings.registration)

    # --- access code ---

    async def knock(self, access: str) -> tuple[Conference, list[Way]]:
        """What an access code opens.  Nothing about whose it is but masked addresses.

        :raises RegistrationError: codeRefused, notAccredited, attendsOnSite, lockedOut.
        """
        async with self._store.reading() as work:
            registration, person = await self._whose(work, access)
            return await found(work, registration.conference_id), self._ways(registration, person)

    async def _whose(self, work: Work, access: str) -> Member:
        registration = None
        if derivation.typed(access):
            registration = await work.get(Registration, access_hash=derivation.access_hash(self._key, access))
        if registration is None:
            raise RegistrationError("codeRefused")
        factors.check_entry(registration)
        factors.check_unlocked(registration)
        return await member(work, registration.registration_id)

    def _ways(self, registration: Registration, person: Person) -> list[Way]:
        ways = [Way("authenticator", "")] if registration.totp_generation > 0 else []
        if person.email is not None:
            ways.append(Way("mail", people.masked_email(person.email)))
        if person.phone and self._settings.sms.delivery:
            ways.append(Way("sms", people.masked_phone(person.phone)))
        return ways

    # --- one-time codes ---

    async def send_code(self, access: str, channel: Channel) -> Challenge:
        """:raises RegistrationError: as :meth:`knock`; channelMissing, tooFast."""
        async with self._store.writing() as work:
            registration, person = await self._whose(work, access)
            if channel not in [way.channel for way in self._ways(registration, person)]:
                raise RegistrationError("channelMissing")
            now = self._wall()
            factors.check_sending(await self._sent(work, registration, now), now, self._rules)
            challenge = Challenge(
                challenge_id=secrets.token_hex(16),
                registration_id=registration.registration_id,
                channel=channel,
                issued_at=now,
                expires_at=now + self._rules.life_s,
            )
            await work.add(challenge, _message(registration, challenge))
            await work.note(act(now, _who(registration), "codeAsked", registration, channel=channel))
        self._wake()
        return challenge

    async def _sent(self, work: Work, registration: Registration, now: float) -> list[Challenge]:
        hour = now - factors.HOUR_S
        every = await work.all(Challenge, order="issued_at", after=hour, registration_id=registration.registration_id)
        return list(every)

    async def sign_in(self, access: str, code: str, *, authenticator: bool = False) -> tuple[Member, Session]:
        """A try is counted in the transaction that judges it: many at once are no more than in turn.

        :raises RegistrationError: as :meth:`knock`; codeRefused (wrong), codeSpent (none is waiting for an answer).
        """
        async with self._store.writing() as work:
            registration, person = await self._whose(work, access)
            judge = self._judge_authenticator if authenticator else self._judge_code
            changed = await judge(work, registration, code.strip(), self._wall())
            right = changed.wrong_codes == 0
            await work.put(changed)
            session = None
            if right:
                session = await self._sessions.begin(work, "delegate", registration.registration_id)
            what = "enteredSession" if right else "locked" if changed.locked_at is not None else "codeWrong"
            await work.note(act(self._wall(), _who(registration), what, registration))
        if session is None:
            left = self._rules.wrong_before_lock - changed.wrong_codes
            raise RegistrationError("lockedOut" if changed.locked_at is not None else "codeRefused", left=str(left))
        return (changed, person), session

    async def _judge_code(self, work: Work, registration: Registration, code: str, now: float) -> Registration:
        challenge = factors.current(await self._sent(work, registration, now), now, self._rules)
        if challenge is None:
            raise RegistrationError("codeSpent")
        right = derivation.same(derivation.one_time_code(self._key, challenge.challenge_id), code)
        await work.put(replace(challenge, tries=challenge.tries + 1, used_at=now if right else None))
        return factors.judged(registration, right, now, self._rules)

    async def _judge_authenticator(self, work: Work, registration: Registration, code: str, now: float) -> Registration:
        if registration.totp_generation <= 0:
            raise RegistrationError("channelMissing")
        step = self._step(registration, code, now)
        judged = factors.judged(registration, step is not None, now, self._rules)
        return judged if step is None else replace(judged, totp_step=step)

    def _step(self, registration: Registration, code: str, now: float) -> int | None:
        return accepted_step(self._totp_secret(registration), code, now, registration.totp_step)

    def _totp_secret(self, registration: Registration) -> str:
        generation = abs(registration.totp_generation)
        return derivation.totp_secret(self._key, registration.registration_id, generation)

    # --- with a session ---

    async def who(self, registration_id: str) -> tuple[Member, Conference]:
        """:raises RegistrationError: sessionUnknown (erased), codeRefused, notAccredited, attendsOnSite."""
        async with self._store.reading() as work:
            registration = await work.get(Registration, registration_id=registration_id)
            if registration is None:
                raise RegistrationError("sessionUnknown")
            factors.check_entry(registration)
            return await member(work, registration_id), await found(work, registration.conference_id)

    async def begin_enrolment(self, registration_id: str) -> str:
        """The ``otpauth://`` URI of a new authenticator secret, which counts once a code of it was typed.

        :raises RegistrationError: unknownRegistration.
        """
        async with self._store.writing() as work:
            registration, _ = await member(work, registration_id)
            conference = await found(work, registration.conference_id)
            begun = replace(registration, totp_generation=-(abs(registration.totp_generation) + 1), totp_step=0)
            await work.put(begun)
        totp = pyotp.TOTP(self._totp_secret(begun))
        return totp.provisioning_uri(name=conference.conference_id, issuer_name=self._settings.registration.organisation)

    async def confirm_enrolment(self, registration_id: str, code: str) -> None:
        """:raises RegistrationError: unknownRegistration, wrongState (none begun), codeRefused."""
        async with self._store.writing() as work:
            registration, _ = await member(work, registration_id)
            if registration.totp_generation >= 0:
                raise RegistrationError("wrongState")
            now = self._wall()
            step = self._step(registration, code.strip(), now)
            if step is None:
                raise RegistrationError("codeRefused")
            await work.put(replace(registration, totp_generation=-registration.totp_generation, totp_step=step))
            await work.note(act(now, _who(registration), "authenticatorEnrolled", registration))

    async def badge(self, registration_id: str, meeting_id: str) -> Badge:
        """:raises RegistrationError: meetingNotOpen (none of the conference's), and as :meth:`who`."""
        (registration, person), conference = await self.who(registration_id)
        if meeting_id not in conferences.meeting_ids(conference.sittings):
            raise RegistrationError("meetingNotOpen")
        tokens = [
            derivation.entry_token(self._key, registration_id, meeting_id, generation)
            for generation in range(1, registration.access_generation + 1)
        ]
        return Badge(tokens[-1], tuple(tokens[:-1]), registration, person)

    async def check_in(self, registration_id: str, meeting_id: str, by: str = "") -> bool:
        """False: they were here before.  ``by``: staff, at the desk.

        :raises RegistrationError: unknownRegistration.
        """
        async with self._store.writing() as work:
            registration, _ = await member(work, registration_id)
            key = {"registration_id": registration_id, "meeting_id": meeting_id}
            if await work.get(CheckIn, **key) is not None:
                return False
            now = self._wall()
            await work.add(CheckIn(**key, at=now, by=by))
            await work.note(act(now, by or _who(registration), "checkedIn", registration, meeting=meeting_id))
            return True

    async def present(self, conference_id: str, meeting_id: str) -> list[CheckIn]:
        """Who is checked in to a meeting, in the order they came.

        :raises RegistrationError: unknownConference, meetingNotOpen (none of the conference's).
        """
        async with self._store.reading() as work:
            conference = await found(work, conference_id)
            if meeting_id not in conferences.meeting_ids(conference.sittings):
                raise RegistrationError("meetingNotOpen")
            return await work.all(CheckIn, order="at", meeting_id=meeting_id)


def _message(registration: Registration, challenge: Challenge) -> Message:
    return Message(
        message_id=f"{registration.registration_id}-{challenge.challenge_id[:16]}",
        unique_key=f"oneTime:{challenge.challenge_id}",
        conference_id=registration.conference_id,
        registration_id=registration.registration_id,
        kind="oneTime",
        channel=challenge.channel,
        created_at=challenge.issued_at,
        next_at=challenge.issued_at,
        expires_at=challenge.expires_at,
        parameters={"challenge": challenge.challenge_id},
    )


def _who(registration: Registration) -> str:
    return f"registration:{registration.registration_id}"
