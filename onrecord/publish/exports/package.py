"""A Frictionless data package: the tables as CSV in one zip, with a descriptor and a data dictionary."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from onrecord.publish.exports.base import Exporter, write_csv
from onrecord.publish.exports.outgoing import Outgoing
from onrecord.publish.exports.packs import member, written
from onrecord.publish.exports.tables import TABLES, Table

TYPES = {"text": "string", "whole": "integer", "number": "number", "day": "date"}

RULES = (
    "`datapackage.json` is a Data Package descriptor (version 1 of the standard): for each table its file, bytes, SHA-256, and every column"
    " with type and meaning, the key, and which column holds which other table's key. `README.md` is the same for people.",
    "CSV: UTF-8, commas, one header line; an empty cell is a value without evidence.",
    "Text that a spreadsheet might run as a formula gets an apostrophe in front.",
    "Several values in one cell are joined by `; `.",
    "Where two groups are counted apart and nothing counts the whole, the count is empty: counts are never added.",
)


class _Measured(io.RawIOBase):
    """Passes bytes on, counting and digesting them."""

    def __init__(self, to: IO[bytes]) -> None:
        self.to, self.digest, self.bytes = to, hashlib.sha256(), 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        part = bytes(data)
        self.digest.update(part)
        self.bytes += len(part)
        self.to.write(part)
        return len(part)


def _write(out: Outgoing, path: Path) -> int:
    count = 0
    resources = []
    with zipfile.ZipFile(path, "w") as pack:
        for table in TABLES:
            with written(pack, f"{table.name}.csv") as file:
                measured = _Measured(file)
                with io.TextIOWrapper(io.BufferedWriter(measured, 1 << 16), encoding="utf-8", newline="") as text:
                    count += write_csv(text, table.columns, table.rows(out))
            resources.append(_resource(table, measured))
        descriptor = {
            "profile": "tabular-data-package",
            "name": "onrecord",
            "title": "Who said what, when, how firmly, about which event, in whose words",
            "description": "Private names are covered, events under embargo are held back, no coordinate is finer than the words.",
            "resources": resources,
        }
        pack.writestr(member("datapackage.json"), json.dumps(descriptor, ensure_ascii=False, indent=1) + "\n")
        pack.writestr(member("README.md"), "".join(_dictionary()))
    return count


def _resource(table: Table, measured: _Measured) -> dict[str, Any]:
    key = table.columns[0].name
    fields: list[dict[str, Any]] = [
        {"name": c.name, "type": TYPES[c.kind], "description": c.means, **({"constraints": {"required": True}} if c.name == key else {})}
        for c in table.columns
    ]
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""], "primaryKey": key}
    if table.refers:
        schema["foreignKeys"] = [{"fields": column, "reference": {"resource": of, "fields": column}} for column, of in table.refers]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "description": table.means,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": measured.bytes,
        "hash": f"sha256:{measured.digest.hexdigest()}",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "doubleQuote": True, "header": True},
        "schema": schema,
    }


def _dictionary() -> Iterator[str]:
    yield "# Data dictionary\n\n"
    yield from (f"- {rule}\n" for rule in RULES)
    for table in TABLES:
        yield f"\n## {table.name}.csv\n\n{table.means}\n\n| column | type | what stands in it |\n|---|---|---|\n"
        yield from (f"| `{c.name}` | {TYPES[c.kind]} | {c.means} |\n" for c in table.columns)


PACKAGE = Exporter(
    name="datapackage",
    ending=".zip",
    means="Events, claims, findings, spells and reports as a Frictionless data package with a data dictionary.",
    columns=[(f"{t.name}.{name}", means) for t in TABLES for name, means in t.dictionary],
    rules=RULES,
    write=_write,
)
