"""The whole suite runs on SQLite and on a private PostgreSQL server; the latter is skipped where no server program is installed."""

from __future__ import annotations

import sqlite3

import postgres
import pytest

from onrecord.ledger import Ledger
from onrecord.ledger.database import server_url


@pytest.fixture(scope="session")
def server():
    pytest.importorskip("psycopg", reason="needs psycopg, the driver for PostgreSQL")
    if postgres.programs() is None:
        pytest.skip("needs a PostgreSQL server program, version 15 or newer (Debian: apt-get install postgresql)")
    with postgres.started("-c fsync=off -c wal_recycle=off") as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request, tmp_path):
    """Where a ledger may be made: a path, or a fresh database's URL."""
    return tmp_path / "book" / "a.db" if request.param == "sqlite" else request.getfixturevalue("server").new_place()


@pytest.fixture
def opened(where, tmp_path):
    """Opens the ledger, as often as it is called."""
    (tmp_path / "book").mkdir()

    def open_it(read_only=False, at=where):
        return (Ledger.existing if read_only else Ledger)(at, archive=tmp_path / "book" / "archive")

    return open_it


@pytest.fixture
def ledger(opened):
    with opened() as book:
        yield book


@pytest.fixture
def tamper(where):
    """Runs SQL behind the ledger's back, its guards switched off first."""

    def run(*statements):
        if isinstance(where, str):
            import psycopg

            url = server_url(where).set(drivername="postgresql").render_as_string(hide_password=False)
            with psycopg.connect(url) as raw:
                raw.execute("SET session_replication_role = replica")  # no trigger fires
                for statement in statements:
                    raw.execute(statement)
        else:
            raw = sqlite3.connect(where)
            triggers = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for name, _ in triggers:
                raw.execute(f"DROP TRIGGER {name}")
            for statement in statements:
                raw.execute(statement)
            for _, sql in triggers:
                raw.execute(sql)
            raw.commit()
            raw.close()

    return run
