"""A workbook (XLSX) that an analyst opens first: a sheet a table, header frozen, filters on, words that lead to the report."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from onrecord.errors import OnrecordError
from onrecord.publish.brief.safety import web_link
from onrecord.publish.exports.base import Cell, Column, Exporter, cell
from onrecord.publish.exports.outgoing import Outgoing
from onrecord.publish.exports.packs import settled
from onrecord.publish.exports.tables import TABLES, Table

MOST_ROWS = 1_048_576  # of a sheet, the header among them
MOST_LINKS = 65_530  # of a sheet
MOST_TEXT = 32_767  # characters of a cell
CUT = " [cut: a cell holds no more]"
WIDE = frozenset({"words", "because", "grade_rule", "rule", "title"})

RULES = (
    "A sheet for each table, the first row frozen and with filters; the last sheet, `columns`, says what every column holds.",
    "Words of claims and headlines of reports lead to the report's web address, the first 65,530 of a sheet: Excel takes no more.",
    "Text that a spreadsheet might run as a formula gets an apostrophe in front. No cell holds a formula.",
    "A cell longer than 32,767 characters is cut and says so. More than 1,048,575 rows do not fit: take Parquet, or narrow it.",
    "Several values in one cell are joined by `; `.",
    "Where two groups are counted apart and nothing counts the whole, the count is empty: counts are never added.",
    "The file's properties name no person and no time.",
)

_CORE = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    b' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Onrecord</dc:creator></cp:coreProperties>'
)


def _write(out: Outgoing, path: Path) -> int:
    book = Workbook(write_only=True)
    count = 0
    for table in TABLES:
        sheet = _sheet(book, table.name, [(c.name, 60 if c.name in WIDE else 16) for c in table.columns])
        count += _fill(sheet, table, out)
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{max(sheet._max_row, 1)}"
    sheet = _sheet(book, "columns", [("table", 12), ("column", 20), ("what stands in it", 100)])
    for table in TABLES:
        for name, means in table.dictionary:
            sheet.append([table.name, name, means])
    with tempfile.TemporaryDirectory(prefix=".onrecord-", dir=path.parent) as folder:
        made = Path(folder) / "book.xlsx"
        book.save(made)
        settled(made, path, {"docProps/core.xml": _CORE})
    return count


def _sheet(book: Workbook, title: str, columns: Sequence[tuple[str, int]]) -> Worksheet:
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "B2" if title != "columns" else "A2"
    for n, (_, width) in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(n)].width = width
    head = []
    for name, _ in columns:
        top = WriteOnlyCell(sheet, value=name)
        top.font, top.fill = Font(bold=True), PatternFill("solid", fgColor="DDDDDD")
        head.append(top)
    sheet.append(head)
    return sheet


def _fill(sheet: Worksheet, table: Table, out: Outgoing) -> int:
    linked = 0
    count = 0
    names = [c.name for c in table.columns]
    address = names.index("url") if "url" in names else None
    link_at = names.index(table.link) if table.link else None
    for row in table.rows(out):
        count += 1
        if count >= MOST_ROWS:
            raise OnrecordError(f"a sheet has room for {MOST_ROWS - 1:,} rows, and there are more {table.name}: use Parquet")
        values: list[Any] = [_value(column, column.of(row)) for column in table.columns]
        url = web_link(values[address]) if address is not None and values[address] else None
        for n in (i for i, name in enumerate(names) if name in WIDE and values[i]):
            shown = WriteOnlyCell(sheet, value=values[n])
            shown.alignment = Alignment(wrap_text=True, vertical="top")
            if n == link_at and url and linked < MOST_LINKS:
                linked += 1
                shown.hyperlink, shown.font = url, Font(color="0563C1", underline="single")
            values[n] = shown
        sheet.append(values)
    return count


def _value(column: Column[Any], value: Cell) -> Cell:
    if not isinstance(value, str):
        return value
    text: str = ILLEGAL_CHARACTERS_RE.sub("", cell(value))
    return text if len(text) <= MOST_TEXT else text[: MOST_TEXT - len(CUT)] + CUT


BOOK = Exporter(
    name="xlsx",
    ending=".xlsx",
    means="Events, claims, findings, spells and reports as a workbook, a sheet each.",
    columns=[(f"{t.name}.{name}", means) for t in TABLES for name, means in t.dictionary],
    rules=RULES,
    write=_write,
)
