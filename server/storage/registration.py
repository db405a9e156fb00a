"""Records of registration in the database, by struct: the only place of registration that knows SQL.

Reading never waits for writing.  Writes are one at a time in this process and short, because a running meeting's journal
waits for them on SQLite: whoever has thousands of rows writes them in several transactions, unless they belong together.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
from collections.abc import AsyncIterator, Iterable, Mapping
from typing import Any, TypeVar

import msgspec
from sqlalchemy import ColumnElement, Row, and_, bindparam, delete, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from server.errors import RegistrationError, UserError
from server.registration.people import folded
from server.registration.records import Act, Message, Person, Registration
from server.storage.database import Database
from server.storage.journal import SqlJournal
from server.storage.registration_tables import TABLES, outbox, people, registrations

T = TypeVar("T", bound=msgspec.Struct)
IN_LIMIT = 500
"""Values of one IN list; SQLite takes some thousands."""
Member = tuple[Registration, Person]


class Store:
    def __init__(self, database: Database) -> None:
        self.journal = SqlJournal(database)
        """Of the meetings, beside what is registered."""
        self._engine = database.engine
        self._immediate = database.engine.dialect.name == "sqlite"
        self._turn = asyncio.Lock()

    @contextlib.asynccontextmanager
    async def reading(self) -> AsyncIterator[Work]:
        """:raises UserError: journalUnavailable, the database cannot be read."""
        try:
            async with self._engine.connect() as connection:
                yield Work(connection)
        except (SQLAlchemyError, OSError) as error:
            raise UserError("journalUnavailable") from error

    @contextlib.asynccontextmanager
    async def writing(self) -> AsyncIterator[Work]:
        """Durable on leaving; nothing is kept of a block that raises.

        :raises RegistrationError: changedMeanwhile, a key is taken.
        :raises UserError: journalUnavailable.
        """
        try:
            async with self._turn, self._engine.begin() as connection:
                if self._immediate:
                    await connection.exec_driver_sql("BEGIN IMMEDIATE")
                yield Work(connection)
        except IntegrityError as error:
            raise RegistrationError("changedMeanwhile") from error
        except (SQLAlchemyError, OSError) as error:
            raise UserError("journalUnavailable") from error


class Work:
    """Inside one transaction.  Keyword arguments name columns: equal to the value, or one of a list of values."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, kind: type[T], /, **equals: Any) -> T | None:
        row = (await self._connection.execute(select(TABLES[kind]).where(*_where(kind, equals)).limit(1))).first()
        return None if row is None else _record(kind, row._mapping)

    async def all(
        self, kind: type[T], /, *, order: str = "", after: Any = None, limit: int | None = None, **equals: Any
    ) -> list[T]:
        """``order``: a column, ``-`` before it for descending; ``after``: what comes after that value of it."""
        query = select(TABLES[kind]).where(*_where(kind, equals))
        if order:
            column = TABLES[kind].c[order.lstrip("-")]
            if after is not None:
                query = query.where(column < after if order[0] == "-" else column > after)
            query = query.order_by(column.desc() if order[0] == "-" else column)
        rows = await self._connection.execute(query if limit is None else query.limit(limit))
        return [_record(kind, row._mapping) for row in rows]

    async def among(self, kind: type[T], column: str, values: Iterable[Any]) -> list[T]:
        """Any number of values."""
        wanted, found = list(dict.fromkeys(values)), []
        for start in range(0, len(wanted), IN_LIMIT):
            equals: dict[str, Any] = {column: wanted[start : start + IN_LIMIT]}
            found += await self.all(kind, **equals)
        return found

    async def count(self, kind: type[T], /, **equals: Any) -> int:
        query = select(func.count()).select_from(TABLES[kind]).where(*_where(kind, equals))
        return int((await self._connection.execute(query)).scalar_one())

    async def add(self, *records: msgspec.Struct) -> None:
        """:raises sqlalchemy.exc.IntegrityError: a key is taken; the whole transaction is void."""
        by_kind: dict[type[msgspec.Struct], list[dict[str, Any]]] = {}
        for record in records:
            by_kind.setdefault(type(record), []).append(_row(record))
        for kind, rows in by_kind.items():
            await self._connection.execute(insert(TABLES[kind]), rows)

    async def put(self, *records: msgspec.Struct) -> None:
        """The rows with the primary keys of ``records``, which are of one kind, become ``records``."""
        if not records:
            return
        table, rows = TABLES[type(records[0])], [_row(record) for record in records]
        keys = [column.name for column in table.primary_key]
        query = update(table).where(*(table.c[name] == bindparam(f"key_{name}") for name in keys))
        query = query.values({name: bindparam(name) for name in rows[0]})
        await self._connection.execute(query, [{**row, **{f"key_{name}": row[name] for name in keys}} for row in rows])

    async def change(self, kind: type[T], values: dict[str, Any], /, **equals: Any) -> int:
        """How many rows were changed."""
        query = update(TABLES[kind]).where(*_where(kind, equals)).values(values)
        return int((await self._connection.execute(query)).rowcount)

    async def remove(self, kind: type[T], /, **equals: Any) -> int:
        return int((await self._connection.execute(delete(TABLES[kind]).where(*_where(kind, equals)))).rowcount)

    async def note(self, *acts: Act) -> None:
        """Add rows to the audit log."""
        rows = [_row(act) for act in acts]
        for row in rows:
            del row["number"]
        if rows:
            await self._connection.execute(insert(TABLES[Act]), rows)

    # --- registration's own questions ---

    async def members(
        self, conference_id: str, *, after: str = "", limit: int | None = None, text: str = "", **equals: Any
    ) -> list[Member]:
        """Registrations with their people, by registration id.  ``text``: in name, address, number or delegation."""
        query = (
            select(registrations, people)
            .join(people, people.c.person_id == registrations.c.person_id)
            .where(registrations.c.conference_id == conference_id, registrations.c.registration_id > after)
            .where(*_where(Registration, equals))
            .order_by(registrations.c.registration_id)
        )
        if text:
            query = query.where(_mentions(text))
        rows = await self._connection.execute(query if limit is None else query.limit(limit))
        return [_member(row) for row in rows]

    async def locked(self, conference_id: str, limit: int) -> list[Member]:
        """Of the conference, who may not try one-time codes, the last first."""
        query = (
            select(registrations, people)
            .join(people, people.c.person_id == registrations.c.person_id)
            .where(registrations.c.conference_id == conference_id, registrations.c.locked_at.is_not(None))
            .order_by(registrations.c.locked_at.desc(), registrations.c.registration_id)
            .limit(limit)
        )
        return [_member(row) for row in await self._connection.execute(query)]

    async def due(self, channel: str, now: float, limit: int) -> list[Message]:
        """Messages to be sent now, oldest first."""
        query = (
            select(outbox)
            .where(outbox.c.state == "queued", outbox.c.channel == channel, outbox.c.next_at <= now)
            .order_by(outbox.c.next_at, outbox.c.message_id)
            .limit(limit)
        )
        return [_record(Message, row._mapping) for row in await self._connection.execute(query)]

    async def next_due(self, channel: str) -> float | None:
        query = select(func.min(outbox.c.next_at)).where(outbox.c.state == "queued", outbox.c.channel == channel)
        at: float | None = (await self._connection.execute(query)).scalar_one_or_none()
        return at

    async def tally(self, kind: type[T], column: str, /, **equals: Any) -> dict[str, int]:
        """Value of the column -> rows."""
        name = TABLES[kind].c[column]
        query = select(name, func.count()).where(*_where(kind, equals)).group_by(name)
        return {str(value): int(number) for value, number in await self._connection.execute(query)}

    async def remove_before(self, kind: type[T], column: str, at: float) -> int:
        query = delete(TABLES[kind]).where(TABLES[kind].c[column] < at)
        return int((await self._connection.execute(query)).rowcount)


def _where(kind: type[msgspec.Struct], equals: dict[str, Any]) -> list[ColumnElement[bool]]:
    return [_is(TABLES[kind].c[name], value) for name, value in equals.items()]


def _is(column: ColumnElement[Any], value: Any) -> ColumnElement[bool]:
    if isinstance(value, list | tuple | set):
        return column.in_(value)
    return column.is_(None) if value is None else column == value


def _mentions(text: str) -> ColumnElement[bool]:
    """Every word somewhere."""
    fields = (people.c.given_name, people.c.family_name, people.c.email, people.c.number, registrations.c.delegation)
    words = text.split()[:8]
    return and_(*(or_(*(field.icontains(word, autoescape=True) for field in fields)) for word in words))


def _row(record: msgspec.Struct) -> dict[str, Any]:
    row = {name: _plain(getattr(record, name)) for name in record.__struct_fields__}
    if isinstance(record, Person):
        row["email_folded"] = None if record.email is None else folded(record.email)
    return row


def _plain(value: Any) -> Any:
    return msgspec.to_builtins(value) if isinstance(value, dict | list) else value


@functools.cache
def _names(kind: type[msgspec.Struct]) -> list[tuple[str, str]]:
    """Column and name on the wire of each field."""
    return [(field.name, field.encode_name) for field in msgspec.structs.fields(kind)]


def _record(kind: type[T], values: Mapping[Any, Any]) -> T:
    return msgspec.convert({wire: values[name] for name, wire in _names(kind)}, kind)


def _member(row: Row[Any]) -> Member:
    split = len(registrations.c)
    left = dict(zip(registrations.c.keys(), row[:split], strict=True))
    right = dict(zip(people.c.keys(), row[split:], strict=True))
    return _record(Registration, left), _record(Person, right)
