"""Why two claims that seem to clash may both be true: another day, another part, a count that grew. Each answers with its words or None."""

from __future__ import annotations

import re

from onrecord.knowledge.gazetteer.wide import is_wide
from onrecord.reconcile.reading import Names, View, place_words, same_day, told_before
from onrecord.records import Figure
from onrecord.vocab.event_types import EventType
from onrecord.vocab.measures import Measure

_GROWS = frozenset(
    {Measure.KILLED, Measure.INJURED, Measure.MISSING, Measure.DISPLACED, Measure.EVACUATED, Measure.ABDUCTED, Measure.ARRESTED}
)
# "Of them" and "including" stand as often beside a whole as beside a part; these do not.
_PART = re.compile(
    r"\b(?:one of the|(?<!is )(?<!was )another|among the (?:dead|wounded|victims|killed)"
    r"|of the (?:dead|victims|wounded|killed)|named \w+ of"
    r"|\w+ (?:more|others?) (?:people |civilians |men )?(?:were |was )?(?:reported )?(?:died|killed|succumbed)"
    r"|(?<!those )\b(?!those )\w+ of the (?:two|three|four|five|six|seven|eight|nine|ten|\d+))\b",
    re.IGNORECASE,
)
_NOT_FINAL = re.compile(
    r"\b(?:not final|provisional|preliminary|initial toll|rose|risen|rises|climb(?:s|ed|ing)|updated|revised (?:up|to)|died later"
    r"|succumbed|more bodies|additional|(?:earlier|previous|initial|first|new|updated|latest) (?:death )?(?:toll|count))\b",
    re.IGNORECASE,
)


def another_day(left: View, right: View) -> str | None:
    if same_day(left, right) is False:
        return f"one speaks of {_when(left)}, the other of {_when(right)}"
    return None


def part_and_whole(left: View, right: View) -> str | None:
    """One place is only a part of the other; where type and day are one, it is the place told more finely."""
    if left.claim.type is right.claim.type and same_day(left, right) is True:
        return None
    a, b = place_words(left.claim.place), place_words(right.claim.place)
    return f"one place is a part of the other ({_where(left)}, {_where(right)})" if (a and a < b) or (b and b < a) else None


def another_place(left: View, right: View) -> str | None:
    """Neither place is the other, nor lies in it."""
    a, b = place_words(left.claim.place), place_words(right.claim.place)
    if not a or not b or a <= b or b <= a or _in_that_country(left, right) or _in_that_country(right, left):
        return None
    return f"the places are two ({_where(left)}, {_where(right)})"


def _in_that_country(part: View, whole: View) -> bool:
    a, b = part.claim.place, whole.claim.place
    return a is not None and b is not None and is_wide(b) and a.country is not None and a.country == b.country


def grew(left: View, a: Figure, right: View, b: Figure, names: Names) -> str | None:
    """The count told later is the higher one: tolls grow. The counts of two sides do not grow into each other."""
    if a.what not in _GROWS:
        return None
    early, late = (left, right) if told_before(left, right) else (right, left)
    if not told_before(early, late):
        return None
    if _two_sides(left, right, names):
        return None
    first, then = (a, b) if early is left else (b, a)
    return "the higher count was told later, and counts grow" if middle(then) > middle(first) else None


def first_hours(left: View, a: Figure, right: View, b: Figure, names: Names) -> str | None:
    """Two reports of the day itself, or the next: counts rise from hour to hour, and no hour is known.

    Not so a force's losses, which its friends count low and its enemies high; nor one source's word printed with two exact numbers.
    """
    if a.what not in _GROWS or left.claim.report == right.claim.report or told_before(left, right) or told_before(right, left):
        return None
    if _armed_loss(left, a, names) and _armed_loss(right, b, names):
        return None
    if left.claim.source.named and left.claim.source.name == right.claim.source.name and _exact(a) and _exact(b):
        return None
    fresh = all(v.told_day is not None and v.first is not None and v.told_day - v.first <= 1 for v in (left, right))
    return "both were told within a day of it, when counts still grow" if fresh else None


def _exact(figure: Figure) -> bool:
    return figure.low is not None and figure.low == figure.high


def _two_sides(left: View, right: View, names: Names) -> bool:
    sides = names.side(left.root, left.claim), names.side(right.root, right.claim)
    return any(sides) and sides[0] != sides[1]


def _armed_loss(view: View, figure: Figure, names: Names) -> bool:
    """Dead of a fighting body, which its friends count low and its enemies high; not civilians, not people in general."""
    whose = figure.of or view.claim.target
    return whose is not None and not names.civil(whose)


def part_of_it(left: View, right: View) -> str | None:
    """The words of one say that it counts a part ("one of the six", "nine of the dead"), or a sum against one deed."""
    if _PART.search(left.claim.quote.text) or _PART.search(right.claim.quote.text):
        return "one counts a part of what the other counts"
    tolls = [v.claim.type is EventType.CASUALTY_TOLL for v in (left, right)]
    return "one is a running count, the other of one deed" if tolls[0] != tolls[1] else None


def more_came(left: View, a: Figure, right: View, b: Figure) -> str | None:
    """One of the words says that its count had grown, or would; not where that one was told later and is yet the lower one."""
    for view, own, other, theirs in ((left, a, right, b), (right, b, left, a)):
        if _NOT_FINAL.search(view.claim.quote.text) and not (told_before(other, view) and middle(theirs) > middle(own)):
            return "the words say that the count was not final"
    return None


def one_side(left: View, right: View, names: Names) -> bool:
    """Both roots stand on one known side, or are one."""
    if left.root == right.root:
        return True
    a, b = names.side(left.root, left.claim), names.side(right.root, right.claim)
    return bool(a and a == b)


def middle(figure: Figure) -> float:
    """A number to order two ranges by."""
    low = figure.low if figure.low is not None else figure.high
    high = figure.high if figure.high is not None else figure.low
    return ((low or 0) + (high or 0)) / 2


def _when(view: View) -> str:
    when = view.claim.when
    if when is None:
        return "no day"
    return when.earliest if when.earliest == when.latest else f"{when.earliest} to {when.latest}"


def _where(view: View) -> str:
    return view.claim.place.name if view.claim.place else ""
