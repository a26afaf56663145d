"""On what two claims can be compared at all, worked out once for a pair: a statement that lacks its ground is silent and need not be asked.

Most statements are silent about most pairs; asking each of them took a third of the time of linking.
"""

from __future__ import annotations

from onrecord.link.facts import Facts
from onrecord.vocab.event_types import EventType

PLACED = 1  # both name a place
ONE_PLACED = 1 << 1  # one names a place, the other does not
DAYS_MEET = 1 << 2  # both are dated, and a day is common
DAYS_PART = 1 << 3  # both are dated, and none is
UNDATED = 1 << 4  # one at least is not dated
DOERS = 1 << 5  # both name a doer
SUFFERERS = 1 << 6  # both say who was hit
CROSSED = 1 << 7  # one names a doer, the other says who was hit
ONE_TYPE = 1 << 8
TWO_TYPES = 1 << 9
ONE_BLAMES = 1 << 10  # one is an accusation
HOLDERS = 1 << 11  # both say who holds a place
BEATEN_OFF = 1 << 12  # one at least tells of an attack beaten off
COUNTS = 1 << 13  # both give figures
DENIAL = 1 << 14  # one denies, the other does not
ONE_REPORT = 1 << 15


def ground(left: Facts, right: Facts) -> int:
    """The sum of what holds of the two. It plays no part which claim comes first."""
    found = UNDATED
    if left.place and right.place:
        found |= PLACED
    elif left.place or right.place:
        found |= ONE_PLACED
    if left.first is not None and left.last is not None and right.first is not None and right.last is not None:
        found ^= UNDATED | (DAYS_MEET if max(left.first, right.first) <= min(left.last, right.last) else DAYS_PART)
    if left.doer and right.doer:
        found |= DOERS
    if left.sufferer and right.sufferer:
        found |= SUFFERERS
    if (left.doer and right.sufferer) or (right.doer and left.sufferer):
        found |= CROSSED
    a, b = left.claim, right.claim
    found |= ONE_TYPE if a.type is b.type else TWO_TYPES
    if (a.type is EventType.ACCUSATION) != (b.type is EventType.ACCUSATION):
        found |= ONE_BLAMES
    if left.holder and right.holder:
        found |= HOLDERS
    if left.beaten_off or right.beaten_off:
        found |= BEATEN_OFF
    if left.figures and right.figures:
        found |= COUNTS
    if left.denied != right.denied:
        found |= DENIAL
    if a.report == b.report:
        found |= ONE_REPORT
    return found
