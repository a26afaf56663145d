"""Word against word: statements that two claims tell of one thing and disagree on a point of it.

A disagreement is evidence of one event: whoever denies a strike speaks of that strike.
"""

from __future__ import annotations

from onrecord.link.compare.actors import likeness
from onrecord.link.compare.event_type import FAMILIES_OF
from onrecord.link.compare.place import lies_in
from onrecord.link.compare.score import Score
from onrecord.link.facts import FIGHTING, Facts, Name
from onrecord.vocab.event_types import EventType as T
from onrecord.vocab.measures import Measure

_DEEDS = frozenset(
    {T.AIR_STRIKE, T.SHELLING, T.SUICIDE_BOMB, T.IED, T.GRENADE, T.CHEMICAL_WEAPON, T.ATTACK_ON_CIVILIANS, T.ABDUCTION, T.SEXUAL_VIOLENCE}
    | {T.HERITAGE_DAMAGE, T.LOOTING_DESTRUCTION, T.CASUALTY_TOLL, T.MOB_VIOLENCE, T.ACCUSATION}
)
_SELDOM_ONE = frozenset({Measure.OTHER, Measure.DISTANCE_KM, Measure.FIGHTERS})


def denies_the_same(left: Facts, right: Facts) -> Score:
    """One claim denies what the other asserts: of one type, at one place if both name one, with no other doer."""
    if left.denied == right.denied:
        return Score.silent("no denial beside an assertion")
    if _apart(left, right) or _strangers(left.doer, right.doer):
        return Score(0.0, "another place, day or doer")
    if left.claim.type is right.claim.type:
        known = bool(left.doer and right.doer)
        return Score(
            1.0 if known and _one_spot(left, right) else 0.7 if known or _one_spot(left, right) else 0.4,
            "a denial and an assertion of one type",
        )
    related = bool(FAMILIES_OF[left.claim.type] & FAMILIES_OF[right.claim.type]) or T.ACCUSATION in (left.claim.type, right.claim.type)
    return Score(0.25 if related else 0.0, f"{left.claim.type} and {right.claim.type}")


def blames_another(left: Facts, right: Facts) -> Score:
    """Two deeds of one kind at one place, on days that may be one, laid to two doers, the sufferers not being others."""
    a, b = left.claim.type, right.claim.type
    if a not in _DEEDS or b not in _DEEDS or left.doer is None or right.doer is None or left.denied or right.denied:
        return Score.silent("no two doers of a deed")
    if not _strangers(left.doer, right.doer) or _apart(left, right) or _strangers(left.sufferer, right.sufferer):
        return Score.silent("one doer, or another place, day or sufferer")
    if not (a is b or T.ACCUSATION in (a, b) or FAMILIES_OF[a] & FAMILIES_OF[b]):
        return Score.silent("another kind of deed")
    blamed = T.ACCUSATION in (a, b) and left.sufferer is not None and right.sufferer is not None
    value = 1.0 if _pinned(left, right) or (blamed and _one_spot(left, right)) else 0.2
    return Score(value, f"{left.doer.words} and {right.doer.words}")


def counts_the_same(left: Facts, right: Facts) -> Score:
    """Both count one thing of one type at one place, on days that may be one, and the sufferers are not others."""
    measures = {f[0] for f in left.figures} & {f[0] for f in right.figures} - _SELDOM_ONE
    if not measures or left.claim.type is not right.claim.type or left.denied or right.denied:
        return Score.silent("no count in common")
    if _apart(left, right) or _strangers(left.sufferer, right.sufferer):
        return Score(0.0, "another place, day or sufferer")
    return Score(1.0 if _pinned(left, right) else 0.5 if _one_spot(left, right) else 0.2, f"both count {min(measures)}")


def stopped_or_went_on(left: Facts, right: Facts) -> Score:
    """One claim says that a force had stopped its operations, the other that it fought on: one place, one time, one force."""
    for stop, fight in ((left, right), (right, left)):
        if fight.claim.type not in FIGHTING or stop.claim.type in FIGHTING or stop.denied or fight.denied:
            continue
        if stop.doer and fight.doer and likeness(stop.doer, fight.doer) >= 0.6 and stop.place and not _apart(left, right):
            return Score(float(stop.halts), f"{stop.doer.words} stopped, or fought on")
    return Score.silent("no halt beside a fight")


def taken_or_beaten_off(left: Facts, right: Facts) -> Score:
    """One claim says that a place was taken or is held, the other that the attack on it was beaten off."""
    for taken, fight in ((left, right), (right, left)):
        if taken.holder is None or not fight.beaten_off or fight.denied or taken.denied or _apart(left, right):
            continue
        if taken.held and taken.held == fight.place_tokens and not (fight.doer and likeness(fight.doer, taken.holder) >= 0.6):
            return Score(1.0, f"{taken.holder.words} has it, or was beaten off")
    return Score.silent("no attack beaten off")


def _one_spot(left: Facts, right: Facts) -> bool:
    """Both name one place that is smaller than a country."""
    return bool(left.place and right.place) and not left.wide and not right.wide


def _pinned(left: Facts, right: Facts) -> bool:
    """One place, and days told within a week on both sides; the caller knows that neither differs."""
    fine = all(f.first is not None and f.last is not None and f.last - f.first < 7 for f in (left, right))
    return fine and _one_spot(left, right)


def _apart(left: Facts, right: Facts) -> bool:
    """Two places of which neither lies in the other, or two days."""
    if left.place and right.place and left.place != right.place:
        a, b = left.place_tokens, right.place_tokens
        if not (a <= b or b <= a or lies_in(left, right) or lies_in(right, left)):
            return True
    if left.first is None or left.last is None or right.first is None or right.last is None:
        return False
    return max(left.first, right.first) - min(left.last, right.last) > 1


def _strangers(left: Name | None, right: Name | None) -> bool:
    return left is not None and right is not None and likeness(left, right) == 0.0
