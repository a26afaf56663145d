"""The place of a claim: which of the places that a report names a claim is about.

Where the reader marked the words of a place they decide. Else every place of the report is weighed by where it stands (in the quote, in its
sentence, before it, in the headline), how it is said and how much the report is about it; the heaviest wins, or no place at all. The
weights were fitted (conditional logit) on the annotated training reports by training/gazetteer/fit_claim_places.py.
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib import resources

from onrecord.extract.places import cues
from onrecord.extract.places.around import Around, Option, by_name, by_parent, fits, is_local, last_before, name_before, starting
from onrecord.extract.places.mention import PlaceMention
from onrecord.extract.text import paragraphs, sentences
from onrecord.knowledge.gazetteer.names import exact
from onrecord.knowledge.gazetteer.tables import Country, countries
from onrecord.records import Place, Span, words_at
from onrecord.vocab.event_types import EventType

Features = dict[str, float]

MOST_OPTIONS = 200  # places of one report that are weighed for a claim; a longer report keeps its most named ones
# Mentions and code points on either side of a quote that count as its sentence: no sentence of prose has so many, a table may.
MOST_NEAR = 100
FARTHEST = 5000

_CAPITAL = re.compile(r"\b(?:North |South |West |East |Saudi |Sri |Sierra |Central |Costa |Puerto )?[A-Z]\w{2,}")
_WORD_BEFORE = re.compile(r"(\w+)\W{1,2}$")
_WORDS_AFTER = re.compile(r"\W{1,2}(\w+)")
_GENERIC = re.compile(
    r"\b(?:the|that|this|said) (?:\w+ )?(" + "|".join(sorted(cues.GENERIC, key=len, reverse=True)) + r")\b|\b(there|here)\b", re.IGNORECASE
)
_DATELINE = re.compile(r"^\W{0,3}[A-Z][\w .,'’\-/()]{2,60}?(?: [-–—:] |\((?:AP|AFP|Reuters|dpa|Xinhua|IRIN|TASS|UPI|[A-Z]{2,8})\))")
_SPEECH_TAIL = re.compile(r"\b(?:said|told|says|speaking|reporters?|interview|statement|office|telephone)\b[^.;]{0,40}$", re.IGNORECASE)


class ClaimPlaces:
    """Places of the claims of one report. Made once for a report; a claim then costs time linear in its own words."""

    def __init__(self, text: str, mentions: Sequence[PlaceMention], title: str | None = None) -> None:
        self.text, self.mentions, self.title = text, sorted(mentions, key=lambda m: m.start), (title or "").casefold()
        self.sentences = sentences(text)
        self.starts = [s.start for s in self.sentences]
        self.paragraphs = [p.start for p in paragraphs(text)]
        groups = by_name(self.mentions)
        self.options = [Option(ms[0].name, tuple(ms)) for ms in groups.values()]
        local = [o for o in self.options if is_local(o.best)]
        self.most = max((len(o.mentions) for o in self.options), default=1)
        self.most_local = max((len(o.mentions) for o in local), default=1)
        self.first_local = local[0] if local else None
        self.home = self._main_country()
        self.local = [m for m in self.mentions if is_local(m)]
        self.prepared = [m for m in self.local if self._word_before(m) in _EVENT_WORDS]
        self._kinds: dict[tuple[frozenset[str], bool], list[PlaceMention]] = {}
        self._manners: dict[int, tuple[str, ...]] = {}  # by the mention's offset
        self._longest = max((m.end - m.start for m in self.mentions), default=0)
        dateline = _DATELINE.match(text[:120])
        self.dateline_end = dateline.end() if dateline else 0
        self.options += [Option(a.name, (a,), adjective=True) for a in self._adjectives() if a.name.casefold() not in groups]
        if len(self.options) > MOST_OPTIONS:
            self.options = sorted(self.options, key=lambda o: -len(o.mentions))[:MOST_OPTIONS]
        self.parents = {p.casefold() for m in self.mentions for p in m.parents}
        countries_named = Counter(m.country for m in self.mentions if m.country)
        self.most_named = countries_named.most_common(1)[0][0] if countries_named else None

    def of(self, quote: Span, hint: Span | None = None, type: EventType | None = None) -> Place | None:
        """The place of the claim with this quote, or None. type: what the claim is about, where known."""
        if hint is not None and len(hint):
            place = self._hinted(hint)
            if place:
                return place
        scores = self.scores(quote, type)
        best = max(range(len(scores)), key=lambda n: scores[n])
        return None if best == len(self.options) else self._place(self.options[best], quote)

    def scores(self, quote: Span, type: EventType | None = None) -> list[float]:
        """A weight for each option, and last one for no place."""
        weights = _weights()
        return [sum(weights.get(k, 0.0) * v for k, v in f.items()) for f in self.features(quote, type)]

    def features(self, quote: Span, type: EventType | None = None) -> list[Features]:
        around = self._around(quote)
        inside = around.inside
        rows = [self._features(o, around) for o in self.options]
        local = [m for m in inside if is_local(m)]
        if type:
            for row in rows:
                for kind in ("country", "adjective", "capital"):
                    if f"kind:{kind}" in row:
                        row[f"{type}:{'country' if kind == 'adjective' else kind}"] = 1.0
        rows.append(
            {
                "none": 1.0,
                "none:quote-empty": float(not inside),
                "none:quote-local": float(bool(local)),
                "none:no-local": float(around.latest is None),
            }
        )
        if type:
            rows[-1][f"{type}:none"] = 1.0
        return rows

    def _around(self, quote: Span) -> Around:
        here = self._sentence(quote.start)
        last = self._sentence(max(quote.start, quote.end - 1))
        start = max(self.sentences[here].start if self.sentences else 0, quote.start - FARTHEST)
        end = min(self.sentences[last].end if self.sentences else len(self.text), quote.end + FARTHEST)
        left = starting(self.mentions, start, min(end, quote.start))
        right = starting(self.mentions, max(start, quote.end), end)
        inside, near = starting(self.mentions, quote.start, quote.end), (*left[-MOST_NEAR:], *right[:MOST_NEAR])
        said = self._generic_kinds(quote.start, quote.end)
        kinds = said or self._generic_kinds(start, end)
        return Around(
            quote=quote,
            here=here,
            inside=inside,
            near=near,
            nearest=left[-1] if left else None,
            inside_by_name=by_name(inside),
            near_by_name=by_name(near),
            inside_by_parent=by_parent(inside),
            all_by_parent=by_parent((*inside, *near)),
            finer_inside=any(m.kind != "country" for m in inside),
            finer=any(m.kind != "country" for m in (*inside, *near)),
            latest=name_before(self.local, quote.start),
            latest_event=name_before(self.prepared, quote.start),
            fitting=name_before(self._fitting(kinds, local=True), quote.start) if kinds else None,
            generic=bool(said),
        )

    def _fitting(self, kinds: set[str], *, local: bool) -> list[PlaceMention]:
        key = frozenset(kinds), local
        if key not in self._kinds:
            self._kinds[key] = [m for m in (self.local if local else self.mentions) if fits(m, kinds)]
        return self._kinds[key]

    def _features(self, option: Option, around: Around) -> Features:  # noqa: PLR0915 - a flat list of features reads better than its parts
        quote, inside, near, name = around.quote, around.inside, around.near, option.key
        f: Features = {}
        best = option.best
        rank = (
            "adjective"
            if option.adjective
            else "capital"
            if best.capital
            else {"city": "town", "named": "town", "adm2": "unit", "adm1": "unit", "region": "region", "country": "country"}[best.kind]
        )
        f[f"kind:{rank}"] = 1.0
        if best.kind == "named":
            f["named"] = 1.0
        in_quote, in_sentence = around.inside_by_name.get(name, ()), around.near_by_name.get(name, ())
        if in_quote:
            m = in_quote[0]
            f[f"quote:{rank}"] = 1.0
            self._said(f, "quote", m)
            if m is inside[0]:
                f["quote:first"] = 1.0
            if m is inside[-1]:
                f["quote:last"] = 1.0
            if best.kind == "named" and len(inside) > 1:
                f["quote:named-of-several"] = 1.0
            if any(o is not m for o in around.inside_by_parent.get(name, ())):
                f["quote:parent"] = 1.0
        elif in_sentence:
            m = in_sentence[0] if in_sentence[0].start >= quote.end else in_sentence[-1]
            f[f"sentence:{rank}"] = 1.0
            f["sentence:before" if m.start < quote.start else "sentence:after"] = 1.0
            self._said(f, "sentence", m)
            if m is around.nearest:
                f["sentence:nearest"] = 1.0
                if not inside and best.kind != "country":
                    f["sentence:nearest-local"] = 1.0
            if any(o is not m for o in around.all_by_parent.get(name, ())):
                f["sentence:parent"] = 1.0
            if around.finer_inside:
                f["sentence:other-in-quote"] = 1.0
        else:
            self._elsewhere(f, option, around, rank)
            if around.finer:
                f[f"elsewhere:{rank}:other-near"] = 1.0
        if best.kind == "country":
            f["home" if best.country == self.home else "abroad:country"] = 1.0
        elif best.country and best.country != self.home:
            f["abroad"] = 1.0
        f["often"] = len(option.mentions) / self.most
        f[f"often:{rank}"] = f["often"]
        if is_local(best) and not option.adjective:
            f["often-local"] = len(option.mentions) / self.most_local
            if len(option.mentions) >= self.most_local:
                f["most-local"] = 1.0
        if option is self.first_local:
            f["first-local"] = 1.0
        if self.title and best.name.casefold() in self.title:
            f[f"title:{rank}"] = 1.0
            f["title"] = 1.0
        if best.start < self.dateline_end and len(option.mentions) == 1:
            f["dateline-only"] = 1.0
        if option is self.options[0]:
            f["first"] = 1.0
        if name in self.parents:
            f["parent-of-others"] = 1.0
        if name == around.latest:
            if not inside and not near:
                f["latest-of-all"] = 1.0
            f["latest-local"] = 1.0
        if name == around.latest_event:
            f["latest-event"] = 1.0
        if name == around.fitting:
            f["generic:quote" if around.generic else "generic:sentence"] = 1.0
        return f

    def _said(self, f: Features, where: str, m: PlaceMention) -> None:
        """How the words before and after put it."""
        if m.start not in self._manners:  # every claim asks for the same mentions again
            self._manners[m.start] = self._manner(m)
        for manner in self._manners[m.start]:
            f[f"{where}:{manner}"] = 1.0

    def _manner(self, m: PlaceMention) -> tuple[str, ...]:
        word, found = self._word_before(m), []
        if word in cues.PLACE_PREPOSITIONS or word in cues.DIRECTIONS:
            found.append("in")
        elif word in ("of", "from"):
            found.append(word)
        else:
            found += ["bare", "bare-country"] if m.kind == "country" else ["bare"]
        if word == "to":
            found.append("to")
        if _SPEECH_TAIL.search(self.text[max(0, m.start - 60) : m.start]):
            found.append("where-it-was-said")
        after = _WORDS_AFTER.match(self.text, m.end)
        if after and after.group(1).lower() in cues.BODIES:
            found.append("body")
        return tuple(found)

    def _word_before(self, m: PlaceMention) -> str:
        before = _WORD_BEFORE.search(self.text[max(0, m.start - 30) : m.start])
        return before.group(1).lower() if before else ""

    def _elsewhere(self, f: Features, option: Option, around: Around, rank: str) -> None:
        m = option.before(around.quote.start)
        if m is None:
            f["after"] = 1.0
            return
        back = around.here - self._sentence(m.start)
        for limit in (1, 2, 3, 5, 8):
            if back <= limit:
                f[f"back:{limit}:{rank}"] = 1.0
                break
        else:
            f[f"back:more:{rank}"] = 1.0
        if bisect_right(self.paragraphs, m.start) == bisect_right(self.paragraphs, around.quote.start):
            f["same-paragraph"] = 1.0
        f["back"] = -math.log1p(back)
        self._said(f, "before", m)

    def _main_country(self) -> str | None:
        """The country of most of the places, a country's own name counting once."""
        counts: dict[str, float] = {}
        for o in self.options:
            if o.best.country:
                counts[o.best.country] = counts.get(o.best.country, 0.0) + (len(o.mentions) if is_local(o.best) else 1.0)
        return max(sorted(counts), key=lambda c: counts[c], default=None)

    def _adjectives(self) -> list[PlaceMention]:
        """First mention of each country that is named by an adjective or its people."""
        words, found = _country_words(), {}
        for m in _CAPITAL.finditer(self.text):
            country = words.get(exact(m.group()))
            if country and country.name not in found:
                found[country.name] = PlaceMention(
                    start=m.start(),
                    end=m.end(),
                    name=country.name,
                    kind="country",
                    precision=6,
                    country=country.code,
                    lat=country.lat,
                    lon=country.lon,
                )
        return list(found.values())

    def _sentence(self, offset: int) -> int:
        return max(0, bisect_right(self.starts, offset) - 1)

    def _generic_kinds(self, start: int, end: int) -> set[str]:
        kinds = set()
        for m in _GENERIC.finditer(self.text, start, end):
            kinds.add(cues.GENERIC.get((m.group(1) or "").lower(), "") if m.group(1) else "city")
        return kinds

    # --- what comes out -----------------------------------------------------------------------------------------

    def _hinted(self, hint: Span) -> Place | None:
        over = [m for m in starting(self.mentions, hint.start - self._longest, hint.end) if hint.start < m.end]
        if over:
            best = min(over, key=lambda m: (m.kind == "country", m.precision, m.start))
            return best.place(self.text)
        words = self.text[hint.start : hint.end]
        generic = _GENERIC.search(words if words[:1].islower() else "the " + words)
        if generic and not any(w[:1].isupper() for w in words.split()[1:]):
            kinds = {cues.GENERIC.get((generic.group(1) or "city").lower(), "")}
            earlier = last_before(self._fitting(kinds, local=False), hint.start)
            return earlier.place(self.text) if earlier else None
        if words[:1].isupper():
            country = self.most_named
            return Place(name=" ".join(words.split()), mention=words_at(self.text, hint), country=country, precision=6 if country else None)
        return None

    def _place(self, option: Option, quote: Span) -> Place:
        """With the words that stand nearest: in the quote, else the last before it."""
        inside = starting(option.mentions, quote.start, quote.end)
        chosen = inside[0] if inside else option.before(quote.start) or option.best
        return chosen.place(self.text)


_EVENT_WORDS = cues.SURE_PREPOSITIONS | cues.PLACE_VERBS | {"of", "on"}


@cache
def _country_words() -> dict[str, Country]:
    return {exact(word): c for c in reversed(countries()) for word in (*c.adjectives, *c.people)}


@cache
def _weights() -> dict[str, float]:
    text = (resources.files("onrecord.extract.places") / "claim_place_weights.json").read_text("utf-8")
    weights: dict[str, float] = json.loads(text)
    return weights


def place_of(
    quote: Span,
    hint: Span | None,
    text: str,
    mentions: Sequence[PlaceMention],
    *,
    title: str | None = None,
    type: EventType | None = None,
) -> Place | None:
    """The place of the claim that these words make; for one claim alone, see ClaimPlaces for those of a report.

    hint: words that the reader marked as its place, if any; type: the claim's type, where known (a demand is seldom about a village).
    None: no place is stated.
    """
    return ClaimPlaces(text, mentions, title).of(quote, hint, type)
