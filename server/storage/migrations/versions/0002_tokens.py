"""Bearer tokens of WHIP sources and WHEP channels."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tokens",
        sa.Column("token_id", sa.String(16), nullable=False, comment="names the token without being it"),
        sa.Column("token_hash", sa.String(64), nullable=False, comment="SHA-256, hexadecimal; the token itself is nowhere"),
        sa.Column("meeting_id", sa.String(64), nullable=False),
        sa.Column("scope", sa.String(96), nullable=False, comment="whip:<source> or whep:<channel>"),
        sa.Column("issued_at", sa.Float(53), nullable=False, comment="Unix seconds"),
        sa.Column("expires_at", sa.Float(53), nullable=True, comment="Unix seconds; null: never"),
        sa.Column("revoked_at", sa.Float(53), nullable=True, comment="Unix seconds; null: valid"),
        sa.PrimaryKeyConstraint("token_id", name=op.f("pk_tokens")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_tokens_token_hash")),
    )


def downgrade() -> None:
    op.drop_table("tokens")
