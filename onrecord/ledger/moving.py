"""Backups, and copies of a whole ledger between SQLite, PostgreSQL and one portable file, the chain intact.

A portable file is a zip: `ledger.jsonl` (a head, then every row of every table, in order) and the originals under `archive/`. A copy is
the ledger itself: same id, same entries, same digests; what was removed is not in it.
"""

from __future__ import annotations

import itertools
import json
import os
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from onrecord import __version__
from onrecord.errors import LedgerError
from onrecord.ledger.archive import Archive
from onrecord.ledger.audit import note_export
from onrecord.ledger.store import Ledger, now
from onrecord.ledger.tables import ABOUT, BATCHES, ENTRIES, PAYLOADS, PORTABLE, REMOVED, SCHEMA
from onrecord.ledger.verify import Verified, verify, verify_within

FORMAT = "onrecord ledger"
_TABLES = (ABOUT, ENTRIES, PAYLOADS, BATCHES, REMOVED)
_BY_NAME = {table.name: table for table in _TABLES}
_PART = 1000  # rows that are written at once

Row = dict[str, Any]


def write_portable(ledger: Ledger, out: Path, *, what: str, by: str) -> Verified:
    """Writes the whole ledger into one zip, checked first, and records that it went out. Raises LedgerError; then no file is left.

    what: "backup" or "export", as the entry says it. The entry that records it is written after the copy and is not in it.
    """
    if out.exists():
        raise LedgerError(f"{out}: there is something there already")
    temporary = out.with_name(out.name + ".part")
    try:
        with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as packed, ledger.reading() as db:
            found = _sound(db, ledger)
            with packed.open("ledger.jsonl", "w", force_zip64=True) as file:
                head = {"format": FORMAT, "form": SCHEMA, "made_by": f"onrecord/{__version__}", "at": now()}
                file.write(_line(head))
                for table, row in _rows(db):
                    file.write(_line({table: row}))
            for digest in found.originals:
                packed.writestr(f"archive/{digest}", _original(ledger.archive, digest))
        with temporary.open("rb") as done:
            os.fsync(done.fileno())
        temporary.replace(out)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise LedgerError(f"{out}: could not be written ({error.strerror or error})") from None
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    note_export(ledger, what, str(out.resolve()), entries=found.entries, by=by)
    return found


def read_portable(packed_at: Path, where: str | Path, *, archive: str | Path | None = None) -> Verified:
    """Makes a ledger of a portable file where there is none yet, and checks it. Raises LedgerError; then nothing is left of it."""
    try:
        with zipfile.ZipFile(packed_at) as packed:
            names = set(packed.namelist())

            def originals() -> Iterator[bytes]:
                for name in sorted(names - {"ledger.jsonl"}):
                    yield packed.read(name)

            with packed.open("ledger.jsonl") as file:
                head = json.loads(next(iter(file), b"null"))
                if not isinstance(head, dict) or head.get("format") != FORMAT:
                    raise LedgerError(f"{packed_at}: this is not a ledger in portable form")
                if head.get("form") not in PORTABLE:
                    raise LedgerError(f"{packed_at}: form {head.get('form')} is not known here")
                rows = (next(iter(json.loads(line).items())) for line in file)
                return _fill(where, archive, rows, originals())
    except (OSError, KeyError, ValueError, zipfile.BadZipFile, StopIteration, AttributeError) as error:
        raise LedgerError(f"{packed_at}: this is not a ledger in portable form ({error})") from None


def copy(ledger: Ledger, where: str | Path, *, archive: str | Path | None = None, by: str) -> Verified:
    """Makes the same ledger somewhere else, on another kind of database or the same, and checks it. Raises LedgerError."""
    with ledger.reading() as db:
        found = _sound(db, ledger)
        made = _fill(where, archive, _rows(db), (_original(ledger.archive, digest) for digest in found.originals))
    if (made.ledger, made.entries, made.head, made.root) != (found.ledger, found.entries, found.head, found.root):
        raise LedgerError(f"{where}: the copy is not what was copied")
    note_export(ledger, "copy", str(where), entries=found.entries, by=by)
    return made


def _sound(db: sa.Connection, ledger: Ledger) -> Verified:
    found = verify_within(db, ledger)
    if not found.sound:
        raise LedgerError(f"{ledger.name}: {found.faults[0].what}; nothing was copied (`onrecord verify` says more)")
    return found


def _line(row: Row) -> bytes:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _original(archive: Archive | None, digest: str) -> bytes:
    original = archive.read(digest) if archive else None
    if original is None:
        raise LedgerError(f"the original {digest} is missing")
    return original


def _rows(db: sa.Connection) -> Iterator[tuple[str, Row]]:
    for table in _TABLES:
        key = next(iter(table.primary_key))
        for row in db.execution_options(yield_per=_PART).execute(sa.select(table).order_by(key)):
            yield table.name, dict(row._mapping)


def _fill(where: str | Path, archive: str | Path | None, rows: Iterable[tuple[str, Row]], originals: Iterable[bytes]) -> Verified:
    """A new ledger of these rows, checked. If it is not sound, or anything fails on the way, no ledger is left there."""
    with Ledger(where, archive=archive, empty=True) as ledger:
        try:
            for original in originals:
                ledger.keep(original)
            with ledger.writing("nothing was copied") as db:
                _insert(db, rows)
            found = verify(ledger)
            if not found.sound:
                raise LedgerError(f"{where}: what was to be copied is not sound: {found.faults[0].what}")
        except BaseException:
            ledger.undo()
            raise
    return found


def _insert(db: sa.Connection, rows: Iterable[tuple[str, Row]]) -> None:
    for name, group in itertools.groupby(rows, key=lambda row: row[0]):
        if name not in _BY_NAME:
            raise LedgerError(f"there is no table {name!r} in a ledger")
        values = (row for _, row in group)
        while part := list(itertools.islice(values, _PART)):
            db.execute(_BY_NAME[name].insert(), part)
