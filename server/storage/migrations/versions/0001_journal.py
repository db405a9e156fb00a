"""The journal of events."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "events",
        sa.Column("meeting_id", sa.String(64), nullable=False),
        sa.Column(
            "sequence", sa.Integer, autoincrement=False, nullable=False, comment="from 1 within the meeting, without gaps"
        ),
        sa.Column("at", sa.Float(53), nullable=False, comment="Unix seconds"),
        sa.Column("name", sa.String(64), nullable=False, comment="stored name of the event"),
        sa.Column("version", sa.Integer, nullable=False, comment="schema version of the event"),
        sa.Column("body", sa.Text, nullable=False, comment="JSON"),
        sa.PrimaryKeyConstraint("meeting_id", "sequence", name=op.f("pk_events")),
    )


def downgrade() -> None:
    op.drop_table("events")
