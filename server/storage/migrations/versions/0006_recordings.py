"""The catalogue of recordings: chapters, captions as corrected, and the words they are found by."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

WORD = sa.String(48).with_variant(sa.String(48, collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "recordings",
        sa.Column("recording_id", sa.String(64), nullable=False),
        sa.Column("meeting_id", sa.String(64), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("started_at", sa.Float(53), nullable=False),
        sa.Column("ended_at", sa.Float(53), nullable=False),
        sa.Column("duration_s", sa.Float(53), nullable=False),
        sa.Column("size_bytes", sa.Float(53), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("public_at", sa.Float(53), nullable=False),
        sa.Column("keep_until", sa.Float(53), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.Float(53), nullable=True),
        sa.Column("deleted_by", sa.String(128), nullable=False),
        sa.PrimaryKeyConstraint("recording_id", name=op.f("pk_recordings")),
    )
    op.create_index(op.f("ix_recordings_meeting_id"), "recordings", ["meeting_id"])
    op.create_index(op.f("ix_recordings_started_at"), "recordings", ["started_at"])
    op.create_table(
        "recording_chapters",
        sa.Column("recording_id", sa.String(64), nullable=False),
        sa.Column("mark_id", sa.String(96), nullable=False),
        sa.Column("meeting_id", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("starts_at", sa.Float(53), nullable=False),
        sa.Column("ends_at", sa.Float(53), nullable=False),
        sa.Column("item_id", sa.String(64), nullable=True),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("name", sa.String(160), nullable=False),
        sa.Column("delegation", sa.String(160), nullable=False),
        sa.Column("plate", sa.String(400), nullable=False),
        sa.Column("language", sa.String(35), nullable=False),
        sa.Column("request_kind", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("recording_id", "mark_id", name=op.f("pk_recording_chapters")),
    )
    op.create_index("ix_recording_chapters_statement", "recording_chapters", ["meeting_id", "mark_id"])
    op.create_table(
        "recording_unrecorded",
        sa.Column("recording_id", sa.String(64), nullable=False),
        sa.Column("channel", sa.String(35), nullable=False),
        sa.Column("starts_at", sa.Float(53), nullable=False),
        sa.Column("ends_at", sa.Float(53), nullable=False),
        sa.PrimaryKeyConstraint("recording_id", "channel", "starts_at", name=op.f("pk_recording_unrecorded")),
    )
    op.create_table(
        "recording_captions",
        sa.Column("recording_id", sa.String(64), nullable=False),
        sa.Column("caption_id", sa.String(40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(35), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("started_at", sa.Float(53), nullable=False),
        sa.Column("written_at", sa.Float(53), nullable=False),
        sa.Column("changed_at", sa.Float(53), nullable=False),
        sa.Column("changed_by", sa.String(128), nullable=False),
        sa.PrimaryKeyConstraint("recording_id", "caption_id", "revision", name=op.f("pk_recording_captions")),
    )
    op.create_table(
        "recording_words",
        sa.Column("word", WORD, nullable=False),
        sa.Column("recording_id", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("reference", sa.String(96), nullable=False),
        sa.PrimaryKeyConstraint("word", "recording_id", "kind", "reference", name=op.f("pk_recording_words")),
    )
    op.create_index("ix_recording_words_recording", "recording_words", ["recording_id", "kind", "reference"])


def downgrade() -> None:
    for table in ("recording_words", "recording_captions", "recording_unrecorded", "recording_chapters", "recordings"):
        op.drop_table(table)
