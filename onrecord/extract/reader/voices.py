"""Who says a stretch of text: looked up among the attributions of its report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.extract.attribution import Attribution
from onrecord.extract.reader.base import Voice
from onrecord.records import Span
from onrecord.vocab.hedges import Modality

_STEP = 400  # characters in one drawer of the index
# Frames whose cue may stand inside the claim's own words: "Kerry urged Russia to show grace"
_CUE_INSIDE = frozenset({"object", "infinitive", "hearer_infinitive", "noun", "passive", "adverb"})


# "It was reported" has no owner and is not the narrator's; "it is believed" is the narrator's own guess
_SPOKEN = frozenset({"report", "say", "allege", "claim", "rumour", "rumor"})


@dataclass(frozen=True, slots=True)
class Owner:
    """The voice of a stretch, with the attribution it was read from."""

    voice: Voice
    source: Span | None = None
    cue: Span | None = None
    via: tuple[Span, ...] = ()
    attribution: Attribution | None = None


class Voices:
    """Attributions of one report, by place."""

    def __init__(self, attributions: Sequence[Attribution]) -> None:
        self.attributions = attributions
        self._drawers: dict[int, list[int]] = {}
        for number, one in enumerate(attributions):
            for span in (*one.content, *one.cue):
                for drawer in range(span.start // _STEP, span.end // _STEP + 1):
                    mine = self._drawers.setdefault(drawer, [])
                    if not mine or mine[-1] != number:
                        mine.append(number)

    def near(self, span: Span) -> list[Attribution]:
        """Attributions with a cue or content that may touch the stretch."""
        numbers = {n for d in range(span.start // _STEP, span.end // _STEP + 1) for n in self._drawers.get(d, ())}
        return [self.attributions[n] for n in sorted(numbers)]

    def adverb(self, quote: Span) -> Span | None:
        """ "Reportedly" and the like in the stretch, where it goes with the stretch's first verb."""
        for one in self.near(quote):
            covered = sum(max(0, min(c.end, quote.end) - max(c.start, quote.start)) for c in one.content)
            if one.frame == "adverb" and quote.contains(one.cue[0]) and 2 * covered >= len(quote):
                return one.cue[0]
        return None

    def owner(self, quote: Span) -> Owner:
        """The innermost speaker of the stretch; the narrator where nobody else is named."""
        named: list[tuple[float, Attribution]] = []
        unowned: list[Attribution] = []
        for one in self.near(quote):
            fit = _fit(one, quote)
            if fit is None:
                continue
            if one.voice == "unattributed" and one.frame == "noun":
                named.append((fit, one))  # "denied reports that ...": nobody owns what stands in the reports
            elif one.voice == "unattributed":
                if not (one.frame == "passive" and one.lemma not in _SPOKEN):
                    unowned.append(one)
            elif one.mention:
                named.append((fit, one))
        if named:
            best = min(named, key=lambda f: f[0])[1]
            owned = [f for f in named if f[1].mention and f[1].modality is not Modality.DENIED]
            if best.mention is None and owned:
                best = min(owned, key=lambda f: f[0])[1]  # "concerned about reports that ...": a named source that hedges
            if best.mention is None:
                return Owner("unattributed", None, best.cue[0] if best.cue else None, best.via, best)
            return Owner("named", best.mention, best.cue[0] if best.cue else None, best.via, best)
        if unowned:
            first = unowned[0]
            return Owner("unattributed", None, first.cue[0] if first.cue else None, first.via, first)
        return Owner("narrator")


def _fit(one: Attribution, quote: Span) -> float | None:
    """How closely the attribution's content holds the stretch, small is close; None: it does not own it."""
    covered = sum(max(0, min(c.end, quote.end) - max(c.start, quote.start)) for c in one.content)
    inside = any(quote.contains(c) for c in one.cue)
    if inside and one.frame in _CUE_INSIDE:
        return 0.5 * sum(map(len, one.content)) if covered >= 0.3 * len(quote) else None
    if inside and one.mention and quote.contains(one.mention):
        # "X said that Y" as the claim's own words: still X's
        return float(sum(map(len, one.content)))
    return float(sum(map(len, one.content))) if covered >= 0.6 * len(quote) else None
