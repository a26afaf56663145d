"""Rival accounts: who did it, and with what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from onrecord.reconcile.excuses import another_day, another_place
from onrecord.reconcile.findings import clash
from onrecord.reconcile.objects import rival_objects
from onrecord.reconcile.one_deed import one_deed, points_for_one, same_place
from onrecord.reconcile.reading import AT_FIRST, Names, View, days_between, told_before
from onrecord.reconcile.scope import a_habit, another_deed, at_each_other, gas_by_air, helped, no_deed_blamed, told_apart
from onrecord.records import Finding
from onrecord.vocab.event_types import CHARGES
from onrecord.vocab.event_types import EventType as T
from onrecord.vocab.findings import FindingKind
from onrecord.vocab.measures import HUMAN_HARM, Measure
from onrecord.vocab.outcomes import STOPPED

_DEEDS = frozenset(
    {T.AIR_STRIKE, T.SHELLING, T.SUICIDE_BOMB, T.IED, T.GRENADE, T.CHEMICAL_WEAPON, T.ATTACK_ON_CIVILIANS, T.ABDUCTION, T.SEXUAL_VIOLENCE}
    | {T.HERITAGE_DAMAGE, T.LOOTING_DESTRUCTION, T.ACCUSATION, T.CASUALTY_TOLL, T.AID_ACCESS, T.MOB_VIOLENCE}
)
_TOLD = _DEEDS | frozenset({T.ARMED_CLASH, T.DETENTION_MISSING, T.ARRESTS})
_FIGHTING = frozenset({T.ARMED_CLASH, T.AIR_STRIKE, T.SHELLING})
_SAYS_NO_STOP = _FIGHTING | {T.ACCUSATION, T.DEMAND}
_HITS = frozenset({T.AIR_STRIKE, T.SHELLING, T.ARMED_CLASH, T.ATTACK_ON_CIVILIANS, T.CASUALTY_TOLL, T.SUICIDE_BOMB, T.IED})
_PEOPLE = HUMAN_HARM | {Measure.ARRESTED, Measure.ABDUCTED, Measure.MISSING}
_NOBODY = frozenset({"others", "other", "people", "persons", "enemy", "them", "wounded", "victims"})  # words for whoever was hit
_TAKES = frozenset({T.DETENTION_MISSING, T.ABDUCTION, T.ARRESTS})
_SOME = 2  # points for one deed, from which on a rival account is looked at; `chance.py` says whether it is enough
_WEAPONS = frozenset({T.AIR_STRIKE, T.SHELLING, T.SUICIDE_BOMB, T.IED, T.GRENADE, T.CHEMICAL_WEAPON})


def account_clashes(claims: Sequence[View], names: Names) -> Iterator[Finding]:
    """Two roots name rival doers, rival weapons, or two kinds of victim of one deed; or one root changes the doer."""
    told = [v for v in claims if v.happened and v.claim.type in _TOLD]
    for left, right in combinations(told, 2):
        point = _rival_doers(left, right, names)
        if left.root == right.root:
            order = _order(left, right)
            if point and order and one_deed(left, right) and not _one_camp(left, right, names):
                first, then = order
                yield clash(
                    FindingKind.REVERSAL,
                    first,
                    then,
                    f"{point}, by one source",
                    _two_deeds(left, right, names) or another_place(left, right),
                )
            continue
        point = point or _rival_weapons(left, right, names) or _rival_victims(left, right, names) or rival_objects(left, right, names)
        if point and points_for_one(left, right, _answers(left, right, names)) >= _SOME:
            excuse = _elsewhere(left, right) or _one_camp(left, right, names) or _two_deeds(left, right, names)
            yield clash(FindingKind.ACCOUNT_CLASH, left, right, point, excuse)


def _two_deeds(left: View, right: View, names: Names) -> str | None:
    """Another day, another blow, an answer to it, or blame for something else."""
    return (
        another_day(left, right)
        or another_deed(left, right)
        or (at_each_other(left, right, names) if _rival_doers(left, right, names) else None)
        or helped(left, right)
        or a_habit(left, right)
        or gas_by_air(left, right)
        or no_deed_blamed(left, right)
        or told_apart(left, right)
    )


def _order(left: View, right: View) -> tuple[View, View] | None:
    """Which word came first: by the reports' times, or by "at first" in one of two quotes of one report."""
    if told_before(left, right):
        return left, right
    if told_before(right, left):
        return right, left
    begun = [bool(AT_FIRST.search(v.claim.quote.text)) for v in (left, right)]
    if left.claim.report != right.claim.report or begun[0] == begun[1]:
        return None
    return (left, right) if begun[0] else (right, left)


def halt_clashes(claims: Sequence[View], names: Names) -> Iterator[Finding]:
    """A force is said to have stopped its operations, by another root to have fought on, there and then."""
    stops = [v for v in claims if v.happened and v.claim.type not in _SAYS_NO_STOP and STOPPED.search(v.claim.quote.text)]
    for stop in stops:
        for fight in claims:
            if not fight.happened or fight.claim.type not in _FIGHTING or fight.root == stop.root:
                continue
            a, b = stop.claim.actor, fight.claim.actor
            gap = days_between(stop, fight)
            if a and b and names.alike(a, b, stop.claim) and (gap is None or gap <= 1) and not another_place(stop, fight):
                yield clash(FindingKind.ACCOUNT_CLASH, stop, fight, f"{a} had stopped against {b} fighting on")


def _answers(left: View, right: View, names: Names) -> bool:
    """The one who is blamed speaks in the other claim."""
    pairs = ((left, right), (right, left))
    return any(b.claim.source.named and bool(a.claim.actor) and names.one_body(b.root, a.claim.actor or "") for a, b in pairs)


def _rival_doers(left: View, right: View, names: Names) -> str | None:
    a, b = left.claim.actor, right.claim.actor
    if not a or not b or left.claim.type not in _DEEDS or right.claim.type not in _DEEDS or names.one_body(a, b):
        return None
    if (names.nobody_in_particular(a) or names.nobody_in_particular(b)) and not names.opposed(a, b, left.claim):
        return None
    if left.claim.target and right.claim.target and not names.alike(left.claim.target, right.claim.target, left.claim):
        return None
    return f"{a} against {b} as the doer"


def _rival_weapons(left: View, right: View, names: Names) -> str | None:
    a, b = left.claim, right.claim
    if a.type is b.type or a.type not in _WEAPONS or b.type not in _WEAPONS or {a.type, b.type} <= CHARGES:
        return None
    if a.target and b.target and not names.alike(a.target, b.target, a):
        return None
    return f"{a.type} against {b.type} as the cause"


def _rival_victims(left: View, right: View, names: Names) -> str | None:
    """One deed of one doer: one source says that it hit civilians, the other that it hit fighters."""
    a, b = left.claim, right.claim
    hit, other = _sufferer(left), _sufferer(right)
    if not hit or not other or names.civil(hit) == names.civil(other) or _NOBODY & {hit.casefold(), other.casefold()}:
        return None
    if (a.actor and b.actor and not names.alike(a.actor, b.actor, a)) or not (a.actor or b.actor) or not same_place(left, right):
        return None
    if not (a.type is b.type or {a.type, b.type} <= _HITS or {a.type, b.type} <= _TAKES):
        return None
    harmed = [any(f.what in HUMAN_HARM for f in c.figures) for c in (a, b)]
    if not all(harmed) and not {a.type, b.type} <= _TAKES:
        return None  # an airfield may be the target and children the dead
    gap = days_between(left, right)
    return f"{hit} against {other} as those who were hit" if gap is None or gap <= 0 else None


def _sufferer(view: View) -> str:
    """Who was hit, or else who is counted: "six suspects"."""
    return view.claim.target or next((f.of for f in view.claim.figures if f.of and f.what in _PEOPLE), "") or ""


def _elsewhere(left: View, right: View) -> str | None:
    """Two places; where two reports tell of one type, the event is one and the places are two names for it. One report's places are two."""
    one_report = left.claim.report == right.claim.report
    return another_place(left, right) if one_report or left.claim.type is not right.claim.type else None


def _one_camp(left: View, right: View, names: Names) -> str | None:
    a, b = left.claim.actor, right.claim.actor
    if a and b and not names.one_body(a, b) and names.alike(a, b, left.claim):
        return f"{a} and {b} stand together"
    return None
