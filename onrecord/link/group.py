"""Pairs and decisions -> groups: the most alike first, two groups joined only if they are alike on the whole.

Two groups are as alike as half their mean pair and half their best pair, less where they would be large: one pair alone cannot chain two
crowds into a giant event. Decisions bind: what a person judged one event stays one, what was judged two stays two; so do two deeds that one
source told apart.
"""

from __future__ import annotations

import heapq
import math
import re
from collections.abc import Iterable, Mapping, Sequence

from onrecord.link.facts import Facts
from onrecord.records import Judgement
from onrecord.vocab.event_types import TERRITORY, EventType

Pair = tuple[int, int]
_Ranked = tuple[float, int, int, int, int, int]  # less what two groups are alike, their lowest positions, their names, their stamps

CROWD = 2.0  # a group that would pass FREE claims must be the more alike, the larger it would be
FREE = 12
BEST = 0.5  # weight of the best pair beside the mean; the share of the mean keeps groups from chaining
UNSEEN = -1.5  # what a pair adds that no block brought together: they share neither place and kind nor actor, figure or report
_STATES = TERRITORY | {EventType.CONTROL_STATUS, EventType.CASUALTY_TOLL, EventType.TROOP_MOVEMENT}
_AGAIN = re.compile(r"\b(?:another|second|third|again|hours? later|minutes? later|later|separate(?:ly)?|earlier|next)\b", re.IGNORECASE)
_SOURCE_GAP = 1  # days; from here on, two dated deeds of one source are two


def group(claims: Sequence[Facts], scores: Mapping[Pair, float], judgements: Sequence[Judgement] = ()) -> list[list[int]]:
    """Groups of positions; every position stands in exactly one. scores: log-odds of the pairs that were compared."""
    same, different = _decisions(claims, judgements)
    apart = set(different)
    for left, right in scores:
        if (left, right) not in same and two_deeds(claims[left], claims[right]):
            apart.add((left, right))
    forest = _Forest(len(claims), scores, apart)
    for left, right in same:
        forest.join(left, right)
    forest.agglomerate()
    return forest.groups()


def two_deeds(left: Facts, right: Facts) -> bool:
    """One source tells of two deeds: on two days, or in one report with words such as "another" or "an hour later" in the later one."""
    if left.source != right.source or left.denied or right.denied or left.claim.type in _STATES or right.claim.type in _STATES:
        return False
    if not left.source and left.claim.report != right.claim.report:
        return False
    if _days_apart(left, right):
        return True
    if left.claim.report != right.claim.report or left.claim.type is not right.claim.type:
        return False
    later = max(left.claim, right.claim, key=lambda c: (c.quote.start, c.id))
    return bool(_AGAIN.search(later.quote.text)) and not set(left.figures) & set(right.figures)


def _days_apart(left: Facts, right: Facts) -> bool:
    """Both are dated to a day or a night, and no day is common."""
    if left.first is None or left.last is None or right.first is None or right.last is None:
        return False
    if left.last - left.first > 1 or right.last - right.first > 1:
        return False
    return max(left.first, right.first) - min(left.last, right.last) >= _SOURCE_GAP


def _decisions(claims: Sequence[Facts], judgements: Sequence[Judgement]) -> tuple[list[Pair], set[Pair]]:
    """The last judgement on a pair counts. A judgement on a claim that is not here is passed over."""
    at = {facts.claim.id: n for n, facts in enumerate(claims)}
    last: dict[Pair, bool] = {}
    for judgement in judgements:
        left, right = at.get(judgement.left), at.get(judgement.right)
        if left is not None and right is not None and left != right:
            last[(min(left, right), max(left, right))] = judgement.same
    return sorted(p for p, same in last.items() if same), {p for p, same in last.items() if not same}


class _Forest:
    """Groups that grow by joining. Sums of pair scores between groups are kept, so that joining costs the smaller group's edges."""

    def __init__(self, size: int, scores: Mapping[Pair, float], apart: Iterable[Pair]) -> None:
        self.members: dict[int, list[int]] = {n: [n] for n in range(size)}
        self.of: list[int] = list(range(size))
        self.first: list[int] = list(range(size))  # the lowest position of a group: equals are ordered by it, whatever else is grouped
        self.stamp: list[int] = [0] * size  # how often a group has grown: what was reckoned before counts no more
        self.between: dict[int, dict[int, tuple[float, int, float]]] = {n: {} for n in range(size)}
        self.apart: dict[int, set[int]] = {n: set() for n in range(size)}
        for left, right in apart:
            self.apart[left].add(right)
            self.apart[right].add(left)
        for (left, right), score in scores.items():
            self.between[left][right] = self.between[right][left] = (score, 1, score)

    def join(self, left: int, right: int) -> None:
        """Joins the groups of two positions unless a decision keeps them apart."""
        a, b = self.of[left], self.of[right]
        if a != b and not self._kept_apart(a, b):
            self._merge(a, b)

    def agglomerate(self) -> None:
        # Most pairs stand here from the beginning: sorted once, they cost less than in a heap with those that joining brings.
        begun = [self._ranked(a, b, alike) for a in self.between for b in self.between[a] if a < b and (alike := self._likeness(a, b)) > 0]
        begun.sort(reverse=True)
        heap: list[_Ranked] = []
        members, stamp = self.members, self.stamp
        while begun or heap:
            _, _, _, a, b, stamps = begun.pop() if not heap or (begun and begun[-1] < heap[0]) else heapq.heappop(heap)
            if stamp[a] + stamp[b] != stamps or a not in members or b not in members or self._kept_apart(a, b):
                continue
            into = self._merge(a, b)
            for other in self.between[into]:
                alike = self._likeness(into, other)
                if alike > 0:
                    heapq.heappush(heap, self._ranked(into, other, alike))

    def groups(self) -> list[list[int]]:
        return sorted(sorted(m) for m in self.members.values())

    def _ranked(self, a: int, b: int, alike: float) -> _Ranked:
        """The most alike first, and of those the two with the lowest positions; last the sum of their stamps, which only grows."""
        if self.first[a] > self.first[b]:
            a, b = b, a
        return -alike, self.first[a], self.first[b], a, b, self.stamp[a] + self.stamp[b]

    def _likeness(self, a: int, b: int) -> float:
        seen, count, best = self.between[a][b]
        if count == 1 and len(self.members[a]) == 1 == len(self.members[b]):
            return seen  # most of all that is asked: mean and best are the one pair
        pairs = len(self.members[a]) * len(self.members[b])
        mean = (seen + UNSEEN * (pairs - count)) / pairs
        size = len(self.members[a]) + len(self.members[b])
        return (1 - BEST) * mean + BEST * best - (CROWD * math.log(size / FREE) if size > FREE else 0.0)

    def _kept_apart(self, a: int, b: int) -> bool:
        small, large = (a, b) if len(self.apart[a]) <= len(self.apart[b]) else (b, a)
        return any(self.of[other] == large for other in self.apart[small])

    def _merge(self, a: int, b: int) -> int:
        """The group with more edges keeps its name; ties go to the lower one."""
        into, gone = (a, b) if (len(self.between[a]), -a) >= (len(self.between[b]), -b) else (b, a)
        for member in self.members[gone]:
            self.of[member] = into
        self.members[into] += self.members.pop(gone)
        self.stamp[into] += 1
        self.first[into] = min(self.first[into], self.first[gone])
        self.apart[into] |= self.apart.pop(gone)
        kept = self.between[into]
        for other, lost in self.between.pop(gone).items():
            self.between[other].pop(gone, None)
            if other == into:
                continue
            held = kept.get(other)
            both = lost if held is None else (held[0] + lost[0], held[1] + lost[1], max(held[2], lost[2]))
            kept[other] = self.between[other][into] = both
        return into
