"""The date rules of a language: found first, read second.

A rule of `dates.toml` is a pattern with slots and the name of a reading (readings.py); the longest match that begins first wins, of
equal ones the rule that stands first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from onrecord.extract.languages.numbers import Numbers, numbers
from onrecord.extract.languages.words import Letters, Plain, Table, compile_pattern, letters, make_table, plain_pattern, taken
from onrecord.vocab.load import table

_YEAR = r"(?:1[5-9]|20)\d\d"
_SENTENCE = re.compile(r"[.!?…؟。]\s|\n|^")


@dataclass(frozen=True, slots=True)
class Rule:
    pattern: re.Pattern[str]
    reads: str
    given: Mapping[str, Any]
    behind: re.Pattern[str] | None = None  # words that have to stand before it, next to it
    not_behind: re.Pattern[str] | None = None

    def finds(self, text: str) -> Iterator[re.Match[str]]:
        """What the rule finds, where the words before it are as it asks."""
        for found in self.pattern.finditer(text):
            before = text[max(0, found.start() - 60) : found.start()]
            kept = not self.behind or self.behind.search(before)
            if kept and found.end() > found.start() and not (self.not_behind and self.not_behind.search(before)):
                yield found


def rules_of(given: Mapping[str, Any], slots: Mapping[str, str], alphabet: Letters, where: str) -> tuple[Rule, ...]:
    """The rules of a file. Raises VocabularyError for one that is not in its form."""
    made = []
    for row in given["rules"]:
        beside = [
            re.compile(rf"(?<!\w)(?:{plain_pattern(row[name], alphabet)})$") if name in row else None for name in ("behind", "not_behind")
        ]
        for pattern in [row["pattern"]] if isinstance(row["pattern"], str) else row["pattern"]:
            made.append(Rule(compile_pattern(pattern, slots, given.get("macros", {}), alphabet, where), row["reads"], row, *beside))
    return tuple(made)


@dataclass(frozen=True, slots=True)
class Hit:
    """Words that a rule found. parts: what each slot took, in plain letters; at: where each stands in the plain text."""

    start: int
    end: int
    rule: Rule
    parts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Grammar:
    language: str
    letters: Letters
    numbers: Numbers
    tables: Mapping[str, Table]
    rules: tuple[Rule, ...]
    lower: frozenset[str]  # tables whose words are written small but at the beginning of a sentence
    future: re.Pattern[str] | None
    past: re.Pattern[str] | None
    since: re.Pattern[str] | None
    since_inside: bool
    day_time: re.Pattern[str] | None
    time_day: re.Pattern[str] | None
    settings: Mapping[str, Any]

    def find(self, plain: Plain) -> list[Hit]:
        """Hits in order, none overlapping; those that are no time at all are among them, since they keep others out."""
        hits = []
        for order, rule in enumerate(self.rules):
            for found in rule.finds(plain.text):
                if self._written_so(found, rule, plain):
                    parts = {name: plain.text[a:b] for name, (a, b) in taken(found).items()}
                    hits.append((found.start(), -found.end(), order, Hit(found.start(), found.end(), rule, parts)))
        kept: list[Hit] = []
        for _, _, _, hit in sorted(hits, key=lambda h: h[:3]):
            if not kept or hit.start >= kept[-1].end:
                kept.append(hit)
        return kept

    def _written_so(self, found: re.Match[str], rule: Rule, plain: Plain) -> bool:
        if rule.given.get("cased"):
            return any(c.isupper() for c in plain.whole[plain.at[found.start()] : plain.at[found.end() - 1] + 1])
        for name, (start, _) in taken(found).items():
            if name.rstrip("0123456789") in self.lower:
                capital = plain.whole[plain.at[start]].isupper()
                if capital and not (start == found.start() and begins_sentence(plain.text, start)):
                    return False
        return True

    def value(self, name: str, words: str) -> str:
        return self.tables[name.rstrip("0123456789")].value(words)


def begins_sentence(text: str, place: int) -> bool:
    """Whether nothing but quotation marks or brackets stands between this place and the beginning of its sentence."""
    before = text[max(0, place - 4) : place].rstrip(" \u00a0\u202f\"'«»“”„(—–-*")
    return not before or before[-1] in ".!?:…\n؟;"


@cache
def grammar(language: str) -> Grammar:
    """Raises VocabularyError for rules that are not in their form."""
    given, alphabet, where = table("dates", language), letters(language), f"words/{language}/dates.toml"
    tables = {name: make_table(entries, alphabet) for name, entries in given["tables"].items()}
    nums = numbers(language)
    slots = {
        "day": r"(?:3[01]|[12]\d|0?[1-9])(?!\d)" + given.get("day_ending", ""),
        "year": _YEAR + r"(?!\d)",
        "yy": r"\d\d(?!\d)",
        "mm": r"(?:1[0-2]|0?[1-9])(?!\d)",
        "n": nums.pattern,
        "hour": r"(?:2[0-4]|1\d|0?\d)(?!\d)",
        "minute": r"[0-5]\d(?!\d)",
        "roman": r"[ivxlc]+",
    } | {name: one.pattern for name, one in tables.items()}
    if "prefix" in slots:
        slots["prefixes"] = f"(?:{slots['prefix']})+"  # a number within a word: "fourteen-day" as one
    rules = rules_of(given, slots, alphabet, where)

    def optional(name: str, how: str) -> re.Pattern[str] | None:
        text = given.get("around", {}).get(name)
        return re.compile(how.format(plain_pattern(text, alphabet))) if text else None

    return Grammar(
        language=language,
        letters=alphabet,
        numbers=nums,
        tables=tables,
        rules=rules,
        lower=frozenset(given.get("lower", ())),
        future=optional("future", r"(?<!\w)(?:{})(?!\w)"),
        past=optional("past", r"(?<!\w)(?:{})(?!\w)"),
        since=optional("since", r"(?<!\w)(?:{})$"),
        since_inside=bool(given.get("around", {}).get("since_inside")),
        day_time=optional("day_time", r"(?:{})"),
        time_day=optional("time_day", r"(?:{})"),
        settings=given.get("settings", {}),
    )
