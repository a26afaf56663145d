"""Countries with the words for their people, and regions that no list of towns holds: two small tables of our own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

from onrecord.errors import VocabularyError
from onrecord.knowledge.gazetteer.names import place_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country or territory. code is ISO 3166 alpha-3 (XKX for Kosovo, as is usual)."""

    code: str
    alpha2: str
    name: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A region, sea, river, range or site: a rough centre and what UCDP where_prec a mention of it deserves."""

    name: str
    aliases: tuple[str, ...]
    country: str | None
    precision: int
    lat: float
    lon: float


def _rows(file: str, width: int) -> list[list[str]]:
    text = (resources.files("onrecord.knowledge.gazetteer") / "data" / file).read_text("utf-8")
    rows = []
    for number, line in enumerate(text.splitlines(), 1):
        if line and not line.startswith("#"):
            cells = line.split("\t")
            if len(cells) != width:
                raise VocabularyError(f"{file}, line {number}: {width} cells are expected, {len(cells)} found")
            rows.append(cells)
    return rows


def _list(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(";") if part)


@cache
def countries() -> tuple[Country, ...]:
    """In the order of the shipped file's country numbers; rows are appended, never reordered, without building that file anew."""
    return tuple(
        Country(
            code=code,
            alpha2=alpha2,
            name=name,
            aliases=_list(aliases),
            adjectives=_list(adjectives),
            people=_list(people),
            lat=float(lat) if lat else None,
            lon=float(lon) if lon else None,
        )
        for code, alpha2, name, aliases, adjectives, people, lat, lon in _rows("countries.tsv", 8)
    )


@cache
def _country_keys() -> frozenset[str]:
    return frozenset(place_key(name) for country in countries() for name in (country.name, *country.aliases))


def names_a_country(name: str) -> bool:
    """Whether these words are a country's name or one of its aliases, whatever their case and accents."""
    return place_key(name) in _country_keys()


@cache
def regions() -> tuple[Region, ...]:
    return tuple(
        Region(name=name, aliases=_list(aliases), country=country or None, precision=int(precision), lat=float(lat), lon=float(lon))
        for name, aliases, country, precision, lat, lon in _rows("regions.tsv", 6)
    )


@cache
def usual_names() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """(usual English name, country, other spellings) of places that the press writes in many ways."""
    return tuple((name, country, _list(others)) for name, country, others in _rows("english.tsv", 3))


@cache
def namesakes() -> dict[str, str]:
    """Words that are also something else than a place -> flags: c common English word, w rarer English word, g given name, s surname."""
    text = (resources.files("onrecord.knowledge.gazetteer") / "data" / "namesakes.txt").read_text("utf-8")
    return dict(line.rsplit(" ", 1) for line in text.splitlines() if line and not line.startswith("#"))


@cache
def abbreviations() -> dict[str, str]:
    """Abbreviations of states and provinces, without points and in lower case -> their names."""
    return {row[0]: row[1] for row in _rows("abbreviations.tsv", 2)}
