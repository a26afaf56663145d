"""The grade of an event by a printed rule that can be run again (Airwars' labels). Rules are tried in the order of RULES."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from onrecord.reconcile.agreement import admits, independent
from onrecord.reconcile.excuses import one_side
from onrecord.reconcile.reading import Names, View, told_before
from onrecord.records import Finding, Grade
from onrecord.vocab.findings import CONTRADICTIONS, FindingKind, GradeLabel, Strength
from onrecord.vocab.hedges import Modality
from onrecord.vocab.measures import HUMAN_HARM


@dataclass(frozen=True, slots=True)
class Case:
    """What the rules look at."""

    claims: Sequence[View]
    findings: Sequence[Finding]
    names: Names
    elsewhere: Sequence[View] = ()  # denials of other events that answer this one

    def by_id(self, ids: Sequence[str]) -> list[View]:
        return [v for i in ids for v in (*self.claims, *self.elsewhere) if v.claim.id == i]

    def withdrawn(self) -> set[str]:
        """Claims that their own root took back later."""
        gone = set()
        for finding in self.findings:
            if finding.kind is FindingKind.REVERSAL and finding.strength is Strength.DIRECT:
                first, then = self.by_id(finding.claims)
                if told_before(first, then) or first.claim.report == then.claim.report:
                    gone.add(first.claim.id)
        return gone


def discounted(case: Case) -> list[str]:
    gone = case.withdrawn()
    said = [v for v in case.claims if v.happened]
    if gone and len({v.root for v in said}) <= 1 and all(v.claim.id in gone for v in said):
        return [v.claim.id for v in case.claims if v.claim.id in gone or v.denied]
    civil = [v for v in said if _civilian_harm(v, case.names)]
    roots = {v.root for v in civil}
    fighters = [
        v for v in said if v.root in roots and _fighters_harmed(v, case.names) and all(told_before(c, v) for c in civil if c.root == v.root)
    ]
    if civil and {v.root for v in fighters} == roots:
        return [v.claim.id for v in (*civil, *fighters)]
    return []


def confirmed(case: Case) -> list[str]:
    gone = case.withdrawn()
    return [
        v.claim.id
        for v in case.claims
        if v.claim.modality is Modality.ASSERTED and v.claim.id not in gone and admits(v, case.names.register)
    ]


def contested(case: Case) -> list[str]:
    """Both claims of the first live direct contradiction between roots that do not stand on one known side."""
    found = live_contradictions(case)
    return [v.claim.id for v in found[0]] if found else []


def fair(case: Case) -> list[str]:
    by_root: dict[str, View] = {}
    for view in case.claims:
        if view.happened:
            by_root.setdefault(view.root, view)
    chosen = independent(by_root, case.claims)
    return [v.claim.id for v in chosen] if len(chosen) > 1 and not live_contradictions(case) else []


def weak(case: Case) -> list[str]:
    return [v.claim.id for v in case.claims]


def live_contradictions(case: Case) -> list[tuple[View, View]]:
    gone = case.withdrawn()
    found = []
    for finding in case.findings:
        if finding.kind in CONTRADICTIONS and finding.kind is not FindingKind.REVERSAL and finding.strength is Strength.DIRECT:
            left, right = case.by_id(finding.claims)
            if not {left.claim.id, right.claim.id} & gone and not one_side(left, right, case.names):
                found.append((left, right))
    return found


RULES: tuple[tuple[GradeLabel, str, Callable[[Case], list[str]]], ...] = (
    (
        GradeLabel.DISCOUNTED,
        "Discounted: its only root took it back, or the harm was to fighters where harm to civilians had been claimed.",
        discounted,
    ),
    (GradeLabel.CONFIRMED, "Confirmed: a root says it against the interest of its own side.", confirmed),
    (GradeLabel.CONTESTED, "Contested: a live direct contradiction between roots that do not stand on one known side.", contested),
    (GradeLabel.FAIR, "Fair: two or more independent roots and no live direct contradiction.", fair),
    (GradeLabel.WEAK, "Weak: none of the other rules applies.", weak),
)


def grade(case: Case) -> Grade:
    """The first rule that finds claims to stand on."""
    for label, rule, finds in RULES:
        because = finds(case)
        if because:
            return Grade(label=label, rule=rule, because=tuple(dict.fromkeys(because)))
    return Grade(label=GradeLabel.WEAK, rule=RULES[-1][1], because=())


def _civilian_harm(view: View, names: Names) -> bool:
    return any(f.what in HUMAN_HARM and f.of and names.civil(f.of) and f.low != 0 for f in view.claim.figures)


def _fighters_harmed(view: View, names: Names) -> bool:
    return any(f.what in HUMAN_HARM and f.of and not names.civil(f.of) and f.low != 0 for f in view.claim.figures)
