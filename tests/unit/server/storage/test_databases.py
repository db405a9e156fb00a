"""Opening the database: schema, durability, one server at a time."""

from __future__ import annotations

import asyncio
import errno
import os
import sqlite3
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from server.meeting.ports import JournalUnavailable
from server.storage import recordings_tables, registration_tables  # noqa: F401  (their tables are part of the schema)
from server.storage.database import Database, DatabaseInUse, Reserve
from server.storage.journal import SqlJournal
from server.storage.tables import metadata


async def test_the_migrations_make_the_tables_the_code_uses(tmp_path: Path) -> None:
    async with await Database.open(tmp_path / "new" / "hemicycle.db") as database, database.engine.connect() as connection:
        assert await connection.run_sync(_difference) == []


def _difference(connection: Connection) -> list[object]:
    return list(compare_metadata(MigrationContext.configure(connection), metadata))


async def test_a_committed_event_survives_a_power_cut(tmp_path: Path) -> None:
    async with await Database.open(tmp_path / "h.db") as database, database.engine.connect() as connection:
        assert (await connection.exec_driver_sql("PRAGMA journal_mode")).scalar_one() == "wal"
        assert (await connection.exec_driver_sql("PRAGMA synchronous")).scalar_one() == 2


async def test_a_second_server_is_refused_until_the_first_has_closed(tmp_path: Path) -> None:
    path = tmp_path / "h.db"
    first = await Database.open(path)
    try:
        with pytest.raises(DatabaseInUse):
            await Database.open(path)
    finally:
        await first.close()
    await (await Database.open(path)).close()


async def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'h.db'}"
    for _ in range(2):
        async with await Database.open(url) as database, database.engine.connect() as connection:
            versions = await connection.exec_driver_sql("SELECT version_num FROM alembic_version")
            assert versions.scalars().all() == ["0008"]


async def test_what_is_no_database_is_refused_and_unlocked(tmp_path: Path) -> None:
    path = tmp_path / "h.db"
    path.write_bytes(b"not a database" * 1000)
    for _ in range(2):
        with pytest.raises(SQLAlchemyError):
            await Database.open(path)


def test_the_reserve_is_real_space_and_given_back(tmp_path: Path) -> None:
    path = tmp_path / "reserve"
    reserve = Reserve(path, 1024 * 1024)
    reserve.hold()
    reserve.hold()
    assert path.stat().st_blocks * 512 >= 1024 * 1024
    reserve.release()
    reserve.release()
    assert not path.exists()


def test_a_reserve_that_does_not_fit_is_not_half_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "posix_fallocate", full)
    with pytest.raises(OSError, match="No space"):
        Reserve(tmp_path / "reserve").hold()
    assert list(tmp_path.iterdir()) == []


async def test_a_full_disk_does_not_keep_the_server_from_starting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "posix_fallocate", full)
    async with await Database.open(tmp_path / "h.db") as database:
        with pytest.raises(JournalUnavailable, match="No space"):
            await SqlJournal(database).check()


@pytest.mark.parametrize("after", [0.0, 0.01, 0.03])
def test_a_connection_nobody_waits_for_any_more_leaves_no_thread_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: float
) -> None:
    real: Any = sqlite3.connect
    complaints: list[object] = []

    def slow(*args: Any, **options: Any) -> Any:
        time.sleep(0.05)
        return real(*args, **options)

    async def given_up() -> None:
        async with await Database.open(tmp_path / "h.db") as database:
            query = asyncio.create_task(_ask(database))
            await asyncio.sleep(after)
            query.cancel()
            with pytest.raises(asyncio.CancelledError):
                await query

    monkeypatch.setattr(sqlite3, "connect", slow)
    monkeypatch.setattr(threading, "excepthook", complaints.append)
    before = set(threading.enumerate())
    asyncio.run(given_up())
    for thread in set(threading.enumerate()) - before:
        thread.join(5)
        assert not thread.is_alive()
    assert complaints == []


async def _ask(database: Database) -> None:
    async with database.engine.connect() as first, database.engine.connect() as second:
        await first.exec_driver_sql("SELECT 1")
        await second.exec_driver_sql("SELECT 1")
