"""Where a ledger lies, and how its database is opened: SQLite by a path, PostgreSQL by a URL."""

from __future__ import annotations

import os
import re
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa

from onrecord.errors import LedgerError

_SERVER = re.compile(r"postgres(?:ql)?(?:\+\w+)?:/+(.*)", re.DOTALL)
WRITES = "onrecord_writes"
LOCK = 0x6F6E7265636F7264  # the one advisory lock that writers on PostgreSQL take turns with: "onrecord" in ASCII


def is_server(where: str | Path) -> bool:
    """Whether this names a database server rather than a file."""
    return bool(_SERVER.fullmatch(str(where)))


def server_url(where: str | Path) -> sa.URL:
    """The URL of a PostgreSQL ledger. A path type may have folded its slashes together; they are put back. Raises LedgerError."""
    found = _SERVER.fullmatch(str(where))
    rest = found.group(1) if found else ""
    slashes = "//" if "/" in rest.split("?")[0] else "///"  # a database alone: postgresql:///name
    try:
        return sa.make_url(f"postgresql+psycopg:{slashes}{rest}")
    except (sa.exc.ArgumentError, ValueError) as error:
        raise LedgerError(f"{where}: this is not the URL of a database ({error})") from None


def open_server(url: sa.URL, *, read_only: bool) -> sa.Engine:
    """An engine for a PostgreSQL ledger. Raises LedgerError where the driver is missing."""
    if read_only:
        given = str(url.query.get("options", ""))
        url = url.update_query_dict({"options": f"{given} -cdefault_transaction_read_only=on".strip()})
    try:
        engine = sa.create_engine(url, pool_pre_ping=True)
    except ImportError:
        raise LedgerError("a ledger on PostgreSQL needs psycopg; install onrecord[postgres]") from None
    sa.event.listen(engine, "begin", _take_turns)
    return engine


def open_file(path: Path, *, read_only: bool) -> sa.Engine:
    """An engine for a SQLite ledger."""
    if read_only:
        log = path.with_name(path.name + "-wal")
        if not _can_write(path) and log.exists() and log.stat().st_size:
            raise LedgerError(
                f"{path}: its last entries still stand in {log.name}; copy both to a folder that can be written, and read there"
            )
        engine = sa.create_engine("sqlite://", creator=lambda: _read_only(path), poolclass=sa.NullPool)
    else:
        engine = sa.create_engine(f"sqlite:///{path}")
    sa.event.listen(engine, "connect", _prepare)
    sa.event.listen(engine, "begin", _lock)
    return engine


def _read_only(path: Path) -> sqlite3.Connection:
    # immutable: SQLite then makes no lock and no side file, which a read-only folder would refuse; nobody can be writing there either.
    # Elsewhere it must be free to lock, and to clear its side files away: query_only is what keeps the entries as they are.
    mode = "mode=rw" if _can_write(path) else "mode=ro&immutable=1"
    connection = sqlite3.connect(f"file:{quote(str(path.resolve()))}?{mode}", uri=True, check_same_thread=False)
    connection.execute("PRAGMA query_only=1")
    return connection


def _can_write(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _prepare(connection: Any, _: object) -> None:
    connection.isolation_level = None  # so that BEGIN IMMEDIATE below is ours to send
    connection.execute("PRAGMA busy_timeout=60000")
    connection.execute("PRAGMA secure_delete=ON")  # what a removal frees is overwritten
    connection.execute("PRAGMA synchronous=FULL")  # an entry that was acknowledged outlives a loss of power


def _lock(connection: sa.Connection) -> None:
    """A writer takes the write lock at once, so that two of them wait for each other instead of failing half-way."""
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _take_turns(connection: sa.Connection) -> None:
    if connection.get_execution_options().get(WRITES):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
