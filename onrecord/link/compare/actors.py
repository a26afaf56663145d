"""Who: statements about the doers and the sufferers of two claims."""

from __future__ import annotations

from onrecord.link.compare.score import Score
from onrecord.link.facts import Facts, Name


def likeness(left: Name, right: Name) -> float:
    """1 one body; .8 one belongs to the other; .7 one side; .6 a shared name or two words for civilians;
    .5 a word that any body may hide behind; 0 strangers."""
    if left.key == right.key:
        return 1.0
    if left.key in right.line or right.key in left.line:
        return 0.8
    if left.side and right.side:
        return 0.7 if left.side == right.side else 0.0
    if left.stand * right.stand < 0:
        return 0.0  # "Syrian army" and "Syrian rebels" share a country's name and nothing else
    if left.tokens == right.tokens:
        return 0.8
    if left.anybody or right.anybody:
        return 0.5
    if left.tokens & right.tokens or (left.civil and right.civil):
        return 0.6
    return 0.0


def same_doer(left: Facts, right: Facts) -> Score:
    """Both claims name a doer, and it is the same body or side."""
    if left.doer is None or right.doer is None:
        return Score.silent("one of the claims names no doer")
    return Score(likeness(left.doer, right.doer), f"{left.doer.words} and {right.doer.words}")


def same_sufferer(left: Facts, right: Facts) -> Score:
    """Both claims say who was hit, and it is the same people."""
    if left.sufferer is None or right.sufferer is None:
        return Score.silent("one of the claims does not say who was hit")
    return Score(likeness(left.sufferer, right.sufferer), f"{left.sufferer.words} and {right.sufferer.words}")


def roles_swapped(left: Facts, right: Facts) -> Score:
    """The doer of one claim is the sufferer of the other: two tellings of one fight, or blow and counter-blow."""
    pairs = [(left.doer, right.sufferer), (right.doer, left.sufferer)]
    known = [(a, b) for a, b in pairs if a is not None and b is not None and not b.civil]
    if not known:
        return Score.silent("no doer meets a sufferer")
    a, b = max(known, key=lambda p: likeness(*p))
    return Score(float(likeness(a, b) >= 0.7), f"{a.words} and {b.words}")
