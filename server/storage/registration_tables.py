"""The tables of registration: the columns of a struct of ``server/registration/records.py`` each, in its order.

Every change here needs a migration in ``migrations/versions``; a test compares the two.
"""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import JSON, Boolean, Column, Float, Index, Integer, String, Table, UniqueConstraint

from server.arrival.records import ConnectionTest
from server.registration import records as r
from server.storage.tables import metadata

ID = String(48)
TIME = Float(53)


def _id(name: str, **options: Any) -> Column[str]:
    return Column(name, ID, **{"nullable": False, **options})


def _time(name: str, *, nullable: bool = False) -> Column[float]:
    return Column(name, TIME, nullable=nullable)


def _text(name: str, length: int, **options: Any) -> Column[str]:
    return Column(name, String(length), **{"nullable": False, **options})


def _number(name: str, **options: Any) -> Column[int]:
    return Column(name, Integer, **{"nullable": False, **options})


def _truth(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False)


def _json(name: str) -> Column[Any]:
    return Column(name, JSON, nullable=False)


conferences = Table(
    "conferences",
    metadata,
    _id("conference_id", primary_key=True),
    _json("title"),
    _text("form", 16),
    _json("venue"),
    _text("timezone", 64),
    _time("starts_at"),
    _time("ends_at"),
    _time("opens_at", nullable=True),
    _time("deadline_at", nullable=True),
    _json("languages"),
    _number("participants_limit"),
    _number("active_limit"),
    _number("on_site_limit", nullable=True),
    _number("quota", nullable=True),
    _json("quotas"),
    _number("on_site_quota", nullable=True),
    _json("delegations"),
    _json("groups"),
    _json("documents"),
    _json("sittings"),
    _truth("accreditation_required"),
    _truth("own_form"),
    _truth("webcast_declarations"),
    _number("retention_days"),
    _json("invitation"),
    _number("reminder_days", nullable=True),
    _truth("accreditation_mails"),
    _number("version"),
    _time("published_at", nullable=True),
    _time("closed_at", nullable=True),
    _time("final_at", nullable=True),
    _time("invited_at", nullable=True),
    _time("reminded_at", nullable=True),
    _number("calendar_version"),
    _json("withdrawn"),
)

people = Table(
    "people",
    metadata,
    _id("person_id", primary_key=True),
    _text("number", 64, nullable=True, unique=True),
    _text("email", 320, nullable=True),
    _text("email_folded", 320, nullable=True, unique=True, comment="equal for two spellings of one address"),
    _text("honorific", 120),
    _text("given_name", 120),
    _text("family_name", 120),
    _text("language", 8),
    _text("phone", 20),
    _time("created_at"),
    _time("updated_at"),
    _time("erased_at", nullable=True),
)

registrations = Table(
    "registrations",
    metadata,
    _id("registration_id", primary_key=True),
    _id("conference_id"),
    _id("person_id", index=True),
    _text("role", 16),
    _text("delegation", 120),
    _text("function", 120),
    _number("rank"),
    _text("booth", 35, nullable=True),
    _text("attendance", 8),
    _text("standing", 16),
    _text("accreditation", 16),
    _text("reason", 500),
    _text("letter", 32, nullable=True),
    _text("letter_name", 255),
    _text("letter_type", 128),
    _number("access_generation"),
    _text("access_hash", 64, nullable=True, unique=True, comment="HMAC-SHA256, hexadecimal; the code is nowhere"),
    _number("totp_generation"),
    _number("totp_step"),
    _number("wrong_codes"),
    _time("locked_at", nullable=True),
    _time("created_at"),
    _time("updated_at"),
    UniqueConstraint("conference_id", "person_id"),
)

staff = Table(
    "staff",
    metadata,
    _id("staff_id", primary_key=True),
    _text("name", 64, unique=True),
    _text("role", 16),
    _text("password_hash", 255),
    _number("totp_generation"),
    _number("totp_step"),
    _number("failures"),
    _time("locked_until", nullable=True),
    _time("created_at"),
    _time("disabled_at", nullable=True),
)

sessions = Table(
    "sessions",
    metadata,
    _text("session_hash", 64, primary_key=True, comment="SHA-256, hexadecimal; the token itself is nowhere"),
    _id("family", index=True),
    _text("kind", 16),
    _id("subject_id", index=True),
    _time("issued_at"),
    _time("seen_at"),
    Column("expires_at", TIME, nullable=False, index=True),
)

challenges = Table(
    "challenges",
    metadata,
    _id("challenge_id", primary_key=True),
    _id("registration_id", index=True),
    _text("channel", 8),
    _time("issued_at"),
    _time("expires_at"),
    _number("tries"),
    _time("used_at", nullable=True),
)

outbox = Table(
    "outbox",
    metadata,
    _id("message_id", primary_key=True),
    _text("unique_key", 160, unique=True),
    _id("conference_id", index=True),
    _id("registration_id", index=True),
    _text("kind", 32),
    _text("channel", 8),
    _text("state", 16),
    _number("attempts"),
    _time("created_at"),
    _time("next_at"),
    _time("expires_at", nullable=True),
    _time("sent_at", nullable=True),
    _text("error", 200),
    _json("parameters"),
    Index("ix_outbox_due", "state", "next_at"),
)

check_ins = Table(
    "check_ins",
    metadata,
    _id("registration_id", primary_key=True),
    _text("meeting_id", 64, primary_key=True),
    _time("at"),
    _id("by"),
)

declarations = Table(
    "declarations",
    metadata,
    _id("declaration_id", primary_key=True),
    _id("conference_id", index=True),
    _text("name", 120),
    _text("email", 320),
    _text("delegation", 120),
    _text("function", 120),
    _text("state", 16),
    _time("at"),
)

api_keys = Table(
    "api_keys",
    metadata,
    _id("key_id", primary_key=True),
    _text("name", 120),
    _text("secret_hash", 64, unique=True, comment="SHA-256, hexadecimal; the secret itself is nowhere"),
    _json("scopes"),
    _time("created_at"),
    _text("created_by", 64),
    _time("expires_at", nullable=True),
    _time("revoked_at", nullable=True),
    _time("used_at", nullable=True),
)

slots = Table(
    "slots",
    metadata,
    _id("slot_id", primary_key=True),
    _id("conference_id", index=True),
    _text("kind", 16),
    _time("starts_at"),
    _time("ends_at"),
    _number("places"),
    _text("language", 35),
    _number("revision"),
    _time("withdrawn_at", nullable=True),
)

bookings = Table(
    "bookings",
    metadata,
    _id("slot_id", primary_key=True),
    _id("registration_id", primary_key=True, index=True),
    _text("kind", 16),
    _time("booked_at"),
    _time("came_at", nullable=True),
    _time("reminded_at", nullable=True),
)

editions = Table(
    "editions",
    metadata,
    _id("conference_id", primary_key=True),
    _number("version", primary_key=True, autoincrement=False),
    _time("at"),
    _text("by", 64),
    _json("content"),
)

document_files = Table(
    "document_files",
    metadata,
    _id("file_id", primary_key=True),
    _id("conference_id", index=True),
    _text("file_name", 255),
    _text("media_type", 128),
    _number("size"),
    _time("at"),
    _text("by", 64),
)

audit = Table(
    "audit",
    metadata,
    _time("at"),
    _text("who", 64),
    _text("act", 48),
    _id("conference_id", index=True),
    _text("subject", 96, index=True),
    _json("detail"),
    Column("number", Integer, primary_key=True, autoincrement=True),
)
"""Rows are only ever added."""

connection_tests = Table(
    "connection_tests",
    metadata,
    _id("reference", primary_key=True),
    Column("at", TIME, nullable=False, index=True),
    _text("role", 16),
    _text("verdict", 16),
    _json("reasons"),
    Column("network", JSON, nullable=True),
    _text("browser", 80),
    _json("steps"),
    _json("devices"),
    _text("language", 35, nullable=True),
)

TABLES: dict[type[msgspec.Struct], Table] = {
    r.Conference: conferences,
    r.Person: people,
    r.Registration: registrations,
    r.Staff: staff,
    r.SessionRow: sessions,
    r.Challenge: challenges,
    r.Message: outbox,
    r.CheckIn: check_ins,
    r.Declaration: declarations,
    r.ApiKey: api_keys,
    r.Slot: slots,
    r.Booking: bookings,
    r.Edition: editions,
    r.DocumentFile: document_files,
    r.Act: audit,
    ConnectionTest: connection_tests,
}
