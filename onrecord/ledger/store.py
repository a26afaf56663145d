"""The ledger as one append-only SQLite file, and the archive of originals in a folder beside it.

The database itself refuses to change or delete an entry, and each entry's digest covers all entries before it.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa

from onrecord.errors import LedgerError
from onrecord.ledger.entries import GENESIS, Entry, EntryKind, canonical, chained

META = sa.MetaData()
ENTRIES = sa.Table(
    "entries",
    META,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("ref", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("payload", sa.Text, nullable=False),
    sa.Column("prev", sa.Text, nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Index("entries_by_ref", "kind", "ref"),
)
REFUSAL = """
    CREATE TRIGGER IF NOT EXISTS entries_no_{name} BEFORE {verb} ON entries
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END
"""

Row = dict[str, Any]


def now() -> str:
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class Ledger:
    """Everything ever recorded, in order. Opened by path; closed by `close` or by leaving a `with`."""

    def __init__(self, path: Path) -> None:
        """Opens the ledger, and makes one where there is no file or an empty one. Raises LedgerError."""
        if path.is_dir():
            raise LedgerError(f"{path}: this is a folder; a ledger is a file")
        if not path.parent.is_dir():
            raise LedgerError(f"{path}: the folder {path.parent} does not exist")
        self._open(path, sa.create_engine(f"sqlite:///{path}"))
        try:
            if path.exists() and path.stat().st_size:
                self._recognise()
            raw = self._engine.raw_connection()
            raw.cursor().execute("PRAGMA journal_mode=WAL")  # stays with the file; readers do not wait for writers then
            raw.close()
            with self._writer.begin() as db:
                META.create_all(db)
                for verb in ("UPDATE", "DELETE"):
                    db.exec_driver_sql(REFUSAL.format(name=verb.lower(), verb=verb))
        except (sa.exc.DatabaseError, sqlite3.Error, OSError) as error:
            self.close()
            raise self._unreadable(error) from None

    @classmethod
    def existing(cls, path: Path) -> Ledger:
        """A ledger that must already be there, opened to be read alone, so that it may lie on a read-only disk. Raises LedgerError."""
        if path.is_dir():
            raise LedgerError(f"{path}: this is a folder; a ledger is a file")
        if not path.is_file():
            raise LedgerError(f"{path}: no ledger there; name reports on the command line, or make one with `onrecord add`")
        ledger = cls.__new__(cls)
        ledger._open(path, sa.create_engine("sqlite://", creator=lambda: _read_only(path), poolclass=sa.NullPool))
        ledger._recognise()
        return ledger

    def _open(self, path: Path, engine: sa.Engine) -> None:
        self.path = path
        self.archive_folder = path.with_name(path.name + ".archive")
        self._engine = engine
        self._writer = self._engine.execution_options(onrecord_writes=True)
        sa.event.listen(self._engine, "connect", _prepare)
        sa.event.listen(self._engine, "begin", _lock)

    def _recognise(self) -> None:
        """Raises LedgerError for a file that is no ledger of ours, before anything is written into it."""
        with self._reading() as db:
            found = {row[1] for row in db.exec_driver_sql("PRAGMA table_info(entries)")}
        if not found >= {column.name for column in ENTRIES.columns}:
            raise LedgerError(f"{self.path}: this is a database, but not a ledger of Onrecord")

    @contextlib.contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        try:
            with self._engine.connect() as db:
                yield db
        except (sa.exc.DatabaseError, sqlite3.Error) as error:
            raise self._unreadable(error) from None

    def _unreadable(self, error: Exception) -> LedgerError:
        return LedgerError(f"{self.path}: cannot be read as a ledger ({getattr(error, 'orig', error)})")

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._engine.dispose()

    def append(self, entries: Iterable[tuple[EntryKind, str, Row]]) -> int:
        """Writes (kind, ref, payload) entries in one transaction: all of them or none. Gives how many."""
        try:
            with self._writer.begin() as db:
                last = db.execute(sa.select(ENTRIES.c.seq, ENTRIES.c.digest).order_by(ENTRIES.c.seq.desc()).limit(1)).first()
                seq, prev = (last.seq, last.digest) if last else (0, GENESIS)
                rows = []
                for kind, ref, payload in entries:
                    seq, at, text = seq + 1, now(), canonical(payload)
                    digest = chained(prev, seq=seq, kind=kind, ref=ref, at=at, payload=text)
                    rows.append({"seq": seq, "kind": kind, "ref": ref, "at": at, "payload": text, "prev": prev, "digest": digest})
                    prev = digest
                if rows:
                    db.execute(ENTRIES.insert(), rows)
                return len(rows)
        except sa.exc.DatabaseError as error:
            raise LedgerError(f"{self.path}: nothing was written ({error.orig})") from None

    def find(self, kind: EntryKind, ref: str) -> Entry | None:
        """The first entry of that kind and id, or None. Raises LedgerError."""
        with self._reading() as db:
            query = sa.select(ENTRIES).where(ENTRIES.c.kind == str(kind), ENTRIES.c.ref == ref).order_by(ENTRIES.c.seq).limit(1)
            row = db.execute(query).first()
        return self._entry(row) if row else None

    def entries(self, kind: EntryKind | None = None, *, until: str | None = None) -> Iterator[Entry]:
        """Entries in order; until leaves out what was written after that moment (RFC 3339, UTC). Raises LedgerError."""
        query = sa.select(ENTRIES).order_by(ENTRIES.c.seq)
        if kind:
            query = query.where(ENTRIES.c.kind == str(kind))
        if until:
            query = query.where(ENTRIES.c.at <= until)
        with self._reading() as db:
            for row in db.execute(query):
                yield self._entry(row)

    def _entry(self, row: Any) -> Entry:
        try:
            kind, payload = EntryKind(row.kind), json.loads(row.payload)
        except (ValueError, TypeError) as error:
            raise LedgerError(f"{self.path}: entry {row.seq} is damaged ({error})") from None
        return Entry(seq=row.seq, kind=kind, ref=row.ref, at=row.at, payload=payload, prev=row.prev, digest=row.digest)

    def broken_at(self) -> int | None:
        """The seq of the first entry whose digest does not follow from what stands before it; None: the chain is whole."""
        prev, expected = GENESIS, 1
        with self._reading() as db:
            for row in db.execute(sa.select(ENTRIES).order_by(ENTRIES.c.seq)):
                right = chained(prev, seq=row.seq, kind=row.kind, ref=row.ref, at=row.at, payload=row.payload)
                if row.seq != expected or row.prev != prev or row.digest != right:
                    return expected
                prev, expected = row.digest, expected + 1
        return None

    def keep(self, original: bytes) -> str:
        """Archives the bytes under their SHA-256 (hex), safely on disk before this returns, and gives it."""
        digest = hashlib.sha256(original).hexdigest()
        target = self.archive_folder / digest[:2] / digest
        if target.exists():
            return digest
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=target.parent)
            try:
                with os.fdopen(handle, "wb") as out:
                    out.write(original)
                    out.flush()
                    os.fsync(out.fileno())
                Path(temporary).replace(target)
            except BaseException:
                with contextlib.suppress(OSError):
                    Path(temporary).unlink()
                raise
        except OSError as error:
            raise LedgerError(f"{self.archive_folder}: an original could not be archived ({error})") from None
        return digest


def _read_only(path: Path) -> sqlite3.Connection:
    # immutable: SQLite then makes no lock and no side file, which a read-only folder would refuse; nobody can be writing there either.
    # Elsewhere it must be free to lock, and to clear its side files away: query_only is what keeps the entries as they are.
    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    mode = "mode=rw" if writable else "mode=ro&immutable=1"
    connection = sqlite3.connect(f"file:{quote(str(path.resolve()))}?{mode}", uri=True, check_same_thread=False)
    connection.execute("PRAGMA query_only=1")
    return connection


def _prepare(connection: Any, _: object) -> None:
    connection.isolation_level = None  # so that BEGIN IMMEDIATE below is ours to send
    connection.execute("PRAGMA busy_timeout=30000")


def _lock(connection: sa.Connection) -> None:
    """A writer takes the write lock at once, so that two of them wait for each other instead of failing half-way."""
    writes = connection.get_execution_options().get("onrecord_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
