"""Counts: what each root says, the envelope over all of them, and where two cannot both be true. Never averaged, never summed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from onrecord.reconcile.counting import of_a_kind, of_another_doer, of_some, over_a_longer_time, over_more_places, rounded, told_one_by_one
from onrecord.reconcile.excuses import (
    another_day,
    another_place,
    first_hours,
    grew,
    middle,
    more_came,
    part_and_whole,
    part_of_it,
)
from onrecord.reconcile.findings import clash
from onrecord.reconcile.one_deed import one_deed, same_place
from onrecord.reconcile.reading import AT_FIRST, Names, View, same_day, told_before
from onrecord.reconcile.scope import told_apart
from onrecord.records import EventFigure, Figure, Finding, RootFigure
from onrecord.vocab.event_types import CHARGES
from onrecord.vocab.event_types import EventType as T
from onrecord.vocab.findings import FindingKind
from onrecord.vocab.measures import HUMAN_HARM, MEANS, Measure

# Counts that say what a source saw of a crowd or a route, not of a deed: two of them seldom mean one thing.
_LOOSE = frozenset({Measure.STRIKES, Measure.OTHER, Measure.DISTANCE_KM, Measure.FIGHTERS, Measure.PERCENT_CONTROLLED, Measure.VEHICLES})
_WEAPONS = frozenset({T.AIR_STRIKE, T.SHELLING, T.SUICIDE_BOMB, T.IED, T.GRENADE, T.CHEMICAL_WEAPON})

_CLASS = re.compile(
    r"\b(?:child|children|wom[ae]n|girls?|boys?|bab(?:y|ies)|patients?|staff|journalists?|medics?|elderly)\b", re.IGNORECASE
)
_NEAR = 800  # code points: a passage that sets one count against another
_FAR_ABOVE = 1.75  # who has seen 31 dead does not say "at least 16"
_WELL_ABOVE = 1.5  # "up to 14" may be nine by the letter; who has counted nine does not say so
_ROUND = frozenset({20, 24, 40, 200, 2000, 20000})


def event_figures(claims: Sequence[View], names: Names) -> tuple[EventFigure, ...]:
    """One line per count and people, in the order of measures; per root the least and the most it has said."""
    lines: dict[tuple[Measure, str], list[tuple[View, Figure]]] = defaultdict(list)
    label: dict[tuple[Measure, str], str | None] = {}
    for view in claims:
        if not view.happened:
            continue
        for figure in view.claim.figures:
            if figure.low is None and figure.high is None:
                continue
            at = (figure.what, names.folded(figure.of) if figure.of else "")
            lines[at].append((view, figure))
            label[at] = min(filter(None, (label.get(at), figure.of)), default=None)
    return tuple(_line(at[0], label[at], lines[at]) for at in sorted(lines, key=lambda k: (k[0], k[1])))


def _line(what: Measure, of: str | None, counted: Sequence[tuple[View, Figure]]) -> EventFigure:
    roots: dict[str, list[tuple[View, Figure]]] = defaultdict(list)
    for view, figure in counted:
        roots[view.root].append((view, figure))
    by_root = []
    for root in sorted(roots):
        low, high = envelope([f for _, f in roots[root]])
        by_root.append(RootFigure(root=root, low=low, high=high, claims=tuple(dict.fromkeys(v.claim.id for v, _ in roots[root]))))
    low, high = envelope([f for _, f in counted])
    return EventFigure(what=what, of=of, low=low, high=high, by_root=tuple(by_root))


def envelope(figures: Sequence[Figure]) -> tuple[int | float | None, int | float | None]:
    """The least low and the greatest high. An open bound on any side leaves the envelope open there."""
    lows, highs = [f.low for f in figures], [f.high for f in figures]
    low = None if None in lows else min(x for x in lows if x is not None)
    high = None if None in highs else max(x for x in highs if x is not None)
    return low, high


def figure_clashes(claims: Sequence[View], names: Names) -> Iterator[Finding]:
    """Two roots count the same people of the same deed, and the ranges cannot both be true; or one root takes its own count back."""
    counting = [v for v in claims if v.happened and v.claim.figures]
    for left, right in combinations(counting, 2):
        found = first_clash(left, right, names)
        if not found:
            continue
        a, b = found
        point = f"{_count(a)} against {_count(b)} {MEANS[a.what]}"
        if left.root != right.root or left.speaker != right.speaker:
            yield clash(FindingKind.FIGURE_CLASH, left, right, point, excuse(left, a, right, b, names))
        elif _printed_two_ways(left, right):
            yield clash(FindingKind.FIGURE_CLASH, left, right, f"{point}, of one source in two prints", excuse(left, a, right, b, names))
        elif _taken_back(left, a, right, b):
            yield clash(FindingKind.REVERSAL, left, right, f"{point}, by one source", _own_excuse(left, a, right, b))


def _own_excuse(left: View, a: Figure, right: View, b: Figure) -> str | None:
    """Why one source may have given both counts without taking one back."""
    return (
        another_day(left, right)
        or part_of_it(left, right)
        or another_place(left, right)
        or over_more_places(left, a, right, b)
        or told_apart(left, right)
    )


def excuse(left: View, a: Figure, right: View, b: Figure, names: Names) -> str | None:
    """The first reason why both may be true. Where much else is one, two places are two names for one."""
    scope = of_some(left, a, right, b, names) or rounded(left, a, right, b) or told_one_by_one(left, a, right, b)
    if scope:
        return scope
    if _side_by_side(left, a, right, b, names):
        return another_day(left, right) or part_of_it(left, right) or more_came(left, a, right, b)
    # In one report two places are two deeds of a list; in two reports much else in common makes them two names for one.
    apart = left.claim.report == right.claim.report or not one_deed(left, right)
    elsewhere = another_place(left, right) if apart else None
    return (
        another_day(left, right)
        or elsewhere
        or part_and_whole(left, right)
        or part_of_it(left, right)
        or more_came(left, a, right, b)
        or grew(left, a, right, b, names)
        or first_hours(left, a, right, b, names)
        or over_more_places(left, a, right, b)
        or of_a_kind(left, a, right, b, names)
        or over_a_longer_time(left, a, right, b)
        or of_another_doer(left, a, right, b, names)
        or told_apart(left, right)
    )


def _side_by_side(left: View, a: Figure, right: View, b: Figure, names: Names) -> bool:
    """One report gives two sources' counts of one force's losses, close together: that the hospital is elsewhere does not excuse it."""
    near = left.claim.report == right.claim.report and abs(left.claim.quote.start - right.claim.quote.start) < _NEAR
    whose = a.of or left.claim.target, b.of or right.claim.target
    if not near or left.root == right.root or a.what not in HUMAN_HARM or not whose[0] or not whose[1]:
        return False
    return not names.civil(whose[0]) and not names.civil(whose[1]) and names.alike(whose[0], whose[1], left.claim)


def _printed_two_ways(left: View, right: View) -> bool:
    """Two publishers give one source's word with two numbers, and neither is known to be the later word."""
    return left.publisher != right.publisher and not told_before(left, right) and not told_before(right, left)


def _taken_back(left: View, a: Figure, right: View, b: Figure) -> bool:
    """The lower count was told later; or one report says that the source had begun with another."""
    early, late = (left, right) if told_before(left, right) else (right, left)
    if told_before(early, late):
        first, then = (a, b) if early is left else (b, a)
        return middle(then) < middle(first)
    if left.claim.report != right.claim.report:
        return False
    begun = [bool(AT_FIRST.search(v.claim.quote.text)) for v in (left, right)]
    if begun[0] == begun[1]:
        return False
    first, then = (a, b) if begun[0] else (b, a)
    return middle(then) < middle(first)


def first_clash(left: View, right: View, names: Names) -> tuple[Figure, Figure] | None:
    """The first count on which both differ; not one of which both give an exact number in common.

    The dead of a bomb are not those of a shell.
    """
    types = {left.claim.type, right.claim.type}
    if len(types) == 2 and types <= _WEAPONS and not types <= CHARGES:
        return None
    pairs = [
        (a, b)
        for a in left.claim.figures
        for b in right.claim.figures
        if a.what is b.what and _comparable(left, a, right, b) and same_people(a.of, b.of, left, names)
    ]
    agreed = {a.what for a, b in pairs if (a.low, a.high) == (b.low, b.high)}
    for a, b in pairs:
        if a.what in agreed:
            continue
        if not can_both_be_true(a, b) or (far_apart(a, b) and _face_to_face(left, a, right, b, names)):
            return a, b
    return None


def _comparable(left: View, a: Figure, right: View, b: Figure) -> bool:
    """Raids are told in lists, and never one count. A loose count is comparable only where both say of what, in one word, for one type."""
    if a.what is Measure.STRIKES:
        return False
    if a.what not in _LOOSE:
        return True
    return bool(a.of and b.of) and (a.of or "").casefold() == (b.of or "").casefold() and left.claim.type is right.claim.type


def of_a_class(figure: Figure) -> bool:
    """Children, women, staff: some of those who are counted."""
    return bool(figure.of and _CLASS.search(figure.of))


def same_people(left: str | None, right: str | None, view: View, names: Names) -> bool:
    """Unknown people may be anybody; civilians and fighters, two sides, or children and all the dead, are not one count."""
    if not left or not right:
        return True
    if bool(_CLASS.search(left)) != bool(_CLASS.search(right)):
        return False
    if names.civil(left) or names.civil(right):
        return names.civil(left) and names.civil(right)
    return names.alike(left, right, view.claim)


def can_both_be_true(left: Figure, right: Figure) -> bool:
    """The ranges meet. "At least 12" and "14" do, "up to 10" and "14" do not."""
    if _low(left) == _high(right) or _low(right) == _high(left):
        # "More than 300" and "up to 300" touch at a number that only one of them can mean.
        return (left.low is None) == (right.low is None) or (left.high is None) == (right.high is None)
    return _low(left) <= _high(right) and _low(right) <= _high(left)


def far_apart(left: Figure, right: Figure) -> bool:
    """One is a bound ("at least 7", "up to 80"), the other an exact count far above the floor or well below the ceiling.

    By the letter both may be true, but who has seen 34 dead does not say "at least 7". Round words ("dozens", "hundreds") reach further and
    are left alone.
    """
    bound, exact = (left, right) if left.low is None or left.high is None else (right, left)
    count = exact.low
    if count is None or exact.high != count or (bound.low is None) == (bound.high is None) or bound.low in _ROUND:
        return False
    if bound.low is not None:
        return count >= _FAR_ABOVE * bound.low and count - bound.low >= 3
    return bound.high is not None and bound.high >= _WELL_ABOVE * count and bound.high - count >= 3


def _face_to_face(left: View, a: Figure, right: View, b: Figure, names: Names) -> bool:
    """One report sets them side by side, or they are two sides' counts, or two roots' counts of what one force lost, or of one type, place
    and day."""
    sides = names.side(left.root, left.claim), names.side(right.root, right.claim)
    if left.claim.report == right.claim.report or (sides[0] != sides[1] and any(sides)):
        return True
    if left.claim.type is right.claim.type and same_place(left, right) and same_day(left, right) is True:
        return True
    return all(whose and not names.civil(whose) for whose in (a.of or left.claim.target, b.of or right.claim.target))


def _low(figure: Figure) -> float:
    return figure.low if figure.low is not None else float("-inf")


def _high(figure: Figure) -> float:
    return figure.high if figure.high is not None else float("inf")


def _count(figure: Figure) -> str:
    if figure.low is None:
        return f"up to {figure.high}"
    if figure.high is None:
        return f"{figure.low} or more"
    return str(figure.low) if figure.low == figure.high else f"{figure.low} to {figure.high}"
