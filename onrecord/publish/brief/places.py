"""The places named, at the precision of the words: what the list prints and what the map draws."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.publish.brief import world
from onrecord.publish.brief.index import Cited, Index
from onrecord.records import Place

_MOST_LINKS = 6

# By UCDP's where_prec: what the coordinate is, decimals that it may show, radius in km of the ring that says so.
_PRECISION: dict[int, tuple[str, int, int]] = {
    1: ("centre of the place named", 2, 0),
    2: ("near the place named; its centre is shown", 2, 5),
    3: ("centre of the district named", 1, 20),
    4: ("centre of the province named", 1, 60),
}
_NOT_DRAWN = {
    5: "larger or vaguer than a province: not drawn",
    6: "a country as a whole: not drawn",
    7: "on water or in the air: not drawn",
}
_UNKNOWN = "position not known: not drawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceView:
    """A place of the list. lat and lon only where the map draws it, rounded to what the words deserve."""

    name: str
    within: str
    country: str
    what: str
    lat: float | None
    lon: float | None
    radius_km: int
    claims: int
    cited: Cited  # its name
    links: tuple[Cited, ...]
    events: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapData:
    """What the map's script reads."""

    places: list[dict[str, Any]]
    outlines: dict[str, Any]
    box: world.Box


def find_places(index: Index) -> list[PlaceView]:
    """Every place that a claim names, those named most first."""
    named: dict[tuple[str, str], list[tuple[Place, str]]] = {}
    for claim in index.claims.values():
        place = claim.place
        if place and (place.name or place.country):
            named.setdefault((place.name or place.country or "", place.country or ""), []).append((place, claim.id))
    views = [_view(name, country, found, index) for (name, country), found in named.items()]
    return sorted(views, key=lambda v: (-v.claims, v.name, v.country))


def _view(name: str, country: str, found: Sequence[tuple[Place, str]], index: Index) -> PlaceView:
    """One row. Where claims place it at different precisions the one most claims give counts, the coarser of two alike."""
    located = [p for p, _ in found if p.lat is not None and p.lon is not None]
    often = Counter(p.precision or 1 for p in located)
    place = max(located, key=lambda p: (often[p.precision or 1], p.precision or 1), default=found[0][0])
    lat, lon = place.lat, place.lon
    precision = place.precision or 1
    if lat is None or lon is None or not (-90 <= lat <= 90 and -180 <= lon <= 180):
        what, lat, lon, radius = _UNKNOWN, None, None, 0
    elif precision in _PRECISION:
        what, decimals, radius = _PRECISION[precision]
        lat, lon = round(lat, decimals), round(lon, decimals)
    else:
        what, lat, lon, radius = _NOT_DRAWN.get(precision, _UNKNOWN), None, None, 0
    claims = [index.claims[c] for _, c in found]
    links = [index.cite(str(index.view(c).number), c, c.place.mention if c.place else None) for c in claims[:_MOST_LINKS]]
    events = {index.event_anchor(e): index.event_number(e) for c in claims if (e := index.event_of(c.id))}
    return PlaceView(
        name=name,
        within=", ".join(place.parents[:2]),
        country=country,
        what=what,
        lat=lat,
        lon=lon,
        radius_km=radius,
        claims=len(claims),
        cited=Cited(text=name, href=links[0].href),
        links=tuple(links),
        events=tuple(sorted(events.items(), key=lambda item: item[1])[:_MOST_LINKS]),
    )


def map_data(places: Sequence[PlaceView]) -> MapData | None:
    """The drawn places with the outlines around them; None if no place can be drawn."""
    drawn = [p for p in places if p.lat is not None and p.lon is not None]
    if not drawn:
        return None
    lats, lons = [p.lat for p in drawn if p.lat is not None], [p.lon for p in drawn if p.lon is not None]
    pad_x, pad_y = max(6.0, (max(lons) - min(lons)) * 0.4), max(4.0, (max(lats) - min(lats)) * 0.4)
    box = (
        max(min(lons) - pad_x, -180.0),
        max(min(lats) - pad_y, -90.0),
        min(max(lons) + pad_x, 180.0),
        min(max(lats) + pad_y, 90.0),
    )
    rows = [
        {"name": p.name, "lat": p.lat, "lon": p.lon, "km": p.radius_km, "what": p.what, "claims": p.claims, "events": p.events}
        for p in drawn
    ]
    return MapData(places=rows, outlines=world.outlines(box), box=box)
