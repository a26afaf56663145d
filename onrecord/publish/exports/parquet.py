"""Claims, events, findings and spells as Parquet, a file each, written a batch at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from onrecord.publish.exports import tables
from onrecord.publish.exports.base import Cell, Exporter, extra, plain
from onrecord.publish.exports.outgoing import Outgoing
from onrecord.publish.exports.tables import Table

BATCH = 20_000  # rows held at a time, some 30 MB
R = TypeVar("R")

RULES = (
    "Text is a string, a day a date32, a whole number an int64, any other number a double; a value without evidence is null.",
    "Each column's meaning stands in the file too, as metadata of its field under `means`.",
    "Several values in one cell are joined by `; `.",
    "Where two groups are counted apart and nothing counts the whole, the count is null: counts are never added.",
    "Compressed with Zstandard; no time of making is in the file.",
)


def _write(table: Table, out: Outgoing, path: Path) -> int:
    pa, pq = extra("pyarrow", of="parquet"), extra("pyarrow.parquet", of="parquet")
    types = {"text": pa.string(), "whole": pa.int64(), "number": pa.float64(), "day": pa.date32()}
    fields = [pa.field(c.name, types[c.kind], metadata={"means": c.means}) for c in table.columns]
    schema = pa.schema(fields, metadata={"table": table.name, "means": table.means})
    of = [(c.of, _READ[c.kind]) for c in table.columns]
    count = 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in _batches(table.rows(out)):
            arrays = [pa.array([read(get(row)) for row in batch], type=field.type) for (get, read), field in zip(of, fields, strict=True)]
            writer.write_batch(pa.record_batch(arrays, schema=schema))
            count += len(batch)
    return count


def _batches(rows: Iterator[R]) -> Iterator[Sequence[R]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


@lru_cache(maxsize=4096)
def _day(value: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        return None


def _text(value: Cell) -> Cell:
    return plain(value) if isinstance(value, str) else value


_READ: dict[str, Callable[[Any], Any]] = {
    "text": _text,
    "whole": lambda value: None if value is None else int(value),
    "number": lambda value: None if value is None else float(value),
    "day": lambda value: value and _day(value),
}


def _exporter(table: Table) -> Exporter:
    return Exporter(
        name=f"{table.name}-parquet",
        ending=".parquet",
        means=f"{table.means} As Parquet.",
        columns=table.dictionary,
        rules=RULES,
        write=partial(_write, table),
    )


EXPORTERS: Iterable[Exporter] = tuple(_exporter(t) for t in (tables.CLAIMS, tables.EVENTS, tables.FINDINGS, tables.SPELLS))
