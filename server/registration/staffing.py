"""Accounts of staff: who may sign in, with password and authenticator app (RFC 6238)."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Callable

import pyotp
from msgspec.structs import replace

from server.errors import RegistrationError
from server.registration import derivation, people
from server.registration.passwords import Passwords
from server.registration.records import Act, Staff, StaffRole
from server.registration.sessions import Session, Sessions
from server.settings import Registration as Settings
from server.storage.registration import Store

STEP_S = 30
NAMES_KEPT = 1000
"""Of accounts that do not exist and were tried; overflow policy: the oldest is forgotten."""


def accepted_step(secret: str, code: str, now: float, last_step: int) -> int | None:
    """The time step a code is of: now or one beside it (clocks differ), and later than the last one taken."""
    totp, found = pyotp.TOTP(secret, interval=STEP_S), None
    for step in (int(now) // STEP_S + offset for offset in (-1, 0, 1)):
        if derivation.same(totp.at(step * STEP_S), code) and step > last_step:
            found = step
    return found


class Staffing:
    def __init__(self, store: Store, key: bytes, settings: Settings, sessions: Sessions, wall: Callable[[], float]) -> None:
        self._store = store
        self._key = key
        self._settings = settings
        self._sessions = sessions
        self._wall = wall
        self._passwords = Passwords(settings.password_min, settings.password_memory_kib, settings.password_passes)
        self._strangers: OrderedDict[str, int] = OrderedDict()

    async def add(self, name: str, role: StaffRole, password: str, by: str) -> tuple[Staff, str]:
        """The account and the URI for its authenticator app, which is shown once.

        :raises RegistrationError: fieldInvalid, passwordWeak, nameTaken.
        """
        name = people.clean(name, "name", 64, 3).casefold()
        self._passwords.check(password, name)
        password_hash = await self._passwords.hash(password)
        account = Staff(
            staff_id=secrets.token_hex(8), name=name, role=role, password_hash=password_hash, created_at=self._wall()
        )
        async with self._store.writing() as work:
            if await work.get(Staff, name=name) is not None:
                raise RegistrationError("nameTaken")
            await work.add(account)
            await work.note(self._act(by, "staffAdded", account, role=role))
        return account, self.enrolment(account)

    def enrolment(self, account: Staff) -> str:
        """``otpauth://`` URI of the account's authenticator secret."""
        secret = derivation.totp_secret(self._key, account.staff_id, account.totp_generation)
        return pyotp.TOTP(secret).provisioning_uri(name=account.name, issuer_name=self._settings.organisation)

    async def sign_in(self, name: str, password: str, code: str) -> tuple[Staff, Session]:
        """A try is counted before it is judged, so that many at once are no more than many in turn.

        :raises RegistrationError: signInFailed (whatever was wrong), lockedOut, busy.
        """
        name = name.strip().casefold()[:64]
        account = await self._charge(name)
        right = await self._passwords.verify(account.password_hash if account else None, password)
        if account is None:
            return self._refuse_stranger(name)
        step = None
        if right:
            secret = derivation.totp_secret(self._key, account.staff_id, account.totp_generation)
            step = accepted_step(secret, code.strip(), self._wall(), account.totp_step)
        if step is None:
            raise RegistrationError("signInFailed")
        return await self._signed_in(account, step, password)

    async def _charge(self, name: str) -> Staff | None:
        now, limit = self._wall(), self._settings.sign_in_failures
        async with self._store.writing() as work:
            account = await work.get(Staff, name=name, disabled_at=None)
            if account is None:
                return None
            if account.locked_until is not None and now < account.locked_until:
                raise RegistrationError("lockedOut", until=str(int(account.locked_until)))
            failures = account.failures + 1
            locked = {"failures": 0, "locked_until": now + self._settings.sign_in_lock_s}
            changed = replace(account, **(locked if failures >= limit else {"failures": failures, "locked_until": None}))
            await work.put(changed)
            await work.note(self._act(account.staff_id, "signInTried", account, failures=str(failures)))
        return changed

    def _refuse_stranger(self, name: str) -> tuple[Staff, Session]:
        """A name that does not exist answers as one that does."""
        failures = self._strangers.pop(name, 0) + 1
        self._strangers[name] = failures
        if len(self._strangers) > NAMES_KEPT:
            self._strangers.popitem(last=False)
        locked = failures > self._settings.sign_in_failures
        until = {"until": str(int(self._wall() + self._settings.sign_in_lock_s))} if locked else {}
        raise RegistrationError("lockedOut" if locked else "signInFailed", **until)

    async def _signed_in(self, account: Staff, step: int, password: str) -> tuple[Staff, Session]:
        renewed = {}
        if self._passwords.is_outdated(account.password_hash):
            renewed = {"password_hash": await self._passwords.hash(password)}
        async with self._store.writing() as work:
            taken = {"failures": 0, "locked_until": None, "totp_step": step, **renewed}
            same = {"staff_id": account.staff_id, "totp_step": account.totp_step, "disabled_at": None}
            if not await work.change(Staff, taken, **same):
                raise RegistrationError("signInFailed")  # the same code came twice at once
            session = await self._sessions.begin(work, "staff", account.staff_id)
            await work.note(self._act(account.staff_id, "signedIn", account))
        return account, session

    async def get(self, staff_id: str) -> Staff:
        """:raises RegistrationError: sessionUnknown, the account is not there or disabled."""
        async with self._store.reading() as work:
            account = await work.get(Staff, staff_id=staff_id, disabled_at=None)
        if account is None:
            raise RegistrationError("sessionUnknown")
        return account

    async def listed(self) -> list[Staff]:
        async with self._store.reading() as work:
            return await work.all(Staff, order="name")

    async def disable(self, name: str, by: str) -> Staff:
        """No sign-in any more, and every session ends.

        :raises RegistrationError: unknownStaff, wrongState (the last administrator).
        """
        async with self._store.writing() as work:
            account = await work.get(Staff, name=name.strip().casefold(), disabled_at=None)
            if account is None:
                raise RegistrationError("unknownStaff")
            if account.role == "administrator" and await work.count(Staff, role="administrator", disabled_at=None) < 2:
                raise RegistrationError("wrongState")
            account = replace(account, disabled_at=self._wall())
            await work.put(account)
            await self._sessions.end_all(work, "staff", account.staff_id)
            await work.note(self._act(by, "staffDisabled", account))
        return account

    async def unlock(self, name: str, by: str) -> Staff:
        """:raises RegistrationError: unknownStaff."""
        async with self._store.writing() as work:
            account = await work.get(Staff, name=name.strip().casefold(), disabled_at=None)
            if account is None:
                raise RegistrationError("unknownStaff")
            account = replace(account, locked_until=None, failures=0)
            await work.put(account)
            await work.note(self._act(by, "staffUnlocked", account))
        return account

    async def renew(self, name: str, password: str, by: str) -> tuple[Staff, str]:
        """A new password and authenticator secret; every session ends.

        :raises RegistrationError: unknownStaff, passwordWeak.
        """
        name = name.strip().casefold()
        self._passwords.check(password, name)
        password_hash = await self._passwords.hash(password)
        async with self._store.writing() as work:
            account = await work.get(Staff, name=name, disabled_at=None)
            if account is None:
                raise RegistrationError("unknownStaff")
            account = replace(
                account,
                password_hash=password_hash,
                totp_generation=account.totp_generation + 1,
                totp_step=0,
                locked_until=None,
                failures=0,
            )
            await work.put(account)
            await self._sessions.end_all(work, "staff", account.staff_id)
            await work.note(self._act(by, "staffRenewed", account))
        return account, self.enrolment(account)

    def _act(self, who: str, act: str, account: Staff, **detail: str) -> Act:
        return Act(at=self._wall(), who=who, act=act, subject=f"staff:{account.staff_id}", detail=dict(detail))
