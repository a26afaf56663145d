"""How much speaks for it that two claims gainsay each other: what a rule has found is weighed before it is shown as direct.

The rules say on what point two claims differ, and why both may yet be right. Neither is certain: a denial stands beside many claims of its
event and answers few of them, and "another place" may be another name. So the signs of `signs.py` are added up by a logistic rule whose
weights were learned from annotated reports (`gate/learn_clashes.py`) and frozen under a version: too little, and the finding is apparent;
much, and a reason why both may be right does not hold it back. What a person gave and what a machine read is weighed alike.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from onrecord.reconcile.clash_weights import CONSTANT, WEIGHTS
from onrecord.reconcile.reading import Names, View
from onrecord.reconcile.signs import Clash, excuses_in, signs_of
from onrecord.records import Finding, Sign
from onrecord.vocab.findings import CONTRADICTIONS, Strength

# Set on gold/train, each fold weighed by what the others taught: below SHOWN a rule's clash is held back, from FREED on its excuse is,
# if that excuse rests on a day or a place, which two reports may name differently and mean one.
SHOWN, FREED = 0.2, 0.3
YIELDING = frozenset({"another day", "two places", "a part of the place", "told long apart"})
_MOST = 6  # signs that a finding keeps


def weighed(findings: Iterable[Finding], claims: Mapping[str, View], event: Sequence[View], names: Names) -> Iterator[Finding]:
    """The findings of an event; of each contradiction the weight and the weightiest signs, and whether it is direct by them.

    claims: all that findings name; event: those of the event itself.
    """
    own = {view.claim.id for view in event}
    for finding in findings:
        if finding.kind not in CONTRADICTIONS:
            yield finding
            continue
        left, right = (claims[c] for c in finding.claims)
        clash = Clash(finding.kind, left, right, excuse_of(finding), own.issuperset(finding.claims), event, names)
        yield _judged(finding, *weigh(clash), yields=may_yield(clash.excuse))


def weigh(clash: Clash) -> tuple[float, tuple[Sign, ...]]:
    """All signs together, 0 to 1, and the weightiest, first."""
    adds = {name: value * WEIGHTS[name] for name, value in signs_of(clash).items() if name in WEIGHTS}
    sum_ = CONSTANT + sum(adds.values())
    first = sorted(adds, key=lambda name: (-abs(adds[name]), name))[:_MOST]
    weight = 1 / (1 + math.exp(-max(-30.0, min(30.0, sum_))))
    return round(weight, 3), tuple(Sign(statement=name, adds=round(adds[name], 2)) for name in first)


def may_yield(excuse: str) -> bool:
    """Whether enough signs may outweigh the reason why both may be right."""
    return not YIELDING.isdisjoint(excuses_in(excuse))


def excuse_of(finding: Finding) -> str:
    """Why both may be right, as the finding's sentence ends with it; "" for a direct one."""
    if finding.strength is Strength.DIRECT:
        return ""
    return finding.because.rpartition(", but ")[2].rstrip(".")


def _judged(finding: Finding, weight: float, signs: tuple[Sign, ...], *, yields: bool) -> Finding:
    known = replace(finding, weight=weight, signs=signs)
    if finding.strength is Strength.DIRECT and weight < SHOWN:
        against = [s.statement for s in signs if s.adds < 0][:2]
        reason = f" ({'; '.join(against)})" if against else ""
        return replace(
            known, strength=Strength.APPARENT, because=f"{finding.because[:-1]}, but too little says that both speak of one thing{reason}."
        )
    if finding.strength is not Strength.DIRECT and yields and weight >= FREED:
        return replace(known, strength=Strength.DIRECT, because=_yet(finding.because))
    return known


def _yet(because: str) -> str:
    """ "…, but the places are two." -> "…, though the places are two." """
    said, _, excuse = because.rpartition(", but ")
    return f"{said}, though {excuse}"
