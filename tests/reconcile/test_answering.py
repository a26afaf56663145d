"""A sweeping denial stands in one event and is shown beside what it answers in others."""

from __future__ import annotations

from dataclasses import replace

from builders import a_report
from reconcile.cases import ARMY, DURA, MAYOR, OBSERVATORY, REGISTER, said

from onrecord.reconcile import answering, reconcile_all
from onrecord.records import Claim, Event, Root
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import FindingKind, GradeLabel
from onrecord.vocab.hedges import Modality

DENIAL = said("the army shells no homes in Dura", ARMY, modality=Modality.DENIED, actor="Harran army", target="residents", report="r3")
FIRST = said("shells of the army hit homes in Dura", MAYOR, actor="Harran army", target="residents")
SECOND = said("shells fell on the homes", OBSERVATORY, actor="Harran army", target="residents", report="r2")
ELSEWHERE = replace(
    said("shells fell on Homs", OBSERVATORY, actor="Front of Dura", target="Harran army", report="r2"), place=replace(DURA, name="Homs")
)


def _event(name: str, *claims: Claim) -> Event:
    roots = tuple(Root(name=c.source.name, claims=(c.id,)) for c in claims)
    return Event(id=name, type=EventType.SHELLING, claims=tuple(c.id for c in claims), roots=roots)


CLAIMS = {c.id: c for c in (DENIAL, FIRST, SECOND, ELSEWHERE)}
REPORTS = {r: a_report(id=r, publisher=f"Paper {r}", published="2016-12-11") for r in ("r1", "r2", "r3")}
EVENTS = (_event("evt-1", FIRST, DENIAL), _event("evt-2", SECOND), _event("evt-3", ELSEWHERE))


def test_a_denial_answers_the_event_that_means_the_same_and_no_other() -> None:
    found = answering(EVENTS, REPORTS, CLAIMS, REGISTER)
    assert {event: [(a.denial, a.claims) for a in given] for event, given in found.items()} == {"evt-2": [(DENIAL.id, (SECOND.id,))]}


def test_the_denial_stays_in_its_event_and_contests_the_other() -> None:
    first, second, third = reconcile_all(EVENTS, REPORTS, CLAIMS, REGISTER)
    for event, claim in ((first, FIRST), (second, SECOND)):
        [denial] = [f for f in event.findings if f.kind is FindingKind.DENIAL]
        assert set(denial.claims) == {claim.id, DENIAL.id}
        assert event.grade is not None and event.grade.label is GradeLabel.CONTESTED
    assert second.claims == (SECOND.id,)
    assert not [f for f in third.findings if f.kind is FindingKind.DENIAL]


def test_the_order_of_the_events_plays_no_part() -> None:
    assert answering(EVENTS[::-1], REPORTS, CLAIMS, REGISTER) == answering(EVENTS, REPORTS, CLAIMS, REGISTER)
