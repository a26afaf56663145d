"""Who is given which words, in any English text: the layer `attributions`.

Rules over tokens, no parser and no model: reporting verbs with the frames they open, "according to", inverted cues, nouns of speech,
labels, "reportedly", and the runs in which one speaker goes on. Linear in the length of the text; never raises on a string.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from onrecord.extract.attribution.model import Attribution
from onrecord.extract.attribution.quotes import quotations
from onrecord.extract.attribution.runs import adverbs, carry_on, labels
from onrecord.extract.attribution.sentence import find_in
from onrecord.extract.attribution.tokens import units
from onrecord.records import Span
from onrecord.vocab import load

__all__ = ["Attribution", "find_attributions", "quotations"]


def find_attributions(text: str, *, nested: bool = False) -> list[Attribution]:
    """The attributions of a text in reading order; every span lies inside the text, roles are tuples of stretches in order.

    Without `nested` only the outermost are given: what a quoted speaker says that others said is left inside his words.
    """
    return [a for a in _all(text) if nested or not a.nested]


@lru_cache(maxsize=2)  # a reader and the rules that mend it ask for the same text one after the other
def _all(text: str) -> tuple[Attribution, ...]:
    quoted = quotations(text)
    parts = units(text, quoted)
    found = [_unowned(text, [*find_in(unit), *adverbs(unit)]) for unit in parts]
    carry_on(text, parts, found)
    everything = [a for own in found for a in own if a.content]
    everything += labels(text, parts)
    marked = _mark_nested(everything)
    return tuple(sorted((_ordered(a) for a in marked), key=lambda a: (a.start, a.cue, a.source)))


def _mark_nested(found: list[Attribution]) -> list[Attribution]:
    """Marks those whose speaker or cue stands inside what another one says."""
    contents = _merged([c for a in found for c in a.content])
    starts = [c.start for c in contents]
    marked = []
    for one in found:
        at = one.mention or (one.cue[0] if one.cue else None)
        if at is None:
            marked.append(one)
            continue
        inside = _inside(contents, starts, at)
        # Its own content never holds its own speaker, so a hit is another one's.
        marked.append(replace(one, nested=True) if inside and one.frame != "quote" and one.voice == "named" else one)
    return marked


def _merged(spans: list[Span]) -> list[Span]:
    """The stretches that cover the same ground, none overlapping."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start < found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def _inside(spans: Sequence[Span], starts: Sequence[int], span: Span) -> bool:
    i = bisect_right(starts, span.start) - 1
    return i >= 0 and spans[i].contains(span)


def _unowned(text: str, found: list[Attribution]) -> list[Attribution]:
    """ "Reports said": nobody owns it, although it has a subject."""
    kept = []
    for one in found:
        mention = one.mention
        unowned = mention and text[mention.start : mention.end].lower() in load.reporting().unowned
        kept.append(replace(one, voice="unattributed") if unowned else one)
    return kept


def _ordered(found: Attribution) -> Attribution:
    return replace(found, content=tuple(sorted(found.content)), source=tuple(sorted(found.source)), cue=tuple(sorted(found.cue)))


def words_of(text: str, spans: tuple[Span, ...]) -> str:
    """The words of a role, its stretches joined by three dots."""
    return " ... ".join(text[s.start : s.end] for s in spans)
