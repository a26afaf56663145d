"""A place as a report names it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.knowledge.gazetteer import PlaceKind
from onrecord.records import Place, Span, words_at

MentionKind = PlaceKind | Literal["named"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMention:
    """Words that name a place, and which place that is. kind "named": a place that only the report knows; its coordinate is None or
    its parent's.

    The coordinate is never finer than the words: "10 km east of Palmyra" has Palmyra's, and `precision` (UCDP where_prec) says 2.
    """

    start: int
    end: int
    name: str  # as printed: "eastern Aleppo", "Homs province"
    kind: MentionKind
    precision: int
    country: str | None = None  # ISO 3166 alpha-3
    lat: float | None = None
    lon: float | None = None
    gazetteer: str | None = None
    parents: tuple[str, ...] = ()
    capital: bool = False  # of a country: such a name often stands for a government

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    def place(self, text: str) -> Place:
        return Place(
            name=self.name,
            mention=words_at(text, self.span),
            country=self.country,
            lat=self.lat,
            lon=self.lon,
            precision=self.precision,
            gazetteer=self.gazetteer,
            parents=self.parents,
        )
