"""Who holds it: statements about two claims that say who held, took or lost a place."""

from __future__ import annotations

from onrecord.link.compare.actors import likeness
from onrecord.link.compare.score import Score
from onrecord.link.facts import Facts


def one_place_one_holder(left: Facts, right: Facts) -> Score:
    """Both claims say who holds one place, at days that may be the same, and it is the same holder."""
    return _holders(left, right, same=True)


def one_place_two_holders(left: Facts, right: Facts) -> Score:
    """Both claims say who holds one place, at days that may be the same, and the holders are two: rival accounts of one contest."""
    return _holders(left, right, same=False)


def _holders(left: Facts, right: Facts, *, same: bool) -> Score:
    if left.holder is None or right.holder is None:
        return Score.silent("one of the claims says nothing of control")
    if not left.held or not right.held or left.held != right.held:
        return Score.silent("not one place")
    if left.first is not None and left.last is not None and right.first is not None and right.last is not None:
        if max(left.first, right.first) - min(left.last, right.last) > 1:
            return Score.silent("other days")
    alike = likeness(left.holder, right.holder) >= 0.6
    return Score(float(alike is same), f"{left.holder.words} and {right.holder.words}")
