"""Removal for safety or law: the one way in which something leaves the ledger, and the record that it did.

The payload and its salt go, with the archived original; the header stays, so that the chain and every proof still hold. A removal entry
says when, by whom, under which rule and why. It keeps no word of what was removed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from onrecord.errors import LedgerError
from onrecord.ledger.entries import EntryKind, canonical, marked, new_salt
from onrecord.ledger.store import Ledger, append_batch, now
from onrecord.ledger.stored import clear
from onrecord.ledger.tables import ENTRIES, PAYLOADS, REMOVED

_TELLS_NOTHING = re.compile(r"(?:rpt|clm|jdg|evt|fnd)-[0-9a-f]{24}")  # ids made from digests
_STAYS = (EntryKind.REMOVAL, EntryKind.MIGRATION, EntryKind.EXPORT)
_SPEAKS_OF_IT = (EntryKind.JUDGEMENT, EntryKind.SECOND, EntryKind.SKIPPED, EntryKind.LINK, EntryKind.FINDING, EntryKind.SEEN)
_STANDING = sa.select(ENTRIES.c.seq, ENTRIES.c.kind, PAYLOADS.c.ref, PAYLOADS.c.payload).join(PAYLOADS, PAYLOADS.c.seq == ENTRIES.c.seq)


class Rule(StrEnum):
    """Under which rule something may be removed."""

    SAFETY = "safety"  # somebody is in danger
    CONSENT = "consent"  # consent was withdrawn, or never given
    COURT_ORDER = "court-order"
    LAW = "law"  # a statute, such as one on data protection


@dataclass(slots=True)
class Removed:
    """What a removal did. held_by: backups and exports that went out while it stood, and still hold it; left: what could not be cleared."""

    entries: list[int] = field(default_factory=list)
    originals: int = 0
    held_by: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    by_entry: int = 0


def remove(ledger: Ledger, ref: str, *, by: str, rule: Rule, because: str, agreed: str | None = None) -> Removed:
    """Removes what has this id: a report with its claims and original, or one claim, with every judgement that speaks of them.

    agreed: the second person, without whom nothing is removed from a team's ledger. Raises LedgerError; then nothing was removed.
    """
    if ledger.dialect == "postgresql" and agreed in (None, by):
        raise LedgerError(f"{ledger.name}: on a team's ledger two people remove together; name the second one")
    done = Removed()
    with ledger.writing("nothing was removed") as db:
        rows = list(_concerned(db, ref))
        if not rows:
            raise LedgerError(f"{ledger.name}: no entry holds {ref!r}, or it was removed already")
        done.entries = sorted(row.seq for row in rows)
        originals = _originals(db, rows)
        salt = new_salt()
        reports = [row.ref for row in rows if row.kind == EntryKind.REPORT]
        payload = {
            "at": now(),
            "by": by,
            "agreed": agreed,
            "rule": str(rule),
            "because": because,
            "ref": ref if _TELLS_NOTHING.fullmatch(ref) else None,
            "entries": done.entries,
            "salt": salt,
            "marks": sorted(marked(salt, word) for word in [*reports, *originals]),
        }
        append_batch(db, [(EntryKind.REMOVAL, f"rem-{salt[:24]}", payload)], ledger.name)
        done.by_entry = db.execute(sa.select(sa.func.max(ENTRIES.c.seq))).scalar_one()
        db.execute(REMOVED.insert(), [{"seq": seq, "by_entry": done.by_entry} for seq in done.entries])
        for part in _parts(done.entries, 500):
            db.execute(PAYLOADS.delete().where(PAYLOADS.c.seq.in_(part)))
    done.held_by = _held_by(ledger, done.entries[0])
    done.originals = _drop(ledger, originals, done.left)
    done.left += clear(ledger) + scrub(ledger)
    return done


def finish(ledger: Ledger) -> Removed:
    """Completes removals that were stopped half-way: originals that were to go, and what the database file still holds."""
    done = Removed()
    marks = list(_marks(ledger))
    named = _standing_originals(ledger)
    if ledger.archive is not None and marks:
        over = [d for d in ledger.archive.digests() if d not in named and any(marked(salt, d) in of for salt, of in marks)]
        done.originals = _drop(ledger, over, done.left)
    done.left += clear(ledger) + scrub(ledger)
    return done


def _marks(ledger: Ledger) -> Iterator[tuple[str, set[str]]]:
    for entry in ledger.entries(EntryKind.REMOVAL):
        yield str(entry.payload.get("salt")), set(entry.payload.get("marks") or ())


def _concerned(db: sa.Connection, ref: str) -> Iterator[Any]:
    """The standing entries with this id, and what cannot stand without them."""
    named = [row for row in db.execute(_STANDING.where(PAYLOADS.c.ref == ref)) if row.kind not in _STAYS]
    yield from named
    seen, ids = {row.seq for row in named}, {ref}
    if not named:
        return
    locations = {json.loads(row.payload).get("location") for row in named if row.kind == EntryKind.REPORT} - {None, ""}
    for row in db.execute(_STANDING.where(PAYLOADS.c.payload.contains(f'"report":{canonical(ref)}', autoescape=True))):
        if row.seq not in seen and row.kind not in _STAYS and json.loads(row.payload).get("report") == ref:
            seen.add(row.seq)
            ids.add(row.ref)
            yield row
    telling = {id for id in ids if not _TELLS_NOTHING.fullmatch(id)}
    for row in db.execute(_STANDING.where(ENTRIES.c.kind.in_([str(kind) for kind in _SPEAKS_OF_IT]))):
        held = json.loads(row.payload)
        if row.kind == EntryKind.SKIPPED:
            speaks_of = held.get("location") in locations
        else:  # who saw it stays on record, unless the id itself tells something
            speaks_of = not (telling if row.kind == EntryKind.SEEN else ids).isdisjoint(_texts(held))
        if row.seq not in seen and speaks_of:
            seen.add(row.seq)
            yield row


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)


def _originals(db: sa.Connection, rows: Iterable[Any]) -> list[str]:
    """Digests of the originals of removed reports that no other report has too."""
    gone = {row.seq: json.loads(row.payload).get("digest") for row in rows if row.kind == EntryKind.REPORT}
    wanted = {digest for digest in gone.values() if digest}
    for digest in sorted(wanted):
        others = db.execute(_STANDING.where(PAYLOADS.c.payload.contains(f'"digest":"{digest}"', autoescape=True)))
        if any(row.seq not in gone for row in others):
            wanted.discard(digest)
    return sorted(wanted)


def _standing_originals(ledger: Ledger) -> set[str]:
    return {str(entry.payload.get("digest")) for entry in ledger.entries(EntryKind.REPORT)}


def _held_by(ledger: Ledger, first: int) -> list[str]:
    """Backups and exports recorded after the first of the removed entries was."""
    return [f"{e.payload.get('what')} {e.payload.get('to')} of {e.at}" for e in ledger.entries(EntryKind.EXPORT) if e.seq > first]


def _drop(ledger: Ledger, originals: Iterable[str], left: list[str]) -> int:
    count = 0
    for digest in originals:
        if ledger.archive is None:
            left.append("the archived original: no archive is named (setting `archive`)")
        elif ledger.archive.holds(digest):
            try:
                ledger.archive.drop(digest)
                count += 1
            except LedgerError as error:
                left.append(str(error))
    return count


def _parts(numbers: list[int], size: int) -> Iterator[list[int]]:
    for start in range(0, len(numbers), size):
        yield numbers[start : start + size]


# --- what a database keeps of what was deleted -----------------------------------------------------------------


def scrub(ledger: Ledger) -> list[str]:
    """Clears deleted payloads from free pages and the write-ahead log. Gives what could not be cleared, in words."""
    return _scrub_file(ledger) if ledger.dialect == "sqlite" else _scrub_server(ledger)


def _scrub_file(ledger: Ledger) -> list[str]:
    try:
        with ledger.outside_transactions() as db:
            db.execute("PRAGMA busy_timeout=2000")
            db.execute("VACUUM")  # the file is written anew, without free pages
            busy, *_ = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except LedgerError as error:
        return [f"the database file may still hold it: {error}"]
    return ["the write-ahead log still holds it: another program has the ledger open"] if busy else []


def _scrub_server(ledger: Ledger) -> list[str]:
    left = []
    try:
        with ledger.outside_transactions() as db:
            db.execute("VACUUM (FULL) payloads")
    except LedgerError as error:
        left.append(f"the server's table may still hold it: {error}")
    try:
        with ledger.outside_transactions() as db:
            for statement in ("SELECT pg_switch_wal()", "CHECKPOINT") * 2:
                db.execute(statement)
            recycles = db.execute("SELECT current_setting('wal_recycle'), current_setting('archive_mode')").fetchone()
        if recycles[0] == "on":
            left.append("the server's write-ahead log may hold it until its files are used again (wal_recycle is on)")
        if recycles[1] != "off":
            left.append("the server's archived write-ahead log holds it (archive_mode is on)")
    except LedgerError as error:
        left.append(f"the server's write-ahead log holds it until its administrator runs pg_switch_wal() and CHECKPOINT ({error})")
    return left
