"""``run.py staff``: accounts from the command line, beside a running server or without one; also the first one."""

from __future__ import annotations

import asyncio
import getpass
import io
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import get_args

import segno

from server import keys
from server.errors import RegistrationError
from server.registration.office import KEY
from server.registration.records import Staff, StaffRole
from server.registration.sessions import Sessions
from server.registration.staffing import Staffing
from server.settings import ROOT, Settings, SettingsError
from server.storage.database import DATABASE, Database
from server.storage.registration import Store

ROLES = get_args(StaffRole)
BY = "command line"


def add(settings: Settings, name: str, role: StaffRole, password_file: str) -> int:
    """Print the authenticator URI, alone, on standard output, and its QR code on standard error.

    :raises SettingsError: what is wrong with name or password.
    """
    password = _password(password_file)

    async def work(staffing: Staffing) -> None:
        _enrol(*await staffing.add(name, role, password, BY))

    return _with(settings, work)


def renew(settings: Settings, name: str, password_file: str) -> int:
    """A new password and authenticator for whoever lost theirs."""
    password = _password(password_file)

    async def work(staffing: Staffing) -> None:
        _enrol(*await staffing.renew(name, password, BY))

    return _with(settings, work)


def unlock(settings: Settings, name: str) -> int:
    async def work(staffing: Staffing) -> None:
        print(_line(await staffing.unlock(name, BY)), file=sys.stderr)

    return _with(settings, work)


def disable(settings: Settings, name: str) -> int:
    async def work(staffing: Staffing) -> None:
        print(_line(await staffing.disable(name, BY)), file=sys.stderr)

    return _with(settings, work)


def show(settings: Settings) -> int:
    async def work(staffing: Staffing) -> None:
        for account in await staffing.listed():
            print(_line(account))

    return _with(settings, work)


def _with(settings: Settings, work: Callable[[Staffing], Awaitable[None]]) -> int:
    async def run() -> None:
        data = ROOT / settings.storage.data
        try:
            database, key = await Database.join(data / DATABASE), keys.read(data / KEY)
        except OSError as error:
            raise SettingsError(f"cannot open {data}: {error.strerror}") from error
        async with database:
            store = Store(database)
            sessions = Sessions(store, key, settings.registration, time.time)
            await work(Staffing(store, key, settings.registration, sessions, time.time))

    try:
        asyncio.run(run())
    except RegistrationError as error:
        raise SettingsError(SENTENCES.get(error.code, error.code).format(**error.detail)) from error
    return 0


SENTENCES = {
    "nameTaken": "an account of this name exists already",
    "passwordWeak": "the password has at least {least} characters, of which five differ, and not the name in it",
    "fieldInvalid": "a name has 3 to 64 characters",
    "unknownStaff": "there is no such account",
    "wrongState": "this is the last administrator",
}


def _password(file: str) -> str:
    """:raises SettingsError: two different ones were typed, or the file cannot be read."""
    if file == "-":
        return sys.stdin.readline().rstrip("\r\n")
    if file:
        try:
            return Path(file).read_text(encoding="utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(f"cannot read {file}: {error}") from error
    password = getpass.getpass("Password: ")
    if getpass.getpass("Again: ") != password:
        raise SettingsError("the two passwords differ")
    return password


def _enrol(account: Staff, uri: str) -> None:
    picture = io.StringIO()
    segno.make(uri, micro=False).terminal(picture, compact=True)
    print(f"{_line(account)}\nScan this with an authenticator app:\n{picture.getvalue()}", file=sys.stderr)
    print(uri)


def _line(account: Staff) -> str:
    state = "disabled" if account.disabled_at is not None else "active"
    return f"{account.name}  {account.role}  {state}"
