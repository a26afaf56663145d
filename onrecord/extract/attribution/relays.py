"""Relays between a speaker and the publisher, and speakers that speak jointly."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from onrecord.extract.attribution.phrases import Range, phrase_after
from onrecord.extract.attribution.tokens import Token
from onrecord.records import Span
from onrecord.vocab import load


@cache
def _before() -> tuple[tuple[str, ...], ...]:
    return tuple(sorted((tuple(p.split()) for p in load.reporting().relay_before if p != "told"), key=lambda p: -len(p)))


@cache
def _outlets() -> frozenset[str]:
    return frozenset(o.lower() for o in load.reporting().outlets)


def is_relay(tokens: Sequence[Token], found: Range) -> bool:
    """Whether the phrase names an outlet or an agency: "Reuters", "state television", "the BBC"; "reporters" is no relay."""
    words = [t.lower for t in tokens[found[0] : found[1]] if t.kind == "word"]
    name = " ".join(w for w in words if w not in ("the", "a", "an"))
    if not name or name in load.reporting().hearers_only or " ".join(words) in load.reporting().hearers_only:
        return False
    bare = {w.removesuffix("'s") for w in words}
    if name in _outlets() or bare & {o for o in _outlets() if " " not in o}:
        return True
    return bool(bare & load.reporting().outlet_words) and not bare & {"reporters", "journalists"}


def relays(tokens: Sequence[Token], cue: int, content: Sequence[Range], hearer: Range | None) -> tuple[Span, ...]:
    """The relays that the attribution names: whom the speaker told, who quoted him, on which channel it was said."""
    found: list[Range] = []
    if hearer and (is_relay(tokens, hearer) or _acronym(tokens, hearer)):
        found.append(hearer)
    inside: set[int] = set()
    for first, past in content:
        inside.update(range(first, past))
    for i in range(len(tokens)):
        if i in inside or not any(tokens[i].lower == p[0] for p in _before()):
            continue
        for phrase in _before():
            past = i + len(phrase)
            if tuple(t.lower for t in tokens[i:past]) == phrase:
                named = phrase_after(tokens, past, apposition=False)
                if named and is_relay(tokens, named[1]) and named[1] not in found:
                    found.append(named[1])
                break
    for i in range(max(0, cue - 9), min(len(tokens) - 1, cue + 12)):
        # "said on state television", "said on Al Manar TV"
        if tokens[i].lower in ("on", "via", "through") and i not in inside:
            named = phrase_after(tokens, i + 1, apposition=False)
            if named and is_relay(tokens, named[1]) and named[1] not in found:
                found.append(named[1])
    return tuple(Span(tokens[a].start, tokens[b - 1].end) for a, b in found)


def _acronym(tokens: Sequence[Token], found: Range) -> bool:
    """ "told AFP", "told the DPA": a name in capitals that somebody is told is an agency's."""
    words = [t for t in tokens[found[0] : found[1]] if t.kind == "word" and t.lower != "the"]
    return (
        len(words) == 1
        and words[0].text.isupper()
        and 2 <= len(words[0].text) <= 5
        and words[0].text not in ("UN", "US", "EU", "UK", "NATO", "I")
    )


def split_joint(tokens: Sequence[Token], name: Range) -> tuple[Span, ...]:
    """ "A and B" as two speakers, where each half can be a speaker's name; else the phrase as it is."""
    whole = (Span(tokens[name[0]].start, tokens[name[1] - 1].end),)
    for i in range(name[0] + 1, name[1] - 1):
        if tokens[i].lower == "and" and _can_be_name(tokens, (name[0], i)) and _can_be_name(tokens, (i + 1, name[1])):
            if _one_name(tokens, name[0], i, name[1]):
                continue
            return Span(tokens[name[0]].start, tokens[i - 1].end), Span(tokens[i + 1].start, tokens[name[1] - 1].end)
    return whole


def _one_name(tokens: Sequence[Token], first: int, joint: int, past: int) -> bool:
    """Whether the "and" stands inside one body's name: "the Diocese of Raska and Prizren", "the Islamic State in Iraq and the Levant"."""
    link = next((k for k in range(joint - 1, first, -1) if tokens[k].lower in ("of", "for", "in", "from")), None)
    if link is None or not tokens[joint - 1].capital:
        return False
    if tokens[link].lower == "in":
        return True
    return tokens[joint + 1].lower not in ("the", "a", "an") and tokens[past - 1].lower not in _PEOPLE


_PEOPLE = frozenset(
    """officials residents witnesses activists officers medics doctors rebels police army monitors government ministry
        ministers diplomats leaders commanders observers soldiers groups sources militants fighters""".split()
)


def _can_be_name(tokens: Sequence[Token], half: Range) -> bool:
    words = [t for t in tokens[half[0] : half[1]] if t.kind == "word"]
    if not words or any(t.lower in ("of", "for") for t in words[-1:]):
        return False
    if words[0].lower in ("the", "a", "an", "one", "two", "his", "their", "its") or words[-1].lower in _PEOPLE:
        # "the army and police" is one article for two, still two speakers; "medical and rescue workers" is one
        return len(words) > 1 or words[-1].lower in _PEOPLE
    return words[0].capital and words[-1].capital
