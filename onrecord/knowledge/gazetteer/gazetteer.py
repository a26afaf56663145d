"""The gazetteer: what places go by a name, what they lie in, and how to print them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from onrecord.knowledge.gazetteer import store as _store
from onrecord.knowledge.gazetteer.entry import PRECISION, Entry, PlaceKind
from onrecord.knowledge.gazetteer.names import exact, loose
from onrecord.knowledge.gazetteer.own import read_places
from onrecord.knowledge.gazetteer.store import Store
from onrecord.knowledge.gazetteer.tables import Country, countries, regions, usual_names
from onrecord.knowledge.names import without_accents

_KINDS: dict[int, PlaceKind] = {
    _store.CITY: "city",
    _store.ADM1: "adm1",
    _store.ADM2: "adm2",
    _store.COUNTRY: "country",
    _store.CAPITAL: "city",
}
_KIND_ORDER: dict[PlaceKind, int] = {"country": 0, "region": 1, "city": 2, "adm1": 2, "adm2": 3}
_CACHED = 50_000


class Gazetteer:
    """Places of the world by name. Opening it reads no more than a header; memory is shared between processes."""

    def __init__(self, shipped: Store, extra: Iterable[Entry] = ()) -> None:
        self._store = shipped
        self._own: dict[str, list[Entry]] = {}
        self._own_loose: dict[str, list[Entry]] = {}
        self._own_ids: dict[str, Entry] = {}
        self._usual: dict[str, str] | None = None
        self._by_id: tuple[Any, Any] | None = None  # GeoNames' numbers in order, and the places that have them
        self._unplaced: dict[str, dict[str, str]] = {}  # country -> spelling -> usual name, of places that the shipped file lacks
        self._spellings: dict[str, list[Entry]] = {}
        self._countries = {c.code: c for c in countries()}
        self._country_words: dict[str, Country] = {}
        self._adjectives: dict[str, Country] = {}
        self._entry = lru_cache(maxsize=_CACHED)(self._make)
        self._find = lru_cache(maxsize=_CACHED)(self._lookup)
        for country in countries():
            for word in (country.name, *country.aliases, country.code):
                self._country_words.setdefault(exact(word), country)
            for word in (*country.adjectives, *country.people):
                self._adjectives.setdefault(exact(word), country)
        for entry in (*extra, *_region_entries()):
            self._own_ids.setdefault(entry.id, entry)
            for key in {exact(n) for n in (entry.name, *entry.aliases)} - {""}:
                self._own.setdefault(key, []).append(entry)
                self._own_loose.setdefault(loose(key), []).append(entry)

    @classmethod
    def load(cls, extra: Path | None = None) -> Gazetteer:
        """The gazetteer that ships with the program and, before it, a team's own places: a file or a folder of versions (see own.py).

        Raises VocabularyError.
        """
        path = Path(str(resources.files("onrecord.knowledge.gazetteer") / "data" / "gazetteer.bin"))
        return cls(Store(path), read_places(extra) if extra else ())

    def lookup(self, name: str) -> list[Entry]:
        """Places that go by this name exactly (case, accents and punctuation aside): a team's own first, then countries, then by
        population."""
        return list(self._find(exact(name)))

    def near(self, name: str, countries: frozenset[str]) -> list[Entry]:
        """Places in these countries (alpha-3) whose name is a usual other spelling of this one, largest first."""
        key = exact(name)
        if len(loose(key)) < 3:
            return []
        found = [e for e in self._own_loose.get(loose(key), ()) if e.country in countries]
        numbers = {c.code: n for n, c in enumerate(_country_list())}
        wanted = {numbers[c] for c in countries if c in numbers}
        same, close = self._store.find(key)
        found += [self._entry(n) for n in sorted(set(close) - set(same)) if self._store.country[n] in wanted]
        return sorted(found, key=_rank)

    def knows(self, name: str) -> bool:
        """Whether any place goes by this name exactly."""
        return bool(self._find(exact(name)))

    def parents(self, entry: Entry) -> list[Entry]:
        """What it lies in, nearest first: second-order unit, first-order unit, country, as far as known."""
        found: list[Entry] = []
        if entry.id in self._own_ids:
            found += self._own_units(entry)
        elif entry.id.startswith("geonames:") and entry.kind in ("city", "adm2"):
            number = self._number(entry)
            if number is not None:
                units = (self._store.admin2[number], self._store.admin1[number])
                found += [self._entry(u) for u in units if u]
        home = self._country_entry(entry.country) if entry.kind != "country" else None
        return [*found, home] if home else found

    def _own_units(self, entry: Entry) -> list[Entry]:
        """The units that a team's row names, where a unit of that country goes by the name."""
        found: list[Entry] = []
        for kind, name in (("adm2", entry.admin2), ("adm1", entry.admin1)):
            same = [e for e in self.lookup(name) if e.kind == kind and e.country == entry.country and e.id != entry.id] if name else []
            found += same[:1]
        return found

    def numbered(self, number: int) -> Entry | None:
        """The shipped place with this number of GeoNames; None: not shipped. For tables of names in other scripts."""
        import numpy as np  # takes its time to load, and most who look a place up need none of it

        if self._by_id is None:
            ids = np.asarray(self._store.id)
            order = np.argsort(ids, kind="stable")
            self._by_id = ids[order], order
        ids, order = self._by_id
        at = int(np.searchsorted(ids, number))
        return self._entry(int(order[at])) if at < len(ids) and int(ids[at]) == number else None

    def country(self, word: str) -> Entry | None:
        """The country that a name, code, adjective or name of a people stands for: "Syria", "SYR", "Syrian", "Syrians"."""
        key = exact(word)
        found = self._country_words.get(key) or self._adjectives.get(key)
        return self._country_entry(found.code) if found else None

    def is_demonym(self, word: str) -> bool:
        """Whether the word is a country's adjective or people: "Syrian", "Turks"."""
        return exact(word) in self._adjectives

    def english(self, entry: Entry, written: str | None = None) -> str:
        """How to print a place: its usual English name where the table has one (english.tsv), else the report's own spelling where the
        gazetteer knows it as a name of that place, else the gazetteer's name without marks.

        GeoNames' main name of Palmyra is "Tadmur": a report that writes "Palmyra" is printed as it writes.
        """
        usual = self._usual_names().get(entry.id)
        if usual:
            return usual
        if written and any(e.id == entry.id for e in self._find(exact(written))):
            return " ".join(written.split())
        return without_accents(entry.name).replace("‘", "").replace("’", "'")

    def has_usual_name(self, entry: Entry) -> bool:
        """Whether the table of usual English names has this place."""
        return entry.id in self._usual_names()

    def usual(self, written: str, country: str | None) -> str | None:
        """The usual English name of a village or quarter that the gazetteer lacks but the table of usual names has; None: not in it."""
        self._usual_names()
        names = self._unplaced.get(country or "", {})
        return names.get(exact(written)) or names.get(loose(exact(written)))

    def _usual_names(self) -> dict[str, str]:
        """Usual English names by id, read when first needed; their other spellings become names of the same places."""
        if self._usual is None:
            self._usual = {}
            for name, country, others in usual_names():
                keys = list(dict.fromkeys(exact(n) for n in (name, *others)))
                same = {n: None for key in keys for n in self._store.find(key)[0]}
                entries = [e for e in map(self._entry, same) if e.country == country and e.kind in ("city", "adm1")]
                places = [
                    max((e for e in entries if e.kind == kind), key=lambda e: e.population, default=None) for kind in ("city", "adm1")
                ]
                if not any(places):
                    unplaced = self._unplaced.setdefault(country, {})
                    for key in keys:
                        unplaced.setdefault(key, name)
                        unplaced.setdefault(loose(key), name)
                for entry in filter(None, places):
                    self._usual.setdefault(entry.id, name)
                    for key in keys:
                        self._spellings.setdefault(key, []).append(entry)
        return self._usual

    def _lookup(self, key: str) -> tuple[Entry, ...]:
        if not key:
            return ()
        self._usual_names()
        numbers = self._store.find(key)[0]
        ids = {self._store.id[n] for n in numbers}
        more = [e for e in self._spellings.get(key, ()) if int(e.id.removeprefix("geonames:")) not in ids]
        shipped = sorted((*more, *(self._entry(n) for n in set(numbers))), key=lambda e: (_KIND_ORDER[e.kind], -_weight(e, key)))
        own = self._own.get(key, [])
        again = {e.id for e in own}  # a country's dump has what ships as well
        return (*own, *(e for e in shipped if e.id not in again))

    def _make(self, number: int) -> Entry:
        s = self._store
        kind = _KINDS[s.kind[number]]
        lat, lon = s.lat[number], s.lon[number]
        here = not math.isnan(lat)
        return Entry(
            id=f"geonames:{s.id[number]}",
            name=s.name(number),
            kind=kind,
            country=_country_list()[s.country[number]].code,
            lat=round(lat, 5) if here else None,
            lon=round(lon, 5) if here else None,
            population=s.population[number],
            admin1=s.name(s.admin1[number]) if s.admin1[number] else None,
            admin2=s.name(s.admin2[number]) if s.admin2[number] else None,
            precision=PRECISION[kind],
            capital=s.kind[number] == _store.CAPITAL,
        )

    def _number(self, entry: Entry) -> int | None:
        same = (n for n in self._store.find(exact(entry.name))[0] if f"geonames:{self._store.id[n]}" == entry.id)
        return next(same, None)

    def _country_entry(self, code: str | None) -> Entry | None:
        """Countries come first in the file, in the order of the table."""
        if code not in self._countries:
            return None
        return self._entry(_country_list().index(self._countries[code]))


def _country_list() -> tuple[Country, ...]:
    return countries()


def _rank(entry: Entry) -> tuple[int, int]:
    return _KIND_ORDER[entry.kind], -entry.population


def _weight(entry: Entry, key: str) -> float:
    """Population, with a bonus for a place whose main name it is: people who live elsewhere under a by-name come later."""
    return (entry.population + 1000) * (3 if exact(entry.name) == key else 1)


def _region_entries() -> list[Entry]:
    return [
        Entry(
            id="region:" + exact(r.name).replace(" ", "-"),
            name=r.name,
            kind="region",
            country=r.country,
            lat=r.lat,
            lon=r.lon,
            precision=r.precision,
            aliases=r.aliases,
        )
        for r in regions()
    ]
