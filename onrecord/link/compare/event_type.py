"""What: statements about the types of two claims."""

from __future__ import annotations

from onrecord.link.compare.score import Score
from onrecord.link.facts import Facts
from onrecord.vocab.event_types import CHARGES, TERRITORY, EventType

T = EventType
_STRIKES = (T.AIR_STRIKE, T.SHELLING, T.SUICIDE_BOMB, T.IED, T.GRENADE, T.CHEMICAL_WEAPON)

# Types under which two sources may tell of one happening: rival causes of one blast, the toll of a strike, a capture and what followed.
FAMILIES: dict[str, frozenset[EventType]] = {
    "ground": frozenset({*TERRITORY, T.CONTROL_STATUS, T.TROOP_MOVEMENT}),
    "fight": frozenset({T.ARMED_CLASH, *TERRITORY}),
    "blast": frozenset({*_STRIKES, T.HERITAGE_DAMAGE, T.LOOTING_DESTRUCTION}),
    "harm": frozenset({*_STRIKES, T.ATTACK_ON_CIVILIANS, T.CASUALTY_TOLL, T.ARMED_CLASH, T.SEXUAL_VIOLENCE, T.MOB_VIOLENCE}),
    "custody": frozenset({T.ABDUCTION, T.ARRESTS, T.DETENTION_MISSING, T.OTHER_STRATEGIC}),
    "crowd": frozenset({T.PEACEFUL_PROTEST, T.VIOLENT_DEMONSTRATION, T.MOB_VIOLENCE, T.ATTACK_ON_CIVILIANS}),
    "flight": frozenset({T.DISPLACEMENT, T.EVACUATION}),
    "relief": frozenset({T.AID_ACCESS, T.EVACUATION, T.LOOTING_DESTRUCTION}),
}
_BLAMES = frozenset({T.ACCUSATION})
FAMILIES_OF: dict[EventType, frozenset[str]] = {t: frozenset(name for name, types in FAMILIES.items() if t in types) for t in EventType}


def same_type(left: Facts, right: Facts) -> Score:
    """Both claims are of one event type."""
    return Score(float(left.claim.type is right.claim.type), f"{left.claim.type} and {right.claim.type}")


def related_types(left: Facts, right: Facts) -> Score:
    """Two types under which one happening may be told."""
    if left.claim.type is right.claim.type:
        return Score.silent("one type")
    if (left.claim.type in _BLAMES) != (right.claim.type in _BLAMES):
        return Score.silent("an accusation may be of any harm")
    shared = FAMILIES_OF[left.claim.type] & FAMILIES_OF[right.claim.type]
    return Score(float(bool(shared)), f"{left.claim.type} and {right.claim.type}" + (f": {', '.join(sorted(shared))}" if shared else ""))


def blame_for_it(left: Facts, right: Facts) -> Score:
    """One claim is an accusation, the other the deed that somebody may be accused of."""
    one = (left.claim.type in _BLAMES) != (right.claim.type in _BLAMES)
    deed = right if left.claim.type in _BLAMES else left
    if not one:
        return Score.silent("no accusation beside a deed")
    return Score(float(bool(FAMILIES_OF[deed.claim.type] - {"ground", "fight"})), f"an accusation and {deed.claim.type}")


# Blows that seldom fall twice on one place in one day; raids, shelling and clashes do.
_SINGLE = frozenset(
    {T.SUICIDE_BOMB, T.IED, T.CHEMICAL_WEAPON, T.GRENADE, T.HERITAGE_DAMAGE, T.MOB_VIOLENCE, T.ABDUCTION, T.SEXUAL_VIOLENCE}
)


def one_blow(left: Facts, right: Facts) -> Score:
    """Both tell of a bomb, a gas attack or another blow that seldom falls twice, at one named place on one and the same day."""
    types = {left.claim.type, right.claim.type}
    if not types <= _SINGLE or not (len(types) == 1 or types <= CHARGES) or left.denied or right.denied:
        return Score.silent("not a single blow")
    if left.first is None or left.last is None or right.first is None or right.last is None or not left.place or not right.place:
        return Score.silent("not both dated and placed")
    pinned = left.last - left.first <= 1 and right.last - right.first <= 1 and left.first <= right.last and right.first <= left.last
    one_spot = left.place_tokens == right.place_tokens and not left.wide and not right.wide
    return Score(1.0, f"one {min(types)} there that day") if pinned and one_spot else Score.silent("another place or day")
