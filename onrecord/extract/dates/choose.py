"""Picks the date of a claim's event among the dates of its report: of the event, not of its saying.

The weights (choice.json) are a conditional logit learned from our own annotated reports (training/corpus) by
training/layers/dates.py: an option's odds are the sum of its features' weights. Claims of one report are dated in order, since a
passage tends to stay with its day: what is thought of the claim before weighs on the next.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from importlib import resources

from onrecord.extract.dates.dateline import reference_day
from onrecord.extract.dates.mention import DateMention, precision_of
from onrecord.extract.dates.option import Option
from onrecord.extract.dates.options import options
from onrecord.extract.dates.page import Frame, Page, page
from onrecord.records import Span, When, words_at
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import Change
from onrecord.vocab.hedges import Modality

Days = tuple[str, str] | None
Odds = dict[Days, float]  # how likely each date is; they add up to 1

_LEAST = 0.02  # beliefs about the claim before that are smaller than this are not followed


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
    """When the event of one claim happened; None: not stated. See dates_of, which knows the neighbours too."""
    frame = Frame(quote=quote, event_type=event_type, modality=modality, control_change=control_change)
    return dates_of([frame], text, mentions, published=published)[0]


def dates_of(frames: Sequence[Frame], text: str, mentions: Sequence[DateMention], *, published: str | None) -> list[When | None]:
    """When the events of a report's claims happened, in the order of the frames; None: not stated.

    mentions: what find_dates gave for the same text and published. A date taken over from another sentence carries the words it
    came from; the day of publication ("now") carries none.
    """
    report = page(text, mentions, reference_day(text, published))
    order = sorted(range(len(frames)), key=lambda i: (frames[i].quote, i))
    dates: list[When | None] = [None] * len(frames)
    before: tuple[Frame, Odds] | None = None
    for i in order:
        choices = options(report, frames[i])
        odds = follow(report, frames[i], choices, before, weights())
        dates[i] = _when(text, choices, likeliest(odds), weights())
        before = (frames[i], odds)
    return dates


def follow(report: Page, frame: Frame, choices: Sequence[Option], before: tuple[Frame, Odds] | None, table: Mapping[str, float]) -> Odds:
    """How likely each date is, given what is thought of the claim before."""
    base = [sum(table.get(f, 0.0) for f in o.features) for o in choices]
    if before is None:
        return _odds(choices, [b + sum(table.get(f, 0.0) for f in link_features(o, None, "")) for b, o in zip(base, choices, strict=True)])
    earlier, beliefs = before
    step, total = apart(report, earlier, frame), Odds()
    for days, share in beliefs.items():
        if share < _LEAST:
            continue
        scores = [b + sum(table.get(f, 0.0) for f in link_features(o, days, step)) for b, o in zip(base, choices, strict=True)]
        for got, odds in _odds(choices, scores).items():
            total[got] = total.get(got, 0.0) + share * odds
    whole = sum(total.values())
    return {days: odds / whole for days, odds in total.items()}


def likeliest(odds: Odds) -> Days:
    """Undated where that is more likely than every date together; else the likeliest date."""
    dated = {days: p for days, p in odds.items() if days is not None}
    if not dated or odds.get(None, 0.0) > sum(dated.values()):
        return None
    return max(dated, key=lambda days: (dated[days], days))


def apart(report: Page, earlier: Frame, frame: Frame) -> str:
    """How far two claims stand from each other: in one sentence, the next, farther; and whether they are of one type."""
    steps = report.lines_between(earlier.quote.end, frame.quote.start)
    return f"{min(steps, 3)}{'=' if earlier.event_type == frame.event_type else ''}"


def link_features(option: Option, before: Days, step: str) -> tuple[str, ...]:
    """What the date of the claim before says of this option. step "": nothing is known of a claim before."""
    if not step:
        return (f"{option.features[0]}~alone",)
    kind = option.features[0]
    link = "none" if before is None else ("same" if option.days == before else "other")
    own = next(f for f in option.features if f.startswith(f"{kind}|own="))[-1]
    return (f"{kind}~{link}", f"{kind}~{link}~{step[0]}", f"{kind}~{link}~{step}~{own}", f"{option.days is None}~{link}~{own}")


def _odds(choices: Sequence[Option], scores: Sequence[float]) -> Odds:
    top, total = max(scores), Odds()
    grown = [math.exp(s - top) for s in scores]
    for option, share in zip(choices, grown, strict=True):
        total[option.days] = total.get(option.days, 0.0) + share / sum(grown)
    return total


def _when(text: str, choices: Sequence[Option], days: Days, table: Mapping[str, float]) -> When | None:
    """The date with the words that speak best for it; the earlier words where two are level."""
    if days is None:
        return None
    best = max((o for o in choices if o.days == days), key=lambda o: sum(table.get(f, 0.0) for f in o.features))
    return When(
        earliest=days[0],
        latest=days[1],
        mention=words_at(text, best.span) if best.span else None,
        precision=precision_of(date.fromisoformat(days[0]), date.fromisoformat(days[1])),
    )
