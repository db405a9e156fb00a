"""The tables of the recordings' catalogue: the columns of a struct of ``server/recordings/records.py`` each, in its order.

Every change here needs a migration in ``migrations/versions``; a test compares the two.
"""

from __future__ import annotations

from sqlalchemy import JSON, Column, Float, Index, Integer, String, Table, Text

from server.storage.tables import metadata

ID = String(64)
TIME = Float(53)
WORD = String(48).with_variant(String(48, collation="C"), "postgresql")
"""Compared by code points everywhere, so that beginnings of words are a range."""

recordings = Table(
    "recordings",
    metadata,
    Column("recording_id", ID, primary_key=True),
    Column("meeting_id", ID, nullable=False, index=True),
    Column("title", JSON, nullable=False),
    Column("languages", JSON, nullable=False),
    Column("started_at", TIME, nullable=False, index=True),
    Column("ended_at", TIME, nullable=False),
    Column("duration_s", TIME, nullable=False),
    Column("size_bytes", Float(53), nullable=False),
    Column("state", String(16), nullable=False),
    Column("public_at", TIME, nullable=False),
    Column("keep_until", TIME, nullable=True),
    Column("revision", Integer, nullable=False),
    Column("deleted_at", TIME, nullable=True),
    Column("deleted_by", String(128), nullable=False),
    Column("sounds", JSON, nullable=False, server_default="{}"),
)

chapters = Table(
    "recording_chapters",
    metadata,
    Column("recording_id", ID, primary_key=True),
    Column("mark_id", String(96), primary_key=True),
    Column("meeting_id", ID, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("starts_at", TIME, nullable=False),
    Column("ends_at", TIME, nullable=False),
    Column("item_id", String(64), nullable=True),
    Column("title", JSON, nullable=False),
    Column("name", String(160), nullable=False),
    Column("delegation", String(160), nullable=False),
    Column("plate", String(400), nullable=False),
    Column("language", String(35), nullable=False),
    Column("request_kind", String(32), nullable=False),
    Index("ix_recording_chapters_statement", "meeting_id", "mark_id"),
)

unrecorded = Table(
    "recording_unrecorded",
    metadata,
    Column("recording_id", ID, primary_key=True),
    Column("channel", String(35), primary_key=True),
    Column("starts_at", TIME, primary_key=True),
    Column("ends_at", TIME, nullable=False),
)

revisions = Table(
    "recording_revisions",
    metadata,
    Column("recording_id", ID, primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(16), nullable=False),
    Column("made_at", TIME, nullable=False),
    Column("made_by", String(128), nullable=False),
    Column("why", Text, nullable=False),
    Column("state", String(16), nullable=False, index=True),
    Column("error", String(32), nullable=False),
    Column("what", JSON, nullable=False),
)

captions = Table(
    "recording_captions",
    metadata,
    Column("recording_id", ID, primary_key=True),
    Column("caption_id", String(40), primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("language", String(35), nullable=False),
    Column("text", Text, nullable=False),
    Column("started_at", TIME, nullable=False),
    Column("written_at", TIME, nullable=False),
    Column("changed_at", TIME, nullable=False),
    Column("changed_by", String(128), nullable=False),
)

words = Table(
    "recording_words",
    metadata,
    Column("word", WORD, primary_key=True),
    Column("recording_id", ID, primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("reference", String(96), primary_key=True),
    Index("ix_recording_words_recording", "recording_id", "kind", "reference"),
)
"""What recordings are found by, see ``server/recordings/words.py``; works the same on SQLite and PostgreSQL."""
