"""A GeoNames country dump (download.geonames.org/export/dump, CC BY 4.0): 19 columns, separated by tabs, no header.

Of its features those are kept that reports of war name: settlements and their quarters, units, bases, airfields, camps, crossings, dams,
refineries, hospitals, mountains, islands, rivers. Hotels, schools, wells and roads are left out: their names are those of other things.
"""

from __future__ import annotations

from onrecord.knowledge.gazetteer.entry import Entry, PlaceKind
from onrecord.knowledge.gazetteer.faults import Faults, coordinate, count
from onrecord.knowledge.gazetteer.names import exact
from onrecord.knowledge.gazetteer.tables import countries

COLUMNS = 19
_UNITS: dict[str, PlaceKind] = {"ADM1": "adm1", "ADM2": "adm2", "ADM3": "adm2", "ADM4": "adm2", "ADMD": "adm2"}
_SITES = frozenset(
    "AIRB AIRF AIRP AIRH AIRQ MILB INSM NVB CMP CMPRF BDG DAM PS PSH PSN OILR OILF GASF MN MNC PRN HSP PSTB PSTP RSTN FT CSTL RUIN MSQE CH "
    "MNMT MUS PRT HBR CTRR TOWR GATE".split()
)
_LAND: dict[str, int] = dict.fromkeys("MT HLL HLLS PASS RDGE ISL ISLET PT CAPE SPUR".split(), 2) | dict.fromkeys(
    "MTS ISLS VAL VALS PLN PLAT PEN DSRT UPLD RGN AREA OAS".split(), 5
)
_WATER = frozenset("STM STMI LK LKS RSV BAY GULF STRT CNL WAD".split())


def looks_so(text: str) -> bool:
    """Whether the first line has a dump's columns."""
    return text[:20_000].split("\n", 1)[0].count("\t") >= COLUMNS - 5


def parse(text: str, where: str) -> list[Entry]:
    """The kept features as entries, ids `geonames:` and the number. Raises VocabularyError that names every line at fault."""
    codes = {c.alpha2: c.code for c in countries()}
    faults, rows = Faults(where), list[tuple[int, list[str]]]()
    for number, line in enumerate(text.split("\n"), 1):
        cells = line.rstrip("\r").split("\t")
        if not line.strip():
            continue
        if len(cells) < COLUMNS - 4 or not cells[0].isdigit():
            faults.add(number, f"{len(cells)} columns, {COLUMNS} expected, the first a number")
        elif _kept(cells[6], cells[7]):
            rows.append((number, cells))
    units = {(c[8], c[10]): c[1] for _, c in rows if c[7] == "ADM1"}
    found = [e for number, cells in rows if (e := _entry(cells, number, codes, units, faults))]
    faults.check()
    return found


def _kept(wide: str, code: str) -> bool:
    return (
        wide == "P"
        or code in _UNITS
        or (wide == "S" and code in _SITES)
        or (wide in "TLV" and code in _LAND)
        or (wide == "H" and code in _WATER)
    )


def _kind(wide: str, code: str) -> tuple[PlaceKind, int]:
    """Kind and where_prec of a feature."""
    if code in _UNITS:
        return _UNITS[code], 4 if code == "ADM1" else 3
    if wide == "P":
        return "city", 2 if code == "PPLX" else 1
    if wide == "S":
        return "city", 1
    return "region", 7 if wide == "H" else _LAND[code]


def _entry(cells: list[str], line: int, codes: dict[str, str], units: dict[tuple[str, str], str], faults: Faults) -> Entry | None:
    lat, lon, people = coordinate(cells[4], 90.0), coordinate(cells[5], 180.0), count(cells[14])
    if lat is None or lon is None or people is None:
        faults.add(line, f"latitude {cells[4]!r}, longitude {cells[5]!r}, population {cells[14]!r}: numbers are expected")
        return None
    if not exact(cells[1]):
        return None
    kind, precision = _kind(cells[6], cells[7])
    return Entry(
        id=f"geonames:{int(cells[0])}",
        name=cells[1],
        kind=kind,
        country=codes.get(cells[8]),
        lat=lat,
        lon=lon,
        population=people,
        admin1=None if kind == "adm1" else units.get((cells[8], cells[10])),
        precision=precision,
        aliases=tuple(a for a in dict.fromkeys((cells[2], *cells[3].split(","))) if a and not _code(a)),
    )


def _code(alias: str) -> bool:
    """Codes of airports and stations stand among the other names: "ALP", "OSAP"."""
    return len(alias) <= 2 or (len(alias) <= 4 and alias.isupper() and alias.isascii())
