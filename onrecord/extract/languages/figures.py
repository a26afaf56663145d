"""The figures layer for a language with lists of its own: what is counted, by rules and word lists."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from onrecord.extract.figures.mentions import FigureMention
from onrecord.extract.languages.grammar import Hit, Rule, begins_sentence, grammar, rules_of
from onrecord.extract.languages.numbers import Numbers, numbers
from onrecord.extract.languages.words import Plain, Table, letters, make_table, plain_pattern, taken
from onrecord.vocab.load import table
from onrecord.vocab.measures import Measure

VAGUE = {"dozens": 24, "hundreds": 200, "thousands": 2000, "millions": 2_000_000}
"""The least that a vague plural says; as in the English layer."""

_CLAUSE = re.compile(r"[.;:!?؟؛\n]")
_NEAR = 40  # characters behind a number in which what it counts is named


@dataclass(frozen=True, slots=True)
class Counting:
    numbers: Numbers
    tables: Mapping[str, Table]
    rules: tuple[Rule, ...]
    counts: tuple[tuple[Measure, re.Pattern[str]], ...]  # nouns behind the number
    verbs: tuple[tuple[Measure, re.Pattern[str]], ...]  # words of the clause
    one_after: re.Pattern[str] | None
    one_near: re.Pattern[str] | None
    ones: frozenset[str]
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    numbered: bool


@cache
def counting(language: str) -> Counting:
    """Raises VocabularyError for rules that are not in their form."""
    given: Mapping[str, Any] = table("numbers", language)
    alphabet, nums, where = letters(language), numbers(language), f"words/{language}/numbers.toml"
    names = ("min", "max", "approx", "min_after", "max_after", "approx_after", "vague", "round", "pair", "couple", *given.get("lists", {}))
    lists = {**given, **given.get("lists", {})}
    tables = {}
    for name in names:
        entries = lists.get(name)
        if entries is not None:
            tables[name] = make_table(entries if isinstance(entries, dict) else {name: entries}, alphabet)
    slots = {"n": nums.pattern} | {name: one.pattern for name, one in tables.items()}
    rules = rules_of(given, slots, alphabet, where)

    def pattern(text: str | None, how: str) -> re.Pattern[str] | None:
        return re.compile(how.format(plain_pattern(text, alphabet))) if text else None

    def measures(name: str) -> tuple[tuple[Measure, re.Pattern[str]], ...]:
        rows = given.get(name, {})
        return tuple((Measure(what), re.compile(rf"(?<!\w)(?:{plain_pattern(text, alphabet)})(?!\w)")) for what, text in rows.items())

    one, no = given.get("one", {}), given.get("no_figure", {})
    return Counting(
        numbers=nums,
        tables=tables,
        rules=rules,
        counts=measures("counts"),
        verbs=measures("verbs"),
        one_after=pattern(one.get("after"), r"[^\S\n]*(?:{})(?!\w)"),
        one_near=pattern(one.get("near"), r"(?<!\w)(?:{})(?!\w)"),
        ones=frozenset(alphabet.word(w) for w in one.get("words", "").split()),
        before=pattern(no.get("before"), r"(?<!\w)(?:{})$"),
        after=pattern(no.get("after"), r"(?:{})"),
        numbered=bool(no.get("numbered_names", True)),
    )


def find_figures(text: str, language: str) -> list[FigureMention]:
    """Every count in a text, in order; see onrecord.extract.figures.find_figures. language: one of languages()."""
    if language == "ar":
        from onrecord.extract.arabic.figures import find_figures as arabic

        return arabic(text)
    c, g = counting(language), grammar(language)
    plain = g.letters.plain(text)
    times = [(h.start, h.end) for h in g.find(plain) if h.rule.given.get("figures") is not True]
    hits = []
    for order, rule in enumerate(c.rules):
        for found in rule.finds(plain.text):
            spans = taken(found)
            parts = {name: plain.text[a:b] for name, (a, b) in spans.items()}
            at = min((spans[k][0] for k in parts if k in ("n", "round", "vague", "pair", "couple")), default=found.start())
            hits.append((found.start(), -found.end(), order, at, Hit(found.start(), found.end(), rule, parts)))
    mentions: list[FigureMention] = []
    end = 0
    for start, _, _, core, hit in sorted(hits, key=lambda h: h[:3]):
        if start < end or (any(a < hit.end and core < b for a, b in times) and hit.rule.reads != "not"):
            continue
        if hit.rule.reads == "not":
            end = hit.end
            continue
        mention = _mention(hit, core, plain, c, list(mentions))
        if mention:
            mentions.append(mention)
            end = hit.end
    return mentions


def _mention(hit: Hit, core: int, plain: Plain, c: Counting, before: list[FigureMention]) -> FigureMention | None:
    text = plain.text
    if c.before and c.before.search(text[max(0, core - 40) : core]):
        return None
    if c.after and c.after.match(text, hit.end):
        return None
    if text[core].isdigit() and (_joined_to_name(text, core) or (c.numbered and _after_name(plain, core, hit.end))):
        return None
    bounds = _bounds(hit, c)
    if bounds is None:
        return None
    low, high, approx, vague = bounds
    if hit.parts.get("n", "").strip() in c.ones and len(hit.parts) == 1 and low == high == 1 and not _is_one(text, hit, c):
        return None
    what, of = _what(text, hit, c)
    begin, stop = plain.span(hit.start, hit.end)
    named = plain.whole[plain.at[of[0]] : plain.at[of[1] - 1] + 1] if of else None
    return FigureMention(start=begin, end=stop, what=what, low=_whole(low), high=_whole(high), of=named, approx=approx, vague=vague)


def _whole(value: float | None) -> int | float | None:
    return int(value) if value is not None and value == int(value) else value


def _joined_to_name(text: str, core: int) -> bool:
    """ "S-300", "F-16": a number that hangs on letters."""
    return core > 1 and text[core - 1] in "-–." and text[core - 2].isalnum()


def _after_name(plain: Plain, core: int, end: int) -> bool:
    """ "Leopard 2", "Bataillon 36": a number behind a name, with no noun in small letters behind it."""
    word = re.search(r"([^\W\d_]+)[^\S\n]$", plain.text[max(0, core - 30) : core])
    if not word:
        return False
    at = core - len(word[0])
    letter = plain.whole[plain.at[at]]
    return letter.isupper() and not begins_sentence(plain.text, at)


def _is_one(text: str, hit: Hit, c: Counting) -> bool:
    """Whether "a" counts: a person to whom something is done in the same clause."""
    if not c.one_after or not c.one_after.match(text, hit.end):
        return False
    return not c.one_near or bool(c.one_near.search(text, *_clause(text, hit)))


def _clause(text: str, hit: Hit) -> tuple[int, int]:
    start = max((m.end() for m in _CLAUSE.finditer(text, max(0, hit.start - 300), hit.start)), default=max(0, hit.start - 300))
    stop = _CLAUSE.search(text, hit.end)
    return start, stop.start() if stop else len(text)


def _bounds(hit: Hit, c: Counting) -> tuple[float | None, float | None, bool, str | None] | None:
    parts = hit.parts
    approx = bool(hit.rule.given.get("approx")) or "approx" in parts or "approx_after" in parts
    if "vague" in parts:
        vague = c.tables["vague"].value(parts["vague"])
        return VAGUE.get(vague), None, False, vague
    first = _amount(hit, c, "")
    if first is None:
        return None
    second = _amount(hit, c, "2")
    if second is not None and hit.rule.given.get("sum"):  # "3 thousand 804"
        if first % 1000 or second >= 1000:
            return None
        first, second = first + second, None
    if second is not None:
        scale = next((s for s in (1e9, 1e6, 1e3, 1e2) if second >= s and not second % s and first < s and second / s >= first), None)
        if scale and first * scale <= second and re.search(r"[^\W\d_]", parts.get("n2", "")) and hit.rule.given.get("share_scale", True):
            first *= scale
        return (first, second, approx, None) if first < second else None
    if "min" in parts or "min_after" in parts or hit.rule.given.get("bound") == "min":
        return first, None, False, None
    if "max" in parts or "max_after" in parts or hit.rule.given.get("bound") == "max":
        return None, first, False, None
    return first, first, approx or ("round" in parts and not hit.rule.given.get("exact")), None


def _amount(hit: Hit, c: Counting, number: str) -> float | None:
    parts, amount = hit.parts, None
    if "n" + number in parts:
        amount = c.numbers.value(parts["n" + number])
        if amount is None:
            return None
    for name in ("round", "pair", "couple"):
        if name + number in parts:
            amount = (amount or 1.0) * float(c.tables[name].value(parts[name + number]))
    if amount is not None and not number:
        amount = amount * float(hit.rule.given.get("times", 1)) + float(hit.rule.given.get("plus", 0))
    return amount


def _what(text: str, hit: Hit, c: Counting) -> tuple[Measure, tuple[int, int] | None]:
    """What a number counts: the noun behind it, else the words of its clause."""
    start, stop = _clause(text, hit)
    near = min(stop, hit.end + _NEAR)
    nouns = [(found.start(), measure, found.span()) for measure, pattern in c.counts if (found := pattern.search(text, hit.end, near))]
    named = min(nouns, default=None)
    if named and named[1] not in (Measure.FIGHTERS, Measure.OTHER):
        return named[1], named[2]
    verbs = [(abs(found.start() - hit.end), measure) for measure, pattern in c.verbs for found in pattern.finditer(text, start, stop)]
    if verbs:
        return min(verbs)[1], named[2] if named else None
    return (named[1], named[2]) if named else (Measure.OTHER, None)
