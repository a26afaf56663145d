"""The World Heritage list: which listed site lies where a claim is placed."""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from functools import cache
from importlib import resources

from onrecord.records import Place

NEAR_KM = 5.0  # from a place's centre to a site's: Palmyra's town and ruins are 2 km apart
FINEST = 2  # where_prec up to which a coordinate is a place's own; a province's centre lies near no site


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One site of the list. lat, lon: its centre in degrees. inscribed: a year."""

    name: str
    inscribed: str
    category: str
    states: str
    lat: float
    lon: float


@cache
def world_heritage() -> tuple[Site, ...]:
    file = resources.files("onrecord.registers") / "data" / "world_heritage.csv"
    rows = csv.DictReader(file.read_text("utf-8").splitlines())
    return tuple(_site(row) for row in rows)


def _site(row: dict[str, str]) -> Site:
    name, inscribed, category, states = (row[key] for key in ("name", "inscribed", "category", "states"))
    return Site(name=name, inscribed=inscribed, category=category, states=states, lat=float(row["lat"]), lon=float(row["lon"]))


@cache
def listed_at(lat: float, lon: float) -> Site | None:
    """The cultural or mixed site nearest to a coordinate, within NEAR_KM; None if there is none."""
    near = [s for s in world_heritage() if s.category != "Natural" and abs(s.lat - lat) < 0.1]
    best = min(near, key=lambda s: km(s.lat, s.lon, lat, lon), default=None)
    return best if best and km(best.lat, best.lon, lat, lon) <= NEAR_KM else None


def site_of(place: Place | None) -> Site | None:
    """The listed site at a place that is known no more coarsely than to the town."""
    if place is None or place.lat is None or place.lon is None or (place.precision or 1) > FINEST:
        return None
    return listed_at(place.lat, place.lon)


def km(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Distance over the sphere, in kilometres."""
    a, b = math.radians(lat_a), math.radians(lat_b)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon_b - lon_a) / 2) ** 2
    return 12742 * math.asin(math.sqrt(min(1.0, half)))
