"""A team's own places as CSV with a header, separated by commas, semicolons or tabs.

Columns: name, lat, lon, country (two or three letters) are required; aliases (by ;), kind (city, adm1, adm2, region), precision (UCDP
where_prec, 1 to 7), population, admin1, admin2 and id are read where present. Other columns are passed over.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from onrecord.errors import VocabularyError
from onrecord.knowledge.gazetteer.entry import PRECISION, Entry, PlaceKind
from onrecord.knowledge.gazetteer.faults import Faults, coordinate, count
from onrecord.knowledge.gazetteer.names import exact
from onrecord.knowledge.gazetteer.tables import countries

NEEDED = ("name", "lat", "lon", "country")
KINDS: dict[str, PlaceKind] = {"city": "city", "adm1": "adm1", "adm2": "adm2", "region": "region"}


def parse(text: str, where: str) -> list[Entry]:
    """The rows as entries, ids `own:` and the row's id or name. Raises VocabularyError that names every line at fault."""
    header = text.split("\n", 1)[0]
    mark = max(",;\t", key=header.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    faults, found = Faults(where), list[Entry]()
    try:
        columns = [c.strip().lower() for c in reader.fieldnames or ()]
        missing = [c for c in NEEDED if c not in columns]
        if missing:
            have = ", ".join(c for c in columns if c) or "nothing"
            raise VocabularyError(f"{where}: the first line has to name the columns {', '.join(NEEDED)}; it has {have[:200]}")
        reader.fieldnames = columns
        lines: dict[str, int] = {}
        for row in reader:
            cells = {k: (v or "").strip() for k, v in row.items() if isinstance(k, str) and not isinstance(v, list)}
            if not any(cells.values()):
                continue
            entry = _entry(cells, reader.line_num, faults)
            if entry is None:
                continue
            if entry.id in lines:
                faults.add(
                    reader.line_num, f"the id {entry.id.removeprefix('own:')!r} is that of line {lines[entry.id]} too; give each an id"
                )
            lines.setdefault(entry.id, reader.line_num)
            found.append(entry)
    except csv.Error as error:
        faults.add(reader.line_num, str(error))
    faults.check()
    return found


def _entry(cells: Mapping[str, str], line: int, faults: Faults) -> Entry | None:
    problems = []
    if not exact(cells["name"]):
        problems.append(f"{cells['name']!r} is no name" if cells["name"] else "no name")
    lat, lon = coordinate(cells["lat"], 90.0), coordinate(cells["lon"], 180.0)
    if lat is None:
        problems.append(f"lat {cells['lat']!r} is not a number of degrees from -90 to 90")
    if lon is None:
        problems.append(f"lon {cells['lon']!r} is not a number of degrees from -180 to 180")
    country = _countries().get(cells["country"].upper())
    if country is None:
        problems.append(f"country {cells['country']!r} is no code of two or three letters, such as SYR")
    kind = KINDS.get(cells.get("kind") or "city")
    if kind is None:
        problems.append(f"kind {cells['kind']!r} is none of {', '.join(KINDS)}")
    people = count(cells.get("population", ""))
    if people is None:
        problems.append(f"population {cells['population']!r} is no whole number")
    precision = cells.get("precision") or (str(PRECISION[kind]) if kind else "1")
    if precision not in ("1", "2", "3", "4", "5", "6", "7"):
        problems.append(f"precision {precision!r} is not 1 to 7")
    if problems or kind is None:
        faults.add(line, ", ".join(problems))
        return None
    return Entry(
        id=f"own:{cells.get('id') or cells['name']}",
        name=cells["name"],
        kind=kind,
        country=country,
        lat=lat,
        lon=lon,
        population=people or 0,
        admin1=cells.get("admin1") or None,
        admin2=cells.get("admin2") or None,
        precision=int(precision),
        aliases=tuple(a.strip() for a in cells.get("aliases", "").split(";") if a.strip()),
    )


def _countries() -> dict[str, str]:
    return {code: c.code for c in countries() for code in (c.alpha2, c.code)}
