"""The recordings' catalogue in the database: the only place of it that knows SQL.

Writes are one at a time and short, because a running meeting's journal waits for them on SQLite: thousands of words go in
several transactions, the recording itself last of all that makes it complete.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterable, Sequence
from typing import Any, NamedTuple, TypeVar

import msgspec
from sqlalchemy import ColumnElement, Row, Table, and_, delete, exists, func, insert, or_, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from server.errors import UserError
from server.recordings import records as r
from server.recordings.words import following
from server.recordings.words import words as words_of
from server.storage.database import Database
from server.storage.recordings_tables import captions, chapters, recordings, revisions, unrecorded, words

T = TypeVar("T", bound=msgspec.Struct)
ROWS_AT_ONCE = 500
PARTS = (chapters, unrecorded, captions, revisions, words)
"""Tables whose rows belong to a recording."""
HITS_LIMIT = 50
"""Hits of one recording that a search names."""


class Question(NamedTuple):
    """What is searched for; None and empty: anything."""

    words: Sequence[str] = ()
    """Beginnings of words; each must be somewhere in the recording."""
    meeting_id: str | None = None
    speaker: Sequence[str] = ()
    delegation: str | None = None
    item: str | None = None
    language: str | None = None
    """Spoken in a statement."""
    since: float | None = None
    until: float | None = None
    before: tuple[float, str] | None = None
    """Those that began before, from the page before: its last one's beginning and id."""


class Recordings:
    def __init__(self, database: Database) -> None:
        self._engine = database.engine
        self._immediate = database.engine.dialect.name == "sqlite"
        self._turn = asyncio.Lock()

    @contextlib.asynccontextmanager
    async def _reading(self) -> AsyncIterator[AsyncConnection]:
        """:raises UserError: journalUnavailable, the database cannot be read."""
        try:
            async with self._engine.connect() as connection:
                yield connection
        except (SQLAlchemyError, OSError) as error:
            raise UserError("journalUnavailable") from error

    @contextlib.asynccontextmanager
    async def _writing(self) -> AsyncIterator[AsyncConnection]:
        """:raises UserError: journalUnavailable; nothing was written."""
        try:
            async with self._turn, self._engine.begin() as connection:
                if self._immediate:
                    await connection.exec_driver_sql("BEGIN IMMEDIATE")
                yield connection
        except (SQLAlchemyError, OSError) as error:
            raise UserError("journalUnavailable") from error

    # --- writing ---

    async def file(
        self,
        recording: r.Recording,
        marks: Sequence[r.ChapterRow],
        silences: Sequence[r.UnrecordedRow],
        lines: Sequence[r.CaptionRow],
    ) -> None:
        """A recording with all its parts, in place of what was filed under its id; one that is deleted stays so."""
        found = await self.get(recording.recording_id)
        if found is not None and found.state == "deleted":
            return
        async with self._writing() as connection:
            for table in (*PARTS, recordings):
                await connection.execute(delete(table).where(table.c.recording_id == recording.recording_id))
        index = _index(recording, marks, lines)
        for table, rows in ((chapters, marks), (unrecorded, silences), (captions, lines), (words, index)):
            await self._add(table, rows)
        await self._add(recordings, [recording])

    async def _add(self, table: Table, rows: Sequence[msgspec.Struct]) -> None:
        for start in range(0, len(rows), ROWS_AT_ONCE):
            async with self._writing() as connection:
                await connection.execute(insert(table), [_row(row) for row in rows[start : start + ROWS_AT_ONCE]])

    async def change(self, recording_id: str, **values: Any) -> None:
        async with self._writing() as connection:
            await connection.execute(update(recordings).where(recordings.c.recording_id == recording_id).values(values))

    async def delete(self, recording_id: str, at: float, by: str) -> None:
        """Its id alone is left."""
        gone = {"state": "deleted", "deleted_at": at, "deleted_by": by, "title": {}, "languages": [], "size_bytes": 0.0}
        gone["sounds"] = {}
        async with self._writing() as connection:
            await connection.execute(update(recordings).where(recordings.c.recording_id == recording_id).values(gone))
        for table in PARTS:
            async with self._writing() as connection:
                await connection.execute(delete(table).where(table.c.recording_id == recording_id))

    async def correct(self, recording: r.Recording, line: r.CaptionRow) -> None:
        """``line`` is a caption's new revision; its words are found from now on, those before no more."""
        mine = and_(
            words.c.recording_id == line.recording_id, words.c.kind == "caption", words.c.reference == line.caption_id
        )
        index = [_row(row) for row in _words(line.recording_id, "caption", line.caption_id, line.text)]
        async with self._writing() as connection:
            await connection.execute(delete(words).where(mine))
            await connection.execute(insert(captions), [_row(line)])
            if index:
                await connection.execute(insert(words), index)
            changed = update(recordings).where(recordings.c.recording_id == recording.recording_id)
            await connection.execute(changed.values(revision=line.revision))

    async def add_revision(self, row: r.RevisionRow, chapter: r.ChapterRow | None, limit: int) -> r.RevisionRow:
        """With the next number; ``chapter`` takes the place of the one before, and is what is found from now on.

        :raises UserError: unknownRecording (it was deleted meanwhile), wrongState (it has ``limit`` revisions already)."""
        mine = recordings.c.recording_id == row.recording_id
        async with self._writing() as connection:
            found = (await connection.execute(select(recordings).where(mine, recordings.c.state != "deleted"))).first()
            if found is None:
                raise UserError("unknownRecording")
            if found.revision >= limit:
                raise UserError("wrongState", state="revisions")
            row = msgspec.structs.replace(row, revision=found.revision + 1)
            await connection.execute(insert(revisions), [_row(row)])
            await connection.execute(update(recordings).where(mine).values(revision=row.revision))
            if chapter is not None:
                await _replace_chapter(connection, chapter)
        return row

    async def settle_revision(self, recording_id: str, revision: int, state: r.RevisionState, error: str) -> None:
        mine = and_(revisions.c.recording_id == recording_id, revisions.c.revision == revision)
        async with self._writing() as connection:
            await connection.execute(update(revisions).where(mine).values(state=state, error=error))

    # --- reading ---

    async def revisions(self, recording_id: str) -> list[r.RevisionRow]:
        """Newest first."""
        query = select(revisions).where(revisions.c.recording_id == recording_id)
        async with self._reading() as connection:
            rows = await connection.execute(query.order_by(revisions.c.revision.desc()))
            return [_record(r.RevisionRow, row) for row in rows]

    async def revisions_of_state(self, state: r.RevisionState) -> list[r.RevisionRow]:
        query = select(revisions).where(revisions.c.state == state)
        async with self._reading() as connection:
            rows = await connection.execute(query.order_by(revisions.c.recording_id, revisions.c.revision))
            return [_record(r.RevisionRow, row) for row in rows]

    async def get(self, recording_id: str) -> r.Recording | None:
        async with self._reading() as connection:
            row = (await connection.execute(select(recordings).where(recordings.c.recording_id == recording_id))).first()
        return None if row is None else _record(r.Recording, row)

    async def of_states(self, *states: r.State) -> list[r.Recording]:
        async with self._reading() as connection:
            rows = await connection.execute(select(recordings).where(recordings.c.state.in_(states)))
            return [_record(r.Recording, row) for row in rows]

    async def known(self, meeting_id: str) -> set[str]:
        async with self._reading() as connection:
            rows = await connection.execute(select(recordings.c.recording_id).where(recordings.c.meeting_id == meeting_id))
            return {str(row[0]) for row in rows}

    async def chapters(self, recording_id: str) -> list[r.ChapterRow]:
        query = select(chapters).where(chapters.c.recording_id == recording_id)
        async with self._reading() as connection:
            rows = await connection.execute(query.order_by(chapters.c.starts_at, chapters.c.kind, chapters.c.mark_id))
            return [_record(r.ChapterRow, row) for row in rows]

    async def unrecorded(self, recording_id: str) -> list[r.UnrecordedRow]:
        query = select(unrecorded).where(unrecorded.c.recording_id == recording_id)
        async with self._reading() as connection:
            rows = await connection.execute(query.order_by(unrecorded.c.starts_at, unrecorded.c.channel))
            return [_record(r.UnrecordedRow, row) for row in rows]

    async def statement(self, meeting_id: str, mark_id: str) -> r.ChapterRow | None:
        """The newest of that id."""
        query = select(chapters).where(
            chapters.c.meeting_id == meeting_id, chapters.c.mark_id == mark_id, chapters.c.kind == "statement"
        )
        async with self._reading() as connection:
            row = (await connection.execute(query.order_by(chapters.c.starts_at.desc()).limit(1))).first()
        return None if row is None else _record(r.ChapterRow, row)

    async def captions(self, recording_id: str, language: str, revision: int | None = None) -> list[r.CaptionRow]:
        """As of a revision, the newest by default, in the order they were said."""
        query = select(captions).where(captions.c.recording_id == recording_id, captions.c.language == language)
        if revision is not None:
            query = query.where(captions.c.revision <= revision)
        async with self._reading() as connection:
            rows = await connection.execute(query.order_by(captions.c.revision))
            newest = {row.caption_id: _record(r.CaptionRow, row) for row in rows}
        return sorted(newest.values(), key=lambda line: (line.started_at, line.caption_id))

    async def caption(self, recording_id: str, caption_id: str) -> r.CaptionRow | None:
        query = select(captions).where(captions.c.recording_id == recording_id, captions.c.caption_id == caption_id)
        async with self._reading() as connection:
            row = (await connection.execute(query.order_by(captions.c.revision.desc()).limit(1))).first()
        return None if row is None else _record(r.CaptionRow, row)

    async def languages(self, recording_id: str) -> list[str]:
        """Those that have captions."""
        query = select(captions.c.language).where(captions.c.recording_id == recording_id).distinct()
        async with self._reading() as connection:
            return sorted(str(row[0]) for row in await connection.execute(query))

    # --- searching ---

    async def search(self, question: Question, now: float, limit: int) -> list[r.Recording]:
        """Those that may be seen, newest first."""
        query = select(recordings).where(recordings.c.state.in_(("ended", "kept")), recordings.c.public_at <= now)
        query = query.where(*_conditions(question))
        async with self._reading() as connection:
            ordered = query.order_by(recordings.c.started_at.desc(), recordings.c.recording_id).limit(limit)
            return [_record(r.Recording, row) for row in await connection.execute(ordered)]

    async def hits(self, recording_id: str, asked: Iterable[str]) -> list[r.Hit]:
        """Where the words are: chapters first, captions in which most of them are before others."""
        asked = list(asked)
        if not asked:
            return []
        place = (words.c.kind, words.c.reference)
        query = (
            select(*place, func.count(words.c.word.distinct()).label("found"))
            .where(words.c.recording_id == recording_id, or_(*(_begins(word) for word in asked)))
            .group_by(*place)
            .order_by((words.c.kind == "caption"), func.count(words.c.word.distinct()).desc(), words.c.reference)
            .limit(HITS_LIMIT)
        )
        async with self._reading() as connection:
            return [r.Hit(kind=row.kind, reference=row.reference) for row in await connection.execute(query)]


def _conditions(question: Question) -> list[ColumnElement[bool]]:
    conditions = [_has(_begins(word)) for word in question.words]
    conditions += [_has(_begins(word), words.c.kind == "speaker") for word in question.speaker]
    if question.meeting_id is not None:
        conditions.append(recordings.c.meeting_id == question.meeting_id)
    for column, value in (("delegation", question.delegation), ("item_id", question.item), ("language", question.language)):
        if value is not None:
            conditions.append(
                exists().where(chapters.c.recording_id == recordings.c.recording_id, chapters.c[column] == value)
            )
    if question.since is not None:
        conditions.append(recordings.c.started_at >= question.since)
    if question.until is not None:
        conditions.append(recordings.c.started_at < question.until)
    if question.before is not None:
        at, recording_id = question.before
        later = and_(recordings.c.started_at == at, recordings.c.recording_id > recording_id)
        conditions.append(or_(recordings.c.started_at < at, later))
    return conditions


def _has(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(words.c.recording_id == recordings.c.recording_id, *conditions)


def _begins(word: str) -> ColumnElement[bool]:
    return and_(words.c.word >= word, words.c.word < following(word))


async def _replace_chapter(connection: AsyncConnection, chapter: r.ChapterRow) -> None:
    mine = and_(chapters.c.recording_id == chapter.recording_id, chapters.c.mark_id == chapter.mark_id)
    found = and_(
        words.c.recording_id == chapter.recording_id,
        words.c.reference == chapter.mark_id,
        words.c.kind.in_(("item", "speaker", "delegation")),
    )
    await connection.execute(delete(chapters).where(mine))
    await connection.execute(insert(chapters), [_row(chapter)])
    await connection.execute(delete(words).where(found))
    index = [_row(row) for row in _chapter_words(chapter)]
    if index:
        await connection.execute(insert(words), index)


def _index(recording: r.Recording, marks: Iterable[r.ChapterRow], lines: Iterable[r.CaptionRow]) -> list[r.WordRow]:
    identity = recording.recording_id
    rows = _words(identity, "title", "", " ".join(recording.title.values()))
    for mark in marks:
        rows += _chapter_words(mark)
    for line in lines:
        rows += _words(identity, "caption", line.caption_id, line.text)
    return rows


def _chapter_words(mark: r.ChapterRow) -> list[r.WordRow]:
    identity = mark.recording_id
    if mark.kind == "agendaItem":
        return _words(identity, "item", mark.mark_id, " ".join(mark.title.values()))
    delegation = f"{mark.delegation} {mark.plate.removesuffix(mark.name)}"
    return [
        *_words(identity, "speaker", mark.mark_id, mark.name),
        *_words(identity, "delegation", mark.mark_id, delegation),
    ]


def _words(recording_id: str, kind: str, reference: str, text: str) -> list[r.WordRow]:
    found = sorted(words_of(text))
    return [r.WordRow(word=word, recording_id=recording_id, kind=kind, reference=reference) for word in found]


def _row(record: msgspec.Struct) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__struct_fields__}


def _record(kind: type[T], row: Row[Any]) -> T:
    return kind(**row._mapping)
