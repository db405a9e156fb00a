"""Corrections of recordings, and how long each language's sound is as a file."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("recordings", sa.Column("sounds", sa.JSON(), nullable=False, server_default="{}"))
    op.create_table(
        "recording_revisions",
        sa.Column("recording_id", sa.String(64), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("made_at", sa.Float(53), nullable=False),
        sa.Column("made_by", sa.String(128), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("error", sa.String(32), nullable=False),
        sa.Column("what", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("recording_id", "revision", name=op.f("pk_recording_revisions")),
    )
    op.create_index(op.f("ix_recording_revisions_state"), "recording_revisions", ["state"])


def downgrade() -> None:
    op.drop_table("recording_revisions")
    op.drop_column("recordings", "sounds")
