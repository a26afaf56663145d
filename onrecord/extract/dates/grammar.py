"""Finds the stretches of a text that are time expressions, with their parts; says nothing yet of what day they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from onrecord.extract.dates.lexicon import Element, Lexicon, Node, Rule, Value

# A place where an expression may begin: a run of letters, a run of digits, an apostrophe before two digits ('98).
_TRIGGER = re.compile(r"[^\W\d_]+|\d+|['’](?=\d\d)")
_GAP = re.compile(r"[^\S\n]{1,2}(?:\n[^\S\n]?)?|\n(?!\s)|-")
_COMMA = re.compile(r"[^\S\n]?,")
_LAST_WORD = re.compile(r"([\w’']+\.?|[-–(])[\s\-–]{0,2}$")
_ARTICLE = re.compile(r"\b[Tt]he\s$")

# What shows that a bare 1987 counts something or names something, and is no year.
_COUNTS_BEFORE = re.compile(
    r"(?i)(?:[$€£#]|\b(?:no\.?|number|about|some|over|nearly|almost|than|least|resolution|flight|order|article|of\s+about|total\s+of)\s)$"
)
_COUNTS_AFTER = re.compile(
    r"(?i)\s?(?:%|km\b|kilomet|met(?:er|re)s|miles|dollars|people|men\b|women|troops|soldiers|fighters|civilians|"
    r"families|dead|killed|wounded|injured|hours|[a-z]{3,}(?:ists|ants|ers|ees|ians)\b)"
)
_YEARS = re.compile(r"1[5-9]\d\d[-–](?:1[5-9]|20)\d\d(?!\d)")  # "1861-1865" needs no preposition
_WEAK_LEADS = frozenset("and or of to the for about around than as".split())
_VERB_AFTER = re.compile(r"\s(?:[a-z]+ed|were|was|had|have|in|by|on|at)\b")  # "and 1713 rescued"
_LINE_START = re.compile(r"(?:\A|\n)[ \t]{0,4}(?:[-•*–][ \t])?$")
_ENTRY = re.compile(r"[ \t]*(?:\n|$|[-–—:|][ \t]|[ \t][\"“‘(A-Z\d])")
_ON_THE = re.compile(r"\b(?:on|of|in|for|during)\sthe\s$")
_CLAUSE_END = re.compile(r"\s?(?:[.,;:)\]]|$|\s(?:at|to|and|with|but)\b)")

# "the 4th" is a day only where no "Division" or "floor" follows.
_ORDINAL_ALONE = re.compile(
    r"\s?(?:[.,;:)\]]|$|\s(?:and|to|at|when|after|before|by|but|or|until|that|he|she|they|we|it)\b|(?:and|to|at|when|until)\b)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A time expression and its parts, by the name of their class in lower case. `words` are the parts as printed."""

    start: int
    end: int
    kind: str
    parts: dict[str, Value] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)


def find(text: str, lexicon: Lexicon) -> Iterator[Found]:
    """Time expressions in order, none overlapping: at each place the longest form, then the earlier rule."""
    after = 0
    for trigger in _TRIGGER.finditer(text):
        start = trigger.start()
        if start < after or (start and (text[start - 1].isalnum() or text[start - 1] == "_")):
            continue
        found = _longest(text, start, _key(trigger.group()), lexicon)
        if found and found.end > after:
            after = found.end
            yield found


def _key(word: str) -> str:
    if word[0].isdigit():
        return "#"
    return "'" if word in "'’" else word.lower()


def _longest(text: str, start: int, key: str, lexicon: Lexicon) -> Found | None:
    best: tuple[int, Rule, tuple[tuple[Element, str], ...]] | None = None
    # Depth is bounded by the longest form, so the work at one place does not grow with the text.
    stack: list[tuple[int, Element, Node, tuple[tuple[Element, str], ...]]]
    stack = [(start, e, n, ()) for e, n in lexicon.root.by_key.get(key, ())]
    while stack:
        at, element, node, path = stack.pop()
        match = element.regex.match(text, at)
        if not match:
            continue
        end, path = match.end(), (*path, (element, match.group()))
        for rule in node.rules:
            if (best is None or end > best[0] or (end == best[0] and rule.number < best[1].number)) and _allowed(text, start, end, rule):
                best = (end, rule, path)
        if node.children:
            comma = _COMMA.match(text, end) if element.comma else None
            gap = _GAP.match(text, comma.end() if comma else end)
            ahead = _TRIGGER.match(text, gap.end()) if gap else None
            if ahead:
                stack += [(ahead.start(), e, n, path) for e, n in node.by_key.get(_key(ahead.group()), ())]
    if best is None:
        return None
    end, rule, path = best
    if rule.the and _ARTICLE.search(text, max(0, start - 5), start):
        start -= 4
    parts = {e.name: e.value(w) for e, w in path if e.name} | rule.fixed
    return Found(start=start, end=end, kind=rule.kind, parts=parts, words={e.name: w for e, w in path if e.name})


def begins_line(text: str, start: int) -> bool:
    """Whether a place is the first of its line, but for a bullet."""
    return _LINE_START.search(text, max(0, start - 8), start) is not None


def _allowed(text: str, start: int, end: int, rule: Rule) -> bool:
    before = None
    if rule.needs and not _YEARS.match(text, start):
        before = _LAST_WORD.search(text[max(0, start - 24) : start])
        if not before or before.group(1).lower() not in rule.needs:
            return False
    if rule.guard == "clause_end":
        return _ON_THE.search(text, max(0, start - 12), start) is not None and _CLAUSE_END.match(text, end) is not None
    if rule.guard == "alone":
        return _CLAUSE_END.match(text, end) is not None
    if rule.guard == "line_start":
        return begins_line(text, start) and _ENTRY.match(text, end) is not None
    if rule.guard == "bare_ordinal":
        return _ORDINAL_ALONE.match(text, end) is not None
    if rule.guard == "bare_year" or (rule.needs and text[start:end].isdigit()):
        if before and before.group(1).lower() in _WEAK_LEADS and _VERB_AFTER.match(text, end):
            return False
        return not (_COUNTS_BEFORE.search(text[max(0, start - 16) : start]) or _COUNTS_AFTER.match(text, end))
    return True
