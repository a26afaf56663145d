"""Rival accounts: who did it, and with what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from onrecord.reconcile.excuses import another_day, another_place
from onrecord.reconcile.findings import clash
from onrecord.reconcile.reading import Names, View, days_between
from onrecord.records import Finding
from onrecord.vocab.event_types import EventType as T
from onrecord.vocab.findings import FindingKind

_DEEDS = frozenset(
    {
        T.AIR_STRIKE, T.SHELLING, T.SUICIDE_BOMB, T.IED, T.GRENADE, T.CHEMICAL_WEAPON, T.ATTACK_ON_CIVILIANS, T.ABDUCTION, T.SEXUAL_VIOLENCE,
        T.HERITAGE_DAMAGE, T.LOOTING_DESTRUCTION, T.ACCUSATION, T.CASUALTY_TOLL, T.AID_ACCESS, T.MOB_VIOLENCE,
    }
)  # fmt: skip
_FIGHTING = frozenset({T.ARMED_CLASH, T.AIR_STRIKE, T.SHELLING})
_STOPPED = re.compile(r"\b(?:halt|stopp|suspend|paus|ceas|on hold|called off|standing down|stood down)\w*", re.IGNORECASE)
_WEAPONS = frozenset({T.AIR_STRIKE, T.SHELLING, T.SUICIDE_BOMB, T.IED, T.GRENADE, T.CHEMICAL_WEAPON})


def account_clashes(claims: Sequence[View], names: Names) -> Iterator[Finding]:
    """Two roots name rival doers, or rival weapons, of one deed."""
    told = [v for v in claims if v.happened and v.claim.type in _DEEDS]
    for left, right in combinations(told, 2):
        if left.root == right.root:
            continue
        point = _rival_doers(left, right, names) or _rival_weapons(left, right, names)
        if point:
            yield clash(FindingKind.ACCOUNT_CLASH, left, right, point, another_day(left, right) or another_place(left, right))


def halt_clashes(claims: Sequence[View], names: Names) -> Iterator[Finding]:
    """A force is said to have stopped its operations, by another root to have fought on, there and then."""
    stops = [v for v in claims if v.happened and v.claim.type not in _FIGHTING and _STOPPED.search(v.claim.quote.text)]
    for stop in stops:
        for fight in claims:
            if not fight.happened or fight.claim.type not in _FIGHTING or fight.root == stop.root:
                continue
            a, b = stop.claim.actor, fight.claim.actor
            gap = days_between(stop, fight)
            if a and b and names.alike(a, b, stop.claim) and (gap is None or gap <= 1) and not another_place(stop, fight):
                yield clash(FindingKind.ACCOUNT_CLASH, stop, fight, f"{a} had stopped against {b} fighting on")


def _rival_doers(left: View, right: View, names: Names) -> str | None:
    a, b = left.claim.actor, right.claim.actor
    if not a or not b or names.alike(a, b, left.claim):
        return None
    return f"{a} against {b} as the doer"


def _rival_weapons(left: View, right: View, names: Names) -> str | None:
    a, b = left.claim, right.claim
    if a.type is b.type or a.type not in _WEAPONS or b.type not in _WEAPONS:
        return None
    if a.target and b.target and not names.alike(a.target, b.target, a):
        return None
    return f"{a.type} against {b.type} as the cause"
