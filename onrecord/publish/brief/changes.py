"""What changed between two pictures: between what was known at a moment and what is known now.

Events are matched by the claims that they have in common, since an event's id changes where its claims do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from onrecord.publish.brief.wording import write_days, write_measure, write_range
from onrecord.records import Event, Picture
from onrecord.vocab.event_types import TERMS
from onrecord.vocab.findings import FINDING_MEANS, Strength


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One change, and the claims that make it: those in which its words stand."""

    what: str  # new event, grade, finding, figure, told again
    text: str
    claims: tuple[str, ...]


def find_changes(before: Picture, after: Picture) -> list[Changed]:
    """New events first, then what became of events that were known, by their days. Every change rests on at least one claim."""
    home = {claim: event for event in before.events for claim in event.claims}
    ordered = sorted(after.events, key=lambda e: (e.earliest or "9999", e.id))
    found = [change for event in ordered for change in _of(event, _before(event, home), after)]
    return sorted(found, key=lambda change: change.what != "new event")


def _before(event: Event, home: Mapping[str, Event]) -> Event | None:
    """The event that most of its claims stood in; None: nothing of it was known."""
    olds = [home[c] for c in event.claims if c in home]
    return max(olds, key=lambda e: (sum(o is e for o in olds), e.id)) if olds else None


def _of(event: Event, old: Event | None, after: Picture) -> Iterator[Changed]:
    place = event.place.name if event.place and event.place.name else None
    heading = ", ".join(p for p in (TERMS[event.type].label, place, write_days(event.earliest, event.latest)) if p)
    shown = tuple(i for i in event.claims if i in after.claims)
    if old is None:
        yield Changed(what="new event", text=heading, claims=shown)
        return
    grades = (old.grade.label if old.grade else None, event.grade.label if event.grade else None)
    if grades[0] != grades[1] and event.grade:
        text = f"{heading}: graded {grades[1]}, before {grades[0] or 'not graded'}"
        yield Changed(what="grade", text=text, claims=event.grade.because or shown)
    known = {(f.kind, frozenset(f.claims)) for f in old.findings}
    for finding in event.findings:
        if finding.strength is Strength.DIRECT and (finding.kind, frozenset(finding.claims)) not in known:
            text = f"{heading}: {finding.kind.replace('_', ' ')}. {FINDING_MEANS[finding.kind]}"
            yield Changed(what="finding", text=text, claims=finding.claims)
    ranges = {(f.what, f.of): (f.low, f.high) for f in old.figures}
    for figure in event.figures:
        was = ranges.get((figure.what, figure.of))
        if was != (figure.low, figure.high):
            of = f" ({figure.of})" if figure.of else ""
            earlier = f", before {write_range(*was)}" if was else ""
            text = f"{heading}: {write_range(figure.low, figure.high)} {write_measure(figure.what, figure.low, figure.high)}{of}{earlier}"
            yield Changed(what="figure", text=text, claims=tuple(i for r in figure.by_root for i in r.claims))
    new_roots = [r for r in event.roots if r.name not in {o.name for o in old.roots}]
    if new_roots:
        names = ", ".join(r.name for r in new_roots[:5]) + (f" and {len(new_roots) - 5} more" if len(new_roots) > 5 else "")
        yield Changed(what="told again", text=f"{heading}: now also {names}", claims=tuple(i for r in new_roots for i in r.claims))
