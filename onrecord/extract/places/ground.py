"""Which place of the gazetteer a name stands for, decided over the whole document.

Every name of a document is one place unless a type word says otherwise. What counts for an entry: people who live there, the countries and
units the document is about, a parent that the words name ("X, Y"; "X in Y province"), other places of the document nearby, and the kind
that a type word asks for. Weights are set by hand.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from onrecord.extract.places.walk import Candidate
from onrecord.knowledge.gazetteer import Entry, Gazetteer
from onrecord.knowledge.gazetteer.names import exact

_K = TypeVar("_K")
MOST_ENTRIES = 40
MOST_ANCHORS = 60  # keeps the work linear in the length of a report
NEAR_KM = 150.0


def km(a: Entry, b: Entry) -> float:
    """Great-circle distance; infinite where one has no coordinate."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return math.inf
    p, q = math.radians(a.lat), math.radians(b.lat)
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h)))


def size(entry: Entry) -> float:
    """0 for a village, 3 for a million people; units count by the people in them, countries most."""
    if entry.kind == "country":
        return 5.0
    if entry.kind == "region":
        return 3.0
    return min(4.0, max(0.0, math.log10(entry.population + 100) - 3))


@dataclass(slots=True)
class Focus:
    """What a document is about: shares of countries and of first-order units, each summing to one or less."""

    countries: dict[str, float] = field(default_factory=dict)
    units: dict[tuple[str, str], float] = field(default_factory=dict)
    own: dict[str, dict[str, float]] = field(default_factory=dict)  # what each name gave to the countries

    def without(self, key: str, country: str) -> float:
        """The share of a country when this name is left out, so that no name speaks for itself."""
        own = self.own.get(key, {})
        rest = 1.0 - sum(own.values())
        return (
            max(0.0, self.countries.get(country, 0.0) - own.get(country, 0.0)) / rest if rest > 0.05 else self.countries.get(country, 0.0)
        )

    def main(self, least: float = 0.25) -> frozenset[str]:
        return frozenset(c for c, share in self.countries.items() if share >= least)

    def first(self) -> str | None:
        return max(self.countries, key=lambda c: (self.countries[c], c), default=None)


class Grounding:
    """Entries chosen for the candidates of one document."""

    def __init__(self, gazetteer: Gazetteer, candidates: Sequence[Candidate], adjectives: Iterable[str]) -> None:
        self.gazetteer, self.candidates = gazetteer, candidates
        self.keys = [exact(c.name) for c in candidates]
        self.groups: dict[str, list[int]] = defaultdict(list)
        for number, key in enumerate(self.keys):
            self.groups[key].append(number)
        self.adjectives = list(adjectives)
        self.chosen: dict[str, Entry] = {}
        self.focus = self._first_focus()
        self._guess_unknown()
        for _ in range(2):
            self._choose()
            self.focus = self._focus_of_chosen()
        self._choose()

    def entry(self, number: int) -> Entry | None:
        """The place of one candidate, of the kind that its own type word asks for."""
        c = self.candidates[number]
        chosen = self.chosen.get(self.keys[number])
        if chosen is None or not c.kinds or chosen.kind in c.kinds:
            if chosen and not c.kinds and chosen.kind == "adm1":
                town = self._sibling(c, chosen, ("city",))
                return town if town and town.population > 0.03 * chosen.population else chosen
            return chosen
        return self._sibling(c, chosen, c.kinds) or chosen

    def _sibling(self, c: Candidate, chosen: Entry, kinds: tuple[str, ...]) -> Entry | None:
        """A place of the same name near the chosen one, of a kind that is asked for."""
        for kind in kinds:
            same = [e for e in c.entries if e.kind == kind and e.country == chosen.country and (km(e, chosen) < 400 or not e.located)]
            if same:
                return min(same, key=lambda e: (km(e, chosen), -e.population))
        return None

    # --- what the document is about --------------------------------------------------------------------------

    def _first_focus(self) -> Focus:
        weights: dict[str, float] = defaultdict(float)
        own: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for code in self.adjectives:
            weights[code] += 0.5
        for key, numbers in self.groups.items():
            c = self.candidates[numbers[0]]
            count = min(len(numbers), 4)
            if max(self.candidates[n].evidence for n in numbers) < 0 or not c.entries:
                continue
            entries = c.entries[:MOST_ENTRIES]
            if entries[0].kind == "country":
                weights[entries[0].country or ""] += 1.5 * count
                own[key][entries[0].country or ""] += 1.5 * count
                continue
            shares = [(e, 10 ** size(e)) for e in entries if e.country]
            total = sum(s for _, s in shares)
            for e, share in shares:
                weights[e.country or ""] += count * share / total
                own[key][e.country or ""] += count * share / total
        return Focus(_shares(weights), own=_parts(own, weights))

    def _focus_of_chosen(self) -> Focus:
        countries: dict[str, float] = defaultdict(float)
        units: dict[tuple[str, str], float] = defaultdict(float)
        own: dict[str, dict[str, float]] = {}
        for code in self.adjectives:
            countries[code] += 0.4
        for key, entry in self.chosen.items():
            numbers = self.groups[key]
            if max(self.candidates[n].evidence for n in numbers) < 0 or not entry.country:
                continue
            count = min(len(numbers), 4)
            countries[entry.country] += count
            own[key] = {entry.country: float(count)}
            unit = entry.name if entry.kind == "adm1" else entry.admin1
            if unit:
                units[(entry.country, unit)] += count
        return Focus(_shares(countries), _shares(units), _parts(own, countries))

    def _guess_unknown(self) -> None:
        """Names that no entry goes by: an entry of the focus countries that goes by a usual other spelling."""
        main = self.focus.main()
        for numbers in self.groups.values():
            c = self.candidates[numbers[0]]
            if c.entries or not main or max(self.candidates[n].evidence for n in numbers) < 1.0:
                continue
            near = tuple(self.gazetteer.near(c.name, main)[:MOST_ENTRIES])
            for n in numbers:
                self.candidates[n].entries = near

    # --- choosing ----------------------------------------------------------------------------------------------

    def _choose(self) -> None:
        anchors = [(k, e) for k, e in self.chosen.items() if e.located and e.kind in ("city", "adm1", "adm2")]
        anchors = sorted(anchors, key=lambda a: -len(self.groups[a[0]]))[:MOST_ANCHORS]
        chosen: dict[str, Entry] = {}
        for key, numbers in self.groups.items():
            entries = self.candidates[numbers[0]].entries[:MOST_ENTRIES]
            if entries:
                chosen[key] = max(entries, key=lambda e: (self._score(key, numbers, e, anchors), e.population, e.id))
        self.chosen = chosen

    def _score(self, key: str, numbers: list[int], entry: Entry, anchors: list[tuple[str, Entry]]) -> float:
        score = size(entry) + 4 * self.focus.without(key, entry.country or "")
        unit = entry.name if entry.kind == "adm1" else entry.admin1
        if unit and entry.country:
            score += 2 * self.focus.units.get((entry.country, unit), 0.0)
        if entry.id.startswith("own:"):
            score += 3
        score += 0.5 * (exact(entry.name) == key) + 1.5 * entry.capital
        kinds = [self.candidates[n].kinds for n in numbers]
        if entry.kind == "adm2":
            score -= 1.5
        if entry.kind == "adm1" and not any("adm1" in k for k in kinds):
            score -= 0.5
        for wanted in kinds[:4]:
            if wanted:
                score += (2.5 if entry.kind == wanted[0] else 1.5 if entry.kind in wanted else -1.0) / min(len(kinds), 4)
        score += max((self._parent_fit(entry, p) for n in numbers for p in self.candidates[n].within), default=0.0)
        if entry.located and entry.kind != "country":
            close = sum(
                math.exp(-km(entry, other) / NEAR_KM) for k, other in anchors if k != key and abs((other.lat or 0) - (entry.lat or 0)) < 6
            )
            score += 2.5 * (1 - math.exp(-close))
        return score

    def _parent_fit(self, entry: Entry, parent: int) -> float:
        key = self.keys[parent]
        known = self.chosen.get(key)
        best = 0.0
        for candidate in self.candidates[parent].entries[:MOST_ENTRIES]:
            if candidate.id == entry.id or candidate.country != entry.country:
                continue
            if candidate.kind == "country":
                best = max(best, 3.0)
            elif candidate.name in (entry.admin1, entry.admin2) and candidate.kind in ("adm1", "adm2"):
                best = max(best, 5.0)
            elif known is candidate and km(entry, candidate) < 60:
                best = max(best, 3.0)
        return best


def _shares(weights: dict[_K, float]) -> dict[_K, float]:
    total = sum(weights.values())
    return {k: w / total for k, w in weights.items()} if total else {}


def _parts(own: dict[str, dict[str, float]], weights: dict[str, float]) -> dict[str, dict[str, float]]:
    total = sum(weights.values())
    return {k: {c: w / total for c, w in part.items()} for k, part in own.items()} if total else {}
