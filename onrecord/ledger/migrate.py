"""Which form a ledger has, and how an older one is brought to the present form."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

FORMS = ("0001", "0002", "0003")  # every form that was ever written, oldest first


def form_of(db: sa.Connection) -> str:
    """The schema version of a ledger. The first form carried no number."""
    if not sa.inspect(db).has_table("alembic_version"):
        return FORMS[0]
    return str(db.exec_driver_sql("SELECT version_num FROM alembic_version").scalar())


def upgrade(db: sa.Connection, to: str = "head") -> None:
    """Runs the migrations that are missing, inside the transaction of a writer: all of them or none."""
    from alembic import command  # some tenths of a second to import, needed once in a ledger's life
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    config.attributes["connection"] = db
    if sa.inspect(db).has_table("entries") and not sa.inspect(db).has_table("alembic_version"):
        command.stamp(config, FORMS[0])
    command.upgrade(config, to)
