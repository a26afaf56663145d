"""In what words: statements about quotes, figures and where they stand."""

from __future__ import annotations

from onrecord.link.compare.score import Score
from onrecord.link.facts import Facts

_NEAR = 400  # characters: about two sentences


def same_figure(left: Facts, right: Facts) -> Score:
    """Both claims count the same thing and give the same number; a large odd number says more than a small one."""
    shared = [f for f in left.figures if f in right.figures]
    if not left.figures or not right.figures or not {f[0] for f in left.figures} & {f[0] for f in right.figures}:
        return Score.silent("no count in common")
    if not shared:
        return Score(0.0, "other numbers")
    top = max((n for _, low, high in shared for n in (low, high) if n is not None), default=0)
    return Score(1.0 if top >= 10 else 0.6, f"{shared[0][0]} {top:g} in both")


def shared_words(left: Facts, right: Facts) -> Score:
    """The share of the shorter quote's words that stand in the longer one."""
    fewer = min(len(left.words), len(right.words))
    if fewer < 2:
        return Score.silent("too few words")
    both = left.words & right.words
    return Score(len(both) / (fewer + 1), f"{len(both)} of {fewer} words")


def said_in_one_breath(left: Facts, right: Facts) -> Score:
    """Both stand in one report, close to each other."""
    if left.claim.report != right.claim.report:
        return Score.silent("two reports")
    a, b = sorted((left.claim.quote, right.claim.quote), key=lambda q: (q.start, q.end))
    gap = max(0, b.start - a.end)
    return Score(max(0.0, 1 - gap / _NEAR), f"{gap} characters apart")


def one_source_says_two_things(left: Facts, right: Facts) -> Score:
    """One source, in one report, in stretches that do not overlap: mostly two happenings."""
    if left.claim.report != right.claim.report or left.source != right.source:
        return Score.silent("two reports or two sources")
    return Score(float(left.denied == right.denied), "one source in one report")


def denied_on_the_spot(left: Facts, right: Facts) -> Score:
    """A denial that stands beside what another source asserts in the same report: the paper puts word against word."""
    if left.denied == right.denied or left.claim.report != right.claim.report or left.source == right.source:
        return Score.silent("no denial beside an assertion")
    return said_in_one_breath(left, right)
