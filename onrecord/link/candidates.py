"""Which pairs of claims are worth comparing: blocks of claims that share something, and in each block the neighbours in time.

Blocking and the sorted neighbourhood (Hernandez and Stolfo 1995): the number of pairs grows with the number of claims, not with its square.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from onrecord.link.compare.event_type import FAMILIES_OF
from onrecord.link.facts import Facts
from onrecord.vocab.event_types import EventType

_MAX_DAYS = 31  # claims that lie further apart speak of one event only if they share a report, or name no day
_A_WEEK = 7  # in blocks that share a number only: what lies further apart has it by chance
_NEIGHBOURS = 32  # per block; a report of average length fits
_FEWER = 8  # in blocks that share an actor only, where most pairs are of two places
_TELLING = 10  # a shared number from here on is worth a comparison of its own

Key = tuple[str, ...]
Pair = tuple[int, int]
Entry = tuple[int, str, str, int]  # day or offset, type, claim's id: the order within a block; then the claim's position
# An accusation may be about any harm, and meets it in the block of that harm.
_HALTED = frozenset({"fight", "blast"})
_GROUND = frozenset({"ground"})
_BLAMED = frozenset({"harm", "blast", "custody"})


def keys(facts: Facts) -> Iterator[Key]:
    """The blocks a claim is filed under."""
    yield ("report", facts.claim.report)
    families = families_of(facts)
    names = {t for t in facts.place_tokens if len(t) > 3} or set(facts.place_tokens)
    names |= {t for p in facts.place_parents for t in p.split() if len(t) > 3}
    for name in names:
        for family in families:
            yield ("place", name, family)
    for actor in (facts.doer, facts.sufferer):
        if actor and not actor.civil:
            yield ("actor", actor.key, str(facts.claim.type))
    for what, low, high in facts.figures:
        if max(low or 0, high or 0) >= _TELLING:
            yield ("figure", str(what), str(low), str(high))


def families_of(facts: Facts) -> frozenset[str]:
    """The families of its type; a halt meets the fights, an attack beaten off meets the claims of who holds the ground."""
    kind = facts.claim.type
    if kind is EventType.ACCUSATION:
        return _BLAMED
    families = FAMILIES_OF[kind] or frozenset({str(kind)})
    if facts.halts:
        families |= _HALTED
    return families | _GROUND if facts.beaten_off else families


def candidates(claims: Sequence[Facts]) -> set[Pair]:
    """Pairs of positions in claims, lower first."""
    return Blocks(claims).add(range(len(claims)))[0]


class Blocks:
    """The blocks of all claims so far. What a new claim changes is found in its own blocks, among its neighbours there."""

    def __init__(self, claims: Sequence[Facts]) -> None:
        """claims: a list that its owner may append to; claims are filed by `add`."""
        self._claims = claims
        self._blocks: dict[Key, list[Entry]] = {}

    def add(self, new: Iterable[int]) -> tuple[set[Pair], set[Pair]]:
        """Files the claims at these positions. Gives the pairs that are worth comparing now and were not, and those that no longer are,
        since new claims stand between them. Lower position first."""
        arriving: dict[Key, list[Entry]] = defaultdict(list)
        for at in new:
            for key in set(keys(self._claims[at])):
                arriving[key].append(self._entry(key, at))
        gained: set[Pair] = set()
        lost: set[Pair] = set()
        for key, entries in arriving.items():
            before = self._blocks.get(key, [])
            after = self._blocks[key] = sorted(before + entries)
            if not before:
                for nth in range(len(after)):
                    gained.update(self._pairs(key, after, nth))
                continue
            now, was = self._around(key, before, after, entries)
            gained |= now - was
            lost |= was - now
        return gained, {pair for pair in lost if not self._stands(*pair)}

    def _around(self, key: Key, before: list[Entry], after: list[Entry], new: list[Entry]) -> tuple[set[Pair], set[Pair]]:
        """The pairs of those that stand just before a new claim, or are new: now, and before."""
        most, fresh = _most(key), set(new)
        lefts = {left for entry in new for at in [bisect_left(after, entry)] for left in range(max(0, at - most), at + 1)}
        now = {pair for left in lefts for pair in self._pairs(key, after, left)}
        was = {pair for left in lefts if after[left] not in fresh for pair in self._pairs(key, before, bisect_left(before, after[left]))}
        return now, was

    def _stands(self, left: int, right: int) -> bool:
        """Whether some block still brings the pair together."""
        pair = (left, right)
        for key in set(keys(self._claims[left])) & set(keys(self._claims[right])):
            block = self._blocks[key]
            first = min(self._entry(key, left), self._entry(key, right))
            if pair in self._pairs(key, block, bisect_left(block, first)):
                return True
        return False

    def _entry(self, key: Key, at: int) -> Entry:
        facts = self._claims[at]
        if key[0] == "report":
            return facts.claim.quote.start, "", facts.claim.id, at
        return facts.about or 0, facts.claim.type, facts.claim.id, at

    def _pairs(self, key: Key, block: list[Entry], nth: int) -> set[Pair]:
        """The pairs of the nth of a block with those that come after it."""
        at, claims, one_report = block[nth][-1], self._claims, key[0] == "report"
        left, found, within = claims[at], set(), _A_WEEK if key[0] == "figure" else _MAX_DAYS
        for *_, other in block[nth + 1 : nth + 1 + _most(key)]:
            right = claims[other]
            if not one_report and not _close(left.about, right.about, within):
                if left.about is not None:
                    break  # they are in the order of their days
                continue
            if one_report or not _elsewhere(left, right):
                found.add((at, other) if at < other else (other, at))
        return found


def _most(key: Key) -> int:
    return _FEWER if key[0] == "actor" else _NEIGHBOURS


def _elsewhere(left: Facts, right: Facts) -> bool:
    """Two reports, two places with no word in common, of which neither lies in the other, and no number in common."""
    if not left.place or not right.place or left.wide or right.wide or left.claim.report == right.claim.report:
        return False
    if left.place == right.place or left.place_tokens & right.place_tokens or _lies_in(left, right) or _lies_in(right, left):
        return False
    return not set(left.figures) & set(right.figures)


def _close(left: int | None, right: int | None, within: int) -> bool:
    return left is None or right is None or abs(left - right) <= within


def _lies_in(part: Facts, whole: Facts) -> bool:
    return whole.place_tokens in map(_words_of, part.place_parents)


@lru_cache(maxsize=65_536)
def _words_of(name: str) -> frozenset[str]:
    return frozenset(name.split())
