"""The first form: one table, payloads in it, digests without salt."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "entries",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("kind", "ref", "at", "payload", "prev", "digest")),
    )
    op.create_index("entries_by_ref", "entries", ["kind", "ref"])
    if op.get_context().dialect.name == "sqlite":  # this form was never written to anything else
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER IF NOT EXISTS entries_no_{verb.lower()} BEFORE {verb} ON entries\n"
                "    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
            )
