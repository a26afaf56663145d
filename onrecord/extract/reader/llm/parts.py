"""A report -> parts that fit a model's window, each whole paragraphs or sentences, with some of the text before each for its context."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.extract.text import paragraphs, sentences
from onrecord.records import Span

MOST = 6000  # characters of a part: some 1,500 tokens of English, 3,000 of Arabic
CONTEXT = 1200  # characters before a part that are shown again, so that "he" and "the ministry" can be pointed at


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the report: claims are asked for in `own`; `shown` begins earlier, for context."""

    own: Span
    shown: Span


def parts(text: str, *, most: int = MOST, context: int = CONTEXT) -> list[Part]:
    """Parts that own every character once, in order; none longer than `most` unless one sentence is."""
    cuts = [0]
    for piece in _pieces(text, most):
        if piece.end - cuts[-1] > most and piece.start > cuts[-1]:
            cuts.append(piece.start)
    owned = [Span(a, b) for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True) if text[a:b].strip()]
    begun = [s.start for s in sentences(text)]
    return [Part(own, Span(_begin(begun, own.start, context), own.end)) for own in owned]


def halves(text: str, part: Part) -> list[Part]:
    """The part in two, cut between sentences near its middle; the part alone where it is one sentence."""
    own = part.own
    inner = [s.start for s in sentences(text) if own.start < s.start < own.end]
    if not inner:
        return [part]
    middle = min(inner, key=lambda at: abs(2 * at - own.start - own.end))
    return [Part(Span(own.start, middle), Span(part.shown.start, middle)), Part(Span(middle, own.end), Span(part.shown.start, own.end))]


def _pieces(text: str, most: int) -> list[Span]:
    found = []
    for paragraph in paragraphs(text):
        if paragraph.end - paragraph.start <= most:
            found.append(paragraph)
        else:
            found += [
                Span(max(s.start, paragraph.start), min(s.end, paragraph.end))
                for s in sentences(text)
                if s.start < paragraph.end and s.end > paragraph.start
            ]
    return found


def _begin(begun: list[int], start: int, context: int) -> int:
    return next((at for at in begun if start - context <= at < start), start)
