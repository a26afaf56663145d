"""Word against word: statements that two claims tell of one thing and disagree on a point of it.

A disagreement is evidence of one event: whoever denies a strike speaks of that strike.
"""

from __future__ import annotations

from onrecord.link.compare.actors import likeness
from onrecord.link.compare.event_type import FAMILIES_OF
from onrecord.link.compare.score import Score
from onrecord.link.facts import Facts, Name
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
        named = bool(left.place and right.place)
        return Score(1.0 if named and left.doer and right.doer else 0.7, "a denial and an assertion of one type")
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
    return Score(1.0 if left.place and right.place else 0.5, f"{left.doer.words} and {right.doer.words}")


def counts_the_same(left: Facts, right: Facts) -> Score:
    """Both count one thing of one type at one place, on days that may be one, and the sufferers are not others."""
    measures = {f[0] for f in left.figures} & {f[0] for f in right.figures} - _SELDOM_ONE
    if not measures or left.claim.type is not right.claim.type or left.denied or right.denied:
        return Score.silent("no count in common")
    if _apart(left, right) or _strangers(left.sufferer, right.sufferer):
        return Score(0.0, "another place, day or sufferer")
    return Score(1.0 if left.place and right.place else 0.5, f"both count {min(measures)}")


def _apart(left: Facts, right: Facts) -> bool:
    """Two places of which neither lies in the other, or two days."""
    if left.place and right.place and left.place != right.place:
        a, b = left.place_tokens, right.place_tokens
        if not (a <= b or b <= a or " ".join(a) in right.place_parents or " ".join(b) in left.place_parents):
            return True
    if left.first is None or left.last is None or right.first is None or right.last is None:
        return False
    return max(left.first, right.first) - min(left.last, right.last) > 1


def _strangers(left: Name | None, right: Name | None) -> bool:
    return left is not None and right is not None and likeness(left, right) == 0.0
