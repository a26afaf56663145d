"""The tables of stored views, and how records become their rows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from onrecord.interchange import claim_row, dump
from onrecord.ledger.places import names_of, place_of
from onrecord.ledger.shapes import to_text
from onrecord.records import Claim, Event, Skipped, Spell

FORM = "3"  # of these tables; another number means that they are made anew
_MANY = 400  # ids in one question: SQLite counts the variables
_PART = 20_000  # rows that are held before they are written

VIEWS = sa.MetaData()


def _table(name: str, *more: Any) -> sa.Table:
    """edition: the moment as known at which the view is drawn, "" for now."""
    return sa.Table(f"view_{name}", VIEWS, sa.Column("edition", sa.Text, primary_key=True), *more, sqlite_with_rowid=False)


def _keys(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Integer if name == "nth" else sa.Text, primary_key=True) for name in names]


def _texts(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text) for name in names]


# first and last are days, as the records have them. The tables of places repeat them ("" for none), so that place and period are found
# in one walk along the key.
BUILT = _table("built", *_keys("key"), *_texts("value"))
# made_of: a digest of the event as linked and of what answers it: while that is the same, so is what it came to. "": a person had a say.
EVENTS = _table(
    "events", *_keys("id"), *_texts("first", "last", "body", "digest", "made_of"), sa.Index("view_events_by_day", "edition", "first")
)
EVENT_PLACES = _table(
    "event_places", *_keys("name", "first", "event"), *_texts("last"), sa.Index("view_event_places_by_event", "edition", "event")
)
CLAIMS = _table(
    "claims", *_keys("id"), *_texts("event", "report", "place", "first", "last", "body"), sa.Index("view_claims_by_day", "edition", "first")
)
CLAIM_PLACES = _table(
    "claim_places", *_keys("name", "first", "claim"), *_texts("event", "last"), sa.Index("view_claim_places_by_claim", "edition", "claim")
)
SPELLS = _table("spells", *_keys("place", "nth"), *_texts("first", "last", "body", "digest"))
SPELL_PLACES = _table("spell_places", *_keys("name", "place", "nth"), sa.Index("view_spell_places_by_place", "edition", "place"))
SKIPPED = _table("skipped", *_keys("nth"), *_texts("location", "reason"))


@dataclass(slots=True)
class Change:
    """What is to be written: events that are new or not what they were, ids of those that are no more, spells of each place that changed,
    claims that stand in another event than before or are read otherwise, ids of those that stand no more."""

    events: list[Event] = field(default_factory=list)
    made_of: Mapping[str, str] = field(default_factory=dict)  # of these events
    gone: list[str] = field(default_factory=list)
    spells: dict[str, list[Spell]] = field(default_factory=dict)
    claims: list[tuple[Claim, str, bool]] = field(default_factory=list)  # with its event; whether a person changed it
    claims_gone: list[str] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)  # all of them
    lookup: Mapping[str, Claim] = field(default_factory=dict)  # every claim that a spell names


def make_tables(db: sa.Connection) -> None:
    """Makes the tables that are not there; those of another form go first, with all that is in them."""
    if sa.inspect(db).has_table(BUILT.name):
        forms = set(db.execute(sa.select(BUILT.c.value).where(BUILT.c.key == "form")).scalars())
        if forms - {FORM}:
            VIEWS.drop_all(db)
    VIEWS.create_all(db)


def put(db: sa.Connection, edition: str, change: Change, *, anew: bool) -> None:
    """Writes what changed; anew: what stood before goes."""
    if anew:
        for table in VIEWS.sorted_tables:
            db.execute(table.delete().where(table.c.edition == edition))
    _put_events(db, edition, change, anew=anew)
    _put_spells(db, edition, change, anew=anew)
    _put_claims(db, edition, change, anew=anew)
    db.execute(SKIPPED.delete().where(SKIPPED.c.edition == edition))
    rows = [{"edition": edition, "nth": n, "location": s.location, "reason": s.reason} for n, s in enumerate(change.skipped)]
    insert(db, SKIPPED, rows)


def digest_of(body: str) -> str:
    return hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def body_of(record: Event | Spell) -> dict[str, str]:
    """A record as it is stored, and its digest."""
    body = to_text(record)
    return {"body": body, "digest": digest_of(body)}


def _put_events(db: sa.Connection, edition: str, change: Change, *, anew: bool) -> None:
    if not anew:
        ids = [*change.gone, *(event.id for event in change.events)]
        _delete(db, EVENTS.c.id, ids, edition)
        _delete(db, EVENT_PLACES.c.event, ids, edition)
    rows = _Rows(db, EVENTS, EVENT_PLACES)
    for event in change.events:
        days = {"first": event.earliest, "last": event.latest}
        places = [{"edition": edition, "name": name, "event": event.id, **_given(days)} for name in names_of(event.place)]
        rows.add({"edition": edition, "id": event.id, **days, **body_of(event), "made_of": change.made_of.get(event.id, "")}, places)
    rows.flush()


def _put_spells(db: sa.Connection, edition: str, change: Change, *, anew: bool) -> None:
    if not anew:
        for table in (SPELLS, SPELL_PLACES):
            _delete(db, table.c.place, list(change.spells), edition)
    rows = _Rows(db, SPELLS, SPELL_PLACES)
    for place, spells in change.spells.items():
        for nth, spell in enumerate(spells):
            at: dict[str, Any] = {"edition": edition, "place": place, "nth": nth}
            begins, ends = spell.start.earliest or spell.start.latest or "0000", spell.end.latest or spell.end.earliest or "9999"
            places = [{**at, "name": name} for name in place_of(spell, change.lookup)]
            rows.add({**at, "first": begins, "last": ends, **body_of(spell)}, places)
    rows.flush()


def _put_claims(db: sa.Connection, edition: str, change: Change, *, anew: bool) -> None:
    if not anew:
        ids = [*change.claims_gone, *(claim.id for claim, _, _ in change.claims)]
        _delete(db, CLAIMS.c.id, ids, edition)
        _delete(db, CLAIM_PLACES.c.claim, ids, edition)
    rows = _Rows(db, CLAIMS, CLAIM_PLACES)
    for claim, event, changed in change.claims:
        when = claim.when
        days = {"first": when.earliest if when else None, "last": when.latest if when else None}
        place = claim.place.name if claim.place and claim.place.name else None
        own: dict[str, Any] = {"edition": edition, "event": event}
        places = [{**own, **_given(days), "name": name, "claim": claim.id} for name in names_of(claim.place)]
        body = dump(claim_row(claim)) if changed else None
        rows.add({**own, **days, "id": claim.id, "report": claim.report, "place": place, "body": body}, places)
    rows.flush()


def _given(days: Mapping[str, str | None]) -> dict[str, str]:
    return {name: day or "" for name, day in days.items()}


class _Rows:
    """Rows of a table and of the places by which they are found, written a part at a time."""

    def __init__(self, db: sa.Connection, table: sa.Table, places: sa.Table) -> None:
        self._db, self._table, self._places = db, table, places
        self._rows: list[dict[str, Any]] = []
        self._named: list[dict[str, Any]] = []

    def add(self, row: dict[str, Any], named: Sequence[dict[str, Any]]) -> None:
        self._rows.append(row)
        self._named += named
        if len(self._rows) >= _PART:
            self.flush()

    def flush(self) -> None:
        insert(self._db, self._table, self._rows)
        insert(self._db, self._places, self._named)
        self._rows, self._named = [], []


def insert(db: sa.Connection, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        db.execute(table.insert(), list(rows))


def _delete(db: sa.Connection, column: sa.Column[Any], values: Sequence[str], edition: str) -> None:
    for part in parts(values):
        db.execute(sa.delete(column.table).where(column.table.c.edition == edition, column.in_(part)))


def parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), _MANY):
        yield ids[start : start + _MANY]
