"""The main path of the stage: an event's claims -> figures, findings, grade."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from onrecord.knowledge.actors.register import ActorRegister
from onrecord.reconcile.agreement import admissions, circular, corroboration
from onrecord.reconcile.denials import denials
from onrecord.reconcile.doubts import with_doubts
from onrecord.reconcile.figures import event_figures, figure_clashes
from onrecord.reconcile.grade import Case, grade
from onrecord.reconcile.holders import control_clashes, date_clashes, outcome_clashes
from onrecord.reconcile.manner import manner_clashes
from onrecord.reconcile.reading import Names, View, names_of, views
from onrecord.reconcile.responsibility import account_clashes, halt_clashes
from onrecord.records import Claim, Event, Finding, Report
from onrecord.vocab.findings import CONTRADICTIONS, Strength


def reconcile(event: Event, reports: Mapping[str, Report], claims: Mapping[str, Claim], register: ActorRegister) -> Event:
    """The event with its figures, findings and grade."""
    names = names_of(register)
    told = views(event, reports, claims)
    seen = {v.claim.id: v for v in told}
    findings = tuple(_distinct(with_doubts(find(told, names), seen, names), seen))
    return replace(event, figures=event_figures(told, names), findings=findings, grade=grade(Case(told, findings, names)))


def find(told: Sequence[View], names: Names) -> Iterator[Finding]:
    """Everything on which the claims agree or differ, contradictions first."""
    yield from denials(told, names)
    yield from control_clashes(told, names)
    yield from outcome_clashes(told, names)
    yield from date_clashes(told, names)
    yield from figure_clashes(told, names)
    yield from account_clashes(told, names)
    yield from halt_clashes(told, names)
    yield from manner_clashes(told, names)
    yield from admissions(told, names.register)
    yield from corroboration(told)
    yield from circular(told)


def _distinct(findings: Iterator[Finding], claims: Mapping[str, View]) -> Iterator[Finding]:
    """One passage contradicts another once: the first kind found is kept, a direct one before a seeming one.

    Two sources who say a thing in one breath stand in one passage, and whoever contradicts it contradicts both: one finding tells that.
    """
    kept: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        if finding.kind in CONTRADICTIONS:
            quotes = (claims[c].claim for c in finding.claims)
            at: tuple[object, ...] = tuple(sorted((c.report, c.quote.start, c.quote.end) for c in quotes))
        else:
            at = (str(finding.kind), *sorted(finding.claims))
        held = kept.get(at)
        if held is None or (held.strength is not Strength.DIRECT and finding.strength is Strength.DIRECT):
            kept[at] = finding
    yield from kept.values()
