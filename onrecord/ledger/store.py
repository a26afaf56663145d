"""The ledger as one append-only database, and the archive of originals beside it.

The database itself refuses to change or delete an entry, and each entry's digest covers all entries before it.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import sqlite3
import uuid
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from onrecord.errors import LedgerError
from onrecord.ledger import migrate
from onrecord.ledger.archive import Archive, FolderArchive, open_archive
from onrecord.ledger.database import WRITES, is_server, open_file, open_server, server_url
from onrecord.ledger.entries import Entry, EntryKind, canonical, chained, committed, genesis, marked, new_salt
from onrecord.ledger.merkle import root_of
from onrecord.ledger.tables import ABOUT, BATCHES, ENTRIES, META, PAYLOADS, REMOVED, SCHEMA, VERSION, guards, writer_rights

Row = dict[str, Any]
_FOREIGN = "this is a database, but not a ledger of Onrecord"
_STANDING = sa.select(ENTRIES, PAYLOADS.c.ref, PAYLOADS.c.payload).join(PAYLOADS, PAYLOADS.c.seq == ENTRIES.c.seq)


def now() -> str:
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class Ledger:
    """Everything ever recorded, in order. Opened by path or by a server's URL; closed by `close` or by leaving a `with`."""

    def __init__(self, where: str | Path, *, archive: str | Path | None = None, empty: bool = False) -> None:
        """Opens the ledger to be written, and makes one where there is none. A ledger of an older form is brought to the present one.

        archive: a folder or a store's URL; without one it lies beside the file. empty: it must be new, and gets no id yet, since the
        ledger that is copied into it brings its own. Raises LedgerError.
        """
        self._open(where, archive, read_only=False)
        try:
            with self._failing():
                if self._is_new():
                    self._make(empty=empty)
                elif empty:
                    raise LedgerError(f"{self.name}: there is something there already")
                elif self._form() != SCHEMA:
                    with self._writer.begin() as db:
                        migrate.upgrade(db)
        except LedgerError:
            self.close()
            raise

    @classmethod
    def existing(cls, where: str | Path, *, archive: str | Path | None = None) -> Ledger:
        """A ledger that must already be there, opened to be read alone, so that it may lie on a read-only disk. Raises LedgerError."""
        ledger = cls.__new__(cls)
        ledger._open(where, archive, read_only=True)
        try:
            with ledger._failing():
                if ledger._is_new():
                    raise LedgerError(f"{ledger.name}: no ledger there; make one with `onrecord add`")
                if ledger._form() != SCHEMA:
                    raise LedgerError(f"{ledger.name}: written by an older version; `onrecord migrate` brings it to the present form")
        except LedgerError:
            ledger.close()
            raise
        return ledger

    def _open(self, where: str | Path, archive: str | Path | None, *, read_only: bool) -> None:
        if is_server(where):
            url = server_url(where)
            self.path = Path(url.database or "")
            self.name = url.render_as_string(hide_password=True).replace("+psycopg", "", 1)
            self._engine = open_server(url, read_only=read_only)
            self.archive: Archive | None = open_archive(archive) if archive else None
        else:
            self.path = Path(where)
            self.name = str(where)
            _check_path(self.path, must_exist=read_only)
            self._engine = open_file(self.path, read_only=read_only)
            self.archive = open_archive(archive) if archive else FolderArchive(self.path.with_name(self.path.name + ".archive"))
        self._kept: set[str] = set()  # digests of what was archived since the opening
        self._marks: tuple[int, list[Entry]] = (0, [])  # the newest removal that was read, and all of them
        self._writer = self._engine.execution_options(**{WRITES: True})

    @property
    def engine(self) -> sa.Engine:
        """For what lies in the same database and is no part of the record: stored views on a server."""
        return self._engine

    @property
    def dialect(self) -> str:
        return self._engine.dialect.name

    @property
    def archive_folder(self) -> Path | None:
        """The folder of archived originals; None for a store behind a URL."""
        return self.archive.folder if isinstance(self.archive, FolderArchive) else None

    def _is_new(self) -> bool:
        """Whether there is nothing at all. Raises LedgerError for a database of somebody else's."""
        if self.dialect == "sqlite" and not (self.path.exists() and self.path.stat().st_size):
            return True
        with self._engine.connect() as db:
            there = sa.inspect(db)
            tables = set(there.get_table_names())
            if not tables:  # an empty database, or one whose maker was killed before it came to the tables
                return True
            columns = {c["name"] for c in there.get_columns("entries")} if "entries" in tables else set()
        if not columns >= {"seq", "kind", "at", "digest"}:
            raise LedgerError(f"{self.name}: {_FOREIGN}")
        return False

    def _form(self) -> str:
        """The ledger's schema version. Raises LedgerError for one that a newer program wrote, or whose parts are missing."""
        with self._engine.connect() as db:
            form = migrate.form_of(db)
            tables = set(sa.inspect(db).get_table_names())
        if form not in migrate.FORMS:
            raise LedgerError(f"{self.name}: form {form} is not known here; a newer version of the program wrote it")
        if form == SCHEMA and not tables >= set(META.tables):
            raise LedgerError(f"{self.name}: the table {min(set(META.tables) - tables)} is missing: the ledger is damaged")
        return form

    def _make(self, *, empty: bool) -> None:
        if self.dialect == "sqlite":
            raw = self._engine.raw_connection()
            raw.cursor().execute("PRAGMA journal_mode=WAL")  # stays with the file; readers do not wait for writers then
            raw.close()
        with self._writer.begin() as db:
            if sa.inspect(db).has_table("entries"):  # another writer made it while this one waited for its turn
                return
            META.create_all(db)
            for statement in guards(self.dialect):
                db.exec_driver_sql(statement)
            db.execute(VERSION.insert(), {"version_num": SCHEMA})
            if not empty:
                db.execute(ABOUT.insert(), {"key": "ledger", "value": uuid.uuid4().hex})

    @contextlib.contextmanager
    def _failing(self, problem: str = "cannot be read as a ledger") -> Iterator[None]:
        """Turns what a database says into a LedgerError. What is none of ours is let through."""
        try:
            yield
        except (sa.exc.DBAPIError, sqlite3.Error, OSError, UnicodeError) as error:  # a damaged file's own error can be no text
            said = " ".join(str(getattr(error, "orig", None) or error).split())
            raise LedgerError(f"{self.name}: {problem} ({said})") from None

    @contextlib.contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection that sees the ledger as it is at its first question, however long it reads. Raises LedgerError."""
        with self._failing(), self._engine.connect() as db:
            if self.dialect == "postgresql":
                db.execution_options(isolation_level="REPEATABLE READ")
            yield db

    @contextlib.contextmanager
    def writing(self, problem: str = "nothing was written") -> Iterator[sa.Connection]:
        """A transaction of the one writer whose turn it is: all of it is kept or nothing. Raises LedgerError."""
        with self._failing(problem), self._writer.begin() as db:
            yield db

    @contextlib.contextmanager
    def outside_transactions(self) -> Iterator[Any]:
        """The driver's own connection, for what a database does only outside of one (VACUUM). Raises LedgerError."""
        with self._failing("nothing was done"):
            pooled = self._engine.raw_connection()
            raw: Any = pooled.driver_connection
            pooled.detach()
            try:
                if self.dialect == "postgresql":
                    raw.autocommit = True
                yield raw
            except self._engine.dialect.loaded_dbapi.Error as error:
                raise LedgerError(f"{self.name}: {' '.join(str(error).split())}") from None
            finally:
                raw.close()

    def grant(self, role: str) -> None:
        """Lets a PostgreSQL role read and append, and nothing else. For the owner of the tables. Raises LedgerError."""
        with self.writing("no right was given") as db:
            for statement in writer_rights(role, str(db.exec_driver_sql("SELECT current_schema()").scalar())):
                db.exec_driver_sql(statement)

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._engine.dispose()

    def undo(self) -> None:
        """Takes away a ledger that was made a moment ago and never was whole. Raises LedgerError."""
        if self.dialect == "sqlite":
            self.close()
            for path in (self.path, self.path.with_name(self.path.name + "-wal"), self.path.with_name(self.path.name + "-shm")):
                path.unlink(missing_ok=True)
        else:
            with self.writing("it could not be taken away") as db:
                META.drop_all(db)

    def id(self) -> str:
        """The ledger's own id, on which its chain begins. Raises LedgerError."""
        with self.reading() as db:
            return ledger_id(db, self.name)

    def append(self, entries: Iterable[tuple[EntryKind, str, Row]]) -> int:
        """Writes (kind, ref, payload) entries as one batch in one transaction: all of them or none. Gives how many. Raises LedgerError."""
        with self.writing() as db:
            return append_batch(db, self._archived(entries), self.name)

    def _archived(self, entries: Iterable[tuple[EntryKind, str, Row]]) -> Iterator[tuple[EntryKind, str, Row]]:
        """The same entries; a report whose original was kept here says so, and `verify` will ask for that original."""
        for kind, ref, payload in entries:
            kept = kind is EntryKind.REPORT and payload.get("digest") in self._kept
            yield kind, ref, (payload | {"archived": True}) if kept else payload

    def find(self, kind: EntryKind, ref: str) -> Entry | None:
        """The first standing entry of that kind and id, or None. Raises LedgerError."""
        with self.reading() as db:
            query = _STANDING.where(ENTRIES.c.seq.in_(seqs_of(db, [ref]))).order_by(ENTRIES.c.seq)
            row = next((row for row in db.execute(query) if row.kind == kind), None)
        return _entry(row, self.name) if row else None

    def newest(self, ref: str) -> Entry | None:
        """The last standing entry of that id, or None. Raises LedgerError."""
        with self.reading() as db:
            row = db.execute(_STANDING.where(PAYLOADS.c.ref == ref).order_by(ENTRIES.c.seq.desc()).limit(1)).first()
        return _entry(row, self.name) if row else None

    def last(self, *kinds: EntryKind) -> tuple[int, str]:
        """Number and moment of the newest entry, of these kinds or of any; (0, "") if there is none. Raises LedgerError."""
        newest = sa.select(sa.func.max(ENTRIES.c.seq))  # of one kind at a time: the end of its stretch of the index
        with self.reading() as db:
            ends = [db.execute(q).scalar() for q in ([newest.where(ENTRIES.c.kind == str(k)) for k in kinds] or [newest])]
            seq = max((end for end in ends if end), default=0)
            return seq, db.execute(sa.select(ENTRIES.c.at).where(ENTRIES.c.seq == seq)).scalar() or ""

    def entries(self, *kinds: EntryKind | None, until: str | None = None, after: int = 0, upto: int | None = None) -> Iterator[Entry]:
        """Standing entries in order, of these kinds or of all; until leaves out what was written after that moment (RFC 3339, UTC), after
        and upto what stands up to the one entry and behind the other.

        What was removed is left out. Raises LedgerError.
        """
        query = _STANDING.order_by(ENTRIES.c.seq)
        if wanted := [str(kind) for kind in kinds if kind]:
            query = query.where(ENTRIES.c.kind.in_(wanted))
        if until:
            query = query.where(ENTRIES.c.at <= until)
        if after:
            query = query.where(ENTRIES.c.seq > after)
        if upto is not None:
            query = query.where(ENTRIES.c.seq <= upto)
        with self.reading() as db:
            for row in db.execution_options(yield_per=1000).execute(query):
                yield _entry(row, self.name)

    def holds_confidential(self) -> bool:
        """Whether a report, or what was passed over, is marked as confidential. Raises LedgerError."""
        # In canonical JSON a quoted text cannot hold these characters unescaped.
        marked = PAYLOADS.c.payload.contains('"confidential":true', autoescape=True)
        kinds = ENTRIES.c.kind.in_([str(EntryKind.REPORT), str(EntryKind.SKIPPED)])
        with self.reading() as db:
            return db.execute(_STANDING.where(kinds, marked).limit(1)).first() is not None

    def keep(self, original: bytes) -> str:
        """Archives the bytes under their SHA-256 (hex), safely stored before this returns, and gives it. Raises LedgerError."""
        if self.archive is None:
            raise LedgerError(f"{self.name}: a ledger on a server needs an archive; name a folder or a store (setting `archive`)")
        digest = hashlib.sha256(original).hexdigest()
        if not self.removed_before(digest):
            self._kept.add(self.archive.keep(original))
        return digest

    def removed_before(self, *words: str) -> str | None:
        """For a report's id or its original's digest that was removed: when and under which rule; None for any other. Raises LedgerError.

        The ledger keeps salted digests of these for that question alone. What was removed is not archived again.
        """
        with self.reading() as db:
            newest = db.execute(sa.select(sa.func.max(REMOVED.c.by_entry))).scalar() or 0
        if newest != self._marks[0]:
            self._marks = newest, list(self.entries(EntryKind.REMOVAL))
        for entry in self._marks[1]:
            marks, salt = entry.payload.get("marks") or (), str(entry.payload.get("salt"))
            if any(marked(salt, word) in marks for word in words if word):
                return f"removed from the ledger on {entry.at[:10]} (rule {entry.payload.get('rule')}), and not taken in again"
        return None

    def broken_at(self) -> int | None:
        """The seq of the first entry that does not follow from what stands before it; None: the chain is whole. Raises LedgerError."""
        from onrecord.ledger.verify import first_fault

        return first_fault(self)


def seqs_of(db: sa.Connection, refs: Sequence[str]) -> list[int]:
    """The numbers of the standing entries with these ids, in order.

    They are asked for by themselves: together with the kind, a database without statistics walks through all entries of that kind.
    """
    return list(db.execute(sa.select(PAYLOADS.c.seq).where(PAYLOADS.c.ref.in_(refs)).order_by(PAYLOADS.c.seq)).scalars())


def standing_entries(db: sa.Connection, kind: EntryKind, name: str) -> list[Entry]:
    """The standing entries of a kind, in order, inside a transaction. Raises LedgerError."""
    query = _STANDING.where(ENTRIES.c.kind == str(kind)).order_by(ENTRIES.c.seq)
    return [_entry(row, name) for row in db.execute(query)]


def _entry(row: Any, name: str) -> Entry:
    try:
        kind, payload = EntryKind(row.kind), json.loads(row.payload)
    except (ValueError, TypeError, RecursionError) as error:
        raise LedgerError(f"{name}: entry {row.seq} is damaged ({error})") from None
    return Entry(seq=row.seq, batch=row.batch, kind=kind, ref=row.ref, at=row.at, payload=payload, digest=row.digest)


def ledger_id(db: sa.Connection, name: str) -> str:
    found = db.execute(sa.select(ABOUT.c.value).where(ABOUT.c.key == "ledger")).scalar()
    if not isinstance(found, str):
        raise LedgerError(f"{name}: the ledger's own id is missing: it is damaged")
    return found


def append_batch(db: sa.Connection, entries: Iterable[tuple[EntryKind, str, Row]], name: str) -> int:
    """Writes entries as one batch inside a writer's transaction, and gives how many."""
    last = db.execute(sa.select(ENTRIES.c.seq, ENTRIES.c.batch, ENTRIES.c.digest).order_by(ENTRIES.c.seq.desc()).limit(1)).first()
    seq, batch, prev = (last.seq, last.batch, last.digest) if last else (0, 0, genesis(ledger_id(db, name)))
    first, batch = seq + 1, batch + 1
    headers, payloads = [], []
    for kind, ref, payload in entries:
        seq, at, salt, text = seq + 1, now(), new_salt(), canonical(payload)
        commitment = committed(salt, ref, text)
        prev = chained(prev, seq=seq, batch=batch, kind=kind, at=at, commitment=commitment)
        headers.append({"seq": seq, "batch": batch, "kind": str(kind), "at": at, "commitment": commitment, "digest": prev})
        payloads.append({"seq": seq, "ref": ref, "salt": salt, "payload": text})
    if headers:
        db.execute(ENTRIES.insert(), headers)
        db.execute(PAYLOADS.insert(), payloads)
        root = root_of([str(header["digest"]) for header in headers])
        db.execute(BATCHES.insert(), {"number": batch, "first": first, "last": seq, "root": root})
    return len(headers)


def _check_path(path: Path, *, must_exist: bool) -> None:
    if path.is_dir():
        raise LedgerError(f"{path}: this is a folder; a ledger is a file")
    if must_exist and not path.is_file():
        raise LedgerError(f"{path}: no ledger there; name reports on the command line, or make one with `onrecord add`")
    if not path.parent.is_dir():
        raise LedgerError(f"{path}: the folder {path.parent} does not exist")
