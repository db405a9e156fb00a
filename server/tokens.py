"""``run.py token``: bearer tokens for WHIP sources, WHEP channels and captions, beside a running server or without one."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from server.errors import UserError
from server.meeting.config import MeetingConfig
from server.settings import ROOT, Settings, SettingsError
from server.sources import Token, check_scope
from server.storage.database import DATABASE, Database
from server.storage.tokens import Tokens

DAY_S = 86_400.0


def issue(settings: Settings, config: MeetingConfig, scope: str, days: float) -> int:
    """Print a new token, alone, on standard output; what is kept of it on standard error.  ``days`` 0: it never expires.

    :raises SettingsError: no such source or channel.
    """
    try:
        check_scope(scope, config)
    except UserError:
        raise SettingsError(_unknown(scope, config)) from None
    now = time.time()

    async def work(tokens: Tokens) -> None:
        secret, token = await tokens.issue(config.meeting_id, scope, now, now + days * DAY_S if days else None)
        print(_line(token, now), file=sys.stderr)
        print(secret)

    return _with_tokens(settings, work)


def show(settings: Settings, config: MeetingConfig) -> int:
    """List the meeting's tokens."""

    async def work(tokens: Tokens) -> None:
        for token in await tokens.listed(config.meeting_id):
            print(_line(token, time.time()))

    return _with_tokens(settings, work)


def revoke(settings: Settings, config: MeetingConfig, token_id: str) -> int:
    """Void a token by its id; a running server ends what was opened with it within seconds.

    :raises SettingsError: no such token.
    """

    async def work(tokens: Tokens) -> None:
        if not await tokens.revoke(config.meeting_id, token_id, time.time()):
            raise SettingsError(f"{config.meeting_id} has no valid token {token_id!r}; --list shows them")
        print(f"{token_id} is revoked", file=sys.stderr)

    return _with_tokens(settings, work)


def _with_tokens(settings: Settings, work: Callable[[Tokens], Awaitable[None]]) -> int:
    async def run() -> None:
        path = ROOT / settings.storage.data / DATABASE
        try:
            database = await Database.join(path)
        except OSError as error:
            raise SettingsError(f"cannot open {path}: {error.strerror}") from error
        async with database:
            await work(Tokens(database))

    asyncio.run(run())
    return 0


def _unknown(scope: str, config: MeetingConfig) -> str:
    booths = [f"booth-{language}" for language in config.languages if config.booth(language) is not None]
    sources = ", ".join(("room-1 … room-99", *booths, "screen", "sign", "programme"))
    channels, languages = ", ".join(config.channels), ", ".join(config.languages)
    return f"{scope!r}: whip: and one of {sources}; whep: and one of {channels}; captions: and one of {languages}; or seats"


def _line(token: Token, now: float) -> str:
    state = "revoked" if token.revoked_at is not None else "valid" if token.valid(now) else "expired"
    until = "it is revoked" if token.expires_at is None else _date(token.expires_at)
    return f"{token.token_id}  {token.meeting_id}  {token.scope}  {state}  issued {_date(token.issued_at)}, until {until}"


def _date(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%MZ")
