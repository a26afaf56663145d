"""When: statements about the days of two claims. A day is compared as finely as the words give it, no finer."""

from __future__ import annotations

from onrecord.link.compare.score import Score
from onrecord.link.facts import Facts

_A_WEEK = 7


def same_days(left: Facts, right: Facts) -> Score:
    """Both claims are dated and their days overlap: 1 for the same day, less for a day within a month."""
    if left.first is None or left.last is None or right.first is None or right.last is None:
        return Score.silent("one of the claims names no day")
    common = min(left.last, right.last) - max(left.first, right.first) + 1
    if common <= 0:
        return Score.silent("other days")
    wider = max(left.last - left.first, right.last - right.first) + 1
    return Score((common / wider) ** 0.5, f"{_days(left)} and {_days(right)}")


def days_apart(left: Facts, right: Facts) -> Score:
    """Both claims are dated and no day is common: half for the next day, 1 for a week and more between them."""
    if left.first is None or left.last is None or right.first is None or right.last is None:
        return Score.silent("one of the claims names no day")
    gap = max(left.first, right.first) - min(left.last, right.last)
    if gap <= 0:
        return Score.silent("the days overlap")
    return Score(min(1.0, 0.5 + (gap - 1) / (2 * (_A_WEEK - 1))), f"{_days(left)} and {_days(right)}")


def told_apart(left: Facts, right: Facts) -> Score:
    """One claim names no day, and the reports, or the other's day, are more than a few days apart: 1 at a fortnight."""
    if left.first is not None and right.first is not None:
        return Score.silent("both are dated")
    a, b = _last_known(left), _last_known(right)
    if a is None or b is None:
        return Score.silent("not known when it was told")
    gap = abs(a - b)
    return Score(min(1.0, max(0.0, gap - 2) / 12), f"{gap} days between them")


def _last_known(facts: Facts) -> int | None:
    return facts.last if facts.last is not None else facts.told


def _days(facts: Facts) -> str:
    when = facts.claim.when
    if when is None:
        return "no day"
    return when.earliest if when.earliest == when.latest else f"{when.earliest} to {when.latest}"
