"""Where: statements about the places of two claims."""

from __future__ import annotations

import math

from onrecord.link.compare.score import Score
from onrecord.link.facts import Facts

_COUNTRY = 0.2  # to share a country says little
_NEAR_KM = 3.0  # gazetteers put one town's entries a few kilometres apart


def same_place(left: Facts, right: Facts) -> Score:
    """Both claims name a place, and it is the same place."""
    if not left.place or not right.place:
        return Score.silent("one of the claims names no place")
    if _one_entry(left, right) or (left.place_tokens == right.place_tokens and _may_be_near(left, right)):
        return Score(_COUNTRY if left.wide or right.wide else 1.0, f"both {_name(left)}")
    if _nested(left, right):
        return Score.silent("one place lies in the other")
    return Score(0.0, f"{_name(left)} and {_name(right)}")


def one_lies_in_the_other(left: Facts, right: Facts) -> Score:
    """One claim names a part of the place that the other names: its airport, its eastern half, a town of the province."""
    if not left.place or not right.place or left.place == right.place or left.place_tokens == right.place_tokens:
        return Score.silent("no part and whole")
    if _nested(left, right):
        return Score(1.0, f"{_name(left)} and {_name(right)}")
    return Score.silent("no part and whole")


def one_names_no_place(left: Facts, right: Facts) -> Score:
    """One of the claims names no place, the other does."""
    if bool(left.place) == bool(right.place):
        return Score.silent("both or neither name a place")
    return Score(1.0, f"only {_name(left) or _name(right)} is named")


def _one_entry(left: Facts, right: Facts) -> bool:
    a, b = left.claim.place, right.claim.place
    return bool(a and b and a.gazetteer and a.gazetteer == b.gazetteer)


def _nested(left: Facts, right: Facts) -> bool:
    a, b = left.place_tokens, right.place_tokens
    if a < b or b < a:
        return True
    return lies_in(left, right) or lies_in(right, left)


def lies_in(part: Facts, whole: Facts) -> bool:
    """By its parents, or since the whole is the country that the part is in, whether a gazetteer knows the part or not."""
    if whole.wide and not part.wide and part.country and part.country == whole.country:
        return True
    return bool(part.place_parents) and any(frozenset(p.split()) == whole.place_tokens for p in part.place_parents)


def _may_be_near(left: Facts, right: Facts) -> bool:
    """Two places of one name are one place unless their coordinates or countries say otherwise."""
    if left.country and right.country and left.country != right.country:
        return False
    a, b = left.claim.place, right.claim.place
    if a is None or b is None or a.lat is None or b.lat is None or a.lon is None or b.lon is None:
        return True
    km = 111.2 * math.hypot(a.lat - b.lat, (a.lon - b.lon) * math.cos(math.radians((a.lat + b.lat) / 2)))
    return km <= max(_NEAR_KM, 25.0 if (a.precision or 1) > 2 or (b.precision or 1) > 2 else _NEAR_KM)


def _name(facts: Facts) -> str:
    return facts.claim.place.name if facts.claim.place else ""
