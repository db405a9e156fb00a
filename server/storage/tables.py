"""The tables.  Every change here needs a migration in ``migrations/versions``; a test compares the two."""

from __future__ import annotations

from sqlalchemy import Column, Float, Integer, MetaData, String, Table, Text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

events = Table(
    "events",
    metadata,
    Column("meeting_id", String(64), primary_key=True),
    Column("sequence", Integer, primary_key=True, autoincrement=False, comment="from 1 within the meeting, without gaps"),
    Column("at", Float(53), nullable=False, comment="Unix seconds"),
    Column("name", String(64), nullable=False, comment="stored name of the event"),
    Column("version", Integer, nullable=False, comment="schema version of the event"),
    Column("body", Text, nullable=False, comment="JSON"),
)
"""The journal of every meeting; rows are only ever added, save the remainder of an append whose outcome was unknown."""

tokens = Table(
    "tokens",
    metadata,
    Column("token_id", String(16), primary_key=True, comment="names the token without being it"),
    Column(
        "token_hash", String(64), nullable=False, unique=True, comment="SHA-256, hexadecimal; the token itself is nowhere"
    ),
    Column("meeting_id", String(64), nullable=False),
    Column("scope", String(96), nullable=False, comment="whip:<source> or whep:<channel>"),
    Column("issued_at", Float(53), nullable=False, comment="Unix seconds"),
    Column("expires_at", Float(53), nullable=True, comment="Unix seconds; null: never"),
    Column("revoked_at", Float(53), nullable=True, comment="Unix seconds; null: valid"),
)
"""Bearer tokens of WHIP sources and WHEP channels."""
