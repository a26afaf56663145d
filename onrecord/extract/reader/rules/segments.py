"""Stretches of a sentence that may state one proposition: every pairing of a place where a clause can begin with one where it can end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.extract.attribution import Attribution
from onrecord.extract.attribution.tokens import Token, tokens_of
from onrecord.extract.text import sentences
from onrecord.records import Span

# A sentence longer than this many tokens is read in pieces, so that the number of pairings stays linear in the text.
MAX_TOKENS = 90
MAX_ENDS = 14
SHORTEST, LONGEST = 2, 60

_OPENERS = frozenset(
    """that which who where when while as after before since and but although though because including with if whether killing
    leaving wounding forcing saying adding reportedly for to of by amid following over against about""".split()
)
_STARTS_AFTER = frozenset(", ; : — – - ( [ \" “ ‘ ” ' '' • * …".split()) | frozenset({"...", "''", "-"})
_ENDS_BEFORE = frozenset(', ; : — – ( ) [ ] " ” “ ’ . ! ? …'.split()) | frozenset({"...", "-", "''"})
_CLOSERS = frozenset(
    """and but while as after before which who where when since that according although though because he she they it with amid
    adding saying including reportedly leaving killing forcing on in over following""".split()
)


# A claim's words do not end on a joining word.
_NO_END = frozenset("and but or as while the a an of that which who to by with in on at from for".split())


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence's tokens, and the positions at which a claim's words may begin and end."""

    span: Span
    tokens: tuple[Token, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]  # past the last token

    def segments(self) -> list[tuple[int, int]]:
        """Every (first, past) that could be one claim's words."""
        found = []
        for first in self.starts:
            ends = [e for e in self.ends if SHORTEST <= e - first <= LONGEST]
            found += [(first, e) for e in ends[:MAX_ENDS]]
        return found

    def span_of(self, first: int, past: int) -> Span:
        return Span(self.tokens[first].start, self.tokens[past - 1].end)


def edges_of(attributions: Iterable[Attribution]) -> list[int]:
    """Offsets at which the parts of attributions begin and end, in order; "reportedly" parts nothing."""
    found = {x for a in attributions if a.frame != "adverb" for s in (*a.source, *a.cue, *a.content) for x in (s.start, s.end)}
    return sorted(found)


def sentences_of(text: str, edges: Sequence[int]) -> list[Sentence]:
    """The sentences of a text. `edges` are offsets at which an attribution's parts begin and end, in order: claims may too."""
    found: list[Sentence] = []
    at = 0
    for span in sentences(text):
        tokens = tokens_of(text, span)
        for k in range(0, len(tokens), MAX_TOKENS):
            part = tuple(tokens[k : k + MAX_TOKENS])
            first, last = part[0].start, part[-1].end
            while at < len(edges) and edges[at] < first:
                at += 1
            inside = set()
            k2 = at
            while k2 < len(edges) and edges[k2] <= last:
                inside.add(edges[k2])
                k2 += 1
            found.append(_sentence(part, inside))
    return found


def _sentence(tokens: tuple[Token, ...], edges: set[int]) -> Sentence:
    starts, ends = set(), set()
    for i, here in enumerate(tokens):
        before = tokens[i - 1].lower if i else ""
        word = here.kind in ("word", "number")
        if word and (i == 0 or before in _STARTS_AFTER or before in _OPENERS or here.start in edges or tokens[i - 1].end in edges):
            starts.add(i)
        if word and here.lower in ("which", "who", "where", "reportedly", "killing", "leaving", "possibly", "including", "forcing", "for"):
            starts.add(i)
        closes = here.lower in _ENDS_BEFORE or here.lower in _CLOSERS or here.start in edges or (i > 0 and tokens[i - 1].end in edges)
        if i and closes and _may_end(tokens[i - 1]):
            ends.add(i)
    if tokens[-1].kind in ("word", "number"):
        ends.add(len(tokens))
    return Sentence(Span(tokens[0].start, tokens[-1].end), tokens, tuple(sorted(starts)), tuple(sorted(ends)))


def _may_end(last: Token) -> bool:
    if last.kind in ("word", "number"):
        return last.lower not in _NO_END
    return last.lower in (")", "”", '"', "]", "%", "'", "’")
