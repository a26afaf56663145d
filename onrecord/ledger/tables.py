"""The tables of a ledger, the same on SQLite and PostgreSQL, and the rules by which the database itself refuses change."""

from __future__ import annotations

import sqlalchemy as sa

SCHEMA = "0003"  # the newest migration; a new ledger is made in this form at once
PORTABLE = ("0002", "0003")  # forms whose tables hold the same columns, so that a file of one fills a ledger of the other

META = sa.MetaData()


def key(name: str) -> sa.Column[int]:
    """A number that is given, never counted up by the database."""
    return sa.Column(name, sa.Integer, primary_key=True, autoincrement=False)


def numbers(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer, nullable=False) for name in names]


def texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


ABOUT = sa.Table("about", META, sa.Column("key", sa.Text, primary_key=True), *texts("value"))  # key `ledger`: its id
ENTRIES = sa.Table(
    "entries",
    META,
    key("seq"),
    *numbers("batch"),
    *texts("kind", "at", "commitment", "digest"),
    sa.Index("entries_by_kind", "kind", "seq"),
)
PAYLOADS = sa.Table("payloads", META, key("seq"), *texts("ref", "salt", "payload"), sa.Index("payloads_by_ref", "ref"))
BATCHES = sa.Table("batches", META, key("number"), *numbers("first", "last"), *texts("root"))
REMOVED = sa.Table("removed", META, key("seq"), *numbers("by_entry"))  # by_entry says when, by whom and why
VERSION = sa.Table(  # as Alembic makes it
    "alembic_version", META, sa.Column("version_num", sa.String(32)), sa.PrimaryKeyConstraint("version_num", name="alembic_version_pkc")
)

LEDGER_TABLES = ("about", "entries", "payloads", "batches", "removed")
REFUSAL = "the ledger is append-only"
_ALWAYS = [(table, verb) for table in LEDGER_TABLES for verb in ("update", "delete") if (table, verb) != ("payloads", "delete")]


def guards(dialect: str) -> list[str]:
    """The triggers, as SQL: nothing is updated, nothing deleted but payloads that a removal entry names."""
    return _postgresql() if dialect == "postgresql" else _sqlite()


def _sqlite() -> list[str]:
    refuse = [
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_{verb} BEFORE {verb.upper()} ON {table} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        for table, verb in _ALWAYS
    ]
    named = (
        "CREATE TRIGGER IF NOT EXISTS payloads_no_delete BEFORE DELETE ON payloads "
        "WHEN NOT EXISTS (SELECT 1 FROM removed WHERE removed.seq = OLD.seq) "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    )
    # REPLACE would delete without firing triggers unless recursive_triggers is on; the primary keys are guarded by these.
    replaced = [
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_replace BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key}) BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        for table, key in (("about", "key"), ("entries", "seq"), ("payloads", "seq"), ("batches", "number"), ("removed", "seq"))
    ]
    return [*refuse, named, *replaced]


def _postgresql() -> list[str]:
    function = f"""
        CREATE OR REPLACE FUNCTION onrecord_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF TG_TABLE_NAME = 'payloads' AND TG_OP = 'DELETE' THEN
            IF EXISTS (SELECT 1 FROM removed WHERE removed.seq = OLD.seq) THEN RETURN OLD; END IF;
          END IF;
          RAISE EXCEPTION '{REFUSAL}';
        END $$"""
    rows = [
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION onrecord_refuse()"
        for table in LEDGER_TABLES
    ]
    whole = [
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION onrecord_refuse()"
        for table in LEDGER_TABLES
    ]
    return [function, *rows, *whole]


def writer_rights(role: str, schema: str) -> list[str]:
    """SQL that lets a role read and append, and nothing else: it has no right to UPDATE, DELETE or TRUNCATE, whatever the triggers say."""
    quoted, home = ('"' + name.replace('"', '""') + '"' for name in (role, schema))
    tables = ", ".join(LEDGER_TABLES)
    return [
        f"GRANT USAGE ON SCHEMA {home} TO {quoted}",
        f"REVOKE ALL ON {tables}, alembic_version FROM {quoted}",
        f"GRANT SELECT, INSERT ON about, entries, payloads, batches TO {quoted}",
        f"GRANT SELECT ON removed, alembic_version TO {quoted}",
    ]
