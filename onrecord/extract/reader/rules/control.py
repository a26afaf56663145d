"""Who holds, took or lost a place, as spans: the words around a verb of control."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from onrecord.extract.attribution.phrases import phrase_after, phrase_before
from onrecord.extract.attribution.tokens import Token, tokens_of
from onrecord.extract.reader.rules.fields import place_in
from onrecord.records import Span
from onrecord.vocab import load
from onrecord.vocab.event_types import TERRITORY, EventType
from onrecord.vocab.findings import Change

_PERCENT = re.compile(r"(\d{1,3})(?:\.\d+)?\s*(?:%|per\s?cent)")
# Types of claim that may say who holds a place
HOLDING = TERRITORY | {EventType.CONTROL_STATUS}
_LEAVING = re.compile(
    r"\b(?:withdr[ae]w\w*|withdrawing|pull(?:ed|ing|s)? (?:out|back)|retreat\w*|evacuat\w*|abandon\w*|left|leaving|fled|flee\w*|driven out)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Holding:
    """The holder and place of a claim, the change and the extent; a place of None is the claim's own."""

    holder: Span
    change: Change
    extent: str
    place: Span | None = None


def holding_in(text: str, quote: Span, type_: EventType, actor: Span | None) -> Holding | None:
    """What the words say about who holds the place; None where they say nothing of it."""
    words = text[quote.start : quote.end]
    tokens = tokens_of(text, quote)
    if not tokens:
        return None
    if type_ is EventType.TROOP_MOVEMENT:
        return _leaving(text, quote, words, tokens, actor)
    if type_ not in HOLDING:
        return None
    for change, name, turned in _TRIES if type_ is not EventType.CONTROL_STATUS else _TRIES_STATUS:
        m = _pattern(change, name).search(words)
        if m is None:
            continue
        holder = _holder(text, quote, tokens, m, turned) or (actor if not turned else None)
        if holder is None:
            continue
        kind = Change.GAIN if change == "gain" else Change.LOSS if change == "loss" else Change.HOLD
        return Holding(holder, kind, extent_of(words), _place_beside(tokens, quote.start + m.end(), turned))
    return None


# (list, name, whether the holder stands behind the words)
_TRIES = (("gain", "fell", True), ("gain", "verbs", False), ("gain", "nouns", False), ("loss", "verbs", False))
_TRIES_STATUS = (("hold", "passive", True), ("hold", "verbs", False), ("gain", "fell", True), ("gain", "verbs", False))


@cache
def _pattern(change: str, name: str) -> re.Pattern[str]:
    return load.phrase_pattern(load.control_words(change, name))


def _holder(text: str, quote: Span, tokens: list[Token], m: re.Match[str], behind: bool) -> Span | None:
    start, end = quote.start + m.start(), quote.start + m.end()
    if behind:
        at = next((i for i, t in enumerate(tokens) if t.start >= end), None)
        found = phrase_after(tokens, at, apposition=False) if at is not None else None
        return Span(tokens[found[1][0]].start, tokens[found[1][1] - 1].end) if found else None
    at = next((i for i, t in enumerate(tokens) if t.start >= start), len(tokens))
    by = next((i for i in range(at, min(len(tokens) - 1, at + 8)) if tokens[i].lower == "by"), None)
    before = [t.lower for t in tokens[max(0, at - 3) : at]]
    if by is not None and any(w in ("was", "were", "been", "is", "are", "being") for w in before):
        found = phrase_after(tokens, by + 1, apposition=False)
        return Span(tokens[found[1][0]].start, tokens[found[1][1] - 1].end) if found else None
    while at > 0 and (tokens[at - 1].lower in load.grammar("auxiliaries") or tokens[at - 1].lower in load.grammar("adverbs")):
        at -= 1
    name = phrase_before(tokens, at) if at else None
    return Span(tokens[name[0]].start, tokens[name[1] - 1].end) if name else None


def _place_beside(tokens: list[Token], offset: int, turned: bool) -> Span | None:
    """ "took | Palmyra": the name right behind the verb."""
    at = next((i for i, t in enumerate(tokens) if t.start >= offset), None)
    if at is None or turned:
        return None
    end = at
    while end < len(tokens) and tokens[end].lower in (
        "the",
        "most",
        "all",
        "of",
        "city",
        "town",
        "village",
        "whole",
        "entire",
        "back",
        "part",
        "parts",
    ):
        end += 1
    first = end
    while end < len(tokens) and tokens[end].capital:
        end += 1
    return Span(tokens[first].start, tokens[end - 1].end) if end > first else place_in(tokens, at, len(tokens))


def _leaving(text: str, quote: Span, words: str, tokens: list[Token], actor: Span | None) -> Holding | None:
    """A withdrawal from a named place is a loss of it by who leaves; "to the outskirts" is a part of it."""
    m = _LEAVING.search(words)
    if m is None or actor is None:
        return None
    at = next((i for i, t in enumerate(tokens) if t.start >= quote.start + m.end()), None)
    if at is None or not re.match(r"\s*(?:out\s+)?(?:from|of)\b|\s+[A-Z]|\s+the (?:city|town|village)", words[m.end() :]):
        return None
    part = "outskirts" in words[m.end() :].lower()
    return Holding(actor, Change.LOSS, "part" if part else extent_of(words), None)


def extent_of(words: str) -> str:
    """all, most, part or NN%, by the words; all where nothing limits it."""
    m = _PERCENT.search(words)
    if m and int(m.group(1)) <= 100:
        return f"{int(m.group(1))}%"
    for extent in ("most", "part"):
        if _pattern("extent", extent).search(words):
            return extent
    return "all"
