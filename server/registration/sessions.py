"""Sessions of staff and delegates: a token in a cookie, of which the database keeps the hash.

A token is replaced when it has been used for a while; the old one is good for a moment longer, for requests on their way.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from msgspec.structs import replace

from server.errors import RegistrationError
from server.registration import derivation
from server.registration.records import SessionRow
from server.settings import Registration as Settings
from server.storage.registration import Store, Work

GRACE_S = 30.0
SEEN_EVERY_S = 60.0
"""How exact ``seen_at`` is: a request must not cost a write."""
PER_SUBJECT_LIMIT = 20
"""Sessions of one account or delegate; overflow policy: the oldest ends."""
Kind = Literal["staff", "delegate"]


@dataclass(frozen=True, slots=True)
class Session:
    subject_id: str
    csrf: str
    token: str | None
    """A new token, for the cookie; None: the old one stays."""


class Sessions:
    def __init__(self, store: Store, key: bytes, settings: Settings, wall: Callable[[], float]) -> None:
        self._store = store
        self._key = key
        self._settings = settings
        self._wall = wall

    async def begin(self, work: Work, kind: Kind, subject_id: str) -> Session:
        now = self._wall()
        older = await work.all(SessionRow, order="-issued_at", kind=kind, subject_id=subject_id)
        for row in older[PER_SUBJECT_LIMIT - 1 :]:
            await work.remove(SessionRow, session_hash=row.session_hash)
        family = secrets.token_hex(8)
        token = await self._add(work, kind, subject_id, family, now + self._settings.session_s)
        return Session(subject_id, derivation.csrf_token(self._key, family), token)

    async def _add(self, work: Work, kind: Kind, subject_id: str, family: str, expires_at: float) -> str:
        token, now = secrets.token_urlsafe(32), self._wall()
        row = SessionRow(
            session_hash=derivation.token_hash(token),
            family=family,
            kind=kind,
            subject_id=subject_id,
            issued_at=now,
            seen_at=now,
            expires_at=expires_at,
        )
        await work.add(row)
        return token

    async def find(self, token: str, kind: Kind) -> Session:
        """:raises RegistrationError: sessionUnknown: none, ended, or of someone else's kind."""
        now = self._wall()
        async with self._store.reading() as work:
            row = await work.get(SessionRow, session_hash=derivation.token_hash(token), kind=kind) if token else None
        if row is None or now >= min(row.expires_at, row.seen_at + self._settings.session_idle_s):
            raise RegistrationError("sessionUnknown")
        fresh = None
        if now - row.issued_at >= self._settings.session_rotation_s and row.expires_at - now > GRACE_S:
            fresh = await self._rotate(row, now)
        elif now - row.seen_at >= SEEN_EVERY_S:
            async with self._store.writing() as work:
                await work.change(SessionRow, {"seen_at": now}, session_hash=row.session_hash)
        return Session(row.subject_id, derivation.csrf_token(self._key, row.family), fresh)

    async def _rotate(self, row: SessionRow, now: float) -> str | None:
        """None: another request has done it."""
        async with self._store.writing() as work:
            current = await work.get(SessionRow, session_hash=row.session_hash)
            if current is None or current.expires_at != row.expires_at:
                return None
            await work.put(replace(row, expires_at=min(row.expires_at, now + GRACE_S), seen_at=now))
            return await self._add(work, row.kind, row.subject_id, row.family, row.expires_at)

    async def end(self, token: str) -> None:
        """Sign out: every token of the sign-in is void."""
        async with self._store.writing() as work:
            row = await work.get(SessionRow, session_hash=derivation.token_hash(token))
            if row is not None:
                await work.remove(SessionRow, family=row.family)

    async def end_all(self, work: Work, kind: Kind, subject_id: str) -> None:
        await work.remove(SessionRow, kind=kind, subject_id=subject_id)

    async def sweep(self) -> None:
        """Forget what has ended."""
        async with self._store.writing() as work:
            await work.remove_before(SessionRow, "expires_at", self._wall())
