"""Ends of chosen stretches put right: a tail that only goes on with the stretch before it is joined to it, stray marks fall off."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.extract.reader.rules.features import Context
from onrecord.records import Span

Segment = tuple[int, int, float]

# ", from May 2015 until they were forced out": no claim of its own
_GOES_ON = frozenset("from until since for during amid throughout till".split())
# ", killing at least 12", ", with 25 hurt": the figures of the claim before
_COUNTS = frozenset("killing wounding injuring leaving displacing destroying including with".split())
_LONGEST_TAIL = 22


def with_tails(context: Context, segments: Sequence[Segment]) -> list[Segment]:
    """The segments of a sentence in order, tails joined to the segment before them."""
    found: list[Segment] = []
    low = [t.lower for t in context.sentence.tokens]
    for first, past, odds in segments:
        if found and low[first] in _GOES_ON and _beside(low, found[-1][1], first):
            found[-1] = (found[-1][0], past, found[-1][2])
        else:
            found.append((first, past, odds))
    if not found:
        return []
    starts = [first for first, _, _ in found[1:]] + [len(low)]
    return [(first, _tail_end(context, low, past, limit), odds) for (first, past, odds), limit in zip(found, starts, strict=True)]


def _beside(low: Sequence[str], past: int, first: int) -> bool:
    return first - past <= 1 and all(w == "," for w in low[past:first])


def _tail_end(context: Context, low: Sequence[str], past: int, limit: int) -> int:
    """Where the segment ends with its figures: on to the end of a tail that counts, while the same speaker goes on."""
    start = past + 1 if past < limit and low[past] == "," else past
    if start >= limit or low[start] not in _COUNTS:
        return past
    role, owner = context.role[past - 1], context.owner[past - 1]
    end = start
    while end < limit and end - start < _LONGEST_TAIL and (context.role[end], context.owner[end]) == (role, owner):
        if low[end] in (",", ";", ".", ":", "(", "—") and end > start + 1:
            break
        end += 1
    if not any(t.kind == "number" or t.lower in _NUMBERS for t in context.sentence.tokens[start:end]):
        return past
    return end


_NUMBERS = frozenset("one two three four five six seven eight nine ten eleven twelve dozens scores hundreds thousands tens".split())


def trimmed(text: str, quote: Span) -> Span:
    """Without a mark of quotation whose partner stands outside."""
    start, end = quote.start, quote.end
    words = text[start:end]
    stray = (words.endswith("”") and words.count("“") < words.count("”")) or (words.endswith('"') and words.count('"') % 2 == 1)
    if stray:
        end -= 1
        while end > start and text[end - 1] in ",. ":
            end -= 1
    return Span(start, end)
