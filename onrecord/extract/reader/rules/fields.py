"""Doer, receiver and place of a claim, as spans: the noun phrases around its verb, and the nearest name after a preposition of place."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.extract.attribution.phrases import Range, is_gerund, phrase_after, phrase_before
from onrecord.extract.attribution.tokens import Token, is_auxiliary, is_finite, is_past
from onrecord.records import Span
from onrecord.vocab import load

_PLACE_WORDS = frozenset("in at near from into inside outside around across on to of towards toward through over".split())
_COMMON_PLACES = frozenset(
    "city town village district province region area neighbourhood neighborhood airport base camp suburb capital border governorate market hospital".split()
)


def actor_and_target(tokens: Sequence[Token], first: int, past: int) -> tuple[Span | None, Span | None]:
    """(doer, receiver) of the clause's main verb; a passive with "by" turns them round."""
    verb = _main_verb(tokens, first, past)
    if verb is None:
        return None, None
    start = verb
    while start > first and (is_auxiliary(tokens[start - 1]) or tokens[start - 1].lower in load.grammar("adverbs")):
        start -= 1
    subject = phrase_before(tokens, start)
    if subject and subject[0] < first:
        subject = (first, subject[1]) if subject[1] > first else None
    passive = is_past(tokens[verb]) and verb > first and any(t.lower in _BE for t in tokens[max(first, verb - 3) : verb])
    if passive:
        return _span(tokens, _by(tokens, verb, past)), _span(tokens, subject)
    found = phrase_after(tokens, verb + 1, apposition=False) if verb + 1 < past else None
    target = found[1] if found and found[1][1] <= past else None
    return _span(tokens, subject), _span(tokens, target)


_BE = frozenset("is are was were be been being".split())


def _main_verb(tokens: Sequence[Token], first: int, past: int) -> int | None:
    for i in range(first, past):
        if is_finite(tokens, i):
            k = i
            while k + 1 < past and (
                is_auxiliary(tokens[k + 1]) or is_past(tokens[k + 1]) or tokens[k + 1].lower in load.grammar("adverbs")
            ):
                k += 1
            while k > i and not (is_past(tokens[k]) or is_auxiliary(tokens[k])):
                k -= 1
            return k
    for i in range(first, past):
        if is_gerund(tokens[i]):
            return i
    return None


def _by(tokens: Sequence[Token], verb: int, past: int) -> Range | None:
    for i in range(verb + 1, min(past, verb + 12)):
        if tokens[i].lower == "by" and i + 1 < past:
            found = phrase_after(tokens, i + 1, apposition=False)
            return (found[1][0], min(found[1][1], past)) if found else None
    return None


def _span(tokens: Sequence[Token], found: Range | None) -> Span | None:
    if found is None or found[1] <= found[0]:
        return None
    return Span(tokens[found[0]].start, tokens[found[1] - 1].end)


def place_in(tokens: Sequence[Token], first: int, past: int) -> Span | None:
    """The first name after a preposition of place; else "the city" and the like; None where neither stands."""
    common: Range | None = None
    for i in range(first, past - 1):
        if tokens[i].lower not in _PLACE_WORDS:
            continue
        name = _name_at(tokens, i + 1, past)
        if name:
            return _span(tokens, name)
        if common is None:
            common = _common_at(tokens, i + 1, past)
    return _span(tokens, common)


def _name_at(tokens: Sequence[Token], i: int, past: int) -> Range | None:
    """A run of capitalised words, after an article and small words: "the Syrian city of | Palmyra"."""
    k = i
    while k < past and k < i + 6 and not tokens[k].capital and tokens[k].kind == "word" and tokens[k].lower not in load.grammar("breaking"):
        if tokens[k].lower in _PLACE_WORDS and k > i and tokens[k].lower != "of":
            return None
        k += 1
    end = k
    while end < past and (
        tokens[end].capital
        or (tokens[end].lower in ("of", "al", "el", "-", "de", "la", "'") and end > k and end + 1 < past and tokens[end + 1].capital)
    ):
        end += 1
    if end == k or tokens[k].lower in load.grammar("time_words"):
        return None
    following = tokens[end].lower if end < past else ""
    if tokens[k].lower.endswith(("ian", "ish", "ese", "ean", "can", "li", "qi")) and following not in ("city", "town") and following:
        # "the Syrian city of Palmyra": a people's name, look on for the place's own
        onward = next((n for n in range(end, min(past, end + 5)) if tokens[n].lower in ("of", "in")), None)
        return _name_at(tokens, onward + 1, past) if onward else None
    return k, end


def _common_at(tokens: Sequence[Token], i: int, past: int) -> Range | None:
    k = i
    while k < past and k < i + 5:
        if tokens[k].lower in _COMMON_PLACES:
            return i, k + 1
        if tokens[k].kind != "word" or tokens[k].lower in load.grammar("breaking"):
            return None
        k += 1
    return None
