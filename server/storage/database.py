"""The database: SQLite in write-ahead mode by default, PostgreSQL by URL; schema brought up to date at the start."""

from __future__ import annotations

import asyncio
import fcntl
import logging
import os
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import aiosqlite
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

log = logging.getLogger(__name__)

MIGRATIONS = Path(__file__).parent / "migrations"
DATABASE = "hemicycle.sqlite"
"""Name of the file in the data directory."""
RESERVE_BYTES = 16 * 1024 * 1024
"""Disk space kept for closing events: some 100,000 of them."""


class DatabaseInUse(Exception):
    """Another server has this database open."""


class Reserve:
    """A file that holds disk space, let go when the disk is full."""

    def __init__(self, path: Path | None, size: int = RESERVE_BYTES) -> None:
        self._path = path
        self._size = size

    def hold(self) -> None:
        """:raises OSError: no space."""
        if self._path is None or (self._path.exists() and self._path.stat().st_size >= self._size):
            return
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            os.posix_fallocate(descriptor, 0, self._size)
        except OSError:
            self._path.unlink(missing_ok=True)
            raise
        finally:
            os.close(descriptor)

    def release(self) -> None:
        if self._path is not None:
            self._path.unlink(missing_ok=True)


class Database:
    """``async with await Database.open(url) as database``; ``engine`` and ``reserve`` are for the storage modules.

    An SQLite file is locked for one server at a time (``<file>.lock``).
    """

    def __init__(self, engine: AsyncEngine, reserve: Reserve, lock: int | None) -> None:
        self.engine = engine
        self.reserve = reserve
        self._lock = lock

    @classmethod
    async def open(cls, url: str | Path, *, reserve_bytes: int = RESERVE_BYTES) -> Self:
        """``url``: SQLAlchemy URL, or the path of an SQLite file (its directory is made).

        :raises DatabaseInUse: another server has it.
        :raises OSError: the directory cannot be made or written.
        :raises sqlalchemy.exc.SQLAlchemyError: the database cannot be opened or migrated.
        """
        parsed = URL.create("sqlite+aiosqlite", database=str(url)) if isinstance(url, Path) else make_url(url)
        path = Path(parsed.database) if parsed.get_backend_name() == "sqlite" and parsed.database else None
        lock = _lock(path) if path is not None else None
        try:
            engine = _engine(parsed)
            reserve = Reserve(path and path.with_name(path.name + ".reserve"), reserve_bytes)
            _hold_if_possible(reserve)
            await migrate(engine)
        except BaseException:
            _unlock(lock)
            raise
        return cls(engine, reserve, lock)

    @classmethod
    async def join(cls, path: Path) -> Self:
        """Of an SQLite file a server may have open: for commands that write a row beside it.  When none has, the schema is
        brought up to date.

        :raises OSError, sqlalchemy.exc.SQLAlchemyError: as :meth:`open`.
        """
        engine = _engine(URL.create("sqlite+aiosqlite", database=str(path)))
        try:
            lock = _lock(path)
        except DatabaseInUse:
            return cls(engine, Reserve(None), None)
        try:
            await migrate(engine)
        except BaseException:
            await engine.dispose()
            raise
        finally:
            _unlock(lock)
        return cls(engine, Reserve(None), None)

    async def close(self) -> None:
        await self.engine.dispose()
        _unlock(self._lock)
        self._lock = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()


def _hold_if_possible(reserve: Reserve) -> None:
    """A full disk must not keep the server from starting: the journal's ``check`` tells the meetings."""
    try:
        reserve.hold()
    except OSError as error:
        log.error("no space for the journal's reserve: %s", error)


def _lock(path: Path) -> int:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path.with_name(path.name + ".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(descriptor)
        raise DatabaseInUse(str(path)) from error
    return descriptor


def _unlock(descriptor: int | None) -> None:
    if descriptor is not None:
        os.close(descriptor)


def _engine(url: URL) -> AsyncEngine:
    if url.get_backend_name() != "sqlite":
        return create_async_engine(url, pool_pre_ping=True)
    engine = create_async_engine(url, connect_args={"async_creator_fn": _connect_sqlite})
    event.listen(engine.sync_engine, "connect", _configure_sqlite)
    return engine


async def _connect_sqlite(*args: Any, **options: Any) -> aiosqlite.Connection:
    """A connection nobody waits for any more is closed before the cancellation goes on: its thread answers to the loop,
    which may be gone a moment later.
    """
    connection = aiosqlite.connect(*args, **options)
    connection._thread.daemon = True
    opening = asyncio.ensure_future(connection)
    try:
        return await asyncio.shield(opening)
    except asyncio.CancelledError:
        await (await opening).close()
        raise


def _configure_sqlite(connection: Any, _record: object) -> None:
    """FULL: a committed event survives a power cut, which group commit makes affordable."""
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=2000", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


async def migrate(engine: AsyncEngine) -> None:
    """Bring the schema to the newest revision."""
    async with engine.begin() as connection:
        await connection.run_sync(_upgrade)


def _upgrade(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
