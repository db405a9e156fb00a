"""The journal in the database and its twin in memory, by the same tests."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, update
from sqlalchemy.exc import OperationalError

from server.meeting import events as e
from server.meeting.ports import Journal, JournalCorrupt, JournalUnavailable
from server.storage import journal as sql
from server.storage.database import Database
from server.storage.journal import SqlJournal
from server.storage.memory import MemoryJournal
from server.storage.tables import events as table


def _said(number: int) -> e.ChatPosted:
    return e.ChatPosted(
        at=1_700_000_000.125 + number,
        message_id=f"m{number}",
        participant_id="ana",
        name="Ana",
        delegation="AR",
        text=f'الكلمة "{number}" 🕊\n\\',
        thread="event",
        held=False,
    )


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with await Database.open(tmp_path / "hemicycle.db", reserve_bytes=4096) as opened:
        yield opened


@pytest.fixture(params=["sql", "memory"])
def journal(request: pytest.FixtureRequest, database: Database) -> Journal:
    return SqlJournal(database) if request.param == "sql" else MemoryJournal()


async def test_what_was_appended_is_read_in_order(journal: Journal) -> None:
    events = [_said(number) for number in range(7)]
    await journal.append("m", 0, events[:3])
    await journal.append("m", 3, [])
    await journal.append("m", 3, events[3:])
    assert await journal.read("m") == events


async def test_a_meeting_without_events_is_empty(journal: Journal) -> None:
    assert await journal.read("m") == []


async def test_meetings_do_not_see_each_other(journal: Journal) -> None:
    await journal.append("m", 0, [_said(1)])
    await journal.append("n", 0, [_said(2), _said(3)])
    await journal.discard_after("n", 1)
    assert await journal.read("m") == [_said(1)]
    assert await journal.read("n") == [_said(2)]


async def test_a_number_is_taken_once(journal: Journal) -> None:
    await journal.append("m", 0, [_said(1), _said(2)])
    with pytest.raises(JournalUnavailable):
        await journal.append("m", 1, [_said(3), _said(4)])
    assert await journal.read("m") == [_said(1), _said(2)]


async def test_the_unknown_remainder_of_an_append_can_be_dropped(journal: Journal) -> None:
    await journal.append("m", 0, [_said(1), _said(2), _said(3)])
    await journal.discard_after("m", 1)
    await journal.discard_after("m", 1)
    await journal.append("m", 1, [_said(4)])
    assert await journal.read("m") == [_said(1), _said(4)]


async def test_there_is_room(journal: Journal) -> None:
    await journal.check()


async def test_an_unreadable_event_is_named_in_memory() -> None:
    journal = MemoryJournal()
    await journal.append("m", 0, [_said(1), _said(2)])
    journal.rows["m"][1] = ("chatPosted", 9, b"{}")
    with pytest.raises(JournalCorrupt, match="meeting m, event 2.*chatPosted"):
        await journal.read("m")


@pytest.mark.parametrize(
    "damage",
    [{"name": "chatBurnt"}, {"version": 3}, {"body": '{"type":"chatPosted","at":'}, {"body": ""}, {"body": "null"}],
)
async def test_an_unreadable_event_is_named_in_the_database(database: Database, damage: dict[str, object]) -> None:
    journal = SqlJournal(database)
    await journal.append("m", 0, [_said(1), _said(2)])
    async with database.engine.begin() as connection:
        await connection.execute(update(table).where(table.c.sequence == 2).values(**damage))
    with pytest.raises(JournalCorrupt, match="meeting m, event 2"):
        await journal.read("m")


async def test_a_missing_event_is_named(database: Database) -> None:
    journal = SqlJournal(database)
    await journal.append("m", 0, [_said(1), _said(2), _said(3)])
    async with database.engine.begin() as connection:
        await connection.execute(delete(table).where(table.c.sequence == 2))
    with pytest.raises(JournalCorrupt, match="event 2 is missing"):
        await journal.read("m")


async def test_long_journals_are_read_by_pages(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sql, "PAGE", 3)
    events = [_said(number) for number in range(10)]
    journal = SqlJournal(database)
    await journal.append("m", 0, events)
    assert await journal.read("m") == events


async def test_a_failing_append_leaves_nothing_of_itself(database: Database) -> None:
    journal = SqlJournal(database)
    async with database.engine.begin() as connection:
        row = {"meeting_id": "m", "sequence": 2, "at": 1.0, "name": "x", "version": 1, "body": ""}
        await connection.execute(insert(table), [row])
    with pytest.raises(JournalUnavailable):
        await journal.append("m", 0, [_said(1), _said(2)])
    await journal.discard_after("m", 0)
    assert await journal.read("m") == []


async def test_a_full_disk_is_an_unavailable_journal_and_lets_the_reserve_go(tmp_path: Path) -> None:
    path = tmp_path / "small.db"
    async with await Database.open(path, reserve_bytes=65536) as database:
        journal = SqlJournal(database)
        reserve = path.with_name("small.db.reserve")
        assert reserve.stat().st_size == 65536
        async with database.engine.connect() as connection:
            pages = (await connection.exec_driver_sql("PRAGMA page_count")).scalar_one()
            await connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
            with pytest.raises(OperationalError, match="full"):
                await connection.execute(insert(table), [_row(number) for number in range(200)])
        with pytest.raises(JournalUnavailable, match="full"):
            await journal.append("m", 0, [_said(number) for number in range(200)])
        assert not reserve.exists()
        assert await journal.read("m") == []
        await journal.check()
        assert reserve.stat().st_size == 65536


def _row(number: int) -> dict[str, object]:
    return {"meeting_id": "x", "sequence": number, "at": 1.0, "name": "x", "version": 1, "body": "x" * 100}


async def test_appends_of_many_meetings_at_once_all_arrive(database: Database) -> None:
    journal = SqlJournal(database)

    async def write(meeting: str) -> None:
        for number in range(10):
            await journal.append(meeting, number, [_said(number)])

    async with asyncio.TaskGroup() as group:
        for meeting in "abcdef":
            group.create_task(write(meeting))
    for meeting in "abcdef":
        assert await journal.read(meeting) == [_said(number) for number in range(10)]
