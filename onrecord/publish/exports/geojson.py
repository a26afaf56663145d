"""Events and claims as GeoJSON (RFC 7946): the properties are the columns of the HXL files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol, TextIO, TypeVar

from onrecord.publish.exports.base import Column, Exporter, as_text, documented, write_features
from onrecord.publish.exports.hxl import CLAIM_COLUMNS, EVENT_COLUMNS, claim_rows, event_rows
from onrecord.publish.exports.outgoing import Outgoing
from onrecord.records import Place

RULES = (
    "A located row is a Point of WGS 84 longitude and latitude: the centre of the town, district or province named, to two decimals for a"
    " town and one for a unit. `place_precision` says which.",
    "A row whose place is not known, or is larger than a province, has the geometry null.",
    "A property without evidence is null.",
)


class _Placed(Protocol):
    @property
    def place(self) -> Place: ...


P = TypeVar("P", bound=_Placed)


def _features(columns: Sequence[Column[P]], rows: Iterable[P]) -> Iterator[dict[str, Any]]:
    """The first column is the feature's id."""
    for row in rows:
        properties = {c.name: c.of(row) for c in columns}
        yield {"type": "Feature", "id": properties[columns[0].name], "geometry": _point(row.place), "properties": properties}


def _point(place: Place) -> dict[str, Any] | None:
    if place.lat is None or place.lon is None:
        return None
    return {"type": "Point", "coordinates": [place.lon, place.lat]}


def _write_events(out: Outgoing, to: TextIO) -> int:
    return write_features(to, _features(EVENT_COLUMNS, event_rows(out)))


def _write_claims(out: Outgoing, to: TextIO) -> int:
    return write_features(to, _features(CLAIM_COLUMNS, claim_rows(out)))


EVENTS = Exporter(
    name="events-geojson",
    ending=".geojson",
    means="One event a feature.",
    columns=documented(EVENT_COLUMNS),
    rules=RULES,
    write=as_text(_write_events),
)
CLAIMS = Exporter(
    name="claims-geojson",
    ending=".geojson",
    means="One claim a feature.",
    columns=documented(CLAIM_COLUMNS),
    rules=RULES,
    write=as_text(_write_claims),
)
