"""Full-text search over what somebody may see: SQLite's FTS5 in memory, so that nothing which is not shown can be found."""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from urllib.parse import urlencode

from onrecord.desk.index import DeskIndex
from onrecord.publish.brief.index import UNSURE_BELOW
from onrecord.publish.brief.standing import is_disputed
from onrecord.records import Claim
from onrecord.vocab.event_types import TERMS

PAGE = 30
_WORD = re.compile(r"[^\W_]+|\"[^\"]+\"", re.UNICODE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is looked for; every part stands in the address, so that a search can be kept and sent."""

    q: str = ""  # words, "a phrase"
    who: str = ""  # a root, or an actor that is named
    place: str = ""
    type: str = ""
    first: str = ""  # ISO dates: what may have happened from then on ...
    last: str = ""  # ... and until then
    grade: str = ""
    only: str = ""  # disputed, unsure
    page: int = 1

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Asked:
        said = {f.name: str(given.get(f.name, "")).replace("\0", " ").strip()[:300] for f in fields(cls) if f.name != "page"}
        page = str(given.get("page", "1"))
        return cls(**said, page=min(int(page), 10_000) if page.isdecimal() and len(page) < 6 and int(page) else 1)

    @property
    def anything(self) -> bool:
        return any((self.q, self.who, self.place, self.type, self.first, self.last, self.grade, self.only))

    def url(self, **changed: object) -> str:
        said = {f.name: getattr(self, f.name) for f in fields(self)} | changed
        return urlencode({k: v for k, v in said.items() if v and not (k == "page" and v == 1)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    claims: Sequence[Claim]
    total: int


class SearchIndex:
    """One row a claim: its words and their passage, whom it names, where, when."""

    def __init__(self, index: DeskIndex) -> None:
        self._index = index
        self._lock = threading.Lock()
        self._db = sqlite3.connect(":memory:", check_same_thread=False)
        self._db.execute("CREATE VIRTUAL TABLE said USING fts5(quote, around, who, place, type, tokenize='unicode61 remove_diacritics 2')")
        self._db.execute(
            "CREATE TABLE claim (n INTEGER PRIMARY KEY, id TEXT, type TEXT, first TEXT, last TEXT, grade TEXT,"
            " disputed INTEGER, unsure INTEGER)"
        )
        self._db.execute("CREATE TABLE named (n INTEGER, kind TEXT, name TEXT)")
        with self._db:
            for n, claim in enumerate(index.claims.values(), 1):
                self._add(n, claim)
            self._db.execute("CREATE INDEX by_name ON named (kind, name, n)")

    def _add(self, n: int, claim: Claim) -> None:
        event = self._index.event_of(claim.id)
        report = self._index.picture.reports[claim.report]
        around = report.text[max(0, claim.quote.start - 200) : claim.quote.end + 200]
        root = self._index.root_of(claim)
        people = {x for x in (root, claim.actor, claim.target, claim.source.name, report.publisher, *claim.source.via) if x}
        places = {x for x in ((claim.place.name, *claim.place.parents) if claim.place else ()) if x}
        said = (claim.quote.text, f"{report.title or ''} {around}", " ; ".join(sorted(people)), " ; ".join(sorted(places)))
        self._db.execute(
            "INSERT INTO said (rowid, quote, around, who, place, type) VALUES (?,?,?,?,?,?)",
            (n, *map(_clean, said), TERMS[claim.type].label),
        )
        first = (claim.when.earliest if claim.when else event and event.earliest) or None
        last = (claim.when.latest if claim.when else event and event.latest) or None
        grade = str(event.grade.label) if event and event.grade else ""
        disputed = bool(event and is_disputed(event, self._index))
        unsure = bool(claim.confidence and min(claim.confidence.values()) < UNSURE_BELOW)
        self._db.execute(
            "INSERT INTO claim VALUES (?,?,?,?,?,?,?,?)", (n, _clean(claim.id), str(claim.type), first, last, grade, disputed, unsure)
        )
        rows = [(n, "who", _clean(x).casefold()) for x in people] + [(n, "place", _clean(x).casefold()) for x in places]
        self._db.executemany("INSERT INTO named VALUES (?,?,?)", rows)

    def find(self, asked: Asked) -> Hits:
        """The claims that are asked for, best first; by day where no words are given."""
        where, values = self._conditions(asked)
        words = _WORD.findall(asked.q.replace("'", " "))
        if asked.q and not words:
            return Hits(claims=(), total=0)
        source = "claim"
        order = "claim.first IS NULL, claim.first, claim.n"
        if words:
            source = "said JOIN claim ON claim.n = said.rowid"
            where.insert(0, "said MATCH ?")
            values.insert(0, " ".join(w if w.startswith('"') else f'"{w}"*' for w in words))
            order = "bm25(said, 4, 1, 3, 3, 2), claim.n"
        condition = f"WHERE {' AND '.join(where)}" if where else ""
        with self._lock:
            total = self._db.execute(f"SELECT count(*) FROM {source} {condition}", values).fetchone()[0]
            rows = self._db.execute(
                f"SELECT claim.id FROM {source} {condition} ORDER BY {order} LIMIT ? OFFSET ?", [*values, PAGE, PAGE * (asked.page - 1)]
            ).fetchall()
        return Hits(claims=[self._index.claims[id] for (id,) in rows if id in self._index.claims], total=total)

    def _conditions(self, asked: Asked) -> tuple[list[str], list[object]]:
        where: list[str] = []
        values: list[object] = []
        for kind, name in (("who", asked.who), ("place", asked.place)):
            if name:
                where.append("claim.n IN (SELECT n FROM named WHERE kind = ? AND name = ?)")
                values += [kind, _clean(name).casefold()]
        for column, value in (("type", asked.type), ("grade", asked.grade)):
            if value:
                where.append(f"claim.{column} = ?")
                values.append(_clean(value))
        if asked.first:
            where.append("claim.last >= ?")
            values.append(asked.first)
        if asked.last:
            where.append("claim.first <= ?")
            values.append(asked.last)
        if asked.only in ("disputed", "unsure"):
            where.append(f"claim.{asked.only} = 1")
        return where, values


def _clean(text: str) -> str:
    """Text that SQLite can hold: halves of code points as question marks."""
    return text.encode("utf-8", "replace").decode()
