"""The places layer for a language with lists of its own: names in its spelling and script, with its cases, clitics and articles."""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from babel import Locale

from onrecord.extract.languages.grammar import begins_sentence
from onrecord.extract.languages.words import Letters, forms, letters, plain_pattern
from onrecord.extract.places.mention import PlaceMention
from onrecord.knowledge.gazetteer import Entry, Gazetteer
from onrecord.knowledge.gazetteer.tables import countries
from onrecord.vocab.load import table

_WORD = re.compile(r"[^\W\d_]+(?:[’'ʼ][^\W\d_]+)*\.?(?=-)|[^\W\d_]+(?:[’'ʼ][^\W\d_]+)*")
_MOST = 5  # words of a name
_SURE = 15_000  # people from whom on a name by itself is a place
_LARGE = 100_000
_BESIDE = 0.4  # degrees of latitude: as far as places of one event lie apart
_VOWEL_MARKS = re.compile(r"[\u064b-\u0655\u0640\u0670]")


@dataclass(frozen=True, slots=True)
class Word:
    start: int
    end: int
    text: str
    small: str
    capital: bool
    first: bool  # of its sentence


@dataclass(frozen=True, slots=True)
class Lists:
    """What places.toml says. names: other names of places, in plain letters, with the name and country under which the gazetteer has
    them; a place that it lacks brings its kind and coordinate."""

    letters: Letters
    cased: bool
    names: Mapping[str, tuple[str, str]]
    countries: Mapping[str, str]  # plain name -> alpha-3
    adjectives: Mapping[str, str]
    endings: tuple[tuple[str, tuple[str, ...]], ...]
    clitics: tuple[str, ...]
    articles: tuple[str, ...]
    elided: re.Pattern[str] | None
    inside: frozenset[str]
    units: Mapping[str, str]  # a word for a unit, water or site -> its kind; "+" at its end: part of the name
    unit_after: Mapping[str, str]
    before: frozenset[str]
    the: frozenset[str]  # articles: what stands behind one alone is seldom an unknown place
    at: frozenset[str]  # of these, those behind which an unknown name is a place's
    titles: frozenset[str]
    persons: frozenset[str]
    never: frozenset[str]
    kept_apart: re.Pattern[str] | None
    latin: Mapping[int, str]
    home: frozenset[str]  # countries (alpha-3) whose small places are found by transliteration alone
    joining: frozenset[str]  # words for "and"
    common: frozenset[str]  # names that are words of the language too: at the beginning of a sentence no place by themselves


@cache
def lists(language: str) -> Lists:
    given: Mapping[str, Any] = table("places", language)
    alphabet = letters(language)

    def words(name: str) -> frozenset[str]:
        return frozenset(alphabet.word(w) for w in forms(given.get(name, "")))

    def by_value(name: str) -> dict[str, str]:
        return {alphabet.word(form): value for value, many in given.get(name, {}).items() for form in forms(many)}

    codes = {c.alpha2: c.code for c in countries()}
    known: dict[str, str] = {}
    for alpha2, name in Locale(language).territories.items():
        if alpha2 in codes:
            known[alphabet.word(str(name))] = codes[alpha2]
            known[alphabet.word(re.sub(r"\s*[(（].*", "", str(name)))] = codes[alpha2]
    known |= by_value("countries")
    names = {}
    for english, many in given.get("names", {}).items():
        name, _, country = english.rpartition(", ")
        for form in forms(many):
            names[alphabet.word(form)] = (name, country)
    elided = given.get("elided")
    apart = given.get("not_places")
    return Lists(
        letters=alphabet,
        cased=bool(given.get("cased", True)),
        names=names,
        countries=known,
        adjectives=by_value("adjectives"),
        endings=tuple(
            sorted(
                ((alphabet.word(e), tuple(alphabet.word(x) for x in many)) for e, many in given.get("endings", {}).items()),
                key=lambda e: -len(e[0]),
            )
        ),
        clitics=tuple(alphabet.word(x) for x in given.get("clitics", ())),
        articles=tuple(alphabet.word(x) for x in given.get("articles", ())),
        elided=re.compile(rf"(?:{elided})['’]", re.IGNORECASE) if elided else None,
        inside=words("inside"),
        units=by_value("units"),
        unit_after=by_value("units_after"),
        before=words("before"),
        the=words("the"),
        at=words("at"),
        titles=words("titles"),
        persons=words("persons"),
        never=words("never"),
        kept_apart=re.compile(rf"(?<!\w)(?:{plain_pattern(apart, alphabet)})(?!\w)") if apart else None,
        latin={ord(k): v for k, v in given.get("latin", {}).items()},
        home=frozenset(given.get("home", "").split()),
        joining=words("joining"),
        common=words("common"),
    )


@dataclass(slots=True)
class Candidate:
    first: int
    past: int
    start: int
    end: int
    key: str
    entries: list[Entry]
    name: str  # as the gazetteer is asked for it
    kind: str | None = None  # what the word beside it says: adm1, adm2, city, water, site, region
    prepared: bool = False
    listed: bool = False
    person: bool = False
    country: str | None = None  # that it speaks for by itself
    worth: int = 0


def find_places(text: str, gazetteer: Gazetteer, language: str) -> list[PlaceMention]:
    """Places in order, none overlapping; see onrecord.extract.places.find_places. language: one of languages()."""
    if language == "ar":
        from onrecord.extract.arabic.places import find_arabic_places

        return find_arabic_places(text, gazetteer)
    finder = _Finder(text, gazetteer, language)
    return finder.mentions()


class _Finder:
    def __init__(self, text: str, gazetteer: Gazetteer, language: str) -> None:
        self.text, self.gazetteer, self.language, self.lists = text, gazetteer, language, lists(language)
        self.words = list(self._words())
        self.apart = self._apart()
        self.focus: Counter[str] = Counter()
        self.beside: list[tuple[Candidate, Entry]] = []  # places that the text names, to choose among villages of one name

    def _apart(self) -> list[tuple[int, int]]:
        if not self.lists.kept_apart:
            return []
        plain = self.lists.letters.plain(self.text)
        return [plain.span(m.start(), m.end()) for m in self.lists.kept_apart.finditer(plain.text)]

    def _words(self) -> Iterable[Word]:
        for found in _WORD.finditer(_VOWEL_MARKS.sub(lambda m: "ـ" * 0 + m[0], self.text)):
            start, end = found.span()
            if self.lists.elided:
                elided = self.lists.elided.match(self.text, start, end)
                if elided:
                    yield self._word(start, elided.end())
                    start = elided.end()
            if start < end:
                yield self._word(start, end)

    def _word(self, start: int, end: int) -> Word:
        text = self.text[start:end]
        return Word(
            start, end, text, self.lists.letters.word(text), text[:1].isupper() or not self.lists.cased, begins_sentence(self.text, start)
        )

    def mentions(self) -> list[PlaceMention]:
        candidates = self._candidates()
        for word in self.words:
            code = self.lists.adjectives.get(word.small)
            if code:
                self.focus[code] += 1
        for c in candidates:
            c.person = self._person(c, candidates)
            if c.person:
                continue
            sure = [e for e in c.entries if e.kind == "country" or e.population >= _LARGE] if c.entries else []
            best = max(sure or c.entries[:1], key=lambda e: (e.kind == "country", e.population), default=None)
            if best and best.country:
                c.country, c.worth = best.country, 3 if best.kind == "country" or c.listed else 2 if best.population >= _LARGE else 1
                self.focus[best.country] += c.worth
        self.beside = [
            (c, e)
            for c in candidates
            if (e := self._chosen(c)) and e.located and e.kind == "city" and (len(c.entries) == 1 or e.population >= _SURE)
        ]
        found = []
        if self.lists.latin:
            candidates = [self._transliterated(c) for c in candidates]
        for c in candidates:
            mention = self._mention(c)
            if mention and not any(a < mention.end and mention.start < b for a, b in self.apart):
                found.append(mention)
        return found

    def _in_a_row(self, past: int) -> bool:
        """Whether another name follows, after a comma or a word for "and"."""
        joined = past + 1 < len(self.words) and self.words[past].small in self.lists.joining
        following = past + 1 if joined else past
        if following >= len(self.words) or not self.words[following].capital:
            return False
        gap = self.text[self.words[past - 1].end : self.words[following].start]
        return (joined and len(gap) < 6) or bool(re.fullmatch(r",[^\S\n]", gap))

    def _transliterated(self, c: Candidate) -> Candidate:
        """A name that the gazetteer has in Latin letters alone: looked for in the countries that the report is about."""
        near = frozenset(code for code, _ in self.focus.most_common(3) if code)
        if c.entries or not near:
            return c
        for variant, _ in self._variants(c.key):
            latin = variant.translate(self.lists.latin)
            for one in dict.fromkeys((latin, latin.replace("kh", "h"), latin.replace("g", "h"))):
                entries = self.gazetteer.near(one, near) if len(one) > 4 else []
                if entries:
                    return replace(c, entries=entries, prepared=True)
        return c

    def _candidates(self) -> list[Candidate]:
        found, at = [], 0
        while at < len(self.words):
            candidate = self._longest(at)
            if candidate:
                found.append(candidate)
                at = candidate.past
            else:
                at += 1
        return found

    def _longest(self, first: int) -> Candidate | None:
        word = self.words[first]
        if not word.capital:
            return self._unit_with_name(first)
        found = self._from(first)
        if self.lists.cased and word.first and word.small in (self.lists.before | self.lists.inside) and first + 1 < len(self.words):
            later = self._longest(first + 1)  # "La Ciudad de México": an article that begins the sentence
            if later and (found is None or (later.past > found.past and not found.listed)):
                return later
        return found

    def _from(self, first: int) -> Candidate | None:
        word = self.words[first]
        for past in range(min(len(self.words), first + _MOST), first, -1):
            words = self.words[first:past]
            if not self._one_name(words) and not self._is_listed(words):
                continue
            if past == first + 1 and word.small in (self.lists.before | self.lists.inside):
                continue
            if past == first + 1 and word.first and self.lists.latin and word.small in self.lists.units:
                continue  # "Village Happiness": the word for the village is no name
            entries, name, listed, start = self._look_up(words)
            if entries:
                return self._placed(Candidate(first, past, start, words[-1].end, name, entries, name, listed=listed))
        return self._unknown(first)

    def _is_listed(self, words: list[Word]) -> bool:
        """A name that the lists write with small letters: "Ghouta orientale"."""
        key = self._key(words)
        return len(words) > 1 and (key in self.lists.names or key in self.lists.countries)

    def _one_name(self, words: list[Word]) -> bool:
        """Whether these words may be one name: nothing but blanks, hyphens and points of abbreviations between them."""
        if self.lists.cased and not words[-1].capital and not (len(words) > 1 and words[-1].small in self.lists.unit_after):
            return False
        for left, right in itertools.pairwise(words):
            between = self.text[left.end : right.start]
            if not re.fullmatch(r"[^\S\n]|-|", between):
                return False
            if self.lists.cased and not right.capital and right.small not in self.lists.inside and right is not words[-1]:
                return False
        return True

    def _unit_with_name(self, first: int) -> Candidate | None:
        """ "lac Tchad", "bande de Gaza": a water, site or strip in small letters whose word is part of the name."""
        for past in range(min(len(self.words), first + _MOST), first + 1, -1):
            words = self.words[first:past]
            key = self._key(words)
            if any(k in self.lists.names or k in self.lists.countries for k, _ in self._variants(key)):
                entries, name, _, start = self._look_up(words)
                if entries:
                    return self._placed(Candidate(first, past, start, words[-1].end, name, entries, name, listed=True))
        kind = self.lists.units.get(self.words[first].small, "")
        if not kind.endswith("+"):
            return None
        at = first + 1
        while at < len(self.words) and at < first + 4 and not self.words[at].capital:
            if self.words[at].small not in self.lists.inside and self.words[at].small not in self.lists.before and at > first + 1:
                return None
            at += 1
        if at >= len(self.words) or not self.words[at].capital or "\n" in self.text[self.words[first].end : self.words[at].start]:
            return None
        inner = self._longest(at) or self._unknown(at, named=True)
        if inner is None or re.search(r"[,.;:]", self.text[self.words[first].end : self.words[at].start]):
            return None
        return replace(inner, first=first, start=self.words[first].start, kind=kind[:-1], prepared=True)

    def _key(self, words: list[Word]) -> str:
        parts = [words[0].small]
        for left, right in itertools.pairwise(words):
            parts += [self.text[left.end : right.start].replace("\u00a0", " "), right.small]
        return "".join(parts)

    def _look_up(self, words: list[Word]) -> tuple[list[Entry], str, bool, int]:
        key = self._key(words)
        for variant, cut in self._variants(key):
            if variant in self.lists.never:
                return [], "", False, words[0].start
            listed = variant in self.lists.names or variant in self.lists.countries
            entries = self._entries(variant)
            if entries:
                start = words[0].start + cut if cut and cut < words[0].end - words[0].start else words[0].start
                return entries, variant, listed, start
        if self.lists.latin:
            nominative = [(key, 0)] if words[0].first and not self._in_a_row(self.words.index(words[-1]) + 1) else self._variants(key)
            for variant, _ in nominative:
                entries = [e for e in self._spelled(variant) if e.country in self.lists.home]
                if entries and not (len(words) == 1 and len(variant) < 4):
                    return entries, variant, False, words[0].start
        return [], key, False, words[0].start

    def _spelled(self, variant: str) -> list[Entry]:
        """Places by the name in Latin letters."""
        return [e for e in self.gazetteer.lookup(variant.translate(self.lists.latin)) if e.kind != "country"]

    def _variants(self, key: str) -> Iterable[tuple[str, int]]:
        """The name as it stands, then without what the language adds: articles, clitics, endings. With the letters cut from its front."""
        seen = set()
        for front, cut in ((key, 0), *((key[len(c) :], len(c)) for c in self.lists.clitics if key.startswith(c) and len(key) > len(c) + 2)):
            for one in self._with_articles(front):
                for variant in self._nominatives(one):
                    if variant not in seen:
                        seen.add(variant)
                        yield variant, cut

    def _with_articles(self, key: str) -> Iterable[str]:
        yield key
        for article in self.lists.articles:
            if key.startswith(article) and len(key) > len(article) + 1:
                yield key[len(article) :]
            else:
                yield article + key

    def _nominatives(self, key: str) -> Iterable[str]:
        yield key
        if not self.lists.endings:
            return
        whole = [self._one_nominative(word) for word in re.split(r"([\s-]+)", key)]
        options: list[str] = [""]
        for choices in whole:
            options = [o + c for o in options for c in choices][:60]
        yield from options

    @lru_cache(maxsize=4096)  # noqa: B019 - the finder lives as long as one report
    def _one_nominative(self, word: str) -> tuple[str, ...]:
        found = [word]
        for ending, bases in self.lists.endings:
            if word.endswith(ending) and len(word) - len(ending) >= 2:
                found += [word[: len(word) - len(ending)] + base for base in bases]
        return tuple(dict.fromkeys(found))[:14]

    def _entries(self, variant: str) -> list[Entry]:
        named = self.lists.names.get(variant)
        if named:
            found = [e for e in self.gazetteer.lookup(named[0]) if (e.country == named[1] if named[1] else e.kind == "region")]
            return found or [_listed(named)]
        country = self.lists.countries.get(variant)
        if country and (entry := self.gazetteer.country(country)):
            return [entry]
        found = [e for e in self.gazetteer.lookup(variant) if e.kind != "country"]
        return found

    def _placed(self, c: Candidate) -> Candidate:
        """With what stands before it: a unit's word, a preposition."""
        before = self.words[c.first - 1] if c.first else None
        back = c.first - 1
        while back >= 0 and (self.words[back].small in self.lists.inside or self.words[back].small in self.lists.before):
            gap = self.text[self.words[back].end : self.words[back + 1].start]
            if not re.fullmatch(r"[^\S\n]?", gap):
                break
            c.prepared = c.prepared or self.words[back].small in self.lists.before
            back -= 1
        if back >= 0:
            gap = self.text[self.words[back].end : self.words[back + 1].start if back + 1 < len(self.words) else len(self.text)]
            kind = self.lists.units.get(self.words[back].small)
            if kind and re.fullmatch(r"[^\S\n]?", gap):
                c.kind, c.prepared = kind.rstrip("+"), True
        after = self.words[c.past] if c.past < len(self.words) else None
        if after and after.small in self.lists.unit_after and re.fullmatch(r"[^\S\n]|-", self.text[c.end : after.start]):
            c.kind, c.prepared = self.lists.unit_after[after.small].rstrip("+"), True
            if self.lists.unit_after[after.small].endswith("+"):
                c.end, c.past = after.end, c.past + 1
        if before and any(before.small.startswith(x) and len(before.small) <= 3 for x in self.lists.before):
            c.prepared = True
        return c

    def _unknown(self, first: int, *, named: bool = False) -> Candidate | None:
        """A name behind a preposition of place or a word for a settlement that the gazetteer does not have."""
        if not self.lists.cased:
            return None
        past = first + 1
        while past < len(self.words) and past < first + _MOST and self._one_name(self.words[first : past + 1]):
            past += 1
        while past > first + 1 and not self.words[past - 1].capital:
            past -= 1
        words = self.words[first:past]
        titled = len(words) > 1 and not words[0].first and words[0].small in self.lists.the  # "El Mozote"
        if (words[0].first and past == first + 1) or (words[0].small in self.lists.never and not titled):
            return None
        c = self._placed(Candidate(first, past, words[0].start, words[-1].end, self._key(words), [], self._key(words)))
        joined = first > 0 and self.words[first - 1].capital and self.text[self.words[first - 1].end : words[0].start] in ("-", "–")
        c.prepared = c.prepared or joined
        return c if named or joined or c.kind in ("city", "adm1", "adm2", "region") or (c.prepared and self._spatial(first)) else None

    def _spatial(self, first: int) -> bool:
        before = self.words[first - 1].small if first else ""
        return before in self.lists.before and before not in self.lists.the

    def _mention(self, c: Candidate) -> PlaceMention | None:
        if c.person:
            return None
        entry = self._chosen(c)
        if entry and entry.country not in self.lists.home and self._namesake_abroad(c, entry):
            near = self.gazetteer.near(c.key.translate(self.lists.latin), frozenset(self._others(c)))
            if near or not self.lists.latin:
                c.entries = near
                entry = self._chosen(c)
        if entry is None:
            if not c.prepared or c.entries or not (self._others(c) or c.kind or self.words[c.first - 1].small in self.lists.at):
                return None
            return self._unplaced(c)
        if not self._accepted(c, entry):
            return None
        name = self.gazetteer.english(entry) if not entry.id.startswith("listed:") else entry.name
        return PlaceMention(
            start=c.start,
            end=c.end,
            name=name,
            kind=entry.kind,
            precision=entry.precision,
            country=entry.country or None,
            lat=entry.lat,
            lon=entry.lon,
            gazetteer=None if entry.id.startswith("listed:") else entry.id,
            parents=tuple(self.gazetteer.english(p) for p in self.gazetteer.parents(entry)),
            capital=entry.capital,
        )

    def _unplaced(self, c: Candidate) -> PlaceMention:
        likely = self._others(c).most_common(1)
        country = likely[0][0] if likely else None
        return PlaceMention(start=c.start, end=c.end, name=self.text[c.start : c.end], kind="named", precision=6, country=country)

    def _others(self, c: Candidate) -> Counter[str]:
        """The countries that the rest of the text speaks of."""
        return self.focus - Counter({c.country: c.worth}) if c.country else +self.focus

    def _namesake_abroad(self, c: Candidate, entry: Entry) -> bool:
        """A small town of a country that nothing else in the text points to, where something points to another."""
        if c.listed or entry.kind in ("country", "region") or entry.population > 150_000:
            return False
        if c.past - c.first > 1 and len({e.country for e in c.entries}) == 1:
            return False  # names of several words are seldom two places'
        others = self._others(c)
        return bool(others) and not others[entry.country or ""] and max(others.values()) >= 2

    def _chosen(self, c: Candidate) -> Entry | None:
        """Of the places of a name the one of the kind that the words say, in the countries that the report is about, the largest."""
        if not c.entries:
            return None
        wanted = {"adm1": ("adm1", "adm2", "region"), "adm2": ("adm2", "adm1"), "region": ("region", "adm1"), "water": ("region",)}.get(
            c.kind or "", ()
        )

        def worth(e: Entry) -> tuple[float, ...]:
            kind = 1.0 if wanted and e.kind in wanted else 0.0
            order = 1.0 if e.kind in ("country", "region") else 0.5 if e.kind == "city" else 0.2
            size = 2 if e.population > 500_000 else 1 if e.population > 50_000 else 0
            return kind, min(4, others[e.country or ""]) + size, order, e.population

        others = self._others(c)
        best = max(c.entries, key=worth)
        if best.kind in ("adm1", "adm2") and not wanted:  # a bare name is the town's, where there is one of some size
            towns = [e for e in c.entries if e.kind == "city" and e.country == best.country]
            town = max(towns, key=lambda e: e.population, default=None)
            if town and (town.population >= _SURE or town.population * 20 >= best.population):
                return town
        return self._nearest(c, best) if best.kind == "city" and best.population < 3 * _LARGE else best

    def _nearest(self, c: Candidate, best: Entry) -> Entry:
        """Of several villages of one name and country the one near the other places of the text."""
        same = [e for e in c.entries if e.kind == "city" and e.country == best.country and e.located]
        others = [e for one, e in self.beside if one.start != c.start and e.country == best.country]
        if len(same) < 2 or not others:
            return best

        def far(e: Entry) -> float:
            return min(math.hypot(float(e.lat or 0) - float(o.lat or 0), (float(e.lon or 0) - float(o.lon or 0)) * 0.66) for o in others)

        near = min(same, key=far)
        return near if far(near) < _BESIDE and far(best) > 4 * far(near) else best

    def _accepted(self, c: Candidate, entry: Entry) -> bool:
        if c.past - c.first == 1 and self.words[c.first].first and self.words[c.first].small in self.lists.common and not c.kind:
            return self._in_a_row(c.past)
        if c.listed or entry.kind in ("country", "region") or entry.id.startswith("own:"):
            return True
        if entry.population >= _SURE or c.kind or (self.lists.latin and c.past - c.first > 1):
            return True
        return bool(c.prepared or self._others(c)[entry.country or ""])

    def _person(self, c: Candidate, candidates: list[Candidate]) -> bool:
        """Whether the name is a person's: a title or a given name before it, another name beside it."""
        if not self.lists.cased:
            return False
        before = self.words[c.first - 1] if c.first else None
        if any(o.person and o.past == c.first and self.text[o.end : c.start] == " " for o in candidates):
            return True
        if c.past - c.first > 1 and self.words[c.first].small in self.lists.persons and not c.listed and not c.kind:
            return True
        if before and re.fullmatch(r"\.?[^\S\n]", self.text[before.end : c.start]):
            if before.small in self.lists.titles:
                return True
            if (
                before.capital
                and before.small not in self.lists.before
                and before.small not in self.lists.units
                and not before.text.isupper()
            ):
                known = before.small in self.lists.persons
                if known or not before.first:
                    return not c.prepared or known
        if c.listed and c.past - c.first > 1:
            return False
        after = self.words[c.past] if c.past < len(self.words) else None
        if after and after.capital and re.fullmatch(r"[^\S\n]", self.text[c.end : after.start]):
            return after.small not in self.lists.units and not after.text.isupper() and c.kind is None
        return False


def _listed(named: tuple[str, str]) -> Entry:
    """A place of the lists that the gazetteer lacks: its name and country, without a coordinate."""
    return Entry(id="listed:" + named[0], name=named[0], kind="region", country=named[1] or None, lat=None, lon=None, precision=5)
