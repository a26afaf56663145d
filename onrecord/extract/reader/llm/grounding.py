"""Words that a model gave back -> the stretch of the report where they stand. What stands nowhere is not a claim."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence

from onrecord.records import Span

_QUOTES = dict.fromkeys("\"'`´‘’‚‛“”„‟«»‹›「」『』", "'")
_DASHES = dict.fromkeys("-‐‑‒–—―−", "-")
_FOLDED = {**_QUOTES, **_DASHES, "…": "..."}
_EDGES = "'., \t"  # marks that a model puts around a quote, or leaves out, without changing a word


class Grounds:
    """One text, in which words are looked up without regard to how its quotation marks, dashes and white space are written."""

    def __init__(self, text: str) -> None:
        self._folded, self._starts, self._ends = _fold(text)

    def all(self, words: str) -> list[Span]:
        """Every stretch that says these words, in order. Empty where none does, or where the words hold no letter and no digit."""
        sought = _fold(words)[0].strip()
        for wanted in (sought, sought.strip(_EDGES)):
            found = self._each(wanted)
            if found:
                return found
        return []

    def _each(self, wanted: str) -> list[Span]:
        if not any(c.isalnum() for c in wanted):
            return []
        found, at = [], self._folded.find(wanted)
        while at >= 0:
            end = at + len(wanted)
            if self._whole(at, end):
                found.append(Span(self._starts[at], self._ends[end - 1]))
            at = self._folded.find(wanted, at + 1)
        return found

    def _whole(self, at: int, end: int) -> bool:
        """Whether the stretch begins and ends between words: "Iran" does not stand in "Iranian"; some scripts have no such edge."""
        return not (
            (at > 0 and _joins(self._folded[at - 1], self._folded[at]))
            or (end < len(self._folded) and _joins(self._folded[end - 1], self._folded[end]))
        )


def nearest(stretches: Sequence[Span], to: Span, sentences: Sequence[Span]) -> Span | None:
    """The stretch that a reader of the quote `to` would take: inside it, in its sentence, else the nearest, before it first."""
    if not stretches:
        return None

    def far(span: Span) -> tuple[int, int]:
        if to.contains(span):
            return 0, span.start
        apart = _sentence(sentences, span) - _sentence(sentences, to)
        gap = to.start - span.end if span.end <= to.start else span.start - to.end
        return 1 + 2 * abs(apart) + (apart > 0), max(gap, 0)

    return min(stretches, key=far)


def _sentence(sentences: Sequence[Span], span: Span) -> int:
    return bisect_right(sentences, span.start, key=lambda s: s.start) - 1


def _joins(left: str, right: str) -> bool:
    return left.isalnum() and right.isalnum() and not (_unspaced(left) or _unspaced(right))


def _unspaced(letter: str) -> bool:
    """Letters of scripts that set no space between words: Han, kana, Thai, Lao, Khmer, Myanmar."""
    return letter > "\u0dff" and unicodedata.name(letter, "").split(" ")[0] in {
        "CJK",
        "HIRAGANA",
        "KATAKANA",
        "THAI",
        "LAO",
        "KHMER",
        "MYANMAR",
    }


def _fold(text: str) -> tuple[str, list[int], list[int]]:
    """The text with one form of marks and of white space; for each of its characters, where the one it comes from begins and ends."""
    made: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for at, letter in enumerate(text):
        if letter.isspace():
            if made and made[-1] == " ":
                ends[-1] = at + 1
                continue
            as_ = " "
        elif unicodedata.category(letter) == "Cf":  # soft hyphens, joiners, marks of direction
            continue
        else:
            as_ = _FOLDED.get(letter, letter)
        for one in as_:
            made.append(one)
            starts.append(at)
            ends.append(at + 1)
    return "".join(made), starts, ends
