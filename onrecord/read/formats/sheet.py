"""Tables with a column of texts: CSV, TSV and XLSX (openpyxl). Each row is a report; which column holds what is told by its heading."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any

from onrecord.errors import ReadError
from onrecord.read.formats import risky
from onrecord.read.formats.base import Format, Origin, Parsed
from onrecord.read.formats.docx import language_code
from onrecord.read.formats.text import decode
from onrecord.read.published import to_published

# The day of an event ("event_date") is not the day of its report, and is not taken for it.
COLUMNS = {
    "text": "text full_text fulltext body content article article_text story message report notes description summary".split(),
    "title": "title headline subject".split(),
    "published": "published published_at publication_date pub_date pubdate date_published date created_at posted timestamp".split(),
    "publisher": "publisher source source_name outlet media newspaper site channel".split(),
    "author": "author by byline creator".split(),
    "url": "url link source_url permalink".split(),
    "language": "language lang".split(),
}
MOST_ROWS = 200_000
LOOKED_AT = 50  # rows by which the column of texts is told where no heading says so
PROSE = 60  # characters on average, from which a column is one of texts


def parse(raw: bytes, max_chars: int) -> list[Parsed]:
    sheets = _workbook(raw) if raw.startswith(b"PK") else [("", _csv(raw))]
    parts = list(chain.from_iterable(_rows(name, rows) for name, rows in sheets))
    if not parts:
        raise ReadError("", f"there is no column of texts in it: name one of them {', '.join(COLUMNS['text'][:5])}")
    return parts


def _csv(raw: bytes) -> Iterator[Sequence[Any]]:
    text, _ = decode(raw, "")
    text = text.removeprefix("\ufeff").replace("\x00", "\ufffd")
    csv.field_size_limit(len(text) + 1)
    head = text[:20_000].partition("\n")[0]
    delimiter = max(",;\t|", key=head.count)
    return iter(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def _workbook(raw: bytes) -> Iterator[tuple[str, Iterator[Sequence[Any]]]]:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
    for sheet in book.worksheets:
        yield sheet.title, sheet.iter_rows(values_only=True)


def _rows(sheet: str, rows: Iterable[Sequence[Any]]) -> Iterator[Parsed]:
    rows = iter(rows)
    heading = next((row for row in rows if any(_words(c) for c in row)), ())
    names = ["_".join(_words(cell).lower().split()) for cell in heading]
    known = {what: next((names.index(n) for n in choices if n in names), None) for what, choices in COLUMNS.items()}
    first = list(islice(rows, LOOKED_AT))
    warnings: tuple[str, ...] = ()
    if known["text"] is None:
        known["text"] = _longest(first, len(names))
        if known["text"] is None:
            return
        warnings = (f"no column is called text; {_words(heading[known['text']])[:60]!r} was taken for it",)
    for number, row in enumerate(islice(chain(first, rows), MOST_ROWS), 2):
        cells = {what: _words(row[at]) if at is not None and at < len(row) else "" for what, at in known.items()}
        if cells["text"]:
            yield Parsed(text=cells["text"], origin=_origin(cells), warnings=warnings, part=f"{sheet} row {number}".strip())


def _longest(rows: list[Sequence[Any]], width: int) -> int | None:
    """The column with the longest texts, if they are long enough to be texts at all."""
    means = [sum(len(_words(row[at])) for row in rows if at < len(row)) / max(1, len(rows)) for at in range(width)]
    return means.index(max(means)) if means and max(means) >= PROSE else None


def _origin(cells: dict[str, str]) -> Origin:
    return Origin.of(
        "column of the table",
        title=cells["title"] or None,
        publisher=cells["publisher"] or None,
        published=to_published(cells["published"]),
        author=cells["author"] or None,
        url=cells["url"] or None,
        language=language_code(cells["language"]),
    )


def _words(cell: object) -> str:
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()  # a cell has no zone
    return "" if cell is None else str(cell).strip()


FORMAT = Format(name="table", endings=(".csv", ".tsv", ".xlsx", ".xlsm"), read=risky.reader("sheet"))
