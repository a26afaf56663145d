"""Who is given which words, in any English text: the layer `attributions`.

Rules over tokens, no parser and no model: reporting verbs with the frames they open, "according to", inverted cues, nouns of speech,
labels, "reportedly", and the runs in which one speaker goes on. Linear in the length of the text; never raises on a string.
"""

from __future__ import annotations

from dataclasses import replace

from onrecord.extract.attribution.model import Attribution
from onrecord.extract.attribution.quotes import quotations
from onrecord.extract.attribution.runs import adverbs, carry_on, labels
from onrecord.extract.attribution.sentence import find_in
from onrecord.extract.attribution.tokens import units
from onrecord.records import Span
from onrecord.vocab import load

__all__ = ["Attribution", "find_attributions", "quotations"]


def find_attributions(text: str) -> list[Attribution]:
    """The attributions of a text in reading order; every span lies inside the text, roles are tuples of stretches in order."""
    parts = units(text, quotations(text))
    found = [_unowned(text, [*find_in(text, unit), *adverbs(text, unit)]) for unit in parts]
    carry_on(text, parts, found)
    everything = [a for own in found for a in own if a.content]
    everything += labels(text, parts)
    return sorted((_ordered(a) for a in everything), key=lambda a: (a.start, a.cue, a.source))


def _unowned(text: str, found: list[Attribution]) -> list[Attribution]:
    """ "Reports said": nobody owns it, although it has a subject."""
    kept = []
    for one in found:
        mention = one.mention
        if mention and text[mention.start : mention.end].lower() in load.reporting().unowned:
            one = replace(one, voice="unattributed")
        kept.append(one)
    return kept


def _ordered(found: Attribution) -> Attribution:
    return replace(found, content=tuple(sorted(found.content)), source=tuple(sorted(found.source)), cue=tuple(sorted(found.cue)))


def words_of(text: str, spans: tuple[Span, ...]) -> str:
    """The words of a role, its stretches joined by three dots."""
    return " ... ".join(text[s.start : s.end] for s in spans)
