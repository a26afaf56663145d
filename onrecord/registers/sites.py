"""Which site lies where a claim is placed: the World Heritage list, and a team's own list read before it."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path

from onrecord.errors import OnrecordError
from onrecord.records import Place

NEAR_KM = 5.0  # from a place's centre to a site's: Palmyra's town and ruins are 2 km apart
RISK_KM = 20.0  # about as far as field artillery reaches: what is fought over so near may be hit
FINEST = 2  # where_prec up to which a coordinate is a place's own; a province's centre lies near no site
COLUMNS = ("name", "lat", "lon", "status", "parts")


class SitesError(OnrecordError):
    """A team's list of sites cannot be read; exit code 2."""

    usage = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One site. lat, lon: its centre in degrees. inscribed: a year; "" for a site of a team's own list. parts: names that a list gives."""

    name: str
    inscribed: str
    category: str
    states: str
    lat: float
    lon: float
    in_danger: str = ""  # since when, a year; "": not known to be
    own_status: str = ""  # what a team's own list says of it
    parts: tuple[str, ...] = ()

    @property
    def status(self) -> str:
        """As in "World Heritage since 1980, in danger since 2013"."""
        told = [self.own_status] if self.own_status else []
        told += [f"World Heritage since {self.inscribed}"] if self.inscribed else []
        told += [f"in danger since {self.in_danger}"] if self.in_danger else []
        return ", ".join(told) or "on the team's own list"


@dataclass(frozen=True, slots=True)
class Sites:
    """Sites to look up, a team's own before the listed. Natural sites are none."""

    own: tuple[Site, ...] = ()
    _found: dict[tuple[float, float], Site | None] = field(default_factory=dict)

    def at(self, place: Place | None) -> Site | None:
        """The site at a place that is known no more coarsely than to the town: the nearest within NEAR_KM."""
        point = _point(place)
        if point is None:
            return None
        if point not in self._found:
            self._found[point] = self._nearest(*point)
        return self._found[point]

    def _nearest(self, lat: float, lon: float) -> Site | None:
        for known in (self.own, _cultural()):
            near = list(_within(known, lat, lon, NEAR_KM))
            if near:
                return min(near, key=lambda s: km(s.lat, s.lon, lat, lon))
        return None

    def around(self, place: Place | None) -> list[Site]:
        """The sites within RISK_KM of a place that is known no more coarsely than to the town."""
        point = _point(place)
        return [s for known in (self.own, _cultural()) for s in _within(known, *point, RISK_KM)] if point else []


def read_sites(path: Path | None) -> Sites:
    """A team's own list: CSV with name, lat and lon in degrees and, if they are there, status and parts (names with ; between them).

    None: the World Heritage list alone. Raises SitesError, which names the line.
    """
    if path is None:
        return Sites()
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SitesError(f"{path}: {error}") from None
    rows = csv.DictReader(lines)
    missing = [name for name in COLUMNS[:3] if name not in (rows.fieldnames or ())]
    if missing:
        raise SitesError(f"{path}: no column {', '.join(missing)}; {', '.join(COLUMNS)} are read")
    return Sites(own=tuple(_own(f"{path}, line {rows.line_num}", row) for row in rows))


def _own(where: str, row: dict[str, str]) -> Site:
    try:
        lat, lon = float(row["lat"]), float(row["lon"])
    except (TypeError, ValueError):
        raise SitesError(f"{where}: {row['lat']!r}, {row['lon']!r} is no coordinate in degrees") from None
    if not (row["name"] or "").strip() or not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise SitesError(f"{where}: a name, and degrees from -90 to 90 and -180 to 180, are expected")
    parts = tuple(part.strip() for part in (row.get("parts") or "").split(";") if part.strip())
    status = (row.get("status") or "").strip()
    return Site(name=row["name"].strip(), inscribed="", category="own", states="", lat=lat, lon=lon, own_status=status, parts=parts)


@cache
def world_heritage() -> tuple[Site, ...]:
    danger = {row["name"]: row["since"] for row in _rows("in_danger.csv")}
    return tuple(
        Site(
            name=row["name"],
            inscribed=row["inscribed"],
            category=row["category"],
            states=row["states"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            in_danger=danger.get(row["name"], ""),
        )
        for row in _rows("world_heritage.csv")
    )


@cache
def _cultural() -> tuple[Site, ...]:
    return tuple(site for site in world_heritage() if site.category != "Natural")


def _rows(name: str) -> Iterable[dict[str, str]]:
    file = resources.files("onrecord.registers") / "data" / name
    return csv.DictReader(file.read_text("utf-8").splitlines())


def _point(place: Place | None) -> tuple[float, float] | None:
    if place is None or place.lat is None or place.lon is None or (place.precision or 1) > FINEST:
        return None
    return place.lat, place.lon


def _within(sites: Iterable[Site], lat: float, lon: float, most: float) -> Iterator[Site]:
    """Those no further than so many kilometres; a degree of latitude has 111."""
    return (s for s in sites if abs(s.lat - lat) * 111 <= most + 1 and km(s.lat, s.lon, lat, lon) <= most)


def km(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Distance over the sphere, in kilometres."""
    a, b = math.radians(lat_a), math.radians(lat_b)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon_b - lon_a) / 2) ** 2
    return 12742 * math.asin(math.sqrt(min(1.0, half)))
