"""What there is to know of a claim, whichever date it has: its type, its tense, its words, where it stands in the report."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.extract.dates.page import Frame, Page

_TENSES = (
    ("future", re.compile(r"(?i)\b(?:will|would|shall|to be|plans?|going to)\b|[’']ll\b")),
    ("been", re.compile(r"(?i)\b(?:has|have|[’']ve)\s(?:\w+\s)?been\b")),
    ("perfect", re.compile(r"(?i)\b(?:has|have)\b|[’']ve\b")),
    ("pluperfect", re.compile(r"(?i)\bhad\b")),
    ("present", re.compile(r"(?i)\b(?:is|are|remains?|continues?|hold|holds|controls?)\b")),
    (
        "past",
        re.compile(r"(?i)\b(?:was|were|\w+ed|took|fell|hit|left|broke|shot|fought|struck|fled|died|came|went|began|held|lost|seized)\b"),
    ),
)
_POINTS_BACK = re.compile(
    r"(?i)[\"“‘'(]*(?:the|it|its|they|their|he|she|those|these|this|that|another|other|both|one|two|three|four|most|some|all|none|no|"
    r"at least)\b"
)
# What is told of an earlier time takes no day from the sentence before.
_EARLIER = re.compile(
    r"(?i)\b(?:previous(?:ly)?|formerly|in the past|back then|at the time|during (?:its|their|his) (?:first|earlier|last|brief|\w+-long)"
    r"|(?:its|their|the) (?:first|earlier|previous|former) (?:occupation|rule|capture|takeover|offensive|seizure)|earlier in the war"
    r"|years? ago)\b"
)
_WORD = re.compile(r"[a-z]{3,}")
_MOST, _BEFORE = 400, 80  # code points of a quote, and of its sentence before it, whose words are looked at
_STEM = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Facts about a claim, as the names of features. words: the stems of its words and of those before it in its sentence."""

    claim: tuple[str, ...]
    words: tuple[str, ...]


def facts_of(page: Page, frame: Frame, low: int, *, inside: bool, beside: bool) -> Facts:
    """low: where the claim's sentence begins. inside, beside: whether its quote, or the rest of its sentence, names a date."""
    return Facts(
        claim=(*_common(page, frame, low, inside, beside), *_whereabouts(page, page.own_lines(frame.quote))), words=_words(page, frame, low)
    )


def _common(page: Page, frame: Frame, low: int, inside: bool, beside: bool) -> list[str]:
    words = page.text[frame.quote.start : frame.quote.end]
    tense = next((name for name, cue in _TENSES if cue.search(words)), "bare")
    own = "q" if inside else ("s" if beside else "0")
    facts = [
        f"type={frame.event_type}",
        f"mod={frame.modality}",
        f"change={frame.control_change}",
        f"tense={tense}",
        f"own={own}",
        f"type={frame.event_type},own={own}",
        f"tense={tense},own={own}",
        f"mod={frame.modality},own={own}",
        f"change={frame.control_change},own={own}",
        f"change={frame.control_change},tense={tense}",
    ]
    if _POINTS_BACK.match(words):
        facts.append("pointsback")
    if _EARLIER.search(page.text, max(low, frame.quote.start - _BEFORE), min(frame.quote.end, frame.quote.start + _BEFORE)):
        facts.append("earlier")
    if page.today is None:
        facts.append("no-today")
    return facts


def _words(page: Page, frame: Frame, low: int) -> tuple[str, ...]:
    start = frame.quote.start
    own = page.text[start : min(frame.quote.end, start + _MOST)].lower()
    before = page.text[max(low, start - _BEFORE) : start].lower()
    return (*(f"w={w}" for w in _stems(own)), *(f"l={w}" for w in _stems(before)))


def _stems(words: str) -> list[str]:
    return sorted({w[:_STEM] for w in _WORD.findall(words)})


def _whereabouts(page: Page, own: list[int]) -> list[str]:
    """Where in the report the claim stands, and how many days the report names: one day's news keeps to its day."""
    line = own[0] if own else 0
    days = page.days
    place = f"line{line if line < 2 else ('2-5' if line < 6 else '6+')}"
    count = f"days{min(len(days), 2) if len(days) < 4 else ('4+' if len(days) < 8 else '8+')}"
    named = "today-named" if page.today and page.today.isoformat() in days else "today-not-named"
    return [place, count, named, f"{count},{named}"]
