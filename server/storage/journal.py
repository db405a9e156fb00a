"""The append-only journal in the database.

One ``append`` is one transaction: the meeting's runtime puts everything that waits into it (group commit).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from server.meeting.events import Event, EventUnreadable, decode, encode, name_of
from server.meeting.ports import JournalCorrupt, JournalUnavailable
from server.storage.database import Database
from server.storage.tables import events as table

PAGE = 5_000
"""Events read in one query."""


class SqlJournal:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def read(self, meeting_id: str) -> list[Event]:
        """Every event in order.

        :raises JournalCorrupt: naming the first event that is missing or unreadable.
        :raises JournalUnavailable: the database cannot be read.
        """
        events: list[Event] = []
        try:
            async with self._database.engine.connect() as connection:
                while page := await _page(connection, meeting_id, len(events)):
                    for row in page:
                        events.append(_event(meeting_id, len(events) + 1, row))
        except (SQLAlchemyError, OSError) as error:
            raise JournalUnavailable(str(error)) from error
        return events

    async def append(self, meeting_id: str, after: int, events: Sequence[Event]) -> None:
        """Durable on return.  Numbers already taken are refused by the primary key, a gap is found by ``read``.

        :raises JournalUnavailable: nothing was appended, or (a connection lost in the commit) it is unknown whether.
        """
        rows = [
            {
                "meeting_id": meeting_id,
                "sequence": sequence,
                "at": event.at,
                "name": name_of(event),
                "version": event.version,
                "body": encode(event).decode(),
            }
            for sequence, event in enumerate(events, after + 1)
        ]
        if not rows:
            return
        try:
            async with self._database.engine.begin() as connection:
                await connection.execute(insert(table), rows)
        except (SQLAlchemyError, OSError) as error:
            self._database.reserve.release()
            raise JournalUnavailable(str(error)) from error

    async def discard_after(self, meeting_id: str, after: int) -> None:
        """:raises JournalUnavailable: the database cannot be written."""
        try:
            async with self._database.engine.begin() as connection:
                await connection.execute(delete(table).where(table.c.meeting_id == meeting_id, table.c.sequence > after))
        except (SQLAlchemyError, OSError) as error:
            raise JournalUnavailable(str(error)) from error

    async def replace(self, meeting_id: str, events: Mapping[int, Event]) -> None:
        """Sequence number -> what stands there from now on: for what may not be kept of people, and nothing else.

        :raises JournalUnavailable: nothing was replaced.
        """
        try:
            async with self._database.engine.begin() as connection:
                for sequence, event in events.items():
                    place = (table.c.meeting_id == meeting_id, table.c.sequence == sequence)
                    content = {"version": event.version, "body": encode(event).decode()}
                    await connection.execute(update(table).where(*place).values(**content))
        except (SQLAlchemyError, OSError) as error:
            raise JournalUnavailable(str(error)) from error

    async def check(self) -> None:
        """Take the reserved space again.

        :raises JournalUnavailable: there is none.
        """
        try:
            self._database.reserve.hold()
        except OSError as error:
            raise JournalUnavailable(str(error)) from error


async def _page(connection: AsyncConnection, meeting_id: str, after: int) -> Sequence[Row[Any, Any, Any, Any]]:
    query = (
        select(table.c.sequence, table.c.name, table.c.version, table.c.body)
        .where(table.c.meeting_id == meeting_id, table.c.sequence > after)
        .order_by(table.c.sequence)
        .limit(PAGE)
    )
    return (await connection.execute(query)).all()


def _event(meeting_id: str, expected: int, row: Row[Any, Any, Any, Any]) -> Event:
    if row.sequence != expected:
        raise JournalCorrupt(f"meeting {meeting_id}: event {expected} is missing")
    try:
        return decode(row.name, row.version, row.body.encode())
    except EventUnreadable as error:
        raise JournalCorrupt(f"meeting {meeting_id}, event {expected}: {error}") from error
