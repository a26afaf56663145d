"""What stands around the places of a report, for each claim.

By where a place stands (in the quote, in its sentence, before it, after it, in the headline), how it is said, how much the report is about
it, what lies in what, and where the claims beside it stand.
choosing.py weighs these; names of features are stored with its weights. No name of a place is a feature.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.extract.places import cues
from onrecord.extract.places.around import Around, Option, by_name, by_parent, fits, is_local, key_of, name_before, starting
from onrecord.extract.places.mention import PlaceMention
from onrecord.extract.text import paragraphs, sentences
from onrecord.knowledge.gazetteer.names import exact, without_type
from onrecord.knowledge.gazetteer.tables import Country, countries, namesakes
from onrecord.records import Span
from onrecord.vocab.event_types import EventType

Features = dict[str, float]

MOST_OPTIONS = 80  # places of one report that are weighed for a claim; a longer report keeps its most named ones
# Mentions and code points on either side of a quote that count as its sentence: no sentence of prose has so many, a table may.
MOST_NEAR = 100
FARTHEST = 5000
FAR_CLAIMS = 12  # claims before or after one that are asked for their places
LIKE = 0.2
MOST_ALIKE = 8  # mentions of a place whose sentences are compared with a quote
NEAR_WORDS = 200  # code points of a sentence before its quote, and after it, whose words are looked at
STEM = 5  # letters of a word that are compared
_WORD = re.compile(r"[^\W\d_]+")
_LONGER = re.compile(r"\b(?:\d+|[a-z]{4,})")

_CAPITAL = re.compile(r"\b(?:North |South |West |East |Saudi |Sri |Sierra |Central |Costa |Puerto )?[A-Z]\w{2,}")
_WORD_BEFORE = re.compile(r"(\w+)\W{1,2}$")
_WORDS_AFTER = re.compile(r"\W{1,2}(\w+)")
GENERIC = re.compile(
    r"\b(?:the|that|this|said) (?:\w+ )?(" + "|".join(sorted(cues.GENERIC, key=len, reverse=True)) + r")\b|\b(there|here)\b", re.IGNORECASE
)
_DATELINE = re.compile(r"^\W{0,3}[A-Z][\w .,'’\-/()]{2,60}?(?: [-–—:] |\((?:AP|AFP|Reuters|dpa|Xinhua|IRIN|TASS|UPI|[A-Z]{2,8})\))")
_SPEECH_TAIL = re.compile(r"\b(?:said|told|says|speaking|reporters?|interview|statement|office|telephone)\b[^.;]{0,40}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFrame:
    """What is known of a claim before its place is chosen. hint: words that the reader marked as its place."""

    quote: Span
    type: EventType | None = None
    hint: Span | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """The claims of a report with the options in their quotes, by number: all, the local ones, and in how many quotes each stands."""

    frames: Sequence[ClaimFrame]
    held: Sequence[set[int]]
    local: Sequence[set[int]]
    often: Counter[int]


class ReportPlaces:
    """The places of one report as options for its claims. Made once for a report; a claim then costs time linear in its own words and in
    the options."""

    def __init__(self, text: str, mentions: Sequence[PlaceMention], title: str | None = None) -> None:
        self.text, self.mentions, self.title = text, sorted(mentions, key=lambda m: m.start), (title or "").casefold()
        self.sentences = sentences(text)
        self.starts = [s.start for s in self.sentences]
        self.paragraphs = [p.start for p in paragraphs(text)]
        groups = by_name(self.mentions)
        self.options = [Option(_usual(ms), tuple(ms)) for ms in groups.values()]
        local = [o for o in self.options if is_local(o.best)]
        self.most = max((len(o.mentions) for o in self.options), default=1)
        self.most_local = max((len(o.mentions) for o in local), default=1)
        self.first_local = local[0] if local else None
        self.home = self._main_country()
        self.local = [m for m in self.mentions if is_local(m)]
        self.prepared = [m for m in self.local if self._word_before(m) in _EVENT_WORDS]
        self._kinds: dict[tuple[frozenset[str], bool], list[PlaceMention]] = {}
        self._manners: dict[int, tuple[str, ...]] = {}  # by the mention's offset
        self._arounds: dict[Span, Around] = {}
        self._bags: dict[Span, frozenset[str]] = {}
        self._told: dict[str, list[tuple[int, frozenset[str], float]]] = {}
        self.longest = max((m.end - m.start for m in self.mentions), default=0)
        self.lead_end = self.sentences[0].end if self.sentences else 0
        dateline = _DATELINE.match(text[:120])
        self.dateline_end = dateline.end() if dateline else 0
        adjectives = self._adjectives()
        self.options += [Option(ms[0].name, tuple(ms), adjective=True) for key, ms in adjectives.items() if key not in groups]
        self.spoken = {key: [m.start for m in ms] for key, ms in adjectives.items()}
        if len(self.options) > MOST_OPTIONS:
            self.options = sorted(self.options, key=lambda o: -len(o.mentions))[:MOST_OPTIONS]
        self.numbers = {o.key: n for n, o in enumerate(self.options)}
        self.parents = {exact(p) for m in self.mentions for p in m.parents}
        countries_named = Counter(m.country for m in self.mentions if m.country)
        self.most_named = countries_named.most_common(1)[0][0] if countries_named else None

    def scene(self, frames: Sequence[ClaimFrame]) -> Scene:
        """Which options stand in the quotes of the claims; worked out once for all of them."""
        held = [self._held(self._around(f.quote)) for f in frames]
        local = [{n for n in h if is_local(self.options[n].best)} for h in held]
        return Scene(frames, held, local, Counter(n for h in held for n in h))

    def rows(self, scene: Scene, first: int = 0, last: int | None = None) -> list[list[Features]]:
        """For each of the scene's claims [first:last] a row of features for each option, and last one for no place."""
        made = []
        for k in range(first, min(len(scene.frames), last) if last is not None else len(scene.frames)):
            frame = scene.frames[k]
            around = self._around(frame.quote)
            rows = [self._features(o, around) for o in self.options]
            likest = max((r.get("alike", 0.0) for r, o in zip(rows, self.options, strict=True) if is_local(o.best)), default=0.0)
            if likest >= LIKE:
                self._mark(rows, {n for n, r in enumerate(rows) if r.get("alike", 0.0) == likest}, "alike:most")
            self._family(rows, around)
            self._neighbours(rows, k, scene)
            rows.append(self._no_place(around))
            if frame.type:
                for row in rows:
                    for kind in ("country", "adjective", "capital", "none"):
                        if f"kind:{kind}" in row:
                            row[f"{frame.type}:{'country' if kind == 'adjective' else kind}"] = 1.0
            made.append(rows)
        return made

    def about(self, frame: ClaimFrame) -> Features:
        """What is said of the claim itself, whatever its place: its type, where it stands, words of its quote that speak of places."""
        around = self._around(frame.quote)
        local = sum(is_local(m) for m in around.inside)
        f: Features = {f"type:{frame.type}": 1.0} if frame.type else {}
        f[f"inside:{min(local, 3)}"] = 1.0
        f["inside:country"] = float(any(m.kind == "country" for m in around.inside))
        f["near:local"] = float(any(is_local(m) for m in around.near))
        f[f"sentence:{min(around.here, 4)}"] = 1.0
        f["far"] = around.here / max(len(self.sentences), 1)
        f["long"] = min(len(frame.quote), 400) / 200
        f["options"] = math.log1p(len(self.options)) / 3
        f["generic"] = float(around.generic)
        for word in _WORD.findall(self.text[frame.quote.start : min(frame.quote.end, frame.quote.start + FARTHEST)]):
            if not word[:1].isupper():
                f[f"word:{word}"] = 1.0
        for start, end in ((around.start, frame.quote.start), (frame.quote.end, around.end)):
            for word in _WORD.findall(self.text[max(start, end - NEAR_WORDS) : end] if start < end else ""):
                if not word[:1].isupper():
                    f[f"near:{word}"] = 1.0
        return f

    def _no_place(self, around: Around) -> Features:
        inside = around.inside
        return {
            "none": 1.0,
            "kind:none": 1.0,
            "none:quote-empty": float(not inside),
            "none:quote-local": float(any(is_local(m) for m in inside)),
            "none:no-local": float(around.latest is None),
        }

    def _held(self, around: Around) -> set[int]:
        """Numbers of the options that stand in the quote."""
        return {self.numbers[key] for key in around.inside_by_name if key in self.numbers}

    def _family(self, rows: Sequence[Features], around: Around) -> None:
        """Places that lie in one that the quote, or its sentence, names: a headline's province is often the town that comes later."""
        quote, held = around.quote, self._held(around)
        for where, mentions in (("quote", around.inside), ("sentence", around.near)):
            above = {exact(without_type(m.name)) for m in mentions if m.kind != "country"}
            children = [n for n, o in enumerate(self.options) if o.above & above and n not in held]
            if not children:
                continue
            most = max(len(self.options[n].mentions) for n in children)
            later = [n for n in children if self.options[n].mentions[-1].start >= quote.end]
            following = min(later, key=lambda n: self._after(n, quote.end), default=None)
            for n in children:
                row, kind = rows[n], self.options[n].rank
                row[f"{where}:child"] = row[f"{where}:child:{kind}"] = 1.0
                if len(children) == 1:
                    row[f"{where}:only-child"] = 1.0
                if len(self.options[n].mentions) == most:
                    row[f"{where}:most-named-child"] = 1.0
                if n == following:
                    row[f"{where}:next-child"] = 1.0

    def _after(self, number: int, offset: int) -> int:
        mentions = self.options[number].mentions
        at = bisect_left(mentions, offset, key=lambda m: m.start)
        return mentions[at].start if at < len(mentions) else len(self.text)

    def _neighbours(self, rows: Sequence[Features], k: int, scene: Scene) -> None:
        """Places in the quotes of the claims around this one."""
        frames, held, local = scene.frames, scene.held, scene.local
        here = frames[k]
        for n, count in scene.often.items():
            others = count - (n in held[k])
            if others:
                rows[n]["other-quotes"] = others / max(len(frames) - 1, 1)
        for name, step in (("previous", -1), ("next", 1)):
            if not 0 <= k + step < len(frames):
                continue
            self._mark(rows, held[k + step], f"{name}:quote")
            self._mark(
                rows, {self.numbers[x] for x in self._around(frames[k + step].quote).near_by_name if x in self.numbers}, f"{name}:near"
            )
            placed = next((j for j in _others(k, step, len(frames)) if local[j]), None)
            if placed is not None:
                self._mark(rows, local[placed], f"{name}:placed")
                if here.type and frames[placed].type == here.type:
                    self._mark(rows, local[placed], f"{name}:placed:same-type")
            alike = next((j for j in _others(k, step, len(frames)) if local[j] and here.type and frames[j].type == here.type), None)
            if alike is not None:
                self._mark(rows, local[alike], f"{name}:alike")

    @staticmethod
    def _mark(rows: Sequence[Features], numbers: set[int], name: str) -> None:
        for n in numbers:
            rows[n][name] = 1.0

    def _around(self, quote: Span) -> Around:
        if quote in self._arounds:
            return self._arounds[quote]
        here = self.sentence(quote.start)
        last = self.sentence(max(quote.start, quote.end - 1))
        start = max(self.sentences[here].start if self.sentences else 0, quote.start - FARTHEST)
        end = min(self.sentences[last].end if self.sentences else len(self.text), quote.end + FARTHEST)
        left = starting(self.mentions, start, min(end, quote.start))
        right = starting(self.mentions, max(start, quote.end), end)
        inside, near = starting(self.mentions, quote.start, quote.end), (*left[-MOST_NEAR:], *right[:MOST_NEAR])
        said = self._generic_kinds(quote.start, quote.end)
        kinds = said or self._generic_kinds(start, end)
        made = self._arounds[quote] = Around(
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
            start=start,
            end=end,
            latest=name_before(self.local, quote.start),
            latest_event=name_before(self.prepared, quote.start),
            fitting=name_before(self.fitting(kinds, local=True), quote.start) if kinds else None,
            generic=bool(said),
        )
        return made

    def fitting(self, kinds: set[str], *, local: bool) -> list[PlaceMention]:
        key = frozenset(kinds), local
        if key not in self._kinds:
            self._kinds[key] = [m for m in (self.local if local else self.mentions) if fits(m, kinds)]
        return self._kinds[key]

    def _features(self, option: Option, around: Around) -> Features:  # noqa: PLR0915 - a flat list of features reads better than its parts
        quote, inside, near, name = around.quote, around.inside, around.near, option.key
        f: Features = {}
        best, rank = option.best, option.rank
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
        if self.title and option.name.casefold() in self.title:
            f[f"title:{rank}"] = 1.0
            f["title"] = 1.0
        if best.start < self.dateline_end and len(option.mentions) == 1:
            f["dateline-only"] = 1.0
        if option is self.options[0]:
            f["first"] = 1.0
        if best.start < self.lead_end:
            f["lead"] = f[f"lead:{rank}"] = 1.0
        if best.kind == "country":
            spoken = self.spoken.get(name, [])
            if _within(spoken, quote.start, quote.end):
                f["spoken:quote"] = 1.0
            elif _within(spoken, around.start, around.end):
                f["spoken:sentence"] = 1.0
        if best.precision >= 5 and best.kind != "country":
            f["vague"] = 1.0
        alike = self._alike(option, around)
        if alike:
            f["alike"] = f[f"alike:{rank}"] = alike
        if exact(option.name) in self.parents:
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

    def _alike(self, option: Option, around: Around) -> float:
        """How much the quote's words are those of a sentence elsewhere that names the place: a headline's happening told again. 0 to 1."""
        said = self._words(around.quote)
        if not said:
            return 0.0
        best, start, end = 0.0, around.start, around.end
        for at, other, root in self._sentences_of(option):
            if not start <= at < end:
                best = max(best, len(said & other) / root)
        return best / math.sqrt(len(said))

    def _sentences_of(self, option: Option) -> list[tuple[int, frozenset[str], float]]:
        """Where the first mentions of a place stand, with the words of their sentences and the root of their number."""
        if option.key not in self._told:
            made = self._told[option.key] = []
            for m in option.mentions[:MOST_ALIKE]:
                sentence = self.sentences[self.sentence(m.start)]
                words = self._words(Span(sentence.start, min(sentence.end, sentence.start + FARTHEST)))
                if words:
                    made.append((m.start, words, math.sqrt(len(words))))
        return self._told[option.key]

    def _words(self, span: Span) -> frozenset[str]:
        """Figures and longer words in lower case, cut to their stems' length."""
        if span not in self._bags:
            found = _LONGER.findall(self.text, span.start, min(span.end, span.start + FARTHEST))
            self._bags[span] = frozenset(w if w[0].isdigit() else w[:STEM] for w in found)
        return self._bags[span]

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
        found += [f"word={word}"] if _is_common(self.text[max(0, m.start - 30) : m.start], word) else []
        if after and after.group(1).islower() and "c" in namesakes().get(after.group(1), ""):
            found.append(f"then={after.group(1)}")
        return tuple(found)

    def _word_before(self, m: PlaceMention) -> str:
        before = _WORD_BEFORE.search(self.text[max(0, m.start - 30) : m.start])
        return before.group(1).lower() if before else ""

    def _elsewhere(self, f: Features, option: Option, around: Around, rank: str) -> None:
        m = option.before(around.quote.start)
        if m is None:
            f["after"] = 1.0
            on = self.sentence(option.best.start) - around.here
            f[f"on:{min(on, 4)}"] = f[f"on:{min(on, 4)}:{rank}"] = 1.0
            return
        following = self._after(self.numbers.get(option.key, 0), around.quote.end)
        if following < len(self.text):
            f[f"again:{min(self.sentence(following) - around.here, 4)}"] = 1.0
        back = around.here - self.sentence(m.start)
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

    def _adjectives(self) -> dict[str, list[PlaceMention]]:
        """Mentions of each country by an adjective or its people, by the option's key."""
        words, found = _country_words(), dict[str, list[PlaceMention]]()
        for m in _CAPITAL.finditer(self.text):
            country = words.get(exact(m.group()))
            if country:
                found.setdefault(key_of(country.name), []).append(
                    PlaceMention(
                        start=m.start(),
                        end=m.end(),
                        name=country.name,
                        kind="country",
                        precision=6,
                        country=country.code,
                        lat=country.lat,
                        lon=country.lon,
                    )
                )
        return found

    def sentence(self, offset: int) -> int:
        return max(0, bisect_right(self.starts, offset) - 1)

    def _generic_kinds(self, start: int, end: int) -> set[str]:
        kinds = set()
        for m in GENERIC.finditer(self.text, start, end):
            kinds.add(cues.GENERIC.get((m.group(1) or "").lower(), "") if m.group(1) else "city")
        return kinds


_EVENT_WORDS = cues.SURE_PREPOSITIONS | cues.PLACE_VERBS | {"of", "on"}


@cache
def _country_words() -> dict[str, Country]:
    return {exact(word): c for c in reversed(countries()) for word in (*c.adjectives, *c.people)}


def _others(k: int, step: int, count: int) -> range:
    """Numbers of the claims before (step -1) or after (step 1) claim k, nearest first; no farther than FAR_CLAIMS."""
    return range(k - 1, max(-1, k - 1 - FAR_CLAIMS), -1) if step < 0 else range(k + 1, min(count, k + 1 + FAR_CLAIMS))


def _is_common(before: str, word: str) -> bool:
    """Whether the word that ends the text before a place is an English word in lower case: names of places are no features."""
    return "c" in namesakes().get(word, "") and before.rstrip(" -\n\u00a0").endswith(word)


def _within(offsets: Sequence[int], start: int, end: int) -> bool:
    return bisect_left(offsets, end) > bisect_left(offsets, start)


def _usual(mentions: Sequence[PlaceMention]) -> str:
    """The name that most mentions of a place have; of several the first."""
    return Counter(m.name for m in mentions).most_common(1)[0][0]
