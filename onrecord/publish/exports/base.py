"""What every export is made of: columns that document themselves, and rows written one at a time."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, Generic, Literal, TextIO, TypeVar

from onrecord.errors import OnrecordError
from onrecord.publish.exports.outgoing import Outgoing

Cell = str | int | float | None
Kind = Literal["text", "whole", "number", "day"]  # of a column's values; a day is an ISO date
R = TypeVar("R")
JOIN = "; "


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """One column: how it is called, what stands in it, and where that comes from. None: no evidence, and the cell stays empty."""

    name: str
    means: str
    of: Callable[[R], Cell]
    tag: str = ""  # its HXL hashtag
    kind: Kind = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exporter:
    """One format. write gives the number of rows or features that it wrote."""

    name: str
    ending: str  # of the file's name: ".csv"
    means: str
    columns: Sequence[tuple[str, str]]  # name and meaning, in order
    rules: Sequence[str]  # the coding rules, one sentence or two each
    write: Callable[[Outgoing, Path], int]


class MissingExtraError(OnrecordError):
    """An optional part of the program is asked for that is not installed; exit code 2."""

    usage = True


def extra(module: str, *, of: str) -> ModuleType:
    """A library of one of our extras. Raises MissingExtraError with how to install it."""
    try:
        return import_module(module)
    except ModuleNotFoundError:
        raise MissingExtraError(f"this needs {module}: install onrecord[{of}]") from None


def as_text(write: Callable[[Outgoing, TextIO], int]) -> Callable[[Outgoing, Path], int]:
    """A writer of text as a writer of a file: UTF-8, line ends as they are written."""

    def to_file(out: Outgoing, path: Path) -> int:
        with path.open("w", encoding="utf-8", newline="") as file:
            return write(out, file)

    return to_file


def documented(columns: Iterable[Column[R]]) -> list[tuple[str, str]]:
    return [(c.name, f"{c.means} `{c.tag}`" if c.tag else c.means) for c in columns]


def no_evidence(_: object) -> Cell:
    """A column of the format for which a ledger holds nothing."""
    return None


def write_csv(out: TextIO, columns: Sequence[Column[R]], rows: Iterable[R], *, tags: bool = False) -> int:
    """A header, the HXL hashtags if they are wanted, and a line for each row; RFC 4180 with LF. Gives the number of rows."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([c.name for c in columns])
    if tags:
        writer.writerow([c.tag for c in columns])
    count = 0
    for row in rows:
        writer.writerow([cell(c.of(row)) for c in columns])
        count += 1
    return count


def cell(value: Cell) -> str:
    """A value as a CSV cell. Text that a spreadsheet would run as a formula gets an apostrophe in front; numbers stay numbers."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return number(value)
    text = plain(value)
    # White space in front does not stop every spreadsheet; full-width signs are read as signs by some.
    return "'" + text if text.lstrip()[:1] in _FORMULA or (text[:1] in "\t\r\n" and text) else text


_FORMULA = tuple("=+-@|%＝＋－＠")


def plain(text: str) -> str:
    """Without NUL, which ends a text in many readers, and with halves of code points as question marks, as UTF-8 has none."""
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-8", "replace").decode()
    return text.replace("\0", "")


def number(value: int | float) -> str:
    return str(int(value)) if float(value).is_integer() and abs(value) < 2**53 else repr(value)


def write_features(out: TextIO, features: Iterable[Mapping[str, Any]]) -> int:
    """A GeoJSON FeatureCollection (RFC 7946), one feature a line. Gives the number of features."""
    return _array(out, '{"type":"FeatureCollection","features":[', features)


def write_graph(out: TextIO, context: object, nodes: Iterable[Mapping[str, Any]]) -> int:
    """A JSON-LD document, one node a line. Gives the number of nodes."""
    return _array(out, '{"@context":' + _json(context) + ',"@graph":[', nodes)


def _array(out: TextIO, head: str, items: Iterable[Mapping[str, Any]]) -> int:
    out.write(head)
    count = 0
    for item in items:
        out.write(("," if count else "") + "\n" + _json(item))
        count += 1
    out.write("\n]}\n")
    return count


def _json(value: object) -> str:
    return plain(json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False))


def joined(values: Iterable[str | None]) -> str | None:
    """Each value once, in order; None if there is none."""
    return JOIN.join(dict.fromkeys(v for v in values if v)) or None


def sole(values: Iterable[R | None]) -> R | None:
    """The one value that all who state one state; None where nobody does or they differ: which of two is right is not ours to guess."""
    stated = {v for v in values if v is not None}
    return next(iter(stated)) if len(stated) == 1 else None


def sidecar(exporter: Exporter) -> Iterator[str]:
    """The lines of the file that goes with an export: what it is, the coding rules, every column."""
    yield f"# {exporter.name}\n\n{exporter.means}\n\n## Coding rules\n\n"
    yield from (f"- {rule}\n" for rule in exporter.rules)
    yield "\n## Columns\n\n| column | what stands in it |\n|---|---|\n"
    yield from (f"| `{name}` | {means} |\n" for name, means in exporter.columns)
