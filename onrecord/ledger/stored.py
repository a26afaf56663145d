"""Views that are kept: events with figures, findings and grades, and who held which place, found by place and period.

They are no part of the record. They lie beside a SQLite ledger in a file of their own, and in tables of their own on a server; whoever
deletes them loses nothing, since `onrecord rebuild` makes them again. Each row bears a digest of itself, each claim and report that is
shown is checked against its entry, and `onrecord rebuild --check` works everything out anew and compares.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from onrecord.errors import LedgerError
from onrecord.interchange import claim_from, report_from
from onrecord.ledger.database import LOCK, WRITES, open_file
from onrecord.ledger.entries import MAKES_VIEWS, EntryKind, chained, committed, genesis
from onrecord.ledger.places import fold
from onrecord.ledger.shapes import from_plain
from onrecord.ledger.store import Ledger, ledger_id, now, seqs_of
from onrecord.ledger.tables import ENTRIES, PAYLOADS
from onrecord.ledger.view_tables import (
    BUILT,
    CLAIM_PLACES,
    CLAIMS,
    EVENT_PLACES,
    EVENTS,
    FORM,
    SKIPPED,
    SPELL_PLACES,
    SPELLS,
    VIEWS,
    Change,
    digest_of,
    insert,
    make_tables,
    parts,
    put,
)
from onrecord.records import Claim, Event, Picture, Report, Skipped, Spell

__all__ = ["Asked", "Built", "Change", "StoredViews", "clear", "path_of"]


_BEFORE, _BEHIND = ENTRIES.alias("before"), ENTRIES.alias("behind")
_NEXT = [_BEHIND.c[name].label(f"next_{name}") for name in ("batch", "kind", "at", "commitment", "digest")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A place (by its name, its country's code, or the name of a place it lies in) and a period, both days included; None: any."""

    place: str | None = None
    first: str | None = None
    last: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """Of which state of the ledger the views speak: up to which entry, and its digest; by which rules; when they were worked out; how
    many entries of confidential reports and of what was passed over among them they leave out; a digest of the decisions that changed
    claims; and the last entry about what they came to."""

    upto: int
    head: str
    rules: str
    at: str = ""
    closed: int = 0
    mends: str = ""
    noted: int = 0


class StoredViews:
    """The stored views of one ledger, as known at a moment (`records.moment`) or as they are now (None)."""

    def __init__(self, ledger: Ledger, *, known_at: str | None = None) -> None:
        self._ledger, self._edition, self.known_at = ledger, known_at or "", known_at
        self._reader: sa.Engine | None = None  # of a file; it keeps no connection open

    # --- what they speak of ------------------------------------------------------------------------------------

    def built(self) -> Built | None:
        """Raises LedgerError."""
        if not self.there(self._ledger):
            return None
        with self._reading() as db:
            held = {row.key: row.value for row in db.execute(sa.select(BUILT).where(BUILT.c.edition == self._edition))}
        if held.get("form") != FORM:
            return None
        numbers = {name: int(held[name]) for name in ("upto", "closed", "noted")}
        return Built(head=held["head"], rules=held["rules"], at=held["at"], mends=held["mends"], **numbers)

    def behind(self, rules: str) -> str | None:
        """Why they do not speak for the ledger as it is, in a few words; None: they do. Raises LedgerError."""
        built = self.built()
        if built is None:
            return "were never built"
        if built.rules != rules:
            return "were built by other rules"
        if built.closed:
            return f"leave out {built.closed} confidential entries"
        with self._ledger.reading() as db:
            head = db.execute(sa.select(ENTRIES.c.digest).where(ENTRIES.c.seq == built.upto)).scalar()
            later = sa.select(sa.func.count()).where(ENTRIES.c.seq > built.upto, ENTRIES.c.kind.in_([str(k) for k in MAKES_VIEWS]))
            waiting = db.execute(later).scalar() or 0
        if (head or "") != built.head:
            return "were built of another ledger"
        return f"are {waiting} entries behind" if waiting else None

    @staticmethod
    def there(ledger: Ledger) -> bool:
        """Whether any views of the ledger are stored. Raises LedgerError."""
        if ledger.dialect == "sqlite":
            return path_of(ledger).is_file()
        with ledger.reading() as db:
            return sa.inspect(db).has_table(BUILT.name)

    @staticmethod
    def editions(ledger: Ledger) -> list[str | None]:
        """The moments as known at which views of the ledger are stored, None for now. Raises LedgerError."""
        if not StoredViews.there(ledger):
            return []
        views = StoredViews(ledger)
        with views._reading() as db:
            found = db.execute(sa.select(BUILT.c.edition).distinct().order_by(BUILT.c.edition)).scalars().all()
        return [edition or None for edition in found]

    # --- writing -----------------------------------------------------------------------------------------------

    def write(self, change: Change, built: Built, *, anew: bool) -> None:
        """Writes what changed, all or nothing; anew: what stood before goes. Raises LedgerError."""
        with self._writing() as db:
            put(db, self._edition, change, anew=anew)
            db.execute(BUILT.delete().where(BUILT.c.edition == self._edition))
            said = {
                "form": FORM,
                "upto": str(built.upto),
                "head": built.head,
                "rules": built.rules,
                "at": built.at or now(),
                "closed": str(built.closed),
                "mends": built.mends,
                "noted": str(built.noted),
            }
            insert(db, BUILT, [{"edition": self._edition, "key": key, "value": value} for key, value in said.items()])

    # --- asking ------------------------------------------------------------------------------------------------

    def events(self, asked: Asked) -> list[Event]:
        """Those placed there and then, in the order of their first day, then of their ids. Raises LedgerError."""
        with self._reading() as db:
            return self._events(db, db.execute(_ids(EVENTS.c.id, EVENT_PLACES, "event", asked, self._edition)).scalars().all())

    def spells(self, asked: Asked) -> list[Spell]:
        """Those of the place and of places in it that reach into the period; by place, then as timelines have them. Raises LedgerError."""
        query = sa.select(SPELLS).where(SPELLS.c.edition == self._edition).order_by(SPELLS.c.place, SPELLS.c.nth)
        if asked.first:
            query = query.where(SPELLS.c.last >= asked.first)
        if asked.last:
            query = query.where(SPELLS.c.first <= asked.last)
        with self._reading() as db:
            if asked.place is None:
                rows = list(db.execute(query))
            else:
                at = sa.select(SPELL_PLACES.c.place, SPELL_PLACES.c.nth).where(SPELL_PLACES.c.edition == self._edition)
                there = {(row.place, row.nth) for row in db.execute(at.where(SPELL_PLACES.c.name == fold(asked.place)))}
                held = parts(sorted({place for place, _ in there}))
                rows = [r for part in held for r in db.execute(query.where(SPELLS.c.place.in_(part))) if (r.place, r.nth) in there]
        return [from_plain(Spell, self._row(row)) for row in rows]

    def claims(self, asked: Asked) -> list[Claim]:
        """Those placed there and then, by their ids. Raises LedgerError."""
        with self._reading() as db:
            ids = db.execute(_ids(CLAIMS.c.id, CLAIM_PLACES, "claim", asked, self._edition)).scalars().all()
            return list(self._claims(db, sorted(ids)).values())

    def picture(self, asked: Asked) -> Picture:
        """The part of the whole picture that is asked for: events there and then, or with a claim that is, whole, with all their claims
        and reports; and who held what there. Raises LedgerError."""
        with self._reading() as db:
            ids = set(db.execute(_ids(EVENTS.c.id, EVENT_PLACES, "event", asked, self._edition)).scalars())
            ids |= set(db.execute(_ids(CLAIMS.c.event, CLAIM_PLACES, "event", asked, self._edition)).scalars())
            skipped = db.execute(sa.select(SKIPPED).where(SKIPPED.c.edition == self._edition).order_by(SKIPPED.c.nth)).all()
        return self.around(
            self._all_events(sorted(ids)),
            spells=self.spells(asked),
            skipped=tuple(Skipped(location=row.location, reason=row.reason) for row in skipped),
        )

    def around(self, events: Sequence[Event], *, spells: Sequence[Spell] = (), skipped: tuple[Skipped, ...] = ()) -> Picture:
        """The events with their claims and reports. Raises LedgerError."""
        with self._reading() as db:
            claims = self._claims(db, [c for event in events for c in event.claims])
        reports = self._reports(sorted({claim.report for claim in claims.values()}))
        known = self.known_at
        return Picture(reports=reports, claims=claims, events=tuple(events), spells=tuple(spells), skipped=skipped, as_known_at=known)

    def undated(self) -> int:
        """How many claims name no day. Raises LedgerError."""
        query = sa.select(sa.func.count()).where(CLAIMS.c.edition == self._edition, CLAIMS.c.first.is_(None))
        with self._reading() as db:
            return db.execute(query).scalar() or 0

    def names(self, place: str) -> bool:
        """Whether any claim is placed there. Raises LedgerError."""
        query = sa.select(CLAIM_PLACES.c.claim).where(CLAIM_PLACES.c.edition == self._edition, CLAIM_PLACES.c.name == fold(place)).limit(1)
        with self._reading() as db:
            return db.execute(query).first() is not None

    def places(self) -> dict[str, int]:
        """Every place that claims name, with how many do. Reads all claims' rows. Raises LedgerError."""
        query = sa.select(CLAIMS.c.place, sa.func.count()).where(CLAIMS.c.edition == self._edition, CLAIMS.c.place.is_not(None))
        with self._reading() as db:
            return {row[0]: row[1] for row in db.execute(query.group_by(CLAIMS.c.place).order_by(sa.func.min(CLAIMS.c.id)))}

    def rows(self) -> Iterator[tuple[str, tuple[Any, ...]]]:
        """Every row, but for when they were built and up to which entry, in order: equal views have equal rows. Raises LedgerError."""
        with self._reading() as db:
            yield from _rows(db, self._edition)

    def differing(self, whole: Change) -> int:
        """How many rows are not those of everything worked out anew. Raises LedgerError."""
        engine = sa.create_engine("sqlite://", poolclass=sa.StaticPool)
        with engine.begin() as db:
            VIEWS.create_all(db)
            put(db, self._edition, whole, anew=True)
            right = set(_rows(db, self._edition))
        engine.dispose()
        return len(right ^ set(self.rows()))

    # --- what a keeper goes on from ----------------------------------------------------------------------------

    def made_of(self) -> dict[str, str]:
        """Of every event, by its id, the digest of what it was made of. Raises LedgerError."""
        with self._reading() as db:
            return {
                row.id: row.made_of for row in db.execute(sa.select(EVENTS.c.id, EVENTS.c.made_of).where(EVENTS.c.edition == self._edition))
            }

    def spell_digests(self) -> dict[str, list[str]]:
        """Of every place the digests of its spells, in their order. Raises LedgerError."""
        found: dict[str, list[str]] = {}
        query = sa.select(SPELLS.c.place, SPELLS.c.digest).where(SPELLS.c.edition == self._edition).order_by(SPELLS.c.place, SPELLS.c.nth)
        with self._reading() as db:
            for row in db.execute(query):
                found.setdefault(row.place, []).append(row.digest)
        return found

    def finding_ids(self, events: Sequence[str]) -> set[str]:
        """The ids of the findings of these events. Raises LedgerError."""
        found: set[str] = set()
        with self._reading() as db:
            for part in parts(events):
                query = sa.select(EVENTS.c.body).where(EVENTS.c.edition == self._edition, EVENTS.c.id.in_(part))
                found |= {finding["id"] for body in db.execute(query).scalars() for finding in json.loads(body)["findings"]}
        return found

    # --- rows -> records ---------------------------------------------------------------------------------------

    def _all_events(self, ids: Sequence[str]) -> list[Event]:
        with self._reading() as db:
            return self._events(db, ids)

    def _events(self, db: sa.Connection, ids: Iterable[str]) -> list[Event]:
        found = []
        for part in parts(list(ids)):
            query = sa.select(EVENTS.c.body, EVENTS.c.digest).where(EVENTS.c.edition == self._edition, EVENTS.c.id.in_(part))
            found += [from_plain(Event, self._row(row)) for row in db.execute(query)]
        return sorted(found, key=lambda event: (event.earliest or "9999", event.id))

    def _row(self, row: Any) -> dict[str, Any]:
        if digest_of(row.body) != row.digest:
            raise LedgerError(f"{self._ledger.name}: a stored view was changed; `onrecord rebuild` makes them again from the entries")
        held: dict[str, Any] = json.loads(row.body)
        return held

    def _claims(self, db: sa.Connection, ids: Sequence[str]) -> dict[str, Claim]:
        """As people left them: from the views where a person changed one, else from its entry."""
        found: dict[str, Claim] = {}
        for part in parts(ids):
            query = sa.select(CLAIMS.c.id, CLAIMS.c.body).where(CLAIMS.c.edition == self._edition, CLAIMS.c.id.in_(part))
            held = {row.id: row.body for row in db.execute(query)}
            read = self._entries(EntryKind.CLAIM, [id for id, body in held.items() if body is None])
            found |= {id: claim_from(json.loads(held[id]) if held[id] else read[id]) for id in part if held.get(id) or id in read}
        return found

    def _reports(self, ids: Sequence[str]) -> dict[str, Report]:
        return {id: report_from(row) for part in parts(ids) for id, row in sorted(self._entries(EntryKind.REPORT, part).items())}

    def _entries(self, kind: EntryKind, refs: Sequence[str]) -> dict[str, dict[str, Any]]:
        """The newest payload of that kind for each id, each checked as `check_entries` has it."""
        return {row.ref: json.loads(row.payload) for row in self._checked(kind, refs)}

    def check_entries(self, *kinds: EntryKind) -> None:
        """Every standing entry of these kinds: its payload against its commitment, its header against the entry before it and the one
        behind it. Raises LedgerError naming the first that is not as it was written."""
        for kind in kinds:
            for _ in self._checked(kind):
                pass

    def _checked(self, kind: EntryKind, refs: Sequence[str] | None = None) -> Iterator[Any]:
        """The standing entries of a kind, all or those with these ids."""
        query = sa.select(ENTRIES, PAYLOADS.c.ref, PAYLOADS.c.salt, PAYLOADS.c.payload, _BEFORE.c.digest.label("prev"), *_NEXT)
        joined = ENTRIES.join(PAYLOADS, PAYLOADS.c.seq == ENTRIES.c.seq).outerjoin(_BEFORE, _BEFORE.c.seq == ENTRIES.c.seq - 1)
        joined = joined.outerjoin(_BEHIND, _BEHIND.c.seq == ENTRIES.c.seq + 1)
        query = query.select_from(joined).order_by(ENTRIES.c.seq)
        with self._ledger.reading() as db:
            query = query.where(ENTRIES.c.kind == str(kind) if refs is None else ENTRIES.c.seq.in_(seqs_of(db, refs)))
            for row in db.execute(query):
                if row.kind != kind:
                    continue
                if not self._holds(db, row):
                    raise LedgerError(
                        f"{self._ledger.name}: entry {row.seq} or the one beside it was changed: nothing here can be relied on"
                    )
                yield row

    def _holds(self, db: sa.Connection, row: Any) -> bool:
        """Whether an entry is what its header says and its neighbours follow from one another."""
        prev = genesis(ledger_id(db, self._ledger.name)) if row.seq == 1 else row.prev
        if prev is None or committed(row.salt, row.ref, row.payload) != row.commitment:
            return False
        if chained(prev, seq=row.seq, batch=row.batch, kind=row.kind, at=row.at, commitment=row.commitment) != row.digest:
            return False
        if row.next_digest is None:
            return bool(db.execute(sa.select(sa.func.max(ENTRIES.c.seq))).scalar() == row.seq)
        behind = {"batch": row.next_batch, "kind": row.next_kind, "at": row.next_at, "commitment": row.next_commitment}
        return bool(chained(row.digest, seq=row.seq + 1, **behind) == row.next_digest)

    # --- where they lie ----------------------------------------------------------------------------------------

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        with self._failing():
            if self._ledger.dialect != "sqlite":
                with self._ledger.engine.connect() as db:
                    yield db
                return
            self._reader = self._reader or open_file(path_of(self._ledger), read_only=True)
            with self._reader.connect() as db:
                yield db

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        with self._failing():
            if self._ledger.dialect != "sqlite":
                with self._ledger.engine.begin() as db:  # those who keep views take turns, beside those who append
                    db.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK + 1})")
                    make_tables(db)
                    yield db
                return
            _prepare_file(path_of(self._ledger))
            engine = open_file(path_of(self._ledger), read_only=False)
            try:
                with engine.execution_options(**{WRITES: True}).begin() as db:
                    make_tables(db)
                    yield db
            finally:
                engine.dispose()

    @contextmanager
    def _failing(self) -> Iterator[None]:
        try:
            yield
        except sa.exc.DBAPIError as error:
            said = " ".join(str(error.orig).split())
            raise LedgerError(
                f"{self._ledger.name}: the stored views cannot be used ({said}); `onrecord rebuild` makes them again"
            ) from None


# --- where they lie --------------------------------------------------------------------------------------------


def path_of(ledger: Ledger) -> Path:
    """The file of a SQLite ledger's stored views."""
    return ledger.path.with_name(ledger.path.name + ".views")


def _prepare_file(path: Path) -> None:
    """A file that is no database, or holds other tables than these, goes: nothing is lost with it."""
    raw = sqlite3.connect(path)
    try:
        raw.execute("PRAGMA journal_mode=WAL")
        wrong = raw.execute("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'view!_%' ESCAPE '!'").fetchone()[0]
    except sqlite3.DatabaseError:
        wrong = 1
    finally:
        raw.close()
    if wrong:
        path.unlink()
        _prepare_file(path)


def clear(ledger: Ledger) -> list[str]:
    """Takes every stored view of a ledger away, so that no byte of one is left. Gives what could not be cleared, in words."""
    if not StoredViews.there(ledger):
        return []
    try:
        if ledger.dialect == "sqlite":
            for name in ("", "-wal", "-shm"):
                path = path_of(ledger).with_name(path_of(ledger).name + name)
                if path.exists():
                    _overwrite(path)
        else:
            with ledger.writing() as db:
                for table in VIEWS.sorted_tables:
                    db.exec_driver_sql(f"TRUNCATE {table.name}")
    except (OSError, LedgerError) as error:
        return [f"the stored views may still hold it: {error}"]
    return []


def _overwrite(path: Path) -> None:
    with path.open("r+b") as file:
        left = path.stat().st_size
        while left > 0:
            left -= file.write(bytes(min(left, 1 << 20)))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()


def _ids(of_day: sa.Column[Any], places: sa.Table, name: str, asked: Asked, edition: str) -> sa.Select[Any]:
    """The ids of what lies in that place and period: through the rows of places where one is named, else by the days."""
    table = of_day.table if asked.place is None else places
    query = sa.select(of_day if asked.place is None else places.c[name]).where(table.c.edition == edition)
    if asked.place is not None:
        query = query.where(places.c.name == fold(asked.place))
    if asked.first:
        query = query.where(table.c.last >= asked.first)
    if asked.last:
        query = query.where(table.c.first <= asked.last)
    if asked.first or asked.last:
        query = query.where(table.c.first > "")  # neither none nor "", which stands for none
    return query.distinct()


def _rows(db: sa.Connection, edition: str) -> Iterator[tuple[str, tuple[Any, ...]]]:
    for table in VIEWS.sorted_tables:
        if table is not BUILT:
            query = sa.select(table).where(table.c.edition == edition).order_by(*table.primary_key)
            for row in db.execution_options(yield_per=1000).execute(query):
                yield table.name, tuple(row)
