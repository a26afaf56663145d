"""A team's own places: a CSV with a header, or a GeoNames country dump (19 columns, tab-separated, no header).

CSV columns: name, lat, lon, country (alpha-2 or alpha-3) are required; aliases (by ;), kind, population, admin1, admin2, id are read
where present.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from onrecord.errors import VocabularyError
from onrecord.knowledge.gazetteer.entry import PRECISION, Entry, PlaceKind
from onrecord.knowledge.gazetteer.tables import countries

_KINDS: dict[str, PlaceKind] = {"city": "city", "adm1": "adm1", "adm2": "adm2", "country": "country", "region": "region"}
_CLASSES: dict[str, PlaceKind] = {"ADM1": "adm1", "ADM2": "adm2", "PCLI": "country", "RGN": "region"}


def read_places(path: Path) -> list[Entry]:
    """Raises VocabularyError with the line's number on a row that is not in one of the two forms."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            first = file.readline()
            file.seek(0)
            return list(_dump(file, path) if first.count("\t") >= 18 else _csv(file, path))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise VocabularyError(f"{path}: {error}") from None


def _csv(file: Iterator[str], path: Path) -> Iterator[Entry]:
    codes = {c.alpha2: c.code for c in countries()}
    for number, row in enumerate(csv.DictReader(file), 2):
        try:
            kind = _KINDS[(row.get("kind") or "city").strip()]
            country = row["country"].strip().upper()
            yield Entry(
                id=f"own:{(row.get('id') or row['name']).strip()}",
                name=row["name"].strip(),
                kind=kind,
                country=codes.get(country, country) or None,
                lat=float(row["lat"]),
                lon=float(row["lon"]),
                population=int(row.get("population") or 0),
                admin1=row.get("admin1") or None,
                admin2=row.get("admin2") or None,
                precision=PRECISION[kind],
                aliases=tuple(a.strip() for a in (row.get("aliases") or "").split(";") if a.strip()),
            )
        except (KeyError, ValueError, AttributeError, TypeError) as error:
            raise VocabularyError(f"{path}, line {number}: {type(error).__name__}: {error}") from None


def _dump(file: Iterator[str], path: Path) -> Iterator[Entry]:
    codes = {c.alpha2: c.code for c in countries()}
    for number, line in enumerate(file, 1):
        cells = line.rstrip("\n").split("\t")
        if len(cells) < 15 or cells[6] not in "PATLSRHVU":
            continue
        try:
            kind = _CLASSES.get(cells[7], "city" if cells[6] in "PS" else "region")
            yield Entry(
                id=f"geonames:{int(cells[0])}",
                name=cells[1],
                kind=kind,
                country=codes.get(cells[8]),
                lat=float(cells[4]),
                lon=float(cells[5]),
                population=int(cells[14] or 0),
                precision=PRECISION[kind],
                aliases=tuple(a for a in dict.fromkeys((cells[2], *cells[3].split(","))) if a),
            )
        except ValueError as error:
            raise VocabularyError(f"{path}, line {number}: {error}") from None
