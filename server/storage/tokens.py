"""Bearer tokens (RFC 6750) of appliances: each for one WHIP source or WHEP channel of one meeting.

Only the SHA-256 of a token is kept; a token has 256 bits of chance, so a plain hash is enough.  The command line writes
here while a server reads, in processes of their own.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from typing import Any

from sqlalchemy import Row, insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from server.errors import UserError
from server.sources import Token
from server.storage.database import Database
from server.storage.tables import tokens as table

TOKEN_BYTES = 32


class Tokens:
    def __init__(self, database: Database) -> None:
        self._engine = database.engine

    async def issue(self, meeting_id: str, scope: str, now: float, expires_at: float | None) -> tuple[str, Token]:
        """A new token, which only the caller ever sees, and what is kept of it.

        :raises sqlalchemy.exc.SQLAlchemyError: it cannot be stored.
        """
        secret = secrets.token_urlsafe(TOKEN_BYTES)
        token = Token(secrets.token_hex(4), meeting_id, scope, now, expires_at, None)
        row = {name: getattr(token, name) for name in Token.__slots__}
        async with self._engine.begin() as connection:
            await connection.execute(insert(table), [{**row, "token_hash": _hash(secret)}])
        return secret, token

    async def find(self, secret: str) -> Token | None:
        """Also one that is no longer valid.

        :raises UserError: journalUnavailable, the database cannot be read.
        """
        query = select(table).where(table.c.token_hash == _hash(secret))
        rows = await self._read(query)
        return rows[0] if rows else None

    async def listed(self, meeting_id: str) -> list[Token]:
        """Every token of a meeting, oldest first."""
        return await self._read(select(table).where(table.c.meeting_id == meeting_id).order_by(table.c.issued_at))

    async def revoked_among(self, token_ids: Collection[str]) -> set[str]:
        """:raises UserError: journalUnavailable."""
        query = select(table).where(table.c.token_id.in_(token_ids), table.c.revoked_at.is_not(None))
        return {token.token_id for token in await self._read(query)}

    async def revoke(self, meeting_id: str, token_id: str, now: float) -> bool:
        """False: the meeting has no such token, or it is revoked already."""
        this = (table.c.meeting_id == meeting_id, table.c.token_id == token_id, table.c.revoked_at.is_(None))
        async with self._engine.begin() as connection:
            result = await connection.execute(update(table).where(*this).values(revoked_at=now))
        return bool(result.rowcount)

    async def _read(self, query: Any) -> list[Token]:
        try:
            async with self._engine.connect() as connection:
                return [_token(row) for row in (await connection.execute(query)).all()]
        except (SQLAlchemyError, OSError) as error:
            raise UserError("journalUnavailable") from error


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def _token(row: Row[Any]) -> Token:
    return Token(row.token_id, row.meeting_id, row.scope, row.issued_at, row.expires_at, row.revoked_at)
