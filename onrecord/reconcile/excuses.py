"""Why two claims that seem to clash may both be true: another day, another part, a count that grew. Each answers with its words or None."""

from __future__ import annotations

import re

from onrecord.reconcile.reading import Names, View, place_words, same_day, told_before
from onrecord.records import Figure
from onrecord.vocab.event_types import EventType
from onrecord.vocab.measures import Measure

_GROWS = frozenset(
    {Measure.KILLED, Measure.INJURED, Measure.MISSING, Measure.DISPLACED, Measure.EVACUATED, Measure.ABDUCTED, Measure.ARRESTED}
)
_PART = re.compile(
    r"\b(?:of (?:them|whom|these|those|the (?:dead|victims|wounded|\w+ (?:killed|dead)))|among (?:them|whom)|one of the|including|named \w+ of)\b",
    re.IGNORECASE,
)
_SO_FAR = re.compile(
    r"\b(?:so far|not final|provisional|at first|initial(?:ly)?|rose|risen|rises|climb\w*|revised|update[ds]?|died later|succumbed|more bodies|since"
    r"|another|further|additional)\b",
    re.IGNORECASE,
)


def another_day(left: View, right: View) -> str | None:
    if same_day(left, right) is False:
        return f"one speaks of {_when(left)}, the other of {_when(right)}"
    return None


def another_place(left: View, right: View) -> str | None:
    """Neither place is the other or lies in it; or one is only a part of the other."""
    a, b = place_words(left.claim.place), place_words(right.claim.place)
    if not a or not b or a == b:
        return None
    names = f"{left.claim.place.name if left.claim.place else ''} and {right.claim.place.name if right.claim.place else ''}"
    return f"one place is a part of the other ({names})" if a < b or b < a else f"the places are two ({names})"


def grew(left: View, a: Figure, right: View, b: Figure) -> str | None:
    """The count told later is the higher one: tolls grow."""
    if a.what not in _GROWS:
        return None
    early, late = (left, right) if told_before(left, right) else (right, left)
    if not told_before(early, late):
        return None
    first, then = (a, b) if early is left else (b, a)
    if _middle(then) > _middle(first):
        return "the higher count was told later, and counts grow"
    return None


def part_of_it(left: View, right: View) -> str | None:
    """The words of one say that it counts a part ("one of the six", "nine of the dead"), or a sum against one deed."""
    if _PART.search(left.claim.quote.text) or _PART.search(right.claim.quote.text):
        return "one counts a part of what the other counts"
    tolls = [v.claim.type is EventType.CASUALTY_TOLL for v in (left, right)]
    if tolls[0] != tolls[1]:
        return "one is a running count, the other of one deed"
    return None


def more_came(left: View, right: View) -> str | None:
    if _SO_FAR.search(left.claim.quote.text) or _SO_FAR.search(right.claim.quote.text):
        return "the words say that the count was not final"
    return None


def one_side(left: View, right: View, names: Names) -> bool:
    """Both roots stand on one known side, or are one."""
    if left.root == right.root:
        return True
    a, b = names.side(left.root, left.claim), names.side(right.root, right.claim)
    return bool(a and a == b)


def _middle(figure: Figure) -> float:
    low = figure.low if figure.low is not None else figure.high
    high = figure.high if figure.high is not None else figure.low
    return ((low or 0) + (high or 0)) / 2


def _when(view: View) -> str:
    when = view.claim.when
    if when is None:
        return "no day"
    return when.earliest if when.earliest == when.latest else f"{when.earliest} to {when.latest}"
