"""Places that an Arabic report names. Arabic has no capitals: a name counts where the words around or its size speak for it."""

from __future__ import annotations

import itertools
import math
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any, cast

from onrecord.extract.arabic.numbers import Token, tokens
from onrecord.extract.arabic.text import Folded, fold
from onrecord.extract.places.mention import PlaceMention
from onrecord.knowledge.actors.scripts import LONGEST, called, forms
from onrecord.knowledge.gazetteer import Entry, Gazetteer
from onrecord.knowledge.gazetteer.tables import countries

_LONGEST = 4  # words of a name
_ACCEPT = 2.0
_HOME = 0.3  # share of a report's places in a country, from which on its small places need no more than others
_PARTICLES = ("وب", "ول", "و", "ب", "ل")
_ENDS = frozenset(".!?؟")


def _key(words: str) -> str:
    return fold(words).replace("آ", "ا")


@dataclass(slots=True)
class _Words:
    types: dict[str, str] = field(default_factory=dict)
    adm1: frozenset[str] = frozenset()
    adm2: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()
    unknown: frozenset[str] = frozenset()
    strong: frozenset[str] = frozenset()
    weak: frozenset[str] = frozenset()
    verbs: frozenset[str] = frozenset()
    taking: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()
    against: frozenset[str] = frozenset()
    first: frozenset[str] = frozenset()
    homographs: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    adjectives: dict[str, str] = field(default_factory=dict)


def _data() -> dict[str, Any]:
    return tomllib.loads((resources.files(__package__) / "places.toml").read_text("utf-8"))


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = _data()

    def some(words: Iterable[str]) -> frozenset[str]:
        return frozenset(map(_key, words))

    adjectives: dict[str, str] = {}
    for code, stems in data["adjectives"].items():
        for stem in stems.split():
            for end in ("", "ة", "ين", "ون", "ا"):
                for article in ("", "ال"):
                    adjectives.setdefault(_key(article + stem + end), code)
    return _Words(
        types={_key(w): "settled" for w in data["types"]["settled"]},
        adm1=some(data["units"]["adm1"]),
        adm2=some(data["units"]["adm2"]),
        kept=some(data["units"]["kept"]),
        unknown=some(data["types"]["unknown"]),
        strong=some(data["prepositions"]["strong"]),
        weak=some(data["prepositions"]["weak"]),
        verbs=some(data["verbs"]["words"]),
        taking=some(data["verbs"]["taking"]),
        heads=some(data["types"]["heads"]),
        against=some(data["against"]["words"]),
        first=some(data["against"]["first_names"]),
        homographs=some(data["homographs"]["words"]) - some(data["homographs"]["sure"]),
        never=some(data["never"]["words"]),
        adjectives=adjectives,
    )


class Names:
    """What Arabic names stand for in a gazetteer: GeoNames' names, CLDR's countries, and our own lists."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._rows: dict[str, list[str]] = defaultdict(list)  # name -> GeoNames' numbers, or country codes
        self._entries: dict[str, list[Entry]] = defaultdict(list)
        self.named: dict[str, frozenset[str]] = {}  # names in our own lists, with the places that reports mostly mean by them
        for line in (resources.files(__package__) / "names.tsv").read_text("utf-8").splitlines():
            number, _, names = line.partition("\t")
            for name in names.split("|"):
                self._rows[name.replace("آ", "ا")].append(number)
        self.codes = {c.alpha2: c.code for c in countries()}
        data = _data()
        for code, names in data["countries"].items():
            for name in names:
                self._rows[_key(name)].append(code)
        for english, names in data["regions"].items():
            self._add(names, [e for e in gazetteer.lookup(english) if e.kind == "region"] or gazetteer.lookup(english)[:1])
        for row, names in data["named"].items():
            english, _, country = row.rpartition(" ")
            same = [e for e in gazetteer.lookup(english) if e.country == country]
            self._add(names, same or gazetteer.near(english, frozenset({country}))[:2])
        for english, site in data["sites"].items():
            lat, lon = site["at"]
            entry = Entry(
                id=f"ar:{_key(english).replace(' ', '-')}",
                name=english,
                kind="region",
                country=site["country"],
                lat=lat,
                lon=lon,
                precision=2,
            )
            self._add(site["words"], [entry])

    def _add(self, names: Iterable[str], entries: Iterable[Entry]) -> None:
        for name in names:
            self._entries[_key(name)] += entries
            self.named[_key(name)] = self.named.get(_key(name), frozenset()) | {e.id for e in entries}

    def find(self, name: str) -> list[Entry]:
        """Places that go by a folded name."""
        found = {e.id: e for e in self._entries.get(name, ())}
        for number in self._rows.get(name, ()):
            entry = self.gazetteer.country(self.codes.get(number, number)) if number.isalpha() else self.gazetteer.numbered(int(number))
            if entry:
                found.setdefault(entry.id, entry)
        return list(found.values())

    def known(self, name: str) -> bool:
        return name in self._rows or name in self._entries


_NAMES: dict[int, Names] = {}


def names_of(gazetteer: Gazetteer) -> Names:
    """The names for a gazetteer, read once."""
    known = _NAMES.get(id(gazetteer))
    if known is None or known.gazetteer is not gazetteer:
        _NAMES.clear()
        known = _NAMES[id(gazetteer)] = Names(gazetteer)
    return known


@dataclass(slots=True)
class _Candidate:
    first: int
    last: int
    start: int  # folded offsets
    end: int
    name: str
    entries: list[Entry]
    unit: str | None = None
    score: float = 0.0
    size: float = 0.0
    prefixed: bool = False  # it stands behind a joined preposition
    joined: bool = False  # to the candidate before it, by "and"
    chosen: Entry | None = None


def find_arabic_places(text: str, gazetteer: Gazetteer) -> list[PlaceMention]:
    """Places of an Arabic text, in order, none overlapping; a unit's word ("governorate of") belongs to the words."""
    folded = Folded.of(text)
    toks = [Token(t.text.replace("آ", "ا"), t.start, t.end) for t in tokens(folded.text)]
    words, names = _words(), names_of(gazetteer)
    bodies = _bodies(toks)
    found = [c for c in _candidates(toks, words, names) if not any(a <= c.first and c.last < b for a, b in bodies)]
    focus: dict[str, float] = defaultdict(float)
    for token in toks:
        if code := words.adjectives.get(token.text):
            focus[names.codes.get(code, code)] += 0.5
    for one in found:
        one.score = _score(toks, one, words)
    for one in found:
        best = _best(one, {}, names.named.get(one.name, frozenset()))
        if best and one.score + _size(best) >= _ACCEPT and best.country:
            focus[best.country] += 1.0 if len({e.country for e in one.entries}) == 1 else 0.4
    total = sum(focus.values()) or 1.0
    shares = {country: weight / total for country, weight in focus.items()}
    kept: list[_Candidate] = []
    for one in found:
        one.chosen = _best(one, shares, names.named.get(one.name, frozenset()))
        if one.chosen is None:
            continue
        one.size = _size(one.chosen) + (1.0 if one.name in names.named else 0.0)
        home = shares.get(one.chosen.country or "", 0.0)
        beside = one.joined and bool(kept) and kept[-1].last >= one.first - 2
        small = one.size < 1.0 and not beside and home < _HOME
        if one.prefixed and one.size < (2.0 if len(one.name) < 5 else 1.0) and not beside:
            continue  # "committee" is no village with "to" before it
        if one.score + one.size + (2.5 if beside else 0.0) >= _ACCEPT + (1.0 if small else 0.0) or _listed(one, found):
            kept.append(one)
    mentions = [_mention(text, folded, one, gazetteer) for one in kept]
    mentions += _unknown(text, folded, toks, kept, words, shares)
    return sorted(mentions, key=lambda m: m.start)


def _bodies(toks: list[Token]) -> list[tuple[int, int]]:
    """Token ranges of bodies that the register knows: the place in "Syrian Democratic Forces" is no place of an event."""
    known, heads = called(), _first_words()
    found = []
    for at in range(len(toks)):
        if not any(form in heads for form in forms(toks[at].text)):
            continue
        for width in range(min(LONGEST, len(toks) - at), 2, -1):
            run = toks[at : at + width]
            if all(t.text[0].isalpha() for t in run) and any(form in known for form in forms(" ".join(t.text for t in run))):
                found.append((at, at + width))
                break
    return found


@lru_cache(maxsize=1)
def _first_words() -> frozenset[str]:
    return frozenset(name.split()[0] for name in called())


def _candidates(toks: list[Token], words: _Words, names: Names) -> list[_Candidate]:
    found: list[_Candidate] = []
    at = 0
    while at < len(toks):
        one = _candidate(toks, at, words, names)
        if one is None:
            at += 1
            continue
        particles = toks[at].text[: max(0, one.start - toks[at].start)]
        one.joined = particles.startswith("و") or (at > 0 and toks[at - 1].text in ("ثم", ","))
        one.prefixed = bool(particles.lstrip("وف"))
        found.append(one)
        at = one.last + 1
    return found


def _heads(token: Token) -> list[Token]:
    heads = [token]
    for particle in _PARTICLES:
        if token.text.startswith(particle) and len(token.text) > len(particle) + 2:
            heads.append(token.cut(len(particle)))
            if particle.endswith("ل") and token.text[len(particle) :].startswith("ل"):
                cut = token.cut(len(particle))
                heads.append(Token("ا" + cut.text, cut.start, cut.end))  # lil-Khartum: the article has lost its alef
    return heads


def _candidate(toks: list[Token], at: int, words: _Words, names: Names) -> _Candidate | None:
    for head in _heads(toks[at]):
        if not head.text[0].isalpha():
            return None
        if head.text in words.adm1 | words.adm2:
            unit = _unit(toks, at, head, words, names)
            if unit:
                return unit
        for length in range(_LONGEST, 0, -1):
            run = toks[at : at + length]
            if len(run) < length or any(b.start - a.end != 1 for a, b in itertools.pairwise(run)):
                continue
            name = " ".join([head.text, *(t.text for t in run[1:])])
            if length == 1 and (name in words.never or len(name) < 2):
                continue
            if names.known(name) and (entries := names.find(name)):
                return _Candidate(at, at + length - 1, head.start, run[-1].end, name, entries)
    return None


def _unit(toks: list[Token], at: int, head: Token, words: _Words, names: Names) -> _Candidate | None:
    """ "the governorate of Idlib": the unit of that name, or that named after the town."""
    for length in range(3, 0, -1):
        run = toks[at + 1 : at + 1 + length]
        if len(run) < length or any(b.start - a.end != 1 for a, b in zip((toks[at], *run), run, strict=False)):
            continue
        name = " ".join(t.text for t in run)
        entries = names.find(f"{head.text} {name}") + names.find(name)
        if not entries:
            continue
        first = head.text in words.adm1
        units = [e for e in entries if e.kind in (("adm1", "region", "country") if first else ("adm2", "region"))]
        kept = head.text in words.kept
        start, begins = (head.start, at) if kept else (run[0].start, at + 1)
        return _Candidate(begins, at + length, start, run[-1].end, name, units or entries, unit=head.text)
    return None


def _size(entry: Entry) -> float:
    if entry.kind == "country":
        return 3.0
    if entry.kind == "region":
        return 2.0
    if entry.kind == "adm1":
        return 1.5
    if entry.kind == "adm2":
        return 0.5
    return min(2.5, max(0.0, math.log10(entry.population + 1) - 3.0)) + (0.5 if entry.capital else 0.0)


def _score(toks: list[Token], one: _Candidate, words: _Words) -> float:
    """What the words around say for a place, and against one."""
    before = toks[one.first - 1].text if one.first else ""
    plain = before[1:] if before[:1] in "وفبل" and len(before) > 3 and before[1:] in words.types else before
    particle = toks[one.first].text[: one.start - toks[one.first].start].lstrip("وف") if not one.unit else ""
    score = 0.0
    if one.unit:
        score += 3.0
    if before in words.types or plain in words.types or before in words.unknown or plain in words.unknown:
        score += 3.0
    elif before in ("في", "الي", "نحو", "قرب", "باتجاه"):
        score += 2.0
    elif before in words.strong or before.lstrip("و") in words.strong:
        score += 1.5
    elif before in words.weak:
        score += 1.0
    if particle in ("ب", "ل"):
        score += 1.0
    if one.last > one.first:
        score += 1.0
    near = []
    for n in range(one.first - 1, max(-1, one.first - 5), -1):
        if toks[n].text in _ENDS or toks[n].text == ",":
            break
        near.append(toks[n].text.lstrip("وب"))
    taken = any(w in words.taking for w in near)
    if taken or any(w in words.verbs for w in near):
        score += 3.0 if taken else 1.5
    if one.name in words.homographs and not one.unit:
        score -= 2.0
        after = toks[one.last + 1].text if one.last + 1 < len(toks) else ""
        if before in words.weak or not (taken or one.joined or before in words.strong or plain in words.types or particle):
            score -= 0.5
        if after in ("التي", "الذي", "الذين") or (
            before not in words.strong and after.startswith("ال") and not one.name.startswith("ال") and plain not in words.types
        ):
            score -= 3.0  # "the tents which", "the defenders of the homeland"
        if before in ("في", "الي") or plain in words.types:
            score += 1.0
    preposition = before in words.strong | words.weak  # "on" and Ali are one word without vowels
    if before in words.against or (before in words.first and not preposition):
        score -= 5.0
    if (
        len(one.name.split()) == 1
        and one.first > 1
        and not preposition
        and toks[one.first - 2].text in (words.first | words.against) - words.weak
    ):
        score -= 2.0
    return score


def _listed(one: _Candidate, found: list[_Candidate]) -> bool:
    """A name in a list whose next name is a place of the same country: "Tyre and Qana"."""
    following = next((f for f in found if f.first == one.last + 1 and f.joined), None)
    if following is None or one.chosen is None or one.score + one.size < 1.0:
        return False
    return any(e.country == one.chosen.country for e in following.entries)


def _best(one: _Candidate, shares: dict[str, float], own: frozenset[str]) -> Entry | None:
    def weight(e: Entry) -> tuple[float, float]:
        value = 4.0 * shares.get(e.country or "", 0.0) + _size(e) + (1.0 if e.id in own else 0.0)
        if one.unit and e.kind in ("adm1", "region"):
            value += 2.0
        if not one.unit and e.kind in ("adm1", "adm2"):
            value -= 1.0
        return value, e.population

    located = [e for e in one.entries if e.lat is not None or e.kind in ("country", "adm1", "adm2", "region")]
    return max(located, key=weight, default=None)


def _mention(text: str, folded: Folded, one: _Candidate, gazetteer: Gazetteer) -> PlaceMention:
    entry = cast(Entry, one.chosen)
    start, end = folded.span(one.start, one.end, text)
    return PlaceMention(
        start=start,
        end=end,
        name=gazetteer.english(entry),
        kind=entry.kind,
        precision=entry.precision,
        country=entry.country,
        lat=entry.lat,
        lon=entry.lon,
        gazetteer=entry.id,
        parents=tuple(gazetteer.english(p) for p in gazetteer.parents(entry)),
        capital=entry.capital,
    )


def _unknown(
    text: str, folded: Folded, toks: list[Token], kept: list[_Candidate], words: _Words, shares: dict[str, float]
) -> list[PlaceMention]:
    """A name that the gazetteer lacks, where a word says of what kind of place it is: "the quarter of al-Zanjili"."""
    taken = {n for one in kept for n in range(one.first, one.last + 1)}
    country = max(shares, key=lambda c: shares[c], default=None)
    found = []
    for at, token in enumerate(toks[:-1]):
        after = toks[at + 1]
        head = next((h for h in _heads(token) if h.text in words.unknown), None)
        if head is None and after.text.startswith("ال"):  # "Wadi al-Rabi" in a list of places, or after "in"
            beside = at - 1 in taken and token.text.startswith("و")
            told = at > 0 and toks[at - 1].text in words.types
            head = next((h for h in _heads(token) if h.text in words.heads), None) if beside or told else None
        if head is None or at in taken or at + 1 in taken or after.start - token.end != 1 or not after.text[0].isalpha():
            continue
        if after.text in words.never | words.strong | words.weak or after.text in words.adjectives or after.text in words.homographs:
            continue
        if not after.text.startswith("ال") and after.text.endswith(("ي", "يه")):
            continue  # "a residential quarter"
        start, end = folded.span(head.start, after.end, text)
        found.append(
            PlaceMention(start=start, end=end, name=text[start:end], kind="named", precision=6, country=country, lat=None, lon=None)
        )
    return found
