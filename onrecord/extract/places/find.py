"""Finds and resolves the places that a text names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from onrecord.extract.languages import language_of
from onrecord.extract.places import cues, unknown
from onrecord.extract.places.detect import Detector
from onrecord.extract.places.ground import Grounding, km, size
from onrecord.extract.places.mention import PlaceMention
from onrecord.extract.places.walk import Candidate
from onrecord.knowledge.gazetteer import Entry, Gazetteer
from onrecord.knowledge.gazetteer.names import exact

ACCEPT = 1.5
ACCEPT_UNKNOWN = -1.0  # log-odds
SURE_UNKNOWN = 4.0  # evidence of the words around that is enough by itself
IMPOSSIBLE = -5.0
_MOST_MENTIONS = 20  # of an unknown name that are asked where it lies
_NUMBERED = re.compile(r"^\w+ \d+(?:st|nd|rd|th)?$")  # "Base 46", "Division 17"
_JOINED_ARTICLE = re.compile(r"\bAl([a-km-z])(?=[a-z]{2})")  # "Alwaer", "Bab Alnairab"; "Allouz" might be anything
_ACRONYM = re.compile(r"^[A-Z]{2,6}s?$")


def find_places(
    text: str, gazetteer: Gazetteer, *, title: str | None = None, demonyms: bool = False, language: str | None = None
) -> list[PlaceMention]:
    """Places named in text, in order, none overlapping; title and text are read as one document.

    demonyms: also give words such as "Syrian" and "Turks", as their country. They name no place; some yardsticks count them all the same.
    language: the report's; one that has lists of its own (docs/languages.md) is read by them, every other as English.
    """
    if own := language_of(language):
        from onrecord.extract.languages.places import find_places as in_language  # which needs this folder's record

        return in_language(text, gazetteer, own)
    head = f"{title}\n\n" if title and title not in text[: len(title) + 200] else ""
    detector = Detector(head + text, gazetteer)
    found = list(_Finder(detector, gazetteer).mentions())
    if demonyms:
        found = sorted([*found, *_demonyms(detector, gazetteer, found)], key=lambda m: m.start)
    return [replace(m, start=m.start - len(head), end=m.end - len(head)) for m in found if m.start >= len(head)]


def _demonyms(detector: Detector, gazetteer: Gazetteer, found: list[PlaceMention]) -> Iterator[PlaceMention]:
    taken = {offset for m in found for offset in range(m.start, m.end)}
    for token in detector.tokens:
        country = gazetteer.country(token.text) if token.capital and token.start not in taken and gazetteer.is_demonym(token.text) else None
        if country:
            yield PlaceMention(
                start=token.start,
                end=token.end,
                name=country.name,
                kind="country",
                precision=country.precision,
                country=country.country,
                lat=country.lat,
                lon=country.lon,
                gazetteer=country.id,
            )


class _Finder:
    def __init__(self, detector: Detector, gazetteer: Gazetteer) -> None:
        self.detector, self.gazetteer = detector, gazetteer
        self.candidates = detector.candidates()
        adjectives = (gazetteer.country(t.text) for t in detector.tokens if t.capital and gazetteer.is_demonym(t.text))
        self.grounding = Grounding(gazetteer, self.candidates, [a.country or "" for a in adjectives if a])

    def mentions(self) -> Iterator[PlaceMention]:
        """Strong mentions first decide for the weaker ones of the same name."""
        totals = [self._total(n) for n in range(len(self.candidates))]
        strongest: dict[str, float] = {}
        for key, numbers in self.grounding.groups.items():
            strongest[key] = max(totals[n] for n in numbers)
            mentions = [self.candidates[n] for n in numbers]
            if not mentions[0].entries and strongest[key] > IMPOSSIBLE:  # a name that only this report knows: its mentions speak together
                strongest[key] = max(strongest[key] - SURE_UNKNOWN, unknown.score(self.detector, mentions))
        at = 0
        for number, c in enumerate(self.candidates):
            best = strongest[self.grounding.keys[number]]
            if c.entries:
                if totals[number] + (1.0 if best >= 3.5 else 0.0) < ACCEPT:
                    continue
            elif best < ACCEPT_UNKNOWN or totals[number] <= IMPOSSIBLE or c.evidence < -1.0:
                continue
            mention = self._mention(number)
            if mention and mention.start >= at:
                at = mention.end
                yield mention

    def _total(self, number: int) -> float:
        """Evidence of the words around, and what the gazetteer and the document make likely."""
        c = self.candidates[number]
        entry = self.grounding.entry(number)
        if entry is None:
            return self._total_unknown(number)
        total = c.evidence
        if entry.kind == "country":
            total += 3.0
        elif entry.kind == "region":
            total += 2.5
        elif entry.kind == "adm2":
            total += 0.0
        else:
            total += min(2.0, size(entry) - 1.0) if entry.kind == "city" else 1.5
        focus = self.grounding.focus.countries.get(entry.country or "", 0.0)
        unit = entry.name if entry.kind == "adm1" else entry.admin1 or ""
        total += focus + 1.5 * self.grounding.focus.units.get((entry.country or "", unit), 0.0)
        total -= 0.5 if focus < 0.05 and entry.kind == "city" else 0.0
        if c.within and any((p := self.grounding.entry(w)) is not None and p.country == entry.country for w in c.within):
            total += 2.0
        return total

    def _total_unknown(self, number: int) -> float:
        c = self.candidates[number]
        words = [t.lower for t in self.detector.tokens[c.i : c.j]]
        numbered = bool(_NUMBERED.match(c.name)) and (words[0] == "base" or c.named_type in ("base", "barracks", "camp", "headquarters"))
        if numbered:
            return c.evidence + 3.0
        if _ACRONYM.match(c.name) or any(ch.isdigit() for ch in c.name[:1]):
            return IMPOSSIBLE
        if (
            words[-1] in cues.ORGANISATIONS
            or (words[0] in cues.FUNCTION and self.detector.tokens[c.i].gap != "-")
            or (words[0] in cues.TITLES and not (words[0] in cues.NAME_PARTS and self._called_a_place(number)))
            or words[0] in cues.ORGANISATIONS
        ):
            return IMPOSSIBLE
        if any(self.gazetteer.is_demonym(w) for w in words) or any(exact(w) in self.detector.persons for w in words):
            return IMPOSSIBLE
        if "g" in self.detector.flags.get(words[0], "") and len(words) > 1 and not c.named_type:
            return IMPOSSIBLE
        if self.detector.tokens[c.i].titled and len(words) > 3:
            return IMPOSSIBLE
        after = self.detector.after(c.j)
        if after is not None and after.text in ("Front", "Army", "Force", "Forces"):
            return IMPOSSIBLE
        if all("c" in self.detector.flags.get(w, "") for w in words) and not (c.prepared and c.named_type and c.evidence >= 3.5):
            return IMPOSSIBLE
        if all(w in cues.PEOPLES or "c" in self.detector.flags.get(w, "") for w in words):
            return IMPOSSIBLE
        if any(w in cues.AGENCIES for w in words) or (words[-1] in cues.LOCAL_TITLES and len(words) > 2):
            return IMPOSSIBLE
        return c.evidence + (1.0 if c.named_type and c.prepared else 0.0)

    def _called_a_place(self, number: int) -> bool:
        """Whether a type word stands beside one of the mentions of the name: "the village of Sheikh Mustafa"."""
        numbers = (number, *self.grounding.groups[self.grounding.keys[number]][:_MOST_MENTIONS])
        return any(self.candidates[n].named_type for n in numbers)

    def _mention(self, number: int) -> PlaceMention | None:
        c = self.candidates[number]
        entry = self.grounding.entry(number)
        parent = next((p for w in c.within if (p := self.grounding.entry(w)) and p.id != (entry and entry.id)), None)
        quarter = c.named_type in cues.QUARTERS or c.named_type in ("district", "districts")
        if entry and parent and quarter and parent.kind == "city" and km(entry, parent) > 60:
            entry = None  # a quarter of that town, and a namesake elsewhere
        if entry and (self._namesake_abroad(number, entry, parent) or (c.named_type in cues.QUARTERS and entry.kind in ("adm1", "adm2"))):
            entry = None
        if entry is None:
            return self._unknown_place(c, parent or self._parent_elsewhere(number))
        names = [self.gazetteer.english(p) for p in self.gazetteer.parents(entry)]
        precision = entry.precision
        name = self.gazetteer.english(entry, c.name)
        if not self.gazetteer.knows(c.name) and not self.gazetteer.has_usual_name(entry):
            name = " ".join(c.name.split())  # found by its sound: the words stand
        if (
            entry.kind in ("adm1", "adm2")
            and c.named_type in cues.UNITS
            and c.kinds
            and entry.kind in c.kinds
            and c.named_type not in exact(name)
        ):
            name = f"{name} {cues.singular(c.named_type)}"
        if c.prefix:
            # One speaks of east Aleppo and of eastern Syria.
            part = c.prefix.removesuffix("ern") if entry.kind == "city" and c.prefix.endswith("ern") else c.prefix
            if entry.kind == "country" and part.endswith(("north", "south", "east", "west")):
                part += "ern"
            name = f"{part} {name}"
        if c.near or c.prefix:
            precision = 5 if entry.kind == "country" and c.prefix else max(precision, 2)
        return PlaceMention(
            start=c.span[0],
            end=c.span[1],
            name=name,
            kind=entry.kind,
            precision=precision,
            country=entry.country,
            lat=entry.lat,
            lon=entry.lon,
            gazetteer=entry.id,
            parents=tuple(names),
            capital=entry.capital,
        )

    def _parent_elsewhere(self, number: int) -> Entry | None:
        """What another mention of the name is said to lie in: every name is one place in a report."""
        for other in self.grounding.groups[self.grounding.keys[number]][:_MOST_MENTIONS]:
            for w in self.candidates[other].within:
                if parent := self.grounding.entry(w):
                    return parent
        return None

    def _namesake_abroad(self, number: int, entry: Entry, parent: Entry | None) -> bool:
        """A small town of a country that nothing else in the report points to: more likely a place at home that the gazetteer lacks."""
        if entry.kind != "city" or entry.population > 150_000 or parent or self.candidates[number].within or not entry.country:
            return False
        focus = self.grounding.focus
        return bool(focus.main(0.5) - {entry.country}) and focus.without(self.grounding.keys[number], entry.country) < 0.02

    def _unknown_place(self, c: Candidate, parent: Entry | None) -> PlaceMention:
        name = self.detector.text[c.span[0] : c.span[1]]
        if c.named_type in cues.SITES - cues.SETTLED and c.named_type not in name.lower():
            name = f"{name} {cues.singular(c.named_type)}"
        country = parent.country if parent else self.grounding.focus.first()
        parents: tuple[str, ...] = ()
        if parent:
            parents = (self.gazetteer.english(parent), *(self.gazetteer.english(p) for p in self.gazetteer.parents(parent)))
        elif country and (home := self.gazetteer.country(country)):
            parents = (home.name,)
        if country in cues.ARABIC:
            name = _JOINED_ARTICLE.sub(lambda m: f"al-{m[1].upper()}", name)
        name = self.gazetteer.usual(name, country) or name
        located = parent is not None and parent.kind in ("city", "adm2")
        return PlaceMention(
            start=c.span[0],
            end=c.span[1],
            name=f"{c.prefix} {name}" if c.prefix else name,
            kind="named",
            precision=max(2, parent.precision) if parent else 6,
            country=country,
            lat=parent.lat if parent and located else None,
            lon=parent.lon if parent and located else None,
            parents=parents,
        )
