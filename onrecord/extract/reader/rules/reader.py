"""A reader of claims by rules, word lists and small linear weights: no model to load but three files of a few hundred kilobytes."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from onrecord.extract.attribution import Attribution, find_attributions
from onrecord.extract.reader.base import ReadClaim, Rejected
from onrecord.extract.reader.rules import fields, weights
from onrecord.extract.reader.rules.choose import choose
from onrecord.extract.reader.rules.control import holding_in
from onrecord.extract.reader.rules.features import Context, contexts, modality_features, segment_features, type_features
from onrecord.extract.reader.rules.opinion import NONE
from onrecord.extract.reader.rules.segments import edges_of, sentences_of
from onrecord.extract.reader.rules.tails import trimmed, with_tails
from onrecord.extract.reader.voices import Voices
from onrecord.records import Report
from onrecord.vocab.event_types import EventType
from onrecord.vocab.hedges import Modality

# A stretch counts as a claim from these log-odds on. Below nought because the odds of one claim are shared by the stretches that
# nearly cover it; set where found F1 is highest on held-out clusters of the training reports.
THRESHOLD = -1.8
# The share from which on the class of words that state no claim is believed.
SURE_OF_NONE = 0.6


class RuleReader:
    """Implements onrecord.extract.reader.base.Reader."""

    name = "rules 1"
    languages: frozenset[str] | None = frozenset({"en"})
    mended = True
    sends_to: str | None = None
    rejected: Sequence[Rejected] = ()

    def __init__(self, *, folder: Path | None = None, threshold: float = THRESHOLD, none: float = SURE_OF_NONE) -> None:
        """`folder` holds other weights than the ones that ship."""
        self._folder = folder
        weights = sorted((folder or Path(__file__).with_name("model")).glob("*.npz"))
        self.model = hashlib.sha256(b"".join(hashlib.sha256(path.read_bytes()).digest() for path in weights)).hexdigest()
        self._threshold = threshold
        self._none = none

    def read(self, report: Report) -> list[ReadClaim]:
        """The claims of a report in reading order; every span lies inside its text."""
        text = report.text
        attributions = find_attributions(text, nested=True)
        voices = Voices(attributions)
        around = contexts(text, report.title or "", sentences_of(text, edges_of(attributions)), attributions)
        read = (self._claim(text, c, s, attributions, voices) for c in around for s in self._segments(c, attributions))
        return [claim for claim in read if claim]

    def _segments(self, context: Context, attributions: Sequence[Attribution]) -> list[tuple[int, int, float]]:
        segments = context.sentence.segments()
        if not segments:
            return []
        table = weights.load("segments", self._folder).score_all([segment_features(context, a, b, attributions) for a, b in segments])
        odds = (table[:, 1] - table[:, 0] - self._threshold).tolist()
        chosen = [(*segments[k], odds[k] + self._threshold) for k in choose(segments, odds)]
        return with_tails(context, chosen)

    def _claim(
        self, text: str, context: Context, segment: tuple[int, int, float], attributions: Sequence[Attribution], voices: Voices
    ) -> ReadClaim | None:
        first, past, odds = segment
        tokens = context.sentence.tokens
        quote = trimmed(text, context.sentence.span_of(first, past))
        types = weights.load("types", self._folder).probabilities(type_features(context, first, past, attributions))
        modalities = weights.load("modality", self._folder).probabilities(modality_features(context, first, past, attributions))
        if types.pop(NONE, 0.0) >= self._none:
            return None
        type_ = EventType(next(iter(types)))
        owner = voices.owner(quote)
        actor, target = fields.actor_and_target(tokens, first, past)
        claim = ReadClaim(
            quote=quote,
            type=type_,
            voice=owner.voice,
            source=owner.source,
            cue=owner.cue,
            via=owner.via,
            modality=Modality(next(iter(modalities))),
            actor=actor,
            target=target,
            confidence={"quote": _share(odds), "type": next(iter(types.values())), "modality": next(iter(modalities.values()))},
        )
        # The place is left open: which place of the report a claim is about is chosen better from all of them together.
        holding = holding_in(text, quote, type_, actor)
        return replace(claim, holder=holding.holder, change=holding.change, extent=holding.extent) if holding else claim


def _share(odds: float) -> float:
    """Log-odds as a share, kept clear of nought and one."""
    return round(1 / (1 + math.exp(-max(-20.0, min(20.0, odds)))), 4)
