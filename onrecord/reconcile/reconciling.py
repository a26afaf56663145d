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
from onrecord.reconcile.holders import control_clashes, outcome_clashes
from onrecord.reconcile.reading import Names, View, names_of, views
from onrecord.reconcile.responsibility import account_clashes, halt_clashes
from onrecord.records import Claim, Event, Finding, Report
from onrecord.vocab.findings import CONTRADICTIONS


def reconcile(event: Event, reports: Mapping[str, Report], claims: Mapping[str, Claim], register: ActorRegister) -> Event:
    """The event with its figures, findings and grade."""
    names = names_of(register)
    told = views(event, reports, claims)
    findings = tuple(_distinct(with_doubts(find(told, names), {v.claim.id: v for v in told}, names)))
    return replace(event, figures=event_figures(told, names), findings=findings, grade=grade(Case(told, findings, names)))


def find(told: Sequence[View], names: Names) -> Iterator[Finding]:
    """Everything on which the claims agree or differ, contradictions first."""
    yield from denials(told, names)
    yield from control_clashes(told, names)
    yield from outcome_clashes(told, names)
    yield from figure_clashes(told, names)
    yield from account_clashes(told, names)
    yield from halt_clashes(told, names)
    yield from admissions(told, names.register)
    yield from corroboration(told)
    yield from circular(told)


def _distinct(findings: Iterator[Finding]) -> Iterator[Finding]:
    """One pair of claims contradicts itself once: the first kind found is kept."""
    seen: set[tuple[str, ...]] = set()
    for finding in findings:
        pair = tuple(sorted(finding.claims))
        at = pair if finding.kind in CONTRADICTIONS else (str(finding.kind), *pair)
        if at not in seen:
            seen.add(at)
            yield finding
