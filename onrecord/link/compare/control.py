"""Who holds it: statements about two claims that say who held, took or lost a place."""

from __future__ import annotations

from onrecord.link.compare.actors import likeness
from onrecord.link.compare.score import Score
from onrecord.link.facts import Facts
from onrecord.vocab.findings import Change

_WITHIN = 7  # days: a contest for a place; what lies further apart is another contest


def one_place_one_holder(left: Facts, right: Facts) -> Score:
    """Both claims say who holds one place at about one time, and it is the same holder: 1 on one day, half within a week."""
    return _holders(left, right, same=True)


def one_place_two_holders(left: Facts, right: Facts) -> Score:
    """Both claims say who holds one place at about one time, and the holders are two: rival accounts of one contest."""
    return _holders(left, right, same=False)


def _holders(left: Facts, right: Facts, *, same: bool) -> Score:
    if left.holder is None or right.holder is None:
        return Score.silent("one of the claims says nothing of control")
    part = left.held < right.held or right.held < left.held
    if not left.held or not right.held or not (left.held == right.held or (part and not same and _whole(left, right))):
        return Score.silent("not one place")
    near = _nearness(left, right) / (1 + part)
    if near == 0.0:
        return Score.silent("other times")
    alike = likeness(left.holder, right.holder) >= 0.6
    if alike is not same:
        return Score.silent("one holder" if alike else "two holders")
    if not same and _leaves(left) and _leaves(right):
        return Score.silent("each has left: two moves")
    if not same and _changes(left) and _changes(right) and not left.denied and not right.denied:
        near /= 2  # taken, then retaken: as often two stages as two accounts
    return Score(near, f"{left.holder.words} and {right.holder.words}")


def _whole(left: Facts, right: Facts) -> bool:
    """The wider of two places, of which one is a part by its name, is said to be all one's own."""
    wider = (left if left.held < right.held else right).claim.control
    return wider is not None and wider.extent == "all"


def _changes(facts: Facts) -> bool:
    return facts.claim.control is not None and facts.claim.control.change is Change.GAIN


def _leaves(facts: Facts) -> bool:
    return facts.claim.control is not None and facts.claim.control.change is Change.LOSS


def _nearness(left: Facts, right: Facts) -> float:
    """1 where the days meet or touch, half within a week; a claim without a day is taken at the day it was told."""
    a, b = _days(left), _days(right)
    if a is None or b is None:
        return 0.5
    gap = max(a[0], b[0]) - min(a[1], b[1])
    return 1.0 if gap <= 1 else 0.5 if gap <= _WITHIN else 0.0


def _days(facts: Facts) -> tuple[int, int] | None:
    if facts.first is not None and facts.last is not None:
        return facts.first, facts.last
    return (facts.told - _WITHIN, facts.told) if facts.told is not None else None
