"""Checks before a meeting, kept for support."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "connection_tests",
        sa.Column("reference", sa.String(48), nullable=False),
        sa.Column("at", sa.Float(53), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("verdict", sa.String(16), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("network", sa.JSON(), nullable=True),
        sa.Column("browser", sa.String(80), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("devices", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(35), nullable=True),
        sa.PrimaryKeyConstraint("reference", name=op.f("pk_connection_tests")),
    )
    op.create_index(op.f("ix_connection_tests_at"), "connection_tests", ["at"])


def downgrade() -> None:
    op.drop_table("connection_tests")
