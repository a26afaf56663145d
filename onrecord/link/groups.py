"""Groups of all claims so far. What a new claim, pair or judgement cannot reach is not reckoned again.

Joining is greedy: the two groups that are most alike come first. Two groups can be joined only if one pair of their claims speaks for one
event (a sum above nought), or a person said so. Leaving out of the reckoning what was never joined to what is in it changes no step of it.
So it is enough to group again the groups that a change touches, together with those that a pair could join them to. If one of the latter
is joined to a touched one it is touched as well, and the reckoning is made again with its own neighbours; if none is, all others stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from onrecord.link.facts import Facts
from onrecord.link.group import group
from onrecord.records import Judgement

Pair = tuple[int, int]


class Groups:
    """The groups in which claims stand, kept as claims, pairs and judgements come in; the same as `group` makes of all of them at once."""

    def __init__(self, claims: Sequence[Facts]) -> None:
        """claims: a list that its owner may append to."""
        self._claims = claims
        self._sums: list[dict[int, float]] = []  # for each claim those that it was compared with: how much speaks for one event
        self.home: list[int] = []  # the number of each claim's group; -1 for one that has just come
        self.members: dict[int, list[int]] = {}  # positions of claims by group, in the order of the claims' ids
        self._next = 0
        self._judged: dict[Pair, Judgement] = {}  # the last judgement on each pair
        self._with: dict[int, set[int]] = {}  # for each claim those that it was judged with

    def update(self, gained: Mapping[Pair, float], lost: Iterable[Pair], judgements: Sequence[Judgement]) -> tuple[set[int], set[int]]:
        """Takes in claims that were appended, pairs compared anew with their sums, and pairs compared no more. Gives the numbers of the
        groups that are no more, and of those that are new.

        judgements: all that stand; the last on a pair counts.
        """
        new = range(len(self._sums), len(self._claims))
        self._sums += [{} for _ in new]
        self.home += [-1 for _ in new]
        touched = set(new) | self._judge(judgements)
        for (left, right), sum_ in gained.items():
            self._sums[left][right] = self._sums[right][left] = sum_
            if left not in touched and right not in touched:
                touched.add(left)
        for left, right in lost:
            del self._sums[left][right], self._sums[right][left]
            touched.add(left)
        return self._regroup(self._whole(touched))

    def _judge(self, judgements: Sequence[Judgement]) -> set[int]:
        """Takes in the judgements on claims that are here; gives the claims of which something else is judged than before."""
        at = {facts.claim.id: n for n, facts in enumerate(self._claims)} if judgements else {}
        judged: dict[Pair, Judgement] = {}
        for judgement in judgements:
            left, right = at.get(judgement.left), at.get(judgement.right)
            if left is not None and right is not None and left != right:
                judged[min(left, right), max(left, right)] = judgement
        before, self._judged, self._with = self._judged, judged, {}
        for left, right in judged:
            self._with.setdefault(left, set()).add(right)
            self._with.setdefault(right, set()).add(left)
        return {end for pair in judged.keys() | before.keys() if _verdict(judged, pair) != _verdict(before, pair) for end in pair}

    def _regroup(self, touched: set[int]) -> tuple[set[int], set[int]]:
        """touched: whole groups, and claims that stand in none yet."""
        while True:
            reached = self._whole(self._beside(touched)) - touched
            found = self._grouped(touched | reached)
            joined = {at for members in found if not touched.isdisjoint(members) for at in members if at in reached}
            if not joined:
                break
            touched |= self._whole(joined)
        before = {self.home[at] for at in touched} - {-1}
        same = {number for members in found for number in {self.home[members[0]]} & before if self.members[number] == members}
        for number in before - same:
            del self.members[number]
        new = [members for members in found if members[0] in touched and self.home[members[0]] not in same]
        come = range(self._next, self._next + len(new))
        self._next += len(new)
        for number, members in zip(come, new, strict=True):
            self.members[number] = members
            for at in members:
                self.home[at] = number
        return before - same, set(come)

    def _whole(self, claims: Iterable[int]) -> set[int]:
        """The claims with all of their groups."""
        groups = {self.home[at] for at in claims} - {-1}
        return set(claims) | {at for number in groups for at in self.members[number]}

    def _beside(self, claims: Iterable[int]) -> set[int]:
        """Those that a pair of claims, or a judgement, could join to these."""
        return {other for at in claims for other, sum_ in self._sums[at].items() if sum_ > 0} | {
            other for at in claims for other in self._with.get(at, ()) if self._judged[min(at, other), max(at, other)].same
        }

    def _grouped(self, claims: Iterable[int]) -> list[list[int]]:
        members = sorted(claims, key=lambda at: self._claims[at].claim.id)
        nth = {at: n for n, at in enumerate(members)}
        sums = {(n, nth[other]): sum_ for n, at in enumerate(members) for other, sum_ in self._sums[at].items() if nth.get(other, -1) > n}
        judged = [self._judged[at, other] for at in members for other in self._with.get(at, ()) if at < other and other in nth]
        return [[members[n] for n in found] for found in group([self._claims[at] for at in members], sums, judged)]


def _verdict(judged: Mapping[Pair, Judgement], pair: Pair) -> bool | None:
    return judged[pair].same if pair in judged else None
