"""Registration: invitations, keys of machines, coaching sessions and frozen lists of participants."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "api_keys",
        sa.Column("key_id", sa.String(48), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column(
            "secret_hash", sa.String(64), nullable=False, comment="SHA-256, hexadecimal; the secret itself is nowhere"
        ),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.Float(53), nullable=False),
        sa.Column("created_by", sa.String(64), nullable=False),
        sa.Column("expires_at", sa.Float(53), nullable=True),
        sa.Column("revoked_at", sa.Float(53), nullable=True),
        sa.Column("used_at", sa.Float(53), nullable=True),
        sa.PrimaryKeyConstraint("key_id", name=op.f("pk_api_keys")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_api_keys_secret_hash")),
    )
    op.create_table(
        "slots",
        sa.Column("slot_id", sa.String(48), nullable=False),
        sa.Column("conference_id", sa.String(48), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("starts_at", sa.Float(53), nullable=False),
        sa.Column("ends_at", sa.Float(53), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(35), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", sa.Float(53), nullable=True),
        sa.PrimaryKeyConstraint("slot_id", name=op.f("pk_slots")),
    )
    op.create_index(op.f("ix_slots_conference_id"), "slots", ["conference_id"])
    op.create_table(
        "bookings",
        sa.Column("slot_id", sa.String(48), nullable=False),
        sa.Column("registration_id", sa.String(48), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("booked_at", sa.Float(53), nullable=False),
        sa.Column("came_at", sa.Float(53), nullable=True),
        sa.Column("reminded_at", sa.Float(53), nullable=True),
        sa.PrimaryKeyConstraint("slot_id", "registration_id", name=op.f("pk_bookings")),
    )
    op.create_index(op.f("ix_bookings_registration_id"), "bookings", ["registration_id"])
    op.create_table(
        "editions",
        sa.Column("conference_id", sa.String(48), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("at", sa.Float(53), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("conference_id", "version", name=op.f("pk_editions")),
    )
    with op.batch_alter_table("conferences") as batch:
        batch.add_column(sa.Column("invitation", sa.JSON(), nullable=False, server_default="{}"))
        batch.add_column(sa.Column("reminder_days", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("accreditation_mails", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.add_column(sa.Column("invited_at", sa.Float(53), nullable=True))
        batch.add_column(sa.Column("reminded_at", sa.Float(53), nullable=True))
        batch.add_column(sa.Column("calendar_version", sa.Integer(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("withdrawn", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    for table in ("editions", "bookings", "slots", "api_keys"):
        op.drop_table(table)
    with op.batch_alter_table("conferences") as batch:
        for column in COLUMNS:
            batch.drop_column(column)


COLUMNS = (
    *("invitation", "reminder_days", "accreditation_mails"),
    *("invited_at", "reminded_at", "calendar_version", "withdrawn"),
)
