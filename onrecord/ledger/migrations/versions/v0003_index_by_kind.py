"""An index by kind, so that decisions, exports and logins are found among a million claims without reading those."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("entries_by_kind", "entries", ["kind", "seq"])
