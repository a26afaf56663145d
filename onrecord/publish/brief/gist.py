"""The brief in a few plain lines, for a terminal."""

from __future__ import annotations

from onrecord.publish.brief.disputes import by_dispute, find_disputes, is_likely
from onrecord.publish.brief.index import ClaimView, Index
from onrecord.publish.brief.standing import (
    EventView,
    count_roots,
    is_agreed,
    is_disputed,
    view_event,
    weight,
)
from onrecord.publish.brief.timeline import find_timelines
from onrecord.publish.brief.wording import clip, shown
from onrecord.records import Event, Picture
from onrecord.vocab.findings import GradeLabel
from onrecord.vocab.hedges import Modality

_MOST = 5  # of each kind; a terminal shows about forty lines


def gist(picture: Picture, *, most: int = _MOST) -> list[str]:
    """What is agreed, what is disputed with both sides' words, who holds what. Lines without control characters."""
    index = Index(picture)
    lines = [
        f"{count_roots(len(index.reports), len(index.roots()))}; "
        f"{_count(len(index.claims), 'claim')} of {_count(len(index.events), 'event')}"
        + (f"; as known at {picture.as_known_at}" if picture.as_known_at else "")
    ]
    ranked = sorted(index.events, key=lambda e: (tuple(-w for w in weight(e)), index.event_number(e)))
    lines += _agreed([e for e in ranked if is_agreed(e)], index, most)
    lines += _disputed(by_dispute((e for e in ranked if is_disputed(e, index)), index), index, most)
    lines += _held(index, most)
    if picture.skipped:
        lines += ["", f"Skipped: {len(picture.skipped)}"]
        lines += [f"  {s.location}: {s.reason}" for s in picture.skipped[:most]]
    return [shown(line) for line in lines]


def _heading(view: EventView) -> str:
    return ", ".join(p for p in (view.type, view.place and view.place.text, view.dates and view.dates.text) if p)


def _said(view: ClaimView) -> str:
    words = clip(" ".join(view.quote.split()), 150)
    speaker = view.speaker.text if view.narrated else f"{view.speaker.text} ({view.publisher}, {view.published})"
    firmness = "" if view.modality == Modality.ASSERTED else f", {view.modality}"
    return f"{speaker}{firmness}: “{words}”"


def _agreed(events: list[Event], index: Index, most: int) -> list[str]:
    lines = ["", f"AGREED ({len(events)})"] if events else ["", "AGREED: nothing by two independent roots"]
    for event in events[:most]:
        view = view_event(event, index)
        figures = "; ".join(f"{cited.text} {label}" for label, cited in view.figures[:2])
        lines.append(f"  {view.grade}: {_heading(view)}" + (f"; {figures}" if figures else ""))
        lines.append(f"    {view.counts}")
    return lines + _more(len(events), most)


def _disputed(events: list[Event], index: Index, most: int) -> list[str]:
    disputes = [(view_event(event, index), find_disputes(event, index)[0]) for event in events]
    likely = [(view, dispute) for view, dispute in disputes if is_likely(dispute, view.admissions)]
    lines = ["", f"DISPUTED ({len(likely)})"] if likely else ["", "DISPUTED: nothing for certain" if events else "DISPUTED: nothing"]
    for view, dispute in likely[:most]:
        lines.append(f"  {_heading(view)}: {dispute.kinds[0].lower()}")
        for side, claim in zip(dispute.sides, dispute.pair, strict=True):
            lines.append(f"    {_said(claim)}" + (f"  [{side.counts}]" if side.reports > 1 else ""))
        label = "Settled by an admission" if view.grade == GradeLabel.CONFIRMED else "Admission"
        lines += [f"    {label}: {_said(admitted)}" for admitted in view.admissions[:1]]
    perhaps = len(disputes) - len(likely)
    return lines + _more(len(likely), most) + ([f"  and {_count(perhaps, 'event')} that may be disputed"] if perhaps else [])


def _held(index: Index, most: int) -> list[str]:
    lines = []
    timelines = find_timelines(index)
    for timeline in timelines[:most]:
        for band in timeline.bands:
            if band.root is None:
                lines += [f"  {timeline.place}: {s.holder}, {s.state}, {s.time}" for s in band.spells[-2:]]
    return ["", "WHO HOLDS WHAT", *lines, *_more(len(timelines), most)] if lines else []


def _more(count: int, most: int) -> list[str]:
    return [f"  and {count - most} more in the brief"] if count > most else []


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
