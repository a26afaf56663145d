"""Picks the date of a claim's event among the dates of its report: of the event, not of its saying.

The weights (choice.json) are a conditional logit learned from our own annotated reports (gold/train and gold/train-real) by
gate/train_dates_layer.py: each option scores the sum of its features' weights, and the highest wins.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from importlib import resources

from onrecord.extract.dates.dateline import reference_day
from onrecord.extract.dates.mention import DateMention, precision_of
from onrecord.extract.dates.options import Case, Option, options
from onrecord.records import Span, When, words_at
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import Change
from onrecord.vocab.hedges import Modality


@cache
def weights() -> Mapping[str, float]:
    data: dict[str, dict[str, float]] = json.loads((resources.files(__package__) / "choice.json").read_text("utf-8"))
    return data["weights"]


def date_of(
    quote: Span,
    text: str,
    mentions: Sequence[DateMention],
    *,
    published: str | None,
    event_type: EventType,
    modality: Modality,
    control_change: Change | None = None,
) -> When | None:
    """When the event of a claim happened; None: not stated.

    mentions: what find_dates gave for the same text and published. A date taken over from an earlier sentence carries the words it
    came from; the day of publication ("now") carries none.
    """
    case = Case(
        quote=quote,
        text=text,
        mentions=mentions,
        today=reference_day(text, published),
        event_type=event_type,
        modality=modality,
        change=control_change,
    )
    best = best_option(options(case), weights())
    if best.days is None:
        return None
    first, last = best.days
    return When(
        earliest=first,
        latest=last,
        mention=words_at(text, best.span) if best.span else None,
        precision=precision_of(date.fromisoformat(first), date.fromisoformat(last)),
    )


def best_option(choices: Sequence[Option], table: Mapping[str, float]) -> Option:
    """The option with the highest sum of weights; the earlier in the list where two are level."""
    return max(choices, key=lambda o: sum(table.get(f, 0.0) for f in o.features))
