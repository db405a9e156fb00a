"""Registration: conferences, people, staff, messages, check-ins and the audit log, to which rows are only added."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEPT = """
CREATE TRIGGER audit_no_{act} BEFORE {act} ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END
"""


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("at", sa.Float(53), nullable=False),
        sa.Column("who", sa.String(64), nullable=False),
        sa.Column("act", sa.String(48), nullable=False),
        sa.Column("conference_id", sa.String(48), nullable=False),
        sa.Column("subject", sa.String(96), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit")),
    )
    op.create_index(op.f("ix_audit_conference_id"), "audit", ["conference_id"])
    op.create_index(op.f("ix_audit_subject"), "audit", ["subject"])
    op.create_table(
        "challenges",
        sa.Column("challenge_id", sa.String(48), nullable=False),
        sa.Column("registration_id", sa.String(48), nullable=False),
        sa.Column("channel", sa.String(8), nullable=False),
        sa.Column("issued_at", sa.Float(53), nullable=False),
        sa.Column("expires_at", sa.Float(53), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("used_at", sa.Float(53), nullable=True),
        sa.PrimaryKeyConstraint("challenge_id", name=op.f("pk_challenges")),
    )
    op.create_index(op.f("ix_challenges_registration_id"), "challenges", ["registration_id"])
    op.create_table(
        "check_ins",
        sa.Column("registration_id", sa.String(48), nullable=False),
        sa.Column("meeting_id", sa.String(64), nullable=False),
        sa.Column("at", sa.Float(53), nullable=False),
        sa.Column("by", sa.String(48), nullable=False),
        sa.PrimaryKeyConstraint("registration_id", "meeting_id", name=op.f("pk_check_ins")),
    )
    op.create_table(
        "conferences",
        sa.Column("conference_id", sa.String(48), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("form", sa.String(16), nullable=False),
        sa.Column("venue", sa.JSON(), nullable=False),
        sa.Column("timezone", sa.String(64), nullable=False),
        sa.Column("starts_at", sa.Float(53), nullable=False),
        sa.Column("ends_at", sa.Float(53), nullable=False),
        sa.Column("opens_at", sa.Float(53), nullable=True),
        sa.Column("deadline_at", sa.Float(53), nullable=True),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("participants_limit", sa.Integer(), nullable=False),
        sa.Column("active_limit", sa.Integer(), nullable=False),
        sa.Column("on_site_limit", sa.Integer(), nullable=True),
        sa.Column("quota", sa.Integer(), nullable=True),
        sa.Column("quotas", sa.JSON(), nullable=False),
        sa.Column("on_site_quota", sa.Integer(), nullable=True),
        sa.Column("delegations", sa.JSON(), nullable=False),
        sa.Column("groups", sa.JSON(), nullable=False),
        sa.Column("documents", sa.JSON(), nullable=False),
        sa.Column("sittings", sa.JSON(), nullable=False),
        sa.Column("accreditation_required", sa.Boolean(), nullable=False),
        sa.Column("own_form", sa.Boolean(), nullable=False),
        sa.Column("webcast_declarations", sa.Boolean(), nullable=False),
        sa.Column("retention_days", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.Float(53), nullable=True),
        sa.Column("closed_at", sa.Float(53), nullable=True),
        sa.Column("final_at", sa.Float(53), nullable=True),
        sa.PrimaryKeyConstraint("conference_id", name=op.f("pk_conferences")),
    )
    op.create_table(
        "declarations",
        sa.Column("declaration_id", sa.String(48), nullable=False),
        sa.Column("conference_id", sa.String(48), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("email", sa.String(320), nullable=False),
        sa.Column("delegation", sa.String(120), nullable=False),
        sa.Column("function", sa.String(120), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("at", sa.Float(53), nullable=False),
        sa.PrimaryKeyConstraint("declaration_id", name=op.f("pk_declarations")),
    )
    op.create_index(op.f("ix_declarations_conference_id"), "declarations", ["conference_id"])
    op.create_table(
        "outbox",
        sa.Column("message_id", sa.String(48), nullable=False),
        sa.Column("unique_key", sa.String(160), nullable=False),
        sa.Column("conference_id", sa.String(48), nullable=False),
        sa.Column("registration_id", sa.String(48), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("channel", sa.String(8), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Float(53), nullable=False),
        sa.Column("next_at", sa.Float(53), nullable=False),
        sa.Column("expires_at", sa.Float(53), nullable=True),
        sa.Column("sent_at", sa.Float(53), nullable=True),
        sa.Column("error", sa.String(200), nullable=False),
        sa.Column("parameters", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("unique_key", name=op.f("uq_outbox_unique_key")),
    )
    op.create_index(op.f("ix_outbox_conference_id"), "outbox", ["conference_id"])
    op.create_index("ix_outbox_due", "outbox", ["state", "next_at"])
    op.create_index(op.f("ix_outbox_registration_id"), "outbox", ["registration_id"])
    op.create_table(
        "people",
        sa.Column("person_id", sa.String(48), nullable=False),
        sa.Column("number", sa.String(64), nullable=True),
        sa.Column("email", sa.String(320), nullable=True),
        sa.Column("email_folded", sa.String(320), nullable=True, comment="equal for two spellings of one address"),
        sa.Column("honorific", sa.String(120), nullable=False),
        sa.Column("given_name", sa.String(120), nullable=False),
        sa.Column("family_name", sa.String(120), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("phone", sa.String(20), nullable=False),
        sa.Column("created_at", sa.Float(53), nullable=False),
        sa.Column("updated_at", sa.Float(53), nullable=False),
        sa.Column("erased_at", sa.Float(53), nullable=True),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_people")),
        sa.UniqueConstraint("email_folded", name=op.f("uq_people_email_folded")),
        sa.UniqueConstraint("number", name=op.f("uq_people_number")),
    )
    op.create_table(
        "registrations",
        sa.Column("registration_id", sa.String(48), nullable=False),
        sa.Column("conference_id", sa.String(48), nullable=False),
        sa.Column("person_id", sa.String(48), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("delegation", sa.String(120), nullable=False),
        sa.Column("function", sa.String(120), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("booth", sa.String(35), nullable=True),
        sa.Column("attendance", sa.String(8), nullable=False),
        sa.Column("standing", sa.String(16), nullable=False),
        sa.Column("accreditation", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("letter", sa.String(32), nullable=True),
        sa.Column("letter_name", sa.String(255), nullable=False),
        sa.Column("letter_type", sa.String(128), nullable=False),
        sa.Column("access_generation", sa.Integer(), nullable=False),
        sa.Column("access_hash", sa.String(64), nullable=True, comment="HMAC-SHA256, hexadecimal; the code is nowhere"),
        sa.Column("totp_generation", sa.Integer(), nullable=False),
        sa.Column("totp_step", sa.Integer(), nullable=False),
        sa.Column("wrong_codes", sa.Integer(), nullable=False),
        sa.Column("locked_at", sa.Float(53), nullable=True),
        sa.Column("created_at", sa.Float(53), nullable=False),
        sa.Column("updated_at", sa.Float(53), nullable=False),
        sa.PrimaryKeyConstraint("registration_id", name=op.f("pk_registrations")),
        sa.UniqueConstraint("access_hash", name=op.f("uq_registrations_access_hash")),
        sa.UniqueConstraint("conference_id", "person_id", name=op.f("uq_registrations_conference_id")),
    )
    op.create_index(op.f("ix_registrations_person_id"), "registrations", ["person_id"])
    op.create_table(
        "sessions",
        sa.Column(
            "session_hash", sa.String(64), nullable=False, comment="SHA-256, hexadecimal; the token itself is nowhere"
        ),
        sa.Column("family", sa.String(48), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("subject_id", sa.String(48), nullable=False),
        sa.Column("issued_at", sa.Float(53), nullable=False),
        sa.Column("seen_at", sa.Float(53), nullable=False),
        sa.Column("expires_at", sa.Float(53), nullable=False),
        sa.PrimaryKeyConstraint("session_hash", name=op.f("pk_sessions")),
    )
    op.create_index(op.f("ix_sessions_expires_at"), "sessions", ["expires_at"])
    op.create_index(op.f("ix_sessions_family"), "sessions", ["family"])
    op.create_index(op.f("ix_sessions_subject_id"), "sessions", ["subject_id"])
    op.create_table(
        "staff",
        sa.Column("staff_id", sa.String(48), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("password_hash", sa.String(255), nullable=False),
        sa.Column("totp_generation", sa.Integer(), nullable=False),
        sa.Column("totp_step", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.Float(53), nullable=True),
        sa.Column("created_at", sa.Float(53), nullable=False),
        sa.Column("disabled_at", sa.Float(53), nullable=True),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_staff")),
        sa.UniqueConstraint("name", name=op.f("uq_staff_name")),
    )
    for act in ("UPDATE", "DELETE"):
        if op.get_bind().dialect.name == "sqlite":
            op.execute(KEPT.format(act=act))
        else:
            op.execute(f"CREATE RULE audit_no_{act.lower()} AS ON {act} TO audit DO INSTEAD NOTHING")


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)


TABLES = (
    "audit",
    "challenges",
    "check_ins",
    "conferences",
    "declarations",
    "outbox",
    "people",
    "registrations",
    "sessions",
    "staff",
)
