"""One place of the gazetteer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PlaceKind = Literal["city", "adm1", "adm2", "country", "region"]

PRECISION: dict[PlaceKind, int] = {"city": 1, "adm2": 3, "adm1": 4, "country": 6, "region": 5}
"""UCDP where_prec that a mention of such a place deserves; a region of the table says its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A place. The coordinate of a unit or a country is its centre, which `precision` says; None where no coordinate is known."""

    id: str  # geonames:163808, region:donbas, or own:... from a team's file
    name: str
    kind: PlaceKind
    country: str | None  # ISO 3166 alpha-3; None for what lies in several or none
    lat: float | None = None
    lon: float | None = None
    population: int = 0
    admin1: str | None = None  # name of the first-order unit it lies in
    admin2: str | None = None
    precision: int = 1
    capital: bool = False  # of a country
    aliases: tuple[str, ...] = ()  # filled for regions and a team's own places only

    @property
    def located(self) -> bool:
        return self.lat is not None and self.lon is not None
