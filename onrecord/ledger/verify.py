"""Whether the ledger is what was written: entries, payloads, batches, archive, and the database around them.

What lies in the ledger alone can show a change that somebody made without rewriting all that follows. A chain rewritten as a whole, or
cut at its end, shows only against a checkpoint kept elsewhere.
"""

from __future__ import annotations

import functools
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from onrecord.errors import LedgerError
from onrecord.ledger.entries import EntryKind, chained, committed, genesis
from onrecord.ledger.merkle import batch_leaf, root_of
from onrecord.ledger.tables import ABOUT, BATCHES, ENTRIES, META, PAYLOADS, REMOVED, SCHEMA, VERSION, guards

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger

_UNGUARDED = ": somebody could have changed the ledger without being refused"
_LOOKED_INTO = (EntryKind.REPORT, EntryKind.REMOVAL, EntryKind.MIGRATION)
MOST_NAMED = 1000  # faults that are kept by name; the rest is counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something that is not as it was written. seq: the entry it stands in or after; None for the archive and the database itself."""

    what: str
    seq: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """A removal that was recorded: which entries, when, by whom, under which rule. ref is the id that was named, where it tells nothing."""

    seq: int
    at: str
    by: str
    rule: str
    because: str
    entries: tuple[int, ...]
    ref: str | None = None
    agreed: str | None = None  # the second person, on a team's ledger


@dataclass(slots=True)
class Verified:
    """What a check found. faults in the order of the entries, those of archive and database last; entries: how many were read."""

    ledger: str = ""
    entries: int = 0
    batches: int = 0
    head: str = ""  # the digest of the last entry
    root: str = ""  # of the tree over all batches
    leaves: list[str] = field(default_factory=list)  # of that tree
    faults: list[Fault] = field(default_factory=list)
    more: int = 0  # faults that are counted alone
    removals: list[Removal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    originals: dict[str, int] = field(default_factory=dict)  # digests of what was archived -> the first entry that names them
    unsaid: dict[str, int] = field(default_factory=dict)  # digests of reports that do not say whether their original was archived

    @property
    def sound(self) -> bool:
        return not self.faults

    def add(self, what: str, seq: int | None = None) -> None:
        if len(self.faults) < MOST_NAMED:
            self.faults.append(Fault(what=what, seq=seq))
        else:
            self.more += 1


def first_fault(ledger: Ledger) -> int | None:
    """The seq of the first entry that is not as it was written; None if the chain is whole. Raises LedgerError."""
    found = Verified()
    with ledger.reading() as db:
        for _ in _walk(db, ledger, found):
            if found.faults:
                return found.faults[0].seq or 1
        _payloads_without_entry(db, found)
        if any(fault.seq for fault in found.faults):
            return next(fault.seq for fault in found.faults if fault.seq)
    return None


def verify(ledger: Ledger, *, archive: bool = True) -> Verified:
    """Reads everything. archive False leaves the originals out. A database that cannot be read to its end is a fault, not an error."""
    found = Verified()
    try:
        with ledger.reading() as db:
            _read_all(db, ledger, found)
    except LedgerError as error:
        found = _what_can_be_read(ledger, error)
    if archive:
        _archive(ledger, found)
    return found


def verify_within(db: sa.Connection, ledger: Ledger) -> Verified:
    """The same, of what this connection sees, so that what is read from it afterwards is what was checked. Raises LedgerError."""
    found = Verified()
    _read_all(db, ledger, found)
    _archive(ledger, found)
    return found


def _read_all(db: sa.Connection, ledger: Ledger, found: Verified) -> None:
    for _ in _walk(db, ledger, found):
        pass
    _payloads_without_entry(db, found)
    _removed(db, found)
    _batches(db, found)
    _database(db, ledger, found)


def _what_can_be_read(ledger: Ledger, error: LedgerError) -> Verified:
    """A second reading that takes texts as they come, so that an entry with broken text is named, and stops where the database does."""
    found = Verified()
    try:
        with ledger.reading() as db:
            raw: Any = db.connection.driver_connection
            if ledger.dialect == "sqlite":
                raw.text_factory = lambda text: text.decode("utf-8", "surrogateescape")
            try:
                _read_all(db, ledger, found)
            finally:
                if ledger.dialect == "sqlite":
                    raw.text_factory = str
    except LedgerError as again:
        error = again
        found.add(f"the database is damaged and cannot be read to its end, after entry {found.entries}: {error}", found.entries + 1)
    if not found.faults:
        found.add(f"the database is damaged: {error}")
    return found


# --- entries ---------------------------------------------------------------------------------------------------


def _walk(db: sa.Connection, ledger: Ledger, found: Verified) -> Iterator[int]:
    """Every entry against the one before it, and every payload against its commitment. Gives the number of each as it is done."""
    found.ledger = db.execute(sa.select(ABOUT.c.value).where(ABOUT.c.key == "ledger")).scalar() or ""
    if not re.fullmatch(r"[0-9a-f]{32}", str(found.ledger)):
        found.add("the ledger's own id was changed", 1)
    query = sa.select(ENTRIES, PAYLOADS.c.ref, PAYLOADS.c.salt, PAYLOADS.c.payload, REMOVED.c.by_entry)
    joined = ENTRIES.outerjoin(PAYLOADS, PAYLOADS.c.seq == ENTRIES.c.seq).outerjoin(REMOVED, REMOVED.c.seq == ENTRIES.c.seq)
    rows = db.execution_options(yield_per=2000).execute(query.select_from(joined).order_by(ENTRIES.c.seq))
    prev, expected, batch = genesis(str(found.ledger)), 1, 0
    digests: list[str] = []
    for seq, at_batch, kind, at, commitment, digest, ref, salt, payload, by_entry in rows:
        if seq != expected:
            missing = f"entry {expected} is" if seq == expected + 1 else f"entries {expected} to {seq - 1} are"
            found.add(f"{missing} missing", expected)
            expected = seq
        if at_batch != batch:
            if at_batch != batch + 1:
                found.add(f"entry {seq} stands in batch {at_batch}, after batch {batch}", seq)
            if digests:
                found.leaves.append(_leaf(batch, expected - len(digests), digests))
            batch, digests = at_batch, []
        _check_header(found, prev, seq, at_batch, kind, at, commitment, digest)
        _check_payload(found, seq, kind, commitment, ref, salt, payload, by_entry)
        prev, expected = (digest if isinstance(digest, str) else ""), seq + 1
        digests.append(prev)
        found.entries += 1
        yield seq
    if digests:
        found.leaves.append(_leaf(batch, expected - len(digests), digests))
    found.batches, found.head, found.root = len(found.leaves), prev if found.entries else "", _safe_root(found.leaves)


def _check_header(found: Verified, prev: str, seq: int, batch: Any, kind: Any, at: Any, commitment: Any, digest: Any) -> None:
    try:
        right = chained(prev, seq=seq, batch=batch, kind=kind, at=at, commitment=commitment)
    except (TypeError, ValueError):  # a column that holds what it cannot hold
        right = ""
    if right != digest:
        found.add(f"entry {seq} was changed, put in another order, or the entry before it was rewritten", seq)


def _check_payload(found: Verified, seq: int, kind: Any, commitment: Any, ref: Any, salt: Any, payload: Any, by_entry: Any) -> None:
    if payload is None and salt is None:
        if by_entry is None:
            found.add(f"the payload of entry {seq} is missing, and no removal names it", seq)
        return
    try:
        right = len(salt) == 32 and committed(salt, ref, payload) == commitment
        held = json.loads(payload) if right and kind in _LOOKED_INTO else {}
    except (TypeError, ValueError):
        right, held = False, {}
    if not right:
        found.add(f"the payload of entry {seq} was changed", seq)
    elif kind == EntryKind.REPORT:
        (found.originals if held.get("archived") else found.unsaid).setdefault(str(held.get("digest")), seq)
    elif kind == EntryKind.MIGRATION:  # the first form archived every original, and did not say so
        found.originals = found.unsaid | found.originals
    elif kind == EntryKind.REMOVAL:
        found.removals.append(removal_from(seq, held))


def removal_from(seq: int, held: dict[str, Any]) -> Removal:
    return Removal(
        seq=seq,
        at=str(held.get("at")),
        by=str(held.get("by")),
        rule=str(held.get("rule")),
        because=str(held.get("because")),
        entries=tuple(held.get("entries") or ()),
        ref=held.get("ref"),
        agreed=held.get("agreed"),
    )


def _leaf(batch: Any, first: int, digests: list[str]) -> str:
    try:
        return batch_leaf(int(batch), first, first + len(digests) - 1, root_of(digests))
    except (TypeError, ValueError):
        return ""


def _safe_root(leaves: list[str]) -> str:
    try:
        return root_of(leaves)
    except ValueError:
        return ""


def _payloads_without_entry(db: sa.Connection, found: Verified) -> None:
    loose = sa.select(PAYLOADS.c.seq).where(~sa.exists().where(ENTRIES.c.seq == PAYLOADS.c.seq)).order_by(PAYLOADS.c.seq).limit(MOST_NAMED)
    for (seq,) in db.execute(loose):
        found.add(f"a payload stands at {seq}, where no entry does: the end was cut off, or the payload was put there", seq)


def _removed(db: sa.Connection, found: Verified) -> None:
    """Each removed payload must be named by a removal entry that stands, and gone; each named one must be gone."""
    said = {seq: removal.seq for removal in found.removals for seq in removal.entries}
    marks = {row.seq: row.by_entry for row in db.execute(sa.select(REMOVED))}
    for seq in sorted(marks.keys() | said.keys(), key=str):
        if said.get(seq) != marks.get(seq):
            found.add(f"entry {seq} is marked as removed, but entry {marks.get(seq) or said.get(seq)} does not bear that out", _number(seq))
    there = sa.select(PAYLOADS.c.seq).join(REMOVED, REMOVED.c.seq == PAYLOADS.c.seq).order_by(PAYLOADS.c.seq)
    for (seq,) in db.execute(there):
        found.add(f"the payload of entry {seq} was removed and is there again", seq)


def _number(value: Any) -> int | None:
    return value if isinstance(value, int) else None


def _batches(db: sa.Connection, found: Verified) -> None:
    stored = list(db.execute(sa.select(BATCHES).order_by(BATCHES.c.number)))
    if len(stored) != found.batches:
        found.add(f"{len(stored)} batches are listed, {found.batches} stand in the entries")
    for row, leaf in zip(stored, found.leaves, strict=False):
        try:
            same = batch_leaf(row.number, row.first, row.last, row.root) == leaf
        except (TypeError, ValueError):
            same = False
        if not same:
            where = f"batch {row.number} (entries {row.first} to {row.last})"
            found.add(f"the Merkle root of {where} is not that of its entries")


# --- archive and database --------------------------------------------------------------------------------------


def _archive(ledger: Ledger, found: Verified) -> None:
    if ledger.archive is None:
        if found.originals:
            found.notes.append("the archive was not looked at: none is named (setting `archive`)")
        return
    for digest, seq in found.originals.items():
        try:
            original = ledger.archive.read(digest)
        except LedgerError as error:
            found.add(str(error))
            continue
        if original is None:
            found.add(f"archive: the original {digest} of entry {seq} is missing")
        elif hashlib.sha256(original).hexdigest() != digest:
            found.add(f"archive: the original {digest} of entry {seq} was changed")
    spare = [name for name in ledger.archive.digests() if name not in found.originals]
    if spare:
        found.notes.append(f"archive: {len(spare)} files that no entry names, such as {spare[0]} (an `add` that was stopped leaves them)")


def _database(db: sa.Connection, ledger: Ledger, found: Verified) -> None:
    """The database's own structure, the rules by which it refuses change, and the tables around the entries."""
    version = db.execute(sa.select(VERSION.c.version_num)).scalars().all()
    about = [tuple(row) for row in db.execute(sa.select(ABOUT))]
    if version != [SCHEMA]:
        found.add(f"the number of the ledger's form was changed: {version}")
    if about != [("ledger", found.ledger)]:
        found.add("what the ledger says about itself was changed")
    if ledger.dialect == "sqlite":
        for (line,) in db.exec_driver_sql("PRAGMA integrity_check(20)"):
            if line != "ok":
                found.add(f"the database file is damaged: {line}")
        there = {(r[0], r[1]): _plain(r[2]) for r in db.exec_driver_sql("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")}
        for key, right in _expected_schema().items():
            if there.get(key) != right:
                found.add(f"the {key[0]} {key[1]} was changed or taken away{_UNGUARDED}")
        for kind, name in sorted(there.keys() - _expected_schema().keys(), key=str):
            found.add(f"the {kind} {name} does not belong in a ledger")
    else:
        _server_triggers(db, found)


def _plain(sql: Any) -> str:
    return " ".join(str(sql).replace("IF NOT EXISTS ", "").split())


@functools.cache
def _expected_schema() -> dict[tuple[str, str], str]:
    """What SQLite keeps of the statements that make a ledger."""
    engine = sa.create_engine("sqlite://", poolclass=sa.StaticPool)
    with engine.begin() as db:
        META.create_all(db)
        for statement in guards("sqlite"):
            db.exec_driver_sql(statement)
        rows = db.exec_driver_sql("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        expected = {(row[0], row[1]): _plain(row[2]) for row in rows}
    engine.dispose()
    return expected


def _server_triggers(db: sa.Connection, found: Verified) -> None:
    query = (
        "SELECT tgrelid::regclass::text, tgname FROM pg_trigger "
        "WHERE NOT tgisinternal AND tgenabled = 'O' AND tgrelid::regclass::text = ANY(%(t)s)"
    )
    there = {(row[0], row[1]) for row in db.exec_driver_sql(query, {"t": list(META.tables)})}
    source = "SELECT prosrc FROM pg_proc WHERE proname = 'onrecord_refuse' AND pronamespace = current_schema()::regnamespace"
    if [_plain(row[0]) for row in db.exec_driver_sql(source)] != [_plain(guards("postgresql")[0].split("$$")[1])]:
        found.add(f"the function behind the triggers was changed{_UNGUARDED}")
    for table in META.tables:
        for name in (f"{table}_no_change", f"{table}_no_truncate"):
            if table != "alembic_version" and (table, name) not in there:
                found.add(f"the trigger {name} was taken away or switched off{_UNGUARDED}")


# --- the first form --------------------------------------------------------------------------------------------


def old_head(ledger: Ledger) -> tuple[str, str] | None:
    """For a ledger brought from the first form: the digest that its old chain ended on, as recorded and as computed again.

    None where there is no such chain, or something of it was removed. Raises LedgerError.
    """
    notice = next(ledger.entries(EntryKind.MIGRATION), None)
    if notice is None:
        return None
    prev, count = "0" * 64, 0
    for entry in ledger.entries():
        if entry.seq > notice.payload["entries"]:
            break
        with ledger.reading() as db:
            text = db.execute(sa.select(PAYLOADS.c.payload).where(PAYLOADS.c.seq == entry.seq)).scalar_one()
        parts = json.dumps([prev, entry.seq, str(entry.kind), entry.ref, entry.at, text], ensure_ascii=False)
        prev, count = hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest(), count + 1
    return (str(notice.payload["head"]), prev) if count == notice.payload["entries"] else None
