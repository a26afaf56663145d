"""Thin readers of languages that the trained readers do not know: rules and word lists, and the layers' dates and places of the clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from onrecord.extract.dates import DateMention
from onrecord.extract.places import PlaceMention
from onrecord.extract.reader.base import ReadClaim, Reader
from onrecord.records import Span
from onrecord.vocab.languages import READ_BY_RULES


@cache
def thin_reader(language: str) -> Reader | None:
    """The thin reader of a language (ISO 639-1); None: there is none."""
    if language not in READ_BY_RULES:
        return None
    if language == "ar":
        from onrecord.extract.arabic.reader import ArabicReader

        return ArabicReader()
    from onrecord.extract.languages.reader import ListReader

    return ListReader(language)


def with_words(item: ReadClaim, text: str, dates: Sequence[DateMention], places: Sequence[PlaceMention]) -> ReadClaim:
    """The claim with the words that date and place it: those in its quote; a day also from the rest of its sentence."""
    start, end = item.quote.start, item.quote.end
    line = (text.rfind("\n", 0, start) + 1, text.find("\n", end) if text.find("\n", end) >= 0 else len(text))
    named = [Span(d.start, d.end) for d in dates if d.earliest and d.type in ("DATE", "TIME")]
    inside = [s for s in named if item.quote.contains(s)]
    beside = [s for s in named if line[0] <= s.start and s.end <= line[1] and abs(s.start - start) < _BESIDE]
    there = [p for p in places if item.quote.contains(Span(p.start, p.end))]
    # The narrowest of the places: "in Bara, in North Kordofan".
    place = min(there, key=lambda p: (_WIDTH.get(p.kind, 0), p.start), default=None)
    when = next(iter([*inside, *beside]), None)
    return replace(item, when=when, place=place.span if place else None, points=True)


_BESIDE = 160  # code points
_WIDTH = {"adm2": 1, "adm1": 2, "region": 2, "country": 3}
