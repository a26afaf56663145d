"""For notebooks and scripts: `import onrecord as rec; rec.read("folder").claims().to_pandas()`. See docs/python.md.

What is read here is shown as the reports print it, private names too, as `onrecord claims` does: it is for the analyst's own use.
`covered()` gives what may leave instead.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord import flow
from onrecord.errors import OnrecordError
from onrecord.extract.pipeline import Pipeline
from onrecord.knowledge.actors import ActorRegister
from onrecord.ledger import Ledger, LedgerView, Letting
from onrecord.publish.exports.base import Cell, extra
from onrecord.publish.exports.outgoing import EMBARGO_HOURS, Outgoing, Uncovered, outgoing
from onrecord.publish.exports.tables import CLAIMS, EVENTS, FINDINGS, REPORTS, SPELLS, Table
from onrecord.records import Picture, Skipped

if TYPE_CHECKING:
    import pandas

MAX_TEXT = 2_000_000  # characters; longer reports are skipped with the reason
_PANDAS = {"text": "string", "whole": "Int64", "number": "Float64", "day": "string"}


@dataclass(frozen=True, slots=True)
class Rows(Sequence[Mapping[str, Cell]]):
    """A table: each row a mapping from column to value, None where there is no evidence. `means` says what a column holds."""

    table: Table
    _rows: tuple[Mapping[str, Cell], ...] = field(repr=False)

    @property
    def columns(self) -> list[str]:
        return [c.name for c in self.table.columns]

    @property
    def means(self) -> dict[str, str]:
        return dict(self.table.dictionary)

    def __getitem__(self, at: Any) -> Any:
        return self._rows[at]

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Mapping[str, Cell]]:
        return iter(self._rows)

    def where(self, **wanted: Cell) -> Rows:
        """The rows in which every named column has exactly this value. Raises OnrecordError for a column that is not there."""
        if unknown := sorted(set(wanted) - set(self.columns)):
            raise OnrecordError(f"{self.table.name} have no column {unknown[0]!r}; they have {', '.join(self.columns)}")
        return Rows(self.table, tuple(r for r in self._rows if all(r[k] == v for k, v in wanted.items())))

    def to_pandas(self) -> pandas.DataFrame:
        """A data frame, one row each, with columns that know missing values. Raises MissingExtraError without pandas."""
        pd = extra("pandas", of="pandas")
        series = {c.name: pd.array([row[c.name] for row in self._rows], dtype=_PANDAS[c.kind]) for c in self.table.columns}
        frame: pandas.DataFrame = pd.DataFrame(series)
        return frame


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What some reports, or a ledger, come to. skipped: what could not be read, where and why."""

    picture: Picture = field(repr=False)
    register: ActorRegister = field(repr=False)
    skipped: tuple[Skipped, ...] = ()
    _out: Outgoing | None = field(default=None, repr=False)
    _letting: Letting | None = field(default=None, repr=False)

    def claims(self) -> Rows:
        """Who said what: one claim a row."""
        return self._table(CLAIMS)

    def events(self) -> Rows:
        """What the claims are about, with grades, roots and figures: one event a row."""
        return self._table(EVENTS)

    def findings(self) -> Rows:
        """Where claims agree and differ: one finding a row."""
        return self._table(FINDINGS)

    def spells(self) -> Rows:
        """Who is said to have held which place: one spell a row."""
        return self._table(SPELLS)

    def reports(self) -> Rows:
        """The texts that were read: one report a row."""
        return self._table(REPORTS)

    def covered(self, *, at: dt.datetime | None = None, embargo_hours: int = EMBARGO_HOURS) -> Reading:
        """The same as it may leave: private names covered, events under embargo held back, coordinates no finer than the words."""
        at = at or dt.datetime.now(dt.UTC)
        letting = self._letting or Letting(released=(), withheld=(), lifted=())
        out = outgoing(self.picture, self.register, at=at, embargo_hours=embargo_hours, **letting)
        return Reading(picture=self.picture, register=self.register, skipped=self.skipped, _out=out)

    def _table(self, table: Table) -> Rows:
        out = self._out or Uncovered(self.picture, self.register)
        return Rows(table, tuple({c.name: c.of(row) for c in table.columns} for row in table.rows(out)))


def read(*paths: str | Path, reader: str = "default", known_at: str | None = None) -> Reading:
    """Reads files and folders of reports, keeps nothing. reader: default, small or rules.

    known_at: leaves out what was published later (RFC 3339, UTC). Raises OnrecordError.
    """
    pipeline = Pipeline.load(reader=reader)
    with tempfile.TemporaryDirectory(prefix="onrecord-") as folder, Ledger(Path(folder) / "onrecord.db") as book:
        skipped = flow.add(paths, book, pipeline, max_text=MAX_TEXT).skipped
        picture = flow.picture(LedgerView(book), pipeline.register, known_at=known_at)
    return Reading(picture=picture, register=pipeline.register, skipped=tuple(skipped))


def open_ledger(path: str | Path = "onrecord.db", *, known_at: str | None = None, ingested_at: str | None = None) -> Reading:
    """What a standing ledger comes to, with what people decided on it. Raises LedgerError."""
    register = ActorRegister.load()
    with Ledger.existing(path) as book:
        view = LedgerView(book, ingested_at=ingested_at)
        picture = flow.picture(view, register, known_at=known_at)
        return Reading(picture=picture, register=register, _letting=view.letting(picture))
