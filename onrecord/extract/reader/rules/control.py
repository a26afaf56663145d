"""Who holds, took or lost a place, as spans: the words around a verb of control."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from onrecord.extract.attribution.phrases import is_gerund, phrase_after, subject_before
from onrecord.extract.attribution.tokens import Token, is_finite, tokens_of
from onrecord.records import Span
from onrecord.vocab import load
from onrecord.vocab.event_types import TERRITORY, EventType
from onrecord.vocab.findings import Change

_PERCENT = re.compile(r"(\d{1,3})(?:\.\d+)?\s*(?:%|per\s?cent)")
# Types of claim that may say who holds a place
HOLDING = TERRITORY | {EventType.CONTROL_STATUS}
_LEAVING = re.compile(
    r"\b(?:withdr[ae]w\w*|pull(?:ed|ing|s)? (?:out|back)|retreat\w*|evacuat\w*|abandon\w*|left|leaving|fled|flee\w*|driven out)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Holding:
    """The holder of a claim's place, the change and the extent."""

    holder: Span
    change: Change
    extent: str


@cache
def _pattern(change: str, name: str) -> re.Pattern[str]:
    return load.phrase_pattern(load.control_words(change, name))


Finder = Callable[[str, list[Token], int], Holding | None]


def holding_in(text: str, quote: Span, type_: EventType, actor: Span | None) -> Holding | None:
    """What the words say about who holds the place; None where they say nothing of it."""
    words = text[quote.start : quote.end]
    tokens = tokens_of(text, quote)
    if not tokens:
        return None
    if type_ is EventType.TROOP_MOVEMENT:
        return _leaving(words, actor)
    if type_ not in HOLDING:
        return None
    status = type_ is EventType.CONTROL_STATUS
    for find in _STATUS if status else _CHANGE:
        found = find(words, tokens, quote.start)
        if found:
            return found
    if actor is None:
        return None
    # A claim of these types nearly always says who holds a place: its subject, where no other words do.
    lost = not status and _pattern("loss", "verbs").search(words) and not _pattern("gain", "verbs").search(words)
    return Holding(actor, Change.HOLD if status else Change.LOSS if lost else Change.GAIN, extent_of(words))


def _by_words(change: str, name: str, behind: bool) -> Finder:
    """Finds one list of words; the holder stands behind them or before them."""

    def find(words: str, tokens: list[Token], offset: int) -> Holding | None:
        m = _pattern(change, name).search(words)
        if m is None:
            return None
        holder = _behind(tokens, offset + m.end()) if behind else _before(tokens, offset + m.start())
        if holder is None:
            return None
        kind = Change.HOLD if change == "hold" else Change.LOSS if change == "loss" else Change.GAIN
        return Holding(holder, kind, extent_of(words))

    return find


_HANDS = re.compile(
    r"(?:\bunder\s+(?:the\s+)?(?:full\s+|complete\s+|firm\s+)?(?P<a>(?:[\w'’\-]+\s+){1,4}?)(?:control|rule|occupation)\b)"
    r"|(?:\bin\s+(?:the\s+)?(?P<b>(?:[\w'’\-]+\s+){1,4}?)hands\b)"
)


def _in_hands(words: str, tokens: list[Token], offset: int) -> Holding | None:
    """ "under jihadist control", "in regime hands"."""
    m = _HANDS.search(words)
    if m is None:
        return None
    group = "a" if m.group("a") else "b"
    start, end = m.span(group)
    end = start + len(words[start:end].rstrip())
    return Holding(Span(offset + start, offset + end), Change.HOLD, extent_of(words)) if end > start else None


_CONTROL_OF = re.compile(r"\bcontrol\s+(?:of|over)\b")
_LOST = re.compile(r"\b(?:lost|losing|lose|loses|ceded|gave up|abandoned|surrendered|relinquished)\b")
_DROVE_OUT = re.compile(
    r"\b(?:drove|driven|drive|driving|pushed|forced|expelled|ousted|ejected|kicked|chased|dislodged|cleared)\b"
    r"[^.;]{1,60}?\b(?:out of|from|out)\b"
)


def _control_of(words: str, tokens: list[Token], offset: int) -> Holding | None:
    """ "claimed control of the stronghold": whoever stands before the verb."""
    m = _CONTROL_OF.search(words)
    verb = next((i for i, t in enumerate(tokens) if is_finite(tokens, i) and m and t.start < offset + m.start()), None) if m else None
    if m is None or verb is None:
        return None
    holder = _before(tokens, tokens[verb].start)
    if holder is None:
        return None
    change = Change.LOSS if _LOST.search(words[: m.start()]) else Change.GAIN
    return Holding(holder, change, extent_of(words))


def _drove_out(words: str, tokens: list[Token], offset: int) -> Holding | None:
    """ "drove the militants out of the town": whoever drove them out holds it; in the passive, whoever stands behind "by"."""
    m = _DROVE_OUT.search(words)
    if m is None:
        return None
    holder = _before(tokens, offset + m.start())
    return Holding(holder, Change.GAIN, extent_of(words)) if holder else None


def _behind(tokens: list[Token], offset: int) -> Span | None:
    at = next((i for i, t in enumerate(tokens) if t.start >= offset), None)
    found = phrase_after(tokens, at, apposition=False) if at is not None else None
    return Span(tokens[found[1][0]].start, tokens[found[1][1] - 1].end) if found else None


def _before(tokens: list[Token], offset: int) -> Span | None:
    """Who stands before the verb at the offset, or behind its "by" where it is passive."""
    at = next((i for i, t in enumerate(tokens) if t.start >= offset), len(tokens))
    by = next((i for i in range(at, min(len(tokens) - 1, at + 9)) if tokens[i].lower == "by"), None)
    if at < len(tokens) and is_gerund(tokens[at]):
        return None  # "an operation of liberating two villages": the subject stands further off
    if any(t.lower in _PASSIVE for t in tokens[max(0, at - 3) : at]) or (by is not None and at == 0):
        return _behind(tokens, tokens[by + 1].start) if by is not None else None
    found = subject_before(tokens, at) if at else None
    name = found[1] if found else None
    return Span(tokens[name[0]].start, tokens[name[1] - 1].end) if name else None


_PASSIVE = frozenset("was were been is are being be".split())


def _leaving(words: str, actor: Span | None) -> Holding | None:
    """A withdrawal from a named place is a loss of it by who leaves; "to the outskirts" is a part of it (settled question 2)."""
    m = _LEAVING.search(words)
    if m is None or actor is None or not _FROM_PLACE.match(words, m.end()):
        return None
    part = "outskirts" in words[m.end() :].lower()
    return Holding(actor, Change.LOSS, "part" if part else extent_of(words))


_FROM_PLACE = re.compile(r"\s*(?:out\s+)?(?:from|of)\b|\s+[A-Z]|\s+the (?:city|town|village)")

_CHANGE: tuple[Finder, ...] = (
    _by_words("gain", "fell", True),
    _drove_out,
    _control_of,
    _by_words("gain", "verbs", False),
    _by_words("loss", "verbs", False),
)
_STATUS: tuple[Finder, ...] = (
    _in_hands,
    _by_words("hold", "passive", True),
    _by_words("hold", "verbs", False),
    _by_words("gain", "fell", True),
    _by_words("gain", "verbs", False),
)


def extent_of(words: str) -> str:
    """all, most, part or NN%, by the words; all where nothing limits it."""
    m = _PERCENT.search(words)
    if m and int(m.group(1)) <= 100:
        return f"{int(m.group(1))}%"
    for extent in ("most", "part"):
        if _pattern("extent", extent).search(words):
            return extent
    return "all"
