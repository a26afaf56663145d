"""What plain words say of a stretch of text: whether it states a claim, and of what type. The trained reader asks for it."""

from __future__ import annotations

import math
from bisect import bisect_right
from pathlib import Path

from onrecord.extract.attribution import find_attributions
from onrecord.extract.reader.rules import weights
from onrecord.extract.reader.rules.features import Context, contexts, features_in, segment_features, type_features
from onrecord.extract.reader.rules.segments import edges_of, sentences_of
from onrecord.records import Span
from onrecord.vocab.event_types import EventType

NONE = "none"  # the class of the type weights for words that state no claim
_LEAST = 1e-4


class Opinion:
    """The linear weights of the rule reader, asked about stretches that another reader chose in one report."""

    def __init__(self, text: str, title: str, *, folder: Path | None = None) -> None:
        """`folder` holds other weights than the ones that ship."""
        self._types, self._clauses = weights.load("types", folder), weights.load("segments", folder)
        self._attributions = find_attributions(text, nested=True)
        self._contexts = contexts(text, title, sentences_of(text, edges_of(self._attributions)), self._attributions)
        self._starts = [c.sentence.span.start for c in self._contexts]

    def types(self, quote: Span) -> dict[EventType, float]:
        """The chance of every type, given that the words state a claim; empty where they hold no word."""
        shares = self._shares(quote)
        shares.pop(NONE, None)
        total = sum(shares.values())
        return {EventType(name): share / total for name, share in shares.items()} if total else {}

    def odds(self, quote: Span) -> tuple[float, float]:
        """(log odds that the words state no claim, log odds that they are cut as a claim is cut); noughts where nothing can be said."""
        found = self._place(quote)
        if found is None:
            return 0.0, 0.0
        none = min(max(self._shares(quote).get(NONE, 0.5), _LEAST), 1 - _LEAST)
        cut = self._clauses.score(segment_features(*found, self._attributions))
        return math.log(none / (1 - none)), float(cut[1] - cut[0])

    def _shares(self, quote: Span) -> dict[str, float]:
        found = self._place(quote)
        return self._types.probabilities(type_features(*found, self._attributions)) if found else {}

    def _place(self, quote: Span) -> tuple[Context, int, int] | None:
        at = bisect_right(self._starts, quote.start) - 1
        return features_in(quote, self._contexts[at : at + 1]) if at >= 0 else None
