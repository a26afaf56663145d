"""The main path of the stage: an event's claims -> figures, findings, grade."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from onrecord.knowledge.actors.register import ActorRegister
from onrecord.reconcile.agreement import admissions, circular, corroboration
from onrecord.reconcile.answering import Answer, answering
from onrecord.reconcile.chance import weighed
from onrecord.reconcile.denials import denials
from onrecord.reconcile.doubts import with_doubts
from onrecord.reconcile.figures import event_figures, figure_clashes
from onrecord.reconcile.grade import Case, grade
from onrecord.reconcile.holders import control_clashes, date_clashes, outcome_clashes
from onrecord.reconcile.manner import manner_clashes
from onrecord.reconcile.reading import Names, View, names_of, view, views
from onrecord.reconcile.responsibility import account_clashes, halt_clashes
from onrecord.records import Claim, Event, Finding, Report
from onrecord.vocab.findings import CONTRADICTIONS, Strength


def reconcile(
    event: Event,
    reports: Mapping[str, Report],
    claims: Mapping[str, Claim],
    register: ActorRegister,
    answers: Sequence[Answer] = (),
) -> Event:
    """The event with its figures, findings and grade.

    answers: denials of other events that answer claims of this one too (see answering); they are set against those claims, and count for
    nothing else.
    """
    names = names_of(register)
    told = views(event, reports, claims)
    elsewhere = {a.denial: view(claims[a.denial], a.root, reports.get(claims[a.denial].report)) for a in answers if a.denial in claims}
    seen = {v.claim.id: v for v in told} | elsewhere
    answered = ((elsewhere[a.denial], seen[c]) for a in answers if a.denial in elsewhere for c in a.claims if c in seen)
    found = chain(find(told, names), (f for denial, said in answered for f in denials((denial, said), names)))
    findings = tuple(_distinct(with_doubts(weighed(found, seen, told, names), seen, names), seen))
    return replace(
        event, figures=event_figures(told, names), findings=findings, grade=grade(Case(told, findings, names, list(elsewhere.values())))
    )


def reconcile_all(
    events: Sequence[Event], reports: Mapping[str, Report], claims: Mapping[str, Claim], register: ActorRegister
) -> list[Event]:
    """Every event with its figures, findings and grade, and the denials of other events that answer it."""
    answers = answering(events, reports, claims, register)
    return [reconcile(event, reports, claims, register, answers.get(event.id, ())) for event in events]


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
