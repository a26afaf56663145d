"""Doer and receiver of a claim, as spans: the noun phrases around its verb."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.extract.attribution.phrases import Range, is_gerund, phrase_after, phrase_before, subject_before
from onrecord.extract.attribution.tokens import Token, is_auxiliary, is_finite, is_past
from onrecord.records import Span
from onrecord.vocab import load


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
    if subject is None and not passive:
        subject = _lead(tokens, first)
    if passive:
        return _span(tokens, _by(tokens, verb, past)), _span(tokens, subject)
    found = phrase_after(tokens, verb + 1, apposition=False) if verb + 1 < past else None
    target = found[1] if found and found[1][1] <= past else None
    return _span(tokens, subject), _span(tokens, target)


def _lead(tokens: Sequence[Token], first: int) -> Range | None:
    """Whom a clause without a subject goes on about: what "which" stands for, or the subject of the sentence so far."""
    if first < len(tokens) and tokens[first].lower in ("which", "who", "that") and first > 0:
        return phrase_before(tokens, first - 1 if tokens[first - 1].lower == "," else first)
    for k in range(1, first):
        if is_finite(tokens, k):
            found = subject_before(tokens, k)
            if found:
                return found[1]
    return None


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
