"""Files of conferences' documents."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "document_files",
        sa.Column("file_id", sa.String(48), nullable=False),
        sa.Column("conference_id", sa.String(48), nullable=False),
        sa.Column("file_name", sa.String(255), nullable=False),
        sa.Column("media_type", sa.String(128), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("at", sa.Float(53), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("file_id", name=op.f("pk_document_files")),
    )
    op.create_index(op.f("ix_document_files_conference_id"), "document_files", ["conference_id"])


def downgrade() -> None:
    op.drop_table("document_files")
