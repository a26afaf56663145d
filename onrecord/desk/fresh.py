"""What is new between two pictures of one ledger: contradictions, reversals, admissions, tolls that grew, grades that changed."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.desk.index import DeskIndex
from onrecord.publish.brief.standing import FINDING_LABELS
from onrecord.publish.brief.wording import write_measure, write_of, write_range
from onrecord.records import Claim, Event, Finding, Picture
from onrecord.vocab.findings import CONTRADICTIONS, FindingKind, Strength
from onrecord.vocab.measures import HUMAN_HARM


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One thing that is new about an event. finding: of a contradiction, a reversal, an admission."""

    kind: str  # contradiction, reversal, admission, toll, grade
    label: str
    event: Event
    because: str
    finding: Finding | None = None


SECTIONS = {
    "contradiction": "Contradictions",
    "reversal": "Reversals: a source against its own earlier word",
    "admission": "Admissions against interest",
    "toll": "Tolls that grew",
    "grade": "Grades that changed",
}


def news(index: DeskIndex, before: Picture | None) -> list[News]:
    """In the order of SECTIONS, direct before apparent, weightier events first. before None: everything is new."""
    known = {f.id for e in before.events for f in e.findings} if before else set()
    was = {c: e for e in before.events for c in e.claims} if before else {}
    found: list[News] = []
    for event in index.events:
        found += (n for f in event.findings if f.id not in known and (n := _finding(f, event, index)))
        if before:
            earlier = _earlier(event, was)
            found += _tolls(event, earlier)
            found += _grade(event, earlier)
    order = list(SECTIONS)
    return sorted(found, key=lambda n: (order.index(n.kind), _apparent(n), -len(n.event.roots), n.event.id))


def _apparent(item: News) -> bool:
    return item.finding is not None and item.finding.strength == Strength.APPARENT


def _finding(finding: Finding, event: Event, index: DeskIndex) -> News | None:
    if any(c not in index.claims for c in finding.claims):
        return None
    if finding.kind == FindingKind.REVERSAL:
        kind = "reversal"
    elif finding.kind in CONTRADICTIONS:
        kind = "contradiction"
    elif finding.kind == FindingKind.ADMISSION:
        kind = "admission"
    else:
        return None
    return News(kind=kind, label=FINDING_LABELS[finding.kind], event=event, because=finding.because, finding=finding)


def _earlier(event: Event, was: dict[str, Event]) -> list[Event]:
    """The events in which this one's claims stood."""
    return list({e.id: e for c in event.claims if (e := was.get(c))}.values())


def _tolls(event: Event, earlier: list[Event]) -> list[News]:
    told: dict[tuple[str, str | None], float] = {}
    for old in earlier:
        for figure in old.figures:
            key = (figure.what, figure.of)
            told[key] = max(told.get(key, 0), _most(figure.low, figure.high))
    return [
        News(
            kind="toll",
            label=write_measure(f.what, f.low, f.high) + (f" ({of})" if (of := write_of(f.what, f.of)) else ""),
            event=event,
            because=f"Now {write_range(f.low, f.high)}; {told[(f.what, f.of)]:g} was the most when you last looked.",
        )
        for f in event.figures
        if f.what in HUMAN_HARM and (f.what, f.of) in told and _most(f.low, f.high) > told[(f.what, f.of)]
    ]


def _most(low: float | None, high: float | None) -> float:
    return max(low or 0, high or 0)


def _grade(event: Event, earlier: list[Event]) -> list[News]:
    before = {str(e.grade.label) for e in earlier if e.grade}
    if not event.grade or not before or str(event.grade.label) in before:
        return []
    return [
        News(kind="grade", label=f"{' / '.join(sorted(before))} → {event.grade.label}", event=event, because=event.grade.rule),
    ]


def to_check(index: DeskIndex, below: float) -> list[Claim]:
    """Claims that the reader was unsure of, the least sure first; those that people accepted are sure."""
    unsure = [(c.confidence.get("claim", min(c.confidence.values())), c.id, c) for c in index.claims.values() if c.confidence]
    return [c for sure, _, c in sorted(unsure, key=lambda u: u[:2]) if sure < below]
