"""Salted digests in the chain, payloads beside it, so that a payload can be removed and the chain still holds.

The old chain is checked first, and a ledger in which it is broken is left as it is. Each entry keeps its number, moment and payload,
byte for byte; the last entry says on which digest the old chain ended, so that whoever noted that digest can compute it again from the
payloads.
"""

import hashlib
import json
import uuid
from typing import Any

import sqlalchemy as sa
from alembic import op

from onrecord.errors import LedgerError
from onrecord.ledger.entries import canonical, chained, committed, genesis, new_salt
from onrecord.ledger.merkle import root_of

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

LEDGER_TABLES = ("about", "entries", "payloads", "batches", "removed")


def upgrade() -> None:
    db = op.get_bind()
    sqlite = db.dialect.name == "sqlite"
    if sqlite:
        db.exec_driver_sql("DROP TRIGGER IF EXISTS entries_no_update")
        db.exec_driver_sql("DROP TRIGGER IF EXISTS entries_no_delete")
    op.drop_index("entries_by_ref", table_name="entries")
    op.rename_table("entries", "entries_0001")
    if not sqlite:
        op.execute("ALTER INDEX entries_pkey RENAME TO entries_0001_pkey")
    tables = _make_tables()
    _copy(db, tables)
    op.drop_table("entries_0001")
    _guard(db)


def _make_tables() -> dict[str, sa.Table]:
    def number(name: str, **options: Any) -> sa.Column[int]:
        return sa.Column(name, sa.Integer, **({"nullable": False} | options))

    def text(*names: str) -> list[sa.Column[str]]:
        return [sa.Column(name, sa.Text, nullable=False) for name in names]

    key = {"primary_key": True, "autoincrement": False}
    made = {
        "about": op.create_table("about", sa.Column("key", sa.Text, primary_key=True), *text("value")),
        "entries": op.create_table("entries", number("seq", **key), number("batch"), *text("kind", "at", "commitment", "digest")),
        "payloads": op.create_table("payloads", number("seq", **key), *text("ref", "salt", "payload")),
        "batches": op.create_table("batches", number("number", **key), number("first"), number("last"), *text("root")),
        "removed": op.create_table("removed", number("seq", **key), number("by_entry")),
    }
    op.create_index("payloads_by_ref", "payloads", ["ref"])
    return made


def _copy(db: sa.Connection, tables: dict[str, sa.Table]) -> None:
    """A batch is a report with what follows it, up to the next; anything else is a batch of its own."""
    old = list(db.exec_driver_sql("SELECT seq, kind, ref, at, payload, prev, digest FROM entries_0001 ORDER BY seq"))
    head = _old_chain(old)
    ledger = uuid.uuid4().hex
    db.execute(tables["about"].insert(), {"key": "ledger", "value": ledger})
    prev, batch, headers, payloads = genesis(ledger), 0, [], []
    notice = {"from": "0001", "to": "0002", "entries": len(old), "head": head}
    last = (len(old) + 1, "migration", "0002", _now(), canonical(notice))
    for seq, kind, ref, at, payload in [*(row[:5] for row in old), *([last] if old else [])]:
        batch += not (kind == "claim" and batch)
        salt = new_salt()
        commitment = committed(salt, ref, payload)
        prev = chained(prev, seq=seq, batch=batch, kind=kind, at=at, commitment=commitment)
        headers.append({"seq": seq, "batch": batch, "kind": kind, "at": at, "commitment": commitment, "digest": prev})
        payloads.append({"seq": seq, "ref": ref, "salt": salt, "payload": payload})
    groups: dict[int, list[dict[str, Any]]] = {}
    for header in headers:
        groups.setdefault(header["batch"], []).append(header)
    if headers:
        db.execute(tables["entries"].insert(), headers)
        db.execute(tables["payloads"].insert(), payloads)
        db.execute(
            tables["batches"].insert(),
            [
                {"number": n, "first": g[0]["seq"], "last": g[-1]["seq"], "root": root_of([h["digest"] for h in g])}
                for n, g in groups.items()
            ],
        )


def _old_chain(old: list[Any]) -> str:
    """The digest on which the first form's chain ends. Raises LedgerError where it is broken."""
    prev = "0" * 64
    for expected, row in enumerate(old, 1):
        parts = json.dumps([prev, row.seq, row.kind, row.ref, row.at, row.payload], ensure_ascii=False)
        digest = hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()
        if (row.seq, row.prev, row.digest) != (expected, prev, digest):
            raise LedgerError(f"entry {expected} was changed, or entries before it are missing: it is left in the form that it has")
        prev = digest
    return prev


def _now() -> str:
    import datetime as dt

    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _guard(db: sa.Connection) -> None:
    # The guards of this form; a later form that changes them brings its own.
    from onrecord.ledger.tables import guards

    for statement in guards(db.dialect.name):
        db.exec_driver_sql(statement)
