"""A report as far as dates go, and a claim as far as its date goes."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from onrecord.extract.dates import calendar as cal
from onrecord.extract.dates.dateline import is_dateline
from onrecord.extract.dates.mention import DateMention
from onrecord.extract.text import paragraphs, sentences
from onrecord.records import Span
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import Change
from onrecord.vocab.hedges import Modality

_WORD = re.compile(r"[^\W\d_]{4,}")
_AROUND = 2000  # code points of a line on either side that tell what it is about: no sentence of prose has so many
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
    """A report as far as dates go. mentions in order, none overlapping; today: the day from which it speaks."""

    text: str
    mentions: Sequence[DateMention]
    dated: Sequence[DateMention]  # the mentions that may be the date of an event
    days: frozenset[str]  # the single days among them, ISO dates
    today: date | None
    lines: tuple[Span, ...]
    blocks: tuple[Span, ...]
    eve: str | None  # the day before it, an ISO date
    words_beside: Mapping[int, Stems]  # the words of a mention's line, by the offset of the mention

    def line_at(self, place: int) -> int:
        """The line that begins at a place or last before it; -1: none does."""
        return bisect_right(self.lines, place, key=_start) - 1

    def own_lines(self, quote: Span) -> list[int]:
        """The lines that a quote runs through."""
        first = max(0, self.line_at(quote.start))
        last = bisect_left(self.lines, quote.end, key=_start)
        return [i for i in range(first, last) if self.lines[i].overlaps(quote)]

    def dated_around(self, start: int, end: int, most: int) -> tuple[Sequence[DateMention], Sequence[DateMention]]:
        """The dated mentions that end by one place and those that begin from another on, the `most` nearest of each, in order."""
        first, last = bisect_left(self.dated, start, key=_start), bisect_left(self.dated, end, key=_start)
        return [m for m in self.dated[max(0, first - most) : first] if m.end <= start], self.dated[last : last + most]

    def lines_between(self, end: int, start: int) -> int:
        """How many lines begin from one place to another."""
        return _begun(self.lines, end, start)

    def blocks_between(self, end: int, start: int) -> int:
        return _begun(self.blocks, end, start)


def _start(span: Span | DateMention) -> int:
    return span.start


def starting(mentions: Sequence[DateMention], start: int, end: int) -> Sequence[DateMention]:
    """Those of an ordered list that begin in [start, end)."""
    return mentions[bisect_left(mentions, start, key=_start) : bisect_left(mentions, end, key=_start)]


def _begun(spans: Sequence[Span], end: int, start: int) -> int:
    return max(0, bisect_right(spans, start, key=_start) - bisect_left(spans, end, key=_start))


@lru_cache(maxsize=4)
def _layout(text: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    return tuple(sentences(text)), tuple(paragraphs(text))


def page(text: str, mentions: Sequence[DateMention], today: date | None) -> Page:
    lines, blocks = _layout(text)
    eve = cal.add_days(today, -1) if today else None
    dated = tuple(m for m in mentions if _may_date(m) and not _heads(text, m, today))
    return Page(
        text=text,
        mentions=mentions,
        dated=dated,
        days=frozenset(_single_days(dated)),
        today=today,
        eve=eve.isoformat() if eve else None,
        lines=lines,
        blocks=blocks,
        words_beside={m.start: _words_of_line(text, m, lines) for m in dated},
    )


def _words_of_line(text: str, mention: DateMention, lines: Sequence[Span]) -> Stems:
    at = bisect_right(lines, mention.start, key=_start) - 1
    return stems(text, lines[at], Span(mention.start, mention.end)) if at >= 0 else (frozenset(), frozenset())


def _heads(text: str, mention: DateMention, today: date | None) -> bool:
    """The printed date of the report itself: the day of publication is an option of its own."""
    return today is not None and mention.earliest == mention.latest == today.isoformat() and is_dateline(text, mention.start, mention.end)


def _may_date(mention: DateMention) -> bool:
    """A date an event may have: not repeated, and no century (that is when the temple was built)."""
    if not mention.earliest or not mention.latest or mention.type == "SET":
        return False
    return len(mention.value) != 2


def _single_days(mentions: Iterable[DateMention]) -> Iterable[str]:
    return (m.earliest for m in mentions if m.earliest and m.precision == 1)


def stems(text: str, line: Span, middle: Span) -> Stems:
    """Names, and other words cut to five letters ("shelled", "shelling"), that tell what a line is about, as far as it is near."""
    words = _WORD.findall(text, max(line.start, middle.start - _AROUND), min(line.end, middle.end + _AROUND))
    return frozenset(w for w in words if w[0].isupper()), frozenset(w[:5] for w in words if w[0].islower() and w not in _COMMON)
