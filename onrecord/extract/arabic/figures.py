"""Figures in Arabic reports: how many, and of what, as ranges with their words."""

from __future__ import annotations

import itertools
import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from onrecord.extract.arabic.dates import find_times
from onrecord.extract.arabic.numbers import Count, Token, count_at, tokens
from onrecord.extract.arabic.text import Folded, fold
from onrecord.extract.figures.mentions import FigureMention
from onrecord.vocab.measures import Measure

_PARTICLES = ("وب", "ول", "فب", "و", "ف", "ب", "ل", "ك")
_END = frozenset(".!?")
_KIN = re.compile(r"(?:ابنا|بنات|اقارب|اشقا|اطفال|اخوت|افراد)\w{0,2}(?:ه|ها|هم)$")
_REACH = 40  # tokens in which a verb may stand from its number


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A figure; offsets count code points of the text. low None: open below; high None: open above; both None: see vague."""

    start: int
    end: int
    what: str
    low: float | None
    high: float | None
    approx: bool = False
    vague: str | None = None


@dataclass(slots=True)
class _Words:
    """figures.toml, folded: phrases as tuples of words, nouns by form."""

    before: list[tuple[tuple[str, ...], str]] = field(default_factory=list)
    after: list[tuple[tuple[str, ...], str]] = field(default_factory=list)
    vague: list[tuple[tuple[str, ...], str]] = field(default_factory=list)
    not_after: frozenset[str] = frozenset()
    not_before: frozenset[str] = frozenset()
    phrases: list[tuple[str, ...]] = field(default_factory=list)
    nouns: dict[str, str] = field(default_factory=dict)  # any form -> what it counts, or people and fighters
    singular: dict[str, str] = field(default_factory=dict)
    duals: dict[str, str] = field(default_factory=dict)
    verbs: dict[str, str] = field(default_factory=dict)
    part: frozenset[str] = frozenset()
    adverbs: frozenset[str] = frozenset()


VAGUE = {"dozens": 24, "hundreds": 200, "thousands": 2000, "millions": 2_000_000}  # the least that they say, as in the English layer
NEUTRAL = frozenset({"people", "fighters"})


@cache
def _words() -> _Words:
    data: dict[str, Any] = tomllib.loads((resources.files(__package__) / "figures.toml").read_text("utf-8"))
    words = _Words()
    for name in ("before", "after", "vague"):
        rows = [(tuple(fold(p).split()), kind) for kind, phrases in data[name].items() for p in phrases]
        setattr(words, name, sorted(rows, key=lambda r: -len(r[0])))
    words.not_after = frozenset(fold(w) for w in data["not_after"]["words"]) | frozenset(data["not_after"]["signs"])
    words.not_before = frozenset(fold(w) for w in data["not_before"]["words"])
    words.phrases = [tuple(fold(p).split()) for p in data["not_before"]["phrases"]]
    for kind, rows in (*data["count"].items(), *data["who"].items()):
        for row in rows:
            one, _, many = row.partition("|")
            broken = "!" in one
            one = fold(one.replace("!", "").strip())
            if " " in one:
                continue
            words.singular[one] = kind
            words.nouns.setdefault(one, kind)
            for form in many.split():
                words.nouns.setdefault(fold(form), kind)
            stem = one[:-1] + "ت" if one.endswith("ه") else one
            for end in ("ان", "ا") + (("ين", "ي") if broken or one.endswith("ه") else ()):
                if len(end) == 2 or one.endswith("ه"):
                    words.duals[stem + end] = kind
    for kind, verbs in data["verb"].items():
        for verb in verbs:
            words.verbs[fold(verb)] = kind
    words.part = frozenset(fold(w) for w in data["part"]["words"])
    words.adverbs = frozenset(fold(w) for w in data["adverbs"]["words"])
    for form in words.nouns:
        words.duals.pop(form, None)
    return words


@dataclass(slots=True)
class _Found:
    first: int  # tokens: from its own words, qualifiers included
    last: int
    start: int  # folded offsets
    end: int
    low: float | None
    high: float | None
    approx: bool = False
    vague: str | None = None
    noun: str | None = None
    what: str = ""


def find_counts(text: str, taken: list[tuple[int, int]] | None = None) -> list[Counted]:
    """Every count of an Arabic text, in order. taken: stretches of the text that are something else, such as dates."""
    folded = Folded.of(text)
    words = _words()
    toks = tokens(folded.text)
    busy = [(folded.folded(a), folded.folded(b)) for a, b in taken or ()]
    found: list[_Found] = []
    at = 0
    while at < len(toks):
        one = None if any(a <= toks[at].start < b for a, b in busy) else _at(toks, at, words)
        if one is None:
            at += 1
            continue
        found.append(one)
        at = max(one.last + 1, at + 1)
    found += _singles(toks, found, words)
    found.sort(key=lambda f: f.start)
    previous: _Found | None = None
    for one in found:
        one.what = _what(toks, one, previous, words)
        previous = one
    rows = []
    for one in found:
        start, end = folded.span(one.start, one.end, text)
        rows.append(Counted(start=start, end=end, what=one.what, low=one.low, high=one.high, approx=one.approx, vague=one.vague))
    return rows


def _heads(token: Token) -> list[Token]:
    """The token, and it without the particles that may be joined to it."""
    heads = [token]
    for particle in _PARTICLES:
        if token.text.startswith(particle) and len(token.text) > len(particle):
            heads.append(token.cut(len(particle)))
    return heads


def _phrase(toks: list[Token], at: int, head: Token, rows: list[tuple[tuple[str, ...], str]]) -> tuple[str, int] | None:
    for phrase, kind in rows:
        if head.text == phrase[0] and [t.text for t in toks[at + 1 : at + len(phrase)]] == list(phrase[1:]):
            return kind, at + len(phrase)
    return None


def _at(toks: list[Token], at: int, words: _Words) -> _Found | None:
    for head in _heads(toks[at]):
        limit = _phrase(toks, at, head, words.before)
        # "nayyif w-thalathun": the particle of the phrase is joined to the number.
        if head.text in ("نيف", "بضع", "بضعه") and at + 1 < len(toks) and toks[at + 1].text.startswith("و"):
            one = _number(toks, at + 1, toks[at + 1].cut(1), words)
            if one:
                one.start, one.high = head.start, None
                return one
        if limit:
            kind, next_ = limit
            for inner in _heads(toks[next_]) if next_ < len(toks) else ():
                one = _range(toks, next_, inner, words) or _number(toks, next_, inner, words)
                if one:
                    one.start, one.first = head.start, at
                    return _limited(one, kind)
            continue
        one = _range(toks, at, head, words) or _number(toks, at, head, words) or _dual(toks, at, head, words)
        if one:
            return one
    return None


def _limited(one: _Found, kind: str) -> _Found:
    if one.vague:
        return one
    if kind == "at_least":
        one.high = None
    elif kind == "at_most":
        one.low = None
    else:
        one.approx = True
    return one


def _range(toks: list[Token], at: int, head: Token, words: _Words) -> _Found | None:
    """ "between 20 and 30 thousand", "30 to 40"."""
    begins = at
    if head.text == "ما" and at + 1 < len(toks) and toks[at + 1].text == "بين":
        begins = at + 2
    elif head.text == "بين":
        begins = at + 1
    between = begins > at
    if begins >= len(toks):
        return None
    first = head if not between else toks[begins]
    low = count_at(toks, begins, first=first)
    if low is None or low.next >= len(toks):
        return None
    link = toks[low.next]
    if between and link.text.startswith("و") and len(link.text) > 1:
        high = count_at(toks, low.next, first=link.cut(1))
    elif link.text in ("الي", "حتي", "-", "او") and low.next + 1 < len(toks):
        high = count_at(toks, low.next + 1)
    elif not between:
        return None
    else:
        return None
    if high is None:
        return None
    a, b = low.value, high.value
    if a < b and b >= 1000 and a < 1000 and b / a > 100:  # "between 20 and 30 thousand"
        scale = next(s for s in (1_000_000, 1_000) if b >= s)
        a *= scale
    if a >= b:
        return None
    return _checked(toks, _Found(at, high.next - 1, head.start, high.end, a, b), words)


def _number(toks: list[Token], at: int, head: Token, words: _Words) -> _Found | None:
    vague = _phrase(toks, at, head, words.vague)
    if vague and not (at and count_at(toks, at - 1)):
        return _checked(toks, _Found(at, vague[1] - 1, head.start, toks[vague[1] - 1].end, None, None, vague=vague[0]), words)
    count = count_at(toks, at, first=head)
    if count is None or not _counts(toks, at, head, count, words):
        return None
    one = _Found(at, count.next - 1, head.start, count.end, count.value, count.value)
    return _checked(toks, one, words)


def _counts(toks: list[Token], at: int, head: Token, count: Count, words: _Words) -> bool:
    before = toks[at - 1].text if at else ""
    after = toks[count.next].text if count.next < len(toks) else ""
    if count.value == 0 or (count.value == 1 and before.removeprefix("ال") not in words.singular):
        return False
    if any(form in words.not_after for form in _forms(before)) or (after in ("+", "/") or before in ("+", "/", ".")):
        return False
    if re.match(r"ال(?:اول|ثاني|ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع|حادي|عاشر)", before):
        return False  # the "ten" of an ordinal
    if not count.digits and count.value < 10 and head.text[-1] != "ه" and after.startswith("ال"):
        return False  # "a fifth of the people"
    if count.digits and count.next == at + 1:
        listed = _noun(toks, count.next, words)
        named = before.startswith("ال") and before not in ("الي", "الا") and listed is None and not (after == "من" or _harm(before, words))
        quoted = after == '"' and at >= 2 and toks[at - 2].text == '"'
        latin = before.isascii() and before.isalpha()
        called = (
            at >= 2 and toks[at - 2].text in words.not_after and toks[at - 2].text not in ("قبل", "منذ", "يوم", "عام") and listed is None
        )
        if named or quoted or latin or called:
            return False
    return True


def _forms(word: str) -> list[str]:
    """The word, without a joined preposition, and with the article that li- has swallowed: lil-mada, bi-raqm."""
    forms = [word]
    if len(word) > 3:
        forms += [word[1:]] if word[0] in "بلوف" else []
        forms += ["ال" + word[2:]] if word.startswith("لل") else []
    return forms


def _dual(toks: list[Token], at: int, head: Token, words: _Words) -> _Found | None:
    kind = words.duals.get(head.text)
    if kind is None:
        return None
    one = _Found(at, at, head.start, head.end, 2.0, 2.0, noun=kind)
    return one


def _checked(toks: list[Token], one: _Found, words: _Words) -> _Found | None:
    """The number with what limits it after it; None where it measures, dates or pays something."""
    at = one.last + 1
    for phrase in words.phrases:
        if tuple(t.text for t in toks[at : at + len(phrase)]) == phrase:
            return None
    if at < len(toks) and toks[at].text in words.not_before:
        return None
    one.noun = _noun(toks, at, words)
    for ahead in (0, 1, 2):
        if any(t.text in _END or t.text == "," for t in toks[at : at + ahead]):
            break
        limit = _phrase(toks, at + ahead, toks[at + ahead], words.after) if at + ahead < len(toks) else None
        if limit:
            one.last, one.end = limit[1] - 1, toks[limit[1] - 1].end
            return _limited(one, limit[0])
    return one


def _noun(toks: list[Token], at: int, words: _Words) -> str | None:
    """What the noun after a number counts; None: no noun that is known."""
    among = at < len(toks) and toks[at].text == "من"
    at += among
    if at >= len(toks):
        return None
    word = toks[at].text
    for form in (word, word.removesuffix("ا"), *((word.removeprefix("ال"),) if among else ())):
        if form in words.nouns:
            return words.nouns[form]
    if re.fullmatch(r"\w{2,}(?:يا|يين|يون)", word) and word not in words.adverbs:
        return "people"  # "twelve Palestinians"
    return None


def _singles(toks: list[Token], found: list[_Found], words: _Words) -> list[_Found]:
    """One person beside others who are counted: "a soldier was killed and two were wounded"."""
    more = []
    for at, token in enumerate(toks):
        if any(f.first <= at <= f.last for f in found):
            continue
        before = toks[at - 1].text if at else ""
        head = token
        kind = words.singular.get(head.text)
        joined = token.text.startswith("و") and words.singular.get(token.text[1:])
        if joined and any(f.last == at - 1 and f.low == 2 for f in found):
            head, kind = token.cut(1), words.singular[token.text[1:]]
        elif (kind and not _harm(before, words)) or (
            kind and not any(at < f.first <= at + 5 and _next_harm(toks, at, f.first, words) for f in found)
        ):
            continue
        if kind in NEUTRAL:
            more.append(_Found(at, at, head.start, head.end, 1.0, 1.0, noun=kind))
    return more


def _harm(word: str, words: _Words) -> str | None:
    for particle in ("", *_PARTICLES):
        if word.startswith(particle) and (kind := words.verbs.get(word[len(particle) :])):
            return kind
    return None


def _next_harm(toks: list[Token], at: int, until: int, words: _Words) -> bool:
    return any(t.text.startswith("و") and _harm(t.text[1:], words) for t in toks[at + 1 : until])


def _what(toks: list[Token], one: _Found, previous: _Found | None, words: _Words) -> str:
    low = max(0, one.first - _REACH)
    before = list(range(one.first - 1, low - 1, -1))
    after = one.last + 1
    both = [t.text for t in toks[after : after + 5]]
    if any(a.removeprefix("ال") == "قتيل" and b.startswith("وجريح") for a, b in itertools.pairwise(both)):
        return "other"
    if one.noun in ("injured", "detained", "displaced") and any(_harm(toks[n].text, words) == "killed" for n in before[:1]):
        return "killed"
    if one.noun and one.noun not in NEUTRAL and one.noun != "other":
        return "people" if one.noun == "displaced" and any(_harm(toks[n].text, words) == "people" for n in before[:4]) else one.noun
    first = after + (after + 1 < len(toks) and toks[after].text == "من")
    families = first < len(toks) and re.sub("^ال", "", toks[first].text) in (fold("أسرة"), fold("أسر"), fold("عائلة"), fold("عائلات"))
    for n in range(after, min(after + 4, len(toks))):
        if toks[n].text in _END or (n > after and re.match(r"\d|و?,", toks[n].text)):
            break
        if toks[n].text.startswith("و"):
            break
        kind = words.verbs.get(toks[n].text)
        if kind in ("killed", "injured", "detained", "missing", "displaced") and re.search("(?:وا|ن|ت|هم)$", toks[n].text):
            return kind
    nearest = None
    for n in before:
        if toks[n].text in _END:
            break
        if previous and previous.first <= n <= previous.last:
            break
        if previous and n <= previous.last + 3 and (toks[n].text.startswith("ال") or toks[n].text in words.nouns):
            continue  # of whom the figure before is
        nearest = _harm(toks[n].text, words)
        if nearest:
            break
    if nearest == "missing" and _KIN.match(toks[after + 1].text if after + 1 < len(toks) else ""):
        return "killed"  # "he lost three of his sons"
    part = bool(before) and toks[before[0]].text in words.part
    case = part and after - 1 < len(toks) and toks[one.last].text.startswith("حال")
    if one.noun == "other" and not case and not (families and nearest in ("displaced", "people")):
        return "other"
    if nearest:
        return nearest
    same = previous is not None and not any(toks[n].text in _END for n in range(previous.last + 1, one.first))
    if same and previous is not None and (one.noun is None or case or (one.noun in NEUTRAL and previous.what != "other")):
        return previous.what
    for n in range(after, min(after + 14, len(toks))):
        if toks[n].text in _END or one.noun == "fighters":
            break
        kind = _harm(toks[n].text, words)
        if kind and kind not in ("people", "fighters"):
            return kind
    return one.noun or "other"


_MEASURE = {"detained": Measure.ARRESTED, "people": Measure.OTHER}
_SOME_DAY = "2024-06-15"  # days and months are told from counts whatever the year is


def find_figures(text: str) -> list[FigureMention]:
    """Every count of an Arabic text as the layer of figures gives them; what is a time is no count."""
    times = [(t.start, t.end) for t in find_times(text, _SOME_DAY)]
    return [
        FigureMention(
            start=c.start,
            end=c.end,
            what=_MEASURE.get(c.what) or Measure(c.what),
            low=_whole(VAGUE[c.vague] if c.vague else c.low),
            high=_whole(c.high),
            approx=c.approx,
            vague=c.vague,
        )
        for c in find_counts(text, times)
    ]


def _whole(number: float | None) -> int | float | None:
    return int(number) if number is not None and number == int(number) else number
