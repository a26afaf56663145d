"""A report as far as dates go, and a claim as far as its date goes."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from onrecord.extract.dates.mention import DateMention
from onrecord.extract.text import paragraphs, sentences
from onrecord.records import Span
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import Change
from onrecord.vocab.hedges import Modality

_WORD = re.compile(r"[^\W\d_]{4,}")
_COMMON = frozenset(
    "that this with from have been were they their said which after before into over than more also other about would there when what "
    "where while".split()
)

Stems = tuple[frozenset[str], frozenset[str]]  # names, and other words by their first letters


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What must be known of a claim to date its event."""

    quote: Span
    event_type: EventType
    modality: Modality
    control_change: Change | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A report as far as dates go. mentions in order; today: the day from which it speaks."""

    text: str
    mentions: Sequence[DateMention]
    today: date | None
    lines: tuple[Span, ...]
    blocks: tuple[Span, ...]
    line_words: tuple[Stems, ...]

    def line_at(self, place: int) -> int:
        """The line that begins at a place or last before it; -1: none does."""
        return bisect_right(self.lines, place, key=_start) - 1

    def own_lines(self, quote: Span) -> list[int]:
        """The lines that a quote runs through."""
        first = max(0, self.line_at(quote.start))
        last = bisect_left(self.lines, quote.end, key=_start)
        return [i for i in range(first, last) if self.lines[i].overlaps(quote)]

    def lines_between(self, end: int, start: int) -> int:
        """How many lines begin from one place to another."""
        return _begun(self.lines, end, start)

    def blocks_between(self, end: int, start: int) -> int:
        return _begun(self.blocks, end, start)


def _start(span: Span) -> int:
    return span.start


def _begun(spans: Sequence[Span], end: int, start: int) -> int:
    return max(0, bisect_right(spans, start, key=_start) - bisect_left(spans, end, key=_start))


@lru_cache(maxsize=4)
def _layout(text: str) -> tuple[tuple[Span, ...], tuple[Span, ...], tuple[Stems, ...]]:
    lines = tuple(sentences(text))
    return lines, tuple(paragraphs(text)), tuple(stems(text, line) for line in lines)


def page(text: str, mentions: Sequence[DateMention], today: date | None) -> Page:
    lines, blocks, line_words = _layout(text)
    return Page(text=text, mentions=mentions, today=today, lines=lines, blocks=blocks, line_words=line_words)


def stems(text: str, span: Span) -> Stems:
    """Names, and other words cut to five letters ("shelled", "shelling"), that tell what a line is about."""
    words = _WORD.findall(text, span.start, span.end)
    return frozenset(w for w in words if w[0].isupper()), frozenset(w[:5] for w in words if w[0].islower() and w not in _COMMON)
